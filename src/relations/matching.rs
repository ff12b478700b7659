//! Which triggers stand in a text: words of the lexicon found in the tree.
//!
//! Reads: a head token and the triggers of its lemma. Gives: the tokens that the trigger's words stand on.
//! Does not: look for source and target.

use super::Capital;
use super::clause::Clauses;
use super::frames::{Frame, Slot, TriggerPos};
use super::governors::Effect;
use super::lexicon::Trigger;
use crate::actors::ActorKind;
use crate::nlp::{Dep, Pos, Tag};

/// A trigger found in the text.
#[derive(Debug, Clone)]
pub(crate) struct Match<'l> {
    pub trigger: &'l Trigger,
    /// Head token.
    pub head: usize,
    /// All its tokens, the head first.
    pub tokens: Vec<usize>,
}

impl Match<'_> {
    /// What the number of its words is worth beside readings of fewer words.
    pub fn weight(&self) -> f32 {
        let asked = usize::from(!self.trigger.needs.is_empty());
        1.0 + 0.1 * (self.tokens.len() - 1 + asked) as f32
    }

    /// Says what a capital means that stands at this head as target: its state also "in" it, where the row itself names the place
    /// and a mere town cannot be meant.
    pub fn capital_at(&self, clauses: Clauses<'_>, head: usize) -> Capital {
        let kind = &self.trigger.kind;
        let preposition = clauses.head(head);
        let direct = clauses.dep(head) == Dep::Pobj && self.tokens.contains(&clauses.head(preposition));
        let norm = clauses.norm(preposition);
        let named = self.trigger.target.iter().any(|slot| matches!(slot, Slot::Prep(word) if **word == *norm));
        let seat = kind.capitals == Capital::State && !kind.targets.contains(&ActorKind::Place);
        if direct && named && seat { Capital::Seat } else { kind.capitals }
    }
}

/// Says which part of speech a token can be a trigger of.
pub(crate) fn trigger_pos(clauses: Clauses<'_>, token: usize) -> Option<TriggerPos> {
    match clauses.parsed.tokens[token].pos {
        Pos::Verb => Some(TriggerPos::Verb),
        // "is behind": the verb "be" of a clause, no auxiliary of another verb.
        Pos::Aux if !matches!(clauses.dep(token), Dep::Aux | Dep::Auxpass) => Some(TriggerPos::Verb),
        Pos::Noun | Pos::Propn => Some(TriggerPos::Noun),
        Pos::Adj => Some(TriggerPos::Adjective),
        _ => None,
    }
}

/// Finds the tokens of a trigger whose head stands at `head`; none where a word is missing or a blocking word stands by.
pub(crate) fn match_trigger<'l>(clauses: Clauses<'_>, trigger: &'l Trigger, head: usize) -> Option<Match<'l>> {
    let open = trigger.is_open();
    let lemma = clauses.lemma(head);
    if open && (clauses.is_passive(head) || trigger.block.iter().any(|word| **word == *lemma)) {
        return None;
    }
    let mut tokens = vec![head];
    if open && trigger.words.len() > 2 {
        tokens.extend(phrase_behind(clauses, trigger, head)?);
        return (!is_blocked(clauses, trigger, &tokens)).then_some(Match { trigger, head, tokens });
    }
    for (k, alternatives) in trigger.words.iter().enumerate() {
        if k == trigger.head {
            continue;
        }
        let is_word = |token: usize| {
            token != head
                && !(open && k > trigger.head && token < head)
                && alternatives.iter().any(|w| **w == *clauses.lemma(token) || **w == *clauses.norm(token))
                // The lemmatizer takes "according to" for a verb: no accord is meant.
                && clauses.norm(token) != "according"
                && !is_of_time(clauses, token)
                && !tokens.contains(&token)
        };
        let found = if k < trigger.head {
            clauses.parsed.children(head).find(|&c| c < head && is_word(c))
        } else {
            further_word(clauses, trigger, &tokens, &is_word)
        };
        tokens.push(found?);
    }
    // "called off", "backed down": a particle makes another verb of it.
    if trigger.pos == TriggerPos::Verb
        && !open
        && clauses.child(head, &[Dep::Prt]).is_some_and(|c| !tokens.contains(&c))
    {
        return None;
    }
    // "called Iran a liar" tells of no call.
    let calls = clauses.governors.has(clauses.lemma(head), TriggerPos::Verb, Effect::Call);
    let fused =
        |c: usize| clauses.child(c, &[Dep::Appos, Dep::Dobj]).is_some_and(|a| !(c..a).any(|t| clauses.norm(t) == ","));
    let named = |c: usize| {
        !tokens.contains(&c) && (clauses.dep(c) == Dep::Oprd || calls && clauses.dep(c) == Dep::Dobj && fused(c))
    };
    if trigger.kind.reciprocal && trigger.pos == TriggerPos::Verb && clauses.parsed.children(head).any(named) {
        return None;
    }
    let fits = (trigger.needs.is_empty() || has_needed(clauses, trigger, &tokens))
        && (trigger.block.is_empty() || !is_blocked(clauses, trigger, &tokens));
    fits.then_some(Match { trigger, head, tokens })
}

