//! The register of members: elections and appointments, who joins and leaves, training, awards,
//! and sanctions by the ladder with their reviews.
//!
//! A charter says which seats there are, and never who holds them. That is recorded here, in a
//! small aggregate with a [record of its own](RecordedRegister). A case takes in a
//! [snapshot](Register::snapshot); what cases show of the conduct of persons is
//! [taken into account](CaseConduct), and where somebody [stands](Register::standing) is assessed
//! from the sessions of many cases.
//!
//! Whom somebody can act for, and what they may do, is [told](Register::options) as in a case; when
//! its charter changes, it [goes on](Register::migrate) under the new version.
//!
//! [`Register`] is where to begin. `docs/register.md` has the act table and the form of the record.

mod authority;
mod belonging;
mod case_conduct;
mod change;
mod code;
mod context;
mod contributing;
mod due;
mod electing;
mod election;
mod engine;
mod holding;
mod imposed;
mod joining;
mod kinship;
mod ladder;
mod lapse;
mod membership;
mod migration;
mod options;
mod polling;
mod preparing;
mod recorded;
mod requirement;
mod rules;
mod sanctioning;
mod seating;
mod seats;
mod snapshot;
mod standing;
mod state;
mod table;
mod target;
mod witness;

use crate::act::Envelope;
use crate::case::{Refusal, Refused};

pub use belonging::{Join, Leave};
pub use case_conduct::{CaseConduct, Counting};
pub use code::RegisterCode;
pub use due::{RegisterDue, RegisterDueKind};
pub use engine::Register;
pub use kinship::{DeclareRelative, Kinship, RetractRelative};
pub use membership::Member;
pub use options::RegisterOptions;
pub use polling::Poll;
pub use preparing::{CountCredits, Credit, Train};
pub use recorded::{
    ObservedRegister, RecordedRegister, RegisterChain, RegisterHeader, RegisterReader,
    RegisterRecord, RegisterWriter,
};
pub use requirement::{RegisterRequirement, RegisterRole};
pub use sanctioning::{Announce, AskReview, Hear, Impose, Review, ReviewOutcome};
pub use seating::{Appoint, Candidate, Departure, Elect, Recall, Vacate};
pub use standing::{SeatStanding, Source};
pub use state::{
    Affiliation, Announced, Awarded, CandidateVerdict, CountedCredit, Election, Holding, Imposed,
    RegisterState, Relative, Trained,
};
pub use table::{RegisterAct, RegisterActKind, RegisterPart};
pub use target::{RegisterTarget, RegisterTargetKind};

/// An entry of a register: who did what, when it was recorded, and when it happened.
///
/// ```
/// use cogov::register::RegisterEntry;
///
/// let json = r#"{"act":"join","at":"2026-06-01T09:30:00+08:00","by":{"party":"committee"},"seq":1,"target":{"person":"p-3"},"with":{"of":{"party":"committee"}}}"#;
/// let entry = RegisterEntry::from_json(json)?;
/// assert_eq!((entry.act().kind().as_str(), entry.to_json()?.as_str()), ("join", json));
/// # Ok::<(), cogov::Invalid>(())
/// ```
pub type RegisterEntry = Envelope<RegisterAct>;

/// Why an act is refused in a register.
///
/// ```
/// use cogov::act::Correct;
/// use cogov::register::{Register, RegisterAct, RegisterCode, RegisterRefusal, RegisterRefused};
/// use cogov::{Charter, Holder, Text};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let act = RegisterAct::correct(7, Correct::new(Text::new("It was Tuesday")?));
/// let entry = register.entry("2026-01-05T09:00:00+08:00".parse()?, Holder::Anyone, act);
/// let refused: RegisterRefused = register.perform(&entry).unwrap_err();
/// let refusal: &RegisterRefusal = refused.first().unwrap();
/// assert_eq!(refusal.code(), RegisterCode::UnknownTarget);
/// assert_eq!(refused.to_string(), "there is no entry 7 in this register");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterRefusal = Refusal<RegisterCode>;

/// Everything that stands against an entry of a register.
pub type RegisterRefused = Refused<RegisterCode>;
