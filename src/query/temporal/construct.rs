//! Makes temporal values from fields: `{year: 2014, month: 3}`, `{date: other, day: 1}`.
//!
//! Reads: fields by name. Gives: the value. What is left out is taken from the value given as `date`, `time` or
//! `datetime`, or else is the first month, day, hour; a larger part is never left out below a smaller one.
//! Does not: mix the ways to tell a day (month and day, week, quarter, ordinal day).
//! Source: openCypher CIP2015-08-06 (Date and Time), the constructor functions.

use super::clock::SECOND;
use super::date::within;
use super::decimal::Decimal;
use super::given::{Given, Part};
use super::{
    Date, DateTime, Duration, Field, LocalDateTime, LocalTime, Temporal, TemporalError, TemporalKind, Time, Zone,
};

/// Makes a value of a kind from fields.
///
/// # Errors
///
/// A field that the kind lacks, that is of the wrong type, that contradicts another, or whose number calendars and
/// clocks lack; a field that is missing.
pub fn from_fields(kind: TemporalKind, fields: &[(impl AsRef<str>, Field)]) -> Result<Temporal, TemporalError> {
    if kind == TemporalKind::Duration {
        return duration(fields).map(Temporal::from);
    }
    build(kind, &Given::new(kind, fields)?)
}

/// Makes a value of a kind, which is no duration, from what is given.
pub(super) fn build(kind: TemporalKind, given: &Given) -> Result<Temporal, TemporalError> {
    if let Some(epoch) = given.first(&[Part::EpochSeconds, Part::EpochMillis]) {
        return from_epoch(given, epoch).map(Temporal::from);
    }
    match kind {
        TemporalKind::Date => date(kind, given).map(Temporal::Date),
        TemporalKind::LocalTime => time(kind, given).map(Temporal::LocalTime),
        TemporalKind::Time => {
            let (zone, moved) = zones(given);
            // The day of another value is gone, but not the offset that its zone had then.
            let base = given.time.as_ref().and_then(Temporal::zone);
            let value =
                Time { local: time(kind, given)?, offset: base.map_or_else(|| offset(zone), |(_, at)| Ok(at))? };
            Ok(moved.map_or(Ok(value), |zone| offset(zone).map(|offset| value.at_offset(offset)))?.into())
        }
        TemporalKind::LocalDateTime => Ok(local(kind, given)?.into()),
        TemporalKind::DateTime => {
            let (zone, moved) = zones(given);
            let wanted = given.time.as_ref().and_then(Temporal::zone).map(|(_, offset)| offset);
            let value = DateTime::new(local(kind, given)?, zone, wanted)?;
            Ok(moved.map_or(Ok(value.clone()), |zone| DateTime::at(value.epoch_nanos(), zone))?.into())
        }
        TemporalKind::Duration => Err(TemporalError::Lacks { kind, part: "date" }),
    }
}

/// The zone in which the fields tell the time, and the zone to which the moment is to be moved.
fn zones(given: &Given) -> (Zone, Option<Zone>) {
    let base = given.time.as_ref().and_then(Temporal::zone).map(|(zone, _)| zone);
    match (base, given.zone.clone()) {
        (Some(base), wanted) => (base, wanted),
        (None, wanted) => (wanted.unwrap_or(Zone::UTC), None),
    }
}

/// The offset of a time of day: of a place with a name, it depends on the day.
fn offset(zone: Zone) -> Result<i32, TemporalError> {
    match zone {
        Zone::Offset(offset) => Ok(offset),
        Zone::Named(_) => Err(TemporalError::Lacks { kind: TemporalKind::Time, part: "named time zone" }),
    }
}

fn local(kind: TemporalKind, given: &Given) -> Result<LocalDateTime, TemporalError> {
    Ok(LocalDateTime { date: date(kind, given)?, time: time(kind, given)? })
}

/// The ways to tell a day within its year.
const WAYS: [&[Part]; 4] = [
    &[Part::Month, Part::Day],
    &[Part::Week, Part::DayOfWeek],
    &[Part::Quarter, Part::DayOfQuarter],
    &[Part::OrdinalDay],
];

