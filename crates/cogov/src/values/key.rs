//! Keys: the short names by which the parts of a charter refer to one another.

use std::fmt;

use smol_str::SmolStr;

use crate::json::{Decode, FieldKind, Node, Reader};
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::bounds;

/// Why a text is not a key, in English and Chinese.
type Reason = (&'static str, &'static str);

/// What stands against a text by the grammar that all kinds of key share: 1 to 64 of `a-z 0-9 -`,
/// a letter first.
#[inline]
fn reason_against(text: &str) -> Option<Reason> {
    if text.is_empty() {
        return Some(("it is empty", "为空"));
    }
    if text.len() as u64 > bounds::KEY_LENGTH.largest() {
        return Some(("it is longer than 64 characters", "超过 64 个字符"));
    }
    if !text.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) {
        return Some(("it does not begin with a letter from a to z", "不以 a 至 z 的字母开头"));
    }
    if !text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        return Some((
            "it has a character that is not one of a-z, 0-9 and '-'",
            "含有 a-z、0-9 和“-”以外的字符",
        ));
    }
    None
}

/// The text, if it is a key. Up to 23 characters, which most keys do not exceed, take no memory of
/// their own.
fn check(text: &str) -> Result<SmolStr, Problem> {
    match reason_against(text) {
        None => Ok(SmolStr::new(text)),
        Some((en, zh)) => Err(Problem::alone(
            ProblemCode::InvalidKey,
            vec![Arg::quoted("found", text), Arg::bilingual("reason", en, zh)],
        )),
    }
}

/// A key of one kind, so that keys of different kinds cannot be mixed up.
pub(crate) trait Key: Ord + Clone + Decode {
    /// What the key names, as the field of the charter that lists it: `places`, `parties`, ...
    const LISTED_IN: &'static str;

    /// The key's characters.
    fn text(&self) -> &str;
}

macro_rules! key {
    ($($(#[$doc:meta])* $name:ident, $listed_in:literal $(, $none_means_all:literal)?;)+) => {$(
        $(#[$doc])*
        ///
        /// A key is 1 to 64 characters from `a-z`, `0-9` and `-`, beginning with a letter.
        ///
        /// ```
        #[doc = concat!("use cogov::values::", stringify!($name), ";")]
        ///
        #[doc = concat!("let key: ", stringify!($name), " = \"item-1\".parse()?;")]
        /// assert_eq!(key.as_str(), "item-1");
        #[doc = concat!("assert_eq!(", stringify!($name), "::new(\"item-1\")?, key);")]
        #[doc = concat!("assert!(\"Item 1\".parse::<", stringify!($name), ">().is_err());")]
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Checks the text and makes a key of it.
            ///
            /// # Errors
            ///
            /// `invalid-key`, when the text is not 1 to 64 characters from `a-z`, `0-9` and `-`, a letter first.
            pub fn new(text: &str) -> Result<Self, Problem> {
                check(text).map(Self)
            }

            /// The key's characters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Key for $name {
            const LISTED_IN: &'static str = $listed_in;

            fn text(&self) -> &str {
                &self.0
            }
        }

        impl Decode for $name {
            $(const NONE_MEANS_ALL: bool = $none_means_all;)?

            const KIND: FieldKind = FieldKind::Key($listed_in);

            fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                match node {
                    // A problem is much larger than a key: where there is none, no room is made.
                    Node::String(text) if reason_against(text).is_none() => {
                        Some(Self(SmolStr::new(text)))
                    }
                    _ => reader.string(node).and_then(|text| reader.adopt(check(text))).map(Self),
                }
            }
        }

        crate::json::deserialize!($name);

        impl std::str::FromStr for $name {
            type Err = Problem;

            fn from_str(text: &str) -> Result<Self, Problem> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Problem;

            fn try_from(text: &str) -> Result<Self, Problem> {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9-]{0,63}$",
                    "description": concat!("Key of an entry of `", $listed_in, "`."),
                })
            }
        }
    )+};
}

key! {
    /// Names a charter.
    CharterKey, "key";
    /// Names a place of a charter.
    PlaceKey, "places", true;
    /// Names a kind of matter of a charter.
    MatterKey, "matters", true;
    /// Names a party of a charter.
    PartyKey, "parties";
    /// Names a group of the population.
    GroupKey, "groups";
    /// Names a sector (界别), which groups the members of a body.
    SectorKey, "sectors";
    /// Names a seat of a body.
    SeatKey, "seats";
    /// Names a decision rule of a charter.
    RuleKey, "rules";
    /// Names a procedure of a charter.
    ProcedureKey, "procedures";
    /// Names a step within a procedure.
    StepKey, "steps";
    /// Names a conduct policy of a charter.
    ConductKey, "conduct";
    /// Names a level of a triage scale.
    LevelKey, "scale";
    /// Names a channel of the intake.
    ChannelKey, "channels";
    /// Names an account of a points table, which counts items together.
    AccountKey, "accounts";
    /// Names a figure of a provision of law.
    FigureKey, "figures";
    /// Names a band of a points table.
    BandKey, "bands";
    /// Names the kind of session or work that conduct is judged by: `plenary`, `proposal`, ...
    ContributionKey, "contributions";
    /// Names a person, by a word that means nothing outside of the record.
    PersonKey, "persons";
    /// Names a household, whose members vote as one where a rule counts households.
    HouseholdKey, "households";
    /// Names a point at issue in a plan.
    PointKey, "points";
    /// Names a criterion of success in a plan.
    CriterionKey, "criteria";
    /// Names a ballot within a case.
    BallotKey, "ballots";
    /// Names an obligation within a case.
    ObligationKey, "obligations";
    /// Names something in a case that has to be answered.
    ReplyKey, "replies";
}
