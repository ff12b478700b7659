//! Values that are put together from others: elements and parts, lists and maps, `CASE`, `reduce`, comprehensions.

use std::sync::Arc;

use super::super::error::{ErrorClass, QueryError};
use super::super::functions::arithmetic::negate;
use super::super::ir::{Arithmetic, Quantifier, Sign, Slot};
use super::super::plan::{Code, Key, MapPart, Op};
use super::super::value::{Map, Value, equals};
use super::evaluate::Evaluator;
use super::parts::{element, entries, slice};

/// How deep lists and maps may lie within each other; deeper ones could not be compared, printed or freed.
const LEVELS: u32 = 256;

impl Evaluator<'_, '_> {
    /// Values that are put together from others, or taken out of them.
    pub(super) fn structure(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        match &code.op {
            Op::Property(of, key) => {
                let of = self.value(of, row)?;
                self.property(&of, key)
            }
            Op::Index(of, at) => {
                let (of, at) = (self.value(of, row)?, self.value(at, row)?);
                match (&of, &at) {
                    (Value::Node(_) | Value::Relation(_), Value::String(name)) => {
                        self.property(&of, &Key { name: name.clone(), id: self.env.graph.key(name) })
                    }
                    _ => element(&of, &at),
                }
            }
            Op::Slice(of, from, to) => {
                let of = self.value(of, row)?;
                let from = from.as_ref().map(|code| self.value(code, row)).transpose()?;
                let to = to.as_ref().map(|code| self.value(code, row)).transpose()?;
                slice(&of, from.as_ref(), to.as_ref())
            }
            Op::Sign(sign, of) => {
                let value = self.value(of, row)?;
                if *sign == Sign::Plus { Ok(value) } else { negate(&value) }
            }
            Op::List(list) => {
                let values = list.iter().map(|code| self.value(code, row)).collect::<Result<Vec<_>, _>>()?;
                Ok(Value::list(values))
            }
            Op::Map(entries) => {
                let mut map = Map::new();
                for (key, code) in entries {
                    map.insert(key.clone(), self.value(code, row)?);
                }
                Ok(Value::Map(map.into()))
            }
            Op::MapProjection(of, parts) => self.map_projection(of, parts, row),
            Op::Case { operand, branches, otherwise } => self.case(operand, branches, otherwise, row),
            _ => self.repeated(code, row),
        }
    }

    /// Values that are made element by element, or row by row.
    fn repeated(&self, code: &Code, row: &mut [Value]) -> Result<Value, QueryError> {
        match &code.op {
            Op::ListComprehension { variable, list, filter, map } => {
                self.comprehension(*variable, list, filter.as_deref(), map.as_deref(), row)
            }
            Op::Reduce { accumulator, initial, variable, list, step } => {
                row[*accumulator as usize] = self.value(initial, row)?;
                let Some(list) = self.list(list, row)? else { return Ok(Value::Null) };
                for (at, element) in list.iter().enumerate() {
                    self.env.tick()?;
                    row[*variable as usize] = element.clone();
                    if self.grows(*accumulator, step, row)? {
                        continue;
                    }
                    let value = self.value(step, row)?;
                    if at % 16 == 15 && value.is_deeper(LEVELS) {
                        return Err(too_deep());
                    }
                    row[*accumulator as usize] = value;
                }
                Ok(std::mem::take(&mut row[*accumulator as usize]))
            }
            Op::Count(plan) => {
                let mut count = 0;
                self.subplans.each(plan, row, &mut |_| {
                    count += 1;
                    Ok(true)
                })?;
                Ok(Value::Integer(count))
            }
            Op::Collect(plan, map) => {
                let (mut values, mut kept) = (Vec::new(), 0);
                self.subplans.each(plan, row, &mut |row| {
                    let value = self.value(map, row)?;
                    kept += value.weight();
                    self.env.keep(value.weight())?;
                    values.push(value);
                    Ok(true)
                })?;
                self.env.release(kept);
                Ok(Value::list(values))
            }
            _ => Ok(Value::Null),
        }
    }

