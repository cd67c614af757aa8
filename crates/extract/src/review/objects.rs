//! Object tables: that one name has one shape.

use super::{Remark, Subject};
use crate::{
    page::Table,
    read::{Classified, Columns, TableRole, is_general_title, object_name, own_text},
    rules,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let objects: Vec<&Classified<'_>> = subject.tables.iter().filter(|it| it.role == TableRole::Object).collect();
    check_shapes(subject, &objects, remarks);
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
    names.filter(|name| !name.is_empty()).map(Cow::into_owned).collect()
}

/// How the page calls a table: by its number, else by its place.
fn called(table: &Table) -> String {
    table.number.clone().unwrap_or_else(|| format!("the table at line {}", table.line))
}
