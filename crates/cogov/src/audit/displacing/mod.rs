//! Where narrower powers or leads of others take the place of a holder's wider ones.

mod parts;

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use self::parts::{Giving, Parts, giving};
use crate::audit::clear::Clear;
use crate::audit::coverage::Coverage;
use crate::audit::meeting::{ByMatter, Narrower};
use crate::audit::own::Own;
use crate::audit::survey::Survey;
use crate::charter::{Names, Scope};
use crate::position::Right;

/// So many parts of leads are looked at, for each function. What is made to cross everywhere could
/// else take hours.
const LOOKED_AT: usize = 4_000_000;

/// So many pairs of scopes are compared for one lead.
const COMPARED: usize = 20_000_000;

/// The parts of a scope are kept for the next lead there: of the first scopes, and if they are so
/// many.
const KEPT: usize = 64;

/// What is left of a part is kept for the next lead, if it is in so few pieces; of so many parts.
const PIECES: usize = 1_000;
const CUT: usize = 10_000;

/// Powers or leads that can take the place of wider ones.
pub(super) struct Displacing<'c> {
    right: Right,
    /// All scopes at which the right is given, once somebody asked.
    given: OnceCell<Narrower<'c>>,
    looked_at: usize,
    /// Whether there was more than is looked at.
    pub(super) left_out: bool,
    kept: FxHashMap<Scope, Option<Rc<Parts>>>,
    /// For the top of a part what was last left out of it.
    cut: FxHashMap<Scope, Cut>,
}

/// What a part is without some scopes.
struct Cut {
    without: Vec<Scope>,
    clear: Vec<Clear>,
}

/// A part of a scope in which narrower rights of others take the place of a holder's own.
pub(super) struct Displaced {
    pub(super) top: Scope,
    pub(super) clear: Vec<Clear>,
    /// Where, within it, still narrower ones of its own give it back.
    back: Vec<Scope>,
    /// The scopes of those that hold instead.
    pub(super) instead: Giving,
}

impl<'c> Displacing<'c> {
    pub(super) fn new(right: Right) -> Self {
        Self {
            right,
            given: OnceCell::new(),
            looked_at: 0,
            left_out: false,
            kept: FxHashMap::default(),
            cut: FxHashMap::default(),
        }
    }

    /// Leaves out of some parts what lies in some scopes that cover none of them. Tells whether
    /// that was done with all: if there are too many, only the first are left.
    pub(super) fn leave_out(
        &mut self,
        parts: &mut Vec<Displaced>,
        names: &Names,
        scopes: Vec<Scope>,
    ) -> bool {
        if parts.is_empty() || scopes.is_empty() {
            return true;
        }
        let scopes = ByMatter::new(scopes);
        let mut compared: usize = 0;
        let mut done: usize = 0;
        for part in parts.iter_mut() {
            let (mut settled, looked_at) = scopes.meeting(names, part.top);
            compared = compared.saturating_add(looked_at);
            if done > 0 && compared > COMPARED {
                break;
            }
            done = done.saturating_add(1);
            if !settled.is_empty() {
                settled.extend_from_slice(&part.back);
                part.clear = self.cut(names, part.top, settled);
            }
        }
        let is_all = done == parts.len();
        parts.truncate(done);
        parts.retain(|part| !part.clear.is_empty());
        is_all
    }

    /// A part without what lies in some scopes: for many holders one after the other it is the
    /// same.
    fn cut(&mut self, names: &Names, top: Scope, scopes: Vec<Scope>) -> Vec<Clear> {
        if let Some(last) = self.cut.get(&top).filter(|last| last.without == scopes) {
            return last.clear.clone();
        }
        let clear = without(names, top, &scopes);
        if self.cut.len() < CUT && clear.len().max(scopes.len()) <= PIECES {
            self.cut.insert(top, Cut { without: scopes, clear: clear.clone() });
        }
        clear
    }

