//! Rules on sanctions by the ladder, and on their reviews.

use crate::case::Cited;
use crate::conduct::Sanction;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::{Context, rung};
use crate::register::lapse::{answered, since};
use crate::register::sanctioning::{Impose, Review, ReviewOutcome};
use crate::register::seats::taken_on;
use crate::register::standing::over;
use crate::register::state::Imposed;
use crate::register::table::RegisterAct;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

impl Context<'_> {
    pub(super) fn check_sanctions(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Announce { person, with } => {
                self.check_rung(person, with.seat(), with.sanction(), out);
            }
            RegisterAct::Hear { entry, .. } => {
                let announced = self.state.announced.get(entry);
                if let Some(by) = announced.and_then(|known| known.heard.or(known.imposed)) {
                    let already = Self::already(("what came of it by entry", "后续条目"), &by);
                    out.push(already.citing([Cited::Entry(by)]));
                }
            }
            RegisterAct::Sanction { person, with } => self.check_imposed(person, with, out),
            RegisterAct::AskReview { entry, .. } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_request(imposed, out);
                }
            }
            RegisterAct::Review { entry, with } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_review(imposed, with, out);
                }
            }
            _ => {}
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
        let highest = standing.max_by_key(|one| one.rung);
        if let Some(highest) = highest.filter(|one| one.rung >= step.place as u64) {
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
        let next = highest.map_or(0, |one| one.rung.saturating_add(1));
        let is_due = if step.rung.triggers().is_empty() {
            // Nobody said what makes it due: then only one after the other.
            step.place as u64 <= next
        } else {
            due.is_some_and(|due| due >= step.place)
        };
        if !is_due {
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
        if has_to_be_heard && !self.was_heard(person, seat, sanction) {
            let args = vec![Arg::plain("person", person), named()];
            out.push(RegisterRefusal::new(RegisterCode::Unheard, args).citing(cited()));
        }
    }

    /// Whether somebody was heard on what was announced, or had the time to be.
    fn was_heard(&self, person: &PersonKey, seat: &SeatKey, sanction: Sanction) -> bool {
        self.state.announced.values().any(|known| {
            known.person == *person
                && known.seat == *seat
                && known.sanction == sanction
                && known.imposed.is_none()
                && (known.heard.is_some() || known.answer_by.is_some_and(|by| by <= self.on))
        })
    }

    fn check_request(&self, imposed: &Imposed, out: &mut Vec<RegisterRefusal>) {
        if let Some(by) = imposed.asked.or(imposed.reviewed) {
            let already = Self::already(("what came of it by entry", "后续条目"), &by);
            out.push(already.citing([Cited::Entry(by)]));
        }
        let step = rung(self.charter, &imposed.seat, imposed.sanction);
        if step.is_some_and(|step| step.rung.review().is_absent()) {
            let label = |lang| imposed.sanction.label(lang);
            let args = vec![Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh))];
            out.push(RegisterRefusal::new(RegisterCode::NoReview, args));
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
        if let Some(hand) = imposed.hand.as_ref().filter(|hand| Some(*hand) == self.hand) {
            let args = vec![Arg::plain("person", hand)];
            let refusal = RegisterRefusal::new(RegisterCode::SelfReview, args);
            out.push(refusal.citing([Cited::Entry(imposed.entry)]));
        }
        if with.outcome() == ReviewOutcome::Lifted
            && let Ok(seat) = self.charter.seat(&imposed.seat)
            && let Some(holding) = super::change::revoked(self.state, imposed)
        {
            let stretch = (imposed.day.max(holding.from), holding.planned);
            if let Some(on) = taken_on(self.state, seat, stretch, 0, Some(holding)) {
                let number = seat.number().given().copied().unwrap_or_default();
                out.push(self.no_place(seat, number, on));
            }
        }
    }
}
