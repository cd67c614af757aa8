//! Overlay documents, read strictly: what is misspelt does not pass for what is not there.

use super::{
    super::{
        ReadContractError,
        document::Document,
        fault::{Fault, describe},
        node::Node,
    },
    Action, Overlay, path,
};
use driftline_finding::words::nearest_word;
use serde_json_path::JsonPath;

impl Overlay {
    /// Reads an OpenAPI Overlay document, 1.0, in JSON or YAML. `file_name` is only for messages.
    ///
    /// A list of actions may be empty, as that of an overlay learnt from traffic that conforms.
    pub fn read(file_name: &str, text: &str) -> Result<Overlay, ReadContractError> {
        let document = Document::parse(file_name, text)?;
        match parts(&Node::root(document.value())) {
            Ok((title, extends, actions)) => {
                let (actions, paths) = actions.into_iter().unzip();
                Ok(Overlay { document, title, extends, actions, paths })
            }
            Err(fault) => Err(document.error(fault)),
        }
    }
}

type Parts = (String, Option<String>, Vec<(Action, JsonPath)>);

fn parts(root: &Node) -> Result<Parts, Fault> {
    check_version(root)?;
    check_members(root, &["overlay", "info", "extends", "actions"])?;
    let info = root.member("info").ok_or_else(|| Fault::missing("an object", "info", &root.source))?;
    check_members(&info, &["title", "version"])?;
    let text = |name: &str| info.text_at(name)?.ok_or_else(|| Fault::missing("a text", name, &info.source));
    let title = text("title")?;
    text("version")?;
    let actions = root.member("actions").ok_or_else(|| Fault::missing("a list", "actions", &root.source))?;
    let actions = actions.items()?.map(|action| read_action(&action)).collect::<Result<_, _>>()?;
    Ok((title, root.text_at("extends")?, actions))
}

fn check_version(root: &Node) -> Result<(), Fault> {
    root.object()?;
    let Some(version) = root.member("overlay") else {
        let advice = "an overlay says `overlay: 1.0.0` at its top";
        return Err(Fault::kind(&root.source, "expected an OpenAPI Overlay document".to_owned()).advice(advice));
    };
    if version.value.as_str().is_some_and(|text| text.starts_with("1.0.")) {
        return Ok(());
    }
    let reason = format!("expected Overlay 1.0 under `/overlay`, found {}", describe(version.value));
    Err(Fault::kind(&version.source, reason).advice("write `overlay: 1.0.0`, if nothing of another version is used"))
}

fn check_members(node: &Node, known: &[&str]) -> Result<(), Fault> {
    for (name, member) in node.named()? {
        if !known.contains(&name) {
            let fault = Fault::name(&format!("one of {}", listed(known)), &member.source);
            return Err(match nearest_word(name, known.iter().copied()) {
                Some(meant) => fault.advice(&format!("is `{meant}` meant?")),
                None => fault.advice("names of your own begin with `x-`"),
            });
        }
    }
    Ok(())
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn read_action(node: &Node) -> Result<(Action, JsonPath), Fault> {
    check_members(node, &["target", "description", "update", "remove"])?;
    let at = node.member("target").ok_or_else(|| Fault::missing("a JSONPath", "target", &node.source))?;
    let target = at.text()?.to_owned();
    let path = path::parse(&target).map_err(|problem| {
        let fault = at.expected("a JSONPath (RFC 9535), as `$.paths['/v1/things'].get`");
        fault.advice(&problem)
    })?;
    let action = Action {
        target,
        description: node.text_at("description")?,
        update: node.member("update").map(|update| update.value.clone()),
        remove: node.flag_at("remove")?,
        extensions: node.members()?.filter(|(name, _)| name.starts_with("x-")).map(own).collect(),
    };
    if action.update.is_none() && !action.remove {
        return Err(Fault::missing("a value to merge", "update", &node.source).advice("or write `remove: true`"));
    }
    Ok((action, path))
}

fn own((name, node): (&str, Node)) -> (String, serde_json::Value) {
    (name.to_owned(), node.value.clone())
}
