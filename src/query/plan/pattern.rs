//! From a pattern to operators that find it.
//!
//! Reads: `ir::Pattern`, its `WHERE`, which slots are bound. Gives: operators in the order in which they run.
//! How: [`order`](super::order) says where to begin and which relation comes next; here each choice becomes an operator,
//! and every condition is put right behind the operator that binds the last variable it reads.

use super::super::error::{ErrorClass, QueryError};
use super::super::ir::{
    Expr, ExprKind, LabelExpr, PathMode, PathPattern, Pattern, Quantifier, RelationPattern, Selector, Slot, Way,
};
use super::conjuncts::{self, Conjunct, Each, OfAll, Test};
use super::order::{self, Choice};
use super::planner::Planner;
use super::slots::{Slots, of_expr};
use super::{Action, Chain, Expand, Follow, LabelTest, Operator, Optimize, PathPart, Shortest};

/// A relation of the pattern and where it hangs.
pub(super) struct Link<'p> {
    /// The relation.
    pub relation: &'p RelationPattern,
    /// Left and right node.
    pub ends: [Slot; 2],
    /// Which of the paths between its ends are wanted.
    pub selector: Selector,
    /// The variable of its path.
    pub path: Option<Slot>,
    /// Its types; none means any.
    pub kinds: Option<Vec<super::TypeId>>,
}

/// A pattern while it is turned into operators.
pub(super) struct Builder<'b, 'a> {
    pub planner: &'b mut Planner<'a>,
    pub links: Vec<Link<'b>>,
    /// Slots of nodes, each once, in the order in which they are written.
    pub nodes: Vec<Slot>,
    pub conjuncts: Vec<Conjunct>,
    /// Slots that the pattern binds.
    pub binds: Slots,
    /// Those of them that are bound by now.
    bound: Slots,
    paths: Vec<(&'b PathPattern, bool)>,
    mode: PathMode,
    met: Vec<(Slot, Option<Vec<super::TypeId>>)>,
    operators: Vec<Operator>,
    /// Rows expected by now.
    rows: f64,
}

/// Plans a pattern for each of so many rows.
pub(super) fn pattern(
    planner: &mut Planner<'_>,
    pattern: &Pattern,
    filter: Option<&Expr>,
    rows: f64,
) -> Result<Vec<Operator>, QueryError> {
    let mut builder = Builder::new(planner, pattern, filter, rows)?;
    builder.flush()?;
    for choice in order::choose(&builder) {
        match choice {
            Choice::Start(node) => builder.start(node)?,
            Choice::Scan(link) => builder.scan(link),
            Choice::Hop { link, from_left } => builder.hop(link, from_left)?,
            Choice::Follow(link) => builder.follow(link)?,
        }
        builder.finish_paths();
        builder.flush()?;
    }
    builder.finish_paths();
    builder.flush()?;
    Ok(builder.operators)
}

impl<'b, 'a> Builder<'b, 'a> {
    fn new(
        planner: &'b mut Planner<'a>,
        pattern: &'b Pattern,
        filter: Option<&Expr>,
        rows: f64,
    ) -> Result<Self, QueryError> {
        let (mut binds, mut nodes, mut links) = (Slots::new(), Vec::new(), Vec::new());
        for path in &pattern.paths {
            if path.selector != Selector::All && path.relations.len() != 1 {
                let message = "a shortest path is found over one relation pattern only";
                return Err(QueryError::compile(ErrorClass::SyntaxError, "UnsupportedFeature", path.place, message)
                    .with_hint("write one relation with a length between the two ends: `(a)-[:TYPE*]->(b)`"));
            }
            binds.extend(path.variable);
            for node in &path.nodes {
                if !node.bound {
                    binds.insert(node.variable);
                }
                if !nodes.contains(&node.variable) {
                    nodes.push(node.variable);
                }
            }
            for (at, relation) in path.relations.iter().enumerate() {
                if !relation.bound {
                    binds.insert(relation.variable);
                }
                links.push(Link {
                    relation,
                    ends: [path.nodes[at].variable, path.nodes[at + 1].variable],
                    selector: path.selector,
                    path: path.variable,
                    kinds: planner.kinds(&relation.types),
                });
            }
        }
        let conjuncts = conjuncts::collect(pattern, filter, &binds);
        let paths = pattern.paths.iter().map(|path| (path, false)).collect();
        let mode = pattern.mode;
        let (bound, met, operators) = (Slots::new(), Vec::new(), Vec::new());
        Ok(Builder { planner, links, nodes, conjuncts, binds, bound, paths, mode, met, operators, rows })
    }

