//! Parameter tables against the URI, and cells that do not say what their column asks.

use super::{Remark, Subject, row_spot, spot};
use crate::{
    read::{Columns, TableRole, own_text},
    rules,
};
use driftline_contract::Location;
use driftline_finding::words::nearest;
use std::collections::BTreeMap;

/// What a cell says that answers yes or no, or nothing.
const ANSWERS: &[&str] =
    &["", "-", "--", "/", "yes", "no", "y", "n", "mandatory", "optional", "required", "true", "false", "none"];

/// Rows of a table of path parameters, and those that nearly bear the name of a variable without a row, must be
/// variables of the path; cells that ask whether a parameter is mandatory must say so.
pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    // The parameters that are in the query, by the rows that describe them.
    let in_query = subject.operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let in_query: BTreeMap<_, &str> = in_query
        .filter_map(|parameter| Some((spot(parameter.schema.provenance.as_ref()?), parameter.name.as_str())))
        .collect();
    // Variables of the path without a row.
    let open = subject.operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    let open: Vec<&str> = open
        .filter(|parameter| parameter.schema.provenance.is_none())
        .map(|parameter| parameter.name.as_str())
        .collect();
    for classified in subject.tables {
        let columns = Columns::of(classified.table);
        if !columns.describe_parameters() {
            continue;
        }
        let title = classified.title.to_lowercase();
        let says = |word: &str| title.split(|c: char| !c.is_alphanumeric() && c != '_').any(|it| it == word);
        let beside_uri = classified.role == TableRole::UriParameters;
        let of_path = beside_uri && says("path") && !says("query");
        for row in &classified.table.rows {
            let name = own_text(row, columns.name);
            let answer = own_text(row, columns.mandatory);
            let from = || subject.row_provenance(classified.table, row, &name);
            let is_of_path = |known: &&&str| {
                **known == name && (of_path || beside_uri && nearest(known, open.iter().copied()).is_some())
            };
            if let Some(name) = in_query.get(&row_spot(classified.table, row)).filter(is_of_path) {
                let path = &subject.operation.path;
                remarks.push(Remark::new(rules::parameter_not_in_path::finding(name, path), from()));
            }
            // A row whose cells changed places was reported where it was read.
            let is_among =
                |text: &str, answers: &[&str]| answers.iter().any(|answer| text.eq_ignore_ascii_case(answer));
            let is_shifted = is_among(&own_text(row, columns.kind), &["yes", "no"]);
            if !is_shifted && !is_among(answer.trim_end_matches('.'), ANSWERS) {
                remarks.push(Remark::new(rules::mandatory_unclear::finding(&name, &answer), from()));
            }
        }
    }
}
