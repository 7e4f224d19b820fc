//! Building a charter in Rust.

use crate::audit::Acknowledgement;
use crate::charter::document::{Document, Format};
use crate::charter::loaded::Charter;
use crate::conduct::{ConductPolicy, IncentivePolicy, Training};
use crate::decision::Rule;
use crate::intake::Intake;
use crate::json::{RawTree, Reader, unreadable};
use crate::party::{AbsentSeat, Group, Liaison, Party, Seat, Sector};
use crate::place::{Matter, Place};
use crate::position::{AbsentPosition, Position};
use crate::problem::Invalid;
use crate::procedure::{AbsentProcedure, Procedure};
use crate::time::Calendar;
use crate::triage::{AgendaPolicy, Triage};
use crate::values::key::CharterKey;
use crate::values::stated::{Listed, Stated};
use crate::values::text::Text;

/// Builds a charter piece by piece; [`CharterBuilder::build`] proves it consistent, by the same
/// checks as a charter that is loaded.
///
/// ```
/// use cogov::audit::Acknowledgement;
/// use cogov::party::{Liaison, PartyKind, Sector};
/// use cogov::position::PositionKind;
/// use cogov::{
///     Charter, Date, FindingCode, Function, Group, GroupKey, Party, PartyKey, Position, SectorKey, Text,
/// };
///
/// let (council, residents) = (PartyKey::new("council")?, GroupKey::new("residents")?);
/// let women = Sector::new(SectorKey::new("women")?, Text::bilingual("Women", "妇女界")?, council.clone());
/// let charter = Charter::builder("east-court".try_into()?, Text::new("East Court")?)
///     .party(Party::new(council.clone(), Text::bilingual("Council", "议事会")?, PartyKind::Council))
///     .group(Group::new(residents.clone(), Text::bilingual("Residents", "居民")?))
///     .sector(women.clone())
///     .liaison(Liaison::new(women.key().clone(), residents).with_reach(10_u64))
///     .position(
///         Position::new(council, [PositionKind::Power, PositionKind::Lead])
///             .with_functions([Function::Decide]),
///     )
///     .acknowledge(Acknowledgement::new(FindingCode::NoSchedule, Text::new("it meets when called")?))
///     .build()?;
/// assert_eq!(charter, Charter::from_json(&charter.to_json())?);
/// assert_eq!((charter.sectors().len(), charter.liaison()[0].reach()), (1, Some(10)));
/// assert_eq!(charter.acknowledged()[0].code(), FindingCode::NoSchedule);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```
/// use cogov::decision::{Approval, Base, Measure, Threshold};
/// use cogov::conduct::{IncentivePolicy, Training};
/// use cogov::intake::{Channel, Intake, Medium};
/// use cogov::party::PartyKind;
/// use cogov::place::PlaceKind;
/// use cogov::procedure::Start;
/// use cogov::triage::{AgendaCriterion, AgendaPolicy};
/// use cogov::values::{ChannelKey, ConductKey};
/// use cogov::{
///     Calendar, Charter, ConductPolicy, Function, Party, PartyKey, Place, PlaceKey, Procedure,
///     ProcedureKey, Rule, RuleKey, Seat, SeatKey, Stated, Step, StepKey, Text,
/// };
///
/// // A court in parts: where, by which calendar and rules, and what is stated to be missing.
/// let committee = PartyKey::new("committee")?;
/// let desk = Channel::new(ChannelKey::new("desk")?, Text::new("Desk")?, Medium::InPerson);
/// let half = Approval::share(Measure::Heads, Base::Present, Threshold::more_than(1, 2)?);
/// let receive = Step::new(StepKey::new("receive")?, Text::new("Receive")?, Function::Receive);
/// let short = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
///     .with_steps([receive.with_start(Start::Owed)]);
/// let charter = Charter::builder("east-court".try_into()?, Text::new("East Court")?)
///     .version(3)
///     .description(Text::new("What was agreed in spring")?)
///     .source(Text::new("minutes of 2 March 2026")?)
///     .calendar(Calendar::new())
///     .place(Place::new(PlaceKey::new("east-court")?, Text::new("East Court")?, PlaceKind::Compound))
///     .party(Party::new(committee.clone(), Text::new("Committee")?, PartyKind::OwnersCommittee))
///     .seat(Seat::new(SeatKey::new("member")?, Text::new("Member")?, committee))
///     .intake(Intake::new().with_channels([desk]))
///     .triage(Stated::absent())
///     .agenda(AgendaPolicy::new([AgendaCriterion::Attention]))
///     .training(vec![Training::new(Text::bilingual("Negotiating", "协商技巧")?)])
///     .incentives(IncentivePolicy::new())
///     .rule(Rule::new(RuleKey::new("majority")?, Text::new("Majority")?, half))
///     .procedure(short)
///     .conduct(ConductPolicy::new(ConductKey::new("members")?, Text::new("Members")?))
///     .build()?;
/// assert_eq!(charter.version(), 3);
/// assert!(charter.triage().is_absent() && charter.agenda_policy().is_given());
/// assert_eq!((charter.places().len(), charter.rules().len(), charter.procedures().len()), (1, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct CharterBuilder {
    document: Document,
}

