//! The rules of ballots: who may vote, by which rule, and what the count comes to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::act::{CloseBallot, OpenBallot, Participant};
use crate::case::ballot::{Ballot, Voter, electorate};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::roll::Roll;
use crate::decision::CountError;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::{BallotKey, StepKey};
use crate::values::lang::Lang;

impl Context<'_> {
    /// Who may vote in a ballot: those listed, or those with a vote in the session; never who
    /// declared an interest.
    fn voters(&self, with: &OpenBallot) -> Vec<Voter> {
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
        voters.retain(|voter| !self.state.interests.contains(&voter.who));
        voters
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
                Participant::Person(_) => None,
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
            Err(_) => out.push(context.not_in_charter("rules", rule)),
            Ok(known) if !known.in_force_on(context.day) => {
                let args = vec![Arg::bilingual("reason", "it is not in force", "该规则未生效")];
                out.push(Refusal::new(RefusalCode::NoRule, args));
            }
            Ok(_) => context.check_named_rule(step, rule, out),
        },
        None => {
            let before = out.len();
            if context.rule(step, out).is_none() && out.len() == before {
                let reason = crate::charter::NoRule::NoneNamed;
                let reason = |lang| reason.describe(lang);
                let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
                out.push(Refusal::new(RefusalCode::NoRule, args));
            }
        }
    }
    context.check_distinct(with.electors().iter().map(|elector| elector.who()), out);
    let setting = context.setting();
    for elector in with.electors() {
        context.check_participant(elector.who(), out);
        // Whoever may not decide has no vote, whoever lists them.
        if let Participant::Holder(holder) = elector.who() {
            out.extend(context.by_holder(holder).bar_on(setting, Function::Decide));
        }
    }
    let voters = context.voters(with);
    if voters.is_empty() {
        out.push(Refusal::new(RefusalCode::NobodyVotes, Vec::new()));
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
