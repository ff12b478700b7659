//! Mentions in the making.

use std::ops::Range;

use crate::actors::{ActorKind, BodyRecord, Form, Posting, Title};

/// What a draft rests on.
#[derive(Debug, Clone)]
pub(super) enum Basis<'c> {
    /// A name of the catalog.
    Known(Vec<Posting<'c>>),
    /// A name that only the entity recognizer or the document itself knows.
    Unknown,
    /// Several states in one word: "U.S.-Russia".
    Joint(Vec<Posting<'c>>),
    /// A body of the actors of other drafts: "Russian" + "army"; "Assad" + "regime".
    Body {
        /// Drafts of the names.
        of: Vec<usize>,
        /// What the noun makes of them.
        body: &'c BodyRecord,
    },
    /// The same as another draft: "city of Mosul"; "the leader of the White Helmets" beside a name.
    Same(usize),
}

/// One mention before it is resolved.
#[derive(Debug, Clone)]
pub(super) struct Draft<'c> {
    pub tokens: Range<usize>,
    pub head: usize,
    pub kind: ActorKind,
    pub form: Form,
    pub basis: Basis<'c>,
    /// `of` holds draft numbers.
    pub titles: Vec<Title>,
    pub actors: Vec<usize>,
    pub confidence: f32,
    pub rule: &'static str,
    /// Swallowed by another draft: it will be no mention.
    pub dropped: bool,
}

impl<'c> Draft<'c> {
    pub fn new(tokens: Range<usize>, head: usize, kind: ActorKind, basis: Basis<'c>, rule: &'static str) -> Self {
        Draft {
            tokens,
            head,
            kind,
            form: Form::Name,
            basis,
            titles: Vec::new(),
            actors: Vec::new(),
            confidence: 0.0,
            rule,
            dropped: false,
        }
    }

    /// The readings of a known name.
    pub fn readings(&self) -> &[Posting<'c>] {
        match &self.basis {
            Basis::Known(readings) | Basis::Joint(readings) => readings,
            _ => &[],
        }
    }

    pub fn is_name(&self) -> bool {
        matches!(self.basis, Basis::Known(_) | Basis::Unknown | Basis::Joint(_))
    }
}

/// Which draft covers each token; of several the one that was laid last.
pub(super) struct Cover(Vec<u32>);

impl Cover {
    /// Lays the drafts that are not dropped. Cost: linear.
    pub fn of(drafts: &[Draft<'_>], tokens: usize) -> Self {
        let mut cover = vec![u32::MAX; tokens];
        for (k, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.dropped) {
            if let Some(slots) = cover.get_mut(draft.tokens.clone()) {
                slots.fill(k as u32);
            }
        }
        Cover(cover)
    }

    pub fn at(&self, token: usize) -> Option<usize> {
        self.0.get(token).filter(|&&k| k != u32::MAX).map(|&k| k as usize)
    }
}