/// Gives another dictionary form that a verb may have: the lemmatizer takes "dined" for "din", "relaunched" for "relaunche".
pub(crate) fn other_base(lemma: &str, norm: &str) -> Option<String> {
    let ending = norm.strip_prefix(lemma.strip_suffix('e').unwrap_or(lemma))?;
    match (lemma.strip_suffix('e'), ending) {
        (Some(stem), "ed" | "ing" | "es") => Some(stem.to_owned()),
        (None, "ed" | "ing" | "es") => Some(format!("{lemma}e")),
        _ => None,
    }
}

/// How far behind a verb a set phrase is looked for.
const PHRASE: usize = 20;

/// "advanced shoulder to shoulder", "ran a campaign side by side": the words of a phrase behind a verb, wherever the parser hangs them;
/// no other verb of a clause stands in between.
fn phrase_behind(clauses: Clauses<'_>, trigger: &Trigger, head: usize) -> Option<Vec<usize>> {
    let end = clauses.parsed.sentences[clauses.parsed.sentence_of(head)].end;
    let words = &trigger.words[trigger.head + 1..];
    let is = |token: usize, k: usize| words[k].iter().any(|word| **word == *clauses.norm(token));
    for start in head + 1..end.min(head + PHRASE) {
        if start + words.len() <= end && (0..words.len()).all(|k| is(start + k, k)) {
            return Some((start..start + words.len()).collect());
        }
        if clauses.is_verb(start) || matches!(clauses.norm(start), ";" | ":") {
            return None;
        }
    }
    None
}

/// Says whether one of the words that the trigger needs stands in its phrase: in its subject, its objects and what hangs on them,
/// for a noun also at the verb that governs it. What relative and reported clauses tell is another phrase.
fn has_needed(clauses: Clauses<'_>, trigger: &Trigger, tokens: &[usize]) -> bool {
    let (parsed, head) = (clauses.parsed, tokens[0]);
    let needed = |token: usize| {
        let is = |form: &str| trigger.needs.iter().any(|word| **word == *form);
        let lemma = clauses.lemma(token);
        let small = lemma.bytes().all(|b| b.is_ascii_lowercase());
        is(clauses.norm(token)) || if small { is(lemma) } else { is(&lemma.to_lowercase()) }
    };
    let within = |&c: &usize| {
        let clause = matches!(clauses.dep(c), Dep::Relcl | Dep::Ccomp | Dep::Parataxis);
        !(clause || clauses.dep(c) == Dep::Conj && clauses.is_verb(c))
    };
    let mut open: Vec<usize> = tokens.iter().flat_map(|&t| parsed.children(t)).filter(within).collect();
    if trigger.pos == TriggerPos::Verb {
        open.extend(clauses.patients(head));
        open.extend(clauses.surface_subjects(head));
    } else {
        let governor = clauses.head(head);
        open.push(governor);
        open.extend(parsed.children(governor).filter(|&c| clauses.dep(c) == Dep::Prep));
    }
    for _ in 0..FARTHEST {
        let Some(token) = open.pop() else { return false };
        if needed(token) {
            return true;
        }
        // Above a noun only its governor itself counts, not all that hangs on it.
        if token != clauses.head(head) {
            open.extend(parsed.children(token).filter(within));
        }
    }
    false
}

