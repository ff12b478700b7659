//! Whose words a text is: "issued a statement condemning", "in a letter urging", "a resolution that demands".
//!
//! Reads: a verb or adjective that says what a text does. Gives: those who put the text out.
//! Does not: look at texts that name their author themselves ("a U.N. report accusing"); there the noun's own phrase tells.

use super::Inside;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::matching::Match;
use super::roles::{ATTACHED, RoleFinder};
use super::sides::{Side, scale};
use crate::nlp::{Dep, Tag};

impl RoleFinder<'_> {
    /// Finds those whose text does what a trigger tells.
    pub(super) fn authors(&self, found: &Match<'_>) -> Vec<Side> {
        let clauses = self.clauses();
        let texts = match found.trigger.pos {
            // Words and protests, not what is done to others.
            _ if found.trigger.kind.inside != Inside::Responsible => Vec::new(),
            TriggerPos::Verb if clauses.is_passive(found.head) => Vec::new(),
            TriggerPos::Verb => clauses.surface_subjects(found.head),
            TriggerPos::Adjective => {
                self.modified(found.head).into_iter().chain(self.predicate_subjects(found.head)).collect()
            }
            TriggerPos::Noun => Vec::new(),
        };
        let is_text = |&noun: &usize| self.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Words);
        let phrases: Vec<usize> = texts.into_iter().filter(is_text).flat_map(|text| self.authors_of(text)).collect();
        let sides = self.sides.of_phrases(&phrases, Some(Inside::Responsible));
        scale(sides.into_iter().filter(|side| !self.sides.is_place(side.head)).collect(), ATTACHED)
    }

    /// Finds the subject of the verb that puts a text out, plans it, or says something in it.
    fn authors_of(&self, text: usize) -> Vec<usize> {
        let clauses = self.clauses();
        // "a series of tweets attacking"
        let text = self.carrier(text);
        let head = clauses.head(text);
        let put_out = matches!(clauses.dep(text), Dep::Dobj | Dep::Nsubjpass) && clauses.puts_out(head);
        if let Some(verb) = put_out.then_some(head).or_else(|| self.support_verb(text)) {
            return clauses.agents(verb);
        }
        let mut below = clauses.parsed.children(text).filter(|&c| matches!(clauses.dep(c), Dep::Acl | Dep::Relcl));
        if let Some(verb) = below.find(|&c| clauses.puts_out(c) && clauses.patients(c).contains(&text)) {
            return clauses.agents(verb);
        }
        let effect = |verb: usize| self.governors.on_clause(clauses.lemma(verb), TriggerPos::Verb);
        if clauses.dep(text) == Dep::Dobj && clauses.is_verb(head) {
            let made = matches!(effect(head), Some(Effect::Plan | Effect::Commit | Effect::Try));
            return if made { clauses.agents(head) } else { Vec::new() };
        }
        let verb = clauses.head(head);
        // "began the day with a tweet mocking", "is spending millions on spots thanking"
        let means = clauses.dep(text) == Dep::Pobj && matches!(clauses.norm(head), "with" | "on");
        let spends =
            means && clauses.child(text, &[Dep::Acl]).is_some_and(|c| clauses.parsed.tokens[c].tag == Tag::Vbg);
        if spends {
            let noun = Some(verb).filter(|&noun| clauses.is_noun(noun) && clauses.dep(noun) == Dep::Dobj);
            let verb = noun.map_or(verb, |noun| clauses.head(noun));
            return if clauses.is_verb(verb) { clauses.agents(verb) } else { Vec::new() };
        }
        let within = clauses.dep(text) == Dep::Pobj && clauses.norm(head) == "in" && clauses.is_verb(verb);
        let says = within
            && (matches!(effect(verb), Some(Effect::Claim | Effect::Commit))
                || self
                    .lexicon
                    .find(clauses.lemma(verb))
                    .any(|t| t.pos == TriggerPos::Verb && t.kind.quad.is_verbal()));
        if says { clauses.agents(verb) } else { Vec::new() }
    }
}
