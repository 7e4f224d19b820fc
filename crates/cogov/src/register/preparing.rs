//! What comes with the acts on training and contributions.

use crate::conduct::Contribution;
use crate::values::id::{CaseId, SessionId};
use crate::values::key::{ConductKey, PersonKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `train`: who was taught what.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::Train;
    /// use cogov::values::PersonKey;
    ///
    /// let taught = Train::new(Text::new("Rules of procedure")?)
    ///     .with_persons([PersonKey::new("p-3")?])
    ///     .with_training(0_u64);
    /// assert_eq!(taught.training(), Some(0), "the first in the list of the charter");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Train("a training", "培训") {
        required {
            /// What was taught.
            name: Text,
        }
        option {
            /// Which training of the charter it was, by its place in `training`, from 0; none of
            /// them, if left out.
            training, with_training: u64 as copy,
            /// How many hours it took.
            hours, with_hours: u64 as copy,
            /// Who taught it.
            taught_by, with_taught_by: Text,
        }
        list {
            /// Whom.
            persons, with_persons: PersonKey,
        }
    }
}

record! {
    /// What one person contributed, and where that is recorded.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, Mark};
    /// use cogov::register::Credit;
    /// use cogov::values::{ContributionKey, PersonKey};
    ///
    /// let day: cogov::Date = "2026-06-08".parse()?;
    /// let absent = Contribution::new(ContributionKey::new("session")?, day, Mark::Unexcused);
    /// let credit = Credit::new(PersonKey::new("p-3")?, absent).with_entry(12_u64);
    /// assert_eq!((credit.person().as_str(), credit.entry()), ("p-3", Some(12)));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Credit("a contribution of a person: {\"person\": …, \"what\": …}", "个人履职记录：{\"person\": …, \"what\": …}") {
        required {
            /// Who.
            person: PersonKey,
            /// What.
            what: Contribution,
        }
        option {
            /// In which case that was.
            case, with_case: CaseId as copy,
            /// By which entry of that case it is known.
            entry, with_entry: u64 as copy,
            /// In which session, which can serve several cases.
            session, with_session: SessionId as copy,
        }
    }
}

record! {
    /// With `count`: what is taken into account under a conduct policy.
    ///
    /// ```
    /// use cogov::register::CountCredits;
    /// use cogov::values::ConductKey;
    ///
    /// let counted = CountCredits::new(ConductKey::new("member-conduct")?);
    /// assert!(counted.credits().is_empty());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct CountCredits("what is taken into account", "计入履职") {
        required {
            /// Under which policy.
            policy: ConductKey,
        }
        list {
            /// What.
            credits, with_credits: Credit,
        }
    }
}
