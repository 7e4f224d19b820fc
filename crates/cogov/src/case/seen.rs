//! What somebody may see of a case.

use std::borrow::Cow;

use crate::act::Participant;
use crate::case::actor::Actor;
use crate::case::appeal::Appeal;
use crate::case::context::Context;
use crate::case::ending::Phase;
use crate::case::engine::Case;
use crate::case::obligation::Obligation;
use crate::case::reply::Reply;
use crate::case::settle::passed;
use crate::case::state::State;
use crate::case::traces::{Disclosure, Ended};
use crate::charter::Charter;
use crate::position::{Claim, Function, Holder, Right};
use crate::procedure::Disclosed;
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
    obligations: Vec<Cow<'c, Obligation>>,
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

    /// Obligations, as they stand at that moment: all, or those that they are liable for, perform,
    /// can claim or verify; and those of a decision that was made public.
    #[must_use]
    pub fn obligations(&self) -> &[Cow<'c, Obligation>] {
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
        let actor = Actor::new(by);
        self.seen_by(&hand.map_or(actor, |hand| actor.with_hand(hand)), now)
    }

    /// What somebody may see of the case at a moment, who may bear the receipt of an appeal: that
    /// appeal is their own, and so is what they asked, claim or verify. Looking uses no value of it up.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Holder;
    /// use cogov::case::Actor;
    ///
    /// // Who bears the receipt of the slip about the guard sees what became of it.
    /// let case = fire_lane(46);
    /// let slip = case.state().appeals().last().unwrap();
    /// let now = "2026-08-10T12:00:00+08:00".parse()?;
    /// let anyone = Actor::new(&Holder::Anyone);
    /// assert!(case.seen_by(&anyone, now).appeals().is_empty());
    /// assert_eq!(case.seen_by(&anyone.as_bearer(slip.id()), now).appeals(), [slip]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seen_by(&self, actor: &Actor<'_>, now: Instant) -> Seen<'_> {
        let (by, hand) = (actor.by(), actor.hand());
        let state = self.state();
        // What time alone has come to changes obligations, and with them the phase.
        let later = passed(self.charter(), state, now);
        let now_there = later.as_deref().unwrap_or(state);
        let kind = crate::act::ActKind::Correct;
        let borne = actor.borne(state);
        let context =
            Context { borne, ..Context::new(self.charter(), state, kind, (by, hand), now) };
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
        // What anyone asked is nobody's own.
        let is = |who: &Participant| *who != Holder::Anyone.into() && context.is(who);
        let obligations = now_there.obligations.values().filter(|known| {
            whole
                || is_public(self.charter(), state, known)
                || is(known.claimant())
                || known.performing().iter().any(is)
                || known.verifiers().iter().any(is)
                || is(&known.liable().clone().into())
        });
        let as_it_stands = |known: &Obligation| match state.obligation(known.key()) {
            Some(same) if same == known => Cow::Borrowed(same),
            _ => Cow::Owned(known.clone()),
        };
        Seen {
            case: state.id(),
            whole,
            phase: now_there.phase(),
            ended: state.ended(),
            appeals: state
                .appeals()
                .filter(|appeal| {
                    whole
                        || appeal.authors().any(|who| is(&who))
                        || appeal.supporters().iter().any(is)
                })
                .collect(),
            disclosures: state.disclosures().iter().collect(),
            obligations: obligations.map(as_it_stands).collect(),
            replies: state
                .replies()
                .filter(|reply| {
                    whole
                        || is(reply.by())
                        || reply.addressees().iter().any(|holder| context.acts_as(holder))
                })
                .collect(),
        }
    }
}

/// Whether the decision that an obligation comes from was made public: after that decision, by a step
/// that discloses decisions or results, and not set aside since. Where no decision laid it down, whatever was
/// made public of decisions later counts.
fn is_public(charter: &Charter, state: &State, known: &Obligation) -> bool {
    let from = |source: u64| state.resolutions.iter().find(|one| one.entry == source);
    // What follows from a default is as public as what was not done.
    let mut source = known;
    let mut cause = known.consequence_of.as_ref();
    while let Some(before) = cause.and_then(|key| state.obligations.get(key)) {
        if before.source >= source.source {
            break;
        }
        source = before;
        cause = before.consequence_of.as_ref();
    }
    let is_of_decision = |disclosure: &Disclosure| {
        let procedure = state.run.as_ref().map(|run| &run.procedure);
        let steps = procedure.and_then(|key| charter.procedure(key).ok());
        let steps = steps.map_or(&[][..], |procedure| procedure.steps());
        let mut given = steps.iter().filter_map(|listed| listed.given());
        let step = given.find(|step| *step.key() == disclosure.step);
        // Whose result is public, that is public itself.
        step.is_some_and(|step| match step.discloses() {
            Some(Disclosed::Decision | Disclosed::Result) => true,
            Some(Disclosed::Plan) | None => false,
        })
    };
    let is_over = |on: u64| {
        from(source.source).is_some_and(|one| one.set_aside.is_some_and(|undone| undone < on))
    };
    state
        .disclosures
        .iter()
        .any(|one| one.entry > source.source && !is_over(one.entry) && is_of_decision(one))
}
