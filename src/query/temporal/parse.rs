//! Reads temporal values from text, in the forms of ISO 8601.
//!
//! Reads: dates (`2015-07-21`, `201507`, `2015-W30-2`, `2015-Q2-60`, `2015-202`), times (`21:40:32.142`, `2140`), both
//! joined by `T`, an offset behind (`+01:00`), a zone in brackets. Gives: the value, or the text in an error.
//! Does not: guess; whatever stands before or behind the value is an error. Durations are in `parse_duration`.

use std::sync::Arc;

use super::datetime::LocalDateTime;
use super::format::Offset;
use super::zone::parse_offset;
use super::{Date, DateTime, LocalTime, Temporal, TemporalError, TemporalKind, Time, Zone, parse_duration};

/// Reads a value of a kind from text.
///
/// Dates without month or day start at the first, times without offset are in UTC; a date without time is at midnight.
///
/// # Errors
///
/// Text in another form, or with a number that calendars and clocks lack.
pub fn parse(kind: TemporalKind, text: &str) -> Result<Temporal, TemporalError> {
    match kind {
        TemporalKind::Date => date(text).map(Temporal::Date),
        TemporalKind::LocalTime => local_time(text).map(Temporal::LocalTime),
        TemporalKind::Time => time(text).map(Temporal::from),
        TemporalKind::LocalDateTime => local_date_time(text).map(Temporal::from),
        TemporalKind::DateTime => date_time(text).map(Temporal::from),
        TemporalKind::Duration => parse_duration::duration(text).map(|value| Temporal::Duration(Arc::new(value))),
    }
}

/// Reads a date.
pub(super) fn date(text: &str) -> Result<Date, TemporalError> {
    split_date(text).ok_or_else(|| unread(TemporalKind::Date, text))?
}

/// Reads a time of day.
pub(super) fn local_time(text: &str) -> Result<LocalTime, TemporalError> {
    split_time(text).ok_or_else(|| unread(TemporalKind::LocalTime, text))?
}

/// Reads a time of day with an offset.
pub(super) fn time(text: &str) -> Result<Time, TemporalError> {
    let unread = || unread(TemporalKind::Time, text);
    let (clock, offset) = text.split_at(offset_start(text));
    let offset = if offset.is_empty() { 0 } else { parse_offset(offset).ok_or_else(unread)? };
    Ok(Time { local: split_time(clock).ok_or_else(unread)??, offset })
}

/// Reads a date with a time of day.
pub(super) fn local_date_time(text: &str) -> Result<LocalDateTime, TemporalError> {
    joined(TemporalKind::LocalDateTime, text, text)
}

/// Reads a date with a time of day in a time zone.
pub(super) fn date_time(text: &str) -> Result<DateTime, TemporalError> {
    let unread = || unread(TemporalKind::DateTime, text);
    let (rest, place) = match text.strip_suffix(']') {
        Some(inner) => inner.split_once('[').map(|(rest, place)| (rest, Some(place))).ok_or_else(unread)?,
        None => (text, None),
    };
    // The hyphens of the date are not the sign of an offset.
    let clock = rest.find(['T', 't']).unwrap_or(rest.len());
    let (local, offset) = rest.split_at(clock + rest.get(clock..).map_or(0, offset_start));
    let local = joined(TemporalKind::DateTime, text, local)?;
    let offset = if offset.is_empty() { None } else { Some(parse_offset(offset).ok_or_else(unread)?) };
    let zone = place.map_or(Ok(Zone::Offset(offset.unwrap_or(0))), Zone::parse)?;
    let found = DateTime::new(local, zone, offset)?;
    match offset {
        Some(offset) if offset != found.offset() => {
            Err(TemporalError::Offset { zone: found.zone().to_string(), offset: Offset(offset).to_string() })
        }
        _ => Ok(found),
    }
}

/// Reads a date, and a time behind a `T` where there is one.
fn joined(kind: TemporalKind, text: &str, local: &str) -> Result<LocalDateTime, TemporalError> {
    let unread = || unread(kind, text);
    let (day, clock) = local.split_once(['T', 't']).map_or((local, None), |(day, clock)| (day, Some(clock)));
    let date = split_date(day).ok_or_else(unread)??;
    let time = clock.map_or(Some(Ok(LocalTime::MIDNIGHT)), split_time).ok_or_else(unread)??;
    Ok(LocalDateTime { date, time })
}

