//! What is made public, and who answers whom.

use serde_json::{Value, json};

use crate::clock::date;
use crate::judge::{Act, Codes};
use crate::reading::has;

impl Act<'_> {
    pub(crate) fn of_disclosure(&self) -> Codes {
        match self.kind {
            "disclose" => {
                let mut codes = self.at_step("disclose", true);
                let (from, to) = (self.with.get("from").map(date), self.with.get("to"));
                codes.extend(self.past(to));
                codes.extend(self.without_result());
                if to.is_some_and(|to| from.is_some_and(|from| date(to) < from)) {
                    codes.insert("not-later");
                }
                codes
            }
            "object" => {
                let mut codes = self.at_function("disclose");
                codes.extend(self.reply_is_new());
                codes.extend(self.unheard());
                if !self.state.run.as_ref().unwrap().ever.contains(self.target()) {
                    codes.insert("not-done");
                }
                let disclosed = self.state.disclosed.get(self.target());
                if disclosed.and_then(|it| it.1).is_some_and(|until| until < self.day) {
                    codes.insert("notice-over");
                }
                codes
            }
            "opine" => {
                let mut codes = self.reply_is_new();
                codes.extend(self.unheard());
                codes
            }
            _ => {
                let mut codes = Codes::new();
                if self.state.replies[self.target()].answered {
                    codes.insert("answered");
                }
                if self.with["response"] != "adopt" && !has(self.with, "text") {
                    codes.insert("unreasoned");
                }
                codes
            }
        }
    }

    /// What was not decided has no result, unless it is owed or cannot be said in another step.
    fn without_result(&self) -> Option<&'static str> {
        let (run, step) = (self.state.run.as_ref()?, self.step()?);
        let can_say = |key: &str| {
            let other = run.step(key).unwrap();
            other["discloses"] == "decision" && run.included.contains(key)
        };
        let refused = step["discloses"] == "result"
            && !run.is_open(self.target())
            && run.keys().any(can_say)
            && self.state.nothing_resolved();
        refused.then_some("nothing-resolved")
    }

    /// Whether whoever acts has to answer.
    pub(crate) fn addressed(&self) -> bool {
        if self.kind == "contest-dispatch" {
            let dispatched = self.state.dispatched.get(self.target());
            return dispatched.is_some_and(|(_, to)| self.is(&json!({ "party": to })));
        }
        self.state.replies[self.target()].to.iter().any(|who| self.is(who))
    }

    /// Whether nobody could ever answer.
    fn unheard(&self) -> Option<&'static str> {
        let nobody = match self.with.get("to") {
            Some(to) => to == "affected" && self.state.affected.is_empty(),
            None => self.addressees().is_empty(),
        };
        nobody.then_some("unreasoned")
    }

    /// Who has to answer what is said here.
    pub(crate) fn addressees(&self) -> Vec<Value> {
        if let Some(to) = self.with.get("to").filter(|_| ["object", "opine"].contains(&self.kind)) {
            return vec![to.clone()];
        }
        match self.kind {
            "object" => {
                let disclosed = self.state.disclosed.get(self.target());
                disclosed.map_or_else(|| self.who_answers("disclose"), |it| vec![it.0.clone()])
            }
            "contest-dispatch" => self
                .state
                .dispatched
                .get(self.target())
                .map(|(by, _)| by.clone())
                .into_iter()
                .collect(),
            "contest" => self.obligation().map(|one| one.by.clone()).into_iter().collect(),
            "advise" => vec![json!({ "party": self.with["to"] })],
            "refer-up" => self
                .charter
                .way_up(self.spot())
                .map(|(_, receive)| receive.into_iter().cloned().collect())
                .unwrap_or_default(),
            _ => self.who_answers("implement"),
        }
    }

    /// Whoever leads it, or at least helps or may do it; or else whoever receives appeals.
    fn who_answers(&self, function: &str) -> Vec<Value> {
        let spot = self.spot();
        let held = |all: Vec<&Value>| -> Vec<Value> { all.into_iter().cloned().collect() };
        let unbarred = |function| {
            let mut all = self.charter.powers(function, spot);
            all.retain(|it| !self.charter.bars(function, it, spot).contains(&None));
            all
        };
        [
            held(self.charter.leads(function, spot)),
            held(self.charter.supports(function, spot)),
            held(unbarred(function)),
            held(self.charter.leads("receive", spot)),
            held(unbarred("receive")),
        ]
        .into_iter()
        .find(|held| !held.is_empty())
        .unwrap_or_default()
    }
}
