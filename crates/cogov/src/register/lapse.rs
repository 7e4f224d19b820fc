//! When a sanction no longer stands by itself.

use crate::charter::Charter;
use crate::conduct::window::anniversary;
use crate::conduct::{PointsPeriod, Sanction, Trigger, Within};
use crate::register::context::Step;
use crate::register::seats::end_of_term;
use crate::register::state::Holding;
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
