//! Ids that two calls share.

use crate::read::{id_of_call, id_of_whole_call};
use driftline_contract::Operation;
use driftline_finding::ContentHash;
use std::collections::BTreeMap;

/// Gives another id to every operation whose id stands for a second call too: one made of the call, then of all of
/// the call, then with digits of its hash. Each depends on the call alone, not on the order of the pages. A new page
/// changes the id of an operation only if it bears the same name: a file of the same name in another folder, or a
/// path that differs in punctuation or in the variable of the project only.
pub(super) fn part(operations: &mut [Operation]) {
    let wishes: [fn(&Operation) -> String; 3] = [
        |operation| id_of_call(operation.method, &operation.path),
        |operation| id_of_whole_call(operation.method, &operation.path),
        hashed,
    ];
    for wish in wishes {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for operation in operations.iter() {
            *counts.entry(operation.id.clone()).or_default() += 1;
        }
        for operation in operations.iter_mut().filter(|operation| counts[&operation.id] > 1) {
            operation.id = wish(operation);
        }
    }
}

fn hashed(operation: &Operation) -> String {
    let id = id_of_whole_call(operation.method, &operation.path);
    let hash = ContentHash::of(format!("{} {}", operation.method, operation.path).as_bytes()).to_string();
    format!("{id}_{}", &hash[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::Method;

    #[test]
    fn calls_that_share_an_id_get_one_of_their_own_whatever_their_order() {
        let operation = |id: &str, path: &str| Operation::new(id, Method::Get, path);
        let all = [
            operation("ShowThing", "/v1/{project_id}/things"),
            operation("ShowThing", "/v2/things"),
            operation("GetV1Things", "/v1/things"),
            operation("Other", "/v1/a-b"),
            operation("Other", "/v1/a_b"),
        ];
        let ids = |mut operations: Vec<Operation>| {
            part(&mut operations);
            let ids: BTreeMap<String, String> = operations.into_iter().map(|it| (it.path, it.id)).collect();
            ids
        };
        let found = ids(all.to_vec());
        assert_eq!(found, ids(all.iter().rev().cloned().collect()));
        assert_eq!(found["/v1/{project_id}/things"], "GetV1ByProjectIdThings");
        assert_eq!((found["/v2/things"].as_str(), found["/v1/things"].as_str()), ("GetV2Things", "GetV1Things"));
        assert!(found["/v1/a-b"].starts_with("GetV1AB_") && found["/v1/a-b"] != found["/v1/a_b"]);
    }
}
