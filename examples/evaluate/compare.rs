//! A document's hand-made graph beside the one that was read from it: what agrees, and how the rest came about.

use std::collections::BTreeSet;

use demarche::Span;

use crate::graph::{Compared, Edge, End, Graph, Level, Matching, Part, compared, end};
use crate::reading::MentionRead;
use crate::report::Counts;

/// Both graphs, and which actors are the same.
pub struct Compare<'c> {
    pub gold: &'c Graph,
    pub text: &'c str,
    pub found: Graph,
    pub mentions: &'c [MentionRead],
    pub matching: Matching,
}

impl Compare<'_> {
    /// Gives the relations that should be there and those that are; of the latter, optional ones are left out.
    pub fn relations(&self, level: Level, part: Part) -> (BTreeSet<Compared>, BTreeSet<Compared>) {
        let want = self.gold.compared(level, part, None, false);
        let optional = self.gold.compared(level, part, None, true);
        let mut got = self.found.compared(level, part, Some(&self.matching), false);
        got.retain(|relation| want.contains(relation) || !optional.contains(relation));
        (want, got)
    }

    pub fn count(&self, level: Level, part: Part) -> Counts {
        let (want, got) = self.relations(level, part);
        counts(&want, &got)
    }

    /// Counts the actors that are an end of a relation.
    pub fn count_actors(&self) -> Counts {
        let ends = |optional: bool| -> BTreeSet<End> {
            let edges = self.gold.relations.iter().filter(|edge| edge.optional == optional);
            edges.flat_map(|edge| [end(&edge.source, None), end(&edge.target, None)]).collect()
        };
        let (used, maybe) = (ends(false), ends(true));
        let found = self.found.relations.iter().flat_map(|edge| [&edge.source, &edge.target]);
        let mut got: BTreeSet<End> = found.map(|id| end(id, Some(&self.matching))).collect();
        got.retain(|end| used.contains(end) || !maybe.contains(end));
        counts(&used, &got)
    }

    /// Gives the relations that should be there, each with the found ones that are right by class.
    pub fn twins(&self) -> Vec<(&Edge, Vec<&Edge>)> {
        let of = |gold| {
            let want = by_class(gold, None).filter(|_| !gold.optional)?;
            let twins = self.found_as(&want);
            (!twins.is_empty()).then_some((gold, twins))
        };
        self.gold.relations.iter().filter_map(of).collect()
    }

    /// Gives the found edges that stand for a compared relation.
    pub fn found_as(&self, relation: &Compared) -> Vec<&Edge> {
        let same = |edge: &&Edge| by_class(edge, Some(&self.matching)).as_ref() == Some(relation);
        self.found.relations.iter().filter(same).collect()
    }

    /// Gives the hand-made edges that stand for a compared relation.
    pub fn gold_as(&self, relation: &Compared) -> Vec<&Edge> {
        self.gold.relations.iter().filter(|edge| by_class(edge, None).as_ref() == Some(relation)).collect()
    }

    /// Counts the matched actors that are of the right kind.
    pub fn kinds_right(&self) -> usize {
        let matched = |id: &str| self.gold.actors.iter().find(|actor| Some(&actor.id) == self.matching.get(id));
        let actors = self.found.actors.iter();
        actors.filter(|actor| matched(&actor.id).is_some_and(|gold| gold.kind == actor.kind)).count()
    }

    /// Finds the hand-made graph's actor of this name.
    pub fn gold_end(&self, name: &str) -> Option<End> {
        self.gold.actors.iter().find(|actor| actor.name == name).map(|actor| End::Gold(actor.id.clone()))
    }

    /// Names an end for the eye; a question mark stands after actors that match none.
    pub fn name(&self, end: &End) -> String {
        let name = |graph: &Graph, id: &String| {
            graph.actors.iter().find(|actor| actor.id == *id).map_or(id.clone(), |actor| actor.name.clone())
        };
        match end {
            End::Gold(id) => name(self.gold, id),
            End::Unmatched(id) => name(&self.found, id) + "?",
        }
    }

    /// Says why a relation is missing, as far as it can be told from outside.
    pub fn why_missed(&self, relation: &Compared, got: &BTreeSet<Compared>) -> &'static str {
        let (source, target, _) = relation;
        let is_known = |end: &End| matches!(end, End::Gold(id) if self.matching.values().any(|known| known == id));
        if !is_known(source) || !is_known(target) {
            "an end not found as an actor"
        } else if let Some(cause) = beside(relation, got) {
            cause
        } else {
            let ends = self.gold_as(relation).iter().filter_map(|edge| self.ends_at_evidence(edge)).max();
            match ends {
                Some((true, true)) => "both ends at the evidence, no relation",
                Some((true, false)) => "target not brought to the evidence",
                Some((false, true)) => "source not brought to the evidence",
                _ => "no end brought to the evidence",
            }
        }
    }

    /// Says why a relation should not be there.
    pub fn why_spurious(&self, relation: &Compared) -> &'static str {
        let unmatched = |end: &End| matches!(end, End::Unmatched(_));
        let all = self.gold.compared(Level::Class, Part::All, None, false);
        let all = all.into_iter().chain(self.gold.compared(Level::Class, Part::All, None, true)).collect();
        match (unmatched(&relation.0), unmatched(&relation.1)) {
            (true, true) => "both ends no gold actors",
            (true, _) => "source no gold actor",
            (_, true) => "target no gold actor",
            _ => beside(relation, &all).unwrap_or("a pair without any relation"),
        }
    }

    /// Gives the place of a hand-made edge's evidence.
    fn place(&self, edge: &Edge) -> Option<Span> {
        let piece = *edge.evidence.texts().first()?;
        self.text.find(piece).map(|at| Span::new(at, at + piece.len()))
    }

    /// Gives the mentions in an edge's evidence that name no actor or several.
    pub fn open_at_evidence(&self, edge: &Edge) -> Vec<&str> {
        let place = self.place(edge).unwrap_or(Span::new(0, 0));
        let open = |mention: &&MentionRead| mention.actor.is_none() && mention.span.overlaps(place);
        self.mentions.iter().filter(open).map(|mention| mention.span.of(self.text)).collect()
    }

    /// Says whether source and target of a hand-made edge have a mention in its evidence; none where that cannot be told.
    fn ends_at_evidence(&self, edge: &Edge) -> Option<(bool, bool)> {
        let place = self.place(edge)?;
        let there = |gold: &str| {
            let actor = self.matching.iter().find(|(_, known)| *known == gold).map(|(id, _)| id);
            self.mentions.iter().any(|mention| mention.actor.as_ref() == actor && mention.span.overlaps(place))
        };
        Some((there(&edge.source), there(&edge.target)))
    }
}

