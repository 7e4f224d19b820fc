//! Elections that a decision rule judges: who could vote, who did, and what the rule makes of it.

use crate::act::{Counted, Published};
use crate::charter::Charter;
use crate::decision::{CountError, Electorate, Rule, Tally, Verdict, Votes};
use crate::party::Seat;
use crate::register::seating::{Candidate, Elect};
use crate::time::Date;
use crate::values::key::{PersonKey, RuleKey};
use crate::values::lang::Lang;
use crate::values::record::record;

record! {
    /// With `elect`, where a decision rule judges it: who could vote, and how many ballots were
    /// returned.
    ///
    /// Each candidate is judged alone by the rule that the seat names, or this. In favour are the
    /// votes for them; a valid ballot that does not name them is neither for nor against, unless the
    /// [counts](Candidate::counts) of the candidate say more.
    ///
    /// ```
    /// use cogov::RuleKey;
    /// use cogov::register::Poll;
    ///
    /// // 412 registered voters; 300 ballots came back, 6 of them invalid.
    /// let poll = Poll::new(412_u64, 300_u64).with_invalid(6_u64).with_rule(RuleKey::new("both-halves")?);
    /// assert_eq!((poll.electors(), poll.returned(), poll.invalid()), (412, 300, Some(6)));
    /// assert_eq!(poll.weight(), None, "not an election by area");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Poll("a poll: {\"electors\": …, \"returned\": …}", "投票情况：{\"electors\": …, \"returned\": …}") {
        required {
            /// How many could vote.
            electors: u64 as copy,
            /// How many ballots were returned, invalid ones among them.
            returned: u64 as copy,
        }
        option {
            /// How many of these are invalid.
            invalid, with_invalid: u64 as copy,
            /// How many should have attended, where the election was held in a meeting.
            should_attend, with_should_attend: u64 as copy,
            /// How many were present there.
            present, with_present: u64 as copy,
            /// The weight of all who could vote, such as an area in 0.01 m², where a rule counts
            /// weights.
            weight, with_weight: u64 as copy,
            /// How many households could vote, where a rule counts households.
            households, with_households: u64 as copy,
            /// The rule, where the seat names none.
            rule, with_rule: RuleKey,
        }
    }
}

/// Why no rule judges an election that wants one.
pub(super) enum NoRule<'a> {
    /// The charter does not list the rule that the act names.
    Unlisted(&'a RuleKey),
    /// Something else, in English and Chinese.
    Because(String, String),
}

/// Why counts cannot be, in English and Chinese.
pub(super) struct Astray(pub(super) String, pub(super) String);

impl From<CountError> for Astray {
    fn from(error: CountError) -> Self {
        Self(error.message(Lang::En).to_string(), error.message(Lang::Zh).to_string())
    }
}

/// The rule that judges an election, if one does: that of the seat, else the one that the act names.
pub(super) fn rule<'a>(
    charter: &'a Charter,
    seat: &'a Seat,
    with: &'a Elect,
    day: Date,
) -> Result<Option<&'a Rule>, NoRule<'a>> {
    let named = with.poll().and_then(Poll::rule);
    let because = |en: String, zh: String| Err(NoRule::Because(en, zh));
    let key = match (seat.rule(), named) {
        (Some(own), Some(named)) if own != named => {
            return because(
                format!("the seat names the rule \"{own}\""),
                format!("席位已指明规则“{own}”"),
            );
        }
        (Some(key), _) | (None, Some(key)) => key,
        (None, None) if with.poll().is_some() => {
            return because(
                "neither the seat nor the election names one".to_owned(),
                "席位与选举均未指明".to_owned(),
            );
        }
        (None, None) => return Ok(None),
    };
    match charter.rule(key) {
        Err(_) => Err(NoRule::Unlisted(key)),
        Ok(rule) if !rule.in_force_on(day) => {
            because(format!("the rule \"{key}\" is not in force"), format!("规则“{key}”未生效"))
        }
        Ok(rule) => Ok(Some(rule)),
    }
}

