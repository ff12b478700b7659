//! Sentences written for this project, each with the relations that a careful analyst would draw from it.
//!
//! `tests/cases/relations/*.tsv`: sentence, tab, relations (`Iran threatens Israel [claimed]; ...`, `-` for none); `\n` is a
//! line break.
//! `tests/cases/relations/open.txt` names the sentences that are not right yet; it may only shrink: a sentence that has become
//! right must be taken off. `DEMARCHE_LIST_CASES=1` prints what was expected and found for each of them.

#[path = "cases/mod.rs"]
mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use demarche::relations::Status;
use demarche::{Demarche, Document};

struct Case {
    file: String,
    sentence: String,
    expected: BTreeSet<String>,
}

fn cases(folder: &Path) -> Vec<Case> {
    let rows = tables::rows(folder).into_iter().filter(|(_, line)| !line.starts_with("sentence\t"));
    let case = |(file, line): (String, String)| {
        let (sentence, expected) = line.split_once('\t').unwrap_or_else(|| panic!("{file}: no tab in {line:?}"));
        let expected = expected.split(';').map(str::trim).filter(|r| !matches!(*r, "-" | "")).map(String::from);
        Case { expected: expected.collect(), sentence: sentence.trim().into(), file }
    };
    rows.map(case).collect()
}

fn found(demarche: &Demarche, sentence: &str) -> BTreeSet<String> {
    let document = Document::new("case", sentence.replace("\\n", "\n"));
    let extraction = demarche.extract_document(&document);
    let shown = |r: &demarche::relations::Relation| {
        let name = |actor: usize| extraction.cast.actors[actor].name.as_str();
        let (mut source, mut target) = (name(r.source), name(r.target));
        if r.kind.reciprocal && target < source {
            (source, target) = (target, source);
        }
        let status = if r.status == Status::Actual { String::new() } else { format!(" [{}]", r.status.as_str()) };
        format!("{source} {} {target}{status}", r.kind.name)
    };
    extraction.relations.iter().filter(|r| r.status != Status::Negated).map(shown).collect()
}

/// Reciprocal relations are written in either order: puts them in the order of [`found`].
fn ordered(demarche: &Demarche, expected: &BTreeSet<String>) -> BTreeSet<String> {
    let order = |relation: &String| {
        let (body, status) = relation.split_once(" [").map_or((relation.as_str(), ""), |(b, s)| (b, s));
        let kind = demarche.ontology().kinds().find(|k| k.reciprocal && body.contains(&format!(" {} ", k.name)));
        let Some((source, target)) = kind.and_then(|k| body.split_once(&format!(" {} ", k.name))) else {
            return relation.clone();
        };
        let (source, target) = if target < source { (target, source) } else { (source, target) };
        let status = if status.is_empty() { String::new() } else { format!(" [{status}") };
        format!("{source} {} {target}{status}", kind.map_or("", |k| k.name.as_str()))
    };
    expected.iter().filter(|r| !r.ends_with("[negated]")).map(order).collect()
}

#[test]
fn every_case_is_right_or_named_as_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/relations");
    let demarche = Demarche::new().expect("the built-in model and tables");
    let open_file = folder.join("open.txt");
    let open_text = fs::read_to_string(&open_file).unwrap_or_default();
    let open: BTreeSet<&str> = open_text.lines().filter(|l| !l.starts_with('#')).collect();
    let (mut broken, mut mended, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    let (mut right_edges, mut spurious, mut missed) = (0, 0, 0);
    let all = cases(&folder);
    for case in &all {
        let (found, expected) = (found(&demarche, &case.sentence), ordered(&demarche, &case.expected));
        right_edges += found.intersection(&expected).count();
        spurious += found.difference(&expected).count();
        missed += expected.difference(&found).count();
        let right = found == expected;
        if !right {
            wrong.push(case.sentence.as_str());
            if std::env::var_os("DEMARCHE_LIST_CASES").is_some() {
                println!(
                    "{}\t{}\n\t- {:?}\n\t+ {:?}",
                    case.file,
                    case.sentence,
                    expected.difference(&found).collect::<Vec<_>>(),
                    found.difference(&expected).collect::<Vec<_>>()
                );
            }
        }
        match (right, open.contains(case.sentence.as_str())) {
            (false, false) => {
                broken.push(format!("{}: {}\n  expected {expected:?}\n  found    {found:?}", case.file, case.sentence))
            }
            (true, true) => mended.push(case.sentence.as_str()),
            _ => {}
        }
    }
    println!(
        "cases: {} right of {}; relations: {right_edges} right, {spurious} spurious, {missed} missed",
        all.len() - wrong.len(),
        all.len()
    );
    if std::env::var_os("DEMARCHE_WRITE_CASES").is_some() {
        let head = "# Sentences whose relations are not all right yet. This list may only shrink.\n";
        fs::write(&open_file, format!("{head}{}\n", wrong.join("\n"))).expect("a writable list");
        return;
    }
    assert!(broken.is_empty(), "{} cases went wrong:\n{}", broken.len(), broken.join("\n"));
    assert!(mended.is_empty(), "these are right now, take them off open.txt:\n{}", mended.join("\n"));
}
