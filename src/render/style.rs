//! From a selection to a scene: shapes, colors, widths, words.

use std::collections::BTreeMap;

use super::crowd::join_crowded;
use super::options::{Actors, GroupBy, Options};
use super::scene::{Edge, Head, LegendEntry, Line, Node, Scene, Shape, Side};
use super::select::{Bundle, Selection, select};
use super::sides::{countries, name_of_country};
use super::theme::Palette;
use crate::actors::{Actor, ActorKind};
use crate::graph::ActorGraph;
use crate::relations::{QuadClass, Status};

/// More frames than these cannot be told apart by color.
pub(super) const MAX_SIDES: usize = 7;
/// Sentences in a tooltip, and the length of one.
const QUOTES: usize = 3;
const QUOTE_LENGTH: usize = 280;
/// A line told once, and one told most: no line is wider.
const THIN: f64 = 1.4;
const MAX_WIDTH: f64 = 7.0;

impl Scene {
    /// Makes the picture of a graph: chooses what is shown, bundles parallel relations, styles all of it.
    ///
    /// An empty graph gives a scene without nodes. Cost: n log n in the number of relations.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// use demarche::render::{Options, Scene};
    /// let scene = Scene::new(&ActorGraph::new(Ontology::builtin()), &Options::default());
    /// assert!(scene.nodes.is_empty() && scene.legend.is_empty());
    /// ```
    pub fn new(graph: &ActorGraph, options: &Options) -> Scene {
        let selection = select(graph, options);
        let palette = options.theme.palette();
        let (nodes, sides) = place(graph, &selection, options, &palette);
        let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(i, node)| (node.id.as_str(), i)).collect();
        let join = |bundle: &Bundle| {
            let (source, target) = (*index.get(bundle.source)?, *index.get(bundle.target)?);
            Some(edge(graph, bundle, source, target, &palette))
        };
        let mut edges = join_crowded(selection.bundles.iter().filter_map(join).collect());
        let most = edges.iter().filter(|edge| edge.line != Line::Dotted).map(|edge| edge.count).max().unwrap_or(1);
        for edge in &mut edges {
            edge.width = width(edge, most);
        }
        Scene {
            title: options.title.clone().unwrap_or_else(|| title(graph, options)),
            subtitle: subtitle(&selection, nodes.len()),
            theme: options.theme,
            legend: legend(&edges, &palette),
            nodes,
            sides,
            edges,
        }
    }
}

/// The group of each actor shown, with the name of the group.
fn place(graph: &ActorGraph, selection: &Selection, options: &Options, palette: &Palette) -> (Vec<Node>, Vec<Side>) {
    let mut weights: BTreeMap<&str, usize> = BTreeMap::new();
    for bundle in &selection.bundles {
        *weights.entry(bundle.source).or_default() += bundle.count;
        *weights.entry(bundle.target).or_default() += bundle.count;
    }
    if let Some(focus) = options.focus.as_deref().filter(|focus| graph.actor(focus).is_some()) {
        weights.entry(focus).or_default();
    }
    if options.actors == Actors::All {
        for actor in graph.actors() {
            weights.entry(&actor.id).or_default();
        }
    }
    let countries = countries(graph, &selection.bundles);
    let group = |actor: &Actor| match options.group_by {
        GroupBy::Kind => Some(plural(actor.kind).to_owned()),
        _ => countries.get(&*actor.id).map(|code| (*code).to_owned()),
    };
    let mut shown: Vec<(&Actor, usize, Option<String>)> =
        weights.iter().filter_map(|(id, weight)| graph.actor(id).map(|actor| (actor, *weight, group(actor)))).collect();
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, weight, group) in &shown {
        if let Some(group) = group {
            let entry = groups.entry(group).or_default();
            *entry = (entry.0 + weight, entry.1 + 1);
        }
    }
    let mut ranked: Vec<(String, (usize, usize))> =
        groups.into_iter().map(|(group, numbers)| (group.to_owned(), numbers)).collect();
    ranked.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(MAX_SIDES);

    let mut frames: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sides = Vec::new();
    for (rank, (group, (_, members))) in ranked.iter().enumerate() {
        if *members > 1 && options.group_by != GroupBy::None {
            frames.insert(group, sides.len());
            let label = if options.group_by == GroupBy::Kind { group.clone() } else { name_of_country(graph, group) };
            sides.push(Side { label, colors: palette.side(Some(rank)).clone() });
        }
    }
    let frame = |group: &Option<String>| group.as_deref().and_then(|group| frames.get(group).copied());
    shown.sort_by(|a, b| {
        let key = |(actor, weight, group): &(&Actor, usize, Option<String>)| {
            (frame(group).unwrap_or(usize::MAX), std::cmp::Reverse(*weight), actor.id.clone())
        };
        key(a).cmp(&key(b))
    });
    let nodes = shown.iter().map(|(actor, _, group)| {
        let rank = group.as_ref().and_then(|group| ranked.iter().position(|(name, _)| name == group));
        node(actor, frame(group), group.clone().zip(rank), palette)
    });
    (nodes.collect(), sides)
}

