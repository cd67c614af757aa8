//! What must hold for every page of the corpus of real pages, of both dialects and of all services.

mod examples;
mod mutilated;
mod names;
mod pairs;

use driftline_extract::{PageReading, parse_page, read_page};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The corpus, read once for all tests.
struct Corpus {
    /// The folder of all pages.
    root: PathBuf,
    /// The readings by page as the lists of the corpus name it, as `dita/modelarts/CreateDataset.html`.
    readings: BTreeMap<String, PageReading>,
}

impl Corpus {
    /// `None` where the pages are absent.
    fn get() -> Option<&'static Corpus> {
        static CORPUS: OnceLock<Option<Corpus>> = OnceLock::new();
        CORPUS.get_or_init(Corpus::read).as_ref()
    }

    fn read() -> Option<Corpus> {
        let root = driftline_corpus::pages()?;
        let files = ["dita", "sphinx"].map(|dialect| driftline_corpus::files(&root.join(dialect), ".html"));
        let readings = files.iter().flatten().map(|file| read(&root, file)).collect();
        Some(Corpus { root, readings })
    }

    /// The readings of each service of each dialect, by names as `sphinx/modelarts`.
    fn services(&self) -> BTreeMap<String, Vec<PageReading>> {
        let mut services: BTreeMap<String, Vec<PageReading>> = BTreeMap::new();
        for (page, reading) in &self.readings {
            let service: Vec<&str> = page.split('/').take(2).collect();
            services.entry(service.join("/")).or_default().push(reading.clone());
        }
        services
    }
}

/// A page, by its name below `root`, and its reading.
fn read(root: &Path, file: &Path) -> (String, PageReading) {
    let bytes = std::fs::read(file).expect("the page reads");
    let name = file.file_name().expect("a file name").to_string_lossy();
    let shown = file.strip_prefix(root).expect("below the root").to_string_lossy();
    (shown.clone().into_owned(), read_page(&shown, &parse_page(&name, &bytes)))
}
