//! Who does what in a register, when: what every check looks at, and who is in which role.

use crate::act::{Belonging, Participant};
use crate::case::naming::unlisted_args;
use crate::charter::Charter;
use crate::conduct::{ConductPolicy, Rung, Sanction};
use crate::party::{Filling, Seat};
use crate::position::{Function, Holder, Position, PositionKind};
use crate::problem::{Arg, Problem};
use crate::register::code::RegisterCode;
use crate::register::requirement::RegisterRole;
use crate::register::state::{Affiliation, Holding, RegisterState};
use crate::register::table::{RegisterAct, RegisterActKind};
use crate::register::target::RegisterTargetKind;
use crate::register::{RegisterEntry, RegisterRefusal};
use crate::time::{Date, Instant};
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

/// A rung of the ladder of a seat, and the policy that it stands in.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) policy: &'a ConductPolicy,
    pub(super) place: usize,
    pub(super) rung: &'a Rung,
}

/// Who does what, and when it happens.
pub(super) struct Context<'a> {
    pub(super) charter: &'a Charter,
    pub(super) state: &'a RegisterState,
    pub(super) act: &'a RegisterAct,
    pub(super) kind: RegisterActKind,
    pub(super) by: &'a Holder,
    pub(super) hand: Option<&'a PersonKey>,
    pub(super) signed: &'a [Participant],
    pub(super) at: Instant,
    pub(super) on: Instant,
    pub(super) day: Date,
}

/// The ladder's rung of a sanction, in the policy that binds the holder of a seat.
pub(super) fn rung<'c>(
    charter: &'c Charter,
    seat: &SeatKey,
    sanction: Sanction,
) -> Option<Step<'c>> {
    let policy = charter.seat(seat).ok()?.conduct().given()?;
    let policy = charter.conduct_policy(policy).ok()?;
    let ladder = policy.ladder().given()?;
    let place = ladder.iter().position(|rung| rung.sanction() == sanction)?;
    Some(Step { policy, place, rung: ladder.get(place)? })
}

/// Who fills a seat: whom the charter names; else by its way of being filled.
pub(super) fn filler(charter: &Charter, seat: &Seat) -> Holder {
    if let Some(by) = seat.by() {
        return by.clone();
    }
    let body = || Holder::Party(seat.body().clone());
    match seat.filled_by().given() {
        Some(Filling::Elected) | None => seat.represents().cloned().unwrap_or_else(body),
        Some(Filling::Appointed | Filling::Recommended) => {
            let above = charter.party(seat.body()).ok().and_then(|party| party.part_of().cloned());
            above.map_or_else(body, Holder::Party)
        }
        Some(Filling::CoOpted | Filling::ExOfficio) => body(),
    }
}

impl<'a> Context<'a> {
    pub(super) fn of(
        charter: &'a Charter,
        state: &'a RegisterState,
        entry: &'a RegisterEntry,
    ) -> Self {
        let on = entry.happened();
        Self {
            charter,
            state,
            act: entry.act(),
            kind: entry.act().kind(),
            by: entry.by(),
            hand: entry.hand(),
            signed: entry.signed(),
            at: entry.at(),
            on,
            day: crate::case::context::day_of(charter.calendar_table(), on),
        }
    }

    /// Whether whoever acts is among those who hold something.
    pub(super) fn acts_as(&self, holder: &Holder) -> bool {
        self.charter.includes(holder, self.by)
    }

    /// Whether whoever acts has a power, on whatever matter, against which no bar stands.
    pub(super) fn has_power(&self, function: Function) -> bool {
        self.is_free(self.by, function)
            && self.stated(PositionKind::Power, function).any(|power| self.acts_as(power.holder()))
    }

    /// The positions of a kind that are in force.
    fn stated(&self, kind: PositionKind, function: Function) -> impl Iterator<Item = &Position> {
        let positions = self.charter.positions().iter().filter_map(|listed| listed.given());
        positions.filter(move |position| {
            position.kinds().contains(kind)
                && position.functions().contains(&function)
                && position.valid().is_none_or(|valid| valid.in_force_on(self.day))
        })
    }

    /// Whether no bar on all matters at all places stands against somebody.
    fn is_free(&self, who: &Holder, function: Function) -> bool {
        !self.stated(PositionKind::Bar, function).any(|bar| {
            let is_general = bar.together_with().is_none()
                && bar.matters().is_unstated()
                && bar.places().is_empty();
            is_general && self.charter.includes(bar.holder(), who)
        })
    }

    /// Who has a power, on whatever matter, and no bar: each once, in the order of the charter.
    pub(super) fn those_with(&self, function: Function) -> Vec<Holder> {
        let mut holders = Vec::new();
        for position in self.stated(PositionKind::Power, function) {
            if !holders.contains(position.holder()) && self.is_free(position.holder(), function) {
                holders.push(position.holder().clone());
            }
        }
        holders
    }

