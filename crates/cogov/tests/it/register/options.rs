//! What a register offers, `perform` accepts; what it withholds, it refuses.

use std::collections::BTreeMap;

use cogov::case::{Offer, Withheld};
use cogov::register::{
    Register, RegisterAct, RegisterActKind, RegisterCode, RegisterEntry, RegisterOptions,
    RegisterTarget,
};
use cogov::values::PersonKey;
use cogov::{Holder, Instant};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::random_acts::{Dice, PERSONS, random};
use super::world::{
    ask_review, by_hand, count, elect, entry, hall, holder, id, join, owners, perform, person,
    register, resign, sanction, street,
};

fn at(day: &str) -> Instant {
    format!("{day}T10:00:00+08:00").parse().unwrap()
}

fn options(register: &Register, by: &Value, hand: Option<&str>, day: &str) -> RegisterOptions {
    register.options(&holder(by), hand.map(person).as_ref(), at(day))
}

fn offered(options: &RegisterOptions) -> Vec<String> {
    let word = |offer: &Offer<RegisterAct>| match offer.target() {
        Some(target) => format!("{} {target}", offer.kind()),
        None => offer.kind().to_string(),
    };
    options.offered().iter().map(word).collect()
}

fn withheld<'o>(
    options: &'o RegisterOptions,
    kind: RegisterActKind,
    target: &str,
) -> &'o Withheld<RegisterAct> {
    let is_it = |one: &&Withheld<RegisterAct>| {
        one.kind() == kind && one.target().is_none_or(|of| of.to_string() == target)
    };
    options.withheld().iter().find(is_it).unwrap_or_else(|| panic!("{kind} {target}"))
}

fn codes(withheld: &Withheld<RegisterAct>) -> Vec<&'static str> {
    super::world::words(withheld.refusals())
}

#[test]
fn each_offer_names_what_can_be_done_and_by_whom() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let by_owners = options(&register, &owners(), None, "2026-01-11");
    assert_eq!(
        offered(&by_owners),
        [
            "elect member",
            "elect delegate",
            "vacate member",
            "recall member",
            "join p-1",
            "join somebody-new-1",
            "migrate",
            "correct 1"
        ]
    );
    let own = options(&register, &json!("anyone"), Some("p-1"), "2026-01-11");
    assert_eq!(offered(&own), ["vacate member", "leave p-1", "declare-relative p-1", "correct 1"]);
    // And a stranger without a hand.
    let anyone = options(&register, &json!("anyone"), None, "2026-01-11");
    assert_eq!(offered(&anyone), ["correct 1"]);
}

#[test]
fn what_is_withheld_says_who_could() {
    let register = register();
    let options = options(&register, &street(), None, "2026-01-11");
    // The street convenes the committee, and may record its elections; not those of the council.
    assert!(offered(&options).contains(&"elect member".to_owned()));
    let elect = withheld(&options, RegisterActKind::Elect, "envoy");
    assert_eq!(codes(elect), ["not-in-role"]);
    let share = holder(&json!({"at_least": [1, 10], "of": "owners"}));
    assert_eq!(elect.refusals()[0].needed(), [share]);
}

#[test]
fn a_full_seat_is_offered_from_the_day_on_which_a_place_is_free() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1", "p-2"]));
    let by = options(&register, &owners(), None, "2026-01-11");
    let is_elect = |one: &&Offer<RegisterAct>| {
        one.kind() == RegisterActKind::Elect && one.target().unwrap().to_string() == "member"
    };
    let offer = by.offered().iter().find(is_elect).unwrap();
    let RegisterAct::Elect { with, .. } = offer.witness().act() else { panic!() };
    assert_eq!(with.from().map(|day| day.to_string()).as_deref(), Some("2028-01-10"));
}

#[test]
fn what_a_share_of_a_group_can_do_is_signed_by_its_members() {
    let mut register = register();
    let share = json!({"at_least": [1, 10], "of": "owners"});
    let signatures = |register: &Register| {
        let by = options(register, &share, None, "2026-01-11");
        let offer = by.offered().iter().find(|one| one.kind() == RegisterActKind::Elect);
        offer.map(|one| one.witness().signed().len())
    };
    assert_eq!(signatures(&register), Some(4), "nobody is known yet: any four of forty");
    for number in 1..=3 {
        perform(&mut register, "2026-01-10", join(&format!("p-{number}"), owners()));
    }
    assert_eq!(signatures(&register), None, "three are known, and four are needed");
    perform(&mut register, "2026-01-10", join("p-4", owners()));
    assert_eq!(signatures(&register), Some(4));
}

