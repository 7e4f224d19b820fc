//! When a sanction no longer stands by itself, and what it leaves behind.

use crate::charter::Charter;
use crate::conduct::window::anniversary;
use crate::conduct::{PointsPeriod, Sanction, Trigger, Within};
use crate::register::context::Step;
use crate::register::sanctioning::ReviewOutcome;
use crate::register::seats::end_of_term;
use crate::register::state::{Holding, Imposed, RegisterState};
use crate::time::Date;

/// The first day on which a rung that is imposed on a day no longer stands; none, where nothing
/// ends it.
///
/// A rung stands as long as what makes it due is counted: where all its triggers look at a year, a
/// year; where they look at some years running, so many; otherwise to the end of the time in the
/// seat. That somebody is not to be nominated again stands through the next term.
pub(super) fn lapse(
    step: Step<'_>,
    holding: &Holding,
    charter: &Charter,
    day: Date,
) -> Option<Date> {
    if step.rung.sanction() == Sanction::NotRenominate {
        return end_of_term(charter.seat(&holding.seat).ok()?, holding.planned?);
    }
    let yearly = step.policy.points().given().is_some_and(|t| t.per() == Some(PointsPeriod::Year));
    let years = step.rung.triggers().iter().map(|trigger| match trigger {
        Trigger::BelowPoints(below) => match below.years_running() {
            Some(years) => Some(years.get()),
            None => yearly.then_some(1),
        },
        Trigger::AtLeast(at_least) => (at_least.within() == Within::Year).then_some(1),
        Trigger::FewerThan(fewer) => (fewer.within() == Within::Year).then_some(1),
        Trigger::YearsWithout(without) => Some(without.years_without().get()),
        Trigger::UnmetRequirements(_) => yearly.then_some(1),
    });
    // Of several the longest; one that looks at the whole term or window outlasts all years.
    let years: Option<Vec<u32>> = years.collect();
    let most = years.and_then(|years| years.into_iter().max());
    match most.and_then(|years| anniversary(day, i32::try_from(years).ok()?)) {
        Some(end) => Some(holding.until.map_or(end, |until| until.min(end))),
        None => holding.until,
    }
}

/// The last sanction of a person in a seat that was at least as high, has lapsed, and was not
/// lifted: what came before it was sanctioned by it.
pub(super) fn answered<'s>(
    state: &'s RegisterState,
    holding: &Holding,
    place: usize,
    day: Date,
) -> Option<&'s Imposed> {
    let own = state.sanctions.values().filter(|one| {
        one.person == holding.person
            && one.seat == holding.seat
            && one.day >= holding.from
            && !one.stands(day)
            && one.outcome != Some(ReviewOutcome::Lifted)
            && one.sanction != Sanction::NotRenominate
            && one.rung >= place as u64
    });
    own.max_by_key(|one| one.day)
}

/// From which day on conduct is looked at: the one that is named, or the one after that on which
/// it was sanctioned before, whichever is later. The same is not sanctioned twice.
pub(super) fn since(named: Option<Date>, answered: Option<&Imposed>) -> Option<Date> {
    let after = answered.and_then(|one| one.day.plus_days(1));
    named.max(after)
}
