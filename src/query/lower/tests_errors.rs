//! Queries that must be refused: the detail of the error, the text it points at, and its hint.

use super::super::error::Phase;
use super::lower;
use super::tests::procedures;

#[track_caller]
fn check(text: &str, detail: &str, at: &str, hint: &str) {
    let Err(error) = lower(text, &procedures()) else { panic!("{text}: nothing is found wrong") };
    let place = error.place().expect("errors of queries have a place");
    let found = text.get(place.start as usize..place.end as usize).unwrap_or("?");
    assert_eq!(error.phase(), Phase::Compile, "{text}");
    assert_eq!((error.detail(), found), (detail, at), "{text}: {error:?}");
    let told = error.hint().unwrap_or_default();
    assert!(told.contains(hint), "{text}: hint is {told:?}");
}

#[test]
fn slips_of_the_pen() {
    for (text, detail, at, hint) in [
        ("", "UnexpectedSyntax", "", "MATCH"),
        ("MATCH (a:Person RETURN a", "UnexpectedSyntax", "RETURN", "close the `(`"),
        ("MATCH (a) RETRUN a", "UnexpectedSyntax", "RETRUN", "`RETURN`"),
        ("MATCH (a) WHERE a.x == 1 RETURN a", "UnexpectedSyntax", "=", "one `=`"),
        ("MATCH (a) WHERE a.x && a.y RETURN a", "UnexpectedSyntax", "&", "`AND`"),
        ("RETURN 'abc", "UnexpectedSyntax", "'", "close it"),
        ("RETURN 1; RETURN 2", "UnexpectedSyntax", ";", "one query"),
        ("MATCH (a)", "InvalidClauseComposition", "MATCH (a)", "`RETURN`"),
        ("RETURN 12ab", "InvalidNumberLiteral", "ab", ""),
        ("RETURN '\\uZ'", "InvalidUnicodeLiteral", "'\\uZ'", ""),
        ("RETURN 1 – 2", "InvalidUnicodeCharacter", "–", ""),
        ("RETURN 99999999999999999999", "IntegerOverflow", "99999999999999999999", "float"),
        ("MATCH (a)-[:X*-1]->(b) RETURN a", "InvalidRelationshipPattern", "-", ""),
        ("MATCH -->(a) RETURN a", "InvalidRelationshipPattern", "-->", "`()`"),
    ] {
        check(text, detail, at, hint);
    }
}

#[test]
fn names_that_are_not_there_or_there_twice() {
    for (text, detail, at, hint) in [
        ("MATCH (actor) RETURN actr", "UndefinedVariable", "actr", "`actor`"),
        ("MATCH (a) WITH a.x AS x RETURN a", "UndefinedVariable", "a", ""),
        ("MATCH (a) RETURN DISTINCT a.x ORDER BY a.y", "UndefinedVariable", "a", "return it too"),
        ("MATCH (a) WHERE (a)-->(b) RETURN a", "UndefinedVariable", "b", ""),
        ("MATCH (a) CALL { RETURN a.x AS x } RETURN x", "UndefinedVariable", "a", ""),
        ("CREATE (a {x: 1})-[:R]->(b {y: a.x})", "UndefinedVariable", "a", ""),
        ("RETURN lenght('a')", "UnknownFunction", "lenght", "`length`"),
        ("CALL naer('a', 1)", "ProcedureNotFound", "naer", "`near`"),
        ("CALL near('a') YIELD found RETURN found", "InvalidNumberOfArguments", "near", "near(name, most)"),
        ("CALL near YIELD found RETURN found", "InvalidArgumentPassingMode", "near", "parentheses"),
        ("MATCH (a) UNWIND [1] AS a RETURN a", "VariableAlreadyBound", "a", ""),
        ("MATCH (a) CALL (a) { RETURN a } RETURN a", "VariableAlreadyBound", "RETURN a", ""),
        ("MATCH (a)-[a]->() RETURN a", "VariableTypeConflict", "a", ""),
        ("MATCH (a)-[r]->()-[r]->() RETURN a", "RelationshipUniquenessViolation", "-[r]->", ""),
        ("RETURN 1 AS a, 2 AS a", "ColumnNameConflict", "2 AS a", ""),
        ("RETURN 1 AS a UNION RETURN 1 AS b", "DifferentColumnsInUnion", "RETURN 1 AS b", "same column"),
    ] {
        check(text, detail, at, hint);
    }
}

