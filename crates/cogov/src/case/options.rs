//! What somebody may do now, and for the rest why not.

use serde::{Serialize, Serializer};
use smallvec::SmallVec;

use crate::act::{Act, ActKind, Entry, Envelope, Target, TargetKind};
use crate::case::actor::Actor;
use crate::case::context::Context;
use crate::case::engine::Case;
use crate::case::memo::Memo;
use crate::case::refusal::{Coded, Judged, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::rules::{check_context, check_payload};
use crate::case::settle::passed;
use crate::case::signing::signatures;
use crate::case::steps::{adds_to_plan, belongs};
use crate::case::witness::fresh_appeal;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::id::AppealId;
use crate::values::key::PersonKey;

/// Something that can be done now.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::ActKind;
/// use cogov::case::Offer;
/// use cogov::{Holder, Instant, PartyKey};
///
/// let mut case = fire_lane(40);
/// let company = Holder::from(PartyKey::new("property-company")?);
/// let now: Instant = "2026-07-08T09:00:00+08:00".parse()?;
/// let options = case.options(&company, None, now);
/// let take_on: &Offer = options.offered().iter().find(|offer| offer.kind() == ActKind::TakeOn).unwrap();
/// assert_eq!(take_on.target().unwrap().to_string(), "bollards");
///
/// // What is offered is accepted.
/// let entry = take_on.witness().clone();
/// case.perform(&entry)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(bound = "")]
pub struct Offer<A: Judged = Act> {
    #[serde(rename = "act")]
    kind: A::Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<A::Target>,
    /// Of whose receipt the witness has to show the next value.
    #[serde(skip_serializing_if = "Option::is_none")]
    bearer: Option<AppealId>,
    witness: Envelope<A>,
}

impl<A: Judged> Offer<A> {
    /// The kind of act.
    #[must_use]
    pub const fn kind(&self) -> A::Kind {
        self.kind
    }

    /// What it is about.
    #[must_use]
    pub const fn target(&self) -> Option<&A::Target> {
        self.target.as_ref()
    }

    /// The appeal of whose receipt the next value has still to be shown, which was not there to be put
    /// into the witness: see [`Actor::as_bearer`].
    #[must_use]
    pub const fn bearer(&self) -> Option<AppealId> {
        self.bearer
    }

    /// An entry of this kind that would be performed now, with the least that can come with it.
    #[must_use]
    pub const fn witness(&self) -> &Envelope<A> {
        &self.witness
    }
}

/// Something that cannot be done now, whatever comes with it, and why.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::ActKind;
/// use cogov::case::{RefusalCode, Withheld};
/// use cogov::{Holder, PartyKey};
///
/// let case = fire_lane(47);
/// let company = Holder::from(PartyKey::new("property-company")?);
/// let options = case.options(&company, None, "2026-08-15T09:00:00+08:00".parse()?);
/// let is_own = |withheld: &&Withheld| {
///     withheld.kind() == ActKind::Verify
///         && withheld.target().is_some_and(|target| target.to_string() == "bollards")
/// };
/// let verify = options.withheld().iter().find(is_own).unwrap();
/// assert_eq!(verify.refusals()[0].code(), RefusalCode::SelfVerification);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(bound = "")]
pub struct Withheld<A: Judged = Act> {
    #[serde(rename = "act")]
    kind: A::Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<A::Target>,
    #[serde(serialize_with = "all_of")]
    refusals: SmallVec<[Refusal<A::Code>; 2]>,
}

/// Writes refusals, as a list of those of a refused entry is written.
fn all_of<C: Coded, S: Serializer>(
    refusals: &SmallVec<[Refusal<C>; 2]>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(refusals)
}

impl<A: Judged> Withheld<A> {
    /// The kind of act.
    #[must_use]
    pub const fn kind(&self) -> A::Kind {
        self.kind
    }

    /// What it is about.
    #[must_use]
    pub const fn target(&self) -> Option<&A::Target> {
        self.target.as_ref()
    }

    /// Why not: what `perform` would refuse it with.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal<A::Code>] {
        &self.refusals
    }
}

