//! One object per document, one object a line: what scorers read, what a part of a distributed run writes, and what is
//! merged into a graph as graph files are.
//!
//! `{"id", "title", "date", "mentions": [..], "actors": [..], "relations": [..]}`, and beside these whatever the graph
//! needs: `url`, `sha256`, the text of the sentences. Mentions are written, and passed over when read.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{BufRead, Write};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use super::FormatError;
use crate::actors::{Actor, ActorKind, Cast, Mention};
use crate::graph::{ContentHash, DatedBy, DocumentRecord, Fault, Finding, Findings, GraphError, Place};
use crate::relations::{Evidence, Extraction, Ontology, Precision, Status, When};
use crate::text::json::{self, Step};
use crate::text::{OffsetMap, Offsets, Span};

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    date: Option<Date>,
    url: Option<Cow<'a, str>>,
    sha256: ContentHash,
    offsets: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    mentions: Vec<MentionLine<'a>>,
    actors: Cow<'a, [Actor]>,
    #[serde(borrow)]
    relations: Vec<RelationLine<'a>>,
}

#[derive(Serialize, Deserialize)]
struct MentionLine<'a> {
    start: usize,
    end: usize,
    kind: ActorKind,
    form: Cow<'a, str>,
    /// The actor, where it is one.
    actor: Option<Cow<'a, str>>,
    /// The actors, where they are several: "both countries".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actors: Vec<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct RelationLine<'a> {
    kind: Cow<'a, str>,
    status: Status,
    confidence: f32,
    date: Option<Date>,
    precision: Option<Precision>,
    dated_by: Option<DatedBy>,
    #[serde(borrow)]
    source: EndLine<'a>,
    #[serde(borrow)]
    target: EndLine<'a>,
    trigger: Span,
    #[serde(borrow)]
    sentence: SentenceLine<'a>,
    attribution: Option<Cow<'a, str>>,
    place: Option<Cow<'a, str>>,
    mode: Option<Cow<'a, str>>,
    issue: Option<Cow<'a, str>>,
    rule: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct EndLine<'a> {
    actor: Cow<'a, str>,
    start: usize,
    end: usize,
    /// By which rule the mention was taken for the actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct SentenceLine<'a> {
    start: usize,
    end: usize,
    text: Cow<'a, str>,
}

/// Writes what was found in one document as one line. Offsets count bytes or code points.
///
/// # Errors
/// [`FormatError::Graph`] where a relation names an actor that the cast lacks or a place outside the text;
/// [`FormatError::Write`] for what the writer reports.
///
/// ```
/// use demarche::{Document, actors::Cast, formats::write_extraction, relations::Extraction, text::Offsets};
/// let document = Document::new("note-1", "Nothing happened.");
/// let extraction = Extraction { document: &document, cast: Cast::default(), relations: Vec::new() };
/// let mut out = Vec::new();
/// write_extraction(&mut out, &extraction, Offsets::Chars)?;
/// let line = String::from_utf8_lossy(&out);
/// assert!(line.starts_with(r#"{"id":"note-1","title":null,"date":null,"#) && line.ends_with("\n"));
/// # Ok::<(), demarche::formats::FormatError>(())
/// ```
pub fn write_extraction(mut out: impl Write, extraction: &Extraction<'_>, offsets: Offsets) -> Result<(), FormatError> {
    let Findings { document, actors, relations } = Findings::of(extraction)?;
    let map = OffsetMap::new(&extraction.document.text, offsets);
    let line = Line {
        id: (&*document.id).into(),
        title: document.title.as_deref().map(Cow::Borrowed),
        date: document.date,
        url: document.url.as_deref().map(Cow::Borrowed),
        sha256: document.sha256,
        offsets: Some(offsets.as_str().into()),
        mentions: extraction
            .cast
            .mentions
            .iter()
            .map(|mention| mention_line(mention, &extraction.cast, &map))
            .collect(),
        actors: actors.as_slice().into(),
        relations: relations.iter().map(|finding| relation_line(finding, document.date, &map)).collect(),
    };
    let write = |out: &mut _| -> std::io::Result<()> {
        serde_json::to_writer(&mut *out, &line)?;
        Write::write_all(out, b"\n")
    };
    write(&mut out).map_err(FormatError::Write)
}

