//! Powers and duties: whether they go together, and who watches them.

use cogov::FindingCode::{
    PaperCheck, PowerlessDuty, UnboundedPower, UncheckedPower, UninformedParty,
};
use serde_json::{Value, json};

use super::{
    committee, company, neither, nobody, of, on, positions, silent, stated, step, steps, with,
};

fn briefed(holder: Value) -> Value {
    json!({"holder": holder, "kinds": ["claim"], "claims": ["be_briefed"]})
}

fn not_briefed(holder: Value) -> Value {
    with(briefed(holder), json!({"none": true}))
}

#[test]
fn who_deliberates_and_is_said_not_to_be_briefed_is_uninformed() {
    let deliberates = of(company(), &["power"], "deliberate");
    let said = positions(json!([deliberates, not_briefed(company())]));
    assert_eq!(stated(said, UninformedParty), [["company"]]);
    let left_open = positions(json!([deliberates]));
    assert_eq!(silent(left_open, UninformedParty), [["company"]]);
    // Of another it does not follow.
    let other = positions(json!([deliberates, not_briefed(committee())]));
    assert!(stated(other, UninformedParty).is_empty());
}

#[test]
fn who_is_briefed_or_does_not_deliberate_is_not_uninformed() {
    let decides = of(company(), &["power", "lead"], "decide");
    neither(positions(json!([decides, briefed(company())])), UninformedParty);
    neither(positions(json!([decides, briefed(json!("anyone"))])), UninformedParty);
    neither(positions(json!([of(company(), &["power"], "implement")])), UninformedParty);
}

#[test]
fn a_lead_said_to_have_no_power_is_a_powerless_duty() {
    let lead = of(company(), &["lead"], "implement");
    let said = with(nobody(&["power"], "implement"), json!({"holder": company()}));
    assert_eq!(stated(positions(json!([lead, said])), PowerlessDuty), [["implement", "company"]]);
    assert_eq!(silent(positions(json!([lead])), PowerlessDuty), [["implement", "company"]]);
}

#[test]
fn a_lead_with_a_barred_power_is_a_powerless_duty() {
    let charter = positions(json!([
        of(company(), &["power", "lead"], "implement"),
        of(company(), &["bar"], "implement")
    ]));
    assert_eq!(stated(charter, PowerlessDuty), [["implement", "company"]]);
}

#[test]
fn a_power_that_a_narrower_one_takes_away_is_not_there() {
    let charter = positions(json!([
        of(company(), &["power"], "implement"),
        on(of(company(), &["lead"], "implement"), &["parking"]),
        on(of(committee(), &["power"], "implement"), &["parking"])
    ]));
    assert_eq!(stated(charter, PowerlessDuty), [["implement", "company"]]);
}

#[test]
fn a_narrower_power_of_another_within_the_lead_takes_the_power_away_there() {
    let whole = of(company(), &["power", "lead"], "implement");
    let other = on(of(committee(), &["power"], "implement"), &["parking"]);
    let charter = positions(json!([whole, other]));
    assert_eq!(stated(charter.clone(), PowerlessDuty), [["implement", "company", "parking"]]);
    let audit = crate::charter::audit(&super::document(charter));
    let finding = audit.findings().iter().find(|f| f.code() == PowerlessDuty).unwrap();
    let causes: Vec<_> = finding.causes().iter().map(|cause| cause.path().to_string()).collect();
    assert_eq!(causes, ["positions[0]", "positions[1]"]);
    assert_eq!(
        finding.explanation(cogov::Lang::En),
        "a duty to implement on Parking without the power to, for Property company: \
         a narrower power of somebody else takes its place"
    );
    assert_eq!(
        finding.explanation(cogov::Lang::Zh),
        "Property company就Parking负有落实之责，却无相应职权：他方范围更小的职权取而代之"
    );
}

