//! Functions of dates, times and durations: making, cutting, measuring them.
//!
//! Does not: calculate; [`temporal`] does. The time of the query is the same for `transaction`, `statement` and
//! `realtime`: the library reads no clock.

use std::sync::Arc;

use super::super::error::QueryError;
use super::super::run::Env;
use super::super::temporal::{self, Between, Field, Temporal, TemporalError, TemporalKind as Kind, Zone};
use super::super::value::{Map, Value};
use super::arithmetic::of_temporal;
use super::{Function, Types, function, otherwise, unfit};

const NONE: &[Types] = &[];
const SOURCE: &[Types] = &[Types::STRING.or(Types::MAP).or(Types::TEMPORAL)];
const ZONE: &[Types] = &[Types::STRING];
const CUT: &[Types] = &[Types::STRING, Types::TEMPORAL, Types::MAP];
const TIMES: &[Types] = &[Types::TEMPORAL];
const WHOLE: &[Types] = &[Types::INTEGER];
const TIME: Types = Types::TEMPORAL;
const UP_TO_ONE: (usize, usize) = (0, 1);
const CUTTING: (usize, usize) = (1, 3);

pub(super) const FUNCTIONS: &[Function] = &[
    function("date", UP_TO_ONE, SOURCE, TIME, |env, values| make(Kind::Date, env, values)),
    function("localtime", UP_TO_ONE, SOURCE, TIME, |env, values| make(Kind::LocalTime, env, values)),
    function("time", UP_TO_ONE, SOURCE, TIME, |env, values| make(Kind::Time, env, values)),
    function("localdatetime", UP_TO_ONE, SOURCE, TIME, |env, values| make(Kind::LocalDateTime, env, values)),
    function("datetime", UP_TO_ONE, SOURCE, TIME, |env, values| make(Kind::DateTime, env, values)),
    function("duration", (1, 1), SOURCE, TIME, |env, values| make(Kind::Duration, env, values)),
    function("date.transaction", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Date, env, values)),
    function("date.statement", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Date, env, values)),
    function("date.realtime", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Date, env, values)),
    function("localtime.transaction", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalTime, env, values)),
    function("localtime.statement", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalTime, env, values)),
    function("localtime.realtime", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalTime, env, values)),
    function("time.transaction", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Time, env, values)),
    function("time.statement", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Time, env, values)),
    function("time.realtime", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::Time, env, values)),
    function("localdatetime.transaction", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalDateTime, env, values)),
    function("localdatetime.statement", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalDateTime, env, values)),
    function("localdatetime.realtime", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::LocalDateTime, env, values)),
    function("datetime.transaction", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::DateTime, env, values)),
    function("datetime.statement", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::DateTime, env, values)),
    function("datetime.realtime", UP_TO_ONE, ZONE, TIME, |env, values| now(Kind::DateTime, env, values)),
    function("date.truncate", CUTTING, CUT, TIME, |env, values| truncate(Kind::Date, env, values)),
    function("localtime.truncate", CUTTING, CUT, TIME, |env, values| truncate(Kind::LocalTime, env, values)),
    function("time.truncate", CUTTING, CUT, TIME, |env, values| truncate(Kind::Time, env, values)),
    function("localdatetime.truncate", CUTTING, CUT, TIME, |env, values| truncate(Kind::LocalDateTime, env, values)),
    function("datetime.truncate", CUTTING, CUT, TIME, |env, values| truncate(Kind::DateTime, env, values)),
    function("datetime.fromepoch", (2, 2), WHOLE, TIME, |_, values| from_epoch(values)),
    function("datetime.fromepochmillis", (1, 1), WHOLE, TIME, |_, values| from_epoch_millis(values)),
    function("duration.between", (2, 2), TIMES, TIME, |_, values| between("duration.between", Between::All, values)),
    function("duration.inMonths", (2, 2), TIMES, TIME, |_, values| {
        between("duration.inMonths", Between::Months, values)
    }),
    function("duration.inDays", (2, 2), TIMES, TIME, |_, values| between("duration.inDays", Between::Days, values)),
    function("duration.inSeconds", (2, 2), TIMES, TIME, |_, values| {
        between("duration.inSeconds", Between::Seconds, values)
    }),
    function("timestamp", (0, 0), NONE, Types::INTEGER, timestamp),
];

