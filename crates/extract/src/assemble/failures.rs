//! The statuses of failures that pages leave to another page, which lists them for all calls of a service.

use super::{links::Links, merge::Described};
use crate::read::{StatusLink, add_success};
use driftline_contract::{Response, Status};
use std::collections::BTreeSet;

/// What pages say of the statuses of failures beside their calls.
#[derive(Debug, Default)]
pub(super) struct Failures {
    /// By page, the hundreds of the statuses that it lists without being about a call.
    listed: Vec<BTreeSet<u8>>,
    /// By page, the sentences that lead to others.
    links: Vec<Vec<StatusLink>>,
}

impl Failures {
    /// Takes in what the next page says.
    pub(super) fn take_in(&mut self, listed: BTreeSet<u8>, links: Vec<StatusLink>) {
        self.listed.push(listed);
        self.links.push(links);
    }

    /// Adds to each operation what the pages list to which its own leads: as the hundreds of statuses, since such a list
    /// tells what can go wrong with some call of the service, and not which of it with this one.
    pub(super) fn add_to(&self, described: &mut [Described], links: &Links) {
        // Where a page describes the body of any failure, its `default` tells of all of them.
        let described = described.iter_mut().filter(|it| !it.operation.responses.contains_key(&Status::Default));
        for Described { operation, page, .. } in described {
            for link in self.links.get(*page).into_iter().flatten() {
                let pages = link.links.iter().filter_map(|link| links.page(*page, link));
                for hundred in pages.filter_map(|page| self.listed.get(page)).flatten() {
                    operation.responses.entry(Status::Range(*hundred)).or_insert_with(|| Response {
                        provenance: Some(Box::new(link.from.clone())),
                        ..Response::new(&link.sentence)
                    });
                }
            }
            add_success(operation);
        }
    }
}
