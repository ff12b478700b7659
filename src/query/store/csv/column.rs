//! One column of a CSV file on its way to typed values.
//!
//! How: a column is taken for whole numbers until a field is none; from then on it is kept as text, each text once. At the
//! end the type is decided by looking at each text once. A whole number is one only as it is usually written (no leading
//! zeros, no plus), so that it can be turned back into the text that it was.

use std::sync::Arc;

use super::super::super::temporal::{Date, Temporal, TemporalKind, parse};
use super::super::columns::Column;
use super::super::dictionary::{Dictionary, Texts};
use super::super::slots::Slots;
use super::CsvOptions;
use super::interner::Interner;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Integer,
    Float,
    Boolean,
    Date,
    Text,
}

/// A column that is being read.
pub(super) struct ColumnBuilder {
    name: String,
    stated: Option<Type>,
    values: Values,
}

enum Values {
    Integers(Slots<i64>),
    Texts(Slots<u32>, Interner),
}

impl ColumnBuilder {
    pub(super) fn new(name: &str, stated: Option<Type>) -> Self {
        let values = match stated {
            None | Some(Type::Integer) => Values::Integers(Slots::default()),
            Some(_) => Values::Texts(Slots::default(), Interner::default()),
        };
        ColumnBuilder { name: name.to_owned(), stated, values }
    }

    /// The key of the property.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads a field that is not empty.
    ///
    /// # Errors
    /// Says why the text does not fit the type that the head states.
    pub(super) fn push(&mut self, id: u32, text: &str) -> Result<(), String> {
        if let Values::Integers(slots) = &mut self.values {
            let number = if self.stated.is_some() { text.trim().parse().ok() } else { whole(text) };
            match (number, self.stated) {
                (Some(number), _) => {
                    slots.set(id, number);
                    return Ok(());
                }
                (None, Some(_)) => return Err(format!("`{text}` is no whole number")),
                (None, None) => {
                    let mut texts = Interner::default();
                    let codes = std::mem::take(slots).map(|number| texts.intern(&number.to_string()).0);
                    self.values = Values::Texts(codes, texts);
                }
            }
        }
        if let Values::Texts(slots, texts) = &mut self.values {
            let (code, new) = texts.intern(text);
            if new {
                self.stated.map_or(Ok(()), |stated| check(text, stated))?;
            }
            slots.set(id, code);
        }
        Ok(())
    }

    /// Gives the column its type.
    pub(super) fn finish(self, options: &CsvOptions) -> Column {
        let mut column = match self.values {
            Values::Integers(slots) if slots.len() == 0 => Column::Empty,
            Values::Integers(slots) => Column::Integer(slots),
            Values::Texts(slots, _) if slots.len() == 0 => Column::Empty,
            Values::Texts(codes, texts) => match self.stated.unwrap_or_else(|| infer(&texts, options.dates_as_text)) {
                Type::Float => Column::Float(each(codes, &texts, |text| text.trim().parse().ok())),
                Type::Boolean => Column::Boolean(each(codes, &texts, truth)),
                Type::Date => Column::Date(each(codes, &texts, date)),
                Type::Integer | Type::Text => {
                    let dictionary = Dictionary::new(texts.texts().map(Arc::from).collect());
                    Column::Text(Texts::new(codes, dictionary))
                }
            },
        };
        column.shrink();
        column
    }
}

/// Says why a text is not of a type.
fn check(text: &str, stated: Type) -> Result<(), String> {
    let (fits, what) = match stated {
        Type::Integer | Type::Text => (true, ""),
        Type::Float => (text.trim().parse::<f64>().is_ok(), "no number"),
        Type::Boolean => (truth(text).is_some(), "neither `true` nor `false`"),
        Type::Date => (date(text).is_some(), "no date (`YYYY-MM-DD`)"),
    };
    if fits { Ok(()) } else { Err(format!("`{text}` is {what}")) }
}

/// The type that all texts have.
fn infer(texts: &Interner, dates_as_text: bool) -> Type {
    if texts.texts().all(|text| number(text).is_some()) {
        Type::Float
    } else if texts.texts().all(|text| truth(text).is_some()) {
        Type::Boolean
    } else if !dates_as_text && texts.texts().all(|text| is_day(text) && date(text).is_some()) {
        Type::Date
    } else {
        Type::Text
    }
}

/// Makes a value of each text once, and puts it where the text was.
fn each<T: Copy>(codes: Slots<u32>, texts: &Interner, make: impl Fn(&str) -> Option<T>) -> Slots<T> {
    // Every text was looked at before: each makes a value.
    let values: Vec<T> = texts.texts().filter_map(make).collect();
    codes.map(|code| values[code as usize])
}

/// A whole number, written as it is usually.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let usual = digits == "0" && digits.len() == text.len() || !digits.starts_with(['0', '+']);
    if usual { text.parse().ok() } else { None }
}

/// A number, written as it is usually: `-0.5`, `12`, `3e8`. No code (`007`), and no id that is too long for a number.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") && !digits.starts_with("0e");
    let is_long = digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_code || is_long || !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn truth(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// A date to the day: `2014-03` is none.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-'
}

fn date(text: &str) -> Option<Date> {
    match parse(TemporalKind::Date, text.trim()).ok()? {
        Temporal::Date(date) => Some(date),
        _ => None,
    }
}
