//! The account of table rows: read = placed + reported, on every page, always.

/// How many body rows of tables were read, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCount {
    /// All body rows of all tables.
    pub read: usize,
    /// Those that became part of the contract.
    pub placed: usize,
    /// Those that a finding names.
    pub reported: usize,
}

impl RowCount {
    /// Whether every row was either placed or reported.
    pub fn is_balanced(self) -> bool {
        self.read == self.placed + self.reported
    }
}

impl std::ops::AddAssign for RowCount {
    fn add_assign(&mut self, other: RowCount) {
        self.read += other.read;
        self.placed += other.placed;
        self.reported += other.reported;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Open,
    Placed,
    Reported,
}

/// One entry for each body row of a page. A row that was placed stays placed, unless it is withdrawn.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    pub(crate) fn new(rows: usize) -> Ledger {
        Ledger { entries: vec![Entry::Open; rows] }
    }

    pub(crate) fn place(&mut self, row: usize) {
        self.set(row, Entry::Placed);
    }

    pub(crate) fn report(&mut self, row: usize) {
        if self.is_open(row) {
            self.set(row, Entry::Reported);
        }
    }

    /// Reports a row that was placed where nothing leads to.
    pub(crate) fn withdraw(&mut self, row: usize) {
        self.set(row, Entry::Reported);
    }

    pub(crate) fn is_open(&self, row: usize) -> bool {
        self.entries.get(row) == Some(&Entry::Open)
    }

    fn set(&mut self, row: usize, entry: Entry) {
        if let Some(slot) = self.entries.get_mut(row) {
            *slot = entry;
        }
    }

    pub(crate) fn count(&self) -> RowCount {
        self.count_of(0..self.entries.len())
    }

    /// What became of some of the rows.
    pub(crate) fn count_of(&self, rows: impl Iterator<Item = usize>) -> RowCount {
        let mut count = RowCount::default();
        for entry in rows.filter_map(|row| self.entries.get(row)) {
            count.read += 1;
            count.placed += usize::from(*entry == Entry::Placed);
            count.reported += usize::from(*entry == Entry::Reported);
        }
        count
    }
}
