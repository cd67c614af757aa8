//! From the text of a parameter to the value that its schema means (OpenAPI 3.1 §4.8.12.2, "style" and "explode").

use super::marked;
use driftline_contract::{Contract, Location, Parameter, Schema, Type};
use serde_json::{Map, Value};

/// Schemas lead no further through references than this.
const MAX_DEPTH: usize = 16;

/// The value that `texts`, all that the request sends under the name, are meant for. `pairs` are those of the query,
/// where the members of an object have names of their own.
pub(super) fn value(
    contract: &Contract,
    parameter: &Parameter,
    texts: &[&str],
    pairs: &[(String, String)],
) -> Option<Value> {
    if let Some(style) = marked::Style::of(parameter) {
        return marked::value(contract, parameter, style, texts.first()?);
    }
    let types = types(contract, &parameter.schema, 0);
    if types.contains(&Type::Object) && parameter.location == Location::Query {
        let object = object(contract, parameter, pairs);
        if object.is_some() {
            return object;
        }
    }
    let first = texts.first()?;
    if types.contains(&Type::Array) {
        let of_items = item_types(contract, &parameter.schema);
        let parts = match texts {
            // Lines of one header are one list (RFC 9110 §5.3).
            lines if parameter.location == Location::Header => {
                lines.iter().flat_map(|line| split(parameter, line)).collect()
            }
            [only] => split(parameter, only),
            several => several.to_vec(),
        };
        return Some(parts.into_iter().map(|part| scalar(part, &of_items)).collect());
    }
    if types.contains(&Type::Object) && !types.contains(&Type::String) {
        // Members side by side, or as JSON: nothing says which.
        return serde_json::from_str(first).ok().filter(Value::is_object);
    }
    Some(scalar(first, &types))
}

/// What a text may be meant for beside a text, where the schema allows both.
pub(super) fn unlike_text(contract: &Contract, parameter: &Parameter, value: &Value) -> Option<Value> {
    let mut types = types(contract, &parameter.schema, 0);
    types.retain(|kind| *kind != Type::String);
    value.as_str().map(|text| scalar(text, &types))
}

/// The members of an object in the query: `name[member]=value`, or each under its own name.
fn object(contract: &Contract, parameter: &Parameter, pairs: &[(String, String)]) -> Option<Value> {
    let member = |name: &str| {
        let rest = name.strip_prefix(parameter.name.as_str())?;
        Some(rest.strip_prefix('[')?.strip_suffix(']')?.to_owned())
    };
    let described = described(contract, &parameter.schema);
    let is_deep = parameter.style.as_deref() == Some("deepObject");
    let members: Map<String, Value> = pairs
        .iter()
        .filter_map(|(name, value)| {
            let name = if is_deep { member(name)? } else { name.clone() };
            let is_meant = is_deep || described.properties.contains_key(&name);
            is_meant.then(|| (name.clone(), scalar(value, &member_types(contract, &parameter.schema, &name))))
        })
        .collect();
    (!members.is_empty()).then(|| Value::Object(members))
}

/// The items of an array that stand in one text.
fn split<'t>(parameter: &Parameter, text: &'t str) -> Vec<&'t str> {
    let separator = match parameter.style.as_deref() {
        Some("spaceDelimited") => ' ',
        Some("pipeDelimited") => '|',
        // Explode is the default of a query: the text is one item, which may hold a comma.
        _ if parameter.location == Location::Query && parameter.explode != Some(false) => return vec![text],
        _ => ',',
    };
    text.split(separator).map(str::trim).collect()
}

/// A text as the first of its types that it can be, else as the text that it is.
pub(super) fn scalar(text: &str, types: &[Type]) -> Value {
    let as_type = |kind: &Type| match kind {
        Type::Boolean => text.parse::<bool>().ok().map(Value::Bool),
        // JSON knows no leading zeros or plus signs, and a server that takes them is not ours to correct.
        Type::Integer | Type::Number => serde_json::from_str::<Value>(text).ok().filter(Value::is_number),
        Type::Null => (text.is_empty() || text == "null").then_some(Value::Null),
        Type::String | Type::Array | Type::Object => None,
    };
    if types.is_empty() || types.contains(&Type::String) {
        return Value::from(text);
    }
    types.iter().find_map(as_type).unwrap_or_else(|| Value::from(text))
}

/// The types that a schema allows, through references and alternatives.
pub(super) fn types(contract: &Contract, schema: &Schema, depth: usize) -> Vec<Type> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    if !schema.types.is_empty() {
        return schema.types.clone();
    }
    let referred = schema.reference.as_ref().and_then(|id| contract.component(id));
    let parts = referred.into_iter().chain(&schema.any_of).chain(&schema.one_of).chain(&schema.all_of);
    parts.flat_map(|part| types(contract, part, depth + 1)).collect()
}

