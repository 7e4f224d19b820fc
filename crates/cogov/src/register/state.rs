//! The state of a register: what all entries so far have come to.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Belonging, Participant};
use crate::case::view::view;
use crate::conduct::Mark;
use crate::register::kinship::Kinship;
use crate::register::preparing::Credit;
use crate::time::{Date, Instant};
use crate::values::id::{CaseId, RegisterId, SessionId};
use crate::values::key::{ConductKey, ContributionKey, PersonKey, SeatKey};
use crate::values::text::Text;

pub use super::election::{CandidateVerdict, Election};
pub use super::holding::{Affiliation, Holding};
pub use super::imposed::{Announced, Imposed};

view! {
    /// That two persons are near relatives.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::{Kinship, Relative};
    ///
    /// let register = west_hall(13);
    /// let married: &Relative = &register.state().relatives()[0];
    /// assert_eq!((married.person().as_str(), married.other().as_str()), ("p-1", "p-5"));
    /// assert_eq!((married.kinship(), married.entry(), married.until()), (Kinship::Spouse, 12, None));
    /// ```
    pub struct Relative {
        has {
            /// Of whom.
            person: PersonKey,
            /// Who is.
            other: PersonKey,
            /// What the other one is to the person.
            kinship: Kinship as copy,
            /// The entry by which it was declared.
            entry: u64 as copy,
        }
        may {
            /// The first day on which they no longer are.
            until: Date as copy,
            /// The entry that says so.
            ended: u64 as copy,
        }
    }
}

view! {
    /// That a person was trained.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::Trained;
    ///
    /// let register = west_hall(13);
    /// let trained: &Trained = &register.state().trained()[0];
    /// assert_eq!((trained.person().as_str(), trained.training(), trained.hours()), ("p-1", Some(0), Some(2)));
    /// ```
    pub struct Trained {
        has {
            /// Who.
            person: PersonKey,
            /// What was taught.
            name: Text,
            /// When.
            on: Date as copy,
            /// By which entry.
            entry: u64 as copy,
        }
        may {
            /// Which training of the charter it was, by its place in the list, from 0.
            training: u64 as copy,
            /// How many hours it took.
            hours: u64 as copy,
        }
    }
}

view! {
    /// What somebody got for taking part.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::Lang;
    /// use cogov::register::Awarded;
    ///
    /// let register = west_hall(13);
    /// let awarded: &Awarded = &register.state().awards()[0];
    /// assert_eq!((awarded.points(), awarded.honour()), (Some(5), None));
    /// assert_eq!(awarded.reason().get(Lang::Zh), "车棚建议");
    /// ```
    pub struct Awarded {
        has {
            /// Who.
            to: Participant,
            /// For what.
            reason: Text,
            /// When.
            on: Date as copy,
            /// By which entry.
            entry: u64 as copy,
        }
        may {
            /// How many points.
            points: u64 as copy,
            /// Which honour.
            honour: Text,
        }
    }
}

view! {
    /// A contribution that was taken into account.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::CountedCredit;
    ///
    /// let register = west_hall(13);
    /// let counted: Vec<&CountedCredit> = register.state().counted().iter().collect();
    /// let days: Vec<String> = counted.iter().map(|one| one.credit().what().on().to_string()).collect();
    /// assert_eq!(days, ["2026-03-02", "2026-03-09"]);
    /// assert_eq!((counted[0].policy().as_str(), counted[0].entry()), ("members", 5));
    /// ```
    pub struct CountedCredit {
        has {
            /// Under which policy.
            policy: ConductKey,
            /// Who contributed what, and where that is recorded.
            credit: Credit,
            /// By which entry of the register it was taken into account.
            entry: u64 as copy,
        }
    }
}

/// By what two contributions are known to be the same one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Once {
    /// Presence in a session, whatever it was recorded as, and of whatever kind.
    Session(SessionId, PersonKey),
    /// Something else that an entry of a case shows.
    Entry(CaseId, u64, PersonKey, ContributionKey, Mark),
}

impl Once {
    pub(super) fn of(credit: &Credit) -> Option<Self> {
        let (person, kind) = (credit.person().clone(), credit.what().kind().clone());
        let is_presence =
            matches!(credit.what().mark(), Mark::Attended | Mark::Leave | Mark::Unexcused);
        match (credit.session(), credit.case(), credit.entry()) {
            (Some(session), _, _) if is_presence => Some(Self::Session(session, person)),
            (_, Some(case), Some(entry)) => {
                Some(Self::Entry(case, entry, person, kind, credit.what().mark()))
            }
            _ => None,
        }
    }
}

