//! Which branch of a failed `oneOf` or `anyOf` a value was meant for.

use driftline_finding::Pointer;
use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};

/// A value of another type altogether was hardly meant for the branch.
const OTHER_TYPE: usize = 100;

/// A member with another constant often says which branch is meant, as a `kind` does.
const OTHER_CONSTANT: usize = 10;

/// The errors of the branch that lacks least, if one of them is of the type of the value, or there is only one: the least weight of errors, then the deepest first error, then
/// the order of the contract. `at` is the value that no branch accepts.
pub(crate) fn branch<'c>(
    context: &'c [Vec<ValidationError<'static>>],
    at: &Pointer,
) -> Option<&'c [ValidationError<'static>]> {
    let branches: Vec<&Vec<ValidationError<'static>>> = context.iter().filter(|errors| !errors.is_empty()).collect();
    let weigh = |errors: &[ValidationError<'_>]| errors.iter().map(|error| weight(error, at)).sum::<usize>();
    let nearest = branches.iter().min_by_key(|errors| {
        let depth = errors.iter().map(|error| depth(error)).max().unwrap_or(0);
        (weigh(errors), std::cmp::Reverse(depth))
    })?;
    // Beside a branch that is null, the other one is meant.
    let several = branches.iter().filter(|errors| !errors.iter().any(is_null)).count() > 1;
    (weigh(nearest) < OTHER_TYPE || !several).then_some(nearest.as_slice())
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
            inner.map_or(OTHER_TYPE, |errors| errors.iter().map(|error| weight(error, at)).sum())
        }
        _ => 1,
    }
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}
