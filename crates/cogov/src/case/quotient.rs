//! The quotient of a state: what it comes to for what can be done from here on.
//!
//! Two states with the same quotient admit the same acts, up to names that are made up, numbers of
//! entries and words. It leaves out: the numbers of entries (only their order counts), identifiers
//! (only the order of what they identify), all words, and what nothing is judged by (who recorded an
//! appeal, what was said in it, evidence, awards, reminders, whether an obligation was taken on, who
//! carried out what is at its end). Times are counted in days from now, and no further than a cap:
//! what is over stays over. A cap has to be as long as the longest term that an act can name.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use crate::act::{Deadline, Publicity};
use crate::case::context::day_of;
use crate::case::obligation::{Obligation, ObligationState};
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
        self.between(moment, self.now)
    }

    /// Days from one moment to another, capped.
    fn between(&self, from: Instant, to: Instant) -> i64 {
        self.capped(day_of(self.calendar, from).days_until(day_of(self.calendar, to)))
    }

    /// Days from now until a day, capped; negative, if it is over.
    fn until(&self, day: Date) -> i64 {
        self.capped(day_of(self.calendar, self.now).days_until(day))
    }

    fn capped(&self, days: i64) -> i64 {
        days.clamp(self.cap.saturating_neg(), self.cap)
    }
}

/// A quotient, as the bytes by which whatever counts would be hashed: all of them, so that different
/// states never have the same one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Quotient {
    bytes: Vec<u8>,
}

impl Hasher for Quotient {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes are compared, and no hash of them.
    fn finish(&self) -> u64 {
        0
    }
}

impl Quotient {
    fn note(&mut self, what: impl Hash) {
        what.hash(self);
    }

    fn note_each<T: Hash>(&mut self, several: impl Iterator<Item = T>) {
        let mut count = 0_u64;
        for one in several {
            one.hash(self);
            count = count.saturating_add(1);
        }
        count.hash(self);
    }
}

impl State {
    /// The quotient of the state at its last moment, with times capped at so many days.
    pub(crate) fn quotient(&self, charter: &Charter, cap: u32) -> Quotient {
        let mut quotient = Quotient::default();
        let Some(now) = self.last_at else { return quotient };
        let days = Days { calendar: charter.calendar_table(), now, cap: i64::from(cap) };
        self.intake(&mut quotient);
        self.procedure(charter, &days, &mut quotient);
        self.meetings(&days, &mut quotient);
        self.decisions(charter, &days, &mut quotient);
        self.duties(&days, &mut quotient);
        // What somebody performed counts only where a bar stands beside it.
        let positions = charter.document().positions.iter();
        let beside: BTreeSet<Function> =
            positions.filter_map(|listed| listed.given()?.together_with()).collect();
        quotient.note(self.ended.as_ref().map(|ended| ended.ending));
        quotient.note((!self.ended_before.is_empty(), &self.overrides, &self.interests));
        quotient.note_each(self.performed.iter().filter(|one| beside.contains(&one.0)));
        quotient.note_each(self.performed_by_person.iter().filter(|one| beside.contains(&one.0)));
        quotient.note_each(self.performed_by_bearer.iter().filter(|one| beside.contains(&one.0)));
        quotient.note(&self.roster);
        quotient
    }

