//! Finding the entries of a charter's lists by their keys.

use crate::conduct::ConductPolicy;
use crate::decision::Rule;
use crate::json::Reader;
use crate::party::{Group, Party, Seat, Sector};
use crate::place::{Matter, Place};
use crate::problem::{Arg, Path, ProblemCode};
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

/// The entries of a list in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lookup {
    by_key: Vec<u32>,
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
                    reader.within_known("key", |reader| {
                        reader.report(
                            ProblemCode::DuplicateKey,
                            vec![
                                Arg::quoted("found", first),
                                Arg::plain("first", Path::entry(list, *at as usize)),
                            ],
                        );
                    });
                });
            }
        }
        Self { by_key: keyed.into_iter().map(|(_, index)| index).collect() }
    }

    /// The index of the entry with a key.
    pub(crate) fn find<T: Keyed>(&self, entries: &[T], key: &str) -> Option<usize> {
        let text = |index: &u32| entries.get(*index as usize).and_then(Keyed::key_text);
        let place = self.by_key.binary_search_by(|index| text(index).cmp(&Some(key))).ok()?;
        self.by_key.get(place).map(|&index| index as usize)
    }

    /// The index of the entry that the value at hand names, or a problem.
    pub(crate) fn resolve<T: Keyed, K: Key>(
        &self,
        entries: &[T],
        key: &K,
        reader: &mut Reader,
    ) -> Option<usize> {
        let found = self.find(entries, key.text());
        if found.is_none() && !reader.is_full() {
            let known = entries.iter().filter_map(Keyed::key_text);
            let mut args = vec![
                Arg::quoted("found", key.text()),
                Arg::plain("list", format_args!("`{}`", K::LISTED_IN)),
            ];
            args.extend(reader.nearest(key.text(), known));
            reader.report(ProblemCode::UnknownKey, args);
        }
        found
    }
}
