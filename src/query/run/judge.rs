//! Conditions on values: comparisons, labels, text, membership.

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::{Comparison, TextTest};
use super::super::plan::{LabelTest, regex};
use super::super::store::Graph;
use super::super::value::{Value, View, compare, equals, whole_to_float};

/// Says whether a node or relation fulfills a condition on labels or types; nothing else does.
pub(crate) fn label_test(test: &LabelTest, value: &Value, graph: &Graph) -> bool {
    match (test, value) {
        (LabelTest::Has(label, _), Value::Node(node)) => label.is_some_and(|label| graph.has_label(*node, label)),
        (LabelTest::Has(_, kind), Value::Relation(relation)) => *kind == Some(graph.kind_of(*relation)),
        (LabelTest::Has(..), _) => false,
        (LabelTest::Any, Value::Node(node)) => !graph.labels(*node).is_empty(),
        (LabelTest::Any, _) => true,
        (LabelTest::Not(test), _) => !label_test(test, value, graph),
        (LabelTest::And(list), _) => list.iter().all(|test| label_test(test, value, graph)),
        (LabelTest::Or(list), _) => list.iter().any(|test| label_test(test, value, graph)),
    }
}

/// Judges a comparison of two values.
#[inline]
pub(super) fn judge(comparison: Comparison, a: View<'_>, b: View<'_>) -> Option<bool> {
    match (a, b) {
        (View::Integer(a), View::Integer(b)) => Some(holds(comparison, &a, &b)),
        (View::Null | View::Hidden, _) | (_, View::Null | View::Hidden) => None,
        (View::Float(a), View::Float(b)) => Some(holds(comparison, &a, &b)),
        (View::Text(a), View::Text(b)) => Some(holds(comparison, a, b)),
        (View::Boolean(a), View::Boolean(b)) => Some(holds(comparison, &a, &b)),
        (View::Date(a), View::Date(b)) => Some(holds(comparison, &a, &b)),
        (View::Node(a), View::Node(b)) => equal(comparison, a == b),
        (View::Relation(a), View::Relation(b)) => equal(comparison, a == b),
        (View::Integer(a), View::Float(b)) => Some(ordered(comparison, whole_to_float(a, b))),
        (View::Float(a), View::Integer(b)) => {
            Some(ordered(comparison, whole_to_float(b, a).map(std::cmp::Ordering::reverse)))
        }
        (View::Other(a), View::Other(b)) => judge_others(comparison, a, b),
        // Values of two kinds: not equal, and none before the other.
        _ => equal(comparison, false),
    }
}

/// Judges what has no order.
#[inline]
fn equal(comparison: Comparison, equal: bool) -> Option<bool> {
    match comparison {
        Comparison::Equal => Some(equal),
        Comparison::NotEqual => Some(!equal),
        _ => None,
    }
}

#[inline]
fn holds<T: PartialOrd + ?Sized>(comparison: Comparison, a: &T, b: &T) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => a < b,
        Comparison::LessEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterEqual => a >= b,
    }
}

/// With `NaN` a comparison of numbers is false, not unknown; only `<>` is true.
fn ordered(comparison: Comparison, order: Option<std::cmp::Ordering>) -> bool {
    match (comparison, order) {
        (Comparison::NotEqual, None) => true,
        (_, None) => false,
        (_, Some(order)) => holds(comparison, &order, &std::cmp::Ordering::Equal),
    }
}

fn judge_others(comparison: Comparison, a: &Value, b: &Value) -> Option<bool> {
    match comparison {
        Comparison::Equal => equals(a, b),
        Comparison::NotEqual => equals(a, b).map(|equal| !equal),
        _ => compare(a, b).map(|order| ordered(comparison, Some(order))),
    }
}

/// Says whether a list has an element, by `=`.
pub(super) fn contains(list: &[Value], element: View<'_>) -> Option<bool> {
    let mut found = Some(false);
    for other in list {
        match judge(Comparison::Equal, View::of(other), element) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => found = None,
        }
    }
    found
}

/// Judges `STARTS WITH` and its like: unknown where one of the two is no text.
pub(super) fn text_test(test: TextTest, text: View<'_>, part: View<'_>) -> Result<Option<bool>, QueryError> {
    let (View::Text(text), View::Text(part)) = (text, part) else { return Ok(None) };
    Ok(Some(match test {
        TextTest::StartsWith => text.starts_with(part),
        TextTest::EndsWith => text.ends_with(part),
        TextTest::Contains => text.contains(part),
        TextTest::Matches => matches(&regex(part)?, text)?,
    }))
}

/// Matches a regular expression; one that goes astray is given up.
pub(super) fn matches(pattern: &fancy_regex::Regex, text: &str) -> Result<bool, QueryError> {
    pattern.is_match(text).map_err(|error| {
        let message = format!("the regular expression was given up: {error}");
        QueryError::runtime(ErrorClass::LimitReached, "TimeLimit", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_know_unknown() {
        let (null, nan, one, text) = (Value::Null, Value::from(f64::NAN), Value::from(1), Value::from("a"));
        for (comparison, a, b, expected) in [
            (Comparison::Less, &one, &Value::from(1.5), Some(true)),
            (Comparison::Less, &one, &nan, Some(false)),
            (Comparison::Equal, &nan, &nan, Some(false)),
            (Comparison::NotEqual, &nan, &nan, Some(true)),
            (Comparison::Less, &one, &text, None),
            (Comparison::NotEqual, &one, &text, Some(true)),
            (Comparison::Equal, &one, &null, None),
            (Comparison::GreaterEqual, &text, &text, Some(true)),
            (Comparison::Greater, &Value::from(1.5), &one, Some(true)),
            (Comparison::NotEqual, &one, &nan, Some(true)),
            (Comparison::Equal, &Value::from(true), &one, Some(false)),
            (Comparison::Less, &Value::from(false), &Value::from(true), Some(true)),
            (Comparison::Less, &null, &null, None),
        ] {
            assert_eq!(judge(comparison, View::of(a), View::of(b)), expected, "{a:?} {comparison:?} {b:?}");
        }
    }

    #[test]
    fn membership_knows_unknown() {
        let list = [Value::from(1), Value::Null];
        assert_eq!(contains(&list, View::Integer(1)), Some(true));
        assert_eq!(contains(&list, View::Integer(2)), None);
        assert_eq!(contains(&list[..1], View::Integer(2)), Some(false));
        assert_eq!(contains(&[], View::Null), Some(false));
    }
}
