//! What single acts leave in the state of a case: routes, plans, disclosures, statements, ends.

use crate::act::{Disclose, Dispatch, Evaluate, Participant, Plan, Words};
use crate::case::ending::Ending;
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::triage::Destination;
use crate::values::id::{CaseId, SessionId};
use crate::values::key::{PlaceKey, PointKey, ReplyKey, StepKey};
use crate::values::text::Text;

view! {
    /// Where the topic went, and why.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::Routed;
    /// use cogov::triage::DestinationKind;
    ///
    /// let case = fire_lane(9);
    /// let routed: &Routed = case.state().routed().unwrap();
    /// assert_eq!(routed.to().kind(), DestinationKind::ConsultWithAdvisers);
    /// assert_eq!((routed.row(), routed.reason()), (Some(2), None), "as the third row of the table says");
    /// ```
    pub struct Routed {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// Where.
            to: Destination,
        }
        may {
            /// The row of the triage table that says so.
            row: usize as copy,
            /// Why, where the table says otherwise or nothing.
            reason: Text,
        }
    }
}

view! {
    /// The plan of a consultation.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    /// use cogov::case::Planned;
    ///
    /// let case = fire_lane(11);
    /// let planned: &Planned = case.state().plan().unwrap();
    /// assert_eq!(planned.entry(), 11);
    /// let criterion = &planned.plan().criteria()[0];
    /// assert_eq!(criterion.text().get(Lang::Zh), "连续十晚消防通道无车辆占用");
    /// ```
    pub struct Planned {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// What was laid down.
            plan: Plan,
        }
    }
}

view! {
    /// Something that was made public.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::Publicity;
    /// use cogov::case::Disclosure;
    ///
    /// let case = fire_lane(57);
    /// let [decision, result]: &[Disclosure] = case.state().disclosures() else { panic!("two of them") };
    /// assert_eq!((decision.step().as_str(), decision.entry()), ("decision-disclosure", 40));
    /// assert_eq!(decision.disclosed().publicity(), Publicity::Publication);
    /// assert_eq!(result.disclosed().to().unwrap().to_string(), "2026-09-08", "until then one can object");
    /// ```
    pub struct Disclosure {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// By which step.
            step: StepKey,
            /// What, and where.
            disclosed: Disclose,
        }
    }
}

view! {
    /// A matter that was handed to somebody.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Dispatch};
    /// use cogov::case::{Dispatched, RefusalCode};
    /// use cogov::{PartyKey, Text};
    ///
    /// // Some other system handed the plan out, which has no place in this procedure: noted, and kept.
    /// let mut case = fire_lane(9);
    /// let task = Dispatch::new(PartyKey::new("property-company")?, Text::new("Count the cars")?);
    /// let act = Act::dispatch("plan".parse()?, task);
    /// let at = "2026-06-04T09:00:00+08:00".parse()?;
    /// let breaches = case.observe(&case.entry(at, PartyKey::new("residents-committee")?, act));
    /// assert_eq!(breaches[0].code(), RefusalCode::WrongStep);
    /// let dispatched: &Dispatched = &case.state().dispatches()[0];
    /// assert_eq!(dispatched.dispatch().to().as_str(), "property-company");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Dispatched {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// By which step.
            step: StepKey,
            /// Who handed it out.
            by: Holder,
            /// To whom, and what.
            dispatch: Dispatch,
        }
    }
}

view! {
    /// What became of what was resolved.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::Evaluation;
    /// use cogov::case::Evaluated;
    ///
    /// let case = fire_lane(56);
    /// let evaluated: &Evaluated = &case.state().evaluations()[0];
    /// assert_eq!(evaluated.evaluation().result(), Evaluation::Fulfilled);
    /// assert!(evaluated.evaluation().criteria().iter().all(|criterion| criterion.met()));
    /// assert_eq!(evaluated.set_aside(), None);
    /// ```
    pub struct Evaluated {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// By which step.
            step: StepKey,
            /// What was found.
            evaluation: Evaluate,
        }
        may {
            /// The entry by which the step had to be done again.
            set_aside: u64 as copy,
        }
    }
}

view! {
    /// A matter that went to the level above.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, ReferUp};
    /// use cogov::case::Referral;
    /// use cogov::values::{CaseId, ReplyKey};
    /// use cogov::{PartyKey, PlaceKey, Text};
    ///
    /// let mut case = fire_lane(8);
    /// let above: CaseId = "0192f000-0000-7000-8000-0000000000fe".parse()?;
    /// let up = ReferUp::new(ReplyKey::new("up-1")?, PlaceKey::new("cuizhuyuan")?, above)
    ///     .with_exception(Text::new("The lane belongs to the street")?);
    /// let at = "2026-06-04T09:00:00+08:00".parse()?;
    /// case.perform(&case.entry(at, PartyKey::new("social-joint-branch")?, Act::refer_up(up)))?;
    ///
    /// let referral: &Referral = &case.state().referrals()[0];
    /// assert_eq!((referral.to().as_str(), referral.case()), ("cuizhuyuan", above));
    /// assert_eq!(case.state().replies().next().unwrap().key(), referral.reply(), "an answer is owed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Referral {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// The key under which an answer is owed.
            reply: ReplyKey,
            /// The place above.
            to: PlaceKey,
            /// The case that is opened there.
            case: CaseId as copy,
        }
        may {
            /// Why it went up though not everything was tried.
            exception: Text,
        }
        list {
            /// The numbers of the entries which show that everything was tried.
            exhausted: u64,
        }
    }
}

view! {
    /// Something that was said in a session. Others refer to it by the number of its entry.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    /// use cogov::case::Statement;
    ///
    /// let case = fire_lane(38);
    /// let cited = case.state().resolutions()[0].common_ground()[0].cites()[0];
    /// let said: &Statement = case.state().statements().find(|said| said.entry() == cited).unwrap();
    /// assert_eq!(said.text().get(Lang::Zh), Some("消防通道必须畅通"));
    /// assert_eq!(said.point().unwrap().as_str(), "fire-lane");
    /// ```
    pub struct Statement {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// In which session.
            session: SessionId as copy,
            /// Who said it.
            who: Participant,
            /// What was said.
            text: Words,
        }
        may {
            /// To which point of the plan.
            point: PointKey,
        }
    }
}

view! {
    /// How a case ended, by which entry.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::{Ended, Ending};
    ///
    /// let case = fire_lane(57);
    /// let ended: &Ended = case.state().ended().unwrap();
    /// assert_eq!((ended.ending(), ended.entry()), (Ending::Fulfilled, 57));
    /// assert_eq!(ended.on().to_string(), "2026-09-11T09:00:00+08:00");
    /// ```
    pub struct Ended {
        has {
            /// How.
            ending: Ending as copy,
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
        }
    }
}
