//! Procedures as a charter states them: steps, and the relations between them.

use serde::Serialize;
use serde::ser::Serializer;

use crate::json::{Decode, Node, Reader};
use crate::position::{Function, Holder};
use crate::time::Term;
use crate::triage::Condition;
use crate::values::choice::choice;
use crate::values::key::{MatterKey, ProcedureKey, RuleKey, StepKey};
use crate::values::record::record;
use crate::values::stated::{Listed, Stated};
use crate::values::text::Text;

choice! {
    /// The form in which something takes place.
    pub enum Form {
        /// A joint meeting.
        JointMeeting = "joint_meeting", "joint meeting", "联席会议";
        /// A hearing.
        Hearing = "hearing", "hearing", "听证会";
        /// A symposium.
        Symposium = "symposium", "symposium", "座谈会";
        /// A mediation.
        Mediation = "mediation", "mediation", "调解会";
        /// A sincere talk.
        SincereTalk = "sincere_talk", "sincere talk", "恳谈会";
        /// Another meeting.
        Meeting = "meeting", "meeting", "会议";
        /// A visit on the spot.
        Visit = "visit", "visit", "走访";
        /// Online.
        Online = "online", "online", "线上";
        /// A ballot.
        Ballot = "ballot", "ballot", "书面表决";
        /// A notice board.
        NoticeBoard = "notice_board", "notice board", "公示栏";
        /// Documents only.
        Documents = "documents", "documents", "书面材料";
        /// A questionnaire or a survey.
        Questionnaire = "questionnaire", "questionnaire", "问卷调查";
        /// An inspection on the spot.
        Inspection = "inspection", "inspection", "实地检查";
        /// Another form.
        Other = "other", "other form", "其他形式";
    }
}

choice! {
    /// What came out of a step, where relations depend on it.
    pub enum Outcome {
        /// A decision was adopted.
        Adopted = "adopted", "adopted", "通过";
        /// A decision failed.
        Failed = "failed", "failed", "未通过";
        /// What was resolved was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// What was resolved was not fulfilled, or only in part.
        NotFulfilled = "not_fulfilled", "not fulfilled", "未落实";
    }
}

choice! {
    /// How a step begins.
    pub enum Start {
        /// It is owed from the beginning.
        Owed = "owed", "owed from the beginning", "自始应做";
        /// It is out of play until another step includes it.
        Excluded = "excluded", "excluded at first", "起初不纳入";
    }
}

choice! {
    /// The act that completes a step.
    pub enum Completion {
        /// An appeal is accepted.
        Accept = "accept", "accept", "受理";
        /// A topic is routed.
        Route = "route", "route", "分流";
        /// A plan is laid down.
        Plan = "plan", "plan", "确定方案";
        /// Those concerned are notified.
        Notify = "notify", "notify", "通知";
        /// A session is adjourned.
        Adjourn = "adjourn", "adjourn", "休会";
        /// A decision is resolved, or fails.
        Resolve = "resolve", "resolve", "作出决议";
        /// Advice is given.
        Advise = "advise", "advise", "提出建议";
        /// Something is made public.
        Disclose = "disclose", "disclose", "公开";
        /// Work is handed out.
        Dispatch = "dispatch", "dispatch", "分派";
        /// Every obligation is submitted, final or surviving.
        Submitted = "submitted", "all submitted", "全部提交";
        /// Every obligation is final or surviving.
        Verified = "verified", "all verified", "全部核验";
        /// The result is evaluated.
        Evaluate = "evaluate", "evaluate", "评价";
    }
}

impl Completion {
    /// The acts that can complete a step of a function, the usual one first.
    ///
    /// ```
    /// use cogov::procedure::Completion;
    /// use cogov::Function;
    /// assert_eq!(Completion::of(Function::Plan), [Completion::Plan, Completion::Notify]);
    /// ```
    #[must_use]
    pub const fn of(function: Function) -> &'static [Self] {
        match function {
            Function::Receive => &[Self::Accept],
            Function::Screen => &[Self::Route],
            Function::Plan => &[Self::Plan, Self::Notify],
            Function::Convene => &[Self::Adjourn],
            Function::Deliberate => &[Self::Adjourn, Self::Advise],
            Function::Decide => &[Self::Resolve],
            Function::Disclose => &[Self::Disclose],
            Function::Dispatch => &[Self::Dispatch],
            Function::Implement => &[Self::Submitted],
            Function::Supervise => &[Self::Verified],
            Function::Evaluate => &[Self::Evaluate],
        }
    }
}

