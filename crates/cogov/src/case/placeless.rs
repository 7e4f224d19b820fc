//! What nobody has where a case has no place, and somebody has at a place.

use std::collections::BTreeSet;

use crate::act::Requirement;
use crate::case::naming::holders_arg;
use crate::case::refusal::Cited;
use crate::charter::{Charter, Setting};
use crate::position::{Holder, Position, PositionKind};
use crate::problem::Arg;
use crate::values::key::PlaceKey;
use crate::values::lang::Lang;

/// The places at which somebody has what is lacking where no place is said.
fn places_of(setting: Setting<'_>, lacks: Requirement) -> BTreeSet<&PlaceKey> {
    /// A help names a few holders, and need not look everywhere for them.
    const LOOKED_AT: usize = 100;
    let gives = |position: &Position| match lacks {
        Requirement::Power(function) => {
            position.kinds().contains(PositionKind::Power)
                && position.functions().contains(&function)
        }
        Requirement::Claim(claim) => position.claims().contains(&claim),
        _ => false,
    };
    let positions = setting.charter().positions().iter().filter_map(|listed| listed.given());
    let giving =
        positions.filter(|position| gives(position) && position.in_force_on(setting.day()));
    giving.flat_map(|position| position.places()).take(LOOKED_AT).collect()
}

/// Those who have at some place what nobody has where no place is said, and by which positions.
pub(crate) fn at_some_place<'c>(
    setting: Setting<'c>,
    lacks: Requirement,
    who: impl Fn(Setting<'c>) -> (Vec<Holder>, Vec<Cited>),
) -> (Vec<Holder>, Vec<Cited>) {
    let (mut having, mut by) = (Vec::new(), Vec::new());
    for place in places_of(setting, lacks) {
        let Ok(there) = setting.at(place) else { continue };
        let (holders, positions) = who(there);
        holders.into_iter().for_each(|holder| add(&mut having, holder));
        positions.into_iter().for_each(|position| add(&mut by, position));
    }
    (having, by)
}

/// Adds to a list what does not stand in it.
fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// That nobody has it without a place, and where the place is said.
pub(crate) fn needs_a_place(charter: &Charter, having: &[Holder], is_fixed: bool) -> Arg {
    let holders = holders_arg(charter, "holders", having);
    let say = match is_fixed {
        false => (
            "name one in `place`, of the appeal or when it is accepted",
            "请在诉求或受理的 place 中写明",
        ),
        true => (
            "it was accepted so, and has to be submitted in a new case, with a `place`",
            "受理时未写明，须另立一案，并在诉求的 place 中写明",
        ),
    };
    Arg::help(
        format!(
            "no place is said, and without one nobody may: {}; those who may at some place: {}",
            say.0,
            holders.value(Lang::En)
        ),
        format!(
            "未写明地点，而无地点则无人可办：{}；有地点时可办者：{}",
            say.1,
            holders.value(Lang::Zh)
        ),
    )
}
