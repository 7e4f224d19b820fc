//! Times, by criterion: `cargo bench -p cogov-benches --bench times`.

#![expect(clippy::print_stdout, reason = "says what is measured")]

use std::hint::black_box;
use std::time::Duration;

use cogov::record::{Record, RecordedCase, verify};
use cogov::{Charter, Date, Electorate, Rule};
use cogov_benches::{
    Hostile, Proof, Size, cases, charter, largest_by_bytes, largest_by_markings, settings,
};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn today() -> Option<Date> {
    Date::new(2026, 6, 1).ok()
}

fn builtins(criterion: &mut Criterion) {
    let Some(today) = today() else { return };
    let mut names = vec![largest_by_bytes(), largest_by_markings()];
    names.dedup();
    let mut group = criterion.benchmark_group("builtin");
    for name in names {
        let (Some(text), Some(charter)) = (Charter::builtin_text(name), Charter::builtin(name))
        else {
            continue;
        };
        let proof = Proof::of(&charter);
        println!("{name}: {} bytes, {} markings", text.len(), proof.run());
        group.bench_function(BenchmarkId::new("load", name), |bencher| {
            bencher.iter_with_large_drop(|| Charter::from_json(black_box(text)));
        });
        // What loading is compared with: the same text as a mere tree of values.
        group.bench_function(BenchmarkId::new("tree", name), |bencher| {
            bencher.iter_with_large_drop(|| {
                serde_json::from_str::<serde_json::Value>(black_box(text))
            });
        });
        group.bench_function(BenchmarkId::new("proof", name), |bencher| {
            bencher.iter(|| black_box(&proof).run());
        });
        group.bench_function(BenchmarkId::new("audit", name), |bencher| {
            bencher.iter_batched_ref(
                || Charter::from_json(text).ok(),
                |charter| charter.as_ref().map(|charter| charter.audit(today)),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn city(criterion: &mut Criterion) {
    let Some(today) = today() else { return };
    let mut group = criterion.benchmark_group("city");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    for positions in [1_000, 10_000, 100_000] {
        let text = charter(Size::city(positions));
        group.throughput(Throughput::Elements(positions as u64));
        group.bench_function(BenchmarkId::new("load", positions), |bencher| {
            bencher.iter_with_large_drop(|| Charter::from_json(black_box(&text)));
        });
        group.bench_function(BenchmarkId::new("audit", positions), |bencher| {
            bencher.iter_batched_ref(
                || Charter::from_json(&text).ok(),
                |charter| charter.as_ref().map(|charter| charter.audit(today)),
                BatchSize::PerIteration,
            );
        });
        let Ok(charter) = Charter::from_json(&text) else { continue };
        group.bench_function(BenchmarkId::new("canonical", positions), |bencher| {
            bencher.iter_with_large_drop(|| black_box(&charter).to_json());
        });
    }
    group.finish();
}

fn queries(criterion: &mut Criterion) {
    let Some(today) = today() else { return };
    let mut group = criterion.benchmark_group("who_may");
    for positions in [1_000, 10_000, 100_000] {
        let Ok(charter) = Charter::from_json(&charter(Size::city(positions))) else {
            continue;
        };
        let asked = settings(&charter, 1_000);
        let ask = || {
            let answers = asked.iter().filter_map(|(matter, place, function)| {
                let setting = charter.on(today).about(matter).ok()?.at(place).ok()?;
                Some(setting.who_may(*function).len())
            });
            answers.sum::<usize>()
        };
        println!("{positions} positions: {} answers to {} questions", ask(), asked.len());
        group.throughput(Throughput::Elements(asked.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(positions), |bencher| {
            bencher.iter(ask);
        });
    }
    group.finish();
}

fn decisions(criterion: &mut Criterion) {
    let Some(rule) = Rule::builtin("villagers-representatives-2018") else { return };
    let Ok(meeting) = Electorate::heads(60).present(40).fix() else { return };
    let Ok(tally) = meeting.tally().yes(21).no(12).abstain(7).close() else { return };
    let mut group = criterion.benchmark_group("decide");
    group.bench_function("rule", |bencher| {
        bencher.iter(|| black_box(&rule).decide(black_box(&meeting), black_box(&tally)));
    });
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let Some(today) = today() else { return };
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10).warm_up_time(Duration::from_millis(500));
    for hostile in Hostile::ALL {
        let Ok(charter) = Charter::from_json(&hostile.charter()) else {
            continue;
        };
        group.bench_function(BenchmarkId::new("audit", hostile.name()), |bencher| {
            bencher.iter_with_large_drop(|| black_box(&charter).audit(today));
        });
    }
    group.finish();
}

/// Cases: a time for an entry, and for what somebody may do.
fn case(criterion: &mut Criterion) {
    let Some(charter) = cases::fire_lane() else { return };
    let mut group = criterion.benchmark_group("case");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    for many in [200, 2_000, 20_000, 100_000] {
        let entries = cases::entries(many);
        println!("{many} entries: {}", cases::performed(&charter, &entries).is_some());
        group.throughput(Throughput::Elements(many as u64));
        group.bench_function(BenchmarkId::new("perform", many), |bencher| {
            bencher.iter_with_large_drop(|| cases::performed(&charter, black_box(&entries)));
        });
    }
    for many in [200, 2_000, 20_000] {
        let entries = cases::voting(many);
        println!("{many} votes: {}", cases::performed(&charter, &entries).is_some());
        group.throughput(Throughput::Elements(many as u64));
        group.bench_function(BenchmarkId::new("vote", many), |bencher| {
            bencher.iter_with_large_drop(|| cases::performed(&charter, black_box(&entries)));
        });
    }
    group.throughput(Throughput::Elements(1));
    let Some(now) = cases::looking() else { return };
    for many in [cases::UNDER_WAY, 2_000] {
        let entries = cases::entries(many.saturating_add(15));
        let Some((before, next)) = entries.split_at_checked(many) else { continue };
        let Some(case) = cases::performed(&charter, before) else { continue };
        for (by, hand) in cases::actors() {
            let name = format!("{many}/{}", charter.holder_name(&by, cogov::Lang::En));
            let options = case.options(&by, hand.as_ref(), now);
            let (offered, withheld) = (options.offered().len(), options.withheld().len());
            println!("{name}: {offered} offered, {withheld} withheld");
            group.bench_function(BenchmarkId::new("options", name), |bencher| {
                bencher.iter_with_large_drop(|| black_box(&case).options(&by, hand.as_ref(), now));
            });
        }
        if let Some(next) = next.first() {
            group.bench_function(BenchmarkId::new("preview", many), |bencher| {
                bencher.iter_with_large_drop(|| black_box(&case).preview(next));
            });
        }
        group.bench_function(BenchmarkId::new("due", many), |bencher| {
            bencher.iter(|| black_box(&case).due(now));
        });
    }
    group.finish();
}

/// Records: a time for a byte of a file, and for an entry with its digest.
fn record(criterion: &mut Criterion) {
    let Some(charter) = cases::fire_lane() else { return };
    let charters = [charter.clone()];
    let mut group = criterion.benchmark_group("record");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    let entries = cases::entries(200);
    group.throughput(Throughput::Elements(200));
    group.bench_function("perform", |bencher| {
        bencher.iter(|| {
            let id = cases::opened(&charter)?.state().id();
            let mut recorded = RecordedCase::open(charter.clone(), id);
            for entry in black_box(&entries) {
                recorded.perform(entry).ok()?;
            }
            Some(recorded.head())
        });
    });
    for many in [200, 20_000] {
        let Some(text) = cases::record(&charter, many) else { continue };
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("verify", many), |bencher| {
            bencher.iter(|| verify(black_box(&text), None));
        });
        group.bench_function(BenchmarkId::new("read", many), |bencher| {
            bencher.iter_with_large_drop(|| Record::from_jsonl(black_box(&text)));
        });
        group.bench_function(BenchmarkId::new("replay", many), |bencher| {
            bencher.iter_with_large_drop(|| {
                let record = Record::from_jsonl(black_box(&text)).ok()?.into_record();
                RecordedCase::replay(&charters, &record).ok()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, builtins, city, queries, decisions, hostile, case, record);
criterion_main!(benches);
