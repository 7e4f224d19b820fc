//! What an entry changes in a register, whatever stands against it.

use crate::act::{Award, Belonging};
use crate::charter::Charter;
use crate::conduct::{Sanction, SeatRole};
use crate::register::RegisterEntry;
use crate::register::context::rung;
use crate::register::kinship::DeclareRelative;
use crate::register::lapse::{answered, lapse, since};
use crate::register::polling;
use crate::register::preparing::{CountCredits, Train};
use crate::register::sanctioning::{Announce, Impose, ReviewOutcome};
use crate::register::seating::{Departure, Elect};
use crate::register::seats::end_of_term;
use crate::register::standing::over;
use crate::register::state::{
    Affiliation, Announced, Awarded, CandidateVerdict, CountedCredit, Election, Holding, Imposed,
    Once, RegisterState, Relative, Trained,
};
use crate::register::table::RegisterAct;
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};

/// The holdings that a sanction ended, as long as nobody is to be found in its seat again.
pub(super) fn revoked<'s>(state: &'s RegisterState, imposed: &Imposed) -> Vec<&'s Holding> {
    let is_back = |one: &Holding| one.person == imposed.person && one.entry > imposed.entry;
    if imposed.sanction != Sanction::Revoke
        || state.died.contains_key(&imposed.person)
        || state.holdings_of(&imposed.seat).iter().any(is_back)
    {
        return Vec::new();
    }
    let own = state.holdings().filter(|one| one.person == imposed.person);
    own.filter(|one| one.ended == Some(imposed.entry)).collect()
}

struct Change<'a> {
    charter: &'a Charter,
    state: &'a mut RegisterState,
    entry: &'a RegisterEntry,
    /// By its place among the entries: other numbers may be given twice, or leave none to follow.
    seq: u64,
    day: Date,
}

/// The entry changes the state, whatever stands against it.
pub(super) fn apply(charter: &Charter, state: &mut RegisterState, entry: &RegisterEntry) {
    let day = crate::case::context::day_of(charter.calendar_table(), entry.happened());
    let seq = state.last_seq.saturating_add(1);
    let mut change = Change { charter, state, entry, seq, day };
    match entry.act() {
        RegisterAct::Elect { seat, with } => {
            for person in with.persons() {
                change.seat(seat, person, (with.from(), with.until()), with.role());
            }
            change.keep_verdicts(seat, with);
        }
        RegisterAct::Appoint { seat, with } => {
            change.seat(seat, with.person(), (with.from(), with.until()), with.role());
        }
        RegisterAct::Vacate { seat, with } => {
            change.unseat(with.person(), with.until().unwrap_or(day), &|one| one.seat == *seat);
            change.note_death(with.person(), with.cause());
        }
        RegisterAct::Recall { seat, with } => {
            change.unseat(with.person(), day, &|one| one.seat == *seat);
        }
        RegisterAct::Join { person, with } => {
            change.join(person, with.of(), with.from().unwrap_or(day));
        }
        RegisterAct::Leave { person, with } => {
            change.leave(person, with.of(), with.until().unwrap_or(day));
            change.note_death(person, with.cause());
        }
        RegisterAct::Train { with } => change.train(with),
        RegisterAct::Count { with } => change.count(with),
        RegisterAct::Award { with } => change.award(with),
        RegisterAct::Announce { person, with } => change.announce(person, with),
        RegisterAct::Hear { entry: announced, with } => {
            if let Some(known) = change.state.announced.get_mut(announced) {
                known.heard = Some(seq);
                known.heard_on = Some(entry.happened());
                known.statement = with.statement().cloned();
            }
        }
        RegisterAct::Sanction { person, with } => change.impose(person, with),
        RegisterAct::AskReview { entry: imposed, with } => {
            if let Some(known) = change.state.sanctions.get_mut(imposed) {
                known.asked = Some(seq);
                known.asked_on = Some(entry.happened());
                known.request = Some(with.reason().clone());
            }
        }
        RegisterAct::Review { entry: imposed, with } => change.review(*imposed, with.outcome()),
        RegisterAct::DeclareRelative { person, with } => change.declare_relative(person, with),
        RegisterAct::RetractRelative { person, with } => {
            change.retract_relative(person, with.other(), with.until().unwrap_or(day));
        }
        // That it goes on under another charter is for whoever has that charter.
        RegisterAct::Migrate { .. } | RegisterAct::Correct { .. } => {}
    }
    state.last_seq = seq;
    state.last_at = Some(state.last_at.map_or(entry.at(), |last| last.max(entry.at())));
}

