//! Procedures that scenarios declare: `name(in :: TYPE?, ..) :: (out :: TYPE?, ..)` and a table of what they give.
//!
//! Reads: the declaration and its table. Gives: a [`Procedure`] whose rows are those of the table whose input cells equal
//! the arguments; whole numbers fit where floating-point ones are declared.

use std::sync::Arc;

use demarche::query::{Field, Graph, Procedure, Types, Value};

use super::literal::{Double, Literal};
use super::observe::{observe, to_value};
use super::parse::parse;

/// A declared procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    name: String,
    inputs: Vec<Declared>,
    outputs: Vec<Declared>,
    /// One cell for each input, then one for each output.
    rows: Vec<Vec<Literal>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Declared {
    name: String,
    types: Types,
    nullable: bool,
}

impl Signature {
    /// Understands a declaration and its table.
    ///
    /// # Errors
    /// It is not of its form, or the columns of the table are other than declared.
    pub fn read(text: &str, table: &[Vec<String>]) -> Result<Self, String> {
        let wrong = || format!("no signature `{text}`");
        let (inputs, outputs) = text.trim().trim_end_matches(':').trim().split_once(") ::").ok_or_else(wrong)?;
        let (name, inputs) = inputs.split_once('(').ok_or_else(wrong)?;
        let outputs = outputs.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).ok_or_else(wrong)?;
        let (inputs, outputs) = (declared(inputs)?, declared(outputs)?);
        let columns: Vec<&str> = table.first().into_iter().flatten().map(String::as_str).collect();
        if !columns.iter().copied().eq(inputs.iter().chain(&outputs).map(|field| field.name.as_str())) {
            return Err(format!("the table of `{text}` has the columns {columns:?}"));
        }
        let rows = table.iter().skip(1).map(|row| row.iter().map(|cell| parse(cell)).collect());
        let rows = rows.collect::<Result<Vec<Vec<Literal>>, _>>()?;
        if rows.iter().flatten().any(|cell| to_value(cell).is_none()) {
            return Err(format!("the table of `{text}` has nodes, relations or paths"));
        }
        Ok(Signature { name: name.trim().to_owned(), inputs, outputs, rows })
    }

    /// Makes the procedure.
    pub fn procedure(&self) -> Procedure {
        let signature = self.clone();
        Procedure {
            name: self.name.as_str().into(),
            inputs: self.inputs.iter().map(Declared::field).collect(),
            outputs: self.outputs.iter().map(Declared::field).collect(),
            summary: "declared by a scenario".into(),
            body: Box::new(move |env, arguments| Ok(signature.rows_for(env.graph, arguments))),
        }
    }

    fn rows_for(&self, graph: &Graph, arguments: &[Value]) -> Vec<Vec<Value>> {
        let arguments: Vec<Literal> = arguments.iter().map(|argument| observe(graph, argument)).collect();
        let outputs = |row: &Vec<Literal>| -> Option<Vec<Value>> {
            let (inputs, outputs) = row.split_at_checked(self.inputs.len())?;
            let fits =
                inputs.len() == arguments.len() && inputs.iter().zip(&arguments).all(|(one, other)| fits(one, other));
            let as_declared = |(cell, field): (&Literal, &Declared)| to_value(&field.fit(cell));
            fits.then(|| outputs.iter().zip(&self.outputs).map(as_declared).collect())?
        };
        self.rows.iter().filter_map(outputs).collect()
    }
}

impl Declared {
    fn field(&self) -> Field {
        Field { name: Arc::from(self.name.as_str()), types: self.types, nullable: self.nullable, default: None }
    }

    /// Makes a whole number a floating-point one, where only those are declared.
    fn fit(&self, cell: &Literal) -> Literal {
        match cell {
            Literal::Integer(number) if self.types == Types::FLOAT => Literal::Float(Double(*number as f64)),
            other => other.clone(),
        }
    }
}

/// Says whether an argument is the one of a row; `42` and `42.0` are the same.
fn fits(cell: &Literal, argument: &Literal) -> bool {
    match (cell, argument) {
        (Literal::Integer(whole), Literal::Float(other)) | (Literal::Float(other), Literal::Integer(whole)) => {
            Double(*whole as f64) == *other
        }
        _ => cell == argument,
    }
}

fn declared(text: &str) -> Result<Vec<Declared>, String> {
    let fields = text.split(',').map(str::trim).filter(|field| !field.is_empty());
    fields
        .map(|field| {
            let (name, kind) = field.split_once("::").ok_or_else(|| format!("no field `{field}`"))?;
            let (name, kind) = (name.trim().to_owned(), kind.trim());
            let nullable = kind.ends_with('?');
            let types = types_of(kind.trim_end_matches('?')).ok_or_else(|| format!("no type `{kind}`"))?;
            Ok(Declared { name, types, nullable })
        })
        .collect()
}

/// The types of the public type system (CIP2015-09-16) by name.
fn types_of(name: &str) -> Option<Types> {
    Some(match name {
        "BOOLEAN" => Types::BOOLEAN,
        "INTEGER" => Types::INTEGER,
        "FLOAT" => Types::FLOAT,
        "NUMBER" => Types::NUMBER,
        "STRING" => Types::STRING,
        "MAP" => Types::MAP,
        "NODE" => Types::NODE,
        "RELATIONSHIP" => Types::RELATION,
        "PATH" => Types::PATH,
        "ANY" => Types::ANY,
        list if list.starts_with("LIST") => Types::LIST,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[track_caller]
    fn check(signature: &Signature, arguments: &[Value], expected: &[&str]) {
        let graph = Graph::default();
        let rows = signature.rows_for(&graph, arguments).into_iter();
        let rows: Vec<String> = rows.map(|row| observe(&graph, &Value::list(row)).to_string()).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn rows_are_found_by_their_arguments() {
        let rows = table(&[&["a", "b", "c"], &["'x'", "1", "2"], &["'x'", "1.0", "3"], &["null", "2", "null"]]);
        let signature = Signature::read("t.p(a :: STRING?, b :: NUMBER?) :: (c :: FLOAT?) :", &rows).expect("whole");
        assert_eq!((signature.name.as_str(), signature.inputs.len()), ("t.p", 2));
        check(&signature, &["x".into(), Value::Integer(1)], &["[2.0]", "[3.0]"]);
        check(&signature, &["x".into(), Value::Float(1.0)], &["[2.0]", "[3.0]"]);
        check(&signature, &[Value::Null, Value::Integer(2)], &["[null]"]);
        check(&signature, &["y".into(), Value::Integer(1)], &[]);
        check(&signature, &["x".into(), Value::Integer(2)], &[]);
        check(&signature, &["x".into()], &[]);
    }

    #[test]
    fn a_procedure_that_only_acts() {
        let signature = Signature::read("t.act() :: ():", &table(&[&[]])).expect("whole");
        assert!(signature.inputs.is_empty() && signature.procedure().outputs.is_empty());
        check(&signature, &[], &[]);
    }

    #[test]
    fn what_is_no_signature() {
        for (text, columns) in [
            ("t.p", &[][..]),
            ("t.p() :: out :: STRING?", &["out"]),
            ("t.p(in) :: ()", &["in"]),
            ("t.p(in :: TEXT?) :: ()", &["in"]),
            ("t.p(in :: STRING?) :: ()", &["out"]),
            ("t.p(in :: STRING?) :: (out :: STRING?)", &["out", "in"]),
        ] {
            assert!(Signature::read(text, &table(&[columns])).is_err(), "{text}");
        }
    }
}
