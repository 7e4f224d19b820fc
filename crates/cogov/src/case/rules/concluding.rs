//! The rules of evaluation, of the end of a case, and of exceptions.

use std::collections::BTreeSet;

use crate::act::{Act, ActKind, Evaluate, Evaluation, Target};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::naming::step_arg;
use crate::case::obligation::{Obligation, ObligationState};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::state::State;
use crate::case::traces::Evaluated;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::{Completion, Conclusion, StepIndex};
use crate::values::key::{CriterionKey, ObligationKey, StepKey};
use crate::values::lang::Lang;

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let state = context.state;
    match context.kind {
        ActKind::Evaluate => context.check_step(out),
        ActKind::Close => close(context, out),
        ActKind::Reopen => {
            if state.ended.is_none() {
                out.push(context.out_of_phase());
            }
            match state.run {
                // Where nothing ran, the case goes on where it was: any step of a procedure will do.
                None if state.ended.is_some() => context.check_planned(out),
                _ => context.check_done(out),
            }
        }
        ActKind::Absorb => {
            if let Some(step) = context.step(out) {
                context.check_open(step, context.on, out);
                let compiled = context.compiled();
                let known = compiled.and_then(|compiled| compiled.step(step));
                if let Some((compiled, known)) = compiled.zip(known) {
                    match known.absorbed_by() {
                        None => out.push(context.not_absorbed(known.key(), None)),
                        // What is neither done nor in play stands in for nothing.
                        Some(by) if context.is_out_of_play(by) => {
                            let by = compiled.step(by).map(|by| by.key());
                            out.push(context.not_absorbed(known.key(), by));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        ActKind::Correct => {
            if let Some(Target::Entry(entry)) = context.target
                && (entry == 0 || entry > state.last_seq)
            {
                out.push(context.unknown("entry", "条目", &entry));
            }
        }
        _ => {}
    }
}

impl Context<'_> {
    /// That a step cannot be absorbed by another one, or by none at all.
    fn not_absorbed(&self, step: &StepKey, by: Option<&StepKey>) -> Refusal {
        let (step, by) = (step.clone(), by.cloned());
        let (charter, procedure) = (self.charter.clone(), self.procedure().cloned());
        Refusal::telling(RefusalCode::NotAbsorbed, move || {
            let named = |name, key| step_arg(&charter, procedure.as_ref(), name, key);
            let own = named("step", &step);
            let args = match &by {
                Some(by) => vec![own, named("by", by)],
                None => {
                    let (en, zh) = (own.value(Lang::En), own.value(Lang::Zh));
                    let message = Arg::message(
                        format!("the charter lets no other step stand in for \"{en}\""),
                        format!("章程未规定有步骤可代替“{zh}”"),
                    );
                    vec![message, own]
                }
            };
            Reasons::of(args).citing([Cited::Step(step.clone())])
        })
    }

    /// Whether a step that the act is about stands in a procedure of the charter.
    fn check_planned(&self, out: &mut Vec<Refusal>) {
        let Some(key) = self.step_key() else { return };
        let procedures = self.charter.procedures().iter().filter_map(|listed| listed.given());
        let steps = procedures.flat_map(|procedure| procedure.steps());
        let mut known = steps.filter_map(|listed| Some(listed.given()?.key()));
        if !known.clone().any(|known| known == key) {
            let known = known.by_ref().map(StepKey::as_str);
            out.push(self.unknown_key(("step", "步骤"), key.as_str(), known, out.len()));
        }
    }

    /// That nothing stands resolved; the decisions that failed are why.
    pub(super) fn nothing_resolved(&self) -> Refusal {
        let failed = self.state.failures.keys().copied().map(Cited::Entry);
        Refusal::new(RefusalCode::NothingResolved, Vec::new()).citing(failed)
    }

    /// Whether a step is neither done nor in play.
    fn is_out_of_play(&self, step: StepIndex) -> bool {
        self.state
            .run
            .as_ref()
            .is_some_and(|run| !(run.marking.done() | run.marking.included()).contains(step))
    }
}

/// How a step was concluded last.
fn came_to(state: &State, step: StepIndex) -> Option<Conclusion> {
    Some(state.run.as_ref()?.last(step)?.conclusion)
}

/// Whether nothing is left to be done.
fn close(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let state = context.state;
    let Some(run) = context.compiled().and(state.run.as_ref()) else {
        // What went up without a consultation can end, once it is answered.
        if state.referrals.is_empty() {
            out.push(context.out_of_phase());
        }
        unfinished(context, out);
        unanswered(context, out);
        return;
    };
    let owed = run.marking.open();
    if !owed.is_empty() {
        out.push(context.steps_owed(owed));
    }
    unfinished(context, out);
    unanswered(context, out);
}

/// Whether no obligation goes on that does not survive the case.
fn unfinished(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let unfinished: Vec<&ObligationKey> = context
        .state
        .obligations
        .values()
        .filter(|obligation| !obligation.state.is_final() && !obligation.surviving)
        .map(|obligation| &obligation.key)
        .collect();
    if !unfinished.is_empty() {
        let args = vec![Arg::list("others", unfinished.iter().map(|key| key.as_str()))];
        let cited = unfinished.into_iter().map(|key| Cited::Obligation(key.clone()));
        out.push(Refusal::new(RefusalCode::ObligationOpen, args).citing(cited));
    }
}

fn unanswered(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let open = context.state.replies.values().filter(|reply| reply.answered.is_none());
    let (keys, entries): (Vec<&str>, Vec<u64>) =
        open.map(|reply| (reply.key.as_str(), reply.entry)).unzip();
    if !keys.is_empty() {
        let args = vec![Arg::list("others", keys)];
        let refusal = Refusal::new(RefusalCode::Unanswered, args);
        out.push(refusal.citing(entries.into_iter().map(Cited::Entry)));
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Evaluate { with, .. } => evaluate(context, with, out),
        Act::Award { with } => context.check_participant(with.to(), out),
        Act::Reopen { with, .. } if with.reason().is_none() => {
            out.push(context.unreasoned("a reason", "理由"));
        }
        Act::Override { with } => {
            context.check_listed(with.who(), out);
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
            // Nobody lifts the bar that stands against themselves.
            if context.acts_as(with.who()) && *with.who() != Holder::Anyone {
                let label = |lang| with.function().label(lang);
                let function = Arg::bilingual("function", label(Lang::En), label(Lang::Zh));
                out.push(Refusal::new(RefusalCode::Barred, vec![context.by_arg(), function]));
            }
        }
        Act::Absorb { step, with } => {
            let mut ignored = Vec::new();
            let Some(index) = context.step_of(step, &mut ignored) else { return };
            let Some(compiled) = context.compiled() else { return };
            let declared = compiled.step(index).and_then(|known| known.absorbed_by());
            let named = compiled.find(with.by().as_str());
            if declared.is_some() && declared != named {
                out.push(context.not_absorbed(step, Some(with.by())));
            }
            // What depends on an outcome has that of the step that stands in, and nobody's word.
            if let Some((named, known)) = named.zip(compiled.step(index))
                && declared == Some(named)
                && !context.is_out_of_play(named)
                && let [_, _, ..] = Conclusion::of(known.function())
            {
                match came_to(context.state, named) {
                    None => out.push(context.about_key(RefusalCode::NotDone, with.by())),
                    Some(conclusion) if !Conclusion::of(known.function()).contains(&conclusion) => {
                        out.push(context.not_absorbed(step, Some(with.by())));
                    }
                    Some(_) => {}
                }
            }
        }
        Act::Migrate { with } => {
            let (version, digest) = (context.charter.version(), context.charter.digest());
            let same = with.version() == version && with.digest() == digest;
            // By itself this act changes nothing: the charter has to be given, see `Case::migrate`.
            if !same {
                let args = vec![Arg::bilingual(
                    "reason",
                    format!("version {version} with the digest {digest} was given"),
                    format!("所提供的是第 {version} 版，摘要 {digest}"),
                )];
                out.push(Refusal::new(RefusalCode::OtherCharter, args));
            }
        }
        _ => {}
    }
}

/// Whether each criterion of the plan is judged, and all are met where that is the result.
fn evaluate(context: &Context<'_>, with: &Evaluate, out: &mut Vec<Refusal>) {
    if with.result().is_fulfilment() && context.state.nothing_resolved(context.charter) {
        out.push(context.nothing_resolved());
    }
    let criteria = context.state.plan.as_ref().map_or(&[][..], |plan| plan.plan.criteria());
    let judged =
        |key: &CriterionKey| with.criteria().iter().any(|finding| finding.criterion() == key);
    let left: Vec<&str> = criteria
        .iter()
        .map(|criterion| criterion.key())
        .filter(|key| !judged(key))
        .map(|key| key.as_str())
        .collect();
    if !left.is_empty() {
        let args = vec![Arg::list("others", left)];
        let refusal = Refusal::new(RefusalCode::CriterionOpen, args);
        let planned = context.state.plan.as_ref().map(|plan| Cited::Entry(plan.entry));
        out.push(refusal.citing(planned));
    }
    let unmet = with.criteria().iter().filter(|finding| !finding.met());
    let unmet: Vec<&str> = unmet.map(|finding| finding.criterion().as_str()).collect();
    if with.result() == Evaluation::Fulfilled && !unmet.is_empty() {
        let refusal = Refusal::new(RefusalCode::CriterionUnmet, vec![Arg::list("others", unmet)]);
        let planned = context.state.plan.as_ref().map(|plan| Cited::Entry(plan.entry));
        out.push(refusal.citing(planned));
    }
    let known: BTreeSet<_> = criteria.iter().map(|criterion| criterion.key()).collect();
    let mut judged = BTreeSet::new();
    for finding in with.criteria() {
        if !judged.insert(finding.criterion()) {
            let args = vec![Arg::plain("who", finding.criterion())];
            out.push(Refusal::new(RefusalCode::ListedTwice, args));
        }
        if !known.contains(finding.criterion()) {
            let (kind, found) = (("criterion", "标准"), finding.criterion().as_str());
            let known = known.iter().map(|key| key.as_str());
            out.push(context.unknown_key(kind, found, known, out.len()));
        }
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    match act {
        Act::Evaluate { step, with } => {
            change.state.evaluations.push(Evaluated {
                entry: change.seq,
                on: change.on,
                step: step.clone(),
                set_aside: None,
                evaluation: (**with).clone(),
            });
            let conclusion = match with.result() {
                Evaluation::Fulfilled | Evaluation::NotNeeded => Conclusion::Fulfilled,
                Evaluation::Partly | Evaluation::Not => Conclusion::NotFulfilled,
            };
            if let Some(index) = change.find(step, Completion::Evaluate) {
                change.done(index, conclusion, None);
            }
        }
        Act::Award { with } => change.state.awards.push((**with).clone()),
        Act::Close { .. } => {
            let ending = change.state.ending_now(change.charter);
            change.end(ending);
        }
        Act::Reopen { step, .. } => {
            if let Some(ended) = change.state.ended.take() {
                change.take_up_again(ended.entry);
                change.state.ended_before.push(ended);
                change.set_aside(step);
            }
        }
        Act::Override { with } => {
            change.state.overrides.insert((with.who().clone(), with.function()));
        }
        Act::Absorb { step, with } => {
            let index = change
                .compiled()
                .and_then(|compiled| Some((compiled, compiled.find(step.as_str())?)));
            if let Some((compiled, index)) = index
                && let Some(known) = compiled.step(index)
            {
                let possible = Conclusion::of(known.function());
                let by = compiled.find(with.by().as_str());
                let came = by.and_then(|by| came_to(change.state, by));
                let came = came.filter(|came| possible.contains(came));
                // What was observed without an outcome has the one from which least follows.
                if let Some(conclusion) = came.or(possible.last().copied()) {
                    change.done(index, conclusion, Some(with.by().clone()));
                }
            }
        }
        _ => {}
    }
}

impl Change<'_> {
    /// The appeal with whose end the case ended goes on: without one there is nothing to go on with.
    fn take_up_again(&mut self, ended: u64) {
        let state = &mut *self.state;
        let Some(appeal) = state.appeals.values_mut().find(|one| one.ended == Some(ended)) else {
            return;
        };
        (appeal.ending, appeal.ended, appeal.ended_on) = (None, None, None);
        (appeal.merged_into, appeal.merged_case) = (None, None);
        state.open_appeals = state.open_appeals.saturating_add(1);
    }

    /// A step has to be done again: it and all after it are not done, and what decisions among
    /// them obliged no longer binds.
    pub(super) fn set_aside(&mut self, key: &StepKey) {
        let Some(compiled) = self.compiled() else { return };
        let Some(step) = compiled.find(key.as_str()) else { return };
        let undone = crate::case::run::Run::downstream(compiled, step).with(step);
        let (calendar, on, seq) = (self.calendar(), self.on, self.seq);
        if let Some(run) = &mut self.state.run {
            run.again(compiled, calendar, step, (seq, on));
        }
        let mut discharged = Vec::new();
        for resolution in self.state.resolutions.iter_mut() {
            let index = compiled.find(resolution.step.as_str());
            if resolution.set_aside.is_none() && index.is_some_and(|step| undone.contains(step)) {
                resolution.set_aside = Some(seq);
                discharged.extend(resolution.obligations.iter().cloned());
            }
        }
        self.state.failures.retain(|_, step| {
            compiled.find(step.as_str()).is_none_or(|step| !undone.contains(step))
        });
        for evaluated in self.state.evaluations.iter_mut() {
            let index = compiled.find(evaluated.step.as_str());
            if evaluated.set_aside.is_none() && index.is_some_and(|step| undone.contains(step)) {
                evaluated.set_aside = Some(seq);
            }
        }
        for key in discharged {
            // What was submitted is verified first: it is not lost, though nobody is bound any more.
            let submitted =
                |known: &Obligation| matches!(known.state, ObligationState::Submitted { .. });
            if self.state.obligations.get(&key).is_some_and(submitted) {
                continue;
            }
            self.finish(&key, ObligationState::Discharged { ground: None });
        }
        // What was carried out before does not do at once what was named to be done again.
        self.take_stock(compiled, step);
        if let Some(run) = &mut self.state.run {
            run.follow(undone.without(step));
        }
    }
}
