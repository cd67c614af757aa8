//! The rules about exchanges: one file each, and one table.

pub(crate) mod body_not_json;
pub(crate) mod format_mismatch;
pub(crate) mod item_count_out_of_range;
pub(crate) mod length_out_of_range;
pub(crate) mod missing_property;
pub(crate) mod null_undocumented;
pub(crate) mod pattern_mismatch;
pub(crate) mod type_mismatch;
pub(crate) mod undocumented_enum_value;
pub(crate) mod undocumented_media_type;
pub(crate) mod undocumented_operation;
pub(crate) mod undocumented_property;
pub(crate) mod undocumented_status;
pub(crate) mod value_out_of_range;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use driftline_finding::Rule;

/// Every rule of this crate, by what it looks at: from the body as a whole to one value, then the call.
static RULES: &[&Rule] = &[
    &body_not_json::RULE,
    &type_mismatch::RULE,
    &missing_property::RULE,
    &null_undocumented::RULE,
    &undocumented_property::RULE,
    &undocumented_enum_value::RULE,
    &value_out_of_range::RULE,
    &length_out_of_range::RULE,
    &item_count_out_of_range::RULE,
    &pattern_mismatch::RULE,
    &format_mismatch::RULE,
    &undocumented_status::RULE,
    &undocumented_media_type::RULE,
    &undocumented_operation::RULE,
];

/// The rules that this crate can report.
pub fn rules() -> impl ExactSizeIterator<Item = &'static Rule> {
    RULES.iter().copied()
}
