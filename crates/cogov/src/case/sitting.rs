//! A session: who should attend, as what, and who is present at each moment.

use crate::act::{Attendance, Participant, Words};
use crate::case::roll::Roll;
use crate::case::view::view;
use crate::time::Instant;
use crate::values::id::SessionId;
use crate::values::key::StepKey;
use crate::values::text::Text;

view! {
    /// Somebody who should attend a session, and whether they do.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::Attendance;
    /// use cogov::case::Attendee;
    ///
    /// // While the company has not come in yet:
    /// let case = fire_lane(16);
    /// let attendees = case.state().sessions().next().unwrap().attendees();
    /// let company: &Attendee = &attendees[2];
    /// assert_eq!(company.role(), Attendance::Voting);
    /// assert!(!company.present() && !company.excused() && company.proxy().is_none());
    /// assert!(attendees[1].present() && attendees[1].attended());
    /// ```
    pub struct Attendee {
        has {
            /// Who.
            who: Participant,
            /// As what.
            role: Attendance as copy,
            /// Whether they were granted leave.
            excused: bool as copy,
            /// Whether they are present now, themselves or by a proxy.
            present: bool as copy,
            /// Whether they were present at any time.
            attended: bool as copy,
        }
        may {
            /// Who came instead of them.
            proxy: Participant,
        }
        hidden {
            /// Whether they were present when the session ended.
            stayed: bool
        }
    }
}

view! {
    /// A session that was convened for steps of this case.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    /// use cogov::case::Sitting;
    ///
    /// let during = fire_lane(20);
    /// let sitting: &Sitting = during.state().sessions().next().unwrap();
    /// assert_eq!((sitting.voting_present(), sitting.voting()), (4, 4));
    /// assert!(sitting.began() < sitting.starts(), "the first one came five minutes early");
    ///
    /// let after = fire_lane(23);
    /// let sitting = after.state().sessions().next().unwrap();
    /// assert!(sitting.adjourned().is_some());
    /// assert_eq!((sitting.voting_present(), sitting.voting_at_end()), (0, Some(4)));
    /// let absent = sitting.absent_unexcused().map(|attendee| attendee.who());
    /// assert_eq!(absent.count(), 2, "of those, one was to advise and one to take the minutes");
    /// assert_eq!((sitting.attendees().len(), sitting.steps().len()), (8, 1));
    /// assert_eq!(sitting.venue().unwrap().get(Lang::Zh), "社区会议室");
    /// assert_eq!(sitting.minutes().unwrap().get(Lang::Zh), Some("各方同意设置隔离桩"));
    /// ```
    pub struct Sitting {
        has {
            /// The session.
            id: SessionId as copy,
            /// The entry by which it was convened first.
            entry: u64 as copy,
        }
        may {
            /// When it is to begin.
            starts: Instant as copy,
            /// Where it is held.
            venue: Text,
            /// When the first one came.
            began: Instant as copy,
            /// When it ended.
            adjourned: Instant as copy,
            /// What the minutes say.
            minutes: Words,
            /// How many of those with a vote were present when it ended.
            voting_at_end: u64 as copy,
        }
        list {
            /// The steps that run in it.
            steps: StepKey,
            /// Who should attend.
            attendees: Attendee,
        }
        hidden {
            /// Where each of them stands.
            roll: Roll
        }
    }
}

impl Sitting {
    /// Whoever should attend under this name.
    pub(crate) fn attendee(&self, who: &Participant) -> Option<&Attendee> {
        self.attendees.get(self.place(who)?)
    }

    fn place(&self, who: &Participant) -> Option<usize> {
        self.roll.find(&self.attendees, |attendee| &attendee.who, who)
    }

    pub(crate) fn attendee_mut(&mut self, who: &Participant) -> Option<&mut Attendee> {
        let place = self.place(who)?;
        self.attendees.get_mut(place)
    }

    /// How many of those with a vote there are.
    #[must_use]
    pub fn voting(&self) -> u64 {
        self.attendees.iter().filter(|attendee| attendee.role.votes()).count() as u64
    }

    /// How many of those with a vote are present now.
    #[must_use]
    pub fn voting_present(&self) -> u64 {
        let voting = self.attendees.iter().filter(|attendee| attendee.role.votes());
        voting.filter(|attendee| attendee.present).count() as u64
    }

    /// Who should attend, was not granted leave, and never came.
    pub fn absent_unexcused(&self) -> impl Iterator<Item = &Attendee> {
        self.attendees.iter().filter(|attendee| !attendee.attended && !attendee.excused)
    }
}
