//! What comes with the acts on appeals.

use crate::act::attachment::Attachment;
use crate::act::digest::Digest;
use crate::act::participant::Participant;
use crate::act::words::Words;
use crate::values::choice::choice;
use crate::values::id::{AppealId, CaseId};
use crate::values::key::{ChannelKey, MatterKey, PlaceKey, StepKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// From whom a motion comes.
    ///
    /// ```
    /// use cogov::act::Origin;
    ///
    /// assert_eq!("cadres".parse(), Ok(Origin::Cadres));
    /// ```
    pub enum Origin in act {
        /// From the people concerned.
        Masses = "masses", "from the people", "群众提出";
        /// From those who work for them.
        Cadres = "cadres", "from cadres", "干部提出";
        /// From above.
        Superior = "superior", "from above", "上级交办";
    }
}

record! {
    /// With `submit`: an appeal as it came in.
    ///
    /// ```
    /// use cogov::act::{Origin, Submit, Words};
    /// use cogov::values::ChannelKey;
    /// use cogov::{MatterKey, Text};
    ///
    /// let appeal = Submit::new(
    ///     ChannelKey::new("desk")?,
    ///     MatterKey::new("parking")?,
    ///     Text::new("No room for bicycles")?,
    /// );
    /// assert_eq!(appeal.submitter(), None, "nobody has to say who they are, where the channel admits it");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Submit("an appeal", "诉求") {
        required {
            /// By which channel it came in.
            channel: ChannelKey,
            /// What it is about.
            matter: MatterKey,
            /// What it says.
            text: Words,
        }
        option {
            /// Where it is about.
            place, with_place: PlaceKey,
            /// Who appeals; nobody, if the appeal is anonymous.
            submitter, with_submitter: Participant,
            /// From whom the motion comes; from the people, if left out.
            origin, with_origin: Origin as copy,
            /// What commits to a receipt: whoever bears it gets the answers, and may object and
            /// verify, though nobody knows who it is.
            receipt, with_receipt: Digest as copy,
        }
        list {
            /// What shows it.
            attachments, with_attachments: Attachment,
        }
    }
}

record! {
    /// With `accept`: where it differs from what the appeal says.
    ///
    /// ```
    /// use cogov::act::Accept;
    ///
    /// assert_eq!(Accept::new(), Accept::default());
    /// ```
    pub struct Accept("an acceptance", "受理") {
        option {
            /// The matter of the case; the appeal's, if left out.
            matter, with_matter: MatterKey,
            /// The place of the case; the appeal's, if left out.
            place, with_place: PlaceKey,
            /// The step that this completes, where several could be meant.
            step, with_step: StepKey,
        }
    }
}

record! {
    /// With `decline`: why, and where one can turn to.
    ///
    /// ```
    /// use cogov::act::Decline;
    /// use cogov::Text;
    ///
    /// let declined = Decline::new()
    ///     .with_reason(Text::new("A dispute between two neighbours")?)
    ///     .with_redress(Text::new("The mediation room, Mondays")?);
    /// assert!(declined.redress().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Decline("a refusal", "不予受理") {
        option {
            /// Why.
            reason, with_reason: Text,
            /// Where one can turn to.
            redress, with_redress: Text,
        }
    }
}

record! {
    /// With `merge`: the appeal that another one joins.
    ///
    /// ```
    /// use cogov::act::Merge;
    ///
    /// let merge = Merge::new("01890a5d-ac96-774b-bcce-b302099a8057".parse::<cogov::values::AppealId>()?);
    /// assert_eq!(merge.joins().to_string(), "01890a5d-ac96-774b-bcce-b302099a8057");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Merge("a merger", "合并") {
        required {
            /// The appeal of the same case that goes on for both.
            joins: AppealId as copy,
        }
        option {
            /// The case in which that one is, where it is not this one.
            case, with_case: CaseId as copy,
        }
    }
}

record! {
    /// With `settle`: what was answered and done without a consultation.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Settle;
    ///
    /// let settled = Settle::new(Text::new("The lamp was mended")?);
    /// assert_eq!(settled.answer().to_string(), "The lamp was mended");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Settle("a direct settlement", "直接办理") {
        required {
            /// What was answered and done.
            answer: Text,
        }
    }
}

record! {
    /// With `withdraw`: why, for whoever wants to say.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::Withdraw;
    ///
    /// assert_eq!(Withdraw::new().reason(), None, "nobody has to say why");
    /// assert!(Withdraw::new().with_reason(Text::new("It was mended")?).reason().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Withdraw("a withdrawal", "撤回") {
        option {
            /// Why.
            reason, with_reason: Words,
        }
    }
}

record! {
    /// With `call-back`: what whoever had appealed says in the end.
    ///
    /// ```
    /// use cogov::act::CallBack;
    ///
    /// let said = CallBack::new(true).with_resolved(true).with_satisfied(false);
    /// assert!(said.reached());
    /// assert_eq!(said.satisfied(), Some(false));
    /// ```
    pub struct CallBack("a call-back", "回访") {
        required {
            /// Whether they could be reached.
            reached: bool as copy,
        }
        option {
            /// Whether they say that it was resolved.
            resolved, with_resolved: bool as copy,
            /// Whether they are satisfied.
            satisfied, with_satisfied: bool as copy,
            /// What they said.
            note, with_note: Words,
        }
    }
}
