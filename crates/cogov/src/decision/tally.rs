//! The tally: what was said, counted.

use serde::Serialize;

use crate::decision::count_error::{CountError, Quantity, check_size};
use crate::decision::definition::Measure;
use crate::decision::electorate::Electorate;

/// The ballots returned, in one [`Measure`]: yes, no, abstentions, invalid.
///
/// ```
/// use cogov::decision::Votes;
///
/// let area = Votes::new().yes(620_000).no(90_000).invalid(5_000);
/// assert_eq!(area.participating(), Some(715_000));
/// assert_eq!(area.valid(), Some(710_000));
/// assert_eq!(area.cast(), Some(710_000), "nobody abstained");
/// assert_eq!((area.no_count(), area.abstain_count(), area.invalid_count()), (90_000, 0, 5_000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Votes {
    yes: u64,
    no: u64,
    abstain: u64,
    invalid: u64,
}

impl Votes {
    /// No ballots as yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { yes: 0, no: 0, abstain: 0, invalid: 0 }
    }

    /// So many say yes.
    #[must_use]
    pub const fn yes(self, count: u64) -> Self {
        Self { yes: count, ..self }
    }

    /// So many say no.
    #[must_use]
    pub const fn no(self, count: u64) -> Self {
        Self { no: count, ..self }
    }

    /// So many return a ballot that says neither.
    #[must_use]
    pub const fn abstain(self, count: u64) -> Self {
        Self { abstain: count, ..self }
    }

    /// So many return a ballot that cannot be counted.
    #[must_use]
    pub const fn invalid(self, count: u64) -> Self {
        Self { invalid: count, ..self }
    }

    /// Who said yes.
    #[must_use]
    pub const fn yes_count(&self) -> u64 {
        self.yes
    }

    /// Who said no.
    #[must_use]
    pub const fn no_count(&self) -> u64 {
        self.no
    }

    /// Who abstained.
    #[must_use]
    pub const fn abstain_count(&self) -> u64 {
        self.abstain
    }

    /// Whose ballot is invalid.
    #[must_use]
    pub const fn invalid_count(&self) -> u64 {
        self.invalid
    }

    /// Who voted yes or no; nothing beyond 64 bits, which no [`Tally`] reaches.
    #[must_use]
    pub const fn cast(&self) -> Option<u64> {
        self.yes.checked_add(self.no)
    }

    /// Who returned a valid ballot, abstentions included.
    #[must_use]
    pub fn valid(&self) -> Option<u64> {
        self.cast()?.checked_add(self.abstain)
    }

    /// Who returned a ballot at all.
    #[must_use]
    pub fn participating(&self) -> Option<u64> {
        self.valid()?.checked_add(self.invalid)
    }
}

/// What was said on a matter, counted: ballots by measure, sustained objections, the consent of
/// those with an interest.
///
/// Begun by [`Electorate::tally`] and checked against that electorate when it is closed, so that a
/// tally in hand is one that can have happened: in each measure, those who take part are among
/// those present or, where nobody was counted at a session, among those who should attend, else
/// among those entitled. Those with an interest who consent are among those with an interest, and
/// among the heads that say yes: consent is a yes ballot.
///
/// [`Rule::decide`](crate::Rule::decide) checks once more, against the electorate it is given, so
/// that numbers of two ballots cannot be mixed up.
///
/// Whether objections are sustained has to be said, also that there are none: silence is not
/// counted as consensus. Objections are counted one by one, and those heard without a vote may
/// raise them, so that they are not a part of the electorate.
///
/// ```
/// use cogov::Electorate;
/// use cogov::decision::{Measure, Votes};
///
/// let electorate = Electorate::heads(100).weight(900_000).fix()?;
/// let tally = electorate
///     .tally()
///     .yes(60)
///     .no(8)
///     .weight(Votes::new().yes(540_000).no(70_000))
///     .close()?;
/// assert_eq!(tally.heads().participating(), Some(68));
/// assert_eq!(tally.votes(Measure::Weight).map(Votes::yes_count), Some(540_000));
/// assert_eq!(tally.votes(Measure::Households), None, "not counted by household");
/// assert_eq!(tally.objections_count(), None, "nobody said whether there are any");
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Tally {
    heads: Votes,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<Votes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    households: Option<Votes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delegates: Option<Votes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interested_yes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objections: Option<u64>,
}

