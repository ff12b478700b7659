//! `+`, `-`, `*`, `/`, `%`, `^`: on numbers, times, text and lists.
//!
//! Whole numbers that grow too large are an error, not another number; floating-point ones follow IEEE 754.

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::Arithmetic;
use super::super::run::{Env, wrong_type};
use super::super::temporal::{self, Duration, Number, Temporal, TemporalError};
use super::super::value::{Value, float};

/// Calculates with two values; null where one of them is null.
pub(crate) fn calculate(operation: Arithmetic, a: &Value, b: &Value, env: &Env<'_>) -> Result<Value, QueryError> {
    match (operation, a, b) {
        (Arithmetic::Add | Arithmetic::Concat, Value::List(_), _) | (Arithmetic::Add, _, Value::List(_)) => {
            joined(a, b, env)
        }
        (_, Value::Null, _) | (_, _, Value::Null) => Ok(Value::Null),
        (Arithmetic::Add | Arithmetic::Concat, Value::String(a), Value::String(b)) => one_text(a, b, env),
        (Arithmetic::Concat, ..) => Err(unfit(operation, a, b)),
        (_, Value::Integer(a), Value::Integer(b)) => whole(operation, *a, *b),
        (_, Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            Ok(Value::Float(floating(operation, as_float(a), as_float(b))))
        }
        (Arithmetic::Add, Value::String(_), _) | (Arithmetic::Add, _, Value::String(_)) => text(a, b, env),
        (_, Value::Temporal(_), _) | (_, _, Value::Temporal(_)) => with_times(operation, a, b),
        _ => Err(unfit(operation, a, b)),
    }
}

/// `-a`.
pub(crate) fn negate(value: &Value) -> Result<Value, QueryError> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(number) => number.checked_neg().map(Value::Integer).ok_or_else(too_large),
        Value::Float(number) => Ok(Value::Float(-number)),
        Value::Temporal(Temporal::Duration(duration)) => duration.negated().map(of_duration).map_err(of_temporal),
        other => Err(wrong_type("the negative is asked", other)),
    }
}

fn whole(operation: Arithmetic, a: i64, b: i64) -> Result<Value, QueryError> {
    let result = match operation {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::Divide | Arithmetic::Remainder if b == 0 => {
            let message = format!("`{a}` is divided by zero");
            return Err(QueryError::runtime(ErrorClass::ArithmeticError, "DivisionByZero", message));
        }
        Arithmetic::Divide => a.checked_div(b),
        Arithmetic::Remainder => a.checked_rem(b),
        Arithmetic::Power => return Ok(Value::Float((a as f64).powf(b as f64))),
        Arithmetic::Concat => None,
    };
    result.map(Value::Integer).ok_or_else(too_large)
}

fn floating(operation: Arithmetic, a: f64, b: f64) -> f64 {
    match operation {
        Arithmetic::Add | Arithmetic::Concat => a + b,
        Arithmetic::Subtract => a - b,
        Arithmetic::Multiply => a * b,
        Arithmetic::Divide => a / b,
        Arithmetic::Remainder => a % b,
        Arithmetic::Power => a.powf(b),
    }
}

fn as_float(value: &Value) -> f64 {
    match value {
        Value::Integer(number) => *number as f64,
        Value::Float(number) => *number,
        _ => f64::NAN,
    }
}

fn joined(a: &Value, b: &Value, env: &Env<'_>) -> Result<Value, QueryError> {
    fn elements(value: &Value) -> &[Value] {
        match value {
            Value::List(list) => list,
            single => std::slice::from_ref(single),
        }
    }
    let (a, b) = (elements(a), elements(b));
    fits(a.len() + b.len(), env)?;
    let mut list = Vec::with_capacity(a.len() + b.len());
    list.extend_from_slice(a);
    list.extend_from_slice(b);
    Ok(Value::list(list))
}

/// Fails where a list of so many elements is more than may be kept, or the time is up after copying it.
fn fits(elements: usize, env: &Env<'_>) -> Result<(), QueryError> {
    let kept = env.keep(elements as u64);
    env.release(elements as u64);
    for _ in 0..elements / 256 {
        env.tick()?;
    }
    kept
}

/// Joins two texts; so many bytes count as one element of a list.
fn one_text(a: &str, b: &str, env: &Env<'_>) -> Result<Value, QueryError> {
    const BYTES: usize = 8;
    fits((a.len() + b.len()) / BYTES, env)?;
    let mut text = String::with_capacity(a.len() + b.len());
    text.push_str(a);
    text.push_str(b);
    Ok(Value::text(text))
}

fn text(a: &Value, b: &Value, env: &Env<'_>) -> Result<Value, QueryError> {
    let part = |value: &Value| match value {
        Value::String(text) => Some(text.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(float(*number)),
        Value::Boolean(value) => Some(value.to_string()),
        Value::Temporal(temporal) => Some(temporal.to_string()),
        _ => None,
    };
    match (part(a), part(b)) {
        (Some(a), Some(b)) => one_text(&a, &b, env),
        _ => Err(unfit(Arithmetic::Add, a, b)),
    }
}

fn with_times(operation: Arithmetic, a: &Value, b: &Value) -> Result<Value, QueryError> {
    use Temporal::Duration as Span;
    let result = match (operation, a, b) {
        (Arithmetic::Add, Value::Temporal(Span(a)), Value::Temporal(Span(b))) => a.plus(b).map(of_duration),
        (Arithmetic::Subtract, Value::Temporal(Span(a)), Value::Temporal(Span(b))) => a.minus(b).map(of_duration),
        (Arithmetic::Add, Value::Temporal(a), Value::Temporal(Span(b))) => temporal::add(a, b).map(Value::Temporal),
        (Arithmetic::Add, Value::Temporal(Span(a)), Value::Temporal(b)) => temporal::add(b, a).map(Value::Temporal),
        (Arithmetic::Subtract, Value::Temporal(a), Value::Temporal(Span(b))) => {
            temporal::subtract(a, b).map(Value::Temporal)
        }
        (Arithmetic::Multiply, Value::Temporal(Span(span)), by)
        | (Arithmetic::Multiply, by, Value::Temporal(Span(span))) => {
            span.times(number(by).ok_or_else(|| unfit(operation, a, b))?).map(of_duration)
        }
        (Arithmetic::Divide, Value::Temporal(Span(span)), by) => {
            span.divided_by(number(by).ok_or_else(|| unfit(operation, a, b))?).map(of_duration)
        }
        _ => return Err(unfit(operation, a, b)),
    };
    result.map_err(of_temporal)
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::Integer(*number)),
        Value::Float(number) => Some(Number::Float(*number)),
        _ => None,
    }
}

fn of_duration(duration: Duration) -> Value {
    Value::Temporal(Temporal::Duration(duration.into()))
}

/// Turns an error of a time into one of a query.
pub(crate) fn of_temporal(error: TemporalError) -> QueryError {
    QueryError::runtime(ErrorClass::ArgumentError, "InvalidArgumentValue", error.to_string())
}

fn too_large() -> QueryError {
    let message = "the result does not fit a whole number of 64 bits";
    QueryError::runtime(ErrorClass::ArithmeticError, "IntegerOverflow", message).with_hint("calculate with `toFloat`")
}

fn unfit(operation: Arithmetic, a: &Value, b: &Value) -> QueryError {
    let sign = match operation {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::Remainder => "%",
        Arithmetic::Power => "^",
        Arithmetic::Concat => "||",
    };
    let message = format!("`{sign}` does not take a {} and a {}", a.type_name(), b.type_name());
    QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentType", message)
}
