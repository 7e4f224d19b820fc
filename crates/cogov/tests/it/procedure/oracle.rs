//! An independent, naive reading of the semantics: sets, every order of steps, no masks.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cogov::procedure::{After, Conclusion, Effect, Outcome, Response, Start};
use cogov::triage::{Condition, Dimension, Levels};
use cogov::{Function, Procedure, ProcedureKey, Step, StepKey, Text};

use super::build::level;

pub(crate) type Steps = BTreeSet<usize>;

/// A step as the oracle understands it.
#[derive(Debug, Clone)]
pub(crate) struct Plain {
    pub(crate) function: Function,
    pub(crate) start: Option<Start>,
    /// Only on topics that are grave (true), or not (false).
    pub(crate) grave: Option<bool>,
    pub(crate) after: Steps,
    pub(crate) not_while: Steps,
    pub(crate) then: BTreeMap<usize, Option<Outcome>>,
    pub(crate) excludes: BTreeMap<usize, Option<Outcome>>,
    pub(crate) includes: BTreeMap<usize, Option<Outcome>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    pub(crate) done: Steps,
    pub(crate) owed: Steps,
    pub(crate) included: Steps,
}

#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) executable: Steps,
    pub(crate) live: bool,
    /// The length of a shortest trace to where no ending is in reach.
    pub(crate) shortest: Option<usize>,
    pub(crate) states: Vec<State>,
}

pub(crate) fn name(step: usize) -> StepKey {
    StepKey::new(&format!("s{step}")).expect("a key")
}

pub(crate) fn procedure(steps: &[Plain]) -> Procedure {
    let grave = |grave: bool| {
        let levels =
            if grave { Levels::AtLeast(level("high")) } else { Levels::AtMost(level("low")) };
        Condition::default().and(Dimension::Severity, levels)
    };
    let effect = |(&to, &outcome): (&usize, &Option<Outcome>)| {
        let effect = Effect::from(name(to));
        outcome.map_or(effect.clone(), |outcome| effect.when(outcome))
    };
    let steps = steps.iter().enumerate().map(|(number, plain)| {
        let mut step = Step::new(name(number), Text::new("x").expect("text"), plain.function)
            .with_after(plain.after.iter().map(|&a| After::from(name(a))))
            .with_not_while(plain.not_while.iter().map(|&m| name(m)))
            .with_then(plain.then.iter().map(|(&to, &outcome)| {
                let response = Response::from(name(to));
                outcome.map_or(response.clone(), |outcome| response.when(outcome))
            }))
            .with_excludes(plain.excludes.iter().map(effect))
            .with_includes(plain.includes.iter().map(effect));
        if let Some(start) = plain.start {
            step = step.with_start(start);
        }
        if let Some(is_grave) = plain.grave {
            step = step.with_when(grave(is_grave));
        }
        step
    });
    Procedure::new(ProcedureKey::new("random").expect("key"), Text::new("Random").expect("text"))
        .with_steps(steps)
}

pub(crate) fn barred(steps: &[Plain], topic_is_grave: bool) -> Steps {
    (0..steps.len()).filter(|&s| steps[s].grave.is_some_and(|g| g != topic_is_grave)).collect()
}

/// Whether a step can come before any decision: each step that it waits for and that is in play at
/// first can, and so can one that includes it, if it is not in play at first itself.
fn can_come_first(steps: &[Plain], barred: &Steps, step: usize, asked: &Steps) -> bool {
    if asked.contains(&step) || barred.contains(&step) || steps[step].function == Function::Decide {
        return false;
    }
    let asked: Steps = asked.iter().copied().chain([step]).collect();
    let can = |other: usize| can_come_first(steps, barred, other, &asked);
    let is_in_play_at_first =
        |step: usize| steps[step].start != Some(Start::Excluded) && !barred.contains(&step);
    let includes = |other: &usize| steps[*other].includes.contains_key(&step);
    (is_in_play_at_first(step) || (0..steps.len()).filter(includes).any(can))
        && steps[step].after.iter().copied().filter(|&a| is_in_play_at_first(a)).all(can)
}

/// Steps that make carrying out owed before anything is decided, each with what it makes owed:
/// itself, if it is owed from the beginning.
pub(crate) fn owed_too_early(steps: &[Plain]) -> BTreeSet<(usize, Option<usize>)> {
    let topics = [barred(steps, false), barred(steps, true)];
    let mut early = BTreeSet::new();
    for (from, step) in steps.iter().enumerate() {
        let decided_with = |to: usize, is_first: bool| {
            steps[to].function == Function::Implement
                && topics.iter().any(|barred| {
                    let in_play = |step: usize| !barred.contains(&step);
                    let decides = |step: usize| steps[step].function == Function::Decide;
                    in_play(from)
                        && in_play(to)
                        && (0..steps.len()).any(|step| decides(step) && in_play(step))
                        && (!is_first || can_come_first(steps, barred, from, &Steps::new()))
                })
        };
        if step.start == Some(Start::Owed) && decided_with(from, false) {
            early.insert((from, None));
        }
        // The generator has no disclosing step, and no receiving, screening or convening one.
        let prepares = matches!(step.function, Function::Deliberate | Function::Plan);
        if prepares {
            let owed = step.then.keys().filter(|&&to| decided_with(to, true));
            early.extend(owed.map(|&to| (from, Some(to))));
        }
    }
    early
}

