//! `parameter-not-in-path`: see [`RULE`].

use driftline_finding::{
    Family, Finding, Rule, RuleId, Severity,
    words::{cut, escape},
};

pub(crate) static RULE: Rule = Rule {
    id: RuleId::new("parameter-not-in-path"),
    family: Family::Page,
    default: Severity::Warning,
    summary: "a table of path parameters lists one that the path has not",
    rationale: "A client cannot tell where to put it. The reader takes it for the only variable without a row if the names \
                nearly agree, for a member of the body if the example has it there, else for a query parameter.",
    remedy: "Add the variable to the URI, or move the row to the table of query parameters.",
    triggers: r#"<h4>URI</h4><p>GET /v1/things/{id}</p>
<table><caption>Table 1 Path Parameters</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr><tr><td>region</td><td>String</td></tr></table>"#,
    passes: r#"<h4>URI</h4><p>GET /v1/things/{id}</p>
<table><caption>Table 1 Path Parameters</caption><tr><th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>"#,
};

/// `name` is no variable of `path`.
pub(crate) fn finding(name: &str, path: &str) -> Finding {
    let name = cut(&escape(name));
    Finding::new(
        &RULE,
        format!("`{name}` is listed as a path parameter, but {path} has no `{{{name}}}`; read as a query parameter"),
    )
}

/// So many rows of a table beside the URI are members of the body, by the examples.
pub(crate) fn of_body(rows: usize) -> Finding {
    let said = if rows == 1 {
        "1 row beside the URI is no variable of the path, and the example has it in the body; read so".to_owned()
    } else {
        format!(
            "{rows} rows beside the URI are no variables of the path, and the example has them in the body; read so"
        )
    };
    Finding::new(&RULE, said)
}

/// `name` is no variable of `path`, but nearly bears the name of `variable`, which has no row.
pub(crate) fn misnamed(name: &str, variable: &str, path: &str) -> Finding {
    let name = cut(&escape(name));
    Finding::new(
        &RULE,
        format!(
            "`{name}` is listed as a parameter, but {path} has no `{{{name}}}`; read as `{variable}`, which has no row"
        ),
    )
}
