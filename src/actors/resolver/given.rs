//! Brings mentions that somebody else marked to the actors that the resolver found.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::around::Around;
use super::wide::{Scene, without_middle};
use crate::actors::{Actor, ActorKind, AliasKind, Cast, Catalog, CatalogActor, Form, Mention, ids};
use crate::nlp::{Parsed, Pos};
use crate::text::Span;

/// Makes a cast whose marked mentions are the given spans; found ones stay around them, save those in their place.
pub(super) fn resolve(parsed: &Parsed<'_>, catalog: &Catalog, own: Cast, spans: &[Span]) -> Cast {
    let mut spans: Vec<(Range<usize>, Span)> =
        spans.iter().filter_map(|&span| Some((tokens_of(parsed, span)?, span))).collect();
    spans.sort_by_key(|(tokens, span)| (tokens.start, usize::MAX - tokens.end, *span));
    spans.dedup_by(|a, b| a.0 == b.0);
    let mut actors: Vec<Actor> = own.actors.clone();
    let around = Around::of_actors(&actors);
    let scene = Scene { catalog, year: parsed.document.date.map(|date| date.year()), around: &around };
    let mut mentions = Vec::with_capacity(spans.len());
    for (tokens, span) in spans {
        let head = head_of(parsed, tokens.clone());
        let twin = twin(&own, &tokens, head);
        let text = span.of(&parsed.document.text);
        let whole = twin.is_some_and(|twin| twin.tokens == tokens && !twin.rule.starts_with("own-"));
        let known = if whole { None } else { known(&scene, text) };
        let mut mention = match (known, twin) {
            (Some((record, confidence)), _) => {
                let actor = add(&mut actors, record.to_actor());
                let (kind, actors) = (record.kind, vec![actor]);
                Mention { kind, actors, confidence, rule: "catalog-name", ..blank(span, tokens.clone()) }
            }
            (None, Some(twin)) => Mention { span, tokens: tokens.clone(), ..twin.clone() },
            (None, None) => stranger(parsed, &mut actors, span, tokens.clone(), text),
        };
        mention.head = head;
        mention.titles.clear();
        mentions.push(mention);
    }
    let heads: HashSet<usize> = mentions.iter().map(|mention| mention.head).collect();
    let is_marked = |mention: &Mention| heads.contains(&mention.head);
    // Mentions around them, by where they stood among the found ones: by that titles name them.
    let around = own.mentions.into_iter().enumerate().filter(|(_, mention)| !is_marked(mention));
    let mut all: Vec<(Option<usize>, Mention)> = mentions.into_iter().map(|mention| (None, mention)).collect();
    all.extend(around.map(|(at, mention)| (Some(at), mention)));
    all.sort_by_key(|(_, mention)| (mention.tokens.start, usize::MAX - mention.tokens.end));
    let (places, mut mentions): (Vec<Option<usize>>, Vec<Mention>) = all.into_iter().unzip();
    let now: HashMap<usize, usize> = places.iter().enumerate().filter_map(|(now, at)| Some(((*at)?, now))).collect();
    for title in mentions.iter_mut().flat_map(|mention| &mut mention.titles) {
        title.of = title.of.iter().filter_map(|at| now.get(at).copied()).collect();
    }
    let mut cast = Cast::new(parsed.tokens.len(), actors, mentions);
    cast.voices = own.voices;
    cast.mark(is_marked);
    cast
}

/// The resolver's mention with this head, or this end, inside the span or around it.
fn twin<'m>(own: &'m Cast, tokens: &Range<usize>, head: usize) -> Option<&'m Mention> {
    let linked = |mention: &&Mention| !mention.actors.is_empty();
    own.mention_at(head).filter(linked).or_else(|| {
        let from = own.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let inside = own.mentions.get(from..)?.iter().take_while(|mention| mention.tokens.start < tokens.end);
        inside
            .take(32)
            .filter(linked)
            .find(|mention| mention.tokens == *tokens || mention.tokens.end == tokens.end && mention.form == Form::Name)
    })
}

/// The actor of the catalog whose whole name was marked, whatever the resolver made of its words.
fn known<'c>(scene: &Scene<'_, 'c>, text: &str) -> Option<(&'c CatalogActor, f32)> {
    if !text.contains(|c: char| c.is_whitespace() || c == '-') {
        return None;
    }
    let sure = |name: &str| {
        let readings = scene.catalog.lookup(name);
        let first = readings.first()?;
        let one = readings.iter().all(|reading| reading.actor.id == first.actor.id);
        (one && !first.weak && first.kind != AliasKind::Surname).then_some((first.actor, 0.9))
    };
    let shorter = without_middle(text);
    if let Some(found) = sure(text) {
        return Some(found);
    }
    if !scene.catalog.lookup(text).is_empty() {
        return None;
    }
    let wide = |name: &str| scene.person(name, None);
    let body = || scene.body(text, ActorKind::Organization, None);
    wide(text).or_else(body).or_else(|| sure(shorter.as_deref()?).or_else(|| wide(shorter.as_deref()?)))
}

/// A span that the resolver knows nothing of: an actor of its own.
fn stranger(parsed: &Parsed<'_>, actors: &mut Vec<Actor>, span: Span, tokens: Range<usize>, text: &str) -> Mention {
    let kind = ActorKind::Group;
    let id = ids::id(kind, &ids::slug(text)).into();
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let actor = add(actors, Actor { id, name, kind, aliases: Vec::new(), country: None, sector: None, role: None });
    let capital = tokens.clone().any(|i| parsed.tokens.get(i).is_some_and(|token| token.pos == Pos::Propn));
    let form = if capital { Form::Name } else { Form::Nominal };
    Mention { form, actors: vec![actor], ..blank(span, tokens) }
}

/// Adds an actor, or finds the one of this id.
fn add(actors: &mut Vec<Actor>, actor: Actor) -> usize {
    actors.iter().position(|other| other.id == actor.id).unwrap_or_else(|| {
        actors.push(actor);
        actors.len() - 1
    })
}

fn blank(span: Span, tokens: Range<usize>) -> Mention {
    Mention {
        span,
        head: tokens.start,
        tokens,
        kind: ActorKind::Group,
        form: Form::Name,
        titles: Vec::new(),
        actors: Vec::new(),
        capital_of: None,
        lies_in: None,
        part_of: None,
        confidence: 0.5,
        rule: "given",
    }
}

/// The tokens that a span touches, blanks left out; none where it is no place in the text.
fn tokens_of(parsed: &Parsed<'_>, span: Span) -> Option<Range<usize>> {
    if span.of(&parsed.document.text).is_empty() {
        return None;
    }
    let mut start = parsed.tokens.partition_point(|token| token.span.end <= span.start);
    let mut end = parsed.tokens.partition_point(|token| token.span.start < span.end);
    let is_blank = |i: usize| parsed.tokens.get(i).is_some_and(|token| token.pos == Pos::Space);
    while start < end && is_blank(start) {
        start += 1;
    }
    while start < end && is_blank(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The token that governs the others: the one governed from outside, the last noun of several.
fn head_of(parsed: &Parsed<'_>, tokens: Range<usize>) -> usize {
    let token = |i: usize| parsed.tokens.get(i);
    let outside = |i: &usize| token(*i).is_some_and(|t| t.head == *i || !tokens.contains(&t.head));
    let noun = |i: &usize| token(*i).is_some_and(|t| matches!(t.pos, Pos::Noun | Pos::Propn | Pos::Pron));
    let mut heads = tokens.clone().filter(outside);
    let first_noun = heads.clone().find(noun);
    first_noun.or_else(|| heads.next()).unwrap_or(tokens.start)
}
