use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::clause::Clauses;
use super::frames::{Frame, Slot, TriggerPos};
use super::present::{Asked, Present, Vocabulary};
use super::table::{Row, TableError, rows};
use super::{Kind, Ontology, groups};
use crate::text::nearest;

/// How much a trigger tells by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Counts only between two political actors.
    Weak,
    /// The default.
    Normal,
    /// Hardly ever means anything else.
    Strong,
}

impl Strength {
    /// How sure a reading is by its trigger alone.
    pub(super) fn sureness(self) -> f32 {
        match self {
            Strength::Strong => 0.9,
            Strength::Normal => 0.8,
            Strength::Weak => 0.55,
        }
    }

    /// Gives its name in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Normal => "normal",
            Strength::Strong => "strong",
        }
    }
}

/// One trigger: the words, the kind they tell, and the frame that distributes the roles.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Alternatives of each word, as lemmas; the word at `head` is looked up first.
    pub words: Vec<Vec<Box<str>>>,
    /// Index of the head among the words.
    pub head: usize,
    /// Part of speech of the head.
    pub pos: TriggerPos,
    /// What it tells.
    pub kind: Kind,
    /// Who is where.
    pub frame: Frame,
    /// Where the source stands, in order of preference.
    pub source: Vec<Slot>,
    /// Where the target stands, in order of preference.
    pub target: Vec<Slot>,
    /// PLOVER mode.
    pub mode: Option<Arc<str>>,
    /// Lemmas that kill the reading.
    pub block: Vec<Box<str>>,
    /// Lemmas of which one has to stand in its phrase; none: nothing is asked.
    pub needs: Vec<Box<str>>,
    /// How much it tells.
    pub strength: Strength,
    /// Name of the rule for evidence: `frame:trigger`.
    pub rule: Arc<str>,
    /// The table that it stands in.
    pub table: Arc<str>,
    /// Its line there, from 1.
    pub line: usize,
}

impl Trigger {
    /// Gives its words as a table writes them: `sever|cut tie`.
    pub fn text(&self) -> String {
        written(&self.words)
    }

    /// Says whether any word may stand at its head: "* together".
    pub(super) fn is_open(&self) -> bool {
        *self.words[self.head][0] == *ANY
    }

    /// Says whether it is a judgment: whoever speaks passes it.
    pub(super) fn judges(&self) -> bool {
        self.source.contains(&Slot::Speaker)
    }
}

/// Writes words as a table does.
pub(super) fn written(words: &[Vec<Box<str>>]) -> String {
    words.iter().map(|word| word.join("|")).collect::<Vec<_>>().join(" ")
}

/// The triggers, found by the lemma of their head.
#[derive(Debug, Default)]
pub struct Lexicon {
    triggers: Vec<Trigger>,
    by_head: HashMap<Box<str>, Vec<Place>, FixedState>,
    vocabulary: Vocabulary,
    /// Words of which a user says that they tell no relation.
    pub(super) none: Vec<Words>,
}

/// Where a trigger stands, with what is looked at first.
#[derive(Debug)]
struct Place {
    index: u32,
    pos: TriggerPos,
    /// Its words besides the head.
    further: Asked,
}

/// Words of a row with their part of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub words: Vec<Vec<Box<str>>>,
    pub pos: TriggerPos,
}

/// Stands for any word of the row's part of speech: "* together" is whatever is done together.
pub(super) const ANY: &str = "*";

/// Stands in front of a word of the column `block` that has to stand there, instead of killing the reading.
const NEEDED: char = '+';

/// Prepositions at which a noun's further words start ("declaration of war").
const LINKS: [&str; 7] = ["of", "on", "to", "in", "for", "with", "against"];

