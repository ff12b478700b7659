//! Functions that turn values of one type into another.
//!
//! Text that cannot be read is null; a type that cannot be turned is an error, or null for the variants `OrNull` and
//! for the elements of a list.

use super::super::error::QueryError;
use super::super::run::Env;
use super::super::value::{Value, float};
use super::{Function, Types, function, listed, otherwise, unfit};

/// Which types can be turned is judged as the query runs: the scenarios of the language want it so.
const ANY: &[Types] = &[Types::ANY];
const LIST: &[Types] = &[Types::LIST];
const ONE: (usize, usize) = (1, 1);
const BOOLEAN: Types = Types::BOOLEAN;
const INTEGER: Types = Types::INTEGER;
const FLOAT: Types = Types::FLOAT;
const STRING: Types = Types::STRING;

pub(super) const FUNCTIONS: &[Function] = &[
    function("toBoolean", ONE, ANY, BOOLEAN, |_, values| strict("toBoolean", values, boolean)),
    function("toInteger", ONE, ANY, INTEGER, |_, values| strict("toInteger", values, integer)),
    function("toFloat", ONE, ANY, FLOAT, |_, values| strict("toFloat", values, real)),
    function("toString", ONE, ANY, STRING, |_, values| strict("toString", values, text)),
    function("toBooleanOrNull", ONE, ANY, BOOLEAN, |_, values| Ok(lenient(values.first(), boolean))),
    function("toIntegerOrNull", ONE, ANY, INTEGER, |_, values| Ok(lenient(values.first(), integer))),
    function("toFloatOrNull", ONE, ANY, FLOAT, |_, values| Ok(lenient(values.first(), real))),
    function("toStringOrNull", ONE, ANY, STRING, |_, values| Ok(lenient(values.first(), text))),
    function("toBooleanList", ONE, LIST, Types::LIST, |env, values| each("toBooleanList", env, values, boolean)),
    function("toIntegerList", ONE, LIST, Types::LIST, |env, values| each("toIntegerList", env, values, integer)),
    function("toFloatList", ONE, LIST, Types::LIST, |env, values| each("toFloatList", env, values, real)),
    function("toStringList", ONE, LIST, Types::LIST, |env, values| each("toStringList", env, values, text)),
];

/// Turns a value, to null where it cannot be read; none where its type cannot be turned.
type Convert = fn(&Value) -> Option<Value>;

fn strict(name: &str, values: &[Value], convert: Convert) -> Result<Value, QueryError> {
    match values.first() {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(value) => convert(value).ok_or_else(|| unfit(name, value)),
    }
}

fn lenient(value: Option<&Value>, convert: Convert) -> Value {
    value.and_then(convert).unwrap_or_default()
}

fn each(name: &str, env: &Env<'_>, values: &[Value], convert: Convert) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => listed(env, list.len(), list.iter().map(|value| lenient(Some(value), convert))),
        _ => otherwise(name, values, LIST),
    }
}

fn boolean(value: &Value) -> Option<Value> {
    match value {
        Value::Boolean(_) => Some(value.clone()),
        Value::Integer(number) => Some(Value::Boolean(*number != 0)),
        Value::String(text) => {
            let text = text.trim();
            let known =
                [("true", true), ("false", false)].into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
            Some(known.map_or(Value::Null, |(_, value)| Value::Boolean(value)))
        }
        _ => None,
    }
}

fn integer(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(_) => Some(value.clone()),
        Value::Boolean(value) => Some(Value::Integer(i64::from(*value))),
        Value::Float(number) => Some(whole(*number)),
        Value::String(text) => Some(match text.trim().parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => read(text).map_or(Value::Null, whole),
        }),
        _ => None,
    }
}

/// Cuts off what stands behind the point; null where no whole number of 64 bits is left.
fn whole(number: f64) -> Value {
    let inside = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number);
    if inside { Value::Integer(number as i64) } else { Value::Null }
}

