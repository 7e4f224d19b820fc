//! What is due: steps, obligations and answers in one view, by a clock that is passed in.

use crate::act::Participant;
use crate::case::context::{day_of, setting};
use crate::case::engine::Case;
use crate::case::obligation::{Happening, Obligation, ObligationState};
use crate::case::settle::is_ready;
use crate::case::settle::passed;
use crate::case::state::State;
use crate::case::view::view;
use crate::charter::{Charter, Held, Setting};
use crate::position::{Function, Holder};
use crate::procedure::{Completion, StepIndex};
use crate::time::{Instant, Term};
use crate::triage::DestinationKind;
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
    /// An appeal that was accepted has to be answered: it is settled or declined, or goes into a
    /// procedure or to the level above.
    AppealAnswer(AppealId),
    /// What was accepted has to be assessed and routed.
    Screening,
    /// What the topic was routed to has to be done: it is settled, referred up or declined.
    Following(DestinationKind),
    /// A step of the procedure.
    Step(StepKey),
    /// An obligation.
    Obligation(ObligationKey),
    /// The verification of an obligation.
    Verification(ObligationKey),
    /// An answer.
    Answer(ReplyKey),
    /// The case itself: nothing else is owed, and it is not at its end. It goes on, or is closed.
    Case,
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
    ///
    /// An obligation climbs with each reminder that is recorded after its day. Of anything else nobody
    /// is reminded by an act: it climbs by itself, with each time that it had once more.
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
    /// use cogov::act::Participant;
    /// use cogov::case::{Climb, DueStatus};
    /// use cogov::{Instant, Lang, PartyKey};
    ///
    /// // The bollards were due on 6 August; by the 9th nobody has reminded the company.
    /// let case = fire_lane(45);
    /// let now: Instant = "2026-08-09T09:00:00+08:00".parse()?;
    /// let bollards = &case.due(now)[0];
    /// assert_eq!((bollards.status(), bollards.climbs()), (DueStatus::Overdue, Some(Climb::Reminder)));
    /// assert!(bollards.since() < bollards.due().unwrap() && bollards.due().unwrap() <= now);
    ///
    /// let company = PartyKey::new("property-company")?;
    /// assert_eq!(bollards.from(), [Participant::from(company)]);
    /// let supervisor = case.charter().holder_name(&bollards.climbs_to()[0], Lang::En);
    /// assert_eq!(supervisor, "Residents' supervision committee");
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
            /// Who owes it: holders of positions, or persons.
            from: Participant,
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

fn holders(held: &[Held<'_>]) -> Vec<Holder> {
    held.iter().map(|held| held.holder().clone()).collect()
}

/// Holders, as those who owe something: each once.
pub(super) fn owing(holders: impl IntoIterator<Item = Holder>) -> Vec<Participant> {
    let mut owing = Vec::new();
    for who in holders.into_iter().map(Participant::Holder) {
        if !owing.contains(&who) {
            owing.push(who);
        }
    }
    owing
}

/// Who leads a function; where nobody does, whoever may perform it.
pub(super) fn answerable(setting: Setting<'_>, function: Function) -> Vec<Participant> {
    let mut held = setting.who_must(function);
    if held.is_empty() {
        held = setting.who_may(function);
    }
    owing(holders(&held))
}

pub(super) struct Clock<'a> {
    pub(super) charter: &'a Charter,
    pub(super) state: &'a State,
    pub(super) now: Instant,
}

