//! Short ways to write procedures in tests.

use cogov::procedure::{After, Conclusion, Effect, Marking, Outcome, Response, StepIndex, StepSet};
use cogov::triage::Scale;
use cogov::values::LevelKey;
use cogov::{CompiledProcedure, Function, Problem, Procedure, ProcedureKey, Step, StepKey, Text};

pub(crate) fn key(text: &str) -> StepKey {
    StepKey::new(text).expect("a step key")
}

pub(crate) fn step(name: &str, function: Function) -> Step {
    Step::new(key(name), Text::new(name).expect("a text"), function)
}

/// A step whose conclusion makes no difference.
pub(crate) fn plain(name: &str) -> Step {
    step(name, Function::Deliberate)
}

pub(crate) fn after(names: &[&str]) -> Vec<After> {
    names.iter().map(|name| After::from(key(name))).collect()
}

pub(crate) fn then(names: &[&str]) -> Vec<Response> {
    names.iter().map(|name| Response::from(key(name))).collect()
}

pub(crate) fn effects(names: &[&str]) -> Vec<Effect> {
    names.iter().map(|name| Effect::from(key(name))).collect()
}

pub(crate) fn effect_if(name: &str, outcome: Outcome) -> Effect {
    Effect::from(key(name)).when(outcome)
}

pub(crate) fn procedure(steps: impl IntoIterator<Item = Step>) -> Procedure {
    Procedure::new(ProcedureKey::new("test").expect("a key"), Text::new("Test").expect("a text"))
        .with_steps(steps)
}

pub(crate) fn compiled(steps: impl IntoIterator<Item = Step>) -> CompiledProcedure {
    CompiledProcedure::new(&procedure(steps), &[]).expect("a sound procedure")
}

pub(crate) fn problems(procedure: &Procedure, scales: &[Scale]) -> Vec<Problem> {
    CompiledProcedure::new(procedure, scales).expect_err("problems").problems().to_vec()
}

/// Code and path of each problem.
pub(crate) fn found(problems: &[Problem]) -> Vec<(&'static str, String)> {
    problems.iter().map(|p| (p.code().as_str(), p.path().to_string())).collect()
}

pub(crate) fn level(text: &str) -> LevelKey {
    LevelKey::new(text).expect("a level key")
}

/// A case without guards that runs in a procedure.
pub(crate) struct Course<'p> {
    pub(crate) procedure: &'p CompiledProcedure,
    pub(crate) marking: Marking,
    pub(crate) barred: StepSet,
}

impl<'p> Course<'p> {
    pub(crate) fn new(procedure: &'p CompiledProcedure) -> Self {
        Self::barring(procedure, StepSet::EMPTY)
    }

    pub(crate) fn barring(procedure: &'p CompiledProcedure, barred: StepSet) -> Self {
        Self { procedure, marking: procedure.initial(barred), barred }
    }

    pub(crate) fn index(&self, name: &str) -> StepIndex {
        self.procedure.find(name).expect("a step of the procedure")
    }

    pub(crate) fn concluded(mut self, name: &str, conclusion: Conclusion) -> Self {
        let step = self.index(name);
        let next = self.procedure.execute(self.marking, step, conclusion, self.barred);
        self.marking = next.unwrap_or_else(|blocked| panic!("{name}: {blocked}"));
        self
    }

    pub(crate) fn done(self, name: &str) -> Self {
        self.concluded(name, Conclusion::Done)
    }

    pub(crate) fn can(&self, name: &str) -> bool {
        self.procedure.can_execute(self.marking, self.index(name))
    }

    pub(crate) fn names(&self, steps: StepSet) -> Vec<&'p str> {
        steps.iter().map(|step| self.procedure.step(step).expect("a step").key().as_str()).collect()
    }
}
