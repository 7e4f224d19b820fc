//! The place in the raw tree that is read at the moment, and the problems found so far.

use std::borrow::Cow;

use crate::problem::{Arg, Found, Path, Problem, ProblemCode, Segment, nearest};
use crate::values::bounds;

/// Knows the path of the value at hand, and collects the problems.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: Vec<Segment>,
    found: Found,
    /// How many names were compared with those known.
    guesses: u8,
    /// Which fields the misspelt ones were probably meant to be: the path of the object, and the
    /// name. No more than there are guesses.
    meant: Vec<(Vec<Segment>, &'static str)>,
}

/// Comparing names is the one thing that a problem can make dear: only the first few misspelt
/// names are met with the nearest one, which is more than anybody mends at once.
const GUESSES: u8 = 50;

impl Reader {
    /// What was found wrong, in the order in which it was found.
    pub(crate) fn into_problems(self) -> Found {
        self.found
    }

    /// Whether a problem had to be left out, after which none is told any more. As many as are told
    /// may be all there are, so reading goes on to the one that is left out.
    pub(crate) const fn is_full(&self) -> bool {
        self.found.is_cut_short
    }

    fn push(&mut self, problem: Problem) {
        if bounds::PROBLEMS.admits(self.found.problems.len().saturating_add(1)) {
            self.found.problems.push(problem);
        } else {
            self.found.is_cut_short = true;
        }
    }

    /// Reports a problem of the value at hand.
    pub(crate) fn report(&mut self, code: ProblemCode, args: Vec<Arg>) {
        if !self.is_full() {
            self.push(Problem::new(code, Path::new(self.path.clone()), args));
        }
    }

    /// What a check of the value at hand gave; a problem is reported where the value stands.
    pub(crate) fn adopt<T>(&mut self, checked: Result<T, Problem>) -> Option<T> {
        checked
            .map_err(|problem| {
                if !self.is_full() {
                    let problem = problem.within(&self.path);
                    self.push(problem);
                }
            })
            .ok()
    }

    /// The known name nearest to the one found, where there is one, the problem will be listed,
    /// and not too many were compared before.
    fn guess<'v>(
        &mut self,
        found: &str,
        known: impl IntoIterator<Item = &'v str>,
    ) -> Option<&'v str> {
        if self.is_full() || self.guesses == GUESSES {
            return None;
        }
        self.guesses = self.guesses.saturating_add(1);
        nearest(found, known)
    }

    /// The detail that names the known name nearest to the one found, where [`Reader::guess`] finds
    /// one.
    pub(crate) fn nearest<'v>(
        &mut self,
        found: &str,
        known: impl IntoIterator<Item = &'v str>,
    ) -> Option<Arg> {
        self.guess(found, known).map(Arg::meant)
    }

    /// The same for the name of a member of the object at hand: the field that is probably meant
    /// is not missed.
    pub(super) fn nearest_field(&mut self, found: &str, known: &[&'static str]) -> Option<Arg> {
        let guessed = self.guess(found, known.iter().copied())?;
        let meant = known.iter().copied().find(|name| *name == guessed)?;
        Some(self.meant_field(meant))
    }

    /// That a misspelt member of the object at hand was probably meant to be this field.
    pub(super) fn meant_field(&mut self, meant: &'static str) -> Arg {
        if self.meant.len() < usize::from(GUESSES) {
            self.meant.push((self.path.clone(), meant));
        }
        Arg::meant(meant)
    }

    /// Whether a misspelt member of the object at hand was probably meant to be this one.
    pub(crate) fn is_meant(&self, name: &str) -> bool {
        self.meant.iter().any(|(object, meant)| *meant == name && *object == self.path)
    }

    /// The name of the member that is at hand, if it is one and no entry of a list.
    pub(crate) fn member_at_hand(&self) -> Option<&str> {
        match self.path.last()? {
            Segment::Field(name) => Some(name),
            Segment::Index(_) => None,
        }
    }

    fn within<T>(&mut self, segment: Segment, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment);
        let value = read(self);
        self.path.pop();
        value
    }

    /// Goes to a member or an entry of the value at hand, until [`Reader::leave`].
    pub(crate) fn enter(&mut self, segment: Segment) {
        self.path.push(segment);
    }

    /// Goes back to the value around the one at hand.
    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// Reads something at a member of the value at hand.
    pub(crate) fn within_field<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Segment::from(name), read)
    }

    /// The same, for a name that is known when the library is built.
    pub(crate) fn within_known<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.within(Segment::Field(Cow::Borrowed(name)), read)
    }

    /// Reads something at an entry of the list at hand.
    pub(crate) fn within_index<T>(&mut self, index: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Segment::Index(index), read)
    }

    /// Reads something at an entry of a list that is a member of the value at hand.
    pub(crate) fn at_entry<T>(
        &mut self,
        list: &'static str,
        index: usize,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.within_known(list, |reader| reader.within_index(index, read))
    }

    /// Whether nothing was found wrong.
    pub(crate) const fn is_sound(&self) -> bool {
        self.found.problems.is_empty()
    }
}
