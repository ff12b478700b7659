//! Standing ties that titles and names tell: who leads, represents, belongs to what.
//!
//! Reads: the titles at mentions, the bodies that mentions say they are parts of, the words around both. Gives: ties with the
//! title or the name as trigger.
//! Does not: read ties told by verbs and nouns; those are triggers of the lexicon.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::extractor::sentence_span;
use super::frames::TriggerPos;
use super::lexicon::Lexicon;
use super::sides::{BODY, Sides};
use super::{Evidence, Kind, Ontology, QuadClass, Relation, Status};
use crate::actors::{ActorKind, Form, Mention, Title};
use crate::nlp::Dep;
use crate::text::Span;

/// How sure a tie is that a title tells.
const TITLE: f32 = 0.9;
/// How sure it is that a known officer's bare title is of the state that the catalog names.
const IMPLIED: f32 = 0.8;
/// How sure it is that a body is part of what its name says, and what a phrase around two names tells.
const NAMED: f32 = 0.85;
const KNOWN: f32 = 0.7;

/// The rule of ties that a title without a body tells of an officer whose state the catalog knows: "President Obama"; or of one who
/// can only be of the land that the text speaks of.
const OF_CATALOG: &str = "title-of-catalog";
/// The tie of those who belong to something.
const MEMBER: &str = "member-of";
/// The rule of bodies that are parts of what their names say.
const PART: &str = "part-of-name";
/// The resolver's rule for "Russian", "Shiite".
pub(super) const ADJECTIVE: &str = "adjective";
/// The resolver's rule for somebody known by office alone: "the president of Chile".
const OFFICE: &str = "office";

/// Finds the ties of a document.
#[derive(Clone, Copy)]
pub(crate) struct TieFinder<'a> {
    pub ontology: &'a Ontology,
    pub lexicon: &'a Lexicon,
    pub sides: Sides<'a>,
}

