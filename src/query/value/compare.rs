//! Equality, order and grouping of values.
//!
//! Three kinds of "the same": [`equals`] is the `=` of a query, with null for "unknown"; [`same`] is that of grouping and
//! `DISTINCT`, where null is the same as null; [`order`] puts all values in one order, that of `ORDER BY`.
//!
//! # Source
//! openCypher CIP2016-06-14, "Define comparability and equality as well as orderability and equivalence".

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Value;

/// Compares by `=`: none where a null decides.
///
/// ```
/// use demarche::query::{Value, equals};
/// assert_eq!(equals(&Value::from(1), &Value::from(1.0)), Some(true));
/// assert_eq!(equals(&Value::from(1), &Value::from("1")), Some(false));
/// assert_eq!(equals(&Value::Null, &Value::Null), None);
/// ```
pub fn equals(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            all(a.iter().zip(b.iter()).map(|(a, b)| equals(a, b)))
        }
        (Value::Map(a), Value::Map(b)) => {
            if a.len() != b.len() || !a.keys().eq(b.keys()) {
                return Some(false);
            }
            all(a.values().zip(b.values()).map(|(a, b)| equals(a, b)))
        }
        _ => Some(plainly_equal(a, b)),
    }
}

fn plainly_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Node(a), Value::Node(b)) => a == b,
        (Value::Relation(a), Value::Relation(b)) => a == b,
        (Value::Path(a), Value::Path(b)) => a == b,
        (Value::Temporal(a), Value::Temporal(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => {
            whole_to_float(*a, *b) == Some(Ordering::Equal)
        }
        _ => false,
    }
}

/// All must be true: false where one is false, else none where one is unknown.
fn all(tests: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut found = Some(true);
    for test in tests {
        match test {
            Some(false) => return Some(false),
            None => found = None,
            Some(true) => {}
        }
    }
    found
}

/// Compares by `<`: none where the two cannot be compared.
pub(crate) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Integer(a), Value::Float(b)) => whole_to_float(*a, *b),
        (Value::Float(a), Value::Integer(b)) => whole_to_float(*b, *a).map(Ordering::reverse),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Temporal(a), Value::Temporal(b)) => super::super::temporal::compare(a, b),
        (Value::List(a), Value::List(b)) => {
            for (a, b) in a.iter().zip(b.iter()) {
                match compare(a, b)? {
                    Ordering::Equal => {}
                    other => return Some(other),
                }
            }
            Some(a.len().cmp(&b.len()))
        }
        _ => None,
    }
}

/// Compares a whole number with a floating-point one without rounding either.
pub(crate) fn whole_to_float(a: i64, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    // Beyond these bounds no whole number of 64 bits lies.
    if b >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if b < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    Some(a.cmp(&(whole as i64)).then(if b > whole {
        Ordering::Less
    } else if b < whole {
        Ordering::Greater
    } else {
        Ordering::Equal
    }))
}

/// Says whether two values are one in grouping and `DISTINCT`.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Float(a), Value::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|((k, a), (l, b))| k == l && same(a, b))
        }
        _ => plainly_equal(a, b),
    }
}

/// Feeds a hasher so that values that are the [`same`] hash alike.
pub(crate) fn hash(value: &Value, state: &mut impl Hasher) {
    match value {
        Value::Null => state.write_u8(0),
        Value::Boolean(value) => state.write_u8(1 + u8::from(*value)),
        Value::Integer(number) => state.write_i64(*number),
        // A whole number hashes as such, so that 1.0 is the same as 1.
        Value::Float(number) if is_whole(*number) => state.write_i64(*number as i64),
        Value::Float(number) => state.write_u64(if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() }),
        Value::String(text) => state.write(text.as_bytes()),
        Value::Temporal(temporal) => temporal.hash(state),
        Value::List(list) => {
            state.write_usize(list.len());
            list.iter().for_each(|value| hash(value, state));
        }
        Value::Map(map) => {
            state.write_usize(map.len());
            for (key, value) in map.iter() {
                state.write(key.as_bytes());
                hash(value, state);
            }
        }
        Value::Node(node) => state.write_u32(node.0),
        Value::Relation(relation) => state.write_u32(relation.0),
        Value::Path(path) => path.hash(state),
    }
}

/// Says whether a floating-point number is a whole number of 64 bits.
pub(crate) fn is_whole(number: f64) -> bool {
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    number.trunc() == number && (-BOUND..BOUND).contains(&number)
}

/// A value as a key of a hash table, by [`same`].
#[derive(Debug, Clone)]
pub struct Group(Value);

