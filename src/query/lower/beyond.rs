//! Clauses that the crate `open-cypher` has in its tree but does not parse yet: `CALL { }`, `OPTIONAL CALL`, `CALL name
//! YIELD`, `FOREACH`, `LET`, `FILTER`, `INSERT`, `FINISH`.
//!
//! Reads: tokens. Gives: the tree of the whole query, or nothing where there is no such clause (then the crate does all).
//! How: the text is cut at the clauses that stand outside of all brackets; pieces between them are parsed by the crate,
//! with blanks in place of the rest, so that all places are those in the whole text.
//! Does not: find such clauses within `EXISTS { }` and its like.

use open_cypher::ast::{self, ClauseKind, Node};
use open_cypher::{Keyword, Span, Token, TokenKind};

use super::super::error::QueryError;
use super::messages::{syntax, unsupported};
use super::parse::{behind_with, fragment};

/// A clause that this file knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    Called,
    OptionalCall,
    BareCall,
    Foreach,
    Let,
    Filter,
    Insert,
    Finish,
}

/// A piece of a query: an own clause, or some clauses for the crate.
struct Piece<'t> {
    special: Option<Special>,
    tokens: &'t [Token],
}

/// Parses a query that has clauses which the crate does not know.
pub(super) fn query(text: &str, tokens: &[Token]) -> Result<Option<ast::Query>, QueryError> {
    let tokens = match tokens.split_last() {
        Some((last, rest)) if last.kind == TokenKind::Semicolon => rest,
        _ => tokens,
    };
    if !outside(tokens).any(|at| special(text, tokens, at).is_some()) {
        return Ok(None);
    }
    whole(text, tokens).map(Some)
}

fn whole(text: &str, tokens: &[Token]) -> Result<ast::Query, QueryError> {
    let cuts: Vec<usize> = outside(tokens).filter(|at| is_keyword(tokens, *at, Keyword::Union)).collect();
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts.iter().copied().chain([tokens.len()]) {
        parts.push(single(text, tokens.get(from..cut).unwrap_or_default(), tokens)?);
        let quantified = is_keyword(tokens, cut + 1, Keyword::All) || is_keyword(tokens, cut + 1, Keyword::Distinct);
        from = cut + 1 + usize::from(quantified);
    }
    let mut parts = parts.into_iter();
    let Some(head) = parts.next() else { return Err(empty(tokens)) };
    let unions = cuts.iter().zip(parts).map(|(cut, query)| {
        let operator = match tokens.get(cut + 1).map(|token| token.kind) {
            Some(TokenKind::Keyword(Keyword::All)) => ast::UnionOperator::All,
            Some(TokenKind::Keyword(Keyword::Distinct)) => ast::UnionOperator::Distinct,
            _ => ast::UnionOperator::Default,
        };
        let span = tokens.get(*cut).map_or(query.span, |token| token.span);
        ast::UnionBranch { operator: Node::new(operator, span), query }
    });
    let unions = unions.collect();
    Ok(Node::new(ast::QueryKind::Regular(ast::RegularQuery { head, unions }), span_of(tokens)))
}

fn single(text: &str, tokens: &[Token], around: &[Token]) -> Result<ast::SingleQuery, QueryError> {
    if tokens.is_empty() {
        return Err(empty(around));
    }
    let mut clauses = Vec::new();
    for piece in pieces(text, tokens) {
        clauses.extend(parse_piece(text, &piece)?);
    }
    Ok(Node::new(ast::SingleQueryKind { clauses }, span_of(tokens)))
}

/// Cuts a query where own clauses begin and end.
fn pieces<'t>(text: &str, tokens: &'t [Token]) -> Vec<Piece<'t>> {
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    let mut from = 0;
    let mut open: Option<Special> = None;
    let starts: Vec<(usize, Option<Special>)> = outside(tokens)
        .filter_map(|at| match special(text, tokens, at) {
            Some(special) => Some((at, Some(special))),
            None => begins_clause(tokens, at).then_some((at, None)),
        })
        .collect();
    let mut cut = |from: &mut usize, to: usize, special: Option<Special>| {
        if let Some(tokens) = tokens.get(*from..to).filter(|tokens| !tokens.is_empty()) {
            pieces.push(Piece { special, tokens });
        }
        *from = to;
    };
    for (at, special) in starts {
        // `OPTIONAL CALL` begins once, not at `CALL` again.
        let within = at == from + 1 && open == Some(Special::OptionalCall);
        if within || (special.is_none() && open.is_none()) {
            continue;
        }
        cut(&mut from, at, open);
        open = special;
    }
    cut(&mut from, tokens.len(), open);
    pieces
}