fn date(kind: TemporalKind, given: &Given) -> Result<Date, TemporalError> {
    let base = given.date.as_ref().and_then(Temporal::date);
    let used: Vec<Part> = WAYS.iter().filter_map(|way| given.first(way)).collect();
    if let [first, second, ..] = used[..] {
        return Err(TemporalError::Conflict { first: first.name(), second: second.name() });
    }
    let chosen = |part: Part, of_base: fn(Date) -> i64| given.get(part).or(base.map(of_base));
    let needed = |part: Part, of_base| chosen(part, of_base).ok_or(TemporalError::Missing { kind, name: part.name() });
    match used.first() {
        None | Some(Part::Month | Part::Day) => {
            let year = needed(Part::Year, Date::year)?;
            let day = chosen(Part::Day, Date::day);
            let month =
                if day.is_some() { needed(Part::Month, Date::month)? } else { given.get(Part::Month).unwrap_or(1) };
            Date::new(year, month, day.unwrap_or(1))
        }
        Some(Part::Week | Part::DayOfWeek) => {
            let (year, week) = (needed(Part::Year, Date::week_year)?, needed(Part::Week, Date::week)?);
            Date::from_week(year, week, chosen(Part::DayOfWeek, Date::weekday).unwrap_or(1))
        }
        Some(Part::Quarter | Part::DayOfQuarter) => {
            let (year, quarter) = (needed(Part::Year, Date::year)?, needed(Part::Quarter, Date::quarter)?);
            Date::from_quarter(year, quarter, chosen(Part::DayOfQuarter, Date::day_of_quarter).unwrap_or(1))
        }
        Some(_) => Date::from_ordinal(needed(Part::Year, Date::year)?, needed(Part::OrdinalDay, Date::ordinal)?),
    }
}

fn time(kind: TemporalKind, given: &Given) -> Result<LocalTime, TemporalError> {
    const FRACTION: [Part; 3] = [Part::Millisecond, Part::Microsecond, Part::Nanosecond];
    const CLOCK: [Part; 3] = [Part::Hour, Part::Minute, Part::Second];
    let base = given.time.as_ref().and_then(Temporal::time);
    let smallest = if given.first(&FRACTION).is_some() {
        CLOCK.len()
    } else {
        CLOCK.iter().rposition(|part| given.get(*part).is_some()).map_or(0, |index| index + 1)
    };
    let smallest = if kind.has_date() { smallest } else { smallest.max(1) };
    if base.is_none()
        && let Some(part) = CLOCK[..smallest].iter().find(|part| given.get(**part).is_none())
    {
        return Err(TemporalError::Missing { kind, name: part.name() });
    }
    let base = base.unwrap_or(LocalTime::MIDNIGHT);
    let chosen = |part: Part, of_base: i64| given.get(part).unwrap_or(of_base);
    LocalTime::new(
        chosen(Part::Hour, base.hour()),
        chosen(Part::Minute, base.minute()),
        chosen(Part::Second, base.second()),
        nanosecond(given)?.unwrap_or(base.nanosecond()),
    )
}

/// The fraction of a second: each part counts within the next larger one that is given.
fn nanosecond(given: &Given) -> Result<Option<i64>, TemporalError> {
    let [milli, micro, nano] = [Part::Millisecond, Part::Microsecond, Part::Nanosecond].map(|part| given.get(part));
    if (milli, micro, nano) == (None, None, None) {
        return Ok(None);
    }
    let micros = if milli.is_some() { 1_000 } else { 1_000_000 };
    let nanos = if micro.is_some() { 1_000 } else { micros * 1_000 };
    let milli = within("millisecond", milli.unwrap_or(0), (0, 999))?;
    let micro = within("microsecond", micro.unwrap_or(0), (0, micros - 1))?;
    let nano = within("nanosecond", nano.unwrap_or(0), (0, nanos - 1))?;
    Ok(Some(milli * 1_000_000 + micro * 1_000 + nano))
}

/// A moment by its distance from 1970: with a zone and a fraction of a second, but no other part.
fn from_epoch(given: &Given, epoch: Part) -> Result<DateTime, TemporalError> {
    let mut others: Vec<Part> = WAYS.concat();
    others.extend([Part::Year, Part::Hour, Part::Minute, Part::Second]);
    if epoch == Part::EpochSeconds {
        others.push(Part::EpochMillis);
    } else {
        others.push(Part::Millisecond);
    }
    if let Some(other) = given.first(&others) {
        return Err(TemporalError::Conflict { first: epoch.name(), second: other.name() });
    }
    for (value, name) in [(&given.date, "date"), (&given.time, "time")] {
        if value.is_some() {
            return Err(TemporalError::Conflict { first: epoch.name(), second: name });
        }
    }
    let unit = if epoch == Part::EpochSeconds { SECOND } else { SECOND / 1_000 };
    let fraction = nanosecond(given)?.unwrap_or(0);
    let fraction = if epoch == Part::EpochMillis { within("nanosecond", fraction, (0, unit - 1))? } else { fraction };
    let nanos = i128::from(given.get(epoch).unwrap_or(0)) * i128::from(unit) + i128::from(fraction);
    DateTime::at(nanos, given.zone.clone().unwrap_or(Zone::UTC))
}

