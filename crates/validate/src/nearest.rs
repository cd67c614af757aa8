//! Which branch of a failed `oneOf` or `anyOf` a value was meant for.

use driftline_finding::Pointer;
use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use std::cmp::Reverse;

/// A value of another type altogether was hardly meant for the branch.
const OTHER_TYPE: usize = 100;

/// A member with another constant often says which branch is meant, as a `kind` does.
const OTHER_CONSTANT: usize = 10;

/// The branch that comes nearest to a value, and why it was chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nearest<'c> {
    /// What the value breaks of it.
    pub(crate) errors: &'c [ValidationError<'static>],
    /// Its number among the branches, counted from 1.
    number: usize,
    /// How many branches there are.
    of: usize,
    /// Why this one; `None` where there is no other.
    why: Option<&'static str>,
}

impl Nearest<'_> {
    /// Why the value is held against this branch, for the end of a message.
    pub(crate) fn reason(&self) -> Option<String> {
        let Nearest { number, of, why, .. } = self;
        why.map(|why| format!("; of {of} alternatives, number {number} is nearest: {why}"))
    }
}

/// The branch that lacks least, if one of them is of the type of the value, or there is only one: the least weight of
/// errors, then the deepest first error, then the order of the contract. `at` is the value that no branch accepts.
pub(crate) fn branch<'c>(context: &'c [Vec<ValidationError<'static>>], at: &Pointer) -> Option<Nearest<'c>> {
    let branches = context.iter().enumerate().filter(|(_, errors)| !errors.is_empty());
    let rank = |errors: &[ValidationError<'_>]| {
        let weight = errors.iter().map(|error| weight(error, at)).sum::<usize>();
        (weight, Reverse(errors.iter().map(depth).max().unwrap_or(0)))
    };
    let mut ranked: Vec<_> = branches.map(|(index, errors)| (rank(errors), index, errors)).collect();
    ranked.sort_by_key(|(rank, index, _)| (*rank, *index));
    let ((weight, depth), index, errors) = *ranked.first()?;
    // Beside a branch that is null, the other one is meant.
    let several = ranked.iter().filter(|(_, _, errors)| !errors.iter().any(is_null)).count() > 1;
    let why = match ranked.get(1) {
        Some(((other, _), ..)) if *other > weight => "it lacks least",
        Some(((_, other), ..)) if *other > depth => "the value fits it furthest down",
        _ => "the first of those that lack alike",
    };
    let nearest = Nearest { errors, number: index + 1, of: context.len(), why: several.then_some(why) };
    (weight < OTHER_TYPE || !several).then_some(nearest)
}

/// Whether an error says that a value should be null.
fn is_null(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), Kind::Type { kind: TypeKind::Single(JsonType::Null) })
}

fn weight(error: &ValidationError<'_>, at: &Pointer) -> usize {
    let here = error.instance_path().as_str() == at.as_str();
    match error.kind() {
        Kind::Type { .. } if here => OTHER_TYPE,
        Kind::Constant { .. } | Kind::Enum { .. } if !here => OTHER_CONSTANT,
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let inner = branch(context, at);
            inner.map_or(OTHER_TYPE, |nearest| nearest.errors.iter().map(|error| weight(error, at)).sum())
        }
        _ => 1,
    }
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}
