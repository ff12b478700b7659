//! When something happened: date expressions of a sentence, resolved against the document's date.
//!
//! Reads: the entity recognizer's dates and their places in the tree. Gives: a date with its precision.
//! Does not: know times of day, time zones or other calendars.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::table::rows;
use super::{Precision, When};
use crate::nlp::{Dep, Entity, EntityLabel, Parsed};

/// A word of a date expression (`data/lexicon/dates.tsv`).
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Weekday(i8),
    Month(i8),
    Day(i64),
    Unit(char),
    Shift(i64),
    Number(i64),
    Ago,
    Year(i16),
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    rows("data/lexicon/dates.tsv", include_str!("../../data/lexicon/dates.tsv"), "word")
        .filter_map(|row| Some((row.columns()[0], word_of(row.get(1), row.get(2))?)))
        .collect()
});

fn word_of(class: &str, value: &str) -> Option<Word> {
    Some(match class {
        "weekday" => Word::Weekday(value.parse().ok()?),
        "month" => Word::Month(value.parse().ok()?),
        "day" => Word::Day(value.parse().ok()?),
        "unit" => Word::Unit(value.chars().next()?),
        "shift" => Word::Shift(value.parse().ok()?),
        "number" => Word::Number(value.parse().ok()?),
        "ago" => Word::Ago,
        _ => return None,
    })
}

/// Finds the date at a trigger: the expression that its clause governs, else the only one of its sentence.
pub(crate) fn date_of(parsed: &Parsed<'_>, trigger: usize) -> Option<When> {
    let sentence = &parsed.sentences[parsed.sentence_of(trigger)];
    let first = parsed.entities.partition_point(|e| e.tokens.end <= sentence.start);
    let dates: Vec<&Entity> = parsed.entities[first..]
        .iter()
        .take_while(|e| e.tokens.start < sentence.end)
        .filter(|e| matches!(e.label, EntityLabel::Date | EntityLabel::Time))
        .collect();
    let clause = parsed.ancestors(trigger).next().unwrap_or(trigger);
    // "X, who took office in 2013, met Y": a clause inside a phrase keeps its date to itself.
    let apart = |e: &&&Entity| {
        let above: Vec<usize> = parsed.ancestors(e.tokens.end - 1).take(8).collect();
        let relative = above.iter().find(|&&a| parsed.tokens[a].dep == Dep::Relcl);
        relative.is_some_and(|&verb| verb != trigger && !parsed.ancestors(trigger).any(|a| a == verb))
    };
    let mut near = dates.iter().filter(|e| !apart(e));
    let governed =
        near.clone().find(|e| parsed.ancestors(e.tokens.end - 1).take(4).any(|a| a == trigger || a == clause));
    let chosen = governed.or(if dates.len() == 1 { near.next() } else { None })?;
    resolve(chosen.tokens.clone().map(|t| &*parsed.tokens[t].norm), parsed.document.date)
}

/// Says whether an event of this date is background to the document: more than a year before its date; where that is unknown,
/// in an earlier year than the latest that the document names, told by the way, or dated by no more than a year: news names
/// the year of what is long past.
pub(crate) fn is_history(parsed: &Parsed<'_>, when: When, aside: Aside) -> bool {
    match parsed.document.date {
        Some(date) => date.checked_sub(1.year()).is_ok_and(|limit| when.date < limit),
        None => {
            let vague = when.precision == Precision::Year || aside == Aside::Yes;
            vague || reference_year(parsed).is_some_and(|latest| when.date.year() < latest)
        }
    }
}

/// Whether something is told by the way: in a relative clause, a participle, an apposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aside {
    Yes,
    No,
}

fn reference_year(parsed: &Parsed<'_>) -> Option<i16> {
    let dates = parsed.entities.iter().filter(|e| e.label == EntityLabel::Date);
    dates.flat_map(|e| e.tokens.clone()).filter_map(|t| year(&parsed.tokens[t].norm)).max()
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| (1500..2100).contains(y))
}

/// Resolves a date expression, given as its words in lower case.
fn resolve<'a>(words: impl Iterator<Item = &'a str>, reference: Option<Date>) -> Option<When> {
    let words: Vec<Word> = words
        .filter_map(|text| {
            let known = WORDS.get(text).copied();
            known.or_else(|| year(text).map(Word::Year)).or_else(|| text.parse().ok().map(Word::Number))
        })
        .collect();
    calendar_date(&words, reference).or_else(|| relative_date(&words, reference?))
}

