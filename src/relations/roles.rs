//! Who is source and who is target of a trigger: its frame's slots looked up in the tree.
//!
//! Reads: a matched trigger. Gives: the sides that fill it, and how well.
//! Does not: decide between triggers, or how real the relation is.

use super::clause::Clauses;
use super::frames::{Frame, Slot, TriggerPos};
use super::governors::Governors;
use super::lexicon::{Lexicon, Strength};
use super::matching::Match;
use super::partners::{mutual, split};
use super::sides::{BODY, Side, Sides, or_else, scale};
use super::{Inside, QuadClass};
use crate::nlp::{Dep, Pos, Tag};

/// The two sides of a trigger.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Roles {
    pub sources: Vec<Side>,
    pub targets: Vec<Side>,
}

/// How deep the clauses below a speech act are searched for those it is about.
const CLAUSE_DEPTH: u8 = 3;
/// What it costs to find a side past the trigger's own phrase.
pub(super) const ATTACHED: f32 = 0.85;
pub(super) const IN_CLAUSE: f32 = 0.85;

/// Fills slots.
#[derive(Clone, Copy)]
pub(crate) struct RoleFinder<'a> {
    pub sides: Sides<'a>,
    pub governors: &'a Governors,
    pub lexicon: &'a Lexicon,
}

