//! Walks an automaton along the words of a text.
//!
//! Reads: pieces of a folded name, one after another. Gives: the number of what has been walked, and whether anything longer
//! can follow. Does not: fold.

use fst::raw::{Fst, Node};

use super::asset::Names;
use super::names::{Key, Step};

/// A place in an automaton.
pub(super) struct Walk<'n> {
    automaton: &'n Fst<&'static [u8]>,
    /// None where no name goes on like this.
    node: Option<Node<'n>>,
    sum: u64,
}

impl<'n> Walk<'n> {
    /// Begins at the start.
    pub fn new(names: &'n Names) -> Self {
        let automaton = names.as_fst();
        Walk { automaton, node: Some(automaton.root()), sum: 0 }
    }

    /// Goes on along some text.
    pub fn push(&mut self, text: &str) {
        for byte in text.bytes() {
            let Some(node) = self.node else { return };
            self.node = node.find_input(byte).map(|at| {
                let step = node.transition(at);
                self.sum += step.out.value();
                self.automaton.node(step.addr)
            });
        }
    }

    /// Whether no name goes on like this.
    pub fn is_over(&self) -> bool {
        self.node.is_none()
    }

    /// The number of the name that has been walked, where it is one.
    pub fn value(&self) -> Option<usize> {
        let node = self.node.filter(Node::is_final)?;
        usize::try_from(self.sum + node.final_output().value()).ok()
    }
}

/// Finds the longest name at the first of these words: how many words it takes, and its number.
pub(super) fn longest(names: &Names, words: &[&str]) -> Option<(usize, usize)> {
    let mut key = Key::default();
    let mut walk = Walk::new(names);
    let mut best = None;
    for (k, word) in words.iter().enumerate() {
        let walked = key.folded.len();
        match key.push(word) {
            Step::Joint if k > 0 => continue,
            Step::Added => {}
            _ => break,
        }
        walk.push(key.folded.get(walked..).unwrap_or_default());
        if walk.is_over() {
            break;
        }
        best = walk.value().map(|value| (k + 1, value)).or(best);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut builder = fst::MapBuilder::memory();
        for (value, name) in ["foreign minister", "foreign minister s office", "minister", "us"].iter().enumerate() {
            builder.insert(name, value as u64).unwrap();
        }
        Names::new(builder.into_inner().unwrap().leak() as &'static [u8]).unwrap()
    }

    #[test]
    fn the_longest_name_is_found() {
        let names = names();
        for (text, expected) in [
            ("foreign minister of", Some((2, 0))),
            ("Foreign - Minister 's office", Some((5, 1))),
            ("foreign minister 's", Some((2, 0))),
            ("minister", Some((1, 2))),
            ("U.S.", Some((1, 3))),
            ("foreign", None),
            ("ministers", None),
            ("- minister", None),
            (", minister", None),
            ("", None),
        ] {
            assert_eq!(longest(&names, &text.split(' ').collect::<Vec<_>>()), expected, "{text}");
        }
        assert_eq!(longest(&names, &[]), None);
    }
}
