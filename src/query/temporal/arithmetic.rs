//! Moves dates and times by durations.
//!
//! How: months first (where the month is shorter, its last day counts), then days, then seconds. A date takes only
//! whole days of the seconds; a time of day takes only the seconds, and goes round midnight. In a time zone, months and
//! days move along the calendar and seconds along the clock.
//! Source: openCypher CIP2015-08-06 (Date and Time), the section on arithmetic.

use super::clock::DAY;
use super::{Duration, LocalDateTime, LocalTime, Temporal, TemporalError, TemporalKind, Time};

/// The value that a duration later; the sum where it is a duration itself.
///
/// # Errors
///
/// A result beyond what can be held.
pub fn add(value: &Temporal, duration: &Duration) -> Result<Temporal, TemporalError> {
    let (months, days, nanos) = (duration.months(), duration.days(), duration.total_nanos());
    let around = |time: LocalTime| LocalTime::wrapping(i128::from(time.nanos()) + nanos % i128::from(DAY));
    Ok(match value {
        Temporal::Date(date) => {
            let overflow = TemporalError::Overflow { kind: TemporalKind::Date };
            let days = days.checked_add((nanos / i128::from(DAY)) as i64).ok_or(overflow)?;
            Temporal::Date(date.add_months(months)?.add_days(days)?)
        }
        Temporal::LocalTime(time) => Temporal::LocalTime(around(*time)),
        Temporal::Time(time) => Time { local: around(time.local), ..**time }.into(),
        Temporal::LocalDateTime(value) => {
            let moved = value.add_calendar(months, days)?;
            LocalDateTime::from_nanos(moved.nanos() + nanos)?.into()
        }
        Temporal::DateTime(value) => value.add(months, days, nanos)?.into(),
        Temporal::Duration(value) => value.plus(duration)?.into(),
    })
}

/// The value that a duration earlier; the difference where it is a duration itself.
///
/// # Errors
///
/// A result beyond what can be held.
pub fn subtract(value: &Temporal, duration: &Duration) -> Result<Temporal, TemporalError> {
    match value {
        Temporal::Duration(value) => Ok(value.minus(duration)?.into()),
        _ => add(value, &duration.negated()?),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::super::parse_duration::duration;
    use super::*;

    #[track_caller]
    fn check(kind: TemporalKind, cases: &[(&str, &str, &str, &str)]) {
        for (text, length, sum, difference) in cases {
            let (value, length) = (parse(kind, text).unwrap(), duration(length).unwrap());
            let show = |found: Result<Temporal, TemporalError>| {
                found.map_or_else(|error| error.to_string(), |found| found.to_string())
            };
            assert_eq!(show(add(&value, &length)), *sum, "{text} + {length}");
            assert_eq!(show(subtract(&value, &length)), *difference, "{text} - {length}");
        }
    }

    const TOO_FAR: &str = "the result is beyond the largest date";

    #[test]
    fn dates() {
        check(
            TemporalKind::Date,
            &[
                ("2014-01-31", "P1M", "2014-02-28", "2013-12-31"),
                ("2014-01-31", "P1M1D", "2014-03-01", "2013-12-30"),
                ("2014-03-01", "PT23H59M", "2014-03-01", "2014-03-01"),
                ("2014-03-01", "PT47H", "2014-03-02", "2014-02-28"),
                ("+999999999-12-31", "P1D", TOO_FAR, "+999999999-12-30"),
                ("-999999999-01-01", "P1M", "-999999999-02-01", TOO_FAR),
                ("2014-03-01", "P9223372036854775807DT24H", TOO_FAR, TOO_FAR),
            ],
        );
    }

    #[test]
    fn times() {
        check(
            TemporalKind::LocalTime,
            &[
                ("23:30", "PT1H", "00:30", "22:30"),
                ("00:00", "P1M1DT0.000000001S", "00:00:00.000000001", "23:59:59.999999999"),
            ],
        );
        check(TemporalKind::Time, &[("23:30+02:00", "PT49H", "00:30+02:00", "22:30+02:00")]);
    }

    #[test]
    fn dates_with_times() {
        check(TemporalKind::LocalDateTime, &[("2014-01-31T12:00", "P1MT13H", "2014-03-01T01:00", "2013-12-30T23:00")]);
        check(
            TemporalKind::DateTime,
            &[
                (
                    "2014-03-30T01:30[Europe/Berlin]",
                    "PT1H",
                    "2014-03-30T03:30+02:00[Europe/Berlin]",
                    "2014-03-30T00:30+01:00[Europe/Berlin]",
                ),
                (
                    "2014-03-29T02:30[Europe/Berlin]",
                    "P1D",
                    "2014-03-30T03:30+02:00[Europe/Berlin]",
                    "2014-03-28T02:30+01:00[Europe/Berlin]",
                ),
                (
                    "2014-03-01T12:00Z",
                    "PT9223372036854775807S",
                    "the result is beyond the largest datetime",
                    "the result is beyond the largest datetime",
                ),
            ],
        );
        check(TemporalKind::Duration, &[("P1D", "PT24H", "P1DT24H", "P1DT-24H")]);
    }
}
