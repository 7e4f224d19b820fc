//! The scopes at which a holder has a right, with all who act for it.

use smallvec::SmallVec;

use crate::audit::survey::{InForce, Survey};
use crate::charter::{Names, Scope};

/// The scopes of a holder and of those that include it, each in order: looked up, since those of
/// anyone can be very many.
pub(super) struct Own<'s> {
    sets: SmallVec<[&'s [Scope]; 2]>,
}

/// Scopes that have something in common with another one: few, as a rule.
pub(super) type Meeting = SmallVec<[Scope; 8]>;

/// Positions of one right, by holder.
#[derive(Default)]
pub(super) struct ByHolder<'c> {
    /// The index of each position and its scopes, in the order of holders.
    positions: Vec<(usize, &'c [Scope])>,
    /// For each holder the first of its positions; at the end, how many there are.
    starts: Vec<u32>,
    /// All those scopes again, to be looked up: for each holder in order, each once.
    scopes: Vec<Scope>,
    /// For each holder the first of them; at the end, how many there are.
    scope_starts: Vec<u32>,
}

impl<'c> ByHolder<'c> {
    pub(super) fn new(survey: &Survey<'c>, positions: impl Iterator<Item = InForce<'c>>) -> Self {
        let holders = survey.holders();
        let of_holder = |held: InForce<'c>| Some((holders.of_position(held.index)?, held.index));
        let mut positions: Vec<(u32, usize)> = positions.filter_map(of_holder).collect();
        if positions.is_empty() {
            return Self::default();
        }
        positions.sort_unstable();
        let with_scopes =
            |(holder, index)| (holder, (index, survey.charter.scopes().of_position(index)));
        let positions: Vec<_> = positions.into_iter().map(with_scopes).collect();
        let scopes = positions.iter();
        let mut scopes: Vec<(u32, Scope)> = scopes
            .flat_map(|(holder, (_, scopes))| scopes.iter().map(move |scope| (*holder, *scope)))
            .collect();
        scopes.sort_unstable();
        scopes.dedup();
        let (starts, positions) = starts(holders.len(), positions);
        let (scope_starts, scopes) = self::starts(holders.len(), scopes);
        Self { positions, starts, scopes, scope_starts }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The positions of some holders.
    pub(super) fn of<'b>(
        &'b self,
        holders: &'b [u32],
    ) -> impl Iterator<Item = (usize, &'c [Scope])> + use<'b, 'c> {
        let of = |&holder: &u32| run(&self.positions, &self.starts, holder);
        holders.iter().flat_map(of).copied()
    }

    /// The scopes of some holders together.
    pub(super) fn own(&self, holders: &[u32]) -> Own<'_> {
        let sets = holders.iter().map(|&holder| run(&self.scopes, &self.scope_starts, holder));
        Own { sets: sets.filter(|set| !set.is_empty()).collect() }
    }
}

/// Entries in the order of their holders without these, and for each holder where its own begin.
fn starts<T>(holders: usize, entries: Vec<(u32, T)>) -> (Vec<u32>, Vec<T>) {
    let mut starts: Vec<u32> = Vec::with_capacity(holders.saturating_add(1));
    let mut all = Vec::with_capacity(entries.len());
    for (holder, entry) in entries {
        let here = u32::try_from(all.len()).unwrap_or(u32::MAX);
        starts.resize(starts.len().max((holder as usize).saturating_add(1)), here);
        all.push(entry);
    }
    let end = u32::try_from(all.len()).unwrap_or(u32::MAX);
    starts.resize(starts.len().max(holders.saturating_add(1)), end);
    (starts, all)
}

/// The entries of one holder.
fn run<'e, T>(entries: &'e [T], starts: &[u32], holder: u32) -> &'e [T] {
    let bound = |holder: usize| starts.get(holder).map_or(0, |&start| start as usize);
    let holder = holder as usize;
    entries.get(bound(holder)..bound(holder.saturating_add(1))).unwrap_or_default()
}

impl<'s> Own<'s> {
    /// These and others.
    pub(super) fn and(mut self, others: Own<'s>) -> Self {
        self.sets.extend(others.sets);
        self
    }
    /// Whether this very scope is one of them.
    pub(super) fn has(&self, scope: Scope) -> bool {
        self.sets.iter().any(|set| set.binary_search(&scope).is_ok())
    }

    /// Whether one of them covers a scope.
    pub(super) fn covers(&self, names: &Names, scope: Scope) -> bool {
        let matters = names.matter_tree.above(scope.matter as usize);
        let places = names.place_tree.above(scope.place as usize);
        self.sets.iter().any(|set| {
            if set.len() <= matters.len() {
                return set.iter().any(|own| names.covers(*own, scope));
            }
            // All three lists are in order, and few matters lie above another.
            let mut rest = *set;
            matters.iter().any(|&matter| {
                let skipped = rest.partition_point(|own| own.matter < matter);
                rest = rest.get(skipped..).unwrap_or_default();
                let here = |place| rest.binary_search(&Scope { matter, place }).is_ok();
                rest.first().is_some_and(|own| own.matter == matter)
                    && places.iter().any(|&place| here(place))
            })
        })
    }

    /// Those that have something in common with a scope.
    pub(super) fn meeting(&self, survey: &Survey<'_>, scope: Scope) -> Meeting {
        let names = survey.names();
        let (matters, places) = (&names.matter_tree, &names.place_tree);
        let (matter, place) = (scope.matter as usize, scope.place as usize);
        let below = matters.below(matter).iter().filter(|below| **below != scope.matter);
        let near = [places.above(place), places.below(place), places.crossing(place)];
        let near_places: usize = near.iter().map(|places| places.len()).sum();
        let near_matters = matters.above(matter).len().saturating_add(matters.below(matter).len());
        let mut meeting = Meeting::new();
        let meets = |own: &&Scope| names.meet(**own, scope);
        for set in &self.sets {
            survey.look_at(near_matters.min(set.len()));
            if near_matters >= set.len() {
                meeting.extend(set.iter().filter(meets).copied());
                continue;
            }
            for &matter in matters.above(matter).iter().chain(below.clone()) {
                let rest = set.get(set.partition_point(|own| own.matter < matter)..);
                let rest = rest.unwrap_or_default();
                let on_matter = rest.get(..rest.partition_point(|own| own.matter == matter));
                let on_matter = on_matter.unwrap_or_default();
                if on_matter.len() <= near_places {
                    meeting.extend(on_matter.iter().filter(meets).copied());
                } else {
                    let scopes = near.iter().copied().flatten();
                    let scopes = scopes.map(|&place| Scope { matter, place });
                    meeting.extend(scopes.filter(|scope| on_matter.binary_search(scope).is_ok()));
                }
            }
        }
        meeting.sort_unstable();
        meeting.dedup();
        survey.look_at(meeting.len());
        meeting
    }
}
