//! Security schemes, and what operations require of them.

use super::{fault::Fault, node::Node, reader::Reader};
use crate::{SecurityRequirement, SecurityScheme};

impl<'d> Reader<'d> {
    /// The security schemes of a document, given its components.
    pub(super) fn security_schemes(&mut self, components: &Node<'d>) -> Result<Vec<(String, SecurityScheme)>, Fault> {
        let Some(schemes) = components.member("securitySchemes") else { return Ok(Vec::new()) };
        let mut read = Vec::new();
        for (name, node) in schemes.named()? {
            let node = self.follow(node)?;
            read.push((name.to_owned(), SecurityScheme { members: node.object()?.clone() }));
        }
        Ok(read)
    }
}

/// What the document or operation in `node` requires, if it says anything.
pub(super) fn requirements(node: &Node) -> Result<Option<Vec<SecurityRequirement>>, Fault> {
    let Some(list) = node.member("security").filter(|list| !list.value.is_null()) else { return Ok(None) };
    list.items()?.map(|item| requirement(&item)).collect::<Result<_, _>>().map(Some)
}

fn requirement(node: &Node) -> Result<SecurityRequirement, Fault> {
    let mut requirement = SecurityRequirement::new();
    for (name, scopes) in node.members()? {
        let scopes: Result<_, Fault> = scopes.items()?.map(|scope| scope.text().map(str::to_owned)).collect();
        requirement.insert(name.to_owned(), scopes?);
    }
    Ok(requirement)
}
