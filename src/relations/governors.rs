use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::frames::TriggerPos;
use super::lexicon::read_pos;
use super::table::{Row, TableError, rows};

/// What a governing word does to the clause or noun below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Makes the noun an act of the subject: "launch an attack".
    Support,
    /// Somebody says so.
    Claim,
    /// Somebody says it is not so.
    Deny,
    /// Intended, future or possible.
    Plan,
    /// Intended, and announced by who intends it.
    Commit,
    /// Did not happen.
    Prevent,
    /// Stops what was.
    End,
    /// As real as its verb.
    Try,
    /// Goes on with what was: "continue the cooperation".
    Keep,
    /// Acts for itself, never for its country: "a Polish choir".
    Private,
    /// Counts what follows it: "dozens of prisoners".
    Measure,
    /// Somebody else than whom it belongs to: "his Iranian counterpart".
    Other,
    /// Stands for those who rule where it is: "authorities in Iran", "police in Japan".
    Organ,
    /// Has an object unless it is passive: "Iran urged to free them".
    Object,
    /// A text: its words are of whoever puts it out.
    Words,
    /// Says whose a thing is: "an area held by rebels", "shipments meant for".
    Belong,
    /// Holds what was said or done for its makers: "the release said".
    Record,
    /// What happens in it happens nowhere: "in the opera".
    Fiction,
    /// Says what its object is: "call him a liar".
    Call,
    /// Stands for whatever somebody did: "welcomed the move".
    Deed,
    /// Says against whom something is meant: "to deter Chad", "facing Chad", "in response to".
    Face,
    /// Has its object inside: "a bus carrying soldiers".
    Contain,
    /// Opens what says when or why: "after", "amid".
    Occasion,
    /// Brings somebody near: "crossed the river".
    Approach,
    /// What somebody thinks: "in the words of".
    View,
    /// Behind a name and a hyphen, says whose a thing is: "an American-owned ship".
    Owned,
    /// Its object does what stands behind "in": "helped Mali in retaking the town".
    Help,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Effect; 27] = [
        Effect::Support,
        Effect::Claim,
        Effect::Deny,
        Effect::Plan,
        Effect::Commit,
        Effect::Prevent,
        Effect::End,
        Effect::Try,
        Effect::Keep,
        Effect::Private,
        Effect::Measure,
        Effect::Other,
        Effect::Organ,
        Effect::Object,
        Effect::Words,
        Effect::Belong,
        Effect::Record,
        Effect::Fiction,
        Effect::Call,
        Effect::Deed,
        Effect::Face,
        Effect::Contain,
        Effect::Occasion,
        Effect::Approach,
        Effect::View,
        Effect::Owned,
        Effect::Help,
    ];

    /// Gives its name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Support => "support",
            Effect::Claim => "claim",
            Effect::Deny => "deny",
            Effect::Plan => "plan",
            Effect::Commit => "commit",
            Effect::Prevent => "prevent",
            Effect::End => "end",
            Effect::Try => "try",
            Effect::Keep => "keep",
            Effect::Private => "private",
            Effect::Measure => "measure",
            Effect::Other => "other",
            Effect::Organ => "organ",
            Effect::Object => "object",
            Effect::Words => "words",
            Effect::Belong => "belong",
            Effect::Record => "record",
            Effect::Fiction => "fiction",
            Effect::Call => "call",
            Effect::Deed => "deed",
            Effect::Face => "face",
            Effect::Contain => "contain",
            Effect::Occasion => "occasion",
            Effect::Approach => "approach",
            Effect::View => "view",
            Effect::Owned => "owned",
            Effect::Help => "help",
        }
    }

    /// Finds the effect of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Effect::ALL.into_iter().find(|effect| effect.as_str() == name)
    }
}

/// Words that change how real the clause or noun below them is (`data/lexicon/governors.tsv`).
#[derive(Debug, Default)]
pub struct Governors {
    effects: HashMap<Box<str>, Vec<(TriggerPos, Effect)>, FixedState>,
}

impl Governors {
    /// Reads the table: `word  pos  effect`.
    ///
    /// # Errors
    /// An unknown part of speech or effect, with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, TableError> {
        let mut governors = Governors::default();
        for row in rows(file, text, "word") {
            let (word, pos, effect) = read_governor(&row)?;
            governors.effects.entry(word).or_default().push((pos, effect));
        }
        Ok(governors)
    }

    /// Takes all effects of a word away.
    pub(super) fn remove(&mut self, word: &str, pos: TriggerPos) {
        if let Some(all) = self.effects.get_mut(word) {
            all.retain(|(p, _)| *p != pos);
        }
    }

    /// Adds an effect of a word.
    pub(super) fn insert(&mut self, word: &str, pos: TriggerPos, effect: Effect) {
        self.effects.entry(word.into()).or_default().push((pos, effect));
    }

    /// Lists what the word does, by part of speech.
    pub fn effects(&self, lemma: &str) -> &[(TriggerPos, Effect)] {
        self.effects.get(lemma).map_or(&[], |all| all)
    }

    /// Says whether the word of this lemma has this effect.
    pub fn has(&self, lemma: &str, pos: TriggerPos, effect: Effect) -> bool {
        self.effects.get(lemma).is_some_and(|all| all.contains(&(pos, effect)))
    }

    /// Finds what the word does to a clause below it: any effect but those on who acts and on whose a thing is.
    pub fn on_clause(&self, lemma: &str, pos: TriggerPos) -> Option<Effect> {
        use Effect::{Claim, Commit, Deny, End, Keep, Plan, Prevent, Try};
        let all = self.effects.get(lemma)?;
        let on_clause = |effect: Effect| matches!(effect, Claim | Deny | Plan | Commit | Prevent | End | Try | Keep);
        all.iter().find(|(p, effect)| *p == pos && on_clause(*effect)).map(|(_, effect)| *effect)
    }
}

/// Reads a row `word  pos  effect`.
pub(super) fn read_governor(row: &Row<'_>) -> Result<(Box<str>, TriggerPos, Effect), TableError> {
    let pos = read_pos(row)?;
    let word = row.get(0).split_whitespace().collect::<Vec<_>>().join(" ");
    if word.is_empty() {
        return Err(row.error_in(0, "a row without a word", "write the dictionary form of the word"));
    }
    let effect = Effect::parse(row.get(2)).ok_or_else(|| {
        let names: Vec<&str> = Effect::ALL.iter().map(|effect| effect.as_str()).collect();
        row.error_in(2, format!("no effect `{}`", row.get(2)), format!("effects: {}", names.join(", ")))
    })?;
    Ok((word.into(), pos, effect))
}
