//! Who has the floor outside quotations: in letters, statements, transcripts and interviews.
//!
//! Reads: linked names, sentences, the words of `data/actors/speech.tsv`. Gives: turns, each with its speaker and its rule, and
//! whom the text addresses.
//! Does not: link a pronoun ([`super::quotes`]).

use std::ops::Range;

use super::super::draft::{Basis, Cover, Draft};
use super::super::page::Page;
use super::super::titles;
use super::super::words::Person;
use super::pronoun_at;
use super::speech::Speech;
use crate::actors::{ActorKind, Form};
use crate::nlp::{Dep, Pos, Tag};

/// How many tokens from the end of a letter its signature may begin.
const SIGNATURE: usize = 40;
/// The sector of people who are nobody's body: "the people of Kenya".
const PEOPLE: &str = "CVL";
/// With so many sentences that begin like an answer, several people talk.
const TALK: usize = 3;

/// From a token on, somebody else speaks.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub from: usize,
    /// Empty: somebody who is not named.
    pub speakers: Vec<usize>,
    pub rule: &'static str,
}

/// The turns of a document in order, and whom it addresses.
#[derive(Debug, Default)]
pub(super) struct Floor {
    pub turns: Vec<Turn>,
    /// "you" of a letter, from its salutation on.
    pub addressee: Option<(usize, usize)>,
    /// The draft of the people to whom a statement speaks as a nation, and their state.
    pub nation: Option<(usize, usize)>,
    /// Whom the questions of an interview are put to.
    pub interviewee: Option<usize>,
}

/// Finds the turns; `is_quoted` tells what stands in quotations. Cost: linear.
pub(super) fn find(page: &Page<'_, '_>, drafts: &[Draft<'_>], is_quoted: &dyn Fn(usize) -> bool) -> Floor {
    let names = Names { page, drafts, cover: Cover::of(drafts, page.len()) };
    let mut floor = Floor::default();
    let sentences: Vec<Range<usize>> = page.parsed.sentences.iter().map(|s| s.start..s.end.min(page.len())).collect();
    let answers = sentences.iter().filter(|sentence| Speech::Turn.has(page.norm(sentence.start))).count();
    names.head_line(&mut floor, sentences.first());
    if let Some(from) = sentences.iter().find_map(|sentence| names.salutation(sentence)) {
        floor.addressee =
            names.person_from(from, page.len()).or_else(|| names.person(from)).map(|(actor, end)| (end, actor));
        let rule = "letter-writer";
        floor.turns.extend(names.signature().map(|writer| Turn { from, speakers: vec![writer], rule }));
    }
    for sentence in sentences {
        if is_quoted(sentence.start) {
            continue;
        }
        if let Some(turn) = names.label(&sentence).or_else(|| names.called(&sentence)) {
            floor.turns.push(turn);
        }
        floor.turns.extend(names.behalf(&sentence));
        if let Some((draft, state)) = names.greeted(&sentence).filter(|_| floor.addressee.is_none()) {
            floor.addressee = drafts.get(draft).map(|draft| (draft.tokens.end, state));
            floor.nation = Some((draft, state));
        }
        if let Some(speaker) = names.introduction(&sentence, is_quoted) {
            floor.turns.push(Turn { from: sentence.start, speakers: vec![speaker], rule: "introduces-self" });
            if answers >= TALK {
                floor.turns.push(Turn { from: sentence.end, speakers: Vec::new(), rule: "introduces-self" });
            }
        }
    }
    floor.turns.sort_by_key(|turn| turn.from);
    floor
}

struct Names<'p, 'c, 'd> {
    page: &'p Page<'c, 'd>,
    drafts: &'p [Draft<'c>],
    cover: Cover,
}