/// What somebody may do now, and for the rest why not, in the order of the act table.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Holder;
/// use cogov::case::Options;
///
/// // What anybody may do who holds no position: appeal, support, declare an interest, correct.
/// let case = fire_lane(46);
/// let options: Options = case.options(&Holder::Anyone, None, "2026-08-13T09:00:00+08:00".parse()?);
/// let offered: Vec<&str> = options.offered().iter().map(|offer| offer.kind().as_str()).collect();
/// assert_eq!(offered, ["submit", "support", "declare-interest", "correct"]);
/// assert!(!options.withheld().is_empty(), "and for all the rest it says why not");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(bound = "")]
pub struct Options<A: Judged = Act> {
    offered: Vec<Offer<A>>,
    withheld: Vec<Withheld<A>>,
}

impl<A: Judged> Default for Options<A> {
    /// Nothing is offered, and nothing withheld.
    fn default() -> Self {
        Self { offered: Vec::new(), withheld: Vec::new() }
    }
}

impl<A: Judged> Options<A> {
    /// Something can be done now, as this would be.
    pub(crate) fn offer(&mut self, witness: Envelope<A>, kind: A::Kind, target: Option<A::Target>) {
        self.offered.push(Offer { kind, target, bearer: None, witness });
    }

    /// Something cannot, for these reasons.
    pub(crate) fn withhold(
        &mut self,
        refusals: impl IntoIterator<Item = Refusal<A::Code>>,
        kind: A::Kind,
        target: Option<A::Target>,
    ) {
        let refusals = refusals.into_iter().collect();
        self.withheld.push(Withheld { kind, target, refusals });
    }

    /// What can be done now.
    #[must_use]
    pub fn offered(&self) -> &[Offer<A>] {
        &self.offered
    }

    /// What cannot, and why.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld<A>] {
        &self.withheld
    }
}

impl Case {
    /// What a holder may do at a moment by a hand, and for the rest why not.
    ///
    /// What is offered, [`Case::perform`] accepts: each offer has a witness. What is withheld,
    /// `perform` refuses whatever comes with it, with the same codes.
    #[must_use]
    pub fn options(&self, by: &Holder, hand: Option<&PersonKey>, now: Instant) -> Options {
        let actor = Actor::new(by);
        self.options_of(&hand.map_or(actor, |hand| actor.with_hand(hand)), now)
    }

    /// What somebody may do at a moment, who may bear the receipt of an appeal, and for the rest why not.
    ///
    /// What is offered to whoever shows a value of a receipt, [`Case::perform`] accepts as the witness
    /// is. What is offered to whoever is believed to bear one, it accepts with the next value of it shown.
    #[must_use]
    pub fn options_of(&self, actor: &Actor<'_>, now: Instant) -> Options {
        let (by, hand) = (actor.by(), actor.hand());
        // What is recorded now is never before what was recorded.
        let at = self.state().last_at.map_or(now, |last| last.max(now));
        let later = passed(self.charter(), self.state(), at);
        let state = later.as_deref().unwrap_or(self.state());
        let signed = signatures(self.charter(), state, by);
        let memo = Memo::default();
        let (mut found, mut options) = (Vec::new(), Options::default());
        // About as many as there are mostly, so that they are not moved again and again.
        options.withheld.reserve(ActKind::ALL.len().saturating_mul(2));
        options.offered.reserve(ActKind::ALL.len().div_ceil(2));
        let kind = ActKind::Submit;
        let mut context = Context {
            signed: &signed,
            borne: actor.borne(state),
            memo: Some(&memo),
            ..Context::new(self.charter(), state, kind, (by, hand), at)
        };
        for &kind in ActKind::ALL {
            context.turn_to(kind, None);
            each_target(&mut context, |context| {
                self.weigh(context, actor, &mut found, &mut options)
            });
        }
        options
    }

