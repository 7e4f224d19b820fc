//! Bodies, seats and groups: who is organised, represented, bound and prepared.

use cogov::FindingCode::{
    IdleParty, ImposedSeat, NoConduct, NoIncentive, NoSchedule, NoTraining, UnorganisedBody,
    Unrepresented,
};
use serde_json::{Value, json};

use super::{committee, company, neither, of, silent, stated, with};

const NONE: fn() -> Value = || json!({"none": true});

/// The two parties, and a council with what is given.
fn council(more: Value) -> Value {
    let council = json!({"key": "council", "name": "Council", "kind": "council"});
    let engaged = of(json!({"party": "council"}), &["power"], "convene");
    json!({"positions": [engaged], "parties": [
        with(council, more),
        {"key": "committee", "name": "C", "kind": "team"},
        {"key": "company", "name": "D", "kind": "company"}
    ]})
}

#[test]
fn a_party_that_has_nothing_to_do_is_idle() {
    let charter = json!({"positions": [of(company(), &["power"], "implement")]});
    assert_eq!(silent(charter.clone(), IdleParty), [["committee"]]);
    assert!(stated(charter, IdleParty).is_empty());
}

#[test]
fn a_member_of_a_body_a_body_with_a_seat_and_a_joint_holder_are_not_idle() {
    let charter = council(json!({"members": ["committee", "company"]}));
    neither(charter, IdleParty);
    let joint = json!({"jointly": [committee(), {"seat": "chair"}]});
    neither(
        json!({
            "seats": [{"key": "chair", "name": "Chair", "body": "company"}],
            "positions": [of(joint, &["power"], "decide")]
        }),
        IdleParty,
    );
}

#[test]
fn a_body_said_to_have_neither_convener_nor_rhythm_is_unorganised() {
    let members = json!({"members": ["company"]});
    let charter = council(with(members.clone(), json!({"convener": NONE(), "meets": NONE()})));
    assert_eq!(stated(charter.clone(), UnorganisedBody), [["council"]]);
    neither(charter, NoSchedule);
    for open in [json!({}), json!({"convener": NONE()}), json!({"meets": NONE()})] {
        let charter = council(with(members.clone(), open));
        assert!(stated(charter.clone(), UnorganisedBody).is_empty());
        assert_eq!(silent(charter, UnorganisedBody), [["council"]]);
    }
}

#[test]
fn a_body_without_members_has_nobody_to_organise_and_can_lack_a_schedule() {
    for members in [json!({}), json!({"members": NONE()})] {
        let charter = council(with(members, json!({"convener": NONE(), "meets": NONE()})));
        neither(charter.clone(), UnorganisedBody);
        assert_eq!(stated(charter, NoSchedule), [["council"]]);
    }
}

#[test]
fn a_sector_said_to_have_neither_convener_nor_rhythm_is_unorganised() {
    let sector = |more: Value| {
        let sector = json!({"key": "trade", "name": "Trade", "body": "company"});
        json!({"sectors": [with(sector, more)]})
    };
    let found = stated(sector(json!({"convener": NONE(), "meets": NONE()})), UnorganisedBody);
    assert_eq!(found, [["trade"]]);
    for open in [json!({}), json!({"convener": NONE()}), json!({"meets": NONE()})] {
        assert!(stated(sector(open.clone()), UnorganisedBody).is_empty());
        assert_eq!(silent(sector(open), UnorganisedBody), [["trade"]]);
    }
    neither(sector(json!({"convener": company(), "meets": NONE()})), UnorganisedBody);
}

#[test]
fn a_body_with_a_convener_a_rhythm_or_a_seat_is_organised() {
    let meets = json!({"every": 1, "period": "month"});
    let of_members = |more: Value| council(with(json!({"members": ["company"]}), more));
    neither(of_members(json!({"convener": company(), "meets": NONE()})), UnorganisedBody);
    neither(of_members(json!({"convener": NONE(), "meets": meets})), UnorganisedBody);
    neither(of_members(json!({"convener": company()})), UnorganisedBody);
    let mut seated = council(json!({"convener": NONE(), "meets": NONE(), "members": ["company"]}));
    seated["seats"] = json!([{"key": "chair", "name": "Chair", "body": "council"}]);
    neither(seated, UnorganisedBody);
}

#[test]
fn an_unorganised_body_rests_on_both_absences() {
    let charter = json!({"convener": NONE(), "meets": NONE(), "members": ["company"]});
    let document = crate::charter::document(council(charter));
    let audit = crate::charter::audit(&document);
    let finding = audit.findings().iter().find(|f| f.code() == UnorganisedBody).unwrap();
    let paths: Vec<_> = finding.causes().iter().map(|cause| cause.path().to_string()).collect();
    assert_eq!(paths, ["parties[0].convener", "parties[0].meets"]);
}