impl Tally {
    /// The ballots, by head.
    #[must_use]
    pub const fn heads(&self) -> &Votes {
        &self.heads
    }

    /// The ballots in a measure; nothing where they were not counted in it.
    #[must_use]
    pub const fn votes(&self, measure: Measure) -> Option<&Votes> {
        match measure {
            Measure::Heads => Some(&self.heads),
            Measure::Weight => self.weight.as_ref(),
            Measure::Households => self.households.as_ref(),
            Measure::Delegates => self.delegates.as_ref(),
        }
    }

    /// How many of those with an interest said yes, if that was counted.
    #[must_use]
    pub const fn interested_yes_count(&self) -> Option<u64> {
        self.interested_yes
    }

    /// How many objections are sustained, if that was recorded.
    #[must_use]
    pub const fn objections_count(&self) -> Option<u64> {
        self.objections
    }
}

impl Electorate {
    /// Begins a tally of this electorate; [`TallyBuilder::close`] ends it.
    ///
    /// ```
    /// use cogov::Electorate;
    ///
    /// let meeting = Electorate::heads(120).present(80).fix()?;
    /// let tally = meeting.tally().yes(50).no(20).abstain(10).close()?;
    /// assert_eq!(tally.heads().participating(), Some(80));
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    pub const fn tally(&self) -> TallyBuilder<'_> {
        TallyBuilder {
            electorate: self,
            tally: Tally {
                heads: Votes::new(),
                weight: None,
                households: None,
                delegates: None,
                interested_yes: None,
                objections: None,
            },
        }
    }

    /// Whether a tally can be one of this electorate.
    ///
    /// # Errors
    ///
    /// When a number is above 2^53 − 1, exceeds what it is part of, or is counted in a measure
    /// that the electorate does not have.
    ///
    /// ```
    /// use cogov::Electorate;
    ///
    /// let (large, small) = (Electorate::heads(100).fix()?, Electorate::heads(10).fix()?);
    /// let tally = large.tally().yes(60).close()?;
    /// assert!(large.admits(&tally).is_ok());
    /// assert!(small.admits(&tally).is_err());
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    pub fn admits(&self, tally: &Tally) -> Result<(), CountError> {
        for measure in Measure::ALL {
            if let Some(votes) = tally.votes(*measure) {
                self.admits_votes(*measure, votes)?;
            }
        }
        let heads = Measure::Heads;
        if let Some(yes) = tally.interested_yes {
            let part = (Quantity::InterestedYes, yes);
            let Some(interested) = self.interested_count() else {
                return Err(CountError::not_in_electorate(heads, Quantity::InterestedYes));
            };
            CountError::unless_part(heads, part, (Quantity::Interested, interested))?;
            CountError::unless_part(heads, part, (Quantity::Yes, tally.heads.yes))?;
        }
        if let Some(objections) = tally.objections {
            check_size(heads, Quantity::Objections, objections)?;
        }
        Ok(())
    }

    fn admits_votes(&self, measure: Measure, votes: &Votes) -> Result<(), CountError> {
        let Some(strength) = self.strength(measure) else {
            return Err(CountError::not_in_electorate(measure, Quantity::Participating));
        };
        let counts = [
            (Quantity::Yes, votes.yes),
            (Quantity::No, votes.no),
            (Quantity::Abstain, votes.abstain),
            (Quantity::Invalid, votes.invalid),
        ];
        for (quantity, count) in counts {
            check_size(measure, quantity, count)?;
        }
        // Four numbers of at most 2^53 fit into 64 bits; the fallback only refuses.
        let participating = votes.participating().unwrap_or(u64::MAX);
        CountError::unless_part(
            measure,
            (Quantity::Participating, participating),
            strength.narrowest(),
        )
    }
}

