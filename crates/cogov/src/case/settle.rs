//! What follows by itself: obligations that begin or end, steps that are done when all of them are.

use crate::act::ActKind;
use crate::case::change::Change;
use crate::case::obligation::{Event, Happening, ObligationState};
use crate::case::state::State;
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::procedure::{Completion, Conclusion, StepIndex, StepSet};
use crate::time::Instant;
use crate::values::key::ObligationKey;

/// The state once time has passed, if that changes anything: what is judged at a moment is judged
/// by it.
pub(crate) fn passed(charter: &Charter, state: &State, now: Instant) -> Option<State> {
    let waits = |state: &State| {
        state.obligations.values().any(|known| match known.state {
            ObligationState::Pending | ObligationState::Submitted { .. } => true,
            ObligationState::Active { .. } | ObligationState::Suspended { .. } => {
                known.sunset.is_some()
            }
            _ => false,
        }) || state.run.as_ref().is_some_and(|run| !run.marking.open().is_empty())
    };
    if state.obligations.is_empty() || !waits(state) {
        return None;
    }
    let mut later = state.clone();
    pass_time(charter, &mut later, now);
    Some(later)
}

/// Time alone makes obligations begin and end, before the first entry recorded after that moment.
pub(crate) fn pass_time(charter: &Charter, state: &mut State, now: Instant) {
    if state.obligations.is_empty() {
        return;
    }
    let seq = state.last_seq;
    let mut change = Change { charter, state, seq, on: now, by: Holder::Anyone, hand: None };
    change.begin_obligations();
    change.end_obligations();
    change.finish_steps();
}

/// What follows from the act that was just applied.
pub(crate) fn settle(change: &mut Change<'_>) {
    change.begin_obligations();
    change.end_obligations();
    change.finish_steps();
}

