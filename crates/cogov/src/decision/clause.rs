//! The clauses of a rule: shares, and their combination by `all` and `any`.

use crate::decision::definition::{Base, Measure, Turnout};
use crate::decision::threshold::Threshold;
use crate::problem::{Arg, Problem, ProblemCode};
use crate::values::bounds;

/// Clauses that are combined by `all` or `any`: at least one, and within the bounds on how many a
/// rule has and how deep they are nested.
///
/// Made only by [`Quorum::all`], [`Quorum::any`], [`Approval::all`], [`Approval::any`] and by
/// reading, all of which check the bounds; so no rule is too deep to be decided.
///
/// ```
/// use cogov::decision::{Approval, Base, Measure, Threshold};
///
/// let half = |measure| Approval::share(measure, Base::Participating, Threshold::MORE_THAN_HALF);
/// let Approval::All(clauses) = Approval::all([half(Measure::Heads), half(Measure::Weight)])? else {
///     panic!()
/// };
/// assert_eq!(clauses.iter().count(), 2);
/// assert!(Approval::all([]).is_err(), "all of nothing");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Clauses<C> {
    clauses: Vec<C>,
    /// Counted through the nesting, these `all` and `any` included.
    total: u64,
    levels: u64,
}

impl<C> Clauses<C> {
    /// The clauses, in order.
    pub fn as_slice(&self) -> &[C] {
        &self.clauses
    }

    /// The clauses, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, C> {
        self.clauses.iter()
    }
}

impl<'c, C> IntoIterator for &'c Clauses<C> {
    type Item = &'c C;
    type IntoIter = std::slice::Iter<'c, C>;

    fn into_iter(self) -> Self::IntoIter {
        self.clauses.iter()
    }
}

/// A clause that knows how many clauses it holds, itself included, and on how many levels.
pub(super) trait Nested: Sized {
    fn combined(&self) -> Option<&Clauses<Self>>;

    fn from_clauses(all: bool, clauses: Clauses<Self>) -> Self;

    fn combine(all: bool, clauses: Vec<Self>) -> Result<Self, Problem> {
        if clauses.is_empty() {
            return Err(Problem::alone(ProblemCode::EmptyList, vec![Arg::at_least_one()]));
        }
        let (mut total, mut levels) = (1_u64, 0);
        for clause in &clauses {
            let (inner, depth) =
                clause.combined().map_or((1, 1), |inner| (inner.total, inner.levels));
            total = total.saturating_add(inner);
            levels = levels.max(depth);
        }
        let levels = levels.saturating_add(1);
        for (bound, found) in [(bounds::RULE_CLAUSES, total), (bounds::RULE_LEVELS, levels)] {
            bound.check(found)?;
        }
        Ok(Self::from_clauses(all, Clauses { clauses, total, levels }))
    }
}

/// What a quorum asks for.
///
/// ```
/// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
///
/// // More than half of the adults, or the representatives of two thirds of the households.
/// let quorum = Quorum::any([
///     Quorum::share(Measure::Heads, Turnout::Present, Base::Entitled, Threshold::MORE_THAN_HALF)?,
///     Quorum::share(
///         Measure::Households,
///         Turnout::Present,
///         Base::Entitled,
///         Threshold::AT_LEAST_TWO_THIRDS,
///     )?,
/// ])?;
/// assert!(matches!(quorum, Quorum::Any(clauses) if clauses.as_slice().len() == 2));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quorum {
    /// All of these.
    All(Clauses<Quorum>),
    /// At least one of these.
    Any(Clauses<Quorum>),
    /// Enough of a whole takes part: `{"measure": …, "count": …, "base": …, "at_least": …}`.
    Share(QuorumShare),
}

/// The share of a whole that has to take part.
///
/// ```
/// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
///
/// let two_thirds = Threshold::AT_LEAST_TWO_THIRDS;
/// let quorum = Quorum::share(Measure::Heads, Turnout::Present, Base::Entitled, two_thirds)?;
/// let Quorum::Share(share) = quorum else { panic!() };
/// assert_eq!((share.count(), share.base()), (Turnout::Present, Base::Entitled));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuorumShare {
    measure: Measure,
    count: Turnout,
    base: Base,
    threshold: Threshold,
}

impl QuorumShare {
    /// What is counted.
    #[must_use]
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// Who counts as taking part.
    #[must_use]
    pub const fn count(&self) -> Turnout {
        self.count
    }

    /// Of which whole.
    #[must_use]
    pub const fn base(&self) -> Base {
        self.base
    }

    /// How much of it.
    #[must_use]
    pub const fn threshold(&self) -> Threshold {
        self.threshold
    }
}

