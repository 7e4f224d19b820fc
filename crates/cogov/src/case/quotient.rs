//! The quotient of a state: what it comes to for what can be done from here on.
//!
//! Two states with the same quotient admit the same acts, up to names that are made up, numbers of
//! entries and words. It leaves out: the numbers of entries (only their order counts), identifiers
//! (only the order of what they identify), all words, and what nothing is judged by (who recorded an
//! appeal, what was said in it, evidence, awards). Times are counted in days from now, and no further
//! than a cap: what is over stays over.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::case::context::day_of;
use crate::case::obligation::{Happening, ObligationState};
use crate::case::state::State;
use crate::charter::Charter;
use crate::decision::Decision;
use crate::position::Function;
use crate::time::{CalendarTable, Date, Instant};

/// How days are counted from now: so many at most, in both directions.
struct Days<'c> {
    calendar: &'c CalendarTable,
    now: Instant,
    cap: i64,
}

impl Days<'_> {
    /// Days from a moment until now, capped; negative, if it is still to come.
    fn since(&self, moment: Instant) -> i64 {
        let days = day_of(self.calendar, moment).days_until(day_of(self.calendar, self.now));
        days.clamp(self.cap.saturating_neg(), self.cap)
    }

    /// Days from now until a day, capped; negative, if it is over.
    fn until(&self, day: Date) -> i64 {
        let days = day_of(self.calendar, self.now).days_until(day);
        days.clamp(self.cap.saturating_neg(), self.cap)
    }
}

impl State {
    /// The quotient of the state at its last moment, with times capped at so many days.
    pub(crate) fn quotient(&self, charter: &Charter, cap: u32) -> String {
        let Some(now) = self.last_at else { return String::new() };
        let days = Days { calendar: charter.calendar_table(), now, cap: i64::from(cap) };
        let mut text = String::new();
        self.intake(&mut text);
        self.procedure(charter, &days, &mut text);
        self.meetings(&days, &mut text);
        self.decisions(charter, &mut text);
        self.duties(&days, &mut text);
        // What somebody performed counts only where a bar stands beside it.
        let positions = charter.document().positions.iter();
        let beside: BTreeSet<Function> =
            positions.filter_map(|listed| listed.given()?.together_with()).collect();
        let _ = write!(
            text,
            "|{:?}{}{:?}{:?}{:?}{:?}",
            self.ended.as_ref().map(|ended| ended.ending),
            u8::from(!self.ended_before.is_empty()),
            self.overrides,
            self.performed.iter().filter(|one| beside.contains(&one.0)).collect::<Vec<_>>(),
            self.performed_by_person
                .iter()
                .filter(|one| beside.contains(&one.0))
                .collect::<Vec<_>>(),
            self.interests,
        );
        let roster =
            (self.roster != crate::case::roster::Roster::default()).then_some(&self.roster);
        let _ = write!(text, "|{roster:?}");
        text
    }

    fn intake(&self, text: &mut String) {
        for appeal in self.appeals.values() {
            let merged =
                appeal.merged_into.and_then(|into| self.appeals.keys().position(|id| *id == into));
            let _ = write!(
                text,
                "a{:?}{:?}{:?}{}{}{}{:?}{:?}{}",
                appeal.matter,
                appeal.place,
                appeal.submitter,
                u8::from(appeal.accepted.is_some()),
                u8::from(appeal.call_back.is_some()),
                appeal.supporters.len(),
                appeal.ending,
                merged,
                // What is said in it holds for the case until one is accepted.
                u8::from(self.matter.is_none() && self.first_appeal == Some(appeal.id)),
            );
            // Who accepted it counts for the procedure that begins later.
            if self.run.is_none() {
                let _ = write!(text, "{:?}", appeal.accepted_by);
            }
        }
        let _ = write!(
            text,
            "|{:?}{:?}{:?}{:?}",
            self.matter,
            self.place,
            self.topic,
            self.routed.as_ref().map(|routed| &routed.to)
        );
        let planned = self.plan.as_ref().map(|planned| {
            (planned.plan.affected(), planned.plan.criteria().len(), planned.plan.points().len())
        });
        let _ = write!(text, "|{planned:?}");
        for told in &self.notified {
            let _ = write!(text, "n{:?}", told.whom);
        }
        for dispatched in &self.dispatches {
            let _ = write!(
                text,
                "d{:?}{:?}{:?}",
                dispatched.step,
                dispatched.by,
                dispatched.dispatch.to()
            );
        }
    }

    fn procedure(&self, charter: &Charter, days: &Days<'_>, text: &mut String) {
        let Some(run) = &self.run else { return };
        let marking = run.marking;
        let _ = write!(
            text,
            "|{}:{:x}:{:x}:{:x}:{:x}",
            run.procedure,
            marking.done().bits(),
            marking.owed().bits(),
            marking.included().bits(),
            run.barred.bits()
        );
        let Ok(compiled) = charter.compiled(&run.procedure) else { return };
        for (step, _) in compiled.numbered() {
            // When it was done counts only for what waits so long after it.
            let is_waited_for = compiled.steps().iter().any(|other| {
                other.conditions().iter().any(|edge| edge.step() == step && edge.delay().is_some())
            });
            let last = run.executions(step).last();
            let since = last.filter(|_| is_waited_for).map(|last| days.since(last.on));
            let by = last.map(|last| (&last.by, last.conclusion));
            let _ = write!(text, "s{since:?}{by:?}");
        }
    }

