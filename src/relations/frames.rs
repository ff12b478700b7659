use std::fmt;

/// A place in a clause or phrase where one side of a relation may stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Subject.
    Subj,
    /// Direct object.
    Obj,
    /// Indirect object.
    Iobj,
    /// The actors of the clause it governs.
    Clause,
    /// The subject of the clause it governs, if it has one.
    Doer,
    /// The same where the clause says what is to be done: "insisted that Peru leave".
    Bidden,
    /// Whom a hostile act of the clause it governs is against, where its source does it.
    Own,
    /// Possessor.
    Poss,
    /// Adjective or noun in front.
    Mod,
    /// The noun that an adjective or participle modifies.
    Head,
    /// Whoever says it: "said that it was outrageous", or whose quotation or statement it stands in.
    Speaker,
    /// Whom the quotation beside it is about.
    Quoted,
    /// Whoever did or said something against the source in the sentences before.
    Critic,
    /// The place that its phrase leads to: "money for victims of the flood in Malawi".
    Place,
    /// Object of this preposition.
    Prep(Box<str>),
}

impl Slot {
    /// Every slot that is no preposition.
    pub const FIXED: &'static [Slot] = &[
        Slot::Subj,
        Slot::Obj,
        Slot::Iobj,
        Slot::Clause,
        Slot::Doer,
        Slot::Bidden,
        Slot::Own,
        Slot::Poss,
        Slot::Mod,
        Slot::Head,
        Slot::Speaker,
        Slot::Quoted,
        Slot::Critic,
        Slot::Place,
    ];

    /// Reads a slot's name; everything that is not one of the fixed names is a preposition.
    pub fn parse(name: &str) -> Slot {
        let fixed = Slot::FIXED.iter().find(|slot| slot.as_str() == name);
        fixed.cloned().unwrap_or_else(|| Slot::Prep(name.into()))
    }

    /// Reads a comma-separated list.
    pub fn parse_list(names: &str) -> Vec<Slot> {
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Slot::parse).collect()
    }

    /// Gives its name in the tables: [`parse`](Self::parse) reads it back.
    ///
    /// ```
    /// use demarche::relations::Slot;
    /// assert_eq!((Slot::parse("subj"), Slot::Prep("on".into()).as_str()), (Slot::Subj, "on"));
    /// ```
    pub fn as_str(&self) -> &str {
        match self {
            Slot::Subj => "subj",
            Slot::Obj => "obj",
            Slot::Iobj => "iobj",
            Slot::Clause => "clause",
            Slot::Doer => "doer",
            Slot::Bidden => "bidden",
            Slot::Own => "own",
            Slot::Poss => "poss",
            Slot::Mod => "mod",
            Slot::Head => "head",
            Slot::Speaker => "speaker",
            Slot::Quoted => "quoted",
            Slot::Critic => "critic",
            Slot::Place => "place",
            Slot::Prep(preposition) => preposition,
        }
    }
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TriggerPos {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
}

impl TriggerPos {
    /// Gives its letter in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            TriggerPos::Verb => "v",
            TriggerPos::Noun => "n",
            TriggerPos::Adjective => "a",
        }
    }

    /// Finds the part of speech of this letter.
    pub fn parse(letter: &str) -> Option<Self> {
        [TriggerPos::Verb, TriggerPos::Noun, TriggerPos::Adjective].into_iter().find(|pos| pos.as_str() == letter)
    }
}

/// Declares the frames with their names and default slots in one place, the order of `data/lexicon/README.md`.
macro_rules! frames {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $pos:ident, source $source:literal, target $target:literal;)+) => {
        /// How a trigger distributes source and target over the slots around it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Frame { $($(#[$meta])* $variant),+ }

        impl Frame {
            /// Every frame.
            pub const ALL: &'static [Frame] = &[$(Frame::$variant),+];

            /// Gives its name in the tables.
            pub fn as_str(self) -> &'static str {
                match self { $(Frame::$variant => $name),+ }
            }

            /// Finds the frame of this name.
            pub fn parse(name: &str) -> Option<Frame> {
                match name { $($name => Some(Frame::$variant),)+ _ => None }
            }

            /// The part of speech that it is for.
            pub fn pos(self) -> TriggerPos {
                match self { $(Frame::$variant => TriggerPos::$pos),+ }
            }

            /// Where the source stands when a row does not say.
            pub fn default_source(self) -> &'static str {
                match self { $(Frame::$variant => $source),+ }
            }

            /// Where the target stands when a row does not say.
            pub fn default_target(self) -> &'static str {
                match self { $(Frame::$variant => $target),+ }
            }
        }
    };
}

frames! {
    /// Acts on somebody.
    Act = "act", Verb, source "subj", target "obj";
    /// Acts towards the object of a preposition.
    Oblique = "oblique", Verb, source "subj", target "";
    /// Says something to or about somebody.
    Statement = "statement", Verb, source "subj", target "obj,to,clause";
    /// Gives a thing to somebody.
    Transfer = "transfer", Verb, source "subj", target "iobj,to,for";
    /// Does something together.
    Meet = "meet", Verb, source "subj", target "with,obj";
    /// Receives or suffers an act.
    Undergo = "undergo", Verb, source "from,by", target "subj";
    /// An act as a noun.
    Event = "event", Noun, source "poss,by,from,mod,of", target "against,on,upon,to,toward,towards,at";
    /// A reciprocal act as a noun.
    Between = "between", Noun, source "poss,between,mod,of", target "with,between,to";
    /// An attitude as an adjective.
    Attitude = "attitude", Adjective, source "subj,head", target "of,to,with,at,towards,about";
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
