//! What is due: steps, obligations and answers in one view, by a clock that is passed in.

use crate::case::context::{day_of, setting};
use crate::case::engine::Case;
use crate::case::obligation::{Happening, Obligation, ObligationState};
use crate::case::settle::passed;
use crate::case::state::State;
use crate::case::view::view;
use crate::charter::{Charter, Setting};
use crate::position::{Function, Holder};
use crate::procedure::{Completion, StepIndex};
use crate::time::{Instant, Term};
use crate::values::choice::choice;
use crate::values::id::AppealId;
use crate::values::key::{ObligationKey, ReplyKey, StepKey};
use serde::Serialize;

/// What is due.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::case::{Due, DueThing};
///
/// let case = fire_lane(14);
/// let due = case.due("2026-06-20T09:00:00+08:00".parse()?);
/// let things: Vec<&DueThing> = due.iter().map(Due::thing).collect();
/// let advice = DueThing::Answer("advice-1".parse()?);
/// assert_eq!(things, [&advice, &DueThing::Step("joint-meeting".parse()?)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueThing {
    /// An appeal has to be accepted or declined.
    Appeal(AppealId),
    /// A step of the procedure.
    Step(StepKey),
    /// An obligation.
    Obligation(ObligationKey),
    /// The verification of an obligation.
    Verification(ObligationKey),
    /// An answer.
    Answer(ReplyKey),
}

choice! {
    /// How it stands with something that is due.
    pub enum DueStatus in case {
        /// Its time is over.
        Overdue = "overdue", "overdue", "逾期";
        /// It is active, and nothing was heard of it.
        Silent = "silent", "silent", "未反馈";
        /// It is under way, or its time has not come.
        Open = "open", "open", "进行中";
        /// Its clock stands still.
        Suspended = "suspended", "suspended", "已中止";
        /// It waits until it can begin.
        Waiting = "waiting", "waiting", "待启动";
    }
}

choice! {
    /// What comes next for something that is late.
    pub enum Climb in case {
        /// Whoever is liable is reminded.
        Reminder = "reminder", "a reminder", "催办";
        /// Whoever supervises takes it up.
        Supervisor = "supervisor", "to whoever supervises", "监督者介入";
        /// It goes to the level above.
        LevelAbove = "level_above", "to the level above", "提级督办";
    }
}

view! {
    /// Something that is due, from whom, to whom, and by when.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::{Climb, DueStatus};
    /// use cogov::{Instant, Lang};
    ///
    /// // The bollards were due on 6 August; by the 9th nobody has reminded the company.
    /// let case = fire_lane(45);
    /// let now: Instant = "2026-08-09T09:00:00+08:00".parse()?;
    /// let bollards = &case.due(now)[0];
    /// assert_eq!((bollards.status(), bollards.climbs()), (DueStatus::Overdue, Some(Climb::Reminder)));
    /// assert!(bollards.since() < bollards.due().unwrap() && bollards.due().unwrap() <= now);
    ///
    /// let name = |holder| case.charter().holder_name(holder, Lang::En);
    /// assert_eq!(name(&bollards.from()[0]), "Property service company");
    /// assert_eq!(name(&bollards.climbs_to()[0]), "Residents' supervision committee");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Due {
        has {
            /// What.
            thing: DueThing,
            /// How it stands.
            status: DueStatus as copy,
            /// Since when.
            since: Instant as copy,
        }
        may {
            /// When its time is over.
            due: Instant as copy,
            /// What comes next, if it is late.
            climbs: Climb as copy,
        }
        list {
            /// Who owes it.
            from: Holder,
            /// To whom it climbs.
            climbs_to: Holder,
        }
    }
}

