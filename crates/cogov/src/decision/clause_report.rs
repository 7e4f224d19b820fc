//! Clauses held against the numbers: how each of them came out.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::decision::clause::{Approval, Clauses, Quorum};
use crate::decision::count_error::Quantity;
use crate::decision::definition::{Base, Measure, Turnout};
use crate::decision::electorate::Electorate;
use crate::decision::tally::Tally;
use crate::decision::threshold::Threshold;
use crate::values::choice::choice;

choice! {
    /// How a clause came out.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::ClauseResult;
    ///
    /// let result: ClauseResult = "not_counted".parse()?;
    /// assert_eq!(result.label(Lang::Zh), "未统计");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum ClauseResult in decision {
        /// The numbers meet it.
        Met = "met", "met", "满足";
        /// The numbers do not meet it.
        Unmet = "unmet", "not met", "未满足";
        /// A number that it needs was not counted. Counts as unmet.
        NotCounted = "not_counted", "not counted", "未统计";
    }
}

/// A clause of a quorum or an approval, with its numbers and how it came out.
///
/// Combined clauses come out as their parts do: `all` is met where all parts are, `any` where one
/// is. Else they are not counted where that leaves it open (no part of an `all` is unmet, not every
/// part of an `any` is), and unmet otherwise.
///
/// ```
/// use cogov::decision::ClauseResult;
/// use cogov::{Electorate, Rule};
///
/// let rule = Rule::builtin("civil-code-278-general").unwrap();
/// let owners = Electorate::heads(99).fix()?;
/// let verdict = rule.decide(&owners, &owners.tally().yes(70).close()?);
/// // Area and heads are asked for, and nobody measured the area.
/// let quorum = verdict.quorum().unwrap();
/// let parts: Vec<ClauseResult> = quorum.clauses().iter().map(|part| part.result()).collect();
/// assert_eq!(parts, [ClauseResult::NotCounted, ClauseResult::Met]);
/// assert_eq!(quorum.result(), ClauseResult::NotCounted);
/// assert!(!quorum.is_met() && quorum.clauses()[1].is_met());
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClauseReport {
    result: ClauseResult,
    form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    All(Vec<ClauseReport>),
    Any(Vec<ClauseReport>),
    Share(AssessedShare),
    Consensus { objections: Option<u64>, took_part: u64 },
    UnanimityOfInterested { yes: Option<u64>, interested: Option<u64> },
}

/// A share that was asked for, and what it was.
///
/// ```
/// use cogov::decision::{Base, Measure};
/// use cogov::{Electorate, Rule};
///
/// let rule = Rule::builtin("villagers-representatives-2018").unwrap();
/// let meeting = Electorate::heads(60).present(40).fix()?;
/// let verdict = rule.decide(&meeting, &meeting.tally().yes(20).no(20).close()?);
/// let share = verdict.approval().share().unwrap();
/// assert_eq!((share.measure(), share.base()), (Measure::Heads, Base::Present));
/// assert_eq!((share.part(), share.whole(), share.needed()), (Some(20), Some(40), Some(21)));
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssessedShare {
    measure: Measure,
    counted: Quantity,
    base: Base,
    threshold: Threshold,
    part: Option<u64>,
    whole: Option<u64>,
}

impl AssessedShare {
    /// In what it is counted.
    #[must_use]
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// Who is counted: those present or taking part for a quorum, those voting yes for an approval.
    #[must_use]
    pub const fn counted(&self) -> Quantity {
        self.counted
    }

    /// Of which whole.
    #[must_use]
    pub const fn base(&self) -> Base {
        self.base
    }

    /// The share that was asked for.
    #[must_use]
    pub const fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// How many there are of those who count, if that is known.
    #[must_use]
    pub const fn part(&self) -> Option<u64> {
        self.part
    }

    /// How many the whole is, if that is known.
    #[must_use]
    pub const fn whole(&self) -> Option<u64> {
        self.whole
    }

    /// The least part of this whole that would have been enough.
    #[must_use]
    pub fn needed(&self) -> Option<u64> {
        self.whole.and_then(|whole| self.threshold.least_of(whole))
    }

