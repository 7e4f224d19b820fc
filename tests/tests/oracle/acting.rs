//! Random acts that make sense most of the time.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::draw::Draw;
use crate::judge::{Act, Oracle};
use crate::marking::completion;
use crate::mutating::mutated;
use crate::paying::Payloads;
use crate::reading::{list, text};
use crate::who::{Need, needs};

/// Every act, by its word.
pub(crate) const ACTS: &[&str] = &[
    "submit",
    "support",
    "accept",
    "decline",
    "merge",
    "settle",
    "withdraw",
    "call-back",
    "assess",
    "route",
    "dispatch",
    "contest-dispatch",
    "enrol",
    "plan",
    "notify",
    "convene",
    "arrive",
    "depart",
    "excuse",
    "speak",
    "declare-interest",
    "adjourn",
    "open-ballot",
    "vote",
    "close-ballot",
    "record-consensus",
    "resolve",
    "fail",
    "refer-up",
    "set-aside",
    "advise",
    "disclose",
    "object",
    "opine",
    "answer",
    "take-on",
    "contest",
    "delegate",
    "transfer",
    "vary",
    "report",
    "complete",
    "start-standing-duty",
    "verify",
    "remind",
    "extend",
    "suspend",
    "resume",
    "discharge",
    "find-default",
    "evaluate",
    "award",
    "close",
    "reopen",
    "override",
    "absorb",
    "migrate",
    "correct",
];

/// The next entry: mostly one that the oracle takes, sometimes any, sometimes one that is wrong in
/// one respect.
pub(crate) fn propose(oracle: &Oracle, draw: &mut Draw) -> Value {
    if draw.chance(12) {
        let kind = draw.word(ACTS);
        return entry(oracle, kind, draw);
    }
    let mut last = Value::Null;
    for _ in 0..10 {
        let kind = if draw.chance(70) { onward(oracle, draw) } else { draw.word(ACTS) };
        // Few sequences get far if anybody ends them at any time.
        let ends =
            ["close", "withdraw", "decline", "settle", "set-aside", "merge", "fail", "discharge"];
        if ends.contains(&kind)
            && draw.chance(60)
            && !(kind == "close" && oracle.state.evaluation.is_some())
        {
            continue;
        }
        last = entry(oracle, kind, draw);
        if oracle.judge(&last).codes.is_empty() {
            break;
        }
    }
    if last.is_null() || draw.chance(12) { mutated(oracle, last, draw) } else { last }
}

/// An act that leads on.
fn onward(oracle: &Oracle, draw: &mut Draw) -> &'static str {
    let state = &oracle.state;
    if state.ending.is_some() {
        return draw.word(&["reopen", "call-back", "correct", "complete", "verify", "answer"]);
    }
    if state.accepted.is_none() {
        return draw.word(&["submit", "accept", "accept", "enrol", "support"]);
    }
    let Some(run) = &state.run else {
        return draw.word(&["assess", "route", "route", "submit", "enrol"]);
    };
    let mut kinds: Vec<&'static str> = Vec::new();
    let now = state.last.unwrap_or_default() + 40 * 86_400_000_000_000;
    for key in run.keys() {
        if !run.against(&oracle.charter, key, now).is_empty() {
            continue;
        }
        let running =
            state.sessions.values().any(|it| !it.over && it.steps.iter().any(|one| one == key));
        let ballots = || state.ballots.values().filter(|it| it.step == key && !it.void);
        kinds.extend(match completion(run.step(key).unwrap()) {
            "plan" => ["plan"].as_slice(),
            "notify" => &["notify"],
            "adjourn" if running => &["arrive", "arrive", "speak", "adjourn", "depart"],
            "adjourn" => &["convene"],
            "resolve" if ballots().any(|it| it.decision == Some("adopted")) => {
                &["resolve", "resolve"]
            }
            "resolve" if ballots().any(|it| it.decision == Some("rejected")) => {
                &["fail", "open-ballot"]
            }
            "resolve" if ballots().any(|it| it.decision.is_none()) => {
                &["vote", "vote", "vote", "close-ballot"]
            }
            "resolve" if running => &["arrive", "record-consensus", "open-ballot", "resolve"],
            "resolve" => &["convene", "open-ballot", "open-ballot", "fail", "resolve"],
            "advise" => &["advise"],
            "disclose" => &["disclose"],
            "dispatch" => &["dispatch"],
            "evaluate" => &["evaluate"],
            "accept" => &["accept"],
            "route" => &["route"],
            _ => &[],
        });
    }
    if state.obligations.values().any(|one| one.is == "active") {
        kinds
            .extend(["complete", "complete", "take-on", "report", "remind", "delegate", "suspend"]);
    }
    if state.obligations.values().any(|one| one.is == "submitted") {
        kinds.extend(["verify", "verify", "verify"]);
    }
    if state.obligations.values().any(|one| one.is == "suspended") {
        kinds.push("resume");
    }
    if state.replies.values().any(|one| !one.answered) {
        kinds.extend(["answer", "answer"]);
    }
    if kinds.is_empty() {
        kinds.extend(["close", "notify", "enrol"]);
    }
    kinds[draw.below(kinds.len())]
}

