//! Who may act in a register: powers on whatever matter, and who fills a seat that does not say.

use cogov::register::{Register, RegisterCode};
use cogov::{Charter, Holder};
use serde_json::{Value, json};

use super::world::{entry, holder, id, join, owners};

fn charter(change: impl FnOnce(&mut Value)) -> Register {
    let mut value: Value = serde_json::from_str(super::world::HALL).unwrap();
    change(&mut value);
    Register::open(Charter::from_json(&value.to_string()).unwrap(), id())
}

fn codes(register: &Register, act: Value) -> Vec<&'static str> {
    let entry = entry(register, "2026-06-01", act);
    match register.preview(&entry) {
        Ok(_) => Vec::new(),
        Err(refused) => super::world::words(refused.refusals()),
    }
}

/// The street holds the power to receive on one matter at one place, and a bar.
fn narrow(bar: &Value) -> Register {
    charter(|hall| {
        hall["matters"] =
            json!([{"key": "parking", "name": "Parking"}, {"key": "noise", "name": "Noise"}]);
        hall["places"] = json!([{"key": "west", "name": "West", "kind": "compound"}]);
        hall["positions"] = json!([
            {"holder": {"party": "street"}, "kinds": ["power"], "functions": ["receive"],
             "matters": ["parking"], "places": ["west"],
             "valid": {"from": "2026-01-01", "until": "2027-01-01"}}]);
        if !bar.is_null() {
            hall["positions"].as_array_mut().unwrap().push(bar.clone());
        }
    })
}

fn join_tenants() -> Value {
    join("p-1", json!({"group": "tenants"}))
}

#[test]
fn a_power_on_one_matter_is_a_power_in_the_register_as_long_as_it_is_in_force() {
    let register = narrow(&Value::Null);
    assert!(codes(&register, join_tenants()).is_empty());
    let late = entry(&register, "2027-01-01", join_tenants());
    let refused = register.preview(&late).unwrap_err();
    assert_eq!(refused.first().unwrap().code(), RegisterCode::NotInRole);
}

#[test]
fn only_a_bar_on_everything_everywhere_is_a_bar_in_the_register() {
    let bar = |more: Value| {
        let mut bar = json!({"holder": {"party": "street"}, "kinds": ["bar"],
            "functions": ["receive"]});
        bar.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        narrow(&bar)
    };
    assert_eq!(codes(&bar(json!({})), join_tenants()), ["not-in-role"]);
    for narrow in [json!({"matters": ["noise"]}), json!({"places": ["west"]})] {
        assert!(codes(&bar(narrow), join_tenants()).is_empty());
    }
    // Whoever is barred is not named as somebody who could.
    let barred = bar(json!({}));
    let mut by_watch = join_tenants();
    by_watch["by"] = json!({"party": "watch"});
    let refused = barred.preview(&entry(&barred, "2026-06-01", by_watch)).unwrap_err();
    let street = Holder::Party("street".parse().unwrap());
    assert!(!refused.first().unwrap().needed().contains(&street), "{refused}");
}

/// Who fills a seat of the council, which is part of the street office, or of the watch, which is
/// part of nothing.
fn filler(body: &str, seat: &Value) -> Holder {
    let register = charter(|hall| {
        let mut new = json!({"key": "new", "name": "New", "body": body});
        new.as_object_mut().unwrap().extend(seat.as_object().unwrap().clone());
        hall["seats"].as_array_mut().unwrap().push(new);
    });
    let is_elected = seat.get("filled_by").is_none_or(|by| by == "elected");
    let (act, with) = if is_elected {
        ("elect", json!({"persons": ["p-1"]}))
    } else {
        ("appoint", json!({"person": "p-1"}))
    };
    let act = json!({"by": "affected", "act": act, "target": {"seat": "new"}, "with": with});
    let refused = register.preview(&entry(&register, "2026-06-01", act)).unwrap_err();
    let [refusal] = refused.refusals() else { panic!("{refused}") };
    let by = refusal.needed()[0].clone();
    // Whoever is named can indeed.
    let act = json!({"by": serde_json::to_value(&by).unwrap(), "act": if is_elected { "elect" } else { "appoint" },
        "target": {"seat": "new"}, "with": with});
    assert!(codes(&register, act).is_empty());
    by
}

#[test]
fn who_fills_a_seat_that_does_not_say_follows_from_how_it_is_filled() {
    let (street, council, watch) = (
        holder(&json!({"party": "street"})),
        holder(&json!({"party": "council"})),
        holder(&json!({"party": "watch"})),
    );
    let young = json!({"group": "young"});
    for (body, seat, by) in [
        // Those whom it speaks for; else the body chooses among its own.
        ("council", json!({"filled_by": "elected", "represents": young}), holder(&young)),
        ("council", json!({"filled_by": "elected"}), council.clone()),
        ("council", json!({"represents": young}), holder(&young)),
        ("council", json!({}), council.clone()),
        // The party above the body; where there is none, the body itself.
        ("council", json!({"filled_by": "appointed", "represents": young}), street.clone()),
        ("council", json!({"filled_by": "recommended"}), street.clone()),
        ("watch", json!({"filled_by": "appointed"}), watch.clone()),
        ("watch", json!({"filled_by": "recommended"}), watch),
        ("council", json!({"filled_by": "co_opted"}), council.clone()),
        ("council", json!({"filled_by": "ex_officio"}), council),
        // What the seat says goes before all that.
        ("council", json!({"filled_by": "appointed", "by": owners()}), holder(&owners())),
    ] {
        assert_eq!(filler(body, &seat), by, "{body} {seat}");
    }
}
