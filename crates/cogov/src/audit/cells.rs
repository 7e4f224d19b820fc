//! Where something can happen: not on the whole, where it has parts.

use crate::audit::survey::Survey;
use crate::charter::{Names, Scope};
use crate::place::Tree;

/// What it takes to ask about a cell, in comparisons.
pub(super) const ASKING: usize = 8;

/// Whether something holds wherever in a scope anything can happen. It has to be closed downwards:
/// what holds at a scope, holds at all that lie in it.
///
/// Only the largest cells are asked: those on a matter, and at a place, of their own. Where it
/// holds on a whole matter, or at a place for all matters, its cells are not asked one by one. A
/// check that compared enough is told that it does not hold.
pub(super) fn everywhere(
    survey: &Survey<'_>,
    scope: Scope,
    mut holds: impl FnMut(Scope) -> bool,
) -> bool {
    let names = survey.names();
    let mut holds = |at| {
        survey.look_at(ASKING);
        !survey.is_enough() && holds(at)
    };
    if holds(scope) {
        return true;
    }
    let matters = largest(&names.matter_tree, &scope.matter);
    let places = largest(&names.place_tree, &scope.place);
    if matters == [scope.matter] && places == [scope.place] {
        return false;
    }
    if matters == [scope.matter] {
        return places.iter().all(|&place| holds(Scope { place, ..scope }));
    }
    let mut open = places.to_vec();
    open.retain(|&place| !holds(Scope { place, ..scope }));
    open.is_empty()
        || matters.iter().all(|&matter| {
            holds(Scope { matter, ..scope })
                || open.iter().all(|&place| holds(Scope { matter, place }))
        })
}

/// Whether a scope is no cell: all matters, or everywhere, where these have parts.
pub(super) fn is_of_parts(names: &Names, scope: Scope) -> bool {
    largest(&names.matter_tree, &scope.matter) != [scope.matter]
        || largest(&names.place_tree, &scope.place) != [scope.place]
}

/// An entry itself, or the largest parts of the whole.
fn largest<'t>(tree: &'t Tree, entry: &'t u32) -> &'t [u32] {
    match tree.children(*entry as usize) {
        parts @ [_, ..] if *entry == 0 => parts,
        _ => std::slice::from_ref(entry),
    }
}
