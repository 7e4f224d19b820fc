//! The rules of ballots: who may vote, by which rule, and what the count comes to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::act::{CloseBallot, Elector, OpenBallot, Participant, Requirement};
use crate::case::ballot::{Ballot, Voter, electorate};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::roll::Roll;
use crate::charter::Held;
use crate::decision::{CountError, Measure, Rule};
use crate::position::{Claim, Function, Holder};
use crate::problem::Arg;
use crate::values::key::{BallotKey, GroupKey, PersonKey, StepKey};
use crate::values::lang::Lang;

impl Context<'_> {
    /// Who may vote in a ballot: those asked, but never who declared an interest.
    fn voters(&self, with: &OpenBallot) -> Vec<Voter> {
        let mut voters = self.asked(with);
        voters.retain(|voter| !self.state.interests.contains(&voter.who));
        voters
    }

    /// Who is asked to vote in a ballot: those listed, or those with a vote in the session.
    fn asked(&self, with: &OpenBallot) -> Vec<Voter> {
        let voter = |who: &Participant, weight, interested, household| Voter {
            who: who.clone(),
            weight,
            interested,
            household,
            choice: None,
        };
        let mut voters: Vec<Voter> = with
            .electors()
            .iter()
            .map(|elector| {
                voter(
                    elector.who(),
                    elector.weight().unwrap_or_default(),
                    elector.interested() == Some(true),
                    elector.household().cloned(),
                )
            })
            .collect();
        if voters.is_empty()
            && let Some(sitting) = with.session().and_then(|id| self.state.sessions.get(&id))
        {
            let voting = sitting.attendees.iter().filter(|attendee| attendee.role.votes());
            voters.extend(voting.map(|attendee| voter(&attendee.who, 0, false, None)));
        }
        voters
    }

    /// Whether an elector may be one: known to the charter, and not known to be of none of those
    /// who can claim to vote, nor only as the bearer of a receipt.
    pub(crate) fn check_elector(
        &self,
        who: &Participant,
        entitled: &[Held<'_>],
        out: &mut Vec<Refusal>,
    ) {
        self.check_participant(who, out);
        let is_none = match who {
            Participant::Holder(_) => false,
            Participant::Person(person) => {
                let is_other =
                    |held: &Held<'_>| self.is_known_as(held.holder(), person) == Some(false);
                !entitled.is_empty() && entitled.iter().all(is_other)
            }
            // Of whom nothing is known, they may have a vote of their own besides.
            Participant::Bearer(_) => true,
        };
        if is_none {
            out.push(self.no_vote(who, entitled));
        }
    }

    /// That somebody is none of those who can claim to vote.
    pub(super) fn no_vote(&self, who: &Participant, entitled: &[Held<'_>]) -> Refusal {
        let required = |lang| Requirement::Claim(Claim::Vote).describe(lang);
        let holders: Vec<Holder> = entitled.iter().map(|held| held.holder().clone()).collect();
        let args = vec![
            self.participant_arg("by", who),
            Arg::bilingual("required", required(Lang::En), required(Lang::Zh)),
            self.holders_arg("holders", &holders),
        ];
        let cited = entitled.iter().map(|held| Cited::Position(held.index()));
        let refusal = Refusal::new(RefusalCode::NoClaim, args);
        refusal.citing(cited).needing(holders)
    }

    /// Whether a person is one of those who hold something, as far as the roster says.
    pub(crate) fn is_known_as(&self, holder: &Holder, person: &PersonKey) -> Option<bool> {
        let roster = &self.state.roster;
        match holder {
            Holder::Anyone => Some(true),
            Holder::Group(group) | Holder::Share { of: group, .. } => {
                let wide = Holder::Group(group.clone());
                let within =
                    |own: &GroupKey| self.charter.includes(&wide, &Holder::Group(own.clone()));
                match roster.groups_of(person).any(within) {
                    true => Some(true),
                    false => roster.is_of_group(group, person),
                }
            }
            Holder::Party(party) => {
                let seats = self.charter.seats().iter().filter_map(|listed| listed.given());
                let mut own = seats.filter(|seat| seat.body() == party);
                match own.any(|seat| roster.is_seated(seat.key(), person, self.day)) {
                    true => Some(true),
                    false => roster.is_member(party, person),
                }
            }
            Holder::Seat(seat) => {
                let is_filled = roster.holders_of(seat, self.day).next().is_some();
                is_filled.then(|| roster.is_seated(seat, person, self.day))
            }
            Holder::Sector(_) | Holder::Affected | Holder::Jointly(_) => None,
        }
    }

    /// Whether nobody is listed by themselves and in a group of which they are known to be.
    fn check_apart(&self, with: &OpenBallot, out: &mut Vec<Refusal>) {
        let listed = || with.electors().iter().map(|elector| elector.who());
        let groups = listed().filter_map(|who| match who {
            Participant::Holder(holder @ Holder::Group(_)) => Some(holder),
            _ => None,
        });
        let groups: Vec<&Holder> = groups.collect();
        for who in listed() {
            if let Participant::Person(person) = who
                && groups.iter().any(|group| self.is_known_as(group, person) == Some(true))
            {
                let args = vec![self.participant_arg("who", who)];
                out.push(Refusal::new(RefusalCode::ListedTwice, args));
            }
        }
    }

    /// The rule by which a ballot is decided: the one it names, or the one of its step.
    fn deciding_rule(&self, step: &StepKey, with: &OpenBallot) -> Option<&Rule> {
        match with.rule() {
            Some(rule) => self.charter.rule(rule).ok(),
            None => self.rule(step, &mut Vec::new()),
        }
    }

    /// Whether each elector has a weight where some have one and the rule measures it: who has none
    /// would count for nothing beside them.
    fn check_weights(&self, step: &StepKey, with: &OpenBallot, out: &mut Vec<Refusal>) {
        let rule = self.deciding_rule(step, with);
        if !rule.is_some_and(|rule| rule.measures(Measure::Weight)) {
            return;
        }
        let counted = |elector: &&Elector| !self.state.interests.contains(elector.who());
        let electors = || with.electors().iter().filter(counted);
        if !electors().any(|elector| elector.weight().is_some_and(|weight| weight > 0)) {
            return;
        }
        for elector in electors().filter(|elector| elector.weight().is_none()) {
            let args = vec![self.participant_arg("who", elector.who())];
            let cited = rule.map(|rule| Cited::Rule(rule.key().clone()));
            out.push(Refusal::new(RefusalCode::NoWeight, args).citing(cited));
        }
    }

    /// Whether each elector is of a household where some are and the rule measures that: who is of
    /// none would count for nothing beside them.
    fn check_households(&self, step: &StepKey, with: &OpenBallot, out: &mut Vec<Refusal>) {
        let rule = self.deciding_rule(step, with);
        if !rule.is_some_and(|rule| rule.measures(Measure::Households)) {
            return;
        }
        let counted = |elector: &&Elector| !self.state.interests.contains(elector.who());
        let electors = || with.electors().iter().filter(counted);
        if !electors().any(|elector| elector.household().is_some()) {
            return;
        }
        for elector in electors().filter(|elector| elector.household().is_none()) {
            let args = vec![self.participant_arg("who", elector.who())];
            let cited = rule.map(|rule| Cited::Rule(rule.key().clone()));
            out.push(Refusal::new(RefusalCode::NoHousehold, args).citing(cited));
        }
    }

    /// How many should attend the session to vote, all who may, and how many of them are present.
    fn attendance(&self, with: &OpenBallot, voters: &[Voter]) -> Option<(u64, u64)> {
        let sitting = self.state.sessions.get(&with.session()?)?;
        let attending = voters.iter().filter_map(|voter| sitting.attendee(&voter.who));
        let present = attending.filter(|attendee| attendee.present).count();
        Some((voters.len() as u64, present as u64))
    }

    fn counts_astray(error: &CountError) -> Refusal {
        let reason = |lang| error.message(lang);
        let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
        Refusal::new(RefusalCode::CountsAstray, args)
    }

    /// Whether those affected were notified before it is decided, where the procedure notifies.
    pub(super) fn check_notified(&self, out: &mut Vec<Refusal>) {
        let notifies = self.compiled().is_some_and(|compiled| {
            compiled
                .steps()
                .iter()
                .any(|step| step.completes() == crate::procedure::Completion::Notify)
        });
        let Some(planned) = self.state.plan.as_ref().filter(|_| notifies) else { return };
        let told: BTreeSet<&Holder> = self
            .state
            .notified
            .iter()
            .filter(|told| told.on <= self.on)
            .flat_map(|told| &told.whom)
            .filter_map(|who| match who {
                Participant::Holder(who) => Some(who),
                Participant::Person(_) | Participant::Bearer(_) => None,
            })
            .collect();
        // Only these include others than themselves.
        let is_wide =
            |who: &Holder| matches!(who, Holder::Anyone | Holder::Group(_) | Holder::Share { .. });
        let wide: Vec<&Holder> = told.iter().copied().filter(|who| is_wide(who)).collect();
        let was_told = |affected: &Holder| {
            told.contains(affected) || wide.iter().any(|who| self.charter.includes(who, affected))
        };
        let untold: Vec<&Holder> =
            planned.plan.affected().iter().filter(|affected| !was_told(affected)).collect();
        if !untold.is_empty() {
            let args = vec![self.holders_arg("whom", untold.iter().copied())];
            let refusal = Refusal::new(RefusalCode::NotNotified, args);
            out.push(refusal.needing(untold.into_iter().cloned()));
        }
    }
}

pub(super) fn open(
    context: &Context<'_>,
    step: &StepKey,
    with: &OpenBallot,
    out: &mut Vec<Refusal>,
) {
    let state = context.state;
    if state.ballots.contains_key(with.ballot()) {
        out.push(context.already("a ballot", "表决", with.ballot()));
    }
    context.check_runs(
        |sitting| match with.session() {
            Some(session) => sitting.id == session,
            None => sitting.steps.contains(step),
        },
        out,
    );
    if let Some(session) = with.session()
        && let Some(sitting) = context.sitting(session, out)
    {
        if sitting.adjourned.is_some() {
            let over = Refusal::new(RefusalCode::SessionOver, Vec::new());
            out.push(over.citing(Context::cite_entry(sitting.entry)));
        } else if sitting.began.is_none() {
            let everybody = Participant::Holder(Holder::Anyone);
            out.push(context.about_who(RefusalCode::NotPresent, &everybody));
        }
    }

    match with.rule() {
        Some(rule) => match context.charter.rule(rule) {
            Err(missing) => out.push(context.not_in_charter("rules", rule, &missing)),
            Ok(known) if !known.in_force_on(context.day) => {
                let args = vec![Arg::bilingual("reason", "it is not in force", "该规则未生效")];
                out.push(Refusal::new(RefusalCode::NoRule, args));
            }
            Ok(_) => context.check_named_rule(step, rule, out),
        },
        None => {
            let before = out.len();
            if context.rule(step, out).is_none() && out.len() == before {
                let none = crate::charter::NoRule::NoneNamed;
                let reason = match context.state.matter {
                    Some(_) => (none.describe(Lang::En), none.describe(Lang::Zh)),
                    // Which of the rules of the step would decide, nobody can say yet.
                    None => ("the case has no matter yet".into(), "本案尚未确定事项".into()),
                };
                let args = vec![Arg::bilingual("reason", reason.0, reason.1)];
                out.push(Refusal::new(RefusalCode::NoRule, args));
            }
        }
    }
    context.check_distinct(with.electors().iter().map(|elector| elector.who()), out);
    context.check_apart(with, out);
    let setting = context.setting();
    let entitled = setting.who_is_entitled(Claim::Vote);
    for elector in with.electors() {
        context.check_elector(elector.who(), &entitled, out);
    }
    // Whoever may not decide has no vote, whoever lists or invites them.
    for voter in context.asked(with) {
        if let Participant::Holder(holder) = &voter.who {
            out.extend(context.by_holder(holder).bar_on(setting, Function::Decide));
        }
    }
    context.check_weights(step, with, out);
    context.check_households(step, with, out);
    context.check_nobody_left_out(with, &entitled, context.deciding_rule(step, with), out);
    let voters = context.voters(with);
    if voters.is_empty() {
        // In writing there is no session to which anybody could be invited.
        let in_writing = with.session().is_none().then(|| {
            Arg::help(
                "list the electors: without a session nobody is one who is not listed",
                "请列明表决人：不在会议中表决的，只有列明者有表决权",
            )
        });
        let args = in_writing.into_iter().collect();
        out.push(Refusal::new(RefusalCode::NobodyVotes, args));
    } else if let Err(error) = electorate(&voters, context.attendance(with, &voters)) {
        out.push(Context::counts_astray(&error));
    }
}

pub(super) fn close(
    context: &Context<'_>,
    key: &BallotKey,
    with: &CloseBallot,
    out: &mut Vec<Refusal>,
) {
    let Some(ballot) = context.state.ballots.get(key) else { return };
    let session = ballot.session.and_then(|id| context.state.sessions.get(&id));
    let electorate = ballot.electorate_at_close(session);
    let astray = |en: &str, zh: &str| {
        Refusal::new(RefusalCode::CountsAstray, vec![Arg::bilingual("reason", en, zh)])
    };
    match with.counts() {
        Some(_) if !ballot.secret => {
            out.push(astray("the votes themselves are in the record", "记录中已有每一票"));
        }
        None if ballot.secret => {
            out.push(astray("the counts of a secret ballot are missing", "缺少无记名表决的票数"));
        }
        Some(counts) => {
            if let Err(error) = ballot.published(&electorate, counts) {
                out.push(Context::counts_astray(&error));
            }
        }
        None => {
            if let Err(error) = ballot.tally(&electorate) {
                out.push(Context::counts_astray(&error));
            }
        }
    }
}

pub(super) fn apply_open(change: &mut Change<'_>, step: &StepKey, with: &OpenBallot) {
    let (rule, voters, electorate) = {
        let context = change.context(crate::act::ActKind::OpenBallot);
        let mut ignored = Vec::new();
        let rule = with
            .rule()
            .cloned()
            .or_else(|| context.rule(step, &mut ignored).map(|rule| rule.key().clone()));
        let voters = context.voters(with);
        let electorate = electorate(&voters, context.attendance(with, &voters)).ok();
        (rule, voters, electorate)
    };
    // What was observed without a rule, or with numbers that cannot be, opens nothing.
    let Some((rule, electorate)) = rule.zip(electorate) else { return };
    let Ok(decides) = change.charter.rule(&rule).cloned() else { return };
    let ballot = Ballot {
        key: with.ballot().clone(),
        step: step.clone(),
        entry: change.seq,
        on: change.on,
        question: with.question().clone(),
        rule,
        decides: Arc::new(decides),
        secret: with.secret() == Some(true),
        electorate,
        session: with.session(),
        verdict: None,
        roll: Roll::of(&voters, |voter| &voter.who),
        voters,
    };
    change.state.ballots.entry(ballot.key.clone()).or_insert(ballot);
}

pub(super) fn apply_close(change: &mut Change<'_>, key: &BallotKey, with: &CloseBallot) {
    let Some(ballot) = change.state.ballots.get_mut(key) else { return };
    if ballot.verdict.is_some() {
        return;
    }
    let session = ballot.session.and_then(|id| change.state.sessions.get(&id));
    let electorate = ballot.electorate_at_close(session);
    let tally = match with.counts() {
        Some(counts) => ballot.published(&electorate, counts),
        None => ballot.tally(&electorate),
    };
    if let Ok(tally) = tally {
        ballot.verdict = Some(ballot.decides.decide(&electorate, &tally));
        ballot.electorate = electorate;
    }
}
