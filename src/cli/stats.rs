//! `demarche stats`: what a graph holds, counted.

use std::collections::BTreeMap;

use super::Streams;
use super::args::StatsArgs;
use super::error::{CliError, Exit};
use super::graph_file::load;
use super::merge::summary;
use super::output::Output;
use super::paint::{Paint, Style};
use crate::graph::ActorGraph;
use crate::relations::QuadClass;

/// Rows of the lists of actors and pairs.
const TOP: usize = 10;

pub(super) fn run(args: &StatsArgs, streams: Streams) -> Result<Exit, CliError> {
    let graph = load(&args.graph)?;
    let mut output = Output::open(None)?;
    output.write_text(&describe(&graph, streams.out))?;
    output.finish()?;
    Ok(Exit::Done)
}

fn describe(graph: &ActorGraph, paint: Paint) -> String {
    let mut out = format!("{}\n", summary(graph));
    let dates = graph.relations().filter_map(|relation| relation.date.map(|when| when.date));
    if let Some((first, last)) = dates.fold(None, |range, date| match range {
        None => Some((date, date)),
        Some((first, last)) => Some((date.min(first), date.max(last))),
    }) {
        out += &format!("{first} to {last}\n");
    }
    let relations: Vec<_> = graph.relations().collect();
    let pair = |source: &str, target: &str| format!("{source} → {target}");
    let sections: [(&str, Vec<String>, usize); 5] = [
        ("Classes", relations.iter().map(|relation| class(relation.kind.quad).to_owned()).collect(), usize::MAX),
        ("Kinds", relations.iter().map(|relation| relation.kind.name.clone()).collect(), usize::MAX),
        ("Statuses", relations.iter().map(|relation| relation.status.as_str().to_owned()).collect(), usize::MAX),
        ("Actors", relations.iter().flat_map(|r| [r.source.name.clone(), r.target.name.clone()]).collect(), TOP),
        ("Pairs", relations.iter().map(|r| pair(&r.source.name, &r.target.name)).collect(), TOP),
    ];
    for (title, names, limit) in sections {
        out += &section(title, &names, limit, paint);
    }
    out
}

/// Counts names, most frequent first.
fn section(title: &str, names: &[String], limit: usize, paint: Paint) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    if ranked.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", paint.text(Style::Bold, title));
    for (name, count) in ranked.iter().take(limit) {
        out += &format!("{count:>6}  {name}\n");
    }
    if ranked.len() > limit {
        out += &paint.text(Style::Dim, &format!("        and {} more\n", ranked.len() - limit));
    }
    out
}

fn class(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal cooperation",
        QuadClass::MaterialCooperation => "material cooperation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
        QuadClass::Tie => "tie",
    }
}
