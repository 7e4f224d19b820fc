//! Training that participants are owed.

use crate::party::Holder;
use crate::time::Rhythm;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// Training that prepares participants.
    ///
    /// ```
    /// use cogov::conduct::Training;
    /// use cogov::time::{Count, Period, Rhythm};
    /// use cogov::{SeatKey, Text};
    ///
    /// let negotiation = Training::new(Text::bilingual("Negotiating", "协商技巧")?)
    ///     .with_participants([SeatKey::new("cppcc-member")?])
    ///     .with_every(Rhythm::new(Count::ONE, Period::Year))
    ///     .with_source(Text::new("work plan of 2026")?);
    /// assert!(negotiation.every().is_given() && negotiation.source().is_some());
    /// assert_eq!(negotiation.participants().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Training("a training", "培训") {
        required {
            /// What is taught.
            name: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How often.
            every, with_every: Rhythm,
        }
        list {
            /// Who is trained.
            participants, with_participants: Holder,
        }
    }
}
