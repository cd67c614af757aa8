//! Logs of gateways and web servers: calls and statuses, hardly ever bodies.

mod access;
mod kong;

pub(crate) use self::{
    access::{halves as access, is_entry},
    kong::halves as kong,
};

use crate::Body;
use serde_json::Value;

/// What a log knows of a request body: that there is none, or nothing.
fn request_body(method: &str) -> Body {
    let without = ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"].iter().any(|known| method.eq_ignore_ascii_case(known));
    if without { Body::Absent } else { unknown() }
}

/// What a log knows of a response body. Not to know it is not the same as that there was none.
fn response_body(method: &str, status: u16, size: Option<u64>) -> Body {
    let without = method.eq_ignore_ascii_case("HEAD") || matches!(status, 100..=199 | 204 | 304) || size == Some(0);
    if without { Body::Absent } else { unknown() }
}

fn unknown() -> Body {
    Body::Unavailable("a log holds no bodies".to_owned())
}

/// A size, as a number or as text.
fn size(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests;
