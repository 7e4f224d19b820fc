//! What an act is about.

use std::fmt;

use serde::Serialize;

use crate::values::choice::choice;
use crate::values::id::{AppealId, SessionId};
use crate::values::key::{BallotKey, ObligationKey, ReplyKey, StepKey};

choice! {
    /// What kind of thing an act is about.
    #[non_exhaustive]
    pub enum TargetKind in act {
        /// An appeal.
        Appeal = "appeal", "an appeal", "诉求";
        /// A step of the procedure.
        Step = "step", "a step", "步骤";
        /// A session.
        Session = "session", "a session", "会议";
        /// A ballot.
        Ballot = "ballot", "a ballot", "表决";
        /// An obligation.
        Obligation = "obligation", "an obligation", "落实事项";
        /// Something that has to be answered.
        Reply = "reply", "what has to be answered", "应答复事项";
        /// An entry of the record, by its number.
        Entry = "entry", "an entry", "记录条目";
    }
}

/// What an act is about: one thing of a case.
///
/// ```
/// use cogov::StepKey;
/// use cogov::act::{Target, TargetKind};
///
/// let meeting = Target::from(StepKey::new("joint-meeting")?);
/// assert_eq!(meeting.kind(), TargetKind::Step);
/// assert_eq!(meeting.to_string(), "joint-meeting");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An appeal.
    Appeal(AppealId),
    /// A step of the procedure.
    Step(StepKey),
    /// A session.
    Session(SessionId),
    /// A ballot.
    Ballot(BallotKey),
    /// An obligation.
    Obligation(ObligationKey),
    /// Something that has to be answered.
    Reply(ReplyKey),
    /// An entry of the record, by its number.
    Entry(u64),
}

impl Target {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> TargetKind {
        match self {
            Self::Appeal(_) => TargetKind::Appeal,
            Self::Step(_) => TargetKind::Step,
            Self::Session(_) => TargetKind::Session,
            Self::Ballot(_) => TargetKind::Ballot,
            Self::Obligation(_) => TargetKind::Obligation,
            Self::Reply(_) => TargetKind::Reply,
            Self::Entry(_) => TargetKind::Entry,
        }
    }
}

/// The key, identifier or number.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Appeal(id) => id.fmt(f),
            Self::Step(key) => key.fmt(f),
            Self::Session(id) => id.fmt(f),
            Self::Ballot(key) => key.fmt(f),
            Self::Obligation(key) => key.fmt(f),
            Self::Reply(key) => key.fmt(f),
            Self::Entry(seq) => seq.fmt(f),
        }
    }
}

macro_rules! targets {
    ($($variant:ident: $of:ty;)+) => {$(
        impl From<$of> for Target {
            fn from(of: $of) -> Self {
                Self::$variant(of)
            }
        }
    )+};
}

targets! {
    Appeal: AppealId;
    Step: StepKey;
    Session: SessionId;
    Ballot: BallotKey;
    Obligation: ObligationKey;
    Reply: ReplyKey;
    Entry: u64;
}
