//! What type cells say.

mod parser;
mod words;

use std::fmt;

/// What a type cell says: "Array of `JobProgress` objects", "Map<String,String>", "Long".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A single value.
    Scalar(Scalar),
    /// An array; `None` where the cell does not say of what.
    Array(Option<Box<TypeExpr>>),
    /// A map from strings; `None` where the cell does not say to what.
    Map(Option<Box<TypeExpr>>),
    /// An object without a name.
    Object,
    /// An object of that name.
    Named(String),
    /// A value of any type, in so many words.
    Any,
    /// Null, and nothing else: the name alone says something, as that of an action.
    Null,
    /// One of several.
    Union(Vec<TypeExpr>),
    /// What the parser does not understand, kept as it stands.
    Unknown(String),
}

/// The scalar types that cells name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Text of any kind.
    String,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A single-precision number.
    Float,
    /// A double-precision number.
    Double,
    /// A truth value.
    Boolean,
    /// The bytes of a file.
    Binary,
}

impl TypeExpr {
    /// Parses a type cell. What is not understood becomes [`TypeExpr::Unknown`]: parsing never fails.
    ///
    /// ```
    /// use driftline_extract::{Scalar, TypeExpr};
    /// let cell = TypeExpr::parse("Array of JobProgress objects");
    /// assert_eq!(cell, TypeExpr::Array(Some(Box::new(TypeExpr::Named("JobProgress".into())))));
    /// assert_eq!(TypeExpr::parse("Long"), TypeExpr::Scalar(Scalar::Int64));
    /// ```
    pub fn parse(text: &str) -> TypeExpr {
        // Most cells are a single word.
        words::scalar(text.trim()).map_or_else(|| parser::parse(text), TypeExpr::Scalar)
    }

    /// The type inside arrays and maps, or this type itself where it is neither.
    pub fn innermost(&self) -> &TypeExpr {
        match self {
            TypeExpr::Array(Some(inner)) | TypeExpr::Map(Some(inner)) => inner.innermost(),
            other => other,
        }
    }

    /// The name of the object that this type is, or holds in arrays and maps.
    pub fn object_name(&self) -> Option<&str> {
        match self.innermost() {
            TypeExpr::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// Prints the form that the vendor's pages use most.
impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypeExpr::Scalar(scalar) => f.write_str(scalar.as_str()),
            TypeExpr::Array(None) => f.write_str("Array"),
            TypeExpr::Array(Some(inner)) => match inner.as_ref() {
                TypeExpr::Scalar(scalar) => write!(f, "Array of {}s", scalar.as_str().to_lowercase()),
                TypeExpr::Object => f.write_str("Array of objects"),
                TypeExpr::Named(name) => write!(f, "Array of {name} objects"),
                other => write!(f, "Array<{other}>"),
            },
            TypeExpr::Map(None) => f.write_str("Map"),
            TypeExpr::Map(Some(inner)) => write!(f, "Map<String,{inner}>"),
            TypeExpr::Object => f.write_str("Object"),
            TypeExpr::Any => f.write_str("AnyType"),
            TypeExpr::Null => f.write_str("Null"),
            TypeExpr::Named(name) => write!(f, "{name} object"),
            TypeExpr::Union(types) => {
                for (index, one) in types.iter().enumerate() {
                    write!(f, "{}{one}", if index == 0 { "" } else { "/" })?;
                }
                Ok(())
            }
            TypeExpr::Unknown(text) => f.write_str(text),
        }
    }
}

