//! What a step cannot have, and what it can have instead.

use crate::json::Reader;
use crate::position::Function;
use crate::problem::{Arg, ProblemCode};
use crate::procedure::completion::Completion;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::draft::Draft;
use crate::procedure::edge::EffectEdge;
use crate::procedure::relation::Outcome;
use crate::procedure::step_set::StepIndex;
use crate::values::lang::Lang;

/// Words in English and in Chinese.
type Words = (String, String);

/// Why nothing is carried out after a decision that fails.
const FAILED: (&str, &str) = (
    "a decision that fails leaves nothing to carry out or to supervise",
    "未通过的决定没有可落实或监督的内容",
);

/// The details of a misused step: why, and what to do other than removing it.
pub(crate) fn misuse(reason: Words, instead: Words) -> Vec<Arg> {
    let mut args = vec![Arg::bilingual("reason", reason.0, reason.1)];
    if !instead.0.is_empty() {
        args.push(Arg::bilingual("instead", instead.0, instead.1));
    }
    args
}

/// That one of these words can be written; nothing, if there are none.
fn write_one_of(words: &[&str]) -> Words {
    if words.is_empty() {
        return Words::default();
    }
    let quoted = |open: char, close: char| -> Vec<String> {
        words.iter().map(|word| format!("{open}{word}{close}")).collect()
    };
    let (en, zh) = (quoted('"', '"').join(" or "), quoted('“', '”').join("或"));
    (format!("write {en}, "), format!("写{zh}，"))
}

/// That the step could have another function.
fn change_function() -> Words {
    ("change the step's function, or ".to_owned(), "修改步骤的职能，或".to_owned())
}

fn joined(first: Words, second: &Words) -> Words {
    (first.0 + &second.0, first.1 + &second.1)
}

impl Draft<'_, '_> {
    fn misused(&self, reason: Words, instead: Words, reader: &mut Reader) {
        self.report(ProblemCode::MisusedStep, misuse(reason, instead), reader);
    }

    /// What goes with some functions only; gives the act that completes the step.
    pub(super) fn check_function(&self, reader: &mut Reader) -> Completion {
        let step = self.step;
        let function = step.function();
        let needs = |field: &'static str, wanted: Function, there: bool, reader: &mut Reader| {
            if there && function != wanted {
                let (name, label) = (wanted.as_str(), wanted.label(Lang::Zh));
                let reason = (
                    format!(
                        "only a step with the function \"{name}\" has it, this one's is \"{}\"",
                        function.as_str()
                    ),
                    format!(
                        "只有职能为“{label}”的步骤才有此项，该步骤的职能为“{}”",
                        function.label(Lang::Zh)
                    ),
                );
                let instead = (
                    format!("change the step's function to \"{name}\", or "),
                    format!("将步骤的职能改为“{name}”，或"),
                );
                reader.within_known(field, |reader| self.misused(reason, instead, reader));
            }
        };
        needs("rules", Function::Decide, !step.rules().is_unstated(), reader);
        needs("discloses", Function::Disclose, step.discloses().is_some(), reader);
        needs("hears", Function::Deliberate, !step.hears().is_empty(), reader);
        let usual = Completion::of(function);
        let completes = step.completes().or_else(|| usual.first().copied());
        let completes = completes.unwrap_or(Completion::Adjourn);
        if !usual.contains(&completes) {
            let acts: Vec<&str> = usual.iter().map(|act| act.as_str()).collect();
            let reason = (
                format!(
                    "\"{}\" does not complete a step with the function \"{}\"",
                    completes.as_str(),
                    function.as_str()
                ),
                format!(
                    "职能为“{}”的步骤不由“{}”完成",
                    function.label(Lang::Zh),
                    completes.label(Lang::Zh)
                ),
            );
            let instead = joined(write_one_of(&acts), &change_function());
            reader.within_known("completes", |reader| self.misused(reason, instead, reader));
        }
        completes
    }

    /// A relation can depend on an outcome only where the step has it.
    pub(super) fn check_outcome(&self, outcome: Option<Outcome>, reader: &mut Reader) {
        let function = self.step.function();
        let Some(outcome) = outcome else { return };
        let known = Conclusion::of(function).iter().filter_map(|conclusion| conclusion.outcome());
        if known.clone().any(|known| known == outcome) {
            return;
        }
        let mut known: Vec<&str> = known.map(|outcome| outcome.as_str()).collect();
        known.dedup();
        let reason = (
            format!(
                "a step with the function \"{}\" never comes out as \"{}\"",
                function.as_str(),
                outcome.as_str()
            ),
            format!(
                "职能为“{}”的步骤没有“{}”这一结果",
                function.label(Lang::Zh),
                outcome.label(Lang::Zh)
            ),
        );
        let instead = joined(write_one_of(&known), &change_function());
        reader.within_known("if", |reader| self.misused(reason, instead, reader));
    }

    /// What follows from a decision that fails is no carrying out.
    pub(super) fn check_response(
        &self,
        step: StepIndex,
        outcome: Option<Outcome>,
        reader: &mut Reader,
    ) {
        if outcome == Some(Outcome::Failed) && self.carrying_out.contains(step) {
            let (en, zh) = FAILED;
            self.misused((en.to_owned(), zh.to_owned()), Words::default(), reader);
        }
    }

    /// No step is taken out of play and brought back at once.
    pub(super) fn check_contradictions(
        &self,
        exclusions: &[(usize, EffectEdge)],
        inclusions: &[(usize, EffectEdge)],
        reader: &mut Reader,
    ) {
        for (place, inclusion) in inclusions {
            let both = exclusions.iter().any(|(_, exclusion)| {
                exclusion.step == inclusion.step
                    && (exclusion.outcome.is_none()
                        || inclusion.outcome.is_none()
                        || exclusion.outcome == inclusion.outcome)
            });
            self.contradiction(
                ("includes", *place),
                both,
                reader,
                (
                    "it excludes the same step under the same outcome",
                    "在同一结果下又排除了同一步骤",
                ),
            );
            self.contradiction(
                ("includes", *place),
                self.carrying_out.contains(inclusion.step)
                    && inclusion.outcome == Some(Outcome::Failed),
                reader,
                FAILED,
            );
        }
        for (place, exclusion) in exclusions {
            self.contradiction(
                ("excludes", *place),
                self.step.function() == Function::Decide
                    && self.carrying_out.contains(exclusion.step)
                    && exclusion.outcome != Some(Outcome::Failed),
                reader,
                (
                    "what an adopted decision obliges to has to be carried out and supervised",
                    "通过的决定所产生的义务须有落实和监督",
                ),
            );
        }
    }

    fn contradiction(
        &self,
        (field, place): (&'static str, usize),
        there: bool,
        reader: &mut Reader,
        (en, zh): (&str, &str),
    ) {
        if there {
            let reason = (en.to_owned(), zh.to_owned());
            reader.within_known(field, |reader| {
                reader.within_index(place, |reader| {
                    self.misused(reason, Words::default(), reader);
                });
            });
        }
    }
}
