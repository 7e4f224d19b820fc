//! Links by which parties, seats and groups keep in touch.

use crate::party::holder::Holder;
use crate::time::Rhythm;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A link of a contact chain: one side keeps in touch with the other.
    ///
    /// ```
    /// use cogov::party::Liaison;
    /// use cogov::time::{Count, Period, Rhythm};
    /// use cogov::{GroupKey, Holder, SeatKey, Text};
    ///
    /// // "One links ten": each member keeps in touch with ten residents, every month.
    /// let chain = Liaison::new(SeatKey::new("member")?, GroupKey::new("residents")?)
    ///     .with_reach(10_u64)
    ///     .with_cadence(Rhythm::new(Count::ONE, Period::Month))
    ///     .with_source(Text::new("§2.2")?);
    /// assert_eq!((chain.reach(), chain.source().is_some()), (Some(10), true));
    /// assert_eq!(chain.to(), &Holder::Group(GroupKey::new("residents")?));
    /// assert_eq!(chain.cadence().given().map(Rhythm::period), Some(Period::Month));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Liaison("a liaison link", "联系关系"; at most LIAISON) {
        required {
            /// Who keeps in touch.
            from: Holder,
            /// With whom.
            to: Holder,
        }
        option {
            /// With how many of them each does.
            reach, with_reach: u64 as count,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How often.
            cadence, with_cadence: Rhythm,
        }
    }
}
