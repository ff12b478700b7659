//! Reads the JSON graph file, and says of a broken one which field is wrong and where it stands.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use serde_json::error::Category;

use super::file::{EvidenceLine, GraphFile, RelationLine};
use super::join::Directed;
use super::merge::Part;
use super::{ActorGraph, DatedBy, Edge, FORMAT, Fault, GraphError, RelationId, Telling};
use crate::relations::{Evidence, Ontology, Precision, When};
use crate::text::Span;
use crate::text::json::{self, Step};

impl ActorGraph {
    /// Reads a JSON graph file. What follows from the rest is computed anew: relations' ids (those in the file need only
    /// differ), and dates that a document's date stands in for. Cost: linear.
    ///
    /// # Errors
    /// [`GraphError::File`] names what is wrong, the line and column, and the field: the text is no JSON or stops in the
    /// middle, a field is missing, unknown or of the wrong type, the format is another one, a kind is not in the ontology,
    /// an actor or document is referred to and not there, an id or a relation is there twice, a span ends before it starts
    /// or its text does not fill it.
    ///
    /// ```
    /// use demarche::{ActorGraph, relations::Ontology};
    /// let broken = "{\"format\": \"demarche/1\",\n \"documents\": [], \"actors\": {}, \"relations\": []}";
    /// let error = ActorGraph::from_json(broken, Ontology::builtin()).unwrap_err();
    /// assert_eq!(error.to_string(), "invalid type: map, expected a sequence at line 2, column 29 (`actors`)");
    /// ```
    pub fn from_json(file: impl AsRef<[u8]>, ontology: Ontology) -> Result<Self, GraphError> {
        let encoding = |place| GraphError::File { fault: Fault::Encoding, place };
        let text = json::decode(file.as_ref()).map_err(encoding)?;
        if text.trim_start().starts_with(|start| start != '{') {
            let fault = Fault::Syntax("expected an object".into());
            return Err(GraphError::File { fault, place: json::place_of(text, &[]) });
        }
        let file: GraphFile<'_> = serde_json::from_str(text).map_err(|error| explain(text, &error))?;
        let fail = |wrong: Wrong| GraphError::File { place: json::place_of(text, &wrong.path), fault: wrong.fault };
        if file.format != FORMAT {
            return Err(fail(wrong(["format".into()], Fault::Format(file.format.into()))));
        }
        let part = Reader::new(&ontology).read(file).map_err(fail)?;
        let mut graph = ActorGraph::new(ontology);
        graph.absorb(part)?;
        Ok(graph)
    }
}

/// Turns the parser's error into one that says which field; a file of another format is named as such before all else.
fn explain(text: &str, error: &serde_json::Error) -> GraphError {
    #[derive(serde::Deserialize)]
    struct Header<'a> {
        #[serde(borrow)]
        format: Cow<'a, str>,
    }
    if let Ok(Header { format }) = serde_json::from_str::<Header<'_>>(text)
        && format != FORMAT
    {
        let place = json::place_of(text, &["format".into()]);
        return GraphError::File { fault: Fault::Format(format.into()), place };
    }
    let (category, message, place) = json::explain(text, error);
    let fault = match category {
        Category::Eof => Fault::Truncated,
        Category::Data => Fault::Field(message),
        _ => Fault::Syntax(message),
    };
    GraphError::File { fault, place }
}

/// What is wrong with a file's content, and with which field.
struct Wrong {
    fault: Fault,
    path: Vec<Step<'static>>,
}

