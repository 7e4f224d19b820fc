//! A share of a group that has to be reached.

use std::fmt;

use serde::Serialize;

use crate::json::{Decode, FromOne, Node, Reader};
use crate::problem::Problem;
use crate::values::fraction::Fraction;

/// A share that some have to reach: more than nothing, and at most all.
///
/// ```
/// use cogov::party::LeastShare;
/// use cogov::Fraction;
///
/// assert_eq!(LeastShare::new(Fraction::HALF)?.get(), Fraction::HALF);
/// assert!(LeastShare::new(Fraction::new(11, 10)?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct LeastShare(Fraction);

impl LeastShare {
    /// The share, if some can reach it and not all do.
    ///
    /// # Errors
    ///
    /// `idle-threshold`, when it is nothing; `impossible-threshold`, when it is more than all.
    pub fn new(share: Fraction) -> Result<Self, Problem> {
        share.reached_by_some().map(Self)
    }

    /// The share.
    #[must_use]
    pub const fn get(self) -> Fraction {
        self.0
    }
}

impl fmt::Display for LeastShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

crate::json::deserialize!(LeastShare);

impl Decode for LeastShare {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let FromOne(share) = FromOne::<Fraction>::decode(node, reader)?;
        reader.adopt(Self::new(share))
    }
}
