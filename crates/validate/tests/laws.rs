//! The laws of judging, over arbitrary contracts.

mod support;

use driftline_capture::Target;
use driftline_contract::{ContractBuilder, Method, Operation, Prose};
use driftline_finding::{Finding, coverage::OperationCoverage};
use driftline_sample::{Keyword, Violation, conforming, violations};
use driftline_validate::{Conclusion, Coverage, Judge, Outcome};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{TestError, TestRunner},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{Case, case, exchange, of_capture, root};

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

/// The findings of one capture with these bodies, each in a line.
fn of_bodies(judge: &Judge, bodies: &[&Value]) -> Vec<Vec<Finding>> {
    let record = |body: &&Value| {
        let headers = json!({"content-type": "application/json"});
        let response = json!({"status": 200, "headers": headers, "body": body});
        json!({"request": {"method": "GET", "url": "/x"}, "response": response}).to_string()
    };
    of_capture(judge, &bodies.iter().map(record).collect::<Vec<_>>().join("\n"))
}

/// A finding as if it stood in the first line.
fn in_first_line(mut finding: Finding) -> Finding {
    if let Some(position) = finding.place.as_mut().and_then(|place| place.position.as_mut()) {
        position.line = 1;
    }
    finding
}

#[test]
fn what_is_found_does_not_depend_on_what_was_found_before() {
    let mut runner = TestRunner::new(config(60));
    let outcome = runner.run(&(case(), vec(json(), 4)), |(case, mut bodies)| {
        let judge = Judge::new(vec![case.contract.clone()]).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut inner = TestRunner::deterministic();
        for broken in violations(&case.contract, &case.schema).into_iter().flatten().map(|(_, broken)| broken) {
            bodies.extend((0..2).filter_map(|_| Some(broken.new_tree(&mut inner).ok()?.current().value)));
        }
        // A bare string is taken for the text of a body.
        bodies.retain(|body| !body.is_string());
        let twice: Vec<&Value> = bodies.iter().chain(&bodies).collect();
        for (body, found) in twice.iter().zip(of_bodies(&judge, &twice)) {
            let alone = of_bodies(&judge, &[body]).concat();
            let found: Vec<Finding> = found.into_iter().map(in_first_line).collect();
            prop_assert_eq!(found, alone, "{} in {:?}", body, case);
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

fn count<'m>(judge: &'m Judge, bodies: &[Value]) -> Coverage<'m> {
    let mut coverage = Coverage::new(judge.matcher());
    for exchange in bodies.iter().map(exchange) {
        let matched = judge.matcher().find(exchange.view().target).expect("an operation");
        coverage.observe(&matched, &exchange);
    }
    coverage
}

/// A contract, and three runs over it, whose bodies conform or not.
fn runs() -> impl Strategy<Value = (Case, [Vec<Value>; 3])> {
    let cases = case().prop_filter_map("nothing conforms", |case| {
        let value = conforming(&case.contract, &case.schema).ok()?.boxed();
        Some((Just(case), value))
    });
    cases.prop_flat_map(|(case, value)| {
        let value = prop_oneof![8 => value, 1 => Just(Value::Null), 1 => Just(json!([{"id": 1}]))];
        let run = vec(value, 0..4);
        (case, [run.clone(), run.clone(), run])
    })
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn law_08_coverage_of_several_runs_is_the_merge_of_theirs((case, runs) in runs()) {
        let judge = Judge::new(vec![case.contract]).expect("references resolve");
        let counted = |run: &[Value]| count(&judge, run);
        let [a, b, c] = [counted(&runs[0]), counted(&runs[1]), counted(&runs[2])];
        let all = counted(&runs.concat()).results();
        prop_assert_eq!(&a.empty().merge(&a).merge(&b).merge(&c).results(), &all);
        prop_assert_eq!(&c.empty().merge(&c).merge(&a.empty().merge(&b).merge(&a)).results(), &all);
    }

    #[test]
    fn nothing_is_seen_more_often_than_it_could_be((case, runs) in runs()) {
        let judge = Judge::new(vec![case.contract]).expect("references resolve");
        let results = count(&judge, &runs.concat()).results();
        for inside in results.operations.iter().flat_map(OperationCoverage::insides) {
            for seen in inside.fields.iter().map(|one| one.seen).chain(inside.values.iter().map(|one| one.seen)) {
                prop_assert!(seen.times <= seen.of, "{:?}", results);
            }
        }
        prop_assert!(results.tally().total().observed <= results.tally().total().all);
    }
}

fn report<T: std::fmt::Debug>(outcome: Result<(), TestError<T>>) {
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
