//! From the readings of pages to one contract.
//!
//! The steps: the components of all pages go into one [`Pool`] under numbers, equal ones are joined; the pages of one
//! call become one operation; components and operations get their names. Whoever comes first in the order of page
//! names keeps a name, so a page that comes behind the others renames nothing. One that comes before them takes a name
//! only from what means something else by it; where names are short, no rule avoids that.

mod answers;
mod choice;
mod classes;
mod errors;
mod failures;
mod headers;
mod ids;
#[cfg(test)]
mod link_tests;
mod links;
mod merge;
mod paths;
mod pool;
mod security;
mod shape;
#[cfg(test)]
mod status_tests;
#[cfg(test)]
mod tests;
mod twins;
mod values;

use self::{
    failures::Failures,
    links::Links,
    merge::Described,
    paths::Paths,
    pool::{Owner, Pool},
};
use crate::{
    ledger::RowCount,
    read::{PageReading, SpareTable},
};
use driftline_contract::{ComponentId, Contract, ContractBuilder, InvalidContract, Operation, Schema};
use driftline_finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

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
    twins::tell_apart(&mut readings);
    let mut assembly = Assembly::default();
    for (page, reading) in readings.into_iter().enumerate() {
        assembly.add(page, reading);
    }
    assembly.finish(service)
}

#[derive(Default)]
struct Assembly {
    pool: Pool,
    links: Links,
    failures: Failures,
    described: Vec<Described>,
    servers: BTreeSet<String>,
    pages: Vec<PageAccount>,
    /// The tables that are components if something refers to them, by number, each with its page.
    spare: BTreeMap<ComponentId, (usize, SpareTable)>,
    /// The findings about pages of one call.
    findings: Vec<Finding>,
}

/// What is known about one page.
#[derive(Default)]
struct PageAccount {
    findings: Vec<Finding>,
    /// What became of its rows.
    rows: RowCount,
    /// How many of its operations are in the contract.
    operations: usize,
}

impl Assembly {
    fn add(&mut self, page: usize, mut reading: PageReading) {
        let owner = Owner::new(&reading.page, reading.operations.first());
        self.take_in_components(page, &owner, &mut reading);
        self.failures.take_in(reading.failures, reading.status_links);
        self.pages.push(PageAccount {
            findings: reading.findings,
            rows: reading.rows,
            operations: reading.operations.len(),
        });
        self.servers.extend(reading.servers);
        self.described.extend(reading.operations.into_iter().map(|operation| Described {
            operation,
            owner: owner.clone(),
            page,
            name: reading.page.clone(),
            file: reading.file.clone(),
        }));
    }

    /// Puts the tables of a page into the pool, and makes all schemas of the page refer to them by number.
    fn take_in_components(&mut self, page: usize, owner: &Owner, reading: &mut PageReading) {
        let first = self.pool.len();
        let mut numbers = self.pool.take_in(page, owner, std::mem::take(&mut reading.components), &reading.of_request);
        for mut table in std::mem::take(&mut reading.spare) {
            let number = self.pool.add_late(table.id.clone(), owner, page, std::mem::take(&mut table.schema));
            numbers.insert(table.id.clone(), number.clone());
            self.spare.insert(number, (page, table));
        }
        self.links.take_in(reading, owner, &mut numbers);
        self.pool.number_references(first, &numbers);
        for schema in reading.operations.iter_mut().flat_map(Operation::schemas_mut) {
            shape::rename(schema, &numbers);
        }
    }

    /// Makes references of the links from page to page, and components of the tables that are referred to.
    fn connect(&mut self) {
        let (listed, used) = self.links.listed(&self.pool);
        if !listed.is_empty() {
            for (page, table) in used.iter().filter_map(|id| self.spare.remove(id)) {
                self.pages[page].place(table);
            }
            self.pool.fill(&listed);
            for Described { operation, page, .. } in &mut self.described {
                operation.schemas_mut().for_each(|schema| values::fill(schema, *page, &listed));
            }
        }
        let (meanings, mut unclear) = self.links.meanings(&mut self.pool, &self.described);
        let mut operations: Vec<_> = self.described.iter_mut().map(|described| &mut described.operation).collect();
        for id in self.pool.connect(&mut operations, &meanings) {
            if let Some((page, table)) = self.spare.remove(&id) {
                self.pages[page].place(table);
            }
            if let Some((page, findings)) = unclear.remove(&id) {
                self.pages[page].findings.extend(findings);
            }
        }
    }

    /// Makes parameters of the headers that a page describes for all calls.
    fn add_common_headers(&mut self) {
        let tables = self.spare.iter().filter(|(_, (_, table))| table.common_headers);
        for id in tables.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            let schema = self.pool.resolve(&Schema::reference(id.clone())).clone();
            headers::add(&mut self.described, &schema);
            if let Some((page, table)) = self.spare.remove(&id) {
                self.pages[page].place(table);
            }
        }
    }

    fn finish(mut self, service: &str) -> Result<Extraction, InvalidContract> {
        self.connect();
        self.add_common_headers();
        self.failures.add_to(&mut self.described, &self.links);
        answers::part(self.described.iter_mut().map(|described| &mut described.operation), &mut self.pool);
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
        self.pool.keep_reached(&operations);
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
        let contract = builder.finish()?;
        let mut extraction =
            Extraction { contract, findings: Vec::new(), pages: self.pages.len(), rows: RowCount::default() };
        for page in self.pages {
            extraction.rows += page.rows;
            extraction.findings.extend(page.findings);
        }
        extraction.findings.append(&mut self.findings);
        Ok(extraction)
    }

    /// One operation for each call.
    fn operations(&mut self) -> Vec<Operation> {
        let mut described = std::mem::take(&mut self.described);
        // The order of pages stays inside each call.
        described.sort_by(|a, b| call(&a.operation).cmp(&call(&b.operation)));
        let mut operations = Vec::new();
        let mut rest = described.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut same = vec![first];
            while let Some(next) = rest.next_if(|next| call(&next.operation) == call(&same[0].operation)) {
                same.push(next);
            }
            let (kept, repeated) = merge::without_repetition(same, &mut self.findings);
            for page in repeated {
                let PageAccount { rows, operations, .. } = &mut self.pages[page];
                *operations -= 1;
                if *operations == 0 {
                    // Nothing of the page is in the contract: the findings stand for all of its rows.
                    *rows = RowCount { read: rows.read, placed: 0, reported: rows.read };
                }
            }
            operations.extend(merge::merged(kept, &mut self.pool));
        }
        operations
    }
}

impl PageAccount {
    /// Counts the rows of a table as part of the contract that were reported before.
    fn place(&mut self, table: SpareTable) {
        self.rows.placed += table.rows.placed;
        self.rows.reported -= table.rows.placed;
        self.findings.retain(|finding| Some(finding) != table.not_placed.as_ref());
        self.findings.extend(table.findings);
    }
}

fn call(operation: &Operation) -> (&str, driftline_contract::Method) {
    (&operation.path, operation.method)
}
