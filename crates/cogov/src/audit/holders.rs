//! The holders that a charter names in its positions, as numbers.

use smallvec::SmallVec;

use crate::charter::Charter;
use crate::position::Holder;

/// Holders by number: most act for nobody but themselves and anyone.
pub(super) type Including = SmallVec<[u32; 4]>;

/// The holders of positions and of statements of absence, numbered in their order: numbers are
/// compared and looked up far faster than keys, and no choice of keys can make that slow.
pub(super) struct Holders<'c> {
    charter: &'c Charter,
    all: Vec<&'c Holder>,
    /// For each of them whether others than anyone can include it.
    is_included: Vec<bool>,
    /// For each position, or statement of absence, its holder. A statement can have none.
    of: Vec<Option<u32>>,
    /// Those positions and statements again, in the order of their holders.
    positions: Vec<u32>,
    /// For each holder the first of them.
    starts: Vec<u32>,
    anyone: Option<u32>,
}

impl<'c> Holders<'c> {
    pub(super) fn new(charter: &'c Charter) -> Self {
        let positions = charter.positions();
        let given = charter.scopes().in_order_of_holders().iter();
        let given = given.map(|&index| index as usize);
        let given =
            given.filter_map(|index| Some((positions.get(index)?.given()?.holder(), index)));
        let absent = positions.iter().enumerate();
        let absent =
            absent.filter_map(|(index, listed)| Some((listed.absent()?.holder.as_ref()?, index)));
        let mut named: Vec<(&Holder, usize)> = given.chain(absent).collect();
        // The first part, often all, is in order already.
        named.sort_by_key(|(holder, _)| *holder);
        let mut all: Vec<&Holder> = Vec::new();
        let mut of = vec![None; positions.len()];
        let (mut in_order, mut starts) = (Vec::with_capacity(named.len()), Vec::new());
        for ((holder, index), at) in named.into_iter().zip(0_u32..) {
            if all.last() != Some(&holder) {
                all.push(holder);
                starts.push(at);
            }
            if let Some(of) = of.get_mut(index) {
                *of = u32::try_from(all.len()).ok().and_then(|many| many.checked_sub(1));
            }
            in_order.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
        let is_included =
            all.iter().map(|holder| matches!(holder, Holder::Group(_) | Holder::Share { .. }));
        let is_included = is_included.collect();
        let positions = in_order;
        let mut holders = Self { charter, all, is_included, of, positions, starts, anyone: None };
        holders.anyone = holders.number(&Holder::Anyone);
        holders
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.all.len()
    }

    /// The number of a holder, if positions name it.
    pub(super) fn number(&self, holder: &Holder) -> Option<u32> {
        let found = self.all.binary_search(&holder).ok()?;
        u32::try_from(found).ok()
    }

    /// The holder of a position, or whom a statement of absence speaks of.
    pub(super) fn of_position(&self, index: usize) -> Option<u32> {
        self.of.get(index).copied().flatten()
    }

    /// The positions of a holder, in the order of the list, and the statements that speak of it.
    pub(super) fn positions(&self, number: u32) -> &[u32] {
        let start = |number: usize| self.starts.get(number).map(|&start| start as usize);
        let number = number as usize;
        let end = start(number.saturating_add(1)).unwrap_or(self.positions.len());
        start(number).and_then(|start| self.positions.get(start..end)).unwrap_or_default()
    }

    pub(super) fn get(&self, number: u32) -> Option<&'c Holder> {
        self.all.get(number as usize).copied()
    }

    /// Those who act as a holder acts, as far as positions name them: itself, and all that
    /// include it; in order.
    pub(super) fn including(&self, number: u32) -> Including {
        let is_included = self.is_included.get(number as usize).copied().unwrap_or(false);
        let mut including: Including = match self.get(number).filter(|_| is_included) {
            Some(holder) => self.all_including(holder).collect(),
            None => [Some(number), self.anyone].into_iter().flatten().collect(),
        };
        including.sort_unstable();
        including.dedup();
        including
    }

    /// The same for each of those who act only together.
    pub(super) fn including_each(&self, number: u32) -> Vec<u32> {
        match self.get(number) {
            Some(Holder::Jointly(several)) => {
                several.iter().flat_map(|one| self.all_including(one)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn all_including(&self, holder: &Holder) -> impl Iterator<Item = u32> {
        let including = self.charter.including(holder).into_iter();
        including.filter_map(|holder| self.number(&holder))
    }
}
