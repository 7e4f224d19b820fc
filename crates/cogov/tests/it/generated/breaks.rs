//! Ways to break a sound charter in exactly one place.

use proptest::sample::Index;
use serde_json::{Value, json};

/// When a problem comes to light: while a charter is read, or once it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Read,
    Proved,
}

pub(crate) struct Break {
    pub(crate) name: &'static str,
    pub(crate) stage: Stage,
    pub(crate) code: &'static str,
    /// Breaks the charter, and says at which path.
    pub(crate) apply: fn(&mut Value, &Index) -> String,
    pub(crate) help: Option<&'static str>,
}

const fn read(name: &'static str, code: &'static str, apply: Apply) -> Break {
    Break { name, stage: Stage::Read, code, apply, help: None }
}

const fn proved(name: &'static str, code: &'static str, apply: Apply) -> Break {
    Break { name, stage: Stage::Proved, code, apply, help: None }
}

type Apply = fn(&mut Value, &Index) -> String;

fn at<'v>(value: &'v mut Value, list: &str, index: &Index) -> (usize, &'v mut Value) {
    let entries = value[list].as_array_mut().unwrap();
    let index = index.index(entries.len());
    (index, &mut entries[index])
}

fn push(value: &mut Value, list: &str, entry: Value) -> usize {
    let entries = value[list].as_array_mut().unwrap();
    entries.push(entry);
    entries.len() - 1
}

/// Adds a position of the first party, with what is given besides.
fn position(value: &mut Value, more: Value, field: &str) -> String {
    let mut position =
        json!({"holder": {"party": "party-0"}, "kinds": ["power"], "functions": ["plan"]});
    let fields = position.as_object_mut().unwrap();
    let Value::Object(more) = more else { panic!("fields") };
    fields.extend(more);
    let index = push(value, "positions", position);
    format!("positions[{index}]{field}")
}

/// Adds a step to a procedure.
fn step(value: &mut Value, index: &Index, more: Value, field: &str) -> String {
    let mut step = json!({"key": "extra", "name": "Extra", "function": "plan"});
    let Value::Object(more) = more else { panic!("fields") };
    step.as_object_mut().unwrap().extend(more);
    let (index, procedure) = at(value, "procedures", index);
    let steps = procedure["steps"].as_array_mut().unwrap();
    steps.push(step);
    format!("procedures[{index}].steps[{}]{field}", steps.len() - 1)
}

/// Adds a rule with an approval of one threshold.
fn rule(value: &mut Value, limit: &str, share: Value) -> String {
    let approval = json!({"measure": "heads", "base": "cast", limit: share});
    let index =
        push(value, "rules", json!({"key": "extra", "name": "Extra", "approval": approval}));
    format!("rules[{index}].approval.{limit}")
}

