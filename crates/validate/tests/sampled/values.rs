//! Mutations of one value of a body or of a parameter: the new value, and the rule that it breaks.

use crate::{bodies::Among, dice::Dice, sites::Site};
use driftline_contract::Type;
use driftline_finding::Pointer;
use serde_json::{Number, Value, json};

/// What becomes of a value, and what follows from it.
pub(crate) struct Change {
    pub(crate) value: Value,
    /// The rule that is to be reported.
    pub(crate) rule: &'static str,
    /// The keywords of which one is broken; none where the value stays valid.
    pub(crate) keywords: &'static [&'static str],
    /// Where, seen from the value that changed.
    pub(crate) at: Pointer,
}

/// A way to break a value: `None` where the contract leaves no room for it.
pub(crate) type Breaker = fn(&Site<'_>, &Value, &mut Dice) -> Option<Change>;

/// The ways to break a value, by name.
pub(crate) const BREAKERS: &[(&str, Breaker)] = &[
    ("another type", another_type),
    ("null", null),
    ("a number as text", number_as_text),
    ("text as a number", text_as_number),
    ("an empty text for an object", empty_text),
    ("an undocumented property", undocumented),
    ("a missing property", missing),
    ("an unknown word", unknown_word),
    ("a word in other case", other_case),
    ("an integer without room", overflow),
    ("a number out of range", out_of_range),
    ("a text of wrong length", wrong_length),
    ("a text against its pattern", against_pattern),
    ("a text against its format", against_format),
    ("a list of wrong size", wrong_size),
];

/// The same where schemas are put together, and in maps, which is where a judge may lose its way.
pub(crate) const AMONG: &[(&str, Breaker, Among)] = &[
    ("another type, in a choice", another_type, Among::Choices),
    ("null, in a choice", null, Among::Choices),
    ("a missing property, in a choice", missing, Among::Choices),
    ("an undocumented property, in a choice", undocumented, Among::Choices),
    ("an undocumented property, in a map", undocumented, Among::Maps),
    ("a text of wrong length, in a map", wrong_length, Among::Maps),
    ("another type, in a map", another_type, Among::Maps),
    ("an undocumented property, in allOf", undocumented, Among::Joined),
    ("a missing property, in allOf", missing, Among::Joined),
];

/// What a value of another type breaks: it is on no list either, and that is not said beside it.
const TYPE: &[&str] = &["type", "enum", "const"];

fn change(value: Value, rule: &'static str, keywords: &'static [&'static str]) -> Change {
    Change { value, rule, keywords, at: Pointer::ROOT }
}

fn kind(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}

fn another_type(site: &Site<'_>, _: &Value, dice: &mut Dice) -> Option<Change> {
    let types = site.types();
    let is_other = |value: &&Value| !types.is_empty() && !types.contains(&kind(value));
    // A number for a text has a rule of its own.
    let values =
        [json!(true), json!("few"), json!(1.5), json!(7), json!([]), json!([{"a": 1}]), json!({}), json!({"a": "b"})];
    let is_plain = |value: &&Value| !(value.is_number() && types.contains(&Type::String));
    let fitting: Vec<&Value> = values.iter().filter(is_other).filter(is_plain).collect();
    Some(change((*dice.pick(&fitting)?).clone(), "type-mismatch", TYPE))
}

fn null(site: &Site<'_>, value: &Value, _: &mut Dice) -> Option<Change> {
    let types = site.types();
    let is_refused = !value.is_null() && !types.is_empty() && !types.contains(&Type::Null);
    is_refused.then(|| change(Value::Null, "null-undocumented", TYPE))
}

fn number_as_text(site: &Site<'_>, value: &Value, _: &mut Dice) -> Option<Change> {
    let is_refused = value.is_number() && !site.types().is_empty() && !site.types().contains(&Type::String);
    is_refused.then(|| change(Value::from(value.to_string()), "number-as-string", TYPE))
}

fn text_as_number(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let types = site.types();
    let takes_number = types.contains(&Type::Number) || types.contains(&Type::Integer);
    let is_refused = value.is_string() && !types.is_empty() && !takes_number;
    is_refused.then(|| change(Value::from(dice.below(1000)), "string-as-number", TYPE))
}

fn empty_text(site: &Site<'_>, value: &Value, _: &mut Dice) -> Option<Change> {
    let types = site.types();
    let is_refused = (value.is_object() || value.is_array()) && !types.is_empty() && !types.contains(&Type::String);
    is_refused.then(|| change(json!(""), "empty-string-for-object", TYPE))
}

fn undocumented(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let mut members = value.as_object()?.clone();
    let is_map = site.schemas.iter().any(|schema| schema.additional_properties.is_some());
    let describes = site.schemas.iter().any(|schema| !schema.properties.is_empty());
    let name = format!("zz{}", dice.below(10_000));
    if is_map || !describes || members.contains_key(&name) {
        return None;
    }
    let values = [json!(1), json!("x"), json!(null), json!({"a": {"b": []}}), json!([1])];
    members.insert(name.clone(), dice.pick(&values)?.clone());
    let at = Pointer::ROOT.key(&name);
    Some(Change { value: Value::Object(members), rule: "undocumented-property", keywords: &[], at })
}

fn missing(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let mut members = value.as_object()?.clone();
    let required: Vec<&String> = site.schemas.iter().flat_map(|schema| &schema.required).collect();
    members.shift_remove(*dice.pick(&required)?)?;
    Some(change(Value::Object(members), "missing-property", &["required"]))
}

fn unknown_word(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let listed = site.listed()?;
    let new = match value {
        Value::String(_) => Value::from(format!("WORD_{}", dice.below(10_000))),
        Value::Number(_) => Value::from(1_000_000 + dice.below(1000)),
        _ => return None,
    };
    (!listed.contains(&new)).then(|| change(new, "undocumented-enum-value", &["enum"]))
}

fn other_case(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let (listed, text) = (site.listed()?, value.as_str()?);
    let new = if dice.below(2) == 0 { text.to_ascii_lowercase() } else { text.to_ascii_uppercase() };
    let new = Value::from(new);
    (!listed.contains(&new)).then(|| change(new, "enum-case-differs", &["enum"]))
}

fn overflow(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let types = site.types();
    if !value.is_number() || !types.contains(&Type::Integer) {
        return None;
    }
    let more = i64::try_from(dice.below(1000)).ok()?;
    let new = match (site.format()?, dice.below(2)) {
        ("int32", 0) => Value::from(i64::from(i32::MAX) + 1 + more),
        ("int32", _) => Value::from(i64::from(i32::MIN) - 1 - more),
        ("int64", 0) => Value::from(1e30),
        ("int64", _) => Value::from(9_223_372_036_854_775_808_u64 + more.unsigned_abs()),
        _ => return None,
    };
    Some(change(new, "integer-overflow", &[]))
}

fn out_of_range(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let whole = value.as_number().filter(|_| !site.is_listed())?.is_i64();
    let beyond = |bound: &Number, by: i64| match bound.as_i64() {
        Some(bound) if whole => bound.checked_add(by).map(Value::from),
        _ => bound.as_f64().map(|bound| Value::from(bound + if by < 0 { -0.5 } else { 0.5 })),
    };
    let by = i64::try_from(dice.below(5)).ok()? + 1;
    let lower = site.all(|schema| schema.minimum.as_ref().or(schema.exclusive_minimum.as_ref()));
    let upper = site.all(|schema| schema.maximum.as_ref().or(schema.exclusive_maximum.as_ref()));
    let mut news: Vec<Value> = lower.iter().filter_map(|bound| beyond(bound, -by)).collect();
    news.extend(upper.iter().filter_map(|bound| beyond(bound, by)));
    Some(change(
        dice.pick(&news)?.clone(),
        "value-out-of-range",
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
    ))
}

fn wrong_length(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let text = value.as_str().filter(|_| !site.is_listed())?;
    let mut news = Vec::new();
    for length in site.all(|schema| schema.min_length).into_iter().filter_map(|least| least.checked_sub(1)) {
        news.push(text.chars().take(usize::try_from(length).ok()?).collect::<String>());
    }
    for most in site.all(|schema| schema.max_length).into_iter().filter(|most| *most < 20_000) {
        let missing = (usize::try_from(most).ok()? + 1).saturating_sub(text.chars().count());
        let last = text.chars().last().unwrap_or('a');
        news.push(text.chars().chain(std::iter::repeat_n(last, missing)).collect());
    }
    Some(change(Value::from(dice.pick(&news)?.clone()), "length-out-of-range", &["minLength", "maxLength"]))
}

fn against_pattern(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let text = value.as_str().filter(|_| !site.is_listed())?;
    site.all(|schema| schema.pattern.as_ref()).first()?;
    let odd = dice.pick(&["!", " ", "\u{e4}", "_", "0", "x", "#"])?;
    let rest: String = text.chars().skip(1).collect();
    let news = [format!("{odd}{text}"), format!("{text}{odd}"), format!("{odd}{rest}"), format!("{rest}{odd}")];
    Some(change(Value::from(dice.pick(&news)?.clone()), "pattern-mismatch", &["pattern"]))
}

fn against_format(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    value.as_str().filter(|_| !site.is_listed())?;
    let broken: &[&str] = match site.format()? {
        "uuid" => &["2eb8aa08-aa98-11ea-b4aa-73b441d1638", "none"],
        "date-time" => &["2024-02-30T10:00:00Z", "1706954400", "yesterday"],
        "date" => &["2024-02-30", "03.02.2024", "soon"],
        "ipv4" => &["256.0.0.1", "10.0.0", "here"],
        "ipv6" => &["12345::", ":::", "here"],
        "email" => &["nobody", "@example.org", "a@"],
        "uri" | "uri-reference" => &["http://exa mple.org/", "http://[::1"],
        _ => return None,
    };
    Some(change(Value::from(*dice.pick(broken)?), "format-mismatch", &["format"]))
}

fn wrong_size(site: &Site<'_>, value: &Value, dice: &mut Dice) -> Option<Change> {
    let items = value.as_array()?;
    let mut news: Vec<Vec<Value>> = Vec::new();
    for most in site.all(|schema| schema.min_items).into_iter().filter_map(|least| least.checked_sub(1)) {
        news.push(items.iter().take(usize::try_from(most).ok()?).cloned().collect());
    }
    for most in site.all(|schema| schema.max_items).into_iter().filter(|most| *most < 2000) {
        let wanted = usize::try_from(most).ok()? + 1;
        news.push(items.iter().cycle().take(wanted).cloned().collect());
    }
    if site.schemas.iter().any(|schema| schema.unique_items) {
        news.push(items.iter().chain(items.last()).cloned().collect());
    }
    Some(change(
        Value::from(dice.pick(&news)?.clone()),
        "item-count-out-of-range",
        &["minItems", "maxItems", "uniqueItems"],
    ))
}
