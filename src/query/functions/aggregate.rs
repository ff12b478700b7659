//! Aggregates: many values become one.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::Arithmetic;
use super::super::run::Env;
use super::super::temporal::Temporal;
use super::super::value::{Value, hash, is_whole, order, same};
use super::arithmetic::calculate;

/// What an aggregate does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// `count(*)`: all rows; `count(x)`: values that are not null.
    Count,
    /// `sum(x)`: 0 of none.
    Sum,
    /// `avg(x)`: null of none.
    Avg,
    /// `min(x)`: by the order of all values.
    Min,
    /// `max(x)`.
    Max,
    /// `collect(x)`: a list of the values that are not null.
    Collect,
    /// `stDev(x)`: the standard deviation of a sample.
    StDev,
    /// `stDevP(x)`: the standard deviation of a population.
    StDevP,
    /// `percentileCont(x, p)`: between values where need be.
    PercentileCont,
    /// `percentileDisc(x, p)`: one of the values.
    PercentileDisc,
}

const ALL: [(&str, Aggregate); 10] = [
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("avg", Aggregate::Avg),
    ("min", Aggregate::Min),
    ("max", Aggregate::Max),
    ("collect", Aggregate::Collect),
    ("stDev", Aggregate::StDev),
    ("stDevP", Aggregate::StDevP),
    ("percentileCont", Aggregate::PercentileCont),
    ("percentileDisc", Aggregate::PercentileDisc),
];

impl Aggregate {
    /// Finds an aggregate by its name, whatever its case.
    pub fn find(name: &str) -> Option<Aggregate> {
        ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, aggregate)| *aggregate)
    }

    /// The names of all aggregates.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|(name, _)| *name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ALL.iter().find(|(_, aggregate)| *aggregate == self).map_or("count", |(name, _)| name)
    }
}

/// Values on their way into one.
pub struct Accumulator {
    state: State,
    /// Values that were seen, where equal ones count once.
    seen: Option<Box<Seen>>,
}

/// Values that were seen; what fits 64 bits apart, since it is the most frequent and the fastest.
#[derive(Default)]
struct Seen {
    numbers: HashSet<i64, FixedState>,
    /// Nodes, and relations with a bit in front.
    elements: HashSet<u64, FixedState>,
    others: HashTable<Value>,
}

impl Seen {
    fn insert(&mut self, value: &Value) -> bool {
        match value {
            Value::Integer(number) => self.numbers.insert(*number),
            Value::Float(number) if is_whole(*number) => self.numbers.insert(*number as i64),
            Value::Node(node) => self.elements.insert(node.0.into()),
            Value::Relation(relation) => self.elements.insert(1 << 32 | u64::from(relation.0)),
            other => {
                let hashed = |value: &Value| {
                    let mut state = FixedState::default().build_hasher();
                    hash(value, &mut state);
                    state.finish()
                };
                match self.others.entry(hashed(other), |known| same(known, other), hashed) {
                    Entry::Occupied(_) => false,
                    Entry::Vacant(place) => {
                        place.insert(other.clone());
                        true
                    }
                }
            }
        }
    }
}

enum State {
    Count(i64),
    Sum {
        sum: Value,
        count: i64,
        average: bool,
    },
    Extreme {
        found: Option<Value>,
        largest: bool,
    },
    Collect(Vec<Value>),
    /// Count, mean, and sum of squared distances from it (Welford 1962).
    Deviation {
        count: f64,
        mean: f64,
        squares: f64,
        sample: bool,
    },
    Percentile {
        values: Vec<Value>,
        share: Option<f64>,
        between: bool,
    },
}

