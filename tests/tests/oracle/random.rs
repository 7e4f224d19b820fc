//! Random acts on both.

use std::collections::BTreeMap;

use cogov::Charter;

use crate::draw::Draw;
use crate::walking::{Met, walk};

fn short(one: &crate::walking::Disagreement) -> String {
    let mut told = format!("{}\n", one.what);
    for it in &one.entries {
        let at = it["at"].as_str().unwrap();
        let on = it["on"].as_str().map_or("", |on| &on[5..16]);
        told += &format!("  {} {}|{} {}{} {} {} {} {}\n", it["seq"], &at[5..16], on, it["by"], it["hand"], it["act"], it["target"], it["with"], it["signed"]).replace("0192f000-0000-7000-8000-00000000", "").replace('"', "").replace("null", "");
    }
    told
}

/// Temporary: all disagreements at once.
#[test]
fn survey() {
    let count: usize = std::env::var("WALKS").ok().and_then(|it| it.parse().ok()).unwrap_or(60);
    let length: usize = std::env::var("LENGTH").ok().and_then(|it| it.parse().ok()).unwrap_or(70);
    let names = std::env::var("CHARTERS").unwrap_or_else(|_| "court cuizhuyuan-completed county-cppcc-completed".into());
    let mut met = Met::default();
    let mut found: BTreeMap<String, (usize, Charter, Vec<u64>)> = BTreeMap::new();
    for name in names.split_whitespace() {
        let charter = Charter::builtin(name).unwrap_or_else(|| {
            let text = std::fs::read_to_string(cogov_tests::directory().join(format!("charters/{name}.json")))
                .or_else(|_| std::fs::read_to_string(cogov_tests::directory().join(format!("../fixtures/charters/{name}.json")))).unwrap();
            Charter::from_json(&text).unwrap()
        });
        for number in 0..count {
            let mut draw = Draw::new(number as u64 * 7919);
            let mut seeds: Vec<u64> = (0..length).map(|_| draw.below(usize::MAX) as u64).collect();
            if let Err(first) = walk(&charter, &seeds, &mut met) {
                seeds.truncate(first.step + 1);
                let one = found.entry(first.what.clone()).or_insert((0, charter.clone(), seeds.clone()));
                one.0 += 1;
                if seeds.len() < one.2.len() {
                    (one.1, one.2) = (charter.clone(), seeds);
                }
            }
        }
    }
    let mut all: Vec<_> = found.into_iter().collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.1.0));
    println!("taken {:?}\ncodes {:?}\ndepths {:?}\nphases {:?}", met.taken, met.codes, met.depths, met.phases);
    for (what, (times, ..)) in &all {
        println!("{times:4} {what}");
    }
    let only = std::env::var("ONLY").unwrap_or_default();
    let shown = all.iter().filter(|it| only.split(',').any(|one| !one.is_empty() && it.0.starts_with(one)));
    for (what, (_, charter, seeds)) in shown.take(12) {
        let mut seeds = seeds.clone();
        let fails = |seeds: &[u64]| walk(charter, seeds, &mut Met::default()).err().filter(|it| it.what == *what);
        let mut size = seeds.len() / 2;
        while size > 0 {
            let mut at = 0;
            while at < seeds.len() {
                let mut fewer = seeds.clone();
                fewer.drain(at..(at + size).min(seeds.len()));
                if fails(&fewer).is_some() { seeds = fewer; } else { at += size; }
            }
            size /= 2;
        }
        if let Some(best) = fails(&seeds) {
            println!("=== {}: {}", charter.key(), short(&best));
        }
    }
    assert!(all.is_empty());
}