    /// The person whom the act concerns, where it concerns one.
    pub(super) fn person(&self) -> Option<&'a PersonKey> {
        match self.act {
            RegisterAct::Vacate { with, .. } => Some(with.person()),
            RegisterAct::Recall { with, .. } => Some(with.person()),
            RegisterAct::Appoint { with, .. } => Some(with.person()),
            RegisterAct::Join { person, .. }
            | RegisterAct::Leave { person, .. }
            | RegisterAct::Announce { person, .. }
            | RegisterAct::DeclareRelative { person, .. }
            | RegisterAct::RetractRelative { person, .. }
            | RegisterAct::Sanction { person, .. } => Some(person),
            RegisterAct::Hear { entry, .. } => Some(&self.state.announced.get(entry)?.person),
            RegisterAct::AskReview { entry, .. } | RegisterAct::Review { entry, .. } => {
                Some(&self.state.sanctions.get(entry)?.person)
            }
            RegisterAct::Elect { .. }
            | RegisterAct::Train { .. }
            | RegisterAct::Count { .. }
            | RegisterAct::Award { .. }
            | RegisterAct::Migrate { .. }
            | RegisterAct::Correct { .. } => None,
        }
    }

    /// The rung that the act is about.
    fn step(&self) -> Option<(&'a SeatKey, Option<Step<'a>>)> {
        let (seat, sanction) = match self.act {
            RegisterAct::Announce { with, .. } => (with.seat(), with.sanction()),
            RegisterAct::Sanction { with, .. } => (with.seat(), with.sanction()),
            RegisterAct::Hear { entry, .. } => {
                let announced = self.state.announced.get(entry)?;
                (&announced.seat, announced.sanction)
            }
            RegisterAct::AskReview { entry, .. } | RegisterAct::Review { entry, .. } => {
                let imposed = self.state.sanctions.get(entry)?;
                (&imposed.seat, imposed.sanction)
            }
            _ => return None,
        };
        Some((seat, rung(self.charter, seat, sanction)))
    }

    /// The seat that the act is about, if the charter has it.
    pub(super) fn seat(&self) -> Option<&'a Seat> {
        let key = match self.act {
            RegisterAct::Elect { seat, .. }
            | RegisterAct::Appoint { seat, .. }
            | RegisterAct::Vacate { seat, .. }
            | RegisterAct::Recall { seat, .. } => seat,
            _ => self.step()?.0,
        };
        self.charter.seat(key).ok()
    }

    /// Those in a role in what the act is about; nothing, where that is not there, which is a
    /// breach of its own.
    pub(super) fn those_in(&self, role: RegisterRole) -> Option<Vec<Holder>> {
        match role {
            RegisterRole::Person => None,
            RegisterRole::Filler => Some(vec![filler(self.charter, self.seat()?)]),
            RegisterRole::Body => Some(self.bodies()?),
            RegisterRole::Convener => {
                let convener = |of: &Holder| match of {
                    Holder::Party(key) => self.charter.party(key).ok()?.convener().given().cloned(),
                    Holder::Sector(key) => {
                        self.charter.sector(key).ok()?.convener().given().cloned()
                    }
                    _ => None,
                };
                Some(self.bodies()?.iter().filter_map(convener).collect())
            }
            RegisterRole::Sanctioner => {
                let (seat, step) = self.step()?;
                let seat = self.charter.seat(seat).ok();
                let named = step.and_then(|step| step.rung.by().cloned());
                match (seat, step) {
                    (Some(seat), Some(_)) => {
                        Some(vec![named.unwrap_or_else(|| filler(self.charter, seat))])
                    }
                    // The seat or the rung went with an earlier version of the charter.
                    (seat, None) if self.kind.target() == Some(RegisterTargetKind::Entry) => {
                        Some(seat.map(|seat| filler(self.charter, seat)).into_iter().collect())
                    }
                    _ => None,
                }
            }
            RegisterRole::Hearer => {
                let (_, step) = self.step()?;
                let heard = step.and_then(|step| step.rung.heard().given()?.by().cloned());
                match heard {
                    Some(by) => Some(vec![by]),
                    None => self.those_in(RegisterRole::Sanctioner),
                }
            }
        }
    }

    /// The parties, groups and sectors that are joined or left; of a seat, its body.
    fn bodies(&self) -> Option<Vec<Holder>> {
        match self.act {
            RegisterAct::Join { with, .. } => Some(vec![with.of().holder()]),
            RegisterAct::Leave { with, person } => match with.of() {
                Some(of) => Some(vec![of.holder()]),
                None => {
                    let of = self.state.affiliations().filter(|one| one.person == *person);
                    let mut bodies: Vec<Holder> = of.map(|one| one.of.holder()).collect();
                    let seats = self.state.holdings().filter(|one| one.person == *person);
                    let seats = seats.filter_map(|one| self.charter.seat(&one.seat).ok());
                    bodies.extend(seats.map(|seat| Holder::Party(seat.body().clone())));
                    bodies.sort();
                    bodies.dedup();
                    Some(bodies)
                }
            },
            _ => Some(vec![Holder::Party(self.seat()?.body().clone())]),
        }
    }

    /// Whether a person belongs to a party on a day, as a member or by a seat; of a group also by
    /// one that is part of it. Nothing, where nobody was ever known to belong to it: that all have
    /// left does not let others act for it.
    pub(super) fn belongs(&self, of: &Belonging, person: &PersonKey) -> Option<bool> {
        if !was_known(self.charter, self.state, of, self.day) {
            return None;
        }
        let mut members = members(self.charter, self.state, of, self.day);
        Some(members.any(|member| member == person) || self.sits_in(of, person))
    }

    /// Whether a person holds a seat of a party.
    pub(super) fn sits_in(&self, of: &Belonging, person: &PersonKey) -> bool {
        let Belonging::Party(party) = of else { return false };
        self.state.holdings().any(|one| {
            one.person == *person
                && one.is_in_force(self.day)
                && self.charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party)
        })
    }

    pub(super) fn by_arg(&self) -> Arg {
        self.holder_arg("by", self.by)
    }

    pub(super) fn holder_arg(&self, name: &'static str, holder: &Holder) -> Arg {
        let in_lang = |lang| self.charter.holder_name(holder, lang);
        Arg::bilingual(name, in_lang(Lang::En), in_lang(Lang::Zh))
    }

    pub(super) fn holders_arg(&self, name: &'static str, holders: &[Holder]) -> Arg {
        let list = |lang: Lang| {
            let names: Vec<String> =
                holders.iter().map(|holder| self.charter.holder_name(holder, lang)).collect();
            if names.is_empty() {
                lang.pick("nobody", "无").to_owned()
            } else {
                names.join(lang.pick(", ", "、"))
            }
        };
        Arg::bilingual(name, list(Lang::En), list(Lang::Zh))
    }

    pub(super) fn seat_arg(&self, name: &'static str, seat: &SeatKey) -> Arg {
        self.holder_arg(name, &Holder::Seat(seat.clone()))
    }

    pub(super) fn unknown(
        kind: (&'static str, &'static str),
        found: &impl std::fmt::Display,
    ) -> RegisterRefusal {
        let args = vec![Arg::bilingual("kind", kind.0, kind.1), Arg::plain("found", found)];
        RegisterRefusal::new(RegisterCode::UnknownTarget, args)
    }

    pub(super) fn already(
        kind: (&'static str, &'static str),
        found: &impl std::fmt::Display,
    ) -> RegisterRefusal {
        let args = vec![Arg::bilingual("kind", kind.0, kind.1), Arg::plain("found", found)];
        RegisterRefusal::new(RegisterCode::AlreadyThere, args)
    }

    pub(super) fn not_in_charter(
        list: &'static str,
        found: &impl std::fmt::Display,
        missing: Option<&Problem>,
    ) -> RegisterRefusal {
        let args = unlisted_args(list, found, missing);
        RegisterRefusal::new(RegisterCode::NotInCharter, args)
    }
}

