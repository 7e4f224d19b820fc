//! Which visited markings lead to one another, and which lead nowhere else.

use crate::procedure::state_space::StateSpace;

/// The strongly connected components of a state space (Tarjan 1972), those first from which no
/// other is reached.
#[derive(Debug, Clone)]
pub(crate) struct Components {
    /// The markings of the first component, then those of the next, and so on.
    members: Vec<usize>,
    /// For each component, where its markings end.
    ends: Vec<usize>,
    of: Vec<usize>,
}

/// A marking on its way to a component.
#[derive(Debug, Clone, Copy)]
struct Pending {
    at: usize,
    next_way: usize,
}

const UNSEEN: usize = usize::MAX;

impl Components {
    pub(crate) fn new(space: &StateSpace<'_>) -> Self {
        let count = space.visited().len();
        let mut search = Search {
            space,
            low: vec![UNSEEN; count],
            stack: Vec::with_capacity(count),
            components: Self {
                members: Vec::with_capacity(count),
                ends: Vec::with_capacity(count),
                of: vec![UNSEEN; count],
            },
            seen: 0,
        };
        // All is reached from the beginning, except for nothing at all.
        if count > 0 {
            search.run(0);
        }
        search.components
    }

    /// The markings of a component, in the order in which they were found.
    pub(crate) fn members(&self, component: usize) -> &[usize] {
        let start = component.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.copied().unwrap_or(0);
        let end = self.ends.get(component).copied().unwrap_or(start);
        self.members.get(start..end).unwrap_or(&[])
    }

    /// The component of a marking.
    pub(crate) fn of(&self, marking: usize) -> Option<usize> {
        self.of.get(marking).copied()
    }

    /// The components that no way leaves.
    pub(crate) fn terminal<'c>(
        &'c self,
        space: &'c StateSpace<'_>,
    ) -> impl Iterator<Item = usize> + 'c {
        (0..self.ends.len())
            .filter(move |&component| self.exits(space, component).all(|other| other == component))
    }

    /// Where the ways from the markings of a component lead.
    fn exits<'c>(
        &'c self,
        space: &'c StateSpace<'_>,
        component: usize,
    ) -> impl Iterator<Item = usize> + 'c {
        self.members(component)
            .iter()
            .flat_map(|&at| space.ways(at))
            .filter_map(|way| self.of(way.to))
    }

    /// Which components lead to one of those given, themselves among them.
    pub(crate) fn leading_to(
        &self,
        space: &StateSpace<'_>,
        goal: impl Fn(usize) -> bool,
    ) -> Vec<bool> {
        let mut leads = vec![false; self.ends.len()];
        for component in 0..self.ends.len() {
            // What a component reaches stands before it.
            let reaches = goal(component)
                || self
                    .exits(space, component)
                    .any(|other| leads.get(other).copied().unwrap_or(false));
            if let Some(slot) = leads.get_mut(component) {
                *slot = reaches;
            }
        }
        leads
    }
}

struct Search<'s, 'n> {
    space: &'s StateSpace<'n>,
    /// The earliest marking on the stack that is known to be reached, by order of being seen.
    low: Vec<usize>,
    stack: Vec<usize>,
    components: Components,
    seen: usize,
}

impl Search<'_, '_> {
    /// Without recursion, since a trace can be as long as the budget.
    fn run(&mut self, from: usize) {
        let mut path: Vec<(Pending, usize)> = Vec::with_capacity(self.low.len());
        let order = self.enter(from);
        path.push((Pending { at: from, next_way: 0 }, order));
        while let Some((pending, order)) = path.last_mut() {
            let (at, order) = (pending.at, *order);
            let way = self.space.ways(at).get(pending.next_way);
            pending.next_way = pending.next_way.saturating_add(1);
            match way {
                Some(way) => {
                    let to = way.to;
                    match self.low.get(to).copied() {
                        Some(UNSEEN) => {
                            let order = self.enter(to);
                            path.push((Pending { at: to, next_way: 0 }, order));
                        }
                        // Markings of finished components are off the stack.
                        Some(low) if self.components.of(to) == Some(UNSEEN) => self.lower(at, low),
                        _ => {}
                    }
                }
                None => {
                    path.pop();
                    let low = self.low.get(at).copied().unwrap_or(order);
                    if low == order {
                        self.close(at);
                    }
                    if let Some((parent, _)) = path.last() {
                        let parent = parent.at;
                        if self.components.of(at) == Some(UNSEEN) {
                            self.lower(parent, low);
                        }
                    }
                }
            }
        }
    }

    fn enter(&mut self, at: usize) -> usize {
        let order = self.seen;
        self.seen = self.seen.saturating_add(1);
        if let Some(slot) = self.low.get_mut(at) {
            *slot = order;
        }
        self.stack.push(at);
        order
    }

    fn lower(&mut self, at: usize, low: usize) {
        if let Some(slot) = self.low.get_mut(at) {
            *slot = (*slot).min(low);
        }
    }

    fn close(&mut self, root: usize) {
        let components = &mut self.components;
        let (number, start) = (components.ends.len(), components.members.len());
        while let Some(at) = self.stack.pop() {
            if let Some(slot) = components.of.get_mut(at) {
                *slot = number;
            }
            components.members.push(at);
            if at == root {
                break;
            }
        }
        components.members.get_mut(start..).unwrap_or_default().sort_unstable();
        components.ends.push(components.members.len());
    }
}
