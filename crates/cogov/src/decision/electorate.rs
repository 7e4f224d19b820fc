//! The electorate: who may vote on a matter, counted when the ballot opens.

use serde::Serialize;

use crate::decision::count_error::{CountError, Quantity, check_size};
use crate::decision::definition::Measure;

/// How strong an electorate is in one [`Measure`]: who is entitled, who should attend, who is
/// present. Only the first is always known.
///
/// ```
/// use cogov::decision::Strength;
///
/// let households = Strength::of(300).present(210);
/// assert_eq!(households.entitled_count(), 300);
/// assert_eq!(households.present_count(), Some(210));
/// assert_eq!(households.should_attend_count(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Strength {
    entitled: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    should_attend: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u64>,
}

impl Strength {
    /// So many are entitled to vote; nobody was counted at a session.
    #[must_use]
    pub const fn of(entitled: u64) -> Self {
        Self { entitled, should_attend: None, present: None }
    }

    /// So many of them should attend the session (应到).
    #[must_use]
    pub const fn should_attend(self, count: u64) -> Self {
        Self { should_attend: Some(count), ..self }
    }

    /// So many of these are present (实到). Left out where there is no session, as for a ballot in
    /// writing or one that also takes ballots from those who stay away.
    #[must_use]
    pub const fn present(self, count: u64) -> Self {
        Self { present: Some(count), ..self }
    }

    /// Who is entitled to vote.
    #[must_use]
    pub const fn entitled_count(&self) -> u64 {
        self.entitled
    }

    /// Who should attend, if that was counted.
    #[must_use]
    pub const fn should_attend_count(&self) -> Option<u64> {
        self.should_attend
    }

    /// Who is present, if there was a session and it was counted.
    #[must_use]
    pub const fn present_count(&self) -> Option<u64> {
        self.present
    }

    /// The narrowest whole that is known, of which those who vote are a part.
    pub(super) fn narrowest(&self) -> (Quantity, u64) {
        self.present
            .map(|count| (Quantity::Present, count))
            .or(self.should_attend.map(|count| (Quantity::ShouldAttend, count)))
            .unwrap_or((Quantity::Entitled, self.entitled))
    }

    fn check(&self, measure: Measure) -> Result<(), CountError> {
        check_size(measure, Quantity::Entitled, self.entitled)?;
        let mut whole = (Quantity::Entitled, self.entitled);
        let parts =
            [(Quantity::ShouldAttend, self.should_attend), (Quantity::Present, self.present)];
        for (quantity, count) in parts {
            let Some(count) = count else { continue };
            CountError::unless_part(measure, (quantity, count), whole)?;
            whole = (quantity, count);
        }
        Ok(())
    }
}

impl Strength {
    /// That all who are counted here are counted there, too, wherever both were counted.
    fn check_among(&self, measure: Measure, whole: (Measure, &Self)) -> Result<(), CountError> {
        let (of, whole) = whole;
        let pairs = [
            (Quantity::Entitled, Some(self.entitled), Some(whole.entitled)),
            (Quantity::ShouldAttend, self.should_attend, whole.should_attend),
            (Quantity::Present, self.present, whole.present),
        ];
        for (quantity, count, most) in pairs {
            if let (Some(count), Some(most)) = (count, most) {
                CountError::unless_among((measure, quantity, count), (of, quantity, most))?;
            }
        }
        Ok(())
    }
}

impl From<u64> for Strength {
    fn from(entitled: u64) -> Self {
        Self::of(entitled)
    }
}

/// Who may vote on a matter, as fixed when the ballot opens (and who of them came).
///
/// Counted in heads always, and in the other measures that the rule asks about. No count exceeds
/// what it is part of: those present are among those who should attend, where that is known, and
/// these among those entitled; those with an interest are among the heads entitled. Every number
/// is at most 2^53 − 1.
///
/// A delegate is one head among those who may vote, so no more delegates than heads are entitled,
/// should attend or are present. Households and weights are not compared with heads: one
/// representative may speak for several households (one for each 5 to 15 of them, Organic Law of
/// Villagers' Committees, art. 25), and one household may have several heads.
///
/// ```
/// use cogov::decision::Strength;
/// use cogov::Electorate;
///
/// let meeting = Electorate::heads(120).present(80).fix()?;
/// let owners = Electorate::heads(100).weight(900_000).fix()?;
/// let villagers = Electorate::heads(800)
///     .present(230)
///     .households(Strength::of(300).present(210))
///     .fix()?;
///
/// let error = Electorate::heads(100).present(101).fix().unwrap_err();
/// assert_eq!(error.to_string(), "101 heads present are more than the 100 entitled");
/// let delegates = Strength::of(40).present(30);
/// let error = Electorate::heads(60).present(2).delegates(delegates).fix().unwrap_err();
/// assert_eq!(error.to_string(), "30 delegates present are more than the 2 heads present");
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Electorate {
    heads: Strength,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    households: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delegates: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interested: Option<u64>,
}

