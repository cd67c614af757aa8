//! Where the parts of a document come from that overlays have changed.

use driftline_finding::Pointer;
use std::collections::BTreeMap;

/// Where a part of the document comes from. What was never touched has no node of its own: it stands in its file where it
/// stands below what holds it.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// 0: the document itself; the others are overlays, in the order in which they were applied.
    file: usize,
    at: Pointer,
    /// Of an object, the members that were touched.
    members: BTreeMap<String, Origin>,
    /// Of a list that was touched, every item.
    items: Option<Vec<Origin>>,
}

impl Origin {
    pub(super) fn new(file: usize, at: Pointer) -> Origin {
        Origin { file, at, members: BTreeMap::new(), items: None }
    }

    /// The file that the part at `pointer` comes from, and where it stands in it.
    pub(super) fn of(&self, pointer: &Pointer) -> (usize, Pointer) {
        let mut origin = self;
        let mut segments = pointer.segments();
        while let Some(segment) = segments.next() {
            let next = match &origin.items {
                Some(items) => segment.parse::<usize>().ok().and_then(|index| items.get(index)),
                None => origin.members.get(&*segment),
            };
            let Some(next) = next else {
                let at = origin.at.key(&segment);
                return (origin.file, segments.fold(at, |at, segment| at.key(&segment)));
            };
            origin = next;
        }
        (origin.file, origin.at.clone())
    }

    /// Where the part at `pointer` stood in the document before the overlays, or else what holds it.
    pub(crate) fn before(&self, pointer: &Pointer) -> Pointer {
        let mut at = Some(pointer.clone());
        while let Some(pointer) = at {
            let (file, origin) = self.of(&pointer);
            if file == 0 {
                return origin;
            }
            at = pointer.parent();
        }
        Pointer::ROOT
    }

    /// The member `name` of the object that this is the origin of.
    pub(super) fn member(&mut self, name: &str) -> &mut Origin {
        let whole = Origin::new(self.file, self.at.key(name));
        self.members.entry(name.to_owned()).or_insert(whole)
    }

    /// The items of the list of that length that this is the origin of.
    pub(super) fn items(&mut self, length: usize) -> &mut Vec<Origin> {
        let (file, at) = (self.file, &self.at);
        self.items.get_or_insert_with(|| (0..length).map(|index| Origin::new(file, at.index(index))).collect())
    }
}
