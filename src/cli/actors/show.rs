//! `demarche actors show`: who a name would be, and why.
//!
//! The choice is not worked out here: the engine reads a sentence with the name in it, and this tells what it made of it.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::args::ShowArgs;
use super::load;
use crate::Demarche;
use crate::actors::{
    Actor, ActorKind, AliasKind, Catalog, CatalogActor, KnownName, NameCase, Office, Posting, link_rule_words,
};
use crate::cli::Streams;
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::paint::{Paint, Style};
use crate::text::{Document, Span};

/// Most names that are like an unknown one.
const SIMILAR: usize = 8;
/// Most candidates that are told in full.
const CANDIDATES: usize = 12;
/// Most names of a candidate.
const NAMES: usize = 40;

pub(super) fn run(args: &ShowArgs, streams: Streams) -> Result<Exit, CliError> {
    let demarche = load::engine(&args.actors)?;
    let state = args.country.as_deref().map(|name| find_state(demarche.catalog(), name)).transpose()?;
    let show = Show { catalog: demarche.catalog(), paint: streams.out, date: args.date };
    let mut output = Output::open(None)?;
    let name = args.name.trim();
    if let Some(actor) = show.catalog.actor(name) {
        output.write_text(&show.candidate(actor, "", false))?;
        output.finish()?;
        return Ok(Exit::Done);
    }
    let candidates = show.candidates(name);
    let choice = choose(&demarche, name, state, args.date);
    if candidates.is_empty() && choice.as_ref().is_none_or(|choice| show.catalog.actor(&choice.actor.id).is_none()) {
        output.write_text(&show.unknown(name, choice.as_ref()))?;
        output.finish()?;
        return Ok(Exit::NothingFound);
    }
    output.write_text(&show.verdict(name, choice.as_ref(), state))?;
    output.write_text(&show.list(name, &candidates, choice.as_ref()))?;
    output.finish()?;
    Ok(Exit::Done)
}

/// Finds the state that a person means by a code or a name.
fn find_state<'c>(catalog: &'c Catalog, name: &str) -> Result<&'c CatalogActor, CliError> {
    let by_code = catalog.state_by_code(&name.to_uppercase());
    let by_name = || {
        let mut readings = catalog.lookup(name).into_iter().map(|reading| reading.actor);
        readings.find(|actor| actor.kind == ActorKind::State)
    };
    by_code.or_else(by_name).ok_or_else(|| {
        let near = catalog.similar(name, SIMILAR).into_iter().find(|(_, actor)| actor.kind == ActorKind::State);
        let hint = near.map_or("give an ISO 3166 code (`FRA`) or a name (`France`)".to_owned(), |(_, state)| {
            format!("did you mean `{}`?", state.name)
        });
        CliError::bad_input(format!("no state `{name}`")).hint(hint)
    })
}

/// What the engine makes of a name.
struct Choice {
    actor: Actor,
    confidence: f32,
    rule: &'static str,
    sentence: String,
}

/// Lets the engine read a sentence with the name, and the state beside it.
fn choose(demarche: &Demarche, name: &str, state: Option<&CatalogActor>, date: Option<Date>) -> Option<Choice> {
    let sentence = match state {
        Some(state) if state.name != name => format!("{name} spoke about {}.", state.name),
        _ => format!("{name} spoke."),
    };
    let document = Document { date, ..Document::new("name", sentence.as_str()) };
    let extraction = demarche.extract_given(&document, &[Span::new(0, name.len())]);
    let mention = extraction.cast.mentions.first()?;
    let actor = extraction.cast.actors.get(*mention.actors.first()?)?.clone();
    let (confidence, rule) = (mention.confidence, mention.rule);
    Some(Choice { actor, confidence, rule, sentence })
}

struct Show<'c> {
    catalog: &'c Catalog,
    paint: Paint,
    date: Option<Date>,
}

