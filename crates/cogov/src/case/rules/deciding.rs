//! The rules of ballots, consensus, resolutions and advice, and what they all do.

use std::collections::BTreeSet;

use crate::act::{Act, ActKind, Choice, Fail, Failure, Participant, Resolve, Role, Target, Vote};
use crate::case::ballot::{Ballot, Voter};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::resolution::{Consensus, Resolution, ResolutionBasis};
use crate::case::rules::imposing::can_begin;
use crate::case::traces::Referral;
use crate::decision::Decision;
use crate::position::{Function, Holder};
use crate::procedure::{Completion, Conclusion};
use crate::values::key::{BallotKey, StepKey};

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let state = context.state;
    match context.kind {
        ActKind::OpenBallot => {
            context.check_step(out);
            context.check_notified(out);
        }
        ActKind::RecordConsensus => {
            context.check_step(out);
            if !state.sessions.values().any(|sitting| sitting.began.is_some()) {
                let everybody = Participant::Holder(Holder::Anyone);
                out.push(context.about_who(RefusalCode::NotPresent, &everybody));
            }
        }
        ActKind::Resolve => {
            context.check_step(out);
            context.check_some_basis(out);
        }
        ActKind::Fail => {
            context.check_step(out);
            context.check_nothing_adopted(out);
            context.check_no_ballot_open(out);
        }
        ActKind::Advise => context.check_step(out),
        ActKind::SetAside => context.check_done(out),
        ActKind::ReferUp => {
            if state.matter.is_none() {
                out.push(context.out_of_phase());
            } else if context.setting().way_up().is_none() {
                out.push(context.not_the_way_up(None));
            }
        }
        ActKind::Vote | ActKind::CloseBallot => {
            let Some(Target::Ballot(key)) = &context.target else { return };
            match state.ballots.get(key) {
                None => out.push(context.unknown_ballot(key, out.len())),
                Some(ballot) if ballot.verdict.is_some() => {
                    out.push(Context::resting_on(RefusalCode::BallotClosed, ballot.entry));
                }
                Some(ballot) if ballot.secret && context.kind == ActKind::Vote => {
                    out.push(Context::resting_on(RefusalCode::SecretBallot, ballot.entry));
                }
                Some(ballot) if context.kind == ActKind::Vote => {
                    context.check_some_vote(ballot, out);
                }
                Some(_) => {}
            }
        }
        _ => {}
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::OpenBallot { step, with } => super::balloting::open(context, step, with, out),
        Act::Vote { with, .. } => vote(context, with, out),
        Act::CloseBallot { ballot, with } => {
            super::balloting::close(context, ballot, with, out);
        }
        Act::RecordConsensus { with, .. } => {
            context.check_runs(|sitting| sitting.id == with.session(), out);
            context.check_notified(out);
            if let Some(sitting) = context.sitting(with.session(), out)
                && sitting.began.is_none()
            {
                let everybody = Participant::Holder(Holder::Anyone);
                out.push(context.about_who(RefusalCode::NotPresent, &everybody));
            }
            for objection in with.objections() {
                context.check_participant(objection.who(), out);
            }
        }
        Act::Resolve { step, with } => resolve(context, step, with, out),
        Act::Fail { step, with } => fail(context, step, with, out),
        Act::SetAside { with, .. } if with.reason().is_none() => {
            out.push(context.unreasoned("a reason", "理由"));
        }
        Act::Advise { with, .. } => {
            if let Err(missing) = context.charter.party(with.to()) {
                out.push(context.not_in_charter("parties", with.to(), &missing));
            }
            context.check_reply_key(with.reply(), out);
        }
        Act::ReferUp { with } => super::referring::refer_up(context, with, out),
        _ => {}
    }
}

fn vote(context: &Context<'_>, with: &Vote, out: &mut Vec<Refusal>) {
    let state = context.state;
    let Some(Target::Ballot(key)) = &context.target else { return };
    let Some(ballot) = state.ballots.get(key) else { return };
    let voter = match with.instead_of() {
        Some(principal) => ballot.voter(principal),
        None => context.among(&ballot.voters, &ballot.roll, |voter| &voter.who),
    };
    match voter {
        Some(voter) => context.check_vote(ballot, voter, out),
        None => {
            let actor = with.instead_of().cloned().unwrap_or_else(|| context.actor());
            out.push(context.no_voter(&actor));
        }
    }
}

