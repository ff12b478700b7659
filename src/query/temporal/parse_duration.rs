//! Reads durations from text, in the forms of ISO 8601.
//!
//! Reads: units with numbers (`P1Y2M3W4DT5H6M7.5S`), each with a sign and decimal places if it likes, or a date and a
//! time (`P2012-02-02T14:37:21.5`); a sign before the `P` turns all around. Gives: the duration.
//! Does not: take units out of order, twice, or without a number.

use super::decimal::Decimal;
use super::parse::{number, split_time};
use super::{Duration, TemporalError, TemporalKind};

/// Units before and behind the `T`, in their order, each with its length in months, days or seconds.
const DATE_UNITS: [(char, Unit); 4] =
    [('Y', Unit::Months(12)), ('M', Unit::Months(1)), ('W', Unit::Days(7)), ('D', Unit::Days(1))];
const TIME_UNITS: [(char, Unit); 3] = [('H', Unit::Seconds(3600)), ('M', Unit::Seconds(60)), ('S', Unit::Seconds(1))];

#[derive(Debug, Clone, Copy)]
enum Unit {
    Months(i64),
    Days(i64),
    Seconds(i64),
}

/// Months, days and seconds, as read so far.
#[derive(Default)]
struct Sum {
    months: Decimal,
    days: Decimal,
    seconds: Decimal,
}

/// Reads a duration.
pub(super) fn duration(text: &str) -> Result<Duration, TemporalError> {
    let unread = || TemporalError::Text { kind: TemporalKind::Duration, text: text.into() };
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let body = unsigned.strip_prefix(['P', 'p']).ok_or_else(unread)?;
    let (date, time) = body.split_once(['T', 't']).map_or((body, None), |(date, time)| (date, Some(time)));
    let found = match calendar(date, time) {
        Some(found) => found?,
        None => by_units(date, time).ok_or_else(unread)??,
    };
    if negative { found.negated() } else { Ok(found) }
}

/// A duration written as a date and a time; none where it is not.
fn calendar(date: &str, time: Option<&str>) -> Option<Result<Duration, TemporalError>> {
    let piece = |start: usize, length: usize| number(date.get(start..start + length)?);
    let (years, months, days) = match (date.len(), date.as_bytes().get(4), date.as_bytes().get(7)) {
        (10, Some(b'-'), Some(b'-')) => (piece(0, 4)?, piece(5, 2)?, piece(8, 2)?),
        (8, ..) => (piece(0, 4)?, piece(4, 2)?, piece(6, 2)?),
        _ => return None,
    };
    if months > 12 || days > 31 {
        return None;
    }
    let clock = match time.map(split_time) {
        None => return Some(Duration::new(years * 12 + months, days, 0, 0)),
        Some(clock) => clock?,
    };
    Some(clock.and_then(|clock| Duration::from_nanos(years * 12 + months, days, clock.nanos().into())))
}

/// A duration written as numbers with units; none where it is not.
fn by_units(date: &str, time: Option<&str>) -> Option<Result<Duration, TemporalError>> {
    let mut found = Vec::new();
    read_units(date, &DATE_UNITS, &mut found)?;
    if let Some(time) = time {
        let before = found.len();
        read_units(time, &TIME_UNITS, &mut found)?;
        (found.len() > before).then_some(())?;
    }
    (!found.is_empty()).then_some(())?;
    let mut sum = Sum::default();
    let all = found.into_iter().try_for_each(|(number, unit)| sum.add(number?, unit));
    let overflow = TemporalError::Overflow { kind: TemporalKind::Duration };
    Some(all.ok_or(overflow).and_then(|()| Duration::from_decimals(sum.months, sum.days, sum.seconds)))
}

/// Reads numbers, each with the next of the units or a later one; a number that is too large is none.
fn read_units(text: &str, units: &[(char, Unit)], found: &mut Vec<(Option<Decimal>, Unit)>) -> Option<()> {
    let (mut rest, mut units) = (text, units.iter());
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (number, behind) = rest.split_at(end);
        let letter = behind.chars().next()?.to_ascii_uppercase();
        let (_, unit) = units.find(|(name, _)| *name == letter)?;
        found.push((decimal(number)?, *unit));
        rest = behind.get(1..)?;
    }
    Some(())
}

/// A decimal number; none where the text is no number, and none inside where it is too large.
fn decimal(text: &str) -> Option<Option<Decimal>> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, places) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let written = [whole, places].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    written.then(|| Decimal::parse(text))
}

impl Sum {
    fn add(&mut self, number: Decimal, unit: Unit) -> Option<()> {
        let (sum, times) = match unit {
            Unit::Months(times) => (&mut self.months, times),
            Unit::Days(times) => (&mut self.days, times),
            Unit::Seconds(times) => (&mut self.seconds, times),
        };
        *sum = sum.plus(number, times)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        for (text, expected) in [
            ("P1Y2M3W4DT5H6M7.5S", "P1Y2M25DT5H6M7.5S"),
            ("PT90M", "PT1H30M"),
            ("p1dt1h", "P1DT1H"),
            ("P1Y-2M", "P10M"),
            ("-P1Y2DT-3H", "P-1Y-2DT3H"),
            ("+P1,5D", "P1DT12H"),
            ("P0.5M", "P15DT5H14M33S"),
            ("PT0.1H", "PT6M"),
            ("PT1.0000000019S", "PT1.000000001S"),
            ("P0001-02-03T04:05:06.7", "P1Y2M3DT4H5M6.7S"),
            ("P00010203", "P1Y2M3D"),
            ("P", "`P` is no duration"),
            ("", "`` is no duration"),
            ("1Y", "`1Y` is no duration"),
            ("PT", "`PT` is no duration"),
            ("P1DT", "`P1DT` is no duration"),
            ("PY", "`PY` is no duration"),
            ("P1", "`P1` is no duration"),
            ("P1M1Y", "`P1M1Y` is no duration"),
            ("P1D2D", "`P1D2D` is no duration"),
            ("P1H", "`P1H` is no duration"),
            ("PT1D", "`PT1D` is no duration"),
            ("P1.D", "`P1.D` is no duration"),
            ("P--1D", "`P--1D` is no duration"),
            ("P1é", "`P1é` is no duration"),
            ("P0001-13-03", "`P0001-13-03` is no duration"),
            ("P0001-02-03T25:00", "`hour` is 25, not within 0 and 23"),
            ("P9223372036854775808D", "the result is beyond the largest duration"),
            ("P99999999999999999999999999999999999999999Y", "the result is beyond the largest duration"),
        ] {
            let found = duration(text).map_or_else(|error| error.to_string(), |found| found.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }
}
