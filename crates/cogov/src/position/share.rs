//! A share of a group that has to be reached.

use std::fmt;

use serde::Serialize;

use crate::json::{Decode, Node, Reader};
use crate::position::holder::HolderError;
use crate::problem::{Arg, ProblemCode};
use crate::values::fraction::Fraction;

/// A share that some have to reach: more than nothing, and at most all.
///
/// ```
/// use cogov::position::LeastShare;
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
    /// When it is nothing, or more than all.
    pub const fn new(share: Fraction) -> Result<Self, HolderError> {
        if share.numerator() == 0 || share.numerator() > share.denominator() {
            return Err(HolderError::NoShare);
        }
        Ok(Self(share))
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
        let share = Fraction::decode(node, reader)?;
        Self::new(share)
            .inspect_err(|_| {
                let code = if share.numerator() == 0 {
                    ProblemCode::IdleThreshold
                } else {
                    ProblemCode::ImpossibleThreshold
                };
                reader.report(code, vec![Arg::plain("threshold", share)]);
            })
            .ok()
    }
}
