use std::collections::HashSet;
use std::ops::Range;

use super::classifier::{Classifier, Draft, Mentions, Read, Step};
use super::clause::Clauses;
use super::frames::TriggerPos;
use super::given::{add_guesses, bring_to_marked, nearest_trigger};
use super::governors::Governors;
use super::lexicon::{ANY, Lexicon, Strength};
use super::matching::{Match, match_trigger, other_base, trigger_pos};
use super::present::Present;
use super::quotes::find_quotations;
use super::reality::Realities;
use super::roles::{RoleFinder, Roles};
use super::sides::{BODY, Side, Sides};
use super::table::TableError;
use super::tables::TABLES;
use super::ties::{TieFinder, drop_covered};
use super::topics::{Topics, Trust};
use super::{Capital, Evidence, Ontology, QuadClass, Relation, Status};
use crate::actors::{ActorKind, Cast, Form};
use crate::nlp::{Dep, Parsed, Pos};
use crate::text::Span;

/// Finds who did what to whom in a parsed document whose actors are known.
#[derive(Debug)]
pub struct Extractor {
    pub(super) ontology: Ontology,
    pub(super) lexicon: Lexicon,
    pub(super) governors: Governors,
    topics: Topics,
    classifier: Option<Classifier>,
}

/// What is less sure than this is not told.
const DOUBTFUL: f32 = 0.2;
/// How many pairs of found mentions that no frame joins are looked at in a sentence, those nearest to a trigger, and how near.
const GUESSES: usize = 2;
const FAR: f32 = 0.4;

/// One reading of a trigger.
pub(crate) struct Reading<'l> {
    pub found: Match<'l>,
    pub roles: Roles,
    pub score: f32,
}

impl Extractor {
    /// Loads the built-in ontology and lexicon.
    ///
    /// # Errors
    /// A bad row of a table, with file and line.
    pub fn builtin() -> Result<Self, TableError> {
        let ontology = Ontology::builtin();
        let mut lexicon = Lexicon::default();
        for (file, text) in TABLES {
            lexicon.read(file, text, &ontology)?;
        }
        let governors =
            Governors::parse("data/lexicon/governors.tsv", include_str!("../../data/lexicon/governors.tsv"))?;
        let topics = Topics::parse("data/lexicon/blocks.tsv", include_str!("../../data/lexicon/blocks.tsv"))?;
        let classifier = Some(Classifier::builtin(&ontology)?);
        Ok(Extractor { ontology, lexicon, governors, topics, classifier })
    }

    /// Loads a lexicon of one's own instead of the built-in one: tables as they stand in `data/lexicon`, each with its name.
    /// [`extended`](Self::extended) adds words to the built-in ones. `governors.tsv` and `blocks.tsv` are those of the built-in
    /// lexicon where they are not given.
    ///
    /// ```
    /// use demarche::relations::Extractor;
    ///
    /// let table = ("my.tsv", "snub\tv\tcriticizes\tact");
    /// assert_eq!(Extractor::with_lexicon(&[table])?.lexicon().triggers().len(), 1);
    /// assert_eq!(Extractor::with_lexicon(&[("my.tsv", "snub\tv\tsnubs\tact")]).unwrap_err().line, 1);
    /// # Ok::<(), demarche::relations::TableError>(())
    /// ```
    ///
    /// # Errors
    /// A bad row of a table, with file and line.
    pub fn with_lexicon(tables: &[(&str, &str)]) -> Result<Self, TableError> {
        let ontology = Ontology::builtin();
        let is = |file: &str, name: &str| file.rsplit(['/', '\\']).next() == Some(name);
        let mut extractor = Extractor { ontology, lexicon: Lexicon::default(), ..Self::builtin()? };
        for (file, text) in tables {
            if is(file, "governors.tsv") {
                extractor.governors = Governors::parse(file, text)?;
            } else if is(file, "blocks.tsv") {
                extractor.topics = Topics::parse(file, text)?;
            } else if !is(file, "dates.tsv") {
                extractor.lexicon.read(file, text, &extractor.ontology)?;
            }
        }
        Ok(extractor)
    }

    /// The kinds it finds.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The triggers it knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The words that change how real a clause is.
    pub fn governors(&self) -> &Governors {
        &self.governors
    }

