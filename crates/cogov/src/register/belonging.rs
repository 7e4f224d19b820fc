//! What comes with the acts of joining and leaving.

use crate::act::Belonging;
use crate::register::seating::Departure;
use crate::time::Date;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `join`: to what somebody belongs from now on.
    ///
    /// ```
    /// use cogov::GroupKey;
    /// use cogov::act::Belonging;
    /// use cogov::register::Join;
    ///
    /// let joined = Join::new(GroupKey::new("owners")?);
    /// assert_eq!(joined.of(), &Belonging::Group(GroupKey::new("owners")?));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Join("a joining", "加入") {
        required {
            /// To what.
            of: Belonging,
        }
        option {
            /// The first day; the day of the act, if left out.
            from, with_from: Date as copy,
        }
    }
}

record! {
    /// With `leave`: to what somebody no longer belongs, and why.
    ///
    /// Whoever leaves a party gives up the seats of that party, too. Where nothing is named, they
    /// leave everything: all parties, groups, sectors and seats.
    ///
    /// ```
    /// use cogov::PartyKey;
    /// use cogov::register::{Departure, Leave};
    ///
    /// let left = Leave::new(Departure::Moved);
    /// assert!(left.of().is_none(), "everything");
    /// let left = left.with_of(PartyKey::new("owners-committee")?);
    /// assert!(left.of().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Leave("a leaving", "退出") {
        required {
            /// Why.
            cause: Departure as copy,
        }
        option {
            /// What; everything, if left out.
            of, with_of: Belonging,
            /// The first day no longer; the day of the act, if left out.
            until, with_until: Date as copy,
            /// More on why.
            reason, with_reason: Text,
        }
    }
}
