//! Texts of values that are right, and those next to them that are not.

use cogov::act::Digest;
use cogov::{Instant, ProblemCode, Text};

#[test]
fn a_text_is_as_long_as_its_characters_are_many_however_many_bytes_they_take() {
    for c in ["a", "é", "停", "𠀀"] {
        assert!(Text::new(&c.repeat(20_000)).is_ok(), "{c}");
        let error = Text::new(&c.repeat(20_001)).unwrap_err();
        assert_eq!(error.code(), ProblemCode::BoundExceeded, "{c}");
    }
}

#[test]
fn texts_are_in_the_order_of_their_words_those_for_everybody_first() {
    let one = |text: &str| Text::new(text).unwrap();
    let both = Text::bilingual("A", "甲").unwrap();
    let french = one("A").in_lang("fr", "A").unwrap();
    let mut texts = [french.clone(), both.clone(), one("Z"), one("A")];
    texts.sort();
    assert_eq!(&texts[..2], [one("A"), one("Z")]);
    assert!(texts[2..].contains(&french) && texts[2..].contains(&both));
}

/// The characters next to the figures and the letters in the order of all characters.
const BESIDE: [char; 4] = ['/', ':', '`', 'g'];

#[test]
fn a_digest_has_figures_and_the_first_six_small_letters_alone() {
    let sound = "0123456789abcdef".repeat(4);
    assert_eq!(sound.parse::<Digest>().unwrap().to_string(), sound);
    for place in [0, 1, 31, 62, 63] {
        for c in BESIDE.into_iter().chain(['A', 'F', ' ', '\0', '\u{7f}']) {
            let mut digits: Vec<char> = sound.chars().collect();
            digits[place] = c;
            let text: String = digits.into_iter().collect();
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}

#[test]
fn each_digit_of_a_moment_is_a_digit() {
    let sound = "2015-10-21T10:20:30+08:00";
    assert!(sound.parse::<Instant>().is_ok());
    for (place, digit) in sound.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for c in BESIDE {
            let mut text = sound.to_owned();
            text.replace_range(place..place + digit.len_utf8(), c.encode_utf8(&mut [0; 4]));
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }
    for text in ["2015-10-21T10:20:30+24:00", "2015-10-21T10:20:30-24:00", "2015-0:-21T10:20:30Z"] {
        assert!(text.parse::<Instant>().is_err(), "{text}");
    }
}

#[test]
fn a_moment_shows_itself_as_what_it_is() {
    let moment: Instant = "2015-10-21T10:20:30+08:00".parse().unwrap();
    assert_eq!(format!("{moment:?}"), "Instant(2015-10-21T10:20:30+08:00)");
}
