//! Bounds on the work of an assessment.

use cogov::conduct::{
    Account, Assessed, AtLeast, BasicRequirement, Mark, NotAssessed, PointsTable, Rung, Sanction,
    Trigger, Within,
};
use cogov::values::{AccountKey, bounds};
use cogov::{ConductPolicy, Lang, ProblemCode, Text};

use super::{bare, codes, in_policy, kind, one};

fn ladder(rungs: u64, triggers: u64) -> Vec<Rung> {
    let trigger = || Trigger::from(AtLeast::new(1u64, Within::Year).with_kinds([kind("plenary")]));
    let rung = || Rung::new(Sanction::Remind).with_triggers((0..triggers).map(|_| trigger()));
    (0..rungs).map(|_| rung()).collect()
}

fn requirements(number: u64) -> Vec<BasicRequirement> {
    (0..number).map(|_| BasicRequirement::new(1u64).with_kinds([kind("plenary")])).collect()
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
fn a_policy_of_more_rungs_triggers_requirements_or_accounts_than_the_bound_is_not_assessed() {
    let plain = || bare(&["plenary"]);
    let most =
        [bounds::LADDER_RUNGS, bounds::RUNG_TRIGGERS, bounds::REQUIREMENTS, bounds::ACCOUNTS];
    let [l, t, r, a] = most.map(|bound| bound.largest());
    let largest =
        plain().with_ladder(ladder(l, t)).with_requirements(requirements(r)).with_points(table(a));
    assert!(ConductPolicy::from_json(&serde_json::to_string(&largest).unwrap()).is_ok());
    assert!(in_policy(&largest, &[]).assessment().is_some());
    for (policy, path, reason, en, zh) in [
        (
            plain().with_ladder(ladder(l + 1, 1)),
            "ladder",
            NotAssessed::TooManyRungs(l + 1),
            "17, of 16 at most",
            "17，上限为16",
        ),
        (
            plain().with_ladder(ladder(1, t + 1)),
            "ladder[0].triggers",
            NotAssessed::TooManyTriggers(t + 1),
            "17, of 16 at most",
            "17，上限为16",
        ),
        (
            plain().with_requirements(requirements(r + 1)),
            "requirements",
            NotAssessed::TooManyRequirements(r + 1),
            "101, of 100 at most",
            "101，上限为100",
        ),
        (
            plain().with_points(table(a + 1)),
            "points.accounts",
            NotAssessed::TooManyAccounts(a + 1),
            "1001, of 1000 at most",
            "1001，上限为1000",
        ),
    ] {
        let found = codes(&serde_json::to_string(&policy).unwrap());
        assert_eq!(found, [(ProblemCode::BoundExceeded, path.to_owned())]);
        let standing = in_policy(&policy, &[]);
        assert_eq!(standing.result(), &Assessed::NotAssessed(reason));
        assert!(standing.describe(Lang::En).contains(en));
        assert!(standing.describe(Lang::Zh).contains(zh));
    }
}

#[test]
fn a_cause_that_rests_on_very_many_contributions_counts_all_and_lists_the_first_thousand() {
    let policy = bare(&["plenary"]).with_ladder(ladder(1, 1));
    let list = vec![one("plenary", "2024-05-05", Mark::Attended); 1_001];
    let standing = in_policy(&policy, &list);
    let cause = &standing.due().unwrap().causes()[0];
    assert_eq!(cause.found(), &cogov::conduct::Found::Count(1_001));
    assert_eq!(cause.contributions(), (0..1_000).collect::<Vec<_>>());
}
