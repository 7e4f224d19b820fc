//! Which act comes next, so that a sequence gets somewhere.

use crate::draw::Draw;
use crate::judge::Oracle;
use crate::marking::completion;

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

/// An act that leads on.
pub(crate) fn onward(oracle: &Oracle, draw: &mut Draw) -> &'static str {
    let state = &oracle.state;
    // What was not done yet in this sequence is done sooner or later.
    if draw.chance(20) {
        let new: Vec<&'static str> =
            ACTS.iter().filter(|act| !state.entries.iter().any(|it| it == *act)).copied().collect();
        return draw.word(&new);
    }
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
            "adjourn" if running => &["arrive", "arrive", "speak", "adjourn", "adjourn", "depart"],
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
    let last = state.last.unwrap_or_default();
    if state.obligations.values().any(|it| it.is == "active" && it.due.is_some_and(|at| at <= last))
    {
        kinds.extend(["find-default", "remind"]);
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
    if run.open().is_empty() {
        kinds.extend(["close", "close"]);
    }
    if kinds.is_empty() {
        kinds.extend(["close", "notify", "enrol"]);
    }
    draw.word(&kinds)
}
