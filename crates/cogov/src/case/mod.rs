//! Cases: one matter from the appeal to the verified result, each act judged by one set of rules.

mod appeal;
mod authority;
mod ballot;
mod board;
mod change;
mod context;
mod due;
mod ending;
mod engine;
mod explore;
mod migration;
mod notice;
mod obligation;
mod options;
mod papers;
mod quotient;
mod refusal;
mod refusal_code;
mod reply;
mod resolution;
mod roster;
mod rules;
mod run;
mod seen;
mod settle;
mod sheet;
mod sitting;
mod state;
mod steps;
mod story;
mod view;
mod witness;

pub use appeal::{Appeal, AppealEnding};
pub use ballot::{Ballot, Voter};
pub use due::{Climb, Due, DueStatus, DueThing};
pub use ending::{Ending, Phase};
pub use engine::{Case, Refused};
pub use explore::{Explored, explore};
pub use notice::{AboutWhat, Notice, NoticeKind};
pub use obligation::{Event, Happening, Obligation, ObligationState};
pub use options::{Offer, Options, Withheld};
pub use refusal::{Cited, Refusal};
pub use refusal_code::RefusalCode;
pub use reply::{Reply, ReplyKind};
pub use resolution::{Basis, Consensus, Resolution};
pub use roster::Roster;
pub use run::{Execution, Owed, Run};
pub use seen::Seen;
pub use sheet::Sheet;
pub use sitting::{Attendee, Sitting};
pub use state::{
    Disclosure, Dispatched, Ended, Evaluated, Planned, Referral, Routed, State, Statement,
};
pub use story::{Story, Told};
