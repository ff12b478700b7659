//! Refuses what is nested too deep, before a tree is made of it.
//!
//! A tree as deep as the text is long would overflow the stack where it is walked or dropped, and that ends the whole
//! program. How: one pass over the tokens bounds from above, for every bracket, how deep the tree below it can be:
//! brackets, `NOT`s, signs and steps into properties one within the other, and the operators of a chain (`a + b + c`
//! leans to one side).

use open_cypher::{Keyword, Token, TokenKind};

use super::super::error::{ErrorClass, QueryError};
use super::messages::place;

/// How deep a tree may be. With what follows, that is 80 parentheses, 50 maps, or 320 terms of a sum.
const LIMIT: usize = 640;
/// What a query or a map adds: its parts are walked by several functions.
const BRACE: usize = 12;
/// What any other bracket adds, a sign, or a step into a property.
const STEP: usize = 8;
/// What an operator of a chain adds, which is walked in a loop.
const LINK: usize = 2;
/// How many conditions `AND` and `OR` may join in one place: they are joined flat.
const CONDITIONS: usize = 3000;

/// What is open at a token.
#[derive(Default)]
struct Level {
    /// Operators since the last separator.
    links: usize,
    /// The depth of the operand at hand.
    operand: usize,
    /// The deepest operand of the chain.
    operands: usize,
    /// The deepest of what stood before the last separator.
    deepest: usize,
    /// Conditions joined.
    conditions: usize,
    /// Whether it is a `CASE`.
    case: bool,
}

impl Level {
    fn depth(&self) -> usize {
        self.links + self.operands.max(self.operand)
    }

    fn link(&mut self) {
        self.operands = self.operands.max(self.operand);
        self.operand = 0;
        self.links += LINK;
    }

    fn separate(&mut self) {
        self.deepest = self.deepest.max(self.depth());
        (self.links, self.operand, self.operands) = (0, 0, 0);
    }

    /// Takes a token that opens or closes nothing.
    fn take(&mut self, token: TokenKind, before: Option<TokenKind>) {
        match token {
            TokenKind::Keyword(Keyword::And | Keyword::Or) => {
                self.separate();
                self.conditions += 1;
            }
            kind if separates(kind) => {
                self.separate();
                self.conditions = 0;
            }
            TokenKind::Dot | TokenKind::Keyword(Keyword::Not) => self.operand += STEP,
            TokenKind::Minus | TokenKind::Plus if is_sign(before) => self.operand += STEP,
            kind if is_link(kind) => self.link(),
            _ => {}
        }
    }
}

/// Fails where a query is nested too deep.
pub(super) fn check(tokens: &[Token]) -> Result<(), QueryError> {
    let mut levels = vec![Level::default()];
    // What the brackets that are open add: a tree is refused at the bracket that is too much.
    let mut open = 0;
    let mut before = None;
    for token in tokens {
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket => open += push(&mut levels, false, STEP),
            TokenKind::LeftBrace => open += push(&mut levels, false, BRACE),
            TokenKind::Keyword(Keyword::Case) if before != Some(TokenKind::Dot) => {
                open += push(&mut levels, true, STEP);
            }
            TokenKind::RightParen | TokenKind::RightBracket => open -= close(&mut levels, STEP).min(open),
            TokenKind::RightBrace => open -= close(&mut levels, BRACE).min(open),
            TokenKind::Keyword(Keyword::End) if levels.last().is_some_and(|level| level.case) => {
                open -= close(&mut levels, STEP).min(open);
            }
            kind => {
                if let Some(level) = levels.last_mut() {
                    level.take(kind, before);
                }
            }
        }
        before = Some(token.kind);
        let Some(level) = levels.last() else { break };
        if open > LIMIT || level.depth() > LIMIT {
            return Err(refuse(token, "this is nested too deep", "name parts of it with `WITH`"));
        }
        if level.conditions > CONDITIONS {
            return Err(refuse(token, "too many conditions are joined here", "test against a list: `x IN $values`"));
        }
    }
    Ok(())
}

fn push(levels: &mut Vec<Level>, case: bool, weight: usize) -> usize {
    levels.push(Level { case, ..Level::default() });
    weight
}

/// Adds what a bracket holds to what stands around it.
fn close(levels: &mut Vec<Level>, weight: usize) -> usize {
    if levels.len() > 1
        && let Some(mut inner) = levels.pop()
        && let Some(outer) = levels.last_mut()
    {
        inner.separate();
        outer.operand += inner.deepest + weight;
        return weight;
    }
    0
}

/// Says whether what stands behind a token is no part of what stands before it.
fn separates(kind: TokenKind) -> bool {
    let TokenKind::Keyword(word) = kind else { return kind == TokenKind::Comma };
    matches!(
        word,
        Keyword::Match
            | Keyword::Return
            | Keyword::With
            | Keyword::Unwind
            | Keyword::Create
            | Keyword::Merge
            | Keyword::Where
            | Keyword::When
            | Keyword::Then
            | Keyword::Else
            | Keyword::Union
            | Keyword::Set
            | Keyword::Call
            | Keyword::Order
    )
}

/// Says whether `+` or `-` behind this token is a sign.
fn is_sign(before: Option<TokenKind>) -> bool {
    before.is_none_or(|kind| {
        is_link(kind) || matches!(kind, TokenKind::Keyword(_) | TokenKind::LeftParen | TokenKind::LeftBracket)
    })
}

/// Says whether a token makes a chain longer.
fn is_link(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Plus
            | TokenKind::Minus
            | TokenKind::Star
            | TokenKind::Slash
            | TokenKind::Percent
            | TokenKind::Caret
            | TokenKind::DoublePipe
            | TokenKind::Equal
            | TokenKind::NotEqual
            | TokenKind::Less
            | TokenKind::LessEqual
            | TokenKind::Greater
            | TokenKind::GreaterEqual
            | TokenKind::RegexMatch
            | TokenKind::Pipe
            | TokenKind::Ampersand
            | TokenKind::Bang
            | TokenKind::Keyword(Keyword::Xor | Keyword::In | Keyword::Contains)
    )
}

fn refuse(token: &Token, message: &str, hint: &str) -> QueryError {
    QueryError::compile(ErrorClass::SyntaxError, "NestedTooDeep", place(token.span), message).with_hint(hint)
}
