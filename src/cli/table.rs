//! What was found, as tables for a person: who takes part, who does what to whom, who belongs to whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::paint::{Paint, Style};
use crate::actors::Actor;
use crate::graph::{ActorGraph, DatedBy, EdgeRef, Telling};
use crate::relations::{Precision, QuadClass, Status, When};
use crate::text::Span;

/// Width where there is no terminal to ask.
pub(super) const WIDTH: u16 = 100;
/// The evidence is dropped where less than this is left for it.
const MIN_EVIDENCE: usize = 24;
/// Lines of evidence under each other.
const EVIDENCE_LINES: usize = 3;
/// Rows of a usual table: what a person reads.
const MAX_ACTORS: usize = 40;
const MAX_RELATIONS: usize = 100;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Without denied relations and without the tails of long tables.
    Usual,
    All,
}

/// All relations of one kind and status between two actors.
struct Row<'g> {
    first: EdgeRef<'g>,
    count: usize,
}

/// Writes the tables, as wide as the terminal.
pub(super) fn write(graph: &ActorGraph, mentions: &BTreeMap<Arc<str>, usize>, extent: Extent, paint: Paint) -> String {
    let width = Table::new().width().unwrap_or(WIDTH).max(40);
    write_within(graph, mentions, extent, paint, width)
}

fn write_within(
    graph: &ActorGraph,
    mentions: &BTreeMap<Arc<str>, usize>,
    extent: Extent,
    paint: Paint,
    width: u16,
) -> String {
    let actors = ranked_actors(graph, mentions);
    let (events, ties) = rows(graph, &actors, extent);
    let mut out = heading(graph, paint);
    let ends = graph.relations().flat_map(|relation| [&*relation.source.id, &*relation.target.id]);
    let involved: BTreeSet<&str> = ends.collect();
    let (taking_part, others): (Vec<&Actor>, Vec<&Actor>) =
        actors.iter().partition(|actor| involved.contains(&*actor.id));
    let limit = if extent == Extent::All { usize::MAX } else { MAX_ACTORS };
    if taking_part.is_empty() && others.is_empty() {
        return out + "No actors found.\n";
    }
    if !taking_part.is_empty() {
        out += &section("Actors", actor_table(&taking_part, mentions, limit, paint, width), paint);
        out += &more(taking_part.len(), limit, paint);
    }
    out += &also(&others, limit, paint, width);
    let limit = if extent == Extent::All { usize::MAX } else { MAX_RELATIONS };
    if events.is_empty() {
        out += "\nNo relations found.\n";
    } else {
        out += &section("Relations", relation_table(graph, &events, limit, paint, width), paint);
        out += &more(events.len(), limit, paint);
    }
    if !ties.is_empty() {
        out += &section("Ties", tie_table(&ties, limit, paint, width), paint);
        out += &more(ties.len(), limit, paint);
    }
    out
}

fn heading(graph: &ActorGraph, paint: Paint) -> String {
    let mut documents = graph.documents();
    let (first, count) = (documents.next(), graph.documents().len());
    match first {
        Some(document) if count == 1 => {
            let title = document.title.as_deref().unwrap_or(&document.id);
            let date = document.date.map(|date| format!(" ({date})")).unwrap_or_default();
            format!("{}{}\n", paint.text(Style::Bold, title), paint.text(Style::Dim, &date))
        }
        _ => format!("{}\n", paint.text(Style::Bold, &super::merge::summary(graph))),
    }
}

fn section(title: &str, table: Table, paint: Paint) -> String {
    format!("\n{}\n{}\n", paint.text(Style::Bold, title), table.trim_fmt())
}

pub(super) fn more(count: usize, limit: usize, paint: Paint) -> String {
    match count.checked_sub(limit) {
        None | Some(0) => String::new(),
        Some(rest) => paint.text(Style::Dim, &format!(" … and {rest} more: `--all` shows them\n")),
    }
}

/// Most mentioned first.
fn ranked_actors<'g>(graph: &'g ActorGraph, mentions: &BTreeMap<Arc<str>, usize>) -> Vec<&'g Actor> {
    let mut actors: Vec<&Actor> = graph.actors().collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(mentions.get(&actor.id).copied().unwrap_or(0)));
    actors
}