/// "called the king on Friday": a preposition of time is no word of "call on".
fn is_of_time(clauses: Clauses<'_>, preposition: usize) -> bool {
    // "gave them until Friday" is said of time alone.
    if clauses.dep(preposition) != Dep::Prep || !matches!(clauses.norm(preposition), "on" | "in" | "at") {
        return false;
    }
    let objects = clauses.objects_of(preposition);
    !objects.is_empty() && objects.iter().all(|&object| clauses.is_date(object))
}

/// How many words of a phrase are looked at for a needed one.
const FARTHEST: usize = 80;

/// Finds a word that the trigger's other words govern: particle, object, predicate, object of a listed preposition; for a passive
/// verb also its subject.
fn further_word(
    clauses: Clauses<'_>,
    trigger: &Trigger,
    matched: &[usize],
    is_word: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let head = matched[0];
    let mut open: Vec<usize> = matched.iter().flat_map(|&t| clauses.parsed.children(t)).collect();
    if trigger.pos == TriggerPos::Verb && clauses.child(head, &[Dep::Dobj]).is_none() {
        open.extend(clauses.patients(head));
    }
    // "an endorsement that he won from"
    let gap = trigger.frame == Frame::Undergo && clauses.dep(head) == Dep::Relcl;
    open.extend((gap && clauses.child(head, &[Dep::Nsubj]).is_some()).then(|| clauses.head(head)));
    let objects: Vec<usize> =
        open.iter().copied().filter(|&t| matches!(clauses.dep(t), Dep::Dobj | Dep::Nsubjpass)).collect();
    for object in objects {
        let inside = [Dep::Conj, Dep::Compound, Dep::Amod, Dep::Prep];
        open.extend(clauses.parsed.children(object).filter(|&c| inside.contains(&clauses.dep(c))));
        for counted in clauses.counted(object) {
            open.push(counted);
            open.extend(clauses.parsed.children(counted).filter(|&c| inside.contains(&clauses.dep(c))));
        }
        // "a heap of blame", "a series of insults"
        if clauses.governors.has(clauses.lemma(object), TriggerPos::Noun, Effect::Support) {
            open.extend(clauses.oblique(object, "of"));
        }
    }
    // "said Russia must", "warned that it would face": the clause's own verb and modal.
    let clauses_below: Vec<usize> = open.iter().copied().filter(|&t| clauses.dep(t) == Dep::Ccomp).collect();
    for &clause in &clauses_below {
        let modal = clauses.parsed.children(clause).find(|&c| clauses.dep(c) == Dep::Aux && is_word(c));
        if modal.is_some() || is_word(clause) {
            return modal.or(Some(clause));
        }
    }
    // "said it would strike unless Iraq left", "if Iraq did not leave": the word of a condition that is not met yet.
    let conditions = clauses_below.iter().copied().filter(|&clause| !clauses.is_negated(clause));
    let conditions = conditions.flat_map(|clause| clauses.parsed.children(clause)).chain(clauses.parsed.children(head));
    let unmet = conditions.filter(|&c| clauses.dep(c) == Dep::Advcl).find_map(|c| {
        let mark = clauses.child(c, &[Dep::Mark]).filter(|&mark| is_word(mark))?;
        (clauses.norm(mark) == "unless" || clauses.norm(mark) == "if" && clauses.is_negated(c)).then_some(mark)
    });
    if unmet.is_some() {
        return unmet;
    }
    // "called for Iraq to leave": the word that introduces the clause.
    let infinitives = open.iter().copied().filter(|&t| matches!(clauses.dep(t), Dep::Advcl | Dep::Acl | Dep::Xcomp));
    let mut marks = infinitives.flat_map(|clause| clauses.parsed.children(clause));
    if let Some(mark) = marks.find(|&c| clauses.dep(c) == Dep::Mark && clauses.norm(c) == "for" && is_word(c)) {
        return Some(mark);
    }
    // "sent warships to deter": a purpose belongs to the act.
    let purpose = |t: usize| clauses.dep(t) == Dep::Advcl && clauses.is_infinitive(t);
    let clausal = [Dep::Advcl, Dep::Ccomp, Dep::Relcl, Dep::Acl, Dep::Nsubj, Dep::Punct];
    let mut fit = open.into_iter().filter(|&t| (purpose(t) || !clausal.contains(&clauses.dep(t))) && is_word(t));
    let first = fit.next()?;
    // "tried to bring them to the table": rather the preposition.
    let particle = clauses.dep(first) == Dep::Aux && clauses.norm(first) == "to";
    Some(if particle { fit.next().unwrap_or(first) } else { first })
}

