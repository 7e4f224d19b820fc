//! Who watches what others do, and what keeps them from it.

use std::rc::Rc;

use crate::audit::coverage::Coverage;
use crate::audit::holders::Holders;
use crate::audit::open::OpenIn;
use crate::audit::own::ByHolder;
use crate::audit::survey::Survey;
use crate::charter::Scope;
use crate::position::{Claim, Function, Right};

/// Who watches, by which rights.
const WATCHING: [Right; 3] = [
    Right::Lead(Function::Supervise),
    Right::Power(Function::Supervise),
    Right::Claim(Claim::Verify),
];

/// Who supervises or verifies, and what keeps them from it.
pub(super) struct Watchers<'c> {
    holders: Rc<Holders<'c>>,
    /// Bars on supervising.
    bars: ByHolder<'c>,
    /// Bars on supervising what one decided or carried out, and the other way round.
    together: Vec<(Function, ByHolder<'c>)>,
}

impl<'c> Watchers<'c> {
    pub(super) fn new(survey: &Survey<'c>) -> Self {
        let supervise = Function::Supervise;
        let bars = survey.giving_anywhere(Right::Bar(supervise));
        let plain = bars.iter().copied().filter(|bar| bar.position.together_with.is_none());
        let together = |function: Function| {
            let others = survey.giving_anywhere(Right::Bar(function)).into_iter();
            let others = others.filter(|bar| bar.position.together_with == Some(supervise));
            let own = bars.iter().copied();
            let own = own.filter(|bar| bar.position.together_with == Some(function));
            (function, ByHolder::new(survey, own.chain(others)))
        };
        Self {
            holders: survey.holders(),
            bars: ByHolder::new(survey, plain),
            together: [Function::Decide, Function::Implement].map(together).into(),
        }
    }

    /// Where somebody watches who is not barred from it there.
    pub(super) fn scopes(&self, survey: &Survey<'c>) -> impl Iterator<Item = Scope> {
        let scopes: Vec<Scope> = if self.bars.is_empty() {
            WATCHING.into_iter().flat_map(|right| survey.held(right)).collect()
        } else {
            let of_right = |right| {
                let positions = survey.giving_anywhere(right).into_iter();
                positions.flat_map(move |held| {
                    let scopes = survey.scopes(held).iter().copied();
                    scopes.filter(move |scope| self.can_watch(survey, right, held.index, *scope))
                })
            };
            WATCHING.into_iter().flat_map(of_right).collect()
        };
        scopes.into_iter()
    }

    /// Whether no bar takes a right to watch away from the holder of a position.
    fn can_watch(&self, survey: &Survey<'c>, right: Right, position: usize, at: Scope) -> bool {
        // What one is entitled to verify is no supervision that could be barred.
        if matches!(right, Right::Claim(_)) || self.bars.is_empty() {
            return true;
        }
        let Some(holder) = self.holders.of_position(position) else {
            return true;
        };
        let mut whose = self.holders.including(holder);
        whose.extend(self.holders.including_each(holder));
        !self.bars.own(&whose).covers(survey.names(), at)
    }

    /// Whether a bar keeps a holder from supervising what it did itself.
    pub(super) fn is_kept_apart(&self, holder: u32, function: Function) -> bool {
        let including = self.holders.including(holder);
        self.apart(function).is_some_and(|bars| bars.of(&including).next().is_some())
    }

    /// The bars that keep apart doing something and supervising it, if there are any.
    fn apart(&self, function: Function) -> Option<&ByHolder<'c>> {
        let of = self.together.iter().find(|(of, _)| *of == function);
        of.map(|(_, bars)| bars).filter(|bars| !bars.is_empty())
    }

    /// The parts of a scope that nobody watches once its holder is kept from watching itself.
    pub(super) fn others(
        &self,
        survey: &Survey<'c>,
        (holder, function): (u32, Function),
        scope: Scope,
    ) -> OpenIn {
        let (names, all) = (survey.names(), survey.charter.scopes());
        let including = self.holders.including(holder);
        let apart = self.apart(function).map(|bars| bars.own(&including));
        let is_apart = |at| apart.as_ref().is_some_and(|apart| apart.covers(names, at));
        let mut covered = Coverage::within(names, scope);
        for right in WATCHING {
            for given in all.meeting(names, right, scope) {
                survey.look_at(1);
                let watches = |&index: &u32| {
                    let is_own = self.holders.of_position(index as usize) == Some(holder);
                    survey.is_in_force(index)
                        && (!is_own || matches!(right, Right::Claim(_)) || !is_apart(given))
                        && self.can_watch(survey, right, index as usize, given)
                };
                if all.at(right, given).iter().any(watches) {
                    covered.add(given);
                }
            }
        }
        OpenIn::silent(covered.clear_scopes(&[scope]))
    }
}
