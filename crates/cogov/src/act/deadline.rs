//! By when something has to be done.

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::time::{Date, Term};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// By when something has to be done: within a term from when it is active, or by a day.
///
/// In JSON `{"days": …}`, `{"working_days": …}` or `{"by": …}`.
///
/// ```
/// use cogov::act::Deadline;
/// use cogov::{Date, Term};
///
/// let by = Deadline::By(Date::new(2026, 6, 30)?);
/// assert_eq!(serde_json::to_string(&by)?, r#"{"by":"2026-06-30"}"#);
/// assert_eq!(serde_json::to_string(&Deadline::Within(Term::days(15)?))?, r#"{"days":15}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deadline {
    /// Within a term.
    Within(Term),
    /// By the end of a day.
    By(Date),
}

impl From<Term> for Deadline {
    fn from(term: Term) -> Self {
        Self::Within(term)
    }
}

impl From<Date> for Deadline {
    fn from(day: Date) -> Self {
        Self::By(day)
    }
}

impl Serialize for Deadline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Within(term) => term.serialize(serializer),
            Self::By(day) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("by", day)?;
                map.end()
            }
        }
    }
}

crate::json::deserialize!(Deadline);

impl Decode for Deadline {
    const KIND: FieldKind = FieldKind::Deadline;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.member("by").is_none() {
            return Term::decode(node, reader).map(Self::Within);
        }
        let expected = Kind::new("a deadline: {\"by\": …}", "截止日：{\"by\": …}");
        let members = reader.object(node, &["by"], expected)?;
        reader.field(members, "by").map(Self::By)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Deadline {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Deadline".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let term = generator.subschema_for::<Term>();
        let day = generator.subschema_for::<Date>();
        schemars::json_schema!({
            "description": "By when something has to be done.",
            "anyOf": [
                term,
                {
                    "type": "object",
                    "properties": { "by": day },
                    "required": ["by"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
