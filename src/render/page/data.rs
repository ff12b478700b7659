//! What a page knows: all actors that take part in something, all relations with their sentences, what it starts with.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Start;
use super::colors::{CLASSES, class_name};
use super::evidence::{Piece, pieces};
use crate::actors::Actor;
use crate::graph::{ActorGraph, DatedBy, EdgeRef};
use crate::relations::{Kind, Precision, Status, When};
use crate::render::font::Font;
use crate::render::layout::{Point, Size};
use crate::render::measure::node_size;
use crate::render::options::{Actors, GroupBy, Negated, Options};
use crate::render::scene::{Edge, Node, Scene, Shape};
use crate::render::select::last_day;
use crate::render::sides::name_of_country;
use crate::render::style::{MAX_SIDES, web_address};
use crate::render::words::Words;

/// Lengths are rounded to this: a tenth of a point is not seen.
const TENTH: f64 = 10.0;

#[derive(Serialize)]
pub(super) struct Data<'g> {
    title: &'g str,
    /// Names of the quad classes, in the order of the legend.
    classes: Vec<&'static str>,
    /// Titles of the sides, by rank.
    groups: Vec<String>,
    /// Whether frames are drawn around them.
    framed: bool,
    kinds: Vec<KindData<'g>>,
    actors: Vec<ActorData<'g>>,
    documents: Vec<DocumentData<'g>>,
    relations: Vec<RelationData<'g>>,
    start: StartData<'g>,
}

#[derive(Serialize)]
struct KindData<'g> {
    name: &'g str,
    label: &'g str,
    class: &'static str,
    reciprocal: bool,
}

#[derive(Serialize)]
struct ActorData<'g> {
    id: &'g str,
    name: &'g str,
    kind: &'static str,
    shape: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'g str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<usize>,
    /// The lines of text in its box.
    lines: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    detail: Vec<String>,
    /// How large its text makes it.
    size: [f64; 2],
    /// Where it stands at the start, and how large it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[f64; 4]>,
}

#[derive(Serialize)]
struct DocumentData<'g> {
    id: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Addresses of the web only.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct RelationData<'g> {
    source: usize,
    target: usize,
    kind: usize,
    status: &'static str,
    confidence: f32,
    document: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<WhenData>,
    /// Name of who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<&'g str>,
    evidence: Vec<Vec<Piece>>,
}

/// First and last day that a date can mean, how exactly it is known, and whether the text states it.
#[derive(Serialize)]
struct WhenData {
    first: String,
    last: String,
    precision: &'static str,
    stated: bool,
}

#[derive(Serialize)]
struct StartData<'g> {
    limit: usize,
    min_count: usize,
    negated: bool,
    kinds: Vec<&'g str>,
    since: Option<String>,
    until: Option<String>,
    focus: Option<usize>,
    hops: usize,
    /// Whether actors without relations are shown.
    all_actors: bool,
    /// The lines that the engine drew, by their key.
    lines: BTreeMap<String, LineData>,
}

#[derive(Serialize)]
struct LineData {
    /// A start, then three points for each cubic piece, as x, y, x, y ...
    curve: Vec<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<[f64; 2]>,
}

impl<'g> Data<'g> {
    /// Collects it. Cost: that of drawing the whole graph, without its layout.
    pub fn new(graph: &'g ActorGraph, options: &'g Options, start: &Start<'g>) -> Data<'g> {
        let everything = Options {
            limit: usize::MAX,
            negated: Negated::Show,
            actors: options.actors,
            group_by: options.group_by,
            theme: options.theme,
            ..Options::default()
        };
        let whole = Scene::new(graph, &everything);
        let groups = groups(start.scene, &whole);
        let actors = actors(graph, start, &whole, &groups);
        let index: BTreeMap<&str, usize> = actors.iter().enumerate().map(|(at, actor)| (actor.id, at)).collect();
        let found: Vec<EdgeRef> = graph.relations().collect();
        let kinds: BTreeSet<&Kind> = found.iter().map(|relation| &relation.edge.kind).collect();
        let kinds: Vec<&Kind> = kinds.into_iter().collect();
        let told: BTreeSet<&str> = found.iter().map(|relation| &*relation.edge.document).collect();
        let told: Vec<&str> = told.into_iter().collect();
        let relation = |found: &EdgeRef<'g>| {
            let source = *index.get(&*found.source.id)?;
            let target = *index.get(&*found.target.id)?;
            let kind = kinds.binary_search(&&found.edge.kind).ok()?;
            let document = told.binary_search(&&*found.edge.document).ok()?;
            Some(relation(graph, found, [source, target, kind, document]))
        };
        Data {
            title: &start.scene.title,
            classes: CLASSES.iter().map(|(_, name)| *name).collect(),
            groups: groups.iter().map(|group| group_title(graph, options.group_by, group)).collect(),
            framed: options.group_by != GroupBy::None,
            relations: found.iter().filter_map(relation).collect(),
            kinds: kinds.iter().map(|kind| kind_data(kind)).collect(),
            documents: told.iter().map(|id| document(graph, id)).collect(),
            start: start_data(options, start, &index),
            actors,
        }
    }
}

