//! The planner's shortcuts give the same rows as the plain way, on random queries over random multigraphs.

use demarche::query::{Graph, Optimize, Options, Prepared, QueryError, QueryResult};

use crate::asked::{graph, lines};
use crate::generated::{self, Numbers};

/// Graphs, and queries for each of them.
const GRAPHS: u64 = 500;
const QUERIES: usize = 10;

fn run(graph: &Graph, text: &str, optimize: Optimize) -> Result<QueryResult, QueryError> {
    Prepared::new(text)?.run(graph, &Options { optimize, ..Options::default() })
}

#[test]
fn shortcuts_do_not_change_rows() {
    let (mut asked, mut found) = (0, 0);
    for seed in 0..GRAPHS {
        let mut numbers = Numbers::new(seed);
        let create = generated::graph(&mut numbers);
        let graph = graph(&create);
        for _ in 0..QUERIES {
            let text = generated::query(&mut numbers);
            let (full, plain) = (run(&graph, &text, Optimize::Full), run(&graph, &text, Optimize::Never));
            match (full, plain) {
                (Ok(full), Ok(plain)) => {
                    let (full, plain) = (lines(&graph, &full), lines(&graph, &plain));
                    assert_eq!(full, plain, "\n{create}\n{text}\n");
                    asked += 1;
                    found += usize::from(!full.is_empty());
                }
                (full, plain) => panic!("{create}\n{text}\n{full:?}\n{plain:?}"),
            }
        }
    }
    assert_eq!(asked, GRAPHS as usize * QUERIES);
    // A test of empty answers would prove nothing.
    assert!(found * 2 > asked, "{found} of {asked} queries found something");
}
