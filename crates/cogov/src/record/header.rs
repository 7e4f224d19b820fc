//! The first line of a record: which case it is, and under which charter.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::act::Digest;
use crate::charter::Charter;
use crate::json::{Decode, Kind, Members, Node, Reader, canonical, located, parse_document};
use crate::problem::{Arg, Invalid, ProblemCode};
use crate::values::id::CaseId;
use crate::values::key::CharterKey;
use crate::values::record::record;

record! {
    /// A version of a charter, and the digest by which it is known to be that one.
    ///
    /// ```
    /// use cogov::Charter;
    /// use cogov::record::CharterVersion;
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let version = CharterVersion::of(&charter);
    /// assert_eq!(version.digest().to_string(), charter.digest());
    /// assert_eq!((version.key(), version.version()), (charter.key(), charter.version()));
    /// ```
    pub struct CharterVersion("a version of a charter", "章程版本") {
        required {
            /// The key of the charter.
            key: CharterKey,
            /// Its version.
            version: u64 as copy,
            /// The digest of its canonical form.
            digest: Digest as copy,
        }
    }
}

impl CharterVersion {
    /// That of a charter.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        let digest = Digest::of(charter.to_json().as_bytes());
        Self::new(charter.key().clone(), charter.version(), digest)
    }
}

/// The newest format of records that is read and written here.
const NEWEST: u64 = 1;
const FORMAT: &str = "cogov-record/1";
const FAMILY: &str = "cogov-record/";

/// The first line of a record: the case, and the charter under which it was opened.
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Header {
    case: CaseId,
    charter: CharterVersion,
}

impl Header {
    /// The header of the record of a case that is opened under this charter.
    #[must_use]
    pub const fn new(case: CaseId, charter: CharterVersion) -> Self {
        Self { case, charter }
    }

    /// The case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// The charter under which it was opened.
    #[must_use]
    pub const fn charter(&self) -> &CharterVersion {
        &self.charter
    }

    /// The line as it stands in a record, without the line feed: its canonical form (RFC 8785).
    #[must_use]
    pub fn to_json(&self) -> String {
        canonical(self)
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

/// The format that a line names, if it is a newer one of records.
pub(super) fn newer_format<'n>(node: &Node<'n>) -> Option<&'n str> {
    let Some(Node::String(format)) = node.member("format") else { return None };
    let number = format.strip_prefix(FAMILY)?;
    let is_number = !number.is_empty()
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit());
    // One that is too large for a number is newer, too.
    (is_number && number.parse::<u64>().map_or(true, |n| n > NEWEST)).then_some(format)
}

/// Whether a line is meant to be a header.
pub(super) fn is_header(members: Members<'_>) -> bool {
    matches!(members.get("format"), Some(Node::String(format)) if format.starts_with(FAMILY))
}

impl Serialize for Header {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("case", &self.case)?;
        map.serialize_entry("charter", &self.charter)?;
        map.serialize_entry("format", FORMAT)?;
        map.end()
    }
}

crate::json::deserialize!(Header);

impl Decode for Header {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "the header of a record: {\"case\": …, \"charter\": …, \"format\": …}",
            "记录首行：{\"case\": …, \"charter\": …, \"format\": …}",
        );
        let members = reader.object(node, &["case", "charter", "format"], expected)?;
        let format: Option<Format> = reader.field(members, "format");
        let case = reader.field(members, "case");
        let charter = reader.field(members, "charter");
        format?;
        Some(Self { case: case?, charter: charter? })
    }
}

struct Format;

impl Decode for Format {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let format = reader.string(node)?;
        if format == FORMAT {
            return Some(Self);
        }
        reader.report(
            ProblemCode::UnknownFormat,
            vec![
                Arg::help(
                    format!("write \"{FORMAT}\", or use a newer version of the library"),
                    format!("请写 \"{FORMAT}\"，或使用较新的版本"),
                ),
                Arg::quoted("found", format),
            ],
        );
        None
    }
}
