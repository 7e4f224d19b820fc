//! Rules on seats: terms, places, seats that go together or do not.

use std::collections::BTreeMap;

use crate::case::Cited;
use crate::conduct::Sanction;
use crate::conduct::window::anniversary;
use crate::party::{Filling, Seat};
use crate::position::Holder;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::state::{Holding, RegisterState};
use crate::register::table::{RegisterAct, RegisterActKind};
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

/// The end of a term that begins on a day, if the seat has one.
pub(super) fn end_of_term(seat: &Seat, from: Date) -> Option<Date> {
    let years = seat.term().given()?.years().get();
    anniversary(from, i32::try_from(years).ok()?)
}

/// Whether two stretches of days meet; one that has no end lasts.
pub(super) fn meet(a: (Date, Option<Date>), b: (Date, Option<Date>)) -> bool {
    a.1.is_none_or(|end| b.0 < end)
        && b.1.is_none_or(|end| a.0 < end)
        && a.1.is_none_or(|end| a.0 < end)
        && b.1.is_none_or(|end| b.0 < end)
}

/// The first day on which one more holder would be too many, where others join them.
pub(super) fn taken_on(
    state: &RegisterState,
    seat: &Seat,
    stretch: (Date, Option<Date>),
    beside: u64,
    but: Option<&Holding>,
) -> Option<Date> {
    let number = seat.number().given().copied()?;
    let meeting: Vec<&Holding> = state
        .holdings_of(seat.key())
        .iter()
        .filter(|one| Some(*one) != but && meet(stretch, (one.from, one.until)))
        .collect();
    // There can be too many first when somebody comes.
    let mut days: Vec<Date> = meeting.iter().map(|one| one.from.max(stretch.0)).collect();
    days.push(stretch.0);
    days.sort();
    days.into_iter().find(|day| {
        let there = meeting.iter().filter(|one| one.is_in_force(*day)).count() as u64;
        there.saturating_add(beside).saturating_add(1) > number
    })
}

