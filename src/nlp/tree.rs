//! Finishes the parser's trees: puts lifted arcs back and finds where sentences start.
//!
//! # Source
//! `nonproj.pyx` and `set_children_from_heads` of spaCy 3.8 (MIT, Explosion); Nivre and Nilsson 2005,
//! "Pseudo-projective dependency parsing" (the HEAD scheme).

use super::Dep;
use super::parser::Label;

/// The trees of one sequence.
pub(super) struct Tree {
    /// Head of each token; a root is its own.
    pub heads: Vec<u32>,
    /// Relation of each token to its head.
    pub deps: Vec<Dep>,
    /// Whether a sentence starts at each token.
    pub starts: Vec<bool>,
}

impl Tree {
    /// Makes final trees of the parser's arcs; `space` says which tokens are white space.
    pub(super) fn new(arcs: &[(u32, Label)], space: impl Fn(usize) -> bool) -> Self {
        let mut heads: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
        let mut lifted: Vec<Option<Dep>> = arcs.iter().map(|arc| arc.1.lifted).collect();
        let deps: Vec<Dep> = arcs.iter().map(|arc| arc.1.dep).collect();
        if lifted.iter().any(Option::is_some) {
            // As spaCy, children are sought between the edges of the projective tree.
            let (left, right) = edges(&heads);
            for token in 0..heads.len() {
                let Some(wanted) = lifted[token] else { continue };
                let is_wanted = |child: usize| lifted[child].is_none() && deps[child] == wanted;
                heads[token] = find_head(token, &heads, (&left, &right), &space, is_wanted);
                lifted[token] = None;
            }
        }
        let (left, _) = edges(&heads);
        let mut starts = vec![false; heads.len()];
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                starts[left[token] as usize] = true;
            }
        }
        Tree { heads, deps, starts }
    }
}

/// Searches below the present head of `token`, top down and left to right, for the head that it was lifted from.
fn find_head(
    token: usize,
    heads: &[u32],
    (left, right): (&[u32], &[u32]),
    space: impl Fn(usize) -> bool,
    is_wanted: impl Fn(usize) -> bool,
) -> u32 {
    let mut level = vec![heads[token] as usize];
    while !level.is_empty() {
        let mut below = Vec::new();
        for &parent in &level {
            let (first, last) = (left[parent] as usize, right[parent] as usize);
            for (child, &head) in heads.iter().enumerate().take(last + 1).skip(first) {
                if head as usize != parent || child == parent || child == token || space(child) {
                    continue;
                }
                if is_wanted(child) {
                    return child as u32;
                }
                below.push(child);
            }
        }
        level = below;
    }
    heads[token]
}

/// Finds the first and last token below each token: passes to and fro until no head lies outside its sentence.
fn edges(heads: &[u32]) -> (Vec<u32>, Vec<u32>) {
    const PASSES: usize = 12;
    let mut left: Vec<u32> = (0..heads.len() as u32).collect();
    let mut right = left.clone();
    for _ in 0..PASSES {
        for token in (0..heads.len()).chain((0..heads.len()).rev()) {
            let head = heads[token] as usize;
            left[head] = left[head].min(left[token]);
            right[head] = right[head].max(right[token]);
        }
        if heads_within_sentences(heads, &left) {
            break;
        }
    }
    (left, right)
}

fn heads_within_sentences(heads: &[u32], left: &[u32]) -> bool {
    let mut starts = vec![false; heads.len()];
    for (token, &head) in heads.iter().enumerate() {
        if head as usize == token {
            starts[left[token] as usize] = true;
        }
    }
    let mut start = 0;
    for end in 0..heads.len() {
        if (end > 0 && starts[end]) || end + 1 == heads.len() {
            if heads[start..end].iter().any(|&head| (head as usize) < start || head as usize > end) {
                return false;
            }
            start = end;
        }
    }
    true
}
