//! Times of day, without and with an offset.
//!
//! Gives: [`LocalTime`] (8 bytes) and [`Time`]. Does not: know days; adding goes round midnight.

use std::cmp::Ordering;

use super::TemporalError;
use super::date::within;

/// Nanoseconds of a second.
pub(super) const SECOND: i64 = 1_000_000_000;
/// Nanoseconds of a day.
pub(super) const DAY: i64 = 86_400 * SECOND;
/// Seconds of a day.
pub(super) const DAY_SECONDS: i64 = 86_400;

/// A time of day, to the nanosecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Nanoseconds since midnight.
    nanos: i64,
}

impl LocalTime {
    /// Midnight.
    pub const MIDNIGHT: LocalTime = LocalTime { nanos: 0 };

    /// Makes a time from hour, minute, second and nanosecond.
    ///
    /// # Errors
    ///
    /// A number that clocks lack: there is no hour 24 and no second 60.
    pub fn new(hour: i64, minute: i64, second: i64, nanosecond: i64) -> Result<Self, TemporalError> {
        let hour = within("hour", hour, (0, 23))?;
        let minute = within("minute", minute, (0, 59))?;
        let second = within("second", second, (0, 59))?;
        let nanosecond = within("nanosecond", nanosecond, (0, SECOND - 1))?;
        Ok(LocalTime { nanos: (hour * 3600 + minute * 60 + second) * SECOND + nanosecond })
    }

    /// The hour, 0 to 23.
    pub fn hour(self) -> i64 {
        self.nanos / (3600 * SECOND)
    }

    /// The minute of the hour.
    pub fn minute(self) -> i64 {
        self.nanos / (60 * SECOND) % 60
    }

    /// The second of the minute.
    pub fn second(self) -> i64 {
        self.nanos / SECOND % 60
    }

    /// The nanosecond of the second.
    pub fn nanosecond(self) -> i64 {
        self.nanos % SECOND
    }

    /// Nanoseconds since midnight.
    pub(super) fn nanos(self) -> i64 {
        self.nanos
    }

    /// The time at that many nanoseconds after midnight, of that day or another.
    pub(super) fn wrapping(nanos: i128) -> Self {
        LocalTime { nanos: nanos.rem_euclid(DAY.into()) as i64 }
    }

    /// The start of the piece of that many nanoseconds in which it lies.
    pub(super) fn cut(self, piece: i64) -> Self {
        LocalTime { nanos: self.nanos - self.nanos % piece }
    }
}

/// A time of day at an offset from UTC; in the order of the moments, then of the offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    pub(super) local: LocalTime,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

impl Time {
    /// Nanoseconds since midnight in UTC; below zero or beyond a day where it is another day there.
    pub(super) fn utc_nanos(self) -> i64 {
        self.local.nanos - i64::from(self.offset) * SECOND
    }

    /// The time at another offset at the same moment.
    pub(super) fn at_offset(self, offset: i32) -> Self {
        let nanos = self.utc_nanos() + i64::from(offset) * SECOND;
        Time { local: LocalTime::wrapping(nanos.into()), offset }
    }
}

impl Ord for Time {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.utc_nanos(), self.offset).cmp(&(other.utc_nanos(), other.offset))
    }
}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let time = LocalTime::new(23, 59, 58, 999_999_999).unwrap();
        assert_eq!((time.hour(), time.minute(), time.second(), time.nanosecond()), (23, 59, 58, 999_999_999));
        assert_eq!(LocalTime::wrapping(i128::from(time.nanos()) - i128::from(DAY) * 3), time);
        assert_eq!(time.cut(60 * SECOND), LocalTime::new(23, 59, 0, 0).unwrap());
    }

    #[test]
    fn what_clocks_lack() {
        for (case, made, expected) in [
            ("hour 24", LocalTime::new(24, 0, 0, 0), "`hour` is 24, not within 0 and 23"),
            ("minute 60", LocalTime::new(0, 60, 0, 0), "`minute` is 60, not within 0 and 59"),
            ("second 60", LocalTime::new(23, 59, 60, 0), "`second` is 60, not within 0 and 59"),
            ("below zero", LocalTime::new(0, 0, 0, -1), "`nanosecond` is -1, not within 0 and 999999999"),
        ] {
            assert_eq!(made.unwrap_err().to_string(), expected, "{case}");
        }
    }

    #[test]
    fn order_is_that_of_the_moments_then_of_the_offsets() {
        let time = |hour, offset| Time { local: LocalTime::new(hour, 0, 0, 0).unwrap(), offset };
        assert!(time(10, 7200) < time(9, 0), "8 and 9 in UTC");
        assert!(time(12, 3600) > time(11, 0), "the same moment");
        assert_ne!(time(12, 3600), time(11, 0), "the same moment at other offsets is another time");
        assert_eq!(time(23, 0).at_offset(7200), time(1, 7200), "past midnight");
    }
}
