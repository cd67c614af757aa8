//! What bodies hold, and headers.

use super::{fault::Fault, node::Node, provenance, reader::Reader};
use crate::{Header, Media, RequestBody, Response, Schema};
use indexmap::IndexMap;
use serde_json::Value;

impl<'d> Reader<'d> {
    pub(super) fn request_body(&mut self, node: Node<'d>) -> Result<RequestBody, Fault> {
        let own = node.text_at("description")?;
        let node = self.follow(node)?;
        node.object()?;
        Ok(RequestBody {
            required: node.flag_at("required")?,
            description: own.or(node.text_at("description")?),
            content: self.content(&node)?,
        })
    }

    pub(super) fn response(&mut self, node: Node<'d>) -> Result<Response, Fault> {
        let own = node.text_at("description")?;
        let node = self.follow(node)?;
        node.object()?;
        let mut response = Response::new(own.or(node.text_at("description")?).unwrap_or_default());
        if let Some(headers) = node.member("headers") {
            for (name, header) in headers.members()? {
                response.headers.insert(name.to_owned(), self.header(header)?);
            }
        }
        response.content = self.content(&node)?;
        response.body_optional = node.flag_at("x-body-optional")?;
        response.provenance = node.member("x-driftline").map(|from| provenance::read(&from)).transpose()?;
        Ok(response)
    }

    fn header(&mut self, node: Node<'d>) -> Result<Header, Fault> {
        let own = node.text_at("description")?;
        let node = self.follow(node)?;
        node.object()?;
        Ok(Header {
            required: node.flag_at("required")?,
            description: own.or(node.text_at("description")?),
            schema: self.schema_of(&node)?,
        })
    }

    /// The schema of a parameter or header; one that is described by `content` accepts every value.
    pub(super) fn schema_of(&mut self, node: &Node<'d>) -> Result<Schema, Fault> {
        node.member("schema").map_or_else(|| Ok(Schema::default()), |schema| self.schema(&schema))
    }

    fn content(&mut self, node: &Node<'d>) -> Result<IndexMap<String, Media>, Fault> {
        let mut content = IndexMap::new();
        let Some(types) = node.member("content") else { return Ok(content) };
        for (name, media) in types.members()? {
            content.insert(name.to_owned(), self.media(&media)?);
        }
        Ok(content)
    }

    fn media(&mut self, node: &Node<'d>) -> Result<Media, Fault> {
        node.object()?;
        let schema = node.member("schema").map(|schema| self.schema(&schema)).transpose()?;
        let mut examples: IndexMap<String, Value> = IndexMap::new();
        if let Some(example) = node.member("example") {
            examples.insert("example".to_owned(), example.value.clone());
        }
        if let Some(named) = node.member("examples") {
            for (name, example) in named.members()? {
                let example = self.follow(example)?;
                // An example by URL has no value here.
                if let Some(value) = example.object()?.get("value") {
                    examples.insert(name.to_owned(), value.clone());
                }
            }
        }
        Ok(Media { schema, examples })
    }
}