/// The sides of the first picture, then the heaviest others, as many as can be told apart by color.
fn groups(start: &Scene, whole: &Scene) -> Vec<String> {
    let ranked = |scene: &Scene| -> BTreeMap<usize, String> {
        scene.nodes.iter().filter_map(|node| Some((node.rank?, node.group.clone()?))).collect()
    };
    let mut groups: Vec<String> = ranked(start).into_values().collect();
    for group in ranked(whole).into_values() {
        if groups.len() < MAX_SIDES && !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn group_title(graph: &ActorGraph, by: GroupBy, group: &str) -> String {
    if by == GroupBy::Kind { group.to_owned() } else { name_of_country(graph, group) }
}

fn actors<'g>(graph: &'g ActorGraph, start: &Start, whole: &Scene, groups: &[String]) -> Vec<ActorData<'g>> {
    let font = Font::new();
    let shown: BTreeMap<&str, usize> =
        start.scene.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut nodes: BTreeMap<&str, &Node> = whole.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    // An actor that the picture is about is there even where nothing is told of it.
    for node in &start.scene.nodes {
        nodes.entry(&node.id).or_insert(node);
    }
    let actor = |(id, node): (&str, &Node)| {
        let actor = graph.actor(id)?;
        let at = shown.get(id).copied();
        let place = at.and_then(|at| Some((*start.placed?.boxes.get(at)?, start.plan.boxes.get(at)?.size)));
        let group = node.group.as_ref().and_then(|group| groups.iter().position(|known| known == group));
        Some(actor_data(graph, actor, node, Words::of(node, &font), (node_size(node, &font), place, group)))
    };
    nodes.into_iter().filter_map(actor).collect()
}

fn actor_data<'g>(
    graph: &ActorGraph,
    actor: &'g Actor,
    node: &Node,
    words: Words,
    (size, at, group): (Size, Option<(Point, Size)>, Option<usize>),
) -> ActorData<'g> {
    ActorData {
        id: &actor.id,
        name: &actor.name,
        kind: actor.kind.as_str(),
        shape: match node.shape {
            Shape::Solid => "solid",
            Shape::Rounded => "rounded",
            Shape::Box => "box",
            Shape::Octagon => "octagon",
            Shape::Ellipse => "ellipse",
        },
        role: actor.role.as_deref(),
        country: actor.country.as_deref().map(|code| name_of_country(graph, code)),
        sector: actor.sector.as_deref(),
        aliases: actor.aliases.iter().map(String::as_str).filter(|alias| *alias != actor.name).collect(),
        group,
        lines: words.name,
        detail: words.detail,
        size: [size.width, size.height].map(short),
        at: at.map(|(at, size)| [at.x, at.y, size.width, size.height].map(short)),
    }
}

fn kind_data(kind: &Kind) -> KindData<'_> {
    KindData { name: &kind.name, label: &kind.label, class: class_name(kind.quad), reciprocal: kind.reciprocal }
}

fn document<'g>(graph: &'g ActorGraph, id: &'g str) -> DocumentData<'g> {
    let record = graph.document(id);
    DocumentData {
        id,
        title: record.and_then(|record| record.title.as_deref()),
        date: record.and_then(|record| record.date).map(|date| date.to_string()),
        url: record.and_then(|record| web_address(record.url.as_deref()?)),
    }
}

fn relation<'g>(
    graph: &'g ActorGraph,
    found: &EdgeRef<'g>,
    [source, target, kind, document]: [usize; 4],
) -> RelationData<'g> {
    let edge = found.edge;
    RelationData {
        source,
        target,
        kind,
        status: Status::as_str(edge.status),
        confidence: (edge.confidence * 100.0).round() / 100.0,
        document,
        when: edge.date.map(|when| when_data(when, edge.dated_by)),
        by: edge.attribution.as_deref().map(|id| graph.actor(id).map_or(id, |actor| &actor.name)),
        place: edge.place.as_deref(),
        mode: edge.mode.as_deref(),
        issue: edge.issue.as_deref(),
        evidence: edge.evidence.iter().map(pieces).collect(),
    }
}

fn when_data(when: When, by: DatedBy) -> WhenData {
    WhenData {
        first: when.date.to_string(),
        last: last_day(when).to_string(),
        precision: match when.precision {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
        },
        stated: by == DatedBy::Text,
    }
}

fn start_data<'g>(options: &'g Options, start: &Start, index: &BTreeMap<&str, usize>) -> StartData<'g> {
    let key = |edge: &Edge| {
        let end = |at: usize| index.get(start.scene.nodes.get(at)?.id.as_str());
        let (sign, name) = match edge.kinds.as_slice() {
            [only] => (">", only.as_str()),
            _ => (if edge.both { "=" } else { ">" }, class_name(edge.quad)),
        };
        Some(format!("{}{sign}{}:{name}", end(edge.source)?, end(edge.target)?))
    };
    let lines = start.placed.map_or_else(BTreeMap::new, |placed| {
        let drawn = start.scene.edges.iter().zip(&placed.lines).zip(&placed.labels);
        let line = |((edge, curve), label): ((&Edge, &Vec<Point>), &Option<Point>)| {
            let curve = curve.iter().flat_map(|point| [short(point.x), short(point.y)]).collect();
            Some((key(edge)?, LineData { curve, label: label.map(|at| [at.x, at.y].map(short)) }))
        };
        drawn.filter_map(line).collect()
    });
    StartData {
        limit: options.limit,
        min_count: options.min_count,
        negated: options.negated == Negated::Show,
        kinds: options.kinds.iter().map(|kind| kind.name.as_str()).collect(),
        since: options.since.map(|date| date.to_string()),
        until: options.until.map(|date| date.to_string()),
        focus: options.focus.as_deref().and_then(|focus| index.get(focus).copied()),
        hops: options.hops,
        all_actors: options.actors == Actors::All,
        lines,
    }
}

fn short(length: f64) -> f64 {
    (length * TENTH).round() / TENTH
}
