//! What encourages people to take part.

use crate::party::Holder;
use crate::values::key::ContributionKey;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// Points for a contribution.
    ///
    /// ```
    /// use cogov::conduct::IncentivePoints;
    /// use cogov::values::ContributionKey;
    /// use cogov::{Lang, Text};
    ///
    /// let points = IncentivePoints::new(ContributionKey::new("mediation")?, 10_u64)
    ///     .with_name(Text::bilingual("Mediating between neighbours", "调解邻里纠纷")?);
    /// assert_eq!(points.contribution().as_str(), "mediation");
    /// assert_eq!(points.name().map(|name| name.get(Lang::Zh)), Some("调解邻里纠纷"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct IncentivePoints("points for a contribution", "履职积分") {
        required {
            /// For which kind of contribution.
            contribution: ContributionKey,
            /// How many, each time.
            points: u64 as copy,
        }
        option {
            /// What the contribution is, for people.
            name, with_name: Text,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// An honour.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::conduct::Honour;
    ///
    /// let honour = Honour::new(Text::bilingual("Good neighbour", "好邻居")?);
    /// assert_eq!(honour.from_points(), None, "at discretion");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Honour("an honour", "荣誉") {
        required {
            /// Its name.
            name: Text,
        }
        option {
            /// From how many points on; at discretion, if left out.
            from_points, with_from_points: u64 as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// What encourages people to take part: points and honours, awarded by a recorded act.
    ///
    /// ```
    /// use cogov::conduct::{Honour, IncentivePoints, IncentivePolicy};
    /// use cogov::values::ContributionKey;
    /// use cogov::{Holder, Text};
    ///
    /// let policy = IncentivePolicy::new()
    ///     .with_participants([Holder::Anyone])
    ///     .with_points([IncentivePoints::new(ContributionKey::new("proposal")?, 5_u64)])
    ///     .with_honours([Honour::new(Text::bilingual("Good neighbour", "好邻居")?).with_from_points(20_u64)]);
    /// assert_eq!(policy.points()[0].points(), 5);
    /// assert_eq!(policy.honours()[0].from_points(), Some(20));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct IncentivePolicy("an incentive policy", "激励规则") {
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// For whom; anybody who takes part, if empty.
            participants, with_participants: Holder,
            /// Points for contributions.
            points, with_points: IncentivePoints,
            /// Honours.
            honours, with_honours: Honour,
        }
    }
}
