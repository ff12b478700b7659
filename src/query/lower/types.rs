//! What is known of the type of an expression before the query runs.
//!
//! A [`Kind`] says what a value may be, null aside, and what the elements of a list may be. An error is reported only
//! where no value at all can fit: a parameter, a property, or null may be anything.

use std::sync::Arc;

use open_cypher::Span;

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::ir::Expr;
use super::messages::{describe, syntax};

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kind {
    /// Its types; empty for what is always null.
    pub types: Types,
    /// What elements may be where it is a list; none where nothing is known of them.
    pub element: Option<Arc<Kind>>,
}

/// An expression and what it may be.
pub(super) type Typed = (Expr, Kind);

impl Kind {
    /// Anything.
    pub const ANY: Kind = Kind { types: Types::ANY, element: None };
    /// Always null.
    pub const NULL: Kind = Kind { types: Types(0), element: None };

    /// Any value of these types.
    pub fn of(types: Types) -> Kind {
        Kind { types, element: None }
    }

    /// A list of such values.
    pub fn list(element: Kind) -> Kind {
        Kind { types: Types::LIST, element: Some(Arc::new(element)) }
    }

    /// One or the other.
    pub fn or(&self, other: &Kind) -> Kind {
        let lists = (self.types.meets(Types::LIST), other.types.meets(Types::LIST));
        let element = match (&self.element, &other.element) {
            (Some(a), Some(b)) => Some(Arc::new(a.or(b))),
            (Some(one), None) if !lists.1 => Some(one.clone()),
            (None, Some(one)) if !lists.0 => Some(one.clone()),
            _ => None,
        };
        Kind { types: self.types.or(other.types), element }
    }

    /// What an element is where the value is a list.
    pub fn element(&self) -> Kind {
        self.element.as_deref().cloned().unwrap_or(Kind::ANY)
    }

    /// Says whether a value may be of these types, or null.
    pub fn may_be(&self, types: Types) -> bool {
        self.types == Types(0) || self.types.meets(types)
    }

    /// Says whether every value, null aside, is of these types.
    pub fn is(&self, types: Types) -> bool {
        self.types != Types(0) && self.types.and(types) == self.types
    }

    /// Fails where no value can be of these types; `what` names what takes it.
    pub fn demand(&self, types: Types, span: Span, what: &str) -> Result<(), QueryError> {
        if self.may_be(types) {
            return Ok(());
        }
        let message = format!("{what} takes {}, not {}", describe(types), describe(self.types));
        Err(syntax("InvalidArgumentType", span, message))
    }
}

/// The union of all; what an empty list holds is nothing at all.
pub(super) fn union(kinds: &[Kind]) -> Kind {
    kinds.iter().fold(Kind::NULL, |all, kind| all.or(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_fits_where_any_of_its_types_fits() {
        let number_or_text = Kind::of(Types::INTEGER).or(&Kind::of(Types::STRING));
        assert!(number_or_text.may_be(Types::NUMBER) && !number_or_text.is(Types::NUMBER));
        assert!(Kind::NULL.may_be(Types::BOOLEAN) && !Kind::NULL.is(Types::BOOLEAN));
        assert!(!Kind::of(Types::NODE).may_be(Types::RELATION));
    }

    #[test]
    fn elements_are_known_only_where_all_lists_are() {
        let integers = Kind::list(Kind::of(Types::INTEGER));
        assert_eq!(integers.or(&Kind::of(Types::STRING)).element(), Kind::of(Types::INTEGER));
        assert_eq!(integers.or(&Kind::of(Types::LIST)).element(), Kind::ANY);
    }
}
