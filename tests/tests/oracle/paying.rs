//! What random acts bring along.

use serde_json::{Value, json};

use crate::bearing::commitment;
use crate::drafting::next_version;
use crate::draw::Draw;
use crate::judge::Oracle;
use crate::marking::meets;
use crate::naming::anybody;
use crate::reading::{has, list, text};

/// Where payloads come from.
#[derive(Debug)]
pub(crate) struct Payloads<'o> {
    pub(crate) oracle: &'o Oracle,
    pub(crate) kind: &'static str,
    pub(crate) target: Value,
}

impl Payloads<'_> {
    pub(crate) fn payload(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let mut with = match self.kind {
            "submit" => self.appeal(draw),
            "decline" => json!({ "reason": "Not ours", "redress": "Next door" }),
            "merge" => {
                let known: Vec<&String> = state.appeals.keys().collect();
                let joins = draw
                    .pick(&known)
                    .map_or("0192f000-0000-7000-8000-000000000009", |it| it.as_str());
                let mut with = json!({ "joins": joins });
                if draw.chance(50) {
                    with["case"] = json!("0192f000-0000-7000-8000-00000000c002");
                }
                with
            }
            "settle" => json!({ "answer": "Mended" }),
            "call-back" => json!({ "reached": draw.chance(80) }),
            "assess" => json!({ "topic": self.topic(draw) }),
            "route" => self.route(draw),
            "enrol" => self.roster(draw),
            "plan" => self.plan(draw),
            "notify" => {
                let mut whom = state.affected.clone();
                if whom.is_empty() || draw.chance(10) {
                    whom = self.somebody(draw).into_iter().collect();
                }
                json!({ "of": "It", "whom": whom })
            }
            "convene" => self.invitation(draw),
            "excuse" => json!({ "who": self.somebody(draw) }),
            "speak" => {
                let mut with = json!({ "text": "So" });
                if draw.chance(40) {
                    let points: Vec<&String> = state.points.iter().collect();
                    with["point"] = json!(draw.pick(&points).map_or("cost", |it| it.as_str()));
                }
                with
            }
            "declare-interest" => json!({ "interest": "Mine" }),
            "open-ballot" => self.ballot(draw),
            "vote" => {
                json!({ "choice": draw.word(&["yes", "yes", "yes", "yes", "no", "abstain", "invalid"]) })
            }
            "close-ballot" => self.counts(draw),
            "record-consensus" => {
                let running: Vec<&String> = state.sessions.keys().collect();
                let session = draw
                    .pick(&running)
                    .map_or("0192f000-0000-7000-8000-00000000a001", |it| it.as_str());
                let mut with = json!({ "text": "Agreed", "session": session });
                if draw.chance(30) {
                    with["objections"] = json!([{ "who": self.somebody(draw), "text": "No", "sustained": draw.chance(30) }]);
                }
                with
            }
            "resolve" => self.resolution(draw),
            "fail" => self.failure(draw),
            "refer-up" => self.referral(draw),
            "set-aside" | "reopen" | "suspend" | "resume" => json!({ "reason": "Because" }),
            "dispatch" => json!({ "to": self.party(draw), "task": "This" }),
            "contest-dispatch" | "contest" => {
                json!({ "reason": "Not ours", "reply": key("r", 9, draw) })
            }
            "advise" => json!({ "reply": key("r", 9, draw), "to": self.party(draw), "text": "Do" }),
            "disclose" => {
                let publicity = draw.word(&["publication", "notice"]);
                let mut with = json!({ "publicity": publicity, "what": "It", "where": "Here" });
                if draw.chance(50) {
                    with["to"] = self.day(draw, 6);
                }
                with
            }
            "object" | "opine" => {
                let mut with = json!({ "reply": key("r", 9, draw), "text": "But" });
                if draw.chance(50) {
                    with["to"] = json!({ "party": self.party(draw) });
                }
                with
            }
            "answer" => {
                let response = draw.word(&["adopt", "adopt_partly", "decline"]);
                let mut with = json!({ "response": response });
                if draw.chance(85) {
                    with["text"] = json!("Since");
                }
                with
            }
            "delegate" => json!({ "to": self.somebody(draw) }),
            "transfer" => json!({ "to": self.worker(draw), "reason": "Theirs" }),
            "vary" => {
                let mut with = json!({ "reason": "More", "task": "More" });
                if draw.chance(50) {
                    with["within"] = self.deadline(draw);
                }
                with
            }
            "report" => json!({ "text": "Soon" }),
            "complete" => json!({ "evidence": [{ "name": "x", "sha256": "00".repeat(32) }] }),
            "start-standing-duty" => self.draft(draw),
            "verify" => {
                json!({ "result": draw.word(&["solved", "solved", "solved", "partly", "not"]) })
            }
            "extend" => json!({ "to": self.deadline(draw), "reason": "Rain" }),
            "discharge" => {
                json!({ "ground": draw.word(&["waived", "superseded", "withdrawn"]), "reason": "Done with" })
            }
            "find-default" => {
                let mut with = json!({ "reason": "Nothing was done" });
                if draw.chance(40) {
                    with["consequence"] = self.draft(draw);
                }
                with
            }
            "evaluate" => {
                let criteria =
                    state.criteria.iter().map(|it| json!({ "criterion": it, "met": true }));
                json!({ "result": draw.word(&["fulfilled", "fulfilled", "partly", "not", "not_needed"]), "criteria": criteria.collect::<Vec<_>>() })
            }
            "award" => json!({ "to": self.somebody(draw), "reason": "Thanks" }),
            "override" => {
                let function = draw.word(&["supervise", "evaluate", "implement", "decide"]);
                json!({ "who": { "party": self.party(draw) }, "function": function, "reason": "Few" })
            }
            "absorb" => {
                let step = state.run.as_ref().and_then(|run| run.step(text(&self.target, "step")?));
                let by = step.and_then(|it| text(&it["absorbed_by"], "step")).unwrap_or("meeting");
                json!({ "by": by })
            }
            "migrate" => {
                // To the charter under which it runs; to the next version of it; to none there is.
                let version = self.oracle.charter.json["version"].as_u64().unwrap();
                let (version, digest) = match draw.below(4) {
                    0 => (version + 1, "00".repeat(32)),
                    1 => (version, self.oracle.charter.digest.clone()),
                    _ => (version + 1, next_version(&self.oracle.charter.json).1),
                };
                json!({ "version": version, "digest": digest, "reason": "New" })
            }
            "correct" => json!({ "text": "It was Tuesday" }),
            _ => Value::Null,
        };
        if ["arrive", "depart", "speak", "vote"].contains(&self.kind) && draw.chance(8) {
            if with.is_null() {
                with = json!({});
            }
            with["instead_of"] = json!(self.somebody(draw));
        }
        with
    }

    pub(crate) fn key_of(&self, of: &str, draw: &mut Draw) -> Option<String> {
        let keys: Vec<&str> =
            list(&self.oracle.charter.json, of).iter().filter_map(|it| text(it, "key")).collect();
        draw.pick(&keys).map(|it| (*it).to_owned())
    }

    pub(crate) fn party(&self, draw: &mut Draw) -> String {
        self.key_of("parties", draw).unwrap_or_else(|| "nobody".to_owned())
    }

    pub(crate) fn somebody(&self, draw: &mut Draw) -> Option<Value> {
        draw.pick(&anybody(self.oracle)).cloned()
    }

    pub(crate) fn appeal(&self, draw: &mut Draw) -> Value {
        let json = &self.oracle.charter.json;
        let channels = list(&json["intake"], "channels");
        let channel =
            draw.pick(channels).and_then(|it| text(it, "key")).unwrap_or("desk").to_owned();
        let mut with = json!({ "channel": channel, "text": "Look" });
        // The first matters and places that a procedure takes make sequences long.
        let taken: Vec<&str> = list(json, "matters")
            .iter()
            .filter_map(|it| text(it, "key"))
            .filter(|it| {
                list(json, "procedures")
                    .iter()
                    .any(|one| has(one, "key") && self.oracle.charter.takes(one, it))
            })
            .collect();
        with["matter"] = json!(draw.pick(&taken).map_or("nothing", |it| it));
        if let Some(place) = self.key_of("places", draw) {
            let compounds = list(json, "places").iter().filter(|it| {
                ["compound", "community", "village"].contains(&text(it, "kind").unwrap_or_default())
            });
            let compounds: Vec<&str> = compounds.filter_map(|it| text(it, "key")).collect();
            let usual = draw.pick(&compounds).map_or(place.as_str(), |it| it);
            with["place"] = json!(if draw.chance(90) { usual } else { &place });
        }
        if draw.chance(70) {
            with["submitter"] = json!({ "person": format!("p-{}", 1 + draw.below(3)) });
        }
        // Whoever gives no name mostly gets a slip, which is that of somebody else by mistake.
        if !has(&with, "submitter") && draw.chance(90) || draw.chance(15) {
            let own = text(&self.target, "appeal").unwrap_or_default();
            let known: Vec<&String> = self.oracle.state.appeals.keys().collect();
            let slip = draw.pick(&known).filter(|_| draw.chance(8)).map_or(own, |it| it.as_str());
            with["receipt"] = json!(commitment(slip));
        }
        with
    }

    pub(crate) fn topic(&self, draw: &mut Draw) -> Value {
        let mut topic = json!({});
        for scale in list(&self.oracle.charter.json["triage"], "scales") {
            let dimension = text(scale, "dimension").unwrap();
            topic[dimension] = draw.pick(list(scale, "levels")).cloned().unwrap_or_default();
            // Otherwise most topics are settled or go up.
            if dimension == "reach" || dimension == "direct_settlement" {
                topic[dimension] = scale["levels"][0].clone();
            }
        }
        topic
    }

    pub(crate) fn route(&self, draw: &mut Draw) -> Value {
        let charter = &self.oracle.charter;
        let rows = list(&charter.json["triage"], "rows");
        let topic = self.oracle.state.topic.as_ref();
        let row = rows.iter().find(|row| topic.is_some() && meets(charter, row.get("when"), topic));
        if let Some(row) = row.filter(|_| draw.chance(80)) {
            return json!({ "to": row["route"] });
        }
        let mut with = json!({ "reason": "Better so" });
        let procedures: Vec<&str> =
            list(&charter.json, "procedures").iter().filter_map(|it| text(it, "key")).collect();
        with["to"] = match draw.pick(&procedures).filter(|_| draw.chance(85)) {
            Some(procedure) => json!({ "to": "consult", "procedure": procedure }),
            None => json!({ "to": draw.word(&["settle", "refer_up", "decline"]) }),
        };
        with
    }

    pub(crate) fn roster(&self, draw: &mut Draw) -> Value {
        let person = |draw: &mut Draw| format!("p-{}", 1 + draw.below(6));
        let mut with = json!({});
        if let Some(seat) = self.key_of("seats", draw).filter(|_| draw.chance(60)) {
            with["seats"] = json!([{ "seat": seat, "person": person(draw) }]);
        }
        if draw.chance(30) {
            with["members"] = json!([{ "party": self.party(draw), "person": person(draw) }]);
        }
        if let Some(group) = self.key_of("groups", draw).filter(|_| draw.chance(60)) {
            with["groups"] =
                json!([{ "group": group, "size": 6, "persons": ["p-1", "p-2", "p-3", "p-4"] }]);
        }
        with
    }

    pub(crate) fn plan(&self, draw: &mut Draw) -> Value {
        let mut with = json!({});
        if let Some(group) = self.key_of("groups", draw).filter(|_| draw.chance(70)) {
            with["affected"] = json!([{ "group": group }]);
        }
        if draw.chance(50) {
            with["criteria"] = json!([{ "key": "good", "text": "It is good" }]);
        }
        if draw.chance(60) {
            with["points"] = json!([{ "key": "cost", "text": "What it costs" }]);
        }
        with
    }
}

pub(crate) fn key(of: &str, number: usize, draw: &mut Draw) -> String {
    format!("{of}{}", draw.below(number))
}
