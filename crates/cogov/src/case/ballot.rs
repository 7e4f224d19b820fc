//! A ballot: who may vote, what was voted, and what came out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::{Choice, Counted, Participant, Published};
use crate::case::roll::Roll;
use crate::case::sitting::Sitting;
use crate::case::view::view;
use crate::decision::{CountError, Electorate, Measure, Rule, Strength, Tally, Verdict, Votes};
use crate::time::Instant;
use crate::values::id::SessionId;
use crate::values::key::{BallotKey, HouseholdKey, RuleKey, StepKey};
use crate::values::text::Text;

view! {
    /// Who may vote in a ballot, and what they voted.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::Choice;
    /// use cogov::case::Voter;
    ///
    /// let case = fire_lane(37);
    /// let ballot = case.state().ballots().find(|ballot| ballot.key().as_str() == "bollards").unwrap();
    /// let against: Vec<&Voter> =
    ///     ballot.voters().iter().filter(|voter| voter.choice() == Some(Choice::No)).collect();
    /// assert_eq!(against.len(), 1);
    /// assert_eq!(against[0].weight(), 8_500, "85 m², in units of 0.01 m²");
    /// assert_eq!(ballot.voters()[7].choice(), None, "did not vote");
    /// ```
    pub struct Voter {
        has {
            /// Who.
            who: Participant,
            /// The weight.
            weight: u64 as copy,
            /// Whether they are among those with an interest in the matter.
            interested: bool as copy,
        }
        may {
            /// The household.
            household: HouseholdKey,
            /// What they voted.
            choice: Choice as copy,
        }
    }
}

view! {
    /// A ballot: who may vote, what was voted, and what came out.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// // In June four of eight owners voted: too few. Two days later six did.
    /// let case = fire_lane(37);
    /// let mut ballots: Vec<_> = case.state().ballots().collect();
    /// ballots.sort_by_key(|ballot| ballot.on());
    /// let (june, bollards) = (ballots[0], ballots[1]);
    /// assert_eq!(june.question(), bollards.question());
    /// assert_eq!((june.rule().as_str(), june.secret()), ("owners-general", false));
    ///
    /// assert!(june.verdict().unwrap().reason(Lang::En).starts_with("inquorate: 4 of 8 heads took part"));
    /// assert!(bollards.verdict().unwrap().adopted().is_some());
    /// let voted = bollards.voters().iter().filter(|voter| voter.choice().is_some());
    /// assert_eq!((voted.count(), bollards.voters().len()), (6, 8));
    /// assert_eq!((bollards.step().as_str(), bollards.session()), ("decision", None), "in writing");
    /// ```
    pub struct Ballot {
        has {
            /// Its key.
            key: BallotKey,
            /// The step in which it is held.
            step: StepKey,
            /// The entry that opened it.
            entry: u64 as copy,
            /// When it was opened.
            on: Instant as copy,
            /// What was put to the vote.
            question: Text,
            /// The rule that decides.
            rule: RuleKey,
            /// Whether only counts are recorded.
            secret: bool as copy,
            /// Who counts, fixed when it was opened.
            electorate: Electorate as copy,
        }
        may {
            /// The session in which it is held.
            session: SessionId as copy,
            /// What came out.
            verdict: Verdict,
        }
        list {
            /// Who may vote.
            voters: Voter,
        }
        hidden {
            /// Where each of them stands.
            roll: Roll,
            /// The rule as it was when the ballot was opened: it decides, whatever the charter says
            /// by the time it is closed.
            decides: Arc<Rule>
        }
    }
}

/// The electorate that some voters make: heads, and weights and households where they are known.
pub(crate) fn electorate(
    voters: &[Voter],
    attendance: Option<(u64, u64)>,
) -> Result<Electorate, CountError> {
    let mut builder = Electorate::heads(voters.len() as u64);
    if let Some((should_attend, present)) = attendance {
        builder = builder.should_attend(should_attend).present(present);
    }
    if voters.iter().any(|voter| voter.weight > 0) {
        let whole = voters.iter().fold(0_u64, |sum, voter| sum.saturating_add(voter.weight));
        builder = builder.weight(Strength::of(whole));
    }
    if voters.iter().any(|voter| voter.household.is_some()) {
        builder = builder.households(households(voters).len() as u64);
    }
    if voters.iter().any(|voter| voter.interested) {
        let interested = voters.iter().filter(|voter| voter.interested).count();
        builder = builder.interested(interested as u64);
    }
    builder.fix()
}

