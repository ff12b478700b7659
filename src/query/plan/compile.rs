//! From a checked expression to one that runs: names resolved, parameters put in, constants calculated beforehand.

use std::sync::Arc;

use super::super::error::{ErrorClass, Place, QueryError};
use super::super::functions::arithmetic::{calculate, negate};
use super::super::ir::{self, Expr, ExprKind, LabelExpr, MapItem, Name, Sign, Slot, SubqueryKind, TextTest};
use super::super::prepared::Params;
use super::super::run::{Env, Limits, Session};
use super::super::store::{Graph, LabelId, TypeId};
use super::super::value::Value;
use super::Subplan;
use super::code::{Code, Key, LabelTest, MapPart, Op};

/// What names mean in one run.
#[derive(Clone, Copy)]
pub(crate) struct Names<'n> {
    /// The graph that is asked.
    pub graph: &'n Graph,
    /// Labels, types and keys by number.
    pub names: &'n [Arc<str>],
    /// Values for `$name`.
    pub parameters: &'n Params,
}

impl Names<'_> {
    /// The text of a name.
    pub(super) fn text(&self, name: Name) -> &Arc<str> {
        &self.names[name as usize]
    }

    /// A property key.
    pub(super) fn key(&self, name: Name) -> Key {
        Key { name: self.text(name).clone(), id: self.graph.key(self.text(name)) }
    }

    /// A label; none where the graph does not know it.
    pub(super) fn label(&self, name: Name) -> Option<LabelId> {
        self.graph.label(self.text(name))
    }

    /// A relation type; none where the graph does not know it.
    pub(super) fn kind(&self, name: Name) -> Option<TypeId> {
        self.graph.kind(self.text(name))
    }
}

/// What becomes of the rows of a pattern inside an expression.
#[derive(Clone, Copy)]
pub(crate) enum Use<'e> {
    /// Only whether there is one.
    Exists,
    /// Only how many there are.
    Count,
    /// An expression is calculated on each.
    Collect(&'e Expr),
}

/// Plans what runs inside an expression.
pub(crate) trait PlanSubplans {
    /// Plans a pattern.
    fn pattern(&mut self, of: &ir::Pattern, filter: Option<&Expr>, using: Use<'_>) -> Result<Arc<Subplan>, QueryError>;

    /// Plans a query; gives the slot of its first column too.
    fn union(&mut self, union: &ir::Union) -> Result<(Arc<Subplan>, Option<Slot>), QueryError>;
}

/// Compiles an expression.
///
/// # Errors
/// A parameter is missing, or an expression within a subquery cannot be planned.
pub(crate) fn compile(expr: &Expr, names: &Names<'_>, subplans: &mut dyn PlanSubplans) -> Result<Code, QueryError> {
    Compiler { names, subplans }.code(expr)
}

/// Resolves a condition on labels or types.
pub(super) fn label_test(test: &LabelExpr, names: &Names<'_>) -> LabelTest {
    let each = |list: &[LabelExpr]| list.iter().map(|test| label_test(test, names)).collect();
    match test {
        LabelExpr::Has(name) => LabelTest::Has(names.label(*name), names.kind(*name)),
        LabelExpr::Any => LabelTest::Any,
        LabelExpr::Not(test) => LabelTest::Not(Box::new(label_test(test, names))),
        LabelExpr::And(list) => LabelTest::And(each(list)),
        LabelExpr::Or(list) => LabelTest::Or(each(list)),
    }
}

struct Compiler<'c, 'n> {
    names: &'c Names<'n>,
    subplans: &'c mut dyn PlanSubplans,
}

impl Compiler<'_, '_> {
    fn code(&mut self, expr: &Expr) -> Result<Code, QueryError> {
        let op = self.op(&expr.kind, expr.place)?;
        Ok(Code { op: folded(&op, self.names.graph).map_or(op, Op::Constant), place: expr.place })
    }

    fn boxed(&mut self, expr: &Expr) -> Result<Box<Code>, QueryError> {
        self.code(expr).map(Box::new)
    }

    fn maybe(&mut self, expr: &Option<Box<Expr>>) -> Result<Option<Box<Code>>, QueryError> {
        expr.as_ref().map(|expr| self.boxed(expr)).transpose()
    }

