//! An entry: who did what, when it was recorded, and when it happened.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::act::acts::Acts;
use crate::act::form::Parts;
use crate::act::participant::Participant;
use crate::act::table::Act;
use crate::json::{
    Decode, Kind, Members, Node, Reader, canonical_line, from_deserializer, located,
    parse_document, without_byte_order_mark,
};
use crate::position::Holder;
use crate::problem::{Arg, Invalid, Problem, ProblemCode, excerpt};
use crate::time::Instant;
use crate::values::digest::Digest;
use crate::values::key::PersonKey;

/// An entry of the record of a case: who did what, and when.
///
/// `at` is when it was recorded, and never goes back from entry to entry; `on`, where it is given,
/// is when it happened, since the minutes of a meeting often arrive later. Rules judge by when it
/// happened. `by` is the holder of the position by which somebody acts, `hand` the person. Those
/// who act only together, and shares of a group, act with everybody's signature in `signed`. Whoever
/// bears the [receipt](crate::act::Receipt) of an appeal, and gives no name, shows its next value.
///
/// ```
/// use cogov::act::{Accept, Act, Entry};
/// use cogov::values::PersonKey;
/// use cogov::PartyKey;
///
/// let act = Act::accept("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, Accept::new());
/// let entry = Entry::new(2, "2026-06-01T09:30:00+08:00".parse()?, PartyKey::new("committee")?, act);
/// let json = r#"{"act":"accept","at":"2026-06-01T09:30:00+08:00","by":{"party":"committee"},"seq":2,"target":{"appeal":"01890a5d-ac96-774b-bcce-b302099a8057"}}"#;
/// assert_eq!(entry.to_json()?, json);
/// assert_eq!(Entry::from_json(json)?, entry);
///
/// // Said at the desk on Saturday by one of the committee, and another one signed; entered on Monday.
/// let late = entry
///     .with_on("2026-05-30T16:00:00+08:00".parse()?)
///     .with_hand(PersonKey::new("p-3")?)
///     .with_signed([PersonKey::new("p-7")?]);
/// assert!(late.happened() < late.at(), "rules judge by Saturday");
/// assert_eq!(late.hand().map(PersonKey::as_str), Some("p-3"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Entry = Envelope<Act>;

/// Who did what, and when: an [`Entry`] of the record of a case, or a
/// [`RegisterEntry`](crate::register::RegisterEntry).
///
/// ```
/// use cogov::act::{Acts, Envelope};
///
/// fn is_backdated<A: Acts>(entry: &Envelope<A>) -> bool {
///     entry.happened() < entry.at()
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Envelope<A> {
    seq: u64,
    at: Instant,
    on: Option<Instant>,
    by: Holder,
    hand: Option<PersonKey>,
    signed: Vec<Participant>,
    // In a block of its own: few entries show anything.
    shown: Option<Box<Digest>>,
    act: A,
}

impl<A: Acts> Envelope<A> {
    /// An entry that says when it was recorded, by which holder somebody acted, and what.
    #[must_use]
    pub fn new(seq: u64, at: Instant, by: impl Into<Holder>, act: A) -> Self {
        let (by, signed) = (by.into(), Vec::new());
        Self { seq, at, on: None, by, hand: None, signed, shown: None, act }
    }

    /// The same, and when it happened.
    #[must_use]
    pub const fn with_on(mut self, on: Instant) -> Self {
        self.on = Some(on);
        self
    }

    /// The same, and which person acted.
    #[must_use]
    pub fn with_hand(mut self, hand: PersonKey) -> Self {
        self.hand = Some(hand);
        self
    }

