//! Hands what the tokenizer finds to the tree builder.

use super::{limit::Limit, node::kept};
use html5ever::{
    Attribute, LocalName, QualName, local_name, ns,
    tendril::StrTendril,
    tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, states::RawKind},
};
use html5gum::{Emitter, State};
use std::convert::Infallible;

/// Makes the parser's tokens of the tokenizer's events. Buffers serve one token after the other.
pub(super) struct Feed<'t> {
    limit: &'t Limit,
    /// How far the tokenizer has read, in bytes.
    position: usize,
    characters: Vec<u8>,
    tag: TagKind,
    name: Vec<u8>,
    last_start: Vec<u8>,
    self_closing: bool,
    attributes: Vec<Attribute>,
    /// The name of the attribute that is being read, until its value begins.
    attribute_name: Vec<u8>,
    /// The name of the attribute that is being read, if it is kept, and its value.
    attribute: Option<LocalName>,
    value: Vec<u8>,
    doctype: Doctype,
    /// For each `span` that is open, whether the parser got it.
    spans: Vec<bool>,
    /// Whether the last tag that the parser got begins or ends a block.
    is_at_block: bool,
    /// Whether the text is preformatted.
    is_preformatted: bool,
}

impl<'t> Feed<'t> {
    pub(super) fn new(limit: &'t Limit) -> Feed<'t> {
        Feed {
            limit,
            position: 0,
            characters: Vec::new(),
            tag: TagKind::StartTag,
            name: Vec::new(),
            last_start: Vec::new(),
            self_closing: false,
            attributes: Vec::new(),
            attribute_name: Vec::new(),
            attribute: None,
            value: Vec::new(),
            doctype: Doctype::default(),
            spans: Vec::new(),
            is_at_block: false,
            is_preformatted: false,
        }
    }

    /// Hands on a token, and how far the text is read by now; the parser may answer that what follows is to be read in
    /// another way.
    fn hand(&mut self, token: Token) -> Option<State> {
        match self.limit.process_token(token, self.position as u64) {
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Some(State::ScriptData),
        }
    }

    /// Hands on the text before what comes now. The parser takes NUL characters one by one.
    fn hand_characters(&mut self) {
        if self.characters.is_empty() {
            return;
        }
        let characters = std::mem::take(&mut self.characters);
        for (number, part) in characters.split(|byte| *byte == 0).enumerate() {
            if number > 0 {
                self.hand(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                self.hand(Token::CharacterTokens(tendril(part)));
            }
        }
        self.characters = characters;
        self.characters.clear();
    }

    /// Hands on the text before a tag, unless it is but white space between blocks: in what generators write that is
    /// half of all texts, and minified pages have none of it.
    fn hand_characters_before_tag(&mut self) {
        let is_block = is_block(&self.name);
        if (is_block || self.is_at_block) && !self.is_preformatted && self.characters.trim_ascii().is_empty() {
            self.characters.clear();
        } else {
            self.hand_characters();
        }
        self.is_at_block = is_block;
        if self.name == b"pre" {
            self.is_preformatted = self.tag == TagKind::StartTag;
        }
    }

    fn open_attribute(&mut self) {
        if !self.attribute_name.is_empty() {
            self.attribute = kept(&self.name, &self.attribute_name);
            self.attribute_name.clear();
        }
    }

    fn close_attribute(&mut self) {
        self.open_attribute();
        if let Some(name) = self.attribute.take() {
            // Of two attributes of one name the first counts.
            if !self.attributes.iter().any(|known| known.name.local == name) {
                self.attributes.push(Attribute { name: QualName::new(None, ns!(), name), value: tendril(&self.value) });
            }
        }
        self.value.clear();
    }

    fn open_tag(&mut self, kind: TagKind) {
        self.tag = kind;
        self.name.clear();
        self.attributes.clear();
        self.self_closing = false;
    }

    /// Whether the tag is that of a `span` to which nothing links: it says only how text looks, and there is one for
    /// every word of some examples.
    fn is_idle_span(&mut self) -> bool {
        if self.name != b"span" {
            return false;
        }
        if self.tag == TagKind::EndTag {
            return self.spans.pop() == Some(false);
        }
        let is_anchor = !self.attributes.is_empty();
        self.spans.push(is_anchor);
        !is_anchor
    }
}

/// The name of a tag that pages are full of: looking any name up takes longer than all else that is done with it here.
fn usual(name: &[u8]) -> Option<LocalName> {
    Some(match name {
        b"a" => local_name!("a"),
        b"br" => local_name!("br"),
        b"div" => local_name!("div"),
        b"li" => local_name!("li"),
        b"p" => local_name!("p"),
        b"pre" => local_name!("pre"),
        b"span" => local_name!("span"),
        b"strong" => local_name!("strong"),
        b"b" => local_name!("b"),
        b"table" => local_name!("table"),
        b"tbody" => local_name!("tbody"),
        b"td" => local_name!("td"),
        b"th" => local_name!("th"),
        b"thead" => local_name!("thead"),
        b"tr" => local_name!("tr"),
        b"ul" => local_name!("ul"),
        _ => return None,
    })
}

/// Whether white space before or behind a tag of that name is none of the text.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"caption"
            | b"col"
            | b"colgroup"
            | b"dd"
            | b"div"
            | b"dl"
            | b"dt"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"li"
            | b"ol"
            | b"p"
            | b"section"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"tr"
            | b"ul"
    )
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::try_from_byte_slice(bytes).unwrap_or_else(|()| StrTendril::from_slice(&String::from_utf8_lossy(bytes)))
}

