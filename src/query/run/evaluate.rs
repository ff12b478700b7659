//! Calculates expressions on a row.
//!
//! Reads: [`Code`], the row, the graph. Gives: a value, or whether a condition is true, false or unknown.
//! How: properties are read straight from their columns; conditions are judged without making values of them.

use std::sync::Arc;

use super::super::error::QueryError;
use super::super::functions::arithmetic::{calculate, of_temporal};
use super::super::plan::{Code, Key, Op, Subplan};
use super::super::temporal::{self, Temporal};
use super::super::value::{Value, View};
use super::Env;
use super::judge::{contains, judge, label_test, matches, text_test};
use super::parts::{gone, wrong_type};
use super::views::{borrowed, view};

/// Runs what is planned inside expressions.
pub(crate) trait Subplans {
    /// Calls `found` for each row until it says that no more are wanted.
    fn each(
        &self,
        plan: &Subplan,
        row: &mut [Value],
        found: &mut dyn FnMut(&mut [Value]) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError>;
}

/// Calculates a value.
pub(crate) fn evaluate(
    code: &Code,
    row: &mut [Value],
    env: &Env<'_>,
    subplans: &dyn Subplans,
) -> Result<Value, QueryError> {
    Evaluator { env, subplans }.value(code, row)
}

/// Judges a condition: none is unknown.
pub(crate) fn truth(
    code: &Code,
    row: &mut [Value],
    env: &Env<'_>,
    subplans: &dyn Subplans,
) -> Result<Option<bool>, QueryError> {
    Evaluator { env, subplans }.truth(code, row)
}

/// What expressions are calculated with besides the row. The rarer ones are in `compound`.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'e, 'g> {
    pub(super) env: &'e Env<'g>,
    pub(super) subplans: &'e dyn Subplans,
}

impl Evaluator<'_, '_> {
    /// The most frequent expressions; the others stand apart, so that these have little to set up.
    #[inline]
    pub(super) fn value(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        match &code.op {
            Op::Constant(value) => Ok(value.clone()),
            Op::Slot(slot) => Ok(row[*slot as usize].clone()),
            Op::SlotProperty(..) => match view(code, row, self.env.graph) {
                View::Integer(number) => Ok(Value::Integer(number)),
                View::Float(number) => Ok(Value::Float(number)),
                View::Date(date) => Ok(Value::Temporal(Temporal::Date(date))),
                _ => self.calculated(code, row),
            },
            _ => self.calculated(code, row),
        }
    }

    #[inline(never)]
    fn calculated(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        match &code.op {
            Op::SlotProperty(slot, key) => self.property(&row[*slot as usize], key).map_err(|e| e.at(code.place)),
            Op::Arithmetic(operation, a, b) => {
                match view(code, row, self.env.graph) {
                    View::Integer(number) => return Ok(Value::Integer(number)),
                    View::Float(number) => return Ok(Value::Float(number)),
                    View::Null => return Ok(Value::Null),
                    _ => {}
                }
                let (a, b) = (self.value(a, row)?, self.value(b, row)?);
                calculate(*operation, &a, &b, self.env).map_err(|error| error.at(code.place))
            }
            Op::Call(function, arguments) => {
                let call = |values: &[Value]| (function.evaluate)(self.env, values).map_err(|e| e.at(code.place));
                // Few arguments need no list of their own.
                match arguments.as_slice() {
                    [a] => call(&[self.value(a, row)?]),
                    [a, b] => call(&[self.value(a, row)?, self.value(b, row)?]),
                    [a, b, c] => call(&[self.value(a, row)?, self.value(b, row)?, self.value(c, row)?]),
                    all => call(&all.iter().map(|code| self.value(code, row)).collect::<Result<Vec<_>, _>>()?),
                }
            }
            Op::Not(_)
            | Op::And(_)
            | Op::Or(_)
            | Op::Xor(..)
            | Op::Compare(..)
            | Op::Text(..)
            | Op::Matches(..)
            | Op::In(..)
            | Op::IsNull(_)
            | Op::HasLabels(..)
            | Op::Quantified { .. }
            | Op::Exists(_) => Ok(self.truth(code, row)?.map_or(Value::Null, Value::Boolean)),
            _ => self.structure(code, row).map_err(|error| error.at(code.place)),
        }
    }

