//! The model file: named sections of numbers and text.
//!
//! Reads: the bytes that `models/convert.py` writes (form in `models/README.md`). Gives: matrices, vectors and tables, checked.
//! Does not: know what they mean.

use std::collections::HashMap;

use half::f16;
use half::slice::HalfFloatSliceExt;
use ndarray::Array2;

use super::ModelError;

const MAGIC: &[u8] = b"demarche-nlp\n";
const VERSION: u32 = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    F16,
    F32,
    Text,
}

struct Section<'a> {
    kind: Kind,
    shape: Vec<usize>,
    data: &'a [u8],
    offset: usize,
}

/// An open model file.
pub(super) struct Container<'a> {
    sections: HashMap<&'a str, Section<'a>>,
}

impl<'a> Container<'a> {
    /// Reads the list of sections; their content is checked when it is asked for.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::Magic);
        }
        let mut cursor = Cursor { bytes, at: MAGIC.len(), section: "header" };
        let found = cursor.u32()?;
        if found != VERSION {
            return Err(ModelError::Version { found, known: VERSION });
        }
        let count = cursor.u32()?;
        let mut sections = HashMap::new();
        for _ in 0..count {
            let length = cursor.u8()? as usize;
            let offset = cursor.at;
            let name = std::str::from_utf8(cursor.take(length)?)
                .map_err(|_| content(cursor.section, offset, "the name of the next section is not UTF-8"))?;
            cursor.section = name;
            let section = cursor.section()?;
            sections.insert(name, section);
        }
        Ok(Container { sections })
    }

    /// Gives a matrix of `rows` x `columns`.
    pub(super) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>, ModelError> {
        let numbers = self.numbers(name, &[rows, columns])?;
        let offset = self.find(name)?.offset;
        Array2::from_shape_vec((rows, columns), numbers).map_err(|error| content(name, offset, &error.to_string()))
    }

    /// Gives a matrix of `N` columns and as many rows as the file has, at least one.
    pub(super) fn records<const N: usize>(&self, name: &str) -> Result<Vec<[f32; N]>, ModelError> {
        let rows = self.find(name)?.shape.first().copied().unwrap_or(1).max(1);
        Ok(self.numbers(name, &[rows, N])?.as_chunks().0.to_vec())
    }

    /// Gives a vector of `length` numbers.
    pub(super) fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        self.numbers(name, &[length])
    }

    /// Gives a vector of `N` numbers.
    pub(super) fn array<const N: usize>(&self, name: &str) -> Result<[f32; N], ModelError> {
        let mut array = [0.0; N];
        array.copy_from_slice(&self.numbers(name, &[N])?);
        Ok(array)
    }

    /// Gives a section of text.
    pub(super) fn text(&self, name: &str) -> Result<&'a str, ModelError> {
        let section = self.find(name)?;
        if section.kind != Kind::Text {
            return Err(content(name, section.offset, "expected text, found numbers"));
        }
        std::str::from_utf8(section.data)
            .map_err(|error| content(name, section.offset + error.valid_up_to(), "the text is not UTF-8"))
    }

    /// Walks the lines of a table; an error names the line's byte.
    pub(super) fn rows<T>(&self, name: &str, mut read: impl FnMut(&'a str) -> Option<T>) -> Result<Vec<T>, ModelError> {
        let mut offset = self.find(name)?.offset;
        let mut rows = Vec::new();
        for line in self.text(name)?.split_inclusive('\n') {
            let row = line.trim_end_matches('\n');
            rows.push(read(row).ok_or_else(|| content(name, offset, &format!("cannot read the row `{row}`")))?);
            offset += line.len();
        }
        Ok(rows)
    }

    /// Reads a section of JSON.
    pub(super) fn json<T: serde::Deserialize<'a>>(&self, name: &str) -> Result<T, ModelError> {
        let offset = self.find(name)?.offset;
        serde_json::from_str(self.text(name)?).map_err(|error| content(name, offset, &error.to_string()))
    }

    fn find(&self, name: &str) -> Result<&Section<'a>, ModelError> {
        self.sections.get(name).ok_or_else(|| ModelError::Missing { section: name.to_owned() })
    }

    fn numbers(&self, name: &str, expected: &[usize]) -> Result<Vec<f32>, ModelError> {
        let section = self.find(name)?;
        let width = match section.kind {
            Kind::F16 => 2,
            Kind::F32 => 4,
            Kind::Text => return Err(content(name, section.offset, "expected numbers, found text")),
        };
        let count = expected.iter().try_fold(width, |size: usize, &side| size.checked_mul(side));
        if section.shape != expected || count != Some(section.data.len()) {
            return Err(ModelError::Shape {
                section: name.to_owned(),
                offset: section.offset,
                found: section.shape.clone(),
                expected: expected.to_vec(),
            });
        }
        let numbers = if section.kind == Kind::F16 { from_half(section.data) } else { from_single(section.data) };
        match numbers.iter().position(|number| !number.is_finite()) {
            Some(at) => Err(content(name, section.offset + at * width, "a weight is not a finite number")),
            None => Ok(numbers),
        }
    }
}

/// Makes the error of a section whose content cannot be read.
pub(super) fn content(section: &str, offset: usize, reason: &str) -> ModelError {
    ModelError::Content { section: section.to_owned(), offset, reason: reason.to_owned() }
}

fn from_single(data: &[u8]) -> Vec<f32> {
    data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// Widens half-precision numbers block by block: the conversion of a slice uses the processor's own instruction.
fn from_half(data: &[u8]) -> Vec<f32> {
    const BLOCK: usize = 4096;
    let mut numbers = vec![0.0; data.len() / 2];
    let mut halves = [f16::ZERO; BLOCK];
    for (bytes, out) in data.chunks(2 * BLOCK).zip(numbers.chunks_mut(BLOCK)) {
        for (pair, half) in bytes.chunks_exact(2).zip(&mut halves) {
            *half = f16::from_le_bytes([pair[0], pair[1]]);
        }
        halves[..out.len()].convert_to_f32_slice(out);
    }
    numbers
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    section: &'a str,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ModelError> {
        let end = self.at.checked_add(length);
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let taken = taken.ok_or_else(|| ModelError::Truncated { section: self.section.to_owned(), offset: self.at })?;
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn u8(&mut self) -> Result<u8, ModelError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    fn section(&mut self) -> Result<Section<'a>, ModelError> {
        let start = self.at;
        let kind = match self.u8()? {
            0 => Kind::F16,
            1 => Kind::F32,
            2 => Kind::Text,
            other => return Err(content(self.section, start, &format!("kind `{other}` is not known"))),
        };
        let sides = self.u8()?;
        let shape = (0..sides).map(|_| self.u32().map(|side| side as usize)).collect::<Result<_, _>>()?;
        let length = u64::from_le_bytes(self.array()?);
        let offset = self.at;
        let data = self.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        Ok(Section { kind, shape, data, offset })
    }
}
