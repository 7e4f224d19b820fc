//! Who signs, and by whose hand somebody acts.

use cogov::Holder;
use cogov::act::Participant;
use serde_json::{Value, json};

use super::world::{
    elect, holder, join, leave, owners, perform, refused, register, register_with, resign, street,
};

fn adviser(by: &Value, signed: &[Value]) -> Value {
    json!({"by": by, "signed": signed, "act": "appoint", "target": {"seat": "adviser"},
           "with": {"person": "p-1"}})
}

#[test]
fn who_acts_jointly_acts_once_all_of_them_have_signed() {
    let both = json!({"jointly": [street(), owners()]});
    let mut register = register_with(|hall| hall["seats"][4]["by"] = both.clone());
    let on = "2026-01-10";
    assert_eq!(refused(&register, on, adviser(&both, &[])), ["too-few-signed"]);
    assert_eq!(refused(&register, on, adviser(&both, &[street()])), ["too-few-signed"]);
    let strangers = [street(), json!({"party": "watch"})];
    assert_eq!(refused(&register, on, adviser(&both, &strangers)), ["too-few-signed"]);
    // What is offered to them is signed by both.
    let now = "2026-01-10T10:00:00+08:00".parse().unwrap();
    let options = register.options(&holder(&both), None, now);
    let offer = options.offered().iter().find(|one| one.kind().as_str() == "appoint").unwrap();
    let signed: Vec<Participant> =
        [street(), owners()].iter().map(|one| Participant::Holder(holder(one))).collect();
    let offered: Vec<Participant> = offer.witness().signed().to_vec();
    assert!(offered.len() == 2 && signed.iter().all(|one| offered.contains(one)), "{offered:?}");
    perform(&mut register, on, adviser(&both, &[street(), owners()]));
}

#[test]
fn where_nobody_told_how_many_they_are_a_share_is_one_of_those_who_are_known() {
    let half = json!({"at_least": [1, 2], "of": "tenants"});
    let mut register = register_with(|hall| hall["seats"][4]["by"] = half.clone());
    for person in ["p-1", "p-2", "p-3"] {
        perform(&mut register, "2026-01-10", join(person, json!({"group": "tenants"})));
    }
    let by = |persons: &[&str]| {
        let signed: Vec<Value> = persons.iter().map(|one| json!({"person": one})).collect();
        adviser(&half, &signed)
    };
    assert_eq!(refused(&register, "2026-01-11", by(&["p-1"])), ["too-few-signed"]);
    perform(&mut register, "2026-01-11", by(&["p-1", "p-2"]));
}

#[test]
fn hands_are_checked_from_the_first_day_on_which_somebody_was_there() {
    let note = |party: &str| {
        json!({"by": {"party": party}, "hand": "p-9", "act": "correct", "target": {"entry": 1},
               "with": {"text": "It was in the hall"}})
    };
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-10", resign("p-1"));
    perform(&mut register, "2026-01-10", join("p-2", json!({"party": "council"})));
    perform(&mut register, "2026-01-10", leave("p-2", json!({"party": "council"})));
    let mut later = join("p-3", json!({"party": "watch"}));
    later["with"]["from"] = json!("2026-03-01");
    perform(&mut register, "2026-01-10", later);
    // Whoever came and went on one day was never there.
    perform(&mut register, "2026-01-10", note("committee"));
    perform(&mut register, "2026-01-10", note("council"));
    perform(&mut register, "2026-02-28", note("watch"));
    assert_eq!(refused(&register, "2026-03-01", note("watch")), ["not-seated"]);
}

#[test]
fn a_refusal_for_want_of_a_power_names_each_who_has_it_once() {
    let register = register_with(|hall| {
        let again = json!({"holder": {"party": "street"}, "kinds": ["power"],
                           "functions": ["evaluate"], "matters": ["any"]});
        hall["matters"] = json!([{"key": "any", "name": "Any"}]);
        hall["positions"].as_array_mut().unwrap().push(again);
    });
    let award = json!({"by": {"party": "watch"}, "act": "award",
                       "with": {"to": owners(), "reason": "For the racks"}});
    let entry = super::world::entry(&register, "2026-01-10", award);
    let refused = register.preview(&entry).unwrap_err();
    let first = refused.first().unwrap();
    assert_eq!(first.code().as_str(), "no-power");
    assert_eq!(first.needed(), [Holder::Party("street".parse().unwrap())]);
}

#[test]
fn whoever_bears_a_receipt_takes_part_where_anyone_does() {
    let award = || {
        json!({"by": street(), "act": "award", "with": {
            "to": {"bearer": "0192f000-0000-7000-8000-000000000003"}, "reason": "For the slip"}})
    };
    let codes = |participants: Value| {
        let register = register_with(|hall| hall["incentives"]["participants"] = participants);
        match register.preview(&super::world::entry(&register, "2026-01-10", award())) {
            Ok(_) => Vec::new(),
            Err(told) => told.refusals().iter().map(|one| one.code().as_str()).collect::<Vec<_>>(),
        }
    };
    assert!(!codes(json!(["anyone"])).contains(&"not-a-participant"));
    assert!(codes(json!([owners()])).contains(&"not-a-participant"));
}
