//! The side file of a record: what its sealed words said.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::act::{Acts, Opening, Salt};
use crate::json::{
    Decode, Kind, Members, Node, Reader, canonical, located, parse_document,
    without_byte_order_mark,
};
use crate::problem::Invalid;
use crate::record::openings_check::OpeningsCheck;
use crate::record::whole::RecordOf;
use crate::values::text::Text;

/// What opens the sealed words at one place of a record: in JSON
/// `{"entry": …, "path": "with.text", "salt": …, "words": …}`.
///
/// ```
/// use cogov::Text;
/// use cogov::act::Opening;
/// use cogov::record::OpeningOf;
///
/// let opening = Opening::new([7; 32], Text::new("Mrs Wang, 3-201")?);
/// let of = OpeningOf::new(1, "with.text", opening);
/// assert_eq!((of.entry(), of.path()), (1, "with.text"));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OpeningOf {
    entry: u64,
    path: String,
    opening: Opening,
}

impl OpeningOf {
    /// What opens the words at a path of the entry of a number.
    #[must_use]
    pub fn new(entry: u64, path: impl Into<String>, opening: Opening) -> Self {
        Self { entry, path: path.into(), opening }
    }

    /// The number of the entry, from 1.
    #[must_use]
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// Where in the entry the words are: `with.text`, `with.objections[0].text`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What opens them.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }
}

impl Serialize for OpeningOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("entry", &self.entry)?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("salt", &self.opening.salt())?;
        map.serialize_entry("words", self.opening.words())?;
        map.end()
    }
}

crate::json::deserialize!(OpeningOf);

impl Decode for OpeningOf {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "an opening: {\"entry\": …, \"path\": …, \"salt\": …, \"words\": …}",
            "密封内容的原文：{\"entry\": …, \"path\": …, \"salt\": …, \"words\": …}",
        );
        let members = reader.object(node, &["entry", "path", "salt", "words"], expected)?;
        let entry = reader.field(members, "entry");
        let path = read_path(members, reader);
        let salt: Option<Salt> = reader.field(members, "salt");
        let words: Option<Text> = reader.field(members, "words");
        Some(Self { entry: entry?, path: path?, opening: Opening::new(salt?, words?) })
    }
}

fn read_path(members: Members<'_>, reader: &mut Reader) -> Option<String> {
    let Some(path) = members.get("path") else {
        reader.missing("path");
        return None;
    };
    reader.within_known("path", |reader| reader.string(&path).map(ToOwned::to_owned))
}

/// The side file of a record: what its sealed words said, for those who may know.
///
/// It is JSON Lines like the record, but not chained: to destroy what was said in confidence, an
/// opening is deleted, and the record stays as it is.
///
/// ```
/// use cogov::act::{Act, Entry, Opening, Submit};
/// use cogov::record::{CharterVersion, Header, OpeningOf, Openings, Record};
/// use cogov::values::ChannelKey;
/// use cogov::{Charter, Holder, MatterKey, Text};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057";
/// let mut record = Record::new(Header::new(id.parse()?, CharterVersion::of(&charter)));
/// let opening = Opening::new([7; 32], Text::new("Mrs Wang, 3-201: water in the cellar")?);
/// let appeal = Submit::new(ChannelKey::new("desk")?, MatterKey::new("parking")?, opening.seal());
/// let act = Act::submit(id.parse()?, appeal);
/// record.append(Entry::new(1, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act))?;
///
/// let openings = Openings::new([OpeningOf::new(1, "with.text", opening)]);
/// assert_eq!(Openings::from_jsonl(&openings.to_jsonl())?, openings);
/// assert_eq!(openings.words(1, "with.text").unwrap().to_string(), "Mrs Wang, 3-201: water in the cellar");
/// assert!(openings.check(&record).is_complete());
/// assert_eq!(Openings::default().check(&record).missing()[0].path(), "with.text");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Openings(Vec<OpeningOf>);

impl Openings {
    /// These.
    #[must_use]
    pub fn new(openings: impl IntoIterator<Item = OpeningOf>) -> Self {
        Self(openings.into_iter().collect())
    }

    /// Each of them.
    #[must_use]
    pub fn as_slice(&self) -> &[OpeningOf] {
        &self.0
    }

    /// The words at a place, if there is an opening for it. Whether it fits, only
    /// [`Openings::check`] says.
    #[must_use]
    pub fn words(&self, entry: u64, path: &str) -> Option<&Text> {
        let of = self.0.iter().find(|of| of.entry == entry && of.path == path)?;
        Some(of.opening.words())
    }

    /// The side file: each opening on a line, in the canonical form.
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        self.0.iter().flat_map(|of| [canonical(of), "\n".to_owned()]).collect()
    }

    /// Reads a side file. Empty lines are nothing, and the form of the JSON is free.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line that cannot be read.
    pub fn from_jsonl(text: &str) -> Result<Self, Invalid> {
        let mut openings = Vec::new();
        for (number, line) in (1..).zip(without_byte_order_mark(text).split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            openings.push(read(line).map_err(|invalid| invalid.on_line(number))?);
        }
        Ok(Self(openings))
    }

    /// Compares them with what the record has sealed.
    pub fn check<A: Acts>(&self, record: &RecordOf<A>) -> OpeningsCheck {
        OpeningsCheck::new(self, record)
    }
}

fn read(line: &str) -> Result<OpeningOf, Invalid> {
    let tree = parse_document(line)?;
    let mut reader = Reader::default();
    let opening = OpeningOf::decode(&tree.root(), &mut reader);
    located(line, opening, reader.into_problems())
}
