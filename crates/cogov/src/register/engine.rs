//! A register of members: who holds which seat and belongs to what, and what follows from conduct.

use crate::charter::Charter;
use crate::position::Holder;
use crate::register::change::apply;
use crate::register::rules::judge;
use crate::register::state::RegisterState;
use crate::register::table::RegisterAct;
use crate::register::{RegisterEntry, RegisterRefusal, RegisterRefused};
use crate::time::Instant;
use crate::values::id::RegisterId;

/// The register of members under a charter: elections and appointments, who joins and leaves,
/// training, awards, and sanctions by the ladder with their reviews.
///
/// Three uses of one set of rules, as of a [`Case`](crate::case::Case): [`Register::perform`]
/// refuses what a rule forbids, and nothing changes; [`Register::observe`] takes in what some other
/// system recorded, and notes each breach with the same codes; [`Register::preview`] says what would
/// come of an act.
///
/// ```
/// use cogov::act::{Belonging, Words};
/// use cogov::conduct::{Contribution, Mark, Sanction, Window};
/// use cogov::register::{
///     Candidate, CountCredits, Credit, Departure, Elect, Impose, Join, Register, RegisterAct,
///     RegisterCode, Review, ReviewOutcome, Train, Vacate, AskReview,
/// };
/// use cogov::values::PersonKey;
/// use cogov::{Charter, Date, GroupKey, Holder, Instant, PartyKey, SeatKey, Text};
///
/// // Three places in the committee, for two years; whoever is absent once is reminded.
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "groups": [{"key": "owners", "name": "Owners", "size": 40}],
///     "parties": [{"key": "committee", "name": "Committee", "kind": "owners_committee"},
///                 {"key": "street", "name": "Street office", "kind": "government"}],
///     "seats": [{"key": "member", "name": "Member", "body": "committee", "number": 3,
///                "filled_by": "elected", "by": {"group": "owners"}, "term": {"years": 2},
///                "conduct": "members"}],
///     "positions": [{"holder": {"party": "street"}, "kinds": ["power"],
///                    "functions": ["convene", "supervise"]}],
///     "training": [{"name": "Rules of procedure", "participants": [{"seat": "member"}],
///                   "every": {"every": 1, "period": "year"}}],
///     "conduct": [{"key": "members", "name": "Members",
///         "contributions": [{"key": "session", "name": "Session"}],
///         "ladder": [{"sanction": "remind", "by": {"party": "street"}, "review": {"days": 10},
///             "triggers": [{"at_least": 1, "within": "year", "kinds": ["session"],
///                           "marks": ["unexcused"]}]}]}]
/// }"#)?;
/// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let [p1, p2, p3, p4]: [PersonKey; 4] =
///     ["p-1", "p-2", "p-3", "p-4"].map(|key| key.parse().unwrap());
/// let member: SeatKey = "member".parse()?;
/// let owners = Holder::Group("owners".parse()?);
/// let street = Holder::Party("street".parse()?);
/// let at = |text: &str| text.parse::<Instant>().unwrap();
///
/// // The owners elect three. There is no fourth place.
/// let elect = |who: &[&PersonKey]| {
///     let who: Vec<PersonKey> = who.iter().map(|one| (*one).clone()).collect();
///     RegisterAct::elect(member.clone(), Elect::new().with_persons(who))
/// };
/// let entry = register.entry(at("2026-01-10T10:00:00Z"), owners.clone(), elect(&[&p1, &p2, &p3]));
/// register.perform(&entry)?;
/// let fourth = register.entry(at("2026-01-11T10:00:00Z"), owners.clone(), elect(&[&p4]));
/// let refused = register.perform(&fourth).unwrap_err();
/// assert_eq!(refused.first().unwrap().code(), RegisterCode::NoPlace);
/// assert_eq!(refused.to_string(), "on 2026-01-11 all places of \"Member\" are taken: 3");
///
/// // One leaves, by their own hand; then the place is free.
/// let resign = RegisterAct::vacate(member.clone(), Vacate::new(p3.clone(), Departure::Resigned));
/// let entry = register.entry(at("2026-02-01T10:00:00Z"), Holder::Anyone, resign);
/// register.perform(&entry.with_hand(p3.clone()))?;
/// register.perform(&register.entry(at("2026-02-02T10:00:00Z"), owners, elect(&[&p4])))?;
///
/// // One is trained; an absence is taken into account, and the one who was absent reminded.
/// let taught = Train::new(Text::new("Rules of procedure")?)
///     .with_persons([p1.clone()])
///     .with_training(0_u64);
/// register.perform(&register.entry(at("2026-03-01T10:00:00Z"), street.clone(), RegisterAct::train(taught)))?;
/// let session = Contribution::new("session".parse::<cogov::values::ContributionKey>()?,
///                                 "2026-03-09".parse::<Date>()?, Mark::Unexcused);
/// let count = CountCredits::new("members".parse::<cogov::values::ConductKey>()?)
///     .with_credits([Credit::new(p2.clone(), session)]);
/// register.perform(&register.entry(at("2026-03-10T10:00:00Z"), street.clone(), RegisterAct::count(count)))?;
/// let remind = Impose::new(member.clone(), Sanction::Remind, Text::new("Absent on 9 March")?);
/// let imposed = register.entry(
///     at("2026-03-11T10:00:00Z"), street.clone(), RegisterAct::sanction(p2.clone(), remind));
/// let imposed = imposed.with_hand("p-20".parse()?);
/// register.perform(&imposed)?;
///
/// // They ask for a review; another person than the one who imposed the sanction lifts it.
/// let ask = AskReview::new(Text::new("I had leave")?);
/// let entry = register.entry(at("2026-03-12T10:00:00Z"), Holder::Anyone,
///                            RegisterAct::ask_review(imposed.seq(), ask));
/// register.perform(&entry.with_hand(p2.clone()))?;
/// let review = Review::new(ReviewOutcome::Lifted, Text::new("Leave had been granted")?);
/// let act = RegisterAct::review(imposed.seq(), review);
/// let entry = register.entry(at("2026-03-14T10:00:00Z"), street, act);
/// register.perform(&entry.with_hand("p-21".parse()?))?;
///
/// // Who is in the committee, and by which entry.
/// let day: Date = "2026-03-15".parse()?;
/// let members: Vec<(String, u64)> = register
///     .members_of(&Holder::Seat(member), day)
///     .iter().map(|one| (one.person().to_string(), one.entry())).collect();
/// assert_eq!(members, [("p-1".into(), 1), ("p-2".into(), 1), ("p-4".into(), 3)]);
/// assert!(register.state().sanctions().all(|one| !one.stands(day)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Register {
    charter: Charter,
    state: RegisterState,
}

