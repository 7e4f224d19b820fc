//! Asking a charter: who may, must, may not or is entitled, on a matter, at a place, on a day.

use smallvec::SmallVec;

use crate::charter::held::Held;
use crate::charter::inclusion::Barred;
use crate::charter::loaded::Charter;
use crate::charter::scope::Scope;
use crate::charter::scopes::{Guises, in_force};
use crate::position::{Claim, Function, Holder, Right};
use crate::problem::Problem;
use crate::time::Date;
use crate::values::key::{MatterKey, PlaceKey};

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
    pub(super) charter: &'c Charter,
    pub(super) scope: Scope,
    pub(super) on: Date,
}

impl Charter {
    /// Asks about a day, as yet for every matter and every place.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": "Company", "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"], "valid": {"until": "2026-07-01"}}]
    /// }"#)?;
    /// let on = |month| Date::new(2026, month, 1).map(|day| charter.on(day));
    /// assert_eq!(on(6)?.who_must(Function::Implement).len(), 1);
    /// assert_eq!(on(7)?.who_must(Function::Implement).len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn on(&self, day: Date) -> Setting<'_> {
        Setting { charter: self, scope: Scope::WHOLE, on: day }
    }

    /// All positions of a holder, whenever and wherever they hold, in the order of the charter.
    ///
    /// # Errors
    ///
    /// When the charter does not list the holder, or one of several who act jointly.
    ///
    /// ```
    /// use cogov::{Charter, Holder, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let committee = Holder::Party(PartyKey::new("residents-committee")?);
    /// let paths: Vec<String> =
    ///     charter.positions_of(&committee)?.map(|held| held.path().to_string()).collect();
    /// assert_eq!(paths, ["positions[1]", "positions[7]", "positions[14]"]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn positions_of(&self, holder: &Holder) -> Result<impl Iterator<Item = Held<'_>>, Problem> {
        self.check_holder(holder)?;
        Ok(self.held_by(holder))
    }

    fn held_by(&self, holder: &Holder) -> impl Iterator<Item = Held<'_>> {
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
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, MatterKey};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "matters": [{"key": "parking", "name": "Parking"}, {"key": "lifts", "name": "Lifts"}],
    ///     "parties": [{"key": "company", "name": "Company", "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["power"],
    ///                    "functions": ["implement"], "matters": ["parking"]}]
    /// }"#)?;
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// assert_eq!(here.about(&MatterKey::new("parking")?)?.who_may(Function::Implement).len(), 1);
    /// assert_eq!(here.about(&MatterKey::new("lifts")?)?.who_may(Function::Implement).len(), 0);
    /// assert!(here.about(&MatterKey::new("gardens")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn about(self, matter: &MatterKey) -> Result<Self, Problem> {
        let Scope { matter, .. } = self.charter.matter_scope(matter)?;
        Ok(Self { scope: Scope { matter, ..self.scope }, ..self })
    }

    /// The same matter and day, at one place.
    ///
    /// # Errors
    ///
    /// When the charter does not list the place.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, PlaceKey};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "town", "version": 1, "title": "Town",
    ///     "places": [{"key": "east", "name": "East Court", "kind": "compound"},
    ///                {"key": "west", "name": "West Court", "kind": "compound"}],
    ///     "parties": [{"key": "company", "name": "Company", "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"], "places": ["east"]}]
    /// }"#)?;
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// assert_eq!(here.at(&PlaceKey::new("east")?)?.who_must(Function::Implement).len(), 1);
    /// assert_eq!(here.at(&PlaceKey::new("west")?)?.who_must(Function::Implement).len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at(self, place: &PlaceKey) -> Result<Self, Problem> {
        let document = self.charter.document();
        let entry = self.charter.names().place_entry(document, place.as_str());
        let place = entry.and_then(|entry| u32::try_from(entry).ok()).ok_or_else(|| {
            let known = document.places.iter().map(|place| place.key.as_str());
            Problem::unknown_key("places", place.as_str(), known)
        })?;
        Ok(Self { scope: Scope { place, ..self.scope }, ..self })
    }

    /// The matter and the place.
    pub(crate) const fn charter(self) -> &'c Charter {
        self.charter
    }

    pub(crate) const fn day(self) -> Date {
        self.on
    }

    pub(crate) const fn scope(self) -> Scope {
        self.scope
    }

    pub(crate) const fn at_scope(charter: &'c Charter, scope: Scope, on: Date) -> Self {
        Self { charter, scope, on }
    }

    /// Who has a right here, whichever it is, and by which positions. Of powers, those that no bar
    /// takes away: see [`Setting::who_may`].
    ///
    /// ```
    /// use cogov::position::Right;
    /// use cogov::{Charter, Date, Function};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// for function in Function::ALL {
    ///     assert_eq!(here.who(Right::Lead(*function)), here.who_must(*function));
    /// }
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who(self, right: Right) -> Vec<Held<'c>> {
        match right {
            Right::Power(function) => self.who_may(function),
            _ => self.given(right),
        }
    }

    /// The positions that give a right here, barred or not.
    pub(crate) fn given(self, right: Right) -> Vec<Held<'c>> {
        let (scopes, names) = (self.charter.scopes(), self.charter.names());
        let holds = in_force(self.charter.document(), self.on);
        let held = scopes.holding(names, right, self.scope, holds);
        held.into_iter().filter_map(|index| Held::asked(self, right, index)).collect()
    }

    /// Whether there is any bar on a function in the whole charter: mostly there is none.
    pub(crate) fn has_bar(self, function: Function) -> bool {
        self.charter.scopes().gives(Right::Bar(function))
    }

    /// Whether a position gives a right here, barred or not, to one of these holders.
    pub(crate) fn is_given(self, right: Right, guises: &Guises) -> bool {
        let (scopes, names) = (self.charter.scopes(), self.charter.names());
        let holds = in_force(self.charter.document(), self.on);
        // The scopes that give it on that day, and whether to one of them.
        let mut giving: SmallVec<[(Scope, bool); 4]> = SmallVec::new();
        scopes.each_above(names, right, self.scope, |scope, positions| {
            let to_them =
                positions.iter().any(|&index| scopes.is_held_by(index, guises) && holds(index));
            // Wider ones count only where the narrowest does not win.
            if to_them || (right.is_exclusive() && positions.iter().any(|&index| holds(index))) {
                giving.push((scope, to_them));
            }
        });
        giving.iter().any(|(scope, to_them)| {
            let is_beaten = || giving.iter().any(|(other, _)| names.inside(*other, *scope));
            *to_them && !(right.is_exclusive() && is_beaten())
        })
    }

    /// Who may perform a function: the powers of the narrowest scope, less whoever is barred.
    ///
    /// A bar on anyone bars everybody, one on a group its parts and any share of it (see
    /// [`Charter::includes`]), and one on any of several who act jointly bars them all. A bar that
    /// only forbids performing two functions on the same case leaves the power: see
    /// [`Setting::bars_on`].
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let holders: Vec<String> = here.who_may(Function::Implement)
    ///     .iter().map(|held| charter.holder_name(held.holder(), Lang::En)).collect();
    /// assert_eq!(holders, ["Residents' committee", "Owners' committee", "Property service company"]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who_may(self, function: Function) -> Vec<Held<'c>> {
        let mut powers = self.given(Right::Power(function));
        if !powers.is_empty() {
            let bars = self.given(Right::Bar(function));
            let bars = bars.iter().filter(|bar| bar.position().together_with.is_none());
            let barred = Barred::new(self.charter, bars.map(|bar| bar.holder()));
            powers.retain(|power| !barred.keeps(power.holder()));
        }
        powers
    }

    /// Who must perform a function and answers for it: the leads of the narrowest scope.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let leads = here.who_must(Function::Convene);
    /// assert_eq!(charter.holder_name(leads[0].holder(), Lang::En), "Residents' committee");
    /// assert!(here.who_must(Function::Decide).is_empty(), "nobody has to see that it is decided");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who_must(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Lead(function))
    }

    /// Who must help whoever leads a function.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let helps = here.who_helps(Function::Supervise);
    /// assert_eq!(charter.holder_name(helps[0].holder(), Lang::En), "CPPCC committee");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who_helps(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Support(function))
    }

    /// Who is entitled to something.
    ///
    /// ```
    /// use cogov::{Charter, Claim, Date, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let heard = here.who_is_entitled(Claim::BeHeard);
    /// assert_eq!(charter.holder_name(heard[0].holder(), Lang::Zh), "居民代表");
    /// assert!(here.who_is_entitled(Claim::Vote).is_empty());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who_is_entitled(self, claim: Claim) -> Vec<Held<'c>> {
        self.who(Right::Claim(claim))
    }

    /// Who may not perform a function, at all or together with another one on the same case.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": "Company", "kind": "property_company"}],
    ///     "positions": [
    ///         {"holder": "anyone", "kinds": ["power"], "functions": ["supervise"]},
    ///         {"holder": {"party": "company"}, "kinds": ["bar"], "functions": ["supervise"]}]
    /// }"#)?;
    /// let bars = charter.on(Date::new(2026, 6, 1)?).bars_on(Function::Supervise);
    /// assert_eq!(bars[0].path().to_string(), "positions[1]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn bars_on(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Bar(function))
    }

    /// Who sets the agenda of a function and coordinates the others.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let leads = here.who_has_leadership(Function::Decide);
    /// assert_eq!(charter.holder_name(leads[0].holder(), Lang::En), "Community general Party branch");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn who_has_leadership(self, function: Function) -> Vec<Held<'c>> {
        self.who(Right::Leadership(function))
    }

    /// What one holder may, must, may not and is entitled to here: each right with the positions
    /// that give it, in the order of the rights.
    ///
    /// Only positions of this very holder count: what everybody may do is held by
    /// [`Holder::Anyone`], and what it may do with others by [`Holder::Jointly`].
    ///
    /// # Errors
    ///
    /// When the charter does not list the holder, or one of several who act jointly.
    ///
    /// ```
    /// use cogov::{Charter, Date, Holder, Lang, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let here = charter.on(Date::new(2026, 6, 1)?);
    /// let misspelt = Holder::Party(PartyKey::new("residents-comittee")?);
    /// let error = here.rights_of(&misspelt).unwrap_err();
    /// assert_eq!(error.help(Lang::En), "did you mean \"residents-committee\"?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rights_of(self, holder: &Holder) -> Result<Vec<(Right, Vec<Held<'c>>)>, Problem> {
        self.charter.check_holder(holder)?;
        let names = self.charter.names();
        let mut rights: Vec<Right> = self
            .charter
            .held_by(holder)
            .filter(|held| held.position().in_force_on(self.on))
            .filter(|held| {
                let scopes = self.charter.scopes().of_position(held.index());
                scopes.iter().any(|scope| names.covers(*scope, self.scope))
            })
            .flat_map(|held| held.position().rights())
            .collect();
        rights.sort_unstable();
        rights.dedup();
        Ok(rights
            .into_iter()
            .map(|right| {
                let own =
                    self.who(right).into_iter().filter(|held| held.holder() == holder).collect();
                (right, own)
            })
            .filter(|(_, held): &(Right, Vec<Held<'_>>)| !held.is_empty())
            .collect())
    }
}
