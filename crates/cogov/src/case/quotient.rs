//! The quotient of a state: what it comes to for what can be done from here on.
//!
//! Two states with the same quotient admit the same acts, up to names that are made up, numbers of
//! entries and words. It leaves out: the numbers of entries (only their order counts), identifiers
//! (only the order of what they identify), all words, and what nothing is judged by (who recorded an
//! appeal, what was said in it, evidence, awards). Times are counted in days from now, and no further
//! than a cap: what is over stays over.

use std::fmt::Write as _;

use crate::case::context::day_of;
use crate::case::obligation::{Happening, ObligationState};
use crate::case::state::State;
use crate::charter::Charter;
use crate::decision::Decision;
use crate::time::{CalendarTable, Instant};

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
        let _ = write!(
            text,
            "|{:?}{:?}{:?}{:?}{:?}",
            self.ended.as_ref().map(|ended| ended.ending),
            self.overrides,
            self.performed,
            self.performed_by_person,
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
                "a{:?}{:?}{:?}{}{}{}{:?}{:?}",
                appeal.matter,
                appeal.place,
                appeal.submitter,
                u8::from(appeal.accepted.is_some()),
                u8::from(appeal.call_back.is_some()),
                appeal.supporters.len(),
                appeal.ending,
                merged,
            );
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
            let by = last.map(|last| &last.by);
            let _ = write!(text, "s{since:?}{by:?}");
        }
    }

    fn meetings(&self, days: &Days<'_>, text: &mut String) {
        for sitting in self.sessions.values() {
            let _ = write!(
                text,
                "|m{:?}{}{}{:?}",
                sitting.steps,
                u8::from(sitting.began.is_some()),
                u8::from(sitting.adjourned.is_some()),
                sitting.starts.map(|starts| days.since(starts)),
            );
            for attendee in &sitting.attendees {
                let _ = write!(
                    text,
                    "{:?}{:?}{}{}{}{:?}",
                    attendee.who,
                    attendee.role,
                    u8::from(attendee.present),
                    u8::from(attendee.attended),
                    u8::from(attendee.excused),
                    attendee.proxy
                );
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
            let _ = write!(
                text,
                "|b{}{}{:?}{:?}{}",
                ballot.step,
                u8::from(ballot.entry > decided(&ballot.step)),
                ballot.session.and_then(|id| self.sessions.keys().position(|known| *known == id)),
                verdict,
                u8::from(ballot.secret),
            );
            for voter in &ballot.voters {
                let _ = write!(text, "{:?}{:?}", voter.who, voter.choice);
            }
        }
        for consensus in &self.consensus {
            let _ = write!(
                text,
                "|c{}{}{}",
                consensus.step,
                u8::from(consensus.entry > decided(&consensus.step)),
                consensus.sustained.min(1)
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
            self.evaluations.last().map(|evaluated| evaluated.evaluation.result())
        );
        for referral in &self.referrals {
            let _ = write!(text, "|u{}", referral.to);
        }
    }

    fn duties(&self, days: &Days<'_>, text: &mut String) {
        for known in self.obligations.values() {
            let since = |moment: Instant| days.since(moment);
            let state = match known.state {
                ObligationState::Pending => ('p', None),
                ObligationState::Active { .. } => ('a', None),
                ObligationState::Suspended { from, .. } => ('s', Some(since(from))),
                // Whether it was late is fixed by when it was submitted.
                ObligationState::Submitted { on, .. } => {
                    ('c', Some(i64::from(known.due.is_some_and(|due| due <= on))))
                }
                ObligationState::Fulfilled { late, .. } => ('f', Some(i64::from(late))),
                ObligationState::Discharged { .. } => ('d', None),
                ObligationState::Defaulted => ('x', None),
                ObligationState::Expired => ('e', None),
            };
            let is_over = known.state.is_final();
            let due = known.due.filter(|_| !is_over).map(since);
            let reminded = known.events.iter().any(|event| event.what == Happening::Reminded);
            let _ = write!(
                text,
                "|o{}{state:?}{due:?}{}{:?}{:?}{:?}{}{}",
                known.key,
                known.liable,
                known.performers,
                known.ever,
                known.verifiers,
                u8::from(known.is_silent()),
                u8::from(reminded && !is_over),
            );
        }
        for reply in self.replies.values() {
            let answered = u8::from(reply.answered.is_some());
            let _ = write!(text, "|q{:?}{:?}{answered}", reply.kind, reply.addressees);
        }
    }
}
