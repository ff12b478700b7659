//! Functions of text. A place in a text counts its characters (Unicode scalar values), from 0.

use super::super::error::QueryError;
use super::super::run::Env;
use super::super::store::Graph;
use super::super::value::{Value, View};
use super::{Function, Types, function, listed, otherwise, out_of_range};

const STRING: Types = Types::STRING;
const TEXT: &[Types] = &[Types::STRING];
const TEXT_AND_NUMBERS: &[Types] = &[Types::STRING, Types::INTEGER];
const ONE: (usize, usize) = (1, 1);

pub(super) const FUNCTIONS: &[Function] = &[
    function("substring", (2, 3), TEXT_AND_NUMBERS, STRING, |_, values| substring(values)).seen(see_substring),
    function("left", (2, 2), TEXT_AND_NUMBERS, STRING, |_, values| left(values)).seen(see_left),
    function("right", (2, 2), TEXT_AND_NUMBERS, STRING, |_, values| right(values)),
    function("trim", ONE, TEXT, STRING, |_, values| trim("trim", values, true, true)),
    function("btrim", (1, 2), TEXT, STRING, |_, values| trim("btrim", values, true, true)),
    function("ltrim", (1, 2), TEXT, STRING, |_, values| trim("ltrim", values, true, false)),
    function("rtrim", (1, 2), TEXT, STRING, |_, values| trim("rtrim", values, false, true)),
    function("replace", (3, 3), TEXT, STRING, replace),
    function("split", (2, 2), TEXT, Types::LIST, split),
    function("toUpper", ONE, TEXT, STRING, |_, values| recase("toUpper", values, str::to_uppercase)),
    function("upper", ONE, TEXT, STRING, |_, values| recase("upper", values, str::to_uppercase)),
    function("toLower", ONE, TEXT, STRING, |_, values| recase("toLower", values, str::to_lowercase)),
    function("lower", ONE, TEXT, STRING, |_, values| recase("lower", values, str::to_lowercase)),
    function("char_length", ONE, TEXT, Types::INTEGER, |_, values| length("char_length", values)),
    function("character_length", ONE, TEXT, Types::INTEGER, |_, values| length("character_length", values)),
];

/// The byte at which a character begins; the end of the text where it has fewer.
fn place(text: &str, character: usize) -> usize {
    match text.as_bytes().get(..character) {
        Some(before) if before.is_ascii() => character,
        _ => text.char_indices().nth(character).map_or(text.len(), |(place, _)| place),
    }
}

/// A number of characters; beyond all texts where it does not fit.
fn count(name: &str, number: i64) -> Result<usize, QueryError> {
    if number < 0 {
        return Err(out_of_range(format!("`{name}` takes no negative number, but got {number}")));
    }
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

fn substring(values: &[Value]) -> Result<Value, QueryError> {
    let (text, start, length) = match values {
        [Value::String(text), Value::Integer(start)] => (text, *start, i64::MAX),
        [Value::String(text), Value::Integer(start), Value::Integer(length)] => (text, *start, *length),
        _ => return otherwise("substring", values, TEXT_AND_NUMBERS),
    };
    Ok(Value::text(part(text, count("substring", start)?, count("substring", length)?)))
}

/// So many characters of a text from a place on, or as many as it has.
fn part(text: &str, start: usize, length: usize) -> &str {
    let (_, rest) = text.split_at(place(text, start));
    rest.split_at(place(rest, length)).0
}

fn see_substring<'v>(_: &'v Graph, views: &[View<'v>]) -> View<'v> {
    let (text, start, length) = match *views {
        [View::Text(text), View::Integer(start)] => (text, start, i64::MAX),
        [View::Text(text), View::Integer(start), View::Integer(length)] => (text, start, length),
        _ => return View::Hidden,
    };
    match (usize::try_from(start), usize::try_from(length)) {
        (Ok(start), Ok(length)) => View::Text(part(text, start, length)),
        _ => View::Hidden,
    }
}

fn see_left<'v>(graph: &'v Graph, views: &[View<'v>]) -> View<'v> {
    match *views {
        [text, length] => see_substring(graph, &[text, View::Integer(0), length]),
        _ => View::Hidden,
    }
}

fn left(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::String(text), Value::Integer(length)] => {
            Ok(Value::text(text.split_at(place(text, count("left", *length)?)).0))
        }
        _ => otherwise("left", values, TEXT_AND_NUMBERS),
    }
}

fn right(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::String(text), Value::Integer(length)] => {
            let left = text.chars().count().saturating_sub(count("right", *length)?);
            Ok(Value::text(text.split_at(place(text, left)).1))
        }
        _ => otherwise("right", values, TEXT_AND_NUMBERS),
    }
}

/// Takes white space, or given characters, from the start and the end of a text.
fn trim(name: &str, values: &[Value], start: bool, end: bool) -> Result<Value, QueryError> {
    let (text, characters) = match values {
        [Value::String(text)] => (text, None),
        [Value::String(text), Value::String(characters)] => (text, Some(characters)),
        _ => return otherwise(name, values, TEXT),
    };
    let goes = |c: char| characters.map_or(c.is_whitespace(), |characters| characters.contains(c));
    let text = if start { text.trim_start_matches(goes) } else { text };
    Ok(Value::text(if end { text.trim_end_matches(goes) } else { text }))
}