fn mention_line<'a>(mention: &Mention, cast: &'a Cast, map: &OffsetMap<'_>) -> MentionLine<'a> {
    let ids = mention.actors.iter().filter_map(|&index| cast.actors.get(index));
    let mut ids: Vec<Cow<'a, str>> = ids.map(|actor| (&*actor.id).into()).collect();
    let Span { start, end } = map.write(mention.span);
    let actor = if ids.len() == 1 { ids.pop() } else { None };
    MentionLine { start, end, kind: mention.kind, form: mention.form.as_str().into(), actor, actors: ids }
}

fn relation_line<'a>(finding: &'a Finding, published: Option<Date>, map: &OffsetMap<'_>) -> RelationLine<'a> {
    let text = |field: &'a Option<Arc<str>>| field.as_deref().map(Cow::Borrowed);
    let end = |actor: &'a Arc<str>, span: Span, rule: &'a Option<Arc<str>>| {
        let Span { start, end } = map.write(span);
        EndLine { actor: (&**actor).into(), start, end, rule: text(rule) }
    };
    let sentence = map.write(finding.evidence.sentence);
    let (date, precision, dated_by) = match finding.date {
        Some(when) => (Some(when.date), Some(when.precision), Some(DatedBy::Text)),
        None => (published, published.map(|_| Precision::Day), published.map(|_| DatedBy::Document)),
    };
    RelationLine {
        kind: finding.kind.name.as_str().into(),
        status: finding.status,
        confidence: finding.confidence,
        date,
        precision,
        dated_by,
        source: end(&finding.source, finding.evidence.source, &finding.evidence.source_rule),
        target: end(&finding.target, finding.evidence.target, &finding.evidence.target_rule),
        trigger: map.write(finding.evidence.trigger),
        sentence: SentenceLine { start: sentence.start, end: sentence.end, text: (&*finding.sentence).into() },
        attribution: text(&finding.attribution),
        place: text(&finding.place),
        mode: text(&finding.mode),
        issue: text(&finding.issue),
        rule: (&*finding.evidence.rule).into(),
    }
}

/// Reads the lines that [`write_extraction`] writes with offsets in bytes, one at a time; fields it does not know are
/// ignored.
///
/// Gives a [`GraphError::File`] with line, column and field for a line that is broken, and goes on with the next; ends
/// after a [`FormatError::Read`].
///
/// ```
/// use demarche::{formats::read_findings, relations::Ontology};
/// let ontology = Ontology::builtin();
/// let lines = "{\"id\": \"a\"}\n\n{\"id\": \"b\", \"sha256\": \"12\"}";
/// let errors: Vec<String> =
///     read_findings(lines.as_bytes(), &ontology).map(|found| found.unwrap_err().to_string()).collect();
/// assert_eq!(errors[0], "missing field `sha256` at line 1, column 1");
/// assert!(errors[1].ends_with("at line 3, column 23 (`sha256`)"));
/// ```
pub fn read_findings<R: BufRead>(reader: R, ontology: &Ontology) -> FindingsLines<'_, R> {
    FindingsLines { reader, ontology, line: 0, bytes: Vec::new(), ended: false }
}

/// Findings read one document after another; made by [`read_findings`].
#[derive(Debug)]
pub struct FindingsLines<'o, R> {
    reader: R,
    ontology: &'o Ontology,
    line: usize,
    bytes: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Iterator for FindingsLines<'_, R> {
    type Item = Result<Findings, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.bytes.clear();
            self.line += 1;
            match self.reader.read_until(b'\n', &mut self.bytes) {
                Ok(0) => self.ended = true,
                Ok(_) if self.bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let in_file =
                        |(fault, place)| GraphError::File { fault, place: Place { line: self.line, ..place } };
                    return Some(read_line(&self.bytes, self.ontology).map_err(|wrong| in_file(wrong).into()));
                }
                Err(source) => {
                    self.ended = true;
                    return Some(Err(FormatError::Read { line: self.line, source }));
                }
            }
        }
        None
    }
}

