//! What is to be written: files of items.

use driftline_finding::Pointer;
use serde_json::Value;

/// A file: a component or the bodies of an operation.
pub(super) struct File {
    /// The module, in snake case, not yet safe against keywords.
    pub(super) module: String,
    /// What the file is about, in Markdown.
    pub(super) title: String,
    /// The main items first, each before what it holds inside.
    pub(super) items: Vec<Item>,
}

/// A type.
pub(super) struct Item {
    /// The name in Rust.
    pub(super) name: String,
    /// The name of the schema.
    pub(super) schema_name: String,
    /// Whether the schema stands where it is used, and not under its name.
    pub(super) inline: bool,
    /// Whether the schema also accepts `null`, which the type leaves to the `Option` around it.
    pub(super) is_beside_null: bool,
    /// Where in the contract the schema stands.
    pub(super) pointer: Pointer,
    /// Lines of Markdown.
    pub(super) docs: Vec<String>,
    pub(super) shape: Shape,
    pub(super) form: Form,
}

/// What a type is made of.
pub(super) enum Shape {
    Object { fields: Vec<Field>, other: Option<Type> },
    Texts(Vec<Variant<String>>),
    Integers(Vec<Variant<i64>>),
    Wrapper(Type),
}

/// A field of a struct.
pub(super) struct Field {
    /// The name in Rust, safe against keywords.
    pub(super) name: String,
    /// The name in JSON.
    pub(super) wire: String,
    pub(super) ty: Type,
    pub(super) required: bool,
    /// Whether `null` is a value, and not read as absent.
    pub(super) takes_null: bool,
    pub(super) docs: Vec<String>,
    pub(super) form: Form,
    /// Whether the type accepts more than the schema.
    pub(super) is_narrower: bool,
}

/// A value of an enumeration.
pub(super) struct Variant<T> {
    pub(super) name: String,
    pub(super) value: T,
    pub(super) docs: Vec<String>,
}

/// The schema of an item or field.
pub(super) enum Form {
    /// That of a Rust type, with more keywords.
    Derived { like: String, more: Vec<(String, Value)> },
    /// Written out as JSON; each reference to a component stands beside the type that it means.
    Text { json: String, references: Vec<(String, String)> },
}

/// A type in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Text,
    Boolean,
    Integer,
    Number,
    /// Any value.
    Value,
    /// Any object.
    Open,
    List(Box<Type>),
    Dictionary(Box<Type>),
    /// A type of the service.
    Named(String),
    Boxed(Box<Type>),
    Nullable(Box<Type>),
}

impl Type {
    /// The type as it stands in code.
    pub(super) fn code(&self) -> String {
        match self {
            Type::Text => "String".to_owned(),
            Type::Boolean => "bool".to_owned(),
            Type::Integer => "i64".to_owned(),
            Type::Number => "Number".to_owned(),
            Type::Value => "Value".to_owned(),
            Type::Open => "Map<String, Value>".to_owned(),
            Type::List(items) => format!("Vec<{}>", items.code()),
            Type::Dictionary(values) => format!("BTreeMap<String, {}>", values.code()),
            Type::Named(name) => name.clone(),
            Type::Boxed(inner) => format!("Box<{}>", inner.code()),
            Type::Nullable(inner) => format!("Option<{}>", inner.code()),
        }
    }
}
