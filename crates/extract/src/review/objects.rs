//! Object tables: that something refers to each, and that one name has one shape.

use super::{Remark, Subject, spot};
use crate::{
    page::Table,
    read::{Classified, Columns, TableRole, is_general_title, object_name, own_text},
    rules,
};
use driftline_contract::ComponentId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let objects: Vec<&Classified<'_>> = subject.tables.iter().filter(|it| it.role == TableRole::Object).collect();
    check_use(subject, &objects, remarks);
    check_shapes(subject, &objects, remarks);
}

/// Something on the page must refer to each object table: a schema that was read, a link, its number, or its name in
/// a row.
fn check_use(subject: &Subject<'_>, objects: &[&Classified<'_>], remarks: &mut Vec<Remark>) {
    let used = used(subject);
    let mut by_spot: BTreeMap<_, Vec<&ComponentId>> = BTreeMap::new();
    for (id, schema) in subject.components {
        if let Some(from) = &schema.provenance {
            by_spot.entry(spot(from)).or_default().push(id);
        }
    }
    let is_unused = |classified: &&&Classified<'_>| {
        let from = subject.table_provenance(classified.table);
        let ids = by_spot.get(&spot(&from));
        names_object(&classified.title) && ids.is_some_and(|ids| ids.iter().all(|id| !used.contains(*id)))
    };
    let unused: Vec<&&Classified<'_>> = objects.iter().filter(is_unused).collect();
    // Few pages have one, so the words of the others need not be gathered.
    if unused.is_empty() {
        return;
    }
    let said = Said::on(subject);
    for classified in unused.into_iter().filter(|classified| !said.name(classified)) {
        let finding = rules::object_table_unused::finding(&classified.title);
        remarks.push(Remark::new(finding, subject.table_provenance(classified.table)));
    }
}

/// Whether a title names an object: with one word, or with one that looks like a field. What kind of table it is, as
/// "Request headers" and "Form elements" say, nothing needs to refer to.
fn names_object(title: &str) -> bool {
    let name = object_name(title);
    let is_field = |c: char| matches!(c, '_' | '.' | '/') || c.is_ascii_uppercase();
    let looks_like_field = name.starts_with(char::is_lowercase) || name.chars().skip(1).any(is_field);
    !is_general_title(title) && !name.contains(' ') && (name == title || looks_like_field)
}

/// The components that something else refers to.
fn used(subject: &Subject<'_>) -> BTreeSet<ComponentId> {
    let mut used = BTreeSet::new();
    for schema in subject.operation.schemas() {
        used.extend(schema.references());
    }
    for (id, schema) in subject.components {
        used.extend(schema.references().into_iter().filter(|target| target != id));
    }
    used
}

/// What the rows of a page say that may mean a table.
struct Said<'r> {
    /// The names of the rows and the words of their type cells.
    words: BTreeSet<String>,
    anchors: BTreeSet<&'r str>,
    text: String,
}

impl<'r> Said<'r> {
    fn on(subject: &Subject<'r>) -> Said<'r> {
        let mut said = Said { words: BTreeSet::new(), anchors: BTreeSet::new(), text: String::new() };
        for classified in subject.tables {
            let columns = Columns::of(classified.table);
            for row in &classified.table.rows {
                for text in [own_text(row, columns.name), own_text(row, columns.kind)] {
                    said.words.extend(text.split(char::is_whitespace).map(key));
                }
                for cell in row.cells.iter().filter(|cell| !cell.repeated) {
                    said.anchors.extend(cell.links().into_iter().filter_map(|link| link.anchor.as_deref()));
                    said.text.push_str(&cell.plain());
                    said.text.push('\n');
                }
            }
        }
        said
    }

    /// Whether something said means this table.
    fn name(&self, classified: &Classified<'_>) -> bool {
        let name = object_name(&classified.title);
        let last = name.rsplit('.').next().unwrap_or(name);
        let words = last.split(char::is_whitespace).map(key);
        let mut anchors = classified.table.all_anchors().chain(classified.anchors);
        let is_linked = anchors.any(|anchor| self.anchors.contains(anchor.as_str()));
        let is_numbered = classified.table.number.as_ref().is_some_and(|number| has_word(&self.text, number));
        is_linked || is_numbered || words.into_iter().any(|word| self.words.contains(&word))
    }
}

/// A word without case and signs.
fn key(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether `text` holds `phrase` and no digit behind it.
fn has_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let rest = text[at + phrase.len()..].chars().next();
        !rest.is_some_and(|next| next.is_ascii_digit())
    })
}

/// Two tables of one title must list the same names.
fn check_shapes(subject: &Subject<'_>, objects: &[&Classified<'_>], remarks: &mut Vec<Remark>) {
    let mut known: BTreeMap<&str, (&Table, BTreeSet<String>)> = BTreeMap::new();
    for classified in objects {
        let name = object_name(&classified.title);
        if is_general_title(&classified.title) {
            continue;
        }
        let names = names(classified.table);
        let Some((first, listed)) = known.get(name) else {
            known.insert(name, (classified.table, names));
            continue;
        };
        if *listed != names {
            let only = |left: &BTreeSet<String>, right: &BTreeSet<String>| left.difference(right).cloned().collect();
            let (lacks, adds): (Vec<String>, Vec<String>) = (only(listed, &names), only(&names, listed));
            let finding = rules::object_table_conflict::finding(name, &called(first), &lacks, &adds);
            remarks.push(Remark::new(finding, subject.table_provenance(classified.table)));
        }
    }
}

fn names(table: &Table) -> BTreeSet<String> {
    let columns = Columns::of(table);
    let names = table.rows.iter().map(|row| own_text(row, columns.name));
    names.filter(|name| !name.is_empty()).collect()
}

/// How the page calls a table: by its number, else by its place.
fn called(table: &Table) -> String {
    table.number.clone().unwrap_or_else(|| format!("the table at line {}", table.line))
}
