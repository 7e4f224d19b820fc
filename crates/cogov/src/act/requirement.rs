//! What an act requires of whoever acts.

use crate::position::{Claim, Function};
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What somebody is in what an act is about, and may act for that reason.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Role;
    ///
    /// assert_eq!(Role::Liable.label(Lang::Zh), "责任主体");
    /// ```
    #[non_exhaustive]
    pub enum Role in act {
        /// Who appealed.
        Submitter = "submitter", "who appealed", "诉求人";
        /// Who should attend the session.
        Invitee = "invitee", "who should attend, or who comes instead of them", "应到者或代其到会者";
        /// Who is present in the session.
        Attendee = "attendee", "who is present", "实到者";
        /// Who chairs, facilitates or records the session.
        Presiding = "presiding", "who runs the session", "会议主持或记录者";
        /// Who may vote in the ballot.
        Elector = "elector", "who may vote", "有表决权者";
        /// Who has to answer.
        Addressee = "addressee", "who has to answer", "应答复者";
        /// Who answers for an obligation.
        Liable = "liable", "who is liable", "责任主体";
        /// Who carries an obligation out.
        Performer = "performer", "who performs it", "承办单位";
        /// To whom an obligation is owed.
        Claimant = "claimant", "who can claim it", "权利人";
        /// Who says whether an obligation was fulfilled.
        Verifier = "verifier", "who verifies it", "核验人";
    }
}

/// What an act requires of whoever acts. Of several, one is enough.
///
/// ```
/// use cogov::act::{ActKind, Requirement, Role};
/// use cogov::{Function, Lang};
///
/// assert_eq!(ActKind::Accept.requires(), [Requirement::Power(Function::Receive)]);
/// assert_eq!(Requirement::Role(Role::Verifier).describe(Lang::En), "who verifies it");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Requirement {
    /// Nothing: everybody may.
    Nothing,
    /// That the channel by which it comes in is open to them.
    Channel,
    /// The power to perform a function.
    Power(Function),
    /// The power to perform the function of the step.
    PowerOfStep,
    /// A claim.
    Claim(Claim),
    /// A role in what the act is about.
    Role(Role),
}

impl Requirement {
    /// The requirement in words.
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Nothing, Lang::En) => "everybody".to_owned(),
            (Self::Nothing, Lang::Zh) => "任何人".to_owned(),
            (Self::Channel, Lang::En) => "to whom the channel is open".to_owned(),
            (Self::Channel, Lang::Zh) => "受理渠道所开放的对象".to_owned(),
            (Self::Power(function), Lang::En) => format!("the power to {}", function.label(lang)),
            (Self::Power(function), Lang::Zh) => format!("“{}”职权", function.label(lang)),
            (Self::PowerOfStep, Lang::En) => "the power that the step needs".to_owned(),
            (Self::PowerOfStep, Lang::Zh) => "该步骤所需职权".to_owned(),
            (Self::Claim(claim), Lang::En) => format!("the claim to {}", claim.label(lang)),
            (Self::Claim(claim), Lang::Zh) => format!("“{}”权利", claim.label(lang)),
            (Self::Role(role), _) => role.label(lang).to_owned(),
        }
    }
}
