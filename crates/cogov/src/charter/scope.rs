//! A matter and a place: which lie in which, and what they have in common.

use crate::charter::document::Document;
use crate::charter::loaded::Charter;
use crate::charter::names::Names;
use crate::place::Tree;
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::lang::Lang;

/// A matter and a place, as entries of the trees (0 is the whole).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Scope {
    pub(crate) matter: u32,
    pub(crate) place: u32,
}

impl Scope {
    /// Every matter, everywhere.
    pub(crate) const WHOLE: Self = Self { matter: 0, place: 0 };
}

impl Charter {
    /// A scope in words.
    pub(crate) fn scope_words(&self, scope: Scope, lang: Lang) -> String {
        let mut words = String::new();
        self.push_scope_words(scope, lang, &mut words);
        words
    }

    /// The same at the end of other words.
    pub(crate) fn push_scope_words(&self, scope: Scope, lang: Lang, words: &mut String) {
        let document = self.document();
        let index = |entry: u32| entry.checked_sub(1).map(|index| index as usize);
        let matter = index(scope.matter).and_then(|index| document.matters.get(index));
        let place = index(scope.place).and_then(|index| document.places.get(index));
        let matter = matter.map(|matter| matter.name.get(lang));
        let place = place.map(|place| place.name.get(lang));
        let parts = match (matter, place, lang) {
            (None, None, _) => [lang.pick("every matter", "各类事项"), "", ""],
            (Some(matter), None, _) => [matter, "", ""],
            (None, Some(place), Lang::En) => ["every matter at ", place, ""],
            (None, Some(place), Lang::Zh) => [place, "各类事项", ""],
            (Some(matter), Some(place), Lang::En) => [matter, " at ", place],
            (Some(matter), Some(place), Lang::Zh) => [place, "的", matter],
        };
        parts.into_iter().for_each(|part| words.push_str(part));
    }
}

impl Names {
    /// Whether a scope is narrower than another one: inside it, and not the same.
    pub(crate) fn inside(&self, narrow: Scope, wide: Scope) -> bool {
        narrow != wide && self.covers(wide, narrow)
    }

    /// Whether two scopes have something in common.
    pub(crate) fn meet(&self, a: Scope, b: Scope) -> bool {
        let meet = |tree: &Tree, a: u32, b: u32| {
            let crosses = || tree.crossing(a as usize).binary_search(&b).is_ok();
            let (a, b) = (a as usize, b as usize);
            a == 0 || b == 0 || a == b || tree.covers(a, b) || tree.covers(b, a) || crosses()
        };
        meet(&self.matter_tree, a.matter, b.matter) && meet(&self.place_tree, a.place, b.place)
    }

    /// What two scopes have in common, as the widest scopes in both: one, as a rule; several only
    /// where places cross.
    pub(crate) fn common(&self, a: Scope, b: Scope) -> impl Iterator<Item = Scope> + use<> {
        let (matters, places) = (&self.matter_tree, &self.place_tree);
        let lower = |tree: &Tree, a: u32, b: u32| tree.lower(a as usize, b as usize);
        let matter = lower(matters, a.matter, b.matter);
        let place = lower(places, a.place, b.place);
        let one = matter.zip(place).map(|(matter, place)| Scope { matter, place });
        let many: Vec<Scope> = match (one, matter) {
            (None, Some(matter)) => {
                let common = places.common(a.place as usize, b.place as usize).into_iter();
                common.map(|place| Scope { matter, place }).collect()
            }
            // Of two matters of which none is above the other, nothing is in both.
            _ => Vec::new(),
        };
        one.into_iter().chain(many)
    }

    /// Whether all of a scope lies in another one.
    pub(crate) fn covers(&self, wide: Scope, narrow: Scope) -> bool {
        let covers = |tree: &Tree, upper: u32, lower: u32| {
            upper == 0 || upper == lower || tree.covers(upper as usize, lower as usize)
        };
        covers(&self.matter_tree, wide.matter, narrow.matter)
            && covers(&self.place_tree, wide.place, narrow.place)
    }
}

/// Each of some matters (every matter, if none is named) with each of some places.
pub(crate) fn cross(
    document: &Document,
    names: &Names,
    matters: &[MatterKey],
    places: &[PlaceKey],
) -> Vec<Scope> {
    let mut crossed = Vec::new();
    push_cross(document, names, matters, places, &mut crossed);
    crossed
}

/// The same, at the end of a list.
pub(crate) fn push_cross(
    document: &Document,
    names: &Names,
    matters: &[MatterKey],
    places: &[PlaceKey],
    crossed: &mut Vec<Scope>,
) {
    let entry = |found: Option<usize>| found.and_then(|entry| u32::try_from(entry).ok());
    let matter_entry = |key: &MatterKey| entry(names.matter_entry(document, key.as_str()));
    let place_entry = |key: &PlaceKey| entry(names.place_entry(document, key.as_str()));
    // The places are looked up for the first matter, and repeated for the others.
    let start = crossed.len();
    crossed.extend(places.iter().filter_map(place_entry).map(|place| Scope { matter: 0, place }));
    if crossed.len() == start {
        crossed.push(Scope::WHOLE);
    }
    let end = crossed.len();
    let mut matters = matters.iter().filter_map(matter_entry);
    let first = matters.next().unwrap_or(0);
    for matter in matters {
        let each = crossed.len();
        crossed.extend_from_within(start..end);
        set_matter(crossed.get_mut(each..), matter);
    }
    set_matter(crossed.get_mut(start..end), first);
}

fn set_matter(scopes: Option<&mut [Scope]>, matter: u32) {
    scopes.into_iter().flatten().for_each(|scope| scope.matter = matter);
}
