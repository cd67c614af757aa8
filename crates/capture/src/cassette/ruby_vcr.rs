//! Ruby VCR: `http_interactions`, in YAML or JSON.

use super::Names;
use crate::{listed::Archive, shape::Shape};

static NAMES: Names = Names { url: "uri", status: &[&["status", "code"], &["status"]], body: &["body"] };

pub(crate) static ARCHIVE: Archive = Archive {
    name: "VCR cassette",
    path: &["http_interactions"],
    item: "an interaction",
    versions: &[],
    shape: Shape::new(|value, limit| super::halves(value, &NAMES, limit)),
};
