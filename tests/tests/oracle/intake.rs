//! Appeals, from their submission to the call-back.

use serde_json::Value;

use crate::charter::Spot;
use crate::judge::{Act, Codes};
use crate::reading::{flag, has, list, text};

impl Act<'_> {
    pub(crate) fn of_appeals(&self) -> Codes {
        let mut codes = Codes::new();
        if self.kind == "submit" {
            return self.submitted();
        }
        let appeal = &self.state.appeals[self.target()];
        let ended = appeal.is != "open";
        if self.kind == "accept" && appeal.accepted && !ended {
            // What is taken in already is taken in again only for a step that has to be done.
            let waits = |run: &crate::marking::Run| {
                !run.enabled(self.charter, "accept", self.on).is_empty()
            };
            if !self.state.run.as_ref().is_some_and(waits) {
                codes.insert("wrong-state");
            }
        }
        let last = self.state.appeals.values().filter(|one| one.is == "open").count() == 1;
        if ["settle", "decline"].contains(&self.kind)
            && !ended
            && last
            && self.state.ending.is_none()
            && self.state.resolved.is_empty()
            && let Some(run) = &self.state.run
            && !run.open().is_empty()
        {
            // Only what was routed out of the procedure before anything happened is settled.
            let out = self.state.routed.as_ref().is_some_and(|to| text(to, "procedure").is_none());
            if !out || run.has_begun() {
                codes.insert("step-owed");
            }
        }
        if ended && self.kind != "call-back" {
            codes.insert("appeal-ended");
        }
        match self.kind {
            "support" if !ended => {
                let twice = appeal.supporters.contains(&self.actor().named());
                codes.extend(twice.then_some("supported-already"));
            }
            "accept" => codes.extend(self.accepted()),
            "decline" => codes.extend(self.unreasoned(&["reason", "redress"])),
            "merge" => codes.extend(self.merged()),
            _ => {}
        }
        codes
    }

    fn submitted(&self) -> Codes {
        let mut codes = Codes::new();
        if self.state.appeals.contains_key(self.target()) {
            return Codes::from(["already-there"]);
        }
        let mut others = self.state.appeals.values();
        let receipt = self.word("receipt");
        if receipt.is_some() && others.any(|one| one.receipt.as_deref() == receipt) {
            codes.insert("already-there");
        }
        let channels = list(&self.charter.json["intake"], "channels");
        let none_known = channels.iter().all(|one| has(one, "none"));
        let channel = channels.iter().find(|one| text(one, "key") == self.word("channel"));
        match channel {
            None if none_known => {}
            None => _ = codes.insert("not-in-charter"),
            Some(channel) => {
                let anonymous = self.with.get("submitter").is_none();
                let open = channel.get("open_to").is_none_or(|open_to| {
                    // Whoever receives writes down what others say.
                    let (matter, place) = (self.word("matter"), self.word("place"));
                    let spot = Spot { matter, place, day: self.day };
                    let powers = self.charter.powers("receive", spot);
                    let received = channel.get("received_by").is_some_and(|by| by == self.by)
                        || powers.iter().any(|holder| self.charter.includes(holder, self.by));
                    received || self.is(open_to)
                });
                if anonymous && !flag(channel, "anonymous") || !open {
                    codes.insert("channel-closed");
                }
            }
        }
        for (name, of) in [("matter", "matters"), ("place", "places")] {
            if self.word(name).is_some_and(|key| !self.charter.lists(of, key)) {
                codes.insert("not-in-charter");
            }
        }
        codes
    }

    /// The matter and place that an acceptance fixes.
    pub(crate) fn fixes(&self) -> (String, Option<String>) {
        let appeal = &self.state.appeals[self.target()];
        let matter = self.word("matter").map_or_else(|| appeal.matter.clone(), str::to_owned);
        let place = self.word("place").map(str::to_owned).or_else(|| appeal.place.clone());
        (matter, place)
    }

    fn accepted(&self) -> Codes {
        let mut codes = Codes::new();
        for (name, of) in [("matter", "matters"), ("place", "places")] {
            if self.word(name).is_some_and(|key| !self.charter.lists(of, key)) {
                codes.insert("not-in-charter");
                return codes;
            }
        }
        let Some(run) = &self.state.run else { return codes };
        codes.extend(self.named_step(run));
        if let Some(step) = self.step() {
            codes.extend(run.against(self.charter, text(step, "key").unwrap(), self.on));
        }
        codes
    }

    fn merged(&self) -> Codes {
        let joins = self.word("joins").unwrap_or_default();
        let code = if self.with.get("case").is_some() {
            return Codes::new();
        } else if joins == self.target() {
            "merge-astray"
        } else {
            match self.state.appeals.get(joins) {
                None => "unknown-target",
                Some(other) if other.is != "open" => "merge-astray",
                Some(_) => return Codes::new(),
            }
        };
        Codes::from([code])
    }

    /// Whether anybody in a payload would bear a receipt that there is not.
    fn names_no_bearer(&self, of: &Value) -> bool {
        match of {
            Value::Array(all) => all.iter().any(|one| self.names_no_bearer(one)),
            Value::Object(members) => {
                self.bears_nothing(of) || members.values().any(|one| self.names_no_bearer(one))
            }
            _ => false,
        }
    }

    /// Whether everything that the payload names is in the charter.
    pub(crate) fn names(&self) -> Codes {
        let mut codes = Codes::new();
        if self.names_no_bearer(self.with) {
            codes.insert("unknown-target");
        }
        let mut unknown = |list: &str, value: &Value| {
            if value.as_str().is_some_and(|key| !self.charter.lists(list, key)) {
                codes.insert("not-in-charter");
            }
        };
        holders(self.by, &mut unknown);
        for one in list(self.entry, "signed") {
            holders(one, &mut unknown);
        }
        match self.kind {
            "enrol" => {
                for (name, key, of) in [
                    ("seats", "seat", "seats"),
                    ("members", "party", "parties"),
                    ("groups", "group", "groups"),
                ] {
                    list(self.with, name).iter().for_each(|one| unknown(of, &one[key]));
                }
            }
            _ => holders(self.with, &mut unknown),
        }
        codes
    }
}

/// All holders that stand anywhere in a payload.
fn holders(of: &Value, unknown: &mut impl FnMut(&str, &Value)) {
    match of {
        Value::Array(all) => all.iter().for_each(|one| holders(one, unknown)),
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), members.len()) {
                    ("party", 1) => unknown("parties", value),
                    ("seat", 1) => unknown("seats", value),
                    ("group", 1) => unknown("groups", value),
                    ("sector", 1) => unknown("sectors", value),
                    ("of", 2) if members.contains_key("at_least") => unknown("groups", value),
                    ("liable", _) => unknown("parties", value),
                    _ => holders(value, unknown),
                }
            }
        }
        _ => {}
    }
}
