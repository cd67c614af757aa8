//! Law 12: a baseline written from a run leaves that run clean, and writing again is idempotent.

use driftline_finding::{Day, Family, Finding, Place, Pointer, Position, Registry, Rule, RuleId, Severity, Standing};
use driftline_policy::{Baseline, Changes, json_schemas};
use proptest::{collection::vec, option, prelude::*, sample::select};

static RULES: [Rule; 3] = [
    rule("type-mismatch", Severity::Error),
    rule("undocumented-property", Severity::Warning),
    rule("undocumented-header", Severity::Info),
];

const fn rule(id: &'static str, default: Severity) -> Rule {
    let id = RuleId::new(id);
    Rule { id, family: Family::Exchange, default, summary: "", rationale: "", remedy: "", triggers: "", passes: "" }
}

/// Findings as a run gives them: many of one cause, and of the same words in several places.
fn finding() -> impl Strategy<Value = Finding> {
    let pointer = || option::of(vec(prop_oneof!["[a-c]", ".{0,4}"], 0..3).prop_map(|names| pointer(&names)));
    let operation = option::of(prop_oneof!["[AB]", "\\PC{0,3}"]);
    (0..RULES.len(), operation, pointer(), pointer(), ".{0,12}", 1_u32..9).prop_map(
        |(rule, operation, field, contract, message, line)| {
            let place = Place::at("capture.ndjson", Position { line, column: 1 });
            let mut finding = Finding::new(&RULES[rule], message).place(place);
            finding.operation = operation.map(Into::into);
            finding.instance.clone_from(&field);
            finding.field = field;
            finding.contract = contract;
            finding
        },
    )
}

fn pointer(names: &[String]) -> Pointer {
    names.iter().fold(Pointer::ROOT, |at, name| at.key(name))
}

fn written(baseline: &Baseline) -> Baseline {
    Baseline::read("baseline.toml", &baseline.to_toml()).expect("what is written reads")
}

