//! What an exploration can find wrong with a procedure, and how it is told.

use crate::json::Reader;
use crate::problem::{Arg, Problem, ProblemCode};
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::explore::Exploration;
use crate::procedure::guard::GuardValuation;
use crate::procedure::marking::Marking;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::values::lang::Lang;

/// Why a step never happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// It is never in play.
    NeverIncluded,
    /// Whenever it is in play, it waits for these.
    Waits {
        /// Conditions that are never met while it is in play.
        conditions: StepSet,
        /// Steps that stay owed while it is in play.
        milestones: StepSet,
    },
    /// Each thing that it waits for comes about, but never all at once.
    NeverAtOnce,
}

/// A step that can never happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeadStep {
    pub(crate) step: StepIndex,
    pub(crate) obstacle: Obstacle,
}

impl DeadStep {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// Why it never happens.
    #[must_use]
    pub const fn obstacle(&self) -> Obstacle {
        self.obstacle
    }
}

/// A step of a trace, and how it was concluded, where that makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceStep {
    pub(crate) step: StepIndex,
    pub(crate) conclusion: Option<Conclusion>,
}

impl TraceStep {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> StepIndex {
        self.step
    }

    /// How it was concluded; nothing, where all conclusions have the same effect.
    #[must_use]
    pub const fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion
    }
}

/// A sequence of steps after which no ending can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoEnding {
    pub(crate) trace: Vec<TraceStep>,
    pub(crate) marking: Marking,
    pub(crate) valuation: GuardValuation,
}

impl NoEnding {
    /// The steps, from the beginning; none, if there is no way out from the beginning.
    #[must_use]
    pub fn trace(&self) -> &[TraceStep] {
        &self.trace
    }

    /// The marking to which they lead.
    #[must_use]
    pub const fn marking(&self) -> Marking {
        self.marking
    }

    /// For which topics it is so.
    #[must_use]
    pub const fn valuation(&self) -> &GuardValuation {
        &self.valuation
    }
}

/// That the proof needs more markings than its budget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TooManyMarkings {
    pub(crate) budget: u64,
    pub(crate) of_charter: bool,
    pub(crate) concurrent: StepSet,
    pub(crate) valuation: GuardValuation,
}

impl TooManyMarkings {
    /// The budget of markings that was exceeded.
    #[must_use]
    pub const fn budget(&self) -> u64 {
        self.budget
    }

    /// Whether it is the budget of all proofs of a charter together.
    #[must_use]
    pub const fn is_of_charter(&self) -> bool {
        self.of_charter
    }

    /// Steps that run side by side, so that their orders multiply.
    #[must_use]
    pub const fn concurrent(&self) -> StepSet {
        self.concurrent
    }

    /// For which topics it is so.
    #[must_use]
    pub const fn valuation(&self) -> &GuardValuation {
        &self.valuation
    }
}

/// What is wrong with how a procedure runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// A step can never happen.
    DeadStep(DeadStep),
    /// A case can get to where no ending can be reached.
    NoEnding(NoEnding),
    /// There is too much to explore.
    TooManyMarkings(TooManyMarkings),
}

impl Exploration {
    /// The flaws as problems, with paths from the procedure.
    ///
    /// ```
    /// # use cogov::procedure::*; use cogov::*;
    /// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
    ///     .with_start(Start::Excluded);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([meet]);
    /// let compiled = CompiledProcedure::new(&procedure, &[])?;
    ///
    /// let problems = explore(&compiled, 100).problems(&compiled);
    /// assert_eq!(problems[0].code(), ProblemCode::DeadStep);
    /// assert_eq!(problems[0].path().to_string(), "steps[0]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problems(&self, procedure: &CompiledProcedure) -> Vec<Problem> {
        let mut reader = Reader::default();
        self.report(procedure, &mut reader);
        reader.into_problems()
    }

    /// Reports the flaws; the reader stands at the procedure.
    pub(crate) fn report(&self, procedure: &CompiledProcedure, reader: &mut Reader) {
        reader.within_known("steps", |reader| {
            for flaw in self.flaws() {
                match flaw {
                    Flaw::DeadStep(flaw) => report_dead(procedure, flaw, reader),
                    Flaw::NoEnding(flaw) => {
                        let (en, zh) = trace(procedure, flaw.trace());
                        let mut args = vec![
                            Arg::bilingual("trace", en, zh),
                            Arg::list("owed", keys(procedure, flaw.marking().open())),
                        ];
                        args.extend(for_topics(flaw.valuation()));
                        reader.report(ProblemCode::NoEnding, args);
                    }
                    Flaw::TooManyMarkings(flaw) => reader.report(
                        ProblemCode::TooManyMarkings,
                        vec![bound(flaw), Arg::list("steps", keys(procedure, flaw.concurrent()))],
                    ),
                }
            }
        });
    }
}

