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
    /// use cogov::act::Contest;
    /// use cogov::values::ReplyKey;
    /// use cogov::{PartyKey, Text};
    ///
    /// let contested = Contest::new(ReplyKey::new("pipe")?, Text::new("The pipe is public")?)
    ///     .with_instead(PartyKey::new("water-bureau")?);
    /// assert!(contested.instead().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Contest("a contest", "异议") {
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
    /// use cogov::act::{Delegate, Participant};
    ///
    /// let contractor = PartyKey::new("contractor")?;
    /// assert_eq!(Delegate::new(contractor.clone()).to(), &Participant::from(contractor));
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
    /// use cogov::PartyKey;
    /// use cogov::act::Transfer;
    ///
    /// let transfer = Transfer::new(PartyKey::new("urban-management")?);
    /// assert_eq!(transfer.to().as_str(), "urban-management");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Transfer("a transfer", "移交") {
        required {
            /// Who.
            to: PartyKey,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `vary`: what is owed from now on.
    ///
    /// ```
    /// use cogov::Date;
    /// use cogov::act::{Deadline, Vary};
    ///
    /// let varied = Vary::new().with_within(Date::new(2026, 7, 1)?);
    /// assert_eq!(varied.within(), Some(Deadline::By(Date::new(2026, 7, 1)?)));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Vary("a variation", "变更") {
        option {
            /// What has to be done.
            task, with_task: Text,
            /// By when.
            within, with_within: Deadline as copy,
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `report`: how it stands.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Report;
    ///
    /// assert!(Report::new(Text::new("Half of it is done")?).evidence().is_empty());
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
    /// use cogov::act::{Attachment, Complete, Digest};
    ///
    /// let photograph = Attachment::new(Text::new("The new rack")?, Digest::of(b"..."));
    /// assert_eq!(Complete::new().with_evidence([photograph]).evidence().len(), 1);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Complete("a completion", "办结") {
        option {
            /// What was done.
            text, with_text: Text,
        }
        list {
            /// What shows it.
            evidence, with_evidence: Attachment,
        }
    }
}

choice! {
    /// What came out of a verification.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Verification;
    ///
    /// assert_eq!(Verification::Partly.label(Lang::Zh), "部分解决");
    /// ```
    pub enum Verification in act {
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
    /// use cogov::act::{Verification, Verify};
    ///
    /// let found = Verify::new(Verification::Partly).with_text(Text::new("Two are loose")?);
    /// assert_ne!(found.result(), Verification::Solved);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Verify("a verification", "核验") {
        required {
            /// What.
            result: Verification as copy,
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
    /// use cogov::act::Remind;
    ///
    /// assert_eq!(Remind::new(), Remind::default());
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
    /// use cogov::act::{Deadline, Extend};
    ///
    /// let extended = Extend::new(Term::days(3)?);
    /// assert_eq!(extended.to(), Deadline::Within(Term::days(3)?));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Extend("an extension", "延期") {
        required {
            /// By when from now on; a term counts from the old day.
            to: Deadline as copy,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `suspend` and `resume`: why the clock stops, or goes on.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Pause;
    ///
    /// assert!(Pause::new().with_reason(Text::new("A lawsuit")?).reason().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Pause("a suspension", "中止") {
        option {
            /// Why.
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
    /// use cogov::act::{Discharge, Ground};
    ///
    /// assert_eq!(Discharge::new(Ground::Superseded).ground(), Ground::Superseded);
    /// ```
    pub struct Discharge("a discharge", "免除") {
        required {
            /// Which.
            ground: Ground as copy,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `find-default`: that it was not done, and what follows from that.
    ///
    /// ```
    /// use cogov::act::FindDefault;
    ///
    /// assert_eq!(FindDefault::new().consequence(), None, "nothing has to follow");
    /// ```
    pub struct FindDefault("a default", "认定不履行") {
        option {
            /// Why.
            reason, with_reason: Text,
            /// What somebody now has to do instead.
            consequence, with_consequence: ObligationDraft,
        }
    }
}