fn duration(fields: &[(impl AsRef<str>, Field)]) -> Result<Duration, TemporalError> {
    let overflow = || TemporalError::Overflow { kind: TemporalKind::Duration };
    let (mut months, mut days, mut seconds) = (Decimal::default(), Decimal::default(), Decimal::default());
    for (name, value) in fields {
        let name = name.as_ref();
        let wrong = || TemporalError::FieldType { name: name.into(), expected: "a number" };
        let number = match value {
            Field::Integer(number) => Decimal::from_integer(*number),
            Field::Float(number) if number.is_finite() => Decimal::from_float(*number).ok_or_else(overflow)?,
            _ => return Err(wrong()),
        };
        let (sum, times, parts) = match name {
            "years" => (&mut months, 12, 1),
            "quarters" => (&mut months, 3, 1),
            "months" => (&mut months, 1, 1),
            "weeks" => (&mut days, 7, 1),
            "days" => (&mut days, 1, 1),
            "hours" => (&mut seconds, 3600, 1),
            "minutes" => (&mut seconds, 60, 1),
            "seconds" => (&mut seconds, 1, 1),
            "milliseconds" => (&mut seconds, 1, 1_000),
            "microseconds" => (&mut seconds, 1, 1_000_000),
            "nanoseconds" => (&mut seconds, 1, SECOND),
            _ => return Err(TemporalError::Field { kind: TemporalKind::Duration, name: name.into() }),
        };
        *sum = sum.plus(number.part(parts), times).ok_or_else(overflow)?;
    }
    Duration::from_decimals(months, days, seconds)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::parse;
    use super::*;

    /// Reads `year 2014, timezone Asia/Tokyo, date 2014-03-01` as fields.
    fn read(text: &str) -> Vec<(&str, Field)> {
        let pairs = text.split(", ").filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once(' ').unwrap()).map(|(name, value)| (name, read_value(name, value))).collect()
    }

    fn read_value(name: &str, value: &str) -> Field {
        let kind = match name {
            "date" => TemporalKind::Date,
            "time" if value.contains('T') => TemporalKind::DateTime,
            "time" if value.contains(['Z', '+']) => TemporalKind::Time,
            "time" => TemporalKind::LocalTime,
            "datetime" => TemporalKind::DateTime,
            _ => match (value.parse(), value.parse()) {
                (Ok(number), _) => return Field::Integer(number),
                (_, Ok(number)) => return Field::Float(number),
                _ => return Field::String(value.into()),
            },
        };
        parse(kind, value).map_or_else(|_| Field::String(value.into()), Field::Temporal)
    }

    #[track_caller]
    fn check(kind: TemporalKind, cases: &[(&str, &str)]) {
        for (fields, expected) in cases {
            let found = from_fields(kind, &read(fields));
            let found = found.map_or_else(|error| error.to_string(), |value| value.to_string());
            assert_eq!(found, *expected, "{} {{{fields}}}", kind.name());
        }
    }

    #[test]
    fn dates() {
        check(
            TemporalKind::Date,
            &[
                ("year 2014", "2014-01-01"),
                ("year 2014, month 3, day 1", "2014-03-01"),
                ("year 2014, week 9, dayOfWeek 6", "2014-03-01"),
                ("year 2014, quarter 2", "2014-04-01"),
                ("year 2014, ordinalDay 60", "2014-03-01"),
                ("date 2014-03-08, day 1", "2014-03-01"),
                ("date 2014-12-31, week 2", "2015-01-07"),
                ("date 2014-11-29, quarter 1", "2014-03-01"),
                ("datetime 2014-03-01T23:00-05:00", "2014-03-01"),
                ("", "`year` is missing for a date"),
                ("month 3", "`year` is missing for a date"),
                ("year 2014, day 3", "`month` is missing for a date"),
                ("year 2014, dayOfWeek 3", "`week` is missing for a date"),
                ("year 2014, month 3, week 2", "`month` and `week` cannot be given together"),
                ("date 2014-03-01, datetime 2014-03-01", "`date` and `datetime` cannot be given together"),
                ("year 2014, month 3.0", "`month` is not an integer"),
                ("year MMXIV", "`year` is not an integer"),
                ("year 2014, hour 3", "a date has no field `hour`"),
                ("year 2014, moon 3", "a date has no field `moon`"),
                ("year 2014, timezone Z", "a date has no field `timezone`"),
                ("date 8", "`date` is not a value with a date"),
                ("date 2016-02-29, year 2014", "`day` is 29, not within 1 and 28"),
                ("year 2014, month 9223372036854775807", "`month` is 9223372036854775807, not within 1 and 12"),
            ],
        );
    }

    #[test]
    fn times() {
        check(
            TemporalKind::LocalTime,
            &[
                ("hour 12", "12:00"),
                ("hour 12, minute 31, second 14, millisecond 1, nanosecond 2", "12:31:14.001000002"),
                ("hour 12, minute 31, second 14, microsecond 1000", "12:31:14.001"),
                ("time 12:31:14.5, minute 0", "12:00:14.5"),
                ("time 12:31:14.5, nanosecond 1", "12:31:14.000000001"),
                ("", "`hour` is missing for a localtime"),
                ("hour 12, second 3", "`minute` is missing for a localtime"),
                ("hour 12, minute 3, nanosecond 1", "`second` is missing for a localtime"),
                ("time 12:00, microsecond 1000, millisecond 1", "`microsecond` is 1000, not within 0 and 999"),
                ("hour 12, year 2014", "a localtime has no field `year`"),
                ("hour 12, timezone Z", "a localtime has no field `timezone`"),
            ],
        );
        check(
            TemporalKind::Time,
            &[
                ("hour 12", "12:00Z"),
                ("hour 12, timezone +01:00", "12:00+01:00"),
                ("time 12:00, timezone +01:00", "12:00+01:00"),
                ("time 12:00+01:00, minute 5, timezone +03:00", "14:05+03:00"),
                ("time 2014-07-01T12:00+02:00[Europe/Berlin], timezone Z", "10:00Z"),
                ("hour 12, timezone Asia/Tokyo", "a time has no named time zone"),
                ("hour 12, timezone 1", "`timezone` is not a string"),
                ("hour 12, timezone Atlantis", "no time zone `Atlantis`"),
            ],
        );
    }

    #[test]
    fn dates_with_times() {
        check(
            TemporalKind::DateTime,
            &[
                ("year 2014", "2014-01-01T00:00Z"),
                ("year 2014, month 3, day 1, hour 9, timezone Asia/Tokyo", "2014-03-01T09:00+09:00[Asia/Tokyo]"),
                ("datetime 2014-03-01T00:00Z, timezone Asia/Tokyo", "2014-03-01T09:00+09:00[Asia/Tokyo]"),
                ("date 2014-03-01, time 23:00+01:00, timezone +02:00", "2014-03-02T00:00+02:00"),
                ("datetime 2014-10-26T02:30+01:00[Europe/Berlin], minute 45", "2014-10-26T02:45+01:00[Europe/Berlin]"),
                ("epochSeconds 1393632000, nanosecond 5", "2014-03-01T00:00:00.000000005Z"),
                ("epochMillis 1393632000001, timezone +01:00", "2014-03-01T01:00:00.001+01:00"),
                ("epochSeconds 1, year 2014", "`epochSeconds` and `year` cannot be given together"),
                ("epochSeconds 1, epochMillis 1", "`epochSeconds` and `epochMillis` cannot be given together"),
                ("epochMillis 1, nanosecond 1000000", "`nanosecond` is 1000000, not within 0 and 999999"),
                ("epochSeconds 9223372036854775807", "the result is beyond the largest datetime"),
                ("year 2014, minute 3", "`hour` is missing for a datetime"),
                ("year 12000, timezone Asia/Tokyo", "time zone `Asia/Tokyo` is known for the years -9999 to 9999 only"),
            ],
        );
    }

    #[test]
    fn durations() {
        check(
            TemporalKind::Duration,
            &[
                ("", "PT0S"),
                ("years 1, quarters 1, weeks 1, minutes 90", "P1Y3M7DT1H30M"),
                ("months 0.5", "P15DT5H14M33S"),
                ("hours 0.1", "PT6M"),
                ("seconds 1, nanoseconds -1", "PT0.999999999S"),
                ("days -1.5", "P-1DT-12H"),
                ("year 1", "a duration has no field `year`"),
                ("years one", "`years` is not a number"),
                ("years NaN", "`years` is not a number"),
                ("years 9223372036854775807", "the result is beyond the largest duration"),
                ("days 1e30", "the result is beyond the largest duration"),
            ],
        );
        assert!(from_fields(TemporalKind::Duration, &[("days", Field::String(Arc::from("1")))]).is_err());
    }
}
