//! The frame of tables: anchors, caption, header.

use super::{Key, Page, anchors};
use crate::markup::Writer;
use driftline_finding::Provenance;

impl Page<'_> {
    /// Begins a table, and says where it stands.
    pub(super) fn open_table(&mut self, caption: &str, header: &[&str], key: Option<&Key>) -> Provenance {
        self.number += 1;
        let (own, anchor) = self.anchors(key);
        if self.writer.choices.once_in(2) {
            self.writer.open("div", &[("class", "tablenoborder")]);
        } else {
            self.writer.open("div", &[]);
        }
        let id = own.as_deref().map(|id| ("id", id));
        let mut attributes = vec![("cellpadding", "4"), ("summary", ""), ("rules", "all")];
        attributes.extend(id);
        self.writer.open("table", &attributes);
        let line = self.writer.line();
        let table = self.caption(caption);
        self.header(header);
        Provenance {
            page: self.file.as_str().into(),
            anchor: anchor.map(Into::into),
            table: table.map(Into::into),
            caption: (!caption.is_empty()).then(|| caption.into()),
            line: Some(line),
            ..Provenance::default()
        }
    }

    /// Writes the anchors before a table; gives its own id, and the anchor by which it is known.
    fn anchors(&mut self, key: Option<&Key>) -> (Option<String>, Option<String>) {
        let (long, short) = match key {
            Some(Key::Component(number)) if self.linked[*number] => anchors(*number),
            // Nothing leads there; it may have none.
            _ if self.writer.choices.once_in(3) => return (None, None),
            _ => (format!("EN-US_TOPIC_0000__table{}", self.number), format!("table{}", self.number)),
        };
        let (named, own) = match self.writer.choices.below(4) {
            0 => (vec![&long, &short], None),
            1 => (vec![&long, &long, &short, &short], None),
            2 => (vec![&short], Some(long.clone())),
            _ => (vec![&long, &short], Some(long.clone())),
        };
        for name in &named {
            self.writer.element("a", &[("name", name)], |_| {});
        }
        let first = own.clone().unwrap_or_else(|| named[0].clone());
        (own, Some(first))
    }

    /// Writes the caption; gives the number under which it shows the table.
    fn caption(&mut self, caption: &str) -> Option<String> {
        let number = self.writer.choices.once_in(2).then(|| format!("Table {}", self.number));
        if number.is_some() || !caption.is_empty() {
            self.writer.open("caption", &[]);
            if let Some(number) = &number {
                let strong = self.writer.choices.once_in(2);
                let number = format!("{number} ");
                if strong { self.writer.strong(&number) } else { self.writer.text(&number) }
            }
            self.writer.wrapped(caption);
            self.writer.close("caption");
        }
        self.writer.gap();
        number
    }

    fn header(&mut self, header: &[&str]) {
        let group = self.writer.choices.below(3);
        match group {
            0 => self.writer.open("thead", &[("align", "left")]),
            1 => self.writer.open("tbody", &[]),
            _ => {}
        }
        self.writer.open("tr", &[]);
        for text in header {
            let strong = self.writer.choices.once_in(2);
            self.cell("th", |it| it.paragraph(true, |it| if strong { it.strong(text) } else { it.text(text) }));
        }
        self.writer.close("tr");
        if group == 0 {
            self.writer.close("thead");
            self.writer.gap();
            self.writer.open("tbody", &[]);
        }
        self.writer.gap();
    }

    pub(super) fn close_table(&mut self) {
        self.writer.close("table");
        self.writer.gap();
        self.writer.close("div");
        self.writer.gap();
    }

    pub(super) fn cell(&mut self, tag: &str, inside: impl FnOnce(&mut Writer)) {
        self.writer.open(tag, &[("class", "cellrowborder"), ("width", "20%"), ("headers", "mcps1.3 ")]);
        self.writer.gap();
        inside(&mut self.writer);
        self.writer.gap();
        self.writer.close(tag);
        self.writer.gap();
    }
}