impl Accumulator {
    /// Begins with no values.
    pub fn new(aggregate: Aggregate, distinct: bool) -> Self {
        let state = match aggregate {
            Aggregate::Count => State::Count(0),
            Aggregate::Sum | Aggregate::Avg => {
                State::Sum { sum: Value::Integer(0), count: 0, average: aggregate == Aggregate::Avg }
            }
            Aggregate::Min | Aggregate::Max => State::Extreme { found: None, largest: aggregate == Aggregate::Max },
            Aggregate::Collect => State::Collect(Vec::new()),
            Aggregate::StDev | Aggregate::StDevP => {
                State::Deviation { count: 0.0, mean: 0.0, squares: 0.0, sample: aggregate == Aggregate::StDev }
            }
            Aggregate::PercentileCont | Aggregate::PercentileDisc => {
                let between = aggregate == Aggregate::PercentileCont;
                State::Percentile { values: Vec::new(), share: None, between }
            }
        };
        Accumulator { state, seen: distinct.then(Box::default) }
    }

    /// Takes a row, of which nothing but that it is there counts.
    #[inline]
    pub fn add_row(&mut self) {
        if let State::Count(count) = &mut self.state {
            *count += 1;
        }
    }

    /// Takes a value.
    pub fn add(&mut self, value: Value, parameter: Option<&Value>, env: &Env<'_>) -> Result<(), QueryError> {
        if let State::Percentile { share, .. } = &mut self.state
            && share.is_none()
        {
            *share = Some(share_of(parameter)?);
        }
        if value.is_null() {
            return Ok(());
        }
        if let Some(seen) = &mut self.seen {
            if !seen.insert(&value) {
                return Ok(());
            }
            env.keep(1)?;
        }
        match &mut self.state {
            State::Count(count) => *count += 1,
            State::Sum { sum, count, average } => {
                add_up(sum, value, *count == 0, *average, env)?;
                *count += 1;
            }
            State::Extreme { found, largest } => {
                let better = found.as_ref().is_none_or(|found| {
                    let order = order(&value, found);
                    if *largest { order.is_gt() } else { order.is_lt() }
                });
                if better {
                    *found = Some(value);
                }
            }
            State::Collect(values) => {
                env.keep(value.weight())?;
                values.push(value);
            }
            State::Deviation { count, mean, squares, .. } => {
                let number = number(&value)?;
                *count += 1.0;
                let distance = number - *mean;
                *mean += distance / *count;
                *squares += distance * (number - *mean);
            }
            State::Percentile { values, .. } => {
                number(&value)?;
                env.keep(1)?;
                values.push(value);
            }
        }
        Ok(())
    }

    /// Gives the one value.
    pub fn finish(self, env: &Env<'_>) -> Result<Value, QueryError> {
        Ok(match self.state {
            State::Count(count) => Value::Integer(count),
            State::Sum { sum, average: false, .. } => sum,
            State::Sum { count: 0, .. } => Value::Null,
            State::Sum { sum: Value::Integer(sum), count, .. } => Value::Float(sum as f64 / count as f64),
            State::Sum { sum, count, .. } => calculate(Arithmetic::Divide, &sum, &Value::Integer(count), env)?,
            State::Extreme { found, .. } => found.unwrap_or_default(),
            State::Collect(values) => Value::list(values),
            State::Deviation { count, squares, sample, .. } => {
                let divisor = if sample { count - 1.0 } else { count };
                Value::Float(if divisor > 0.0 { (squares / divisor).sqrt() } else { 0.0 })
            }
            State::Percentile { mut values, share, between } => {
                values.sort_by(order);
                percentile(&values, share.unwrap_or(0.0), between)
            }
        })
    }
}

fn percentile(values: &[Value], share: f64, between: bool) -> Value {
    let Some(last) = values.len().checked_sub(1) else { return Value::Null };
    if !between {
        let at = ((share * values.len() as f64).ceil() as usize).saturating_sub(1).min(last);
        return values[at].clone();
    }
    let place = share * last as f64;
    let (low, high) = (place.floor() as usize, (place.ceil() as usize).min(last));
    let as_float = |value: &Value| number(value).unwrap_or(f64::NAN);
    let (a, b) = (as_float(&values[low.min(last)]), as_float(&values[high]));
    Value::Float(a + (b - a) * (place - place.floor()))
}

