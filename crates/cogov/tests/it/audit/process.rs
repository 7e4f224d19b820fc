//! The way a matter goes: in, along which line, by which steps, by when, and up.

use cogov::FindingCode::{
    MissingStep, NoCriteria, NoRule, NoWayUp, UndrawnLine, UnowedResult, UnservedMatter,
};
use cogov::Lang;
use serde_json::{Value, json};

use super::{company, matters, neither, nobody, of, silent, stated, step, steps, with};

fn none() -> Value {
    json!({"none": true})
}

fn by(dimension: &str) -> Value {
    let mut when = json!({});
    when[dimension] = json!(["high"]);
    json!({"procedures": [{"key": "way", "name": "Way"}], "triage": {
        "scales": [{"dimension": dimension, "levels": ["low", "high"]}],
        "rows": [{"when": when, "route": {"to": "refer_up"}}, {"route": {"to": "settle"}}]
    }})
}

#[test]
fn a_line_said_not_to_be_drawn_or_blind_to_both_is_undrawn() {
    assert_eq!(stated(json!({"triage": none()}), UndrawnLine).len(), 1);
    assert_eq!(stated(by("urgency"), UndrawnLine).len(), 1);
    assert_eq!(silent(json!({}), UndrawnLine).len(), 1);
}

#[test]
fn a_line_that_sees_severity_or_expertise_is_drawn() {
    neither(by("severity"), UndrawnLine);
    neither(by("expertise"), UndrawnLine);
}

#[test]
fn a_row_that_names_severity_and_changes_nothing_by_it_draws_no_line() {
    let procedures = json!([{"key": "way", "name": "Way"}, {"key": "other", "name": "Other"}]);
    let table = |rows: Value| {
        json!({"procedures": procedures, "triage": {
            "scales": [{"dimension": "urgency", "levels": ["low", "high"]},
                       {"dimension": "severity", "levels": ["low", "middle", "high"]},
                       {"dimension": "commonality", "levels": ["few", "many"]},
                       {"dimension": "expertise", "levels": ["plain", "professional"]}],
            "otherwise": "unstated", "rows": rows
        }})
    };
    let to = |procedure: &str| json!({"to": "consult", "procedure": procedure});
    let grave = json!({"severity": ["high"]});
    // All go the same way, whatever the rows name.
    let same = json!([{"when": grave, "route": to("way")}, {"route": to("way")}]);
    assert_eq!(stated(table(same), UndrawnLine).len(), 1);
    let same = json!([
        {"when": {"severity": ["low"], "urgency": ["high"]}, "route": to("other")},
        {"when": {"severity": {"at_least": "middle"}, "urgency": ["high"]}, "route": to("other")},
        {"route": to("way")}
    ]);
    assert_eq!(stated(table(same), UndrawnLine).len(), 1);
    // One topic that goes another way by its severity, or its expertise, is enough.
    neither(
        table(json!([{"when": grave, "route": to("other")}, {"route": to("way")}])),
        UndrawnLine,
    );
    let rare = json!({"expertise": ["professional"], "severity": ["middle"], "urgency": ["high"],
                      "commonality": ["many"]});
    neither(
        table(json!([{"when": rare, "route": to("other")}, {"route": to("way")}])),
        UndrawnLine,
    );
    // So is one that goes some way, where the others' way is left open.
    neither(table(json!([{"when": grave, "route": to("way")}])), UndrawnLine);
    let blind = json!([{"when": {"urgency": ["high"]}, "route": to("way")}]);
    assert_eq!(stated(table(blind), UndrawnLine).len(), 1);
}

#[test]
fn a_scale_that_no_row_looks_at_draws_no_line() {
    let mut charter = by("urgency");
    let scales = charter["triage"]["scales"].as_array_mut().unwrap();
    scales.push(json!({"dimension": "severity", "levels": ["low", "high"]}));
    assert_eq!(stated(charter, UndrawnLine).len(), 1);
}

