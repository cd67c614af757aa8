//! The formats over one small report that has everything odd in it.

mod coverage;
mod junit_xsd;
mod sarif_schema;
mod support;

use crate::support::{ENUM, ODD, accepted, check, findings, json, probe, report, report_at_most, text};
use driftline_finding::{Finding, Pointer, Severity};
use driftline_report::{Format, Report, json_schemas};
use proptest::prelude::*;
use serde_json::Value;

/// A page without its style and script, and the hashes of them.
fn without_assets(shown: &str) -> String {
    let mut shown = shown.to_owned();
    for (start, end) in
        [("<style>", "</style>"), ("<script>", "</script>"), ("style-src '", "';"), ("script-src '", "';")]
    {
        if let Some((before, rest)) = shown.split_once(start)
            && let Some((_, after)) = rest.split_once(end)
        {
            shown = format!("{before}{start}…{end}{after}");
        }
    }
    shown
}

#[test]
fn each_format_shows_everything_odd_in_its_own_way() {
    let report = report(findings());
    for format in Format::ALL {
        check(&format!("odd_{format}"), &without_assets(&text(&report, format)));
    }
}

#[test]
fn no_format_lets_a_value_steer_what_reads_it() {
    let report = report(findings());
    for format in Format::ALL {
        let shown = text(&report, format);
        let steers = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}');
        // JSON keeps what was said; its escapes are those of JSON.
        let is_raw = matches!(format, Format::Json | Format::Ndjson);
        assert!(is_raw || !shown.contains(steers), "{format}: {shown}");
        assert!(!shown.contains('\u{1b}'), "{format}");
    }
    let commands = text(&report, Format::Github);
    assert!(commands.lines().all(|line| ["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c))));
    assert_eq!(commands.lines().count(), 6);
    for format in [Format::Junit, Format::Markdown, Format::Html] {
        assert!(!text(&report, format).contains("<script>alert"), "{format}");
    }
}

#[test]
fn a_page_asks_for_nothing_and_runs_only_its_own_script() {
    let hostile = findings().into_iter().map(|mut finding| {
        finding.operation = Some("\"><img src=x onerror=alert(1)>'".into());
        finding.instance = Some(Pointer::ROOT.key("</code><svg onload='alert(1)'>"));
        finding
    });
    let page = text(&report(hostile.collect()), Format::Html);
    let body = without_assets(&page);
    assert!(page.contains("default-src 'none'; style-src 'sha256-") && page.contains("script-src 'sha256-"));
    assert_eq!(page.matches("<script").count(), 1);
    for wrong in ["<img", "<svg", "<link", " src=", "@import", "url(", "javascript:", " style="] {
        assert!(!page.contains(wrong) || wrong == " src=" && !body.contains("<img"), "{wrong}");
    }
    // What a value says stands in text or between double quotes: outside of both there are only our own names.
    let names = ["onerror", "onload"];
    for tag in body.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag) {
        let bare: String = tag.split('"').step_by(2).collect();
        assert!(!names.iter().any(|name| bare.contains(name)), "{tag}");
    }
}

#[test]
fn a_cause_is_told_once_with_its_places() {
    let report = report(findings());
    let document = json(&report, Format::Json);
    let cause = &document["findings"][5];
    assert_eq!(cause["rule"], "undocumented-enum-value");
    assert_eq!((cause["count"].as_u64(), cause["places_left_out"].as_u64()), (Some(12), Some(2)));
    assert_eq!(cause["places"][1]["instance"], "/items/1/state");
    assert_eq!(cause["places"][0]["location"], cause["location"]);
    let lines: Vec<Value> =
        text(&report, Format::Ndjson).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let (last, findings) = lines.split_last().expect("lines");
    assert_eq!(Some(findings), document["findings"].as_array().map(Vec::as_slice));
    assert_eq!(last["summary"], document["summary"]);
    let schema = json_schemas().into_iter().find(|(file, _)| file.starts_with("validate")).expect("a schema").1;
    jsonschema::validate(&schema, &document).expect("it conforms");
}

#[test]
fn each_format_says_what_was_left_out() {
    let (report, whole) = (report_at_most(1, findings()), report(findings()));
    assert_eq!(report.count(), whole.count());
    assert_eq!(report.worst(), Some(Severity::Error));
    let shown = [Format::Human, Format::Junit, Format::Github, Format::Gitlab, Format::Markdown];
    let shown: Vec<String> = shown.iter().map(|format| text(&report, *format)).collect();
    check("left_out", &shown.join("\n"));
    for format in [Format::Sarif, Format::Html] {
        assert!(text(&report, format).contains("type-mismatch: 2 findings of 2 causes"), "{format}");
    }
    let document = json(&report, Format::Json);
    let rules: Vec<_> = document["left_out"].as_array().expect("a list").iter().map(|one| &one["rule"]).collect();
    assert_eq!(rules, ["exchange-unreadable", "type-mismatch", "undocumented-property"]);
    let schema = json_schemas().into_iter().find(|(file, _)| file.starts_with("validate")).expect("a schema").1;
    jsonschema::validate(&schema, &document).expect("it conforms");
    let (nothing, enough) = (report_at_most(0, findings()), report_at_most(6, findings()));
    assert!(text(&nothing, Format::Human).starts_with("17 findings of 6 causes left out"));
    // What is held one by one is told as what is not.
    assert!(Format::ALL.into_iter().all(|format| text(&enough, format) == text(&whole, format)));
}

#[test]
fn what_was_not_probed_is_no_success() {
    for format in [Format::Junit, Format::Markdown, Format::Html] {
        check(&format!("odd_probe_{format}"), &without_assets(&text(&probe(), format)));
    }
}

#[test]
fn accepted_findings_ask_for_nothing_in_any_format() {
    let (plain, marked) = (report(findings()), report(accepted()).compared(true));
    let count = |report: &Report, format, what: &str| text(report, format).matches(what).count();
    for format in [Format::Github, Format::Gitlab] {
        assert!(count(&plain, format, ENUM.id.as_str()) > 0);
        assert_eq!(count(&marked, format, ENUM.id.as_str()), 0, "{format}");
    }
    assert!(count(&marked, Format::Junit, "<failure") < count(&plain, Format::Junit, "<failure"));
    for format in [Format::Junit, Format::Markdown, Format::Html, Format::Sarif, Format::Json] {
        assert!(count(&marked, format, "the vendor was told") > 0, "{format}");
    }
}

#[test]
fn accepted_findings_stay_in_sarif_and_are_marked() {
    let plain = report(findings());
    assert!(!text(&plain, Format::Sarif).contains("suppressions"));
    let marked = report(accepted()).compared(true);
    let document = json(&marked, Format::Sarif);
    let results = document["runs"][0]["results"].as_array().expect("results");
    for result in results {
        let is_accepted = result["ruleId"] == "undocumented-enum-value";
        assert_eq!(result["baselineState"], if is_accepted { "unchanged" } else { "new" });
        assert_eq!(result["suppressions"].as_array().map(Vec::len), Some(usize::from(is_accepted)));
    }
}

#[test]
fn a_job_summary_has_room_for_the_largest_report() {
    let many = (0..9_000).map(|number| {
        Finding::new(&ENUM, ODD.repeat(9))
            .operation(format!("Show{}", number / 10))
            .instance(Pointer::ROOT.index(number))
    });
    let shown = text(&report(many.collect()), Format::Markdown);
    assert!(shown.len() < 1 << 20 && shown.len() > 900_000, "{}", shown.len());
    assert!(shown.contains("more; a report in JSON has them all"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Law 7, for what is written: nothing depends on the order in which findings were met.
    #[test]
    fn law_07_reports_do_not_depend_on_the_order_of_findings(shuffled in Just(findings()).prop_shuffle()) {
        let (one, other) = (report(findings()), report(shuffled));
        for format in Format::ALL {
            prop_assert_eq!(text(&one, format), text(&other, format));
        }
    }
}