/// A [`Tally`] in the making.
///
/// ```
/// use cogov::Electorate;
/// use cogov::decision::{Measure, Strength, Votes};
///
/// let owners = Electorate::heads(99).weight(900_000).fix()?;
/// let area = Votes::new().yes(450_000).no(150_000);
/// let tally = owners.tally().yes(52).no(18).abstain(1).weight(area);
/// assert!(tally.close().is_ok());
/// assert!(owners.tally().yes(100).close().is_err(), "more than there are");
///
/// // A lift for one stairway of four households: do all of them agree, and does anybody object?
/// let stairway = Electorate::heads(99).interested(4).fix()?;
/// let tally = stairway.tally().yes(52).interested_yes(4).objections(0).close()?;
/// assert_eq!((tally.interested_yes_count(), tally.objections_count()), (Some(4), Some(0)));
///
/// // A villagers' meeting of delegates, counted by them too.
/// let village = Electorate::heads(500).delegates(Strength::of(40)).fix()?;
/// let tally = village.tally().delegates(Votes::new().yes(30).no(5)).close()?;
/// assert_eq!(tally.votes(Measure::Delegates).and_then(|votes| votes.cast()), Some(35));
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use = "a tally counts only when it is closed"]
pub struct TallyBuilder<'e> {
    electorate: &'e Electorate,
    tally: Tally,
}

impl TallyBuilder<'_> {
    /// So many heads say yes.
    pub const fn yes(mut self, heads: u64) -> Self {
        self.tally.heads = self.tally.heads.yes(heads);
        self
    }

    /// So many heads say no.
    pub const fn no(mut self, heads: u64) -> Self {
        self.tally.heads = self.tally.heads.no(heads);
        self
    }

    /// So many heads abstain.
    pub const fn abstain(mut self, heads: u64) -> Self {
        self.tally.heads = self.tally.heads.abstain(heads);
        self
    }

    /// So many heads return an invalid ballot.
    pub const fn invalid(mut self, heads: u64) -> Self {
        self.tally.heads = self.tally.heads.invalid(heads);
        self
    }

    /// The ballots by weight.
    pub const fn weight(mut self, votes: Votes) -> Self {
        self.tally.weight = Some(votes);
        self
    }

    /// The ballots by household.
    pub const fn households(mut self, votes: Votes) -> Self {
        self.tally.households = Some(votes);
        self
    }

    /// The ballots of delegates.
    pub const fn delegates(mut self, votes: Votes) -> Self {
        self.tally.delegates = Some(votes);
        self
    }

    /// So many of the heads that say yes have an interest of their own.
    pub const fn interested_yes(mut self, heads: u64) -> Self {
        self.tally.interested_yes = Some(heads);
        self
    }

    /// So many objections are sustained; 0 says that it was asked and there are none.
    pub const fn objections(mut self, count: u64) -> Self {
        self.tally.objections = Some(count);
        self
    }

    /// Checks the numbers against the electorate and closes the tally.
    ///
    /// # Errors
    ///
    /// As of [`Electorate::admits`].
    ///
    /// ```
    /// use cogov::Electorate;
    ///
    /// let meeting = Electorate::heads(120).present(80).fix()?;
    /// assert!(meeting.tally().yes(80).close().is_ok());
    /// let error = meeting.tally().yes(80).no(1).close().unwrap_err();
    /// assert_eq!(error.code(), "part-exceeds-whole");
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    pub fn close(self) -> Result<Tally, CountError> {
        self.electorate.admits(&self.tally)?;
        Ok(self.tally)
    }
}
