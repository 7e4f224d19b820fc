//! An obligation: one thing to be done, who answers for it, and what became of it.

use serde::Serialize;

use crate::act::{Attachment, Deadline, Ground, Participant, VerificationResult};
use crate::case::view::view;
use crate::position::Holder;
use crate::time::{CalendarTable, Date, Instant};
use crate::values::choice::choice;
use crate::values::key::{MatterKey, ObligationKey, PartyKey, PlaceKey};
use crate::values::lang::Lang;
use crate::values::text::Text;

/// Where an obligation stands. The last four are final.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::{Case, ObligationState};
///
/// let bollards = |case: &Case| case.state().obligation(&"bollards".parse().unwrap()).unwrap().state();
/// let (late, done) = (bollards(&fire_lane(47)), bollards(&fire_lane(50)));
/// assert!(matches!(late, ObligationState::Submitted { .. }) && !late.is_final());
/// assert!(matches!(done, ObligationState::Fulfilled { late: true, .. }) && done.is_final());
/// assert_eq!(done.label(Lang::Zh), "逾期落实");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ObligationState {
    /// It waits until it can begin.
    Pending,
    /// The clock runs.
    Active {
        /// Since when.
        since: Instant,
    },
    /// The clock stands still.
    Suspended {
        /// Since when it binds.
        since: Instant,
        /// Since when the clock stands still.
        from: Instant,
    },
    /// It is said to be done, and waits to be verified.
    Submitted {
        /// Since when it binds.
        since: Instant,
        /// When it was submitted: whether it was late is fixed by now.
        on: Instant,
    },
    /// It was done, and verified.
    Fulfilled {
        /// When what was verified had been submitted.
        on: Instant,
        /// Whether that was late.
        late: bool,
    },
    /// Nobody is bound any more.
    Discharged {
        /// Why; nothing, where the decision was set aside.
        #[serde(skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
    },
    /// It was found that it was not done.
    Defaulted,
    /// It ended by itself.
    Expired,
}

impl ObligationState {
    /// The state in a word.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Pending => lang.pick("pending", "待启动"),
            Self::Active { .. } => lang.pick("active", "办理中"),
            Self::Suspended { .. } => lang.pick("suspended", "已中止"),
            Self::Submitted { .. } => lang.pick("submitted", "待核验"),
            Self::Fulfilled { late: false, .. } => lang.pick("fulfilled", "已落实"),
            Self::Fulfilled { late: true, .. } => lang.pick("fulfilled late", "逾期落实"),
            Self::Discharged { .. } => lang.pick("discharged", "已免除"),
            Self::Defaulted => lang.pick("in default", "不履行"),
            Self::Expired => lang.pick("expired", "已届满"),
        }
    }

    /// Whether nothing can change it any more.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Fulfilled { .. } | Self::Discharged { .. } | Self::Defaulted | Self::Expired => {
                true
            }
            Self::Pending
            | Self::Active { .. }
            | Self::Suspended { .. }
            | Self::Submitted { .. } => false,
        }
    }
}

choice! {
    /// What happened to an obligation.
    pub enum Happening in case {
        /// It was laid on somebody.
        Imposed = "imposed", "imposed", "确立";
        /// The clock began.
        Activated = "activated", "began", "启动";
        /// It was taken on.
        TakenOn = "taken_on", "taken on", "承接";
        /// It was contested.
        Contested = "contested", "contested", "提出异议";
        /// Somebody else performs it.
        Delegated = "delegated", "delegated", "委托办理";
        /// Somebody else answers for it.
        Transferred = "transferred", "transferred", "移交责任";
        /// Something else is owed.
        Varied = "varied", "varied", "变更内容";
        /// It was reported on.
        Reported = "reported", "reported on", "报告进展";
        /// It was said to be done.
        Submitted = "submitted", "submitted", "提交办结";
        /// It was verified.
        Verified = "verified", "verified", "核验";
        /// Whoever is liable was reminded.
        Reminded = "reminded", "reminded", "催办";
        /// There is more time.
        Extended = "extended", "extended", "延期";
        /// The clock stopped.
        Suspended = "suspended", "suspended", "中止计时";
        /// The clock went on.
        Resumed = "resumed", "resumed", "恢复计时";
        /// It came to its end.
        Ended = "ended", "ended", "终结";
    }
}

view! {
    /// One thing that happened to an obligation.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::VerificationResult;
    /// use cogov::case::{Event, Happening};
    ///
    /// let case = fire_lane(48);
    /// let bollards = case.state().obligation(&"bollards".parse()?).unwrap();
    /// let last: &Event = bollards.events().last().unwrap();
    /// assert_eq!((last.what(), last.entry()), (Happening::Verified, 48));
    /// assert_eq!(last.result(), Some(VerificationResult::Partly));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Event {
        has {
            /// What.
            what: Happening as copy,
            /// When.
            on: Instant as copy,
            /// By which entry; the one before which it took effect, where time alone did it.
            entry: u64 as copy,
        }
        may {
            /// Who it passed to, or who did it.
            who: Participant,
            /// What came out of a verification.
            result: VerificationResult as copy,
        }
    }
}

