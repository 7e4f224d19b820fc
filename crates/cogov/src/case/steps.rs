//! Whether a step can be done now, by whoever acts.

use crate::act::{ActKind, Target};
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::{CompiledStep, Completion, StepIndex, StepSet};
use crate::time::Instant;

impl Context<'_> {
    /// The keys of some steps, as a detail.
    fn steps_arg(&self, name: &'static str, steps: StepSet) -> Arg {
        let compiled = self.compiled();
        let keys = steps
            .iter()
            .filter_map(|step| Some(compiled?.step(step)?.key().as_str()))
            .collect::<Vec<_>>();
        Arg::list(name, keys)
    }

    fn about_step(&self, code: RefusalCode, step: &CompiledStep, mut args: Vec<Arg>) -> Refusal {
        args.push(Arg::plain("step", step.key()));
        Refusal::new(code, args).citing([Cited::Step(step.key().clone())])
    }

    /// Whether a step can happen at a moment: in play, not done unless owed, conditions and delays
    /// met, no milestone open.
    pub(crate) fn check_open(&self, step: StepIndex, at: Instant, out: &mut Vec<Refusal>) {
        let Some((compiled, run)) = self.compiled().zip(self.state.run.as_ref()) else { return };
        let Some(known) = compiled.step(step) else { return };
        if let Some(blocked) = compiled.blocked_by(run.marking, step) {
            if blocked.is_excluded() {
                out.push(self.about_step(RefusalCode::StepExcluded, known, Vec::new()));
            }
            if blocked.is_done() {
                out.push(self.about_step(RefusalCode::StepDone, known, Vec::new()));
            }
            let waits = blocked.unmet_conditions();
            if !waits.is_empty() {
                let args = vec![self.steps_arg("others", waits)];
                out.push(self.about_step(RefusalCode::ConditionOpen, known, args));
            }
            let owed = blocked.open_milestones();
            if !owed.is_empty() {
                let args = vec![self.steps_arg("others", owed)];
                out.push(self.about_step(RefusalCode::MilestoneOpen, known, args));
            }
        }
        if let Some(until) = run.earliest(compiled, self.calendar(), step)
            && at < until
        {
            let args = vec![Arg::plain("until", until)];
            out.push(self.about_step(RefusalCode::DelayRunning, known, args));
        }
    }

    /// Whether the act belongs to the step, and the step to whoever acts.
    pub(crate) fn check_fits(&self, step: StepIndex, out: &mut Vec<Refusal>) {
        let Some(known) = self.compiled().and_then(|compiled| compiled.step(step)) else { return };
        let fits = match self.kind {
            ActKind::OpenBallot | ActKind::RecordConsensus => {
                known.completes() == Completion::Resolve
            }
            ActKind::Object => known.completes() == Completion::Disclose,
            ActKind::ContestDispatch => known.completes() == Completion::Dispatch,
            // A session serves whatever is talked about in it.
            ActKind::Convene => {
                !matches!(known.completes(), Completion::Submitted | Completion::Verified)
            }
            kind => kind.completes().is_none_or(|completes| completes == known.completes()),
        };
        if !fits {
            let args = vec![Arg::plain("act", self.kind)];
            out.push(self.about_step(RefusalCode::WrongStep, known, args));
        }
        let is_its_act = self.kind.completes() == Some(known.completes())
            && !matches!(self.kind, ActKind::Adjourn);
        if let Some(by) = known.by()
            && is_its_act
            && !self.performs_for(by)
        {
            let args = vec![self.by_arg(), self.holders_arg("holders", [by])];
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
                let args = vec![self.steps_arg("others", several)];
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
