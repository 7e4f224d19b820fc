//! How many markings the searches of a proof may visit.

use std::cell::Cell;

/// Which bound on markings was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OverBudget {
    /// That of one valuation of the guards.
    Valuation,
    /// What the procedure has of the bound on all proofs of a charter.
    Share,
}

/// What all searches draw on, those for an ending and for a shortest trace, too.
///
/// A search pays for each marking when it visits it, so that one that is given up is paid for.
#[derive(Debug)]
pub(crate) struct Budget {
    bound: u64,
    left: Cell<u64>,
    share: Cell<u64>,
}

impl Budget {
    /// So many for each valuation, and no more for all of them than the procedure's share.
    pub(crate) const fn new(bound: u64, share: u64) -> Self {
        Self { bound, left: Cell::new(bound), share: Cell::new(share) }
    }

    /// Begins another valuation.
    pub(crate) fn renew(&self) {
        self.left.set(self.bound);
    }

    /// Pays for a marking.
    pub(crate) fn take(&self) -> Result<(), OverBudget> {
        let left = self.left.get().checked_sub(1).ok_or(OverBudget::Valuation)?;
        let share = self.share.get().checked_sub(1).ok_or(OverBudget::Share)?;
        self.left.set(left);
        self.share.set(share);
        Ok(())
    }
}