fn procedures(procedures: Value) -> Value {
    json!({"matters": matters(), "procedures": procedures})
}

fn way(more: Value) -> Value {
    with(json!({"key": "way", "name": "Way"}), more)
}

#[test]
fn a_matter_that_no_procedure_takes_is_unserved() {
    let said = json!({"none": true, "matters": ["garden"]});
    let takes = way(json!({"matters": ["parking", "safety"]}));
    let charter = procedures(json!([takes, said]));
    assert_eq!(stated(charter.clone(), UnservedMatter), [["garden"]]);
    assert_eq!(silent(charter, UnservedMatter), [["commons"]], "stated is not noted again");
    assert_eq!(silent(procedures(json!([takes])), UnservedMatter), [["commons", "garden"]]);
}

#[test]
fn what_is_said_of_a_matter_is_only_said_of_what_is_left_of_it() {
    let said = json!({"none": true, "matters": ["commons"]});
    let takes = way(json!({"matters": ["parking"]}));
    assert_eq!(stated(procedures(json!([takes, said])), UnservedMatter), [["commons", "garden"]]);
}

#[test]
fn a_matter_is_unserved_though_a_procedure_takes_all_below_it() {
    let takes = way(json!({"matters": ["parking", "garden", "safety"]}));
    assert_eq!(silent(procedures(json!([takes])), UnservedMatter), [["commons"]]);
}

#[test]
fn a_procedure_for_everything_leaves_nothing_unserved() {
    neither(procedures(json!([way(json!({}))])), UnservedMatter);
    let all = json!({"matters": ["commons", "safety"]});
    assert!(silent(procedures(json!([way(all)])), UnservedMatter).is_empty());
}

fn places(positions: Value) -> Value {
    json!({"positions": positions, "places": [
        {"key": "city", "name": "City", "kind": "city"},
        {"key": "township", "name": "Township", "kind": "township", "parent": "city"},
        {"key": "village", "name": "Village", "kind": "village", "parent": "township"}
    ]})
}

fn at(position: Value, place: &str) -> Value {
    with(position, json!({"places": [place]}))
}

#[test]
fn where_nobody_above_is_said_to_receive_there_is_no_way_up() {
    let nobody = || nobody(&["power"], "receive");
    let anywhere = places(json!([nobody()]));
    assert_eq!(stated(anywhere, NoWayUp), [["village"]]);
    let above = places(json!([at(nobody(), "city"), at(nobody(), "township")]));
    assert_eq!(stated(above, NoWayUp), [["village"]]);
    // What is said of the township leaves the city open.
    let one = places(json!([at(nobody(), "township")]));
    assert_eq!(silent(one.clone(), NoWayUp), [["village"]]);
    assert!(stated(one, NoWayUp).is_empty());
    assert_eq!(silent(places(json!([])), NoWayUp), [["village"]]);
    assert_eq!(silent(json!({}), NoWayUp).len(), 1, "without any places");
}

#[test]
fn where_somebody_above_may_receive_there_is_a_way_up() {
    let receives = of(company(), &["power"], "receive");
    neither(places(json!([at(receives.clone(), "city")])), NoWayUp);
    // To receive in the village, or everywhere, is no level above.
    assert_eq!(silent(places(json!([at(receives.clone(), "village")])), NoWayUp).len(), 1);
    assert_eq!(silent(places(json!([receives])), NoWayUp).len(), 1);
}