fn seat(more: Value) -> Value {
    let places = json!([
        {"key": "district", "name": "District", "kind": "district"},
        {"key": "village", "name": "Village", "kind": "village", "parent": "district"}
    ]);
    let seat = json!({"key": "cadre", "name": "Cadre", "body": "committee",
                      "represents": {"group": "villagers"}});
    json!({
        "places": places, "groups": [{"key": "villagers", "name": "Villagers"}],
        "seats": [with(seat, more)],
        "parties": [
            {"key": "committee", "name": "Village committee", "kind": "villagers_committee",
             "place": "village"},
            {"key": "company", "name": "District", "kind": "government", "place": "district"},
            {"key": "neighbour", "name": "Association", "kind": "association", "place": "village"}
        ]
    })
}

#[test]
fn a_representative_appointed_from_above_is_imposed() {
    let found = stated(seat(json!({"filled_by": "appointed", "by": company()})), ImposedSeat);
    assert_eq!(found, [["cadre", "villagers"]]);
    let mut by_seat = seat(json!({"filled_by": "appointed", "by": {"seat": "head"}}));
    let head = json!({"key": "head", "name": "Head", "body": "company"});
    by_seat["seats"].as_array_mut().unwrap().push(head);
    assert_eq!(stated(by_seat, ImposedSeat), [["cadre", "villagers"]]);
}

#[test]
fn that_an_unknown_appointer_or_one_of_unknown_place_is_above_is_only_told_from_silence() {
    let appointed = json!({"filled_by": "appointed", "by": company()});
    let unnamed = seat(json!({"filled_by": "appointed"}));
    let (mut above_unplaced, mut here_unplaced) = (seat(appointed.clone()), seat(appointed));
    above_unplaced["parties"][1].as_object_mut().unwrap().remove("place");
    here_unplaced["parties"][0].as_object_mut().unwrap().remove("place");
    for charter in [unnamed, above_unplaced, here_unplaced] {
        assert!(stated(charter.clone(), ImposedSeat).is_empty());
        assert_eq!(silent(charter, ImposedSeat), [["cadre", "villagers"]]);
    }
    let mut itself = seat(json!({"filled_by": "appointed", "by": committee()}));
    itself["parties"][0].as_object_mut().unwrap().remove("place");
    neither(itself, ImposedSeat);
}

#[test]
fn who_appoints_is_above_up_the_chain_of_what_the_body_is_part_of() {
    let appointed = json!({"filled_by": "appointed", "by": company()});
    let part_of = |party: usize, whole: &str, by: Value| {
        let mut charter = seat(with(appointed.clone(), by));
        for party in charter["parties"].as_array_mut().unwrap() {
            party.as_object_mut().unwrap().remove("place");
        }
        charter["parties"][party]["part_of"] = json!(whole);
        charter
    };
    let found = [["cadre", "villagers"]];
    assert_eq!(stated(part_of(0, "company", json!({})), ImposedSeat), found);
    // At whatever remove, and by a seat of it as well.
    let mut removed = part_of(0, "neighbour", json!({}));
    removed["parties"][2]["part_of"] = json!("company");
    assert_eq!(stated(removed, ImposedSeat), found);
    let mut by_seat = part_of(0, "company", json!({"by": {"seat": "head"}}));
    let head = json!({"key": "head", "name": "Head", "body": "company"});
    by_seat["seats"].as_array_mut().unwrap().push(head);
    assert_eq!(stated(by_seat, ImposedSeat), found);
    // A part of the body is below it, wherever it sits.
    neither(part_of(1, "committee", json!({})), ImposedSeat);
    // What the body is part of need not be who appoints: that is left open.
    let mut unnamed = part_of(0, "company", json!({}));
    unnamed["seats"][0].as_object_mut().unwrap().remove("by");
    assert!(stated(unnamed.clone(), ImposedSeat).is_empty());
    assert_eq!(silent(unnamed, ImposedSeat), found);
}

#[test]
fn a_seat_elected_or_filled_on_the_same_level_or_for_nobody_is_not_imposed() {
    neither(seat(json!({"filled_by": "elected", "by": {"group": "villagers"}})), ImposedSeat);
    neither(seat(json!({"filled_by": "recommended", "by": company()})), ImposedSeat);
    neither(seat(json!({"filled_by": "appointed", "by": committee()})), ImposedSeat);
    neither(seat(json!({"filled_by": "appointed", "by": {"party": "neighbour"}})), ImposedSeat);
    neither(seat(json!({"filled_by": "appointed", "by": {"group": "villagers"}})), ImposedSeat);
    neither(seat(json!({"by": company()})), ImposedSeat);
    let mut nobody = seat(json!({"filled_by": "appointed", "by": company()}));
    nobody["seats"][0].as_object_mut().unwrap().remove("represents");
    neither(nobody, ImposedSeat);
}

