//! Items as Rust.

use super::{
    HEADER, docs,
    imports::Imports,
    item::{Field, File, Form, Item, Shape, Type, Variant},
    names::{self, Names},
};
use serde_json::{Number, Value};

/// The file that lists the services.
pub(super) fn index(services: &[&str]) -> String {
    let modules = services.iter().map(|service| format!("pub mod {};\n", names::raw(&names::snake(service))));
    format!("//! The services.\n//!\n//! {HEADER}\n\n{}", modules.collect::<String>())
}

/// The file of the service: its modules and what they hold.
pub(super) fn service(service: &str, files: &[File]) -> String {
    let mut text = format!("//! The service {}.\n//!\n//! {HEADER}\n", docs::code(service));
    // The lints are about prose and numbers that are the contract's own.
    text += "#![allow(clippy::doc_markdown, reason = \"the prose is the contract's\")]\n";
    text += "#![allow(clippy::option_option, reason = \"an optional field that may be null has three states\")]\n";
    text += "#![allow(clippy::unreadable_literal, reason = \"numbers are written as the contract has them\")]\n\n";
    for file in files {
        text += &format!("mod {};\n", names::raw(&file.module));
    }
    text += "\n";
    for file in files {
        let types: Vec<&str> = file.items.iter().map(|item| item.name.as_str()).collect();
        text += &format!("pub use self::{}::{{{}}};\n", names::raw(&file.module), types.join(", "));
    }
    text
}

/// A file of types.
pub(super) fn file(file: &File) -> String {
    let mut writer = Writer { imports: Imports::default(), functions: Names::modules() };
    let items: String = file.items.iter().map(|item| writer.item(item)).collect();
    let own: Vec<&str> = file.items.iter().map(|item| item.name.as_str()).collect();
    format!("//! {}\n//!\n//! {HEADER}\n\n{}\n{items}", file.title, writer.imports.code(&own))
}

struct Writer {
    imports: Imports,
    /// The names of the functions that write schemas out.
    functions: Names,
}

impl Writer {
    fn item(&mut self, item: &Item) -> String {
        match &item.shape {
            Shape::Object { fields, other } => self.object(item, fields, other.as_ref()),
            Shape::Texts(variants) => enumeration(item, "String", variants, |value| format!("{value:?}")),
            Shape::Integers(variants) => enumeration(item, "i64", variants, i64::to_string),
            Shape::Wrapper(ty) => self.wrapper(item, ty),
        }
    }

    fn object(&mut self, item: &Item, fields: &[Field], other: Option<&Type>) -> String {
        let is_derived = matches!(item.form, Form::Derived { .. });
        let derives = if fields.iter().any(|field| field.required) { "PartialEq" } else { "Default, PartialEq" };
        let mut text = self.head(item, derives);
        let mut functions = String::new();
        text += &format!("pub struct {} {{\n", item.name);
        for field in fields {
            text += &docs::comment(&field.docs, "///");
            text += &serde_attribute(field);
            if is_derived {
                text += &self.schema_attribute(item, field, &mut functions);
            }
            self.imports.add_type(&field.ty);
            let ty = field.ty.code();
            let ty = if field.required { ty } else { format!("Option<{ty}>") };
            text += &format!("pub {}: {ty},\n", field.name);
        }
        let (doc, other) = match other {
            Some(ty) => ("The members without a field of their own.", &Type::Dictionary(Box::new(ty.clone()))),
            None => ("What the contract does not describe.", &Type::Open),
        };
        self.imports.add_type(other);
        text += &format!("/// {doc}\n#[serde(flatten)]\npub other: {},\n}}\n\n", other.code());
        text + &functions + &self.written_schema(item)
    }

    fn wrapper(&mut self, item: &Item, ty: &Type) -> String {
        self.imports.add_type(ty);
        let mut text = self.head(item, "PartialEq");
        let with = match &item.form {
            Form::Derived { like, .. } if *like != ty.code() => format!("#[schemars(with = {like:?})] "),
            _ => String::new(),
        };
        text += &format!("#[serde(transparent)]\npub struct {}({with}pub {});\n\n", item.name, ty.code());
        text + &self.written_schema(item)
    }

    /// Doc comment and attributes of a struct.
    fn head(&mut self, item: &Item, derives: &str) -> String {
        self.imports.add_all("serde", &["Serialize", "Deserialize"]);
        let mut text = docs::comment(&item.docs, "///");
        text += &format!("#[derive(Clone, Debug, {derives}, Eq, Serialize, Deserialize");
        let Form::Derived { more, .. } = &item.form else { return text + ")]\n" };
        self.imports.add("schemars", "JsonSchema");
        let name = (!item.inline && item.schema_name != item.name).then(|| format!("rename = {:?}", item.schema_name));
        let inline = item.inline.then(|| "inline".to_owned());
        let parts: Vec<String> = inline.into_iter().chain(name).chain(extend(more)).collect();
        text += ", JsonSchema)]\n";
        if parts.is_empty() { text } else { text + &format!("#[schemars({})]\n", parts.join(", ")) }
    }

