//! Where a finding is: in the capture, in the contract, and on the page that the contract comes from.

use crate::{
    drift::Drift,
    half::Half,
    representation::Representation,
    rules::{duplicate_key, enum_case_differs, undocumented_enum_value, undocumented_property},
    shape::Way,
};
use driftline_capture::{BodyPlaces, Side};
use driftline_contract::{Contract, Status};
use driftline_finding::{Finding, Place, Pointer, Provenance, Rule, Severity};
use std::sync::Arc;

/// A place in the contract as written.
#[derive(Clone)]
pub(crate) struct Stated {
    /// The same place in the document that was read.
    pub(crate) source: Pointer,
    /// Where the nearest schema around it comes from that says so.
    pub(crate) provenance: Option<Arc<Provenance>>,
}

impl Stated {
    pub(crate) fn at(contract: &Contract, place: &Pointer) -> Stated {
        let mut around = std::iter::successors(Some(place.clone()), Pointer::parent);
        let provenance = around.find_map(|at| contract.schema_at(&at)?.provenance.as_deref().cloned()).map(Arc::new);
        Stated { source: contract.source_pointer(place), provenance }
    }
}

impl<F: Representation> Half<'_, '_, '_, F> {
    /// The finding that a drift is, at its value. `way` is the one there, and `places` tells its place in the capture.
    pub(crate) fn finding(&self, drift: Drift, way: &Way<'_>, places: Option<&mut BodyPlaces<'_>>) -> Finding {
        let words = self.judge.words();
        let place = self.place(drift.rule, (&drift.instance, way), places);
        let is_of_list = [undocumented_enum_value::RULE.id, enum_case_differs::RULE.id].contains(&drift.rule.id);
        let instance = words.pointer(&drift.instance);
        let field = if way.field == drift.instance { instance.clone() } else { words.pointer(&way.field) };
        let mut finding = Finding::new(drift.rule, drift.message).instance(instance).field(field).value(drift.value);
        if is_of_list && self.side == Side::Response && self.judge.has_closed_enums() {
            finding.severity = Severity::Error;
        }
        self.located(finding, &drift.contract).place(place)
    }

    /// Where in the capture the value is, or its name, that a rule is about.
    pub(crate) fn place(
        &self,
        rule: &Rule,
        (instance, way): (&Pointer, &Way<'_>),
        places: Option<&mut BodyPlaces<'_>>,
    ) -> Place {
        let by_name = [undocumented_property::RULE.id, duplicate_key::RULE.id].contains(&rule.id);
        let find = |places: &mut BodyPlaces<'_>| {
            let known = places.member(way.name, by_name);
            known.unwrap_or_else(|| if by_name { places.name(instance) } else { places.value(instance) })
        };
        places.map_or_else(|| self.exchange.record.place(), find)
    }

    /// The finding with the operation, and with what stands at `contract`, a pointer into the contract as written.
    pub(crate) fn located(&self, finding: Finding, contract: &Pointer) -> Finding {
        let stated = || Stated::at(self.contract, contract);
        let finding = finding.place(self.exchange.record.place());
        let Some(prepared) = self.judge.prepared(&self.matched) else {
            return finding.operation(self.operation.id.as_str()).contract(stated().source);
        };
        let Stated { source, provenance } = prepared.stated(contract, stated);
        let finding = finding.operation(Arc::clone(&prepared.id)).contract(source);
        match provenance.or_else(|| prepared.provenance(self.described()).cloned()) {
            Some(from) => finding.provenance(from),
            None => finding,
        }
    }

    /// The status under which the contract describes this response; of a request none.
    fn described(&self) -> Option<Status> {
        let status = self.exchange.status().filter(|_| self.side == Side::Response)?;
        self.operation.response_for(status).map(|(status, _)| status)
    }
}
