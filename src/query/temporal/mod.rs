//! Dates, times and durations: the temporal values of queries.
//!
//! Reads: ISO 8601 text, fields by name, moments that are handed in.
//! Gives: [`Temporal`], its parts, its arithmetic, its order, and its text again.
//! How: civil dates are own arithmetic over the years -999999999 to 999999999; the crate `jiff` knows the time zones,
//! from data that is built in, in the years -9999 to 9999.
//! Does not: read the clock or the system, or know other values of a query; fields come as [`Field`].
//! Source: openCypher CIP2015-08-06 (Date and Time), and the conformance scenarios of openCypher 2024.3.

mod arithmetic;
mod between;
mod clock;
mod construct;
mod convert;
mod date;
mod datetime;
mod decimal;
mod duration;
mod error;
mod fields;
mod format;
mod given;
mod parse;
mod parse_duration;
mod truncate;
mod zone;

use std::cmp::Ordering;
use std::sync::Arc;

pub use arithmetic::{add, subtract};
pub use between::{Between, between};
pub use clock::{LocalTime, Time};
pub use construct::from_fields;
pub use convert::{convert, from_epoch, from_epoch_millis, now};
pub use date::Date;
pub use datetime::{DateTime, LocalDateTime};
pub use duration::{Duration, Number};
pub use error::TemporalError;
pub use fields::field;
pub use parse::parse;
pub use truncate::truncate;
pub use zone::Zone;

/// A date, a time or a duration: 16 bytes.
///
/// Two are equal where their kinds and all their parts are, and so is their hash: the same moment in two time zones is
/// two values, and a day is not 24 hours.
///
/// ```
/// use demarche::query::{Temporal, TemporalKind};
/// let day = Temporal::parse(TemporalKind::Date, "2014-W09-6")?;
/// assert_eq!(day.to_string(), "2014-03-01");
/// let error = Temporal::parse(TemporalKind::Date, "tomorrow").unwrap_err();
/// assert_eq!(error.to_string(), "`tomorrow` is no date");
/// # Ok::<(), demarche::query::TemporalError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Temporal {
    /// A day of the calendar.
    Date(Date),
    /// A time of day.
    LocalTime(LocalTime),
    /// A time of day at an offset from UTC.
    Time(Arc<Time>),
    /// A day and a time of day.
    LocalDateTime(Arc<LocalDateTime>),
    /// A day and a time of day in a time zone: a moment.
    DateTime(Arc<DateTime>),
    /// A length of time.
    Duration(Arc<Duration>),
}

/// The kinds of temporal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TemporalKind {
    /// A day of the calendar.
    Date,
    /// A time of day.
    LocalTime,
    /// A time of day at an offset from UTC.
    Time,
    /// A day and a time of day.
    LocalDateTime,
    /// A day and a time of day in a time zone.
    DateTime,
    /// A length of time.
    Duration,
}

/// What a field of a temporal value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// A whole number.
    Integer(i64),
    /// A floating-point number; only durations take it.
    Float(f64),
    /// Text: the name of a time zone.
    String(Arc<str>),
    /// Another value, whose parts are taken.
    Temporal(Temporal),
}

impl TemporalKind {
    /// Its name, which is also the function of queries that makes it.
    ///
    /// ```
    /// assert_eq!(demarche::query::TemporalKind::LocalDateTime.name(), "localdatetime");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            TemporalKind::Date => "date",
            TemporalKind::LocalTime => "localtime",
            TemporalKind::Time => "time",
            TemporalKind::LocalDateTime => "localdatetime",
            TemporalKind::DateTime => "datetime",
            TemporalKind::Duration => "duration",
        }
    }

    /// Says whether its values have a date.
    fn has_date(self) -> bool {
        matches!(self, TemporalKind::Date | TemporalKind::LocalDateTime | TemporalKind::DateTime)
    }

    /// Says whether its values have a time of day.
    fn has_time(self) -> bool {
        !matches!(self, TemporalKind::Date | TemporalKind::Duration)
    }

    /// Says whether its values have a time zone or an offset.
    fn has_zone(self) -> bool {
        matches!(self, TemporalKind::Time | TemporalKind::DateTime)
    }
}

