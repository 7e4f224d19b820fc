//! The receipt of an appeal: what shows that somebody is who appealed, though nobody knows who that is.

use std::fmt;

use crate::problem::Problem;
use crate::values::bounds;
use crate::values::digest::Digest;

/// A receipt: whoever bears it can act for an appeal without giving a name, so many times.
///
/// It is a chain of hashes. The appeal commits to the last value of it, which is SHA-256, applied to
/// the secret as many times as it can be used. Each act shows the value before the one to which the
/// appeal commits now; once it was accepted, the appeal commits to that one. What was shown stands in
/// the record for everybody to read, and is of no use to anybody: nobody can tell the value before it
/// but who has the secret.
///
/// Whoever hands out receipts makes the secret, of 32 random bytes and anew for each appeal; this library
/// draws no random numbers. Neither the secret nor a value that was not shown yet belongs into a record,
/// and no secret is used for a second appeal: what was shown for the one may be next for the other.
///
/// ```
/// use cogov::act::Receipt;
/// use cogov::values::Digest;
///
/// // Printed on the slip, best as a QR code: the secret, and how often it can be used.
/// let slip = Receipt::new(*b"32 bytes that nobody could guess", 3)?;
/// // Recorded with the appeal.
/// let commitment = slip.commitment();
///
/// // What is shown first is what the appeal commits to, before it was hashed the last time.
/// let first = slip.shown(1).unwrap();
/// assert_eq!(Digest::of(first.as_bytes()), commitment);
/// // Whoever bears it need not count: the appeal says what it commits to now.
/// assert_eq!(slip.next(commitment), Some(first));
/// assert_eq!(slip.next(first), slip.shown(2));
///
/// // After the third time it is used up, and it says nothing of the receipts of others.
/// assert_eq!((slip.shown(4), slip.next(slip.shown(3).unwrap())), (None, None));
/// assert_eq!(slip.next(Digest::of(b"of another slip")), None);
/// assert_eq!(format!("{slip:?}"), "Receipt { uses: 3, .. }");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Clone)]
pub struct Receipt {
    secret: [u8; 32],
    uses: u16,
}

impl Receipt {
    /// A receipt of a secret that can be used so often.
    ///
    /// # Errors
    ///
    /// When it could be used never, or more often than [`bounds::RECEIPT_USES`].
    pub fn new(secret: [u8; 32], uses: u16) -> Result<Self, Problem> {
        bounds::RECEIPT_USES.check_positive(u64::from(uses))?;
        Ok(Self { secret, uses })
    }

    /// How often it can be used.
    #[must_use]
    pub const fn uses(&self) -> u16 {
        self.uses
    }

    /// What the appeal commits to when it comes in.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        self.hashed(self.uses)
    }

    /// The value to be shown the first time, the second time and so on; nothing, if it cannot be used
    /// that often, or the time is 0.
    #[must_use]
    pub fn shown(&self, time: u16) -> Option<Digest> {
        if time == 0 {
            return None;
        }
        self.uses.checked_sub(time).map(|times| self.hashed(times))
    }

    /// The value to be shown next, where the appeal commits to this one now; nothing, if that is no
    /// value of this receipt, or the last one.
    #[must_use]
    pub fn next(&self, committed: Digest) -> Option<Digest> {
        let mut value = Digest::from(self.secret);
        for _ in 0..self.uses {
            let hashed = value.hashed();
            if hashed == committed {
                return Some(value);
            }
            value = hashed;
        }
        None
    }

    /// The secret, hashed so many times.
    fn hashed(&self, times: u16) -> Digest {
        (0..times).fold(Digest::from(self.secret), |value, _| value.hashed())
    }
}

/// Without the secret.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt").field("uses", &self.uses).finish_non_exhaustive()
    }
}
