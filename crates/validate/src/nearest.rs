//! Which branch of a failed `oneOf` or `anyOf` a value was meant for.

use driftline_finding::Pointer;
use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};

/// A value of another type altogether was hardly meant for the branch.
const OTHER_TYPE: usize = 100;

/// A member with another constant often says which branch is meant, as a `kind` does.
const OTHER_CONSTANT: usize = 10;

/// The errors of the branch that lacks least: the least weight of errors, then the deepest first error, then
/// the order of the contract. `at` is the value that no branch accepts.
pub(crate) fn branch<'c>(
    context: &'c [Vec<ValidationError<'static>>],
    at: &Pointer,
) -> Option<&'c [ValidationError<'static>]> {
    let branches = context.iter().filter(|errors| !errors.is_empty());
    let nearest = branches.min_by_key(|errors| {
        let weight: usize = errors.iter().map(|error| weight(error, at)).sum();
        let depth = errors.iter().map(|error| depth(error)).max().unwrap_or(0);
        (weight, std::cmp::Reverse(depth))
    });
    nearest.map(Vec::as_slice)
}

fn weight(error: &ValidationError<'_>, at: &Pointer) -> usize {
    let here = error.instance_path().as_str() == at.as_str();
    match error.kind() {
        Kind::Type { .. } if here => OTHER_TYPE,
        Kind::Constant { .. } | Kind::Enum { .. } if !here => OTHER_CONSTANT,
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let inner = branch(context, at);
            inner.map_or(OTHER_TYPE, |errors| errors.iter().map(|error| weight(error, at)).sum())
        }
        _ => 1,
    }
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}