fn replace(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        // An empty text is nowhere in particular.
        [text @ Value::String(_), Value::String(search), Value::String(_)] if search.is_empty() => Ok(text.clone()),
        [Value::String(text), Value::String(search), Value::String(by)] => {
            let grown = (text.matches(&**search).count() as u64).saturating_mul(by.len() as u64);
            // A long text counts like a list that takes as much memory.
            let elements = grown / size_of::<Value>() as u64;
            let kept = env.keep(elements);
            env.release(elements);
            kept?;
            Ok(Value::text(text.replace(&**search, by)))
        }
        _ => otherwise("replace", values, TEXT),
    }
}

/// Splits a text; by an empty separator into its characters.
fn split(env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::String(text), Value::String(separator)] if separator.is_empty() => {
            let mut buffer = [0; 4];
            let characters = text.chars().map(|c| Value::text(c.encode_utf8(&mut buffer)));
            listed(env, text.chars().count(), characters)
        }
        [Value::String(text), Value::String(separator)] => {
            let parts = text.split(&**separator);
            listed(env, parts.clone().count(), parts.map(Value::text))
        }
        _ => otherwise("split", values, TEXT),
    }
}

fn recase(name: &str, values: &[Value], recase: fn(&str) -> String) -> Result<Value, QueryError> {
    match values {
        [Value::String(text)] => Ok(Value::text(recase(text))),
        _ => otherwise(name, values, TEXT),
    }
}

fn length(name: &str, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::String(text)] => Ok(Value::Integer(text.chars().count() as i64)),
        _ => otherwise(name, values, TEXT),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, fails};

    #[test]
    fn parts_of_texts() {
        for (call, arguments, expected) in [
            ("substring", "'0123456789', 1", "'123456789'"),
            ("substring", "'0123456789', 2, 3", "'234'"),
            ("substring", "'übel', 1, 2", "'be'"),
            ("substring", "'abc', 3", "''"),
            ("substring", "'abc', 9, 9", "''"),
            ("substring", "'abc', 0, 9223372036854775807", "'abc'"),
            ("substring", "null, 1", "null"),
            ("substring", "'abc', null", "null"),
            ("left", "'üben', 1", "'ü'"),
            ("left", "'abc', 9", "'abc'"),
            ("right", "'abü', 1", "'ü'"),
            ("right", "'abc', 0", "''"),
            ("right", "'abc', 9", "'abc'"),
            ("right", "null, 2", "null"),
            ("split", "'one1two', '1'", "['one', 'two']"),
            ("split", "'a,,b', ','", "['a', '', 'b']"),
            ("split", "'', ','", "['']"),
            ("split", "'aü', ''", "['a', 'ü']"),
            ("split", "'a', null", "null"),
            ("char_length", "'ü€'", "2"),
            ("character_length", "''", "0"),
        ] {
            check(call, arguments, expected);
        }
        fails("substring", "'abc', -1", "ArgumentError NumberOutOfRange");
        fails("substring", "'abc', 0, -1", "ArgumentError NumberOutOfRange");
        fails("left", "'abc', -1", "ArgumentError NumberOutOfRange");
        fails("right", "'abc', -9223372036854775808", "ArgumentError NumberOutOfRange");
        fails("substring", "1, 1", "TypeError InvalidArgumentValue");
        fails("left", "'abc', 1.5", "TypeError InvalidArgumentValue");
        fails("split", "'abc', 1", "TypeError InvalidArgumentValue");
        fails("char_length", "[1]", "TypeError InvalidArgumentValue");
    }

    #[test]
    fn texts_are_changed() {
        for (call, arguments, expected) in [
            ("trim", "'  a b '", "'a b'"),
            ("ltrim", "' a '", "'a '"),
            ("rtrim", "' a '", "' a'"),
            ("btrim", "'xyaxb', 'xy'", "'axb'"),
            ("ltrim", "'xxax', 'x'", "'ax'"),
            ("rtrim", "'xxax', 'x'", "'xxa'"),
            ("btrim", "'xx', 'x'", "''"),
            ("btrim", "'a', null", "null"),
            ("trim", "null", "null"),
            ("replace", "'aba', 'a', 'cc'", "'ccbcc'"),
            ("replace", "'aba', '', 'x'", "'aba'"),
            ("replace", "'aba', 'z', 'x'", "'aba'"),
            ("replace", "'aba', 'a', null", "null"),
            ("toUpper", "'straße'", "'STRASSE'"),
            ("upper", "'é'", "'É'"),
            ("toLower", "'ÀB'", "'àb'"),
            ("lower", "null", "null"),
        ] {
            check(call, arguments, expected);
        }
        fails("trim", "1", "TypeError InvalidArgumentValue");
        fails("replace", "'a', 'a', 1", "TypeError InvalidArgumentValue");
        fails("toUpper", "true", "TypeError InvalidArgumentValue");
    }

    #[test]
    fn no_text_grows_without_bound() {
        let (text, by) = ("a".repeat(1 << 16), "b".repeat(1 << 16));
        fails("replace", &format!("'{text}', 'a', '{by}'"), "LimitReached RowLimit");
        check("replace", &format!("'{text}', 'b', '{by}'"), &format!("'{text}'"));
    }
}
