//! Who watches what others do, and what keeps them from it.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::audit::clear::Clear;
use crate::audit::coverage::Coverage;
use crate::audit::holders::{Holders, Including};
use crate::audit::meeting::ByMatter;
use crate::audit::open::OpenIn;
use crate::audit::own::{ByHolder, Meeting};
use crate::audit::survey::Survey;
use crate::charter::Scope;
use crate::position::{Function, Right};

/// Who watches, by which rights. A claim to verify is none: it is honoured by whoever supervises.
const WATCHING: [Right; 2] = [Right::Lead(Function::Supervise), Right::Power(Function::Supervise)];

/// Who supervises, and what keeps them from it.
pub(super) struct Watchers<'c> {
    holders: Rc<Holders<'c>>,
    /// Bars on supervising.
    bars: ByHolder<'c>,
    /// Where they take something from somebody who would supervise there.
    barred: ByMatter,
    /// What nobody watches of such places, once somebody asked.
    unwatched: RefCell<FxHashMap<Scope, Rc<[Clear]>>>,
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
        let mut watchers = Self {
            holders: survey.holders(),
            bars: ByHolder::new(survey, plain),
            barred: ByMatter::new(Vec::new()),
            unwatched: RefCell::default(),
            together: [Function::Decide, Function::Implement].map(together).into(),
        };
        watchers.barred = ByMatter::new(watchers.barred_from(survey));
        watchers
    }

    /// Those whose bars bear on a position.
    fn bound_by(&self, position: usize) -> Including {
        let Some(holder) = self.holders.of_position(position) else {
            return Including::new();
        };
        let mut whose = self.holders.including(holder);
        whose.extend(self.holders.including_each(holder));
        whose
    }

    /// What bars take from those who would supervise.
    fn barred_from(&self, survey: &Survey<'c>) -> Vec<Scope> {
        let (names, mut barred) = (survey.names(), Vec::new());
        if self.bars.is_empty() {
            return barred;
        }
        for held in survey.giving_any(WATCHING) {
            let whose = self.bound_by(held.index);
            let bars = self.bars.own(&whose);
            for &scope in survey.scopes(held).iter().take_while(|_| !survey.is_enough()) {
                let meeting = bars.meeting(survey, scope);
                barred.extend(meeting.into_iter().flat_map(|bar| names.common(bar, scope)));
            }
        }
        barred
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
                    scopes.filter(move |scope| self.can_watch(survey, held.index, *scope))
                })
            };
            WATCHING.into_iter().flat_map(of_right).collect()
        };
        scopes.into_iter()
    }

    /// Whether no bar takes watching away from the holder of a position.
    fn can_watch(&self, survey: &Survey<'c>, position: usize, at: Scope) -> bool {
        self.bars.is_empty() || !self.bars.own(&self.bound_by(position)).covers(survey.names(), at)
    }

    /// Whether bars bear on who watches what a holder does.
    pub(super) fn is_bound(&self, holder: u32, function: Function) -> bool {
        let including = self.holders.including(holder);
        let apart = self.apart(function);
        !self.barred.is_empty() || apart.is_some_and(|bars| bars.of(&including).next().is_some())
    }

    /// The bars that keep apart doing something and supervising it, if there are any.
    fn apart(&self, function: Function) -> Option<&ByHolder<'c>> {
        let of = self.together.iter().find(|(of, _)| *of == function);
        of.map(|(_, bars)| bars).filter(|bars| !bars.is_empty())
    }

    /// What of a scope nobody watches: what is open anyway, and what is once bars keep from it
    /// those who watch more, or its holder from watching itself.
    pub(super) fn open(
        &self,
        survey: &Survey<'c>,
        (holder, function): (u32, Function),
        scope: Scope,
        open: OpenIn,
    ) -> OpenIn {
        let names = survey.names();
        let including = self.holders.including(holder);
        let apart = self.apart(function).map(|bars| bars.own(&including));
        let own = apart.as_ref().map_or_else(Meeting::new, |apart| apart.meeting(survey, scope));
        let (barred, looked_at) = self.barred.meeting(names, scope);
        survey.look_at(looked_at);
        let barred = barred.iter().chain(&own);
        let mut regions: Vec<Scope> = barred.flat_map(|bar| names.common(*bar, scope)).collect();
        regions.sort_unstable();
        regions.dedup();
        let unwatched = |region: &Scope| -> Rc<[Clear]> {
            let covers = |at| apart.as_ref().is_some_and(|apart| apart.covers(names, at));
            if !own.is_empty() {
                return self.unwatched(survey, (holder, &covers), *region).into();
            }
            // The same for all who are not kept from watching themselves.
            if let Some(known) = self.unwatched.borrow().get(region) {
                return Rc::clone(known);
            }
            let unwatched: Rc<[Clear]> = self.unwatched(survey, (holder, &covers), *region).into();
            self.unwatched.borrow_mut().insert(*region, Rc::clone(&unwatched));
            unwatched
        };
        let more: Vec<Clear> = regions
            .iter()
            .take_while(|_| !survey.is_enough())
            .flat_map(|region| {
                let unwatched = unwatched(region);
                survey.look_at(unwatched.len().saturating_add(1));
                unwatched.to_vec()
            })
            .collect();
        open.and_silent(names, more)
    }

    /// The parts of a scope that nobody watches who is not barred from all that it watches of it.
    fn unwatched(
        &self,
        survey: &Survey<'c>,
        (holder, is_apart): (u32, &dyn Fn(Scope) -> bool),
        scope: Scope,
    ) -> Vec<Clear> {
        let (names, all) = (survey.names(), survey.charter.scopes());
        let mut covered = Coverage::within(names, scope);
        for right in WATCHING {
            for given in all.meeting(names, right, scope) {
                let positions = all.at(right, given);
                survey.look_at(positions.len());
                for part in names.common(given, scope) {
                    let watches = |&index: &u32| {
                        let is_own = self.holders.of_position(index as usize) == Some(holder);
                        survey.is_in_force(index)
                            && (!is_own || !is_apart(part))
                            && self.can_watch(survey, index as usize, part)
                    };
                    if positions.iter().any(watches) {
                        covered.add(part);
                    }
                }
            }
        }
        covered.clear_scopes(&[scope])
    }
}
