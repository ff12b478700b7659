//! Days of the calendar, from the year -999999999 to the year 999999999.
//!
//! Reads: years, months, weeks, quarters and days, or days since 1970-01-01. Gives: [`Date`], and all of them back.
//! How: own arithmetic over the proleptic Gregorian calendar, as the crate `jiff` stops at the year 9999.
//! Does not: know times or time zones.
//! Source: ISO 8601 (weeks start on Monday; week 1 has the first Thursday); H. Hinnant, "chrono-Compatible Low-Level
//! Date Algorithms" (`days_from_civil`, `civil_from_days`).

use super::{TemporalError, TemporalKind};

/// A day of the calendar: 8 bytes, in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// The first and the last year that a date can have.
const YEARS: (i64, i64) = (-999_999_999, 999_999_999);
const DAYS_PER_400_YEARS: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

impl Date {
    /// Makes a date from year, month and day.
    ///
    /// # Errors
    ///
    /// A number that the calendar lacks.
    pub fn new(year: i64, month: i64, day: i64) -> Result<Self, TemporalError> {
        let year = within("year", year, YEARS)?;
        let month = within("month", month, (1, 12))?;
        let day = within("day", day, (1, days_in_month(year, month)))?;
        Ok(Date { year: year as i32, month: month as u8, day: day as u8 })
    }

    /// Makes a date from the year of a week, the week and its day: 1 is Monday.
    ///
    /// # Errors
    ///
    /// A number that the calendar lacks: few years have a week 53.
    pub fn from_week(year: i64, week: i64, weekday: i64) -> Result<Self, TemporalError> {
        let year = within("year", year, YEARS)?;
        let fourth = days_of(year, 1, 4);
        let next = days_of(year + 1, 1, 4);
        let first = fourth - weekday_of(fourth) + 1;
        let weeks = (next - weekday_of(next) + 1 - first) / 7;
        let week = within("week", week, (1, weeks))?;
        let weekday = within("dayOfWeek", weekday, (1, 7))?;
        Self::from_days(first + (week - 1) * 7 + weekday - 1)
    }

    /// Makes a date from the year, the quarter and its day.
    ///
    /// # Errors
    ///
    /// A number that the calendar lacks.
    pub fn from_quarter(year: i64, quarter: i64, day: i64) -> Result<Self, TemporalError> {
        let year = within("year", year, YEARS)?;
        let month = within("quarter", quarter, (1, 4))? * 3 - 2;
        let length = (month..month + 3).map(|month| days_in_month(year, month)).sum();
        let day = within("dayOfQuarter", day, (1, length))?;
        Self::from_days(days_of(year, month, 1) + day - 1)
    }

    /// Makes a date from the year and its day.
    ///
    /// # Errors
    ///
    /// A number that the calendar lacks.
    pub fn from_ordinal(year: i64, day: i64) -> Result<Self, TemporalError> {
        let year = within("year", year, YEARS)?;
        let day = within("ordinalDay", day, (1, 365 + i64::from(is_leap(year))))?;
        Self::from_days(days_of(year, 1, 1) + day - 1)
    }

    /// Makes a date from the days since 1970-01-01.
    ///
    /// # Errors
    ///
    /// A day beyond the first or last year.
    pub fn from_days(days: i64) -> Result<Self, TemporalError> {
        let overflow = TemporalError::Overflow { kind: TemporalKind::Date };
        if days < days_of(YEARS.0, 1, 1) || days > days_of(YEARS.1, 12, 31) {
            return Err(overflow);
        }
        let (year, month, day) = civil_of(days);
        Ok(Date { year: year as i32, month: month as u8, day: day as u8 })
    }

    /// The days since 1970-01-01.
    pub fn to_days(self) -> i64 {
        days_of(self.year(), self.month(), self.day())
    }

    /// The year.
    pub fn year(self) -> i64 {
        self.year.into()
    }

    /// The quarter of the year, from 1.
    pub fn quarter(self) -> i64 {
        (self.month() + 2) / 3
    }

