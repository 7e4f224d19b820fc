//! Whether a step can be done now, by whoever acts.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{ActKind, Target};
use crate::case::context::Context;
use crate::case::naming::{holder_arg, holders_arg, moment_words, step_arg, steps_arg};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::run::Run;
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::procedure::{CompiledStep, Completion, StepIndex, StepSet};
use crate::time::Instant;
use crate::values::key::{ProcedureKey, StepKey};
use crate::values::lang::Lang;

/// Whether an act belongs to a step, whenever and by whomever it is done.
pub(crate) fn belongs(kind: ActKind, step: &CompiledStep) -> bool {
    match kind {
        ActKind::OpenBallot | ActKind::RecordConsensus => step.completes() == Completion::Resolve,
        ActKind::Object => step.completes() == Completion::Disclose,
        ActKind::ContestDispatch => step.completes() == Completion::Dispatch,
        // A session serves whatever is talked about in it.
        ActKind::Convene => {
            !matches!(step.completes(), Completion::Submitted | Completion::Verified)
        }
        kind => kind.completes().is_none_or(|completes| completes == step.completes()),
    }
}

/// Whether a notification adds to what is planned already, in a step that it does not complete.
pub(crate) fn adds_to_plan(kind: ActKind, step: &CompiledStep) -> bool {
    kind == ActKind::Notify
        && step.function() == Function::Plan
        && step.completes() != Completion::Notify
}

