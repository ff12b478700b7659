//! What a query writes: the graph must know these names before the query is planned.

use super::super::ir::{Asked, Clause, CreatePath, Name, Properties, Query, SetItem};
use super::super::store::Graph;

/// Makes the graph know all labels, types and keys that a query may write, and the keys that it reads: what it reads may
/// have been written by itself.
pub(crate) fn make_known(query: &Query, graph: &mut Graph) {
    let clauses = query.body.branches.iter().flat_map(|branch| &branch.clauses);
    let mut writer = Known { query, graph };
    clauses.for_each(|clause| writer.clause(clause));
    for (asked, name, _) in &query.asked {
        if *asked == Asked::Key {
            writer.key(*name);
        }
    }
}

struct Known<'q> {
    query: &'q Query,
    graph: &'q mut Graph,
}

impl Known<'_> {
    fn key(&mut self, name: Name) {
        self.graph.intern_key(&self.query.names[name as usize]);
    }

    fn label(&mut self, name: Name) {
        self.graph.intern_label(&self.query.names[name as usize]);
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::Create(paths) => paths.iter().for_each(|path| self.path(path)),
            Clause::Merge { path, on_create, on_match, .. } => {
                self.path(path);
                on_create.iter().chain(on_match).for_each(|item| self.item(item));
            }
            Clause::Set(items) => items.iter().for_each(|item| self.item(item)),
            Clause::Foreach { clauses, .. } => clauses.iter().for_each(|clause| self.clause(clause)),
            Clause::Subquery { body, .. } => {
                body.branches.iter().flat_map(|branch| &branch.clauses).for_each(|clause| self.clause(clause));
            }
            _ => {}
        }
    }

    fn path(&mut self, path: &CreatePath) {
        for node in &path.nodes {
            node.labels.iter().for_each(|label| self.label(*label));
            self.properties(&node.properties);
        }
        for relation in &path.relations {
            self.graph.intern_kind(&self.query.names[relation.kind as usize]);
            self.properties(&relation.properties);
        }
    }

    fn properties(&mut self, properties: &Properties) {
        if let Properties::Entries(entries) = properties {
            entries.iter().for_each(|(key, _)| self.key(*key));
        }
    }

    fn item(&mut self, item: &SetItem) {
        match item {
            SetItem::Property { key, .. } => self.key(*key),
            SetItem::Labels { labels, .. } => labels.iter().for_each(|label| self.label(*label)),
            SetItem::Properties { .. } => {}
        }
    }
}
