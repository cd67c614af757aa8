//! The formats of strings that are drawn, checked and broken.

use crate::pattern;
use driftline_finding::Pointer;
use proptest::{
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Just, Strategy},
    string::string_regex,
};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A format of JSON Schema 2020-12 §7.3.
pub(crate) struct Format {
    /// The names that mean it, or something wider.
    names: &'static [&'static str],
    /// Valid texts.
    pub(crate) strategy: fn() -> BoxedStrategy<String>,
    /// Whether a text is valid. Refuses rather more than the standards do, so that what passes here passes anywhere.
    pub(crate) is_valid: fn(&str) -> bool,
    /// Texts that no reading of the standard allows.
    pub(crate) broken: &'static [&'static str],
}

/// The format of that name; `None` for one that constrains no strings here.
pub(crate) fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.names.contains(&name))
}

static FORMATS: &[Format] = &[
    Format {
        names: &["uuid"],
        strategy: || fixed("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
        is_valid: is_uuid,
        broken: &["2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08_aa98_11ea_b4aa_73b441d16380", "none"],
    },
    Format {
        names: &["date-time"],
        strategy: || (date(), time()).prop_map(|(date, time)| format!("{date}T{time}")).boxed(),
        is_valid: |text| text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time(time)),
        broken: &["2024-02-30T10:00:00Z", "2024-02-03 at ten", "1706954400", "2024-13-01T00:00:00Z", "yesterday"],
    },
    Format {
        names: &["date"],
        strategy: date,
        is_valid: is_date,
        broken: &["2024-02-30", "2024-2-3", "03.02.2024", "20240203", "soon"],
    },
    Format {
        names: &["time"],
        strategy: time,
        is_valid: is_time,
        broken: &["25:00:00Z", "10:61:00Z", "ten", "100000"],
    },
    Format {
        names: &["ipv4"],
        strategy: || proptest::arbitrary::any::<Ipv4Addr>().prop_map(|address| address.to_string()).boxed(),
        is_valid: |text| text.parse::<Ipv4Addr>().is_ok(),
        broken: &["256.0.0.1", "10.0.0", "10.0.0.0.1", "localhost"],
    },
    Format {
        names: &["ipv6"],
        strategy: || proptest::arbitrary::any::<Ipv6Addr>().prop_map(|address| address.to_string()).boxed(),
        is_valid: |text| text.parse::<Ipv6Addr>().is_ok(),
        broken: &["12345::", "1:2:3:4:5:6:7:8:9", ":::", "10.0.0.1"],
    },
    Format {
        names: &["hostname", "idn-hostname"],
        strategy: || fixed("[a-z][a-z0-9]{0,8}(\\.[a-z][a-z0-9]{0,8}){0,3}"),
        is_valid: is_hostname,
        broken: &["-a", "a_b!", "a..b", "a b"],
    },
    Format {
        names: &["email", "idn-email"],
        strategy: || fixed("[a-z][a-z0-9]{0,6}(\\.[a-z]{1,4})?@[a-z]{1,8}\\.(org|com)"),
        is_valid: is_email,
        broken: &["nobody", "@example.org", "a@", "a b@example.org"],
    },
    Format {
        names: &["uri", "iri", "uri-reference", "iri-reference", "uri-template"],
        strategy: || {
            fixed("(https?|ftp)://[a-z]{1,8}\\.(org|com)(:[1-9][0-9]{1,3})?(/[a-z0-9]{1,5}){0,3}(\\?[a-z]=[0-9])?")
        },
        is_valid: is_uri,
        broken: &["http://exa mple.org/", "http://[::1", "{", "a b"],
    },
    Format {
        names: &["duration"],
        strategy: || fixed("P([1-9][0-9]?[YMWD]|T[1-9][0-9]?[HMS])"),
        is_valid: |text| {
            pattern::compile("^P([0-9]{1,4}[YMWD]|T[0-9]{1,4}[HMS])$").is_some_and(|regex| regex.is_match(text))
        },
        broken: &["P", "1D", "PT", "P1", "five days"],
    },
    Format {
        names: &["json-pointer"],
        strategy: || fixed("(/([a-z0-9]|~0|~1){0,4}){0,3}"),
        is_valid: |text| text.parse::<Pointer>().is_ok(),
        broken: &["a", "/~", "/~2", "#/a"],
    },
    Format {
        names: &["relative-json-pointer"],
        strategy: || fixed("(0|[1-9][0-9]?)(#|(/[a-z0-9]{1,4}){0,3})"),
        is_valid: |text| {
            pattern::compile("^(0|[1-9][0-9]?)(#|(/[a-z0-9]{1,4}){0,3})$").is_some_and(|regex| regex.is_match(text))
        },
        broken: &["/a", "01", "-1", "a"],
    },
    Format {
        names: &["regex"],
        strategy: || select(["^[a-z]+$", "a|b", "", "[0-9]{1,3}", "(a)?"].map(str::to_owned).to_vec()).boxed(),
        is_valid: |text| pattern::compile(text).is_some(),
        broken: &["(", "[a", "*", "a{2,1}"],
    },
];

