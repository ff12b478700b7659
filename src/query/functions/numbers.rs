//! Functions of numbers: rounding, powers, logarithms, angles.
//!
//! Floating-point results follow IEEE 754: the root of a negative number is `NaN`, no error.

use super::super::error::{ErrorClass, QueryError};
use super::super::run::Env;
use super::super::value::Value;
use super::{Function, Types, function, otherwise};

const NONE: &[Types] = &[];
const NUMBER: &[Types] = &[Types::NUMBER];
const PRECISION: &[Types] = &[Types::NUMBER, Types::INTEGER];
const FLOAT: Types = Types::FLOAT;
const ONE: (usize, usize) = (1, 1);

pub(super) const FUNCTIONS: &[Function] = &[
    function("abs", ONE, NUMBER, Types::NUMBER, |_, values| abs(values)),
    function("ceil", ONE, NUMBER, FLOAT, |_, values| real("ceil", values, f64::ceil)),
    function("floor", ONE, NUMBER, FLOAT, |_, values| real("floor", values, f64::floor)),
    function("round", (1, 2), PRECISION, FLOAT, |_, values| round(values)),
    function("sign", ONE, NUMBER, Types::INTEGER, |_, values| sign(values)),
    function("isNaN", ONE, NUMBER, Types::BOOLEAN, |_, values| is_nan(values)),
    function("sqrt", ONE, NUMBER, FLOAT, |_, values| real("sqrt", values, f64::sqrt)),
    function("exp", ONE, NUMBER, FLOAT, |_, values| real("exp", values, f64::exp)),
    function("log", ONE, NUMBER, FLOAT, |_, values| real("log", values, f64::ln)),
    function("log10", ONE, NUMBER, FLOAT, |_, values| real("log10", values, f64::log10)),
    function("sin", ONE, NUMBER, FLOAT, |_, values| real("sin", values, f64::sin)),
    function("cos", ONE, NUMBER, FLOAT, |_, values| real("cos", values, f64::cos)),
    function("tan", ONE, NUMBER, FLOAT, |_, values| real("tan", values, f64::tan)),
    function("cot", ONE, NUMBER, FLOAT, |_, values| real("cot", values, |angle| angle.tan().recip())),
    function("asin", ONE, NUMBER, FLOAT, |_, values| real("asin", values, f64::asin)),
    function("acos", ONE, NUMBER, FLOAT, |_, values| real("acos", values, f64::acos)),
    function("atan", ONE, NUMBER, FLOAT, |_, values| real("atan", values, f64::atan)),
    function("atan2", (2, 2), NUMBER, FLOAT, |_, values| atan2(values)),
    function("haversin", ONE, NUMBER, FLOAT, |_, values| real("haversin", values, |angle| (1.0 - angle.cos()) / 2.0)),
    function("degrees", ONE, NUMBER, FLOAT, |_, values| real("degrees", values, f64::to_degrees)),
    function("radians", ONE, NUMBER, FLOAT, |_, values| real("radians", values, f64::to_radians)),
    function("e", (0, 0), NONE, FLOAT, |_, _| Ok(Value::Float(std::f64::consts::E))),
    function("pi", (0, 0), NONE, FLOAT, |_, _| Ok(Value::Float(std::f64::consts::PI))),
    function("rand", (0, 0), NONE, FLOAT, rand),
];

/// A number as a floating-point one.
fn float_of(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn real(name: &str, values: &[Value], calculate: fn(f64) -> f64) -> Result<Value, QueryError> {
    match values.first().and_then(float_of) {
        Some(number) => Ok(Value::Float(calculate(number))),
        None => otherwise(name, values, NUMBER),
    }
}

fn abs(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Integer(number)] => number.checked_abs().map(Value::Integer).ok_or_else(|| {
            let message = format!("the size of `{number}` does not fit a whole number of 64 bits");
            QueryError::runtime(ErrorClass::ArithmeticError, "IntegerOverflow", message)
        }),
        _ => real("abs", values, f64::abs),
    }
}

fn sign(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Integer(number)] => Ok(Value::Integer(number.signum())),
        [Value::Float(number)] => Ok(Value::Integer(i64::from(*number > 0.0) - i64::from(*number < 0.0))),
        _ => otherwise("sign", values, NUMBER),
    }
}

fn is_nan(values: &[Value]) -> Result<Value, QueryError> {
    match values.first().and_then(float_of) {
        Some(number) => Ok(Value::Boolean(number.is_nan())),
        None => otherwise("isNaN", values, NUMBER),
    }
}

