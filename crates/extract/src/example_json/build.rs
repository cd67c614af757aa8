//! From lexemes to JSON texts: puts in what is missing and leaves out what is too much.

use super::{
    Flaw, FlawKind, Senseless,
    scan::{Lexeme, Token},
};

/// A mended JSON text.
#[derive(Clone, Debug, Default)]
pub(super) struct Mended {
    pub(super) json: String,
    /// The byte of the given text for each place where something was written.
    pub(super) origins: Vec<(usize, usize)>,
    /// Whether nothing was left out by an ellipsis.
    pub(super) is_whole: bool,
}

/// Builds the texts that the lexemes make up, one behind the other.
pub(super) fn build(lexemes: &[Lexeme]) -> Result<(Vec<Mended>, Vec<Flaw>), Senseless> {
    let mut texts = Vec::new();
    let mut flaws = Vec::new();
    let mut rest = lexemes;
    while let Some(first) = rest.first() {
        if !matches!(first.token, Token::Open(_)) {
            let next = rest.iter().position(|lexeme| matches!(lexeme.token, Token::Open(_))).unwrap_or(rest.len());
            flaws.push(Flaw { kind: behind(&rest[..next], next == rest.len()), at: first.at });
            rest = &rest[next..];
            continue;
        }
        let mut builder = Builder { rest, done: Mended { is_whole: true, ..Mended::default() }, ..Builder::default() };
        match builder.text() {
            Ok(()) => {}
            Err(senseless) if texts.is_empty() => return Err(senseless),
            // What follows a whole text need not be one.
            Err(_) => {
                flaws.push(Flaw { kind: FlawKind::TrailingText, at: first.at });
                break;
            }
        }
        if !texts.is_empty() {
            flaws.push(Flaw { kind: FlawKind::SeveralTexts, at: first.at });
        }
        flaws.append(&mut builder.flaws);
        texts.push(builder.done);
        rest = builder.rest;
    }
    Ok((texts, flaws))
}

/// What stands behind a text: brackets that nothing opened, or words.
fn behind(lexemes: &[Lexeme], is_last: bool) -> FlawKind {
    let closes = |lexeme: &Lexeme| matches!(lexeme.token, Token::Close(_));
    // Brackets at the very end change nothing, wherever another one is missing.
    let closes_last = is_last && lexemes.iter().all(closes);
    if lexemes.iter().any(closes) && !closes_last { FlawKind::SurplusClose } else { FlawKind::TrailingText }
}

/// An open bracket.
#[derive(Debug)]
struct Frame {
    close: char,
    is_empty: bool,
    /// Where a comma waits for the next item.
    comma: Option<usize>,
    /// Whether an ellipsis stands behind the last item.
    elided: bool,
}

#[derive(Default)]
struct Builder<'l> {
    rest: &'l [Lexeme],
    frames: Vec<Frame>,
    /// How many of the open brackets are braces.
    braces: usize,
    done: Mended,
    flaws: Vec<Flaw>,
}

impl<'l> Builder<'l> {
    /// Reads one text, up to the bracket that closes it or the end of all lexemes.
    fn text(&mut self) -> Result<(), Senseless> {
        let mut end = 0;
        while let Some((lexeme, rest)) = self.rest.split_first() {
            self.rest = rest;
            end = lexeme.at;
            self.lexeme(lexeme)?;
            if self.frames.is_empty() {
                return Ok(());
            }
        }
        self.flaw(FlawKind::MissingClose, end);
        while let Some(frame) = self.frames.pop() {
            self.done.json.push(frame.close);
        }
        Ok(())
    }

    fn flaw(&mut self, kind: FlawKind, at: usize) {
        self.flaws.push(Flaw { kind, at });
    }

    fn write(&mut self, text: &str, at: usize) {
        self.done.origins.push((self.done.json.len(), at));
        self.done.json.push_str(text);
    }