    /// The same, **and** these signatures.
    #[must_use]
    pub fn with_signed<I>(mut self, signed: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Participant>,
    {
        self.signed.extend(signed.into_iter().map(Into::into));
        self
    }

    /// Its number in the record, from 1.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// When it was recorded.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// When it happened, where that is said apart.
    #[must_use]
    pub const fn on(&self) -> Option<Instant> {
        self.on
    }

    /// When it happened, as rules judge it.
    #[must_use]
    pub fn happened(&self) -> Instant {
        self.on.unwrap_or(self.at)
    }

    /// As whom somebody acted.
    #[must_use]
    pub const fn by(&self) -> &Holder {
        &self.by
    }

    /// Which person acted, where that is known.
    #[must_use]
    pub const fn hand(&self) -> Option<&PersonKey> {
        self.hand.as_ref()
    }

    /// Who signed, where several act together.
    #[must_use]
    pub fn signed(&self) -> &[Participant] {
        &self.signed
    }

    /// The value of a receipt that was shown, if one was. In a register none is.
    #[must_use]
    pub fn shown(&self) -> Option<Digest> {
        self.shown.as_deref().copied()
    }

    /// What was done.
    #[must_use]
    pub const fn act(&self) -> &A {
        &self.act
    }

    /// Reads an entry from its JSON text.
    ///
    /// # Errors
    ///
    /// Every problem that was found, each with its path, line and column.
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::act::Entry;
    ///
    /// let error = Entry::from_json(r#"{"seq": 1, "at": "2026-06-01T09:30:00+08:00",
    ///     "by": "anyone", "act": "supprt", "target": {}}"#).unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::UnknownValue);
    /// assert_eq!(error.first().path().to_string(), "act");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let text = without_byte_order_mark(text);
        let tree = parse_document(text)?;
        let mut reader = Reader::default();
        let entry = Self::decode(&tree.root(), &mut reader);
        located(text, entry, reader.into_problems())
    }

    /// The entry as JSON in its canonical form (RFC 8785).
    ///
    /// # Errors
    ///
    /// When it has what [`from_json`](Self::from_json) would not take, and another language could
    /// not read: a number beyond 2^53 − 1, too long a list, too much in all. Nothing is rounded, and
    /// nothing left out.
    ///
    /// ```
    /// use cogov::act::{Act, Entry};
    /// use cogov::{Holder, ProblemCode};
    ///
    /// let act = Act::support("01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
    /// let entry = Entry::new(1 << 53, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act);
    /// assert_eq!(entry.to_json().unwrap_err().code(), ProblemCode::BoundExceeded);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn to_json(&self) -> Result<String, Problem> {
        canonical_line(self)
    }
}

impl Entry {
    /// The same, and the value of a receipt that whoever acts shows: the one before that to which the
    /// appeal commits.
    ///
    /// ```
    /// use cogov::Holder;
    /// use cogov::act::{Act, Entry, Receipt, Withdraw};
    ///
    /// let slip = Receipt::new([7; 32], 20)?;
    /// let withdraw = Act::withdraw("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, Withdraw::new());
    /// let entry = Entry::new(3, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, withdraw);
    /// let entry = entry.with_shown(slip.shown(1).unwrap());
    /// assert!(entry.to_json()?.contains(r#""seq":3,"shows":""#));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn with_shown(mut self, shown: Digest) -> Self {
        self.shown = Some(Box::new(shown));
        self
    }
}

impl<A: Acts> Serialize for Envelope<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(None, serializer)
    }
}

impl<A: Acts> Envelope<A> {
    /// Writes its object, in a record with the digest of the line before.
    ///
    /// The members come in the order of the canonical form, so that nothing has to be sorted.
    pub(crate) fn write<S: Serializer>(
        &self,
        prev: Option<Digest>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("act", &self.act.kind_of())?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("by", &self.by)?;
        if let Some(hand) = &self.hand {
            map.serialize_entry("hand", hand)?;
        }
        if let Some(on) = &self.on {
            map.serialize_entry("on", on)?;
        }
        if let Some(prev) = &prev {
            map.serialize_entry("prev", prev)?;
        }
        map.serialize_entry("seq", &self.seq)?;
        if let Some(shown) = &self.shown {
            map.serialize_entry("shows", shown)?;
        }
        if !self.signed.is_empty() {
            map.serialize_entry("signed", &self.signed)?;
        }
        self.act.write_act(&mut map)?;
        map.end()
    }

    /// Reads the members of its object.
    pub(crate) fn read(found: &EntryMembers<'_>, reader: &mut Reader) -> Option<Self> {
        let seq = reader.at_field("seq", found.seq.as_ref());
        let at = reader.at_field("at", found.at.as_ref());
        let on = reader.at_field("on", found.on.as_ref());
        let by = match found.by.as_ref().and_then(|by| by.member("person")) {
            Some(person) => as_person(&person, reader),
            None => reader.at_field("by", found.by.as_ref()),
        };
        let hand = reader.at_field("hand", found.hand.as_ref());
        let signed = reader.at_field("signed", found.signed.as_ref());
        let shown: Option<Option<Digest>> = reader.at_field("shows", found.shows.as_ref());
        let kind: Option<A::Kinds> = reader.at_field("act", found.act.as_ref());
        let act = kind.and_then(|kind| A::read_act(kind, found.parts, reader));
        Some(Self {
            seq: seq?,
            at: at?,
            on: on?,
            by: by?,
            hand: hand?,
            signed: signed?,
            shown: shown?.map(Box::new),
            act: act?,
        })
    }
}

