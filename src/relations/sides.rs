//! Which actors stand in a place of a clause: the phrase's own, its coordinated ones, or those inside it.
//!
//! Reads: the head token of a phrase. Gives: mentions with a factor that says how directly they stand there.
//! Does not: know which place is source and which is target.

use super::circumstances::PLACE;
use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::{Capital, Inside};
use crate::actors::{ActorKind, Cast, Form, Mention};
use crate::nlp::{Dep, Pos};
use crate::text::Span;

/// One actor mention that fills a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Side {
    /// Head token of the mention.
    pub head: usize,
    /// 0..=1: how surely it belongs there.
    pub factor: f32,
    /// The place where something is done, and so whoever rules there.
    pub rules: bool,
}

impl Side {
    /// A mention that stands for itself.
    pub fn new(head: usize, factor: f32) -> Self {
        Side { head, factor, rules: false }
    }
}

/// The resolver's rule for "Syrian army", "India's airstrike".
pub(crate) const BODY: &str = "body";
/// The resolver's rule for "officials from Greece".
const SPEAKS_FOR: &str = "speaks-for";
/// The resolver's rules for "I" and "we".
pub(super) const SPEAKS: [&str; 3] = ["speaker", "statement-speaker", "statement-voice"];
/// How deep a phrase is searched.
const DEPTH: u8 = 3;
/// What one step into a phrase costs, and a step through a preposition of place.
const STEP: f32 = 0.85;
const PLACE_STEP: f32 = 0.55;
const STATE_STEP: f32 = 0.85;
/// How surely those are meant who are named of many.
const SOME: f32 = 0.85;
/// How sure it is whose words they are.
const SPEAKER: f32 = 0.8;

/// Finds actors in phrases.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    pub clauses: Clauses<'a>,
    pub cast: &'a Cast,
}