impl Context<'_> {
    /// That the act would take effect before it was done.
    pub(super) fn check_begin(&self, from: Date, out: &mut Vec<RegisterRefusal>) {
        if from < self.day {
            let args = vec![Arg::plain("from", from), Arg::plain("on", self.day)];
            out.push(RegisterRefusal::new(RegisterCode::BeginsEarlier, args));
        }
    }

    fn person_arg(person: &PersonKey) -> Arg {
        Arg::plain("person", person)
    }

    /// That nothing lasts beyond the death of a person; what was over by then can be recorded later.
    pub(super) fn check_alive(
        &self,
        person: &PersonKey,
        until: Option<Date>,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let died = self.state.died.get(person);
        if let Some((entry, _)) = died.filter(|(_, day)| until.is_none_or(|until| until > *day)) {
            let args = vec![Self::person_arg(person), Arg::plain("entry", entry)];
            let refusal = RegisterRefusal::new(RegisterCode::Departed, args);
            out.push(refusal.citing([Cited::Entry(*entry)]));
        }
    }

    pub(super) fn check_seats(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Elect { seat, with } => {
                let Some(known) = self.seat_of(seat, out) else { return };
                self.check_filling(known, out);
                if with.persons().is_empty() {
                    out.push(RegisterRefusal::new(RegisterCode::NobodyNamed, Vec::new()));
                }
                self.check_votes(known, with, out);
                let mut named = BTreeMap::new();
                for (beside, person) in (0_u64..).zip(with.persons()) {
                    if named.insert(person, ()).is_some() {
                        out.push(Self::already(("a holder of the seat", "任职者"), person));
                        continue;
                    }
                    self.check_holding(known, person, with.from(), with.until(), beside, out);
                }
            }
            RegisterAct::Appoint { seat, with } => {
                let Some(known) = self.seat_of(seat, out) else { return };
                self.check_filling(known, out);
                self.check_holding(known, with.person(), with.from(), with.until(), 0, out);
            }
            RegisterAct::Vacate { seat, with } if self.seat_of(seat, out).is_some() => {
                let until = with.until().unwrap_or(self.day);
                self.check_begin(until, out);
                self.check_holder(seat, with.person(), out);
                let own = self.state.holdings_of(seat).iter();
                let own = own.filter(|one| one.person == *with.person());
                let last = own.filter_map(|one| one.until).max();
                if let Some(limit) = last.filter(|limit| *limit > self.day && *limit < until) {
                    let args = vec![Arg::plain("until", until), Arg::plain("limit", limit)];
                    out.push(RegisterRefusal::new(RegisterCode::BeyondTerm, args));
                }
            }
            RegisterAct::Recall { seat, with } if self.seat_of(seat, out).is_some() => {
                self.check_holder(seat, with.person(), out);
            }
            _ => {}
        }
    }

    pub(super) fn seat_of(&self, key: &SeatKey, out: &mut Vec<RegisterRefusal>) -> Option<&Seat> {
        match self.charter.seat(key) {
            Ok(seat) => Some(seat),
            Err(missing) => {
                out.push(Self::not_in_charter("seats", key, Some(&missing)));
                None
            }
        }
    }

    fn check_filling(&self, seat: &Seat, out: &mut Vec<RegisterRefusal>) {
        let Some(filling) = seat.filled_by().given() else { return };
        let is_elected = self.kind == RegisterActKind::Elect;
        if is_elected != (*filling == Filling::Elected) {
            let label = |lang| filling.label(lang);
            let args = vec![
                self.seat_arg("seat", seat.key()),
                Arg::bilingual("filling", label(Lang::En), label(Lang::Zh)),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::OtherFilling, args);
            out.push(refusal.citing([Cited::Seat(seat.key().clone())]));
        }
    }

    /// That a person holds a seat now, or is to hold it.
    pub(super) fn check_holder(
        &self,
        seat: &SeatKey,
        person: &PersonKey,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let holdings = self.state.holdings_of(seat);
        let holds = |one: &Holding| one.person == *person && one.lasts_beyond(self.day);
        if !holdings.iter().any(holds) {
            let args = vec![Self::person_arg(person), self.seat_arg("seat", seat)];
            out.push(RegisterRefusal::new(RegisterCode::NotAHolder, args));
        }
    }

    /// What stands against a person's holding a seat from a day until another.
    fn check_holding(
        &self,
        seat: &Seat,
        person: &PersonKey,
        from: Option<Date>,
        until: Option<Date>,
        beside: u64,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let from = from.unwrap_or(self.day);
        let limit = end_of_term(seat, from);
        self.check_alive(person, until.or(limit), out);
        if beside == 0 {
            // The days are the same for all.
            self.check_begin(from, out);
            self.check_days(from, until, limit, out);
        }
        let stretch = (from, until.or(limit));
        let key = seat.key();
        let own = |key: &SeatKey| {
            let held = self.state.holdings_of(key).iter();
            held.filter(|one| one.person == *person)
                .find(|one| meet(stretch, (one.from, one.until)))
        };
        if let Some(holding) = own(key) {
            let already = Self::already(("a holder of the seat", "任职者"), person);
            out.push(already.citing([Cited::Entry(holding.entry)]));
        } else if let Some(on) = taken_on(self.state, seat, stretch, beside, None) {
            let number = seat.number().given().copied().unwrap_or_default();
            out.push(self.no_place(seat, number, on));
        }
        self.check_others(seat, person, own, out);
        self.check_kin(seat, person, stretch, out);
        let barred = self.state.sanctions.values().find(|one| {
            one.sanction == Sanction::NotRenominate
                && one.person == *person
                && one.seat == *key
                && one.stands(from.max(one.day))
        });
        if let Some(barred) = barred {
            let args = vec![Self::person_arg(person), self.seat_arg("seat", key)];
            let refusal = RegisterRefusal::new(RegisterCode::NotRenominable, args);
            out.push(refusal.citing([Cited::Entry(barred.entry)]));
        }
    }

    pub(super) fn no_place(&self, seat: &Seat, number: u64, on: Date) -> RegisterRefusal {
        let args = vec![
            self.seat_arg("seat", seat.key()),
            Arg::plain("number", number),
            Arg::plain("on", on),
        ];
        let refusal = RegisterRefusal::new(RegisterCode::NoPlace, args);
        refusal.citing([Cited::Seat(seat.key().clone())])
    }

    pub(super) fn incompatible(
        &self,
        seat: &Seat,
        person: &PersonKey,
        other: &SeatKey,
    ) -> RegisterRefusal {
        let args = vec![
            Self::person_arg(person),
            self.seat_arg("other", other),
            self.seat_arg("seat", seat.key()),
        ];
        let refusal = RegisterRefusal::new(RegisterCode::IncompatibleSeat, args);
        refusal.citing([Cited::Seat(seat.key().clone())])
    }

    fn check_days(
        &self,
        from: Date,
        until: Option<Date>,
        limit: Option<Date>,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let Some(until) = until else { return };
        if until <= from {
            let args = vec![Arg::plain("until", until), Arg::plain("from", from)];
            out.push(RegisterRefusal::new(RegisterCode::NoTime, args));
        } else if let Some(limit) = limit.filter(|limit| *limit < until) {
            let args = vec![Arg::plain("until", until), Arg::plain("limit", limit)];
            out.push(RegisterRefusal::new(RegisterCode::BeyondTerm, args));
        }
    }

    /// Seats that the person may not hold beside this one, or has to.
    pub(super) fn check_others<'s>(
        &self,
        seat: &Seat,
        person: &PersonKey,
        own: impl Fn(&SeatKey) -> Option<&'s Holding>,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let seats = || self.charter.seats().iter().filter_map(|listed| listed.given());
        // Of two seats it is enough that one names the other.
        let other = seats().find(|other| {
            let names = |a: &Seat, b: &Seat| a.incompatible().contains(b.key());
            (names(seat, other) || names(other, seat)) && own(other.key()).is_some()
        });
        if let Some(other) = other {
            out.push(self.incompatible(seat, person, other.key()));
        }
        // Where two seats name each other, one of them has to be filled first.
        let named = |key: &&SeatKey| {
            self.charter.seat(key).is_ok_and(|other| !other.held_with().contains(seat.key()))
        };
        let needed: Vec<&SeatKey> = seat.held_with().iter().filter(named).collect();
        if !needed.is_empty() && !needed.iter().any(|key| own(key).is_some()) {
            let needed: Vec<Holder> =
                needed.into_iter().map(|key| Holder::Seat(key.clone())).collect();
            let args = vec![
                self.seat_arg("seat", seat.key()),
                self.holders_arg("others", &needed),
                Self::person_arg(person),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::HeldApart, args);
            out.push(refusal.citing([Cited::Seat(seat.key().clone())]));
        }
    }
}
