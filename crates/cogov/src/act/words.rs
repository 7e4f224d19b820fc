//! Words that can be sealed: what is personal stays out of the record, and can be proved.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::values::digest::{Digest, Salt};
use crate::values::lang::Lang;
use crate::values::text::Text;

/// What somebody said or wrote: in the open, or sealed.
///
/// In JSON a text, or `{"sealed": …}` with the digest that commits to the text. Whoever has the
/// [`Opening`] can show what was said, and that it was this; whoever has not cannot even try out
/// guesses, because the opening has 32 bytes that nobody else knows. No rule reads such words.
///
/// ```
/// use cogov::act::{Opening, Words};
/// use cogov::{Lang, Text};
///
/// // The salt is drawn by whoever embeds the library.
/// let opening = Opening::new([7; 32], Text::new("Mrs Wang, 3-201: water in the cellar")?);
/// let sealed = opening.seal();
/// assert!(sealed.admits(&opening));
/// assert!(sealed.get(Lang::En).is_none(), "the record does not say it");
///
/// let open = Words::from(Text::new("The gate does not close")?);
/// assert_eq!(open.get(Lang::En), Some("The gate does not close"));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Words {
    /// The words themselves.
    Open(Text),
    /// What commits to them.
    Sealed(Digest),
}

impl Words {
    /// The words in a language, unless they are sealed.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Option<&str> {
        match self {
            Self::Open(text) => Some(text.get(lang)),
            Self::Sealed(_) => None,
        }
    }

    /// Whether an opening shows these words.
    #[must_use]
    pub fn admits(&self, opening: &Opening) -> bool {
        match self {
            Self::Open(text) => *text == opening.words,
            Self::Sealed(digest) => *digest == opening.commitment(),
        }
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self::Open(text)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Open(text) => text.serialize(serializer),
            Self::Sealed(digest) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("sealed", digest)?;
                map.end()
            }
        }
    }
}

crate::json::deserialize!(Words);

impl Decode for Words {
    const KIND: FieldKind = FieldKind::Words;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        // It is no tag of a language, so that no text has such a member.
        if node.member("sealed").is_none() {
            return Text::decode(node, reader).map(Self::Open);
        }
        let expected = Kind::new("sealed words: {\"sealed\": …}", "密封的文字：{\"sealed\": …}");
        let members = reader.object(node, &["sealed"], expected)?;
        reader.field(members, "sealed").map(Self::Sealed)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Words {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = generator.subschema_for::<Text>();
        let digest = generator.subschema_for::<Digest>();
        schemars::json_schema!({
            "description": "What somebody said or wrote: in the open, or sealed.",
            "anyOf": [
                text,
                {
                    "type": "object",
                    "properties": { "sealed": digest },
                    "required": ["sealed"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// What opens sealed words: the words, and 32 bytes that keep others from guessing.
///
/// It is kept beside the record, never in it. The commitment is the SHA-256 digest of the 32
/// bytes, followed by the words as canonical JSON (RFC 8785).
///
/// ```
/// use cogov::Text;
/// use cogov::act::Opening;
///
/// let opening = Opening::new([7; 32], Text::new("Mrs Wang, 3-201")?);
/// assert!(opening.seal().admits(&opening));
/// assert_eq!(opening.seal(), cogov::act::Words::Sealed(opening.commitment()));
/// assert_eq!(format!("{opening:?}"), "Opening(…)", "what it says is not for a log");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Opening {
    salt: Salt,
    words: Text,
}

crate::json::deserialize!(Opening);

impl Decode for Opening {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "an opening: {\"salt\": …, \"words\": …}",
            "密封内容的原文：{\"salt\": …, \"words\": …}",
        );
        let members = reader.object(node, &["salt", "words"], expected)?;
        let (salt, words) = (reader.field(members, "salt"), reader.field(members, "words"));
        Some(Self { salt: salt?, words: words? })
    }
}

/// Without the words, and without what would let others try out guesses.
impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(…)")
    }
}

impl Opening {
    /// Makes one of bytes drawn at random, for these words alone, and the words.
    #[must_use]
    pub fn new(salt: impl Into<Salt>, words: impl Into<Text>) -> Self {
        Self { salt: salt.into(), words: words.into() }
    }

    /// Bytes drawn at random for these words alone.
    #[must_use]
    pub const fn salt(&self) -> Salt {
        self.salt
    }

    /// The words.
    #[must_use]
    pub const fn words(&self) -> &Text {
        &self.words
    }

    /// What commits to the words.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        let words = self.words.to_canonical();
        Digest::of_parts(&[self.salt.as_bytes(), words.as_bytes()])
    }

    /// The words as a record has them, sealed.
    #[must_use]
    pub fn seal(&self) -> Words {
        Words::Sealed(self.commitment())
    }
}
