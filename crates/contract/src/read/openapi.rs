//! An OpenAPI document as a contract.

use super::{
    fault::Fault,
    ids::{self, Unique},
    kind,
    node::Node,
    operation::Found,
    reader::Reader,
    security,
};
use crate::{Contract, ContractBuilder, Operation};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is asked where a part of the frame has the wrong shape.
const DOUBT: &str = "is this an OpenAPI document?";

pub(super) fn contract(value: &Value) -> Result<Contract, Fault> {
    let root = Node::root(value);
    let dialect = kind::openapi(&root)?;
    let frame = |name: &str| -> Result<Option<Node>, Fault> {
        let member = root.member(name);
        member.map(|node| node.object().map(|_| node.clone()).map_err(|fault| fault.advice(DOUBT))).transpose()
    };
    let info = frame("info")?.ok_or_else(|| Fault::missing("an object", "info", &root.source).advice(DOUBT))?;
    let title = info.text_at("title")?.ok_or_else(|| Fault::missing("a text", "title", &info.source))?;
    let mut builder = ContractBuilder::new(title);
    if let Some(version) = info.member("version").filter(|version| !version.value.is_null()) {
        builder = builder.version(version_text(&version)?);
    }
    for url in servers(&root)? {
        builder = builder.server(url);
    }
    let components = frame("components")?;
    let schemas = components.as_ref().and_then(|components| components.member("schemas"));
    let mut reader = Reader::new(dialect, value, None, schemas.as_ref())?;
    if let Some(components) = &components {
        let schemes = reader.security_schemes(components)?.into_iter();
        builder = schemes.fold(builder, |builder, (name, scheme)| builder.security_scheme(name, scheme));
    }
    let operations = match frame("paths")? {
        Some(paths) => named(reader.paths(&paths)?)?,
        None => Vec::new(),
    };
    if let Some(required) = security::requirements(&root)? {
        builder = builder.security(required);
    }
    builder = operations.into_iter().fold(builder, ContractBuilder::operation);
    builder = reader.components()?.into_iter().fold(builder, |builder, (id, schema)| builder.component(id, schema));
    builder =
        reader.sources.into_iter().fold(builder, |builder, (canonical, source)| builder.source(canonical, source));
    builder.finish().map_err(|error| Fault::value(&root.source, error.to_string()))
}

/// `version: 1.0` is a number in YAML and meant as a text.
fn version_text(node: &Node) -> Result<String, Fault> {
    match node.value {
        Value::Number(number) => Ok(number.to_string()),
        _ => node.text().map(str::to_owned),
    }
}

fn servers(root: &Node) -> Result<Vec<String>, Fault> {
    let Some(servers) = root.member("servers") else { return Ok(Vec::new()) };
    let url = |server: Node| {
        server.object()?;
        server.text_at("url")?.ok_or_else(|| Fault::missing("a text", "url", &server.source))
    };
    servers.items()?.map(url).collect()
}

/// Gives an id to every operation that has none, and refuses ids that occur twice.
fn named(found: Vec<Found>) -> Result<Vec<Operation>, Fault> {
    let mut places: BTreeMap<String, &Node> = BTreeMap::new();
    for Found { operation, node, .. } in found.iter().filter(|found| found.has_id) {
        if let Some(first) = places.insert(operation.id.clone(), node) {
            let at = node.source.key("operationId");
            let reason = format!("expected a unique id under `{at}`, found a second `{}`", operation.id);
            let first = Some(first.source.key("operationId"));
            return Err(Fault { first, ..Fault::value(&at, reason) });
        }
    }
    let mut unique = Unique::new(places.into_keys());
    let (mut operations, mut nameless): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.has_id);
    // Sorted, so that the order of the document decides no name.
    nameless.sort_by(|a, b| (&a.operation.path, a.operation.method).cmp(&(&b.operation.path, b.operation.method)));
    for mut found in nameless {
        let wish = ids::operation_id(found.operation.method, &found.operation.path);
        found.operation.id = unique.take(wish, |name, number| format!("{name}{number}"));
        operations.push(found);
    }
    Ok(operations.into_iter().map(|found| found.operation).collect())
}
