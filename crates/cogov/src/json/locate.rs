//! Where in the text a path leads: line and column, looked up only for problems.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::problem::{Location, Problem, ProblemCode, Segment};

/// Gives each problem the line and column of the value that its path leads to, or of the nearest
/// value around it that exists.
pub(crate) fn locate_all(text: &str, problems: &mut [Problem]) {
    let mut wanted = Wanted::default();
    for (index, problem) in problems.iter().enumerate() {
        if problem.location().is_none() {
            wanted.insert(problem, index);
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    let start = text.len() - text.trim_start().len();
    wanted.visit(text, start, text.trim(), &mut found);
    // By offset, so that the text is walked once.
    found.sort_by_key(|&(_, offset)| offset);
    let mut lines = Lines::new(text);
    for (index, offset) in found {
        if let Some(problem) = problems.get_mut(index) {
            problem.place(lines.at(offset));
        }
    }
}

/// The paths still wanted below a value, as a tree, so that the text is read once a level.
#[derive(Default)]
struct Wanted<'p> {
    here: Vec<usize>,
    /// Those of a member that stands again: of several, the first is read.
    again: Vec<usize>,
    below: BTreeMap<&'p Segment, Wanted<'p>>,
}

impl<'p> Wanted<'p> {
    fn insert(&mut self, problem: &'p Problem, index: usize) {
        let mut node = self;
        for segment in problem.path().segments() {
            node = node.below.entry(segment).or_default();
        }
        match problem.code() {
            ProblemCode::DuplicateField => node.again.push(index),
            _ => node.here.push(index),
        }
    }

    fn visit(&self, text: &str, offset: usize, raw: &str, found: &mut Vec<(usize, usize)>) {
        found.extend(self.here.iter().map(|&index| (index, offset)));
        if self.below.is_empty() {
            return;
        }
        let children = self.children(raw);
        for (segment, wanted) in &self.below {
            match children.get(segment) {
                Some((first, last)) => {
                    let start =
                        |raw: &str| (raw.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
                    found.extend(wanted.again.iter().map(|&index| (index, start(last))));
                    wanted.visit(text, start(first), first, found);
                }
                None => wanted.rest_at(offset, found),
            }
        }
    }

    /// Those of the children of a value that are wanted: the first and the last of each name.
    fn children<'t>(&self, raw: &'t str) -> BTreeMap<&'p Segment, (&'t str, &'t str)> {
        let mut deserializer = serde_json::Deserializer::from_str(raw);
        // A value without children, or a broken one, has none; both were reported elsewhere.
        deserializer.deserialize_any(Children(self)).unwrap_or_default()
    }

    /// The path segment as it is wanted, if it is.
    fn segment(&self, segment: &Segment) -> Option<&'p Segment> {
        self.below.get_key_value(segment).map(|(wanted, _)| *wanted)
    }

    /// What is not in the text (a missing field, say) is reported where it should have been.
    fn rest_at(&self, offset: usize, found: &mut Vec<(usize, usize)>) {
        found.extend(self.here.iter().chain(&self.again).map(|&index| (index, offset)));
        for wanted in self.below.values() {
            wanted.rest_at(offset, found);
        }
    }
}

/// Reads the children of a value and keeps those that are wanted: a hostile list or object has far
/// more of them than there are problems.
struct Children<'w, 'p>(&'w Wanted<'p>);

impl<'t, 'p> Visitor<'t> for Children<'_, 'p> {
    type Value = BTreeMap<&'p Segment, (&'t str, &'t str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut children = BTreeMap::new();
        let mut index = 0_usize;
        while let Some(value) = seq.next_element::<&'t RawValue>()? {
            if let Some(wanted) = self.0.segment(&Segment::Index(index)) {
                children.insert(wanted, (value.get(), value.get()));
            }
            index = index.saturating_add(1);
        }
        Ok(children)
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut children = BTreeMap::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value::<&'t RawValue>()?;
            if let Some(wanted) = self.0.segment(&Segment::from(name)) {
                children.entry(wanted).or_insert((value.get(), value.get())).1 = value.get();
            }
        }
        Ok(children)
    }
}

/// Walks a text forwards and tells lines and columns, both from 1, columns in characters.
struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    fn at(&mut self, offset: usize) -> Location {
        for c in self.text.get(self.offset..offset).unwrap_or("").chars() {
            if c == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.offset = self.offset.max(offset);
        Location::new(self.line, self.column)
    }
}
