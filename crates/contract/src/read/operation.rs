//! Paths, operations and parameters.

use super::{fault::Fault, node::Node, provenance, reader::Reader, security};
use crate::{Location, Method, Operation, Parameter, Status};

/// The members of a path item that are no methods.
const PATH_MEMBERS: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// What is expected beside them.
const METHODS: &str = "a method in lower case (get, put, post, delete, options, head, patch or trace)";

/// An operation whose id may still be missing, and where it stands.
pub(super) struct Found<'d> {
    pub(super) operation: Operation,
    pub(super) has_id: bool,
    pub(super) node: Node<'d>,
}

impl<'d> Reader<'d> {
    pub(super) fn paths(&mut self, paths: &Node<'d>) -> Result<Vec<Found<'d>>, Fault> {
        let mut operations = Vec::new();
        for (path, item) in paths.named()? {
            if !path.starts_with('/') {
                return Err(Fault::name("a path that begins with `/`", &item.source));
            }
            let item = self.path_item(item)?;
            let shared: Vec<Node> = match item.member("parameters") {
                Some(list) => list.items()?.collect(),
                None => Vec::new(),
            };
            for (name, node) in item.named()?.filter(|(name, _)| !PATH_MEMBERS.contains(name)) {
                let method = method(name).ok_or_else(|| Fault::name(METHODS, &node.source))?;
                operations.push(self.operation(method, path, node, &shared)?);
            }
        }
        Ok(operations)
    }

    fn path_item(&mut self, item: Node<'d>) -> Result<Node<'d>, Fault> {
        item.object()?;
        let mut beside = item.named()?.filter(|(name, _)| !PATH_MEMBERS.contains(name));
        if let (Some(reference), Some((_, method))) = (item.member("$ref"), beside.next()) {
            // OpenAPI leaves open what this means; one of both would be lost.
            let reason = format!("expected a reference under `{}` or methods, found both", reference.source);
            return Err(Fault::value(&method.source, reason));
        }
        self.follow(item)
    }

    fn operation(
        &mut self,
        method: Method,
        path: &str,
        node: Node<'d>,
        shared: &[Node<'d>],
    ) -> Result<Found<'d>, Fault> {
        node.object()?;
        let id = node.text_at("operationId")?;
        let has_id = id.is_some();
        let mut operation = Operation::new(id.unwrap_or_default(), method, path);
        operation.summary = node.text_at("summary")?;
        operation.description = node.text_at("description")?;
        operation.deprecated = node.flag_at("deprecated")?;
        if let Some(tags) = node.member("tags") {
            operation.tags = tags.items()?.map(|tag| tag.text().map(str::to_owned)).collect::<Result<_, _>>()?;
        }
        operation.parameters = self.parameters(&node, shared)?;
        operation.request = node.member("requestBody").map(|body| self.request_body(body)).transpose()?;
        self.responses(&mut operation, &node)?;
        operation.security = security::requirements(&node)?;
        operation.provenance = node.member("x-driftline").map(|from| provenance::read(&from)).transpose()?;
        Ok(Found { operation, has_id, node })
    }

    /// The operation's own parameters, then those of its path that it does not describe anew.
    fn parameters(&mut self, operation: &Node<'d>, shared: &[Node<'d>]) -> Result<Vec<Parameter>, Fault> {
        let mut parameters: Vec<Parameter> = Vec::new();
        if let Some(own) = operation.member("parameters") {
            for node in own.items()? {
                parameters.push(self.parameter(node)?);
            }
        }
        let own = parameters.len();
        for node in shared {
            let canonical = operation.canonical().key("parameters").index(parameters.len());
            let start = self.sources.len();
            self.sources.push((canonical.clone(), node.source.clone()));
            let parameter = self.parameter(Node { shown: Some(canonical), ..node.clone() })?;
            if parameters[..own].iter().any(|other| is_same(other, &parameter)) {
                self.sources.truncate(start);
            } else {
                parameters.push(parameter);
            }
        }
        Ok(parameters)
    }

    fn parameter(&mut self, node: Node<'d>) -> Result<Parameter, Fault> {
        let own = node.text_at("description")?;
        let node = self.follow(node)?;
        node.object()?;
        let name = node.text_at("name")?.ok_or_else(|| Fault::missing("a text", "name", &node.source))?;
        let place = node.member("in").ok_or_else(|| Fault::missing("a text", "in", &node.source))?;
        let word = place.text()?;
        let location = Location::ALL.into_iter().find(|location| location.as_str() == word);
        let location = location.ok_or_else(|| place.expected("path, query, header or cookie"))?;
        let schema = self.schema_of(&node)?;
        let mut parameter = Parameter::new(name, location, schema);
        parameter.required |= node.flag_at("required")?;
        parameter.deprecated = node.flag_at("deprecated")?;
        parameter.description = own.or(node.text_at("description")?);
        parameter.style = node.text_at("style")?;
        parameter.explode = node.member("explode").map(|explode| explode.flag()).transpose()?;
        Ok(parameter)
    }

    fn responses(&mut self, operation: &mut Operation, node: &Node<'d>) -> Result<(), Fault> {
        let Some(responses) = node.member("responses") else { return Ok(()) };
        for (key, mut response) in responses.named()? {
            let status: Status = key
                .parse()
                .map_err(|_| Fault::name("a response status (100 to 599, 1XX to 5XX, or default)", &response.source))?;
            if operation.responses.contains_key(&status) {
                return Err(Fault::name("every response status once", &response.source));
            }
            let written = status.to_string();
            if written != key {
                let canonical = responses.canonical().key(&written);
                self.sources.push((canonical.clone(), response.source.clone()));
                response.shown = Some(canonical);
            }
            operation.responses.insert(status, self.response(response)?);
        }
        Ok(())
    }
}

fn method(name: &str) -> Option<Method> {
    name.parse().ok().filter(|_| name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let same_name = match one.location {
        Location::Header => one.name.eq_ignore_ascii_case(&other.name),
        Location::Path | Location::Query | Location::Cookie => one.name == other.name,
    };
    same_name && one.location == other.location
}
