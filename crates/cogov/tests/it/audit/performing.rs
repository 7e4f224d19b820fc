//! Those whom steps are given to, and those who are kept from watching.

use cogov::FindingCode::{PowerlessDuty, SelfCheck, UncheckedPower};
use serde_json::{Value, json};

use super::{
    committee, company, neither, nobody, of, on, positions, silent, stated, step, steps, with,
};

fn together(holder: Value, function: &str, with_function: &str) -> Value {
    with(of(holder, &["bar"], function), json!({"together_with": with_function}))
}

#[test]
fn who_is_barred_from_supervising_watches_nobody() {
    let watched = |more: Value| {
        let mut all = vec![of(company(), &["power"], "implement")];
        all.extend(more.as_array().unwrap().clone());
        positions(json!(all))
    };
    let found = [["implement", "company"]];
    let eye = of(committee(), &["power", "lead"], "supervise");
    let bar = of(committee(), &["bar"], "supervise");
    neither(watched(json!([eye])), UncheckedPower);
    assert_eq!(silent(watched(json!([eye, bar])), UncheckedPower), found);
    let anyone = of(json!("anyone"), &["bar"], "supervise");
    assert_eq!(silent(watched(json!([eye, anyone])), UncheckedPower), found);
    // A bar on a part leaves the rest, unless another watches that; one that binds only those who
    // carry out leaves the watch.
    let of_parking = on(bar.clone(), &["parking"]);
    let parking = [["implement", "company", "parking"]];
    assert_eq!(silent(watched(json!([eye, of_parking])), UncheckedPower), parking);
    let other = on(of(json!({"party": "company"}), &["power"], "supervise"), &["commons"]);
    neither(watched(json!([eye, of_parking, other])), UncheckedPower);
    neither(watched(json!([eye, together(committee(), "supervise", "implement")])), UncheckedPower);
    // Nor does a claim to verify make up for it.
    let verify = json!({"holder": committee(), "kinds": ["claim"], "claims": ["verify"]});
    assert_eq!(silent(watched(json!([verify, eye, anyone])), UncheckedPower), found);
}

#[test]
fn who_may_not_watch_what_it_did_itself_is_unchecked_unless_others_watch() {
    let board = |more: &[Value]| {
        let mut all = vec![
            of(company(), &["power", "lead"], "implement"),
            of(company(), &["power", "lead"], "supervise"),
        ];
        all.extend_from_slice(more);
        positions(json!(all))
    };
    let found = [["implement", "company"]];
    neither(board(&[]), UncheckedPower);
    for (function, other) in [("supervise", "implement"), ("implement", "supervise")] {
        let apart = together(company(), function, other);
        neither(board(std::slice::from_ref(&apart)), SelfCheck);
        assert_eq!(silent(board(std::slice::from_ref(&apart)), UncheckedPower), found);
        neither(board(&[apart, of(committee(), &["power"], "supervise")]), UncheckedPower);
    }
    // Whoever else is kept from watching itself is watched by the company all the same.
    let of_both = [
        of(committee(), &["power"], "implement"),
        together(company(), "supervise", "implement"),
        together(committee(), "supervise", "implement"),
    ];
    assert_eq!(silent(board(&of_both), UncheckedPower), found);
    // Only where it is barred, and only for what the bar names.
    let of_parking = on(together(company(), "supervise", "implement"), &["parking"]);
    let parking = [["implement", "company", "parking"]];
    assert_eq!(silent(board(&[of_parking]), UncheckedPower), parking);
    neither(board(&[together(company(), "supervise", "decide")]), UncheckedPower);
    let some = [
        together(company(), "supervise", "implement"),
        on(of(committee(), &["power"], "supervise"), &["commons"]),
    ];
    assert_eq!(silent(board(&some), UncheckedPower), [["implement", "company", "safety"]]);
}

/// A procedure whose steps are given to somebody, beside some positions.
fn given(steps: &[(&str, &str, Value)], more: &[Value]) -> Value {
    let steps: Vec<Value> = steps
        .iter()
        .map(|(key, function, by)| json!({"key": key, "name": key, "function": function, "by": by}))
        .collect();
    let way = json!({"key": "way", "name": "Way", "matters": ["commons"], "steps": steps});
    with(positions(json!(more)), json!({"procedures": [way]}))
}

