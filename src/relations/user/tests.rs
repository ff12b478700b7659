//! Files of words as their readers meet them.

use proptest::prelude::*;

use super::*;
use crate::relations::Effect;

fn file(name: &str, text: &str) -> LexiconFile {
    LexiconFile { name: name.into(), text: text.into() }
}

fn builtin() -> Extractor {
    Extractor::builtin().expect("the built-in lexicon is read by a test")
}

/// What the single word tells, as `kind frame table`, the first to count first.
fn told(extractor: &Extractor, word: &str) -> Vec<String> {
    let found = extractor.lexicon().find(word).filter(|trigger| trigger.words.len() == 1);
    found.map(|trigger| format!("{} {} {}", trigger.kind, trigger.frame, trigger.table)).collect()
}

#[test]
fn rows_add_replace_and_take_away() {
    let old = builtin();
    assert_eq!(told(&old, "sideline"), [""; 0]);
    assert_eq!(told(&old, "criticise"), ["criticizes act data/lexicon/criticizes.tsv"]);
    for (case, text, word, expected) in [
        ("adds", "sideline\tv\trejects\tact", "sideline", &["rejects act m.tsv"][..]),
        ("replaces", "criticize\tv\tcriticizes\tstatement", "criticize", &["criticizes statement m.tsv"]),
        (
            "other words of the row stay",
            "criticize\tv\tcriticizes\tstatement",
            "criticise",
            &["criticizes act data/lexicon/criticizes.tsv"],
        ),
        (
            "another kind stands in front",
            "criticize\tv\trejects\tact",
            "criticize",
            &["rejects act m.tsv", "criticizes act data/lexicon/criticizes.tsv"],
        ),
        ("none", "criticize\tv\tnone", "criticize", &[]),
        (
            "none and a row of one's own",
            "criticize\tv\tnone\ncriticize\tv\trejects\tact",
            "criticize",
            &["rejects act m.tsv"],
        ),
        (
            "another part of speech is another word",
            "criticize\tn\tnone",
            "criticize",
            &["criticizes act data/lexicon/criticizes.tsv"],
        ),
        (
            "longer triggers are others",
            "criticize move\tv\tnone",
            "criticize",
            &["criticizes act data/lexicon/criticizes.tsv"],
        ),
    ] {
        let new = builtin().extended(&[file("m.tsv", text)]).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(told(&new, word), expected, "{case}");
    }
}

#[test]
fn both_forms_say_the_same() {
    let table = "cut|sever cable\tv\tsanctions\toblique\tto,with\tsubj\tembargo\tteam,game\tweak";
    let toml = "[[trigger]]\nwords = \"cut|sever cable\"\npos = \"v\"\nkind = \"sanctions\"\nframe = \"oblique\"\n\
                target = [\"to\", \"with\"]\nsource = \"subj\"\nmode = \"embargo\"\nblock = [\"team\", \"game\"]\n\
                strength = \"weak\"\nnote = \"seen in May\"\n";
    let read = |name: &str, text: &str| {
        let checked = builtin().check(&[file(name, text)]);
        assert_eq!((checked.faults, checked.rows), (Vec::new(), 1), "{name}");
        let [trigger] = &checked.triggers[..] else { panic!("{name}: one trigger") };
        let Trigger { table, line, .. } = trigger;
        (format!("{:?}", Trigger { table: Arc::from(""), line: 0, ..trigger.clone() }), table.to_string(), *line)
    };
    let (one, table, line) = read("m.tsv", table);
    assert_eq!((table.as_str(), line), ("m.tsv", 1));
    assert_eq!(read("m.toml", toml).0, one);
}

