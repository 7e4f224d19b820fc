//! Whether a step can be done now, by whoever acts.

use crate::act::{ActKind, Target};
use crate::case::context::Context;
use crate::case::naming::{holder_arg, holders_arg, steps_arg};
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::run::Run;
use crate::charter::Charter;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::{CompiledStep, Completion, StepIndex, StepSet};
use crate::time::Instant;
use crate::values::key::ProcedureKey;
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

impl Context<'_> {
    /// A refusal about a step, with other details before its name.
    fn about_step(
        &self,
        code: RefusalCode,
        step: &CompiledStep,
        others: impl FnOnce(&Charter, &ProcedureKey) -> Vec<Arg> + Send + 'static,
    ) -> Refusal {
        let (charter, name) = (self.charter.clone(), step.name().clone());
        let procedure = self.state.run.as_ref().map(|run| run.procedure.clone());
        let details = move || {
            let mut args = procedure.map_or_else(Vec::new, |key| others(&charter, &key));
            args.push(Arg::bilingual("step", name.get(Lang::En), name.get(Lang::Zh)));
            args
        };
        Refusal::telling(code, details).citing([Cited::Step(step.key().clone())])
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
        let Some(known) = compiled.step(step) else { return };
        let alone = |_: &Charter, _: &ProcedureKey| Vec::new();
        let others = |steps: StepSet| {
            move |charter: &Charter, procedure: &ProcedureKey| {
                vec![steps_arg(charter, procedure, "others", steps)]
            }
        };
        if let Some(blocked) = compiled.blocked_by(run.marking, step) {
            if blocked.is_excluded() {
                out.push(self.about_step(RefusalCode::StepExcluded, known, alone));
            }
            if blocked.is_done() {
                out.push(self.about_step(RefusalCode::StepDone, known, alone));
            }
            let waits = blocked.unmet_conditions();
            if !waits.is_empty() {
                out.push(self.about_step(RefusalCode::ConditionOpen, known, others(waits)));
            }
            let owed = blocked.open_milestones();
            if !owed.is_empty() {
                out.push(self.about_step(RefusalCode::MilestoneOpen, known, others(owed)));
            }
        }
        if let Some(until) = run.earliest(compiled, self.calendar(), step)
            && at < until
        {
            let until = move |_: &Charter, _: &ProcedureKey| vec![Arg::plain("until", until)];
            out.push(self.about_step(RefusalCode::DelayRunning, known, until));
        }
    }

    /// Whether the act belongs to the step, and the step to whoever acts.
    pub(crate) fn check_fits(&self, step: StepIndex, out: &mut Vec<Refusal>) {
        let Some(known) = self.compiled().and_then(|compiled| compiled.step(step)) else { return };
        let kind = self.kind;
        if !belongs(kind, known) {
            let act = move |_: &Charter, _: &ProcedureKey| vec![Arg::plain("act", kind)];
            out.push(self.about_step(RefusalCode::WrongStep, known, act));
        }
        let is_its_act = self.kind.completes() == Some(known.completes())
            && !matches!(self.kind, ActKind::Adjourn);
        if let Some(by) = known.by()
            && is_its_act
            && !self.performs_for(by)
        {
            let (who, performer) = (self.by.clone(), by.clone());
            let args = move |charter: &Charter, _: &ProcedureKey| {
                let holders = holders_arg(charter, "holders", [&performer]);
                vec![holder_arg(charter, "by", &who), holders]
            };
            let refusal = self.about_step(RefusalCode::NotThePerformer, known, args);
            out.push(refusal.needing([by.clone()]));
        }
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
        named: Option<&crate::values::key::StepKey>,
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
                let several = several.iter().copied().collect();
                let args = vec![steps_arg(self.charter, &run.procedure, "others", several)];
                out.push(Refusal::new(RefusalCode::SeveralSteps, args));
                None
            }
        }
    }

    /// Checks the step that the act is about, as it is begun or completed now.
    pub(crate) fn check_step(&self, out: &mut Vec<Refusal>) {
        if let Some(step) = self.step(out) {
            self.check_fits(step, out);
            self.check_open(step, self.on, out);
        }
    }

    /// Checks that the step that the act is about was done.
    pub(crate) fn check_done(&self, out: &mut Vec<Refusal>) {
        let Some(step) = self.step(out) else { return };
        let was_done = self.state.run.as_ref().is_some_and(|run| !run.executions(step).is_empty());
        if !was_done && let Some(Target::Step(key)) = &self.target {
            let args = vec![Arg::plain("step", key)];
            let refusal = Refusal::new(RefusalCode::NotDone, args);
            out.push(refusal.citing([Cited::Step(key.clone())]));
        }
    }
}
