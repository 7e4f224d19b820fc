//! What options offer, `perform` accepts; what they withhold, it refuses with the same codes.

use std::collections::BTreeMap;

use cogov::act::{ActKind, Entry};
use cogov::case::{Case, RefusalCode};
use cogov::values::PersonKey;
use cogov::{GroupKey, Holder, PartyKey, SeatKey};

use super::parking::{ENTRIES, opened};

/// Everybody who acts somewhere in the case, and somebody who never does.
fn actors() -> Vec<(Holder, Option<PersonKey>)> {
    let person = |key: &str| PersonKey::new(key).expect("a key");
    let party = |key: &str| (Holder::from(PartyKey::new(key).expect("a key")), None);
    let mut all = vec![
        (Holder::Anyone, None),
        (Holder::Anyone, Some(person("owner-3"))),
        (Holder::from(GroupKey::new("residents").expect("a key")), Some(person("owner-3"))),
        (Holder::from(GroupKey::new("owners").expect("a key")), Some(person("owner-1"))),
        (Holder::from(SeatKey::new("cppcc-member").expect("a key")), Some(person("adviser-1"))),
        (Holder::Affected, Some(person("owner-2"))),
    ];
    all.extend(
        [
            "residents-committee",
            "social-joint-branch",
            "property-company",
            "supervision-committee",
            "owners-assembly",
            "platform",
            "government",
            "cppcc",
        ]
        .map(party),
    );
    all
}

/// Checks the options of everybody in a state; counts what was offered and withheld.
fn check(case: &Case, now: cogov::Instant, seen: &mut BTreeMap<(ActKind, bool), usize>) {
    for (by, hand) in actors() {
        let options = case.options(&by, hand.as_ref(), now);
        for offer in options.offered() {
            let mut copy = case.clone();
            if let Err(refused) = copy.perform(offer.witness()) {
                panic!("{by:?}: {} was offered: {refused}\n{:?}", offer.kind(), offer.witness());
            }
            *seen.entry((offer.kind(), true)).or_default() += 1;
        }
        for withheld in options.withheld() {
            assert!(!withheld.refusals().is_empty());
            *seen.entry((withheld.kind(), false)).or_default() += 1;
        }
    }
}

#[test]
fn what_is_offered_is_performed_at_every_moment_of_a_case() {
    let mut case = opened();
    let mut seen = BTreeMap::new();
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).expect("an entry");
        check(&case, entry.at(), &mut seen);
        case.perform(&entry).expect("an act that nothing stands against");
    }
    check(&case, "2026-12-01T00:00:00Z".parse().expect("a moment"), &mut seen);
    let offered: Vec<ActKind> = seen.keys().filter(|(_, o)| *o).map(|(kind, _)| *kind).collect();
    let never: Vec<&str> = ActKind::ALL
        .iter()
        .filter(|kind| !offered.contains(kind))
        .map(|kind| kind.as_str())
        .collect();
    insta::assert_snapshot!(never.join(" "));
}

#[test]
fn each_act_of_the_case_was_an_option_of_whoever_did_it() {
    let mut case = opened();
    for line in ENTRIES.lines() {
        let entry = Entry::from_json(line).expect("an entry");
        let options = case.options(entry.by(), entry.hand(), entry.at());
        let is_offered = options.offered().iter().any(|offer| offer.kind() == entry.act().kind());
        assert!(is_offered, "entry {}: {}", entry.seq(), entry.act().kind());
        case.perform(&entry).expect("an act that nothing stands against");
    }
}

#[test]
fn what_is_withheld_says_why_with_the_code_that_perform_refuses_with() {
    let mut case = opened();
    for line in ENTRIES.lines().take(27) {
        case.perform(&Entry::from_json(line).expect("an entry")).expect("an act");
    }
    let now = "2026-06-25T08:00:00+08:00".parse().expect("a moment");
    let company = Holder::from(PartyKey::new("property-company").expect("a key"));
    let options = case.options(&company, None, now);
    let resolve = options.withheld().iter().find(|one| one.kind() == ActKind::Resolve).unwrap();
    let codes: Vec<RefusalCode> = resolve.refusals().iter().map(|one| one.code()).collect();
    assert!(codes.contains(&RefusalCode::NoPower), "{codes:?}");
}

#[test]
fn what_can_be_done_is_about_steps_of_the_procedure_that_runs() {
    use super::world::{ADJOURNED, CLOSED, World};
    for until in [ADJOURNED, CLOSED] {
        let world = World::court(until);
        let case = &world.case;
        let run = case.state().run().unwrap();
        let compiled = case.charter().compiled(run.procedure()).unwrap();
        let now = format!("{}:00+08:00", world.now).parse().unwrap();
        for party in case.charter().parties() {
            let options = case.options(&party.key().clone().into(), None, now);
            let offered = options.offered().iter().map(|one| one.target());
            let withheld = options.withheld().iter().map(|one| one.target());
            for target in offered.chain(withheld).flatten() {
                let target = serde_json::to_value(target).unwrap();
                let Some(step) = target.get("step").and_then(|step| step.as_str()) else {
                    continue;
                };
                assert!(compiled.find(step).is_some(), "{step}");
            }
        }
    }
}
