//! A value of the document on its way into the contract.

use super::fault::Fault;
use driftline_finding::Pointer;
use serde_json::{Map, Number, Value};

/// A value, where it stands in the document, and where the written contract shows it.
#[derive(Clone, Debug)]
pub(super) struct Node<'d> {
    pub(super) value: &'d Value,
    /// Where it stands in the document.
    pub(super) source: Pointer,
    /// Where [`Contract::to_openapi`](crate::Contract::to_openapi) shows it, if not at `source`: below a reference
    /// that was followed.
    pub(super) shown: Option<Pointer>,
}

impl<'d> Node<'d> {
    pub(super) fn root(value: &'d Value) -> Node<'d> {
        Node { value, source: Pointer::ROOT, shown: None }
    }

    /// Where the written contract shows it.
    pub(super) fn canonical(&self) -> &Pointer {
        self.shown.as_ref().unwrap_or(&self.source)
    }

    /// The fault that something else was expected here.
    pub(super) fn expected(&self, what: &str) -> Fault {
        Fault::expected(what, &self.source, self.value)
    }

    fn below(&self, name: &str, value: &'d Value) -> Node<'d> {
        Node { value, source: self.source.key(name), shown: self.shown.as_ref().map(|shown| shown.key(name)) }
    }

    pub(super) fn object(&self) -> Result<&'d Map<String, Value>, Fault> {
        self.value.as_object().ok_or_else(|| self.expected("an object"))
    }

    /// The members, in the order of the document.
    pub(super) fn members(&self) -> Result<impl Iterator<Item = (&'d str, Node<'d>)> + use<'d>, Fault> {
        let parent = self.clone();
        let members = self.object()?.iter();
        Ok(members.map(move |(name, value)| (name.as_str(), parent.below(name, value))))
    }

    /// The members that are not extensions.
    pub(super) fn named(&self) -> Result<impl Iterator<Item = (&'d str, Node<'d>)> + use<'d>, Fault> {
        Ok(self.members()?.filter(|(name, _)| !name.starts_with("x-")))
    }

    /// The member of that name. A value that is no object has none.
    pub(super) fn member(&self, name: &str) -> Option<Node<'d>> {
        self.value.as_object()?.get(name).map(|value| self.below(name, value))
    }

    /// The items, in order.
    pub(super) fn items(&self) -> Result<impl ExactSizeIterator<Item = Node<'d>> + use<'d>, Fault> {
        let parent = self.clone();
        let items = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        Ok(items.iter().enumerate().map(move |(index, value)| Node {
            value,
            source: parent.source.index(index),
            shown: parent.shown.as_ref().map(|shown| shown.index(index)),
        }))
    }

    pub(super) fn text(&self) -> Result<&'d str, Fault> {
        self.value.as_str().ok_or_else(|| {
            let fault = self.expected("a text");
            if self.value.is_number() || self.value.is_boolean() { fault.advice("put it in quotes") } else { fault }
        })
    }

    pub(super) fn flag(&self) -> Result<bool, Fault> {
        self.value.as_bool().ok_or_else(|| self.expected("`true` or `false`"))
    }

    pub(super) fn number(&self) -> Result<Number, Fault> {
        self.value.as_number().cloned().ok_or_else(|| self.expected("a number"))
    }

    /// A number of things. `3.0` counts as 3, as in JSON Schema.
    pub(super) fn count(&self) -> Result<u64, Fault> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let whole = self.value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=EXACT).contains(number));
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast is exact: the number is whole, not negative, and at most 2^53"
        )]
        let whole = whole.map(|number| number as u64);
        self.value.as_u64().or(whole).ok_or_else(|| self.expected("a whole number that is not negative"))
    }

    /// The text of a member. `null` is what YAML makes of a name without a value: nothing was said.
    pub(super) fn text_at(&self, name: &str) -> Result<Option<String>, Fault> {
        let member = self.member(name).filter(|member| !member.value.is_null());
        member.map(|member| member.text().map(str::to_owned)).transpose()
    }

    pub(super) fn flag_at(&self, name: &str) -> Result<bool, Fault> {
        self.member(name).map_or(Ok(false), |member| member.flag())
    }
}