    /// Leaves the trained classifier out: what the frames read stands as it is, with the confidence of their rows.
    pub fn without_classifier(self) -> Self {
        Extractor { classifier: None, ..self }
    }

    /// Takes weights of one's own for the trained classifier: a file as `train_classifier` writes it.
    ///
    /// # Errors
    /// Where the bytes are no such file, are cut off, or name a kind that the ontology does not know.
    pub fn with_classifier(self, file: &str, bytes: &[u8]) -> Result<Self, TableError> {
        let classifier = Some(Classifier::read(file, bytes, &self.ontology)?);
        Ok(Extractor { classifier, ..self })
    }

    pub(super) fn finder<'a>(&'a self, sides: Sides<'a>) -> RoleFinder<'a> {
        RoleFinder { sides, governors: &self.governors, lexicon: &self.lexicon }
    }

    pub(super) fn realities<'a>(&'a self, sides: Sides<'a>) -> Realities<'a> {
        Realities { sides, governors: &self.governors, lexicon: &self.lexicon }
    }

    fn step(&self) -> Step<'_> {
        self.classifier.as_ref().map_or(Step::Frames, Step::Judge)
    }

    /// Finds the relations of a document, in text order. Cost: linear in its sentences.
    pub fn extract(&self, parsed: &Parsed<'_>, cast: &Cast) -> Vec<Relation> {
        self.extract_as(Mentions::Found, parsed, cast, &mut self.step())
    }

    /// Finds the relations between mentions that the caller marked: of two of them in one sentence the classifier says what holds
    /// between them; without it, those that no frame joins are joined by the trigger nearest to both, with low confidence.
    pub fn extract_given(&self, parsed: &Parsed<'_>, cast: &Cast) -> Vec<Relation> {
        self.extract_as(Mentions::Given, parsed, cast, &mut self.step())
    }

    pub(crate) fn extract_as(
        &self,
        mentions: Mentions,
        parsed: &Parsed<'_>,
        cast: &Cast,
        step: &mut Step<'_>,
    ) -> Vec<Relation> {
        let sides = Sides { clauses: Clauses { parsed, governors: &self.governors }, cast };
        let only_marked = (mentions == Mentions::Given).then(|| cast.clone().only_marked());
        let names = named_tokens(parsed, cast);
        let quotations = find_quotations(sides.clauses);
        let mut all: Vec<Draft> = Vec::new();
        for sentence in &parsed.sentences {
            if is_question(parsed, sentence.clone()) {
                continue;
            }
            let topic = self.topics.trust(parsed, sentence.clone());
            let triggers = self.triggers_of(sides, sentence.clone(), &names);
            let read = |sides| {
                let mut drafts = Vec::new();
                for reading in self.readings(sides, &triggers) {
                    self.emit(sides, &quotations, &reading, topic, &mut drafts);
                }
                drafts
            };
            let mut drafts = read(sides);
            match &only_marked {
                None => drafts.retain(|draft| draft.relation.confidence >= DOUBTFUL),
                Some(cast) => {
                    bring_to_marked(sides, &mut drafts);
                    add_guesses(&mut drafts, read(Sides { cast, ..sides }));
                }
            }
            if mentions == Mentions::Given || !matches!(step, Step::Frames) {
                self.join_apart(mentions, sides, sentence.clone(), &triggers, &mut drafts);
            }
            let read = Read { sides, sentence: sentence.clone(), triggers: &triggers, topic, mentions };
            all.extend(self.judge(step, &read, drafts));
            if mentions == Mentions::Found {
                self.take_up(sides, &triggers, &quotations, topic, &mut all);
            }
        }
        let mut relations: Vec<Relation> = all.into_iter().map(|draft| draft.relation).collect();
        relations.extend(TieFinder { ontology: &self.ontology, lexicon: &self.lexicon, sides }.find(&relations));
        if let Some(marked) = &only_marked {
            let at_mark = |end: Span| marked.mentions.iter().any(|mention| mention.span.overlaps(end));
            relations.retain(|relation| at_mark(relation.evidence.source) && at_mark(relation.evidence.target));
        }
        drop_covered(&mut relations);
        for relation in &mut relations {
            keep_whole(&mut relation.evidence);
        }
        relations.sort_by(|a, b| {
            let key = |r: &Relation| (r.evidence.sentence, r.evidence.trigger, r.kind.clone(), r.source, r.target);
            key(a).cmp(&key(b))
        });
        relations.dedup_by(|b, a| {
            (a.source, a.target, &a.kind, a.evidence.trigger) == (b.source, b.target, &b.kind, b.evidence.trigger)
        });
        relations
    }

    /// Joins mentions of a sentence that its relations leave apart, by the trigger nearest to both: marked ones; or found ones that
    /// stand for political actors, by a trigger near both that tells nothing yet.
    fn join_apart(
        &self,
        mentions: Mentions,
        sides: Sides<'_>,
        sentence: Range<usize>,
        triggers: &[Match<'_>],
        relations: &mut Vec<Draft>,
    ) {
        let ends: Vec<(usize, usize)> = (sides.cast.within(sentence.clone()))
            .filter(|m| match mentions {
                Mentions::Given => sides.cast.is_marked(m.head),
                Mentions::Found => is_political(sides, m.head) && !sides.is_mere_faith(m),
            })
            .flat_map(|m| m.actors.iter().map(|&actor| (m.head, actor)))
            .collect();
        if ends.len() < 2 {
            return;
        }
        let span = |found: &Match<'_>| sides.clauses.parsed.tokens[found.head].span;
        let tells = |found: &Match<'_>| relations.iter().any(|d| d.relation.evidence.trigger.overlaps(span(found)));
        let given = mentions == Mentions::Given;
        let free: Vec<&Match<'_>> = triggers.iter().filter(|found| given || !tells(found)).collect();
        let mut guesses: Vec<Reading<'_>> = Vec::new();
        for (k, &(one, a)) in ends.iter().enumerate() {
            for &(other, b) in &ends[k + 1..] {
                let joined = |d: &Draft| [(a, b), (b, a)].contains(&(d.relation.source, d.relation.target));
                if a == b || relations.iter().any(joined) {
                    continue;
                }
                guesses.extend(nearest_trigger(sides.clauses, &free, (one, other)));
            }
        }
        if !given {
            guesses.retain(|guess| guess.score >= FAR);
            guesses.sort_by(|a, b| b.score.total_cmp(&a.score));
            guesses.truncate(GUESSES);
        }
        for guess in guesses {
            let before = relations.len();
            self.emit(sides, &[], &guess, Trust::WHOLE, relations);
            relations[before..].iter_mut().for_each(|draft| draft.guessed = true);
        }
    }

    /// Finds every trigger that stands in a sentence, in text order.
    fn triggers_of<'l>(&'l self, sides: Sides<'_>, sentence: Range<usize>, names: &[bool]) -> Vec<Match<'l>> {
        let present = self.lexicon.present(sides.clauses, sentence.clone());
        let at = |head: usize| Some(self.candidates_among(sides, head, trigger_pos(sides.clauses, head)?, &present));
        sentence.filter(|&t| !names[t]).filter_map(at).flatten().collect()
    }

    /// Finds the best reading of every trigger of a sentence; words of a longer trigger are none of their own.
    fn readings<'l>(&'l self, sides: Sides<'_>, triggers: &[Match<'l>]) -> Vec<Reading<'l>> {
        let mut readings: Vec<Reading<'l>> = Vec::new();
        for one_place in triggers.chunk_by(|a, b| a.head == b.head) {
            let best = |open: bool| {
                let found = one_place.iter().filter(|found| found.trigger.is_open() == open);
                let filled = found.filter_map(|found| self.fill(sides, found.clone()));
                filled.reduce(|a, b| if b.score > a.score { b } else { a })
            };
            // "bombed the town together": what is done, and with whom.
            let told = best(false);
            let besides =
                best(true).filter(|r| told.as_ref().is_none_or(|t| t.found.trigger.kind != r.found.trigger.kind));
            readings.extend(told.into_iter().chain(besides));
        }
        // "said that Qatar bankrolls": the clause tells what it tells, though its verb is a word of the longer trigger.
        let further = readings.iter().flat_map(|r| r.found.tokens[1..].iter().copied());
        let taken: HashSet<usize> = further.filter(|&t| sides.clauses.dep(t) != Dep::Ccomp).collect();
        let acts = self.going_on(sides, triggers, &mut readings);
        readings.retain(|r| !taken.contains(&r.found.head));
        readings.extend(acts);
        readings
    }

    /// "should halt its airstrikes on", "unless it ends the siege of": a hostile act that is to end goes on. Takes away that it is
    /// to end, save where whoever does it announces that.
    fn going_on<'l>(
        &'l self,
        sides: Sides<'_>,
        triggers: &[Match<'l>],
        readings: &mut Vec<Reading<'l>>,
    ) -> Vec<Reading<'l>> {
        let realities = self.realities(sides);
        let finder = self.finder(sides);
        let mut acts = Vec::new();
        let mut wished = Vec::new();
        for (at, end) in readings.iter().enumerate() {
            let further = &end.found.tokens[1..];
            let hostile =
                |m: &&Match<'_>| further.contains(&m.head) && m.trigger.kind.quad == QuadClass::MaterialConflict;
            let ends = end.found.trigger.kind.quad == QuadClass::MaterialCooperation && finder.ends(end.found.head);
            let Some(act) = triggers.iter().find(|m| ends && hostile(m)) else { continue };
            let reality = realities.read(end.found.head, end.found.trigger, None);
            let goes_on = reality.as_ref().is_none_or(|r| matches!(r.status, Status::Planned | Status::Negated));
            if goes_on && reality.is_none_or(|r| r.announced.is_none()) {
                wished.push(at);
                let own = self.fill(sides, act.clone());
                let shared = || Reading { found: act.clone(), roles: end.roles.clone(), score: end.score };
                acts.push(own.unwrap_or_else(shared));
            }
        }
        for at in wished.into_iter().rev() {
            readings.remove(at);
        }
        acts
    }

    /// Finds the triggers that stand at a token.
    pub(crate) fn candidates<'l>(&'l self, sides: Sides<'_>, head: usize, pos: TriggerPos) -> Vec<Match<'l>> {
        let parsed = sides.clauses.parsed;
        let present = self.lexicon.present(sides.clauses, parsed.sentences[parsed.sentence_of(head)].clone());
        self.candidates_among(sides, head, pos, &present)
    }

    /// The same, of a sentence in which these words are present.
    fn candidates_among<'l>(
        &'l self,
        sides: Sides<'_>,
        head: usize,
        pos: TriggerPos,
        present: &Present,
    ) -> Vec<Match<'l>> {
        let clauses = sides.clauses;
        let lemma = clauses.lemma(head);
        let lower;
        // A headline's capitals hide the plural from the lemmatizer.
        let lemma = if clauses.parsed.tokens[head].pos == Pos::Propn {
            lower = singular(&lemma.to_lowercase(), &self.lexicon);
            lower.as_str()
        } else {
            lemma
        };
        let other = if pos == TriggerPos::Verb { other_base(lemma, clauses.norm(head)) } else { None };
        let any = Some(ANY).filter(|_| pos == TriggerPos::Verb);
        let heads = [Some(lemma), other.as_deref(), any].into_iter().flatten();
        let rows = heads.flat_map(|head| self.lexicon.find_whole(head, pos, present));
        rows.filter_map(|trigger| match_trigger(clauses, trigger, head)).collect()
    }

    fn fill<'l>(&self, sides: Sides<'_>, found: Match<'l>) -> Option<Reading<'l>> {
        let finder = self.finder(sides);
        let mut roles = finder.find(&found).or_else(|| finder.accused(&found))?;
        let accused = roles.targets.is_empty();
        let kind = &found.trigger.kind;
        roles.sources.retain(|side| sides.is_one_of(side, Capital::State, &kind.sources));
        let capital = |head: usize| found.capital_at(sides.clauses, head);
        roles.targets.retain(|side| sides.is_one_of(side, capital(side.head), &kind.targets));
        // A state's own bodies help its citizens, not the state.
        let citizens = |side: &Side| {
            matches!(sides.clauses.dep(side.head), Dep::Amod | Dep::Compound | Dep::Nmod)
                && roles.sources.iter().any(|source| finder.is_home(source, side))
        };
        if kind.quad == QuadClass::MaterialCooperation {
            roles.targets.retain(|side| !citizens(side));
        }
        // Who is called something is somebody, in politics or not.
        if found.trigger.strength == Strength::Weak && finder.called(found.head).is_none() {
            let within = |side: &Side| sides.clauses.dep(side.head) == Dep::Pobj;
            let hit =
                |side: &Side| kind.targets.contains(&ActorKind::Place) && sides.is_place(side.head) && within(side);
            let seat = |side: &Side| sides.mention(side.head).is_some_and(|m| m.capital_of.is_some());
            // Praise and blame are told of people by their last names, too, and of newspapers and schools.
            let words = kind.quad.is_verbal();
            let named = [ActorKind::Person, ActorKind::Organization];
            let person = |side: &Side| words && !kind.reciprocal && sides.is_one_of(side, Capital::State, &named);
            roles.targets.retain(|side| is_political(sides, side.head) || hit(side) || seat(side) || person(side));
            roles.sources.retain(|side| is_political(sides, side.head) || seat(side) || person(side));
        }
        if roles.sources.is_empty() || (roles.targets.is_empty() && !accused) {
            return None;
        }
        let base = found.trigger.strength.sureness();
        let best = |sides: &[Side]| sides.iter().map(|s| s.factor).fold(0.0, f32::max);
        let score = base * best(&roles.sources) * best(&roles.targets) * found.weight();
        Some(Reading { found, roles, score })
    }
}

