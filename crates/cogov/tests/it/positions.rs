//! Who may, must, helps, is entitled and is barred: named rules, and a naive oracle.

mod absent;
mod bars;
mod held;
mod oracle;

use cogov::charter::{Held, Setting};
use cogov::{Charter, Claim, Function, Holder, Lang, MatterKey, PlaceKey, ProblemCode};
use serde_json::{Value, json};

use crate::charter::{day, document, load, today};

fn committee() -> Value {
    json!({"party": "committee"})
}

fn company() -> Value {
    json!({"party": "company"})
}

/// A compound in a grid of a community, which is also the community's directly, as property.
fn places() -> Value {
    json!([
        {"key": "city", "name": "City", "kind": "city"},
        {"key": "community", "name": "Community", "kind": "community", "parent": "city"},
        {"key": "grid", "name": "Grid", "kind": "grid", "parent": "community"},
        {"key": "compound", "name": "Compound", "kind": "compound", "parent": "community"},
        {"key": "block", "name": "Block", "kind": "building", "parent": "grid",
         "property_parent": "compound"}
    ])
}

fn matters() -> Value {
    json!([
        {"key": "commons", "name": "Commons"},
        {"key": "parking", "name": "Parking", "parent": "commons"},
        {"key": "charging", "name": "Charging", "parent": "parking"},
        {"key": "garden", "name": "Garden", "parent": "commons"}
    ])
}

fn charter(positions: Value) -> Charter {
    load(&document(json!({"places": places(), "matters": matters(), "positions": positions})))
}

fn matter(key: &str) -> MatterKey {
    MatterKey::new(key).unwrap()
}

fn place(key: &str) -> PlaceKey {
    PlaceKey::new(key).unwrap()
}

fn about<'c>(charter: &'c Charter, key: &str) -> Setting<'c> {
    charter.on(today()).about(&matter(key)).unwrap()
}

fn at<'c>(charter: &'c Charter, key: &str) -> Setting<'c> {
    charter.on(today()).at(&place(key)).unwrap()
}

fn indexes(held: &[Held<'_>]) -> Vec<usize> {
    held.iter().map(Held::index).collect()
}

#[test]
fn a_position_on_a_matter_covers_what_is_below_it_and_not_what_is_above() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"], "matters": ["parking"]}
    ]));
    let may = |key| about(&charter, key).who_may(Function::Decide).len();
    assert_eq!([may("parking"), may("charging")], [1, 1]);
    assert_eq!([may("commons"), may("garden")], [0, 0]);
    assert!(charter.on(today()).who_may(Function::Decide).is_empty(), "of every matter");
}

#[test]
fn a_position_without_matters_or_places_covers_all_of_them() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"]}
    ]));
    let here = about(&charter, "charging").at(&place("block")).unwrap();
    assert_eq!(here.who_may(Function::Decide).len(), 1);
    assert_eq!(charter.on(today()).who_may(Function::Decide).len(), 1);
}

#[test]
fn a_place_is_reached_by_administration_and_by_property() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["support"], "functions": ["implement"],
         "places": ["grid"]},
        {"holder": company(), "kinds": ["support"], "functions": ["implement"],
         "places": ["compound"]}
    ]));
    assert_eq!(indexes(&at(&charter, "block").who_helps(Function::Implement)), [0, 1]);
    assert_eq!(indexes(&at(&charter, "grid").who_helps(Function::Implement)), [0]);
    assert!(at(&charter, "community").who_helps(Function::Implement).is_empty());
}

#[test]
fn the_narrower_scope_wins_for_powers_and_leads() {
    for kind in ["power", "lead"] {
        let charter = charter(json!([
            {"holder": committee(), "kinds": [kind], "functions": ["decide"]},
            {"holder": company(), "kinds": [kind], "functions": ["decide"],
             "matters": ["parking"]}
        ]));
        let who = |setting: Setting<'_>| match kind {
            "power" => indexes(&setting.who_may(Function::Decide)),
            _ => indexes(&setting.who_must(Function::Decide)),
        };
        assert_eq!(who(about(&charter, "charging")), [1], "{kind}");
        assert_eq!(who(about(&charter, "garden")), [0], "{kind}");
    }
}

#[test]
fn what_helps_and_what_entitles_adds_up_over_scopes() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["support", "claim"], "functions": ["decide"],
         "claims": ["vote"]},
        {"holder": company(), "kinds": ["support", "claim"], "functions": ["decide"],
         "claims": ["vote"], "matters": ["parking"]}
    ]));
    let parking = about(&charter, "parking");
    assert_eq!(indexes(&parking.who_helps(Function::Decide)), [0, 1]);
    assert_eq!(indexes(&parking.who_is_entitled(Claim::Vote)), [0, 1]);
}

