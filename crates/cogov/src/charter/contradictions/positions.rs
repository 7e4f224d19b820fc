//! Marks among positions.

use std::collections::BTreeMap;

use crate::charter::contradictions::report;
use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::charter::scope::{Scope, cross};
use crate::charter::scopes::Scopes;
use crate::json::Reader;
use crate::position::{AbsentPosition, Holder, Position, Right};
use crate::problem::Path;
use crate::values::stated::Listed;

/// Reports each mark of which a right is given after all: to the same holder (to anybody, if the
/// mark names none), on all the mark speaks of, for good. A mark that is contradicted only in
/// part, or for some days, says something of the rest.
pub(super) fn check(document: &Document, names: &Names, scopes: &Scopes, reader: &mut Reader) {
    let mut given = Given { document, names, scopes, known: BTreeMap::default() };
    for (index, listed) in document.positions.iter().enumerate() {
        let Some(mark) = listed.absent() else {
            continue;
        };
        let Some(contradicting) = given.contradicting(mark) else {
            continue;
        };
        reader.at_entry("positions", index, |reader| {
            report(&Path::entry("positions", contradicting as usize), reader);
        });
    }
}

/// What is given for good, by whom and of which right: for each scope the first position.
type ForGood = BTreeMap<Scope, u32>;

struct Given<'d> {
    document: &'d Document,
    names: &'d Names,
    scopes: &'d Scopes,
    /// Many marks can speak of the same holder, or of nobody.
    known: BTreeMap<(Option<&'d Holder>, Right), ForGood>,
}

impl<'d> Given<'d> {
    /// The first position, in the order of the mark's scopes, that gives what the mark denies.
    fn contradicting(&mut self, mark: &'d AbsentPosition) -> Option<u32> {
        let spoken_of = cross(self.document, self.names, &mark.matters, &mark.places);
        let mut rights = Right::all(&mark.kinds, &mark.functions, &mark.claims);
        rights.find_map(|right| {
            let names = self.names;
            let given = self.for_good(mark.holder.as_ref(), right);
            let mut first = None;
            for scope in &spoken_of {
                // What is given on all of it stands at the scope or above.
                let matters = names.matter_tree.above(scope.matter as usize).iter();
                let places = names.place_tree.above(scope.place as usize);
                let above = matters.flat_map(|&matter| {
                    places.iter().filter_map(move |&place| given.get(&Scope { matter, place }))
                });
                let here = above.min().copied()?;
                first = first.or(Some(here));
            }
            first
        })
    }

    fn for_good(&mut self, holder: Option<&'d Holder>, right: Right) -> &ForGood {
        let (document, scopes) = (self.document, self.scopes);
        self.known.entry((holder, right)).or_insert_with(|| {
            let positions = match holder {
                Some(holder) => scopes.held_by(document, holder).to_vec(),
                None => scopes.giving_anywhere(right),
            };
            let mut given = ForGood::default();
            for index in positions {
                let entry = document.positions.get(index as usize);
                let position = entry.and_then(Listed::given).filter(|position| {
                    is_for_good(position) && position.rights().any(|own| own == right)
                });
                let own = position.map_or(&[][..], |_| scopes.of_position(index as usize));
                for scope in own {
                    let first = given.entry(*scope).or_insert(index);
                    *first = index.min(*first);
                }
            }
            given
        })
    }
}

fn is_for_good(position: &Position) -> bool {
    let valid = position.valid.as_ref();
    valid.is_none_or(|valid| valid.first_day().is_none() && valid.first_day_after().is_none())
}