/// Widens a sentence over names that reach across its border, as they do where the parser ended it too early.
fn keep_whole(evidence: &mut Evidence) {
    for part in [evidence.trigger, evidence.source, evidence.target] {
        if part.overlaps(evidence.sentence) {
            evidence.sentence = evidence.sentence.to(part);
        }
    }
}

/// Gives the span of a token's sentence without white space around it.
pub(crate) fn sentence_span(parsed: &Parsed<'_>, token: usize) -> Span {
    let mut range = parsed.sentences[parsed.sentence_of(token)].clone();
    while range.len() > 1 && parsed.tokens[range.end - 1].pos == Pos::Space {
        range.end -= 1;
    }
    while range.len() > 1 && parsed.tokens[range.start].pos == Pos::Space {
        range.start += 1;
    }
    parsed.span(range)
}

/// Gives the span over a trigger's words; the head's alone where they stand far apart.
pub(super) fn trigger_span(parsed: &Parsed<'_>, tokens: &[usize]) -> Span {
    let (first, last) = (tokens.iter().min().copied().unwrap_or(0), tokens.iter().max().copied().unwrap_or(0));
    if last - first <= 6 { parsed.span(first..last + 1) } else { parsed.tokens[tokens[0]].span }
}

/// Marks the tokens that belong to a name: no trigger stands in "Joint Implementation Center", though one may in "India's
/// airstrike".
pub(crate) fn named_tokens(parsed: &Parsed<'_>, cast: &Cast) -> Vec<bool> {
    let mut named = vec![false; parsed.tokens.len()];
    for mention in cast.mentions.iter().filter(|m| m.form == Form::Name && m.rule != BODY) {
        named[mention.tokens.clone()].fill(true);
    }
    named
}

