//! Words that are sealed: the commitment is the one that the page on the format describes.

use cogov::act::{Act, Digest, Entry, Opening, Salt, Submit, Words};
use cogov::record::{OpeningOf, Openings, Record};
use cogov::values::ChannelKey;
use cogov::{Holder, Lang, MatterKey, ProblemCode, Text};
use proptest::prelude::*;

use super::parts::opening;
use crate::record::header;

/// SHA-256 of the 32 bytes of the salt, and the words as canonical JSON. Made by Python's `hashlib`.
const VECTORS: &[(&str, &str, &str)] = &[
    (
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        r#"{"en":"Mrs Wang, 3-201: water in the cellar","zh":"王女士，3-201：地下室进水"}"#,
        "0826ee42d62191857aef62be1ecd5c8cdee5e6a0a5423fbeb3c41728fdef5a73",
    ),
    (
        "0707070707070707070707070707070707070707070707070707070707070707",
        r#""line\n\"quoted\" \\ 🦊""#,
        "6dabb1b663905845a8306c7692faef76671a2b17139f2503c3f1c9c1b56c2e27",
    ),
];

fn read(salt: &str, words: &str) -> Opening {
    Opening::new(salt.parse::<Salt>().unwrap(), serde_json::from_str::<Text>(words).unwrap())
}

#[test]
fn the_commitment_is_what_others_compute() {
    for (salt, words, digest) in VECTORS {
        let opening = read(salt, words);
        let digest: Digest = digest.parse().unwrap();
        assert_eq!(opening.commitment(), digest);
        assert_eq!(opening.seal(), Words::Sealed(digest));
        let by_hand = [opening.salt().as_bytes().as_slice(), words.as_bytes()].concat();
        assert_eq!(Digest::of(&by_hand), digest);
    }
}

#[test]
fn sealed_words_say_nothing_and_admit_only_their_opening() {
    let (salt, words, _) = VECTORS[0];
    let opening = read(salt, words);
    let sealed = opening.seal();
    assert_eq!((sealed.get(Lang::En), sealed.get(Lang::Zh)), (None, None));
    assert!(sealed.admits(&opening));
    let salted = read(VECTORS[1].0, words);
    let worded = read(salt, VECTORS[1].1);
    // The same words in one language only are other words.
    let shown = Text::new(opening.words().get(Lang::En)).unwrap();
    let in_part = Opening::new(opening.salt(), shown);
    for other in [salted, worded, in_part] {
        assert!(!sealed.admits(&other));
    }
    let open = Words::from(opening.words().clone());
    assert!(open.admits(&opening), "words that are in the open are what they are");
}

#[test]
fn what_seals_and_is_no_digest_is_refused() {
    for (wrong, code) in [
        (r#"{"sealed": "abc"}"#, ProblemCode::InvalidDigest),
        (r#"{"sealed": 1}"#, ProblemCode::WrongType),
        (r#"{"sealed": null}"#, ProblemCode::WrongType),
    ] {
        let error = serde_json::from_str::<Words>(wrong).unwrap_err().to_string();
        let problem = Entry::from_json(&format!(
            r#"{{"seq": 1, "at": "2026-06-01T09:30:00Z", "by": "anyone", "act": "declare-interest",
                "with": {{"interest": {wrong}}}}}"#
        ))
        .unwrap_err();
        assert_eq!(problem.first().code(), code, "{error}");
        assert_eq!(problem.first().path().to_string(), "with.interest.sealed");
    }
    let both = format!(r#"{{"sealed": "{}", "en": "x"}}"#, VECTORS[0].2);
    assert!(serde_json::from_str::<Words>(&both).is_err(), "sealed and open at once");
}

/// A name of a member that a line of a record has, or a reader could take for something else.
const NAMES: [&str; 12] = [
    "sealed",
    "salt",
    "words",
    "text",
    "none",
    "party",
    "english",
    "Sealed",
    "sea",
    "sealed-x",
    "en-sealed",
    "se",
];

#[test]
fn what_seals_names_no_language() {
    let digits = "0".repeat(64);
    for words in ["hello", &digits] {
        for tag in ["sealed", "sealed-x", "english", "abcd", "abcdefgh"] {
            let error = Text::new("a").unwrap().in_lang(tag, words).unwrap_err();
            assert_eq!(error.code(), ProblemCode::InvalidText, "{tag}");
            assert!(serde_json::from_value::<Text>(serde_json::json!({ tag: words })).is_err());
        }
    }
}

proptest! {
    #[test]
    fn every_text_that_can_be_made_is_read_back_as_that_text(
        tags in proptest::collection::vec(
            prop_oneof![proptest::sample::select(&NAMES[..]).prop_map(str::to_owned), "[a-zA-Z]{1,8}(-[a-z0-9]{1,8})?"],
            0..4,
        ),
        words in prop_oneof![Just("hello".to_owned()), "[0-9a-f]{64}"],
    ) {
        let made = tags.iter().fold(Text::new("a").unwrap(), |text, tag| {
            text.clone().in_lang(tag, &words).unwrap_or(text)
        });
        let submit = Submit::new(
            ChannelKey::new("desk").unwrap(),
            MatterKey::new("parking").unwrap(),
            made.clone(),
        );
        let at = "2026-06-01T09:30:00+08:00".parse().unwrap();
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let entry = Entry::new(1, at, Holder::Anyone, Act::submit(id, submit));
        let mut record = Record::new(header());
        record.append(entry.clone()).unwrap();
        let read = Record::from_jsonl(record.to_jsonl()).unwrap().into_record();
        prop_assert_eq!(read.entry(1), Some(&entry));
        let opening = Opening::new([7; 32], made);
        let side = Openings::new([OpeningOf::new(1, "with.text", opening)]);
        let read = Openings::from_jsonl(side.to_jsonl().unwrap()).unwrap();
        prop_assert_eq!(read.into_openings(), side);
    }

    #[test]
    fn an_opening_is_read_as_it_was_written(opening in opening()) {
        let text = serde_json::to_string(&opening).unwrap();
        let read: Opening = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read.commitment(), opening.commitment());
        prop_assert_eq!(read, opening);
    }

    #[test]
    fn other_openings_do_not_fit(one in opening(), other in opening()) {
        prop_assert_eq!(one == other, one.seal().admits(&other));
    }
}
