//! The steps of a procedure as a charter states them.

use crate::position::{Form, Function, Holder};
use crate::procedure::completion::Completion;
use crate::procedure::relation::{Absorption, After, Effect, Response};
use crate::time::Term;
use crate::triage::Condition;
use crate::values::choice::choice;
use crate::values::key::{MatterKey, RuleKey, StepKey};
use crate::values::record::record;
use crate::values::stated::Listed;
use crate::values::text::Text;

choice! {
    /// How a step begins.
    ///
    /// ```
    /// use cogov::procedure::Start;
    /// use cogov::Lang;
    ///
    /// assert_eq!(Start::Owed.as_str(), "owed");
    /// assert_eq!(Start::Owed.label(Lang::Zh), "自始应做");
    /// ```
    pub enum Start in procedure {
        /// It is owed from the beginning.
        Owed = "owed", "owed from the beginning", "自始应做";
        /// It is out of play until another step includes it.
        Excluded = "excluded", "excluded at first", "起初不纳入";
    }
}

choice! {
    /// What a disclosing step makes public.
    ///
    /// ```
    /// use cogov::procedure::Disclosed;
    /// use cogov::Lang;
    ///
    /// assert_eq!(Disclosed::Decision.as_str(), "decision");
    /// assert_eq!(Disclosed::Decision.label(Lang::Zh), "决议");
    /// ```
    #[non_exhaustive]
    pub enum Disclosed in procedure {
        /// The plan, or the topic.
        Plan = "plan", "plan", "方案";
        /// The decision: the first of the two disclosures.
        Decision = "decision", "decision", "决议";
        /// The result: the second of the two disclosures.
        Result = "result", "result", "结果";
    }
}

choice! {
    /// What a step is for, where a charter states that there is none.
    ///
    /// ```
    /// use cogov::procedure::StepPurpose;
    /// use cogov::Lang;
    ///
    /// assert_eq!(StepPurpose::ResultDisclosure.as_str(), "result_disclosure");
    /// assert_eq!(StepPurpose::ResultDisclosure.label(Lang::Zh), "结果公开");
    /// ```
    #[non_exhaustive]
    pub enum StepPurpose in procedure {
        /// To prepare the consultation.
        Plan = "plan", "plan", "方案";
        /// To hear those affected.
        Hearing = "hearing", "hearing those affected", "听取利害关系人意见";
        /// To carry out what was resolved.
        Implementation = "implementation", "carrying out", "落实";
        /// To supervise that it is carried out.
        Supervision = "supervision", "supervision", "监督";
        /// To make the decision public.
        DecisionDisclosure = "decision_disclosure", "disclosure of the decision", "决议公开";
        /// To make the result public.
        ResultDisclosure = "result_disclosure", "disclosure of the result", "结果公开";
        /// To evaluate the result.
        Evaluation = "evaluation", "evaluation", "评价";
    }
}

record! {
    /// Which decision rule decides, on which matters.
    ///
    /// ```
    /// use cogov::procedure::RuleChoice;
    /// use cogov::{MatterKey, RuleKey};
    ///
    /// let major = RuleChoice::new(RuleKey::new("owners-major")?).with_matters([MatterKey::new("fund-raising")?]);
    /// let others = RuleChoice::new(RuleKey::new("owners-general")?);
    /// assert!(others.matters().is_empty(), "every matter that no choice before it takes");
    /// # let _ = major;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct RuleChoice("a choice of rule: {\"rule\": …, \"matters\": […]}", "表决规则的选用：{\"rule\": …, \"matters\": […]}") {
        required {
            /// The rule.
            rule: RuleKey,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// The matters, each with all below it; every matter, if empty.
            matters, with_matters: MatterKey,
        }
    }
}