#[test]
fn a_body_said_not_to_meet_regularly_has_no_schedule() {
    assert_eq!(stated(council(json!({"meets": NONE()})), NoSchedule), [["council"]]);
    let open = council(json!({"members": ["company"]}));
    assert_eq!(silent(open, NoSchedule), [["council"]]);
}

#[test]
fn a_body_that_meets_or_is_no_body_needs_no_schedule() {
    let meets = json!({"every": 2, "period": "week"});
    neither(council(json!({"members": ["company"], "meets": meets})), NoSchedule);
    neither(council(json!({})), NoSchedule);
}

#[test]
fn a_seat_that_nothing_binds_has_no_conduct() {
    assert_eq!(stated(seat(json!({"conduct": NONE()})), NoConduct), [["cadre"]]);
    assert_eq!(silent(seat(json!({})), NoConduct), [["cadre"]]);
}

#[test]
fn a_seat_whose_policy_has_neither_attendance_nor_a_ladder_is_bound_by_nothing() {
    let bound_by = |more: Value| {
        let mut bound = seat(json!({"conduct": "rules"}));
        let policy = json!({"key": "rules", "name": "Rules",
                            "contributions": [{"key": "plenary", "name": "Plenary"}]});
        bound["conduct"] = json!([with(policy, more)]);
        bound
    };
    let paths = |charter: Value| -> Vec<String> {
        let audit = crate::charter::audit(&crate::charter::document(charter));
        let finding = audit.findings().iter().find(|f| f.code() == NoConduct).unwrap();
        finding.causes().iter().map(|cause| cause.path().to_string()).collect()
    };
    // What the policy leaves out it does not state, whatever else it says.
    for more in [
        json!({}),
        json!({"attendance": NONE()}),
        json!({"ladder": NONE()}),
        json!({"points": {"items": [{"kind": "plenary", "mark": "attended", "points": 1}]}}),
    ] {
        let charter = bound_by(more);
        assert!(stated(charter.clone(), NoConduct).is_empty());
        assert_eq!(silent(charter.clone(), NoConduct), [["cadre"]]);
        assert_eq!(paths(charter), ["seats[0].conduct"]);
    }
    let said = bound_by(json!({"attendance": NONE(), "ladder": NONE()}));
    assert_eq!(stated(said.clone(), NoConduct), [["cadre"]]);
    assert_eq!(paths(said), ["conduct[0].attendance", "conduct[0].ladder"]);
    let when = json!({"at_least": 1, "kinds": ["plenary"], "within": "year"});
    let ladder = json!([{"sanction": "criticise", "triggers": [when]}]);
    neither(bound_by(json!({"attendance": [{"kind": "plenary"}]})), NoConduct);
    neither(bound_by(json!({"ladder": ladder})), NoConduct);
}

#[test]
fn no_training_and_no_incentives_are_told_from_silence() {
    assert_eq!(stated(json!({"training": NONE()}), NoTraining).len(), 1);
    assert_eq!(silent(json!({}), NoTraining).len(), 1);
    neither(json!({"training": [{"name": "Course"}]}), NoTraining);
    assert_eq!(stated(json!({"incentives": NONE()}), NoIncentive).len(), 1);
    assert_eq!(silent(json!({}), NoIncentive).len(), 1);
    let points = json!([{"contribution": "proposal", "points": 5}]);
    neither(json!({"incentives": {"points": points}}), NoIncentive);
    neither(json!({"incentives": {"honours": [{"name": "Good neighbour"}]}}), NoIncentive);
}

#[test]
fn incentives_without_points_or_honours_leave_open_what_they_are() {
    for empty in [
        json!({}),
        json!({"points": [], "honours": []}),
        json!({"participants": ["anyone"], "source": "§7"}),
    ] {
        assert!(stated(json!({"incentives": empty}), NoIncentive).is_empty());
        assert_eq!(silent(json!({"incentives": empty}), NoIncentive).len(), 1);
    }
}

#[test]
fn a_group_said_to_have_no_seat_is_unrepresented() {
    let group = json!([{"key": "young", "name": "Young residents"}]);
    let whom = json!({"group": "young"});
    let said = json!({"groups": group, "seats": [{"none": true, "represents": whom}]});
    assert_eq!(stated(said.clone(), Unrepresented), [["young"]]);
    assert!(silent(said, Unrepresented).is_empty());
    assert_eq!(silent(json!({"groups": group}), Unrepresented), [["young"]]);
}

