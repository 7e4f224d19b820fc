//! The bytes of a record: those that others write are read, and those written here are theirs.

use cogov::Lang;
use cogov::act::{Act, Clause};
use cogov::act::{ActKind, Attachment, Award, Digest, Entry, Participant, Receipt, Resolve};
use cogov::record::io::RecordWriter;
use cogov::record::{CharterVersion, DamageKind, Header, Openings, Record, RecordCode, verify};
use cogov::values::{CharterKey, PersonKey};
use cogov::{ProblemCode, Text};
use proptest::prelude::*;
use serde_json::Value;

use super::{entry, header, record_of};
use crate::act::entries::numbered;

/// Made by Python's `json` and `hashlib`. Every later version has to read it.
const PINNED: &str = include_str!("../../fixtures/records/every-act.jsonl");
const PINNED_HEAD: &str = "d7b99c98dc4129d9dec194d9f014610c257eff2c3ad2d748397448f71eef7262";
const PAGE: &str = include_str!("../../../../../docs/record-format.md");

fn block<'p>(language: &str) -> &'p str {
    let fence = format!("```{language}\n");
    PAGE.split(fence.as_str()).nth(1).unwrap().split("```").next().unwrap()
}

#[test]
fn the_record_that_another_program_wrote_is_read_and_written_byte_for_byte() {
    let record = Record::from_jsonl(PINNED).unwrap().into_record();
    assert_eq!(record.head().to_string(), PINNED_HEAD);
    assert_eq!(record.to_jsonl(), PINNED);
    assert!(verify(PINNED, Some(record.head())).is_intact());
    let mut kinds: Vec<ActKind> = record.entries().iter().map(|e| e.act().kind()).collect();
    kinds.dedup();
    assert_eq!(kinds, ActKind::ALL);
    assert_eq!(record.header().charter().version(), 3);
    assert_eq!(record.entry(110).unwrap().act().kind(), ActKind::Correct);
    assert_eq!((record.entry(0), record.entry(111)), (None, None));
}

#[test]
fn the_examples_of_the_page_on_the_format_are_true() {
    let record = Record::from_jsonl(block("jsonl")).unwrap().into_record();
    assert_eq!(record.to_jsonl(), block("jsonl"));
    for told in [record.head(), record.header().digest()] {
        assert!(PAGE.contains(&format!("`{told}`")));
    }
    let openings = Openings::from_jsonl(block("openings")).unwrap().into_openings();
    assert!(openings.check(&record).unwrap().is_complete());
    assert_eq!(openings.to_jsonl().unwrap(), block("openings"));
    let opening = openings.as_slice()[0].opening();
    let (salt, words) = block("text").split_once('\n').unwrap();
    assert_eq!(opening.salt().to_string(), salt);
    assert_eq!(serde_json::from_str::<Text>(words).unwrap(), *opening.words());
    let sealed: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(sealed["sealed"], opening.commitment().to_string());
    let bound = cogov::values::bounds::RECORD_LINE_BYTES.largest();
    assert!(PAGE.contains("33,554,432") && bound == 33_554_432);
}

#[test]
fn the_chain_of_a_receipt_is_the_one_on_the_page() {
    let chain: Vec<Digest> = block("chain").lines().map(|line| line.parse().unwrap()).collect();
    let [secret, shown @ .., commitment] = chain.as_slice() else { panic!("no chain") };
    let receipt = Receipt::new(*secret.as_bytes(), 3).unwrap();
    assert_eq!(receipt.commitment(), *commitment);
    for (time, value) in (1..).zip(shown.iter().rev().chain([secret])) {
        assert_eq!(receipt.shown(time), Some(*value));
    }
    assert_eq!(receipt.shown(4), None);
}

#[test]
fn those_who_act_jointly_are_written_in_the_order_that_the_page_tells() {
    let holders = r#"{"jointly":[{"party":"a"},{"party":"b"},{"seat":"a"},{"group":"a"},{"sector":"a"},"anyone","affected",{"at_least":[1,10],"of":"b"},{"at_least":[2,4],"of":"a"},{"at_least":[1,2],"of":"b"}]}"#;
    let mut shuffled: Value = serde_json::from_str(holders).unwrap();
    shuffled["jointly"].as_array_mut().unwrap().reverse();
    let read: cogov::Holder = serde_json::from_value(shuffled).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), holders);
}

