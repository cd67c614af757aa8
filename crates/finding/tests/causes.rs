//! Laws of findings that are put together by cause while they are met.

use driftline_finding::{
    Cause, Causes, Family, Finding, FindingCount, Fingerprint, LeftOut, Place, Pointer, Position, Rule, RuleId,
    Severity, Spot,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;

static RULES: [Rule; 3] = [
    rule("type-mismatch", Family::Exchange, Severity::Error),
    rule("undocumented-property", Family::Exchange, Severity::Warning),
    rule("example-contradicts", Family::Page, Severity::Info),
];

const fn rule(id: &'static str, family: Family, default: Severity) -> Rule {
    let id = RuleId::new(id);
    Rule { id, family, default, summary: "", rationale: "", remedy: "", triggers: "", passes: "" }
}

/// Findings as a run gives them: many of one cause, in several files, with several messages and values.
fn finding() -> impl Strategy<Value = Finding> {
    let of = (0..RULES.len(), option::of(select(vec!["A", "B"])), option::of("[a-b]"), option::of("[a-b]"));
    let at = (select(vec!["one.har", "two.har"]), 1_u32..30, option::of(0_usize..4));
    (of, at, "[a-h]", option::of("[a-h]")).prop_map(
        |((rule, operation, contract, field), (file, line, index), message, value)| {
            let root = |name: String| Pointer::ROOT.key(&name);
            let mut finding = Finding::new(&RULES[rule], message).value(value);
            finding.place = Some(Place::at(file, Position { line, column: 1 }));
            finding.operation = operation.map(Into::into);
            finding.contract = contract.map(root);
            finding.field = field.map(root);
            finding.instance = index.map(|index| Pointer::ROOT.index(index));
            finding
        },
    )
}

fn put_together(findings: &[Finding], most: usize) -> (Vec<Cause>, LeftOut) {
    let mut causes = Causes::at_most(most);
    for finding in findings {
        causes.add(finding.clone());
    }
    causes.finish()
}

/// What is told of a cause.
#[derive(Debug, PartialEq)]
struct Told {
    first: Finding,
    count: u64,
    places: Vec<Spot>,
    last: Option<Spot>,
    messages: (Vec<String>, bool),
    values: (Vec<String>, bool),
}

impl Told {
    fn of(cause: &Cause) -> Told {
        Told {
            first: cause.first.clone(),
            count: cause.count(),
            places: cause.places().cloned().collect(),
            last: cause.last().cloned(),
            messages: (cause.other_messages().map(str::to_owned).collect(), cause.has_more_messages()),
            values: (cause.values().map(str::to_owned).collect(), cause.has_more_values()),
        }
    }

    /// Worked out from all findings of a cause at once, which are in their order.
    fn at_the_end(all: &[Finding]) -> Told {
        let mut spots: Vec<Spot> = all.iter().map(spot).collect();
        spots.sort();
        let (mut messages, more) = few(all, |finding| Some(finding.message.clone()));
        messages.retain(|message| *message != all[0].message);
        Told {
            first: all[0].clone(),
            count: all.len() as u64,
            last: spots.last().filter(|_| spots.len() > 1).cloned(),
            places: spots.into_iter().take(10).collect(),
            messages: (messages, more),
            values: few(all, |finding| finding.value.clone()),
        }
    }
}

fn spot(finding: &Finding) -> Spot {
    Spot { place: finding.place.clone(), instance: finding.instance.clone() }
}

/// The first six distinct texts, and whether there are more.
fn few(all: &[Finding], text: impl Fn(&Finding) -> Option<String>) -> (Vec<String>, bool) {
    let mut first: BTreeMap<String, Spot> = BTreeMap::new();
    for finding in all {
        if let Some(text) = text(finding) {
            let at = first.entry(text).or_insert_with(|| spot(finding));
            *at = spot(finding).min(at.clone());
        }
    }
    let mut texts: Vec<(Spot, String)> = first.into_iter().map(|(text, spot)| (spot, text)).collect();
    texts.sort();
    let more = texts.len() > 6;
    (texts.into_iter().take(6).map(|(_, text)| text).collect(), more)
}

proptest! {
    #[test]
    fn law_07_putting_together_while_reading_gives_what_it_gives_at_the_end(
        (findings, shuffled) in vec(finding(), 0..120).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let mut sorted = findings.clone();
        sorted.sort_by(Finding::order);
        let mut groups: BTreeMap<Fingerprint, Vec<Finding>> = BTreeMap::new();
        for finding in sorted {
            groups.entry(finding.fingerprint()).or_default().push(finding);
        }
        let (causes, left_out) = put_together(&findings, usize::MAX);
        prop_assert!(left_out.is_empty());
        prop_assert_eq!(causes.len(), groups.len());
        for cause in &causes {
            prop_assert_eq!(Told::of(cause), Told::at_the_end(&groups[&cause.fingerprint]));
        }
        prop_assert!(causes.is_sorted_by(|one, other| one.first.order(&other.first).is_le()));
        prop_assert_eq!(put_together(&shuffled, usize::MAX).0, causes);
    }

    #[test]
    fn law_08_what_is_kept_and_what_is_left_out_are_all(findings in vec(finding(), 0..120), most in 0_usize..9) {
        let (all, _) = put_together(&findings, usize::MAX);
        let (kept, left_out) = put_together(&findings, most);
        prop_assert_eq!(kept.len(), all.len().min(most));
        prop_assert_eq!(kept.len() as u64 + left_out.causes(), all.len() as u64);
        for cause in &kept {
            prop_assert!(all.contains(cause), "{:?}", cause);
        }
        let sum = |causes: &[Cause]| causes.iter().fold(FindingCount::default(), |sum, one| sum.merge(one.counts()));
        prop_assert_eq!(sum(&kept).merge(left_out.count()), sum(&all));
        prop_assert_eq!(left_out.rules().map(|rule| rule.causes).sum::<u64>(), left_out.causes());
        prop_assert!(!left_out.has_more_causes());
    }
}