#[test]
fn the_parts_without_power_are_the_largest_and_leave_out_what_is_given_back() {
    let power = |holder, matters: &[&str]| on(of(holder, &["power"], "implement"), matters);
    let powerless = |more: &[Value]| {
        let mut list = vec![of(company(), &["power", "lead"], "implement")];
        list.extend_from_slice(more);
        stated(positions(json!(list)), PowerlessDuty)
    };
    let (commons, parking) = (power(committee(), &["commons"]), power(committee(), &["parking"]));
    assert_eq!(powerless(&[commons.clone(), parking]), [["implement", "company", "commons"]]);
    let back = power(company(), &["parking"]);
    let found = [["implement", "company", "commons", "garden"]];
    assert_eq!(powerless(&[commons.clone(), back]), found);
    // Beside the other, on the very same matter, one has the power, too.
    assert!(powerless(&[commons.clone(), power(company(), &["commons"])]).is_empty());
    assert!(powerless(&[commons, power(json!("anyone"), &["commons"])]).is_empty());
}

#[test]
fn whoever_is_relieved_of_a_duty_on_a_part_needs_no_power_there() {
    let whole = of(company(), &["power", "lead"], "implement");
    let part = on(of(committee(), &["power", "lead"], "implement"), &["parking"]);
    neither(positions(json!([whole, part])), PowerlessDuty);
    // Of a wider part than the duty was taken over, the rest is left without the power.
    let power = on(of(committee(), &["power"], "implement"), &["commons"]);
    let lead = on(of(committee(), &["lead"], "implement"), &["parking"]);
    let found = [["implement", "company", "commons", "garden"]];
    assert_eq!(stated(positions(json!([whole, power, lead])), PowerlessDuty), found);
}

#[test]
fn a_bar_on_all_of_a_lead_leaves_it_without_the_power_and_one_on_a_part_is_an_exception() {
    let barred = |bars: &[&str]| {
        let lead = on(of(company(), &["power", "lead"], "implement"), &["parking", "safety"]);
        let bar = on(of(company(), &["bar"], "implement"), bars);
        stated(positions(json!([lead, bar])), PowerlessDuty)
    };
    assert_eq!(barred(&["commons"]), [["implement", "company", "parking"]]);
    assert_eq!(barred(&["commons", "safety"]), [["implement", "company"]]);
    assert!(barred(&["garden"]).is_empty());
    let whole = of(company(), &["power", "lead"], "implement");
    neither(
        positions(json!([whole, on(of(company(), &["bar"], "implement"), &["garden"])])),
        PowerlessDuty,
    );
}

#[test]
fn what_a_group_may_its_parts_may_and_what_it_may_not_they_may_not() {
    let charter = |list: Value| {
        json!({"groups": [
            {"key": "owners", "name": "Owners"},
            {"key": "young", "name": "Young owners", "parent": "owners"}
        ], "positions": list})
    };
    let lead = of(json!({"group": "young"}), &["lead"], "decide");
    let power = of(json!({"group": "owners"}), &["power"], "decide");
    neither(charter(json!([lead, power])), PowerlessDuty);
    let bar = of(json!({"group": "owners"}), &["bar"], "decide");
    let own = of(json!({"group": "young"}), &["power", "lead"], "decide");
    assert_eq!(stated(charter(json!([own, bar])), PowerlessDuty), [["decide", "young"]]);
    // What a part may, the whole may not yet.
    let part = of(json!({"group": "young"}), &["power"], "decide");
    let whole = of(json!({"group": "owners"}), &["lead"], "decide");
    assert_eq!(silent(charter(json!([part, whole])), PowerlessDuty), [["decide", "owners"]]);
}

#[test]
fn a_lead_with_the_power_or_who_only_helps_is_not_powerless() {
    neither(positions(json!([of(company(), &["power", "lead"], "implement")])), PowerlessDuty);
    neither(positions(json!([of(company(), &["support"], "implement")])), PowerlessDuty);
    let anyone = of(json!("anyone"), &["power"], "implement");
    neither(positions(json!([of(company(), &["lead"], "implement"), anyone])), PowerlessDuty);
}

#[test]
fn a_power_to_decide_that_nobody_supervises_is_unchecked() {
    let decides = of(committee(), &["power"], "decide");
    let said = positions(json!([decides, nobody(&["power"], "supervise")]));
    assert_eq!(stated(said, UncheckedPower), [["decide", "committee"]]);
    assert_eq!(silent(positions(json!([decides])), UncheckedPower), [["decide", "committee"]]);
    // Supervision of something else is none.
    let elsewhere = positions(json!([
        on(of(committee(), &["power"], "implement"), &["parking"]),
        on(of(company(), &["power"], "supervise"), &["garden"])
    ]));
    assert_eq!(silent(elsewhere, UncheckedPower), [["implement", "committee"]]);
}

