//! Paths to fields, such as `procedures[0].steps[3].after[1]`.

use std::borrow::Cow;
use std::fmt;

/// One part of a [`Path`]: a field of an object, or an entry of a list counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A field of an object.
    Field(Cow<'static, str>),
    /// An entry of a list, from 0.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(name: &str) -> Self {
        Self::Field(Cow::Owned(name.to_owned()))
    }
}

impl From<String> for Segment {
    fn from(name: String) -> Self {
        Self::Field(Cow::Owned(name))
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Where in a document something is, from its top.
///
/// ```
/// use cogov::Charter;
/// use cogov::problem::Segment;
///
/// let error = Charter::from_json(r#"{"format": "cogov/1", "key": "x", "version": 1, "title": "X",
///     "matters": [{"key": "parking", "name": "Parking", "parent": "commons"}]}"#).unwrap_err();
/// let path = error.first().path();
/// assert_eq!(path.to_string(), "matters[0].parent");
/// assert_eq!(path.segments(), ["matters".into(), 0.into(), Segment::Field("parent".into())]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(Vec<Segment>);

impl Path {
    pub(crate) const fn new(segments: Vec<Segment>) -> Self {
        Self(segments)
    }

    /// The path of an entry of a list at the top of a document: `places[3]`.
    pub(crate) fn entry(list: &'static str, index: usize) -> Self {
        Self(vec![Segment::Field(Cow::Borrowed(list)), Segment::Index(index)])
    }

    /// Puts what lies around it in front.
    pub(crate) fn go_within(&mut self, around: &[Segment]) {
        self.0.splice(..0, around.iter().cloned());
    }

    /// This path, one field further.
    #[must_use]
    pub(crate) fn field(mut self, name: &'static str) -> Self {
        self.0.push(Segment::Field(Cow::Borrowed(name)));
        self
    }

    /// This path, one entry of a list further.
    #[must_use]
    pub(crate) fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The parts of the path, from the top.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl Path {
    /// Writes it as it is, whatever the width.
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        for (place, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Field(name) => {
                    let plain = !name.is_empty()
                        && name.len() <= 64
                        && name
                            .bytes()
                            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
                    match (plain, place) {
                        (true, 0) => f.write_str(name)?,
                        (true, _) => write!(f, ".{name}")?,
                        (false, _) => write!(f, "[\"{}\"]", super::excerpt(name))?,
                    }
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        self.write(&mut written)?;
        f.pad(&written)
    }
}
