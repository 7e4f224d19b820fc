//! Where a function is led, where it is stated that nobody does, and whether anything is said.

use crate::audit::clear::Clear;
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::survey::{Missing, Survey, steps};
use crate::charter::{Charter, Scope};
use crate::position::{Function, Right};
use crate::problem::Path;
use crate::time::Date;

/// Who leads a function, and what is said of it.
pub(crate) struct Leads<'c> {
    /// Where somebody leads.
    pub(super) covered: Coverage<'c>,
    /// The statements that nobody does.
    pub(super) missing: Vec<Missing<'c>>,
    /// The first place at which the charter claims to cover the function: a step, or somebody who
    /// may perform it or has to help.
    pub(super) claimed: Option<Cause>,
}

/// Whether a function is led at a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeadState {
    /// All of it is, if in parts; or nothing claims that it should be.
    Led,
    /// Some of it is.
    InPart,
    /// Nobody leads, and nothing says so.
    Open,
    /// It is stated that nobody leads.
    Gap,
}

impl<'c> Leads<'c> {
    pub(crate) fn new(charter: &'c Charter, on: Date, function: Function) -> Self {
        Self::of(&Survey::new(charter, on), function)
    }

    pub(super) fn of(survey: &Survey<'c>, function: Function) -> Self {
        let mut missing = survey.missing(Right::Lead(function));
        missing.retain(Missing::of_nobody);
        let mut covered = Coverage::new(survey.names());
        survey.held(Right::Lead(function)).for_each(|scope| covered.add(scope));
        Self { covered, missing, claimed: claimed(survey, function) }
    }

    /// Whether the function is led at a scope, as the audit sees it.
    pub(crate) fn state(&self, scope: Scope) -> LeadState {
        if self.missing.is_empty() && self.claimed.is_none() {
            return LeadState::Led;
        }
        let clear = self.covered.clear_scopes(&[scope]);
        let said = || {
            let mut scopes = self.missing.iter().flat_map(Missing::scopes);
            scopes.any(|said| self.covered.names().covers(*said, scope))
        };
        match clear.as_slice() {
            [] => LeadState::Led,
            [only] if *only == Clear::whole(scope) => {
                if said() {
                    LeadState::Gap
                } else if self.claimed.is_some() {
                    LeadState::Open
                } else {
                    LeadState::Led
                }
            }
            _ => LeadState::InPart,
        }
    }
}

/// Where the charter first claims to cover a function.
fn claimed(survey: &Survey<'_>, function: Function) -> Option<Cause> {
    let stepped = survey.procedures().find_map(|(index, procedure)| {
        let (at, step) = steps(procedure).find(|(_, step)| step.function == function)?;
        let path = Path::entry("procedures", index).field("steps").index(at);
        Some(Cause::new(path, step.source()))
    });
    stepped.or_else(|| {
        let rights = [Right::Power(function), Right::Support(function)];
        let mut positions = survey.positions();
        let held = positions.find(|held| held.position.rights().any(|r| rights.contains(&r)))?;
        Some(survey.position_cause(held.index))
    })
}
