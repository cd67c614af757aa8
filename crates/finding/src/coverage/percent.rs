//! A share in hundredths of a percent, so that it compares and prints exactly.

use std::{fmt, str::FromStr};

/// A share from 0 to 100 percent, with two digits behind the point.
///
/// ```
/// use driftline_finding::coverage::Percent;
/// assert_eq!(Percent::of(2, 3).to_string(), "66.66");
/// assert!(Percent::of(2, 3) < "66.67".parse()?);
/// assert_eq!("80.50".parse::<Percent>()?.to_string(), "80.5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

/// A text that is no share.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a number from 0 to 100 with at most two digits behind the point, as 80 or 80.5")]
pub struct ParsePercentError;

impl Percent {
    /// All of it.
    pub const ALL: Percent = Percent(10_000);

    /// The share that `part` is of `all`, rounded down, so that only all is 100; of nothing it is all.
    pub fn of(part: u64, all: u64) -> Percent {
        if part >= all {
            return Percent::ALL;
        }
        let hundredths = u128::from(part) * 10_000 / u128::from(all);
        u32::try_from(hundredths).map_or(Percent::ALL, Percent)
    }

    /// As a number for programs, as 80.5.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            (whole, part) => write!(f, "{whole}.{part:02}"),
        }
    }
}

impl FromStr for Percent {
    type Err = ParsePercentError;

    fn from_str(text: &str) -> Result<Percent, ParsePercentError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| is_number).ok_or(ParsePercentError)
        };
        let tenths = if part.len() == 1 { 10 } else { 1 };
        let share = Percent(digits(whole, 3)? * 100 + digits(part, 2)? * tenths);
        if share > Percent::ALL { Err(ParsePercentError) } else { Ok(share) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_as_it_is_read() {
        for text in ["0", "0.01", "7.5", "80", "99.99", "100"] {
            assert_eq!(text.parse::<Percent>().expect("a share").to_string(), text);
        }
        for text in ["", "-1", "+1", "100.01", "101", "999", "9999", "80.", ".5", "80.123", "80,5", "1e1", "NaN", "80 "]
        {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_share_is_rounded_down_so_that_only_all_is_100() {
        assert_eq!(Percent::of(u64::MAX - 1, u64::MAX).to_string(), "99.99");
        assert_eq!([Percent::of(3, 3), Percent::of(0, 0)], [Percent::ALL; 2]);
    }
}
