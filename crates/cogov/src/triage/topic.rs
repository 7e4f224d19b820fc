//! A topic, as it was assessed for triage.

use serde::{Serialize, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::triage::dimension::Dimension;
use crate::values::key::LevelKey;

/// A topic as it was assessed: for each dimension a level of its scale.
///
/// ```
/// use cogov::triage::Dimension;
/// use cogov::values::LevelKey;
/// use cogov::Topic;
///
/// let topic = Topic::new()
///     .with(Dimension::Commonality, LevelKey::new("many")?)
///     .with(Dimension::Severity, LevelKey::new("low")?);
/// assert_eq!(topic.level(Dimension::Commonality).map(LevelKey::as_str), Some("many"));
/// assert_eq!(topic.level(Dimension::Urgency), None);
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Topic(
    /// In the order of the dimensions, each at most once: there are few, and a tree takes more room.
    #[serde(serialize_with = "as_object")]
    Vec<(Dimension, LevelKey)>,
);

/// Writes the levels as members of an object.
fn as_object<S: Serializer>(
    levels: &[(Dimension, LevelKey)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(levels.iter().map(|(dimension, level)| (dimension, level)))
}

impl Topic {
    /// A topic that is not assessed by anything yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same topic, assessed by one more dimension; a later level replaces an earlier one.
    ///
    /// ```
    /// use cogov::Topic;
    /// use cogov::triage::Dimension;
    /// use cogov::values::LevelKey;
    ///
    /// let topic = Topic::new()
    ///     .with(Dimension::Urgency, LevelKey::new("later")?)
    ///     .with(Dimension::Urgency, LevelKey::new("now")?);
    /// assert_eq!(topic.level(Dimension::Urgency).map(LevelKey::as_str), Some("now"));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn with(mut self, dimension: Dimension, level: LevelKey) -> Self {
        self.0.retain(|(known, _)| *known != dimension);
        let place = self.0.partition_point(|(known, _)| *known < dimension);
        self.0.insert(place, (dimension, level));
        self
    }

    /// The level by a dimension, if it was assessed by that.
    #[must_use]
    pub fn level(&self, dimension: Dimension) -> Option<&LevelKey> {
        self.0.iter().find(|(known, _)| *known == dimension).map(|(_, level)| level)
    }

    /// The dimensions by which it was assessed, with its levels.
    pub fn levels(&self) -> impl Iterator<Item = (Dimension, &LevelKey)> {
        self.0.iter().map(|(dimension, level)| (*dimension, level))
    }
}

crate::json::deserialize!(Topic);

impl Decode for Topic {
    const KIND: FieldKind = FieldKind::Topic;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let known: Vec<&'static str> =
            Dimension::ALL.iter().map(|dimension| dimension.as_str()).collect();
        let expected = Kind::new("a topic: dimensions and their levels", "议题：各维度及其等级");
        let members = reader.object(node, &known, expected)?;
        let (mut levels, mut is_sound) =
            (Vec::with_capacity(members.len().min(Dimension::ALL.len())), true);
        for &dimension in Dimension::ALL {
            match reader.field::<Option<LevelKey>>(members, dimension.as_str()) {
                Some(level) => levels.extend(level.map(|level| (dimension, level))),
                None => is_sound = false,
            }
        }
        is_sound.then_some(Self(levels))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Topic {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Topic".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let level = generator.subschema_for::<LevelKey>();
        let properties: serde_json::Map<String, serde_json::Value> = Dimension::ALL
            .iter()
            .map(|dimension| (dimension.as_str().to_owned(), level.clone().to_value()))
            .collect();
        schemars::json_schema!({
            "description": "A topic: dimensions and their levels.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false
        })
    }
}
