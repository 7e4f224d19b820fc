//! Which rungs of a ladder are due, and on what that rests.

use crate::conduct::definition::ConductPolicy;
use crate::conduct::ladder::{
    AtLeast, BelowPoints, FewerThan, Rung, Trigger, Within, YearsWithout,
};
use crate::conduct::material::Material;
use crate::conduct::rung_due::{Found, RungCause, RungDue};
use crate::conduct::scored::Score;
use crate::conduct::standing::Unmet;
use crate::conduct::unjudged::{Unjudged, WhyUnjudged};
use crate::conduct::window::Stretch;

/// Found, not found, or why it cannot be told.
type Verdict = Result<Option<(Stretch, Found, Vec<usize>)>, WhyUnjudged>;

/// Of very many contributions a cause lists the first so many, so that a hundred triggers do not
/// repeat a million places a hundred times; their number is told in full.
const LISTED: usize = 1_000;

pub(super) fn judge(
    policy: &ConductPolicy,
    material: &Material<'_>,
    score: Option<&Score>,
    unmet: &[Unmet],
    counted: Option<Stretch>,
) -> (Vec<RungDue>, Vec<Unjudged>) {
    let (mut due, mut unjudged) = (Vec::new(), Vec::new());
    let rungs: &[Rung] = policy.ladder.given().map_or(&[], Vec::as_slice);
    for (index, rung) in rungs.iter().enumerate() {
        let mut causes = Vec::new();
        for trigger in &rung.triggers {
            let verdict = match trigger {
                Trigger::BelowPoints(below) => match score {
                    Some(score) => below_points(below, score),
                    None if policy.points.is_given() => Err(WhyUnjudged::TooFewYears),
                    None => Err(WhyUnjudged::NoPoints),
                },
                Trigger::AtLeast(count) => at_least(count, material),
                Trigger::FewerThan(count) => fewer_than(count, material),
                Trigger::YearsWithout(years) => years_without(years, material),
                Trigger::UnmetRequirements(_) => unmet_requirements(unmet, counted),
            };
            let trigger = trigger.clone();
            match verdict {
                Ok(None) => {}
                Ok(Some((within, found, contributions))) => {
                    causes.push(RungCause { trigger, within, found, contributions });
                }
                Err(why) => unjudged.push(Unjudged { index, trigger, why }),
            }
        }
        if !causes.is_empty() {
            due.push(RungDue { index, rung: rung.clone(), causes });
        }
    }
    (due, unjudged)
}

fn unmet_requirements(unmet: &[Unmet], counted: Option<Stretch>) -> Verdict {
    let counted = counted.ok_or(WhyUnjudged::TooFewYears)?;
    let found = Found::Unmet(unmet.len() as u64);
    Ok((!unmet.is_empty()).then_some((counted, found, Vec::new())))
}

fn below_points(below: &BelowPoints, score: &Score) -> Verdict {
    let Some(running) = below.years_running else {
        return Ok((score.total < below.below_points).then(|| {
            let lines = score.lines.iter().take(LISTED).map(|line| line.contribution).collect();
            (score.counted, Found::Points(score.total), lines)
        }));
    };
    let years = score.years.iter().map(|year| (year.year, year.total < below.below_points));
    run_of_years(years, running.get())
}

fn years_without(trigger: &YearsWithout, material: &Material<'_>) -> Verdict {
    if trigger.role.is_some_and(|role| role != material.role()) {
        return Ok(None);
    }
    let matches = material.matching(&trigger.kinds, &trigger.marks);
    let years = material.whole_years().map(|year| (year, matches.within(year).0 == 0));
    run_of_years(years, trigger.years_without.get())
}

/// The first run of at least so many years, to its end.
fn run_of_years(years: impl Iterator<Item = (Stretch, bool)>, wanted: u32) -> Verdict {
    let (mut seen, mut length) = (0_u64, 0_u64);
    let mut run: Option<(Stretch, u64)> = None;
    let mut begin = None;
    for (year, holds) in years {
        seen = seen.saturating_add(1);
        if !holds {
            if run.is_some() {
                break;
            }
            (length, begin) = (0, None);
            continue;
        }
        length = length.saturating_add(1);
        let first: Stretch = *begin.get_or_insert(year);
        if length >= u64::from(wanted) {
            run = Some((first.through(year), length));
        }
    }
    match run {
        Some((stretch, length)) => Ok(Some((stretch, Found::YearsRunning(length), Vec::new()))),
        None if seen < u64::from(wanted) => Err(WhyUnjudged::TooFewYears),
        None => Ok(None),
    }
}

fn at_least(count: &AtLeast, material: &Material<'_>) -> Verdict {
    if count.role.is_some_and(|role| role != material.role()) {
        return Ok(None);
    }
    let matches = material.matching(&count.kinds, &count.marks);
    let reached = |stretch: Stretch| {
        let (number, places) = matches.within(stretch);
        (number >= count.at_least)
            .then(|| (stretch, Found::Count(number), places.take(LISTED).collect()))
    };
    let window = material.window.stretch();
    match count.within {
        Within::Window => Ok(reached(window)),
        Within::Year => Ok(material.years.iter().find_map(|year| reached(year.stretch()))),
        Within::Term => {
            let term = material.window.term().ok_or(WhyUnjudged::TermNotTold)?;
            match term.meet(window).and_then(reached) {
                Some(found) => Ok(Some(found)),
                // What came before the window could still make it so many.
                None if term.first_day() < window.first_day() => Err(WhyUnjudged::TermNotCovered),
                None => Ok(None),
            }
        }
    }
}

fn fewer_than(count: &FewerThan, material: &Material<'_>) -> Verdict {
    if count.role.is_some_and(|role| role != material.role()) {
        return Ok(None);
    }
    let matches = material.matching(&count.kinds, &count.marks);
    let missed = |stretch: Stretch| {
        let (number, places) = matches.within(stretch);
        (number < count.fewer_than)
            .then(|| (stretch, Found::Count(number), places.take(LISTED).collect()))
    };
    let window = material.window.stretch();
    match count.within {
        Within::Window => Ok(missed(window)),
        Within::Year => {
            let mut years = material.whole_years().peekable();
            if years.peek().is_none() {
                return Err(WhyUnjudged::TooFewYears);
            }
            Ok(years.find_map(missed))
        }
        Within::Term => {
            let term = material.window.term().ok_or(WhyUnjudged::TermNotTold)?;
            if window.covers(term) { Ok(missed(term)) } else { Err(WhyUnjudged::TermNotCovered) }
        }
    }
}
