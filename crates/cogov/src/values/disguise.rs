//! Characters by which a text shows as something else than it is.

/// Whether a text has a character that makes it show as something else.
pub(crate) fn is_disguised(text: &str) -> bool {
    let bytes = text.as_bytes();
    (has_control(bytes) || !text.is_ascii() && has_longer_disguise(bytes))
        // A carriage return is no disguise where it is half of a line break.
        && text.split("\r\n").any(|line| line.chars().any(is_disguising))
}

/// The bytes after the first few.
fn after(skipped: usize, bytes: &[u8]) -> &[u8] {
    bytes.get(skipped..).unwrap_or(&[])
}

/// Whether there is a disguising character of one byte.
fn has_control(bytes: &[u8]) -> bool {
    // A loop without a way out is gone through many bytes at once.
    bytes.iter().fold(false, |any, &byte| {
        let is_control = (byte < b' ') & (byte != b'\t') & (byte != b'\n');
        any | is_control | (byte == 0x7f)
    })
}

/// Whether there is a disguising character of two bytes or three.
fn has_longer_disguise(bytes: &[u8]) -> bool {
    let two = bytes.iter().zip(after(1, bytes)).fold(false, |any, (&first, &second)| {
        any | ((first == 0xc2) & (second < 0xa0)) | ((first == 0xd8) & (second == 0x9c))
    });
    let three = bytes.iter().zip(after(1, bytes)).zip(after(2, bytes));
    let three = three.fold(false, |any, ((&first, &second), &third)| {
        let is_general = (first == 0xe2) & (second == 0x80);
        let is_mark = is_general & ((third == 0x8e) | (third == 0x8f));
        let is_override = is_general & (0xaa..=0xae).contains(&third);
        let is_isolate = (first == 0xe2) & (second == 0x81) & (0xa6..=0xa9).contains(&third);
        let is_byte_order = (first == 0xef) & (second == 0xbb) & (third == 0xbf);
        any | is_mark | is_override | is_isolate | is_byte_order
    });
    two | three
}

/// Characters that make shown text differ from stored text: controls and overrides of direction.
const fn is_disguising(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'
        | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_disguising_character_is_seen_in_its_bytes_wherever_it_stands() {
        for c in ('\0'..=char::MAX).filter(|c| is_disguising(*c)) {
            for text in [format!("{c}"), format!("字{c}"), format!("{c}a"), format!("a“{c}”")]
            {
                assert!(is_disguised(&text), "{c:?}");
            }
        }
    }

    #[test]
    fn no_other_character_counts_as_a_disguise() {
        for c in ('\0'..=char::MAX).filter(|c| !is_disguising(*c)) {
            assert!(!is_disguised(&format!("{c}字")), "{c:?}");
        }
    }

    /// What is read first are the bytes: they tell, so that no sound text is gone through by its
    /// characters. Half of a line break is a control, too.
    #[test]
    fn the_bytes_tell_the_same_as_the_characters() {
        for c in ('\0'..=char::MAX).filter(|c| *c != '\r') {
            let text = c.to_string();
            let (control, longer) =
                (has_control(text.as_bytes()), has_longer_disguise(text.as_bytes()));
            assert_eq!(control || longer, is_disguising(c), "{c:?}");
            assert_eq!(control, is_disguising(c) && c.is_ascii(), "{c:?}");
        }
    }

    #[test]
    fn several_disguises_are_seen_as_one_is() {
        let some =
            ['\0', '\u{7f}', '\u{85}', '\u{61c}', '\u{200e}', '\u{202a}', '\u{2066}', '\u{feff}'];
        for a in some {
            for b in some {
                assert!(is_disguised(&format!("{a}{b}")), "{a:?} {b:?}");
                assert!(is_disguised(&format!("字{a}{b}字")), "{a:?} {b:?}");
            }
        }
    }
}