fn node(actor: &Actor, side: Option<usize>, group: Option<(String, usize)>, palette: &Palette) -> Node {
    let (group, rank) = group.unzip();
    let shape = match actor.kind {
        ActorKind::State => Shape::Solid,
        ActorKind::Person => Shape::Rounded,
        ActorKind::Organization => Shape::Box,
        ActorKind::Group => Shape::Octagon,
        ActorKind::Place => Shape::Ellipse,
    };
    let mut tooltip = format!("{} — {}", actor.name, actor.kind);
    for part in [&actor.role, &actor.country, &actor.sector].into_iter().flatten() {
        tooltip += &format!(", {part}");
    }
    let others: Vec<&str> =
        actor.aliases.iter().map(String::as_str).filter(|alias| *alias != actor.name).take(5).collect();
    if !others.is_empty() {
        tooltip += &format!("\nalso: {}", others.join(", "));
    }
    Node {
        id: actor.id.to_string(),
        name: actor.name.clone(),
        detail: actor.role.clone(),
        shape,
        side,
        colors: palette.side(rank).clone(),
        group,
        rank,
        tooltip,
    }
}

fn edge(graph: &ActorGraph, bundle: &Bundle, source: usize, target: usize, palette: &Palette) -> Edge {
    let quad = bundle.kind.quad;
    let times = if bundle.count > 1 && !bundle.is_tie() { format!(" ×{}", bundle.count) } else { String::new() };
    let head = match quad {
        QuadClass::Tie => Head::None,
        QuadClass::VerbalCooperation | QuadClass::VerbalConflict => Head::Open,
        QuadClass::MaterialCooperation | QuadClass::MaterialConflict => Head::Filled,
    };
    let line = match (bundle.is_tie(), bundle.is_reported()) {
        (true, _) => Line::Dotted,
        (false, true) => Line::Solid,
        (false, false) => Line::Dashed,
    };
    Edge {
        source,
        target,
        label: format!("{}{times}", bundle.kind.label),
        kinds: vec![bundle.kind.name.clone()],
        quad,
        count: bundle.count,
        colors: palette.edge(quad).clone(),
        width: THIN,
        line,
        head,
        both: bundle.kind.reciprocal && !bundle.is_tie(),
        tooltip: quotes(graph, bundle),
        url: bundle.edges.iter().find_map(|edge| web_address(graph.document(&edge.document)?.url.as_deref()?)),
    }
}

/// Width of a line in points: grows ever slower, so that one loud pair does not drown the rest; slower still where the
/// heaviest line of the picture would be too wide.
fn width(edge: &Edge, most: usize) -> f64 {
    if edge.line == Line::Dotted {
        return 1.2;
    }
    let more = |count: usize| 0.75 * (count.saturating_sub(1) as f64).powf(0.7);
    let scale = ((MAX_WIDTH - THIN) / more(most).max(f64::MIN_POSITIVE)).min(1.0);
    THIN + more(edge.count) * scale
}

