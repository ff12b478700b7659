use std::sync::Arc;

use rayon::prelude::*;

use crate::actors::{Affiliation, Catalog, Resolver, is_surname, sentence_case};
use crate::error::Error;
use crate::graph::ActorGraph;
use crate::nlp::{Parsed, Pipeline};
use crate::relations::{Extraction, Extractor, Ontology};
use crate::text::{Document, Span};

/// Everything that reading takes: model, catalog and lexicon, loaded once. Can be shared between threads.
///
/// ```
/// use demarche::{Demarche, Document};
///
/// let demarche = Demarche::new()?;
/// let graph = demarche.extract(&[Document::new("note-1", "France accused Iran of shelling Iraq.")])?;
/// let told: Vec<String> = graph
///     .relations()
///     .map(|edge| format!("{} {} {} ({})", edge.source.name, edge.kind, edge.target.name, edge.status.as_str()))
///     .collect();
/// assert_eq!(told, ["France accuses Iran (actual)", "Iran attacks Iraq (claimed)"]);
/// # Ok::<(), demarche::Error>(())
/// ```
pub struct Demarche {
    catalog: Arc<Catalog>,
    pipeline: Pipeline,
    resolver: Resolver,
    extractor: Extractor,
}

impl Demarche {
    /// Loads the built-in model, catalog and lexicon. Cost: some tens of milliseconds.
    ///
    /// # Errors
    /// A broken model or data table, with its place. Those that are shipped are read by the tests.
    pub fn new() -> Result<Self, Error> {
        Self::with_catalog(Catalog::builtin()?)
    }

    /// Loads the built-in model and lexicon, for a catalog of one's own: [`Catalog::extended`].
    ///
    /// ```
    /// use demarche::{Demarche, Document, actors::{ActorFile, Catalog}};
    ///
    /// let text = "id,name,country\norg:harbor-watch,Harbor Watch,GRC\n";
    /// let file = ActorFile { name: "my.csv".into(), text: text.into() };
    /// let demarche = Demarche::with_catalog(Catalog::builtin()?.extended(&[file])?)?;
    /// let graph = demarche.extract(&[Document::new("note-1", "Harbor Watch accused Iran.")])?;
    /// assert_eq!(graph.relations().map(|edge| edge.source.id.to_string()).collect::<Vec<_>>(), ["org:harbor-watch"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    /// A broken model or lexicon, with its place.
    pub fn with_catalog(catalog: Catalog) -> Result<Self, Error> {
        Self::with_parts(catalog, Extractor::builtin()?)
    }

    /// Loads the built-in model, for a catalog and a lexicon of one's own: [`Extractor::with_lexicon`].
    ///
    /// # Errors
    /// A broken model, with its place.
    pub fn with_parts(catalog: Catalog, extractor: Extractor) -> Result<Self, Error> {
        let catalog = Arc::new(catalog);
        let known = Arc::clone(&catalog);
        Ok(Demarche {
            pipeline: Pipeline::builtin()?.with_surnames(move |word, is_common| is_surname(word, is_common, &known)),
            resolver: Resolver::new(Arc::clone(&catalog)),
            extractor,
            catalog,
        })
    }

    /// Who is known before a text is read.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The language model: tokens, trees, entities.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// Who finds and links mentions.
    pub fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// The extractor with its lexicon.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// The kinds of relation it finds.
    pub fn ontology(&self) -> &Ontology {
        self.extractor.ontology()
    }

    /// Parses a document, its headlines read as sentences.
    pub fn parse<'d>(&self, document: &'d Document) -> Parsed<'d> {
        match sentence_case(document, &self.catalog, |word| self.pipeline.knows(word)) {
            Some(reading) => self.pipeline.parse_as(document, &reading),
            None => self.pipeline.parse(document),
        }
    }

    /// Reads one document: its actors, and every place that tells a relation between two of them.
    /// Text never fails: what cannot be read gives no relation.
    pub fn extract_document<'d>(&self, document: &'d Document) -> Extraction<'d> {
        let parsed = self.parse(document);
        let cast = self.resolver.resolve(&parsed);
        let relations = self.extractor.extract(&parsed, &cast);
        Extraction::new(document, cast, relations)
    }

    /// Says where the actor that a phrase names or describes belongs, and what it does there.
    ///
    /// ```
    /// let demarche = demarche::Demarche::new()?;
    /// let affiliation = demarche.affiliation(&demarche::Document::new("phrase", "French lawmakers"));
    /// assert_eq!((affiliation.country.as_deref(), affiliation.sector.as_deref()), (Some("FRA"), Some("LEG")));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn affiliation(&self, phrase: &Document) -> Affiliation {
        let parsed = self.parse(phrase);
        self.resolver.affiliation(&parsed, &self.resolver.resolve(&parsed))
    }

    /// Reads one document whose mentions the caller has marked: relations are told of those alone. What is told of another mention
    /// of a marked actor counts for the marked one. Two of one sentence that no frame joins are joined by the trained classifier or by
    /// the nearest trigger, with the confidence that this deserves: keep what has 0.5 or more where nobody knows whether
    /// anything holds between them.
    ///
    /// ```
    /// use demarche::{Demarche, Document, Span};
    ///
    /// let document = Document::new("test", "Kenya said that Uganda had attacked Tanzania.");
    /// let extraction = Demarche::new()?.extract_given(&document, &[Span::new(16, 22), Span::new(36, 44)]);
    /// assert_eq!(extraction.cast.mentions.len(), 2);
    /// assert_eq!(extraction.relations[0].kind.name, "attacks");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn extract_given<'d>(&self, document: &'d Document, mentions: &[Span]) -> Extraction<'d> {
        let parsed = self.parse(document);
        let cast = self.resolver.resolve_given(&parsed, mentions);
        let relations = self.extractor.extract_given(&parsed, &cast);
        Extraction::new(document, cast.only_marked(), relations)
    }

    /// Reads documents side by side and gathers them in one graph; the result does not depend on the number of threads.
    ///
    /// # Errors
    /// Two documents of the same id with different texts.
    pub fn extract(&self, documents: &[Document]) -> Result<ActorGraph, Error> {
        let mut graph = ActorGraph::new(self.ontology().clone());
        for batch in documents.chunks(BATCH) {
            let read: Vec<Extraction<'_>> = batch.par_iter().map(|document| self.extract_document(document)).collect();
            for extraction in &read {
                graph.add(extraction)?;
            }
        }
        Ok(graph)
    }
}

/// Documents read before their findings move into the graph: bounds the memory of a large corpus.
const BATCH: usize = 256;
