//! Records and bodies that are not all UTF-8: what can be read of them is judged, and what cannot is said.

use crate::{Body, BodySource, Exchange, ReadError, Record, Side};

/// A byte that is not UTF-8: the first one of a body. Where it stood, and wherever else one did, the text has U+FFFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadByte {
    /// How many bytes stand before it.
    pub offset: usize,
    /// The byte.
    pub byte: u8,
}

impl BadByte {
    /// The first one of `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Option<BadByte> {
        let offset = std::str::from_utf8(bytes).err()?.valid_up_to();
        Some(BadByte { offset, byte: *bytes.get(offset)? })
    }
}

/// Reads a record. One with bytes that are not UTF-8 is read with these replaced, if the first one stands in a body: a URL
/// or a header is not guessed.
pub(crate) fn reading(
    record: Record,
    read: impl Fn(Record) -> Result<Exchange, ReadError>,
) -> Result<Exchange, ReadError> {
    if let Some(Ok(exchange)) = record.replaced().map(&read) {
        let is_in_body = |side| exchange.view().bad_byte(side).is_some();
        if is_in_body(Side::Request) || is_in_body(Side::Response) {
            return Ok(exchange);
        }
    }
    read(record)
}

/// An exchange out of YAML, where bytes that are not UTF-8 have been replaced; none where one stands beside the bodies.
pub(crate) fn checked(read: Result<Exchange, ReadError>) -> Result<Exchange, ReadError> {
    let exchange = read?;
    let bodies = [Some(&exchange.request.body), exchange.response.as_ref().map(|response| &response.body)];
    let sources: Vec<&BodySource> = bodies.into_iter().flatten().filter_map(Body::source).collect();
    match exchange.record.view().bad_outside(&sources) {
        Some(place) => Err(ReadError::Record { place, reason: "bytes that are not UTF-8".to_owned() }),
        None => Ok(exchange),
    }
}

#[cfg(test)]
mod tests {
    use crate::{BadByte, Exchange, ReadError, ReadOptions, Side};

    fn read(line: &[u8]) -> Result<Exchange, ReadError> {
        ReadOptions::default().read("x", line).expect("a capture").next().expect("a record")
    }

    #[test]
    fn a_bad_byte_in_a_body_is_known_with_its_place_and_the_exchange_is_read() {
        for (body, offset, column) in [
            (b"{\"a\":\"\xff\"}" as &[u8], 6, 77),
            (b"\"{\\\"a\\\":\\\"\xff\\\"}\"", 9, 81),
            (b"\"\xc3\xa4\xff\"", 2, 73),
        ] {
            let mut line =
                b"{\"request\":{\"method\":\"GET\",\"url\":\"/\"},\"response\":{\"status\":200,\"body\":".to_vec();
            line.extend(body);
            line.extend(b"}}");
            let exchange = read(&line).expect("an exchange");
            let (bad, place) = exchange.view().bad_byte(Side::Response).expect("a bad byte");
            assert_eq!(bad, BadByte { offset, byte: 0xFF });
            assert_eq!(place.position.map(|position| position.column), Some(column));
            assert_eq!(exchange.view().bad_byte(Side::Request), None);
        }
    }

    #[test]
    fn a_bad_byte_elsewhere_makes_the_record_unreadable() {
        let refused = read(b"{\"request\":{\"method\":\"GET\",\"url\":\"/\xff\"},\"response\":{\"status\":200}}");
        assert_eq!(
            refused.map(drop).map_err(|error| error.to_string()),
            Err("x:1:36: bytes that are not UTF-8".into())
        );
    }
}
