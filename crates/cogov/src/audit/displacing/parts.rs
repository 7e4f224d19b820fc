//! What the scopes at which a right is given have in common with one scope, from the wide to the
//! narrow.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};

use super::COMPARED;
use crate::audit::own::Own;
use crate::audit::survey::Survey;
use crate::audit::wider::wider;
use crate::charter::Scope;
use crate::position::Right;

/// Scopes whose positions have a right somewhere: one, as a rule.
pub(super) type Giving = SmallVec<[Scope; 2]>;

/// What the scopes at which a right is given have in common with one scope.
#[derive(Default)]
pub(super) struct Parts {
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
    giving: OnceCell<Giving>,
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
    pub(super) fn whole(scope: Scope) -> Self {
        let numbers = FxHashMap::from_iter([(scope, 0)]);
        Self { parts: vec![Part::new(scope, false)], narrower: Vec::new(), numbers }
    }

    /// Unless there are too many.
    pub(super) fn new(
        survey: &Survey<'_>,
        right: Right,
        scope: Scope,
        at_most: usize,
    ) -> Option<Self> {
        let (names, scopes) = (survey.names(), survey.charter.scopes());
        // Each once, in order.
        let tops: Vec<Scope> = if scope == Scope::WHOLE {
            survey.held(right).take(at_most.saturating_add(1)).collect()
        } else {
            let mut meeting = scopes.meeting(names, right, scope);
            if meeting.len() > at_most {
                return None;
            }
            meeting.retain(|given| {
                scopes.at(right, *given).iter().any(|index| survey.is_in_force(*index))
            });
            let common = meeting.iter().flat_map(|given| names.common(*given, scope));
            let mut tops: Vec<Scope> = common.collect();
            if tops.len() > at_most {
                return None;
            }
            tops.sort_unstable();
            tops.dedup();
            tops
        };
        if tops.len() > at_most {
            return None;
        }
        // What holds another scope has fewer above it.
        let above = |top: &Scope| {
            let matters = names.matter_tree.above(top.matter as usize).len();
            matters.saturating_add(names.place_tree.above(top.place as usize).len())
        };
        let mut by_above: Vec<Vec<Scope>> = Vec::new();
        for &top in &tops {
            let above = above(&top);
            by_above.resize_with(by_above.len().max(above.saturating_add(1)), Vec::new);
            by_above.get_mut(above).into_iter().for_each(|tops| tops.push(top));
        }
        let mut numbers: FxHashMap<Scope, u32> = FxHashMap::default();
        numbers.reserve(tops.len());
        let mut narrower: Vec<(u32, u32)> = Vec::with_capacity(tops.len());
        let mut parts = Vec::with_capacity(tops.len());
        let mut compared: usize = 0;
        // Kept from one part to the next only to be filled again.
        let (mut all, mut next) = (Vec::new(), Vec::new());
        for (top, number) in by_above.into_iter().flatten().zip(0_u32..) {
            all.clear();
            let numbered = |wide: Scope| Some((*numbers.get(&wide)?, wide));
            if scope == Scope::WHOLE {
                // The tops are the scopes at which the right is given, which are kept in order.
                scopes.each_above(names, right, top, |wide, _| all.extend(numbered(wide)));
            } else {
                all.extend(wider(names, top).filter_map(numbered));
            }
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

    /// The next narrower parts of one, in order.
    fn narrower(&self, number: u32) -> &[(u32, u32)] {
        let start = self.narrower.partition_point(|(wide, _)| *wide < number);
        let rest = self.narrower.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|(wide, _)| *wide == number)).unwrap_or_default()
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.parts.len()
    }

    /// The scopes whose positions have the right at a scope.
    fn giving<'p>(&'p self, survey: &Survey<'_>, right: Right, at: Scope) -> Cow<'p, [Scope]> {
        match self.numbers.get(&at).and_then(|&number| self.parts.get(number as usize)) {
            Some(part) => Cow::Borrowed(part.giving(survey, right)),
            None => Cow::Owned(giving(survey, right, at).into_vec()),
        }
    }

    /// Goes through the parts of a scope that are displaced, the wider first, with the scopes whose
    /// positions hold there; those within one that is said to be displaced as a whole are left out.
    /// It begins at a holder's own scopes and goes down where they hold: what else lies in a part
    /// that is displaced, is displaced with it. Tells how many parts were looked at.
    pub(super) fn each(
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
        let mut starts: Vec<u32> = numbers.collect();
        starts.sort_unstable();
        // Lists that are in order, each as what is next in it, and the rest: one list for all that
        // lie next to a part.
        type InOrder<'p> = (u32, &'p [(u32, u32)]);
        let mut open: BinaryHeap<Reverse<InOrder<'_>>> = BinaryHeap::new();
        open.extend(starts.iter().map(|start| Reverse((*start, &[][..]))));
        let mut whole: FxHashSet<Scope> = FxHashSet::default();
        let mut visited: usize = 0;
        let mut last = None;
        while let Some(Reverse((next, rest))) = open.pop() {
            if let [(_, following), rest @ ..] = rest {
                open.push(Reverse((*following, rest)));
            }
            if last.replace(next) == Some(next) {
                continue;
            }
            visited = visited.saturating_add(1);
            let Some(part) = self.parts.get(next as usize) else {
                continue;
            };
            // What lies next to one part only, and is no start, was reached from that, which holds.
            let is_within = || wider(names, part.top).any(|wider| whole.contains(&wider));
            let is_start = || starts.binary_search(&next).is_ok();
            if !whole.is_empty() && (part.is_in_several || is_start()) && is_within() {
                continue;
            }
            let giving = part.giving(survey, right);
            if giving.iter().any(|scope| own.has(*scope)) {
                if let [(_, first), rest @ ..] = self.narrower(next) {
                    open.push(Reverse((*first, rest)));
                }
            } else if is_whole(part.top, giving) {
                whole.insert(part.top);
            }
        }
        visited
    }

    /// What narrower rights of its own give back of a part that is displaced.
    pub(super) fn given_back(
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

/// The scopes whose positions have a right at a scope.
pub(super) fn giving(survey: &Survey<'_>, right: Right, at: Scope) -> Giving {
    // Where it is given at the very scope, nothing is narrower.
    if survey.charter.scopes().at(right, at).iter().any(|index| survey.is_in_force(*index)) {
        return smallvec![at];
    }
    survey.giving(right, at).into_iter().map(|(scope, _)| scope).collect()
}
