//! The one small contract that the examples of the rules are about, and their reader.

use driftline_capture::{Exchange, ReadOptions};
use driftline_contract::{
    Contract, ContractBuilder, Header, Location, Media, Method, Operation, Parameter, RequestBody,
    Response as Described, Schema, Status, Type,
};
use driftline_finding::Provenance;
use serde_json::{Value, json};

/// The contract of things.
pub(crate) fn contract() -> Contract {
    let thing = || Media::new(Schema::reference("Thing".parse().unwrap()));
    let show = Operation::new("ShowThing", Method::Get, "/v1/things/{id}")
        .response(Status::Exact(200), Described::new("OK").content("application/json", thing()))
        .response(Status::Exact(202), Described::new("Later"))
        .response(Status::Exact(404), Described::new("Not found"));
    let mut list = Operation::new("ListThings", Method::Get, "/v1/things").response(
        Status::Exact(200),
        Described {
            headers: [(
                "X-Total".to_owned(),
                Header { required: true, schema: Schema::of(Type::Integer), ..Header::default() },
            )]
            .into(),
            ..Described::new("OK").content("application/json", Media::new(Schema::of(Type::Array)))
        },
    );
    let query = |name: &str, schema: Schema| Parameter::new(name, Location::Query, schema);
    list.parameters = vec![
        Parameter { required: true, ..query("kind", Schema::of(Type::String)) },
        query("limit", Schema { maximum: Some(100.into()), ..Schema::of(Type::Integer) }),
    ];
    let mut create = Operation::new("CreateThing", Method::Post, "/v1/things")
        .request(RequestBody {
            required: true,
            content: [("application/json".to_owned(), thing())].into(),
            ..RequestBody::default()
        })
        .response(Status::Exact(201), Described::new("Created").content("application/json", thing()));
    create.provenance = Some(Box::new(Provenance::page("CreateThing.html")));
    let builder = ContractBuilder::new("things").operation(show).operation(list).operation(create);
    builder.component("Thing".parse().unwrap(), self::thing()).finish().unwrap()
}

fn thing() -> Schema {
    let text = || Schema::of(Type::String);
    let whole = || Schema::of(Type::Integer);
    let owner = Schema::of(Type::Object).property("name", text());
    let mut thing = Schema::of(Type::Object)
        .property("id", text())
        .property("name", Schema { min_length: Some(1), max_length: Some(16), ..text() })
        .property("size", Schema { minimum: Some(1.into()), maximum: Some(100.into()), ..whole() })
        .property("status", Schema { enumeration: Some(vec![json!("ACTIVE"), json!("STOPPED")]), ..text() })
        .property("tags", Schema { max_items: Some(3), ..Schema::array(text()) })
        .property("code", Schema { pattern: Some("^[a-z]+-[0-9]+$".to_owned()), ..text() })
        .property("created", text().format("date-time"))
        .property("enabled", Schema::of(Type::Boolean))
        .property("labels", Schema { additional_properties: Some(Box::new(text())), ..Schema::of(Type::Object) })
        .property("grown", whole().format("int32"))
        .property("owner", Schema { one_of: vec![text(), owner], ..Schema::default() })
        .property("parts", Schema::array(Schema::reference("Thing".parse().unwrap())))
        .property("weight", Schema::of(Type::Number))
        .property("serial", whole().format("int64"));
    thing.required.insert("id".to_owned());
    let row = |row| Box::new(Provenance { row: Some(row), ..Provenance::page("ShowThing.html") });
    for (index, property) in thing.properties.values_mut().enumerate() {
        property.provenance = Some(row(u32::try_from(index).unwrap() + 1));
    }
    thing.provenance = Some(Box::new(Provenance::page("ShowThing.html")));
    thing
}

/// A second contract, for calls that two describe.
pub(crate) fn other() -> Contract {
    let show = |id: &str, variable: &str| {
        let show = Operation::new(id, Method::Get, format!("/v1/lamps/{{{variable}}}"));
        show.response(Status::Exact(200), Described::new("OK"))
    };
    let builder = ContractBuilder::new("lamps").operation(show("ShowLamp", "id"));
    builder.operation(show("ShowLampByName", "name")).finish().unwrap()
}

/// A body of the response of `ShowThing` that conforms.
pub(crate) fn body() -> Value {
    json!({
        "id": "a1", "name": "first", "size": 40, "status": "ACTIVE", "tags": ["a", "b"], "code": "abc-17",
        "created": "2026-01-31T08:00:00Z", "enabled": true, "labels": {"colour": "red"},
        "grown": 7, "owner": {"name": "n"}, "parts": [{"id": "a2"}],
    })
}

/// The exchange of `ShowThing` that answers with `body`.
pub(crate) fn showing(body: &Value) -> Exchange {
    exchange(&format!(
        r#"{{"request": {{"method": "GET", "url": "/v1/things/a1"}}, "response": {{"status": 200, "body": {body}}}}}"#
    ))
}

/// The exchange that an example shows: one record of NDJSON, written on several lines for reading.
pub(crate) fn exchange(example: &str) -> Exchange {
    let line = example.replace('\n', " ");
    let mut capture = ReadOptions::default().read("x.ndjson", line.as_bytes()).unwrap();
    let exchange = capture.next().expect("a record").unwrap();
    assert!(capture.next().is_none(), "an example is one record");
    exchange
}
