//! What is wrong with the keys of entries, and with their places.

use crate::json::Reader;
use crate::problem::{Arg, Path, ProblemCode};

impl Reader {
    /// Reports that the entry at hand has the key of an earlier one of its list.
    pub(crate) fn duplicate_key(&mut self, list: &'static str, first: usize, key: &str) {
        self.within_known("key", |reader| {
            let first = Path::entry(list, first);
            let args = vec![Arg::quoted("found", key), Arg::plain("first", first)];
            reader.report(ProblemCode::DuplicateKey, args);
        });
    }

    /// Reports that the value at hand names what a list does not have, with a help, or else with
    /// the known key that is probably meant.
    pub(crate) fn unknown_key<'k>(
        &mut self,
        list: &'static str,
        key: &str,
        known: impl IntoIterator<Item = &'k str>,
        help: Option<Arg>,
    ) {
        let mut args =
            vec![Arg::quoted("found", key), Arg::plain("list", format_args!("`{list}`"))];
        match help {
            Some(help) => args.push(help),
            None => args.extend(self.nearest(key, known)),
        }
        self.report(ProblemCode::UnknownKey, args);
    }

    /// Reports that the entry at hand stands in its list a second time.
    pub(crate) fn duplicate_entry(&mut self, found: &str) {
        self.report(ProblemCode::DuplicateEntry, vec![Arg::quoted("found", found)]);
    }

    /// Reports that the value at hand does not belong where it stands.
    pub(crate) fn misplaced(&mut self, en: &str, zh: &str) {
        self.report(ProblemCode::MisplacedField, vec![Arg::bilingual("reason", en, zh)]);
    }
}
