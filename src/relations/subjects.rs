//! Subjects that the parser hangs elsewhere: on a verb of saying that stands in between, on a participle, in a headline's list.
//!
//! Reads: a document's trees. Gives: the head of the phrase that is the subject of a verb all the same.
//! Does not: follow subjects through control and coordination; that is `clause.rs`.

use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::Effect;
use crate::nlp::{Dep, Pos, Tag};

impl Clauses<'_> {
    /// Of two subjects the nearer one is the verb's: the other is a dateline or a heading. "Roe, said Poe, has": behind a comma the
    /// one that follows.
    pub(super) fn nearest_subject(&self, verb: usize, subjects: &[usize]) -> Option<usize> {
        let before = subjects.iter().rfind(|&&c| c < verb).copied();
        let after = subjects.iter().find(|&&c| c > verb).copied();
        match (before, after) {
            (Some(first), Some(_)) if self.is_set_off(verb, first) => after,
            _ => before.or(after),
        }
    }

    /// Says whether nothing but a comma stands between a subject and its verb: "Roe, attacked by Poe", "Roe, said Poe".
    pub(super) fn is_set_off(&self, verb: usize, subject: usize) -> bool {
        verb > 1 && subject + 2 == verb && self.norm(verb - 1) == ","
    }

    /// Finds the verb of saying that is put into the clause of a verb, or in front of the rest of it: "Roe, Poe said, is a liar".
    pub(super) fn interruption(&self, verb: usize) -> Option<usize> {
        let says = |&t: &usize| self.is_verb(t) && t < verb && self.claims(t);
        let aside = self.parsed.children(verb).find(|&c| self.dep(c) == Dep::Parataxis && says(&c));
        let above = || {
            let fused = matches!(self.dep(verb), Dep::Conj | Dep::Ccomp);
            Some(self.head(verb)).filter(|head| fused && says(head))
        };
        aside.or_else(above).filter(|&saying| {
            // The comma that ends it stands right before the rest.
            let first =
                self.parsed.children(verb).filter(|&c| c > saying && self.dep(c) != Dep::Punct).chain([verb]).min();
            let ends = first.is_some_and(|first| (saying + 1..first).rev().take(2).any(|t| self.norm(t) == ","));
            let joined = self.parsed.children(saying).any(|c| self.dep(c) == Dep::Cc);
            ends && !joined
        })
    }

    /// Finds the verb of saying that is put into the clause of a verb or behind it: "Roe, Poe said, is", "Roe is, Poe said, at".
    pub(super) fn said_beside(&self, verb: usize) -> Option<usize> {
        let says = |&t: &usize| {
            let claims = self.is_verb(t) && self.claims(t);
            claims && self.dep(t) == Dep::Parataxis && self.child(t, &[Dep::Nsubj]).is_some()
        };
        self.interruption(verb).or_else(|| self.parsed.children(verb).find(says))
    }

    /// "Roe, Poe said, is a liar": what stands before the verb of saying and its own subject.
    pub(super) fn interrupted_subject(&self, verb: usize) -> Option<usize> {
        let saying = self.interruption(verb)?;
        let places = [Dep::Nsubj, Dep::Nsubjpass, Dep::Npadvmod];
        let mut names = self.parsed.children(saying).filter(|&c| places.contains(&self.dep(c)) && self.is_noun(c));
        let first = names.next().filter(|&first| first < saying)?;
        names.next()?;
        (first + 1..saying.min(first + 12)).any(|t| self.norm(t) == ",").then_some(first)
    }

    /// "spent years fighting Roe": the time that a gerund stands at is no one who acts.
    pub(super) fn is_span_of_time(&self, verb: usize) -> bool {
        self.parsed.tokens[verb].tag == Tag::Vbg && self.is_date(self.head(verb))
    }

    /// Finds who spends the time.
    pub(super) fn subjects_of_time(&self, time: usize, depth: u8) -> Vec<usize> {
        let outer = self.parsed.ancestors(time).take(3).find(|&t| self.is_verb(t));
        outer.map_or_else(Vec::new, |outer| self.subjects_within(outer, depth))
    }

    /// "Mongolia, India wrap up": the names at the start of a headline, with commas between them.
    pub(super) fn listed_subjects(&self, verb: usize) -> Option<Vec<usize>> {
        let listed: Vec<usize> = self.parsed.children(verb).filter(|&c| self.is_listed(verb, c)).collect();
        let sentence = self.parsed.sentences[self.parsed.sentence_of(verb)].start;
        let starts = |c: usize| self.parsed.subtree(c).start;
        let joined = |&c: &usize| starts(c).checked_sub(1).is_some_and(|before| self.norm(before) == ",");
        let plural = matches!(self.parsed.tokens[verb].tag, Tag::Vb | Tag::Vbp) && listed.len() > 1;
        (plural && starts(listed[0]) == sentence && listed[1..].iter().all(joined)).then_some(listed)
    }

    fn is_listed(&self, verb: usize, token: usize) -> bool {
        let before = token < verb && self.parsed.tokens[token].pos == Pos::Propn;
        before && matches!(self.dep(token), Dep::Nsubj | Dep::Npadvmod | Dep::Unclassified)
    }

    /// "a base for their troops to coordinate strikes": whoever stands before the infinitive behind "for".
    pub(super) fn for_subject(&self, verb: usize) -> Option<usize> {
        let infinitive = matches!(self.dep(verb), Dep::Advcl | Dep::Acl | Dep::Relcl);
        let to = self.parsed.children(verb).find(|&c| self.dep(c) == Dep::Aux && self.norm(c) == "to")?;
        let mut noun = to.checked_sub(1).filter(|_| infinitive)?;
        for _ in 0..4 {
            if self.dep(noun) != Dep::Conj {
                break;
            }
            noun = self.head(noun);
        }
        (self.dep(noun) == Dep::Pobj && self.norm(self.head(noun)) == "for").then_some(noun)
    }

    /// "Destroying the town is their goal": the noun for what is aimed at.
    pub(super) fn aim(&self, verb: usize) -> Option<usize> {
        let noun = self.child(verb, &[Dep::Attr])?;
        let plan =
            matches!(self.governors.on_clause(self.lemma(noun), TriggerPos::Noun), Some(Effect::Plan | Effect::Commit));
        (self.lemma(verb) == "be" && plan).then_some(noun)
    }

    /// "The United States equips", read as a compound: a name right before a finite verb is its subject.
    pub(super) fn fused_subject(&self, verb: usize) -> Option<usize> {
        let finite = matches!(self.parsed.tokens[verb].tag, Tag::Vbz | Tag::Vbd | Tag::Vbp);
        let name = |&c: &usize| {
            c < verb
                && matches!(self.dep(c), Dep::Compound | Dep::Nmod | Dep::Unclassified | Dep::Npadvmod)
                && self.parsed.tokens[c].pos == Pos::Propn
        };
        let fused = finite.then(|| self.parsed.children(verb).rfind(name)).flatten();
        fused.or_else(|| self.subject_behind_participle(verb)).or_else(|| self.subject_of_participle(verb))
    }

    /// "Armed by Norway, the rebels have fired", read as Norway, the rebels: the noun right before the verb.
    fn subject_behind_participle(&self, verb: usize) -> Option<usize> {
        let aux = self.parsed.children(verb).find(|&c| c < verb && matches!(self.dep(c), Dep::Aux | Dep::Auxpass));
        let noun = aux.unwrap_or(verb).checked_sub(1)?;
        let start = self.parsed.subtree(noun).start;
        let comma = start > 0 && self.norm(start - 1) == ",";
        let participle = self.parsed.children(verb).any(|c| self.dep(c) == Dep::Advcl && c < start);
        (comma && participle && self.is_noun(noun) && self.dep(noun) == Dep::Appos).then_some(noun)
    }

    /// "Roe, attacked by Poe, ordered", where the parser gives the subject to the participle alone.
    fn subject_of_participle(&self, verb: usize) -> Option<usize> {
        let participle = self.parsed.children(verb).find(|&c| c < verb && self.dep(c) == Dep::Advcl)?;
        let subject = self.child(participle, &[Dep::Nsubj, Dep::Nsubjpass])?;
        (self.norm(verb - 1) == "," && self.is_set_off(participle, subject)).then_some(subject)
    }
}
