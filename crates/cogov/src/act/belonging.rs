//! To what somebody can belong without holding a seat.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::position::Holder;
use crate::values::key::{GroupKey, PartyKey, SectorKey};

/// To what somebody can belong without holding a seat: a party, a group, a sector.
///
/// In JSON `{"party": …}`, `{"group": …}` or `{"sector": …}`.
///
/// ```
/// use cogov::act::Belonging;
/// use cogov::{GroupKey, Holder};
///
/// let owners = Belonging::from(GroupKey::new("owners")?);
/// assert_eq!(serde_json::to_string(&owners)?, r#"{"group":"owners"}"#);
/// assert_eq!(owners.holder(), Holder::Group(GroupKey::new("owners")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Belonging {
    /// A party.
    Party(PartyKey),
    /// A group of the population.
    Group(GroupKey),
    /// A sector of the members of a body.
    Sector(SectorKey),
}

impl Belonging {
    /// The same as a holder of positions.
    #[must_use]
    pub fn holder(&self) -> Holder {
        match self {
            Self::Party(key) => Holder::Party(key.clone()),
            Self::Group(key) => Holder::Group(key.clone()),
            Self::Sector(key) => Holder::Sector(key.clone()),
        }
    }

    /// What a holder of positions is, if one can belong to it.
    pub(crate) fn of(holder: &Holder) -> Option<Self> {
        match holder {
            Holder::Party(key) => Some(Self::Party(key.clone())),
            Holder::Group(key) => Some(Self::Group(key.clone())),
            Holder::Sector(key) => Some(Self::Sector(key.clone())),
            _ => None,
        }
    }
}

impl From<PartyKey> for Belonging {
    fn from(key: PartyKey) -> Self {
        Self::Party(key)
    }
}

impl From<GroupKey> for Belonging {
    fn from(key: GroupKey) -> Self {
        Self::Group(key)
    }
}

impl From<SectorKey> for Belonging {
    fn from(key: SectorKey) -> Self {
        Self::Sector(key)
    }
}

impl Serialize for Belonging {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Party(key) => map.serialize_entry("party", key)?,
            Self::Group(key) => map.serialize_entry("group", key)?,
            Self::Sector(key) => map.serialize_entry("sector", key)?,
        }
        map.end()
    }
}

crate::json::deserialize!(Belonging);

impl Decode for Belonging {
    const KIND: FieldKind = FieldKind::Belonging;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        const EXPECTED: Kind = Kind::new(
            "a party, a group or a sector: {\"party\": …}, {\"group\": …} or {\"sector\": …}",
            "主体、群体或界别：{\"party\": …}、{\"group\": …} 或 {\"sector\": …}",
        );
        let name = ["party", "group", "sector"].into_iter().find(|n| node.member(n).is_some());
        let Some(name) = name else {
            reader.wrong_type(EXPECTED, node);
            return None;
        };
        let members = reader.object(node, &[name], EXPECTED)?;
        match name {
            "party" => reader.field(members, name).map(Self::Party),
            "group" => reader.field(members, name).map(Self::Group),
            _ => reader.field(members, name).map(Self::Sector),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Belonging {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Belonging".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = |name: &str, key: schemars::Schema| {
            schemars::json_schema!({
                "type": "object",
                "properties": { name: key },
                "required": [name],
                "additionalProperties": false
            })
        };
        let party = one("party", generator.subschema_for::<PartyKey>());
        let group = one("group", generator.subschema_for::<GroupKey>());
        let sector = one("sector", generator.subschema_for::<SectorKey>());
        schemars::json_schema!({
            "description": "To what somebody belongs: a party, a group or a sector.",
            "anyOf": [party, group, sector]
        })
    }
}
