//! The side file of openings, compared with what a record has sealed.

use cogov::act::{Act, Entry, Objection, Opening, Participant, RecordConsensus, Speak, Words};
use cogov::record::{OpeningOf, Openings, OpeningsCheck, Record};
use cogov::values::PersonKey;
use cogov::{Holder, Lang, ProblemCode, Text};

use super::{entry, header};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn opening(number: u8, words: &str) -> Opening {
    Opening::new([number; 32], Text::new(words).unwrap())
}

/// A statement, sealed; one in the open; and a consensus with two sealed objections of three.
fn record() -> Record {
    let at = entry(1).at();
    let session = ID.parse().unwrap();
    let who = || Participant::from(PersonKey::new("p-1").unwrap());
    let objections = [
        Objection::new(who(), opening(2, "太贵").seal(), true),
        Objection::new(who(), Words::from(Text::new("Too near").unwrap()), false),
        Objection::new(who(), opening(3, "Too loud").seal(), false),
    ];
    let agreed =
        RecordConsensus::new(Text::new("Racks").unwrap(), session).with_objections(objections);
    let acts = [
        Act::speak(session, Speak::new(opening(1, "I agree").seal())),
        Act::speak(session, Speak::new(Text::new("I do not").unwrap())),
        Act::record_consensus("meeting".parse().unwrap(), agreed),
    ];
    let mut record = Record::new(header());
    for (seq, act) in (1..).zip(acts) {
        record.append(Entry::new(seq, at, Holder::Anyone, act)).unwrap();
    }
    record
}

/// The opening of something that is not sealed.
pub(super) fn misplaced(entry: u64, path: &str) -> Openings {
    Openings::new([OpeningOf::new(entry, path, opening(1, "I agree"))])
}

fn places(places: &[cogov::record::SealedPlace]) -> Vec<String> {
    places.iter().map(ToString::to_string).collect()
}

fn complete() -> Vec<OpeningOf> {
    vec![
        OpeningOf::new(3, "with.objections[2].text", opening(3, "Too loud")),
        OpeningOf::new(3, "with.objections[0].text", opening(2, "太贵")),
        OpeningOf::new(1, "with.text", opening(1, "I agree")),
    ]
}

#[test]
fn openings_that_fit_show_everything() {
    let check = Openings::new(complete()).check(&record()).unwrap();
    assert!(check.is_complete() && check.is_sound());
    let fitting = ["1:with.text", "3:with.objections[0].text", "3:with.objections[2].text"];
    assert_eq!(places(check.fitting()), fitting);
    for (entry, path, words) in [
        (1, "with.text", "I agree"),
        (3, "with.objections[0].text", "太贵"),
        (3, "with.objections[2].text", "Too loud"),
    ] {
        assert_eq!(check.words(entry, path).unwrap().get(Lang::Zh), words);
    }
    assert_eq!(check.words(3, "with.objections[1].text"), None);
}

#[test]
fn each_place_is_told_as_what_it_is() {
    let openings = Openings::new([
        OpeningOf::new(1, "with.text", opening(1, "I disagree")),
        OpeningOf::new(3, "with.objections[0].text", opening(2, "太贵")),
        // In the open; nowhere; in no entry; another notation of a place.
        OpeningOf::new(2, "with.text", opening(1, "I do not")),
        OpeningOf::new(3, "with.text", opening(1, "Racks")),
        OpeningOf::new(9, "with.text", opening(1, "I agree")),
        OpeningOf::new(1, "with[\"text\"]", opening(1, "I agree")),
    ]);
    let check: OpeningsCheck = openings.check(&record()).unwrap();
    assert_eq!(places(check.fitting()), ["3:with.objections[0].text"]);
    assert_eq!(places(check.unfitting()), ["1:with.text"]);
    assert_eq!(places(check.missing()), ["3:with.objections[2].text"]);
    let misplaced = ["1:with[\"text\"]", "2:with.text", "3:with.text", "9:with.text"];
    assert_eq!(places(check.misplaced()), misplaced);
    assert!(!check.is_sound() && !check.is_complete());
    let said = check.describe(Lang::En);
    assert_eq!(said.lines().count(), 7);
    assert!(said.contains("entry 1, with.text: an opening does not fit\n"), "{said}");
    assert!(check.describe(Lang::Zh).contains("条目 3，with.objections[2].text：没有原文\n"));
}

#[test]
fn an_opening_that_does_not_fit_is_unsound_even_beside_one_that_does() {
    let forged = OpeningOf::new(1, "with.text", opening(9, "I disagree"));
    for at in [0, 3] {
        let mut openings = complete();
        openings.insert(at, forged.clone());
        let check = Openings::new(openings).check(&record()).unwrap();
        assert!(!check.is_sound() && !check.is_complete());
        assert_eq!(places(check.unfitting()), ["1:with.text"]);
        assert_eq!(check.fitting().len(), 3);
        // What is shown is what was sealed, and never the other.
        assert_eq!(check.words(1, "with.text").unwrap().get(Lang::En), "I agree");
    }
    let alone = Openings::new([forged]).check(&record()).unwrap();
    assert_eq!(alone.words(1, "with.text"), None);
}

#[test]
fn the_same_opening_twice_is_no_harm() {
    let twice = [complete(), complete()].concat();
    let check = Openings::new(twice).check(&record()).unwrap();
    assert!(check.is_complete());
    assert_eq!(check.fitting().len(), 3);
}

