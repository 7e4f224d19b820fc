//! The side file of a record: what its sealed words said.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::act::{Acts, Opening, Salt};
use crate::json::{Decode, Kind, Members, Node, Reader, canonical_line, located, parse_document};
use crate::problem::{Invalid, Problem};
use crate::record::line::not_utf8;
use crate::record::lines::Lines;
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
        reader.missing_as("path", "a string", "字符串");
        return None;
    };
    reader.within_known("path", |reader| reader.string(&path).map(ToOwned::to_owned))
}

/// The side file of a record: what its sealed words said, for those who may know.
///
/// It is JSON Lines like the record, but not chained: to destroy what was said in confidence, an
/// opening is deleted, and the record stays as it is. What they say is known to be what was sealed
/// only when they were [checked](Openings::check) against the record.
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
/// assert_eq!(Openings::from_jsonl(openings.to_jsonl()?)?.into_openings(), openings);
/// let check = openings.check(&record)?;
/// assert!(check.is_complete());
/// assert_eq!(check.words(1, "with.text").unwrap().to_string(), "Mrs Wang, 3-201: water in the cellar");
/// assert_eq!(Openings::default().check(&record)?.missing()[0].path(), "with.text");
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

    /// The side file: each opening on a line, in the canonical form.
    ///
    /// # Errors
    ///
    /// When the number of an entry is beyond 2^53 − 1: no reader would take it.
    pub fn to_jsonl(&self) -> Result<String, Problem> {
        let mut text = String::new();
        for of in &self.0 {
            text.push_str(&canonical_line(of)?);
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads a side file from its bytes, or from a text. Empty lines are nothing, and the form of
    /// the JSON is free.
    ///
    /// What was cut off at the end is no error, and is told by [`LoadedOpenings::torn_bytes`]. The
    /// last line may lack its line feed.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line that cannot be read.
    pub fn from_jsonl(side_file: impl AsRef<[u8]>) -> Result<LoadedOpenings, Invalid> {
        let bytes = side_file.as_ref();
        // The mark that some editors put in front of UTF-8.
        let marked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let lines = Lines::of(marked);
        let mut openings = Vec::new();
        for (number, line) in (1..).zip(lines.whole()) {
            let text =
                std::str::from_utf8(line).map_err(|_| Invalid::from(not_utf8()).on_line(number))?;
            if !text.trim().is_empty() {
                openings.push(read(text).map_err(|invalid| invalid.on_line(number))?);
            }
        }
        let blank = lines.rest().trim_ascii().is_empty();
        let torn = if blank { 0 } else { lines.torn };
        Ok(LoadedOpenings {
            openings: Self(openings),
            whole: (bytes.len() as u64).saturating_sub(torn),
            torn,
            unended: lines.unended,
        })
    }

    /// Compares them with what the record has sealed.
    ///
    /// # Errors
    ///
    /// When an entry of the record cannot be looked through, so that nobody can say what it has
    /// sealed. No entry that can be built is such a one.
    pub fn check<A: Acts>(&self, record: &RecordOf<A>) -> Result<OpeningsCheck, Problem> {
        OpeningsCheck::new(self, record)
    }
}

/// A side file that was read, and what was cut off at its end.
///
/// ```
/// use cogov::Text;
/// use cogov::act::Opening;
/// use cogov::record::{LoadedOpenings, OpeningOf, Openings};
///
/// let opening = Opening::new([7; 32], Text::new("Mrs Wang, 3-201")?);
/// let side = Openings::new([OpeningOf::new(1, "with.text", opening)]);
/// let text = side.to_jsonl()?;
/// // The power failed while the second opening was written.
/// let loaded: LoadedOpenings = Openings::from_jsonl(format!("{text}{{\"entry\":2,\"pa"))?;
/// assert_eq!(loaded.openings(), &side);
/// assert_eq!((loaded.torn_bytes(), loaded.whole_bytes()), (Some(14), text.len() as u64));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedOpenings {
    openings: Openings,
    whole: u64,
    torn: u64,
    unended: bool,
}

impl LoadedOpenings {
    /// The openings, up to the last whole line.
    #[must_use]
    pub const fn openings(&self) -> &Openings {
        &self.openings
    }

    /// The same, without what else was found.
    #[must_use]
    pub fn into_openings(self) -> Openings {
        self.openings
    }

    /// How many bytes of a line that was cut off stand at the end, if there are any: the words of
    /// that line are lost, and [`Openings::check`] says whose.
    #[must_use]
    pub fn torn_bytes(&self) -> Option<u64> {
        (self.torn > 0).then_some(self.torn)
    }

    /// How many bytes the whole lines take: as long is the file without what was cut off.
    #[must_use]
    pub const fn whole_bytes(&self) -> u64 {
        self.whole
    }

    /// Whether the last whole line has no line feed: it is written before the next line.
    #[must_use]
    pub const fn needs_line_feed(&self) -> bool {
        self.unended
    }
}

fn read(line: &str) -> Result<OpeningOf, Invalid> {
    let tree = parse_document(line)?;
    let mut reader = Reader::default();
    let opening = OpeningOf::decode(&tree.root(), &mut reader);
    located(line, opening, reader.into_problems())
}
