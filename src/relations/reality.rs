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
use super::{Inside, QuadClass, Status};
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
    /// It is an aim or a plan of who does it: "Destroying it is their goal", "its plot to attack".
    pub intended: bool,
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
    /// It is a judgment that turns round where it is denied: "is no leader".
    judged: bool,
    /// It is something that a source grants or withholds: support, praise.
    gives: bool,
    /// The act is a noun of hard words ("demand", "warning"): to reject them is not to undo them.
    words: bool,
    /// What sort of act it is.
    quad: QuadClass,
    /// The one who acts is quoted himself: "was quoted as warning".
    quoted: bool,
    /// The text whose words it is, last passed: "a statement condemning".
    text: Option<usize>,
}

impl<'a> Realities<'a> {
    pub(super) fn clauses(&self) -> Clauses<'a> {
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
                intended: false,
                announced: None,
            },
            presupposed: self.is_by_the_way(trigger, told),
            to_come: false,
            judged: told.judges() && told.kind.withheld.is_some(),
            gives: told.kind.withheld.is_some(),
            words: pos == TriggerPos::Noun && told.kind.quad == QuadClass::VerbalConflict,
            quad: told.kind.quad,
            quoted: false,
            text: None,
        };
        if self.is_made_up(trigger) {
            return None;
        }
        let held = |verb: usize| matches!(clauses.lemma(verb), "be" | "have") && clauses.is_verb(verb);
        if pos != TriggerPos::Verb && clauses.is_negated(trigger) {
            // "is no fan of", "has no respect for"
            walk.reality.withheld |= walk.gives && held(clauses.head(trigger));
            walk.lower(Status::Negated);
            // "there will be no talks with"
            let verb = clauses.head(trigger);
            let will =
                |c: usize| clauses.dep(c) == Dep::Aux && matches!(clauses.norm(c), "will" | "wo" | "would" | "'ll");
            walk.reality.refused |= clauses.is_verb(verb) && clauses.parsed.children(verb).any(will);
        }
        if let Some(verb) = support {
            self.at_verb(verb, &mut walk)?;
            self.climb(verb, &mut walk)?;
        } else {
            if pos == TriggerPos::Verb {
                self.at_verb(trigger, &mut walk)?;
            }
            // "did not rule out": the negation is part of what tells it.
            if told.words.iter().flatten().any(|word| **word == *"not") || clauses.is_no_told(trigger, told) {
                walk.reality = Reality { status: Status::Actual, refused: false, ..walk.reality };
            }
            self.climb(trigger, &mut walk)?;
        }
        if !walk.quoted {
            self.according_to(trigger, &mut walk);
        }
        Some(walk.reality)
    }

    /// "signed a truce brokered by Norway", "under Norwegian mediation": who mediated did so, whatever is told of the parties.
    fn is_by_the_way(&self, trigger: usize, told: &Trigger) -> bool {
        let clauses = self.clauses();
        let mediates = told.mode.as_deref().is_some_and(|mode| told.kind.between.iter().any(|m| **m == *mode));
        let told_beside = match clauses.dep(trigger) {
            Dep::Acl => clauses.is_passive(trigger),
            Dep::Pobj => clauses.norm(clauses.head(trigger)) == "under",
            _ => false,
        };
        mediates && told_beside
    }

    /// What stands at the verb itself: negation, modals, conditions.
    fn at_verb(&self, verb: usize, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        if self.is_conditional(verb) {
            return None;
        }
        let nothing = |object: usize| clauses.parsed.children(object).any(|c| clauses.norm(c) == "no");
        if clauses.is_negated(verb)
            || clauses.is_nobody(verb)
            || clauses.child(verb, &[Dep::Dobj, Dep::Attr]).is_some_and(nothing)
        {
            // "is not a fan of"
            let attitude = walk.gives && matches!(clauses.lemma(verb), "be" | "have");
            walk.reality.withheld |=
                (walk.judged || attitude) && walk.reality.status == Status::Actual && !walk.presupposed;
            walk.lower(Status::Negated);
            // "cannot support him" is no, "cannot meet him" is not.
            let can = walk.gives;
            let will = |c: usize| match clauses.norm(c) {
                "will" | "wo" | "would" | "'ll" => true,
                "can" | "ca" | "could" => can,
                _ => false,
            };
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
                // "the campaign to free the town" is under way.
                ("to", _) if self.is_under_way(verb) || clauses.is_feat(verb) => {}
                // "France to send troops": a headline's future.
                ("to", _) if matches!(clauses.dep(verb), Dep::Root | Dep::Advcl | Dep::Relcl | Dep::Acl) => {
                    walk.lower(Status::Planned);
                    walk.reality.factor *= 0.85;
                }
                _ => {}
            }
        }
        // "is making preparations to suspend", read as preparations that suspend.
        let subject = clauses.child(verb, &[Dep::Nsubj]).filter(|_| clauses.dep(verb) == Dep::Ccomp);
        let planned = |noun| self.governors.on_clause(clauses.lemma(noun), TriggerPos::Noun) == Some(Effect::Plan);
        if self.is_purpose(verb) && subject.is_some_and(planned) {
            walk.lower(Status::Planned);
        }
        // A conjunct shares the modal and the negation of the first verb, unless it has auxiliaries of its own.
        let head = clauses.head(verb);
        if clauses.dep(verb) == Dep::Conj && clauses.is_verb(head) && head != verb {
            let own = clauses.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass, Dep::Neg]);
            // "did not attack but threatened": what follows "but" is told by itself.
            let but = |c: usize| clauses.dep(c) == Dep::Cc && clauses.norm(c) == "but" && (head..verb).contains(&c);
            // "said that he would not go, and thanked": no modal stands before a past tense.
            let tag = |t: usize| clauses.parsed.tokens[t].tag;
            let apart = tag(head) == Tag::Vb && matches!(tag(verb), Tag::Vbd | Tag::Vbz);
            if own.is_none() && !apart && !clauses.parsed.children(head).any(but) {
                return self.at_verb(head, walk);
            }
            return (!self.is_conditional(head)).then_some(());
        }
        Some(())
    }

    /// "the campaign to free the town", "efforts to defeat", "an operation to retake": the infinitive of a noun for what is tried.
    fn is_under_way(&self, verb: usize) -> bool {
        let clauses = self.clauses();
        let noun = clauses.head(verb);
        matches!(clauses.dep(verb), Dep::Relcl | Dep::Acl)
            && self.governors.on_clause(clauses.lemma(noun), TriggerPos::Noun) == Some(Effect::Try)
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
        let mut passed = None;
        for governor in clauses.parsed.ancestors(word).take(40) {
            let dep = clauses.dep(below);
            // "told them that it would leave, and accused Iran": what is told does not govern what is done next.
            if dep == Dep::Conj && passed.is_none() {
                passed = Some(clauses.goes_on_with(below)).filter(|&verb| verb != governor);
            }
            if passed.is_some_and(|verb| verb != governor) {
                continue;
            }
            passed = None;
            if clauses.is_verb(governor) {
                self.under_verb(governor, below, dep, walk)?;
            } else if clauses.is_noun(governor) {
                // "accused Iran, a charge that Tehran denied": what is said of the charge is no part of it.
                let aside = matches!(dep, Dep::Relcl | Dep::Acl) && !self.is_content(below);
                if aside && walk.quad.is_verbal() && clauses.is_behind_comma(governor) {
                    return Some(());
                }
                self.under_noun(governor, below, dep, walk)?;
            } else if dep == Dep::Xcomp || dep == Dep::Ccomp {
                let effect = self.governors.on_clause(clauses.lemma(governor), TriggerPos::Adjective);
                let effect = effect.filter(|&effect| effect != Effect::Deny || self.is_of_words(below, dep));
                self.apply(effect, walk);
                walk.commit(effect);
                // "is not ready to endorse", "is unwilling to endorse"
                let copula = clauses.is_verb(clauses.head(governor)) && clauses.is_negated(clauses.head(governor));
                let unready = effect == Some(Effect::Commit) && (copula || clauses.is_negated(governor));
                walk.reality.refused |=
                    (unready || effect == Some(Effect::Prevent) && walk.gives && !copula) && !walk.presupposed;
            } else if dep == Dep::Pcomp && clauses.norm(governor) == "without" {
                walk.lower(Status::Negated);
            }
            below = governor;
        }
        Some(())
    }

    fn under_verb(&self, verb: usize, below: usize, dep: Dep, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        // "said that jets had come; Ankara denied it": beside each other.
        let between = verb.min(below)..verb.max(below);
        if matches!(dep, Dep::Ccomp | Dep::Parataxis) && between.into_iter().any(|t| clauses.norm(t) == ";") {
            walk.presupposed = true;
            return Some(());
        }
        // "in a statement condemning Russia": whatever is said besides.
        let aside = walk.text.is_some_and(|text| clauses.head(text) == below && clauses.norm(below) == "in")
            && dep == Dep::Prep;
        // "We will not forget, Roe said, and he accused": what is said does not govern who says it.
        let said = dep == Dep::Parataxis && clauses.claims(below);
        if aside || said {
            walk.presupposed = true;
        }
        let through = self.passed_preposition(below, dep);
        // "were reported to have fired on the town, killing": the participle is told by the same.
        let shared = dep == Dep::Advcl
            && clauses.parsed.tokens[below].tag == Tag::Vbg
            && clauses.is_passive(verb)
            && clauses.child(verb, &[Dep::Xcomp]).is_some();
        let clausal = matches!(dep, Dep::Xcomp | Dep::Ccomp | Dep::Csubj | Dep::Parataxis)
            || through == Some(Dep::Pcomp)
            || shared;
        let nominal = matches!(dep, Dep::Dobj | Dep::Nsubjpass) || through == Some(Dep::Pobj);
        let for_others = dep == Dep::Advcl && self.is_asked_for(below);
        let clausal = clausal || for_others;
        let purpose = dep == Dep::Advcl && self.is_purpose(below) && !for_others;
        // "was quoted as warning": his own words; "dismissed the story as a hoax": said of it, not dismissed.
        let as_it_is = clauses.norm(below) == "as";
        let nominal = nominal && !as_it_is;
        // "were to meet on Friday"
        if dep == Dep::Xcomp && clauses.lemma(verb) == "be" && self.is_purpose(below) {
            walk.lower(Status::Planned);
        }
        // "Destroying it is their goal."
        let aim = clauses.child(verb, &[Dep::Attr]).filter(|_| dep == Dep::Csubj);
        let planned = |noun| self.governors.on_clause(clauses.lemma(noun), TriggerPos::Noun) == Some(Effect::Plan);
        if aim.is_some_and(planned) {
            walk.lower(Status::Planned);
            walk.reality.intended = true;
        }
        if dep == Dep::Xcomp && clauses.lemma(verb) == "be" && self.is_denied_beside(verb, below) {
            walk.reality.status = Status::Negated;
        }
        if clausal || nominal {
            // "threatened to attack", "urged to release": the threat or demand is what is told.
            if !walk.presupposed && self.tells_more(verb, clausal) {
                return None;
            }
            let support = |verb: usize| self.governors.has(clauses.lemma(verb), TriggerPos::Verb, Effect::Support);
            let puts_out = walk.text == Some(below) && (support(verb) || clauses.puts_out(verb));
            // "accuses Iran, a charge Tehran denies": what is denied is something else.
            let other = dep == Dep::Ccomp && below < verb && clauses.child(verb, &[Dep::Dobj]).is_some();
            let effect = self.effect(verb, below, dep).filter(|&effect| !(other && effect == Effect::Deny));
            let effect = effect.filter(|_| !(puts_out || nominal && walk.words && self.rejects(verb)));
            // "did not rule out supporting him": it may be.
            if effect == Some(Effect::Prevent) && clauses.is_negated(verb) && !walk.presupposed {
                walk.lower(Status::Planned);
                return (!self.is_conditional(verb)).then_some(());
            }
            if walk.quad.is_verbal() && effect == Some(Effect::Claim) && clauses.is_passive(verb) && as_it_is {
                walk.quoted = true;
                return Some(());
            }
            let recorded = effect == Some(Effect::Claim)
                && walk.quad != QuadClass::MaterialConflict
                && self.tellers(verb).into_iter().any(|teller| self.is_record(teller));
            let effect = effect.filter(|_| !recorded);
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
            if nominal && matches!(effect, None | Some(Effect::Keep)) && !puts_out {
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

    fn under_noun(&self, noun: usize, below: usize, dep: Dep, walk: &mut Walk) -> Option<()> {
        let clauses = self.clauses();
        // "a statement condemning": what a text does is done by putting it out.
        let text = self.governors.has(clauses.lemma(noun), TriggerPos::Noun, Effect::Words);
        if text && walk.quad.is_verbal() && matches!(dep, Dep::Acl | Dep::Relcl) {
            walk.words = true;
            walk.text = Some(noun);
            return Some(());
        }
        // "its demand that Iraq leave": the demand is what is told.
        if matches!(dep, Dep::Acl | Dep::Ccomp | Dep::Advcl) && !walk.presupposed && self.asks_for(noun, below) {
            return None;
        }
        let through = self.passed_preposition(below, dep).filter(|_| clauses.norm(below) != "as");
        let content = dep == Dep::Relcl && self.is_content(below);
        let governed = matches!(dep, Dep::Acl | Dep::Ccomp | Dep::Compound) || through.is_some() || content;
        if governed {
            let effect = self.governors.on_clause(clauses.lemma(noun), TriggerPos::Noun);
            if matches!(effect, Some(Effect::Claim | Effect::Deny)) {
                self.claim_of_noun(noun, effect, walk);
            } else if clauses.is_negated(noun) && matches!(effect, Some(Effect::Plan | Effect::Commit)) {
                // "has no intention of paying"
                walk.lower(Status::Negated);
                walk.reality.refused |= effect == Some(Effect::Commit) && walk.reality.status == Status::Negated;
            } else {
                self.apply(effect, walk);
                walk.commit(effect);
                walk.reality.intended |= effect == Some(Effect::Plan) && clauses.child(noun, &[Dep::Poss]).is_some();
            }
        }
        if matches!(dep, Dep::Relcl | Dep::Appos) && !content && !self.is_under_way(below) {
            walk.presupposed = true;
        }
        Some(())
    }

    fn apply(&self, effect: Option<Effect>, walk: &mut Walk) {
        match effect {
            Some(Effect::Plan | Effect::Commit) => walk.lower(Status::Planned),
            Some(Effect::Prevent | Effect::Deny) => walk.lower(Status::Negated),
            Some(Effect::Claim) => walk.lower(Status::Claimed),
            Some(Effect::End) => walk.presupposed = true,
            // The others say who acts, not how real it is.
            Some(_) | None => {}
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
        if self.is_disproved(noun) {
            walk.reality.status = Status::Negated;
        }
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
        let sources = clauses.according_to(trigger);
        if walk.quad != QuadClass::MaterialConflict && sources.iter().any(|&noun| self.is_record(noun)) {
            return;
        }
        let speaker = sources.first().and_then(|&object| self.sides.of_phrase(object, None).first().copied());
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
