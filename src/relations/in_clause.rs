//! Whom a clause is about that a trigger governs: "warned that Russia would", "threatened to end talks with Russia".
//!
//! Reads: the clauses below a trigger. Gives: the sides in them that are not the speaker.
//! Does not: read what the clause itself tells; that is its own trigger's business.

use super::frames::TriggerPos;
use super::governors::Effect;
use super::lexicon::{Strength, Trigger};
use super::matching::Match;
use super::roles::{IN_CLAUSE, RoleFinder};
use super::sides::{Side, or_else, scale};
use super::{Complement, Inside, QuadClass};
use crate::nlp::{Dep, Pos, Tag};

impl RoleFinder<'_> {
    /// Finds those a governed clause is about: its subject, else whom its verb touches.
    pub(super) fn in_clause(&self, found: &Match<'_>, depth: u8) -> Vec<Side> {
        let clauses = self.clauses();
        let verb = found.head;
        let kind = &found.trigger.kind;
        let refusal = kind.complement == Complement::Prevent;
        // "denies that it arms the rebels" turns no rebels down.
        if refusal && self.governors.has(clauses.lemma(verb), found.trigger.pos, Effect::Deny) {
            return Vec::new();
        }
        let friendly = kind.quad == QuadClass::VerbalCooperation;
        // "urged leaders to confront Iran": the leaders are asked, not Iran.
        let asks = kind.complement == Complement::Plan && kind.inside == Inside::Responsible;
        let addressed = asks && clauses.child(verb, &[Dep::Dobj]).is_some();
        // "says that Iran is being bullied by Iraq": Iraq is accused.
        let be = found.trigger.words.iter().flatten().any(|word| **word == *"be");
        let blames = kind.complement == Complement::Claim && !be;
        let noun = found.trigger.pos == TriggerPos::Noun;
        let speakers = if noun { clauses.owners(verb, 2) } else { clauses.agents(verb) };
        let speaker = self.sides.of_phrases(&speakers, None);
        let mut inner: Vec<usize> = Vec::new();
        for child in clauses.parsed.children(verb) {
            match clauses.dep(child) {
                Dep::Xcomp | Dep::Ccomp => inner.push(child),
                Dep::Acl if noun => inner.push(child),
                Dep::Prep => inner.extend(clauses.parsed.children(child).filter(|&c| clauses.dep(c) == Dep::Pcomp)),
                Dep::Advcl if clauses.parsed.tokens[child].tag == Tag::Vb => inner.push(child),
                // "ruled out selling jets to Oman"
                Dep::Dobj if clauses.parsed.tokens[child].tag == Tag::Vbg => inner.push(child),
                // "launched an effort to help", "reaffirmed its commitment to helping"
                Dep::Dobj => {
                    let below = |c: usize| match clauses.dep(c) {
                        Dep::Acl => Some(c),
                        Dep::Prep => clauses.child(c, &[Dep::Pcomp]),
                        _ => None,
                    };
                    inner.extend(clauses.parsed.children(child).filter_map(below));
                }
                _ => {}
            }
        }
        for clause in inner {
            // To refuse or deny a hostile act turns nobody down; to agree to one is no agreement with whom it hits.
            let behind = |c: usize| clauses.dep(c) == Dep::Prep && clauses.norm(c) == "behind";
            if (refusal && (self.is_hostile(clause) || clauses.parsed.children(clause).any(behind)))
                || (friendly && self.does_harm(clause))
                || (addressed && clauses.dep(clause) == Dep::Xcomp)
            {
                continue;
            }
            // "urged Republicans to back Roe": who asks for support gives it.
            let calls = matches!(kind.complement, Complement::Fact) && !kind.reciprocal;
            if calls && found.tokens.contains(&clause) && self.tells(clause, kind) {
                let touched = self.sides.of_phrases(&clauses.patients(clause), Some(Inside::Responsible));
                let mut touched = or_else(touched, || self.all_obliques(clause));
                touched.retain(|side| self.sides.is_none_of(side, &speaker));
                return scale(touched, IN_CLAUSE);
            }
            if blames && clauses.is_passive(clause) {
                return scale(self.sides.of_phrases(&clauses.agents(clause), Some(Inside::Responsible)), IN_CLAUSE);
            }
            let mut found = self.about(clause, &speaker, depth);
            // "complained that the figures sent by Ruritania were false": who is behind what it is about.
            if found.is_empty() && blames {
                let subject = clauses.child(clause, &[Dep::Nsubj, Dep::Nsubjpass]);
                found = subject.map_or(Vec::new(), |s| self.sides.of_phrase(s, Some(Inside::Responsible)));
                found.retain(|side| self.sides.is_none_of(side, &speaker));
            }
            if !found.is_empty() {
                return scale(found, IN_CLAUSE);
            }
        }
        Vec::new()
    }

    pub(super) fn is_hostile(&self, verb: usize) -> bool {
        let mut triggers = self.lexicon.find(self.clauses().lemma(verb)).filter(|t| t.pos == TriggerPos::Verb);
        triggers.any(|t| t.words.len() == 1 && t.kind.quad.is_conflict())
    }

    /// "to attack", "to impose sanctions": a hostile verb, or one that makes a hostile noun an act.
    pub(super) fn does_harm(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let harms = |word: usize, pos: TriggerPos| {
            let sure = |t: &Trigger| t.pos == pos && t.words.len() == 1 && t.strength != Strength::Weak;
            let mut triggers = self.lexicon.find(clauses.lemma(word));
            triggers.any(|t| sure(t) && t.kind.quad == QuadClass::MaterialConflict)
        };
        let carries = self.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Support);
        let object = clauses.child(verb, &[Dep::Dobj]).filter(|_| carries);
        harms(verb, TriggerPos::Verb) || object.is_some_and(|object| harms(object, TriggerPos::Noun))
    }

    pub(super) fn about(&self, verb: usize, speaker: &[Side], depth: u8) -> Vec<Side> {
        let clauses = self.clauses();
        let new = |sides: Vec<Side>| -> Vec<Side> {
            let fresh = |side: &Side| self.sides.is_none_of(side, speaker);
            sides.into_iter().filter(fresh).collect()
        };
        let own = clauses.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        let subject = own.map_or(Vec::new(), |s| self.sides.of_phrase(s, None));
        let stages = [
            new(subject),
            new(self.sides.of_phrases(&clauses.patients(verb), Some(Inside::Affected))),
            new(self.sides.of_phrases(&clauses.recipients(verb), None)),
            new(self.all_obliques(verb)),
        ];
        if let Some(found) = stages.into_iter().find(|stage| !stage.is_empty()) {
            return found;
        }
        if depth == 0 {
            return Vec::new();
        }
        let below =
            clauses.parsed.children(verb).filter(|&c| matches!(clauses.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Conj));
        let below: Vec<usize> = below.filter(|&c| clauses.is_verb(c)).collect();
        below.into_iter().map(|c| self.about(c, speaker, depth - 1)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Finds the actors in the prepositional phrases of a verb and of its object.
    pub(super) fn all_obliques(&self, verb: usize) -> Vec<Side> {
        let clauses = self.clauses();
        let mut bases = vec![verb];
        bases.extend(clauses.patients(verb));
        for base in bases {
            for child in clauses.parsed.children(base) {
                let governs = clauses.dep(child) == Dep::Prep && clauses.parsed.tokens[child].pos == Pos::Adp;
                if governs
                    && !matches!(clauses.norm(child), "in" | "at" | "during" | "after" | "before" | "by" | "over")
                {
                    let found = self.sides.of_phrases(&clauses.objects_of(child), Some(Inside::Affected));
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }
}
