//! The canonical form (RFC 8785) and its digest.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical JSON of a value: members sorted, no white space, one form of each number.
///
/// The types of this crate have only strings, integers, lists and maps with string keys, so
/// serialising them cannot fail; an empty string would say that it did.
///
/// What `serde_json` writes of them is canonical but for the order of members. So these are sorted
/// here, where their names are of the plain kind that a charter has, which takes a fifth of the
/// time that is spent where every member is kept in a map until its object ends.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    let written = serde_json::to_string(value).unwrap_or_default();
    let mut sorted = Sorted { out: Vec::with_capacity(written.len()), has_other_names: false };
    sorted.value(written.as_bytes());
    match String::from_utf8(sorted.out) {
        Ok(text) if !sorted.has_other_names && text.len() == written.len() => text,
        _ => serde_json_canonicalizer::to_string(value).unwrap_or_default(),
    }
}

/// JSON without white space, copied with the members of each object in order.
struct Sorted {
    out: Vec<u8>,
    /// Whether a name has escapes, or characters of which the order is another one in UTF-16.
    has_other_names: bool,
}

impl Sorted {
    /// Copies the value at the front; gives what follows it.
    fn value<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        match text.first() {
            Some(b'{') => self.object(text),
            Some(b'[') => self.list(text),
            Some(b'"') => self.copy(text, string_length(text)),
            _ => {
                let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}');
                self.copy(text, text.iter().position(ends).unwrap_or(text.len()))
            }
        }
    }

    fn copy<'t>(&mut self, text: &'t [u8], length: usize) -> &'t [u8] {
        let (front, rest) = text.split_at_checked(length).unwrap_or((text, &[]));
        self.out.extend_from_slice(front);
        rest
    }

    fn list<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let mut rest = self.copy(text, 1);
        loop {
            rest = match rest.first() {
                None => return rest,
                Some(b']') => return self.copy(rest, 1),
                Some(b',') => self.copy(rest, 1),
                Some(_) => self.value(rest),
            };
        }
    }

    fn object<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let mut rest = self.copy(text, 1);
        let first = self.out.len();
        // For each member its name and where it was copied to.
        let mut members: Vec<(&[u8], usize, usize)> = Vec::with_capacity(16);
        loop {
            rest = match rest.first() {
                None => return rest,
                Some(b'}') => break,
                Some(b',') => self.copy(rest, 1),
                Some(_) => {
                    let begin = self.out.len();
                    let (name, _) = rest.split_at_checked(string_length(rest)).unwrap_or_default();
                    self.has_other_names |= !name.is_ascii() || name.contains(&b'\\');
                    // The name and the colon.
                    let value = self.copy(rest, name.len().saturating_add(1));
                    let after = self.value(value);
                    members.push((unquoted(name), begin, self.out.len()));
                    after
                }
            };
        }
        if !members.is_sorted() {
            members.sort_unstable();
            let copied = self.out.split_off(first);
            for (number, (_, begin, end)) in members.iter().enumerate() {
                if number > 0 {
                    self.out.push(b',');
                }
                let member = copied.get(begin.wrapping_sub(first)..end.wrapping_sub(first));
                self.out.extend_from_slice(member.unwrap_or_default());
            }
        }
        self.copy(rest, 1)
    }
}

/// How long the string at the front is, with its quotes.
fn string_length(text: &[u8]) -> usize {
    let mut is_escaped = false;
    let ends = |byte: &u8| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    };
    let end = text.iter().skip(1).position(ends);
    end.map_or(text.len(), |inside| inside.saturating_add(2))
}

fn unquoted(name: &[u8]) -> &[u8] {
    name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(name)
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::ser::{SerializeMap as _, SerializeSeq as _};

    use super::*;

    /// JSON whose members are written in the order in which they stand.
    #[derive(Debug, Clone)]
    enum Json {
        Null,
        Bool(bool),
        Integer(i64),
        String(String),
        List(Vec<Json>),
        Object(Vec<(String, Json)>),
    }

    impl Serialize for Json {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Null => serializer.serialize_unit(),
                Self::Bool(value) => serializer.serialize_bool(*value),
                Self::Integer(value) => serializer.serialize_i64(*value),
                Self::String(value) => serializer.serialize_str(value),
                Self::List(values) => {
                    let mut list = serializer.serialize_seq(None)?;
                    values.iter().try_for_each(|value| list.serialize_element(value))?;
                    list.end()
                }
                Self::Object(members) => {
                    let mut map = serializer.serialize_map(None)?;
                    members
                        .iter()
                        .try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                    map.end()
                }
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[a-c_]{0,3}", "[a-b\"\\\\\u{1}\n\u{7f}{},:\\[\\]]{0,4}", "\\PC{0,3}"]
    }

    fn json(names: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            (-(1_i64 << 53) + 1..(1 << 53)).prop_map(Json::Integer),
            text().prop_map(Json::String),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            // Each name once: objects of this crate have no others.
            let members = prop::collection::vec((names.clone(), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Json::List),
                members.prop_map(|members| {
                    let mut seen = BTreeMap::new();
                    let is_new =
                        |(name, _): &(String, Json)| seen.insert(name.clone(), ()).is_none();
                    Json::Object(members.into_iter().filter(is_new).collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn members_are_sorted_as_the_library_for_the_canonical_form_does(
            plain in json("[a-z_-]{0,3}".boxed()), any in json(text().boxed())
        ) {
            for value in [plain, any] {
                let expected = serde_json_canonicalizer::to_string(&value).unwrap();
                prop_assert_eq!(canonical(&value), expected);
            }
        }
    }

    #[test]
    fn names_with_escapes_and_beyond_ascii_are_in_the_order_of_utf_16() {
        let object = |names: &[&str]| {
            Json::Object(names.iter().map(|name| ((*name).to_owned(), Json::Null)).collect())
        };
        assert_eq!(
            canonical(&object(&["\u{ff01}", "\u{1f600}", "b", "a\n", "a"])),
            "{\"a\":null,\"a\\n\":null,\"b\":null,\"\u{1f600}\":null,\"\u{ff01}\":null}"
        );
    }
}
