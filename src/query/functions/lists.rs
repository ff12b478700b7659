//! Functions of lists, of lists and texts alike, and those that take any value.

use super::super::error::{ErrorClass, QueryError};
use super::super::run::Env;
use super::super::value::{Value, equals};
use super::{Function, Types, function, listed, otherwise, out_of_range};

const ANY: &[Types] = &[Types::ANY];
const LIST: &[Types] = &[Types::LIST];
const LIST_OR_TEXT: Types = Types::LIST.or(Types::STRING);
const SIZED: &[Types] = &[LIST_OR_TEXT];
const EMPTIABLE: &[Types] = &[LIST_OR_TEXT.or(Types::MAP)];
const ONE: (usize, usize) = (1, 1);

pub(super) const FUNCTIONS: &[Function] = &[
    function("size", ONE, SIZED, Types::INTEGER, |_, values| size(values)),
    function("isEmpty", ONE, EMPTIABLE, Types::BOOLEAN, |_, values| is_empty(values)),
    function("reverse", ONE, SIZED, LIST_OR_TEXT, reverse),
    function("head", ONE, LIST, Types::ANY, |_, values| end("head", values, <[Value]>::first)),
    function("last", ONE, LIST, Types::ANY, |_, values| end("last", values, <[Value]>::last)),
    function("tail", ONE, LIST, Types::LIST, tail),
    // Arguments that are no whole numbers are an error of the run: the scenarios of the language want it so.
    function("range", (2, 3), ANY, Types::LIST, range),
    function("coalesce", (1, usize::MAX), ANY, Types::ANY, |_, values| Ok(coalesce(values))),
    function("nullIf", (2, 2), ANY, Types::ANY, |_, values| Ok(null_if(values))),
    function("exists", ONE, ANY, Types::BOOLEAN, |_, values| Ok(exists(values))),
];

fn size(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => Ok(Value::Integer(list.len() as i64)),
        [Value::String(text)] => Ok(Value::Integer(text.chars().count() as i64)),
        _ => otherwise("size", values, SIZED),
    }
}

fn is_empty(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => Ok(Value::Boolean(list.is_empty())),
        [Value::String(text)] => Ok(Value::Boolean(text.is_empty())),
        [Value::Map(map)] => Ok(Value::Boolean(map.is_empty())),
        _ => otherwise("isEmpty", values, EMPTIABLE),
    }
}

fn reverse(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => listed(env, list.len(), list.iter().rev().cloned()),
        [Value::String(text)] => Ok(Value::text(text.chars().rev().collect::<String>())),
        _ => otherwise("reverse", values, SIZED),
    }
}

/// An element at one end of a list; null where the list is empty.
fn end(name: &str, values: &[Value], of: fn(&[Value]) -> Option<&Value>) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => Ok(of(list).cloned().unwrap_or_default()),
        _ => otherwise(name, values, LIST),
    }
}

fn tail(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::List(list)] => listed(env, list.len().saturating_sub(1), list.iter().skip(1).cloned()),
        _ => otherwise("tail", values, LIST),
    }
}

/// Whole numbers from one to another, both included where the step meets them.
fn range(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    let (start, end, step) = match values {
        [Value::Integer(start), Value::Integer(end)] => (*start, *end, 1),
        [Value::Integer(start), Value::Integer(end), Value::Integer(step)] => (*start, *end, *step),
        _ => return not_whole(values),
    };
    if step == 0 {
        return Err(out_of_range("`range` takes no step of 0"));
    }
    let (from, to, by) = (i128::from(start), i128::from(end), i128::from(step));
    // Division cuts toward zero: an end that lies the other way is told from one within the first step by its sign.
    let count = if (to - from).signum() * by.signum() < 0 { 0 } else { (to - from) / by + 1 };
    let numbers = (0..count).map(|at| Value::Integer((from + at * by) as i64));
    listed(env, usize::try_from(count).unwrap_or(usize::MAX), numbers)
}

