//! Where narrower powers or leads of others take the place of a holder's wider ones.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::audit::coverage::{Clear, Coverage};
use crate::audit::grid::wider;
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

/// The parts of a scope are kept for the next lead there, if they are so many.
const KEPT: usize = 64;

/// Powers or leads that can take the place of wider ones.
pub(super) struct Displacing<'c> {
    right: Right,
    /// All scopes at which the right is given.
    given: Narrower<'c>,
    looked_at: usize,
    /// Whether there was more than is looked at.
    pub(super) left_out: bool,
    kept: FxHashMap<Scope, Rc<Parts>>,
}

/// A part of a scope in which narrower rights of others take the place of a holder's own.
pub(super) struct Displaced {
    pub(super) top: Scope,
    pub(super) clear: Vec<Clear>,
    /// Where, within it, still narrower ones of its own give it back.
    back: Vec<Scope>,
    /// The scopes of those that hold instead.
    pub(super) instead: Vec<Scope>,
}

/// What the scopes at which a right is given have in common with one scope.
#[derive(Default)]
struct Parts {
    scope: Scope,
    /// Wider ones come first.
    parts: Vec<Part>,
    /// For one part after the other the parts that hold all of it, as places in the list.
    wider: Vec<u32>,
    /// The scopes that meet it.
    meeting: Vec<Scope>,
}

struct Part {
    top: Scope,
    /// Which of the list of wider parts are its own.
    wider: Range<usize>,
    /// The scopes whose positions have the right at its top, once somebody asked.
    giving: OnceCell<Vec<Scope>>,
}

impl Displaced {
    /// Leaves out of some parts what lies in some scopes that cover none of them. Tells whether that could be done: not
    /// if there are too many, of which then none is left.
    pub(super) fn leave_out(parts: &mut Vec<Self>, names: &Names, scopes: Vec<Scope>) -> bool {
        if parts.is_empty() {
            return true;
        }
        let scopes = ByMatter::new(scopes);
        let mut compared: usize = 0;
        for part in parts.iter_mut() {
            let (mut settled, looked_at) = scopes.meeting(names, part.top);
            compared = compared.saturating_add(looked_at);
            if compared > COMPARED {
                break;
            }
            if !settled.is_empty() {
                settled.extend_from_slice(&part.back);
                part.clear = without(names, part.top, &settled);
            }
        }
        if compared > COMPARED {
            parts.clear();
            return false;
        }
        parts.retain(|part| !part.clear.is_empty());
        true
    }
}

impl<'c> Displacing<'c> {
    pub(super) fn new(survey: &Survey<'c>, right: Right) -> Self {
        let given = survey.charter.scopes().of(right);
        let given = Narrower::new(survey.names(), given);
        Self { right, given, looked_at: 0, left_out: false, kept: FxHashMap::default() }
    }

    /// The largest parts of a scope in which a holder does not have the right, though one of its
    /// own covers them; without those that are settled in another way.
    pub(super) fn parts(
        &mut self,
        survey: &Survey<'c>,
        own: &Own<'_>,
        scope: Scope,
        mut is_settled: impl FnMut(Scope) -> bool,
    ) -> Vec<Displaced> {
        let parts = self.find(survey, own, scope);
        let names = survey.names();
        let held: OnceCell<ByMatter> = OnceCell::new();
        let mut displaced = Vec::new();
        let (right, mut compared) = (self.right, 0_usize);
        // A part of which some is given back has parts of its own: they come after it, and what
        // is displaced as a whole is not gone into.
        parts.each(survey, right, own, |top, giving| {
            if is_settled(top) {
                return true;
            }
            let held = held.get_or_init(|| ByMatter::new(parts.held(own)));
            if compared > COMPARED {
                return true;
            }
            let (meeting, looked_at) = held.meeting(names, top);
            compared = compared.saturating_add(looked_at);
            let back = given_back(survey, own, meeting, top, right);
            let clear = without(names, top, &back);
            let is_whole = back.is_empty();
            displaced.push(Displaced { top, clear, back, instead: giving.to_vec() });
            is_whole
        });
        self.left_out |= compared > COMPARED;
        displaced
    }

    /// The same, whatever still narrower ones of its own give back.
    pub(super) fn tops(&mut self, survey: &Survey<'c>, own: &Own<'_>, scope: Scope) -> Vec<Scope> {
        let mut tops = Vec::new();
        let right = self.right;
        self.find(survey, own, scope).each(survey, right, own, |top, _| {
            tops.push(top);
            true
        });
        tops
    }

    /// The parts of a scope in which the right is given, as far as it could be displaced.
    fn find(&mut self, survey: &Survey<'c>, own: &Own<'_>, scope: Scope) -> Rc<Parts> {
        if own.is_empty() {
            return Rc::default();
        }
        if !self.given.can_meet(scope) {
            if own.has(scope) {
                return Rc::default();
            }
            // Nothing narrower, so that what holds at its top holds everywhere in it.
            let part = Part::new(scope, 0..0);
            return Rc::new(Parts {
                scope,
                parts: vec![part],
                wider: Vec::new(),
                meeting: vec![scope],
            });
        }
        self.parts_of(survey, scope).unwrap_or_else(|| {
            // The top at least is looked at.
            self.left_out = true;
            let part = Part::new(scope, 0..0);
            let meeting = vec![scope];
            Rc::new(Parts { scope, parts: vec![part], wider: Vec::new(), meeting })
        })
    }