/// What each household votes: what its voters agree on; nothing, if none of them voted; and
/// invalid, if they differ.
fn households(voters: &[Voter]) -> BTreeMap<&HouseholdKey, Option<Choice>> {
    let mut households: BTreeMap<&HouseholdKey, Option<Choice>> = BTreeMap::new();
    for voter in voters {
        let Some(household) = &voter.household else { continue };
        let said = households.entry(household).or_default();
        *said = match (*said, voter.choice) {
            (None, choice) | (choice, None) => choice,
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(_), Some(_)) => Some(Choice::Invalid),
        };
    }
    households
}

fn count(said: impl Iterator<Item = (Choice, u64)>) -> Votes {
    let [mut yes, mut no, mut abstain, mut invalid] = [0_u64; 4];
    for (choice, weight) in said {
        let slot = match choice {
            Choice::Yes => &mut yes,
            Choice::No => &mut no,
            Choice::Abstain => &mut abstain,
            Choice::Invalid => &mut invalid,
        };
        *slot = slot.saturating_add(weight);
    }
    Votes::new().yes(yes).no(no).abstain(abstain).invalid(invalid)
}

impl Ballot {
    pub(crate) fn voter(&self, who: &Participant) -> Option<&Voter> {
        self.voters.get(self.place(who)?)
    }

    /// Where somebody stands among those who may vote.
    pub(crate) fn place(&self, who: &Participant) -> Option<usize> {
        self.roll.find(&self.voters, |voter| &voter.who, who)
    }

    pub(crate) fn voter_mut(&mut self, who: &Participant) -> Option<&mut Voter> {
        let place = self.place(who)?;
        self.voters.get_mut(place)
    }

    /// The electorate when the ballot closes. Whoever may vote in a session should attend it, and is
    /// present for its quorum who is there then, or voted before: some come after it was opened,
    /// others leave. Once the session is over, who was there at its end is.
    pub(crate) fn electorate_at_close(&self, session: Option<&Sitting>) -> Electorate {
        let Some(session) = session else { return self.electorate };
        let (mut present, mut voted) = (0_u64, 0_u64);
        for voter in &self.voters {
            let attendee = session.attendee(&voter.who);
            let has_voted = voter.choice.is_some();
            let is_there = has_voted || attendee.is_some_and(|known| known.present || known.stayed);
            present = present.saturating_add(u64::from(attendee.is_some() && is_there));
            voted = voted.saturating_add(u64::from(has_voted));
        }
        if self.secret {
            let opened = self.electorate.strength(Measure::Heads).and_then(Strength::present_count);
            // Who voted is not known: who was there at the beginning may have voted and left.
            present = present.max(opened.unwrap_or(0));
        }
        let present = present.max(voted);
        let should = self.voters.len() as u64;
        let known = electorate(&self.voters, Some((should.max(present), present)));
        known.unwrap_or(self.electorate)
    }

    /// The tally of what was voted.
    pub(crate) fn tally(&self, electorate: &Electorate) -> Result<Tally, CountError> {
        let said = || self.voters.iter().filter_map(|voter| Some((voter, voter.choice?)));
        let heads = count(said().map(|(_, choice)| (choice, 1)));
        let mut builder = electorate
            .tally()
            .yes(heads.yes_count())
            .no(heads.no_count())
            .abstain(heads.abstain_count())
            .invalid(heads.invalid_count());
        if self.voters.iter().any(|voter| voter.weight > 0) {
            builder = builder.weight(count(said().map(|(voter, choice)| (choice, voter.weight))));
        }
        let households = households(&self.voters);
        if !households.is_empty() {
            let said = households.values().filter_map(|choice| Some(((*choice)?, 1)));
            builder = builder.households(count(said));
        }
        if self.voters.iter().any(|voter| voter.interested) {
            let in_favour =
                said().filter(|(voter, choice)| voter.interested && *choice == Choice::Yes);
            builder = builder.interested_yes(in_favour.count() as u64);
        }
        builder.close()
    }

    /// The tally of counts that somebody else made.
    pub(crate) fn published(
        &self,
        electorate: &Electorate,
        counts: &Published,
    ) -> Result<Tally, CountError> {
        let votes = |counted: &Counted| {
            let of = |count: Option<u64>| count.unwrap_or_default();
            Votes::new()
                .yes(of(counted.yes()))
                .no(of(counted.no()))
                .abstain(of(counted.abstain()))
                .invalid(of(counted.invalid()))
        };
        let heads = votes(counts.heads());
        let mut builder = electorate
            .tally()
            .yes(heads.yes_count())
            .no(heads.no_count())
            .abstain(heads.abstain_count())
            .invalid(heads.invalid_count());
        if let Some(weight) = counts.weight() {
            builder = builder.weight(votes(weight));
        }
        if let Some(households) = counts.households() {
            builder = builder.households(votes(households));
        }
        if let Some(interested) = counts.interested_yes() {
            builder = builder.interested_yes(interested);
        }
        builder.close()
    }
}
