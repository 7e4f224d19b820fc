//! Applying a points table. Nothing is returned where a sum cannot be kept exactly.

use std::collections::BTreeMap;

use crate::conduct::assess::{Material, Placed};
use crate::conduct::contribution::{Authorship, Contribution};
use crate::conduct::definition::{Mark, SeatRole};
use crate::conduct::points::Points;
use crate::conduct::scored::{
    AccountStanding, BandStanding, Limit, Line, LineReason, Score, YearTotal,
};
use crate::conduct::sharing::Sharing;
use crate::conduct::table::{Item, PointsPeriod, PointsTable, Worth};
use crate::conduct::window::Stretch;
use crate::values::key::{AccountKey, ContributionKey};

/// The days that a table is applied to: none, where it is annual and no whole year is there.
pub(super) fn counted(table: &PointsTable, material: &Material<'_>) -> Option<Stretch> {
    match table.per.unwrap_or(PointsPeriod::Window) {
        PointsPeriod::Window => Some(material.window.stretch()),
        PointsPeriod::Year => material.whole_years().last(),
    }
}

/// Applies a table to the days that are counted.
pub(super) fn score(
    table: &PointsTable,
    counted: Stretch,
    material: &Material<'_>,
) -> Option<Score> {
    let rows = Rows::of(table, material.role());
    let tally = tally(table, &rows, material.within(counted))?;
    let years = material
        .whole_years()
        .map(|year| {
            let total = self::tally(table, &rows, material.within(year))?.total;
            Some(YearTotal { year, total })
        })
        .collect::<Option<Vec<_>>>()?;
    let band =
        table.bands.iter().filter(|band| band.from <= tally.total).max_by_key(|band| band.from);
    Some(Score {
        counted,
        base: table.base.unwrap_or_default(),
        accounts: tally.accounts,
        raw: tally.raw,
        total: tally.total,
        limit: tally.limit,
        band: band.map(|band| BandStanding { key: band.key.clone(), name: band.name.clone() }),
        passed: table.pass.map(|pass| tally.total >= pass),
        lines: tally.lines,
        unscored: tally.unscored,
        years,
    })
}

/// The rows that are about somebody in a role, by kind and mark.
struct Rows<'t>(BTreeMap<(&'t ContributionKey, Mark), (usize, &'t Item)>);

impl<'t> Rows<'t> {
    fn of(table: &'t PointsTable, role: SeatRole) -> Self {
        let mut rows: BTreeMap<_, (usize, &Item)> = BTreeMap::new();
        for (place, item) in table.items.iter().enumerate() {
            if item.role.is_some_and(|wanted| wanted != role) {
                continue;
            }
            let row = (&item.kind, item.mark);
            // A row for everybody does not take the place of one for the role.
            if item.role.is_some() || !rows.contains_key(&row) {
                rows.insert(row, (place, item));
            }
        }
        Self(rows)
    }
}

struct Tally {
    accounts: Vec<AccountStanding>,
    raw: Points,
    total: Points,
    limit: Option<Limit>,
    lines: Vec<Line>,
    unscored: Vec<usize>,
}

fn tally(table: &PointsTable, rows: &Rows<'_>, contributions: &[Placed<'_>]) -> Option<Tally> {
    let (mut lines, mut unscored) = (Vec::new(), Vec::new());
    // Additions and deductions, by account.
    let mut sums: BTreeMap<Option<&AccountKey>, (Points, Points)> = BTreeMap::new();
    for (place, one) in contributions {
        let Some((row, item)) = rows.0.get(&(&one.kind, one.mark)) else {
            unscored.push(*place);
            continue;
        };
        let (full, points, reason) = worth(item, one)?;
        let (additions, deductions) = sums.entry(item.account.as_ref()).or_default();
        let sum = if points.is_negative() { deductions } else { additions };
        *sum = sum.checked_add(points)?;
        lines.push(Line {
            contribution: *place,
            on: one.on,
            kind: one.kind.clone(),
            mark: one.mark,
            author: one.author,
            item: *row,
            full,
            points,
            reason,
        });
    }
    let mut accounts = Vec::with_capacity(table.accounts.len());
    for account in &table.accounts {
        let (additions, deductions) = sums.remove(&Some(&account.key)).unwrap_or_default();
        let start = account.start.unwrap_or_default();
        let raw = start.checked_add(additions)?.checked_add(deductions)?;
        let (counted, limit) = limited(raw, account.cap, account.floor);
        accounts.push(AccountStanding {
            account: Some(account.key.clone()),
            name: Some(account.name.clone()),
            start,
            additions,
            deductions,
            raw,
            counted,
            limit,
        });
    }
    // Accounts that the table does not list (a policy that was not checked) count like none.
    let (mut additions, mut deductions) = (Points::ZERO, Points::ZERO);
    for (added, deducted) in sums.values() {
        additions = additions.checked_add(*added)?;
        deductions = deductions.checked_add(*deducted)?;
    }
    if !sums.is_empty() || table.items.iter().any(|item| item.account.is_none()) {
        let raw = additions.checked_add(deductions)?;
        accounts.push(AccountStanding {
            account: None,
            name: None,
            start: Points::ZERO,
            additions,
            deductions,
            raw,
            counted: raw,
            limit: None,
        });
    }
    let mut raw = table.base.unwrap_or_default();
    for account in &accounts {
        raw = raw.checked_add(account.counted)?;
    }
    let (total, limit) = limited(raw, table.cap, table.floor);
    Some(Tally { accounts, raw, total, limit, lines, unscored })
}

/// Brings points down to a cap, then up to a floor.
fn limited(raw: Points, cap: Option<Points>, floor: Option<Points>) -> (Points, Option<Limit>) {
    match (cap, floor) {
        (_, Some(floor)) if raw < floor => (floor, Some(Limit::Floored)),
        (Some(cap), _) if raw > cap => (cap, Some(Limit::Capped)),
        _ => (raw, None),
    }
}

/// What a contribution is worth: to somebody alone, here, and why.
fn worth(item: &Item, one: &Contribution) -> Option<(Points, Points, LineReason)> {
    let (full, reason) = match (item.points, one.points) {
        (Worth::Fixed(points), _) => (points, LineReason::AsStated),
        (Worth::AsAwarded, Some(points)) => (points, LineReason::AsAwarded),
        (Worth::AsAwarded, None) => (Points::ZERO, LineReason::NoneRecorded),
    };
    let Some(author) = one.author else {
        return Some((full, full, reason));
    };
    if item.most_authors.is_some_and(|most| author.authors() > most) {
        return Some((full, Points::ZERO, LineReason::TooManyAuthors));
    }
    let sharing = item.sharing.unwrap_or_default();
    if sharing == Sharing::Full || author.authors() == 1 || reason == LineReason::NoneRecorded {
        return Some((full, full, reason));
    }
    Some((full, share(full, sharing, author)?, LineReason::Shared))
}

fn share(full: Points, sharing: Sharing, author: Authorship) -> Option<Points> {
    let first = author.position() == 1;
    match sharing {
        Sharing::Full => Some(full),
        Sharing::FirstOnly => Some(if first { full } else { Points::ZERO }),
        Sharing::Equally => full.checked_part(1, author.authors()),
        Sharing::First(part) if first => full.checked_share(part),
        Sharing::First(part) => {
            let rest = part.denominator().saturating_sub(part.numerator());
            full.checked_part(rest, part.denominator())?
                .checked_part(1, author.authors().saturating_sub(1))
        }
    }
}
