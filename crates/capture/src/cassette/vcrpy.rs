//! vcrpy: `interactions`, in YAML or JSON.

use super::Names;
use crate::{listed::Archive, shape::Shape};

static NAMES: Names = Names {
    url: "uri",
    // The stub for httpx wrote the second form until vcrpy 6.
    status: &[&["status", "code"], &["status_code"], &["status"]],
    body: &["body", "content"],
};

pub(crate) static ARCHIVE: Archive = Archive {
    name: "vcrpy cassette",
    path: &["interactions"],
    item: "an interaction",
    versions: &["1"],
    shape: Shape::new(|value, limit| super::halves(value, &NAMES, limit)),
};
