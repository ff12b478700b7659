//! Text that no newsroom sends: the pipeline neither fails nor loses a character.

use demarche::Document;
use demarche::nlp::{Parsed, Pipeline};
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builtin().expect("the model is whole"));

/// Asserts what holds for every text: tokens in order on character boundaries, all text but white space covered, heads
/// within their paragraph, sentences and paragraphs that cover all tokens, entities in order.
#[track_caller]
fn check(parsed: &Parsed) {
    let text = &parsed.document.text;
    let mut end = 0;
    for (i, token) in parsed.tokens.iter().enumerate() {
        let span = token.span;
        assert!(span.start >= end && span.end > span.start, "token {i} at {span:?} after {end}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "token {i} at {span:?}");
        assert!(text[end..span.start].trim().is_empty(), "{:?} is in no token", &text[end..span.start]);
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "{:?} is in no token", &text[end..]);
    for ranges in [&parsed.sentences, &parsed.paragraphs] {
        let last = ranges.iter().fold(0, |last, range| {
            assert!(range.start == last && range.end > last, "{range:?} after {last}");
            range.end
        });
        assert_eq!(last, parsed.tokens.len());
    }
    for paragraph in &parsed.paragraphs {
        assert!(parsed.tokens[paragraph.clone()].iter().all(|token| paragraph.contains(&token.head)), "{paragraph:?}");
    }
    let last = parsed.entities.iter().fold(0, |last, entity| {
        assert!(entity.tokens.start >= last && entity.tokens.end > entity.tokens.start, "{entity:?}");
        entity.tokens.end
    });
    assert!(last <= parsed.tokens.len());
}

/// Parses a text both ways and gives the number of tokens by paragraphs.
#[track_caller]
fn parse(text: &str) -> usize {
    let document = Document::new("hostile", text);
    check(&PIPELINE.parse_whole(&document));
    let parsed = PIPELINE.parse(&document);
    check(&parsed);
    parsed.tokens.len()
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\n", " \t\r\n\u{a0}\u{2028}\u{3000}\n\n"] {
        assert_eq!(parse(text), 0, "{text:?}");
    }
}

#[test]
fn odd_characters_keep_their_places() {
    for text in [
        "\u{202e}\u{5d0}\u{5d1} abc \u{202c}\u{627}\u{644}",
        "a\u{301}\u{301}\u{301}\u{301} \u{301}\u{20dd} e\u{fe0f}",
        "\u{0}\u{1}\u{7}\u{1b}[31m red \u{7f}\u{85} \u{1c}\u{1d}\u{1e}\u{1f}",
        "\u{feff}bom \u{fffd}\u{fffe} \u{10ffff}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}",
        "\u{130}stanbul \u{df} \u{1e9e} \u{3a3}\u{3a3}",
    ] {
        assert!(parse(text) > 0, "{text:?}");
    }
}

#[test]
fn long_runs_are_cut_not_suffered() {
    for (text, least) in [
        ("(".repeat(100_000), 100_000),
        ("([{<".repeat(1_000) + &">}])".repeat(1_000), 8_000),
        ("a".repeat(300_000), 100),
        (".".repeat(100_000), 1),
        ("a-b.c/".repeat(2_000), 4_000),
        ("\u{4e2d}\u{3002}".repeat(2_000), 1),
        (" ".repeat(200_000) + "end", 1),
        ("http://a.b@c:".repeat(500), 1),
        ("\"'`".repeat(1_000), 1_000),
    ] {
        let document = Document::new("long", text.clone());
        let parsed = PIPELINE.parse(&document);
        check(&parsed);
        let found = parsed.tokens.len();
        assert!(found >= least, "{}...: {found} tokens", &text[..text.floor_char_boundary(20)]);
    }
}

#[test]
fn one_line_of_many_sentences_is_cut_between_them() {
    let sentence = "The minister of Chad met the envoy. ";
    let text = sentence.repeat(2_000);
    let document = Document::new("long", text.clone());
    let parsed = PIPELINE.parse(&document);
    check(&parsed);
    assert_eq!((parsed.paragraphs.len(), parsed.tokens.len()), (1, 16_000));
    assert_eq!(parsed.sentences.len(), 2_000);
}

#[test]
fn same_text_same_analysis_whatever_came_before() {
    let document = Document::new("same", "Norway's envoy met Gen. Okoro in Bern.\nTalks failed on 3 May, he said.");
    let fresh = Pipeline::builtin().expect("the model is whole");
    let first = fresh.parse(&document);
    for round in 0..3 {
        let other = Document::new("other", format!("Word{round} and other words{round} fill the caches. ").repeat(40));
        fresh.parse(&other);
        let again = fresh.parse(&document);
        assert_eq!((&again.tokens, &again.entities), (&first.tokens, &first.entities));
    }
    let threads = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| fresh.parse(&document).tokens)).collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).collect::<Vec<_>>()
    });
    assert!(threads.iter().all(|tokens| *tokens == first.tokens));
}

#[test]
fn neighbors_do_not_change_a_paragraph() {
    let paragraphs = ["Headline of the day", "Peru expelled two envoys.", "No.", "Its army, they say, has not moved."];
    let document = Document::new("together", paragraphs.join("\n"));
    let together = PIPELINE.parse(&document);
    for (text, range) in paragraphs.iter().zip(&together.paragraphs) {
        let document = Document::new("alone", *text);
        let alone = PIPELINE.parse(&document);
        for (one, other) in alone.tokens.iter().zip(&together.tokens[range.clone()]) {
            assert_eq!((one.tag, one.dep, one.head + range.start), (other.tag, other.dep, other.head), "{text}");
        }
        assert_eq!(alone.tokens.len(), range.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered(text in "\\PC{0,80}|[ \\t\\r\\n.,'\"()$%0-9a-zA-Z-]{0,120}|(\\s|[^a]){0,60}") {
        parse(&text);
    }

    #[test]
    fn a_damaged_model_is_an_error(cut in 0usize..3_000, flip in 0usize..3_000) {
        let model = include_bytes!("../models/en_core_web_sm-3.8.0.bin");
        prop_assert!(Pipeline::read(&model[..cut * 2_500]).is_err());
        let mut head = model[..3_000].to_vec();
        head[flip] ^= 0x55;
        prop_assert!(Pipeline::read(&head).is_err());
    }
}
