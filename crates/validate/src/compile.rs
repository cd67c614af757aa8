//! The contract as a document in which validators resolve their references.

use crate::{
    CompileError,
    representation::Representation,
    shape::{NodeId, ROOT, Shape},
};
use driftline_contract::{Contract, Prose, Schema};
use driftline_finding::Pointer;
use jsonschema::{Draft, Registry, RegistryBuilder, ValidationError, Validator, json::Json};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};

/// The name of the contract among the documents of its registry. Nothing is ever fetched from it.
const DOCUMENT: &str = "driftline:///contract";

/// What is encoded in a URI fragment: more than RFC 3986 §3.5 demands, which does no harm.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'~').remove(b'_').remove(b'-').remove(b'.');

/// One contract, prepared for compiling its schemas one by one.
pub(crate) struct Document {
    registry: Registry<'static>,
    openapi: Arc<Value>,
}

/// What is needed to judge bodies of one schema that are held as `F`.
pub(crate) struct Compiled<F: Representation> {
    /// Says whether a body is valid, and what is wrong with it.
    pub(crate) validator: Validator<F>,
    /// Says what of a body the schema describes.
    pub(crate) shape: Shape<F>,
    /// Finds faults quickly.
    pub(crate) acceptor: F::Acceptor,
    /// Where the schema stands in the contract as it is written.
    pub(crate) at: Pointer,
    document: Arc<Document>,
    /// The validators of schemas within this one, by their numbers in the shape, once something is at fault there.
    parts: Box<[OnceLock<Option<Validator<F>>>]>,
}

impl<F: Representation> Compiled<F> {
    /// The validator of a schema within this one; `None` where the schema is none, which the compilation of the whole
    /// would have said.
    pub(crate) fn part(&self, node: NodeId) -> Option<&Validator<F>> {
        if [node] == ROOT {
            return Some(&self.validator);
        }
        let compile = || self.document.validator(self.shape.place(node)).ok();
        self.parts.get(node.0)?.get_or_init(compile).as_ref()
    }

    /// The pointer, in the contract as it is written, to the keyword that raised `error`. It always resolves.
    pub(crate) fn keyword(&self, error: &ValidationError<'_>) -> Pointer {
        // Some keywords, as `dependentRequired`, give a location below themselves that does not exist.
        let mut at = absolute(error);
        while let Some(pointer) = at {
            if self.document.openapi.pointer(pointer.as_str()).is_some() {
                return pointer;
            }
            at = pointer.parent().filter(|parent| !parent.is_root());
        }
        self.at.clone()
    }
}

impl Document {
    /// Lays the contract down as one OpenAPI document.
    pub(crate) fn new(contract: &Contract) -> Result<Arc<Document>, CompileError> {
        let refused = |error: jsonschema::ReferencingError| CompileError::Contract {
            contract: contract.title().to_owned(),
            reason: error.to_string(),
        };
        let registry = Registry::new().draft(Draft::Draft202012);
        let openapi = Arc::new(contract.to_openapi(Prose::Drop));
        let registry = registry.add(DOCUMENT, Arc::clone(&openapi)).and_then(RegistryBuilder::prepare);
        Ok(Arc::new(Document { registry: registry.map_err(refused)?, openapi }))
    }

    /// Compiles the schema that stands at `at` in the contract.
    pub(crate) fn compile<F: Representation>(
        self: &Arc<Document>,
        contract: &Contract,
        operation: &str,
        schema: &Schema,
        at: Pointer,
    ) -> Result<Compiled<F>, CompileError> {
        let compile = |at: &Pointer| {
            self.validator(at).map_err(|(pointer, reason)| CompileError::Schema {
                operation: operation.to_owned(),
                pointer: contract.source_pointer(&pointer),
                reason,
            })
        };
        let validator = compile(&at)?;
        let shape = Shape::new(contract, schema, at.clone(), &compile)?;
        let acceptor = F::acceptor(&shape, &validator, &compile)?;
        let parts = std::iter::repeat_with(OnceLock::new).take(shape.node_count()).collect();
        Ok(Compiled { validator, shape, acceptor, at, document: Arc::clone(self), parts })
    }

    fn validator<F: Json>(&self, at: &Pointer) -> Result<Validator<F>, (Pointer, String)> {
        let reference = format!("{DOCUMENT}#{}", utf8_percent_encode(at.as_str(), FRAGMENT));
        jsonschema::options_for::<F>()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .build(&json!({"$ref": reference}))
            .map_err(|error| (refused_at(&error).unwrap_or_else(|| at.clone()), error.to_string()))
    }
}

/// Where in the document a schema was refused. An error of compiling has no absolute location; its path is one
/// into the document, unless it is about the reference that leads there.
fn refused_at(error: &ValidationError<'_>) -> Option<Pointer> {
    let path = error.schema_path().as_str();
    let in_document = path.starts_with("/paths/") || path.starts_with("/components/");
    absolute(error).or_else(|| path.parse().ok().filter(|_| in_document))
}

/// The absolute location of the keyword that raised `error`, as a pointer into the document.
fn absolute(error: &ValidationError<'_>) -> Option<Pointer> {
    let location = error.absolute_keyword_location()?.as_str();
    let fragment = location.strip_prefix(DOCUMENT)?.strip_prefix('#')?;
    percent_decode_str(fragment).decode_utf8().ok()?.parse().ok()
}
