//! Which triggers stand in a text: words of the lexicon found in the tree.
//!
//! Reads: a head token and the triggers of its lemma. Gives: the tokens that the trigger's words stand on.
//! Does not: look for source and target.

use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::Effect;
use super::lexicon::Trigger;
use crate::nlp::{Dep, Pos};

/// A trigger found in the text.
#[derive(Debug, Clone)]
pub(crate) struct Match<'l> {
    pub trigger: &'l Trigger,
    /// Head token.
    pub head: usize,
    /// All its tokens, the head first.
    pub tokens: Vec<usize>,
}

/// Says which part of speech a token can be a trigger of.
pub(crate) fn trigger_pos(clauses: Clauses<'_>, token: usize) -> Option<TriggerPos> {
    match clauses.parsed.tokens[token].pos {
        Pos::Verb => Some(TriggerPos::Verb),
        // "is behind": the verb "be" of a clause, no auxiliary of another verb.
        Pos::Aux if !matches!(clauses.dep(token), Dep::Aux | Dep::Auxpass) => Some(TriggerPos::Verb),
        Pos::Noun | Pos::Propn => Some(TriggerPos::Noun),
        Pos::Adj => Some(TriggerPos::Adjective),
        _ => None,
    }
}

/// Finds the tokens of a trigger whose head stands at `head`; none where a word is missing or a blocking word stands by.
pub(crate) fn match_trigger<'l>(clauses: Clauses<'_>, trigger: &'l Trigger, head: usize) -> Option<Match<'l>> {
    let mut tokens = vec![head];
    for (k, alternatives) in trigger.words.iter().enumerate() {
        if k == trigger.head {
            continue;
        }
        let is_word = |token: usize| {
            token != head
                // The lemmatizer takes "according to" for a verb: no accord is meant.
                && clauses.norm(token) != "according"
                && !tokens.contains(&token)
                && alternatives.iter().any(|w| **w == *clauses.lemma(token) || **w == *clauses.norm(token))
        };
        let found = if k < trigger.head {
            clauses.parsed.children(head).find(|&c| c < head && is_word(c))
        } else {
            further_word(clauses, trigger.pos, &tokens, &is_word)
        };
        tokens.push(found?);
    }
    // "called off", "backed down": a particle makes another verb of it.
    if trigger.pos == TriggerPos::Verb && clauses.child(head, &[Dep::Prt]).is_some_and(|c| !tokens.contains(&c)) {
        return None;
    }
    let blocked = !trigger.block.is_empty() && is_blocked(clauses, trigger, &tokens);
    (!blocked).then_some(Match { trigger, head, tokens })
}

/// Finds a word that the trigger's other words govern: particle, object, predicate, object of a listed preposition; for a passive
/// verb also its subject.
fn further_word(
    clauses: Clauses<'_>,
    pos: TriggerPos,
    matched: &[usize],
    is_word: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let head = matched[0];
    let mut open: Vec<usize> = matched.iter().flat_map(|&t| clauses.parsed.children(t)).collect();
    if pos == TriggerPos::Verb && clauses.child(head, &[Dep::Dobj]).is_none() {
        open.extend(clauses.patients(head));
    }
    let objects: Vec<usize> =
        open.iter().copied().filter(|&t| matches!(clauses.dep(t), Dep::Dobj | Dep::Nsubjpass)).collect();
    for object in objects {
        let inside = [Dep::Conj, Dep::Compound, Dep::Amod];
        open.extend(clauses.parsed.children(object).filter(|&c| inside.contains(&clauses.dep(c))));
        // "a heap of blame", "a series of insults"
        if clauses.governors.has(clauses.lemma(object), TriggerPos::Noun, Effect::Support) {
            open.extend(clauses.oblique(object, "of"));
        }
    }
    // "said Russia must", "warned that it would face": the clause's own verb and modal.
    let clauses_below: Vec<usize> = open.iter().copied().filter(|&t| clauses.dep(t) == Dep::Ccomp).collect();
    for clause in clauses_below {
        let modal = clauses.parsed.children(clause).find(|&c| clauses.dep(c) == Dep::Aux && is_word(c));
        if modal.is_some() || is_word(clause) {
            return modal.or(Some(clause));
        }
    }
    let clausal = [Dep::Advcl, Dep::Ccomp, Dep::Relcl, Dep::Acl, Dep::Nsubj, Dep::Punct];
    open.into_iter().find(|&t| !clausal.contains(&clauses.dep(t)) && is_word(t))
}

/// Says whether a blocking lemma stands as object, subject, modifier or object of a preposition.
fn is_blocked(clauses: Clauses<'_>, trigger: &Trigger, tokens: &[usize]) -> bool {
    let blocks =
        |token: usize| trigger.block.iter().any(|b| **b == *clauses.lemma(token) || **b == *clauses.norm(token));
    let near = tokens.iter().any(|&token| {
        clauses.parsed.children(token).any(|c| {
            !tokens.contains(&c)
                && (blocks(c)
                    || matches!(clauses.dep(c), Dep::Prep | Dep::Dobj | Dep::Agent)
                        && clauses.parsed.children(c).any(|g| clauses.dep(g) != Dep::Relcl && blocks(g)))
        })
    });
    let head = tokens[0];
    let governed_by = clauses.head(head);
    near || match trigger.pos {
        TriggerPos::Verb => clauses.patients(head).into_iter().chain(clauses.surface_subjects(head)).any(blocks),
        TriggerPos::Noun | TriggerPos::Adjective => {
            matches!(clauses.dep(head), Dep::Compound | Dep::Amod | Dep::Poss) && blocks(governed_by)
        }
    }
}
