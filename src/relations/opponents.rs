//! Against whom something is done where nobody stands in the places of its row: "sent tanks to the river to deter Chad", "put its
//! fleet on alert after Russian bombers crossed into", "backed down after truckers from Mali struck".
//!
//! Reads: a matched trigger of a kind that answers others (`answers` of `ontology.toml`). Gives: whom the words around it name
//! that say whom somebody faces (`governors.tsv`, effect `face`), and who did what it answers.
//! Does not: look at the trigger's own slots.

use super::Inside;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::matching::{Match, match_trigger};
use super::ontology::Answers;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, or_else, scale};
use crate::nlp::{Dep, Tag};

/// How many words around a trigger are looked at.
const FARTHEST: usize = 60;

impl RoleFinder<'_> {
    /// Finds whom an act is meant for, or whose act it answers.
    pub(super) fn opponents(&self, found: &Match<'_>, sources: &[Side]) -> Vec<Side> {
        let Some(answers) = &found.trigger.kind.answers else { return Vec::new() };
        let bases = self.bases(found);
        let faced = || if answers.faced { self.faced(found, &bases, sources) } else { Vec::new() };
        let sides = or_else(faced(), || self.answered(&bases, answers, sources));
        scale(sides, ATTACHED)
    }

    /// The trigger, what carries it, and the verbs above it that only say that it begins or is tried.
    fn bases(&self, found: &Match<'_>) -> Vec<usize> {
        let clauses = self.clauses();
        let mut bases = vec![found.head];
        if found.trigger.pos == TriggerPos::Noun {
            let noun = self.carrier(self.first_conjunct(found.head));
            bases.push(noun);
            let above = clauses.head(noun);
            let at_verb = matches!(clauses.dep(noun), Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Attr);
            bases.extend(self.support_verb(found.head).or((at_verb && clauses.is_verb(above)).then_some(above)));
        }
        let mut verb = bases[bases.len() - 1];
        for _ in 0..3 {
            if clauses.dep(verb) != Dep::Xcomp || !clauses.is_verb(clauses.head(verb)) {
                break;
            }
            verb = clauses.head(verb);
            bases.push(verb);
        }
        bases.dedup();
        bases
    }

    /// Finds whom a word around the trigger names that says whom somebody faces: "facing Chad", "within sight of Chad".
    fn faced(&self, found: &Match<'_>, bases: &[usize], sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        let mut open: Vec<usize> = bases.iter().rev().copied().collect();
        for _ in 0..FARTHEST {
            let Some(word) = open.pop() else { break };
            if !bases.contains(&word) {
                let phrases = self.faced_by(word);
                let sides = or_else(self.sides.of_phrases(&phrases, Some(Inside::Affected)), || {
                    self.sides.of_phrases(&phrases, Some(Inside::Responsible))
                });
                let sides = self.opposed(sides, sources);
                if !sides.is_empty() {
                    return sides;
                }
            }
            let below = clauses.parsed.children(word).filter(|&c| match clauses.dep(c) {
                Dep::Advcl => clauses.parsed.tokens[c].tag == Tag::Vbg || clauses.is_infinitive(c),
                Dep::Conj => !clauses.is_verb(c),
                Dep::Relcl => clauses.is_infinitive(c),
                Dep::Ccomp | Dep::Parataxis | Dep::Nsubj | Dep::Punct | Dep::Det | Dep::Poss => false,
                _ => !found.tokens.contains(&c) || clauses.dep(c) != Dep::Aux,
            });
            let mut below: Vec<usize> = below.collect();
            below.reverse();
            open.extend(below);
        }
        Vec::new()
    }

    /// Gives the phrases of those whom a word faces: its own object, or that of a preposition that it goes with.
    fn faced_by(&self, word: usize) -> Vec<usize> {
        let clauses = self.clauses();
        let lemma = clauses.lemma(word);
        let pos = if clauses.is_verb(word) { TriggerPos::Verb } else { TriggerPos::Noun };
        let faces = |form: &str, pos| self.governors.has(form, pos, Effect::Face);
        if faces(clauses.norm(word), TriggerPos::Adjective) {
            let objects = clauses.objects_of(word);
            return if objects.is_empty() { clauses.patients(word) } else { objects };
        }
        let mut phrases = Vec::new();
        if pos == TriggerPos::Verb && faces(lemma, pos) && !clauses.is_passive(word) {
            phrases.extend(clauses.patients(word));
        }
        for preposition in clauses.parsed.children(word).filter(|&c| matches!(clauses.dep(c), Dep::Prep | Dep::Prt)) {
            if faces(&format!("{lemma} {}", clauses.norm(preposition)), pos) {
                phrases.extend(clauses.objects_of(preposition));
            }
        }
        phrases
    }

    /// Finds who did what a trigger answers: in a clause or a phrase that says when or why.
    fn answered(&self, bases: &[usize], answers: &Answers, sources: &[Side]) -> Vec<Side> {
        let clauses = self.clauses();
        for child in bases.iter().flat_map(|&base| clauses.parsed.children(base)) {
            let sides = match clauses.dep(child) {
                Dep::Advcl if self.is_occasion(child) => self.doers_of(child, answers),
                Dep::Prep if self.governors.has(clauses.norm(child), TriggerPos::Adjective, Effect::Occasion) => {
                    let nouns = clauses.objects_of(child).into_iter();
                    let nouns = nouns.flat_map(|noun| clauses.counted(noun).into_iter().chain([noun]));
                    nouns.map(|noun| self.doers_of(noun, answers)).find(|s| !s.is_empty()).unwrap_or_default()
                }
                _ => Vec::new(),
            };
            let sides = self.opposed(sides, sources);
            if !sides.is_empty() {
                return sides;
            }
        }
        Vec::new()
    }

    /// "after X did", "as X does": a clause that says when or why.
    fn is_occasion(&self, clause: usize) -> bool {
        let clauses = self.clauses();
        let opens = |c: usize| {
            let mark = matches!(clauses.dep(c), Dep::Mark | Dep::Advmod | Dep::Prep) && c < clause;
            mark && self.governors.has(clauses.norm(c), TriggerPos::Adjective, Effect::Occasion)
        };
        clauses.parsed.children(clause).any(opens)
    }

    /// Finds who does an answered act that a verb, its object or a noun tells; where forces are moved, also who draws near.
    fn doers_of(&self, word: usize, answers: &Answers) -> Vec<Side> {
        let clauses = self.clauses();
        let verb = clauses.is_verb(word);
        let joined = clauses.parsed.children(word).filter(|&c| match clauses.dep(c) {
            Dep::Conj | Dep::Xcomp => verb && clauses.is_verb(c),
            Dep::Dobj => verb,
            _ => false,
        });
        for token in [word].into_iter().chain(joined) {
            let pos = if clauses.is_verb(token) { TriggerPos::Verb } else { TriggerPos::Noun };
            let rows = self.lexicon.find(clauses.lemma(token));
            let rows = rows.filter(|row| row.pos == pos && answers.acts.iter().any(|act| *act == row.kind.name));
            let told = rows.filter_map(|row| match_trigger(clauses, row, token)).map(|act| self.sources(&act));
            if let Some(sides) = told.into_iter().find(|sides| !sides.is_empty()) {
                return sides;
            }
            if answers.faced && self.governors.has(clauses.lemma(token), TriggerPos::Verb, Effect::Approach) {
                return self.sides.of_phrases(&clauses.agents(token), Some(Inside::Responsible));
            }
        }
        Vec::new()
    }

    /// Keeps those who are of another side than all who act.
    fn opposed(&self, sides: Vec<Side>, sources: &[Side]) -> Vec<Side> {
        let other = |side: &Side| {
            self.sides.is_none_of(side, sources)
                && !self.sides.is_place(side.head)
                && sources.iter().all(|source| self.sides.are_opposed(source.head, side.head))
        };
        sides.into_iter().filter(other).collect()
    }
}
