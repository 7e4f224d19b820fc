//! Random procedures against the oracle.

use std::collections::BTreeSet;

use cogov::procedure::{
    Exploration, Flaw, Marking, Outcome, Start, StepIndex, StepSet, explore, explore_unreduced,
};
use cogov::triage::{Dimension, Scale};
use cogov::{CompiledProcedure, Function};
use proptest::prelude::*;

use super::build::level;
use super::oracle::{self, Plain, State, Steps};

const BUDGET: u64 = 100_000;

fn outcomes(function: Function) -> &'static [Outcome] {
    match function {
        Function::Decide => &[Outcome::Adopted, Outcome::Failed],
        Function::Supervise | Function::Evaluate => &[Outcome::Fulfilled, Outcome::NotFulfilled],
        _ => &[],
    }
}

/// A relation between two steps, in a form that every function can make sense of.
#[derive(Debug, Clone, Copy)]
enum Relation {
    None,
    Always,
    /// After the outcome of this number, if the function has outcomes.
    On(usize),
}

fn relation(weight: u32) -> impl Strategy<Value = Relation> {
    prop_oneof![
        100 - weight => Just(Relation::None),
        weight.div_ceil(2) => Just(Relation::Always),
        weight.div_ceil(2) => (0..2_usize).prop_map(Relation::On),
    ]
}

#[derive(Debug, Clone)]
struct Raw {
    function: Function,
    start: Option<Start>,
    grave: Option<bool>,
    after: Vec<bool>,
    not_while: Vec<bool>,
    then: Vec<Relation>,
    excludes: Vec<Relation>,
    includes: Vec<Relation>,
}

fn functions(deciding: bool) -> BoxedStrategy<Function> {
    if deciding {
        return prop_oneof![
            3 => Just(Function::Decide),
            2 => Just(Function::Implement),
            1 => Just(Function::Supervise),
            2 => Just(Function::Deliberate),
        ]
        .boxed();
    }
    prop_oneof![
        6 => Just(Function::Deliberate),
        2 => Just(Function::Decide),
        2 => Just(Function::Evaluate),
        1 => Just(Function::Supervise),
        1 => Just(Function::Implement),
    ]
    .boxed()
}

/// A step; `density` is in percent, since few relations leave most to the reduction. Where
/// decisions are many, what one obliges to meets what another lets lapse.
fn raw(count: usize, density: u32, deciding: bool) -> impl Strategy<Value = Raw> {
    let list = move |weight: u32| prop::collection::vec(relation(weight * density / 100), count);
    let flags = move |share: f64| {
        prop::collection::vec(prop::bool::weighted(share * f64::from(density) / 100.0), count)
    };
    (
        functions(deciding),
        prop_oneof![5 => Just(None), 2 => Just(Some(Start::Owed)), 2 => Just(Some(Start::Excluded))],
        prop_oneof![8 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))],
        flags(0.18),
        flags(0.10),
        list(18),
        list(12),
        list(12),
    )
        .prop_map(|(function, start, grave, after, not_while, then, excludes, includes)| Raw {
            function,
            start,
            grave,
            after,
            not_while,
            then,
            excludes,
            includes,
        })
}

