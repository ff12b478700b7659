//! Reads dictionaries of actors as PETRARCH and TABARI have them.
//!
//! Reads: a name in capitals with `_` for blanks, its synonyms (`+NAME_`), and its codes, behind a name or on lines of their own:
//! `[USAGOV 20130201-20170120]`, `[KENMIL >20100101]`; `;`, `#` and `<!-- -->` are comments. Gives: a row for each actor.
//! Does not: read dictionaries of agents or verbs.

use super::codes::{Codes, Sense};
use super::record::ActorRow;
use super::{ActorFile, Fault};
use crate::actors::ActorKind;
use crate::actors::catalog::{Catalog, Office};
use crate::actors::recase::is_function_word;

/// First year of an office of which only the end is known.
const LONG_AGO: i16 = 1900;
/// Years of two digits from here on are of the last century.
const PIVOT: i16 = 30;
/// Longest name of a person, in words.
const LONGEST_NAME: usize = 5;

/// One entry as it stands.
#[derive(Debug, Default)]
struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<Code>,
    /// Its codes cannot be read, which is told already.
    is_broken: bool,
}

/// `[USAGOV 20130201-20170120]`.
#[derive(Debug)]
struct Code {
    text: String,
    /// First and last year, where there are dates.
    years: Option<(i16, Option<i16>)>,
}

pub(super) fn read(file: &ActorFile, catalog: &Catalog) -> (Vec<ActorRow>, Vec<Fault>) {
    let (mut entries, mut faults): (Vec<Entry>, Vec<Fault>) = (Vec::new(), Vec::new());
    let mut is_comment = false;
    for (k, line) in file.text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line_number = k + 1;
        let line = without_comments(line, &mut is_comment);
        let (name, codes) = line.split_at(line.find('[').unwrap_or(line.len()));
        let name = name.trim();
        let fault = |message: String| Fault::new(file, line_number, "", message);
        if let Some(synonym) = name.strip_prefix('+') {
            match entries.last_mut() {
                Some(entry) => entry.names.push(blanks(synonym)),
                None => faults.push(fault(format!("`{name}` is a synonym of nothing")).hint(SHAPE)),
            }
        } else if !name.is_empty() {
            if name.starts_with(['-', '~', '*', '&', '{', '!']) || !name.contains('_') && codes.is_empty() {
                faults.push(fault(format!("`{name}` is no name of an actor")).hint(SHAPE));
                continue;
            }
            entries.push(Entry { line: line_number, names: vec![blanks(name)], ..Entry::default() });
        }
        if codes.is_empty() {
            continue;
        }
        match (entries.last_mut(), codes_of(codes)) {
            (Some(entry), Ok(found)) => entry.codes.extend(found),
            (None, Ok(_)) => faults.push(fault("codes of nothing".to_owned()).hint(SHAPE)),
            (entry, Err(what)) => {
                faults.push(fault(format!("`{what}` is no code with dates")).hint(SHAPE));
                if let Some(entry) = entry {
                    entry.is_broken = true;
                }
            }
        }
    }
    let mut rows = Vec::new();
    for entry in entries.into_iter().filter(|entry| !entry.is_broken) {
        if entry.codes.is_empty() {
            let name = entry.names.first().map_or("", String::as_str);
            faults.push(Fault::new(file, entry.line, "", format!("`{name}` has no code")).hint(SHAPE));
        } else {
            rows.push(entry.row(catalog));
        }
    }
    (rows, faults)
}

const SHAPE: &str =
    "an entry is `NAME_ [USAGOV 20130201-20170120]`; lines `+SYNONYM_` and `[CODE]` below it belong to it";

/// Takes the comments out of a line; `is_comment` says whether one that spans lines is open.
fn without_comments<'l>(line: &'l str, is_comment: &mut bool) -> &'l str {
    let line = match (*is_comment, line.split_once("-->")) {
        (false, _) => line,
        (true, Some((_, rest))) => rest,
        (true, None) => return "",
    };
    *is_comment = line.rsplit_once("<!--").is_some_and(|(_, rest)| !rest.contains("-->"));
    let line = line.split_once("<!--").map_or(line, |(before, _)| before);
    line.split([';', '#']).next().unwrap_or_default()
}