impl Context<'_> {
    /// Whether everything that was put to the vote in the step was counted.
    fn check_no_ballot_open(&self, out: &mut Vec<Refusal>) {
        let Some(step) = self.step_key() else { return };
        let since = self.decided(step);
        let open = self.state.ballots.values().filter(|ballot| {
            ballot.step == *step && ballot.entry > since && ballot.verdict.is_none()
        });
        let open: Vec<&Ballot> = open.collect();
        if !open.is_empty() {
            out.push(Self::ballots_open(open));
        }
    }

    fn unknown_ballot(&self, key: &BallotKey, before: usize) -> Refusal {
        let known = self.state.ballots.keys().map(BallotKey::as_str);
        self.unknown_key(("ballot", "表决"), key.as_str(), known, before)
    }

    fn no_voter(&self, actor: &Participant) -> Refusal {
        // Whoever has an interest was left out when the ballot was opened.
        if self.state.interests.contains(actor) {
            self.about_who(RefusalCode::Interested, actor)
        } else {
            self.not_in_role(Role::Elector)
        }
    }

    /// Whether whoever acts can vote as one of those who may.
    pub(crate) fn check_vote(&self, ballot: &Ballot, voter: &Voter, out: &mut Vec<Refusal>) {
        let state = self.state;
        if voter.choice.is_some() {
            out.push(self.about_who(RefusalCode::VotedAlready, &voter.who));
        }
        // Whoever has an interest has it as whoever they act, too, whomever they vote for.
        let (hand, actor) = (self.oneself(), self.actor());
        let mut all = std::iter::once(&voter.who).chain(&hand).chain(std::iter::once(&actor));
        if let Some(who) = all.find(|who| state.interests.contains(*who)) {
            out.push(self.about_who(RefusalCode::Interested, who));
        }
        // Whoever may not decide casts no vote, nobody else's either.
        out.extend(self.bar_on(self.setting(), Function::Decide));
        let sitting = ballot.session.and_then(|session| state.sessions.get(&session));
        match sitting.filter(|sitting| sitting.attendee(&voter.who).is_some()) {
            Some(sitting) => {
                self.present(sitting, Some(&voter.who), out);
            }
            // A ballot in writing is returned by whoever may vote.
            None if !self.is(&voter.who) => out.push(self.not_in_role(Role::Elector)),
            None => {}
        }
    }

    /// Whether whoever acts has a vote left, their own or that of somebody for whom they came.
    pub(crate) fn check_some_vote(&self, ballot: &Ballot, out: &mut Vec<Refusal>) {
        let sitting = ballot.session.and_then(|session| self.state.sessions.get(&session));
        let attendees = sitting.map_or(&[][..], |sitting| sitting.attendees.as_slice());
        let came_for = attendees
            .iter()
            .filter(|attendee| attendee.proxy.as_ref().is_some_and(|proxy| self.is(proxy)));
        let came_for = came_for.filter_map(|attendee| ballot.place(&attendee.who));
        let own = self.places_of(&ballot.voters, &ballot.roll, |voter| &voter.who);
        let mut places: Vec<usize> = own.chain(came_for).collect();
        places.sort_unstable();
        places.dedup();
        let mut first = None;
        for voter in places.into_iter().filter_map(|place| ballot.voters.get(place)) {
            let mut against = Vec::new();
            self.check_vote(ballot, voter, &mut against);
            if against.is_empty() {
                return;
            }
            first.get_or_insert(against);
        }
        out.extend(first.unwrap_or_else(|| vec![self.no_voter(&self.actor())]));
    }
}

fn resolve(context: &Context<'_>, step: &StepKey, with: &Resolve, out: &mut Vec<Refusal>) {
    context.basis(step, with, out);
    for cited in with.common_ground().iter().flat_map(|clause| clause.cites()) {
        if !context.state.statements.contains_key(cited) {
            out.push(context.unknown("statement", "发言", cited));
        }
    }
    let points = context.state.plan.as_ref().map_or(&[][..], |plan| plan.plan.points());
    let points: BTreeSet<_> = points.iter().map(|known| known.key()).collect();
    for reservation in with.reservations() {
        context.check_participant(reservation.who(), out);
        if let Some(point) = reservation.point()
            && !points.contains(point)
        {
            let known = points.iter().map(|key| key.as_str());
            let kind = ("point", "争议点");
            out.push(context.unknown_key(kind, point.as_str(), known, out.len()));
        }
    }
    let mut keys = BTreeSet::new();
    let beside = can_begin(with.obligations());
    for draft in with.obligations() {
        let is_new = keys.insert(draft.key());
        if !is_new {
            out.push(context.already("an obligation", "落实事项", draft.key()));
        }
        context.check_draft(draft, &beside, None, out);
    }
}

