//! What a case came to, as each of the two sees it.

use std::collections::BTreeMap;

use cogov::case::Case;
use cogov::decision::Decision;
use cogov::procedure::{Marking, StepSet};
use serde_json::Value;

use crate::clock::Moment;
use crate::judge::Oracle;
use crate::reading::text;

pub(crate) type Summary = BTreeMap<String, String>;

fn moment(at: Option<Moment>) -> String {
    at.map_or_else(|| "none".to_owned(), |at| (at / 1_000_000_000).to_string())
}

/// What the case came to, as the oracle sees it.
pub(crate) fn of_oracle(oracle: &Oracle) -> Summary {
    let state = &oracle.state;
    let mut found = Summary::new();
    found.insert("phase".into(), state.phase().to_owned());
    found.insert("ending".into(), state.ending.unwrap_or("none").to_owned());
    for (id, one) in &state.appeals {
        found.insert(format!("receipt {id}"), format!("{:?}", one.receipt));
    }
    for (key, one) in &state.obligations {
        found.insert(format!("obligation {key}"), one.is.to_owned());
        found.insert(format!("due {key}"), moment(one.due));
    }
    for (key, one) in &state.ballots {
        found.insert(format!("ballot {key}"), one.decision.unwrap_or("open").to_owned());
    }
    if let Some(run) = &state.run {
        let of = |keep: &dyn Fn(&str) -> bool| {
            run.keys().filter(|it| keep(it)).collect::<Vec<_>>().join(" ")
        };
        found.insert("done".into(), of(&|it| run.done.contains_key(it)));
        found.insert("owed".into(), of(&|it| run.is_open(it)));
        found.insert("included".into(), of(&|it| run.included.contains(it)));
    }
    found
}

/// What the case came to, as the engine sees it.
pub(crate) fn of_engine(case: &Case) -> Summary {
    let state = case.state();
    let mut found = Summary::new();
    found.insert("phase".into(), state.phase().as_str().to_owned());
    let ending = state.ended().map_or("none", |ended| ended.ending().as_str());
    found.insert("ending".into(), ending.to_owned());
    for one in state.appeals() {
        let receipt = one.receipt().map(|receipt| receipt.to_string());
        found.insert(format!("receipt {}", one.id()), format!("{receipt:?}"));
    }
    for one in state.obligations() {
        let key = one.key();
        let is = serde_json::to_value(one.state()).unwrap();
        found.insert(format!("obligation {key}"), text(&is, "state").unwrap().to_owned());
        let due = one.due().map(|due| crate::clock::moment(&Value::from(due.to_string())));
        found.insert(format!("due {key}"), moment(due));
    }
    for one in state.ballots() {
        let decision = match one.verdict().map(|verdict| verdict.decision()) {
            None => "open",
            Some(Decision::Adopted(_)) => "adopted",
            Some(Decision::Rejected) => "rejected",
            Some(Decision::Inquorate) => "inquorate",
        };
        found.insert(format!("ballot {}", one.key()), decision.to_owned());
    }
    if let Some(run) = state.run() {
        let compiled = case.charter().compiled(run.procedure()).unwrap();
        let keys = |of: fn(Marking) -> StepSet| {
            let steps = of(run.marking());
            let keys = steps.iter().map(|step| compiled.step(step).unwrap().key().to_string());
            keys.collect::<Vec<_>>().join(" ")
        };
        found.insert("done".into(), keys(|marking| marking.done()));
        found.insert("owed".into(), keys(|marking| marking.open()));
        found.insert("included".into(), keys(|marking| marking.included()));
    }
    found
}
