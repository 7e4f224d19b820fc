//! How joint authors share the points of one piece of work.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Kind, Node, Reader};
use crate::values::fraction::Fraction;

/// How joint authors share the points of one piece of work.
///
/// In JSON `"full"`, `"first_only"`, `"equally"` or `{"first": [1, 2]}`. Who works alone has all.
///
/// * Yanbian credits a joint proposal to its first proposer only: `"first_only"`.
/// * Tongcheng 2019 gives the first name half, and the others share the other half:
///   `{"first": [1, 2]}`.
///
/// ```
/// use cogov::conduct::Sharing;
/// use cogov::Fraction;
///
/// let tongcheng = Sharing::First(Fraction::HALF);
/// assert_eq!(serde_json::to_string(&tongcheng)?, r#"{"first":[1,2]}"#);
/// assert_eq!(serde_json::to_string(&Sharing::FirstOnly)?, r#""first_only""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Sharing {
    /// Each author has all the points.
    #[default]
    Full,
    /// The first author has all the points, the others none.
    FirstOnly,
    /// All authors have the same part.
    Equally,
    /// The first author has this share, at most 1; the others have the same part of the rest.
    First(Fraction),
}

const WORDS: [&str; 3] = ["full", "first_only", "equally"];
const EXPECTED: Kind = Kind::new(
    "a way to share: \"full\", \"first_only\", \"equally\" or {\"first\": [1, 2]}",
    "分摊方式：\"full\"、\"first_only\"、\"equally\" 或 {\"first\": [1, 2]}",
);

impl Serialize for Sharing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Full => serializer.serialize_str("full"),
            Self::FirstOnly => serializer.serialize_str("first_only"),
            Self::Equally => serializer.serialize_str("equally"),
            Self::First(share) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("first", share)?;
                map.end()
            }
        }
    }
}

crate::json::deserialize!(Sharing);

impl Decode for Sharing {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::String(word) => match *word {
                "full" => Some(Self::Full),
                "first_only" => Some(Self::FirstOnly),
                "equally" => Some(Self::Equally),
                other => {
                    reader.unknown_value(other, WORDS.into_iter());
                    None
                }
            },
            Node::Object(_) => {
                let members = reader.object(node, &["first"], EXPECTED)?;
                reader.field(members, "first").map(Self::First)
            }
            other => {
                reader.wrong_type(EXPECTED, other);
                None
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Sharing {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sharing".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let share = generator.subschema_for::<Fraction>();
        schemars::json_schema!({
            "description": "How joint authors share the points of one piece of work.",
            "anyOf": [
                { "enum": WORDS },
                {
                    "type": "object",
                    "properties": { "first": share },
                    "required": ["first"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
