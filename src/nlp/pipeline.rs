//! Runs the model: text in, tokens with tags, trees and entities out.

use std::sync::{Arc, Mutex, PoisonError};

use super::annotator::{AnnotationCache, Annotator};
use super::container::Container;
use super::encoder::{Encoder, EncoderCache};
use super::lexicon::{Lexicon, Words};
use super::parser::Parser;
use super::recognizer::Recognizer;
use super::scorer::Contributions;
use super::tagger::Tagger;
use super::tokenizer::{ChunkCache, RawToken, Tokenizer};
use super::tree::Tree;
use super::{Entity, ModelError, Parsed, Token};
use crate::text::{Document, Span, paragraphs};

/// The model that is part of the program.
static BUILTIN: &[u8] = include_bytes!("../../models/en_core_web_sm-3.8.0.bin");

/// Tokens of the longest sequence that is parsed whole; a longer one is cut, after a sentence where there is one.
const MAX_SEQUENCE: usize = 4096;
/// Tokens that are gathered before the network runs over them.
const BATCH: usize = 512;
/// Words and chunks that are remembered before everything remembered is dropped.
const MAX_REMEMBERED: usize = 32_768;

/// The English model: tokenizer, tagger, parser, entity recognizer and lemmatizer.
///
/// One pipeline serves any number of threads; each parse borrows a set of buffers for itself. The same text always
/// gives the same analysis.
pub struct Pipeline {
    words: Words,
    tokenizer: Tokenizer,
    encoder: Encoder,
    tagger: Tagger,
    parser: Parser,
    recognizer_encoder: Encoder,
    recognizer: Recognizer,
    annotator: Arc<Annotator>,
    workspaces: Mutex<Vec<Workspace>>,
}

/// Buffers, and what is remembered of words met.
#[derive(Default)]
struct Workspace {
    lexicon: Lexicon,
    chunks: ChunkCache,
    annotations: AnnotationCache,
    encoder: EncoderCache,
    recognizer_encoder: EncoderCache,
    contributions: Contributions,
    tag_scores: Vec<f32>,
}

/// Tokens that the network sees as one text.
struct Sequence {
    tokens: Vec<RawToken>,
    ends_paragraph: bool,
}

/// What is gathered of one document.
#[derive(Default)]
struct Analysis {
    tokens: Vec<Token>,
    sentences: Vec<std::ops::Range<usize>>,
    paragraphs: Vec<std::ops::Range<usize>>,
    entities: Vec<Entity>,
    paragraph_start: usize,
}

impl Pipeline {
    /// Makes the pipeline of the model that is part of the program.
    ///
    /// # Errors
    /// Where the program was built with a damaged model file; the error names section and byte.
    ///
    /// ```
    /// use demarche::{Document, nlp::{Pipeline, Tag}};
    /// let pipeline = Pipeline::builtin()?;
    /// let document = Document::new("note-1", "France accused Iran.");
    /// let parsed = pipeline.parse(&document);
    /// assert_eq!((parsed.text(1), parsed.tokens[1].tag, &*parsed.tokens[1].lemma), ("accused", Tag::Vbd, "accuse"));
    /// assert_eq!(parsed.tokens[0].head, 1);
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    pub fn builtin() -> Result<Self, ModelError> {
        Pipeline::read(BUILTIN)
    }