fn bound(flaw: &TooManyMarkings) -> Arg {
    let budget = flaw.budget();
    if flaw.is_of_charter() {
        let (en, zh) = (format!("the charter's {budget}"), format!("章程全部程序合计的 {budget}"));
        return Arg::bilingual("bound", en, zh);
    }
    Arg::plain("bound", budget)
}

fn report_dead(procedure: &CompiledProcedure, flaw: &DeadStep, reader: &mut Reader) {
    let Some(step) = procedure.step(flaw.step()) else { return };
    let (en, zh) = reason(procedure, flaw.obstacle());
    reader.within_index(step.position(), |reader| {
        reader.report(
            ProblemCode::DeadStep,
            vec![Arg::plain("step", step.key()), Arg::bilingual("reason", en, zh)],
        );
    });
}

fn keys(procedure: &CompiledProcedure, steps: StepSet) -> impl Iterator<Item = &str> {
    steps.iter().filter_map(|step| procedure.step(step)).map(|step| step.key().as_str())
}

fn reason(procedure: &CompiledProcedure, obstacle: Obstacle) -> (String, String) {
    let quoted = |steps: StepSet, open: &str, close: &str, between: &str| {
        let keys: Vec<String> =
            keys(procedure, steps).map(|key| format!("{open}{key}{close}")).collect();
        keys.join(between)
    };
    match obstacle {
        Obstacle::NeverIncluded => (
            "it is out of play, and nothing that happens includes it".to_owned(),
            "该步骤未被纳入，也没有能够发生的步骤将其纳入".to_owned(),
        ),
        Obstacle::NeverAtOnce => (
            "what it waits for never comes about all at once".to_owned(),
            "其等待的各项从未同时满足".to_owned(),
        ),
        Obstacle::Waits { conditions, milestones } => {
            let mut en = Vec::new();
            let mut zh = Vec::new();
            if !conditions.is_empty() {
                en.push(format!("it waits for {}", quoted(conditions, "\"", "\"", ", ")));
                zh.push(format!("须等待{}完成", quoted(conditions, "“", "”", "、")));
            }
            if !milestones.is_empty() {
                en.push(format!("it waits while {} is owed", quoted(milestones, "\"", "\"", ", ")));
                zh.push(format!("在{}应做而未做时不能进行", quoted(milestones, "“", "”", "、")));
            }
            (en.join(", and "), zh.join(",且"))
        }
    }
}

fn trace(procedure: &CompiledProcedure, trace: &[TraceStep]) -> (String, String) {
    if trace.is_empty() {
        return ("the beginning".to_owned(), "开始".to_owned());
    }
    let told = |lang: Lang| {
        let steps: Vec<String> = trace
            .iter()
            .filter_map(|taken| {
                let key = procedure.step(taken.step())?.key();
                Some(match taken.conclusion() {
                    None => key.to_string(),
                    Some(conclusion) => {
                        let (open, close) = lang.pick((" (", ")"), ("（", "）"));
                        format!("{key}{open}{}{close}", conclusion.label(lang))
                    }
                })
            })
            .collect();
        steps.join(lang.pick(", ", "、"))
    };
    (told(Lang::En), told(Lang::Zh))
}

fn for_topics(valuation: &GuardValuation) -> Option<Arg> {
    if valuation.topic().is_empty() {
        return None;
    }
    Some(Arg::bilingual(
        "valuation",
        format!(" on a topic with {}", valuation.describe(Lang::En)),
        format!("（议题：{}）", valuation.describe(Lang::Zh)),
    ))
}