fn fixed(regex: &str) -> BoxedStrategy<String> {
    // The expressions are constants of this file, and a test draws from every one of them.
    string_regex(regex).map_or_else(|_| Just(String::new()).boxed(), Strategy::boxed)
}

fn date() -> BoxedStrategy<String> {
    (1970_u16..2100, 1_u8..=12, 1_u8..=28).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")).boxed()
}

fn time() -> BoxedStrategy<String> {
    let suffix = prop_oneof![
        3 => Just("Z".to_owned()),
        1 => (0_u16..1000).prop_map(|milliseconds| format!(".{milliseconds:03}Z")),
        1 => (0_u8..12).prop_map(|hours| format!("+{hours:02}:00")),
    ];
    (0_u8..24, 0_u8..60, 0_u8..60, suffix).prop_map(|(h, m, s, suffix)| format!("{h:02}:{m:02}:{s:02}{suffix}")).boxed()
}

/// The numbers of a text made of groups of digits of these lengths, joined by `separator`.
fn digits<const N: usize>(text: &str, lengths: [usize; N], separator: char) -> Option<[u16; N]> {
    let mut found = [0; N];
    let mut parts = text.split(separator);
    for (slot, length) in found.iter_mut().zip(lengths) {
        let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))?;
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn is_date(text: &str) -> bool {
    digits(text, [4, 2, 2], '-').is_some_and(|[year, month, day]| {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=last).contains(&day)
    })
}

fn is_time(text: &str) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else { return false };
    let in_day = |[hour, minute, second]: [u16; 3]| hour < 24 && minute < 60 && second < 60;
    let zone_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (fraction, zone) = rest.split_at(zone_at);
    let fraction = fraction.is_empty()
        || fraction
            .strip_prefix('.')
            .is_some_and(|f| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()));
    let offset = |[hours, minutes]: [u16; 2]| hours < 24 && minutes < 60;
    let zone = zone == "Z" || zone.get(1..).is_some_and(|zone| digits(zone, [2, 2], ':').is_some_and(offset));
    digits(clock, [2, 2, 2], ':').is_some_and(in_day) && fraction && zone
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn is_hostname(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric();
    let label = |label: &str| {
        let inner = label.bytes().all(|byte| letter(byte) || byte == b'-') && !label.contains("--");
        (1..=63).contains(&label.len()) && inner && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_email(text: &str) -> bool {
    let atom = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b));
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| local.len() <= 64 && local.split('.').all(atom) && is_hostname(domain))
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.split_once(':').map_or(host, |(host, port)| if port.parse::<u16>().is_ok() { host } else { "" });
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/?=&,;:@!".contains(&byte);
    ["http", "https", "ftp"].contains(&scheme) && is_hostname(host) && path.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sieve::runner;
    use proptest::strategy::ValueTree;

    #[test]
    fn every_format_knows_its_own_texts_from_broken_ones() {
        let mut runner = runner(1);
        for format in FORMATS {
            for _ in 0..200 {
                let text = (format.strategy)().new_tree(&mut runner).unwrap().current();
                assert!((format.is_valid)(&text), "{:?} {text:?}", format.names);
            }
            for broken in format.broken {
                assert!(!(format.is_valid)(broken), "{:?} {broken:?}", format.names);
            }
        }
    }
}
