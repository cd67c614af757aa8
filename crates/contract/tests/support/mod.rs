//! Arbitrary contracts, with everything that a contract can hold.

use driftline_contract::{
    ComponentId, Contract, ContractBuilder, Header, Location, Media, Method, Operation, Parameter, RequestBody,
    Response, Schema, SecurityRequirement, SecurityScheme, Status, Type,
};
use driftline_finding::Provenance;
use indexmap::IndexMap;
use proptest::{
    collection::{btree_map, btree_set, hash_map, vec},
    option::{of, weighted},
    prelude::*,
    sample::{select, subsequence},
};
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeMap;

/// Texts that some format takes for something else.
const ODD: &[&str] = &[
    "",
    " ",
    "yes",
    "No",
    "null",
    "~",
    "true",
    "1.10",
    "1e3",
    "0x1F",
    "0o7",
    "-",
    "- a",
    "? a",
    "a: b",
    "a:",
    "#a",
    "a #b",
    "/",
    "~1",
    "~0",
    "a/b",
    ".",
    "..",
    "...",
    "---",
    "--- a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'",
    "\"",
    "\\",
    "{a}",
    "[a]",
    "a,b",
    "<<",
    "=",
    "2001-01-01",
    "1_000",
    "1:30",
    "\n",
    "a\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a\n  b\n",
    "a\r\nb",
    "\r",
    "\ta\nb",
    "a\n---\nb",
    "a\n\tb",
    "a \nb",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{7f}",
    "\u{0}",
    "\u{1b}",
    "ä",
    "名前",
    "\u{1f600}",
    "e\u{301}",
    "x-a",
    "$ref",
    "$id",
    "nullable",
    "example",
    ".inf",
    ".nan",
    "+1",
    "-1",
    "1.",
    "Infinity",
    "y",
    "n",
    "off",
    "\u{a0}",
    "\u{fffe}",
    "\u{9f}a\nb",
    "012",
    "1e5x",
    "200",
    "default",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z_]{1,8}",
        4 => select(ODD).prop_map(str::to_owned),
        1 => "\\PC{0,10}",
        1 => "[ -~\\n\\t]{0,12}",
        1 => any::<String>().prop_map(|text| text.chars().take(10).collect()),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    let float = any::<f64>().prop_filter_map("finite", Number::from_f64);
    prop_oneof![
        4 => (-1000_i64..1000).prop_map(Number::from),
        1 => any::<i64>().prop_map(Number::from),
        1 => any::<u64>().prop_map(Number::from),
        1 => select(vec![0.5, -0.0, 1.0, 1e300, 1e-9, -1.5e16]).prop_filter_map("finite", Number::from_f64),
        1 => float,
    ]
}

pub(crate) fn json_value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number().prop_map(Value::Number),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let members = vec((member_name(), inner.clone()), 0..3);
        prop_oneof![
            vec(inner, 0..3).prop_map(Value::from),
            members.prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
    .boxed()
}

/// A name that is no reference.
fn member_name() -> impl Strategy<Value = String> {
    text().prop_filter("a reference", |name| name != "$ref")
}

fn rarely<S: Strategy>(inner: S) -> impl Strategy<Value = Option<S::Value>> {
    weighted(0.15, inner)
}

fn provenance() -> impl Strategy<Value = Option<Box<Provenance>>> {
    let texts = (text(), of(text()), of(text()), of(text()), of(text()), of(text()));
    let sentences = || btree_map(text(), text(), 0..3);
    // Boxed, for what is drawn of a schema lies on the stack whole.
    let all = (texts.boxed(), of(any::<u32>()), of(any::<u32>()), sentences(), sentences());
    rarely(all.prop_map(|((page, section, anchor, table, caption, cells), row, line, evidence, corrected)| {
        let [anchor, table, caption] = [anchor, table, caption].map(|text| text.map(Into::into));
        let page = page.into();
        Box::new(Provenance { page, section, anchor, table, caption, row, line, cells, evidence, corrected })
    }))
}

type Components = Vec<ComponentId>;

fn reference(components: &Components) -> BoxedStrategy<Option<ComponentId>> {
    if components.is_empty() { Just(None).boxed() } else { rarely(select(components.clone())).boxed() }
}