#[test]
fn a_step_given_to_somebody_without_the_power_is_a_powerless_duty() {
    let planned = |more: &[Value]| given(&[("draft", "plan", company())], more);
    let about = [["plan", "company", "way/draft"]];
    assert_eq!(silent(planned(&[]), PowerlessDuty), about);
    // A power on other matters is none; one on some of them, or of anyone, is.
    let plan = of(company(), &["power"], "plan");
    assert_eq!(silent(planned(&[on(plan.clone(), &["safety"])]), PowerlessDuty), about);
    neither(planned(&[on(plan.clone(), &["parking"])]), PowerlessDuty);
    neither(planned(&[of(json!("anyone"), &["power"], "plan")]), PowerlessDuty);
    // Said to have none, or barred.
    let none = with(nobody(&["power"], "plan"), json!({"holder": company()}));
    assert_eq!(stated(planned(&[none]), PowerlessDuty), about);
    assert_eq!(stated(planned(&[nobody(&["power"], "plan")]), PowerlessDuty), about);
    let of_another = with(nobody(&["power"], "plan"), json!({"holder": committee()}));
    assert_eq!(silent(planned(&[of_another]), PowerlessDuty), about);
    let bar = of(company(), &["bar"], "plan");
    assert_eq!(stated(planned(&[plan.clone(), bar.clone()]), PowerlessDuty), about);
    let on_its_matter = on(bar.clone(), &["commons"]);
    assert_eq!(stated(planned(&[plan.clone(), on_its_matter]), PowerlessDuty), about);
    neither(planned(&[plan, on(bar, &["parking"])]), PowerlessDuty);
}

#[test]
fn a_step_given_to_a_group_needs_no_power_of_the_whole_group() {
    let by = json!({"group": "residents"});
    let charter = given(&[("draft", "plan", by)], &[]);
    let group = json!([{"key": "residents", "name": "Residents"}]);
    neither(with(charter, json!({"groups": group})), PowerlessDuty);
}

#[test]
fn steps_that_let_the_same_carry_out_and_verify_are_a_self_check() {
    let both = |verifier: Value, more: &[Value]| {
        let steps = [("work", "implement", company()), ("look", "supervise", verifier)];
        given(&steps, more)
    };
    let found = [["company", "way/look", "way/work"]];
    let mut about = stated(both(company(), &[]), SelfCheck);
    about.iter_mut().for_each(|about| about.sort());
    assert_eq!(about, found);
    neither(both(committee(), &[]), SelfCheck);
    neither(both(company(), &[together(company(), "supervise", "implement")]), SelfCheck);
    // A bar for another reason, or on other matters, leaves it.
    for bar in [
        together(company(), "supervise", "decide"),
        on(together(company(), "supervise", "implement"), &["safety"]),
    ] {
        assert_eq!(stated(both(company(), &[bar]), SelfCheck).len(), 1);
    }
    // By its positions it is found already, once.
    let rights = [of(company(), &["power"], "implement"), of(company(), &["power"], "supervise")];
    assert_eq!(stated(both(company(), &rights), SelfCheck), [["company"]]);
}

#[test]
fn a_seat_that_verifies_the_steps_of_its_own_body_is_a_self_check() {
    let seats = json!([{"key": "inspector", "name": "Inspector", "body": "company"},
                       {"key": "watcher", "name": "Watcher", "body": "committee"}]);
    let charter = |carries_out: Value, verifies: &str, more: Value| {
        let way = steps(json!([
            with(step("do", "implement"), json!({"by": carries_out})),
            with(step("check", "supervise"), json!({"by": {"seat": verifies}}))
        ]));
        with(way, json!({"seats": seats, "positions": more}))
    };
    let found = |charter: Value| stated(charter, SelfCheck);
    let both = [["company", "inspector", "way/do", "way/check"]];
    assert_eq!(found(charter(company(), "inspector", json!([]))), both);
    assert!(found(charter(company(), "watcher", json!([]))).is_empty());
    // What the body verifies of what a seat carried out is verified by others as well.
    assert!(found(charter(json!({"seat": "watcher"}), "inspector", json!([]))).is_empty());
    // A bar binds whom it names: the body, or the seat.
    let seat = json!({"seat": "inspector"});
    let bar = |holder: Value| json!([of(holder, &["bar"], "supervise")]);
    assert_eq!(found(charter(company(), "inspector", bar(company()))), both);
    assert!(found(charter(company(), "inspector", bar(seat))).is_empty());
}

#[test]
fn whoever_is_barred_from_a_step_and_has_no_power_is_told_of_the_bar() {
    let bar = of(company(), &["bar"], "plan");
    let step = |bars: &[Value]| given(&[("draft", "plan", company())], bars);
    let found = [["plan", "company", "way/draft"]];
    assert_eq!(stated(step(std::slice::from_ref(&bar)), PowerlessDuty), found);
    assert_eq!(silent(step(&[]), PowerlessDuty), found);
    let elsewhere = step(&[on(bar, &["safety"])]);
    assert_eq!(silent(elsewhere, PowerlessDuty), found, "on what the procedure does not take");
}