#[test]
fn there_is_a_way_up_where_each_matter_may_be_received_above_and_none_where_one_may_not() {
    let charter = |list: Value| with(places(list), json!({"matters": matters()}));
    let receives = |matters: &[&str]| {
        let power = of(company(), &["power"], "receive");
        with(at(power, "city"), json!({"matters": matters}))
    };
    neither(charter(json!([receives(&["commons", "safety"])])), NoWayUp);
    let below =
        with(at(of(company(), &["power"], "receive"), "township"), json!({"matters": ["safety"]}));
    neither(charter(json!([receives(&["commons"]), below])), NoWayUp);
    // Commons apart from its parts goes nowhere, nor does what somebody is barred from.
    let some = charter(json!([receives(&["parking", "garden", "safety"])]));
    assert_eq!(silent(some, NoWayUp), [["village"]]);
    let bar = with(of(company(), &["bar"], "receive"), json!({"matters": ["garden"]}));
    assert_eq!(
        silent(charter(json!([receives(&["commons", "safety"]), bar])), NoWayUp),
        [["village"]]
    );
}

#[test]
fn what_is_said_of_a_matter_that_goes_nowhere_is_stated() {
    let charter = |list: Value| with(places(list), json!({"matters": matters()}));
    let nobody =
        |matters: &[&str]| with(nobody(&["power"], "receive"), json!({"matters": matters}));
    // All of them, one by one; or the one that is not received.
    assert_eq!(stated(charter(json!([nobody(&["commons", "safety"])])), NoWayUp), [["village"]]);
    let power =
        with(at(of(company(), &["power"], "receive"), "city"), json!({"matters": ["commons"]}));
    let one = charter(json!([power.clone(), nobody(&["safety"])]));
    assert_eq!(stated(one, NoWayUp), [["village"]]);
    // What is said of another one, or of the township only, does not make it so.
    let another = charter(json!([power.clone(), nobody(&["parking"])]));
    assert_eq!(silent(another, NoWayUp), [["village"]]);
    let part = charter(json!([power, at(nobody(&["safety"]), "township")]));
    assert_eq!(silent(part, NoWayUp), [["village"]]);
}

#[test]
fn what_would_open_a_way_up_is_a_power_at_a_place_above_and_the_remedy_says_so() {
    let audit = crate::charter::audit(&super::document(places(json!([]))));
    let finding = audit.findings().iter().find(|f| f.code() == NoWayUp).unwrap();
    let remedy = finding.remedy(Lang::En);
    assert!(remedy.contains("receive") && remedy.contains("a place above"), "{remedy}");
    assert!(remedy.contains("`places`"), "where to write it: {remedy}");
    assert!(finding.remedy(Lang::Zh).contains("places"), "where to write it");
}

#[test]
fn a_step_said_to_be_missing_is_missing() {
    for purpose in
        ["plan", "hearing", "supervision", "decision_disclosure", "result_disclosure", "evaluation"]
    {
        let charter = steps(json!([step("d", "decide"), {"none": true, "step": purpose}]));
        assert_eq!(stated(charter.clone(), MissingStep), [[purpose, "way"]]);
        let open = silent(charter, MissingStep);
        assert_eq!(open.len(), 5, "the others are left open");
        assert!(!open.contains(&vec![purpose.to_owned(), "way".to_owned()]));
    }
}

#[test]
fn what_a_procedure_that_only_advises_does_not_need_it_does_not_lack() {
    let lacks =
        |purpose: &str| steps(json!([step("meet", "deliberate"), {"none": true, "step": purpose}]));
    for purpose in ["supervision", "decision_disclosure", "result_disclosure", "evaluation"] {
        assert!(stated(lacks(purpose), MissingStep).is_empty(), "{purpose}");
    }
    assert!(stated(lacks("implementation"), UnowedResult).is_empty());
    assert_eq!(stated(lacks("hearing"), MissingStep), [["hearing", "way"]]);
    assert_eq!(stated(lacks("plan"), MissingStep), [["plan", "way"]]);
}