/// One tie before it is a relation.
struct Told<'m> {
    kind: Kind,
    source: (usize, &'m Mention),
    /// Actor, place of its mention, and the rule by which that was taken for it.
    target: (usize, Span, &'static str),
    trigger: Span,
    confidence: f32,
    rule: &'static str,
}

impl<'a> TieFinder<'a> {
    /// Finds the ties of all titles, and of all bodies to what they are parts of. What is known by office alone has a
    /// tie to tell only where one of the document's `events` is theirs.
    pub fn find(&self, events: &[Relation]) -> Vec<Relation> {
        let mut found = Vec::new();
        let acts = |actor: usize| events.iter().any(|r| r.source == actor || r.target == actor);
        let mentions = &self.sides.cast.mentions;
        let matters = |m: &&Mention| m.rule != OFFICE || m.actors.iter().any(|&actor| acts(actor));
        for bearer in mentions.iter().filter(matters) {
            for title in &bearer.titles {
                self.by_title(bearer, title, &mut found);
            }
            self.one_of(bearer, &mut found);
            self.owns_movement(bearer, &mut found);
            self.of_body(bearer, &mut found);
        }
        for bearer in mentions {
            self.counterpart(bearer, &mut found);
        }
        self.within_alliance(&mut found);
        self.parts(events, &mut found);
        found
    }

    fn by_title(&self, bearer: &'a Mention, title: &Title, found: &mut Vec<Relation>) {
        let tie = title.tie.as_deref().or(title.past.as_deref());
        let Some(kind) = tie.and_then(|name| self.ontology.kind(name)) else { return };
        let mentions = &self.sides.cast.mentions;
        let mut bodies: Vec<&Mention> = title.of.iter().filter_map(|&k| mentions.get(k)).collect();
        if bodies.is_empty() {
            bodies = self.headed_by(bearer);
        }
        if bodies.is_empty() {
            bodies.extend(self.owner_of(title));
        }
        let place = self.sides.clauses.parsed.span(title.tokens.clone());
        let implied = title.implied.filter(|_| bodies.is_empty()).map(|actor| (actor, place, IMPLIED, OF_CATALOG));
        // "a Catholic priest" says of what faith somebody is, not what he belongs to.
        if title.tie.as_deref() == Some(MEMBER) {
            bodies.retain(|body| body.rule != ADJECTIVE || !self.sides.is_people(body, false));
        }
        let named =
            bodies.iter().flat_map(|body| body.actors.iter().map(|&a| (a, body.span, body.confidence, body.rule)));
        for (target, span, sure, link) in named.chain(implied) {
            for &source in &bearer.actors {
                let rule = if link == OF_CATALOG { OF_CATALOG } else { "title" };
                let confidence = TITLE * sure.clamp(0.3, 1.0);
                let target = (target, span, link);
                let told =
                    Told { kind: kind.clone(), source: (source, bearer), target, trigger: place, confidence, rule };
                let past = title.past.is_some();
                let status =
                    |relation| Relation { status: if past { Status::Past } else { Status::Actual }, ..relation };
                found.extend(self.relation(told).map(status));
            }
        }
    }

    /// "its leader, X", "the party, whose chairman, X": whom the pronoun before a title means.
    fn owner_of(&self, title: &Title) -> Option<&'a Mention> {
        let clauses = self.sides.clauses;
        let head = title.tokens.clone().find_map(|t| clauses.child(t, &[Dep::Poss]))?;
        let pronoun = matches!(clauses.norm(head), "its" | "their" | "whose") && head < title.tokens.start;
        let owner = self.sides.mention(head).filter(|m| pronoun && m.form == Form::Pronoun)?;
        (owner.kind != ActorKind::Person && owner.actors.len() == 1).then_some(owner)
    }

    /// "his Thai counterpart, X": who is the like of an officer.
    fn counterpart(&self, bearer: &'a Mention, found: &mut Vec<Relation>) {
        let (&[source], Some(told)) = (bearer.actors.as_slice(), self.sides.counterpart(bearer, found)) else { return };
        let &[target] = told.state.actors.as_slice() else { return };
        if found.iter().any(|r| r.source == source && r.target == target) {
            return;
        }
        found.extend(self.relation(Told {
            kind: told.kind,
            source: (source, bearer),
            target: (target, told.state.span, told.state.rule),
            trigger: self.sides.clauses.parsed.tokens[told.noun].span,
            confidence: NAMED * told.state.confidence.clamp(0.3, 1.0),
            rule: "counterpart",
        }));
    }

    /// "Jane Roe of Amnesty International", "the Coast Brigade of the Land Forces": whose name has a body behind it belongs there.
    fn of_body(&self, bearer: &'a Mention, found: &mut Vec<Relation>) {
        let parsed = self.sides.clauses.parsed;
        let text = |token: usize| parsed.tokens.get(token).map_or("", |token| &*token.norm);
        let [source] = bearer.actors.as_slice() else { return };
        let tie = match bearer.kind {
            ActorKind::Person => "member-of",
            ActorKind::Organization if bearer.rule != BODY => "part-of",
            _ => return,
        };
        let of = bearer.tokens.end;
        if bearer.form != Form::Name || bearer.tokens.len() < 2 || text(of) != "of" {
            return;
        }
        let first = of + 1 + usize::from(text(of + 1) == "the");
        let mentions = &self.sides.cast.mentions;
        let at = mentions.partition_point(|m| m.tokens.start < first);
        let body =
            mentions.get(at).filter(|m| m.tokens.start == first && m.form == Form::Name && text(m.tokens.end) != "'s");
        let (Some(body), Some(kind)) = (body, self.ontology.kind(tie)) else { return };
        let &[target] = body.actors.as_slice() else { return };
        if self.sides.cast.actors[target].kind != ActorKind::Organization || body.kind != ActorKind::Organization {
            return;
        }
        found.extend(self.relation(Told {
            kind,
            source: (*source, bearer),
            target: (target, body.span, body.rule),
            trigger: parsed.tokens[of].span,
            confidence: KNOWN * body.confidence.clamp(0.3, 1.0),
            rule: "name-of-body",
        }));
    }

    /// "Roe's Forward Party": whose a party or movement is leads it.
    fn owns_movement(&self, bearer: &'a Mention, found: &mut Vec<Relation>) {
        let clauses = self.sides.clauses;
        let ([source], ActorKind::Person) = (bearer.actors.as_slice(), bearer.kind) else { return };
        if bearer.form != Form::Name || clauses.dep(bearer.head) != Dep::Poss {
            return;
        }
        let body = self.sides.mention(clauses.head(bearer.head)).filter(|m| m.form == Form::Name && m.rule != BODY);
        let (Some(body), Some(kind)) = (body, self.ontology.kind("leads")) else { return };
        let &[target] = body.actors.as_slice() else { return };
        let sector = self.sides.cast.actors[target].sector.as_deref();
        if body.tokens.start > bearer.tokens.end + 1 || !matches!(sector, Some("PTY" | "OPP" | "REB" | "LAB" | "CVL")) {
            return;
        }
        found.extend(self.relation(Told {
            kind,
            source: (*source, bearer),
            target: (target, body.span, body.rule),
            trigger: body.span,
            confidence: KNOWN * body.confidence.clamp(0.3, 1.0),
            rule: "owner-of-movement",
        }));
    }

    /// "the government, led by Prime Minister X", "represented by its envoy X": what the verb of a tie says is whose title it is.
    fn headed_by(&self, bearer: &Mention) -> Vec<&'a Mention> {
        let clauses = self.sides.clauses;
        let mut head = bearer.head;
        for _ in 0..4 {
            if clauses.dep(head) != Dep::Conj {
                break;
            }
            head = clauses.head(head);
        }
        let by = clauses.head(head);
        let verb = clauses.head(by);
        let is_tie = || {
            let mut triggers = self.lexicon.find(clauses.lemma(verb));
            triggers.any(|t| t.pos == TriggerPos::Verb && t.words.len() == 1 && t.kind.quad == QuadClass::Tie)
        };
        if clauses.dep(head) != Dep::Pobj || clauses.norm(by) != "by" || !clauses.is_verb(verb) || !is_tie() {
            return Vec::new();
        }
        let bodies = self.sides.of_phrases(&clauses.patients(verb), None);
        bodies.iter().filter_map(|side| self.sides.mention(side.head)).collect()
    }

    /// "One Rohingya, X, ...": somebody of a people or group.
    fn one_of(&self, bearer: &'a Mention, found: &mut Vec<Relation>) {
        let parsed = self.sides.clauses.parsed;
        let text = |token: usize| &*parsed.tokens[token].norm;
        let [source] = bearer.actors.as_slice() else { return };
        let person = bearer.form == Form::Name && bearer.kind == ActorKind::Person;
        let Some(comma) = bearer.tokens.start.checked_sub(1).filter(|&t| person && text(t) == ",") else { return };
        let closes = |t: usize| matches!(text(t), "," | "." | ";" | ")" | ":" | "–" | "—");
        if !parsed.tokens.get(bearer.tokens.end).is_some_and(|_| closes(bearer.tokens.end)) {
            return;
        }
        let mentions = &self.sides.cast.mentions;
        let before = mentions.partition_point(|m| m.tokens.start < bearer.tokens.start);
        let group = mentions[..before].iter().rev().take(4).find(|m| m.tokens.end == comma);
        let Some(group) = group.filter(|m| m.form == Form::Name && m.kind == ActorKind::Group) else { return };
        let one = group.tokens.start.checked_sub(1).is_some_and(|t| matches!(text(t), "one" | "a" | "an" | "another"));
        let (Some(kind), [target], true) = (self.ontology.kind(MEMBER), group.actors.as_slice(), one) else {
            return;
        };
        let told = Told {
            kind,
            source: (*source, bearer),
            target: (*target, group.span, group.rule),
            trigger: group.span,
            confidence: NAMED * group.confidence.clamp(0.3, 1.0),
            rule: "one-of",
        };
        found.extend(self.relation(told));
    }

    /// Bodies as parts of what their names name, where they take part in something and the whole is spoken of, too.
    fn parts(&self, events: &[Relation], found: &mut Vec<Relation>) {
        let Some(kind) = self.ontology.kind("part-of") else { return };
        let ends = |r: &Relation| [r.source, r.target];
        let acting: HashSet<usize> = events.iter().chain(found.iter()).flat_map(ends).collect();
        let mut told = HashSet::new();
        // The first and the last name of each.
        let mut names: HashMap<usize, [&Mention; 2]> = HashMap::new();
        for name in self.sides.cast.mentions.iter().filter(|m| m.form == Form::Name) {
            for &actor in &name.actors {
                names.entry(actor).and_modify(|ends| ends[1] = name).or_insert([name, name]);
            }
        }
        for part in &self.sides.cast.mentions {
            let (&[source], Some(whole)) = (part.actors.as_slice(), part.part_of) else { continue };
            let apart =
                |name: &&Mention| name.tokens.end + 1 < part.tokens.start || name.tokens.start >= part.tokens.end;
            let takes_part = acting.contains(&whole) || names.get(&whole).is_some_and(|ends| ends.iter().any(apart));
            let matters = acting.contains(&source) || acting.contains(&whole) && self.is_apart(part, whole, events);
            if matters && takes_part && told.insert((source, whole)) {
                found.extend(self.relation(Told {
                    kind: kind.clone(),
                    source: (source, part),
                    target: (whole, self.named_inside(part, whole), PART),
                    trigger: part.span,
                    confidence: NAMED,
                    rule: PART,
                }));
            }
        }
    }

    /// "the Turkish Land Forces": a body with a name of its own in a sentence matters where its state acts, and not by it alone.
    fn is_apart(&self, part: &Mention, whole: usize, events: &[Relation]) -> bool {
        let parsed = self.sides.clauses.parsed;
        let sentence = &parsed.sentences[parsed.sentence_of(part.head)];
        let is_whole = |actor: usize, place: Span| actor == whole && !place.overlaps(part.span);
        let acts = |r: &Relation| is_whole(r.source, r.evidence.source) || is_whole(r.target, r.evidence.target);
        let proper = parsed.text(part.tokens.end - 1).starts_with(char::is_uppercase);
        proper && sentence.len() > part.tokens.len() + 1 && events.iter().any(acts)
    }

    /// "working with Turkey within NATO": who works with somebody in an alliance is in it, and so is the other.
    fn within_alliance(&self, found: &mut Vec<Relation>) {
        let Some(kind) = self.ontology.kind(MEMBER) else { return };
        let (clauses, cast) = (self.sides.clauses, self.sides.cast);
        let is_alliance = |m: &&Mention| {
            let body = |&a: &usize| {
                let actor = &cast.actors[a];
                actor.kind == ActorKind::Organization
                    && actor.country.is_none()
                    && matches!(actor.sector.as_deref(), Some("IGO" | "MIL"))
            };
            m.form == Form::Name && m.actors.len() == 1 && m.actors.iter().all(body)
        };
        for preposition in (0..clauses.parsed.tokens.len()).filter(|&t| clauses.norm(t) == "within") {
            let objects = clauses.objects_of(preposition);
            let alliances = objects.iter().flat_map(|&object| clauses.conjuncts(object));
            let alliances: Vec<&Mention> =
                alliances.filter_map(|t| self.sides.mention(t)).filter(is_alliance).collect();
            let governor = clauses.head(preposition);
            let partners = self.sides.of_phrases(&clauses.oblique(governor, "with"), None);
            let own = self.sides.mention(governor).map(|_| governor);
            let partners = partners.iter().map(|side| side.head).chain(own).filter_map(|head| self.sides.mention(head));
            for member in partners.filter(|m| m.form == Form::Name && m.kind == ActorKind::State) {
                for (alliance, &source) in alliances.iter().flat_map(|a| member.actors.iter().map(move |s| (a, s))) {
                    found.extend(self.relation(Told {
                        kind: kind.clone(),
                        source: (source, member),
                        target: (alliance.actors[0], alliance.span, alliance.rule),
                        trigger: clauses.parsed.tokens[preposition].span,
                        confidence: KNOWN,
                        rule: "within",
                    }));
                }
            }
        }
    }

    /// The place where the name of the whole stands in that of the part or right before it; else the part's own.
    fn named_inside(&self, part: &Mention, whole: usize) -> Span {
        let mentions = &self.sides.cast.mentions;
        let first = mentions.partition_point(|m| m.tokens.start + 4 < part.tokens.start);
        let near = mentions[first..].iter().take_while(|m| m.tokens.start < part.tokens.end);
        let mut near = near.filter(|m| m.form == Form::Name && m.actors == [whole]);
        near.next().map_or(part.span, |name| name.span)
    }

    fn relation(&self, told: Told<'_>) -> Option<Relation> {
        let ((source, bearer), (target, place, link)) = (told.source, told.target);
        let of_kind = |actor: usize, kinds: &[ActorKind]| kinds.contains(&self.sides.cast.actors[actor].kind);
        // "the governor of Texas" leads a place, "a spokesman for Marsh" represents a person.
        let titled =
            |tie: &str, kind: ActorKind| told.rule == "title" && told.kind.name == tie && of_kind(target, &[kind]);
        let governs = titled("leads", ActorKind::Place) || titled("represents", ActorKind::Person);
        if source == target || !of_kind(source, &told.kind.sources) || !(governs || of_kind(target, &told.kind.targets))
        {
            return None;
        }
        Some(Relation {
            source,
            target,
            kind: told.kind,
            status: Status::Actual,
            attribution: None,
            date: None,
            place: None,
            mode: None,
            issue: None,
            confidence: told.confidence,
            evidence: Evidence {
                sentence: sentence_span(self.sides.clauses.parsed, bearer.head),
                trigger: told.trigger,
                source: bearer.span,
                target: place,
                rule: Arc::from(told.rule),
                source_rule: Some(bearer.rule.into()),
                target_rule: Some(link.into()),
            },
        })
    }
}

/// Drops ties that another tie of the same two says better: who leads a body is not its representative besides.
pub(crate) fn drop_covered(relations: &mut Vec<Relation>) {
    let covers = |r: &&Relation| r.status == Status::Actual && !r.kind.covers.is_empty();
    let better: Vec<(usize, usize, Kind)> =
        relations.iter().filter(covers).map(|r| (r.source, r.target, r.kind.clone())).collect();
    relations.retain(|r| {
        let covered = |(source, target, kind): &(usize, usize, Kind)| {
            (*source, *target) == (r.source, r.target) && kind.covers.contains(&r.kind.name)
        };
        !better.iter().any(covered)
    });
}
