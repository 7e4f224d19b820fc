//! Where somebody stands by what was taken into account, and what that rests on.

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::conduct::{ConductPolicy, Contribution, RungDue, SeatRole, Standing, Window, assess};
use crate::register::engine::Register;
use crate::register::state::{CountedCredit, Holding, RegisterState};
use crate::time::{Date, Validity};
use crate::values::id::CaseId;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

/// Where somebody stands in a seat over a window, and what that rests on: of each contribution the
/// case and the entry that show it, and the entry of the register that took it into account.
///
/// ```
/// use cogov::Charter;
/// use cogov::conduct::Window;
/// use cogov::register::{Appoint, Register, RegisterAct};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let (cppcc, seat): (cogov::PartyKey, cogov::SeatKey) = ("cppcc".parse()?, "cppcc-member".parse()?);
/// let person: cogov::values::PersonKey = "p-1".parse()?;
/// let act = RegisterAct::appoint(seat.clone(), Appoint::new(person.clone()));
/// register.perform(&register.entry("2026-01-05T09:00:00+08:00".parse()?, cppcc, act))?;
///
/// let window = Window::new("2026-02-01".parse()?, "2026-07-01".parse()?)?;
/// let stands = register.standing(&person, &seat, window).unwrap();
/// assert!(stands.standing().due().is_none() && stands.sources().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatStanding {
    person: PersonKey,
    seat: SeatKey,
    standing: Standing,
    sources: Vec<Source>,
}

/// Where a contribution is recorded.
///
/// ```
#[doc = include_str!("west_hall.txt")]
/// use cogov::Lang;
/// use cogov::conduct::Window;
/// use cogov::register::Source;
///
/// let register = west_hall(13);
/// let window = Window::new("2026-02-01".parse()?, "2026-07-01".parse()?)?;
/// let stands = register.standing(&"p-1".parse()?, &"member".parse()?, window).unwrap();
/// let source: &Source = &stands.sources()[0];
/// assert_eq!((source.counted(), source.case()), (5, None));
/// assert_eq!(source.describe(Lang::En), "2026-03-02, session: unexcused absence (entry 5 of the register)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    contribution: Contribution,
    counted: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
}

impl Source {
    fn of(counted: &CountedCredit) -> Self {
        Self {
            contribution: counted.credit.what().clone(),
            counted: counted.entry,
            case: counted.credit.case(),
            entry: counted.credit.entry(),
        }
    }

    /// What was contributed.
    #[must_use]
    pub const fn contribution(&self) -> &Contribution {
        &self.contribution
    }

    /// The entry of the register that took it into account.
    #[must_use]
    pub const fn counted(&self) -> u64 {
        self.counted
    }

    /// The case that shows it, if one does.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        self.case
    }

    /// The entry of that case.
    #[must_use]
    pub const fn entry(&self) -> Option<u64> {
        self.entry
    }

    /// It in words.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let what = &self.contribution;
        let (kind, mark, on) = (what.kind(), what.mark().label(lang), what.on());
        let mut words = match lang {
            Lang::En => format!("{on}, {kind}: {mark} (entry {} of the register", self.counted),
            Lang::Zh => format!("{on}，{kind}：{mark}（登记条目 {}", self.counted),
        };
        let _ = match (self.case, self.entry, lang) {
            (Some(case), Some(entry), Lang::En) => write!(words, "; entry {entry} of case {case}"),
            (Some(case), Some(entry), Lang::Zh) => write!(words, "；案件 {case} 条目 {entry}"),
            (Some(case), None, Lang::En) => write!(words, "; case {case}"),
            (Some(case), None, Lang::Zh) => write!(words, "；案件 {case}"),
            (None, _, _) => Ok(()),
        };
        words.push_str(lang.pick(")", "）"));
        words
    }
}

impl SeatStanding {
    /// Who.
    #[must_use]
    pub const fn person(&self) -> &PersonKey {
        &self.person
    }

    /// In which seat.
    #[must_use]
    pub const fn seat(&self) -> &SeatKey {
        &self.seat
    }

    /// Where they stand. It refers to contributions by their places in the [sources](Self::sources).
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// What was taken into account, in the order of the register, that outside of the window too.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// On what a rung that is due rests, each source once.
    #[must_use]
    pub fn sources_of(&self, due: &RungDue) -> Vec<&Source> {
        let mut places: Vec<usize> =
            due.causes().iter().flat_map(|cause| cause.contributions()).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.sources.get(place)).collect()
    }

    /// The entries of the register on which the first rung at or above a place rests that is due.
    pub(super) fn causes_of(&self, place: usize) -> Vec<u64> {
        let triggered = self.standing.assessment().map_or(&[][..], |found| found.triggered());
        let due = triggered.iter().find(|due| due.index() >= place);
        let mut causes: Vec<u64> = due
            .map(|due| self.sources_of(due).iter().map(|source| source.counted).collect())
            .unwrap_or_default();
        causes.sort_unstable();
        causes.dedup();
        causes
    }

    /// It in words: the assessment, and for the highest rung that is due, and for not being nominated again, what they rest on.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let mut words = self.standing.describe(lang);
        for due in [self.standing.due(), self.standing.not_renominated()].into_iter().flatten() {
            for source in self.sources_of(due) {
                let _ = writeln!(words, "  {}", source.describe(lang));
            }
        }
        words
    }
}

