//! The fields from which a temporal value is made, sorted by what they tell.
//!
//! Reads: names with values. Gives: [`Given`]: numbers by part, a time zone, and the values whose parts are taken.
//! Does not: know which fields belong together; `construct` does.

use super::{Field, Temporal, TemporalError, TemporalKind, Zone};

/// A part of a date or time that is given as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
    Week,
    DayOfWeek,
    Quarter,
    DayOfQuarter,
    OrdinalDay,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    EpochSeconds,
    EpochMillis,
}

/// Each part with its name, in the order of [`Part`].
const PARTS: [(Part, &str); 16] = [
    (Part::Year, "year"),
    (Part::Month, "month"),
    (Part::Day, "day"),
    (Part::Week, "week"),
    (Part::DayOfWeek, "dayOfWeek"),
    (Part::Quarter, "quarter"),
    (Part::DayOfQuarter, "dayOfQuarter"),
    (Part::OrdinalDay, "ordinalDay"),
    (Part::Hour, "hour"),
    (Part::Minute, "minute"),
    (Part::Second, "second"),
    (Part::Millisecond, "millisecond"),
    (Part::Microsecond, "microsecond"),
    (Part::Nanosecond, "nanosecond"),
    (Part::EpochSeconds, "epochSeconds"),
    (Part::EpochMillis, "epochMillis"),
];

impl Part {
    pub fn name(self) -> &'static str {
        PARTS[self as usize].1
    }

    fn belongs_to(self, kind: TemporalKind) -> bool {
        match self {
            Part::EpochSeconds | Part::EpochMillis => kind == TemporalKind::DateTime,
            _ if (self as usize) < Part::Hour as usize => kind.has_date(),
            _ => kind.has_time(),
        }
    }
}

/// What is given for a value of a kind.
#[derive(Debug, Default)]
pub(super) struct Given {
    numbers: [Option<i64>; PARTS.len()],
    /// The time zone.
    pub zone: Option<Zone>,
    /// The value whose date is taken.
    pub date: Option<Temporal>,
    /// The value whose time of day and zone are taken.
    pub time: Option<Temporal>,
}

impl Given {
    /// Sorts fields; a later one of the same name counts.
    pub fn new(kind: TemporalKind, fields: &[(impl AsRef<str>, Field)]) -> Result<Self, TemporalError> {
        let mut given = Given::default();
        let mut whole = None;
        for (name, value) in fields {
            match name.as_ref() {
                "timezone" if kind.has_zone() => given.zone = Some(zone(value)?),
                "date" if kind.has_date() => given.date = Some(source("date", value)?),
                "time" if kind.has_time() => given.time = Some(source("time", value)?),
                "datetime" => whole = Some(source("datetime", value)?),
                name => {
                    let part = PARTS.iter().find(|(part, known)| *known == name && part.belongs_to(kind));
                    let (part, _) = part.ok_or_else(|| TemporalError::Field { kind, name: name.into() })?;
                    given.numbers[*part as usize] = Some(integer(name, value)?);
                }
            }
        }
        if let Some(whole) = whole {
            let doubled = given.date.as_ref().map(|_| "date").or(given.time.as_ref().map(|_| "time"));
            if let Some(first) = doubled {
                return Err(TemporalError::Conflict { first, second: "datetime" });
            }
            given.date = kind.has_date().then(|| whole.clone());
            given.time = kind.has_time().then_some(whole);
        }
        Ok(given)
    }

    pub fn get(&self, part: Part) -> Option<i64> {
        self.numbers[part as usize]
    }

    /// Sets a number, where none is given.
    pub fn set_missing(&mut self, part: Part, number: i64) {
        self.numbers[part as usize].get_or_insert(number);
    }

    /// The first of some parts that is given.
    pub fn first(&self, parts: &[Part]) -> Option<Part> {
        parts.iter().copied().find(|part| self.get(*part).is_some())
    }
}

fn zone(value: &Field) -> Result<Zone, TemporalError> {
    match value {
        Field::String(name) => Zone::parse(name),
        _ => Err(TemporalError::FieldType { name: "timezone".into(), expected: "a string" }),
    }
}

fn integer(name: &str, value: &Field) -> Result<i64, TemporalError> {
    match value {
        Field::Integer(number) => Ok(*number),
        _ => Err(TemporalError::FieldType { name: name.into(), expected: "an integer" }),
    }
}

/// A value that has what its field says.
fn source(name: &'static str, value: &Field) -> Result<Temporal, TemporalError> {
    let expected = match name {
        "date" => "a value with a date",
        "time" => "a value with a time of day",
        _ => "a value with a date and a time of day",
    };
    match value {
        Field::Temporal(value)
            if (name == "time" || value.date().is_some()) && (name == "date" || value.time().is_some()) =>
        {
            Ok(value.clone())
        }
        _ => Err(TemporalError::FieldType { name: name.into(), expected }),
    }
}
