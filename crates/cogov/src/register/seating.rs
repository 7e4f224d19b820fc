//! What comes with the acts on seats.

use crate::act::Published;
use crate::conduct::SeatRole;
use crate::register::polling::Poll;
use crate::time::Date;
use crate::values::choice::choice;
use crate::values::key::PersonKey;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// Somebody who stood for election, and how many voted for them.
    ///
    /// ```
    /// use cogov::register::Candidate;
    /// use cogov::values::PersonKey;
    ///
    /// use cogov::act::{Counted, Published};
    ///
    /// let wang = Candidate::new(PersonKey::new("p-3")?, 41_u64);
    /// assert_eq!((wang.votes(), wang.counts()), (41, None));
    ///
    /// // Where the ballot asks for a yes or a no.
    /// let counts = Published::new(Counted::new().with_yes(41_u64).with_no(4_u64));
    /// assert!(wang.with_counts(counts).counts().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Candidate("a candidate: {\"person\": …, \"votes\": …}", "候选人：{\"person\": …, \"votes\": …}") {
        required {
            /// Who.
            person: PersonKey,
            /// How many voted for them.
            votes: u64 as copy,
        }
        option {
            /// All that was said of them, where more than the votes for them was counted: votes
            /// against, or weights and households.
            counts, with_counts: Published,
        }
    }
}

record! {
    /// With `elect`: who was elected, and from which day they hold the seat.
    ///
    /// ```
    /// use cogov::register::{Candidate, Elect};
    /// use cogov::values::PersonKey;
    ///
    /// let (wang, li) = (PersonKey::new("p-1")?, PersonKey::new("p-2")?);
    /// let elected = Elect::new()
    ///     .with_persons([wang.clone()])
    ///     .with_candidates([Candidate::new(wang, 41_u64), Candidate::new(li, 30_u64)]);
    /// assert_eq!((elected.persons().len(), elected.from()), (1, None));
    ///
    /// // Judged by the decision rule that the seat names: of 60 who could vote, 45 did.
    /// let judged = elected.with_poll(cogov::register::Poll::new(60_u64, 45_u64));
    /// assert_eq!(judged.poll().map(|poll| poll.returned()), Some(45));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Elect("an election", "选举") {
        option {
            /// The first day; the day of the election, if left out.
            from, with_from: Date as copy,
            /// The first day no longer; the end of the term, if left out.
            until, with_until: Date as copy,
            /// In which role they hold it, where rules of conduct differ.
            role, with_role: SeatRole as copy,
            /// Who could vote and who did, where a decision rule judges it.
            poll, with_poll: Poll,
        }
        list {
            /// Who was elected.
            persons, with_persons: PersonKey,
            /// All who stood, with their votes, where they were counted.
            candidates, with_candidates: Candidate,
        }
    }
}

record! {
    /// With `appoint`: who was appointed, recommended or co-opted, or holds the seat ex officio.
    ///
    /// ```
    /// use cogov::register::Appoint;
    /// use cogov::values::PersonKey;
    ///
    /// let appointed = Appoint::new(PersonKey::new("p-3")?).with_from("2026-07-01".parse::<cogov::Date>()?);
    /// assert!(appointed.until().is_none(), "to the end of the term");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Appoint("an appointment", "任命") {
        required {
            /// Who.
            person: PersonKey,
        }
        option {
            /// The first day; the day of the appointment, if left out.
            from, with_from: Date as copy,
            /// The first day no longer; the end of the term, if left out.
            until, with_until: Date as copy,
            /// In which role they hold it, where rules of conduct differ.
            role, with_role: SeatRole as copy,
        }
    }
}

choice! {
    /// Why somebody no longer holds a seat, or no longer belongs to something.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::Departure;
    ///
    /// assert_eq!(Departure::Resigned.label(Lang::Zh), "辞职");
    /// ```
    #[non_exhaustive]
    pub enum Departure {
        /// They resigned.
        Resigned = "resigned", "resigned", "辞职";
        /// They moved away.
        Moved = "moved", "moved away", "迁出";
        /// They took another office.
        OtherOffice = "other_office", "took another office", "另任他职";
        /// They died.
        Died = "died", "died", "去世";
        /// Something else.
        Other = "other", "other", "其他";
    }
}

record! {
    /// With `vacate`: who gives up the seat, and why.
    ///
    /// ```
    /// use cogov::register::{Departure, Vacate};
    /// use cogov::values::PersonKey;
    ///
    /// let resigned = Vacate::new(PersonKey::new("p-3")?, Departure::Resigned);
    /// assert_eq!(resigned.until(), None, "from the day of the act on");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Vacate("the giving up of a seat", "卸任") {
        required {
            /// Who.
            person: PersonKey,
            /// Why.
            cause: Departure as copy,
        }
        option {
            /// The first day no longer; the day of the act, if left out.
            until, with_until: Date as copy,
            /// More on why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `recall`: whom those who filled the seat call back, and why.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::Recall;
    /// use cogov::values::PersonKey;
    ///
    /// let recalled = Recall::new(PersonKey::new("p-3")?, Text::new("Never reports back")?);
    /// assert_eq!(recalled.reason().to_string(), "Never reports back");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Recall("a recall", "罢免") {
        required {
            /// Whom.
            person: PersonKey,
            /// Why.
            reason: Text,
        }
    }
}
