//! Steps by number, and sets of steps in one word.

use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

/// The number of a step in a compiled procedure, from 0 to 63.
///
/// Only the steps that are there count: a statement that a step is absent has no number.
///
/// ```
/// use cogov::procedure::StepIndex;
/// assert_eq!(StepIndex::new(3).map(StepIndex::get), Some(3));
/// assert_eq!(StepIndex::new(64), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepIndex(u8);

impl StepIndex {
    /// The step of this number, if a procedure can have so many.
    #[must_use]
    pub const fn new(number: usize) -> Option<Self> {
        // The bound fits a byte; `as` because conversions are not yet usable in a const fn.
        if number < 64 { Some(Self(number as u8)) } else { None }
    }

    /// Its number, from 0.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }

    const fn bit(self) -> u64 {
        // Below 64 by construction, so the shift cannot overflow.
        1 << self.0
    }
}

impl fmt::Display for StepIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A set of steps: one word, a bit for each.
///
/// ```
/// use cogov::procedure::{StepIndex, StepSet};
///
/// let two: StepSet = [0, 5].into_iter().filter_map(StepIndex::new).collect();
/// assert_eq!(two.bits(), 0b10_0001);
/// assert_eq!(two.iter().map(StepIndex::get).collect::<Vec<_>>(), [0, 5]);
/// let [first, last] = [0, 5].map(|number| StepIndex::new(number).unwrap());
/// assert_eq!(two.without(first), two - StepSet::only(first));
/// assert_eq!(two.without(first), StepSet::only(last));
/// assert_eq!(StepSet::only(first).with(last), two);
/// for step in two {
///     assert!([first, last].contains(&step));
/// }
/// assert!(two.meets(StepSet::only(last)) && !two.without(last).meets(StepSet::only(last)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StepSet(u64);

impl StepSet {
    /// No step.
    pub const EMPTY: Self = Self(0);

    /// The set of this word: bit `i` stands for step `i`.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The word: bit `i` stands for step `i`.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The first so many steps; all 64, if there are more.
    #[must_use]
    pub(crate) const fn first(count: usize) -> Self {
        if count >= 64 { Self(u64::MAX) } else { Self((1 << count) - 1) }
    }

    /// Only this step.
    #[must_use]
    pub const fn only(step: StepIndex) -> Self {
        Self(step.bit())
    }

    /// Whether a step is in the set.
    #[must_use]
    pub const fn contains(self, step: StepIndex) -> bool {
        self.0 & step.bit() != 0
    }

    /// Whether the two sets have a step in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set with one step more.
    #[must_use]
    pub const fn with(self, step: StepIndex) -> Self {
        Self(self.0 | step.bit())
    }

    /// The set without a step.
    #[must_use]
    pub const fn without(self, step: StepIndex) -> Self {
        Self(self.0 & !step.bit())
    }

    /// How many steps are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether no step is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The step of the lowest number in it.
    ///
    /// ```
    /// use cogov::procedure::{StepIndex, StepSet};
    ///
    /// assert_eq!(StepSet::from_bits(0b1100).lowest(), StepIndex::new(2));
    /// assert_eq!(StepSet::EMPTY.lowest(), None);
    /// ```
    #[must_use]
    pub fn lowest(self) -> Option<StepIndex> {
        // An empty word has 64 trailing zeros, which no step has as its number.
        StepIndex::new(self.0.trailing_zeros() as usize)
    }

    /// The steps in it, by number.
    #[must_use]
    pub const fn iter(self) -> Steps {
        Steps(self)
    }
}

/// The steps of a set, by number, made by [`StepSet::iter`].
#[derive(Debug, Clone)]
pub struct Steps(StepSet);

impl Iterator for Steps {
    type Item = StepIndex;

    fn next(&mut self) -> Option<StepIndex> {
        let step = self.0.lowest()?;
        self.0 = self.0.without(step);
        Some(step)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl ExactSizeIterator for Steps {}

impl std::iter::FusedIterator for Steps {}

impl IntoIterator for StepSet {
    type Item = StepIndex;
    type IntoIter = Steps;

    fn into_iter(self) -> Steps {
        self.iter()
    }
}

impl Extend<StepIndex> for StepSet {
    fn extend<I: IntoIterator<Item = StepIndex>>(&mut self, steps: I) {
        *self = steps.into_iter().fold(*self, Self::with);
    }
}

impl fmt::Debug for StepSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(StepIndex::get)).finish()
    }
}

/// As the number of the step.
impl serde::Serialize for StepIndex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

/// As the numbers of its steps, in order: `[0, 3]`. A word of 64 bits is more than every language
/// can hold.
impl serde::Serialize for StepSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(StepIndex::get))
    }
}

impl FromIterator<StepIndex> for StepSet {
    fn from_iter<I: IntoIterator<Item = StepIndex>>(steps: I) -> Self {
        steps.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl BitOr for StepSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for StepSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for StepSet {
    type Output = Self;

    /// The steps of the first set that are not in the second.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOrAssign for StepSet {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAndAssign for StepSet {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}

impl SubAssign for StepSet {
    fn sub_assign(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}
