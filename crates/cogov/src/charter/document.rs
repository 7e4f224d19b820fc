//! The document: a charter as it is written, before it is proved consistent.

use crate::audit::Acknowledgement;
use crate::conduct::{ConductPolicy, IncentivePolicy, Training};
use crate::decision::Rule;
use crate::intake::Intake;
use crate::json::{Decode, Node, Reader};
use crate::party::{AbsentSeat, Group, Liaison, Party, Seat, Sector};
use crate::place::{Matter, Place};
use crate::position::{AbsentPosition, Position};
use crate::problem::{Arg, ProblemCode};
use crate::procedure::{AbsentProcedure, Procedure};
use crate::time::Calendar;
use crate::triage::{AgendaPolicy, Triage};
use crate::values::bounds;
use crate::values::key::CharterKey;
use crate::values::record::record;
use crate::values::stated::Listed;
use crate::values::text::Text;

/// The format of a charter: `"cogov/1"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Format;

impl Format {
    /// How it is written.
    pub(crate) const NAME: &'static str = "cogov/1";
}

impl serde::Serialize for Format {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Self::NAME)
    }
}

impl Decode for Format {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let name = reader.string(node)?;
        if name == Self::NAME {
            return Some(Self);
        }
        reader.report(ProblemCode::UnknownFormat, vec![Arg::quoted("found", name)]);
        None
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Format {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": Self::NAME })
    }
}

/// Where a JSON Schema is found: a URL, or a path beside the text. It is not read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub(crate) struct SchemaReference(pub(crate) String);

impl Decode for SchemaReference {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let reference = reader.string(node)?;
        reader
            .within_length(bounds::TEXT_LENGTH, reference.chars().count())
            .then(|| Self(reference.to_owned()))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SchemaReference {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaReference".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "maxLength": bounds::TEXT_LENGTH.largest() })
    }
}

/// The version of a charter: a number from 1.
///
/// One that is built can still be 0, until it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent, inline))]
pub(crate) struct Version(pub(crate) u64);

impl From<u64> for Version {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl Decode for Version {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.positive(node, bounds::INTEGER).map(Self)
    }
}

record! {
    /// A charter as it is written: lists that refer to one another by keys.
    pub(crate) struct Document("a charter", "章程") {
        required {
            /// The format.
            format: Format,
            /// The key of the charter.
            key: CharterKey,
            /// Its version, from 1.
            version: Version,
            /// Its title.
            title: Text,
        }
        option {
            /// The JSON Schema that an editor checks the text with. It says nothing of the
            /// charter, and is no part of the canonical form.
            #[serde(rename = "$schema")]
            dollar_schema, with_dollar_schema: SchemaReference,
            /// What it is about.
            description, with_description: Text,
            /// Where it comes from.
            source, with_source: Text,
            /// Its calendar; universal time with weekends free, if left out.
            calendar, with_calendar: Calendar,
        }
        stated {
            /// How appeals come in.
            intake, with_intake: Intake,
            /// The line of demarcation.
            triage, with_triage: Triage,
            /// How topics are chosen.
            agenda, with_agenda: AgendaPolicy,
            /// What prepares participants.
            training, with_training: Vec<Training>,
            /// What encourages people to take part.
            incentives, with_incentives: IncentivePolicy,
        }
        list {
            /// Places.
            places, with_places: Place,
            /// Matters.
            matters, with_matters: Matter,
            /// Parties.
            parties, with_parties: Party,
            /// Groups of the population.
            groups, with_groups: Group,
            /// Sectors.
            sectors, with_sectors: Sector,
            /// Seats.
            seats, with_seats: Listed<Seat, AbsentSeat>,
            /// Links of contact.
            liaison, with_liaison: Liaison,
            /// Positions.
            positions, with_positions: Listed<Position, AbsentPosition>,
            /// Decision rules.
            rules, with_rules: Rule,
            /// Procedures.
            procedures, with_procedures: Listed<Procedure, AbsentProcedure>,
            /// Findings of the audit that are known and accepted.
            acknowledged, with_acknowledged: Acknowledgement,
            /// Conduct policies.
            conduct, with_conduct: ConductPolicy,
        }
    }
}
