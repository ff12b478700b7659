//! Values as text: as literals, for tables, and as JSON.

use std::fmt::Write as _;

use super::{Path, Value};
use crate::query::store::{Graph, KeyId, NodeId, RelationId};

impl Value {
    /// Writes it as a literal of the query language: `'text'`, `(:State {name: 'Iran'})`, `[:THREATENS {count: 1}]`,
    /// `<(:A)-[:R]->(:B)>`; times as quoted text.
    ///
    /// ```
    /// use demarche::query::{Graph, Value};
    /// let value = Value::list(vec![Value::from(1.0), Value::from("it's"), Value::Null]);
    /// assert_eq!(value.to_literal(&Graph::default()), r"[1.0, 'it\'s', null]");
    /// ```
    pub fn to_literal(&self, graph: &Graph) -> String {
        let mut out = String::new();
        Writer { graph, quoted: true }.value(self, &mut out);
        out
    }

    /// Writes it as people read it in a table: text without quotes, nodes by their name, null as nothing in lists only.
    ///
    /// ```
    /// use demarche::query::{Graph, Value};
    /// assert_eq!(Value::from("it's").to_text(&Graph::default()), "it's");
    /// assert_eq!(Value::Null.to_text(&Graph::default()), "null");
    /// ```
    pub fn to_text(&self, graph: &Graph) -> String {
        match self {
            Value::String(text) => text.to_string(),
            _ => {
                let mut out = String::new();
                Writer { graph, quoted: false }.value(self, &mut out);
                out
            }
        }
    }

