//! Who may act in a register: powers, roles, hands and signatures.

use std::collections::BTreeSet;

use crate::act::{Belonging, Participant};
use crate::charter::Charter;
use crate::position::{Holder, LeastShare};
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::{Context, members};
use crate::register::requirement::{RegisterRequirement, RegisterRole};
use crate::register::state::RegisterState;
use crate::time::Date;
use crate::values::key::GroupKey;
use crate::values::lang::Lang;

/// Whether whoever acts has what the act requires; what stands against it otherwise.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<RegisterRefusal>) {
    let required = context.kind.requires();
    if !required.iter().any(|requirement| context.meets(*requirement)) {
        // What is asked for first says most.
        out.extend(required.first().map(|first| context.lacking(*first, required)));
    }
    check_hand(context, out);
    check_signatures(context, out);
}

impl Context<'_> {
    fn meets(&self, requirement: RegisterRequirement) -> bool {
        match requirement {
            RegisterRequirement::Nothing => true,
            RegisterRequirement::Power(function) => self.has_power(function),
            RegisterRequirement::Role(RegisterRole::Person) => match self.person() {
                Some(person) => self.hand == Some(person),
                // What the act is about is not there, which is a breach of its own.
                None => true,
            },
            RegisterRequirement::Role(role) => match self.those_in(role) {
                Some(holders) => holders.iter().any(|holder| self.acts_as(holder)),
                None => true,
            },
        }
    }

    /// That whoever acts lacks what is required, and who has it.
    fn lacking(
        &self,
        first: RegisterRequirement,
        required: &[RegisterRequirement],
    ) -> RegisterRefusal {
        let mut holders = Vec::new();
        for requirement in required {
            let some = match requirement {
                RegisterRequirement::Nothing => Vec::new(),
                RegisterRequirement::Power(function) => self.those_with(*function),
                RegisterRequirement::Role(role) => self.those_in(*role).unwrap_or_default(),
            };
            for holder in some {
                if !holders.contains(&holder) {
                    holders.push(holder);
                }
            }
        }
        let said = |lang| first.describe(lang);
        let code = match first {
            RegisterRequirement::Power(_) => RegisterCode::NoPower,
            RegisterRequirement::Nothing | RegisterRequirement::Role(_) => RegisterCode::NotInRole,
        };
        let named = if holders.is_empty() {
            let person = self.person().map(ToString::to_string);
            let person = |nobody: &str| person.clone().unwrap_or_else(|| nobody.to_owned());
            Arg::bilingual("holders", person("nobody"), person("无"))
        } else {
            self.holders_arg("holders", &holders)
        };
        let args =
            vec![self.by_arg(), Arg::bilingual("required", said(Lang::En), said(Lang::Zh)), named];
        RegisterRefusal::new(code, args).needing(holders)
    }
}

/// Whether the person may act for the holder.
fn check_hand(context: &Context<'_>, out: &mut Vec<RegisterRefusal>) {
    let is_known = match (context.by, context.hand) {
        (Holder::Seat(seat), Some(hand)) => {
            context.state.holding(seat, hand, context.day).is_some()
        }
        // A seat acts by whoever holds it.
        (Holder::Seat(_), None) => false,
        (holder, Some(hand)) => {
            Belonging::of(holder).and_then(|of| context.belongs(&of, hand)).unwrap_or(true)
        }
        (_, None) => true,
    };
    if !is_known {
        out.push(RegisterRefusal::new(RegisterCode::NotSeated, vec![context.by_arg()]));
    }
}

/// Whether enough have signed.
fn check_signatures(context: &Context<'_>, out: &mut Vec<RegisterRefusal>) {
    let too_few = |signed: u64, needed: u64| {
        let args = vec![Arg::plain("signed", signed), Arg::plain("needed", needed)];
        (signed < needed).then(|| RegisterRefusal::new(RegisterCode::TooFewSigned, args))
    };
    match context.by {
        Holder::Jointly(several) => {
            let signatures: BTreeSet<&Participant> = context.signed.iter().collect();
            let has_signed =
                |one: &&Holder| signatures.contains(&Participant::Holder((**one).clone()));
            let signed = several.iter().filter(has_signed).count();
            out.extend(too_few(signed as u64, several.as_slice().len() as u64));
        }
        Holder::Share { at_least, of } => {
            let group = Belonging::Group(of.clone());
            let listed: BTreeSet<_> =
                members(context.charter, context.state, &group, context.day).collect();
            let signed: BTreeSet<_> = context
                .signed
                .iter()
                .filter_map(|who| match who {
                    Participant::Person(person) => Some(person),
                    Participant::Holder(_) | Participant::Bearer(_) => None,
                })
                .collect();
            let (mut persons, others): (Vec<_>, Vec<_>) =
                signed.into_iter().partition(|person| listed.contains(person));
            // Whether others count, where nobody is known to belong, is the same for all of them.
            let others_count = others
                .first()
                .is_some_and(|person| context.belongs(&group, person).unwrap_or(true));
            if others_count {
                persons.extend(others);
            }
            let needed =
                signatures_needed(context.charter, context.state, *at_least, of, context.day);
            out.extend(too_few(persons.len() as u64, needed));
        }
        _ => {}
    }
}

/// How many members of a group have to sign for a share of it.
pub(super) fn signatures_needed(
    charter: &Charter,
    state: &RegisterState,
    at_least: LeastShare,
    of: &GroupKey,
    day: Date,
) -> u64 {
    let listed = charter.group(of).ok().and_then(|of| of.size().given().copied());
    let known = || {
        let group = Belonging::Group(of.clone());
        let known: BTreeSet<_> = members(charter, state, &group, day).collect();
        (!known.is_empty()).then_some(known.len() as u64)
    };
    let share = at_least.get();
    // Where nobody knows how many they are, one signature has to do.
    listed.or_else(known).map_or(1, |size| {
        let whole = u128::from(size).saturating_mul(u128::from(share.numerator()));
        let needed = whole.div_ceil(u128::from(share.denominator()).max(1));
        u64::try_from(needed).unwrap_or(u64::MAX).max(1)
    })
}