    /// The month, from 1.
    pub fn month(self) -> i64 {
        self.month.into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i64 {
        self.day.into()
    }

    /// The day of the week: 1 is Monday.
    pub fn weekday(self) -> i64 {
        weekday_of(self.to_days())
    }

    /// The week of the [`week_year`](Self::week_year), from 1.
    pub fn week(self) -> i64 {
        let (year, month, day) = civil_of(self.thursday());
        (days_of(year, month, day) - days_of(year, 1, 1)) / 7 + 1
    }

    /// The year to which its week belongs: not always its own in the days around New Year.
    pub fn week_year(self) -> i64 {
        civil_of(self.thursday()).0
    }

    /// The day of the year, from 1.
    pub fn ordinal(self) -> i64 {
        self.to_days() - days_of(self.year(), 1, 1) + 1
    }

    /// The day of the quarter, from 1.
    pub fn day_of_quarter(self) -> i64 {
        self.to_days() - days_of(self.year(), self.quarter() * 3 - 2, 1) + 1
    }

    /// The same day of a later month, or of an earlier one where the number is negative; where that month is shorter,
    /// its last day.
    ///
    /// # Errors
    ///
    /// A month beyond the first or last year.
    pub fn add_months(self, months: i64) -> Result<Self, TemporalError> {
        let overflow = TemporalError::Overflow { kind: TemporalKind::Date };
        let total = self.months_since_zero().checked_add(months).ok_or(overflow.clone())?;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        if !(YEARS.0..=YEARS.1).contains(&year) {
            return Err(overflow);
        }
        Self::new(year, month, self.day().min(days_in_month(year, month)))
    }

    /// The day that many days later, or earlier where the number is negative.
    ///
    /// # Errors
    ///
    /// A day beyond the first or last year.
    pub fn add_days(self, days: i64) -> Result<Self, TemporalError> {
        let overflow = TemporalError::Overflow { kind: TemporalKind::Date };
        self.to_days().checked_add(days).ok_or(overflow).and_then(Self::from_days)
    }

    /// The same day as `jiff` holds it; none outside the years -9999 to 9999.
    pub fn to_civil(self) -> Option<jiff::civil::Date> {
        let year = i16::try_from(self.year).ok()?;
        jiff::civil::Date::new(year, self.month as i8, self.day as i8).ok()
    }

    /// Whole months from this date to another: negative where that is earlier.
    pub(super) fn months_until(self, other: Date) -> i64 {
        // A month is packed as 32 days, so that dividing cuts toward zero whatever the sign.
        let packed = |date: Date| date.months_since_zero() * 32 + date.day();
        (packed(other) - packed(self)) / 32
    }

    fn months_since_zero(self) -> i64 {
        self.year() * 12 + self.month() - 1
    }

    /// Days since 1970-01-01 of the Thursday in its week: the year of a week is the year of that day.
    fn thursday(self) -> i64 {
        let days = self.to_days();
        days - weekday_of(days) + 4
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Date { year: date.year().into(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

/// Passes a number on that lies within two others.
pub(super) fn within(name: &'static str, value: i64, (min, max): (i64, i64)) -> Result<i64, TemporalError> {
    if (min..=max).contains(&value) { Ok(value) } else { Err(TemporalError::Range { name, value, min, max }) }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn weekday_of(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// Days since 1970-01-01; a year here starts in March, so that the day that leap years add comes last.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * DAYS_PER_400_YEARS + year * 365 + year / 4 - year / 100 + day - DAYS_TO_EPOCH
}

/// Year, month and day: the inverse of [`days_of`].
fn civil_of(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_EPOCH;
    let (era, days) = (days.div_euclid(DAYS_PER_400_YEARS), days.rem_euclid(DAYS_PER_400_YEARS));
    let year = (days - days / 1_460 + days / 36_524 - days / 146_096) / 365;
    let days = days - (365 * year + year / 4 - year / 100);
    let month = (5 * days + 2) / 153;
    let day = days - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_jiff_on_every_day_of_eight_centuries() {
        let mut day = Date::new(1600, 1, 1).unwrap();
        for _ in 0..8 * 36_525 {
            let civil = day.to_civil().unwrap();
            let week = civil.iso_week_date();
            assert_eq!(Date::from(civil), day);
            assert_eq!(day.weekday(), i64::from(civil.weekday().to_monday_one_offset()), "{day}");
            assert_eq!((day.week_year(), day.week()), (i64::from(week.year()), i64::from(week.week())), "{day}");
            assert_eq!(day.ordinal(), i64::from(civil.day_of_year()), "{day}");
            assert_eq!(Date::from_week(day.week_year(), day.week(), day.weekday()), Ok(day));
            assert_eq!(Date::from_quarter(day.year(), day.quarter(), day.day_of_quarter()), Ok(day));
            assert_eq!(Date::from_ordinal(day.year(), day.ordinal()), Ok(day));
            day = day.add_days(1).unwrap();
        }
    }

    #[test]
    fn what_the_calendar_lacks() {
        for (case, made, expected) in [
            ("month 13", Date::new(2014, 13, 1), "`month` is 13, not within 1 and 12"),
            ("31 April", Date::new(2014, 4, 31), "`day` is 31, not within 1 and 30"),
            ("29 February 1900", Date::new(1900, 2, 29), "`day` is 29, not within 1 and 28"),
            ("day 0", Date::new(2014, 4, 0), "`day` is 0, not within 1 and 30"),
            ("week 53 of a short year", Date::from_week(2014, 53, 1), "`week` is 53, not within 1 and 52"),
            ("weekday 8", Date::from_week(2014, 1, 8), "`dayOfWeek` is 8, not within 1 and 7"),
            ("day 366", Date::from_ordinal(2014, 366), "`ordinalDay` is 366, not within 1 and 365"),
            ("quarter 5", Date::from_quarter(2014, 5, 1), "`quarter` is 5, not within 1 and 4"),
            ("day 91 of a quarter", Date::from_quarter(2014, 1, 91), "`dayOfQuarter` is 91, not within 1 and 90"),
            (
                "a year too far",
                Date::new(1_000_000_000, 1, 1),
                "`year` is 1000000000, not within -999999999 and 999999999",
            ),
        ] {
            assert_eq!(made.unwrap_err().to_string(), expected, "{case}");
        }
    }

    #[test]
    fn arithmetic_stops_at_both_ends() {
        let (first, last) = (Date::new(YEARS.0, 1, 1).unwrap(), Date::new(YEARS.1, 12, 31).unwrap());
        assert_eq!(Date::from_days(first.to_days()), Ok(first));
        assert_eq!(Date::from_days(last.to_days()), Ok(last));
        assert_eq!(last.add_days(-1).unwrap().add_days(1), Ok(last));
        for (case, moved) in [
            ("a day later", last.add_days(1)),
            ("a day earlier", first.add_days(-1)),
            ("a month later", last.add_months(1)),
            ("endless months", last.add_months(i64::MAX)),
            ("endless days back", first.add_days(i64::MIN)),
            ("the last week ends in the next year", Date::from_week(YEARS.1, 52, 7)),
        ] {
            assert_eq!(moved, Err(TemporalError::Overflow { kind: TemporalKind::Date }), "{case}");
        }
    }

    #[test]
    fn months() {
        let date = |year, month, day| Date::new(year, month, day).unwrap();
        for (from, months, to) in [
            (date(2014, 1, 31), 1, date(2014, 2, 28)),
            (date(2016, 1, 31), 1, date(2016, 2, 29)),
            (date(2014, 3, 31), -1, date(2014, 2, 28)),
            (date(2014, 1, 15), -1, date(2013, 12, 15)),
            (date(0, 1, 15), -13, date(-2, 12, 15)),
        ] {
            assert_eq!(from.add_months(months), Ok(to), "{from} + {months} months");
        }
        for (from, to, months) in [
            (date(2014, 1, 31), date(2014, 2, 28), 0),
            (date(2014, 1, 15), date(2014, 2, 15), 1),
            (date(2014, 2, 15), date(2014, 1, 16), 0),
            (date(2014, 2, 15), date(2013, 1, 15), -13),
        ] {
            assert_eq!(from.months_until(to), months, "{from} to {to}");
        }
    }
}
