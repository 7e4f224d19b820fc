//! Instructions, counted by valgrind: `cargo bench -p cogov-benches --bench instructions`.
//!
//! The counts hardly differ from run to run or from machine to machine, other than times.

#![expect(missing_docs, reason = "gungraun makes functions without documentation")]
#![expect(unused_qualifications, reason = "gungraun qualifies what it makes")]

use std::hint::black_box;

use cogov::act::Entry;
use cogov::case::{Case, Options};
use cogov::{Audit, Charter, Date, Function, MatterKey, PlaceKey};
use cogov_benches::{Proof, Size, cases, charter, largest_by_bytes, largest_by_markings, settings};
use gungraun::{library_benchmark, library_benchmark_group, main};

fn builtin_text() -> Option<&'static str> {
    Charter::builtin_text(largest_by_bytes())
}

fn builtin() -> Option<Charter> {
    Charter::builtin(largest_by_bytes())
}

fn proof() -> Option<Proof> {
    Charter::builtin(largest_by_markings()).as_ref().map(Proof::of)
}

fn text(positions: usize) -> String {
    charter(Size::city(positions))
}

fn city(positions: usize) -> Option<Charter> {
    Charter::from_json(&text(positions)).ok()
}

fn today() -> Option<Date> {
    Date::new(2026, 6, 1).ok()
}

#[library_benchmark]
#[bench::largest(setup = builtin_text)]
fn load(text: Option<&'static str>) -> Option<Charter> {
    Charter::from_json(black_box(text?)).ok()
}

#[library_benchmark]
#[bench::largest(setup = proof)]
fn prove(proof: Option<Proof>) -> Option<usize> {
    Some(black_box(proof?).run())
}

#[library_benchmark]
#[bench::largest(setup = builtin)]
fn audit(charter: Option<Charter>) -> Option<Audit> {
    Some(black_box(charter?).audit(today()?))
}

#[library_benchmark]
#[bench::of_1_000(args = (1_000), setup = text)]
#[bench::of_10_000(args = (10_000), setup = text)]
fn load_city(text: String) -> Option<Charter> {
    Charter::from_json(black_box(&text)).ok()
}

#[library_benchmark]
#[bench::of_1_000(args = (1_000), setup = city)]
#[bench::of_10_000(args = (10_000), setup = city)]
fn audit_city(charter: Option<Charter>) -> Option<Audit> {
    Some(black_box(charter?).audit(today()?))
}

type Asked = (Charter, Vec<(MatterKey, PlaceKey, Function)>);

fn asked(positions: usize) -> Option<Asked> {
    let charter = city(positions)?;
    let asked = settings(&charter, 1_000);
    Some((charter, asked))
}

// A thousand questions.
#[library_benchmark]
#[bench::of_10_000(args = (10_000), setup = asked)]
fn who_may(asked: Option<Asked>) -> Option<usize> {
    let (charter, asked) = asked?;
    let day = today()?;
    let answers = asked.iter().filter_map(|(matter, place, function)| {
        let setting = charter.on(day).about(matter).ok()?.at(place).ok()?;
        Some(setting.who_may(*function).len())
    });
    Some(answers.sum())
}

fn of_case(many: usize) -> Option<(Case, Vec<Entry>)> {
    Some((cases::opened(&cases::fire_lane()?)?, cases::entries(many)))
}

// A whole case, each entry judged and applied.
#[library_benchmark]
#[bench::of_200(args = (200), setup = of_case)]
#[bench::of_2_000(args = (2_000), setup = of_case)]
fn perform(of_case: Option<(Case, Vec<Entry>)>) -> Option<Case> {
    let (mut case, entries) = of_case?;
    black_box(&entries).iter().all(|entry| case.perform(entry).is_ok()).then_some(case)
}

fn under_way() -> Option<Case> {
    let entries = cases::entries(57);
    cases::performed(&cases::fire_lane()?, entries.get(..cases::UNDER_WAY)?)
}

#[library_benchmark]
#[bench::under_way(setup = under_way)]
fn options(case: Option<Case>) -> Option<Options> {
    let (by, hand) = cases::actors().into_iter().next()?;
    Some(black_box(case?).options(&by, hand.as_ref(), cases::looking()?))
}

library_benchmark_group!(name = of_cases, benchmarks = [perform, options]);

library_benchmark_group!(
    name = charters,
    benchmarks = [load, prove, audit, load_city, audit_city, who_may]
);

main!(library_benchmark_groups = charters, of_cases);
