//! Checks of what whoever has something to do needs for it: the power, and to be told.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::clear::Clear;
use crate::audit::displacing::{Displaced, Displacing};
use crate::audit::grid::wider;
use crate::audit::grouping::{Grouping, Why};
use crate::audit::open::open_in;
use crate::audit::holders::Holders;
use crate::audit::own::ByHolder;
use crate::audit::survey::{InForce, Statements, Survey};
use crate::charter::Scope;
use crate::position::{Claim, Function, Holder, Right};

pub(super) fn check(survey: &mut Survey<'_>) {
    uninformed_parties(survey);
    powerless_duties(survey);
}

/// Those who deliberate or decide without a claim to be briefed.
fn uninformed_parties(survey: &mut Survey<'_>) {
    let briefed = survey.giving_anywhere(Right::Claim(Claim::BeBriefed));
    let briefed = ByHolder::new(survey, briefed.into_iter());
    let holders = survey.holders();
    let mut performing: BTreeMap<u32, Vec<InForce<'_>>> = BTreeMap::new();
    for held in survey.positions() {
        let holder = &held.position.holder;
        let performs = held.position.rights().any(|right| {
            matches!(
                right,
                Right::Power(Function::Deliberate | Function::Decide)
                    | Right::Lead(Function::Deliberate | Function::Decide)
                    | Right::Support(Function::Deliberate | Function::Decide)
            )
        });
        let is_known = !matches!(holder, Holder::Anyone | Holder::Affected);
        if let (true, Some(holder)) = (performs && is_known, holders.of_position(held.index)) {
            performing.entry(holder).or_default().push(held);
        }
    }
    let statements = Statements::new(&holders, survey.missing(Right::Claim(Claim::BeBriefed)));
    let mut found = Grouping::new();
    for (holder, positions) in performing {
        let including = holders.including(holder);
        let own = briefed.own(&including);
        let said = statements.of(&including);
        for held in positions {
            found.add_open((holder, None, Why::Plain), held.index, survey.scopes(held), |scope| {
                Rc::new(open_in(survey.names(), &own, &said, &[], scope))
            });
        }
    }
    found.finish(survey, FindingCode::UninformedParty);
}

/// Leads without the power to do what they must, as far as they lack it: it is stated to be
/// absent, or a narrower power of somebody else takes its place, or a bar takes it away, or
/// nothing is said of it.
fn powerless_duties(survey: &mut Survey<'_>) {
    let mut found = Grouping::new();
    let holders = survey.holders();
    for &function in Function::ALL {
        let statements = Statements::new(&holders, survey.missing(Right::Power(function)));
        let powers = survey.giving_anywhere(Right::Power(function));
        let powers = ByHolder::new(survey, powers.into_iter());
        let bars = survey.giving_anywhere(Right::Bar(function)).into_iter();
        let bars = bars.filter(|bar| bar.position.together_with.is_none());
        let bars = ByHolder::new(survey, bars);
        let mut displacing = Displacing::new(survey, Right::Power(function));
        let mut relieving = Displacing::new(survey, Right::Lead(function));
        let leading = survey.giving_anywhere(Right::Lead(function));
        let leads = ByHolder::new(survey, leading.iter().copied());
        for held in leading {
            let Some(holder) = holders.of_position(held.index) else {
                continue;
            };
            let including = holders.including(holder);
            let own = powers.own(&including);
            let said = statements.of(&including);
            let barring = barring(&holders, &bars, holder, &including);
            let (names, scopes) = (survey.names(), survey.scopes(held));
            // What is barred, and by which bars. One on a part is an exception to the duty as well.
            let mut barred: Vec<Clear> = Vec::new();
            let mut by = vec![held.index];
            for &scope in scopes {
                let covers = |bars: &[Scope]| bars.iter().any(|bar| names.covers(*bar, scope));
                let bars = barring.iter().filter(|(_, bars)| covers(bars));
                let before = by.len();
                by.extend(bars.map(|(index, _)| *index));
                barred.extend((by.len() > before).then_some(Clear::whole(scope)));
            }
            // Where a narrower lead of somebody else takes its place, there is no duty. Where a
            // still narrower one gives it back, that is a duty of its own, gone through by itself.
            // What relieves one of its scopes says nothing of another one that crosses it.
            let leading = leads.own(&including);
            let mut relieved: BTreeMap<Scope, FxHashSet<Scope>> = BTreeMap::new();
            let mut parts: Vec<Displaced> = Vec::new();
            for &scope in scopes {
                let mut relieve = || relieving.tops(survey, &leading, scope);
                let mut of_scope = displacing.parts(survey, &own, scope, |top| {
                    let relieved = relieved.entry(scope).or_insert_with(&mut relieve);
                    let is_relieved = |wider| relieved.contains(&wider);
                    !relieved.is_empty() && wider(names, top).any(is_relieved)
                });
                if !of_scope.is_empty() || !own.covers(names, scope) {
                    relieved.entry(scope).or_insert_with(relieve);
                }
                let of = relieved.get(&scope).into_iter().flatten().copied().collect();
                if !Displaced::leave_out(&mut of_scope, names, of) {
                    found.leave_out();
                }
                parts.extend(of_scope);
            }
            let is_held = scopes.iter().all(|scope| own.covers(names, *scope));
            if is_held && barred.is_empty() && parts.is_empty() {
                continue;
            }
            found.add_open((holder, Some(function), Why::Plain), held.index, scopes, |scope| {
                let mut settled = Clear::scopes(&barred);
                settled.extend(relieved.get(&scope).into_iter().flatten());
                settled.sort_unstable();
                Rc::new(open_in(names, &own, &said, &settled, scope))
            });
            let who = (holder, Some(function), Why::Barred);
            found.add(Basis::Stated, who, scopes, barred, by, []);
            let mut causes = vec![held.index];
            if !parts.is_empty() {
                let wide = powers.of(&including).filter(|(_, scopes)| {
                    let covers = |top| scopes.iter().any(|own| names.covers(*own, top));
                    parts.iter().any(|part| covers(part.top))
                });
                causes.extend(wide.map(|(index, _)| index));
            }
            let instead: Vec<Scope> =
                parts.iter().flat_map(|part| part.instead.iter().copied()).collect();
            let parts = parts.into_iter().flat_map(|part| part.clear).collect();
            let who = (holder, Some(function), Why::Displaced);
            found.add(Basis::Stated, who, scopes, parts, causes, instead);
        }
        if displacing.left_out || relieving.left_out {
            found.leave_out();
        }
    }
    found.finish(survey, FindingCode::PowerlessDuty);
}

/// The bars that keep a holder from acting: its own, those of holders that include it, and those
/// of any of several who act only together.
fn barring<'c>(
    holders: &Holders<'c>,
    bars: &ByHolder<'c>,
    holder: u32,
    including: &[u32],
) -> Vec<(usize, &'c [Scope])> {
    if bars.is_empty() {
        return Vec::new();
    }
    let mut whose = including.to_vec();
    whose.extend(holders.including_each(holder));
    let mut all: Vec<_> = bars.of(&whose).collect();
    all.sort_unstable();
    all.dedup();
    all
}
