//! The names of a charter: every key resolved to the entry that it names.

use std::collections::BTreeSet;

use crate::charter::document::Document;
use crate::charter::lookup::Lookup;
use crate::charter::scopes::HolderNumber;
use crate::json::Reader;
use crate::place::{NotATree, Place, Tree};
use crate::position::{Fitting, Holder};
use crate::problem::{Arg, ProblemCode};
use crate::values::bounds;
use crate::values::key::{GroupKey, MatterKey, PartyKey, PlaceKey, SeatKey, SectorKey};
use crate::values::lang::Lang;

/// Finds the entries of a charter's lists by key, and knows the trees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    pub(crate) places: Lookup,
    pub(crate) matters: Lookup,
    pub(crate) parties: Lookup,
    pub(crate) groups: Lookup,
    pub(crate) sectors: Lookup,
    pub(crate) seats: Lookup,
    pub(crate) rules: Lookup,
    pub(crate) procedures: Lookup,
    pub(crate) conduct: Lookup,
    /// Entry 0 is the whole: every place; a place's entry is its index and 1.
    pub(crate) place_tree: Tree,
    /// Entry 0 is the whole: every matter; a matter's entry is its index and 1.
    pub(crate) matter_tree: Tree,
    /// Entry 0 is the whole population; a group's entry is its index and 1.
    pub(crate) group_tree: Tree,
}

impl Names {
    /// Sorts the lists by key and builds the trees; problems are reported.
    pub(crate) fn new(document: &Document, reader: &mut Reader) -> Self {
        let d = document;
        let mut names = Self {
            places: Lookup::new("places", &d.places, reader),
            matters: Lookup::new("matters", &d.matters, reader),
            parties: Lookup::new("parties", &d.parties, reader),
            groups: Lookup::new("groups", &d.groups, reader),
            sectors: Lookup::new("sectors", &d.sectors, reader),
            seats: Lookup::new("seats", &d.seats, reader),
            rules: Lookup::new("rules", &d.rules, reader),
            procedures: Lookup::new("procedures", &d.procedures, reader),
            conduct: Lookup::new("conduct", &d.conduct, reader),
            place_tree: Tree::default(),
            matter_tree: Tree::default(),
            group_tree: Tree::default(),
        };
        names.place_tree = names.read_places(d, reader);
        names.matter_tree = names.read_matters(d, reader);
        names.group_tree = names.read_groups(d, reader);
        names.check_part_of(d, reader);
        names
    }

    fn read_places(&self, document: &Document, reader: &mut Reader) -> Tree {
        let places = &document.places;
        let mut parents = vec![Vec::new()];
        for (index, place) in places.iter().enumerate() {
            let mut above = vec![0];
            reader.at_entry("places", index, |reader| {
                for (name, parent) in
                    [("parent", &place.parent), ("property_parent", &place.property_parent)]
                {
                    let Some(parent) = parent else { continue };
                    reader.within_known(name, |reader| {
                        let Some(found) = self.places.resolve(places, parent, reader) else {
                            return;
                        };
                        if self_reference(index, found, parent.as_str(), reader) {
                            return;
                        }
                        if let Some(upper) = places.get(found) {
                            check_levels(place, upper, reader);
                        }
                        above.push(found.saturating_add(1));
                    });
                }
            });
            parents.push(above);
        }
        tree("places", &parents, |entry| places.get(entry).map(|p| p.key.as_str()), reader)
    }

    fn read_matters(&self, document: &Document, reader: &mut Reader) -> Tree {
        let matters = &document.matters;
        let mut parents = vec![Vec::new()];
        for (index, matter) in matters.iter().enumerate() {
            let mut above = vec![0];
            if let Some(parent) = &matter.parent {
                reader.at_entry("matters", index, |reader| {
                    reader.within_known("parent", |reader| {
                        if let Some(found) = self.matters.resolve(matters, parent, reader)
                            && !self_reference(index, found, parent.as_str(), reader)
                        {
                            above.push(found.saturating_add(1));
                        }
                    });
                });
            }
            parents.push(above);
        }
        tree("matters", &parents, |entry| matters.get(entry).map(|m| m.key.as_str()), reader)
    }

