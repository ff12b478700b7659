//! Completion in the shell: keywords, functions, labels, relation types, properties and names of actors.

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

use crate::query::{Graph, Value, function_names};

const KEYWORDS: [&str; 44] = [
    "ALL", "AND", "ANY", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "COUNT", "CREATE", "DELETE", "DESC", "DETACH",
    "DISTINCT", "ELSE", "END", "ENDS", "EXISTS", "EXPLAIN", "IN", "IS", "LIMIT", "MATCH", "MERGE", "NOT", "NULL",
    "OPTIONAL", "OR", "ORDER", "PROFILE", "REMOVE", "RETURN", "SET", "SHORTEST", "SKIP", "STARTS", "THEN", "UNION",
    "UNWIND", "WHEN", "WHERE", "WITH", "YIELD",
];
const COMMANDS: [&str; 12] = [
    ".exit", ".help", ".limit", ".mode", ".open", ".param", ".queries", ".quit", ".run", ".save", ".schema", ".timing",
];
/// Most proposals at once.
const MOST: usize = 200;

/// What can be completed.
pub(super) struct Completion {
    /// Labels and relation types: behind `:`.
    types: Vec<String>,
    /// Properties: behind `.`.
    keys: Vec<String>,
    /// Keywords and functions.
    words: Vec<String>,
    /// Names of nodes: behind a quote.
    names: Vec<String>,
}

impl Completion {
    /// Collects what a graph has.
    pub fn of(graph: &Graph) -> Self {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let mut types = owned(graph.label_names().chain(graph.kind_names()).collect());
        types.sort();
        let mut words: Vec<String> = KEYWORDS.iter().map(|word| (*word).to_owned()).collect();
        words.extend(function_names().map(|name| format!("{name}(")));
        let name = graph.key("name");
        let mut names: Vec<String> = graph
            .nodes()
            .filter_map(|node| match graph.node_value(node, name?) {
                Value::String(text) => Some(text.to_string()),
                _ => None,
            })
            .collect();
        names.sort();
        Completion { types, keys: owned(graph.key_names().collect()), words, names }
    }

    /// Finds what the text before the cursor could become: where the word begins, and the words.
    pub fn proposals(&self, before: &str) -> (usize, Vec<String>) {
        if before.starts_with('.') && !before.contains(' ') {
            return (0, begin_with(COMMANDS.iter().copied(), before));
        }
        if let Some(quote) = open_quote(before) {
            let found = begin_with(self.names.iter().map(String::as_str), &before[quote + 1..]);
            return (quote + 1, found);
        }
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && c != '_')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let known = match before[..start].chars().next_back() {
            Some(':' | '|') => &self.types,
            Some('.') => &self.keys,
            _ => &self.words,
        };
        (start, begin_with(known.iter().map(String::as_str), &before[start..]))
    }
}

/// Where the last quote opens that is not closed.
fn open_quote(text: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            None if c == '\'' || c == '"' => open = Some((at, c)),
            Some((_, quote)) if c == quote => open = None,
            _ => {}
        }
    }
    open.map(|(at, _)| at)
}

fn begin_with<'n>(names: impl Iterator<Item = &'n str>, start: &str) -> Vec<String> {
    let start = start.to_lowercase();
    names.filter(|name| name.to_lowercase().starts_with(&start)).take(MOST).map(str::to_owned).collect()
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, words) = self.proposals(line.get(..at).unwrap_or(line));
        Ok((start, words.into_iter().map(|word| Pair { display: word.clone(), replacement: word }).collect()))
    }
}
impl Hinter for Completion {
    type Hint = String;
}
impl Highlighter for Completion {}
impl Validator for Completion {}
impl Helper for Completion {}
