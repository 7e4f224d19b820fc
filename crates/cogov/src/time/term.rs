//! Terms: how long somebody has.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, FieldKind, Kind, Node, Reader};
use crate::problem::Problem;
use crate::values::bounds;
use crate::values::lang::Lang;

/// How long somebody has: days, or working days, of the charter's calendar.
///
/// In JSON `{"days": 15}` or `{"working_days": 5}`. Day 1 is the day after the event that starts
/// the term; the term is over at the end of its last day. The calendar says which days those are.
///
/// ```
/// use cogov::{Lang, Term};
///
/// assert_eq!(Term::working_days(5)?.describe(Lang::En), "5 working days");
/// assert!(Term::days(0).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    length: u32,
    working: bool,
}

impl Term {
    /// A term of so many days, every day counting.
    ///
    /// # Errors
    ///
    /// `zero-number` or `bound-exceeded`, when it is zero, or above 36,600.
    ///
    /// ```
    /// use cogov::{ProblemCode, Term};
    ///
    /// assert_eq!(Term::days(15)?.length(), 15);
    /// assert_eq!(Term::days(0).unwrap_err().code(), ProblemCode::ZeroNumber);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn days(length: u32) -> Result<Self, Problem> {
        Self::checked(length, false)
    }

    /// A term of so many working days.
    ///
    /// # Errors
    ///
    /// `zero-number` or `bound-exceeded`, when it is zero, or above 36,600.
    ///
    /// ```
    /// use cogov::Term;
    ///
    /// assert!(Term::working_days(5)?.counts_working_days());
    /// assert!(Term::working_days(36_601).is_err());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn working_days(length: u32) -> Result<Self, Problem> {
        Self::checked(length, true)
    }

    fn checked(length: u32, working: bool) -> Result<Self, Problem> {
        bounds::TERM_DAYS.check_positive(length.into())?;
        Ok(Self { length, working })
    }

    /// How many days, at least 1.
    #[must_use]
    pub const fn length(self) -> u32 {
        self.length
    }

    /// Whether only working days count.
    #[must_use]
    pub const fn counts_working_days(self) -> bool {
        self.working
    }

    /// The term in words.
    ///
    /// ```
    /// use cogov::{Lang, Term};
    ///
    /// assert_eq!(Term::working_days(5)?.describe(Lang::En), "5 working days");
    /// assert_eq!(Term::working_days(5)?.describe(Lang::Zh), "5个工作日");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        let length = self.length;
        match (lang, self.working, length) {
            (Lang::En, false, 1) => "1 day".to_owned(),
            (Lang::En, false, _) => format!("{length} days"),
            (Lang::En, true, 1) => "1 working day".to_owned(),
            (Lang::En, true, _) => format!("{length} working days"),
            (Lang::Zh, false, _) => format!("{length}日"),
            (Lang::Zh, true, _) => format!("{length}个工作日"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.describe(Lang::En))
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(if self.working { "working_days" } else { "days" }, &self.length)?;
        map.end()
    }
}

crate::json::deserialize!(Term);

impl Decode for Term {
    const KIND: FieldKind = FieldKind::Term;

    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let expected = Kind::new(
            "a term: {\"days\": …} or {\"working_days\": …}",
            "期限：{\"days\": …} 或 {\"working_days\": …}",
        );
        let members = reader.object(node, &["days", "working_days"], expected)?;
        let read = |reader: &mut Reader, name: &'static str, working: bool| {
            let node = members.get(name)?;
            let length =
                reader.within_known(name, |reader| reader.positive(&node, bounds::TERM_DAYS))?;
            Self::checked(u32::try_from(length).ok()?, working).ok()
        };
        let has = |name: &str| members.get(name).is_some();
        match (has("days"), has("working_days")) {
            (true, true) => {
                reader.has_one_of(members, &["days", "working_days"]);
                None
            }
            (false, true) => read(reader, "working_days", true),
            (true, false) => read(reader, "days", false),
            // What stands there instead was reported as unknown.
            (false, false) if !members.is_empty() => None,
            (false, false) => {
                reader.missing_one_of("days", &["working_days"]);
                None
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Term {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Term".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "How long somebody has.",
            "type": "object",
            "properties": {
                "days": { "type": "integer", "minimum": 1, "maximum": 36600 },
                "working_days": { "type": "integer", "minimum": 1, "maximum": 36600 }
            },
            "additionalProperties": false,
            "minProperties": 1,
            "maxProperties": 1
        })
    }
}