    /// The parts of a scope, unless too much was looked at already.
    fn parts_of(&mut self, survey: &Survey<'c>, scope: Scope) -> Option<Rc<Parts>> {
        if let Some(kept) = self.kept.get(&scope) {
            // They are only gone through again.
            self.looked_at = self.looked_at.saturating_add(kept.parts.len() / 16).min(LOOKED_AT);
            return (self.looked_at < LOOKED_AT).then(|| Rc::clone(kept));
        }
        let parts = Rc::new(Parts::new(
            survey,
            self.right,
            scope,
            LOOKED_AT.saturating_sub(self.looked_at),
        )?);
        self.looked_at = self.looked_at.saturating_add(parts.parts.len()).min(LOOKED_AT);
        if parts.parts.len() >= KEPT {
            self.kept.insert(scope, Rc::clone(&parts));
        }
        Some(parts)
    }
}

impl Part {
    const fn new(top: Scope, wider: Range<usize>) -> Self {
        Self { top, wider, giving: OnceCell::new() }
    }

    fn giving(&self, survey: &Survey<'_>, right: Right) -> &[Scope] {
        let giving = || survey.giving(right, self.top).into_iter().map(|(scope, _)| scope);
        self.giving.get_or_init(|| giving().collect())
    }
}

impl Parts {
    /// Goes through the parts that are displaced, the wider first, with the scopes whose positions
    /// hold there; those within one that is said to be displaced as a whole are left out.
    fn each(
        &self,
        survey: &Survey<'_>,
        right: Right,
        own: &Own<'_>,
        mut is_whole: impl FnMut(Scope, &[Scope]) -> bool,
    ) {
        let names = survey.names();
        let all_covered = own.covers(names, self.scope);
        let mut whole: Vec<bool> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut wider = self.wider.get(part.wider.clone()).unwrap_or_default().iter();
            let is_within = wider.any(|&wider| whole.get(wider as usize).copied() == Some(true));
            let is_held = || part.giving(survey, right).iter().any(|scope| own.has(*scope));
            let is_covered = || all_covered || own.covers(names, part.top);
            whole.push(
                is_within
                    || (!is_held()
                        && is_covered()
                        && is_whole(part.top, part.giving(survey, right))),
            );
        }
    }

    fn new(survey: &Survey<'_>, right: Right, scope: Scope, at_most: usize) -> Option<Self> {
        let (names, scopes) = (survey.names(), survey.charter.scopes());
        let mut meeting = scopes.meeting(names, right, scope);
        if meeting.len() > at_most {
            return None;
        }
        meeting.retain(|given| {
            scopes.at(right, *given).iter().any(|index| survey.position(*index).is_some())
        });
        let mut tops: Vec<Scope> =
            meeting.iter().flat_map(|given| names.common(*given, scope)).collect();
        // What holds another scope has fewer above it.
        let above = |top: &Scope| {
            let matters = names.matter_tree.above(top.matter as usize).len();
            matters.saturating_add(names.place_tree.above(top.place as usize).len())
        };
        tops.sort_unstable_by_key(|top| (above(top), *top));
        tops.dedup();
        let mut numbers: FxHashMap<Scope, u32> = FxHashMap::default();
        let mut parts = Vec::with_capacity(tops.len());
        let mut all_wider: Vec<u32> = Vec::new();
        for (top, number) in tops.into_iter().zip(0_u32..) {
            let start = all_wider.len();
            all_wider.extend(wider(names, top).filter_map(|wider| numbers.get(&wider)));
            parts.push(Part::new(top, start..all_wider.len()));
            numbers.insert(top, number);
        }
        Some(Self { scope, parts, wider: all_wider, meeting })
    }

    /// The scopes that meet it and are a holder's own.
    fn held(&self, own: &Own<'_>) -> Vec<Scope> {
        self.meeting.iter().filter(|given| own.has(**given)).copied().collect()
    }
}

/// What narrower rights of its own give back of a part that is displaced.
fn given_back(
    survey: &Survey<'_>,
    own: &Own<'_>,
    meeting: Vec<Scope>,
    top: Scope,
    right: Right,
) -> Vec<Scope> {
    let names = survey.names();
    let narrower = meeting.into_iter().filter(|held| !names.covers(*held, top));
    let back = narrower.flat_map(|held| names.common(held, top));
    let is_held = |at: &Scope| survey.giving(right, *at).iter().any(|(scope, _)| own.has(*scope));
    back.filter(is_held).collect()
}

/// A part without what lies in some scopes.
fn without(names: &Names, top: Scope, scopes: &[Scope]) -> Vec<Clear> {
    if scopes.is_empty() {
        return vec![Clear::whole(top)];
    }
    let mut covered = Coverage::new(names);
    scopes.iter().for_each(|scope| covered.add(*scope));
    covered.clear_scopes(&[top])
}
