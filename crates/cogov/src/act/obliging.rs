//! What comes with the acts on obligations.

use crate::act::attachment::Attachment;
use crate::act::deadline::Deadline;
use crate::act::participant::Participant;
use crate::act::resolving::ObligationDraft;
use crate::values::choice::choice;
use crate::values::key::{PartyKey, ReplyKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `contest` and `contest-dispatch`: why somebody says that it is not theirs to do.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Contest};
    /// use cogov::values::{ObligationKey, ReplyKey};
    /// use cogov::{PartyKey, StepKey, Text};
    ///
    /// let contested = Contest::new(ReplyKey::new("pipe")?, Text::new("The pipe is public")?)
    ///     .with_instead(PartyKey::new("water-bureau")?);
    /// assert!(contested.instead().is_some());
    ///
    /// // What was dispatched, before there is a resolution; or what was resolved.
    /// let dispatched = Act::contest_dispatch(StepKey::new("dispatch")?, contested.clone());
    /// let resolved = Act::contest(ObligationKey::new("mend-pipe")?, contested);
    /// assert_eq!((dispatched.kind(), resolved.kind()), (ActKind::ContestDispatch, ActKind::Contest));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Contest("a contest", "异议") {
        new { reply }
        required {
            /// The key under which an answer is owed.
            reply: ReplyKey,
            /// Why.
            reason: Text,
        }
        option {
            /// Who should do it instead.
            instead, with_instead: PartyKey,
        }
    }
}

record! {
    /// With `delegate`: who does it from now on. Who answers for it stays.
    ///
    /// ```
    /// use cogov::PartyKey;
    /// use cogov::act::{Act, Delegate, Participant, Requirement, Role};
    /// use cogov::values::ObligationKey;
    ///
    /// let contractor = PartyKey::new("contractor")?;
    /// let delegation = Delegate::new(contractor.clone());
    /// assert_eq!(delegation.to(), &Participant::from(contractor));
    /// let act = Act::delegate(ObligationKey::new("racks")?, delegation);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Liable)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Delegate("a delegation", "委托办理") {
        required {
            /// Who.
            to: Participant,
        }
    }
}

record! {
    /// With `transfer`: who answers for it from now on.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Transfer};
    /// use cogov::{PartyKey, Text};
    ///
    /// let transfer = Transfer::new(PartyKey::new("urban-management")?)
    ///     .with_reason(Text::new("The pavement is public")?);
    /// assert_eq!(transfer.to().as_str(), "urban-management");
    /// assert!(transfer.reason().is_some());
    /// assert_eq!(Act::transfer("racks".parse()?, transfer).kind(), ActKind::Transfer);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Transfer("a transfer", "移交") {
        required {
            /// Who.
            to: PartyKey,
        }
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `vary`: what is owed from now on.
    ///
    /// ```
    /// use cogov::act::{Act, Deadline, Target, Vary};
    /// use cogov::values::ObligationKey;
    /// use cogov::{Date, Text};
    ///
    /// let varied = Vary::new()
    ///     .with_task(Text::new("Six bollards instead of four")?)
    ///     .with_within(Date::new(2026, 7, 1)?);
    /// assert_eq!(varied.within(), Some(Deadline::By(Date::new(2026, 7, 1)?)));
    /// assert!(varied.task().is_some() && varied.reason().is_none());
    ///
    /// let bollards = ObligationKey::new("bollards")?;
    /// assert_eq!(Act::vary(bollards.clone(), varied).target(), Some(Target::Obligation(bollards)));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Vary("a variation", "变更") {
        option {
            /// What has to be done.
            task, with_task: Text,
            /// By when.
            within, with_within: Deadline as copy,
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `report`: how it stands.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, Attachment, Digest, Report};
    ///
    /// let log = Attachment::new(Text::new("The log of July")?, Digest::of(b"..."));
    /// let report = Report::new(Text::new("Two patrols every night")?).with_evidence([log]);
    /// assert_eq!(report.evidence().len(), 1);
    /// let act = Act::report("patrols".parse()?, report);
    /// assert_eq!(act.target().unwrap().to_string(), "patrols");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Report("a report", "进展报告") {
        required {
            /// What is reported.
            text: Text,
        }
        list {
            /// What shows it.
            evidence, with_evidence: Attachment,
        }
    }
}

record! {
    /// With `complete`: that it was done, and what shows it.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, ActKind, Attachment, Complete, Digest};
    /// use cogov::values::ObligationKey;
    ///
    /// let racks = ObligationKey::new("racks")?;
    /// let begun = Act::take_on(racks.clone());
    ///
    /// let photograph = Attachment::new(Text::new("The new rack")?, Digest::of(b"..."));
    /// let done = Complete::new().with_evidence([photograph]);
    /// assert_eq!(done.evidence().len(), 1);
    /// let done = Act::complete(racks, done);
    /// assert_eq!((begun.kind(), done.kind()), (ActKind::TakeOn, ActKind::Complete));
    /// assert_eq!(begun.target(), done.target());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Complete("a completion", "办结") {
        option {
            /// What was done.
            text, with_text: Text,
        }
        list {
            /// What shows it; refused without.
            evidence, with_evidence: Attachment,
        }
    }
}

