//! Who signs: the person behind a holder, and how many have to sign together.

use std::collections::BTreeSet;

use crate::act::Participant;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::state::State;
use crate::charter::Charter;
use crate::party::LeastShare;
use crate::position::Holder;
use crate::problem::Arg;
use crate::values::bounds::LIST;
use crate::values::key::{GroupKey, PersonKey};

/// The signatures with which somebody can act: of all who act only together, and of so many of a
/// group as a share needs. Of those who are known, whoever did nothing in the case signs first.
pub(crate) fn signatures(charter: &Charter, state: &State, by: &Holder) -> Vec<Participant> {
    match by {
        Holder::Jointly(several) => several.iter().cloned().map(Participant::Holder).collect(),
        Holder::Share { at_least, of } => {
            let needed = needed(charter, state, *at_least, of);
            if needed > LIST.largest() {
                return Vec::new();
            }
            let needed = usize::try_from(needed).unwrap_or(usize::MAX);
            let acted = |person: &PersonKey| {
                state.interests.contains(&Participant::Person(person.clone()))
                    || state.performed_by_person.iter().any(|(_, known)| known == person)
            };
            let mut known: Vec<PersonKey> = match state.roster.persons_of(of) {
                [] => (1..)
                    .map_while(|n| PersonKey::new(&format!("somebody-{n}")).ok())
                    .take(needed)
                    .collect(),
                persons => persons.to_vec(),
            };
            known.sort_by_key(|person| acted(person));
            known.into_iter().take(needed).map(Participant::Person).collect()
        }
        _ => Vec::new(),
    }
}

/// How many of a group have to sign.
fn needed(charter: &Charter, state: &State, at_least: LeastShare, of: &GroupKey) -> u64 {
    let share = at_least.get();
    let listed = charter.group(of).ok().and_then(|group| group.size().given().copied());
    let size = state.roster.size_of(of).or(listed);
    // Where nobody knows how many they are, one signature has to do: that the charter does not say
    // it is for the audit to find.
    size.map_or(1, |size| {
        let whole = u128::from(size).saturating_mul(u128::from(share.numerator()));
        let needed = whole.div_ceil(u128::from(share.denominator()).max(1));
        u64::try_from(needed).unwrap_or(u64::MAX).max(1)
    })
}

/// Whether the person may act for the holder, and whether enough have signed.
pub(super) fn check_hand(context: &Context<'_>) -> Vec<Refusal> {
    let mut out = Vec::new();
    let (state, roster) = (context.state, &context.state.roster);
    let is_known = match (context.by, context.hand) {
        (Holder::Seat(seat), Some(hand)) => roster.is_seated(seat, hand, context.day),
        // A seat acts by whoever holds it.
        (Holder::Seat(_), None) => false,
        (party @ Holder::Party(_), Some(hand)) => context.is_known_as(party, hand).unwrap_or(true),
        (Holder::Group(group), Some(hand)) => roster.is_of_group(group, hand).unwrap_or(true),
        _ => true,
    };
    if !is_known {
        out.push(Refusal::new(RefusalCode::NotSeated, vec![context.by_arg()]));
    }
    let too_few = |signed: u64, needed: u64| {
        let args = vec![Arg::plain("signed", signed), Arg::plain("needed", needed)];
        (signed < needed).then(|| Refusal::new(RefusalCode::TooFewSigned, args))
    };
    match context.by {
        Holder::Jointly(several) => {
            let signed = several
                .iter()
                .filter(|one| context.signed.contains(&Participant::Holder((*one).clone())))
                .count();
            out.extend(too_few(signed as u64, several.as_slice().len() as u64));
        }
        Holder::Share { at_least, of } => {
            let persons: BTreeSet<&Participant> = context
                .signed
                .iter()
                .filter(|who| match who {
                    Participant::Person(person) => roster.is_of_group(of, person).unwrap_or(true),
                    Participant::Holder(_) | Participant::Bearer(_) => false,
                })
                .collect();
            let needed = needed(context.charter, state, *at_least, of);
            out.extend(too_few(persons.len() as u64, needed));
        }
        _ => {}
    }
    out
}
