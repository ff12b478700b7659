//! News articles made up for the benchmarks: as many as wanted, each one different, the same in every run.
//!
//! Parts come from `news.toml`. Within an article the same few actors recur, as they do in news; over many articles the
//! names keep changing, so that what a program keeps per word shows.

use demarche::Document;
use serde::Deserialize;

const PARAGRAPHS: usize = 7;
const SENTENCES: usize = 2;

#[derive(Deserialize)]
struct Parts {
    first: Vec<String>,
    last_start: Vec<String>,
    last_middle: Vec<String>,
    last_end: Vec<String>,
    states: Vec<[String; 2]>,
    offices: Vec<String>,
    bodies: Vec<String>,
    groups: Vec<String>,
    places: Vec<String>,
    days: Vec<String>,
    headlines: Vec<String>,
    sentences: Vec<String>,
}

/// Writes articles, one after the other.
pub struct Newsroom {
    parts: Parts,
    random: u64,
    written: usize,
}

impl Newsroom {
    pub fn new() -> Self {
        let parts = toml::from_str(include_str!("news.toml")).expect("the parts are in order");
        Newsroom { parts, random: 1, written: 0 }
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn below(&mut self, bound: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn pick<T: Clone>(&mut self, list: impl Fn(&Parts) -> &[T]) -> T {
        let at = self.below(list(&self.parts).len());
        list(&self.parts)[at].clone()
    }

    fn surname(&mut self) -> String {
        let start = self.pick(|parts| &parts.last_start);
        let middle = self.pick(|parts| &parts.last_middle);
        start + &middle + &self.pick(|parts| &parts.last_end)
    }

    /// Chooses who takes part in an article: what stands for each slot.
    fn cast(&mut self) -> Vec<(&'static str, String)> {
        let surname = self.surname();
        let person = self.pick(|parts| &parts.first) + " " + &surname;
        let rival = self.pick(|parts| &parts.first) + " " + &self.surname();
        let first = self.below(self.parts.states.len());
        let state =
            |newsroom: &Self, step: usize| newsroom.parts.states[(first + step) % newsroom.parts.states.len()].clone();
        let [name, adjective] = state(self, 0);
        let ([other, _], [third, _]) = (state(self, 5), state(self, 11));
        vec![
            ("{state}", name),
            ("{adjective}", adjective),
            ("{other}", other),
            ("{third}", third),
            ("{person}", person),
            ("{surname}", surname),
            ("{rival}", rival),
            ("{office}", self.pick(|parts| &parts.offices)),
            ("{body}", self.pick(|parts| &parts.bodies)),
            ("{group}", self.pick(|parts| &parts.groups)),
            ("{place}", self.pick(|parts| &parts.places)),
        ]
    }

    fn fill(&mut self, pattern: &str, cast: &[(&'static str, String)]) -> String {
        let mut text = pattern.replace("{day}", &self.pick(|parts| &parts.days));
        while text.contains("{number}") {
            text = text.replacen("{number}", &(2 + self.below(900)).to_string(), 1);
        }
        for (slot, name) in cast {
            text = text.replace(slot, name);
        }
        let first = text.chars().next().map_or(0, char::len_utf8);
        text[..first].to_uppercase() + &text[first..]
    }
}

impl Iterator for Newsroom {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        let cast = self.cast();
        let headline = self.pick(|parts| &parts.headlines);
        let mut text = self.fill(&headline, &cast) + "\n";
        for _ in 0..PARAGRAPHS {
            text.push('\n');
            for _ in 0..SENTENCES {
                let pattern = self.pick(|parts| &parts.sentences);
                text += &self.fill(&pattern, &cast);
                text.push(' ');
            }
            text.push('\n');
        }
        self.written += 1;
        Some(Document::new(format!("news-{}", self.written), text))
    }
}
