use std::ops::Range;

use super::{Actor, ActorKind};
use crate::text::Span;

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Form {
    /// By name, adjective or metonym: "John Kerry", "Russian", "the Kremlin".
    Name,
    /// By description: "the group", "both countries".
    Nominal,
    /// By pronoun: "he", "their".
    Pronoun,
}

impl Form {
    /// Gives its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        }
    }
}

/// A title that stands at a name: "U.S. Secretary of State" John Kerry; Raed al-Saleh, "the leader of the White Helmets".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Tokens of the title itself ("Secretary of State"), without country or body.
    pub tokens: Range<usize>,
    /// The tie that the title implies between its bearer and the body it names: a tie kind's name
    /// (`leads`, `represents`, `member-of`); none for mere forms of address ("Mr.", "Dr.").
    pub tie: Option<String>,
    /// The mentions (indices into [`Cast::mentions`]) of the state or body that the title names, if any:
    /// "U.S." of "U.S. Secretary of State", "White Helmets" of "leader of the White Helmets".
    pub of: Vec<usize>,
    /// Where the title names no body but the catalog knows whose office the bearer held: that state, an index into
    /// [`Cast::actors`].
    pub implied: Option<usize>,
    /// The tie that it implied once, of a "former" or "ousted" officer, who has none by it now.
    pub past: Option<String>,
}

/// One place in the text that refers to an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Place in the original text, without a leading title or determiner.
    pub span: Span,
    /// The same as tokens.
    pub tokens: Range<usize>,
    /// The token that governs the rest of it: by it the mention is found in the tree.
    pub head: usize,
    /// What sort of thing is named here.
    pub kind: ActorKind,
    /// Name, description or pronoun.
    pub form: Form,
    /// Titles at the name; empty for most.
    pub titles: Vec<Title>,
    /// The actors it refers to, indices into [`Cast::actors`]: one for most; two or more for "both countries", "the senators",
    /// "they"; none where it stayed open.
    pub actors: Vec<usize>,
    /// For a capital that is taken for the town: its state, an index into [`Cast::actors`]. News means the one or the other
    /// by it ("fighting in Damascus", "an ultimatum to Damascus"); what is done to it may decide.
    pub capital_of: Option<usize>,
    /// For a place: the state in which the catalog has it, an index into [`Cast::actors`]. It rules there, as a rule.
    pub lies_in: Option<usize>,
    /// For a body: the state or body whose part it is by its name, an index into [`Cast::actors`]: the United States for
    /// "US State Department".
    pub part_of: Option<usize>,
    /// How sure the resolution is, 0..=1.
    pub confidence: f32,
    /// Name of the rule that made the link, shown by `explain`: "exact-name", "partial-name", "pronoun-subject".
    pub rule: &'static str,
}

/// A part of a text that is somebody's words: a quotation, or a statement whose speaker is named at its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The tokens that are said.
    pub tokens: Range<usize>,
    /// Who says them, indices into [`Cast::actors`].
    pub speakers: Vec<usize>,
}

/// Who is in a document: its actors, and every mention with the actors it refers to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// Actors in order of first mention.
    pub actors: Vec<Actor>,
    /// Mentions in text order (by start, longer first). They may nest: "Russian" in "Russian Foreign Minister Sergey Lavrov".
    pub mentions: Vec<Mention>,
    /// Whose words parts of the text are, in text order.
    pub voices: Vec<Voice>,
    /// Mention of each token: the index (into `mentions`) of the outermost mention whose head the token is; `u32::MAX` for none.
    by_head: Vec<u32>,
    /// Where a caller has marked mentions: for each mention, whether it is one of them. Else empty.
    marked: Vec<bool>,
}

impl Cast {
    /// Puts a cast together; `tokens` is the number of tokens of the document. Cost: linear.
    pub fn new(tokens: usize, actors: Vec<Actor>, mut mentions: Vec<Mention>) -> Self {
        debug_assert!(mentions.is_sorted_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end)));
        let mut by_head = vec![u32::MAX; tokens];
        for (k, mention) in mentions.iter_mut().enumerate() {
            match by_head.get_mut(mention.head) {
                Some(slot) if *slot == u32::MAX => *slot = k as u32,
                _ => {}
            }
        }
        Cast { actors, mentions, by_head, ..Cast::default() }
    }

    /// Gives those whose words a token is; nobody for the writer's own.
    pub fn speakers_at(&self, token: usize) -> &[usize] {
        let voice = self.voices.iter().rfind(|voice| voice.tokens.contains(&token));
        voice.map_or(&[], |voice| &voice.speakers)
    }

    /// Leaves out the actors that are neither mentioned nor among `others`: states that a capital or a title only might mean.
    /// Gives the new index of each actor. Cost: linear.
    pub fn retain_named(&mut self, others: impl IntoIterator<Item = usize>) -> Vec<Option<usize>> {
        let mut kept = vec![false; self.actors.len()];
        let mentioned = self.mentions.iter().flat_map(|mention| mention.actors.iter().copied());
        for actor in mentioned.chain(others) {
            if let Some(slot) = kept.get_mut(actor) {
                *slot = true;
            }
        }
        let mut numbers = 0..;
        let mut number = |kept: &bool| if *kept { numbers.next() } else { None };
        let places: Vec<Option<usize>> = kept.iter().map(&mut number).collect();
        let place = |actor: usize| places.get(actor).copied().flatten();
        let mut flags = kept.iter();
        self.actors.retain(|_| flags.next().copied().unwrap_or(true));
        for mention in &mut self.mentions {
            mention.actors = mention.actors.iter().filter_map(|&actor| place(actor)).collect();
            mention.capital_of = mention.capital_of.and_then(place);
            mention.lies_in = mention.lies_in.and_then(place);
            mention.part_of = mention.part_of.and_then(place);
            for title in &mut mention.titles {
                title.implied = title.implied.and_then(place);
            }
        }
        for voice in &mut self.voices {
            voice.speakers = voice.speakers.iter().filter_map(|&actor| place(actor)).collect();
        }
        places
    }

    /// Gives the mentions whose heads stand among these tokens, in text order.
    pub(crate) fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let here = self.mentions[from..].iter().take_while(move |mention| mention.tokens.start < tokens.end);
        here.filter(move |mention| mention.head < tokens.end)
    }

    /// Notes which mentions a caller has marked; the others stay as what is around them.
    pub(crate) fn mark(&mut self, is_marked: impl Fn(&Mention) -> bool) {
        self.marked = self.mentions.iter().map(is_marked).collect();
    }

    /// Says whether a caller has marked the mention whose head is this token.
    pub(crate) fn is_marked(&self, head: usize) -> bool {
        let at = self.by_head.get(head).and_then(|&at| self.marked.get(at as usize));
        at.copied().unwrap_or(false)
    }

    /// Gives the mentions that a caller has marked, in text order.
    pub(crate) fn marked(&self) -> impl Iterator<Item = &Mention> {
        let flags = self.marked.iter().copied();
        self.mentions.iter().zip(flags).filter(|(_, marked)| *marked).map(|(mention, _)| mention)
    }

    /// Leaves out the mentions that stood around those that a caller has marked
    /// ([`resolve_given`](super::Resolver::resolve_given)): all of them where none is marked. Cost: linear.
    pub fn only_marked(self) -> Self {
        let mentions = self.marked().cloned().collect();
        Cast { voices: self.voices, ..Cast::new(self.by_head.len(), self.actors, mentions) }
    }

    /// Finds the mention whose head is this token.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        self.mentions.get(*self.by_head.get(token)? as usize)
    }
}
