//! What somebody may see of a case.

use crate::act::Participant;
use crate::case::appeal::Appeal;
use crate::case::context::Context;
use crate::case::ending::Phase;
use crate::case::engine::Case;
use crate::case::obligation::Obligation;
use crate::case::reply::Reply;
use crate::case::traces::{Disclosure, Ended};
use crate::position::{Claim, Function, Holder, Right};
use crate::time::Instant;
use crate::values::id::CaseId;
use crate::values::key::PersonKey;
use serde::Serialize;

/// What somebody may see of a case: all of it, or what is public and what is their own.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Holder;
/// use cogov::case::{Phase, Seen};
/// use cogov::values::PersonKey;
///
/// // A neighbour who supports the first appeal: her appeal, what was made public, and what follows.
/// let case = fire_lane(46);
/// let now = "2026-08-10T12:00:00+08:00".parse()?;
/// let hers: Seen = case.view_for(&Holder::Anyone, Some(&PersonKey::new("owner-3")?), now);
/// assert!(!hers.is_whole());
/// assert_eq!(hers.appeals().len(), 1, "of three");
/// assert_eq!((hers.disclosures().len(), hers.obligations().len()), (1, 3));
/// assert!(hers.replies().is_empty(), "the advice was not addressed to her");
/// assert_eq!((hers.phase(), hers.ended()), (Phase::Implementation, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Seen<'c> {
    case: CaseId,
    whole: bool,
    phase: Phase,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<&'c Ended>,
    appeals: Vec<&'c Appeal>,
    disclosures: Vec<&'c Disclosure>,
    obligations: Vec<&'c Obligation>,
    replies: Vec<&'c Reply>,
}

impl<'c> Seen<'c> {
    /// Whether they may see the whole: everybody who has a power or a duty on the matter, or is
    /// entitled to inspect it or to be briefed.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// The phase, which everybody may see.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// How the case ended, which everybody may see.
    #[must_use]
    pub const fn ended(&self) -> Option<&'c Ended> {
        self.ended
    }

    /// Appeals: all, or their own and those they support.
    #[must_use]
    pub fn appeals(&self) -> &[&'c Appeal] {
        &self.appeals
    }

    /// What was made public, which everybody may see.
    #[must_use]
    pub fn disclosures(&self) -> &[&'c Disclosure] {
        &self.disclosures
    }

    /// Obligations: all, or those that they are liable for, perform, can claim or verify; and once
    /// the decision was made public, all.
    #[must_use]
    pub fn obligations(&self) -> &[&'c Obligation] {
        &self.obligations
    }

    /// What has to be answered: all, or what they asked or have to answer.
    #[must_use]
    pub fn replies(&self) -> &[&'c Reply] {
        &self.replies
    }
}

impl Case {
    /// What a holder may see of the case at a moment, by a hand.
    ///
    /// Whoever has a power, a duty, or a claim to inspect or to be briefed on the matter of the case
    /// sees the whole; everybody else what was made public and what is their own. Sealed words stay
    /// sealed for everybody, and a secret ballot has no votes to see.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::{Holder, PartyKey};
    ///
    /// // Before the decision is made public, a stranger sees no obligation of it; who has to watch does.
    /// let case = fire_lane(39);
    /// let now = "2026-06-30T12:00:00+08:00".parse()?;
    /// assert!(case.view_for(&Holder::Anyone, None, now).obligations().is_empty());
    /// let supervisors = Holder::from(PartyKey::new("supervision-committee")?);
    /// assert_eq!(case.view_for(&supervisors, None, now).obligations().len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn view_for(&self, by: &Holder, hand: Option<&PersonKey>, now: Instant) -> Seen<'_> {
        let state = self.state();
        let kind = crate::act::ActKind::Correct;
        let context = Context::new(self.charter(), state, kind, (by, hand), now);
        let setting = context.setting();
        let holds = |right: Right| {
            // What everybody may do makes nobody an insider.
            let held = setting.given(right);
            held.iter()
                .any(|held| *held.holder() != Holder::Anyone && context.acts_as(held.holder()))
        };
        let whole = Function::ALL.iter().any(|&function| {
            holds(Right::Power(function))
                || holds(Right::Lead(function))
                || holds(Right::Support(function))
                || holds(Right::Leadership(function))
        }) || [Claim::Inspect, Claim::BeBriefed]
            .into_iter()
            .any(|claim| holds(Right::Claim(claim)));
        let is = |who: &Participant| context.is(who);
        let was_disclosed = !state.disclosures().is_empty();
        Seen {
            case: state.id(),
            whole,
            phase: state.phase(),
            ended: state.ended(),
            appeals: state
                .appeals()
                .filter(|appeal| {
                    whole
                        || appeal.submitter().is_some_and(is)
                        || appeal.supporters().iter().any(is)
                })
                .collect(),
            disclosures: state.disclosures().iter().collect(),
            obligations: state
                .obligations()
                .filter(|known| {
                    whole
                        || was_disclosed
                        || is(known.claimant())
                        || known.performing().iter().any(is)
                        || known.verifiers().iter().any(is)
                        || is(&known.liable().clone().into())
                })
                .collect(),
            replies: state
                .replies()
                .filter(|reply| {
                    whole
                        || context.acts_as(reply.by())
                        || reply.addressees().iter().any(|holder| context.acts_as(holder))
                })
                .collect(),
        }
    }
}
