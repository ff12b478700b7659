use std::collections::HashMap;
use std::sync::Arc;

use super::frames::{Frame, Slot, TriggerPos};
use super::table::{Row, TableError, rows};
use super::{Kind, Ontology};

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
    /// How much it tells.
    pub strength: Strength,
    /// Name of the rule for evidence: `frame:trigger`.
    pub rule: Arc<str>,
}

/// The triggers, found by the lemma of their head.
#[derive(Debug, Default)]
pub struct Lexicon {
    triggers: Vec<Trigger>,
    by_head: HashMap<Box<str>, Vec<u32>>,
}

/// Prepositions at which a noun's further words start ("declaration of war").
const LINKS: [&str; 7] = ["of", "on", "to", "in", "for", "with", "against"];

impl Lexicon {
    /// Reads a table of `data/lexicon` (its README describes the columns) and adds its triggers.
    ///
    /// # Errors
    /// A row with an unknown kind, frame, part of speech or strength, with no words, or given twice: file and line.
    pub fn read(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<(), TableError> {
        for row in rows(file, text, "trigger") {
            let trigger = read_row(&row, ontology)?;
            let twin = self.find(&trigger.words[trigger.head][0]).find(|t| {
                t.words == trigger.words && t.pos == trigger.pos && t.kind == trigger.kind && t.target == trigger.target
            });
            if twin.is_some() {
                return Err(row.error(format!("trigger `{}` stands twice", row.get(0)), "delete one of the rows"));
            }
            let index = self.triggers.len() as u32;
            for lemma in &trigger.words[trigger.head] {
                self.by_head.entry(lemma.clone()).or_default().push(index);
            }
            self.triggers.push(trigger);
        }
        Ok(())
    }

    /// Finds the triggers whose head has this lemma. Cost: constant.
    pub fn find(&self, lemma: &str) -> impl Iterator<Item = &Trigger> {
        self.by_head.get(lemma).into_iter().flatten().map(|&i| &self.triggers[i as usize])
    }

    /// All triggers, in the order of the tables.
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }
}

fn read_row(row: &Row<'_>, ontology: &Ontology) -> Result<Trigger, TableError> {
    let pos = match row.get(1) {
        "v" => TriggerPos::Verb,
        "n" => TriggerPos::Noun,
        "a" => TriggerPos::Adjective,
        other => return Err(row.error(format!("no part of speech `{other}`"), "write v, n or a")),
    };
    let kind = ontology.kind(row.get(2)).ok_or_else(|| {
        row.error(format!("no relation kind `{}`", row.get(2)), "the kinds stand in data/ontology.toml")
    })?;
    let frame = Frame::parse(row.get(3))
        .ok_or_else(|| row.error(format!("no frame `{}`", row.get(3)), "the frames stand in data/lexicon/README.md"))?;
    if frame.pos() != pos {
        return Err(row.error(format!("frame `{frame}` is not for this part of speech"), "see data/lexicon/README.md"));
    }
    let words: Vec<Vec<Box<str>>> =
        row.get(0).split_whitespace().map(|word| word.split('|').map(Into::into).collect()).collect();
    if words.is_empty() {
        return Err(row.error("a row without a trigger", "write the dictionary form in the first column"));
    }
    let slots = |column: usize, default: &str| {
        let written = row.get(column);
        Slot::parse_list(if written.is_empty() { default } else { written })
    };
    let target = slots(4, frame.default_target());
    if target.is_empty() {
        return Err(row.error(format!("frame `{frame}` needs its prepositions"), "name them in the column `target`"));
    }
    let strength = match row.get(8) {
        "" | "normal" => Strength::Normal,
        "strong" => Strength::Strong,
        "weak" => Strength::Weak,
        other => return Err(row.error(format!("no strength `{other}`"), "write strong, normal or weak")),
    };
    let link = words.iter().position(|w| LINKS.contains(&&*w[0])).filter(|&at| at > 0);
    let head = match pos {
        TriggerPos::Noun => link.unwrap_or(words.len()) - 1,
        TriggerPos::Verb | TriggerPos::Adjective => 0,
    };
    Ok(Trigger {
        rule: format!("{frame}:{}", row.get(0)).into(),
        head,
        pos,
        kind,
        frame,
        source: slots(5, frame.default_source()),
        target,
        mode: Some(row.get(6)).filter(|mode| !mode.is_empty()).map(Into::into),
        block: row.get(7).split(',').map(str::trim).filter(|word| !word.is_empty()).map(Into::into).collect(),
        strength,
        words,
    })
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
    fn bad_rows_are_refused_with_their_place() {
        refuse("bomb\tx\tattacks\tact", "no part of speech `x`");
        refuse("bomb\tv\tatacks\tact", "no relation kind `atacks`");
        refuse("bomb\tv\tattacks\tdeed", "no frame `deed`");
        refuse("bomb\tv\tattacks\tevent", "frame `event` is not for this part of speech");
        refuse("fire\tv\tattacks\toblique", "frame `oblique` needs its prepositions");
        refuse("bomb\tv\tattacks\tact\t-\t-\t-\t-\tmighty", "no strength `mighty`");
    }

    #[test]
    fn a_row_that_stands_twice_is_refused() {
        let table = "bomb\tv\tattacks\tact\nbomb\tv\tattacks\tact\n";
        let error = Lexicon::default().read("x.tsv", table, &Ontology::builtin()).expect_err("twice");
        assert_eq!((error.line, error.problem.as_str()), (2, "trigger `bomb` stands twice"));
    }
}
