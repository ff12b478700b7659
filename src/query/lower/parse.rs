//! The border to the crate `open-cypher`: text in, its tree and tokens out.
//!
//! Takes `EXPLAIN` and `PROFILE` off, refuses what is nested too deep before any tree is made, adds the clauses that the
//! crate does not know (`beyond`), and puts its errors in fewer words (`slips`).

use open_cypher::ast::{Query, StatementKind};
use open_cypher::{Span, Token, TokenKind};

use super::super::error::QueryError;
use super::super::ir::Mode;
use super::messages::syntax;
use super::{beyond, depth, slips};

/// A query as a tree.
pub(super) struct Parsed {
    /// How it is to be run.
    pub mode: Mode,
    /// The query.
    pub query: Query,
    /// Its tokens, without blanks and comments.
    pub tokens: Vec<Token>,
}

/// Parses a query.
pub(super) fn parse(text: &str) -> Result<Parsed, QueryError> {
    if u32::try_from(text.len()).is_err() {
        return Err(syntax("UnsupportedFeature", Span::new(0, 0), "a query of 4 GiB and more is not supported"));
    }
    let lexed = open_cypher::lex(text);
    if let Some(wrong) = lexed.diagnostics.first() {
        return Err(slips::of_token(text, wrong));
    }
    let mut tokens: Vec<Token> = lexed.tokens.into_iter().filter(|token| !token.is_trivia()).collect();
    let mode = match tokens.first().map(|token| (token.kind, token.text(text).unwrap_or_default())) {
        Some((TokenKind::Identifier, word)) if word.eq_ignore_ascii_case("explain") => Mode::Explain,
        Some((TokenKind::Identifier, word)) if word.eq_ignore_ascii_case("profile") => Mode::Profile,
        _ => Mode::Run,
    };
    if mode != Mode::Run {
        tokens.remove(0);
    }
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Err(syntax("UnexpectedSyntax", Span::new(text.len(), text.len()), "the query is empty")
            .with_hint("begin with `MATCH`, `CREATE` or `RETURN`"));
    };
    depth::check(&tokens)?;
    let whole = Span::new(first.span.start, last.span.end);
    let query = match beyond::query(text, &tokens)? {
        Some(query) => query,
        None => fragment(text, whole)?,
    };
    Ok(Parsed { mode, query, tokens })
}

/// Parses a part of the text as a query of its own; places in its tree are those in the whole text.
pub(super) fn fragment(text: &str, span: Span) -> Result<Query, QueryError> {
    let blank = " ".repeat(span.start);
    parse_at(text, blank + span.text(text).unwrap_or_default())
}

/// Parses a part of the text that stands behind other words than in the text: `WITH` makes a query of an expression.
pub(super) fn behind_with(text: &str, span: Span) -> Result<Query, QueryError> {
    const WITH: &str = "WITH ";
    match span.start.checked_sub(WITH.len()) {
        Some(blank) => parse_at(text, " ".repeat(blank) + WITH + span.text(text).unwrap_or_default()),
        None => Err(syntax("UnexpectedSyntax", span, "nothing can begin like this")),
    }
}

fn parse_at(text: &str, source: String) -> Result<Query, QueryError> {
    let program = open_cypher::parse(&source).map_err(|errors| slips::of_query(text, errors.diagnostics()))?.program;
    match program.statements.into_iter().next().map(|statement| statement.kind) {
        Some(StatementKind::Query(statement)) => Ok(statement.query),
        _ => Err(syntax("UnexpectedSyntax", program.span, "this is no query")),
    }
}
