//! Runs the openCypher Technology Compatibility Kit against the openCypher-compatible queries of this crate.
//!
//! The kit is the work of the openCypher Implementers Group and its contributors (github.com/opencypher/openCypher, commit
//! 677cbafabb8c, 2026-03-20), licensed under Apache-2.0, copyright Neo4j Sweden AB. It is read from
//! `$DEMARCHE_DATA/tck` and not part of this crate; without that variable the test is skipped. What is tested here is an
//! implementation that the group has not approved, and therefore named compatible, no more.
//!
//! `cargo test --release --test tck` prints for each class of scenarios how many passed. Those that do not pass yet stand by
//! name in `not_passed.txt`: the test fails where another one fails, and where one of them passes. Variables:
//! - `TCK_LIST=1` lists what did not pass, with query, expected and found (as does `-- --nocapture`).
//! - `TCK_WRITE=1` writes `not_passed.txt` anew: names that pass are taken off, none is added unless there is no file.
//! - `TCK_ONLY=TEXT` runs only scenarios with that text in their `file :: name [inst]`; the file is then not written.

mod judge;
mod known;
mod literal;
mod observe;
mod parse;
mod report;
mod scenario;
mod signature;
mod snapshot;
mod workers;

use std::collections::BTreeSet;
use std::env;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use judge::Failure;
use report::{Judged, Outcome};
use scenario::Named;

/// All scenarios of the kit, outlines expanded.
const SCENARIOS: usize = 3_897;
/// How long one scenario may take; they take milliseconds, also without optimization.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn scenarios_pass_as_known() {
    let Some(folder) = env::var_os("DEMARCHE_DATA") else {
        eprintln!("skipped: DEMARCHE_DATA is not set");
        return;
    };
    let mut scenarios = scenario::read(&Path::new(&folder).join("tck"));
    assert_eq!(scenarios.len(), SCENARIOS, "another kit than the one that is counted here");
    assert_eq!(
        scenarios.iter().map(|named| &named.label).collect::<BTreeSet<_>>().len(),
        SCENARIOS,
        "names are unique"
    );
    let only = env::var("TCK_ONLY").ok();
    if let Some(only) = &only {
        scenarios.retain(|named| named.label.contains(only));
    }
    let scenarios = Arc::new(scenarios);
    let judged = judge_all(&scenarios);
    print_past_capture(&format!("\n{}", report::counts(&judged)));
    if env::var_os("TCK_LIST").is_some() {
        print_past_capture(&report::failures(&judged));
    } else {
        println!("{}", report::failures(&judged));
    }
    let mut known = known::read();
    if env::var_os("TCK_WRITE").is_some() && only.is_none() {
        let failed = judged.iter().filter(|(_, outcome)| !matches!(outcome, Outcome::Passed));
        known::write(failed.map(|(named, _)| (named.class, named.label.as_str())), known.as_ref());
        known = known::read();
    }
    check(&judged, &known.unwrap_or_default(), only.is_none());
}

/// Runs them all, in parallel.
fn judge_all(scenarios: &Arc<Vec<Named>>) -> Vec<Judged<'_>> {
    let shared = scenarios.clone();
    let outcomes = workers::run_all(scenarios.len(), LIMIT, move |at| match &shared[at].scenario {
        Ok(scenario) => judge::judge(scenario).map_or_else(Outcome::Failed, |()| Outcome::Passed),
        Err(why) => Outcome::NotJudged(why.clone()),
    });
    let too_long = |named: &Named| {
        let test = named.scenario.as_ref().ok().and_then(|scenario| scenario.tests.first());
        let query = test.map(|test| test.query.clone()).unwrap_or_default();
        Outcome::Failed(Failure { query, expected: "an end".into(), got: format!("nothing within {LIMIT:?}") })
    };
    scenarios.iter().zip(outcomes).map(|(named, outcome)| (named, outcome.unwrap_or_else(|| too_long(named)))).collect()
}

/// Compares with the file of those that are known not to pass.
fn check(judged: &[Judged<'_>], known: &BTreeSet<String>, whole: bool) {
    let open: Vec<&str> = judged
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::NotJudged(_)))
        .map(|(named, _)| named.label.as_str())
        .collect();
    assert!(open.is_empty(), "the runner does not understand:\n  {}", open.join("\n  "));
    let names: BTreeSet<&str> = judged.iter().map(|(named, _)| named.label.as_str()).collect();
    let gone: Vec<&String> = known.iter().filter(|name| whole && !names.contains(name.as_str())).collect();
    assert!(gone.is_empty(), "not_passed.txt names scenarios that the kit does not have: {gone:#?}");
    let surprises = report::surprises(judged, known);
    assert!(surprises.is_empty(), "{surprises}");
}

/// Prints also where the output of tests is kept back: the counts are what one runs this for.
fn print_past_capture(text: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).expect("output takes all");
}
