//! Parameters and headers, from the rows that describe them.

use super::{
    PageReader,
    draft::Draft,
    fields::{FieldRow, Mandatory},
    numbered,
    uri::Call,
    variables::path_variables,
};
use crate::{page::Table, rules};
use driftline_contract::{Header, Location, Parameter, Type};
use indexmap::map::Entry;

impl PageReader<'_> {
    /// Rows that name a variable of the path are path parameters, those that name a header of every call are
    /// headers, the others query parameters.
    pub(super) fn read_uri_table(&mut self, table: &Table, calls: &[Call], draft: &mut Draft) {
        self.variables = calls.iter().flat_map(|call| path_variables(call.method, &call.path)).collect();
        let fields = self.parameter_rows(table);
        self.variables.clear();
        for field in fields {
            let in_path = calls.iter().any(|call| call.path.contains(&format!("{{{}}}", field.name)));
            let location = match in_path {
                true => Location::Path,
                false if is_header_of_every_call(&field.name) => Location::Header,
                false => Location::Query,
            };
            if location == Location::Query {
                draft.beside_uri.push(field.name.clone());
            }
            let parameter = self.parameter(&field, location);
            self.add_parameters(parameter, &field, draft);
        }
    }

    pub(super) fn read_parameters(&mut self, table: &Table, location: Location, draft: &mut Draft) {
        for field in self.parameter_rows(table) {
            let parameter = self.parameter(&field, location);
            self.add_parameters(parameter, &field, draft);
        }
    }

    fn add_parameters(&mut self, parameter: Parameter, field: &FieldRow, draft: &mut Draft) {
        for one in numbered::parameters(parameter, &field.description) {
            self.add_parameter(one, field, draft);
        }
    }

    fn add_parameter(&mut self, parameter: Parameter, field: &FieldRow, draft: &mut Draft) {
        match draft.parameters.entry((parameter.location, parameter.name.clone())) {
            Entry::Occupied(_) => {
                self.note(rules::parameter_duplicate::finding(&field.name), &field.provenance);
                self.ledger.report(field.row);
            }
            Entry::Vacant(slot) => {
                slot.insert(parameter);
                self.ledger.place(field.row);
            }
        }
    }

    fn parameter(&mut self, field: &FieldRow, location: Location) -> Parameter {
        let mut schema = self.field_schema(field, &[]);
        if location != Location::Query && schema.types == [Type::Object] {
            // A segment of a path and a header are texts, whatever the cell says.
            schema.types = vec![Type::String];
            schema.additional_properties = None;
            self.note(rules::type_contradicted::of_parameter(&field.name), &field.provenance);
        }
        let description = schema.description.take();
        let mut parameter = Parameter::new(&field.name, location, schema);
        parameter.required |= field.mandatory == Mandatory::Yes;
        parameter.description = description;
        parameter
    }

    pub(super) fn header(&mut self, field: &FieldRow) -> Header {
        let mut schema = self.field_schema(field, &[]);
        self.ledger.place(field.row);
        Header { required: field.mandatory == Mandatory::Yes, description: schema.description.take(), schema }
    }
}

/// Whether a name is that of a header which any call may carry: some pages list those among the variables of the
/// URI.
fn is_header_of_every_call(name: &str) -> bool {
    let common = ["X-Auth-Token", "X-Security-Token", "X-Language", "X-Sdk-Date", "Authorization", "Content-Type"];
    common.iter().any(|header| header.eq_ignore_ascii_case(name))
}
