//! Exact fractions, compared by cross-multiplication.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::json::{Decode, FromOne, Kind, Node, Reader};
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::bounds;
use crate::values::pad::pad;

/// An exact share such as two thirds, written `[2, 3]`.
///
/// Numerator and denominator are kept as written (`[2, 4]` stays `[2, 4]`), but compare by value.
/// The digest of a [`Charter`](crate::Charter) is made of what is written, and charters are equal
/// only if their digests are.
///
/// ```
/// use cogov::Fraction;
///
/// let half = Fraction::new(1, 2)?;
/// assert_eq!(half, Fraction::new(2, 4)?);
/// assert!(half < Fraction::new(2, 3)?);
/// assert!(Fraction::new(1, 0).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

impl Fraction {
    /// One half.
    pub const HALF: Self = Self { numerator: 1, denominator: 2 };
    /// Two thirds.
    pub const TWO_THIRDS: Self = Self { numerator: 2, denominator: 3 };
    /// The whole.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };
    /// Three quarters.
    pub const THREE_QUARTERS: Self = Self { numerator: 3, denominator: 4 };

    /// The fraction with this numerator and denominator.
    ///
    /// # Errors
    ///
    /// `invalid-fraction`, when the denominator is zero, or either number is above 2^53 − 1.
    ///
    /// ```
    /// use cogov::{Fraction, ProblemCode};
    ///
    /// assert_eq!(Fraction::new(2, 4)?, Fraction::HALF);
    /// assert_eq!(Fraction::new(1, 0).unwrap_err().code(), ProblemCode::InvalidFraction);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(numerator: u64, denominator: u64) -> Result<Self, Problem> {
        let invalid = |en: &str, zh: &str| {
            Problem::alone(ProblemCode::InvalidFraction, vec![Arg::bilingual("reason", en, zh)])
        };
        if denominator == 0 {
            return Err(invalid("the denominator is zero", "分母为零"));
        }
        let largest = bounds::INTEGER.largest();
        if numerator > largest || denominator > largest {
            return Err(invalid("a number is above 2^53 - 1", "有数字超过 2^53 - 1"));
        }
        Ok(Self { numerator, denominator })
    }

    /// The number above the line.
    #[must_use]
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// The number below the line, never zero.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// How `part` of `whole` compares with this fraction, exactly.
    ///
    /// A part of nothing has no share, so a `whole` of zero is `Less` than every fraction.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// let two_thirds = cogov::Fraction::TWO_THIRDS;
    /// assert_eq!(two_thirds.compare_share(67, 100), Ordering::Greater);
    /// assert_eq!(two_thirds.compare_share(66, 99), Ordering::Equal);
    /// assert_eq!(two_thirds.compare_share(0, 0), Ordering::Less);
    /// ```
    #[must_use]
    pub fn compare_share(self, part: u64, whole: u64) -> Ordering {
        if whole == 0 {
            return Ordering::Less;
        }
        let share = u128::from(part) * u128::from(self.denominator);
        let wanted = u128::from(whole) * u128::from(self.numerator);
        share.cmp(&wanted)
    }

    /// The fraction as a share to be reached: it asks for something, and all together reach it.
    pub(crate) fn reached_by_some(self) -> Result<Self, Problem> {
        if self.numerator == 0 {
            return Err(self.pointless(ProblemCode::IdleThreshold));
        }
        if self.numerator > self.denominator {
            return Err(self.pointless(ProblemCode::ImpossibleThreshold));
        }
        Ok(self)
    }

    /// The fraction as a share to be passed: all together pass it. More than nothing asks for somebody.
    pub(crate) fn passed_by_some(self) -> Result<Self, Problem> {
        if self.numerator >= self.denominator {
            return Err(self.pointless(ProblemCode::ImpossibleThreshold));
        }
        Ok(self)
    }

    fn pointless(self, code: ProblemCode) -> Problem {
        Problem::alone(code, vec![Arg::plain("threshold", self)])
    }
}

crate::json::deserialize!(Fraction);

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.numerator) * u128::from(other.denominator);
        let right = u128::from(other.numerator) * u128::from(self.denominator);
        left.cmp(&right)
    }
}

impl std::hash::Hash for Fraction {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let divisor = greatest_common_divisor(self.numerator, self.denominator);
        (self.numerator / divisor, self.denominator / divisor).hash(state);
    }
}

/// Never zero, because one of the two is not (a denominator).
const fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{}/{}", self.numerator, self.denominator))
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.numerator, self.denominator).serialize(serializer)
    }
}

const EXPECTED: Kind = Kind::new("a fraction such as [2, 3]", "分数，如 [2, 3]");
const TWO_NUMBERS: Kind =
    Kind::new("a fraction of two whole numbers such as [2, 3]", "由两个整数组成的分数，如 [2, 3]");

impl Decode for Fraction {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        Self::read(node, 0, reader)
    }
}

/// A share of something, which cannot be nothing.
impl Decode for FromOne<Fraction> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        Fraction::read(node, 1, reader).map(Self)
    }
}

impl Fraction {
    /// Reads a fraction; one with a negative part is told the least that there can be.
    fn read(node: &Node<'_>, least: u8, reader: &mut Reader) -> Option<Self> {
        let Node::Array(parts) = node else {
            reader.wrong_type(EXPECTED, node);
            return None;
        };
        let Some([numerator, denominator]) = parts.pair() else {
            reader.wrong_type(TWO_NUMBERS, node);
            return None;
        };
        let numerator = reader.within_index(0, |reader| reader.at_least(&numerator, least));
        let denominator = reader.within_index(1, |reader| reader.at_least(&denominator, 1));
        reader.adopt(Self::new(numerator?, denominator?))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fraction {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fraction".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact share: numerator and denominator.",
            "type": "array",
            "prefixItems": [
                { "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_u64 },
                { "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991_u64 }
            ],
            "items": false,
            "minItems": 2
        })
    }
}
