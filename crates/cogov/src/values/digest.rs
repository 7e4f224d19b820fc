//! Digests and salts: 32 bytes, written as 64 digits.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::problem::{Arg, Problem, ProblemCode};

/// The digits of bytes. Each line of a record has some, so they are not left to formatting, and
/// are computed rather than looked up: the compiler does many at once.
fn digits(bytes: &[u8; 32]) -> [u8; 64] {
    const fn digit(value: u8) -> u8 {
        // Between the digits and the letters stand other characters.
        value + b'0' + if value > 9 { b'a' - b'9' - 1 } else { 0 }
    }
    let mut digits = [0_u8; 64];
    for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
    digits
}

/// The text of digits.
fn written(digits: &[u8; 64]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

fn parse(text: &str) -> Result<[u8; 32], Problem> {
    let read = || {
        let mut values: [u8; 64] = text.as_bytes().try_into().ok()?;
        // Judged only once at the end: each line of a record has such digits.
        let mut is_sound = true;
        for value in &mut values {
            let (figure, letter) = (value.wrapping_sub(b'0'), value.wrapping_sub(b'a'));
            is_sound &= (figure < 10) | (letter < 6);
            *value = if figure < 10 { figure } else { letter.wrapping_add(10) };
        }
        let mut bytes = [0_u8; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(values.as_chunks::<2>().0) {
            *byte = high << 4 | low;
        }
        is_sound.then_some(bytes)
    };
    read()
        .ok_or_else(|| Problem::alone(ProblemCode::InvalidDigest, vec![Arg::quoted("found", text)]))
}

macro_rules! bytes {
    ($($(#[$doc:meta])* $name:ident, $called:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl From<[u8; 32]> for $name {
            fn from(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            /// Reads 64 digits, letters small.
            fn from_str(text: &str) -> Result<Self, Problem> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(written(&digits(&self.0)))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(written(&digits(&self.0)))
            }
        }

        crate::json::read_as_text!($name is Digest);

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $called,
                    "type": "string",
                    "pattern": "^[0-9a-f]{64}$"
                })
            }
        }
    )+};
}

bytes! {
    /// A SHA-256 digest (FIPS 180-4).
    ///
    /// ```
    /// use cogov::values::Digest;
    ///
    /// let digest = Digest::of(b"abc");
    /// let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    /// assert_eq!(digest.to_string(), text);
    /// assert_eq!(text.parse::<Digest>()?, digest);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    Digest, "A SHA-256 digest.";
    /// 32 bytes drawn at random, by whoever embeds the library, for one thing to be sealed.
    ///
    /// ```
    /// use cogov::values::Salt;
    ///
    /// assert_eq!(Salt::from([0; 32]).to_string(), "0".repeat(64));
    /// assert_eq!(format!("{:?}", Salt::from([0; 32])), "Salt(…)", "it is not for a log");
    /// ```
    Salt, "32 bytes drawn at random.";
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Without the bytes: with them, whoever reads a log could try out what was sealed.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Digest {
    /// The digest of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The digest of the 32 bytes of this one.
    pub(crate) fn hashed(self) -> Self {
        Self::of(&self.0)
    }

    /// The digest of several parts, one after the other.
    pub(crate) fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}
