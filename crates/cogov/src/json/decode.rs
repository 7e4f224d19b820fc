//! What can be read from the raw tree: a value, one that may be left out, a list of them.

use crate::json::{Kind, Node, Reader};
use crate::problem::ProblemCode;
use crate::values::bounds::{self, Bound};

/// A type that is read from the raw tree.
pub(crate) trait Decode: Sized {
    /// How many of them a list may have.
    const MOST: Bound = bounds::LIST;

    /// Whether a list of them that is left out means all there are. One that is written and has
    /// nothing in it would then mean the opposite of what it says.
    const NONE_MEANS_ALL: bool = false;

    /// Reads a value; on a problem reports it and returns nothing.
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// What it means that the field is not there; nothing, if it has to be.
    fn missing() -> Option<Self> {
        None
    }
}

impl Reader {
    /// Reads a list, to a bound; entries that have problems are reported and the rest still read.
    pub(crate) fn list<T: Decode>(&mut self, node: &Node<'_>, bound: Bound) -> Option<Vec<T>> {
        let Node::Array(items) = *node else {
            self.wrong_type(Kind::LIST, node);
            return None;
        };
        if !self.within_length(bound, items.len()) {
            return None;
        }
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.enumerate() {
            if self.is_full() {
                return None;
            }
            if let Some(value) = self.within_index(index, |reader| T::decode(&item, reader)) {
                values.push(value);
            }
        }
        (values.len() == items.len()).then_some(values)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let values = reader.list(node, T::MOST)?;
        if T::NONE_MEANS_ALL && values.is_empty() {
            reader.report(ProblemCode::EmptyList, Vec::new());
            return None;
        }
        Some(values)
    }

    fn missing() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Box::new)
    }
}

impl Decode for bool {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::Bool(value) => Some(*value),
            other => {
                reader.wrong_type(Kind::BOOL, other);
                None
            }
        }
    }
}

impl Decode for u64 {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.natural(node)
    }
}

impl Decode for i64 {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node)
    }
}
