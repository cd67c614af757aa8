//! What a page shall say, independent of how it is written and of what reads it.

use crate::prose::{Prose, prose, sentence};
use driftline_contract::{Location, Method};
use proptest::{collection::vec, option::weighted, prelude::*, sample::select};
use serde_json::Value;

/// The scalar types, by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basic {
    String,
    Int32,
    Int64,
    Float,
    Double,
    Boolean,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Basic(Basic),
    Array(Box<Kind>),
    Map(Box<Kind>),
    Union(Vec<Basic>),
    /// The component of that number.
    Object(usize),
    Open,
}

impl Kind {
    /// The type inside arrays and maps.
    pub(crate) fn innermost(&self) -> &Kind {
        match self {
            Kind::Array(inner) | Kind::Map(inner) => inner.innermost(),
            other => other,
        }
    }

    fn has_map(&self) -> bool {
        match self {
            Kind::Map(_) => true,
            Kind::Array(inner) => inner.has_map(),
            _ => false,
        }
    }

    pub(crate) fn component(&self) -> Option<usize> {
        match self.innermost() {
            Kind::Object(number) => Some(*number),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) mandatory: bool,
    pub(crate) prose: Prose,
}

/// A table of fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) caption: String,
    /// Whether the table has a column that says what is mandatory.
    pub(crate) with_mandatory: bool,
    pub(crate) rows: Vec<Field>,
}

#[derive(Clone, Debug)]
pub(crate) struct Component {
    /// What type cells call it.
    pub(crate) name: String,
    /// Whether the caption says more than the name, so that only a link leads to the table.
    pub(crate) wordy: bool,
    pub(crate) table: Fields,
}

#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) status: u16,
    pub(crate) table: Fields,
}

#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) function: Vec<String>,
    pub(crate) parent: Option<String>,
    pub(crate) parameters: Vec<(Location, Fields)>,
    pub(crate) request: Option<Fields>,
    pub(crate) responses: Vec<Body>,
    pub(crate) components: Vec<Component>,
    /// Status, description.
    pub(crate) statuses: Vec<(u16, String)>,
    pub(crate) request_example: Option<Value>,
    pub(crate) response_examples: Vec<(u16, Value)>,
    /// How many rows the tables hold that no contract takes: error codes, and a table inside a cell.
    pub(crate) error_codes: usize,
    pub(crate) quotas: usize,
}

const NAMES: &[&str] = &["Lease", "VolumeRes", "JobProgress", "user", "domain", "Image", "end_point", "Pool-2"];

fn basic() -> impl Strategy<Value = Basic> {
    select(&[Basic::String, Basic::Int32, Basic::Int64, Basic::Float, Basic::Double, Basic::Boolean][..])
}

fn simple_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![6 => basic().prop_map(Kind::Basic), 2 => basic().prop_map(|it| Kind::Array(Box::new(Kind::Basic(it))))]
}

fn kind(components: usize) -> BoxedStrategy<Kind> {
    let leaf = if components == 0 {
        prop_oneof![6 => basic().prop_map(Kind::Basic), 1 => Just(Kind::Open)].boxed()
    } else {
        let object = (0..components).prop_map(Kind::Object);
        prop_oneof![6 => basic().prop_map(Kind::Basic), 1 => Just(Kind::Open), 5 => object].boxed()
    };
    let nested = leaf.prop_recursive(2, 4, 1, |inner| {
        prop_oneof![
            2 => inner.clone().prop_map(|it| Kind::Array(Box::new(it))),
            1 => inner.prop_map(|it| Kind::Map(Box::new(it))),
        ]
    });
    let union = vec(basic(), 2..4).prop_map(Kind::Union);
    prop_oneof![12 => nested, 1 => union].boxed()
}

