//! Acts: what somebody can do in a case, and the entries that say that they did.
//!
//! The **act table** is one place in the code: for each kind of act what it requires of whoever
//! acts, what it is about, what comes with it, as what it completes a step, and what it does.
//! [`ActKind`] answers for a row; `docs/acts.md` is made from it.

pub(crate) mod acts;
mod attachment;
mod balloting;
mod belonging;
mod concluding;
mod deadline;
pub(crate) mod define;
mod entry;
pub(crate) mod form;
mod obliging;
mod participant;
mod publishing;
mod receipt;
mod reception;
mod requirement;
mod resolving;
mod screening;
mod sitting;
mod table;
mod target;
mod words;

pub use acts::Acts;
pub use attachment::Attachment;
pub use balloting::{
    Choice, CloseBallot, Counted, Elector, Objection, OpenBallot, Published, RecordConsensus, Vote,
};
pub use belonging::Belonging;
pub use concluding::{
    Absorb, Award, Close, Correct, CriterionFinding, Evaluate, Evaluation, Migrate, Override,
};
pub use deadline::Deadline;
pub use entry::{Entry, Envelope};
pub(crate) use entry::{EntryMembers, entry_fields};
pub use obliging::{
    Complete, Contest, Delegate, Discharge, Extend, FindDefault, Ground, Pause, Remind, Report,
    Transfer, Vary, VerificationResult, Verify,
};
pub use participant::Participant;
pub use publishing::{Disclose, Publicity};
pub use receipt::Receipt;
pub use reception::{Accept, CallBack, Decline, Merge, Origin, Settle, Submit, Withdraw};
pub use requirement::{Requirement, Role};
pub use resolving::{
    Advise, Again, Answer, AnswerKind, Clause, Fail, Failure, ObligationDraft, Opinion, ReferUp,
    Reservation, Resolve,
};
pub use screening::{
    Assess, Criterion, Dispatch, Enrol, GroupRoll, Membership, Notify, Plan, PointAtIssue,
    RosterSource, Route, SeatHolding,
};
pub use sitting::{
    Adjourn, Arrive, Attendance, Convene, DeclareInterest, Depart, Excuse, Invitee, Speak,
};
pub use table::{Act, ActKind, Stage};
pub use target::{Target, TargetKind};
pub use words::{Opening, Words};

pub use crate::json::{Field, FieldKind, ListedWord};
pub use crate::values::{Digest, Salt};
