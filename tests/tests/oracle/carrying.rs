//! What comes of acts about obligations.

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
                let before = serde_json::json!({ "party": one.liable });
                one.liable = act.word("to").unwrap().to_owned();
                let party = serde_json::json!({ "party": one.liable });
                // Whoever else does it goes on.
                if one.performers == [before] {
                    one.performers = vec![party.clone()];
                }
                one.performed.push(party);
            }
            "vary" => {
                if let Some(within) = act.with.get("within") {
                    one.within = Some(within.clone());
                    one.more.clear();
                    // That day is that day, and a term is all the time.
                    one.named = has(within, "by").then_some(act.on).max(one.named);
                    one.named = one.named.filter(|_| has(within, "by"));
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
                one.submitted = Some(act.on);
                one.submissions += 1;
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
            "extend" if one.is == "pending" => match one.within {
                Some(_) => one.more.push(act.with["to"].clone()),
                None => one.within = Some(act.with["to"].clone()),
            },
            "extend" => {
                if has(&act.with["to"], "by") || one.due.is_none() {
                    one.named = one.named.max(Some(act.on));
                }
                // A term counts from the old day; where there was none, from now on.
                let old = clock
                    .day(one.due.map_or(act.on.max(one.active.unwrap_or(act.on)), |due| due - 1));
                one.fall_due(clock, old, &act.with["to"]);
                // From now on it is that day.
                one.last = one.due.map(|due| clock.day(due - 1));
                one.within = Some(serde_json::json!({ "by": one.last.map(|it| it.to_string()) }));
            }
            "suspend" => {
                one.is = "suspended";
                // It does not stand still before it runs.
                one.suspended = Some(act.on).max(one.active).max(one.resumed);
                one.named = None;
            }
            "resume" => {
                let (from, to) = (one.suspended.unwrap_or(act.on), clock.day(act.on));
                one.stood.push((clock.day(from), to));
                let counts = one.named.map_or(from, |named| named.max(from));
                one.goes_on_later(clock, (clock.day(counts), to));
                one.resumed = one.resumed.max(Some(act.on));
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
