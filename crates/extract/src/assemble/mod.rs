//! From the readings of pages to one contract.
//!
//! The steps: the components of all pages go into one [`Pool`] under numbers, equal ones are joined; the pages of one
//! call become one operation; components and operations get their names. Whoever comes first in the order of page
//! names keeps a name, so a page that comes behind the others renames nothing. One that comes before them takes a name
//! only from what means something else by it; where names are short, no rule avoids that.

mod choice;
mod errors;
mod ids;
mod merge;
mod paths;
mod pool;
mod security;
mod shape;
#[cfg(test)]
mod tests;

use self::{
    merge::Described,
    paths::Paths,
    pool::{Owner, Pool},
};
use crate::{ledger::RowCount, read::PageReading};
use driftline_contract::{Contract, ContractBuilder, InvalidContract, Operation};
use driftline_finding::Finding;
use std::collections::BTreeSet;

/// A contract read from pages, with what is unclear or wrong about them.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The contract.
    pub contract: Contract,
    /// The findings of all pages, by page and place, then those about pages of one call.
    pub findings: Vec<Finding>,
    /// How many pages were read.
    pub pages: usize,
    /// What became of the table rows of all pages.
    pub rows: RowCount,
}

/// Where an API is served that names no place, as OpenAPI 3.1 §4.8.1.1 says.
const ANYWHERE: &str = "/";

/// Puts the readings of one service's pages together. The result does not depend on their order.
///
/// Pages of one method and path become one operation, whose bodies are what one of the pages says: `oneOf` where a
/// body shows which, else `anyOf`. Tables of one name that accept the same become one component; of different ones
/// the first, by page name, keeps the name, and the others take that of their page before it.
pub fn assemble(service: &str, mut readings: Vec<PageReading>) -> Result<Extraction, InvalidContract> {
    readings.sort_by(|a, b| (&a.page, &a.file).cmp(&(&b.page, &b.file)));
    let mut assembly = Assembly::default();
    for (page, reading) in readings.into_iter().enumerate() {
        assembly.add(page, reading);
    }
    assembly.finish(service)
}

#[derive(Default)]
struct Assembly {
    pool: Pool,
    described: Vec<Described>,
    servers: BTreeSet<String>,
    findings: Vec<Finding>,
    /// What became of the rows of each page, and how many operations it has left.
    rows: Vec<(RowCount, usize)>,
}

impl Assembly {
    fn add(&mut self, page: usize, mut reading: PageReading) {
        self.findings.append(&mut reading.findings);
        self.rows.push((reading.rows, reading.operations.len()));
        self.servers.extend(reading.servers);
        let owner = reading.operations.first().map(|operation| Owner::new(&reading.page, operation));
        let owner = owner.unwrap_or_default();
        self.pool.take_in(page, &owner, &mut reading.operations, reading.components);
        self.described.extend(reading.operations.into_iter().map(|operation| Described {
            operation,
            owner: owner.clone(),
            page,
            name: reading.page.clone(),
            file: reading.file.clone(),
        }));
    }

    fn finish(mut self, service: &str) -> Result<Extraction, InvalidContract> {
        let joined = self.pool.join_equal();
        let mut paths = Paths::default();
        for Described { operation, page, owner, .. } in &mut self.described {
            operation.schemas_mut().for_each(|schema| shape::rename(schema, &joined));
            paths.adapt(operation);
            security::require_token(operation);
            errors::share(&mut self.pool, *page, owner, operation);
        }
        let mut operations = self.operations();
        ids::part(&mut operations);
        let names = self.pool.names(&joined);
        for schema in operations.iter_mut().flat_map(Operation::schemas_mut) {
            shape::rename(schema, &names);
        }
        let mut builder = security::declare(ContractBuilder::new(service), &operations);
        if self.servers.is_empty() {
            self.servers.insert(ANYWHERE.to_owned());
        }
        builder = self.servers.into_iter().fold(builder, ContractBuilder::server);
        builder = operations.into_iter().fold(builder, ContractBuilder::operation);
        let components = self.pool.finish(&names).into_iter();
        builder = components.fold(builder, |builder, (id, schema)| builder.component(id, schema));
        let pages = self.rows.len();
        let rows = self.rows.into_iter().fold(RowCount::default(), |mut sum, (rows, _)| {
            sum += rows;
            sum
        });
        Ok(Extraction { contract: builder.finish()?, findings: self.findings, pages, rows })
    }

    /// One operation for each call.
    fn operations(&mut self) -> Vec<Operation> {
        let mut described = std::mem::take(&mut self.described);
        // The order of pages stays inside each call.
        described.sort_by(|a, b| call(&a.operation).cmp(&call(&b.operation)));
        let mut operations = Vec::new();
        while let Some(first) = described.first() {
            let same = described.iter().take_while(|other| call(&other.operation) == call(&first.operation)).count();
            let rest = described.split_off(same);
            let (kept, repeated) = merge::without_repetition(described, &mut self.findings);
            for page in repeated {
                let (rows, left) = &mut self.rows[page];
                *left -= 1;
                if *left == 0 {
                    // Nothing of the page is in the contract: the findings stand for all of its rows.
                    *rows = RowCount { read: rows.read, placed: 0, reported: rows.read };
                }
            }
            operations.extend(merge::merged(kept, &mut self.pool));
            described = rest;
        }
        operations
    }
}

fn call(operation: &Operation) -> (&str, driftline_contract::Method) {
    (&operation.path, operation.method)
}
