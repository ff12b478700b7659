use std::collections::HashMap;

use super::frames::TriggerPos;
use super::table::{TableError, rows};

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
    /// Acts for itself, never for its country: "a Polish choir".
    Private,
}

/// Words that change how real the clause or noun below them is (`data/lexicon/governors.tsv`).
#[derive(Debug, Default)]
pub struct Governors {
    effects: HashMap<Box<str>, Vec<(TriggerPos, Effect)>>,
}

impl Governors {
    /// Reads the table: `word  pos  effect`.
    ///
    /// # Errors
    /// An unknown part of speech or effect, with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, TableError> {
        let mut governors = Governors::default();
        for row in rows(file, text, "word") {
            let pos = match row.get(1) {
                "v" => TriggerPos::Verb,
                "n" => TriggerPos::Noun,
                "a" => TriggerPos::Adjective,
                other => return Err(row.error(format!("no part of speech `{other}`"), "write v, n or a")),
            };
            let effect = match row.get(2) {
                "support" => Effect::Support,
                "claim" => Effect::Claim,
                "deny" => Effect::Deny,
                "plan" => Effect::Plan,
                "commit" => Effect::Commit,
                "prevent" => Effect::Prevent,
                "end" => Effect::End,
                "try" => Effect::Try,
                "private" => Effect::Private,
                other => {
                    return Err(
                        row.error(format!("no effect `{other}`"), "the effects stand in data/lexicon/README.md")
                    );
                }
            };
            governors.effects.entry(row.get(0).into()).or_default().push((pos, effect));
        }
        Ok(governors)
    }

    /// Says whether the word of this lemma has this effect.
    pub fn has(&self, lemma: &str, pos: TriggerPos, effect: Effect) -> bool {
        self.effects.get(lemma).is_some_and(|all| all.contains(&(pos, effect)))
    }

    /// Finds what the word does to a clause below it: any effect but `support` and `private`.
    pub fn on_clause(&self, lemma: &str, pos: TriggerPos) -> Option<Effect> {
        let all = self.effects.get(lemma)?;
        let on_clause = |effect: Effect| !matches!(effect, Effect::Support | Effect::Private);
        all.iter().find(|(p, effect)| *p == pos && on_clause(*effect)).map(|(_, effect)| *effect)
    }
}