#[test]
fn types_that_cannot_fit() {
    for (text, detail, at, hint) in [
        ("RETURN NOT 1", "InvalidArgumentType", "1", ""),
        ("MATCH (a) WHERE a RETURN a", "InvalidArgumentType", "a", ""),
        ("MATCH (a) RETURN type(a)", "InvalidArgumentType", "a", ""),
        ("MATCH p = (a)-->() RETURN p.x", "InvalidArgumentType", "p", ""),
        ("RETURN [x IN ['a'] | x - 1]", "InvalidArgumentType", "x", ""),
        ("RETURN 1 IN 2", "InvalidArgumentType", "2", ""),
        ("MATCH (a) RETURN a LIMIT 1.5", "InvalidArgumentType", "1.5", ""),
        ("MATCH (a) RETURN a LIMIT a.x", "NonConstantExpression", "a.x", "parameter"),
        ("MATCH (a) RETURN a SKIP -1", "NegativeIntegerArgument", "-1", ""),
        ("MATCH (a) DELETE a:B", "InvalidDelete", "a:B", "`REMOVE`"),
        ("MATCH (a) RETURN (a)-->()", "UnexpectedSyntax", "(a)-->()", "EXISTS"),
        ("MATCH (a $p) RETURN a", "InvalidParameterUse", "$p", "one by one"),
    ] {
        check(text, detail, at, hint);
    }
}

#[test]
fn aggregates_where_rows_are_not_joined() {
    for (text, detail, at, hint) in [
        ("MATCH (a) WHERE count(a) > 1 RETURN a", "InvalidAggregation", "count(a)", "`WITH`"),
        ("MATCH (a) RETURN [x IN [1] | count(a)]", "InvalidAggregation", "count(a)", ""),
        ("MATCH (a) RETURN count(sum(a.x))", "NestedAggregation", "sum(a.x)", ""),
        ("MATCH (a) RETURN a.x + count(*)", "AmbiguousAggregationExpression", "a", "`WITH`"),
        ("MATCH (a) RETURN count(*) + size([(a)-->(b) | b])", "AmbiguousAggregationExpression", "a", ""),
        ("MATCH (a) RETURN count(rand())", "NonConstantExpression", "rand()", ""),
    ] {
        check(text, detail, at, hint);
    }
}

#[test]
fn what_is_not_supported_says_so() {
    for (text, at) in [
        ("USE g MATCH (a) RETURN a", "USE"),
        ("LOAD CSV FROM 'x' AS r RETURN r", "LOAD"),
        ("CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x", "IN"),
        ("MATCH (a)((b)-->(c)){2}(d) RETURN a", "((b)-->(c)){2}"),
        ("MATCH (a) WHERE a.x IS :: INTEGER RETURN a", "::"),
        ("CREATE INDEX FOR (a:A) ON (a.x)", "INDEX"),
        ("MATCH (a) RETURN a ORDER BY a.x NULLS LAST", "NULLS"),
        ("MATCH p = ANY SHORTEST (a)-->(b)-->(c) RETURN p", "p = ANY SHORTEST (a)-->(b)-->(c)"),
    ] {
        check(text, "UnsupportedFeature", at, "");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let deep = |before: &str, middle: &str, after: &str, times: usize| {
        format!("RETURN {}{middle}{}", before.repeat(times), after.repeat(times))
    };
    for (before, middle, after) in
        [("(", "1", ")"), ("[", "1", "]"), ("NOT ", "true", ""), ("1 + ", "1", ""), ("", "a", ".a")]
    {
        let Err(error) = lower(&deep(before, middle, after, 100_000), &procedures()) else { panic!("{before}") };
        assert_eq!(error.detail(), "NestedTooDeep");
    }
    for (before, middle, after, times) in [("(", "1", ")", 70), ("{a: ", "1", "}", 50), ("true OR ", "true", "", 2500)]
    {
        assert!(lower(&deep(before, middle, after, times), &procedures()).is_ok(), "{before}");
    }
}
