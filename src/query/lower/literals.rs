//! Numbers, text and other values as they are written.

use open_cypher::{Span, ast};

use super::super::error::QueryError;
use super::super::functions::Types;
use super::super::value::Value;
use super::messages::syntax;
use super::types::Kind;

/// The value of a literal.
pub(super) fn literal(literal: &ast::Literal) -> Result<(Value, Kind), QueryError> {
    match &literal.kind {
        ast::LiteralKind::Null => Ok((Value::Null, Kind::NULL)),
        ast::LiteralKind::Boolean(value) => Ok((Value::Boolean(*value), Kind::of(Types::BOOLEAN))),
        ast::LiteralKind::Integer(number) => {
            integer(number, false, literal.span).map(|value| (Value::Integer(value), Kind::of(Types::INTEGER)))
        }
        ast::LiteralKind::Float(number) => {
            float(&number.text, literal.span).map(|value| (Value::Float(value), Kind::of(Types::FLOAT)))
        }
        ast::LiteralKind::String(text) => Ok((Value::text(&text.value), Kind::of(Types::STRING))),
        _ => Err(syntax("UnexpectedSyntax", literal.span, "no value is written like this")),
    }
}

/// The value of a whole number, with the sign before it: the smallest one has no positive counterpart.
pub(super) fn integer(number: &ast::IntegerLiteral, negative: bool, span: Span) -> Result<i64, QueryError> {
    let digits: String = number.text.chars().filter(|c| *c != '_').collect();
    let (radix, digits) = match number.radix {
        ast::IntegerRadix::Hexadecimal => (16, digits.get(2..).unwrap_or_default()),
        ast::IntegerRadix::Octal => (8, digits.get(2..).unwrap_or_default()),
        _ => (10, digits.as_str()),
    };
    let signed = format!("{}{digits}", if negative { "-" } else { "" });
    i64::from_str_radix(&signed, radix).map_err(|_| {
        let message = format!("`{}` does not fit into 64 bits", number.text);
        syntax("IntegerOverflow", span, message).with_hint("write it as a float: `1.0e19`")
    })
}

/// A count in a quantifier or selector.
pub(super) fn count(text: &str, span: Span) -> Result<u32, QueryError> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    if digits.starts_with('$') {
        let message = format!("`{text}` cannot stand for a number of steps or paths");
        return Err(syntax("InvalidParameterUse", span, message).with_hint("write the number itself"));
    }
    digits.parse().map_err(|_| syntax("IntegerOverflow", span, format!("`{text}` is too large a number here")))
}

fn float(text: &str, span: Span) -> Result<f64, QueryError> {
    match text.to_lowercase().as_str() {
        "inf" | "infinity" => return Ok(f64::INFINITY),
        "nan" => return Ok(f64::NAN),
        _ => {}
    }
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    let digits = digits.trim_end_matches(['f', 'F', 'd', 'D']);
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(syntax("FloatingPointOverflow", span, format!("`{text}` is too large a number"))),
        Err(_) => Err(syntax("InvalidNumberLiteral", span, format!("`{text}` is no number"))),
    }
}
