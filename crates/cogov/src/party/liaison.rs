//! Links by which parties, seats and groups keep in touch.

use crate::position::Holder;
use crate::time::Rhythm;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A link of a contact chain: one side keeps in touch with the other.
    pub struct Liaison("a liaison link") {
        required {
            /// Who keeps in touch.
            from: Holder,
            /// With whom.
            to: Holder,
        }
        option {
            /// With how many of them each does.
            reach, with_reach: u64,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How often.
            cadence, with_cadence: Rhythm,
        }
    }
}
