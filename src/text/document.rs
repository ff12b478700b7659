use jiff::civil::Date;

/// One article: what was read, never changed afterwards. Every [`Span`](super::Span) points into `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the document is called: a file's stem, the `id` of a JSON line. Unique within a graph.
    pub id: String,
    /// Headline, where it is known apart from the text.
    pub title: Option<String>,
    /// Day of publication: the reference for "on Tuesday", "last week".
    pub date: Option<Date>,
    /// Where it came from.
    pub url: Option<String>,
    /// The original text.
    pub text: String,
}

impl Document {
    /// Makes a document of a text with neither title nor date.
    ///
    /// ```
    /// let document = demarche::Document::new("note-1", "France accused Iran.");
    /// assert_eq!((document.id.as_str(), document.date), ("note-1", None));
    /// ```
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Document { id: id.into(), title: None, date: None, url: None, text: text.into() }
    }
}