/// What all entries so far have come to, apart from the entries themselves.
///
/// ```
#[doc = include_str!("west_hall.txt")]
/// use cogov::register::RegisterState;
///
/// let register = west_hall(13);
/// let state: &RegisterState = register.state();
/// let persons: Vec<&str> = state.persons().map(|person| person.as_str()).collect();
/// assert_eq!((state.entries(), persons), (13, vec!["p-1", "p-2", "p-3", "p-4"]));
///
/// // Who was in the committee stays told, when they have left it.
/// let (member, day) = ("member".parse()?, "2026-05-01".parse()?);
/// assert_eq!(state.holdings_of(&member).len(), 2);
/// assert!(state.holding(&member, &"p-1".parse()?, day).is_some());
/// assert!(state.holding(&member, &"p-2".parse()?, day).is_none());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RegisterState {
    pub(super) id: RegisterId,
    pub(super) last_seq: u64,
    pub(super) last_at: Option<Instant>,
    pub(super) holdings: BTreeMap<SeatKey, Vec<Holding>>,
    pub(super) affiliations: BTreeMap<Belonging, BTreeMap<PersonKey, Vec<Affiliation>>>,
    pub(super) relatives: Vec<Relative>,
    pub(super) elections: Vec<Election>,
    pub(super) trained: Vec<Trained>,
    pub(super) awards: Vec<Awarded>,
    pub(super) counted: Vec<CountedCredit>,
    pub(super) once: BTreeMap<(ConductKey, Once), u64>,
    pub(super) announced: BTreeMap<u64, Announced>,
    pub(super) sanctions: BTreeMap<u64, Imposed>,
    pub(super) died: BTreeMap<PersonKey, (u64, Date)>,
    pub(super) known: BTreeSet<PersonKey>,
}

impl RegisterState {
    pub(super) const fn new(id: RegisterId) -> Self {
        Self {
            id,
            last_seq: 0,
            last_at: None,
            holdings: BTreeMap::new(),
            affiliations: BTreeMap::new(),
            relatives: Vec::new(),
            elections: Vec::new(),
            trained: Vec::new(),
            awards: Vec::new(),
            counted: Vec::new(),
            once: BTreeMap::new(),
            announced: BTreeMap::new(),
            sanctions: BTreeMap::new(),
            died: BTreeMap::new(),
            known: BTreeSet::new(),
        }
    }

    /// The register.
    #[must_use]
    pub const fn id(&self) -> RegisterId {
        self.id
    }

    /// How many entries there are.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.last_seq
    }

    /// When the last entry was recorded.
    #[must_use]
    pub const fn last_at(&self) -> Option<Instant> {
        self.last_at
    }

    /// All persons that the register ever knew, by their keys.
    pub fn persons(&self) -> impl ExactSizeIterator<Item = &PersonKey> {
        self.known.iter()
    }

    /// Every holding of a seat, those that are over among them: by seat, in the order of entries.
    pub fn holdings(&self) -> impl Iterator<Item = &Holding> {
        self.holdings.values().flatten()
    }

    /// The holdings of a seat, in the order of entries.
    #[must_use]
    pub fn holdings_of(&self, seat: &SeatKey) -> &[Holding] {
        self.holdings.get(seat).map_or(&[], Vec::as_slice)
    }

    /// Who ever belonged to a party, a group or a sector: by that, then by person.
    pub fn affiliations(&self) -> impl Iterator<Item = &Affiliation> {
        self.affiliations.values().flat_map(BTreeMap::values).flatten()
    }

    /// Who is a near relative of whom, those that no longer are among them, in order.
    #[must_use]
    pub fn relatives(&self) -> &[Relative] {
        &self.relatives
    }

    /// The elections that a decision rule judged, in order.
    #[must_use]
    pub fn elections(&self) -> &[Election] {
        &self.elections
    }

    /// Who was trained in what, in order.
    #[must_use]
    pub fn trained(&self) -> &[Trained] {
        &self.trained
    }

    /// What was awarded, in order.
    #[must_use]
    pub fn awards(&self) -> &[Awarded] {
        &self.awards
    }

    /// What was taken into account, in order.
    #[must_use]
    pub fn counted(&self) -> &[CountedCredit] {
        &self.counted
    }

    /// The sanctions that were announced, in order.
    pub fn announced(&self) -> impl ExactSizeIterator<Item = &Announced> {
        self.announced.values()
    }

    /// The sanctions that were imposed, those that lapsed or were lifted among them, in order.
    pub fn sanctions(&self) -> impl ExactSizeIterator<Item = &Imposed> {
        self.sanctions.values()
    }

    /// The holding of a seat by a person that is in force on a day.
    #[must_use]
    pub fn holding(&self, seat: &SeatKey, person: &PersonKey, on: Date) -> Option<&Holding> {
        self.holdings_of(seat).iter().find(|one| one.person == *person && one.is_in_force(on))
    }

    /// Those who belong to exactly this on a day.
    pub(super) fn belonging(
        &self,
        of: &Belonging,
        on: Date,
    ) -> impl Iterator<Item = &Affiliation> + use<'_> {
        let known = self.affiliations.get(of).into_iter().flat_map(BTreeMap::values).flatten();
        known.filter(move |one| one.is_in_force(on))
    }
}
