//! Over-production: 200 sentences of our own that hold no relation between political actors.
//!
//! `tests/cases/plain.txt`; frozen before the lexicon of this version was grown. It needs no development data.

use std::fmt::Write as _;
use std::path::Path;

use crate::report::{Figure, Value};
use crate::task::{Result, Scored, Task};

/// A sentence with its topic.
pub struct Sentence {
    id: String,
    topic: &'static str,
    text: &'static str,
}

pub struct Plain;

impl Task for Plain {
    type Item = Sentence;
    const NAME: &'static str = "plain";
    const TITLE: &'static str = "relations in own sentences that hold none";

    fn load(_data: &Path) -> Result<Vec<Sentence>> {
        let mut topic = "";
        let mut sentences = Vec::new();
        for line in include_str!("../../tests/cases/plain.txt").lines() {
            match line.strip_prefix("# ") {
                Some(heading) => topic = heading,
                None => sentences.push(Sentence { id: format!("plain-{}", sentences.len() + 1), topic, text: line }),
            }
        }
        Ok(sentences)
    }

    fn id(item: &Sentence) -> &str {
        &item.id
    }

    fn texts(item: &Sentence) -> Vec<(String, &str)> {
        vec![(item.id.clone(), item.text)]
    }

    fn score(scored: &[Scored<'_, Sentence>]) -> Vec<Figure> {
        let relations = scored.iter().map(|scored| scored.reading().relations.len()).sum();
        vec![Figure::new("sentences", Value::Count(scored.len())), Figure::new("relations", Value::Count(relations))]
    }

    fn errors(scored: &[Scored<'_, Sentence>]) -> String {
        let mut list = String::new();
        for scored in scored {
            for relation in &scored.reading().relations {
                let Sentence { id, topic, text } = scored.item;
                writeln!(list, "{id}\t{topic}\t{}\t{text}", relation.kind).expect("a String takes everything");
            }
        }
        list
    }
}
