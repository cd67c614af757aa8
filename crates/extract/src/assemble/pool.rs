//! The components of all pages, until they get their names.

use super::shape::{references, rename, same_shape, signature};
use driftline_contract::{ComponentId, Operation, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// Components under numbers of our own, so that two pages may call different things by one name.
#[derive(Debug, Default)]
pub(super) struct Pool {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// What the page calls it.
    wanted: ComponentId,
    /// Who tells it from another one of that name.
    owner: Owner,
    /// The number of the page, in the order of their names.
    page: usize,
    schema: Schema,
}

/// What a component is named after where its own name stands for something else.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    /// What the page is called.
    pub(super) title: String,
    /// The id of its operation.
    pub(super) operation: String,
}

impl Owner {
    /// The vendor's own name of the call, where its file bears one, else the title of the page.
    pub(super) fn new(page: &str, operation: &Operation) -> Owner {
        let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        let title = operation.summary.as_deref().filter(|_| stem != operation.id);
        Owner {
            title: title.map_or_else(|| stem.to_owned(), |title| title.replace('-', " ")),
            operation: operation.id.clone(),
        }
    }
}

/// The name of an entry while its own is not decided.
fn number(index: usize) -> ComponentId {
    ComponentId::from_text(&index.to_string())
}

fn index(id: &ComponentId) -> Option<usize> {
    id.as_str().parse().ok()
}

impl Pool {
    /// Takes in the components of a page, and makes its operations refer to them by number.
    pub(super) fn take_in(
        &mut self,
        page: usize,
        owner: &Owner,
        operations: &mut [Operation],
        components: Vec<(ComponentId, Schema)>,
    ) {
        let first = self.entries.len();
        let numbers = components.iter().enumerate().map(|(at, (id, _))| (id.clone(), number(first + at))).collect();
        for (wanted, mut schema) in components {
            rename(&mut schema, &numbers);
            self.entries.push(Entry { wanted, owner: owner.clone(), page, schema });
        }
        for schema in operations.iter_mut().flat_map(Operation::schemas_mut) {
            rename(schema, &numbers);
        }
    }

    /// A component for a schema that has none, or the equal one that is there already.
    pub(super) fn share(&mut self, wanted: ComponentId, owner: &Owner, page: usize, schema: Schema) -> Schema {
        let equal = |entry: &Entry| entry.wanted == wanted && same_shape(&entry.schema, &schema);
        let known = self.entries.iter().position(equal);
        let at = known.unwrap_or_else(|| {
            self.entries.push(Entry { wanted, owner: owner.clone(), page, schema });
            self.entries.len() - 1
        });
        Schema::reference(number(at))
    }

    /// What a schema stands for: itself, or the component that it names.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let entry = schema.reference.as_ref().and_then(index).and_then(|at| self.entries.get(at));
        entry.map_or(schema, |entry| &entry.schema)
    }

    /// Joins the components of one name that accept the same, all that they refer to included. Returns whom the
    /// joined ones became.
    pub(super) fn join_equal(&mut self) -> BTreeMap<ComponentId, ComponentId> {
        let classes = self.classes();
        let mut firsts = BTreeMap::new();
        let mut names = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let first = *firsts.entry((classes[at], &entry.wanted)).or_insert(at);
            if first != at {
                names.insert(number(at), number(first));
            }
        }
        for entry in &mut self.entries {
            rename(&mut entry.schema, &names);
        }
        names
    }

    /// A number for each component, equal where they accept the same. Begins with what stands in each by itself, and
    /// parts those that refer to different ones until nothing changes.
    fn classes(&self) -> Vec<usize> {
        let referred: Vec<Vec<usize>> =
            self.entries.iter().map(|entry| references(&entry.schema).iter().filter_map(index).collect()).collect();
        let (mut classes, mut count) = numbered(self.entries.iter().map(|entry| signature(&entry.schema)));
        loop {
            let deeper =
                |at: usize| (classes[at], referred[at].iter().map(|to| classes.get(*to).copied()).collect::<Vec<_>>());
            let (finer, more) = numbered((0..classes.len()).map(deeper));
            if more == count {
                return classes;
            }
            (classes, count) = (finer, more);
        }
    }

    /// The final names: the first page that uses a name keeps it, what others mean by it is named after their
    /// page.
    pub(super) fn names(&self, joined: &BTreeMap<ComponentId, ComponentId>) -> BTreeMap<ComponentId, ComponentId> {
        let mut order: Vec<usize> = (0..self.entries.len()).filter(|at| !joined.contains_key(&number(*at))).collect();
        order.sort_by_key(|at| (self.entries[*at].page, *at));
        let mut names = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for page in order.chunk_by(|one, two| self.entries[*one].page == self.entries[*two].page) {
            let (first, clashing): (Vec<usize>, Vec<usize>) =
                page.iter().partition(|at| taken.insert(self.entries[**at].wanted.clone()));
            names.extend(first.into_iter().map(|at| (number(at), self.entries[at].wanted.clone())));
            for at in clashing {
                let name = self.entries[at].qualified(&taken);
                taken.insert(name.clone());
                names.insert(number(at), name);
            }
        }
        names
    }

    /// The components under their final names.
    pub(super) fn finish(self, names: &BTreeMap<ComponentId, ComponentId>) -> Vec<(ComponentId, Schema)> {
        let named = self.entries.into_iter().enumerate().filter_map(|(at, entry)| {
            let name = names.get(&number(at))?.clone();
            let mut schema = entry.schema;
            rename(&mut schema, names);
            Some((name, schema))
        });
        named.collect()
    }
}

impl Entry {
    fn qualified(&self, taken: &BTreeSet<ComponentId>) -> ComponentId {
        let after = |owner: &str| ComponentId::from_text(&format!("{owner} {}", self.wanted));
        let wish = after(&self.owner.operation);
        let candidates = [after(&self.owner.title), wish.clone()].into_iter();
        let mut candidates = candidates.chain((2..).map(|number| wish.numbered(number)));
        candidates.find(|name| !taken.contains(name)).unwrap_or(wish)
    }
}

/// Numbers in the order of first appearance, equal for equal keys, and how many there are.
fn numbered<K: Ord>(keys: impl Iterator<Item = K>) -> (Vec<usize>, usize) {
    let mut known = BTreeMap::new();
    let numbers = keys
        .map(|key| {
            let next = known.len();
            *known.entry(key).or_insert(next)
        })
        .collect();
    (numbers, known.len())
}
