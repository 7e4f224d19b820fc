//! Witnesses: for an act that somebody could do in a register, the least that can come with it.

use std::ops::ControlFlow;

use crate::act::{Award, Belonging, Correct, Counted, Migrate, Participant, Published, Words};
use crate::conduct::{Contribution, Mark, Sanction};
use crate::party::{Filling, Seat};
use crate::position::Holder;
use crate::register::engine::Register;
use crate::register::kinship::{DeclareRelative, Kinship, RetractRelative};
use crate::register::polling::Poll;
use crate::register::preparing::{CountCredits, Credit, Train};
use crate::register::sanctioning::{Announce, AskReview, Hear, Impose, Review, ReviewOutcome};
use crate::register::seating::{Appoint, Candidate, Departure, Elect, Recall, Vacate};
use crate::register::state::Holding;
use crate::register::table::{RegisterAct, RegisterActKind as Kind};
use crate::register::target::RegisterTarget as Target;
use crate::time::Date;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::text::Text;

use super::belonging::{Join, Leave};

/// Who could act in a register, and when.
pub(super) struct Asked<'r> {
    pub(super) register: &'r Register,
    pub(super) by: &'r Holder,
    pub(super) hand: Option<&'r PersonKey>,
    pub(super) day: Date,
}

/// What is done with each act that could be the one, until one is.
type Met<'m> = &'m mut dyn FnMut(RegisterAct) -> ControlFlow<()>;

fn words() -> Option<Text> {
    Text::new("…").ok()
}