    fn intake(&self, quotient: &mut Quotient) {
        quotient.note_each(self.appeals.values().map(|appeal| {
            let merged = appeal
                .merged_into
                .as_deref()
                .and_then(|into| self.appeals.keys().position(|id| id == into));
            // Which value can be shown next is said by what it commits to now.
            let said = (&appeal.matter, &appeal.place, &appeal.submitter, appeal.receipt);
            // What is said in it holds for the case until one is accepted.
            let is_first = self.matter.is_none() && self.first_appeal == Some(appeal.id);
            // Who accepted it counts for the procedure that begins later.
            let accepted_by = appeal.accepted_by.as_ref().filter(|_| self.run.is_none());
            let done = (appeal.accepted.is_some(), accepted_by, appeal.call_back.is_some());
            // How many support it does not matter; that they are kept does.
            let is_supported = !appeal.supporters.is_empty();
            (
                said,
                done,
                is_supported,
                appeal.ending,
                merged,
                appeal.merged_case.is_some(),
                is_first,
            )
        }));
        quotient.note((&self.matter, &self.place, &self.topic));
        quotient.note(self.routed.as_ref().map(|routed| &routed.to));
        quotient.note(self.plan.as_ref().map(|planned| {
            let plan = &planned.plan;
            let points: Vec<_> = plan.points().iter().map(|point| point.key()).collect();
            let criteria: Vec<_> = plan.criteria().iter().map(|one| one.key()).collect();
            (plan.affected(), criteria, points)
        }));
        // Whom somebody told counts, and not how often.
        let told: BTreeSet<_> = self.notified.iter().flat_map(|told| &told.whom).collect();
        quotient.note(told);
        quotient.note_each(
            self.dispatches
                .iter()
                .map(|dispatched| (&dispatched.step, &dispatched.by, dispatched.dispatch.to())),
        );
    }

    fn procedure(&self, charter: &Charter, days: &Days<'_>, quotient: &mut Quotient) {
        let Some(run) = &self.run else { return };
        quotient.note((&run.procedure, run.marking, run.barred));
        let Some(compiled) = run.compiled(charter) else { return };
        for (step, known) in compiled.numbered() {
            let last = run.executions(step).last();
            quotient.note(last.map(|last| (&last.by, last.conclusion)));
            // By which obligations it was judged counts for when it is done again.
            if let Some(before) = run.steps.get(step.get()) {
                quotient.note(before.rounds.follows);
                let judged = |one: &Obligation| before.has_judged(one, known.completes());
                quotient.note_each(self.obligations.values().map(judged));
            }
            // When it was done counts only for what still waits so long after it.
            let waits = run.earliest(step).filter(|until| *until > days.now);
            quotient.note(waits.map(|until| days.since(until)));
        }
        // In which order the steps were done counts when one of them has to be done again.
        quotient.note_each(run.standing(compiled).iter().map(|(_, step, how)| (step, how)));
        // One that is over for now counts again once what it is after is back in play.
        quotient.note_each(
            run.delays
                .iter()
                .filter(|(_, _, until)| *until > days.now)
                .map(|(waits, after, until)| (waits, after, days.since(*until))),
        );
    }

    fn meetings(&self, days: &Days<'_>, quotient: &mut Quotient) {
        for sitting in self.sessions.values() {
            let is_over = sitting.adjourned.is_some();
            quotient.note((&sitting.steps, sitting.began.is_some(), is_over));
            // A ballot that is still open rests on them, too.
            let counts = self
                .ballots
                .values()
                .any(|ballot| ballot.session == Some(sitting.id) && ballot.verdict.is_none());
            // A consensus that is recorded late rests on whoever was there at the end.
            quotient.note(sitting.voting_at_end);
            quotient.note_each(sitting.attendees.iter().map(|attendee| {
                // Who was there, and instead of whom, is of no use once it is over.
                let proxy = attendee.proxy.as_ref().filter(|_| attendee.present);
                let there = (!is_over).then_some((attendee.present, proxy));
                (&attendee.who, attendee.role, there, counts && attendee.stayed)
            }));
            quotient.note(sitting.starts.filter(|_| !is_over).map(|starts| days.since(starts)));
        }
        quotient.note(self.statements.is_empty());
    }

