//! Who can hold a position.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::party::joint::Joint;
use crate::party::share::LeastShare;
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::fraction::Fraction;
use crate::values::key::{GroupKey, PartyKey, SeatKey, SectorKey};
use crate::values::lang::Lang;

/// Who holds a position.
///
/// In JSON `{"party": "owners-committee"}`, `{"seat": …}`, `{"group": …}`, `{"sector": …}`,
/// `"anyone"`, `"affected"`, `{"jointly": [ … ]}` or `{"at_least": [1, 10], "of": "villagers"}`.
///
/// ```
/// use cogov::{Charter, Fraction, GroupKey, Holder, Lang, PartyKey, SeatKey};
///
/// // A tenth of the villagers may demand a meeting.
/// let villagers = Holder::share(Fraction::new(1, 10)?, GroupKey::new("villagers")?)?;
/// assert_eq!(serde_json::to_string(&villagers)?, r#"{"at_least":[1,10],"of":"villagers"}"#);
///
/// let branch = Holder::from(PartyKey::new("party-branch")?);
/// let member = Holder::from(SeatKey::new("cppcc-member")?);
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// assert_eq!(
///     charter.holder_name(&Holder::jointly([member, branch])?, Lang::En),
///     "Community general Party branch and CPPCC member, jointly",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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
    /// Several, only together; made by [`Holder::jointly`].
    Jointly(Joint),
    /// Enough members of a group; made by [`Holder::share`].
    Share {
        /// The least share of the group.
        at_least: LeastShare,
        /// The group.
        of: GroupKey,
    },
}

impl Holder {
    /// Several, only together; in whatever order they are named.
    ///
    /// # Errors
    ///
    /// `not-several`, when there are fewer than two or one is itself several; `duplicate-entry`,
    /// when one stands twice.
    ///
    /// ```
    /// use cogov::{Holder, PartyKey, ProblemCode};
    ///
    /// let alone = Holder::from(PartyKey::new("owners-committee")?);
    /// let refused = Holder::jointly([alone]).unwrap_err();
    /// assert_eq!(refused.code(), ProblemCode::NotSeveral);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn jointly(holders: impl IntoIterator<Item = Self>) -> Result<Self, Problem> {
        let joint = Joint::sort(holders.into_iter().collect())?;
        match joint.twice() {
            Some((_, holder)) => Err(holder.stands_twice()),
            None => Ok(Self::Jointly(joint)),
        }
    }

    /// Enough members of a group.
    ///
    /// # Errors
    ///
    /// `idle-threshold`, when the share is nothing; `impossible-threshold`, when it is more than
    /// all.
    ///
    /// ```
    /// use cogov::{Fraction, GroupKey, Holder};
    ///
    /// let villagers = GroupKey::new("villagers")?;
    /// assert!(Holder::share(Fraction::new(1, 10)?, villagers.clone()).is_ok());
    /// assert!(Holder::share(Fraction::new(0, 10)?, villagers).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn share(at_least: Fraction, of: GroupKey) -> Result<Self, Problem> {
        Ok(Self::Share { at_least: LeastShare::new(at_least)?, of })
    }

    /// That it stands twice in a list.
    fn stands_twice(&self) -> Problem {
        Problem::alone(ProblemCode::DuplicateEntry, vec![Arg::quoted("found", self.named())])
    }

    /// The key that it names, or the word that it is.
    pub(crate) fn named(&self) -> &str {
        match self {
            Self::Party(key) => key.as_str(),
            Self::Seat(key) => key.as_str(),
            Self::Group(key) | Self::Share { of: key, .. } => key.as_str(),
            Self::Sector(key) => key.as_str(),
            Self::Anyone => "anyone",
            Self::Affected => "affected",
            Self::Jointly(_) => "jointly",
        }
    }
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
                map.serialize_entry("jointly", holders.as_slice())?;
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

/// What fits where a holder is read: its words, the fields that name one entry of a list, all its
/// shapes, and everything in one.
pub(crate) struct Fitting {
    words: &'static [&'static str],
    fields: &'static [&'static str],
    shapes: &'static [&'static str],
    expected: Kind,
    /// Where not every holder fits, which do.
    only: Option<(&'static str, &'static str)>,
}

/// Somebody who calls together.
const CONVENER: Fitting = Fitting {
    words: &[],
    fields: &["party", "seat"],
    shapes: &["{\"party\": …}", "{\"seat\": …}"],
    expected: Kind::new(
        "a convener: {\"party\": …} or {\"seat\": …}",
        "召集人：{\"party\": …} 或 {\"seat\": …}",
    ),
    only: Some(("a convener is a party or a seat", "召集人应为主体或席位")),
};

/// Those for whom a seat speaks.
const REPRESENTED: Fitting = Fitting {
    words: &[],
    fields: &["group", "party", "sector"],
    shapes: &["{\"group\": …}", "{\"party\": …}", "{\"sector\": …}"],
    expected: Kind::new(
        "whom the seat represents: {\"group\": …}, {\"party\": …} or {\"sector\": …}",
        "席位所代表的对象：{\"group\": …}、{\"party\": …} 或 {\"sector\": …}",
    ),
    only: Some(("a seat represents a group, a party or a sector", "席位应代表群体、主体或界别")),
};