/// Who could vote.
fn electorate(poll: &Poll) -> Result<Electorate, CountError> {
    let mut builder = Electorate::heads(poll.electors());
    if let Some(should_attend) = poll.should_attend() {
        builder = builder.should_attend(should_attend);
    }
    if let Some(present) = poll.present() {
        builder = builder.present(present);
    }
    if let Some(weight) = poll.weight() {
        builder = builder.weight(weight);
    }
    if let Some(households) = poll.households() {
        builder = builder.households(households);
    }
    builder.fix()
}

fn votes(counted: &Counted) -> Votes {
    let of = |count: Option<u64>| count.unwrap_or_default();
    Votes::new()
        .yes(of(counted.yes()))
        .no(of(counted.no()))
        .abstain(of(counted.abstain()))
        .invalid(of(counted.invalid()))
}

/// What was said of a candidate.
fn tally(electorate: &Electorate, poll: &Poll, candidate: &Candidate) -> Result<Tally, Astray> {
    let (own, returned, invalid) =
        (candidate.votes(), poll.returned(), poll.invalid().unwrap_or_default());
    let heads = match candidate.counts() {
        Some(counts) => {
            let heads = votes(counts.heads());
            let all = heads.participating();
            if heads.yes_count() != own || all != Some(returned) {
                let all = all.map_or_else(|| "…".to_owned(), |all| all.to_string());
                return Err(Astray(
                    format!(
                        "{own} votes and {returned} ballots are told, and counted are {} of {all}",
                        heads.yes_count()
                    ),
                    format!(
                        "所报为 {own} 票、收回 {returned} 张，而所计为 {all} 张中的 {} 票",
                        heads.yes_count()
                    ),
                ));
            }
            heads
        }
        None => {
            let rest = returned.checked_sub(invalid).and_then(|valid| valid.checked_sub(own));
            let Some(neither) = rest else {
                return Err(Astray(
                    format!("{own} votes and {invalid} invalid ballots are more than {returned}"),
                    format!("{own} 票与废票 {invalid} 张之和多于收回的 {returned} 张"),
                ));
            };
            Votes::new().yes(own).abstain(neither).invalid(invalid)
        }
    };
    let mut builder = electorate
        .tally()
        .yes(heads.yes_count())
        .no(heads.no_count())
        .abstain(heads.abstain_count())
        .invalid(heads.invalid_count());
    if let Some(weight) = candidate.counts().and_then(Published::weight) {
        builder = builder.weight(votes(weight));
    }
    if let Some(households) = candidate.counts().and_then(Published::households) {
        builder = builder.households(votes(households));
    }
    Ok(builder.close()?)
}

/// That no ballot can name more than there are places.
fn check_places(poll: &Poll, seat: &Seat, with: &Elect) -> Result<(), Astray> {
    let Some(places) = seat.number().given() else { return Ok(()) };
    let valid = poll.returned().saturating_sub(poll.invalid().unwrap_or_default());
    let most = u128::from(valid).saturating_mul(u128::from(*places));
    let all: u128 = with.candidates().iter().map(|one| u128::from(one.votes())).sum();
    if all > most {
        return Err(Astray(
            format!("{all} votes are more than {valid} ballots can give for {places} places"),
            format!("共 {all} 票，多于 {valid} 张选票按 {places} 个名额所能投出"),
        ));
    }
    Ok(())
}

/// What a rule says of each candidate, in their order.
pub(super) fn judged<'a>(
    rule: &Rule,
    seat: &Seat,
    with: &'a Elect,
    poll: &Poll,
) -> Result<Vec<(&'a PersonKey, Verdict)>, Astray> {
    let electorate = electorate(poll)?;
    check_places(poll, seat, with)?;
    let verdict = |one: &'a Candidate| {
        let tally = tally(&electorate, poll, one)?;
        Ok((one.person(), rule.decide(&electorate, &tally)))
    };
    with.candidates().iter().map(verdict).collect()
}
