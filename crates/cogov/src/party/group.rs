//! Groups of the population.

use crate::values::key::{GroupKey, PlaceKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A part of the population, such as the residents, the owners or the young.
    ///
    /// ```
    /// use cogov::{Group, GroupKey, PlaceKey, Text};
    ///
    /// let owners = Group::new(GroupKey::new("owners")?, Text::bilingual("Owners", "业主")?)
    ///     .with_place(PlaceKey::new("east-court")?)
    ///     .with_size(1_240_u64);
    /// assert_eq!(owners.size().given(), Some(&1_240));
    /// assert_eq!(owners.place().map(PlaceKey::as_str), Some("east-court"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Group("a group", "群体"; at most GROUPS) {
        required {
            /// The key by which the charter refers to it.
            key: GroupKey,
            /// Its name.
            name: Text,
        }
        option {
            /// Where its members live or work.
            place, with_place: PlaceKey,
            /// The group that it is part of.
            parent, with_parent: GroupKey,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How many people it has.
            size, with_size: u64,
        }
    }
}
