//! Rules in force, as facts: each a JSON file below `rules/`, ready to be copied into a charter.

use crate::decision::definition::Rule;
use crate::json::{Decode, read_document};
use crate::problem::Invalid;
use crate::values::shipped::shipped;

shipped! { "rules":
    "civil-code-278-general",
    "civil-code-278-major",
    "civil-code-279-interested",
    "party-members-four-discussions",
    "party-members-four-discussions-more-than-half",
    "residents-meeting-2018",
    "two-committees-majority",
    "villagers-group-2018",
    "villagers-meeting-2018",
    "villagers-recall-2018",
    "villagers-representatives-2018",
}

impl Rule {
    /// A rule of law or of wide practice, by its name; [`Rule::builtins`] lists the names.
    ///
    /// Each has its citation and says when it is in force. Thresholds are facts about a law as of
    /// a date, not constants of the library: a charter states its own rules, and may copy these.
    /// The organic laws of villagers' and of residents' committees were amended in force
    /// 2026-01-01; the rules here are those before.
    ///
    /// ```
    /// use cogov::decision::Votes;
    /// use cogov::{Electorate, Lang, Rule};
    ///
    /// let rule = Rule::builtin("civil-code-278-major").unwrap();
    /// assert!(rule.source().unwrap().get(Lang::En).starts_with("Civil Code art. 278"));
    ///
    /// let owners = Electorate::heads(100).weight(900_000).fix()?;
    /// let area = Votes::new().yes(450_000).no(150_000);
    /// let verdict = rule.decide(&owners, &owners.tally().yes(52).no(18).weight(area).close()?);
    /// assert_eq!(
    ///     verdict.reason(Lang::En),
    ///     "rejected: 52 of 70 heads taking part said yes, at least 3/4 needed (53)"
    /// );
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        Self::from_json(text(name)?).ok()
    }

    /// The names of the built-in rules, in alphabetical order: their keys.
    ///
    /// ```
    /// use cogov::Rule;
    /// assert!(Rule::builtins().all(|name| Rule::builtin(name).is_some()));
    /// ```
    pub fn builtins() -> impl ExactSizeIterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    /// The JSON text of a built-in rule, as it was written, to be copied into a charter.
    ///
    /// ```
    /// use cogov::Rule;
    ///
    /// let text = Rule::builtin_text("civil-code-278-major").unwrap();
    /// assert_eq!(Rule::from_json(text)?, Rule::builtin("civil-code-278-major").unwrap());
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        text(name)
    }

    /// Reads a rule that stands alone.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with path and place.
    ///
    /// ```
    /// use cogov::Rule;
    ///
    /// let text = r#"{"key": "x", "name": "X", "approval": {"measure": "feet"}}"#;
    /// let error = Rule::from_json(text).unwrap_err();
    /// assert!(error.problems().iter().any(|one| one.path().to_string() == "approval.measure"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        read_document(text, Self::decode)
    }
}
