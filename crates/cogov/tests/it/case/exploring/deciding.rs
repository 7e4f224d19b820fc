//! The invariants of notices, sessions, ballots and decisions: 9 to 14.

use cogov::act::{Act, Attendance, Choice, Participant};
use cogov::case::{Ballot, Case, ResolutionBasis, Sitting, State, Voter};
use cogov::procedure::Completion;
use cogov::values::{BallotKey, SessionId};

use super::invariants::{Held, Step, hold};

fn sitting(state: &State, id: SessionId) -> Option<&Sitting> {
    state.sessions().find(|one| one.id() == id)
}

fn ballot<'s>(state: &'s State, key: &BallotKey) -> Option<&'s Ballot> {
    state.ballots().find(|one| one.key() == key)
}

/// What holds in each state: 10 and 13.
pub(super) fn of_state(case: &Case) -> Held {
    let state = case.state();
    for sitting in state.sessions() {
        let present = sitting.attendees().iter().filter(|attendee| attendee.present());
        let is_over = sitting.adjourned().is_some();
        hold(!is_over || present.clone().count() == 0, "10: somebody stays after the end")?;
        let came = present.clone().all(|one| one.attended()) && sitting.began().is_some();
        hold(present.count() == 0 || came, "10: somebody is present who never came")?;
    }
    for resolution in state.resolutions() {
        hold(
            *resolution.basis() != ResolutionBasis::Unproven,
            "13: a resolution rests on nothing",
        )?;
    }
    Ok(())
}

pub(super) fn of_act(step: Step<'_>) -> Held {
    step.affected_are_notified()?;
    step.knows_who_is_there()?;
    step.keeps_ballots()?;
    step.votes_rightly()?;
    step.rests_on_a_decision()?;
    step.keeps_resolutions()
}

