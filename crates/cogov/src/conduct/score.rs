//! Applying a points table. Nothing is returned where a sum cannot be kept exactly.

use std::collections::BTreeMap;

use crate::conduct::contribution::{Authorship, Contribution};
use crate::conduct::definition::{Mark, SeatRole};
use crate::conduct::material::{Material, Placed};
use crate::conduct::points::Points;
use crate::conduct::scored::{
    AccountStanding, BandStanding, Limit, Line, LineReason, Score, YearTotal,
};
use crate::conduct::sharing::Sharing;
use crate::conduct::table::{Account, Item, PointsPeriod, PointsTable, Worth};
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
    let mut lines = Vec::new();
    let tally = tally(table, &rows, material.within(counted), |line| lines.push(line))?;
    let years = material
        .whole_years()
        .map(|year| {
            let total = self::tally(table, &rows, material.within(year), |_| {})?.total;
            Some(YearTotal { year, total })
        })
        .collect::<Option<Vec<_>>>()?;
    let band =
        table.bands.iter().filter(|band| band.from <= tally.total).max_by_key(|band| band.from);
    Some(Score {
        counted,
        base: table.base.unwrap_or_default(),
        accounts: tally.accounts.iter().map(AccountSum::standing).collect(),
        raw: tally.raw,
        total: tally.total,
        limit: tally.limit,
        band: band.map(|band| BandStanding { key: band.key.clone(), name: band.name.clone() }),
        passed: table.pass.map(|pass| tally.total >= pass),
        lines: lines.into_iter().map(Worked::line).collect(),
        years,
    })
}

/// The rows that are about somebody in a role, by kind and mark.
struct Rows<'t> {
    rows: BTreeMap<(&'t ContributionKey, Mark), (usize, &'t Item)>,
    /// Whether any item counts straight into the total.
    without_account: bool,
}

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
        let without_account = table.items.iter().any(|item| item.account.is_none());
        Self { rows, without_account }
    }
}

struct Tally<'t> {
    accounts: Vec<AccountSum<'t>>,
    raw: Points,
    total: Points,
    limit: Option<Limit>,
}

/// An account of one tally: a year's are thrown away, so that nothing is copied for them.
struct AccountSum<'t> {
    account: Option<&'t Account>,
    start: Points,
    additions: Points,
    deductions: Points,
    raw: Points,
    counted: Points,
    limit: Option<Limit>,
}

impl<'t> AccountSum<'t> {
    fn of(account: Option<&'t Account>, (additions, deductions): (Points, Points)) -> Option<Self> {
        let start = account.and_then(|account| account.start).unwrap_or_default();
        let raw = start.checked_add(additions)?.checked_add(deductions)?;
        let (cap, floor) = account.map_or((None, None), |account| (account.cap, account.floor));
        let (counted, limit) = limited(raw, cap, floor);
        Some(Self { account, start, additions, deductions, raw, counted, limit })
    }

    fn standing(&self) -> AccountStanding {
        AccountStanding {
            account: self.account.map(|account| account.key.clone()),
            name: self.account.map(|account| account.name.clone()),
            start: self.start,
            additions: self.additions,
            deductions: self.deductions,
            raw: self.raw,
            counted: self.counted,
            limit: self.limit,
        }
    }
}

/// A contribution with its row, and what it is worth.
struct Worked<'c> {
    placed: Placed<'c>,
    item: usize,
    full: Points,
    points: Points,
    reason: LineReason,
}

impl Worked<'_> {
    fn line(self) -> Line {
        let Self { placed: (contribution, one), item, full, points, reason } = self;
        Line {
            contribution,
            on: one.on,
            kind: one.kind.clone(),
            mark: one.mark,
            author: one.author,
            item,
            full,
            points,
            reason,
        }
    }
}

fn tally<'t, 'c>(
    table: &'t PointsTable,
    rows: &Rows<'t>,
    contributions: &[Placed<'c>],
    mut each: impl FnMut(Worked<'c>),
) -> Option<Tally<'t>> {
    // Additions and deductions, by account.
    let mut sums: BTreeMap<Option<&AccountKey>, (Points, Points)> = BTreeMap::new();
    for (place, one) in contributions {
        let Some((item, row)) = rows.rows.get(&(&one.kind, one.mark)) else { continue };
        let (full, points, reason) = worth(row, one)?;
        let (additions, deductions) = sums.entry(row.account.as_ref()).or_default();
        let sum = if points.is_negative() { deductions } else { additions };
        *sum = sum.checked_add(points)?;
        each(Worked { placed: (*place, *one), item: *item, full, points, reason });
    }
    let mut accounts = Vec::with_capacity(table.accounts.len());
    for account in &table.accounts {
        let sum = sums.remove(&Some(&account.key)).unwrap_or_default();
        accounts.push(AccountSum::of(Some(account), sum)?);
    }
    // Accounts that the table does not list (a policy that was not checked) count like none.
    let (mut additions, mut deductions) = (Points::ZERO, Points::ZERO);
    for (added, deducted) in sums.values() {
        additions = additions.checked_add(*added)?;
        deductions = deductions.checked_add(*deducted)?;
    }
    if !sums.is_empty() || rows.without_account {
        accounts.push(AccountSum::of(None, (additions, deductions))?);
    }
    let mut raw = table.base.unwrap_or_default();
    for account in &accounts {
        raw = raw.checked_add(account.counted)?;
    }
    let (total, limit) = limited(raw, table.cap, table.floor);
    Some(Tally { accounts, raw, total, limit })
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
    let first = author.place() == 1;
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
