//! Analyst queries on dated multigraphs of 7,000 actors and 90,000 events, and on 10 and 50 disjoint copies of one.
//!
//! `cargo bench --bench query`; with `DEMARCHE_DATA` set, the graph is that of `bench/icews` there (ICEWS 2014), otherwise
//! one of the same shape by chance. Beforehand a table shows how time grows with the copies: `exponent` is 0 where it does
//! not, 1 where it grows as the graph does. What hangs on a name has as many matches in all of them.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use criterion::Criterion;
use demarche::query::{CsvOptions, Graph, Options, Prepared};

const COPIES: [usize; 3] = [1, 10, 50];

/// Queries: name, whether it hangs on a name, text.
const QUERIES: [(&str, bool, &str); 8] = [
    (
        "critics of one",
        true,
        "MATCH (a:Actor)-[e:CRITICIZES]->(b:Actor {name: 'China'}) WHERE e.day >= '2014-03-01' AND e.day <= '2014-03-31' \
         RETURN a.name AS who, count(*) AS n ORDER BY n DESC, who",
    ),
    (
        "shortest path",
        true,
        "MATCH p = shortestPath((a:Actor {name: 'Iran'})-[:CRITICIZES*..8]->(b:Actor {name: 'Japan'})) \
         RETURN length(p) AS n",
    ),
    (
        "two steps from one",
        true,
        "MATCH (a:Actor {name: 'Iran'})-[:NEGOTIATES_WITH*1..2]->(b:Actor) WHERE b.name <> 'Iran' \
         RETURN b.kind AS kind, count(DISTINCT b.id) AS n ORDER BY kind",
    ),
    (
        "dyad by month",
        true,
        "MATCH (a:Actor {name: 'China'})-[e]-(b:Actor {name: 'Japan'}) \
         RETURN substring(e.day, 0, 7) AS month, type(e) AS t, count(*) AS n ORDER BY month, t",
    ),
    (
        "most threatened",
        false,
        "MATCH (:Actor)-[e:THREATENS]->(b:Actor) RETURN b.name AS who, count(e) AS n ORDER BY n DESC, who LIMIT 10",
    ),
    (
        "threats and talks",
        false,
        "MATCH (a:Actor)-[t:THREATENS]->(b:Actor), (a)-[g:NEGOTIATES_WITH]-(b) \
         RETURN a.name AS a, b.name AS b, count(DISTINCT t) AS threats, count(DISTINCT g) AS talks ORDER BY a, b",
    ),
    (
        "mutual critics",
        false,
        "MATCH (a:Actor)-[:CRITICIZES]->(b:Actor)-[:CRITICIZES]->(a) WHERE a.id < b.id WITH DISTINCT a, b \
         MATCH (b)-[:CRITICIZES]->(c:Actor)-[:CRITICIZES]->(b) WHERE b.id < c.id WITH DISTINCT a, b, c \
         MATCH (a)-[:CRITICIZES]->(c) WITH DISTINCT a, b, c MATCH (c)-[:CRITICIZES]->(a) \
         RETURN DISTINCT a.name AS a, b.name AS b, c.name AS c ORDER BY a, b, c",
    ),
    (
        "pagerank",
        false,
        "CALL measures.pagerank({types: ['CRITICIZES']}) YIELD node, score \
         RETURN node.name AS who ORDER BY score DESC LIMIT 10",
    ),
];

/// One graph as rows: actors (name, kind), events (source, target, type, day).
struct Data {
    actors: Vec<[String; 2]>,
    events: Vec<(usize, usize, String, String)>,
}

impl Data {
    fn read() -> Self {
        match std::env::var_os("DEMARCHE_DATA") {
            Some(folder) => Self::icews(&PathBuf::from(folder).join("bench/icews")),
            None => Self::by_chance(),
        }
    }

    fn icews(folder: &std::path::Path) -> Self {
        let rows = |file: &str| {
            let mut reader = csv::Reader::from_path(folder.join(file)).expect("the data set has this file");
            reader.records().map(|row| row.expect("the data set is whole")).collect::<Vec<_>>()
        };
        let number = |text: &str| text.parse().expect("the data set numbers its actors");
        let actors = rows("nodes.csv").iter().map(|row| [row[1].to_owned(), row[2].to_owned()]).collect();
        let event = |row: &csv::StringRecord| (number(&row[1]), number(&row[2]), row[3].to_owned(), row[5].to_owned());
        Data { actors, events: rows("events.csv").iter().map(event).collect() }
    }

