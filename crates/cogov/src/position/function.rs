//! The eleven functions of a consultation.

use crate::position::claim::Claim;
use crate::problem::Arg;
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What is done in a consultation, from the appeal to the evaluation.
    #[non_exhaustive]
    pub enum Function in position; else instead_of_claim {
        /// Take in an appeal.
        Receive = "receive", "receive", "受理";
        /// Assess a topic and route it.
        Screen = "screen", "screen", "筛选分流";
        /// Prepare the consultation: points, options, those affected, criteria.
        Plan = "plan", "plan", "拟定方案";
        /// Call the session.
        Convene = "convene", "convene", "召集";
        /// Deliberate: hear, discuss, seek common ground.
        Deliberate = "deliberate", "deliberate", "协商议事";
        /// Decide.
        Decide = "decide", "decide", "决定";
        /// Make public.
        Disclose = "disclose", "disclose", "公开";
        /// Hand out what is to be done.
        Dispatch = "dispatch", "dispatch", "分派";
        /// Carry out what was resolved.
        Implement = "implement", "implement", "落实";
        /// Watch that it is carried out, and verify that it was.
        Supervise = "supervise", "supervise", "监督";
        /// Evaluate the result against the criteria.
        Evaluate = "evaluate", "evaluate", "评价";
    }
}

/// What to write where a claim stands in the place of a function.
fn instead_of_claim(word: &str) -> Option<Arg> {
    let claim = Claim::from_word(word)?;
    // Who looks into something, or says whether it was done, watches over it.
    let function = match claim {
        Claim::Inspect | Claim::Verify => Function::Supervise,
        claim => claim.honoured_by(),
    };
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| claim.label(lang));
    Some(Arg::help(
        format!(
            "`{word}` is a claim: if the holder is entitled to {en}, write it in `claims`, with the kind `claim`; what the holder may or must do is `{function}`"
        ),
        format!(
            "`{word}` 是权利：持有者有权{zh}的，写在 `claims` 中，kinds 写 `claim`；持有者得做或须做的是 `{function}`"
        ),
    ))
}