#[test]
fn that_a_group_has_no_seat_in_one_body_leaves_the_others_open() {
    let group = json!([{"key": "young", "name": "Young residents"}]);
    let said = json!({"none": true, "body": "company", "represents": {"group": "young"}});
    let charter = json!({"groups": group, "seats": [said]});
    assert!(stated(charter.clone(), Unrepresented).is_empty());
    assert_eq!(silent(charter.clone(), Unrepresented), [["young"]]);
    let seat =
        json!({"key": "s", "name": "S", "body": "committee", "represents": {"group": "young"}});
    neither(with(charter, json!({"seats": [said, seat]})), Unrepresented);
}

#[test]
fn a_group_with_duties_and_powers_and_no_claim_is_unrepresented() {
    let group = json!([{"key": "young", "name": "Young residents"}]);
    let whom = json!({"group": "young"});
    for kinds in [&["support"][..], &["lead"], &["power", "lead"], &["leadership"]] {
        let position = of(whom.clone(), kinds, "deliberate");
        let charter = json!({"groups": group, "positions": [position]});
        assert_eq!(silent(charter, Unrepresented), [["young"]], "{kinds:?}");
    }
}

#[test]
fn a_group_with_a_seat_a_claim_or_a_share_is_represented() {
    let group = json!([{"key": "young", "name": "Young residents"}]);
    let seat =
        json!({"key": "s", "name": "S", "body": "company", "represents": {"group": "young"}});
    neither(json!({"groups": group, "seats": [seat]}), Unrepresented);
    for holder in [json!({"group": "young"}), json!({"at_least": [1, 10], "of": "young"})] {
        let claim = json!({"holder": holder, "kinds": ["claim"], "claims": ["be_heard"]});
        neither(json!({"groups": group, "positions": [claim]}), Unrepresented);
    }
}

#[test]
fn a_group_with_a_claim_held_jointly_is_represented() {
    let joint = json!({"jointly": [company(), {"group": "young"}]});
    neither(
        json!({
            "groups": [{"key": "young", "name": "Young residents"}],
            "positions": [{"holder": joint, "kinds": ["claim"], "claims": ["be_heard"]}]
        }),
        Unrepresented,
    );
}

#[test]
fn a_group_that_is_only_barred_from_something_is_unrepresented() {
    let whom = json!({"group": "young"});
    let barred = of(whom.clone(), &["bar"], "decide");
    let charter = json!({
        "groups": [{"key": "young", "name": "Young residents"}],
        "seats": [{"none": true, "represents": whom}],
        "positions": [barred]
    });
    assert_eq!(stated(charter.clone(), Unrepresented), [["young"]]);
    let heard = json!({"holder": whom, "kinds": ["claim"], "claims": ["be_heard"]});
    neither(with(charter, json!({"positions": [barred, heard]})), Unrepresented);
}

#[test]
fn a_party_that_may_only_not_do_something_is_idle() {
    let bar = of(company(), &["bar"], "decide");
    let power = of(committee(), &["power"], "decide");
    let found = silent(json!({"positions": [bar, power]}), IdleParty);
    assert_eq!(found, [["company"]]);
}

#[test]
fn a_group_has_what_the_groups_have_that_it_is_part_of() {
    let groups = json!([
        {"key": "owners", "name": "Owners"},
        {"key": "young", "name": "Young owners", "parent": "owners"},
        {"key": "newly-come", "name": "Newly come", "parent": "young"}
    ]);
    let unrepresented = |holder: Value, seats: Value| {
        let claim = json!({"holder": holder, "kinds": ["claim"], "claims": ["vote"]});
        let charter = json!({"groups": groups, "positions": [claim], "seats": seats});
        silent(charter, Unrepresented)
    };
    assert!(unrepresented(json!({"group": "owners"}), json!([])).is_empty());
    // What a part has, or a share, or all of them only with somebody else, not all have.
    assert_eq!(unrepresented(json!({"group": "young"}), json!([])), [["owners"]]);
    let share = json!({"at_least": [1, 10], "of": "owners"});
    assert_eq!(unrepresented(share, json!([])), [["young", "newly-come"]]);
    // A seat speaks for the whole of them, and what is said of a part is not taken back.
    let said = json!([{"none": true, "represents": {"group": "young"}}]);
    let claim = json!({"holder": {"group": "owners"}, "kinds": ["claim"], "claims": ["vote"]});
    let charter = json!({"groups": groups, "positions": [claim], "seats": said});
    assert_eq!(stated(charter, Unrepresented), [["young"]]);
    let seat = json!([{"key": "s", "name": "S", "body": "company",
                       "represents": {"group": "owners"}}]);
    assert_eq!(unrepresented(company(), seat), [["young", "newly-come"]]);
}
