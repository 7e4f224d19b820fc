//! Who carries out and checks that itself.

use cogov::FindingCode::SelfCheck;
use serde_json::{Value, json};

use super::*;

#[test]
fn who_carries_out_and_verifies_checks_itself() {
    let both =
        json!([of(company(), &["lead"], "implement"), of(company(), &["power"], "supervise")]);
    assert_eq!(stated(positions(both), SelfCheck), [["company"]]);
}

#[test]
fn one_person_in_two_seats_checks_itself() {
    let seats = |held_with: Value| {
        json!({"seats": [
            {"key": "head", "name": "Head", "body": "committee"},
            {"key": "inspector", "name": "Inspector", "body": "company", "held_with": held_with}
        ], "positions": [
            of(json!({"seat": "head"}), &["power"], "implement"),
            of(json!({"seat": "inspector"}), &["power"], "supervise")
        ]})
    };
    assert_eq!(stated(seats(json!(["head"])), SelfCheck), [["head", "inspector"]]);
    neither(seats(json!([])), SelfCheck);
}

#[test]
fn a_bar_another_matter_or_another_party_make_no_self_check() {
    let performs = of(company(), &["power"], "implement");
    let checks = of(company(), &["power"], "supervise");
    let bar = with(of(company(), &["bar"], "supervise"), json!({"together_with": "implement"}));
    neither(positions(json!([performs, checks, bar])), SelfCheck);
    neither(
        positions(json!([on(performs.clone(), &["parking"]), on(checks, &["garden"])])),
        SelfCheck,
    );
    neither(positions(json!([performs, of(committee(), &["power"], "supervise")])), SelfCheck);
}

#[test]
fn who_may_not_carry_out_at_all_does_not_check_itself() {
    for function in ["implement", "supervise"] {
        let charter = positions(json!([
            of(company(), &["power"], "implement"),
            of(company(), &["power"], "supervise"),
            of(company(), &["bar"], function)
        ]));
        neither(charter, SelfCheck);
    }
}

#[test]
fn a_bar_on_one_matter_leaves_a_self_check_on_the_others() {
    let self_check = |matters: &[&str], performed: &[&str]| {
        let charter = positions(json!([
            on(of(company(), &["power"], "implement"), performed),
            of(company(), &["power"], "supervise"),
            on(of(company(), &["bar"], "supervise"), matters)
        ]));
        stated(charter, SelfCheck)
    };
    assert_eq!(self_check(&["parking"], &["commons", "safety"]), [["company"]]);
    assert_eq!(self_check(&["parking"], &["commons"]), [["company"]]);
    assert!(self_check(&["parking"], &["parking"]).is_empty());
    assert!(self_check(&["commons"], &["parking"]).is_empty());
    // Several bars can leave nothing, too.
    assert!(self_check(&["commons", "safety"], &["commons", "safety"]).is_empty());
}

#[test]
fn a_bar_for_another_reason_still_leaves_a_self_check() {
    for (barred, beside) in
        [("supervise", "decide"), ("decide", "implement"), ("implement", "decide")]
    {
        let bar = with(of(company(), &["bar"], barred), json!({"together_with": beside}));
        let charter = positions(json!([
            of(company(), &["power"], "implement"),
            of(company(), &["power"], "supervise"),
            bar
        ]));
        assert_eq!(stated(charter, SelfCheck), [["company"]], "{barred} together with {beside}");
    }
}

#[test]
fn a_bar_on_anyone_keeps_a_party_from_checking_itself_as_its_own_does() {
    let self_check = |bar: Value| {
        stated(
            positions(json!([
                of(company(), &["power"], "implement"),
                of(company(), &["power"], "supervise"),
                bar
            ])),
            SelfCheck,
        )
    };
    let together = json!({"together_with": "implement"});
    for holder in [company(), json!("anyone")] {
        let bar = of(holder, &["bar"], "supervise");
        assert!(self_check(bar.clone()).is_empty());
        assert!(self_check(with(bar.clone(), together.clone())).is_empty());
        // A part of it leaves the rest.
        assert_eq!(self_check(on(bar, &["parking"])), [["company"]]);
    }
    assert_eq!(self_check(with(of(committee(), &["bar"], "supervise"), together)), [["company"]]);
}

#[test]
fn one_person_in_a_chain_of_seats_checks_itself_where_each_is_one_seat() {
    let chain = |number: Value| {
        let mut linking = json!({"key": "y", "name": "Y", "body": "committee", "held_with": ["z"]});
        linking["number"] = number;
        json!({"seats": [
            {"key": "x", "name": "X", "body": "committee", "held_with": ["y"], "number": 3},
            linking,
            {"key": "z", "name": "Z", "body": "company"}
        ], "positions": [
            of(json!({"seat": "x"}), &["power"], "implement"),
            of(json!({"seat": "z"}), &["power"], "supervise")
        ]})
    };
    assert_eq!(stated(chain(json!(1)), SelfCheck), [["x", "z"]]);
    // One of several holds the first, and it can be another one who holds the last.
    neither(chain(json!(2)), SelfCheck);
}

#[test]
fn a_seat_that_verifies_what_its_own_body_carries_out_is_the_same_hands() {
    let charter = |performs: Value, checks: Value, more: &[Value]| {
        let mut all =
            vec![of(performs, &["lead"], "implement"), of(checks, &["power"], "supervise")];
        all.extend(more.iter().cloned());
        with(
            positions(json!(all)),
            json!({"seats": [{"key": "inspector", "name": "Inspector", "body": "company"},
                             {"key": "mechanic", "name": "Mechanic", "body": "company"}]}),
        )
    };
    let inspector = || json!({"seat": "inspector"});
    let found = [["company", "inspector"]];
    assert_eq!(stated(charter(company(), inspector(), &[]), SelfCheck), found);
    neither(charter(committee(), inspector(), &[]), SelfCheck);
    // A body verifies by others than the seat that carried it out, and two seats are two people,
    // as far as the charter says.
    neither(charter(json!({"seat": "mechanic"}), company(), &[]), SelfCheck);
    neither(charter(json!({"seat": "mechanic"}), inspector(), &[]), SelfCheck);
    // A bar binds whom it names: one on the body leaves its seat the power to supervise.
    let bar = |holder: Value, function: &str| [of(holder, &["bar"], function)];
    assert_eq!(
        stated(charter(company(), inspector(), &bar(company(), "supervise")), SelfCheck),
        found
    );
    neither(charter(company(), inspector(), &bar(company(), "implement")), SelfCheck);
    neither(charter(company(), inspector(), &bar(inspector(), "supervise")), SelfCheck);
    let other_work = bar(inspector(), "implement");
    assert_eq!(stated(charter(company(), inspector(), &other_work), SelfCheck), found);
    let together = |holder: Value| {
        [with(of(holder, &["bar"], "supervise"), json!({"together_with": "implement"}))]
    };
    for holder in [company(), inspector(), json!("anyone")] {
        neither(charter(company(), inspector(), &together(holder)), SelfCheck);
    }
}

#[test]
fn who_verifies_only_together_with_another_does_not_check_itself() {
    let joint = json!({"jointly": [company(), committee()]});
    neither(
        positions(json!([
            of(company(), &["power"], "implement"),
            of(joint, &["power"], "supervise")
        ])),
        SelfCheck,
    );
}
