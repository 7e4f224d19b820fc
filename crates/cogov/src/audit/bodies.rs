//! Checks of bodies, seats and groups: who is organised, represented, bound and prepared.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::code::{Basis, FindingCode};
use crate::audit::conduct::{self, neither};
use crate::audit::finding::Cause;
use crate::audit::subject::Subject;
use crate::audit::survey::{InForce, Survey, texts};
use crate::charter::Charter;
use crate::conduct::IncentivePolicy;
use crate::party::{Filling, Party, Seat};
use crate::position::{Holder, Position, PositionKind};
use crate::problem::Path;
use crate::values::key::PartyKey;
use crate::values::stated::Stated;
use crate::values::text::Text;

pub(super) fn check(survey: &mut Survey<'_>) {
    let bodies = Bodies::new(survey);
    idle_parties(survey, &bodies);
    unorganised_bodies(survey, &bodies);
    imposed_seats(survey);
    no_schedule(survey, &bodies);
    conduct::no_conduct(survey);
    let (training, incentives) = (survey.charter.training(), survey.charter.incentives());
    whole(survey, FindingCode::NoTraining, "training", lack(training, |_| false));
    let idle = |policy: &IncentivePolicy| policy.points.is_empty() && policy.honours.is_empty();
    whole(survey, FindingCode::NoIncentive, "incentives", lack(incentives, idle));
    unrepresented(survey);
}

/// Which bodies have seats, and which parties have something to do.
struct Bodies<'c> {
    with_seats: BTreeSet<&'c PartyKey>,
    engaged: BTreeSet<&'c PartyKey>,
}

impl<'c> Bodies<'c> {
    fn new(survey: &Survey<'c>) -> Self {
        let with_seats: BTreeSet<&PartyKey> = survey.seats().map(|(_, seat)| &seat.body).collect();
        let mut engaged = BTreeSet::new();
        let mut seats_engaged = BTreeSet::new();
        // Of each holder one such position is enough.
        let holders = survey.holders();
        let mut known: Vec<bool> = vec![false; holders.len()];
        for held in survey.positions() {
            let number = holders.of_position(held.index);
            let Some(is_known) = number.and_then(|number| known.get_mut(number as usize)) else {
                continue;
            };
            if *is_known || !gives(held.position) {
                continue;
            }
            *is_known = true;
            for holder in each(&held.position.holder) {
                match holder {
                    Holder::Party(key) => {
                        engaged.insert(key);
                    }
                    Holder::Seat(key) => {
                        seats_engaged.insert(key);
                    }
                    _ => {}
                }
            }
        }
        for (_, seat) in survey.seats() {
            if seats_engaged.contains(&seat.key) {
                engaged.insert(&seat.body);
            }
        }
        Self { with_seats, engaged }
    }

    /// On what it rests that a body with members has neither seats nor convener nor rhythm, if so.
    fn unorganised(&self, party: &Party) -> Option<Basis> {
        let has_members = party.members.is_given() && !self.with_seats.contains(&party.key);
        has_members.then(|| neither(&party.convener, &party.meets)).flatten()
    }
}

/// Whether a position gives its holder anything to do, or a claim: a bar does not.
fn gives(position: &Position) -> bool {
    position.kinds.as_slice().iter().any(|kind| *kind != PositionKind::Bar)
}

/// A holder by itself, or each of those who act jointly.
fn each(holder: &Holder) -> &[Holder] {
    match holder {
        Holder::Jointly(holders) => holders.as_slice(),
        one => std::slice::from_ref(one),
    }
}

/// Where an absence is stated or left open, if either. What is given without what matters in it
/// leaves that out, and states nothing.
fn lack<T>(
    stated: &Stated<T>,
    is_empty: impl FnOnce(&T) -> bool,
) -> Option<(Basis, Option<&Text>)> {
    match stated {
        Stated::Given(given) => is_empty(given).then_some((Basis::Silent, None)),
        Stated::Unstated => Some((Basis::Silent, None)),
        Stated::Absent(absence) => Some((Basis::Stated, absence.source())),
    }
}

/// A part of the whole charter that is not there.
fn whole(
    survey: &mut Survey<'_>,
    code: FindingCode,
    field: &'static str,
    found: Option<(Basis, Option<&Text>)>,
) {
    if let Some((basis, source)) = found {
        let cause = Cause::new(Path::default().field(field), source);
        survey.add(code, basis, Vec::new(), vec![cause], Vec::new());
    }
}

/// Parties without any position but bars, of themselves, by a seat, or as members of a body that has one.
fn idle_parties(survey: &mut Survey<'_>, bodies: &Bodies<'_>) {
    type Listed<'c> = Vec<(usize, &'c Party)>;
    let parties = survey.charter.parties().iter().enumerate();
    let (engaged, mut idle): (Listed<'_>, Listed<'_>) =
        parties.partition(|(_, party)| bodies.engaged.contains(&party.key));
    let members = engaged.iter().filter_map(|(_, party)| party.members.given()).flatten();
    let members: BTreeSet<&PartyKey> = members.collect();
    idle.retain(|(_, party)| !members.contains(&party.key));
    add_parties(survey, FindingCode::IdleParty, Basis::Silent, &idle, &[]);
}

