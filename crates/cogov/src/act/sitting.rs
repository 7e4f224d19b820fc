//! What comes with the acts in a session.

use crate::act::attachment::Attachment;
use crate::act::participant::Participant;
use crate::act::words::Words;
use crate::time::Instant;
use crate::values::choice::choice;
use crate::values::id::SessionId;
use crate::values::key::PointKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// As what somebody attends a session.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Attendance;
    ///
    /// assert!(Attendance::Voting.votes() && Attendance::SpeakingOnly.speaks());
    /// assert!(!Attendance::Observing.speaks());
    /// assert_eq!(Attendance::SpeakingOnly.label(Lang::Zh), "列席");
    /// ```
    pub enum Attendance in act {
        /// With a vote.
        Voting = "voting", "with a vote", "参加表决";
        /// With a vote, and in the chair.
        Chair = "chair", "in the chair", "主持";
        /// Speaking without a vote.
        SpeakingOnly = "speaking_only", "speaking without a vote", "列席";
        /// Guiding the talk, without a vote.
        Facilitator = "facilitator", "facilitating", "引导";
        /// Taking the minutes, without a vote.
        Recorder = "recorder", "taking the minutes", "记录";
        /// Watching only.
        Observing = "observing", "observing", "旁听";
    }
}

impl Attendance {
    /// Whether whoever attends so votes.
    #[must_use]
    pub const fn votes(self) -> bool {
        match self {
            Self::Voting | Self::Chair => true,
            Self::SpeakingOnly | Self::Facilitator | Self::Recorder | Self::Observing => false,
        }
    }

    /// Whether whoever attends so may speak.
    #[must_use]
    pub const fn speaks(self) -> bool {
        match self {
            Self::Voting | Self::Chair | Self::SpeakingOnly | Self::Facilitator => true,
            Self::Recorder | Self::Observing => false,
        }
    }

    /// Whether whoever attends so runs the session: grants leave, adjourns.
    #[must_use]
    pub const fn presides(self) -> bool {
        match self {
            Self::Chair | Self::Facilitator | Self::Recorder => true,
            Self::Voting | Self::SpeakingOnly | Self::Observing => false,
        }
    }
}

record! {
    /// Who should attend, and as what.
    ///
    /// ```
    /// use cogov::PartyKey;
    /// use cogov::act::{Attendance, Invitee};
    ///
    /// let company = Invitee::new(PartyKey::new("property-company")?, Attendance::SpeakingOnly);
    /// assert!(!company.role().votes());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Invitee("somebody who should attend", "应到者") {
        required {
            /// Who.
            who: Participant,
            /// As what.
            role: Attendance as copy,
        }
    }
}

record! {
    /// With `convene`: a session, and who should attend it.
    ///
    /// ```
    /// use cogov::act::{Act, Attendance, Convene, Invitee, Requirement};
    /// use cogov::values::SessionId;
    /// use cogov::{Function, Instant, PartyKey, StepKey, Text};
    ///
    /// let session: SessionId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let begins: Instant = "2026-06-18T14:00:00+08:00".parse()?;
    /// let committee = PartyKey::new("owners-committee")?;
    /// let convened = Convene::new(session)
    ///     .with_starts(begins)
    ///     .with_venue(Text::bilingual("Room of the committee", "居委会议事厅")?)
    ///     .with_should_attend([Invitee::new(committee, Attendance::Chair)]);
    /// assert!(convened.should_attend()[0].role().presides());
    /// assert_eq!(convened.starts(), Some(begins));
    /// assert!(convened.venue().is_some());
    ///
    /// let act = Act::convene(StepKey::new("joint-meeting")?, convened);
    /// assert_eq!(act.kind().requires(), [Requirement::Power(Function::Convene)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Convene("the convening of a session", "召集会议") {
        new { session }
        required {
            /// The session; the same one may be convened for several cases.
            session: SessionId as copy,
        }
        option {
            /// When it begins.
            starts, with_starts: Instant as copy,
            /// Where it is held.
            venue, with_venue: Text,
        }
        list {
            /// Who should attend.
            should_attend, with_should_attend: Invitee,
        }
    }
}

