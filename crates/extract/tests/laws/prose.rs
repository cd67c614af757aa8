//! Descriptions: sentences that say nothing special, and sentences that state a constraint.

use crate::facts::Basic;
use proptest::{prelude::*, sample::select};
use serde_json::Value;
use std::collections::BTreeMap;

/// A piece of a description.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Paragraph(Vec<Span>),
    List(Vec<Vec<Span>>),
    Note(String),
}

/// Text of one marking.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) strong: bool,
}

pub(crate) fn plain(text: impl Into<String>) -> Span {
    Span { text: text.into(), strong: false }
}

/// What a description says, and which keywords (by their name in JSON Schema) must be read from it, each with
/// its evidence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prose {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) stated: BTreeMap<&'static str, (Value, String)>,
}

impl Prose {
    /// Bounds that leave out a value or the default of the same page are none.
    fn drop_contradicted_bounds(&mut self) {
        let number = |keyword: &str| self.stated.get(keyword).and_then(|(value, _)| value.as_f64());
        let (low, high) = (number("minimum"), number("maximum"));
        let listed = self.stated.get("enum").and_then(|(values, _)| values.as_array()).into_iter().flatten();
        let mut values = listed.chain(self.stated.get("default").map(|(value, _)| value)).filter_map(Value::as_f64);
        if values.any(|value| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)) {
            self.stated.remove("minimum");
            self.stated.remove("maximum");
        }
    }

    /// The description as it must be read.
    pub(crate) fn text(&self) -> Option<String> {
        let line = |spans: &Vec<Span>| spans.iter().map(|span| span.text.as_str()).collect::<String>();
        let lines: Vec<String> = self
            .pieces
            .iter()
            .flat_map(|piece| match piece {
                Piece::Paragraph(spans) => vec![line(spans)],
                Piece::List(items) => items.iter().map(line).collect(),
                Piece::Note(text) => vec![text.clone()],
            })
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Words that announce nothing, some of them a burden for HTML.
const WORDS: &[&str] =
    &["lamp", "room", "state", "of", "R&D", "<tag>", "naïve", "3.5", "x_y", "\"it\"", "v1.2", "a;b", "灯", "&amp;"];

/// One sentence without meaning for a schema.
pub(crate) fn sentence() -> impl Strategy<Value = String> + Clone {
    proptest::collection::vec(select(WORDS), 1..6).prop_map(|words| format!("The {}.", words.join(" ")))
}

/// The description of a field that is of type `basic`, or holds such values in arrays or maps (`nested`), or takes no
/// constraint at all.
pub(crate) fn prose(basic: Option<Basic>, nested: bool) -> BoxedStrategy<Prose> {
    let free = (proptest::collection::vec(sentence(), 0..3), proptest::option::weighted(0.2, sentence()));
    let enumeration = match basic {
        Some(basic) if basic != Basic::Boolean => proptest::option::weighted(0.4, enumeration(basic)).boxed(),
        _ => Just(None).boxed(),
    };
    let limits = match basic {
        Some(basic) if !nested => proptest::option::weighted(0.3, limits(basic)).boxed(),
        _ => Just(None).boxed(),
    };
    (free, enumeration, limits, default(basic.filter(|_| !nested)), any::<bool>())
        .prop_map(|((sentences, note), enumeration, limits, default, default_apart)| {
            let mut prose = Prose::default();
            let mut first: Vec<Span> = sentences.into_iter().map(|text| plain(text + " ")).collect();
            if let Some((spans, stated)) = limits {
                first.extend(spans);
                prose.stated.extend(stated);
            }
            let enumeration = enumeration.filter(|it| first.is_empty() || it.lead.is_some());
            // A second sentence would make the list behind it no enumeration.
            let default = default.filter(|_| enumeration.as_ref().is_none_or(|it| it.lead.is_some()));
            let mut last = Vec::new();
            if let Some((value, form)) = default {
                let chosen = enumeration.as_ref().map_or(value, |it| it.values[0].clone());
                state_default(&mut prose, if default_apart { &mut last } else { &mut first }, &chosen, form);
            }
            match enumeration {
                Some(enumeration) => state_enumeration(&mut prose, first, enumeration),
                None => close(&mut prose, first),
            }
            close(&mut prose, last);
            // A list behind a sentence, and nothing else, is read by another rule than one with a note.
            if let Some(note) = note.filter(|_| prose.pieces.len() != 2 || prose.stated.contains_key("announced")) {
                prose.pieces.push(Piece::Note(note));
            }
            prose.stated.remove("announced");
            prose.drop_contradicted_bounds();
            prose
        })
        .boxed()
}

/// Ends a paragraph: no blank at its end.
fn close(prose: &mut Prose, mut spans: Vec<Span>) {
    if let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        prose.pieces.push(Piece::Paragraph(spans));
    }
}

