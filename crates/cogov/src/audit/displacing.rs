//! Where narrower powers or leads of others take the place of a holder's wider ones.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::clear::Clear;
use crate::audit::coverage::Coverage;
use crate::audit::meeting::{ByMatter, Narrower};
use crate::audit::own::Own;
use crate::audit::survey::Survey;
use crate::audit::wider::wider;
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
    /// All scopes at which the right is given.
    given: Narrower<'c>,
    looked_at: usize,
    /// Whether there was more than is looked at.
    pub(super) left_out: bool,
    kept: FxHashMap<Scope, Rc<Parts>>,
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
    pub(super) instead: Vec<Scope>,
}

/// What the scopes at which a right is given have in common with one scope.
#[derive(Default)]
struct Parts {
    /// Wider ones come first.
    parts: Vec<Part>,
    /// For each part the next narrower ones: pairs of places in the list, in order.
    narrower: Vec<(u32, u32)>,
    /// Where in the list a part is.
    numbers: FxHashMap<Scope, u32>,
}

struct Part {
    top: Scope,
    /// Whether there are several next wider parts.
    is_in_several: bool,
    /// The scopes whose positions have the right at its top, once somebody asked.
    giving: OnceCell<Vec<Scope>>,
}

impl<'c> Displacing<'c> {
    pub(super) fn new(survey: &Survey<'c>, right: Right) -> Self {
        let given = survey.charter.scopes().of(right);
        let given = Narrower::new(survey.names(), given);
        Self {
            right,
            given,
            looked_at: 0,
            left_out: false,
            kept: FxHashMap::default(),
            cut: FxHashMap::default(),
        }
    }

    /// Leaves out of some parts what lies in some scopes that cover none of them. Tells whether
    /// that could be done: not if there are too many, of which then none is left.
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
        for part in parts.iter_mut() {
            let (mut settled, looked_at) = scopes.meeting(names, part.top);
            compared = compared.saturating_add(looked_at);
            if compared > COMPARED {
                break;
            }
            if !settled.is_empty() {
                settled.extend_from_slice(&part.back);
                part.clear = self.cut(names, part.top, settled);
            }
        }
        if compared > COMPARED {
            parts.clear();
            return false;
        }
        parts.retain(|part| !part.clear.is_empty());
        true
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
        let parts = self.find(survey, own, held, scope);
        let names = survey.names();
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
            displaced.push(Displaced { top, clear, back, instead: giving.to_vec() });
            is_whole
        });
        self.look_at(visited);
        self.left_out |= compared > COMPARED;
        displaced
    }

    /// The same, whatever still narrower ones of its own give back.
    pub(super) fn tops(
        &mut self,
        survey: &Survey<'c>,
        own: &Own<'_>,
        scope: Scope,
    ) -> FxHashSet<Scope> {
        let held = own.meeting(survey.names(), scope);
        if held.is_empty() {
            return FxHashSet::default();
        }
        let mut tops = FxHashSet::default();
        let parts = self.find(survey, own, &held, scope);
        let visited = parts.each(survey, self.right, (own, &held), scope, |top, _| {
            tops.insert(top);
            true
        });
        self.look_at(visited);
        tops
    }

    fn look_at(&mut self, more: usize) {
        self.looked_at = self.looked_at.saturating_add(more).min(LOOKED_AT);
    }

    /// The parts of a scope in which the right is given, as far as it could be displaced.
    fn find(
        &mut self,
        survey: &Survey<'c>,
        own: &Own<'_>,
        held: &[Scope],
        scope: Scope,
    ) -> Rc<Parts> {
        if !self.given.can_meet(scope) {
            if own.has(scope) {
                return Rc::default();
            }
            // Nothing narrower, so that what holds at its top holds everywhere in it.
            return Rc::new(Parts::whole(scope));
        }
        // Below scopes of its own there are only those that lie in them. If one of its own lies
        // across the scope or above it, others do so as well, and count as far as they are in it.
        let names = survey.names();
        let is_inside = || held.iter().all(|own| names.covers(scope, *own));
        let of = if own.has(scope) || is_inside() { Scope::WHOLE } else { scope };
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
            return (room > 0).then(|| Rc::clone(kept));
        }
        let parts = Rc::new(Parts::new(survey, self.right, scope, room)?);
        self.look_at(parts.parts.len());
        let is_first = scope == Scope::WHOLE || self.kept.len() < KEPT;
        if is_first || parts.parts.len() >= KEPT {
            self.kept.insert(scope, Rc::clone(&parts));
        }
        Some(parts)
    }
}

impl Part {
    const fn new(top: Scope, is_in_several: bool) -> Self {
        Self { top, is_in_several, giving: OnceCell::new() }
    }

    fn giving(&self, survey: &Survey<'_>, right: Right) -> &[Scope] {
        self.giving.get_or_init(|| giving(survey, right, self.top))
    }
}

impl Parts {
    /// A scope that is not divided.
    fn whole(scope: Scope) -> Self {
        let numbers = FxHashMap::from_iter([(scope, 0)]);
        Self { parts: vec![Part::new(scope, false)], narrower: Vec::new(), numbers }
    }