impl Lexicon {
    /// Reads a table of `data/lexicon` (its README describes the columns) and adds its triggers.
    ///
    /// # Errors
    /// A row with an unknown kind, frame, part of speech or strength, with no words, or given twice: file and line.
    pub fn read(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<(), TableError> {
        let table: Arc<str> = file.into();
        for row in rows(file, text, "trigger") {
            let trigger = read_row(&row, &table, ontology)?;
            if self.find(&trigger.words[trigger.head][0]).any(|known| is_twin(known, &trigger)) {
                return Err(stands_twice(&row));
            }
            self.push(trigger);
        }
        Ok(())
    }

    /// Takes these triggers instead of its own; of several that fit alike, the first one counts.
    pub(super) fn replace(&mut self, triggers: Vec<Trigger>) {
        self.triggers.clear();
        self.by_head.clear();
        triggers.into_iter().for_each(|trigger| self.push(trigger));
    }

    fn push(&mut self, trigger: Trigger) {
        let index = self.triggers.len() as u32;
        for lemma in &trigger.words[trigger.head] {
            let others = trigger.words.iter().enumerate().filter(|&(at, _)| at != trigger.head);
            let further = self.vocabulary.ask(others.map(|(_, words)| words.as_slice()));
            self.by_head.entry(lemma.clone()).or_default().push(Place { index, pos: trigger.pos, further });
        }
        self.triggers.push(trigger);
    }

    /// Notes which words of the lexicon stand in a sentence.
    pub(crate) fn present(&self, clauses: Clauses<'_>, sentence: Range<usize>) -> Present {
        self.vocabulary.present(clauses, sentence)
    }

    /// Finds the triggers of a part of speech whose head has this lemma and whose further words are all present. Cost: constant.
    pub(crate) fn find_whole(&self, lemma: &str, pos: TriggerPos, present: &Present) -> impl Iterator<Item = &Trigger> {
        let places = self.by_head.get(lemma).into_iter().flatten();
        let whole = places.filter(move |place| place.pos == pos && present.has_each(&place.further));
        whole.map(|place| &self.triggers[place.index as usize])
    }

    /// Finds the triggers whose head has this lemma. Cost: constant.
    pub fn find(&self, lemma: &str) -> impl Iterator<Item = &Trigger> {
        self.by_head.get(lemma).into_iter().flatten().map(|place| &self.triggers[place.index as usize])
    }

    /// All triggers, in the order of the tables.
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }
}

/// Says whether two rows say the same of the same words.
pub(super) fn is_twin(one: &Trigger, other: &Trigger) -> bool {
    one.words == other.words && one.pos == other.pos && one.kind == other.kind && one.target == other.target
}

pub(super) fn stands_twice(row: &Row<'_>) -> TableError {
    row.error_in(0, format!("trigger `{}` stands twice", row.get(0)), "delete one of the rows")
}

pub(super) fn read_pos(row: &Row<'_>) -> Result<TriggerPos, TableError> {
    let name = row.get(1);
    TriggerPos::parse(name)
        .ok_or_else(|| row.error_in(1, format!("no part of speech `{name}`"), "write v, n or a: verb, noun, adjective"))
}

/// Reads the words of a row.
pub(super) fn read_words(row: &Row<'_>) -> Result<Vec<Vec<Box<str>>>, TableError> {
    let alternatives = |word: &str| word.split('|').map(Into::into).collect::<Vec<Box<str>>>();
    let words: Vec<Vec<Box<str>>> = row.get(0).split_whitespace().map(alternatives).collect();
    if words.is_empty() {
        return Err(row.error_in(0, "a row without a trigger", "write the dictionary form of the word"));
    }
    if words.iter().flatten().any(|word| word.is_empty()) {
        let hint = "write alternatives as `cut|sever`, without blanks";
        return Err(row.error_in(0, format!("`{}` has an empty alternative", row.get(0)), hint));
    }
    Ok(words)
}

/// Reads a row of a table with the columns that `data/lexicon/README.md` describes.
pub(super) fn read_row(row: &Row<'_>, table: &Arc<str>, ontology: &Ontology) -> Result<Trigger, TableError> {
    let pos = read_pos(row)?;
    let kind = ontology.kind(row.get(2)).ok_or_else(|| no_kind(row, ontology))?;
    let frames = |hint: &str| {
        let names: Vec<&str> = Frame::ALL.iter().filter(|frame| frame.pos() == pos).map(|f| f.as_str()).collect();
        format!("{hint}{}", names.join(", "))
    };
    let frame = Frame::parse(row.get(3)).ok_or_else(|| {
        row.error_in(3, format!("no frame `{}`", row.get(3)), frames("frames of this part of speech: "))
    })?;
    if frame.pos() != pos {
        let problem = format!("frame `{frame}` is not for this part of speech");
        return Err(row.error_in(3, problem, frames("frames of this part of speech: ")));
    }
    let words = read_words(row)?;
    let slots = |column: usize, default: &str| {
        let written = row.get(column);
        Slot::parse_list(if written.is_empty() { default } else { written })
    };
    let target = slots(4, frame.default_target());
    if target.is_empty() {
        let hint = "name them as `target`";
        return Err(row.error_in(4, format!("frame `{frame}` needs its prepositions"), hint));
    }
    let strength = match row.get(8) {
        "" | "normal" => Strength::Normal,
        "strong" => Strength::Strong,
        "weak" => Strength::Weak,
        other => return Err(row.error_in(8, format!("no strength `{other}`"), "write strong, normal or weak")),
    };
    let link = words.iter().position(|w| LINKS.contains(&&*w[0])).filter(|&at| at > 0);
    let open = words.iter().position(|word| *word[0] == *ANY);
    let head = open.unwrap_or(match pos {
        TriggerPos::Noun => link.unwrap_or(words.len()) - 1,
        TriggerPos::Verb | TriggerPos::Adjective => 0,
    });
    let listed = groups::words(row, 7)?;
    let (needs, block): (Vec<&str>, Vec<&str>) = listed.into_iter().partition(|word| word.starts_with(NEEDED));
    if needs.contains(&"+") {
        return Err(row.error_in(
            7,
            "a needed word is missing behind `+`",
            "write the word without a blank: `+peacekeeping`",
        ));
    }
    Ok(Trigger {
        rule: format!("{frame}:{}", row.get(0)).into(),
        head,
        pos,
        kind,
        frame,
        source: slots(5, frame.default_source()),
        target,
        mode: Some(row.get(6)).filter(|mode| !mode.is_empty()).map(Into::into),
        block: block.into_iter().map(Into::into).collect(),
        needs: needs.into_iter().map(|word| word.trim_start_matches(NEEDED).into()).collect(),
        strength,
        words,
        table: Arc::clone(table),
        line: row.line,
    })
}

