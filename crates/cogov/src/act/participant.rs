//! Who takes part in a case: a holder of positions, a person, or whoever bears a receipt.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::position::Holder;
use crate::values::id::AppealId;
use crate::values::key::{PartyKey, PersonKey, SeatKey};

/// Who takes part: as the holder of positions, as a person, or as whoever bears a receipt.
///
/// In JSON a holder, `{"person": …}`, or `{"bearer": …}` with the identifier of an appeal. Persons are
/// known by keys that mean nothing outside of the record; names belong into what can be sealed.
///
/// ```
/// use cogov::act::Participant;
/// use cogov::values::PersonKey;
///
/// let resident = Participant::from(PersonKey::new("p-12")?);
/// assert_eq!(serde_json::to_string(&resident)?, r#"{"person":"p-12"}"#);
///
/// // Nobody knows who wrote the slip in the box; who bears its receipt can be asked and answered.
/// let bearer = Participant::Bearer("01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// assert_eq!(serde_json::to_string(&bearer)?, r#"{"bearer":"01890a5d-ac96-774b-bcce-b302099a8057"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Participant {
    /// Whoever holds these positions: a party, a seat, a group.
    Holder(Holder),
    /// One person.
    Person(PersonKey),
    /// Whoever bears the receipt of an appeal: a person of whom nothing else is known.
    Bearer(AppealId),
}

impl From<Holder> for Participant {
    fn from(holder: Holder) -> Self {
        Self::Holder(holder)
    }
}

impl From<PartyKey> for Participant {
    fn from(party: PartyKey) -> Self {
        Self::Holder(party.into())
    }
}

impl From<SeatKey> for Participant {
    fn from(seat: SeatKey) -> Self {
        Self::Holder(seat.into())
    }
}

impl From<PersonKey> for Participant {
    fn from(person: PersonKey) -> Self {
        Self::Person(person)
    }
}

impl Serialize for Participant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Holder(holder) => holder.serialize(serializer),
            Self::Person(person) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("person", person)?;
                map.end()
            }
            Self::Bearer(appeal) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("bearer", appeal)?;
                map.end()
            }
        }
    }
}

crate::json::deserialize!(Participant);

impl Decode for Participant {
    const KIND: FieldKind = FieldKind::Participant;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if node.member("bearer").is_some() {
            let expected = Kind::new(
                "the bearer of a receipt: {\"bearer\": …}",
                "回执持有人：{\"bearer\": …}",
            );
            let members = reader.object(node, &["bearer"], expected)?;
            return reader.field(members, "bearer").map(Self::Bearer);
        }
        if node.member("person").is_none() {
            return Holder::decode(node, reader).map(Self::Holder);
        }
        let expected = Kind::new("a person: {\"person\": …}", "个人：{\"person\": …}");
        let members = reader.object(node, &["person"], expected)?;
        reader.field(members, "person").map(Self::Person)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Participant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Participant".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let holder = generator.subschema_for::<Holder>();
        let person = generator.subschema_for::<PersonKey>();
        let appeal = generator.subschema_for::<AppealId>();
        schemars::json_schema!({
            "description": "Who takes part: a holder of positions, a person, or whoever bears the receipt of an appeal.",
            "anyOf": [
                holder,
                {
                    "type": "object",
                    "properties": { "person": person },
                    "required": ["person"],
                    "additionalProperties": false
                },
                {
                    "type": "object",
                    "properties": { "bearer": appeal },
                    "required": ["bearer"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