impl Quorum {
    /// All of these clauses.
    ///
    /// # Errors
    ///
    /// `empty-list`, when there are none; `bound-exceeded`, when there are more than 64 counted through the nesting, or more than 8 levels.
    ///
    /// ```
    /// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
    ///
    /// let two_thirds = Threshold::at_least(2, 3)?;
    /// let of = |measure| Quorum::share(measure, Turnout::Participating, Base::Entitled, two_thirds);
    /// let quorum = Quorum::all([of(Measure::Heads)?, of(Measure::Weight)?])?;
    /// assert!(serde_json::to_string(&quorum)?.starts_with(r#"{"all":[{"measure":"heads""#));
    /// assert!(Quorum::all([]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn all(clauses: impl IntoIterator<Item = Self>) -> Result<Self, Problem> {
        Self::combine(true, clauses.into_iter().collect())
    }

    /// At least one of these clauses.
    ///
    /// # Errors
    ///
    /// `empty-list`, when there are none; `bound-exceeded`, when there are more than 64 counted through the nesting, or more than 8 levels.
    ///
    /// ```
    /// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
    ///
    /// let two_thirds = Threshold::at_least(2, 3)?;
    /// let of = |measure| Quorum::share(measure, Turnout::Participating, Base::Entitled, two_thirds);
    /// let quorum = Quorum::any([of(Measure::Heads)?, of(Measure::Weight)?])?;
    /// assert!(serde_json::to_string(&quorum)?.starts_with(r#"{"any":[{"measure":"heads""#));
    /// assert!(Quorum::any([]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn any(clauses: impl IntoIterator<Item = Self>) -> Result<Self, Problem> {
        Self::combine(false, clauses.into_iter().collect())
    }

    /// Enough of a whole takes part.
    ///
    /// # Errors
    ///
    /// `misplaced-field`, when the base does not hold those counted: presence is a share of those entitled or who
    /// should attend, ballots are also a share of those present. A share of those who take part
    /// anyhow would ask for nothing.
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::decision::{Base, Measure, Quorum, Threshold, Turnout};
    ///
    /// let share = |base| {
    ///     let two_thirds = Threshold::at_least(2, 3)?;
    ///     Quorum::share(Measure::Heads, Turnout::Present, base, two_thirds)
    /// };
    /// assert!(share(Base::Entitled).is_ok());
    /// assert_eq!(share(Base::Present).unwrap_err().code(), ProblemCode::MisplacedField);
    /// ```
    pub fn share(
        measure: Measure,
        count: Turnout,
        base: Base,
        threshold: Threshold,
    ) -> Result<Self, Problem> {
        let holds = match (base, count) {
            (Base::Entitled | Base::ShouldAttend, Turnout::Present | Turnout::Participating)
            | (Base::Present, Turnout::Participating) => true,
            (Base::Present, Turnout::Present)
            | (Base::Participating | Base::Cast | Base::Valid, _) => false,
        };
        if holds {
            Ok(Self::Share(QuorumShare { measure, count, base, threshold }))
        } else {
            // A share of those who return a ballot is what an approval asks for.
            let [bases, bases_zh] = match count {
                Turnout::Present => {
                    ["`entitled` or `should_attend`", "`entitled` 或 `should_attend`"]
                }
                Turnout::Participating => [
                    "`entitled`, `should_attend` or `present`",
                    "`entitled`、`should_attend` 或 `present`",
                ],
            };
            Err(Problem::alone(
                ProblemCode::MisplacedField,
                vec![
                    Arg::bilingual(
                        "reason",
                        "a quorum is a share of a whole that is known before anybody takes part",
                        "法定人数须以事先确定的人数为基数",
                    ),
                    Arg::help(
                        format!(
                            "write {bases}; how many of those who take part have to say yes stands in `approval`"
                        ),
                        format!("请写 {bases_zh}；参与者中须有多少赞成，写在 `approval` 中"),
                    ),
                ],
            ))
        }
    }
}

impl Quorum {
    /// Whether some clause of it counts by a measure.
    pub(crate) fn measures(&self, measure: Measure) -> bool {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                clauses.iter().any(|clause| clause.measures(measure))
            }
            Self::Share(share) => share.measure == measure,
        }
    }
}

impl Approval {
    /// Whether some clause of it counts by a measure.
    pub(crate) fn measures(&self, measure: Measure) -> bool {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                clauses.iter().any(|clause| clause.measures(measure))
            }
            Self::Share(share) => share.measure == measure,
            Self::Consensus | Self::UnanimityOfInterested => false,
        }
    }
}

impl Nested for Quorum {
    fn combined(&self) -> Option<&Clauses<Self>> {
        match self {
            Self::All(clauses) | Self::Any(clauses) => Some(clauses),
            Self::Share(_) => None,
        }
    }

