//! Gaps, overlaps and hollow claims.

use cogov::FindingCode::{Gap, HollowClaim, Overlap};
use serde_json::json;

use super::{
    committee, company, matters, neither, nobody, of, on, positions, silent, stated, step, steps,
    with,
};

#[test]
fn that_nobody_leads_is_a_gap_where_it_is_said() {
    let said = json!([nobody(&["lead"], "implement")]);
    assert_eq!(stated(positions(said.clone()), Gap), [["implement"]]);
    assert!(silent(positions(said), Gap).is_empty(), "what is stated is not noted again");
}

#[test]
fn a_power_or_a_step_without_a_lead_is_a_silent_gap() {
    let power = json!([of(company(), &["power"], "implement")]);
    assert_eq!(silent(positions(power), Gap), [["implement"]]);
    assert_eq!(silent(steps(json!([step("a", "disclose")])), Gap), [["disclose"]]);
    let helps = json!([of(company(), &["support"], "evaluate")]);
    assert_eq!(silent(positions(helps), Gap), [["evaluate"]]);
}

#[test]
fn a_function_that_is_led_everywhere_or_never_spoken_of_has_no_gap() {
    neither(positions(json!([of(company(), &["power", "lead"], "implement")])), Gap);
    neither(positions(json!([])), Gap);
    // Each matter has a lead of its own.
    let each = json!([
        on(of(company(), &["lead"], "implement"), &["commons"]),
        on(of(committee(), &["lead"], "implement"), &["safety"])
    ]);
    let found = silent(positions(each), Gap);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_gap_covers_the_largest_subtrees_that_nobody_leads() {
    let gap = |leads: serde_json::Value| {
        stated(positions(json!([leads, nobody(&["lead"], "implement")])), Gap)
    };
    let lead = |matters: &[&str]| on(of(company(), &["lead"], "implement"), matters);
    // Of the parent of a matter that is led only itself, and its other parts.
    assert_eq!(gap(lead(&["parking"])), [["implement", "commons", "garden", "safety"]]);
    assert_eq!(gap(lead(&["safety"])), [["implement", "commons"]]);
    assert_eq!(gap(lead(&["commons"])), [["implement", "safety"]]);
}

/// What the only finding of a code says.
fn sentence(more: serde_json::Value, code: cogov::FindingCode, lang: cogov::Lang) -> String {
    let audit = crate::charter::audit(&super::document(more));
    let mut found = audit.findings().iter().filter(|finding| finding.code() == code);
    let only = found.next().expect("a finding").explanation(lang);
    assert!(found.next().is_none());
    only
}

#[test]
fn a_matter_that_nobody_leads_is_a_gap_though_all_below_it_are_led() {
    let led = on(of(company(), &["power", "lead"], "implement"), &["parking", "garden", "safety"]);
    let charter = positions(json!([led]));
    assert_eq!(silent(charter.clone(), Gap), [["implement", "commons"]]);
    let en = sentence(charter.clone(), Gap, cogov::Lang::En);
    assert!(en.contains("Commons (apart from what lies below)"), "{en}");
    let zh = sentence(charter, Gap, cogov::Lang::Zh);
    assert!(zh.contains("Commons本身"), "{zh}");
}

/// A community in two grids of depth 2 and 1, with a building that is in a compound, too.
fn two_trees() -> serde_json::Value {
    json!([
        {"key": "community", "name": "Community", "kind": "community"},
        {"key": "grid", "name": "Grid", "kind": "grid", "parent": "community"},
        {"key": "compound", "name": "Compound", "kind": "compound"},
        {"key": "b1", "name": "B1", "kind": "building", "parent": "grid",
            "property_parent": "compound"},
        {"key": "b2", "name": "B2", "kind": "building", "parent": "grid"}
    ])
}

fn at(position: serde_json::Value, places: &[&str]) -> serde_json::Value {
    with(position, json!({"places": places}))
}

#[test]
fn a_place_that_nobody_leads_at_is_a_gap_though_all_within_it_are_led() {
    let gaps = |places: &[&str]| {
        let led = at(of(company(), &["power", "lead"], "implement"), places);
        silent(json!({"places": two_trees(), "positions": [led]}), Gap)
    };
    let within = gaps(&["b1", "b2", "compound"]);
    assert_eq!(within, [["implement", "community", "grid"]]);
    assert_eq!(gaps(&["grid"]), [["implement", "community", "compound"]]);
    assert!(gaps(&["community", "compound"]).is_empty());
}

#[test]
fn what_is_open_on_every_matter_at_a_place_itself_is_one_scope() {
    let led = at(of(company(), &["power", "lead"], "implement"), &["b1", "b2", "compound"]);
    let charter = json!({"places": two_trees(), "matters": matters(), "positions": [led]});
    assert_eq!(silent(charter.clone(), Gap), [["implement", "community", "grid"]]);
    let en = sentence(charter, Gap, cogov::Lang::En);
    assert!(en.contains("every matter at Community (apart from the places below)"), "{en}");
}

#[test]
fn a_gap_is_looked_for_at_places_as_well() {
    let places = json!([
        {"key": "community", "name": "Community", "kind": "community"},
        {"key": "east", "name": "East", "kind": "compound", "parent": "community"},
        {"key": "west", "name": "West", "kind": "compound", "parent": "community"}
    ]);
    let charter = json!({"places": places, "matters": matters(), "positions": [
        with(on(of(company(), &["lead"], "implement"), &["parking"]), json!({"places": ["east"]})),
        on(nobody(&["lead"], "implement"), &["parking"])
    ]});
    assert_eq!(stated(charter, Gap), [["implement", "parking", "community", "west"]]);
}

#[test]
fn a_gap_on_a_matter_everywhere_is_not_told_again_for_each_place() {
    let charter = json!({"matters": matters(),
    "places": [
        {"key": "east", "name": "East", "kind": "compound"},
        {"key": "west", "name": "West", "kind": "compound"}
    ],
    "positions": [
        with(on(of(company(), &["lead"], "implement"), &["parking"]), json!({"places": ["east"]})),
        nobody(&["lead"], "implement")
    ]});
    // The garden, safety and the commons themselves everywhere, and every matter in the west:
    // nothing of the east.
    assert_eq!(stated(charter, Gap), [["implement", "commons", "garden", "safety", "west"]]);
}

#[test]
fn two_who_lead_the_same_overlap() {
    let both = json!([
        of(company(), &["lead"], "implement"),
        of(committee(), &["power", "lead"], "implement")
    ]);
    assert_eq!(stated(positions(both), Overlap), [["implement", "committee", "company"]]);
}

#[test]
fn leads_whose_scopes_cross_overlap_where_they_cross() {
    let charter = json!({"matters": matters(),
    "places": [{"key": "east", "name": "East", "kind": "compound"}],
    "positions": [
        on(of(company(), &["lead"], "implement"), &["parking"]),
        with(of(committee(), &["lead"], "implement"), json!({"places": ["east"]}))
    ]});
    let expected = [["implement", "committee", "company", "parking", "east"]];
    assert_eq!(stated(charter, Overlap), expected);
}

#[test]
fn functions_that_the_same_parties_share_make_one_overlap() {
    let functions = json!(["implement", "disclose"]);
    let charter = positions(json!([
        {"holder": company(), "kinds": ["lead"], "functions": functions},
        {"holder": committee(), "kinds": ["lead"], "functions": functions}
    ]));
    assert_eq!(stated(charter, Overlap), [["disclose", "implement", "committee", "company"]]);
}

#[test]
fn one_who_leads_and_others_who_help_or_have_leadership_do_not_overlap() {
    neither(
        positions(json!([
            of(company(), &["lead"], "implement"),
            of(committee(), &["power", "support"], "implement"),
            of(committee(), &["leadership"], "implement")
        ])),
        Overlap,
    );
}

#[test]
fn a_narrower_lead_a_joint_lead_and_leads_in_turn_do_not_overlap() {
    neither(
        positions(json!([
            of(company(), &["lead"], "implement"),
            on(of(committee(), &["lead"], "implement"), &["parking"])
        ])),
        Overlap,
    );
    let jointly = json!({"jointly": [committee(), company()]});
    neither(positions(json!([of(jointly, &["lead"], "implement")])), Overlap);
    // On 1 June the one is over and the other has not begun.
    neither(
        positions(json!([
            with(of(company(), &["lead"], "implement"), json!({"valid": {"until": "2026-06-02"}})),
            with(of(committee(), &["lead"], "implement"), json!({"valid": {"from": "2026-06-02"}}))
        ])),
        Overlap,
    );
    // One party that leads twice is one.
    neither(
        positions(json!([
            of(company(), &["lead"], "implement"),
            of(company(), &["power", "lead"], "implement")
        ])),
        Overlap,
    );
}

fn heard() -> serde_json::Value {
    json!({"holder": "affected", "kinds": ["claim"], "claims": ["be_heard"]})
}

#[test]
fn a_claim_that_nobody_leads_to_honour_is_hollow() {
    let said = json!([heard(), nobody(&["lead"], "deliberate")]);
    assert_eq!(stated(positions(said), HollowClaim), [["be_heard", "affected"]]);
    assert_eq!(silent(positions(json!([heard()])), HollowClaim), [["be_heard", "affected"]]);
}

#[test]
fn help_and_power_do_not_honour_a_claim() {
    let helps = json!([heard(), of(company(), &["power", "support"], "deliberate")]);
    assert_eq!(silent(positions(helps), HollowClaim).len(), 1);
}

#[test]
fn a_claim_with_a_lead_that_honours_it_is_not_hollow() {
    neither(positions(json!([heard(), of(company(), &["lead"], "deliberate")])), HollowClaim);
    // All matters together, one by one, are everything.
    let each = on(of(company(), &["lead"], "deliberate"), &["commons", "safety"]);
    neither(positions(json!([heard(), each])), HollowClaim);
}

#[test]
fn a_lead_on_a_part_honours_a_claim_on_that_part_and_the_rest_is_named() {
    let part = on(of(company(), &["lead"], "deliberate"), &["parking", "safety"]);
    let charter = positions(json!([heard(), part]));
    let hollow = [["be_heard", "affected", "commons", "garden"]];
    assert_eq!(silent(charter.clone(), HollowClaim), hollow);
    let en = sentence(charter.clone(), HollowClaim, cogov::Lang::En);
    assert!(
        en.ends_with("deliberate on Commons (apart from the matters below) and Garden")
            || en.ends_with("deliberate on Commons (apart from what lies below) and Garden"),
        "{en}"
    );
    let zh = sentence(charter, HollowClaim, cogov::Lang::Zh);
    assert!(zh.contains("就Commons本身、Garden"), "{zh}");
    // A statement is cited for the part that it speaks of, and for no other.
    let said = with(nobody(&["lead"], "deliberate"), json!({"matters": ["garden"]}));
    let part = on(of(company(), &["lead"], "deliberate"), &["parking", "safety"]);
    let charter = positions(json!([heard(), part, said]));
    assert_eq!(stated(charter.clone(), HollowClaim), [["be_heard", "affected", "garden"]]);
    assert_eq!(silent(charter, HollowClaim), [["be_heard", "affected", "commons"]]);
}

#[test]
fn a_lead_on_other_matters_leaves_a_claim_hollow() {
    let charter = positions(json!([
        on(heard(), &["garden"]),
        on(of(company(), &["lead"], "deliberate"), &["parking"])
    ]));
    assert_eq!(silent(charter, HollowClaim).len(), 1);
}

#[test]
fn each_claim_is_honoured_by_its_own_function() {
    for (claim, function) in [
        ("be_notified", "plan"),
        ("be_briefed", "plan"),
        ("be_heard", "deliberate"),
        ("vote", "decide"),
        ("inspect", "disclose"),
        ("get_answer", "disclose"),
        ("object", "disclose"),
        ("verify", "supervise"),
    ] {
        let claim = json!({"holder": "affected", "kinds": ["claim"], "claims": [claim]});
        neither(positions(json!([claim, of(company(), &["lead"], function)])), HollowClaim);
        let other = if function == "plan" { "decide" } else { "plan" };
        let other = positions(json!([claim, of(company(), &["lead"], other)]));
        assert_eq!(silent(other, HollowClaim).len(), 1, "{claim}");
    }
}

#[test]
fn leads_at_places_that_have_a_building_in_common_overlap_there() {
    let overlap = |first: serde_json::Value, second: serde_json::Value| {
        let charter = json!({"places": two_trees(), "matters": matters(),
            "positions": [at(first, &["community"]), at(second, &["compound"])]});
        stated(charter, Overlap)
    };
    let lead = |holder| of(holder, &["lead"], "implement");
    assert_eq!(
        overlap(lead(committee()), lead(company())),
        [["implement", "committee", "company", "b1"]]
    );
    let parking = [["implement", "committee", "company", "parking", "b1"]];
    assert_eq!(overlap(on(lead(committee()), &["parking"]), lead(company())), parking);
    assert_eq!(overlap(lead(committee()), on(lead(company()), &["parking"])), parking);
    // One and the same is not two.
    assert!(overlap(lead(company()), lead(company())).is_empty());
}

#[test]
fn a_lead_at_a_place_with_a_building_in_common_honours_a_claim_in_that_building_only() {
    let hollow = |places: &[&str], claimed: &str| {
        let lead = at(of(company(), &["lead"], "deliberate"), places);
        let list = json!([lead, at(heard(), &[claimed])]);
        silent(json!({"places": two_trees(), "matters": matters(), "positions": list}), HollowClaim)
    };
    // The building is the community's and the compound's; the compound itself is not.
    assert_eq!(hollow(&["community"], "compound"), [["be_heard", "affected", "compound"]]);
    assert_eq!(hollow(&["compound"], "grid"), [["be_heard", "affected", "b2", "grid"]]);
    assert!(hollow(&["community"], "b1").is_empty());
    assert!(hollow(&["compound"], "b1").is_empty());
    assert!(hollow(&["community", "compound"], "compound").is_empty());
    // Without anything in common all of the claim is hollow, and no part need be named.
    assert_eq!(hollow(&["b2"], "compound"), [["be_heard", "affected"]]);
}

#[test]
fn many_leads_honour_what_they_cover_and_leave_the_rest_as_few_do() {
    let leads = |matters: &[&str]| -> Vec<serde_json::Value> {
        let each = matters.iter().flat_map(|matter| {
            let lead = on(of(company(), &["lead"], "deliberate"), &[matter]);
            ["community", "grid", "b1", "b2"].map(|place| at(lead.clone(), &[place]))
        });
        each.chain([at(heard(), &["community"])]).collect()
    };
    let hollow = |list| {
        silent(json!({"places": two_trees(), "matters": matters(), "positions": list}), HollowClaim)
    };
    assert!(hollow(leads(&["commons", "parking", "garden", "safety"])).is_empty());
    assert_eq!(
        hollow(leads(&["parking", "garden", "safety"])),
        [["be_heard", "affected", "commons", "community"]]
    );
}

#[test]
fn a_lead_that_is_over_honours_no_claim_and_leads_no_part() {
    let lead = on(of(company(), &["lead"], "deliberate"), &["parking"]);
    let over = with(lead, json!({"valid": {"until": "2020-01-01"}}));
    let charter = positions(json!([heard(), over]));
    assert_eq!(silent(charter.clone(), HollowClaim).len(), 1);
    let charter = crate::charter::load(&super::document(charter));
    let matrix = charter.matrix(crate::charter::today());
    let flaws: Vec<_> = matrix.rows().iter().map(cogov::charter::MatrixRow::flaw).collect();
    assert_eq!(flaws, [None], "nothing claims that it is covered");
}

#[test]
fn the_matrix_has_a_row_for_what_only_a_claim_or_leadership_names() {
    let charter = positions(json!([
        of(company(), &["lead"], "deliberate"),
        on(heard(), &["parking"]),
        on(of(committee(), &["leadership"], "deliberate"), &["safety"])
    ]));
    let charter = crate::charter::load(&super::document(charter));
    let matrix = charter.matrix(crate::charter::today());
    let rows = matrix.rows().iter().map(|row| row.matter().map(|matter| matter.as_str()));
    assert_eq!(rows.collect::<Vec<_>>(), [None, Some("parking"), Some("safety")]);
}
