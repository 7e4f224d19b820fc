//! Asking a charter: who may, must, may not or is entitled, on a matter, at a place, on a day.

use std::collections::BTreeSet;
use std::fmt;

use crate::charter::loaded::Charter;
use crate::charter::scopes::Scope;
use crate::position::{Claim, Function, Holder, Position, Right};
use crate::problem::{Path, excerpt, nearest};
use crate::time::Date;
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::lang::Lang;
use crate::values::text::Text;

/// A key that the charter does not list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing in `{list}` has the key \"{found}\"")]
pub struct UnknownKey {
    list: &'static str,
    found: String,
    nearest: Option<String>,
}

impl UnknownKey {
    pub(crate) fn new<'k>(
        list: &'static str,
        found: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Self {
        Self { list, found: excerpt(found), nearest: nearest(found, known).map(str::to_owned) }
    }

    /// The stable code: `unknown-key`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "unknown-key"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.nearest {
            Some(nearest) => format!("did you mean \"{nearest}\"?"),
            None => format!("name an entry of `{}`", self.list),
        }
    }
}

/// A matter, a place and a day, at which a charter can be asked.
///
/// ```
/// use cogov::{Charter, Date, Function, MatterKey};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "matters": [
///         {"key": "commons", "name": "Common areas"},
///         {"key": "parking", "name": "Parking", "parent": "commons"}],
///     "parties": [
///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
///         {"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [
///         {"holder": {"party": "committee"}, "kinds": ["power", "lead"],
///          "functions": ["implement"], "source": "bylaws §2"},
///         {"holder": {"party": "company"}, "kinds": ["power", "lead"],
///          "functions": ["implement"], "matters": ["parking"], "source": "contract §7"}]
/// }"#)?;
/// let today = Date::new(2026, 6, 1).unwrap();
/// let commons = charter.on(today).about(&MatterKey::new("commons")?)?;
/// let parking = charter.on(today).about(&MatterKey::new("parking")?)?;
/// // The narrower position wins.
/// assert_eq!(commons.who_must(Function::Implement)[0].source().unwrap().to_string(), "bylaws §2");
/// assert_eq!(parking.who_must(Function::Implement)[0].source().unwrap().to_string(), "contract §7");
/// assert_eq!(parking.who_must(Function::Implement).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Setting<'c> {
    charter: &'c Charter,
    scope: Scope,
    on: Date,
}

impl Charter {
    /// Asks about a day, as yet for every matter and every place.
    #[must_use]
    pub const fn on(&self, day: Date) -> Setting<'_> {
        Setting { charter: self, scope: Scope::WHOLE, on: day }
    }

    /// All positions of a holder, whenever and wherever they hold, in the order of the charter.
    pub fn positions_of(&self, holder: &Holder) -> impl Iterator<Item = Held<'_>> {
        let held = self.scopes().held_by(self.document(), holder);
        held.iter().filter_map(|&index| Held::new(self, index))
    }
}

impl<'c> Setting<'c> {
    /// The same place and day, for one matter.
    ///
    /// # Errors
    ///
    /// When the charter does not list the matter.
    pub fn about(self, matter: &MatterKey) -> Result<Self, UnknownKey> {
        let Scope { matter, .. } = self.charter.matter_scope(matter)?;
        Ok(Self { scope: Scope { matter, ..self.scope }, ..self })
    }

    /// The same matter and day, at one place.
    ///
    /// # Errors
    ///
    /// When the charter does not list the place.
    pub fn at(self, place: &PlaceKey) -> Result<Self, UnknownKey> {
        let document = self.charter.document();
        let entry = self.charter.names().place_entry(document, place.as_str());
        let place = entry.and_then(|entry| u32::try_from(entry).ok()).ok_or_else(|| {
            let known = document.places.iter().map(|place| place.key.as_str());
            UnknownKey::new("places", place.as_str(), known)
        })?;
        Ok(Self { scope: Scope { place, ..self.scope }, ..self })
    }

    pub(crate) const fn at_scope(charter: &'c Charter, scope: Scope, on: Date) -> Self {
        Self { charter, scope, on }
    }

