//! Operands of conditions, seen where they lie.
//!
//! Reads: [`Code`], the row, the graph. Gives: a [`View`], for constants, variables, their properties, calculations with
//! them, and functions that give a part of what they take; anything else is [`View::Hidden`] and has to be evaluated.
//! Does not: fail. What would fail is hidden, so that evaluating it gives the error.

use super::super::functions::See;
use super::super::ir::Arithmetic;
use super::super::plan::{Code, Key, Op};
use super::super::store::Graph;
use super::super::value::{Value, View};

/// Sees what an expression gives.
#[inline]
pub(super) fn view<'v>(code: &'v Code, row: &'v [Value], graph: &'v Graph) -> View<'v> {
    match &code.op {
        Op::SlotProperty(slot, key) => property(&row[*slot as usize], key, graph),
        Op::Constant(value) => View::of(value),
        Op::Slot(slot) => View::of(&row[*slot as usize]),
        Op::Arithmetic(operation, a, b) => calculated(*operation, a, b, row, graph),
        Op::Call(function, arguments) => function.see.map_or(View::Hidden, |see| called(see, arguments, row, graph)),
        _ => View::Hidden,
    }
}

#[inline(never)]
fn called<'v>(see: See, arguments: &'v [Code], row: &'v [Value], graph: &'v Graph) -> View<'v> {
    match arguments {
        [a] => see(graph, &[view(a, row, graph)]),
        [a, b] => see(graph, &[view(a, row, graph), view(b, row, graph)]),
        [a, b, c] => see(graph, &[view(a, row, graph), view(b, row, graph), view(c, row, graph)]),
        _ => View::Hidden,
    }
}

/// Sees a value itself; none where it has to be calculated.
pub(super) fn borrowed<'v>(code: &'v Code, row: &'v [Value]) -> Option<&'v Value> {
    match &code.op {
        Op::Constant(value) => Some(value),
        Op::Slot(slot) => Some(&row[*slot as usize]),
        _ => None,
    }
}

#[inline]
fn property<'v>(of: &'v Value, key: &Key, graph: &'v Graph) -> View<'v> {
    match of {
        Value::Relation(relation) => match key.id.map_or(View::Null, |key| graph.relation_view(*relation, key)) {
            View::Null if !graph.relation_exists(*relation) => View::Hidden,
            found => found,
        },
        Value::Node(node) => match key.id.map_or(View::Null, |key| graph.node_view(*node, key)) {
            View::Null if !graph.node_exists(*node) => View::Hidden,
            found => found,
        },
        Value::Map(map) => map.get(&key.name).map_or(View::Null, View::of),
        Value::Null => View::Null,
        _ => View::Hidden,
    }
}

fn calculated<'v>(operation: Arithmetic, a: &'v Code, b: &'v Code, row: &'v [Value], graph: &'v Graph) -> View<'v> {
    let (a, b) = match (view(a, row, graph), view(b, row, graph)) {
        (View::Integer(a), View::Integer(b)) => return whole(operation, a, b).map_or(View::Hidden, View::Integer),
        (View::Float(a), View::Float(b)) => (a, b),
        (View::Integer(a), View::Float(b)) => (a as f64, b),
        (View::Float(a), View::Integer(b)) => (a, b as f64),
        (View::Null, View::Null | View::Integer(_) | View::Float(_) | View::Date(_) | View::Text(_))
        | (View::Integer(_) | View::Float(_) | View::Date(_) | View::Text(_), View::Null) => return View::Null,
        _ => return View::Hidden,
    };
    match operation {
        Arithmetic::Add => View::Float(a + b),
        Arithmetic::Subtract => View::Float(a - b),
        Arithmetic::Multiply => View::Float(a * b),
        Arithmetic::Divide => View::Float(a / b),
        _ => View::Hidden,
    }
}

/// Calculates with whole numbers; none where that fails or gives no whole number.
#[inline]
fn whole(operation: Arithmetic, a: i64, b: i64) -> Option<i64> {
    match operation {
        Arithmetic::Add => a.checked_add(b),
        Arithmetic::Subtract => a.checked_sub(b),
        Arithmetic::Multiply => a.checked_mul(b),
        Arithmetic::Divide => a.checked_div(b),
        Arithmetic::Remainder => a.checked_rem(b),
        Arithmetic::Power | Arithmetic::Concat => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::error::Place;
    use super::*;

    fn code(op: Op) -> Code {
        Code { op, place: Place::default() }
    }

    #[test]
    fn what_would_fail_is_hidden() {
        let (two, zero) = (Value::from(2), Value::from(0));
        for (case, operation, a, b, expected) in [
            ("whole numbers", Arithmetic::Subtract, two.clone(), Value::from(5), "Integer(-3)"),
            ("mixed numbers", Arithmetic::Multiply, two.clone(), Value::from(1.5), "Float(3.0)"),
            ("null decides", Arithmetic::Add, two.clone(), Value::Null, "Null"),
            ("division by zero", Arithmetic::Divide, two.clone(), zero.clone(), "Hidden"),
            ("remainder of zero", Arithmetic::Remainder, two.clone(), zero, "Hidden"),
            ("overflow", Arithmetic::Add, Value::from(i64::MAX), two.clone(), "Hidden"),
            ("the smallest number", Arithmetic::Divide, Value::from(i64::MIN), Value::from(-1), "Hidden"),
            ("a list takes null in", Arithmetic::Add, Value::list(vec![]), Value::Null, "Hidden"),
            ("text", Arithmetic::Add, Value::from("a"), Value::from("b"), "Hidden"),
        ] {
            let code =
                code(Op::Arithmetic(operation, Box::new(code(Op::Constant(a))), Box::new(code(Op::Constant(b)))));
            assert_eq!(format!("{:?}", view(&code, &[], &Graph::default())), expected, "{case}");
        }
    }

    #[test]
    fn properties_are_seen_in_their_columns() {
        let mut graph = Graph::default();
        let (name, born, gone) = (graph.intern_key("name"), graph.intern_key("born"), graph.intern_key("gone"));
        let nodes: Vec<_> = (0..40).map(|_| graph.add_node(&[])).collect();
        for (at, node) in nodes.iter().enumerate() {
            graph.set_node_value(*node, name, Value::text(format!("n{at}")));
            graph.set_node_value(*node, born, Value::from(at as i64));
        }
        graph.delete_node(nodes[1]);
        let row = [Value::Node(nodes[7]), Value::Node(nodes[1]), Value::Null, Value::from(1)];
        for (slot, id, expected) in [
            (0, Some(name), "Text(\"n7\")"),
            (0, Some(born), "Integer(7)"),
            (0, Some(gone), "Null"),
            (0, None, "Null"),
            (1, Some(name), "Hidden"),
            (2, Some(name), "Null"),
            (3, Some(name), "Hidden"),
        ] {
            let code = code(Op::SlotProperty(slot, Key { name: "key".into(), id }));
            assert_eq!(format!("{:?}", view(&code, &row, &graph)), expected);
        }
    }
}
