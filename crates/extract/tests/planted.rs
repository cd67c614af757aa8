//! A clean page, and every defect that a page may have planted into it, one at a time: each gives its one finding, on
//! its line, in both dialects, and the clean page gives none.

use driftline_extract::{Dialect, assemble, parse_page, read_page};

const CLEAN: &str = include_str!("planted/clean.html");

/// One defect.
struct Plant {
    /// The rule that must find it.
    rule: &'static str,
    /// What stands on the clean page, once.
    clean: &'static str,
    /// What stands there instead.
    planted: &'static str,
    /// What the line that is reported holds.
    line: &'static str,
}

const fn plant(rule: &'static str, clean: &'static str, planted: &'static str, line: &'static str) -> Plant {
    Plant { rule, clean, planted, line }
}

/// What is wrong with a row by itself.
const ROWS: &[Plant] = &[
    plant("parameter-name-unclear", "<td>delay</td>", "<td>the time to wait</td>", "the time to wait"),
    plant("parameter-name-unclear", "<td>thread</td>", "<td>what it is screwed into</td>", "what it is screwed into"),
    plant("status-unreadable", "<td>404</td>", "<td>Others</td>", "Others"),
    plant("row-shifted", "<td>No</td><td>Boolean</td>", "<td>Boolean</td><td>No</td>", ">fade<"),
    plant("type-unknown", "<td>Boolean</td>", "<td>See below</td>", ">fade<"),
    plant("type-unknown", "<td>id</td><td>String</td>", "<td>id</td><td></td>", ">id<"),
    plant("array-items-unknown", "Array of strings", "Array", ">rooms<"),
    plant("mandatory-unclear", "<td>power</td><td>No</td>", "<td>power</td><td>If state is ON</td>", ">power<"),
    plant("value-duplicate", "ON and OFF", "ON, OFF, and ON", ">state<"),
    plant("default-contradicted", "The default value is 40.", "The default value is 70.", ">power<"),
    plant(
        "parameter-duplicate",
        "<td>delay</td><td>No</td><td>Integer</td>",
        "<td>fade</td><td>No</td><td>Boolean</td>",
        "The seconds before",
    ),
    plant(
        "parameter-duplicate",
        "<td>The plug.</td></tr>",
        "<td>The plug.</td></tr>\n<tr><td>name</td><td>No</td><td>Integer</td><td>The number.</td></tr>",
        "The number.",
    ),
];

/// What is wrong between tables, and between them and the URI.
const TABLES: &[Plant] = &[
    plant(
        "object-table-missing",
        "<td>The plug.</td></tr>",
        "<td>The plug.</td></tr>\n<tr><td>wire</td><td>No</td><td>Wire object</td><td>The wire.</td></tr>",
        ">wire<",
    ),
    plant("reference-dangling", "<a href=\"#t8\">", "<a href=\"#t9\">", ">plug<"),
    plant(
        "reference-mismatched",
        "<td>The plug.</td></tr>",
        "<td>The plug.</td></tr>\n<tr><td>other_plug</td><td>No</td><td><a href=\"#t4\">Plug object</a></td><td>One more.</td></tr>",
        ">other_plug<",
    ),
    plant(
        "object-table-unused",
        "<td>plug</td><td>No</td><td><a href=\"#t8\">Plug object</a>",
        "<td>cable</td><td>No</td><td>String",
        "id=\"t8\"",
    ),
    plant("object-table-conflict", "<b>Table 8 </b>Plug", "<b>Table 8 </b>Shade", "id=\"t8\""),
    plant(
        "path-variable-undocumented",
        "<tr><td>house_id</td><td>Yes</td><td>String</td><td>The house.</td></tr>\n",
        "",
        "/v1/{house_id}/",
    ),
    plant(
        "parameter-not-in-path",
        "The house.</td></tr>",
        "The house.</td></tr>\n<tr><td>room_id</td><td>Yes</td><td>String</td><td>The room.</td></tr>",
        ">room_id<",
    ),
    plant("status-duplicate", "<td>404</td>", "<td>200</td>", "There is no such lamp."),
    plant(
        "table-not-placed",
        "There is no such lamp.</td></tr></table></div>",
        "There is no such lamp.</td></tr></table></div>\n<div class=\"section\"><h4 class=\"sectiontitle\">Limits</h4>\n\
         <table id=\"t9\"><tr><th>Parameter</th><th>Type</th></tr>\n<tr><td>most</td><td>Integer</td></tr></table></div>",
        "id=\"t9\"",
    ),
    plant(
        "table-not-placed",
        "<tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>\n<tr><td>fade",
        "<tr><th>Error</th><th>Cause</th><th>Cure</th><th>Remarks</th></tr>\n<tr><td>fade",
        "id=\"t2\"",
    ),
];

