//! How widely relations of a type spread, for the planner.

use super::{Graph, Step, TypeId};

impl Graph {
    /// How many nodes relations of a type come from. Cost: constant; the first call after a change of relations goes
    /// through all of them.
    ///
    /// ```
    /// let mut graph = demarche::query::Graph::default();
    /// let kind = graph.intern_kind("MEETS");
    /// let [a, b, c] = [(); 3].map(|()| graph.add_node(&[]));
    /// graph.add_relation(a, kind, b);
    /// graph.add_relation(a, kind, c);
    /// assert_eq!((graph.kind_sources(kind), graph.kind_targets(kind)), (1, 2));
    /// ```
    pub fn kind_sources(&self, kind: TypeId) -> usize {
        self.ends(kind)[0]
    }

    /// How many nodes relations of a type go to. Cost: that of [`kind_sources`](Self::kind_sources).
    pub fn kind_targets(&self, kind: TypeId) -> usize {
        self.ends(kind)[1]
    }

    fn ends(&self, kind: TypeId) -> [usize; 2] {
        let ends = self.ends.get_or_init(|| {
            let mut ends = vec![[0; 2]; self.kinds.len()];
            for node in self.nodes() {
                count(self.outgoing(node), 0, &mut ends);
                count(self.incoming(node), 1, &mut ends);
            }
            ends
        });
        ends.get(kind.0 as usize).copied().unwrap_or_default()
    }
}

/// Counts a node once for each type of its steps.
fn count(mut steps: &[Step], side: usize, ends: &mut [[usize; 2]]) {
    while let Some(Step { kind, .. }) = steps.first().copied() {
        if let Some(ends) = ends.get_mut(kind.0 as usize) {
            ends[side] += 1;
        }
        steps = &steps[steps.partition_point(|step| step.kind == kind)..];
    }
}
