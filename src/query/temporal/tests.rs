//! The order and the grouping of temporal values, and what holds of any value.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const KINDS: [TemporalKind; 6] = [
    TemporalKind::Date,
    TemporalKind::LocalTime,
    TemporalKind::Time,
    TemporalKind::LocalDateTime,
    TemporalKind::DateTime,
    TemporalKind::Duration,
];

fn read(kind: TemporalKind, text: &str) -> Temporal {
    parse(kind, text).unwrap()
}

#[test]
fn sixteen_bytes() {
    assert_eq!(size_of::<Temporal>(), 16);
}

#[test]
fn comparing() {
    let (date, moment, length) = (TemporalKind::Date, TemporalKind::DateTime, TemporalKind::Duration);
    for (case, one, other, expected) in [
        ("days", read(date, "2014-03-01"), read(date, "2014-02-28"), Some(Ordering::Greater)),
        ("the same day", read(date, "2014-03-01"), read(date, "2014-W09-6"), Some(Ordering::Equal)),
        ("kinds", read(date, "2014-03-01"), read(moment, "2014-03-01"), None),
        ("durations", read(length, "P1D"), read(length, "P2D"), None),
        ("the same duration", read(length, "P1D"), read(length, "P1D"), None),
        (
            "the same moment elsewhere",
            read(moment, "2014-03-01T12:00Z"),
            read(moment, "2014-03-01T13:00+01:00"),
            Some(Ordering::Less),
        ),
    ] {
        assert_eq!(compare(&one, &other), expected, "{case}");
        assert_eq!(compare(&other, &one), expected.map(Ordering::reverse), "{case}");
    }
}

#[test]
fn sorting_and_grouping() {
    let sorted = [
        read(TemporalKind::DateTime, "2014-03-01T12:00Z"),
        read(TemporalKind::DateTime, "2014-03-01T13:00+01:00"),
        read(TemporalKind::DateTime, "2014-03-01T13:00+01:00[Europe/Berlin]"),
        read(TemporalKind::LocalDateTime, "2014-03-01T12:00"),
        read(TemporalKind::Date, "2014-03-01"),
        read(TemporalKind::Date, "2014-03-02"),
        read(TemporalKind::Time, "12:00Z"),
        read(TemporalKind::LocalTime, "12:00"),
        read(TemporalKind::Duration, "PT24H"),
        read(TemporalKind::Duration, "P1D"),
    ];
    assert!(sorted.is_sorted_by(|one, next| one.total_cmp(next).is_lt()));
    let again = sorted.iter().map(|value| read(value.kind(), &value.to_string()));
    let groups: HashSet<Temporal> = sorted.iter().cloned().chain(again).collect();
    assert_eq!(groups.len(), sorted.len(), "each value and its copy are one group");
}

/// Any number, and often a small one or one at the end of what 64 bits hold.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(i64::MIN), Just(i64::MAX)]
}

fn zone() -> impl Strategy<Value = Zone> {
    const NAMES: &[&str] = &["Z", "+18:00", "-02:05:07", "Europe/Berlin", "Asia/Kathmandu", "America/Caracas"];
    proptest::sample::select(NAMES).prop_map(|name| Zone::parse(name).unwrap())
}

fn local() -> impl Strategy<Value = LocalDateTime> {
    let days = prop_oneof![-365_243_219_162_i64..=365_241_780_471, -800_000..800_000_i64];
    (days, 0..clock::DAY).prop_map(|(days, nanos)| LocalDateTime {
        date: Date::from_days(days).unwrap(),
        time: LocalTime::wrapping(nanos.into()),
    })
}

fn duration() -> impl Strategy<Value = Duration> {
    (number(), number(), number(), 0..1_000_000_000_i64)
        .prop_map(|(months, days, seconds, nanos)| Duration::new(months, days, seconds, nanos).unwrap())
}

const LIKE_DATES: &str = "[-+0-9:TtZWQ.,\\[\\]/é ]{0,14}";
const LIKE_DURATIONS: &str = "-?P?[-+]?[0-9]{1,30}[YMWDTHS.,][0-9]{0,30}[YMWDTHS]?";

/// Any value of any kind.
fn value() -> impl Strategy<Value = Temporal> {
    prop_oneof![
        local().prop_map(|value| Temporal::Date(value.date)),
        local().prop_map(|value| Temporal::LocalTime(value.time)),
        (local(), -64_800..=64_800).prop_map(|(value, offset)| Time { local: value.time, offset }.into()),
        local().prop_map(Temporal::from),
        (local(), zone()).prop_map(|(value, zone)| {
            let moment = DateTime::new(value, zone, None).or_else(|_| DateTime::new(value, Zone::UTC, None));
            moment.unwrap().into()
        }),
        duration().prop_map(Temporal::from),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(value in value()) {
        prop_assert_eq!(parse(value.kind(), &value.to_string()), Ok(value));
    }

    #[test]
    fn no_text_panics(text in prop_oneof![LIKE_DATES, LIKE_DURATIONS]) {
        for kind in KINDS {
            if let Ok(value) = parse(kind, &text) {
                prop_assert_eq!(parse(kind, &value.to_string()), Ok(value));
            }
        }
    }

    #[test]
    fn nothing_panics_or_wraps(one in value(), other in value(), length in duration(), by in number(), share: f64) {
        let _ = (add(&one, &length), subtract(&one, &length), compare(&one, &other));
        let _ = (length.times(by.into()), length.times(share.into()), length.divided_by(share.into()));
        let _ = length.divided_by(by.into());
        for kind in KINDS {
            let _ = convert(kind, &one);
            let _ = from_fields(kind, &[("year", Field::Integer(by)), ("week", Field::Integer(53))]);
            let _ = from_fields(kind, &[("months", Field::Integer(by)), ("hours", Field::Float(share))]);
            let _ = from_fields(kind, &[("epochMillis", Field::Integer(by))]);
            for unit in ["millennium", "weekYear", "week", "day", "hour", "microsecond"] {
                let _ = truncate(kind, unit, &one, &[("nanosecond", Field::Integer(by))]);
                let _ = truncate(kind, unit, &one, &[("day", Field::Integer(by % 40))]);
            }
        }
        for name in ["week", "dayOfQuarter", "epochSeconds", "epochMillis", "offset", "nanoseconds", "weeks"] {
            let _ = field(&one, name);
        }
        for unit in [Between::All, Between::Months, Between::Days, Between::Seconds] {
            let _ = between(unit, &one, &other);
        }
    }

    #[test]
    fn the_time_between_leads_from_one_to_the_other(one in local(), other in local()) {
        let (one, other) = (Temporal::from(one), Temporal::from(other));
        for unit in [Between::All, Between::Seconds] {
            let length = between(unit, &one, &other).unwrap();
            prop_assert_eq!(add(&one, &length), Ok(other.clone()));
        }
    }

    #[test]
    fn the_order_is_total_and_fits_equality(one in value(), other in value()) {
        let order = one.total_cmp(&other);
        prop_assert_eq!(order.reverse(), other.total_cmp(&one));
        prop_assert_eq!(order.is_eq(), one == other);
        if let Some(compared) = compare(&one, &other) {
            prop_assert_eq!(compared, order);
        }
    }
}
