//! What was not counted, and why: a record should never vanish without a word.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::conduct::contribution::Contribution;
use crate::conduct::definition::ConductPolicy;
use crate::conduct::ladder::{Rung, Trigger};
use crate::conduct::material::Material;
use crate::conduct::points::Points;
use crate::conduct::scored::{Limit, LineReason, Score};
use crate::problem::nearest;
use crate::values::key::{AccountKey, ContributionKey};

/// What was not counted for one reason: contributions, or points of an account.
///
/// Somebody did these things, or they were recorded; the one who is assessed can see that they
/// were read, and why they changed nothing. See [`Assessment::uncounted`](crate::conduct::Assessment::uncounted).
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2025-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let uncounted = &found.uncounted()[0];
/// assert_eq!((uncounted.contributions(), uncounted.points()), (&[0][..], None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uncounted {
    pub(super) why: WhyUncounted,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) points: Option<Points>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contributions: Vec<usize>,
}

impl Uncounted {
    /// Why it was not counted.
    #[must_use]
    pub const fn why(&self) -> &WhyUncounted {
        &self.why
    }

    /// How many points were left out, a deduction being negative; none where contributions have
    /// no points of their own, or where the sum cannot be kept exactly.
    #[must_use]
    pub const fn points(&self) -> Option<Points> {
        self.points
    }

    /// The contributions; none where points of many together were left out by a cap or a floor.
    #[must_use]
    pub fn contributions(&self) -> &[usize] {
        &self.contributions
    }
}

/// Why something was not counted.
///
/// The first two count for nothing at all. The others have no points, or not all of them, but
/// count where a trigger or a requirement asks for them.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, WhyUncounted, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2025-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// assert_eq!(found.uncounted()[0].why(), &WhyUncounted::OutsideWindow);
/// assert_eq!(found.outside(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyUncounted {
    /// They lie outside the window.
    OutsideWindow,
    /// The policy knows no such kind: it is misspelt, or belongs to another policy.
    UnknownKind {
        /// The kind that was recorded.
        kind: ContributionKey,
        /// The kind of the policy that is most like it, if one is like it at all; it is looked
        /// for only for the first 50 unknown kinds.
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<ContributionKey>,
    },
    /// They lie in the window, but not in the year that a table by the year is applied to.
    OutsideYear,
    /// No item of the table is about their kind and mark.
    NoItem,
    /// They are worth what is awarded, and no points were recorded with them.
    NoneRecorded,
    /// There are more authors than may be.
    TooManyAuthors,
    /// The part of joint work that is not credited to this author.
    OtherAuthors,
    /// Points beyond the cap of an account; of the whole table, if no account is named.
    BeyondCap {
        /// The account.
        account: Option<AccountKey>,
    },
    /// Points below the floor of an account; of the whole table, if no account is named.
    BelowFloor {
        /// The account.
        account: Option<AccountKey>,
    },
}

/// Comparing names is dear: only so many unknown kinds are met with the nearest one.
const GUESSES: usize = 50;

pub(super) fn uncounted(
    policy: &ConductPolicy,
    contributions: &[Contribution],
    material: &Material<'_>,
    score: Option<&Score>,
) -> Vec<Uncounted> {
    let outside: Vec<usize> = contributions
        .iter()
        .enumerate()
        .filter(|(_, one)| !material.window.stretch().contains(one.on))
        .map(|(place, _)| place)
        .collect();
    let mut found = Vec::new();
    if !outside.is_empty() {
        let why = WhyUncounted::OutsideWindow;
        found.push(Uncounted { why, points: None, contributions: outside });
    }
    let known = known_kinds(policy);
    let mut unknown: BTreeMap<&ContributionKey, Vec<usize>> = BTreeMap::new();
    let mut without_points = BTreeMap::new();
    let scored: BTreeSet<usize> =
        score.map_or(&[][..], Score::lines).iter().map(|line| line.contribution).collect();
    for (place, one) in &material.contributions {
        if !known.contains(&one.kind) {
            unknown.entry(&one.kind).or_default().push(*place);
        } else if policy.points.is_given() && !scored.contains(place) {
            let why = match score {
                Some(score) if score.counted.contains(one.on) => WhyUncounted::NoItem,
                _ => WhyUncounted::OutsideYear,
            };
            without_points.entry(why).or_insert_with(Vec::new).push(*place);
        }
    }
    for (guesses, (kind, contributions)) in unknown.into_iter().enumerate() {
        let nearest = if guesses < GUESSES { nearest_kind(kind, &known) } else { None };
        let why = WhyUncounted::UnknownKind { kind: kind.clone(), nearest };
        found.push(Uncounted { why, points: None, contributions });
    }
    for (why, contributions) in without_points {
        found.push(Uncounted { why, points: None, contributions });
    }
    if let Some(score) = score {
        lines_in_part(score, &mut found);
        limits(score, &mut found);
    }
    found
}