    /// The most frequent condition; the others stand apart, so that this one has little to set up.
    #[inline]
    pub(super) fn truth(&self, code: &Code, row: &mut [Value]) -> Result<Option<bool>, QueryError> {
        if let Op::Compare(comparison, a, b) = &code.op {
            let seen = (view(a, row, self.env.graph), view(b, row, self.env.graph));
            if !matches!(seen, (View::Hidden, _) | (_, View::Hidden)) {
                return Ok(judge(*comparison, seen.0, seen.1));
            }
        }
        self.judged(code, row)
    }

    #[inline(never)]
    fn judged(&self, code: &Code, row: &mut [Value]) -> Result<Option<bool>, QueryError> {
        match &code.op {
            Op::Compare(comparison, a, b) => {
                let (a, b) = (self.value(a, row)?, self.value(b, row)?);
                Ok(judge(*comparison, View::of(&a), View::of(&b)))
            }
            Op::Not(of) => Ok(self.truth(of, row)?.map(|value| !value)),
            Op::And(list) => self.until(list, false, row),
            Op::Or(list) => self.until(list, true, row),
            Op::Xor(a, b) => {
                let (a, b) = (self.truth(a, row)?, self.truth(b, row)?);
                Ok(a.zip(b).map(|(a, b)| a != b))
            }
            Op::IsNull(of) => match view(of, row, self.env.graph) {
                View::Hidden => Ok(Some(self.value(of, row)?.is_null())),
                seen => Ok(Some(matches!(seen, View::Null))),
            },
            Op::In(element, list) => self.within(element, list, row),
            Op::Text(test, a, b) => self.both(a, b, row, |a, b| text_test(*test, a, b)).map_err(|e| e.at(code.place)),
            Op::Matches(of, pattern) => match view(of, row, self.env.graph) {
                View::Text(text) => Some(matches(pattern, text)),
                View::Hidden => match self.value(of, row)? {
                    Value::String(text) => Some(matches(pattern, &text)),
                    _ => None,
                },
                _ => None,
            }
            .transpose()
            .map_err(|error| error.at(code.place)),
            Op::HasLabels(of, test) => match self.value(of, row)? {
                Value::Null => Ok(None),
                value @ (Value::Node(_) | Value::Relation(_)) => Ok(Some(label_test(test, &value, self.env.graph))),
                other => Err(wrong_type("labels are asked", &other).at(code.place)),
            },
            Op::Quantified { quantifier, variable, list, filter } => {
                self.quantified(*quantifier, *variable, list, filter, row)
            }
            Op::Exists(plan) => {
                let mut found = false;
                self.subplans.each(plan, row, &mut |_| {
                    found = true;
                    Ok(false)
                })?;
                Ok(Some(found))
            }
            _ => match self.value(code, row)? {
                Value::Boolean(value) => Ok(Some(value)),
                Value::Null => Ok(None),
                other => Err(wrong_type("a condition is wanted", &other).at(code.place)),
            },
        }
    }

    /// Judges two operands, where they lie if that is possible.
    #[inline]
    fn both(
        &self,
        a: &Code,
        b: &Code,
        row: &mut [Value],
        test: impl Fn(View<'_>, View<'_>) -> Result<Option<bool>, QueryError>,
    ) -> Result<Option<bool>, QueryError> {
        let seen = (view(a, row, self.env.graph), view(b, row, self.env.graph));
        if !matches!(seen, (View::Hidden, _) | (_, View::Hidden)) {
            return test(seen.0, seen.1);
        }
        let (a, b) = (self.value(a, row)?, self.value(b, row)?);
        test(View::of(&a), View::of(&b))
    }

