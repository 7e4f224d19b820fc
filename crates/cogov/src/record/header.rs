//! The first line of a record: which case it is, and under which charter.

use std::marker::PhantomData;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::act::acts::Table;
use crate::act::{Act, Acts, Digest};
use crate::charter::Charter;
use crate::json::{
    Decode, Kind, Members, Node, Reader, canonical_line, from_deserializer, located, parse_document,
};
use crate::problem::{Arg, Invalid, Problem, ProblemCode};
use crate::register::RegisterAct;
use crate::values::bounds;
use crate::values::id::CaseId;
use crate::values::key::CharterKey;

/// A version of a charter, and the digest by which it is known to be that one.
///
/// ```
/// use cogov::record::CharterVersion;
/// use cogov::{Charter, ProblemCode};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let version = CharterVersion::of(&charter);
/// assert_eq!(version.digest(), charter.digest());
/// assert_eq!((version.key(), version.version()), (charter.key(), charter.version()));
///
/// let beyond = CharterVersion::new(charter.key().clone(), u64::MAX, charter.digest());
/// assert_eq!(beyond.unwrap_err().code(), ProblemCode::BoundExceeded, "no reader takes it");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CharterVersion {
    key: CharterKey,
    version: u64,
    digest: Digest,
}

impl CharterVersion {
    /// The version of this number of the charter of this key, with the digest of its canonical form.
    ///
    /// # Errors
    ///
    /// When the number is beyond 2^53 − 1, which no reader takes.
    pub fn new(
        key: impl Into<CharterKey>,
        version: u64,
        digest: impl Into<Digest>,
    ) -> Result<Self, Problem> {
        bounds::INTEGER.check(version)?;
        Ok(Self { key: key.into(), version, digest: digest.into() })
    }

    /// That of a charter.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        // A charter has a number that was read, or checked when it was built.
        Self { key: charter.key().clone(), version: charter.version(), digest: charter.digest() }
    }

    /// The key of the charter.
    #[must_use]
    pub const fn key(&self) -> &CharterKey {
        &self.key
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The digest of its canonical form.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }
}

crate::json::deserialize!(CharterVersion);

impl Decode for CharterVersion {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "a version of a charter: {\"key\": …, \"version\": …, \"digest\": …}",
            "章程版本：{\"key\": …, \"version\": …, \"digest\": …}",
        );
        let members = reader.object(node, &["key", "version", "digest"], expected)?;
        let (key, version) = (reader.field(members, "key"), reader.field(members, "version"));
        let digest = reader.field(members, "digest");
        Some(Self { key: key?, version: version?, digest: digest? })
    }
}

/// The first line of the record of a case: the case, and the charter under which it was opened.
///
/// ```
/// use cogov::Charter;
/// use cogov::record::{CharterVersion, Header};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let case = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let header = Header::new(case, CharterVersion::of(&charter));
/// assert!(header.to_json().ends_with(r#""format":"cogov-record/1"}"#));
/// assert_eq!(Header::from_json(&header.to_json())?, header);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Header = HeaderOf<Act>;

/// The first line of a record: what it is of, and the charter under which that was opened. That of
/// a case is a [`Header`], that of a register a
/// [`RegisterHeader`](crate::register::RegisterHeader).
///
/// ```
/// use cogov::act::Acts;
/// use cogov::record::HeaderOf;
///
/// fn name<A: Acts>(header: &HeaderOf<A>) -> String {
///     format!("{} under {}", header.subject(), header.charter().key())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeaderOf<A: Acts> {
    subject: A::Id,
    charter: CharterVersion,
}

impl Header {
    /// The case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.subject
    }
}

impl<A: Acts> HeaderOf<A> {
    /// The header of the record of something that is opened under this charter.
    #[must_use]
    pub const fn new(subject: A::Id, charter: CharterVersion) -> Self {
        Self { subject, charter }
    }

    /// What the record is of: the case, or the register.
    #[must_use]
    pub const fn subject(&self) -> A::Id {
        self.subject
    }

    /// The charter under which it was opened.
    #[must_use]
    pub const fn charter(&self) -> &CharterVersion {
        &self.charter
    }