/// Adds a value to a sum, to the first of which belongs no other value.
fn add_up(sum: &mut Value, value: Value, first: bool, average: bool, env: &Env<'_>) -> Result<(), QueryError> {
    match (&mut *sum, &value) {
        (Value::Integer(sum), Value::Integer(number)) if sum.checked_add(*number).is_some() => *sum += number,
        // A mean may lie within the whole numbers where their sum does not.
        (Value::Integer(whole), Value::Integer(number)) if average => {
            *sum = Value::Float(*whole as f64 + *number as f64);
        }
        (Value::Float(sum), Value::Float(number)) => *sum += number,
        (_, Value::Integer(_) | Value::Float(_)) => *sum = calculate(Arithmetic::Add, sum, &value, env)?,
        // A duration begins the sum anew: there is no zero of both kinds.
        (_, Value::Temporal(Temporal::Duration(_))) if first => *sum = value,
        (_, Value::Temporal(Temporal::Duration(_))) => *sum = calculate(Arithmetic::Add, sum, &value, env)?,
        _ => return Err(unfit(&value)),
    }
    Ok(())
}

fn share_of(parameter: Option<&Value>) -> Result<f64, QueryError> {
    let share = number(parameter.unwrap_or(&Value::Null))?;
    if (0.0..=1.0).contains(&share) {
        return Ok(share);
    }
    let message = format!("percentile `{share}` is not within 0 and 1");
    Err(QueryError::runtime(ErrorClass::ArgumentError, "NumberOutOfRange", message))
}

fn number(value: &Value) -> Result<f64, QueryError> {
    match value {
        Value::Integer(number) => Ok(*number as f64),
        Value::Float(number) => Ok(*number),
        other => Err(unfit(other)),
    }
}

fn unfit(value: &Value) -> QueryError {
    let message = format!("numbers are wanted, not a {}", value.type_name());
    QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentValue", message)
}

#[cfg(test)]
mod tests {
    use super::super::super::run::{Limits, Session};
    use super::super::super::store::{Graph, NodeId, RelationId};
    use super::super::super::temporal::TemporalKind;
    use super::*;

    /// Aggregates values; gives the result as a literal, or the detail of the error.
    fn result(aggregate: Aggregate, distinct: bool, values: &[Value], parameter: Option<f64>) -> String {
        let graph = Graph::default();
        let session = Session::new(jiff::Timestamp::UNIX_EPOCH, None, Limits { rows: 100, ..Limits::default() });
        let env = Env::new(&graph, &session);
        let parameter = parameter.map(Value::Float);
        let mut accumulator = Accumulator::new(aggregate, distinct);
        for value in values {
            if let Err(error) = accumulator.add(value.clone(), parameter.as_ref(), &env) {
                return error.detail().into();
            }
        }
        match accumulator.finish(&env) {
            Ok(value) => value.to_literal(&graph),
            Err(error) => error.detail().into(),
        }
    }

    fn whole(numbers: &[i64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::from).collect()
    }

    #[test]
    fn aggregates_skip_null() {
        let values = [Value::from(3), Value::Null, Value::from(1.5), Value::from(3)];
        for (aggregate, distinct, some, none) in [
            (Aggregate::Count, false, "3", "0"),
            (Aggregate::Count, true, "2", "0"),
            (Aggregate::Sum, false, "7.5", "0"),
            (Aggregate::Sum, true, "4.5", "0"),
            (Aggregate::Avg, false, "2.5", "null"),
            (Aggregate::Min, false, "1.5", "null"),
            (Aggregate::Max, false, "3", "null"),
            (Aggregate::Collect, false, "[3, 1.5, 3]", "[]"),
            (Aggregate::Collect, true, "[3, 1.5]", "[]"),
            (Aggregate::StDevP, true, "0.75", "0.0"),
            (Aggregate::StDev, false, "0.8660254037844386", "0.0"),
        ] {
            assert_eq!(result(aggregate, distinct, &values, None), some, "{aggregate:?} {distinct}");
            assert_eq!(result(aggregate, distinct, &[], None), none, "{aggregate:?} of none");
        }
    }