    /// Says whether a slot can be read.
    pub(super) fn is_bound(&self, slot: Slot) -> bool {
        !self.binds.contains(&slot) || self.bound.contains(&slot)
    }

    fn ready(&self, waits: &Slots) -> bool {
        waits.iter().all(|slot| self.is_bound(*slot))
    }

    fn push(&mut self, action: Action, reads: Slots, growth: f64) {
        self.rows = (self.rows * growth).max(0.01);
        let operator = self.planner.operator(action, reads, self.rows);
        self.operators.push(operator);
    }

    /// Emits all conditions that can be judged.
    fn flush(&mut self) -> Result<(), QueryError> {
        for at in 0..self.conjuncts.len() {
            let conjunct = &self.conjuncts[at];
            if conjunct.done || !self.ready(&conjunct.waits) {
                continue;
            }
            let selectivity = conjunct.selectivity();
            let (action, reads) = match &conjunct.test {
                Test::Expr(expr) => {
                    let (expr, reads) = (expr.clone(), of_expr(expr));
                    (Some(Action::Filter(self.planner.code(&expr)?)), reads)
                }
                Test::Labels(slot, labels) => {
                    let (slot, fresh) = (*slot, self.binds.contains(slot));
                    let labels = labels.as_ref().filter(|labels| !self.planner.all_have(labels));
                    let test = match labels {
                        Some(labels) => Some(self.planner.label_test(labels)),
                        None if fresh => None,
                        None => Some(LabelTest::And(Vec::new())),
                    };
                    (test.map(|test| Action::Labels { slot, test }), Slots::from([slot]))
                }
            };
            self.conjuncts[at].done = true;
            if let Some(action) = action {
                self.push(action, reads, selectivity);
            }
        }
        Ok(())
    }

    /// Puts the paths together of which all parts are there.
    fn finish_paths(&mut self) {
        for at in 0..self.paths.len() {
            let (path, done) = self.paths[at];
            let Some(to) = path.variable.filter(|_| !done) else { continue };
            let nodes: Vec<Slot> = path.nodes.iter().map(|node| node.variable).collect();
            let parts = nodes.iter().copied().chain(path.relations.iter().map(|relation| relation.variable));
            let reads: Slots = parts.collect();
            if !self.ready(&reads) {
                continue;
            }
            let relations = path.relations.iter().map(part).collect();
            self.paths[at].1 = true;
            self.bound.insert(to);
            self.push(Action::Path { to, nodes, relations }, reads, 1.0);
        }
    }

    /// Begins at a node: by index, by label, or at all nodes.
    fn start(&mut self, node: Slot) -> Result<(), QueryError> {
        let labels = self.labels_of(node);
        let label =
            labels.iter().copied().min_by_key(|label| label.map_or(0, |label| self.planner.graph.label_count(label)));
        let matches = order::matches(self, node);
        if self.planner.optimize == Optimize::Never {
            self.bound.insert(node);
            self.push(Action::Nodes { to: node, label: None }, Slots::new(), matches);
            return Ok(());
        }
        let found = self.conjuncts.iter().find_map(|conjunct| {
            let others = conjunct.waits.iter().all(|slot| *slot == node || self.is_bound(*slot));
            let (key, value) = conjunct.as_lookup(node).filter(|_| others && !conjunct.done)?;
            Some((self.planner.key(key).id?, value.clone()))
        });
        let (action, reads) = match (found, label) {
            // A label that the graph does not know leaves nothing to look up.
            (Some((key, value)), None | Some(Some(_))) => {
                let code = self.planner.code(&value)?;
                (Action::Lookup { to: node, label: label.flatten(), key, value: code }, of_expr(&value))
            }
            _ => (Action::Nodes { to: node, label }, Slots::new()),
        };
        self.done_label(node);
        self.bound.insert(node);
        self.push(action, reads, matches);
        Ok(())
    }