impl<'de, A: Acts> serde::Deserialize<'de> for Envelope<A> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_deserializer(deserializer)
    }
}

/// Reports a person in the place of a holder, with where a person stands.
#[cold]
fn as_person(person: &Node<'_>, reader: &mut Reader) -> Option<Holder> {
    let hand = match person {
        Node::String(key) => excerpt(key),
        _ => "…".to_owned(),
    };
    let beside = format!("\"by\": {{\"party\": …}}, \"hand\": \"{hand}\"");
    let args = vec![
        Arg::help(
            format!(
                "write in `by` for whom the person acts, or \"anyone\", and the person in `hand`: {beside}"
            ),
            format!("请在 by 中写明此人代表谁（或 \"anyone\"），此人写在 hand 中：{beside}"),
        ),
        Arg::quoted("found", "person"),
    ];
    reader.within_known("by", |reader| {
        reader.within_known("person", |reader| reader.report(ProblemCode::UnknownField, args));
    });
    None
}

/// The members of an entry, as they stand in an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryMembers<'n> {
    seq: Option<Node<'n>>,
    at: Option<Node<'n>>,
    on: Option<Node<'n>>,
    by: Option<Node<'n>>,
    hand: Option<Node<'n>>,
    signed: Option<Node<'n>>,
    shows: Option<Node<'n>>,
    act: Option<Node<'n>>,
    parts: Parts<'n>,
    /// What it has besides in a record: the digest of the line before.
    pub(crate) prev: Option<Node<'n>>,
}

impl<'n> EntryMembers<'n> {
    /// Finds them in one walk, since each line of a record has them; reports those that are not
    /// known or not the only ones of their name.
    pub(crate) fn find(members: Members<'n>, known: &[&'static str], reader: &mut Reader) -> Self {
        let mut found = Self {
            seq: None,
            at: None,
            on: None,
            by: None,
            hand: None,
            signed: None,
            shows: None,
            act: None,
            parts: Parts { target: None, with: None },
            prev: None,
        };
        let mut as_known = true;
        for (name, value) in members {
            let slot = match name {
                "seq" => &mut found.seq,
                "at" => &mut found.at,
                "on" => &mut found.on,
                "by" => &mut found.by,
                "hand" => &mut found.hand,
                "signed" => &mut found.signed,
                "act" => &mut found.act,
                "target" => &mut found.parts.target,
                "with" => &mut found.parts.with,
                "shows" if known.contains(&name) => &mut found.shows,
                "prev" if known.contains(&name) => &mut found.prev,
                _ => {
                    as_known = false;
                    continue;
                }
            };
            // Of several the first is read.
            as_known &= slot.is_none();
            slot.get_or_insert(value);
        }
        if !as_known {
            reader.check_names(members, known);
        }
        found
    }
}

/// The members of an entry in a record; the last of them is that of the record itself.
const FIELDS: &[&str] =
    &["seq", "at", "on", "by", "hand", "signed", "shows", "act", "target", "with", "prev"];

/// The same where nothing can be shown.
const SHOWING_NOTHING: &[&str] =
    &["seq", "at", "on", "by", "hand", "signed", "act", "target", "with", "prev"];

/// The members that an entry can have, and in a record the digest of the line before.
pub(crate) const fn entry_fields<A: Acts>(in_record: bool) -> &'static [&'static str] {
    let fields = if A::SHOWS { FIELDS } else { SHOWING_NOTHING };
    match fields {
        [alone @ .., _] if !in_record => alone,
        fields => fields,
    }
}

impl<A: Acts> Decode for Envelope<A> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "an entry: {\"seq\": …, \"at\": …, \"by\": …, \"act\": …}",
            "条目：{\"seq\": …, \"at\": …, \"by\": …, \"act\": …}",
        );
        let members = reader.members(node, expected)?;
        Self::read(&EntryMembers::find(members, entry_fields::<A>(false), reader), reader)
    }
}
