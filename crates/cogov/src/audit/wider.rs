//! Which scopes lie in which, looked up.

use crate::charter::{Names, Scope};

/// A scope and all in which it lies, as a rule the narrower first: parents often stand before
/// their children.
pub(super) fn wider(names: &Names, scope: Scope) -> impl Iterator<Item = Scope> + '_ {
    let places = names.place_tree.above(scope.place as usize);
    let matters = names.matter_tree.above(scope.matter as usize).iter().rev();
    matters.flat_map(move |&matter| places.iter().rev().map(move |&place| Scope { matter, place }))
}
