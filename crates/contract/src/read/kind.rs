//! What kind of document it is, told before anything is read from it.

use super::{
    fault::{Fault, describe},
    node::Node,
    reader::Dialect,
};
use serde_json::Value;

/// A kind of document that is easily given by mistake.
struct Other {
    /// The members by which it is known; all must be there.
    members: &'static [&'static str],
    /// What it is.
    name: &'static str,
    /// What to do.
    remedy: &'static str,
}

/// The first that fits is meant.
static OTHERS: &[Other] = &[
    Other {
        members: &["swagger"],
        name: "a Swagger 2.0 document",
        remedy: "convert it to OpenAPI 3 first, for example with swagger2openapi",
    },
    Other { members: &["asyncapi"], name: "an AsyncAPI document", remedy: "give the OpenAPI document of the HTTP API" },
    Other {
        members: &["log"],
        name: "a HAR file",
        remedy: "give it as a capture, and the OpenAPI document as the contract",
    },
    Other {
        members: &["request"],
        name: "an exchange",
        remedy: "give it as a capture, and the OpenAPI document as the contract",
    },
    Other { members: &["info", "item"], name: "a Postman collection", remedy: "export it as OpenAPI 3 first" },
    Other {
        members: &["apiVersion", "kind"],
        name: "a Kubernetes resource",
        remedy: "give the OpenAPI document itself",
    },
];

/// Members by which a JSON Schema is known.
const SCHEMA_MEMBERS: [&str; 8] = ["$schema", "$defs", "$id", "definitions", "properties", "allOf", "anyOf", "oneOf"];

/// Refuses everything but OpenAPI 3.0 and 3.1.
pub(super) fn openapi(root: &Node) -> Result<Dialect, Fault> {
    if let Some(version) = root.member("openapi") {
        let text = match version.value {
            Value::String(text) => text.clone(),
            // `openapi: 3.0` without quotes is a number in YAML.
            other => other.to_string(),
        };
        return match text.split('.').take(2).collect::<Vec<_>>().as_slice() {
            ["3", "0"] => Ok(Dialect::OpenApi30),
            ["3", "1"] => Ok(Dialect::OpenApi31),
            _ => {
                let found = describe(version.value);
                let reason = format!("expected OpenAPI 3.0 or 3.1 under `/openapi`, found {found}");
                Err(Fault::kind(&version.source, reason).advice("convert the document to 3.1 first"))
            }
        };
    }
    refuse_others(root, "an OpenAPI document")?;
    if SCHEMA_MEMBERS.into_iter().any(|name| root.member(name).is_some()) {
        let reason = "expected an OpenAPI document, found a JSON Schema";
        let advice = "a schema describes no operations: give the OpenAPI document that uses it";
        return Err(Fault::kind(&root.source, reason.to_owned()).advice(advice));
    }
    let reason = format!("expected an OpenAPI document, found {}", shape(root.value));
    Err(Fault::kind(&root.source, reason).advice("an OpenAPI document says `openapi: 3.1.0` at its top"))
}

/// Refuses everything but JSON Schema 2020-12.
pub(super) fn json_schema(root: &Node) -> Result<(), Fault> {
    const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
    if let Some(dialect) = root.member("$schema") {
        if dialect.value.as_str().map(|text| text.trim_end_matches('#')) == Some(DIALECT) {
            return Ok(());
        }
        let found = describe(dialect.value);
        let reason = format!("expected JSON Schema 2020-12 ({DIALECT}) under `/$schema`, found {found}");
        return Err(Fault::kind(&dialect.source, reason).advice("convert the schema first"));
    }
    refuse_others(root, "a JSON Schema")?;
    if root.member("openapi").is_some() {
        let reason = "expected a JSON Schema, found an OpenAPI document".to_owned();
        return Err(Fault::kind(&root.source, reason).advice("read it as a contract"));
    }
    if root.value.is_object() || root.value.is_boolean() {
        return Ok(());
    }
    Err(Fault::kind(&root.source, format!("expected a JSON Schema, found {}", shape(root.value))))
}

fn refuse_others(root: &Node, expected: &str) -> Result<(), Fault> {
    let fits = |other: &&Other| other.members.iter().all(|name| root.member(name).is_some());
    match OTHERS.iter().find(fits) {
        Some(other) => {
            let reason = format!("expected {expected}, found {}", other.name);
            Err(Fault::kind(&root.source, reason).advice(other.remedy))
        }
        None => Ok(()),
    }
}

fn shape(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(members) => {
            let names: Vec<String> = members.keys().take(3).map(|name| format!("`{name}`")).collect();
            format!("an object with {}", names.join(", "))
        }
        Value::Null => "nothing".to_owned(),
        other => describe(other),
    }
}