fn field(name: impl Strategy<Value = String>, kind: impl Strategy<Value = Kind>) -> impl Strategy<Value = Field> {
    (name, kind, any::<bool>()).prop_flat_map(|(name, kind, mandatory)| {
        // What the description of a map lists may be its keys.
        let basic = match kind.innermost() {
            Kind::Basic(basic) if !kind.has_map() => Some(*basic),
            _ => None,
        };
        let nested = !matches!(kind, Kind::Basic(_));
        prose(basic, nested).prop_map(move |prose| Field { name: name.clone(), kind: kind.clone(), mandatory, prose })
    })
}

fn fields(
    caption: &'static [&'static str],
    kind: impl Strategy<Value = Kind>,
    number: std::ops::Range<usize>,
) -> impl Strategy<Value = Fields> {
    let name = "[a-z]{1,3}(_[a-z]{1,3})?|[a-z]{2}[A-Z][a-z]|X-[A-Z][a-z]{2}|@type|\\$ref";
    (select(caption), any::<bool>(), vec(field(name, kind), number)).prop_map(|(caption, with_mandatory, mut rows)| {
        let mut seen = std::collections::BTreeSet::new();
        rows.retain(|field| seen.insert(field.name.clone()));
        Fields { caption: caption.to_owned(), with_mandatory, rows }
    })
}

fn component(number: usize, all: usize) -> impl Strategy<Value = Component> {
    (fields(&[""], kind(all), 1..4), weighted(0.2, Just(()))).prop_map(move |(mut table, wordy)| {
        let name = NAMES[number].to_owned();
        table.caption = if wordy.is_some() { format!("Data structure of the {name} field") } else { name.clone() };
        Component { name, wordy: wordy.is_some(), table }
    })
}

fn path() -> impl Strategy<Value = (String, Vec<String>)> {
    let variables = proptest::sample::subsequence(&["project_id", "id", "lampId"][..], 0..=3).prop_shuffle();
    (variables, vec("[a-z]{1,5}(-[a-z]{1,3})?", 3..5)).prop_map(|(variables, literals)| {
        let mut path = vec![format!("/v{}", literals.len())];
        for (index, literal) in literals.into_iter().enumerate() {
            path.push(literal);
            path.extend(variables.get(index).map(|variable| format!("{{{variable}}}")));
        }
        let path = path.join("/");
        (path, variables.into_iter().map(str::to_owned).collect())
    })
}

fn parameters(variables: &[String]) -> impl Strategy<Value = Vec<(Location, Fields)>> + use<> {
    let in_path: Vec<_> =
        variables.iter().map(|name| field(Just(name.clone()), basic().prop_map(Kind::Basic))).collect();
    let in_path = in_path.prop_map(|mut rows| {
        for field in &mut rows {
            field.mandatory = true;
        }
        Fields { caption: "Path Parameters".to_owned(), with_mandatory: true, rows }
    });
    let query = fields(&["Query Parameters", "Query parameters of the call"], simple_kind(), 0..3);
    let header = fields(&["Request header parameters", "Header Parameters"], simple_kind(), 0..3);
    (in_path, query, header).prop_map(|(in_path, query, header)| {
        let tables = [(Location::Path, in_path), (Location::Query, query), (Location::Header, header)];
        tables.into_iter().filter(|(_, table)| !table.rows.is_empty()).collect()
    })
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z<>&\" \n{}\\[\\]]{0,6}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-z&<]{1,3}|token|password", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop_oneof![
        proptest::collection::btree_map("[a-z]{1,3}|token|password", value.clone(), 0..3)
            .prop_map(|members| Value::Object(members.into_iter().collect())),
        vec(value, 0..3).prop_map(Value::from),
    ]
}