fn parse_piece(text: &str, piece: &Piece<'_>) -> Result<Vec<ast::Clause>, QueryError> {
    let (tokens, span) = (piece.tokens, span_of(piece.tokens));
    let kind = match piece.special {
        None | Some(Special::BareCall) => return fragment_clauses(text, span),
        Some(Special::OptionalCall) => return optional_call(text, tokens),
        Some(Special::Called) => called(text, tokens, false)?,
        Some(Special::Foreach) => foreach(text, tokens)?,
        Some(Special::Let) => bindings(text, tokens)?,
        Some(Special::Filter) => {
            let rest = tokens.get(1..).unwrap_or_default();
            let rest = if is_keyword(rest, 0, Keyword::Where) { &rest[1..] } else { rest };
            ClauseKind::Filter(ast::FilterClause { predicate: expression(text, rest, span)? })
        }
        Some(Special::Insert) => insert(text, span)?,
        Some(Special::Finish) if tokens.len() == 1 => ClauseKind::Finish,
        Some(Special::Finish) => return Err(syntax("UnexpectedSyntax", span, "nothing can stand behind `FINISH`")),
    };
    Ok(vec![Node::new(kind, span)])
}

fn fragment_clauses(text: &str, span: Span) -> Result<Vec<ast::Clause>, QueryError> {
    match fragment(text, span)?.kind {
        ast::QueryKind::Regular(regular) if regular.unions.is_empty() => Ok(regular.head.kind.clauses),
        _ => Err(syntax("UnexpectedSyntax", span, "these are no clauses")),
    }
}

fn optional_call(text: &str, tokens: &[Token]) -> Result<Vec<ast::Clause>, QueryError> {
    let (span, rest) = (span_of(tokens), tokens.get(1..).unwrap_or_default());
    if is_subquery(rest, 0) {
        return Ok(vec![Node::new(called(text, rest, true)?, span)]);
    }
    let mut clauses = fragment_clauses(text, span_of(rest))?;
    if let Some(ClauseKind::Call(call)) = clauses.first_mut().map(|clause| &mut clause.kind) {
        call.optional = true;
    }
    Ok(clauses)
}

/// `CALL (a, b) { ... }`.
fn called(text: &str, tokens: &[Token], optional: bool) -> Result<ClauseKind, QueryError> {
    let span = span_of(tokens);
    let mut at = 1;
    let mut scope = None;
    if kind(tokens, at) == Some(TokenKind::LeftParen) {
        let end = closing(tokens, at);
        scope = Some(imported(text, tokens.get(at + 1..end).unwrap_or_default(), span)?);
        at = end + 1;
    }
    let end = closing(tokens, at);
    if end >= tokens.len() {
        return Err(unclosed(tokens, at));
    }
    if let Some(behind) = tokens.get(end + 1) {
        return match behind.kind {
            TokenKind::Keyword(Keyword::In) => {
                Err(unsupported(behind.span, "`CALL { } IN TRANSACTIONS`").with_hint("leave `IN TRANSACTIONS` out"))
            }
            _ => Err(syntax("UnexpectedSyntax", behind.span, "a clause must stand behind `CALL { }`")),
        };
    }
    let query = Box::new(whole(text, tokens.get(at + 1..end).unwrap_or_default())?);
    let target = ast::CallTarget::Subquery { scope, query, in_transactions: None };
    Ok(ClauseKind::Call(ast::CallClause { optional, target, yield_clause: None }))
}

fn imported(text: &str, tokens: &[Token], span: Span) -> Result<ast::SubqueryScope, QueryError> {
    if matches!(tokens, [star] if star.kind == TokenKind::Star) {
        return Ok(ast::SubqueryScope { import_all: true, variables: Vec::new(), span });
    }
    let mut variables = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (at % 2, token.kind) {
            (0, _) => variables.push(name(text, token)?),
            (_, TokenKind::Comma) => {}
            _ => return Err(syntax("UnexpectedSyntax", token.span, "variables to import are listed with commas")),
        }
    }
    Ok(ast::SubqueryScope { import_all: false, variables, span })
}

