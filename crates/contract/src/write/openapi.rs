//! A contract as an OpenAPI 3.1 document.

use super::{
    Prose,
    schema::{Members, Style},
};
use crate::{Contract, Header, Media, Operation, Parameter, RequestBody, Response, SecurityScheme, schema::COMPONENTS};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

pub(super) fn document(contract: &Contract, prose: Prose) -> Value {
    let style = Style { components: COMPONENTS, prose };
    let mut out = Members::default();
    out.put("openapi", Some("3.1.0"));
    out.put("info", Some(json!({"title": contract.title(), "version": contract.version()})));
    out.list("servers", contract.servers(), |server| json!({"url": server.url}));
    out.put("security", contract.security().map(|alternatives| json!(alternatives)));
    out.put("tags", tags(contract));
    out.put("paths", Some(paths(contract, style)));
    let mut components = Members::default();
    let schemas = contract.components().map(|(id, schema)| (id.as_str(), schema));
    components.map("schemas", schemas, |schema| style.schema(schema));
    components.map("securitySchemes", contract.security_schemes(), |scheme| style.security_scheme(scheme));
    out.put("components", Some(components.finish()).filter(|components| *components != json!({})));
    out.finish()
}

fn tags(contract: &Contract) -> Option<Vec<Value>> {
    let mut names: Vec<&String> = contract.operations().flat_map(|operation| &operation.tags).collect();
    names.sort();
    names.dedup();
    (!names.is_empty()).then(|| names.into_iter().map(|name| json!({"name": name})).collect())
}

fn paths(contract: &Contract, style: Style) -> Value {
    let mut paths: IndexMap<&str, Map<String, Value>> = IndexMap::new();
    for operation in contract.operations() {
        let item = paths.entry(&operation.path).or_default();
        item.insert(operation.method.as_str().to_ascii_lowercase(), style.operation(operation));
    }
    Value::Object(paths.into_iter().map(|(path, item)| (path.to_owned(), Value::Object(item))).collect())
}

impl Style {
    fn operation(self, operation: &Operation) -> Value {
        let mut out = Members::default();
        out.put("operationId", Some(operation.id.as_str()));
        out.list("tags", &operation.tags, |tag| json!(tag));
        out.put("summary", self.prose(operation.summary.as_ref()));
        out.flag("deprecated", operation.deprecated);
        out.list("parameters", &operation.parameters, |parameter| self.parameter(parameter));
        out.put("requestBody", operation.request.as_ref().map(|body| self.request(body)));
        let responses = operation
            .responses
            .iter()
            .map(|(status, response)| (status.to_string(), self.response(response, &status.to_string())));
        let responses: Map<_, _> = responses.collect();
        out.put("responses", (!responses.is_empty()).then_some(responses));
        out.put("security", operation.security.as_ref().map(|alternatives| json!(alternatives)));
        out.put("description", self.prose(operation.description.as_ref()));
        out.put("x-driftline", operation.provenance.as_deref().map(|from| self.provenance(from)));
        out.finish()
    }

    fn security_scheme(self, scheme: &SecurityScheme) -> Value {
        let mut members = scheme.members.clone();
        if self.prose == Prose::Drop {
            members.shift_remove("description");
        }
        Value::Object(members)
    }

    fn parameter(self, parameter: &Parameter) -> Value {
        let mut out = Members::default();
        out.put("name", Some(parameter.name.as_str()));
        out.put("in", Some(parameter.location.as_str()));
        out.flag("required", parameter.required);
        out.flag("deprecated", parameter.deprecated);
        out.put("style", parameter.style.as_deref());
        out.put("explode", parameter.explode);
        out.put("schema", Some(self.schema(&parameter.schema)));
        out.put("description", self.prose(parameter.description.as_ref()));
        out.finish()
    }

    fn request(self, body: &RequestBody) -> Value {
        let mut out = Members::default();
        out.flag("required", body.required);
        out.put("content", Some(self.content(&body.content)));
        out.put("description", self.prose(body.description.as_ref()));
        out.finish()
    }

    fn response(self, response: &Response, status: &str) -> Value {
        // OpenAPI demands a description; without prose the status stands for itself.
        let description = if self.prose == Prose::Keep { response.description.as_str() } else { status };
        let mut out = Members::default();
        out.put("description", Some(description));
        let headers = response.headers.iter().map(|(name, header)| (name.as_str(), header));
        out.map("headers", headers, |header| self.header(header));
        out.put("content", (!response.content.is_empty()).then(|| self.content(&response.content)));
        out.put("x-driftline", response.provenance.as_deref().map(|from| self.provenance(from)));
        out.finish()
    }

    fn header(self, header: &Header) -> Value {
        let mut out = Members::default();
        out.flag("required", header.required);
        out.put("schema", Some(self.schema(&header.schema)));
        out.put("description", self.prose(header.description.as_ref()));
        out.finish()
    }

    fn content(self, content: &IndexMap<String, Media>) -> Value {
        let media = |(name, media): (&String, &Media)| {
            let mut out = Members::default();
            out.put("schema", media.schema.as_ref().map(|schema| self.schema(schema)));
            let examples = media.examples.iter().map(|(name, value)| (name.as_str(), value));
            out.map("examples", examples, |value| json!({"value": value}));
            (name.clone(), out.finish())
        };
        Value::Object(content.iter().map(media).collect())
    }
}
