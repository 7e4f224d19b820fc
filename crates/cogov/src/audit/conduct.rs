//! Whether anything binds whoever holds a seat: duties to attend, or a ladder.

use std::collections::BTreeMap;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::grouping::dedup;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, texts};
use crate::charter::Charter;
use crate::party::Seat;
use crate::problem::Path;
use crate::values::stated::Stated;
use crate::values::text::Text;

/// Seats whose holders nothing binds, neither duties to attend nor a ladder.
pub(super) fn no_conduct(survey: &mut Survey<'_>) {
    let mut found: BTreeMap<Basis, Vec<(&Seat, Vec<Cause>)>> = BTreeMap::new();
    for (index, seat) in survey.seats() {
        if let Some((basis, causes)) = unbound(survey.charter, index, seat) {
            found.entry(basis).or_default().push((seat, causes));
        }
    }
    for (basis, seats) in found {
        let subjects = seats.iter().map(|(seat, _)| Subject::Seat(seat.key.clone())).collect();
        let args = vec![texts("seats", seats.iter().map(|(seat, _)| &seat.name))];
        let mut causes: Vec<Cause> = seats.into_iter().flat_map(|(_, causes)| causes).collect();
        dedup(&mut causes);
        survey.add(FindingCode::NoConduct, basis, subjects, causes, args);
    }
}

/// On what it rests that nothing binds the holder of a seat, if nothing does, and where that is
/// said: of the seat, or of both parts of the policy that it names.
fn unbound(charter: &Charter, index: usize, seat: &Seat) -> Option<(Basis, Vec<Cause>)> {
    let of_seat = |source: Option<&Text>| {
        let path = Path::entry("seats", index).field("conduct");
        vec![Cause::new(path, source.or_else(|| seat.source()))]
    };
    let key = match &seat.conduct {
        Stated::Unstated => return Some((Basis::Silent, of_seat(None))),
        Stated::Absent(absence) => return Some((Basis::Stated, of_seat(absence.source()))),
        Stated::Given(key) => key,
    };
    let policies = &charter.document().conduct;
    let at = charter.names().conduct.find(policies, key.as_str())?;
    let policy = policies.get(at)?;
    match (&policy.attendance, &policy.ladder) {
        (Stated::Absent(attendance), Stated::Absent(ladder)) => {
            let path = |field| Path::entry("conduct", at).field(field);
            let around = policy.source();
            let causes = vec![
                Cause::new(path("attendance"), attendance.source().or(around)),
                Cause::new(path("ladder"), ladder.source().or(around)),
            ];
            Some((Basis::Stated, causes))
        }
        (attendance, ladder) => neither(attendance, ladder).map(|basis| (basis, of_seat(None))),
    }
}

/// On what it rests that two things are not there, if neither is: both are stated to be absent, or
/// one of them at least is left out.
pub(super) const fn neither<A, B>(one: &Stated<A>, other: &Stated<B>) -> Option<Basis> {
    match (one, other) {
        (Stated::Given(_), _) | (_, Stated::Given(_)) => None,
        (Stated::Absent(_), Stated::Absent(_)) => Some(Basis::Stated),
        (Stated::Unstated, _) | (_, Stated::Unstated) => Some(Basis::Silent),
    }
}
