//! How real a relation is said to be, and who says so.
//!
//! Reads: a trigger's place in the tree. Gives: status and attribution, or nothing where nothing is told (conditions, questions).
//! How: from the trigger up through its governors, each of which may negate, plan, claim or stop what is below it.
//! Does not: read dates.

use super::clause::Clauses;
use super::frames::TriggerPos;
use super::governors::{Effect, Governors};
use super::lexicon::{Lexicon, Trigger};
use super::sides::{Side, Sides};
use super::{Complement, Inside, QuadClass, Status};
use crate::nlp::{Dep, Tag};

/// What the text makes of a relation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reality {
    pub status: Status,
    /// Who says so, where it is only said.
    pub attribution: Option<Side>,
    /// 0..=1: what doubt there is in this reading.
    pub factor: f32,
    /// It is negated for the time to come: the source will not do it.
    pub refused: bool,
    /// It is negated for these days: the source does not do it.
    pub withheld: bool,
    /// Who announces that it will be done.
    pub announced: Option<Announcer>,
}

/// Who announces an act to come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Announcer {
    /// Whoever does it: "is ready to", "its pledge to".
    Itself,
    /// The subject of the verb: "promised to", "said that it would".
    Speakers(Vec<Side>),
}

/// Reads status and attribution off the tree.
#[derive(Clone, Copy)]
pub(crate) struct Realities<'a> {
    pub sides: Sides<'a>,
    pub governors: &'a Governors,
    pub lexicon: &'a Lexicon,
}

/// What the walk up has seen so far.
struct Walk {
    reality: Reality,
    /// The act is taken for granted: what is planned or denied above it is something else.
    presupposed: bool,
    /// It will or would be done.
    to_come: bool,
    /// The act is a noun of hard words ("demand", "warning"): to reject them is not to undo them.
    words: bool,
}

