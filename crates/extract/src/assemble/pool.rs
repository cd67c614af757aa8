//! The components of all pages, until they get their names.

use super::{
    answers::{demand_nothing, demands},
    classes::classes,
    shape::{Meanings, Shape, references, rename, replace, same_shape},
    values::{Listed, fill},
};
use crate::reach::reached;
use driftline_contract::{ComponentId, Operation, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// Components under numbers of our own, so that two pages may call different things by one name.
#[derive(Debug, Default)]
pub(super) struct Pool {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// What the page calls it.
    wanted: ComponentId,
    /// Who tells it from another one of that name.
    owner: Owner,
    /// The number of the page, in the order of their names.
    page: usize,
    schema: Schema,
    /// Whether it is part of the contract only because something refers to it. Such a one is named after all others.
    is_late: bool,
    /// Whether it is part of the contract.
    is_used: bool,
    side: Side,
}

/// Whom it tells what must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Whoever meets it.
    Any,
    /// A caller: it stands in the request section of its page.
    Request,
    /// Nobody: it is the second form, for responses, of one that a request must fill.
    Answer,
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
    /// The vendor's own name of the call, where its file bears one, else the title of the page. A page without a
    /// call goes by the name of its file.
    pub(super) fn new(page: &str, operation: Option<&Operation>) -> Owner {
        let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        let Some(operation) = operation else {
            let title = stem.replace(['-', '_'], " ");
            return Owner { operation: title.clone(), title };
        };
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
    /// Takes in the components of a page. Returns the number of each.
    pub(super) fn take_in(
        &mut self,
        page: usize,
        owner: &Owner,
        components: Vec<(ComponentId, Schema)>,
        of_request: &BTreeSet<ComponentId>,
    ) -> BTreeMap<ComponentId, ComponentId> {
        let mut numbers = BTreeMap::new();
        for (wanted, schema) in components {
            numbers.insert(wanted.clone(), number(self.entries.len()));
            let side = if of_request.contains(&wanted) { Side::Request } else { Side::Any };
            self.entries.push(Entry { side, ..Entry::new(wanted, owner, page, schema) });
        }
        numbers
    }

    /// Takes in a component that is part of the contract if something refers to it. Returns its number.
    pub(super) fn add_late(&mut self, wanted: ComponentId, owner: &Owner, page: usize, schema: Schema) -> ComponentId {
        self.entries.push(Entry { is_late: true, is_used: false, ..Entry::new(wanted, owner, page, schema) });
        number(self.entries.len() - 1)
    }

    /// Says of a component that a request must fill it.
    pub(super) fn ask(&mut self, id: &ComponentId) {
        if let Some(entry) = index(id).and_then(|at| self.entries.get_mut(at)) {
            entry.side = Side::Request;
        }
    }

    /// Makes what has come in since the pool had `first` components refer to them by number.
    pub(super) fn number_references(&mut self, first: usize, numbers: &BTreeMap<ComponentId, ComponentId>) {
        self.entries[first..].iter_mut().for_each(|entry| rename(&mut entry.schema, numbers));
    }

    /// Lists the values that tables of other pages give for fields of the components.
    pub(super) fn fill(&mut self, listed: &Listed) {
        self.entries.iter_mut().for_each(|entry| fill(&mut entry.schema, entry.page, listed));
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts what placeholders mean in their place, and makes those components part of the contract that something
    /// refers to. Returns what is referred to, placeholders included.
    pub(super) fn connect(&mut self, operations: &mut [&mut Operation], meanings: &Meanings) -> BTreeSet<ComponentId> {
        let used = self.entries.iter().filter(|entry| entry.is_used).map(|entry| &entry.schema);
        let roots = operations.iter().flat_map(|operation| operation.schemas()).chain(used);
        let schema_of =
            |id: &ComponentId| meanings.get(id).or_else(|| self.entries.get(index(id)?).map(|entry| &entry.schema));
        let reached = reached(roots, schema_of);
        for (at, entry) in self.entries.iter_mut().enumerate() {
            entry.is_used |= reached.contains(&number(at));
            replace(&mut entry.schema, meanings);
        }
        for schema in operations.iter_mut().flat_map(|operation| operation.schemas_mut()) {
            replace(schema, meanings);
        }
        reached
    }

    /// Takes the components out of the contract that no operation leads to, as those of a page whose operation was left
    /// out.
    pub(super) fn keep_reached(&mut self, operations: &[Operation]) {
        let schema_of = |id: &ComponentId| self.entries.get(index(id)?).map(|entry| &entry.schema);
        let reached = reached(operations.iter().flat_map(Operation::schemas), schema_of);
        for (at, entry) in self.entries.iter_mut().enumerate() {
            entry.is_used &= reached.contains(&number(at));
        }
    }

    /// A component for a schema that has none, or the equal one that is there already.
    pub(super) fn share(&mut self, wanted: ComponentId, owner: &Owner, page: usize, schema: Schema) -> Schema {
        let equal = |entry: &Entry| entry.is_used && entry.wanted == wanted && same_shape(&entry.schema, &schema);
        let known = self.entries.iter().position(equal);
        let at = known.unwrap_or_else(|| {
            self.entries.push(Entry::new(wanted, owner, page, schema));
            self.entries.len() - 1
        });
        Schema::reference(number(at))
    }

    /// What `answered` leads to that only a request must fill, or that leads to such; each with whether `asked` leads
    /// there, too.
    pub(super) fn of_requests<'s>(
        &'s self,
        answered: impl Iterator<Item = &'s Schema>,
        asked: impl Iterator<Item = &'s Schema>,
    ) -> Vec<(usize, bool)> {
        let schema_of = |id: &ComponentId| self.entries.get(index(id)?).map(|entry| &entry.schema);
        let is_strict = |at: &usize| self.entries[*at].side == Side::Request && demands(&self.entries[*at].schema);
        let strict: BTreeSet<ComponentId> = (0..self.len()).filter(is_strict).map(number).collect();
        let asked = reached(asked, schema_of);
        let found = reached(answered, schema_of);
        // Backwards from what is strict, so that a long chain is walked once.
        let mut holders: BTreeMap<ComponentId, Vec<&ComponentId>> = BTreeMap::new();
        for id in &found {
            for held in schema_of(id).into_iter().flat_map(Schema::references) {
                holders.entry(held).or_default().push(id);
            }
        }
        let mut wanted: Vec<&ComponentId> = found.intersection(&strict).collect();
        let mut leading = BTreeSet::new();
        while let Some(id) = wanted.pop() {
            if leading.insert(id) {
                wanted.extend(holders.get(id).into_iter().flatten());
            }
        }
        leading.into_iter().filter_map(|id| Some((index(id)?, asked.contains(id)))).collect()
    }

    /// Makes components demand nothing that only a request must hold: a second form of those that requests hold, too.
    /// Returns whom each of these became for responses.
    pub(super) fn add_answers(&mut self, found: &[(usize, bool)]) -> BTreeMap<ComponentId, ComponentId> {
        let mut answers = BTreeMap::new();
        let mut changed = Vec::new();
        for (at, is_shared) in found {
            let Some(entry) = self.entries.get(*at) else { continue };
            let mut entry = entry.clone();
            if entry.side == Side::Request {
                demand_nothing(&mut entry.schema);
            }
            if *is_shared {
                answers.insert(number(*at), number(self.len()));
                changed.push(self.len());
                self.entries.push(Entry { side: Side::Answer, ..entry });
            } else {
                changed.push(*at);
                self.entries[*at] = entry;
            }
        }
        for at in changed {
            rename(&mut self.entries[at].schema, &answers);
        }
        answers
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
        let mut used: Vec<usize> = (0..self.len()).filter(|at| self.entries[*at].is_used).collect();
        // The forms for responses stand behind all others, and belong to their pages.
        used.sort_by_key(|at| self.entries[*at].page);
        for at in used {
            let first = *firsts.entry((classes[at], &self.entries[at].wanted)).or_insert(at);
            if first != at {
                names.insert(number(at), number(first));
            }
        }
        for entry in &mut self.entries {
            rename(&mut entry.schema, &names);
        }
        names
    }

    /// A number for each component, equal where they accept the same, all that they refer to included.
    fn classes(&self) -> Vec<usize> {
        let known = |id: &ComponentId| index(id).filter(|at| *at < self.len());
        let referred = |entry: &Entry| references(&entry.schema).iter().filter_map(known).collect();
        let referred: Vec<Vec<usize>> = self.entries.iter().map(referred).collect();
        classes(self.entries.iter().map(|entry| Shape(&entry.schema)), &referred)
    }

    /// The final names: the first page that uses a name keeps it, what others mean by it is named after their
    /// page. What is there for a link's sake comes last, so that no link renames what does not need it.
    pub(super) fn names(&self, joined: &BTreeMap<ComponentId, ComponentId>) -> BTreeMap<ComponentId, ComponentId> {
        let is_named = |at: &usize| self.entries[*at].is_used && !joined.contains_key(&number(*at));
        let mut order: Vec<usize> = (0..self.entries.len()).filter(is_named).collect();
        let group = |at: &usize| (self.entries[*at].is_late, self.entries[*at].page);
        order.sort_by_key(|at| (group(at), *at));
        let mut names = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for page in order.chunk_by(|one, two| group(one) == group(two)) {
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
    fn new(wanted: ComponentId, owner: &Owner, page: usize, schema: Schema) -> Entry {
        Entry { wanted, owner: owner.clone(), page, schema, is_late: false, is_used: true, side: Side::Any }
    }

    fn qualified(&self, taken: &BTreeSet<ComponentId>) -> ComponentId {
        let is_answer = self.side == Side::Answer;
        let own = if is_answer { format!("{} in response", self.wanted) } else { self.wanted.to_string() };
        let after = |owner: &str| ComponentId::from_text(&format!("{owner} {own}"));
        let wish = after(&self.owner.operation);
        let answer = is_answer.then(|| ComponentId::from_text(&own));
        let candidates = answer.into_iter().chain([after(&self.owner.title), wish.clone()]);
        let mut candidates = candidates.chain((2..).map(|number| wish.numbered(number)));
        candidates.find(|name| !taken.contains(name)).unwrap_or(wish)
    }
}