    fn meetings(&self, days: &Days<'_>, text: &mut String) {
        for sitting in self.sessions.values() {
            let _ = write!(
                text,
                "|m{:?}{}{}{:?}{:?}",
                sitting.steps,
                u8::from(sitting.began.is_some()),
                u8::from(sitting.adjourned.is_some()),
                // A consensus that is recorded late rests on whoever was there at the end.
                sitting.voting_at_end,
                sitting.starts.map(|starts| days.since(starts)),
            );
            for attendee in &sitting.attendees {
                let _ = write!(text, "{:?}{:?}", attendee.who, attendee.role);
                // Who was there, and instead of whom, is of no use once it is over.
                if sitting.adjourned.is_none() {
                    let present = u8::from(attendee.present);
                    let proxy = attendee.proxy.as_ref().filter(|_| attendee.present);
                    let _ = write!(text, "{present}{proxy:?}");
                }
            }
        }
        let _ = write!(text, "|{}", u8::from(!self.statements.is_empty()));
    }

    fn decisions(&self, charter: &Charter, text: &mut String) {
        // Whether something came after the step was decided last is all that its number is for.
        let decided = |step| self.decided(charter, step);
        for ballot in self.ballots.values() {
            let verdict = ballot.verdict.as_ref().map(|verdict| match verdict.decision() {
                Decision::Adopted(_) => 'y',
                Decision::Rejected => 'n',
                Decision::Inquorate => 'q',
            });
            // Once counted, only the verdict is of use; and that only until the step is decided.
            let counts = ballot.entry > decided(&ballot.step);
            let _ = write!(text, "|b{}{}", ballot.step, u8::from(verdict.is_some()));
            if verdict.is_some() {
                let _ = write!(text, "{:?}", verdict.filter(|_| counts));
                continue;
            }
            let session =
                ballot.session.and_then(|id| self.sessions.keys().position(|known| *known == id));
            let (counts, secret) = (u8::from(counts), u8::from(ballot.secret));
            let _ = write!(text, "{counts}{secret}{session:?}{}", ballot.rule);
            let _ = write!(text, "{:?}", ballot.electorate);
            for voter in &ballot.voters {
                let (household, weight) = (&voter.household, voter.weight);
                let _ = write!(text, "{:?}{:?}", voter.who, voter.choice);
                let _ = write!(text, "{weight}{household:?}{}", u8::from(voter.interested));
            }
        }
        for consensus in &self.consensus {
            // One that the step was decided after is of no use any more.
            if consensus.entry <= decided(&consensus.step) {
                continue;
            }
            let _ = write!(
                text,
                "|c{}{}of{}in{}",
                consensus.step, consensus.sustained, consensus.present, consensus.should_attend,
            );
        }
        for resolution in &self.resolutions {
            let _ = write!(
                text,
                "|r{}{}{:?}",
                resolution.step,
                u8::from(resolution.set_aside.is_some()),
                resolution.obligations
            );
        }
        let _ = write!(
            text,
            "|{}{}{:?}",
            u8::from(!self.failures.is_empty()),
            self.disclosures.len().min(1),
            self.evaluations
                .last()
                .map(|last| (last.evaluation.result(), last.set_aside.is_some()))
        );
        for referral in &self.referrals {
            let _ = write!(text, "|u{}", referral.to);
        }
    }

    fn duties(&self, days: &Days<'_>, text: &mut String) {
        for known in self.obligations.values() {
            let began = |moment: Instant| Some(days.since(moment));
            let state = match known.state {
                // What it waits for can have come before it was imposed.
                ObligationState::Pending => {
                    ('p', known.events.first().and_then(|event| began(event.on)), None)
                }
                ObligationState::Active { since } => ('a', began(since), None),
                ObligationState::Suspended { since, from } => ('s', began(since), began(from)),
                // Whether it was late is fixed by when it was submitted.
                ObligationState::Submitted { since, on } => {
                    let late = known.due.is_some_and(|due| due <= on);
                    ('c', began(since), Some(i64::from(late)))
                }
                ObligationState::Fulfilled { late, .. } => ('f', None, Some(i64::from(late))),
                ObligationState::Discharged { .. } => ('d', None, None),
                ObligationState::Defaulted => ('x', None, None),
                ObligationState::Expired => ('e', None, None),
            };
            let is_over = known.state.is_final();
            let due = known.due.filter(|_| !is_over).map(|due| days.since(due));
            let reminded = known.events.iter().any(|event| event.what == Happening::Reminded);
            let _ = write!(
                text,
                "|o{}{state:?}{due:?}{}{:?}{:?}{:?}{:?}{}{}",
                known.key,
                known.liable,
                known.performers,
                known.ever,
                known.verifiers,
                known.imposed_by,
                u8::from(known.is_silent()),
                u8::from(reminded && !is_over),
            );
            if !is_over {
                let sunset = known.sunset.map(|day| days.until(day));
                let _ = write!(
                    text,
                    "{:?}{:?}{:?}{sunset:?}{:?}{}{}",
                    known.claimant,
                    known.within,
                    known.after,
                    known.consequence_of,
                    i64::from(known.suspended_days).min(days.cap),
                    u8::from(known.surviving),
                );
            }
        }
        for reply in self.replies.values() {
            let answered = u8::from(reply.answered.is_some());
            let _ = write!(text, "|q{:?}{:?}{answered}", reply.kind, reply.addressees);
        }
    }
}
