use std::collections::HashMap;
use std::sync::Arc;

use super::join::Directed;
use super::{DatedBy, DocumentRecord, Edge, GraphError, RelationId, Telling};
use crate::actors::Actor;
use crate::relations::{Evidence, Extraction, Kind, Status, When};
use crate::text::Span;

/// One relation as one sentence tells it; its actors are named by id. What [`Relation`](crate::relations::Relation) is
/// within a document, for findings that come from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Who acts.
    pub source: Arc<str>,
    /// Who is acted on.
    pub target: Arc<str>,
    /// What is done.
    pub kind: Kind,
    /// How real it is said to be.
    pub status: Status,
    /// Who says so, where the writer does not vouch for it.
    pub attribution: Option<Arc<str>>,
    /// When, where the text tells.
    pub date: Option<When>,
    /// Where it happened, as the text puts it.
    pub place: Option<Arc<str>>,
    /// PLOVER mode.
    pub mode: Option<Arc<str>>,
    /// What it is about, as the text puts it.
    pub issue: Option<Arc<str>>,
    /// 0..=1.
    pub confidence: f32,
    /// Where it stands.
    pub evidence: Evidence,
    /// The sentence itself.
    pub sentence: Arc<str>,
}

/// What was found in one document, without the document's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// What was read.
    pub document: DocumentRecord,
    /// Its actors.
    pub actors: Vec<Actor>,
    /// Its relations.
    pub relations: Vec<Finding>,
}

impl Findings {
    /// Takes what a graph keeps out of an extraction. Cost: linear.
    ///
    /// # Errors
    /// [`GraphError::Finding`] where a relation names an actor that the cast lacks or a place outside the text.
    pub fn of(extraction: &Extraction<'_>) -> Result<Self, GraphError> {
        let Extraction { document, cast, relations } = extraction;
        let wrong = |what: String| GraphError::Finding { document: document.id.clone(), what };
        let actor = |index: usize| match cast.actors.get(index) {
            Some(actor) => Ok(actor.id.clone()),
            None => Err(wrong(format!("a relation names actor {index} of {}", cast.actors.len()))),
        };
        let mut sentences: HashMap<Span, Arc<str>> = HashMap::new();
        let mut found = Vec::with_capacity(relations.len());
        for relation in relations {
            let e = &relation.evidence;
            for span in [e.sentence, e.trigger, e.source, e.target] {
                if document.text.get(span.start..span.end).is_none() {
                    return Err(wrong(format!("{}..{} is no place in its text", span.start, span.end)));
                }
            }
            found.push(Finding {
                source: actor(relation.source)?,
                target: actor(relation.target)?,
                kind: relation.kind.clone(),
                status: relation.status,
                attribution: relation.attribution.map(actor).transpose()?,
                date: relation.date,
                place: relation.place.as_deref().map(Arc::from),
                mode: relation.mode.clone(),
                issue: relation.issue.as_deref().map(Arc::from),
                confidence: relation.confidence,
                evidence: e.clone(),
                sentence: sentences.entry(e.sentence).or_insert_with(|| e.sentence.of(&document.text).into()).clone(),
            });
        }
        Ok(Findings { document: DocumentRecord::of(document), actors: cast.actors.clone(), relations: found })
    }
}

impl Finding {
    /// Makes an edge of it; its id is not set, and its date is missing where the text states none.
    pub(super) fn into_edge(self, document: &Arc<str>) -> Directed {
        let confidence = if self.confidence.is_nan() { 0.0 } else { self.confidence.clamp(0.0, 1.0) };
        let edge = Edge {
            id: RelationId::default(),
            kind: self.kind,
            status: self.status,
            attribution: self.attribution,
            date: self.date,
            dated_by: if self.date.is_some() { DatedBy::Text } else { DatedBy::Document },
            place: self.place,
            mode: self.mode,
            issue: self.issue,
            confidence,
            document: document.clone(),
            evidence: vec![Telling { evidence: self.evidence, sentence: self.sentence }],
        };
        Directed { source: self.source, target: self.target, edge }
    }
}
