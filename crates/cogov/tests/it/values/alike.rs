//! Which values are the same, in which order they come, and how they show themselves.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use cogov::act::{Digest, Opening};
use cogov::{Charter, Fraction, Holder, Lang, PartyKey, ProblemCode, Text};
use serde::Deserialize;
use serde::de::value::{BytesDeserializer, Error, MapDeserializer};

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn fractions_of_one_size_are_alike_and_others_are_not() {
    let of = |numerator, denominator| Fraction::new(numerator, denominator).unwrap();
    for (numerator, denominator) in [(0, 7), (1, 2), (2, 3), (12, 18), (35, 21), (1, 1)] {
        for times in [1, 2, 5, 6] {
            let one = of(numerator, denominator);
            let other = of(numerator * times, denominator * times);
            assert_eq!((one, hash(&one)), (other, hash(&other)));
        }
    }
    let all = [of(0, 1), of(1, 3), of(1, 2), of(2, 3), of(3, 4), of(4, 6), of(6, 8), of(1, 1)];
    let hashes: BTreeSet<u64> = all.iter().map(hash).collect();
    assert_eq!(hashes.len(), 6);
}

#[test]
fn texts_for_everybody_come_first_and_by_their_words() {
    let one = |words| Text::new(words).unwrap();
    let both = |en, zh| Text::bilingual(en, zh).unwrap();
    let sorted = [one("b"), one("c"), both("a", "甲"), both("a", "乙"), both("b", "丙")];
    let mut sorted = sorted.to_vec();
    sorted.sort();
    for (place, text) in sorted.iter().enumerate() {
        for (other_place, other) in sorted.iter().enumerate() {
            assert_eq!(text.cmp(other), place.cmp(&other_place), "{text} and {other}");
        }
    }
    let first: Vec<String> = sorted.iter().take(2).map(|text| text.get(Lang::En).into()).collect();
    assert_eq!(first, ["b", "c"]);
}

#[test]
fn those_who_act_jointly_are_the_same_in_whatever_order_they_are_named() {
    let party = |key: &str| Holder::Party(PartyKey::new(key).unwrap());
    let joint = |keys: &[&str]| Holder::jointly(keys.iter().map(|key| party(key))).unwrap();
    let (one, other) = (joint(&["street", "council"]), joint(&["council", "street"]));
    assert_eq!((&one, hash(&one)), (&other, hash(&other)));
    let third = joint(&["council", "watch"]);
    assert_ne!(one, third);
    assert_ne!(hash(&one), hash(&third));
    let Holder::Jointly(several) = &one else { panic!("{one:?}") };
    let named: Vec<&Holder> = several.into_iter().collect();
    assert_eq!(named, [&party("council"), &party("street")]);
}

#[test]
fn a_digest_shows_its_figures_and_a_salt_does_not() {
    let digest = Digest::of(b"x");
    assert_eq!(format!("{digest:?}"), format!("Digest({digest})"));
    let opening = Opening::new([0xab; 32], Text::new("Mrs Wang").unwrap());
    assert_eq!(format!("{:?}", opening.salt()), "Salt(…)");
}

#[test]
fn a_language_is_written_as_it_is_read() {
    for lang in Lang::ALL {
        assert_eq!(lang.to_string(), lang.tag());
        assert_eq!(lang.tag().parse::<Lang>().unwrap(), lang);
    }
    assert_eq!(format!("[{:>4}]", Lang::Zh), "[  zh]");
    assert_eq!("zz".parse::<Lang>().unwrap_err().code(), ProblemCode::UnknownValue);
}

#[test]
fn all_that_is_wrong_is_gone_through_in_order() {
    let invalid = Charter::from_json(r#"{"key": "Court", "version": "1"}"#).unwrap_err();
    let gone_through: Vec<String> = (&invalid).into_iter().map(ToString::to_string).collect();
    let listed: Vec<String> = invalid.problems().iter().map(ToString::to_string).collect();
    assert!(gone_through.len() > 1);
    assert_eq!(gone_through, listed);
}

#[test]
fn what_is_no_json_in_another_format_is_told_what_was_expected() {
    let bytes = Text::deserialize(BytesDeserializer::<Error>::new(b"\xff")).unwrap_err();
    assert_eq!(bytes.to_string(), "invalid type: byte array, expected a JSON value");
    let numbered = MapDeserializer::<_, Error>::new([(1_u64, "x")].into_iter());
    let name = Text::deserialize(numbered).unwrap_err().to_string();
    assert_eq!(name, "invalid type: integer `1`, expected the name of a member");
}

#[test]
fn charters_that_are_not_alike_are_hashed_apart_and_so_is_who_holds_what() {
    let of = |title: &str| {
        let text = format!(
            r#"{{"format": "cogov/1", "key": "x", "version": 1, "title": "{title}",
            "positions": [
                {{"holder": "anyone", "kinds": ["power"], "functions": ["receive"]}},
                {{"holder": "anyone", "kinds": ["power"], "functions": ["disclose"]}}]}}"#
        );
        Charter::from_json(&text).unwrap()
    };
    let (one, other) = (of("One"), of("Other"));
    assert_eq!(hash(&one), hash(&of("One")));
    assert_ne!(hash(&one), hash(&other));
    let held: Vec<u64> =
        one.positions_of(&Holder::Anyone).unwrap().map(|held| hash(&held)).collect();
    assert_eq!(held.len(), 2);
    assert_ne!(held[0], held[1]);
}
