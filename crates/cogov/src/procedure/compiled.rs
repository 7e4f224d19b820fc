//! Compiled procedures: steps by number, their relations as masks.

use crate::json::Reader;
use crate::position::{Function, Holder};
use crate::problem::Invalid;
use crate::procedure::compile::compile;
use crate::procedure::completion::Completion;
use crate::procedure::conclusion::Conclusion;
use crate::procedure::definition::Procedure;
use crate::procedure::edge::{ConditionEdge, EffectEdge, Effects, ResponseEdge};
use crate::procedure::guard::{GuardValuation, Guards};
use crate::procedure::step::Start;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::time::Term;
use crate::triage::{Condition, Dimension, Scale};
use crate::values::key::{LevelKey, StepKey};
use crate::values::stated::Stated;
use crate::values::text::Text;

/// A step of a compiled procedure.
///
/// ```
/// use cogov::procedure::{Completion, Start};
/// use cogov::{CompiledProcedure, Function, Procedure, Term};
///
/// let procedure: Procedure = serde_json::from_str(r#"{"key": "short", "name": "Short", "steps": [
///     {"key": "accept", "name": "Accept", "function": "receive", "start": "owed"},
///     {"key": "decide", "name": "Decide", "function": "decide",
///         "after": [{"step": "accept", "delay": {"days": 15}}],
///         "then": [{"step": "disclose", "within": {"days": 3}}],
///         "excludes": [{"step": "honour", "if": "failed"}]},
///     {"key": "disclose", "name": "Disclose", "function": "disclose"},
///     {"key": "carry-out", "name": "Carry out", "function": "implement"},
///     {"key": "honour", "name": "Honour", "function": "evaluate"}]}"#)?;
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let [accept, decide, ..] = compiled.steps() else { panic!("two steps and more") };
/// assert_eq!(accept.start(), Some(Start::Owed));
/// assert_eq!(decide.after(), compiled.find("accept").into_iter().collect());
/// assert_eq!((decide.function(), decide.completes()), (Function::Decide, Completion::Resolve));
/// assert_eq!((decide.key().as_str(), decide.index()), ("decide", 1));
/// assert_eq!(decide.conditions()[0].delay(), Some(Term::days(15)?));
/// assert_eq!(decide.responses()[0].within().given(), Some(&Term::days(3)?));
/// assert!(decide.by().is_none() && decide.within().is_unstated());
/// assert_eq!((decide.exclusions().len(), decide.inclusions().len()), (1, 0));
/// assert!(decide.not_while().is_empty() && decide.absorbed_by().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompiledStep {
    pub(crate) key: StepKey,
    pub(crate) name: Text,
    pub(crate) function: Function,
    pub(crate) index: usize,
    pub(crate) by: Option<Holder>,
    pub(crate) when: Option<Condition>,
    pub(crate) start: Option<Start>,
    pub(crate) within: Stated<Term>,
    pub(crate) completes: Completion,
    pub(crate) absorbed_by: Option<StepIndex>,
    pub(crate) conditions: Vec<ConditionEdge>,
    pub(crate) responses: Vec<ResponseEdge>,
    pub(crate) exclusions: Vec<EffectEdge>,
    pub(crate) inclusions: Vec<EffectEdge>,
    pub(crate) after: StepSet,
    pub(crate) not_while: StepSet,
    /// What it does after each conclusion of its function, in the order of [`Conclusion::of`].
    pub(crate) effects: Vec<(Conclusion, Effects)>,
}

