//! What an entry changes in a register, whatever stands against it.

use crate::act::{Award, Belonging};
use crate::charter::Charter;
use crate::conduct::{Sanction, SeatRole};
use crate::register::RegisterEntry;
use crate::register::context::rung;
use crate::register::kinship::DeclareRelative;
use crate::register::lapse::{answered, lapse, since};
use crate::register::polling;
use crate::register::preparing::{Count, Train};
use crate::register::sanctioning::{Announce, Impose, ReviewOutcome};
use crate::register::seating::{Departure, Elect};
use crate::register::seats::end_of_term;
use crate::register::standing::over;
use crate::register::state::{
    Affiliation, Announced, Awarded, CandidateVerdict, Counted, Election, Holding, Imposed, Once,
    RegisterState, Relative, Trained,
};
use crate::register::table::RegisterAct;
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};

/// The holding that a sanction ended, as long as nobody is to be found in it again.
pub(super) fn revoked<'s>(state: &'s RegisterState, imposed: &Imposed) -> Option<&'s Holding> {
    if imposed.sanction != Sanction::Revoke || state.died.contains_key(&imposed.person) {
        return None;
    }
    let mut own =
        state.holdings_of(&imposed.seat).iter().filter(|one| one.person == imposed.person);
    let is_back = own.clone().any(|one| one.entry > imposed.entry);
    own.find(|one| one.ended == Some(imposed.entry)).filter(|_| !is_back)
}

struct Change<'a> {
    charter: &'a Charter,
    state: &'a mut RegisterState,
    entry: &'a RegisterEntry,
    day: Date,
}

/// The entry changes the state, whatever stands against it.
pub(super) fn apply(charter: &Charter, state: &mut RegisterState, entry: &RegisterEntry) {
    let day = crate::case::context::day_of(charter.calendar_table(), entry.happened());
    let mut change = Change { charter, state, entry, day };
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
            change.unseat(with.person(), with.until().unwrap_or(day), |one| one.seat == *seat);
            change.note_death(with.person(), with.cause());
        }
        RegisterAct::Recall { seat, with } => {
            change.unseat(with.person(), day, |one| one.seat == *seat);
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
            let seq = change.entry.seq();
            if let Some(known) = change.state.announced.get_mut(announced) {
                known.heard = Some(seq);
                known.statement = with.statement().cloned();
            }
        }
        RegisterAct::Sanction { person, with } => change.impose(person, with),
        RegisterAct::AskReview { entry: imposed, with } => {
            let (seq, on) = (change.entry.seq(), change.entry.happened());
            if let Some(known) = change.state.sanctions.get_mut(imposed) {
                known.asked = Some(seq);
                known.asked_on = Some(on);
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
    state.last_seq = entry.seq().max(state.last_seq);
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
            entry: self.entry.seq(),
            until,
            role,
            ended: None,
            planned: until,
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
            entry: self.entry.seq(),
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
            entry: self.entry.seq(),
            until: None,
            ended: None,
        });
    }

    fn retract_relative(&mut self, person: &PersonKey, other: &PersonKey, until: Date) {
        let seq = self.entry.seq();
        for known in &mut self.state.relatives {
            let are = (&known.person, &known.other);
            let is_named = are == (person, other) || are == (other, person);
            if is_named && known.until.is_none_or(|end| end > until) {
                known.until = Some(until);
                known.ended = Some(seq);
            }
        }
    }

    /// Ends what somebody holds from a day on.
    fn unseat(&mut self, person: &PersonKey, until: Date, which: impl Fn(&Holding) -> bool) {
        let seq = self.entry.seq();
        for one in self.state.holdings.values_mut().flatten() {
            let until = until.max(one.from);
            if one.person == *person && one.until.is_none_or(|end| end > until) && which(one) {
                one.until = Some(until);
                one.ended = Some(seq);
            }
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
            entry: self.entry.seq(),
            until: None,
            ended: None,
        });
    }

    fn leave(&mut self, person: &PersonKey, of: Option<&Belonging>, until: Date) {
        let seq = self.entry.seq();
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
        self.unseat(person, until, |one| match of {
            None => true,
            Some(Belonging::Party(party)) => {
                charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party)
            }
            Some(Belonging::Group(_) | Belonging::Sector(_)) => false,
        });
    }

    /// Whoever died holds nothing, and belongs to nothing.
    fn note_death(&mut self, person: &PersonKey, cause: Departure) {
        if cause == Departure::Died {
            self.leave(person, None, self.day);
            self.state.died.entry(person.clone()).or_insert(self.entry.seq());
        }
    }

    fn train(&mut self, with: &Train) {
        for person in with.persons() {
            self.state.trained.push(Trained {
                person: person.clone(),
                name: with.name().clone(),
                on: self.day,
                entry: self.entry.seq(),
                training: with.training(),
                hours: with.hours(),
            });
        }
    }

    fn count(&mut self, with: &Count) {
        if self.charter.conduct_policy(with.policy()).is_err() {
            return;
        }
        let seq = self.entry.seq();
        for credit in with.credits() {
            if let Some(once) = Once::of(credit) {
                let key = (with.policy().clone(), once);
                if self.state.once.contains_key(&key) {
                    continue;
                }
                self.state.once.insert(key, seq);
            }
            let policy = with.policy().clone();
            self.state.counted.push(Counted { policy, credit: credit.clone(), entry: seq });
        }
    }

    fn award(&mut self, with: &Award) {
        self.state.awards.push(Awarded {
            to: with.to().clone(),
            reason: with.reason().clone(),
            on: self.day,
            entry: self.entry.seq(),
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
            self.entry.seq(),
            Announced {
                person: person.clone(),
                seat: with.seat().clone(),
                sanction: with.sanction(),
                reason: with.reason().clone(),
                on,
                entry: self.entry.seq(),
                answer_by,
                heard: None,
                statement: None,
                imposed: None,
            },
        );
    }

    fn impose(&mut self, person: &PersonKey, with: &Impose) {
        let (on, seq, seat) = (self.entry.happened(), self.entry.seq(), with.seat());
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
            self.unseat(person, self.day, |one| one.seat == *seat);
        }
    }

    fn review(&mut self, imposed: u64, outcome: ReviewOutcome) {
        let seq = self.entry.seq();
        let Some(known) = self.state.sanctions.get_mut(&imposed) else { return };
        known.reviewed = Some(seq);
        known.outcome = Some(outcome);
        let known = known.clone();
        if outcome != ReviewOutcome::Lifted || revoked(self.state, &known).is_none() {
            return;
        }
        let own = self.state.holdings.get_mut(&known.seat).into_iter().flatten();
        for one in own.filter(|one| one.ended == Some(imposed) && one.person == known.person) {
            one.until = one.planned;
            one.ended = None;
        }
    }
}
