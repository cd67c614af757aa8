//! How callers show who they are.

use crate::Location;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A way to show who the caller is, as OpenAPI 3.1 §4.8.27 describes one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityScheme {
    /// The members of the scheme as OpenAPI names them: `type`, `in`, `name`, `scheme`, `flows`, …
    pub members: Map<String, Value>,
}

impl SecurityScheme {
    /// A key, such as a token, that each request carries under `name`.
    ///
    /// ```
    /// use driftline_contract::{Location, SecurityScheme};
    /// let token = SecurityScheme::api_key(Location::Header, "X-Auth-Token");
    /// assert_eq!(token.header(), Some("X-Auth-Token"));
    /// ```
    pub fn api_key(location: Location, name: &str) -> SecurityScheme {
        let members = [("type", "apiKey"), ("in", location.as_str()), ("name", name)];
        SecurityScheme { members: members.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect() }
    }

    /// The header that carries the key, if one does.
    pub fn header(&self) -> Option<&str> {
        let text = |name: &str| self.members.get(name).and_then(Value::as_str);
        text("name").filter(|_| text("type") == Some("apiKey") && text("in") == Some("header"))
    }
}

/// Schemes that are needed together, by name, each with the scopes that it must grant. One without schemes says
/// that nothing is needed.
pub type SecurityRequirement = BTreeMap<String, Vec<String>>;
