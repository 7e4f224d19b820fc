//! What somebody can be entitled to.

use crate::position::function::Function;
use crate::problem::Arg;
use crate::values::choice::choice;

choice! {
    /// What a party or a person can be entitled to (权利).
    #[non_exhaustive]
    pub enum Claim in position; else instead_of_function {
        /// To be told beforehand.
        BeNotified = "be_notified", "be notified", "获得通知";
        /// To be heard before a decision.
        BeHeard = "be_heard", "be heard", "被听取意见";
        /// To vote.
        Vote = "vote", "vote", "表决";
        /// To look into records and accounts.
        Inspect = "inspect", "inspect", "查阅";
        /// To object to what was disclosed.
        Object = "object", "object", "提出异议";
        /// To get an answer.
        GetAnswer = "get_answer", "get an answer", "获得答复";
        /// To say whether it was done.
        Verify = "verify", "verify", "核验";
        /// To get what one needs to know before deliberating.
        BeBriefed = "be_briefed", "be briefed", "获知情况";
    }
}

impl Claim {
    /// The function whose lead has the duty to honour the claim.
    ///
    /// ```
    /// use cogov::{Claim, Function};
    /// assert_eq!(Claim::BeHeard.honoured_by(), Function::Deliberate);
    /// ```
    #[must_use]
    pub const fn honoured_by(self) -> Function {
        match self {
            Self::BeNotified | Self::BeBriefed => Function::Plan,
            Self::BeHeard => Function::Deliberate,
            Self::Vote => Function::Decide,
            Self::Inspect | Self::Object | Self::GetAnswer => Function::Disclose,
            Self::Verify => Function::Supervise,
        }
    }
}

/// What to write where a function stands in the place of a claim.
fn instead_of_function(word: &str) -> Option<Arg> {
    let function = Function::from_word(word)?;
    let claims = Claim::ALL.iter().filter(|claim| claim.honoured_by() == function);
    let claims: Vec<String> = claims.map(|claim| format!("`{claim}`")).collect();
    let (mut en, mut zh) = (
        format!("`{word}` is a function: write it in `functions`, with a kind such as `power`"),
        format!("`{word}` 是职能：请写在 `functions` 中，kinds 写 `power` 等"),
    );
    if !claims.is_empty() {
        en.push_str(&format!("; what one is entitled to there is {}", claims.join(", ")));
        zh.push_str(&format!("；与之相应的权利是 {}", claims.join("、")));
    }
    Some(Arg::help(en, zh))
}
