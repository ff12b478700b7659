//! What holds of every extraction, whatever the text: places that lie in it, references that lead somewhere, the same
//! graph twice, written and read again.

use std::sync::{LazyLock, OnceLock};

use demarche::formats::{Opened, open, write_extraction};
use demarche::relations::Extraction;
use demarche::text::Offsets;
use demarche::{ActorGraph, Demarche, Document, Span};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Sentences written for this project, and the sentences of its sample articles.
static SENTENCES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let articles = [
        include_str!("../examples/articles/ceasefire.txt"),
        include_str!("../examples/articles/islands.txt"),
        include_str!("../examples/articles/referendum.txt"),
        include_str!("../examples/articles/strait.txt"),
    ];
    let of_articles = articles.iter().flat_map(|text| text.lines().flat_map(|line| line.split_inclusive(". ")));
    let alone = include_str!("fixtures/sentences.txt").lines();
    alone.chain(of_articles).filter(|sentence| !sentence.trim().is_empty()).collect()
});

/// What gets into texts and should not: control characters, marks that join what stands before them, writing from right
/// to left, widths of zero, ends of lines of all sorts, emoji, letters that change their length with their case, brackets
/// and quotes without a partner, pieces of names, titles and dates.
#[rustfmt::skip]
const ODD: &[&str] = &[
    "\0", "\u{7}", "\u{1b}[31m", "\u{7f}", "\u{301}", "\u{301}\u{323}", "\u{20dd}", "\u{202e}", "\u{2067}",
    "\u{200b}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{a0}", "\r\n", "\r", "\n", "\n\n", "\u{85}", "\u{2028}",
    "\u{2029}", "\t", "  ", "", "😀", "👩\u{200d}👩\u{200d}👧", "🇫🇷", "\u{10ffff}", "İ", "ŉ", "ﬁ", "ẞ", "(", ")", "[",
    "]", "{", "“", "”", "\"", "'", "’", "‘", "«", "—", " — ", "-", "/", ".", "...", "…", ",", ";", ":", "$", "%", "#",
    "اتهمت فرنسا إيران", "中国", "Путин", " and ", " of ", "'s", "’s", " the ", " U.S.-", " R-Ariz.", " President",
    " Sens.", "http://", "@", " who ", " him", " it ", " said", " 2016", " on Friday", "LONDON, March 14 — ",
];

/// Sentences in any order, whole or cut off on both sides or with their words in disorder, with odd characters between
/// them and within them.
fn disordered_news() -> impl Strategy<Value = String> {
    let sentence = (select(SENTENCES.clone()), any::<[Index; 3]>(), 0..4u8).prop_map(|(sentence, at, how)| match how {
        0 => sentence.to_owned(),
        1 | 2 => {
            let ends: Vec<usize> = sentence.char_indices().map(|(at, _)| at).chain([sentence.len()]).collect();
            let [start, end] = [at[0].get(&ends), at[1].get(&ends)];
            let whole = 0..sentence.len();
            let cut = if how == 1 { *start..whole.end } else { *start.min(end)..*start.max(end) };
            sentence[cut].to_owned()
        }
        _ => {
            let mut words: Vec<&str> = sentence.split(' ').collect();
            let (from, to) = (at[0].index(words.len()), at[1].index(words.len()));
            words.swap(from, to);
            let by = at[2].index(words.len());
            words.rotate_left(by);
            words.join(" ")
        }
    });
    let piece = (sentence, select([ODD, &[" "; 40]].concat()));
    let odd = (any::<Index>(), select(ODD));
    (prop::collection::vec(piece, 0..5), prop::collection::vec(odd, 0..6)).prop_map(|(pieces, odd)| {
        let mut text: String = pieces.iter().flat_map(|(sentence, between)| [sentence, *between]).collect();
        for (at, odd) in odd {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            text.insert_str(at, odd);
        }
        text
    })
}

fn any_characters() -> impl Strategy<Value = String> {
    let odd = prop::collection::vec(select(ODD), 0..30).prop_map(|parts| parts.concat());
    prop_oneof!["\\PC{0,60}", "[^a]{0,60}", "[A-Z][ \\t\\r\\n.,'\"()$%0-9a-zA-Z-]{0,100}", odd]
}

fn demarche() -> &'static Demarche {
    static DEMARCHE: OnceLock<Demarche> = OnceLock::new();
    DEMARCHE.get_or_init(|| Demarche::new().expect("what is built in is whole"))
}

fn document(text: String) -> Document {
    Document { date: Some(date(2016, 9, 28)), ..Document::new("any", text) }
}

/// Asserts that a place lies in the text, on boundaries of characters, and is not empty.
#[track_caller]
fn check_place(text: &str, span: Span, what: &str) {
    assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()), "{what} at {span:?} of {text:?}");
}

/// Asserts what the types promise of a cast.
#[track_caller]
fn check_cast(extraction: &Extraction<'_>) {
    let (text, cast) = (&extraction.document.text, &extraction.cast);
    let is_actor = |actor: &usize| *actor < cast.actors.len();
    let mut last = (0, usize::MAX);
    for mention in &cast.mentions {
        check_place(text, mention.span, "mention");
        let place = (mention.tokens.start, mention.tokens.end);
        assert!(last.0 < place.0 || last.0 == place.0 && last.1 > place.1, "{place:?} after {last:?} of {text:?}");
        last = place;
        assert!(mention.tokens.contains(&mention.head), "{mention:?} of {text:?}");
        assert!(mention.actors.iter().all(is_actor), "{mention:?} of {text:?}");
        assert!((0.0..=1.0).contains(&mention.confidence), "{mention:?} of {text:?}");
        for title in &mention.titles {
            assert!(title.tokens.start < title.tokens.end, "{title:?} of {text:?}");
            assert!(title.of.iter().all(|&k| k < cast.mentions.len()), "{title:?} of {text:?}");
            assert!(title.implied.iter().all(is_actor), "{title:?} of {text:?}");
        }
    }
    for (at, actor) in cast.actors.iter().enumerate() {
        assert!(!actor.id.is_empty() && !actor.name.is_empty(), "{actor:?} of {text:?}");
        assert!(cast.actors[..at].iter().all(|other| other.id != actor.id), "{actor:?} twice of {text:?}");
    }
}