fn by_class(edge: &Edge, matching: Option<&Matching>) -> Option<Compared> {
    compared(edge, Level::Class, Part::All, matching)
}

/// Says what the other side has on the same pair instead.
fn beside(relation: &Compared, others: &BTreeSet<Compared>) -> Option<&'static str> {
    let (source, target, label) = relation;
    let has = |test: &dyn Fn(&Compared) -> bool| others.iter().any(test);
    if has(&|(s, t, l)| (s, t, l) == (target, source, label)) {
        Some("reversed")
    } else if has(&|(s, t, _)| (s, t) == (source, target)) {
        Some("another class")
    } else if has(&|(s, t, _)| (s, t) == (target, source)) {
        Some("another class, reversed")
    } else {
        None
    }
}

fn counts<T: Ord>(want: &BTreeSet<T>, got: &BTreeSet<T>) -> Counts {
    let right = want.intersection(got).count();
    Counts { right, spurious: got.len() - right, missed: want.len() - right }
}

/// Says whether evidence shares at least a third of its words with the hand-made one.
pub fn shares_evidence(gold: &Edge, found: &Edge) -> bool {
    let want = gold.evidence.words();
    want.intersection(&found.evidence.words()).count() * 3 >= want.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(relations: &str) -> Graph {
        let actors = r#"[{"id": "p", "name": "Peru"}, {"id": "m", "name": "Mali"}, {"id": "g", "name": "Ghana"}]"#;
        serde_json::from_str(&format!(r#"{{"id": "x", "actors": {actors}, "relations": {relations}}}"#)).unwrap()
    }

    #[track_caller]
    fn check(gold: &str, found: &str, missed: &[&str], spurious: &[&str]) {
        let (gold, found) = (graph(gold), graph(found));
        let compare = Compare { matching: gold.matching(&found), gold: &gold, text: "", found, mentions: &[] };
        let (want, got) = compare.relations(Level::Class, Part::All);
        let causes: Vec<&str> = want.difference(&got).map(|relation| compare.why_missed(relation, &got)).collect();
        assert_eq!(causes, missed);
        let causes: Vec<&str> = got.difference(&want).map(|relation| compare.why_spurious(relation)).collect();
        assert_eq!(causes, spurious);
    }

    #[test]
    fn causes_tell_direction_from_class() {
        let accuses = r#"[{"source": "p", "target": "m", "kind": "accuses", "status": "actual"}]"#;
        check(accuses, accuses, &[], &[]);
        let reversed = r#"[{"source": "m", "target": "p", "kind": "accuses", "status": "actual"}]"#;
        check(accuses, reversed, &["reversed"], &["reversed"]);
        let attacks = r#"[{"source": "p", "target": "m", "kind": "attacks", "status": "actual"}]"#;
        check(accuses, attacks, &["another class"], &["another class"]);
        let elsewhere = r#"[{"source": "p", "target": "g", "kind": "accuses", "status": "actual"}]"#;
        check(accuses, elsewhere, &["no end brought to the evidence"], &["a pair without any relation"]);
    }

    #[test]
    fn an_optional_relation_neither_earns_nor_costs() {
        let optional = r#"[{"source": "p", "target": "m", "kind": "accuses", "status": "actual", "optional": true}]"#;
        let accuses = r#"[{"source": "p", "target": "m", "kind": "criticizes", "status": "actual"}]"#;
        check(optional, accuses, &[], &[]);
        check(optional, "[]", &[], &[]);
    }
}