/// Fields of a time by their names.
type Fields = Vec<(Arc<str>, Field)>;

impl Value {
    /// A field of a date, time or duration as a value.
    pub(crate) fn of_field(field: Field) -> Value {
        match field {
            Field::Integer(number) => Value::Integer(number),
            Field::Float(number) => Value::Float(number),
            Field::String(text) => Value::String(text),
            Field::Temporal(temporal) => Value::Temporal(temporal),
        }
    }
}

/// The result of a calculation with times as that of a function.
fn time(result: Result<Temporal, TemporalError>) -> Result<Value, QueryError> {
    result.map(Value::Temporal).map_err(of_temporal)
}

/// Makes a time from text, from fields, or from another time.
fn make(kind: Kind, env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [] => now(kind, env, values),
        [Value::String(text)] => time(temporal::parse(kind, text)),
        [Value::Temporal(of)] => time(temporal::convert(kind, of)),
        [Value::Map(map)] => match fields(kind, map)? {
            None => Ok(Value::Null),
            Some(fields) => match fields.as_slice() {
                // Now, but elsewhere.
                [(name, Field::String(zone))] if &**name == "timezone" && kind != Kind::Duration => {
                    now(kind, env, &[Value::String(zone.clone())])
                }
                fields => time(temporal::from_fields(kind, fields)),
            },
        },
        _ => otherwise(kind.name(), values, SOURCE),
    }
}

/// The entries of a map as fields of a time; none where one is null.
fn fields(kind: Kind, map: &Map) -> Result<Option<Fields>, QueryError> {
    let mut fields = Vec::with_capacity(map.len());
    for (name, value) in map {
        let field = match value {
            Value::Null => return Ok(None),
            Value::Integer(number) => Field::Integer(*number),
            Value::Float(number) => Field::Float(*number),
            Value::String(text) => Field::String(text.clone()),
            Value::Temporal(temporal) => Field::Temporal(temporal.clone()),
            other => return Err(unfit(&format!("{}({{{name}}})", kind.name()), other)),
        };
        fields.push((name.clone(), field));
    }
    Ok(Some(fields))
}

/// The time of the query, in the zone that is given.
fn now(kind: Kind, env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [] => time(temporal::now(kind, env.now, &Zone::UTC)),
        [Value::String(zone)] => time(Zone::parse(zone).and_then(|zone| temporal::now(kind, env.now, &zone))),
        _ => otherwise(kind.name(), values, ZONE),
    }
}

/// Cuts a time, by default that of the query, to a unit, and puts other fields in.
fn truncate(kind: Kind, env: &Env<'_>, values: &[Value]) -> Result<Value, QueryError> {
    let cut =
        |unit: &str, of: &Temporal, fields: &[(Arc<str>, Field)]| time(temporal::truncate(kind, unit, of, fields));
    match values {
        [Value::String(unit)] => cut(unit, &temporal::now(kind, env.now, &Zone::UTC).map_err(of_temporal)?, &[]),
        [Value::String(unit), Value::Temporal(of)] => cut(unit, of, &[]),
        [Value::String(unit), Value::Temporal(of), Value::Map(map)] => match fields(kind, map)? {
            None => Ok(Value::Null),
            Some(fields) => cut(unit, of, &fields),
        },
        _ => otherwise(&format!("{}.truncate", kind.name()), values, CUT),
    }
}

fn between(name: &str, unit: Between, values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Temporal(a), Value::Temporal(b)] => {
            time(temporal::between(unit, a, b).map(|length| Temporal::Duration(length.into())))
        }
        _ => otherwise(name, values, TIMES),
    }
}

fn from_epoch(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Integer(seconds), Value::Integer(nanoseconds)] => time(temporal::from_epoch(*seconds, *nanoseconds)),
        _ => otherwise("datetime.fromepoch", values, WHOLE),
    }
}