    fn each(&mut self, list: &[Expr]) -> Result<Vec<Code>, QueryError> {
        list.iter().map(|expr| self.code(expr)).collect()
    }

    fn op(&mut self, kind: &ExprKind, place: Place) -> Result<Op, QueryError> {
        Ok(match kind {
            ExprKind::Literal(value) => Op::Constant(value.clone()),
            ExprKind::Parameter(name) => Op::Constant(self.parameter(name, place)?),
            ExprKind::Variable(slot) => Op::Slot(*slot),
            ExprKind::Property(of, key) => match of.kind {
                ExprKind::Variable(slot) => Op::SlotProperty(slot, self.names.key(*key)),
                _ => Op::Property(self.boxed(of)?, self.names.key(*key)),
            },
            ExprKind::Index(of, at) => Op::Index(self.boxed(of)?, self.boxed(at)?),
            ExprKind::Slice(of, from, to) => Op::Slice(self.boxed(of)?, self.maybe(from)?, self.maybe(to)?),
            ExprKind::Sign(sign, of) => Op::Sign(*sign, self.boxed(of)?),
            ExprKind::Not(of) => Op::Not(self.boxed(of)?),
            ExprKind::And(list) => Op::And(self.each(list)?),
            ExprKind::Or(list) => Op::Or(self.each(list)?),
            ExprKind::Xor(a, b) => Op::Xor(self.boxed(a)?, self.boxed(b)?),
            ExprKind::Compare(comparison, a, b) => Op::Compare(*comparison, self.boxed(a)?, self.boxed(b)?),
            ExprKind::Arithmetic(operation, a, b) => Op::Arithmetic(*operation, self.boxed(a)?, self.boxed(b)?),
            ExprKind::Text(test, a, b) => self.text(*test, a, b)?,
            ExprKind::In(a, b) => Op::In(self.boxed(a)?, self.boxed(b)?),
            ExprKind::IsNull(of) => Op::IsNull(self.boxed(of)?),
            ExprKind::HasLabels(of, test) => Op::HasLabels(self.boxed(of)?, label_test(test, self.names)),
            ExprKind::List(list) => Op::List(self.each(list)?),
            ExprKind::Map(entries) => {
                let entry = |(key, expr): &(Arc<str>, Expr)| Ok((key.clone(), self.code(expr)?));
                Op::Map(entries.iter().map(entry).collect::<Result<_, QueryError>>()?)
            }
            ExprKind::MapProjection(of, items) => self.map_projection(of, items)?,
            ExprKind::Case { operand, branches, otherwise } => Op::Case {
                operand: self.maybe(operand)?,
                branches: branches
                    .iter()
                    .map(|(when, then)| Ok((self.code(when)?, self.code(then)?)))
                    .collect::<Result<_, QueryError>>()?,
                otherwise: self.maybe(otherwise)?,
            },
            ExprKind::Call(function, arguments) => Op::Call(function, self.each(arguments)?),
            _ => return self.inner(kind),
        })
    }

    /// Expressions with variables or patterns of their own.
    fn inner(&mut self, kind: &ExprKind) -> Result<Op, QueryError> {
        Ok(match kind {
            ExprKind::ListComprehension { variable, list, filter, map } => Op::ListComprehension {
                variable: *variable,
                list: self.boxed(list)?,
                filter: self.maybe(filter)?,
                map: self.maybe(map)?,
            },
            ExprKind::Reduce { accumulator, initial, variable, list, step } => Op::Reduce {
                accumulator: *accumulator,
                initial: self.boxed(initial)?,
                variable: *variable,
                list: self.boxed(list)?,
                step: self.boxed(step)?,
            },
            ExprKind::Quantified { quantifier, variable, list, filter } => Op::Quantified {
                quantifier: *quantifier,
                variable: *variable,
                list: self.boxed(list)?,
                filter: self.boxed(filter)?,
            },
            ExprKind::PatternComprehension { pattern, filter, map } => {
                let plan = self.subplans.pattern(pattern, filter.as_deref(), Use::Collect(map))?;
                Op::Collect(plan, self.boxed(map)?)
            }
            ExprKind::PatternExists { pattern, filter } => {
                Op::Exists(self.subplans.pattern(pattern, filter.as_deref(), Use::Exists)?)
            }
            ExprKind::PatternCount { pattern, filter } => {
                Op::Count(self.subplans.pattern(pattern, filter.as_deref(), Use::Count)?)
            }
            ExprKind::Subquery(kind, union) => {
                let (plan, first) = self.subplans.union(union)?;
                match kind {
                    SubqueryKind::Exists => Op::Exists(plan),
                    SubqueryKind::Count => Op::Count(plan),
                    SubqueryKind::Collect => {
                        let op = first.map_or(Op::Constant(Value::Null), Op::Slot);
                        Op::Collect(plan, Box::new(Code { op, place: Place::default() }))
                    }
                }
            }
            _ => Op::Constant(Value::Null),
        })
    }

