//! How a charter has topics chosen for the agenda.

use crate::values::choice::choice;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// By what the topics of an agenda are ranked.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::AgendaCriterion;
    ///
    /// let criterion: AgendaCriterion = "attention".parse()?;
    /// assert_eq!(criterion.label(Lang::Zh), "关注度");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum AgendaCriterion in triage {
        /// How many share it, by its level of commonality.
        Commonality = "commonality", "commonality", "普遍性";
        /// How soon it has to be dealt with, by its level of urgency.
        Urgency = "urgency", "urgency", "紧迫性";
        /// How many people raised or support it.
        Attention = "attention", "attention", "关注度";
    }
}

record! {
    /// How topics are chosen for the agenda.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::triage::{AgendaCriterion, AgendaPolicy};
    ///
    /// let policy = AgendaPolicy::new([AgendaCriterion::Commonality, AgendaCriterion::Attention])
    ///     .with_at_most(5_u64)
    ///     .with_source(Text::new("§4.1")?);
    /// assert_eq!((policy.order()[0], policy.at_most()), (AgendaCriterion::Commonality, Some(5)));
    /// assert!(policy.check(None).is_err(), "no scale to go by");
    /// assert!(policy.source().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct AgendaPolicy("an agenda policy", "议题选择规则") {
        required {
            /// The criteria, the weightiest first; a later one decides among equals.
            order: Vec<AgendaCriterion>,
        }
        option {
            /// How many topics an agenda takes at most.
            at_most, with_at_most: u64 as count,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}
