//! What whoever is named for something may do of it: by power or duty, and as far as no bar stands
//! against it.

use crate::audit::checking::bars_from_checking;
use crate::audit::survey::Survey;
use crate::charter::Scope;
use crate::position::{Function, Right};

/// What a holder may and may not do of a function, by its own positions and those of whoever
/// includes it.
#[derive(Default)]
pub(super) struct Able<'c> {
    /// Where it may perform it.
    pub(super) rights: Vec<&'c [Scope]>,
    /// Where it is barred from it, by which positions.
    pub(super) bars: Vec<(usize, &'c [Scope])>,
    /// Where a bar keeps it from carrying out and supervising the same, if the function is one of
    /// these.
    pub(super) apart: Vec<&'c [Scope]>,
}

/// Whether a holder may perform a function on some matters.
#[derive(Clone, Copy)]
pub(super) enum Ability {
    /// On some of them at some place.
    Free,
    /// It is barred from it, wherever it has the right; or has none, and is barred somewhere.
    Barred,
    /// It has no such right.
    Lacking,
    /// That would take too long to tell.
    Unknown,
}

impl<'c> Able<'c> {
    pub(super) fn new(survey: &Survey<'c>, including: &[u32], function: Function) -> Self {
        let holders = survey.holders();
        let mut able = Self::default();
        for &holder in including {
            let positions = holders.positions(holder);
            survey.look_at(positions.len());
            for &index in positions {
                let Some(position) = survey.position(index) else { continue };
                if !position.functions.contains(&function) {
                    continue;
                }
                let scopes = || survey.charter.scopes().of_position(index as usize);
                for right in position.rights() {
                    match right {
                        Right::Power(of) if of == function => able.rights.push(scopes()),
                        // Whoever has the duty to carry out is made liable for it.
                        Right::Lead(Function::Implement) | Right::Support(Function::Implement)
                            if function == Function::Implement =>
                        {
                            able.rights.push(scopes());
                        }
                        Right::Bar(of) if of == function => {
                            if position.together_with.is_none() {
                                able.bars.push((index as usize, scopes()));
                            }
                            if bars_from_checking(position) {
                                able.apart.push(scopes());
                            }
                        }
                        Right::Power(_)
                        | Right::Lead(_)
                        | Right::Support(_)
                        | Right::Claim(_)
                        | Right::Bar(_)
                        | Right::Leadership(_) => {}
                    }
                }
            }
        }
        able
    }

    /// What it may do on some matters.
    pub(super) fn on(&self, survey: &Survey<'_>, scopes: &[Scope]) -> Ability {
        let names = survey.names();
        let is_barred = |part: Scope| {
            let mut bars = self.bars.iter().flat_map(|(_, bars)| *bars);
            bars.any(|bar| {
                survey.look_at(1);
                names.covers(*bar, part)
            })
        };
        let mut ability = Ability::Lacking;
        for own in self.rights.iter().copied().flatten() {
            survey.look_at(scopes.len());
            if survey.is_enough() {
                return Ability::Unknown;
            }
            for part in scopes.iter().flat_map(|scope| names.common(*own, *scope)) {
                if !is_barred(part) {
                    return Ability::Free;
                }
                ability = Ability::Barred;
            }
        }
        // A bar without a power says as clearly that it is not the one to do it.
        let bars = || self.bars.iter().flat_map(|(_, bars)| *bars);
        let is_met = |scope: &Scope| bars().any(|bar| names.meet(*bar, *scope));
        match ability {
            Ability::Lacking if scopes.iter().any(is_met) => Ability::Barred,
            ability => ability,
        }
    }
}
