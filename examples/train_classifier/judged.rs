//! What was said of a case, beside what its rows state.

use demarche::relations::classifier::{Bounds, Distribution, Label};

use super::{Case, Way};

/// A kind in a direction, with how probable it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said {
    pub label: usize,
    pub forward: bool,
    pub probability: f32,
}

/// A relation that a frame read, and what the classifier makes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// What the frame says; its own confidence.
    pub read: Said,
    /// How probable the classifier thinks it.
    pub probability: f32,
    /// What the classifier would say in its direction.
    pub rather: Said,
}

/// A case and what was said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub way: Way,
    pub stated: Vec<(usize, bool)>,
    pub nothing: Vec<bool>,
    pub none: f32,
    pub best: Said,
    /// Whether a frame joins them.
    pub is_read: bool,
    pub weighed: Vec<Weighed>,
}

/// What is shown in the end, after the bounds: a kind in a direction, with how probable it is.
pub fn shown(judged: &Judged, bounds: &Bounds) -> Vec<Said> {
    match judged.way {
        Way::Given => {
            let surest = |a: &Said, b: &Said| a.probability.total_cmp(&b.probability);
            let base = judged.weighed.iter().map(|w| Said { probability: w.probability, ..w.read }).max_by(surest);
            let best = judged.best;
            let rather = |base: Said| {
                base.probability < best.probability
                    && base.probability <= bounds.given_doubt
                    && best.probability >= bounds.given_change
            };
            let said = base.filter(|&base| !rather(base)).unwrap_or(best);
            let nothing = judged.none > bounds.apart || base.is_none() && bounds.given_change > 1.0;
            if nothing { Vec::new() } else { vec![said] }
        }
        Way::Unread => Some(judged.best).filter(|best| best.probability >= bounds.told).into_iter().collect(),
        Way::Read => {
            let change = |w: &Weighed| {
                w.rather.label != w.read.label && w.rather.probability >= bounds.change && w.probability <= bounds.doubt
            };
            let said = |w: &Weighed| if change(w) { w.rather } else { Said { probability: w.probability, ..w.read } };
            judged.weighed.iter().map(said).filter(|said| said.probability >= bounds.drop).collect()
        }
    }
}

impl Judged {
    /// The rows: a kind or nothing, in a direction.
    pub fn rows(&self) -> impl Iterator<Item = (Option<usize>, bool)> + '_ {
        let stated = self.stated.iter().map(|&(label, forward)| (Some(label), forward));
        stated.chain(self.nothing.iter().map(|&forward| (None, forward)))
    }
}

pub fn judge(labels: &[Label], case: &Case, said: &Distribution) -> Judged {
    let probability = |label: usize, forward: bool| {
        if forward || labels[label].reciprocal { said.forward[label] } else { said.backward[label] }
    };
    let outcomes = || (0..labels.len()).flat_map(|label| [(label, true), (label, false)]);
    let most = |wanted: &dyn Fn(bool) -> bool| {
        let wanted = outcomes().filter(|&(label, forward)| labels[label].reciprocal && forward || wanted(forward));
        let said = wanted.map(|(label, forward)| Said { label, forward, probability: probability(label, forward) });
        said.reduce(|a, b| if b.probability > a.probability { b } else { a }).expect("there are labels")
    };
    let weighed = case.told.iter().filter(|told| !told.negated).filter_map(|told| {
        let label = labels.iter().position(|label| *label.kind == *told.kind)?;
        let forward = told.forward || labels[label].reciprocal;
        let read = Said { label, forward, probability: told.confidence };
        let rather = most(&|direction| direction == forward);
        Some(Weighed { read, probability: probability(label, forward), rather })
    });
    Judged {
        way: case.way,
        stated: case.example.stated.clone(),
        nothing: case.example.nothing.clone(),
        none: said.none,
        best: most(&|_| true),
        is_read: case.told.iter().any(|told| !told.guessed),
        weighed: weighed.collect(),
    }
}

/// For calibration: how probable what is shown is, and whether it is right.
///
/// What a frame reads of given mentions is as sure as of found ones: it is not counted twice.
pub fn sure(judged: &[Judged], way: Way, bounds: &Bounds) -> Vec<(f32, bool)> {
    let of = judged.iter().filter(|judged| judged.way == way && (way != Way::Given || !judged.is_read));
    of.flat_map(|j| shown(j, bounds).into_iter().map(|said| (said.probability, j.is_right(said)))).collect()
}

impl Judged {
    /// Says whether the rows state this kind in this direction.
    pub fn is_right(&self, said: Said) -> bool {
        self.stated.contains(&(said.label, said.forward))
    }
}
