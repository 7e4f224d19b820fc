//! Screening, rosters, plans and notices.

use serde_json::Value;

use crate::judge::{Act, Codes};
use crate::marking::{Run, completion, meets};
use crate::reading::{has, list, text};
use crate::sessions::has_twice;

impl Act<'_> {
    pub(crate) fn of_preparation(&self) -> Codes {
        match self.kind {
            "assess" => self.assessed(),
            "route" => self.routed(),
            "dispatch" => {
                let mut codes = self.at_step("dispatch", true);
                codes.extend(self.party_known("to"));
                codes
            }
            "contest-dispatch" => {
                let mut codes = self.at_function("dispatch");
                if !self.state.run.as_ref().unwrap().ever.contains(self.target()) {
                    codes.insert("not-done");
                }
                codes.extend(self.reply_is_new());
                codes.extend(self.party_known("instead"));
                codes
            }
            "plan" => {
                let mut codes = self.at_step("plan", true);
                for name in ["points", "criteria"] {
                    if has_twice(list(self.with, name).iter().map(|it| &it["key"])) {
                        codes.insert("already-there");
                    }
                }
                let hears = |step: &Value| list(step, "hears").iter().any(|who| who == "affected");
                if list(self.with, "affected").is_empty()
                    && self.state.run.as_ref().unwrap().not_guarded().any(hears)
                {
                    codes.insert("unreasoned");
                }
                codes
            }
            "notify" => {
                let step = self.step().unwrap();
                // Notices go out beside a plan, too, and complete nothing then.
                let mut codes = if completion(step) == "plan" {
                    Codes::new()
                } else {
                    self.at_step("notify", true)
                };
                if list(self.with, "whom").is_empty() {
                    codes.insert("not-notified");
                }
                codes
            }
            _ => Codes::new(),
        }
    }

    pub(crate) fn party_known(&self, name: &str) -> Codes {
        let unknown = self.word(name).is_some_and(|key| !self.charter.lists("parties", key));
        unknown.then_some("not-in-charter").into_iter().collect()
    }

    pub(crate) fn reply_is_new(&self) -> Codes {
        let there = self.word("reply").is_some_and(|key| self.state.replies.contains_key(key));
        there.then_some("already-there").into_iter().collect()
    }

    /// What stands against doing a step by this act, which completes it or not.
    pub(crate) fn at_step(&self, completes: &str, strict: bool) -> Codes {
        let mut codes = Codes::new();
        let (Some(run), Some(step)) = (&self.state.run, self.step()) else { return codes };
        let key = text(step, "key").unwrap();
        let fits = if strict {
            completion(step) == completes
        } else {
            text(step, "function") == Some(completes)
        };
        if !fits {
            codes.insert("wrong-step");
        }
        codes.extend(run.against(self.charter, key, self.on));
        codes
    }

    /// Whether the act belongs to the step at all.
    pub(crate) fn at_function(&self, function: &str) -> Codes {
        let fits = self.step().is_some_and(|step| text(step, "function") == Some(function));
        (!fits).then_some("wrong-step").into_iter().collect()
    }

    fn assessed(&self) -> Codes {
        let mut codes = Codes::new();
        if self.state.accepted.is_none() {
            codes.insert("out-of-phase");
        }
        if !self.complete(&self.with["topic"]) {
            codes.insert("not-assessed");
        }
        codes
    }

    /// Whether a topic has a level of the scale in every dimension that has one.
    fn complete(&self, topic: &Value) -> bool {
        let scales = list(&self.charter.json["triage"], "scales");
        let given = topic.as_object().unwrap();
        let level = |scale: &Value| {
            let named = given.get(text(scale, "dimension").unwrap());
            named.is_some_and(|level| list(scale, "levels").contains(level))
        };
        let scaled = |dimension: &String| {
            scales.iter().any(|scale| text(scale, "dimension") == Some(dimension))
        };
        scales.iter().all(level) && given.keys().all(scaled)
    }

    fn routed(&self) -> Codes {
        let mut codes = Codes::new();
        let to = &self.with["to"];
        let state = self.state;
        if state.accepted.is_none() {
            codes.insert("out-of-phase");
            return codes;
        }
        let triage = &self.charter.json["triage"];
        if has(triage, "rows") {
            match &state.topic {
                None => _ = codes.insert("not-assessed"),
                Some(topic) => {
                    let row = list(triage, "rows")
                        .iter()
                        .find(|row| meets(self.charter, row.get("when"), Some(topic)));
                    if row.map(|row| &row["route"]) != Some(to) && !has(self.with, "reason") {
                        codes.insert("departs-from-table");
                    }
                }
            }
        }
        if let Some(key) = text(to, "procedure") {
            match self.charter.procedure(key) {
                None => _ = codes.insert("not-in-charter"),
                Some(procedure) => {
                    let matter = state.matter.as_deref();
                    if matter.is_some_and(|matter| !self.charter.takes(procedure, matter)) {
                        codes.insert("not-taken");
                    }
                }
            }
        }
        let Some(key) = text(to, "procedure") else {
            // To go elsewhere it must not be decided; a step that waits for this is done by it.
            if !state.resolved.is_empty() {
                codes.insert("out-of-phase");
            } else if let Some(run) = &state.run {
                codes.extend(self.named_step(run));
                if let Some(step) = self.step() {
                    codes.extend(self.performer());
                    let key = text(step, "key").unwrap();
                    codes.extend(run.against(self.charter, key, self.on));
                }
            }
            return codes;
        };
        if self.charter.procedure(key).is_none() {
            return codes;
        }
        // Another procedure begins only where nothing of the first one was done but to take in.
        let again = match &state.run {
            Some(run) if run.procedure == key => true,
            Some(run) if run.has_begun() => {
                codes.insert("out-of-phase");
                return codes;
            }
            _ => false,
        };
        // The step that this completes is one of the procedure as it begins, or goes on, by this.
        let mut begun = state.clone();
        begun.begin(self.charter, key, self.on);
        let routed = Act { state: &begun, ..*self };
        let run = begun.run.as_ref().unwrap();
        codes.extend(routed.named_step(run));
        let step = routed.step().filter(|step| {
            let enabled = run.enabled(self.charter, "route", self.on);
            again
                || self.word("step").is_some()
                || enabled.iter().any(|key| text(step, "key") == Some(key))
        });
        if let Some(step) = step {
            codes.extend(routed.performer());
            codes.extend(run.against(self.charter, text(step, "key").unwrap(), self.on));
        }
        codes
    }

    /// Whether the step that an act completes is there, and can only be that one.
    pub(crate) fn named_step(&self, run: &Run) -> Codes {
        let several = || run.enabled(self.charter, self.kind, self.on).len() > 1;
        Codes::from_iter(match self.word("step") {
            Some(key) => match run.step(key) {
                None => Some("unknown-target"),
                Some(step) if completion(step) != self.kind => Some("wrong-step"),
                Some(_) => None,
            },
            None => several().then_some("several-steps"),
        })
    }
}