fn real(value: &Value) -> Option<Value> {
    match value {
        Value::Float(_) => Some(value.clone()),
        Value::Integer(number) => Some(Value::Float(*number as f64)),
        Value::String(text) => Some(read(text).map_or(Value::Null, Value::Float)),
        _ => None,
    }
}

/// Reads a floating-point number. Of the words that Rust takes for numbers only those count that the language prints.
fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_start_matches(['+', '-']);
    let word = digits.starts_with(|first: char| first.is_ascii_alphabetic());
    if word && !matches!(text, "NaN" | "Infinity" | "-Infinity") { None } else { text.parse().ok() }
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Boolean(value) => Some(Value::from(if *value { "true" } else { "false" })),
        Value::Integer(number) => Some(Value::text(number.to_string())),
        Value::Float(number) => Some(Value::text(float(*number))),
        Value::Temporal(temporal) => Some(Value::text(temporal.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, fails};

    #[test]
    fn text_is_read_or_null() {
        for (call, argument, expected) in [
            ("toInteger", "'42'", "42"),
            ("toInteger", "' -7 '", "-7"),
            ("toInteger", "'2.9'", "2"),
            ("toInteger", "'1e3'", "1000"),
            ("toInteger", "'9223372036854775807'", "9223372036854775807"),
            ("toInteger", "'9223372036854775808'", "null"),
            ("toInteger", "''", "null"),
            ("toInteger", "'4 2'", "null"),
            ("toInteger", "'Infinity'", "null"),
            ("toInteger", "'foo'", "null"),
            ("toFloat", "'5'", "5.0"),
            ("toFloat", "'.5'", "0.5"),
            ("toFloat", "'NaN'", "NaN"),
            ("toFloat", "'nan'", "null"),
            ("toFloat", "'-inf'", "null"),
            ("toFloat", "'0x1'", "null"),
            ("toBoolean", "'true'", "true"),
            ("toBoolean", "' FALSE '", "false"),
            ("toBoolean", "'f alse'", "null"),
            ("toBoolean", "''", "null"),
        ] {
            check(call, argument, expected);
        }
    }

    #[test]
    fn values_become_other_values() {
        for (call, argument, expected) in [
            ("toInteger", "82.9", "82"),
            ("toInteger", "-82.9", "-82"),
            ("toInteger", "1e300", "null"),
            ("toInteger", "true", "1"),
            ("toInteger", "null", "null"),
            ("toFloat", "3", "3.0"),
            ("toBoolean", "0", "false"),
            ("toBoolean", "-1", "true"),
            ("toString", "42", "'42'"),
            ("toString", "1.0", "'1.0'"),
            ("toString", "1e7", "'1.0E7'"),
            ("toString", "true", "'true'"),
            ("toString", "'apa'", "'apa'"),
            ("toString", "null", "null"),
            ("TOSTRINGORNULL", "[]", "null"),
            ("toIntegerOrNull", "{}", "null"),
            ("toFloatOrNull", "true", "null"),
            ("toBooleanOrNull", "1.5", "null"),
            ("toBooleanOrNull", "'true'", "true"),
            ("toIntegerList", "['1', 2.5, null, [], 'x']", "[1, 2, null, null, null]"),
            ("toFloatList", "[1, true]", "[1.0, null]"),
            ("toStringList", "[1, {}]", "['1', null]"),
            ("toBooleanList", "[1, 'false', 0.5]", "[true, false, null]"),
            ("toStringList", "null", "null"),
        ] {
            check(call, argument, expected);
        }
    }

    #[test]
    fn some_types_cannot_be_turned() {
        for (call, argument) in [
            ("toInteger", "[]"),
            ("toInteger", "{}"),
            ("toFloat", "true"),
            ("toFloat", "[1.0]"),
            ("toBoolean", "1.0"),
            ("toBoolean", "{}"),
            ("toString", "[]"),
            ("toString", "{}"),
            ("toIntegerList", "1"),
            ("toStringList", "'ab'"),
        ] {
            fails(call, argument, "TypeError InvalidArgumentValue");
        }
    }
}
