//! HTTP Archives (HAR 1.1 and 1.2): the entries of `log.entries`.
//!
//! Every entry is an exchange, those of web sockets and of `data:` and `blob:` URLs too: no operation matches their
//! URL, and whoever matches says so.

mod borrowed;
mod content;
mod entry;

use crate::listed::Archive;

pub(crate) static ARCHIVE: Archive =
    Archive { name: "HAR", path: &["log", "entries"], item: "an entry", versions: &[], shape: entry::SHAPE };
