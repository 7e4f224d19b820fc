//! What is left open: the parts of scopes that nothing covers, stated to be so or not.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::audit::clear::{Clear, LISTED};
use crate::audit::coverage::Coverage;
use crate::audit::spoken::{Said, Speaking, Spoken};
use crate::audit::survey::{Missing, Survey};
use crate::charter::{Names, Scope};

/// How much of a scope nothing covers.
pub(super) enum OpenIn {
    /// Nothing is open.
    Nowhere,
    /// All of it is, and nothing is said of it.
    All,
    /// Some of it is, or something is said of it.
    Parts(Rc<OpenAt>),
}

impl OpenIn {
    /// The same, with further parts of which nothing is said.
    pub(super) fn and_silent(self, names: &Names, more: Vec<Clear>) -> Self {
        let known = match self {
            Self::All => return Self::All,
            open if more.is_empty() => return open,
            Self::Nowhere => None,
            Self::Parts(known) => Some(known),
        };
        let known = known.as_deref();
        let mut silent = more;
        silent.extend(known.into_iter().flat_map(|known| &known.silent));
        Self::Parts(Rc::new(OpenAt {
            stated: known.map_or(Vec::new(), |known| known.stated.clone()),
            statements: known.map_or(Vec::new(), |known| known.statements.clone()),
            silent: Clear::largest(names, silent),
        }))
    }
}

/// The parts of a scope that nothing covers.
pub(super) struct OpenAt {
    /// Those of which an absence is stated, and the statements: indexes of positions.
    pub(super) stated: Vec<Clear>,
    pub(super) statements: Vec<usize>,
    /// Those of which nothing is said.
    pub(super) silent: Vec<Clear>,
}

/// What covers scopes, and what is said of those that nothing does, asked again and again.
pub(super) struct Open<'c> {
    covered: Coverage<'c>,
    /// The same, with what statements of absence speak of, if there are any.
    said: Option<Coverage<'c>>,
    statements: Vec<Missing<'c>>,
    spoken: Spoken,
    known: FxHashMap<Scope, Rc<OpenAt>>,
    /// How many parts are known.
    parts: usize,
}

impl<'c> Open<'c> {
    /// Of the statements only those that speak of nobody count.
    pub(super) fn new(
        survey: &Survey<'c>,
        covering: impl Iterator<Item = Scope>,
        mut statements: Vec<Missing<'c>>,
    ) -> Self {
        statements.retain(Missing::of_nobody);
        let names = survey.names();
        let mut covered = Coverage::new(names);
        covering.for_each(|scope| covered.add(scope));
        let said = (!statements.is_empty()).then(|| {
            let mut said = covered.clone();
            let spoken_of = statements.iter().flat_map(Missing::scopes);
            spoken_of.for_each(|scope| said.add(*scope));
            said
        });
        Self::of(covered, said, statements)
    }

    /// The same of what is noted already: what is covered, that with what statements of absence
    /// speak of, if there are any, and these, which all speak of nobody.
    pub(super) fn of(
        covered: Coverage<'c>,
        said: Option<Coverage<'c>>,
        statements: Vec<Missing<'c>>,
    ) -> Self {
        let spoken = Spoken::new(statements.iter().enumerate());
        Self { covered, said, statements, spoken, known: FxHashMap::default(), parts: 0 }
    }

    /// The parts of a scope that nothing covers.
    pub(super) fn at(&mut self, survey: &Survey<'c>, scope: Scope) -> OpenIn {
        if self.covered.contains(scope) {
            return OpenIn::Nowhere;
        }
        if let Some(known) = self.known.get(&scope) {
            return OpenIn::Parts(Rc::clone(known));
        }
        let names = survey.names();
        let speaking = self.spoken.meeting(names, scope);
        survey.look_at(speaking.iter().map(|speaking| speaking.scopes.len()).sum());
        let (stated, statements) = stated(names, &self.covered, &self.statements, &speaking, scope);
        let silent = self.said.as_ref().unwrap_or(&self.covered).clear_scopes(&[scope]);
        let open = Rc::new(OpenAt { stated, statements, silent });
        if self.parts < LISTED {
            let parts = open.stated.len().saturating_add(open.silent.len());
            self.parts = self.parts.saturating_add(parts);
            self.known.insert(scope, Rc::clone(&open));
        }
        OpenIn::Parts(open)
    }
}

/// What noting a scope as covered takes, in comparisons.
pub(super) const NOTING: usize = 8;

/// The parts of a scope that a holder's own scopes do not cover, with the statements that speak of
/// them; what is `settled` in another way is not open either.
pub(super) fn open_in(
    survey: &Survey<'_>,
    own: &[Scope],
    said: &Said<'_>,
    settled: &[Scope],
    scope: Scope,
) -> OpenIn {
    let names = survey.names();
    if own.iter().chain(settled).any(|covering| names.covers(*covering, scope)) {
        return OpenIn::Nowhere;
    }
    let meets = |other: &&Scope| names.meet(**other, scope);
    survey.look_at(settled.len());
    let settled: Vec<Scope> = settled.iter().filter(meets).copied().collect();
    let speaking = said.meeting(names, scope);
    survey.look_at(speaking.iter().map(|speaking| speaking.scopes.len()).sum());
    if own.is_empty() && settled.is_empty() && speaking.is_empty() {
        return OpenIn::All;
    }
    // Noting one as covered takes longer than comparing it.
    let covering = own.len().saturating_add(settled.len());
    survey.look_at(covering.saturating_mul(NOTING));
    let mut covered = Coverage::within(names, scope);
    own.iter().copied().chain(settled).for_each(|scope| covered.add(scope));
    let (stated, statements) = stated(names, &covered, said.all(), &speaking, scope);
    for spoken_of in speaking.iter().flat_map(|speaking| &speaking.scopes) {
        covered.add(*spoken_of);
    }
    let silent = covered.clear_scopes(&[scope]);
    OpenIn::Parts(Rc::new(OpenAt { stated, statements, silent }))
}

/// The parts of a scope that are not covered and of which statements speak, with these.
fn stated(
    names: &Names,
    covered: &Coverage<'_>,
    statements: &[Missing<'_>],
    speaking: &[Speaking],
    scope: Scope,
) -> (Vec<Clear>, Vec<usize>) {
    let mut all: Vec<Clear> = Vec::new();
    let mut positions = Vec::new();
    for Speaking { number, scopes } in speaking {
        let common: Vec<Scope> =
            scopes.iter().flat_map(|other| names.common(*other, scope)).collect();
        let clear = covered.clear_scopes(&common);
        if let (false, Some(statement)) = (clear.is_empty(), statements.get(*number)) {
            all.extend(clear);
            positions.push(statement.index);
        }
    }
    (Clear::largest(names, all), positions)
}
