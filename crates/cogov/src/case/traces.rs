//! What single acts leave in the state of a case: routes, plans, disclosures, statements, ends.

use crate::act::{Disclose, Dispatch, Evaluate, Participant, Plan, Words};
use crate::case::ending::Ending;
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::triage::Route;
use crate::values::id::{CaseId, SessionId};
use crate::values::key::{PlaceKey, PointKey, ReplyKey, StepKey};
use crate::values::text::Text;

view! {
    /// Where the topic went, and why.
    pub struct Routed {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// Where.
            to: Route,
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
