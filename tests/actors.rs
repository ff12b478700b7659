//! Names that are often taken for somebody else, each beside who is meant and who must not be found.
//!
//! `tests/cases/actors/*.tsv`, one file for each trap: text (`\n` for a new paragraph), date of the document or `-`, expectations
//! split by `;`. `TEXT = ID` wants a mention of TEXT that means ID (`ID + ID` for several), `- TEXT` no mention of exactly TEXT,
//! `! ID` no such actor, `? TEXT` that TEXT, if it is mentioned, is an actor of the document's own or nobody.
//! `tests/cases/actors/open.txt` names the texts that are not right yet; it may only shrink: a text that has become right must
//! be taken off. `DEMARCHE_LIST_CASES=1` prints what was found for each of them.

#[path = "cases/mod.rs"]
mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use demarche::actors::{Cast, Catalog};
use demarche::{Demarche, Document};

/// Fewest cases of one trap, and fewest of them that say what must not be found.
const FEWEST: usize = 12;
const FEWEST_NEGATIVE: usize = 5;

struct Case {
    file: String,
    text: String,
    date: Option<jiff::civil::Date>,
    expected: Vec<String>,
}

impl Case {
    fn is_negative(&self) -> bool {
        self.expected.iter().any(|want| want.starts_with(['-', '!', '?']))
    }
}

fn cases(folder: &Path) -> Vec<Case> {
    let case = |(file, line): (String, String)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, date, expected] = cells[..] else { panic!("{file}: not three cells in {line:?}") };
        Case {
            text: text.replace("\\n", "\n\n"),
            date: (date != "-").then(|| date.parse().expect("a date")),
            expected: expected.split(';').map(|want| want.trim().to_owned()).collect(),
            file,
        }
    };
    tables::rows(folder).into_iter().map(case).collect()
}

/// The mentions of a text, as `TEXT = ID + ID`.
fn found(cast: &Cast, text: &str) -> Vec<String> {
    let ids = |actors: &[usize]| actors.iter().map(|&a| &*cast.actors[a].id).collect::<Vec<_>>().join(" + ");
    cast.mentions.iter().map(|m| format!("{} = {}", m.span.of(text), ids(&m.actors))).collect()
}

fn holds(want: &str, cast: &Cast, text: &str, catalog: &Catalog) -> bool {
    let mentions = found(cast, text);
    let named =
        |name: &str| mentions.iter().filter_map(|m| m.strip_prefix(name)?.strip_prefix(" = ")).collect::<Vec<_>>();
    let (sign, rest) = want.split_at_checked(2).unwrap_or((want, ""));
    match sign {
        "- " => named(rest).is_empty(),
        "! " => !cast.actors.iter().any(|actor| &*actor.id == rest),
        "? " => named(rest).iter().all(|ids| ids.is_empty() || catalog.actor(ids).is_none()),
        _ => mentions.iter().any(|mention| mention == want),
    }
}

#[test]
fn every_trap_is_avoided_or_named_as_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/actors");
    let demarche = Demarche::new().expect("the built-in model and tables");
    let catalog = Catalog::builtin().expect("the built-in tables");
    let open_text = fs::read_to_string(folder.join("open.txt")).unwrap_or_default();
    let open: BTreeSet<&str> = open_text.lines().filter(|line| !line.starts_with('#')).collect();
    let (mut broken, mut mended) = (Vec::new(), Vec::new());
    let all = cases(&folder);
    for case in &all {
        let mut document = Document::new("case", &case.text);
        document.date = case.date;
        let cast = demarche.extract_document(&document).cast;
        let failed: Vec<&String> =
            case.expected.iter().filter(|want| !holds(want, &cast, &case.text, &catalog)).collect();
        let is_open = open.contains(case.text.replace("\n\n", "\\n").as_str());
        let report =
            || format!("{}: {}\n  wanted {failed:?}\n  found  {:?}", case.file, case.text, found(&cast, &case.text));
        if !failed.is_empty() && std::env::var_os("DEMARCHE_LIST_CASES").is_some() {
            println!("{}", report());
        }
        match (failed.is_empty(), is_open) {
            (false, false) => broken.push(report()),
            (true, true) => mended.push(case.text.as_str()),
            _ => {}
        }
    }
    for text in &open {
        assert!(all.iter().any(|case| case.text.replace("\n\n", "\\n") == *text), "open.txt: no such case: {text}");
    }
    assert!(broken.is_empty(), "{} of {} cases went wrong:\n{}", broken.len(), all.len(), broken.join("\n"));
    assert!(mended.is_empty(), "these are right now, take them off open.txt:\n{}", mended.join("\n"));
}

#[test]
fn every_trap_has_cases_of_both_sorts() {
    let all = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/actors"));
    let files: BTreeSet<&str> = all.iter().map(|case| case.file.as_str()).collect();
    for file in files {
        let of_file = || all.iter().filter(|case| case.file == file);
        let negative = of_file().filter(|case| case.is_negative()).count();
        assert!(of_file().count() >= FEWEST, "{file}: only {} cases", of_file().count());
        assert!(negative >= FEWEST_NEGATIVE, "{file}: only {negative} cases say what must not be found");
    }
}
