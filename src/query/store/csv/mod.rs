//! Property graphs from CSV: a file of nodes and a file of relations.
//!
//! Reads: nodes with a column `id`, and where there is one `label` (several are parted by `;`); relations with `src`,
//! `dst` and `type`; the heads that Neo4j's import knows (`:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`, `:IGNORE`)
//! too. Every other column, and the id, is a property. Its type is what its head says (`day:date`, `n:int`), else the one
//! that all its values have: whole numbers, numbers, `true` and `false`, else text. An empty field is no property.
//! How: row by row into columns (`column`); neither file is held in memory.
//! Does not: guess dates unless asked to (a query then could not compare them with text), or read lists.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

mod column;
mod error;
mod head;
mod interner;
#[cfg(test)]
mod tests;

pub use error::CsvError;

use super::{Graph, LabelId, NodeId, TypeId};
use column::ColumnBuilder;
use error::File;
use head::{EdgeHead, Field, NodeHead};
use interner::Interner;

/// How CSV files are read.
///
/// ```
/// use demarche::query::{CsvOptions, Graph};
/// let options = CsvOptions { delimiter: b'\t', label: "State".into(), ..CsvOptions::default() };
/// let graph = Graph::from_csv("id\tname\nir\tIran\n".as_bytes(), "src\tdst\ttype\n".as_bytes(), &options)?;
/// assert_eq!(graph.label_names().collect::<Vec<_>>(), ["State"]);
/// # Ok::<(), demarche::query::CsvError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between fields.
    pub delimiter: u8,
    /// The column of the node file that relations name nodes by; by default `id`, or the one whose head says `:ID`.
    pub id: Option<String>,
    /// The label of nodes that the file gives none.
    pub label: String,
    /// Whether a column of dates is text unless its head says `:date`.
    pub dates_as_text: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        CsvOptions { delimiter: b',', id: None, label: "Actor".into(), dates_as_text: true }
    }
}

impl Graph {
    /// Reads a property graph from CSV. Cost: linear.
    ///
    /// # Errors
    /// A file cannot be read or is not UTF-8, a column is missing or there twice, a row has too few or too many fields, a
    /// value does not fit the type in its column's head, two nodes have one id, or a relation names a node that is not
    /// there.
    ///
    /// ```
    /// use demarche::query::{CsvOptions, Graph, Value};
    /// let nodes = "id,name\n1,Iran\n2,Oman\n";
    /// let edges = "src,dst,type,n,day:date\n1,2,MEETS,3,2014-03-01\n";
    /// let graph = Graph::from_csv(nodes.as_bytes(), edges.as_bytes(), &CsvOptions::default())?;
    /// assert_eq!((graph.node_count(), graph.relation_count()), (2, 1));
    /// let (relation, n) = (graph.relations().next().unwrap(), graph.key("n").unwrap());
    /// assert!(matches!(graph.relation_value(relation, n), Value::Integer(3)));
    ///
    /// let wrong = Graph::from_csv(nodes.as_bytes(), "src,dst,type\n1,9,MEETS\n".as_bytes(), &CsvOptions::default());
    /// assert_eq!(wrong.unwrap_err().to_string(), "edges, line 2, column `dst`: no node `9`");
    /// # Ok::<(), demarche::query::CsvError>(())
    /// ```
    pub fn from_csv(nodes: impl Read, edges: impl Read, options: &CsvOptions) -> Result<Graph, CsvError> {
        let mut graph = Graph::default();
        let ids = graph.load_nodes(Rows::new(File::Nodes, nodes, options)?, options)?;
        graph.load_edges(Rows::new(File::Edges, edges, options)?, &ids, options)?;
        graph.shrink();
        Ok(graph)
    }

    fn load_nodes(&mut self, mut rows: Rows<impl Read>, options: &CsvOptions) -> Result<Interner, CsvError> {
        let NodeHead { id, labels, mut properties } = NodeHead::find(&rows.head, options)?;
        let standard = self.intern_label(&options.label);
        let mut ids = Interner::default();
        let mut of_node: Vec<LabelId> = Vec::new();
        while let Some(row) = rows.next()? {
            let name = row.field(id);
            if name.is_empty() {
                return Err(row.error(id, "a node without an id".into()));
            }
            let (node, new) = ids.intern(name);
            if !new {
                return Err(row.error(id, format!("node `{name}` is there twice")));
            }
            of_node.clear();
            let named =
                labels.map_or("", |at| row.field(at)).split(';').map(str::trim).filter(|label| !label.is_empty());
            of_node.extend(named.map(|label| self.intern_label(label)));
            if of_node.is_empty() {
                of_node.push(standard);
            }
            self.add_node(&of_node);
            row.read(node, &mut properties)?;
        }
        for (_, property) in properties {
            let key = self.intern_key(property.name());
            self.node_columns.put(key, property.finish(options));
        }
        Ok(ids)
    }

