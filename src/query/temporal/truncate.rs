//! Cuts dates and times down to a unit: to the start of the decade, of the week, of the hour.
//!
//! Reads: a unit by name, a value, fields that are set afterwards. Gives: the value at the start of its unit.
//! Does not: move the moment: another time zone is put in the place of the old one.
//! Source: openCypher CIP2015-08-06 (Date and Time), the section on truncating.

use super::clock::SECOND;
use super::construct::build;
use super::given::{Given, Part};
use super::{Date, DateTime, Field, LocalDateTime, LocalTime, Temporal, TemporalError, TemporalKind, Time};

/// A unit to which a value can be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// As many years.
    Years(i64),
    WeekYear,
    Quarter,
    Month,
    Week,
    Day,
    /// As many nanoseconds.
    Clock(i64),
}

/// Makes a value of a kind from the start of the unit in which another lies; fields then change its parts.
///
/// What has no zone is taken as in UTC, what has no time of day at midnight.
///
/// # Errors
///
/// A unit that does not exist or is too fine for dates, too coarse for times; a value that lacks a part; a field that
/// does not fit.
pub fn truncate(
    kind: TemporalKind,
    unit: &str,
    value: &Temporal,
    fields: &[(impl AsRef<str>, Field)],
) -> Result<Temporal, TemporalError> {
    let wrong = || TemporalError::Unit { kind, unit: unit.into() };
    let unit = Unit::parse(unit).filter(|unit| unit.fits(kind)).ok_or_else(wrong)?;
    let lacks = |part| TemporalError::Lacks { kind: value.kind(), part };
    let mut given = Given::new(kind, fields)?;
    if let Some(name) = given.date.as_ref().map(|_| "date").or(given.time.as_ref().map(|_| "time")) {
        return Err(TemporalError::Field { kind, name: name.into() });
    }
    let date = value.date().map(|date| unit.cut_date(date)).transpose()?;
    let time = unit.cut_time(value.time().unwrap_or(LocalTime::MIDNIGHT));
    if kind.has_date() {
        given.date = Some(Temporal::Date(date.ok_or_else(|| lacks("date"))?));
    } else {
        value.time().ok_or_else(|| lacks("time of day"))?;
    }
    if kind.has_time() {
        keep_fraction(&mut given, unit, time);
        let zone = if kind.has_zone() && given.zone.is_none() { value.zone() } else { None };
        given.time = Some(match (zone, date) {
            (None, _) => Temporal::LocalTime(time),
            (Some((zone, offset)), Some(date)) if kind.has_date() => {
                DateTime::new(LocalDateTime { date, time }, zone, Some(offset))?.into()
            }
            (Some((_, offset)), _) => Time { local: time, offset }.into(),
        });
    }
    build(kind, &given)
}

/// Sets what the unit keeps of a fraction of a second, where fields change only what is finer.
fn keep_fraction(given: &mut Given, unit: Unit, time: LocalTime) {
    let (millisecond, microsecond) = (Part::Millisecond, Part::Microsecond);
    match unit {
        Unit::Clock(MILLISECOND) if given.first(&[microsecond, Part::Nanosecond]).is_some() => {
            given.set_missing(millisecond, time.nanosecond() / MILLISECOND);
        }
        Unit::Clock(MICROSECOND) if given.get(Part::Nanosecond).is_some() => {
            given.set_missing(millisecond, time.nanosecond() / MILLISECOND);
            given.set_missing(microsecond, time.nanosecond() / MICROSECOND % 1_000);
        }
        _ => {}
    }
}

const MILLISECOND: i64 = SECOND / 1_000;
const MICROSECOND: i64 = SECOND / 1_000_000;

