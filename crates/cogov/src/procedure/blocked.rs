//! Why a step cannot happen.

use std::fmt;

use crate::position::Function;
use crate::procedure::compiled::CompiledProcedure;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::marking::Marking;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::values::lang::Lang;

/// Why a step cannot happen now, or not with a conclusion; there is always a reason.
///
/// ```
/// use cogov::procedure::{After, StepSet};
/// use cogov::{CompiledProcedure, Function, Lang, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// let plan = Step::new(StepKey::new("plan")?, Text::new("Plan")?, Function::Plan);
/// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
///     .with_after([After::from(StepKey::new("plan")?)]);
/// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
///     .with_steps([plan, meet]);
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [plan, meet] = ["plan", "meet"].map(|key| compiled.find(key).expect("a step"));
///
/// let begun = compiled.initial(StepSet::EMPTY);
/// assert_eq!(compiled.blocked_by(begun, plan), None);
/// let blocked = compiled.blocked_by(begun, meet).expect("it waits");
/// assert_eq!(blocked.unmet_conditions(), StepSet::only(plan));
/// assert!(!blocked.is_unknown() && !blocked.is_excluded() && !blocked.is_done());
/// assert!(blocked.open_milestones().is_empty(), "it waits for nothing that is owed");
/// assert_eq!(blocked.to_string(), "the step cannot happen: it waits for 1 step");
/// let named = blocked.describe(&compiled, Lang::En);
/// assert_eq!(named, "the step cannot happen: it waits for \"plan\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Blocked {
    unknown: bool,
    excluded: bool,
    done: bool,
    conditions: StepSet,
    milestones: StepSet,
    #[serde(rename = "impossible_conclusion", skip_serializing_if = "Option::is_none")]
    conclusion: Option<Impossible>,
}

/// A conclusion that was asked for, and the function of the step, which decides on those it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
struct Impossible {
    conclusion: Conclusion,
    function: Function,
}

impl Blocked {
    /// Whether the procedure has no step of this number.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.unknown
    }

    /// Whether the step is out of play.
    #[must_use]
    pub const fn is_excluded(&self) -> bool {
        self.excluded
    }

    /// Whether the step is done and not owed again.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// The steps that would have to be done before.
    #[must_use]
    pub const fn unmet_conditions(&self) -> StepSet {
        self.conditions
    }

    /// The owed steps for which it waits.
    #[must_use]
    pub const fn open_milestones(&self) -> StepSet {
        self.milestones
    }

    /// The conclusion that was asked for, where a step of its function cannot have it.
    #[must_use]
    pub const fn impossible_conclusion(&self) -> Option<Conclusion> {
        match self.conclusion {
            Some(impossible) => Some(impossible.conclusion),
            None => None,
        }
    }

    /// What stands against it, in words that name the steps of the procedure.
    #[must_use]
    pub fn describe(&self, procedure: &CompiledProcedure, lang: Lang) -> String {
        self.tell(lang, |steps| {
            let keys = steps.iter().filter_map(|step| procedure.step(step));
            let keys: Vec<String> = keys
                .map(|step| match lang {
                    Lang::En => format!("\"{}\"", step.key()),
                    Lang::Zh => format!("“{}”", step.key()),
                })
                .collect();
            keys.join(lang.pick(", ", "、"))
        })
    }

    /// What stands against it, in words; how steps are named is left open.
    fn tell(&self, lang: Lang, name: impl Fn(StepSet) -> String) -> String {
        let named = |steps: StepSet| (!steps.is_empty()).then(|| name(steps));
        let reasons = [
            self.unknown.then(|| {
                lang.pick("the procedure has no such step", "程序中没有该步骤").to_owned()
            }),
            self.excluded.then(|| lang.pick("it is out of play", "该步骤未被纳入").to_owned()),
            self.done.then(|| {
                lang.pick("it is done and not owed again", "该步骤已完成，且无须再做").to_owned()
            }),
            named(self.conditions).map(|steps| match lang {
                Lang::En => format!("it waits for {steps}"),
                Lang::Zh => format!("须等待{steps}完成"),
            }),
            named(self.milestones).map(|steps| match lang {
                Lang::En => format!("it waits as long as {steps} is owed"),
                Lang::Zh => format!("在{steps}应做而未做时不能进行"),
            }),
            self.conclusion.map(|Impossible { conclusion, function }| {
                let conclusion = conclusion.label(lang);
                let fitting = Conclusion::of(function).iter().map(|fitting| fitting.label(lang));
                match lang {
                    Lang::En => {
                        let fitting: Vec<String> =
                            fitting.map(|label| format!("\"{label}\"")).collect();
                        let fitting = fitting.join(" or ");
                        format!("it is concluded as {fitting}, never as \"{conclusion}\"")
                    }
                    Lang::Zh => {
                        let fitting: Vec<String> =
                            fitting.map(|label| format!("“{label}”")).collect();
                        let fitting = fitting.join("或");
                        format!("该步骤以{fitting}结束，不会以“{conclusion}”结束")
                    }
                }
            }),
        ];
        let reasons: Vec<String> = reasons.into_iter().flatten().collect();
        match lang {
            Lang::En => format!("the step cannot happen: {}", reasons.join(", ")),
            Lang::Zh => format!("该步骤不能进行：{}", reasons.join("，")),
        }
    }

    /// What stands against a step that is not there.
    pub(super) const fn unknown() -> Self {
        Self { unknown: true, ..NOTHING }
    }

    /// That a step cannot have this conclusion, with what stands against it besides.
    pub(super) fn impossible(
        besides: Option<Self>,
        conclusion: Conclusion,
        function: Function,
    ) -> Self {
        let impossible = Impossible { conclusion, function };
        Self { conclusion: Some(impossible), ..besides.unwrap_or(NOTHING) }
    }
}

/// No reason at all: only for building, it never leaves this file.
const NOTHING: Blocked = Blocked {
    unknown: false,
    excluded: false,
    done: false,
    conditions: StepSet::EMPTY,
    milestones: StepSet::EMPTY,
    conclusion: None,
};

/// In English; the steps are counted, since only the procedure knows their names.
impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En, |steps| match steps.len() {
            1 => "1 step".to_owned(),
            count => format!("{count} steps"),
        }))
    }
}

impl std::error::Error for Blocked {}

/// What stands against a step with these conditions and milestones, if anything does.
pub(crate) fn blocked(
    marking: Marking,
    step: StepIndex,
    after: StepSet,
    not_while: StepSet,
) -> Option<Blocked> {
    let blocked = Blocked {
        excluded: !marking.included().contains(step),
        done: (marking.done() - marking.owed()).contains(step),
        conditions: (after & marking.included()) - marking.done(),
        milestones: not_while & marking.open(),
        ..NOTHING
    };
    (blocked != NOTHING).then_some(blocked)
}
