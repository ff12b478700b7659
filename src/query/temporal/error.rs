//! What can be wrong with a temporal value: its kind, and the offender in backticks.
//!
//! Does not: know queries; whoever runs one adds the place and the class of the error.

use thiserror::Error;

use super::TemporalKind;

/// What can be wrong with a date, a time or a duration.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TemporalError {
    /// Text that is no value of the kind.
    #[error("`{text}` is no {}", .kind.name())]
    Text {
        /// What it should have been.
        kind: TemporalKind,
        /// The text.
        text: String,
    },
    /// Neither an offset nor a zone that the time-zone data knows.
    #[error("no time zone `{0}`")]
    Zone(String),
    /// A moment outside the years of the time-zone data.
    #[error("time zone `{0}` is known for the years -9999 to 9999 only")]
    ZoneYears(String),
    /// An offset that its time zone does not have at that moment.
    #[error("time zone `{zone}` is not at `{offset}` then")]
    Offset {
        /// The time zone.
        zone: String,
        /// The offset, as it is printed.
        offset: String,
    },
    /// A field that the kind lacks.
    #[error("a {} has no field `{name}`", .kind.name())]
    Field {
        /// The kind.
        kind: TemporalKind,
        /// The field.
        name: String,
    },
    /// A field that the others need.
    #[error("`{name}` is missing for a {}", .kind.name())]
    Missing {
        /// The kind.
        kind: TemporalKind,
        /// The field that is missing.
        name: &'static str,
    },
    /// Two fields of which only one may be given.
    #[error("`{first}` and `{second}` cannot be given together")]
    Conflict {
        /// One of them.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A field whose value is of the wrong type.
    #[error("`{name}` is not {expected}")]
    FieldType {
        /// The field.
        name: String,
        /// What it should be, with its article.
        expected: &'static str,
    },
    /// A field whose value is too small or too large.
    #[error("`{name}` is {value}, not within {min} and {max}")]
    Range {
        /// The field.
        name: &'static str,
        /// Its value.
        value: i64,
        /// The smallest that it may be.
        min: i64,
        /// The largest that it may be.
        max: i64,
    },
    /// A value that lacks what was asked of it.
    #[error("a {} has no {part}", .kind.name())]
    Lacks {
        /// The kind of the value.
        kind: TemporalKind,
        /// What it lacks: `date`, `time`, `length`, `current value`.
        part: &'static str,
    },
    /// A unit to which the kind cannot be cut.
    #[error("a {} cannot be truncated to `{unit}`", .kind.name())]
    Unit {
        /// The kind.
        kind: TemporalKind,
        /// The unit.
        unit: String,
    },
    /// A result beyond what can be held.
    #[error("the result is beyond the largest {}", .kind.name())]
    Overflow {
        /// The kind of the result.
        kind: TemporalKind,
    },
    /// A number by which nothing can be multiplied or divided.
    #[error("a duration cannot be multiplied or divided by `{0}`")]
    Number(String),
}