fn atan2(values: &[Value]) -> Result<Value, QueryError> {
    if let [y, x] = values
        && let (Some(y), Some(x)) = (float_of(y), float_of(x))
    {
        return Ok(Value::Float(y.atan2(x)));
    }
    otherwise("atan2", values, NUMBER)
}

fn rand(env: &Env<'_>, _: &[Value]) -> Result<Value, QueryError> {
    Ok(Value::Float(env.random()))
}

fn round(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Integer(_) | Value::Float(_)] | [Value::Integer(_) | Value::Float(_), Value::Integer(0)] => {
            real("round", values, half_up)
        }
        [number @ (Value::Integer(_) | Value::Float(_)), Value::Integer(precision)] => {
            Ok(float_of(number).map_or(Value::Null, |number| Value::Float(to_precision(number, *precision))))
        }
        _ => otherwise("round", values, PRECISION),
    }
}

/// Rounds to a whole number, halves upward.
fn half_up(number: f64) -> f64 {
    let whole = number.floor();
    // The difference is exact, other than `number + 0.5`.
    if number - whole >= 0.5 { whole + 1.0 } else { whole }
}

/// Rounds to a number of digits behind the point, halves away from zero. The digits are those that are printed: 1.005
/// has its half at the third, although it is stored as a little less.
fn to_precision(number: f64, precision: i64) -> f64 {
    let precision = precision.clamp(-400, 400);
    let shifted = shift(number, precision);
    // So many digits that there is nothing behind them.
    if !shifted.is_finite() || shifted.abs() >= 9_007_199_254_740_992.0 {
        return number;
    }
    shift(shifted.round(), -precision)
}

/// Moves the decimal point.
fn shift(number: f64, by: i64) -> f64 {
    let written = format!("{number:e}");
    let Some((digits, exponent)) = written.split_once('e') else { return number };
    let exponent = exponent.parse::<i64>().unwrap_or_default() + by;
    format!("{digits}e{exponent}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, fails};

    #[test]
    fn numbers_are_rounded() {
        for (call, arguments, expected) in [
            ("abs", "-3", "3"),
            ("abs", "-2.5", "2.5"),
            ("abs", "null", "null"),
            ("ceil", "1.2", "2.0"),
            ("ceil", "-1", "-1.0"),
            ("floor", "-1.2", "-2.0"),
            ("round", "2.5", "3.0"),
            ("round", "-2.5", "-2.0"),
            ("round", "0.49999999999999994", "0.0"),
            ("round", "7", "7.0"),
            ("round", "1.5, 0", "2.0"),
            ("round", "1.005, 2", "1.01"),
            ("round", "-1.55, 1", "-1.6"),
            ("round", "1234.5, -2", "1200.0"),
            ("round", "1.0, 9223372036854775807", "1.0"),
            ("round", "0.1, 308", "0.1"),
            ("round", "12.0, -9223372036854775807", "0.0"),
            ("round", "1.5, null", "null"),
            ("sign", "-7", "-1"),
            ("sign", "0.0", "0"),
            ("sign", "0.5", "1"),
        ] {
            check(call, arguments, expected);
        }
        fails("abs", "-9223372036854775808", "ArithmeticError IntegerOverflow");
        fails("abs", "'1'", "TypeError InvalidArgumentValue");
        fails("round", "true", "TypeError InvalidArgumentValue");
        fails("round", "1.5, 1.0", "TypeError InvalidArgumentValue");
        fails("sign", "[]", "TypeError InvalidArgumentValue");
    }

    #[test]
    fn real_numbers_follow_ieee_754() {
        for (call, arguments, expected) in [
            ("sqrt", "12.96", "3.6"),
            ("sqrt", "-1", "NaN"),
            ("isNaN", "1", "false"),
            ("isNaN", "null", "null"),
            ("exp", "0", "1.0"),
            ("log", "1", "0.0"),
            ("log", "0", "-Infinity"),
            ("log10", "1000", "3.0"),
            ("atan2", "0, 1", "0.0"),
            ("atan2", "0, null", "null"),
            ("haversin", "0", "0.0"),
            ("degrees", "0", "0.0"),
            ("cot", "null", "null"),
            ("pi", "", "3.141592653589793"),
            ("e", "", "2.718281828459045"),
        ] {
            check(call, arguments, expected);
        }
        fails("sqrt", "'4'", "TypeError InvalidArgumentValue");
        fails("isNaN", "'NaN'", "TypeError InvalidArgumentValue");
        fails("atan2", "1, true", "TypeError InvalidArgumentValue");
    }
}