impl<'r> Asked<'r> {
    /// Persons whom nobody knows yet.
    pub(super) fn strangers(&self) -> impl Iterator<Item = PersonKey> + use<'r> {
        let state = self.register.state();
        (1_u64..).map_while(|number| PersonKey::new(&format!("somebody-new-{number}")).ok()).filter(
            |person| {
                let is_kin = |known: &crate::register::Relative| {
                    known.person == *person || known.other == *person
                };
                !state.known.contains(person) && !state.relatives.iter().any(is_kin)
            },
        )
    }

    fn stranger(&self) -> Option<PersonKey> {
        self.strangers().next()
    }

    fn seats(&self) -> impl Iterator<Item = &'r Seat> + use<'r> {
        self.register.charter().seats().iter().filter_map(|listed| listed.given())
    }

    /// Those who hold a seat, or are to hold it; who acts by their own hand first.
    fn holders(&self, seat: &SeatKey) -> Vec<PersonKey> {
        let held = self.register.state().holdings_of(seat).iter();
        let held = held.filter(|one| one.lasts_beyond(self.day)).map(|one| one.person.clone());
        self.hand.cloned().into_iter().chain(held).collect()
    }

    /// Everything to which somebody can belong.
    fn belongings(&self) -> impl Iterator<Item = Belonging> + use<'r> {
        let charter = self.register.charter();
        let parties = charter.parties().iter().map(|one| Belonging::Party(one.key().clone()));
        let groups = charter.groups().iter().map(|one| Belonging::Group(one.key().clone()));
        let sectors = charter.sectors().iter().map(|one| Belonging::Sector(one.key().clone()));
        parties.chain(groups).chain(sectors)
    }

    /// What an act of a kind could be about; nothing in particular, for acts on the register.
    pub(super) fn targets(&self, kind: Kind) -> Vec<Option<Target>> {
        let state = self.register.state();
        let all = |targets: Vec<Target>| targets.into_iter().map(Some).collect();
        let persons = |persons: &mut dyn Iterator<Item = PersonKey>| {
            let mut persons: Vec<PersonKey> = persons.collect();
            persons.sort();
            persons.dedup();
            all(persons.into_iter().map(Target::Person).collect())
        };
        let everybody = || {
            let known = state.persons().cloned().chain(self.hand.cloned());
            known.chain(self.stranger())
        };
        match kind {
            Kind::Elect | Kind::Appoint | Kind::Vacate | Kind::Recall => {
                // An election to a seat that is filled otherwise is no option at all.
                let fits = |seat: &&Seat| match (kind, seat.filled_by().given()) {
                    (Kind::Elect, Some(filling)) => *filling == Filling::Elected,
                    (Kind::Appoint, Some(filling)) => *filling != Filling::Elected,
                    _ => true,
                };
                let seats = self.seats().filter(fits);
                all(seats.map(|seat| Target::Seat(seat.key().clone())).collect())
            }
            Kind::Join | Kind::DeclareRelative => persons(&mut everybody()),
            Kind::Leave => {
                let held = state.holdings().filter(|one| one.lasts_beyond(self.day));
                let joined = state.affiliations().filter(|one| one.lasts_beyond(self.day));
                let held = held.map(|one| one.person.clone());
                persons(&mut held.chain(joined.map(|one| one.person.clone())))
            }
            Kind::RetractRelative => {
                let lasting = state.relatives.iter();
                let lasting = lasting.filter(|one| one.until.is_none_or(|end| end > self.day));
                persons(&mut lasting.flat_map(|one| [one.person.clone(), one.other.clone()]))
            }
            Kind::Announce | Kind::Sanction => {
                let held = state.holdings().filter(|one| one.is_in_force(self.day));
                persons(&mut held.map(|one| one.person.clone()))
            }
            Kind::Hear => all(state.announced.keys().copied().map(Target::Entry).collect()),
            Kind::AskReview | Kind::Review => {
                all(state.sanctions.keys().copied().map(Target::Entry).collect())
            }
            Kind::Correct if state.last_seq == 0 => Vec::new(),
            Kind::Correct => vec![Some(Target::Entry(state.last_seq))],
            Kind::Train | Kind::Count | Kind::Award | Kind::Migrate => vec![None],
        }
    }

    /// Goes through the acts of a kind that could be done: where any can be done, one of these can.
    pub(super) fn each_act(&self, kind: Kind, target: Option<&Target>, met: Met<'_>) -> Option<()> {
        let flow = match target {
            Some(Target::Seat(key)) => {
                let seat = self.register.charter().seat(key).ok()?;
                self.each_of_seat(kind, seat, met)
            }
            Some(Target::Person(person)) => self.each_of_person(kind, person, met)?,
            Some(Target::Entry(entry)) => Self::each_of_entry(kind, *entry, met)?,
            None => self.each_of_register(kind, met)?,
        };
        flow.is_break().then_some(())
    }

    fn each_of_seat(&self, kind: Kind, seat: &Seat, met: Met<'_>) -> ControlFlow<()> {
        let key = || seat.key().clone();
        let mut persons = match kind {
            Kind::Elect | Kind::Appoint => return self.each_filling(kind, seat, met),
            Kind::Recall | Kind::Vacate => self.holders(seat.key()),
            _ => return ControlFlow::Continue(()),
        };
        if persons.is_empty() {
            persons.extend(self.stranger());
        }
        for person in persons {
            match (kind, words()) {
                (Kind::Recall, Some(words)) => {
                    met(RegisterAct::recall(key(), Recall::new(person, words)))?;
                }
                _ => met(RegisterAct::vacate(key(), Vacate::new(person, Departure::Resigned)))?,
            }
        }
        ControlFlow::Continue(())
    }

    /// On which day a place could be filled, and by whom: a stranger, against whom nothing can
    /// stand; where the seat goes together with another, those who hold that.
    fn each_filling(&self, kind: Kind, seat: &Seat, met: Met<'_>) -> ControlFlow<()> {
        let state = self.register.state();
        let beside = |other: &Seat| {
            seat.held_with().contains(other.key())
                || seat.incompatible().contains(other.key())
                || other.incompatible().contains(seat.key())
        };
        let others = self.seats().filter(|other| other.key() == seat.key() || beside(other));
        let held: Vec<&Holding> = others.flat_map(|other| state.holdings_of(other.key())).collect();
        let barred = state.sanctions().filter(|one| one.seat == *seat.key());
        let mut days: Vec<Date> =
            held.iter().flat_map(|one| [Some(one.from), one.until]).flatten().collect();
        days.extend(barred.filter_map(|one| one.until));
        days.retain(|day| *day > self.day);
        days.push(self.day);
        days.sort();
        days.dedup();
        let mut persons: Vec<PersonKey> = self.stranger().into_iter().collect();
        let with = held.iter().filter(|one| seat.held_with().contains(&one.seat));
        let mut with: Vec<PersonKey> = with.map(|one| one.person.clone()).collect();
        with.sort();
        with.dedup();
        persons.extend(with);
        for from in days {
            for person in &persons {
                let from = (from != self.day).then_some(from);
                met(filled(kind, seat, person, from, None))?;
                let next = from.unwrap_or(self.day).plus_days(1);
                if next.is_some() {
                    met(filled(kind, seat, person, from, next))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn each_of_person(
        &self,
        kind: Kind,
        person: &PersonKey,
        met: Met<'_>,
    ) -> Option<ControlFlow<()>> {
        Some(match kind {
            Kind::Join => self.each_joining(person, met),
            Kind::Leave => {
                let everything = Leave::new(Departure::Other);
                let of = self.belongings().map(|of| everything.clone().with_of(of));
                let mut all = std::iter::once(everything.clone()).chain(of);
                all.try_for_each(|with| met(RegisterAct::leave(person.clone(), with)))
            }
            Kind::DeclareRelative => {
                let other = self.strangers().find(|other| other != person)?;
                let with = DeclareRelative::new(other, Kinship::Sibling);
                met(RegisterAct::declare_relative(person.clone(), with))
            }
            Kind::RetractRelative => {
                let known = self.register.state().relatives.iter();
                let mut others = known.filter_map(|one| match person {
                    person if *person == one.person => Some(one.other.clone()),
                    person if *person == one.other => Some(one.person.clone()),
                    _ => None,
                });
                others.try_for_each(|other| {
                    let with = RetractRelative::new(other);
                    met(RegisterAct::retract_relative(person.clone(), with))
                })
            }
            Kind::Announce => {
                let words = words()?;
                let mut rungs = self.rungs();
                rungs.try_for_each(|(seat, sanction)| {
                    let with = Announce::new(seat, sanction, words.clone());
                    met(RegisterAct::announce(person.clone(), with))
                })
            }
            Kind::Sanction => self.each_sanction(person, words()?, met),
            _ => return None,
        })
    }

    fn each_joining(&self, person: &PersonKey, met: Met<'_>) -> ControlFlow<()> {
        for of in self.belongings() {
            let spells = self.register.state().affiliations.get(&of);
            let spells = spells.and_then(|all| all.get(person)).into_iter().flatten();
            let later = spells.filter_map(|one| one.until).filter(|day| *day > self.day);
            let join = Join::new(of.clone());
            met(RegisterAct::join(person.clone(), join.clone()))?;
            for from in later {
                met(RegisterAct::join(person.clone(), join.clone().with_from(from)))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The rungs of all seats that have a ladder.
    fn rungs(&self) -> impl Iterator<Item = (SeatKey, Sanction)> + use<'r> {
        let charter = self.register.charter();
        self.seats().flat_map(move |seat| {
            let policy = seat.conduct().given().and_then(|key| charter.conduct_policy(key).ok());
            let ladder = policy.and_then(|policy| policy.ladder().given());
            ladder.into_iter().flatten().map(|rung| (seat.key().clone(), rung.sanction()))
        })
    }

    fn each_sanction(&self, person: &PersonKey, words: Text, met: Met<'_>) -> ControlFlow<()> {
        let state = self.register.state();
        let own = state.counted.iter().filter(|one| one.credit.person() == person);
        let mut days: Vec<Date> = own.map(|one| one.credit.what().on()).collect();
        days.push(self.day);
        days.sort();
        days.dedup();
        for (seat, sanction) in self.rungs() {
            let with = Impose::new(seat, sanction, words.clone());
            met(RegisterAct::sanction(person.clone(), with.clone()))?;
            for day in &days {
                let with = with.clone().with_since(*day);
                met(RegisterAct::sanction(person.clone(), with))?;
            }
        }
        ControlFlow::Continue(())
    }

    fn each_of_entry(kind: Kind, entry: u64, met: Met<'_>) -> Option<ControlFlow<()>> {
        let words = words()?;
        Some(match kind {
            Kind::Hear => met(RegisterAct::hear(entry, Hear::new())),
            Kind::AskReview => {
                let with = AskReview::new(Words::from(words));
                met(RegisterAct::ask_review(entry, with))
            }
            Kind::Review => ReviewOutcome::ALL.iter().try_for_each(|outcome| {
                met(RegisterAct::review(entry, Review::new(*outcome, words.clone())))
            }),
            Kind::Correct => met(RegisterAct::correct(entry, Correct::new(words))),
            _ => return None,
        })
    }

    fn each_of_register(&self, kind: Kind, met: Met<'_>) -> Option<ControlFlow<()>> {
        let (charter, state) = (self.register.charter(), self.register.state());
        let words = words()?;
        // Somebody whom the register knows, if there is anybody.
        let known = state.persons().next().cloned().or_else(|| self.stranger())?;
        Some(match kind {
            Kind::Train => met(RegisterAct::train(Train::new(words).with_persons([known]))),
            Kind::Count => {
                let kinds = charter.conduct().iter().filter_map(|policy| {
                    let kind = policy.contributions().first()?.key().clone();
                    Some((policy.key().clone(), kind))
                });
                let mut counts = kinds.map(|(policy, kind)| {
                    let what = Contribution::new(kind, self.day, Mark::Attended);
                    CountCredits::new(policy).with_credits([Credit::new(known.clone(), what)])
                });
                counts.try_for_each(|with| met(RegisterAct::count(with)))
            }
            Kind::Award => {
                let policy = charter.incentives().given();
                let named = policy.map_or(&[][..], |policy| policy.participants());
                let named = named.iter().cloned().map(Participant::Holder);
                let own = std::iter::once(Participant::Holder(self.by.clone()));
                let persons = state.persons().cloned().map(Participant::Person);
                named
                    .chain(own)
                    .chain(persons)
                    .try_for_each(|to| met(RegisterAct::award(Award::new(to, words.clone()))))
            }
            Kind::Migrate => {
                let digest = charter.digest();
                met(RegisterAct::migrate(Migrate::new(charter.version(), digest)))
            }
            _ => return None,
        })
    }
}

/// A person comes to hold a seat: where a rule judges, by one vote of one.
fn filled(
    kind: Kind,
    seat: &Seat,
    person: &PersonKey,
    from: Option<Date>,
    until: Option<Date>,
) -> RegisterAct {
    let key = seat.key().clone();
    if kind == Kind::Appoint {
        let mut with = Appoint::new(person.clone());
        (with.from, with.until) = (from, until);
        return RegisterAct::appoint(key, with);
    }
    let mut with = Elect::new().with_persons([person.clone()]);
    (with.from, with.until) = (from, until);
    if seat.rule().is_some() {
        let one = || Counted::new().with_yes(1_u64);
        let counts = Published::new(one()).with_weight(one()).with_households(one());
        let poll = Poll::new(1_u64, 1_u64).with_weight(1_u64).with_households(1_u64);
        with = with
            .with_candidates([Candidate::new(person.clone(), 1_u64).with_counts(counts)])
            .with_poll(poll.with_should_attend(1_u64).with_present(1_u64));
    }
    RegisterAct::elect(key, with)
}
