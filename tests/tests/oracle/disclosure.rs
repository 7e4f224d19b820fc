//! What is made public, and who answers whom.

use serde_json::{Value, json};

use crate::judge::{Act, Codes};
use crate::reading::has;

impl Act<'_> {
    pub(crate) fn of_disclosure(&self) -> Codes {
        match self.kind {
            "disclose" => self.at_step("disclose", true),
            "object" => {
                let mut codes = self.at_function("disclose");
                codes.extend(self.reply_is_new());
                if !self.state.run.as_ref().unwrap().ever.contains(self.target()) {
                    codes.insert("not-done");
                }
                let disclosed = self.state.disclosed.get(self.target());
                if disclosed.and_then(|it| it.1).is_some_and(|until| until < self.day) {
                    codes.insert("notice-over");
                }
                codes
            }
            "opine" => self.reply_is_new(),
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

    /// Whether whoever acts has to answer.
    pub(crate) fn addressed(&self) -> bool {
        if self.kind == "contest-dispatch" {
            let dispatched = self.state.dispatched.get(self.target());
            return dispatched.is_some_and(|(_, to)| self.is(&json!({ "party": to })));
        }
        self.state.replies[self.target()].to.iter().any(|who| self.is(who))
    }

    /// Who has to answer what is said here.
    pub(crate) fn addressees(&self) -> Vec<Value> {
        if let Some(to) = self.with.get("to").filter(|_| ["object", "opine"].contains(&self.kind)) {
            return vec![to.clone()];
        }
        let leads = |function| -> Vec<Value> {
            self.charter.leads(function, self.spot()).into_iter().cloned().collect()
        };
        match self.kind {
            "object" => {
                self.state.disclosed.get(self.target()).map(|it| it.0.clone()).into_iter().collect()
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
            _ => leads("implement"),
        }
    }
}