#[test]
fn governors_stand_instead_of_what_the_word_did() {
    let effects = |extractor: &Extractor, word: &str| extractor.governors().effects(word).to_vec();
    assert!(effects(&builtin(), "say").contains(&(TriggerPos::Verb, Effect::Claim)));
    for (name, text) in [
        ("m.toml", "[[governor]]\nword = \"say\"\npos = \"v\"\neffect = \"deny\"\n"),
        ("governors.tsv", "word\tpos\teffect\nsay\tv\tdeny\n"),
        ("my-governors.tsv", "say\tv\tdeny\n"),
    ] {
        let new = builtin().extended(&[file(name, text)]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(effects(&new, "say"), [(TriggerPos::Verb, Effect::Deny)], "{name}");
    }
    let none = file("governors.tsv", "say\tv\tnone");
    assert_eq!(effects(&builtin().extended(&[none]).expect("a good row"), "say"), []);
}

#[track_caller]
fn refuse(name: &str, text: &str, line: usize, problem: &str, hint: &str) {
    let checked = builtin().check(&[file(name, text)]);
    let found: Vec<_> = checked.faults.iter().map(|f| (f.file.as_str(), f.line, f.problem.as_str())).collect();
    assert_eq!(found, [(name, line, problem)], "{text}");
    assert!(checked.faults[0].hint.contains(hint), "{}", checked.faults[0].hint);
    assert_eq!(builtin().extended(&[file(name, text)]).expect_err("a bad row"), checked.faults[0]);
}

#[test]
fn bad_rows_are_refused_with_their_place() {
    refuse("m.tsv", "\nsnub v rejects act", 2, "only one column: `snub v rejects act`", "a tab between");
    refuse("m.tsv", "snub\tv\t\tact", 1, "no kind for `snub`", "none: the words tell no relation");
    refuse("m.tsv", "snub\tv\trejetcs\tact", 1, "no relation kind `rejetcs`", "did you mean `rejects`?");
    refuse("m.tsv", "snub\tadv\tnone", 1, "no part of speech `adv`", "v, n or a");
    refuse("m.tsv", "\tv\tnone", 1, "a row without a trigger", "dictionary form");
    refuse("m.tsv", "cut|\tv\tnone", 1, "`cut|` has an empty alternative", "`cut|sever`");
    refuse("m.tsv", "a\tv\tnone\na\tv\tnone", 2, "trigger `a` stands twice", "delete");
    refuse("m.tsv", "a\tv\trejects\tact\na\tv\trejects\tact", 2, "trigger `a` stands twice", "delete");
    refuse("governors.tsv", "say\tv\tlie", 1, "no effect `lie`", "claim, deny");
    refuse("words.csv", "snub,v,rejects,act", 1, "the name does not tell the format", ".tsv or .toml");
    refuse("m.toml", "[[trigger]]\nwrods = \"a\"", 2, "no field `wrods`", "did you mean `words`?");
    refuse("m.toml", "[[trigger]]\npos = \"v\"\nkind = \"none\"", 1, "a row without a trigger", "dictionary form");
    refuse("m.toml", "[[trigger]]\nwords = \"a\"\npos = \"v\"\nkind = \"\"", 4, "no kind for `a`", "none");
    refuse("m.toml", "[[trigger]]\nwords = [\"a\"]", 2, "`words` is no text but array", "words = \"...\"");
    refuse("m.toml", "[[trigger]]\nblock = [1]", 2, "`block` is a list of other things than text", "block = [");
    refuse("m.toml", "[trigger]\nwords = \"a\"", 1, "`trigger` cannot stand here", "[[trigger]]");
    refuse("m.toml", "[[verb]]\nwords = \"a\"", 1, "`verb` cannot stand here", "[[trigger]]");
    refuse("m.toml", "trigger = [1]", 1, "`trigger` is not a table", "[[trigger]]");
    refuse("m.toml", "\n[[trigger]", 2, "unclosed array table, expected `]`", "[[trigger]]");
}

#[test]
fn one_bad_row_of_many_keeps_all_from_being_used() {
    let files = [file("a.tsv", "criticize\tv\tnone"), file("b.tsv", "snub\tx\tnone\n")];
    let error = builtin().extended(&files).expect_err("a bad row");
    assert_eq!(error.to_string(), "no part of speech `x`\n --> b.tsv:1");
    assert_eq!(builtin().check(&files).rows, 1);
}

#[test]
fn what_touches_the_lexicon_is_told() {
    let notices = |text: &str| -> Vec<String> {
        builtin().check(&[file("m.tsv", text)]).collisions.iter().map(|notice| notice.to_string()).collect()
    };
    for quiet in ["sideline\tv\trejects\tact", "criticize\tv\tnone", "criticize\tv\tnone\ncriticize\tv\trejects\tact"] {
        assert_eq!(notices(quiet), [""; 0], "{quiet}");
    }
    let told =
        notices("criticize\tv\tcriticizes\tact\ncriticize\tv\trejects\tact\nsideline\tv\trejects\toblique\tagaints");
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].starts_with(
            "m.tsv:1: `criticize` stands instead of `criticize|criticise` of data/lexicon/criticizes.tsv:"
        )
    );
    assert!(told[1].starts_with("m.tsv:2: `criticize` tells `criticizes` too, by `criticize|criticise` of "));
    assert!(told[2].ends_with("it is taken for a preposition; did you mean `against`?"), "{}", told[2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a file says, it is read or refused with a line that it has.
    #[test]
    fn no_file_breaks_the_reader(
        cells in prop::collection::vec("[a-z|\\[\\]=\",\t\n #\u{e9}]{0,12}|trigger|none|v|act|criticizes|kind|words", 0..24),
        glue in prop::sample::select(vec!["\t", "\n", " = ", ""]),
        name in prop::sample::select(vec!["m.tsv", "m.toml", "governors.tsv", "m"]),
    ) {
        let text = cells.join(glue);
        let checked = Extractor::with_lexicon(&[]).expect("no tables").check(&[file(name, &text)]);
        let lines = text.lines().count().max(1);
        prop_assert!(checked.faults.iter().all(|fault| (1..=lines + 1).contains(&fault.line)), "{:?}", checked.faults);
    }
}