/// Whether the published schema says that a baseline may be so.
fn is_described(text: &str) -> bool {
    let schemas = json_schemas(&Registry::default());
    let table: toml::Table = text.parse().expect("TOML");
    let json = serde_json::to_string(&table).expect("JSON");
    // A day of TOML is a text in JSON.
    let json = json.replace("{\"$__toml_private_datetime\":\"2026-11-30\"}", "\"2026-11-30\"");
    let value = serde_json::from_str(&json).expect("JSON");
    jsonschema::validator_for(&schemas[0].1).expect("it compiles").is_valid(&value)
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

proptest! {
    #[test]
    fn law_12_a_baseline_leaves_the_run_clean_that_it_was_written_from(findings in vec(finding(), 0..24)) {
        let today = day("2026-11-30");
        let baseline = written(&Baseline::of(&findings));
        let judged = baseline.apply(findings.clone(), today);
        prop_assert_eq!(judged.len(), findings.len(), "no entry is stale");
        prop_assert!(judged.iter().all(|finding| finding.standing.is_accepted()));
        let again = Baseline::of(&judged).keeping(&baseline);
        prop_assert_eq!(again.to_toml(), baseline.to_toml());
        let unchanged = Changes { kept: baseline.len(), ..Changes::default() };
        prop_assert_eq!(again.changes(&baseline, today), unchanged);
    }

    #[test]
    fn law_12_a_new_finding_is_the_only_one_that_counts(findings in vec(finding(), 1..24), at in any::<prop::sample::Index>()) {
        let chosen = at.get(&findings).fingerprint();
        let known: Vec<Finding> = findings.iter().filter(|finding| finding.fingerprint() != chosen).cloned().collect();
        let judged = written(&Baseline::of(&known)).apply(findings, day("2026-11-30"));
        for finding in judged {
            prop_assert_eq!(finding.standing.is_accepted(), finding.fingerprint() != chosen);
        }
    }

    #[test]
    fn law_07_what_is_written_does_not_depend_on_the_order_of_findings(
        (findings, shuffled) in vec(finding(), 0..24).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(Baseline::of(&findings).to_toml(), Baseline::of(&shuffled).to_toml());
    }

    #[test]
    fn law_02_no_text_makes_the_reader_panic(text in ".*", key in select(vec!["until", "count", "field", "fingerprint"])) {
        let _ = Baseline::read("baseline.toml", &text);
        let entry = format!("[[accepted]]\nrule = 'a'\nfingerprint = '0123456789abcdef'\n{key} = {text}\n");
        let _ = Baseline::read("baseline.toml", &entry);
    }
}

const ENTRY: &str = "
[[accepted]]
rule = 'type-mismatch'
fingerprint = 'FINGERPRINT'
reason = 'The vendor will mend it.'
owner = 'things team'
until = 2026-11-30
";

/// A finding and the text of an entry that accepts it.
fn accepted() -> (Finding, String) {
    let finding = Finding::new(&RULES[0], "expected boolean").operation("ShowThing");
    let entry = ENTRY.replace("FINGERPRINT", &finding.fingerprint().to_string());
    (finding, entry)
}

#[test]
fn an_entry_holds_on_its_last_day_and_counts_again_on_the_next() {
    let (finding, text) = accepted();
    assert!(is_described(&text) && is_described(&Baseline::of(std::slice::from_ref(&finding)).to_toml()));
    assert!(!is_described(&text.replace("owner", "ownr")));
    let baseline = Baseline::read("baseline.toml", &text).expect("a baseline");
    let standing = |today| baseline.apply(vec![finding.clone()], day(today)).remove(0).standing;
    assert!(standing("2026-11-30").is_accepted());
    let Standing::Expired(acceptance) = standing("2026-12-01") else { panic!("it has expired") };
    assert_eq!(acceptance.reason, "The vendor will mend it.");
    assert_eq!(acceptance.place.to_string(), "baseline.toml:2:1");
}

#[test]
fn what_people_wrote_is_kept_and_what_matches_nothing_is_gone() {
    let (finding, text) = accepted();
    let other = ENTRY.replace("FINGERPRINT", "00000000000000ff").replace("until = 2026-11-30\n", "");
    let earlier = Baseline::read("baseline.toml", &(text + &other)).expect("a baseline");
    let new = Finding::new(&RULES[1], "`colour` is not documented");
    let baseline = Baseline::of(&[finding, new]).keeping(&earlier);
    let changes = baseline.changes(&earlier, day("2027-01-01"));
    assert_eq!(changes, Changes { new: 1, kept: 1, gone: 1, expired: 1 });
    let toml = baseline.to_toml();
    assert!(toml.contains("owner = \"things team\"\nuntil = 2026-11-30\n"), "{toml}");
    assert_eq!(toml.matches("reason = \"The vendor will mend it.\"").count(), 1);
}

#[test]
fn a_fingerprint_is_of_the_cause_alone() {
    let at = |index: usize, line: u32, message: &str| {
        Finding::new(&RULES[0], message)
            .operation("ListThings")
            .instance(pointer(&["things".to_owned()]).index(index).key("enabled"))
            .field(pointer(&["things".to_owned(), "*".to_owned(), "enabled".to_owned()]))
            .place(Place::at(format!("capture-{line}.har"), Position { line, column: 7 }))
    };
    let (one, mut other) = (at(0, 1, "got string \"yes\""), at(7, 90, "got integer 3"));
    other.severity = Severity::Info;
    let baseline = Baseline::of(std::slice::from_ref(&one));
    assert!(baseline.apply(vec![other], day("2026-11-30"))[0].standing.is_accepted());
}

#[test]
fn a_file_that_cannot_be_used_says_where_and_what_was_expected() {
    let (_, good) = accepted();
    let refused = [
        good.replace("owner", "ownr"),
        good.replace("fingerprint = '", "fingerprint = 'x"),
        good.replace("2026-11-30", "2026-11-31"),
        good.replace("2026-11-30", "\"next week\""),
        good.replace("2026-11-30", "2026-11-30T10:00:00Z"),
        good.replace("rule = 'type-mismatch'\n", ""),
        good.replace("rule", "field = 'lease'\nrule"),
        good.replace("rule", "count = -1\nrule"),
        good.replace("accepted", "acepted"),
        good.clone() + &good,
        "accepted = 1".to_owned(),
        "[[accepted".to_owned(),
    ];
    let errors = refused.map(|text| Baseline::read("baseline.toml", &text).expect_err(&text).to_string());
    let shown = errors.join("\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/policy");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("baselines_refused", shown));
}
