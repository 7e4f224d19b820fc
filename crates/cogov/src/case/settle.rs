//! What follows by itself: obligations that begin or end, steps that are done when all of them are.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::case::bearing::Borne;
use crate::case::change::Change;
use crate::case::context::day_of;
use crate::case::obligation::{Event, Happening, Obligation, ObligationState};
use crate::case::run::{Run, StepRun};
use crate::case::state::State;
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::procedure::{CompiledProcedure, Completion, Conclusion, StepIndex, StepSet};
use crate::time::Instant;
use crate::values::key::ObligationKey;

/// The state once time has passed, if that changes anything: what is judged at a moment is judged
/// by it.
pub(crate) fn passed(charter: &Charter, state: &State, now: Instant) -> Option<Box<State>> {
    if state.obligations.is_empty() || !Passing::of(charter, state, now).changes() {
        return None;
    }
    // In a block of its own: it is moved about with what was judged in it, and mostly there is none.
    let mut later = Box::new(state.clone());
    pass_time(charter, &mut later, now);
    Some(later)
}

/// Time alone makes obligations begin and end, before the first entry recorded after that moment.
pub(crate) fn pass_time(charter: &Charter, state: &mut State, now: Instant) {
    if state.obligations.is_empty() {
        return;
    }
    let seq = state.last_seq;
    let (by, borne) = (&Holder::Anyone, Borne::Nothing);
    let mut change = Change { charter, state, seq, on: now, by, hand: None, borne };
    change.begin_obligations();
    change.end_obligations();
    change.finish_steps();
}

/// What follows from the act that was just applied.
pub(crate) fn settle(change: &mut Change<'_>) {
    if change.state.obligations.is_empty() || !change.passing().changes() {
        return;
    }
    change.begin_obligations();
    change.end_obligations();
    change.finish_steps();
}

/// Steps that are done by what becomes of obligations, in this order.
const BY_OBLIGATIONS: [Completion; 2] = [Completion::Submitted, Completion::Verified];

/// What time alone has come to at a moment.
struct Passing<'a> {
    charter: &'a Charter,
    state: &'a State,
    on: Instant,
}

/// Whether an obligation keeps a step that is done by obligations from being done no longer.
pub(super) const fn is_ready(obligation: &Obligation, completion: Completion) -> bool {
    let state = &obligation.state;
    state.is_final()
        || obligation.surviving
        || (matches!(completion, Completion::Submitted)
            && matches!(state, ObligationState::Submitted { .. }))
}

impl<'a> Passing<'a> {
    const fn of(charter: &'a Charter, state: &'a State, on: Instant) -> Self {
        Self { charter, state, on }
    }

    /// The procedure that runs, and how far it is: looked up only when it matters, since mostly
    /// time alone changes nothing.
    fn running(&self) -> Option<(&'a CompiledProcedure, &'a Run)> {
        let run = self.state.run.as_ref()?;
        Some((run.compiled(self.charter)?, run))
    }

    /// Whether anything follows by itself.
    fn changes(&self) -> bool {
        // Mostly none waits for its beginning or for its end.
        let waits = |known: &Obligation| {
            matches!(known.state, ObligationState::Pending)
                || (known.sunset.is_some() && !known.state.is_final())
        };
        let mut all = self.state.obligations.values();
        let Some(first) = all.next() else { return false };
        let is_turning = (waits(first) || all.any(waits))
            && (self.beginning().next().is_some() || self.ending().next().is_some());
        // Mostly the first obligation is not there yet.
        let is_finished =
            |completion| is_ready(first, completion) && self.finished(completion).is_some();
        is_turning || BY_OBLIGATIONS.into_iter().any(is_finished)
    }

