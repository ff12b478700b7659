//! Queries that must be lowered, in a compact form: slots are `0`, `1` ..., columns stand behind `->`.

use super::super::functions::Types;
use super::super::ir::{Branch, Clause, Expr, ExprKind, Query, Selector, Union};
use super::super::procedures::{Field, Procedure, Procedures};
use super::lower;

/// A procedure `near(name, most)` that gives `(found, score)`.
pub(super) fn procedures() -> Procedures {
    let field = |name: &str, types| Field { name: name.into(), types, nullable: true, default: None };
    let mut procedures = Procedures::default();
    procedures.add(Procedure {
        name: "near".into(),
        inputs: vec![field("name", Types::STRING), field("most", Types::FLOAT)],
        outputs: vec![field("found", Types::NODE), field("score", Types::FLOAT)],
        summary: "".into(),
        body: Box::new(|_, _| Ok(Vec::new())),
    });
    procedures
}

#[track_caller]
fn lowered(text: &str) -> Query {
    lower(text, &procedures()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

#[track_caller]
fn check(case: &str, text: &str, expected: &str) {
    assert_eq!(union(&lowered(text).body), expected, "{case}: {text}");
}

fn union(union: &Union) -> String {
    let branches: Vec<String> = union.branches.iter().map(branch).collect();
    let joined = branches.join(if union.distinct { " union " } else { " and " });
    if union.columns.is_empty() { joined } else { format!("{joined} -> {}", union.columns.join(", ")) }
}

fn branch(branch: &Branch) -> String {
    let clauses: Vec<String> = branch.clauses.iter().map(clause).collect();
    format!("{} {:?}", clauses.join("; "), branch.returns)
}

fn clause(clause: &Clause) -> String {
    match clause {
        Clause::Match { binds, filter, .. } => format!("match {binds:?}{}", filter.as_ref().map_or("", |_| " where")),
        Clause::Unwind { list, variable } => format!("unwind {} as {variable}", expr(list)),
        Clause::Project(projection) => {
            let items = |items: &[(u32, Expr)]| {
                items.iter().map(|(slot, value)| format!("{slot}={}", expr(value))).collect::<Vec<_>>().join(" ")
            };
            let grouping = projection.grouping.as_ref().map_or(String::new(), |grouping| {
                let keys: Vec<_> = grouping.keys.iter().map(|(slot, _)| slot).collect();
                let slots: Vec<_> = grouping.aggregates.iter().map(|call| call.slot).collect();
                format!("by {keys:?} join {slots:?} ")
            });
            let order: Vec<String> = projection.order.iter().map(|(value, _)| expr(value)).collect();
            let order = if order.is_empty() { String::new() } else { format!(" order {}", order.join(" ")) };
            format!("project {grouping}{}{:?}{order}", items(&projection.items), projection.columns)
        }
        Clause::Filter(condition) => format!("filter {}", expr(condition)),
        Clause::Create(paths) => format!("create {}", paths.len()),
        Clause::Merge { binds, .. } => format!("merge {binds:?}"),
        Clause::Set(items) => format!("set {}", items.len()),
        Clause::Remove(items) => format!("remove {}", items.len()),
        Clause::Delete { targets, .. } => format!("delete {}", targets.len()),
        Clause::Foreach { variable, clauses, .. } => format!("foreach {variable} {}", clauses.len()),
        Clause::Call { yields, .. } => {
            format!("call {:?}", yields.iter().flatten().map(|(_, slot)| *slot).collect::<Vec<_>>())
        }
        Clause::Subquery { body, binds, .. } => format!("for each ({}) {binds:?}", union(body)),
    }
}

fn expr(expr: &Expr) -> String {
    let all = |exprs: &[Expr], by: &str| exprs.iter().map(self::expr).collect::<Vec<_>>().join(by);
    match &expr.kind {
        ExprKind::Variable(slot) => format!("{slot}"),
        ExprKind::Property(of, _) => format!("{}.", self::expr(of)),
        ExprKind::And(parts) => format!("({})", all(parts, " and ")),
        ExprKind::Or(parts) => format!("({})", all(parts, " or ")),
        ExprKind::Compare(_, a, b) => format!("{}?{}", self::expr(a), self::expr(b)),
        ExprKind::Arithmetic(_, a, b) => format!("({}#{})", self::expr(a), self::expr(b)),
        ExprKind::Call(function, parts) => format!("{function:?}({})", all(parts, " ")),
        ExprKind::PatternExists { .. } => "exists".into(),
        ExprKind::PatternCount { .. } => "count".into(),
        ExprKind::Subquery(kind, body) => format!("{kind:?}({})", union(body)),
        _ => "_".into(),
    }
}

#[test]
fn variables_keep_their_slots() {
    for (case, text, expected) in [
        ("handed on", "MATCH (a)-[r]->(b) WITH a, b RETURN b", "match [0, 1, 2]; project [0, 2]; project [2] [2] -> b"),
        ("renamed", "MATCH (a) WITH a AS b RETURN b", "match [0]; project [0]; project [0] [0] -> b"),
        (
            "swapped",
            "MATCH (a), (b) WITH a AS b, b AS a RETURN a",
            "match [0, 1]; project [0, 1]; project [1] [1] -> a",
        ),
        ("twice", "MATCH (a) RETURN a, a AS b", "match [0]; project [0, 0] [0, 0] -> a, b"),
        ("calculated", "MATCH (a) RETURN a.x", "match [0]; project 1=0.[1] [1] -> a.x"),
        ("all, by name", "MATCH (b), (a) RETURN *", "match [0, 1]; project [1, 0] [1, 0] -> a, b"),
        ("as written", "RETURN 1  +  2", "project 0=(_#_)[0] [0] -> 1  +  2"),
        (
            "old one in WHERE",
            "MATCH (a) WITH a.x AS x WHERE a.y RETURN x",
            "match [0]; project 1=0.[1, 0]; project [1] [1] -> x",
        ),
    ] {
        check(case, text, expected);
    }
}

#[test]
fn rows_are_joined_by_keys() {
    for (case, text, expected) in [
        ("no key", "MATCH (a) RETURN count(*) AS n", "match [0]; project by [] join [1] [1] [1] -> n"),
        ("a key", "MATCH (a) RETURN a, count(*) AS n", "match [0]; project by [0] join [1] [0, 1] [0, 1] -> a, n"),
        (
            "around an aggregate",
            "MATCH (a) RETURN a.x AS x, a.x + count(*) AS n",
            "match [0]; project by [1] join [2] 3=(1#2)[1, 3] [1, 3] -> x, n",
        ),
        (
            "the same aggregate once",
            "MATCH (a) RETURN count(a) AS n, COUNT( a ) + 1 AS m",
            "match [0]; project by [] join [1] 2=(1#_)[1, 2] [1, 2] -> n, m",
        ),
        (
            "sorted by it",
            "MATCH (a) RETURN a.x AS x, count(*) AS n ORDER BY count(*), a.x",
            "match [0]; project by [1] join [2] [1, 2] order 2 1 [1, 2] -> x, n",
        ),
        (
            "sorted by a property of a key",
            "MATCH (a) RETURN DISTINCT a AS b ORDER BY a.x",
            "match [0]; project [0] order 0. [0] -> b",
        ),
    ] {
        check(case, text, expected);
    }
}

#[test]
fn queries_within_queries() {
    for (case, text, expected) in [
        ("a pattern", "MATCH (a) WHERE EXISTS { (a)-->(b) } RETURN a", "match [0] where; project [0] [0] -> a"),
        ("counted", "MATCH (a) RETURN COUNT { (a)-->() } AS n", "match [0]; project 3=count[3] [3] -> n"),
        (
            "sees outside behind its WITH",
            "MATCH (a) RETURN COLLECT { MATCH (b) WITH b.x AS x RETURN x + a.x } AS l",
            "match [0]; project 4=Collect(match [1]; project 2=1.[2, 0]; project 3=(2#0.)[3] [3] -> x + a.x)[4] [4] -> l",
        ),
        (
            "imported by WITH",
            "MATCH (a) CALL { WITH a MATCH (a)-->(b) RETURN b } RETURN a, b",
            "match [0]; for each (match [1, 2]; project [2] [2] -> b) [3]; project [0, 3] [0, 3] -> a, b",
        ),
        (
            "imported by name",
            "MATCH (a) CALL (a) { MATCH (a)-->(b) RETURN count(b) AS n } RETURN n",
            "match [0]; for each (match [1, 2]; project by [] join [3] [3] [3] -> n) [4]; project [4] [4] -> n",
        ),
        (
            "not imported",
            "MATCH (a) CALL { MATCH (a) RETURN a AS b } RETURN b",
            "match [0]; for each (match [1]; project [1] [1] -> b) [2]; project [2] [2] -> b",
        ),
    ] {
        check(case, text, expected);
    }
}

#[test]
fn clauses_of_all_kinds() {
    for (case, text, expected) in [
        ("union", "RETURN 1 AS a UNION RETURN 2 AS a", "project 0=_[0] [0] union project 1=_[1] [1] -> a"),
        (
            "let and filter",
            "MATCH (a) LET b = a.x FILTER b > 1 RETURN b",
            "match [0]; project 1=0.[0, 1]; filter 1?_; project [1] [1] -> b",
        ),
        ("foreach", "FOREACH (x IN [1] | CREATE (:A {v: x}) MERGE (:B))", "foreach 0 2 []"),
        ("insert", "INSERT (:A)-[:B]->(:C)", "create 1 []"),
        ("finish", "MATCH (a) FINISH", "match [0] []"),
        ("procedure alone", "CALL near('a', 1)", "call [0, 1] [0, 1] -> found, score"),
        ("parameters for arguments", "CALL near", "call [0, 1] [0, 1] -> found, score"),
        ("procedure in a query", "CALL near('a', 2.5) YIELD found AS f RETURN f", "call [0]; project [0] [0] -> f"),
        ("merge", "MERGE (a:A {x: 1})-[r:R]-(b) ON CREATE SET r.y = 1", "merge [0, 1, 2] []"),
        ("changes", "MATCH (a) SET a.x = 1, a:B REMOVE a.y DELETE a", "match [0]; set 2; remove 1; delete 1 []"),
        (
            "chain of comparisons",
            "UNWIND [1] AS x RETURN 0 < x < 2 AS b",
            "unwind _ as 0; project 1=(_?0 and 0?_)[1] [1] -> b",
        ),
    ] {
        check(case, text, expected);
    }
}

#[test]
fn paths_are_chosen_as_asked() {
    for (text, selector, length) in [
        ("MATCH p = (a)-[:X*]->(b) RETURN p", Selector::All, Some((1, None))),
        ("MATCH p = (a)-[:X*2..3]->(b) RETURN p", Selector::All, Some((2, Some(3)))),
        ("MATCH p = (a)-[:X]->{,3}(b) RETURN p", Selector::All, Some((0, Some(3)))),
        ("MATCH p = (a)-[:X]->*(b) RETURN p", Selector::All, Some((0, None))),
        ("MATCH p = (a)(()-[:X]->())+(b) RETURN p", Selector::All, Some((1, None))),
        ("MATCH p = shortestPath((a)-[*..5]->(b)) RETURN p", Selector::Shortest(1), Some((1, Some(5)))),
        ("MATCH p = ALL SHORTEST (a)-[:X]->+(b) RETURN p", Selector::AllShortest, Some((1, None))),
        ("MATCH p = SHORTEST 2 PATH GROUPS (a)-[:X]->+(b) RETURN p", Selector::ShortestGroups(2), Some((1, None))),
        ("MATCH p = ANY 3 (a)-[:X]->+(b) RETURN p", Selector::Any(3), Some((1, None))),
        ("MATCH p = (a)-->(b) RETURN p", Selector::All, None),
    ] {
        let query = lowered(text);
        let Some(Clause::Match { pattern, .. }) = query.body.branches[0].clauses.first() else { panic!("{text}") };
        let path = &pattern.paths[0];
        assert_eq!((path.selector, path.relations[0].length), (selector, length), "{text}");
    }
}

#[test]
fn names_are_asked_for_where_a_graph_may_lack_them() {
    let text = "MATCH (a:A {x: 1})-[r:R]->(b) WHERE a.y = $map.z CREATE (:Made) WITH a MATCH (c:Made) RETURN c.w";
    let query = lowered(text);
    let asked: Vec<&str> = query.asked.iter().map(|(_, name, _)| &*query.names[*name as usize]).collect();
    assert_eq!(asked, ["A", "x", "R", "y", "w"], "no names of maps, nor what the query itself makes");
    assert!(query.writes);
}