/// Where the offset starts in a time, or its end.
fn offset_start(text: &str) -> usize {
    text.find(['Z', 'z', '+', '-']).unwrap_or(text.len())
}

/// The date in a text; none where the text has another form.
fn split_date(text: &str) -> Option<Result<Date, TemporalError>> {
    let (negative, signed, digits) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(digits), _) => (true, true, digits),
        (_, Some(digits)) => (false, true, digits),
        _ => (false, false, text),
    };
    // A year has four digits; with a sign it has one to nine, and a hyphen or the end behind it.
    let length = if signed { digits.bytes().take_while(u8::is_ascii_digit).count() } else { 4 };
    let (year, rest) = (digits.get(..length)?, digits.get(length..)?);
    if length > 9 || signed && !(rest.is_empty() || rest.starts_with('-')) {
        return None;
    }
    let year = number(year)? * if negative { -1 } else { 1 };
    if rest.is_empty() {
        return Some(Date::new(year, 1, 1));
    }
    let (extended, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    if let Some(rest) = rest.strip_prefix(['W', 'w']) {
        let (week, day) = pieces(rest, 2, extended, 1)?;
        return Some(Date::from_week(year, week, day.unwrap_or(1)));
    }
    if let Some(rest) = rest.strip_prefix(['Q', 'q']) {
        let (quarter, day) = pieces(rest, 1, extended, 2)?;
        return Some(Date::from_quarter(year, quarter, day.unwrap_or(1)));
    }
    if rest.len() == 3 {
        return Some(Date::from_ordinal(year, number(rest)?));
    }
    let (month, day) = pieces(rest, 2, extended, 2)?;
    Some(Date::new(year, month, day.unwrap_or(1)))
}

/// Two numbers of given lengths, the second of them optional; a hyphen between them where the form is extended.
fn pieces(text: &str, first: usize, extended: bool, second: usize) -> Option<(i64, Option<i64>)> {
    let (one, rest) = (number(text.get(..first)?)?, text.get(first..)?);
    if rest.is_empty() {
        return Some((one, None));
    }
    let rest = if extended { rest.strip_prefix('-')? } else { rest };
    (rest.len() == second).then_some(())?;
    Some((one, Some(number(rest)?)))
}

/// The time of day in a text; none where the text has another form.
pub(super) fn split_time(text: &str) -> Option<Result<LocalTime, TemporalError>> {
    let (clock, fraction) = text.split_once(['.', ',']).map_or((text, None), |(clock, places)| (clock, Some(places)));
    let length = if clock.contains(':') { 3 } else { 2 };
    let mut numbers = [None; 3];
    let mut start = 0;
    for found in &mut numbers {
        if start >= clock.len() {
            break;
        }
        *found = Some(number(clock.get(start..start + 2)?)?);
        start += length;
        if length == 3 && start <= clock.len() && clock.as_bytes().get(start - 1) != Some(&b':') {
            return None;
        }
    }
    // Behind the last number stands nothing, not even a colon.
    (start == clock.len() + (length - 2)).then_some(())?;
    let [Some(hour), minute, second] = numbers else { return None };
    let nanosecond = match fraction {
        None => 0,
        // Only seconds have decimal places, nine at most.
        Some(places) if second.is_some() && places.len() <= 9 => number(places)? * 10_i64.pow(9 - places.len() as u32),
        Some(_) => return None,
    };
    Some(LocalTime::new(hour, minute.unwrap_or(0), second.unwrap_or(0), nanosecond))
}

