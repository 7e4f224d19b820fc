//! Overlaps where narrower leads leave nothing, or something, of wider ones.

use cogov::FindingCode::Overlap;
use serde_json::json;

use super::{committee, company, matters, neither, of, on, stated, with};

#[test]
fn leads_of_everything_do_not_overlap_where_each_matter_has_a_narrower_lead() {
    let chair = json!({"seat": "chair"});
    let charter = |narrower: &[&str]| {
        json!({
            "matters": matters(),
            "seats": [{"key": "chair", "name": "Chair", "body": "committee"}],
            "positions": [
                of(company(), &["lead"], "plan"),
                of(committee(), &["lead"], "plan"),
                on(of(chair.clone(), &["lead"], "plan"), narrower)
            ]
        })
    };
    // Nothing happens on no matter.
    neither(charter(&["commons", "safety"]), Overlap);
    // Commons itself is a matter, apart from what lies below.
    for some in [&["commons"][..], &["safety"], &["parking", "garden", "safety"]] {
        assert_eq!(stated(charter(some), Overlap), [["plan", "committee", "company"]]);
    }
    // Where several lead all matters, these overlap there and nowhere else.
    let mut several = charter(&["commons", "safety"]);
    let more = on(of(company(), &["lead"], "plan"), &["safety"]);
    several["positions"].as_array_mut().unwrap().push(more);
    assert_eq!(stated(several, Overlap), [["plan", "company", "chair", "safety"]]);
}

#[test]
fn leads_everywhere_do_not_overlap_where_each_place_has_a_narrower_lead() {
    let places = json!([
        {"key": "east", "name": "East", "kind": "compound"},
        {"key": "b1", "name": "B1", "kind": "building", "parent": "east"},
        {"key": "west", "name": "West", "kind": "compound"}
    ]);
    let charter = |matters: serde_json::Value, narrower: &[(&str, &[&str])]| {
        let mut all = vec![of(company(), &["lead"], "plan"), of(committee(), &["lead"], "plan")];
        for &(place, matters) in narrower {
            let lead = of(json!({"seat": "chair"}), &["lead"], "plan");
            let lead = with(lead, json!({"places": [place]}));
            all.push(if matters.is_empty() { lead } else { on(lead, matters) });
        }
        json!({
            "matters": matters, "places": places, "positions": all,
            "seats": [{"key": "chair", "name": "Chair", "body": "committee"}]
        })
    };
    neither(charter(json!([]), &[("east", &[]), ("west", &[])]), Overlap);
    assert_eq!(stated(charter(json!([]), &[("b1", &[]), ("west", &[])]), Overlap).len(), 1);
    // One place for all matters, the other matter by matter.
    let west: &[&str] = &["commons", "safety"];
    neither(charter(matters(), &[("east", &[]), ("west", west)]), Overlap);
    let left = charter(matters(), &[("east", &[]), ("west", &["commons"])]);
    assert_eq!(stated(left, Overlap).len(), 1);
}
