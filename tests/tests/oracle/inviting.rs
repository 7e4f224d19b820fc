//! What random acts in sessions and about ballots bring along.

use serde_json::{Value, json};

use crate::acting::written;
use crate::draw::Draw;
use crate::paying::{Payloads, key};
use crate::reading::{has, list, text};

impl Payloads<'_> {
    pub(crate) fn invitation(&self, draw: &mut Draw) -> Value {
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
        for (id, _) in state.appeals.iter().filter(|(_, appeal)| appeal.receipt.is_some()) {
            if draw.chance(50) {
                add(json!({ "bearer": id }), "speaking_only");
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

    pub(crate) fn ballot(&self, draw: &mut Draw) -> Value {
        let state = &self.oracle.state;
        let mut with = json!({ "ballot": key("b", 5, draw), "question": "Shall we?" });
        let running: Vec<&String> =
            state.sessions.iter().filter(|(_, it)| !it.over).map(|it| it.0).collect();
        if let Some(session) = draw.pick(&running).filter(|_| draw.chance(60)) {
            with["session"] = json!(session);
        }
        if !has(&with, "session") || draw.chance(30) {
            let mut electors: Vec<Value> =
                (1..=if draw.chance(70) { 4 } else { 1 + draw.below(4) })
                    .map(|number| json!({ "who": { "person": format!("p-{number}") } }))
                    .collect();
            let (weighed, housed) = (draw.chance(50), draw.chance(40));
            for elector in &mut electors {
                // Mostly all have what some have.
                if weighed && !draw.chance(3) {
                    elector["weight"] = json!(10 * draw.below(9));
                }
                if housed && !draw.chance(3) {
                    elector["household"] = json!(format!("h-{}", draw.below(3)));
                }
                if draw.chance(20) {
                    elector["interested"] = json!(true);
                }
            }
            with["electors"] = json!(electors);
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

    pub(crate) fn counts(&self, draw: &mut Draw) -> Value {
        let key = text(&self.target, "ballot").unwrap_or_default();
        let secret = self.oracle.state.ballots.get(key).filter(|it| it.secret);
        secret.map_or(Value::Null, |ballot| {
            let all = ballot.electors.len();
            let no = draw.below(all + 1);
            json!({ "counts": { "heads": { "yes": all - no, "no": no } } })
        })
    }
}
