//! What comes of acts about obligations.

use serde_json::Value;

use crate::judge::Act;
use crate::reading::{has, text};
use crate::state::State;

impl State {
    pub(crate) fn apply_to_obligation(&mut self, act: &Act<'_>) {
        let clock = &act.charter.clock;
        if act.kind == "start-standing-duty" {
            let key = act.word("key").unwrap().to_owned();
            self.obligations.insert(key, act.made(act.with));
            return;
        }
        let one = self.obligations.get_mut(act.target()).unwrap();
        if ["report", "complete"].contains(&act.kind) {
            one.performed.extend(act.own());
        }
        match act.kind {
            "delegate" => {
                one.performers = vec![act.with["to"].clone()];
                one.performed.push(act.with["to"].clone());
            }
            "transfer" => {
                one.liable = act.word("to").unwrap().to_owned();
                let party = serde_json::json!({ "party": one.liable });
                one.performers = vec![party.clone()];
                one.performed.push(party);
            }
            "vary" => {
                if let Some(within) = act.with.get("within") {
                    one.within = Some(within.clone());
                    if let Some(active) = one.active {
                        one.fall_due(clock, clock.day(active), within);
                        // The clock stood still for as long, however long the term is.
                        if !has(within, "by") {
                            for stood in one.stood.clone() {
                                one.goes_on_later(clock, stood);
                            }
                        }
                    }
                }
            }
            "complete" => {
                one.is = "submitted";
                one.submitted += 1;
            }
            "verify" => {
                one.ended = Some(act.on);
                one.is = match act.word("result") {
                    Some("solved") => "fulfilled",
                    // What was to be verified before it is given up.
                    _ if one.set_aside => "discharged",
                    _ => "active",
                }
            }
            "extend" if one.is == "pending" => {
                one.within = Some(longer(one.within.as_ref(), &act.with["to"]));
            }
            "extend" => {
                // A term counts from the old day; where there was none, from now on.
                let old = clock.day(one.due.map_or(act.on, |due| due - 1));
                one.fall_due(clock, old, &act.with["to"]);
                // From now on it is that day.
                one.last = one.due.map(|due| clock.day(due - 1));
                one.within = Some(serde_json::json!({ "by": one.last.map(|it| it.to_string()) }));
            }
            "suspend" => {
                one.is = "suspended";
                one.suspended = Some(act.on);
            }
            "resume" => {
                let from = clock.day(one.suspended.unwrap_or(act.on));
                let stood = (from, clock.day(act.on));
                one.stood.push(stood);
                one.goes_on_later(clock, stood);
                one.is = "active";
            }
            "discharge" => one.is = "discharged",
            "find-default" => one.is = "defaulted",
            _ => {}
        }
        if let Some(draft) = act.with.get("consequence") {
            let key = text(draft, "key").unwrap().to_owned();
            self.obligations.insert(key, act.made(draft));
        }
    }
}

/// What a term comes to that is extended before it runs.
fn longer(old: Option<&Value>, more: &Value) -> Value {
    for unit in ["days", "working_days"] {
        let days = |of: &Value| of.get(unit).and_then(Value::as_u64);
        if let (Some(old), Some(more)) = (old.and_then(days), days(more)) {
            return serde_json::json!({ unit: old + more });
        }
    }
    more.clone()
}