/// An unknown kind, with the one that may be meant, or with all.
fn no_kind(row: &Row<'_>, ontology: &Ontology) -> TableError {
    let name = row.get(2);
    let kinds: Vec<&str> = ontology.kinds().map(|kind| kind.name.as_str()).collect();
    let hint = match nearest(name, kinds.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("kinds: {}", kinds.join(", ")),
    };
    row.error_in(2, format!("no relation kind `{name}`"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuse(row: &str, expected: &str) {
        let error = Lexicon::default().read("x.tsv", row, &Ontology::builtin()).expect_err("a bad row");
        assert_eq!((error.problem.as_str(), error.line), (expected, 1));
    }

    #[test]
    fn a_row_is_read_and_found_by_its_head() {
        let mut lexicon = Lexicon::default();
        let table = "# comment\n\nsever|cut tie|link\tv\tsanctions\toblique\twith\narms embargo\tn\tsanctions\tevent\ton,against\n";
        lexicon.read("x.tsv", table, &Ontology::builtin()).expect("good rows");
        let cut = lexicon.find("cut").next().expect("an alternative of the head");
        assert_eq!(
            (cut.frame, cut.kind.name.as_str(), &*cut.rule),
            (Frame::Oblique, "sanctions", "oblique:sever|cut tie|link")
        );
        let embargo = lexicon.find("embargo").next().expect("a noun is found by its last word");
        assert_eq!(embargo.target, [Slot::Prep("on".into()), Slot::Prep("against".into())]);
        assert_eq!(lexicon.find("arms").count() + lexicon.find("tie").count(), 0);
    }

    #[test]
    fn a_noun_with_a_preposition_is_found_by_its_first_word() {
        let mut lexicon = Lexicon::default();
        lexicon.read("x.tsv", "declaration of war\tn\tthreatens\tevent\ton", &Ontology::builtin()).expect("a good row");
        assert_eq!(lexicon.find("declaration").count(), 1);
    }

    #[test]
    fn needed_words_stand_apart_from_blocking_ones() {
        let mut lexicon = Lexicon::default();
        let table = "send troop\tv\taids\toblique\tto\t-\t-\t+relief,border,+peacekeeping\n";
        lexicon.read("x.tsv", table, &Ontology::builtin()).expect("a good row");
        let send = lexicon.find("send").next().expect("its head");
        assert_eq!((send.needs.join(" "), send.block.join(" ")), ("relief peacekeeping".into(), "border".into()));
    }

    #[test]
    fn bad_rows_are_refused_with_their_place() {
        refuse("bomb\tx\tattacks\tact", "no part of speech `x`");
        refuse("bomb\tv\tatacks\tact", "no relation kind `atacks`");
        refuse("bomb\tv\tattacks\tdeed", "no frame `deed`");
        refuse("bomb\tv\tattacks\tevent", "frame `event` is not for this part of speech");
        refuse("fire\tv\tattacks\toblique", "frame `oblique` needs its prepositions");
        refuse("bomb\tv\tattacks\tact\t-\t-\t-\t-\tmighty", "no strength `mighty`");
        refuse("bomb\tv\tattacks\tact\t-\t-\t-\t+", "a needed word is missing behind `+`");
    }

    #[test]
    fn a_row_that_stands_twice_is_refused() {
        let table = "bomb\tv\tattacks\tact\nbomb\tv\tattacks\tact\n";
        let error = Lexicon::default().read("x.tsv", table, &Ontology::builtin()).expect_err("twice");
        assert_eq!((error.line, error.problem.as_str()), (2, "trigger `bomb` stands twice"));
    }
}