impl Step<'_> {
    /// 9: where the procedure notifies, nothing is put to the vote or agreed on before those whom
    /// the plan says were told; where a session hears them, they are invited to speak.
    fn affected_are_notified(&self) -> Held {
        let charter = self.before.charter();
        let plan = self.state().plan();
        let affected = plan.map_or(&[][..], |planned| planned.plan().affected());
        let covers = |who: &Participant, wide: &cogov::Holder| match who {
            Participant::Holder(told) => told == wide || charter.includes(told, wide),
            Participant::Person(_) | Participant::Bearer(_) => false,
        };
        match self.entry.act() {
            Act::OpenBallot { .. } | Act::RecordConsensus { .. } => {
                let notifies = self.compiled().is_some_and(|compiled| {
                    compiled.steps().iter().any(|one| one.completes() == Completion::Notify)
                });
                let told = |one: &cogov::Holder| {
                    self.way.iter().any(|entry| match entry.act() {
                        Act::Notify { with, .. } => with.whom().iter().any(|who| covers(who, one)),
                        _ => false,
                    })
                };
                hold(!notifies || affected.iter().all(told), "9: somebody affected was not told")
            }
            Act::Convene { step, with } => {
                let Some(run) = self.state().run() else { return Ok(()) };
                let procedure = charter.procedure(run.procedure()).unwrap();
                let steps = procedure.steps().iter().filter_map(|listed| listed.given());
                let hears = steps.filter(|one| one.key() == step).flat_map(|one| one.hears());
                let sitting = sitting(self.then(), with.session()).unwrap();
                let heard = |one: &cogov::Holder| {
                    sitting.attendees().iter().any(|attendee| {
                        attendee.role() != Attendance::Observing && covers(attendee.who(), one)
                    })
                };
                let mut all = hears.flat_map(|one| match one {
                    cogov::Holder::Affected => affected,
                    one => std::slice::from_ref(one),
                });
                hold(all.all(heard), "9: somebody affected is not heard")
            }
            _ => Ok(()),
        }
    }

    /// 10: who comes is present from then on, who leaves is not, and nobody else comes or goes.
    fn knows_who_is_there(&self) -> Held {
        for then in self.then().sessions() {
            let Some(before) = sitting(self.state(), then.id()) else { continue };
            let there = |sitting: &Sitting| -> Vec<Participant> {
                let all = sitting.attendees().iter().filter(|one| one.present());
                all.map(|one| one.who().clone()).collect()
            };
            let (was, is) = (there(before), there(then));
            let came = is.iter().filter(|who| !was.contains(who)).count();
            let left = was.iter().filter(|who| !is.contains(who)).count();
            let fits = match self.entry.act() {
                Act::Arrive { session, .. } if *session == then.id() => came == 1 && left == 0,
                Act::Depart { session, .. } if *session == then.id() => came == 0 && left > 0,
                Act::Adjourn { session, .. } if *session == then.id() => is.is_empty(),
                _ => came + left == 0,
            };
            // Whoever leaves takes along those for whom they came.
            if let Act::Depart { session, with } = self.entry.act()
                && *session == then.id()
                && with.instead_of().is_none()
            {
                let stay = self.came_with(self.entry).iter().any(|who| is.contains(who));
                hold(!stay, "10: somebody is represented by nobody who is there")?;
            }
            hold(fits, "10: who is present is not who came")?;
            let same = before.attendees().iter().zip(then.attendees());
            let mut roles = same.map(|(was, is)| (was.who(), was.role()) == (is.who(), is.role()));
            hold(roles.all(|same| same), "10: somebody has another role")?;
        }
        match self.entry.act() {
            Act::Speak { session, with } => {
                let sitting = sitting(self.state(), *session).unwrap();
                let voices = sitting
                    .attendees()
                    .iter()
                    .filter(|one| one.present() && one.role() != Attendance::Observing);
                let speaks = |who: &Participant| match with.instead_of() {
                    Some(instead) => who == instead,
                    None => self.is(who),
                };
                hold(
                    voices.clone().any(|one| speaks(one.who())),
                    "10: somebody without a voice spoke",
                )
            }
            _ => Ok(()),
        }
    }

    /// 12: who may vote is fixed when the ballot opens, whoever voted has voted, and what was counted
    /// is what was voted.
    fn keeps_ballots(&self) -> Held {
        for before in self.state().ballots() {
            let Some(then) = ballot(self.then(), before.key()) else {
                return Err("12: a ballot is gone".to_owned());
            };
            // Who is there counts when it is closed; who may vote is fixed.
            let closes = matches!(self.entry.act(),
                Act::CloseBallot { ballot, .. } if ballot == before.key());
            let same = (closes || before.electorate() == then.electorate())
                && before.question() == then.question()
                && before.voters().len() == then.voters().len();
            hold(same, "12: the electorate has changed")?;
            let voters = before.voters().iter().zip(then.voters());
            let kept = voters.clone().all(|(was, is)| {
                (was.who(), was.weight()) == (is.who(), is.weight())
                    && (was.choice().is_none() || was.choice() == is.choice())
            });
            hold(kept, "12: a vote has changed")?;
            let new = voters.filter(|(was, is)| was.choice() != is.choice()).count();
            let votes = match self.entry.act() {
                Act::Vote { ballot, .. } if ballot == before.key() => 1,
                _ => 0,
            };
            hold(new == votes, "12: not one vote for one act")?;
            hold(before.verdict().is_none() || new == 0, "12: voted after the count")?;
            let stays = before.verdict().is_none() || before.verdict() == then.verdict();
            hold(stays, "12: counted twice")?;
        }
        Ok(())
    }

    /// 10, 12: only who is listed votes, present where there is a session, and without an interest.
    fn votes_rightly(&self) -> Held {
        let Act::Vote { ballot: key, .. } = self.entry.act() else { return Ok(()) };
        let (before, then) =
            (ballot(self.state(), key).unwrap(), ballot(self.then(), key).unwrap());
        let mut voters = before.voters().iter().zip(then.voters());
        let (voter, _) = voters.find(|(was, is)| was.choice() != is.choice()).unwrap();
        let sitting = before.session().and_then(|id| sitting(self.state(), id));
        let attendee = sitting
            .and_then(|one| one.attendees().iter().find(|attendee| attendee.who() == voter.who()));
        if let Some(attendee) = attendee {
            hold(attendee.present(), "10: somebody voted who is not there")?;
            let by = attendee.proxy().unwrap_or(attendee.who());
            hold(self.is(by), "12: somebody voted for somebody else")?;
        } else {
            hold(self.is(voter.who()), "12: somebody voted who may not")?;
        }
        let interested = self.way.iter().any(|entry| {
            let is_declared = matches!(entry.act(), Act::DeclareInterest { .. });
            let hand = entry.hand().cloned().map(Participant::Person);
            is_declared && hand.is_some_and(|hand| hand == *voter.who() || self.is(&hand))
        });
        hold(!interested, "12: somebody voted who has an interest")
    }

    /// 11, 13: a resolution rests on a ballot that was held by enough and carried, or on an agreement
    /// of enough to which nobody sustained an objection; in the words that were put to them. The
    /// rules of the small courts are counted here once more.
    fn rests_on_a_decision(&self) -> Held {
        let new = self.then().resolutions().get(self.state().resolutions().len()..);
        let new = new.unwrap_or_default();
        let Act::Resolve { step, with } = self.entry.act() else {
            return hold(new.is_empty(), "13: something was resolved by another act");
        };
        let [resolution] = new else { return Err("13: not one resolution".to_owned()) };
        hold(resolution.step() == step, "13: it was resolved in another step")?;
        hold(resolution.reservations() == with.reservations(), "14: a reservation is gone")?;
        match resolution.basis() {
            ResolutionBasis::Unproven => Err("13: a resolution rests on nothing".to_owned()),
            ResolutionBasis::Adopted { ballot: key, .. } => {
                let ballot = ballot(self.state(), key).unwrap();
                let same = ballot.step() == step && ballot.question() == resolution.text();
                hold(same, "13: other words were adopted")?;
                self.is_carried(ballot)
            }
            ResolutionBasis::Consensus(entry) => {
                let found = self.state().consensus().iter().find(|one| one.entry() == *entry);
                let found = found.unwrap();
                let same = found.step() == step && found.text() == resolution.text();
                hold(same, "13: other words were agreed on")?;
                hold(found.sustained() == 0, "13: somebody sustained an objection")?;
                let quorum = found.present() * 3 >= found.should_attend() * 2;
                hold(quorum && found.should_attend() > 0, "11: too few agreed")
            }
        }
    }

    /// Whether more than half of the votes cast are in favour, and half of those asked were there or
    /// voted.
    fn is_carried(&self, ballot: &Ballot) -> Held {
        let of = |choice| ballot.voters().iter().filter(|one| one.choice() == Some(choice)).count();
        let (mut yes, mut no) = (of(Choice::Yes), of(Choice::No));
        if ballot.secret() {
            let counts = self.way.iter().find_map(|entry| match entry.act() {
                Act::CloseBallot { ballot: key, with } if key == ballot.key() => with.counts(),
                _ => None,
            });
            let heads = counts.unwrap().heads();
            let count = |votes: Option<u64>| usize::try_from(votes.unwrap_or(0)).unwrap();
            (yes, no) = (count(heads.yes()), count(heads.no()));
        }
        hold(yes > no, "13: it was not carried")?;
        let asked = ballot.voters().len();
        let part = match ballot.rule().as_str() {
            "written" => yes + no,
            _ => self.took_part(ballot),
        };
        hold(part * 2 >= asked, &format!("11: too few took part: {part} of {asked}"))
    }

    /// How many of those who may vote took part, by the entries: they were there at the end, or voted
    /// before they left. Where nobody knows who voted, those who were there at the beginning did.
    fn took_part(&self, ballot: &Ballot) -> usize {
        let mut there: Vec<Participant> = Vec::new();
        let mut at_first = 0;
        for entry in self.way {
            let at = Step { entry, ..*self };
            let here = |there: &[Participant]| {
                ballot.voters().iter().filter(|voter| there.contains(voter.who())).count()
            };
            match entry.act() {
                Act::Arrive { with, .. } => match with.instead_of() {
                    Some(instead) => there.push(instead.clone()),
                    None => {
                        let own = ballot.voters().iter().find(|voter| at.is(voter.who()));
                        there.extend(own.map(|voter| voter.who().clone()));
                    }
                },
                Act::Depart { with, .. } => match with.instead_of() {
                    Some(instead) => there.retain(|who| who != instead),
                    None => {
                        let gone = self.came_with(entry);
                        there.retain(|who| !at.is(who) && !gone.contains(who));
                    }
                },
                Act::OpenBallot { with, .. } if with.ballot() == ballot.key() => {
                    at_first = here(&there);
                }
                Act::CloseBallot { ballot: key, .. } if key == ballot.key() => break,
                _ => {}
            }
        }
        let took_part = |voter: &&Voter| voter.choice().is_some() || there.contains(voter.who());
        let at_last = ballot.voters().iter().filter(took_part).count();
        if ballot.secret() { at_last.max(at_first) } else { at_last }
    }

    /// For whom whoever leaves had come.
    fn came_with(&self, leaving: &cogov::act::Entry) -> Vec<Participant> {
        let came = self.way.iter().filter(|entry| entry.seq() < leaving.seq());
        let own = came.filter(|entry| (entry.by(), entry.hand()) == (leaving.by(), leaving.hand()));
        let instead = own.filter_map(|entry| match entry.act() {
            Act::Arrive { with, .. } => with.instead_of().cloned(),
            _ => None,
        });
        instead.collect()
    }

    /// 13, 14, 24: what was resolved stays, with its words, what it rests on and its reservations.
    fn keeps_resolutions(&self) -> Held {
        let (before, then) = (self.state().resolutions(), self.then().resolutions());
        for (was, is) in before.iter().zip(then) {
            let same = was.entry() == is.entry()
                && was.text() == is.text()
                && was.basis() == is.basis()
                && was.reservations() == is.reservations()
                && was.obligations() == is.obligations()
                && (was.set_aside().is_none() || was.set_aside() == is.set_aside());
            hold(same, "14: a resolution has changed")?;
        }
        hold(then.len() >= before.len(), "24: a resolution is gone")
    }
}
