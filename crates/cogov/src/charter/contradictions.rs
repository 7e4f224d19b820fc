//! Marks of absence that the charter itself contradicts: what they say is absent is given.

use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::charter::scope::{Scope, cross};
use crate::charter::scopes::Scopes;
use crate::json::Reader;
use crate::position::{AbsentPosition, Position, Right};
use crate::problem::{Arg, Path, ProblemCode};

/// Reports each mark of which a right is given after all: to the same holder (to anybody, if the
/// mark names none), on all the mark speaks of, for good. A mark that is contradicted only in
/// part, or for some days, says something of the rest.
pub(crate) fn check(document: &Document, names: &Names, scopes: &Scopes, reader: &mut Reader) {
    for (index, listed) in document.positions.iter().enumerate() {
        let Some(mark) = listed.absent() else {
            continue;
        };
        let Some(given) = contradicting(document, names, scopes, mark) else {
            continue;
        };
        reader.at_entry("positions", index, |reader| {
            let position = Path::entry("positions", given as usize);
            reader.report(ProblemCode::ContradictedAbsence, vec![Arg::plain("position", position)]);
        });
    }
}

/// The first position, in the order of the mark's scopes, that gives what the mark denies.
fn contradicting(
    document: &Document,
    names: &Names,
    scopes: &Scopes,
    mark: &AbsentPosition,
) -> Option<u32> {
    let spoken_of = cross(document, names, &mark.matters, &mark.places);
    let mut rights = Right::all(&mark.kinds, &mark.functions, &mark.claims);
    rights.find_map(|right| {
        let mut first = None;
        for scope in &spoken_of {
            let given = given_on_all(document, names, scopes, mark, right, *scope)?;
            first = first.or(Some(given));
        }
        first
    })
}

/// A position of whom the mark speaks that gives a right on all of a scope, on every day.
fn given_on_all(
    document: &Document,
    names: &Names,
    scopes: &Scopes,
    mark: &AbsentPosition,
    right: Right,
    scope: Scope,
) -> Option<u32> {
    let position = |index: u32| document.positions.get(index as usize)?.given();
    let is_for_good = |position: &Position| {
        let valid = position.valid.as_ref();
        valid.is_none_or(|valid| valid.from().is_none() && valid.until().is_none())
    };
    match &mark.holder {
        Some(holder) => scopes.held_by(document, holder).iter().copied().find(|&index| {
            let covers = |own: &Scope| names.covers(*own, scope);
            position(index).is_some_and(|position| {
                is_for_good(position) && position.rights().any(|own| own == right)
            }) && scopes.of_position(index as usize).iter().any(covers)
        }),
        None => scopes
            .above(names, right, scope)
            .into_iter()
            .flat_map(|(_, positions)| positions.iter().copied())
            .filter(|&index| position(index).is_some_and(is_for_good))
            .min(),
    }
}
