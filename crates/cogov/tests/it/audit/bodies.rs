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
    let charter = council(json!({"convener": NONE(), "meets": NONE()}));
    assert_eq!(stated(charter.clone(), UnorganisedBody), [["council"]]);
    neither(charter, NoSchedule);
    let open = council(json!({"members": ["company"]}));
    assert_eq!(silent(open, UnorganisedBody), [["council"]]);
}

#[test]
fn a_sector_said_to_have_neither_convener_nor_rhythm_is_unorganised() {
    let sector = |more: Value| {
        let sector = json!({"key": "trade", "name": "Trade", "body": "company"});
        json!({"sectors": [with(sector, more)]})
    };
    let found = stated(sector(json!({"convener": NONE(), "meets": NONE()})), UnorganisedBody);
    assert_eq!(found, [["trade"]]);
    assert_eq!(silent(sector(json!({})), UnorganisedBody), [["trade"]]);
    neither(sector(json!({"convener": company(), "meets": NONE()})), UnorganisedBody);
}

#[test]
fn a_body_with_a_convener_a_rhythm_or_a_seat_is_organised() {
    let meets = json!({"every": 1, "period": "month"});
    neither(council(json!({"convener": company(), "meets": NONE()})), UnorganisedBody);
    neither(council(json!({"convener": NONE(), "meets": meets})), UnorganisedBody);
    let mut seated = council(json!({"convener": NONE(), "meets": NONE(), "members": ["company"]}));
    seated["seats"] = json!([{"key": "chair", "name": "Chair", "body": "council"}]);
    neither(seated, UnorganisedBody);
}

#[test]
fn an_unorganised_body_rests_on_both_absences() {
    let document = crate::charter::document(council(json!({"convener": NONE(), "meets": NONE()})));
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
    for more in [
        json!({}),
        json!({"attendance": NONE(), "ladder": NONE()}),
        json!({"points": {"items": [{"kind": "plenary", "mark": "attended", "points": 1}]}}),
    ] {
        let charter = bound_by(more);
        assert_eq!(stated(charter.clone(), NoConduct), [["cadre"]]);
        let audit = crate::charter::audit(&crate::charter::document(charter));
        let finding = audit.findings().iter().find(|f| f.code() == NoConduct).unwrap();
        assert_eq!(finding.causes()[0].path().to_string(), "seats[0].conduct");
    }
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
fn training_without_a_course_and_incentives_without_points_or_honours_are_stated_to_be_none() {
    assert_eq!(stated(json!({"training": []}), NoTraining).len(), 1);
    for empty in [json!({}), json!({"points": [], "honours": []})] {
        assert_eq!(stated(json!({"incentives": empty}), NoIncentive).len(), 1);
        assert!(silent(json!({"incentives": empty}), NoIncentive).is_empty());
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