impl Register {
    /// A register in which nobody stands yet.
    #[must_use]
    pub const fn open(charter: Charter, id: RegisterId) -> Self {
        Self { charter, state: RegisterState::new(id) }
    }

    /// The charter under which it is kept.
    #[must_use]
    pub const fn charter(&self) -> &Charter {
        &self.charter
    }

    /// What all entries so far have come to.
    #[must_use]
    pub const fn state(&self) -> &RegisterState {
        &self.state
    }

    /// The next entry: who does what, recorded at a moment.
    #[must_use]
    pub fn entry(&self, at: Instant, by: impl Into<Holder>, act: RegisterAct) -> RegisterEntry {
        RegisterEntry::new(self.state.last_seq.saturating_add(1), at, by, act)
    }

    /// Performs an act: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// Everything that stands against it. The register is then as it was.
    pub fn perform(&mut self, entry: &RegisterEntry) -> Result<(), RegisterRefused> {
        self.admit(entry)?;
        self.take_in(entry);
        Ok(())
    }

    /// Takes in an entry that some other system recorded, whatever stands against it, and says what
    /// does. What the entry names and is not there changes nothing. It is known by its place among
    /// the entries, whatever number it bears; that it moves the register to another charter, only
    /// [`Register::observe_with`] can follow.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::register::{RegisterCode, RegisterEntry};
    ///
    /// // Some other system let the watch elect.
    /// let mut register = west_hall(0);
    /// let entry = RegisterEntry::from_json(
    ///     r#"{"act":"elect","at":"2026-01-10T10:00:00Z","by":{"party":"watch"},"seq":1,"target":{"seat":"member"},"with":{"persons":["p-1"]}}"#,
    /// )?;
    /// let breaches = register.observe(&entry);
    /// assert_eq!(breaches[0].code(), RegisterCode::NotInRole);
    /// assert_eq!(register.state().holdings().count(), 1, "it did happen");
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn observe(&mut self, entry: &RegisterEntry) -> Vec<RegisterRefusal> {
        let breaches = judge(&self.charter, &self.state, entry);
        self.take_in(entry);
        breaches
    }

    /// What the state would be after an act, without performing it.
    ///
    /// # Errors
    ///
    /// Everything that stands against it.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::Holder;
    /// use cogov::register::{Departure, RegisterAct, Vacate};
    ///
    /// let register = west_hall(13);
    /// let resign = Vacate::new("p-1".parse::<cogov::values::PersonKey>()?, Departure::Resigned);
    /// let act = RegisterAct::vacate("member".parse()?, resign);
    /// let entry = register.entry("2026-06-01T10:00:00+08:00".parse()?, Holder::Anyone, act);
    /// let then = register.preview(&entry.with_hand("p-1".parse()?))?;
    /// let held = |state: &cogov::register::RegisterState| {
    ///     state.holdings().filter(|one| one.is_in_force("2026-06-01".parse().unwrap())).count()
    /// };
    /// assert_eq!((held(register.state()), held(&then)), (2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview(&self, entry: &RegisterEntry) -> Result<RegisterState, RegisterRefused> {
        self.admit(entry)?;
        let mut state = self.state.clone();
        apply(&self.charter, &mut state, entry);
        Ok(state)
    }

    /// That nothing stands against an entry.
    pub(super) fn admit(&self, entry: &RegisterEntry) -> Result<(), RegisterRefused> {
        let refusals = judge(&self.charter, &self.state, entry);
        if refusals.is_empty() { Ok(()) } else { Err(RegisterRefused::of(refusals)) }
    }

    /// What comes is judged by another charter; the entry that says so is applied.
    pub(super) fn go_on_under(&mut self, charter: Charter, entry: &RegisterEntry) {
        apply(&self.charter, &mut self.state, entry);
        let day = crate::case::context::day_of(self.charter.calendar_table(), entry.happened());
        self.state.refer_to(&self.charter, &charter, day);
        self.charter = charter;
    }

    /// Applies an entry that was judged before.
    pub(super) fn take_in(&mut self, entry: &RegisterEntry) {
        apply(&self.charter, &mut self.state, entry);
    }
}
