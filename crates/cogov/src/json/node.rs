//! The raw tree: JSON as it was written, before it means anything.

use std::borrow::Cow;

/// A JSON document that keeps duplicate members and tells whole numbers from others.
///
/// All values lie in one list, in the order in which they were written: a list or an object stands
/// before what is in it. So a document takes one block of memory, however many values it has.
#[derive(Debug, Clone)]
pub(crate) struct RawTree<'t> {
    pub(super) entries: Vec<Entry<'t>>,
}

/// A value, or the name of a member, which stands before its value.
#[derive(Debug, Clone)]
pub(super) enum Entry<'t> {
    Null,
    Bool(bool),
    Integer(i64),
    DressedInteger(i64),
    OtherNumber,
    String(Cow<'t, str>),
    Array(Extent),
    Object(Extent),
}

impl Entry<'_> {
    /// Over how many entries a value extends, itself included.
    const fn extent(&self) -> usize {
        match self {
            Self::Array(extent) | Self::Object(extent) => {
                (extent.entries as usize).saturating_add(1)
            }
            Self::Null
            | Self::Bool(_)
            | Self::Integer(_)
            | Self::DressedInteger(_)
            | Self::OtherNumber
            | Self::String(_) => 1,
        }
    }
}

/// How many values or members a list or an object has, and over how many entries that follow they
/// extend, with all that is in them. The bounds of a document leave room.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) count: u32,
    pub(super) entries: u32,
}

/// A value of the raw tree.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'n> {
    Null,
    Bool(bool),
    Integer(i64),
    /// A whole number that is not written as one, but with a point or an exponent.
    DressedInteger(i64),
    /// A number that is not whole, or too large for 64 bits.
    OtherNumber,
    String(&'n str),
    Array(Items<'n>),
    Object(Members<'n>),
}

/// The values of a list, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Items<'n> {
    entries: &'n [Entry<'n>],
    count: u32,
}

/// The members of an object, names and values, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Members<'n> {
    entries: &'n [Entry<'n>],
    count: u32,
}

/// The value that comes first, with all that is in it; the entries after it remain.
#[inline]
fn take<'n>(entries: &mut &'n [Entry<'n>]) -> Option<Node<'n>> {
    let (first, mut rest) = entries.split_first()?;
    let mut within = |extent: Extent| {
        let (inner, after) = rest.split_at_checked(extent.entries as usize)?;
        rest = after;
        Some(inner)
    };
    let node = match first {
        Entry::Null => Node::Null,
        Entry::Bool(value) => Node::Bool(*value),
        Entry::Integer(value) => Node::Integer(*value),
        Entry::DressedInteger(value) => Node::DressedInteger(*value),
        Entry::OtherNumber => Node::OtherNumber,
        Entry::String(text) => Node::String(text),
        Entry::Array(extent) => {
            Node::Array(Items { entries: within(*extent)?, count: extent.count })
        }
        Entry::Object(extent) => {
            Node::Object(Members { entries: within(*extent)?, count: extent.count })
        }
    };
    *entries = rest;
    Some(node)
}

impl<'n> Iterator for Items<'n> {
    type Item = Node<'n>;

    #[inline]
    fn next(&mut self) -> Option<Node<'n>> {
        let node = take(&mut self.entries)?;
        self.count = self.count.saturating_sub(1);
        Some(node)
    }
}

impl Items<'_> {
    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.count as usize
    }
}

impl<'n> Items<'n> {
    /// Both values of a list of two.
    pub(crate) fn pair(mut self) -> Option<[Node<'n>; 2]> {
        match (self.next(), self.next(), self.next()) {
            (Some(first), Some(second), None) => Some([first, second]),
            _ => None,
        }
    }
}

impl<'n> Iterator for Members<'n> {
    type Item = (&'n str, Node<'n>);

    #[inline]
    fn next(&mut self) -> Option<(&'n str, Node<'n>)> {
        let (Entry::String(name), mut rest) = self.entries.split_first()? else { return None };
        let value = take(&mut rest)?;
        self.entries = rest;
        self.count = self.count.saturating_sub(1);
        Some((name, value))
    }
}

impl<'n> Members<'n> {
    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The names of the members, in order.
    pub(crate) fn names(self) -> impl Iterator<Item = &'n str> + Clone {
        self.map(|(name, _)| name)
    }

    /// The value of a member, the first where there are several.
    #[inline]
    pub(crate) fn get(self, name: &str) -> Option<Node<'n>> {
        let mut entries = self.entries;
        while let Some((Entry::String(known), mut values)) = entries.split_first() {
            if known == name {
                return take(&mut values);
            }
            // Those before it are not looked into.
            entries = values.get(values.first()?.extent()..)?;
        }
        None
    }
}

impl<'n> Node<'n> {
    /// The value of a member, the first where there are several.
    #[inline]
    pub(crate) fn member(&self, name: &str) -> Option<Node<'n>> {
        match self {
            Node::Object(members) => members.get(name),
            _ => None,
        }
    }
}

impl RawTree<'_> {
    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        // There always is one: reading fails where nothing is found.
        take(&mut self.entries.as_slice()).unwrap_or(Node::Null)
    }
}