    /// Appends to the accumulator where it lies, if it is a list and the step is `accumulator + something`: a copy for
    /// each element would make the cost quadratic.
    fn grows(&self, accumulator: Slot, step: &Code, row: &mut [Value]) -> Result<bool, QueryError> {
        let place = accumulator as usize;
        let more = match (&step.op, &row[place]) {
            (Op::Arithmetic(Arithmetic::Add, a, b), Value::List(_)) if matches!(a.op, Op::Slot(slot) if slot == accumulator) => {
                self.value(b, row)?
            }
            _ => return Ok(false),
        };
        if more.is_deeper(LEVELS) {
            return Err(too_deep());
        }
        if let Value::List(list) = &mut row[place] {
            let list = Arc::make_mut(list);
            match more {
                Value::List(more) => list.extend(more.iter().cloned()),
                single => list.push(single),
            }
            let kept = self.env.keep(list.len() as u64);
            self.env.release(list.len() as u64);
            kept.map_err(|error| error.at(step.place))?;
        }
        Ok(true)
    }

    fn comprehension(
        &self,
        variable: Slot,
        list: &Code,
        filter: Option<&Code>,
        map: Option<&Code>,
        row: &mut [Value],
    ) -> Result<Value, QueryError> {
        let Some(list) = self.list(list, row)? else { return Ok(Value::Null) };
        let (mut values, mut kept) = (Vec::new(), 0);
        for element in list.iter() {
            self.env.tick()?;
            row[variable as usize] = element.clone();
            if let Some(filter) = filter
                && self.truth(filter, row)? != Some(true)
            {
                continue;
            }
            let value = match map {
                Some(map) => self.value(map, row)?,
                None => element.clone(),
            };
            kept += value.weight();
            self.env.keep(value.weight())?;
            values.push(value);
        }
        self.env.release(kept);
        Ok(Value::list(values))
    }

    pub(super) fn quantified(
        &self,
        quantifier: Quantifier,
        variable: Slot,
        list: &Code,
        filter: &Code,
        row: &mut [Value],
    ) -> Result<Option<bool>, QueryError> {
        let Some(list) = self.list(list, row)? else { return Ok(None) };
        let (mut passed, mut unknown) = (0usize, 0usize);
        for element in list.iter() {
            self.env.tick()?;
            row[variable as usize] = element.clone();
            match (self.truth(filter, row)?, quantifier) {
                // What follows changes nothing.
                (Some(false), Quantifier::All) | (Some(true), Quantifier::None) => return Ok(Some(false)),
                (Some(true), Quantifier::Any) => return Ok(Some(true)),
                (Some(true), Quantifier::Single) if passed == 1 => return Ok(Some(false)),
                (Some(true), _) => passed += 1,
                (Some(false), _) => {}
                (None, _) => unknown += 1,
            }
        }
        Ok(match quantifier {
            _ if unknown > 0 => None,
            Quantifier::All | Quantifier::None => Some(true),
            Quantifier::Any => Some(false),
            Quantifier::Single => Some(passed == 1),
        })
    }

    fn case(
        &self,
        operand: &Option<Box<Code>>,
        branches: &[(Code, Code)],
        otherwise: &Option<Box<Code>>,
        row: &mut [Value],
    ) -> Result<Value, QueryError> {
        let operand = operand.as_ref().map(|code| self.value(code, row)).transpose()?;
        for (when, then) in branches {
            let chosen = match &operand {
                Some(operand) => equals(operand, &self.value(when, row)?) == Some(true),
                None => self.truth(when, row)? == Some(true),
            };
            if chosen {
                return self.value(then, row);
            }
        }
        otherwise.as_ref().map_or(Ok(Value::Null), |code| self.value(code, row))
    }

    fn map_projection(&self, of: &Code, parts: &[MapPart], row: &mut [Value]) -> Result<Value, QueryError> {
        let of = self.value(of, row)?;
        if of.is_null() {
            return Ok(Value::Null);
        }
        let mut map = Map::new();
        for part in parts {
            match part {
                MapPart::Key(key) => {
                    map.insert(key.name.clone(), self.property(&of, key)?);
                }
                MapPart::Entry(name, code) => {
                    map.insert(name.clone(), self.value(code, row)?);
                }
                MapPart::All => map.extend(entries(&of, self.env.graph)?),
            }
        }
        Ok(Value::Map(map.into()))
    }
}

fn too_deep() -> QueryError {
    let message = format!("lists and maps lie within each other more than {LEVELS} levels deep");
    QueryError::runtime(ErrorClass::LimitReached, "DepthLimit", message)
}
