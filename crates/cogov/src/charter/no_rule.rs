//! Why there is no rule by which a step decides on a matter.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::problem::Problem;
use crate::time::Date;
use crate::values::bilingual::Bilingual;
use crate::values::key::RuleKey;
use crate::values::lang::Lang;

/// Why no rule decides: see [`Charter::rule_for`](crate::Charter::rule_for).
///
/// ```
/// use cogov::charter::NoRule;
/// use cogov::{Charter, Date};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "matters": [{"key": "budget", "name": "Budget"}],
///     "rules": [{"key": "owners", "name": "Owners", "approval": "consensus",
///                "valid": {"from": "2027-01-01"}}],
///     "procedures": [{"key": "vote", "name": "Vote", "steps": [
///         {"key": "ballot", "name": "Ballot", "function": "decide", "rules": [{"rule": "owners"}]}]}]
/// }"#)?;
/// let day = Date::new(2026, 6, 1)?;
/// let none = charter
///     .rule_for(&"vote".parse()?, &"ballot".parse()?, &"budget".parse()?, day)
///     .unwrap_err();
/// assert!(matches!(&none, NoRule::NotInForce { rules, .. } if rules[0].as_str() == "owners"));
/// assert_eq!(none.to_string(), "not in force on 2026-06-01: owners");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoRule {
    /// The charter does not list the procedure, its step, or the matter.
    Unknown(Problem),
    /// The procedure does not take the matter.
    NotTaken,
    /// The step names no rule.
    NoneNamed,
    /// The step names rules, but all of them for other matters.
    OtherMatters {
        /// Those that it names, in its order.
        rules: Vec<RuleKey>,
    },
    /// The step names rules for the matter, and none of them is in force on the day.
    NotInForce {
        /// The day on which the ballot opens.
        on: Date,
        /// Those that it names for the matter, in its order.
        rules: Vec<RuleKey>,
    },
}

impl NoRule {
    /// Why, in plain words.
    ///
    /// ```
    /// use cogov::charter::NoRule;
    /// use cogov::{Date, Lang, RuleKey};
    ///
    /// let old = NoRule::NotInForce { on: Date::new(2026, 6, 1)?, rules: vec![RuleKey::new("owners")?] };
    /// assert_eq!(old.describe(Lang::En), "not in force on 2026-06-01: owners");
    /// assert_eq!(NoRule::NoneNamed.describe(Lang::Zh), "该步骤没有写明规则");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unknown(problem), _) => problem.to_line(lang),
            (Self::NotTaken, Lang::En) => "the procedure does not take the matter".to_owned(),
            (Self::NotTaken, Lang::Zh) => "该程序不适用于此事项".to_owned(),
            (Self::NoneNamed, Lang::En) => "the step names no rule".to_owned(),
            (Self::NoneNamed, Lang::Zh) => "该步骤没有写明规则".to_owned(),
            (Self::OtherMatters { rules }, Lang::En) => {
                format!("for other matters: {}", listed(rules, lang))
            }
            (Self::OtherMatters { rules }, Lang::Zh) => {
                format!("所列规则只用于其他事项：{}", listed(rules, lang))
            }
            (Self::NotInForce { on, rules }, Lang::En) => {
                format!("not in force on {on}: {}", listed(rules, lang))
            }
            (Self::NotInForce { on, rules }, Lang::Zh) => {
                format!("所列规则 {on} 当日均不在施行期内：{}", listed(rules, lang))
            }
        }
    }
}

/// The first few of them.
fn listed(rules: &[RuleKey], lang: Lang) -> String {
    const SHOWN: usize = 8;
    let mut keys: Vec<&str> = rules.iter().take(SHOWN).map(RuleKey::as_str).collect();
    if rules.len() > SHOWN {
        keys.push("…");
    }
    keys.join(lang.pick(", ", "、"))
}

impl fmt::Display for NoRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

impl std::error::Error for NoRule {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unknown(problem) => Some(problem),
            Self::NotTaken
            | Self::NoneNamed
            | Self::OtherMatters { .. }
            | Self::NotInForce { .. } => None,
        }
    }
}

/// Which reason, the rules and the day that belong to it, and the words in both languages.
impl Serialize for NoRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Unknown(problem) => {
                map.serialize_entry("reason", "unknown")?;
                map.serialize_entry("problem", problem)?;
            }
            Self::NotTaken => map.serialize_entry("reason", "not_taken")?,
            Self::NoneNamed => map.serialize_entry("reason", "none_named")?,
            Self::OtherMatters { rules } => {
                map.serialize_entry("reason", "other_matters")?;
                map.serialize_entry("rules", rules)?;
            }
            Self::NotInForce { on, rules } => {
                map.serialize_entry("reason", "not_in_force")?;
                map.serialize_entry("on", on)?;
                map.serialize_entry("rules", rules)?;
            }
        }
        map.serialize_entry("message", &Bilingual::of(|lang| self.describe(lang)))?;
        map.end()
    }
}

impl From<Problem> for NoRule {
    fn from(problem: Problem) -> Self {
        Self::Unknown(problem)
    }
}
