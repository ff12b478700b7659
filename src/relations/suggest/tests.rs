//! Which words are suggested, and which are not.

use super::*;
use crate::relations::{Extractor, LexiconFile};
use crate::{Demarche, Document, actors::Catalog};

/// The engine with words of one's own.
fn engine(words: &str) -> Demarche {
    let file = LexiconFile { name: "m.tsv".into(), text: words.into() };
    let extractor = Extractor::builtin().and_then(|extractor| extractor.extended(&[file])).expect("good rows");
    Demarche::with_parts(Catalog::builtin().expect("the catalog"), extractor).expect("the model")
}

fn read(demarche: &Demarche, texts: &[&str]) -> Suggestions {
    let suggester = Suggester::new(demarche.extractor());
    let mut all = Suggestions::default();
    for (k, text) in texts.iter().enumerate() {
        let document = Document::new(k.to_string(), *text);
        let parsed = demarche.parse(&document);
        let cast = demarche.resolver().resolve(&parsed);
        all.merge(suggester.read(&parsed, &cast, &demarche.extractor().extract(&parsed, &cast)));
    }
    all
}

fn row(suggestion: &Suggestion) -> String {
    let list = |slots: &[Slot]| slots.iter().map(Slot::as_str).collect::<Vec<_>>().join(",");
    let Suggestion { words, pos, frame, .. } = suggestion;
    format!("{words} {} {frame} {}>{}", pos.as_str(), list(&suggestion.source), list(&suggestion.target))
}

#[test]
fn words_between_two_actors() {
    let demarche = engine("");
    for (text, expected) in [
        ("France sidelined Iran.", "sideline v act subj>obj"),
        ("Iran was sidelined by France.", "sideline v act subj>obj"),
        ("France wants to sideline Iran.", "sideline v act subj>obj"),
        ("France sidelined Iran's government.", "sideline v act subj>obj"),
        ("France wavered over Iran.", "waver v oblique subj>over"),
        ("France cast its gaze toward Iran.", "cast gaze v oblique subj>toward"),
    ] {
        let found: Vec<String> = read(&demarche, &[text]).ranked().iter().map(row).collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn words_that_are_not_suggested() {
    let demarche = engine("dither\tv\tnone\n");
    for (case, text) in [
        ("a trigger", "France criticized Iran."),
        ("a denied relation", "France never criticized Iran."),
        ("a word of saying", "France said Iran was late."),
        ("a word of being", "France is not Iran."),
        ("a governor", "France wants Iran."),
        ("one actor", "France sidelined the problem."),
        ("one actor twice", "France sidelined Paris, and France slept."),
        ("no political actor", "The teacher sidelined the baker."),
        ("joined actors", "France and Iran sidelined the problem."),
        ("a place", "France dithered in Iran."),
        ("a question", "Did France sideline Iran?"),
        ("said to tell nothing", "France dithered over Iran."),
        ("two sentences", "France slept. Iran sidelined the problem."),
        ("no text", ""),
    ] {
        let found: Vec<String> = read(&demarche, &[text]).ranked().iter().map(row).collect();
        assert_eq!(found, [""; 0], "{case}: {text}");
    }
}

#[test]
fn frequent_words_come_first_with_sentences_of_two_documents() {
    let demarche = engine("");
    let texts = [
        "France sidelined Iran. Russia\tsidelined  China.",
        "France wavered over Iran.",
        "Britain sidelined Iran on Monday.",
    ];
    let ranked = read(&demarche, &texts).ranked();
    let found: Vec<_> = ranked.iter().map(|s| (s.words.as_str(), s.count, s.documents)).collect();
    assert_eq!(found, [("sideline", 3, 2), ("waver", 1, 1)]);
    let examples: Vec<String> = ranked[0].examples.iter().map(Example::marked).collect();
    assert_eq!(examples, ["[France] sidelined [Iran].", "[Britain] sidelined [Iran] on Monday."]);
    let alone: Vec<String> = read(&demarche, &texts[..1]).ranked()[0].examples.iter().map(Example::marked).collect();
    assert_eq!(alone, ["[France] sidelined [Iran].", "[Russia] sidelined [China]."]);
}

#[test]
fn what_is_written_is_a_file_of_words_once_the_kind_is_filled_in() {
    let texts = ["France sidelined Iran.", "France wavered over Iran."];
    let suggestions = read(&engine(""), &texts).ranked();
    let (toml, tsv) = (SuggestionFormat::Toml, SuggestionFormat::Tsv);
    for (name, format, blank, filled) in
        [("m.toml", toml, "kind = \"\"", "kind = \"rejects\""), ("m.tsv", tsv, "\t\t", "\trejects\t")]
    {
        let text = write_suggestions(&suggestions, format);
        let builtin = || Extractor::builtin().expect("the built-in lexicon");
        let file = |text: String| LexiconFile { name: name.into(), text };
        let open = builtin().check(&[file(text.clone())]);
        assert_eq!((open.rows, open.faults.len()), (0, 2), "{name}: {text}");
        assert!(open.faults.iter().all(|fault| fault.problem.starts_with("no kind for `")), "{name}");
        let extractor = builtin().extended(&[file(text.replace(blank, filled))]).expect("good rows");
        let demarche = Demarche::with_parts(Catalog::builtin().expect("the catalog"), extractor).expect("the model");
        assert_eq!(read(&demarche, &texts).ranked(), [], "{name}");
        let documents: Vec<Document> = texts.iter().map(|text| Document::new(*text, *text)).collect();
        let graph = demarche.extract(&documents).expect("two documents");
        assert_eq!(graph.relations().map(|edge| edge.kind.name.clone()).collect::<Vec<_>>(), ["rejects"; 2], "{name}");
    }
}
