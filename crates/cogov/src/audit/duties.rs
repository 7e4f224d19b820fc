//! Checks of what whoever has something to do needs for it: the power, and to be told.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::audit::cells::{everywhere, is_of_parts};
use crate::audit::clear::Clear;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::displacing::{Displaced, Displacing};
use crate::audit::grouping::{Grouping, On, Why};
use crate::audit::holders::Holders;
use crate::audit::open::{OpenIn, open_in};
use crate::audit::own::{ByHolder, Own};
use crate::audit::spoken::Statements;
use crate::audit::survey::{InForce, Survey};
use crate::audit::wider::wider;
use crate::charter::{Names, Scope};
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
    let performing = [Function::Deliberate, Function::Decide].into_iter().flat_map(|function| {
        [Right::Power(function), Right::Lead(function), Right::Support(function)]
    });
    let performing = survey.giving_any(performing).into_iter().filter_map(|held| {
        let is_known = !matches!(held.position.holder, Holder::Anyone | Holder::Affected);
        Some((holders.of_position(held.index).filter(|_| is_known)?, held))
    });
    let mut performing: Vec<(u32, InForce<'_>)> = performing.collect();
    performing.sort_by_key(|(holder, _)| *holder);
    let statements = Statements::new(&holders, survey.missing(Right::Claim(Claim::BeBriefed)));
    let mut found = Grouping::new(survey);
    for positions in performing.chunk_by(|(a, _), (b, _)| a == b) {
        let Some(&(holder, _)) = positions.first() else { continue };
        let including = holders.including(holder);
        survey.look_at(including.len());
        let own = briefed.own(&including);
        let said = statements.of(&including);
        for &(_, held) in positions {
            let (who, scopes) = ((holder, None, Why::Plain), survey.scopes(held));
            found.add_open(survey, who, (held.index, scopes), |scope| {
                if own.has(scope) {
                    return OpenIn::Nowhere;
                }
                let held = own.meeting(survey, scope);
                open_in(survey, &held, &said, &[], scope)
            });
        }
    }
    found.finish(survey, FindingCode::UninformedParty);
}

/// Leads without the power to do what they must, as far as they lack it: it is stated to be
/// absent, or a narrower power of somebody else takes its place, or a bar takes it away, or
/// nothing is said of it.
fn powerless_duties(survey: &mut Survey<'_>) {
    let mut found = Grouping::new(survey);
    for &function in Function::ALL {
        let leading = survey.giving_anywhere(Right::Lead(function));
        if leading.is_empty() {
            continue;
        }
        let mut duties = Duties::new(survey, function, &leading);
        for &held in &leading {
            duties.check(survey, held, &mut found);
        }
        if duties.displacing.left_out || duties.relieving.left_out {
            found.leave_out();
        }
    }
    found.finish(survey, FindingCode::PowerlessDuty);
}

/// So many scopes of a holder are compared with each part; more of them are looked up.
const FEW: usize = 32;

/// What bears on the leads of a function.
struct Duties<'l, 'c> {
    function: Function,
    holders: Rc<Holders<'c>>,
    powers: ByHolder<'c>,
    leading: &'l [InForce<'c>],
    /// The same by their holders, once somebody asked.
    leads: OnceCell<ByHolder<'c>>,
    bars: ByHolder<'c>,
    /// That somebody, or nobody at all, has the power.
    statements: Statements<'c>,
    /// Narrower powers take the place of wider ones, narrower leads that of wider leads.
    displacing: Displacing<'c>,
    relieving: Displacing<'c>,
}

