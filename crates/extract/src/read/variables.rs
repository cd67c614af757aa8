//! The variables of the path, and the rows that describe them where no table of path parameters does.

use super::{
    PageReader,
    draft::Draft,
    flow::{Shown, texts_of},
    heading::SectionRole,
    uri::Call,
};
use crate::rules;
use driftline_contract::{Location, Method, Operation, Parameter, Schema, Type};
use driftline_finding::{Provenance, words::nearest};
use indexmap::IndexSet;

impl PageReader<'_> {
    /// Makes path parameters of the query parameters that describe a variable without a row of its own: those of its
    /// name, which stand in a table of query parameters, and beside the URI the only one that nearly bears the name of
    /// the only variable left. A query parameter that every call must have and none can send would be worse than a
    /// slip of the page taken for what it is. Every other variable without a row is a string, and a finding.
    pub(super) fn settle_path_variables(&mut self, calls: &[Call], draft: &mut Draft) {
        for (name, _) in open_variables(calls, draft) {
            move_to_path(draft, &name, &name);
        }
        self.take_misnamed(calls, draft);
        for (name, path) in open_variables(calls, draft) {
            let from = self.uri_provenance(path);
            self.note(rules::path_variable_undocumented::finding(&name, path), &from);
        }
    }

    /// The line of the URI section that shows a path; the page alone where the path was put together from several.
    fn uri_provenance(&self, path: &str) -> Provenance {
        let page = &self.page.name;
        let line_of = |shown: Shown<'_>| {
            let at = shown.text.lines().position(|line| line.contains(path))?;
            Some(shown.provenance(page, u32::try_from(at).ok()?))
        };
        texts_of(&self.pieces, SectionRole::Uri).find_map(line_of).unwrap_or_else(|| Provenance::page(page))
    }

    fn take_misnamed(&mut self, calls: &[Call], draft: &mut Draft) {
        let open = open_variables(calls, draft);
        let names: IndexSet<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
        let (Some(&variable), 1) = (names.first(), names.len()) else { return };
        let is_in_uri = |name: &str| calls.iter().any(|call| call.query.iter().any(|known| known == name));
        let is_near = |name: &&String| nearest(name, [variable]).is_some() && !is_in_uri(name);
        let mut rows = draft.beside_uri.iter().filter(is_near);
        let (Some(name), None) = (rows.next().cloned(), rows.next()) else { return };
        let path = open[0].1;
        if let Some(from) = move_to_path(draft, &name, variable).and_then(|moved| moved.schema.provenance.clone()) {
            self.note(rules::parameter_not_in_path::misnamed(&name, variable, path), &from);
        }
    }
}

/// The variables of the paths that nothing describes, each with the first path that has it.
fn open_variables<'c>(calls: &'c [Call], draft: &Draft) -> Vec<(String, &'c str)> {
    let mut open: Vec<(String, &str)> = Vec::new();
    for call in calls {
        for name in path_variables(call.method, &call.path) {
            let is_described = draft.parameters.contains_key(&(Location::Path, name.clone()));
            if !is_described && open.iter().all(|(known, _)| *known != name) {
                open.push((name, &call.path));
            }
        }
    }
    open
}

/// Makes a path parameter of a query parameter, at its place among the others. A list has no place in a path.
fn move_to_path<'d>(draft: &'d mut Draft, name: &str, variable: &str) -> Option<&'d Parameter> {
    let key = (Location::Query, name.to_owned());
    let is_plain = |schema: &Schema| schema.reference.is_none() && !schema.types.contains(&Type::Array);
    let at = draft.parameters.get_full(&key).filter(|(_, _, known)| is_plain(&known.schema))?.0;
    let known = draft.parameters.shift_remove(&key)?;
    let mut moved = Parameter::new(variable, Location::Path, known.schema);
    moved.description = known.description;
    let moved_key = (Location::Path, variable.to_owned());
    draft.parameters.shift_insert(at, moved_key.clone(), moved);
    draft.parameters.get(&moved_key)
}

/// The names of the variables of a path.
pub(super) fn path_variables(method: Method, path: &str) -> Vec<String> {
    Operation::new("", method, path).path_variables().map(str::to_owned).collect()
}
