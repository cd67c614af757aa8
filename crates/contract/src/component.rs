//! Names of components.

use std::{fmt, str::FromStr};

/// The name of a component: letters, digits, `.`, `-` and `_`, as OpenAPI 3.1 §4.8.7 demands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(String);

/// A text that cannot name a component.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot name a component: only letters, digits, `.`, `-` and `_` are allowed")]
pub struct InvalidComponentId(String);

impl ComponentId {
    /// The nearest valid name for any text: other characters part words, which are joined in camel case.
    /// An empty result becomes `Unnamed`.
    ///
    /// ```
    /// use driftline_contract::ComponentId;
    /// assert_eq!(ComponentId::from_text("Data structure of the job field").as_str(), "DataStructureOfTheJobField");
    /// assert_eq!(ComponentId::from_text("VolumeRes").as_str(), "VolumeRes");
    /// ```
    pub fn from_text(text: &str) -> ComponentId {
        let words: Vec<&str> = text.split(|c| !is_allowed(c)).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => ComponentId("Unnamed".to_owned()),
            [word] => ComponentId((*word).to_owned()),
            words => ComponentId(words.iter().map(|word| capitalised(word)).collect()),
        }
    }

    /// This name with a suffix that is itself valid in a name.
    #[must_use]
    pub fn numbered(&self, number: usize) -> ComponentId {
        ComponentId(format!("{}{number}", self.0))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for ComponentId {
    type Err = InvalidComponentId;

    fn from_str(text: &str) -> Result<ComponentId, InvalidComponentId> {
        if !text.is_empty() && text.chars().all(is_allowed) {
            Ok(ComponentId(text.to_owned()))
        } else {
            Err(InvalidComponentId(text.to_owned()))
        }
    }
}
