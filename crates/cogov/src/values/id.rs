//! Identifiers that are unique everywhere: of cases, appeals, sessions and registers.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::problem::{Arg, Problem, ProblemCode};

/// The identifier in the one form in which it is written: 36 characters, small letters.
fn parse(text: &str) -> Result<Uuid, Problem> {
    let refused = || Problem::alone(ProblemCode::InvalidId, vec![Arg::quoted("found", text)]);
    // The parser takes other forms, too; one identifier is to have one notation.
    let id = Uuid::try_parse(text).map_err(|_| refused())?;
    let mut form = Uuid::encode_buffer();
    if id.hyphenated().encode_lower(&mut form) == text && !id.is_nil() {
        Ok(id)
    } else {
        Err(refused())
    }
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident, $of:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// A UUID (RFC 9562), written with small letters; whoever embeds the library makes it,
        /// best as version 7, since the library draws no random numbers.
        ///
        /// ```
        #[doc = concat!("use cogov::values::", stringify!($name), ";")]
        ///
        #[doc = concat!("let id: ", stringify!($name), " = \"01890a5d-ac96-774b-bcce-b302099a8057\".parse()?;")]
        /// assert_eq!(id.to_string(), "01890a5d-ac96-774b-bcce-b302099a8057");
        #[doc = concat!("assert!(\"01890A5D-AC96-774B-BCCE-B302099A8057\".parse::<", stringify!($name), ">().is_err());")]
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(Uuid);

        /// In the order of their bytes, which is that of their texts.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                // As one number each: they are looked up with nearly every act.
                self.0.as_u128().cmp(&other.0.as_u128())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// The identifier with these 16 bytes; none, if all are zero.
            ///
            /// ```
            #[doc = concat!("use cogov::values::", stringify!($name), ";")]
            ///
            #[doc = concat!("let id: ", stringify!($name), " = \"01890a5d-ac96-774b-bcce-b302099a8057\".parse()?;")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_bytes(*id.as_bytes()), Some(id));")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_bytes([0; 16]), None);")]
            /// # Ok::<(), cogov::Problem>(())
            /// ```
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Option<Self> {
                Some(Uuid::from_bytes(bytes)).filter(|id| !id.is_nil()).map(Self)
            }

            /// The 16 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            fn from_str(text: &str) -> Result<Self, Problem> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // Most lines of a record have one: it is no matter for formatting.
                serializer.serialize_str(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
            }
        }

        crate::json::read_as_text!($name is Id($of));

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": "A UUID, written with small letters.",
                    "type": "string",
                    "format": "uuid",
                    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
                })
            }
        }
    )+};
}

id! {
    /// Identifies a case.
    CaseId, "cases";
    /// Identifies an appeal.
    AppealId, "appeals";
    /// Identifies a session, which may serve several cases.
    SessionId, "sessions";
    /// Identifies a register of members.
    RegisterId, "registers";
}
