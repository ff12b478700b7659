//! Makes a temporal value from one of another kind, or from a moment.
//!
//! Does not: read the clock; the moment is handed in.

use jiff::Timestamp;

use super::clock::SECOND;
use super::{DateTime, LocalDateTime, LocalTime, Temporal, TemporalError, TemporalKind, Time, Zone};

/// Makes a value of a kind from the parts of another.
///
/// A date has no time of day, and its midnight is taken; what has no zone is taken as in UTC.
///
/// # Errors
///
/// A value that has no part of the kind: a date from a time, anything else from a duration.
pub fn convert(kind: TemporalKind, value: &Temporal) -> Result<Temporal, TemporalError> {
    let lacks = |part| TemporalError::Lacks { kind: value.kind(), part };
    let date = || value.date().ok_or_else(|| lacks("date"));
    let time = || value.time().ok_or_else(|| lacks("time of day"));
    let local = || Ok(LocalDateTime { date: date()?, time: value.time().unwrap_or(LocalTime::MIDNIGHT) });
    let (zone, offset) = value.zone().unwrap_or((Zone::UTC, 0));
    Ok(match kind {
        _ if kind == value.kind() => value.clone(),
        TemporalKind::Date => Temporal::Date(date()?),
        TemporalKind::LocalTime => Temporal::LocalTime(time()?),
        TemporalKind::Time => Time { local: time()?, offset }.into(),
        TemporalKind::LocalDateTime => local()?.into(),
        TemporalKind::DateTime => DateTime::new(local()?, zone, Some(offset))?.into(),
        TemporalKind::Duration => return Err(lacks("length")),
    })
}

/// What a place's calendar and clock show at a moment.
///
/// # Errors
///
/// The kind of durations, which have no current value.
pub fn now(kind: TemporalKind, moment: Timestamp, zone: &Zone) -> Result<Temporal, TemporalError> {
    if kind == TemporalKind::Duration {
        return Err(TemporalError::Lacks { kind, part: "current value" });
    }
    convert(kind, &DateTime::at(moment.as_nanosecond(), zone.clone())?.into())
}

/// The moment that many seconds and nanoseconds after 1970-01-01, in UTC.
///
/// # Errors
///
/// A moment beyond the years that dates have.
pub fn from_epoch(seconds: i64, nanoseconds: i64) -> Result<Temporal, TemporalError> {
    let nanos = i128::from(seconds) * i128::from(SECOND) + i128::from(nanoseconds);
    DateTime::at(nanos, Zone::UTC).map(Temporal::from)
}

/// The moment that many milliseconds after 1970-01-01, in UTC.
///
/// # Errors
///
/// A moment beyond the years that dates have.
pub fn from_epoch_millis(milliseconds: i64) -> Result<Temporal, TemporalError> {
    DateTime::at(i128::from(milliseconds) * i128::from(SECOND / 1_000), Zone::UTC).map(Temporal::from)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::TemporalKind as Kind;
    use super::*;

    #[test]
    fn from_other_kinds() {
        for (from, text, to, expected) in [
            (Kind::DateTime, "2014-03-01T23:30-05:00", Kind::Date, "2014-03-01"),
            (Kind::DateTime, "2014-03-01T23:30+09:00[Asia/Tokyo]", Kind::Time, "23:30+09:00"),
            (
                Kind::DateTime,
                "2014-10-26T02:30+01:00[Europe/Berlin]",
                Kind::DateTime,
                "2014-10-26T02:30+01:00[Europe/Berlin]",
            ),
            (Kind::Time, "23:30+09:00", Kind::LocalTime, "23:30"),
            (Kind::LocalTime, "23:30", Kind::Time, "23:30Z"),
            (Kind::Date, "2014-03-01", Kind::LocalDateTime, "2014-03-01T00:00"),
            (Kind::LocalDateTime, "2014-03-01T12:00", Kind::DateTime, "2014-03-01T12:00Z"),
            (Kind::Time, "23:30Z", Kind::Date, "a time has no date"),
            (Kind::Date, "2014-03-01", Kind::LocalTime, "a date has no time of day"),
            (Kind::LocalTime, "23:30", Kind::DateTime, "a localtime has no date"),
            (Kind::Date, "2014-03-01", Kind::Duration, "a date has no length"),
            (Kind::Duration, "P1D", Kind::Date, "a duration has no date"),
        ] {
            let found = convert(to, &parse(from, text).unwrap());
            let found = found.map_or_else(|error| error.to_string(), |value| value.to_string());
            assert_eq!(found, expected, "{} from {text}", to.name());
        }
    }

    #[test]
    fn from_moments() {
        let moment: Timestamp = "2014-03-01T22:30:00.5Z".parse().unwrap();
        let tokyo = Zone::parse("Asia/Tokyo").unwrap();
        for (kind, zone, expected) in [
            (Kind::Date, &Zone::UTC, "2014-03-01"),
            (Kind::Date, &tokyo, "2014-03-02"),
            (Kind::LocalTime, &Zone::UTC, "22:30:00.5"),
            (Kind::Time, &tokyo, "07:30:00.5+09:00"),
            (Kind::LocalDateTime, &tokyo, "2014-03-02T07:30:00.5"),
            (Kind::DateTime, &Zone::UTC, "2014-03-01T22:30:00.5Z"),
            (Kind::Duration, &Zone::UTC, "a duration has no current value"),
        ] {
            let found = now(kind, moment, zone);
            let found = found.map_or_else(|error| error.to_string(), |value| value.to_string());
            assert_eq!(found, expected, "{}", kind.name());
        }
        assert_eq!(from_epoch(-1, 500_000_000).unwrap().to_string(), "1969-12-31T23:59:59.5Z");
        assert_eq!(from_epoch_millis(-1).unwrap().to_string(), "1969-12-31T23:59:59.999Z");
        assert!(from_epoch(i64::MAX, i64::MAX).is_err(), "too far");
        assert!(from_epoch_millis(i64::MIN).is_ok(), "292 million years are within");
    }
}