    fn from_clauses(all: bool, clauses: Clauses<Self>) -> Self {
        if all { Self::All(clauses) } else { Self::Any(clauses) }
    }
}

/// What an approval asks for.
///
/// ```
/// use cogov::decision::{Approval, Base, Measure, Threshold};
///
/// // Heads and area alike: neither many small owners nor a few large ones decide alone.
/// let both = Approval::all([
///     Approval::share(Measure::Heads, Base::Participating, Threshold::MORE_THAN_HALF),
///     Approval::share(Measure::Weight, Base::Participating, Threshold::MORE_THAN_HALF),
/// ])?;
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Approval {
    /// All of these.
    All(Clauses<Approval>),
    /// At least one of these.
    Any(Clauses<Approval>),
    /// Enough of a whole says yes: `{"measure": …, "base": …, "more_than": …}`.
    Share(ApprovalShare),
    /// Nobody sustains an objection, and somebody took part: `"consensus"`.
    ///
    /// Votes do not count: where nobody sustains an objection, ten who vote no adopt as well, since
    /// a no that is not sustained stands in no one's way. Whoever asks whether objections are
    /// sustained has to ask those who voted no. Where votes against are to count, join it with a
    /// share by [`Approval::all`].
    Consensus,
    /// All who have an interest say yes, and there is one: `"unanimity_of_interested"`.
    UnanimityOfInterested,
}

/// The share of a whole that has to say yes.
///
/// ```
/// use cogov::decision::{Approval, Base, Measure, Threshold};
///
/// let approval = Approval::share(Measure::Heads, Base::Present, Threshold::MORE_THAN_HALF);
/// let Approval::Share(share) = approval else { panic!() };
/// assert_eq!(share.threshold().least_of(10), Some(6));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ApprovalShare {
    measure: Measure,
    base: Base,
    threshold: Threshold,
}

impl ApprovalShare {
    /// What is counted.
    #[must_use]
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// Of which whole.
    #[must_use]
    pub const fn base(&self) -> Base {
        self.base
    }

    /// How much of it.
    #[must_use]
    pub const fn threshold(&self) -> Threshold {
        self.threshold
    }
}

impl Approval {
    /// All of these clauses.
    ///
    /// # Errors
    ///
    /// `empty-list`, when there are none; `bound-exceeded`, when there are more than 64 counted through the nesting, or more than 8 levels.
    ///
    /// ```
    /// use cogov::decision::{Approval, Base, Measure, Threshold};
    ///
    /// let of = |measure| Approval::share(measure, Base::Cast, Threshold::MORE_THAN_HALF);
    /// let approval = Approval::all([of(Measure::Heads), of(Measure::Weight)])?;
    /// assert!(serde_json::to_string(&approval)?.starts_with(r#"{"all":[{"measure":"heads""#));
    /// assert!(Approval::all([]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn all(clauses: impl IntoIterator<Item = Self>) -> Result<Self, Problem> {
        Self::combine(true, clauses.into_iter().collect())
    }

    /// At least one of these clauses.
    ///
    /// # Errors
    ///
    /// `empty-list`, when there are none; `bound-exceeded`, when there are more than 64 counted through the nesting, or more than 8 levels.
    ///
    /// ```
    /// use cogov::decision::{Approval, Base, Measure, Threshold};
    ///
    /// let of = |measure| Approval::share(measure, Base::Cast, Threshold::MORE_THAN_HALF);
    /// let approval = Approval::any([of(Measure::Heads), of(Measure::Weight)])?;
    /// assert!(serde_json::to_string(&approval)?.starts_with(r#"{"any":[{"measure":"heads""#));
    /// assert!(Approval::any([]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn any(clauses: impl IntoIterator<Item = Self>) -> Result<Self, Problem> {
        Self::combine(false, clauses.into_iter().collect())
    }

    /// Enough of a whole says yes.
    ///
    /// ```
    /// use cogov::decision::{Approval, Base, Measure, Threshold};
    ///
    /// let majority = Approval::share(Measure::Heads, Base::Cast, Threshold::more_than(1, 2)?);
    /// let written = r#"{"measure":"heads","base":"cast","more_than":[1,2]}"#;
    /// assert_eq!(serde_json::to_string(&majority)?, written);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn share(measure: Measure, base: Base, threshold: Threshold) -> Self {
        Self::Share(ApprovalShare { measure, base, threshold })
    }
}

impl Nested for Approval {
    fn combined(&self) -> Option<&Clauses<Self>> {
        match self {
            Self::All(clauses) | Self::Any(clauses) => Some(clauses),
            Self::Share(_) | Self::Consensus | Self::UnanimityOfInterested => None,
        }
    }

    fn from_clauses(all: bool, clauses: Clauses<Self>) -> Self {
        if all { Self::All(clauses) } else { Self::Any(clauses) }
    }
}