impl CompiledStep {
    /// Its key.
    #[must_use]
    pub const fn key(&self) -> &StepKey {
        &self.key
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What is done in it.
    #[must_use]
    pub const fn function(&self) -> Function {
        self.function
    }

    /// Its place in [`Procedure::steps`], where statements of absence count too.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Who does it, where the procedure says so.
    #[must_use]
    pub const fn by(&self) -> Option<&Holder> {
        self.by.as_ref()
    }

    /// Its guard: on which topics it takes place.
    #[must_use]
    pub const fn when(&self) -> Option<&Condition> {
        self.when.as_ref()
    }

    /// How it begins.
    #[must_use]
    pub const fn start(&self) -> Option<Start> {
        self.start
    }

    /// Its own term, once it is owed.
    #[must_use]
    pub const fn within(&self) -> &Stated<Term> {
        &self.within
    }

    /// The act that completes it: the one stated, or the usual one of its function.
    #[must_use]
    pub const fn completes(&self) -> Completion {
        self.completes
    }

    /// The step that may stand in for it.
    #[must_use]
    pub const fn absorbed_by(&self) -> Option<StepIndex> {
        self.absorbed_by
    }

    /// Its conditions, each with its delay.
    #[must_use]
    pub fn conditions(&self) -> &[ConditionEdge] {
        &self.conditions
    }

    /// Its responses, each with its outcome and term.
    #[must_use]
    pub fn responses(&self) -> &[ResponseEdge] {
        &self.responses
    }

    /// What it excludes, as the procedure states it.
    #[must_use]
    pub fn exclusions(&self) -> &[EffectEdge] {
        &self.exclusions
    }

    /// What it includes, as the procedure states it.
    #[must_use]
    pub fn inclusions(&self) -> &[EffectEdge] {
        &self.inclusions
    }

    /// The steps that have to be done before.
    #[must_use]
    pub const fn after(&self) -> StepSet {
        self.after
    }

    /// The steps that must not be owed meanwhile.
    #[must_use]
    pub const fn not_while(&self) -> StepSet {
        self.not_while
    }

    /// What it does when it is concluded in some way; nothing, if it cannot be concluded so.
    ///
    /// For a deciding step that includes what follows from obligations: with them, all
    /// implementing and supervising steps come into play, to be done anew, and are owed; without
    /// them, or when the decision fails, those leave play that are neither owed nor done.
    #[must_use]
    pub fn effects(&self, conclusion: Conclusion) -> Effects {
        self.effects
            .iter()
            .find(|(known, _)| *known == conclusion)
            .map_or_else(Effects::default, |(_, effects)| *effects)
    }

    /// Its conclusions with different effects, the first of each; without a conclusion, if all
    /// have the same.
    pub(crate) fn distinct_effects(
        &self,
    ) -> impl Iterator<Item = (Option<Conclusion>, Effects)> + '_ {
        let alike = self.effects.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
        self.effects.iter().enumerate().filter_map(move |(place, &(conclusion, effects))| {
            let is_first = self.effects.iter().take(place).all(|&(_, known)| known != effects);
            is_first.then_some(((!alike).then_some(conclusion), effects))
        })
    }
}

/// A procedure made ready to run: steps by number, relations as masks.
///
/// ```
/// use cogov::procedure::{Conclusion, Response, StepSet};
/// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// let accept = Step::new(StepKey::new("accept")?, Text::new("Accept")?, Function::Receive)
///     .with_then([Response::from(StepKey::new("meet")?)]);
/// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate);
/// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
///     .with_steps([accept, meet]);
///
/// let compiled = CompiledProcedure::new(&procedure, &[])?;
/// let accept = compiled.find("accept").expect("a step");
/// let begun = compiled.initial(StepSet::EMPTY);
/// let accepted = compiled.execute(begun, accept, Conclusion::Done, StepSet::EMPTY)?;
/// assert!(begun.is_ending() && !accepted.is_ending());
/// assert_eq!(accepted.owed(), compiled.find("meet").into_iter().collect());
/// assert_eq!(accepted.included(), compiled.all(), "nothing is out of play");
/// assert!(compiled.owed_at_first().is_empty() && compiled.excluded_at_first().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompiledProcedure {
    steps: Vec<CompiledStep>,
    guards: Guards,
    valuations: Vec<GuardValuation>,
    owed_at_first: StepSet,
    excluded_at_first: StepSet,
}