    /// Makes the pipeline of a model file that `models/convert.py` has written, in half or single precision.
    ///
    /// # Errors
    /// Where the bytes are no such file, are cut off or do not fit the network.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let container = Container::read(bytes)?;
        Ok(Pipeline {
            words: Words::read(&container)?,
            tokenizer: Tokenizer::read(&container)?,
            encoder: Encoder::read(&container, "tok2vec", 6)?,
            tagger: Tagger::read(&container)?,
            parser: Parser::read(&container)?,
            recognizer_encoder: Encoder::read(&container, "ner", 4)?,
            recognizer: Recognizer::read(&container)?,
            annotator: Annotator::read(&container)?.into(),
            workspaces: Mutex::default(),
        })
    }

    /// Reads as surnames what `is_surname` says are some: the network was trained before most of today's politicians had
    /// office, and takes their names, alone, for places or common words. It is asked for capital words, each with whether
    /// it is a common word in lower case.
    ///
    /// ```
    /// use demarche::{Document, nlp::{Pipeline, Tag}};
    /// let pipeline = Pipeline::builtin()?.with_surnames(|word, is_common| is_common && word == "Trump");
    /// let document = Document::new("note-1", "Trump later thanked France.");
    /// assert_eq!(pipeline.parse(&document).tokens[0].tag, Tag::Nnp);
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    #[must_use]
    pub fn with_surnames(mut self, is_surname: impl Fn(&str, bool) -> bool + Send + Sync + 'static) -> Self {
        let annotator = Arc::clone(&self.annotator);
        self.words.is_surname = Box::new(move |word| is_surname(word, annotator.knows(&word.to_lowercase())));
        self.workspaces = Mutex::default();
        self
    }

    /// Analyzes a document, each paragraph by itself.
    ///
    /// Never fails, whatever the text. Cost: linear; a paragraph of more than 4,096 tokens is cut, after a sentence
    /// where one ends, and a run of more than 2,048 bytes without white space is cut where that length is reached.
    ///
    /// ```
    /// use demarche::{Document, nlp::Pipeline};
    /// let pipeline = Pipeline::builtin()?;
    /// let document = Document::new("note-1", "Talks end\n\nFrance met Iran. They talked.");
    /// let parsed = pipeline.parse(&document);
    /// assert_eq!((parsed.paragraphs.len(), parsed.sentences.len()), (2, 3));
    ///
    /// let empty = Document::new("note-2", " \n");
    /// assert!(pipeline.parse(&empty).tokens.is_empty());
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    pub fn parse<'d>(&self, document: &'d Document) -> Parsed<'d> {
        self.parse_spans(document, &document.text, paragraphs(&document.text))
    }

    /// Analyzes a document by a reading of its text in other letter case ("us threatens" for "US THREATENS"): what the model sees is
    /// `reading`, what the tokens point into is the document. Where the two differ in length, the document's own text is read.
    ///
    /// ```
    /// use demarche::{Document, nlp::{Pipeline, Tag}};
    /// let pipeline = Pipeline::builtin()?;
    /// let document = Document::new("note-1", "FRANCE ACCUSES IRAN");
    /// let parsed = pipeline.parse_as(&document, "France accuses Iran");
    /// assert_eq!((parsed.text(1), parsed.tokens[1].tag), ("ACCUSES", Tag::Vbz));
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    pub fn parse_as<'d>(&self, document: &'d Document, reading: &str) -> Parsed<'d> {
        let same = reading.len() == document.text.len()
            && reading.char_indices().map(|(at, _)| at).eq(document.text.char_indices().map(|(at, _)| at));
        let text = if same { reading } else { &document.text };
        self.parse_spans(document, text, paragraphs(text))
    }

    /// Says whether a word, in lower case, is a form of a common noun, verb, adjective or adverb.
    ///
    /// ```
    /// let pipeline = demarche::nlp::Pipeline::builtin()?;
    /// assert!(pipeline.knows("threatens") && pipeline.knows("talks"));
    /// assert!(!pipeline.knows("lavrov"));
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    pub fn knows(&self, lower: &str) -> bool {
        self.annotator.knows(lower)
    }

    /// Analyzes a document as one sequence, as spaCy does with a text: line ends become tokens.
    ///
    /// News reads worse so, since headlines fuse with what follows; it serves comparison with spaCy.
    ///
    /// ```
    /// use demarche::{Document, nlp::Pipeline};
    /// let pipeline = Pipeline::builtin()?;
    /// let document = Document::new("note-1", "Talks end\nFrance met Iran.");
    /// assert_eq!(pipeline.parse_whole(&document).text(2), "\n");
    /// # Ok::<(), demarche::nlp::ModelError>(())
    /// ```
    pub fn parse_whole<'d>(&self, document: &'d Document) -> Parsed<'d> {
        self.parse_spans(document, &document.text, std::iter::once(Span::new(0, document.text.len())))
    }

    fn parse_spans<'d>(&self, document: &'d Document, text: &str, spans: impl Iterator<Item = Span>) -> Parsed<'d> {
        let mut workspace = self.lock().pop().unwrap_or_default();
        let mut analysis = Analysis::default();
        let (mut batch, mut gathered) = (Vec::new(), 0);
        for span in spans {
            let mut at = span.start;
            while at < span.end {
                let (tokens, next) = self.sequence(&text[..span.end], at, &mut workspace);
                at = next;
                gathered += tokens.len();
                batch.push(Sequence { tokens, ends_paragraph: at == span.end });
                if gathered >= BATCH {
                    self.run(text, &batch, &mut workspace, &mut analysis);
                    workspace.forget();
                    batch.clear();
                    gathered = 0;
                }
            }
        }
        self.run(text, &batch, &mut workspace, &mut analysis);
        workspace.forget();
        self.lock().push(workspace);
        let Analysis { tokens, sentences, paragraphs, entities, .. } = analysis;
        Parsed::new(document, tokens, sentences, paragraphs, entities)
    }

    /// Takes the tokens of the next sequence from byte `from` on; gives them and where the one after starts.
    fn sequence(&self, text: &str, from: usize, workspace: &mut Workspace) -> (Vec<RawToken>, usize) {
        let Workspace { lexicon, chunks, .. } = workspace;
        let (mut tokens, mut next) = self.tokenizer.tokenize(text, from, MAX_SEQUENCE, &self.words, lexicon, chunks);
        if next < text.len() {
            let ends = |token: &RawToken| token.start + token.length as usize;
            let is_final = |token: &RawToken| token.spaced && text[..ends(token)].ends_with(['.', '!', '?']);
            let half = tokens.len() / 2;
            if let Some(last) = tokens[half..].iter().rposition(is_final) {
                tokens.truncate(half + last + 1);
                // The space belongs to the token before it.
                next = tokens.last().map_or(next, |token| ends(token) + 1);
            }
        }
        (tokens, next)
    }

    /// Runs the network over a batch and appends what it finds.
    fn run(&self, text: &str, batch: &[Sequence], workspace: &mut Workspace, analysis: &mut Analysis) {
        let Workspace { lexicon, annotations, encoder, recognizer_encoder, contributions, tag_scores, .. } = workspace;
        let features = |lexeme, spaced| {
            let lexeme = lexicon.get(lexeme);
            let [norm, prefix, suffix, shape] = lexeme.features;
            [norm, prefix, suffix, shape, spaced, lexeme.space as u64]
        };
        let tokens = || batch.iter().flat_map(|sequence| &sequence.tokens);
        let lengths: Vec<usize> = batch.iter().map(|sequence| sequence.tokens.len()).collect();
        let types: Vec<u32> = tokens().map(|t| 2 * t.lexeme + t.spaced as u32).collect();
        let encoded = self.encoder.encode(&types, &lengths, |kind| features(kind / 2, (kind % 2) as u64), encoder);
        let tags = self.tagger.tag(encoded, tag_scores);
        self.parser.prepare(encoded, contributions);
        let space = |sequence: &Sequence, token: usize| lexicon.get(sequence.tokens[token].lexeme).space;
        let mut first = 0;
        let mut trees = Vec::with_capacity(batch.len());
        for sequence in batch {
            let arcs = self.parser.parse(contributions, first as u32, sequence.tokens.len());
            trees.push(Tree::new(&arcs, |token| space(sequence, token)));
            first += sequence.tokens.len();
        }
        let types: Vec<u32> = tokens().map(|t| t.lexeme).collect();
        let encoded = self.recognizer_encoder.encode(&types, &lengths, |kind| features(kind, 0), recognizer_encoder);
        self.recognizer.prepare(encoded, contributions);
        let mut first = 0;
        for (sequence, tree) in batch.iter().zip(&trees) {
            let next = first + sequence.tokens.len();
            let entities =
                self.recognizer.find(contributions, first as u32, &tree.starts, |token| space(sequence, token));
            let base = analysis.tokens.len();
            let tags = &tags[first..next];
            let finished = super::annotator::Sequence { tokens: &sequence.tokens, tags, tree };
            let characters = &self.words.characters;
            self.annotator.finish(text, &finished, lexicon, characters, annotations, &mut analysis.tokens);
            analysis.add(base, tree, entities, sequence.ends_paragraph);
            first = next;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").finish_non_exhaustive()
    }
}

impl Analysis {
    /// Adds sentences and entities of the sequence whose tokens start at `base`.
    fn add(&mut self, base: usize, tree: &Tree, entities: Vec<Entity>, ends_paragraph: bool) {
        let end = self.tokens.len();
        let mut start = base;
        for next in (base + 1..end).filter(|&token| tree.starts[token - base]).chain([end]) {
            if start < next {
                self.sentences.push(start..next);
            }
            start = next;
        }
        let moved = |entity: Entity| Entity { tokens: base + entity.tokens.start..base + entity.tokens.end, ..entity };
        self.entities.extend(entities.into_iter().map(moved));
        if ends_paragraph {
            if self.paragraph_start < end {
                self.paragraphs.push(self.paragraph_start..end);
            }
            self.paragraph_start = end;
        }
    }
}

impl Workspace {
    /// Drops what is remembered once it has grown large, so that memory stays flat over any number of documents.
    fn forget(&mut self) {
        if self.lexicon.len().max(self.chunks.len()).max(self.annotations.len()) > MAX_REMEMBERED {
            *self = Workspace::default();
        }
    }
}