impl Temporal {
    /// Reads a value of a kind from ISO 8601 text.
    ///
    /// # Errors
    ///
    /// Text in another form, or with a number that calendars and clocks lack.
    pub fn parse(kind: TemporalKind, text: &str) -> Result<Self, TemporalError> {
        parse(kind, text)
    }

    /// Its kind.
    pub fn kind(&self) -> TemporalKind {
        match self {
            Temporal::Date(_) => TemporalKind::Date,
            Temporal::LocalTime(_) => TemporalKind::LocalTime,
            Temporal::Time(_) => TemporalKind::Time,
            Temporal::LocalDateTime(_) => TemporalKind::LocalDateTime,
            Temporal::DateTime(_) => TemporalKind::DateTime,
            Temporal::Duration(_) => TemporalKind::Duration,
        }
    }

    /// The order in which lists are sorted: of all values, the same as `compare` where that has one.
    ///
    /// Kinds come in the order of openCypher (datetimes first, durations last), durations by their average length.
    pub fn total_cmp(&self, other: &Temporal) -> Ordering {
        match (self, other) {
            (Temporal::Duration(one), Temporal::Duration(other)) => one.total_cmp(other),
            _ => compare(self, other).unwrap_or_else(|| self.rank().cmp(&other.rank())),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Temporal::DateTime(_) => 0,
            Temporal::LocalDateTime(_) => 1,
            Temporal::Date(_) => 2,
            Temporal::Time(_) => 3,
            Temporal::LocalTime(_) => 4,
            Temporal::Duration(_) => 5,
        }
    }

    /// Its date, where it has one.
    fn date(&self) -> Option<Date> {
        match self {
            Temporal::Date(date) => Some(*date),
            Temporal::LocalDateTime(value) => Some(value.date),
            Temporal::DateTime(value) => Some(value.local().date),
            Temporal::LocalTime(_) | Temporal::Time(_) | Temporal::Duration(_) => None,
        }
    }

    /// Its time of day, where it has one.
    fn time(&self) -> Option<LocalTime> {
        match self {
            Temporal::LocalTime(time) => Some(*time),
            Temporal::Time(value) => Some(value.local),
            Temporal::LocalDateTime(value) => Some(value.time),
            Temporal::DateTime(value) => Some(value.local().time),
            Temporal::Date(_) | Temporal::Duration(_) => None,
        }
    }

    /// Its time zone and the offset that it has there, where it has one.
    fn zone(&self) -> Option<(Zone, i32)> {
        match self {
            Temporal::Time(value) => Some((Zone::Offset(value.offset), value.offset)),
            Temporal::DateTime(value) => Some((value.zone().clone(), value.offset())),
            _ => None,
        }
    }
}

/// The order of two values of one kind; none for two kinds, and for durations: whether a month is longer than 30 days
/// depends on the month.
pub fn compare(one: &Temporal, other: &Temporal) -> Option<Ordering> {
    match (one, other) {
        (Temporal::Date(one), Temporal::Date(other)) => Some(one.cmp(other)),
        (Temporal::LocalTime(one), Temporal::LocalTime(other)) => Some(one.cmp(other)),
        (Temporal::Time(one), Temporal::Time(other)) => Some(one.cmp(other)),
        (Temporal::LocalDateTime(one), Temporal::LocalDateTime(other)) => Some(one.cmp(other)),
        (Temporal::DateTime(one), Temporal::DateTime(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

impl From<jiff::civil::Date> for Temporal {
    fn from(date: jiff::civil::Date) -> Self {
        Temporal::Date(date.into())
    }
}

impl From<Time> for Temporal {
    fn from(value: Time) -> Self {
        Temporal::Time(Arc::new(value))
    }
}

impl From<LocalDateTime> for Temporal {
    fn from(value: LocalDateTime) -> Self {
        Temporal::LocalDateTime(Arc::new(value))
    }
}

impl From<DateTime> for Temporal {
    fn from(value: DateTime) -> Self {
        Temporal::DateTime(Arc::new(value))
    }
}

impl From<Duration> for Temporal {
    fn from(value: Duration) -> Self {
        Temporal::Duration(Arc::new(value))
    }
}

#[cfg(test)]
mod tests;
