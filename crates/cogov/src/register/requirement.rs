//! What an act in a register requires of whoever acts.

use crate::act::Requirement;
use crate::position::Function;
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What somebody is to the seat, party or person that an act of the register is about.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::RegisterRole;
    ///
    /// assert_eq!(RegisterRole::Filler.label(Lang::Zh), "席位的产生主体");
    /// ```
    #[non_exhaustive]
    pub enum RegisterRole {
        /// Who fills the seat: whom the charter names; else by election those whom it speaks for,
        /// by appointment or recommendation the party above its body, otherwise the body itself.
        Filler = "filler", "who fills the seat", "席位的产生主体";
        /// Who calls the body together.
        Convener = "convener", "who convenes the body", "机构召集人";
        /// The party, group or sector itself; of a seat, its body.
        Body = "body", "that is the body itself", "机构本身";
        /// The person whom it concerns, by their own hand.
        Person = "person", "whom it concerns", "本人";
        /// Who may impose the rung: whom the ladder names; else who fills the seat.
        Sanctioner = "sanctioner", "who may impose the rung", "有权作出处理者";
        /// Who hears the person: whom the rung names; else who may impose it.
        Hearer = "hearer", "who hears the person", "听取陈述申辩者";
    }
}

/// What an act of the register requires of whoever acts. Of several, one is enough.
///
/// ```
/// use cogov::Lang;
/// use cogov::register::{RegisterActKind, RegisterRequirement, RegisterRole};
///
/// let required = RegisterActKind::Recall.requires();
/// assert_eq!(required, [RegisterRequirement::Role(RegisterRole::Filler)]);
/// assert_eq!(required[0].describe(Lang::En), "who fills the seat");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RegisterRequirement {
    /// Nothing: everybody may.
    Nothing,
    /// The power to perform a function, on whatever matter.
    Power(Function),
    /// A role in what the act is about.
    Role(RegisterRole),
}

impl RegisterRequirement {
    /// The requirement in words.
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        // What a case requires, too, is said as there.
        match self {
            Self::Nothing => Requirement::Nothing.describe(lang),
            Self::Power(function) => Requirement::Power(function).describe(lang),
            Self::Role(role) => role.label(lang).to_owned(),
        }
    }
}
