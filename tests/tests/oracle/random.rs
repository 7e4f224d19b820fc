//! Random acts on both: they agree on what is taken, why the rest is refused, and what comes of it.
//!
//! `PROPTEST_CASES` sets how many sequences there are for each charter, `PROPTEST_RNG_SEED` which.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;

use cogov::Charter;
use cogov::act::ActKind;
use cogov::case::Ending;
use cogov_tests::directory;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use serde_json::{Value, json};

use crate::acting::Manner;
use crate::draw::Draw;
use crate::reading::text;
use crate::steering::ACTS;
use crate::vectors;
use crate::walking::{Met, Sequence, walk, walk_with};

/// Sequences for each charter, where nothing else is said: a few seconds.
const USUAL: u32 = 16;
/// Which sequences, where nothing else is said.
const SEED: u64 = 20_260_601;
/// Acts that are tried in a sequence.
const LENGTH: usize = 60;

fn charter(name: &str) -> Charter {
    Charter::builtin(name).unwrap_or_else(|| {
        let shared = directory().join(format!("charters/{name}.json"));
        let own = directory().join(format!("../fixtures/charters/{name}.json"));
        let text = fs::read_to_string(shared).or_else(|_| fs::read_to_string(own)).unwrap();
        Charter::from_json(&text).unwrap()
    })
}

fn asked<N: std::str::FromStr>(name: &str) -> Option<N> {
    std::env::var(name).ok()?.parse().ok()
}

/// A charter, with the beginnings that vectors have under it.
struct Court {
    charter: Charter,
    beginnings: Vec<Vec<Value>>,
}

impl Court {
    fn of(name: &str) -> Self {
        let under = |vector: &Value| {
            let named = ["builtin", "shared"].into_iter().any(|of| text(vector, of) == Some(name));
            named.then(|| vectors::performed(vector))
        };
        let beginnings = vectors::all().iter().filter_map(|(_, vector)| under(vector)).collect();
        Self { charter: charter(name), beginnings }
    }

    /// How a sequence begins: at the beginning, or somewhere in a vector.
    fn beginning(&self, draw: &mut Draw) -> &[Value] {
        match draw.pick(&self.beginnings).filter(|_| draw.chance(50)) {
            None => &[],
            Some(entries) => {
                let left_out = draw.below(entries.len() / 2 + 1);
                &entries[..entries.len() - left_out]
            }
        }
    }

    /// The sequence of a number, with which it begins, and of others, one for each act.
    fn sequence<'s>(&'s self, start: u64, seeds: &'s [u64]) -> Sequence<'s> {
        let mut draw = Draw::new(start);
        let manner = if draw.chance(50) { Manner::Steady } else { Manner::Wild };
        Sequence { charter: &self.charter, first: self.beginning(&mut draw), manner, seeds }
    }
}

/// Walks through random sequences under a charter, and tells what was met.
fn agree(name: &str) -> Met {
    let court = Court::of(name);
    let met = RefCell::new(Met::default());
    let sequences = (any::<u64>(), vec(any::<u64>(), LENGTH - 10..LENGTH + 10));
    let seed = asked("PROPTEST_RNG_SEED").unwrap_or(SEED);
    let config = Config {
        cases: asked("PROPTEST_CASES").unwrap_or(USUAL),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 120,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&sequences, |(start, seeds)| {
        walk(&court.sequence(start, &seeds), &mut met.borrow_mut())
            .map_err(|it| TestCaseError::fail(it.what))
    });
    if let Err(TestError::Fail(_, (start, seeds))) = &result {
        let told = walk(&court.sequence(*start, seeds), &mut Met::default()).err();
        let told = told.map(|it| it.told()).unwrap_or_default();
        panic!("{name}, PROPTEST_RNG_SEED={seed}: {told}");
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
fn both_agree_on_what_follows_each_vector() {
    for (name, vector) in vectors::all() {
        let charter = Charter::from_json(&vectors::charter_of(&vector).to_string()).unwrap();
        let first = vectors::performed(&vector);
        let seeds: Vec<u64> = (0..12).collect();
        for manner in [Manner::Steady, Manner::Wild] {
            let sequence = Sequence { charter: &charter, first: &first, manner, seeds: &seeds };
            if let Err(found) = walk(&sequence, &mut Met::default()) {
                panic!("{name}: {}", found.told());
            }
        }
    }
}

#[test]
fn every_act_is_proposed() {
    let all: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(ACTS.iter().copied().collect::<BTreeSet<_>>(), all);
}

/// The numbers of a sequence of a number.
fn numbers(number: u64) -> Vec<u64> {
    let mut draw = Draw::new(number);
    (0..LENGTH).map(|_| draw.below(usize::MAX) as u64).collect()
}

/// The same sequences each time, whatever is asked for.
fn fixed(names: &[&str], count: u64) -> Met {
    let mut met = Met::default();
    for name in names {
        let court = Court::of(name);
        for number in 0..count {
            if let Err(found) = walk(&court.sequence(number, &numbers(number)), &mut met) {
                panic!("{name}, sequence {number}: {}", found.told());
            }
        }
    }
    met
}

#[test]
fn random_sequences_get_everywhere() {
    let met = fixed(&["lane", "court"], 160);
    let told = format!("{}\n{:?}\n{:?}", met.told(), met.taken, met.codes);
    let missed: Vec<&str> =
        ACTS.iter().copied().filter(|act| !met.taken.contains_key(*act)).collect();
    assert!(missed.is_empty(), "no sequence takes {missed:?}: {told}");
    for phase in ["intake", "consultation", "implementation", "closed"] {
        assert!(met.phases.contains_key(phase), "no sequence is in {phase}: {told}");
    }
    for ending in Ending::ALL {
        let ending = ending.as_str();
        assert!(met.endings.contains_key(ending), "no sequence ends as {ending}: {told}");
    }
    let states = [
        "pending",
        "active",
        "suspended",
        "submitted",
        "fulfilled",
        "discharged",
        "defaulted",
        "expired",
    ];
    for state in states {
        assert!(met.obligations.contains_key(state), "no obligation is {state}: {told}");
    }
    let deep = met.depths.iter().filter(|depth| **depth >= 40).count();
    assert!(deep * 2 > met.depths.len(), "few sequences get far: {told}");
    assert!(met.codes.len() >= 40, "few codes are met: {told}");
    for code in ["wrong-receipt", "spent-receipt"] {
        assert!(met.codes.contains_key(code), "{code} is not met: {told}");
    }
    for act in ["withdraw", "arrive", "speak", "verify"] {
        assert!(met.borne.contains_key(act), "no {act} by receipt: {told}, {:?}", met.borne);
    }
}

/// Whether it is noticed if the engine gets something else than the oracle.
fn is_noticed(tamper: impl Fn(&mut Value)) -> bool {
    let court = Court::of("lane");
    (0..20).any(|number| {
        let seeds = numbers(number);
        walk_with(&court.sequence(number, &seeds), &mut Met::default(), &tamper).is_err()
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