impl<'a> Sides<'a> {
    /// Gives the mention at a head token that refers to somebody.
    pub fn mention(&self, head: usize) -> Option<&'a Mention> {
        self.cast.mention_at(head).filter(|m| !m.actors.is_empty())
    }

    /// Says whether a mention is, or stands for, none of these.
    pub fn is_none_of(&self, side: &Side, others: &[Side]) -> bool {
        !others.iter().any(|other| other.head == side.head || self.same_actor(other, side))
    }

    /// Finds those whose words a token is: a name of each, the last one before it or else the first.
    pub fn speakers_at(&self, token: usize) -> Vec<Side> {
        let named = |&actor: &usize| {
            let mentions = &self.cast.mentions;
            let names = |m: &&Mention| m.form == Form::Name && m.actors == [actor];
            let before = mentions.partition_point(|m| m.tokens.start < token);
            let name = mentions[..before].iter().rfind(names).or_else(|| mentions[before..].iter().find(names))?;
            Some(Side::new(name.head, SPEAKER))
        };
        self.cast.speakers_at(token).iter().filter_map(named).collect()
    }

    /// Says whether two mentions stand for the same.
    pub fn same_actor(&self, a: &Side, b: &Side) -> bool {
        match (self.mention(a.head), self.mention(b.head)) {
            (Some(a), Some(b)) => a.actors == b.actors,
            _ => false,
        }
    }

    /// Gives the head of the name that a token is part of, where the parser has pulled the name apart ("Bashar al", "Assad").
    fn name_head(&self, token: usize) -> usize {
        if self.cast.mention_at(token).is_some() {
            return token;
        }
        let mentions = &self.cast.mentions;
        let before = mentions.partition_point(|m| m.tokens.start <= token);
        let covering =
            mentions[..before].iter().rev().take(4).find(|m| m.tokens.contains(&token) && m.form == Form::Name);
        covering.filter(|m| self.clauses.head(m.head) == self.clauses.head(token)).map_or(token, |m| m.head)
    }

    /// Finds the actors of the phrase, its coordinated ones included; inside it where `inside` says how.
    pub fn of_phrase(&self, head: usize, inside: Option<Inside>) -> Vec<Side> {
        let mut found = Vec::new();
        let first = self.name_head(head);
        let name = self.mention(first).map(|m| m.tokens.clone()).unwrap_or_default();
        // "the Islamic State of Iraq and the Levant in Syria": what is joined inside a name is the name's.
        let joined = self.clauses.conjuncts(first).into_iter().filter(|&noun| noun == first || !name.contains(&noun));
        for noun in joined.chain(self.joined_past_aside(first)) {
            let sides = self.of_noun(noun, inside, DEPTH);
            found.extend(sides.into_iter().filter(|s: &Side| !found.contains(s)).collect::<Vec<_>>());
        }
        found
    }

    /// The same for several phrases.
    pub fn of_phrases(&self, heads: &[usize], inside: Option<Inside>) -> Vec<Side> {
        heads.iter().flat_map(|&head| self.of_phrase(head, inside)).collect()
    }

    fn of_noun(&self, noun: usize, inside: Option<Inside>, depth: u8) -> Vec<Side> {
        if let Some(names) = self.names_listed(noun).filter(|_| depth > 0) {
            return scale(names.into_iter().flat_map(|name| self.of_noun(name, None, 0)).collect(), 0.9);
        }
        if let Some(mention) = self.mention(noun) {
            let factor = if mention.form == Form::Name { 1.0 } else { 0.9 };
            let own = Side::new(noun, factor * mention.confidence.clamp(0.3, 1.0));
            let state = |&actor: &usize| self.cast.actors[actor].kind == ActorKind::State;
            let shared = [BODY, SPEAKS_FOR].contains(&mention.rule) && mention.actors.iter().all(state);
            let others = if shared { self.partners(noun) } else { Vec::new() };
            let other = |side: &Side| {
                let state = |m: &Mention| m.kind == ActorKind::State && m.actors != mention.actors;
                // "Iran-backed Houthi fighters" are not Iran.
                let backed = self.clauses.is_verb(self.clauses.head(side.head));
                !mention.tokens.contains(&side.head) && !backed && self.mention(side.head).is_some_and(state)
            };
            let some = self.some_of(noun).into_iter().map(|head| Side::new(head, SOME));
            // "invaded Chad's Aouzou strip": a place and whose it is.
            let place = inside == Some(Inside::Affected) && depth > 0 && self.is_place(noun);
            let owners = if place { self.possessors(noun, Inside::Affected, 1) } else { Vec::new() };
            return others.into_iter().filter(other).chain([own]).chain(some).chain(owners).collect();
        }
        // "its ally, Turkey": the apposition names who is meant.
        let apposition = self.clauses.child(noun, &[Dep::Appos]).filter(|&c| self.mention(c).is_some());
        if let Some(name) = apposition.or_else(|| self.name_right_behind(noun)) {
            return scale(self.of_noun(name, None, 0), 0.9);
        }
        let some = self.some_of(noun);
        if !some.is_empty() {
            let named = some.into_iter().flat_map(|name| self.of_noun(name, None, 0)).collect();
            return scale(named, 0.9).into_iter().chain(self.modifiers(noun)).collect();
        }
        match inside {
            Some(inside) if depth > 0 => self.within(noun, inside, depth - 1),
            _ => Vec::new(),
        }
    }

    /// Whose else a body is: "the U.S. and Russian military", "the governments of Chad and Niger".
    fn partners(&self, noun: usize) -> Vec<Side> {
        let mut found = self.modifiers(noun);
        let owners = ["of", "from"].into_iter().flat_map(|preposition| self.clauses.oblique(noun, preposition));
        let of = owners.flat_map(|owner| self.clauses.conjuncts(owner));
        found.extend(of.map(|head| Side::new(head, 1.0)).filter(|side| self.mention(side.head).is_some()));
        found
    }

    /// "thanked its ally Turkey", read as an adverb: a name right behind a noun that somebody has.
    pub fn name_right_behind(&self, noun: usize) -> Option<usize> {
        let clauses = self.clauses;
        clauses.child(noun, &[Dep::Poss])?;
        let mentions = &self.cast.mentions;
        let first = mentions.partition_point(|m| m.tokens.start <= noun);
        let name = mentions.get(first).filter(|m| m.tokens.start == noun + 1 && m.form == Form::Name)?.head;
        let near = [noun, clauses.head(noun)].contains(&clauses.head(name));
        let loose = matches!(clauses.dep(name), Dep::Npadvmod | Dep::Appos | Dep::Oprd | Dep::Unclassified);
        (near && loose).then_some(name)
    }

    /// Looks inside a phrase, in the order in which its parts say whose or to whom it is.
    fn within(&self, noun: usize, inside: Inside, depth: u8) -> Vec<Side> {
        // "Syria talks with Russia" touch Russia; "Iran's criticism of" is Iran's.
        let (before, after): (&[&str], &[&str]) = match inside {
            Inside::Responsible => (&[], &["of", "from", "with", "between", "among", "toward", "towards"]),
            Inside::Affected => (&["with", "against"], &["of", "on", "to", "from", "between", "among", "for"]),
        };
        let private = || self.clauses.governors.has(self.clauses.lemma(noun), TriggerPos::Noun, Effect::Private);
        if inside == Inside::Responsible && private() {
            return Vec::new();
        }
        // "his Iranian counterpart", "its Taiwanese owners", "his colleague from Sudan": who they are, not whose.
        let other = self.clauses.governors.has(self.clauses.lemma(noun), TriggerPos::Noun, Effect::Other);
        let found = if inside == Inside::Affected && other { self.modifiers(noun) } else { Vec::new() };
        let from = || or_else(self.below_prepositions(noun, &["from"], inside, depth), || self.right_behind(noun));
        let found = or_else(found, || if other && self.has_pronoun(noun) { from() } else { Vec::new() });
        let first = || match inside {
            // "the arrest of Roe by Peru", "Roe's arrest by Peru": who does it comes before whose it is.
            Inside::Responsible => self.done_by(noun, depth),
            // "massed tanks on its border with Iraq": whose border it is, is known.
            Inside::Affected if self.has_pronoun(noun) => self.below_prepositions(noun, before, inside, depth),
            Inside::Affected => Vec::new(),
        };
        let found = or_else(found, first);
        let found = or_else(found, || self.possessors(noun, inside, depth));
        let found = or_else(found, || self.below_prepositions(noun, before, inside, depth));
        let found = or_else(found, || self.modifiers_acting(noun, inside));
        let found = or_else(found, || self.holders(noun, inside, depth));
        let found = or_else(found, || self.below_prepositions(noun, after, inside, depth));
        let found = or_else(found, || if inside == Inside::Responsible { self.state_around(noun) } else { Vec::new() });
        let found = or_else(found, || self.papers_of(noun));
        if found.is_empty() { self.through_clause(noun, inside, depth) } else { scale(found, STEP) }
    }

    /// "met his counterpart from Iran", read as met from Iran: the phrase right behind.
    fn right_behind(&self, noun: usize) -> Vec<Side> {
        let clauses = self.clauses;
        let from = |&t: &usize| {
            clauses.norm(t) == "from" && clauses.dep(t) == Dep::Prep && clauses.head(t) == clauses.head(noun)
        };
        let behind = Some(noun + 1).filter(|&t| t < clauses.parsed.tokens.len()).filter(from);
        self.of_phrases(&behind.map_or(Vec::new(), |t| clauses.objects_of(t)), None)
    }

    /// "an editorial in The New York Times", "a report on CNN": whose paper or program brings a text.
    fn papers_of(&self, text: usize) -> Vec<Side> {
        if !self.clauses.governors.has(self.clauses.lemma(text), TriggerPos::Noun, Effect::Words) {
            return Vec::new();
        }
        let paper = |&head: &usize| {
            self.mention(head).is_some_and(|m| {
                m.actors.iter().any(|&a| matches!(self.cast.actors[a].sector.as_deref(), Some("JRN" | "MED")))
            })
        };
        let papers = ["in", "on"].into_iter().flat_map(|preposition| self.clauses.oblique(text, preposition));
        self.of_phrases(&papers.filter(paper).collect::<Vec<_>>(), None)
    }

    /// By whom it is done; the phrase may be read as one of whom it is done to.
    fn done_by(&self, noun: usize, depth: u8) -> Vec<Side> {
        let hit = self.clauses.oblique(noun, "of");
        let bases = std::iter::once(noun).chain(hit);
        let mut found = bases.map(|base| self.below_prepositions(base, &["by"], Inside::Responsible, depth));
        found.find(|sides| !sides.is_empty()).unwrap_or_default()
    }

    fn below_prepositions(&self, noun: usize, prepositions: &[&str], inside: Inside, depth: u8) -> Vec<Side> {
        let below = |preposition: &&str| -> Vec<Side> {
            let objects = self.clauses.oblique(noun, preposition).into_iter();
            objects.flat_map(|object| self.conjunct_sides(object, inside, depth)).collect()
        };
        prepositions.iter().map(below).find(|sides| !sides.is_empty()).unwrap_or_default()
    }

    /// "authorities in Iran" act for Iran, "judges at the International Criminal Court" for the court, "a spokesman for Abbas"
    /// for Abbas.
    fn state_around(&self, noun: usize) -> Vec<Side> {
        let clauses = self.clauses;
        let organ = clauses.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Organ);
        if !organ || clauses.child(noun, &[Dep::Compound, Dep::Poss]).is_some() {
            return Vec::new();
        }
        let of_kind = |preposition: &str, kind: ActorKind| -> Vec<usize> {
            let objects = clauses.oblique(noun, preposition).into_iter();
            objects.filter(|&object| self.mention(object).is_some_and(|m| m.kind == kind)).collect()
        };
        let states = self.of_phrases(&of_kind("in", ActorKind::State), None);
        let found = or_else(states, || self.of_phrases(&of_kind("at", ActorKind::Organization), None));
        // "a spokeswoman for the Roe campaign"
        let voiced = |owner| self.conjunct_sides(owner, Inside::Responsible, 1);
        or_else(found, || clauses.oblique(noun, "for").into_iter().flat_map(voiced).collect())
    }

    fn conjunct_sides(&self, head: usize, inside: Inside, depth: u8) -> Vec<Side> {
        self.clauses.conjuncts(head).into_iter().flat_map(|n| self.of_noun(n, Some(inside), depth)).collect()
    }

    /// "attacks carried out by Russia", "hospitals in Aleppo".
    fn through_clause(&self, noun: usize, inside: Inside, depth: u8) -> Vec<Side> {
        if inside == Inside::Responsible {
            let below =
                self.clauses.parsed.children(noun).filter(|&c| matches!(self.clauses.dep(c), Dep::Acl | Dep::Relcl));
            let below: Vec<usize> = below.chain(self.makers(noun)).collect();
            let by = below.iter().flat_map(|&verb| self.clauses.oblique(verb, "by"));
            let agents: Vec<Side> = by.flat_map(|agent| self.conjunct_sides(agent, inside, depth)).collect();
            if agents.is_empty() && self.is_authority(noun) {
                let places: Vec<usize> = PLACE.iter().flat_map(|p| self.clauses.oblique(noun, p)).collect();
                return if depth > 0 { scale(self.rulers(&places, false, &[]), STEP) } else { Vec::new() };
            }
            // "the way Roe has handled it", "remarks that Roe made"
            let own = || {
                let says = self.clauses.governors.has(self.clauses.lemma(noun), TriggerPos::Noun, Effect::Call);
                let gap = |verb: &usize| says || self.clauses.patients(*verb).contains(&noun);
                // "the amendment, which Roe called an assault": it is not Roe's.
                let calls =
                    |verb: usize| self.clauses.governors.has(self.clauses.lemma(verb), TriggerPos::Verb, Effect::Call);
                let relative =
                    below.iter().copied().filter(|&verb| self.clauses.dep(verb) == Dep::Relcl && !calls(verb));
                let relative = relative.filter(gap);
                let subjects = relative.filter_map(|verb| self.clauses.child(verb, &[Dep::Nsubj]));
                subjects.flat_map(|subject| self.conjunct_sides(subject, inside, 0)).collect()
            };
            return scale(or_else(agents, own), STEP);
        }
        let places = PLACE.iter().flat_map(|p| self.clauses.oblique(noun, p));
        let found = places.flat_map(|object| self.conjunct_sides(object, inside, depth.min(1)));
        let foreign = self.is_foreign(noun);
        let found: Vec<Side> = found.filter(|side| !foreign || self.is_place(side.head)).collect();
        // A town there is what was hit; a state perhaps only where it happened.
        let doubt = |side: Side| {
            if self.is_place(side.head) { side } else { Side { factor: side.factor * STATE_STEP, ..side } }
        };
        scale(found.into_iter().map(doubt).collect(), PLACE_STEP)
    }

    /// "an area held by rebels", "shipments intended for Hezbollah", "fighters loyal to Ouattara": whose the thing is, or whose men.
    fn holders(&self, noun: usize, inside: Inside, depth: u8) -> Vec<Side> {
        let clauses = self.clauses;
        let belongs = |verb: usize| clauses.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Belong);
        let contains = |verb: usize| clauses.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Contain);
        let loyal = |word: &str| clauses.governors.has(word, TriggerPos::Adjective, Effect::Belong);
        let held = clauses.parsed.children(noun).filter(|&c| match clauses.dep(c) {
            Dep::Acl | Dep::Amod | Dep::Relcl if loyal(clauses.norm(c)) => true,
            Dep::Acl | Dep::Relcl => inside == Inside::Affected && (belongs(c) || contains(c)),
            _ => false,
        });
        let owners = held.flat_map(|verb| {
            // "a bus carrying Turkish soldiers"
            let inner = if contains(verb) && !clauses.is_passive(verb) { clauses.patients(verb) } else { Vec::new() };
            ["by", "for", "to"].into_iter().flat_map(move |p| clauses.oblique(verb, p)).chain(inner)
        });
        owners.flat_map(|owner| self.conjunct_sides(owner, inside, depth)).collect()
    }

    fn has_pronoun(&self, noun: usize) -> bool {
        let owner = self.clauses.child(noun, &[Dep::Poss]);
        owner.is_some_and(|owner| self.clauses.parsed.tokens[owner].pos == Pos::Pron)
    }

    /// Finds the possessor's actors.
    pub fn possessors(&self, noun: usize, inside: Inside, depth: u8) -> Vec<Side> {
        match self.clauses.child(noun, &[Dep::Poss]) {
            Some(owner) => self.conjunct_sides(owner, inside, depth.min(1)),
            None => Vec::new(),
        }
    }

    /// Finds the actors in front of a noun, in order: "Russian airstrikes", "Saudi-led coalition", "U.S.-Russia talks".
    pub fn modifiers(&self, noun: usize) -> Vec<Side> {
        let mut found = Vec::new();
        for child in self.clauses.parsed.children(noun) {
            if child < noun && matches!(self.clauses.dep(child), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Npadvmod)
            {
                self.modifier(child, 1.0, 3, &mut found);
            }
        }
        found.sort_by_key(|side| side.head);
        found
    }

    fn modifier(&self, token: usize, factor: f32, depth: u8, found: &mut Vec<Side>) {
        if self.is_countered(token) {
            return;
        }
        if let Some(mention) = self.mention(token) {
            found.push(Side::new(token, factor * mention.confidence.clamp(0.3, 1.0)));
        }
        if depth == 0 {
            return;
        }
        for child in self.clauses.parsed.children(token) {
            let joined = self.clauses.dep(child) == Dep::Conj;
            let below = matches!(
                self.clauses.dep(child),
                Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Npadvmod | Dep::Advmod | Dep::Punct
            );
            if joined || (below && self.mention(token).is_none()) {
                self.modifier(child, if joined { factor } else { factor * STEP }, depth - 1, found);
            }
        }
    }

    /// Gives where a mention's actor is named: for a pronoun, the last name in front of it in its sentence, where there is one.
    pub fn named_span(&self, mention: &Mention, actor: usize) -> Span {
        // "Roe, a senator who backed Poe": the name that the description stands at.
        if mention.form == Form::Nominal && self.clauses.dep(mention.head) == Dep::Appos {
            let name = self.cast.mention_at(self.clauses.head(mention.head));
            let name = name.filter(|name| name.form == Form::Name && name.actors == [actor]);
            return name.map_or(mention.span, |name| name.span);
        }
        if mention.form != Form::Pronoun || self.cast.is_marked(mention.head) {
            return mention.span;
        }
        let parsed = self.clauses.parsed;
        let start = parsed.sentences[parsed.sentence_of(mention.head)].start;
        let mentions = &self.cast.mentions;
        let before = mentions.partition_point(|m| m.tokens.start < mention.tokens.start);
        let names = mentions[..before].iter().rev().take_while(|m| m.head >= start);
        let names: Vec<&Mention> = names.filter(|m| m.form != Form::Pronoun && m.actors == [actor]).collect();
        // "I like him," said Poe: the name may follow the words.
        let end = parsed.sentences[parsed.sentence_of(mention.head)].end;
        let mut after = mentions[before..].iter().take_while(|m| m.head < end);
        let after = || after.find(|m| m.form == Form::Name && m.actors == [actor]);
        let name = names.iter().copied().find(|m| m.form == Form::Name).or_else(after).or(names.first().copied());
        name.map_or(mention.span, |name| name.span)
    }

    /// Gives whom a mention means on a side of a relation on which these kinds of actors may stand: a capital its state where
    /// the relation is one between governments.
    pub fn meant(&self, side: &Side, capitals: Capital, kinds: &[ActorKind]) -> &'a [usize] {
        let head = side.head;
        let Some(mention) = self.mention(head) else { return &[] };
        if side.rules {
            let state = mention.capital_of.as_ref().or(mention.lies_in.as_ref());
            return state.map_or(&mention.actors, std::slice::from_ref);
        }
        let preposition = self.clauses.head(head);
        // Fingers are pointed "at" a government, too.
        let is_where = |word: &str| word != "at" && PLACE.contains(&word);
        let located = self.clauses.dep(head) == Dep::Pobj && is_where(self.clauses.norm(preposition));
        let located = located && capitals != Capital::Seat;
        let town = kinds.contains(&ActorKind::Place) && capitals == Capital::Town;
        match &mention.capital_of {
            // "the Doha talks" are held there.
            Some(_) if matches!(self.clauses.dep(head), Dep::Compound | Dep::Amod) => &mention.actors,
            Some(state) if kinds.contains(&ActorKind::State) && !located && !town => std::slice::from_ref(state),
            _ => &mention.actors,
        }
    }

    /// Says whether an actor on this side is of one of these kinds.
    pub fn is_one_of(&self, side: &Side, capitals: Capital, kinds: &[ActorKind]) -> bool {
        self.meant(side, capitals, kinds).iter().any(|&a| kinds.contains(&self.cast.actors[a].kind))
    }

    /// Says whether an actor is a group: armed, ethnic, political.
    pub fn is_group(&self, actor: usize) -> bool {
        self.cast.actors[actor].kind == ActorKind::Group
    }

    /// Says whether the actor at this head is a mere place.
    pub fn is_place(&self, head: usize) -> bool {
        self.mention(head).is_some_and(|m| {
            m.kind == ActorKind::Place || m.actors.iter().all(|&a| self.cast.actors[a].kind == ActorKind::Place)
        })
    }
}

/// Gives the first sides, or where there are none the second.
pub(crate) fn or_else(first: Vec<Side>, second: impl FnOnce() -> Vec<Side>) -> Vec<Side> {
    if first.is_empty() { second() } else { first }
}

/// Multiplies every factor.
pub(crate) fn scale(mut sides: Vec<Side>, by: f32) -> Vec<Side> {
    for side in &mut sides {
        side.factor *= by;
    }
    sides
}
