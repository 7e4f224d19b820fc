//! Small charters drawn at random.

use cogov::Function;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{ANYONE, CLAIMS, Entry, FUNCTIONS, HOLDERS, World};

/// Entries of two or three holders on one function, many of them, on deep trees: more scopes than lie
/// above or below one, so that they are looked up and not gone through.
fn crowded() -> impl Strategy<Value = World> {
    let holders = subsequence((0..HOLDERS).collect::<Vec<_>>(), 2..=3);
    (4_usize..=8, 3_usize..=5, holders, select(FUNCTIONS.to_vec()), select(CLAIMS.to_vec()))
        .prop_flat_map(|(matters, places, holders, function, claim)| {
            // Under one of the three before it.
            let parents = |count: usize| -> Vec<BoxedStrategy<Option<usize>>> {
                let near = |index: usize| match index {
                    0 => Just(None).boxed(),
                    _ => prop::option::weighted(0.85, index.saturating_sub(3)..index).boxed(),
                };
                (0..count).map(near).collect()
            };
            let some = |count: usize| subsequence((0..count).collect::<Vec<_>>(), 0..=count.min(4));
            let entry = (
                select(holders),
                select(vec!["lead", "lead", "power", "power", "power", "support", "claim", "bar"]),
                (some(matters), some(places)),
            );
            let entry = entry.prop_map(move |(holder, kind, (matters, places))| Entry {
                holder,
                kind,
                function,
                claim,
                together_with: None,
                matters,
                places,
            });
            let places = (parents(places), parents(places));
            (parents(matters), places, prop::collection::vec(entry, 6..18))
        })
        .prop_map(|(matters, (parents, property), entries)| World {
            matters,
            places: parents.into_iter().zip(property).map(|(a, b)| [a, b]).collect(),
            entries,
        })
}

fn entry(matters: usize, places: usize) -> impl Strategy<Value = Entry> {
    let some = |count: usize| subsequence((0..count).collect::<Vec<_>>(), 0..=count.min(3));
    (
        select(vec![0, 0, 1, 1, 2, 3, 4, ANYONE]),
        select(vec!["lead", "lead", "lead", "power", "power", "power", "support", "claim", "bar"]),
        select(FUNCTIONS.to_vec()),
        select(CLAIMS.to_vec()),
        prop::option::weighted(0.4, select(FUNCTIONS.to_vec())),
        (some(matters), some(places)),
    )
        .prop_map(|(holder, kind, function, claim, together_with, (matters, places))| Entry {
            together_with: together_with.filter(|other| kind == "bar" && *other != function),
            holder,
            kind,
            function,
            claim,
            matters,
            places,
        })
}

fn world() -> impl Strategy<Value = World> {
    let parents = |count: usize| -> Vec<BoxedStrategy<Option<usize>>> {
        let earlier = |index: usize| match index {
            0 => Just(None).boxed(),
            _ => prop::option::weighted(0.5, 0..index).boxed(),
        };
        (0..count).map(earlier).collect()
    };
    // Those of few functions meet far more often.
    let few = prop_oneof![
        2 => Just(FUNCTIONS.to_vec()),
        2 => select(FUNCTIONS.to_vec()).prop_map(|only| vec![only]),
        1 => Just(vec![Function::Implement, Function::Supervise]),
    ];
    (0_usize..=3, 0_usize..=5, few).prop_flat_map(move |(matters, places, few)| {
        (
            parents(matters),
            parents(places),
            parents(places),
            prop::collection::vec(entry(matters, places), 1..9),
        )
            .prop_map(move |(matters, parents, property, mut entries)| {
                for (number, entry) in entries.iter_mut().enumerate() {
                    if !few.contains(&entry.function) {
                        entry.function = few[number % few.len()];
                    }
                    entry.together_with = entry
                        .together_with
                        .filter(|other| few.contains(other) && *other != entry.function);
                }
                let places = parents.into_iter().zip(property);
                World { matters, places: places.map(|(a, b)| [a, b]).collect(), entries }
            })
    })
}

/// A small charter or a crowded one.
pub(super) fn some_world() -> impl Strategy<Value = World> {
    prop_oneof![2 => world().boxed(), 1 => crowded().boxed()]
}

/// One who carries out and checks, with bars.
pub(super) fn checking() -> impl Strategy<Value = World> {
    (some_world(), 0..3_usize).prop_map(|(mut world, who)| {
        for entry in &mut world.entries {
            let checks = matches!(entry.function, Function::Supervise | Function::Decide);
            let pair = [Function::Implement, Function::Supervise];
            entry.function = pair[usize::from(checks)];
            entry.together_with = entry.together_with.map(|_| pair[usize::from(!checks)]);
            // The group and the claims have no part in it.
            match entry.kind {
                "claim" => entry.kind = "bar",
                _ if entry.holder == ANYONE => entry.kind = "bar",
                _ => {}
            }
            if [3, 4].contains(&entry.holder) {
                entry.holder = who;
            }
        }
        world
    })
}
