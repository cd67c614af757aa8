//! Overlays: documents that change an OpenAPI document (OpenAPI Overlay Specification 1.0.0).

mod apply;
mod openapi_document;
mod origin;
mod path;
mod read;

pub use openapi_document::OpenApiDocument;
pub(crate) use origin::Origin;

use super::{ReadContractError, document::Document};
use crate::write::json_text;
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

/// The version that is written.
const VERSION: &str = "1.0.0";

/// A list of changes to an OpenAPI document.
///
/// ```
/// use driftline_contract::{OpenApiDocument, Overlay};
/// let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {Name: {type: string}}}\n";
/// let mut document = OpenApiDocument::parse("api.yaml", text)?;
/// let overlay = "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n  - target: $.components.schemas.Name\n    update: {maxLength: 9}\n";
/// document.apply(&Overlay::read("overlay.yaml", overlay)?)?;
/// let contract = document.contract()?;
/// assert_eq!(contract.component(&"Name".parse()?).and_then(|name| name.max_length), Some(9));
///
/// let elsewhere = overlay.replace("Name", "Nmae");
/// let error = document.apply(&Overlay::read("overlay.yaml", &elsewhere)?).unwrap_err();
/// assert!(error.to_string().starts_with("overlay.yaml:4:13: the target `$.components.schemas.Nmae` selects nothing"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The text, for the places in it.
    document: Document,
    title: String,
    extends: Option<String>,
    actions: Vec<Action>,
    /// The targets of the actions.
    paths: Vec<JsonPath>,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// What is changed: a JSONPath (RFC 9535) that selects objects or lists.
    pub target: String,
    /// Why.
    pub description: Option<String>,
    /// What is merged into the selected objects, or put at the end of the selected lists.
    pub update: Option<Value>,
    /// Whether what is selected is taken away instead.
    pub remove: bool,
    /// Members whose names begin with `x-`.
    pub extensions: Map<String, Value>,
}

impl Overlay {
    /// An overlay of these actions. `extends` names the document that they are for.
    pub fn new(title: &str, extends: Option<&str>, actions: &[Action]) -> Result<Overlay, ReadContractError> {
        let mut document = Map::new();
        document.insert("overlay".to_owned(), VERSION.into());
        document.insert("info".to_owned(), serde_json::json!({"title": title, "version": "1"}));
        if let Some(extends) = extends {
            document.insert("extends".to_owned(), extends.into());
        }
        document.insert("actions".to_owned(), actions.iter().map(Action::to_value).collect());
        Overlay::read("overlay", &json_text(&Value::Object(document)))
    }

    /// What it is for.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The document that it is for, as it names it: a URI reference.
    pub fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    /// The file that it was read from, as the user named it.
    pub fn file_name(&self) -> &str {
        self.document.file()
    }

    /// The changes, in the order in which they are made.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The overlay as JSON text, with a newline at the end.
    pub fn to_json(&self) -> String {
        json_text(self.document.value())
    }
}

impl Action {
    fn to_value(&self) -> Value {
        let mut members = Map::new();
        members.insert("target".to_owned(), self.target.as_str().into());
        if let Some(description) = &self.description {
            members.insert("description".to_owned(), description.as_str().into());
        }
        if let Some(update) = &self.update {
            members.insert("update".to_owned(), update.clone());
        }
        if self.remove {
            members.insert("remove".to_owned(), true.into());
        }
        members.extend(self.extensions.clone());
        Value::Object(members)
    }
}
