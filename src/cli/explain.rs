//! `demarche explain`: the sentences behind the relations of two actors, with source, target and trigger marked.

use super::Streams;
use super::args::ExplainArgs;
use super::error::{CliError, Exit};
use super::graph_file::load;
use super::names::{find_actor, find_kind};
use super::output::Output;
use super::paint::{Paint, Style};
use crate::actors::{Actor, link_rule_words};
use crate::graph::{ActorGraph, DatedBy, EdgeRef, Telling};
use crate::relations::{Kind, Precision};
use crate::text::Span;

pub(super) fn run(args: &ExplainArgs, streams: Streams) -> Result<Exit, CliError> {
    let graph = load(&args.graph)?;
    let (kind, target) = match &args.target {
        Some(target) => (Some(find_kind(graph.ontology(), &args.kind_or_target)?), target),
        None => (None, &args.kind_or_target),
    };
    let source = find_actor(&graph, &args.source)?;
    let target = find_actor(&graph, target)?;
    let mut found = graph.relations_between(&source.id, &target.id);
    found.retain(|relation| kind.as_ref().is_none_or(|kind| relation.kind == *kind));
    if found.is_empty() {
        return Err(nothing(&graph, source, kind.as_ref(), target));
    }
    let mut output = Output::open(None)?;
    for (i, relation) in found.iter().enumerate() {
        let gap = if i > 0 { "\n" } else { "" };
        output.write_text(&format!("{gap}{}", describe(&graph, relation, streams.out)))?;
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// Says that there is nothing, and what there is instead.
fn nothing(graph: &ActorGraph, source: &Actor, kind: Option<&Kind>, target: &Actor) -> CliError {
    let act = kind.map_or_else(|| "no relation from".into(), |kind| format!("no relation `{kind}` from"));
    let error = CliError::new(Exit::NothingFound, format!("{act} {} to {}", source.name, target.name));
    let kinds = |from: &Actor, to: &Actor| {
        let mut names: Vec<String> =
            graph.relations_between(&from.id, &to.id).iter().map(|relation| relation.kind.name.clone()).collect();
        names.sort();
        names.dedup();
        names.join(", ")
    };
    let (along, back) = (kinds(source, target), kinds(target, source));
    if !along.is_empty() {
        error.hint(format!("there are others: {along}"))
    } else if !back.is_empty() {
        error.hint(format!("there are relations from {} to {}: {back}", target.name, source.name))
    } else {
        error.hint("`demarche stats GRAPH` lists the pairs with the most relations")
    }
}

fn describe(graph: &ActorGraph, relation: &EdgeRef, paint: Paint) -> String {
    let kind = paint.text(Style::Quad(relation.kind.quad), &relation.kind.label);
    let name = |actor: &Actor| paint.text(Style::Bold, &actor.name);
    let mut out = format!("{} {kind} {}\n", name(relation.source), name(relation.target));
    let mut facts = vec![relation.status.as_str().to_owned()];
    if let Some(speaker) = relation.attribution.as_deref() {
        facts.push(format!("according to {}", graph.actor(speaker).map_or(speaker, |actor| &actor.name)));
    }
    if let Some(when) = relation.date {
        let about = match when.precision {
            Precision::Day => "",
            Precision::Week => "week of ",
            Precision::Month => "month of ",
            Precision::Year => "year of ",
        };
        let assumed = if relation.dated_by == DatedBy::Document { " (date of the document)" } else { "" };
        facts.push(format!("{about}{}{assumed}", when.date));
    }
    for (label, fact) in [("in", &relation.place), ("mode", &relation.mode), ("about", &relation.issue)] {
        facts.extend(fact.as_deref().map(|fact| format!("{label}: {fact}")));
    }
    facts.push(format!("confidence {:.2}", relation.confidence));
    facts.push(format!("document {}", relation.document));
    out += &format!("  {}\n", paint.text(Style::Dim, &facts.join(" · ")));
    for telling in &relation.evidence {
        out += &format!("  {}\n", mark(telling, paint));
        let rule = format!(
            "rule {}, bytes {}..{}",
            telling.evidence.rule, telling.evidence.sentence.start, telling.evidence.sentence.end
        );
        out += &format!("    {}\n", paint.text(Style::Dim, &format!("{rule}{}", elsewhere(telling))));
        for line in links(relation, telling) {
            out += &format!("    {}\n", paint.text(Style::Dim, &line));
        }
    }
    out
}

/// By which rules the mentions were taken for source and target.
fn links(relation: &EdgeRef, telling: &Telling) -> Vec<String> {
    let evidence = &telling.evidence;
    let ends = [
        ("source", relation.source, evidence.source_rule.as_deref()),
        ("target", relation.target, evidence.target_rule.as_deref()),
    ];
    let line = |(end, actor, rule): (&str, &Actor, Option<&str>)| {
        let rule = rule?;
        let words = link_rule_words(rule, &actor.name).unwrap_or_else(|| format!("rule {rule}"));
        Some(format!("{end}: {words}"))
    };
    ends.into_iter().filter_map(line).collect()
}

/// Mentions that the sentence leaves out: they stand in another one.
fn elsewhere(telling: &Telling) -> String {
    let evidence = &telling.evidence;
    let ends = [("source", evidence.source), ("target", evidence.target)];
    let outside = ends.iter().filter(|(_, span)| !evidence.sentence.contains(*span));
    outside.map(|(end, span)| format!(", {end} named at bytes {}..{}", span.start, span.end)).collect()
}

/// Writes the sentence with its parts marked: `[S: Iran] {threatened} [T: Britain]`.
fn mark(telling: &Telling, paint: Paint) -> String {
    let evidence = &telling.evidence;
    let parts = [
        (evidence.source, "[S: ", "]", Style::Source),
        (evidence.target, "[T: ", "]", Style::Target),
        (evidence.trigger, "{", "}", Style::Trigger),
    ];
    let base = evidence.sentence.start;
    let inside = |span: Span| evidence.sentence.contains(span) && !span.is_empty();
    let mut cuts: Vec<usize> =
        parts.iter().filter(|part| inside(part.0)).flat_map(|part| [part.0.start, part.0.end]).collect();
    cuts.extend([base, evidence.sentence.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        let piece = Span::new(from, to);
        // The longest part opens first and closes last, so that brackets nest wherever the parts do.
        let mut around: Vec<_> = parts.iter().filter(|part| inside(part.0) && part.0.contains(piece)).collect();
        around.sort_by_key(|part| std::cmp::Reverse(part.0.len()));
        for part in around.iter().filter(|part| part.0.start == from) {
            out += part.1;
        }
        let text = Span::new(from - base, to - base).of(&telling.sentence).replace(['\n', '\r'], " ");
        out += &around.last().map_or_else(|| text.clone(), |part| paint.text(part.3, &text));
        for part in around.iter().rev().filter(|part| part.0.end == to) {
            out += part.2;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relations::Evidence;

    #[track_caller]
    fn check(sentence: &str, source: &str, trigger: &str, target: &str, expected: &str) {
        const BASE: usize = 100;
        let span = |part: &str| match sentence.find(part) {
            Some(at) => Span::new(BASE + at, BASE + at + part.len()),
            None => Span::new(3, 7),
        };
        let whole = Span::new(BASE, BASE + sentence.len());
        let evidence = Evidence {
            sentence: whole,
            trigger: span(trigger),
            source: span(source),
            target: span(target),
            rule: "r".into(),
            source_rule: None,
            target_rule: None,
        };
        let telling = Telling { evidence, sentence: sentence.into() };
        assert_eq!(mark(&telling, Paint::plain()), expected);
    }

    #[test]
    fn parts_are_marked_where_they_stand() {
        check("Iran threatened Britain.", "Iran", "threatened", "Britain", "[S: Iran] {threatened} [T: Britain].");
        check("Britain was hit by Iran", "Iran", "hit", "Britain", "[T: Britain] was {hit} by [S: Iran]");
        check(
            "Russian airstrikes hit Aleppo",
            "Russian",
            "Russian airstrikes",
            "Aleppo",
            "{[S: Russian] airstrikes} hit [T: Aleppo]",
        );
        check("Zoë’s talks", "Zoë", "talks", "Zoë", "[S: [T: Zoë]]’s {talks}");
    }

    #[test]
    fn parts_elsewhere_are_left_out() {
        check("It denied that.", "Iran", "denied", "Britain", "It {denied} that.");
    }
}
