//! Tables of XML elements, as interfaces in the style of S3 have them: one row for each element of the whole document,
//! with lines in the description that say what it stands in ("Parent: Rule").

use super::{
    PageReader,
    columns::Columns,
    fields::{FieldRow, Mandatory},
};
use crate::{
    page::{Block, Table, plain_texts},
    rules,
};
use driftline_contract::{Schema, Type};
use serde_json::json;
use std::{borrow::Cow, collections::BTreeSet};

/// A row, and where its element stands.
struct Element {
    field: FieldRow,
    schema: Schema,
    /// The paths that the row names as what the element stands in; each may be the end of one.
    parents: Vec<Vec<String>>,
}

impl PageReader<'_> {
    /// The document that a table of elements describes. An element whose row does not say what it stands in stands
    /// in the outermost one, where there is only one that may be it.
    pub(super) fn xml_document(&mut self, table: &Table) -> Schema {
        let elements = self.elements(table);
        let parents: Vec<Vec<usize>> = elements.iter().map(|element| holders(&elements, element)).collect();
        let tree = Tree { elements: &elements, parents };
        let outermost = tree.outermost();
        let root = tree.root(&outermost);
        let mut document = root.map_or_else(Schema::default, |root| {
            let mut schema = tree.schema(root, &mut Vec::new());
            schema.keywords.insert("xml".to_owned(), json!({ "name": elements[root].field.name }));
            schema
        });
        for element in outermost.into_iter().filter(|element| Some(*element) != root) {
            tree.add(element, &mut document, &mut Vec::new());
        }
        if !document.properties.is_empty() {
            document.types = vec![Type::Object];
        }
        document.provenance = Some(Box::new(self.table_provenance(table)));
        document
    }

    fn elements(&mut self, table: &Table) -> Vec<Element> {
        let columns = Columns::of(table);
        let from = self.table_provenance(table);
        let mut seen = BTreeSet::new();
        let mut elements = Vec::new();
        for row in &table.rows {
            let Some(field) = self.field_row((table, &from), row, columns) else { continue };
            let Some(field) = self.corrected(table, row, field) else { continue };
            let parents = named_parents(&field.description);
            if seen.insert((field.name.clone(), parents.clone())) {
                let schema = self.field_schema(&field, &[]);
                self.ledger.place(field.row);
                elements.push(Element { field, schema, parents });
            } else {
                self.report_row(rules::parameter_duplicate::finding(&field.name), table, row);
            }
        }
        elements
    }
}

/// The elements that `element` stands in, by their places in `all`.
fn holders(all: &[Element], element: &Element) -> Vec<usize> {
    let holder = |path: &Vec<String>| {
        let (name, above) = path.split_last()?;
        let is_meant = |other: &Element| {
            let stands_there = above.is_empty() || other.parents.iter().any(|known| known.ends_with(above));
            other.field.name == *name && stands_there
        };
        all.iter().position(is_meant)
    };
    element.parents.iter().filter_map(holder).collect()
}

struct Tree<'e> {
    elements: &'e [Element],
    parents: Vec<Vec<usize>>,
}

impl Tree<'_> {
    /// Those that stand in no other, and one of each circle: tables err.
    fn outermost(&self) -> Vec<usize> {
        let mut outermost = Vec::new();
        let mut reached = BTreeSet::new();
        let top = (0..self.elements.len()).filter(|element| self.parents[*element].is_empty());
        for element in top.chain(0..self.elements.len()) {
            if !reached.contains(&element) {
                outermost.push(element);
                self.reach(element, &mut reached);
            }
        }
        outermost
    }

    /// The one element that all others stand in, if it can be told: the only outermost one, or the only one of those
    /// that holds others.
    fn root(&self, outermost: &[usize]) -> Option<usize> {
        let mut holders = outermost.iter().filter(|element| self.children(**element).next().is_some());
        match (outermost, holders.next(), holders.next()) {
            ([only], ..) => Some(*only),
            (_, Some(root), None) => Some(*root),
            _ => None,
        }
    }

    fn reach(&self, from: usize, reached: &mut BTreeSet<usize>) {
        let mut open = vec![from];
        while let Some(element) = open.pop() {
            if reached.insert(element) {
                open.extend(self.children(element));
            }
        }
    }

    fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.elements.len()).filter(move |element| self.parents[*element].contains(&of))
    }

    /// The schema of an element with those that stand in it; `above` are the elements on the way to it.
    fn schema(&self, element: usize, above: &mut Vec<usize>) -> Schema {
        let mut schema = self.elements[element].schema.clone();
        if above.contains(&element) || above.len() > MAX_DEPTH {
            return schema;
        }
        above.push(element);
        for child in self.children(element) {
            schema.types = vec![Type::Object];
            schema.format = None;
            self.add(child, &mut schema, above);
        }
        above.pop();
        schema
    }

    fn add(&self, element: usize, to: &mut Schema, above: &mut Vec<usize>) {
        let Element { field, .. } = &self.elements[element];
        if field.mandatory == Mandatory::Yes {
            to.required.insert(field.name.clone());
        }
        let schema = self.schema(element, above);
        to.properties.entry(field.name.clone()).or_insert(schema);
    }
}

/// Documents are no deeper; what the rows of a hostile table name could be.
const MAX_DEPTH: usize = 16;

/// What the lines "Parent: A.B, C" of a description name.
fn named_parents(description: &[Block]) -> Vec<Vec<String>> {
    let Some(line) = labelled_line(description, "parent") else { return Vec::new() };
    let line = line.replace(" or ", ",").replace(" and ", ",");
    let paths = line.split([',', '|', ';']).map(|path| path.trim().trim_end_matches('.'));
    let is_path = |path: &&str| !path.is_empty() && !path.eq_ignore_ascii_case("none") && !path.contains(' ');
    paths.filter(is_path).map(|path| path.split('.').map(str::to_owned).collect()).collect()
}

/// The description without the lines that say where an element stands and of what type it is: those look like values
/// and what they mean.
pub(super) fn without_place(description: &[Block]) -> Cow<'_, [Block]> {
    let is_place = |block: &Block| {
        let Block::Paragraph(text) = block else { return false };
        let plain = text.plain();
        plain.split_once(':').is_some_and(|(label, _)| PLACES.contains(&label.trim().to_lowercase().as_str()))
    };
    if !description.iter().any(is_place) {
        return Cow::Borrowed(description);
    }
    Cow::Owned(description.iter().filter(|block| !is_place(block)).cloned().collect())
}

/// The labels of such lines.
const PLACES: [&str; 7] = ["type", "parent", "parents", "child", "children", "ancestor", "ancestors"];

/// What stands behind "LABEL:" in a line of its own, in a description.
pub(super) fn labelled_line(description: &[Block], label: &str) -> Option<String> {
    let mut texts = Vec::new();
    plain_texts(description, &mut texts);
    let behind = |line: &str| {
        let (before, rest) = line.split_once([':', '\u{ff1a}'])?;
        before.trim().eq_ignore_ascii_case(label).then(|| rest.trim().to_owned())
    };
    texts.iter().flat_map(|text| text.lines()).find_map(behind)
}
