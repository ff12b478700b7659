//! Figures, and how they are printed: one table a set, or `name<TAB>value` lines.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::iter::Sum;
use std::ops::Add;

/// What was found, what was wrongly found, what was not found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub spurious: usize,
    pub missed: usize,
}

impl Counts {
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.spurious)
    }

    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

impl Add for Counts {
    type Output = Counts;
    fn add(self, other: Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            spurious: self.spurious + other.spurious,
            missed: self.missed + other.missed,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(counts: I) -> Counts {
        counts.fold(Counts::default(), Add::add)
    }
}

/// Gives `n / of`, and 0 where there is nothing to divide by.
pub fn ratio(n: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { n as f64 / of as f64 }
}

/// A macro-averaged F1: the mean over the labels, each label's own beside it.
pub fn macro_f1<L: Copy + PartialEq>(pairs: &[(L, L)], labels: &[L]) -> (f64, Vec<f64>) {
    let f1 = |label: L| {
        let right = pairs.iter().filter(|(gold, predicted)| *gold == label && *predicted == label).count();
        let spurious = pairs.iter().filter(|(gold, predicted)| *gold != label && *predicted == label).count();
        let missed = pairs.iter().filter(|(gold, predicted)| *gold == label && *predicted != label).count();
        Counts { right, spurious, missed }.f1()
    };
    let each: Vec<f64> = labels.iter().map(|&label| f1(label)).collect();
    (each.iter().sum::<f64>() / labels.len() as f64, each)
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// F1 with precision, recall and what they are made of; where resampled, its 95 % interval.
    F1(Counts, Option<(f64, f64)>),
    /// So many of so many.
    Share(usize, usize),
    /// A mean, an accuracy.
    Mean(f64),
    /// A plain number.
    Count(usize),
}

impl Value {
    fn main(&self) -> String {
        match self {
            Value::F1(counts, _) => format!("{:.4}", counts.f1()),
            Value::Share(n, of) => format!("{:.4}", ratio(*n, *of)),
            Value::Mean(mean) => format!("{mean:.4}"),
            Value::Count(n) => n.to_string(),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Value::F1(counts, _) => Some(counts.f1()),
            Value::Share(n, of) => Some(ratio(*n, *of)),
            Value::Mean(mean) => Some(*mean),
            Value::Count(_) => None,
        }
    }

    fn details(&self) -> String {
        match self {
            Value::F1(counts, interval) => {
                let Counts { right, spurious, missed } = *counts;
                let range = interval.map(|(low, high)| format!("  95 % {low:.3} to {high:.3}")).unwrap_or_default();
                let (p, r) = (counts.precision(), counts.recall());
                format!("P {p:.4}  R {r:.4}  right {right}, spurious {spurious}, missed {missed}{range}")
            }
            Value::Share(n, of) => format!("{n} of {of}"),
            Value::Mean(_) | Value::Count(_) => String::new(),
        }
    }

    /// The parts as they are named in the lines for other programs.
    fn parts(&self) -> Vec<(&'static str, String)> {
        let mut parts = vec![("", self.main())];
        if let Value::F1(counts, interval) = self {
            parts.push((".precision", format!("{:.4}", counts.precision())));
            parts.push((".recall", format!("{:.4}", counts.recall())));
            parts.push((".right", counts.right.to_string()));
            parts.push((".spurious", counts.spurious.to_string()));
            parts.push((".missed", counts.missed.to_string()));
            if let Some((low, high)) = interval {
                parts.push((".low", format!("{low:.4}")));
                parts.push((".high", format!("{high:.4}")));
            }
        }
        if let Value::Share(n, of) = self {
            parts.push((".right", n.to_string()));
            parts.push((".of", of.to_string()));
        }
        parts
    }
}

/// One figure and its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub name: String,
    pub value: Value,
}

impl Figure {
    pub fn new(name: impl Into<String>, value: Value) -> Self {
        Figure { name: name.into(), value }
    }
}

/// The figures of one set: one list of them a part (all, read, closed), all lists with the same names.
pub struct Section {
    pub name: &'static str,
    pub title: &'static str,
    /// What is known elsewhere; may be empty.
    pub known: &'static str,
    pub parts: Vec<(&'static str, usize, Vec<Figure>)>,
}

/// A gap between the halves that means fitting.
const GAP: f64 = 0.05;

impl Section {
    /// Prints a table: one line a figure, one column a part, details of the first part.
    pub fn table(&self) -> String {
        let mut out = format!("\n{} - {}", self.name, self.title);
        let sizes: Vec<String> = self.parts.iter().map(|(part, size, _)| format!("{size} {part}")).collect();
        writeln!(out, " ({})", sizes.join(", ")).expect("a String takes everything");
        if !self.known.is_empty() {
            writeln!(out, "  elsewhere: {}", self.known).expect("a String takes everything");
        }
        let heads: String = self.parts.iter().map(|(part, ..)| format!("{part:>9}")).collect();
        writeln!(out, "  {:<38}{heads}", "").expect("a String takes everything");
        for (row, figure) in self.parts.first().map_or(&[][..], |(.., figures)| figures).iter().enumerate() {
            let values: Vec<&Value> = self.parts.iter().map(|(.., figures)| &figures[row].value).collect();
            let columns: String = values.iter().map(|value| format!("{:>9}", value.main())).collect();
            let mark = if self.gap(row) { "!" } else { " " };
            let line = format!("  {:<38}{columns} {mark} {}", figure.name, figure.value.details());
            writeln!(out, "{}", line.trim_end()).expect("a String takes everything");
        }
        out
    }

    /// Says whether the read half is better than the closed one by more than [`GAP`].
    fn gap(&self, row: usize) -> bool {
        let by_part: BTreeMap<&str, Option<f64>> =
            self.parts.iter().map(|(part, _, figures)| (*part, figures[row].value.number())).collect();
        let value = |part| by_part.get(part).copied().flatten();
        matches!((value("read"), value("closed")), (Some(read), Some(closed)) if read - closed > GAP)
    }

    /// Prints `set.part.figure<TAB>value` lines.
    pub fn tsv(&self) -> String {
        let mut out = String::new();
        for (part, size, figures) in &self.parts {
            writeln!(out, "{}.{part}.items\t{size}", self.name).expect("a String takes everything");
            for Figure { name, value } in figures {
                for (suffix, text) in value.parts() {
                    let name = name.replace(' ', "-").to_lowercase();
                    writeln!(out, "{}.{part}.{name}{suffix}\t{text}", self.name).expect("a String takes everything");
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_is_zero_and_not_a_fault() {
        let none = Counts::default();
        assert_eq!((none.precision(), none.recall(), none.f1()), (0.0, 0.0, 0.0));
    }

    #[test]
    fn macro_average_counts_every_label_alike() {
        let pairs = [("A", "A"), ("A", "A"), ("A", "A"), ("B", "NONE")];
        assert_eq!(macro_f1(&pairs, &["A", "B"]), (0.5, vec![1.0, 0.0]));
    }

    #[test]
    fn table_and_lines_show_the_parts_apart() {
        let figures = |value| vec![Figure::new("pair found", Value::Share(value, 10))];
        let section = Section {
            name: "toy",
            title: "a set",
            known: "",
            parts: vec![("all", 20, figures(7)), ("read", 10, figures(8)), ("closed", 10, figures(6))],
        };
        assert!(section.table().contains("0.7000   0.8000   0.6000 ! 7 of 10"), "{}", section.table());
        assert!(section.tsv().contains("toy.closed.pair-found\t0.6000\n"), "{}", section.tsv());
    }
}
