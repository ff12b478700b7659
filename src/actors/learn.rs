//! Names that nobody knows yet: what a corpus names, and the catalog does not.
//!
//! Reads: the casts of documents. Gives: each unknown name with what the texts tell of it, most frequent first, as a row of
//! an actor file. Does not: judge whether a name deserves a row.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::catalog::names::Key;
use super::{ActorKind, ActorRow, Cast, Catalog, Form, Mention, ids};
use crate::nlp::Parsed;

/// The resolver's rule for a name that means nobody of the catalog.
const OWN: &str = "own-name";
/// Longest name, in characters: what is longer is a piece of a text.
const MAX_NAME: usize = 80;
/// Longest example, in characters.
const MAX_EXAMPLE: usize = 240;

/// Unknown names of some documents. Those of a corpus are gathered with [`merge`](Self::merge), in the order of its documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unknown {
    /// By folded name.
    names: BTreeMap<String, Seen>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Seen {
    spellings: BTreeMap<String, usize>,
    others: BTreeMap<String, usize>,
    kinds: BTreeMap<ActorKind, usize>,
    countries: BTreeMap<String, usize>,
    sectors: BTreeMap<String, usize>,
    roles: BTreeMap<String, usize>,
    count: usize,
    documents: usize,
    example: String,
}

/// One unknown name, with what the texts tell of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Learned {
    /// A row for a file of actors: name, kind and, where the texts tell, country, sector, role, aliases, surnames.
    pub row: ActorRow,
    /// How often it is named.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// The first sentence that names it, white space aside; cut where it is long.
    pub example: String,
}

impl Unknown {
    /// Collects the unknown names of one document; `cast` is what was resolved in it. Cost: linear.
    ///
    /// ```
    /// use demarche::{Demarche, Document, actors::Unknown};
    /// let demarche = Demarche::new()?;
    /// let document = Document::new("note-1", "Orla Quill accused Iran. Quill is a Kenyan lawmaker.");
    /// let parsed = demarche.parse(&document);
    /// let extraction = demarche.extract_document(&document);
    /// let learned = Unknown::of(&parsed, &extraction.cast, demarche.catalog()).learned(demarche.catalog(), 1);
    /// assert_eq!(learned.iter().map(|name| name.row.name.as_deref()).collect::<Vec<_>>(), [Some("Orla Quill")]);
    /// assert_eq!((learned[0].count, learned[0].example.as_str()), (2, "Orla Quill accused Iran."));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn of(parsed: &Parsed<'_>, cast: &Cast, catalog: &Catalog) -> Self {
        let text = &parsed.document.text;
        let is_own = |mention: &&Mention| mention.form == Form::Name && mention.rule == OWN;
        let only = |mention: &Mention| if let [actor] = mention.actors.as_slice() { Some(*actor) } else { None };
        let own: BTreeSet<usize> = cast.mentions.iter().filter(is_own).filter_map(only).collect();
        let mut unknown = Unknown::default();
        for at in own {
            let Some(actor) = cast.actors.get(at).filter(|actor| is_unknown(catalog, &actor.name)) else { continue };
            let mentions: Vec<&Mention> = cast
                .mentions
                .iter()
                .filter(|mention| mention.form == Form::Name && only(mention) == Some(at))
                .collect();
            let Some(first) = mentions.first() else { continue };
            let seen = unknown.names.entry(Key::of(&actor.name).folded).or_default();
            for mention in &mentions {
                let name = flat(mention.span.of(text));
                let same = Key::of(&name).folded == Key::of(&actor.name).folded;
                let names = if same { &mut seen.spellings } else { &mut seen.others };
                *names.entry(name).or_default() += 1;
            }
            seen.spellings.entry(actor.name.clone()).or_default();
            *seen.kinds.entry(actor.kind).or_default() += mentions.len();
            for (found, counts) in [
                (&actor.country, &mut seen.countries),
                (&actor.sector, &mut seen.sectors),
                (&actor.role, &mut seen.roles),
            ] {
                if let Some(found) = found {
                    *counts.entry(found.clone()).or_default() += 1;
                }
            }
            if seen.documents == 0 {
                let sentence = parsed.sentences.get(parsed.sentence_of(first.head)).cloned().unwrap_or_default();
                seen.example = cut(&flat(parsed.span(sentence).of(text)));
            }
            seen.count += mentions.len();
            seen.documents = 1;
        }
        unknown
    }

    /// Adds the names of documents that come later.
    pub fn merge(&mut self, later: Unknown) {
        fn add<K: Ord>(mine: &mut BTreeMap<K, usize>, theirs: BTreeMap<K, usize>) {
            theirs.into_iter().for_each(|(key, count)| *mine.entry(key).or_default() += count);
        }
        for (name, theirs) in later.names {
            let mine = self.names.entry(name).or_default();
            if mine.example.is_empty() {
                mine.example = theirs.example;
            }
            add(&mut mine.spellings, theirs.spellings);
            add(&mut mine.others, theirs.others);
            add(&mut mine.kinds, theirs.kinds);
            add(&mut mine.countries, theirs.countries);
            add(&mut mine.sectors, theirs.sectors);
            add(&mut mine.roles, theirs.roles);
            mine.count += theirs.count;
            mine.documents += theirs.documents;
        }
    }

    /// Gives those that are named at least so often, most frequent first. Their rows are fit for a file: no two have one
    /// id, and none takes a name from an actor of the catalog.
    pub fn learned(self, catalog: &Catalog, min_count: usize) -> Vec<Learned> {
        let mut names: Vec<(String, Seen)> =
            self.names.into_iter().filter(|(_, seen)| seen.count >= min_count).collect();
        names.sort_by(|(a, x), (b, y)| (y.count, y.documents, a).cmp(&(x.count, x.documents, b)));
        let sectors = catalog.sectors();
        let mut taken: HashSet<String> = names.iter().map(|(folded, _)| folded.clone()).collect();
        let mut ids = HashSet::new();
        let mut learned = Vec::new();
        for (_, seen) in names {
            let (Some(name), Some(kind)) = (most(&seen.spellings), most(&seen.kinds)) else { continue };
            let id = ids::id(kind, &ids::slug(&name));
            if catalog.actor(&id).is_some() || !ids.insert(id) {
                continue;
            }
            let mut row = ActorRow::default();
            row.kind = Some(kind);
            for other in seen.others.keys() {
                let folded = Key::of(other).folded;
                let is_part = !other.contains(' ') && Key::of(&name).folded.split(' ').any(|word| word == folded);
                if is_part && kind == ActorKind::Person {
                    row.surnames.push(other.clone());
                } else if !is_part && is_unknown(catalog, other) && taken.insert(folded) {
                    row.aliases.push(other.clone());
                }
            }
            row.name = Some(name);
            row.country = most(&seen.countries).filter(|code| catalog.state_by_code(code).is_some());
            row.sector = most(&seen.sectors).filter(|sector| sectors.contains(sector));
            row.role = most(&seen.roles);
            let times = if seen.count == 1 { "once".to_owned() } else { format!("{} times", seen.count) };
            let documents = if seen.documents == 1 { "1 document" } else { &format!("{} documents", seen.documents) };
            row.note = Some(format!("{times} in {documents}: {}", seen.example));
            learned.push(Learned { row, count: seen.count, documents: seen.documents, example: seen.example });
        }
        learned
    }
}