impl<'a> Clock<'a> {
    pub(super) fn setting(&self, obligation: Option<&Obligation>) -> Setting<'a> {
        let matter = obligation.and_then(|known| known.matter.as_ref());
        let place = obligation.and_then(|known| known.place.as_ref());
        let matter = matter.or(self.state.matter.as_ref());
        let place = place.or(self.state.place.as_ref());
        setting(self.charter, matter, place, self.today())
    }

    pub(super) fn today(&self) -> crate::time::Date {
        day_of(self.charter.calendar_table(), self.now)
    }

    /// When a term is over that began at a moment.
    pub(super) fn over(&self, since: Instant, term: Option<Term>) -> Option<Instant> {
        self.charter.calendar_table().due(since, term?).ok()
    }

    fn status(&self, due: Option<Instant>) -> DueStatus {
        if due.is_some_and(|due| due <= self.now) { DueStatus::Overdue } else { DueStatus::Open }
    }

    /// What is late climbs: first a reminder, then whoever supervises, then the level above. Nobody
    /// follows up what they owe themselves: where nobody else supervises it goes to the level above,
    /// and past a level whose takers all owe it.
    fn climb(setting: Setting<'_>, stage: usize, from: &[Participant]) -> (Climb, Vec<Holder>) {
        let owes = |holder: &Holder| {
            from.iter().any(|who| matches!(who, Participant::Holder(one) if one == holder))
        };
        let mut watching = setting.who_must(Function::Supervise);
        if watching.is_empty() {
            watching = setting.who_may(Function::Supervise);
        }
        let mut others = holders(&watching);
        others.retain(|holder| !owes(holder));
        match stage {
            0 => (Climb::Reminder, others),
            1 if !others.is_empty() => (Climb::Supervisor, others),
            _ => {
                let above = setting.way_up_past(|holder| !owes(holder));
                (Climb::LevelAbove, above.map(|(_, takes)| holders(&takes)).unwrap_or_default())
            }
        }
    }

    /// How often the time that there was for something has passed once more since it was over.
    fn stage(&self, since: Instant, due: Instant) -> usize {
        let seconds = |from: Instant, to: Instant| {
            to.unix_seconds().saturating_sub(from.unix_seconds()).max(1)
        };
        let often = seconds(due, self.now).checked_div(seconds(since, due)).unwrap_or_default();
        usize::try_from(often).unwrap_or(usize::MAX)
    }

    pub(super) fn due(
        &self,
        thing: DueThing,
        (since, due): (Instant, Option<Instant>),
        from: Vec<Participant>,
        setting: Setting<'_>,
    ) -> Due {
        let status = self.status(due);
        let (climbs, climbs_to) = match due.filter(|_| status == DueStatus::Overdue) {
            Some(over) => {
                let (climb, to) = Self::climb(setting, self.stage(since, over), &from);
                (Some(climb), to)
            }
            None => (None, Vec::new()),
        };
        Due { thing, status, since, due, climbs, from, climbs_to }
    }

    fn steps(&self, all: &mut Vec<Due>) {
        let Some(run) = &self.state.run else { return };
        let Some(compiled) = run.compiled(self.charter) else { return };
        for step in run.marking.open().iter() {
            let Some((known, owed)) = compiled.step(step).zip(run.owed(step)) else { continue };
            let from = match known.completes() {
                completion @ (Completion::Submitted | Completion::Verified) => {
                    let all = || self.state.obligations.values();
                    // What these wait for is due itself; unless all of it was judged before, and
                    // there has to be something new.
                    if all().any(|one| !is_ready(one, completion))
                        || !compiled.can_execute(run.marking, step)
                    {
                        continue;
                    }
                    self.imposing()
                }
                _ => self.doers(step),
            };
            let thing = DueThing::Step(known.key().clone());
            all.push(self.due(thing, (owed.since, owed.due), from, self.setting(None)));
        }
    }

    /// Who can lay something new on somebody, after what there was came to its end.
    fn imposing(&self) -> Vec<Participant> {
        let setting = self.setting(None);
        let functions = [Function::Dispatch, Function::Decide].into_iter();
        let mut able = functions.map(|function| answerable(setting, function));
        able.find(|who| !who.is_empty()).unwrap_or_default()
    }

    /// Who does a step: whom it names, or whoever leads its function.
    pub(super) fn doers(&self, step: StepIndex) -> Vec<Participant> {
        let run = self.state.run.as_ref();
        let compiled = run.and_then(|run| run.compiled(self.charter));
        let Some(known) = compiled.and_then(|compiled| compiled.step(step)) else {
            return Vec::new();
        };
        match known.by() {
            Some(by) => owing([by.clone()]),
            None => answerable(self.setting(None), known.function()),
        }
    }

    fn obligations(&self, all: &mut Vec<Due>) {
        for known in self.state.obligations.values() {
            let thing = DueThing::Obligation(known.key.clone());
            let liable = vec![Participant::from(known.liable.clone())];
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
                        let setting = self.setting(Some(known));
                        let (climb, to) = Self::climb(setting, reminded.count(), &liable);
                        due.climbs = Some(climb);
                        due.climbs_to = to;
                    }
                    all.push(due);
                }
                ObligationState::Submitted { on, .. } => {
                    all.push(Due {
                        thing: DueThing::Verification(known.key.clone()),
                        status: DueStatus::Open,
                        since: on,
                        due: None,
                        climbs: None,
                        from: known.verifiers.clone(),
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
            let from = owing(reply.addressees.iter().cloned());
            all.push(self.due(thing, (reply.on, reply.due), from, self.setting(None)));
        }
    }
}

impl Case {
    /// What is due at a moment: appeals to accept and to answer, a topic to screen, what a route asks
    /// for, steps, obligations, verifications and answers; what is due first stands first, what has no
    /// term last.
    ///
    /// As long as a case is open, something is due; from nobody only where the charter has nobody for
    /// it. What survives the case, and what has to be answered, is due after its end, too.
    ///
    /// Nothing of this is stored. Overdue, silent and soon are what the clock passed in makes of the
    /// record.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::{Due, DueThing};
    ///
    /// // Accepted, and not routed yet.
    /// let case = fire_lane(7);
    /// let due = case.due("2026-06-03T09:00:00+08:00".parse()?);
    /// assert!(due.iter().any(|due| *due.thing() == DueThing::Screening));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn due(&self, now: Instant) -> Vec<Due> {
        let later = passed(self.charter(), self.state(), now);
        let state = later.as_deref().unwrap_or(self.state());
        let clock = Clock { charter: self.charter(), state, now };
        let mut all = Vec::new();
        if state.ended.is_none() {
            clock.before_a_procedure(&mut all);
            clock.steps(&mut all);
        }
        // What survives the case goes on, and what was asked is answered; so are appeals.
        if state.ended.is_some() {
            clock.appeals(&mut all);
        }
        clock.obligations(&mut all);
        clock.answers(&mut all);
        if state.ended.is_none() && all.is_empty() {
            all.extend(clock.the_case_itself());
        }
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
