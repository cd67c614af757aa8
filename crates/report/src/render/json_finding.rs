//! The findings of a JSON report.

use super::{
    json_counts::{FindingCounts, SeverityWord},
    json_standing::{AcceptedObject, StandingWord},
    told::exchanges,
};
use crate::Report;
use driftline_finding::{Cause, LeftOutRule, Place, Pointer, Provenance, Spot, Witness};
use schemars::JsonSchema;
use serde::Serialize;

/// A cause: its first finding, and how often and where it was met. Rule, operation, field and what is contradicted are
/// the same at all places; the message may differ.
#[derive(Serialize, JsonSchema)]
pub(super) struct FindingObject<'r> {
    /// The id of the rule; `driftline explain RULE` tells more.
    rule: &'r str,
    /// How much it matters: the worst of all places.
    severity: SeverityWord,
    /// What is the case at the first place, in one line.
    message: &'r str,
    /// The id of the operation concerned.
    operation: Option<&'r str>,
    /// JSON Pointer into the body: the wrong value; of a missing property, the object that lacks it.
    instance: Option<&'r str>,
    /// Where it was met.
    location: Option<LocationObject<'r>>,
    /// JSON Pointer into the contract: what is contradicted.
    spec: Option<&'r str>,
    /// What the contradicted part of the contract was read from.
    provenance: Option<ProvenanceObject<'r>>,
    /// Which side moved, where the page's own example tells.
    moved: Option<WitnessWord>,
    /// The identity of the finding from run to run.
    fingerprint: String,
    /// Whether somebody accepted it: an accepted finding counts for nothing, an expired one again.
    standing: StandingWord,
    /// Who accepted it, why and until when.
    accepted: Option<AcceptedObject<'r>>,
    /// How often it was met.
    count: u64,
    /// Where it was met: the first places.
    places: Vec<PlaceObject<'r>>,
    /// How many places are left out.
    places_left_out: u64,
    /// Where it was met last; null where it was met once.
    last: Option<PlaceObject<'r>>,
    /// How many exchanges of the operation were read; null where that is not known.
    exchanges: Option<u64>,
    /// The first few distinct values that were met, as JSON where they are short and no secret.
    values: Vec<&'r str>,
    /// Whether other values were met, too.
    more_values: bool,
}

/// Findings of one rule that were left out, because they have too many causes.
#[derive(Serialize, JsonSchema)]
pub(super) struct LeftOutObject {
    /// The id of the rule.
    rule: &'static str,
    /// How many findings there are.
    findings: FindingCounts,
    /// How many causes they have, or the least number that they have.
    causes: u64,
    /// Whether there may be more causes.
    more_causes: bool,
}

/// What the page's own example says of a difference between traffic and the contract that was read from the page.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum WitnessWord {
    /// It does as the traffic does, and its tables say otherwise.
    PageContradictsItself,
    /// It agrees with its tables: the API moved, or never did this.
    PageAgreesWithExample,
}

impl WitnessWord {
    fn of(witness: Witness) -> WitnessWord {
        match witness {
            Witness::PageContradictsItself => WitnessWord::PageContradictsItself,
            Witness::PageAgrees => WitnessWord::PageAgreesWithExample,
        }
    }
}

/// One of the places of a finding.
#[derive(Serialize, JsonSchema)]
struct PlaceObject<'r> {
    /// JSON Pointer into the body.
    instance: Option<&'r str>,
    /// Where it stands.
    location: Option<LocationObject<'r>>,
}

/// A place in a page or capture. Lines and columns count from 1; columns count characters.
#[derive(Serialize, JsonSchema)]
struct LocationObject<'r> {
    file: &'r str,
    line: Option<u32>,
    column: Option<u32>,
}

/// A row of a table on a page.
#[derive(Serialize, JsonSchema)]
struct ProvenanceObject<'r> {
    /// The file name of the page.
    page: &'r str,
    /// The heading of the section.
    section: Option<&'r str>,
    /// The number of the table, as `Table 6`.
    table: Option<&'r str>,
    /// The body row, from 1.
    row: Option<u32>,
    /// The caption of the table.
    caption: Option<&'r str>,
    /// The anchor of the table.
    anchor: Option<&'r str>,
    /// The line in the HTML.
    line: Option<u32>,
    /// The name and the type cell.
    cells: Option<&'r str>,
}

/// The findings of a report by cause, in the order of their first places.
pub(super) fn finding_objects(report: &Report) -> Vec<FindingObject<'_>> {
    report.causes.iter().map(|cause| FindingObject::of(report, cause)).collect()
}

/// What is left out, by rule.
pub(super) fn left_out(report: &Report) -> Vec<LeftOutObject> {
    let object = |of_rule: &LeftOutRule| LeftOutObject {
        rule: of_rule.rule.id.as_str(),
        findings: of_rule.count.into(),
        causes: of_rule.causes,
        more_causes: report.left_out.has_more_causes(),
    };
    report.left_out.rules().map(object).collect()
}

impl<'r> FindingObject<'r> {
    fn of(report: &Report, cause: &'r Cause) -> FindingObject<'r> {
        let finding = &cause.first;
        FindingObject {
            rule: finding.rule.id.as_str(),
            severity: cause.severity.into(),
            message: &finding.message,
            operation: finding.operation.as_deref(),
            instance: finding.instance.as_ref().map(Pointer::as_str),
            location: finding.place.as_ref().map(LocationObject::of),
            spec: finding.contract.as_ref().map(Pointer::as_str),
            provenance: finding.provenance.as_deref().map(ProvenanceObject::of),
            moved: finding.witness.map(WitnessWord::of),
            fingerprint: cause.fingerprint.to_string(),
            standing: (&finding.standing).into(),
            accepted: finding.standing.acceptance().map(AcceptedObject::of),
            count: cause.count(),
            places: cause.places().map(PlaceObject::of).collect(),
            places_left_out: cause.places_left_out(),
            last: cause.last().map(PlaceObject::of),
            exchanges: exchanges(report, cause),
            values: cause.values().collect(),
            more_values: cause.has_more_values(),
        }
    }
}

impl<'r> PlaceObject<'r> {
    fn of(spot: &'r Spot) -> PlaceObject<'r> {
        let instance = spot.instance.as_ref().map(Pointer::as_str);
        PlaceObject { instance, location: spot.place.as_ref().map(LocationObject::of) }
    }
}

impl<'r> LocationObject<'r> {
    fn of(place: &'r Place) -> LocationObject<'r> {
        let position = place.position;
        LocationObject {
            file: &place.file,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
        }
    }
}

impl<'r> ProvenanceObject<'r> {
    fn of(from: &'r Provenance) -> ProvenanceObject<'r> {
        ProvenanceObject {
            page: &from.page,
            section: from.section.as_deref(),
            table: from.table.as_deref(),
            row: from.row,
            caption: from.caption.as_deref(),
            anchor: from.anchor.as_deref(),
            line: from.line,
            cells: from.cells.as_deref(),
        }
    }
}