fn from_epoch_millis(values: &[Value]) -> Result<Value, QueryError> {
    match values {
        [Value::Integer(milliseconds)] => time(temporal::from_epoch_millis(*milliseconds)),
        _ => otherwise("datetime.fromepochmillis", values, WHOLE),
    }
}

/// Milliseconds from 1970 to the time of the query.
fn timestamp(env: &Env<'_>, _: &[Value]) -> Result<Value, QueryError> {
    Ok(Value::Integer(env.now.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::super::super::store::Graph;
    use super::super::tests::{call, check, fails, literals};
    use super::*;

    #[test]
    fn times_are_made() {
        for (call, arguments, expected) in [
            ("date", "'2014-03-01'", "'2014-03-01'"),
            ("date", "{'year': 2014, 'month': 3}", "'2014-03-01'"),
            ("date", "{'year': 2014, 'month': null}", "null"),
            ("date", "null", "null"),
            ("date", "", "'2014-03-01'"),
            ("localtime", "", "'12:30:45.123456789'"),
            ("datetime", "", "'2014-03-01T12:30:45.123456789Z'"),
            ("datetime", "{'timezone': '+02:00'}", "'2014-03-01T14:30:45.123456789+02:00'"),
            ("date.realtime", "'+13:00'", "'2014-03-02'"),
            ("localdatetime.statement", "null", "null"),
            ("duration", "{'days': 1.5}", "'P1DT12H'"),
            ("datetime.fromepoch", "416779, 999999999", "'1970-01-05T19:46:19.999999999Z'"),
            ("datetime.fromepochmillis", "237821673987", "'1977-07-15T13:34:33.987Z'"),
            ("timestamp", "", "1393677045123"),
            ("date.truncate", "'year'", "'2014-01-01'"),
            ("duration.between", "null, null", "null"),
        ] {
            check(call, arguments, expected);
        }
        for (call, arguments, expected) in [
            ("date", "'yesterday'", "ArgumentError InvalidArgumentValue"),
            ("date", "{'year': 2014, 'month': 13}", "ArgumentError InvalidArgumentValue"),
            ("date", "{'year': true}", "TypeError InvalidArgumentValue"),
            ("date", "2014", "TypeError InvalidArgumentValue"),
            ("time", "[]", "TypeError InvalidArgumentValue"),
            ("date.realtime", "'Nowhere'", "ArgumentError InvalidArgumentValue"),
            ("date.truncate", "'fortnight'", "ArgumentError InvalidArgumentValue"),
            ("date.truncate", "'year', '2014'", "TypeError InvalidArgumentValue"),
            ("datetime.fromepoch", "1, 1.5", "TypeError InvalidArgumentValue"),
            ("duration.inDays", "1, 2", "TypeError InvalidArgumentValue"),
        ] {
            fails(call, arguments, expected);
        }
    }

    #[test]
    fn times_are_cut_and_measured() {
        let graph = Graph::default();
        let of = |name: &str, text: &str| call(name, &graph, &literals(text)).expect("a time");
        let (a, b) = (of("date", "'2014-03-01'"), of("date", "'2015-04-11'"));
        for (name, expected) in [
            ("duration.between", "'P1Y1M10D'"),
            ("duration.inMonths", "'P1Y1M'"),
            ("duration.inDays", "'P406D'"),
            ("duration.inSeconds", "'PT9744H'"),
        ] {
            let found = call(name, &graph, &[a.clone(), b.clone()]).expect("a duration");
            assert_eq!(found.to_literal(&graph), expected, "{name}");
        }
        for (fields, expected) in
            [("", "'2015-01-01'"), ("{'day': 5}", "'2015-01-05'"), ("{'day': null}", "null"), ("null", "null")]
        {
            let mut arguments = vec![Value::from("year"), b.clone()];
            arguments.extend(literals(fields));
            let found = call("date.truncate", &graph, &arguments).expect("a date");
            assert_eq!(found.to_literal(&graph), expected, "{fields}");
        }
        assert_eq!(call("date", &graph, &[of("datetime", "")]).expect("a date").to_literal(&graph), "'2014-03-01'");
        assert!(call("duration", &graph, &[a]).is_err());
    }
}