/// Events and ties, each in order of their actors; relations told alike are one row.
fn rows<'g>(graph: &'g ActorGraph, actors: &[&Actor], extent: Extent) -> (Vec<Row<'g>>, Vec<Row<'g>>) {
    let rank: BTreeMap<&str, usize> = actors.iter().enumerate().map(|(i, actor)| (&*actor.id, i)).collect();
    let mut rows: BTreeMap<_, Row<'g>> = BTreeMap::new();
    for relation in graph.relations() {
        if relation.status == Status::Negated && extent == Extent::Usual {
            continue;
        }
        let place = |actor: &Actor| rank.get(&*actor.id).copied().unwrap_or(usize::MAX);
        let order = u8::from(relation.edge.kind.quad == QuadClass::Tie);
        let said = relation.edge.attribution.as_deref();
        let key = (order, place(relation.source), place(relation.target), &relation.edge.kind, relation.status, said);
        let row = rows.entry(key).or_insert(Row { first: relation, count: 0 });
        row.count += relation.evidence.len();
        if relation.confidence > row.first.confidence {
            row.first = relation;
        }
    }
    rows.into_values().partition(|row| row.first.kind.quad != QuadClass::Tie)
}

pub(super) fn new_table(paint: Paint, width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if paint.is_on() {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table
}

pub(super) fn header(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell::new(name).add_attribute(Attribute::Dim)).collect()
}

fn actor_table(
    actors: &[&Actor],
    mentions: &BTreeMap<Arc<str>, usize>,
    limit: usize,
    paint: Paint,
    width: u16,
) -> Table {
    let mut table = new_table(paint, width);
    table.set_header(header(&["actor", "kind", "role", "country", "mentions"]));
    for actor in actors.iter().take(limit) {
        let count = mentions.get(&actor.id).copied().unwrap_or(0);
        table.add_row([
            Cell::new(&actor.name),
            Cell::new(actor.kind),
            Cell::new(actor.role.as_deref().unwrap_or("")),
            Cell::new(actor.country.as_deref().unwrap_or("")),
            Cell::new(count).set_alignment(CellAlignment::Right),
        ]);
    }
    table
}

/// Actors without relations, in running text.
fn also(actors: &[&Actor], limit: usize, paint: Paint, width: u16) -> String {
    if actors.is_empty() {
        return String::new();
    }
    let mut names: Vec<&str> = actors.iter().take(limit).map(|actor| actor.name.as_str()).collect();
    let rest = actors.len().saturating_sub(limit);
    let last = format!("{rest} more");
    if rest > 0 {
        names.push(&last);
    }
    let mut table = new_table(paint, width);
    table.add_row([Cell::new(format!("also named: {}", names.join(", "))).add_attribute(Attribute::Dim)]);
    format!("\n{}\n", table.trim_fmt())
}

fn relation_table(graph: &ActorGraph, rows: &[Row], limit: usize, paint: Paint, width: u16) -> Table {
    let cells: Vec<[String; COLUMNS]> = rows.iter().take(limit).map(|row| facts(graph, row)).collect();
    // Every column is as wide as its longest word or name, within reason, and a blank on either side of it; the rest is
    // for the evidence.
    let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
        let length = |cells: &[String; COLUMNS]| match column {
            STATUS => cells[column].split(' ').map(width_of).max().unwrap_or(0),
            _ => width_of(&cells[column]),
        };
        cells.iter().map(length).max().unwrap_or(0).clamp(8, usize::from(width) / 5) + 2
    });
    let room = usize::from(width).saturating_sub(widths.iter().sum::<usize>() + 2);
    let with_evidence = room >= MIN_EVIDENCE;
    let mut table = new_table(paint, width);
    let mut names = vec!["source", "relation", "target", "status"];
    names.extend(with_evidence.then_some("evidence"));
    table.set_header(header(&names));
    for (row, facts) in rows.iter().zip(&cells) {
        let quad = row.first.kind.quad;
        let painted = |(column, fact): (usize, &String)| match column {
            RELATION => Cell::new(fact).fg(color(quad)),
            _ => Cell::new(fact),
        };
        let mut line: Vec<Cell> = facts.iter().enumerate().map(painted).collect();
        if with_evidence {
            line.push(Cell::new(evidence(graph, row, room)).add_attribute(Attribute::Dim));
        }
        table.add_row(line);
    }
    for (column, cells) in widths.into_iter().enumerate() {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(cells as u16)));
        }
    }
    table
}

