//! The parts of temporal values, by name: `.year`, `.weekYear`, `.epochSeconds`, `.monthsOfYear`.
//!
//! Gives: the part, or nothing where the kind has none of that name.
//! Source: openCypher CIP2015-08-06 (Date and Time), the tables of accessors.

use super::clock::SECOND;
use super::format::Offset;
use super::{Date, Duration, Field, LocalTime, Temporal, TemporalError, TemporalKind};

/// A part of a value; none where its kind has no part of that name.
///
/// # Errors
///
/// A part that 64 bits do not hold: a duration of more than 292 years has too many nanoseconds.
pub fn field(value: &Temporal, name: &str) -> Result<Option<Field>, TemporalError> {
    if let Temporal::Duration(duration) = value {
        return of_duration(duration, name).map(whole).transpose();
    }
    let part = value.date().and_then(|date| of_date(date, name));
    if let Some(number) = part.or_else(|| value.time().and_then(|time| of_time(time, name))) {
        return Ok(Some(Field::Integer(number)));
    }
    let Some((zone, offset)) = value.zone() else { return Ok(None) };
    Ok(match (name, value) {
        ("timezone", _) => Some(Field::String(zone.to_string().into())),
        ("offset", _) => Some(Field::String(Offset(offset).to_string().into())),
        ("offsetMinutes", _) => Some(Field::Integer((offset / 60).into())),
        ("offsetSeconds", _) => Some(Field::Integer(offset.into())),
        ("epochSeconds", Temporal::DateTime(value)) => Some(Field::Integer(value.epoch_seconds())),
        ("epochMillis", Temporal::DateTime(value)) => {
            let millis = value.epoch_nanos().div_euclid((SECOND / 1_000).into());
            let overflow = TemporalError::Overflow { kind: TemporalKind::DateTime };
            Some(Field::Integer(i64::try_from(millis).map_err(|_| overflow)?))
        }
        _ => None,
    })
}

fn of_date(date: Date, name: &str) -> Option<i64> {
    Some(match name {
        "year" => date.year(),
        "quarter" => date.quarter(),
        "month" => date.month(),
        "week" => date.week(),
        "weekYear" => date.week_year(),
        "day" => date.day(),
        "ordinalDay" => date.ordinal(),
        "weekDay" | "dayOfWeek" => date.weekday(),
        "dayOfQuarter" => date.day_of_quarter(),
        _ => return None,
    })
}

fn of_time(time: LocalTime, name: &str) -> Option<i64> {
    Some(match name {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => time.nanosecond() / 1_000_000,
        "microsecond" => time.nanosecond() / 1_000,
        "nanosecond" => time.nanosecond(),
        _ => return None,
    })
}

fn of_duration(duration: &Duration, name: &str) -> Option<i128> {
    let (months, days) = (duration.months(), duration.days());
    let (seconds, nanos) = (duration.seconds(), duration.nanoseconds());
    let small = match name {
        "years" => months / 12,
        "quarters" => months / 3,
        "months" => months,
        "weeks" => days / 7,
        "days" => days,
        "hours" => seconds / 3600,
        "minutes" => seconds / 60,
        "seconds" => seconds,
        "quartersOfYear" => months / 3 % 4,
        "monthsOfQuarter" => months % 3,
        "monthsOfYear" => months % 12,
        "daysOfWeek" => days % 7,
        "minutesOfHour" => seconds / 60 % 60,
        "secondsOfMinute" => seconds % 60,
        "millisecondsOfSecond" => nanos / 1_000_000,
        "microsecondsOfSecond" => nanos / 1_000,
        "nanosecondsOfSecond" => nanos,
        "milliseconds" => return Some(duration.total_nanos().div_euclid(1_000_000)),
        "microseconds" => return Some(duration.total_nanos().div_euclid(1_000)),
        "nanoseconds" => return Some(duration.total_nanos()),
        _ => return None,
    };
    Some(small.into())
}

fn whole(number: i128) -> Result<Field, TemporalError> {
    let number = i64::try_from(number).map_err(|_| TemporalError::Overflow { kind: TemporalKind::Duration })?;
    Ok(Field::Integer(number))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[track_caller]
    fn check(kind: TemporalKind, text: &str, cases: &[(&str, &str)]) {
        let value = parse(kind, text).unwrap();
        for (name, expected) in cases {
            let found = match field(&value, name) {
                Ok(Some(Field::Integer(number))) => number.to_string(),
                Ok(Some(Field::String(text))) => text.to_string(),
                Ok(found) => format!("{found:?}"),
                Err(error) => error.to_string(),
            };
            assert_eq!(found, *expected, "{text}.{name}");
        }
    }

    #[test]
    fn dates_and_times() {
        check(
            TemporalKind::Date,
            "2016-01-01",
            &[
                ("year", "2016"),
                ("weekYear", "2015"),
                ("week", "53"),
                ("dayOfWeek", "5"),
                ("weekDay", "5"),
                ("quarter", "1"),
                ("dayOfQuarter", "1"),
                ("ordinalDay", "1"),
                ("hour", "None"),
                ("epochSeconds", "None"),
                ("timezone", "None"),
                ("Year", "None"),
                ("", "None"),
            ],
        );
        check(
            TemporalKind::Time,
            "12:31:14.123456789-01:30",
            &[
                ("hour", "12"),
                ("millisecond", "123"),
                ("microsecond", "123456"),
                ("timezone", "-01:30"),
                ("offsetMinutes", "-90"),
                ("day", "None"),
                ("epochMillis", "None"),
            ],
        );
        check(
            TemporalKind::DateTime,
            "1969-12-31T23:59:59.9999[Europe/London]",
            &[
                ("timezone", "Europe/London"),
                ("offset", "+01:00"),
                ("offsetSeconds", "3600"),
                ("epochSeconds", "-3601"),
                ("epochMillis", "-3600001"),
            ],
        );
        let far = [("epochMillis", "the result is beyond the largest datetime"), ("epochSeconds", "31556889769708800")];
        check(TemporalKind::DateTime, "+999999998-01-01T00:00Z", &far);
    }

    #[test]
    fn durations() {
        check(
            TemporalKind::Duration,
            "P1Y5M10DT1H1M1.5S",
            &[
                ("years", "1"),
                ("quarters", "5"),
                ("months", "17"),
                ("monthsOfYear", "5"),
                ("quartersOfYear", "1"),
                ("monthsOfQuarter", "2"),
                ("weeks", "1"),
                ("daysOfWeek", "3"),
                ("hours", "1"),
                ("minutes", "61"),
                ("minutesOfHour", "1"),
                ("seconds", "3661"),
                ("milliseconds", "3661500"),
                ("microsecondsOfSecond", "500000"),
                ("nanoseconds", "3661500000000"),
                ("hour", "None"),
                ("year", "None"),
            ],
        );
        check(
            TemporalKind::Duration,
            "PT-1.5S",
            &[("seconds", "-2"), ("nanosecondsOfSecond", "500000000"), ("milliseconds", "-1500")],
        );
        check(TemporalKind::Duration, "PT2600000H", &[("nanoseconds", "the result is beyond the largest duration")]);
    }
}