/// What is wrong with examples, alone and against the tables.
const EXAMPLES: &[Plant] = &[
    // A mandatory name with a slip, or one level too deep, is one defect and not two.
    plant("example-property-undocumented", "\"colour\": \"amber\"", "\"color\": \"amber\"", "\"color\""),
    plant(
        "example-property-undocumented",
        "\"colour\": \"amber\",",
        "\"paint\": {\"colour\": \"amber\"},",
        "\"paint\"",
    ),
    plant("example-not-json", "\"E27\"\n  },", "\"E27\"\n  },,", "},,"),
    plant("example-not-json", "\"socket\": \"E27\"", "'socket': \"E27\"", "'socket'"),
    plant("example-not-json", "\"colour\": \"amber\",", "\"colour\": \"amber\", // or another", "// or another"),
    plant(
        "example-property-undocumented",
        "\"socket\": \"E27\"",
        "\"socket\": \"E27\", \"maker\": \"Alpha\"",
        "\"maker\"",
    ),
    plant("example-type-mismatch", "\"power\": 25", "\"power\": \"bright\"", "bright"),
    plant("example-type-mismatch", "[\"hall\", \"attic\"]", "\"hall\"", "\"rooms\": \"hall\""),
    plant("example-value-unlisted", "\"state\": \"ON\"", "\"state\": \"DIM\"", "DIM"),
    plant("example-out-of-range", "\"power\": 25", "\"power\": 61", "61"),
    plant("example-null", "\"id\": \"7b3e\"", "\"id\": null", "null"),
    plant("example-property-missing", "\"colour\": \"amber\",", "", "\"bulb\": {"),
    plant("example-call-mismatch", "<pre>PUT ", "<pre>POST ", "POST https"),
    plant("example-call-mismatch", "/9c1d/lamps/7b3e", "/9c1d/lamp/7b3e", "/9c1d/lamp/"),
    plant(
        "example-status-undocumented",
        "\"attic\"]\n}</pre>",
        "\"attic\"]\n}</pre>\n<p>Status code: 409</p>\n<pre>{\"error\": \"in use\"}</pre>",
        "in use",
    ),
    plant("type-contradicted", "<td>Array of strings</td>", "<td>String</td>", ">rooms<"),
];

/// The page as Sphinx would build it, line by line.
fn as_sphinx(dita: &str) -> String {
    let pairs = [
        ("<td>", "<td><p>"),
        ("</td>", "</p></td>"),
        ("<th>", "<th class=\"head\"><p>"),
        ("</th>", "</p></th>"),
        ("<table", "<table class=\"docutils\""),
        ("<caption><b>", "<caption><span class=\"caption-text\"><strong>"),
        ("</b>", "</strong>"),
        ("</caption>", "</span></caption>"),
        ("<div class=\"section\"><h4 class=\"sectiontitle\">", "<section><h2>"),
        ("</h4>", "</h2>"),
        ("</div>", "</section>"),
        ("<h1 class=\"topictitle1\">", "<h1>"),
        ("<pre>", "<div class=\"highlight\"><pre><span></span>"),
        ("</pre>", "</pre></div>"),
    ];
    let article = pairs.iter().fold(dita.to_owned(), |html, (from, to)| html.replace(from, to));
    format!("<div id=\"docs-content\" class=\"docs-content\"><section>{article}</section></div>")
}

/// What is found on a page, each with the text of its line.
fn findings(html: &str) -> Vec<(String, String)> {
    let reading = read_page("Lamp.html", &parse_page("Lamp.html", html.as_bytes()));
    assert!(reading.rows.is_balanced());
    let found = assemble("lamps", vec![reading]).expect("a contract").findings.into_iter();
    found
        .map(|finding| {
            let line = finding.place.as_ref().and_then(|place| place.position).map_or(0, |position| position.line);
            let text = html.lines().nth((line as usize).wrapping_sub(1)).unwrap_or_default();
            (finding.rule.id.to_string(), text.to_owned())
        })
        .collect()
}

#[test]
fn a_clean_page_has_no_findings() {
    assert_eq!(findings(CLEAN), []);
    assert_eq!(findings(&as_sphinx(CLEAN)), []);
    let parsed = |html: &str| {
        [Dialect::Dita, Dialect::Sphinx].map(|dialect| dialect.parse("a.html", html.as_bytes()).misnamed.is_none())
    };
    assert_eq!((parsed(CLEAN), parsed(&as_sphinx(CLEAN))), ([true, false], [false, true]));
}

#[test]
fn every_planted_defect_gives_its_one_finding_on_its_line() {
    let mut others = Vec::new();
    for Plant { rule, clean, planted, line } in [ROWS, TABLES, EXAMPLES].into_iter().flatten() {
        assert_eq!(CLEAN.matches(clean).count(), 1, "{clean}");
        let dita = CLEAN.replace(clean, planted);
        for html in [as_sphinx(&dita), dita] {
            let found = findings(&html);
            let is_it = matches!(&found[..], [(id, text)] if id == rule && text.contains(line));
            if !is_it {
                others.push(format!("{rule} for {planted:?} on the line with {line:?}, but found {found:#?}"));
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