#[test]
fn a_seat_that_goes_with_another_is_offered_to_those_who_hold_that() {
    let mut register = register();
    let committee = json!({"party": "committee"});
    let chair = |register: &Register| {
        let by = options(register, &committee, None, "2026-01-11");
        let offer = by.offered().iter().find(|one| one.kind() == RegisterActKind::Appoint).cloned();
        match offer.map(|one| one.witness().act().clone()) {
            Some(RegisterAct::Appoint { with, .. }) => Some(with.person().to_string()),
            _ => None,
        }
    };
    assert_eq!(chair(&register), None);
    let by = options(&register, &committee, None, "2026-01-11");
    assert_eq!(codes(withheld(&by, RegisterActKind::Appoint, "chair")), ["held-apart"]);
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    assert_eq!(chair(&register).as_deref(), Some("p-1"));
}

#[test]
fn the_ladder_is_offered_as_far_as_it_is_due() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    let of = |register: &Register| {
        let by = options(register, &street(), None, "2026-03-12");
        let kind = RegisterActKind::Sanction;
        match by.offered().iter().find(|one| one.kind() == kind) {
            Some(offer) => {
                let RegisterAct::Sanction { with, .. } = offer.witness().act() else { panic!() };
                with.sanction().to_string()
            }
            None => codes(withheld(&by, kind, "p-1")).join(" "),
        }
    };
    assert_eq!(of(&register), "not-triggered");
    perform(&mut register, "2026-03-10", count("p-1", "unexcused", &["2026-03-02"]));
    assert_eq!(of(&register), "remind");
    perform(&mut register, "2026-03-11", sanction("street", "p-1", "remind"));
    assert!(!of(&register).contains("remind"));
}

#[test]
fn options_are_withheld_in_both_languages_with_what_they_rest_on() {
    let mut register = register();
    perform(&mut register, "2026-01-10", elect(&["p-1"]));
    perform(&mut register, "2026-01-12", resign("p-1"));
    let by = options(&register, &json!({"party": "watch"}), Some("p-1"), "2026-01-13");
    let mut lines = String::new();
    for one in by.withheld() {
        let target = one.target().map(ToString::to_string).unwrap_or_default();
        for refusal in one.refusals() {
            lines += &format!(
                "{} {target}: {} | {} | {}\n",
                one.kind(),
                refusal.code(),
                refusal.message(cogov::Lang::En),
                refusal.message(cogov::Lang::Zh)
            );
        }
    }
    insta::assert_snapshot!(lines);
}

/// Everybody who can do anything, and some who cannot.
fn actors() -> Vec<(Holder, Option<PersonKey>)> {
    let mut all: Vec<(Holder, Option<PersonKey>)> = [
        street(),
        owners(),
        json!({"party": "watch"}),
        json!({"party": "committee"}),
        json!({"seat": "member"}),
        json!({"at_least": [1, 10], "of": "owners"}),
        json!("anyone"),
    ]
    .iter()
    .map(|by| (holder(by), None))
    .collect();
    for key in PERSONS {
        all.push((Holder::Anyone, Some(person(key))));
    }
    all.push((holder(&json!({"seat": "member"})), Some(person("p-1"))));
    all.push((holder(&street()), Some(person("p-21"))));
    all
}

/// Performs the witness of each offer; counts what was offered and withheld.
fn check(register: &Register, now: Instant, seen: &mut BTreeMap<(RegisterActKind, bool), usize>) {
    for (by, hand) in actors() {
        let options = register.options(&by, hand.as_ref(), now);
        for offer in options.offered() {
            assert_eq!(offer.witness().act().kind(), offer.kind());
            assert_eq!(offer.witness().act().target().as_ref(), offer.target());
            if let Err(refused) = register.preview(offer.witness()) {
                panic!("{} was offered: {refused}", offer.witness().to_json().unwrap());
            }
            *seen.entry((offer.kind(), true)).or_default() += 1;
        }
        for withheld in options.withheld() {
            assert!(!withheld.refusals().is_empty(), "{}", withheld.kind());
            *seen.entry((withheld.kind(), false)).or_default() += 1;
        }
    }
}