impl Unit {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "millennium" => Unit::Years(1_000),
            "century" => Unit::Years(100),
            "decade" => Unit::Years(10),
            "year" => Unit::Years(1),
            "weekYear" => Unit::WeekYear,
            "quarter" => Unit::Quarter,
            "month" => Unit::Month,
            "week" => Unit::Week,
            "day" => Unit::Day,
            "hour" => Unit::Clock(3_600 * SECOND),
            "minute" => Unit::Clock(60 * SECOND),
            "second" => Unit::Clock(SECOND),
            "millisecond" => Unit::Clock(MILLISECOND),
            "microsecond" => Unit::Clock(MICROSECOND),
            _ => return None,
        })
    }

    fn fits(self, kind: TemporalKind) -> bool {
        match self {
            Unit::Clock(_) => kind.has_time(),
            Unit::Day => kind != TemporalKind::Duration,
            _ => kind.has_date(),
        }
    }

    fn cut_date(self, date: Date) -> Result<Date, TemporalError> {
        match self {
            Unit::Years(years) => Date::new(date.year() - date.year().rem_euclid(years), 1, 1),
            Unit::WeekYear => Date::from_week(date.week_year(), 1, 1),
            Unit::Quarter => Date::new(date.year(), date.quarter() * 3 - 2, 1),
            Unit::Month => Date::new(date.year(), date.month(), 1),
            Unit::Week => date.add_days(1 - date.weekday()),
            Unit::Day | Unit::Clock(_) => Ok(date),
        }
    }

    fn cut_time(self, time: LocalTime) -> LocalTime {
        if let Unit::Clock(nanos) = self { time.cut(nanos) } else { LocalTime::MIDNIGHT }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[track_caller]
    fn check(kind: TemporalKind, unit: &str, text: &str, fields: &[(&str, Field)], expected: &str) {
        let from = match text {
            _ if text.ends_with(']') || text.ends_with('Z') && text.len() > 16 => TemporalKind::DateTime,
            _ if text.contains('T') => TemporalKind::LocalDateTime,
            _ if text.contains(['+', 'Z']) => TemporalKind::Time,
            _ if text.contains(':') => TemporalKind::LocalTime,
            _ => TemporalKind::Date,
        };
        let found = truncate(kind, unit, &parse(from, text).unwrap(), fields);
        let found = found.map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(found, expected, "{} {unit} of {text} {fields:?}", kind.name());
    }

    #[test]
    fn units() {
        for (unit, expected) in [
            ("millennium", "-1000-01-01T00:00"),
            ("century", "-0100-01-01T00:00"),
            ("decade", "-0050-01-01T00:00"),
            ("year", "-0044-01-01T00:00"),
            ("weekYear", "-0044-01-02T00:00"),
            ("quarter", "-0044-04-01T00:00"),
            ("month", "-0044-05-01T00:00"),
            ("week", "-0044-05-14T00:00"),
            ("day", "-0044-05-15T00:00"),
            ("hour", "-0044-05-15T12:00"),
            ("minute", "-0044-05-15T12:31"),
            ("second", "-0044-05-15T12:31:14"),
            ("millisecond", "-0044-05-15T12:31:14.123"),
            ("microsecond", "-0044-05-15T12:31:14.123456"),
            ("nanosecond", "a localdatetime cannot be truncated to `nanosecond`"),
            ("Year", "a localdatetime cannot be truncated to `Year`"),
        ] {
            check(TemporalKind::LocalDateTime, unit, "-0044-05-15T12:31:14.123456789", &[], expected);
        }
    }

    #[test]
    fn kinds() {
        let berlin = "2014-10-26T02:30+01:00[Europe/Berlin]";
        let nano = [("nanosecond", Field::Integer(5))];
        let zone = [("timezone", Field::String("Asia/Tokyo".into()))];
        let date = [("date", Field::Temporal(parse(TemporalKind::Date, "2014-03-01").unwrap()))];
        let cases: [(_, _, _, &[(&str, Field)], _); 14] = [
            (TemporalKind::DateTime, "hour", berlin, &[], "2014-10-26T02:00+01:00[Europe/Berlin]"),
            (TemporalKind::DateTime, "day", berlin, &zone, "2014-10-26T00:00+09:00[Asia/Tokyo]"),
            (TemporalKind::DateTime, "month", "2014-03-08", &nano, "2014-03-01T00:00:00.000000005Z"),
            (TemporalKind::Date, "month", berlin, &[("day", Field::Integer(2))], "2014-10-02"),
            (TemporalKind::Time, "minute", "12:31:14+02:00", &[], "12:31+02:00"),
            (TemporalKind::Time, "hour", berlin, &[], "02:00+01:00"),
            (TemporalKind::LocalTime, "millisecond", "12:31:14.123456789", &nano, "12:31:14.123000005"),
            (TemporalKind::LocalTime, "microsecond", "12:31:14.123456789", &nano, "12:31:14.123456005"),
            (TemporalKind::LocalTime, "day", "12:31:14", &[], "00:00"),
            (TemporalKind::LocalTime, "month", "12:31:14", &[], "a localtime cannot be truncated to `month`"),
            (TemporalKind::LocalTime, "day", "2014-03-08", &[], "a date has no time of day"),
            (TemporalKind::Date, "hour", "2014-03-08", &[], "a date cannot be truncated to `hour`"),
            (TemporalKind::Date, "day", "12:31:14", &[], "a localtime has no date"),
            (TemporalKind::Date, "day", "2014-03-08", &date, "a date has no field `date`"),
        ];
        for (kind, unit, text, fields, expected) in cases {
            check(kind, unit, text, fields, expected);
        }
        check(TemporalKind::Duration, "day", "2014-03-08", &[], "a duration cannot be truncated to `day`");
        check(TemporalKind::Date, "year", "2014-03-08", &nano, "a date has no field `nanosecond`");
    }
}