/// Whether anybody was known by a day to belong to a party, group or sector, or to sit in it.
pub(super) fn was_known(
    charter: &Charter,
    state: &RegisterState,
    of: &Belonging,
    by: Date,
) -> bool {
    let sits_in = |one: &Holding| match of {
        Belonging::Party(party) => charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party),
        Belonging::Group(_) | Belonging::Sector(_) => false,
    };
    affiliated(charter, state, of).any(|one| one.has_begun(by))
        || state.holdings().any(|one| one.has_begun(by) && sits_in(one))
}

/// Who ever belonged to a party or a sector without holding a seat; to a group, or one that is
/// part of it.
fn affiliated<'r>(
    charter: &'r Charter,
    state: &'r RegisterState,
    of: &Belonging,
) -> impl Iterator<Item = &'r Affiliation> + use<'r> {
    let wide = of.holder();
    let own = of.clone();
    let parts = state.affiliations.iter().filter(move |(part, _)| {
        **part == own
            || matches!(part, Belonging::Group(_)) && charter.includes(&wide, &part.holder())
    });
    parts.flat_map(|(_, persons)| persons.values()).flatten()
}

/// Those who belong to a party or a sector on a day without holding a seat; to a group, or one
/// that is part of it.
pub(super) fn members<'r>(
    charter: &'r Charter,
    state: &'r RegisterState,
    of: &Belonging,
    on: Date,
) -> impl Iterator<Item = &'r PersonKey> + use<'r> {
    affiliated(charter, state, of).filter(move |one| one.is_in_force(on)).map(|one| &one.person)
}