impl Group {
    /// Makes a key.
    pub fn new(value: Value) -> Self {
        Group(value)
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}
impl Eq for Group {}
impl Hash for Group {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

/// The place of a type in the order of all values.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relation(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::Temporal(_) => 5,
        Value::String(_) => 6,
        Value::Boolean(_) => 7,
        Value::Integer(_) | Value::Float(_) => 8,
        Value::Null => 9,
    }
}

/// Puts all values in one order: maps, nodes, relations, lists, paths, times, texts, booleans, numbers, null. `NaN` is the
/// largest number.
///
/// ```
/// use std::cmp::Ordering;
/// use demarche::query::{Value, order};
/// assert_eq!(order(&Value::from("a"), &Value::from(1)), Ordering::Less);
/// assert_eq!(order(&Value::from(1.5), &Value::from(1)), Ordering::Greater);
/// assert_eq!(order(&Value::Null, &Value::from(f64::NAN)), Ordering::Greater);
/// ```
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan())),
        (Value::Integer(a), Value::Float(b)) => whole_to_float(*a, *b).unwrap_or(Ordering::Less),
        (Value::Float(_), Value::Integer(_)) => order(b, a).reverse(),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Relation(a), Value::Relation(b)) => a.cmp(b),
        (Value::Path(a), Value::Path(b)) => a.nodes.cmp(&b.nodes).then_with(|| a.relations.cmp(&b.relations)),
        (Value::Temporal(a), Value::Temporal(b)) => a.total_cmp(b),
        (Value::List(a), Value::List(b)) => {
            let each = a.iter().zip(b.iter()).map(|(a, b)| order(a, b));
            each.fold(Ordering::Equal, Ordering::then).then(a.len().cmp(&b.len()))
        }
        (Value::Map(a), Value::Map(b)) => {
            let keys = a.keys().cmp(b.keys());
            keys.then_with(|| a.values().zip(b.values()).fold(Ordering::Equal, |found, (a, b)| found.then(order(a, b))))
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[Value]) -> Value {
        Value::list(values.to_vec())
    }

    #[test]
    fn equality_knows_unknown() {
        let (one, null) = (Value::from(1), Value::Null);
        for (case, a, b, expected) in [
            ("numbers of both kinds", one.clone(), Value::from(1.0), Some(true)),
            (
                "a large number is not rounded",
                Value::from(9_007_199_254_740_993),
                Value::from(9_007_199_254_740_992.0),
                Some(false),
            ),
            ("NaN", Value::from(f64::NAN), Value::from(f64::NAN), Some(false)),
            ("types differ", one.clone(), Value::from("1"), Some(false)),
            ("null", one.clone(), null.clone(), None),
            ("a null in a list", list(&[one.clone(), null.clone()]), list(&[one.clone(), one.clone()]), None),
            (
                "decided before the null",
                list(&[null.clone(), one.clone()]),
                list(&[null.clone(), Value::from(2)]),
                Some(false),
            ),
            ("lengths differ", Value::list(vec![null.clone()]), list(&[]), Some(false)),
            ("list and number", Value::list(vec![one.clone()]), one, Some(false)),
        ] {
            assert_eq!(equals(&a, &b), expected, "{case}");
        }
    }

    #[test]
    fn sameness_has_no_unknown_and_fits_its_hash() {
        let groups = [
            vec![Value::Null],
            vec![Value::from(1), Value::from(1.0)],
            vec![Value::from(0.0), Value::from(-0.0), Value::from(0)],
            vec![Value::from(f64::NAN), Value::from(-f64::NAN)],
            vec![Value::from(1.5)],
            vec![Value::from("1")],
            vec![list(&[Value::Null]), list(&[Value::Null])],
            vec![list(&[])],
            vec![Value::from(true)],
        ];
        let hashed = |value: &Value| {
            use std::hash::BuildHasher as _;
            foldhash::fast::FixedState::default().hash_one(Group::new(value.clone()))
        };
        for (i, group) in groups.iter().enumerate() {
            for (j, other) in groups.iter().enumerate() {
                for (a, b) in group.iter().flat_map(|a| other.iter().map(move |b| (a, b))) {
                    assert_eq!(same(a, b), i == j, "{a:?} {b:?}");
                    assert!(i != j || hashed(a) == hashed(b), "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn order_is_total() {
        let sorted = [
            Value::map([]),
            list(&[]),
            list(&[Value::from(1)]),
            list(&[Value::from(1), Value::from("a")]),
            Value::from(""),
            Value::from("a"),
            Value::from(false),
            Value::from(true),
            Value::from(f64::NEG_INFINITY),
            Value::from(-1),
            Value::from(0.5),
            Value::from(i64::MAX),
            Value::from(f64::INFINITY),
            Value::from(f64::NAN),
            Value::Null,
        ];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(order(a, b), i.cmp(&j), "{a:?} {b:?}");
            }
        }
    }
}