/// Whether a name is one, and means nobody of the catalog.
fn is_unknown(catalog: &Catalog, name: &str) -> bool {
    let is_name = name.chars().count() <= MAX_NAME
        && name.chars().any(char::is_uppercase)
        && !name.contains('|')
        && !name.starts_with(['?', '=', '~'])
        // "Foreign Ministry": which one is not for a file to say.
        && catalog.body(&name.to_lowercase()).is_none();
    is_name && catalog.lookup(name).is_empty() && catalog.lookup_wide(name).is_empty() && !catalog.is_blocked(name)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_EXAMPLE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// What was counted most; of equals the least.
fn most<K: Ord + Clone>(counts: &BTreeMap<K, usize>) -> Option<K> {
    let best = counts.values().max()?;
    counts.iter().find(|(_, count)| *count == best).map(|(key, _)| key.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::actors::{ActorFile, ActorFormat, write_actors};
    use crate::{Demarche, Document};

    static DEMARCHE: LazyLock<Demarche> = LazyLock::new(|| Demarche::new().unwrap());

    fn learned(texts: &[&str], min_count: usize) -> Vec<Learned> {
        let mut unknown = Unknown::default();
        for text in texts {
            let document = Document::new("test", *text);
            let cast = DEMARCHE.extract_document(&document).cast;
            unknown.merge(Unknown::of(&DEMARCHE.parse(&document), &cast, DEMARCHE.catalog()));
        }
        unknown.learned(DEMARCHE.catalog(), min_count)
    }

    /// Checks `NAME KIND COUNT/DOCUMENTS` of all that is learned.
    #[track_caller]
    fn check(case: &str, texts: &[&str], min_count: usize, expected: &[&str]) {
        let told = |name: &Learned| {
            let kind = name.row.kind.unwrap();
            format!("{} {kind} {}/{}", name.row.name.as_deref().unwrap(), name.count, name.documents)
        };
        assert_eq!(learned(texts, min_count).iter().map(told).collect::<Vec<_>>(), expected, "{case}");
    }

    #[test]
    fn unknown_names_most_frequent_first() {
        let first = "Orla Quill accused Iran. Quill met John Kerry in Paris.";
        let second = "Iran criticized Orla Quill. Bram Oddlove praised her.";
        check("two documents", &[first, second], 1, &["Orla Quill person 3/2", "Bram Oddlove person 1/1"]);
        check("frequent ones only", &[first, second], 2, &["Orla Quill person 3/2"]);
        check("known names only", &["John Kerry accused Iran. Moscow criticized the Kremlin."], 1, &[]);
        check("namesakes that the catalog has are no news", &["David Carter spoke."], 1, &[]);
        check("no names", &["The weather was fine.", ""], 1, &[]);
    }

    #[test]
    fn rows_are_fit_for_a_file_in_every_form() {
        let texts = [
            "Kenyan lawmaker Orla Quill accused the Harbor Pilots Union (HPU) of \"fraud\". Quill left. The HPU denied it.",
            "Bram Oddlove, the mayor, thanked Ms. Quill; the HPU praised Oddlove.",
        ];
        let rows: Vec<ActorRow> = learned(&texts, 1).into_iter().map(|name| name.row).collect();
        assert!(rows.len() > 1, "{rows:?}");
        for (format, extension) in
            [(ActorFormat::Toml, "toml"), (ActorFormat::Csv, "csv"), (ActorFormat::Jsonl, "jsonl")]
        {
            let file = ActorFile { name: format!("a.{extension}"), text: write_actors(&rows, format) };
            let checked = Catalog::builtin().unwrap().check(std::slice::from_ref(&file));
            assert_eq!(
                (checked.faults, checked.collisions, checked.rows),
                (vec![], vec![], rows.len()),
                "{}",
                file.text
            );
            let catalog = Catalog::builtin().unwrap().extended(&[file]).unwrap();
            assert_eq!(catalog.lookup("Orla Quill")[0].actor.country.as_deref(), Some("KEN"));
        }
    }
}
