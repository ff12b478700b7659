//! What the classifier does with the pairs of a sentence.
//!
//! Between given mentions it decides on kind and direction. Between found ones it judges what the frames read.

use std::ops::Range;

use super::features::Features;
use super::scene::Scene;
use super::{Classifier, Distribution, Mentions, Observation, observe};
use crate::relations::extractor::is_political;
use crate::relations::matching::Match;
use crate::relations::sides::Sides;
use crate::relations::topics::Trust;
use crate::relations::{Extractor, Kind, QuadClass, Relation};

/// Readings of which the frames are so sure are never dropped.
const SURE: f32 = 0.6;

/// A relation with the head tokens of the mentions that it joins.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub relation: Relation,
    pub source: usize,
    pub target: usize,
    /// Whether no frame joins them, but the trigger nearest to both.
    pub guessed: bool,
    /// Whether it is praise or support that its denial turns round: "is no leader", "cannot support him".
    pub turned: bool,
}

impl Draft {
    /// Says whether it joins two mentions, by their heads, in either direction.
    pub fn is_on(&self, pair: (usize, usize)) -> bool {
        on(pair, self).is_some()
    }
}

/// What is done with the pairs of a sentence once the frames are read.
pub(crate) enum Step<'o> {
    /// Nothing; marked mentions are joined by the nearest trigger.
    Frames,
    /// The classifier judges.
    Judge(&'o Classifier),
    /// The pairs are gathered.
    Observe(&'o mut Vec<Observation>),
}

/// A sentence with what was read in it.
pub(crate) struct Read<'a, 'r> {
    pub sides: Sides<'a>,
    pub sentence: Range<usize>,
    pub triggers: &'r [Match<'r>],
    pub topic: Trust,
    pub mentions: Mentions,
}

impl Extractor {
    /// Judges or gathers the pairs of a sentence whose drafts are given.
    pub(crate) fn judge(&self, step: &mut Step<'_>, read: &Read<'_, '_>, drafts: Vec<Draft>) -> Vec<Draft> {
        if matches!(step, Step::Frames) {
            return drafts;
        }
        let pairs = match read.mentions {
            Mentions::Given => marked(read),
            Mentions::Found => read_pairs(&drafts, &read.sentence),
        };
        if pairs.is_empty() {
            return drafts;
        }
        let found = read.mentions == Mentions::Found;
        let scene = Scene::new(read.sides, read.sentence.clone(), read.triggers, &drafts, read.topic, found);
        match step {
            Step::Frames => drafts,
            Step::Observe(observations) => {
                observations.extend(pairs.iter().filter_map(|&(one, other)| observation(&scene, one, other)));
                drafts
            }
            Step::Judge(classifier) => {
                let weigh = |features: Features| classifier.model.weigh(&classifier.rows, features.hashes());
                // Of what no frame joins only that is weighed of which something might be told.
                let matters = |pair: &(usize, usize)| !found || scene.is_read(*pair) || scene.may_be_told(*pair);
                let weighed = pairs.into_iter().filter(matters);
                let judged: Vec<((usize, usize), Distribution)> =
                    weighed.map(|(one, other)| ((one, other), weigh(scene.features(one, other)))).collect();
                match read.mentions {
                    Mentions::Given => self.decide(classifier, &scene, &judged),
                    Mentions::Found => self.review(classifier, &scene, &judged),
                }
            }
        }
    }

