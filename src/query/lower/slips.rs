//! Errors of the parser in few words: what was found, what could stand there, and a hint for common slips.

use open_cypher::{Diagnostic, DiagnosticCode, Span, Token, TokenKind};

use super::super::error::QueryError;
use super::messages::{syntax, unsupported};
use crate::text::nearest;

/// Words that begin a clause, or a part of one.
const WORDS: [&str; 26] = [
    "MATCH",
    "OPTIONAL MATCH",
    "WHERE",
    "RETURN",
    "WITH",
    "UNWIND",
    "CREATE",
    "MERGE",
    "DELETE",
    "DETACH",
    "REMOVE",
    "SET",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "UNION",
    "CALL",
    "YIELD",
    "DISTINCT",
    "CONTAINS",
    "STARTS",
    "OPTIONAL",
    "ORDER",
    "FOREACH",
    "FILTER",
    "INSERT",
];

/// Words of the language that this engine does not have, and what they belong to.
const NOT_SUPPORTED: [(&str, &str); 14] = [
    ("USE", "`USE`"),
    ("LOAD", "`LOAD CSV`"),
    ("INDEX", "`INDEX`"),
    ("CONSTRAINT", "`CONSTRAINT`"),
    ("SHOW", "`SHOW`"),
    ("DROP", "`DROP`"),
    ("NEXT", "`NEXT`"),
    ("SELECT", "`SELECT`"),
    ("NULLS", "an order of nulls"),
    ("NODETACH", "`NODETACH`"),
    ("FOREACH", "`FOREACH` within another query"),
    ("FILTER", "`FILTER` within another query"),
    ("LET", "`LET` within another query"),
    ("USING", "`USING`"),
];

/// The error for a piece of text that is no token.
pub(super) fn of_token(text: &str, wrong: &Diagnostic) -> QueryError {
    let span = wrong.primary_span;
    let written = span.text(text).unwrap_or_default();
    match wrong.code {
        DiagnosticCode::UnterminatedString => {
            let quote: String = written.chars().take(1).collect();
            syntax("UnexpectedSyntax", first_of(span), "this text never ends")
                .with_hint(format!("close it with `{quote}`"))
        }
        DiagnosticCode::UnterminatedIdentifier => {
            syntax("UnexpectedSyntax", first_of(span), "this name never ends").with_hint("close it with a backtick")
        }
        DiagnosticCode::UnterminatedComment => {
            syntax("UnexpectedSyntax", first_of(span), "this comment never ends").with_hint("close it with `*/`")
        }
        DiagnosticCode::InvalidEscape => {
            let detail = if written.contains("\\u") || written.contains("\\U") {
                "InvalidUnicodeLiteral"
            } else {
                "UnexpectedSyntax"
            };
            syntax(detail, span, "this text has a backslash that begins no escape")
                .with_hint("write `\\\\` for a backslash, `\\u0041` for a character by its number")
        }
        _ => {
            let detail = if written.is_ascii() { "UnexpectedSyntax" } else { "InvalidUnicodeCharacter" };
            syntax(detail, span, format!("`{written}` cannot stand in a query"))
        }
    }
}

/// The error for tokens that make no query.
pub(super) fn of_query(text: &str, diagnostics: &[Diagnostic]) -> QueryError {
    let unclosed = diagnostics.iter().rev().find(|one| one.code == DiagnosticCode::UnclosedDelimiter);
    let wrong = diagnostics.iter().find(|one| {
        matches!(one.code, DiagnosticCode::UnexpectedToken | DiagnosticCode::UnexpectedEof | DiagnosticCode::ExtraToken)
    });
    let Some(wrong) = wrong.or(diagnostics.first()) else {
        return syntax("UnexpectedSyntax", Span::new(0, text.len()), "this is no query");
    };
    let tokens: Vec<Token> = open_cypher::lex(text).tokens.into_iter().filter(|token| !token.is_trivia()).collect();
    let at = tokens.partition_point(|token| token.span.end <= wrong.primary_span.start);
    let found = tokens.get(at);
    let span = found.map_or(Span::new(text.len(), text.len()), |token| token.span);
    let written = span.text(text).unwrap_or_default();
    if let Some((span, what)) = not_supported(text, &tokens, at) {
        return unsupported(span, what);
    }
    if written == "::" {
        return unsupported(span, "`IS TYPED`");
    }
    let expected = expectations(&wrong.message);
    let what = if found.is_some() { format!("unexpected `{written}`") } else { "unexpected end of the query".into() };
    let message = if expected.is_empty() { what } else { format!("{what}, expected {}", expected.join(" or ")) };
    let error = syntax(detail(&tokens, at), span, message);
    match hint(text, &tokens, at, unclosed) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// The word at fault, or the one before it behind `CREATE`, where that begins what is not supported.
fn not_supported(text: &str, tokens: &[Token], at: usize) -> Option<(Span, &'static str)> {
    let word = |index: usize| Some((tokens.get(index)?.span, tokens.get(index)?.text(text)?));
    let before = at.checked_sub(1).filter(|before| {
        let create = before.checked_sub(1).and_then(word);
        create.is_some_and(|(_, create)| create.eq_ignore_ascii_case("create"))
    });
    let words = [before, Some(at)].into_iter().flatten().filter_map(word);
    words.into_iter().find_map(|(span, word)| {
        let known = NOT_SUPPORTED.iter().find(|(known, _)| word.eq_ignore_ascii_case(known))?;
        Some((span, known.1))
    })
}

fn first_of(span: Span) -> Span {
    Span::new(span.start, (span.start + 1).min(span.end))
}

/// What is wrong, in the names of the conformance scenarios.
fn detail(tokens: &[Token], at: usize) -> &'static str {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_number = |token: &Token| {
        matches!(token.kind, TokenKind::Integer | TokenKind::HexInteger | TokenKind::OctalInteger | TokenKind::Float)
    };
    if let (Some(before), Some(found)) = (before, tokens.get(at))
        && is_number(before)
        && before.span.end == found.span.start
        && (is_number(found) || matches!(found.kind, TokenKind::Identifier | TokenKind::Keyword(_)))
    {
        return "InvalidNumberLiteral";
    }
    if in_relation(tokens, at) { "InvalidRelationshipPattern" } else { "UnexpectedSyntax" }
}

