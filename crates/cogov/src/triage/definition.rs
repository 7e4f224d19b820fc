//! The line of demarcation as a charter states it: scales, and a first-match table.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Node, Reader};
use crate::position::Holder;
use crate::problem::{Arg, ProblemCode};
use crate::values::choice::choice;
use crate::values::key::{LevelKey, ProcedureKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What a topic is assessed by.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::Dimension;
    ///
    /// let dimension: Dimension = "direct_settlement".parse()?;
    /// assert_eq!(dimension.label(Lang::Zh), "可否直接办理");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Dimension {
        /// How many share it.
        Commonality = "commonality", "commonality", "普遍性";
        /// How soon it has to be dealt with.
        Urgency = "urgency", "urgency", "紧迫性";
        /// How grave it is.
        Severity = "severity", "severity", "严重性";
        /// How much professional knowledge it needs.
        Expertise = "expertise", "expertise", "专业性";
        /// How far it reaches.
        Reach = "reach", "reach", "影响范围";
        /// Whether the responsible party can settle it directly.
        DirectSettlement = "direct_settlement", "direct settlement", "可否直接办理";
    }
}

choice! {
    /// What a triage table does with a topic that no row takes.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::Otherwise;
    ///
    /// let otherwise: Otherwise = "unstated".parse()?;
    /// assert_eq!(otherwise.label(Lang::Zh), "未规定");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Otherwise {
        /// The text leaves it open: such a topic needs a route with a reason.
        Unstated = "unstated", "unstated", "未规定";
    }
}

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

/// Where a topic goes.
///
/// In JSON `{"to": "settle"}`, `{"to": "consult", "procedure": …}`,
/// `{"to": "consult_with_advisers", "procedure": …, "advisers": …}`, `{"to": "refer_up"}` or
/// `{"to": "decline"}`.
///
/// ```
/// use cogov::triage::Route;
/// use cogov::ProcedureKey;
///
/// let consult = Route::Consult { procedure: ProcedureKey::new("four-party")? };
/// assert_eq!(consult.procedure().map(ProcedureKey::as_str), Some("four-party"));
/// assert_eq!(Route::ReferUp.procedure(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Route {
    /// The responsible party settles it directly.
    Settle,
    /// It is consulted on, under a procedure.
    Consult {
        /// The procedure.
        procedure: ProcedureKey,
    },
    /// It is consulted on with advisers.
    ConsultWithAdvisers {
        /// The procedure.
        procedure: ProcedureKey,
        /// Who advises: a party, a seat, or a sector.
        advisers: Holder,
    },
    /// It goes to the level above.
    ReferUp,
    /// It is declined, with a reason and a redress.
    Decline,
}

impl Route {
    /// The procedure under which it is consulted on, if it is.
    #[must_use]
    pub const fn procedure(&self) -> Option<&ProcedureKey> {
        match self {
            Self::Consult { procedure } | Self::ConsultWithAdvisers { procedure, .. } => {
                Some(procedure)
            }
            Self::Settle | Self::ReferUp | Self::Decline => None,
        }
    }
}

