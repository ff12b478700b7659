//! What words around a telling make of it: made up, put down in a record, disproved, or the content of a rumor.
//!
//! Reads: nouns and adjectives of `governors.tsv` above and beside a word. Gives: yes or no for each.
//! Does not: change a status; that is the walk's ([`super::reality`]).

use super::frames::TriggerPos;
use super::governors::Effect;
use super::reality::Realities;
use crate::nlp::Dep;

impl Realities<'_> {
    /// "In the opera, X attacks Y"; "a film in which X attacks Y".
    pub(super) fn is_made_up(&self, word: usize) -> bool {
        let clauses = self.clauses();
        let fiction = |noun: usize| self.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Fiction);
        let told_in = |verb: usize| {
            clauses.is_verb(verb)
                && clauses.oblique(verb, "in").into_iter().any(|noun| {
                    let which = matches!(clauses.norm(noun), "which" | "that");
                    fiction(noun) || which && clauses.dep(verb) == Dep::Relcl && fiction(clauses.head(verb))
                })
        };
        told_in(word) || clauses.parsed.ancestors(word).take(8).any(told_in)
    }

    /// "false that they attacked", "wrong to say that they attacked"; "wrong to attack" undoes nothing.
    pub(super) fn is_of_words(&self, verb: usize, dep: Dep) -> bool {
        dep == Dep::Ccomp || self.clauses().claims(verb)
    }

    /// "It would be wrong to say": the adjective beside the infinitive.
    pub(super) fn is_denied_beside(&self, verb: usize, below: usize) -> bool {
        let clauses = self.clauses();
        let denies = |c: usize| self.governors.has(clauses.lemma(c), TriggerPos::Adjective, Effect::Deny);
        self.is_of_words(below, Dep::Xcomp) && clauses.child(verb, &[Dep::Acomp]).is_some_and(denies)
    }

    /// "a rumor that Togo had expelled the envoy", read as a relative clause: it has subject and object of its own.
    pub(super) fn is_content(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let whole = |deps: &[Dep]| clauses.child(verb, deps).is_some_and(|c| clauses.norm(c) != "that");
        let object = clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Dobj && clauses.norm(c) != "that");
        let that = clauses.parsed.children(verb).any(|c| clauses.norm(c) == "that");
        that && object && whole(&[Dep::Nsubj, Dep::Nsubjpass])
    }

    /// "A rumor that ... turned out to be false".
    pub(super) fn is_disproved(&self, noun: usize) -> bool {
        let clauses = self.clauses();
        let verb = clauses.head(noun);
        let told = std::iter::once(verb).chain(clauses.child(verb, &[Dep::Xcomp]));
        let denies = |c: usize| self.governors.has(clauses.lemma(c), TriggerPos::Adjective, Effect::Deny);
        let mut told = told.filter_map(|verb| clauses.child(verb, &[Dep::Acomp, Dep::Oprd, Dep::Attr]));
        clauses.dep(noun) == Dep::Nsubj && told.any(denies)
    }

    /// Who says: the subject of the verb, or what stands behind "according to".
    pub(super) fn tellers(&self, verb: usize) -> Vec<usize> {
        let clauses = self.clauses();
        if clauses.norm(verb) == "according" { clauses.oblique(verb, "to") } else { clauses.agents(verb) }
    }

    /// "the release said", "according to a readout": a text that holds what its makers did.
    pub(super) fn is_record(&self, noun: usize) -> bool {
        let clauses = self.clauses();
        self.sides.mention(noun).is_none() && self.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Record)
    }

    /// "proclaimed himself Emperor of": what somebody calls himself; of ties also what stands between marks of its own: his
    /// "reign".
    pub(super) fn is_hollow(&self, noun: usize, tie: bool) -> bool {
        let clauses = self.clauses();
        let mark =
            |t: usize| matches!(clauses.parsed.tokens.get(t).map(|t| &*t.norm), Some("\"" | "“" | "”" | "''" | "``"));
        if tie && noun > 0 && mark(noun - 1) && mark(noun + 1) {
            return true;
        }
        let mut head = noun;
        for _ in 0..3 {
            if !matches!(clauses.dep(head), Dep::Appos | Dep::Conj) {
                break;
            }
            head = clauses.head(head);
        }
        let verb = clauses.head(head);
        let oneself = |word: usize| matches!(clauses.norm(word), "himself" | "herself" | "itself" | "themselves");
        let mut beside = clauses.parsed.children(verb).chain(clauses.parsed.children(head));
        matches!(clauses.dep(head), Dep::Oprd | Dep::Ccomp) && clauses.is_verb(verb) && beside.any(oneself)
    }
}
