//! What an offered act asks for: fields as it is read, what the rules need of them, what there is to
//! choose from.

use std::collections::{BTreeMap, BTreeSet};

use cogov::act::{ActKind, Entry, Field, FieldKind};
use cogov::case::{Asked, Case, Known, Offer};
use cogov::register::RegisterActKind;
use cogov::values::PersonKey;
use cogov::{GroupKey, Holder, Instant, PartyKey, SeatKey};
use serde_json::{Value, json};

use super::parking::{ENTRIES, opened, until};

fn at(moment: &str) -> Instant {
    moment.parse().expect("a moment")
}

fn party(key: &str) -> Holder {
    PartyKey::new(key).expect("a key").into()
}

fn actors() -> Vec<(Holder, Option<PersonKey>)> {
    let person = |key: &str| Some(PersonKey::new(key).expect("a key"));
    let mut all = vec![
        (Holder::Anyone, person("owner-3")),
        (GroupKey::new("owners").expect("a key").into(), person("owner-1")),
        (SeatKey::new("cppcc-member").expect("a key").into(), person("adviser-1")),
    ];
    for key in
        ["residents-committee", "property-company", "supervision-committee", "owners-assembly"]
    {
        all.push((party(key), None));
    }
    all
}

fn offer(case: &Case, by: &Holder, now: Instant, kind: ActKind) -> Offer {
    let options = case.options(by, None, now);
    let offered = options.offered().iter().find(|offer| offer.kind() == kind);
    offered.unwrap_or_else(|| panic!("{kind} is not offered")).clone()
}

fn named<'a>(asked: &'a [Asked], name: &str) -> &'a Asked {
    asked.iter().find(|one| one.field().name() == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Every field, and those within it.
fn all_of(fields: &'static [Field], path: &str, found: &mut Vec<(String, Field)>) {
    for field in fields {
        let path = format!("{path}.{}", field.name());
        found.push((path.clone(), *field));
        all_of(field.kind().fields(), &path, found);
    }
}

#[test]
fn every_field_of_every_act_says_what_is_written_in_it() {
    let mut found = Vec::new();
    for kind in ActKind::ALL {
        all_of(kind.fields(), kind.as_str(), &mut found);
    }
    let other = found.iter().filter(|(_, field)| field.kind() == FieldKind::Other);
    assert_eq!(other.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    let new: BTreeSet<&str> =
        found.iter().filter(|(_, field)| field.is_new()).map(|(path, _)| path.as_str()).collect();
    insta::assert_snapshot!(new.into_iter().collect::<Vec<_>>().join("\n"));
    let mut register = Vec::new();
    for kind in RegisterActKind::ALL {
        all_of(kind.fields(), kind.as_str(), &mut register);
    }
    assert!(register.len() > 40, "{}", register.len());
}

#[test]
fn the_fields_of_an_act_are_those_of_its_schema() {
    #[cfg(feature = "schema")]
    for &kind in ActKind::ALL {
        let Some(schema) = cogov::schema::payload(kind) else {
            assert_eq!(kind.fields(), [], "{kind}");
            continue;
        };
        let reference = schema["$ref"].as_str().expect("a reference").rsplit('/').next().unwrap();
        let described = &schema["$defs"][reference];
        let properties = described["properties"].as_object().expect("properties");
        let names: BTreeSet<&str> = kind.fields().iter().map(|field| field.name()).collect();
        assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), names, "{kind}");
        let required: BTreeSet<&str> = match described.get("required") {
            Some(required) => {
                required.as_array().unwrap().iter().filter_map(Value::as_str).collect()
            }
            None => BTreeSet::new(),
        };
        let asked = kind.fields().iter().filter(|field| field.is_required());
        assert_eq!(required, asked.map(Field::name).collect(), "{kind}");
    }
}

/// The values of a witness in a field: one, or those of a list.
fn values<'v>(with: &'v Value, field: &Field) -> Vec<&'v Value> {
    match with.get(field.name()) {
        None => Vec::new(),
        Some(Value::Array(all)) if field.is_list() => all.iter().collect(),
        Some(one) => vec![one],
    }
}

