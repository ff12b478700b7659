//! How temporal values are written: as ISO 8601 writes them, and so that they read back the same.
//!
//! Seconds are left out where they and their fraction are 0, and a fraction ends with its last digit that is not 0.
//! A duration gives each unit its own sign. Does not: know other formats or languages.

use std::fmt;

use super::clock::SECOND;
use super::{Date, DateTime, Duration, LocalDateTime, LocalTime, Temporal, Time, Zone};

/// An offset from UTC, in seconds: `Z`, `+01:00`, `-02:05:07`.
pub(super) struct Offset(pub i32);

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        match (self.0, size % 60) {
            (0, _) => f.write_str("Z"),
            (_, 0) => write!(f, "{}{:02}:{:02}", self.sign(), size / 3600, size / 60 % 60),
            (_, seconds) => write!(f, "{}{:02}:{:02}:{seconds:02}", self.sign(), size / 3600, size / 60 % 60),
        }
    }
}

impl Offset {
    fn sign(&self) -> char {
        if self.0 < 0 { '-' } else { '+' }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.year() {
            ..0 => "-",
            0..=9999 => "",
            _ => "+",
        };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year().unsigned_abs(), self.month(), self.day())
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if (self.second(), self.nanosecond()) != (0, 0) {
            write!(f, ":{:02}", self.second())?;
        }
        fraction(f, self.nanosecond())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.local, Offset(self.offset))
    }
}

impl fmt::Display for LocalDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.local(), Offset(self.offset()))?;
        match self.zone() {
            Zone::Offset(_) => Ok(()),
            named => write!(f, "[{named}]"),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.total_nanos();
        f.write_str("P")?;
        units(f, [(self.months() / 12, 'Y'), (self.months() % 12, 'M'), (self.days(), 'D')])?;
        if nanos != 0 {
            // Cut toward zero, so that hours, minutes and seconds have one sign.
            let seconds = nanos / i128::from(SECOND);
            let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            let rest = nanos % i128::from(SECOND);
            f.write_str("T")?;
            units(f, [(hours as i64, 'H'), (minutes as i64, 'M')])?;
            if (seconds, rest) != (0, 0) {
                let sign = if seconds < 0 || rest < 0 { "-" } else { "" };
                write!(f, "{sign}{}", seconds.unsigned_abs())?;
                fraction(f, rest.abs() as i64)?;
                f.write_str("S")?;
            }
        } else if (self.months(), self.days()) == (0, 0) {
            f.write_str("T0S")?;
        }
        Ok(())
    }
}

impl fmt::Display for Temporal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Temporal::Date(value) => value.fmt(f),
            Temporal::LocalTime(value) => value.fmt(f),
            Temporal::Time(value) => value.fmt(f),
            Temporal::LocalDateTime(value) => value.fmt(f),
            Temporal::DateTime(value) => value.fmt(f),
            Temporal::Duration(value) => value.fmt(f),
        }
    }
}

/// Writes each number that is not 0, with its unit.
fn units<const N: usize>(f: &mut fmt::Formatter<'_>, numbers: [(i64, char); N]) -> fmt::Result {
    numbers.iter().filter(|(number, _)| *number != 0).try_for_each(|(number, unit)| write!(f, "{number}{unit}"))
}

/// Writes nanoseconds as the decimal places of a second: `.5`; nothing for none.
fn fraction(f: &mut fmt::Formatter<'_>, nanos: i64) -> fmt::Result {
    if nanos == 0 {
        return Ok(());
    }
    let digits = format!("{nanos:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::super::{TemporalKind, parse};

    #[test]
    fn what_is_written_reads_back() {
        for (kind, text) in [
            (TemporalKind::Date, "0001-02-03"),
            (TemporalKind::Date, "-0044-03-15"),
            (TemporalKind::Date, "+12000-01-01"),
            (TemporalKind::LocalTime, "00:00"),
            (TemporalKind::LocalTime, "23:59:00.5"),
            (TemporalKind::LocalTime, "23:59:59.000000001"),
            (TemporalKind::Time, "12:00Z"),
            (TemporalKind::Time, "12:00-00:00:01"),
            (TemporalKind::LocalDateTime, "2014-03-01T12:00:01"),
            (TemporalKind::DateTime, "2014-03-01T12:00+05:30"),
            (TemporalKind::DateTime, "2014-10-26T02:30+02:00[Europe/Berlin]"),
            (TemporalKind::DateTime, "2014-10-26T02:30+01:00[Europe/Berlin]"),
            (TemporalKind::DateTime, "2014-10-26T02:30Z[UTC]"),
            (TemporalKind::Duration, "PT0S"),
            (TemporalKind::Duration, "P-1Y-1M1DT-1H-1M-0.000000001S"),
            (TemporalKind::Duration, "PT100000H"),
        ] {
            assert_eq!(parse(kind, text).map(|value| value.to_string()).as_deref(), Ok(text), "{text}");
        }
    }
}