#[test]
fn to_hear_a_party_is_not_to_hear_those_affected() {
    let hearing = |hears: Value| {
        let heard = with(step("hear", "deliberate"), json!({"hears": hears}));
        let mut charter = steps(json!([step("plan", "plan"), heard]));
        charter["groups"] = json!([{"key": "owners", "name": "Owners"}]);
        charter["sectors"] = json!([{"key": "trade", "name": "Trade", "body": "company"}]);
        charter["seats"] = json!([
            {"key": "chair", "name": "Chair", "body": "committee"},
            {"key": "owner", "name": "Owner", "body": "committee", "represents": {"group": "owners"}},
            {"key": "trader", "name": "Trader", "body": "company", "represents": {"sector": "trade"}}
        ]);
        charter
    };
    let missing = [["hearing", "way"]];
    let joint = |other: Value| json!({"jointly": [company(), other]});
    for not in [
        company(),
        json!({"seat": "chair"}),
        json!({"seat": "trader"}),
        json!({"sector": "trade"}),
        joint(json!({"seat": "chair"})),
    ] {
        assert_eq!(silent(hearing(json!([not])), MissingStep), missing, "{not}");
    }
    for heard in [
        json!("affected"),
        json!("anyone"),
        json!({"group": "owners"}),
        json!({"at_least": [1, 10], "of": "owners"}),
        json!({"seat": "owner"}),
        joint(json!({"seat": "owner"})),
    ] {
        neither(hearing(json!([company(), heard])), MissingStep);
    }
}

#[test]
fn a_procedure_that_only_advises_needs_a_plan_and_a_hearing() {
    let found = silent(steps(json!([step("meet", "deliberate")])), MissingStep);
    assert_eq!(found, [["plan", "way"], ["hearing", "way"]]);
    neither(steps(json!([step("meet", "deliberate")])), UnowedResult);
}

/// All that a procedure that decides needs.
fn whole() -> Vec<Value> {
    vec![
        step("plan", "plan"),
        with(step("hear", "deliberate"), json!({"hears": ["affected"]})),
        step("decide", "decide"),
        with(step("tell", "disclose"), json!({"discloses": "decision"})),
        step("do", "implement"),
        step("check", "supervise"),
        with(step("show", "disclose"), json!({"discloses": "result"})),
        step("judge", "evaluate"),
    ]
}

#[test]
fn a_procedure_with_every_step_misses_none_and_without_one_it_is_noted() {
    neither(steps(json!(whole())), MissingStep);
    neither(steps(json!(whole())), UnowedResult);
    let purposes = [
        "plan",
        "hearing",
        "",
        "decision_disclosure",
        "",
        "supervision",
        "result_disclosure",
        "evaluation",
    ];
    for (index, purpose) in purposes.iter().enumerate().filter(|(_, purpose)| !purpose.is_empty()) {
        let mut steps_left = whole();
        steps_left.remove(index);
        assert_eq!(silent(steps(json!(steps_left)), MissingStep), [[*purpose, "way"]]);
    }
}

#[test]
fn a_meeting_that_hears_nobody_is_no_hearing_and_a_published_plan_no_result() {
    let mut all = whole();
    all[1].as_object_mut().unwrap().remove("hears");
    all[6]["discloses"] = json!("plan");
    let found = silent(steps(json!(all)), MissingStep);
    assert_eq!(found, [["hearing", "way"], ["result_disclosure", "way"]]);
}

#[test]
fn a_decision_that_nobody_carries_out_obliges_nobody() {
    let mut all = whole();
    all.remove(4);
    assert_eq!(silent(steps(json!(all)), UnowedResult), [["implementation", "way"]]);
    all.push(json!({"none": true, "step": "implementation"}));
    assert_eq!(stated(steps(json!(all)), UnowedResult), [["implementation", "way"]]);
}

#[test]
fn deciding_by_no_rule_is_told_from_silence() {
    let decides = |more: Value| steps(json!([with(step("d", "decide"), more)]));
    assert_eq!(stated(decides(json!({"rules": none()})), NoRule), [["way/d"]]);
    assert_eq!(silent(decides(json!({})), NoRule), [["way/d"]]);
    let mut ruled = decides(json!({"rules": [{"rule": "all"}]}));
    ruled["rules"] = json!([{"key": "all", "name": "All", "approval": "consensus"}]);
    neither(ruled, NoRule);
    neither(steps(json!([step("d", "deliberate")])), NoRule);
}

