//! Decimal numbers with 18 places, so that `0.1` hours are 6 minutes and not a nanosecond less.
//!
//! Reads: digits, integers, floats (by their shortest spelling). Gives: [`Decimal`]. Further places are cut off.
//! Does not: round, or lose a digit silently where a number is too large.

/// One, in the unit of [`Decimal`].
pub(super) const ONE: i128 = 1_000_000_000_000_000_000;
const PLACES: usize = 18;

/// A number, in units of 10⁻¹⁸.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Decimal(i128);

impl Decimal {
    pub fn from_integer(number: i64) -> Self {
        Decimal(i128::from(number) * ONE)
    }

    /// None where the number is none, endless or too large.
    pub fn from_float(number: f64) -> Option<Self> {
        if number.is_finite() { Self::parse(&number.to_string()) } else { None }
    }

    /// Reads `12`, `-1.5`, `+0,75`: a sign, digits, and more digits behind a point or comma.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, places) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(places) {
            return None;
        }
        let places = places.get(..PLACES).unwrap_or(places);
        let fraction = places.parse::<i128>().ok()? * 10_i128.pow((PLACES - places.len()) as u32);
        let size = whole.parse::<i128>().ok()?.checked_mul(ONE)?.checked_add(fraction)?;
        Some(Decimal(if text.starts_with('-') { -size } else { size }))
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum of this number and a multiple of another.
    pub fn plus(self, other: Decimal, times: i64) -> Option<Self> {
        other.0.checked_mul(times.into()).and_then(|product| self.0.checked_add(product)).map(Decimal)
    }

    /// This number divided by a whole one above 0.
    pub fn part(self, divisor: i64) -> Self {
        Decimal(self.0 / i128::from(divisor.max(1)))
    }

    /// The whole number toward zero, and what is left of it in units of 10⁻¹⁸, of the same sign.
    pub fn split(self) -> (i128, i128) {
        (self.0 / ONE, self.0 % ONE)
    }

    /// The smallest fraction that it equals; the denominator is above 0.
    pub fn ratio(self) -> (i128, i128) {
        let (mut numerator, mut denominator) = (self.0, ONE);
        for prime in [2, 5] {
            while numerator % prime == 0 && denominator % prime == 0 {
                (numerator, denominator) = (numerator / prime, denominator / prime);
            }
        }
        (numerator, denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading() {
        for (text, expected) in [
            ("12", Some((12, 0))),
            ("-1.5", Some((-1, -ONE / 2))),
            ("+0,75", Some((0, ONE / 4 * 3))),
            ("0.0000000000000000019", Some((0, 1))),
            ("9223372036854775807", Some((i128::from(i64::MAX), 0))),
            ("", None),
            ("-", None),
            (".5", None),
            ("5.", None),
            ("1e5", None),
            ("--1", None),
            ("99999999999999999999999999", None),
        ] {
            let found = Decimal::parse(text).map(Decimal::split);
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(Decimal::from_float(0.1), Some(Decimal(ONE / 10)));
        for number in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
            assert_eq!(Decimal::from_float(number), None, "{number}");
        }
    }

    #[test]
    fn fractions() {
        for (text, expected) in [("0.5", (1, 2)), ("-2.4", (-12, 5)), ("3", (3, 1)), ("0", (0, 1))] {
            assert_eq!(Decimal::parse(text).unwrap().ratio(), expected, "{text}");
        }
    }
}
