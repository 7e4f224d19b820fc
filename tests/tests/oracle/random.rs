//! Random acts on both: they agree on what is taken, why the rest is refused, and what comes of it.
//!
//! `PROPTEST_CASES` sets how many sequences there are for each charter.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;

use cogov::Charter;
use cogov::act::ActKind;
use cogov_tests::directory;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::acting::ACTS;
use crate::draw::Draw;
use crate::walking::{Met, walk, walk_with};

/// Sequences for each charter, where nothing else is said: a few seconds.
const USUAL: u32 = 16;
/// Acts that are tried in a sequence.
const LENGTH: usize = 60;

/// Acts that no random sequence gets taken, each with the reason.
const NEVER_TAKEN: &[(&str, &str)] = &[
    (
        "find-default",
        "few obligations are overdue while a sequence lasts; it is only met as refused",
    ),
    ("migrate", "it needs another charter, which `Case::perform` is not given"),
];

fn charter(name: &str) -> Charter {
    Charter::builtin(name).unwrap_or_else(|| {
        let shared = directory().join(format!("charters/{name}.json"));
        let own = directory().join(format!("../fixtures/charters/{name}.json"));
        let text = fs::read_to_string(shared).or_else(|_| fs::read_to_string(own)).unwrap();
        Charter::from_json(&text).unwrap()
    })
}

/// The same sequences each time, unless more are asked for.
fn runner() -> TestRunner {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(USUAL),
        failure_persistence: None,
        max_shrink_iters: 120,
        ..Config::default()
    };
    match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

/// Walks through random sequences under a charter, and tells what was met.
fn agree(name: &str) -> Met {
    let charter = charter(name);
    let met = RefCell::new(Met::default());
    let sequences = vec(any::<u64>(), LENGTH - 10..LENGTH + 10);
    let result = runner().run(&sequences, |seeds| {
        let mut all = met.borrow_mut();
        walk(&charter, &seeds, &mut all)
            .map_err(|it| proptest::test_runner::TestCaseError::fail(it.what))
    });
    if let Err(TestError::Fail(_, seeds)) = &result {
        let told = walk(&charter, seeds, &mut Met::default()).err().map(|it| it.told());
        panic!("{name}: {}", told.unwrap_or_default());
    }
    result.unwrap();
    let met = met.into_inner();
    println!("{name}: {}", met.told());
    met
}

#[test]
fn both_agree_under_a_small_charter() {
    agree("lane");
}

#[test]
fn both_agree_under_the_charter_of_the_vectors() {
    agree("court");
}

#[test]
fn both_agree_in_cuizhuyuan() {
    agree("cuizhuyuan-completed");
}

#[test]
fn both_agree_in_a_county() {
    agree("county-cppcc-completed");
}

#[test]
fn every_act_is_proposed() {
    let all: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(ACTS.iter().copied().collect::<BTreeSet<_>>(), all);
}

/// The same sequences each time, whatever is asked for.
fn fixed(names: &[&str], count: usize) -> Met {
    let mut met = Met::default();
    for name in names {
        let charter = charter(name);
        for number in 0..count {
            let mut draw = Draw::new(number as u64);
            let seeds: Vec<u64> = (0..LENGTH).map(|_| draw.below(usize::MAX) as u64).collect();
            if let Err(found) = walk(&charter, &seeds, &mut met) {
                panic!("{name}: {}", found.told());
            }
        }
    }
    met
}

#[test]
fn random_sequences_get_far() {
    let met = fixed(&["lane", "cuizhuyuan-completed"], 20);
    let deep = met.depths.iter().filter(|depth| **depth >= 40).count();
    assert!(deep * 2 > met.depths.len(), "few sequences get far: {:?}", met.depths);
    for phase in ["consultation", "implementation", "closed"] {
        assert!(met.phases.contains_key(phase), "no sequence ends in the phase {phase}");
    }
    assert!(met.codes.len() >= 40, "few codes are met: {:?}", met.codes.keys());
}

#[test]
fn every_act_is_taken_somewhere_but_those_that_are_listed() {
    let met = fixed(&["lane", "court"], 60);
    let missed: Vec<&str> =
        ACTS.iter().copied().filter(|act| !met.taken.contains_key(*act)).collect();
    assert_eq!(missed, NEVER_TAKEN.iter().map(|it| it.0).collect::<Vec<_>>());
}

/// Whether it is noticed if the engine gets something else than the oracle.
fn is_noticed(tamper: impl Fn(&mut Value)) -> bool {
    let charter = charter("lane");
    (0..20).any(|number| {
        let mut draw = Draw::new(number);
        let seeds: Vec<u64> = (0..LENGTH).map(|_| draw.below(usize::MAX) as u64).collect();
        walk_with(&charter, &seeds, &mut Met::default(), &tamper).is_err()
    })
}

#[test]
fn a_difference_is_noticed() {
    assert!(!is_noticed(|_| {}), "nothing is changed, and yet the two differ");
    assert!(is_noticed(|entry| entry["by"] = json!("anyone")), "who acts");
    assert!(
        is_noticed(|entry| {
            if entry["act"] == "vote" {
                entry["with"]["choice"] = json!("no");
            }
        }),
        "a vote"
    );
    assert!(
        is_noticed(|entry| {
            if let Some(drafts) = entry["with"]["obligations"].as_array_mut() {
                drafts.iter_mut().for_each(|draft| draft["within"] = json!({ "days": 99 }));
            }
        }),
        "a term"
    );
}

#[test]
fn triage() {
    let Ok(count) = std::env::var("TRIAGE") else { return };
    let count: u64 = count.parse().unwrap();
    let mut seen = std::collections::BTreeMap::<String, (usize, Vec<Value>)>::new();
    let mut met = Met::default();
    for name in ["lane", "court", "cuizhuyuan-completed", "county-cppcc-completed"] {
        let charter = charter(name);
        for number in 0..count {
            let mut draw = Draw::new(number * 7919 + 13);
            let seeds: Vec<u64> = (0..LENGTH).map(|_| draw.below(usize::MAX) as u64).collect();
            if let Err(found) = walk(&charter, &seeds, &mut met) {
                let one = seen.entry(format!("{name}: {}", found.what)).or_insert((0, found.entries.clone()));
                one.0 += 1;
                if found.entries.len() < one.1.len() {
                    one.1 = found.entries;
                }
            }
        }
    }
    println!("{}", met.told());
    let mut all: Vec<_> = seen.into_iter().collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.1.0));
    for (what, (times, _)) in &all {
        println!("{times} {what}");
    }
    for (what, (_, entries)) in all.iter().take(12) {
        println!("== {what}");
        for one in entries.iter() {
            println!("   {one}");
        }
    }
}
