//! Dates with a time of day, without and with a time zone.
//!
//! Gives: [`LocalDateTime`], and [`DateTime`]: a moment as a place's clock shows it.
//! Does not: read the clock, or the system's zone.

use std::cmp::Ordering;

use super::clock::{DAY, DAY_SECONDS, SECOND};
use super::{Date, LocalTime, TemporalError, TemporalKind, Zone};

/// A date and a time of day, as calendars and clocks show them somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    /// The date.
    pub date: Date,
    /// The time of day.
    pub time: LocalTime,
}

impl LocalDateTime {
    /// Seconds since 1970-01-01, as if it were in UTC.
    pub(super) fn seconds(self) -> i64 {
        self.date.to_days() * DAY_SECONDS + self.time.nanos() / SECOND
    }

    /// Nanoseconds since 1970-01-01, as if it were in UTC.
    pub(super) fn nanos(self) -> i128 {
        i128::from(self.date.to_days()) * i128::from(DAY) + i128::from(self.time.nanos())
    }

    /// The date and time that many nanoseconds after 1970-01-01.
    pub(super) fn from_nanos(nanos: i128) -> Result<Self, TemporalError> {
        let days = i64::try_from(nanos.div_euclid(DAY.into())).map_err(|_| overflow())?;
        Ok(LocalDateTime { date: Date::from_days(days).map_err(|_| overflow())?, time: LocalTime::wrapping(nanos) })
    }

    /// The date and time that many seconds later.
    pub(super) fn add_seconds(self, seconds: i64) -> Result<Self, TemporalError> {
        Self::from_nanos(self.nanos() + i128::from(seconds) * i128::from(SECOND))
    }

    /// The date and time that many months and days later, in this order.
    pub(super) fn add_calendar(self, months: i64, days: i64) -> Result<Self, TemporalError> {
        Ok(LocalDateTime { date: self.date.add_months(months)?.add_days(days)?, ..self })
    }

    /// The same as `jiff` holds it; none outside the years -9999 to 9999.
    pub(super) fn to_civil(self) -> Option<jiff::civil::DateTime> {
        let time = self.time;
        let (hour, minute, second) = (time.hour() as i8, time.minute() as i8, time.second() as i8);
        let time = jiff::civil::Time::new(hour, minute, second, time.nanosecond() as i32).ok()?;
        Some(self.date.to_civil()?.to_datetime(time))
    }
}

/// A date and time in a time zone; in the order of the moments, then of the offsets, then of the zones' names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    local: LocalDateTime,
    offset: i32,
    zone: Zone,
}

impl DateTime {
    /// The moment at which a zone's clock shows a date and time; later where the clock skipped it.
    ///
    /// Where the clock passed twice, the `wanted` offset counts if it is one of the two, or else the first.
    ///
    /// # Errors
    ///
    /// A date outside the years -9999 to 9999, for a zone with a name.
    pub fn new(local: LocalDateTime, zone: Zone, wanted: Option<i32>) -> Result<Self, TemporalError> {
        let (local, offset) = zone.resolve(local, wanted)?;
        Ok(DateTime { local, offset, zone })
    }

    /// The date and time that a zone's clock shows at a moment: nanoseconds since 1970-01-01 in UTC.
    ///
    /// # Errors
    ///
    /// A moment beyond the years that dates have.
    pub fn at(nanos: i128, zone: Zone) -> Result<Self, TemporalError> {
        let seconds = i64::try_from(nanos.div_euclid(SECOND.into())).map_err(|_| overflow())?;
        let offset = zone.offset_at(seconds)?;
        let local = LocalDateTime::from_nanos(nanos + i128::from(offset) * i128::from(SECOND))?;
        Ok(DateTime { local, offset, zone })
    }

    /// What the clock shows.
    pub fn local(&self) -> LocalDateTime {
        self.local
    }

    /// Seconds east of UTC.
    pub fn offset(&self) -> i32 {
        self.offset
    }

    /// Its time zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Seconds since 1970-01-01 in UTC.
    pub(super) fn epoch_seconds(&self) -> i64 {
        self.local.seconds() - i64::from(self.offset)
    }

    /// Nanoseconds since 1970-01-01 in UTC.
    pub(super) fn epoch_nanos(&self) -> i128 {
        self.local.nanos() - i128::from(self.offset) * i128::from(SECOND)
    }

    /// The date and time that many months and days later by the calendar, then that many nanoseconds later.
    pub(super) fn add(&self, months: i64, days: i64, nanos: i128) -> Result<Self, TemporalError> {
        let moved = if (months, days) == (0, 0) {
            self.epoch_nanos()
        } else {
            let local = self.local.add_calendar(months, days)?;
            DateTime::new(local, self.zone.clone(), Some(self.offset))?.epoch_nanos()
        };
        moved.checked_add(nanos).ok_or_else(overflow).and_then(|moment| DateTime::at(moment, self.zone.clone()))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.epoch_nanos().cmp(&other.epoch_nanos()))
            .then(self.offset.cmp(&other.offset))
            .then_with(|| self.zone.place().cmp(&other.zone.place()))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn overflow() -> TemporalError {
    TemporalError::Overflow { kind: TemporalKind::DateTime }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{date_time, local_date_time};
    use super::*;

    #[test]
    fn order_is_that_of_the_moments_then_of_offsets_and_names() {
        let texts = [
            "2014-03-01T10:00+02:00",
            "2014-03-01T09:00Z",
            "2014-03-01T10:00+01:00",
            "2014-03-01T10:00+01:00[Europe/Berlin]",
            "2014-03-01T10:00+01:00[Europe/Paris]",
        ];
        let values = texts.map(|text| date_time(text).unwrap());
        assert!(values.is_sorted_by(|one, next| one < next), "{values:?}");
    }

    #[test]
    fn a_day_is_longer_than_24_hours_when_clocks_go_back() {
        let start = date_time("2014-10-25T12:00[Europe/Berlin]").unwrap();
        for (case, days, hours, expected) in [
            ("a day", 1, 0, "2014-10-26T12:00+01:00[Europe/Berlin]"),
            ("24 hours", 0, 24, "2014-10-26T11:00+01:00[Europe/Berlin]"),
            ("back over it", 2, -48, "2014-10-25T13:00+02:00[Europe/Berlin]"),
        ] {
            let hours = i128::from(SECOND) * 3600 * hours;
            assert_eq!(start.add(0, days, hours).unwrap().to_string(), expected, "{case}");
        }
        assert!(start.add(i64::MAX, 0, 0).is_err(), "too far");
        assert!(start.add(0, 0, i128::MAX).is_err(), "too far");
    }

    #[test]
    fn nanoseconds_and_back() {
        for text in ["1969-12-31T23:59:59.999999999", "-999999999-01-01T00:00", "+999999999-12-31T23:59:59"] {
            let value = local_date_time(text).unwrap();
            assert_eq!(LocalDateTime::from_nanos(value.nanos()), Ok(value), "{text}");
        }
        assert!(LocalDateTime::from_nanos(i128::MIN).is_err());
    }
}