    /// Gives it as JSON. A node is `{"id", "labels", "properties"}`, a relation `{"id", "type", "start", "end",
    /// "properties"}`, a path the list of its nodes and relations in turns; times are text in their ISO form; numbers that
    /// JSON lacks (`NaN`, infinities) are null.
    pub fn to_json(&self, graph: &Graph) -> serde_json::Value {
        use serde_json::{Value as Json, json};
        let properties = |found: Vec<(KeyId, Value)>| -> Json {
            found
                .into_iter()
                .map(|(key, value)| (graph.key_name(key).to_string(), value.to_json(graph)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        match self {
            Value::Null => Json::Null,
            Value::Boolean(value) => (*value).into(),
            Value::Integer(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::String(text) => Json::String(text.to_string()),
            Value::Temporal(temporal) => Json::String(temporal.to_string()),
            Value::List(list) => list.iter().map(|value| value.to_json(graph)).collect(),
            Value::Map(map) => map
                .iter()
                .map(|(key, value)| (key.to_string(), value.to_json(graph)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Value::Node(node) => {
                let labels: Vec<&str> = graph.labels(*node).iter().map(|label| &**graph.label_name(*label)).collect();
                json!({"id": node.0, "labels": labels, "properties": properties(graph.node_properties(*node))})
            }
            Value::Relation(relation) => json!({
                "id": relation.0,
                "type": &**graph.kind_name(graph.kind_of(*relation)),
                "start": graph.source(*relation).0,
                "end": graph.target(*relation).0,
                "properties": properties(graph.relation_properties(*relation)),
            }),
            Value::Path(path) => {
                let mut parts = Vec::new();
                for (at, node) in path.nodes.iter().enumerate() {
                    parts.push(Value::Node(*node).to_json(graph));
                    parts.extend(path.relations.get(at).map(|relation| Value::Relation(*relation).to_json(graph)));
                }
                Json::Array(parts)
            }
        }
    }
}

struct Writer<'g> {
    graph: &'g Graph,
    /// Whether text is quoted and nodes are written in full.
    quoted: bool,
}

impl Writer<'_> {
    fn value(&self, value: &Value, out: &mut String) {
        match value {
            Value::Null => out.push_str("null"),
            Value::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Integer(number) => {
                let _ = write!(out, "{number}");
            }
            Value::Float(number) => out.push_str(&float(*number)),
            Value::String(text) if self.quoted => quote(text, out),
            Value::String(text) => out.push_str(text),
            Value::Temporal(temporal) if self.quoted => quote(&temporal.to_string(), out),
            Value::Temporal(temporal) => {
                let _ = write!(out, "{temporal}");
            }
            Value::List(list) => {
                out.push('[');
                self.separated(list.iter(), out, |value, out| self.value(value, out));
                out.push(']');
            }
            Value::Map(map) => {
                out.push('{');
                self.separated(map.iter(), out, |(key, value), out| {
                    out.push_str(key);
                    out.push_str(": ");
                    self.value(value, out);
                });
                out.push('}');
            }
            Value::Node(node) => self.node(*node, out),
            Value::Relation(relation) => self.relation(*relation, out),
            Value::Path(path) => self.path(path, out),
        }
    }

    fn separated<T>(&self, items: impl Iterator<Item = T>, out: &mut String, write: impl Fn(T, &mut String)) {
        for (at, item) in items.enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            write(item, out);
        }
    }

    fn node(&self, node: NodeId, out: &mut String) {
        let name = self.graph.key("name").map(|key| self.graph.node_value(node, key));
        if let (false, Some(Value::String(name))) = (self.quoted, name) {
            out.push_str(&name);
            return;
        }
        out.push('(');
        for label in self.graph.labels(node) {
            out.push(':');
            out.push_str(self.graph.label_name(*label));
        }
        let space = !self.graph.labels(node).is_empty();
        self.properties(self.graph.node_properties(node), space, out);
        out.push(')');
    }

    fn relation(&self, relation: RelationId, out: &mut String) {
        let kind = self.graph.kind_name(self.graph.kind_of(relation));
        if !self.quoted {
            out.push_str(kind);
            return;
        }
        out.push_str("[:");
        out.push_str(kind);
        self.properties(self.graph.relation_properties(relation), true, out);
        out.push(']');
    }

    fn properties(&self, properties: Vec<(KeyId, Value)>, space: bool, out: &mut String) {
        if properties.is_empty() {
            return;
        }
        out.push_str(if space { " {" } else { "{" });
        self.separated(properties.iter(), out, |(key, value), out| {
            out.push_str(self.graph.key_name(*key));
            out.push_str(": ");
            self.value(value, out);
        });
        out.push('}');
    }

    fn path(&self, path: &Path, out: &mut String) {
        if self.quoted {
            out.push('<');
        }
        for (at, node) in path.nodes.iter().enumerate() {
            self.node(*node, out);
            if let Some(relation) = path.relations.get(at) {
                let forward = self.graph.source(*relation) == *node;
                let (space, plain) = if self.quoted { ("", false) } else { (" ", true) };
                out.push_str(space);
                out.push_str(if forward { "-" } else { "<-" });
                if plain {
                    out.push('[');
                }
                self.relation(*relation, out);
                if plain {
                    out.push(']');
                }
                out.push_str(if forward { "->" } else { "-" });
                out.push_str(space);
            }
        }
        if self.quoted {
            out.push('>');
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('\'');
}

/// A floating-point number as the language prints it: always with a point or an exponent.
pub(crate) fn float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-3..1e7).contains(&size) {
        let text = format!("{number:E}");
        let (digits, exponent) = text.split_once('E').unwrap_or((&text, "0"));
        let point = if digits.contains('.') { "" } else { ".0" };
        return format!("{digits}{point}E{exponent}");
    }
    format!("{number:?}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    /// Two nodes and a relation, from the second to the first.
    fn scene() -> (Graph, Value, Value, Value) {
        let mut graph = Graph::default();
        let (state, kind) = (graph.intern_label("State"), graph.intern_kind("THREATENS"));
        let (name, count) = (graph.intern_key("name"), graph.intern_key("count"));
        let (iran, other) = (graph.add_node(&[state]), graph.add_node(&[]));
        graph.set_node_value(iran, name, Value::from("Iran"));
        let relation = graph.add_relation(other, kind, iran);
        graph.set_relation_value(relation, count, Value::from(2));
        let path = Path { nodes: vec![iran, other], relations: vec![relation] };
        (graph, Value::Node(iran), Value::Relation(relation), Value::Path(Arc::new(path)))
    }

    #[test]
    fn elements_are_written_as_patterns() {
        let (graph, node, relation, path) = scene();
        for (value, literal, text) in [
            (&node, "(:State {name: 'Iran'})", "Iran"),
            (&relation, "[:THREATENS {count: 2}]", "THREATENS"),
            (&path, "<(:State {name: 'Iran'})<-[:THREATENS {count: 2}]-()>", "Iran <-[THREATENS]- ()"),
            (&Value::list(vec![Value::Null, Value::from("it's")]), r"[null, 'it\'s']", "[null, it's]"),
            (&Value::map([("a".into(), Value::from(1.0))]), "{a: 1.0}", "{a: 1.0}"),
        ] {
            assert_eq!(value.to_literal(&graph), literal);
            assert_eq!(value.to_text(&graph), text);
        }
    }

    #[test]
    fn json_keeps_ids_and_loses_what_is_no_number() {
        let (graph, node, relation, path) = scene();
        let of_node = json!({"id": 0, "labels": ["State"], "properties": {"name": "Iran"}});
        let of_relation = json!({"id": 0, "type": "THREATENS", "start": 1, "end": 0, "properties": {"count": 2}});
        assert_eq!(node.to_json(&graph), of_node);
        assert_eq!(relation.to_json(&graph), of_relation);
        let other = json!({"id": 1, "labels": [], "properties": {}});
        assert_eq!(path.to_json(&graph), json!([of_node, of_relation, other]));
        assert_eq!(Value::from(f64::NAN).to_json(&graph), json!(null));
        assert_eq!(Value::from(1.0).to_json(&graph), json!(1.0));
    }

    #[test]
    fn floats_print_with_a_point() {
        for (number, expected) in [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1e-3, "0.001"),
            (1e-4, "1.0E-4"),
            (1.5e300, "1.5E300"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(float(number), expected);
        }
    }
}