impl<'a> Realities<'a> {
    fn clauses(&self) -> Clauses<'a> {
        self.sides.clauses
    }

    /// Reads how real the relation of a trigger is; `support` is the verb that makes a noun an act. None: nothing is told.
    pub fn read(&self, trigger: usize, told: &Trigger, support: Option<usize>) -> Option<Reality> {
        let clauses = self.clauses();
        let pos = told.pos;
        let mut walk = Walk {
            reality: Reality {
                status: Status::Actual,
                attribution: None,
                factor: 1.0,
                refused: false,
                withheld: false,
                announced: None,
            },
            presupposed: false,
            to_come: false,
            words: pos == TriggerPos::Noun && told.kind.quad == QuadClass::VerbalConflict,
        };
        if pos != TriggerPos::Verb && clauses.is_negated(trigger) {
            walk.lower(Status::Negated);
        }
        if let Some(verb) = support {
            self.at_verb(verb, &mut walk)?;
            self.climb(verb, &mut walk)?;
        } else {
            if pos == TriggerPos::Verb {
                self.at_verb(trigger, &mut walk)?;
            }
            self.climb(trigger, &mut walk)?;
        }
        self.according_to(trigger, &mut walk);
        Some(walk.reality)
    }

    /// What stands at the verb itself: negation, modals, conditions.
    fn at_verb(&self, verb: usize, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        if self.is_conditional(verb) {
            return None;
        }
        let nothing = |object: usize| clauses.parsed.children(object).any(|c| clauses.norm(c) == "no");
        if clauses.is_negated(verb) || clauses.child(verb, &[Dep::Dobj, Dep::Attr]).is_some_and(nothing) {
            walk.lower(Status::Negated);
            let will = |c: usize| matches!(clauses.norm(c), "will" | "wo" | "would" | "'ll");
            let coming = clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && will(c));
            walk.reality.refused |= coming && walk.reality.status == Status::Negated;
            let now = |c: usize| matches!(clauses.norm(c), "do" | "does") && clauses.dep(c) == Dep::Aux;
            walk.reality.withheld |=
                clauses.parsed.children(verb).any(now) && walk.reality.status == Status::Negated && !walk.presupposed;
        }
        for child in clauses.parsed.children(verb).filter(|&c| clauses.dep(c) == Dep::Aux) {
            walk.to_come |= matches!(clauses.norm(child), "will" | "would" | "shall" | "wo" | "'ll" | "'d");
            match (clauses.norm(child), clauses.parsed.tokens[child].tag) {
                ("would" | "could" | "might" | "may" | "should" | "must" | "can" | "ought" | "'d", Tag::Md) => {
                    walk.lower(Status::Planned);
                    walk.reality.factor *= 0.7;
                }
                ("will" | "shall" | "wo" | "'ll", Tag::Md) => walk.lower(Status::Planned),
                // "France to send troops": a headline's future.
                ("to", _) if matches!(clauses.dep(verb), Dep::Root | Dep::Advcl | Dep::Relcl | Dep::Acl) => {
                    walk.lower(Status::Planned);
                    walk.reality.factor *= 0.85;
                }
                _ => {}
            }
        }
        // A conjunct shares the modal and the negation of the first verb, unless it has auxiliaries of its own.
        let head = clauses.head(verb);
        if clauses.dep(verb) == Dep::Conj && clauses.is_verb(head) && head != verb {
            let own = clauses.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass, Dep::Neg]);
            // "did not attack but threatened": what follows "but" is told by itself.
            let but = |c: usize| clauses.dep(c) == Dep::Cc && clauses.norm(c) == "but" && (head..verb).contains(&c);
            if own.is_none() && !clauses.parsed.children(head).any(but) {
                return self.at_verb(head, walk);
            }
            return (!self.is_conditional(head)).then_some(());
        }
        Some(())
    }

    fn is_conditional(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        // "Had Russia attacked, ...", "Should Spain recognize it, ..."
        let subject = clauses.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        let inverted = |c: usize| clauses.dep(c) == Dep::Aux && subject.is_some_and(|subject| c < subject);
        let before = clauses.dep(verb) == Dep::Ccomp && verb < clauses.head(verb);
        if (clauses.dep(verb) == Dep::Advcl || before) && clauses.parsed.children(verb).any(inverted) {
            return true;
        }
        let marked = clauses.parsed.children(verb).any(|c| {
            matches!(clauses.dep(c), Dep::Mark | Dep::Advmod)
                && matches!(clauses.norm(c), "if" | "unless" | "whether" | "lest" | "until")
        });
        marked && !(matches!(clauses.dep(verb), Dep::Ccomp) && clauses.norm(verb).is_empty())
    }

    /// Goes up from `word` to the root; every governor may change how real it is.
    fn climb(&self, word: usize, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        let mut below = word;
        for governor in clauses.parsed.ancestors(word).take(40) {
            let dep = clauses.dep(below);
            if clauses.is_verb(governor) {
                self.under_verb(governor, below, dep, walk)?;
            } else if clauses.is_noun(governor) {
                self.under_noun(governor, below, dep, walk);
            } else if dep == Dep::Xcomp || dep == Dep::Ccomp {
                let effect = self.governors.on_clause(clauses.lemma(governor), TriggerPos::Adjective);
                self.apply(effect, walk);
                walk.commit(effect);
            } else if dep == Dep::Pcomp && clauses.norm(governor) == "without" {
                walk.lower(Status::Negated);
            }
            below = governor;
        }
        Some(())
    }

    fn under_verb(&self, verb: usize, below: usize, dep: Dep, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        // "We will not forget, Roe said, and he accused": what is said does not govern who says it.
        if dep == Dep::Parataxis && self.governors.has(clauses.lemma(below), TriggerPos::Verb, Effect::Claim) {
            walk.presupposed = true;
        }
        let through = self.passed_preposition(below, dep);
        let clausal =
            matches!(dep, Dep::Xcomp | Dep::Ccomp | Dep::Csubj | Dep::Parataxis) || through == Some(Dep::Pcomp);
        let nominal = matches!(dep, Dep::Dobj | Dep::Nsubjpass) || through == Some(Dep::Pobj);
        let purpose = dep == Dep::Advcl && self.is_purpose(below);
        // "dismissed the story as a hoax": what follows "as" is said of it, not dismissed.
        let nominal = nominal && clauses.norm(below) != "as";
        // "were to meet on Friday"
        if dep == Dep::Xcomp && clauses.lemma(verb) == "be" && self.is_purpose(below) {
            walk.lower(Status::Planned);
        }
        if clausal || nominal {
            // "threatened to attack", "urged to release": the threat or demand is what is told.
            if !walk.presupposed && self.tells_more(verb) {
                return None;
            }
            let effect = self.effect(verb, below, dep).filter(|_| !(nominal && walk.words && self.rejects(verb)));
            // "did not rule out supporting him": it may be.
            if effect == Some(Effect::Prevent) && clauses.is_negated(verb) && !walk.presupposed {
                walk.lower(Status::Planned);
                return (!self.is_conditional(verb)).then_some(());
            }
            let claim = matches!(effect, Some(Effect::Claim | Effect::Deny));
            let promised = effect == Some(Effect::Commit) || (effect == Some(Effect::Claim) && walk.to_come);
            if promised && !walk.presupposed && walk.reality.announced.is_none() && !clauses.is_passive(verb) {
                let speakers = self.sides.of_phrases(&clauses.agents(verb), Some(Inside::Responsible));
                walk.reality.announced = Some(Announcer::Speakers(speakers));
            }
            // "failed to agree": it came to nothing because one of them would not.
            let control = dep == Dep::Xcomp && !clauses.is_passive(verb);
            walk.reality.refused |= effect == Some(Effect::Prevent) && control && !walk.presupposed;
            if claim && !(nominal && clauses.is_passive(verb)) {
                self.claim(verb, effect, walk);
            } else {
                self.apply(effect, walk);
            }
            if nominal && effect.is_none() {
                walk.presupposed = true;
            }
        } else if purpose {
            walk.lower(Status::Planned);
            walk.reality.factor *= 0.8;
        } else if matches!(dep, Dep::Nsubj | Dep::Advcl | Dep::Relcl | Dep::Prep) {
            walk.presupposed = true;
        }
        if !walk.presupposed && dep != Dep::Conj {
            return self.at_verb(verb, walk);
        }
        (!self.is_conditional(verb)).then_some(())
    }

    /// "to fight the militants": an infinitive that tells a purpose.
    fn is_purpose(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        clauses.parsed.children(verb).any(|c| clauses.dep(c) == Dep::Aux && clauses.norm(c) == "to")
    }

    /// For a preposition between the word and its governor: how the word hangs on it.
    fn passed_preposition(&self, below: usize, dep: Dep) -> Option<Dep> {
        let clauses = self.clauses();
        let link = matches!(dep, Dep::Prep | Dep::Dative);
        link.then(|| clauses.child(below, &[Dep::Pcomp, Dep::Pobj]).map(|c| clauses.dep(c))).flatten()
    }

    /// What a verb does to what it governs: the row with its particle or preposition first, then its own, then as a trigger.
    fn effect(&self, verb: usize, below: usize, dep: Dep) -> Option<Effect> {
        let clauses = self.clauses();
        let lemma = clauses.lemma(verb);
        let particle = clauses.child(verb, &[Dep::Prt]).or((dep == Dep::Prep).then_some(below));
        let phrasal =
            particle.and_then(|p| self.governors.on_clause(&format!("{lemma} {}", clauses.norm(p)), TriggerPos::Verb));
        phrasal.or_else(|| self.governors.on_clause(lemma, TriggerPos::Verb)).or_else(|| self.as_trigger(lemma))
    }

    /// A verb of the lexicon tells by its kind how real the clause below it is.
    fn as_trigger(&self, lemma: &str) -> Option<Effect> {
        let verbal = |q: QuadClass| matches!(q, QuadClass::VerbalConflict | QuadClass::VerbalCooperation);
        let trigger = self
            .lexicon
            .find(lemma)
            .find(|t| t.pos == TriggerPos::Verb && t.words.len() == 1 && verbal(t.kind.quad))?;
        match trigger.kind.complement {
            Complement::Fact => None,
            Complement::Plan => Some(Effect::Plan),
            Complement::Claim => Some(Effect::Claim),
            Complement::Prevent => Some(Effect::Prevent),
        }
    }

    /// Says whether the verb is a trigger that turns down what it governs.
    fn rejects(&self, verb: usize) -> bool {
        self.lexicon
            .find(self.clauses().lemma(verb))
            .any(|t| t.pos == TriggerPos::Verb && t.words.len() == 1 && t.kind.complement == Complement::Prevent)
    }

    /// Says whether the verb is itself a trigger of conflict in words about what is to come.
    fn tells_more(&self, verb: usize) -> bool {
        self.lexicon.find(self.clauses().lemma(verb)).any(|t| {
            t.pos == TriggerPos::Verb
                && t.words.len() == 1
                && t.kind.quad == QuadClass::VerbalConflict
                && t.kind.complement == Complement::Plan
        })
    }

    fn under_noun(&self, noun: usize, below: usize, dep: Dep, walk: &mut Walk) {
        let clauses = self.clauses();
        let through = self.passed_preposition(below, dep).filter(|_| clauses.norm(below) != "as");
        let governed = matches!(dep, Dep::Acl | Dep::Ccomp | Dep::Compound) || through.is_some();
        if governed {
            let effect = self.governors.on_clause(clauses.lemma(noun), TriggerPos::Noun);
            if matches!(effect, Some(Effect::Claim | Effect::Deny)) {
                self.claim_of_noun(noun, effect, walk);
            } else {
                self.apply(effect, walk);
                walk.commit(effect);
            }
        }
        if matches!(dep, Dep::Relcl | Dep::Appos) {
            walk.presupposed = true;
        }
    }

    fn apply(&self, effect: Option<Effect>, walk: &mut Walk) {
        match effect {
            Some(Effect::Plan | Effect::Commit) => walk.lower(Status::Planned),
            Some(Effect::Prevent | Effect::Deny) => walk.lower(Status::Negated),
            Some(Effect::Claim) => walk.lower(Status::Claimed),
            Some(Effect::End) => walk.presupposed = true,
            Some(Effect::Try | Effect::Support | Effect::Private | Effect::Call) | None => {}
        }
    }

    fn claim(&self, verb: usize, effect: Option<Effect>, walk: &mut Walk) {
        let clauses = self.clauses();
        let speakers = self.sides.of_phrases(&clauses.agents(verb), Some(Inside::Responsible));
        self.claimed_by(speakers.first().copied(), effect, walk);
    }

    fn claim_of_noun(&self, noun: usize, effect: Option<Effect>, walk: &mut Walk) {
        let speakers = self.sides.of_phrases(&self.clauses().owners(noun, 2), None);
        self.claimed_by(speakers.first().copied(), effect, walk);
    }

    fn claimed_by(&self, speaker: Option<Side>, effect: Option<Effect>, walk: &mut Walk) {
        let status = if effect == Some(Effect::Deny) { Status::Negated } else { Status::Claimed };
        // What is only said is no fact even where the act is taken for granted.
        if matches!(walk.reality.status, Status::Actual | Status::Past) {
            walk.reality.status = status;
        }
        if walk.reality.attribution.is_none() {
            walk.reality.attribution = speaker;
        }
    }

    /// "..., according to Reuters".
    fn according_to(&self, trigger: usize, walk: &mut Walk) {
        let clauses = self.clauses();
        let sentence = clauses.parsed.sentences[clauses.parsed.sentence_of(trigger)].clone();
        let Some(according) = sentence.into_iter().find(|&t| clauses.norm(t) == "according") else { return };
        let speaker = clauses
            .oblique(according, "to")
            .first()
            .and_then(|&object| self.sides.of_phrase(object, None).first().copied());
        if let Some(speaker) = speaker
            && walk.reality.attribution.is_none()
        {
            walk.reality.attribution = Some(speaker);
            if walk.reality.status == Status::Actual {
                walk.reality.status = Status::Claimed;
            }
        }
    }
}

impl Walk {
    fn commit(&mut self, effect: Option<Effect>) {
        if effect == Some(Effect::Commit) && !self.presupposed {
            self.reality.announced.get_or_insert(Announcer::Itself);
        }
    }

    /// Takes a less factual status; what is negated stays so, and what is taken for granted too.
    fn lower(&mut self, status: Status) {
        if self.presupposed || self.reality.status == Status::Negated {
            return;
        }
        let double = status == Status::Negated && self.reality.status != Status::Actual;
        if status == Status::Negated && !double || self.reality.status == Status::Actual || status == Status::Planned {
            self.reality.status = status;
        } else if double {
            self.reality.status = Status::Negated;
        }
    }
}
