//! A contract as an OpenAPI 3.1 document.

use super::{
    Prose,
    members::{Members, Named, Written, filled},
};
use crate::{
    Contract, Header, Media, Operation, Parameter, RequestBody, Response, SecurityScheme, Status, contract::Server,
};
use indexmap::IndexMap;
use serde::{Serialize, Serializer};

impl Serialize for Written<'_, Contract> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: contract, style } = self;
        let info = [("title", contract.title()), ("version", contract.version())];
        let mut out = Members::begin(serializer)?;
        out.put("openapi", Some("3.1.0"))?;
        out.put("info", Some(Named(info.into_iter())))?;
        out.put("servers", style.list(contract.servers()))?;
        out.put("security", contract.security())?;
        out.put("tags", tags(contract))?;
        out.put("paths", Some(Paths(self)))?;
        let components = contract.components().len() + contract.security_schemes().len();
        out.put("components", (components > 0).then_some(Components(self)))?;
        out.finish()
    }
}

impl Serialize for Written<'_, Server> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("url", &self.part.url)])
    }
}

/// The tags of all operations, each an object.
fn tags(contract: &Contract) -> Option<Vec<impl Serialize>> {
    let mut names: Vec<&String> = contract.operations().flat_map(|operation| &operation.tags).collect();
    names.sort();
    names.dedup();
    let tags: Vec<_> = names.into_iter().map(|name| Named([("name", name)].into_iter())).collect();
    (!tags.is_empty()).then_some(tags)
}

/// The operations of a contract, by path and method.
struct Paths<'c>(&'c Written<'c, Contract>);

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: contract, style } = self.0;
        let mut paths: IndexMap<&str, Vec<(String, Written<Operation>)>> = IndexMap::new();
        for operation in contract.operations() {
            let method = operation.method.as_str().to_ascii_lowercase();
            paths.entry(&operation.path).or_default().push((method, style.of(operation)));
        }
        let item = |operations| Named(<[_]>::iter(operations).map(|(method, operation)| (method, operation)));
        serializer.collect_map(paths.iter().map(|(path, operations)| (path, item(operations))))
    }
}

/// What operations of a contract refer to.
struct Components<'c>(&'c Written<'c, Contract>);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: contract, style } = self.0;
        let mut out = Members::begin(serializer)?;
        out.put("schemas", style.named(contract.components().map(|(id, schema)| (id.as_str(), schema))))?;
        out.put("securitySchemes", style.named(contract.security_schemes()))?;
        out.finish()
    }
}

impl Serialize for Written<'_, Operation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: operation, style } = *self;
        let responses = operation.responses.iter().map(|(status, response)| {
            let answer = Answer { status: *status, response: style.of(response) };
            (status.to_string(), answer)
        });
        let mut out = Members::begin(serializer)?;
        out.put("operationId", Some(operation.id.as_str()))?;
        out.put("tags", filled(&operation.tags))?;
        out.put("summary", style.prose(operation.summary.as_ref()))?;
        out.flag("deprecated", operation.deprecated)?;
        out.put("parameters", style.list(&operation.parameters))?;
        out.put("requestBody", operation.request.as_ref().map(|body| style.of(body)))?;
        out.put("responses", (!operation.responses.is_empty()).then_some(Named(responses)))?;
        out.put("security", operation.security.as_ref())?;
        out.put("description", style.prose(operation.description.as_ref()))?;
        out.put("x-driftline", operation.provenance.as_deref().map(|from| style.of(from)))?;
        out.finish()
    }
}

impl Serialize for Written<'_, SecurityScheme> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_written = |name: &str| self.style.prose == Prose::Keep || name != "description";
        serializer.collect_map(self.part.members.iter().filter(|(name, _)| is_written(name)))
    }
}

impl Serialize for Written<'_, Parameter> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: parameter, style } = *self;
        let mut out = Members::begin(serializer)?;
        out.put("name", Some(parameter.name.as_str()))?;
        out.put("in", Some(parameter.location.as_str()))?;
        out.flag("required", parameter.required)?;
        out.flag("deprecated", parameter.deprecated)?;
        out.put("style", parameter.style.as_deref())?;
        out.put("explode", parameter.explode)?;
        out.put("schema", Some(style.of(&parameter.schema)))?;
        out.put("description", style.prose(parameter.description.as_ref()))?;
        out.finish()
    }
}

impl Serialize for Written<'_, RequestBody> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: body, style } = *self;
        let mut out = Members::begin(serializer)?;
        out.flag("required", body.required)?;
        out.put("content", Some(style.of(&body.content)))?;
        out.put("description", style.prose(body.description.as_ref()))?;
        out.finish()
    }
}

/// A response and the status under which it stands.
struct Answer<'c> {
    status: Status,
    response: Written<'c, Response>,
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: response, style } = self.response;
        let headers = response.headers.iter().map(|(name, header)| (name.as_str(), header));
        let mut out = Members::begin(serializer)?;
        if style.prose == Prose::Keep {
            out.put("description", Some(&response.description))?;
        } else {
            // OpenAPI demands a description; without prose the status stands for itself.
            out.put("description", Some(self.status.to_string()))?;
        }
        out.put("headers", style.named(headers))?;
        out.put("content", Some(style.of(&response.content)).filter(|_| !response.content.is_empty()))?;
        out.flag("x-body-optional", response.body_optional)?;
        out.put("x-driftline", response.provenance.as_deref().map(|from| style.of(from)))?;
        out.finish()
    }
}

impl Serialize for Written<'_, Header> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: header, style } = *self;
        let mut out = Members::begin(serializer)?;
        out.flag("required", header.required)?;
        out.put("schema", Some(style.of(&header.schema)))?;
        out.put("description", style.prose(header.description.as_ref()))?;
        out.finish()
    }
}

impl Serialize for Written<'_, IndexMap<String, Media>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.part.iter().map(|(name, media)| (name, self.style.of(media))))
    }
}

impl Serialize for Written<'_, Media> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { part: media, style } = *self;
        let example = |(name, value): (_, _)| (name, Named([("value", value)].into_iter()));
        let examples = Named(media.examples.iter().map(example));
        let mut out = Members::begin(serializer)?;
        out.put("schema", media.schema.as_ref().map(|schema| style.of(schema)))?;
        out.put("examples", (!media.examples.is_empty()).then_some(examples))?;
        out.finish()
    }
}
