//! Pages whose tables lead to each other, and to themselves, in every way that a cell can say, beside examples that
//! fit them or do not.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value};

/// Names of fields: plain ones, those that speak of items or of any key, and those of tables of pairs.
const NAMES: &[&str] = &["a", "b", "as", "key", "value", "[items]", "{User defined key}", "a.b", "T1"];

/// What a type cell says of the object that it links to.
const CELLS: &[&str] =
    &["@ object", "Array of @ objects", "@[]", "Map<String,@>", "List<List<@>>", "@", "Array", "String"];

/// A row: name, type cell, and the table that the cell links to.
type Row = (&'static str, &'static str, usize);

const TABLES: usize = 4;

fn rows() -> impl Strategy<Value = Vec<Row>> {
    vec((select(NAMES), select(CELLS), 0..TABLES), 1..4)
}

fn example() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), Just(Value::from(1)), Just(Value::from("x")), Just(Value::Bool(true))];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let object = vec((select(&["a", "b", "as", "key", "value", "z"][..]), inner.clone()), 0..3);
        let object = object.prop_map(|members| {
            Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
        });
        prop_oneof![object, vec(inner, 0..3).prop_map(Value::Array)]
    })
}

/// A page of such tables.
pub(crate) fn tangle() -> impl Strategy<Value = Vec<u8>> {
    (vec(rows(), TABLES), vec(example(), 1..4)).prop_map(|(tables, examples)| {
        let table = |number: usize| {
            let rows: String = tables[number].iter().map(row).collect();
            let head = "<tr><th>Parameter</th><th>Type</th><th>Description</th></tr>";
            format!("<table id=t{number}><caption>Table {number} T{number}</caption>{head}{rows}</table>")
        };
        let examples = examples.iter().map(Value::to_string).collect::<Vec<_>>().join("</pre><pre>");
        let examples = format!("<pre>{examples}</pre>");
        let page = format!(
            "<h1>Tangle</h1><h4>URI</h4><p>POST /v1/tangles</p><h4>Request Parameters</h4>{}\
             <h4>Response Parameters</h4><p>Status code: 200</p>{}{}{}\
             <h4>Example Requests</h4>{examples}<h4>Example Responses</h4><p>Status code: 200</p>{examples}",
            table(0),
            table(1),
            table(2),
            table(3),
        );
        page.into_bytes()
    })
}

fn row((name, cell, target): &Row) -> String {
    let cell = cell.replace('@', &format!("<a href=#t{target}>T{target}</a>"));
    format!("<tr><td>{name}</td><td>{cell}</td><td>What it is.</td></tr>")
}