/// Asserts what the types promise of relations and their evidence.
#[track_caller]
fn check_relations(extraction: &Extraction<'_>) {
    let (text, cast) = (&extraction.document.text, &extraction.cast);
    for relation in &extraction.relations {
        let evidence = &relation.evidence;
        let ends = [("source", evidence.source, relation.source), ("target", evidence.target, relation.target)];
        check_place(text, evidence.sentence, "sentence");
        check_place(text, evidence.trigger, "trigger");
        for (what, span, actor) in ends {
            check_place(text, span, what);
            assert!(actor < cast.actors.len(), "{what} of {relation:?} of {text:?}");
        }
        assert_ne!(relation.source, relation.target, "{relation:?} of {text:?}");
        assert!(evidence.sentence.contains(evidence.trigger), "{evidence:?} of {text:?}");
        assert!(evidence.sentence.contains(evidence.target), "{evidence:?} of {text:?}");
        let elsewhere = !evidence.sentence.overlaps(evidence.source);
        assert!(evidence.sentence.contains(evidence.source) || elsewhere, "{evidence:?} of {text:?}");
        assert!(relation.attribution.is_none_or(|actor| actor < cast.actors.len()), "{relation:?} of {text:?}");
        assert!((0.0..=1.0).contains(&relation.confidence), "{relation:?} of {text:?}");
        assert!(!evidence.rule.is_empty(), "{relation:?} of {text:?}");
    }
}

fn graph(extraction: &Extraction<'_>) -> ActorGraph {
    let mut graph = ActorGraph::new(demarche().ontology().clone());
    graph.add(extraction).expect("what was found fits");
    graph
}

/// Asserts that the findings make the same graph through every door: again, merged with itself, written and read.
#[track_caller]
fn check_graph(extraction: &Extraction<'_>, again: &Extraction<'_>) {
    let graph = graph(extraction);
    let json = graph.to_json();
    assert_eq!(self::graph(again).to_json(), json, "the second time");
    let read = ActorGraph::from_json(&json, demarche().ontology().clone()).expect("what was written");
    assert!(read == graph && read.to_json() == json, "read again: {json}");
    let mut merged = graph.clone();
    merged.merge(&read).expect("the same texts");
    merged.add(again).expect("the same text");
    assert!(merged == graph && merged.to_json() == json, "merged with itself: {json}");
    let mut line = Vec::new();
    write_extraction(&mut line, extraction, Offsets::Bytes).expect("memory takes it");
    let opened = open(line.as_slice(), demarche().ontology());
    match opened {
        Ok(Opened::Findings(lines)) => {
            let mut of_line = ActorGraph::new(demarche().ontology().clone());
            for findings in lines {
                of_line.add_findings(findings.expect("what was written")).expect("it fits");
            }
            assert!(of_line == graph, "by its line: {json}");
        }
        _ => panic!("one line per document is what was written"),
    }
}

#[track_caller]
fn check(document: &Document) {
    let extraction = demarche().extract_document(document);
    check_cast(&extraction);
    check_relations(&extraction);
    check_graph(&extraction, &demarche().extract_document(document));
}

#[test]
fn the_samples_tell_relations() {
    let text = SENTENCES.join(" ");
    let document = document(text);
    check(&document);
    let found = demarche().extract_document(&document);
    assert!(found.relations.len() > 40, "{} relations: the properties below would be empty", found.relations.len());
}

/// Each of them once broke a promise: a title out of the sentence before, a name across the end that a sentence was given.
#[test]
fn texts_that_were_misread() {
    for text in [
        "She called the Iranian president. Gen. Wołkowski met Mr. Çelik in Łódź.\0",
        "British\r\n Foreign Secretary Eleanor Marsh condemned the seizure of the tanker and demanded its release. \0re",
        "The American ambassador, P\n\naul Renquist, said United the t\u{202e}hat States stood by iLONDON, March 14 — ts ally, but he declined to speak of Sens. ",
        "John Paul II met. Qu\0een Elizabeth II and Pope\tiPhone and eBay and McDonald's\t🇫🇷 and 🇩🇪 sign a treaty 👍🏽.",
    ] {
        check(&document(text.to_owned()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn disordered_news_is_read_as_promised(text in disordered_news()) {
        check(&document(text));
    }

    #[test]
    fn any_characters_are_read_as_promised(text in any_characters()) {
        check(&document(text));
    }

    /// Marked mentions can lie anywhere, also within characters, outside the text, the wrong way round.
    #[test]
    fn any_mentions_can_be_given(text in disordered_news(), places in prop::collection::vec(any::<[Index; 2]>(), 0..6)) {
        let document = document(text);
        let beyond = document.text.len() + 3;
        let spans: Vec<Span> = places.iter().map(|[a, b]| Span::new(a.index(beyond), b.index(beyond))).collect();
        let extraction = demarche().extract_given(&document, &spans);
        check_cast(&extraction);
        check_relations(&extraction);
        check_graph(&extraction, &demarche().extract_given(&document, &spans));
    }
}
