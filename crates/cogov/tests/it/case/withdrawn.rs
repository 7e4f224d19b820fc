//! How a case ends by its appeals alone.

use serde_json::{Value, json};

use cogov::case::Ending;

use super::world::{World, charter, owners, party, person};

fn appeal(number: u8) -> Value {
    json!({ "appeal": format!("0192f000-0000-7000-8000-00000000000{number}") })
}

fn world(appeals: u8) -> World {
    let mut world = World::new(charter(&[]));
    world.at("2026-06-01T09:00");
    for number in 1..=appeals {
        world.ok(
            json!({ "by": owners(), "hand": "owner-1", "act": "submit", "target": appeal(number),
            "with": { "channel": "online", "matter": "parking", "place": "compound",
                "submitter": person("owner-1"), "text": "Cars block the gate" } }),
        );
    }
    world
}

fn end(number: u8, ending: Ending) -> Value {
    match ending {
        Ending::Settled => {
            json!({ "by": party("committee"), "act": "settle", "target": appeal(number),
            "with": { "answer": "The gate was cleared" } })
        }
        Ending::Declined => {
            json!({ "by": party("committee"), "act": "decline", "target": appeal(number),
            "with": { "reason": "Not ours", "redress": "The court" } })
        }
        _ => {
            json!({ "by": owners(), "hand": "owner-1", "act": "withdraw", "target": appeal(number) })
        }
    }
}

#[test]
fn what_was_done_for_some_says_more_than_what_was_refused_to_others_in_any_order() {
    // From what says most to what says least.
    let all = [Ending::Settled, Ending::Declined, Ending::Withdrawn];
    for (rank, more) in all.into_iter().enumerate() {
        for less in all.into_iter().skip(rank) {
            for (first, second) in [(more, less), (less, more)] {
                for order in [[(1, first), (2, second)], [(2, second), (1, first)]] {
                    let mut world = world(2);
                    for (number, ending) in order {
                        assert!(world.case.state().ended().is_none());
                        world.ok(end(number, ending));
                    }
                    let ended = world.case.state().ended().unwrap().ending();
                    assert_eq!(ended, more, "{first:?} and {second:?}");
                }
            }
        }
    }
}
