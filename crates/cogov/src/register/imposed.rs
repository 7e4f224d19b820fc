//! Sanctions that were announced or imposed, and what became of them.

use crate::act::Words;
use crate::case::view::view;
use crate::conduct::Sanction;
use crate::position::Holder;
use crate::register::holding::lasts;
use crate::register::sanctioning::ReviewOutcome;
use crate::time::{Date, Instant};
use crate::values::key::{ConductKey, PersonKey, SeatKey};
use crate::values::text::Text;

view! {
    /// A sanction that is intended, and whether the person was heard.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::Announced;
    ///
    /// // Ten days to answer; heard on the next day.
    /// let register = west_hall(8);
    /// let announced: &Announced = register.state().announced().next().unwrap();
    /// assert_eq!((announced.heard(), announced.imposed()), (Some(7), Some(8)));
    /// assert_eq!(announced.answer_by().unwrap().to_string(), "2026-03-22T00:00:00+08:00");
    /// ```
    pub struct Announced {
        has {
            /// Who is to be heard.
            person: PersonKey,
            /// By the conduct of which seat.
            seat: SeatKey,
            /// Which rung.
            sanction: Sanction as copy,
            /// Why.
            reason: Text,
            /// When it was announced.
            on: Instant as copy,
            /// By which entry.
            entry: u64 as copy,
        }
        may {
            /// When the time to answer is over.
            answer_by: Instant as copy,
            /// The entry by which they were heard.
            heard: u64 as copy,
            /// When they were heard.
            heard_on: Instant as copy,
            /// What they said.
            statement: Words,
            /// The entry by which it was imposed.
            imposed: u64 as copy,
        }
    }
}

view! {
    /// A rung of the ladder that was imposed, on what it rests, and what became of it.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::{Imposed, ReviewOutcome};
    ///
    /// let register = west_hall(8);
    /// let talk: &Imposed = register.state().sanctions().next().unwrap();
    /// assert!(talk.stands("2026-03-13".parse()?) && !talk.stands("2027-03-13".parse()?), "for a year");
    /// assert_eq!((talk.rung(), talk.causes()), (1, [5].as_slice()));
    ///
    /// // One that is lifted is as if it had not been imposed.
    /// let register = west_hall(10);
    /// let talk = register.state().sanctions().next().unwrap();
    /// assert_eq!((talk.asked(), talk.outcome()), (Some(9), Some(ReviewOutcome::Lifted)));
    /// assert!(!talk.stands("2026-03-14".parse()?));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Imposed {
        has {
            /// On whom.
            person: PersonKey,
            /// By the conduct of which seat.
            seat: SeatKey,
            /// What follows.
            sanction: Sanction as copy,
            /// The conduct policy.
            policy: ConductKey,
            /// The place of the rung on its ladder, from 0.
            rung: u64 as copy,
            /// Why.
            reason: Text,
            /// By whom.
            by: Holder,
            /// When.
            on: Instant as copy,
            /// The day of that.
            day: Date as copy,
            /// By which entry.
            entry: u64 as copy,
        }
        may {
            /// By which person.
            hand: PersonKey,
            /// The first day on which it no longer stands.
            until: Date as copy,
            /// When the time to ask for a review is over.
            review_by: Instant as copy,
            /// The entry by which a review was asked for.
            asked: u64 as copy,
            /// When it was asked for.
            asked_on: Instant as copy,
            /// Why it was asked for.
            request: Words,
            /// The entry by which it was reviewed.
            reviewed: u64 as copy,
            /// What came out of the review.
            outcome: ReviewOutcome as copy,
        }
        list {
            /// The entries of the register that took into account what it rests on.
            causes: u64,
        }
    }
}

impl Imposed {
    /// Whether it stands on a day: imposed by then, neither lapsed nor lifted.
    #[must_use]
    pub fn stands(&self, on: Date) -> bool {
        self.outcome != Some(ReviewOutcome::Lifted) && lasts(self.day, self.until, on)
    }
}