/// Says whether a token stands in the brackets of a relation: `)-[` or `)<-[` open them.
fn in_relation(tokens: &[Token], at: usize) -> bool {
    let mut open = Vec::new();
    for (index, token) in tokens.iter().enumerate().take(at) {
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => open.push(index),
            TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => {
                open.pop();
            }
            _ => {}
        }
    }
    let kind = |index: Option<usize>| index.and_then(|index| tokens.get(index)).map(|token| token.kind);
    let Some(last) = open.pop() else { return false };
    let arrow = matches!(kind(last.checked_sub(1)), Some(TokenKind::Minus | TokenKind::LeftArrow));
    kind(Some(last)) == Some(TokenKind::LeftBracket)
        && arrow
        && kind(last.checked_sub(2)) == Some(TokenKind::RightParen)
}

/// The few of the parser's expectations that help.
fn expectations(message: &str) -> Vec<String> {
    let Some((_, list)) = message.split_once("expected ") else { return Vec::new() };
    let words: Vec<&str> = list.split('`').skip(1).step_by(2).filter(|word| !word.trim().is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let mut told: Vec<String> = Vec::new();
    if has("CASE") || has("NULL") {
        told.push("a value".into());
    } else if has("identifier") {
        told.push("a name".into());
    }
    if has("AND") && has("OR") {
        told.push("an operator".into());
    }
    if has("CREATE") && has("MATCH") {
        told.push("a clause".into());
    }
    let value = has("CASE") || has("NULL");
    let plain = [
        ")", "]", "}", ",", ":", "|", "=", "AS", "IN", "BY", "WHEN", "THEN", "END", "NULL", "WITH", "(", "->",
        "integer",
    ];
    let more = plain.iter().filter(|word| has(word) && !(value && ["(", "integer", "NULL"].contains(word)));
    told.extend(more.map(|word| format!("`{word}`")));
    told.truncate(4);
    told
}

fn hint(text: &str, tokens: &[Token], at: usize, unclosed: Option<&Diagnostic>) -> Option<String> {
    let written = |index: Option<usize>| {
        let token = index.and_then(|index| tokens.get(index))?;
        token.text(text)
    };
    let (before, found) = (written(at.checked_sub(1)), written(Some(at)));
    match (before, found) {
        (_, Some("&")) if written(Some(at + 1)) == Some("&") => return Some("both conditions: `AND`".into()),
        (_, Some(";")) => return Some("one query at a time".into()),
        (Some("="), Some("=")) => return Some("equality is written with one `=`".into()),
        (_, Some("||")) => return Some("one of two conditions: `OR`".into()),
        _ => {}
    }
    if let Some(open) = unclosed {
        let line = open.primary_span.text(text).unwrap_or_default();
        let rest: String = text.get(open.primary_span.start..).unwrap_or_default().chars().take(20).collect();
        return Some(format!("close the `{line}` of `{}`", rest.trim_end()));
    }
    // A misspelled word is read as a name, and the error comes at it or right behind it.
    let is_name = |index: Option<usize>| {
        index.and_then(|index| tokens.get(index)).is_some_and(|t| t.kind == TokenKind::Identifier)
    };
    let mut suspects = [Some(at), at.checked_sub(1)].into_iter().filter(|index| is_name(*index));
    suspects.find_map(|index| {
        let word = written(index)?.to_uppercase();
        let near = nearest(&word, WORDS).filter(|near| *near != word && word.len() > 2)?;
        Some(format!("did you mean `{near}`?"))
    })
}
