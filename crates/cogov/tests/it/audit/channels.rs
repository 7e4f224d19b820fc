//! The ways in: whether one is open to all, in person and online.

use cogov::FindingCode::NoChannel;
use serde_json::{Value, json};

use super::{neither, silent, stated, with};

fn none() -> Value {
    json!({"none": true})
}

fn channels(channels: Value) -> Value {
    json!({"groups": [{"key": "owners", "name": "Owners"}], "intake": {"channels": channels}})
}

fn channel(medium: &str) -> Value {
    json!({"key": medium.replace('_', "-"), "name": medium, "medium": medium})
}

#[test]
fn an_intake_or_a_channel_said_to_be_absent_is_no_channel() {
    assert_eq!(stated(json!({"intake": none()}), NoChannel).len(), 1);
    let no_online = json!({"none": true, "medium": "online"});
    let charter = channels(json!([channel("in_person"), no_online]));
    assert_eq!(stated(charter.clone(), NoChannel).len(), 1);
    assert!(silent(charter, NoChannel).is_empty());
    // That nobody is visited says nothing of a desk: both are in person.
    for one in ["visit", "in_person"] {
        let mark = json!({"none": true, "medium": one});
        let charter = channels(json!([channel("online"), mark]));
        assert!(stated(charter.clone(), NoChannel).is_empty(), "{one}");
        assert_eq!(silent(charter, NoChannel).len(), 1);
    }
    let marks = |medium: &str| json!({"none": true, "medium": medium});
    let both = channels(json!([channel("online"), marks("visit"), marks("in_person")]));
    let audit = crate::charter::audit(&super::document(both));
    let finding = audit.findings().iter().find(|f| f.code() == NoChannel).unwrap();
    let paths: Vec<_> = finding.causes().iter().map(|cause| cause.path().to_string()).collect();
    assert_eq!(paths, ["intake.channels[1]", "intake.channels[2]"]);
    assert_eq!(finding.basis(), cogov::audit::Basis::Stated);
    assert_eq!(stated(channels(json!([{"none": true}])), NoChannel).len(), 2);
    // That there is no way in on paper says nothing of the two that are needed.
    let no_paper = json!({"none": true, "medium": "paper"});
    assert!(stated(channels(json!([no_paper])), NoChannel).is_empty());
}

#[test]
fn an_intake_that_names_no_open_channel_leaves_it_open() {
    assert_eq!(silent(json!({}), NoChannel).len(), 1);
    assert_eq!(silent(channels(json!([])), NoChannel).len(), 2, "in person, and online");
    let some = with(channel("online"), json!({"open_to": {"group": "owners"}}));
    assert_eq!(silent(channels(json!([channel("visit"), some])), NoChannel).len(), 1);
}

#[test]
fn one_channel_in_person_and_one_online_open_to_anyone_are_enough() {
    let online = with(channel("online"), json!({"open_to": "anyone"}));
    neither(channels(json!([channel("in_person"), online])), NoChannel);
}