    fn decisions(&self, charter: &Charter, days: &Days<'_>, quotient: &mut Quotient) {
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
            quotient.note((&ballot.key, &ballot.step, verdict.is_some(), counts));
            if verdict.is_some() {
                quotient.note(verdict.filter(|_| counts));
                continue;
            }
            let session =
                ballot.session.and_then(|id| self.sessions.keys().position(|known| *known == id));
            quotient.note((ballot.secret, session, &ballot.rule, ballot.electorate));
            quotient.note(&ballot.voters);
        }
        for consensus in self.consensus.iter() {
            // One that the step was decided after is of no use any more, nor is one after which
            // another one was found.
            let later = self.consensus.iter().filter(|other| other.step == consensus.step);
            let is_last = later.map(|other| other.entry).max() == Some(consensus.entry);
            if is_last && consensus.entry > decided(&consensus.step) {
                quotient.note((&consensus.step, consensus.sustained));
                quotient.note((consensus.present, consensus.should_attend));
            }
        }
        // Of those set aside nothing is of use but that there was a decision.
        quotient.note(self.resolutions.is_empty());
        quotient.note_each(self.standing().map(|standing| (&standing.step, &standing.obligations)));
        quotient.note(self.failures.is_empty());
        let notices = self.disclosures.iter().rev();
        let mut seen = BTreeSet::new();
        // To each the last one counts: who can still object.
        quotient.note_each(notices.filter(|known| seen.insert(&known.step)).map(|known| {
            let until =
                known.disclosed.to().filter(|_| known.disclosed.publicity() == Publicity::Notice);
            (&known.step, until.map(|until| days.until(until).max(-1)))
        }));
        let last = self.evaluations.last();
        quotient.note(last.map(|last| (last.evaluation.result(), last.set_aside.is_some())));
        quotient.note_each(self.referrals.iter().map(|referral| &referral.to));
    }

    fn duties(&self, days: &Days<'_>, quotient: &mut Quotient) {
        quotient.note_each(self.obligations.values().map(|known| &known.key));
        for known in self.obligations.values() {
            known.quotient(days, quotient);
        }
        quotient.note_each(self.replies.values().map(|reply| {
            // Who has to answer is of no use once it is answered.
            let owed = reply.answered.is_none().then_some(&reply.addressees);
            (&reply.key, reply.kind, owed)
        }));
    }
}

impl Obligation {
    fn quotient(&self, days: &Days<'_>, quotient: &mut Quotient) {
        // The clock stands still while it is suspended: what is left of the time counts from then.
        let mut now = days.now;
        match self.state {
            // What it waits for can have come before it was imposed.
            ObligationState::Pending => {
                quotient.note(('p', self.events.first().map(|event| days.since(event.on))));
            }
            ObligationState::Active { .. } => quotient.note('a'),
            ObligationState::Suspended { from, .. } => {
                now = from;
                quotient.note(('s', days.since(from)));
            }
            // Whether it was late is fixed by when it was submitted.
            ObligationState::Submitted { on, .. } => {
                quotient.note(('c', self.due.is_some_and(|due| due <= on)));
            }
            ObligationState::Fulfilled { late, .. } => return quotient.note(('f', late)),
            ObligationState::Discharged { .. } => return quotient.note('d'),
            ObligationState::Defaulted => return quotient.note('x'),
            ObligationState::Expired => return quotient.note('e'),
        }
        // When it began is said by when it is over, where only days were added to it.
        let since = match (self.state, self.within) {
            (_, Some(Deadline::Within(term))) if !term.counts_working_days() => None,
            (
                ObligationState::Active { since }
                | ObligationState::Suspended { since, .. }
                | ObligationState::Submitted { since, .. },
                _,
            ) => Some(days.between(since, now)),
            _ => None,
        };
        quotient.note((since, self.due.map(|due| days.between(due, now))));
        let stood = since.map(|_| days.capped(i64::from(self.suspended_days)));
        quotient.note((self.within.map(|within| self.term_left(within)), stood));
        quotient.note_each(self.extensions.iter());
        quotient.note(self.sunset.map(|sunset| days.until(sunset)));
        quotient.note((&self.liable, &self.performers, &self.verifiers, &self.claimant));
        quotient.note(self.ever.iter().collect::<BTreeSet<_>>());
        quotient.note((&self.imposed_by, &self.after, &self.consequence_of, self.surviving));
    }

    /// The term by which it is due; a day that was named says no more than when it is due.
    fn term_left(&self, within: Deadline) -> Option<Deadline> {
        match within {
            Deadline::By(_) if self.due.is_some() => None,
            within => Some(within),
        }
    }
}
