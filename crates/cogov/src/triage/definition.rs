//! The line of demarcation as a charter states it: scales, and a first-match table.

use crate::triage::condition::Condition;
use crate::triage::dimension::Scale;
use crate::triage::route::Destination;
use crate::values::choice::choice;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What a triage table does with a topic that no row takes.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::Otherwise;
    ///
    /// let otherwise: Otherwise = "unstated".parse()?;
    /// assert_eq!(otherwise.label(Lang::Zh), "未规定");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Otherwise in triage {
        /// The text leaves it open: such a topic needs a route with a reason.
        Unstated = "unstated", "unstated", "未规定";
    }
}

record! {
    /// A row of a triage table: where the topics go that its condition takes.
    ///
    /// ```
    /// use cogov::triage::{Condition, Dimension, Levels, Destination, TriageRow};
    /// use cogov::values::LevelKey;
    ///
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(LevelKey::new("high")?));
    /// let row = TriageRow::new(Destination::ReferUp).with_when(grave);
    /// assert!(row.when().is_some_and(|when| !when.is_always()));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct TriageRow("a row of a triage table", "分流表的一行") {
        required {
            /// Where they go.
            route: Destination,
        }
        option {
            /// Which topics it takes; all, if left out.
            when, with_when: Condition,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A triage table: the first row whose condition is true of a topic routes it.
    ///
    /// ```
    /// use cogov::triage::{
    ///     Condition, Dimension, Levels, Otherwise, Destination, Scale, Triage, TriageRow, TriageTable,
    /// };
    /// use cogov::values::LevelKey;
    ///
    /// let (low, high) = (LevelKey::new("low")?, LevelKey::new("high")?);
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AnyOf(vec![high.clone()]));
    /// let triage = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Severity, [low, high])])
    ///     .with_rows([TriageRow::new(Destination::ReferUp).with_when(grave)]);
    /// assert_eq!((triage.scales().len(), triage.rows().len()), (1, 1));
    /// assert!(TriageTable::new(&triage).is_err(), "nothing takes a topic with severity low");
    /// assert!(TriageTable::new(&triage.with_otherwise(Otherwise::Unstated)).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Triage("a triage table", "分流表") {
        option {
            /// What happens to topics that no row takes; without it the rows have to take them all.
            otherwise, with_otherwise: Otherwise as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// By what topics are assessed.
            scales, with_scales: Scale,
            /// The rows, the first match first.
            rows, with_rows: TriageRow,
        }
    }
}
