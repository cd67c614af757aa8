//! Law 5: model value → JSON is valid → the same value; valid JSON → model → the same JSON; the model's schemars schema
//! and the extracted schema accept the same values. Held for every type of the committed contracts, and for the types
//! of the small contracts under `tests/golden`, which have what no page has yet.

#[macro_use]
pub mod support;
pub mod generated;
pub mod golden;

pub use driftline_model::open_enum;

/// The modules that the catalogues are about.
pub mod models {
    pub use crate::golden::{names, shapes, unions};
    pub use driftline_model::*;
}

use driftline_finding::Pointer;
use driftline_sample::{Keyword, Options, violations};
use jsonschema::canonical::{self, CanonicalSchema, Containment};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestError, TestRunner},
};
use serde_json::{Value, json};
use support::{
    catalogue::{Entry, Law, Model},
    contracts,
    draw::Source,
};

/// Holds a law against every type there is.
fn hold(law: &impl Law) {
    generated::each(contracts::committed, law);
    golden::names_catalogue::each(&contracts::golden("names"), law);
    golden::shapes_catalogue::each(&contracts::golden("shapes"), law);
    golden::unions_catalogue::each(&contracts::golden("unions"), law);
}

/// Runs a property of one type, and fails naming it.
fn run<S: Strategy>(name: &str, strategy: &S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    match TestRunner::new(config).run(strategy, property) {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("{name}: {reason}\nfor {value:?}"),
        Err(TestError::Abort(reason)) => panic!("{name}: {reason}"),
    }
}

/// Reads JSON into the type and writes it again.
fn round_trip<T: Model>(value: &Value) -> Result<(), TestCaseError> {
    let text = value.to_string();
    let read: T = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
    let written = serde_json::to_value(&read).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&written, value);
    Ok(())
}

/// (a) The two schemas accept the same values.
struct SameSchema;

impl Law for SameSchema {
    fn check<T: Model>(&self, entry: Entry<'_>) {
        let model = contracts::of_type::<T>();
        let extracted = contracts::written(entry.contract, entry.schema);
        let (of_model, of_contract) = (canonical(&model), canonical(&extracted));
        for (wide, narrow, what) in
            [(&of_model, &of_contract, "refuses what the contract accepts"), (&of_contract, &of_model, "accepts more")]
        {
            let covered = wide.covers(narrow);
            assert!(
                matches!(covered, Ok(Containment::Yes)),
                "the schema of {} {what}: {covered:?}\n{model:#}\n{extracted:#}",
                entry.name
            );
        }
    }
}

fn canonical(schema: &Value) -> CanonicalSchema {
    canonical::options().offline().canonicalize(schema).expect("the schema canonicalizes")
}

#[test]
fn the_schema_of_every_type_accepts_what_the_extracted_schema_accepts() {
    hold(&SameSchema);
}

/// (b) Any value is valid JSON and comes back.
struct ValuesComeBack {
    undocumented: bool,
}

impl Law for ValuesComeBack {
    fn check<T: Model>(&self, entry: Entry<'_>) {
        let schema = contracts::written(entry.contract, entry.schema);
        let validator = jsonschema::options().build(&schema).expect("the schema compiles");
        run(entry.name, &any::<u64>().no_shrink(), |seed| {
            let value = T::draw(&mut Source::new(entry.contract, seed, self.undocumented));
            let json = serde_json::to_value(&value).map_err(|error| TestCaseError::fail(error.to_string()))?;
            if !self.undocumented {
                let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
                prop_assert!(errors.is_empty(), "{} of {}", errors.join(", "), json);
            }
            let back: T = serde_json::from_str(&json.to_string())
                .map_err(|error| TestCaseError::fail(format!("{json}: {error}")))?;
            prop_assert_eq!(back, value);
            Ok(())
        });
    }
}

#[test]
fn every_value_of_a_type_is_valid_json_and_comes_back_equal() {
    hold(&ValuesComeBack { undocumented: false });
}

#[test]
fn unknown_values_and_fields_come_back_equal() {
    hold(&ValuesComeBack { undocumented: true });
}

/// (c) Any valid JSON comes back.
struct JsonComesBack {
    options: Options,
}

impl Law for JsonComesBack {
    fn check<T: Model>(&self, entry: Entry<'_>) {
        let strategy = self.options.conforming(entry.contract, entry.schema).expect("values can be drawn");
        run(entry.name, &strategy, |value| round_trip::<T>(&value));
    }
}

#[test]
fn every_conforming_json_comes_back_unchanged() {
    hold(&JsonComesBack { options: Options::default() });
}

#[test]
fn conforming_json_with_undocumented_fields_comes_back_unchanged() {
    hold(&JsonComesBack { options: Options::default().undocumented(true) });
}

/// Drift that a type does not contradict: it comes back too.
const KEPT: [Keyword; 10] = [
    Keyword::Enum,
    Keyword::Undocumented,
    Keyword::Minimum,
    Keyword::Maximum,
    Keyword::MinLength,
    Keyword::MaxLength,
    Keyword::MinItems,
    Keyword::MaxItems,
    Keyword::Pattern,
    Keyword::Format,
];

/// (c) JSON with one breach that the type does not contradict comes back.
struct DriftComesBack;

