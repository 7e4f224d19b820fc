//! Checks of what whoever has something to do needs for it: the power, and to be told.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::audit::clear::Clear;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::displacing::{Displaced, Displacing};
use crate::audit::grouping::{Grouping, On, Why};
use crate::audit::holders::Holders;
use crate::audit::open::open_in;
use crate::audit::own::ByHolder;
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
    let mut by_holder: BTreeMap<u32, Vec<InForce<'_>>> = BTreeMap::new();
    for held in survey.giving_any(performing) {
        let is_known = !matches!(held.position.holder, Holder::Anyone | Holder::Affected);
        if let (true, Some(holder)) = (is_known, holders.of_position(held.index)) {
            by_holder.entry(holder).or_default().push(held);
        }
    }
    let statements = Statements::new(&holders, survey.missing(Right::Claim(Claim::BeBriefed)));
    let mut found = Grouping::new();
    for (holder, positions) in by_holder {
        let including = holders.including(holder);
        let own = briefed.own(&including);
        let said = statements.of(&including);
        for held in positions {
            found.add_open((holder, None, Why::Plain), held.index, survey.scopes(held), |scope| {
                let held = own.meeting(survey.names(), scope);
                Rc::new(open_in(survey.names(), held, &said, &[], scope))
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
    for &function in Function::ALL {
        let leading = survey.giving_anywhere(Right::Lead(function));
        if leading.is_empty() {
            continue;
        }
        let mut duties = Duties::new(survey, function, &leading);
        for held in leading {
            duties.check(survey, held, &mut found);
        }
        if duties.displacing.left_out || duties.relieving.left_out {
            found.leave_out();
        }
    }
    found.finish(survey, FindingCode::PowerlessDuty);
}

/// What bears on the leads of a function.
struct Duties<'c> {
    function: Function,
    holders: Rc<Holders<'c>>,
    powers: ByHolder<'c>,
    leads: ByHolder<'c>,
    bars: ByHolder<'c>,
    /// That somebody, or nobody at all, has the power.
    statements: Statements<'c>,
    /// Narrower powers take the place of wider ones, narrower leads that of wider leads.
    displacing: Displacing<'c>,
    relieving: Displacing<'c>,
}

impl<'c> Duties<'c> {
    fn new(survey: &Survey<'c>, function: Function, leading: &[InForce<'c>]) -> Self {
        let holders = survey.holders();
        let powers = survey.giving_anywhere(Right::Power(function)).into_iter();
        let bars = survey.giving_anywhere(Right::Bar(function)).into_iter();
        let bars = bars.filter(|bar| bar.position.together_with.is_none());
        Self {
            function,
            powers: ByHolder::new(survey, powers),
            leads: ByHolder::new(survey, leading.iter().copied()),
            bars: ByHolder::new(survey, bars),
            statements: Statements::new(&holders, survey.missing(Right::Power(function))),
            displacing: Displacing::new(survey, Right::Power(function)),
            relieving: Displacing::new(survey, Right::Lead(function)),
            holders,
        }
    }

    /// Finds what one lead lacks.
    fn check(&mut self, survey: &Survey<'c>, held: InForce<'c>, found: &mut Grouping) {
        let Some(holder) = self.holders.of_position(held.index) else {
            return;
        };
        let (names, scopes) = (survey.names(), survey.scopes(held));
        let including = self.holders.including(holder);
        let (own, leading) = (self.powers.own(&including), self.leads.own(&including));
        let said = self.statements.of(&including);
        let (barred, by) = barred(names, &self.barring(holder, &including), scopes);
        let mut displaced: Vec<Displaced> = Vec::new();
        let mut is_all = true;
        let who = (holder, Some(self.function), Why::Plain);
        let (displacing, relieving) = (&mut self.displacing, &mut self.relieving);
        found.add_open(who, held.index, scopes, |scope| {
            let own_here = own.meeting(names, scope);
            // Where a narrower lead of somebody else takes its place, there is no duty. Where a
            // still narrower one gives it back, that is a duty of its own, gone through by itself.
            // What relieves one of its scopes says nothing of another one that crosses it.
            let relieved: OnceCell<FxHashSet<Scope>> = OnceCell::new();
            let mut relieve = || relieved.get_or_init(|| relieving.tops(survey, &leading, scope));
            let mut parts = displacing.parts(survey, (&own, &own_here), scope, |top| {
                let relieved = relieve();
                !relieved.is_empty() && wider(names, top).any(|wider| relieved.contains(&wider))
            });
            let is_covered = own.covers(names, scope);
            if is_covered && parts.is_empty() {
                return Rc::default();
            }
            let mut settled: Vec<Scope> = relieve().iter().copied().collect();
            is_all &= displacing.leave_out(&mut parts, names, settled.clone());
            displaced.extend(parts);
            if is_covered {
                return Rc::default();
            }
            settled.extend(Clear::scopes(&barred));
            settled.sort_unstable();
            Rc::new(open_in(names, own_here, &said, &settled, scope))
        });
        if !is_all {
            found.leave_out();
        }
        let who = (holder, Some(self.function), Why::Barred);
        let by = by.into_iter().chain([held.index]).collect();
        let barred = On { scopes, parts: barred, is_apart: scopes.len() <= 1 };
        found.add(Basis::Stated, who, barred, by, Vec::new());
        self.add_displaced(survey, (holder, held), &including, displaced, found);
    }

    /// Adds the parts of a lead in which the powers of others take the place of its holder's.
    fn add_displaced(
        &self,
        survey: &Survey<'c>,
        (holder, held): (u32, InForce<'c>),
        including: &[u32],
        displaced: Vec<Displaced>,
        found: &mut Grouping,
    ) {
        if displaced.is_empty() {
            return;
        }
        let names = survey.names();
        // The lead, and the wider powers that others take the place of; those of others are named
        // by their scopes.
        let tops = displaced.iter().map(|part| part.top);
        let covering: FxHashSet<Scope> = tops.flat_map(|top| wider(names, top)).collect();
        let own = self.powers.of(including);
        let wide = own.filter(|(_, scopes)| scopes.iter().any(|own| covering.contains(own)));
        let causes: Vec<usize> = wide.map(|(index, _)| index).chain([held.index]).collect();
        let (mut instead, mut parts) = (Vec::new(), Vec::new());
        let scopes = survey.scopes(held);
        let mut is_apart = scopes.len() <= 1;
        for part in displaced {
            is_apart &= part.clear == [Clear::whole(part.top)];
            instead.extend(part.instead);
            parts.extend(part.clear);
        }
        let who = (holder, Some(self.function), Why::Displaced);
        found.add(Basis::Stated, who, On { scopes, parts, is_apart }, causes, instead);
    }

    /// The bars that keep a holder from acting: its own, those of holders that include it, and
    /// those of any of several who act only together.
    fn barring(&self, holder: u32, including: &[u32]) -> Vec<(usize, &'c [Scope])> {
        if self.bars.is_empty() {
            return Vec::new();
        }
        let mut whose = including.to_vec();
        whose.extend(self.holders.including_each(holder));
        let mut all: Vec<_> = self.bars.of(&whose).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Which scopes are barred, and by which positions. A bar on a part of a scope is an exception to
/// the duty as well.
fn barred(
    names: &Names,
    barring: &[(usize, &[Scope])],
    scopes: &[Scope],
) -> (Vec<Clear>, Vec<usize>) {
    let (mut barred, mut by) = (Vec::new(), Vec::new());
    if barring.is_empty() {
        return (barred, by);
    }
    for &scope in scopes {
        let covers = |bars: &[Scope]| bars.iter().any(|bar| names.covers(*bar, scope));
        let before = by.len();
        by.extend(barring.iter().filter(|(_, bars)| covers(bars)).map(|(index, _)| *index));
        barred.extend((by.len() > before).then_some(Clear::whole(scope)));
    }
    (barred, by)
}
