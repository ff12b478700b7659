//! Finds the dependency tree: an arc-eager transition system that may take back a shift.
//!
//! Reads: what the rows of a batch add to states. Gives: heads and labels of one sequence, labels still decorated where
//! the tree was made projective for training (`tree` undoes that).
//! How: a stack of open tokens and a buffer of tokens to come; the best-scored allowed action is done until both are empty.
//!
//! # Source
//! `arc_eager.pyx` of spaCy 3.8 (MIT, Explosion); Honnibal and Johnson 2015, "An improved non-monotonic transition
//! system for dependency parsing".

use std::ops::Range;

use super::container::{Container, content};
use super::scorer::{Contributions, NONE, Scorer, best};
use super::{Dep, ModelError};

/// Tokens a state looks at.
const FEATURES: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Action {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

#[derive(Debug, Clone, Copy)]
struct Move {
    action: Action,
    label: Label,
}

/// The label of an arc as the parser gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Relation to the head.
    pub dep: Dep,
    /// Where the arc was lifted in training: the relation of the token it should hang on.
    pub lifted: Option<Dep>,
}

/// Weights and actions of the parser.
pub(super) struct Parser {
    scorer: Scorer,
    moves: Vec<Move>,
    /// Places of each action's moves, in the order of [`Action`].
    ranges: [Range<usize>; 5],
}

impl Parser {
    pub(super) fn read(container: &Container) -> Result<Self, ModelError> {
        let moves = container.rows("parser.moves", |row| {
            let (action, label) = row.split_once('\t')?;
            let action = match action {
                "0" => Action::Shift,
                "1" => Action::Reduce,
                "2" => Action::Left,
                "3" => Action::Right,
                "4" => Action::Break,
                _ => return None,
            };
            let label = match label.split_once("||") {
                Some((dep, lifted)) => Label { dep: Dep::parse(dep)?, lifted: Some(Dep::parse(lifted)?) },
                None => Label { dep: Dep::parse(label)?, lifted: None },
            };
            Some(Move { action, label })
        })?;
        if !moves.is_sorted_by_key(|candidate| candidate.action) {
            return Err(content("parser.moves", 0, "the moves are not sorted by action"));
        }
        let ranges = [Action::Shift, Action::Reduce, Action::Left, Action::Right, Action::Break].map(|action| {
            let start = moves.partition_point(|candidate| candidate.action < action);
            start..moves.partition_point(|candidate| candidate.action <= action)
        });
        Ok(Parser { scorer: Scorer::read(container, "parser", FEATURES, moves.len())?, moves, ranges })
    }

    /// Works out what the rows of a batch add to states.
    pub(super) fn prepare(&self, encoded: &[f32], out: &mut Contributions) {
        self.scorer.prepare(encoded, out);
    }

    /// Parses the sequence of `count` tokens whose first row is `first`; gives each token's head and label.
    pub(super) fn parse(&self, contributions: &Contributions, first: u32, count: usize) -> Vec<(u32, Label)> {
        let mut state = State::new(count as u32);
        let mut scores = self.scorer.buffer();
        while !state.is_final() {
            let allowed = state.allowed();
            // White space and sentence ends leave one action: no need to score it.
            let best = match allowed {
                [true, false, false, false, false] => self.find(Action::Shift),
                [false, true, false, false, false] => self.find(Action::Reduce),
                _ => {
                    let rows = state.features().map(|token| if token == NONE { NONE } else { first + token });
                    self.scorer.score_all(&self.scorer.hidden(contributions, &rows), &mut scores);
                    self.best(&mut scores, allowed)
                }
            };
            // At least one action is allowed in every state that is not final; should a model lack it, stop.
            let Some(best) = best else { break };
            state.apply(best);
        }
        state.arcs()
    }

    fn find(&self, action: Action) -> Option<Move> {
        self.moves.get(self.ranges[action as usize].start).copied()
    }