#[test]
fn shares_and_empty_objects_stay_as_they_were_given() {
    let line = |by: &str| {
        let head = header().digest();
        format!(
            r#"{{"act":"assess","at":"2026-06-01T09:30:00Z","by":{by},"prev":"{head}","seq":1,"with":{{"topic":{{}}}}}}"#
        )
    };
    let share = |share: &str| line(&format!(r#"{{"at_least":{share},"of":"owners"}}"#));
    for sound in [line("\"anyone\""), share("[2,4]"), share("[1,2]")] {
        let text = format!("{}\n{sound}\n", header().to_json());
        assert_eq!(Record::from_jsonl(&text).unwrap().into_record().to_jsonl(), text);
    }
    assert!(PAGE.contains("`[2,4]` stays `[2,4]`"));
}

#[test]
fn what_counts_as_cut_off_is_what_the_page_says() {
    let text = record_of(2).to_jsonl();
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(32), "]".repeat(32));
    for (tail, is_cut) in [
        (r#"{"a":1e999}"#, true),
        (r#"{"a":"\ud800"}"#, true),
        (r#"{"a":1}"#, false),
        (" {} ", false),
        (&deep, false),
    ] {
        let read = Record::from_jsonl(format!("{text}{tail}"));
        assert_eq!(read.is_ok(), is_cut, "{tail}");
        let ended = Record::from_jsonl(format!("{text}{tail}\n")).unwrap_err();
        assert_eq!(ended.line(), 4, "{tail}");
    }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(64))]

    #[test]
    fn any_record_is_read_as_it_was_written(entries in numbered(0..6)) {
        let mut record = Record::new(header());
        let mut lines = vec![header().to_json()];
        for entry in entries {
            lines.push(record.append(entry).unwrap());
        }
        let text = record.to_jsonl();
        prop_assert!(text.lines().eq(lines.iter().map(String::as_str)));
        prop_assert_eq!(record.head(), Digest::of(lines.last().unwrap().as_bytes()));
        // Each line is the entry, with the digest of the line before.
        for (pair, entry) in lines.windows(2).zip(record.entries()) {
            let mut value: Value = serde_json::from_str(&pair[1]).unwrap();
            let prev = value.as_object_mut().unwrap().remove("prev").unwrap();
            prop_assert_eq!(prev, Digest::of(pair[0].as_bytes()).to_string());
            prop_assert_eq!(value.to_string(), entry.to_json().unwrap());
        }
        let loaded = Record::from_jsonl(&text).unwrap();
        prop_assert_eq!((loaded.torn_bytes(), loaded.needs_line_feed()), (None, false));
        prop_assert_eq!(loaded.whole_bytes(), text.len() as u64);
        prop_assert_eq!(loaded.into_record(), record);
    }
}

#[test]
fn a_record_without_entries_is_one() {
    let record = record_of(0);
    let loaded = Record::from_jsonl(record.to_jsonl()).unwrap();
    assert_eq!(loaded.record(), &record);
    let bare = record.to_jsonl().trim_end().to_owned();
    assert!(Record::from_jsonl(&bare).unwrap().needs_line_feed());
    assert!(verify(&bare, Some(record.head())).is_intact());
    assert_eq!(verify(&bare, None).lines(), 1);
}

#[test]
fn nothing_is_no_record() {
    for nothing in ["", "{", "\0", "停"] {
        let error = Record::from_jsonl(nothing).unwrap_err();
        assert_eq!((error.line(), error.code()), (1, RecordCode::NoHeader));
        assert_eq!(error.sound(), None);
        assert!(!verify(nothing, None).is_intact());
    }
    for (wrong, code) in [
        ("\n", RecordCode::UnreadableLine),
        ("{}", RecordCode::UnreadableLine),
        ("[]\n", RecordCode::UnreadableLine),
        ("\u{feff}\n", RecordCode::NotCanonical),
    ] {
        assert_eq!(Record::from_jsonl(wrong).unwrap_err().code(), code, "{wrong:?}");
        assert_eq!(verify(wrong, None).code(), Some(code));
    }
}

#[test]
fn a_newer_format_says_so_before_anything_else() {
    let newer = ["cogov-record/2", "cogov-record/10", "cogov-record/99999999999999999999999"];
    for format in newer {
        for text in [
            record_of(2).to_jsonl().replacen("cogov-record/1", format, 1),
            format!(r#"{{"format":"{format}","new":null}}"#),
            format!("{{\"format\": \"{format}\"}}\n{{\"act\":\"unheard-of\"}}\n"),
        ] {
            let error = Record::from_jsonl(&text).unwrap_err();
            assert_eq!((error.line(), error.code()), (1, RecordCode::NewerFormat));
            assert_eq!(error.newer_format(), Some(format));
            assert!(error.message(Lang::Zh).contains("格式比本版本新"));
            assert_eq!(verify(&text, None).code(), Some(RecordCode::NewerFormat));
        }
    }
    for other in
        ["cogov-record/0", "cogov-record/01", "cogov-record/", "cogov/1", "cogov-record/1.1"]
    {
        let text = record_of(0).to_jsonl().replacen("cogov-record/1", other, 1);
        let error = Record::from_jsonl(&text).unwrap_err();
        assert_eq!(error.code(), RecordCode::UnreadableLine, "{other}");
        let problem = error.unreadable().unwrap().first();
        assert_eq!(problem.code(), ProblemCode::UnknownFormat);
        assert!(problem.help(Lang::En).contains("cogov-record/1"));
    }
}

#[test]
fn the_header_is_read_as_strictly_as_the_rest() {
    let sound = record_of(0).to_jsonl();
    for (from, to, code, path) in [
        (
            "\"version\":3",
            "\"version\":9007199254740992",
            ProblemCode::BoundExceeded,
            "charter.version",
        ),
        ("\"version\":3", "\"version\":3.0", ProblemCode::NotAWholeNumber, "charter.version"),
        ("\"key\"", "\"kez\"", ProblemCode::UnknownField, "charter.kez"),
        ("01890a5d", "01890A5D", ProblemCode::InvalidId, "case"),
        ("{\"case\"", "{\"by\":1,\"case\"", ProblemCode::UnknownField, "by"),
        ("\"format\":\"cogov-record/1\"", "\"format\":null", ProblemCode::WrongType, "format"),
    ] {
        let text = sound.replacen(from, to, 1);
        assert_ne!(text, sound);
        let error = Record::from_jsonl(&text).unwrap_err();
        assert_eq!(error.code(), RecordCode::UnreadableLine);
        let problem = error.unreadable().unwrap().first();
        assert_eq!((problem.code(), problem.path().to_string().as_str()), (code, path));
    }
}

#[test]
fn every_header_that_can_be_made_can_be_read() {
    const LARGEST: u64 = (1 << 53) - 1;
    let version = |version| {
        let key = CharterKey::new("east-court").unwrap();
        CharterVersion::new(key, version, Digest::of(b"x"))
    };
    for beyond in [LARGEST + 1, u64::MAX] {
        assert_eq!(version(beyond).unwrap_err().code(), ProblemCode::BoundExceeded);
    }
    for sound in [0, 1, LARGEST] {
        let header = Header::new(header().case(), version(sound).unwrap());
        let written = RecordWriter::new(Vec::new(), &header).unwrap().into_inner();
        assert_eq!(Record::from_jsonl(&written).unwrap().record().header(), &header);
        assert_eq!(written, format!("{}\n", header.to_json()).into_bytes());
    }
}

#[test]
fn a_line_in_another_form_is_refused_even_if_the_chain_holds_it() {
    let sound = record_of(1);
    let line = sound.to_jsonl().lines().nth(1).unwrap().to_owned();
    let prev = format!("\"prev\":\"{}\",", sound.header().digest());
    for (other, column) in [
        (line.replacen("{\"act\"", "{ \"act\"", 1), 2),
        (line.replacen("09:30:00+", "09:30:00.0+", 1), 43),
        (line.replacen("}}", "},\"with\":null}", 1), 0),
        (line.replacen("\"seq\"", "\"signed\":[],\"seq\"", 1), 0),
        (format!("{{{prev}{}", line.replacen(&prev, "", 1).split_off(1)), 3),
        (line.replacen("anyone", "\\u0061nyone", 1), 0),
    ] {
        assert_ne!(other, line);
        let text = format!("{}\n{other}\n", header().to_json());
        let error = Record::from_jsonl(&text).unwrap_err();
        assert_eq!(error.line(), 2);
        if other.contains("null") {
            assert_eq!(error.code(), RecordCode::UnreadableLine);
            continue;
        }
        assert_eq!(error.code(), RecordCode::NotCanonical, "{other}");
        if column > 0 {
            assert!(error.to_string().contains(&format!("from column {column} on")), "{error}");
        }
        // The head of it as it is attests that it was written so.
        let verification = verify(&text, Some(Digest::of(other.as_bytes())));
        assert_eq!(verification.damage().unwrap().kind(), DamageKind::AsWritten);
    }
}

#[test]
fn line_breaks_and_marks_of_editors_are_named() {
    let text = record_of(2).to_jsonl();
    let windows = text.replace('\n', "\r\n");
    let error = Record::from_jsonl(&windows).unwrap_err();
    assert_eq!((error.line(), error.code()), (1, RecordCode::NotCanonical));
    assert!(error.to_string().contains("carriage return"), "{error}");
    assert!(error.message(Lang::Zh).contains("回车符"));
    let last = format!("{}\r\n", text.trim_end());
    assert_eq!(Record::from_jsonl(&last).unwrap_err().line(), 3);
    let marked = format!("\u{feff}{text}");
    let error = Record::from_jsonl(&marked).unwrap_err();
    assert_eq!((error.line(), error.code()), (1, RecordCode::NotCanonical));
    assert!(error.to_string().contains("byte order mark"), "{error}");
    let mut latin = text.into_bytes();
    latin[400] = 0xe9;
    let error = Record::from_jsonl(&latin).unwrap_err();
    let problem = error.unreadable().unwrap().first();
    assert_eq!(problem.code(), ProblemCode::Syntax);
    assert_eq!(problem.location().unwrap().line() as u64, error.line());
}

#[test]
fn what_is_wrong_in_a_line_is_told_with_its_place_in_the_text() {
    let text = record_of(3).to_jsonl();
    let (before, after) = text.split_at(text.rfind("support").unwrap());
    let error = Record::from_jsonl(format!("{before}{}", after.replacen("support", "supporr", 1)))
        .unwrap_err();
    assert_eq!((error.line(), error.code()), (4, RecordCode::UnreadableLine));
    let problem = error.unreadable().unwrap().first();
    assert_eq!(
        (problem.path().to_string().as_str(), problem.location().unwrap().line()),
        ("act", 4)
    );
    assert_eq!(problem.location().unwrap().column(), 8);
    assert!(error.help(Lang::En).contains("did you mean \"support\"?"), "{}", error.help(Lang::En));
    assert_eq!(error.sound().unwrap(), &record_of(2));
}

#[test]
fn what_no_reader_takes_is_not_written() {
    let mut record = record_of(1);
    let before = record.clone();
    let beyond = 9_007_199_254_740_992_u64;
    let person = Participant::from(PersonKey::new("p").unwrap());
    let words = Text::new("x").unwrap();
    let award = Act::award(Award::new(person, words.clone()).with_points(beyond));
    let resolve = Resolve::new(words.clone())
        .with_common_ground([Clause::new(words.clone()).with_cites(vec![1_u64; 100_001])]);
    let resolve = Act::resolve("step".parse().unwrap(), resolve);
    let attachment = Attachment::new(words, Digest::of(b"")).with_size(u64::MAX);
    let report = cogov::act::Complete::new().with_evidence([attachment]);
    let report = Act::complete("o".parse().unwrap(), report);
    for act in [award, resolve, report] {
        let refused = Entry::new(2, entry(1).at(), cogov::Holder::Anyone, act);
        let error = record.append(refused).unwrap_err();
        assert_eq!(error.code(), RecordCode::UnreadableLine);
        assert_eq!(error.problem().unwrap().code(), ProblemCode::BoundExceeded);
        assert!(!error.message(Lang::Zh).is_empty() && !error.help(Lang::Zh).is_empty());
        assert_eq!(record, before);
    }
    for seq in [0, 1, 3, u64::MAX] {
        let error = record.append(entry(seq)).unwrap_err();
        assert_eq!(error.code(), RecordCode::WrongNumber);
        assert_eq!(error.help(Lang::En), "give it the number 2");
        assert_eq!(record, before);
    }
}

#[test]
fn every_code_says_what_is_wrong_and_what_to_do_in_both_languages() {
    for &code in RecordCode::ALL {
        assert!(code.label(Lang::En).is_ascii() && code.help(Lang::En).is_ascii());
        for zh in [code.label(Lang::Zh), code.help(Lang::Zh)] {
            assert!(!zh.is_ascii());
        }
        assert_eq!(code.as_str().parse::<RecordCode>().unwrap(), code);
    }
}