impl Charter {
    /// Begins to build a charter, version 1.
    ///
    /// ```
    /// use cogov::{Charter, CharterKey, Text};
    ///
    /// let charter = Charter::builder(CharterKey::new("court")?, Text::new("East Court")?).build()?;
    /// assert_eq!((charter.key().as_str(), charter.version()), ("court", 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder(key: CharterKey, title: Text) -> CharterBuilder {
        CharterBuilder { document: Document::new(Format, key, 1_u64, title) }
    }

    /// Begins to build a charter that differs from this one; give it a version or key of its own.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let next = charter.to_builder().version(charter.version() + 1).build()?;
    /// assert_eq!(next.parties(), charter.parties());
    /// assert_ne!(next.digest(), charter.digest());
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn to_builder(&self) -> CharterBuilder {
        CharterBuilder { document: self.written() }
    }
}

macro_rules! adders {
    ($($(#[$doc:meta])* $name:ident, $list:ident : $entry:ty;)+) => {$(
        $(#[$doc])*
        pub fn $name(mut self, entry: impl Into<$entry>) -> Self {
            self.document.$list.push(entry.into());
            self
        }
    )+};
}

macro_rules! editors {
    ($($name:ident, $list:ident : $entry:ty;)+) => {$(
        #[doc = concat!("Changes the list of `", stringify!($list), "` in place: see \
            [`CharterBuilder::edit_positions`].")]
        pub fn $name(mut self, edit: impl FnOnce(&mut Vec<$entry>)) -> Self {
            edit(&mut self.document.$list);
            self
        }
    )+};
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident : $part:ty;)+) => {$(
        $(#[$doc])*
        pub fn $name(mut self, part: impl Into<Stated<$part>>) -> Self {
            self.document.$name = part.into();
            self
        }
    )+};
}

impl CharterBuilder {
    /// The version, from 1.
    pub fn version(mut self, version: u64) -> Self {
        self.document.version = version.into();
        self
    }

    /// What the charter is about.
    pub fn description(mut self, description: Text) -> Self {
        self.document.description = Some(description);
        self
    }

    /// Where it comes from.
    pub fn source(mut self, source: Text) -> Self {
        self.document.source = Some(source);
        self
    }

    /// Its calendar.
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.document.calendar = Some(calendar);
        self
    }

    setters! {
        /// How appeals come in.
        intake: Intake;
        /// The line of demarcation.
        triage: Triage;
        /// How topics are chosen.
        agenda: AgendaPolicy;
        /// What prepares participants.
        training: Vec<Training>;
        /// What encourages people to take part.
        incentives: IncentivePolicy;
    }

    adders! {
        /// Adds a place.
        place, places: Place;
        /// Adds a matter.
        matter, matters: Matter;
        /// Adds a party.
        party, parties: Party;
        /// Adds a group of the population.
        group, groups: Group;
        /// Adds a sector.
        sector, sectors: Sector;
        /// Adds a seat, or states that there is none.
        seat, seats: Listed<Seat, AbsentSeat>;
        /// Adds a link of contact.
        liaison, liaison: Liaison;
        /// Adds a position, or states that there is none.
        position, positions: Listed<Position, AbsentPosition>;
        /// Adds a decision rule.
        rule, rules: Rule;
        /// Adds a procedure, or states that there is none.
        procedure, procedures: Listed<Procedure, AbsentProcedure>;
        /// Adds a conduct policy.
        conduct, conduct: ConductPolicy;
        /// Accepts a finding of the audit, with a reason.
        acknowledge, acknowledged: Acknowledgement;
    }

    /// Changes the list of `positions` in place: takes some out, puts others in their places, or
    /// changes their order, in which paths count them. So can every other list be changed.
    ///
    /// ```
    /// use cogov::{Charter, Function};
    ///
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let screens = |one: &cogov::Position| one.functions().contains(&Function::Screen);
    /// let without = found
    ///     .to_builder()
    ///     .version(found.version() + 1)
    ///     .edit_positions(|positions| {
    ///         positions.retain(|one| !one.given().is_some_and(screens));
    ///     })
    ///     .build()?;
    /// assert!(without.positions().len() < found.positions().len());
    /// assert!(!without.positions().iter().filter_map(|one| one.given()).any(screens));
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn edit_positions(
        mut self,
        edit: impl FnOnce(&mut Vec<Listed<Position, AbsentPosition>>),
    ) -> Self {
        edit(&mut self.document.positions);
        self
    }

    editors! {
        edit_places, places: Place;
        edit_matters, matters: Matter;
        edit_parties, parties: Party;
        edit_groups, groups: Group;
        edit_sectors, sectors: Sector;
        edit_seats, seats: Listed<Seat, AbsentSeat>;
        edit_liaison, liaison: Liaison;
        edit_rules, rules: Rule;
        edit_procedures, procedures: Listed<Procedure, AbsentProcedure>;
        edit_conduct, conduct: ConductPolicy;
        edit_acknowledged, acknowledged: Acknowledgement;
    }

    /// Proves the charter consistent.
    ///
    /// # Errors
    ///
    /// Every problem that was found, each with its path.
    ///
    /// ```
    /// use cogov::{Charter, CharterKey, Matter, MatterKey, ProblemCode, Text};
    ///
    /// let parking = Matter::new(MatterKey::new("parking")?, Text::new("Parking")?);
    /// let twice = Charter::builder(CharterKey::new("court")?, Text::new("East Court")?)
    ///     .matter(parking.clone())
    ///     .matter(parking);
    /// let error = twice.build().unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::DuplicateKey);
    /// assert_eq!(error.first().path().to_string(), "matters[1].key");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn build(self) -> Result<Charter, Invalid> {
        // By way of the JSON form, so that there is one set of checks and not two.
        let tree = serde_json::to_value(&self.document)
            .and_then(RawTree::read)
            .map_err(|error| unreadable("", &error.into()))?;
        let mut reader = Reader::default();
        let charter = Charter::read(tree, &mut reader);
        Invalid::unless_sound(charter, reader.into_problems())
    }
}

impl From<Seat> for Listed<Seat, AbsentSeat> {
    fn from(seat: Seat) -> Self {
        Self::Given(seat)
    }
}

impl From<AbsentSeat> for Listed<Seat, AbsentSeat> {
    fn from(seat: AbsentSeat) -> Self {
        Self::Absent(seat)
    }
}

impl From<Position> for Listed<Position, AbsentPosition> {
    fn from(position: Position) -> Self {
        Self::Given(position)
    }
}

impl From<AbsentPosition> for Listed<Position, AbsentPosition> {
    fn from(position: AbsentPosition) -> Self {
        Self::Absent(position)
    }
}

impl From<Procedure> for Listed<Procedure, AbsentProcedure> {
    fn from(procedure: Procedure) -> Self {
        Self::Given(procedure)
    }
}

impl From<AbsentProcedure> for Listed<Procedure, AbsentProcedure> {
    fn from(procedure: AbsentProcedure) -> Self {
        Self::Absent(procedure)
    }
}
