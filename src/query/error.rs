//! What can be wrong with a query: its kind, its place, what to try.

use std::fmt;

/// The class of a query error, as the openCypher conformance scenarios name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The query is no sentence of the language, or breaks one of its rules.
    SyntaxError,
    /// The query fits the language but contradicts itself.
    SemanticError,
    /// A value is of the wrong type.
    TypeError,
    /// A value has the right type but cannot be used.
    ArgumentError,
    /// A calculation has no result.
    ArithmeticError,
    /// A node or relation is gone.
    EntityNotFound,
    /// A procedure does not exist or is called wrongly.
    ProcedureError,
    /// A parameter was not given.
    ParameterMissing,
    /// A change would break the graph.
    ConstraintVerificationFailed,
    /// A time, row or memory limit was reached.
    LimitReached,
}

/// When an error is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Before the query runs.
    Compile,
    /// While it runs.
    Runtime,
}

/// A place in a query's text: bytes, half-open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// First byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// An error of a query.
///
/// ```
/// use demarche::query::{ErrorClass, Prepared};
/// let error = Prepared::new("MATCH (a) RETURN b").unwrap_err();
/// assert_eq!((error.class(), error.detail()), (ErrorClass::SyntaxError, "UndefinedVariable"));
/// assert_eq!(error.to_string(), "no variable `b`");
/// ```
#[derive(Clone, PartialEq)]
pub struct QueryError(Box<Inner>);

#[derive(Clone, PartialEq)]
struct Inner {
    class: ErrorClass,
    detail: &'static str,
    phase: Phase,
    message: String,
    place: Option<Place>,
    hint: Option<String>,
}

impl QueryError {
    /// Makes an error that is found before the query runs.
    pub(crate) fn compile(class: ErrorClass, detail: &'static str, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        QueryError(Box::new(Inner { class, detail, phase: Phase::Compile, message, place: Some(place), hint: None }))
    }

    /// Makes an error that is found while the query runs; the place is added where it is known.
    pub(crate) fn runtime(class: ErrorClass, detail: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        QueryError(Box::new(Inner { class, detail, phase: Phase::Runtime, message, place: None, hint: None }))
    }

    /// Adds a place, where none is known yet.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.0.place.get_or_insert(place);
        self
    }

    /// Adds what to try.
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The class of the error.
    pub fn class(&self) -> ErrorClass {
        self.0.class
    }

    /// What exactly is wrong, in the names of the conformance scenarios: `UndefinedVariable`, `InvalidArgumentType`.
    pub fn detail(&self) -> &'static str {
        self.0.detail
    }

    /// When it was found.
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// Where in the query, where that is known.
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// What to try, where there is something.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { class, detail, phase, message, place, .. } = &*self.0;
        write!(f, "{class:?}::{detail} ({phase:?}) {message}")?;
        place.map_or(Ok(()), |place| write!(f, " at {}..{}", place.start, place.end))
    }
}

impl std::error::Error for QueryError {}