/// What a witness says is among what is known; what it names anew is not, and nothing is known of it.
fn consistent(asked: &[Asked], with: &Value, path: &str, seen: &mut BTreeMap<String, usize>) {
    for one in asked {
        let path = format!("{path}.{}", one.field().name());
        assert!(!one.field().is_new() || one.known().is_none(), "{path}");
        for value in values(with, one.field()) {
            if let Some(known) = one.known() {
                let known: Vec<Value> =
                    known.iter().map(|known| serde_json::to_value(known).unwrap()).collect();
                assert!(known.contains(value), "{path}: {value} is none of {known:?}");
                *seen.entry(path.clone()).or_default() += 1;
            }
            consistent(one.parts(), value, &path, seen);
        }
    }
}

/// The fields in which something that nobody knows is taken all the same, in place of what is known.
fn unchecked(case: &Case, offer: &Offer, asked: &[Asked], found: &mut BTreeSet<String>) {
    for one in asked.iter().filter(|one| one.known().is_some() && !one.field().is_list()) {
        let unknown = match one.field().kind() {
            FieldKind::Key(_) => json!("known-to-nobody"),
            FieldKind::Id(_) => json!("0192f000-0000-7000-8000-00000000dead"),
            _ => continue,
        };
        let mut entry = serde_json::to_value(offer.witness()).unwrap();
        entry["with"][one.field().name()] = unknown;
        let entry: Entry = serde_json::from_value(entry).expect("an entry");
        if case.preview(&entry).is_ok() {
            found.insert(format!("{}.{}", offer.kind(), one.field().name()));
        }
    }
}

#[test]
fn at_every_moment_the_witness_is_one_of_the_answers_to_what_is_asked() {
    let mut case = opened();
    let (mut seen, mut unheeded) = (BTreeMap::new(), BTreeSet::new());
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).expect("an entry");
        for (by, hand) in actors() {
            for offer in case.options(&by, hand.as_ref(), entry.at()).offered() {
                let asked = case.asked(offer);
                let names: Vec<&str> = asked.iter().map(|one| one.field().name()).collect();
                let fields: Vec<&str> = offer.kind().fields().iter().map(Field::name).collect();
                assert_eq!(names, fields, "{}", offer.kind());
                let witness = serde_json::to_value(offer.witness()).unwrap();
                let with = witness.get("with").cloned().unwrap_or_default();
                for one in asked.iter().filter(|one| one.is_needed()) {
                    assert!(with.get(one.field().name()).is_some(), "{}", offer.kind());
                }
                consistent(&asked, &with, offer.kind().as_str(), &mut seen);
                unchecked(&case, offer, &asked, &mut unheeded);
            }
        }
        case.perform(&entry).expect("an act that nothing stands against");
    }
    let paths: Vec<&str> = seen.keys().map(String::as_str).collect();
    insta::assert_snapshot!(paths.join("\n"));
    // A step before a procedure runs, a session that can be convened later: these say
    // nothing. Everything else that is asked for and not known is refused.
    let unheeded: Vec<&str> = unheeded.iter().map(String::as_str).collect();
    assert_eq!(unheeded, ["accept.step", "notify.session"]);
}

#[test]
fn what_a_rule_asks_for_is_needed_though_an_act_can_be_read_without_it() {
    let mut case = opened();
    until(&mut case, at("2026-06-01T11:30:00+08:00"));
    let now = at("2026-06-01T15:00:00+08:00");
    let decline = case.asked(&offer(&case, &party("residents-committee"), now, ActKind::Decline));
    for name in ["reason", "redress"] {
        let one = named(&decline, name);
        assert!(one.is_needed() && !one.field().is_required(), "{name}");
    }
    let submit = case.asked(&offer(&case, &Holder::Anyone, now, ActKind::Submit));
    assert!(named(&submit, "matter").is_needed() && !named(&submit, "attachments").is_needed());
}