impl Names<'_, '_, '_> {
    /// The person whose name covers a token, and where the name ends.
    fn person(&self, token: usize) -> Option<(usize, usize)> {
        let draft = self.drafts.get(self.cover.at(token)?)?;
        let [actor] = draft.actors.as_slice() else { return None };
        (draft.kind == ActorKind::Person && draft.form == Form::Name).then_some((*actor, draft.tokens.end))
    }

    /// The person named from `start` on, behind a title at most: "Miss Rosenthal".
    fn person_from(&self, start: usize, limit: usize) -> Option<(usize, usize)> {
        let mut at = start;
        for _ in 0..4 {
            if at >= limit {
                return None;
            }
            if let Some(found) = self.person(at) {
                return Some(found);
            }
            at += titles::title_at(self.page, at, limit)?.0;
        }
        None
    }

    /// "MR. MARSH: ...", "Q: ...".
    fn label(&self, sentence: &Range<usize>) -> Option<Turn> {
        let page = self.page;
        let from = sentence.start;
        let turn = |speakers| Turn { from, speakers, rule: "speaker-label" };
        if page.text(from + 1) == ":" && Speech::Asker.has(page.norm(from)) {
            return Some(turn(Vec::new()));
        }
        let (speaker, end) = self.person_from(from, sentence.end)?;
        (page.text(end) == ":" && end + 1 < page.paragraph_end(from)).then(|| turn(vec![speaker]))
    }

    /// "Miss Rosenthal?" or "Mr. Marsh." as a whole sentence, "The chair recognizes Ms. Brandon": they are asked to speak.
    fn called(&self, sentence: &Range<usize>) -> Option<Turn> {
        let page = self.page;
        let turn = |speaker| Turn { from: sentence.end, speakers: vec![speaker], rule: "called-upon" };
        if let Some((speaker, end)) = self.person_from(sentence.start, sentence.end) {
            let titled = self.person(sentence.start).is_none();
            let alone = end + 1 >= sentence.end || page.tag(end + 1) == Some(Tag::Space);
            let asked = page.text(end) == "?" || titled && page.text(end) == ".";
            if asked && alone {
                return Some(turn(speaker));
            }
        }
        let verb =
            sentence.clone().find(|&i| Speech::Recognize.has(&page.lemma(i)) && page.pos(i) == Some(Pos::Verb))?;
        let chair = page.parsed.child(verb, Dep::Nsubj).is_some_and(|i| Speech::Chair.has(&page.lemma(i)));
        let passive = page.parsed.child(verb, Dep::Auxpass).is_some_and(|be| page.tag(be) == Some(Tag::Vbz));
        let passive = passive && page.parsed.child(verb, Dep::Prep).is_none();
        let named = page.parsed.child(verb, Dep::Dobj).filter(|_| chair);
        let named = named.or_else(|| page.parsed.child(verb, Dep::Nsubjpass).filter(|_| passive))?;
        let beside = page.parsed.children(named).filter(|&i| page.dep(i) == Some(Dep::Appos));
        std::iter::once(named).chain(beside).find_map(|i| Some(turn(self.person(i)?.0)))
    }

    /// "I am Peter Marsh", "my name is Peter Marsh", "I, Peter Marsh, ...".
    fn introduction(&self, sentence: &Range<usize>, is_quoted: &dyn Fn(usize) -> bool) -> Option<usize> {
        let page = self.page;
        let mut pronouns = sentence.clone().filter(|&i| {
            pronoun_at(page, i).is_some_and(|p| p.person == Person::First && p.many == Some(false)) && !is_quoted(i)
        });
        pronouns.find_map(|i| {
            if page.text(i + 1) == "," && page.text(i) == "I" {
                let (speaker, end) = self.person_from(i + 2, sentence.end)?;
                return (page.text(end) == ",").then_some(speaker);
            }
            let named = page.dep(i) == Some(Dep::Poss) && page.norm(page.head(i)) == "name";
            let subject = if named { page.head(i) } else { i };
            let verb = page.head(subject);
            if page.dep(subject) != Some(Dep::Nsubj) || page.lemma(verb) != "be" || self.is_denied(verb) {
                return None;
            }
            let told = page.parsed.child(verb, Dep::Attr)?;
            let close = |child: &usize| matches!(page.dep(*child), Some(Dep::Appos | Dep::Npadvmod | Dep::Conj));
            let named = page.parsed.children(told).chain(page.parsed.children(verb)).filter(close);
            std::iter::once(told).chain(named).find_map(|at| Some(self.person(at)?.0))
        })
    }

    /// "On behalf of the Council, I thank ...": who speaks is not named, but for whom.
    fn behalf(&self, sentence: &Range<usize>) -> Option<Turn> {
        let page = self.page;
        let on = sentence
            .clone()
            .find(|&i| page.norm(i) == "on" && page.norm(i + 1) == "behalf" && page.norm(i + 2) == "of")?;
        let says = sentence.clone().any(|i| {
            let subject = pronoun_at(page, i).is_some_and(|p| p.person == Person::First) && page.is_subject(i);
            subject && Speech::Performative.has(&page.lemma(page.head(i)))
        });
        let mut noun = page.parsed.child(on + 2, Dep::Pobj).filter(|_| says);
        let mut speakers = Vec::new();
        while let Some(at) = noun.filter(|_| speakers.len() < 6) {
            let draft = self.cover.at(at).and_then(|k| self.drafts.get(k));
            speakers.extend(draft.into_iter().flat_map(|draft| self.nation(draft).iter().copied()));
            noun = page.parsed.child(at, Dep::Conj);
        }
        (!speakers.is_empty()).then_some(Turn { from: sentence.start, speakers, rule: "on-behalf" })
    }

    /// Whom a name means as one who speaks or is spoken to: the people of a state are the state.
    fn nation<'s>(&'s self, draft: &'s Draft<'_>) -> &'s [usize] {
        let state = match &draft.basis {
            Basis::Body { of, body } if body.sector.as_deref() == Some(PEOPLE) && draft.kind == ActorKind::Group => {
                of.last().and_then(|&k| self.drafts.get(k)).filter(|base| base.kind == ActorKind::State)
            }
            _ => None,
        };
        &state.unwrap_or(draft).actors
    }

    /// "I congratulate the people of Kenya as you celebrate": the draft of those to whom a statement is addressed, and who
    /// they are.
    fn greeted(&self, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let page = self.page;
        let person = |i: usize, person: Person| pronoun_at(page, i).is_some_and(|pronoun| pronoun.person == person);
        let greets = |i: &usize| {
            Speech::Performative.has(&page.lemma(*i))
                && page.parsed.child(*i, Dep::Nsubj).is_some_and(|subject| person(subject, Person::First))
        };
        let noun = sentence.clone().filter(greets).find_map(|verb| page.parsed.child(verb, Dep::Dobj))?;
        let at = self.cover.at(noun)?;
        let draft = self.drafts.get(at)?;
        let behind = (draft.tokens.end..sentence.end).any(|i| person(i, Person::Second));
        match self.nation(draft) {
            &[actor] if behind => Some((at, actor)),
            _ => None,
        }
    }

    fn is_denied(&self, verb: usize) -> bool {
        self.page.parsed.child(verb, Dep::Neg).is_some()
    }

    /// Where the name behind "Dear" begins: "Dear Ms. Brandon,", "Dear friends:".
    fn salutation(&self, sentence: &Range<usize>) -> Option<usize> {
        let page = self.page;
        let mut dear = sentence.clone().filter(|&i| Speech::Salutation.has(page.norm(i)) && page.is_capital(i));
        let ends = |i: usize| matches!(page.text(i), ":" | "," | "!" | "--" | "—" | "–");
        dear.find(|&i| (i + 2..(i + 9).min(page.len())).any(ends)).map(|i| i + 1)
    }

    /// "Yours, Peter Marsh" near the end of the text.
    fn signature(&self) -> Option<usize> {
        let page = self.page;
        let end = page.len();
        let mut closings = (end.saturating_sub(SIGNATURE)..end).rev().filter(|&i| Speech::Closing.has(page.norm(i)));
        closings.find_map(|i| {
            let is_gap = |at: &usize| page.text(*at) == "," || page.tag(*at) == Some(Tag::Space);
            let next = (i + 1..end.min(i + 5)).find(|at| !is_gap(at))?;
            Some(self.person_from(next, end)?.0)
        })
    }

    /// "Remarks by President Marsh", "Interview with Peter Marsh" as a first line without a verb; "... interviews Peter Marsh".
    fn head_line(&self, floor: &mut Floor, first: Option<&Range<usize>>) {
        let page = self.page;
        let Some(first) = first else { return };
        let mut take = |speaker: usize, interviewed: bool| {
            floor.interviewee = floor.interviewee.or(Some(speaker).filter(|_| interviewed));
            floor.turns.push(Turn { from: first.end, speakers: vec![speaker], rule: "title-speaker" });
        };
        let is_verb = |i: usize| matches!(page.tag(i), Some(Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md));
        let has_verb = first.clone().any(is_verb);
        for word in first.clone() {
            let lemma = page.lemma(word);
            let singular = lemma.strip_suffix('s').unwrap_or(&lemma);
            let of = |class: Speech| class.has(&lemma) || class.has(singular) || class.has(page.norm(word));
            let asked = of(Speech::Interview) && is_verb(word);
            if let Some((speaker, _)) =
                page.parsed.child(word, Dep::Dobj).filter(|_| asked).and_then(|i| self.person(i))
            {
                take(speaker, true);
            }
            if has_verb || !matches!(page.pos(word), Some(Pos::Noun | Pos::Propn)) {
                continue;
            }
            let next = page.norm(word + 1);
            if of(Speech::Interview) && next == "with" {
                if let Some((speaker, _)) = self.person_from(word + 2, first.end) {
                    take(speaker, true);
                }
            } else if of(Speech::Address) {
                let behind =
                    matches!(next, "by" | "of" | "from").then(|| self.person_from(word + 2, first.end)).flatten();
                let owner = page.parsed.child(word, Dep::Poss).and_then(|at| self.person(at));
                if let Some((speaker, _)) = behind.or(owner) {
                    take(speaker, false);
                }
            }
        }
    }
}