/// Lets through addresses of the web only: a picture is opened in a browser, and `javascript:` is an address too.
pub(super) fn web_address(url: &str) -> Option<String> {
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

/// The sentences behind a line, each with its status and document.
fn quotes(graph: &ActorGraph, bundle: &Bundle) -> String {
    let mut lines = Vec::new();
    for edge in &bundle.edges {
        for telling in &edge.evidence {
            if lines.len() < QUOTES {
                let sentence = shorten(&telling.sentence, QUOTE_LENGTH);
                let mut line = format!("“{sentence}” — {}", edge.document);
                if let Some(when) = edge.date {
                    line += &format!(", {}", when.date);
                }
                if edge.status != Status::Actual {
                    line += &format!(", {}", edge.status.as_str());
                }
                if let Some(speaker) = edge.attribution.as_deref() {
                    line += &format!(" by {}", graph.actor(speaker).map_or(speaker, |actor| &actor.name));
                }
                lines.push(line);
            }
        }
    }
    let more = bundle.count.saturating_sub(lines.len());
    if more > 0 && !lines.is_empty() {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

fn shorten(text: &str, length: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", flat.get(..end).unwrap_or(&flat).trim_end()),
        None => flat,
    }
}

fn title(graph: &ActorGraph, options: &Options) -> String {
    if let Some(actor) = options.focus.as_deref().and_then(|focus| graph.actor(focus)) {
        return format!("Relations of {}", actor.name);
    }
    let mut documents = graph.documents();
    match (documents.next(), documents.next()) {
        (Some(only), None) => only.title.clone().unwrap_or_else(|| only.id.to_string()),
        _ => "Actors and their relations".into(),
    }
}

fn subtitle(selection: &Selection, actors: usize) -> String {
    let Selection { total, shown, negated, undated, .. } = *selection;
    let mut parts = vec![format!("{actors} actor{}", if actors == 1 { "" } else { "s" })];
    parts.push(match (shown, total) {
        (1, 1) => "1 relation".into(),
        (shown, total) if shown == total => format!("{total} relations"),
        _ => format!("showing {shown} of {total} relations"),
    });
    if let Some((first, last)) = selection.range {
        parts.push(if first == last { first.to_string() } else { format!("{first} to {last}") });
    }
    if negated > 0 {
        parts.push(format!("{negated} denied left out"));
    }
    if undated > 0 {
        parts.push(format!("{undated} without date left out"));
    }
    parts.join(" · ")
}

fn legend(edges: &[Edge], palette: &Palette) -> Vec<LegendEntry> {
    let classes = [
        (QuadClass::VerbalConflict, "verbal conflict", Head::Open),
        (QuadClass::MaterialConflict, "material conflict", Head::Filled),
        (QuadClass::VerbalCooperation, "verbal cooperation", Head::Open),
        (QuadClass::MaterialCooperation, "material cooperation", Head::Filled),
        (QuadClass::Tie, "tie", Head::None),
    ];
    let mut entries: Vec<LegendEntry> = classes
        .into_iter()
        .filter(|(quad, ..)| edges.iter().any(|edge| edge.quad == *quad))
        .map(|(quad, label, head)| LegendEntry {
            label: label.into(),
            color: palette.edge(quad).line.clone(),
            line: if quad == QuadClass::Tie { Line::Dotted } else { Line::Solid },
            head,
        })
        .collect();
    if edges.iter().any(|edge| edge.line == Line::Dashed) {
        let color = palette.muted.clone();
        entries.push(LegendEntry { label: "claimed or planned".into(), color, line: Line::Dashed, head: Head::None });
    }
    entries
}

fn plural(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "States",
        ActorKind::Person => "People",
        ActorKind::Organization => "Organizations",
        ActorKind::Group => "Groups",
        ActorKind::Place => "Places",
    }
}