    /// The line as it is written to a file; as the version of the charter was checked, it can be.
    pub(super) fn line(&self) -> Result<String, Problem> {
        canonical_line(self)
    }

    /// The line as it stands in a record, without the line feed: its canonical form (RFC 8785).
    #[must_use]
    pub fn to_json(&self) -> String {
        // Names, digits and keys: nothing in it has to be escaped, and all of it was checked.
        let (digest, key) = (self.charter.digest, &self.charter.key);
        let version = self.charter.version;
        let charter =
            format!(r#""charter":{{"digest":"{digest}","key":"{key}","version":{version}}}"#);
        let mut members = [
            format!(r#""{}":"{}""#, A::SUBJECT, self.subject),
            charter,
            format!(r#""format":"{}""#, A::FORMAT),
        ];
        members.sort_unstable();
        format!("{{{}}}", members.join(","))
    }

    /// The digest of the line, to which the first entry is chained.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_json().as_bytes())
    }

    /// Reads a header.
    ///
    /// # Errors
    ///
    /// Every problem that was found, each with its path, line and column.
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let tree = parse_document(text)?;
        let mut reader = Reader::default();
        let header = Self::decode(&tree.root(), &mut reader);
        located(text, header, reader.into_problems())
    }
}

/// The format that a line names, if it is a newer one of such records.
pub(super) fn newer_format<'n, A: Acts>(node: &Node<'n>) -> Option<&'n str> {
    let Some(Node::String(format)) = node.member("format") else { return None };
    let number = format.strip_prefix(A::FAMILY)?;
    let is_number = !number.is_empty()
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit());
    // One that is too large for a number is newer, too.
    (is_number && number.parse::<u64>().map_or(true, |n| n > A::NEWEST)).then_some(format)
}

/// Whether a line is meant to be a header of such a record.
pub(super) fn is_header_of<A: Acts>(members: Members<'_>) -> bool {
    matches!(members.get("format"), Some(Node::String(format)) if format.starts_with(A::FAMILY))
}

/// Whether a line is meant to be a header, of whatever record.
pub(super) fn is_header(members: Members<'_>) -> bool {
    is_header_of::<Act>(members) || is_header_of::<RegisterAct>(members)
}

impl<A: Acts> Serialize for HeaderOf<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry(A::SUBJECT, &self.subject)?;
        map.serialize_entry("charter", &self.charter)?;
        map.serialize_entry("format", A::FORMAT)?;
        map.end()
    }
}

impl<'de, A: Acts> serde::Deserialize<'de> for HeaderOf<A> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_deserializer(deserializer)
    }
}

impl<A: Acts> Decode for HeaderOf<A> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Node::Object(members) = node
            && is_header(*members)
            && !is_header_of::<A>(*members)
        {
            // It is the header of another kind of record, and that says all.
            reader.field::<Format<A>>(*members, "format")?;
        }
        let members = reader.object(node, &[A::SUBJECT, "charter", "format"], A::HEADER)?;
        let format: Option<Format<A>> = reader.field(members, "format");
        let subject = reader.field(members, A::SUBJECT);
        let charter = reader.field(members, "charter");
        format?;
        Some(Self { subject: subject?, charter: charter? })
    }
}

/// The format of such records, once it was read.
struct Format<A>(PhantomData<A>);

impl<A: Acts> Decode for Format<A> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let (format, own) = (reader.string(node)?, A::FORMAT);
        if format == own {
            return Some(Self(PhantomData));
        }
        let is_foreign = [<Act as Table>::FAMILY, <RegisterAct as Table>::FAMILY]
            .into_iter()
            .any(|known| known != A::FAMILY && format.starts_with(known));
        reader.report(
            ProblemCode::UnknownFormat,
            vec![
                if is_foreign {
                    Arg::help(
                        "read it as what it is: the record of a case, or of a register",
                        "请按其种类读取：案件记录或登记册",
                    )
                } else {
                    Arg::help(
                        format!("write \"{own}\", or use a newer version of the library"),
                        format!("请写 \"{own}\"，或使用较新的版本"),
                    )
                },
                Arg::quoted("found", format),
            ],
        );
        None
    }
}
