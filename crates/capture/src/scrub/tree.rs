//! The values of a JSON text, and where in it each stands.

use std::{borrow::Cow, ops::Range};

/// A value, and the bytes that it takes.
pub(super) struct Node<'t> {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind<'t>,
}

pub(super) enum Kind<'t> {
    Object(Vec<Member<'t>>),
    Array(Vec<Node<'t>>),
    String(Cow<'t, str>),
    Number,
    /// `true`, `false` or `null`.
    Word,
}

/// A member of an object: those of one name are several.
pub(super) struct Member<'t> {
    pub(super) name_at: Range<usize>,
    pub(super) name: Cow<'t, str>,
    pub(super) value: Node<'t>,
}

impl<'t> Node<'t> {
    /// The value of a text that is known to be JSON, and so not to nest deeper than a parser goes.
    pub(super) fn of(text: &'t str) -> Option<Node<'t>> {
        Scan { text, at: 0 }.value()
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn value(&mut self) -> Option<Node<'t>> {
        let first = self.peek()?;
        let start = self.at;
        let kind = match first {
            b'{' => Kind::Object(self.members()?),
            b'[' => Kind::Array(self.items()?),
            b'"' => Kind::String(self.string()?),
            b'-' | b'0'..=b'9' => {
                self.pass();
                Kind::Number
            }
            _ => {
                self.pass();
                Kind::Word
            }
        };
        Some(Node { at: start..self.at, kind })
    }

    /// Passes over a number or a word.
    fn pass(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    fn members(&mut self) -> Option<Vec<Member<'t>>> {
        let mut members = Vec::new();
        self.at += 1;
        while self.peek()? != b'}' {
            let start = self.at;
            let name = self.string()?;
            let name_at = start..self.at;
            self.peek()?;
            self.at += 1;
            members.push(Member { name_at, name, value: self.value()? });
            if self.peek()? == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
        Some(members)
    }

    fn items(&mut self) -> Option<Vec<Node<'t>>> {
        let mut items = Vec::new();
        self.at += 1;
        while self.peek()? != b']' {
            items.push(self.value()?);
            if self.peek()? == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
        Some(items)
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            self.at += 1;
            match bytes.get(self.at)? {
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                b'"' => break,
                _ => {}
            }
        }
        self.at += 1;
        let literal = &self.text[start..self.at];
        if escaped {
            serde_json::from_str(literal).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(&literal[1..literal.len() - 1]))
        }
    }
}
