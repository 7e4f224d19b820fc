//! What a case shows of the conduct of those in it.

use std::collections::BTreeMap;

use crate::act::{Act, Entry, Participant};
use crate::case::context::day_of;
use crate::case::{Attendee, Case, Happening, ObligationState, Sitting};
use crate::conduct::{Contribution, Mark};
use crate::position::Holder;
use crate::register::preparing::{CountCredits, Credit};
use crate::time::{Date, Instant};
use crate::values::key::{ConductKey, ContributionKey, PersonKey, StepKey};

/// As which kinds of contribution what happens in cases counts. What is not named does not count.
///
/// ```
/// use cogov::register::Counting;
/// use cogov::values::ContributionKey;
///
/// let kind = |key: &str| ContributionKey::new(key).unwrap();
/// let counting = Counting::new()
///     .with_sessions(kind("joint-meeting"))
///     .with_sessions_of("training".parse()?, kind("training"))
///     .with_statements(kind("opinion"));
/// assert_eq!(counting.session_of(&"hearing".parse()?), Some(&kind("joint-meeting")));
/// assert_eq!(counting.session_of(&"training".parse()?), Some(&kind("training")));
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Counting {
    sessions: Option<ContributionKey>,
    of_steps: BTreeMap<StepKey, ContributionKey>,
    statements: Option<ContributionKey>,
    appeals: Option<ContributionKey>,
    obligations: Option<ContributionKey>,
}

impl Counting {
    /// Nothing counts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sessions count as this: attended, away with leave, or away without.
    #[must_use]
    pub fn with_sessions(mut self, kind: ContributionKey) -> Self {
        self.sessions = Some(kind);
        self
    }

    /// Sessions in which a step ran count as this, whatever others do.
    #[must_use]
    pub fn with_sessions_of(mut self, step: StepKey, kind: ContributionKey) -> Self {
        self.of_steps.insert(step, kind);
        self
    }

    /// Statements count as this: spoke.
    #[must_use]
    pub fn with_statements(mut self, kind: ContributionKey) -> Self {
        self.statements = Some(kind);
        self
    }

    /// Appeals count as this: submitted, and filed once they were accepted.
    #[must_use]
    pub fn with_appeals(mut self, kind: ContributionKey) -> Self {
        self.appeals = Some(kind);
        self
    }

    /// Obligations of persons count as this: done when fulfilled in time, penalised when fulfilled
    /// late or found in default.
    #[must_use]
    pub fn with_obligations(mut self, kind: ContributionKey) -> Self {
        self.obligations = Some(kind);
        self
    }

    /// As what a session counts in which a step ran.
    #[must_use]
    pub fn session_of(&self, step: &StepKey) -> Option<&ContributionKey> {
        self.of_steps.get(step).or(self.sessions.as_ref())
    }

    fn sitting(&self, sitting: &Sitting) -> Option<&ContributionKey> {
        // What is said of a step goes before what is said of all sessions.
        let own = sitting.steps().iter().find_map(|step| self.of_steps.get(step));
        own.or(self.sessions.as_ref())
    }
}

/// What a case shows of the conduct of those in it: contributions of persons, each with the entry
/// that shows it, to be [taken into account](crate::register::RegisterAct::count).
///
/// * A session counts once it has ended. Whoever came counts as having attended; whoever sent
///   somebody else, or was granted leave and did not come, as away with leave; everybody else who
///   should have come as away without.
/// * A statement counts for who made it; an appeal for who submitted it; an obligation for the
///   persons who performed it.
/// * Who takes part as the holder of a seat that one person alone holds is that person. For whom
///   nobody can be told is in [`CaseConduct::unresolved`].
///
/// ```
/// use cogov::Charter;
/// use cogov::case::Case;
/// use cogov::register::{CaseConduct, Counting};
/// use cogov::values::ConductKey;
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let case = Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let shown = CaseConduct::of(&case, &[], &Counting::new().with_sessions("joint-meeting".parse()?));
/// assert!(shown.credits().is_empty() && shown.unresolved().is_empty());
/// assert!(shown.count(ConductKey::new("member-conduct")?, |_| true).credits().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseConduct {
    credits: Vec<Credit>,
    unresolved: Vec<(Participant, u64)>,
}

impl CaseConduct {
    /// What a case shows, and the entries of its record show it.
    #[must_use]
    pub fn of(case: &Case, entries: &[Entry], counting: &Counting) -> Self {
        let mut shown = Gathering { case, entries, credits: Vec::new(), unresolved: Vec::new() };
        for sitting in case.state().sessions() {
            if let (Some(kind), Some(end)) = (counting.sitting(sitting), sitting.adjourned()) {
                shown.session(sitting, kind, sitting.began().or(sitting.starts()).unwrap_or(end));
            }
        }
        if let Some(kind) = &counting.statements {
            for statement in case.state().statements() {
                let (on, entry) = (shown.day(statement.on()), statement.entry());
                let contribution = Contribution::new(kind.clone(), on, Mark::Spoke);
                if let Some(person) = shown.person(statement.who(), on, entry) {
                    let credit = shown.credit(person, contribution, entry);
                    shown.credits.push(credit.with_session(statement.session()));
                }
            }
        }
        if let Some(kind) = &counting.appeals {
            shown.appeals(kind);
        }
        if let Some(kind) = &counting.obligations {
            shown.obligations(kind);
        }
        let Gathering { mut credits, mut unresolved, .. } = shown;
        credits.sort_by(|a, b| {
            (a.what().on(), a.entry(), a.person()).cmp(&(b.what().on(), b.entry(), b.person()))
        });
        unresolved.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        unresolved.dedup();
        Self { credits, unresolved }
    }

