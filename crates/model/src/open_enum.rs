//! Enumerations that keep a value they do not know.

/// An enum over strings or integers with the variant `Unknown` for any other value.
///
/// It reads and writes as the bare value, converts from and to it, and its schema allows the listed values only, with
/// the keywords after `where` beside. After `as` stands the name of the schema; an `inline` one has no place of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($(#[$doc:meta])* pub enum $name:ident: String $($rest:tt)*) => {
        $crate::open_enum! { @values "string", &'static str, String, "String", {$(#[$doc])*} $name $($rest)* }

        impl $name {
            /// The value as it stands in JSON.
            pub fn as_str(&self) -> &str {
                match self.known() {
                    Ok(known) => known,
                    Err(value) => value,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> $name {
                $name::listed(value.as_str()).unwrap_or_else(|| $name::Unknown(value))
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.as_str().to_owned()
            }
        }
    };
    ($(#[$doc:meta])* pub enum $name:ident: i64 $($rest:tt)*) => {
        $crate::open_enum! { @values "integer", i64, i64, "i64", {$(#[$doc])* #[derive(Copy)]} $name $($rest)* }

        impl From<i64> for $name {
            fn from(value: i64) -> $name {
                $name::listed(value).unwrap_or($name::Unknown(value))
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> i64 {
                value.known().unwrap_or_else(|value| *value)
            }
        }
    };
    (
        @values $type:literal, $known:ty, $wire:ident, $wire_name:literal, {$(#[$doc:meta])*} $name:ident
        as $place:ident $schema:literal $(where $more:tt)?
        {$($(#[$variant_doc:meta])* $variant:ident = $value:literal,)+}
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(from = $wire_name, into = $wire_name)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value that the contract does not list.
            Unknown($wire),
        }

        impl $name {
            /// The values that the contract lists, in its order.
            pub const KNOWN: &'static [$known] = &[$($value),+];

            fn listed(value: impl PartialEq<$known>) -> Option<$name> {
                $(if value == $value { return Some($name::$variant); })+
                None
            }

            fn known(&self) -> Result<$known, &$wire> {
                match self {
                    $($name::$variant => Ok($value),)+
                    $name::Unknown(value) => Err(value),
                }
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                stringify!($place) == "inline"
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                $schema.into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let values = ::serde_json::json!({"type": $type, "enum": $name::KNOWN});
                $crate::support::beside(values, [$(::serde_json::json!($more))?])
            }
        }
    };
}
