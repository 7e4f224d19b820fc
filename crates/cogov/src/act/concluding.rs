//! What comes with evaluation, the end of a case, and acts that change how it runs.

use crate::act::participant::Participant;
use crate::position::{Function, Holder};
use crate::values::choice::choice;
use crate::values::digest::Digest;
use crate::values::key::{CriterionKey, StepKey};
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// Whether a criterion of the plan was met.
    ///
    /// ```
    /// use cogov::act::CriterionFinding;
    /// use cogov::Text;
    /// use cogov::values::CriterionKey;
    ///
    /// let met = CriterionFinding::new(CriterionKey::new("free")?, true)
    ///     .with_text(Text::bilingual("No car on ten nights", "连续十晚无车")?);
    /// assert!(met.met() && met.text().is_some());
    /// assert_eq!(met.criterion().as_str(), "free");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct CriterionFinding("what became of a criterion", "标准达成情况") {
        required {
            /// The criterion.
            criterion: CriterionKey,
            /// Whether it was met.
            met: bool as copy,
        }
        option {
            /// What was seen.
            text, with_text: Text,
        }
    }
}

choice! {
    /// What became of what was resolved.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Evaluation;
    ///
    /// assert_eq!(Evaluation::NotNeeded.label(Lang::Zh), "不再需要");
    /// ```
    pub enum Evaluation in act {
        /// It was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// It was fulfilled in part.
        Partly = "partly", "partly fulfilled", "部分落实";
        /// It was not fulfilled.
        Not = "not", "not fulfilled", "未落实";
        /// It is no longer needed.
        NotNeeded = "not_needed", "no longer needed", "不再需要";
    }
}

impl Evaluation {
    /// Whether it says that something was fulfilled, be it in part.
    pub(crate) const fn is_fulfilment(self) -> bool {
        matches!(self, Self::Fulfilled | Self::Partly)
    }
}

record! {
    /// With `evaluate`: what became of what was resolved, by the criteria of the plan.
    ///
    /// ```
    /// use cogov::StepKey;
    /// use cogov::act::{Act, CriterionFinding, Evaluate, Evaluation};
    /// use cogov::procedure::Completion;
    /// use cogov::values::CriterionKey;
    ///
    /// let met = CriterionFinding::new(CriterionKey::new("free")?, true);
    /// let evaluated = Evaluate::new(Evaluation::Fulfilled).with_criteria([met]);
    /// assert_eq!((evaluated.result(), evaluated.criteria().len()), (Evaluation::Fulfilled, 1));
    /// let act = Act::evaluate(StepKey::new("evaluation")?, evaluated);
    /// assert_eq!(act.kind().completes(), Some(Completion::Evaluate));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Evaluate("an evaluation", "评价") {
        required {
            /// What.
            result: Evaluation as copy,
        }
        option {
            /// What was seen.
            text, with_text: Text,
        }
        list {
            /// Criterion by criterion, each of the plan.
            criteria, with_criteria: CriterionFinding,
        }
    }
}

record! {
    /// With `award`: what somebody gets for taking part.
    ///
    /// ```
    /// use cogov::act::Award;
    /// use cogov::values::PersonKey;
    /// use cogov::{Lang, Text};
    ///
    /// let award = Award::new(PersonKey::new("p-12")?, Text::new("For the plan")?).with_points(5_u64);
    /// assert_eq!(award.points(), Some(5));
    ///
    /// let honoured = award.with_honour(Text::bilingual("Good neighbour", "好邻居")?);
    /// assert_eq!(honoured.honour().unwrap().get(Lang::Zh), "好邻居");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Award("an award", "激励") {
        required {
            /// Who.
            to: Participant,
            /// For what.
            reason: Text,
        }
        option {
            /// How many points.
            points, with_points: u64 as copy,
            /// Which honour.
            honour, with_honour: Text,
        }
    }
}

record! {
    /// With `close`: what is left to say.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, Close};
    ///
    /// assert_eq!(Close::new().text(), None);
    ///
    /// let last = Close::new().with_text(Text::bilingual("Thanks to all", "感谢各方参与")?);
    /// assert_eq!(Act::close(last).target(), None, "it ends the whole case");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Close("the end of a case", "结案") {
        option {
            /// What.
            text, with_text: Text,
        }
    }
}

record! {
    /// With `override`: whose bar is lifted in this case, and why.
    ///
    /// ```
    /// use cogov::act::{Act, Override, Requirement};
    /// use cogov::{Function, PartyKey};
    ///
    /// // The committee did the work, and nobody else is left to watch over it.
    /// let lifted = Override::new(PartyKey::new("owners-committee")?, Function::Supervise);
    /// assert_eq!(lifted.function(), Function::Supervise);
    /// let act = Act::r#override(lifted);
    /// assert_eq!(act.kind().requires(), [Requirement::Power(Function::Supervise)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Override("an override", "准许例外") {
        required {
            /// Whose.
            who: Holder,
            /// On what.
            function: Function as copy,
        }
        option {
            /// Why; refused without.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `absorb`: which step stands in.
    ///
    /// ```
    /// use cogov::StepKey;
    /// use cogov::act::{Absorb, Act, ActKind};
    ///
    /// // One person is village head and secretary (一肩挑): one discussion stands for both.
    /// let both = Absorb::new(StepKey::new("two-committees")?);
    /// assert_eq!(both.by().as_str(), "two-committees");
    /// let act = Act::absorb(StepKey::new("branch-proposal")?, both);
    /// assert_eq!(act.kind(), ActKind::Absorb);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Absorb("an absorption", "步骤的代替") {
        required {
            /// The step that stands in.
            by: StepKey,
        }
    }
}

record! {
    /// With `migrate`: the version of the charter under which the case goes on.
    ///
    /// ```
    /// use cogov::Charter;
    /// use cogov::act::{Act, Digest, Migrate};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let next = charter.to_builder().version(charter.version() + 1).build()?;
    /// let digest: Digest = next.digest();
    /// let migrated = Migrate::new(next.version(), digest);
    /// assert_ne!(migrated.digest(), charter.digest());
    /// assert_eq!(Act::migrate(migrated).target(), None, "it is about the whole case");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Migrate("a migration", "改用新章程") {
        required {
            /// The version.
            version: u64 as copy,
            /// The digest of the charter.
            digest: Digest as copy,
        }
        option {
            /// Why.
            reason, with_reason: Text,
        }
    }
}

record! {
    /// With `correct`: what an entry should have said. It changes nothing but how it is read.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::act::{Act, Correct, Target};
    ///
    /// let corrected = Correct::new(Text::new("It was Tuesday")?);
    /// assert_eq!(corrected.text().to_string(), "It was Tuesday");
    /// assert_eq!(Act::correct(12, corrected).target(), Some(Target::Entry(12)));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Correct("a correction", "更正说明") {
        required {
            /// What.
            text: Text,
        }
    }
}
