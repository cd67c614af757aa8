//! Examples of bodies against the tables of their bodies.

use super::{
    Remark, Subject,
    judge::{Difference, Judge, What},
    spot,
};
use crate::{
    read::{ExampleSide, JSON, success},
    rules,
};
use driftline_contract::Schema;
use driftline_finding::{
    Finding, Pointer, Provenance,
    words::{Words, nearest},
};
use std::{collections::HashSet, mem::discriminant};

/// Every value of every example is held against the type, the values, the bounds and the names that its table
/// documents. What one page shows twice is reported once.
pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let words = Words::default();
    let mut known = HashSet::new();
    for example in subject.examples {
        let Some(schema) = schema_of(subject, example.side) else { continue };
        for value in &example.values {
            let wants_all = example.side == ExampleSide::Request && value.is_whole;
            let judge = Judge::new(subject.components, wants_all);
            for difference in judge.differences(schema, &value.value) {
                if known.len() == MOST {
                    return;
                }
                let from = difference.from.map(spot);
                if known.insert((discriminant(&difference.what), difference.field.clone(), from)) {
                    let line = example.line(value.offset(&difference.at));
                    remarks.push(Remark { line: Some(line), ..remark(subject, &difference, &words) });
                }
            }
        }
    }
}

/// More differences of one page tell nothing new, and each costs a search for its line.
const MOST: usize = 200;

/// The schema of the body that an example shows.
fn schema_of<'r>(subject: &Subject<'r>, side: ExampleSide) -> Option<&'r Schema> {
    let operation = subject.operation;
    let content = match side {
        ExampleSide::Request => &operation.request.as_ref()?.content,
        ExampleSide::Response(status) => {
            &operation.responses.get(&status.unwrap_or_else(|| success(operation)))?.content
        }
    };
    // Of a type that is written in JSON, as of a merge patch, the examples are JSON.
    let is_json = |media_type: &String| media_type == JSON || media_type.ends_with("+json");
    content.iter().find(|(media_type, _)| is_json(media_type))?.1.schema.as_ref()
}

fn remark(subject: &Subject<'_>, difference: &Difference<'_>, words: &Words) -> Remark {
    let typed = words.typed(difference.value, &difference.at);
    let finding = match difference.what {
        What::Unlisted(schema, members) => {
            let name = difference.at.last().unwrap_or_default();
            let lacking = schema.properties.keys().filter(|known| !members.contains_key(*known));
            let meant = nearest(&name, lacking.map(String::as_str));
            rules::example_property_undocumented::finding(&words.name(&name), meant, &typed)
        }
        What::OtherObject(schema) => {
            let listed = schema.properties.keys().map(String::as_str);
            let shown = difference.value.as_object().into_iter().flat_map(|members| members.keys());
            let shown: Vec<String> = shown.map(|name| words.name(name)).collect();
            rules::example_property_undocumented::other_object(&shown, listed)
        }
        What::Type(types) => rules::example_type_mismatch::finding(types, &typed),
        What::Null(types) => rules::example_null::finding(types),
        What::Enum(values) => {
            let listed: Vec<String> = values.iter().map(|value| words.literal(value, &Pointer::ROOT)).collect();
            rules::example_value_unlisted::finding(&listed, &words.literal(difference.value, &difference.at))
        }
        What::Bound(bound) => rules::example_out_of_range::finding(&bound.to_string(), &typed),
        What::Missing(name) => rules::example_property_missing::finding(name),
    };
    let from = difference.from.cloned().unwrap_or_else(|| Provenance::page(&subject.page.name));
    Remark::new(placed(finding, difference, words), from)
}

fn placed(finding: Finding, difference: &Difference<'_>, words: &Words) -> Finding {
    finding.instance(words.pointer(&difference.at)).field(words.pointer(&difference.field))
}
