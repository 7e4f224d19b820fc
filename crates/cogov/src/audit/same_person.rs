//! Which seats one person holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::holders::Holders;
use crate::audit::survey::Survey;
use crate::party::Seat;
use crate::position::Holder;
use crate::values::key::SeatKey;

/// Which seats that perform the same person holds by the charter.
pub(super) struct SamePerson {
    /// For each seat those that it names, or that name it.
    named: BTreeMap<u32, BTreeSet<u32>>,
    /// What one person holds: by a seat of which there is but one, all that name it or are named
    /// by it are held by that person, and so on.
    persons: Vec<Vec<u32>>,
    /// For each seat the persons who hold it, by their number.
    of: BTreeMap<u32, Vec<usize>>,
}

impl SamePerson {
    pub(super) fn new(
        survey: &Survey<'_>,
        holders: &Holders<'_>,
        performs: impl Fn(&u32) -> bool,
    ) -> Self {
        let seats: Vec<&Seat> = survey.seats().map(|(_, seat)| seat).collect();
        let at: BTreeMap<&SeatKey, usize> =
            seats.iter().enumerate().map(|(at, seat)| (&seat.key, at)).collect();
        let mut links: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); seats.len()];
        for (seat, entry) in seats.iter().enumerate() {
            for other in entry.held_with.iter().filter_map(|key| at.get(key).copied()) {
                for (one, other) in [(seat, other), (other, seat)] {
                    links.get_mut(one).into_iter().for_each(|links| {
                        links.insert(other);
                    });
                }
            }
        }
        let linked = |seat: usize| links.get(seat).into_iter().flatten().copied();
        let number = |seat: usize| holders.number(&Holder::Seat(seats.get(seat)?.key.clone()));
        let is_one = |seat: usize| {
            seats.get(seat).is_some_and(|seat| seat.number.given().is_some_and(|&many| many == 1))
        };
        let mut same = Self { named: BTreeMap::new(), persons: Vec::new(), of: BTreeMap::new() };
        let mut met = vec![false; seats.len()];
        for seat in 0..seats.len() {
            if let Some(holder) = number(seat).filter(|_| linked(seat).next().is_some()) {
                let named = linked(seat).filter_map(number).filter(&performs);
                same.named.insert(holder, named.collect());
            }
            if !is_one(seat) || met.get(seat).is_none_or(|met| *met) {
                continue;
            }
            let (mut held, mut open) = (BTreeSet::from([seat]), vec![seat]);
            while let Some(next) = open.pop() {
                met.get_mut(next).into_iter().for_each(|met| *met = true);
                for other in linked(next) {
                    if held.insert(other) && is_one(other) {
                        open.push(other);
                    }
                }
            }
            let held: Vec<u32> = held.into_iter().filter_map(number).collect();
            for holder in &held {
                same.of.entry(*holder).or_default().push(same.persons.len());
            }
            same.persons.push(held.into_iter().filter(&performs).collect());
        }
        same
    }

    /// The seats that the same person holds as one.
    pub(super) fn with(&self, seat: u32) -> BTreeSet<u32> {
        let persons = self.of.get(&seat).into_iter().flatten();
        let persons = persons.filter_map(|&person| self.persons.get(person)).flatten();
        let named = self.named.get(&seat).into_iter().flatten();
        named.chain(persons).copied().collect()
    }
}
