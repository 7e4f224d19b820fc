//! Bounds on the work of an assessment.

use cogov::conduct::{
    Account, Assessed, AtLeast, Mark, NotAssessed, PointsTable, Requirement, Rung, Sanction,
    Trigger, Within,
};
use cogov::values::{AccountKey, bounds};
use cogov::{ConductPolicy, Lang, ProblemCode, Text};

use super::{bare, codes, in_policy, kind, one};

fn triggers(number: u64) -> Vec<Rung> {
    let trigger = || Trigger::from(AtLeast::new(1u64, Within::Year).with_kinds([kind("plenary")]));
    // Over two rungs: the bound is on all together.
    let (first, second) = (number / 2, number - number / 2);
    [first, second]
        .map(|number| Rung::new(Sanction::Remind).with_triggers((0..number).map(|_| trigger())))
        .to_vec()
}

fn requirements(number: u64) -> Vec<Requirement> {
    (0..number).map(|_| Requirement::new(1u64).with_kinds([kind("plenary")])).collect()
}

fn accounts(number: u64) -> Vec<Account> {
    let key = |n: u64| format!("a{n}").parse::<AccountKey>().unwrap();
    (0..number).map(|n| Account::new(key(n), Text::new("A").unwrap())).collect()
}

fn table(number: u64) -> PointsTable {
    let item = cogov::conduct::Item::new(kind("plenary"), Mark::Leave, 1);
    PointsTable::new().with_accounts(accounts(number)).with_items([item])
}

#[test]
fn a_policy_of_more_triggers_requirements_or_accounts_than_the_bound_is_refused_and_not_assessed() {
    let plain = || bare(&["plenary"]);
    let most = [bounds::LADDER_TRIGGERS, bounds::REQUIREMENTS, bounds::ACCOUNTS]
        .map(|bound| bound.largest());
    let [t, r, a] = most;
    let largest =
        plain().with_ladder(triggers(t)).with_requirements(requirements(r)).with_points(table(a));
    assert!(ConductPolicy::from_json(&serde_json::to_string(&largest).unwrap()).is_ok());
    assert!(in_policy(&largest, &[]).assessment().is_some());
    for (policy, path, reason) in [
        (plain().with_ladder(triggers(t + 1)), "ladder", NotAssessed::TooManyTriggers(t + 1)),
        (
            plain().with_requirements(requirements(r + 1)),
            "requirements",
            NotAssessed::TooManyRequirements(r + 1),
        ),
        (plain().with_points(table(a + 1)), "points.accounts", NotAssessed::TooManyAccounts(a + 1)),
    ] {
        let found = codes(&serde_json::to_string(&policy).unwrap());
        assert_eq!(found, [(ProblemCode::BoundExceeded, path.to_owned())]);
        let standing = in_policy(&policy, &[]);
        assert_eq!(standing.result(), &Assessed::NotAssessed(reason));
        assert!(standing.describe(Lang::En).contains("257, of 256 at most"));
        assert!(standing.describe(Lang::Zh).contains("257，上限为256"));
    }
}

#[test]
fn a_cause_that_rests_on_very_many_contributions_counts_all_and_lists_the_first_thousand() {
    let policy = bare(&["plenary"]).with_ladder(triggers(2));
    let list = vec![one("plenary", "2024-05-05", Mark::Attended); 1_001];
    let standing = in_policy(&policy, &list);
    let cause = &standing.due().unwrap().causes()[0];
    assert_eq!(cause.found(), &cogov::conduct::Found::Count(1_001));
    assert_eq!(cause.contributions(), (0..1_000).collect::<Vec<_>>());
}