    /// Of given mentions: what was read or guessed, unless something else is much more probable; nothing, where that is.
    fn decide(
        &self,
        classifier: &Classifier,
        scene: &Scene<'_, '_>,
        judged: &[((usize, usize), Distribution)],
    ) -> Vec<Draft> {
        let ([unread, by_frame, _], bounds) = (classifier.model.calibrations, classifier.model.bounds);
        let mut kept = Vec::new();
        for &(pair, ref said) in judged {
            let calibration = if scene.is_read(pair) { by_frame } else { unread };
            if said.none > bounds.apart {
                continue;
            }
            let probable = |draft: &Draft| probability_of(classifier, said, pair, draft);
            let read = || scene.drafts.iter().filter_map(|draft| Some((draft, probable(draft)?)));
            let Some((kind, forward, probability)) = best(classifier, said) else { continue };
            let base = read().map(|(_, p)| p).fold(None, |most: Option<f32>, p| Some(most.map_or(p, |m| m.max(p))));
            let rather = base.is_none_or(|base| {
                base < probability && base <= bounds.given_doubt && probability >= bounds.given_change
            });
            if rather {
                let ends = if forward { pair } else { (pair.1, pair.0) };
                self.create(scene, kind, ends, calibration.apply(probability), &mut kept);
            }
            let least = if rather { bounds.beside } else { bounds.beside.min(base.unwrap_or(0.0)) };
            for (draft, p) in read().filter(|&(_, p)| p >= least) {
                let mut draft = draft.clone();
                draft.relation.confidence = calibration.apply(p);
                kept.push(draft);
            }
        }
        // Ties and what stands between others is as it was; a guess falls where nothing holds.
        let of = |draft: &Draft| judged.iter().find(|(pair, _)| on(*pair, draft).is_some());
        let stays = |draft: &&Draft| match of(draft) {
            Some((_, said)) => is_tie(draft) && !(draft.guessed && said.none > bounds.apart),
            None => true,
        };
        kept.extend(scene.drafts.iter().filter(stays).cloned());
        kept
    }

    /// Of found mentions: how sure each reading is; what is improbable goes, what is of another kind changes. What no frame reads is
    /// told where it is very probable.
    fn review(
        &self,
        classifier: &Classifier,
        scene: &Scene<'_, '_>,
        judged: &[((usize, usize), Distribution)],
    ) -> Vec<Draft> {
        let (calibration, bounds) = (classifier.model.calibrations[1], classifier.model.bounds);
        let mut kept = Vec::with_capacity(scene.drafts.len());
        for draft in scene.drafts.iter().filter(|draft| !draft.guessed) {
            if draft.turned {
                kept.push(draft.clone());
                continue;
            }
            let said = judged.iter().find_map(|(pair, said)| {
                probability_of(classifier, said, *pair, draft).map(|probability| (*pair, said, probability))
            });
            let Some((pair, said, probability)) = said else {
                kept.push(draft.clone());
                continue;
            };
            let mut draft = draft.clone();
            let mut probability = probability;
            if let Some((kind, forward, other)) = best(classifier, said)
                && (forward == ((draft.source, draft.target) == pair) || kind.reciprocal)
                && *kind != draft.relation.kind
                && other >= bounds.change
                && probability <= bounds.doubt
            {
                draft.relation.kind = kind.clone();
                draft.relation.evidence.rule = "classifier".into();
                probability = other;
            }
            if probability < bounds.drop && draft.relation.confidence < SURE {
                continue;
            }
            let political = is_political(scene.sides, draft.source) && is_political(scene.sides, draft.target);
            let trust = scene.topic.of(draft.relation.kind.quad, political);
            draft.relation.confidence = calibration.apply(probability) * trust;
            kept.push(draft);
        }
        self.tell_unread(classifier, scene, judged, &mut kept);
        kept
    }

