//! The time that somebody has: extended, stopped, and counted anew.

use crate::act::{Deadline, Extend};
use crate::case::context::{Context, day_of};
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
    // A day that is named gives time only if it is still to come.
    let today = matches!(with.to(), Deadline::By(_)).then(|| context.today_for(obligation));
    if let Some(old) = old.max(today)
        && new.is_none_or(|new| new <= old)
    {
        let due = move || vec![Arg::plain("due", old)];
        out.push(context.about_obligation(RefusalCode::NotLater, obligation, due));
    }
}

impl Context<'_> {
    /// The day of the act; that on which an obligation began, if the act is said to have happened
    /// before.
    pub(super) fn today_for(&self, obligation: &Obligation) -> Date {
        let began = obligation.began().map(|began| day_of(self.calendar(), began));
        began.map_or(self.day, |began| began.max(self.day))
    }
}

/// The last day of an obligation, as it stands; before the clock runs, as far as days were named.
pub(super) fn last_day(calendar: &CalendarTable, obligation: &Obligation) -> Option<Date> {
    match (obligation.due, obligation.within) {
        (Some(due), _) => calendar.day_of(due).ok()?.plus_days(-1),
        (None, Some(Deadline::By(day))) => lengthened(calendar, Some(day), &obligation.extensions),
        (None, Some(Deadline::Within(_)) | None) => {
            lengthened(calendar, None, &obligation.extensions)
        }
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
            let now = obligation.began().map_or(on, |began| began.max(on));
            let from = last_day(calendar, obligation).or_else(|| calendar.day_of(now).ok())?;
            calendar.last_day(from, term).ok()
        }
    }
}

/// The day before one, if any of some days is over by then.
pub(super) fn over_by(today: Date, days: impl IntoIterator<Item = Date>) -> Option<Date> {
    let over = days.into_iter().any(|day| day < today);
    over.then(|| today.plus_days(-1)).flatten()
}

/// A last day, after extensions each of which counts from the day before it: never an earlier one.
fn lengthened(
    calendar: &CalendarTable,
    last: Option<Date>,
    extensions: &[Deadline],
) -> Option<Date> {
    extensions.iter().fold(last, |last, to| match *to {
        Deadline::By(day) => last.max(Some(day)),
        // What the calendar does not reach changes nothing.
        Deadline::Within(term) => last.map(|last| calendar.last_day(last, term).unwrap_or(last)),
    })
}

impl Obligation {
    /// Before the clock runs an extension waits for it: only then there is a day to count from.
    pub(super) fn extend_pending(&mut self, to: Deadline) {
        match self.within {
            None => self.within = Some(to),
            Some(_) => self.extensions.push(to),
        }
    }

    /// The clock begins, longer by the extensions that waited for it.
    pub(crate) fn begin(&mut self, calendar: &CalendarTable, since: Instant) {
        self.state = ObligationState::Active { since };
        self.set_due(calendar);
        let extensions = std::mem::take(&mut self.extensions);
        let plain = last_day(calendar, self);
        if let Some(last) = lengthened(calendar, plain, &extensions)
            && plain.is_some_and(|plain| plain < last)
        {
            self.within = Some(Deadline::By(last));
            self.set_due(calendar);
        }
    }

    /// When its time is over is counted anew, if the clock began.
    pub(crate) fn set_due(&mut self, calendar: &CalendarTable) {
        self.due = self.since().and_then(|since| self.due_from(calendar, since));
    }

    /// Since when its clock runs, if it does.
    const fn since(&self) -> Option<Instant> {
        match self.state {
            ObligationState::Active { since }
            | ObligationState::Suspended { since, .. }
            | ObligationState::Submitted { since, .. } => Some(since),
            ObligationState::Pending
            | ObligationState::Fulfilled { .. }
            | ObligationState::Discharged { .. }
            | ObligationState::Defaulted
            | ObligationState::Expired => None,
        }
    }

    /// Since when its clock runs; before, since when it is laid down.
    fn began(&self) -> Option<Instant> {
        self.since().or_else(|| self.events.first().map(|event| event.on))
    }

    /// Since when the clock runs, and was not yet found to stand still.
    fn running_since(&self) -> Option<Instant> {
        let resumed = self.events.iter().filter(|event| event.what == Happening::Resumed);
        self.since().map(|since| resumed.map(|event| event.on).fold(since, Instant::max))
    }

    /// The clock stops: not before it runs, whatever is recorded late.
    pub(crate) fn suspend(&mut self, on: Instant) {
        if let (ObligationState::Active { since }, Some(runs)) = (self.state, self.running_since())
        {
            self.state = ObligationState::Suspended { since, from: on.max(runs) };
        }
    }

    /// A day is counted from now: what the clock stood still before is in it already.
    pub(super) fn stand_still_from(&mut self, on: Instant) {
        if let ObligationState::Suspended { since, from } = self.state {
            self.state = ObligationState::Suspended { since, from: from.max(on) };
        }
    }

    /// A term counts from when the clock began: all the time for which it stands still is in it.
    pub(super) fn stand_still_all_the_time(&mut self) {
        if let ObligationState::Suspended { since, .. } = self.state {
            let mut stopped = self.events.iter().rev();
            let stopped = stopped.find(|event| event.what == Happening::Suspended);
            let from = stopped.map(|event| event.on).max(self.running_since()).unwrap_or(since);
            self.state = ObligationState::Suspended { since, from };
        }
    }

    /// The days for which the clock stood still since it began, as a term counts them.
    pub(crate) fn stood_still(&self, calendar: &CalendarTable, term: Term) -> u32 {
        let Some(mut runs) = self.since() else { return 0 };
        let (mut days, mut from) = (0_u32, None);
        for event in &self.events {
            match event.what {
                Happening::Suspended => from = calendar.day_of(event.on.max(runs)).ok(),
                Happening::Resumed => {
                    let stood = from.take().zip(calendar.day_of(event.on).ok());
                    let stood = stood.map(|(from, on)| calendar.suspended_days(term, from, on));
                    days = days.saturating_add(stood.unwrap_or_default());
                    runs = runs.max(event.on);
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