    fn read_groups(&self, document: &Document, reader: &mut Reader) -> Tree {
        let groups = &document.groups;
        let mut parents = vec![Vec::new()];
        for (index, group) in groups.iter().enumerate() {
            let mut above = vec![0];
            reader.at_entry("groups", index, |reader| {
                self.place(document, "place", group.place.as_ref(), reader);
                if let Some(parent) = &group.parent {
                    reader.within_known("parent", |reader| {
                        if let Some(found) = self.groups.resolve(groups, parent, reader)
                            && !self_reference(index, found, parent.as_str(), reader)
                        {
                            above.push(found.saturating_add(1));
                        }
                    });
                }
            });
            parents.push(above);
        }
        tree("groups", &parents, |entry| groups.get(entry).map(|g| g.key.as_str()), reader)
    }

    fn check_part_of(&self, document: &Document, reader: &mut Reader) {
        let parties = &document.parties;
        if parties.iter().all(|party| party.part_of.is_none()) {
            return;
        }
        let mut parents = vec![Vec::new()];
        for (index, party) in parties.iter().enumerate() {
            let mut above = vec![0];
            if let Some(whole) = &party.part_of {
                reader.at_entry("parties", index, |reader| {
                    reader.within_known("part_of", |reader| {
                        if let Some(found) = self.parties.resolve(parties, whole, reader)
                            && !self_reference(index, found, whole.as_str(), reader)
                        {
                            above.push(found.saturating_add(1));
                        }
                    });
                });
            }
            parents.push(above);
        }
        tree("parties", &parents, |entry| parties.get(entry).map(|p| p.key.as_str()), reader);
    }

    /// Checks a place that is named in a field of the value at hand.
    pub(crate) fn place(
        &self,
        document: &Document,
        field: &'static str,
        key: Option<&PlaceKey>,
        reader: &mut Reader,
    ) {
        if let Some(key) = key {
            reader.within_known(field, |reader| {
                self.places.resolve(&document.places, key, reader);
            });
        }
    }

    /// Checks a list of places in the value at hand.
    pub(crate) fn place_list(&self, document: &Document, keys: &[PlaceKey], reader: &mut Reader) {
        unique(keys, PlaceKey::as_str, reader, |key, reader| {
            self.places.resolve(&document.places, key, reader);
        });
    }

    /// Checks a list of matters in the value at hand.
    pub(crate) fn matter_list(&self, document: &Document, keys: &[MatterKey], reader: &mut Reader) {
        unique(keys, MatterKey::as_str, reader, |key, reader| {
            self.matters.resolve(&document.matters, key, reader);
        });
    }