    fn load_edges(&mut self, mut rows: Rows<impl Read>, ids: &Interner, options: &CsvOptions) -> Result<(), CsvError> {
        let EdgeHead { source, target, kind, mut properties } = EdgeHead::find(&rows.head)?;
        // Relations of one type often stand side by side.
        let mut last: (String, TypeId) = (String::new(), TypeId(0));
        let mut relation = 0;
        while let Some(row) = rows.next()? {
            let node = |at: usize| {
                let name = row.field(at);
                ids.find(name).map(NodeId).ok_or_else(|| row.no_node(at, name, ids))
            };
            let (from, to) = (node(source)?, node(target)?);
            let name = row.field(kind);
            if name.is_empty() {
                return Err(row.error(kind, "a relation without a type".into()));
            }
            if last.0 != name {
                last = (name.to_owned(), self.intern_kind(name));
            }
            if !self.load_relation(from, last.1, to) {
                return Err(row.error(kind, "more relations than a graph can have".into()));
            }
            row.read(relation, &mut properties)?;
            relation += 1;
        }
        for (_, property) in properties {
            let key = self.intern_key(property.name());
            self.relation_columns.put(key, property.finish(options));
        }
        Ok(())
    }
}

/// The rows of a file.
struct Rows<R> {
    file: File,
    head: Vec<Field>,
    reader: csv::Reader<R>,
    record: StringRecord,
    /// Whether lines end in a carriage return and a line feed. The reader leaves the line feed to the next row then.
    with_return: bool,
}

/// One row.
struct Row<'r> {
    file: File,
    head: &'r [Field],
    record: &'r StringRecord,
    /// How many line feeds the reader has seen behind the row that are not part of it, and where it stands.
    behind: u64,
    reached: u64,
}

impl<R: Read> Rows<R> {
    fn new(file: File, input: R, options: &CsvOptions) -> Result<Self, CsvError> {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(options.delimiter).has_headers(false).flexible(true).buffer_capacity(1 << 16);
        let mut reader = builder.from_reader(input);
        let mut record = StringRecord::new();
        if !reader.read_record(&mut record).map_err(|error| CsvError::reading(file, error, &[], 0))? {
            return Err(CsvError::new(file, 1, None, "the file is empty; a line of column names is wanted".into()));
        }
        let head = Field::read_all(file, &record)?;
        let with_return = reader.position().line() == 1 + breaks(&record);
        Ok(Rows { file, head, reader, record, with_return })
    }

    fn next(&mut self) -> Result<Option<Row<'_>>, CsvError> {
        let more = self.reader.read_record(&mut self.record);
        if !more.map_err(|error| CsvError::reading(self.file, error, &self.head, u64::from(self.with_return)))? {
            return Ok(None);
        }
        let (behind, reached) = (u64::from(!self.with_return), self.reader.position().line());
        let row = Row { file: self.file, head: &self.head, record: &self.record, behind, reached };
        let (found, wanted) = (row.record.len(), row.head.len());
        if found != wanted {
            let fields = if found == 1 { "field" } else { "fields" };
            return Err(CsvError::new(
                self.file,
                row.line(),
                None,
                format!("{found} {fields} where the head has {wanted}"),
            )
            .with_hint("put a field that contains the delimiter or a line break in quotes"));
        }
        Ok(Some(row))
    }
}

/// How many line breaks there are in the fields.
fn breaks(record: &StringRecord) -> u64 {
    record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64
}

impl Row<'_> {
    fn field(&self, at: usize) -> &str {
        self.record.get(at).unwrap_or_default()
    }

    /// Where the row starts. The position that the reader gives is that before empty lines.
    fn line(&self) -> u64 {
        let before = self.record.position().map_or(0, csv::Position::line);
        before.max(self.reached.saturating_sub(self.behind + breaks(self.record)))
    }

    fn error(&self, at: usize, what: String) -> CsvError {
        CsvError::new(self.file, self.line(), self.head.get(at).map(|field| field.text.clone()), what)
    }

    fn no_node(&self, at: usize, name: &str, ids: &Interner) -> CsvError {
        let error = self.error(at, format!("no node `{name}`"));
        match ids.find(name.trim()) {
            Some(_) => error.with_hint("there is one without the spaces around the id"),
            None => error.with_hint("every id here must be that of a row in the file of nodes"),
        }
    }

    /// Reads the properties of a node or relation.
    fn read(&self, id: u32, properties: &mut [(usize, ColumnBuilder)]) -> Result<(), CsvError> {
        for (at, property) in properties {
            let text = self.field(*at);
            if !text.is_empty() {
                property.push(id, text).map_err(|what| self.error(*at, what))?;
            }
        }
        Ok(())
    }
}
