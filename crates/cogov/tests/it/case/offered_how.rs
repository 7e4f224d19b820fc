//! What comes with what is offered: the least that fits whoever acts.

use cogov::Holder;
use cogov::act::ActKind;
use cogov::case::{Case, Options};
use cogov::values::PersonKey;
use serde_json::{Value, json};

use super::world::{CONVENED, COUNTED, RESOLVED, SUBMITTED, World, charter, owners, party, person};

fn holder(json: &Value) -> Holder {
    serde_json::from_value(json.clone()).unwrap()
}

fn options(case: &Case, by: &Value, hand: Option<&str>, now: &str) -> Options {
    let hand = hand.map(|hand| PersonKey::new(hand).unwrap());
    case.options(&holder(by), hand.as_ref(), format!("{now}:00+08:00").parse().unwrap())
}

/// What is offered of a kind, as JSON; each of it is performed.
fn offered(case: &Case, by: &Value, hand: Option<&str>, now: &str, kind: ActKind) -> Vec<Value> {
    let options = options(case, by, hand, now);
    let of_kind = options.offered().iter().filter(|offer| offer.kind() == kind);
    of_kind
        .map(|offer| {
            case.preview(offer.witness()).unwrap();
            serde_json::from_str(&offer.witness().to_json().unwrap()).unwrap()
        })
        .collect()
}

/// The 16 bytes of an identifier.
fn bytes(id: &str) -> [u8; 16] {
    u128::from_str_radix(&id.replace('-', ""), 16).unwrap().to_be_bytes()
}

#[test]
fn a_new_appeal_has_an_identifier_of_which_only_version_and_variant_are_always_the_same() {
    let (mut always, mut ever) = (vec![0xff_u8; 16], vec![0_u8; 16]);
    let mut seen = std::collections::BTreeSet::new();
    for until in 0..=RESOLVED {
        let case = World::court(until).case;
        let appeals = offered(&case, &json!("anyone"), None, "2026-07-01T09:00", ActKind::Submit);
        let id = appeals[0]["target"]["appeal"].as_str().unwrap();
        assert!(seen.insert(id.to_owned()), "each is new: {id}");
        for ((always, ever), byte) in always.iter_mut().zip(&mut ever).zip(bytes(id)) {
            *always &= byte;
            *ever |= byte;
        }
    }
    let fixed: Vec<u8> = always.iter().zip(&ever).map(|(always, ever)| !(always ^ ever)).collect();
    let mut form = [0_u8; 16];
    (form[6], form[8]) = (0xf0, 0xc0);
    assert_eq!(fixed, form, "the bits that are the same in all");
    assert_eq!((always[6], always[8]), (0x80, 0x80), "version 8, and the variant of RFC 9562");
}

#[test]
fn whoever_a_channel_is_open_to_appeals_themselves_and_others_for_them() {
    let online = json!([{ "key": "online", "name": "Online", "medium": "online", "open_to": owners(),
        "received_by": party("committee") }]);
    let mut world = World::new(charter(&[("/intake/channels", online)]));
    world.at("2026-06-01T09:00");
    let submitter = |by: &Value, hand: Option<&str>| {
        let all = offered(&world.case, by, hand, "2026-06-01T09:00", ActKind::Submit);
        all[0]["with"]["submitter"].clone()
    };
    assert_eq!(submitter(&party("committee"), None), owners());
    assert_eq!(submitter(&owners(), Some("owner-1")), person("owner-1"));
}

#[test]
fn whoever_is_called_arrives_as_themselves() {
    let case = World::court(CONVENED).case;
    let arrivals = offered(&case, &party("committee"), None, "2026-06-08T14:00", ActKind::Arrive);
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].pointer("/with/instead_of"), None, "{}", arrivals[0]);
}

#[test]
fn whoever_only_observes_can_depart_and_does_not_speak() {
    // The gardeners observe, and the company speaks.
    let case = World::court(14).case;
    let count =
        |by: &str, kind: ActKind| offered(&case, &party(by), None, "2026-06-08T14:00", kind).len();
    assert_eq!((count("gardeners", ActKind::Depart), count("gardeners", ActKind::Speak)), (1, 0));
    assert_eq!((count("company", ActKind::Depart), count("company", ActKind::Speak)), (1, 1));
}

#[test]
fn in_a_case_without_entries_nothing_is_to_be_corrected() {
    let case = World::new(charter(&[])).case;
    let options = options(&case, &party("committee"), None, "2026-06-01T09:00");
    let offered = options.offered().iter().map(|one| one.kind());
    let withheld = options.withheld().iter().map(|one| one.kind());
    assert!(offered.chain(withheld).all(|kind| kind != ActKind::Correct));
    let case = World::court(1).case;
    let correct =
        self::offered(&case, &party("committee"), None, "2026-06-01T09:30", ActKind::Correct);
    assert_eq!(correct.len(), 1);
}

#[test]
fn an_act_names_a_step_only_where_several_are_done_by_it() {
    let case = World::court(SUBMITTED).case;
    let accepts = offered(&case, &party("committee"), None, "2026-06-01T11:00", ActKind::Accept);
    assert_eq!(accepts.len(), 2);
    for accept in accepts {
        assert_eq!(accept.pointer("/with/step"), None, "{accept}");
    }
}

#[test]
fn somebody_who_is_made_up_has_a_plain_name_at_first() {
    let case = World::court(COUNTED).case;
    let json: Vec<String> = ["assembly", "committee", "supervisors"]
        .iter()
        .flat_map(|by| {
            let options = options(&case, &party(by), None, "2026-06-10T09:00");
            let all = options.offered().iter();
            all.map(|one| one.witness().to_json().unwrap()).collect::<Vec<_>>()
        })
        .collect();
    let all = json.join("\n");
    assert!(all.contains("\"somebody-else\""), "{all}");
    assert!(!all.contains("\"somebody-else-1\""), "{all}");
}
