//! What holds for all corrections: none changes nothing, one changes its field alone, and one that the page itself has
//! overtaken is stale.

use crate::{cases, facts::facts, render::render};
use driftline_contract::{Operation, Schema};
use driftline_extract::{
    Corrections, Page, PageReading, Review, TypeExpr, assemble, parse_page, read_corrected, read_page,
};
use driftline_finding::Provenance;
use proptest::{prelude::*, sample::Index};

/// The row of a page that is mended, and the correction of it without its hash.
struct Mended {
    page: Page,
    name: String,
    /// What its type cell says.
    kind: String,
    from: Provenance,
}

impl Mended {
    fn new(page: Page, pick: Index) -> Option<Mended> {
        let rows = rows(&read_page(&page.name, &page));
        let from = (!rows.is_empty()).then(|| pick.get(&rows))?;
        // A row without a type has its name alone.
        let (name, kind) = from.cells.as_deref()?.split_once(", ")?;
        Some(Mended { name: name.to_owned(), kind: kind.to_owned(), from: from.clone(), page })
    }

    fn corrections(&self, members: &str) -> Corrections {
        let text = format!(
            "service = \"s\"\n[[correction]]\npages = [{:?}]\nfield = {:?}\nreason = \"R\"\nevidence = \"E\"\n{members}",
            self.page.name, self.name
        );
        Corrections::read("s", [("s.toml", text.as_str())]).expect("a file of corrections")
    }

    fn read(&self, members: &str) -> (PageReading, Review) {
        let corrections = self.corrections(members);
        let reading = read_corrected(&self.page.name, &self.page, &corrections);
        let review = corrections.review(std::slice::from_ref(&reading));
        (reading, review)
    }

    /// The hash of the row, as the finding about a correction without one says it.
    fn hash(&self) -> String {
        let table = [&self.from.anchor, &self.from.table, &self.from.caption].into_iter().flatten().next();
        let table = table.map(|table| format!("table = {table:?}\n")).unwrap_or_default();
        let (_, review) = self.read(&format!("{table}nullable = true"));
        let message = &review.findings[0].message;
        let (before, _) = message.split_once(&format!("\" ({})", self.from)).expect("the finding names the row");
        before[before.len() - 16..].to_owned()
    }
}

/// Where the rows of a page were read from.
fn rows(reading: &PageReading) -> Vec<Provenance> {
    let mut rows = Vec::new();
    let mut add =
        |schema: &Schema| rows.extend(schema.provenance.as_deref().filter(|from| from.row.is_some()).cloned());
    reading.operations.iter().flat_map(Operation::schemas).for_each(|schema| schema.walk(&mut add));
    reading.components.iter().for_each(|(_, schema)| schema.walk(&mut add));
    rows
}

fn json(reading: PageReading) -> String {
    assemble("s", vec![reading]).expect("a contract").contract.to_openapi_json()
}

/// Takes out of both what `after` says was corrected; returns how much that was.
fn blank(before: &mut Schema, after: &mut Schema) -> usize {
    if after.provenance.as_ref().is_some_and(|from| !from.corrected.is_empty()) {
        *before = Schema::default();
        *after = Schema::default();
        return 1;
    }
    before.children_mut().zip(after.children_mut()).map(|(before, after)| blank(before, after)).sum()
}

/// Makes components of all tables: a type that is corrected may have been what led to one.
fn with_spare(mut reading: PageReading) -> PageReading {
    let spare = std::mem::take(&mut reading.spare);
    reading.components.extend(spare.into_iter().map(|table| (table.id, table.schema)));
    reading.components.sort_by(|(one, _), (other, _)| one.cmp(other));
    reading
}

fn blank_all(before: &mut PageReading, after: &mut PageReading) -> usize {
    let mut blanked = 0;
    for (before, after) in before.operations.iter_mut().zip(&mut after.operations) {
        blanked +=
            before.schemas_mut().zip(after.schemas_mut()).map(|(before, after)| blank(before, after)).sum::<usize>();
    }
    for ((_, before), (_, after)) in before.components.iter_mut().zip(&mut after.components) {
        blanked += blank(before, after);
    }
    blanked
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn corrections_that_do_not_fit_change_no_byte(
        facts in facts(),
        choices in proptest::collection::vec(any::<u8>(), 0..60),
        pick in any::<Index>(),
    ) {
        let rendered = render(&facts, choices);
        let page = parse_page(&rendered.file, rendered.html.as_bytes());
        let plain = json(read_page(&page.name, &page));
        let Some(mended) = Mended::new(page, pick) else { return Ok(()) };
        for members in ["drop = true", "row = \"0123456789abcdef\"\ndrop = true", "table = \"no table\"\ndrop = true"] {
            let (reading, review) = mended.read(members);
            prop_assert_eq!((review.applied, review.doubtful, review.unread), (0, 1, 0));
            prop_assert_eq!(json(reading), plain.clone());
        }
    }

    #[test]
    fn a_correction_changes_only_its_field(
        facts in facts(),
        choices in proptest::collection::vec(any::<u8>(), 0..60),
        pick in any::<Index>(),
        kind in proptest::sample::select(vec!["Boolean", "Double", "Array of strings", "Map<String,Long>"]),
    ) {
        let rendered = render(&facts, choices);
        let Some(mended) = Mended::new(parse_page(&rendered.file, rendered.html.as_bytes()), pick) else { return Ok(()) };
        let mut before = with_spare(read_page(&mended.page.name, &mended.page));
        let (after, review) = mended.read(&format!("row = \"{}\"\ntype = {kind:?}", mended.hash()));
        let mut after = with_spare(after);
        let blanked = blank_all(&mut before, &mut after);
        prop_assert_eq!(review.applied > 0, blanked > 0, "{:?}", review);
        prop_assert_eq!(&before.operations, &after.operations, "{}", rendered.html);
        prop_assert_eq!(&before.components, &after.components, "{}", rendered.html);
        prop_assert_eq!(before.rows.read, after.rows.read);
    }

    #[test]
    fn a_correction_that_the_page_has_overtaken_is_stale(
        facts in facts(),
        choices in proptest::collection::vec(any::<u8>(), 0..60),
        pick in any::<Index>(),
    ) {
        let rendered = render(&facts, choices);
        let page = parse_page(&rendered.file, rendered.html.as_bytes());
        let plain = json(read_page(&page.name, &page));
        let Some(mended) = Mended::new(page, pick) else { return Ok(()) };
        if matches!(TypeExpr::parse(&mended.kind).innermost(), TypeExpr::Unknown(_)) {
            // A correction cannot say what no cell says.
            return Ok(());
        }
        let (reading, review) = mended.read(&format!("row = \"{}\"\ntype = {:?}", mended.hash(), mended.kind));
        prop_assert_eq!((review.applied, review.doubtful), (0, 1));
        prop_assert!(review.findings[0].message.starts_with("`type` changes nothing"), "{:?}", review.findings);
        prop_assert_eq!(json(reading), plain);
    }
}