/// Codes that stand against whoever acts, whatever comes with the act.
const WHO: &[RegisterCode] = &[RegisterCode::NoPower, RegisterCode::NotSeated];

/// What options say of an act that is tried, with whatever came with it.
fn assert_foretold(register: &Register, entry: &RegisterEntry) {
    // Options are about now, and about everybody's signature.
    if entry.on().is_some() || matches!(entry.by(), Holder::Share { .. }) {
        return;
    }
    let options = register.options(entry.by(), entry.hand(), entry.at());
    let (kind, target) = (entry.act().kind(), entry.act().target());
    // Of those whom nobody knows one stands for all.
    let stands_for = |of: Option<&RegisterTarget>| match (of, &target) {
        (Some(RegisterTarget::Person(of)), Some(RegisterTarget::Person(named))) => {
            of == named || of.as_str().starts_with("somebody-new")
        }
        (Some(RegisterTarget::Entry(_)), _) if kind == RegisterActKind::Correct => true,
        (of, named) => of == named.as_ref(),
    };
    match register.preview(entry) {
        Ok(_) => {
            let is_offered =
                options.offered().iter().any(|one| one.kind() == kind && stands_for(one.target()));
            assert!(is_offered, "accepted, and not offered: {}", entry.to_json().unwrap());
            let is_withheld = options
                .withheld()
                .iter()
                .any(|one| one.kind() == kind && one.target() == target.as_ref());
            assert!(!is_withheld, "accepted, and withheld: {}", entry.to_json().unwrap());
        }
        Err(refused) => {
            let withheld = options
                .withheld()
                .iter()
                .find(|one| one.kind() == kind && one.target() == target.as_ref());
            let codes: Vec<RegisterCode> =
                refused.refusals().iter().map(|one| one.code()).collect();
            for refusal in withheld.map_or(&[][..], |one| one.refusals()) {
                let is_of_who = WHO.contains(&refusal.code());
                assert!(
                    !is_of_who || codes.contains(&refusal.code()),
                    "{}",
                    entry.to_json().unwrap()
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(12))]

    #[test]
    fn what_is_offered_is_accepted_and_what_is_accepted_was_offered(
        numbers in prop::collection::vec(any::<u16>(), 60..300),
    ) {
        let mut dice = Dice::new(numbers);
        let mut register = Register::open(hall(), id());
        let mut seen = BTreeMap::new();
        let mut now = 0_i64;
        if !dice.one_in(4) {
            let first = entry(&register, "2026-01-10", elect(&["p-1", "p-2"]));
            register.perform(&first).unwrap();
        }
        while !dice.is_used_up() {
            let tried = random(&mut dice, &register, &mut now);
            assert_foretold(&register, &tried);
            if dice.one_in(8) {
                check(&register, tried.at(), &mut seen);
            }
            let _ = register.perform(&tried);
        }
    }
}

#[test]
fn over_time_every_kind_of_act_is_offered_and_withheld() {
    let mut register = register();
    let mut seen = BTreeMap::new();
    for (on, act) in [
        ("2026-01-10", elect(&["p-1"])),
        ("2026-01-11", join("p-2", owners())),
        (
            "2026-01-12",
            json!({"by": street(), "act": "declare-relative", "target": {"person": "p-1"},
                   "with": {"other": "p-4", "kinship": "spouse"}}),
        ),
        ("2026-03-10", count("p-1", "unexcused", &["2026-03-02", "2026-03-09"])),
        (
            "2026-03-11",
            json!({"by": street(), "act": "announce", "target": {"person": "p-1"},
                   "with": {"seat": "member", "sanction": "talk", "reason": "Two absences"}}),
        ),
        ("2026-03-22", by_hand("p-20", sanction("street", "p-1", "talk"))),
        ("2026-03-23", ask_review("p-1", 6)),
    ] {
        check(&register, at(on), &mut seen);
        perform(&mut register, on, act);
    }
    check(&register, at("2026-03-24"), &mut seen);
    for kind in RegisterActKind::ALL {
        assert!(seen.contains_key(&(*kind, true)), "{kind} is never offered");
        let always = matches!(kind, RegisterActKind::Correct);
        assert!(always || seen.contains_key(&(*kind, false)), "{kind} is never withheld");
    }
}