    /// Tells what is probable between found mentions that no frame joins, the most probable first; never without a word of the lexicon
    /// for it, nor by one that tells something of others, nor where something speaks against it ([`Scene::may_be_told`], [`Scene::is_untold`]).
    fn tell_unread(
        &self,
        classifier: &Classifier,
        scene: &Scene<'_, '_>,
        judged: &[((usize, usize), Distribution)],
        kept: &mut Vec<Draft>,
    ) {
        let (calibration, bounds) = (classifier.model.calibrations[2], classifier.model.bounds);
        let mut probable: Vec<_> = (judged.iter().filter(|(pair, _)| !scene.is_read(*pair)))
            .filter_map(|(pair, said)| best(classifier, said).map(|said| (*pair, said)))
            .filter(|(_, (kind, _, probability))| *probability >= bounds.told && self.has_word_for(scene, kind))
            .collect();
        probable.sort_by(|a, b| b.1.2.total_cmp(&a.1.2));
        for (pair, (kind, forward, probability)) in probable {
            let mut told = Vec::new();
            let ends = if forward { pair } else { (pair.1, pair.0) };
            self.create(scene, kind, ends, calibration.apply(probability), &mut told);
            let taken = |new: &Draft| {
                let trigger = new.relation.evidence.trigger;
                kept.iter().any(|draft| !is_tie(draft) && draft.relation.evidence.trigger.overlaps(trigger))
            };
            if !told.iter().any(taken) {
                kept.extend(told);
            }
        }
    }
}

fn is_tie(draft: &Draft) -> bool {
    draft.relation.kind.quad == QuadClass::Tie
}

/// Gives the most probable kind with its direction.
fn best<'c>(classifier: &'c Classifier, said: &Distribution) -> Option<(&'c Kind, bool, f32)> {
    let of = |direction: &[f32]| direction.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    let (forward, backward) = (of(&said.forward)?, of(&said.backward)?);
    let ((label, p), is_forward) = if backward.1 > forward.1 { (backward, false) } else { (forward, true) };
    Some((classifier.kinds.get(label)?, is_forward, p))
}

/// Says whether a draft joins a pair, and whether it goes forward.
fn on(pair: (usize, usize), draft: &Draft) -> Option<bool> {
    match (draft.source, draft.target) {
        ends if ends == pair => Some(true),
        (source, target) if (target, source) == pair => Some(false),
        _ => None,
    }
}

/// Gives the probability of what a draft tells; none for ties and for other pairs.
fn probability_of(classifier: &Classifier, said: &Distribution, pair: (usize, usize), draft: &Draft) -> Option<f32> {
    let forward = on(pair, draft)?;
    let label = classifier.kinds.iter().position(|kind| *kind == draft.relation.kind)?;
    let forward = forward || classifier.kinds[label].reciprocal;
    Some(if forward { said.forward[label] } else { said.backward[label] })
}

fn observation(scene: &Scene<'_, '_>, one: usize, other: usize) -> Option<Observation> {
    let span = |head: usize| scene.sides.mention(head).map(|mention| mention.span);
    let on = |draft: &Draft| on((one, other), draft).map(|forward| observe::told(draft, forward));
    Some(Observation {
        one: span(one)?,
        other: span(other)?,
        pair: scene.pair(one, other),
        joining: scene.word(scene.path(one, other).top()).to_owned(),
        told: scene.drafts.iter().filter(|draft| !is_tie(draft)).filter_map(on).collect(),
    })
}

/// The pairs of marked mentions of a sentence, by their heads.
fn marked(read: &Read<'_, '_>) -> Vec<(usize, usize)> {
    let cast = read.sides.cast;
    let here: Vec<_> = (cast.within(read.sentence.clone()).filter(|m| !m.actors.is_empty()))
        .filter(|m| cast.is_marked(m.head) && cast.mention_at(m.head).is_some_and(|at| at.span == m.span))
        .collect();
    let mut pairs = Vec::new();
    for (k, one) in here.iter().enumerate() {
        let others = here[k + 1..].iter().filter(|other| other.head != one.head && other.actors != one.actors);
        pairs.extend(others.map(|other| (one.head, other.head)));
    }
    pairs
}

/// The pairs of a sentence that frames or nearest triggers join, each once; a speaker named elsewhere is none of its pairs.
fn read_pairs(drafts: &[Draft], sentence: &Range<usize>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let here = |draft: &&Draft| sentence.contains(&draft.source) && sentence.contains(&draft.target);
    for draft in drafts.iter().filter(|draft| !is_tie(draft)).filter(here) {
        if !pairs.iter().any(|&pair| on(pair, draft).is_some()) {
            pairs.push((draft.source, draft.target));
        }
    }
    pairs
}