    /// Who has a right here, whichever it is, and by which positions.
    #[must_use]
    pub fn who(self, right: Right) -> Vec<Held<'c>> {
        let (document, names) = (self.charter.document(), self.charter.names());
        let held = self.charter.scopes().holding(document, names, right, self.scope, self.on);
        held.into_iter().filter_map(|index| Held::new(self.charter, index)).collect()
    }

    /// Who may perform a function: the powers of the narrowest scope, less whoever is barred.
    ///
    /// A bar on anyone bars everybody, and a bar on one of several who act jointly bars them all.
    /// A bar that only forbids performing two functions on the same case leaves the power: see
    /// [`Setting::bars_on`].
    #[must_use]
    pub fn who_may(self, function: Function) -> Vec<Held<'c>> {
        let mut powers = self.who(Right::Power(function));
        if !powers.is_empty() {
            let bars = self.who(Right::Bar(function));
            powers.retain(|power| {
                !bars.iter().any(|bar| {
                    bar.position.together_with.is_none()
                        && bars_from(&bar.position.holder, &power.position.holder)
                })
            });
        }
        powers
    }

    /// Who must perform a function and answers for it: the leads of the narrowest scope.
    #[must_use]
    pub fn who_must(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Lead(function))
    }

    /// Who must help whoever leads a function.
    #[must_use]
    pub fn who_helps(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Support(function))
    }

    /// Who is entitled to something.
    #[must_use]
    pub fn who_is_entitled(self, claim: Claim) -> Vec<Held<'c>> {
        self.who(Right::Claim(claim))
    }

    /// Who may not perform a function, at all or together with another one on the same case.
    #[must_use]
    pub fn bars_on(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Bar(function))
    }

    /// Who sets the agenda of a function and coordinates the others.
    #[must_use]
    pub fn who_has_leadership(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Leadership(function))
    }

    /// What one holder may, must, may not and is entitled to here: each right with the positions
    /// that give it, in the order of the rights.
    ///
    /// Only positions of this very holder count: what everybody may do is held by
    /// [`Holder::Anyone`], and what it may do with others by [`Holder::Jointly`].
    #[must_use]
    pub fn rights_of(self, holder: &Holder) -> Vec<(Right, Vec<Held<'c>>)> {
        let names = self.charter.names();
        let mut rights: Vec<Right> = self
            .charter
            .positions_of(holder)
            .filter(|held| held.position.holds_on(self.on))
            .filter(|held| {
                let scopes = self.charter.scopes().of_position(held.index);
                scopes.iter().any(|scope| names.covers(*scope, self.scope))
            })
            .flat_map(|held| held.position.rights())
            .collect();
        rights.sort_unstable();
        rights.dedup();
        rights
            .into_iter()
            .map(|right| {
                let held = match right {
                    Right::Power(function) => self.who_may(function),
                    _ => self.who(right),
                };
                let own = held.into_iter().filter(|held| held.holder() == holder).collect();
                (right, own)
            })
            .filter(|(_, held): &(Right, Vec<Held<'_>>)| !held.is_empty())
            .collect()
    }

    /// The nearest place above this one where somebody may take the matter in, with those who may:
    /// where a matter is referred up to. They can be the same as those who may here.
    ///
    /// The nearest is the one that the fewest parents lead to. Of places equally near, one that
    /// administrative parents lead to goes before one that property parents lead to, then the one
    /// that the charter lists first. Nothing, where no place above has anybody who may receive the
    /// matter by a position there.
    #[must_use]
    pub fn way_up(self) -> Option<(&'c PlaceKey, Vec<Held<'c>>)> {
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
                let takes = there.takes_here();
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
}

impl<'c> Setting<'c> {
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
            scopes.of_position(held.index).iter().any(|scope| scope.place == place)
        };
        self.who_may(Function::Receive).into_iter().filter(is_here).collect()
    }
}

/// Whether who is barred keeps a holder from acting.
fn bars_from(barred: &Holder, holder: &Holder) -> bool {
    match holder {
        _ if barred == holder || *barred == Holder::Anyone => true,
        Holder::Jointly(several) => several.contains(barred),
        _ => false,
    }
}

/// A position that was found to hold, and where it stands in the charter.
///
/// ```
/// use cogov::{Charter, Date, Function, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// let held = charter.on(Date::new(2026, 6, 1).unwrap()).who_must(Function::Receive)[0];
/// assert_eq!(charter.holder_name(held.holder(), Lang::En), "Residents' committee");
/// assert!(held.reason(Lang::En).starts_with("positions["));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held<'c> {
    position: &'c Position,
    index: usize,
}

impl<'c> Held<'c> {
    pub(crate) fn new(charter: &'c Charter, index: u32) -> Option<Self> {
        let index = index as usize;
        let position = charter.document().positions.get(index)?.given()?;
        Some(Self { position, index })
    }

    /// Who holds it.
    #[must_use]
    pub const fn holder(&self) -> &'c Holder {
        &self.position.holder
    }

    /// The position.
    #[must_use]
    pub const fn position(&self) -> &'c Position {
        self.position
    }

    /// Where it stands in the charter: `positions[3]`.
    #[must_use]
    pub fn path(&self) -> Path {
        Path::entry("positions", self.index)
    }

    /// Where the charter's source says so.
    #[must_use]
    pub const fn source(&self) -> Option<&'c Text> {
        self.position.source.as_ref()
    }

    /// Where it stands in the list of positions, from 0.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Why: the place in the charter, and the source.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        match self.source() {
            Some(source) => format!("{} ({})", self.path(), source.get(lang)),
            None => self.path().to_string(),
        }
    }
}

impl fmt::Display for Held<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason(Lang::En))
    }
}
