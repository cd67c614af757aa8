//! Where a finding is: in the capture, in the contract, and on the page that the contract comes from.

use crate::{
    drift::Drift,
    half::Half,
    representation::Representation,
    rules::{duplicate_key, enum_case_differs, undocumented_enum_value, undocumented_property},
};
use driftline_capture::{BodyPlaces, Side};
use driftline_contract::Contract;
use driftline_finding::{Finding, Pointer, Provenance, Severity};

/// A place in the contract as written.
#[derive(Clone)]
pub(crate) struct Stated {
    /// The same place in the document that was read.
    pub(crate) source: Pointer,
    /// Where the nearest schema around it comes from that says so.
    pub(crate) provenance: Option<Provenance>,
}

impl Stated {
    pub(crate) fn at(contract: &Contract, place: &Pointer) -> Stated {
        let mut around = std::iter::successors(Some(place.clone()), Pointer::parent);
        let provenance = around.find_map(|at| contract.schema_at(&at)?.provenance.as_deref().cloned());
        Stated { source: contract.source_pointer(place), provenance }
    }
}

impl<F: Representation> Half<'_, '_, '_, F> {
    /// The finding that a drift is, at its value; `field` is its place as schemas see it, and `places` tells the one in the
    /// capture.
    pub(crate) fn finding(&self, drift: Drift, field: &Pointer, places: Option<&mut BodyPlaces<'_>>) -> Finding {
        let words = self.judge.words();
        let by_name = [undocumented_property::RULE.id, duplicate_key::RULE.id].contains(&drift.rule.id);
        let place = match places {
            Some(places) if by_name => places.name(&drift.instance),
            Some(places) => places.value(&drift.instance),
            None => self.exchange.record.place(),
        };
        let is_of_list = [undocumented_enum_value::RULE.id, enum_case_differs::RULE.id].contains(&drift.rule.id);
        let mut finding = Finding::new(drift.rule, drift.message)
            .instance(words.pointer(&drift.instance))
            .field(words.pointer(field));
        if is_of_list && self.side == Side::Response && self.judge.has_closed_enums() {
            finding.severity = Severity::Error;
        }
        self.located(finding, &drift.contract).place(place)
    }

    /// The finding with the operation, and with what stands at `contract`, a pointer into the contract as written.
    pub(crate) fn located(&self, finding: Finding, contract: &Pointer) -> Finding {
        let stated = || Stated::at(self.contract, contract);
        let prepared = self.judge.prepared(&self.matched);
        let Stated { source, provenance } = prepared.map_or_else(stated, |prepared| prepared.stated(contract, stated));
        let finding = finding.operation(&self.operation.id).contract(source).place(self.exchange.record.place());
        match provenance.or_else(|| self.provenance().cloned()) {
            Some(from) => finding.provenance(from),
            None => finding,
        }
    }

    /// Where the response comes from, or else the operation.
    fn provenance(&self) -> Option<&Provenance> {
        let status = self.exchange.status().filter(|_| self.side == Side::Response);
        let response = status.and_then(|status| self.operation.response_for(status));
        let response = response.and_then(|(_, described)| described.provenance.as_deref());
        response.or(self.operation.provenance.as_deref())
    }
}