    fn best(&self, scores: &mut [f32], allowed: [bool; 5]) -> Option<Move> {
        for (range, _) in self.ranges.iter().zip(allowed).filter(|(_, allowed)| !allowed) {
            scores[range.clone()].fill(f32::NEG_INFINITY);
        }
        best(scores).and_then(|at| self.moves.get(at).copied())
    }
}

/// A partial analysis.
struct State {
    count: u32,
    stack: Vec<u32>,
    /// First token not read yet; the buffer is `returned` from its end, then these.
    next: u32,
    returned: Vec<u32>,
    heads: Vec<u32>,
    labels: Vec<Label>,
    /// Outermost child on each side, and for each child the one attached to the same side before it.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    before: Vec<u32>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
}

impl State {
    fn new(count: u32) -> Self {
        let n = count as usize;
        State {
            count,
            stack: Vec::new(),
            next: 0,
            returned: Vec::new(),
            heads: vec![NONE; n],
            labels: vec![Label { dep: Dep::Root, lifted: None }; n],
            last_left: vec![NONE; n],
            last_right: vec![NONE; n],
            before: vec![NONE; n],
            unshiftable: vec![false; n],
            starts: vec![false; n],
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// Counts the tokens of the buffer.
    fn left(&self) -> usize {
        (self.count - self.next) as usize + self.returned.len()
    }

    fn stack(&self, depth: usize) -> u32 {
        self.stack.iter().rev().nth(depth).copied().unwrap_or(NONE)
    }

    fn buffer(&self, depth: usize) -> u32 {
        if let Some(&token) = self.returned.iter().rev().nth(depth) {
            return token;
        }
        let token = self.next + (depth - self.returned.len()) as u32;
        if token < self.count { token } else { NONE }
    }

    /// Says which actions may be done, in the order of [`Action`].
    fn allowed(&self) -> [bool; 5] {
        let (left, stacked) = (self.left(), !self.stack.is_empty());
        let (first, second) = (self.buffer(0), self.buffer(1));
        let first_starts = first != NONE && self.starts[first as usize];
        let shift = !stacked || (left >= 2 && !first_starts && !self.unshiftable[first as usize]);
        let arc = stacked && left > 0 && !first_starts;
        let split = left >= 2 && second == first + 1 && !self.starts[second as usize];
        [shift, stacked, arc, arc, split]
    }

    /// Gives the tokens that the network looks at.
    fn features(&self) -> [u32; FEATURES] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let child = |last: &[u32], token: u32| if token == NONE { NONE } else { last[token as usize] };
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            child(&self.last_left, b0),
            child(&self.last_left, s0),
            child(&self.last_right, s0),
        ]
    }

    fn apply(&mut self, chosen: Move) {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        match chosen.action {
            Action::Shift => self.push(),
            Action::Reduce => {
                self.stack.pop();
                if self.heads[s0 as usize] == NONE && !self.stack.is_empty() {
                    // A token without a head goes back to the buffer, once.
                    self.unshiftable[s0 as usize] = true;
                    self.returned.push(s0);
                }
            }
            Action::Left => {
                self.attach(s0, b0, chosen.label);
                self.unshiftable[b0 as usize] = false;
                self.stack.pop();
            }
            Action::Right => {
                self.attach(b0, s0, chosen.label);
                self.push();
            }
            Action::Break => {
                let next = self.buffer(1);
                self.starts[next as usize] = true;
            }
        }
    }

    /// Moves the first token of the buffer to the stack.
    fn push(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn attach(&mut self, child: u32, head: u32, label: Label) {
        let old = self.heads[child as usize];
        if old != NONE {
            let last = if old > child { &mut self.last_left } else { &mut self.last_right };
            if last[old as usize] == child {
                last[old as usize] = self.before[child as usize];
            }
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.before[child as usize] = last[head as usize];
        last[head as usize] = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    fn arcs(self) -> Vec<(u32, Label)> {
        let root = Label { dep: Dep::Root, lifted: None };
        let arc = |(token, (head, label))| if head == NONE { (token as u32, root) } else { (head, label) };
        self.heads.into_iter().zip(self.labels).enumerate().map(arc).collect()
    }
}