    /// Checks the parties, seats, groups and sectors that a holder names.
    pub(crate) fn holder(&self, document: &Document, holder: &Holder, reader: &mut Reader) {
        let fitting = Fitting::at(reader);
        if let Some((en, zh)) = fitting.against(holder) {
            let [en_shapes, zh_shapes] = [Lang::En, Lang::Zh].map(|lang| fitting.shapes(lang));
            let help =
                self.fitting_holder(document, holder.named(), fitting).unwrap_or_else(|| {
                    Arg::help(format!("write {en_shapes}"), format!("请写 {zh_shapes}"))
                });
            let reason = Arg::bilingual("reason", en, zh);
            return reader.report(ProblemCode::MisplacedField, vec![help, reason]);
        }
        let party = |key: &PartyKey, reader: &mut Reader| {
            reader.within_known("party", |reader| {
                let help = || self.meant_holder(document, key.as_str(), fitting);
                self.parties.resolve_or(&document.parties, key, reader, help);
            });
        };
        let seat = |key: &SeatKey, reader: &mut Reader| {
            reader.within_known("seat", |reader| {
                let help = || self.meant_holder(document, key.as_str(), fitting);
                self.seats.resolve_or(&document.seats, key, reader, help);
            });
        };
        let group = |field: &'static str, key: &GroupKey, reader: &mut Reader| {
            reader.within_known(field, |reader| {
                // Only of a group there is a share.
                let is_alone = field == "group";
                let help = || {
                    is_alone.then(|| self.meant_holder(document, key.as_str(), fitting)).flatten()
                };
                self.groups.resolve_or(&document.groups, key, reader, help);
            });
        };
        let sector = |key: &SectorKey, reader: &mut Reader| {
            reader.within_known("sector", |reader| {
                let help = || self.meant_holder(document, key.as_str(), fitting);
                self.sectors.resolve_or(&document.sectors, key, reader, help);
            });
        };
        match holder {
            Holder::Party(key) => party(key, reader),
            Holder::Seat(key) => seat(key, reader),
            Holder::Group(key) => group("group", key, reader),
            Holder::Sector(key) => sector(key, reader),
            Holder::Share { of, .. } => group("of", of, reader),
            Holder::Jointly(holders) => reader.within_known("jointly", |reader| {
                for (index, holder) in holders.listed() {
                    reader.within_index(index, |reader| self.holder(document, holder, reader));
                }
            }),
            Holder::Anyone | Holder::Affected => {}
        }
    }

    /// The help for a key that names a holder, but one of another kind: how it is written, where it
    /// fits, and otherwise what fits there.
    fn meant_holder(&self, document: &Document, key: &str, fitting: &Fitting) -> Option<Arg> {
        self.fitting_holder(document, key, fitting).or_else(|| {
            let (_, en, zh) = self.holders_named(document, key).next()?;
            let [en_shapes, zh_shapes] = [Lang::En, Lang::Zh].map(|lang| fitting.shapes(lang));
            Some(Arg::help(
                format!("it is {en}, which does not fit here: write {en_shapes}"),
                format!("它是{zh}，不适用于此处：请写 {zh_shapes}"),
            ))
        })
    }

    /// The help for a key that names a holder who fits.
    fn fitting_holder(&self, document: &Document, key: &str, fitting: &Fitting) -> Option<Arg> {
        let mut named = self.holders_named(document, key);
        let (field, en, zh) = named.find(|(field, ..)| fitting.has(field))?;
        let shape = format!("{{\"{field}\": \"{key}\"}}");
        Some(Arg::help(format!("it is {en}: write {shape}"), format!("它是{zh}：请写 {shape}")))
    }

    /// The kinds of the holders that have a key: the field that names one, and what it is.
    fn holders_named(
        &self,
        document: &Document,
        key: &str,
    ) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let d = document;
        [
            (self.parties.find(&d.parties, key), ("party", "a party", "主体")),
            (self.seats.find(&d.seats, key), ("seat", "a seat", "席位")),
            (self.groups.find(&d.groups, key), ("group", "a group", "群体")),
            (self.sectors.find(&d.sectors, key), ("sector", "a sector", "界别")),
        ]
        .into_iter()
        .filter_map(|(found, kind)| found.map(|_| kind))
    }

    /// The number of a holder that is listed; several jointly and a share of a group have none here.
    pub(crate) fn holder_number(
        &self,
        document: &Document,
        holder: &Holder,
    ) -> Option<HolderNumber> {
        let d = document;
        let rank = |lookup: &Lookup, found: Option<usize>| found.map(|at| lookup.rank(at));
        match holder {
            Holder::Party(key) => {
                let found = self.parties.find(&d.parties, key.as_str());
                rank(&self.parties, found).map(HolderNumber::party)
            }
            Holder::Seat(key) => {
                let found = self.seats.find(&d.seats, key.as_str());
                rank(&self.seats, found).map(HolderNumber::seat)
            }
            Holder::Group(key) => {
                let found = self.groups.find(&d.groups, key.as_str());
                rank(&self.groups, found).map(HolderNumber::group)
            }
            Holder::Sector(key) => {
                let found = self.sectors.find(&d.sectors, key.as_str());
                rank(&self.sectors, found).map(HolderNumber::sector)
            }
            Holder::Anyone => Some(HolderNumber::ANYONE),
            Holder::Affected => Some(HolderNumber::AFFECTED),
            Holder::Jointly(_) | Holder::Share { .. } => None,
        }
    }

    /// The numbers of a group and of all those above it.
    pub(crate) fn numbers_above(
        &self,
        document: &Document,
        group: &GroupKey,
    ) -> impl Iterator<Item = HolderNumber> {
        let entry = self.groups.find(&document.groups, group.as_str());
        let above = entry.map_or(&[][..], |entry| self.group_tree.above(entry.saturating_add(1)));
        let index = |entry: &u32| entry.checked_sub(1).map(|index| index as usize);
        above.iter().filter_map(index).map(|at| HolderNumber::group(self.groups.rank(at)))
    }

    /// The entry of a place in the tree of places.
    pub(crate) fn place_entry(&self, document: &Document, key: &str) -> Option<usize> {
        self.places.find(&document.places, key).map(|index| index.saturating_add(1))
    }

    /// The entry of a matter in the tree of matters.
    pub(crate) fn matter_entry(&self, document: &Document, key: &str) -> Option<usize> {
        self.matters.find(&document.matters, key).map(|index| index.saturating_add(1))
    }
}