    #[test]
    fn sums_do_not_wrap_and_take_no_text() {
        let large = whole(&[i64::MAX, 1]);
        assert_eq!(result(Aggregate::Sum, false, &large, None), "IntegerOverflow");
        assert_eq!(result(Aggregate::Avg, false, &large, None), "4.611686018427388E18");
        assert_eq!(result(Aggregate::Sum, false, &[Value::from("1")], None), "InvalidArgumentValue");
        assert_eq!(result(Aggregate::StDev, false, &[Value::from(true)], None), "InvalidArgumentValue");
        assert_eq!(result(Aggregate::Max, false, &[Value::from("a"), Value::from(1), Value::list(vec![])], None), "1");
        assert_eq!(result(Aggregate::Collect, false, &whole(&[0; 101]), None), "RowLimit");
    }

    #[test]
    fn durations_add_up() {
        let span = |text: &str| Value::Temporal(Temporal::parse(TemporalKind::Duration, text).expect("a duration"));
        let (days, hours) = (span("P2D"), span("PT12H"));
        assert_eq!(result(Aggregate::Sum, false, &[days.clone(), hours.clone()], None), "'P2DT12H'");
        assert_eq!(result(Aggregate::Avg, false, &[days.clone(), hours], None), "'P1DT6H'");
        assert_eq!(result(Aggregate::Sum, false, &[Value::from(1), days], None), "InvalidArgumentType");
    }

    #[test]
    fn percentiles_lie_within_0_and_1() {
        let values = whole(&[30, 10, 20, 40]);
        for (aggregate, share, expected) in [
            (Aggregate::PercentileDisc, 0.0, "10"),
            (Aggregate::PercentileDisc, 0.5, "20"),
            (Aggregate::PercentileDisc, 1.0, "40"),
            (Aggregate::PercentileCont, 0.5, "25.0"),
            (Aggregate::PercentileCont, 1.0, "40.0"),
            (Aggregate::PercentileCont, 1.1, "NumberOutOfRange"),
            (Aggregate::PercentileDisc, -1.0, "NumberOutOfRange"),
            (Aggregate::PercentileDisc, f64::NAN, "NumberOutOfRange"),
        ] {
            assert_eq!(result(aggregate, false, &values, Some(share)), expected, "{aggregate:?} {share}");
        }
        assert_eq!(result(Aggregate::PercentileDisc, false, &[], Some(0.5)), "null");
    }

    #[test]
    fn equal_values_count_once() {
        let (node, relation) = (Value::Node(NodeId(1)), Value::Relation(RelationId(1)));
        let list = |number: f64| Value::list(vec![Value::from(number), Value::Null]);
        for (case, values, expected) in [
            ("numbers of both kinds", vec![Value::from(1), Value::from(1.0), Value::from(1.5)], "2"),
            ("a node is no relation and no number", vec![node.clone(), relation, Value::from(1), node], "3"),
            ("lists", vec![list(1.0), list(1.0), list(2.0)], "2"),
            ("not a number", vec![Value::from(f64::NAN), Value::from(f64::NAN)], "1"),
            ("text", vec![Value::from("a"), Value::from("A"), Value::from("a"), Value::from("")], "3"),
        ] {
            assert_eq!(result(Aggregate::Count, true, &values, None), expected, "{case}");
        }
    }

    #[test]
    fn aggregates_are_found_whatever_their_case() {
        assert_eq!(Aggregate::find("PERCENTILEdisc"), Some(Aggregate::PercentileDisc));
        assert_eq!(Aggregate::find("size"), None);
        assert!(ALL.iter().all(|(name, aggregate)| aggregate.name() == *name));
    }
}