impl CompiledProcedure {
    /// Compiles a procedure, given the scales on which its guards rest.
    ///
    /// Whether it is live is another question: see [`explore`](crate::procedure::explore).
    ///
    /// # Errors
    ///
    /// When it has more than 64 steps, names steps, dimensions or levels that are not there, or a
    /// step asks for what its function does not have. Paths begin at the procedure:
    /// `steps[3].after[1]`.
    ///
    /// ```
    /// use cogov::procedure::After;
    /// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate)
    ///     .with_after([After::from(StepKey::new("plan")?)]);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([meet]);
    /// let error = CompiledProcedure::new(&procedure, &[]).unwrap_err();
    /// assert_eq!(error.first().path().to_string(), "steps[0].after[0]");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(procedure: &Procedure, scales: &[Scale]) -> Result<Self, Invalid> {
        let mut reader = Reader::default();
        let compiled = compile(procedure, scales, &mut reader);
        Invalid::unless_sound(compiled, reader.into_problems())
    }

    pub(crate) fn of(
        steps: Vec<CompiledStep>,
        guards: Guards,
        valuations: Vec<GuardValuation>,
    ) -> Self {
        let starting = |start: Start| {
            steps
                .iter()
                .enumerate()
                .filter(|(_, step)| step.start == Some(start))
                .filter_map(|(number, _)| StepIndex::new(number))
                .collect()
        };
        Self {
            owed_at_first: starting(Start::Owed),
            excluded_at_first: starting(Start::Excluded),
            steps,
            guards,
            valuations,
        }
    }

    /// The steps, by number.
    #[must_use]
    pub fn steps(&self) -> &[CompiledStep] {
        &self.steps
    }

    /// The step of a number.
    #[must_use]
    pub fn step(&self, step: StepIndex) -> Option<&CompiledStep> {
        self.steps.get(step.get())
    }

    /// The number of the step with this key.
    ///
    /// ```
    /// use cogov::{Charter, ProcedureKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let procedure = charter.compiled(&ProcedureKey::new("four-party")?)?;
    /// let first = procedure.steps()[0].key();
    /// let index = procedure.find(first.as_str()).unwrap();
    /// assert_eq!(procedure.step(index).map(|step| step.key()), Some(first));
    /// assert_eq!(procedure.find("no-such-step"), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn find(&self, key: &str) -> Option<StepIndex> {
        self.steps.iter().position(|step| step.key.as_str() == key).and_then(StepIndex::new)
    }

    /// All steps.
    #[must_use]
    pub fn all(&self) -> StepSet {
        StepSet::first(self.steps.len())
    }

    /// The steps that are owed from the beginning.
    #[must_use]
    pub const fn owed_at_first(&self) -> StepSet {
        self.owed_at_first
    }

    /// The steps that are out of play until another includes them.
    #[must_use]
    pub const fn excluded_at_first(&self) -> StepSet {
        self.excluded_at_first
    }

    /// The ways in which topics can fall on the guards: each set of barred steps that some topic
    /// gives rise to, once.
    #[must_use]
    pub fn valuations(&self) -> &[GuardValuation] {
        &self.valuations
    }

    /// The steps that are barred for a topic of these levels.
    ///
    /// A guard on a dimension in which the topic was not assessed is not met.
    ///
    /// ```
    /// use cogov::triage::{Condition, Dimension, Levels, Scale};
    /// use cogov::values::LevelKey;
    /// use cogov::{CompiledProcedure, Function, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let high = LevelKey::new("high")?;
    /// let scale = Scale::new(Dimension::Severity, [LevelKey::new("low")?, high.clone()]);
    /// let hear = Step::new(StepKey::new("hear")?, Text::new("Hear")?, Function::Deliberate)
    ///     .with_when(Condition::default().and(Dimension::Severity, Levels::AtLeast(high.clone())));
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([hear]);
    /// let compiled = CompiledProcedure::new(&procedure, &[scale])?;
    /// assert!(compiled.barred([(Dimension::Severity, &high)]).is_empty());
    /// assert_eq!(compiled.barred([]).len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn barred<'l>(
        &self,
        topic: impl IntoIterator<Item = (Dimension, &'l LevelKey)>,
    ) -> StepSet {
        self.guards.barred(topic)
    }
}
