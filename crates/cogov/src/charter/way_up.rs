//! Where a matter is referred up to.

use std::collections::BTreeSet;

use crate::charter::held::Held;
use crate::charter::scope::Scope;
use crate::charter::setting::Setting;
use crate::position::{Function, Holder, Right};
use crate::values::key::PlaceKey;

impl<'c> Setting<'c> {
    /// The nearest place above this one where somebody may take the matter in, with those who may:
    /// where a matter is referred up to. They can be the same as those who may here.
    ///
    /// The nearest is the one that the fewest parents lead to. Of places equally near, one that
    /// administrative parents lead to goes before one that property parents lead to, then the one
    /// that the charter lists first. Nothing, where no place above has anybody who may receive the
    /// matter by a position there.
    ///
    /// ```
    /// use cogov::{Charter, Date, PlaceKey};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "town", "version": 1, "title": "Town",
    ///     "places": [{"key": "town", "name": "Town", "kind": "township"},
    ///                {"key": "court", "name": "East Court", "kind": "compound", "parent": "town"}],
    ///     "parties": [{"key": "council", "name": "Council", "kind": "council"}],
    ///     "positions": [{"holder": {"party": "council"}, "kinds": ["power"],
    ///                    "functions": ["receive"], "places": ["town"]}]
    /// }"#)?;
    /// let court = charter.on(Date::new(2026, 6, 1)?).at(&PlaceKey::new("court")?)?;
    /// let (place, takes) = court.way_up().unwrap();
    /// assert_eq!((place.as_str(), takes[0].path().to_string()), ("town", "positions[0]".to_owned()));
    /// assert!(court.at(place)?.way_up().is_none(), "nothing is above the town");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn way_up(self) -> Option<(&'c PlaceKey, Vec<Held<'c>>)> {
        self.way_up_past(|_| true)
    }

    /// The same, counting only those who take it in that fit.
    pub(crate) fn way_up_past(
        self,
        fits: impl Fn(&Holder) -> bool,
    ) -> Option<(&'c PlaceKey, Vec<Held<'c>>)> {
        let document = self.charter.document();
        let mut met = BTreeSet::from([self.scope.place]);
        // How many property parents led to each place that is as near as any not yet looked at.
        let mut level = BTreeSet::from([(0_u32, self.scope.place)]);
        while !level.is_empty() {
            let mut next = BTreeSet::new();
            for &(property, place) in &level {
                let [administrative, owning] = self.parents(place);
                next.extend(administrative.map(|parent| (property, parent)));
                next.extend(owning.map(|parent| (property.saturating_add(1), parent)));
            }
            next.retain(|&(_, place)| met.insert(place));
            let taken = next.iter().find_map(|&(_, place)| {
                let there = Self { scope: Scope { place, ..self.scope }, ..self };
                let mut takes = there.takes_here();
                takes.retain(|held| fits(held.holder()));
                let key = &document.places.get(place.checked_sub(1)? as usize)?.key;
                (!takes.is_empty()).then_some((key, takes))
            });
            if taken.is_some() {
                return taken;
            }
            level = next;
        }
        None
    }

    /// The administrative and the property parent of an entry of the tree of places.
    fn parents(self, entry: u32) -> [Option<u32>; 2] {
        let (document, names) = (self.charter.document(), self.charter.names());
        let place = entry.checked_sub(1).and_then(|index| document.places.get(index as usize));
        let entry = |parent: &Option<PlaceKey>| {
            let entry = names.place_entry(document, parent.as_ref()?.as_str())?;
            u32::try_from(entry).ok()
        };
        place.map_or([None, None], |p| [entry(&p.parent), entry(&p.property_parent)])
    }

    /// Who may receive the matter by a position at this very place: what holds everywhere is no
    /// level above another.
    pub(crate) fn takes_here(self) -> Vec<Held<'c>> {
        let names = self.charter.names();
        let (right, place) = (Right::Power(Function::Receive), self.scope.place);
        let mut matters = names.matter_tree.above(self.scope.matter as usize).iter();
        let scopes = self.charter.scopes();
        // Most places have no such position, which is seen without asking who else may.
        if !matters.any(|&matter| !scopes.at(right, Scope { matter, place }).is_empty()) {
            return Vec::new();
        }
        let is_here = |held: &Held<'c>| {
            scopes.of_position(held.index()).iter().any(|scope| scope.place == place)
        };
        self.who_may(Function::Receive).into_iter().filter(is_here).collect()
    }
}
