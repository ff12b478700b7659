//! Lengths of time: months, days and seconds apart, as none has a fixed number of the next.
//!
//! Gives: [`Duration`], its sums, and its products with numbers. Fractions of a month go on to the days, fractions of a
//! day to the seconds, by their average lengths.
//! Does not: know where on the calendar it lies; `between` measures, `arithmetic` moves dates.
//! Source: openCypher CIP2015-08-06 (Date and Time), the section on durations; the Gregorian calendar for the average
//! month (146,097 days in 4,800 months).

use std::cmp::Ordering;

use super::clock::{DAY, DAY_SECONDS, SECOND};
use super::decimal::{Decimal, ONE};
use super::{TemporalError, TemporalKind};

/// Seconds of an average month: 30.436875 days.
const MONTH_SECONDS: i64 = 2_629_746;

/// A length of time. Two are the same where months, days, seconds and nanoseconds are: a day is not 24 hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    months: i64,
    days: i64,
    seconds: i64,
    /// Counted up from `seconds`, also where these are below zero.
    nanos: u32,
}

/// A number by which a duration is multiplied or divided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
}

impl Duration {
    /// Makes a duration; more nanoseconds than a second has, or fewer than none, go to the seconds.
    ///
    /// # Errors
    ///
    /// More seconds than 64 bits hold.
    pub fn new(months: i64, days: i64, seconds: i64, nanoseconds: i64) -> Result<Self, TemporalError> {
        let seconds = seconds.checked_add(nanoseconds.div_euclid(SECOND)).ok_or_else(overflow)?;
        Ok(Duration { months, days, seconds, nanos: nanoseconds.rem_euclid(SECOND) as u32 })
    }

    /// Makes a duration that counts nanoseconds together.
    pub(super) fn from_nanos(months: i64, days: i64, nanos: i128) -> Result<Self, TemporalError> {
        let seconds = i64::try_from(nanos.div_euclid(SECOND.into())).map_err(|_| overflow())?;
        Ok(Duration { months, days, seconds, nanos: nanos.rem_euclid(SECOND.into()) as u32 })
    }

    /// Makes a duration from numbers with fractions: each fraction goes on to the next smaller unit.
    pub(super) fn from_decimals(months: Decimal, days: Decimal, seconds: Decimal) -> Result<Self, TemporalError> {
        let (whole, rest) = seconds.split();
        let nanos = whole.checked_mul(SECOND.into()).ok_or_else(overflow)?;
        Self::carried(months.split(), days.split(), (nanos, rest * i128::from(SECOND)), ONE)
    }

    /// Makes a duration from months, days and nanoseconds, each a whole number and a rest over a common denominator
    /// above 0. What is left below a nanosecond is cut off.
    fn carried(
        (months, month_rest): (i128, i128),
        (days, day_rest): (i128, i128),
        (nanos, nano_rest): (i128, i128),
        denominator: i128,
    ) -> Result<Self, TemporalError> {
        let carry = || {
            let from_months = month_rest.checked_mul((MONTH_SECONDS * SECOND).into())?;
            let carried = from_months.checked_add(day_rest.checked_mul(DAY.into())?)?;
            let day = denominator.checked_mul(DAY.into())?;
            let days = days.checked_add(carried / day)?;
            let rest = nano_rest.checked_add(carried % day)?;
            let floor = nanos.checked_add(rest.div_euclid(denominator))?;
            let cut = floor < 0 && rest.rem_euclid(denominator) != 0;
            let fit = |number: i128| i64::try_from(number).ok();
            Some((fit(months)?, fit(days)?, floor + i128::from(cut)))
        };
        let (months, days, nanos) = carry().ok_or_else(overflow)?;
        Self::from_nanos(months, days, nanos)
    }

    /// The months; a year has 12.
    pub fn months(&self) -> i64 {
        self.months
    }

    /// The days; a week has 7.
    pub fn days(&self) -> i64 {
        self.days
    }

