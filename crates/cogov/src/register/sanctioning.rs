//! What comes with the acts on sanctions.

use crate::act::Words;
use crate::conduct::Sanction;
use crate::time::Date;
use crate::values::choice::choice;
use crate::values::key::SeatKey;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `announce`: which sanction is intended, so that the person can be heard before.
    ///
    /// ```
    /// use cogov::conduct::Sanction;
    /// use cogov::register::Announce;
    /// use cogov::{SeatKey, Text};
    ///
    /// let announced = Announce::new(
    ///     SeatKey::new("cppcc-member")?, Sanction::Talk, Text::new("Two absences")?);
    /// assert_eq!(announced.sanction(), Sanction::Talk);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Announce("an announced sanction", "告知拟处理") {
        required {
            /// By the conduct of which seat.
            seat: SeatKey,
            /// Which rung of its ladder.
            sanction: Sanction as copy,
            /// Why.
            reason: Text,
        }
    }
}

record! {
    /// With `hear`: what the person says to what was announced.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::Hear;
    ///
    /// assert!(Hear::new().statement().is_none(), "they said nothing");
    /// let said = Hear::new().with_statement(Text::new("I was in hospital")?);
    /// assert!(said.statement().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Hear("a hearing of the person", "听取陈述申辩") {
        option {
            /// What they said; nothing, if they did not want to.
            statement, with_statement: Words,
        }
    }
}

record! {
    /// With `sanction`: which rung of the ladder is imposed.
    ///
    /// ```
    /// use cogov::conduct::Sanction;
    /// use cogov::register::Impose;
    /// use cogov::{SeatKey, Text};
    ///
    /// let imposed = Impose::new(
    ///     SeatKey::new("cppcc-member")?, Sanction::Remind, Text::new("Absent on 8 June")?);
    /// assert_eq!(imposed.since(), None, "the whole time in the seat is looked at");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Impose("a sanction", "处理") {
        required {
            /// By the conduct of which seat.
            seat: SeatKey,
            /// Which rung of its ladder.
            sanction: Sanction as copy,
            /// Why.
            reason: Text,
        }
        option {
            /// The first day of the conduct that is looked at; the first in the seat, if left out.
            since, with_since: Date as copy,
            /// The first day on which it no longer stands, where that is sooner than by itself.
            until, with_until: Date as copy,
        }
    }
}

record! {
    /// With `ask-review`: why the person wants the sanction to be reviewed.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::AskReview;
    ///
    /// let asked = AskReview::new(Text::new("I had leave")?);
    /// assert!(asked.reason().get(cogov::Lang::En).is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct AskReview("a request for review", "申请复核") {
        required {
            /// Why.
            reason: Words,
        }
    }
}

choice! {
    /// What came out of a review.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::ReviewOutcome;
    ///
    /// assert_eq!(ReviewOutcome::Lifted.label(Lang::Zh), "撤销");
    /// ```
    #[non_exhaustive]
    pub enum ReviewOutcome {
        /// The sanction stands.
        Upheld = "upheld", "upheld", "维持";
        /// The sanction is lifted, as if it had not been imposed.
        Lifted = "lifted", "lifted", "撤销";
    }
}

record! {
    /// With `review`: whether the sanction stands.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::{Review, ReviewOutcome};
    ///
    /// let lifted = Review::new(ReviewOutcome::Lifted, Text::new("Leave had been granted")?);
    /// assert_eq!(lifted.outcome(), ReviewOutcome::Lifted);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Review("a review", "复核") {
        required {
            /// What came out.
            outcome: ReviewOutcome as copy,
            /// Why.
            reason: Text,
        }
    }
}