fn wrong<const N: usize>(path: [Step<'static>; N], fault: Fault) -> Wrong {
    Wrong { fault, path: path.into() }
}

impl Wrong {
    fn within<const N: usize>(mut self, around: [Step<'static>; N]) -> Self {
        self.path.splice(0..0, around);
        self
    }
}

struct Reader<'o> {
    ontology: &'o Ontology,
    documents: HashSet<Arc<str>>,
    actors: HashSet<Arc<str>>,
    strings: HashSet<Arc<str>>,
}

impl<'o> Reader<'o> {
    fn new(ontology: &'o Ontology) -> Self {
        Reader { ontology, documents: HashSet::new(), actors: HashSet::new(), strings: HashSet::new() }
    }

    fn read(mut self, file: GraphFile<'_>) -> Result<Part, Wrong> {
        for (i, document) in file.documents.iter().enumerate() {
            if !self.documents.insert(document.id.clone()) {
                return Err(twice(["documents".into(), i.into(), "id".into()], "document", &document.id));
            }
        }
        for (i, actor) in file.actors.iter().enumerate() {
            if !self.actors.insert(actor.id.clone()) {
                return Err(twice(["actors".into(), i.into(), "id".into()], "actor", &actor.id));
            }
        }
        let mut given = HashSet::new();
        let mut computed = HashSet::new();
        let mut edges = Vec::with_capacity(file.relations.len());
        for (i, line) in file.relations.into_iter().enumerate() {
            if !given.insert(line.id.clone()) {
                return Err(twice(["relations".into(), i.into(), "id".into()], "relation", &line.id));
            }
            let id = line.id.clone();
            let edge = self.edge(line).map_err(|wrong| wrong.within(["relations".into(), i.into()]))?;
            if !computed.insert(RelationId::of(&edge.source, &edge.target, &edge.edge)) {
                return Err(twice(["relations".into(), i.into()], "the relation of", &id));
            }
            edges.push(edge);
        }
        Ok(Part { documents: file.documents, actors: file.actors, edges })
    }

    fn edge(&mut self, line: RelationLine<'_>) -> Result<Directed, Wrong> {
        let source = self.actor("source", &line.source)?;
        let target = self.actor("target", &line.target)?;
        let kind = self.ontology.kind(&line.kind);
        let kind = kind.ok_or_else(|| wrong(["kind".into()], Fault::Kind(line.kind.into())))?;
        if !(0.0..=1.0).contains(&line.confidence) {
            return Err(wrong(
                ["confidence".into()],
                Fault::Value(format!("`{}` is not within 0 and 1", line.confidence)),
            ));
        }
        let attribution = line.attribution.map(|id| self.actor("attribution", &id)).transpose()?;
        let Some(document) = line.evidence.first().map(|evidence| self.share(&evidence.document)) else {
            return Err(wrong(["evidence".into()], Fault::Value("a relation without evidence".into())));
        };
        let mut evidence = Vec::with_capacity(line.evidence.len());
        for (i, piece) in line.evidence.into_iter().enumerate() {
            let telling = self.telling(&document, piece);
            evidence.push(telling.map_err(|wrong| wrong.within(["evidence".into(), i.into()]))?);
        }
        let date = line.date.map(|date| When { date, precision: line.precision.unwrap_or(Precision::Day) });
        let dated_by = line.dated_by.unwrap_or(if date.is_some() { DatedBy::Text } else { DatedBy::Document });
        if date.is_none() && dated_by == DatedBy::Text {
            return Err(wrong(
                ["date".into()],
                Fault::Value("no date, though `dated_by` says that the text states it".into()),
            ));
        }
        let edge = Edge {
            id: RelationId::default(),
            kind,
            status: line.status,
            attribution,
            date,
            dated_by,
            place: line.place.map(|text| self.share(&text)),
            mode: line.mode.map(|text| self.share(&text)),
            issue: line.issue.map(|text| self.share(&text)),
            confidence: line.confidence,
            document,
            evidence,
        };
        Ok(Directed { source, target, edge })
    }

    fn telling(&mut self, document: &str, line: EvidenceLine<'_>) -> Result<Telling, Wrong> {
        if !self.documents.contains(&*line.document) {
            return Err(wrong(["document".into()], Fault::Reference("document", line.document.into())));
        }
        if line.document != document {
            let what = format!("`{}` here, `{document}` above: a relation belongs to one document", line.document);
            return Err(wrong(["document".into()], Fault::Value(what)));
        }
        if line.end < line.start {
            return Err(wrong(
                ["end".into()],
                Fault::Value(format!("{} is before the start {}", line.end, line.start)),
            ));
        }
        let sentence = Span::new(line.start, line.end);
        if sentence.len() != line.sentence.len() {
            let what = format!("{} bytes of text for a span of {}", line.sentence.len(), sentence.len());
            return Err(wrong(["sentence".into()], Fault::Value(what)));
        }
        for (name, span) in [("trigger", line.trigger), ("source", line.source), ("target", line.target)] {
            if span.end < span.start {
                let what = format!("{} is before the start {}", span.end, span.start);
                return Err(wrong([name.into(), "end".into()], Fault::Value(what)));
            }
        }
        let rule = self.share(&line.rule);
        let evidence = Evidence {
            sentence,
            trigger: line.trigger,
            source: line.source,
            target: line.target,
            rule,
            source_rule: line.source_rule.map(|rule| self.share(&rule)),
            target_rule: line.target_rule.map(|rule| self.share(&rule)),
        };
        Ok(Telling { evidence, sentence: self.share(&line.sentence) })
    }

    fn actor(&self, field: &'static str, id: &str) -> Result<Arc<str>, Wrong> {
        self.actors.get(id).cloned().ok_or_else(|| wrong([field.into()], Fault::Reference("actor", id.into())))
    }

    /// Gives one string for all equal ones: the same sentence tells several relations.
    fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(shared) = self.strings.get(text) {
            return shared.clone();
        }
        let shared: Arc<str> = text.into();
        self.strings.insert(shared.clone());
        shared
    }
}

fn twice<const N: usize>(path: [Step<'static>; N], what: &'static str, id: &str) -> Wrong {
    wrong(path, Fault::Duplicate(what, id.into()))
}
