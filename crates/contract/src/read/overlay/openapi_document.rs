//! An OpenAPI document, and what overlays make of it.

use super::{
    super::{
        ReadContractError,
        document::Document,
        fault::{Fault, Part},
        openapi,
    },
    Origin, Overlay,
    apply::Target,
    path,
};
use crate::Contract;
use driftline_finding::Pointer;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// What is not encoded in the name of a file.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name of a file without its folders.
fn last_segment(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// An OpenAPI document as it was given, and as overlays have changed it. A contract is read from it at the end.
#[derive(Clone, Debug)]
pub struct OpenApiDocument {
    given: Document,
    /// The overlays that were applied, for the places in them.
    overlays: Vec<Document>,
    value: Value,
    origin: Origin,
}

impl OpenApiDocument {
    /// Parses a document, in JSON or YAML. `file_name` is only for messages.
    pub fn parse(file_name: &str, text: &str) -> Result<OpenApiDocument, ReadContractError> {
        let given = Document::parse(file_name, text)?;
        let value = given.value().clone();
        Ok(OpenApiDocument { given, overlays: Vec::new(), value, origin: Origin::new(0, Pointer::ROOT) })
    }

    /// The file that it was read from, as the user named it.
    pub fn file_name(&self) -> &str {
        self.given.file()
    }

    /// What an overlay for this document says that it extends: the name of its file, as a URI reference.
    pub fn reference(&self) -> String {
        utf8_percent_encode(last_segment(self.file_name()), NAME).to_string()
    }

    /// The document as it is now.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The JSONPath that selects what `pointer` names in the document as it is now, and nothing else.
    pub fn path_to(&self, pointer: &Pointer) -> String {
        path::to(&self.value, pointer)
    }

    /// Whether an overlay is for this document: by the file name that it says it extends, or else because one of its
    /// targets selects something. Nothing is fetched, so of a URI the last segment of its path decides.
    pub fn fits(&self, overlay: &Overlay) -> bool {
        match &overlay.extends {
            Some(extends) => {
                let path = extends.split(['?', '#']).next().unwrap_or_default();
                let name = percent_decode_str(last_segment(path)).decode_utf8_lossy();
                name == last_segment(self.file_name())
            }
            None => overlay.paths.is_empty() || overlay.paths.iter().any(|path| !path.query(&self.value).is_empty()),
        }
    }

    /// Makes the changes of an overlay, in their order. Where one cannot be made, none is.
    pub fn apply(&mut self, overlay: &Overlay) -> Result<(), ReadContractError> {
        let (mut value, mut origin) = (self.value.clone(), self.origin.clone());
        let mut target = Target { value: &mut value, origin: &mut origin, file: self.overlays.len() + 1 };
        target.apply(overlay).map_err(|fault| overlay.document.error(fault))?;
        (self.value, self.origin) = (value, origin);
        self.overlays.push(overlay.document.clone());
        Ok(())
    }

    /// Reads the contract. A part that an overlay has put there is at fault with its place in the overlay.
    pub fn contract(&self) -> Result<Contract, ReadContractError> {
        let contract = openapi::contract(&self.value).map_err(|fault| self.error(fault))?;
        Ok(if self.overlays.is_empty() { contract } else { contract.overlaid(self.origin.clone()) })
    }

    fn error(&self, fault: Fault) -> ReadContractError {
        let (file, at) = self.origin.of(&fault.at);
        let first = fault.first.as_ref().map(|first| self.origin.of(first)).filter(|(other, _)| *other == file);
        let part = if at.is_root() { Part::Value } else { fault.part };
        let fault = Fault { at, first: first.map(|(_, first)| first), part, ..fault };
        let document = file.checked_sub(1).and_then(|overlay| self.overlays.get(overlay));
        document.unwrap_or(&self.given).error(fault)
    }
}