impl<'l, 'c> Duties<'l, 'c> {
    fn new(survey: &Survey<'c>, function: Function, leading: &'l [InForce<'c>]) -> Self {
        let holders = survey.holders();
        let powers = survey.giving_anywhere(Right::Power(function)).into_iter();
        let bars = survey.giving_anywhere(Right::Bar(function)).into_iter();
        let bars = bars.filter(|bar| bar.position.together_with.is_none());
        Self {
            function,
            powers: ByHolder::new(survey, powers),
            leading,
            leads: OnceCell::new(),
            bars: ByHolder::new(survey, bars),
            statements: Statements::new(&holders, survey.missing(Right::Power(function))),
            displacing: Displacing::new(Right::Power(function)),
            relieving: Displacing::new(Right::Lead(function)),
            holders,
        }
    }

    /// Finds what one lead lacks.
    fn check(&mut self, survey: &Survey<'c>, held: InForce<'c>, found: &mut Grouping) {
        let Some(holder) = self.holders.of_position(held.index) else {
            return;
        };
        if survey.is_enough() {
            return found.leave_out();
        }
        let (names, scopes) = (survey.names(), survey.scopes(held));
        let including = self.holders.including(holder);
        // Each was looked up by its name.
        survey.look_at(including.len());
        let own = self.powers.own(&including);
        let said = self.statements.of(&including);
        let (barred, by) = barred(survey, &self.barring(survey, holder, &including), scopes);
        let mut displaced: Vec<Displaced> = Vec::new();
        // Its own powers that others take the place of.
        let mut wide: Vec<Scope> = Vec::new();
        let mut is_all = true;
        let who = (holder, Some(self.function), Why::Plain);
        let (displacing, relieving) = (&mut self.displacing, &mut self.relieving);
        let (leads, leading) = (&self.leads, self.leading.iter().copied());
        let leads = || leads.get_or_init(|| ByHolder::new(survey, leading.clone()));
        found.add_open(survey, who, (held.index, scopes), |scope| {
            // Most leads come with the very power, and nothing narrower takes its place.
            if own.has(scope) && !displacing.can_displace(survey, scope) {
                return OpenIn::Nowhere;
            }
            let own_here = own.meeting(survey, scope);
            // Where a narrower lead of somebody else takes its place, there is no duty: if that is a
            // lead of anyone, or of a group around the holder, it is theirs and gone through as such.
            // Where a still narrower one gives it back, that is a duty of its own, gone through by
            // itself.
            // What relieves one of its scopes says nothing of another one that crosses it.
            let relieved: OnceCell<Vec<Scope>> = OnceCell::new();
            let mut relieve = || {
                let tops = || relieving.tops(survey, &leads().own(&[holder]), scope);
                relieved.get_or_init(tops)
            };
            let looked_up: OnceCell<FxHashSet<Scope>> = OnceCell::new();
            let mut parts = displacing.parts(survey, (&own, &own_here), scope, |top| {
                let relieved = relieve();
                if relieved.is_empty() {
                    return false;
                }
                let looked_up = looked_up.get_or_init(|| relieved.iter().copied().collect());
                wider(names, top).any(|wider| looked_up.contains(&wider))
            });
            let is_covered = own.covers(names, scope);
            if is_covered && parts.is_empty() {
                return OpenIn::Nowhere;
            }
            let mut settled = relieve().clone();
            is_all &= displacing.leave_out(&mut parts, names, settled.clone());
            wide.extend(covering(names, (&own, &own_here), &parts));
            displaced.extend(parts);
            if is_covered {
                return OpenIn::Nowhere;
            }
            settled.extend(Clear::scopes(&barred));
            settled.sort_unstable();
            open_in(survey, &own_here, &said, &settled, scope)
        });
        if !is_all {
            found.leave_out();
        }
        let who = (holder, Some(self.function), Why::Barred);
        let barred =
            On { position: held.index, scopes, parts: barred, is_apart: scopes.len() <= 1 };
        found.add(Basis::Stated, who, barred, by, Vec::new());
        self.add_displaced(survey, (holder, held), (&including, wide), displaced, found);
        if survey.is_enough() {
            found.leave_out();
        }
    }

    /// Adds the parts of a lead in which the powers of others take the place of its holder's.
    fn add_displaced(
        &self,
        survey: &Survey<'c>,
        (holder, held): (u32, InForce<'c>),
        (including, mut wide): (&[u32], Vec<Scope>),
        displaced: Vec<Displaced>,
        found: &mut Grouping,
    ) {
        if displaced.is_empty() {
            return;
        }
        // The lead, and the wider powers that others take the place of; those of others are named
        // by their scopes.
        wide.sort_unstable();
        wide.dedup();
        let is_wide = |own: &Scope| wide.binary_search(own).is_ok();
        let own = self.powers.of(including);
        let own = own.filter(|(_, scopes)| {
            survey.look_at(scopes.len());
            scopes.iter().any(is_wide)
        });
        let causes: Vec<usize> = own.map(|(index, _)| index).collect();
        let (mut instead, mut parts) = (Vec::new(), Vec::new());
        let scopes = survey.scopes(held);
        let mut is_apart = scopes.len() <= 1;
        for part in displaced {
            is_apart &= part.clear == [Clear::whole(part.top)];
            instead.extend(part.instead);
            parts.extend(part.clear);
        }
        let who = (holder, Some(self.function), Why::Displaced);
        let on = On { position: held.index, scopes, parts, is_apart };
        found.add(Basis::Stated, who, on, causes, instead);
    }

    /// The bars that keep a holder from acting: its own, those of holders that include it, and
    /// those of any of several who act only together.
    fn barring(
        &self,
        survey: &Survey<'c>,
        holder: u32,
        including: &[u32],
    ) -> Vec<(usize, &'c [Scope])> {
        if self.bars.is_empty() {
            return Vec::new();
        }
        let mut whose = including.to_vec();
        whose.extend(self.holders.including_each(holder));
        let mut all: Vec<_> = self.bars.of(&whose).collect();
        all.sort_unstable();
        all.dedup();
        survey.look_at(all.len());
        all
    }
}

/// Those of a holder's own powers that cover displaced parts of a scope; those that meet it are at
/// hand.
fn covering(names: &Names, (own, held): (&Own<'_>, &[Scope]), parts: &[Displaced]) -> Vec<Scope> {
    let covers = |own: &Scope| parts.iter().any(|part| names.covers(*own, part.top));
    if held.len() <= FEW {
        return held.iter().copied().filter(covers).collect();
    }
    let above = parts.iter().flat_map(|part| wider(names, part.top));
    let above: FxHashSet<Scope> = above.filter(|wider| own.has(*wider)).collect();
    above.into_iter().collect()
}

/// Which scopes are barred, and by which positions. A bar on a part of a scope is an exception to
/// the duty as well.
fn barred(
    survey: &Survey<'_>,
    barring: &[(usize, &[Scope])],
    scopes: &[Scope],
) -> (Vec<Clear>, Vec<usize>) {
    let (mut barred, mut by) = (Vec::new(), Vec::new());
    if barring.is_empty() {
        return (barred, by);
    }
    let names = survey.names();
    for &scope in scopes.iter().take_while(|_| !survey.is_enough()) {
        let covers = |bars: &[Scope]| {
            survey.look_at(bars.len());
            bars.iter().any(|bar| names.covers(*bar, scope))
        };
        let before = by.len();
        by.extend(barring.iter().filter(|(_, bars)| covers(bars)).map(|(index, _)| *index));
        if by.len() == before {
            by.extend(barring_together(survey, barring, scope));
        }
        barred.extend((by.len() > before).then_some(Clear::whole(scope)));
    }
    (barred, by)
}

/// The bars that leave nothing of a scope though none of them covers it, if they do.
fn barring_together(
    survey: &Survey<'_>,
    barring: &[(usize, &[Scope])],
    scope: Scope,
) -> Vec<usize> {
    let names = survey.names();
    let all = || barring.iter().flat_map(|(_, bars)| bars.iter().copied());
    // What lies in no part of the whole is barred by one of them, or not at all.
    if !is_of_parts(names, scope) {
        return Vec::new();
    }
    let bars: OnceCell<FxHashSet<Scope>> = OnceCell::new();
    let is_barred = |at: Scope| {
        let bars = bars.get_or_init(|| {
            survey.look_at(all().count());
            all().collect()
        });
        wider(names, at).any(|wider| bars.contains(&wider))
    };
    if !everywhere(survey, scope, is_barred) {
        return Vec::new();
    }
    let meets = |bars: &[Scope]| bars.iter().any(|bar| names.meet(*bar, scope));
    barring.iter().filter(|(_, bars)| meets(bars)).map(|(index, _)| *index).collect()
}