impl Change<'_> {
    /// The moment at which what was resolved can begin to be carried out: nothing, as long as it
    /// cannot; that of the decision, where the procedure has no step for it.
    fn startable(&self) -> Option<Instant> {
        let Some((compiled, run)) = self.compiled().zip(self.state.run.as_ref()) else {
            return Some(self.on);
        };
        let mut steps = compiled
            .numbered()
            .filter(|(_, known)| known.function() == Function::Implement)
            .filter(|(step, _)| run.marking.included().contains(*step))
            .map(|(step, _)| step)
            .peekable();
        if steps.peek().is_none() {
            return Some(self.on);
        }
        steps
            .filter(|step| {
                let done = run.marking.done().contains(*step);
                done || compiled.can_execute(run.marking, *step)
            })
            .map(|step| {
                // It could begin when the last condition was met and the last milestone passed, and
                // its delay was over.
                let known = compiled.step(step);
                let conditions = known.map_or(&[][..], |known| known.conditions());
                let waited_for = conditions.iter().map(|edge| edge.step());
                let milestones = known.map_or(StepSet::EMPTY, |known| known.not_while());
                let met = waited_for
                    .chain(milestones.iter())
                    .filter_map(|before| run.last_done(before))
                    .max();
                let earliest = run.earliest(compiled, self.calendar(), step);
                met.max(earliest).unwrap_or(self.on)
            })
            .min()
            .filter(|moment| *moment <= self.on)
    }

    /// Obligations begin when what was resolved can be carried out, and what they wait for is
    /// fulfilled.
    fn begin_obligations(&mut self) {
        let is_pending = |state: &ObligationState| matches!(state, ObligationState::Pending);
        if !self.state.obligations.values().any(|known| is_pending(&known.state)) {
            return;
        }
        let Some(startable) = self.startable() else { return };
        let (calendar, entry) = (self.calendar(), self.seq);
        let begin: Vec<(ObligationKey, Instant)> = self
            .state
            .obligations
            .values()
            .filter(|known| is_pending(&known.state))
            .filter_map(|known| {
                let imposed = known.events.first().map_or(self.on, |event| event.on);
                let mut since = startable.max(imposed);
                if let Some(after) = &known.after {
                    let before = self.state.obligations.get(after)?;
                    if !matches!(before.state, ObligationState::Fulfilled { .. }) {
                        return None;
                    }
                    since = since.max(before.events.last().map_or(self.on, |event| event.on));
                }
                Some((known.key.clone(), since))
            })
            .collect();
        for (key, since) in begin {
            let Some(obligation) = self.state.obligations.get_mut(&key) else { continue };
            obligation.state = ObligationState::Active { since };
            obligation.due = obligation.due_from(calendar, since);
            obligation.events.push(Event {
                what: Happening::Activated,
                on: since,
                entry,
                who: None,
                result: None,
            });
        }
    }

    /// Obligations end by themselves when their last day is over, or when what they wait for came
    /// to another end than being fulfilled.
    fn end_obligations(&mut self) {
        let today = self.context(ActKind::Correct).day;
        loop {
            let ended: Vec<ObligationKey> = self
                .state
                .obligations
                .values()
                .filter(|known| {
                    matches!(
                        known.state,
                        ObligationState::Pending
                            | ObligationState::Active { .. }
                            | ObligationState::Suspended { .. }
                    )
                })
                .filter(|known| {
                    let is_over = known.sunset.is_some_and(|sunset| sunset < today);
                    let in_vain = known.state == ObligationState::Pending
                        && known.after.as_ref().is_some_and(|after| {
                            self.state.obligations.get(after).is_some_and(|before| {
                                before.state.is_final()
                                    && !matches!(before.state, ObligationState::Fulfilled { .. })
                            })
                        });
                    is_over || in_vain
                })
                .map(|known| known.key.clone())
                .collect();
            if ended.is_empty() {
                return;
            }
            for key in ended {
                self.happen(&key, Happening::Ended, None);
                if let Some(obligation) = self.state.obligations.get_mut(&key) {
                    obligation.state = ObligationState::Expired;
                }
            }
        }
    }

    /// How a step that is done by obligations is concluded, if they came to it.
    fn concluded(&self, completion: Completion) -> Option<Conclusion> {
        let mut bound = self
            .state
            .standing()
            .flat_map(|resolution| resolution.obligations.iter())
            .filter_map(|key| self.state.obligations.get(key))
            .peekable();
        bound.peek()?;
        let (mut any, mut all_fulfilled) = (false, true);
        for obligation in bound {
            any = true;
            let state = &obligation.state;
            let is_ready = state.is_final()
                || obligation.surviving
                || (completion == Completion::Submitted
                    && matches!(state, ObligationState::Submitted { .. }));
            if !is_ready {
                return None;
            }
            all_fulfilled &= matches!(
                state,
                ObligationState::Fulfilled { .. } | ObligationState::Discharged { .. }
            ) || (obligation.surviving && !state.is_final());
        }
        any.then_some(match completion {
            Completion::Verified if all_fulfilled => Conclusion::Fulfilled,
            Completion::Verified => Conclusion::NotFulfilled,
            _ => Conclusion::Done,
        })
    }

    /// Steps that are done when all obligations are submitted, or verified.
    fn finish_steps(&mut self) {
        for completion in [Completion::Submitted, Completion::Verified] {
            let Some(conclusion) = self.concluded(completion) else { continue };
            while let Some(step) = self.ready(completion) {
                self.done(step, conclusion, None);
            }
        }
    }

    /// A step of this kind that can be done now.
    fn ready(&self, completion: Completion) -> Option<StepIndex> {
        let (compiled, run) = self.compiled().zip(self.state.run.as_ref())?;
        compiled.enabled(run.marking).iter().find(|step| {
            compiled.step(*step).is_some_and(|known| known.completes() == completion)
                && run
                    .earliest(compiled, self.calendar(), *step)
                    .is_none_or(|earliest| earliest <= self.on)
        })
    }
}
