//! Writes HTML in one of the many ways in which it can be written.

/// A source of choices: bytes in turn, over and over. All zeros choose the plainest way, so that failures shrink to it.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    bytes: Vec<u8>,
    at: usize,
}

impl Choices {
    pub(crate) fn new(bytes: Vec<u8>) -> Choices {
        Choices { bytes, at: 0 }
    }

    /// A number below `number`.
    pub(crate) fn below(&mut self, number: usize) -> usize {
        let byte = self.bytes.get(self.at % self.bytes.len().max(1)).copied().unwrap_or(0);
        self.at += 1;
        // The same bytes come round again; the turn makes them mean something else then.
        let turn = if byte == 0 { 0 } else { self.at / self.bytes.len().max(1) };
        (usize::from(byte) + turn) % number
    }

    /// True in one of `number` cases, never for a zero.
    pub(crate) fn once_in(&mut self, number: usize) -> bool {
        self.below(number) == number - 1 && number > 1
    }

    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Collects the text of a page.
pub(crate) struct Writer {
    pub(crate) out: String,
    pub(crate) choices: Choices,
    upper_case: bool,
    spacious: bool,
}

impl Writer {
    pub(crate) fn new(bytes: Vec<u8>) -> Writer {
        let mut choices = Choices::new(bytes);
        let upper_case = choices.once_in(4);
        let spacious = choices.once_in(2);
        Writer { out: String::new(), choices, upper_case, spacious }
    }

    /// The line that is being written, from 1.
    pub(crate) fn line(&self) -> u32 {
        u32::try_from(self.out.matches('\n').count()).expect("a small page") + 1
    }

    pub(crate) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        let name = if self.upper_case { tag.to_uppercase() } else { tag.to_owned() };
        self.add(&format!("<{name}"));
        let start = self.choices.below(attributes.len().max(1));
        for index in 0..attributes.len() {
            let (name, value) = attributes[(start + index) % attributes.len()];
            let bare = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !value.is_empty();
            let blank = if self.choices.once_in(8) { "\n  " } else { " " };
            let attribute = match self.choices.below(3) {
                1 => format!("{blank}{name}='{value}'"),
                2 if bare => format!("{blank}{}={value}", name.to_uppercase()),
                _ => format!("{blank}{name}=\"{value}\""),
            };
            self.add(&attribute);
        }
        self.out.push('>');
    }

    fn add(&mut self, text: &str) {
        self.out += text;
    }

    pub(crate) fn close(&mut self, tag: &str) {
        let name = if self.upper_case { tag.to_uppercase() } else { tag.to_owned() };
        self.add(&format!("</{name}>"));
    }

    /// What stands between the tags of blocks.
    pub(crate) fn gap(&mut self) {
        let gaps: &[&str] = if self.spacious { &["\n", " \n\n\t", "", "\n<!-- & <p> -->\n"] } else { &["", "\n"] };
        self.out += self.choices.of(gaps);
    }

    /// An element with what `inside` writes.
    pub(crate) fn element(&mut self, tag: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Writer)) {
        self.open(tag, attributes);
        inside(self);
        self.close(tag);
    }

    /// Text as it stands, as in `pre`.
    pub(crate) fn verbatim(&mut self, text: &str) {
        for c in text.chars() {
            self.character(c);
        }
    }

    /// Running text: blanks may be written in any way that reads as one.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c == ' ' {
                self.out += match self.choices.below(16) {
                    11 => "\n",
                    12 => "&nbsp;",
                    13 => "   ",
                    14 => " <!-- note -->",
                    15 => " &#160;",
                    _ => " ",
                };
            } else {
                self.character(c);
            }
        }
    }

    fn character(&mut self, c: char) {
        match c {
            '&' => self.out += self.choices.of(&["&amp;", "&#38;"]),
            '<' => self.out += self.choices.of(&["&lt;", "&#x3C;", "&#60;"]),
            '>' => self.out += self.choices.of(&["&gt;", ">"]),
            '"' => self.out += self.choices.of(&["\"", "&quot;"]),
            c if !c.is_ascii() && self.choices.once_in(2) => self.add(&format!("&#x{:X};", u32::from(c))),
            c => self.out.push(c),
        }
    }

    /// Text inside markup that means nothing, or none.
    pub(crate) fn wrapped(&mut self, text: &str) {
        match self.choices.below(6) {
            3 => self.element("span", &[("id", "s1"), ("class", "keyword")], |it| it.text(text)),
            4 => self.element("em", &[], |it| it.element("i", &[("id", "i2")], |it| it.text(text))),
            5 => {
                self.element("span", &[], |_| {});
                self.text(text);
            }
            _ => self.text(text),
        }
    }

    pub(crate) fn strong(&mut self, text: &str) {
        let tag = self.choices.of(&["strong", "b"]);
        if self.choices.once_in(3) {
            self.element("span", &[("class", "parmvalue")], |it| it.element(tag, &[("id", "b3")], |it| it.text(text)));
        } else {
            self.element(tag, &[], |it| it.text(text));
        }
    }

    /// A paragraph, or its text alone where `bare` allows that.
    pub(crate) fn paragraph(&mut self, bare: bool, inside: impl FnOnce(&mut Writer)) {
        if bare && self.choices.once_in(2) {
            inside(self);
        } else {
            let id = self.choices.once_in(2).then_some(("id", "p4"));
            self.element("p", id.as_slice(), inside);
        }
    }
}