    /// Offers an act or withholds it.
    fn weigh(
        &self,
        context: &Context<'_>,
        actor: &Actor<'_>,
        refusals: &mut Vec<Refusal>,
        options: &mut Options,
    ) {
        let (kind, target) = (context.kind, context.target.clone());
        refusals.clear();
        check_context(context, refusals);
        // What has no place in a step at all is no option of it.
        if refusals.iter().any(|refusal| refusal.code() == RefusalCode::WrongStep) {
            return;
        }
        if refusals.is_empty() {
            let act = context.witness();
            match act {
                Some(act) => {
                    refusals.extend(check_payload(context, &act));
                    if refusals.is_empty() {
                        let seq = context.state.last_seq.saturating_add(1);
                        let entry = Entry::new(seq, context.on, context.by.clone(), act)
                            .with_signed(context.signed.iter().cloned());
                        let entry = match context.hand {
                            Some(hand) => entry.with_hand(hand.clone()),
                            None => entry,
                        };
                        let witness = match actor.shown() {
                            Some(shown) => entry.with_shown(shown),
                            None => entry,
                        };
                        let bearer = actor.believed();
                        options.offered.push(Offer { kind, target, bearer, witness });
                        return;
                    }
                }
                None => return,
            }
        }
        let refusals = refusals.drain(..).collect();
        options.withheld.push(Withheld { kind, target, refusals });
    }
}

/// Goes through what an act of a kind could be about; nothing in particular, for acts on the case.
fn each_target(context: &mut Context<'_>, mut met: impl FnMut(&Context<'_>)) {
    let state = context.state;
    let Some(targets) = context.kind.target() else { return met(context) };
    let (kind, compiled, charter) = (context.kind, context.compiled(), context.charter);
    let fresh = (kind == ActKind::Submit).then(|| fresh_appeal(context)).flatten();
    let mut about = |target: Target| {
        context.turn_to(kind, Some(target));
        met(context);
    };
    match targets {
        TargetKind::Appeal if kind == ActKind::Submit => {
            fresh.map(Target::Appeal).into_iter().for_each(about);
        }
        TargetKind::Appeal => state.appeals.keys().copied().map(Target::Appeal).for_each(about),
        TargetKind::Step => {
            // A case that ended before anything ran can be reopened by any step that there could be.
            if kind == ActKind::Reopen && state.run.is_none() && state.ended.is_some() {
                let procedures = charter.procedures().iter();
                let procedures = procedures.filter_map(|listed| listed.given());
                let steps = procedures.flat_map(|procedure| procedure.steps());
                let keys = steps.filter_map(|listed| Some(listed.given()?.key()));
                let keys: std::collections::BTreeSet<_> = keys.collect();
                return keys.into_iter().for_each(|key| about(Target::Step(key.clone())));
            }
            for step in compiled.map_or(&[][..], |compiled| compiled.steps()) {
                // What has no place in a step at all is no option of it.
                let is_option = match kind {
                    // Nothing can stand in for what the charter lets nothing stand in for.
                    ActKind::Absorb => step.absorbed_by().is_some(),
                    _ => belongs(kind, step) || adds_to_plan(kind, step),
                };
                if is_option {
                    about(Target::Step(step.key().clone()));
                }
            }
        }
        TargetKind::Session => state.sessions.keys().copied().map(Target::Session).for_each(about),
        TargetKind::Ballot => state.ballots.keys().cloned().map(Target::Ballot).for_each(about),
        TargetKind::Obligation => {
            state.obligations.keys().cloned().map(Target::Obligation).for_each(about);
        }
        TargetKind::Reply => state.replies.keys().cloned().map(Target::Reply).for_each(about),
        TargetKind::Entry if state.last_seq > 0 => about(Target::Entry(state.last_seq)),
        TargetKind::Entry => {}
    }
}