impl<'c> Show<'c> {
    /// Everybody who bears the name: of the hand-written tables and users' files, then of the wide tier.
    fn candidates(&self, name: &str) -> Vec<Posting<'c>> {
        let mut found: Vec<Posting<'c>> = Vec::new();
        for posting in self.catalog.lookup(name).into_iter().chain(self.catalog.lookup_wide(name)) {
            if !found.iter().any(|known| known.actor.id == posting.actor.id) {
                found.push(posting);
            }
        }
        found
    }

    fn verdict(&self, name: &str, choice: Option<&Choice>, state: Option<&CatalogActor>) -> String {
        let Some(choice) = choice else { return format!("`{name}` would be nobody: it names no actor.\n") };
        let known = self.catalog.actor(&choice.actor.id).filter(|_| !choice.rule.starts_with("own-"));
        let bold = |text: &str| self.paint.text(Style::Bold, text);
        let mut out = match known {
            Some(actor) => format!("`{name}` would be {} ({})", bold(&actor.name), actor.id),
            None => format!("`{name}` would be {}", bold("an actor of the text's own")),
        };
        let words = link_rule_words(choice.rule, &choice.actor.name).unwrap_or_else(|| choice.rule.to_owned());
        let _ = writeln!(out, ", confidence {:.2}", choice.confidence);
        let _ = writeln!(out, "  {} {words}", self.label("why:"));
        let date = self.date.map_or("without a date".to_owned(), |date| format!("of {date}"));
        let _ = writeln!(out, "  {} “{}”, {date}", self.label("read in:"), choice.sentence);
        if known.is_none() {
            let what = match (state, self.date) {
                (None, None) => "none of the candidates is sure enough: try `--country` and `--date`",
                _ => "none of the candidates is sure enough, or several are as sure",
            };
            let _ = writeln!(out, "  {what}");
        }
        out
    }

    fn list(&self, name: &str, candidates: &[Posting<'c>], choice: Option<&Choice>) -> String {
        let chosen = choice.filter(|choice| !choice.rule.starts_with("own-")).map(|choice| &*choice.actor.id);
        let mut out = String::new();
        for posting in candidates.iter().take(CANDIDATES) {
            let weak = if posting.weak { ", weak" } else { "" };
            let how = format!("`{name}` is {}{weak}", way(posting.kind));
            out += &format!("\n{}", self.candidate(posting.actor, &how, chosen == Some(&*posting.actor.id)));
        }
        if let Some(more) = candidates.len().checked_sub(CANDIDATES).filter(|more| *more > 0) {
            let _ = writeln!(out, "\n… and {more} more");
        }
        let outside = chosen.filter(|id| !candidates.iter().any(|posting| &*posting.actor.id == *id));
        if let Some(actor) = outside.and_then(|id| self.catalog.actor(id)) {
            out += &format!("\n{}", self.candidate(actor, "", true));
        }
        out
    }

    /// Everything about one actor.
    fn candidate(&self, actor: &CatalogActor, how: &str, is_chosen: bool) -> String {
        let mark = if is_chosen { "  ← chosen" } else { "" };
        let mut out = format!("{}  {}{mark}\n", self.paint.text(Style::Bold, &actor.name), actor.id);
        let mut facts = vec![actor.kind.to_string()];
        facts.extend(actor.country.as_ref().map(|code| {
            let state = self.catalog.state_by_code(code).filter(|state| state.id != actor.id);
            state.map_or(code.clone(), |state| format!("{code} ({})", state.name))
        }));
        facts.extend(actor.sector.clone());
        facts.extend(actor.wikidata.clone());
        let mut line = |label: &str, text: String| {
            if !text.is_empty() {
                let _ = writeln!(out, "  {} {text}", self.label(&format!("{label}:")));
            }
        };
        line("is", facts.join(", "));
        line("part of", actor.parent.as_deref().unwrap_or_default().to_owned());
        line("named", how.to_owned());
        line("offices", actor.offices.iter().map(|office| self.office(office)).collect::<Vec<_>>().join("; "));
        line("role", actor.role.clone().filter(|_| actor.offices.is_empty()).unwrap_or_default());
        let names = self.catalog.names_of(&actor.id);
        let mut texts: Vec<String> = names.iter().take(NAMES).map(name_with_marks).collect();
        if names.len() > NAMES {
            texts.push(format!("… and {} more", names.len() - NAMES));
        }
        line("names", texts.join("; "));
        let origins = self.catalog.origins_of(&actor.id);
        line("from", origins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        out
    }

    fn office(&self, office: &Office) -> String {
        let to = office.to.map_or(String::new(), |year| year.to_string());
        let held = self.date.is_some_and(|date| office.covers(date.year()));
        format!("{} {}-{to}{}", office.role, office.from, if held { " (then)" } else { "" })
    }

    fn unknown(&self, name: &str, choice: Option<&Choice>) -> String {
        let mut out = if self.catalog.is_blocked(name) {
            format!("`{name}` is blocked: it names no actor.\n")
        } else {
            format!("Nobody is known as `{name}`.\n")
        };
        if let Some(choice) = choice.filter(|_| !self.catalog.is_blocked(name)) {
            let _ = writeln!(
                out,
                "  A text that names it has an actor of its own: {} ({})",
                choice.actor.id, choice.actor.kind
            );
        }
        let similar = self.catalog.similar(name, SIMILAR);
        if !similar.is_empty() {
            out += "  Names like it:\n";
        }
        for (text, actor) in similar {
            let of = if text == actor.name { String::new() } else { format!(", a name of {}", actor.name) };
            let country = actor.country.as_deref().map(|code| format!(", {code}")).unwrap_or_default();
            let _ = writeln!(out, "    {text}{of} ({}{country})", actor.id);
        }
        out
    }

    fn label(&self, text: &str) -> String {
        self.paint.text(Style::Dim, text)
    }
}

/// In what way a name stands for somebody.
fn way(kind: AliasKind) -> &'static str {
    match kind {
        AliasKind::Name => "a name",
        AliasKind::Acronym => "an acronym",
        AliasKind::Adjective => "the adjective",
        AliasKind::People => "the name of the people",
        AliasKind::Capital => "the capital, for the government",
        AliasKind::Metonym => "a metonym",
        AliasKind::Surname => "the surname alone",
    }
}

fn name_with_marks(name: &KnownName) -> String {
    let kind = match name.kind {
        AliasKind::Name | AliasKind::Acronym => None,
        AliasKind::Adjective => Some("adjective"),
        AliasKind::People => Some("people"),
        AliasKind::Capital => Some("capital"),
        AliasKind::Metonym => Some("metonym"),
        AliasKind::Surname => Some("surname"),
    };
    let weak = name.weak.then_some("weak");
    let exact = (name.case == NameCase::Exact).then_some("exact case");
    let marks: Vec<&str> = kind.into_iter().chain(weak).chain(exact).collect();
    if marks.is_empty() { name.text.clone() } else { format!("{} ({})", name.text, marks.join(", ")) }
}