fn blanks(name: &str) -> String {
    name.replace(['_', '|'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the codes of a line; gives back the one that is none.
fn codes_of(text: &str) -> Result<Vec<Code>, String> {
    let mut codes = Vec::new();
    for part in text.split('[').skip(1) {
        let inner = part.split_once(']').map_or(part, |(inner, _)| inner).trim();
        let (code, dates) =
            inner.split_once(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or((inner, ""));
        let dates = inner.get(code.len()..).filter(|_| !dates.is_empty() || code != inner).unwrap_or_default().trim();
        let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric());
        let years = if dates.is_empty() { Some(None) } else { years_of(dates).map(Some) };
        match years {
            Some(years) if is_code => codes.push(Code { text: code.to_ascii_uppercase(), years }),
            _ => return Err(inner.to_owned()),
        }
    }
    Ok(codes)
}

/// Reads `20130201-20170120`, `>20100101`, `<19821231`; days of six digits have years of two.
fn years_of(dates: &str) -> Option<(i16, Option<i16>)> {
    let year = |day: &str| -> Option<i16> {
        let day = day.trim();
        if !day.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match day.len() {
            8 | 4 => day.get(..4)?.parse().ok(),
            6 => day.get(..2)?.parse().ok().map(|year: i16| if year < PIVOT { 2000 + year } else { 1900 + year }),
            _ => None,
        }
        .filter(|year| (1800..=2100).contains(year))
    };
    if let Some(day) = dates.strip_prefix('>') {
        return Some((year(day)?, None));
    }
    if let Some(day) = dates.strip_prefix('<') {
        let last = year(day)?;
        return Some((LONG_AGO.min(last), Some(last)));
    }
    let (from, to) = dates.split_once('-')?;
    let (from, to) = (year(from)?, year(to)?);
    (from <= to).then_some((from, Some(to)))
}

/// The state of a code and the first of its roles that says something: `USAGOV`, `IGOUNO`.
fn parts<'c>(code: &Code, catalog: &Catalog, codes: &'c Codes) -> (Option<String>, Option<&'c Sense>) {
    let country = code.text.get(..3).and_then(|code| codes.country(code, catalog));
    let rest = if country.is_some() { code.text.get(3..).unwrap_or_default() } else { code.text.as_str() };
    let mut roles = (0..rest.len() / 3).filter_map(|k| rest.get(3 * k..3 * k + 3)).filter_map(|role| codes.role(role));
    (country, roles.next())
}

impl Entry {
    fn row(self, catalog: &Catalog) -> ActorRow {
        let codes = Codes::builtin();
        let senses: Vec<(Option<String>, Option<&Sense>)> =
            self.codes.iter().map(|code| parts(code, catalog, codes)).collect();
        // Without dates a code always holds; of dated ones the last that begins says what the actor is known for.
        let order = |k: &usize| self.codes.get(*k).map(|code| code.years.map_or((1, 0), |(from, _)| (0, from)));
        let mut best: Vec<usize> = (0..senses.len()).collect();
        best.sort_by_key(|k| std::cmp::Reverse((senses.get(*k).is_some_and(|sense| has_office(sense.1)), order(k))));
        let (country, sense) = best.first().and_then(|k| senses.get(*k)).cloned().unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for name in self.names.iter().map(|name| codes.recased(name)).filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let is_state = senses.iter().all(|(country, sense)| country.is_some() && sense.is_none())
            && self.codes.iter().all(|code| code.text.len() == 3);
        let is_dated = self.codes.iter().any(|code| code.years.is_some()) && !is_state;
        let kind = match sense {
            _ if is_state => ActorKind::State,
            _ if self.names.first().is_some_and(|name| is_person_name(name, is_dated)) => ActorKind::Person,
            Some(sense) => sense.kind,
            None => ActorKind::Organization,
        };
        let mut row = ActorRow { line: self.line, ..ActorRow::default() };
        row.kind = Some(kind);
        row.id = country.as_ref().filter(|_| is_state).map(|code| format!("state:{code}"));
        row.sector = sense.and_then(|sense| sense.sector.clone()).filter(|_| !is_state);
        row.country = country;
        if kind == ActorKind::Person {
            let offices = best.iter().filter_map(|&k| {
                let role = senses.get(k)?.1?.role.clone()?;
                let (from, to) = self.codes.get(k)?.years?;
                Some(Office { role, from, to })
            });
            row.offices = offices.collect();
        }
        let mut names = names.into_iter();
        row.name = names.next();
        row.aliases = names.collect();
        let mut written: Vec<&str> = Vec::new();
        for code in &self.codes {
            if !written.contains(&code.text.as_str()) {
                written.push(&code.text);
            }
        }
        row.note = Some(written.join(" "));
        row
    }
}

fn has_office(sense: Option<&Sense>) -> bool {
    sense.is_some_and(|sense| sense.role.is_some())
}

/// Whether a name may be a person's: a given name, then others; where its codes have dates, any without a word like "of".
fn is_person_name(name: &str, is_dated: bool) -> bool {
    let count = name.split(' ').count();
    let is_first = name.split(' ').next().is_some_and(|word| Codes::builtin().is_first_name(word));
    if is_dated {
        return is_first || !name.split(' ').any(|word| is_function_word(&word.to_lowercase()));
    }
    is_first && (2..=LONGEST_NAME).contains(&count)
}
