//! One line of a record: an entry, and the digest of the line before.

use serde::Serialize;
use serde::ser::Serializer;

use crate::act::{Acts, Digest, EntryMembers, Envelope, entry_fields};
use crate::json::{
    CanonicalLine, Decode as _, Kind, Node, RawTree, Reader, canonical_line, located, unreadable,
};
use crate::problem::{Arg, Invalid, Problem, ProblemCode};
use crate::record::fault::Fault;
use crate::record::header::{HeaderOf, newer_format};
use crate::record::seen::Seen;
use crate::values::bounds;

/// An entry as a record has it.
struct Chained<'e, A> {
    entry: &'e Envelope<A>,
    prev: Digest,
}

impl<A: Acts> Serialize for Chained<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entry.write(Some(self.prev), serializer)
    }
}

/// The line of an entry, without the line feed.
pub(super) fn line<A: Acts>(entry: &Envelope<A>, prev: Digest) -> Result<String, Problem> {
    let line = canonical_line(&Chained { entry, prev })?;
    bounds::RECORD_LINE_BYTES.check(line.len() as u64)?;
    Ok(line)
}

/// The same, written where there is room.
fn line_in<'r, A: Acts>(
    room: &'r mut CanonicalLine,
    entry: &Envelope<A>,
    prev: Digest,
) -> Result<&'r str, Problem> {
    let line = room.write(&Chained { entry, prev })?;
    bounds::RECORD_LINE_BYTES.check(line.len() as u64)?;
    Ok(line)
}

/// Reads an entry, and the digest of the line before, which may have been read already.
fn read_chained<A: Acts>(
    node: &Node<'_>,
    prev: Option<Digest>,
    reader: &mut Reader,
) -> Option<(Envelope<A>, Digest)> {
    let expected = Kind::new(
        "an entry of a record: {\"seq\": …, \"prev\": …, \"at\": …, \"by\": …, \"act\": …}",
        "记录条目：{\"seq\": …, \"prev\": …, \"at\": …, \"by\": …, \"act\": …}",
    );
    let members = reader.members(node, expected)?;
    let members = EntryMembers::find(members, entry_fields::<A>(true), reader);
    let prev = prev.or_else(|| reader.at_field("prev", members.prev.as_ref()));
    let entry = Envelope::read(&members, reader);
    Some((entry?, prev?))
}

/// What a line of a record turned out to be.
#[derive(Debug)]
pub(super) struct ReadLine<A: Acts> {
    /// What it says about its place, even where the rest is wrong.
    pub(super) seen: Seen,
    /// What it says.
    pub(super) said: Result<Said<A>, Fault>,
}

#[derive(Debug)]
pub(super) enum Said<A: Acts> {
    Header(HeaderOf<A>),
    Entry(Box<Envelope<A>>),
}

/// What keeps a line from being read, with the number that it has.
fn on_line(invalid: Invalid, number: u64) -> Fault {
    Fault::Unreadable(invalid.on_line(usize::try_from(number).unwrap_or(usize::MAX)))
}

/// That a line is longer than one may be.
pub(super) fn too_long(bytes: u64, number: u64) -> Fault {
    on_line(bounds::RECORD_LINE_BYTES.exceeded(bytes).into(), number)
}

/// Reads a line, its number counted from 1; the first one is the header. What it says is written
/// anew where there is room, to be compared with it.
pub(super) fn read_line<A: Acts>(
    bytes: &[u8],
    number: u64,
    room: &mut CanonicalLine,
) -> ReadLine<A> {
    let mut seen = Seen::nothing_but(Digest::of(bytes));
    let said = say(bytes, number, &mut seen, room);
    ReadLine { seen, said }
}

fn say<A: Acts>(
    bytes: &[u8],
    number: u64,
    seen: &mut Seen,
    room: &mut CanonicalLine,
) -> Result<Said<A>, Fault> {
    if !bounds::RECORD_LINE_BYTES.admits(bytes.len()) {
        return Err(too_long(bytes.len() as u64, number));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Fault::ByteOrderMark);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| on_line(not_utf8().into(), number))?;
    let tree =
        RawTree::parse(text).map_err(|error| on_line(unreadable(text, &error).into(), number))?;
    let root = tree.root();
    seen.look_at(&root);
    if number == 1 {
        if let Some(format) = newer_format::<A>(&root) {
            return Err(Fault::NewerFormat(format.to_owned()));
        }
        if seen.is_entry() {
            return Err(Fault::NoHeader);
        }
    }
    let mut reader = Reader::default();
    let header;
    let (said, again) = if number == 1 {
        let read = HeaderOf::decode(&root, &mut reader);
        let read = located(text, read, reader.into_problems());
        let read = read.map_err(|invalid| on_line(invalid, number))?;
        header = read.to_json();
        (Said::Header(read), header.as_str())
    } else {
        let chained = read_chained(&root, seen.prev, &mut reader);
        let chained = located(text, chained, reader.into_problems());
        let (entry, prev) = chained.map_err(|invalid| on_line(invalid, number))?;
        let again = line_in(room, &entry, prev);
        let again = again.map_err(|problem| on_line(problem.into(), number))?;
        (Said::Entry(Box::new(entry)), again)
    };
    if again == text {
        return Ok(said);
    }
    if text.strip_suffix('\r') == Some(again) {
        return Err(Fault::CarriageReturn);
    }
    let same = again.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
    Err(Fault::NotCanonical { column: same.saturating_add(1) })
}

pub(super) fn not_utf8() -> Problem {
    Problem::alone(
        ProblemCode::Syntax,
        vec![
            Arg::help("write the text in UTF-8", "请以 UTF-8 书写"),
            Arg::bilingual("reason", "it is not UTF-8", "不是 UTF-8 编码"),
        ],
    )
}

/// Whether bytes are the whole of a JSON object: then nothing of a line was cut off, since no part
/// of an object from its beginning is one.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    // The bounds are told when the line is read.
    std::str::from_utf8(bytes).is_ok_and(|text| match RawTree::parse(text) {
        Ok(tree) => matches!(tree.root(), Node::Object(_)),
        Err(error) => error.exceeded.is_some(),
    })
}
