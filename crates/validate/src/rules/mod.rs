//! The rules about exchanges: one file each, and one table.

pub(crate) mod body_missing;
pub(crate) mod body_not_json;
pub(crate) mod body_unexpected;
pub(crate) mod duplicate_key;
pub(crate) mod empty_string_for_object;
pub(crate) mod enum_case_differs;
pub(crate) mod format_mismatch;
pub(crate) mod header_type_mismatch;
pub(crate) mod integer_overflow;
pub(crate) mod invalid_utf8;
pub(crate) mod item_count_out_of_range;
pub(crate) mod length_out_of_range;
pub(crate) mod missing_header;
pub(crate) mod missing_parameter;
pub(crate) mod missing_property;
pub(crate) mod missing_request_body;
pub(crate) mod null_undocumented;
pub(crate) mod number_as_string;
pub(crate) mod number_lossy;
pub(crate) mod operation_ambiguous;
pub(crate) mod parameter_type_mismatch;
pub(crate) mod pattern_mismatch;
pub(crate) mod string_as_number;
pub(crate) mod type_mismatch;
pub(crate) mod undocumented_enum_value;
pub(crate) mod undocumented_header;
pub(crate) mod undocumented_media_type;
pub(crate) mod undocumented_operation;
pub(crate) mod undocumented_parameter;
pub(crate) mod undocumented_property;
pub(crate) mod undocumented_status;
pub(crate) mod value_out_of_range;
pub(crate) mod variant_mismatch;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use driftline_finding::Rule;

/// Every rule of this crate, by what it looks at: from the body as a whole to one value, then the call.
static RULES: &[&Rule] = &[
    &invalid_utf8::RULE,
    &body_not_json::RULE,
    &body_missing::RULE,
    &body_unexpected::RULE,
    &duplicate_key::RULE,
    &type_mismatch::RULE,
    &number_as_string::RULE,
    &string_as_number::RULE,
    &empty_string_for_object::RULE,
    &variant_mismatch::RULE,
    &missing_property::RULE,
    &null_undocumented::RULE,
    &undocumented_property::RULE,
    &undocumented_enum_value::RULE,
    &enum_case_differs::RULE,
    &value_out_of_range::RULE,
    &integer_overflow::RULE,
    &number_lossy::RULE,
    &length_out_of_range::RULE,
    &item_count_out_of_range::RULE,
    &pattern_mismatch::RULE,
    &format_mismatch::RULE,
    &missing_request_body::RULE,
    &missing_parameter::RULE,
    &undocumented_parameter::RULE,
    &parameter_type_mismatch::RULE,
    &undocumented_header::RULE,
    &missing_header::RULE,
    &header_type_mismatch::RULE,
    &undocumented_status::RULE,
    &undocumented_media_type::RULE,
    &undocumented_operation::RULE,
    &operation_ambiguous::RULE,
];

/// The rules that this crate can report.
pub fn rules() -> impl ExactSizeIterator<Item = &'static Rule> {
    RULES.iter().copied()
}