/// `FOREACH (x IN list | clauses)`.
fn foreach(text: &str, tokens: &[Token]) -> Result<ClauseKind, QueryError> {
    let span = span_of(tokens);
    let end = closing(tokens, 1);
    if end >= tokens.len() {
        return Err(unclosed(tokens, 1));
    }
    if let Some(behind) = tokens.get(end + 1) {
        return Err(syntax("UnexpectedSyntax", behind.span, "a clause must stand behind `FOREACH`"));
    }
    let inside = tokens.get(2..end).unwrap_or_default();
    // The bar of a comprehension stands in brackets of its own.
    let bar = outside(inside).find(|at| kind(inside, *at) == Some(TokenKind::Pipe));
    let (Some(bar), Some(variable), true) = (bar, inside.first(), is_keyword(inside, 1, Keyword::In)) else {
        return Err(syntax("UnexpectedSyntax", span, "`FOREACH` reads `(variable IN list | clauses)`"));
    };
    let list = expression(text, inside.get(2..bar).unwrap_or_default(), span)?;
    let body = inside.get(bar + 1..).unwrap_or_default();
    let clauses = single(text, body, tokens)?.kind.clauses;
    Ok(ClauseKind::Foreach(ast::ForeachClause { variable: name(text, variable)?, list, clauses }))
}

/// `LET a = value, b = value`.
fn bindings(text: &str, tokens: &[Token]) -> Result<ClauseKind, QueryError> {
    let tokens = tokens.get(1..).unwrap_or_default();
    let mut bindings = Vec::new();
    let commas = outside(tokens).filter(|at| kind(tokens, *at) == Some(TokenKind::Comma));
    let mut from = 0;
    for to in commas.chain([tokens.len()]).collect::<Vec<_>>() {
        let part = tokens.get(from..to).unwrap_or_default();
        let (Some(variable), Some(TokenKind::Equal)) = (part.first(), kind(part, 1)) else {
            return Err(syntax("UnexpectedSyntax", span_of(tokens), "`LET` reads `variable = value`"));
        };
        let value = expression(text, part.get(2..).unwrap_or_default(), variable.span)?;
        bindings.push(ast::Binding { variable: name(text, variable)?, expression: value, span: span_of(part) });
        from = to + 1;
    }
    Ok(ClauseKind::Let(ast::LetClause { bindings }))
}

/// `INSERT` reads the same as `CREATE`, and both words are six letters long.
fn insert(text: &str, span: Span) -> Result<ClauseKind, QueryError> {
    let as_create = [text.get(..span.start), Some("CREATE"), text.get(span.start + "INSERT".len()..span.end)];
    let as_create: String = as_create.into_iter().flatten().collect();
    match fragment_clauses(&as_create, span)?.into_iter().next().map(|clause| clause.kind) {
        Some(ClauseKind::Create(create)) => Ok(ClauseKind::Insert(ast::InsertClause { pattern: create.pattern })),
        _ => Err(syntax("UnexpectedSyntax", span, "`INSERT` takes a pattern")),
    }
}

