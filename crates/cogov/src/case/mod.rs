//! Cases: one matter from the appeal to the verified result, each act judged by one set of rules.

mod appeal;
mod authority;
mod ballot;
mod change;
mod context;
mod ending;
mod engine;
mod obligation;
mod refusal;
mod refusal_code;
mod reply;
mod resolution;
mod roster;
mod rules;
mod run;
mod settle;
mod sitting;
mod state;
mod steps;
mod view;

pub use appeal::{Appeal, AppealEnding};
pub use ballot::{Ballot, Voter};
pub use ending::{Ending, Phase};
pub use engine::{Case, Refused};
pub use obligation::{Event, Happening, Obligation, ObligationState};
pub use refusal::{Cited, Refusal};
pub use refusal_code::RefusalCode;
pub use reply::{Reply, ReplyKind};
pub use resolution::{Basis, Consensus, Resolution};
pub use roster::Roster;
pub use run::{Execution, Owed, Run};
pub use sitting::{Attendee, Sitting};
pub use state::{Disclosure, Dispatched, Ended, Evaluated, Planned, Referral, Routed, State};