impl Electorate {
    /// Begins with the heads entitled to vote; [`ElectorateBuilder::fix`] ends it.
    ///
    /// ```
    /// use cogov::Electorate;
    ///
    /// let meeting = Electorate::heads(120).should_attend(100).present(80).fix()?;
    /// assert_eq!(meeting.interested_count(), None);
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    pub const fn heads(entitled: u64) -> ElectorateBuilder {
        ElectorateBuilder {
            electorate: Self {
                heads: Strength::of(entitled),
                weight: None,
                households: None,
                delegates: None,
                interested: None,
            },
        }
    }

    /// How strong it is in a measure; nothing where that was not counted.
    ///
    /// ```
    /// use cogov::Electorate;
    /// use cogov::decision::Measure;
    ///
    /// let owners = Electorate::heads(100).weight(900_000).fix()?;
    /// let entitled = |measure| owners.strength(measure).map(|strength| strength.entitled_count());
    /// assert_eq!(entitled(Measure::Weight), Some(900_000));
    /// assert_eq!(entitled(Measure::Households), None);
    /// # Ok::<(), cogov::decision::CountError>(())
    /// ```
    #[must_use]
    pub const fn strength(&self, measure: Measure) -> Option<&Strength> {
        match measure {
            Measure::Heads => Some(&self.heads),
            Measure::Weight => self.weight.as_ref(),
            Measure::Households => self.households.as_ref(),
            Measure::Delegates => self.delegates.as_ref(),
        }
    }

    /// How many heads have an interest of their own in the matter, if that was counted.
    #[must_use]
    pub const fn interested_count(&self) -> Option<u64> {
        self.interested
    }
}

/// An [`Electorate`] in the making.
///
/// ```
/// use cogov::Electorate;
///
/// let meeting = Electorate::heads(120).should_attend(90).present(80).fix()?;
/// assert_eq!(meeting.interested_count(), None, "nobody said who has an interest");
/// // More cannot come than should.
/// assert!(Electorate::heads(120).should_attend(90).present(91).fix().is_err());
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use = "an electorate counts only when it is fixed"]
pub struct ElectorateBuilder {
    electorate: Electorate,
}

impl ElectorateBuilder {
    /// So many heads should attend the session (应到).
    pub const fn should_attend(mut self, heads: u64) -> Self {
        self.electorate.heads = self.electorate.heads.should_attend(heads);
        self
    }

    /// So many heads are present (实到); left out where there is no session.
    pub const fn present(mut self, heads: u64) -> Self {
        self.electorate.heads = self.electorate.heads.present(heads);
        self
    }

    /// Their weights: a number for those entitled, or a [`Strength`].
    pub fn weight(mut self, strength: impl Into<Strength>) -> Self {
        self.electorate.weight = Some(strength.into());
        self
    }

    /// Their households: a number for those entitled, or a [`Strength`].
    pub fn households(mut self, strength: impl Into<Strength>) -> Self {
        self.electorate.households = Some(strength.into());
        self
    }

    /// Delegates of their groups: a number for those entitled, or a [`Strength`].
    pub fn delegates(mut self, strength: impl Into<Strength>) -> Self {
        self.electorate.delegates = Some(strength.into());
        self
    }

    /// So many of the heads have an interest of their own in the matter.
    pub const fn interested(mut self, heads: u64) -> Self {
        self.electorate.interested = Some(heads);
        self
    }

    /// Checks the numbers and fixes the electorate.
    ///
    /// # Errors
    ///
    /// When a number is above 2^53 − 1 or exceeds what it is part of.
    ///
    /// ```
    /// use cogov::Electorate;
    /// use cogov::decision::Quantity;
    ///
    /// let error = Electorate::heads(100).interested(101).fix().unwrap_err();
    /// assert_eq!((error.code(), error.quantity()), ("part-exceeds-whole", Quantity::Interested));
    /// ```
    pub fn fix(self) -> Result<Electorate, CountError> {
        let electorate = self.electorate;
        for measure in Measure::ALL {
            if let Some(strength) = electorate.strength(*measure) {
                strength.check(*measure)?;
            }
        }
        if let Some(delegates) = &electorate.delegates {
            delegates.check_among(Measure::Delegates, (Measure::Heads, &electorate.heads))?;
        }
        if let Some(interested) = electorate.interested {
            CountError::unless_part(
                Measure::Heads,
                (Quantity::Interested, interested),
                (Quantity::Entitled, electorate.heads.entitled),
            )?;
        }
        Ok(electorate)
    }
}
