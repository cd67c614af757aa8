//! Pages that nobody would write: soup of markup, mutilated pages, and forms that once cost minutes or gigabytes.

use crate::{facts::facts, render::render, tangle::tangle};
use proptest::{collection::vec, prelude::*, sample::select};

const PIECES: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "<th>",
    "</td>",
    "<td colspan=1000>",
    "<td rowspan=65535>",
    "<td colspan='-1' rowspan=0>",
    "<td colspan=99999999999999999999>",
    "<caption>",
    "</caption>",
    "<thead>",
    "<tbody>",
    "<tfoot>",
    "<colgroup><col span=9>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<strong id=x>",
    "</strong>",
    "<a name=t>",
    "<a href=#t>",
    "<a href='#'>",
    "</a>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "<div>",
    "</div>",
    "<div class=note>",
    "<div class=familylinks>",
    "<div class=parentlink>",
    "<pre>",
    "</pre>",
    "<h1>",
    "<h4>",
    "</h4>",
    "<h4>URI</h4>",
    "<h4>Request Parameters</h4>",
    "<h4>Response Parameters</h4>",
    "<h4>Example Responses</h4>",
    "<h4>Status Codes</h4>",
    "<br>",
    "<svg>",
    "</svg>",
    "<math><mi>",
    "<template>",
    "<select><option>",
    "<script>",
    "</script>",
    "<style>",
    "<noscript>",
    "<plaintext>",
    "<frameset>",
    "<form>",
    "<body a=b>",
    "<html c>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!DOCTYPE html>",
    "<?x",
    "<",
    ">",
    "&",
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&lt",
    "\0",
    "\u{feff}",
    "\u{200b}",
    " ",
    "\n",
    "GET /v1/{a}/{b}",
    "POST https://{x}",
    "Parameter",
    "Type",
    "Description",
    "Mandatory",
    "Status Code",
    "Status code: 200",
    "Array of ",
    "Map<",
    "X[]",
    "String",
    "Options:",
    "The default value is ",
    "a maximum of 5 characters",
    "{\"a\": [1",
    "}",
    "Table 1 ",
    "Table . ",
    "ſİẞ",
    "灯",
    ": ",
    ", ",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    vec(select(PIECES), 0..120).prop_map(|pieces| pieces.concat().into_bytes())
}

fn rendered() -> impl Strategy<Value = Vec<u8>> {
    (facts(), vec(any::<u8>(), 0..60)).prop_map(|(facts, choices)| render(&facts, choices).html.into_bytes())
}

/// A change of some bytes: where (in 65536ths of the page), how many bytes go, and what comes.
type Edit = (u16, u8, Vec<u8>);

fn edit() -> impl Strategy<Value = Edit> {
    let insert = prop_oneof![vec(any::<u8>(), 0..4), select(PIECES).prop_map(|piece| piece.as_bytes().to_vec())];
    (any::<u16>(), 0..20_u8, insert)
}

/// A page with some edits, perhaps cut short.
pub(crate) fn mutilated(page: &[u8], edits: &[Edit], cut: Option<u16>) -> Vec<u8> {
    let mut page = page.to_vec();
    let at = |length: usize, share: u16| (length * usize::from(share)) >> 16;
    for (share, gone, insert) in edits {
        let start = at(page.len(), *share);
        let end = (start + usize::from(*gone)).min(page.len());
        page.splice(start..end, insert.iter().copied());
    }
    page.truncate(cut.map_or(page.len(), |share| at(page.len(), share)));
    page
}

/// Edits and a cut, for pages of any kind.
pub(crate) fn mutilation() -> impl Strategy<Value = (Vec<Edit>, Option<u16>)> {
    (vec(edit(), 0..12), proptest::option::of(any::<u16>()))
}

/// Bytes of every kind.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => vec(any::<u8>(), 0..400),
        4 => soup(),
        2 => rendered(),
        2 => tangle(),
        4 => (rendered(), mutilation()).prop_map(|(page, (edits, cut))| mutilated(&page, &edits, cut)),
    ]
}

/// Real pages, the same each time: every `step`-th of those below 60 kB.
pub(crate) fn real_pages(step: usize) -> Vec<Vec<u8>> {
    let Some(root) = driftline_corpus::pages() else { return Vec::new() };
    let files = driftline_corpus::files(&root.join("dita"), ".html");
    let pages = files.iter().map(|file| std::fs::read(file).expect("the page reads"));
    pages.filter(|page| page.len() < 60_000).step_by(step).collect()
}

