//! What came of all scenarios: counts for each class, and those that failed by feature.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::judge::Failure;
use super::scenario::{Class, Named};

/// How many reasons are listed for a feature file.
const REASONS: usize = 5;
/// How many characters of a query or value are listed.
const WIDTH: usize = 300;

/// What came of a scenario.
pub enum Outcome {
    Passed,
    Failed(Failure),
    /// The runner does not understand it.
    NotJudged(String),
}

/// A scenario with what came of it.
pub type Judged<'s> = (&'s Named, Outcome);

/// Gives the line of each class: how many passed of those that could be judged of all.
pub fn counts(judged: &[Judged<'_>]) -> String {
    let mut text = String::new();
    for class in Class::ALL {
        let outcomes: Vec<&Outcome> =
            judged.iter().filter(|(named, _)| named.class == class).map(|(_, outcome)| outcome).collect();
        let passed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Passed)).count();
        let open = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::NotJudged(_))).count();
        let (class, total) = (class.name(), outcomes.len());
        writeln!(text, "tck: {class} passed {passed} of {} judged of {total}", total - open).expect("text takes all");
    }
    text
}

/// Lists the first failures of each feature file.
pub fn failures(judged: &[Judged<'_>]) -> String {
    let mut features: BTreeMap<(Class, &str), Vec<(&Named, &Outcome)>> = BTreeMap::new();
    for (named, outcome) in judged {
        if !matches!(outcome, Outcome::Passed) {
            features.entry((named.class, &named.file)).or_default().push((named, outcome));
        }
    }
    let mut text = String::new();
    for ((class, file), failed) in features {
        writeln!(text, "{}: {file}: {} did not pass", class.name(), failed.len()).expect("text takes all");
        for (named, outcome) in failed.into_iter().take(REASONS) {
            let name = named.label.split_once(" :: ").map_or("", |(_, name)| name);
            writeln!(text, "  {name}\n{}", reason(outcome)).expect("text takes all");
        }
    }
    text
}

/// Names what is not as `not_passed.txt` has it; empty where all is.
pub fn surprises(judged: &[Judged<'_>], known: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let mut add = |what: &str, names: Vec<&str>| {
        if !names.is_empty() {
            writeln!(text, "{} {what}:\n  {}", names.len(), names.join("\n  ")).expect("text takes all");
        }
    };
    let labels = |wanted: fn(&Outcome) -> bool| {
        judged.iter().filter(move |(_, outcome)| wanted(outcome)).map(|(named, _)| named.label.as_str())
    };
    let passed = |outcome: &Outcome| matches!(outcome, Outcome::Passed);
    let failed = |outcome: &Outcome| !matches!(outcome, Outcome::Passed);
    add("did not pass and are not in not_passed.txt", labels(failed).filter(|name| !known.contains(*name)).collect());
    let passed: Vec<&str> = labels(passed).filter(|name| known.contains(*name)).collect();
    add("pass now; remove them from not_passed.txt (TCK_WRITE=1 does)", passed);
    text
}

fn reason(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passed => String::new(),
        Outcome::NotJudged(why) => format!("    not understood: {}", short(why)),
        Outcome::Failed(Failure { query, expected, got }) => {
            format!("    query:    {}\n    expected: {}\n    got:      {}", short(query), short(expected), short(got))
        }
    }
}

/// Brings text to one line that is not too long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_surprises() {
        let named = |label: &str, class| {
            let file = "a.feature".to_owned();
            Named { file, label: label.into(), class, scenario: Err(String::new()) }
        };
        let [passed, failed, open] = [
            named("a.feature :: p [0]", Class::Read),
            named("a.feature :: f [0]", Class::Read),
            named("a.feature :: o [0]", Class::Call),
        ];
        let failure = Failure { query: "RETURN\n  1".into(), expected: "1".into(), got: "2".into() };
        let judged = [
            (&passed, Outcome::Passed),
            (&failed, Outcome::Failed(failure)),
            (&open, Outcome::NotJudged("no step `x`".into())),
        ];
        insta::assert_snapshot!(counts(&judged), @r"
        tck: read passed 1 of 2 judged of 2
        tck: temporal passed 0 of 0 judged of 0
        tck: write passed 0 of 0 judged of 0
        tck: call passed 0 of 0 judged of 1
        ");
        insta::assert_snapshot!(failures(&judged), @r"
        read: a.feature: 1 did not pass
          f [0]
            query:    RETURN 1
            expected: 1
            got:      2
        call: a.feature: 1 did not pass
          o [0]
            not understood: no step `x`
        ");
        let known = |names: [&str; 2]| names.map(str::to_owned).into();
        assert_eq!(surprises(&judged, &known(["a.feature :: f [0]", "a.feature :: o [0]"])), "");
        insta::assert_snapshot!(surprises(&judged, &known(["a.feature :: f [0]", "a.feature :: p [0]"])), @r"
        1 did not pass and are not in not_passed.txt:
          a.feature :: o [0]
        1 pass now; remove them from not_passed.txt (TCK_WRITE=1 does):
          a.feature :: p [0]
        ");
    }
}
