//! What the parts of a contract have in common when they are written: each is an object that leaves out what is absent.

use super::Prose;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// How one kind of document is written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// What stands before a component's name in a `$ref`.
    pub(super) components: &'static str,
    /// Whether sentences are written.
    pub(super) prose: Prose,
}

impl Style {
    /// A sentence, if sentences are written.
    pub(super) fn prose(self, text: Option<&String>) -> Option<&str> {
        text.filter(|_| self.prose == Prose::Keep).map(String::as_str)
    }

    /// A part, to be written so.
    pub(super) fn of<T>(self, part: &T) -> Written<'_, T> {
        Written { part, style: self }
    }

    /// Parts in order, unless there are none.
    pub(super) fn list<T>(self, parts: &[T]) -> Option<List<'_, T>> {
        (!parts.is_empty()).then_some(List { parts, style: self })
    }

    /// Parts by name, unless there are none.
    pub(super) fn named<'c, T: 'c>(
        self,
        mut parts: impl Iterator<Item = (&'c str, &'c T)> + Clone,
    ) -> Option<impl Serialize>
    where
        Written<'c, T>: Serialize,
    {
        let members = parts.clone().map(move |(name, part)| (name, self.of(part)));
        parts.next().map(|_| Named(members))
    }
}

/// A part of a contract, to be written in a style.
pub(super) struct Written<'c, T> {
    pub(super) part: &'c T,
    pub(super) style: Style,
}

impl<T> Clone for Written<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Written<'_, T> {}

/// Parts in order.
pub(super) struct List<'c, T> {
    parts: &'c [T],
    style: Style,
}

impl<'c, T> Serialize for List<'c, T>
where
    Written<'c, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.parts.iter().map(|part| self.style.of(part)))
    }
}

/// An object of these members.
pub(super) struct Named<I>(pub(super) I);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)> + Clone> Serialize for Named<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

/// An object under construction that skips what is absent.
pub(super) struct Members<S: Serializer>(S::SerializeMap);

impl<S: Serializer> Members<S> {
    pub(super) fn begin(serializer: S) -> Result<Members<S>, S::Error> {
        serializer.serialize_map(None).map(Members)
    }

    pub(super) fn put(&mut self, name: &str, value: Option<impl Serialize>) -> Result<(), S::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(name, &value))
    }

    pub(super) fn flag(&mut self, name: &str, value: bool) -> Result<(), S::Error> {
        self.put(name, value.then_some(true))
    }

    pub(super) fn finish(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// Some of a list, unless it is empty.
pub(super) fn filled<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}
