//! Assessing contributions under a policy.

use crate::conduct::contribution::Contribution;
use crate::conduct::definition::{BasicRequirement, ConductPolicy};
use crate::conduct::due::judge;
use crate::conduct::ladder::Rung;
use crate::conduct::material::{Material, Placed};
use crate::conduct::score::{counted, score};
use crate::conduct::standing::{Assessed, Assessment, NotAssessed, Standing, Unmet};
use crate::conduct::uncounted::uncounted;
use crate::conduct::window::{Stretch, Window};
use crate::values::bounds;

/// Assesses contributions under a policy over a window.
///
/// * Only who held the seat for the whole window is assessed.
/// * Contributions outside the window, and of a kind that the policy does not know, count for
///   nothing. [`Assessment::uncounted`] names them, and whatever else was not counted.
/// * Each account is brought down to its cap and up to its floor, then the total.
/// * A table by the year, and what is required by it, is applied to the last whole year; where
///   there is none, nothing is counted.
/// * What a ladder says `within` a year is any one year of this window, from 1 January or from the
///   day on which the term begins ([`Window::with_years`]), not any twelve months; whole years
///   running have to lie in the window, too. To look further back, give a longer window.
/// * A trigger that the window or the term does not let be judged is listed as such.
///
/// The work grows with the contributions times the triggers and requirements, all of which are
/// bounded: see [`bounds`].
///
/// ```
/// use cogov::conduct::{Contribution, Sanction, Window, assess};
/// use cogov::ConductPolicy;
///
/// let policy = ConductPolicy::builtin("xuanwei").unwrap();
/// let contributions = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &contributions, window);
/// assert_eq!(standing.due().map(|due| due.rung().sanction()), Some(Sanction::Criticise));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn assess(policy: &ConductPolicy, contributions: &[Contribution], window: Window) -> Standing {
    let result = match examine(policy, contributions, &window) {
        Ok(assessment) => Assessed::Assessed(Box::new(assessment)),
        Err(reason) => Assessed::NotAssessed(reason),
    };
    Standing { policy: policy.key.clone(), name: policy.name.clone(), window, result }
}

fn examine(
    policy: &ConductPolicy,
    contributions: &[Contribution],
    window: &Window,
) -> Result<Assessment, NotAssessed> {
    if !bounds::CONTRIBUTIONS.admits(contributions.len()) {
        return Err(NotAssessed::TooManyContributions(contributions.len() as u64));
    }
    within_bounds(policy)?;
    if let Some(held) = window.seat_held()
        && !window.is_held_throughout()
    {
        return Err(NotAssessed::SeatNotHeldThroughout(held));
    }
    let mut inside: Vec<Placed<'_>> = contributions
        .iter()
        .enumerate()
        .filter(|(_, one)| window.stretch().contains(one.on))
        .collect();
    // By content, and by place only among equals: the order of the input decides nothing else.
    inside.sort_by(|(a_place, a), (b_place, b)| {
        identity(a)
            .cmp(&identity(b))
            .then_with(|| (a.author, a.points).cmp(&(b.author, b.points)))
            .then(a_place.cmp(b_place))
    });
    let mut repeated: Vec<usize> = inside
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, a), (place, b)] if identity(a) == identity(b) => Some(*place),
            _ => None,
        })
        .collect();
    repeated.sort_unstable();
    let material = Material::new(window, inside);
    let table = policy.points.given();
    let counted = match table {
        Some(table) => counted(table, &material),
        None => Some(window.stretch()),
    };
    let score = match (table, counted) {
        (Some(table), Some(counted)) => {
            Some(score(table, counted, &material).ok_or(NotAssessed::NotExact)?)
        }
        _ => None,
    };
    let unmet: Vec<Unmet> = policy
        .requirements
        .iter()
        .enumerate()
        .filter_map(|(place, requirement)| unmet(place, requirement, &material, counted?))
        .collect();
    let (due, unjudged) = judge(policy, &material, score.as_ref(), &unmet, counted);
    let uncounted = uncounted(policy, contributions, &material, score.as_ref());
    let kinds = policy.contributions.clone();
    Ok(Assessment { kinds, score, unmet, due, unjudged, uncounted, repeated })
}

/// A policy that was made in Rust need not be within the bounds that reading checks.
fn within_bounds(policy: &ConductPolicy) -> Result<(), NotAssessed> {
    let rungs: &[Rung] = policy.ladder.given().map_or(&[], Vec::as_slice);
    let triggers = rungs.iter().map(|rung| rung.triggers.len()).max().unwrap_or(0);
    let accounts = policy.points.given().map_or(0, |table| table.accounts.len());
    if !bounds::LADDER_RUNGS.admits(rungs.len()) {
        return Err(NotAssessed::TooManyRungs(rungs.len() as u64));
    }
    if !bounds::RUNG_TRIGGERS.admits(triggers) {
        return Err(NotAssessed::TooManyTriggers(triggers as u64));
    }
    if !bounds::REQUIREMENTS.admits(policy.requirements.len()) {
        return Err(NotAssessed::TooManyRequirements(policy.requirements.len() as u64));
    }
    if !bounds::ACCOUNTS.admits(accounts) {
        return Err(NotAssessed::TooManyAccounts(accounts as u64));
    }
    Ok(())
}

/// What two contributions have in common that may be one recorded twice.
fn identity(one: &Contribution) -> impl Ord + '_ {
    (one.on, &one.kind, one.mark, &one.note)
}

fn unmet(
    place: usize,
    requirement: &BasicRequirement,
    material: &Material<'_>,
    counted: Stretch,
) -> Option<Unmet> {
    if requirement.role.is_some_and(|role| role != material.role()) {
        return None;
    }
    let matches = material.matching(&requirement.kinds, &requirement.marks);
    let (found, _) = matches.within(counted);
    (found < requirement.at_least).then(|| Unmet {
        requirement: place,
        name: requirement.name.clone(),
        kinds: requirement.kinds.clone(),
        at_least: requirement.at_least,
        found,
    })
}
