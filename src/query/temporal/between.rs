//! Measures the time from one value to another.
//!
//! Reads: two values that have a date or a time of day. Gives: a duration, negative where the second is earlier.
//! How: what one lacks it takes from the other: the date, then the zone; a date is at midnight. Months are counted
//! first, then days, in the zone of the first; the rest are seconds between moments, so that 24 hours can be a day or
//! not where clocks change.
//! Source: openCypher CIP2015-08-06 (Date and Time), the section on durations between values.

use std::cmp::Ordering;

use super::clock::DAY;
use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Temporal, TemporalError, TemporalKind, Zone};

/// In which units a difference is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Months, then days, then seconds.
    All,
    /// Whole months; the rest is left out.
    Months,
    /// Whole days; the rest is left out.
    Days,
    /// Seconds.
    Seconds,
}

/// Measures the time from one value to another.
///
/// # Errors
///
/// A duration in the place of a value; a date outside the years -9999 to 9999, in a zone with a name.
pub fn between(unit: Between, from: &Temporal, to: &Temporal) -> Result<Duration, TemporalError> {
    for value in [from, to] {
        if value.kind() == TemporalKind::Duration {
            return Err(TemporalError::Lacks { kind: value.kind(), part: "date or time of day" });
        }
    }
    let both_dated = from.date().is_some() && to.date().is_some();
    let (start, end) = (moment(from, to)?, moment(to, from)?);
    // As the clock of the first value's zone shows it.
    let end = DateTime::at(end.epoch_nanos(), start.zone().clone())?;
    let months = if both_dated { months_between(start.local(), end.local()) } else { 0 };
    let after_months = start.local().add_calendar(months, 0)?;
    match unit {
        Between::Seconds => Duration::from_nanos(0, 0, end.epoch_nanos() - start.epoch_nanos()),
        Between::Months => Duration::new(months, 0, 0, 0),
        Between::Days if !both_dated => Duration::new(0, 0, 0, 0),
        Between::Days => Duration::new(0, days_between(start.local(), end.local()), 0, 0),
        Between::All => {
            let days = if both_dated { days_between(after_months, end.local()) } else { 0 };
            let reached = start.add(months, days, 0)?;
            Duration::from_nanos(months, days, end.epoch_nanos() - reached.epoch_nanos())
        }
    }
}

/// The moment of a value, with what it lacks taken from the other.
fn moment(value: &Temporal, other: &Temporal) -> Result<DateTime, TemporalError> {
    let date = value.date().or(other.date()).map_or_else(|| Date::new(1970, 1, 1), Ok)?;
    let local = LocalDateTime { date, time: value.time().unwrap_or(LocalTime::MIDNIGHT) };
    let (zone, offset) = value.zone().or(other.zone()).unwrap_or((Zone::UTC, 0));
    DateTime::new(local, zone, Some(offset))
}

fn months_between(start: LocalDateTime, end: LocalDateTime) -> i64 {
    start.date.months_until(whole_days(start, end))
}

fn days_between(start: LocalDateTime, end: LocalDateTime) -> i64 {
    ((end.nanos() - start.nanos()) / i128::from(DAY)) as i64
}

/// The last day whose time of day the way from start to end reaches.
fn whole_days(start: LocalDateTime, end: LocalDateTime) -> Date {
    let step = match (end.date.cmp(&start.date), end.time.cmp(&start.time)) {
        (Ordering::Greater, Ordering::Less) => -1,
        (Ordering::Less, Ordering::Greater) => 1,
        _ => 0,
    };
    // A step toward the start stays within the years that dates have.
    end.date.add_days(step).unwrap_or(end.date)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn read(text: &str) -> Temporal {
        let kind = match text {
            _ if text.starts_with('P') => TemporalKind::Duration,
            _ if text.contains('T') && text.contains(['[', 'Z', '+']) => TemporalKind::DateTime,
            _ if text.contains('T') => TemporalKind::LocalDateTime,
            _ if text.contains(':') && text.contains(['+', 'Z']) => TemporalKind::Time,
            _ if text.contains(':') => TemporalKind::LocalTime,
            _ => TemporalKind::Date,
        };
        parse(kind, text).unwrap()
    }

    #[test]
    fn all_units() {
        for (from, to, all, months, days, seconds) in [
            ("2014-01-31", "2014-03-01", "P1M1D", "P1M", "P29D", "PT696H"),
            ("2014-03-01", "2014-01-31", "P-1M-1D", "P-1M", "P-29D", "PT-696H"),
            ("2014-03-01", "2014-03-01", "PT0S", "PT0S", "PT0S", "PT0S"),
            ("2014-03-01T12:00", "2014-04-01T11:59:59.5", "P30DT23H59M59.5S", "PT0S", "P30D", "PT743H59M59.5S"),
            ("2014-03-01T12:00", "2014-02-01T12:30", "P-27DT-23H-30M", "PT0S", "P-27D", "PT-671H-30M"),
            ("2014-10-25T12:00[Europe/Berlin]", "2014-10-26T12:00[Europe/Berlin]", "P1D", "PT0S", "P1D", "PT25H"),
            ("2014-03-01T12:00+09:00", "2014-03-01T12:00Z", "PT9H", "PT0S", "PT0S", "PT9H"),
            ("2014-10-26", "2014-10-26T12:00[Europe/Berlin]", "PT13H", "PT0S", "PT0S", "PT13H"),
            ("10:00", "2014-03-01T12:00", "PT2H", "PT0S", "PT0S", "PT2H"),
            ("10:00+02:00", "10:00", "PT0S", "PT0S", "PT0S", "PT0S"),
            ("10:00+02:00", "10:00Z", "PT2H", "PT0S", "PT0S", "PT2H"),
            ("2014-03-01T00:00+14:00", "23:00Z", "PT37H", "PT0S", "PT0S", "PT37H"),
        ] {
            let units = [Between::All, Between::Months, Between::Days, Between::Seconds];
            let found = units.map(|unit| between(unit, &read(from), &read(to)).unwrap().to_string());
            assert_eq!(found, [all, months, days, seconds], "{from} to {to}");
        }
    }

    #[test]
    fn from_end_to_end() {
        let (first, last) = (read("-999999999-01-01"), read("+999999999-12-31"));
        assert_eq!(between(Between::All, &last, &first).unwrap().to_string(), "P-1999999998Y-11M-30D");
        assert_eq!(between(Between::Days, &first, &last).unwrap().to_string(), "P730484999633D");
    }

    #[test]
    fn what_cannot_be_measured() {
        for (from, to, expected) in [
            ("P1D", "2014-03-01", "a duration has no date or time of day"),
            ("2014-03-01", "P1D", "a duration has no date or time of day"),
            (
                "+12000-01-01",
                "2014-10-26T12:00[Asia/Tokyo]",
                "time zone `Asia/Tokyo` is known for the years -9999 to 9999 only",
            ),
        ] {
            assert_eq!(between(Between::All, &read(from), &read(to)).unwrap_err().to_string(), expected);
        }
    }
}