#[test]
fn scopes_that_cross_both_hold() {
    // One is narrower by matter, the other by place: neither wins.
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["lead"], "functions": ["decide"], "matters": ["parking"]},
        {"holder": company(), "kinds": ["lead"], "functions": ["decide"], "places": ["compound"]}
    ]));
    let crossing = about(&charter, "parking").at(&place("compound")).unwrap();
    assert_eq!(indexes(&crossing.who_must(Function::Decide)), [0, 1]);
}

#[test]
fn a_reason_names_the_source_or_the_scope_and_what_it_is_narrower_than() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["lead"], "functions": ["decide"], "source": "bylaws"},
        {"holder": company(), "kinds": ["lead"], "functions": ["decide"], "matters": ["parking"]},
        {"holder": company(), "kinds": ["lead"], "functions": ["decide"], "places": ["grid"],
         "source": "contract"}
    ]));
    let reasons = |setting: Setting<'_>, lang| -> Vec<String> {
        setting.who_must(Function::Decide).iter().map(|held| held.reason(lang)).collect()
    };
    use Lang::{En, Zh};
    assert_eq!(reasons(charter.on(today()), En), ["positions[0] (bylaws)"]);
    let parking = about(&charter, "charging");
    assert_eq!(reasons(parking, En), ["positions[1], on Parking, narrower than positions[0]"]);
    assert_eq!(reasons(parking, Zh), ["positions[1]，就Parking，范围小于 positions[0]"]);
    let both = reasons(parking.at(&place("block")).unwrap(), En);
    assert_eq!(both[1], "positions[2] (contract), narrower than positions[0]");
    // Of one that was not asked about a right here there is nothing to say but where it stands.
    let party = Holder::Party(cogov::PartyKey::new("company").unwrap());
    assert_eq!(charter.positions_of(&party).unwrap().next().unwrap().reason(En), "positions[1]");
}

#[test]
fn a_duty_is_no_power() {
    let charter = charter(json!([
        {"holder": company(), "kinds": ["lead", "support"], "functions": ["implement"]}
    ]));
    assert!(charter.on(today()).who_may(Function::Implement).is_empty());
    assert_eq!(charter.on(today()).who_must(Function::Implement).len(), 1);
}

#[test]
fn leadership_is_neither_a_lead_nor_a_power() {
    let charter = charter(json!([{"holder": committee(), "kinds": ["leadership"]}]));
    for &function in Function::ALL {
        let today = charter.on(today());
        assert!(today.who_must(function).is_empty() && today.who_may(function).is_empty());
        assert_eq!(today.who_has_leadership(function).len(), 1, "of every function");
    }
}

#[test]
fn a_position_holds_from_its_first_day_until_before_the_day_it_ends() {
    let charter = charter(json!([
        {"holder": company(), "kinds": ["lead"], "functions": ["implement"],
         "valid": {"from": "2024-02-29", "until": "2024-03-02"}}
    ]));
    let leads = |text| charter.on(day(text)).who_must(Function::Implement).len();
    assert_eq!(["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"].map(leads), [0, 1, 1, 0]);
}

#[test]
fn a_narrower_position_that_is_over_shadows_nothing() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["lead"], "functions": ["implement"]},
        {"holder": company(), "kinds": ["lead"], "functions": ["implement"],
         "matters": ["parking"], "valid": {"until": "2026-06-01"}}
    ]));
    let parking = |text| charter.on(day(text)).about(&matter("parking")).unwrap();
    assert_eq!(indexes(&parking("2026-05-31").who_must(Function::Implement)), [1]);
    assert_eq!(indexes(&parking("2026-06-01").who_must(Function::Implement)), [0]);
}

#[test]
fn a_matter_goes_up_to_the_nearest_level_that_may_receive_it() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["receive"], "places": ["city"]},
        {"holder": company(), "kinds": ["power"], "functions": ["receive"],
         "places": ["community"], "matters": ["parking"]}
    ]));
    let up = |key: &str, from: &str| {
        let setting = charter.on(today()).about(&matter(key)).unwrap().at(&place(from)).unwrap();
        setting.way_up().map(|(place, held)| (place.to_string(), indexes(&held)))
    };
    assert_eq!(up("charging", "block"), Some(("community".to_owned(), vec![1])));
    assert_eq!(up("garden", "block"), Some(("city".to_owned(), vec![0])));
    assert_eq!(up("charging", "community"), Some(("city".to_owned(), vec![0])));
    assert_eq!(up("charging", "city"), None);
}