/// Parses a single expression.
fn expression(text: &str, tokens: &[Token], around: Span) -> Result<ast::Expr, QueryError> {
    if tokens.is_empty() {
        return Err(syntax("UnexpectedSyntax", around, "a value is missing here"));
    }
    let span = span_of(tokens);
    let wrong = || syntax("UnexpectedSyntax", span, "this is no single value");
    let ast::QueryKind::Regular(regular) = behind_with(text, span)?.kind else { return Err(wrong()) };
    match regular.head.kind.clauses.into_iter().next().map(|clause| clause.kind) {
        Some(ClauseKind::With(with)) => match with.projection.items.into_iter().next().map(|item| item.kind) {
            Some(ast::ProjectionItemKind::Expression { expression, alias: None }) if expression.span == span => {
                Ok(expression)
            }
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

fn name(text: &str, token: &Token) -> Result<ast::Name, QueryError> {
    let written = token.text(text).unwrap_or_default();
    let identifier = match token.kind {
        TokenKind::Identifier | TokenKind::Keyword(_) => ast::Identifier::new(written, false),
        TokenKind::EscapedIdentifier => {
            let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
            ast::Identifier::new(inner.replace("``", "`"), true)
        }
        _ => return Err(syntax("UnexpectedSyntax", token.span, format!("`{written}` is no name"))),
    };
    Ok(Node::new(identifier, token.span))
}

/// The clause of this file that begins at a token.
fn special(text: &str, tokens: &[Token], at: usize) -> Option<Special> {
    let token = tokens.get(at)?;
    if !may_begin(tokens, at) {
        return None;
    }
    if token.kind == TokenKind::Keyword(Keyword::Call) {
        let bare = || (!is_call_with_parentheses(tokens, at) && tokens.len() > 1).then_some(Special::BareCall);
        return if is_subquery(tokens, at) { Some(Special::Called) } else { bare() };
    }
    if token.kind == TokenKind::Keyword(Keyword::Optional) {
        return is_keyword(tokens, at + 1, Keyword::Call).then_some(Special::OptionalCall);
    }
    if token.kind != TokenKind::Identifier {
        return None;
    }
    let next = kind(tokens, at + 1);
    let word = token.text(text)?.to_ascii_uppercase();
    match (word.as_str(), next) {
        ("FOREACH", Some(TokenKind::LeftParen)) => Some(Special::Foreach),
        ("INSERT", Some(TokenKind::LeftParen)) => Some(Special::Insert),
        ("LET", Some(_)) if kind(tokens, at + 2) == Some(TokenKind::Equal) => Some(Special::Let),
        ("FILTER", Some(next)) if !matches!(next, TokenKind::Comma | TokenKind::Dot | TokenKind::Equal) => {
            Some(Special::Filter)
        }
        ("FINISH", next) if next.is_none() || is_keyword(tokens, at + 1, Keyword::Union) => Some(Special::Finish),
        _ => None,
    }
}

/// Says whether a clause of the crate begins at a token.
fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let Some(TokenKind::Keyword(word)) = kind(tokens, at) else { return false };
    let begins = matches!(
        word,
        Keyword::Match
            | Keyword::Optional
            | Keyword::Unwind
            | Keyword::With
            | Keyword::Return
            | Keyword::Create
            | Keyword::Merge
            | Keyword::Set
            | Keyword::Remove
            | Keyword::Delete
            | Keyword::Detach
            | Keyword::Call
    );
    begins && may_begin(tokens, at)
}

/// Says whether a clause may begin at a token: what stands before it is the end of something.
fn may_begin(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| kind(tokens, before)) else { return true };
    match before {
        TokenKind::Keyword(word) => matches!(
            word,
            Keyword::Null
                | Keyword::True
                | Keyword::False
                | Keyword::End
                | Keyword::Asc
                | Keyword::Ascending
                | Keyword::Desc
                | Keyword::Descending
                | Keyword::Inf
                | Keyword::Infinity
                | Keyword::Nan
        ),
        kind => {
            kind.is_literal()
                || matches!(
                    kind,
                    TokenKind::Identifier
                        | TokenKind::EscapedIdentifier
                        | TokenKind::Parameter
                        | TokenKind::RightParen
                        | TokenKind::RightBracket
                        | TokenKind::RightBrace
                        | TokenKind::Star
                )
        }
    }
}

/// Says whether `CALL` at a token calls a query.
fn is_subquery(tokens: &[Token], at: usize) -> bool {
    matches!(kind(tokens, at + 1), Some(TokenKind::LeftBrace | TokenKind::LeftParen))
}

/// Says whether `CALL` at a token names a procedure with its arguments.
fn is_call_with_parentheses(tokens: &[Token], at: usize) -> bool {
    let mut end = at + 2;
    while kind(tokens, end) == Some(TokenKind::Dot) {
        end += 2;
    }
    kind(tokens, end) == Some(TokenKind::LeftParen)
}

/// The tokens that stand outside of all brackets.
fn outside(tokens: &[Token]) -> impl Iterator<Item = usize> {
    let mut depth = 0usize;
    tokens.iter().enumerate().filter_map(move |(at, token)| {
        let shown = depth == 0;
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => depth += 1,
            TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        shown.then_some(at)
    })
}

/// The bracket that closes the one at a token; the number of tokens where none does.
fn closing(tokens: &[Token], at: usize) -> usize {
    let rest = tokens.get(at..).unwrap_or_default();
    let mut depth = 0usize;
    for (index, token) in rest.iter().enumerate() {
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => depth += 1,
            TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + index;
        }
    }
    tokens.len()
}

fn kind(tokens: &[Token], at: usize) -> Option<TokenKind> {
    tokens.get(at).map(|token| token.kind)
}

fn is_keyword(tokens: &[Token], at: usize, word: Keyword) -> bool {
    kind(tokens, at) == Some(TokenKind::Keyword(word))
}

fn span_of(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    }
}

fn empty(around: &[Token]) -> QueryError {
    syntax("UnexpectedSyntax", span_of(around), "a query is missing here")
}

fn unclosed(tokens: &[Token], at: usize) -> QueryError {
    let span = tokens.get(at).map_or(span_of(tokens), |token| token.span);
    syntax("UnexpectedSyntax", span, "this bracket is never closed")
}
