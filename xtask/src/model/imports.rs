//! The `use` lines of a file.

use super::item::Type;
use std::collections::{BTreeMap, BTreeSet};

/// What a file uses, by the path before the last segment.
#[derive(Default)]
pub(super) struct Imports(BTreeMap<&'static str, BTreeSet<String>>);

impl Imports {
    /// Adds `path::name`.
    pub(super) fn add(&mut self, path: &'static str, name: &str) {
        self.0.entry(path).or_default().insert(name.to_owned());
    }

    /// Adds several names of one path.
    pub(super) fn add_all(&mut self, path: &'static str, names: &[&str]) {
        self.0.entry(path).or_default().extend(names.iter().map(|&name| name.to_owned()));
    }

    /// Adds what the type is made of.
    pub(super) fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::Number => self.add("serde_json", "Number"),
            Type::Value => self.add("serde_json", "Value"),
            Type::Open => self.add_all("serde_json", &["Map", "Value"]),
            Type::Dictionary(values) => {
                self.add("std::collections", "BTreeMap");
                self.add_type(values);
            }
            Type::Named(name) => self.add("super", name),
            Type::List(inner) | Type::Boxed(inner) | Type::Nullable(inner) => self.add_type(inner),
            Type::Text | Type::Boolean | Type::Integer => {}
        }
    }

    /// The lines; a file does not import from its parent the types that it defines itself.
    pub(super) fn code(mut self, own: &[&str]) -> String {
        if let Some(types) = self.0.get_mut("super") {
            types.retain(|name| !own.contains(&name.as_str()));
        }
        let used = self.0.into_iter().filter(|(_, names)| !names.is_empty());
        let mut lines = String::new();
        for (path, names) in used {
            lines += &format!("use {path}::{{{}}};\n", Vec::from_iter(names).join(", "));
        }
        lines
    }
}
