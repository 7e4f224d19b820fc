//! What somebody may do now, and for the rest why not.

use crate::act::{ActKind, Entry, Participant, Target, TargetKind};
use crate::case::context::Context;
use crate::case::engine::Case;
use crate::case::memo::Memo;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::rules::{check_context, check_payload};
use crate::case::settle::passed;
use crate::case::state::State;
use crate::case::steps::belongs;
use crate::case::witness::fresh_appeal;
use crate::position::Holder;
use crate::procedure::CompiledStep;
use crate::time::Instant;
use crate::values::key::PersonKey;

/// Something that can be done now.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Offer {
    kind: ActKind,
    target: Option<Target>,
    witness: Entry,
}

impl Offer {
    /// The kind of act.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        self.kind
    }

    /// What it is about.
    #[must_use]
    pub const fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// An entry of this kind that would be performed now, with the least that can come with it.
    #[must_use]
    pub const fn witness(&self) -> &Entry {
        &self.witness
    }
}

/// Something that cannot be done now, whatever comes with it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Withheld {
    kind: ActKind,
    target: Option<Target>,
    refusals: Vec<Refusal>,
}

impl Withheld {
    /// The kind of act.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        self.kind
    }

    /// What it is about.
    #[must_use]
    pub const fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// Why not: what `perform` would refuse it with.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }
}

/// What somebody may do now, and for the rest why not, in the order of the act table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Options {
    offered: Vec<Offer>,
    withheld: Vec<Withheld>,
}

impl Options {
    /// What can be done now.
    #[must_use]
    pub fn offered(&self) -> &[Offer] {
        &self.offered
    }

    /// What cannot, and why.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld] {
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
        let later = passed(self.charter(), self.state(), now);
        let state = later.as_ref().unwrap_or(self.state());
        // What is recorded now is never before what was recorded.
        let at = state.last_at.map_or(now, |last| last.max(now));
        let signed = self.signatures(by);
        let memo = Memo::default();
        let mut options = Options::default();
        let kind = ActKind::Submit;
        let mut context = Context {
            signed: &signed,
            memo: Some(&memo),
            ..Context::new(self.charter(), state, kind, (by, hand), at)
        };
        for &kind in ActKind::ALL {
            context.kind = kind;
            context.target = None;
            for target in targets(&context, state) {
                context.target = target;
                self.weigh(&context, &mut options);
            }
        }
        options
    }

    /// Offers an act or withholds it.
    fn weigh(&self, context: &Context<'_>, options: &mut Options) {
        let (kind, target) = (context.kind, context.target.clone());
        let mut refusals = check_context(context);
        // What has no place in a step at all is no option of it.
        if refusals.iter().any(|refusal| refusal.code() == RefusalCode::WrongStep) {
            return;
        }
        if refusals.is_empty() {
            let act = context.witness();
            match act {
                Some(act) => {
                    refusals = check_payload(context, &act);
                    if refusals.is_empty() {
                        let seq = context.state.last_seq.saturating_add(1);
                        let entry = Entry::new(seq, context.on, context.by.clone(), act)
                            .with_signed(context.signed.iter().cloned());
                        let witness = match context.hand {
                            Some(hand) => entry.with_hand(hand.clone()),
                            None => entry,
                        };
                        options.offered.push(Offer { kind, target, witness });
                        return;
                    }
                }
                None => return,
            }
        }
        options.withheld.push(Withheld { kind, target, refusals });
    }

    /// Everybody's signature, where several act together.
    fn signatures(&self, by: &Holder) -> Vec<Participant> {
        match by {
            Holder::Jointly(several) => several.iter().cloned().map(Participant::Holder).collect(),
            _ => Vec::new(),
        }
    }
}

/// What an act of a kind could be about; nothing in particular, for acts on the case.
fn targets(context: &Context<'_>, state: &State) -> Vec<Option<Target>> {
    let Some(kind) = context.kind.target() else { return vec![None] };
    match kind {
        TargetKind::Appeal if context.kind == ActKind::Submit => {
            fresh_appeal(context).map(|id| Some(Target::Appeal(id))).into_iter().collect()
        }
        TargetKind::Appeal => state.appeals.keys().map(|id| Some(Target::Appeal(*id))).collect(),
        TargetKind::Step => {
            let steps = context.compiled().map_or(&[][..], |compiled| compiled.steps());
            // What has no place in a step at all is no option of it. A notification can add to a plan.
            let fits = |step: &&CompiledStep| {
                context.kind == ActKind::Notify || belongs(context.kind, step)
            };
            let steps = steps.iter().filter(fits);
            steps.map(|step| Some(Target::Step(step.key().clone()))).collect()
        }
        TargetKind::Session => state.sessions.keys().map(|id| Some(Target::Session(*id))).collect(),
        TargetKind::Ballot => {
            state.ballots.keys().map(|key| Some(Target::Ballot(key.clone()))).collect()
        }
        TargetKind::Obligation => {
            state.obligations.keys().map(|key| Some(Target::Obligation(key.clone()))).collect()
        }
        TargetKind::Reply => {
            state.replies.keys().map(|key| Some(Target::Reply(key.clone()))).collect()
        }
        TargetKind::Entry => {
            let last = (state.last_seq > 0).then_some(state.last_seq);
            last.map(|seq| Some(Target::Entry(seq))).into_iter().collect()
        }
    }
}
