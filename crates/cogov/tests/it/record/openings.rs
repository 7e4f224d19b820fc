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
    let check = Openings::new(complete()).check(&record());
    assert!(check.is_complete() && check.is_sound());
    let fitting = ["1:with.text", "3:with.objections[0].text", "3:with.objections[2].text"];
    assert_eq!(places(check.fitting()), fitting);
    let openings = Openings::new(complete());
    let words = openings.words(3, "with.objections[0].text").unwrap();
    assert_eq!(words.get(Lang::Zh), "太贵");
    assert_eq!(openings.words(3, "with.objections[1].text"), None);
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
    let check: OpeningsCheck = openings.check(&record());
    assert_eq!(places(check.fitting()), ["3:with.objections[0].text"]);
    assert_eq!(places(check.unfitting()), ["1:with.text"]);
    assert_eq!(places(check.missing()), ["3:with.objections[2].text"]);
    let misplaced = ["1:with[\"text\"]", "2:with.text", "3:with.text", "9:with.text"];
    assert_eq!(places(check.misplaced()), misplaced);
    assert!(!check.is_sound() && !check.is_complete());
    let said = check.describe(Lang::En);
    assert_eq!(said.lines().count(), 7);
    assert!(said.contains("entry 1, with.text: the opening does not fit\n"), "{said}");
    assert!(check.describe(Lang::Zh).contains("条目 3，with.objections[2].text：没有原文\n"));
}

#[test]
fn of_several_openings_of_one_place_one_that_fits_is_enough() {
    let wrong = OpeningOf::new(1, "with.text", opening(9, "I agree"));
    let mut openings = complete();
    openings.insert(0, wrong.clone());
    openings.push(wrong);
    assert!(Openings::new(openings).check(&record()).is_complete());
}

#[test]
fn the_salt_counts() {
    let other = OpeningOf::new(1, "with.text", opening(9, "I agree"));
    let check = Openings::new([other]).check(&record());
    assert_eq!(places(check.unfitting()), ["1:with.text"]);
}

#[test]
fn without_openings_all_is_missing_and_nothing_unsound() {
    let check = Openings::default().check(&record());
    assert_eq!(check.missing().len(), 3);
    assert!(check.is_sound() && !check.is_complete());
    assert!(Openings::default().check(&Record::new(header())).is_complete());
}

#[test]
fn a_side_file_is_read_as_it_was_written() {
    let openings = Openings::new(complete());
    let text = openings.to_jsonl();
    assert_eq!(Openings::from_jsonl(&text).unwrap(), openings);
    // It is not chained: how it is spaced does not matter.
    let spaced = format!("\u{feff}\r\n{}\r\n \n", text.replace('\n', "\r\n").replace(':', ": "));
    assert_eq!(Openings::from_jsonl(&spaced).unwrap().as_slice().len(), 3);
    assert_eq!(Openings::from_jsonl("").unwrap(), Openings::default());
}

#[test]
fn a_wrong_opening_is_refused_with_its_line_and_path() {
    let sound = Openings::new(complete()).to_jsonl();
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