choice! {
    /// What a disclosing step makes public.
    pub enum Disclosed {
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
    pub enum StepPurpose {
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

/// Defines an object that may be written as the key of a step where it has nothing else.
macro_rules! short_by_step {
    ($name:ident, $inner:ident, $bare:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if $bare(&self.0) {
                    self.0.step.serialize(serializer)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl Decode for $name {
            fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                match node {
                    Node::String(_) => {
                        StepKey::decode(node, reader).map(|step| Self($inner::new(step)))
                    }
                    _ => $inner::decode(node, reader).map(Self),
                }
            }
        }

        impl From<StepKey> for $name {
            fn from(step: StepKey) -> Self {
                Self($inner::new(step))
            }
        }

        impl $name {
            /// The step that it names.
            #[must_use]
            pub const fn step(&self) -> &StepKey {
                &self.0.step
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let key = generator.subschema_for::<StepKey>();
                let long = generator.subschema_for::<$inner>();
                schemars::json_schema!({ "anyOf": [key, long] })
            }
        }
    };
}

record! {
    /// The long form of [`After`].
    pub(crate) struct AfterForm("a condition: the key of a step, or {\"step\": …, \"delay\": …}") {
        required {
            /// The step that has to be done.
            step: StepKey,
        }
        option {
            /// How long after its last execution.
            delay, with_delay: Term,
        }
    }
}

/// A condition: a step needs another one done, and a delay over since then.
///
/// In JSON the key of the other step, or `{"step": …, "delay": …}`.
///
/// ```
/// use cogov::procedure::After;
/// use cogov::{StepKey, Term};
///
/// let notice = After::from(StepKey::new("notice")?);
/// assert_eq!(serde_json::to_string(&notice)?, r#""notice""#);
/// let posted = notice.with_delay(Term::days(15)?);
/// assert_eq!(serde_json::to_string(&posted)?, r#"{"step":"notice","delay":{"days":15}}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct After(AfterForm);

short_by_step!(After, AfterForm, |form: &AfterForm| form.delay.is_none());

impl After {
    /// How long after the other step's last execution.
    #[must_use]
    pub const fn delay(&self) -> Option<Term> {
        self.0.delay
    }

    /// The same condition, met only so long after.
    #[must_use]
    pub fn with_delay(self, delay: Term) -> Self {
        Self(AfterForm { delay: Some(delay), ..self.0 })
    }
}

record! {
    /// The long form of [`Response`].
    pub(crate) struct ResponseForm("a response: the key of a step, or {\"step\": …, \"within\": …, \"if\": …}") {
        required {
            /// The step that becomes owed.
            step: StepKey,
        }
        option {
            /// Only after this outcome.
            r#if, with_if: Outcome,
        }
        stated {
            /// By when.
            within, with_within: Term,
        }
    }
}

/// A response: after a step another one is owed, by a term.
///
/// In JSON the key of the other step, or `{"step": …, "within": …, "if": …}`.
///
/// ```
/// use cogov::procedure::{Outcome, Response};
/// use cogov::{StepKey, Term};
///
/// let disclosed = Response::from(StepKey::new("disclosure")?)
///     .with_within(Term::days(3)?)
///     .when(Outcome::Adopted);
/// assert_eq!(disclosed.outcome(), Some(Outcome::Adopted));
/// assert_eq!(disclosed.within().given(), Some(&Term::days(3)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Response(ResponseForm);

short_by_step!(Response, ResponseForm, |form: &ResponseForm| form.r#if.is_none()
    && form.within.is_unstated());

impl Response {
    /// By when the other step is owed; the other step's own term, if unstated.
    #[must_use]
    pub const fn within(&self) -> &Stated<Term> {
        &self.0.within
    }

    /// The same response, by a term.
    #[must_use]
    pub fn with_within(self, within: impl Into<Stated<Term>>) -> Self {
        Self(ResponseForm { within: within.into(), ..self.0 })
    }

    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.0.r#if
    }

    /// The same response, only after this outcome.
    #[must_use]
    pub fn when(self, outcome: Outcome) -> Self {
        Self(ResponseForm { r#if: Some(outcome), ..self.0 })
    }
}

record! {
    /// The long form of [`Effect`].
    pub(crate) struct EffectForm("the key of a step, or {\"step\": …, \"if\": …}") {
        required {
            /// The step that it takes out of play, or back in.
            step: StepKey,
        }
        option {
            /// Only after this outcome.
            r#if, with_if: Outcome,
        }
    }
}

/// That a step takes another one out of play, or back in.
///
/// In JSON the key of the other step, or `{"step": …, "if": …}`.
///
/// ```
/// use cogov::procedure::{Effect, Outcome};
/// use cogov::StepKey;
///
/// let again = Effect::from(StepKey::new("hearing")?).when(Outcome::Failed);
/// assert_eq!(serde_json::to_string(&again)?, r#"{"step":"hearing","if":"failed"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Effect(EffectForm);

short_by_step!(Effect, EffectForm, |form: &EffectForm| form.r#if.is_none());

impl Effect {
    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.0.r#if
    }

    /// The same effect, only after this outcome.
    #[must_use]
    pub fn when(self, outcome: Outcome) -> Self {
        Self(EffectForm { r#if: Some(outcome), ..self.0 })
    }
}

record! {
    /// The condition under which another step stands in for this one (absorbs it).
    ///
    /// ```
    /// use cogov::procedure::Absorption;
    /// use cogov::{StepKey, Text};
    ///
    /// // Where one person is both secretary and village head (一肩挑), one discussion stands for both.
    /// let both = Absorption::new(StepKey::new("two-committees")?, Text::new("one person holds both offices")?);
    /// assert_eq!(both.step().as_str(), "two-committees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Absorption("an absorption: {\"step\": …, \"condition\": …}") {
        required {
            /// The step that stands in.
            step: StepKey,
            /// When it may, in words: one person holds both offices, say.
            condition: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
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
    pub struct RuleChoice("a choice of rule: {\"rule\": …, \"matters\": […]}") {
        required {
            /// The rule.
            rule: RuleKey,
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
    /// use cogov::procedure::{After, Response};
    /// use cogov::{Function, Step, StepKey, Term, Text};
    ///
    /// let hearing = Step::new(StepKey::new("hearing")?, Text::new("Hearing")?, Function::Deliberate)
    ///     .with_after([After::from(StepKey::new("notice")?).with_delay(Term::days(15)?)])
    ///     .with_then([Response::from(StepKey::new("decision")?)]);
    /// assert_eq!(hearing.after()[0].delay(), Some(Term::days(15)?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Step("a step") {
        required {
            /// The key by which the procedure refers to it.
            key: StepKey,
            /// Its name.
            name: Text,
            /// What is done in it.
            function: Function,
        }
        option {
            /// Who does it; whoever leads the function, if left out.
            by, with_by: Holder,
            /// In which form.
            form, with_form: Form,
            /// On which topics it takes place; on all, if left out.
            when, with_when: Condition,
            /// Under which condition another step stands in for it.
            absorbed_by, with_absorbed_by: Absorption,
            /// Whether it is owed from the beginning, or excluded at first.
            start, with_start: Start,
            /// The act that completes it, where it is not the usual one.
            completes, with_completes: Completion,
            /// For a disclosing step: what it makes public.
            discloses, with_discloses: Disclosed,
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

record! {
    /// The statement that a procedure lacks a step.
    ///
    /// ```
    /// use cogov::procedure::{AbsentStep, StepPurpose};
    /// use cogov::Text;
    ///
    /// let unsolved = AbsentStep::new(StepPurpose::Evaluation).with_source(Text::new("§5: not solved")?);
    /// assert_eq!(*unsolved.step(), StepPurpose::Evaluation);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentStep("a step that is stated to be absent") {
        mark { none }
        required {
            /// What the step would be for.
            step: StepPurpose,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A procedure: the steps from the appeal, or from the route, to the evaluation.
    ///
    /// At most 64 steps, related by conditions, responses, milestones, exclusions and inclusions
    /// (Dynamic Condition Response graphs, Hildebrandt and Mukkamala 2010).
    ///
    /// ```
    /// use cogov::procedure::{Response, Start, explore};
    /// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let (receive, answer) = (StepKey::new("receive")?, StepKey::new("answer")?);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?).with_steps([
    ///     Step::new(receive, Text::new("Receive")?, Function::Receive)
    ///         .with_start(Start::Owed)
    ///         .with_then([Response::from(answer.clone())]),
    ///     Step::new(answer, Text::new("Answer")?, Function::Disclose),
    /// ]);
    /// assert_eq!(procedure.steps().len(), 2);
    /// assert!(procedure.criteria().is_unstated());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Procedure("a procedure") {
        required {
            /// The key by which the charter refers to it.
            key: ProcedureKey,
            /// Its name.
            name: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// The matters that it takes, each with all below it; every matter, if unstated.
            matters, with_matters: Vec<MatterKey>,
            /// What success means, defined beforehand.
            criteria, with_criteria: Text,
        }
        list {
            /// The steps.
            steps, with_steps: Listed<Step, AbsentStep>,
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

record! {
    /// The statement that no procedure takes some matters.
    ///
    /// ```
    /// use cogov::procedure::AbsentProcedure;
    /// use cogov::MatterKey;
    ///
    /// let unserved = AbsentProcedure::new().with_matters([MatterKey::new("education")?]);
    /// assert_eq!(unserved.matters().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentProcedure("a procedure that is stated to be absent") {
        mark { none }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// The matters that none takes; any, if empty.
            matters, with_matters: MatterKey,
        }
    }
}