    fn by_chance() -> Self {
        let mut state = 1u64;
        let mut random = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let known = ["China", "Japan", "Iran"];
        let name = |at: usize| known.get(at).map_or_else(|| format!("Actor {at}"), |name| (*name).to_owned());
        let actors = (0..7128).map(|at| [name(at), ["State", "Actor", "Sector"][at % 3].to_owned()]).collect();
        let kinds = ["CRITICIZES", "NEGOTIATES_WITH", "THREATENS", "PRAISES", "FIGHTS", "APPEALS_TO"];
        let event = |_| {
            // Few actors have most of the events, as in the news.
            let mut end = || random(7128) * random(7128) / 7128 * random(7128) / 7128;
            let (from, to) = (end(), end());
            let day = format!("2014-{:02}-{:02}", 1 + random(12), 1 + random(28));
            (from, to, kinds[random(kinds.len())].to_owned(), day)
        };
        Data { actors, events: (0..90_730).map(event).collect() }
    }

    /// So many disjoint copies as one graph; names of all but the first say which.
    fn graph(&self, copies: usize) -> Graph {
        let (mut nodes, mut edges) = (csv::Writer::from_writer(Vec::new()), String::from("src,dst,type,day\n"));
        nodes.write_record(["id", "name", "kind"]).expect("memory takes it");
        for copy in 0..copies {
            let first = copy * self.actors.len();
            for (at, [name, kind]) in self.actors.iter().enumerate() {
                let name = if copy == 0 { name.clone() } else { format!("{name} #{copy}") };
                nodes.write_record([&(first + at).to_string(), &name, kind]).expect("memory takes it");
            }
            for (from, to, kind, day) in &self.events {
                let _ = writeln!(edges, "{},{},{kind},{day}", first + from, first + to);
            }
        }
        let nodes = nodes.into_inner().expect("memory takes it");
        let options = CsvOptions { id: Some("id".into()), ..CsvOptions::default() };
        Graph::from_csv(&nodes[..], edges.as_bytes(), &options).expect("the rows are well-formed")
    }
}

/// Asks a query, parsing included; gives the number of rows.
fn ask(graph: &Graph, text: &str) -> usize {
    let query = Prepared::new(text).expect("the queries are well-formed");
    query.run(graph, &Options::default()).expect("the queries run").rows.len()
}

/// The median time of a query, over at most half a second.
fn median(graph: &Graph, text: &str) -> Duration {
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < 5 || (begin.elapsed() < Duration::from_millis(500) && times.len() < 500) {
        let start = Instant::now();
        black_box(ask(graph, text));
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn print_growth(data: &Data) {
    let times: Vec<Vec<Duration>> = COPIES
        .iter()
        .map(|&copies| {
            let graph = data.graph(copies);
            println!("{copies} copies: {} actors, {} events", graph.node_count(), graph.relation_count());
            QUERIES.iter().map(|(.., text)| median(&graph, text)).collect()
        })
        .collect();
    println!("{:<20} {:>9} {:>9} {:>9} {:>9}", "ms", "1", "10", "50", "exponent");
    for (at, (name, anchored, _)) in QUERIES.iter().enumerate() {
        let all: Vec<f64> = times.iter().map(|of| of[at].as_secs_f64() * 1e3).collect();
        let exponent = (all[2] / all[0]).ln() / (COPIES[2] as f64).ln();
        let matches = if *anchored { "matches as before" } else { "matches as copies" };
        println!("{name:<20} {:>9.3} {:>9.3} {:>9.3} {exponent:>9.2}  {matches}", all[0], all[1], all[2]);
    }
}

fn main() {
    let data = Data::read();
    print_growth(&data);
    let graph = data.graph(1);
    let mut criterion = Criterion::default().configure_from_args();
    for (name, _, text) in QUERIES {
        criterion.bench_function(&format!("query/{name}"), |bencher| bencher.iter(|| ask(&graph, black_box(text))));
    }
    criterion.final_summary();
}
