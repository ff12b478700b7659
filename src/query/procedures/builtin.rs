//! The built-in procedures: graph measures, and what a graph knows.
//!
//! A measure takes one map of options: `types` (relation types; all if none are given), `weight` (a property of relations;
//! without it each counts 1), and its own. With `types`, nodes without such a relation are left out.

use std::sync::Arc;

use super::super::error::{ErrorClass, QueryError};
use super::super::functions::Types;
use super::super::measures::{self, Adjacency, Orientation};
use super::super::run::Env;
use super::super::store::{Ends, NodeId, RelationId};
use super::super::value::{Map, Value};
use super::{Field, Procedure, Procedures};

/// A column of a measure.
type Column = (&'static str, Types);

const NODE: Column = ("node", Types::NODE);

impl Procedures {
    /// The built-in procedures.
    ///
    /// ```
    /// use demarche::query::Procedures;
    /// let procedures = Procedures::builtin();
    /// assert!(procedures.find("measures.pagerank").is_some_and(|found| &*found.outputs[1].name == "score"));
    /// assert!(procedures.find("measures.nothing").is_none());
    /// ```
    pub fn builtin() -> Self {
        let mut all = Procedures::default();
        add_ranks(&mut all);
        add_groups(&mut all);
        add_triads(&mut all);
        add_names(&mut all);
        all
    }
}

fn add_ranks(all: &mut Procedures) {
    let score = [NODE, ("score", Types::FLOAT)];
    measure(
        all,
        "pagerank",
        "PageRank; options damping (0.85), iterations (100), tolerance (1e-9)",
        &score,
        |part, options| {
            let standard = measures::PageRankOptions::default();
            let options = measures::PageRankOptions {
                damping: options.number("damping", 0.0..=1.0)?.unwrap_or(standard.damping),
                iterations: options.count("iterations")?.unwrap_or(standard.iterations),
                tolerance: options.number("tolerance", 0.0..=1.0)?.unwrap_or(standard.tolerance),
            };
            Ok(per_node(part, measures::pagerank(&part.graph, &options).ranks.into_iter().map(Value::Float)))
        },
    );
    measure(
        all,
        "betweenness",
        "share of shortest paths through a node; option directed (true)",
        &score,
        |part, options| {
            let orientation = options.orientation()?;
            let options = measures::BetweennessOptions { orientation, ..Default::default() };
            Ok(per_node(part, measures::betweenness(&part.graph, &options).into_iter().map(Value::Float)))
        },
    );
    measure(all, "closeness", "how near all others are; option directed (true)", &score, |part, options| {
        let orientation = options.orientation()?;
        Ok(per_node(part, measures::closeness(&part.graph, orientation).into_iter().map(Value::Float)))
    });
    let columns =
        [NODE, ("out", Types::INTEGER), ("in", Types::INTEGER), ("degree", Types::INTEGER), ("weight", Types::FLOAT)];
    measure(all, "degree", "relations of a node: out, in, both, and the sum of their weights", &columns, |part, _| {
        let count = |direction| measures::degree(&part.graph, direction);
        let (out, into) = (count(measures::Direction::Out), count(measures::Direction::In));
        let (both, weight) =
            (count(measures::Direction::Both), measures::weighted_degree(&part.graph, measures::Direction::Both));
        let row = |at: usize| {
            let whole = |counts: &[u64]| Value::Integer(counts[at] as i64);
            vec![Value::Node(part.nodes[at]), whole(&out), whole(&into), whole(&both), Value::Float(weight[at])]
        };
        Ok((0..part.nodes.len()).map(row).collect())
    });
}

fn add_groups(all: &mut Procedures) {
    let columns = [NODE, ("component", Types::INTEGER), ("size", Types::INTEGER)];
    for (name, summary, strong) in [
        ("components", "nodes that are connected, whatever the direction", false),
        ("strong_components", "nodes that reach each other", true),
    ] {
        measure(all, name, summary, &columns, move |part, _| {
            let find = if strong { measures::strong_components } else { measures::weak_components };
            let found = find(&part.graph);
            let row = |(node, component): (&NodeId, &u32)| {
                let size = found.sizes.get(*component as usize).copied().unwrap_or(0);
                vec![Value::Node(*node), Value::Integer(i64::from(*component)), Value::Integer(i64::from(size))]
            };
            Ok(part.nodes.iter().zip(&found.of).map(row).collect())
        });
    }
    let columns = [NODE, ("community", Types::INTEGER), ("modularity", Types::FLOAT)];
    let summary = "nodes that have more to do with each other than with the rest; option resolution (1.0)";
    measure(all, "communities", summary, &columns, |part, options| {
        let resolution = options.number("resolution", 0.0..=1e6)?.unwrap_or(1.0);
        let found = measures::communities(&part.graph, resolution);
        let row = |(node, community): (&NodeId, &u32)| {
            vec![Value::Node(*node), Value::Integer(i64::from(*community)), Value::Float(found.modularity)]
        };
        Ok(part.nodes.iter().zip(&found.of).map(row).collect())
    });
}

fn add_triads(all: &mut Procedures) {
    let columns = [NODE, ("triangles", Types::INTEGER), ("clustering", Types::FLOAT)];
    measure(
        all,
        "triangles",
        "triangles a node is part of, and the share of its pairs of neighbors that are connected",
        &columns,
        |part, _| {
            let (found, shares) = (measures::triangles(&part.graph), measures::clustering(&part.graph));
            let row = |at: usize| {
                vec![Value::Node(part.nodes[at]), Value::Integer(found.per_node[at] as i64), Value::Float(shares[at])]
            };
            Ok((0..part.nodes.len()).map(row).collect())
        },
    );
    let columns = [NODE, ("triads", Types::INTEGER), ("balanced", Types::FLOAT), ("balance", Types::FLOAT)];
    let summary =
        "signed triads of a node, the balanced share of them, and that of the whole graph; weight: score by default";
    measure(all, "balance", summary, &columns, |part, _| {
        let found = measures::balance(&part.graph);
        let (whole, shares) = (found.share().map_or(Value::Null, Value::Float), found.shares());
        let row = |at: usize| {
            let triads: u64 = found.per_node[at].iter().sum();
            let share = shares[at].map_or(Value::Null, Value::Float);
            vec![Value::Node(part.nodes[at]), Value::Integer(triads as i64), share, whole.clone()]
        };
        Ok((0..part.nodes.len()).map(row).collect())
    });
}

fn add_names(all: &mut Procedures) {
    type Names = fn(&Env<'_>) -> Vec<Arc<str>>;
    let listings: [(&str, &str, &str, Names); 3] = [
        ("db.labels", "label", "labels of nodes", |env| env.graph.label_names().map(Arc::from).collect()),
        ("db.relationshipTypes", "relationshipType", "types of relations", |env| {
            env.graph.kind_names().map(Arc::from).collect()
        }),
        ("db.propertyKeys", "propertyKey", "property keys", |env| env.graph.key_names().map(Arc::from).collect()),
    ];
    for (name, column, summary, names) in listings {
        all.add(Procedure {
            name: name.into(),
            inputs: Vec::new(),
            outputs: vec![field((column, Types::STRING))],
            summary: summary.into(),
            body: Box::new(move |env, _| {
                let mut found = names(env);
                found.sort();
                Ok(found.into_iter().map(|name| vec![Value::String(name)]).collect())
            }),
        });
    }
}

fn field((name, types): Column) -> Field {
    Field { name: name.into(), types, nullable: true, default: None }
}

type Rows = Vec<Vec<Value>>;

fn measure(
    all: &mut Procedures,
    name: &'static str,
    summary: &str,
    outputs: &[Column],
    run: impl Fn(&Part, &Settings<'_>) -> Result<Rows, QueryError> + Send + Sync + 'static,
) {
    let options = Field { default: Some(Value::map([])), ..field(("options", Types::MAP)) };
    all.add(Procedure {
        name: format!("measures.{name}").into(),
        inputs: vec![options],
        outputs: outputs.iter().copied().map(field).collect(),
        summary: summary.into(),
        body: Box::new(move |env, arguments| {
            let empty = Map::new();
            let map = match arguments {
                [Value::Map(map)] => map,
                _ => &empty,
            };
            let settings = Settings { map };
            settings.check()?;
            // What is balanced is told by signs, which only scores have.
            let weight = settings.text("weight")?.or((name == "balance").then(|| "score".into()));
            run(&Part::of(env, &settings, weight)?, &settings)
        }),
    });
}

fn per_node(part: &Part, values: impl Iterator<Item = Value>) -> Rows {
    part.nodes.iter().zip(values).map(|(node, value)| vec![Value::Node(*node), value]).collect()
}

/// The part of the graph that is measured, with nodes numbered one after the other.
struct Part {
    nodes: Vec<NodeId>,
    graph: Adjacency,
}

impl Part {
    fn of(env: &Env<'_>, settings: &Settings<'_>, weight: Option<Arc<str>>) -> Result<Self, QueryError> {
        let graph = env.graph;
        let types = settings.texts("types")?;
        let key = weight.as_ref().map(|name| graph.key(name));
        let weight_of = |relation: RelationId| match key {
            None => 1.0,
            Some(key) => match key.map(|key| graph.relation_value(relation, key)) {
                Some(Value::Integer(number)) => number as f64,
                Some(Value::Float(number)) => number,
                _ => 0.0,
            },
        };
        let ends = |relation| Ends { relation, source: graph.source(relation), target: graph.target(relation) };
        let chosen: Vec<Ends> = match &types {
            None => graph.relations().map(ends).collect(),
            Some(types) => {
                let kinds = types.iter().filter_map(|name| graph.kind(name));
                kinds.flat_map(|kind| graph.relations_of_kind(kind).iter().copied()).collect()
            }
        };
        env.keep(chosen.len() as u64)?;
        const OUT: u32 = u32::MAX;
        let mut numbers = vec![OUT; graph.nodes().last().map_or(0, |last| last.0 as usize + 1)];
        match types {
            None => graph.nodes().for_each(|node| numbers[node.0 as usize] = 0),
            Some(_) => {
                let ends = chosen.iter().flat_map(|ends| [ends.source, ends.target]);
                ends.for_each(|node| numbers[node.0 as usize] = 0);
            }
        }
        let mut nodes = Vec::new();
        for (node, number) in numbers.iter_mut().enumerate().filter(|(_, number)| **number != OUT) {
            *number = nodes.len() as u32;
            nodes.push(NodeId(node as u32));
        }
        let number = |node: NodeId| numbers[node.0 as usize];
        let edges = chosen.iter().map(|ends| (number(ends.source), number(ends.target), weight_of(ends.relation)));
        let measured = Adjacency::new(nodes.len(), edges);
        env.release(chosen.len() as u64);
        Ok(Part { nodes, graph: measured })
    }
}

/// The options of a measure.
struct Settings<'s> {
    map: &'s Map,
}

const KNOWN: [&str; 7] = ["types", "weight", "damping", "iterations", "tolerance", "directed", "resolution"];

impl Settings<'_> {
    fn check(&self) -> Result<(), QueryError> {
        match self.map.keys().find(|name| !KNOWN.contains(&&***name)) {
            None => Ok(()),
            Some(name) => Err(wrong(format!("no option `{name}`")).with_hint(format!("options: {}", KNOWN.join(", ")))),
        }
    }

    fn text(&self, name: &str) -> Result<Option<Arc<str>>, QueryError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(wrong(format!("option `{name}` cannot be a {}", other.type_name()))),
        }
    }

    fn texts(&self, name: &str) -> Result<Option<Vec<Arc<str>>>, QueryError> {
        let text = |value: &Value| match value {
            Value::String(text) => Ok(text.clone()),
            other => Err(wrong(format!("option `{name}` cannot hold a {}", other.type_name()))),
        };
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::List(list)) => Ok(Some(list.iter().map(text).collect::<Result<_, _>>()?)),
            Some(single) => Ok(Some(vec![text(single)?])),
        }
    }

    fn number(&self, name: &str, range: std::ops::RangeInclusive<f64>) -> Result<Option<f64>, QueryError> {
        let number = match self.map.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Integer(number)) => *number as f64,
            Some(Value::Float(number)) => *number,
            Some(other) => return Err(wrong(format!("option `{name}` cannot be a {}", other.type_name()))),
        };
        if range.contains(&number) {
            return Ok(Some(number));
        }
        Err(wrong(format!("option `{name}` is {number}, not within {} and {}", range.start(), range.end())))
    }

    fn count(&self, name: &str) -> Result<Option<usize>, QueryError> {
        Ok(self.number(name, 0.0..=1e6)?.map(|number| number as usize))
    }

    fn orientation(&self) -> Result<Orientation, QueryError> {
        match self.map.get("directed") {
            None | Some(Value::Null | Value::Boolean(true)) => Ok(Orientation::Directed),
            Some(Value::Boolean(false)) => Ok(Orientation::Undirected),
            Some(other) => Err(wrong(format!("option `directed` cannot be a {}", other.type_name()))),
        }
    }
}

fn wrong(message: String) -> QueryError {
    QueryError::runtime(ErrorClass::ArgumentError, "InvalidArgumentValue", message)
}