    /// Its members, where it stands alone or with the result of its clause.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("measure", &self.measure)?;
        map.serialize_entry("counted", &self.counted)?;
        map.serialize_entry("base", &self.base)?;
        map.serialize_entry(self.threshold.field(), &self.threshold.share())?;
        map.serialize_entry("part", &self.part)?;
        map.serialize_entry("whole", &self.whole)?;
        map.serialize_entry("needed", &self.needed())
    }

    fn assess(
        measure: Measure,
        counted: Quantity,
        base: Base,
        threshold: Threshold,
        numbers: Numbers<'_>,
    ) -> ClauseReport {
        let (part, whole) = (numbers.count(measure, counted), numbers.whole(measure, base));
        let result = match (part, whole) {
            (Some(part), Some(whole)) => met(threshold.is_met_by(part, whole)),
            _ => ClauseResult::NotCounted,
        };
        let share = Self { measure, counted, base, threshold, part, whole };
        ClauseReport { result, form: Form::Share(share) }
    }
}

const fn met(met: bool) -> ClauseResult {
    if met { ClauseResult::Met } else { ClauseResult::Unmet }
}

impl ClauseReport {
    /// How the clause came out.
    #[must_use]
    pub const fn result(&self) -> ClauseResult {
        self.result
    }

    /// Whether the clause is met.
    #[must_use]
    pub const fn is_met(&self) -> bool {
        matches!(self.result, ClauseResult::Met)
    }

    /// The clauses that it combines; none where it is a share, consensus or unanimity.
    #[must_use]
    pub fn clauses(&self) -> &[Self] {
        match &self.form {
            Form::All(clauses) | Form::Any(clauses) => clauses,
            Form::Share(_) | Form::Consensus { .. } | Form::UnanimityOfInterested { .. } => &[],
        }
    }

    /// The share with its numbers, where the clause is one.
    #[must_use]
    pub const fn share(&self) -> Option<&AssessedShare> {
        match &self.form {
            Form::Share(share) => Some(share),
            _ => None,
        }
    }

    /// The clauses that combine no others, from first to last, through the nesting.
    ///
    /// ```
    /// use cogov::decision::Votes;
    /// use cogov::{Electorate, Rule};
    ///
    /// let rule = Rule::builtin("civil-code-278-general").unwrap();
    /// let owners = Electorate::heads(100).weight(900_000).fix()?;
    /// let tally = owners.tally().yes(70).weight(Votes::new().yes(610_000)).close()?;
    /// let verdict = rule.decide(&owners, &tally);
    /// let needed: Vec<_> = verdict
    ///     .quorum()
    ///     .unwrap()
    ///     .leaves()
    ///     .into_iter()
    ///     .filter_map(|clause| clause.share()?.needed())
    ///     .collect();
    /// assert_eq!(needed, [600_000, 67]);
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        match &self.form {
            Form::All(clauses) | Form::Any(clauses) => {
                clauses.iter().flat_map(Self::leaves).collect()
            }
            Form::Share(_) | Form::Consensus { .. } | Form::UnanimityOfInterested { .. } => {
                vec![self]
            }
        }
    }

    pub(super) const fn form(&self) -> &Form {
        &self.form
    }

    pub(super) fn of_quorum(quorum: &Quorum, numbers: Numbers<'_>) -> Self {
        match quorum {
            Quorum::All(clauses) => Self::all(clauses, |clause| Self::of_quorum(clause, numbers)),
            Quorum::Any(clauses) => Self::any(clauses, |clause| Self::of_quorum(clause, numbers)),
            Quorum::Share(share) => {
                let counted = match share.count() {
                    Turnout::Present => Quantity::Present,
                    Turnout::Participating => Quantity::Participating,
                };
                let (measure, base) = (share.measure(), share.base());
                AssessedShare::assess(measure, counted, base, share.threshold(), numbers)
            }
        }
    }

    pub(super) fn of_approval(approval: &Approval, numbers: Numbers<'_>) -> Self {
        match approval {
            Approval::All(clauses) => {
                Self::all(clauses, |clause| Self::of_approval(clause, numbers))
            }
            Approval::Any(clauses) => {
                Self::any(clauses, |clause| Self::of_approval(clause, numbers))
            }
            Approval::Share(share) => {
                let (measure, base) = (share.measure(), share.base());
                AssessedShare::assess(measure, Quantity::Yes, base, share.threshold(), numbers)
            }
            Approval::Consensus => {
                let objections = numbers.tally.objections_count();
                let present = numbers.count(Measure::Heads, Quantity::Present);
                let ballots = numbers.count(Measure::Heads, Quantity::Participating);
                let took_part = present.max(ballots).unwrap_or(0);
                let result = match objections {
                    None => ClauseResult::NotCounted,
                    Some(objections) => met(objections == 0 && took_part > 0),
                };
                Self { result, form: Form::Consensus { objections, took_part } }
            }
            Approval::UnanimityOfInterested => {
                let yes = numbers.tally.interested_yes_count();
                let interested = numbers.electorate.interested_count();
                let result = match (yes, interested) {
                    (Some(yes), Some(interested)) => met(yes >= interested && interested > 0),
                    _ => ClauseResult::NotCounted,
                };
                Self { result, form: Form::UnanimityOfInterested { yes, interested } }
            }
        }
    }

    fn all<C>(clauses: &Clauses<C>, assess: impl Fn(&C) -> Self) -> Self {
        let clauses: Vec<Self> = clauses.iter().map(assess).collect();
        let result = if clauses.iter().all(Self::is_met) {
            ClauseResult::Met
        } else if clauses.iter().any(|clause| clause.result == ClauseResult::Unmet) {
            ClauseResult::Unmet
        } else {
            ClauseResult::NotCounted
        };
        Self { result, form: Form::All(clauses) }
    }

    fn any<C>(clauses: &Clauses<C>, assess: impl Fn(&C) -> Self) -> Self {
        let clauses: Vec<Self> = clauses.iter().map(assess).collect();
        let result = if clauses.iter().any(Self::is_met) {
            ClauseResult::Met
        } else if clauses.iter().all(|clause| clause.result == ClauseResult::Unmet) {
            ClauseResult::Unmet
        } else {
            ClauseResult::NotCounted
        };
        Self { result, form: Form::Any(clauses) }
    }
}