#[test]
fn a_power_that_somebody_supervises_is_checked() {
    let decides = of(committee(), &["power"], "decide");
    for kind in ["power", "lead"] {
        neither(positions(json!([decides, of(company(), &[kind], "supervise")])), UncheckedPower);
    }
    neither(positions(json!([of(committee(), &["power"], "convene")])), UncheckedPower);
}

#[test]
fn a_claim_to_verify_supervises_nobody() {
    let decides = of(committee(), &["power"], "decide");
    let verify = json!({"holder": "affected", "kinds": ["claim"], "claims": ["verify"]});
    let found = [["decide", "committee"]];
    assert_eq!(silent(positions(json!([decides, verify])), UncheckedPower), found);
    let nobody = nobody(&["power"], "supervise");
    assert_eq!(stated(positions(json!([decides, verify, nobody])), UncheckedPower), found);
}

#[test]
fn watching_one_matter_is_not_watching_the_others() {
    let implements = of(committee(), &["power"], "implement");
    let watches = on(of(company(), &["power"], "supervise"), &["parking"]);
    let rest = [["implement", "committee", "commons", "garden", "safety"]];
    assert_eq!(silent(positions(json!([implements, watches])), UncheckedPower), rest);
    // Watched matter by matter, everything is watched.
    let each = on(of(company(), &["power"], "supervise"), &["commons", "safety"]);
    neither(positions(json!([implements, each])), UncheckedPower);
}

#[test]
fn to_be_briefed_on_one_matter_is_not_to_be_informed_of_the_others() {
    let decides = of(company(), &["power"], "decide");
    let one = on(briefed(company()), &["commons"]);
    assert_eq!(silent(positions(json!([decides, one])), UninformedParty), [["company", "safety"]]);
}

#[test]
fn dispatching_that_is_said_to_have_no_list_or_no_term_is_unbounded() {
    let none = json!({"none": true});
    let dispatch = of(committee(), &["power"], "dispatch");
    for (field, other) in [("matters", "within"), ("within", "matters")] {
        let mut position = dispatch.clone();
        position[field] = none.clone();
        position[other] = if other == "within" { json!({"days": 5}) } else { json!(["parking"]) };
        let charter = positions(json!([position]));
        assert_eq!(stated(charter.clone(), UnboundedPower), [["dispatch", "committee"]]);
        assert!(silent(charter, UnboundedPower).is_empty());
    }
    assert_eq!(silent(positions(json!([dispatch])), UnboundedPower), [["dispatch", "committee"]]);
}

#[test]
fn dispatching_with_a_list_and_a_term_or_only_as_a_duty_is_bounded() {
    let bounds = json!({"matters": ["parking"], "within": {"days": 5}});
    let bounded = with(of(committee(), &["power"], "dispatch"), bounds);
    neither(positions(json!([bounded])), UnboundedPower);
    neither(positions(json!([of(committee(), &["support"], "dispatch")])), UnboundedPower);
}

#[test]
fn who_watched_until_years_ago_watches_no_power() {
    for kind in ["power", "lead"] {
        let watch = of(company(), &[kind], "supervise");
        let over = with(watch, json!({"valid": {"until": "2020-01-01"}}));
        let charter = positions(json!([of(committee(), &["power"], "decide"), over]));
        assert_eq!(silent(charter, UncheckedPower), [["decide", "committee"]]);
    }
}

#[test]
fn supervision_by_documents_only_is_a_paper_check() {
    let forms = |forms: Value| {
        positions(json!([with(of(company(), &["power"], "supervise"), json!({"forms": forms}))]))
    };
    assert_eq!(stated(forms(json!(["documents"])), PaperCheck), [["company"]]);
    neither(forms(json!(["documents", "inspection"])), PaperCheck);
    neither(forms(json!([])), PaperCheck);
    // Who only helps to supervise looks at no more; who leads those who do looks at nothing.
    for (kind, found) in [("lead", 1), ("support", 1), ("leadership", 0)] {
        let position = with(of(company(), &[kind], "supervise"), json!({"forms": ["documents"]}));
        assert_eq!(stated(positions(json!([position])), PaperCheck).len(), found, "{kind}");
    }
}