    fn lexeme(&mut self, lexeme: &'l Lexeme) -> Result<(), Senseless> {
        let at = lexeme.at;
        match &lexeme.token {
            Token::Close(close) => self.close(*close, at),
            Token::Comma => self.comma(at),
            Token::Ellipsis => self.ellipsis(),
            Token::Colon => return Err(Senseless { at, what: "a colon without a name" }),
            _ => {
                self.separate(at);
                if self.frames.last().is_some_and(|frame| frame.close == '}') {
                    self.name(lexeme)?;
                    let value = self.next().ok_or(Senseless { at, what: "a name without a value" })?;
                    return self.value(value);
                }
                return self.value(lexeme);
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<&'l Lexeme> {
        let (lexeme, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(lexeme)
    }

    /// Writes the comma before an item, where there is one before it.
    fn separate(&mut self, at: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (comma, elided, is_empty) = (frame.comma.take(), frame.elided, frame.is_empty);
        frame.elided = false;
        frame.is_empty = false;
        match comma {
            Some(comma) if is_empty => self.flaw(FlawKind::SurplusComma, comma),
            None if is_empty => {}
            None if !elided => {
                self.flaw(FlawKind::MissingComma, at);
                self.done.json.push(',');
            }
            _ => self.done.json.push(','),
        }
    }

    /// A name with its colon.
    fn name(&mut self, lexeme: &Lexeme) -> Result<(), Senseless> {
        let at = lexeme.at;
        let name = match &lexeme.token {
            Token::Text(text) => text.clone(),
            Token::Word(word) | Token::Literal(word) => quoted(word),
            _ => return Err(Senseless { at, what: "a bracket where a name belongs" }),
        };
        if !matches!(self.next(), Some(Lexeme { token: Token::Colon, .. })) {
            return Err(Senseless { at, what: "a name without a colon" });
        }
        if !matches!(lexeme.token, Token::Text(_)) {
            self.flaw(FlawKind::Unquoted, at);
        }
        self.write(&name, at);
        self.done.json.push(':');
        Ok(())
    }

    fn value(&mut self, lexeme: &Lexeme) -> Result<(), Senseless> {
        let at = lexeme.at;
        match &lexeme.token {
            Token::Open(open) => {
                let close = if *open == '{' { '}' } else { ']' };
                self.braces += usize::from(close == '}');
                self.frames.push(Frame { close, is_empty: true, comma: None, elided: false });
                self.write(if *open == '{' { "{" } else { "[" }, at);
            }
            Token::Text(text) | Token::Literal(text) => self.write(text, at),
            Token::Word(word) => {
                self.flaw(FlawKind::Unquoted, at);
                self.write(&quoted(word), at);
            }
            _ => return Err(Senseless { at, what: "a name without a value" }),
        }
        Ok(())
    }

    fn comma(&mut self, at: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.comma.replace(at).is_some() {
            self.flaw(FlawKind::SurplusComma, at);
        }
    }

    fn ellipsis(&mut self) {
        self.done.is_whole = false;
        if let Some(frame) = self.frames.last_mut() {
            frame.comma = None;
            frame.elided = true;
        }
    }

    fn close(&mut self, close: char, at: usize) {
        let open = if close == '}' { self.braces } else { self.frames.len() - self.braces };
        if open == 0 {
            self.flaw(FlawKind::SurplusClose, at);
            return;
        }
        while let Some(frame) = self.frames.pop() {
            self.braces -= usize::from(frame.close == '}');
            if let Some(comma) = frame.comma.filter(|_| !frame.elided) {
                self.flaw(FlawKind::SurplusComma, comma);
            }
            if frame.close == close {
                let text = if close == '}' { "}" } else { "]" };
                self.write(text, at);
                return;
            }
            self.flaw(FlawKind::MissingClose, at);
            self.done.json.push(frame.close);
        }
    }
}

/// A word as a JSON string.
fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}