fn fail(context: &Context<'_>, step: &StepKey, with: &Fail, out: &mut Vec<Refusal>) {
    match with.how() {
        Failure::Abandoned => {
            if with.reason().is_none() {
                out.push(context.unreasoned("a reason", "理由"));
            }
            if let Some(key) = with.ballot()
                && !context.state.ballots.contains_key(key)
            {
                out.push(context.unknown_ballot(key, out.len()));
            }
        }
        Failure::Rejected => {
            // What was adopted or agreed on stands against it alone.
            let mut adopted = Vec::new();
            context.check_nothing_adopted(&mut adopted);
            if !adopted.is_empty() {
                return;
            }
            let ballot = with.ballot().and_then(|key| context.state.ballots.get(key));
            let found = ballot
                .filter(|ballot| ballot.step == *step && ballot.entry > context.decided(step));
            let Some(ballot) = found else {
                out.push(context.no_basis(step));
                return;
            };
            let cited = Context::cite_entry(ballot.entry);
            match ballot.verdict.as_ref().map(|verdict| (verdict, verdict.decision())) {
                None => out.push(Context::ballots_open([ballot])),
                Some((_, Decision::Adopted(_))) => {
                    out.push(Refusal::new(RefusalCode::Adopted, Vec::new()).citing(cited));
                }
                Some((verdict, Decision::Inquorate)) => {
                    out.push(context.not_adopted(verdict).citing(cited));
                }
                Some((_, Decision::Rejected)) => {}
            }
        }
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    let seq = change.seq;
    match act {
        Act::OpenBallot { step, with } => {
            let mut session = with.session().into_iter();
            if session.all(|session| change.state.sessions.contains_key(&session)) {
                super::balloting::apply_open(change, step, with);
            }
        }
        Act::Vote { ballot, with } => {
            let who = {
                let context = change.context(ActKind::Vote);
                let Some(ballot) = change.state.ballots.get(ballot) else { return };
                let voter = match with.instead_of() {
                    Some(principal) => ballot.voter(principal),
                    None => context.among(&ballot.voters, &ballot.roll, |voter| &voter.who),
                };
                let Some(voter) = voter else { return };
                voter.who.clone()
            };
            let ballot = change.state.ballots.get_mut(ballot);
            let Some(ballot) = ballot.filter(|ballot| ballot.verdict.is_none()) else { return };
            if let Some(voter) = ballot.voter_mut(&who)
                && voter.choice.is_none()
            {
                let choice: Choice = with.choice();
                voter.choice = Some(choice);
            }
        }
        Act::CloseBallot { ballot, with } => super::balloting::apply_close(change, ballot, with),
        Act::RecordConsensus { step, with } => {
            let sustained = with.objections().iter().filter(|one| one.sustained()).count();
            // Who was there counts when it was found: at the latest when the session ended.
            let Some(sitting) = change.state.sessions.get(&with.session()) else { return };
            let present = sitting.voting_at_end.unwrap_or_else(|| sitting.voting_present());
            let should_attend = sitting.voting();
            change.state.consensus.push(Consensus {
                entry: seq,
                on: change.on,
                step: step.clone(),
                session: with.session(),
                text: with.text().clone(),
                sustained: sustained as u64,
                should_attend,
                present,
            });
        }
        Act::Resolve { step, with } => apply_resolve(change, step, with),
        Act::Fail { step, .. } => {
            if let Some(index) = change.find(step, Completion::Resolve) {
                change.state.failures.insert(seq, step.clone());
                change.done(index, Conclusion::Failed, None);
            }
        }
        Act::SetAside { step, .. } => change.set_aside(step),
        Act::Advise { step, with } => {
            let addressees = vec![Holder::Party(with.to().clone())];
            let (within, text) = (with.within(), Some(with.text()));
            change.ask(with.reply(), ReplyKind::Advice, addressees, within, text);
            change.complete_step(step, Completion::Advise);
        }
        Act::ReferUp { with } => {
            let addressees = {
                let context = change.context(ActKind::ReferUp);
                let way_up = context.setting().way_up();
                let takes = way_up.map(|(_, takes)| takes).unwrap_or_default();
                takes.iter().map(|held| held.holder().clone()).collect()
            };
            change.ask(with.reply(), ReplyKind::Referral, addressees, None, with.exception());
            change.state.referrals.push(Referral {
                entry: seq,
                on: change.on,
                reply: with.reply().clone(),
                to: with.to().clone(),
                case: with.case(),
                exception: with.exception().cloned(),
                exhausted: with.exhausted().to_vec(),
            });
        }
        _ => {}
    }
}

fn apply_resolve(change: &mut Change<'_>, step: &StepKey, with: &Resolve) {
    let Some(index) = change.find(step, Completion::Resolve) else { return };
    let basis = {
        let mut ignored = Vec::new();
        change
            .context(ActKind::Resolve)
            .basis(step, with, &mut ignored)
            .unwrap_or(ResolutionBasis::Unproven)
    };
    let mut keys = Vec::new();
    for draft in with.obligations() {
        if change.impose(draft, None) {
            keys.push(draft.key().clone());
        }
    }
    let conclusion =
        if keys.is_empty() { Conclusion::AdoptedBare } else { Conclusion::AdoptedObliging };
    change.state.resolutions.push(Resolution {
        entry: change.seq,
        on: change.on,
        step: step.clone(),
        text: with.text().clone(),
        basis,
        set_aside: None,
        common_ground: with.common_ground().to_vec(),
        reservations: with.reservations().to_vec(),
        obligations: keys,
    });
    change.done(index, conclusion, None);
}
