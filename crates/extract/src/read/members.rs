//! Values of members that the row of their object lists, where their own rows say nothing.

use super::{PageReader, fields::FieldRow, prose};
use driftline_contract::{ComponentId, Schema, Type};
use serde_json::Value;

/// What the row of an object says of one of its members.
pub(super) struct Told {
    object: ComponentId,
    /// The member, in lower case.
    member: String,
    values: Vec<Value>,
    evidence: String,
}

impl PageReader<'_> {
    /// Notes the values that the row of an object lists for its members.
    pub(super) fn note_members(&mut self, field: &FieldRow, object: &ComponentId) {
        for (member, stated) in prose::members(&field.description) {
            let (values, evidence) = (stated.value, stated.evidence);
            self.told.push(Told { object: object.clone(), member, values, evidence });
        }
    }

    /// Gives such values to the members whose rows say no more than their names.
    pub(super) fn tell_members(&mut self, components: &mut [(ComponentId, Schema)]) {
        for told in std::mem::take(&mut self.told) {
            let object = components.iter_mut().find(|(id, _)| *id == told.object);
            let members = object.into_iter().flat_map(|(_, object)| &mut object.properties);
            let silent = members
                .filter(|(name, _)| name.eq_ignore_ascii_case(&told.member))
                .find(|(_, it)| is_silent(it, &told.member));
            let Some((_, member)) = silent else { continue };
            member.enumeration = Some(told.values);
            if let Some(provenance) = &mut member.provenance {
                provenance.evidence.insert("enum".to_owned(), told.evidence);
            }
        }
    }
}

/// Whether of a text nothing is said but its name.
fn is_silent(schema: &Schema, name: &str) -> bool {
    let said = schema.description.as_deref().unwrap_or_default().trim_end_matches('.');
    schema.types == [Type::String] && schema.enumeration.is_none() && said.eq_ignore_ascii_case(name)
}
