//! A register as of a day, as a case takes it in.

use std::collections::BTreeMap;

use crate::act::{Belonging, Enrol, GroupRoll, Membership, RosterSource, SeatHolding};
use crate::register::engine::Register;
use crate::time::Date;
use crate::values::key::{GroupKey, PersonKey};

impl Register {
    /// The register as of a day, as a case takes it in by its act `enrol`: from then on those who
    /// are listed can act there for their seats, parties and groups.
    ///
    /// It is a copy: what changes in the register later changes nothing in a case that took it in,
    /// until that takes in another one.
    ///
    /// * Of a seat, everybody is listed who came to hold it by that day, with first and last day,
    ///   so that late minutes are judged by who sat then. A term that runs out later ends in the
    ///   case, too.
    /// * Of a party and a group, those who belong to it on that day. Where all have left, or belong
    ///   to a party by its seats alone, it is named as `emptied`: nobody else acts for it. Who
    ///   belongs to a sector stays in the register: no act of a case is asked of them.
    /// * `of` says from which register it is, and up to which entry.
    ///
    /// ```
    /// use cogov::act::Act;
    /// use cogov::case::Case;
    /// use cogov::register::{Appoint, Register, RegisterAct};
    /// use cogov::{Charter, PartyKey, SeatKey};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "committee", "name": "Committee", "kind": "owners_committee"}],
    ///     "seats": [{"key": "member", "name": "Member", "body": "committee"}],
    ///     "positions": [{"holder": {"party": "committee"}, "kinds": ["power"],
    ///                    "functions": ["receive"]}]
    /// }"#)?;
    /// let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    /// let mut register = Register::open(charter.clone(), id.parse()?);
    /// let (committee, seat): (PartyKey, SeatKey) = ("committee".parse()?, "member".parse()?);
    /// let person: cogov::values::PersonKey = "p-1".parse()?;
    /// let act = RegisterAct::appoint(seat.clone(), Appoint::new(person.clone()));
    /// let at = "2026-01-05T09:00:00+08:00".parse()?;
    /// register.perform(&register.entry(at, committee.clone(), act))?;
    ///
    /// let mut case = Case::open(charter, id.parse()?);
    /// let enrol = Act::enrol(register.snapshot("2026-06-01".parse()?));
    /// let at = "2026-06-01T09:00:00+08:00".parse()?;
    /// case.perform(&case.entry(at, committee, enrol))?;
    /// assert!(case.state().roster().is_seated(&seat, &person, "2026-06-01".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn snapshot(&self, on: Date) -> Enrol {
        let state = self.state();
        let begun = || state.holdings().filter(|one| one.has_begun(on));
        let seats = begun().map(|one| {
            let holding = SeatHolding::new(one.seat().clone(), one.person().clone());
            let holding = holding.with_from(one.from());
            match one.until() {
                Some(until) => holding.with_until(until),
                None => holding,
            }
        });
        let (mut members, mut emptied) = (Vec::new(), Vec::new());
        let mut groups: BTreeMap<&GroupKey, Vec<PersonKey>> = BTreeMap::new();
        for of in state.affiliations.keys() {
            let persons = || state.belonging(of, on).map(|one| one.person().clone());
            match of {
                Belonging::Party(party) => {
                    let before = members.len();
                    members.extend(persons().map(|person| Membership::new(party.clone(), person)));
                    if members.len() == before {
                        emptied.push(of.clone());
                    }
                }
                Belonging::Group(group) => {
                    let persons: Vec<PersonKey> = persons().collect();
                    if persons.is_empty() {
                        emptied.push(of.clone());
                    } else {
                        groups.insert(group, persons);
                    }
                }
                Belonging::Sector(_) => {}
            }
        }
        // Bodies whose people are known by the seats that they hold, and by nothing else.
        let mut bodies: Vec<Belonging> = begun()
            .filter_map(|one| self.charter().seat(one.seat()).ok())
            .map(|seat| Belonging::Party(seat.body().clone()))
            .filter(|of| !state.affiliations.contains_key(of))
            .collect();
        bodies.sort();
        bodies.dedup();
        emptied.extend(bodies);
        let groups = groups.into_iter().map(|(group, persons)| {
            let roll = GroupRoll::new(group.clone()).with_persons(persons);
            let size = self.charter().group(group).ok().and_then(|g| g.size().given().copied());
            match size {
                Some(size) => roll.with_size(size),
                None => roll,
            }
        });
        Enrol::new()
            .with_of(RosterSource::new(state.id(), state.entries()))
            .with_seats(seats)
            .with_members(members)
            .with_groups(groups)
            .with_emptied(emptied)
    }
}
