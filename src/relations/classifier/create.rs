//! A relation that no frame has read, told by the classifier: which word tells it, and how real it is.

use std::sync::Arc;

use super::Draft;
use super::scene::Scene;
use crate::nlp::Pos;
use crate::relations::extractor::Reading;
use crate::relations::given::distance;
use crate::relations::matching::{Match, trigger_pos};
use crate::relations::reality::Reality;
use crate::relations::roles::Roles;
use crate::relations::sides::Side;
use crate::relations::telling::push;
use crate::relations::{Extractor, Frame, Kind, Status, Strength, Trigger, TriggerPos, dates};

/// Says whether acts of the one kind, refused or announced, are of the other.
fn is_turned_into(one: &Kind, other: &Kind) -> bool {
    [&one.refused, &one.announced].into_iter().flatten().any(|name| *name == other.name)
}

impl Extractor {
    /// Says whether a word of the lexicon in the sentence tells this kind.
    pub(super) fn has_word_for(&self, scene: &Scene<'_, '_>, kind: &Kind) -> bool {
        scene.kinds_told().any(|other| other == kind || is_turned_into(other, kind))
    }

    /// Adds a relation of this kind between two mentions. Its trigger is the nearest word of the kind, else the word that joins them.
    pub(super) fn create(
        &self,
        scene: &Scene<'_, '_>,
        kind: &Kind,
        (source, target): (usize, usize),
        confidence: f32,
        drafts: &mut Vec<Draft>,
    ) {
        let sides = scene.sides;
        let clauses = scene.clauses();
        let steps = |found: &&Match<'_>| distance(clauses, found.head, source) + distance(clauses, found.head, target);
        let nearest = |tells: &dyn Fn(&Kind) -> bool| {
            scene.triggers.iter().filter(|found| tells(&found.trigger.kind)).min_by_key(steps)
        };
        let found = nearest(&|other| other == kind).or_else(|| nearest(&|other| is_turned_into(other, kind)));
        let (head, tokens) = match found {
            Some(found) => (found.head, found.tokens.clone()),
            None => {
                let head = self.joining(scene, source, target);
                (head, vec![head])
            }
        };
        let pos = trigger_pos(clauses, head).unwrap_or(TriggerPos::Verb);
        let told = Trigger {
            words: vec![vec![clauses.lemma(head).into()]],
            head: 0,
            pos,
            kind: kind.clone(),
            frame: Frame::Act,
            source: Vec::new(),
            target: Vec::new(),
            mode: found.and_then(|found| found.trigger.mode.clone()),
            block: Vec::new(),
            needs: Vec::new(),
            strength: Strength::Normal,
            rule: Arc::from("classifier"),
            table: Arc::from(""),
            line: 0,
        };
        let finder = self.finder(sides);
        let support = (pos != TriggerPos::Verb).then(|| finder.support_verb(head)).flatten();
        let realities = self.realities(sides);
        if scene.found && scene.is_untold((head, pos), support, [source, target]) {
            return;
        }
        let own = found.is_some_and(|found| found.trigger.kind == *kind);
        let read = realities.read(head, &told, support);
        // "stopped short of accusing": nothing is told, save of a pair that something must be said of.
        if scene.found && read.is_none() {
            return;
        }
        let mut reality = read.unwrap_or(Reality {
            status: Status::Planned,
            attribution: None,
            factor: 1.0,
            refused: false,
            withheld: false,
            intended: false,
            announced: None,
        });
        if !own && self.is_turned(kind, reality.status) {
            reality.status = Status::Actual;
        }
        let date = dates::date_of(clauses.parsed, support.unwrap_or(head));
        let side = |head: usize| Side::new(head, 1.0);
        let (source, target) = (side(source), side(target));
        let roles = Roles { sources: vec![source], targets: vec![target] };
        let reading = Reading { found: Match { trigger: &told, head, tokens }, roles, score: confidence };
        push(sides, &reading, (kind, &reality), (&source, &target), (confidence, date), drafts);
    }

    /// An announced act is a threat today, a refused one a rejection: no plan, and nothing negated.
    fn is_turned(&self, kind: &Kind, status: Status) -> bool {
        let by = |of: fn(&Kind) -> &Option<String>| {
            self.ontology().kinds().any(|other| of(other).as_deref() == Some(kind.name.as_str()))
        };
        match status {
            Status::Planned => by(|other| &other.announced),
            Status::Negated => by(|other| &other.refused),
            _ => false,
        }
    }

    /// The word by which two mentions hang together: the verb on the way between them or above it, else any word there.
    fn joining(&self, scene: &Scene<'_, '_>, source: usize, target: usize) -> usize {
        let path = scene.path(source, target);
        let parsed = scene.clauses().parsed;
        let verb = |token: &usize| parsed.tokens[*token].pos == Pos::Verb;
        let ends = |token: &usize| *token != source && *token != target;
        let inner = || path.inner().filter(|_| path.joined);
        let top = path.top();
        let nearest = inner().filter(verb).min_by_key(|&token| if token == top { 0 } else { 1 });
        let above = || parsed.ancestors(top).filter(ends).find(verb);
        nearest.or_else(above).or_else(|| inner().next()).unwrap_or(top)
    }
}