/// "whether", "if", "how", "what": a word that makes a question of the clause that it stands in.
fn opens_clause(clauses: Clauses<'_>, token: usize) -> bool {
    clauses.dep(token) == Dep::Mark
        || matches!(clauses.parsed.tokens[token].tag, Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb)
}

/// Says whether a blocking lemma stands as object, subject, modifier, object of a preposition, before a hyphen ("vice-president"),
/// or opens a clause below ("asked Iran **whether** it would").
fn is_blocked(clauses: Clauses<'_>, trigger: &Trigger, tokens: &[usize]) -> bool {
    let blocks =
        |token: usize| trigger.block.iter().any(|b| **b == *clauses.lemma(token) || **b == *clauses.norm(token));
    // "Libya, which asked Italy", "when it asked Italy": what opens the trigger's own clause blocks nothing.
    let own = |token: usize, c: usize| token == tokens[0] && opens_clause(clauses, c);
    let near = tokens.iter().any(|&token| {
        clauses.parsed.children(token).any(|c| {
            // "are clearing mines together": what no verb may be does not speak against its auxiliary.
            let helps = trigger.is_open() && matches!(clauses.dep(c), Dep::Aux | Dep::Auxpass);
            let further = !helps && !tokens.contains(&c);
            further
                && (blocks(c) && !own(token, c)
                    || matches!(clauses.dep(c), Dep::Prep | Dep::Dobj | Dep::Agent)
                        && clauses.parsed.children(c).any(|g| clauses.dep(g) != Dep::Relcl && blocks(g))
                    || matches!(clauses.dep(c), Dep::Ccomp | Dep::Advcl | Dep::Xcomp | Dep::Pcomp)
                        // "If the rains fail, Kenya will ask": a condition, no question.
                        && !(clauses.dep(c) == Dep::Advcl && c < token)
                        && clauses.parsed.children(c).any(|g| opens_clause(clauses, g) && blocks(g)))
        })
    });
    let head = tokens[0];
    let prefix = head.checked_sub(2).filter(|_| matches!(clauses.parsed.text(head - 1), "-" | "–"));
    if prefix.is_some_and(blocks) {
        return true;
    }
    let governed_by = clauses.head(head);
    near || match trigger.pos {
        TriggerPos::Verb => {
            let sides = clauses.patients(head).into_iter().chain(clauses.surface_subjects(head));
            sides.flat_map(|side| clauses.counted(side).into_iter().chain([side])).any(blocks)
        }
        TriggerPos::Noun | TriggerPos::Adjective => {
            matches!(clauses.dep(head), Dep::Compound | Dep::Amod | Dep::Poss) && blocks(governed_by)
        }
    }
}