impl<'a> RoleFinder<'a> {
    pub(super) fn clauses(&self) -> Clauses<'a> {
        self.sides.clauses
    }

    /// Finds both sides of a trigger; none where one of them stays empty.
    pub fn find(&self, found: &Match<'_>) -> Option<Roles> {
        if let Some(roles) = self.reaction(found) {
            return Some(roles);
        }
        let reciprocal = matches!(found.trigger.frame, Frame::Between | Frame::Meet);
        let sources = self.sources(found);
        if sources.is_empty() && !reciprocal {
            return None;
        }
        let targets = self.targets(found, &sources);
        let roles = match (sources.is_empty(), targets.is_empty()) {
            (false, false) => Roles { sources, targets },
            (false, true) if reciprocal && sources.len() > 1 && !self.mediates(found) => split(sources),
            // "The two leaders met."
            (false, true) if reciprocal && self.is_several(&sources) => mutual(sources),
            // "soldiers were killed in clashes with the PKK"
            (true, false) if found.trigger.frame == Frame::Between && !self.hit_through_verb(found).is_empty() => {
                Roles { sources: targets, targets: self.hit_through_verb(found) }
            }
            (true, false) if reciprocal && targets.len() > 1 && !self.has_subject(found) => split(targets),
            (false, true) if sources.len() > 1 && self.clauses().is_mutual(found.head) => mutual(sources),
            _ => return None,
        };
        Some(roles)
    }

    /// "said that soldiers from Mali killed villagers": who does it, to somebody who is no actor.
    pub fn accused(&self, found: &Match<'_>) -> Option<Roles> {
        let trigger = found.trigger;
        // What a longer trigger holds may tell more: "carried out airstrikes on".
        let whole = found.tokens.len() == 1 || trigger.frame == Frame::Act;
        let verb = trigger.pos == TriggerPos::Verb && trigger.strength != Strength::Weak && whole;
        let alleged = trigger.kind.alleged.is_some() && verb;
        let sources = if alleged { self.sources(found) } else { Vec::new() };
        (!sources.is_empty()).then_some(Roles { sources, targets: Vec::new() })
    }

    fn agents_of_object(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let active = !clauses.is_passive(found.head) && clauses.child(found.head, &[Dep::Dobj]).is_some();
        let phrases = if active { clauses.oblique(found.head, "by") } else { Vec::new() };
        scale(self.sides.of_phrases(&phrases, None), ATTACHED)
    }

    /// Says whether somebody does it with those named, known or not: "I have spoken to the president and the envoy".
    fn has_subject(&self, found: &Match<'_>) -> bool {
        found.trigger.pos == TriggerPos::Verb && !self.clauses().agents(found.head).is_empty()
    }

    pub(super) fn sources(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = found.trigger.pos == TriggerPos::Noun;
        for slot in &found.trigger.source {
            // A phrase in front of a noun may be either side: the first one there is the source.
            let mut sides = self.fill(found, slot, Some(Inside::Responsible));
            if noun && *slot == Slot::Mod && found.trigger.frame == Frame::Event {
                sides = self.first_modifiers(sides);
            }
            // "expulsion of the German ambassador": what stands behind the noun is no owner of it.
            let beyond = |side: &Side| {
                let above = |t: &usize| *t > found.head && clauses.parsed.ancestors(side.head).take(4).any(|a| a == *t);
                matches!(slot, Slot::Mod | Slot::Poss) && found.tokens.iter().any(above)
            };
            sides.retain(|side| !noun || !beyond(side));
            let tie = found.trigger.kind.quad == QuadClass::Tie;
            let acts = |side: &Side| !self.sides.is_place(side.head) || self.is_seat_that_acts(found, slot, side);
            sides.retain(|side| tie || acts(side));
            if !sides.is_empty() {
                return sides;
            }
        }
        if !noun {
            let named = or_else(self.who_goes_on(found), || self.authors(found));
            return or_else(named, || self.authorities(found));
        }
        // Who gives an ambassador a day to leave is none himself.
        let tie = found.trigger.kind.quad == QuadClass::Tie;
        let given = tie && matches!(self.clauses().dep(found.head), Dep::Dobj | Dep::Dative);
        let sides = if given { Vec::new() } else { self.supporting_subjects(found.head) };
        if !sides.is_empty() {
            return sides;
        }
        match found.trigger.kind.quad {
            QuadClass::MaterialConflict => self.authorities(found),
            _ => or_else(self.in_manner(found.head), || self.in_course(found)),
        }
    }

    pub(super) fn targets(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let tie = found.trigger.kind.quad == QuadClass::Tie;
        // Who heads a committee of a parliament heads neither the parliament nor its state.
        let between = found.trigger.frame == Frame::Between;
        let whose = if between { Inside::Responsible } else { found.trigger.kind.inside };
        let inside = (!tie || between).then_some(whose);
        let mut slots: Vec<&Slot> = found.trigger.target.iter().collect();
        let extra = [Slot::Mod, Slot::Poss];
        // "the UN mediator" does not mediate between the United Nations.
        if found.trigger.pos == TriggerPos::Noun && !self.mediates(found) {
            slots.extend(extra.iter().filter(|slot| !found.trigger.target.contains(slot)));
        }
        for slot in slots {
            let mut sides = match slot {
                Slot::Place => self.places(found, sources),
                _ => self.fill(found, slot, inside),
            };
            let is_source = |side: &Side| !self.sides.is_none_of(side, sources) || self.are_meant_by(side, sources);
            sides.retain(|side| !is_source(side));
            self.real_partners(found, slot, sources, &mut sides);
            // "deplored the arrest of its nuncio by Cuba", read as deplored by Cuba.
            if sides.is_empty() && *slot == Slot::Obj && inside == Some(Inside::Responsible) {
                sides = self.agents_of_object(found);
                sides.retain(|side| !is_source(side));
            }
            let said = found.trigger.kind.located.as_ref().is_some_and(|located| located.is_named(slot));
            sides.retain(|side| said || !self.is_where_others_are(found, side));
            if *slot == Slot::Clause && found.trigger.kind.inside == Inside::Affected {
                sides.retain(|side| !self.is_own_state(sources, side));
            }
            if tie && *slot == Slot::Mod {
                sides.retain(|side| !sources.iter().any(|source| self.is_home(source, side)));
            }
            let near = !sides.is_empty() && sides.iter().all(|side| self.sides.is_place(side.head));
            if near && found.trigger.kind.answers.as_ref().is_some_and(|answers| answers.faced) {
                sides.extend(self.opponents(found, sources));
            }
            if !sides.is_empty() {
                // "to let migrants into Europe unless Germany paid": both are threatened.
                if *slot == Slot::Clause {
                    sides.extend(self.conditions(found, sources));
                }
                sides.extend(self.visited_besides(found, slot, sources, &sides));
                return sides;
            }
        }
        let mut hit = or_else(self.hit_through_verb(found), || self.owners_of_object(found));
        hit = or_else(hit, || self.sufferers(found));
        hit.retain(|side| self.sides.is_none_of(side, sources));
        let sides = or_else(hit, || self.owners_of_gap(found, sources));
        let sides = or_else(sides, || or_else(self.summed_up(found, sources), || self.who_faces(found, sources)));
        let sides = or_else(sides, || self.rulers_judged(found, sources));
        let sides = or_else(sides, || self.conditions(found, sources));
        let sides = or_else(sides, || {
            let mut sides = self.addressed(found);
            sides.retain(|side| self.sides.is_none_of(side, sources));
            sides
        });
        let sides = or_else(sides, || self.purposes(found, sources));
        let sides = or_else(sides, || self.parties(found, sources));
        let sides = or_else(sides, || self.opponents(found, sources));
        let asked = found.trigger.kind.located.as_ref().is_some_and(|located| located.asked);
        let sides = or_else(sides, || self.in_question(found, sources));
        // "soldiers of both traded fire in Kashmir": at each other.
        let several = sources.len() > 1 || self.is_several(sources);
        let mutual = several && matches!(found.trigger.frame, Frame::Between | Frame::Meet);
        let placed = or_else(sides, || if asked || mutual { Vec::new() } else { self.places(found, sources) });
        or_else(placed, || self.among_words(found))
    }

    /// "Malaysia has a policy that Indonesia criticized": whose the thing is that the relative clause is about.
    fn owners_of_gap(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let noun = clauses.head(found.head);
        let gap = found.trigger.pos == TriggerPos::Verb
            && found.trigger.kind.inside == Inside::Responsible
            && clauses.dep(found.head) == Dep::Relcl
            && clauses.patients(found.head).contains(&noun);
        if !gap || self.sides.mention(noun).is_some() {
            return Vec::new();
        }
        let mut sides = self.sides.of_phrases(&clauses.owners(noun, 2), None);
        sides.retain(|side| self.sides.is_none_of(side, sources));
        scale(sides, ATTACHED)
    }

    /// "Riyadh pointed at Tehran": a capital as subject or owner of an act is a government.
    fn is_seat_that_acts(&self, found: &Match<'_>, slot: &Slot, side: &Side) -> bool {
        let seat = self.sides.mention(side.head).is_some_and(|m| m.capital_of.is_some());
        seat && matches!(slot, Slot::Subj | Slot::Poss)
            && matches!(
                self.clauses().dep(self.first_conjunct(side.head)),
                Dep::Nsubj | Dep::Poss | Dep::Pobj | Dep::Npadvmod | Dep::Unclassified
            )
            && found.trigger.kind.quad != QuadClass::Tie
    }

    pub(super) fn fill(&self, found: &Match<'_>, slot: &Slot, inside: Option<Inside>) -> Vec<Side> {
        let clauses = self.clauses();
        let head = found.head;
        let verb = found.trigger.pos == TriggerPos::Verb;
        let phrases = match slot {
            // Those who are "allied with" or "locked in talks with" somebody stand as subject of a passive.
            Slot::Subj if found.trigger.frame == Frame::Meet && clauses.oblique(head, "by").is_empty() => {
                clauses.surface_subjects(head)
            }
            Slot::Subj if verb => {
                let acts = |&subject: &usize| !self.is_ally(subject) || !self.sides.of_phrase(subject, None).is_empty();
                self.spoken_of(clauses.agents(head).into_iter().filter(acts).collect())
            }
            Slot::Subj => match self.spoken_of(self.judged(found)) {
                subjects if subjects.is_empty() => {
                    let beside = self.subjects_beside(head);
                    if beside.is_empty() { self.named_beside(head, found.trigger) } else { beside }
                }
                subjects => return self.described(head, &subjects),
            },
            Slot::Obj => self.objects(found),
            Slot::Iobj => match clauses.recipients(head) {
                found if found.is_empty() => return self.fused_recipients(head),
                found => found,
            },
            Slot::Clause => return self.in_clause(found, CLAUSE_DEPTH),
            Slot::Doer => return self.doers(found),
            Slot::Bidden => return self.bidden(found),
            Slot::Own => return self.own_acts(found),
            Slot::Poss => {
                let bases = found.tokens.iter();
                let own: Vec<Side> = bases.flat_map(|&t| self.sides.possessors(t, Inside::Responsible, 1)).collect();
                return if own.is_empty() && !verb { self.owners_at_name(head, true) } else { own };
            }
            Slot::Mod => {
                let own: Vec<Side> = found.tokens.iter().flat_map(|&t| self.sides.modifiers(t)).collect();
                return if own.is_empty() && !verb { self.owners_at_name(head, false) } else { own };
            }
            Slot::Head => self.modified(head),
            Slot::Speaker => return self.speakers(head),
            Slot::Quoted => return self.quoted(head),
            Slot::Place | Slot::Critic => return Vec::new(),
            Slot::Prep(preposition) => return self.prepositional(found, preposition, inside),
        };
        // "summoned the ambassador": a word of the trigger may itself be somebody, if nobody else is.
        let last = found.trigger.target.first() != Some(slot) && *slot == Slot::Obj;
        let somebody = |p: usize| last && self.sides.mention(p).is_some();
        let phrases: Vec<usize> = phrases.into_iter().filter(|&p| !found.tokens.contains(&p) || somebody(p)).collect();
        // A subject acts itself: no looking inside further than whose it is.
        let sides = self.sides.of_phrases(&phrases, inside);
        let harm = found.trigger.kind.located.is_some() && found.trigger.kind.quad == QuadClass::MaterialConflict;
        let loose = *slot == Slot::Obj && harm && inside == Some(Inside::Affected);
        if loose && sides.is_empty() { self.where_from(head, &phrases) } else { sides }
    }

    /// "killed two soldiers from Mali", read as killed from Mali: where an object without a name is from.
    fn where_from(&self, verb: usize, objects: &[usize]) -> Vec<Side> {
        let clauses = self.clauses();
        let behind = |&object: &usize| {
            let end = clauses.parsed.subtree(object).end;
            let from = end < clauses.parsed.tokens.len() && clauses.norm(end) == "from" && clauses.head(end) == verb;
            (from && clauses.dep(end) == Dep::Prep && object < end).then_some(end)
        };
        let phrases: Vec<usize> = objects.iter().filter_map(behind).flat_map(|from| clauses.objects_of(from)).collect();
        scale(self.sides.of_phrases(&phrases, None), ATTACHED)
    }

    /// "Russia's ally" is not Russia: the noun of a tie without direction.
    fn is_ally(&self, noun: usize) -> bool {
        let clauses = self.clauses();
        self.lexicon.find(clauses.lemma(noun)).any(|t| {
            let single = t.words.len() == 1 && t.pos == TriggerPos::Noun && t.strength == Strength::Strong;
            single && t.kind.quad == QuadClass::Tie && t.kind.reciprocal
        })
    }

    /// Those of whom a noun is said; of a singular apposition the name that it stands at, not those joined to it.
    fn described(&self, noun: usize, subjects: &[usize]) -> Vec<Side> {
        let clauses = self.clauses();
        let mut sides = self.sides.of_phrases(subjects, Some(Inside::Responsible));
        if clauses.dep(noun) == Dep::Appos && clauses.norm(noun) == clauses.lemma(noun) {
            let conjuncts: Vec<usize> =
                subjects.iter().flat_map(|&s| clauses.conjuncts(s).into_iter().skip(1)).collect();
            sides.retain(|side| !conjuncts.contains(&side.head));
        }
        sides
    }

    /// "gave Ukraine missiles", read as a compound: a name in front of what is given is the one who gets it.
    fn fused_recipients(&self, verb: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let names = |object: usize| -> Vec<usize> {
            // "granted the Maltese government permission": a body, too, that stands in front of what is given to it.
            let body = |c: usize| self.sides.mention(c).is_some_and(|m| m.rule == BODY && m.tokens.len() > 1);
            let name = |c: &usize| {
                clauses.dep(*c) == Dep::Compound && (clauses.parsed.tokens[*c].pos == Pos::Propn || body(*c))
            };
            clauses.parsed.children(object).filter(name).collect()
        };
        let names: Vec<usize> = clauses.patients(verb).into_iter().flat_map(names).collect();
        scale(self.sides.of_phrases(&names, None), ATTACHED)
    }

    /// The object; where the tree has none, the object of a clause fused to it ("wants Russia to leave").
    pub(super) fn objects(&self, found: &Match<'_>) -> Vec<usize> {
        let clauses = self.clauses();
        let mut patients = clauses.patients(found.head);
        // "suspend U.S.-Russia cooperation", read as something suspended for somebody.
        let fused = clauses.child(found.head, &[Dep::Dative]).filter(|&c| {
            found.trigger.frame != Frame::Transfer && self.sides.mention(c).is_some() && patients.iter().any(|&p| p > c)
        });
        if let Some(dative) = fused {
            return vec![dative];
        }
        // "found him guilty": the subject of the predicate that belongs to the trigger.
        if patients.is_empty() && matches!(found.trigger.frame, Frame::Act | Frame::Statement) {
            let predicates = found.tokens[1..].iter().filter(|&&t| clauses.dep(t) == Dep::Ccomp && !clauses.is_verb(t));
            patients.extend(predicates.filter_map(|&t| clauses.child(t, &[Dep::Nsubj])));
        }
        if !patients.is_empty() || clauses.is_passive(found.head) {
            return patients;
        }
        // "helped Ukraine rebuild", "let the hostages go": read as the subject of what it does.
        let done = clauses
            .child(found.head, &[Dep::Ccomp])
            .filter(|&c| matches!(clauses.parsed.tokens[c].tag, Tag::Vb | Tag::Vbp));
        let own = |t: usize| clauses.dep(t) == Dep::Mark || (clauses.dep(t) == Dep::Aux && clauses.norm(t) != "to");
        let marked = |c: usize| clauses.parsed.children(c).any(own);
        done.filter(|&c| !marked(c)).and_then(|c| clauses.child(c, &[Dep::Nsubj])).into_iter().collect()
    }

    /// Finds the objects of a preposition at the trigger, at its further words, or at its object.
    fn prepositional(&self, found: &Match<'_>, preposition: &str, inside: Option<Inside>) -> Vec<Side> {
        let clauses = self.clauses();
        for &token in &found.tokens {
            let mut phrases = clauses.oblique(token, preposition);
            phrases.retain(|&noun| preposition != "to" || !self.is_reaction(noun));
            let sides = self.sides.of_phrases(&phrases, inside);
            if !sides.is_empty() {
                return sides;
            }
        }
        let supported = match found.trigger.pos {
            TriggerPos::Verb => Vec::new(),
            // "fighting erupted between": the phrase hangs on the verb.
            TriggerPos::Noun if preposition == "between" && clauses.dep(found.head) == Dep::Nsubj => {
                scale(self.sides.of_phrases(&clauses.oblique(clauses.head(found.head), preposition), inside), ATTACHED)
            }
            _ => or_else(self.at_support_verb(found.head, preposition, inside), || {
                let behind = self.behind_at_ending_verb(found.head, preposition);
                scale(self.sides.of_phrases(&behind, inside), ATTACHED)
            }),
        };
        if !supported.is_empty() {
            return supported;
        }
        // "attacks on the bases of Estonia": these are of Estonia, not the attacks. Who heads a committee of a parliament does not
        // head the parliament.
        let noun = found.trigger.pos == TriggerPos::Noun;
        if noun && (preposition == "of" || found.trigger.kind.quad == QuadClass::Tie) {
            return Vec::new();
        }
        let mut bases = self.neighbors(found);
        // "spurned offers of talks by Kabul", "received a request for help from Kabul"
        if preposition == "by" || found.trigger.frame == Frame::Undergo {
            let nouns = found.tokens[1..].iter().filter(|&&t| clauses.is_noun(t));
            let below = nouns.flat_map(|&t| clauses.parsed.children(t)).filter(|&c| clauses.dep(c) == Dep::Prep);
            bases.extend(below.flat_map(|c| clauses.objects_of(c)));
        }
        let phrases = bases.into_iter().flat_map(|base| clauses.oblique(base, preposition));
        scale(self.sides.of_phrases(&phrases.collect::<Vec<_>>(), inside), ATTACHED)
    }

    /// Where else a phrase of the trigger may hang: the parser prefers the nearest noun ("fired rockets at Israel",
    /// "allegations by Colombia against Venezuela").
    fn neighbors(&self, found: &Match<'_>) -> Vec<usize> {
        let clauses = self.clauses();
        let verb = found.trigger.pos == TriggerPos::Verb;
        let mut bases = if verb { clauses.patients(found.head) } else { Vec::new() };
        for child in clauses.parsed.children(found.head) {
            match clauses.dep(child) {
                Dep::Prep | Dep::Agent | Dep::Dative => bases.extend(clauses.objects_of(child)),
                // "the worst attack seen yet on"
                Dep::Acl if !verb && self.tells_nothing(child) => bases.push(child),
                Dep::Acomp | Dep::Advmod | Dep::Prt | Dep::Npadvmod if verb => bases.push(child),
                _ => {}
            }
        }
        // "provided 20 million euros in aid to X"
        if verb && found.trigger.frame == Frame::Transfer {
            let paid: Vec<usize> = clauses.patients(found.head);
            bases.extend(paid.into_iter().flat_map(|sum| clauses.oblique(sum, "in")));
        }
        // "agreed to send troops to X": what hangs on the object of a further verb.
        let further = found.tokens[1..].iter().filter(|&&t| clauses.is_verb(t));
        bases.extend(further.flat_map(|&t| clauses.patients(t)));
        // "received a shipment of shells from X"
        bases.extend(found.tokens[1..].iter().flat_map(|&t| clauses.oblique(t, "of")));
        bases
    }
}
