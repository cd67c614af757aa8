//! From what was observed to the actions of an overlay.

use super::{
    LearnError,
    observed::{Change, Evidence, Observed},
    told,
    widen::{self, Edit},
};
use crate::media;
use driftline_contract::{Action, OpenApiDocument, Overlay, Type};
use driftline_finding::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The actions that make what was observed conform, in an order that does not depend on that of the traffic. They are
/// made on `document`.
pub(super) fn actions(document: &mut OpenApiDocument, observed: &Observed) -> Result<Vec<Action>, LearnError> {
    let version = document.value().get("openapi").and_then(Value::as_str).unwrap_or_default();
    let legacy = version.starts_with("3.0");
    let mut plan = Plan { document, observed, legacy, actions: Vec::new(), done: BTreeSet::new() };
    // What is merged changes no pointer; what is written anew may.
    plan.merges();
    plan.document.apply(&Overlay::new("", None, &plan.actions)?)?;
    plan.others()?;
    Ok(plan.actions)
}

struct Plan<'p> {
    document: &'p mut OpenApiDocument,
    observed: &'p Observed,
    legacy: bool,
    actions: Vec<Action>,
    /// What needs nothing more in this round.
    done: BTreeSet<&'p (Pointer, Change)>,
}

type Fact<'p> = (&'p (Pointer, Change), &'p Evidence);

impl<'p> Plan<'p> {
    fn merges(&mut self) {
        let observed = self.observed;
        for (at, facts) in optionals(observed) {
            self.optional(at, &facts);
        }
        for fact @ ((at, change), evidence) in &observed.facts {
            let found = match change {
                Change::Optional(_) | Change::Either => None,
                Change::Allowed => self.allowed(at, evidence),
                _ => self.beside_schemas(change, evidence).map(|update| (at.clone(), update)),
            };
            if let Some((at, update)) = found {
                let told = told::what(change, evidence, &[]);
                self.act(&at, Some(update), &told, fact);
                self.done.insert(fact.0);
                continue;
            }
            let edit = self.document.value().pointer(at.as_str());
            match edit.and_then(|schema| widen::edit(schema, change, evidence, self.legacy)) {
                Some((Edit::Merge(update), new)) => {
                    self.act(at, Some(update), &told::what(change, evidence, &new), fact);
                    self.done.insert(fact.0);
                }
                Some((Edit::Without(keyword, rest), new)) if *change != Change::Either => {
                    self.without(at, &keyword, rest, &told::what(change, evidence, &new), fact);
                    self.done.insert(fact.0);
                }
                _ => {}
            }
        }
    }

    /// What moves schemas: one after the other, the inner ones first, each on what the others have left.
    fn others(&mut self) -> Result<(), LearnError> {
        let observed = self.observed;
        for fact @ ((at, change), evidence) in observed.facts.iter().rev() {
            if self.done.contains(fact.0) {
                continue;
            }
            let Some(schema) = self.document.value().pointer(at.as_str()) else { continue };
            let begun = self.actions.len();
            match widen::edit(schema, change, evidence, self.legacy) {
                Some((Edit::Anew(schema), new)) => self.anew(at, schema, &told::what(change, evidence, &new), fact),
                Some((Edit::Without(keyword, rest), new)) if *change == Change::Either => {
                    self.without(at, &keyword, rest, &told::what(change, evidence, &new), fact);
                }
                _ => {}
            }
            if self.actions.len() > begun {
                self.document.apply(&Overlay::new("", None, &self.actions[begun..])?)?;
            }
        }
        Ok(())
    }

    /// An action; without an `update` it removes.
    fn act(&mut self, at: &Pointer, update: Option<Value>, told: &str, (_, evidence): Fact<'p>) {
        let remove = update.is_none();
        self.actions.push(Action {
            target: self.document.path_to(at),
            description: Some(format!("{told} {}", told::seen(evidence, self.observed))),
            update,
            remove,
            extensions: told::counts(evidence, self.observed),
        });
    }

    fn without(&mut self, at: &Pointer, keyword: &str, rest: Option<Value>, told: &str, fact: Fact<'p>) {
        self.act(&at.key(keyword), None, told, fact);
        if let Some(rest) = rest {
            self.act(at, Some(rest), told, fact);
        }
    }

