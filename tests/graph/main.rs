//! Actor graphs: what one edge is, the laws of merging, the graph file and its errors.

mod edges;
mod file;
mod made;
mod merging;
mod schema;
