//! Flaws told as problems: where, and in which words.

use crate::json::Reader;
use crate::problem::{Arg, Problem, ProblemCode};
use crate::procedure::circle::ConditionCircle;
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::exploration::Exploration;
use crate::procedure::flaw::{DeadStep, Flaw, NoEnding, Obstacle, TooManyMarkings, TraceStep};
use crate::procedure::guard::GuardValuation;
use crate::procedure::step_set::StepSet;
use crate::values::bounds;
use crate::values::lang::Lang;

impl Exploration {
    /// The flaws as problems, with paths from the procedure.
    ///
    /// ```
    /// use cogov::procedure::{Start, explore};
    /// use cogov::{
    ///     CompiledProcedure, Function, ProblemCode, Procedure, ProcedureKey, Step, StepKey, Text,
    /// };
    ///
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
        reader.into_problems().problems
    }

    /// Reports the flaws; the reader stands at the procedure.
    pub(crate) fn report(&self, procedure: &CompiledProcedure, reader: &mut Reader) {
        // Where nothing stays owed but what waits in a circle, the circle is what is to be mended.
        let has_circle = self.flaws().iter().any(|flaw| matches!(flaw, Flaw::ConditionCircle(_)));
        reader.within_known("steps", |reader| {
            for flaw in self.flaws() {
                match flaw {
                    Flaw::NoEnding(flaw) if has_circle && flaw.stuck().is_empty() => {}
                    Flaw::ConditionCircle(flaw) => report_circle(procedure, flaw, reader),
                    Flaw::DeadStep(flaw) => report_dead(procedure, flaw, reader),
                    Flaw::NoEnding(flaw) => {
                        let (en, zh) = trace(procedure, flaw.trace());
                        let mut args = vec![Arg::bilingual("trace", en, zh)];
                        args.extend(owed(procedure, flaw));
                        args.extend(for_topics(flaw.valuation()));
                        reader.report(ProblemCode::NoEnding, args);
                    }
                    Flaw::TooManyMarkings(flaw) => {
                        let mut args = vec![Arg::plain("bound", flaw.budget())];
                        args.extend(share(flaw));
                        args.push(Arg::list("steps", keys(procedure, flaw.concurrent())));
                        reader.report(ProblemCode::TooManyMarkings, args);
                    }
                }
            }
        });
    }
}

/// What keeps a case from ending, and how.
fn owed(procedure: &CompiledProcedure, flaw: &NoEnding) -> [Arg; 2] {
    let is_stuck = !flaw.stuck().is_empty();
    let owed = if is_stuck { flaw.stuck() } else { flaw.marking().open() };
    let keys: Vec<&str> = keys(procedure, owed).collect();
    let listed = match keys.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        few => few.concat(),
    };
    let (en, zh) = match (is_stuck, owed.len()) {
        (true, 1) => ("stays owed", "始终应做而不能做"),
        (true, _) => ("stay owed", "始终应做而不能做"),
        (false, 1) => ("is owed again and again", "一再应做"),
        (false, _) => ("are owed again and again", "一再应做"),
    };
    [Arg::bilingual("owed", listed, keys.join("、")), Arg::bilingual("stays", en, zh)]
}

/// Reports a circle where its first step asks for the next.
fn report_circle(procedure: &CompiledProcedure, flaw: &ConditionCircle, reader: &mut Reader) {
    let circle = flaw.steps();
    let Some(step) = circle.first().and_then(|&first| procedure.step(first)) else { return };
    let next = circle.get(1).or(circle.first());
    // Every entry of the list became an edge.
    let place = step.conditions().iter().position(|edge| Some(&edge.step()) == next);
    let keys: Vec<&str> = circle
        .iter()
        .chain(circle.first())
        .filter_map(|&step| Some(procedure.step(step)?.key().as_str()))
        .collect();
    reader.within_index(step.index(), |reader| {
        reader.at_entry("after", place.unwrap_or_default(), |reader| {
            let cycle = Arg::plain("cycle", keys.join(" → "));
            reader.report(ProblemCode::CyclicConditions, vec![cycle]);
        });
    });
}

/// Of which bound the one that was exceeded is a share, if it is.
fn share(flaw: &TooManyMarkings) -> Option<Arg> {
    let all = bounds::CHARTER_MARKINGS.largest();
    let en = format!(", its share of the charter's {all}");
    let zh = format!("（章程合计 {all} 中该程序的份额）");
    flaw.is_share().then(|| Arg::bilingual("share", en, zh))
}

fn report_dead(procedure: &CompiledProcedure, flaw: &DeadStep, reader: &mut Reader) {
    let Some(step) = procedure.step(flaw.step()) else { return };
    let (en, zh) = reason(procedure, flaw.obstacle());
    reader.within_index(step.index(), |reader| {
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