    /// The labels that a node must have for certain; none inside where the graph does not know one.
    pub(super) fn labels_of(&self, node: Slot) -> Vec<Option<super::LabelId>> {
        fn add(test: &LabelExpr, planner: &Planner<'_>, found: &mut Vec<Option<super::LabelId>>) {
            match test {
                LabelExpr::Has(name) => found.push(planner.label(*name)),
                LabelExpr::And(list) => list.iter().for_each(|test| add(test, planner, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        for conjunct in &self.conjuncts {
            if let Test::Labels(slot, Some(test)) = &conjunct.test
                && *slot == node
            {
                add(test, self.planner, &mut found);
            }
        }
        found
    }

    /// A single label is taken care of by the operator that begins with it.
    fn done_label(&mut self, node: Slot) {
        let single = |conjunct: &&mut Conjunct| matches!(&conjunct.test, Test::Labels(slot, Some(LabelExpr::Has(_)) | None) if *slot == node);
        let mut of_node: Vec<&mut Conjunct> = self.conjuncts.iter_mut().filter(single).collect();
        if let [only] = of_node.as_mut_slice() {
            only.done = true;
        }
    }

    /// Begins with all relations of a type.
    fn scan(&mut self, link: usize) {
        let Link { relation, ends, kinds, .. } = &self.links[link];
        let (slot, way) = (relation.variable, relation.way);
        let [source, target] = if way == Way::Left { [ends[1], ends[0]] } else { *ends };
        let (kinds, differs) = (kinds.clone(), self.differs(kinds));
        let growth = order::relation_count(self, kinds.as_deref()) * if way == Way::Both { 2.0 } else { 1.0 };
        self.bound.extend([slot, source, target]);
        self.met.push((slot, kinds.clone()));
        let reads = differs.iter().copied().collect();
        let action = Action::Relations { relation: slot, source, target, kinds, both: way == Way::Both, differs };
        self.push(action, reads, growth);
    }

    /// Relations met before of which this one could be one.
    fn differs(&self, kinds: &Option<Vec<super::TypeId>>) -> Vec<Slot> {
        let overlaps = |other: &Option<Vec<super::TypeId>>| match (kinds, other) {
            (Some(a), Some(b)) => a.iter().any(|kind| b.contains(kind)),
            _ => true,
        };
        let trail = self.mode == PathMode::Trail;
        self.met.iter().filter(|(_, other)| trail && overlaps(other)).map(|(slot, _)| *slot).collect()
    }

    fn hop(&mut self, link: usize, from_left: bool) -> Result<(), QueryError> {
        let Link { relation, ends, kinds, selector, .. } = &self.links[link];
        let (relation, kinds, selector) = (*relation, kinds.clone(), *selector);
        let [from, to] = if from_left { *ends } else { [ends[1], ends[0]] };
        let way = match (relation.way, from_left) {
            (Way::Both, _) => Way::Both,
            (way, true) => way,
            (Way::Right, false) => Way::Left,
            (Way::Left, false) => Way::Right,
        };
        let into = self.is_bound(to);
        let growth = order::growth(self, link, from_left, into);
        let differs = self.differs(&kinds);
        let hop =
            Expand { from, way, kinds: kinds.clone(), relation: relation.variable, to, into, differs, once: false };
        let mut reads: Slots = [from].into_iter().chain(hop.differs.iter().copied()).collect();
        reads.extend(into.then_some(to));
        let action = match relation.length {
            None if selector == Selector::All => Action::Expand(hop),
            length => {
                let (least, most) = length.unwrap_or((1, Some(1)));
                let single = relation.length.is_none();
                let (filters, more) = self.each_of(link)?;
                reads.extend(more);
                let mode = self.mode;
                let (ends_only, unseen, reversed) = (false, false, !from_left);
                let chain = Chain { hop, least, most, filters, mode, ends_only, unseen, reversed, single };
                match selector {
                    Selector::All => Action::Chain(chain),
                    _ => self.shortest(link, chain, &mut reads)?,
                }
            }
        };
        self.bound.extend([relation.variable, to]);
        self.met.push((relation.variable, kinds));
        self.push(action, reads, growth);
        Ok(())
    }

    /// What each relation of a chain must fulfill, as code, and which slots that reads.
    fn each_of(&mut self, link: usize) -> Result<(Vec<(Slot, super::Code)>, Slots), QueryError> {
        let Link { relation, path, .. } = &self.links[link];
        let (relation, path) = (*relation, *path);
        let mut each: Vec<Each> = Vec::new();
        for (slot, expr) in conjuncts::of_each(relation) {
            let waits: Slots = of_expr(&expr).intersection(&self.binds).copied().collect();
            if self.ready(&waits) {
                each.push((slot, expr));
            } else {
                // It reads what is bound later: judged on the whole list then.
                let list = Expr { kind: ExprKind::Variable(relation.variable), place: relation.place };
                let kind = ExprKind::Quantified {
                    quantifier: Quantifier::All,
                    variable: slot,
                    list: Box::new(list),
                    filter: Box::new(expr),
                };
                let mut waits = waits;
                waits.insert(relation.variable);
                self.conjuncts.push(Conjunct {
                    test: Test::Expr(Expr { kind, place: relation.place }),
                    waits,
                    done: false,
                });
            }
        }
        self.take_of_all(relation.variable, path, |of_all| match of_all {
            OfAll::Relations(condition) => {
                each.push(condition);
                true
            }
            OfAll::Nodes(_) => false,
        });
        self.compile_each(each)
    }

    fn compile_each(&mut self, each: Vec<Each>) -> Result<(Vec<(Slot, super::Code)>, Slots), QueryError> {
        let mut reads = Slots::new();
        let mut filters = Vec::new();
        for (slot, expr) in each {
            reads.extend(of_expr(&expr).into_iter().filter(|read| *read != slot));
            filters.push((slot, self.planner.code(&expr)?));
        }
        Ok((filters, reads))
    }

    /// Hands over conditions on all parts of a path or list; those that are taken are done.
    fn take_of_all(&mut self, list: Slot, path: Option<Slot>, mut take: impl FnMut(OfAll) -> bool) {
        if self.planner.optimize == Optimize::Never {
            return;
        }
        for at in 0..self.conjuncts.len() {
            let conjunct = &self.conjuncts[at];
            let Test::Expr(expr) = &conjunct.test else { continue };
            let whole = |slot: &Slot| *slot == list || Some(*slot) == path;
            let ready = conjunct.waits.iter().all(|slot| whole(slot) || self.is_bound(*slot));
            if !conjunct.done
                && ready
                && let Some(of_all) = conjuncts::as_of_all(expr, path, list)
            {
                self.conjuncts[at].done = take(of_all);
            }
        }
    }

    fn shortest(&mut self, link: usize, mut chain: Chain, reads: &mut Slots) -> Result<Action, QueryError> {
        let Link { relation, path, selector, .. } = &self.links[link];
        let (list, path, selector) = (relation.variable, *path, *selector);
        let (mut relations, mut nodes) = (Vec::new(), Vec::new());
        self.take_of_all(list, path, |of_all| {
            match of_all {
                OfAll::Relations(each) => relations.push(each),
                OfAll::Nodes(each) => nodes.push(each),
            }
            true
        });
        let (filters, more) = self.compile_each(relations)?;
        chain.filters.extend(filters);
        reads.extend(more);
        let (node_filters, more) = self.compile_each(nodes)?;
        reads.extend(more);
        // What is left of the conditions on the path itself decides between whole paths.
        let mut path_filters = Vec::new();
        for at in 0..self.conjuncts.len() {
            let conjunct = &self.conjuncts[at];
            let whole = |slot: &Slot| *slot == list || Some(*slot) == path;
            let about = conjunct.waits.iter().any(whole);
            let to = chain.hop.to;
            let ready = conjunct.waits.iter().all(|slot| whole(slot) || *slot == to || self.is_bound(*slot));
            if let (false, true, true, Test::Expr(expr)) = (conjunct.done, about, ready, &conjunct.test) {
                let expr = expr.clone();
                reads.extend(of_expr(&expr).into_iter().filter(|slot| !whole(slot) && *slot != to));
                path_filters.push(self.planner.code(&expr)?);
                self.conjuncts[at].done = true;
            }
        }
        Ok(Action::Shortest(Shortest { chain, selector, path, node_filters, path_filters }))
    }

    fn follow(&mut self, link: usize) -> Result<(), QueryError> {
        let Link { relation, ends, kinds, .. } = &self.links[link];
        let (relation, ends, kinds) = (*relation, *ends, kinds.clone());
        let (filters, more) = if relation.length.is_some() { self.each_of(link)? } else { Default::default() };
        let differs = self.differs(&kinds);
        let mut reads: Slots = [relation.variable].into_iter().chain(differs.iter().copied()).collect();
        reads.extend(more);
        reads.extend(ends.iter().filter(|end| self.is_bound(**end)));
        let action = Action::Follow(Follow {
            relation: relation.variable,
            length: relation.length,
            ends: ends.map(|end| (end, self.is_bound(end))),
            way: relation.way,
            kinds: kinds.clone(),
            differs,
            filters,
        });
        self.bound.extend(ends);
        self.met.push((relation.variable, kinds));
        self.push(action, reads, 1.0);
        Ok(())
    }
}

fn part(relation: &RelationPattern) -> PathPart {
    match relation.length {
        None => PathPart::One(relation.variable),
        Some(_) => PathPart::Many(relation.variable),
    }
}