pub(crate) fn initial(steps: &[Plain], barred: &Steps) -> State {
    let starting = |start| (0..steps.len()).filter(move |&s| steps[s].start == Some(start));
    State {
        done: Steps::new(),
        owed: starting(Start::Owed).collect(),
        included: (0..steps.len())
            .filter(|s| steps[*s].start != Some(Start::Excluded) && !barred.contains(s))
            .collect(),
    }
}

pub(crate) fn can_happen(steps: &[Plain], state: &State, step: usize) -> bool {
    state.included.contains(&step)
        && (!state.done.contains(&step) || state.owed.contains(&step))
        && steps[step].after.iter().all(|a| !state.included.contains(a) || state.done.contains(a))
        && steps[step]
            .not_while
            .iter()
            .all(|m| !(state.included.contains(m) && state.owed.contains(m)))
}

pub(crate) fn conclusions(function: Function) -> Vec<Conclusion> {
    match function {
        Function::Decide => {
            vec![Conclusion::AdoptedObliging, Conclusion::AdoptedBare, Conclusion::Failed]
        }
        Function::Supervise | Function::Evaluate => {
            vec![Conclusion::Fulfilled, Conclusion::NotFulfilled]
        }
        _ => vec![Conclusion::Done],
    }
}

pub(crate) fn happen(
    steps: &[Plain],
    barred: &Steps,
    state: &State,
    step: usize,
    conclusion: Conclusion,
) -> State {
    let outcome = match conclusion {
        Conclusion::Done => None,
        Conclusion::AdoptedObliging | Conclusion::AdoptedBare => Some(Outcome::Adopted),
        Conclusion::Failed => Some(Outcome::Failed),
        Conclusion::Fulfilled => Some(Outcome::Fulfilled),
        Conclusion::NotFulfilled => Some(Outcome::NotFulfilled),
        other => panic!("{other} is new"),
    };
    let fires = |needed: &Option<Outcome>| needed.is_none() || *needed == outcome;
    let carries_out =
        |to: usize| matches!(steps[to].function, Function::Implement | Function::Supervise);
    let obliges_nobody = matches!(conclusion, Conclusion::AdoptedBare | Conclusion::Failed);
    let obliged_before = state.clone();
    let mut state = state.clone();
    state.done.insert(step);
    state.owed.remove(&step);
    for (to, needed) in &steps[step].then {
        if fires(needed) && !(obliges_nobody && carries_out(*to)) {
            state.owed.insert(*to);
        }
    }
    for (to, needed) in &steps[step].excludes {
        if fires(needed) && !(obliges_nobody && carries_out(*to)) {
            state.included.remove(to);
        }
    }
    for (to, needed) in &steps[step].includes {
        let idle = barred.contains(to) || (obliges_nobody && carries_out(*to));
        if fires(needed) && !idle {
            state.included.insert(*to);
            state.done.remove(to);
        }
    }
    for to in (0..steps.len()).filter(|&to| carries_out(to)) {
        if obliges_nobody {
            // What an earlier decision obliges to stays.
            if !obliged_before.owed.contains(&to) && !obliged_before.done.contains(&to) {
                state.included.remove(&to);
            }
        } else if conclusion == Conclusion::AdoptedObliging {
            state.owed.insert(to);
            if !barred.contains(&to) {
                state.included.insert(to);
                state.done.remove(&to);
            }
        }
    }
    state
}

/// Walks through every state; nothing, if there are more than some thousands.
pub(crate) fn judge(steps: &[Plain], barred: &Steps) -> Option<Verdict> {
    const MOST: usize = 6_000;
    let first = initial(steps, barred);
    let mut numbers = BTreeMap::from([(first.clone(), 0)]);
    let mut states = vec![first];
    let mut distance = vec![0];
    let mut ways: Vec<Vec<usize>> = Vec::new();
    let mut executable = Steps::new();
    let mut queue = VecDeque::from([0]);
    while let Some(at) = queue.pop_front() {
        let state = states[at].clone();
        let mut out = Vec::new();
        for step in (0..steps.len()).filter(|&s| can_happen(steps, &state, s)) {
            executable.insert(step);
            for conclusion in conclusions(steps[step].function) {
                let next = happen(steps, barred, &state, step, conclusion);
                let number = *numbers.entry(next.clone()).or_insert_with(|| {
                    states.push(next);
                    distance.push(distance[at] + 1);
                    queue.push_back(states.len() - 1);
                    states.len() - 1
                });
                out.push(number);
            }
        }
        ways.push(out);
        if states.len() > MOST {
            return None;
        }
    }
    let mut good: Vec<bool> =
        states.iter().map(|s| s.owed.intersection(&s.included).next().is_none()).collect();
    loop {
        let before = good.clone();
        for at in 0..states.len() {
            good[at] |= ways[at].iter().any(|&to| good[to]);
        }
        if good == before {
            break;
        }
    }
    let shortest = (0..states.len()).filter(|&at| !good[at]).map(|at| distance[at]).min();
    Some(Verdict { executable, live: shortest.is_none(), shortest, states })
}