    fn within(&self, element: &Code, list: &Code, row: &mut [Value]) -> Result<Option<bool>, QueryError> {
        if let (seen, Some(Value::List(list))) = (view(element, row, self.env.graph), borrowed(list, row))
            && !matches!(seen, View::Hidden)
        {
            return Ok(contains(list, seen));
        }
        let element = self.value(element, row)?;
        let Some(list) = self.list(list, row)? else { return Ok(None) };
        Ok(contains(&list, View::of(&element)))
    }

    /// Judges one after the other until one is `decisive`.
    fn until(&self, list: &[Code], decisive: bool, row: &mut [Value]) -> Result<Option<bool>, QueryError> {
        let mut found = Some(!decisive);
        for code in list {
            match self.truth(code, row)? {
                Some(value) if value == decisive => return Ok(Some(decisive)),
                Some(_) => {}
                None => found = None,
            }
        }
        Ok(found)
    }

    #[inline]
    pub(super) fn property(&self, of: &Value, key: &Key) -> Result<Value, QueryError> {
        let graph = self.env.graph;
        match of {
            Value::Node(node) => {
                let value = key.id.map_or(Value::Null, |key| graph.node_value(*node, key));
                if value.is_null() && !graph.node_exists(*node) { Err(gone("node")) } else { Ok(value) }
            }
            Value::Relation(relation) => {
                let value = key.id.map_or(Value::Null, |key| graph.relation_value(*relation, key));
                if value.is_null() && !graph.relation_exists(*relation) { Err(gone("relation")) } else { Ok(value) }
            }
            Value::Map(map) => Ok(map.get(&key.name).cloned().unwrap_or_default()),
            Value::Null => Ok(Value::Null),
            Value::Temporal(of) => {
                Ok(temporal::field(of, &key.name).map_err(of_temporal)?.map_or(Value::Null, Value::of_field))
            }
            other => Err(wrong_type(&format!("property `{}` is asked", key.name), other)),
        }
    }