fn add_parties(
    survey: &mut Survey<'_>,
    code: FindingCode,
    basis: Basis,
    parties: &[(usize, &Party)],
    fields: &[&'static str],
) {
    if parties.is_empty() {
        return;
    }
    let subjects = parties.iter().map(|(_, party)| Subject::Party(party.key.clone())).collect();
    let causes = parties
        .iter()
        .flat_map(|(index, party)| {
            let path = Path::entry("parties", *index);
            let absences =
                [("convener", absence(&party.convener)), ("meets", absence(&party.meets))];
            organisation(path, &absences, fields, party.source())
        })
        .collect();
    let args = vec![texts("parties", parties.iter().map(|(_, party)| &party.name))];
    survey.add(code, basis, subjects, causes, args);
}

/// The source of a statement of absence.
const fn absence<T>(stated: &Stated<T>) -> Option<&Text> {
    match stated {
        Stated::Absent(absence) => absence.source(),
        Stated::Unstated | Stated::Given(_) => None,
    }
}

/// A cause for each of some fields of a body or a sector; the body itself, if there is no field.
fn organisation(
    path: Path,
    absences: &[(&'static str, Option<&Text>)],
    fields: &[&'static str],
    around: Option<&Text>,
) -> Vec<Cause> {
    if fields.is_empty() {
        return vec![Cause::new(path, around)];
    }
    let named = absences.iter().filter(|(field, _)| fields.contains(field));
    named.map(|(field, source)| Cause::new(path.clone().field(field), source.or(around))).collect()
}

/// Bodies and sectors that have members, and no seats, convener or rhythm.
fn unorganised_bodies(survey: &mut Survey<'_>, bodies: &Bodies<'_>) {
    // That one of them is absent would not do: the finding rests on both.
    const BOTH: &[&str] = &["convener", "meets"];
    let parties: Vec<(usize, &Party)> = survey.charter.parties().iter().enumerate().collect();
    for (basis, fields) in [(Basis::Stated, BOTH), (Basis::Silent, &[][..])] {
        let found: Vec<(usize, &Party)> = parties
            .iter()
            .copied()
            .filter(|(_, party)| bodies.unorganised(party) == Some(basis))
            .collect();
        add_parties(survey, FindingCode::UnorganisedBody, basis, &found, fields);
    }

    for basis in [Basis::Stated, Basis::Silent] {
        let sectors: Vec<_> = survey
            .charter
            .sectors()
            .iter()
            .enumerate()
            .filter(|(_, sector)| neither(&sector.convener, &sector.meets) == Some(basis))
            .collect();
        if sectors.is_empty() {
            continue;
        }
        let subjects =
            sectors.iter().map(|(_, sector)| Subject::Sector(sector.key.clone())).collect();
        let causes = sectors
            .iter()
            .flat_map(|(index, sector)| {
                let path = Path::entry("sectors", *index);
                let absences =
                    [("convener", absence(&sector.convener)), ("meets", absence(&sector.meets))];
                organisation(path, &absences, BOTH, sector.source())
            })
            .collect();
        let args = vec![texts("parties", sectors.iter().map(|(_, sector)| &sector.name))];
        survey.add(FindingCode::UnorganisedBody, basis, subjects, causes, args);
    }
}

/// Seats that speak for somebody, and are filled by appointment from above.
fn imposed_seats(survey: &mut Survey<'_>) {
    let imposed: Vec<(usize, &Seat, Basis)> = survey
        .seats()
        .filter_map(|(index, seat)| Some((index, seat, imposition(survey, seat)?)))
        .collect();
    for (index, seat, basis) in imposed {
        let Some(represented) = &seat.represents else {
            continue;
        };
        let subjects = vec![Subject::Seat(seat.key.clone()), Subject::Holder(represented.clone())];
        let source = seat.source();
        let causes = vec![Cause::new(Path::entry("seats", index).field("filled_by"), source)];
        let args = vec![
            texts("seats", [&seat.name].into_iter()),
            survey.holder_arg("represented", &[represented]),
        ];
        survey.add(FindingCode::ImposedSeat, basis, subjects, causes, args);
    }
}

/// Whether a seat that speaks for somebody is filled from above. That is stated where whoever
/// appoints is what the body is part of, at whatever remove, or sits at a place above; it is left
/// open where nothing says who appoints, or who sits where.
fn imposition(survey: &Survey<'_>, seat: &Seat) -> Option<Basis> {
    if seat.represents.is_none() || seat.filled_by.given() != Some(&Filling::Appointed) {
        return None;
    }
    let by = match &seat.by {
        None => return Some(Basis::Silent),
        Some(Holder::Party(party)) => party,
        Some(Holder::Seat(key)) => &survey.charter.seat(key).ok()?.body,
        Some(_) => return None,
    };
    if wholes(survey.charter, &seat.body).any(|whole| whole == by) {
        return Some(Basis::Stated);
    }
    if *by == seat.body || wholes(survey.charter, by).any(|whole| *whole == seat.body) {
        return None;
    }
    let place = |key: &PartyKey| {
        let place = survey.charter.party(key).ok()?.place.as_ref()?;
        survey.names().place_entry(survey.charter.document(), place.as_str())
    };
    match (place(by), place(&seat.body)) {
        (Some(above), Some(here)) => (above != here
            && survey.names().place_tree.covers(above, here))
        .then_some(Basis::Stated),
        _ => Some(Basis::Silent),
    }
}

/// The parties that one is part of, from the nearest on: a charter that loads has no circle of them.
fn wholes<'c>(charter: &'c Charter, party: &PartyKey) -> impl Iterator<Item = &'c PartyKey> {
    let whole_of = |key: &PartyKey| charter.party(key).ok()?.part_of.as_ref();
    std::iter::successors(whole_of(party), move |key| whole_of(key))
}

/// Bodies that do not meet regularly.
fn no_schedule(survey: &mut Survey<'_>, bodies: &Bodies<'_>) {
    let parties: Vec<(usize, &Party)> = survey.charter.parties().iter().enumerate().collect();
    let stated: Vec<(usize, &Party)> = parties
        .iter()
        .copied()
        .filter(|(_, party)| {
            party.meets.is_absent() && bodies.unorganised(party) != Some(Basis::Stated)
        })
        .collect();
    let silent: Vec<(usize, &Party)> = parties
        .into_iter()
        .filter(|(_, party)| {
            party.meets.is_unstated()
                && (party.members.is_given() || bodies.with_seats.contains(&party.key))
        })
        .collect();
    add_parties(survey, FindingCode::NoSchedule, Basis::Stated, &stated, &["meets"]);
    add_parties(survey, FindingCode::NoSchedule, Basis::Silent, &silent, &[]);
}

/// Groups with neither a seat nor a claim: what they may or must do entitles them to nothing. A
/// group has the claims of those that it is part of, and not their seats: these speak for the whole
/// of them, not for each part. That it is said to have no seat stands, unless it has something of its
/// own; that it has none in one body leaves open whether it has one in another.
fn unrepresented(survey: &mut Survey<'_>) {
    let mut heard: BTreeSet<&str> = BTreeSet::new();
    // Groups that have a claim, and all that are part of them.
    let mut whole: BTreeSet<&str> = BTreeSet::new();
    let mut heard_within: BTreeSet<&str> = BTreeSet::new();
    let names = survey.names();
    let claims = |held: &InForce<'_>| held.position.kinds.contains(PositionKind::Claim);
    for held in survey.positions().filter(claims) {
        if let Holder::Group(key) = &held.position.holder
            && whole.insert(key.as_str())
        {
            heard_within.extend(names.groups_within(survey.charter.document(), key));
        }
        for holder in each(&held.position.holder) {
            if let Holder::Group(key) | Holder::Share { of: key, .. } = holder {
                heard.insert(key.as_str());
            }
        }
    }
    for (_, seat) in survey.seats() {
        if let Some(Holder::Group(key)) = &seat.represents {
            heard.insert(key.as_str());
        }
    }
    let mut missing: BTreeMap<&str, (usize, Option<&Text>)> = BTreeMap::new();
    for (index, listed) in survey.charter.seats().iter().enumerate() {
        if let Some(absent) = listed.absent()
            && absent.body.is_none()
            && let Some(Holder::Group(key)) = &absent.represents
        {
            missing.entry(key.as_str()).or_insert((index, absent.source()));
        }
    }
    for basis in [Basis::Stated, Basis::Silent] {
        let groups: Vec<_> = survey
            .charter
            .groups()
            .iter()
            .enumerate()
            .filter(|(_, group)| {
                let key = group.key.as_str();
                let stated = missing.contains_key(key);
                let is_heard = heard.contains(key) || (!stated && heard_within.contains(key));
                !is_heard && stated == (basis == Basis::Stated)
            })
            .collect();
        if groups.is_empty() {
            continue;
        }
        let subjects = groups.iter().map(|(_, group)| Subject::Group(group.key.clone())).collect();
        let causes = groups
            .iter()
            .map(|(index, group)| match missing.get(group.key.as_str()) {
                Some((seat, source)) => Cause::new(Path::entry("seats", *seat), *source),
                None => Cause::new(Path::entry("groups", *index), group.source()),
            })
            .collect();
        let args = vec![texts("groups", groups.iter().map(|(_, group)| &group.name))];
        survey.add(FindingCode::Unrepresented, basis, subjects, causes, args);
    }
}