pub(crate) const BREAKS: &[Break] = &[
    // What cannot be read.
    read("a required field is left out", "missing-field", |value, index| {
        let (index, party) = at(value, "parties", index);
        party.as_object_mut().unwrap().remove("name");
        format!("parties[{index}].name")
    }),
    read("a field of the wrong type", "wrong-type", |value, _| {
        value["groups"][0]["size"] = json!("100");
        "groups[0].size".to_owned()
    }),
    read("null where something is expected", "wrong-type", |value, _| {
        value["title"] = Value::Null;
        "title".to_owned()
    }),
    read("a list that is an object", "wrong-type", |value, _| {
        value["liaison"] = json!({});
        "liaison".to_owned()
    }),
    read("another format", "unknown-format", |value, _| {
        value["format"] = json!("cogov/2");
        "format".to_owned()
    }),
    read("a number above 2^53 - 1", "bound-exceeded", |value, _| {
        value["version"] = json!(9_007_199_254_740_992_u64);
        "version".to_owned()
    }),
    read("a negative number", "negative-number", |value, _| {
        value["liaison"][0]["reach"] = json!(-1);
        "liaison[0].reach".to_owned()
    }),
    read("a number that is not whole", "not-a-whole-number", |value, _| {
        value["groups"][0]["size"] = json!(1.5);
        "groups[0].size".to_owned()
    }),
    read("a key with a capital", "invalid-key", |value, _| {
        value["sectors"][0]["key"] = json!("Trade");
        "sectors[0].key".to_owned()
    }),
    read("a text of spaces only", "invalid-text", |value, index| {
        let (index, matter) = at(value, "matters", index);
        matter["name"] = json!(" \n\t");
        format!("matters[{index}].name")
    }),
    read("a text that turns the direction of writing", "invalid-text", |value, index| {
        let (index, place) = at(value, "places", index);
        place["name"] = json!({"en": "a\u{202e}b"});
        format!("places[{index}].name.en")
    }),
    read("a day that was no leap day", "invalid-date", |value, _| {
        position(value, json!({"valid": {"from": "2023-02-29"}}), ".valid.from")
    }),
    read("an offset of 19 hours", "invalid-offset", |value, _| {
        value["calendar"]["offsets"][0]["offset"] = json!("+19:00");
        "calendar.offsets[0].offset".to_owned()
    }),
    read("a term of no days", "zero-number", |value, _| {
        position(value, json!({"within": {"days": 0}}), ".within.days")
    }),
    read("a term that is too long", "bound-exceeded", |value, _| {
        position(value, json!({"within": {"working_days": 36_601}}), ".within.working_days")
    }),
    read("a fraction of nothing", "invalid-fraction", |value, _| {
        rule(value, "more_than", json!([1, 0]))
    }),
    read("a threshold that nobody can miss", "idle-threshold", |value, _| {
        rule(value, "at_least", json!([0, 3]))
    }),
    read("a threshold above everybody", "impossible-threshold", |value, _| {
        rule(value, "at_least", json!([3, 2]))
    }),
    read("more than everybody", "impossible-threshold", |value, _| {
        rule(value, "more_than", json!([2, 2]))
    }),
    Break {
        help: Some("did you mean \"residents_committee\"?"),
        ..read("a word that is almost one of those known", "unknown-value", |value, index| {
            let (index, party) = at(value, "parties", index);
            party["kind"] = json!("residents_comittee");
            format!("parties[{index}].kind")
        })
    },
    // What can be read, and is not consistent.
    Break {
        help: Some("did you mean \"source\"?"),
        ..proved("a field with a typo", "unknown-field", |value, _| {
            position(value, json!({"souce": "§1"}), ".souce")
        })
    },
    Break {
        help: Some("did you mean \"party-1\"?"),
        ..proved("an unknown party", "unknown-key", |value, _| {
            value["sectors"][0]["body"] = json!("prty-1");
            "sectors[0].body".to_owned()
        })
    },
    proved("an unknown holder", "unknown-key", |value, _| {
        position(
            value,
            json!({"holder": {"jointly": ["anyone", {"seat": "nowhere"}]}}),
            ".holder.jointly[1].seat",
        )
    }),
    proved("an unknown matter", "unknown-key", |value, _| {
        position(value, json!({"matters": ["matter-0", "nowhere"]}), ".matters[1]")
    }),
    proved("a key of another list", "unknown-key", |value, _| {
        position(value, json!({"places": ["matter-0"]}), ".places[0]")
    }),
    proved("an unknown rule", "unknown-key", |value, index| {
        let more = json!({"function": "decide", "rules": [{"rule": "nowhere"}]});
        step(value, index, more, ".rules[0].rule")
    }),
    proved("an unknown step", "unknown-key", |value, index| {
        step(value, index, json!({"after": ["nowhere"]}), ".after[0]")
    }),
    proved("an unknown procedure", "unknown-key", |value, _| {
        value["triage"]["rows"][1]["route"]["procedure"] = json!("nowhere");
        "triage.rows[1].route.procedure".to_owned()
    }),
    proved("a key that stands twice", "duplicate-key", |value, index| {
        let (_, first) = at(value, "parties", index);
        let entry = first.clone();
        let index = push(value, "parties", entry);
        format!("parties[{index}].key")
    }),
    proved("an entry that stands twice", "duplicate-entry", |value, _| {
        position(value, json!({"matters": ["matter-2", "matter-0", "matter-2"]}), ".matters[2]")
    }),
    proved("a matter that is its own parent", "self-reference", |value, _| {
        value["matters"][0]["parent"] = json!("matter-0");
        "matters[0].parent".to_owned()
    }),
    proved("parents in a circle", "cyclic-parents", |value, _| {
        value["matters"][0]["parent"] = json!("matter-2");
        "matters[0]".to_owned()
    }),
    proved("a place in one that is not higher", "misordered-places", |value, _| {
        let place = json!({"key": "extra", "name": "Extra", "kind": "grid", "parent": "place-1"});
        let index = push(value, "places", place);
        format!("places[{index}].parent")
    }),
    proved("property in one that is not higher", "misordered-places", |value, _| {
        value["places"][1]["property_parent"] = json!("place-2");
        // This is also a circle: a building in a grid cannot own the grid.
        value["places"][2].as_object_mut().unwrap().remove("parent");
        "places[1].property_parent".to_owned()
    }),
    proved("an interval that ends where it begins", "empty-interval", |value, _| {
        let valid = json!({"from": "2024-02-29", "until": "2024-02-29"});
        position(value, json!({"valid": valid}), ".valid")
    }),
    proved("a rule whose interval is the wrong way round", "empty-interval", |value, _| {
        value["rules"][0]["valid"] = json!({"from": "2024-03-01", "until": "2024-02-29"});
        "rules[0].valid".to_owned()
    }),
    proved("a field that only a bar has", "misplaced-field", |value, _| {
        position(value, json!({"together_with": "implement"}), ".together_with")
    }),
    proved("claims without the kind", "misplaced-field", |value, _| {
        position(value, json!({"claims": ["vote"]}), ".claims")
    }),
    proved("a power over nothing", "empty-list", |value, _| {
        position(value, json!({"functions": []}), ".functions")
    }),
    read("a list of no matters", "empty-list", |value, _| {
        position(value, json!({"matters": []}), ".matters")
    }),
    read("a position of no kind", "empty-list", |value, _| {
        position(value, json!({"kinds": []}), ".kinds")
    }),
    read("a group of nobody that may act", "idle-threshold", |value, _| {
        let holder = json!({"at_least": [0, 10], "of": "owners"});
        position(value, json!({"holder": holder}), ".holder.at_least")
    }),
    read("version zero", "zero-number", |value, _| {
        value["version"] = json!(0);
        "version".to_owned()
    }),
    proved("no working day", "no-working-day", |value, _| {
        value["calendar"]["weekend"] =
            json!(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
        "calendar.weekend".to_owned()
    }),
    proved("a row that no topic reaches", "triage-row-hidden", |value, _| {
        let rows = value["triage"]["rows"].as_array_mut().unwrap();
        rows.push(json!({"when": {"severity": ["low"]}, "route": {"to": "settle"}}));
        "triage.rows[2]".to_owned()
    }),
    proved("topics that no row takes", "triage-not-total", |value, _| {
        value["triage"]["rows"].as_array_mut().unwrap().pop();
        "triage".to_owned()
    }),
    proved("a scale of one level", "too-few-entries", |value, _| {
        let scales = value["triage"]["scales"].as_array_mut().unwrap();
        scales.push(json!({"dimension": "reach", "levels": ["wide"]}));
        "triage.scales[2].levels".to_owned()
    }),
    proved("a step that is never in play", "dead-step", |value, index| {
        step(value, index, json!({"start": "excluded"}), "")
    }),
    proved("a step that waits for itself", "self-reference", |value, index| {
        step(value, index, json!({"after": ["extra"]}), ".after[0]")
    }),
    proved("a step owed that can come to wait for ever", "no-ending", |value, index| {
        // After z, y is owed; it waits for x, which waits until y is not owed.
        step(value, index, json!({"key": "z", "then": ["y"]}), "");
        step(value, index, json!({"key": "y", "after": ["x"]}), "");
        let path = step(value, index, json!({"key": "x", "start": "owed", "not_while": ["y"]}), "");
        path.rsplit_once('[').unwrap().0.to_owned()
    }),
    proved("a decision's rules where nothing is decided", "misused-step", |value, index| {
        step(value, index, json!({"rules": [{"rule": "rule-0"}]}), ".rules")
    }),
];
