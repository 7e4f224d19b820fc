//! What random acts bring along.

use serde_json::{Value, json};

use crate::acting::{anybody, written};
use crate::draw::Draw;
use crate::judge::{Act, Oracle};
use crate::marking::meets;
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
                if draw.chance(10) {
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
                json!({ "publicity": draw.word(&["publication", "notice"]), "what": "It", "where": "Here" })
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
            "migrate" => json!({ "version": 2, "digest": "00".repeat(32), "reason": "New" }),
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

    fn key_of(&self, of: &str, draw: &mut Draw) -> Option<String> {
        let keys: Vec<&str> =
            list(&self.oracle.charter.json, of).iter().filter_map(|it| text(it, "key")).collect();
        draw.pick(&keys).map(|it| (*it).to_owned())
    }

    fn party(&self, draw: &mut Draw) -> String {
        self.key_of("parties", draw).unwrap_or_else(|| "nobody".to_owned())
    }

    fn somebody(&self, draw: &mut Draw) -> Option<Value> {
        draw.pick(&anybody(self.oracle)).cloned()
    }

    fn appeal(&self, draw: &mut Draw) -> Value {
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
        with
    }

    fn topic(&self, draw: &mut Draw) -> Value {
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

    fn route(&self, draw: &mut Draw) -> Value {
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

    fn roster(&self, draw: &mut Draw) -> Value {
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

    fn plan(&self, draw: &mut Draw) -> Value {
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

    fn invitation(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let mut invited = vec![json!({ "who": { "party": self.party(draw) }, "role": "chair" })];
        let mut add = |who: Value, role: &str| {
            if !invited.iter().any(|one| one["who"] == who) {
                invited.push(json!({ "who": who, "role": role }));
            }
        };
        for who in &state.affected {
            add(who.clone(), "speaking_only");
        }
        let step = state.run.as_ref().and_then(|run| run.step(text(&self.target, "step")?));
        for who in step.map_or(&[][..], |step| list(step, "hears")) {
            if who != "affected" {
                add(who.clone(), "speaking_only");
            }
        }
        for _ in 0..draw.below(4) {
            if let Some(who) = self.somebody(draw) {
                add(
                    who,
                    draw.word(&[
                        "voting",
                        "voting",
                        "voting",
                        "speaking_only",
                        "observing",
                        "recorder",
                    ]),
                );
            }
        }
        let session = format!("0192f000-0000-7000-8000-00000000a{:03}", 1 + draw.below(6));
        let mut with = json!({ "session": session, "should_attend": invited });
        if draw.chance(50) {
            let later = i128::try_from(draw.below(20)).unwrap() * 86_400_000_000_000;
            with["starts"] = json!(written(state.last.unwrap_or_default() + later));
        }
        with
    }

    fn ballot(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let mut with = json!({ "ballot": key("b", 5, draw), "question": "Shall we?" });
        let running: Vec<&String> =
            state.sessions.iter().filter(|(_, it)| !it.over).map(|it| it.0).collect();
        if let Some(session) = draw.pick(&running).filter(|_| draw.chance(60)) {
            with["session"] = json!(session);
        }
        if !has(&with, "session") || draw.chance(30) {
            let electors = (1..=1 + draw.below(4)).map(|number| json!({ "who": { "person": format!("p-{number}") }, "weight": 10 * number }));
            with["electors"] = json!(electors.collect::<Vec<_>>());
        }
        if draw.chance(15) {
            with["secret"] = json!(true);
        }
        let run = state.run.as_ref();
        let step = run.and_then(|run| run.step(text(&self.target, "step")?));
        let open = step.is_some_and(|step| list(step, "rules").is_empty());
        if (open || draw.chance(5))
            && let Some(rule) = self.key_of("rules", draw)
        {
            with["rule"] = json!(rule);
        }
        with
    }

    fn counts(&self, draw: &mut Draw) -> Value {
        let key = text(&self.target, "ballot").unwrap_or_default();
        let secret = self.oracle.state.ballots.get(key).filter(|it| it.secret);
        secret.map_or(Value::Null, |ballot| {
            let all = ballot.electors.len();
            let no = draw.below(all + 1);
            json!({ "counts": { "heads": { "yes": all - no, "no": no } } })
        })
    }

    fn resolution(&self, draw: &mut Draw) -> Value {
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

    fn failure(&self, draw: &mut Draw) -> Value {
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

    fn referral(&self, draw: &mut Draw) -> Value {
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
    fn worker(&self, draw: &mut Draw) -> String {
        let state = &self.oracle.state;
        let entry = json!({ "act": "resolve", "at": written(state.last.unwrap_or_default()), "by": "anyone" });
        let act = Act::new(&self.oracle.charter, state, &entry);
        let charter = &self.oracle.charter;
        let mut all = charter.leads("implement", act.spot());
        all.extend(charter.supports("implement", act.spot()));
        let parties: Vec<&str> = all.into_iter().filter_map(|it| text(it, "party")).collect();
        draw.pick(&parties).map_or_else(|| self.party(draw), |it| (*it).to_owned())
    }

    fn deadline(&self, draw: &mut Draw) -> Value {
        match draw.below(3) {
            0 => json!({ "days": 1 + draw.below(20) }),
            1 => json!({ "working_days": 1 + draw.below(12) }),
            _ => {
                let last = self.oracle.state.last.unwrap_or_default();
                let day =
                    written(last + i128::try_from(draw.below(30)).unwrap() * 86_400_000_000_000);
                json!({ "by": day.get(..10) })
            }
        }
    }

    fn draft(&self, draw: &mut Draw) -> Value {
        let liable = self.worker(draw);
        let mut draft = json!({ "key": key("o", 8, draw), "task": "It", "liable": liable,
            "claimant": self.somebody(draw).unwrap_or_default(), "verifiers": [] });
        let verifiers: Vec<Value> =
            (0..=draw.below(2)).filter_map(|_| self.somebody(draw)).collect();
        draft["verifiers"] = json!(verifiers);
        if draw.chance(80) {
            draft["within"] = self.deadline(draw);
        }
        if draw.chance(8) {
            let last = self.oracle.state.last.unwrap_or_default();
            let day = written(last + i128::try_from(draw.below(30)).unwrap() * 86_400_000_000_000);
            draft["sunset"] = json!(day.get(..10));
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

fn key(of: &str, number: usize, draw: &mut Draw) -> String {
    format!("{of}{}", draw.below(number))
}
