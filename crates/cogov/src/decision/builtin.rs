//! Rules in force, as facts: each a JSON file below `rules/`, ready to be copied into a charter.

use crate::decision::definition::Rule;
use crate::json::{Decode, RawTree, Reader};

/// The files of a directory of the library, by name.
macro_rules! shipped {
    ($directory:literal: $($name:literal,)+) => {
        const NAMES: &[&str] = &[$($name),+];

        fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!(
                    "../../", $directory, "/", $name, ".json"
                ))),)+
                _ => None,
            }
        }
    };
}

pub(super) use shipped;

shipped! { "rules":
    "civil-code-278-general",
    "civil-code-278-major",
    "civil-code-279-interested",
    "villagers-meeting-2018",
    "villagers-representatives-2018",
    "villagers-group-2018",
    "villagers-recall-2018",
    "residents-meeting-2018",
    "party-members-four-discussions",
    "party-members-four-discussions-more-than-half",
    "two-committees-majority",
}

/// Reads one value of a type from a file that is part of the library.
pub(super) fn read<T: Decode>(text: &str) -> Option<T> {
    let tree = RawTree::parse(text).ok()?;
    let mut reader = Reader::default();
    let value = T::decode(&tree.root(), &mut reader);
    if reader.into_problems().problems.is_empty() { value } else { None }
}

impl Rule {
    /// A rule of law or of wide practice, by its key; [`Rule::builtins`] lists the keys.
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
    pub fn builtin(key: &str) -> Option<Self> {
        read(text(key)?)
    }

    /// The keys of all built-in rules.
    ///
    /// ```
    /// use cogov::Rule;
    /// assert!(Rule::builtins().iter().all(|key| Rule::builtin(key).is_some()));
    /// ```
    #[must_use]
    pub const fn builtins() -> &'static [&'static str] {
        NAMES
    }
}
