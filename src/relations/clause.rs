//! Who is who in a clause: logical subject, object and obliques of a verb, whatever its voice and form.
//!
//! Reads: a document's trees. Gives: the head tokens of the phrases that fill a verb's places; passives, participles,
//! relative clauses, control and coordination are undone here and nowhere else.
//! Does not: know actors or triggers.

use super::dates::Aside;
use super::frames::TriggerPos;
use super::governors::{Effect, Governors};
use crate::nlp::{Dep, EntityLabel, Parsed, Pos, Tag};

/// How many clauses a shared subject is followed through.
const DEPTH: u8 = 6;

/// A view of the trees as clauses.
#[derive(Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub parsed: &'a Parsed<'a>,
    pub governors: &'a Governors,
}

impl<'a> Clauses<'a> {
    pub fn dep(&self, token: usize) -> Dep {
        self.parsed.tokens[token].dep
    }

    pub fn head(&self, token: usize) -> usize {
        self.parsed.tokens[token].head
    }

    pub fn lemma(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].lemma
    }

    pub fn norm(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].norm
    }

    pub fn is_verb(&self, token: usize) -> bool {
        matches!(self.parsed.tokens[token].pos, Pos::Verb | Pos::Aux)
    }

    pub fn is_noun(&self, token: usize) -> bool {
        matches!(self.parsed.tokens[token].pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::X)
    }

    pub(super) fn is_relative(&self, token: usize) -> bool {
        matches!(self.parsed.tokens[token].tag, Tag::Wdt | Tag::Wp) || self.norm(token) == "that"
    }

    pub fn child(&self, token: usize, deps: &[Dep]) -> Option<usize> {
        self.parsed.children(token).find(|&c| deps.contains(&self.dep(c)))
    }

    /// Says whether what the verb governs as subject is acted on.
    pub fn is_passive(&self, verb: usize) -> bool {
        // "accused of bombing Iraq by Kuwait": the gerund with its object is active.
        let gerund = self.parsed.tokens[verb].tag == Tag::Vbg && self.child(verb, &[Dep::Dobj]).is_some();
        let passive = self.child(verb, &[Dep::Auxpass, Dep::Nsubjpass, Dep::Csubjpass]).is_some();
        if (passive && !gerund) || self.is_headline_passive(verb) || self.is_garden_path(verb) {
            return true;
        }
        // "stood by them", read as if by whom it was stood: what has a subject of its own is active.
        if !gerund && self.child(verb, &[Dep::Agent]).is_some() {
            let finite = matches!(self.parsed.tokens[verb].tag, Tag::Vb | Tag::Vbd | Tag::Vbp | Tag::Vbz);
            let subject = self.child(verb, &[Dep::Nsubj]);
            return !(finite && subject.is_some()) || subject.is_some_and(|subject| self.is_set_off(verb, subject));
        }
        let participle = self.parsed.tokens[verb].tag == Tag::Vbn;
        let bare = self.child(verb, &[Dep::Aux, Dep::Nsubj, Dep::Dobj]).is_none();
        match self.dep(verb) {
            Dep::Acl => (participle || self.parsed.tokens[verb].tag == Tag::Vbd) && bare,
            Dep::Advcl | Dep::Amod => participle && bare,
            Dep::Conj => participle && bare && self.is_verb(self.head(verb)) && self.is_passive(self.head(verb)),
            _ => false,
        }
    }

    /// "Iran urged to free them", "Iran accused of spying": a verb that cannot be without an object.
    fn is_headline_passive(&self, verb: usize) -> bool {
        let past = matches!(self.parsed.tokens[verb].tag, Tag::Vbd | Tag::Vbn) && self.dep(verb) == Dep::Root;
        let own = [Dep::Aux, Dep::Dobj, Dep::Dative, Dep::Ccomp, Dep::Parataxis, Dep::Oprd, Dep::Conj, Dep::Prt];
        past && self.governors.has(self.lemma(verb), TriggerPos::Verb, Effect::Object)
            && self.child(verb, &own).is_none()
            && self.child(verb, &[Dep::Prep, Dep::Xcomp, Dep::Agent]).is_some_and(|c| c > verb)
    }

    /// Finds the heads of the phrases that stand as grammatical subject, shared ones included.
    pub fn surface_subjects(&self, verb: usize) -> Vec<usize> {
        self.subjects_within(verb, DEPTH)
    }

    pub(super) fn subjects_within(&self, verb: usize, depth: u8) -> Vec<usize> {
        let head = self.head(verb);
        let own = [Dep::Nsubj, Dep::Nsubjpass];
        let subjects: Vec<usize> = self.parsed.children(verb).filter(|&c| own.contains(&self.dep(c))).collect();
        if let Some(listed) = self.listed_subjects(verb) {
            return listed;
        }
        if let Some(subject) = self.nearest_subject(verb, &subjects) {
            // "is making preparations to suspend", where the parser takes the preparations for the subject.
            let infinitive = self.dep(verb) == Dep::Ccomp && self.parsed.children(verb).any(|c| self.norm(c) == "to");
            if depth > 0 && infinitive && self.governors.has(self.lemma(head), TriggerPos::Verb, Effect::Support) {
                return self.subjects_within(head, depth - 1);
            }
            let gap = self.is_relative(subject) && self.dep(verb) == Dep::Relcl;
            return if gap { self.meant_by(head) } else { vec![subject] };
        }
        if let Some(subject) = self.interrupted_subject(verb) {
            return vec![subject];
        }
        if head == verb {
            return self.fused_subject(verb).into_iter().collect();
        }
        if depth == 0 {
            return Vec::new();
        }
        if let Some(subject) = self.for_subject(verb) {
            return vec![subject];
        }
        match self.dep(verb) {
            Dep::Csubj => self.aim(head).into_iter().collect(),
            Dep::Conj if self.is_verb(head) => self.subjects_within(self.goes_on_with(verb), depth - 1),
            // "armed and financed by": the first of the two may be read as an adjective.
            Dep::Conj if matches!(self.dep(head), Dep::Amod | Dep::Acl) => vec![self.head(head)],
            Dep::Compound | Dep::Amod if self.is_fused_gerund(verb) => match self.dep(head) {
                Dep::Pobj => self.gerund_subjects(self.head(head), depth - 1),
                _ => Vec::new(),
            },
            Dep::Xcomp | Dep::Ccomp => self.controller(head, depth - 1),
            Dep::Advcl if self.is_verb(head) => self.subjects_within(head, depth - 1),
            // "launched an operation to retake", read as a relative clause: whoever launched it.
            Dep::Relcl if self.is_infinitive(verb) => match self.owners(head, depth - 1) {
                owners if owners.is_empty() => vec![head],
                owners => owners.into_iter().chain([head]).collect(),
            },
            Dep::Relcl => self.meant_by(head),
            Dep::Amod => vec![head],
            Dep::Acl if self.parsed.tokens[verb].tag == Tag::Vb => self.owners(head, depth - 1),
            Dep::Acl if self.is_span_of_time(verb) => self.subjects_of_time(head, depth - 1),
            Dep::Acl => vec![head],
            Dep::Pcomp => self.gerund_subjects(head, depth - 1),
            _ => Vec::new(),
        }
    }

    /// Whether a verb says that something is so: "say", "allege".
    pub fn claims(&self, verb: usize) -> bool {
        self.governors.has(self.lemma(verb), TriggerPos::Verb, Effect::Claim)
    }

    /// "to deter": a verb in the infinitive with its particle.
    pub fn is_infinitive(&self, verb: usize) -> bool {
        self.parsed.tokens[verb].tag == Tag::Vb
            && self.parsed.children(verb).any(|c| self.dep(c) == Dep::Aux && self.norm(c) == "to")
    }

    /// Says whether the object of a verb is "each other" or "one another".
    pub fn is_mutual(&self, verb: usize) -> bool {
        self.child(verb, &[Dep::Dobj, Dep::Pobj]).is_some_and(|object| {
            let before = object.checked_sub(1).map_or("", |t| self.norm(t));
            matches!((before, self.norm(object)), ("each", "other") | ("one", "another"))
        })
    }

    /// Says whether a verb puts out a text: "published", "put out".
    pub fn puts_out(&self, verb: usize) -> bool {
        let lemma = self.lemma(verb);
        let words = |word: &str| self.governors.has(word, TriggerPos::Verb, Effect::Words);
        let particle = || self.child(verb, &[Dep::Prt]).is_some_and(|c| words(&format!("{lemma} {}", self.norm(c))));
        self.is_verb(verb) && (words(lemma) || particle())
    }

    /// Finds the subject of an infinitive below `governor`: its object ("urged Russia to"), else its subject.
    fn controller(&self, governor: usize, depth: u8) -> Vec<usize> {
        if !self.is_verb(governor) {
            // "is ready to strike": the adjective's own verb has the subject.
            return if self.dep(governor) == Dep::Acomp {
                self.subjects_within(self.head(governor), depth)
            } else {
                vec![]
            };
        }
        // "urged Russia to end it"; but "bombed the town to save the regime" has the subject of "bombed".
        let rules = self.governors.on_clause(self.lemma(governor), TriggerPos::Verb).is_some();
        if rules
            && !self.is_passive(governor)
            && let Some(object) = self.child(governor, &[Dep::Dobj, Dep::Dative])
            && self.is_noun(object)
        {
            return vec![object];
        }
        // "called on Russia to end it"
        let lemma = self.lemma(governor);
        let addressed = self
            .parsed
            .children(governor)
            .filter(|&c| self.dep(c) == Dep::Prep)
            .find(|&c| self.governors.on_clause(&format!("{lemma} {}", self.norm(c)), TriggerPos::Verb).is_some());
        match addressed.map(|c| self.objects_of(c)) {
            Some(found) if !found.is_empty() && !self.is_passive(governor) => found,
            _ => self.subjects_within(governor, depth),
        }
    }

    /// Finds the subject of a gerund below a preposition: "accused X of bombing", "condemned X for", "responded by".
    fn gerund_subjects(&self, preposition: usize, depth: u8) -> Vec<usize> {
        let governor = self.head(preposition);
        if !self.is_verb(governor) {
            // "is guilty of bombing"
            let words = format!("{} {}", self.lemma(governor), self.norm(preposition));
            let above = self.head(governor);
            let guilty =
                self.dep(governor) == Dep::Acomp && self.governors.has(&words, TriggerPos::Adjective, Effect::Support);
            if guilty {
                return self.subjects_within(above, depth);
            }
            // "was accused by Chad of bombing", read as Chad of bombing.
            let verb = self.head(above);
            let by = matches!(self.dep(above), Dep::Agent | Dep::Prep) && self.norm(above) == "by";
            let blamed = by && self.dep(governor) == Dep::Pobj && matches!(self.norm(preposition), "of" | "for");
            let blamed = blamed && self.is_verb(verb) && self.is_passive(verb);
            return if blamed { self.patients(verb) } else { self.owners(governor, depth) };
        }
        let helped = self.norm(preposition) == "in" && self.helps(governor);
        if helped || matches!(self.norm(preposition), "of" | "for" | "from" | "into" | "as" | "over") {
            let patients = self.patients(governor);
            if !patients.is_empty() {
                return patients;
            }
        }
        let agents = self.agents_within(governor, depth);
        if agents.is_empty() { self.subjects_within(governor, depth) } else { agents }
    }

    /// Finds whose act, plan or thing a noun is: its possessor, "by" whom, or the subject of the verb that has it as object.
    pub fn owners(&self, noun: usize, depth: u8) -> Vec<usize> {
        if let Some(owner) = self.child(noun, &[Dep::Poss]) {
            return self.helped(noun, owner).unwrap_or_else(|| vec![owner]);
        }
        let by = self.oblique(noun, "by");
        if !by.is_empty() || depth == 0 {
            return by;
        }
        let head = self.head(noun);
        match self.dep(noun) {
            Dep::Dobj | Dep::Attr if self.is_verb(head) => self.subjects_within(head, depth - 1),
            _ => Vec::new(),
        }
    }

    fn helps(&self, verb: usize) -> bool {
        self.governors.has(self.lemma(verb), TriggerPos::Verb, Effect::Help)
    }

    /// "helped Mali in its efforts": whose they are.
    fn helped(&self, noun: usize, owner: usize) -> Option<Vec<usize>> {
        let within = self.head(noun);
        let verb = self.parsed.ancestors(within).take(2).find(|&t| self.is_verb(t))?;
        let pronoun = matches!(self.norm(owner), "its" | "their" | "his" | "her");
        let within = self.dep(noun) == Dep::Pobj && self.norm(within) == "in";
        (pronoun && within && self.helps(verb)).then(|| self.patients(verb)).filter(|found| !found.is_empty())
    }

    /// Finds the heads of the phrases that act: the subject of an active verb, the "by" phrase of a passive one.
    pub fn agents(&self, verb: usize) -> Vec<usize> {
        self.agents_within(verb, DEPTH)
    }

    fn agents_within(&self, verb: usize, depth: u8) -> Vec<usize> {
        if !self.is_passive(verb) {
            return self.subjects_within(verb, depth);
        }
        let mut by = self.oblique(verb, "by");
        if by.is_empty() {
            // "accused of bombing Iraq by Kuwait", "told to leave by Kuwait", read as bombing and leaving by Kuwait.
            let below = self.parsed.children(verb).filter_map(|c| match self.dep(c) {
                Dep::Prep => self.child(c, &[Dep::Pcomp]),
                Dep::Xcomp => Some(c),
                _ => None,
            });
            by = below.filter(|&c| !self.is_passive(c)).flat_map(|c| self.oblique(c, "by")).collect();
        }
        if by.is_empty() {
            // "deemed a threat by Norway", read as a threat by Norway.
            let objects =
                self.parsed.children(verb).filter(|&c| matches!(self.dep(c), Dep::Dobj | Dep::Oprd | Dep::Attr));
            // "described as a hero by Norway"
            by = objects.chain(self.oblique(verb, "as")).flat_map(|c| self.oblique(c, "by")).collect();
        }
        if by.is_empty() && self.dep(verb) == Dep::Amod {
            // "Russian-backed": what stands before the participle.
            return self.parsed.children(verb).filter(|&c| c < verb && self.dep(c) != Dep::Punct).collect();
        }
        by
    }

    /// Finds the heads of the phrases that are acted on: the object of an active verb, the subject of a passive one.
    pub fn patients(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            return self.surface_subjects(verb);
        }
        let head = self.head(verb);
        if let Some(object) = self.child(verb, &[Dep::Dobj]) {
            let gap = self.is_relative(object) && self.dep(verb) == Dep::Relcl;
            return vec![if gap { head } else { object }];
        }
        if matches!(self.dep(verb), Dep::Compound | Dep::Amod) && self.is_fused_gerund(verb) {
            return vec![head];
        }
        // "Mali armed and financed rebels", read as rebels who are armed: a participle that has a subject has an object.
        let fused = |verb: usize| {
            let before = self.child(verb, &[Dep::Nsubj]).is_some_and(|subject| subject < verb);
            self.dep(verb) == Dep::Amod && before && self.head(verb) > verb
        };
        let first = if self.dep(verb) == Dep::Conj { head } else { verb };
        if fused(first) {
            return vec![self.head(first)];
        }
        let named = self.named_object(verb);
        if !named.is_empty() {
            return named;
        }
        // "sealed off the town", read as off the town.
        let particle = self.child(verb, &[Dep::Prt]).and_then(|c| self.child(c, &[Dep::Pobj]));
        if let Some(object) = particle {
            return vec![object];
        }
        let complete =
            self.child(verb, &[Dep::Prep, Dep::Ccomp, Dep::Xcomp, Dep::Prt, Dep::Acomp, Dep::Attr]).is_some();
        if complete {
            return Vec::new();
        }
        // "the sanctions that Washington imposed": the object is the noun that the clause modifies.
        let own_subject = self.child(verb, &[Dep::Nsubj]).is_some_and(|subject| !self.is_relative(subject));
        if self.dep(verb) == Dep::Relcl && own_subject {
            return vec![head];
        }
        // "equips and trains the rebels": the first verb shares the object of the second.
        let joined = self.parsed.children(verb).find(|&c| self.dep(c) == Dep::Conj && self.is_verb(c));
        joined.and_then(|c| self.child(c, &[Dep::Dobj])).into_iter().collect()
    }

    /// "of bombing Kharkiv", read as a compound: a gerund in front of a name governs it.
    fn is_fused_gerund(&self, verb: usize) -> bool {
        let head = self.head(verb);
        self.parsed.tokens[verb].tag == Tag::Vbg && head > verb && self.parsed.tokens[head].pos == Pos::Propn
    }

    /// Finds the heads of the phrases to whom something is given or said.
    pub fn recipients(&self, verb: usize) -> Vec<usize> {
        // "was given oil by Kuwait"
        if self.is_passive(verb) && self.child(verb, &[Dep::Dobj]).is_some() {
            return self.surface_subjects(verb);
        }
        let datives = self.parsed.children(verb).filter(|&c| self.dep(c) == Dep::Dative);
        datives
            .flat_map(|c| match self.parsed.tokens[c].pos {
                Pos::Adp => self.objects_of(c),
                _ => vec![c],
            })
            .collect()
    }

    /// Finds the objects of a preposition that the word governs itself.
    pub fn oblique(&self, word: usize, preposition: &str) -> Vec<usize> {
        let governed = self.parsed.children(word).filter(|&c| {
            matches!(self.dep(c), Dep::Prep | Dep::Agent | Dep::Dative | Dep::Prt) && self.norm(c) == preposition
        });
        governed.flat_map(|c| self.joined_prepositions(c)).flat_map(|c| self.objects_of(c)).collect()
    }

    /// "to the president and to the envoy": a preposition and those joined to it that say the same.
    fn joined_prepositions(&self, preposition: usize) -> Vec<usize> {
        let same = |&c: &usize| self.dep(c) == Dep::Conj && self.norm(c) == self.norm(preposition);
        let mut found = vec![preposition];
        let mut at = 0;
        while at < found.len() && found.len() < 12 {
            found.extend(self.parsed.children(found[at]).filter(same));
            at += 1;
        }
        found
    }

    /// Gives the objects of a preposition, through a second one ("out of", "from inside").
    pub fn objects_of(&self, preposition: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for child in self.parsed.children(preposition) {
            match self.dep(child) {
                Dep::Pobj => found.push(child),
                Dep::Prep => {
                    found.extend(self.parsed.children(child).filter(|&c| self.dep(c) == Dep::Pobj));
                }
                _ => {}
            }
        }
        found
    }

    /// Says whether a word stands in a date or a time of day.
    pub fn is_date(&self, token: usize) -> bool {
        let entities = &self.parsed.entities;
        let at = entities.partition_point(|e| e.tokens.end <= token);
        let timed = |label| matches!(label, EntityLabel::Date | EntityLabel::Time);
        entities.get(at).is_some_and(|e| e.tokens.contains(&token) && timed(e.label))
    }

    /// Says whether a word is told by the way: in a relative clause, a participle or an apposition.
    pub fn is_aside(&self, word: usize) -> Aside {
        let aside = |t: usize| matches!(self.dep(t), Dep::Relcl | Dep::Acl | Dep::Appos);
        if aside(word) || self.parsed.ancestors(word).take(6).any(aside) { Aside::Yes } else { Aside::No }
    }

    /// Finds what stands behind "according to" in the sentence of a token.
    pub fn according_to(&self, token: usize) -> Vec<usize> {
        let mut sentence = self.parsed.sentences[self.parsed.sentence_of(token)].clone();
        sentence.find(|&t| self.norm(t) == "according").map_or(Vec::new(), |according| self.oblique(according, "to"))
    }

    /// Gives the head of a coordination and all that are joined to it.
    pub fn conjuncts(&self, noun: usize) -> Vec<usize> {
        let mut found = vec![noun];
        let mut at = 0;
        while at < found.len() && found.len() < 12 {
            let joined = self.parsed.children(found[at]).filter(|&c| self.dep(c) == Dep::Conj && !self.is_verb(c));
            let joined: Vec<usize> = joined.collect();
            found.extend(joined);
            at += 1;
        }
        found
    }

    /// Says whether "not", "never", "no longer" or "no" stands at the word.
    pub fn is_negated(&self, word: usize) -> bool {
        self.parsed.children(word).any(|c| {
            self.dep(c) == Dep::Neg
                || (self.dep(c) == Dep::Det && self.norm(c) == "no")
                || { self.dep(c) == Dep::Preconj && self.norm(c) == "neither" }
                || self.norm(c) == "longer" && c > 0 && self.norm(c - 1) == "no"
        })
    }

    /// Says whether the subject is "neither A nor B".
    pub fn is_nobody(&self, verb: usize) -> bool {
        let neither = |c: usize| self.norm(c) == "neither";
        let subject = self.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        subject.is_some_and(|subject| neither(subject) || self.parsed.children(subject).any(neither))
    }
}