record! {
    /// A step of a procedure.
    ///
    /// ```
    /// use cogov::procedure::{
    ///     Absorption, After, Completion, Disclosed, Effect, Form, Outcome, Response, RuleChoice,
    /// };
    /// use cogov::{Function, GroupKey, PartyKey, RuleKey, Step, StepKey, Term, Text};
    ///
    /// let hearing = Step::new(StepKey::new("hearing")?, Text::new("Hearing")?, Function::Deliberate)
    ///     .with_by(PartyKey::new("residents-committee")?)
    ///     .with_form(Form::Hearing)
    ///     .with_hears([GroupKey::new("owners")?])
    ///     .with_after([After::from(StepKey::new("notice")?).with_delay(Term::days(15)?)])
    ///     .with_then([Response::from(StepKey::new("decision")?)]);
    /// assert_eq!(hearing.after()[0].delay(), Some(Term::days(15)?));
    /// assert_eq!((hearing.form(), hearing.hears().len()), (Some(Form::Hearing), 1));
    /// assert_eq!(hearing.then()[0].step().as_str(), "decision");
    ///
    /// // By a rule; when it fails, those affected are heard again.
    /// let decision = Step::new(StepKey::new("decision")?, Text::new("Decision")?, Function::Decide)
    ///     .with_rules([RuleChoice::new(RuleKey::new("owners-general")?)])
    ///     .with_includes([Effect::from(StepKey::new("hearing")?).when(Outcome::Failed)]);
    /// assert_eq!(decision.includes()[0].outcome(), Some(Outcome::Failed));
    ///
    /// // Completed by a notification, where a planning step is otherwise completed by a plan.
    /// let notice = Step::new(StepKey::new("notice")?, Text::new("Notice")?, Function::Plan)
    ///     .with_completes(Completion::Notify);
    /// // Not needed, where the same board carries both.
    /// let result = Step::new(StepKey::new("result")?, Text::new("Result")?, Function::Disclose)
    ///     .with_discloses(Disclosed::Result)
    ///     .with_absorbed_by(Absorption::new(StepKey::new("closing")?, Text::new("one notice says both")?));
    /// assert_eq!(result.discloses(), Some(Disclosed::Result));
    /// # let _ = notice;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Step("a step", "步骤") {
        required {
            /// The key by which the procedure refers to it.
            key: StepKey,
            /// Its name.
            name: Text,
            /// What is done in it.
            function: Function as copy,
        }
        option {
            /// Who does it; whoever leads the function, if left out.
            by, with_by: Holder,
            /// In which form.
            form, with_form: Form as copy,
            /// On which topics it takes place; on all, if left out.
            when, with_when: Condition,
            /// Under which condition another step stands in for it.
            absorbed_by, with_absorbed_by: Absorption,
            /// Whether it is owed from the beginning, or excluded at first.
            start, with_start: Start as copy,
            /// The act that completes it, where it is not the usual one.
            completes, with_completes: Completion as copy,
            /// For a disclosing step: what it makes public.
            discloses, with_discloses: Disclosed as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// For a deciding step: by which rule, the first match over matters and days.
            rules, with_rules: Vec<RuleChoice>,
            /// By when, once it is owed; a response may name another term.
            within, with_within: Term,
        }
        list {
            /// Conditions: what has to be done before.
            after, with_after: After,
            /// Responses: what is owed afterwards.
            then, with_then: Response,
            /// Milestones: the step waits while these are owed.
            not_while, with_not_while: StepKey,
            /// What it takes out of play.
            excludes, with_excludes: Effect,
            /// What it takes back in, to be done anew.
            includes, with_includes: Effect,
            /// For a deliberating step: who is heard in it.
            hears, with_hears: Holder,
        }
    }
}

impl Step {
    /// What the step is for, as far as it serves one of the purposes that a procedure needs. Who
    /// is heard counts only as one of those affected, or as speaking for them.
    pub(crate) fn purpose(&self, is_affected: impl Fn(&Holder) -> bool) -> Option<StepPurpose> {
        match self.function {
            Function::Plan => Some(StepPurpose::Plan),
            Function::Deliberate => {
                self.hears.iter().any(is_affected).then_some(StepPurpose::Hearing)
            }
            Function::Implement => Some(StepPurpose::Implementation),
            Function::Supervise => Some(StepPurpose::Supervision),
            Function::Evaluate => Some(StepPurpose::Evaluation),
            Function::Disclose => match self.discloses {
                Some(Disclosed::Decision) => Some(StepPurpose::DecisionDisclosure),
                Some(Disclosed::Result) => Some(StepPurpose::ResultDisclosure),
                Some(Disclosed::Plan) | None => None,
            },
            Function::Receive
            | Function::Screen
            | Function::Convene
            | Function::Decide
            | Function::Dispatch => None,
        }
    }
}

record! {
    /// The statement that a procedure lacks a step.
    ///
    /// ```
    /// use cogov::procedure::{AbsentStep, StepPurpose};
    /// use cogov::Text;
    ///
    /// let unsolved = AbsentStep::new(StepPurpose::Evaluation).with_source(Text::new("§5: not solved")?);
    /// assert_eq!(unsolved.step(), StepPurpose::Evaluation);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentStep("a step that is stated to be absent", "明示没有的步骤") {
        mark { none }
        required {
            /// What the step would be for.
            step: StepPurpose as copy,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

impl From<Step> for Listed<Step, AbsentStep> {
    fn from(step: Step) -> Self {
        Self::Given(step)
    }
}

impl From<AbsentStep> for Listed<Step, AbsentStep> {
    fn from(step: AbsentStep) -> Self {
        Self::Absent(step)
    }
}