/// Leaves out what compiling refuses.
fn plain(raws: Vec<Raw>) -> Vec<Plain> {
    let carries_out: Vec<bool> = raws
        .iter()
        .map(|raw| matches!(raw.function, Function::Implement | Function::Supervise))
        .collect();
    raws.into_iter()
        .enumerate()
        .map(|(own, raw)| {
            let known = outcomes(raw.function);
            let resolve = |relation: &Relation| match relation {
                Relation::None => None,
                Relation::Always => Some(None),
                Relation::On(number) if known.is_empty() => (*number == 0).then_some(None),
                Relation::On(number) => Some(Some(known[*number])),
            };
            let edges = |relations: &[Relation]| {
                let edges = relations.iter().enumerate();
                let edges = edges.filter_map(|(to, relation)| Some((to, resolve(relation)?)));
                edges.collect::<Vec<_>>().into_iter()
            };
            let set = |flags: &[bool]| -> Steps {
                (0..flags.len()).filter(|&other| flags[other] && other != own).collect()
            };
            let decides = raw.function == Function::Decide;
            let excludes: std::collections::BTreeMap<_, _> = edges(&raw.excludes)
                .filter(|&(to, on)| !(decides && carries_out[to]) || on == Some(Outcome::Failed))
                .collect();
            let includes = edges(&raw.includes)
                .filter(|&(to, on)| !(carries_out[to] && on == Some(Outcome::Failed)))
                .filter(|(to, on)| match excludes.get(to) {
                    None => true,
                    Some(other) => on.is_some() && other.is_some() && on != other,
                })
                .collect();
            Plain {
                function: raw.function,
                start: raw.start,
                grave: raw.grave,
                after: set(&raw.after),
                not_while: set(&raw.not_while),
                then: edges(&raw.then)
                    .filter(|&(to, on)| !(carries_out[to] && on == Some(Outcome::Failed)))
                    .collect(),
                excludes,
                includes,
            }
        })
        .collect()
}

/// Leaves out the carrying out that is owed before anything is decided.
fn timely(mut steps: Vec<Plain>) -> Vec<Plain> {
    for (from, to) in oracle::owed_too_early(&steps) {
        match to {
            Some(to) => drop(steps[from].then.remove(&to)),
            None => steps[from].start = None,
        }
    }
    steps
}

