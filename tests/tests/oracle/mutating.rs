//! Entries that are wrong in one respect.

use serde_json::{Value, json};

use crate::acting::written;
use crate::bearing::hashed;
use crate::clock::moment;
use crate::draw::Draw;
use crate::judge::Oracle;
use crate::naming::{act_as, anybody};

/// The entry, with something else in one place.
pub(crate) fn mutated(oracle: &Oracle, mut entry: Value, draw: &mut Draw) -> Value {
    if entry.is_null() {
        entry = json!({ "seq": oracle.state.entries.len() + 1, "act": "enrol", "by": "anyone",
            "at": written(oracle.state.last.unwrap_or(1_780_275_600_000_000_000)) });
    }
    let hour = 3_600_000_000_000;
    let at = moment(&entry["at"]);
    match draw.below(12) {
        0 => entry["seq"] = json!(entry["seq"].as_u64().unwrap_or(1) + 1),
        1 => entry["at"] = json!(written(at - 30 * 24 * hour)),
        2 => entry["on"] = json!(written(at + hour)),
        3 => entry["on"] = json!(written(at - 20 * 24 * hour)),
        4 | 5 => {
            let who = draw.pick(&anybody(oracle)).cloned().unwrap_or_default();
            act_as(oracle, &who, &mut entry, draw);
        }
        10 => {
            let known = oracle.state.appeals.values().filter_map(|one| one.receipt.clone());
            let known: Vec<String> = known.collect();
            let one = draw.pick(&known).cloned().unwrap_or_else(|| "00".repeat(32));
            // What everybody can read; or what was shown before, or is of a slip that nobody has.
            entry["shows"] = json!(if draw.chance(50) { one } else { hashed(&one) });
        }
        11 => {
            let known: Vec<&String> = oracle.state.appeals.keys().collect();
            if let Some(appeal) = draw.pick(&known) {
                entry["signed"] = json!([{ "bearer": appeal }]);
            }
        }
        6 => entry["hand"] = json!(format!("p-{}", 1 + draw.below(8))),
        7 => {
            if let Some(target) = entry["target"].as_object_mut() {
                for (name, value) in target.iter_mut() {
                    *value = match name.as_str() {
                        "appeal" | "session" => json!("0192f000-0000-7000-8000-00000000ffff"),
                        "entry" => json!(99_999),
                        _ => json!("elsewhere"),
                    };
                }
            }
        }
        _ => {
            if let Some(with) = entry["with"].as_object_mut() {
                let names: Vec<String> = with.keys().cloned().collect();
                if let Some(name) = draw.pick(&names) {
                    if draw.chance(60) {
                        with.remove(name);
                    } else if with[name].is_array() {
                        let first = with[name].get(0).cloned();
                        with[name]
                            .as_array_mut()
                            .into_iter()
                            .for_each(|it| it.extend(first.clone()));
                    } else {
                        with[name] = json!("elsewhere");
                    }
                }
            }
        }
    }
    entry
}
