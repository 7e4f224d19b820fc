//! Which procedure takes a matter, and which rule decides in a step of it.

use crate::charter::loaded::Charter;
use crate::charter::no_rule::NoRule;
use crate::charter::scope::{Scope, cross};
use crate::decision::Rule;
use crate::problem::Problem;
use crate::procedure::{Procedure, RuleChoice, Step};
use crate::time::Date;
use crate::values::key::{MatterKey, ProcedureKey, RuleKey, StepKey};

impl Charter {
    /// The procedures that take a matter, in the order of the charter. Where no triage table
    /// routes topics, the first of them applies.
    ///
    /// # Errors
    ///
    /// When the charter does not list the matter.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let matter = charter.matters()[0].key().clone();
    /// assert!(charter.procedures_taking(&matter)?.next().is_some());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn procedures_taking(
        &self,
        matter: &MatterKey,
    ) -> Result<impl Iterator<Item = &Procedure>, Problem> {
        let scope = self.matter_scope(matter)?;
        Ok(self.procedures().iter().filter_map(|listed| listed.given()).filter(move |procedure| {
            let matters = procedure.matters().given().map_or(&[][..], Vec::as_slice);
            self.covers(matters, scope)
        }))
    }

    /// The rule by which a step of a procedure decides on a matter: the first of its rules that
    /// covers the matter and is in force on the day on which the ballot opens.
    ///
    /// # Errors
    ///
    /// Why there is none: the charter does not list the procedure, its step or the matter; the
    /// procedure does not take the matter; the step names no rule; it names rules for other matters
    /// only; or none for the matter that is in force on the day.
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "matters": [{"key": "commons", "name": "Common areas"},
    ///                 {"key": "budget", "name": "Budget"}],
    ///     "rules": [
    ///         {"key": "owners-major", "name": "Three quarters",
    ///          "approval": {"measure": "heads", "base": "participating", "at_least": [3, 4]}},
    ///         {"key": "owners", "name": "More than half",
    ///          "approval": {"measure": "heads", "base": "participating", "more_than": [1, 2]}}],
    ///     "procedures": [{"key": "vote", "name": "Vote", "steps": [
    ///         {"key": "ballot", "name": "Ballot", "function": "decide", "rules": [
    ///             {"rule": "owners-major", "matters": ["commons"]}, {"rule": "owners"}]}]}]
    /// }"#)?;
    /// let day = Date::new(2026, 6, 1).unwrap();
    /// let rule = |matter: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     let rule = charter.rule_for(&"vote".parse()?, &"ballot".parse()?, &matter.parse()?, day)?;
    ///     Ok(rule.key().to_string())
    /// };
    /// assert_eq!(rule("commons")?, "owners-major");
    /// assert_eq!(rule("budget")?, "owners");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rule_for(
        &self,
        procedure: &ProcedureKey,
        step: &StepKey,
        matter: &MatterKey,
        on: Date,
    ) -> Result<&Rule, NoRule> {
        let scope = self.matter_scope(matter)?;
        let (taking, _) = (self.procedure(procedure)?, self.step_of(procedure, step)?);
        let taken = taking.matters().given().map_or(&[][..], Vec::as_slice);
        if !self.covers(taken, scope) {
            return Err(NoRule::NotTaken);
        }
        self.rule_of_step(procedure, step, matter, on)
    }

    /// The same, whether the procedure takes the matter or not: a case that was led into it all
    /// the same is decided by the rules of its steps.
    pub(crate) fn rule_of_step(
        &self,
        procedure: &ProcedureKey,
        step: &StepKey,
        matter: &MatterKey,
        on: Date,
    ) -> Result<&Rule, NoRule> {
        let covering = self.covering(procedure, step, matter)?;
        let mut named = covering.iter().filter_map(|choice| self.rule(choice.rule()).ok());
        named.find(|rule| rule.in_force_on(on)).ok_or_else(|| NoRule::NotInForce {
            on,
            rules: covering.iter().map(|choice| choice.rule().clone()).collect(),
        })
    }

    /// The rules that a step has for a matter, in force or not, in the order of the charter.
    pub(crate) fn rules_for(
        &self,
        procedure: &ProcedureKey,
        step: &StepKey,
        matter: &MatterKey,
    ) -> Result<Vec<&RuleKey>, NoRule> {
        let covering = self.covering(procedure, step, matter)?;
        Ok(covering.into_iter().map(RuleChoice::rule).collect())
    }

    fn step_of(&self, procedure: &ProcedureKey, step: &StepKey) -> Result<&Step, Problem> {
        let steps = self.procedure(procedure)?.steps();
        let mut given = steps.iter().filter_map(|listed| listed.given());
        given.find(|known| known.key() == step).ok_or_else(|| {
            let known = steps.iter().filter_map(|listed| listed.given());
            Problem::unknown_key("steps", step.as_str(), known.map(|step| step.key().as_str()))
        })
    }

    /// What a step says on the rules for a matter, at least one.
    fn covering(
        &self,
        procedure: &ProcedureKey,
        step: &StepKey,
        matter: &MatterKey,
    ) -> Result<Vec<&RuleChoice>, NoRule> {
        let scope = self.matter_scope(matter)?;
        let choices: &[RuleChoice] =
            self.step_of(procedure, step)?.rules().given().map_or(&[], Vec::as_slice);
        let keys = |choices: &[&RuleChoice]| {
            choices.iter().map(|choice| choice.rule().clone()).collect::<Vec<_>>()
        };
        if choices.is_empty() {
            return Err(NoRule::NoneNamed);
        }
        let covering: Vec<&RuleChoice> =
            choices.iter().filter(|choice| self.covers(choice.matters(), scope)).collect();
        if covering.is_empty() {
            let all: Vec<&RuleChoice> = choices.iter().collect();
            return Err(NoRule::OtherMatters { rules: keys(&all) });
        }
        Ok(covering)
    }

    pub(super) fn matter_scope(&self, matter: &MatterKey) -> Result<Scope, Problem> {
        let document = self.document();
        let entry = self.names().matter_entry(document, matter.as_str());
        let matter = entry.and_then(|entry| u32::try_from(entry).ok()).ok_or_else(|| {
            let known = document.matters.iter().map(|matter| matter.key.as_str());
            Problem::unknown_key("matters", matter.as_str(), known)
        })?;
        Ok(Scope { matter, ..Scope::WHOLE })
    }

    /// Whether matters (all, if none is named) cover another one.
    fn covers(&self, matters: &[MatterKey], matter: Scope) -> bool {
        let scopes = cross(self.document(), self.names(), matters, &[]);
        scopes.iter().any(|scope| self.names().covers(*scope, matter))
    }
}