/// Keywords without a field of their own.
fn raw_keywords(components: &Components) -> impl Strategy<Value = Map<String, Value>> + use<> {
    let schema = reference(components).prop_map(|id| {
        id.map_or(json!({"type": "string"}), |id| json!({"$ref": format!("#/components/schemas/{id}")}))
    });
    let keyword = prop_oneof![
        (member_name(), schema.clone()).prop_map(|(name, schema)| ("$defs", json!({name: schema}))),
        schema.clone().prop_map(|schema| ("patternProperties", json!({"^a": schema}))),
        schema.clone().prop_map(|schema| ("if", schema)),
        schema.clone().prop_map(|schema| ("prefixItems", json!([true, schema]))),
        schema.clone().prop_map(|schema| ("unevaluatedProperties", schema)),
        schema.prop_map(|schema| ("x-schema", json!({"deep": [schema]}))),
        json_value().prop_map(|value| ("x-anything", value)),
        text().prop_map(|text| ("contentEncoding", json!(text))),
        text().prop_map(|text| ("discriminator", json!({"propertyName": text, "mapping": {text: "x.json"}}))),
        any::<bool>().prop_map(|flag| ("nullable", json!(flag))),
    ];
    vec(keyword, 0..2).prop_map(|all| all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A schema without subschemas.
fn flat_schema(components: &Components) -> BoxedStrategy<Schema> {
    let meaning = (
        reference(components),
        rarely(text()),
        subsequence(Type::ALL.to_vec(), 0..3),
        rarely(text()),
        rarely(vec(json_value(), 0..4)),
        rarely(json_value()),
        rarely(json_value()),
        vec(text(), 0..2),
    );
    let factor = number().prop_filter("positive", |number| number.as_f64().is_some_and(|number| number > 0.0));
    let numbers = (rarely(number()), rarely(number()), rarely(number()), rarely(number()), rarely(factor));
    let count = || rarely(any::<u64>());
    let counts = (count(), count(), count(), count(), count(), count());
    let pattern = rarely(select(vec!["^[a-z]+$", "\\d", "a/b~c", "\"|é", "^\\S*$"]));
    let flags = (any::<bool>(), weighted(0.1, Just(())), weighted(0.1, Just(())), weighted(0.1, Just(())));
    let rest = (rarely(text()), weighted(0.1, vec(json_value(), 1..3)), raw_keywords(components), provenance());
    // Boxed, because the value trees of so many parts are too large for the stack of a test.
    (meaning.boxed(), numbers.boxed(), counts.boxed(), pattern, flags, rest.boxed())
        .prop_map(|(meaning, numbers, counts, pattern, flags, rest)| Schema {
            reference: meaning.0,
            title: meaning.1,
            types: meaning.2,
            format: meaning.3,
            enumeration: meaning.4,
            constant: meaning.5,
            default: meaning.6,
            required: meaning.7.into_iter().collect(),
            minimum: numbers.0,
            maximum: numbers.1,
            exclusive_minimum: numbers.2,
            exclusive_maximum: numbers.3,
            multiple_of: numbers.4,
            min_length: counts.0,
            max_length: counts.1,
            min_items: counts.2,
            max_items: counts.3,
            min_properties: counts.4,
            max_properties: counts.5,
            pattern: pattern.map(str::to_owned),
            unique_items: flags.0,
            deprecated: flags.1.is_some(),
            read_only: flags.2.is_some(),
            write_only: flags.3.is_some(),
            description: rest.0,
            examples: rest.1.unwrap_or_default(),
            keywords: rest.2,
            provenance: rest.3,
            ..Schema::default()
        })
        .boxed()
}

/// A schema that refers to `components` only.
fn schema(components: &Components) -> BoxedStrategy<Schema> {
    let components = components.clone();
    let leaf = prop_oneof![
        1 => Just(Schema::default()),
        1 => Just(Schema::never()),
        8 => flat_schema(&components),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let one = || rarely(inner.clone().prop_map(Box::new));
        let list = || weighted(0.1, vec(inner.clone(), 1..3)).prop_map(Option::unwrap_or_default);
        let properties = vec((text(), inner.clone()), 0..3);
        (flat_schema(&components), one(), one(), one(), list(), list(), list(), properties).prop_map(
            |(flat, items, additional_properties, not, all_of, any_of, one_of, properties)| Schema {
                items,
                additional_properties,
                not,
                all_of,
                any_of,
                one_of,
                properties: properties.into_iter().collect(),
                ..flat
            },
        )
    })
    .boxed()
}

fn media(components: &Components) -> impl Strategy<Value = Media> + use<> {
    let examples = vec((text(), json_value()), 0..3);
    (of(schema(components)), examples)
        .prop_map(|(schema, examples)| Media { schema, examples: examples.into_iter().collect() })
}

fn content(components: &Components) -> impl Strategy<Value = IndexMap<String, Media>> + use<> {
    let media_type = prop_oneof![select(vec!["application/json", "text/*", "*/*"]).prop_map(str::to_owned), text()];
    hash_map(media_type, media(components), 0..2).prop_map(|content| {
        let mut content: Vec<_> = content.into_iter().collect();
        content.sort_by(|a, b| a.0.cmp(&b.0));
        content.into_iter().collect()
    })
}

fn parameter(components: &Components) -> impl Strategy<Value = Parameter> + use<> {
    let flags = (any::<bool>(), any::<bool>(), rarely(any::<bool>()), rarely(select(vec!["form", "simple"])));
    (text(), select(Location::ALL.to_vec()), rarely(text()), flags, schema(components)).prop_map(
        |(name, location, description, (required, deprecated, explode, style), schema)| Parameter {
            name,
            location,
            required: required || location == Location::Path,
            deprecated,
            description,
            style: style.map(str::to_owned),
            explode,
            schema,
        },
    )
}

fn response(components: &Components) -> impl Strategy<Value = Response> + use<> {
    let header = (any::<bool>(), rarely(text()), schema(components))
        .prop_map(|(required, description, schema)| Header { required, description, schema });
    (text(), vec((text(), header), 0..2), content(components), any::<bool>(), provenance()).prop_map(
        |(description, headers, content, body_optional, provenance)| Response {
            description,
            headers: headers.into_iter().collect(),
            content,
            body_optional,
            provenance,
        },
    )
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        3 => (100_u16..600).prop_map(Status::Exact),
        1 => (1_u8..6).prop_map(Status::Range),
        1 => Just(Status::Default),
    ]
}