record! {
    /// With `arrive`: for whom, where not for oneself.
    ///
    /// ```
    /// use cogov::PartyKey;
    /// use cogov::act::{Act, Arrive, Requirement, Role};
    ///
    /// let proxy = Arrive::new().with_instead_of(PartyKey::new("water-bureau")?);
    /// assert_ne!(proxy, Arrive::new());
    /// let act = Act::arrive("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, proxy);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Invitee)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Arrive("an arrival", "到会") {
        option {
            /// Who should have attended, and is represented by whoever arrives.
            instead_of, with_instead_of: Participant,
        }
    }
}

record! {
    /// With `depart`: for whom, where not for oneself.
    ///
    /// ```
    /// use cogov::act::{Act, Depart, Requirement, Role};
    ///
    /// let left = Depart::new();
    /// assert_eq!(left.instead_of(), None, "who leaves is who says so");
    /// let act = Act::depart("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, left);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Attendee)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Depart("a departure", "离会") {
        option {
            /// Who was represented.
            instead_of, with_instead_of: Participant,
        }
    }
}

record! {
    /// With `excuse`: who is granted leave.
    ///
    /// ```
    /// use cogov::act::{Act, Excuse, Opening};
    /// use cogov::values::PersonKey;
    /// use cogov::{Lang, Text};
    ///
    /// // Why is nobody else's business: only whoever has the opening can read it.
    /// let why = Opening::new([7; 32], Text::new("In hospital")?);
    /// let excused = Excuse::new(PersonKey::new("p-3")?).with_reason(why.seal());
    /// assert_eq!(excused.reason().unwrap().get(Lang::En), None);
    /// let act = Act::excuse("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, excused);
    /// assert_eq!(act.kind().label(Lang::Zh), "准假");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Excuse("a leave", "准假") {
        required {
            /// Who.
            who: Participant,
        }
        option {
            /// Why.
            reason, with_reason: Words,
        }
    }
}

record! {
    /// With `speak`: a statement. Its number in the record is how others refer to it.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, ActKind, Speak};
    /// use cogov::values::PointKey;
    ///
    /// let said = Speak::new(Text::new("Racks are enough")?).with_point(PointKey::new("cost")?);
    /// assert_eq!(said.point().map(PointKey::as_str), Some("cost"));
    /// let act = Act::speak("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, said);
    /// assert_eq!(act.kind(), ActKind::Speak);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Speak("a statement", "发言") {
        required {
            /// What was said.
            text: Words,
        }
        option {
            /// To which point of the plan.
            point, with_point: PointKey,
            /// For whom, where not for oneself.
            instead_of, with_instead_of: Participant,
        }
    }
}

record! {
    /// With `declare-interest`: in what one has an interest of one's own. It takes away the vote.
    ///
    /// ```
    /// use cogov::act::{Act, DeclareInterest, Requirement};
    /// use cogov::{Lang, Text};
    ///
    /// let declared = DeclareInterest::new(Text::new("My brother owns the company")?);
    /// assert_eq!(declared.interest().get(Lang::En), Some("My brother owns the company"));
    /// let act = Act::declare_interest(declared);
    /// assert_eq!(act.kind().requires(), [Requirement::Nothing], "anybody may, at any time");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct DeclareInterest("a declared interest", "申报利害关系") {
        required {
            /// Which interest.
            interest: Words,
        }
    }
}

record! {
    /// With `adjourn`: the end of a session, with its minutes.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, Adjourn, Attachment, Digest};
    /// use cogov::procedure::Completion;
    ///
    /// let list = Attachment::new(Text::new("The signed list")?, Digest::of(b"..."));
    /// let end = Adjourn::new()
    ///     .with_minutes(Text::bilingual("All agree on bollards", "各方同意设置隔离桩")?)
    ///     .with_attachments([list]);
    /// assert_eq!(end.attachments().len(), 1);
    /// let act = Act::adjourn("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, end);
    /// assert_eq!(act.kind().completes(), Some(Completion::Adjourn));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Adjourn("the end of a session", "休会") {
        option {
            /// What the minutes say.
            minutes, with_minutes: Words,
        }
        list {
            /// The papers of the session: the signed list, photographs.
            attachments, with_attachments: Attachment,
        }
    }
}
