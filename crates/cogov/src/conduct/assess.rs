//! Assessing contributions under a policy.

use std::collections::BTreeSet;

use crate::conduct::contribution::Contribution;
use crate::conduct::definition::{ConductPolicy, Mark, Requirement, SeatRole};
use crate::conduct::due::judge;
use crate::conduct::score::{counted, score};
use crate::conduct::standing::{Assessed, Assessment, NotAssessed, Standing, Unmet};
use crate::conduct::window::{Stretch, Window, YearOfWindow};
use crate::values::bounds;
use crate::values::key::ContributionKey;

/// A contribution with its place in the list that came in.
pub(super) type Placed<'c> = (usize, &'c Contribution);

/// What is assessed: the contributions in the window by day, and its years.
pub(super) struct Material<'c> {
    pub(super) window: &'c Window,
    pub(super) contributions: Vec<Placed<'c>>,
    pub(super) years: Vec<YearOfWindow>,
}

impl<'c> Material<'c> {
    pub(super) fn role(&self) -> SeatRole {
        self.window.role()
    }

    /// Those on the days of a stretch.
    pub(super) fn within(&self, stretch: Stretch) -> &[Placed<'c>] {
        let begin = self.contributions.partition_point(|(_, one)| one.on < stretch.from());
        let end = self.contributions.partition_point(|(_, one)| one.on < stretch.until());
        self.contributions.get(begin..end).unwrap_or_default()
    }

    /// The places of those of some kinds and marks on the days of a stretch.
    pub(super) fn matching(
        &self,
        stretch: Stretch,
        kinds: &[ContributionKey],
        marks: &[Mark],
    ) -> Vec<usize> {
        let kinds: BTreeSet<&ContributionKey> = kinds.iter().collect();
        self.within(stretch)
            .iter()
            .filter(|(_, one)| {
                kinds.contains(&one.kind) && (marks.is_empty() || marks.contains(&one.mark))
            })
            .map(|(place, _)| *place)
            .collect()
    }

    /// The whole years, which follow upon one another without a break.
    pub(super) fn whole_years(&self) -> impl Iterator<Item = Stretch> {
        self.years.iter().filter(|year| year.is_whole()).map(|year| year.stretch())
    }
}

/// Assesses contributions under a policy over a window.
///
/// * Only who held the seat for the whole window is assessed.
/// * Contributions outside the window are counted and left aside.
/// * Each account is brought down to its cap and up to its floor, then the total.
/// * A table by the year, and what is required by it, is applied to the last whole year; where
///   there is none, nothing is counted.
/// * A trigger that the window or the term does not let be judged is listed as such.
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
/// assert_eq!(standing.due().map(|due| *due.rung().sanction()), Some(Sanction::Criticise));
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
    if let Some(held) = window.seat_held()
        && !window.is_held_throughout()
    {
        return Err(NotAssessed::SeatNotHeldThroughout(held.clone()));
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
    let outside = contributions.len().saturating_sub(inside.len()) as u64;
    let material = Material { window, contributions: inside, years: window.years() };
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
    let kinds = policy.contributions.clone();
    Ok(Assessment { kinds, score, unmet, due, unjudged, outside, repeated })
}

/// What two contributions have in common that may be one recorded twice.
fn identity(one: &Contribution) -> impl Ord + '_ {
    (one.on, &one.kind, one.mark, &one.note)
}

fn unmet(
    place: usize,
    requirement: &Requirement,
    material: &Material<'_>,
    counted: Stretch,
) -> Option<Unmet> {
    if requirement.role.is_some_and(|role| role != material.role()) {
        return None;
    }
    let found = material.matching(counted, &requirement.kinds, &requirement.marks).len() as u64;
    (found < requirement.at_least).then(|| Unmet {
        requirement: place,
        name: requirement.name.clone(),
        kinds: requirement.kinds.clone(),
        at_least: requirement.at_least,
        found,
    })
}