fn read_line(bytes: &[u8], ontology: &Ontology) -> Result<Findings, (Fault, Place)> {
    let text = json::decode(bytes).map_err(|place| (Fault::Encoding, place))?.trim_end();
    let line: Line<'_> = serde_json::from_str(text).map_err(|error| match json::explain(text, &error) {
        (Category::Data, message, place) => (Fault::Field(message), place),
        (Category::Eof, _, place) => (Fault::Truncated, place),
        (_, message, place) => (Fault::Syntax(message), place),
    })?;
    findings(line, ontology).map_err(|(fault, path)| (fault, json::place_of(text, &path)))
}

type Wrong = (Fault, Vec<Step<'static>>);

fn findings(line: Line<'_>, ontology: &Ontology) -> Result<Findings, Wrong> {
    if line.offsets.is_some_and(|offsets| offsets != Offsets::Bytes.as_str()) {
        return Err((Fault::Offsets, vec!["offsets".into()]));
    }
    let mut ids = HashSet::new();
    for (i, actor) in line.actors.iter().enumerate() {
        if !ids.insert(actor.id.clone()) {
            return Err((
                Fault::Duplicate("actor", actor.id.to_string()),
                vec!["actors".into(), i.into(), "id".into()],
            ));
        }
    }
    let mut relations = Vec::with_capacity(line.relations.len());
    for (i, relation) in line.relations.into_iter().enumerate() {
        let found = finding(relation, &ids, ontology);
        relations.push(found.map_err(|(fault, mut path)| {
            path.splice(0..0, ["relations".into(), i.into()]);
            (fault, path)
        })?);
    }
    let document = DocumentRecord {
        id: (&*line.id).into(),
        title: line.title.map(Cow::into_owned),
        date: line.date,
        url: line.url.map(Cow::into_owned),
        sha256: line.sha256,
    };
    Ok(Findings { document, actors: line.actors.into_owned(), relations })
}

fn finding(line: RelationLine<'_>, actors: &HashSet<Arc<str>>, ontology: &Ontology) -> Result<Finding, Wrong> {
    let kind = ontology.kind(&line.kind).ok_or_else(|| (Fault::Kind(line.kind.to_string()), vec!["kind".into()]))?;
    let actor = |id: &str, path: &[&'static str]| {
        let unknown = || (Fault::Reference("actor", id.to_owned()), path.iter().map(|&name| name.into()).collect());
        actors.get(id).cloned().ok_or_else(unknown)
    };
    let sentence = Span::new(line.sentence.start, line.sentence.end);
    let (source, target) =
        (Span::new(line.source.start, line.source.end), Span::new(line.target.start, line.target.end));
    for (name, span) in [("sentence", sentence), ("trigger", line.trigger), ("source", source), ("target", target)] {
        if span.end < span.start {
            let what = format!("{} is before the start {}", span.end, span.start);
            return Err((Fault::Value(what), vec![name.into(), "end".into()]));
        }
    }
    if sentence.len() != line.sentence.text.len() {
        let what = format!("{} bytes of text for a span of {}", line.sentence.text.len(), sentence.len());
        return Err((Fault::Value(what), vec!["sentence".into(), "text".into()]));
    }
    if !(0.0..=1.0).contains(&line.confidence) {
        return Err((Fault::Value(format!("`{}` is not within 0 and 1", line.confidence)), vec!["confidence".into()]));
    }
    let text = |field: Option<Cow<'_, str>>| field.as_deref().map(Arc::from);
    let stated = line.date.filter(|_| line.dated_by != Some(DatedBy::Document));
    Ok(Finding {
        source: actor(&line.source.actor, &["source", "actor"])?,
        target: actor(&line.target.actor, &["target", "actor"])?,
        kind,
        status: line.status,
        attribution: line.attribution.map(|id| actor(&id, &["attribution"])).transpose()?,
        date: stated.map(|date| When { date, precision: line.precision.unwrap_or(Precision::Day) }),
        place: text(line.place),
        mode: text(line.mode),
        issue: text(line.issue),
        confidence: line.confidence,
        evidence: Evidence {
            sentence,
            trigger: line.trigger,
            source,
            target,
            rule: (&*line.rule).into(),
            source_rule: text(line.source.rule),
            target_rule: text(line.target.rule),
        },
        sentence: (&*line.sentence.text).into(),
    })
}
