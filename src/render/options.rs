use jiff::civil::Date;

use super::Theme;
use crate::relations::Kind;

/// What frames stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum GroupBy {
    /// The state that an actor belongs to, by the catalog and by its ties.
    #[default]
    Side,
    /// What sort of actor it is.
    Kind,
    /// No frames; colors still tell the side.
    None,
}

/// Which actors are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Actors {
    /// Those that take part in a relation shown.
    #[default]
    Related,
    /// Every actor of the graph.
    All,
}

/// Whether relations that the text denies are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Negated {
    /// They are left out.
    #[default]
    Hide,
    /// They are drawn dashed.
    Show,
}

/// Whether a page follows the reader's system between light and dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Scheme {
    /// It does, until the reader chooses.
    #[default]
    System,
    /// It starts with [`Options::theme`].
    Theme,
}

/// What is drawn, and how.
///
/// ```
/// use demarche::render::{GroupBy, Options};
/// let options = Options { hops: 2, group_by: GroupBy::None, ..Options::default() };
/// assert_eq!((options.limit, options.min_count), (60, 1));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Only this actor (an id) and what stands around it; everything where none is given, nothing where it is unknown.
    pub focus: Option<String>,
    /// How many steps around the focus.
    pub hops: usize,
    /// Only these kinds; every kind where the list is empty.
    pub kinds: Vec<Kind>,
    /// Only relations of this day or later.
    pub since: Option<Date>,
    /// Only relations of this day or earlier.
    pub until: Option<Date>,
    /// Only lines that at least so many sentences tell; 0 and 1 leave every line in.
    pub min_count: usize,
    /// At most so many lines, heaviest first.
    pub limit: usize,
    /// Which actors are drawn.
    pub actors: Actors,
    /// What frames stand for.
    pub group_by: GroupBy,
    /// Colors.
    pub theme: Theme,
    /// Whether a page takes those colors or the ones of the reader's system. Pictures always take them.
    pub scheme: Scheme,
    /// Relations that the text denies.
    pub negated: Negated,
    /// Title; made from the graph where none is given.
    pub title: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            focus: None,
            hops: 1,
            kinds: Vec::new(),
            since: None,
            until: None,
            min_count: 1,
            // Beyond about 60 lines no layout that was tried can be read.
            limit: 60,
            actors: Actors::default(),
            group_by: GroupBy::default(),
            theme: Theme::default(),
            scheme: Scheme::default(),
            negated: Negated::default(),
            title: None,
        }
    }
}