/// The schema that describes the members of an object: this one, or where it refers to.
pub(super) fn described<'c>(contract: &'c Contract, schema: &'c Schema) -> &'c Schema {
    let next = |schema: &&'c Schema| {
        let is_silent = schema.properties.is_empty() && schema.additional_properties.is_none();
        schema.reference.as_ref().filter(|_| is_silent).and_then(|id| contract.component(id))
    };
    std::iter::successors(Some(schema), next).take(MAX_DEPTH).last().unwrap_or(schema)
}

/// The types that a member of an object may have.
pub(super) fn member_types(contract: &Contract, schema: &Schema, name: &str) -> Vec<Type> {
    let described = described(contract, schema);
    let member = described.properties.get(name).or(described.additional_properties.as_deref());
    member.map(|schema| types(contract, schema, 0)).unwrap_or_default()
}

/// The types that the items of an array may have.
pub(super) fn item_types(contract: &Contract, schema: &Schema) -> Vec<Type> {
    items(contract, schema, 0).map(|items| types(contract, items, 0)).unwrap_or_default()
}

/// The schema of the items of an array, through references.
fn items<'c>(contract: &'c Contract, schema: &'c Schema, depth: usize) -> Option<&'c Schema> {
    if depth > MAX_DEPTH {
        return None;
    }
    let referred = || schema.reference.as_ref().and_then(|id| contract.component(id));
    schema.items.as_deref().or_else(|| items(contract, referred()?, depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::{ComponentId, ContractBuilder, Method, Operation};
    use serde_json::json;

    fn decoded(parameter: &Parameter, query: &[(&str, &str)]) -> Option<Value> {
        let contract = ContractBuilder::new("things").finish().expect("a contract");
        let pairs: Vec<(String, String)> = query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let texts: Vec<&str> =
            query.iter().filter(|(name, _)| *name == parameter.name).map(|(_, value)| *value).collect();
        value(&contract, parameter, &texts, &pairs)
    }

    fn of(schema: Schema) -> Parameter {
        Parameter::new("a", Location::Query, schema)
    }

    #[test]
    fn a_text_is_of_the_type_that_is_documented_if_it_can_be() {
        for (kind, text, expected) in [
            (Type::Integer, "12", json!(12)),
            (Type::Integer, "012", json!("012")),
            (Type::Number, "1.5", json!(1.5)),
            (Type::Boolean, "true", json!(true)),
            (Type::Boolean, "yes", json!("yes")),
            (Type::String, "12", json!("12")),
            (Type::Null, "null", json!(null)),
        ] {
            assert_eq!(decoded(&of(Schema::of(kind)), &[("a", text)]), Some(expected), "{text}");
        }
        assert_eq!(decoded(&of(Schema::default()), &[("a", "12")]), Some(json!("12")));
    }

    #[test]
    fn lists_come_in_every_style() {
        let list = || Schema::array(Schema::of(Type::Integer));
        let styled = |style: &str| Parameter { style: Some(style.to_owned()), explode: Some(false), ..of(list()) };
        assert_eq!(decoded(&of(list()), &[("a", "1"), ("b", "x"), ("a", "2")]), Some(json!([1, 2])));
        assert_eq!(decoded(&of(list()), &[("a", "1,2")]), Some(json!(["1,2"])));
        assert_eq!(decoded(&styled("form"), &[("a", "1,2")]), Some(json!([1, 2])));
        assert_eq!(decoded(&styled("pipeDelimited"), &[("a", "1|x")]), Some(json!([1, "x"])));
        assert_eq!(decoded(&styled("spaceDelimited"), &[("a", "1 2")]), Some(json!([1, 2])));
    }

    #[test]
    fn a_list_in_a_header_goes_on_from_line_to_line() {
        let parameter = Parameter::new("a", Location::Header, Schema::array(Schema::of(Type::Integer)));
        let contract = ContractBuilder::new("things").finish().expect("a contract");
        assert_eq!(value(&contract, &parameter, &["1, 2", "3"], &[]), Some(json!([1, 2, 3])));
    }

    #[test]
    fn objects_come_member_by_member() {
        let object = Schema::of(Type::Object).property("from", Schema::of(Type::Integer));
        let deep = Parameter { style: Some("deepObject".to_owned()), ..of(object.clone()) };
        assert_eq!(decoded(&deep, &[("a[from]", "3"), ("a[to]", "x")]), Some(json!({"from": 3, "to": "x"})));
        assert_eq!(decoded(&of(object), &[("from", "3"), ("to", "x")]), Some(json!({"from": 3})));
    }

    #[test]
    fn the_members_of_an_object_may_stand_in_a_component() {
        let name: ComponentId = "Range".parse().expect("a name");
        let object = Schema::of(Type::Object).property("from", Schema::of(Type::Integer));
        let contract = ContractBuilder::new("things").component(name.clone(), object).finish().expect("a contract");
        let pairs = [("from".to_owned(), "3".to_owned())];
        let parameter = of(Schema::reference(name));
        assert_eq!(value(&contract, &parameter, &[], &pairs), Some(json!({"from": 3})));
        let operation = Operation::new("a", Method::Get, "/").parameter(parameter);
        assert!(super::super::known::is_query(&contract, &operation, "from"));
    }
}
