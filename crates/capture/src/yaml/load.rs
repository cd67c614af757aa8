//! Events of the YAML parser as values: one value at a time, without recursion and below limits.
//!
//! Every scalar that is not null is text, as it is written: `1.10` in a header is not the number 1.1.

use super::{Fault, locate::Marks, position};
use crate::quote;
use saphyr_parser::{Event, Marker, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, sync::Arc};

/// The one member of the object that stands for a `!!binary` scalar; its value is the base64.
pub(crate) const BINARY: &str = "!binary";

/// How deep lists and objects may nest, as in JSON.
const MAX_DEPTH: usize = 127;

/// How many values anchors may hold and aliases repeat.
const MAX_REPEATED: usize = 250_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) value: Value,
    pub(super) marks: Marks,
    /// How many values it consists of.
    size: usize,
    /// How deep it nests: 0 for a scalar.
    depth: usize,
}

/// Builds one value after the other; anchors of one are known in the next.
#[derive(Default)]
pub(super) struct Loader {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Arc<Tree>>,
    repeated: usize,
    /// The first thing that is wrong with the value that is being built.
    fault: Option<Fault>,
    /// How many lists and objects are open that are too deep to be built.
    passed: usize,
}

/// A list or object of which the end has not come.
struct Open {
    anchor: usize,
    marks: Marks,
    size: usize,
    depth: usize,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Object(Members),
}

#[derive(Default)]
struct Members {
    values: Map<String, Value>,
    name: Option<(String, Marker)>,
    merged: Vec<Tree>,
}

impl Loader {
    /// Whether no value has begun.
    pub(super) fn is_idle(&self) -> bool {
        self.open.is_empty() && self.passed == 0
    }

    /// Takes the next event, and gives the value that it completes.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) -> Option<Result<Tree, Fault>> {
        let mark = span.start;
        if self.passed > 0 {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => self.passed += 1,
                Event::SequenceEnd | Event::MappingEnd => self.passed -= 1,
                _ => {}
            }
            return (self.passed == 0).then(|| self.complete(Tree::null(mark), 0, mark)).flatten();
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tree = self.scalar(&text, style, tag.as_deref(), span);
                self.complete(tree, anchor, mark)
            }
            Event::Alias(anchor) => {
                let tree = self.alias(anchor, mark);
                self.complete(tree, 0, mark)
            }
            Event::SequenceStart(anchor, tag) => {
                self.start(Content::List(Vec::new()), anchor, tag.as_deref(), mark);
                None
            }
            Event::MappingStart(anchor, tag) => {
                self.start(Content::Object(Members::default()), anchor, tag.as_deref(), mark);
                None
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                let anchor = open.anchor;
                self.complete(open.close(), anchor, mark)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                None
            }
        }
    }

    fn wrong(&mut self, mark: Marker, reason: impl Into<String>) {
        self.fault.get_or_insert_with(|| Fault::new(mark, reason));
    }

    fn start(&mut self, content: Content, anchor: usize, tag: Option<&Tag>, mark: Marker) {
        if let Some(tag) = tag.filter(|tag| !is_plain_collection(tag)) {
            self.wrong(mark, unknown_tag(tag));
        }
        if self.open.len() >= MAX_DEPTH {
            self.wrong(mark, format!("nested deeper than {MAX_DEPTH} levels"));
            self.passed = 1;
            return;
        }
        self.open.push(Open { anchor, marks: Marks::at(position(mark)), size: 1, depth: 0, content });
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Tree {
        let value = match tag {
            Some(tag) if tag.suffix == "binary" => Map::from_iter([(BINARY.to_owned(), text.into())]).into(),
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "null" => Value::Null,
            Some(tag) if !is_plain_scalar(tag) => {
                self.wrong(span.start, unknown_tag(tag));
                Value::Null
            }
            None if style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
            _ => text.into(),
        };
        Tree { value, marks: Marks::scalar(span, style), size: 1, depth: 0 }
    }

    fn alias(&mut self, anchor: usize, mark: Marker) -> Tree {
        let Some(target) = self.anchors.get(&anchor).map(Arc::clone) else {
            self.wrong(mark, "an alias stands inside the value that it repeats");
            return Tree::null(mark);
        };
        if self.open.len() + target.depth > MAX_DEPTH {
            self.wrong(mark, format!("nested deeper than {MAX_DEPTH} levels"));
            return Tree::null(mark);
        }
        if self.charge(target.size, mark) { (*target).clone() } else { Tree::null(mark) }
    }

    /// Whether so many values may be repeated.
    fn charge(&mut self, size: usize, mark: Marker) -> bool {
        let repeated = self.repeated.saturating_add(size);
        if repeated > MAX_REPEATED {
            self.wrong(mark, format!("anchors and aliases repeat more than {MAX_REPEATED} values"));
            return false;
        }
        self.repeated = repeated;
        true
    }

    /// Puts a complete value into what is open, or gives it away.
    fn complete(&mut self, tree: Tree, anchor: usize, mark: Marker) -> Option<Result<Tree, Fault>> {
        if anchor > 0 && self.charge(tree.size, mark) {
            self.anchors.insert(anchor, Arc::new(tree.clone()));
        }
        let Some(open) = self.open.last_mut() else {
            return Some(self.fault.take().map_or(Ok(tree), Err));
        };
        if let Err(reason) = open.put(tree, mark) {
            self.wrong(mark, reason);
        }
        None
    }
}