record! {
    /// The scale of a dimension: its levels, from low to high.
    ///
    /// ```
    /// use cogov::triage::{Dimension, Scale};
    ///
    /// let scale: Scale = serde_json::from_str(
    ///     r#"{"dimension": "severity", "levels": ["low", "high", "highest"]}"#,
    /// )?;
    /// assert_eq!(scale.dimension(), Dimension::Severity);
    /// assert_eq!(scale.levels()[2].as_str(), "highest");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Scale("a scale") {
        required {
            /// What is assessed.
            dimension: Dimension as copy,
            /// The levels, from low to high: 2 to 8 of them.
            levels: Vec<LevelKey>,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A row of a triage table: where the topics go that its condition takes.
    ///
    /// ```
    /// use cogov::triage::{Condition, Dimension, Levels, Route, TriageRow};
    /// use cogov::values::LevelKey;
    ///
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(LevelKey::new("high")?));
    /// let row = TriageRow::new(Route::ReferUp).with_when(grave);
    /// assert!(row.when().is_some_and(|when| !when.is_always()));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct TriageRow("a row of a triage table") {
        required {
            /// Where they go.
            route: Route,
        }
        option {
            /// Which topics it takes; all, if left out.
            when, with_when: Condition,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A triage table: the first row whose condition is true of a topic routes it.
    ///
    /// ```
    /// use cogov::triage::{
    ///     Condition, Dimension, Levels, Otherwise, Route, Scale, Triage, TriageRow, TriageTable,
    /// };
    /// use cogov::values::LevelKey;
    ///
    /// let (low, high) = (LevelKey::new("low")?, LevelKey::new("high")?);
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AnyOf(vec![high.clone()]));
    /// let triage = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Severity, [low, high])])
    ///     .with_rows([TriageRow::new(Route::ReferUp).with_when(grave)]);
    /// assert!(TriageTable::new(&triage).is_err(), "nothing takes a topic with severity low");
    /// assert!(TriageTable::new(&triage.with_otherwise(Otherwise::Unstated)).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Triage("a triage table") {
        option {
            /// What happens to topics that no row takes; without it the rows have to take them all.
            otherwise, with_otherwise: Otherwise as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// By what topics are assessed.
            scales, with_scales: Scale,
            /// The rows, the first match first.
            rows, with_rows: TriageRow,
        }
    }
}

choice! {
    /// By what the topics of an agenda are ranked.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::AgendaCriterion;
    ///
    /// let criterion: AgendaCriterion = "attention".parse()?;
    /// assert_eq!(criterion.label(Lang::Zh), "关注度");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum AgendaCriterion {
        /// How many share it, by its level of commonality.
        Commonality = "commonality", "commonality", "普遍性";
        /// How soon it has to be dealt with, by its level of urgency.
        Urgency = "urgency", "urgency", "紧迫性";
        /// How many people raised or support it.
        Attention = "attention", "attention", "关注度";
    }
}

record! {
    /// How topics are chosen for the agenda.
    ///
    /// ```
    /// use cogov::triage::{AgendaCriterion, AgendaPolicy};
    ///
    /// let policy = AgendaPolicy::new([AgendaCriterion::Commonality, AgendaCriterion::Attention]).with_at_most(5_u64);
    /// assert_eq!(policy.order()[0], AgendaCriterion::Commonality);
    /// assert!(policy.check(None).is_err(), "no scale to go by");
    /// ```
    pub struct AgendaPolicy("an agenda policy") {
        required {
            /// The criteria, the weightiest first; a later one decides among equals.
            order: Vec<AgendaCriterion>,
        }
        option {
            /// How many topics an agenda takes at most.
            at_most, with_at_most: u64 as copy,
            /// Where this is said.
            source, with_source: Text,
        }
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
        const EXPECTED: &str = "levels: a list, {\"at_least\": …} or {\"at_most\": …}";
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
                let members = reader.object(node, &["at_least", "at_most"], EXPECTED)?;
                let mut names = members.names();
                match (names.next(), names.next()) {
                    (Some("at_least"), None) => {
                        reader.field(members, "at_least").map(Self::AtLeast)
                    }
                    (Some("at_most"), None) => reader.field(members, "at_most").map(Self::AtMost),
                    (Some(_), None) => None,
                    _ => {
                        if reader.has_one_of(members, &["at_least", "at_most"]) {
                            reader.wrong_type(EXPECTED, node);
                        }
                        None
                    }
                }
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
        let members = reader.object(node, &known, "a condition: dimensions and their levels")?;
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

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Settle => map.serialize_entry("to", "settle")?,
            Self::Consult { procedure } => {
                map.serialize_entry("to", "consult")?;
                map.serialize_entry("procedure", procedure)?;
            }
            Self::ConsultWithAdvisers { procedure, advisers } => {
                map.serialize_entry("to", "consult_with_advisers")?;
                map.serialize_entry("procedure", procedure)?;
                map.serialize_entry("advisers", advisers)?;
            }
            Self::ReferUp => map.serialize_entry("to", "refer_up")?,
            Self::Decline => map.serialize_entry("to", "decline")?,
        }
        map.end()
    }
}

