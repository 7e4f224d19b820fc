//! Where a topic goes.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::position::Holder;
use crate::problem::{Arg, ProblemCode};
use crate::values::choice::choice;
use crate::values::key::ProcedureKey;

/// Where a topic goes.
///
/// In JSON `{"to": "settle"}`, `{"to": "consult", "procedure": …}`,
/// `{"to": "consult_with_advisers", "procedure": …, "advisers": …}`, `{"to": "refer_up"}` or
/// `{"to": "decline"}`.
///
/// ```
/// use cogov::triage::Destination;
/// use cogov::ProcedureKey;
///
/// let consult = Destination::Consult { procedure: ProcedureKey::new("four-party")? };
/// assert_eq!(consult.procedure().map(ProcedureKey::as_str), Some("four-party"));
/// assert_eq!(Destination::ReferUp.procedure(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Destination {
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
        /// Who advises: a party, a seat, or a sector. They, or whoever sits for them, need the
        /// power to deliberate; the audit finds it where they have none (`powerless-duty`).
        advisers: Holder,
    },
    /// It goes to the level above.
    ReferUp,
    /// It is declined, with a reason and a redress.
    Decline,
}

impl Destination {
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

    /// What kind of route it is.
    ///
    /// ```
    /// use cogov::triage::{Destination, DestinationKind};
    /// assert_eq!(Destination::ReferUp.kind(), DestinationKind::ReferUp);
    /// assert_eq!(DestinationKind::ReferUp.as_str(), "refer_up");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> DestinationKind {
        match self {
            Self::Settle => DestinationKind::Settle,
            Self::Consult { .. } => DestinationKind::Consult,
            Self::ConsultWithAdvisers { .. } => DestinationKind::ConsultWithAdvisers,
            Self::ReferUp => DestinationKind::ReferUp,
            Self::Decline => DestinationKind::Decline,
        }
    }
}

choice! {
    /// What kind of route a [`Destination`] is: the word that names it in JSON.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::DestinationKind;
    ///
    /// let kind: DestinationKind = "refer_up".parse()?;
    /// assert_eq!(kind.label(Lang::Zh), "提级协商");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum DestinationKind in triage {
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

impl Serialize for Destination {
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

crate::json::deserialize!(Destination);

impl Decode for Destination {
    const KIND: FieldKind = FieldKind::Destination;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let members = reader.object(
            node,
            &["to", "procedure", "advisers"],
            Kind::new("a route: {\"to\": …}", "去向：{\"to\": …}"),
        )?;
        let kind: Option<DestinationKind> = reader.field(members, "to");
        let procedure: Option<Option<ProcedureKey>> = reader.field(members, "procedure");
        let advisers: Option<Option<Holder>> = reader.field(members, "advisers");
        let (kind, procedure, advisers) = (kind?, procedure?, advisers?);
        let consults =
            matches!(kind, DestinationKind::Consult | DestinationKind::ConsultWithAdvisers);
        let advised = kind == DestinationKind::ConsultWithAdvisers;
        let mut check = |name: &'static str, of, wanted: bool, there: bool| match (wanted, there) {
            (true, false) => reader.missing(name, of),
            (false, true) => reader.within_known(name, |reader| {
                reader.report(
                    ProblemCode::MisplacedField,
                    vec![Arg::bilingual(
                        "reason",
                        format!("the route \"{}\" has none", kind.as_str()),
                        format!("“{}”没有此项", kind.as_str()),
                    )],
                );
            }),
            (true, true) | (false, false) => {}
        };
        check("procedure", ProcedureKey::KIND, consults, procedure.is_some());
        check("advisers", Holder::KIND, advised, advisers.is_some());
        match (kind, procedure, advisers) {
            (DestinationKind::Settle, None, None) => Some(Self::Settle),
            (DestinationKind::Consult, Some(procedure), None) => Some(Self::Consult { procedure }),
            (DestinationKind::ConsultWithAdvisers, Some(procedure), Some(advisers)) => {
                Some(Self::ConsultWithAdvisers { procedure, advisers })
            }
            (DestinationKind::ReferUp, None, None) => Some(Self::ReferUp),
            (DestinationKind::Decline, None, None) => Some(Self::Decline),
            _ => None,
        }
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Destination, Holder, ProcedureKey};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for Destination {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            // The act that routes a topic is called so, too.
            "Destination".into()
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
