//! One spelling for each path: pages name the variables of one path differently, which OpenAPI forbids.

use driftline_contract::{Location, Operation};
use std::collections::BTreeMap;

/// The spellings of paths met so far; the first one of each stays.
#[derive(Debug, Default)]
pub(super) struct Paths {
    known: BTreeMap<String, String>,
}

impl Paths {
    /// Gives the operation the known spelling of its path, and its path parameters the names in it.
    /// A slash at the end, which means nothing to who matches traffic, is left out.
    pub(super) fn adapt(&mut self, operation: &mut Operation) {
        let end = operation.path.trim_end_matches('/').len();
        operation.path.truncate(end.max(1));
        let known = self.known.entry(template(&operation.path)).or_insert_with(|| operation.path.clone());
        if *known == operation.path {
            return;
        }
        let own: Vec<String> = operation.path_variables().map(str::to_owned).collect();
        operation.path.clone_from(known);
        let new: Vec<String> = operation.path_variables().map(str::to_owned).collect();
        for parameter in operation.parameters.iter_mut().filter(|known| known.location == Location::Path) {
            if let Some(at) = own.iter().position(|name| *name == parameter.name) {
                parameter.name.clone_from(&new[at]);
            }
        }
    }
}

/// The path without the names of its variables.
fn template(path: &str) -> String {
    let part =
        |part: &str| part.split_once('{').map_or_else(|| part.to_owned(), |(literal, _)| format!("{literal}{{}}"));
    path.split_inclusive('}').map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::{Method, Parameter, Schema};

    #[test]
    fn a_path_takes_the_spelling_met_first() {
        let mut paths = Paths::default();
        let operation = |path: &str, name: &str| {
            let parameter = Parameter::new(name, Location::Path, Schema::default());
            Operation::new("a", Method::Get, path).parameter(parameter)
        };
        let (mut first, mut second) = (operation("/v1/{id}/x", "id"), operation("/v1/{lamp}/x", "lamp"));
        paths.adapt(&mut first);
        paths.adapt(&mut second);
        assert_eq!((second.path.as_str(), second.parameters[0].name.as_str()), ("/v1/{id}/x", "id"));
        let mut other = operation("/v1/{lamp}/y", "lamp");
        paths.adapt(&mut other);
        assert_eq!(other.path, "/v1/{lamp}/y");
        let paths_of = |path: &str| {
            let mut operation = Operation::new("a", Method::Get, path);
            Paths::default().adapt(&mut operation);
            operation.path
        };
        assert_eq!((paths_of("/v1/").as_str(), paths_of("/").as_str()), ("/v1", "/"));
    }
}