impl Context<'_> {
    /// A refusal about a step, with other details before its name.
    fn about_step(
        &self,
        code: RefusalCode,
        step: StepIndex,
        others: impl Fn(&Charter, &ProcedureKey) -> Reasons
        + Send
        + Sync
        + UnwindSafe
        + RefUnwindSafe
        + 'static,
    ) -> Refusal {
        let Some(run) = &self.state.run else { return Refusal::new(code, Vec::new()) };
        let (charter, procedure) = (self.charter.clone(), run.procedure.clone());
        Refusal::telling(code, move || {
            let others = others(&charter, &procedure);
            let compiled = charter.compiled(&procedure);
            let Some(step) = compiled.ok().and_then(|compiled| compiled.step(step)) else {
                return others;
            };
            let name = step.name();
            others
                .with_arg(Arg::bilingual("step", name.get(Lang::En), name.get(Lang::Zh)))
                .citing([Cited::Step(step.key().clone())])
        })
    }

    /// The procedure that runs, by its key.
    pub(crate) fn procedure(&self) -> Option<&ProcedureKey> {
        self.state.run.as_ref().map(|run| &run.procedure)
    }

    /// A refusal about a step that is named by its key.
    pub(crate) fn about_key(&self, code: RefusalCode, key: &StepKey) -> Refusal {
        let (charter, key) = (self.charter.clone(), key.clone());
        let procedure = self.procedure().cloned();
        Refusal::telling(code, move || {
            let step = step_arg(&charter, procedure.as_ref(), "step", &key);
            Reasons::of(vec![step]).citing([Cited::Step(key.clone())])
        })
    }

    /// That steps are still owed.
    pub(crate) fn steps_owed(&self, owed: StepSet) -> Refusal {
        let code = RefusalCode::StepOwed;
        let Some(procedure) = self.procedure().cloned() else {
            return Refusal::new(code, Vec::new());
        };
        let charter = self.charter.clone();
        Refusal::telling(code, move || {
            let compiled = charter.compiled(&procedure).ok();
            let steps = owed.iter().filter_map(|step| compiled?.step(step));
            let cited = steps.map(|step| Cited::Step(step.key().clone()));
            Reasons::of(vec![steps_arg(&charter, &procedure, "others", owed)]).citing(cited)
        })
    }

    /// Whether a step can happen at a moment: in play, not done unless owed, conditions and delays
    /// met, no milestone open.
    pub(crate) fn check_open(&self, step: StepIndex, at: Instant, out: &mut Vec<Refusal>) {
        if let Some(run) = &self.state.run {
            self.check_open_in(run, step, at, out);
        }
    }

    /// The same in a run that may be further on.
    pub(crate) fn check_open_in(
        &self,
        run: &Run,
        step: StepIndex,
        at: Instant,
        out: &mut Vec<Refusal>,
    ) {
        let Some(compiled) = self.compiled() else { return };
        let alone = |_: &Charter, _: &ProcedureKey| Reasons::default();
        let others = |steps: StepSet| {
            move |charter: &Charter, procedure: &ProcedureKey| {
                Reasons::of(vec![steps_arg(charter, procedure, "others", steps)])
            }
        };
        if let Some(blocked) = compiled.blocked_by(run.marking, step) {
            if blocked.is_excluded() {
                out.push(self.about_step(RefusalCode::StepExcluded, step, alone));
            }
            if blocked.is_done() {
                out.push(self.about_step(RefusalCode::StepDone, step, alone));
            }
            let waits = blocked.unmet_conditions();
            if !waits.is_empty() {
                out.push(self.about_step(RefusalCode::ConditionOpen, step, others(waits)));
            }
            let owed = blocked.open_milestones();
            if !owed.is_empty() {
                out.push(self.about_step(RefusalCode::MilestoneOpen, step, others(owed)));
            }
        }
        if let Some(until) = run.earliest(step)
            && at < until
        {
            let until = moment_words(until);
            let until =
                move |_: &Charter, _: &ProcedureKey| Reasons::of(vec![Arg::plain("until", &until)]);
            out.push(self.about_step(RefusalCode::DelayRunning, step, until));
        }
    }

    /// Whether the act belongs to the step, and the step to whoever acts.
    pub(crate) fn check_fits(&self, step: StepIndex, out: &mut Vec<Refusal>) {
        let Some(known) = self.compiled().and_then(|compiled| compiled.step(step)) else { return };
        let kind = self.kind;
        if !belongs(kind, known) {
            let act =
                move |_: &Charter, _: &ProcedureKey| Reasons::of(vec![Arg::plain("act", kind)]);
            out.push(self.about_step(RefusalCode::WrongStep, step, act));
        }
        let is_its_act = self.kind.completes() == Some(known.completes())
            && !matches!(self.kind, ActKind::Adjourn);
        if let Some(by) = known.by()
            && is_its_act
            && !self.performs_for(by)
        {
            out.push(self.about_performer(step, by));
        }
    }

    /// That a step is for somebody else.
    fn about_performer(&self, step: StepIndex, by: &Holder) -> Refusal {
        let (who, performer) = (self.by.clone(), by.clone());
        let args = move |charter: &Charter, _: &ProcedureKey| {
            let holders = holders_arg(charter, "holders", [&performer]);
            let args = vec![holder_arg(charter, "by", &who), holders];
            Reasons::of(args).needing([performer.clone()])
        };
        self.about_step(RefusalCode::NotThePerformer, step, args)
    }

    /// Whether whoever acts is the one that a step is for, or one of several.
    fn performs_for(&self, performer: &Holder) -> bool {
        self.acts_as(performer)
            || matches!(performer, Holder::Jointly(several)
                if several.iter().any(|one| self.acts_as(one)))
    }

    /// The step that an act completes which need not name one: the one named, else the only one
    /// that can happen now. Several are a breach; none is not, since further appeals can be
    /// accepted at any time.
    pub(crate) fn completed_by(
        &self,
        completion: Completion,
        named: Option<&StepKey>,
        out: &mut Vec<Refusal>,
    ) -> Option<StepIndex> {
        if let Some(key) = named {
            let step = self.step_of(key, out)?;
            self.check_fits(step, out);
            self.check_open(step, self.on, out);
            return Some(step);
        }
        let (compiled, run) = self.compiled().zip(self.state.run.as_ref())?;
        let enabled: Vec<StepIndex> = compiled
            .enabled(run.marking)
            .iter()
            .filter(|step| {
                compiled.step(*step).is_some_and(|known| known.completes() == completion)
            })
            .collect();
        match enabled.as_slice() {
            [] => None,
            [one] => {
                self.check_fits(*one, out);
                self.check_open(*one, self.on, out);
                Some(*one)
            }
            several => {
                let keys = several.iter().filter_map(|step| Some(compiled.step(*step)?.key()));
                // What is written in `step` is a key.
                let keys = Arg::list("keys", keys.map(StepKey::as_str));
                let several = several.iter().copied().collect();
                let others = steps_arg(self.charter, &run.procedure, "others", several);
                let args = vec![others, keys];
                out.push(Refusal::new(RefusalCode::SeveralSteps, args));
                None
            }
        }
    }

    /// What stands against the first step in play that such an act is still to complete.
    pub(crate) fn check_awaiting(&self, completion: Completion, out: &mut Vec<Refusal>) {
        let Some((compiled, run)) = self.compiled().zip(self.state.run.as_ref()) else { return };
        let mut awaiting = run.marking.due().iter().filter(|step| {
            compiled.step(*step).is_some_and(|known| known.completes() == completion)
        });
        if let Some(step) = awaiting.next() {
            self.check_fits(step, out);
            self.check_open(step, self.on, out);
        }
    }

    /// Checks the step that the act is about, as it is begun or completed now.
    pub(crate) fn check_step(&self, out: &mut Vec<Refusal>) {
        if let Some(step) = self.step(out) {
            self.check_fits(step, out);
            self.check_open(step, self.on, out);
        }
    }

    /// Checks that the step that the act is about was ever done.
    pub(crate) fn check_ever_done(&self, out: &mut Vec<Refusal>) {
        self.check_was(|run, step| !run.executions(step).is_empty(), out);
    }

    /// Checks that the step that the act is about is done, and not to be done anew.
    pub(crate) fn check_done(&self, out: &mut Vec<Refusal>) {
        self.check_was(|run, step| run.marking.done().contains(step), out);
    }

    fn check_was(&self, is_done: impl Fn(&Run, StepIndex) -> bool, out: &mut Vec<Refusal>) {
        let Some(step) = self.step(out) else { return };
        let was_done = self.state.run.as_ref().is_some_and(|run| is_done(run, step));
        if !was_done && let Some(Target::Step(key)) = &self.target {
            out.push(self.about_key(RefusalCode::NotDone, key));
        }
    }
}