    /// The seconds, rounded down: -2 for -1.5 seconds.
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// The nanoseconds to be added to [`seconds`](Self::seconds), 0 to 999999999.
    pub fn nanoseconds(&self) -> i64 {
        self.nanos.into()
    }

    /// Seconds and nanoseconds together, in nanoseconds.
    pub(super) fn total_nanos(&self) -> i128 {
        i128::from(self.seconds) * i128::from(SECOND) + i128::from(self.nanos)
    }

    /// The sum of two durations, unit by unit.
    ///
    /// # Errors
    ///
    /// More than 64 bits hold.
    pub fn plus(&self, other: &Duration) -> Result<Self, TemporalError> {
        let months = self.months.checked_add(other.months).ok_or_else(overflow)?;
        let days = self.days.checked_add(other.days).ok_or_else(overflow)?;
        Self::from_nanos(months, days, self.total_nanos() + other.total_nanos())
    }

    /// The difference of two durations, unit by unit.
    ///
    /// # Errors
    ///
    /// More than 64 bits hold.
    pub fn minus(&self, other: &Duration) -> Result<Self, TemporalError> {
        let months = self.months.checked_sub(other.months).ok_or_else(overflow)?;
        let days = self.days.checked_sub(other.days).ok_or_else(overflow)?;
        Self::from_nanos(months, days, self.total_nanos() - other.total_nanos())
    }

    /// The same length the other way.
    ///
    /// # Errors
    ///
    /// More than 64 bits hold.
    pub fn negated(&self) -> Result<Self, TemporalError> {
        Duration::default().minus(self)
    }

    /// The duration that many times.
    ///
    /// # Errors
    ///
    /// A number that is none or endless, or more than 64 bits hold.
    pub fn times(&self, number: Number) -> Result<Self, TemporalError> {
        self.scaled(number.decimal()?.ratio())
    }

    /// The duration divided by a number.
    ///
    /// # Errors
    ///
    /// Zero, a number that is none or endless, or more than 64 bits hold.
    pub fn divided_by(&self, number: Number) -> Result<Self, TemporalError> {
        let divisor = number.decimal()?;
        if divisor.is_zero() {
            return Err(number.unfit());
        }
        let (numerator, denominator) = divisor.ratio();
        self.scaled((denominator, numerator))
    }

    fn scaled(&self, (numerator, denominator): (i128, i128)) -> Result<Self, TemporalError> {
        let (numerator, denominator) = (numerator * denominator.signum(), denominator.abs());
        let product = |number: i128| {
            // The quotient comes first, so that only a result that is too large is too large on the way.
            let rest = (number % denominator).checked_mul(numerator)?;
            let whole = (number / denominator).checked_mul(numerator)?.checked_add(rest / denominator)?;
            Some((whole, rest % denominator))
        };
        let product = |number: i128| product(number).ok_or_else(overflow);
        let (months, days) = (product(self.months.into())?, product(self.days.into())?);
        Self::carried(months, days, product(self.total_nanos())?, denominator)
    }

    /// The order of lengths by average, in which lists are sorted; nothing follows from it about a day of the calendar.
    pub fn total_cmp(&self, other: &Duration) -> Ordering {
        let seconds = |length: &Duration| {
            i128::from(length.months) * i128::from(MONTH_SECONDS)
                + i128::from(length.days) * i128::from(DAY_SECONDS)
                + i128::from(length.seconds)
        };
        let key = |length: &Duration| (seconds(length), length.nanos, length.months, length.days);
        key(self).cmp(&key(other))
    }
}

impl Number {
    fn decimal(self) -> Result<Decimal, TemporalError> {
        match self {
            Number::Integer(number) => Ok(Decimal::from_integer(number)),
            Number::Float(number) => Decimal::from_float(number).ok_or_else(|| self.unfit()),
        }
    }

    fn unfit(self) -> TemporalError {
        TemporalError::Number(match self {
            Number::Integer(number) => number.to_string(),
            Number::Float(number) => format!("{number:?}"),
        })
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Number::Integer(number)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Number::Float(number)
    }
}

