//! A day of the calendar: what an acceptance lasts until.

use std::{fmt, str::FromStr};

/// A day as `2026-12-31` writes it. The order is that of time.
///
/// Nothing here asks a clock: who wants to know whether something has expired passes the day in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    /// The day of the month.
    of_month: u8,
}

/// A text that names no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day: expected one as 2026-12-31")]
pub struct ParseDayError(String);

impl Day {
    /// The day of these numbers, if the calendar has it.
    ///
    /// ```
    /// use driftline_finding::Day;
    /// assert!(Day::new(2028, 2, 29).is_some());
    /// assert!(Day::new(2026, 2, 29).is_none());
    /// ```
    pub fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        let known = year <= 9999 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        known.then_some(Day { year, month, of_month: day })
    }

    /// The day (in UTC) on which a number of seconds have gone since 1970 began; what lies beyond the year 9999 is its
    /// last day.
    pub fn of_unix_time(seconds: u64) -> Day {
        let mut left = seconds / 86_400;
        let last = Day { year: 9999, month: 12, of_month: 31 };
        for year in 1970..=9999 {
            for month in 1..=12 {
                let days = days_in(year, month);
                match u8::try_from(left) {
                    Ok(over) if over < days => return Day { year, month, of_month: over + 1 },
                    _ => left -= u64::from(days),
                }
            }
        }
        last
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

impl FromStr for Day {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Day, ParseDayError> {
        let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?;
        let parts: Vec<&str> = text.split('-').collect();
        let day = match parts.as_slice() {
            [year, month, day] if (year.len(), month.len(), day.len()) == (4, 2, 2) => {
                let small = |part| number(part).and_then(|number| u8::try_from(number).ok());
                number(year).zip(small(month)).zip(small(day)).and_then(|((y, m), d)| Day::new(y, m, d))
            }
            _ => None,
        };
        day.ok_or_else(|| ParseDayError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_798_675_200, "2026-12-31"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Day::of_unix_time(seconds).to_string(), day);
        }
        for wrong in ["", "2026-02-30", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-00", "+026-01-01", "2026-01-01T"]
        {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_day_reads_back_and_time_orders_days(one in 0_u64..200_000_000_000, other in 0_u64..200_000_000_000) {
            let (first, second) = (Day::of_unix_time(one), Day::of_unix_time(other));
            prop_assert_eq!(first.to_string().parse(), Ok(first));
            prop_assert_eq!((one / 86_400).cmp(&(other / 86_400)), first.cmp(&second));
        }
    }
}
