//! Who belongs to what on a day, and why.

use std::collections::BTreeMap;

use crate::act::Belonging;
use crate::case::view::view;
use crate::position::Holder;
use crate::register::engine::Register;
use crate::register::state::{Affiliation, Holding};
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};

view! {
    /// Somebody who belongs to something on a day, and the entry for which they do.
    ///
    /// ```
    /// use cogov::act::Belonging;
    /// use cogov::register::{Join, Register, RegisterAct};
    /// use cogov::{Charter, Holder, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
    /// let liaison: PartyKey = "liaison-group".parse()?;
    /// let act = RegisterAct::join("p-7".parse()?, Join::new(liaison.clone()));
    /// register.perform(&register.entry("2026-01-05T09:00:00+08:00".parse()?, liaison.clone(), act))?;
    ///
    /// let members = register.members_of(&Holder::Party(liaison), "2026-01-05".parse()?);
    /// assert_eq!((members[0].person().as_str(), members[0].entry()), ("p-7", 1));
    /// assert_eq!(members[0].seat(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Member {
        has {
            /// Who.
            person: PersonKey,
            /// Since which day.
            from: Date as copy,
            /// The entry by which they came in.
            entry: u64 as copy,
        }
        may {
            /// The first day no longer, where one is known.
            until: Date as copy,
            /// The seat by which they belong to it.
            seat: SeatKey,
            /// To which part they belong: a group of which it is made up.
            part: Belonging,
        }
    }
}

impl Member {
    fn seated(holding: &Holding) -> Self {
        Self {
            person: holding.person.clone(),
            from: holding.from,
            entry: holding.entry,
            until: holding.until,
            seat: Some(holding.seat.clone()),
            part: None,
        }
    }

    fn belonging(one: &Affiliation, of: &Belonging) -> Self {
        Self {
            person: one.person.clone(),
            from: one.from,
            entry: one.entry,
            until: one.until,
            seat: None,
            part: (one.of != *of).then(|| one.of.clone()),
        }
    }
}

impl Register {
    /// Who belongs to something on a day, and why: to a party those who joined it and those who
    /// hold one of its seats; to a seat its holders; to a group those who joined it or a group that
    /// is part of it; to a sector those who joined it. By person; to anything else nobody belongs.
    ///
    /// Somebody who belongs to a party in several ways is listed for each.
    #[must_use]
    pub fn members_of(&self, of: &Holder, on: Date) -> Vec<Member> {
        let mut members: Vec<Member> = match of {
            Holder::Seat(seat) => self.seated(seat, on).map(Member::seated).collect(),
            holder => match Belonging::of(holder) {
                Some(of) => self.belonging(&of, on),
                None => Vec::new(),
            },
        };
        members.sort_by(|a, b| (&a.person, a.entry).cmp(&(&b.person, b.entry)));
        members
    }

    fn seated(&self, seat: &SeatKey, on: Date) -> impl Iterator<Item = &Holding> {
        self.state().holdings_of(seat).iter().filter(move |one| one.is_in_force(on))
    }

    fn belonging(&self, of: &Belonging, on: Date) -> Vec<Member> {
        let wide = of.holder();
        let is_part = |part: &Belonging| {
            part == of
                || matches!(part, Belonging::Group(_))
                    && self.charter().includes(&wide, &part.holder())
        };
        let joined = self.state().affiliations().filter(|one| one.is_in_force(on));
        let joined = joined.filter(|one| is_part(&one.of));
        let mut members: Vec<Member> = joined.map(|one| Member::belonging(one, of)).collect();
        if let Belonging::Party(party) = of {
            let seats = self.charter().seats().iter().filter_map(|listed| listed.given());
            for seat in seats.filter(|seat| seat.body() == party) {
                members.extend(self.seated(seat.key(), on).map(Member::seated));
            }
        }
        members
    }

    /// All to which a person belongs on a day, with the entry: seats, then parties, groups and
    /// sectors.
    ///
    /// ```
    #[doc = include_str!("west_hall.txt")]
    /// use cogov::Holder;
    ///
    /// let register = west_hall(13);
    /// let all = register.memberships_of(&"p-4".parse()?, "2026-05-01".parse()?);
    /// assert_eq!(all, [(Holder::Group("owners".parse()?), 3)]);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn memberships_of(&self, person: &PersonKey, on: Date) -> Vec<(Holder, u64)> {
        let mut all: BTreeMap<Holder, u64> = BTreeMap::new();
        for one in self.state().holdings().filter(|one| one.person == *person) {
            if one.is_in_force(on) {
                all.entry(Holder::Seat(one.seat.clone())).or_insert(one.entry);
            }
        }
        let joined = self.state().affiliations().filter(|one| one.person == *person);
        for one in joined.filter(|one| one.is_in_force(on)) {
            all.entry(one.of.holder()).or_insert(one.entry);
        }
        let (seats, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(holder, _)| matches!(holder, Holder::Seat(_)));
        seats.into_iter().chain(others).collect()
    }
}
