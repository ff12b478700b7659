//! Who and whom in raw sentences: sources, targets, and the pair with its quad class.

use std::path::Path;

use demarche::Span;
use serde::Deserialize;

use crate::data::{Joined, TokenRange, read_lines};
use crate::report::{Counts, Figure, Value};
use crate::spans::{Direction, Found, direction, events, overlap};
use crate::task::{Result, Scored, Task};

/// A sentence with the spans of who acts and who is acted on; reciprocal actors are both.
pub struct Sentence {
    id: String,
    text: String,
    sources: Vec<Span>,
    targets: Vec<Span>,
    reciprocal: bool,
    quad: i8,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    tokens: Vec<String>,
    actors: Vec<Actor>,
    penta: i8,
}

#[derive(Deserialize)]
struct Actor {
    role: String,
    #[serde(flatten)]
    place: TokenRange,
}

impl TryFrom<Record> for Sentence {
    type Error = String;

    fn try_from(record: Record) -> std::result::Result<Self, String> {
        let joined = Joined::new(&record.tokens);
        let spans = |role: &str| {
            let of_role = |actor: &&Actor| actor.role == role || actor.role == "reciprocal";
            record
                .actors
                .iter()
                .filter(of_role)
                .map(|actor| joined.span(&actor.place))
                .collect::<std::result::Result<Vec<Span>, String>>()
        };
        Ok(Sentence {
            sources: spans("source")?,
            targets: spans("target")?,
            reciprocal: record.actors.iter().any(|actor| actor.role == "reciprocal"),
            id: record.id,
            quad: record.penta,
            text: joined.text,
        })
    }
}

/// Gives the different spans that events put at one end; a reciprocal event puts both its ends at each.
fn ends(found: &[Found<'_>], source: bool, reciprocal: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for Found { event, relation } in found {
        let (here, there) =
            if source { (&relation.source, &relation.target) } else { (&relation.target, &relation.source) };
        let both = (event.kind.reciprocal && reciprocal).then_some(there);
        for span in [Some(here), both].into_iter().flatten().filter_map(|end| end.span) {
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
    }
    spans
}

fn count_ends(text: &str, found: &[Span], gold: &[Span]) -> Counts {
    let right = gold.iter().filter(|gold| found.iter().any(|span| overlap(text, *span, **gold))).count();
    let spurious = found.iter().filter(|span| !gold.iter().any(|gold| overlap(text, **span, *gold))).count();
    Counts { right, spurious, missed: gold.len() - right }
}

/// Counts the pair with its quad class, where the sentence has a pair.
fn count_pair(sentence: &Sentence, found: &[Found<'_>]) -> Counts {
    let Sentence { text, sources, targets, quad, .. } = sentence;
    if *quad < 1 || sources.is_empty() || targets.is_empty() {
        return Counts::default();
    }
    let good = |found: &&Found<'_>| {
        direction(text, found, sources, targets) == Direction::Right
            && i16::from(found.event.coded(found.relation).1) == i16::from(*quad)
    };
    let right = found.iter().filter(good).count();
    let hit = usize::from(right > 0);
    Counts { right: hit, spurious: found.len() - right, missed: 1 - hit }
}

pub struct Cameo;

impl Task for Cameo {
    type Item = Sentence;
    const NAME: &'static str = "cameo";
    const TITLE: &'static str = "who and whom in raw sentences";
    const KNOWN: &'static str = "a perfect extractor of relations reaches 0.952, as some sources have no target";

    fn load(data: &Path) -> Result<Vec<Sentence>> {
        let records: Vec<Record> = read_lines(&data.join("dev/cameo_src_tgt/dev.jsonl"))?;
        Ok(records.into_iter().map(Sentence::try_from).collect::<std::result::Result<_, _>>()?)
    }

    fn id(item: &Sentence) -> &str {
        &item.id
    }

    fn texts(item: &Sentence) -> Vec<(String, &str)> {
        vec![(item.id.clone(), &item.text)]
    }

    fn score(scored: &[Scored<'_, Sentence>]) -> Vec<Figure> {
        let (mut source, mut target, mut pair) = (Counts::default(), Counts::default(), Counts::default());
        for scored in scored {
            let (sentence, found) = (scored.item, events(scored.reading()));
            let count =
                |gold, at_source| count_ends(&sentence.text, &ends(&found, at_source, sentence.reciprocal), gold);
            source = source + count(&sentence.sources, true);
            target = target + count(&sentence.targets, false);
            pair = pair + count_pair(sentence, &found);
        }
        vec![
            Figure::new("source and target", Value::F1(source + target, None)),
            Figure::new("source", Value::F1(source, None)),
            Figure::new("target", Value::F1(target, None)),
            Figure::new("pair with quad", Value::F1(pair, None)),
        ]
    }
}
