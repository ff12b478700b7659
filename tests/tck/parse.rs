//! Parses the values that stand in the tables of the scenarios.
//!
//! Reads: the text of a cell. Gives: a [`Literal`], or what is wrong with the text.
//! Source: the section "Format of the expected results" of the TCK's README.

use std::collections::BTreeSet;

use super::literal::{Double, Entries, Literal, Node, Path, Relation, Step, Way};

/// Parses one value; nothing may stand behind it.
///
/// # Errors
/// The text is no value: says what was expected, and where.
pub fn parse(text: &str) -> Result<Literal, String> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value()?;
    reader.skip_space();
    if reader.at == text.len() { Ok(value) } else { Err(reader.wrong("the end")) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Result<Literal, String> {
        self.skip_space();
        match self.peek() {
            Some('\'') => self.string().map(Literal::String),
            Some('{') => self.entries().map(Literal::Map),
            Some('(') => self.node().map(Literal::Node),
            Some('<') => self.path().map(Literal::Path),
            Some('[') if self.rest()[1..].trim_start().starts_with(':') => self.relation().map(Literal::Relation),
            Some('[') => self.list().map(Literal::List),
            Some(_) => self.word(),
            None => Err(self.wrong("a value")),
        }
    }

    /// Null, a boolean, or a number.
    fn word(&mut self) -> Result<Literal, String> {
        let belongs = |c: char| c.is_alphanumeric() || matches!(c, '.' | '+' | '-');
        let word = self.take_while(belongs);
        let value = match word {
            "null" => Literal::Null,
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            "NaN" => Literal::Float(Double(f64::NAN)),
            "Inf" => Literal::Float(Double(f64::INFINITY)),
            "-Inf" => Literal::Float(Double(f64::NEG_INFINITY)),
            number => return parse_number(number).ok_or_else(|| self.wrong("a value before")),
        };
        Ok(value)
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect("'")?;
        let mut text = String::new();
        loop {
            match self.next() {
                Some('\'') => return Ok(text),
                Some('\\') => text.push(match self.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some(plain @ ('\\' | '\'' | '"')) => plain,
                    _ => return Err(self.wrong("an escape before")),
                }),
                Some(plain) => text.push(plain),
                None => return Err(self.wrong("`'`")),
            }
        }
    }

    fn list(&mut self) -> Result<Vec<Literal>, String> {
        self.expect("[")?;
        let mut elements = Vec::new();
        if self.accept("]") {
            return Ok(elements);
        }
        loop {
            elements.push(self.value()?);
            if self.accept("]") {
                return Ok(elements);
            }
            self.expect(",")?;
        }
    }

    fn entries(&mut self) -> Result<Entries, String> {
        self.expect("{")?;
        let mut entries = Entries::new();
        if self.accept("}") {
            return Ok(entries);
        }
        loop {
            let key = self.name()?;
            self.expect(":")?;
            let value = self.value()?;
            if entries.insert(key, value).is_some() {
                return Err(self.wrong("each key once before"));
            }
            if self.accept("}") {
                return Ok(entries);
            }
            self.expect(",")?;
        }
    }

    fn node(&mut self) -> Result<Node, String> {
        self.expect("(")?;
        let mut labels = BTreeSet::new();
        while self.accept(":") {
            labels.insert(self.name()?);
        }
        let properties = self.properties()?;
        self.expect(")")?;
        Ok(Node { labels, properties })
    }

    fn relation(&mut self) -> Result<Relation, String> {
        self.expect("[")?;
        self.expect(":")?;
        let kind = self.name()?;
        let properties = self.properties()?;
        self.expect("]")?;
        Ok(Relation { kind, properties })
    }

    fn path(&mut self) -> Result<Path, String> {
        self.expect("<")?;
        let start = self.node()?;
        let mut steps = Vec::new();
        while !self.accept(">") {
            let way = if self.accept("<-") { Way::Against } else { Way::Along };
            if way == Way::Along {
                self.expect("-")?;
            }
            let relation = self.relation()?;
            self.expect(if way == Way::Along { "->" } else { "-" })?;
            steps.push(Step { way, relation, node: self.node()? });
        }
        Ok(Path { start, steps })
    }

    fn properties(&mut self) -> Result<Entries, String> {
        self.skip_space();
        if self.peek() == Some('{') { self.entries() } else { Ok(Entries::new()) }
    }

    fn name(&mut self) -> Result<String, String> {
        self.skip_space();
        let quoted = self.accept("`");
        let name = self.take_while(|c| if quoted { c != '`' } else { c.is_alphanumeric() || c == '_' });
        if name.is_empty() {
            return Err(self.wrong("a name"));
        }
        if quoted {
            self.expect("`")?;
        }
        Ok(name.to_owned())
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn accept(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.accept(sign) { Ok(()) } else { Err(self.wrong(&format!("`{sign}`"))) }
    }

    fn wrong(&self, expected: &str) -> String {
        format!("expected {expected} at byte {} of `{}`", self.at, self.text)
    }
}

