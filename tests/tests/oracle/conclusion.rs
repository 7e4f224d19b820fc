//! Evaluation, the end of a case, and exceptions.

use crate::judge::{Act, Codes};
use crate::marking::Outcome;
use crate::reading::{list, text};
use crate::sessions::has_twice;

impl Act<'_> {
    pub(crate) fn of_conclusion(&self) -> Codes {
        match self.kind {
            "evaluate" => self.evaluated(),
            "close" => self.closed(),
            "override" => {
                let mut codes = self.unreasoned(&["reason"]);
                if self.with["who"] == *self.by {
                    codes.insert("barred");
                }
                codes
            }
            "absorb" => self.absorbed(),
            "migrate" => {
                // That it is the charter under which the case runs changes nothing.
                let given = self.with["version"] == self.charter.json["version"]
                    && self.with["digest"] == self.charter.digest;
                (!given).then_some("other-charter").into_iter().collect()
            }
            _ => Codes::new(),
        }
    }

    fn evaluated(&self) -> Codes {
        let mut codes = self.at_step("evaluate", true);
        if ["fulfilled", "partly"].contains(&self.word("result").unwrap())
            && self.state.nothing_resolved()
        {
            codes.insert("nothing-resolved");
        }
        let judged = list(self.with, "criteria");
        let named = || judged.iter().filter_map(|it| text(it, "criterion"));
        if self.state.criteria.iter().any(|key| !named().any(|one| one == key)) {
            codes.insert("criterion-open");
        }
        let met = judged.iter().all(|it| it["met"] == true);
        if self.word("result") == Some("fulfilled") && !met {
            codes.insert("criterion-unmet");
        }
        if named().any(|one| !self.state.criteria.contains(one)) {
            codes.insert("unknown-target");
        }
        if has_twice(judged.iter().map(|it| &it["criterion"])) {
            codes.insert("listed-twice");
        }
        codes
    }

    /// Invariant 20.
    fn closed(&self) -> Codes {
        let mut codes = Codes::new();
        let state = self.state;
        if state.run.is_none() && !state.referred {
            codes.insert("out-of-phase");
        }
        if state.run.as_ref().is_some_and(|run| !run.open().is_empty()) {
            codes.insert("step-owed");
        }
        if state.obligations.values().any(|one| !one.is_final() && !one.surviving) {
            codes.insert("obligation-open");
        }
        if state.replies.values().any(|one| !one.answered) {
            codes.insert("unanswered");
        }
        codes
    }

    fn absorbed(&self) -> Codes {
        let mut codes = Codes::new();
        let step = self.step().unwrap();
        let run = self.state.run.as_ref().unwrap();
        codes.extend(run.against(self.charter, self.target(), self.on));
        if text(&step["absorbed_by"], "step") != self.word("by") {
            codes.insert("not-absorbed");
        } else if let Some(by) = self.word("by") {
            // What depends on an outcome has that of the step that stands in.
            let possible = Outcome::of(text(step, "function").unwrap());
            if !run.included.contains(by) && !run.done.contains_key(by) {
                codes.insert("not-absorbed");
                return codes;
            }
            match run.came_to(by) {
                _ if possible.len() < 2 => {}
                None => _ = codes.insert("not-done"),
                Some(outcome) if !possible.contains(&outcome) => _ = codes.insert("not-absorbed"),
                Some(_) => {}
            }
        }
        codes
    }
}
