//! A few distinct texts of many: those that were met first, by place.

use super::Spot;
use std::sync::Arc;

/// The distinct texts whose first spots come before those of all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Few {
    /// By their first spots, and by themselves.
    kept: Vec<(Arc<Spot>, String)>,
    /// Whether there are others.
    more: bool,
}

impl Few {
    /// One more text, which was met at `spot`; `most` are kept.
    pub(super) fn add(&mut self, spot: &Arc<Spot>, text: &str, most: usize) {
        if let Some(at) = self.kept.iter().position(|(_, known)| known == text) {
            if *spot < self.kept[at].0 {
                let (_, text) = self.kept.remove(at);
                self.insert(Arc::clone(spot), text);
            }
            return;
        }
        let is_behind = |last: &(Arc<Spot>, String)| (&last.0, last.1.as_str()) < (spot, text);
        self.more |= self.kept.len() == most;
        if self.kept.len() < most || !self.kept.last().is_some_and(is_behind) {
            self.insert(Arc::clone(spot), text.to_owned());
            self.kept.truncate(most);
        }
    }

    fn insert(&mut self, spot: Arc<Spot>, text: String) {
        let entry = (spot, text);
        self.kept.insert(self.kept.partition_point(|known| *known < entry), entry);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(_, text)| text.as_str())
    }

    pub(super) fn has_more(&self) -> bool {
        self.more
    }
}
