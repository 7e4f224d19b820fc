//! Points, counted exactly: a share of 10 points among 3 authors is 10/3, not 3.33.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::json::{Decode, Kind, Node, Reader};
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::bounds;
use crate::values::fraction::Fraction;

/// An exact number of points, which may be negative.
///
/// In JSON a whole number, or numerator and denominator such as `[15, 2]`. Shown as a decimal
/// where that is exact, else as a mixed number.
///
/// ```
/// use cogov::conduct::Points;
///
/// assert_eq!(Points::from(10).to_string(), "10");
/// assert_eq!(Points::new(15, 2)?.to_string(), "7.5");
/// assert_eq!(Points::new(-10, 3)?.to_string(), "-3 1/3");
/// assert!(Points::new(1, 3)? < Points::new(1, 2)?);
/// assert!(Points::new(1, 0).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Points {
    /// Reduced with the denominator, so that equal points are equal in every field.
    numerator: i128,
    denominator: u64,
}

fn invalid(en: &str, zh: &str) -> Problem {
    Problem::alone(ProblemCode::InvalidFraction, vec![Arg::bilingual("reason", en, zh)])
}

impl Points {
    /// No points.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// So many parts of so many.
    ///
    /// # Errors
    ///
    /// `invalid-fraction`, when the denominator is zero, or either number is beyond ±(2^53 − 1).
    ///
    /// ```
    /// use cogov::conduct::Points;
    ///
    /// let half = Points::new(15, 30)?;
    /// assert_eq!((half.numerator(), half.denominator()), (1, 2), "in lowest terms");
    /// assert!(Points::new(-1, 2)?.is_negative());
    /// assert!(Points::new(1, 0).is_err());
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(numerator: i64, denominator: u64) -> Result<Self, Problem> {
        let largest = bounds::INTEGER.largest();
        if numerator.unsigned_abs() > largest || denominator > largest {
            return Err(invalid("a number is beyond ±(2^53 - 1)", "有数字超出 ±(2^53 - 1)"));
        }
        Self::reduced(numerator.into(), denominator.into())
            .ok_or_else(|| invalid("the denominator is zero", "分母为零"))
    }

    /// The number above the line, in lowest terms.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line, in lowest terms; 1 for whole points.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// Whether they are less than none: a deduction.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    fn reduced(numerator: i128, denominator: u128) -> Option<Self> {
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator);
        let below = denominator.checked_div(divisor)?;
        if below == 0 {
            return None;
        }
        Some(Self {
            numerator: numerator.checked_div(i128::try_from(divisor).ok()?)?,
            denominator: u64::try_from(below).ok()?,
        })
    }

    /// Both together, unless that cannot be written in 128 bits over 64.
    ///
    /// ```
    /// use cogov::conduct::Points;
    ///
    /// let (third, sixth) = (Points::new(1, 3)?, Points::new(1, 6)?);
    /// assert_eq!(third.checked_add(sixth), Some(Points::new(1, 2)?), "exactly");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        // Whole points, which most are, need nothing reduced.
        if self.denominator == 1 && other.denominator == 1 {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Self { numerator, denominator: 1 });
        }
        let (a, b) = (u128::from(self.denominator), u128::from(other.denominator));
        let divisor = greatest_common_divisor(a, b);
        let (widen_self, widen_other) = (b.checked_div(divisor)?, a.checked_div(divisor)?);
        let left = self.numerator.checked_mul(i128::try_from(widen_self).ok()?)?;
        let right = other.numerator.checked_mul(i128::try_from(widen_other).ok()?)?;
        Self::reduced(left.checked_add(right)?, a.checked_mul(widen_self)?)
    }

    /// These points less others, unless that cannot be written in 128 bits over 64.
    pub(crate) fn checked_less(self, other: Self) -> Option<Self> {
        let numerator = other.numerator.checked_neg()?;
        self.checked_add(Self { numerator, ..other })
    }

    /// So many parts of so many of these points.
    pub(crate) fn checked_part(self, numerator: u64, denominator: u64) -> Option<Self> {
        Self::reduced(
            self.numerator.checked_mul(numerator.into())?,
            u128::from(self.denominator).checked_mul(denominator.into())?,
        )
    }

    /// A share of these points.
    pub(crate) fn checked_share(self, share: Fraction) -> Option<Self> {
        self.checked_part(share.numerator(), share.denominator())
    }

    /// The whole points below, and what remains over the denominator.
    const fn split(self) -> (i128, u128) {
        // The denominator is at least 1 by construction, and i128 holds every u64.
        let below = self.denominator as i128;
        (self.numerator.div_euclid(below), self.numerator.rem_euclid(below).unsigned_abs())
    }
}

