//! Who can hold a position.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::values::fraction::Fraction;
use crate::values::key::{GroupKey, PartyKey, SeatKey, SectorKey};

/// Who holds a position.
///
/// In JSON `{"party": "owners-committee"}`, `{"seat": …}`, `{"group": …}`, `{"sector": …}`,
/// `"anyone"`, `"affected"`, `{"jointly": [ … ]}` or `{"at_least": [1, 10], "of": "villagers"}`.
///
/// ```
/// use cogov::{Charter, Fraction, GroupKey, Holder, Lang, PartyKey, SeatKey};
///
/// // A tenth of the villagers may demand a meeting.
/// let villagers = Holder::Share { at_least: Fraction::new(1, 10)?, of: GroupKey::new("villagers")? };
/// assert_eq!(serde_json::to_string(&villagers)?, r#"{"at_least":[1,10],"of":"villagers"}"#);
///
/// let branch = Holder::from(PartyKey::new("party-branch")?);
/// let member = Holder::from(SeatKey::new("cppcc-member")?);
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// assert_eq!(
///     charter.holder_name(&Holder::Jointly(vec![branch, member]), Lang::En),
///     "Community general Party branch and CPPCC member, jointly",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A party.
    Party(PartyKey),
    /// Whoever holds a seat.
    Seat(SeatKey),
    /// Each member of a group.
    Group(GroupKey),
    /// The members of a sector.
    Sector(SectorKey),
    /// Everybody.
    Anyone,
    /// Those whom the matter at hand affects.
    Affected,
    /// Several, only together.
    Jointly(Vec<Holder>),
    /// Enough members of a group.
    Share {
        /// The least share of the group.
        at_least: Fraction,
        /// The group.
        of: GroupKey,
    },
}

impl From<PartyKey> for Holder {
    fn from(key: PartyKey) -> Self {
        Self::Party(key)
    }
}

impl From<SeatKey> for Holder {
    fn from(key: SeatKey) -> Self {
        Self::Seat(key)
    }
}

impl From<GroupKey> for Holder {
    fn from(key: GroupKey) -> Self {
        Self::Group(key)
    }
}

impl From<SectorKey> for Holder {
    fn from(key: SectorKey) -> Self {
        Self::Sector(key)
    }
}

impl Serialize for Holder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = |serializer: S, name: &str, value: &dyn ErasedKey| {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(name, value.text())?;
            map.end()
        };
        match self {
            Self::Party(key) => one(serializer, "party", key),
            Self::Seat(key) => one(serializer, "seat", key),
            Self::Group(key) => one(serializer, "group", key),
            Self::Sector(key) => one(serializer, "sector", key),
            Self::Anyone => serializer.serialize_str("anyone"),
            Self::Affected => serializer.serialize_str("affected"),
            Self::Jointly(holders) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("jointly", holders)?;
                map.end()
            }
            Self::Share { at_least, of } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("at_least", at_least)?;
                map.serialize_entry("of", of)?;
                map.end()
            }
        }
    }
}

/// A key of any kind, for writing.
trait ErasedKey {
    fn text(&self) -> &str;
}

impl<K: crate::values::key::Key> ErasedKey for K {
    fn text(&self) -> &str {
        crate::values::key::Key::text(self)
    }
}

const EXPECTED: &str = "a holder: {\"party\": …}, {\"seat\": …}, {\"group\": …}, {\"sector\": …}, \
     \"anyone\", \"affected\", {\"jointly\": […]} or {\"at_least\": [1, 10], \"of\": …}";

impl Decode for Holder {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Node::String(word) = node {
            return match word.as_ref() {
                "anyone" => Some(Self::Anyone),
                "affected" => Some(Self::Affected),
                other => {
                    reader.unknown_value(other, ["anyone", "affected"].into_iter());
                    None
                }
            };
        }
        const FIELDS: &[&str] = &["party", "seat", "group", "sector", "jointly", "at_least", "of"];
        let members = reader.object(node, FIELDS, EXPECTED)?;
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
        match names.as_slice() {
            ["party"] => reader.field(members, "party").map(Self::Party),
            ["seat"] => reader.field(members, "seat").map(Self::Seat),
            ["group"] => reader.field(members, "group").map(Self::Group),
            ["sector"] => reader.field(members, "sector").map(Self::Sector),
            ["jointly"] => {
                let holders: Vec<Self> = reader.field(members, "jointly")?;
                let nested = holders.iter().any(|holder| matches!(holder, Self::Jointly(_)));
                if nested || holders.len() < 2 {
                    reader.within_known("jointly", |reader| {
                        reader.report(
                            ProblemCode::MisplacedField,
                            vec![Arg::bilingual(
                                "reason",
                                "two or more holders act jointly, and none of them is itself several",
                                "共同行使须有两个以上持有者，且不能嵌套",
                            )],
                        );
                    });
                    return None;
                }
                Some(Self::Jointly(holders))
            }
            ["at_least", "of"] | ["of", "at_least"] => {
                let at_least = reader.field(members, "at_least");
                let of = reader.field(members, "of");
                Some(Self::Share { at_least: at_least?, of: of? })
            }
            _ => {
                // An unknown field was reported; what remains does not make one holder.
                if names.iter().all(|name| FIELDS.contains(name)) {
                    reader.wrong_type(EXPECTED, node);
                }
                None
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Holder {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Holder".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = |name: &str, schema: schemars::Schema| {
            schemars::json_schema!({
                "type": "object",
                "properties": { name: schema },
                "required": [name],
                "additionalProperties": false
            })
        };
        let party = one("party", generator.subschema_for::<PartyKey>());
        let seat = one("seat", generator.subschema_for::<SeatKey>());
        let group = one("group", generator.subschema_for::<GroupKey>());
        let sector = one("sector", generator.subschema_for::<SectorKey>());
        let jointly = one("jointly", generator.subschema_for::<Vec<Self>>());
        let fraction = generator.subschema_for::<Fraction>();
        let of = generator.subschema_for::<GroupKey>();
        schemars::json_schema!({
            "description": "Who holds a position.",
            "anyOf": [
                { "enum": ["anyone", "affected"] },
                party, seat, group, sector, jointly,
                {
                    "type": "object",
                    "properties": { "at_least": fraction, "of": of },
                    "required": ["at_least", "of"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