/// Checks each entry of a list, and that none stands twice.
pub(crate) fn unique<T: Ord>(
    entries: &[T],
    text: impl Fn(&T) -> &str,
    reader: &mut Reader,
    mut check: impl FnMut(&T, &mut Reader),
) {
    // Most lists are short: then each entry is compared with those before it.
    const FEW: usize = 8;
    let mut seen: BTreeSet<&T> = BTreeSet::new();
    let is_short = entries.len() <= FEW;
    for (index, entry) in entries.iter().enumerate() {
        reader.within_index(index, |reader| {
            check(entry, reader);
            let is_new = match is_short {
                true => entries.iter().take(index).all(|before| before != entry),
                false => seen.insert(entry),
            };
            if !is_new {
                reader.duplicate_entry(text(entry));
            }
        });
    }
}

fn self_reference(index: usize, found: usize, key: &str, reader: &mut Reader) -> bool {
    if index == found {
        reader.report(ProblemCode::SelfReference, vec![Arg::quoted("found", key)]);
    }
    index == found
}

fn check_levels(place: &Place, upper: &Place, reader: &mut Reader) {
    if place.kind.level() >= upper.kind.level() {
        use crate::values::lang::Lang::{En, Zh};
        let (kind, parent) = (place.kind, upper.kind);
        reader.report(
            ProblemCode::MisorderedPlaces,
            vec![
                Arg::bilingual("kind", kind.label(En), kind.label(Zh)),
                Arg::bilingual("parent_kind", parent.label(En), parent.label(Zh)),
            ],
        );
    }
}

/// Builds a tree whose entry 0 is the whole list; a cycle or too great a depth is reported.
fn tree<'d>(
    list: &'static str,
    parents: &[Vec<usize>],
    key: impl Fn(usize) -> Option<&'d str>,
    reader: &mut Reader,
) -> Tree {
    let error = match Tree::new(parents) {
        Ok(tree) => return tree,
        Err(error) => error,
    };
    match error {
        NotATree::TooDeep { entry, depth } => {
            reader.at_entry(list, entry.saturating_sub(1), |reader| {
                reader.within_bound(bounds::TREE_DEPTH, u64::from(depth));
            });
        }
        NotATree::TooMuchAbove { entry, above } => {
            reader.at_entry(list, entry.saturating_sub(1), |reader| {
                reader.within_length(bounds::PLACES_ABOVE, above);
            });
        }
        NotATree::Cycle(entries) => {
            let entries: Vec<usize> = entries.iter().map(|entry| entry.saturating_sub(1)).collect();
            // At most eight are named: a cycle can be as long as the list.
            let mut shown: Vec<&str> =
                entries.iter().take(8).filter_map(|&entry| key(entry)).collect();
            shown.push(if entries.len() > 8 {
                "…"
            } else {
                shown.first().copied().unwrap_or("")
            });
            let cycle = shown.join(" → ");
            let first = entries.iter().copied().min().unwrap_or(0);
            reader.at_entry(list, first, |reader| {
                reader.report(ProblemCode::CyclicParents, vec![Arg::plain("cycle", cycle)]);
            });
        }
    }
    Tree::default()
}
