//! Calls of procedures, and queries within a query.

use super::super::error::{ErrorClass, QueryError};
use super::super::functions::Types;
use super::super::ir::Slot;
use super::super::plan::{Call, Plan};
use super::super::procedures::Field;
use super::super::value::Value;
use super::branch;
use super::machine::{Flow, Machine, ON, STOP, Sink};

impl<'g> Machine<'g> {
    /// The rows of a procedure.
    pub(super) fn call(&self, call: &Call, row: &mut [Value], next: Sink<'_>) -> Result<Flow, QueryError> {
        let Some(procedure) = self.procedures.find(&call.procedure) else { return Ok(ON) };
        let mut arguments = Vec::new();
        for (at, field) in procedure.inputs.iter().enumerate() {
            let value = match call.arguments.get(at) {
                Some(code) => self.evaluate(code, row)?,
                None => field.default.clone().unwrap_or_default(),
            };
            arguments.push(fit(value, field).map_err(|error| error.at(call.place))?);
        }
        let found = (procedure.body)(&self.env, &arguments).map_err(|error| error.at(call.place))?;
        if procedure.outputs.is_empty() {
            return next(row);
        }
        if found.is_empty() && call.optional {
            call.yields.iter().for_each(|(_, slot)| row[*slot as usize] = Value::Null);
            return next(row);
        }
        for values in found {
            self.env.tick()?;
            for (field, slot) in &call.yields {
                row[*slot as usize] = values.get(*field).cloned().unwrap_or_default();
            }
            if next(row)?.is_break() {
                return Ok(STOP);
            }
        }
        Ok(ON)
    }

    /// The rows of a query for this row, or the row itself where the query returns nothing.
    pub(super) fn subquery(
        &self,
        plan: &Plan,
        binds: &[Slot],
        optional: bool,
        row: &mut [Value],
        next: Sink<'_>,
    ) -> Result<Flow, QueryError> {
        let returns = plan.branches.first().map(|branch| branch.returns.clone()).unwrap_or_default();
        if returns.is_empty() {
            branch::read(self, plan, row, &mut |_| Ok(ON))?;
            return next(row);
        }
        let mut found = false;
        let flow = branch::read(self, plan, row, &mut |row| {
            found = true;
            copy(&returns, binds, row);
            next(row)
        })?;
        if found || !optional {
            return Ok(flow);
        }
        binds.iter().for_each(|slot| row[*slot as usize] = Value::Null);
        next(row)
    }
}

/// Copies columns to the slots that they have outside.
pub(super) fn copy(from: &[Slot], to: &[Slot], row: &mut [Value]) {
    let values: Vec<Value> = from.iter().map(|slot| row[*slot as usize].clone()).collect();
    for (slot, value) in to.iter().zip(values) {
        row[*slot as usize] = value;
    }
}

/// Makes an argument fit its field: a whole number where a floating-point one is wanted becomes one.
fn fit(value: Value, field: &Field) -> Result<Value, QueryError> {
    match &value {
        Value::Null if field.nullable => return Ok(value),
        Value::Integer(number) if !field.types.meets(Types::INTEGER) && field.types.meets(Types::FLOAT) => {
            return Ok(Value::Float(*number as f64));
        }
        _ => {}
    }
    if field.types.meets(Types::of(&value)) {
        return Ok(value);
    }
    let message = format!("argument `{}` cannot be a {}", field.name, value.type_name());
    Err(QueryError::runtime(ErrorClass::TypeError, "InvalidArgumentType", message))
}