view! {
    /// One thing to be done, who answers for it, and what became of it.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::{Happening, Obligation};
    /// use cogov::{GroupKey, Holder, Instant};
    ///
    /// let case = fire_lane(46);
    /// let bollards: &Obligation = case.state().obligation(&"bollards".parse()?).unwrap();
    /// assert_eq!(bollards.liable().as_str(), "property-company");
    /// assert_eq!(bollards.claimant(), &Holder::Group(GroupKey::new("owners")?).into());
    /// assert_eq!(bollards.consequence_of(), None, "the resolution laid it on the company");
    ///
    /// let what: Vec<Happening> = bollards.events().iter().map(|event| event.what()).collect();
    /// assert_eq!(what, [Happening::Imposed, Happening::Activated, Happening::TakenOn, Happening::Reminded]);
    ///
    /// // Taken on, and so not silent; 30 days from 7 July were over when 7 August began.
    /// let (eve, next): (Instant, Instant) = ("2026-08-06T23:59:59+08:00".parse()?, "2026-08-07T00:00:00+08:00".parse()?);
    /// assert!(!bollards.is_silent() && !bollards.is_overdue(eve) && bollards.is_overdue(next));
    /// assert_eq!((bollards.due(), bollards.source()), (Some(next), 38));
    /// assert!(bollards.performers().is_empty(), "the company does it itself");
    /// assert_eq!((bollards.verifiers().len(), bollards.evidence().len()), (2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Obligation {
        has {
            /// Its key.
            key: ObligationKey,
            /// The entry that it comes from.
            source: u64 as copy,
            /// Who laid it down, and answers whoever contests it.
            imposed_by: Holder,
            /// What has to be done.
            task: Text,
            /// Who answers for it.
            liable: PartyKey,
            /// To whom it is owed.
            claimant: Participant,
            /// Where it stands.
            state: ObligationState as copy,
            /// Whether the case may close while it goes on.
            surviving: bool as copy,
        }
        may {
            /// Its matter, where it is not that of the case.
            matter: MatterKey,
            /// Its place, where it is not that of the case.
            place: PlaceKey,
            /// By when, as it was laid down, or extended since the clock runs.
            within: Deadline as copy,
            /// When its time is over, once it is active.
            due: Instant as copy,
            /// It waits until this one is fulfilled.
            after: ObligationKey,
            /// It ends by itself on this day.
            sunset: Date as copy,
            /// The obligation whose default it follows from.
            consequence_of: ObligationKey,
        }
        list {
            /// How it was extended before the clock runs, in order: a term counts from the last day
            /// before, and of named days the latest holds.
            extensions: Deadline,
            /// Who performs it.
            performers: Participant,
            /// Who says whether it was done.
            verifiers: Participant,
            /// What shows that it was done, as last submitted.
            evidence: Attachment,
            /// What happened to it, in order.
            events: Event,
        }
        hidden {
            /// Whoever performed it at any time.
            ever: Vec<Participant>,
            /// The days for which the clock stood still.
            suspended_days: u32
        }
    }
}

impl Obligation {
    /// Whether its time is over at a moment and it was not submitted.
    #[must_use]
    pub fn is_overdue(&self, now: Instant) -> bool {
        match self.state {
            ObligationState::Active { .. } => self.due.is_some_and(|due| due <= now),
            _ => false,
        }
    }

    /// Whether nothing was heard of it since it is active, nor since somebody else is liable.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        let since = self.events.iter().rev().take_while(|event| match event.what {
            Happening::Activated | Happening::Transferred => false,
            Happening::Imposed
            | Happening::TakenOn
            | Happening::Contested
            | Happening::Delegated
            | Happening::Varied
            | Happening::Reported
            | Happening::Submitted
            | Happening::Verified
            | Happening::Reminded
            | Happening::Extended
            | Happening::Suspended
            | Happening::Resumed
            | Happening::Ended => true,
        });
        let mut heard = since.filter(|event| {
            matches!(
                event.what,
                Happening::TakenOn
                    | Happening::Contested
                    | Happening::Delegated
                    | Happening::Reported
                    | Happening::Submitted
            )
        });
        matches!(self.state, ObligationState::Active { .. }) && heard.next().is_none()
    }

    /// Whoever performs it now, the liable party among them.
    pub(crate) fn performing(&self) -> Vec<Participant> {
        if self.performers.is_empty() {
            vec![Participant::from(self.liable.clone())]
        } else {
            self.performers.clone()
        }
    }

    pub(crate) fn note_performer(&mut self, who: Participant) {
        if !self.ever.contains(&who) {
            self.ever.push(who);
        }
    }

    /// When its time is over, if the clock began at a moment.
    pub(crate) fn due_from(&self, calendar: &CalendarTable, since: Instant) -> Option<Instant> {
        match self.within? {
            Deadline::Within(term) => {
                calendar.due_with_suspension(since, term, self.suspended_days).ok()
            }
            Deadline::By(day) => {
                let day = day.plus_days(i64::from(self.suspended_days))?.plus_days(1)?;
                calendar.start_of(day).ok()
            }
        }
    }
}