    /// The moment at which what was resolved can begin to be carried out: nothing, as long as it
    /// cannot; that of the decision, where the procedure has no step for it.
    fn startable(&self) -> Option<Instant> {
        let Some((compiled, run)) = self.running() else {
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
                let earliest = run.earliest(step);
                met.max(earliest).unwrap_or(self.on)
            })
            .min()
            .filter(|moment| *moment <= self.on)
    }

    /// The obligations that begin, and when: what was resolved can be carried out, and what they
    /// wait for is fulfilled.
    fn beginning(&self) -> impl Iterator<Item = (&'a ObligationKey, Instant)> + use<'a> {
        let Self { state, on, .. } = *self;
        let pending = || {
            let all = state.obligations.values();
            all.filter(|known| matches!(known.state, ObligationState::Pending))
        };
        let startable = pending().next().and_then(|_| self.startable());
        let of_each = move |startable: Instant| {
            pending().filter_map(move |known| {
                let imposed = known.events.first().map_or(on, |event| event.on);
                let mut since = startable.max(imposed);
                if let Some(after) = &known.after {
                    let before = state.obligations.get(after)?;
                    let ObligationState::Fulfilled { on: submitted, .. } = before.state else {
                        return None;
                    };
                    since = since.max(before.events.last().map_or(on, |event| event.on));
                    // Nothing is fulfilled before it is submitted, whatever is recorded late.
                    since = since.max(submitted);
                }
                Some((&known.key, since))
            })
        };
        startable.into_iter().flat_map(of_each)
    }

    /// The obligations that end: their last day is over, or what they wait for came to another end
    /// than being fulfilled.
    fn ending(&self) -> impl Iterator<Item = &'a ObligationKey> + use<'a> {
        let Self { charter, state, on, .. } = *self;
        let today = OnceCell::new();
        let bound = state.obligations.values().filter(|known| {
            matches!(
                known.state,
                ObligationState::Pending
                    | ObligationState::Active { .. }
                    | ObligationState::Suspended { .. }
            )
        });
        let ended = bound.filter(move |known| {
            let is_over = known.sunset.is_some_and(|sunset| {
                sunset < *today.get_or_init(|| day_of(charter.calendar_table(), on))
            });
            let in_vain = known.state == ObligationState::Pending
                && known.after.as_ref().is_some_and(|after| {
                    state.obligations.get(after).is_some_and(|before| {
                        before.state.is_final()
                            && !matches!(before.state, ObligationState::Fulfilled { .. })
                    })
                });
            is_over || in_vain
        });
        ended.map(|known| &known.key)
    }

    /// How a step that is done by obligations is concluded, if they came to it: by what is new since
    /// it was done last. What was judged once, a default above all, is not judged again; unless the
    /// step has to be done again only because of another one, and nothing is new.
    fn concluded(&self, step: StepIndex, completion: Completion) -> Option<Conclusion> {
        let (_, run) = self.running()?;
        let before = run.steps.get(step.get())?;
        // Each of the case: from a decision, from a default, or a standing duty.
        let all = || self.state.obligations.values();
        if !all().all(|one| is_ready(one, completion)) {
            return None;
        }
        let is_new = |one: &&Obligation| !before.has_judged(one, completion);
        let anew = all().any(|one| is_new(&one));
        let again = before.rounds.follows && all().next().is_some();
        if !anew && !again {
            return None;
        }
        // Where a default led to another duty, it is that one by which it is judged.
        let replaced: BTreeSet<&ObligationKey> =
            all().filter_map(|one| one.consequence_of.as_ref()).collect();
        let mut judged = all().filter(|one| !anew || is_new(one));
        let is_fulfilled = |one: &Obligation| match one.state {
            ObligationState::Fulfilled { .. } | ObligationState::Discharged { .. } => true,
            ObligationState::Defaulted => replaced.contains(&one.key),
            state => one.surviving && !state.is_final(),
        };
        Some(match completion {
            Completion::Verified if judged.all(is_fulfilled) => Conclusion::Fulfilled,
            Completion::Verified => Conclusion::NotFulfilled,
            _ => Conclusion::Done,
        })
    }

    /// A step of this kind that is done, since all obligations are submitted, or verified.
    fn finished(&self, completion: Completion) -> Option<(StepIndex, Conclusion)> {
        // Which step it could be is seen sooner than what became of all obligations.
        let mut ready = self.ready(completion);
        ready.find_map(|step| Some((step, self.concluded(step, completion)?)))
    }

    /// The steps of this kind that can be done now.
    fn ready(&self, completion: Completion) -> impl Iterator<Item = StepIndex> + use<'a> {
        let on = self.on;
        self.running().into_iter().flat_map(move |(compiled, run)| {
            run.marking.due().iter().filter(move |step| {
                compiled.step(*step).is_some_and(|known| known.completes() == completion)
                    && compiled.can_execute(run.marking, *step)
                    && run.earliest(*step).is_none_or(|earliest| earliest <= on)
            })
        })
    }
}