#[test]
fn what_is_printed_for_programmers_gives_neither_words_nor_salts() {
    let salted = opening(0xab, "Mrs Wang");
    let of = OpeningOf::new(1, "with.text", salted.clone());
    let side = Openings::new([of.clone()]);
    let said = Words::from(Text::new("Mrs Wang").unwrap());
    assert!(format!("{said:?}").contains("Mrs Wang"), "what is in the open may be shown");
    let mut record = Record::new(header());
    let speak = Act::speak(ID.parse().unwrap(), Speak::new(salted.seal()));
    record.append(Entry::new(1, entry(1).at(), Holder::Anyone, speak)).unwrap();
    let check = side.check(&record).unwrap();
    assert!(check.is_complete());
    for shown in [
        format!("{salted:?}"),
        format!("{of:?}"),
        format!("{side:?}"),
        format!("{:?}", salted.salt()),
        format!("{check:?}"),
        format!("{:?}", Openings::from_jsonl(side.to_jsonl().unwrap()).unwrap()),
    ] {
        assert!(!shown.contains("Wang") && !shown.contains("abab"), "{shown}");
    }
}

#[test]
fn a_side_file_that_was_cut_off_is_read_to_its_last_whole_line() {
    let side = Openings::new(complete());
    let text = side.to_jsonl().unwrap();
    let feeds: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    for cut in 0..=text.len() {
        let loaded = Openings::from_jsonl(&text.as_bytes()[..cut]).unwrap();
        // Whole with its line feed, or without it.
        let lines = feeds.iter().filter(|feed| **feed <= cut).count();
        assert_eq!(loaded.openings().as_slice(), &side.as_slice()[..lines], "{cut}");
        let unended = feeds.contains(&cut);
        let whole = match lines {
            _ if unended => cut,
            0 => 0,
            lines => feeds[lines - 1] + 1,
        };
        assert_eq!(loaded.whole_bytes() as usize, whole, "{cut}");
        assert_eq!(loaded.torn_bytes().unwrap_or(0) as usize, cut - whole, "{cut}");
        assert_eq!(loaded.needs_line_feed(), unended);
    }
    // With a line feed it was not cut off; bytes that are no text are told with their line.
    assert!(Openings::from_jsonl("{\"entry\":1\n").is_err());
    let mut latin = text.into_bytes();
    latin[4] = 0xe9;
    let error = Openings::from_jsonl(&latin).unwrap_err();
    assert_eq!(error.first().code(), ProblemCode::Syntax);
    assert_eq!(error.first().location().unwrap().line(), 1);
}

#[test]
fn what_no_reader_takes_is_not_written_to_a_side_file() {
    let beyond = OpeningOf::new(u64::MAX, "with.text", opening(1, "I agree"));
    let problem = Openings::new([beyond]).to_jsonl().unwrap_err();
    assert_eq!(problem.code(), ProblemCode::BoundExceeded);
}

#[test]
fn the_salt_counts() {
    let other = OpeningOf::new(1, "with.text", opening(9, "I agree"));
    let check = Openings::new([other]).check(&record()).unwrap();
    assert_eq!(places(check.unfitting()), ["1:with.text"]);
}

#[test]
fn without_openings_all_is_missing_and_nothing_unsound() {
    let check = Openings::default().check(&record()).unwrap();
    assert_eq!(check.missing().len(), 3);
    assert!(check.is_sound() && !check.is_complete());
    assert!(Openings::default().check(&Record::new(header())).unwrap().is_complete());
}

#[test]
fn a_side_file_is_read_as_it_was_written() {
    let openings = Openings::new(complete());
    let text = openings.to_jsonl().unwrap();
    assert_eq!(Openings::from_jsonl(&text).unwrap().openings(), &openings);
    // It is not chained: how it is spaced does not matter.
    let spaced = format!("\u{feff}\r\n{}\r\n \n", text.replace('\n', "\r\n").replace(':', ": "));
    let loaded = Openings::from_jsonl(&spaced).unwrap();
    assert_eq!((loaded.openings().as_slice().len(), loaded.torn_bytes()), (3, None));
    let empty = Openings::from_jsonl("").unwrap();
    assert_eq!(empty.into_openings(), Openings::default());
    // The last line may lack its line feed, and have space behind it.
    for end in ["", " ", "\r"] {
        let unended = format!("{}{end}", text.trim_end());
        let loaded = Openings::from_jsonl(&unended).unwrap();
        assert_eq!((loaded.openings(), loaded.needs_line_feed()), (&openings, true));
    }
}

#[test]
fn a_wrong_opening_is_refused_with_its_line_and_path() {
    let sound = Openings::new(complete()).to_jsonl().unwrap();
    for (from, to, code, path) in [
        ("\"salt\":\"01", "\"salt\":\"0g", ProblemCode::InvalidDigest, "salt"),
        ("\"path\":\"with.text\"", "\"path\":7", ProblemCode::WrongType, "path"),
        (",\"words\":\"I agree\"", "", ProblemCode::MissingField, "words"),
        ("\"entry\":1", "\"entry\":-1", ProblemCode::NegativeNumber, "entry"),
        ("\"entry\":1", "\"entri\":1", ProblemCode::UnknownField, "entri"),
    ] {
        let text = sound.replacen(from, to, 1);
        assert_ne!(text, sound, "{from}");
        let error = Openings::from_jsonl(&text).unwrap_err();
        let problem = error.first();
        assert_eq!((problem.code(), problem.path().to_string().as_str()), (code, path));
        assert_eq!(problem.location().unwrap().line(), 3);
    }
}
