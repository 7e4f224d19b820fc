//! Thresholds: a share that has to be reached, or passed.

use std::cmp::Ordering;
use std::fmt;

use crate::problem::ProblemCode;
use crate::values::bounds::Bound;
use crate::values::fraction::Fraction;
use crate::values::lang::Lang;

/// A share that has to be reached, or passed, and that can be neither idle nor impossible.
///
/// "以上" includes the number (Civil Code art. 1259): [`Threshold::at_least`]; "超过" does not, and
/// "过半数" is read the same way: [`Threshold::more_than`].
///
/// ```
/// use cogov::Threshold;
///
/// let two_thirds = Threshold::at_least(2, 3)?;
/// assert!(two_thirds.is_met_by(66, 99));
/// assert!(!Threshold::MORE_THAN_HALF.is_met_by(50, 100));
/// assert_eq!(two_thirds.least_of(100), Some(67));
///
/// assert!(Threshold::at_least(0, 3).is_err(), "asks for nothing");
/// assert!(Threshold::at_least(4, 3).is_err(), "cannot be met");
/// assert!(Threshold::more_than(3, 3).is_err(), "cannot be met");
/// # Ok::<(), cogov::RuleError>(())
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
    /// When it is not a fraction, zero (asks for nothing), or above one (cannot be met).
    pub fn at_least(numerator: u64, denominator: u64) -> Result<Self, RuleError> {
        Self::of(fraction(numerator, denominator)?, true)
    }

    /// The share `numerator/denominator` has to be passed; being equal to it is not enough.
    ///
    /// # Errors
    ///
    /// When it is not a fraction, or is one or above (cannot be met). More than 0 asks for
    /// somebody, whoever it is, and is a threshold.
    pub fn more_than(numerator: u64, denominator: u64) -> Result<Self, RuleError> {
        Self::of(fraction(numerator, denominator)?, false)
    }

    pub(super) fn of(share: Fraction, inclusive: bool) -> Result<Self, RuleError> {
        let whole = share.numerator().cmp(&share.denominator());
        if (inclusive && whole.is_gt()) || (!inclusive && whole.is_ge()) {
            return Err(RuleError::new(RuleFault::ImpossibleThreshold));
        }
        if inclusive && share.numerator() == 0 {
            return Err(RuleError::new(RuleFault::IdleThreshold));
        }
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
    /// use cogov::{Lang, Threshold};
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
        f.write_str(&self.describe(Lang::En))
    }
}

fn fraction(numerator: u64, denominator: u64) -> Result<Fraction, RuleError> {
    Fraction::new(numerator, denominator).map_err(|_| RuleError::new(RuleFault::InvalidFraction))
}

/// Why something cannot be a clause of a decision rule.
///
/// ```
/// use cogov::{ProblemCode, Threshold};
///
/// let error = Threshold::at_least(5, 4).unwrap_err();
/// assert_eq!(error.code(), ProblemCode::ImpossibleThreshold);
/// assert_eq!(error.to_string(), "the threshold can never be met");
/// assert_eq!(error.help(), "use a share of at most 1, and below 1 for \"more than\"");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct RuleError {
    fault: RuleFault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleFault {
    InvalidFraction,
    ImpossibleThreshold,
    IdleThreshold,
    NoClauses,
    QuorumBase,
    Bound { bound: Bound, found: u64 },
}

impl RuleError {
    pub(super) const fn new(fault: RuleFault) -> Self {
        Self { fault }
    }

    pub(super) const fn fault(self) -> RuleFault {
        self.fault
    }

    /// What kind of problem it is; the same codes as when a charter is read.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        match self.fault {
            RuleFault::InvalidFraction => ProblemCode::InvalidFraction,
            RuleFault::ImpossibleThreshold => ProblemCode::ImpossibleThreshold,
            RuleFault::IdleThreshold => ProblemCode::IdleThreshold,
            RuleFault::NoClauses => ProblemCode::EmptyList,
            RuleFault::QuorumBase => ProblemCode::MisplacedField,
            RuleFault::Bound { .. } => ProblemCode::BoundExceeded,
        }
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let words = match self.fault {
            RuleFault::InvalidFraction => lang.pick("the share is not a fraction", "份额不是分数"),
            RuleFault::ImpossibleThreshold => {
                lang.pick("the threshold can never be met", "门槛永远无法达到")
            }
            RuleFault::IdleThreshold => {
                lang.pick("a threshold of zero asks for nothing", "门槛为零，等于没有要求")
            }
            RuleFault::NoClauses => {
                lang.pick("\"all\" or \"any\" of no clauses at all", "没有任何条款可供组合")
            }
            RuleFault::QuorumBase => lang.pick(QUORUM_BASE.0, QUORUM_BASE.1),
            RuleFault::Bound { bound, found } => {
                let limit = bound.largest();
                return match lang {
                    Lang::En => {
                        format!("there are {found} {}, more than {limit}", bound.quantity())
                    }
                    Lang::Zh => format!("{}为 {found}，超过上限 {limit}", bound.quantity_zh()),
                };
            }
        };
        words.to_owned()
    }

    /// What to do about it, in English; [`RuleError::help_in`] speaks both languages.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        self.help_in(Lang::En)
    }

    /// What to do about it.
    #[must_use]
    pub const fn help_in(&self, lang: Lang) -> &'static str {
        match self.fault {
            RuleFault::InvalidFraction => lang.pick(
                "write a numerator and a denominator of at least 1, both at most 2^53 - 1",
                "请写分子和不小于 1 的分母，均不超过 2^53 - 1",
            ),
            RuleFault::ImpossibleThreshold => lang.pick(
                "use a share of at most 1, and below 1 for \"more than\"",
                "请用不大于 1 的份额；“超过”须小于 1",
            ),
            RuleFault::IdleThreshold => lang.pick(
                "leave the clause out, or use a share above 0",
                "请省去该条款，或用大于 0 的份额",
            ),
            RuleFault::NoClauses => lang.pick("name at least one clause", "请至少写一个条款"),
            RuleFault::QuorumBase => lang.pick(
                "take the share of those entitled or who should attend; a turnout of ballots also of those present",
                "请以有表决权者或应到者为基数；参与表决的，也可以实到者为基数",
            ),
            RuleFault::Bound { .. } => {
                lang.pick("combine fewer clauses, or flatten them", "请减少条款，或减少嵌套")
            }
        }
    }
}

/// Why a quorum has no such base, in English and Chinese.
pub(super) const QUORUM_BASE: (&str, &str) = (
    "a quorum is a share of a whole that is known before anybody takes part",
    "法定人数须以事先确定的人数为基数",
);