#[test]
fn of_places_equally_near_the_one_listed_first_takes_a_matter() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["receive"],
         "places": ["compound"]},
        {"holder": company(), "kinds": ["power"], "functions": ["receive"], "places": ["grid"]}
    ]));
    assert_eq!(at(&charter, "block").way_up().unwrap().0.as_str(), "grid");
}

#[test]
fn whoever_may_receive_everywhere_is_no_level_above() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["receive"]}
    ]));
    assert!(at(&charter, "block").way_up().is_none());
}

#[test]
fn a_key_that_is_not_listed_is_an_error_that_names_the_nearest() {
    let charter = charter(json!([]));
    let error = charter.on(today()).about(&matter("parkin")).unwrap_err();
    assert_eq!(error.code(), ProblemCode::UnknownKey);
    assert_eq!(error.help(Lang::En), "did you mean \"parking\"?");
    assert!(charter.on(today()).at(&place("parking")).is_err(), "a matter is no place");
}

#[test]
fn rights_of_a_holder_are_those_that_are_left_after_narrower_ones_and_bars() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power", "lead"], "functions": ["decide"]},
        {"holder": company(), "kinds": ["lead"], "functions": ["decide"], "matters": ["parking"]},
        {"holder": committee(), "kinds": ["bar"], "functions": ["decide"], "places": ["compound"]}
    ]));
    let holder = Holder::Party(cogov::PartyKey::new("committee").unwrap());
    let rights = |setting: Setting<'_>| -> Vec<String> {
        let rights = setting.rights_of(&holder).unwrap().into_iter();
        rights.map(|(right, _)| right.describe(Lang::En)).collect()
    };
    assert_eq!(rights(charter.on(today())), ["may: decide", "leads: decide"]);
    assert_eq!(rights(about(&charter, "parking")), ["may: decide"]);
    assert_eq!(rights(at(&charter, "compound")), ["leads: decide", "may not: decide"]);
}

#[test]
fn those_who_act_jointly_are_the_same_in_whatever_order_they_are_listed() {
    let [one, other] = [
        json!({"jointly": [committee(), company()]}),
        json!({"jointly": [company(), committee()]}),
    ];
    let charter = charter(json!([
        {"holder": one, "kinds": ["power"], "functions": ["decide"]},
        {"holder": other, "kinds": ["lead"], "functions": ["decide"]},
        {"holder": other, "kinds": ["bar"], "functions": ["decide"], "matters": ["parking"]}
    ]));
    let key = |key: &str| Holder::Party(cogov::PartyKey::new(key).unwrap());
    let both = Holder::jointly([key("company"), key("committee")]).unwrap();
    assert_eq!(both, Holder::jointly([key("committee"), key("company")]).unwrap());
    assert_eq!(charter.positions_of(&both).unwrap().count(), 3);
    assert!(about(&charter, "parking").who_may(Function::Decide).is_empty(), "barred");
}

#[test]
fn several_are_two_or_more_different_holders_and_none_is_itself_several() {
    let key = |key: &str| Holder::Party(cogov::PartyKey::new(key).unwrap());
    let both = Holder::jointly([key("a"), key("b")]).unwrap();
    let refused = |holders: Vec<Holder>| Holder::jointly(holders).unwrap_err();
    assert_eq!(refused(vec![both, key("c")]).code(), ProblemCode::NotSeveral);
    assert_eq!(refused(vec![]).help(Lang::Zh), "请逐一写明共同行使者");
    let twice = refused(vec![key("b"), key("a"), key("b")]);
    assert_eq!(twice.code(), ProblemCode::DuplicateEntry);
    assert_eq!(twice.to_line(Lang::Zh), "“b”在列表中重复");
}

#[test]
fn problems_of_several_stand_where_they_are_written_and_name_who_stands_twice() {
    let problems = |holders: Value| {
        let positions =
            json!([{"holder": {"jointly": holders}, "kinds": ["power"], "functions": ["decide"]}]);
        let error = crate::charter::refusal(&document(json!({"positions": positions})).to_string());
        let problems = error.problems().iter();
        problems.map(|p| format!("{}: {}", p.path(), p.message(Lang::En))).collect::<Vec<_>>()
    };
    let nobody = json!({"party": "aaaa-nobody"});
    assert_eq!(
        problems(json!([company(), committee(), nobody])),
        ["positions[0].holder.jointly[2].party: nothing in `parties` has the key \"aaaa-nobody\""]
    );
    assert_eq!(
        problems(json!([company(), committee(), company()])),
        ["positions[0].holder.jointly[2]: \"company\" stands twice in the list"]
    );
}