fn operation(components: &Components) -> impl Strategy<Value = Operation> + use<> {
    let path = vec(prop_oneof!["[a-z]{1,4}", "\\{[a-z_]{1,6}\\}", text()], 0..4);
    let path = path.prop_map(|segments| format!("/{}", segments.join("/")));
    let request = (any::<bool>(), rarely(text()), content(components))
        .prop_map(|(required, description, content)| RequestBody { required, description, content });
    let identity = (text(), select(Method::ALL.to_vec()), path, any::<bool>());
    let prose = (rarely(text()), rarely(text()), vec(text(), 0..3), provenance());
    let bodies =
        (vec(parameter(components), 0..3), weighted(0.4, request), btree_map(status(), response(components), 0..3));
    (identity, prose, bodies, security()).prop_map(|((id, method, path, deprecated), prose, bodies, security)| {
        Operation {
            id,
            method,
            path,
            deprecated,
            summary: prose.0,
            description: prose.1,
            tags: prose.2,
            provenance: prose.3,
            parameters: bodies.0,
            request: bodies.1,
            responses: bodies.2,
            security,
        }
    })
}

/// Any contract.
pub(crate) fn contract() -> impl Strategy<Value = Contract> {
    let names = btree_set("[A-Za-z0-9._-]{1,6}", 0..4);
    let schemes = btree_map("[A-Za-z]{1,4}", security_scheme(), 0..3);
    let frame = (text(), text(), vec(text(), 0..3), schemes, security());
    (frame, names).prop_flat_map(|(frame, names)| {
        let ids: Components = names.iter().map(|name| name.parse().expect("a valid name")).collect();
        let schemas = vec(schema(&ids), ids.len());
        let operations = vec(operation(&ids), 0..3);
        (Just(frame), Just(ids), schemas, operations)
            .prop_map(|(frame, ids, schemas, operations)| build(frame, ids, schemas, operations))
    })
}

/// Title, version, servers, security schemes, and what is required of callers.
type Frame = (String, String, Vec<String>, BTreeMap<String, SecurityScheme>, Option<Vec<SecurityRequirement>>);

fn security() -> impl Strategy<Value = Option<Vec<SecurityRequirement>>> {
    let requirement = btree_map("[A-Za-z]{1,4}", vec(text(), 0..2), 0..3);
    of(vec(requirement, 0..3))
}

fn security_scheme() -> impl Strategy<Value = SecurityScheme> {
    let key = (select(Location::ALL.to_vec()), text()).prop_map(|(at, name)| SecurityScheme::api_key(at, &name));
    let other = btree_map(member_name(), json_value(), 0..3);
    let other = other.prop_map(|members| SecurityScheme { members: members.into_iter().collect() });
    (prop_oneof![key, other], rarely(text())).prop_map(|(mut scheme, description)| {
        scheme.members.extend(description.map(|text| ("description".to_owned(), Value::from(text))));
        scheme
    })
}

fn build(
    (title, version, servers, schemes, security): Frame,
    ids: Components,
    schemas: Vec<Schema>,
    operations: Vec<Operation>,
) -> Contract {
    let mut builder = ContractBuilder::new(title).version(version);
    builder = servers.into_iter().fold(builder, ContractBuilder::server);
    builder = ids.into_iter().zip(schemas).fold(builder, |builder, (id, schema)| builder.component(id, schema));
    builder = schemes.into_iter().fold(builder, |builder, (name, scheme)| builder.security_scheme(name, scheme));
    if let Some(security) = security {
        builder = builder.security(security);
    }
    let mut used: Vec<(String, String, Method)> = Vec::new();
    for operation in operations {
        let clashes = |(id, path, method): &(String, String, Method)| {
            *id == operation.id || (*path == operation.path && *method == operation.method)
        };
        if !used.iter().any(clashes) {
            used.push((operation.id.clone(), operation.path.clone(), operation.method));
            builder = builder.operation(operation);
        }
    }
    builder.finish().expect("calls, ids and names are unique, and references resolve")
}
