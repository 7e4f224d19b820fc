//! Checks of what whoever has something to do needs for it: the power, and to be told.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::{Clear, Coverage};
use crate::audit::grouping::{Grouping, Why};
use crate::audit::open::open_in;
use crate::audit::survey::{InForce, Statements, Survey};
use crate::charter::{Names, Scope};
use crate::position::{Claim, Function, Holder, Right};

pub(super) fn check(survey: &mut Survey<'_>) {
    uninformed_parties(survey);
    powerless_duties(survey);
}

/// Positions by holder: the index of each, and its scopes.
type ByHolder<'c> = FxHashMap<&'c Holder, Vec<(usize, &'c [Scope])>>;

fn by_holder<'c>(survey: &Survey<'c>, positions: Vec<InForce<'c>>) -> ByHolder<'c> {
    let mut by_holder: ByHolder<'_> = FxHashMap::default();
    for held in positions {
        let of_holder = by_holder.entry(&held.position.holder).or_default();
        of_holder.push((held.index, survey.scopes(held)));
    }
    by_holder
}

/// The scopes of all positions of some holders.
fn scopes_of(by_holder: &ByHolder<'_>, holders: &[Holder]) -> Vec<Scope> {
    let positions = holders.iter().filter_map(|holder| by_holder.get(holder)).flatten();
    positions.flat_map(|(_, scopes)| scopes.iter().copied()).collect()
}

/// Those who deliberate or decide without a claim to be briefed.
fn uninformed_parties(survey: &mut Survey<'_>) {
    let briefed = survey.giving_anywhere(Right::Claim(Claim::BeBriefed));
    let briefed = by_holder(survey, briefed);
    let mut performing: BTreeMap<&Holder, Vec<InForce<'_>>> = BTreeMap::new();
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
        if performs && !matches!(holder, Holder::Anyone | Holder::Affected) {
            performing.entry(holder).or_default().push(held);
        }
    }
    let statements = Statements::new(survey.missing(Right::Claim(Claim::BeBriefed)));
    let mut found = Grouping::new();
    for (holder, positions) in performing {
        let including = survey.charter.including(holder);
        let own = scopes_of(&briefed, &including);
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
    for &function in Function::ALL {
        let statements = Statements::new(survey.missing(Right::Power(function)));
        let powers = by_holder(survey, survey.giving_anywhere(Right::Power(function)));
        let bars = survey.giving_anywhere(Right::Bar(function)).into_iter();
        let bars = bars.filter(|bar| bar.position.together_with.is_none()).collect();
        let bars = by_holder(survey, bars);
        let mut displacing = Displacing::new(Right::Power(function));
        let mut relieving = Displacing::new(Right::Lead(function));
        let leads = by_holder(survey, survey.giving_anywhere(Right::Lead(function)));
        for held in survey.giving_anywhere(Right::Lead(function)) {
            let holder = &held.position.holder;
            let including = survey.charter.including(holder);
            let own = scopes_of(&powers, &including);
            let said = statements.of(&including);
            let barring = barring(survey, &bars, holder, &including);
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
            let leading = scopes_of(&leads, &including);
            let relieved =
                scopes.iter().flat_map(|scope| relieving.parts(survey, &leading, *scope));
            let relieved: Vec<Scope> = relieved.map(|part| part.top).collect();
            let mut settled = Clear::scopes(&barred);
            settled.extend_from_slice(&relieved);
            found.add_open((holder, Some(function), Why::Plain), held.index, scopes, |scope| {
                Rc::new(open_in(names, &own, &said, &settled, scope))
            });
            let who = (holder, Some(function), Why::Barred);
            found.add(Basis::Stated, who, scopes, barred, by, []);
            let mut parts: Vec<Displaced> =
                scopes.iter().flat_map(|&scope| displacing.parts(survey, &own, scope)).collect();
            parts.iter_mut().for_each(|part| part.leave_out(names, &relieved));
            parts.retain(|part| !part.clear.is_empty());
            let wide = including.iter().filter_map(|holder| powers.get(holder)).flatten();
            let wide = wide.filter(|(_, scopes)| {
                let covers = |top| scopes.iter().any(|own| names.covers(*own, top));
                parts.iter().any(|part| covers(part.top))
            });
            let causes: Vec<usize> = wide.map(|(index, _)| *index).chain([held.index]).collect();
            let instead: Vec<Scope> =
                parts.iter().flat_map(|part| part.instead.iter().copied()).collect();
            let parts = parts.into_iter().flat_map(|part| part.clear).collect();
            let who = (holder, Some(function), Why::Displaced);
            found.add(Basis::Stated, who, scopes, parts, causes, instead);
        }
    }
    found.finish(survey, FindingCode::PowerlessDuty);
}

/// The bars that keep a holder from acting: its own, those of holders that include it, and those
/// of any of several who act only together.
fn barring<'c>(
    survey: &Survey<'c>,
    bars: &ByHolder<'c>,
    holder: &Holder,
    including: &[Holder],
) -> Vec<(usize, &'c [Scope])> {
    if bars.is_empty() {
        return Vec::new();
    }
    let several = match holder {
        Holder::Jointly(several) => several.as_slice(),
        _ => &[],
    };
    let each = several.iter().flat_map(|one| survey.charter.including(one));
    let mut all: Vec<_> = including
        .iter()
        .cloned()
        .chain(each)
        .filter_map(|holder| bars.get(&holder))
        .flatten()
        .copied()
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// So many pairs of a lead and a power are looked at, for each function. What is made to cross
/// everywhere could else take hours.
const COMPARED: usize = 2_000_000;

/// Powers or leads that can take the place of wider ones.
struct Displacing {
    right: Right,
    compared: usize,
    /// For a scope, those that meet it.
    meeting: FxHashMap<Scope, Vec<Scope>>,
}

/// A part of a scope in which narrower rights of others take the place of a holder's own.
struct Displaced {
    top: Scope,
    clear: Vec<Clear>,
    /// Where, within it, still narrower ones of its own give it back.
    back: Vec<Scope>,
    /// The scopes of those that hold instead.
    instead: Vec<Scope>,
}

impl Displaced {
    /// Leaves out what lies in some scopes.
    fn leave_out(&mut self, names: &Names, scopes: &[Scope]) {
        let meeting = scopes.iter().filter(|scope| names.meet(**scope, self.top));
        let within: Vec<Scope> = meeting.copied().collect();
        if within.iter().any(|scope| names.covers(*scope, self.top)) {
            self.clear.clear();
        } else if !within.is_empty() {
            let mut covered = Coverage::new(names);
            within.into_iter().chain(self.back.iter().copied()).for_each(|s| covered.add(s));
            self.clear = covered.clear_scopes(&[self.top]);
        }
    }
}

impl Displacing {
    fn new(right: Right) -> Self {
        Self { right, compared: 0, meeting: FxHashMap::default() }
    }

    /// Where in a scope a holder does not have the right, though one of its own covers it: it has
    /// the right at the scopes `own`.
    fn parts(&mut self, survey: &Survey<'_>, own: &[Scope], scope: Scope) -> Vec<Displaced> {
        let names = survey.names();
        let own: Vec<Scope> = own.iter().filter(|o| names.meet(**o, scope)).copied().collect();
        if own.is_empty() {
            return Vec::new();
        }
        let (right, charter) = (self.right, survey.charter);
        let meeting = self.meeting.entry(scope).or_insert_with(|| {
            let mut meeting = charter.scopes().meeting(names, right, scope);
            meeting.retain(|power| {
                let positions = charter.scopes().at(right, *power).iter();
                positions.copied().any(|index| survey.position(index).is_some())
            });
            meeting
        });
        self.compared = self.compared.saturating_add(meeting.len().saturating_mul(own.len()));
        if self.compared > COMPARED {
            return Vec::new();
        }
        let is_held = |at: Scope| {
            let giving = survey.giving(right, at);
            (giving.iter().any(|(scope, _)| own.contains(scope)), giving)
        };
        let mut tops: Vec<Scope> = meeting
            .iter()
            .filter(|power| own.iter().any(|own| names.inside(**power, *own)))
            .flat_map(|power| names.common(*power, scope))
            .collect();
        tops.sort_unstable();
        tops.dedup();
        let mut parts = Vec::new();
        for top in tops {
            let (held, giving) = is_held(top);
            if held || !own.iter().any(|own| names.covers(*own, top)) {
                continue;
            }
            // Narrower ones of the holder's own give some of it back.
            let back = own.iter().filter(|own| !names.covers(**own, top));
            let back = back.flat_map(|own| names.common(*own, top));
            let back: Vec<Scope> = back.filter(|back| is_held(*back).0).collect();
            let clear = if back.is_empty() {
                vec![Clear::whole(top)]
            } else {
                let mut again = Coverage::new(names);
                back.iter().for_each(|back| again.add(*back));
                again.clear_scopes(&[top])
            };
            let instead = giving.into_iter().map(|(scope, _)| scope).collect();
            parts.push(Displaced { top, clear, back, instead });
        }
        parts
    }
}
