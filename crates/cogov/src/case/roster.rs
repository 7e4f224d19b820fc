//! The roster: who holds which seat and belongs to what, as recorded.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Belonging, Enrol, SeatHolding};
use crate::time::Date;
use crate::values::key::{GroupKey, PartyKey, PersonKey, SeatKey};

/// Who holds which seat and belongs to what, as far as it is recorded.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::case::Roster;
/// use cogov::values::PersonKey;
/// use cogov::{Date, GroupKey, PartyKey, SeatKey};
///
/// let case = fire_lane(10);
/// let roster: &Roster = case.state().roster();
/// let (day, member) = (Date::new(2026, 6, 3)?, SeatKey::new("cppcc-member")?);
/// let (adviser, owner) = (PersonKey::new("adviser-1")?, PersonKey::new("owner-1")?);
/// assert!(roster.is_seated(&member, &adviser, day) && !roster.is_seated(&member, &owner, day));
/// assert_eq!(roster.holders_of(&member, day).collect::<Vec<_>>(), [&adviser]);
///
/// let owners = GroupKey::new("owners")?;
/// assert_eq!(roster.size_of(&owners), Some(8));
/// assert_eq!(roster.is_of_group(&owners, &adviser), Some(false));
/// // Nobody was recorded as a member of the committee: that says neither yes nor no.
/// assert_eq!(roster.is_member(&PartyKey::new("owners-committee")?, &owner), None);
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Roster {
    seats: BTreeMap<SeatKey, Vec<SeatHolding>>,
    members: BTreeMap<PartyKey, BTreeSet<PersonKey>>,
    groups: BTreeMap<GroupKey, Roll>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Roll {
    size: Option<u64>,
    persons: BTreeSet<PersonKey>,
}

impl Roster {
    /// Takes in who was enrolled, in place of what was known of these seats, parties and groups.
    pub(crate) fn enrol(&mut self, enrolled: &Enrol) {
        for holding in enrolled.seats() {
            self.seats.remove(holding.seat());
        }
        for holding in enrolled.seats() {
            self.seats.entry(holding.seat().clone()).or_default().push(holding.clone());
        }
        for membership in enrolled.members() {
            self.members.remove(membership.party());
        }
        for membership in enrolled.members() {
            let members = self.members.entry(membership.party().clone()).or_default();
            members.insert(membership.person().clone());
        }
        for roll in enrolled.groups() {
            let persons = roll.persons().iter().cloned().collect();
            self.groups.insert(roll.group().clone(), Roll { size: roll.size(), persons });
        }
        for emptied in enrolled.emptied() {
            match emptied {
                Belonging::Party(party) => {
                    self.members.insert(party.clone(), BTreeSet::new());
                }
                Belonging::Group(group) => {
                    self.groups
                        .insert(group.clone(), Roll { size: None, persons: BTreeSet::new() });
                }
                // Nobody acts for a sector here.
                Belonging::Sector(_) => {}
            }
        }
    }

    /// Those who hold a seat on a day.
    pub fn holders_of(&self, seat: &SeatKey, on: Date) -> impl Iterator<Item = &PersonKey> {
        let holdings = self.seats.get(seat).map_or(&[][..], Vec::as_slice).iter();
        holdings
            .filter(move |holding| {
                holding.from().is_none_or(|from| from <= on)
                    && holding.until().is_none_or(|until| on < until)
            })
            .map(SeatHolding::person)
    }

    /// Whether a person holds a seat on a day.
    #[must_use]
    pub fn is_seated(&self, seat: &SeatKey, person: &PersonKey, on: Date) -> bool {
        self.holders_of(seat, on).any(|holder| holder == person)
    }

    /// Whether a person is recorded as a member of a party; nothing, if no members are recorded.
    #[must_use]
    pub fn is_member(&self, party: &PartyKey, person: &PersonKey) -> Option<bool> {
        self.members.get(party).map(|members| members.contains(person))
    }

    /// Whether a person is recorded as one of a group; nothing, if nobody is recorded.
    #[must_use]
    pub fn is_of_group(&self, group: &GroupKey, person: &PersonKey) -> Option<bool> {
        let roll = self.groups.get(group)?;
        (!roll.persons.is_empty()).then(|| roll.persons.contains(person))
    }

    /// How many belong to a group, as recorded.
    #[must_use]
    pub fn size_of(&self, group: &GroupKey) -> Option<u64> {
        let roll = self.groups.get(group)?;
        roll.size.or_else(|| (!roll.persons.is_empty()).then_some(roll.persons.len() as u64))
    }
}
