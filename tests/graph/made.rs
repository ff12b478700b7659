//! Findings made at random: few documents, actors, kinds and places, so that many of them meet.

use demarche::actors::{Actor, ActorKind};
use demarche::graph::{ContentHash, DocumentRecord, Finding, Findings};
use demarche::relations::{Evidence, Ontology, Precision, Status, When};
use demarche::{ActorGraph, Span};
use jiff::civil::date;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const TEXT: &str = "Ärger: \"A\" accused\tB of it; B met A — twice\\.";
const ACTORS: [&str; 4] = ["person:a", "person:b", "state:AAA", "org:\"quoted\"\u{1}"];

/// Findings in one of three documents; two of one document can differ in all but its text.
pub fn findings() -> impl Strategy<Value = Findings> {
    let actors = ACTORS.map(|id| account(id).boxed()).to_vec();
    (record(), actors, prop::collection::vec(finding(), 0..6)).prop_map(|(document, actors, relations)| Findings {
        document,
        actors,
        relations,
    })
}

/// Adds all of them.
pub fn graph<'f>(all: impl IntoIterator<Item = &'f Findings>) -> ActorGraph {
    let mut graph = ActorGraph::new(Ontology::builtin());
    for findings in all {
        graph.add_findings(findings.clone()).expect("they fit");
    }
    graph
}

fn record() -> impl Strategy<Value = DocumentRecord> {
    let title = option::of(select(vec!["Short", "Longer", "Langer"]));
    let day = option::of(select(vec![date(2016, 9, 28), date(2016, 9, 29)]));
    let url = option::of(Just("https://example.org/?a=1&b=\u{2028}".to_owned()));
    (select(vec!["d1", "d2", "d\n3"]), title, day, url).prop_map(|(id, title, date, url)| DocumentRecord {
        id: id.into(),
        title: title.map(str::to_owned),
        date,
        url,
        sha256: ContentHash::of(id),
    })
}

fn account(id: &'static str) -> impl Strategy<Value = Actor> {
    let names = vec!["A", "Aa", "Ab", "The A"];
    let kind = select(vec![ActorKind::Person, ActorKind::State, ActorKind::Group]);
    let text = |choices: &[&'static str]| option::of(select(choices.to_vec()).prop_map(str::to_owned));
    (
        select(names.clone()),
        kind,
        subsequence(names, 0..=4).prop_shuffle(),
        text(&["AAA", "BBB"]),
        text(&["GOV", "MIL"]),
        text(&["Minister", "minister", "King"]),
    )
        .prop_map(move |(name, kind, aliases, country, sector, role)| Actor {
            id: id.into(),
            name: name.into(),
            kind,
            aliases: aliases.into_iter().map(str::to_owned).collect(),
            country,
            sector,
            role,
        })
}

fn finding() -> impl Strategy<Value = Finding> {
    let actor = || select(ACTORS.to_vec()).prop_map(std::sync::Arc::<str>::from);
    let kinds = ["accuses", "meets", "allied-with"].map(|name| Ontology::builtin().kind(name).expect("built in"));
    let status = select(vec![Status::Actual, Status::Past, Status::Claimed, Status::Planned, Status::Negated]);
    let when = (select(vec![date(2016, 9, 1), date(2015, 1, 1)]), select(vec![Precision::Day, Precision::Month]));
    let text = |choices: &[&'static str]| option::of(select(choices.to_vec()).prop_map(std::sync::Arc::<str>::from));
    let what = (actor(), actor(), select(kinds.to_vec()), status, option::of(actor()), option::of(when));
    let how = (text(&["Geneva", "Vienna"]), text(&["visit", "phone"]), text(&["on it"]), 0.0f32..=1.0);
    (what, how, evidence()).prop_map(|((source, target, kind, status, attribution, when), how, evidence)| Finding {
        source,
        target,
        kind,
        status,
        attribution,
        date: when.map(|(date, precision)| When { date, precision }),
        place: how.0,
        mode: how.1,
        issue: how.2,
        confidence: how.3,
        sentence: evidence.sentence.of(TEXT).into(),
        evidence,
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let sentence = select(vec![Span::new(0, 29), Span::new(30, TEXT.len())]);
    let within = || select(vec![Span::new(8, 11), Span::new(20, 21)]);
    // Files of older versions do not say by which rules mentions were linked.
    let link = || select(vec![None, Some("catalog-name"), Some("surname")]);
    (sentence, within(), within(), within(), select(vec!["r1", "r2"]), link(), link()).prop_map(
        |(sentence, trigger, source, target, rule, source_rule, target_rule)| Evidence {
            sentence,
            trigger,
            source,
            target,
            rule: rule.into(),
            source_rule: source_rule.map(Into::into),
            target_rule: target_rule.map(Into::into),
        },
    )
}
