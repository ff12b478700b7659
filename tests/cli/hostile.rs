//! Texts that no newspaper prints: bytes that are no text, brackets without end, lines too long.

use std::time::{Duration, Instant};

use crate::tool::{Place, Run};

#[track_caller]
fn check_hostile(name: &str, content: &[u8], code: i32, expected: &str) -> Run {
    let place = Place::new().with(name, content);
    let start = Instant::now();
    let run = place.run(&["extract", name, "--format", "jsonl"]);
    // Generous for a loaded machine; what is quadratic in these inputs takes minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(run.code, code, "{}", run.err);
    assert!(run.err.contains(expected), "{}", run.err);
    for line in run.out.lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = String::from_utf8_lossy(content);
        let text = text.trim_start_matches('\u{feff}');
        for mention in found["mentions"].as_array().unwrap() {
            let at = |end: &str| mention[end].as_u64().unwrap() as usize;
            let named = text.get(at("start")..at("end"));
            assert!(named.is_some_and(|named| !named.is_empty()), "{mention}");
        }
    }
    run
}

#[test]
fn hostile_bytes() {
    check_hostile("empty.txt", b"", 0, "empty");
    check_hostile("binary.txt", b"\x7fELF\x02\x01\0\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0", 2, "is not text");
    check_hostile("latin.txt", b"The caf\xe9 of France accused Iran.", 0, "warning: latin.txt: 1 byte is not UTF-8");
    check_hostile("bom.txt", "\u{feff}France accused Iran.".as_bytes(), 0, "");
}

#[test]
fn hostile_texts() {
    check_hostile("brackets.txt", "(".repeat(100_000).as_bytes(), 0, "");
    check_hostile("pairs.txt", "()".repeat(50_000).as_bytes(), 0, "");
    check_hostile("rtl.txt", "\u{202e}France اتهمت إيران accused Iran\u{202c} e\u{301}\u{301}.".as_bytes(), 0, "");
    check_hostile("control.txt", b"France\x01 accused\x07 Iran\x1b[31m.\x0b\x0c France\x7f met Iran.", 0, "");
    check_hostile("letters.txt", "a".repeat(300_000).as_bytes(), 0, "");
}

#[test]
fn a_huge_line_is_refused_at_once() {
    let content = b"France accused Iran. ".repeat(2_500_000);
    let run = check_hostile("huge.txt", &content, 2, "`huge.txt` is larger than 8 MB");
    assert!(run.err.contains("hint: split it into documents"), "{}", run.err);
}