impl Due {
    /// Whether its time is over within a term from now, and not yet.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::{Instant, Term};
    ///
    /// // Of three things that are due, the patrols end within a month; the bollards are late already.
    /// let case = fire_lane(45);
    /// let now: Instant = "2026-08-09T09:00:00+08:00".parse()?;
    /// let month = Term::days(30)?;
    /// let due = case.due(now);
    /// let soon = due.iter().filter(|due| due.is_due_within(case.charter(), now, month));
    /// assert_eq!((soon.count(), due.len()), (1, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_due_within(&self, charter: &Charter, now: Instant, term: Term) -> bool {
        let until = charter.calendar_table().due(now, term).ok();
        match (self.due, until) {
            (Some(due), Some(until)) => now < due && due <= until,
            _ => false,
        }
    }
}

fn holders(held: &[crate::charter::Held<'_>]) -> Vec<Holder> {
    held.iter().map(|held| held.holder().clone()).collect()
}

struct Clock<'a> {
    charter: &'a Charter,
    state: &'a State,
    now: Instant,
}

impl<'a> Clock<'a> {
    fn setting(&self, obligation: Option<&Obligation>) -> Setting<'a> {
        let day = day_of(self.charter.calendar_table(), self.now);
        let matter = obligation.and_then(|known| known.matter.as_ref());
        let place = obligation.and_then(|known| known.place.as_ref());
        let matter = matter.or(self.state.matter.as_ref());
        let place = place.or(self.state.place.as_ref());
        setting(self.charter, matter, place, day)
    }

    fn status(&self, due: Option<Instant>) -> DueStatus {
        if due.is_some_and(|due| due <= self.now) { DueStatus::Overdue } else { DueStatus::Open }
    }

    /// What is late climbs: first a reminder, then whoever supervises, then the level above.
    fn climb(&self, setting: Setting<'_>, reminded: usize) -> (Climb, Vec<Holder>) {
        let supervisors = || {
            let mut watching = setting.who_must(Function::Supervise);
            if watching.is_empty() {
                watching = setting.who_may(Function::Supervise);
            }
            holders(&watching)
        };
        match reminded {
            0 => (Climb::Reminder, supervisors()),
            1 => (Climb::Supervisor, supervisors()),
            _ => {
                let above = setting.way_up().map(|(_, takes)| holders(&takes));
                (Climb::LevelAbove, above.unwrap_or_default())
            }
        }
    }

    fn due(&self, thing: DueThing, since: Instant, due: Option<Instant>, from: Vec<Holder>) -> Due {
        let status = self.status(due);
        let (climbs, climbs_to) = match status {
            DueStatus::Overdue => {
                let (climb, to) = self.climb(self.setting(None), 0);
                (Some(climb), to)
            }
            _ => (None, Vec::new()),
        };
        Due { thing, status, since, due, climbs, from, climbs_to }
    }

    fn appeals(&self, all: &mut Vec<Due>) {
        let intake = self.charter.intake().given();
        let within = intake.and_then(|intake| intake.accept_within().given().copied());
        for appeal in self.state.appeals.values() {
            if appeal.accepted.is_some() || appeal.ending.is_some() {
                continue;
            }
            let due =
                within.and_then(|term| self.charter.calendar_table().due(appeal.on, term).ok());
            let day = day_of(self.charter.calendar_table(), self.now);
            let here = setting(self.charter, Some(&appeal.matter), appeal.place.as_ref(), day);
            let from = holders(&here.who_must(Function::Receive));
            all.push(self.due(DueThing::Appeal(appeal.id), appeal.on, due, from));
        }
    }

    fn steps(&self, all: &mut Vec<Due>) {
        let Some(run) = &self.state.run else { return };
        let Ok(compiled) = self.charter.compiled(&run.procedure) else { return };
        for step in run.marking.open().iter() {
            let Some((known, owed)) = compiled.step(step).zip(run.owed(step)) else { continue };
            // What these wait for is due itself.
            if matches!(known.completes(), Completion::Submitted | Completion::Verified) {
                continue;
            }
            let from = self.doers(step);
            all.push(self.due(DueThing::Step(known.key().clone()), owed.since, owed.due, from));
        }
    }

    /// Who does a step: whom it names, or whoever leads its function.
    fn doers(&self, step: StepIndex) -> Vec<Holder> {
        let run = self.state.run.as_ref();
        let compiled = run.and_then(|run| self.charter.compiled(&run.procedure).ok());
        let Some(known) = compiled.and_then(|compiled| compiled.step(step)) else {
            return Vec::new();
        };
        match known.by() {
            Some(by) => vec![by.clone()],
            None => {
                let leads = self.setting(None).who_must(known.function());
                let may = || self.setting(None).who_may(known.function());
                holders(&if leads.is_empty() { may() } else { leads })
            }
        }
    }

    fn obligations(&self, all: &mut Vec<Due>) {
        for known in self.state.obligations.values() {
            let thing = DueThing::Obligation(known.key.clone());
            let liable = vec![Holder::Party(known.liable.clone())];
            let began = known.events.first().map_or(self.now, |event| event.on);
            let resting = |status, since| Due {
                thing: thing.clone(),
                status,
                since,
                due: known.due,
                climbs: None,
                from: liable.clone(),
                climbs_to: Vec::new(),
            };
            match known.state {
                ObligationState::Pending => all.push(resting(DueStatus::Waiting, began)),
                ObligationState::Suspended { since, .. } => {
                    all.push(resting(DueStatus::Suspended, since));
                }
                ObligationState::Active { since } => {
                    let status = match self.status(known.due) {
                        DueStatus::Open if known.is_silent() => DueStatus::Silent,
                        status => status,
                    };
                    let mut due = resting(status, since);
                    if status == DueStatus::Overdue {
                        let over = known.due.unwrap_or(self.now);
                        let reminded = known
                            .events
                            .iter()
                            .filter(|event| event.what == Happening::Reminded && event.on >= over);
                        let (climb, to) = self.climb(self.setting(Some(known)), reminded.count());
                        due.climbs = Some(climb);
                        due.climbs_to = to;
                    }
                    all.push(due);
                }
                ObligationState::Submitted { on, .. } => {
                    let from = known.verifiers.iter().filter_map(|who| match who {
                        crate::act::Participant::Holder(holder) => Some(holder.clone()),
                        crate::act::Participant::Person(_) => None,
                    });
                    all.push(Due {
                        thing: DueThing::Verification(known.key.clone()),
                        status: DueStatus::Open,
                        since: on,
                        due: None,
                        climbs: None,
                        from: from.collect(),
                        climbs_to: Vec::new(),
                    });
                }
                ObligationState::Fulfilled { .. }
                | ObligationState::Discharged { .. }
                | ObligationState::Defaulted
                | ObligationState::Expired => {}
            }
        }
    }

    fn answers(&self, all: &mut Vec<Due>) {
        for reply in self.state.replies.values().filter(|reply| reply.answered.is_none()) {
            let thing = DueThing::Answer(reply.key.clone());
            all.push(self.due(thing, reply.on, reply.due, reply.addressees.clone()));
        }
    }
}

impl Case {
    /// What is due at a moment: steps, obligations, verifications and answers; what is due first
    /// stands first, what has no term last.
    ///
    /// Nothing of this is stored. Overdue, silent and soon are what the clock passed in makes of the
    /// record.
    #[must_use]
    pub fn due(&self, now: Instant) -> Vec<Due> {
        let later = passed(self.charter(), self.state(), now);
        let state = later.as_ref().unwrap_or(self.state());
        if state.ended.is_some() {
            // What survives the case goes on, and so do appeals that nobody answered.
            let mut all = Vec::new();
            let clock = Clock { charter: self.charter(), state, now };
            clock.appeals(&mut all);
            clock.obligations(&mut all);
            return sorted(all);
        }
        let clock = Clock { charter: self.charter(), state, now };
        let mut all = Vec::new();
        clock.appeals(&mut all);
        clock.steps(&mut all);
        clock.obligations(&mut all);
        clock.answers(&mut all);
        sorted(all)
    }
}

fn sorted(mut all: Vec<Due>) -> Vec<Due> {
    all.sort_by(|a, b| {
        let order = |due: &Due| (due.due.is_none(), due.due);
        order(a).cmp(&order(b)).then_with(|| a.thing.cmp(&b.thing))
    });
    all
}
