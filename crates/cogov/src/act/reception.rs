//! What comes with the acts on appeals.

use crate::act::attachment::Attachment;
use crate::act::participant::Participant;
use crate::act::words::Words;
use crate::values::choice::choice;
use crate::values::digest::Digest;
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
    /// use cogov::act::{Origin, Receipt, Submit, Words};
    /// use cogov::values::{ChannelKey, PersonKey};
    /// use cogov::{MatterKey, PlaceKey, Text};
    ///
    /// let parking = MatterKey::new("parking")?;
    /// let text = Text::new("No room for bicycles")?;
    /// let receipt = Receipt::new([7; 32], 20)?;
    /// let slip = Submit::new(ChannelKey::new("suggestion-box")?, parking.clone(), text.clone())
    ///     .with_receipt(receipt.commitment());
    /// assert_eq!(slip.submitter(), None, "nobody has to say who they are, where the channel admits it");
    /// assert_eq!(slip.receipt(), Some(receipt.commitment()), "kept with the appeal");
    ///
    /// // A grid worker noticed it, too.
    /// let noticed = Submit::new(ChannelKey::new("desk")?, parking, text)
    ///     .with_place(PlaceKey::new("compound")?)
    ///     .with_submitter(PersonKey::new("p-12")?)
    ///     .with_origin(Origin::Cadres);
    /// assert_eq!((noticed.origin(), slip.origin()), (Some(Origin::Cadres), None));
    /// assert!(matches!(noticed.text(), Words::Open(_)));
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
            /// What commits to a receipt, so that whoever bears it can be told from others though
            /// nobody knows who it is: the last value of its chain of hashes. An act that `shows` the
            /// value before is that of the bearer, and the appeal commits to that value from then on.
            receipt, with_receipt: Digest as copy,
            /// The case that it comes from: the one below, of an appeal that was referred up.
            referred_from, with_referred_from: CaseId as copy,
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
    /// use cogov::act::{Accept, Act};
    /// use cogov::procedure::Completion;
    /// use cogov::{MatterKey, PlaceKey, StepKey};
    ///
    /// // The appeal said bicycles; it is dealt with as parking of the whole compound.
    /// let accepted = Accept::new()
    ///     .with_matter(MatterKey::new("parking")?)
    ///     .with_place(PlaceKey::new("compound")?)
    ///     .with_step(StepKey::new("intake")?);
    /// assert_ne!(accepted, Accept::new());
    /// let act = Act::accept("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, accepted);
    /// assert_eq!(act.kind().completes(), Some(Completion::Accept));
    /// # Ok::<(), cogov::Problem>(())
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
    /// use cogov::act::{Act, ActKind, Decline};
    /// use cogov::Text;
    ///
    /// let declined = Decline::new()
    ///     .with_reason(Text::new("A dispute between two neighbours")?)
    ///     .with_redress(Text::new("The mediation room, Mondays")?);
    /// assert!(declined.redress().is_some());
    /// let act = Act::decline("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, declined);
    /// assert_eq!(act.kind(), ActKind::Decline);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Decline("a refusal", "不予受理") {
        option {
            /// Why; refused without.
            reason, with_reason: Text,
            /// Where one can turn to; refused without.
            redress, with_redress: Text,
        }
    }
}

record! {
    /// With `merge`: the appeal that another one joins.
    ///
    /// ```
    /// use cogov::act::{Act, Merge, Target};
    /// use cogov::values::{AppealId, CaseId};
    ///
    /// let first: AppealId = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
    /// let merge = Merge::new(first);
    /// assert_eq!((merge.joins(), merge.case()), (first, None), "of the same case");
    ///
    /// let other: CaseId = "01890a5d-ac96-774b-bcce-b30209900001".parse()?;
    /// assert_eq!(merge.clone().with_case(other).case(), Some(other));
    ///
    /// let second: AppealId = "01890a5d-ac96-774b-bcce-b302099a8058".parse()?;
    /// assert_eq!(Act::merge(second, merge).target(), Some(Target::Appeal(second)), "this one joins");
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
    /// use cogov::act::{Act, Requirement, Role, Withdraw};
    ///
    /// assert_eq!(Withdraw::new().reason(), None, "nobody has to say why");
    /// let mended = Withdraw::new().with_reason(Text::new("It was mended")?);
    /// let act = Act::withdraw("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, mended);
    /// assert_eq!(act.kind().requires(), [Requirement::Role(Role::Submitter)], "and nobody else");
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
    /// use cogov::act::{Act, ActKind, CallBack};
    /// use cogov::{Lang, Text};
    ///
    /// let said = CallBack::new(true)
    ///     .with_resolved(true)
    ///     .with_satisfied(false)
    ///     .with_note(Text::bilingual("It took too long", "时间拖得太久")?);
    /// assert!(said.reached());
    /// assert_eq!(said.satisfied(), Some(false));
    /// assert_eq!(said.note().and_then(|note| note.get(Lang::Zh)), Some("时间拖得太久"));
    ///
    /// let act = Act::call_back("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, said);
    /// assert_eq!(act.kind(), ActKind::CallBack);
    /// # Ok::<(), cogov::Problem>(())
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