    fn schema_attribute(&mut self, item: &Item, field: &Field, functions: &mut String) -> String {
        match &field.form {
            Form::Derived { like, more } => {
                let differs = !field.required || *like != field.ty.code();
                let with = differs.then(|| format!("with = {like:?}"));
                let parts: Vec<String> = with.into_iter().chain(extend(more)).collect();
                if parts.is_empty() { String::new() } else { format!("#[schemars({})]\n", parts.join(", ")) }
            }
            Form::Text { json, references } => {
                let field = field.name.trim_start_matches("r#");
                let name = self.functions.take(&format!("{}_{field}_schema", names::snake(&item.name)));
                *functions += &format!("fn {name}{}\n\n", self.written(json, references));
                format!("#[schemars(schema_with = {name:?})]\n")
            }
        }
    }

    /// Arguments and body of a function that gives a schema as it is written.
    fn written(&mut self, json: &str, references: &[(String, String)]) -> String {
        self.imports.add_all("schemars", &["Schema", "SchemaGenerator"]);
        let mut pairs = Vec::new();
        for (reference, ty) in references {
            self.imports.add("super", ty);
            pairs.push(format!("({reference:?}, generator.subschema_for::<{ty}>())"));
        }
        let generator = if pairs.is_empty() { "_" } else { "generator" };
        format!(
            "({generator}: &mut SchemaGenerator) -> Schema {{ crate::support::schema({}, &[{}]) }}",
            raw_string(json),
            pairs.join(", ")
        )
    }

    /// The implementation of `JsonSchema` of an item whose schema is not derived.
    fn written_schema(&mut self, item: &Item) -> String {
        let Form::Text { json, references } = &item.form else { return String::new() };
        let body = self.written(json, references);
        self.imports.add("schemars", "JsonSchema");
        self.imports.add("std::borrow", "Cow");
        let inline = if item.inline { "fn inline_schema() -> bool { true }\n\n" } else { "" };
        format!(
            "impl JsonSchema for {name} {{
                {inline}fn schema_name() -> Cow<'static, str> {{ {schema:?}.into() }}

                fn schema_id() -> Cow<'static, str> {{ concat!(module_path!(), \"::{name}\").into() }}

                fn json_schema{body}
            }}\n\n",
            name = item.name,
            schema = item.schema_name,
        )
    }
}

/// A call of the macro `open_enum!`, which rustfmt leaves as it is.
fn enumeration<T>(item: &Item, wire: &str, variants: &[Variant<T>], literal: impl Fn(&T) -> String) -> String {
    let place = if item.inline { "inline" } else { "component" };
    let more = match &item.form {
        Form::Derived { more, .. } if !more.is_empty() => {
            let pairs = more.iter().map(|(key, value)| format!("{key:?}: {}", self::literal(value)));
            format!(" where {{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        _ => String::new(),
    };
    let mut text = format!("crate::open_enum! {{\n{}", docs::comment(&item.docs, "    ///"));
    text += &format!("    pub enum {}: {wire} as {place} {:?}{more} {{\n", item.name, item.schema_name);
    for variant in variants {
        text += &docs::comment(&variant.docs, "        ///");
        text += &format!("        {} = {},\n", variant.name, literal(&variant.value));
    }
    text + "    }\n}\n\n"
}

fn serde_attribute(field: &Field) -> String {
    let mut parts = Vec::new();
    if field.name.trim_start_matches("r#") != field.wire {
        parts.push(format!("rename = {:?}", field.wire));
    }
    match (field.required, &field.ty) {
        // A missing field is an error even where null is a value.
        (true, Type::Nullable(_)) => parts.push("deserialize_with = \"Option::deserialize\"".to_owned()),
        (true, _) => {}
        (false, _) => {
            parts.push("default".to_owned());
            if field.takes_null {
                parts.push("deserialize_with = \"crate::support::present\"".to_owned());
            }
            parts.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
    }
    if parts.is_empty() { String::new() } else { format!("#[serde({})]\n", parts.join(", ")) }
}

/// The keywords to add to a derived schema, as an argument of `schemars`.
fn extend(more: &[(String, Value)]) -> Option<String> {
    let pairs = more.iter().map(|(keyword, value)| format!("{keyword:?} = {}", literal(value)));
    let pairs: Vec<String> = pairs.collect();
    (!pairs.is_empty()).then(|| format!("extend({})", pairs.join(", ")))
}

/// A value as the macros of schemars take it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number_literal(number),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{key:?}: {}", literal(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Rust takes a number without a suffix for an `i32`.
fn number_literal(number: &Number) -> String {
    match (number.as_i64(), number.as_u64()) {
        (Some(small), _) if i32::try_from(small).is_ok() => small.to_string(),
        (Some(large), _) => format!("{large}_i64"),
        (None, Some(large)) => format!("{large}_u64"),
        (None, None) => format!("{number}_f64"),
    }
}

fn raw_string(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
