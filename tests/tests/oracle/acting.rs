//! Random acts that make sense most of the time.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::aiming::target;
use crate::draw::Draw;
use crate::judge::Oracle;
use crate::mutating::mutated;
use crate::naming::by_somebody;
use crate::paying::Payloads;
use crate::steering::{ACTS, onward};

/// How a sequence goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// By acts that lead on, nearly always.
    Steady,
    /// By any acts, some of them wrong in one respect.
    Wild,
}

/// The next entry: mostly one that the oracle takes, sometimes any, sometimes one that is wrong in
/// one respect.
pub(crate) fn propose(oracle: &Oracle, manner: Manner, draw: &mut Draw) -> Value {
    let (any, onwards, tries) = match manner {
        Manner::Steady => (3, 90, 14),
        Manner::Wild => (12, 70, 10),
    };
    if draw.chance(any) {
        let kind = draw.word(ACTS);
        return entry(oracle, kind, draw);
    }
    let mut last = Value::Null;
    for _ in 0..tries {
        let kind = if draw.chance(onwards) { onward(oracle, draw) } else { draw.word(ACTS) };
        // Few sequences get far if anybody ends them at any time.
        let ends =
            ["close", "withdraw", "decline", "settle", "set-aside", "merge", "fail", "discharge"];
        if ends.contains(&kind)
            && draw.chance(if manner == Manner::Steady { 85 } else { 60 })
            && !(kind == "close" && oracle.state.evaluation.is_some())
        {
            continue;
        }
        last = entry(oracle, kind, draw);
        if oracle.judge(&last).codes.is_empty() {
            break;
        }
    }
    if last.is_null() || draw.chance(any) { mutated(oracle, last, draw) } else { last }
}

/// An entry of a kind, as somebody who may would record it.
pub(crate) fn entry(oracle: &Oracle, kind: &'static str, draw: &mut Draw) -> Value {
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