/// Whole numbers are digits with a sign; all others have a point or an exponent.
fn parse_number(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.ends_with(|c: char| c.is_ascii_digit()) || digits.starts_with(['+', '-', 'e', 'E']) {
        return None;
    }
    if digits.contains(['.', 'e', 'E']) {
        return text.parse().ok().map(|number| Literal::Float(Double(number)));
    }
    text.parse().ok().map(Literal::Integer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that a text is parsed, and printed as expected.
    #[track_caller]
    fn check(text: &str, printed: &str) {
        let parsed = parse(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(parsed.to_string(), printed);
        assert_eq!(parse(printed).as_ref(), Ok(&parsed), "printed, then parsed");
    }

    #[test]
    fn scalars() {
        for (text, value) in [
            ("null", Literal::Null),
            (" true ", Literal::Boolean(true)),
            ("false", Literal::Boolean(false)),
            ("0", Literal::Integer(0)),
            ("-9223372036854775808", Literal::Integer(i64::MIN)),
            ("1.0", Literal::Float(Double(1.0))),
            ("-.5", Literal::Float(Double(-0.5))),
            ("1e-305", Literal::Float(Double(1e-305))),
            ("-1.5E+3", Literal::Float(Double(-1500.0))),
            ("NaN", Literal::Float(Double(f64::NAN))),
            ("-Inf", Literal::Float(Double(f64::NEG_INFINITY))),
            ("''", Literal::String(String::new())),
            (r"'it\'s \\ \n é'", Literal::String("it's \\ \n é".into())),
        ] {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn compounds() {
        check("[]", "[]");
        check("[1,[ 'a', null ] ,{}]", "[1, ['a', null], {}]");
        check("{b: 1, a: {c: [NaN]}}", "{a: {c: [NaN]}, b: 1}");
        check("()", "()");
        check("(:B:A)", "(:A:B)");
        check("({p: 1.50})", "({p: 1.5})");
        check("(:A {p: 'x', list: [1]})", "(:A {list: [1], p: 'x'})");
        check("[:T]", "[:T]");
        check("[ :T {p: Inf}]", "[:T {p: Inf}]");
        check("[[:T], [:S {p: 1}]]", "[[:T], [:S {p: 1}]]");
        check("<()>", "<()>");
        check("<(:A)-[:T]->({p: 1})<-[:S {q: -2}]-(:C)>", "<(:A)-[:T]->({p: 1})<-[:S {q: -2}]-(:C)>");
    }

    #[test]
    fn what_is_no_value() {
        #[rustfmt::skip]
        let cases = [
            "", "nul", "TRUE", "tru e", "1 2", "1,", "01x", "1.", "1e", "--1", "+1", "1-2", "9223372036854775808",
            "inf", "nan", "abc", "\"a\"", "'a", "'a'b'", r"'\q'", r"'\", "[1", "[1,]", "[,]", "1]", "{a}", "{a: }",
            "{a: 1,}", "{: 1}", "{a: 1, a: 2}", "(", "(A)", "(:)", "(:A", "(:A {p: 1)", "[:]", "[:T 1]", "[T]", "<>",
            "<(:A)", "<(:A)->(:B)>", "<(:A)-[:T]-(:B)>", "<(:A)<-[:T]->(:B)>", "<(:A)-[:T]->>", "<[:T]>",
        ];
        for text in cases {
            assert!(parse(text).is_err(), "`{text}` gives {:?}", parse(text));
        }
    }

    #[test]
    fn what_differs() {
        for (one, other) in [
            ("1", "1.0"),
            ("1", "'1'"),
            ("null", "'null'"),
            ("null", "false"),
            ("'a'", "'A'"),
            ("[1, 2]", "[2, 1]"),
            ("[1]", "[1, 1]"),
            ("[]", "{}"),
            ("[null]", "[]"),
            ("{a: 1}", "{a: 1, b: null}"),
            ("{}", "()"),
            ("(:A)", "(:A:B)"),
            ("(:A)", "(:A {p: 1})"),
            ("[:T]", "[:t]"),
            ("<(:A)-[:T]->(:B)>", "<(:A)<-[:T]-(:B)>"),
            ("<(:A)-[:T]->(:B)>", "<(:B)<-[:T]-(:A)>"),
            ("<(:A)>", "(:A)"),
            ("NaN", "Inf"),
        ] {
            assert_ne!(parse(one).expect("a value"), parse(other).expect("a value"));
        }
    }

    #[test]
    fn lists_without_their_order() {
        let same = |one: &str, other: &str| {
            let sorted = |text| parse(text).expect("a value").with_sorted_lists();
            sorted(one) == sorted(other)
        };
        assert!(same("[2, 1, [4, 3]]", "[[3, 4], 1, 2]"));
        assert!(same("{a: [1, 2]}", "{a: [2, 1]}"));
        assert!(same("[(:B {p: [1, 2]}), (:A)]", "[(:A), (:B {p: [2, 1]})]"));
        assert!(!same("[1, 1, 2]", "[1, 2, 2]"));
        assert!(!same("[1]", "[1.0]"));
        assert!(!same("<()-[:A]->()-[:B]->()>", "<()-[:B]->()-[:A]->()>"));
    }
}
