//! Compares the pipeline with what spaCy 3.8 says of the same texts with the same model.
//!
//! Each reference file has one text a line, in the form that `models/reference.py` writes.

use std::fs;
use std::path::Path;

use demarche::Document;
use demarche::nlp::{Parsed, Pipeline};
use serde::Deserialize;

/// One text as spaCy analyzes it.
#[derive(Deserialize)]
struct Reference {
    id: String,
    text: String,
    tokens: Vec<ReferenceToken>,
    entities: Vec<(usize, usize, String)>,
}

/// start, end, norm, tag, pos, lemma, morph, head, dep, sentence start
type ReferenceToken = (usize, usize, String, String, String, String, String, usize, String, u8);

/// Tokens in all, and how many differ in each layer.
#[derive(Debug, Default)]
struct Differences {
    tokens: usize,
    spans: usize,
    norms: usize,
    tags: usize,
    pos: usize,
    lemmas: usize,
    morphs: usize,
    heads: usize,
    deps: usize,
    starts: usize,
    entities: usize,
    reference_entities: usize,
    /// Tokens with a difference in tag, head, label, sentence start, or within an entity that differs.
    core: usize,
}

/// Sentences of our own with what spaCy says of them; `models/reference.py` makes the file.
#[test]
fn builtin_model_equals_spacy_on_the_fixture() {
    let references = references(include_str!("fixtures/sentences.jsonl"));
    let found = compare(&Pipeline::builtin().expect("the model is whole"), &references);
    assert!(found.tokens > 1500 && found.reference_entities > 100, "{found:?}");
    assert_eq!((found.spans, found.core, found.entities), (0, 0, 0), "{found:?}");
    assert_eq!((found.lemmas, found.pos, found.morphs, found.norms), (0, 0, 0, 0), "{found:?}");
}

#[test]
fn builtin_model_agrees_with_spacy_on_the_development_texts() {
    let Some(references) = development_texts() else { return };
    let found = compare(&Pipeline::builtin().expect("the model is whole"), &references);
    println!("half precision: {found:?}");
    assert_eq!((found.tokens, found.spans), (66_853, 0));
    assert!(found.core * 10_000 <= found.tokens * 2, "{found:?}");
    for layer in [found.lemmas, found.pos, found.morphs, found.norms] {
        assert!(layer * 10_000 <= found.tokens * 5, "{found:?}");
    }
}

/// The single-precision file is too large to ship; `models/convert.py --f32` writes it.
#[test]
fn single_precision_model_equals_spacy_on_the_development_texts() {
    let Some(references) = development_texts() else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/en_core_web_sm-3.8.0-f32.bin");
    let Ok(bytes) = fs::read(&path) else {
        eprintln!("skipped: {} is not there; `models/convert.py --f32` writes it", path.display());
        return;
    };
    let found = compare(&Pipeline::read(&bytes).expect("the model is whole"), &references);
    println!("single precision: {found:?}");
    assert_eq!((found.tokens, found.spans, found.core, found.entities), (66_853, 0, 0, 0), "{found:?}");
    assert_eq!((found.lemmas, found.pos, found.morphs, found.norms), (0, 0, 0, 0), "{found:?}");
}

/// Gives the development texts, or says that the test is skipped.
fn development_texts() -> Option<Vec<Reference>> {
    let Some(folder) = std::env::var_os("DEMARCHE_DATA") else {
        eprintln!("skipped: DEMARCHE_DATA is not set");
        return None;
    };
    let path = Path::new(&folder).join("nlp/reference-dev.jsonl.xz");
    let compressed = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut compressed.as_slice(), &mut text).expect("a whole xz file");
    Some(references(&String::from_utf8(text).expect("UTF-8")))
}

fn references(lines: &str) -> Vec<Reference> {
    lines.lines().map(|line| serde_json::from_str(line).expect("one analysis a line")).collect()
}

fn compare(pipeline: &Pipeline, references: &[Reference]) -> Differences {
    let mut differences = Differences::default();
    for reference in references {
        let document = Document::new(reference.id.clone(), reference.text.clone());
        differences.add(&pipeline.parse_whole(&document), reference);
    }
    differences
}

impl Differences {
    fn add(&mut self, parsed: &Parsed, reference: &Reference) {
        self.tokens += reference.tokens.len();
        self.reference_entities += reference.entities.len();
        let spans = |token: &ReferenceToken| (token.0, token.1);
        let same_spans = parsed.tokens.iter().map(|token| (token.span.start, token.span.end));
        if !same_spans.eq(reference.tokens.iter().map(spans)) {
            println!("{}: other tokens", reference.id);
            self.spans += 1;
            return;
        }
        let mut wrong = vec![false; parsed.tokens.len()];
        self.add_entities(parsed, reference, &mut wrong);
        let starts: Vec<usize> = parsed.sentences.iter().map(|sentence| sentence.start).collect();
        for (i, (token, wanted)) in parsed.tokens.iter().zip(&reference.tokens).enumerate() {
            let (_, _, norm, tag, pos, lemma, morph, head, dep, start) = wanted;
            let differ = |layer: &str, same: bool, found: &dyn std::fmt::Debug, wanted: &dyn std::fmt::Debug| {
                if !same {
                    println!("{} token {i} `{}`: {layer} {found:?}, spaCy {wanted:?}", reference.id, parsed.text(i));
                }
                !same as usize
            };
            self.norms += differ("norm", *token.norm == **norm, &token.norm, norm);
            self.pos += differ("pos", token.pos.as_str() == pos, &token.pos, pos);
            self.lemmas += differ("lemma", *token.lemma == **lemma, &token.lemma, lemma);
            self.morphs += differ("morph", *token.morph == **morph, &token.morph, morph);
            let tags = differ("tag", token.tag.as_str() == tag, &token.tag, tag);
            let heads = differ("head", token.head == *head, &token.head, head);
            let deps = differ("dep", token.dep.as_str() == dep, &token.dep, dep);
            let found_start = starts.binary_search(&i).is_ok();
            let sentence_starts = differ("sentence start", found_start == (*start == 1), &found_start, start);
            wrong[i] |= tags + heads + deps + sentence_starts > 0;
            self.tags += tags;
            self.heads += heads;
            self.deps += deps;
            self.starts += sentence_starts;
        }
        self.core += wrong.iter().filter(|&&wrong| wrong).count();
    }

    fn add_entities(&mut self, parsed: &Parsed, reference: &Reference, wrong: &mut [bool]) {
        let found: Vec<_> =
            parsed.entities.iter().map(|e| (e.tokens.start, e.tokens.end, e.label.to_string())).collect();
        let extra = found.iter().filter(|entity| !reference.entities.contains(entity));
        let missing = reference.entities.iter().filter(|entity| !found.contains(entity));
        for (start, end, label) in extra.chain(missing) {
            println!("{}: entity {start}..{end} {label} differs", reference.id);
            self.entities += 1;
            wrong[*start..*end].fill(true);
        }
    }
}