impl Emitter for Feed<'_> {
    type Token = Infallible;

    fn emit_current_tag(&mut self) -> Option<State> {
        self.close_attribute();
        if self.tag == TagKind::StartTag {
            self.last_start.clone_from(&self.name);
        } else {
            self.attributes.clear();
        }
        if self.is_idle_span() {
            return None;
        }
        self.hand_characters_before_tag();
        let tag = Tag {
            kind: self.tag,
            name: usual(&self.name).unwrap_or_else(|| LocalName::from(String::from_utf8_lossy(&self.name))),
            self_closing: self.self_closing,
            attrs: std::mem::take(&mut self.attributes),
            had_duplicate_attributes: false,
        };
        self.hand(Token::TagToken(tag))
    }

    fn emit_eof(&mut self) {
        self.hand_characters();
        self.hand(Token::EOFToken);
        self.limit.end();
    }

    fn emit_current_comment(&mut self) {
        // A comment parts no text: it is as if it were not there.
    }

    fn emit_current_doctype(&mut self) {
        let doctype = std::mem::take(&mut self.doctype);
        self.hand(Token::DoctypeToken(doctype));
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.characters.extend_from_slice(text);
    }

    fn init_start_tag(&mut self) {
        self.open_tag(TagKind::StartTag);
    }

    fn init_end_tag(&mut self) {
        self.open_tag(TagKind::EndTag);
    }

    fn push_tag_name(&mut self, text: &[u8]) {
        self.name.extend_from_slice(text);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.close_attribute();
    }

    fn push_attribute_name(&mut self, text: &[u8]) {
        self.attribute_name.extend_from_slice(text);
    }

    fn push_attribute_value(&mut self, text: &[u8]) {
        self.open_attribute();
        if self.attribute.is_some() {
            self.value.extend_from_slice(text);
        }
    }

    fn init_doctype(&mut self) {
        self.hand_characters();
        self.doctype = Doctype::default();
    }

    fn push_doctype_name(&mut self, text: &[u8]) {
        push(&mut self.doctype.name, text);
    }

    fn set_doctype_public_identifier(&mut self, text: &[u8]) {
        self.doctype.public_id = Some(tendril(text));
    }

    fn set_doctype_system_identifier(&mut self, text: &[u8]) {
        self.doctype.system_id = Some(tendril(text));
    }

    fn push_doctype_public_identifier(&mut self, text: &[u8]) {
        push(&mut self.doctype.public_id, text);
    }

    fn push_doctype_system_identifier(&mut self, text: &[u8]) {
        push(&mut self.doctype.system_id, text);
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag == TagKind::EndTag && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.limit.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_error(&mut self, _error: html5gum::Error) {}

    fn init_comment(&mut self) {}

    fn push_comment(&mut self, _text: &[u8]) {}
}

fn push(text: &mut Option<StrTendril>, more: &[u8]) {
    text.get_or_insert_default().push_tendril(&tendril(more));
}