/// Facts whose components are all in use.
pub(crate) fn facts() -> impl Strategy<Value = Facts> {
    (0_usize..6, path(), any::<bool>()).prop_flat_map(|(count, (path, variables), put)| {
        let components: Vec<_> = (0..count).map(|number| component(number, count)).collect();
        let method = if put {
            select(&[Method::Put, Method::Post, Method::Patch][..])
        } else {
            select(&[Method::Get, Method::Delete, Method::Head][..])
        };
        let request = weighted(0.9, fields(&["Request body parameters", "Request Parameters"], kind(count), 1..4));
        let body = || fields(&["Response body parameters", "Response Parameters"], kind(count), 1..5);
        let error = weighted(0.5, fields(&["Response body parameters"], kind(count), 1..3));
        let words = (
            "[A-Z][a-z]{2,6}( [a-z&<]{2,5}){0,2}",
            vec(sentence(), 0..3),
            weighted(0.7, "[A-Z][a-z]{2,5}( & Co)?"),
            "[A-Z][a-z]{2,8}",
        );
        let statuses = (
            select(&[200_u16, 201, 202, 204][..]),
            proptest::sample::subsequence(&[400_u16, 401, 404, 500][..], 0..4),
            vec(sentence(), 5),
            any::<bool>(),
        );
        let examples = (weighted(0.5, json()), vec(json(), 0..3), weighted(0.4, json()));
        let unrelated = (0..3_usize, 0..3_usize);
        (
            (method, Just(path), words, parameters(&variables), request),
            (body(), error),
            components,
            statuses,
            examples,
            unrelated,
        )
            .prop_map(finish)
    })
}

type Parts = (
    (Method, String, (String, Vec<String>, Option<String>, String), Vec<(Location, Fields)>, Option<Fields>),
    (Fields, Option<Fields>),
    Vec<Component>,
    (u16, Vec<u16>, Vec<String>, bool),
    (Option<Value>, Vec<Value>, Option<Value>),
    (usize, usize),
);

fn finish(parts: Parts) -> Facts {
    let ((method, path, words, parameters, request), (body, error), components, statuses, examples, unrelated) = parts;
    let takes_a_body = matches!(method, Method::Put | Method::Post | Method::Patch);
    let request = request.filter(|_| takes_a_body);
    let (title, function, parent, id) = words;
    let (success, others, sentences, has_statuses) = statuses;
    let mut responses = vec![Body { status: success, table: body }];
    responses.extend(error.map(|table| Body { status: 400, table }));
    let codes = std::iter::once(success).chain(others).filter(|_| has_statuses);
    let (request_example, successes, failure) = examples;
    let failure = failure.filter(|_| responses.len() > 1);
    let response_examples = successes.into_iter().map(|it| (success, it)).chain(failure.map(|it| (400, it))).collect();
    let mut facts = Facts {
        id,
        method,
        path,
        title,
        function,
        parent,
        parameters,
        request_example: request_example.filter(|_| request.is_some()),
        request,
        responses,
        components,
        statuses: codes.zip(sentences).collect(),
        response_examples,
        error_codes: unrelated.0,
        quotas: unrelated.1,
    };
    facts.use_all_components();
    facts
}

impl Facts {
    /// The components that a body reaches, in the order in which a reader meets them, from the request and from
    /// the responses.
    pub(crate) fn reached(&self) -> (Vec<usize>, Vec<usize>) {
        let mut reached = Vec::new();
        self.reach(self.request.iter(), &mut reached);
        let of_request = reached.len();
        self.reach(self.responses.iter().map(|body| &body.table), &mut reached);
        let of_responses = reached.split_off(of_request);
        (reached, of_responses)
    }

    fn reach<'f>(&'f self, tables: impl Iterator<Item = &'f Fields>, reached: &mut Vec<usize>) {
        let mut next: Vec<&Fields> = tables.collect();
        while let Some(table) = next.pop() {
            for number in table.rows.iter().filter_map(|field| field.kind.component()) {
                if !reached.contains(&number) {
                    reached.push(number);
                    next.push(&self.components[number].table);
                }
            }
        }
    }

    /// Gives the first response a field for each component that nothing reaches.
    fn use_all_components(&mut self) {
        for number in 0..self.components.len() {
            let (request, responses) = self.reached();
            if !request.contains(&number) && !responses.contains(&number) {
                let kind = Kind::Object(number);
                let field = Field { name: format!("use{number}"), kind, mandatory: false, prose: Prose::default() };
                self.responses[0].table.rows.push(field);
            }
        }
    }
}
