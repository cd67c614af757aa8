//! The parser of type cells: a descent through their words and signs.

use super::{
    Scalar, TypeExpr,
    words::{PAIRS, SCALARS, Token, scalar, singular, tokens},
};

/// Deeper nesting is not understood.
const MAX_DEPTH: usize = 16;

/// What a type cell says, or [`TypeExpr::Unknown`].
pub(super) fn parse(text: &str) -> TypeExpr {
    let tokens = tokens(without_pointer(text));
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    match parser.union() {
        // "Rule objects" without "Array of": several of them.
        Some(TypeExpr::Named(name)) if parser.at == tokens.len() && is_plural(&tokens) => {
            array_of(TypeExpr::Named(name))
        }
        Some(parsed) if parser.at == tokens.len() => parsed,
        _ => begun_sentence(text).unwrap_or_else(|| TypeExpr::Unknown(text.trim().to_owned())),
    }
}

/// The scalar with which a sentence begins: "string, which must be a name." What follows is no type, but words about
/// the value.
fn begun_sentence(text: &str) -> Option<TypeExpr> {
    let (first, rest) = text.trim().split_once([',', '.'])?;
    let mut words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let names_another = words.next().is_none_or(|word| scalar(word).is_some());
    let is_sentence = rest.starts_with(' ') && !names_another && words.count() > 1;
    scalar(first).filter(|_| is_sentence).map(TypeExpr::Scalar)
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn union(&mut self) -> Option<TypeExpr> {
        let mut types = vec![self.single()?];
        while self.sign('/') || self.sign('|') || self.word("or") {
            types.push(self.single()?);
        }
        match types.len() {
            1 => types.pop(),
            _ => Some(TypeExpr::Union(types)),
        }
    }

    fn single(&mut self) -> Option<TypeExpr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let parsed = self.type_with_suffixes();
        self.depth -= 1;
        parsed
    }

    fn type_with_suffixes(&mut self) -> Option<TypeExpr> {
        if self.sign('[') {
            let inner = self.union()?;
            return self.sign(']').then(|| array_of(inner));
        }
        if let Some(scalar) = self.pair() {
            return self.suffixes(TypeExpr::Scalar(scalar));
        }
        let word = self.next_word()?;
        let parsed = match singular(&word).as_str() {
            "array" | "list" | "set" | "jsonarray" => self.after_array()?,
            "map" | "hashmap" => self.after_map()?,
            "dict" | "dictionary" => self.after_dictionary()?,
            // The last two stand for an XML element that holds others.
            "object" | "json" | "jsonobject" | "container" | "xml" => TypeExpr::Object,
            "anytype" => TypeExpr::Any,
            "null" if !self.is_kind() => TypeExpr::Null,
            "table" => self.after_table()?,
            lower => match SCALARS.iter().find(|(name, _)| *name == lower) {
                // "File objects" are objects of that name.
                Some((_, Scalar::Binary)) if self.is_kind() => self.named(word)?,
                Some((_, scalar)) => self.after_scalar(*scalar)?,
                None => self.named(word)?,
            },
        };
        self.suffixes(parsed)
    }

    /// A scalar of two words.
    fn pair(&mut self) -> Option<Scalar> {
        let [Token::Word(first), Token::Word(second), ..] = &self.tokens[self.at..] else { return None };
        let (first, second) = (first.to_lowercase(), singular(second));
        let (.., scalar) = PAIRS.iter().find(|(one, other, _)| *one == first && *other == second)?;
        self.at += 2;
        Some(*scalar)
    }

    /// Whether a word follows that makes a name of the one before.
    fn is_kind(&self) -> bool {
        matches!(self.peek_word().as_deref(), Some("object" | "objects" | "structure" | "structures"))
    }

    /// `of X`, `<X>`, `(X)`, or nothing.
    fn after_array(&mut self) -> Option<TypeExpr> {
        if self.word("of") {
            return self.single().map(array_of);
        }
        let close = if self.sign('<') {
            '>'
        } else if self.sign('(') {
            ')'
        } else {
            self.data_structure();
            return Some(TypeExpr::Array(None));
        };
        let start = self.at;
        match self.union() {
            Some(inner) if self.sign(close) => Some(array_of(inner)),
            _ => self.named_in_words(start, close),
        }
    }

    /// "(NAT gateways)": what an array holds, in words that name no type.
    fn named_in_words(&mut self, start: usize, close: char) -> Option<TypeExpr> {
        self.at = start;
        let words: Vec<String> = std::iter::from_fn(|| self.next_word()).collect();
        let named = close == ')' && !words.is_empty() && self.sign(close);
        named.then(|| array_of(TypeExpr::Named(words.join(" "))))
    }

    /// `<K, V>`, or nothing: then it is an object as any other, whose keys may be in a table or in an example.
    fn after_dictionary(&mut self) -> Option<TypeExpr> {
        let map = self.after_map()?;
        Some(if map == TypeExpr::Map(None) { TypeExpr::Object } else { map })
    }

    /// `<K, V>`, `<V>`, `of V`, or nothing.
    fn after_map(&mut self) -> Option<TypeExpr> {
        if self.data_structure() {
            return Some(TypeExpr::Object);
        }
        if self.word("of") {
            return self.single().map(|value| TypeExpr::Map(Some(Box::new(value))));
        }
        if !self.sign('<') {
            return Some(TypeExpr::Map(None));
        }
        let mut value = self.union()?;
        if self.sign(',') {
            // The keys of a JSON object are strings, whatever the cell says.
            value = self.union()?;
        }
        self.sign('>').then(|| TypeExpr::Map(Some(Box::new(value))))
    }

    /// "data structure" behind "List" or "Dictionary".
    fn data_structure(&mut self) -> bool {
        self.word("data") && self.word("structure")
    }

    /// The number of a table that describes the object, as "Table 5", perhaps with its caption, or the caption alone.
    fn after_table(&mut self) -> Option<TypeExpr> {
        let which = self.next_word()?;
        if which.starts_with(|c: char| c.is_ascii_digit()) {
            let start = self.at;
            while !self.is_kind() && self.next_word().is_some() {}
            if self.is_kind() {
                self.at += 1;
            } else {
                self.at = start;
            }
            return Some(TypeExpr::Named(format!("Table {which}")));
        }
        let said = self.word("object") || self.word("objects");
        said.then_some(TypeExpr::Named(which))
    }

    /// A length in parentheses, as "String(255)", is said elsewhere.
    fn after_scalar(&mut self, scalar: Scalar) -> Option<TypeExpr> {
        if self.sign('(') {
            self.next_word().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
            return self.sign(')').then_some(TypeExpr::Scalar(scalar));
        }
        Some(TypeExpr::Scalar(scalar))
    }

    /// A name is an object's only if `object`, `structure` or an array says so.
    fn named(&mut self, name: String) -> Option<TypeExpr> {
        let said = self.word("object") || self.word("objects") || self.word("structure") || self.word("structures");
        let follows = matches!(self.peek_word().as_deref(), Some("array" | "list"))
            || self.tokens[self.at..].starts_with(&[Token::Sign('['), Token::Sign(']')])
            || self.at > 1 && matches!(&self.tokens[self.at - 2], Token::Word(of) if of.eq_ignore_ascii_case("of"))
            || self.at > 1 && matches!(self.tokens[self.at - 2], Token::Sign('<' | ','));
        if said
            || follows && !matches!(self.peek_word(), Some(word) if !matches!(word.as_str(), "array" | "list" | "or"))
        {
            return Some(TypeExpr::Named(name));
        }
        self.spaced_name(name)
    }

    /// A name of several words, as "Security Group Rule objects": up to the word that says what it is.
    fn spaced_name(&mut self, mut name: String) -> Option<TypeExpr> {
        loop {
            if self.is_kind() {
                self.at += 1;
                return Some(TypeExpr::Named(name));
            }
            name.push(' ');
            name.push_str(&self.next_word()?);
        }
    }

    /// `array`, `list`, `[]` after a type; `object` after an array's item is filler.
    fn suffixes(&mut self, mut parsed: TypeExpr) -> Option<TypeExpr> {
        for _ in 0..MAX_DEPTH {
            if self.word("array") || self.word("list") || self.word("arrays") {
                parsed = array_of(parsed);
            } else if self.sign('[') {
                if !self.sign(']') {
                    return None;
                }
                parsed = array_of(parsed);
            } else if matches!(parsed, TypeExpr::Map(_) | TypeExpr::Scalar(_) | TypeExpr::Object)
                && (self.word("object") || self.word("objects"))
            {
                // "Map object": the word adds nothing.
            } else {
                return Some(parsed);
            }
        }
        None
    }

    fn next_word(&mut self) -> Option<String> {
        match self.tokens.get(self.at)? {
            Token::Word(word) => {
                self.at += 1;
                Some(word.clone())
            }
            Token::Sign(_) => None,
        }
    }

    fn peek_word(&self) -> Option<String> {
        match self.tokens.get(self.at)? {
            Token::Word(word) => Some(word.to_lowercase()),
            Token::Sign(_) => None,
        }
    }

    fn word(&mut self, wanted: &str) -> bool {
        let met = self.peek_word().is_some_and(|word| word == wanted);
        self.at += usize::from(met);
        met
    }

    fn sign(&mut self, wanted: char) -> bool {
        let met = self.tokens.get(self.at) == Some(&Token::Sign(wanted));
        self.at += usize::from(met);
        met
    }
}

/// The text without "For details, see Table 5.", which points to a table and says nothing of the type.
fn without_pointer(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let end = ["for details", "see table", "(see"].iter().filter_map(|words| lower.find(words)).min();
    text[..end.unwrap_or(text.len())].trim_end_matches([' ', '.', ',', ';'])
}

pub(super) fn array_of(item: TypeExpr) -> TypeExpr {
    TypeExpr::Array(Some(Box::new(item)))
}

fn is_plural(tokens: &[Token]) -> bool {
    matches!(tokens.last(), Some(Token::Word(word)) if word.eq_ignore_ascii_case("objects"))
}