/// Source, relation, target, status with date.
const COLUMNS: usize = 4;
const RELATION: usize = 1;
const STATUS: usize = 3;

fn facts(graph: &ActorGraph, row: &Row) -> [String; COLUMNS] {
    let relation = &row.first;
    let times = if row.count > 1 { format!(" ×{}", row.count) } else { String::new() };
    // One article has one date: only what it says of other days tells something.
    let one_document = graph.documents().len() < 2;
    let when = relation.date.filter(|_| !one_document || relation.dated_by == DatedBy::Text);
    let when = when.map(|when| format!(" {}", write_date(when))).unwrap_or_default();
    [
        relation.source.name.clone(),
        format!("{}{times}", relation.kind.label),
        relation.target.name.clone(),
        format!("{}{when}", relation.status.as_str()),
    ]
}

/// The surest sentence, and who says so where the writer does not.
fn evidence(graph: &ActorGraph, row: &Row, room: usize) -> String {
    // Lines break at words: the last one is rarely full.
    let length = room * EVIDENCE_LINES - room / 2;
    let speaker = row.first.attribution.as_deref().map(|id| graph.actor(id).map_or(id, |actor| &actor.name));
    let said = speaker.map(|speaker| format!("({speaker}:) ")).unwrap_or_default();
    let sentence = row.first.evidence.first().map(|telling| shorten(telling, length.saturating_sub(width_of(&said))));
    said + &sentence.unwrap_or_default()
}

fn width_of(text: &str) -> usize {
    text.chars().count()
}

fn write_date(when: When) -> String {
    let day = when.date.to_string();
    let length = match when.precision {
        Precision::Day | Precision::Week => day.len(),
        Precision::Month => 7,
        Precision::Year => 4,
    };
    let week = if when.precision == Precision::Week { "~" } else { "" };
    format!("{week}{}", day.get(..length).unwrap_or(&day))
}

fn tie_table(rows: &[Row], limit: usize, paint: Paint, width: u16) -> Table {
    let mut table = new_table(paint, width);
    for row in rows.iter().take(limit) {
        let label = Cell::new(&row.first.kind.label).add_attribute(Attribute::Dim);
        table.add_row([Cell::new(&row.first.source.name), label, Cell::new(&row.first.target.name)]);
    }
    table
}

fn color(quad: QuadClass) -> Color {
    match quad {
        QuadClass::VerbalConflict => Color::DarkYellow,
        QuadClass::MaterialConflict => Color::DarkRed,
        QuadClass::VerbalCooperation => Color::DarkBlue,
        QuadClass::MaterialCooperation => Color::DarkGreen,
        QuadClass::Tie => Color::Reset,
    }
}

/// Cuts a sentence down to about `length` characters around its trigger, at words.
fn shorten(telling: &Telling, length: usize) -> String {
    let sentence = &*telling.sentence;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = flat(sentence);
    if whole.chars().count() <= length {
        return whole;
    }
    let base = telling.evidence.sentence.start;
    let trigger = telling.evidence.trigger;
    let at = trigger.start.saturating_sub(base);
    let before = flat(Span::new(0, at).of(sentence));
    let after = flat(Span::new(at, sentence.len()).of(sentence));
    // A third of the room for what leads to the trigger, or more where little follows it.
    let lead = (length / 3).max(length.saturating_sub(after.chars().count() + 1));
    let mut start: Vec<&str> = Vec::new();
    let mut used = 0;
    let mut words = before.split(' ').rev().peekable();
    while let Some(word) = words.next_if(|word| used + word.chars().count() < lead) {
        used += word.chars().count() + 1;
        start.push(word);
    }
    let cut_before = words.peek().is_some_and(|word| !word.is_empty());
    let mut out = if cut_before { "…".to_owned() } else { String::new() };
    out += &start.into_iter().rev().collect::<Vec<_>>().join(" ");
    for word in after.split(' ') {
        if out.chars().count() + word.chars().count() + 2 > length {
            out.push('…');
            break;
        }
        if !out.is_empty() && !out.ends_with(['…', ' ']) {
            out.push(' ');
        }
        out += word;
    }
    out
}
