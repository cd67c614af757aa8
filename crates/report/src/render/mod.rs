//! One file for each format.

mod github;
mod gitlab;
mod html;
mod human;
mod human_coverage;
mod json;
mod json_counts;
mod json_coverage;
mod json_finding;
mod json_standing;
mod junit;
mod markdown;
mod markdown_coverage;
mod ndjson;
mod pages;
mod places;
mod sarif;
mod standing;
mod told;
mod unseen;

pub use json::json_schemas;

use crate::{Report, Summary};
use std::{fmt, io, str::FromStr};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a person at a terminal, 80 columns.
    #[default]
    Human,
    /// One JSON object; its schemas are [`json_schemas`].
    Json,
    /// Lines of JSON: a finding each, and then the counts.
    Ndjson,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for the test views of CI servers.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// GitHub Flavored Markdown, at most 1 MiB, for a comment or a job summary.
    Markdown,
    /// One page for a browser, without anything beside it.
    Html,
}

/// A word that names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a report format: expected {list}", list = Format::list())]
pub struct UnknownFormat(String);

impl Format {
    /// All formats.
    pub const ALL: [Format; 9] = [
        Format::Human,
        Format::Json,
        Format::Ndjson,
        Format::Sarif,
        Format::Junit,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
        Format::Html,
    ];

    /// The word that names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    /// The words of all formats, as `human, json or html`.
    pub fn list() -> String {
        let mut words = Format::ALL.map(Format::as_str);
        words.reverse();
        let [last, rest @ ..] = words;
        format!("{} or {last}", rest.into_iter().rev().collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Format, UnknownFormat> {
        Format::ALL.into_iter().find(|format| format.as_str() == word).ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

/// How to write for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether to colour.
    pub colour: bool,
    /// After how many causes to stop and say how many are left; `None` shows all, also those that are accepted.
    pub most: Option<usize>,
    /// How many columns there are; where it is not known, 80. What is not read from pages needs 80.
    pub columns: Option<usize>,
}

impl RenderOptions {
    /// The width to break lines at: a narrower line than 30 columns reads worse than one that the terminal breaks, and
    /// one of more than 100 is hard to follow.
    fn width(self) -> usize {
        self.columns.unwrap_or(80).clamp(30, 100)
    }
}

impl Report {
    /// Writes the report.
    pub fn render(&self, format: Format, options: RenderOptions, out: &mut dyn io::Write) -> io::Result<()> {
        match (format, &self.summary) {
            (Format::Human, Summary::Extract(summary)) => pages::render(summary, self, options, out),
            (Format::Human, _) => human::render(self, options, out),
            (Format::Json, _) => json::render(self, out),
            (Format::Ndjson, _) => ndjson::render(self, out),
            (Format::Sarif, _) => sarif::render(self, out),
            (Format::Junit, _) => junit::render(self, out),
            (Format::Github, _) => github::render(self, out),
            (Format::Gitlab, _) => gitlab::render(self, out),
            (Format::Markdown, _) => markdown::render(self, out),
            (Format::Html, _) => html::render(self, out),
        }
    }

    /// The counts in one line, without a line end.
    pub fn summary_line(&self) -> String {
        human::summary_line(self)
    }
}