#[test]
fn a_step_of_supervision_by_documents_is_a_paper_check() {
    let with_form = |function: &str, form: &str| {
        steps(json!([with(step("check", function), json!({"form": form}))]))
    };
    assert_eq!(stated(with_form("supervise", "documents"), PaperCheck), [["way/check"]]);
    neither(with_form("supervise", "inspection"), PaperCheck);
    neither(with_form("evaluate", "documents"), PaperCheck);
}

#[test]
fn a_duty_is_powerless_where_several_bars_leave_nothing_of_it() {
    let barred = |bars: &[&[&str]], lead: &[&str]| {
        let mut all = vec![of(company(), &["power", "lead"], "plan")];
        if !lead.is_empty() {
            all = vec![on(all.remove(0), lead)];
        }
        all.extend(bars.iter().map(|matters| on(of(company(), &["bar"], "plan"), matters)));
        stated(positions(json!(all)), PowerlessDuty)
    };
    for bars in [&[&["commons", "safety"][..]][..], &[&["commons"], &["safety"]]] {
        assert_eq!(barred(bars, &[]), [["plan", "company"]]);
        let parts = barred(bars, &["commons", "safety"]);
        assert_eq!(parts, [["plan", "company"]], "the same, written in two");
    }
    // A bar on a part is an exception to the duty.
    assert!(barred(&[&["parking", "garden", "safety"]], &[]).is_empty());
    assert!(barred(&[&["commons"]], &[]).is_empty());
}

#[test]
fn a_duty_whose_place_a_narrower_one_of_anyone_takes_is_no_powerless_duty_of_the_first() {
    let charter = |narrower: &[&str]| {
        positions(json!([
            on(of(company(), &["power"], "plan"), &["commons"]),
            of(company(), &["lead"], "plan"),
            on(of(json!("anyone"), narrower, "plan"), &["safety"])
        ]))
    };
    // It is a duty of anyone, who lacks the power.
    assert_eq!(silent(charter(&["lead"]), PowerlessDuty), [["plan", "anyone"]]);
    neither(charter(&["lead", "power"]), PowerlessDuty);
}

#[test]
fn a_larger_share_of_a_group_has_the_powers_of_a_smaller_one() {
    let share = |part: u32, of: &str| json!({"at_least": [1, part], "of": of});
    let convenes = |lead: Value, powers: &[Value]| {
        let mut all = vec![of(lead, &["lead"], "convene")];
        all.extend(powers.iter().map(|holder| of(holder.clone(), &["power"], "convene")));
        let groups = json!([
            {"key": "clan", "name": "Clan"}, {"key": "owners", "name": "Owners"},
            {"key": "young", "name": "The young", "parent": "owners"}, {"key": "zone", "name": "Zone"}
        ]);
        with(positions(json!(all)), json!({"groups": groups}))
    };
    let others = [share(9, "clan"), share(9, "zone")];
    let fifth = || share(5, "owners");
    for (powers, is_enough) in [
        (vec![share(10, "owners")], true),
        (vec![share(4, "owners")], false),
        (vec![share(3, "owners"), share(20, "owners"), share(2, "owners")], true),
        (vec![share(20, "young")], false),
        (vec![json!({"group": "owners"})], true),
        (vec![], false),
    ] {
        let all: Vec<Value> = powers.into_iter().chain(others.clone()).collect();
        let asked = convenes(fifth(), &all);
        if is_enough {
            neither(asked, PowerlessDuty);
        } else {
            assert_eq!(silent(asked, PowerlessDuty), [["convene", "owners"]], "{all:?}");
        }
    }
    // The whole group is none of its shares.
    let group = convenes(json!({"group": "owners"}), &[share(10, "owners")]);
    assert_eq!(silent(group, PowerlessDuty), [["convene", "owners"]]);
}
