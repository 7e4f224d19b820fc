//! What a line says about its place in a record.

use crate::act::{Acts, Digest};
use crate::json::{Node, RawTree};
use crate::record::header::{is_header, is_header_of};

/// What a line says about its place, in whatever state the rest of it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The digest of its bytes.
    pub(super) digest: Digest,
    /// The digest of the line that it follows.
    pub(super) prev: Option<Digest>,
    /// The number of the entry.
    pub(super) seq: Option<u64>,
    /// Whether it begins a record.
    pub(super) is_header: bool,
}

/// Whether a line is meant to be the header of a record of such acts.
pub(super) fn is_of<A: Acts>(bytes: &[u8]) -> bool {
    let tree = std::str::from_utf8(bytes).ok().and_then(|text| RawTree::parse(text).ok());
    tree.is_some_and(|tree| match tree.root() {
        Node::Object(members) => is_header_of::<A>(members),
        _ => false,
    })
}

impl Seen {
    /// A line of which only the bytes are known.
    pub(super) const fn nothing_but(digest: Digest) -> Self {
        Self { digest, prev: None, seq: None, is_header: false }
    }

    /// What can be seen of the bytes of a line.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut seen = Self::nothing_but(Digest::of(bytes));
        let text = std::str::from_utf8(bytes).ok();
        if let Some(tree) = text.and_then(|text| RawTree::parse(text).ok()) {
            seen.look_at(&tree.root());
        }
        seen
    }

    /// Takes what the value of a line says.
    pub(super) fn look_at(&mut self, node: &Node<'_>) {
        let Node::Object(members) = node else { return };
        // In one walk; of several members of one name the first counts.
        let (mut prev, mut seq, mut format) = (None, None, None);
        for (name, value) in *members {
            match name {
                "prev" => _ = prev.get_or_insert(value),
                "seq" => _ = seq.get_or_insert(value),
                "format" => _ = format.get_or_insert(value),
                _ => {}
            }
        }
        self.prev = match prev {
            Some(Node::String(text)) => text.parse().ok(),
            _ => None,
        };
        self.seq = match seq {
            Some(Node::Integer(seq)) => u64::try_from(seq).ok(),
            _ => None,
        };
        self.is_header = format.is_some() && is_header(*members);
    }

    /// Whether it has the place of an entry.
    pub(super) const fn is_entry(&self) -> bool {
        self.prev.is_some() && self.seq.is_some() && !self.is_header
    }
}