    /// A list; none for null.
    pub(super) fn list(&self, code: &Code, row: &mut [Value]) -> Result<Option<Arc<Vec<Value>>>, QueryError> {
        match self.value(code, row)? {
            Value::Null => Ok(None),
            Value::List(list) => Ok(Some(list)),
            other => Err(wrong_type("a list is wanted", &other).at(code.place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::error::Place;
    use super::super::super::ir::{Arithmetic, Comparison, Quantifier, TextTest};
    use super::super::super::store::Graph;
    use super::super::{Limits, Session};
    use super::*;

    /// Runs every subplan as one with two rows.
    struct TwoRows;
    impl Subplans for TwoRows {
        fn each(
            &self,
            _: &Subplan,
            row: &mut [Value],
            found: &mut dyn FnMut(&mut [Value]) -> Result<bool, QueryError>,
        ) -> Result<(), QueryError> {
            let _ = found(row)? && found(row)?;
            Ok(())
        }
    }

    fn code(op: Op) -> Code {
        Code { op, place: Place { start: 1, end: 2 } }
    }

    fn boxed(op: Op) -> Box<Code> {
        Box::new(code(op))
    }

    fn literal(value: impl Into<Value>) -> Op {
        Op::Constant(value.into())
    }

    fn key(graph: &Graph, name: &str) -> Key {
        Key { name: name.into(), id: graph.key(name) }
    }

    fn arithmetic(operation: Arithmetic, a: Op, b: Op) -> Op {
        Op::Arithmetic(operation, boxed(a), boxed(b))
    }

    fn compare(comparison: Comparison, a: Op, b: Op) -> Op {
        Op::Compare(comparison, boxed(a), boxed(b))
    }

    /// A graph with a node, a node that was deleted, and a row with both of them, null and a map.
    fn scene() -> (Graph, Vec<Value>) {
        let mut graph = Graph::default();
        let name = graph.intern_key("name");
        let (node, gone) = (graph.add_node(&[]), graph.add_node(&[]));
        graph.set_node_value(node, name, Value::from("Iran"));
        graph.delete_node(gone);
        let map = Value::map([("name".into(), Value::from("Oman"))]);
        (graph, vec![Value::Node(node), Value::Node(gone), Value::Null, map, Value::Null, Value::Null])
    }

    /// Evaluates; gives a literal, or the class and detail of the error. A condition is judged as such too.
    #[track_caller]
    fn check(case: &str, op: Op, expected: &str) {
        let (graph, mut row) = scene();
        let session = Session::new(jiff::Timestamp::UNIX_EPOCH, None, Limits { rows: 1000, ..Limits::default() });
        let (env, code) = (Env::new(&graph, &session), code(op));
        let found = evaluate(&code, &mut row, &env, &TwoRows);
        let written = match &found {
            Ok(value) => value.to_literal(&graph),
            Err(error) => format!("{:?} {}", error.class(), error.detail()),
        };
        assert_eq!(written, expected, "{case}");
        if let Ok(Value::Boolean(_) | Value::Null) = found {
            let judged = truth(&code, &mut row, &env, &TwoRows).expect("the same as its value");
            assert_eq!(judged.map_or("null".into(), |value| value.to_string()), expected, "{case}");
        }
        assert!(found.err().is_none_or(|error| error.place() == Some(Place { start: 1, end: 2 })), "{case}");
    }

    #[test]
    fn properties_of_what_is_there() {
        let graph = scene().0;
        let property = |slot| Op::SlotProperty(slot, key(&graph, "name"));
        check("of a node", property(0), "'Iran'");
        check("that it has not", Op::SlotProperty(0, key(&graph, "born")), "null");
        check("of a deleted node", property(1), "EntityNotFound DeletedEntityAccess");
        check(
            "of a deleted node, compared",
            compare(Comparison::Equal, property(1), literal(1)),
            "EntityNotFound DeletedEntityAccess",
        );
        check("of null", property(2), "null");
        check("of a map", property(3), "'Oman'");
        check("of an expression", Op::Property(boxed(Op::Slot(3)), key(&graph, "name")), "'Oman'");
        check("of a number", Op::Property(boxed(literal(1)), key(&graph, "name")), "TypeError InvalidArgumentType");
        check("by its name", Op::Index(boxed(Op::Slot(0)), boxed(literal("name"))), "'Iran'");
        check("by a number", Op::Index(boxed(Op::Slot(3)), boxed(literal(0))), "TypeError MapElementAccessByNonString");
        check("null is tested", Op::IsNull(boxed(property(2))), "true");
    }

    #[test]
    fn numbers_have_their_errors() {
        use Arithmetic::{Add, Divide, Multiply, Power, Remainder, Subtract};
        check("whole division", arithmetic(Divide, literal(7), literal(-2)), "-3");
        check("remainder", arithmetic(Remainder, literal(-7), literal(2)), "-1");
        check("power", arithmetic(Power, literal(2), literal(3)), "8.0");
        check("division by zero", arithmetic(Divide, literal(1), literal(0)), "ArithmeticError DivisionByZero");
        check("of floats", arithmetic(Divide, literal(1.0), literal(0)), "Infinity");
        check("overflow", arithmetic(Multiply, literal(i64::MAX), literal(2)), "ArithmeticError IntegerOverflow");
        check("text and number", arithmetic(Add, literal("a"), literal(1)), "'a1'");
        check("text and null", arithmetic(Add, literal("a"), Op::Slot(2)), "null");
        check("list and null", arithmetic(Add, literal(vec![]), Op::Slot(2)), "[null]");
        check("text less number", arithmetic(Subtract, literal("a"), literal(1)), "TypeError InvalidArgumentType");
        let long = || literal(vec![Value::Null; 600]);
        check("more than may be kept", arithmetic(Add, long(), long()), "LimitReached RowLimit");
    }

    #[test]
    fn unknown_is_neither_true_nor_false() {
        let [yes, no, unknown] = [|| code(literal(true)), || code(literal(false)), || code(Op::Slot(2))];
        let fails = || code(arithmetic(Arithmetic::Divide, literal(1), literal(0)));
        check("false decides", Op::And(vec![unknown(), no()]), "false");
        check("and unknown", Op::And(vec![yes(), unknown()]), "null");
        check("true decides", Op::Or(vec![unknown(), yes()]), "true");
        check("or unknown", Op::Or(vec![no(), unknown()]), "null");
        check("what is decided goes no further", Op::And(vec![no(), fails()]), "false");
        check("what is not does", Op::And(vec![unknown(), fails()]), "ArithmeticError DivisionByZero");
        check("not", Op::Not(Box::new(unknown())), "null");
        check("either", Op::Xor(Box::new(yes()), Box::new(unknown())), "null");
        check("no condition", Op::Not(boxed(literal(1))), "TypeError InvalidArgumentType");
        check("in, found", Op::In(boxed(literal(1)), boxed(literal(vec![Value::Null, Value::from(1.0)]))), "true");
        check("in, unknown", Op::In(boxed(literal(2)), boxed(literal(vec![Value::Null, Value::from(1)]))), "null");
        check("in no list", Op::In(boxed(literal(2)), boxed(literal(1))), "TypeError InvalidArgumentType");
        check("text and null", Op::Text(TextTest::Contains, boxed(literal("a")), boxed(Op::Slot(2))), "null");
        check("text and number", Op::Text(TextTest::StartsWith, boxed(literal("1")), boxed(literal(1))), "null");
        check(
            "text",
            Op::Text(TextTest::EndsWith, boxed(Op::SlotProperty(3, key(&scene().0, "name"))), boxed(literal("an"))),
            "true",
        );
    }

    #[test]
    fn lists_are_made_and_judged() {
        let list = |values: &[Value]| boxed(literal(values.to_vec()));
        let greater = |than: i64| boxed(compare(Comparison::Greater, Op::Slot(4), literal(than)));
        let numbers = [Value::from(1), Value::from(2), Value::Null];
        let all = |quantifier, values: &[Value], than| Op::Quantified {
            quantifier,
            variable: 4,
            list: list(values),
            filter: greater(than),
        };
        check("all, one fails", all(Quantifier::All, &numbers, 1), "false");
        check("all, unknown", all(Quantifier::All, &numbers, 0), "null");
        check("all of none", all(Quantifier::All, &[], 0), "true");
        check("any", all(Quantifier::Any, &numbers, 1), "true");
        check("any, unknown", all(Quantifier::Any, &numbers, 5), "null");
        check("none", all(Quantifier::None, &numbers[..2], 5), "true");
        check("single", all(Quantifier::Single, &numbers[..2], 1), "true");
        check("single, two", all(Quantifier::Single, &numbers, 0), "false");
        let map = Some(boxed(arithmetic(Arithmetic::Add, Op::Slot(4), literal(1))));
        let comprehension =
            |map| Op::ListComprehension { variable: 4, list: list(&numbers), filter: Some(greater(0)), map };
        check("comprehension", comprehension(map), "[2, 3]");
        check("comprehension, filter only", comprehension(None), "[1, 2]");
        let reduce = |step| Op::Reduce {
            accumulator: 5,
            initial: boxed(literal(vec![])),
            variable: 4,
            list: list(&vec![Value::from(1); 400]),
            step,
        };
        check("too deep", reduce(boxed(Op::List(vec![code(Op::Slot(5))]))), "LimitReached DepthLimit");
        let sum = |step| Op::Reduce {
            accumulator: 5,
            initial: boxed(literal(vec![])),
            variable: 4,
            list: list(&numbers),
            step,
        };
        let append = |more| boxed(arithmetic(Arithmetic::Add, Op::Slot(5), more));
        check("appended", sum(append(Op::Slot(4))), "[1, 2, null]");
        check("appended list", sum(append(Op::List(vec![code(Op::Slot(4))]))), "[1, 2, null]");
        check("appended to itself", sum(append(Op::Slot(5))), "[]");
        check("put before", sum(boxed(arithmetic(Arithmetic::Add, Op::Slot(4), Op::Slot(5)))), "[null, 2, 1]");
        let long = || boxed(literal(vec![Value::from(1); 500]));
        let nested = Op::ListComprehension {
            variable: 4,
            list: long(),
            filter: None,
            map: Some(boxed(Op::List(vec![code(Op::Slot(4)); 3]))),
        };
        check("lists in lists count", nested, "LimitReached RowLimit");
    }
}