    /// The contributions, by day, entry and person.
    #[must_use]
    pub fn credits(&self) -> &[Credit] {
        &self.credits
    }

    /// Who took part by an entry, without its being known which person that was.
    #[must_use]
    pub fn unresolved(&self) -> &[(Participant, u64)] {
        &self.unresolved
    }

    /// What to take into account under a policy: the contributions of those persons whom it binds.
    #[must_use]
    pub fn count(&self, policy: ConductKey, binds: impl Fn(&PersonKey) -> bool) -> CountCredits {
        let own = self.credits.iter().filter(|credit| binds(credit.person())).cloned();
        CountCredits::new(policy).with_credits(own)
    }
}

struct Gathering<'c> {
    case: &'c Case,
    entries: &'c [Entry],
    credits: Vec<Credit>,
    unresolved: Vec<(Participant, u64)>,
}

impl Gathering<'_> {
    fn day(&self, moment: Instant) -> Date {
        day_of(self.case.charter().calendar_table(), moment)
    }

    fn credit(&self, person: PersonKey, what: Contribution, entry: u64) -> Credit {
        Credit::new(person, what).with_case(self.case.state().id()).with_entry(entry)
    }

    /// Which person somebody is; one who cannot be told is noted.
    fn person(&mut self, who: &Participant, on: Date, entry: u64) -> Option<PersonKey> {
        let found = match who {
            Participant::Person(person) => Some(person.clone()),
            Participant::Holder(Holder::Seat(seat)) => {
                let mut holders = self.case.state().roster().holders_of(seat, on);
                let first = holders.next().cloned();
                first.filter(|_| holders.next().is_none())
            }
            // Nobody knows who bears a receipt.
            Participant::Holder(_) | Participant::Bearer(_) => None,
        };
        if found.is_none() {
            self.unresolved.push((who.clone(), entry));
        }
        found
    }

    fn session(&mut self, sitting: &Sitting, kind: &ContributionKey, began: Instant) {
        let on = self.day(began);
        for attendee in sitting.attendees() {
            let entry = self.shown_by(sitting, attendee);
            let Some(person) = self.person(attendee.who(), on, entry) else { continue };
            let mark = match (attendee.attended(), attendee.proxy(), attendee.excused()) {
                (true, None, _) => Mark::Attended,
                (true, Some(_), _) | (false, _, true) => Mark::Leave,
                (false, _, false) => Mark::Unexcused,
            };
            let what = Contribution::new(kind.clone(), on, mark);
            let credit = self.credit(person, what, entry);
            self.credits.push(credit.with_session(sitting.id()));
        }
    }

    /// The entry that shows whether somebody came: their own, or that of the convening.
    fn shown_by(&self, sitting: &Sitting, attendee: &Attendee) -> u64 {
        let came = |entry: &&Entry| match entry.act() {
            Act::Arrive { session, with } if *session == sitting.id() => {
                let own = Participant::Holder(entry.by().clone());
                let hand = entry.hand().cloned().map(Participant::Person);
                match with.instead_of() {
                    Some(other) => other == attendee.who(),
                    None => own == *attendee.who() || hand.as_ref() == Some(attendee.who()),
                }
            }
            Act::Excuse { session, with } => {
                *session == sitting.id() && with.who() == attendee.who()
            }
            _ => false,
        };
        self.entries.iter().find(came).map_or(sitting.entry(), Entry::seq)
    }

    fn appeals(&mut self, kind: &ContributionKey) {
        for appeal in self.case.state().appeals() {
            let Some(who) = appeal.submitter() else { continue };
            let submitted = (Mark::Submitted, Some(appeal.on()), Some(appeal.entry()));
            let filed = (Mark::Filed, appeal.accepted_on(), appeal.accepted());
            for (mark, when, entry) in [submitted, filed] {
                let (Some(when), Some(entry)) = (when, entry) else { continue };
                let on = self.day(when);
                let Some(person) = self.person(who, on, entry) else { continue };
                let credit = self.credit(person, Contribution::new(kind.clone(), on, mark), entry);
                self.credits.push(credit);
            }
        }
    }

    fn obligations(&mut self, kind: &ContributionKey) {
        for obligation in self.case.state().obligations() {
            let mark = match obligation.state() {
                ObligationState::Fulfilled { late: false, .. } => Mark::Done,
                ObligationState::Fulfilled { late: true, .. } | ObligationState::Defaulted => {
                    Mark::Penalised
                }
                _ => continue,
            };
            let last = obligation.events().iter().rev();
            let mut last =
                last.filter(|event| matches!(event.what(), Happening::Verified | Happening::Ended));
            let Some(event) = last.next() else { continue };
            let on = self.day(event.on());
            for who in obligation.performers() {
                let Some(person) = self.person(who, on, event.entry()) else { continue };
                let what = Contribution::new(kind.clone(), on, mark);
                let credit = self.credit(person, what, event.entry());
                self.credits.push(credit);
            }
        }
    }
}
