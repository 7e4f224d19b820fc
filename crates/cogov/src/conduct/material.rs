//! What is assessed, laid out so that many triggers can ask of many contributions.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::conduct::contribution::Contribution;
use crate::conduct::definition::{Mark, SeatRole};
use crate::conduct::window::{Stretch, Window, YearOfWindow};
use crate::time::Date;
use crate::values::key::ContributionKey;

/// A contribution with its place in the list that came in.
pub(super) type Placed<'c> = (usize, &'c Contribution);

/// What is assessed: the contributions in the window by day, and its years.
pub(super) struct Material<'c> {
    pub(super) window: &'c Window,
    pub(super) contributions: Vec<Placed<'c>>,
    pub(super) years: Vec<YearOfWindow>,
    /// A number for each kind and mark that there is.
    groups: BTreeMap<&'c ContributionKey, BTreeMap<Mark, u32>>,
    /// Day and group of each contribution: a trigger looks at these lists of small numbers, one
    /// after the other, and not at the contributions, which lie anywhere in memory.
    days: Vec<Date>,
    group_of: Vec<u32>,
}

/// The contributions of some kinds and marks, by day.
pub(super) struct Matches<'m> {
    material: &'m Material<'m>,
    /// Where they are among the contributions in the window.
    positions: Vec<u32>,
}

impl<'c> Material<'c> {
    /// From the contributions in the window, which are in order of day and within their bound.
    pub(super) fn new(window: &'c Window, contributions: Vec<Placed<'c>>) -> Self {
        let mut groups: BTreeMap<&ContributionKey, BTreeMap<Mark, u32>> = BTreeMap::new();
        let mut number = 0_u32;
        let mut group_of = Vec::with_capacity(contributions.len());
        for (_, one) in &contributions {
            let group = *groups.entry(&one.kind).or_default().entry(one.mark).or_insert(number);
            if group == number {
                number = number.saturating_add(1);
            }
            group_of.push(group);
        }
        let days = contributions.iter().map(|(_, one)| one.on).collect();
        Self { window, contributions, years: window.years(), groups, days, group_of }
    }

    pub(super) fn role(&self) -> SeatRole {
        self.window.role()
    }

    fn positions(&self, stretch: Stretch) -> Range<usize> {
        let begin = self.days.partition_point(|on| *on < stretch.first_day());
        begin..self.days.partition_point(|on| *on < stretch.first_day_after())
    }

    /// Those on the days of a stretch.
    pub(super) fn within(&self, stretch: Stretch) -> &[Placed<'c>] {
        self.contributions.get(self.positions(stretch)).unwrap_or_default()
    }

    /// Those of some kinds and marks; of any mark, where none is told.
    pub(super) fn matching(&self, kinds: &[ContributionKey], marks: &[Mark]) -> Matches<'_> {
        let mut wanted = vec![false; self.group_of.len()];
        for by_mark in kinds.iter().filter_map(|kind| self.groups.get(kind)) {
            for (mark, group) in by_mark {
                if let Some(wanted) = wanted.get_mut(*group as usize) {
                    *wanted |= marks.is_empty() || marks.contains(mark);
                }
            }
        }
        let positions = (0_u32..)
            .zip(&self.group_of)
            .filter(|(_, group)| wanted.get(**group as usize) == Some(&true))
            .map(|(position, _)| position)
            .collect();
        Matches { material: self, positions }
    }

    /// The whole years, which follow upon one another without a break.
    pub(super) fn whole_years(&self) -> impl Iterator<Item = Stretch> {
        self.years.iter().filter(|year| year.is_whole()).map(|year| year.stretch())
    }
}

impl Matches<'_> {
    /// How many there are on the days of a stretch, and their places, by day.
    pub(super) fn within(&self, stretch: Stretch) -> (u64, impl Iterator<Item = usize>) {
        let range = self.material.positions(stretch);
        let position = |at: usize| self.positions.partition_point(|one| (*one as usize) < at);
        let found = self.positions.get(position(range.start)..position(range.end));
        let found = found.unwrap_or_default();
        let places = found.iter().filter_map(|position| {
            self.material.contributions.get(*position as usize).map(|(place, _)| *place)
        });
        (found.len() as u64, places)
    }
}
