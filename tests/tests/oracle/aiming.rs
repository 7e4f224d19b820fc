//! What random acts are about.

use serde_json::{Value, json};

use crate::draw::Draw;
use crate::judge::Oracle;
use crate::marking::completion;
use crate::reading::{list, text};

/// Something that is there, of the kind that the act is about.
pub(crate) fn target(oracle: &Oracle, kind: &str, draw: &mut Draw) -> Option<Value> {
    let state = &oracle.state;
    let appeal = |number: usize| format!("0192f000-0000-7000-8000-{number:012x}");
    let one = |name: &str, keys: Vec<&String>, draw: &mut Draw| {
        let key = draw.pick(&keys).map_or_else(|| "nothing".to_owned(), |it| (*it).clone());
        Some(json!({ name: key }))
    };
    match kind {
        "submit" => Some(json!({ "appeal": appeal(1 + draw.below(4)) })),
        "support" | "accept" | "decline" | "merge" | "settle" | "withdraw" | "call-back" => {
            let known: Vec<&String> = state.appeals.keys().collect();
            let key = draw.pick(&known).map_or_else(|| appeal(1), |it| (*it).clone());
            Some(json!({ "appeal": key }))
        }
        "arrive" | "depart" | "excuse" | "speak" | "adjourn" => {
            let running: Vec<&String> =
                state.sessions.iter().filter(|(_, it)| !it.over).map(|it| it.0).collect();
            let all: Vec<&String> = state.sessions.keys().collect();
            let keys = if running.is_empty() || draw.chance(10) { all } else { running };
            let key = draw.pick(&keys).map_or_else(|| appeal(99), |it| (*it).clone());
            Some(json!({ "session": key }))
        }
        "vote" | "close-ballot" => {
            let open: Vec<&String> = state
                .ballots
                .iter()
                .filter(|(_, it)| it.decision.is_none())
                .map(|it| it.0)
                .collect();
            let all = state.ballots.keys().collect();
            one("ballot", if open.is_empty() || draw.chance(10) { all } else { open }, draw)
        }
        "answer" => one("reply", state.replies.keys().collect(), draw),
        "correct" => Some(json!({ "entry": draw.below(state.entries.len() + 2) })),
        "take-on" | "contest" | "delegate" | "transfer" | "vary" | "report" | "complete"
        | "verify" | "remind" | "extend" | "suspend" | "resume" | "discharge" | "find-default" => {
            let wanted = match kind {
                "verify" => "submitted",
                "resume" => "suspended",
                _ => "active",
            };
            let fitting: Vec<&String> =
                state.obligations.iter().filter(|(_, it)| it.is == wanted).map(|it| it.0).collect();
            let all = state.obligations.keys().collect();
            one(
                "obligation",
                if fitting.is_empty() || draw.chance(20) { all } else { fitting },
                draw,
            )
        }
        "dispatch" | "contest-dispatch" | "plan" | "notify" | "convene" | "open-ballot"
        | "record-consensus" | "resolve" | "fail" | "set-aside" | "advise" | "disclose"
        | "object" | "evaluate" | "reopen" | "absorb" => {
            Some(json!({ "step": step(oracle, kind, draw) }))
        }
        _ => None,
    }
}

/// A step to which the act belongs.
fn step(oracle: &Oracle, kind: &str, draw: &mut Draw) -> String {
    let state = &oracle.state;
    let Some(run) = &state.run else {
        let steps: Vec<&str> = list(&oracle.charter.json, "procedures")
            .iter()
            .flat_map(|it| list(it, "steps"))
            .filter_map(|it| text(it, "key"))
            .collect();
        return draw.pick(&steps).map_or("nothing", |it| it).to_owned();
    };
    let all: Vec<&str> = run.keys().collect();
    let fits = |key: &&&str| {
        let step = run.step(key).unwrap();
        let function = text(step, "function").unwrap();
        match kind {
            "open-ballot" | "record-consensus" | "resolve" | "fail" => function == "decide",
            "convene" => function == "deliberate" || function == "decide",
            "object" => state.disclosed.contains_key(**key),
            "contest-dispatch" => state.dispatched.contains_key(**key),
            "set-aside" | "reopen" => run.done.contains_key(**key),
            "absorb" => step.get("absorbed_by").is_some(),
            "notify" => completion(step) == "notify" || completion(step) == "plan",
            _ => completion(step) == kind,
        }
    };
    let fitting: Vec<&str> = all.iter().filter(fits).copied().collect();
    let soon = state.last.unwrap_or_default() + 40 * 86_400_000_000_000;
    let ready: Vec<&str> = fitting
        .iter()
        .filter(|key| run.against(&oracle.charter, key, soon).is_empty())
        .copied()
        .collect();
    let from = if !ready.is_empty() && draw.chance(80) {
        ready
    } else if !fitting.is_empty() && draw.chance(90) {
        fitting
    } else {
        all
    };
    draw.pick(&from).map_or("nothing", |it| it).to_owned()
}