pub(super) fn is_question(parsed: &Parsed<'_>, sentence: Range<usize>) -> bool {
    let last = sentence
        .rev()
        .find(|&t| parsed.tokens[t].pos != Pos::Space && !matches!(parsed.text(t), "\"" | "”" | "'" | "’" | ")"));
    last.is_some_and(|t| parsed.text(t).ends_with('?'))
}

/// States, organizations and groups act in politics by nature; a person only where a title or the catalog says so.
pub(super) fn is_political(sides: Sides<'_>, head: usize) -> bool {
    sides.mention(head).is_some_and(|m| {
        m.actors.iter().any(|&a| {
            let actor = &sides.cast.actors[a];
            match actor.kind {
                ActorKind::State | ActorKind::Group => true,
                ActorKind::Organization => !matches!(actor.sector.as_deref(), Some("JRN" | "MED" | "BUS" | "EDU")),
                ActorKind::Person => actor.role.is_some() || !m.titles.is_empty(),
                ActorKind::Place => false,
            }
        })
    })
}

/// Takes a plural ending off where the lexicon then knows the word.
fn singular(word: &str, lexicon: &Lexicon) -> String {
    let known = |w: &str| lexicon.find(w).next().is_some();
    if known(word) {
        return word.to_owned();
    }
    let stems = [word.strip_suffix('s'), word.strip_suffix("es")];
    stems.into_iter().flatten().find(|stem| known(stem)).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_are_read() {
        let extractor = Extractor::builtin().unwrap_or_else(|e| panic!("{e}"));
        assert!(extractor.lexicon().triggers().len() > 800);
    }
}