/// The kinds that the policy lists; of one that was not checked, also those it only refers to.
fn known_kinds(policy: &ConductPolicy) -> BTreeSet<&ContributionKey> {
    let rungs: &[Rung] = policy.ladder.given().map_or(&[], Vec::as_slice);
    let asked = rungs.iter().flat_map(|rung| &rung.triggers).flat_map(|trigger| match trigger {
        Trigger::AtLeast(count) => count.kinds.as_slice(),
        Trigger::FewerThan(count) => &count.kinds,
        Trigger::YearsWithout(years) => &years.kinds,
        Trigger::BelowPoints(_) | Trigger::UnmetRequirements(_) => &[],
    });
    let items = policy.points.given().into_iter().flat_map(|table| &table.items);
    (policy.contributions.iter().map(|listed| &listed.key))
        .chain(policy.requirements.iter().flat_map(|requirement| &requirement.kinds))
        .chain(items.map(|item| &item.kind))
        .chain(asked)
        .collect()
}

fn nearest_kind(
    found: &ContributionKey,
    known: &BTreeSet<&ContributionKey>,
) -> Option<ContributionKey> {
    let name = nearest(found.as_str(), known.iter().map(|kind| kind.as_str()))?;
    known.iter().find(|kind| kind.as_str() == name).map(|kind| (*kind).clone())
}

/// Lines that have no points, or a part of them. Additions and deductions are told apart.
fn lines_in_part(score: &Score, found: &mut Vec<Uncounted>) {
    let mut parts: BTreeMap<(WhyUncounted, bool), (Option<Points>, Vec<usize>)> = BTreeMap::new();
    for line in &score.lines {
        let (why, points) = match line.reason {
            LineReason::AsStated | LineReason::AsAwarded => continue,
            LineReason::Shared => (WhyUncounted::OtherAuthors, line.full.checked_less(line.points)),
            LineReason::TooManyAuthors => (WhyUncounted::TooManyAuthors, Some(line.full)),
            LineReason::NoneRecorded => (WhyUncounted::NoneRecorded, Some(Points::ZERO)),
        };
        // The first of several authors may well have all.
        if why == WhyUncounted::OtherAuthors && points == Some(Points::ZERO) {
            continue;
        }
        let (sum, places) = parts
            .entry((why, points.is_some_and(Points::is_negative)))
            .or_insert_with(|| (Some(Points::ZERO), Vec::new()));
        *sum = sum.zip(points).and_then(|(sum, points)| sum.checked_add(points));
        places.push(line.contribution);
    }
    for ((why, _), (points, contributions)) in parts {
        let points = points.filter(|_| why != WhyUncounted::NoneRecorded);
        found.push(Uncounted { why, points, contributions });
    }
}

/// What caps and floors left out.
fn limits(score: &Score, found: &mut Vec<Uncounted>) {
    let accounts = score
        .accounts
        .iter()
        .map(|one| (one.account.clone(), one.limit, one.raw, one.counted))
        .chain([(None, score.limit, score.raw, score.total)]);
    for (account, limit, raw, counted) in accounts {
        let why = match limit {
            None => continue,
            Some(Limit::Capped) => WhyUncounted::BeyondCap { account },
            Some(Limit::Floored) => WhyUncounted::BelowFloor { account },
        };
        let points = raw.checked_less(counted);
        found.push(Uncounted { why, points, contributions: Vec::new() });
    }
}
