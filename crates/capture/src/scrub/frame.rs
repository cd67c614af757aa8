//! What stands around the records of a JSON document, copied byte by byte as it is read.

use crate::{
    ReadError,
    input::{End, Input},
    quote,
};
use std::io::{self, Write};

/// The longest name of a member that is looked at.
const NAME: usize = 1 << 10;

/// The longest white space that is copied; what is beyond says nothing, and would have to be held.
const SPACE: usize = 64 << 10;

/// Why copying ended before its time.
pub(super) enum Stop {
    /// The capture cannot be read any further.
    Read(ReadError),
    /// It ended within a piece, which has been said.
    Cut,
    /// The copy cannot be written.
    Write(io::Error),
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Stop {
        Stop::Read(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Write(error)
    }
}

/// Copies brackets, commas and white space, and knows what is open, so that whatever happens the copy is JSON.
pub(super) struct Frame<'w> {
    pub(super) out: &'w mut dyn Write,
    /// The brackets that close what is open, and whether something stands in it.
    open: Vec<(u8, bool)>,
}

impl<'w> Frame<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Frame<'w> {
        Frame { out, open: Vec::new() }
    }

    /// Opens what closes with that bracket.
    pub(super) fn begin(&mut self, input: &mut Input<'_>, closing: u8) -> Result<(), Stop> {
        let opening = if closing == b']' { b"[" } else { b"{" };
        self.out.write_all(opening)?;
        input.bump();
        self.open.push((closing, false));
        Ok(())
    }

    /// Closes what was opened last.
    fn end(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some((closing, _)) => self.out.write_all(&[closing]),
            None => Ok(()),
        }
    }

    /// Closes all that is open.
    pub(super) fn close(&mut self) -> io::Result<()> {
        while !self.open.is_empty() {
            self.end()?;
        }
        Ok(())
    }

    /// Goes to the next item or member of what is open, and gives the white space before it; `None` behind the last.
    pub(super) fn next(&mut self, input: &mut Input<'_>, first: bool, what: &str) -> Result<Option<Vec<u8>>, Stop> {
        let space = space(input)?;
        let closing = self.open.last().map_or(b']', |(closing, _)| *closing);
        match input.peek()? {
            None => return Err(input.refuse("the capture ends before its list does").into()),
            Some(byte) if byte == closing => {
                self.out.write_all(&space)?;
                input.bump();
                self.end()?;
                return Ok(None);
            }
            Some(b',') if !first => input.bump(),
            Some(byte) if !first => {
                let expected = format!("`,` or `{}` behind {what}", char::from(closing));
                return Err(input.refuse(format!("expected {expected}, found {}", quote::byte(byte))).into());
            }
            Some(_) => return starts(input, what).map(|()| Some(space)),
        }
        let space = self::space(input)?;
        starts(input, what)?;
        Ok(Some(space))
    }

    /// Writes an item or a member, and the comma before it if it is not the first that is written.
    pub(super) fn put(&mut self, space: &[u8], text: &[u8]) -> io::Result<()> {
        if let Some((_, filled)) = self.open.last_mut()
            && std::mem::replace(filled, true)
        {
            self.out.write_all(b",")?;
        }
        self.out.write_all(space)?;
        self.out.write_all(text)
    }
}

/// Whether something can begin here.
fn starts(input: &mut Input<'_>, what: &str) -> Result<(), Stop> {
    match input.peek()? {
        None => Err(input.refuse("the capture ends before its list does").into()),
        Some(byte @ (b',' | b':' | b']' | b'}')) => {
            Err(input.refuse(format!("expected {what}, found {}", quote::byte(byte))).into())
        }
        Some(_) => Ok(()),
    }
}

/// Takes JSON's white space, and gives as much of it as is copied.
pub(super) fn space(input: &mut Input<'_>) -> Result<Vec<u8>, ReadError> {
    let mut space = Vec::new();
    while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = input.peek()? {
        if space.len() < SPACE {
            space.push(byte);
        }
        input.bump();
    }
    Ok(space)
}

/// Takes the name of a member and what stands between it and its value: the name, and the white space around its colon.
pub(super) fn name(input: &mut Input<'_>) -> Result<(String, [Vec<u8>; 2]), Stop> {
    let expect = |input: &mut Input<'_>, byte: u8, what: &str| -> Result<(), Stop> {
        let token = input.peek()?;
        if token == Some(byte) {
            return Ok(());
        }
        let found = token.map_or_else(|| "the end of the capture".to_owned(), quote::byte);
        Err(input.refuse(format!("expected {what}, found {found}")).into())
    };
    expect(input, b'"', "a name in double quotes")?;
    let place = input.place();
    let refused = |reason: &str| Stop::Read(ReadError::Capture { place: place.clone(), reason: reason.to_owned() });
    let piece = input.value(NAME)?;
    if piece.span.end != End::Whole {
        return Err(refused("the name of this member is too long, or has no end"));
    }
    let name = serde_json::from_slice(&piece.text).map_err(|_| refused("the name of this member is no JSON"))?;
    let before = space(input)?;
    expect(input, b':', "`:` behind a name")?;
    input.bump();
    let behind = space(input)?;
    if matches!(input.peek()?, None | Some(b',' | b':' | b']' | b'}')) {
        return Err(input.refuse("expected a value behind the name of a member").into());
    }
    Ok((name, [before, behind]))
}
