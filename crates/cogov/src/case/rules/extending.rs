//! The time that somebody has: extended, stopped, and counted anew.

use crate::act::{Deadline, Extend};
use crate::case::context::Context;
use crate::case::obligation::{Happening, Obligation, ObligationState};
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::problem::Arg;
use crate::time::{CalendarTable, Date, Instant, Term};

pub(super) fn extend(
    context: &Context<'_>,
    obligation: &Obligation,
    with: &Extend,
    out: &mut Vec<Refusal>,
) {
    if with.reason().is_none() {
        out.push(context.unreasoned("a reason", "理由"));
    }
    let calendar = context.calendar();
    let old = last_day(calendar, obligation);
    let new = extended(calendar, obligation, with.to(), context.on);
    if let Some(old) = old
        && new.is_none_or(|new| new <= old)
    {
        let due = move || vec![Arg::plain("due", old)];
        out.push(context.about_obligation(RefusalCode::NotLater, obligation, due));
    }
}

/// The last day of an obligation, as it stands.
pub(super) fn last_day(calendar: &CalendarTable, obligation: &Obligation) -> Option<Date> {
    match (obligation.due, obligation.within) {
        (Some(due), _) => calendar.day_of(due).ok()?.plus_days(-1),
        (None, Some(Deadline::By(day))) => Some(day),
        (None, Some(Deadline::Within(_)) | None) => None,
    }
}

/// The last day of an obligation, once it is extended: a term counts from the old day; where there
/// was none, from the day of the extension.
pub(super) fn extended(
    calendar: &CalendarTable,
    obligation: &Obligation,
    to: Deadline,
    on: Instant,
) -> Option<Date> {
    match to {
        Deadline::By(day) => Some(day),
        Deadline::Within(term) => {
            let from = last_day(calendar, obligation).or_else(|| calendar.day_of(on).ok())?;
            calendar.last_day(from, term).ok()
        }
    }
}

/// What the same deadline comes to before the clock runs: a longer term.
pub(super) fn longer(within: Option<Deadline>, to: Deadline) -> Option<Deadline> {
    match (within, to) {
        (Some(Deadline::Within(old)), Deadline::Within(more))
            if old.counts_working_days() == more.counts_working_days() =>
        {
            let length = old.length().saturating_add(more.length());
            let make = if old.counts_working_days() { Term::working_days } else { Term::days };
            make(length).ok().map(Deadline::Within)
        }
        (_, to) => Some(to),
    }
}

impl Obligation {
    /// When its time is over is counted anew, if the clock began.
    pub(crate) fn set_due(&mut self, calendar: &CalendarTable) {
        self.due = match self.state {
            ObligationState::Active { since }
            | ObligationState::Suspended { since, .. }
            | ObligationState::Submitted { since, .. } => self.due_from(calendar, since),
            _ => None,
        };
    }

    /// The days for which the clock stood still since it began, as a term counts them.
    pub(crate) fn stood_still(&self, calendar: &CalendarTable, term: Term) -> u32 {
        let (mut days, mut from) = (0_u32, None);
        for event in &self.events {
            match event.what {
                Happening::Suspended => from = calendar.day_of(event.on).ok(),
                Happening::Resumed => {
                    let stood = from.take().zip(calendar.day_of(event.on).ok());
                    let stood = stood.map(|(from, on)| calendar.suspended_days(term, from, on));
                    days = days.saturating_add(stood.unwrap_or_default());
                }
                _ => {}
            }
        }
        days
    }

    /// The clock goes on, later by the days for which it stood still.
    pub(crate) fn resume(&mut self, calendar: &CalendarTable, on: Instant) {
        let ObligationState::Suspended { since, from } = self.state else { return };
        self.state = ObligationState::Active { since };
        let days = calendar.day_of(from).ok().zip(calendar.day_of(on).ok());
        let stood = days.map_or(0, |(from, on)| match self.within {
            Some(Deadline::Within(term)) => calendar.suspended_days(term, from, on),
            Some(Deadline::By(_)) | None => u32::try_from(from.days_until(on)).unwrap_or_default(),
        });
        self.suspended_days = self.suspended_days.saturating_add(stood);
        self.set_due(calendar);
    }
}