/// The numbers that clauses are held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'n> {
    pub(super) electorate: &'n Electorate,
    pub(super) tally: &'n Tally,
}

impl Numbers<'_> {
    fn count(self, measure: Measure, quantity: Quantity) -> Option<u64> {
        let strength = self.electorate.strength(measure);
        let votes = self.tally.votes(measure);
        match quantity {
            Quantity::Entitled => strength.map(|strength| strength.entitled_count()),
            Quantity::ShouldAttend => strength?.should_attend_count(),
            Quantity::Present => strength?.present_count(),
            Quantity::Participating => votes?.participating(),
            Quantity::Yes => votes.map(|votes| votes.yes_count()),
            Quantity::No => votes.map(|votes| votes.no_count()),
            Quantity::Abstain => votes.map(|votes| votes.abstain_count()),
            Quantity::Invalid => votes.map(|votes| votes.invalid_count()),
            Quantity::Interested => self.electorate.interested_count(),
            Quantity::InterestedYes => self.tally.interested_yes_count(),
            Quantity::Objections => self.tally.objections_count(),
        }
    }

    fn whole(self, measure: Measure, base: Base) -> Option<u64> {
        match base {
            Base::Entitled => self.count(measure, Quantity::Entitled),
            Base::ShouldAttend => self.count(measure, Quantity::ShouldAttend),
            Base::Present => self.count(measure, Quantity::Present),
            Base::Participating => self.count(measure, Quantity::Participating),
            Base::Cast => self.tally.votes(measure)?.cast(),
            Base::Valid => self.tally.votes(measure)?.valid(),
        }
    }
}

impl Serialize for AssessedShare {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}

impl Serialize for ClauseReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.form {
            Form::All(clauses) => map.serialize_entry("all", clauses)?,
            Form::Any(clauses) => map.serialize_entry("any", clauses)?,
            Form::Share(share) => share.write(&mut map)?,
            Form::Consensus { objections, took_part } => {
                map.serialize_entry("consensus", &true)?;
                map.serialize_entry("objections", objections)?;
                map.serialize_entry("took_part", took_part)?;
            }
            Form::UnanimityOfInterested { yes, interested } => {
                map.serialize_entry("unanimity_of_interested", &true)?;
                map.serialize_entry("yes", yes)?;
                map.serialize_entry("interested", interested)?;
            }
        }
        map.serialize_entry("result", &self.result)?;
        map.end()
    }
}