/// Those who advise on a topic.
const ADVISERS: Fitting = Fitting {
    words: &[],
    fields: &["party", "seat", "sector"],
    shapes: &["{\"party\": …}", "{\"seat\": …}", "{\"sector\": …}"],
    expected: Kind::new(
        "advisers: {\"party\": …}, {\"seat\": …} or {\"sector\": …}",
        "顾问：{\"party\": …}、{\"seat\": …} 或 {\"sector\": …}",
    ),
    only: Some(("advisers are a party, a seat or a sector", "顾问应为主体、席位或界别")),
};

const ANY: Fitting = Fitting {
    words: &["anyone", "affected"],
    fields: &["party", "seat", "group", "sector"],
    shapes: &[
        "{\"party\": …}",
        "{\"seat\": …}",
        "{\"group\": …}",
        "{\"sector\": …}",
        "{\"jointly\": […]}",
        "{\"at_least\": [1, 10], \"of\": …}",
    ],
    expected: EXPECTED,
    only: None,
};

impl Fitting {
    /// What fits in the field at hand. Reading a holder only tells it; that nothing else stands
    /// there is checked with the references.
    pub(crate) fn at(reader: &Reader) -> &'static Self {
        match reader.member_at_hand() {
            Some("convener") => &CONVENER,
            Some("represents") => &REPRESENTED,
            Some("advisers") => &ADVISERS,
            _ => &ANY,
        }
    }

    /// What keeps a holder from standing in the field, where something does.
    pub(crate) fn against(&self, holder: &Holder) -> Option<(&'static str, &'static str)> {
        let fits = match holder {
            Holder::Party(_) => self.has("party"),
            Holder::Seat(_) => self.has("seat"),
            Holder::Group(_) => self.has("group"),
            Holder::Sector(_) => self.has("sector"),
            Holder::Anyone | Holder::Affected | Holder::Jointly(_) | Holder::Share { .. } => false,
        };
        self.only.filter(|_| !fits)
    }

    /// Whether the field names one who fits.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.fields.contains(&field)
    }

    /// The shapes of those who fit, in a row.
    pub(crate) fn shapes(&self, lang: Lang) -> String {
        let (comma, or) = lang.pick((", ", " or "), ("、", " 或 "));
        match self.shapes {
            [before @ .., last] if !before.is_empty() => {
                format!("{}{or}{last}", before.join(comma))
            }
            few => few.concat(),
        }
    }
}

const EXPECTED: Kind = Kind::new(
    "a holder: {\"party\": …}, {\"seat\": …}, {\"group\": …}, {\"sector\": …}, \
     \"anyone\", \"affected\", {\"jointly\": […]} or {\"at_least\": [1, 10], \"of\": …}",
    "持有者：{\"party\": …}、{\"seat\": …}、{\"group\": …}、{\"sector\": …}、\
     \"anyone\"、\"affected\"、{\"jointly\": […]} 或 {\"at_least\": [1, 10], \"of\": …}",
);

crate::json::deserialize!(Holder);

impl Decode for Holder {
    const KIND: FieldKind = FieldKind::Holder;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Node::String(word) = node {
            return match *word {
                "anyone" => Some(Self::Anyone),
                "affected" => Some(Self::Affected),
                other => {
                    let fitting = Fitting::at(reader);
                    reader.unknown_word(other, fitting.words, fitting.shapes);
                    None
                }
            };
        }
        const FIELDS: &[&str] = &["party", "seat", "group", "sector", "jointly", "at_least", "of"];
        let expected = Fitting::at(reader).expected;
        let members = reader.object(node, FIELDS, expected)?;
        let mut names = members.names();
        // Two at most make a holder.
        match (names.next(), names.next(), names.next()) {
            (Some("party"), None, _) => reader.field(members, "party").map(Self::Party),
            (Some("seat"), None, _) => reader.field(members, "seat").map(Self::Seat),
            (Some("group"), None, _) => reader.field(members, "group").map(Self::Group),
            (Some("sector"), None, _) => reader.field(members, "sector").map(Self::Sector),
            (Some("jointly"), None, _) => {
                let holders: Vec<Self> = reader.field(members, "jointly")?;
                reader.within_known("jointly", |reader| {
                    let joint = reader.adopt(Joint::sort(holders))?;
                    if let Some((at, holder)) = joint.twice() {
                        return reader
                            .within_index(at, |reader| reader.adopt(Err(holder.stands_twice())));
                    }
                    Some(Self::Jointly(joint))
                })
            }
            (Some("at_least"), Some("of"), None) | (Some("of"), Some("at_least"), None) => {
                let at_least = reader.field(members, "at_least");
                let of = reader.field(members, "of");
                Some(Self::Share { at_least: at_least?, of: of? })
            }
            _ => {
                // An unknown field was reported; what remains does not make one holder.
                let is_known = members.names().all(|name| FIELDS.contains(&name));
                let several = ["party", "seat", "group", "sector", "jointly", "of"];
                if is_known && reader.has_one_of(members, &several) {
                    reader.wrong_type(expected, node);
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