/// An entry of a kind, as somebody who may would record it.
fn entry(oracle: &Oracle, kind: &'static str, draw: &mut Draw) -> Value {
    let state = &oracle.state;
    let hour = 3_600_000_000_000_i128;
    let gap = [
        0,
        hour / 60,
        hour,
        3 * hour,
        24 * hour,
        24 * hour,
        4 * 24 * hour,
        9 * 24 * hour,
        40 * 24 * hour,
    ];
    let weights = [8, 25, 25, 12, 10, 8, 6, 5, 1];
    let mut at = state.last.unwrap_or(1_780_275_600 * 1_000_000_000);
    let mut left = draw.below(100);
    for (gap, weight) in gap.iter().zip(weights) {
        if left < weight {
            at += gap;
            break;
        }
        left -= weight;
    }
    let mut entry =
        json!({ "seq": state.entries.len() + 1, "at": written(at), "by": "anyone", "act": kind });
    if draw.chance(5) {
        let back = [hour, 24 * hour, 6 * 24 * hour][draw.below(3)];
        entry["on"] = json!(written(at - back));
    }
    let target = target(oracle, kind, draw);
    if let Some(target) = target {
        entry["target"] = target;
    }
    let with = Payloads { oracle, kind, target: entry["target"].clone() }.payload(draw);
    if !with.is_null() {
        entry["with"] = with;
    }
    if draw.chance(96) {
        by_somebody(oracle, kind, &mut entry, draw);
    }
    entry
}

pub(crate) fn written(at: i128) -> String {
    let offset = UtcOffset::from_hms(8, 0, 0).unwrap();
    let at = OffsetDateTime::from_unix_timestamp_nanos(at).unwrap().to_offset(offset);
    (at + Duration::ZERO).format(&Rfc3339).unwrap()
}

/// Something that is there, of the kind that the act is about.
fn target(oracle: &Oracle, kind: &str, draw: &mut Draw) -> Option<Value> {
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

/// Names somebody who may do it, as far as that can be told from what it requires.
fn by_somebody(oracle: &Oracle, kind: &str, entry: &mut Value, draw: &mut Draw) {
    let state = &oracle.state;
    let mut who: Vec<Value> = Vec::new();
    let known = {
        let act = Act::new(&oracle.charter, state, entry);
        act.is_there()
    };
    for need in needs(kind) {
        let act = Act::new(&oracle.charter, state, entry);
        match need {
            Need::Power(function) => {
                for spot in act.spots() {
                    who.extend(oracle.charter.powers(function, spot).into_iter().cloned());
                }
            }
            Need::PowerOfStep if known => {
                if let Some(function) = act.step().and_then(|it| text(it, "function")) {
                    who.extend(oracle.charter.powers(function, act.spot()).into_iter().cloned());
                }
            }
            Need::Claim(claim) => {
                who.extend(oracle.charter.claims(claim, act.spot()).into_iter().cloned());
                who.extend(state.affected.iter().cloned());
            }
            _ if !known => {}
            Need::Submitter => who.extend(state.appeals[act.target()].submitter.clone()),
            Need::Invitee | Need::Presiding => {
                let session = act.session().and_then(|it| state.sessions.get(it));
                who.extend(
                    session.into_iter().flat_map(|it| it.invited.iter().map(|one| one.0.clone())),
                );
            }
            Need::Attendee => {
                let session = act.session().and_then(|it| state.sessions.get(it));
                for one in session.into_iter().flat_map(|it| &it.present) {
                    who.push(json!({ "by": one.actor.by, "hand": one.actor.hand }));
                }
            }
            Need::Elector => {
                let ballot = &state.ballots[act.target()];
                let open = ballot
                    .electors
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| !ballot.votes.contains_key(at));
                who.extend(open.map(|(_, it)| it["who"].clone()));
            }
            Need::Addressee if kind == "contest-dispatch" => {
                who.extend(state.dispatched.get(act.target()).map(|it| json!({ "party": it.1 })));
            }
            Need::Addressee => who.extend(state.replies[act.target()].to.iter().cloned()),
            Need::Liable => who.extend(act.obligation().map(|it| json!({ "party": it.liable }))),
            Need::Performer => {
                who.extend(act.obligation().into_iter().flat_map(|it| it.performers.clone()))
            }
            Need::Claimant => who.extend(act.obligation().map(|it| it.claimant.clone())),
            Need::Verifier => {
                who.extend(act.obligation().into_iter().flat_map(|it| it.verifiers.clone()))
            }
            Need::PowerOfStep => {}
        }
    }
    if let Some(by) = Act::new(&oracle.charter, state, entry).step().and_then(|it| it.get("by"))
        && draw.chance(60)
        && !["convene", "open-ballot", "object"].contains(&kind)
    {
        who = vec![by.clone()];
    }
    if who.is_empty() || draw.chance(4) {
        who.extend(anybody(oracle));
    }
    let who = draw.pick(&who).cloned().unwrap_or_else(|| json!("anyone"));
    act_as(oracle, &who, entry, draw);
}