    fn new(survey: &Survey<'_>, right: Right, scope: Scope, at_most: usize) -> Option<Self> {
        let (names, scopes) = (survey.names(), survey.charter.scopes());
        let mut meeting = scopes.meeting(names, right, scope);
        if meeting.len() > at_most {
            return None;
        }
        meeting.retain(|given| {
            scopes.at(right, *given).iter().any(|index| survey.is_in_force(*index))
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
        numbers.reserve(tops.len());
        let mut narrower: Vec<(u32, u32)> = Vec::with_capacity(tops.len());
        let mut parts = Vec::with_capacity(tops.len());
        let mut compared: usize = 0;
        // Kept from one part to the next only to be filled again.
        let (mut all, mut next) = (Vec::new(), Vec::new());
        for (&top, number) in tops.iter().zip(0_u32..) {
            all.clear();
            let wider = wider(names, top);
            all.extend(wider.filter_map(|wide| Some((*numbers.get(&wide)?, wide))));
            compared = compared.saturating_add(all.len()).saturating_add(1);
            all.sort_unstable();
            // Those in which no other of them lies; the narrower stand further down.
            next.clear();
            for &(number, wide) in all.iter().rev() {
                compared = compared.saturating_add(next.len());
                if !next.iter().any(|(_, narrow)| names.covers(wide, *narrow)) {
                    next.push((number, wide));
                }
            }
            if compared > COMPARED {
                return None;
            }
            parts.push(Part::new(top, next.len() > 1));
            numbers.insert(top, number);
            narrower.extend(next.iter().map(|(wide, _): &(u32, Scope)| (*wide, number)));
        }
        narrower.sort_unstable();
        Some(Self { parts, narrower, numbers })
    }

    /// The next narrower parts of one.
    fn narrower(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.narrower.partition_point(|(wide, _)| *wide < number);
        let rest = self.narrower.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(wide, _)| *wide == number).map(|(_, narrow)| *narrow)
    }

    /// The scopes whose positions have the right at a scope.
    fn giving<'p>(&'p self, survey: &Survey<'_>, right: Right, at: Scope) -> Cow<'p, [Scope]> {
        match self.numbers.get(&at).and_then(|&number| self.parts.get(number as usize)) {
            Some(part) => Cow::Borrowed(part.giving(survey, right)),
            None => Cow::Owned(giving(survey, right, at)),
        }
    }

    /// Goes through the parts of a scope that are displaced, the wider first, with the scopes whose
    /// positions hold there; those within one that is said to be displaced as a whole are left out.
    /// It begins at a holder's own scopes and goes down where they hold: what else lies in a part
    /// that is displaced, is displaced with it. Tells how many parts were looked at.
    fn each(
        &self,
        survey: &Survey<'_>,
        right: Right,
        (own, held): (&Own<'_>, &[Scope]),
        scope: Scope,
        mut is_whole: impl FnMut(Scope, &[Scope]) -> bool,
    ) -> usize {
        let names = survey.names();
        let covered = held.iter().flat_map(|own| names.common(*own, scope));
        let numbers = covered.filter_map(|top| self.numbers.get(&top).copied());
        let mut open: BinaryHeap<Reverse<u32>> = numbers.map(Reverse).collect();
        let mut whole: FxHashSet<Scope> = FxHashSet::default();
        let mut visited: usize = 0;
        let mut last = None;
        while let Some(Reverse(next)) = open.pop() {
            if last.replace(next) == Some(next) {
                continue;
            }
            visited = visited.saturating_add(1);
            let Some(part) = self.parts.get(next as usize) else {
                continue;
            };
            // What lies next to one part only was reached from that, which holds.
            let mut wider = wider(names, part.top);
            if part.is_in_several && !whole.is_empty() && wider.any(|wider| whole.contains(&wider))
            {
                continue;
            }
            let giving = part.giving(survey, right);
            if giving.iter().any(|scope| own.has(*scope)) {
                open.extend(self.narrower(next).map(Reverse));
            } else if is_whole(part.top, giving) {
                whole.insert(part.top);
            }
        }
        visited
    }

    /// What narrower rights of its own give back of a part that is displaced.
    fn given_back(
        &self,
        survey: &Survey<'_>,
        own: &Own<'_>,
        meeting: Vec<Scope>,
        top: Scope,
        right: Right,
    ) -> Vec<Scope> {
        let names = survey.names();
        let narrower = meeting.into_iter().filter(|held| !names.covers(*held, top));
        let back = narrower.flat_map(|held| names.common(held, top));
        let is_held =
            |at: &Scope| self.giving(survey, right, *at).iter().any(|scope| own.has(*scope));
        back.filter(is_held).collect()
    }
}

fn giving(survey: &Survey<'_>, right: Right, at: Scope) -> Vec<Scope> {
    // Where it is given at the very scope, nothing is narrower.
    if survey.charter.scopes().at(right, at).iter().any(|index| survey.is_in_force(*index)) {
        return vec![at];
    }
    survey.giving(right, at).into_iter().map(|(scope, _)| scope).collect()
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