/// How far an obligation has come for a step that is done by such. What carries out is done anew
/// when something was submitted anew, or ended without; what supervises, when something ended.
fn progress(obligation: &Obligation, completion: Completion) -> u64 {
    let submitted = obligation.events.iter().filter(|event| event.what == Happening::Submitted);
    let ended = match completion {
        Completion::Submitted => !matches!(obligation.state, ObligationState::Fulfilled { .. }),
        _ => true,
    };
    let ended = u64::from(ended && obligation.state.is_final());
    match completion {
        Completion::Submitted => ended.saturating_add(submitted.count() as u64),
        _ => ended,
    }
}

impl StepRun {
    /// Whether an obligation has come no further since the step was done by it last.
    pub(crate) fn has_judged(&self, obligation: &Obligation, completion: Completion) -> bool {
        let stock = self.rounds.stock.get(&obligation.key);
        stock.is_some_and(|stock| *stock >= progress(obligation, completion))
    }
}

impl Change<'_> {
    /// A step that is done by obligations was done, or undone: they count for its next round only
    /// when they come further than they are now.
    pub(crate) fn take_stock(&mut self, compiled: &CompiledProcedure, step: StepIndex) {
        let Some(known) = compiled.step(step) else { return };
        let completion = known.completes();
        if !BY_OBLIGATIONS.contains(&completion) {
            return;
        }
        let Some(run) = self.state.run.as_mut().and_then(|run| run.steps.get_mut(step.get()))
        else {
            return;
        };
        let all = self.state.obligations.values();
        let stock: BTreeMap<ObligationKey, u64> =
            all.map(|one| (one.key.clone(), progress(one, completion))).collect();
        run.rounds.stock = stock;
        run.rounds.follows = false;
    }

    fn passing(&self) -> Passing<'_> {
        Passing::of(self.charter, self.state, self.on)
    }

    fn begin_obligations(&mut self) {
        let begin: Vec<(ObligationKey, Instant)> =
            self.passing().beginning().map(|(key, since)| (key.clone(), since)).collect();
        let (calendar, entry) = (self.calendar(), self.seq);
        for (key, since) in begin {
            let Some(obligation) = self.state.obligations.get_mut(&key) else { continue };
            obligation.begin(calendar, since);
            obligation.events.push(Event {
                what: Happening::Activated,
                on: since,
                entry,
                who: None,
                result: None,
            });
        }
    }

    fn end_obligations(&mut self) {
        let mut ended: Vec<ObligationKey> = self.passing().ending().cloned().collect();
        if ended.is_empty() {
            return;
        }
        let mut waiting: BTreeMap<ObligationKey, Vec<ObligationKey>> = BTreeMap::new();
        for (key, known) in self.state.obligations.iter() {
            if let Some(after) =
                known.after.as_ref().filter(|_| known.state == ObligationState::Pending)
            {
                waiting.entry(after.clone()).or_default().push(key.clone());
            }
        }
        while let Some(key) = ended.pop() {
            if self.state.obligations.get(&key).is_none_or(|known| known.state.is_final()) {
                continue;
            }
            self.happen(&key, Happening::Ended, None);
            if let Some(obligation) = self.state.obligations.get_mut(&key) {
                obligation.state = ObligationState::Expired;
            }
            // What waits for it can no longer begin.
            ended.extend(waiting.remove(&key).into_iter().flatten());
        }
    }

    fn finish_steps(&mut self) {
        for completion in BY_OBLIGATIONS {
            while let Some((step, conclusion)) = self.passing().finished(completion) {
                self.done(step, conclusion, None);
            }
        }
    }
}
