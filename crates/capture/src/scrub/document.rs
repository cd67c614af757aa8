//! A capture as a stream of pieces, each of which is cleaned and written before the next is read.

use super::{
    Cleaner,
    frame::{Frame, Stop, name, space},
    json::Within,
};
use crate::{
    Headers, ReadError,
    input::{End, Input, Piece},
    json,
    listed::Archive,
    quote,
};
use std::io;

/// Writes the pieces of a capture, cleaned.
pub(super) struct Copy<'c, 'r, 'w> {
    pub(super) input: &'c mut Input<'r>,
    pub(super) cleaner: &'c Cleaner,
    pub(super) limit: usize,
    pub(super) frame: Frame<'w>,
    /// Takes what is left out.
    pub(super) left_out: &'c mut dyn FnMut(ReadError),
    pub(super) exchanges: u64,
}

impl Copy<'_, '_, '_> {
    /// Records one a line.
    pub(super) fn lines(&mut self) -> Result<(), Stop> {
        loop {
            let mut text = Vec::new();
            let Some(span) = self.input.line(self.limit, &mut text)? else { return Ok(()) };
            let line = Piece { text, span };
            let blank = line.span.end == End::Whole && line.text.trim_ascii().is_empty();
            let clean = if blank { Some(String::new()) } else { self.record(line) };
            if let Some(clean) = clean {
                self.frame.out.write_all(clean.as_bytes())?;
                self.frame.out.write_all(b"\n")?;
            }
        }
    }

    /// Records one after the other, or in lists.
    pub(super) fn values(&mut self) -> Result<(), Stop> {
        loop {
            let lead = space(self.input)?;
            match self.input.peek()? {
                None => return Ok(self.frame.out.write_all(&lead)?),
                Some(b'[') => {
                    self.frame.out.write_all(&lead)?;
                    self.list("an exchange")?;
                }
                Some(byte @ (b',' | b':' | b']' | b'}')) => {
                    let found = quote::byte(byte);
                    return Err(self.input.refuse(format!("expected an exchange, found {found}")).into());
                }
                Some(_) => {
                    let piece = self.input.value(self.limit)?;
                    if let Some(clean) = self.record(piece) {
                        self.frame.put(&lead, clean.as_bytes())?;
                    }
                }
            }
        }
    }

    /// One document with its records in a list.
    pub(super) fn archive(&mut self, archive: &Archive) -> Result<(), Stop> {
        let lead = space(self.input)?;
        self.frame.out.write_all(&lead)?;
        match self.input.peek()? {
            None => {
                let expected = format!("expected a {}, found the end of the capture", archive.name);
                return Err(self.input.refuse(expected).into());
            }
            Some(b'{') => self.object(archive.path, archive.item)?,
            Some(_) => return self.values(),
        }
        let behind = space(self.input)?;
        self.frame.out.write_all(&behind)?;
        match self.input.peek()? {
            None => Ok(()),
            Some(byte) => {
                Err(self.input.refuse(format!("expected the end of the capture, found {}", quote::byte(byte))).into())
            }
        }
    }

    /// The whole capture as one value.
    pub(super) fn whole(&mut self) -> Result<(), Stop> {
        let piece = self.input.rest(self.limit)?;
        let record = piece.into_record(self.input.file(), self.limit)?;
        json::parse(record.text()).map_err(|syntax| ReadError::syntax(&record, &syntax))?;
        let clean = self.clean(record.text());
        self.exchanges += 1;
        Ok(self.frame.out.write_all(clean.as_bytes())?)
    }

    fn object(&mut self, path: &[&str], item: &str) -> Result<(), Stop> {
        self.frame.begin(self.input, b'}')?;
        let mut first = true;
        while let Some(lead) = self.frame.next(self.input, first, "a member")? {
            first = false;
            let (name, [before, behind]) = name(self.input)?;
            let clean = serde_json::Value::from(self.cleaner.name(&name)).to_string();
            let head = [clean.as_bytes(), &before, b":", &behind].concat();
            let within = path.split_first().filter(|(wanted, _)| **wanted == name);
            match (within, self.input.peek()?) {
                (Some((_, [])), Some(b'[')) => {
                    self.frame.put(&lead, &head)?;
                    self.list(item)?;
                }
                (Some((_, rest @ [_, ..])), Some(b'{')) => {
                    self.frame.put(&lead, &head)?;
                    self.object(rest, item)?;
                }
                _ => self.member(&name, &lead, &head)?,
            }
        }
        Ok(())
    }

    /// A member beside the list.
    fn member(&mut self, name: &str, lead: &[u8], head: &[u8]) -> Result<(), Stop> {
        let piece = self.input.value(self.limit)?;
        let whole = piece.span.end == End::Whole;
        if let Some(text) = self.readable(piece) {
            let clean = self.cleaner.member(name, &text);
            self.frame.put(lead, &[head, clean.as_bytes()].concat())?;
        }
        self.goes_on(whole)
    }

    fn list(&mut self, what: &str) -> Result<(), Stop> {
        self.frame.begin(self.input, b']')?;
        let mut first = true;
        while let Some(lead) = self.frame.next(self.input, first, what)? {
            first = false;
            let piece = self.input.value(self.limit)?;
            let whole = piece.span.end == End::Whole;
            if let Some(clean) = self.record(piece) {
                self.frame.put(&lead, clean.as_bytes())?;
            }
            self.goes_on(whole)?;
        }
        Ok(())
    }

    /// Whether something follows a piece.
    fn goes_on(&mut self, whole: bool) -> Result<(), Stop> {
        if whole || self.input.peek()?.is_some() { Ok(()) } else { Err(Stop::Cut) }
    }

    /// One record without its secrets; `None` where it is left out.
    fn record(&mut self, piece: Piece) -> Option<String> {
        let text = self.readable(piece)?;
        self.exchanges += 1;
        Some(self.clean(text.as_bytes()))
    }

    /// The text of a piece that is JSON. Another one cannot be cleaned, and is left out.
    fn readable(&mut self, piece: Piece) -> Option<String> {
        let record = piece.into_record(self.input.file(), self.limit);
        let record = record.and_then(|record| match json::parse(record.text()) {
            Ok(_) => Ok(record),
            Err(syntax) => Err(ReadError::syntax(&record, &syntax)),
        });
        match record {
            Ok(record) => String::from_utf8(record.text().to_vec()).ok(),
            Err(error) => {
                (self.left_out)(error);
                None
            }
        }
    }

    fn clean(&self, text: &[u8]) -> String {
        let headers = Headers::default();
        std::str::from_utf8(text).map_or_else(|_| String::new(), |text| self.cleaner.json(text, &Within::new(&headers)))
    }

    /// Closes what an early end has left open.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.frame.close()
    }
}