type Limits = (Vec<Span>, BTreeMap<&'static str, (Value, String)>);

fn limits(basic: Basic) -> BoxedStrategy<Limits> {
    let one = |keyword: &'static str, value: Value, text: String| {
        (vec![plain(format!("{text} "))], BTreeMap::from([(keyword, (value, text))]))
    };
    match basic {
        Basic::String => prop_oneof![
            (1_u64..5000).prop_map(move |n| one(
                "maxLength",
                n.into(),
                format!("It takes a maximum of {n} characters.")
            )),
            (0_u64..9, 10_u64..99).prop_map(|(low, high)| {
                let text = format!("It contains {low} to {high} characters.");
                let stated = [("minLength", (low.into(), text.clone())), ("maxLength", (high.into(), text.clone()))];
                (vec![plain(format!("{text} "))], BTreeMap::from(stated))
            }),
            Just("It is in UUID format.".to_owned()).prop_map(move |text| one("format", "uuid".into(), text)),
        ]
        .boxed(),
        Basic::Boolean => Just((Vec::new(), BTreeMap::new())).boxed(),
        _ => prop_oneof![
            (0_u64..9).prop_map(move |n| one("minimum", n.into(), format!("The minimum value is {n}."))),
            (10_u64..999).prop_map(move |n| one("maximum", n.into(), format!("The maximum value is {n}."))),
            (1_u64..9, 0_u64..999).prop_map(move |(thousands, n)| {
                let text = format!("The maximum value is {thousands},{n:03} GB.");
                one("maximum", (thousands * 1000 + n).into(), text)
            }),
        ]
        .boxed(),
    }
}

const DEFAULT_FORMS: &[&str] = &[
    "The default value is {}.",
    "It is optional and defaults to {}.",
    "Default value: {}.",
    "If there is none, the default value is {}.",
    "Default: {}.",
];

fn default(basic: Option<Basic>) -> BoxedStrategy<Option<(Value, &'static str)>> {
    let Some(basic) = basic else { return Just(None).boxed() };
    let value = match basic {
        Basic::String => token().prop_map(Value::from).boxed(),
        Basic::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        _ => (0..2000_i64).prop_map(Value::from).boxed(),
    };
    proptest::option::weighted(0.25, (value, select(DEFAULT_FORMS))).boxed()
}

fn state_default(prose: &mut Prose, first: &mut Vec<Span>, value: &Value, form: &'static str) {
    let shown = shown(value);
    let (before, after) = form.split_once("{}").expect("a form has a place for the value");
    first.extend([plain(before), Span { text: shown.clone(), strong: true }, plain(format!("{after} "))]);
    prose.stated.insert("default", (value.clone(), form.replace("{}", &shown)));
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The spellings of one value's line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Line {
    /// **TOKEN**: text
    BoldExplained,
    /// TOKEN: text
    Explained,
    /// **TOKEN**
    Bold,
    /// TOKEN
    Bare,
    /// **TOKEN:** text
    BoldColon,
    /// **TOKEN** (text)
    Brackets,
}

/// Where the values stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    List,
    Paragraphs,
    Inline,
}

#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// The sentence that announces the values; without one, a list of explained tokens behind a single sentence.
    pub(crate) lead: Option<&'static str>,
    pub(crate) form: Form,
    pub(crate) values: Vec<Value>,
    pub(crate) lines: Vec<(Line, String)>,
}

const LEADS: &[&str] = &[
    "Options:",
    "Enums:",
    "Enumerated values:",
    "The enumerated values are as follows:",
    "The value can be:",
    "Possible values:",
    "Its possible values:",
    "Value options:",
    "Available values:",
    "It can be one of the following:",
    "Values are as follows:",
    "The options are as follows:",
];

fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z]{2,6}(_[A-Z]{1,4})?",
        "[a-z]{2,6}[0-9]?",
        "[A-Z][a-z]{1,4}",
        "v[0-9]\\.[0-9]",
        "[a-z]{1,3}/[a-z]{1,3}",
        "[0-9]{1,3}"
    ]
    .prop_filter("a word of prose is no value", |token| !is_prose(token))
}

/// Words of up to six letters that are part of what is said about values, and so no values.
const PROSE: &str = "an and any are as at be blank both digit digits either empty for from has have hint if in is it \
    its left less letter list longer more na nil no none not note null number of one only option or range set space \
    spaces string that the there these they this those tip to unique unit up used users value values what when where \
    which with you note notes notice field length method also here see english rule rules regex format";

fn is_prose(token: &str) -> bool {
    let lower = token.to_lowercase();
    let capitals = token == token.to_uppercase() && !["NA", "NOTE"].contains(&token);
    PROSE.split_whitespace().any(|word| word == lower) && !capitals
}

fn enumeration(basic: Basic) -> BoxedStrategy<Enumeration> {
    let value = match basic {
        Basic::String => token().prop_map(Value::from).boxed(),
        _ => (-5..2000_i64).prop_map(Value::from).boxed(),
    };
    let values = proptest::collection::vec(value, 2..5).prop_map(|mut values| {
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(shown(value)));
        values
    });
    let line =
        select(&[Line::BoldExplained, Line::Explained, Line::Bold, Line::Bare, Line::BoldColon, Line::Brackets][..]);
    let lines = proptest::collection::vec((line, sentence()), 4);
    let form = select(&[Form::List, Form::Paragraphs, Form::Inline][..]);
    let announced = (select(LEADS), form, values, lines.clone()).prop_map(|(lead, form, values, lines)| {
        // One value in a line may be a word; only several in a row are values.
        let form = if form == Form::Inline && values.len() < 2 { Form::List } else { form };
        Enumeration { lead: Some(lead), form, values, lines }
    });
    if basic != Basic::String {
        return announced.boxed();
    }
    let word = "[a-z]{2,6}|[A-Z]{2,6}".prop_filter("a word of prose is no value", |word: &String| !is_prose(word));
    let word = proptest::collection::btree_set(word, 2..5);
    let unannounced = (word, lines).prop_map(|(words, lines)| Enumeration {
        lead: None,
        form: Form::List,
        values: words.into_iter().map(Value::from).collect(),
        lines: lines.into_iter().map(|(_, text)| (Line::Explained, text)).collect(),
    });
    prop_oneof![6 => announced, 1 => unannounced].boxed()
}

fn state_enumeration(prose: &mut Prose, mut first: Vec<Span>, enumeration: Enumeration) {
    let Enumeration { lead, form, values, lines } = enumeration;
    first.push(plain(lead.unwrap_or("What stops it.")));
    let evidence = first.iter().map(|span| span.text.as_str()).collect();
    prose.stated.insert("enum", (values.clone().into(), evidence));
    if lead.is_some() {
        prose.stated.insert("announced", Default::default());
    }
    let lines = values.iter().zip(lines).map(|(value, (line, text))| written(&shown(value), line, &text));
    match form {
        Form::Inline => {
            let (last, before) = values.split_last().expect("values");
            let before: Vec<String> = before.iter().map(shown).collect();
            first.push(plain(format!(" {}, and {}.", before.join(", "), shown(last))));
            prose.pieces.push(Piece::Paragraph(first));
        }
        Form::List => {
            prose.pieces.push(Piece::Paragraph(first));
            prose.pieces.push(Piece::List(lines.collect()));
        }
        Form::Paragraphs => {
            prose.pieces.push(Piece::Paragraph(first));
            prose.pieces.extend(lines.map(Piece::Paragraph));
        }
    }
}

fn written(token: &str, line: Line, text: &str) -> Vec<Span> {
    let bold = |token: String| Span { text: token, strong: true };
    match line {
        Line::BoldExplained => vec![bold(token.to_owned()), plain(format!(": {text}"))],
        Line::Explained => vec![plain(format!("{token}: {text}"))],
        Line::Bold => vec![bold(token.to_owned())],
        Line::Bare => vec![plain(token)],
        Line::BoldColon => vec![bold(format!("{token}:")), plain(format!(" {text}"))],
        Line::Brackets => vec![bold(token.to_owned()), plain(format!(" ({text})"))],
    }
}