fn overflow() -> TemporalError {
    TemporalError::Overflow { kind: TemporalKind::Duration }
}

#[cfg(test)]
mod tests {
    use super::super::parse_duration::duration;
    use super::*;

    #[track_caller]
    fn check(case: &str, found: Result<Duration, TemporalError>, expected: &str) {
        assert_eq!(found.map_or_else(|error| error.to_string(), |found| found.to_string()), expected, "{case}");
    }

    #[test]
    fn sums() {
        for (case, one, other, sum, difference) in [
            ("units stay apart", "P1M30D", "P1DT30H", "P1M31DT30H", "P1M29DT-30H"),
            ("seconds carry", "PT0.7S", "PT0.6S", "PT1.3S", "PT0.1S"),
            ("below zero", "PT0.2S", "PT0.5S", "PT0.7S", "PT-0.3S"),
        ] {
            let (one, other) = (duration(one).unwrap(), duration(other).unwrap());
            check(case, one.plus(&other), sum);
            check(case, one.minus(&other), difference);
        }
    }

    #[test]
    fn products() {
        let quarter = duration("P3M").unwrap();
        let day = duration("P1D").unwrap();
        check("whole", quarter.times(Number::Integer(-3)), "P-9M");
        check("half a month on average", quarter.times(Number::Float(0.5)), "P1M15DT5H14M33S");
        check("a decimal is exact", day.times(Number::Float(0.1)), "PT2H24M");
        check("a third", day.divided_by(Number::Integer(3)), "PT8H");
        check("a seventh is cut, not rounded", day.divided_by(7.into()), "PT3H25M42.857142857S");
        check("thirds add up", duration("P1MT1.5S").unwrap().divided_by(3.into()), "P10DT3H29M42.5S");
        check("a long time", duration("PT17531639991215H").unwrap().times(1.0.into()), "PT17531639991215H");
        check("divided by a fraction", day.divided_by(0.25.into()), "P4D");
        check("below zero", day.divided_by((-2).into()), "PT-12H");
        check("by zero", day.divided_by(0.into()), "a duration cannot be multiplied or divided by `0`");
        check("by zero", day.divided_by((-0.0).into()), "a duration cannot be multiplied or divided by `-0.0`");
        check("no number", day.times(f64::NAN.into()), "a duration cannot be multiplied or divided by `NaN`");
        check("endless", day.times(f64::INFINITY.into()), "a duration cannot be multiplied or divided by `inf`");
        check("too large", day.times(i64::MAX.into()).and_then(|most| most.times(2.into())), OVERFLOW);
    }

    const OVERFLOW: &str = "the result is beyond the largest duration";

    #[test]
    fn nothing_wraps() {
        let most = Duration::new(i64::MAX, i64::MAX, i64::MAX, 999_999_999).unwrap();
        let least = Duration::new(i64::MIN, i64::MIN, i64::MIN, 0).unwrap();
        check("sum", most.plus(&Duration::new(0, 0, 1, 0).unwrap()), OVERFLOW);
        check("days", most.plus(&Duration::new(0, 1, 0, 0).unwrap()), OVERFLOW);
        check("difference", least.minus(&most), OVERFLOW);
        check("negated", least.negated(), OVERFLOW);
        check("nanoseconds", Duration::new(0, 0, i64::MAX, SECOND), OVERFLOW);
        assert_eq!(least.total_cmp(&most), Ordering::Less);
        assert_eq!(least.to_string(), format!("P-768614336404564650Y-8M{}DT-2562047788015215H-30M-8S", i64::MIN));
    }

    #[test]
    fn order_by_average_length() {
        let texts = ["P-1D", "PT-1S", "PT0.5S", "PT24H", "P1D", "P30D", "P1M", "P31D", "P365D", "P1Y"];
        let lengths = texts.map(|text| duration(text).unwrap());
        assert!(lengths.is_sorted_by(|one, next| one.total_cmp(next).is_lt()), "{lengths:?}");
        assert_ne!(duration("P1D").unwrap(), duration("PT24H").unwrap());
    }
}
