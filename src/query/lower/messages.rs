//! Errors that several checks share: their class, detail and wording.

use open_cypher::Span;

use super::super::error::{ErrorClass, Place, QueryError};
use super::super::functions::Types;

/// The place of a piece of the tree.
pub(super) fn place(span: Span) -> Place {
    let clamp = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Place { start: clamp(span.start), end: clamp(span.end) }
}

/// A rule of the language is broken.
pub(super) fn syntax(detail: &'static str, span: Span, message: impl Into<String>) -> QueryError {
    QueryError::compile(ErrorClass::SyntaxError, detail, place(span), message)
}

/// The language has it, this engine does not.
pub(super) fn unsupported(span: Span, what: &str) -> QueryError {
    syntax("UnsupportedFeature", span, format!("{what} is not supported"))
}

/// A variable is used as what it is not.
pub(super) fn type_conflict(name: &str, span: Span, is: Types, wanted: &str) -> QueryError {
    let message = format!("`{name}` is {} and cannot be used as {wanted}", describe(is));
    syntax("VariableTypeConflict", span, message).with_hint("choose another name for one of them")
}

/// A variable is introduced twice.
pub(super) fn already_bound(name: &str, span: Span) -> QueryError {
    syntax("VariableAlreadyBound", span, format!("there is a variable `{name}` already"))
        .with_hint("choose another name, or leave out what is new about it")
}

/// An aggregate stands where rows are not grouped.
pub(super) fn no_aggregate(name: &str, span: Span, at: &str) -> QueryError {
    syntax("InvalidAggregation", span, format!("`{name}` joins rows and cannot stand in {at}"))
        .with_hint("calculate it in `WITH` first, then use its result")
}

/// An expression beside an aggregate is no key of the grouping.
pub(super) fn ambiguous(text: &str, span: Span) -> QueryError {
    let message = format!("`{text}` stands beside an aggregate but rows are not grouped by it");
    syntax("AmbiguousAggregationExpression", span, message)
        .with_hint("calculate it in a `WITH` before, and group by its variable")
}

/// A set of types in words: `an integer`, `a node or a relation`.
pub(super) fn describe(types: Types) -> String {
    const NAMES: [(Types, &str); 10] = [
        (Types::BOOLEAN, "a boolean"),
        (Types::INTEGER, "an integer"),
        (Types::FLOAT, "a float"),
        (Types::STRING, "a string"),
        (Types::TEMPORAL, "a date, time or duration"),
        (Types::LIST, "a list"),
        (Types::MAP, "a map"),
        (Types::NODE, "a node"),
        (Types::RELATION, "a relation"),
        (Types::PATH, "a path"),
    ];
    let known: Vec<&str> = NAMES.iter().filter(|(one, _)| types.meets(*one)).map(|(_, name)| *name).collect();
    match known.as_slice() {
        [] => "null".into(),
        [one] => (*one).into(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}
