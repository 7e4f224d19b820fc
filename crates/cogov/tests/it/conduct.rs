//! Conduct: tables, shares, windows and ladders.

mod builtins;
mod format;
mod points;
mod properties;
mod size;
mod tables;
mod told;
mod uncounted;
mod windows;

use cogov::conduct::{
    Authorship, Contribution, ContributionKind, Mark, Points, PointsTable, Sanction, Standing,
    Window, assess,
};
use cogov::values::{ConductKey, ContributionKey};
use cogov::{ConductPolicy, Date, ProblemCode, Text};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn window(from: &str, until: &str) -> Window {
    Window::new(day(from), day(until)).unwrap()
}

fn year_2024() -> Window {
    window("2024-01-01", "2025-01-01")
}

fn kind(key: &str) -> ContributionKey {
    ContributionKey::new(key).unwrap()
}

fn one(key: &str, on: &str, mark: Mark) -> Contribution {
    Contribution::new(kind(key), day(on), mark)
}

fn joint(key: &str, mark: Mark, position: u64, authors: u64) -> Contribution {
    one(key, "2024-05-05", mark).with_author(Authorship::new(position, authors).unwrap())
}

fn builtin(name: &str) -> ConductPolicy {
    ConductPolicy::builtin(name).unwrap()
}

fn in_2024(name: &str, contributions: &[Contribution]) -> Standing {
    assess(&builtin(name), contributions, year_2024())
}

fn points(text: &str) -> Points {
    match text.split_once('/') {
        Some((a, b)) => Points::new(a.parse().unwrap(), b.parse().unwrap()).unwrap(),
        None => Points::new(text.parse().unwrap(), 1).unwrap(),
    }
}

fn total(standing: &Standing) -> String {
    standing.total().unwrap().to_string()
}

fn due(standing: &Standing) -> Vec<Sanction> {
    standing.assessment().unwrap().triggered().iter().map(|due| due.rung().sanction()).collect()
}

fn account<'s>(standing: &'s Standing, key: &str) -> &'s cogov::conduct::AccountStanding {
    let accounts = standing.assessment().unwrap().score().unwrap().accounts();
    accounts.iter().find(|one| one.account().is_some_and(|known| known.as_str() == key)).unwrap()
}

/// A policy that asks nothing but has kinds of contribution to refer to.
fn bare(kinds: &[&str]) -> ConductPolicy {
    let kinds = kinds.iter().map(|key| ContributionKind::new(kind(key), Text::new(key).unwrap()));
    ConductPolicy::new(ConductKey::new("test").unwrap(), Text::new("Test").unwrap())
        .with_contributions(kinds)
}

fn table_policy(table: PointsTable) -> ConductPolicy {
    bare(&["plenary", "proposal"]).with_points(table)
}

fn codes(json: &str) -> Vec<(ProblemCode, String)> {
    let error = ConductPolicy::from_json(json).unwrap_err();
    error.problems().iter().map(|one| (one.code(), one.path().to_string())).collect()
}

fn in_policy(policy: &ConductPolicy, list: &[Contribution]) -> Standing {
    assess(policy, list, year_2024())
}

fn bonus(on: &str, text: &str) -> Contribution {
    one("bonus", on, Mark::Awarded).with_points(points(text))
}
