//! Marks among seats, channels, procedures and steps.

use std::collections::BTreeMap;

use crate::charter::contradictions::report;
use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::charter::scope::cross;
use crate::intake::{Intake, Medium};
use crate::json::Reader;
use crate::position::Holder;
use crate::problem::Path;
use crate::procedure::{Procedure, StepPurpose};
use crate::values::key::PartyKey;
use crate::values::stated::Listed;

/// A mark names the body, and whom the seat represents; either may be any. A seat of that body
/// that represents just them contradicts it.
pub(super) fn seats(document: &Document, reader: &mut Reader) {
    let mut given: BTreeMap<(Option<&PartyKey>, Option<&Holder>), usize> = BTreeMap::new();
    for (index, seat) in document.seats.iter().enumerate() {
        let Some(seat) = seat.given() else { continue };
        for body in [Some(&seat.body), None] {
            given.entry((body, None)).or_insert(index);
            if let Some(represents) = &seat.represents {
                given.entry((body, Some(represents))).or_insert(index);
            }
        }
    }
    for (index, mark) in document.seats.iter().enumerate() {
        let Some(mark) = mark.absent() else { continue };
        if let Some(seat) = given.get(&(mark.body.as_ref(), mark.represents.as_ref())) {
            let seat = Path::entry("seats", *seat);
            reader.at_entry("seats", index, |reader| report(&seat, reader));
        }
    }
}

/// A mark names the medium, or means any. The reader stands at the intake.
pub(super) fn channels(intake: &Intake, reader: &mut Reader) {
    let mut given: BTreeMap<Option<Medium>, usize> = BTreeMap::new();
    for (index, channel) in intake.channels.iter().enumerate() {
        if let Listed::Given(channel) = channel {
            given.entry(Some(channel.medium)).or_insert(index);
            given.entry(None).or_insert(index);
        }
    }
    for (index, mark) in intake.channels.iter().enumerate() {
        let Some(mark) = mark.absent() else { continue };
        if let Some(channel) = given.get(&mark.medium) {
            let channel = Path::default().field("intake").field("channels").index(*channel);
            reader.at_entry("channels", index, |reader| report(&channel, reader));
        }
    }
}

/// A mark says of some matters, or of all, that no procedure takes them: procedures that take all
/// of them contradict it.
pub(super) fn procedures(document: &Document, names: &Names, reader: &mut Reader) {
    let is_mark = |listed: &&Listed<_, _>| listed.absent().is_some();
    if !document.procedures.iter().any(|listed| is_mark(&listed)) {
        return;
    }
    let mut taken: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, listed) in document.procedures.iter().enumerate() {
        let Some(procedure) = listed.given() else { continue };
        let matters = procedure.matters.given().map_or(&[][..], Vec::as_slice);
        for scope in cross(document, names, matters, &[]) {
            taken.entry(scope.matter).or_insert(index);
        }
    }
    for (index, listed) in document.procedures.iter().enumerate() {
        let Some(mark) = listed.absent() else { continue };
        let mut first = None;
        let is_taken = cross(document, names, &mark.matters, &[]).iter().all(|scope| {
            let above = names.matter_tree.above(scope.matter as usize).iter();
            let procedure = above.filter_map(|matter| taken.get(matter)).min();
            first = first.or(procedure);
            procedure.is_some()
        });
        if let (true, Some(procedure)) = (is_taken, first) {
            let procedure = Path::entry("procedures", *procedure);
            reader.at_entry("procedures", index, |reader| report(&procedure, reader));
        }
    }
}

/// A mark names a purpose: a step that serves it for every topic contradicts it. One with a guard
/// is there for some topics, and the mark says something of the rest. The reader stands at the
/// procedure, whose steps stand at a path.
pub(super) fn steps(
    (document, names): (&Document, &Names),
    procedure: &Procedure,
    path: &Path,
    reader: &mut Reader,
) {
    let mut given: BTreeMap<StepPurpose, usize> = BTreeMap::new();
    for (index, listed) in procedure.steps.iter().enumerate() {
        let step = listed.given().filter(|step| step.when.is_none());
        if let Some(purpose) = step.and_then(|step| names.purpose(document, step)) {
            given.entry(purpose).or_insert(index);
        }
    }
    for (index, mark) in procedure.steps.iter().enumerate() {
        let Some(mark) = mark.absent() else { continue };
        if let Some(step) = given.get(&mark.step) {
            let step = path.clone().index(*step);
            reader.at_entry("steps", index, |reader| report(&step, reader));
        }
    }
}
