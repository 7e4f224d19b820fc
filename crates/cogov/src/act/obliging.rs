//! What comes with the acts on obligations.

use crate::act::attachment::Attachment;
use crate::act::participant::Participant;
use crate::act::resolving::{Deadline, ObligationDraft};
use crate::values::choice::choice;
use crate::values::key::{PartyKey, ReplyKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// With `contest` and `contest-dispatch`: why somebody says that it is not theirs to do.
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
    pub struct Delegate("a delegation", "委托办理") {
        required {
            /// Who.
            to: Participant,
        }
    }
}

record! {
    /// With `transfer`: who answers for it from now on.
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
    pub enum Verification {
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
    pub struct Remind("a reminder", "催办") {
        option {
            /// What.
            text, with_text: Text,
        }
    }
}

record! {
    /// With `extend`: until when.
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
    pub struct Pause("a suspension", "中止") {
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

choice! {
    /// Why somebody is no longer bound.
    pub enum Ground {
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
    pub struct FindDefault("a default", "认定不履行") {
        option {
            /// Why.
            reason, with_reason: Text,
            /// What somebody now has to do instead.
            consequence, with_consequence: ObligationDraft,
        }
    }
}
