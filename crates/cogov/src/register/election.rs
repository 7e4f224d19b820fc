//! Elections that a decision rule judged, with what it says of each candidate.

use crate::case::view::view;
use crate::decision::Verdict;
use crate::time::Date;
use crate::values::key::{PersonKey, RuleKey, SeatKey};

view! {
    /// What a decision rule says of a candidate.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::Lang;
    /// use cogov::register::CandidateVerdict;
    ///
    /// let register = west_hall(13);
    /// let last: &CandidateVerdict = register.state().elections()[0].verdicts().last().unwrap();
    /// assert_eq!((last.person().as_str(), last.elected()), ("p-4", false));
    /// assert_eq!(
    ///     last.verdict().reason(Lang::En),
    ///     "rejected: 10 of 21 heads taking part said yes, more than 1/2 needed (11)",
    /// );
    /// ```
    pub struct CandidateVerdict {
        has {
            /// Who stood.
            person: PersonKey,
            /// Whether they were elected.
            elected: bool as copy,
            /// What the rule makes of the votes for them.
            verdict: Verdict,
        }
    }
}

view! {
    /// An election that a decision rule judged.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::Election;
    ///
    /// let register = west_hall(13);
    /// let election: &Election = &register.state().elections()[0];
    /// assert_eq!((election.seat().as_str(), election.rule().as_str()), ("delegate", "both-halves"));
    /// let adopted = election.verdicts().iter().filter(|one| one.verdict().adopted().is_some());
    /// assert_eq!((adopted.count(), election.verdicts().len(), election.entry()), (1, 2, 2));
    /// ```
    pub struct Election {
        has {
            /// To which seat.
            seat: SeatKey,
            /// By which entry.
            entry: u64 as copy,
            /// When.
            on: Date as copy,
            /// By which rule.
            rule: RuleKey,
        }
        list {
            /// What it says of each candidate.
            verdicts: CandidateVerdict,
        }
    }
}