choice! {
    /// What kind of route a [`Route`] is: the word that names it in JSON.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::RouteKind;
    ///
    /// let kind: RouteKind = "refer_up".parse()?;
    /// assert_eq!(kind.label(Lang::Zh), "提级协商");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum RouteKind {
        /// The responsible party settles it directly.
        Settle = "settle", "settle directly", "直接办理";
        /// It is consulted on.
        Consult = "consult", "consult", "组织协商";
        /// It is consulted on with advisers.
        ConsultWithAdvisers = "consult_with_advisers", "consult with advisers", "邀请委员协商";
        /// It goes to the level above.
        ReferUp = "refer_up", "refer up", "提级协商";
        /// It is declined.
        Decline = "decline", "decline", "不予受理";
    }
}

impl Route {
    /// What kind of route it is.
    ///
    /// ```
    /// use cogov::triage::{Route, RouteKind};
    /// assert_eq!(Route::ReferUp.kind(), RouteKind::ReferUp);
    /// assert_eq!(RouteKind::ReferUp.as_str(), "refer_up");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> RouteKind {
        match self {
            Self::Settle => RouteKind::Settle,
            Self::Consult { .. } => RouteKind::Consult,
            Self::ConsultWithAdvisers { .. } => RouteKind::ConsultWithAdvisers,
            Self::ReferUp => RouteKind::ReferUp,
            Self::Decline => RouteKind::Decline,
        }
    }
}

crate::json::deserialize!(Route);

impl Decode for Route {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let members =
            reader.object(node, &["to", "procedure", "advisers"], "a route: {\"to\": …}")?;
        let kind: Option<RouteKind> = reader.field(members, "to");
        let procedure: Option<Option<ProcedureKey>> = reader.field(members, "procedure");
        let advisers: Option<Option<Holder>> = reader.field(members, "advisers");
        let (kind, procedure, advisers) = (kind?, procedure?, advisers?);
        let consults = matches!(kind, RouteKind::Consult | RouteKind::ConsultWithAdvisers);
        let advised = kind == RouteKind::ConsultWithAdvisers;
        let mut check = |name: &'static str, wanted: bool, there: bool| {
            if wanted != there {
                reader.within_known(name, |reader| {
                    if wanted {
                        reader.report(ProblemCode::MissingField, Vec::new());
                    } else {
                        reader.report(
                            ProblemCode::MisplacedField,
                            vec![Arg::bilingual(
                                "reason",
                                format!("the route \"{}\" has none", kind.as_str()),
                                format!("“{}”没有此项", kind.as_str()),
                            )],
                        );
                    }
                });
            }
        };
        check("procedure", consults, procedure.is_some());
        check("advisers", advised, advisers.is_some());
        match (kind, procedure, advisers) {
            (RouteKind::Settle, None, None) => Some(Self::Settle),
            (RouteKind::Consult, Some(procedure), None) => Some(Self::Consult { procedure }),
            (RouteKind::ConsultWithAdvisers, Some(procedure), Some(advisers)) => {
                Some(Self::ConsultWithAdvisers { procedure, advisers })
            }
            (RouteKind::ReferUp, None, None) => Some(Self::ReferUp),
            (RouteKind::Decline, None, None) => Some(Self::Decline),
            _ => None,
        }
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Condition, Dimension, Holder, LevelKey, Levels, ProcedureKey, Route};
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

    impl JsonSchema for Route {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Route".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let procedure = generator.subschema_for::<ProcedureKey>();
            let holder = generator.subschema_for::<Holder>();
            json_schema!({
                "description": "Where a topic goes.",
                "anyOf": [
                    {
                        "type": "object",
                        "properties": { "to": { "enum": ["settle", "refer_up", "decline"] } },
                        "required": ["to"],
                        "additionalProperties": false
                    },
                    {
                        "type": "object",
                        "properties": { "to": { "const": "consult" }, "procedure": procedure },
                        "required": ["to", "procedure"],
                        "additionalProperties": false
                    },
                    {
                        "type": "object",
                        "properties": {
                            "to": { "const": "consult_with_advisers" },
                            "procedure": procedure,
                            "advisers": holder
                        },
                        "required": ["to", "procedure", "advisers"],
                        "additionalProperties": false
                    }
                ]
            })
        }
    }
}