impl Scalar {
    /// The word that the vendor's pages use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Scalar::String => "String",
            Scalar::Int32 => "Integer",
            Scalar::Int64 => "Long",
            Scalar::Float => "Float",
            Scalar::Double => "Double",
            Scalar::Boolean => "Boolean",
            Scalar::Binary => "File",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parser::array_of, words::SCALARS, *};
    use proptest::prelude::*;

    fn named(name: &str) -> TypeExpr {
        TypeExpr::Named(name.to_owned())
    }

    #[test]
    fn the_spellings_of_the_corpus_are_understood() {
        let string = || TypeExpr::Scalar(Scalar::String);
        for (text, expected) in [
            ("String", string()),
            ("Array of strings", array_of(string())),
            ("Array of JobProgress objects", array_of(named("JobProgress"))),
            ("Array of JobProgress", array_of(named("JobProgress"))),
            ("List<String>", array_of(string())),
            ("List<Job>", array_of(named("Job"))),
            ("List(Dict)", array_of(TypeExpr::Object)),
            ("list<dict>", array_of(TypeExpr::Object)),
            ("dict<string, string>", TypeExpr::Map(Some(Box::new(string())))),
            ("Map of strings", TypeExpr::Map(Some(Box::new(string())))),
            ("Array of Table 6 TreeNode objects", array_of(named("Table 6"))),
            ("Array of Table 6 Tree Node objects", array_of(named("Table 6"))),
            ("Table 6 TreeNode object", named("Table 6")),
            ("Array of Table 6 and more", TypeExpr::Unknown("Array of Table 6 and more".into())),
            ("Long integer", TypeExpr::Scalar(Scalar::Int64)),
            ("UNIX timestamp", TypeExpr::Scalar(Scalar::Int64)),
            ("uint64", TypeExpr::Scalar(Scalar::Int64)),
            ("Floating number", TypeExpr::Scalar(Scalar::Double)),
            ("Array of JSON strings", array_of(string())),
            ("Base64 string", string()),
            ("File", TypeExpr::Scalar(Scalar::Binary)),
            ("Array of File objects", array_of(named("File"))),
            ("List (NAT gateways)", array_of(named("NAT gateways"))),
            ("String[]", array_of(string())),
            ("String array", array_of(string())),
            ("Job array", array_of(named("Job"))),
            ("Array of Array of strings", array_of(array_of(string()))),
            ("Array", TypeExpr::Array(None)),
            ("Lease object", named("Lease")),
            ("Object", TypeExpr::Object),
            ("Array of objects", array_of(TypeExpr::Object)),
            ("Map<String, String>", TypeExpr::Map(Some(Box::new(string())))),
            ("Map<String,Object>", TypeExpr::Map(Some(Box::new(TypeExpr::Object)))),
            ("String/Integer", TypeExpr::Union(vec![string(), TypeExpr::Scalar(Scalar::Int32)])),
            ("Integer or Null", TypeExpr::Union(vec![TypeExpr::Scalar(Scalar::Int32), TypeExpr::Null])),
            ("Null", TypeExpr::Null),
            ("Null objects", array_of(named("Null"))),
            ("Long", TypeExpr::Scalar(Scalar::Int64)),
            ("Array of Security Group Rule objects", array_of(named("Security Group Rule"))),
            ("Security Group object", named("Security Group")),
            ("JSON object", TypeExpr::Object),
            ("JSON Array", array_of(TypeExpr::Object)),
            ("Set<String>", array_of(string())),
            ("String(255)", string()),
            ("Array of Table 5", array_of(named("Table 5"))),
            ("Table 5 object", named("Table 5")),
            ("Array of Table rules objects", array_of(named("rules"))),
            ("Rule objects", array_of(named("Rule"))),
            ("Dictionary data structure. For details, see Table 3.", TypeExpr::Object),
            ("List data structure. For details, see Table 3.", TypeExpr::Array(None)),
            ("AnyType", TypeExpr::Any),
            ("Map<String,AnyType>", TypeExpr::Map(Some(Box::new(TypeExpr::Any)))),
            ("string, which must be the name of a domain.", string()),
            ("String. The value can only be Everyone.", string()),
            ("String, Integer or something", TypeExpr::Unknown("String, Integer or something".into())),
            ("see below", TypeExpr::Unknown("see below".into())),
            ("", TypeExpr::Unknown(String::new())),
        ] {
            assert_eq!(TypeExpr::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn nesting_without_end_is_not_understood() {
        for text in [format!("{}String", "Array of ".repeat(100_000)), format!("String{}", "[]".repeat(100_000))] {
            assert_eq!(TypeExpr::parse(&text), TypeExpr::Unknown(text));
        }
    }

    fn type_expr() -> impl Strategy<Value = TypeExpr> {
        let scalar = prop::sample::select(SCALARS).prop_map(|(_, scalar)| TypeExpr::Scalar(scalar));
        let leaf = prop_oneof![
            4 => scalar,
            2 => "[A-Z][a-z]{2,6}Res".prop_map(TypeExpr::Named),
            1 => Just(TypeExpr::Object),
            1 => Just(TypeExpr::Any),
            1 => Just(TypeExpr::Null),
            1 => Just(TypeExpr::Array(None)),
            1 => Just(TypeExpr::Map(None)),
        ];
        leaf.prop_recursive(3, 8, 2, |inner| {
            prop_oneof![inner.clone().prop_map(array_of), inner.prop_map(|value| TypeExpr::Map(Some(Box::new(value)))),]
        })
    }

    proptest! {
        #[test]
        fn what_prints_parses_back(expr in type_expr()) {
            prop_assert_eq!(TypeExpr::parse(&expr.to_string()), expr);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "[A-Za-z<>\\[\\](),/| ]{0,200}|.{0,60}") {
            let _ = TypeExpr::parse(&text);
        }
    }
}
