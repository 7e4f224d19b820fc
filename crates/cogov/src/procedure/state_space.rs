//! The markings that an exploration has visited, and the ways between them.

use std::collections::HashMap;

use crate::procedure::budget::{Budget, OverBudget};
use crate::procedure::conclusion::Conclusion;
use crate::procedure::marking::Marking;
use crate::procedure::net::Net;
use crate::procedure::step_set::{StepIndex, StepSet};

/// A way from one marking to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) to: usize,
    pub(crate) step: StepIndex,
    pub(crate) conclusion: Option<Conclusion>,
}

/// A visited marking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visited {
    pub(crate) marking: Marking,
    pub(crate) enabled: StepSet,
    /// The steps that were followed from here.
    pub(crate) followed: StepSet,
    /// Where its ways lie among those of all.
    ways: (usize, usize),
}

/// So many markings are told apart by comparing them.
const FEW: usize = 64;

/// Visited markings, in the order in which they were found.
#[derive(Debug, Clone)]
pub(crate) struct StateSpace<'n> {
    net: &'n Net,
    visited: Vec<Visited>,
    /// The ways from all markings, those from one marking together.
    ways: Vec<Way>,
    /// The markings, once there are more than few. Looked up only, never walked through.
    found: HashMap<Marking, usize>,
    transitions: usize,
    budget: &'n Budget,
}

impl<'n> StateSpace<'n> {
    /// Only the marking to begin with; the budget pays for it, too.
    pub(crate) fn new(net: &'n Net, from: Marking, budget: &'n Budget) -> Result<Self, OverBudget> {
        let mut space = Self {
            net,
            visited: Vec::with_capacity(FEW),
            ways: Vec::with_capacity(FEW),
            found: HashMap::new(),
            transitions: 0,
            budget,
        };
        space.visit(from)?;
        Ok(space)
    }

    /// Everything that can be reached, following in each marking the steps chosen there.
    pub(crate) fn explore(
        &mut self,
        from: usize,
        choose: impl Fn(&Net, Marking) -> StepSet,
    ) -> Result<(), OverBudget> {
        let mut at = from;
        while let Some(visited) = self.visited.get(at) {
            let steps = choose(self.net, visited.marking);
            self.follow(at, steps)?;
            at = at.saturating_add(1);
        }
        Ok(())
    }

    /// Follows steps from a marking, those apart that were followed before.
    pub(crate) fn follow(&mut self, at: usize, steps: StepSet) -> Result<(), OverBudget> {
        let Some(visited) = self.visited.get_mut(at) else { return Ok(()) };
        let marking = visited.marking;
        let new = steps - visited.followed;
        if new.is_empty() {
            return Ok(());
        }
        visited.followed |= new;
        // The ways that are known move to the end, so that the new ones stand after them.
        let (from, to) = visited.ways;
        let start = self.ways.len();
        for known in from..to {
            self.ways.extend(self.ways.get(known).copied());
        }
        let net = self.net;
        for step in new.iter() {
            for &(conclusion, effects) in net.variants(step) {
                let to = self.visit(marking.after(step, effects))?;
                self.transitions = self.transitions.saturating_add(1);
                self.ways.push(Way { to, step, conclusion });
            }
        }
        if let Some(visited) = self.visited.get_mut(at) {
            visited.ways = (start, self.ways.len());
        }
        Ok(())
    }

    fn visit(&mut self, marking: Marking) -> Result<usize, OverBudget> {
        if let Some(known) = self.find(marking) {
            return Ok(known);
        }
        self.budget.take()?;
        let place = self.visited.len();
        self.visited.push(Visited {
            marking,
            enabled: self.net.enabled(marking),
            followed: StepSet::EMPTY,
            ways: (0, 0),
        });
        if place > FEW {
            self.found.insert(marking, place);
        } else if place == FEW {
            let all = self.visited.iter().enumerate();
            self.found = all.map(|(place, visited)| (visited.marking, place)).collect();
        }
        Ok(place)
    }

    /// Most procedures have so few markings that to compare them takes less than to hash them.
    fn find(&self, marking: Marking) -> Option<usize> {
        if self.visited.len() > FEW {
            return self.found.get(&marking).copied();
        }
        self.visited.iter().position(|visited| visited.marking == marking)
    }

    pub(crate) fn visited(&self) -> &[Visited] {
        &self.visited
    }

    /// The ways that were followed from a marking.
    pub(crate) fn ways(&self, at: usize) -> &[Way] {
        self.visited.get(at).and_then(|v| self.ways.get(v.ways.0..v.ways.1)).unwrap_or(&[])
    }

    pub(crate) const fn transitions(&self) -> usize {
        self.transitions
    }

    /// The steps that were followed somewhere.
    pub(crate) fn followed(&self) -> StepSet {
        self.visited.iter().fold(StepSet::EMPTY, |all, visited| all | visited.followed)
    }

    /// All to which ways lead from a marking, itself included.
    pub(crate) fn reached_from(&self, from: usize) -> Vec<usize> {
        let mut seen = vec![false; self.visited.len()];
        let mut order = Vec::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let Some(slot) = seen.get_mut(at).filter(|seen| !**seen) else { continue };
            *slot = true;
            order.push(at);
            open.extend(self.ways(at).iter().map(|way| way.to));
        }
        order
    }

    /// The shortest trace to the nearest marking of a kind, of equally near ones the first found.
    pub(crate) fn shortest(&self, wanted: impl Fn(usize) -> bool) -> Option<(Vec<Way>, usize)> {
        let mut came: Vec<Option<(usize, Way)>> = vec![None; self.visited.len()];
        let mut order = vec![0];
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            next = next.saturating_add(1);
            if wanted(at) {
                let mut trace = Vec::new();
                let mut back = at;
                while let Some((from, way)) = came.get(back).copied().flatten() {
                    trace.push(way);
                    back = from;
                }
                trace.reverse();
                return Some((trace, at));
            }
            for &way in self.ways(at) {
                if let Some(slot) = came.get_mut(way.to)
                    && slot.is_none()
                    && way.to != 0
                {
                    *slot = Some((at, way));
                    order.push(way.to);
                }
            }
        }
        None
    }
}
