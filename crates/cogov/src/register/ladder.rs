//! Rules on sanctions by the ladder, and on their reviews.

use crate::case::Cited;
use crate::conduct::Sanction;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::{Context, rung};
use crate::register::lapse::{answered, since};
use crate::register::sanctioning::{Impose, Review, ReviewOutcome};
use crate::register::seats::{meet, taken_on};
use crate::register::standing::over;
use crate::register::state::{Holding, Imposed};
use crate::register::table::RegisterAct;
use crate::time::Instant;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

impl Context<'_> {
    pub(super) fn check_sanctions(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Announce { person, with } => {
                self.check_rung(person, with.seat(), with.sanction(), out);
            }
            RegisterAct::Hear { entry, .. } => {
                let Some(announced) = self.state.announced.get(entry) else { return };
                if let Some(by) = announced.heard.or(announced.imposed) {
                    let already = Self::already(("what came of it by entry", "后续条目"), &by);
                    out.push(already.citing([Cited::Entry(by)]));
                }
                self.check_after(announced.on, *entry, out);
            }
            RegisterAct::Sanction { person, with } => self.check_imposed(person, with, out),
            RegisterAct::AskReview { entry, .. } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_request(imposed, out);
                    self.check_after(imposed.on, *entry, out);
                }
            }
            RegisterAct::Review { entry, with } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_review(imposed, with, out);
                    self.check_after(imposed.asked_on.unwrap_or(imposed.on), *entry, out);
                }
            }
            _ => {}
        }
    }

    /// That it did not happen before what it is about.
    fn check_after(&self, done: Instant, entry: u64, out: &mut Vec<RegisterRefusal>) {
        if self.on < done {
            let args = vec![Arg::plain("from", self.on), Arg::plain("on", done)];
            let refusal = RegisterRefusal::new(RegisterCode::BeginsEarlier, args);
            out.push(refusal.citing([Cited::Entry(entry)]));
        }
    }

    /// That a person holds a seat whose ladder has a rung; its place on the ladder.
    fn check_rung(
        &self,
        person: &PersonKey,
        seat: &SeatKey,
        sanction: Sanction,
        out: &mut Vec<RegisterRefusal>,
    ) -> Option<usize> {
        self.seat_of(seat, out)?;
        if self.state.holding(seat, person, self.day).is_none() {
            let args = vec![Arg::plain("person", person), self.seat_arg("seat", seat)];
            out.push(RegisterRefusal::new(RegisterCode::NotAHolder, args));
        }
        let step = rung(self.charter, seat, sanction);
        if step.is_none() {
            let label = |lang| sanction.label(lang);
            let args = vec![
                self.seat_arg("seat", seat),
                Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh)),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::NotOnTheLadder, args);
            out.push(refusal.citing([Cited::Seat(seat.clone())]));
        }
        step.map(|step| step.place)
    }

    fn check_imposed(&self, person: &PersonKey, with: &Impose, out: &mut Vec<RegisterRefusal>) {
        let (seat, sanction) = (with.seat(), with.sanction());
        if self.check_rung(person, seat, sanction, out).is_none() {
            return;
        }
        let (Some(step), Some(holding)) =
            (rung(self.charter, seat, sanction), self.state.holding(seat, person, self.day))
        else {
            return;
        };
        let label = |lang| sanction.label(lang);
        let named = || Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh));
        let cited = || [Cited::Rung(step.policy.key().clone(), step.place)];
        let is_ladder = |one: &Sanction| *one != Sanction::NotRenominate;
        let standing = self.state.sanctions.values().filter(|one| {
            one.person == *person
                && one.seat == *seat
                && one.stands(self.day)
                && is_ladder(&one.sanction) == is_ladder(&sanction)
        });
        if let Some(highest) =
            standing.max_by_key(|one| one.rung).filter(|one| one.rung >= step.place as u64)
        {
            let label = |lang| highest.sanction.label(lang);
            let args = vec![
                Arg::bilingual("standing", label(Lang::En), label(Lang::Zh)),
                Arg::plain("entry", highest.entry),
                named(),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::NotHigher, args);
            out.push(refusal.citing([Cited::Entry(highest.entry)]));
        }
        let highest_due = |since| {
            let assessed = over(self.state, holding, step.policy, since, self.day)?;
            let standing = assessed.standing();
            let due = match is_ladder(&sanction) {
                true => standing.due(),
                false => standing.not_renominated(),
            };
            due.map(|due| due.index())
        };
        let after = answered(self.state, holding, step.place, self.day);
        let due = highest_due(since(with.since(), after));
        if due.is_none_or(|due| due < step.place) {
            let before = after.filter(|_| highest_due(with.since()) >= Some(step.place));
            let refusal = match before {
                Some(before) => {
                    let args = vec![named(), Arg::plain("entry", before.entry)];
                    let again = RegisterRefusal::new(RegisterCode::SanctionedAlready, args);
                    again.citing([Cited::Entry(before.entry)])
                }
                None => RegisterRefusal::new(RegisterCode::NotTriggered, vec![named()]),
            };
            out.push(refusal.citing(cited()));
        }
        if let Some(until) = with.until() {
            let limit = super::lapse::lapse(step, holding, self.charter, self.day);
            if until <= self.day {
                let args = vec![Arg::plain("until", until), Arg::plain("from", self.day)];
                out.push(RegisterRefusal::new(RegisterCode::NoTime, args));
            } else if let Some(limit) = limit.filter(|limit| *limit < until) {
                let args = vec![Arg::plain("until", until), Arg::plain("limit", limit)];
                out.push(RegisterRefusal::new(RegisterCode::BeyondTerm, args));
            }
        }
        let has_to_be_heard = step.rung.heard().is_given() || sanction == Sanction::Revoke;
        if has_to_be_heard && !self.was_heard(holding, sanction) {
            let args = vec![Arg::plain("person", person), named()];
            out.push(RegisterRefusal::new(RegisterCode::Unheard, args).citing(cited()));
        }
    }

    /// Whether somebody was heard on what was announced in this holding of the seat, or had the time
    /// to be, before it is imposed.
    fn was_heard(&self, holding: &Holding, sanction: Sanction) -> bool {
        let day = |on| crate::case::context::day_of(self.charter.calendar_table(), on);
        self.state.announced.values().any(|known| {
            let heard = known.heard_on.filter(|heard| known.on <= *heard);
            let mut had_the_chance = [heard, known.answer_by].into_iter().flatten();
            known.person == holding.person
                && known.seat == holding.seat
                && known.sanction == sanction
                && known.imposed.is_none()
                && day(known.on) >= holding.from
                && known.on <= self.on
                && had_the_chance.any(|by| by <= self.on)
        })
    }

    fn check_request(&self, imposed: &Imposed, out: &mut Vec<RegisterRefusal>) {
        if let Some(by) = imposed.asked.or(imposed.reviewed) {
            let already = Self::already(("what came of it by entry", "后续条目"), &by);
            out.push(already.citing([Cited::Entry(by)]));
        }
        let step = rung(self.charter, &imposed.seat, imposed.sanction);
        if step.is_some_and(|step| step.rung.review().is_absent()) {
            out.push(Self::no_review(imposed));
        }
        if let Some(due) = imposed.review_by.filter(|due| *due <= self.on) {
            let refusal =
                RegisterRefusal::new(RegisterCode::ReviewOver, vec![Arg::plain("due", due)]);
            out.push(refusal.citing([Cited::Entry(imposed.entry)]));
        }
    }

    fn check_review(&self, imposed: &Imposed, with: &Review, out: &mut Vec<RegisterRefusal>) {
        if let Some(by) = imposed.reviewed {
            let already = Self::already(("a review by entry", "复核条目"), &by);
            out.push(already.citing([Cited::Entry(by)]));
        }
        let step = rung(self.charter, &imposed.seat, imposed.sanction);
        // Where there was a review when it was imposed, another version of the charter leaves it.
        if imposed.review_by.is_none() && step.is_some_and(|step| step.rung.review().is_absent()) {
            out.push(Self::no_review(imposed));
        } else if imposed.asked.is_none() {
            let kind = ("request to review the sanction by entry", "复核申请，所涉处理条目");
            out.push(Self::unknown(kind, &imposed.entry));
        }
        if let Some(named) = self.reviews_own(imposed) {
            let refusal = RegisterRefusal::new(RegisterCode::SelfReview, vec![named]);
            out.push(refusal.citing([Cited::Entry(imposed.entry)]));
        }
        if with.outcome() == ReviewOutcome::Lifted {
            self.check_restored(imposed, out);
        }
    }

    fn no_review(imposed: &Imposed) -> RegisterRefusal {
        let label = |lang| imposed.sanction.label(lang);
        let args = vec![Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh))];
        RegisterRefusal::new(RegisterCode::NoReview, args)
    }

    /// Who reviews, where that is whom it concerns, or who imposed it; where hands are not known,
    /// the same holder.
    fn reviews_own(&self, imposed: &Imposed) -> Option<Arg> {
        let person = |person: &PersonKey| Arg::plain("person", person);
        if self.hand == Some(&imposed.person) {
            return Some(person(&imposed.person));
        }
        match (self.hand, &imposed.hand) {
            (Some(own), Some(imposer)) => (own == imposer).then(|| person(own)),
            _ => (*self.by == imposed.by).then(|| self.holder_arg("person", self.by)),
        }
    }

    /// That what a revocation ended can be held as before: its place, and what stands beside it.
    fn check_restored(&self, imposed: &Imposed, out: &mut Vec<RegisterRefusal>) {
        let restored = super::change::revoked(self.state, imposed);
        let stretch = |one: &Holding| {
            let until = one.before.map_or(one.planned, |(until, _)| until);
            (imposed.day.max(one.from), until)
        };
        for holding in &restored {
            let Ok(seat) = self.charter.seat(&holding.seat) else { continue };
            let own_stretch = stretch(holding);
            if let Some(on) = taken_on(self.state, seat, own_stretch, 0, Some(holding)) {
                let number = seat.number().given().copied().unwrap_or_default();
                out.push(self.no_place(seat, number, on));
            }
            let own = |key: &SeatKey| {
                let held = self.state.holdings_of(key).iter().filter(|one| {
                    one.person == imposed.person && meet(own_stretch, (one.from, one.until))
                });
                let again = restored.iter().copied();
                let again = again.filter(|one| one.seat == *key && meet(own_stretch, stretch(one)));
                held.chain(again).next()
            };
            self.check_others(seat, &imposed.person, own, out);
            self.check_kin(seat, &imposed.person, own_stretch, out);
        }
    }
}