/// Forms that cost an unbounded reader time, memory or stack beyond all measure, at `n` repetitions.
pub(crate) fn bombs(n: usize) -> Vec<(&'static str, String)> {
    let numbered = |form: &dyn Fn(usize) -> String| (0..n).map(form).collect::<String>();
    let start = "<h4>URI</h4><p>GET /v1/a</p><h4>Response Parameters</h4>";
    let table = format!("{start}<table><tr><th>Name<th>Type<th>Description</tr>");
    vec![
        ("nested div", "<div>".repeat(n)),
        ("nested b", "<b>".repeat(n)),
        ("nested b with ids", numbered(&|i| format!("<b id=x{i}>"))),
        ("unclosed b in paragraphs", numbered(&|i| format!("<p><b id=x{i}>x</p>"))),
        ("misnested b", format!("{}{}", "<b><i><u>".repeat(n), "</b></i></u>".repeat(n))),
        (
            "all formatting in paragraphs",
            "<b><i><em><strong><u><s><small><big><tt><code><font><nobr><p>x".repeat(n / 4),
        ),
        ("nested tables", "<table><tr><td>".repeat(n)),
        ("nested lists", "<ul><li>".repeat(n)),
        ("nested links", "<a href=x><p>".repeat(n)),
        ("text before tables", "<table><b>x".repeat(n)),
        ("anchors", numbered(&|i| format!("<a name=x{i}></a>"))),
        ("wide and high cells", format!("{table}{}", "<tr><td colspan=1000 rowspan=65535>x".repeat(n))),
        ("high cells", format!("{table}<tr>{}{}", "<td rowspan=65535>x".repeat(n / 5), "<tr>".repeat(n))),
        (
            "a long cell beside many rows",
            format!(
                "{table}<tr><td>a<td>String<td rowspan=65535>{}{}",
                "long ".repeat(n),
                numbered(&|i| format!("<tr><td>p{i}<td>String"))
            ),
        ),
        ("array of array of", format!("{table}<tr><td>a<td>{}<td>x", "Array of ".repeat(n))),
        ("a name of many words", format!("{table}<tr><td>a<td>Array of {}objects<td>x", "word ".repeat(n))),
        ("announcements", format!("{table}<tr><td>a<td>String<td>{}", "Options: ".repeat(n))),
        (
            "paragraphs of announcements",
            format!("{table}<tr><td>a<td>String<td>{}", format!("<p>{}", "Options: ".repeat(n / 50)).repeat(50)),
        ),
        ("a chain of tables", chain(n / 4)),
        ("announced paragraphs", format!("{table}<tr><td>a<td>String<td>{}", "only a are supported<br>".repeat(n))),
        ("meanings", format!("{table}<tr><td>a<td>String<td>{}", "A indicates b, ".repeat(n))),
        ("sentences", format!("{table}<tr><td>a<td>String<td>{}", "Only a is supported. ".repeat(n))),
        ("lengths", format!("{table}<tr><td>a<td>String<td>{}", "1 to 2 characters, ".repeat(n))),
        ("brackets", format!("{table}<tr><td>a<td>String{}<td>x", "[]".repeat(n))),
        ("options", format!("{table}<tr><td>a<td>String<td><p>Options:</p><ul>{}", numbered(&|i| format!("<li>a{i}")))),
        ("tables of one caption", format!("{start}{}", numbered(&one_table))),
        ("rows", format!("{table}{}", numbered(&|i| format!("<tr><td>a{i}<td>String")))),
        ("calls", format!("<h4>URI</h4>{}", numbered(&|i| format!("<p>GET /a{i}")))),
        ("examples", format!("<h4>URI</h4><p>GET /a</p><h4>Example Response</h4>{}", "<pre>{}</pre>".repeat(n))),
        ("members beside the URI", members_beside_the_uri(n)),
        ("deep JSON", format!("<h4>URI</h4><p>GET /a</p><h4>Example Response</h4><pre>{}", "[".repeat(n))),
    ]
}

fn members_beside_the_uri(n: usize) -> String {
    let rows = (0..n).map(|i| format!("<tr><td>a{i}<td>Long")).collect::<Vec<String>>().concat();
    let members = (0..n).map(|i| format!("\"a{i}\": 1")).collect::<Vec<String>>().join(", ");
    let table = format!("<table><tr><th>Name<th>Type</tr>{rows}</table>");
    format!("<h4>URI</h4><p>POST /v1/a</p>{table}<h4>Example Request</h4><pre>{{{members}}}</pre>")
}

/// Tables that lead from one to the next, of which only the last one demands something.
fn chain(n: usize) -> String {
    let table = |i: usize| {
        let (next, answer) = (i + 1, if i + 1 == n { "Yes" } else { "No" });
        format!(
            "<table id=t{i}><caption>T{i}</caption><tr><th>Name<th>Mandatory<th>Type</tr>\
             <tr><td>a<td>{answer}<td><a href=#t{next}>T{next} object</a></table>"
        )
    };
    let tables = (0..n).map(table).collect::<Vec<String>>().concat();
    format!(
        "<h4>URI</h4><p>POST /v1/a</p><h4>Request Parameters</h4>{tables}<h4>Response Parameters</h4>\
         <table><tr><th>Name<th>Type</tr><tr><td>b<td><a href=#t0>T0 object</a></table>"
    )
}

fn one_table(number: usize) -> String {
    format!("<table><caption>X</caption><tr><th>Name<th>Type</tr><tr><td>a{number}<td>Long</table>")
}
