//! The examples of pages against the schemas that were read from the same pages.

use crate::Corpus;
use driftline_contract::{Contract, Media, Operation, Prose};
use driftline_extract::assemble;
use driftline_finding::Pointer;
use jsonschema::{Draft, Registry, RegistryBuilder, ValidationError, Validator, error::ValidationErrorKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use std::fmt::Write;

/// What the contract is called where references are resolved. Nothing is fetched.
const DOCUMENT: &str = "driftline:///contract";

/// What is encoded in a pointer as a fragment: more than RFC 3986 demands, which does no harm.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'~').remove(b'_').remove(b'-').remove(b'.');

/// How many examples there are of a service's bodies in one direction, and what is wrong with the others.
#[derive(Default)]
struct Judged {
    valid: usize,
    invalid: usize,
    /// A line for each keyword that an example breaks.
    broken: Vec<String>,
}

/// A body of an operation: what it is, where it stands in the document, and its schema and examples.
type Body<'c> = (String, Pointer, &'c Media);

/// Judges all examples of one direction in the contract of a service.
fn judge(contract: &Contract, bodies: impl Fn(&Operation) -> Vec<Body<'_>>) -> Judged {
    let openapi = contract.to_openapi(Prose::Keep);
    let registry = Registry::new().draft(Draft::Draft202012).add(DOCUMENT, &openapi);
    let registry = registry.and_then(RegistryBuilder::prepare).expect("our own document");
    let compile = |at: &Pointer| -> Validator {
        let reference = format!("{DOCUMENT}#{}", utf8_percent_encode(at.as_str(), FRAGMENT));
        let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(&registry);
        let options = options.should_validate_formats(true);
        options.build(&json!({"$ref": reference})).expect("our own schema compiles")
    };
    let mut judged = Judged::default();
    for operation in contract.operations() {
        for (body, at, media) in bodies(operation) {
            if media.schema.is_none() || media.examples.is_empty() {
                continue;
            }
            let validator = compile(&at.key("schema"));
            for example in media.examples.values() {
                let broken = validator.iter_errors(example).flat_map(|error| lines(&error, &openapi));
                let broken: Vec<String> = broken.map(|line| format!("{}\t{body}\t{line}", operation.id)).collect();
                *if broken.is_empty() { &mut judged.valid } else { &mut judged.invalid } += 1;
                judged.broken.extend(broken);
            }
        }
    }
    judged
}

/// What an error says, of a choice what its nearest branch says: pointer, keyword, where the keyword stands, what it
/// asks for, and the value.
fn lines(error: &ValidationError<'_>, openapi: &Value) -> Vec<String> {
    if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } = error.kind() {
        let nearest = context.iter().min_by_key(|branch| branch.len()).into_iter().flatten();
        return nearest.map(|error| line(error, openapi)).collect();
    }
    vec![line(error, openapi)]
}

fn line(error: &ValidationError<'_>, openapi: &Value) -> String {
    let keyword = error.schema_path().as_str().rsplit('/').next().unwrap_or_default();
    let location = error.absolute_keyword_location().map(ToString::to_string).unwrap_or_default();
    let at = location.split_once('#').map_or("", |(_, at)| at);
    let at = percent_decode_str(at).decode_utf8_lossy();
    let wanted = openapi.pointer(&at).map(ToString::to_string).unwrap_or_default();
    let short = |text: &str| text.chars().take(160).collect::<String>();
    let (pointer, got) = (error.instance_path(), error.instance().to_string());
    format!("{pointer}\t{keyword}\t{at}\t{}\t{}", short(&wanted), short(&got))
}

fn responses(operation: &Operation) -> Vec<Body<'_>> {
    let at = Contract::operation_pointer(operation).key("responses");
    let bodies = operation.responses.iter().flat_map(|(status, response)| {
        let at = at.key(&status.to_string()).key("content");
        response.content.iter().map(move |(name, media)| (status.to_string(), at.key(name), media))
    });
    bodies.collect()
}

fn requests(operation: &Operation) -> Vec<Body<'_>> {
    let at = Contract::operation_pointer(operation).key("requestBody").key("content");
    let bodies = operation.request.iter().flat_map(|request| &request.content);
    bodies.map(|(name, media)| ("request".to_owned(), at.key(name), media)).collect()
}

/// How many examples of each service's bodies there are, and how many of them the schemas of their pages accept. The
/// pages contradict themselves: most often an example holds `null`, or a number for a text. `INSTA_UPDATE=always` writes
/// it anew; then read with `DRIFTLINE_EXAMPLES` what is refused now and was not before, or the reverse.
#[test]
fn the_examples_that_the_schemas_of_their_pages_accept_are_counted() {
    let Some(corpus) = Corpus::get() else { return };
    let mut list = String::new();
    let mut shown = format!("{:34}{:>14}{:>14}\n", "valid of all", "responses", "requests");
    let mut totals = [Judged::default(), Judged::default()];
    for (service, readings) in corpus.services() {
        let contract = assemble(&service, readings).expect("a contract").contract;
        let judged = [judge(&contract, responses), judge(&contract, requests)];
        for line in judged.iter().flat_map(|judged| &judged.broken) {
            writeln!(list, "{service}\t{line}").expect("a string takes it");
        }
        writeln!(shown, "{}", counted(&service, &judged)).expect("a string takes it");
        for (total, judged) in totals.iter_mut().zip(judged) {
            total.valid += judged.valid;
            total.invalid += judged.invalid;
        }
    }
    shown.push_str(&counted("all", &totals));
    // The list is long; whoever wants to read it names a file.
    if let Some(file) = std::env::var_os("DRIFTLINE_EXAMPLES") {
        std::fs::write(file, list).expect("the list is written");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/extract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("corpus_examples", shown));
}

fn counted(name: &str, [answers, asked]: &[Judged; 2]) -> String {
    let of = |judged: &Judged| format!("{:6} of {:4}", judged.valid, judged.valid + judged.invalid);
    format!("{name:34} {} {}", of(answers), of(asked))
}