#[test]
fn a_topic_is_asked_for_by_its_dimensions_and_a_route_by_where_it_can_go() {
    let mut case = opened();
    until(&mut case, at("2026-06-02T10:00:00+08:00"));
    let (branch, now) = (party("social-joint-branch"), at("2026-06-03T09:00:00+08:00"));
    let assess = case.asked(&offer(&case, &branch, now, ActKind::Assess));
    let topic = named(&assess, "topic");
    let commonality = named(topic.parts(), "commonality").known().expect("levels");
    assert!(commonality.contains(&Known::Word("common".to_owned())), "{commonality:?}");
    let mut case = opened();
    until(&mut case, at("2026-06-03T09:05:00+08:00"));
    let now = at("2026-06-03T09:10:00+08:00");
    let route = case.asked(&offer(&case, &branch, now, ActKind::Route));
    insta::assert_snapshot!(serde_json::to_string_pretty(&named(&route, "to")).unwrap());
}

#[test]
fn the_form_of_a_resolution() {
    let mut case = opened();
    until(&mut case, at("2026-06-29T09:30:00+08:00"));
    let now = at("2026-06-29T10:00:00+08:00");
    let resolve = offer(&case, &party("owners-assembly"), now, ActKind::Resolve);
    insta::assert_snapshot!(serde_json::to_string_pretty(&case.asked(&resolve)).unwrap());
}

#[test]
fn groups_seats_and_steps_are_chosen_from_what_there_is() {
    let case = super::world::World::court(super::world::ASSESSED).case;
    let now = at("2026-06-02T12:00:00+08:00");
    // By the name of each field of a kind what is known there, in all that anybody is offered.
    let mut known: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    fn each(asked: &[Asked], known: &mut BTreeMap<&'static str, BTreeSet<String>>) {
        for one in asked {
            if let (FieldKind::Key(of), Some(all)) = (one.field().kind(), one.known()) {
                let all = all.iter().map(|known| serde_json::to_value(known).unwrap());
                let words = all.map(|word| word.as_str().unwrap().to_owned());
                known.entry(of).or_default().extend(words);
            }
            each(one.parts(), known);
        }
    }
    let holders = case.charter().parties().iter().map(|one| Holder::from(one.key().clone()));
    for by in holders.chain([Holder::Anyone, GroupKey::new("owners").unwrap().into()]) {
        for offer in case.options(&by, None, now).offered() {
            each(&case.asked(offer), &mut known);
        }
    }
    let of = |kind: &str| {
        let all = known.get(kind).unwrap_or_else(|| panic!("no field names {kind}: {known:?}"));
        all.iter().map(String::as_str).collect::<Vec<_>>()
    };
    assert_eq!(of("groups"), ["owners", "tenants"]);
    assert_eq!(of("seats"), ["chair", "inspector"]);
    let steps = of("steps");
    assert!(steps.contains(&"vote") && steps.contains(&"meeting"), "{steps:?}");
}

#[test]
fn the_rule_of_a_ballot_is_one_of_the_charter() {
    let case = super::world::World::court(super::world::ADJOURNED).case;
    let now = at("2026-06-08T18:00:00+08:00");
    let open = case.asked(&offer(&case, &party("assembly"), now, ActKind::OpenBallot));
    let known = named(&open, "rule").known().expect("rules");
    let words: Vec<Value> = known.iter().map(|one| serde_json::to_value(one).unwrap()).collect();
    assert_eq!(words, ["majority", "old", "agreement"]);
}

#[test]
fn a_field_of_a_closed_list_is_written_with_its_words() {
    let (mut words, mut found) = (0, Vec::new());
    for kind in ActKind::ALL {
        all_of(kind.fields(), kind.as_str(), &mut found);
    }
    for (path, field) in found {
        let written = serde_json::to_value(field.kind()).unwrap();
        if let FieldKind::Word(known) = field.kind() {
            words += 1;
            assert_eq!(written["words"], json!(known), "{path}");
        } else {
            assert!(written.get("words").is_none(), "{path}");
        }
    }
    assert!(words > 10, "{words}");
}