    fn parameter(&self, name: &Arc<str>, place: Place) -> Result<Value, QueryError> {
        self.names.parameters.get(name).cloned().ok_or_else(|| {
            let message = format!("no value for parameter `${name}`");
            QueryError::compile(ErrorClass::ParameterMissing, "MissingParameter", place, message)
        })
    }

    fn text(&mut self, test: TextTest, a: &Expr, b: &Expr) -> Result<Op, QueryError> {
        let (a, b) = (self.boxed(a)?, self.boxed(b)?);
        if let (TextTest::Matches, Op::Constant(Value::String(pattern))) = (test, &b.op) {
            return Ok(Op::Matches(a, Arc::new(regex(pattern).map_err(|error| error.at(b.place))?)));
        }
        Ok(Op::Text(test, a, b))
    }

    fn map_projection(&mut self, of: &Expr, items: &[MapItem]) -> Result<Op, QueryError> {
        let mut parts = Vec::new();
        for item in items {
            parts.push(match item {
                MapItem::Key(key) => MapPart::Key(self.names.key(*key)),
                MapItem::All => MapPart::All,
                MapItem::Entry(name, expr) => MapPart::Entry(name.clone(), self.code(expr)?),
            });
        }
        Ok(Op::MapProjection(self.boxed(of)?, parts))
    }
}

/// The value of an expression that needs neither row, graph nor clock; none too where it has no value: then the run
/// gives the error, where it comes to it.
fn folded(op: &Op, graph: &Graph) -> Option<Value> {
    match op {
        Op::List(list) => constants(list).map(Value::list),
        Op::Map(entries) => {
            let entry = |(key, code): &(Arc<str>, Code)| constant(code).map(|value| (key.clone(), value.clone()));
            entries.iter().map(entry).collect::<Option<Vec<_>>>().map(Value::map)
        }
        Op::Sign(Sign::Minus, of) => negate(constant(of)?).ok(),
        Op::Arithmetic(operation, a, b) => {
            let (a, b) = (constant(a)?, constant(b)?);
            let small = |value: &Value| !matches!(value, Value::List(_));
            (small(a) && small(b)).then(|| timeless(graph, |env| calculate(*operation, a, b, env).ok()))?
        }
        Op::Call(function, arguments) if reads_text(function.name) => match constants(arguments)?.as_slice() {
            text @ [Value::String(_)] => timeless(graph, |env| (function.evaluate)(env, text).ok()),
            _ => None,
        },
        _ => None,
    }
}

/// The functions that make times of text: they need no clock for it, and take longer than a comparison.
fn reads_text(function: &str) -> bool {
    ["date", "localtime", "time", "localdatetime", "datetime", "duration"].contains(&function)
}

fn timeless(graph: &Graph, calculate: impl FnOnce(&Env<'_>) -> Option<Value>) -> Option<Value> {
    let session = Session::new(jiff::Timestamp::UNIX_EPOCH, None, Limits::default());
    calculate(&Env::new(graph, &session))
}

fn constant(code: &Code) -> Option<&Value> {
    match &code.op {
        Op::Constant(value) => Some(value),
        _ => None,
    }
}

fn constants(list: &[Code]) -> Option<Vec<Value>> {
    list.iter().map(|code| constant(code).cloned()).collect()
}

/// Reads a regular expression that must match a whole text.
pub(crate) fn regex(pattern: &str) -> Result<fancy_regex::Regex, QueryError> {
    fancy_regex::Regex::new(&format!(r"\A(?:{pattern})\z")).map_err(|error| {
        let message = format!("`{pattern}` is no regular expression: {error}");
        QueryError::runtime(ErrorClass::ArgumentError, "InvalidArgumentValue", message)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::functions::find;
    use super::super::super::ir::Arithmetic;
    use super::*;

    /// Plans nothing.
    struct NoPlans;
    impl PlanSubplans for NoPlans {
        fn pattern(&mut self, _: &ir::Pattern, _: Option<&Expr>, _: Use<'_>) -> Result<Arc<Subplan>, QueryError> {
            Err(QueryError::runtime(ErrorClass::SemanticError, "NoPlans", "nothing is planned here"))
        }
        fn union(&mut self, _: &ir::Union) -> Result<(Arc<Subplan>, Option<Slot>), QueryError> {
            Err(QueryError::runtime(ErrorClass::SemanticError, "NoPlans", "nothing is planned here"))
        }
    }

    fn expr(kind: ExprKind) -> Expr {
        Expr { kind, place: Place { start: 3, end: 5 } }
    }

    fn literal(value: impl Into<Value>) -> Expr {
        expr(ExprKind::Literal(value.into()))
    }

    fn call(name: &str, arguments: Vec<Expr>) -> Expr {
        expr(ExprKind::Call(find(name).expect("a function"), arguments))
    }

    fn add(a: Expr, b: Expr) -> Expr {
        expr(ExprKind::Arithmetic(Arithmetic::Add, Box::new(a), Box::new(b)))
    }

    /// Compiles; gives a constant as a literal, `-` for anything else, or the detail of the error.
    fn compiled(of: &Expr) -> String {
        let graph = Graph::default();
        let parameters = Params::from([("limit".into(), Value::from(7))]);
        let names = Names { graph: &graph, names: &["key".into()], parameters: &parameters };
        match compile(of, &names, &mut NoPlans) {
            Ok(Code { op: Op::Constant(value), .. }) => value.to_literal(&graph),
            Ok(_) => "-".into(),
            Err(error) => error.detail().into(),
        }
    }

    #[test]
    fn what_needs_no_row_is_calculated_once() {
        let day = || call("date", vec![literal("2014-03-01")]);
        let negative = |of| expr(ExprKind::Sign(Sign::Minus, Box::new(of)));
        for (case, of, expected) in [
            ("parameter", expr(ExprKind::Parameter("limit".into())), "7"),
            ("missing parameter", expr(ExprKind::Parameter("limits".into())), "MissingParameter"),
            ("list", expr(ExprKind::List(vec![literal(1), negative(literal(2))])), "[1, -2]"),
            ("map", expr(ExprKind::Map(vec![("a".into(), literal("x"))])), "{a: 'x'}"),
            ("calculation", add(literal(1), expr(ExprKind::Parameter("limit".into()))), "8"),
            ("time", day(), "'2014-03-01'"),
            ("time and duration", add(day(), call("duration", vec![literal("P1M")])), "'2014-04-01'"),
            ("what fails is left to the run", add(literal(i64::MAX), literal(1)), "-"),
            ("no time", call("date", vec![literal("tomorrow")]), "-"),
            ("the present day", call("date", vec![]), "-"),
            ("random", add(call("rand", vec![]), literal(1)), "-"),
            ("a list with a variable", expr(ExprKind::List(vec![literal(1), expr(ExprKind::Variable(0))])), "-"),
        ] {
            assert_eq!(compiled(&of), expected, "{case}");
        }
    }

    #[test]
    fn expressions_match_whole_texts() {
        for (pattern, text, expected) in [
            ("a|ab", "ab", true),
            ("a", "ab", false),
            ("(?i)IRAN", "Iran", true),
            ("a.c", "a\nc", false),
            ("a", "a\n", false),
            ("(?!Iran).*", "Iranian", false),
        ] {
            let found = regex(pattern).expect("an expression").is_match(text).expect("a short search");
            assert_eq!(found, expected, "{pattern} {text}");
        }
        assert_eq!(regex("(").expect_err("no expression").detail(), "InvalidArgumentValue");
    }
}