impl Law for DriftComesBack {
    fn check<T: Model>(&self, entry: Entry<'_>) {
        let kinds = violations(entry.contract, entry.schema).expect("breaches can be drawn");
        for (keyword, strategy) in kinds.into_iter().filter(|(keyword, _)| KEPT.contains(keyword)) {
            run(&format!("{} {keyword:?}", entry.name), &strategy, |broken| round_trip::<T>(&broken.value));
        }
    }
}

#[test]
fn drift_within_the_documented_types_comes_back_unchanged() {
    hold(&DriftComesBack);
}

/// A value that contradicts a documented type, or lacks a required field, is refused; only `null` may stand for
/// absence.
struct ContradictionIsRefused;

impl Law for ContradictionIsRefused {
    fn check<T: Model>(&self, entry: Entry<'_>) {
        let kinds = violations(entry.contract, entry.schema).expect("breaches can be drawn");
        for (keyword, strategy) in kinds.into_iter().filter(|(keyword, _)| !KEPT.contains(keyword)) {
            run(&format!("{} {keyword:?}", entry.name), &strategy, |broken| {
                let Ok(read) = serde_json::from_value::<T>(broken.value.clone()) else { return Ok(()) };
                let written = serde_json::to_value(&read).map_err(|error| TestCaseError::fail(error.to_string()))?;
                // Where Rust has no type for what the contract says, the value is kept as it is.
                let kept = written == broken.value;
                let without_null = keyword == Keyword::Null && written == without(&broken.value, &broken.instance);
                prop_assert!(kept || without_null, "{} became {}", broken.value, written);
                Ok(())
            });
        }
    }
}

/// A value without the member at the pointer.
fn without(value: &Value, at: &Pointer) -> Value {
    let mut value = value.clone();
    let parent = at.parent().and_then(|parent| value.pointer_mut(parent.as_str()));
    if let (Some(Value::Object(members)), Some(name)) = (parent, at.segments().last()) {
        members.shift_remove(&*name);
    }
    value
}

#[test]
fn nothing_but_null_is_dropped() {
    hold(&ContradictionIsRefused);
}

/// (d) The page's own example.
#[test]
fn the_example_of_the_page_comes_back_unchanged() {
    let contract = contracts::committed("modelarts");
    let operation = contract.operation("ShowNotebook").expect("the operation");
    let (_, response) = operation.response_for(200).expect("a response");
    let examples: Vec<&Value> = response.content.values().flat_map(|media| media.examples.values()).collect();
    assert!(!examples.is_empty(), "the page has an example");
    for example in examples {
        round_trip::<models::modelarts::ShowNotebookResponse200>(example).unwrap();
        let read: models::modelarts::ShowNotebookResponse200 = serde_json::from_value(example.clone()).unwrap();
        assert!(read.id.is_some() && read.status.is_some() && read.image.is_some());
    }
}

#[test]
fn every_component_has_a_type_whose_schema_bears_its_name() {
    struct Name(std::cell::RefCell<Vec<String>>);
    impl Law for Name {
        fn check<T: Model>(&self, entry: Entry<'_>) {
            if contracts::component_of(entry.contract, entry.schema).is_some() {
                self.0.borrow_mut().push(T::schema_name().into_owned());
            }
        }
    }
    let contracts = [contracts::committed("modelarts"), contracts::golden("names"), contracts::golden("unions")];
    let each: [&dyn Fn(&Name); 3] = [
        &|law| generated::modelarts::each(&contracts[0], law),
        &|law| golden::names_catalogue::each(&contracts[1], law),
        &|law| golden::unions_catalogue::each(&contracts[2], law),
    ];
    for (contract, each) in contracts.iter().zip(each) {
        let law = Name(std::cell::RefCell::default());
        each(&law);
        let expected: Vec<String> = contract.components().map(|(id, _)| id.to_string()).collect();
        assert_eq!(law.0.into_inner(), expected);
    }
}

#[test]
fn null_in_place_of_an_optional_field_is_read_as_absent_unless_it_is_a_value() {
    use models::unions::{Net, Whole};
    let net: Net = serde_json::from_value(json!({"speed": null})).unwrap();
    assert_eq!(net, Net::default());
    let text = json!({"must": 1, "must_null": null, "may_null": null, "maybe": null, "several": null});
    let whole: Whole = serde_json::from_value(text.clone()).unwrap();
    assert_eq!((whole.may_null.clone(), whole.must_null.clone()), (Some(None), None));
    assert_eq!(serde_json::to_value(whole).unwrap(), text);
    assert!(serde_json::from_value::<Whole>(json!({"must": 1})).is_err());
}

#[test]
fn an_integer_outside_its_documented_format_is_read() {
    use models::shapes::{Count, Pair};
    let pair: Pair = serde_json::from_value(json!({"grid": [[i64::MAX, i64::MIN]]})).unwrap();
    assert_eq!(pair.grid, Some(vec![vec![i64::MAX, i64::MIN]]));
    assert_eq!(serde_json::from_value::<Count>(json!(1_i64 << 40)).unwrap(), Count(1 << 40));
}

/// The accepted difference between the types and their schemas: both are integers to JSON Schema, and no `i64`.
#[test]
fn an_integer_with_a_fraction_or_outside_64_bits_is_refused() {
    use models::shapes::Count;
    let validator = jsonschema::validator_for(&schemars::schema_for!(Count).to_value()).unwrap();
    for text in ["5.0", "9223372036854775808"] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert!(validator.is_valid(&value));
        assert!(serde_json::from_value::<Count>(value).is_err());
    }
}
