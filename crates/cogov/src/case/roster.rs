//! The roster: who holds which seat and belongs to what, as recorded.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Roster {
    // All sorted by their keys, and no larger than what is in them: very many cases can be open at
    // once, and who belongs to what changes seldom.
    seats: Vec<SeatHolding>,
    #[serde(serialize_with = "as_memberships")]
    members: Vec<(PartyKey, Box<[PersonKey]>)>,
    #[serde(serialize_with = "as_rolls")]
    groups: Vec<(GroupKey, Roll)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Roll {
    size: Option<u64>,
    // None, where nobody said who belongs to it; empty, where nobody does any more.
    persons: Option<Box<[PersonKey]>>,
}

/// Writes who belongs to each party; nobody, where it is known that nobody does.
fn as_memberships<S: Serializer>(
    members: &[(PartyKey, Box<[PersonKey]>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Members<'r> {
        party: &'r PartyKey,
        persons: &'r [PersonKey],
    }
    let members = members.iter().map(|(party, persons)| Members { party, persons });
    serializer.collect_seq(members)
}

/// Writes how many belong to each group, and who, as far as that is known.
fn as_rolls<S: Serializer>(groups: &[(GroupKey, Roll)], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Group<'r> {
        group: &'r GroupKey,
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        persons: Option<&'r [PersonKey]>,
    }
    let groups = groups.iter();
    serializer.collect_seq(groups.map(|(group, roll)| Group {
        group,
        size: roll.size,
        persons: roll.persons.as_deref(),
    }))
}

/// Persons in order, each once.
fn sorted<'p>(persons: impl Iterator<Item = &'p PersonKey>) -> Box<[PersonKey]> {
    let mut persons: Vec<PersonKey> = persons.cloned().collect();
    persons.sort_unstable();
    persons.dedup();
    persons.into_boxed_slice()
}

/// What is listed under a key.
fn find<'l, K: Ord, V>(list: &'l [(K, V)], key: &K) -> Option<&'l V> {
    let place = list.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
    list.get(place).map(|(_, value)| value)
}

/// Lists something under a key, in place of what was there.
fn put<K: Ord, V>(list: &mut Vec<(K, V)>, key: K, value: V) {
    match list.binary_search_by(|(known, _)| known.cmp(&key)) {
        Ok(place) => {
            if let Some(slot) = list.get_mut(place) {
                slot.1 = value;
            }
        }
        Err(place) => list.insert(place, (key, value)),
    }
}

impl Roster {
    /// Takes in who was enrolled, in place of what was known of these seats, parties and groups.
    pub(crate) fn enrol(&mut self, enrolled: &Enrol) {
        let named: BTreeSet<&SeatKey> = enrolled.seats().iter().map(SeatHolding::seat).collect();
        self.seats.retain(|holding| !named.contains(holding.seat()));
        self.seats.extend_from_slice(enrolled.seats());
        // Of one seat, in the order in which they were enrolled.
        self.seats.sort_by(|a, b| a.seat().cmp(b.seat()));
        self.seats.shrink_to_fit();
        let mut members: BTreeMap<&PartyKey, Vec<&PersonKey>> = BTreeMap::new();
        for membership in enrolled.members() {
            members.entry(membership.party()).or_default().push(membership.person());
        }
        for (party, persons) in members {
            put(&mut self.members, party.clone(), sorted(persons.into_iter()));
        }
        for roll in enrolled.groups() {
            let persons = sorted(roll.persons().iter());
            let persons = Some(persons).filter(|persons| !persons.is_empty());
            put(&mut self.groups, roll.group().clone(), Roll { size: roll.size(), persons });
        }
        for emptied in enrolled.emptied() {
            match emptied {
                Belonging::Party(party) => {
                    put(&mut self.members, party.clone(), Box::default());
                }
                Belonging::Group(group) => {
                    let nobody = Roll { size: None, persons: Some(Box::default()) };
                    put(&mut self.groups, group.clone(), nobody);
                }
                // Nobody acts for a sector here.
                Belonging::Sector(_) => {}
            }
        }
        self.members.shrink_to_fit();
        self.groups.shrink_to_fit();
    }

    /// Those who hold a seat on a day.
    pub fn holders_of<'r>(
        &'r self,
        seat: &'r SeatKey,
        on: Date,
    ) -> impl Iterator<Item = &'r PersonKey> {
        let begin = self.seats.partition_point(|holding| holding.seat() < seat);
        let from = self.seats.get(begin..).unwrap_or_default().iter();
        from.take_while(move |holding| holding.seat() == seat)
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
        find(&self.members, party).map(|members| members.binary_search(person).is_ok())
    }

    /// Whether a person is recorded as one of a group; nothing, if it was not recorded who is.
    #[must_use]
    pub fn is_of_group(&self, group: &GroupKey, person: &PersonKey) -> Option<bool> {
        let persons = find(&self.groups, group)?.persons.as_ref()?;
        Some(persons.binary_search(person).is_ok())
    }

    /// The groups of which it is recorded who belongs to them, or how many.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &GroupKey> {
        self.groups.iter().map(|(group, _)| group)
    }

    /// Those who are recorded as members of a party.
    pub(crate) fn members_of(&self, party: &PartyKey) -> &[PersonKey] {
        find(&self.members, party).map(|members| &**members).unwrap_or_default()
    }

    /// Those who are recorded as of a group.
    pub(crate) fn persons_of(&self, group: &GroupKey) -> &[PersonKey] {
        find(&self.groups, group).and_then(|roll| roll.persons.as_deref()).unwrap_or_default()
    }

    /// The groups of which a person is recorded as one.
    pub(crate) fn groups_of(&self, person: &PersonKey) -> impl Iterator<Item = &GroupKey> {
        let own = self.groups.iter();
        let own = own.filter(move |(_, roll)| {
            roll.persons.as_ref().is_some_and(|persons| persons.binary_search(person).is_ok())
        });
        own.map(|(group, _)| group)
    }

    /// How many belong to a group, as recorded.
    #[must_use]
    pub fn size_of(&self, group: &GroupKey) -> Option<u64> {
        let roll = find(&self.groups, group)?;
        let persons = roll.persons.as_ref().filter(|persons| !persons.is_empty());
        roll.size.or_else(|| persons.map(|persons| persons.len() as u64))
    }
}
