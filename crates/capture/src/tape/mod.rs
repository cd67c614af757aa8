//! A JSON text on a tape: parsed with SIMD into one flat list, its strings borrowed, without a tree.
//!
//! It is for what is looked at once and let go. Where a text is no JSON, or is JSON that parsers understand
//! differently, this parser says only that: whoever wants to know more parses it again with `serde_json`.

pub(crate) use self::places::{TapeFinder, TapePlaces};
pub use self::{
    cursor::{TapeCursor, TapeStep},
    parser::TapeParser,
    value::{TapeArray, TapeItems, TapeKind, TapeMembers, TapeNumber, TapeObject, TapeValue},
};

mod cursor;
mod parser;
mod places;
mod value;

#[cfg(test)]
pub(crate) mod tests {
    use super::{parser::MAX_DEPTH, *};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// Texts of any kind, and of those characters that JSON and pointers escape.
    fn text(any: &'static str) -> impl Strategy<Value = String> {
        prop_oneof![any, "[a~/\u{e4}\"\\\\\n]{0,4}"]
    }

    pub(crate) fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
            text(".{0,9}").prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(text(".{0,4}"), inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// A value whose zeros have no sign. `-0` is 0 on a tape and -0.0 in a tree: RFC 8259 §6 leaves that to readers, no rule
    /// looks at it, and messages show both alike.
    fn without_signed_zeros(value: Value) -> Value {
        match value {
            Value::Number(number) if number.as_f64() == Some(0.0) => 0.into(),
            Value::Array(items) => items.into_iter().map(without_signed_zeros).collect(),
            Value::Object(members) => {
                members.into_iter().map(|(name, value)| (name, without_signed_zeros(value))).collect()
            }
            other => other,
        }
    }

    proptest! {
        #[test]
        fn a_tape_holds_what_a_tree_holds(values in proptest::collection::vec(json(), 1..4)) {
            let mut parser = TapeParser::default();
            for value in values {
                prop_assert_eq!(parser.parse(value.to_string().as_bytes(), |value| value.into()), Some(value));
            }
        }

        #[test]
        fn what_the_tape_takes_the_tree_takes_too(text in r#"[\[\]{}:,"\\u0-9d8a.eE+tfn\x00\n -]{0,14}"#) {
            if let Some(value) = TapeParser::default().parse(text.as_bytes(), |value| value.into()) {
                let tree = serde_json::from_str::<Value>(&text).ok();
                prop_assert_eq!(tree.map(without_signed_zeros), Some(without_signed_zeros(value)));
            }
        }
    }

    #[test]
    fn a_zero_with_a_sign_is_a_zero() {
        for text in ["-0", "[-0]", "{\"a\":-0.0}"] {
            let value: Value = TapeParser::default().parse(text.as_bytes(), |value| value.into()).expect("JSON");
            let tree: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(without_signed_zeros(value), without_signed_zeros(tree), "{text}");
        }
    }

    #[test]
    fn what_parsers_understand_differently_is_on_no_tape() {
        let deep = "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1);
        for text in ["", "1 2", "18446744073709551616", "1e400", "\"\\ud800\"", "\"\u{1}\"", "{\"a\":1,}", &deep] {
            assert!(TapeParser::default().parse(text.as_bytes(), |_| ()).is_none(), "{text}");
        }
        assert!(TapeParser::default().parse(b"\"\xff\"", |_| ()).is_none());
    }

    fn pass<'t>(cursor: &mut TapeCursor<'t>) -> TapeValue<'t> {
        let value = cursor.peek();
        cursor.pass(value);
        value
    }

    #[test]
    fn a_cursor_passes_everything_in_its_order() {
        let steps = TapeParser::default().parse(br#"{"a":[1,{"b":null}],"c":"d"}"#, |value| {
            let (mut cursor, mut skipping) = (value.cursor(), value.cursor());
            let steps: Vec<_> = (0..9).map(|_| format!("{:?}", cursor.step())).collect();
            for _ in 0..3 {
                skipping.step();
            }
            let passed = [pass(&mut skipping), pass(&mut skipping)].map(Value::from);
            (steps.join(" "), passed, format!("{:?}", skipping.step()))
        });
        let all = "Object(2) String(\"a\") Array(2) Number(Signed(1)) Object(1) String(\"b\") Null String(\"c\") String(\"d\")";
        assert_eq!(steps, Some((all.to_owned(), [json!(1), json!({"b": null})], "String(\"c\")".to_owned())));
    }

    #[test]
    fn equal_names_are_all_there_and_the_last_one_counts() {
        let mut parser = TapeParser::default();
        let found = parser.parse(br#"{"a":[1,{"b":2}],"c":{},"a":3}"#, |value| {
            let object = value.as_object().expect("an object");
            (
                object.members().count(),
                object.get("a").map(Value::from),
                object.get("c").map(Value::from),
                object.get("x").map(Value::from),
            )
        });
        assert_eq!(found, Some((3, Some(json!(3)), Some(json!({})), None)));
    }
}
