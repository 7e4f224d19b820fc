//! A position that answers a question, and why it does.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::charter::loaded::Charter;
use crate::charter::scope::Scope;
use crate::charter::setting::Setting;
use crate::position::{Holder, Position, Right};
use crate::problem::Path;
use crate::values::bilingual::Bilingual;
use crate::values::foreign::one_line;
use crate::values::lang::Lang;
use crate::values::text::Text;

/// A position that was found to hold, and where it stands in the charter.
///
/// ```
/// use cogov::{Charter, Date, Function, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// let held = charter.on(Date::new(2026, 6, 1).unwrap()).who_must(Function::Receive)[0];
/// assert_eq!(charter.holder_name(held.holder(), Lang::En), "Residents' committee");
/// assert!(held.reason(Lang::En).starts_with("positions["));
/// assert_eq!(held.path().to_string(), format!("positions[{}]", held.index()));
/// assert_eq!(held.position().source(), held.source(), "the sentence that says so");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Held<'c> {
    position: &'c Position,
    index: usize,
    /// What was asked, where it was found by a question about a right.
    asked: Option<(Setting<'c>, Right)>,
}

impl<'c> Held<'c> {
    pub(crate) fn new(charter: &'c Charter, index: u32) -> Option<Self> {
        let index = index as usize;
        let position = charter.document().positions.get(index)?.given()?;
        Some(Self { position, index, asked: None })
    }

    /// One that answers who has a right in a setting.
    pub(super) fn asked(setting: Setting<'c>, right: Right, index: u32) -> Option<Self> {
        let held = Self::new(setting.charter, index)?;
        Some(Self { asked: Some((setting, right)), ..held })
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

    /// The wider positions that would give the same right here, and do not because this one is
    /// narrower; in the order of the charter. None, where it was not asked about a right here.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "matters": [{"key": "parking", "name": "Parking"}],
    ///     "parties": [
    ///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
    ///         {"key": "company", "name": "Property company", "kind": "property_company"}],
    ///     "positions": [
    ///         {"holder": {"party": "committee"}, "kinds": ["lead"], "functions": ["implement"]},
    ///         {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
    ///          "matters": ["parking"]}]
    /// }"#)?;
    /// let here = charter.on(Date::new(2026, 6, 1).unwrap()).about(&"parking".parse()?)?;
    /// let leads = here.who_must(Function::Implement)[0];
    /// assert_eq!(leads.displaced()[0].path().to_string(), "positions[0]");
    /// assert_eq!(leads.to_string(), "positions[1], on Parking, narrower than positions[0]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn displaced(&self) -> Vec<Self> {
        let Some((Setting { charter, scope, on }, right)) = self.asked else {
            return Vec::new();
        };
        if !right.is_exclusive() {
            return Vec::new();
        }
        let (scopes, names) = (charter.scopes(), charter.names());
        let own: Vec<Scope> = self.giving(charter, scope);
        let is_wider = |wide: Scope| own.iter().any(|own| names.inside(*own, wide));
        let above = scopes.above(names, right, scope).into_iter();
        let mut wider: Vec<u32> =
            above.filter(|(wide, _)| is_wider(*wide)).flat_map(|(_, held)| held).copied().collect();
        wider.sort_unstable();
        wider.dedup();
        wider
            .into_iter()
            .filter_map(|index| Self::new(charter, index))
            .filter(|held| held.index != self.index && held.position.in_force_on(on))
            .collect()
    }

    /// The scopes of the position that lie above a scope.
    fn giving(&self, charter: &Charter, scope: Scope) -> Vec<Scope> {
        let all = charter.scopes().of_position(self.index).iter().copied();
        all.filter(|own| charter.names().covers(*own, scope)).collect()
    }

    /// Why: the place in the charter, the source (or else the matters and places, where it was
    /// asked about a right here), and which wider positions it is narrower than.
    ///
    /// ```
    /// use cogov::{Charter, Date, Function, Lang};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": {"en": "Company", "zh": "公司"},
    ///                  "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"]}]
    /// }"#)?;
    /// let lead = charter.on(Date::new(2026, 6, 1)?).who_must(Function::Implement)[0];
    /// assert_eq!(lead.reason(Lang::En), lead.to_string());
    /// assert!(lead.reason(Lang::Zh).starts_with("positions[0]"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        const SHOWN: usize = 3;
        let path = self.path();
        let mut reason = match (self.source(), self.asked) {
            (Some(source), _) => format!("{path} ({})", one_line(source.get(lang))),
            (None, None) => path.to_string(),
            (None, Some((setting, _))) => {
                let given = self.giving(setting.charter, setting.scope);
                let words: Vec<String> = given
                    .into_iter()
                    .take(SHOWN)
                    .map(|scope| setting.charter.scope_words(scope, lang))
                    .collect();
                match lang {
                    Lang::En => format!("{path}, on {}", words.join(" and ")),
                    Lang::Zh => format!("{path}，就{}", words.join("、")),
                }
            }
        };
        let displaced = self.displaced();
        if displaced.is_empty() {
            return reason;
        }
        let mut paths: Vec<String> =
            displaced.iter().take(SHOWN).map(|held| held.path().to_string()).collect();
        let more = displaced.len().saturating_sub(SHOWN);
        if more > 0 {
            paths.push(match lang {
                Lang::En => format!("{more} more"),
                Lang::Zh => format!("另外{more}项"),
            });
        }
        reason.push_str(&match lang {
            Lang::En => format!(", narrower than {}", paths.join(" and ")),
            Lang::Zh => format!("，范围小于 {}", paths.join("、")),
        });
        reason
    }
}

/// The same position of the same charter, whatever was asked.
impl PartialEq for Held<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && self.position == other.position
    }
}

impl Eq for Held<'_> {}

impl std::hash::Hash for Held<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
        self.position.hash(state);
    }
}

/// Where it stands, the position as the charter writes it, and the reason in both languages.
impl Serialize for Held<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Held", 3)?;
        object.serialize_field("path", &self.path().to_string())?;
        object.serialize_field("position", self.position)?;
        object.serialize_field("reason", &Bilingual::of(|lang| self.reason(lang)))?;
        object.end()
    }
}

impl fmt::Display for Held<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason(Lang::En))
    }
}
