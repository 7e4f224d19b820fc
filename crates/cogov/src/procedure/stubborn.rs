//! Partial-order reduction: in each marking a few of the steps that can happen suffice.
//!
//! Strong stubborn sets (Valmari 1991). A set of steps is stubborn in a marking, if some step in
//! it can happen, and
//!
//! * for each of its steps that can happen, it has all that do not commute with it or disable it;
//! * for each of its steps that cannot happen, it has all the steps of which one has to happen
//!   before (a necessary enabling set).
//!
//! Whatever happens outside the set then neither disables its steps nor enables more of them, so
//! that a step of the set can be moved to the front of every sequence that has it, and can be put
//! before every sequence that has none. If, besides, no step is put off for ever (the explorer sees
//! to that), every marking that a case can reach leads on to one that is explored. Hence a step
//! can happen if and only if it happens among those explored, and an ending can be reached from
//! everywhere if it can from each marking explored.

use crate::procedure::marking::Marking;
use crate::procedure::net::Net;
use crate::procedure::step_set::{StepIndex, StepSet};

/// The steps to explore in a marking: the smallest stubborn set that grows from one step that can
/// happen; of equals the one from the lowest.
pub(crate) fn stubborn(net: &Net, marking: Marking) -> StepSet {
    let enabled = net.enabled(marking);
    if enabled.len() <= 1 {
        return enabled;
    }
    let possible = net.possible(marking);
    let mut best = enabled;
    for seed in enabled.iter() {
        if let Some(smaller) = grow(net, marking, enabled, possible, seed, best.len()) {
            best = smaller;
            if best.len() == 1 {
                break;
            }
        }
    }
    best
}

/// Closes a set that begins with one step; nothing, if it gets as large as one already known.
fn grow(
    net: &Net,
    marking: Marking,
    enabled: StepSet,
    possible: StepSet,
    seed: StepIndex,
    known: usize,
) -> Option<StepSet> {
    let mut set = StepSet::only(seed);
    let mut open = set;
    while let Some(step) = open.lowest() {
        open = open.without(step);
        let more = if enabled.contains(step) {
            net.step(step).map_or(StepSet::EMPTY, |s| s.dependent & possible)
        } else {
            necessary(net, marking, enabled, possible, step, set)
        };
        open |= more - set;
        set |= more;
        if (set & enabled).len() >= known {
            return None;
        }
    }
    Some(set & enabled)
}

/// Steps of which one has to happen before a step can: of the reasons why it cannot happen, the
/// one that adds least to a set.
fn necessary(
    net: &Net,
    marking: Marking,
    enabled: StepSet,
    possible: StepSet,
    step: StepIndex,
    set: StepSet,
) -> StepSet {
    let Some(s) = net.step(step) else { return StepSet::EMPTY };
    let Some(blocked) = net.blocked(marking, step) else { return StepSet::EMPTY };
    let waits = blocked.unmet_conditions() | blocked.open_milestones();
    let reasons = [
        blocked.is_excluded().then_some(s.included_by),
        blocked.is_done().then_some(s.included_by | s.owed_by),
    ];
    reasons
        .into_iter()
        .flatten()
        .chain(waits.iter().filter_map(|awaited| {
            // What is awaited happens, or it leaves play.
            net.step(awaited).map(|a| a.excluded_by.with(awaited))
        }))
        .map(|reason| (reason & possible).without(step))
        .min_by_key(|&reason| {
            let added = reason - set;
            ((added & enabled).len(), added.len())
        })
        .unwrap_or(StepSet::EMPTY)
}