/// What [`SeatStanding::describe`] says in English.
impl fmt::Display for SeatStanding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

/// Assesses what was taken into account for a holding.
fn stand(
    state: &RegisterState,
    person: &PersonKey,
    seat: &SeatKey,
    policy: &ConductPolicy,
    window: Window,
) -> SeatStanding {
    let own = state.counted.iter();
    let own = own.filter(|one| one.policy == *policy.key() && one.credit.person() == person);
    let sources: Vec<Source> = own.map(Source::of).collect();
    let list: Vec<Contribution> = sources.iter().map(|one| one.contribution.clone()).collect();
    let standing = assess(policy, &list, window);
    SeatStanding { person: person.clone(), seat: seat.clone(), standing, sources }
}

/// The window with what the register knows of the holding: its term, role, and when it was held.
fn fitted(window: Window, holding: &Holding, held: Validity) -> Window {
    let window = match window.seat_held() {
        Some(_) => window,
        None => window.with_seat_held(held),
    };
    let window = match (window.role(), holding.role) {
        (SeatRole::Member, Some(role)) => window.with_role(role),
        _ => window,
    };
    match (window.term(), holding.planned) {
        (None, Some(end)) => window.with_term(holding.from, end).unwrap_or(window),
        _ => window,
    }
}

/// Where a holder stands on a day, by all their time in the seat or since a day of it.
pub(super) fn over(
    state: &RegisterState,
    holding: &Holding,
    policy: &ConductPolicy,
    since: Option<Date>,
    day: Date,
) -> Option<SeatStanding> {
    let from = since.unwrap_or(holding.from).max(holding.from);
    let window = Window::new(from, day.plus_days(1)?).ok()?;
    let held = Validity::starting(holding.from);
    let window = fitted(window, holding, held);
    Some(stand(state, &holding.person, &holding.seat, policy, window))
}

impl Register {
    /// Where somebody stands in a seat over a window, by what was taken into account from the
    /// sessions of many cases. Nothing, where they did not hold the seat within it, or no conduct
    /// policy binds its holder.
    ///
    /// Of the window only the days have to be told: the term, the role and when the seat was held
    /// are known here, and are taken where the window does not say otherwise. Whoever is elected
    /// again without a break held the seat throughout.
    #[must_use]
    pub fn standing(
        &self,
        person: &PersonKey,
        seat: &SeatKey,
        window: Window,
    ) -> Option<SeatStanding> {
        let policy = self.charter().seat(seat).ok()?.conduct().given()?;
        let policy = self.charter().conduct_policy(policy).ok()?;
        let stretch = window.stretch();
        let own = self.state().holdings_of(seat).iter().filter(|one| one.person == *person);
        let mut own: Vec<&Holding> =
            own.filter(|one| one.until.is_none_or(|until| one.from < until)).collect();
        own.sort_by_key(|one| one.from);
        let last = own.iter().rposition(|one| {
            one.from < stretch.first_day_after()
                && one.until.is_none_or(|until| stretch.first_day() < until)
        })?;
        let holding = *own.get(last)?;
        // What went before without a break.
        let mut first = holding.from;
        for before in own.get(..last).unwrap_or_default().iter().rev() {
            if before.until != Some(first) {
                break;
            }
            first = before.from;
        }
        let held = match holding.until {
            Some(until) => Validity::starting(first).with_until(until),
            None => Validity::starting(first),
        };
        let window = fitted(window, holding, held);
        Some(stand(self.state(), person, seat, policy, window))
    }

    /// Where somebody stands in each seat that they held within a window, by seat.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::conduct::{Sanction, Window};
    ///
    /// let register = west_hall(13);
    /// let window = Window::new("2026-02-01".parse()?, "2026-07-01".parse()?)?;
    /// let stands = register.standings(&"p-1".parse()?, &window);
    /// assert_eq!((stands.len(), stands[0].seat().as_str()), (1, "member"));
    /// assert_eq!(stands[0].standing().due().unwrap().rung().sanction(), Sanction::Talk);
    /// let again = stands[0].standing().not_renominated().unwrap();
    /// assert_eq!(again.rung().sanction(), Sanction::NotRenominate, "apart from the ladder");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn standings(&self, person: &PersonKey, window: &Window) -> Vec<SeatStanding> {
        let mut seats: Vec<&SeatKey> = self
            .state()
            .holdings()
            .filter(|one| one.person == *person)
            .map(|one| &one.seat)
            .collect();
        seats.sort();
        seats.dedup();
        let stand = |seat: &SeatKey| self.standing(person, seat, *window);
        seats.into_iter().filter_map(stand).collect()
    }
}
