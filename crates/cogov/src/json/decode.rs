//! What can be read from the raw tree: a value, one that may be left out, a list of them.

use crate::json::{FieldKind, Kind, Node, Reader};
use crate::problem::ProblemCode;
use crate::values::bounds::{self, Bound};
use crate::values::stated::Stated;

/// A type that is read from the raw tree.
pub(crate) trait Decode: Sized {
    /// How many of them a list may have.
    const MOST: Bound = bounds::LIST;

    /// Whether a list of them that is left out means all there are. One that is written and has
    /// nothing in it would then mean the opposite of what it says.
    const NONE_MEANS_ALL: bool = false;

    /// What is written there, for those who ask somebody for it; of a list or of what may be left
    /// out, what is written if there is something.
    const KIND: FieldKind = FieldKind::Other;

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
    const KIND: FieldKind = T::KIND;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const KIND: FieldKind = T::KIND;

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
    const KIND: FieldKind = T::KIND;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Box::new)
    }
}

impl Decode for bool {
    const KIND: FieldKind = FieldKind::Flag;

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
    const KIND: FieldKind = FieldKind::Number;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.natural(node)
    }
}

/// A number of at least 1, perhaps left out or stated to be absent, as it is read: a negative one is
/// told that least at once. That it is not zero is checked with what the number is for, since it
/// can also be built.
pub(crate) struct FromOne<T>(pub(crate) T);

impl Decode for FromOne<u64> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.at_least(node, 1).map(Self)
    }
}

impl<T> Decode for FromOne<Option<T>>
where
    FromOne<T>: Decode,
{
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        FromOne::<T>::decode(node, reader).map(|FromOne(number)| Self(Some(number)))
    }

    fn missing() -> Option<Self> {
        Some(Self(None))
    }
}

impl<T> Decode for FromOne<Stated<T>>
where
    FromOne<T>: Decode,
{
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        Some(Self(match Stated::<FromOne<T>>::decode(node, reader)? {
            Stated::Unstated => Stated::Unstated,
            Stated::Absent(absence) => Stated::Absent(absence),
            Stated::Given(FromOne(number)) => Stated::Given(number),
        }))
    }

    fn missing() -> Option<Self> {
        Some(Self(Stated::Unstated))
    }
}
