//! Cases: one matter from the appeal to the verified result, each act judged by one set of rules.
//!
//! The examples look at one case: a fire lane that is kept free again, from three appeals to the
//! verified result. Its 57 entries lie beside the crate, in `examples/four_party/case.jsonl`, and
//! `fire_lane(46)` is the case as it stood after the first 46:
//!
//! ```
//! use cogov::Charter;
//! use cogov::act::Entry;
//! use cogov::case::{Case, Ending};
//!
//! fn fire_lane(entries: usize) -> Case {
//!     let record = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four_party/case.jsonl"));
//!     let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
//!     let mut case = Case::open(charter, "0192f000-0000-7000-8000-0000000000ff".parse().unwrap());
//!     for line in record.lines().take(entries) {
//!         case.perform(&Entry::from_json(line).unwrap()).unwrap();
//!     }
//!     case
//! }
//!
//! assert_eq!(fire_lane(46).state().ended(), None);
//! assert_eq!(fire_lane(57).state().ended().unwrap().ending(), Ending::Fulfilled);
//! ```

mod actor;
mod appeal;
mod asked;
mod authority;
mod ballot;
mod bars;
mod bearing;
mod board;
mod change;
pub(crate) mod context;
mod due;
mod due_at_intake;
#[cfg(feature = "icalendar")]
mod due_calendar;
mod ending;
mod engine;
mod explore;
mod joint_session;
mod memo;
pub(crate) mod migration;
pub(crate) mod naming;
mod notice;
mod obligation;
mod options;
mod papers;
mod placeless;
mod quotient;
mod recount;
mod recount_duties;
mod recount_intake;
mod recount_talks;
mod referral_path;
pub(crate) mod refusal;
pub(crate) mod refusal_code;
mod reply;
mod resolution;
mod roles;
mod roll;
mod roster;
mod rules;
mod run;
mod seen;
mod settle;
mod sheet;
mod signing;
mod sitting;
mod sparing;
mod state;
mod state_view;
mod steps;
mod story;
mod telling;
mod traces;
pub(crate) mod view;
mod witness;
mod witness_of_steps;

pub use actor::Actor;
pub use appeal::{Appeal, AppealEnding};
pub use asked::{Asked, Known};
pub use ballot::{Ballot, Voter};
pub use due::{Climb, Due, DueStatus, DueThing};
#[cfg(feature = "icalendar")]
pub use due_calendar::DueCalendar;
pub use ending::{Ending, Phase};
pub(crate) use engine::Admitted;
pub use engine::{Case, Refused};
pub use explore::{Explored, Visited, explore};
pub use joint_session::{Differing, Disagreement, JointSession, RefusedIn, perform_in_each};
pub use notice::{AboutWhat, Notice, NoticeKind};
pub use obligation::{Event, Happening, Obligation, ObligationState};
pub use options::{Offer, Options, Withheld};
pub use referral_path::{Above, ReferralLeg, ReferralPath};
pub use refusal::{Cited, Coded, Judged, Refusal};
pub use refusal_code::RefusalCode;
pub use reply::{Reply, ReplyKind};
pub use resolution::{Consensus, Resolution, ResolutionBasis};
pub use roster::Roster;
pub use run::{Execution, Owed, Run};
pub use seen::Seen;
pub use sheet::Sheet;
pub use sitting::{Attendee, Sitting};
pub use state::State;
pub use state_view::StateView;
pub use story::{Story, Told};
pub use traces::{Disclosure, Dispatched, Ended, Evaluated, Planned, Referral, Routed, Statement};