/// Zero only where both are.
const fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Default for Points {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i32> for Points {
    fn from(points: i32) -> Self {
        Self { numerator: points.into(), denominator: 1 }
    }
}

impl PartialOrd for Points {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Points {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((whole, rest), (other_whole, other_rest)) = (self.split(), other.split());
        // What remains is below a 64-bit denominator, so the products fit in 128 bits.
        whole.cmp(&other_whole).then_with(|| {
            (rest * u128::from(other.denominator)).cmp(&(other_rest * u128::from(self.denominator)))
        })
    }
}

impl Points {
    /// Writes them as they are, whatever the width.
    fn write(self, f: &mut impl fmt::Write) -> fmt::Result {
        let (size, below) = (self.numerator.unsigned_abs(), u128::from(self.denominator));
        let (whole, mut rest) = (size / below, size % below);
        if self.is_negative() {
            f.write_str("-")?;
        }
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let mut left = below;
        for prime in [2, 5] {
            while left % prime == 0 {
                left /= prime;
            }
        }
        if left != 1 {
            return match whole {
                0 => write!(f, "{rest}/{below}"),
                _ => write!(f, "{whole} {rest}/{below}"),
            };
        }
        write!(f, "{whole}.")?;
        while rest != 0 {
            rest *= 10;
            write!(f, "{}", rest / below)?;
            rest %= below;
        }
        Ok(())
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        self.write(&mut written)?;
        f.pad(&written)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let largest = bounds::INTEGER.largest();
        match i64::try_from(self.numerator) {
            Ok(above) if above.unsigned_abs() <= largest && self.denominator <= largest => {
                if self.denominator == 1 {
                    serializer.serialize_i64(above)
                } else {
                    (above, self.denominator).serialize(serializer)
                }
            }
            // Only sums can come here: beyond what every language reads as a number.
            _ => serializer.collect_str(self),
        }
    }
}

crate::json::deserialize!(Points);

const EXPECTED: Kind = Kind::new(
    "points: a whole number, or two such as [15, 2]",
    "分值：一个整数，或两个整数，如 [15, 2]",
);

impl Decode for Points {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let (above, below) = match node {
            Node::Array(parts) => {
                let Some([above, below]) = parts.pair() else {
                    reader.wrong_type(EXPECTED, node);
                    return None;
                };
                let above = reader.within_index(0, |reader| reader.integer(&above));
                let below = reader.within_index(1, |reader| reader.at_least(&below, 1));
                (above?, below?)
            }
            Node::Integer(_) | Node::DressedInteger(_) | Node::OtherNumber => {
                (reader.integer(node)?, 1)
            }
            other => {
                reader.wrong_type(EXPECTED, other);
                return None;
            }
        };
        reader.adopt(Self::new(above, below))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Points {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Points".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let largest = 9_007_199_254_740_991_i64;
        schemars::json_schema!({
            "description": "An exact number of points: whole, or numerator and denominator.",
            "anyOf": [
                { "type": "integer", "minimum": -largest, "maximum": largest },
                {
                    "type": "array",
                    "prefixItems": [
                        { "type": "integer", "minimum": -largest, "maximum": largest },
                        { "type": "integer", "minimum": 1, "maximum": largest }
                    ],
                    "items": false,
                    "minItems": 2
                }
            ]
        })
    }
}
