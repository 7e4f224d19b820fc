//! What is the same for all that somebody could do at one moment.

use std::cell::{OnceCell, RefCell};

use smallvec::SmallVec;

use crate::act::ActKind;
use crate::case::refusal::Refusal;
use crate::charter::{Scope, Setting};
use crate::position::{Claim, Function};
use crate::values::key::{MatterKey, PlaceKey};

/// The matter and the place of an act, where they are known.
type About = (Option<MatterKey>, Option<PlaceKey>);

/// What stands against something, if anything does.
type Against = Option<Refusal>;

/// Answers by what was asked: without an allocation where it is a single act that is judged.
type Found<K, V> = RefCell<SmallVec<[(K, V); 2]>>;

/// Answers of the rules that depend on nothing but who acts, on the day, and on where: found once,
/// while all the acts are weighed that somebody could do at one moment, or all that one act needs.
///
/// It is one for one state, one holder, one hand and one day. The rules are the same with it and
/// without it.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// That of the case, for acts that are about nothing with a matter or a place of its own.
    case: OnceCell<Scope>,
    scopes: Found<About, Scope>,
    powers: Found<(Scope, Function), Against>,
    bars: Found<(Scope, Function), Against>,
    claims: Found<(Scope, Claim), Against>,
    listed: OnceCell<Vec<Refusal>>,
    hand: OnceCell<Vec<Refusal>>,
    somewhere: Found<ActKind, bool>,
}

/// What was found before, or is found now. There are so few that they are looked through.
fn known<K: PartialEq, V: Clone>(found: &Found<K, V>, key: K, find: impl FnOnce() -> V) -> V {
    let before = found.borrow().iter().find(|(known, _)| *known == key).map(|(_, v)| v.clone());
    before.unwrap_or_else(|| {
        let value = find();
        found.borrow_mut().push((key, value.clone()));
        value
    })
}

impl Memo {
    /// The matter and the place of the case.
    pub(crate) fn case_scope(&self, find: impl FnOnce() -> Scope) -> Scope {
        *self.case.get_or_init(find)
    }

    /// The setting of a matter and a place.
    pub(crate) fn scope<'c>(
        &self,
        matter: Option<&MatterKey>,
        place: Option<&PlaceKey>,
        find: impl FnOnce() -> Setting<'c>,
    ) -> Scope {
        let is = |((m, p), _): &&(About, Scope)| m.as_ref() == matter && p.as_ref() == place;
        let before = self.scopes.borrow().iter().find(is).map(|(_, scope)| *scope);
        before.unwrap_or_else(|| {
            let scope = find().scope();
            self.scopes.borrow_mut().push(((matter.cloned(), place.cloned()), scope));
            scope
        })
    }

    pub(crate) fn power(
        &self,
        scope: Scope,
        function: Function,
        find: impl FnOnce() -> Against,
    ) -> Against {
        known(&self.powers, (scope, function), find)
    }

    pub(crate) fn bar(
        &self,
        scope: Scope,
        function: Function,
        find: impl FnOnce() -> Against,
    ) -> Against {
        known(&self.bars, (scope, function), find)
    }

    pub(crate) fn claim(
        &self,
        scope: Scope,
        claim: Claim,
        find: impl FnOnce() -> Against,
    ) -> Against {
        known(&self.claims, (scope, claim), find)
    }

    /// Whether there is some matter and some place where they could do it.
    pub(crate) fn somewhere(&self, kind: ActKind, find: impl FnOnce() -> bool) -> bool {
        known(&self.somewhere, kind, find)
    }

    /// What stands against whoever acts, if the charter does not list them.
    pub(crate) fn listed(&self, find: impl FnOnce() -> Vec<Refusal>) -> &[Refusal] {
        self.listed.get_or_init(find)
    }

    /// What stands against the hand by which somebody acts.
    pub(crate) fn hand(&self, find: impl FnOnce() -> Vec<Refusal>) -> &[Refusal] {
        self.hand.get_or_init(find)
    }
}
