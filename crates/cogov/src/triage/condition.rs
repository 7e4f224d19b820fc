//! Conditions on topics: the levels that are taken of each dimension.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Kind, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::triage::dimension::Dimension;
use crate::values::key::LevelKey;

/// The levels of a dimension that a condition takes.
///
/// In JSON a list (`["high", "highest"]`), `{"at_least": "high"}` or `{"at_most": "low"}`.
///
/// ```
/// use cogov::triage::Levels;
/// use cogov::values::LevelKey;
///
/// let grave = Levels::AtLeast(LevelKey::new("high")?);
/// assert_eq!(serde_json::to_string(&grave)?, r#"{"at_least":"high"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Levels {
    /// One of these.
    AnyOf(Vec<LevelKey>),
    /// This one, or a higher one.
    AtLeast(LevelKey),
    /// This one, or a lower one.
    AtMost(LevelKey),
}

/// A condition on a topic: for each dimension named, the levels taken; true of every topic, if
/// none is named.
///
/// ```
/// use cogov::triage::{Condition, Dimension, Levels};
/// use cogov::values::LevelKey;
///
/// let grave = Condition::default()
///     .and(Dimension::Severity, Levels::AtLeast(LevelKey::new("high")?));
/// assert_eq!(grave.dimensions().count(), 1);
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Condition(BTreeMap<Dimension, Levels>);

impl Condition {
    /// The same condition, narrowed by the levels of one more dimension.
    ///
    /// ```
    /// use cogov::triage::{Condition, Dimension, Levels};
    /// use cogov::values::LevelKey;
    ///
    /// let urgent = Condition::default()
    ///     .and(Dimension::Urgency, Levels::AtLeast(LevelKey::new("soon")?))
    ///     .and(Dimension::Urgency, Levels::AtLeast(LevelKey::new("now")?));
    /// let taken = Levels::AtLeast(LevelKey::new("now")?);
    /// assert!(urgent.dimensions().eq([(Dimension::Urgency, &taken)]), "the later one holds");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn and(mut self, dimension: Dimension, levels: Levels) -> Self {
        self.0.insert(dimension, levels);
        self
    }

    /// The dimensions that it names, with the levels taken.
    pub fn dimensions(&self) -> impl Iterator<Item = (Dimension, &Levels)> {
        self.0.iter().map(|(dimension, levels)| (*dimension, levels))
    }

    /// Whether it is true of every topic.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Levels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = |serializer: S, name: &str, level: &LevelKey| {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(name, level)?;
            map.end()
        };
        match self {
            Self::AnyOf(levels) => levels.serialize(serializer),
            Self::AtLeast(level) => one(serializer, "at_least", level),
            Self::AtMost(level) => one(serializer, "at_most", level),
        }
    }
}

crate::json::deserialize!(Levels);

impl Decode for Levels {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        const EXPECTED: Kind = Kind::new(
            "levels: a list, {\"at_least\": …} or {\"at_most\": …}",
            "等级：列表、{\"at_least\": …} 或 {\"at_most\": …}",
        );
        match node {
            Node::Array(_) => {
                let levels: Vec<LevelKey> = Decode::decode(node, reader)?;
                if levels.is_empty() {
                    reader.report(ProblemCode::EmptyList, vec![Arg::at_least_one()]);
                    return None;
                }
                Some(Self::AnyOf(levels))
            }
            Node::Object(_) => {
                const BOUNDS: [&str; 2] = ["at_least", "at_most"];
                let members = reader.object(node, &BOUNDS, EXPECTED)?;
                if !reader.has_one_of(members, &BOUNDS) {
                    return None;
                }
                let levels = if members.get("at_least").is_some() {
                    reader.field(members, "at_least").map(Self::AtLeast)
                } else if members.get("at_most").is_some() {
                    reader.field(members, "at_most").map(Self::AtMost)
                } else {
                    reader.missing_one_of("at_least", &["at_most"]);
                    None
                };
                // With an unknown name beside it, more or less was meant.
                levels.filter(|_| members.names().all(|name| BOUNDS.contains(&name)))
            }
            other => {
                reader.wrong_type(EXPECTED, other);
                None
            }
        }
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (dimension, levels) in &self.0 {
            map.serialize_entry(dimension, levels)?;
        }
        map.end()
    }
}

crate::json::deserialize!(Condition);

impl Decode for Condition {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let known: Vec<&'static str> =
            Dimension::ALL.iter().map(|dimension| dimension.as_str()).collect();
        let members = reader.object(
            node,
            &known,
            Kind::new("a condition: dimensions and their levels", "条件：各维度及其等级"),
        )?;
        let mut levels = BTreeMap::new();
        // Without what it says of an unknown dimension, the condition would take other topics, and
        // a proof of the table would complain about what nobody wrote.
        let mut sound = members.names().all(|name| known.contains(&name));
        for &dimension in Dimension::ALL {
            match reader.field::<Option<Levels>>(members, dimension.as_str()) {
                Some(Some(taken)) => {
                    levels.insert(dimension, taken);
                }
                Some(None) => {}
                None => sound = false,
            }
        }
        sound.then_some(Self(levels))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Condition, Dimension, LevelKey, Levels};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for Levels {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Levels".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let level = generator.subschema_for::<LevelKey>();
            json_schema!({
                "description": "The levels of a dimension that a condition takes.",
                "anyOf": [
                    { "type": "array", "items": level, "minItems": 1 },
                    {
                        "type": "object",
                        "properties": { "at_least": level, "at_most": level },
                        "additionalProperties": false,
                        "minProperties": 1,
                        "maxProperties": 1
                    }
                ]
            })
        }
    }

    impl JsonSchema for Condition {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Condition".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let levels = generator.subschema_for::<Levels>();
            let dimension = generator.subschema_for::<Dimension>();
            json_schema!({
                "description": "A condition on a topic: for each dimension named, the levels taken.",
                "type": "object",
                "propertyNames": dimension,
                "additionalProperties": levels
            })
        }
    }
}