/// A step that decides about everything by `old`, until the day before the audit, or by others.
fn by_rules(choices: Value, takes: Value) -> Value {
    let rule = |key: &str, valid: Value| json!({"key": key, "name": key, "approval": "consensus", "valid": valid});
    let mut charter = steps(json!([with(step("d", "decide"), json!({"rules": choices}))]));
    charter["procedures"][0]["matters"] = takes;
    charter["matters"] = matters();
    charter["rules"] = json!([
        rule("old", json!({"until": "2026-06-01"})),
        rule("now", json!({"from": "2026-06-01"})),
        rule("later", json!({"from": "2026-06-02"}))
    ]);
    charter
}

#[test]
fn a_rule_that_is_over_or_not_yet_in_force_is_no_rule() {
    let all = || json!(["commons", "safety"]);
    for key in ["old", "later"] {
        let charter = by_rules(json!([{"rule": key}]), all());
        assert_eq!(stated(charter, NoRule), [["way/d", "commons", "safety"]], "{key}");
    }
    neither(by_rules(json!([{"rule": "now"}]), all()), NoRule);
    neither(by_rules(json!([{"rule": "old"}, {"rule": "now"}, {"rule": "later"}]), all()), NoRule);
}

#[test]
fn a_rule_in_force_for_some_matters_leaves_the_others_without_one() {
    let rules = json!([{"rule": "old"}, {"rule": "now", "matters": ["parking"]}]);
    let charter = by_rules(rules.clone(), json!(["commons"]));
    assert_eq!(stated(charter, NoRule), [["way/d", "commons", "garden"]]);
    // What the procedure does not take need not be decided.
    neither(by_rules(rules, json!(["parking"])), NoRule);
}

#[test]
fn matters_for_which_a_step_names_no_rule_are_told_though_it_names_one_for_others() {
    let rules = || json!([{"rule": "now", "matters": ["parking"]}]);
    let charter = by_rules(rules(), json!(["commons"]));
    assert_eq!(silent(charter.clone(), NoRule), [["way/d", "commons", "garden"]]);
    let audit = crate::charter::audit(&crate::charter::document(charter));
    let told = audit.findings().iter().find(|finding| finding.code() == NoRule).expect("a finding");
    assert_eq!(told.causes()[0].path().to_string(), "procedures[0].steps[0].rules");
    insta::assert_snapshot!(
        [Lang::En, Lang::Zh].map(|lang| told.explanation(lang)).join("\n"), @r"
    the charter does not say by which rule one decides in d (for Commons (apart from what lies below) and Garden, it names no rule)
    章程未规定d（就Commons本身、Garden未列规则）的表决规则
    ");
    neither(by_rules(rules(), json!(["parking"])), NoRule);
    // All that there are, each by itself: nothing is left of everything.
    let each = json!([{"rule": "now", "matters": ["commons", "safety"]}]);
    neither(by_rules(each, json!(["commons", "safety"])), NoRule);
    let mut everything =
        by_rules(json!([{"rule": "now", "matters": ["commons", "safety"]}]), json!([]));
    everything["procedures"][0].as_object_mut().expect("an object").remove("matters");
    neither(everything, NoRule);
}

#[test]
fn success_that_is_not_defined_beforehand_is_told_from_silence() {
    let criteria = |more: Value| json!({"procedures": [way(more)]});
    assert_eq!(stated(criteria(json!({"criteria": none()})), NoCriteria), [["way"]]);
    assert_eq!(silent(criteria(json!({})), NoCriteria), [["way"]]);
    neither(criteria(json!({"criteria": "fewer complaints"})), NoCriteria);
    neither(json!({}), NoCriteria);
}