impl Change<'_> {
    fn seat(
        &mut self,
        key: &SeatKey,
        person: &PersonKey,
        (from, until): (Option<Date>, Option<Date>),
        role: Option<SeatRole>,
    ) {
        let Ok(seat) = self.charter.seat(key) else { return };
        let from = from.unwrap_or(self.day);
        let until = until.or_else(|| end_of_term(seat, from));
        self.state.known.insert(person.clone());
        self.state.holdings.entry(key.clone()).or_default().push(Holding {
            seat: key.clone(),
            person: person.clone(),
            from,
            entry: self.seq,
            until,
            role,
            ended: None,
            planned: until,
            before: None,
        });
    }

    /// Keeps what a decision rule says of those who stood.
    fn keep_verdicts(&mut self, key: &SeatKey, with: &Elect) {
        let (Ok(seat), Some(poll)) = (self.charter.seat(key), with.poll()) else { return };
        let Ok(Some(rule)) = polling::rule(self.charter, seat, with, self.day) else { return };
        let Ok(judged) = polling::judged(rule, seat, with, poll) else { return };
        let verdicts = judged.into_iter().map(|(person, verdict)| CandidateVerdict {
            person: person.clone(),
            elected: with.persons().contains(person),
            verdict,
        });
        self.state.elections.push(Election {
            seat: key.clone(),
            entry: self.seq,
            on: self.day,
            rule: rule.key().clone(),
            verdicts: verdicts.collect(),
        });
    }

    fn declare_relative(&mut self, person: &PersonKey, with: &DeclareRelative) {
        self.state.relatives.push(Relative {
            person: person.clone(),
            other: with.other().clone(),
            kinship: with.kinship(),
            entry: self.seq,
            until: None,
            ended: None,
        });
    }

    fn retract_relative(&mut self, person: &PersonKey, other: &PersonKey, until: Date) {
        let seq = self.seq;
        for known in &mut self.state.relatives {
            let are = (&known.person, &known.other);
            let is_named = are == (person, other) || are == (other, person);
            if is_named && known.until.is_none_or(|end| end > until) {
                known.until = Some(until);
                known.ended = Some(seq);
            }
        }
    }

    /// Ends what somebody holds from a day on, with what they hold only together with it.
    fn unseat(&mut self, person: &PersonKey, until: Date, which: &dyn Fn(&Holding) -> bool) {
        let (charter, seq) = (self.charter, self.seq);
        let mut given_up = Vec::new();
        for one in self.state.holdings.values_mut().flatten() {
            if one.person == *person && one.lasts_beyond(until) && which(one) {
                one.before = Some((one.until, one.ended));
                one.until = Some(until.max(one.from));
                one.ended = Some(seq);
                given_up.push(one.seat.clone());
            }
        }
        if given_up.is_empty() {
            return;
        }
        let state = &*self.state;
        let is_alone = |one: &&Holding| {
            let Ok(seat) = charter.seat(&one.seat) else { return false };
            let mut beside = seat.held_with().iter();
            let day = until.max(one.from);
            one.person == *person
                && one.lasts_beyond(until)
                && beside.clone().any(|other| given_up.contains(other))
                && !beside.any(|other| state.holding(other, person, day).is_some())
        };
        let alone: Vec<Holding> = state.holdings().filter(is_alone).cloned().collect();
        if !alone.is_empty() {
            self.unseat(person, until, &|one| alone.contains(one));
        }
    }

    fn join(&mut self, person: &PersonKey, of: &Belonging, from: Date) {
        if self.charter.check_holder(&of.holder()).is_err() {
            return;
        }
        self.state.known.insert(person.clone());
        let all = self.state.affiliations.entry(of.clone()).or_default();
        all.entry(person.clone()).or_default().push(Affiliation {
            of: of.clone(),
            person: person.clone(),
            from,
            entry: self.seq,
            until: None,
            ended: None,
        });
    }

    fn leave(&mut self, person: &PersonKey, of: Option<&Belonging>, until: Date) {
        let seq = self.seq;
        for (left, persons) in &mut self.state.affiliations {
            if of.is_some_and(|of| of != left) {
                continue;
            }
            for one in persons.get_mut(person).into_iter().flatten() {
                let until = until.max(one.from);
                if one.until.is_none_or(|end| end > until) {
                    one.until = Some(until);
                    one.ended = Some(seq);
                }
            }
        }
        let charter = self.charter;
        let is_left = |one: &Holding| match of {
            None => true,
            Some(Belonging::Party(party)) => {
                charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party)
            }
            Some(Belonging::Group(_) | Belonging::Sector(_)) => false,
        };
        self.unseat(person, until, &is_left);
        self.leave_for_good(person, until, &is_left);
    }

    /// What a sanction has taken from them is left, too: if it is lifted, they held it until they left.
    fn leave_for_good(
        &mut self,
        person: &PersonKey,
        until: Date,
        which: &dyn Fn(&Holding) -> bool,
    ) {
        let RegisterState { holdings, sanctions, .. } = &mut *self.state;
        for one in holdings.values_mut().flatten() {
            let taken = one.ended.and_then(|entry| sanctions.get(&entry));
            let is_taken = taken.is_some_and(|known| known.sanction == Sanction::Revoke);
            if one.person != *person || !is_taken || !which(one) {
                continue;
            }
            let (end, _) = one.before.unwrap_or((one.planned, None));
            if end.is_none_or(|end| end > until) {
                one.before = Some((Some(until), Some(self.seq)));
            }
        }
    }

    /// Whoever died holds nothing, and belongs to nothing.
    fn note_death(&mut self, person: &PersonKey, cause: Departure) {
        if cause == Departure::Died {
            self.leave(person, None, self.day);
            self.state.died.entry(person.clone()).or_insert((self.seq, self.day));
        }
    }

    fn train(&mut self, with: &Train) {
        for person in with.persons() {
            self.state.trained.push(Trained {
                person: person.clone(),
                name: with.name().clone(),
                on: self.day,
                entry: self.seq,
                training: with.training(),
                hours: with.hours(),
            });
        }
    }

    fn count(&mut self, with: &CountCredits) {
        if self.charter.conduct_policy(with.policy()).is_err() {
            return;
        }
        let seq = self.seq;
        for credit in with.credits() {
            if let Some(once) = Once::of(credit) {
                let key = (with.policy().clone(), once);
                if self.state.once.contains_key(&key) {
                    continue;
                }
                self.state.once.insert(key, seq);
            }
            let policy = with.policy().clone();
            self.state.counted.push(CountedCredit { policy, credit: credit.clone(), entry: seq });
        }
    }

    fn award(&mut self, with: &Award) {
        self.state.awards.push(Awarded {
            to: with.to().clone(),
            reason: with.reason().clone(),
            on: self.day,
            entry: self.seq,
            points: with.points(),
            honour: with.honour().cloned(),
        });
    }

    fn announce(&mut self, person: &PersonKey, with: &Announce) {
        let on = self.entry.happened();
        let step = rung(self.charter, with.seat(), with.sanction());
        let within = step.and_then(|step| step.rung.heard().given()?.within());
        let due = |term| self.charter.calendar_table().due(on, term).ok();
        let answer_by = within.and_then(due);
        self.state.announced.insert(
            self.seq,
            Announced {
                person: person.clone(),
                seat: with.seat().clone(),
                sanction: with.sanction(),
                reason: with.reason().clone(),
                on,
                entry: self.seq,
                answer_by,
                heard: None,
                heard_on: None,
                statement: None,
                imposed: None,
            },
        );
    }

    fn impose(&mut self, person: &PersonKey, with: &Impose) {
        let (on, seq, seat) = (self.entry.happened(), self.seq, with.seat());
        let Some(step) = rung(self.charter, seat, with.sanction()) else { return };
        let Some(holding) = self.state.holding(seat, person, self.day) else { return };
        let by_itself = lapse(step, holding, self.charter, self.day);
        let after = answered(self.state, holding, step.place, self.day);
        let looked_at = since(with.since(), after);
        let assessed = over(self.state, holding, step.policy, looked_at, self.day);
        let causes = assessed.map(|assessed| assessed.causes_of(step.place)).unwrap_or_default();
        let review = step.rung.review().given().copied();
        let review_by = review.and_then(|term| self.charter.calendar_table().due(on, term).ok());
        self.state.sanctions.insert(
            seq,
            Imposed {
                person: person.clone(),
                seat: seat.clone(),
                sanction: with.sanction(),
                policy: step.policy.key().clone(),
                rung: step.place as u64,
                reason: with.reason().clone(),
                by: self.entry.by().clone(),
                on,
                day: self.day,
                entry: seq,
                hand: self.entry.hand().cloned(),
                until: with.until().or(by_itself),
                review_by,
                asked: None,
                asked_on: None,
                request: None,
                reviewed: None,
                outcome: None,
                causes,
            },
        );
        for known in self.state.announced.values_mut() {
            if known.person == *person
                && known.seat == *seat
                && known.sanction == with.sanction()
                && known.imposed.is_none()
            {
                known.imposed = Some(seq);
            }
        }
        if with.sanction() == Sanction::Revoke {
            self.unseat(person, self.day, &|one| one.seat == *seat);
        }
    }

    fn review(&mut self, imposed: u64, outcome: ReviewOutcome) {
        let seq = self.seq;
        let Some(known) = self.state.sanctions.get_mut(&imposed) else { return };
        known.reviewed = Some(seq);
        known.outcome = Some(outcome);
        let known = known.clone();
        if outcome != ReviewOutcome::Lifted || revoked(self.state, &known).is_empty() {
            return;
        }
        let own = self.state.holdings.values_mut().flatten();
        for one in own.filter(|one| one.ended == Some(imposed) && one.person == known.person) {
            (one.until, one.ended) = one.before.take().unwrap_or((one.planned, None));
        }
    }
}
