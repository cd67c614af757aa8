//! The laws of judging, over arbitrary contracts.

mod support;

use driftline_capture::Target;
use driftline_contract::{ContractBuilder, Method, Operation, Prose};
use driftline_finding::Finding;
use driftline_sample::{Keyword, Violation, conforming, violations};
use driftline_validate::{Conclusion, Judge, Outcome};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{TestError, TestRunner},
};
use serde_json::Value;
use std::collections::BTreeSet;
use support::{Case, case, exchange, root};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() }
}

/// The rule that a breach belongs to, given the one that was reported: values of another type and listed words are
/// told apart by what they are.
fn rule(broken: &Violation, reported: &str) -> &'static str {
    let value = broken.value.pointer(broken.instance.as_str()).unwrap_or(&Value::Null);
    match broken.keyword {
        Keyword::Type => match value {
            Value::Number(_) if reported == "string-as-number" => "string-as-number",
            Value::String(text) if text.is_empty() && reported == "empty-string-for-object" => {
                "empty-string-for-object"
            }
            Value::String(text) if text.parse::<f64>().is_ok() && reported == "number-as-string" => "number-as-string",
            _ => "type-mismatch",
        },
        Keyword::Enum if value.is_string() && reported == "enum-case-differs" => "enum-case-differs",
        Keyword::Null => "null-undocumented",
        Keyword::Enum => "undocumented-enum-value",
        Keyword::Required => "missing-property",
        Keyword::Undocumented => "undocumented-property",
        Keyword::Minimum | Keyword::Maximum => "value-out-of-range",
        Keyword::MinLength | Keyword::MaxLength => "length-out-of-range",
        Keyword::MinItems | Keyword::MaxItems => "item-count-out-of-range",
        Keyword::Pattern => "pattern-mismatch",
        Keyword::Format => "format-mismatch",
        other => panic!("no rule for {other}"),
    }
}

fn check_broken(case: &Case, judge: &Judge, broken: &Violation) -> Result<(), TestCaseError> {
    let exchange = exchange(&broken.value);
    let findings = judge.judge(&exchange).map_err(|error| TestCaseError::fail(error.to_string()))?.findings;
    prop_assert_eq!(findings.len(), 1, "{:?} in {:?}: {:#?}", broken, case, findings);
    let finding = &findings[0];
    let reported = finding.rule.id.as_str();
    prop_assert_eq!(reported, rule(broken, reported), "{:?} in {:?}", broken, case);
    prop_assert_eq!(finding.instance.as_ref(), Some(&broken.instance), "{:?} in {:?}", broken, case);
    let said = finding.contract.clone().unwrap_or_default();
    let stated = broken.contract_pointer(&root());
    // Of a missing property the judge points to its own schema, beside `required`.
    let near = broken.keyword == Keyword::Required
        && stated.parent().is_some_and(|object| said.strip_prefix(&object.key("properties")).is_some());
    prop_assert!(said == stated || near, "{} instead of {}: {:?} in {:?}", said, stated, broken, case);
    Ok(())
}

#[test]
fn law_06_samples_of_any_schema_conform() {
    let mut runner = TestRunner::new(config(160));
    let values = case().prop_filter_map("nothing conforms", |case| {
        let values = conforming(&case.contract, &case.schema).ok()?;
        Some((Just(case), values))
    });
    let outcome = runner.run(&values.prop_flat_map(|(case, values)| (case, values)), |(case, value)| {
        let judge = Judge::new(vec![case.contract.clone()]).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let exchange = exchange(&value);
        let verdict = judge.judge(&exchange).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(verdict.conclusion(), Conclusion::Conforms, "{} in {:?}: {:#?}", value, case, verdict.findings);
        prop_assert_eq!(verdict.response, Outcome::Judged);
        Ok(())
    });
    report(outcome);
}

#[test]
fn law_09_one_break_is_one_finding() {
    let mut runner = TestRunner::new(config(120));
    let outcome = runner.run(&case(), |case| {
        let judge = Judge::new(vec![case.contract.clone()]).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let Ok(kinds) = violations(&case.contract, &case.schema) else { return Ok(()) };
        let mut inner = TestRunner::deterministic();
        for broken in kinds.into_values() {
            for _ in 0..3 {
                let Ok(tree) = broken.new_tree(&mut inner) else { continue };
                check_broken(&case, &judge, &tree.current())?;
            }
        }
        Ok(())
    });
    report(outcome);
}

/// Any JSON, with the names that the arbitrary schemas use and with secrets.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        select(vec!["left", "right"]).prop_map(Value::from),
        Just(Value::from(CANARY)),
    ];
    let names = select(vec!["id", "status", "lease", "a/b", "m~n", "size", "r_id", "kind", "inner", "%41 {}"]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            btree_map(names.clone(), inner, 0..6)
                .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

/// Secret by its shape wherever it stands: an access key.
const CANARY: &str = "AKCANARY0123456789XY";

/// What a finding points to: the value, or its parent where it is an undocumented property under a masked name.
fn resolves(finding: &Finding, body: &Value, openapi: &Value) -> bool {
    let instance = finding.instance.as_ref().is_some_and(|at| body.pointer(at.as_str()).is_some());
    instance && finding.contract.as_ref().is_some_and(|at| openapi.pointer(at.as_str()).is_some())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn law_02_any_body_is_judged_and_every_pointer_resolves(case in case(), body in json()) {
        let openapi = case.contract.to_openapi(Prose::Keep);
        let judge = Judge::new(vec![case.contract]).expect("references resolve");
        let exchange = exchange(&body);
        let findings = judge.judge(&exchange).expect("schemas that compile").findings;
        for finding in &findings {
            prop_assert!(resolves(finding, &body, &openapi), "{:?} in {}", finding, body);
            prop_assert!(!finding.message.contains(char::is_control));
        }
        prop_assert!(!format!("{findings:?}").contains(CANARY), "{:?}", findings);
        let unique: BTreeSet<_> = findings.iter().map(|f| (f.rule.id, f.instance.clone(), f.message.clone())).collect();
        prop_assert_eq!(unique.len(), findings.len());
    }

    #[test]
    fn law_02_no_method_and_url_make_the_matcher_panic(method in "[A-Za-z]{0,8}", url in "[a-z0-9/{}%.:?#\\[\\]@ \u{e4}]{0,40}") {
        let operations = ["/x/{a}:{b}", "/{a}/x", "/x/{a}/y", "/"].into_iter().enumerate();
        let builder = operations.fold(ContractBuilder::new("t"), |builder, (index, path)| {
            builder.operation(Operation::new(format!("Op{index}"), Method::Get, path)).server(url.clone())
        });
        let contract = builder.finish().expect("distinct operations");
        let judge = Judge::new(vec![contract]).expect("no references");
        let mut exchange = exchange(&Value::Null);
        exchange.request.target = Target::Call { method, url };
        let verdict = judge.judge(&exchange).expect("no schemas");
        let is_unknown = verdict.findings.iter().any(|finding| finding.rule.id.as_str() == "undocumented-operation");
        prop_assert_eq!(verdict.operation.is_none(), is_unknown);
    }
}

fn report<T: std::fmt::Debug>(outcome: Result<(), TestError<T>>) {
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
