//! Kinds of matter.

use crate::values::key::MatterKey;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A kind of matter. A position on a matter covers all below it.
    ///
    /// ```
    /// use cogov::{Matter, MatterKey, Text};
    ///
    /// let parking = Matter::new(MatterKey::new("parking")?, Text::bilingual("Parking", "停车")?)
    ///     .with_parent(MatterKey::new("common-areas")?)
    ///     .with_source(Text::new("Civil Code art. 275")?);
    /// assert_eq!(parking.parent().map(MatterKey::as_str), Some("common-areas"));
    /// assert_eq!(parking.source().unwrap().to_string(), "Civil Code art. 275");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Matter("a matter", "事项"; at most MATTERS) {
        required {
            /// The key by which the charter refers to it.
            key: MatterKey,
            /// Its name.
            name: Text,
        }
        option {
            /// The kind of matter that it is part of.
            parent, with_parent: MatterKey,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}
