//! The list of the types of a service, for the tests of `driftline-model`: they draw values of every type on it and
//! hold it against the schema that it stands for.

use super::{
    HEADER, docs,
    item::{Field, File, Form, Item, Shape},
    names, schema,
};

/// The file: one call of the macro `catalogue!`.
pub(super) fn text(module: &str, files: &[File]) -> String {
    let items: Vec<&Item> = files.iter().flat_map(|file| &file.items).collect();
    let mut types: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    types.sort_unstable();
    let entries: String = items.into_iter().map(entry).collect();
    let module = names::raw(module);
    let uses = if types.is_empty() {
        String::new()
    } else {
        format!("use crate::models::{module}::{{{}}};\n\n", types.join(", "))
    };
    format!("//! The types of {}.\n//!\n//! {HEADER}\n\n{uses}catalogue! {{\n{entries}}}\n", docs::code(&module))
}

/// The file that lists the catalogues, and goes over all.
pub(super) fn index(services: &[&str]) -> String {
    let mut text = format!("//! The types of each service, for the laws.\n//!\n//! {HEADER}\n\n");
    let mut calls = String::new();
    for service in services {
        let module = names::raw(&names::snake(service));
        text += &format!("pub mod {module};\n");
        calls += &format!("{module}::each(&contract({service:?}), law);\n");
    }
    text += "\nuse crate::support::catalogue::Law;\nuse driftline_contract::Contract;\n\n";
    text += "/// Holds the law against the types of every service; `contract` reads the contract of one.\n";
    text + &format!("pub fn each(contract: impl Fn(&str) -> Contract, law: &impl Law) {{\n{calls}}}\n")
}

/// `KIND NAME POINTER { FIELDS }`. A value of the kind `sampled` is drawn from the schema, any other from its parts.
/// After `beside null` the schema accepts more than the type stands for.
fn entry(item: &Item) -> String {
    let pointer = item.pointer.as_str();
    let (kind, fields) = match (&item.shape, &item.form) {
        (Shape::Object { fields, other: None }, Form::Derived { more, .. })
            if !schema::narrows(more.iter().map(|(keyword, _)| keyword)) =>
        {
            ("object", fields.iter().map(|field| field_entry(pointer, field)).collect())
        }
        (Shape::Texts(_), Form::Derived { .. }) => ("texts", String::new()),
        (Shape::Integers(_), Form::Derived { .. }) => ("integers", String::new()),
        _ => ("sampled", String::new()),
    };
    let fields = if fields.is_empty() { "{}".to_owned() } else { format!("{{\n{fields}    }}") };
    let null = if item.is_beside_null { " beside null" } else { "" };
    format!("    {kind} {} {pointer:?}{null} {fields}\n", item.name)
}

/// A field is drawn from its type; where that accepts more than the schema, from the schema at the pointer: always
/// after `=`, sometimes after `~`.
fn field_entry(owner: &str, field: &Field) -> String {
    if !field.is_narrower {
        return format!("        {},\n", field.name);
    }
    let sign = if field.required { "=" } else { "~" };
    let name = field.wire.replace('~', "~0").replace('/', "~1");
    format!("        {} {sign} {:?},\n", field.name, format!("{owner}/properties/{name}"))
}