/// Everybody whom the charter knows.
pub(crate) fn anybody(oracle: &Oracle) -> Vec<Value> {
    let json = &oracle.charter.json;
    let keys = |of: &str, name: &str| -> Vec<Value> {
        list(json, of)
            .iter()
            .filter_map(|it| text(it, "key"))
            .map(|key| json!({ name: key }))
            .collect()
    };
    let mut all = keys("parties", "party");
    all.extend(keys("groups", "group"));
    all.extend(keys("seats", "seat"));
    all.extend((1..=6).map(|number| json!({ "person": format!("p-{number}") })));
    all
}

/// Writes down as whom somebody acts, and which person.
pub(crate) fn act_as(oracle: &Oracle, who: &Value, entry: &mut Value, draw: &mut Draw) {
    let state = &oracle.state;
    if let Some(by) = who.get("by") {
        entry["by"] = by.clone();
        if let Some(hand) = text(who, "hand") {
            entry["hand"] = json!(hand);
        }
        return;
    }
    if let Some(person) = text(who, "person") {
        let groups = state.groups.iter().filter(|(_, it)| it.persons.contains(person));
        let groups: Vec<Value> = groups.map(|(key, _)| json!({ "group": key })).collect();
        entry["by"] = draw.pick(&groups).cloned().unwrap_or_else(|| json!("anyone"));
        entry["hand"] = json!(person);
        return;
    }
    entry["by"] = who.clone();
    let joint = list(who, "jointly");
    if !joint.is_empty() {
        entry["signed"] = json!(joint);
    }
    if let Some(group) = text(who, "of") {
        let signed: Vec<Value> = state
            .groups
            .get(group)
            .map(|it| it.persons.iter().map(|one| json!({ "person": one })).collect())
            .unwrap_or_default();
        entry["signed"] = json!(signed);
    }
    if let Some(seat) = text(who, "seat") {
        let holders = state.seats.iter().filter(|it| text(it, "seat") == Some(seat));
        let holders: Vec<&str> = holders.filter_map(|it| text(it, "person")).collect();
        if let Some(person) = draw.pick(&holders) {
            entry["hand"] = json!(person);
        }
    } else if draw.chance(30) {
        let persons: Vec<String> = if let Some(group) = text(who, "group") {
            state
                .groups
                .get(group)
                .map(|it| it.persons.iter().cloned().collect())
                .unwrap_or_default()
        } else {
            let party = text(who, "party");
            let members = state.members.iter().filter(|it| text(it, "party") == party);
            members.filter_map(|it| text(it, "person")).map(str::to_owned).collect()
        };
        if let Some(person) = draw.pick(&persons) {
            entry["hand"] = json!(person);
        }
    }
}