    /// Writes a schema anew: with the whole list, where it stands in one, so that its place in it stays.
    fn anew(&mut self, at: &Pointer, schema: Value, told: &str, fact: Fact<'p>) {
        let (mut at, mut value) = (at.clone(), schema);
        while let (Some(holder), Some(name)) = (at.parent(), at.last()) {
            let Some(Value::Array(items)) = self.document.value().pointer(holder.as_str()) else {
                self.act(&at, None, told, fact);
                return self.act(&holder, Some(json!({ name: value })), told, fact);
            };
            let mut items = items.clone();
            if let Some(slot) = name.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                *slot = value;
            }
            (at, value) = (holder, Value::Array(items));
        }
    }

    /// Several properties of one schema that need not be there.
    fn optional(&mut self, at: &Pointer, facts: &[(&str, Fact<'p>)]) {
        let names: Vec<&str> = facts.iter().map(|(name, _)| *name).collect();
        let edit = self.document.value().pointer(at.as_str()).and_then(|schema| widen::optional(schema, &names));
        let (Some(Edit::Without(keyword, rest)), Some((_, first))) = (edit, facts.first()) else { return };
        let others = facts[1..].iter().map(|(_, (key, evidence))| {
            format!("{} {}; ", told::what(&key.1, evidence, &[]), told::seen(evidence, self.observed))
        });
        let told = others.collect::<String>() + &told::what(&first.0.1, first.1, &[]);
        self.without(at, &keyword, rest, &told, *first);
    }

    /// A schema that allows nothing becomes one of what was seen.
    fn allowed(&self, at: &Pointer, evidence: &Evidence) -> Option<(Pointer, Value)> {
        let (holder, name) = (at.parent()?, at.last()?);
        self.document.value().pointer(holder.as_str())?.as_object()?;
        Some((holder, json!({name: evidence.profile.schema(self.legacy)})))
    }

    /// What is merged where no schema stands.
    fn beside_schemas(&self, change: &Change, evidence: &Evidence) -> Option<Value> {
        let content = |name: &str| {
            let is_json = media::is_json(name) && !evidence.profile.types().is_empty();
            let schema = is_json.then(|| json!({"schema": evidence.profile.schema(self.legacy)}));
            json!({name: schema.unwrap_or_else(|| json!({}))})
        };
        Some(match change {
            Change::Status(code, media) => {
                let mut response = Map::new();
                response.insert("description".to_owned(), "Seen in traffic.".into());
                if let Some(media) = media {
                    response.insert("content".to_owned(), content(media));
                }
                json!({code.to_string(): response})
            }
            Change::Media(media) => content(media),
            Change::Body(media) => json!({"content": content(media)}),
            Change::Request(media) => json!({"requestBody": {"content": content(media)}}),
            Change::Parameter(location, name) => {
                let schema = of_texts(&evidence.profile.schema(true), &evidence.profile.types());
                json!({"parameters": [{"name": name, "in": location, "schema": schema}]})
            }
            Change::NotRequired(_) => json!({"required": false}),
            _ => return None,
        })
    }
}

/// The schema of a parameter: its texts are integers, or `true` and `false`, or just texts.
fn of_texts(schema: &Value, types: &[Type]) -> Value {
    match types {
        [Type::Integer] => json!({"type": "integer"}),
        [Type::Boolean] => json!({"type": "boolean"}),
        [Type::Array, ..] | [.., Type::Array] => {
            let items = schema.pointer("/items/type").and_then(Value::as_str).unwrap_or("string");
            let items = if types.len() > 1 { "string" } else { items };
            json!({"type": "array", "items": {"type": items}})
        }
        _ => json!({"type": "string"}),
    }
}

/// The properties that need not be there, schema by schema.
fn optionals(observed: &Observed) -> Vec<(&Pointer, Vec<(&str, Fact<'_>)>)> {
    let mut found: Vec<(&Pointer, Vec<(&str, Fact<'_>)>)> = Vec::new();
    for fact @ ((at, change), _) in &observed.facts {
        let Change::Optional(name) = change else { continue };
        match found.last_mut().filter(|(last, _)| *last == at) {
            Some((_, facts)) => facts.push((name, fact)),
            None => found.push((at, vec![(name, fact)])),
        }
    }
    found
}
