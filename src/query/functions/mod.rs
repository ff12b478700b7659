//! Functions and aggregates of the language: their names, what they take and give.
//!
//! One file per theme; each lists its functions in a table. A function sees values only, and through [`Env`] the graph
//! and the time of the query.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::error::{ErrorClass, QueryError};
use super::run::Env;
use super::store::Graph;
use super::value::{Value, View};

mod aggregate;
pub(crate) mod arithmetic;
mod conversions;
mod elements;
mod lists;
mod numbers;
#[cfg(test)]
mod tests;
mod text;
mod times;
pub use aggregate::{Accumulator, Aggregate};

/// The functions of all themes.
const TABLES: [&[Function]; 6] = [
    conversions::FUNCTIONS,
    elements::FUNCTIONS,
    lists::FUNCTIONS,
    numbers::FUNCTIONS,
    text::FUNCTIONS,
    times::FUNCTIONS,
];

/// The functions by their names in lower case.
static BY_NAME: LazyLock<HashMap<String, &'static Function>> =
    LazyLock::new(|| TABLES.into_iter().flatten().map(|function| (function.name.to_lowercase(), function)).collect());

/// Finds a function by its name, whatever its case.
pub fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(&name.to_lowercase()).copied()
}

/// The names of all functions and aggregates, sorted.
///
/// ```
/// use demarche::query::function_names;
/// let names: Vec<&str> = function_names().collect();
/// assert!(names.contains(&"toUpper") && names.contains(&"count") && names.is_sorted());
/// ```
pub fn names() -> impl Iterator<Item = &'static str> {
    let functions = TABLES.into_iter().flatten().map(|function| function.name);
    let mut names: Vec<&str> = functions.chain(Aggregate::names()).collect();
    names.sort_unstable();
    names.into_iter()
}

/// What a function does with its arguments.
pub type Evaluate = fn(&Env<'_>, &[Value]) -> Result<Value, QueryError>;

/// What a function gives where it lies, for arguments seen where they lie; hidden where it would fail or has to be made.
pub(crate) type See = for<'v> fn(&'v Graph, &[View<'v>]) -> View<'v>;

/// A function.
pub struct Function {
    /// Its name as it is written in messages; names are found whatever their case.
    pub name: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// What each argument may be, null aside; the last entry holds for all that follow.
    pub accepts: &'static [Types],
    /// What it gives, null aside.
    pub gives: Types,
    /// What it does.
    pub evaluate: Evaluate,
    /// The same without making a value of it, where it gives a part of what it takes, or of the graph.
    pub(crate) see: Option<See>,
}

impl Function {
    /// Adds the way to see what it gives.
    const fn seen(self, see: See) -> Self {
        Function { see: Some(see), ..self }
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// One row of a table of functions.
const fn function(
    name: &'static str,
    (least, most): (usize, usize),
    accepts: &'static [Types],
    gives: Types,
    evaluate: Evaluate,
) -> Function {
    Function { name, least, most, accepts, gives, evaluate, see: None }
}

/// An error for an argument of a type that a function does not take.
fn unfit(name: &str, value: &Value) -> QueryError {
    let message = format!("`{name}` takes no value of type {}", value.type_name());
    QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentValue", message)
}

/// What a function gives for arguments that it does not calculate with: null where one is null, otherwise an error for
/// the first whose type it does not take.
fn otherwise(name: &str, values: &[Value], accepts: &[Types]) -> Result<Value, QueryError> {
    if values.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let fits = |(at, value): &(usize, &Value)| {
        accepts.get(*at).or(accepts.last()).is_none_or(|accepts| accepts.meets(Types::of(value)))
    };
    let wrong = values.iter().enumerate().find(|pair| !fits(pair)).map(|(_, value)| value);
    Err(unfit(name, wrong.unwrap_or(&Value::Null)))
}

/// An error for a number that a function cannot use.
fn out_of_range(message: impl Into<String>) -> QueryError {
    QueryError::runtime(ErrorClass::ArgumentError, "NumberOutOfRange", message)
}

/// Makes a list, unless it would hold more than may be kept at once.
fn listed(env: &Env<'_>, count: usize, values: impl Iterator<Item = Value>) -> Result<Value, QueryError> {
    let kept = env.keep(count as u64);
    env.release(count as u64);
    kept?;
    let mut list = Vec::with_capacity(count);
    for value in values {
        env.tick()?;
        list.push(value);
    }
    Ok(Value::list(list))
}

/// A set of types, null aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(pub u16);

impl Types {
    /// Booleans.
    pub const BOOLEAN: Types = Types(1);
    /// Whole numbers.
    pub const INTEGER: Types = Types(2);
    /// Floating-point numbers.
    pub const FLOAT: Types = Types(4);
    /// Text.
    pub const STRING: Types = Types(8);
    /// Dates, times, durations.
    pub const TEMPORAL: Types = Types(16);
    /// Lists.
    pub const LIST: Types = Types(32);
    /// Maps.
    pub const MAP: Types = Types(64);
    /// Nodes.
    pub const NODE: Types = Types(128);
    /// Relations.
    pub const RELATION: Types = Types(256);
    /// Paths.
    pub const PATH: Types = Types(512);
    /// Whole and floating-point numbers.
    pub const NUMBER: Types = Types(2 | 4);
    /// Everything.
    pub const ANY: Types = Types(1023);

    /// The type of a value: none for null.
    pub const fn of(value: &Value) -> Types {
        match value {
            Value::Null => Types(0),
            Value::Boolean(_) => Types::BOOLEAN,
            Value::Integer(_) => Types::INTEGER,
            Value::Float(_) => Types::FLOAT,
            Value::String(_) => Types::STRING,
            Value::Temporal(_) => Types::TEMPORAL,
            Value::List(_) => Types::LIST,
            Value::Map(_) => Types::MAP,
            Value::Node(_) => Types::NODE,
            Value::Relation(_) => Types::RELATION,
            Value::Path(_) => Types::PATH,
        }
    }

    /// Either.
    pub const fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// What both have.
    pub const fn and(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    /// Says whether a value may be of both.
    pub const fn meets(self, other: Types) -> bool {
        self.0 & other.0 != 0
    }
}