/// "October 4, 2007", "4 October", "May 2016", "2014".
fn calendar_date(words: &[Word], reference: Option<Date>) -> Option<When> {
    let year = words.iter().find_map(|w| if let Word::Year(y) = w { Some(*y) } else { None });
    let month = words.iter().find_map(|w| if let Word::Month(m) = w { Some(*m) } else { None });
    let day = words.iter().find_map(|w| match w {
        Word::Number(d) if (1..=31).contains(d) => i8::try_from(*d).ok(),
        _ => None,
    });
    let when = |date: Result<Date, jiff::Error>, precision| Some(When { date: date.ok()?, precision });
    match (year, month, day) {
        (Some(y), Some(m), Some(d)) => when(Date::new(y, m, d), Precision::Day),
        (Some(y), Some(m), None) => when(Date::new(y, m, 1), Precision::Month),
        (Some(y), None, _) => when(Date::new(y, 1, 1), Precision::Year),
        (None, Some(m), day) => {
            // Without a year the latest such month that is not well ahead of the document.
            let reference = reference?;
            let ahead = m > reference.month() + 2;
            let precision = if day.is_some() { Precision::Day } else { Precision::Month };
            when(Date::new(reference.year() - i16::from(ahead), m, day.unwrap_or(1)), precision)
        }
        (None, None, _) => None,
    }
}

/// "Tuesday", "last week", "three days ago", "this morning".
fn relative_date(words: &[Word], reference: Date) -> Option<When> {
    let shift = words.iter().find_map(|w| if let Word::Shift(s) = w { Some(*s) } else { None });
    let when = |date: Option<Date>, precision| Some(When { date: date?, precision });
    let unit = words.iter().find_map(|w| if let Word::Unit(u) = w { Some(*u) } else { None });
    if let (Some(unit), Some(number), true) = (unit, number(words), words.contains(&Word::Ago)) {
        return when(moved(reference, unit, -number), precision_of(unit));
    }
    if let (Some(unit), Some(shift)) = (unit, shift) {
        return when(moved(reference, unit, shift).and_then(|d| first_of(d, unit)), precision_of(unit));
    }
    words.iter().find_map(|w| match w {
        Word::Weekday(day) => {
            let day = Weekday::from_monday_one_offset(*day).ok()?;
            let same = reference.weekday() == day && shift.unwrap_or(0) == 0;
            let date = match shift {
                _ if same => Some(reference),
                Some(1) => reference.nth_weekday(1, day).ok(),
                _ => reference.nth_weekday(-1, day).ok(),
            };
            when(date, Precision::Day)
        }
        Word::Day(days) => when(reference.checked_add((*days).days()).ok(), Precision::Day),
        _ => None,
    })
}

fn number(words: &[Word]) -> Option<i64> {
    words.iter().find_map(|w| if let Word::Number(n) = w { Some(*n) } else { None }).filter(|n| *n < 1000)
}

fn moved(date: Date, unit: char, by: i64) -> Option<Date> {
    let span = match unit {
        'd' => by.days(),
        'w' => by.weeks(),
        'm' => by.months(),
        _ => by.years(),
    };
    date.checked_add(span).ok()
}

fn first_of(date: Date, unit: char) -> Option<Date> {
    match unit {
        'w' => date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok(),
        'm' => Some(date.first_of_month()),
        'y' => Some(date.first_of_year()),
        _ => Some(date),
    }
}

fn precision_of(unit: char) -> Precision {
    match unit {
        'd' => Precision::Day,
        'w' => Precision::Week,
        'm' => Precision::Month,
        _ => Precision::Year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, reference: Option<&str>, expected: &str) {
        let reference = reference.map(|d| d.parse().expect("a date"));
        let found = resolve(words.split(' '), reference);
        let shown = found.map_or("-".into(), |w| format!("{} {:?}", w.date, w.precision));
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn full_dates_need_no_reference() {
        check("4 october 2007", None, "2007-10-04 Day");
        check("oct. 4 , 2007", None, "2007-10-04 Day");
        check("may 2016", None, "2016-05-01 Month");
        check("2014", None, "2014-01-01 Year");
    }

    #[test]
    fn relative_dates_count_from_the_document() {
        let wednesday = Some("2016-09-28");
        check("tuesday", wednesday, "2016-09-27 Day");
        check("wednesday", wednesday, "2016-09-28 Day");
        check("next friday", wednesday, "2016-09-30 Day");
        check("yesterday", wednesday, "2016-09-27 Day");
        check("last week", wednesday, "2016-09-19 Week");
        check("three days ago", wednesday, "2016-09-25 Day");
        check("last year", wednesday, "2015-01-01 Year");
        check("december", wednesday, "2015-12-01 Month");
    }

    #[test]
    fn what_tells_no_date_gives_none() {
        check("tuesday", None, "-");
        check("31 february 2016", None, "-");
        check("the five - year", Some("2016-09-28"), "-");
        check("recent years", Some("2016-09-28"), "-");
    }
}