#[test]
fn the_nearest_level_is_the_one_that_the_fewest_parents_lead_to() {
    // By administration the compound is a step away; by property the street is, two levels higher.
    let places = json!([
        {"key": "city", "name": "City", "kind": "city"},
        {"key": "street", "name": "Street", "kind": "subdistrict", "parent": "city"},
        {"key": "community", "name": "Community", "kind": "community", "parent": "street"},
        {"key": "grid", "name": "Grid", "kind": "grid", "parent": "community"},
        {"key": "block", "name": "Block", "kind": "building", "parent": "grid",
         "property_parent": "street"}
    ]);
    let positions = json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["receive"],
         "places": ["community", "block"]},
        {"holder": company(), "kinds": ["power"], "functions": ["receive"], "places": ["street"]}
    ]);
    let charter = load(&document(json!({"places": places, "positions": positions})));
    assert_eq!(at(&charter, "block").way_up().unwrap().0.as_str(), "street");
    // Whoever may receive here may be the one above, too.
    let (place, held) = at(&charter, "grid").way_up().unwrap();
    assert_eq!((place.as_str(), indexes(&held)), ("community", vec![0]));
}

#[test]
fn of_places_equally_near_the_administrative_one_takes_a_matter() {
    let places = json!([
        {"key": "compound", "name": "Compound", "kind": "compound"},
        {"key": "grid", "name": "Grid", "kind": "grid"},
        {"key": "block", "name": "Block", "kind": "building", "parent": "grid",
         "property_parent": "compound"}
    ]);
    let positions = json!([{"holder": committee(), "kinds": ["power"], "functions": ["receive"],
        "places": ["compound", "grid"]}]);
    let charter = load(&document(json!({"places": places, "positions": positions})));
    assert_eq!(at(&charter, "block").way_up().unwrap().0.as_str(), "grid");
}

#[test]
fn to_ask_about_a_holder_that_the_charter_does_not_list_is_an_error_that_names_the_nearest() {
    let charter = charter(json!([
        {"holder": committee(), "kinds": ["power"], "functions": ["decide"]}
    ]));
    let party = |key: &str| Holder::Party(cogov::PartyKey::new(key).unwrap());
    let holders =
        [party("comittee"), Holder::jointly([party("company"), party("comittee")]).unwrap()];
    for holder in holders {
        let errors = [
            charter.on(today()).rights_of(&holder).unwrap_err(),
            charter.positions_of(&holder).err().unwrap(),
            charter.party(&cogov::PartyKey::new("comittee").unwrap()).unwrap_err(),
        ];
        for error in &errors {
            assert_eq!(error, &errors[2]);
            assert_eq!(error.help(Lang::En), "did you mean \"committee\"?");
        }
    }
    let nobody = [
        Holder::Group(cogov::GroupKey::new("committee").unwrap()),
        Holder::Seat(cogov::SeatKey::new("committee").unwrap()),
        Holder::Sector(cogov::SectorKey::new("committee").unwrap()),
    ];
    for holder in nobody {
        let error = charter.on(today()).rights_of(&holder).unwrap_err();
        assert_eq!(error.code(), ProblemCode::UnknownKey, "a party is no {holder:?}");
    }
    // Whom no list names, and who holds nothing, has no rights, and that is no error.
    for holder in [Holder::Anyone, Holder::Affected, party("company")] {
        assert_eq!(charter.on(today()).rights_of(&holder).unwrap(), []);
    }
}

#[test]
fn a_position_that_stands_twice_loads_and_counts_as_one() {
    let lead = |source: &str| {
        json!({"holder": committee(), "kinds": ["power", "lead"], "functions": ["decide"],
               "source": source})
    };
    let twice = charter(json!([lead("a law"), lead("the bylaws")]));
    let overlaps = twice.audit(today()).findings().iter().any(|f| f.code().as_str() == "overlap");
    assert!(!overlaps, "one party leads");
    let matrix = twice.matrix(today());
    assert!(matrix.rows().iter().all(|row| row.flaw().is_none()));
    assert_eq!(matrix.holders().len(), 1);
}
