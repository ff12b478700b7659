//! Joins two accounts of one thing into one.
//!
//! Every join is associative, commutative and idempotent, because every field takes the greater of two values in some
//! fixed order, or the union of two sets. Nothing here depends on which account came first.

use std::sync::Arc;

use super::{DocumentRecord, Edge, Telling};
use crate::actors::Actor;
use crate::relations::Evidence;

/// An edge with the ids of its ends.
#[derive(Debug, Clone)]
pub(super) struct Directed {
    pub source: Arc<str>,
    pub target: Arc<str>,
    pub edge: Edge,
}

impl Directed {
    /// Brings the evidence into its order and drops what is there twice.
    pub fn sort_evidence(&mut self) {
        self.align();
        sort_tellings(&mut self.edge.evidence);
        self.align();
    }

    /// Joins other accounts of the same relation. All must have their evidence sorted.
    ///
    /// A relation without direction keeps the order of ends in which it is told first.
    pub fn join(&mut self, mut others: Vec<Directed>) {
        self.align();
        others.iter_mut().for_each(Directed::align);
        let first = |account: &&Directed| (account.edge.evidence.first().map(place), account.source.clone());
        let told_first = others.iter().min_by_key(first).filter(|other| first(other) < first(&&*self));
        let ends = told_first.map(|other| (other.source.clone(), other.target.clone()));
        for Directed { edge: theirs, .. } in others {
            self.join_fields(theirs);
        }
        sort_tellings(&mut self.edge.evidence);
        if let Some((source, target)) = ends {
            (self.source, self.target) = (source, target);
        }
        self.align();
    }

    fn join_fields(&mut self, theirs: Edge) {
        let mine = &mut self.edge;
        mine.evidence.extend(theirs.evidence);
        if (theirs.status, &theirs.attribution) < (mine.status, &mine.attribution) {
            (mine.status, mine.attribution) = (theirs.status, theirs.attribution);
        }
        mine.confidence = mine.confidence.max(theirs.confidence);
        join_text(&mut mine.place, theirs.place);
        join_text(&mut mine.mode, theirs.mode);
        join_text(&mut mine.issue, theirs.issue);
    }

    /// Turns the evidence between the direction of the edge and the direction from the lesser to the greater id, in
    /// which accounts of a relation without direction are compared. Doing it twice changes nothing.
    fn align(&mut self) {
        if self.edge.kind.reciprocal && self.target < self.source {
            for Telling { evidence, .. } in &mut self.edge.evidence {
                std::mem::swap(&mut evidence.source, &mut evidence.target);
                std::mem::swap(&mut evidence.source_rule, &mut evidence.target_rule);
            }
        }
    }
}

/// Brings tellings into their order and joins those of one place: what only one account says of it stays.
fn sort_tellings(tellings: &mut Vec<Telling>) {
    tellings.sort_unstable();
    tellings.dedup_by(|later, kept| {
        let is_same = place(later) == place(kept);
        if is_same {
            let (mine, theirs) = (&mut kept.evidence, &mut later.evidence);
            mine.source_rule = mine.source_rule.take().max(theirs.source_rule.take());
            mine.target_rule = mine.target_rule.take().max(theirs.target_rule.take());
        }
        is_same
    });
}

/// What makes a telling one: all but the rules by which its mentions were linked, which older files do not have.
fn place(telling: &Telling) -> Telling {
    let evidence = Evidence { source_rule: None, target_rule: None, ..telling.evidence.clone() };
    Telling { evidence, sentence: telling.sentence.clone() }
}

/// Brings an actor's names into the form that [`join_actors`] keeps: aliases sorted, each once, the name not among them.
pub(super) fn sort_names(actor: &mut Actor) {
    actor.aliases.retain(|alias| *alias != actor.name);
    actor.aliases.sort_unstable();
    actor.aliases.dedup();
}

/// Joins another account of the same actor: the fullest name stays, the other becomes an alias.
pub(super) fn join_actors(mine: &mut Actor, theirs: &Actor) {
    if *mine == *theirs {
        return;
    }
    mine.aliases.extend(theirs.aliases.iter().cloned());
    if mine.name != theirs.name {
        mine.aliases.push(theirs.name.clone());
        if fuller(&theirs.name, &mine.name) {
            mine.aliases.push(std::mem::replace(&mut mine.name, theirs.name.clone()));
        }
    }
    sort_names(mine);
    mine.kind = mine.kind.min(theirs.kind);
    join_text(&mut mine.country, theirs.country.clone());
    join_text(&mut mine.sector, theirs.sector.clone());
    join_text(&mut mine.role, theirs.role.clone());
}

/// Joins another account of the same document; id and hash are equal. Two dates: the earlier one stays.
pub(super) fn join_documents(mine: &mut DocumentRecord, theirs: &DocumentRecord) {
    join_text(&mut mine.title, theirs.title.clone());
    join_text(&mut mine.url, theirs.url.clone());
    mine.date = match (mine.date, theirs.date) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

/// Keeps the fuller of two texts; any text is fuller than none.
fn join_text<T: AsRef<str>>(mine: &mut Option<T>, theirs: Option<T>) {
    if let Some(text) = theirs
        && mine.as_ref().is_none_or(|old| fuller(text.as_ref(), old.as_ref()))
    {
        *mine = Some(text);
    }
}

/// Says whether `a` goes before `b`: the longer text does; of equally long ones the one that sorts first.
fn fuller(a: &str, b: &str) -> bool {
    (b.len(), a) < (a.len(), b)
}