/// Reads digits, and nothing but digits: at least one.
pub(super) fn number(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn unread(kind: TemporalKind, text: &str) -> TemporalError {
    TemporalError::Text { kind, text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: TemporalKind, text: &str, expected: &str) {
        let found = parse(kind, text).map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2014-03-01", "2014-03-01"),
            ("20140301", "2014-03-01"),
            ("2014-03", "2014-03-01"),
            ("2014-W09-6", "2014-03-01"),
            ("2014W096", "2014-03-01"),
            ("2014-Q1-60", "2014-03-01"),
            ("2014Q2", "2014-04-01"),
            ("2014060", "2014-03-01"),
            ("-0044-03-15", "-0044-03-15"),
            ("+12014-060", "+12014-03-01"),
            ("", "`` is no date"),
            ("-", "`-` is no date"),
            ("14", "`14` is no date"),
            ("2014-3-1", "`2014-3-1` is no date"),
            ("2014-0301", "`2014-0301` is no date"),
            ("201403-01", "`201403-01` is no date"),
            ("2014-W9", "`2014-W9` is no date"),
            ("2014-W09-", "`2014-W09-` is no date"),
            ("2014-03-01T", "`2014-03-01T` is no date"),
            ("+20140301", "+20140301-01-01"),
            ("+2014W09", "`+2014W09` is no date"),
            ("+1234567890-01-01", "`+1234567890-01-01` is no date"),
            ("2014-é1", "`2014-é1` is no date"),
            ("２０１４", "`２０１４` is no date"),
            ("2014-02-30", "`day` is 30, not within 1 and 28"),
            ("2014-W53", "`week` is 53, not within 1 and 52"),
        ] {
            check(TemporalKind::Date, text, expected);
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("21:40:32.142", "21:40:32.142"),
            ("214032,5", "21:40:32.5"),
            ("21:40", "21:40"),
            ("2140", "21:40"),
            ("21", "21:00"),
            ("", "`` is no localtime"),
            ("9", "`9` is no localtime"),
            ("21:", "`21:` is no localtime"),
            ("21:40:", "`21:40:` is no localtime"),
            ("21:4", "`21:4` is no localtime"),
            ("2140:32", "`2140:32` is no localtime"),
            ("21:4032", "`21:4032` is no localtime"),
            ("21:40:32:01", "`21:40:32:01` is no localtime"),
            ("21:40.5", "`21:40.5` is no localtime"),
            ("21:40:32.", "`21:40:32.` is no localtime"),
            ("21:40:32.0123456789", "`21:40:32.0123456789` is no localtime"),
            ("21:40Z", "`21:40Z` is no localtime"),
            ("24:00", "`hour` is 24, not within 0 and 23"),
        ] {
            check(TemporalKind::LocalTime, text, expected);
        }
        for (text, expected) in [
            ("21:40:32.5+0130", "21:40:32.5+01:30"),
            ("2140", "21:40Z"),
            ("21:40-00:00", "21:40Z"),
            ("21:40+1", "`21:40+1` is no time"),
            ("21:40+19:00", "`21:40+19:00` is no time"),
            ("21:40+01:00[Europe/Berlin]", "`21:40+01:00[Europe/Berlin]` is no time"),
            ("+01:00", "`+01:00` is no time"),
        ] {
            check(TemporalKind::Time, text, expected);
        }
    }

    #[test]
    fn dates_with_times() {
        for (text, expected) in [
            ("2014-060T2140", "2014-03-01T21:40"),
            ("2014-03-01", "2014-03-01T00:00"),
            ("2014-03-01T", "`2014-03-01T` is no localdatetime"),
            ("2014-03-01 21:40", "`2014-03-01 21:40` is no localdatetime"),
            ("2014-03-01T21:40Z", "`2014-03-01T21:40Z` is no localdatetime"),
        ] {
            check(TemporalKind::LocalDateTime, text, expected);
        }
        for (text, expected) in [
            ("2014-03-01T21:40", "2014-03-01T21:40Z"),
            ("2014-03-01", "2014-03-01T00:00Z"),
            ("2014-W09T21-02", "2014-02-24T21:00-02:00"),
            ("2014-03-01T21:40[Asia/Tokyo]", "2014-03-01T21:40+09:00[Asia/Tokyo]"),
            ("2014-03-01T21:40+0900[asia/tokyo]", "2014-03-01T21:40+09:00[Asia/Tokyo]"),
            ("2014-03-30T02:30[Europe/Berlin]", "2014-03-30T03:30+02:00[Europe/Berlin]"),
            ("2014-03-01T21:40+08:00[Asia/Tokyo]", "time zone `Asia/Tokyo` is not at `+08:00` then"),
            ("2014-03-01T21:40[Atlantis]", "no time zone `Atlantis`"),
            ("2014-03-01T21:40]", "`2014-03-01T21:40]` is no datetime"),
            ("2014-03-01T21:40[", "`2014-03-01T21:40[` is no datetime"),
            ("[Asia/Tokyo]", "`[Asia/Tokyo]` is no datetime"),
            ("2014-03-01+01:00", "`2014-03-01+01:00` is no datetime"),
        ] {
            check(TemporalKind::DateTime, text, expected);
        }
    }
}
