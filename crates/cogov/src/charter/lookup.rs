//! Finding the entries of a charter's lists by their keys.

use std::hash::Hasher as _;

use crate::conduct::ConductPolicy;
use crate::decision::Rule;
use crate::json::Reader;
use crate::party::{Group, Party, Seat, Sector};
use crate::place::{Matter, Place};
use crate::problem::Arg;
use crate::procedure::{Procedure, Step};
use crate::values::key::Key;
use crate::values::stated::Listed;

/// An entry of a list that has a key, unless it states an absence.
pub(crate) trait Keyed {
    fn key_text(&self) -> Option<&str>;
}

macro_rules! keyed {
    ($($entry:ty),+) => {$(
        impl Keyed for $entry {
            fn key_text(&self) -> Option<&str> {
                Some(self.key().text())
            }
        }
    )+};
}

keyed!(Place, Matter, Party, Group, Sector, Seat, Rule, Procedure, Step, ConductPolicy);

impl<G: Keyed, A> Keyed for Listed<G, A> {
    fn key_text(&self) -> Option<&str> {
        self.given().and_then(Keyed::key_text)
    }
}

/// The entries of a list, found by their keys.
///
/// The keys lie in the order of a hash, and those of the same hash in their own order. Where the
/// keys begin whose hashes have the same first bits is known, so that a search looks at one or two
/// of them. Somebody who chooses keys with like hashes makes it as slow as in a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lookup {
    /// The hash of each key, and the entry that has the key: the first of several.
    hashed: Vec<(u32, u32)>,
    /// For the first bits of a hash where its keys begin; at the end, how many keys there are.
    starts: Vec<u32>,
    /// By how much a hash is shifted to have only the first bits.
    shift: u32,
    /// For each entry the place of its key in the order of keys.
    ranks: Vec<u32>,
}

fn hash(key: &str) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish() as u32
}

impl Lookup {
    /// Sorts a list by key; a key that stands twice is reported at its later entry.
    pub(crate) fn new<T: Keyed>(list: &'static str, entries: &[T], reader: &mut Reader) -> Self {
        let mut keyed: Vec<(&str, u32)> = entries
            .iter()
            .zip(0_u32..)
            .filter_map(|(entry, index)| entry.key_text().map(|key| (key, index)))
            .collect();
        keyed.sort_unstable();
        for pair in keyed.windows(2) {
            if let [(first, at), (second, again)] = pair
                && first == second
            {
                reader.at_entry(list, *again as usize, |reader| {
                    reader.duplicate_key(list, *at as usize, first);
                });
            }
        }
        let mut ranks = vec![0; entries.len()];
        for (&(_, index), rank) in keyed.iter().zip(0_u32..) {
            if let Some(slot) = ranks.get_mut(index as usize) {
                *slot = rank;
            }
        }
        keyed.dedup_by_key(|(key, _)| *key);
        let mut hashed: Vec<(u32, u32)> =
            keyed.iter().map(|&(key, index)| (hash(key), index)).collect();
        // They are in the order of keys, in which those of the same hash stay.
        hashed.sort_by_key(|(hash, _)| *hash);
        // About as many beginnings as keys: 2 or more, so that there is a bit to look at.
        let bits = hashed.len().max(2).next_power_of_two().trailing_zeros();
        let shift = 32_u32.saturating_sub(bits);
        let mut starts: Vec<u32> = Vec::with_capacity((1 << bits) + 1);
        for (at, (hash, _)) in (0_u32..).zip(&hashed) {
            let begun = (hash >> shift) as usize;
            starts.resize(begun.saturating_add(1).max(starts.len()), at);
        }
        starts.resize((1 << bits) + 1, u32::try_from(hashed.len()).unwrap_or(u32::MAX));
        Self { hashed, starts, shift, ranks }
    }

    /// The place of an entry's key in the order of keys.
    pub(crate) fn rank(&self, entry: usize) -> u32 {
        self.ranks.get(entry).copied().unwrap_or(0)
    }

    /// The index of the entry with a key.
    pub(crate) fn find<T: Keyed>(&self, entries: &[T], key: &str) -> Option<usize> {
        let text = |index: u32| entries.get(index as usize).and_then(Keyed::key_text);
        let sought = hash(key);
        let bits = (sought >> self.shift) as usize;
        let (start, end) = (self.starts.get(bits)?, self.starts.get(bits.saturating_add(1))?);
        let alike = self.hashed.get(*start as usize..*end as usize)?;
        if let [(hash, index)] = alike {
            return (*hash == sought && text(*index) == Some(key)).then_some(*index as usize);
        }
        let place = alike.binary_search_by(|&(hash, index)| {
            hash.cmp(&sought).then_with(|| text(index).cmp(&Some(key)))
        });
        alike.get(place.ok()?).map(|&(_, index)| index as usize)
    }

    /// The index of the entry that the value at hand names, or a problem.
    pub(crate) fn resolve<T: Keyed, K: Key>(
        &self,
        entries: &[T],
        key: &K,
        reader: &mut Reader,
    ) -> Option<usize> {
        self.resolve_or(entries, key, reader, || None)
    }

    /// The same, with a help for a key that the list does not have.
    pub(crate) fn resolve_or<T: Keyed, K: Key>(
        &self,
        entries: &[T],
        key: &K,
        reader: &mut Reader,
        help: impl FnOnce() -> Option<Arg>,
    ) -> Option<usize> {
        let found = self.find(entries, key.text());
        if found.is_none() && !reader.is_full() {
            let known = entries.iter().filter_map(Keyed::key_text);
            reader.unknown_key(K::LISTED_IN, key.text(), known, help());
        }
        found
    }
}