    /// The largest parts of a scope in which a holder does not have the right, though one of its
    /// own covers them; without those that are settled in another way. Of its own, those that meet
    /// the scope are at hand.
    pub(super) fn parts(
        &mut self,
        survey: &Survey<'c>,
        (own, held): (&Own<'_>, &[Scope]),
        scope: Scope,
        mut is_settled: impl FnMut(Scope) -> bool,
    ) -> Vec<Displaced> {
        if held.is_empty() {
            return Vec::new();
        }
        let names = survey.names();
        // Nothing of its own lies in it, so that it is displaced as a whole or not at its top.
        let is_own = own.has(scope);
        if !is_own && held.iter().all(|own| names.covers(*own, scope)) {
            let instead = giving(survey, self.right, scope);
            if !instead.iter().any(|scope| own.has(*scope)) {
                let (clear, back) = (vec![Clear::whole(scope)], Vec::new());
                let displaced = Displaced { top: scope, clear, back, instead };
                return if is_settled(scope) { Vec::new() } else { vec![displaced] };
            }
        }
        // Where each of its own lies in the scope, or is the scope or all around it, only those that
        // lie in one of them count. If one lies across, or above without the scope being its own,
        // others do so as well, and count as far as they are in it.
        let is_apart = held
            .iter()
            .all(|held| names.covers(scope, *held) || (is_own && names.covers(*held, scope)));
        let parts = self.find(survey, own, scope, is_apart);
        let narrower: OnceCell<ByMatter> = OnceCell::new();
        let mut displaced = Vec::new();
        let (right, mut compared) = (self.right, 0_usize);
        let visited = parts.each(survey, right, (own, held), scope, |top, giving| {
            if is_settled(top) || compared > COMPARED {
                return true;
            }
            let narrower = narrower.get_or_init(|| ByMatter::new(held.to_vec()));
            let (meeting, looked_at) = narrower.meeting(names, top);
            compared = compared.saturating_add(looked_at);
            let back = parts.given_back(survey, own, meeting, top, right);
            let clear = without(names, top, &back);
            let is_whole = back.is_empty();
            displaced.push(Displaced { top, clear, back, instead: giving.into() });
            is_whole
        });
        self.look_at(visited);
        self.left_out |= compared > COMPARED;
        displaced
    }

    /// Whether a right at some scope could take the place of one at this scope, in part of it.
    pub(super) fn can_displace(&self, survey: &Survey<'c>, scope: Scope) -> bool {
        let all = || Narrower::new(survey.names(), survey.charter.scopes().by_matter(self.right));
        self.given.get_or_init(all).can_meet(scope)
    }

    /// The same, whatever still narrower ones of its own give back: each once, in order.
    pub(super) fn tops(&mut self, survey: &Survey<'c>, own: &Own<'_>, scope: Scope) -> Vec<Scope> {
        // Nothing narrower, and its own at the very top.
        if own.has(scope) && !self.can_displace(survey, scope) {
            return Vec::new();
        }
        let held = own.meeting(survey, scope);
        if held.is_empty() {
            return Vec::new();
        }
        let mut tops = Vec::new();
        // What is given back is looked at by itself, so that what lies across does not matter.
        let parts = self.find(survey, own, scope, own.has(scope));
        let visited = parts.each(survey, self.right, (own, &held), scope, |top, _| {
            tops.push(top);
            true
        });
        self.look_at(visited);
        tops.sort_unstable();
        tops
    }

    fn look_at(&mut self, more: usize) {
        self.looked_at = self.looked_at.saturating_add(more).min(LOOKED_AT);
    }

    /// The parts of a scope in which the right is given, as far as it could be displaced: of the
    /// whole, which serves all scopes, where nothing of its own lies across.
    fn find(
        &mut self,
        survey: &Survey<'c>,
        own: &Own<'_>,
        scope: Scope,
        is_apart: bool,
    ) -> Rc<Parts> {
        if !self.can_displace(survey, scope) {
            if own.has(scope) {
                return Rc::default();
            }
            // Nothing narrower, so that what holds at its top holds everywhere in it.
            return Rc::new(Parts::whole(scope));
        }
        let of = if is_apart { Scope::WHOLE } else { scope };
        self.parts_of(survey, of).unwrap_or_else(|| {
            // The top at least is looked at.
            self.left_out = true;
            Rc::new(Parts::whole(scope))
        })
    }

    /// The parts of a scope, unless too much was looked at already.
    fn parts_of(&mut self, survey: &Survey<'c>, scope: Scope) -> Option<Rc<Parts>> {
        let room = LOOKED_AT.saturating_sub(self.looked_at);
        if let Some(kept) = self.kept.get(&scope) {
            return kept.clone().filter(|_| room > 0);
        }
        let parts = Parts::new(survey, self.right, scope, room).map(Rc::new);
        let many = parts.as_ref().map_or(LOOKED_AT / 4, |parts| parts.len());
        self.look_at(many);
        // That there are too many is worth being kept as well.
        if scope == Scope::WHOLE || self.kept.len() < KEPT || many >= KEPT {
            self.kept.insert(scope, parts.clone());
        }
        parts
    }
}

/// A part without what lies in some scopes.
fn without(names: &Names, top: Scope, scopes: &[Scope]) -> Vec<Clear> {
    if scopes.is_empty() {
        return vec![Clear::whole(top)];
    }
    let mut covered = Coverage::within(names, top);
    scopes.iter().for_each(|scope| covered.add(*scope));
    covered.clear_scopes(&[top])
}
