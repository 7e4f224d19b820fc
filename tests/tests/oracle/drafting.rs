//! What random decisions bring along: obligations, terms, ways up, versions of the charter.

use cogov::Charter;
use serde_json::{Value, json};

use crate::acting::written;
use crate::draw::Draw;
use crate::judge::Act;
use crate::paying::{Payloads, key};
use crate::reading::text;

/// The next version of a charter, and its digest.
pub(crate) fn next_version(json: &Value) -> (Charter, String) {
    let mut json = json.clone();
    json["version"] = json!(json["version"].as_u64().unwrap() + 1);
    let next = Charter::from_json(&json.to_string()).unwrap();
    let digest = next.digest().to_owned();
    (next, digest.to_string())
}

impl Payloads<'_> {
    /// A day soon after the last entry.
    pub(crate) fn day(&self, draw: &mut Draw, within: usize) -> Value {
        let last = self.oracle.state.last.unwrap_or_default();
        let later = i128::try_from(draw.below(within)).unwrap() * 86_400_000_000_000;
        json!(written(last + later).get(..10))
    }

    pub(crate) fn resolution(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let step = text(&self.target, "step").unwrap_or_default();
        let fitting = state
            .ballots
            .iter()
            .filter(|(_, it)| it.step == step && !it.void && it.decision == Some("adopted"));
        let fitting: Vec<&String> = fitting.map(|it| it.0).collect();
        let mut with = json!({ "text": "Agreed" });
        if let Some(ballot) = draw.pick(&fitting) {
            with = json!({ "text": "Shall we?", "ballot": ballot });
        } else if let Some(found) = state.consensus.last() {
            with["text"] = found.text.clone();
        }
        let mut drafts: Vec<Value> = Vec::new();
        for _ in 0..draw.below(3) {
            let mut draft = self.draft(draw);
            if let Some(before) = drafts.last().filter(|_| draw.chance(30)) {
                draft["after"] = before["key"].clone();
            }
            drafts.push(draft);
        }
        with["obligations"] = json!(drafts);
        let said: Vec<usize> = state
            .entries
            .iter()
            .enumerate()
            .filter(|(_, it)| *it == "speak")
            .map(|it| it.0 + 1)
            .collect();
        if let Some(seq) = draw.pick(&said).filter(|_| draw.chance(50)) {
            with["common_ground"] = json!([{ "text": "All", "cites": [seq] }]);
        }
        with
    }

    pub(crate) fn failure(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let step = text(&self.target, "step").unwrap_or_default();
        let fitting = state
            .ballots
            .iter()
            .filter(|(_, it)| it.step == step && it.decision == Some("rejected"));
        let fitting: Vec<&String> = fitting.map(|it| it.0).collect();
        match draw.pick(&fitting) {
            Some(ballot) => json!({ "how": "rejected", "ballot": ballot }),
            None => json!({ "how": "abandoned", "reason": "Nobody came" }),
        }
    }

    pub(crate) fn referral(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let entry = json!({ "act": "refer-up", "at": written(state.last.unwrap_or_default()), "by": "anyone" });
        let act = Act::new(&self.oracle.charter, state, &entry);
        let up = self.oracle.charter.way_up(act.spot()).map_or("nowhere", |it| it.0);
        let mut with = json!({ "reply": key("r", 9, draw), "to": up, "case": "0192f000-0000-7000-8000-00000000c001" });
        let failed: Vec<usize> = state
            .entries
            .iter()
            .enumerate()
            .filter(|(_, it)| *it == "fail")
            .map(|it| it.0 + 1)
            .collect();
        match draw.pick(&failed) {
            Some(seq) => with["exhausted"] = json!([seq]),
            None => with["exception"] = json!("Urgent"),
        }
        with
    }

    /// A party that has to carry something out here.
    pub(crate) fn worker(&self, draw: &mut Draw) -> String {
        let state = &self.oracle.state;
        let entry = json!({ "act": "resolve", "at": written(state.last.unwrap_or_default()), "by": "anyone" });
        let act = Act::new(&self.oracle.charter, state, &entry);
        let charter = &self.oracle.charter;
        let mut all = charter.leads("implement", act.spot());
        all.extend(charter.supports("implement", act.spot()));
        let parties: Vec<&str> = all.into_iter().filter_map(|it| text(it, "party")).collect();
        draw.pick(&parties).map_or_else(|| self.party(draw), |it| (*it).to_owned())
    }

    pub(crate) fn deadline(&self, draw: &mut Draw) -> Value {
        match draw.below(3) {
            0 => json!({ "days": 1 + draw.below(20) }),
            1 => json!({ "working_days": 1 + draw.below(12) }),
            _ => json!({ "by": self.day(draw, 30) }),
        }
    }

    pub(crate) fn draft(&self, draw: &mut Draw) -> Value {
        let liable = self.worker(draw);
        let mut draft = json!({ "key": key("o", 8, draw), "task": "It", "liable": liable,
            "claimant": self.somebody(draw).unwrap_or_default(), "verifiers": [] });
        let verifiers: Vec<Value> =
            (0..=draw.below(2)).filter_map(|_| self.somebody(draw)).collect();
        draft["verifiers"] = json!(verifiers);
        if draw.chance(25) {
            draft["performers"] = json!([self.somebody(draw)]);
        }
        if draw.chance(80) {
            draft["within"] = self.deadline(draw);
        }
        if draw.chance(8) {
            draft["sunset"] = self.day(draw, 30);
        }
        if draw.chance(10) {
            draft["surviving"] = json!(true);
        }
        if draw.chance(15) {
            let known: Vec<&String> = self.oracle.state.obligations.keys().collect();
            if let Some(after) = draw.pick(&known) {
                draft["after"] = json!(after);
            }
        }
        draft
    }
}