choice! {
    /// What came out of a verification.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::VerificationResult;
    ///
    /// assert_eq!(VerificationResult::Partly.label(Lang::Zh), "部分解决");
    /// ```
    pub enum VerificationResult in act {
        /// It is solved.
        Solved = "solved", "solved", "已解决";
        /// It is solved in part, which is not fulfilled.
        Partly = "partly", "partly solved", "部分解决";
        /// It is not solved.
        Not = "not", "not solved", "未解决";
    }
}

record! {
    /// With `verify`: what came out.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{VerificationResult, Verify};
    ///
    /// let found = Verify::new(VerificationResult::Partly).with_text(Text::new("Two are loose")?);
    /// assert_ne!(found.result(), VerificationResult::Solved);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Verify("a verification", "核验") {
        required {
            /// What.
            result: VerificationResult as copy,
        }
        option {
            /// What was seen.
            text, with_text: Text,
        }
        list {
            /// What shows it.
            evidence, with_evidence: Attachment,
        }
    }
}

record! {
    /// With `remind`: what is said to whoever is late.
    ///
    /// ```
    /// use cogov::act::{Act, Remind, Requirement, Role};
    /// use cogov::values::ObligationKey;
    /// use cogov::{Function, Text};
    ///
    /// let reminder = Remind::new().with_text(Text::new("The bollards were due on 7 August")?);
    /// let act = Act::remind(ObligationKey::new("bollards")?, reminder);
    /// let either = [Requirement::Role(Role::Claimant), Requirement::Power(Function::Supervise)];
    /// assert_eq!(act.kind().requires(), either);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Remind("a reminder", "催办") {
        option {
            /// What.
            text, with_text: Text,
        }
    }
}

record! {
    /// With `extend`: until when.
    ///
    /// ```
    /// use cogov::Term;
    /// use cogov::act::{Act, ActKind, Deadline, Extend};
    /// use cogov::values::ObligationKey;
    ///
    /// let extended = Extend::new(Term::days(3)?);
    /// assert_eq!(extended.to(), Deadline::Within(Term::days(3)?));
    /// let act = Act::extend(ObligationKey::new("racks")?, extended);
    /// assert_eq!(act.kind(), ActKind::Extend);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Extend("an extension", "延期") {
        required {
            /// By when from now on; a term counts from the old day.
            to: Deadline as copy,
        }
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `suspend` and `resume`: why the clock stops, or goes on.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, ActKind, Pause};
    /// use cogov::values::ObligationKey;
    ///
    /// let racks = ObligationKey::new("racks")?;
    /// let lawsuit = Pause::new().with_reason(Text::new("A lawsuit about the wall")?);
    /// assert!(lawsuit.reason().is_some());
    /// let stopped = Act::suspend(racks.clone(), lawsuit);
    /// let goes_on = Act::resume(racks, Pause::new());
    /// assert_eq!((stopped.kind(), goes_on.kind()), (ActKind::Suspend, ActKind::Resume));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Pause("a suspension", "中止") {
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

choice! {
    /// Why somebody is no longer bound.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Ground;
    ///
    /// assert_eq!(Ground::Waived.label(Lang::Zh), "放弃");
    /// ```
    pub enum Ground in act {
        /// Whoever could claim it gave it up.
        Waived = "waived", "waived", "放弃";
        /// Something else took its place.
        Superseded = "superseded", "superseded", "被取代";
        /// It was taken back.
        Withdrawn = "withdrawn", "withdrawn", "撤销";
    }
}

record! {
    /// With `discharge`: on which ground.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, Discharge, Ground};
    /// use cogov::values::ObligationKey;
    ///
    /// let superseded = Discharge::new(Ground::Superseded);
    /// assert_eq!(superseded.ground(), Ground::Superseded);
    /// let act = Act::discharge(ObligationKey::new("racks")?, superseded);
    /// assert_eq!(act.kind(), ActKind::Discharge);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Discharge("a discharge", "免除") {
        required {
            /// Which.
            ground: Ground as copy,
        }
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `find-default`: that it was not done, and what follows from that.
    ///
    /// ```
    /// use cogov::act::{Act, ActKind, FindDefault, ObligationDraft};
    /// use cogov::values::ObligationKey;
    /// use cogov::{GroupKey, Holder, PartyKey, Text};
    ///
    /// assert_eq!(FindDefault::new().consequence(), None, "nothing has to follow");
    ///
    /// // Here the company has to pay back what it took for the racks.
    /// let refund = ObligationDraft::new(
    ///     ObligationKey::new("refund")?,
    ///     Text::new("Pay back the advance")?,
    ///     PartyKey::new("property-company")?,
    ///     Holder::Group(GroupKey::new("owners")?),
    /// );
    /// let default = FindDefault::new().with_consequence(refund);
    /// let act = Act::find_default(ObligationKey::new("racks")?, default);
    /// assert_eq!(act.kind(), ActKind::FindDefault);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct FindDefault("a default", "认定不履行") {
        option {
            /// Why; refused without.
            reason, with_reason: Text,
            /// What somebody now has to do instead.
            consequence, with_consequence: ObligationDraft,
        }
    }
}
