//! Thresholds: a share that has to be reached, or passed.

use std::cmp::Ordering;
use std::fmt;

use crate::problem::Problem;
use crate::values::fraction::Fraction;
use crate::values::lang::Lang;

/// A share that has to be reached, or passed, and that can be neither idle nor impossible.
///
/// "以上" includes the number (Civil Code art. 1259): [`Threshold::at_least`]; "超过" does not, and
/// "过半数" is read the same way: [`Threshold::more_than`].
///
/// ```
/// use cogov::decision::Threshold;
///
/// let two_thirds = Threshold::at_least(2, 3)?;
/// assert!(two_thirds.is_met_by(66, 99));
/// assert!(!Threshold::MORE_THAN_HALF.is_met_by(50, 100));
/// assert_eq!(two_thirds.least_of(100), Some(67));
/// assert!(two_thirds.is_inclusive() && !Threshold::MORE_THAN_HALF.is_inclusive());
/// assert_eq!(Threshold::MORE_THAN_HALF.field(), "more_than");
///
/// assert!(Threshold::at_least(0, 3).is_err(), "asks for nothing");
/// assert!(Threshold::at_least(4, 3).is_err(), "cannot be met");
/// assert!(Threshold::more_than(3, 3).is_err(), "cannot be met");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Threshold {
    share: Fraction,
    inclusive: bool,
}

impl Threshold {
    /// More than half (过半数).
    pub const MORE_THAN_HALF: Self = Self { share: Fraction::HALF, inclusive: false };
    /// At least half (半数以上).
    pub const AT_LEAST_HALF: Self = Self { share: Fraction::HALF, inclusive: true };
    /// At least two thirds (三分之二以上).
    pub const AT_LEAST_TWO_THIRDS: Self = Self { share: Fraction::TWO_THIRDS, inclusive: true };
    /// At least three quarters (四分之三以上).
    pub const AT_LEAST_THREE_QUARTERS: Self =
        Self { share: Fraction::THREE_QUARTERS, inclusive: true };

    /// The share `numerator/denominator` has to be reached; being equal to it is enough.
    ///
    /// # Errors
    ///
    /// `invalid-fraction`; `idle-threshold`, when it is zero (asks for nothing);
    /// `impossible-threshold`, when it is above one (cannot be met).
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::decision::Threshold;
    ///
    /// assert!(Threshold::at_least(2, 3)?.is_met_by(40, 60));
    /// let idle = Threshold::at_least(0, 3).unwrap_err();
    /// assert_eq!(idle.code(), ProblemCode::IdleThreshold);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn at_least(numerator: u64, denominator: u64) -> Result<Self, Problem> {
        Self::of(Fraction::new(numerator, denominator)?, true)
    }

    /// The share `numerator/denominator` has to be passed; being equal to it is not enough.
    ///
    /// # Errors
    ///
    /// `invalid-fraction`; `impossible-threshold`, when it is one or above (cannot be met). More than 0 asks for
    /// somebody, whoever it is, and is a threshold.
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::decision::Threshold;
    ///
    /// assert!(!Threshold::more_than(1, 2)?.is_met_by(30, 60));
    /// let beyond = Threshold::more_than(1, 1).unwrap_err();
    /// assert_eq!(beyond.code(), ProblemCode::ImpossibleThreshold);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn more_than(numerator: u64, denominator: u64) -> Result<Self, Problem> {
        Self::of(Fraction::new(numerator, denominator)?, false)
    }

    pub(super) fn of(share: Fraction, inclusive: bool) -> Result<Self, Problem> {
        let share = if inclusive { share.reached_by_some() } else { share.passed_by_some() }?;
        Ok(Self { share, inclusive })
    }

    /// The share.
    #[must_use]
    pub const fn share(self) -> Fraction {
        self.share
    }

    /// Whether being equal to the share is enough.
    #[must_use]
    pub const fn is_inclusive(self) -> bool {
        self.inclusive
    }

    /// The name of the field that holds it in JSON: `at_least` or `more_than`.
    #[must_use]
    pub const fn field(self) -> &'static str {
        if self.inclusive { "at_least" } else { "more_than" }
    }

    /// Whether `part` of `whole` meets it. A part of nothing meets no threshold.
    ///
    /// ```
    /// use cogov::decision::Threshold;
    ///
    /// let two_thirds = Threshold::at_least(2, 3)?;
    /// assert!(two_thirds.is_met_by(67, 100) && !two_thirds.is_met_by(66, 100));
    /// assert!(!two_thirds.is_met_by(0, 0));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn is_met_by(self, part: u64, whole: u64) -> bool {
        if whole == 0 {
            return false;
        }
        match self.share.compare_share(part, whole) {
            Ordering::Greater => true,
            Ordering::Equal => self.inclusive,
            Ordering::Less => false,
        }
    }

    /// The least part of `whole` that meets it; none where the whole is zero.
    ///
    /// ```
    /// use cogov::decision::Threshold;
    ///
    /// assert_eq!(Threshold::more_than(1, 2)?.least_of(100), Some(51));
    /// assert_eq!(Threshold::at_least(1, 2)?.least_of(101), Some(51));
    /// assert_eq!(Threshold::at_least(1, 2)?.least_of(0), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn least_of(self, whole: u64) -> Option<u64> {
        if whole == 0 {
            return None;
        }
        // Both factors are below 2^64, so that the product is within 128 bits.
        let product = u128::from(whole) * u128::from(self.share.numerator());
        let denominator = u128::from(self.share.denominator());
        let least =
            if self.inclusive { product.div_ceil(denominator) } else { product / denominator + 1 };
        u64::try_from(least).ok()
    }

    /// The threshold in words.
    ///
    /// ```
    /// use cogov::decision::Threshold;
    /// use cogov::Lang;
    /// assert_eq!(Threshold::MORE_THAN_HALF.describe(Lang::En), "more than 1/2");
    /// assert_eq!(Threshold::MORE_THAN_HALF.describe(Lang::Zh), "超过 1/2");
    /// ```
    #[must_use]
    pub fn describe(self, lang: Lang) -> String {
        let words = if self.inclusive {
            lang.pick("at least", "至少")
        } else {
            lang.pick("more than", "超过")
        };
        format!("{words} {}", self.share)
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.describe(Lang::En))
    }
}
