//! Bars: what they take away, and from whom.

use cogov::Function;
use serde_json::{Value, json};

use crate::charter::{document, load, today};

use super::{about, charter, committee, company, indexes};

#[test]
fn a_bar_wins_over_a_power_however_wide_it_is() {
    let charter = charter(json!([
        {"holder": company(), "kinds": ["power"], "functions": ["decide"], "matters": ["parking"]},
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"],
         "matters": ["parking"]},
        {"holder": company(), "kinds": ["bar"], "functions": ["decide"]}
    ]));
    assert_eq!(indexes(&about(&charter, "parking").who_may(Function::Decide)), [1]);
    assert_eq!(indexes(&about(&charter, "parking").bars_on(Function::Decide)), [2]);
}

#[test]
fn a_bar_does_not_hand_the_power_back_to_the_wider_scope() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"]},
        {"holder": company(), "kinds": ["power"], "functions": ["decide"], "matters": ["parking"]},
        {"holder": company(), "kinds": ["bar"], "functions": ["decide"]}
    ]));
    assert!(about(&charter, "parking").who_may(Function::Decide).is_empty());
}

#[test]
fn a_bar_on_two_functions_together_leaves_each_of_them() {
    let charter = charter(json!([
        {"holder": company(), "kinds": ["power"], "functions": ["supervise", "implement"]},
        {"holder": company(), "kinds": ["bar"], "functions": ["supervise"],
         "together_with": "implement"}
    ]));
    assert_eq!(charter.on(today()).who_may(Function::Supervise).len(), 1);
    assert_eq!(charter.on(today()).bars_on(Function::Supervise).len(), 1);
}

#[test]
fn a_bar_on_one_of_several_who_act_jointly_bars_them_all() {
    let both = json!({"jointly": [committee(), company()]});
    let positions = |barred: Value| {
        json!([
            {"holder": both, "kinds": ["power"], "functions": ["decide"]},
            {"holder": barred, "kinds": ["bar"], "functions": ["decide"]}
        ])
    };
    let may =
        |barred: Value| charter(positions(barred)).on(today()).who_may(Function::Decide).len();
    assert_eq!(may(company()), 0);
    assert_eq!(may(json!("affected")), 1);
}

#[test]
fn a_bar_on_anyone_bars_everybody_and_a_bar_on_one_leaves_anyone() {
    let may = |power: Value, bar: Value| {
        let charter = charter(json!([
            {"holder": power, "kinds": ["power"], "functions": ["dispatch"]},
            {"holder": bar, "kinds": ["bar"], "functions": ["dispatch"]}
        ]));
        charter.on(today()).who_may(Function::Dispatch).len()
    };
    assert_eq!(may(company(), json!("anyone")), 0);
    assert_eq!(may(json!("anyone"), company()), 1);
}

#[test]
fn a_bar_on_a_group_bars_its_parts_and_any_share_of_them() {
    let groups = json!([
        {"key": "villagers", "name": "Villagers"},
        {"key": "young", "name": "Young", "parent": "villagers"},
        {"key": "students", "name": "Students", "parent": "young"},
        {"key": "owners", "name": "Owners"}
    ]);
    let may = |power: Value, bar: Value| {
        let charter = load(&document(json!({"groups": groups, "positions": [
            {"holder": power, "kinds": ["power"], "functions": ["decide"]},
            {"holder": bar, "kinds": ["bar"], "functions": ["decide"]}
        ]})));
        charter.on(today()).who_may(Function::Decide).len()
    };
    let group = |key: &str| json!({"group": key});
    let share = |of: &str, n: u32| json!({"at_least": [n, 10], "of": of});
    for barred in [group("students"), share("villagers", 1), share("students", 10)] {
        assert_eq!(may(barred.clone(), group("villagers")), 0, "{barred}");
        let both = json!({"jointly": [barred, company()]});
        assert_eq!(may(both, group("villagers")), 0);
    }
    for free in [group("villagers"), group("owners"), share("villagers", 5), json!("anyone")] {
        assert_eq!(may(free.clone(), group("young")), 1, "{free}");
    }
    // Enough members are barred: so are more of them, and not fewer.
    assert_eq!(may(share("young", 5), share("young", 2)), 0);
    assert_eq!(may(share("young", 1), share("young", 2)), 1);
}

#[test]
fn a_bar_is_found_among_many_as_among_few() {
    let groups: Vec<Value> = (0..20)
        .map(|n| json!({"key": format!("g{n}"), "name": "G", "parent": (n > 0).then_some("g0")}))
        .map(|mut group| {
            group.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            group
        })
        .collect();
    let with_bars = |bars: std::ops::Range<usize>| {
        let bars = bars.map(|n| {
            json!({"holder": {"group": format!("g{n}")}, "kinds": ["bar"], "functions": ["decide"]})
        });
        let mut list: Vec<Value> = bars.collect();
        list.push(json!({"holder": {"at_least": [1, 3], "of": "g19"}, "kinds": ["power"],
                         "functions": ["decide"]}));
        let charter = load(&document(json!({"groups": groups, "positions": list})));
        charter.on(today()).who_may(Function::Decide).len()
    };
    assert_eq!([with_bars(0..1), with_bars(0..19), with_bars(1..19)], [0, 0, 1]);
}

#[test]
fn whoever_is_barred_is_not_among_those_who_have_the_power_however_it_is_asked() {
    let charter = charter(json!([
        {"holder": company(), "kinds": ["power"], "functions": ["decide"]},
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"]},
        {"holder": company(), "kinds": ["bar"], "functions": ["decide"]}
    ]));
    let here = charter.on(today());
    assert_eq!(indexes(&here.who(cogov::position::Right::Power(Function::Decide))), [1]);
    assert_eq!(indexes(&here.who(cogov::position::Right::Bar(Function::Decide))), [2]);
}