fn not_whole(values: &[Value]) -> Result<Value, QueryError> {
    match values.iter().find(|value| !matches!(value, Value::Integer(_) | Value::Null)) {
        None => Ok(Value::Null),
        Some(wrong) => {
            let message = format!("`range` takes no value of type {}", wrong.type_name());
            Err(QueryError::runtime(ErrorClass::ArgumentError, "InvalidArgumentType", message))
        }
    }
}

fn coalesce(values: &[Value]) -> Value {
    values.iter().find(|value| !value.is_null()).cloned().unwrap_or_default()
}

fn null_if(values: &[Value]) -> Value {
    match values {
        [a, b] if equals(a, b) != Some(true) => a.clone(),
        _ => Value::Null,
    }
}

fn exists(values: &[Value]) -> Value {
    Value::Boolean(values.first().is_some_and(|value| !value.is_null()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, fails};

    #[test]
    fn lists_and_texts() {
        for (call, arguments, expected) in [
            ("size", "[1, null]", "2"),
            ("size", "'ü'", "1"),
            ("size", "null", "null"),
            ("isEmpty", "[]", "true"),
            ("isEmpty", "''", "true"),
            ("isEmpty", "{}", "true"),
            ("isEmpty", "' '", "false"),
            ("isEmpty", "null", "null"),
            ("reverse", "'raksO'", "'Oskar'"),
            ("reverse", "[1, null, 'a']", "['a', null, 1]"),
            ("reverse", "null", "null"),
            ("head", "[1, 2]", "1"),
            ("head", "[]", "null"),
            ("last", "[1, 2]", "2"),
            ("last", "null", "null"),
            ("tail", "[1, 2, 3]", "[2, 3]"),
            ("tail", "[]", "[]"),
            ("coalesce", "null, 2, 3", "2"),
            ("coalesce", "null", "null"),
            ("nullIf", "1, 1.0", "null"),
            ("nullIf", "1, 2", "1"),
            ("nullIf", "1, null", "1"),
            ("exists", "null", "false"),
            ("exists", "0", "true"),
        ] {
            check(call, arguments, expected);
        }
        for (call, argument) in [
            ("size", "1"),
            ("size", "{}"),
            ("isEmpty", "true"),
            ("reverse", "12"),
            ("head", "'ab'"),
            ("last", "{}"),
            ("tail", "'ab'"),
        ] {
            fails(call, argument, "TypeError InvalidArgumentValue");
        }
    }

    #[test]
    fn ranges_hold_their_ends() {
        for (arguments, expected) in [
            ("-1, 1", "[-1, 0, 1]"),
            ("0, 0", "[0]"),
            ("0, -1", "[]"),
            ("0, 0, -1", "[0]"),
            ("0, 1, 2", "[0]"),
            ("0, 1, -123", "[]"),
            ("1381, -3412, -1298", "[1381, 83, -1215, -2513]"),
            ("-10, 0, 3", "[-10, -7, -4, -1]"),
            ("9223372036854775806, 9223372036854775807", "[9223372036854775806, 9223372036854775807]"),
            (
                "-9223372036854775808, 9223372036854775807, 9223372036854775807",
                "[-9223372036854775808, -1, 9223372036854775806]",
            ),
            ("null, 1", "null"),
            ("0, 1, null", "null"),
        ] {
            check("range", arguments, expected);
        }
        fails("range", "2, 8, 0", "ArgumentError NumberOutOfRange");
        fails("range", "0, 1000000000000", "LimitReached RowLimit");
        fails("range", "-9223372036854775808, 9223372036854775807", "LimitReached RowLimit");
        for arguments in ["true, 1", "0, 1.0", "0, 1, 'x'", "[0], 1, 1", "null, {}"] {
            fails("range", arguments, "ArgumentError InvalidArgumentType");
        }
    }
}
