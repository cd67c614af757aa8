//! From the header that carries the token to a security scheme.

use driftline_contract::{ContractBuilder, Location, Operation, SecurityRequirement, SecurityScheme};

/// The header, and the name of the scheme.
const TOKEN: &str = "X-Auth-Token";

/// Takes the token out of the parameters of an operation and makes it what the operation requires: a client that
/// knows the scheme sends the header itself. Pages that do not show the header say nothing.
pub(super) fn require_token(operation: &mut Operation) {
    let is_token = |location: Location, name: &str| location == Location::Header && name.eq_ignore_ascii_case(TOKEN);
    let Some(at) = operation.parameters.iter().position(|known| is_token(known.location, &known.name)) else { return };
    let parameter = operation.parameters.remove(at);
    operation.security = Some(if parameter.required { vec![token()] } else { vec![token(), nothing()] });
}

/// Declares the scheme where an operation uses it. Of operations whose pages are silent it then may be required.
pub(super) fn declare<'o>(
    builder: ContractBuilder,
    operations: impl IntoIterator<Item = &'o Operation>,
) -> ContractBuilder {
    if operations.into_iter().any(|operation| operation.security.is_some()) {
        let scheme = SecurityScheme::api_key(Location::Header, TOKEN);
        builder.security_scheme(TOKEN, scheme).security(vec![token(), nothing()])
    } else {
        builder.security(Vec::new())
    }
}

fn token() -> SecurityRequirement {
    [(TOKEN.to_owned(), Vec::new())].into_iter().collect()
}

fn nothing() -> SecurityRequirement {
    SecurityRequirement::new()
}