fn procedures(sizes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<Plain>> {
    untimely(sizes).prop_map(timely)
}

/// Procedures in which carrying out may be owed before anything is decided.
fn untimely(sizes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<Plain>> {
    (sizes, prop_oneof![Just(100), Just(60), Just(35)], any::<bool>())
        .prop_flat_map(|(count, density, deciding)| {
            prop::collection::vec(raw(count, density, deciding), count)
        })
        .prop_map(plain)
}

fn set(steps: &Steps) -> StepSet {
    steps.iter().filter_map(|&step| StepIndex::new(step)).collect()
}

fn marking(state: &State) -> Marking {
    Marking::new(set(&state.done), set(&state.owed), set(&state.included))
}

fn compile(steps: &[Plain]) -> CompiledProcedure {
    let scale = Scale::new(Dimension::Severity, [level("low"), level("high")]);
    CompiledProcedure::new(&oracle::procedure(steps), &[scale]).expect("a sound procedure")
}

/// The topics that the guards tell apart, grave or not, the lower first.
fn topics(steps: &[Plain]) -> Vec<Steps> {
    let mut topics = vec![oracle::barred(steps, false)];
    let grave = oracle::barred(steps, true);
    if !topics.contains(&grave) {
        topics.push(grave);
    }
    topics
}

/// All steps that can happen some time after a marking.
fn happens_from(
    steps: &[Plain],
    procedure: &CompiledProcedure,
    from: Marking,
    barred: StepSet,
) -> StepSet {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    let mut happens = StepSet::EMPTY;
    while let Some(at) = open.pop() {
        for step in procedure.enabled(at).iter() {
            happens = happens.with(step);
            for conclusion in oracle::conclusions(steps[step.get()].function) {
                let next = procedure.execute(at, step, conclusion, barred).expect("enabled");
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    happens
}

fn check_counterexample(steps: &[Plain], procedure: &CompiledProcedure, found: &Exploration) {
    for flaw in found.flaws() {
        let Flaw::NoEnding(flaw) = flaw else { continue };
        let barred = flaw.valuation().barred();
        let mut at = procedure.initial(barred);
        for taken in flaw.trace() {
            let function = procedure.step(taken.step()).expect("a step").function();
            let conclusion = taken.conclusion().unwrap_or(oracle::conclusions(function)[0]);
            at =
                procedure.execute(at, taken.step(), conclusion, barred).expect("a step of a trace");
        }
        assert_eq!(at.open(), flaw.marking().open());
        assert!(!at.is_ending());
        let happens = happens_from(steps, procedure, at, barred);
        assert_eq!(flaw.stuck().is_empty(), (at.open() - happens).is_empty());
        assert!((flaw.stuck() - (at.open() - happens)).is_empty(), "it is owed and stuck");
    }
}

fn cases(usual: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        ..crate::inputs::inputs(usual)
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn liveness_agrees_with_every_order_tried_one_by_one(steps in procedures(2..=6)) {
        let verdicts: Option<Vec<_>> =
            topics(&steps).iter().map(|barred| oracle::judge(&steps, barred)).collect();
        prop_assume!(verdicts.is_some());
        let verdicts = verdicts.expect("verdicts");
        let procedure = compile(&steps);
        let full = explore_unreduced(&procedure, BUDGET);
        for found in [explore(&procedure, BUDGET), full.clone()] {
            prop_assert_eq!(found.valuations().len(), verdicts.len());
            for (report, verdict) in found.valuations().iter().zip(&verdicts) {
                prop_assert_eq!(report.executable(), set(&verdict.executable));
                prop_assert_eq!(report.is_live(), verdict.live);
            }
            let shortest = verdicts.iter().find_map(|verdict| verdict.shortest);
            let traced = found.flaws().iter().find_map(|flaw| match flaw {
                Flaw::NoEnding(flaw) => Some(flaw.trace().len()),
                _ => None,
            });
            prop_assert_eq!(traced, shortest);
            let dead: Steps = (0..steps.len())
                .filter(|step| verdicts.iter().all(|v| !v.executable.contains(step)))
                .collect();
            let told = found.flaws().iter().map(|flaw| match flaw {
                Flaw::DeadStep(flaw) => StepSet::only(flaw.step()),
                Flaw::ConditionCircle(circle) => {
                    circle.waiting() | circle.steps().iter().copied().collect()
                }
                _ => StepSet::EMPTY,
            });
            prop_assert_eq!(told.fold(StepSet::EMPTY, |all, some| all | some), set(&dead));
            prop_assert!(found.markings() <= full.markings());
            check_counterexample(&steps, &procedure, &found);
        }
        if steps.iter().all(|step| step.grave.is_none()) {
            prop_assert_eq!(full.markings(), verdicts[0].states.len());
        }
    }

    #[test]
    fn carrying_out_is_refused_exactly_where_it_is_owed_before_a_decision(
        steps in untimely(2..=6)
    ) {
        let scale = Scale::new(Dimension::Severity, [level("low"), level("high")]);
        let found: BTreeSet<String> =
            match CompiledProcedure::new(&oracle::procedure(&steps), &[scale]) {
                Ok(_) => BTreeSet::new(),
                Err(refused) => {
                    refused.problems().iter().map(|problem| problem.path().to_string()).collect()
                }
            };
        let expected: BTreeSet<String> = oracle::owed_too_early(&steps)
            .into_iter()
            .map(|(from, to)| match to {
                None => format!("steps[{from}].start"),
                Some(to) => {
                    let place = steps[from].then.keys().position(|&other| other == to);
                    format!("steps[{from}].then[{}]", place.expect("a response"))
                }
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn every_marking_allows_and_becomes_what_the_relations_say(steps in procedures(1..=5)) {
        let procedure = compile(&steps);
        for barred in topics(&steps) {
            let Some(verdict) = oracle::judge(&steps, &barred) else { continue };
            let bars = set(&barred);
            prop_assert_eq!(
                procedure.initial(bars),
                marking(&oracle::initial(&steps, &barred))
            );
            for state in verdict.states.iter().take(200) {
                let at = marking(state);
                for step in 0..steps.len() {
                    let index = StepIndex::new(step).expect("an index");
                    let can = oracle::can_happen(&steps, state, step);
                    prop_assert_eq!(procedure.can_execute(at, index), can);
                    prop_assert_eq!(procedure.enabled(at).contains(index), can);
                    for conclusion in oracle::conclusions(steps[step].function) {
                        let next = oracle::happen(&steps, &barred, state, step, conclusion);
                        let next = if can {
                            Ok(marking(&next))
                        } else {
                            Err(procedure.blocked_by(at, index).expect("a reason"))
                        };
                        prop_assert_eq!(procedure.execute(at, index, conclusion, bars), next);
                    }
                }
            }
        }
    }
}
