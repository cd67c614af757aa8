//! go-vcr: `interactions` with a `url`, in YAML. Format 1 is that of versions 1 and 2, format 2 that of 3 and 4.

use super::Names;
use crate::{listed::Archive, shape::Shape};

static NAMES: Names = Names { url: "url", status: &[&["code"]], body: &["body"] };

pub(crate) static ARCHIVE: Archive = Archive {
    name: "go-vcr cassette",
    path: &["interactions"],
    item: "an interaction",
    versions: &["1", "2"],
    shape: Shape::new(|value, limit| super::halves(value, &NAMES, limit)),
};