impl Tree {
    fn null(mark: Marker) -> Tree {
        Tree { value: Value::Null, marks: Marks::at(position(mark)), size: 1, depth: 0 }
    }
}

impl Open {
    fn put(&mut self, tree: Tree, mark: Marker) -> Result<(), &'static str> {
        let (size, depth) = (tree.size, tree.depth);
        match &mut self.content {
            Content::List(items) => {
                items.push(tree.value);
                self.marks.push(tree.marks);
            }
            Content::Object(members) => match (members.name.take(), tree) {
                (None, Tree { value: Value::String(name), .. }) => members.name = Some((name, mark)),
                // A name that is null is written so: `~: 1`.
                (None, Tree { value: Value::Null, .. }) => members.name = Some(("null".to_owned(), mark)),
                (None, _) => {
                    members.name = Some((String::new(), mark));
                    return Err("expected a text as the name of a member, found another value");
                }
                (Some((name, _)), tree) if name == "<<" => match &tree.value {
                    Value::Object(_) | Value::Array(_) => members.merged.push(tree),
                    _ => return Err("`<<` merges mappings, found another value"),
                },
                (Some((name, at)), tree) => {
                    self.marks.insert(&name, position(at), tree.marks);
                    members.values.insert(name, tree.value);
                }
            },
        }
        self.size += size;
        self.depth = self.depth.max(depth);
        Ok(())
    }

    fn close(self) -> Tree {
        let mut marks = self.marks;
        let value = match self.content {
            Content::List(items) => Value::Array(items),
            Content::Object(Members { mut values, merged, .. }) => {
                for tree in merged {
                    merge(&mut values, &mut marks, tree.value, &tree.marks);
                }
                Value::Object(values)
            }
        };
        Tree { value, marks, size: self.size, depth: self.depth + 1 }
    }
}

/// Adds the members of a mapping, or of each mapping of a list, that are not there yet.
fn merge(values: &mut Map<String, Value>, marks: &mut Marks, merged: Value, from: &Marks) {
    match merged {
        Value::Object(members) => {
            for (name, value) in members {
                if let (false, Some((at, inner))) = (values.contains_key(&name), from.member(&name)) {
                    marks.insert(&name, at, inner.clone());
                    values.insert(name, value);
                }
            }
        }
        Value::Array(items) => {
            for (item, from) in items.into_iter().zip(from.items()).filter(|(item, _)| item.is_object()) {
                merge(values, marks, item, from);
            }
        }
        _ => {}
    }
}

fn is_plain_collection(tag: &Tag) -> bool {
    const PLAIN: &[&str] = &["map", "seq", "omap", "set", "python/dict", "python/list", "python/tuple"];
    tag.suffix.is_empty() || tag.suffix == "!" || tag.is_yaml_core_schema() && PLAIN.contains(&tag.suffix.as_str())
}

fn is_plain_scalar(tag: &Tag) -> bool {
    const PLAIN: &[&str] =
        &["str", "int", "float", "bool", "timestamp", "python/unicode", "python/str", "python/int", "python/long"];
    tag.suffix.is_empty() || tag.suffix == "!" || tag.is_yaml_core_schema() && PLAIN.contains(&tag.suffix.as_str())
}

fn unknown_tag(tag: &Tag) -> String {
    let handle = if tag.is_yaml_core_schema() { "!!" } else { &tag.handle };
    format!("the tag `{}` has no meaning here", quote::name(&format!("{handle}{}", tag.suffix)))
}
