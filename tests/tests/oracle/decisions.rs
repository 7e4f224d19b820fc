//! Resolutions, failed decisions, referrals, advice, and what is done again.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::judge::{Act, Codes};
use crate::reading::{has, list, text};
use crate::state::Ballot;
use crate::who::together;

impl Act<'_> {
    pub(crate) fn of_decisions(&self) -> Codes {
        match self.kind {
            "resolve" => self.resolved(),
            "fail" => self.failed(),
            "refer-up" => self.referred(),
            "advise" => {
                let mut codes = self.at_step("advise", true);
                codes.extend(self.reply_is_new());
                codes.extend(self.party_known("to"));
                codes
            }
            _ => {
                let mut codes = self.unreasoned(&["reason"]);
                // Where nothing ran, there is nothing that could have been done.
                let Some(run) = &self.state.run else { return codes };
                if !run.done.contains_key(self.target()) {
                    codes.insert("not-done");
                }
                if self.kind == "reopen" && self.state.ending.is_none() {
                    codes.insert("out-of-phase");
                }
                codes
            }
        }
    }

    fn resolved(&self) -> Codes {
        let mut codes = self.at_step("resolve", true);
        codes.extend(self.basis());
        let mut made = BTreeSet::new();
        for draft in list(self.with, "obligations") {
            codes.extend(self.drafted(draft, &mut made, list(self.with, "obligations")));
        }
        for clause in list(self.with, "common_ground") {
            for cited in list(clause, "cites") {
                let entry =
                    cited.as_u64().and_then(|seq| usize::try_from(seq).ok()?.checked_sub(1));
                let entry = entry.and_then(|at| self.state.entries.get(at));
                if entry.is_none_or(|act| act != "speak") {
                    codes.insert("unknown-target");
                }
            }
        }
        let points = list(self.with, "reservations").iter().filter_map(|it| text(it, "point"));
        if points.into_iter().any(|point| !self.state.points.contains(point)) {
            codes.insert("unknown-target");
        }
        codes
    }

    /// Invariant 13.
    fn basis(&self) -> Codes {
        let step = self.target();
        let mut spent = None;
        let (code, agreed) = match self.word("ballot") {
            Some(key) => {
                let Some(ballot) = self.state.ballots.get(key) else {
                    return Codes::from(["no-basis"]);
                };
                if ballot.step != step || ballot.void {
                    spent = Some("no-basis");
                }
                let code = match ballot.decision {
                    None => Some("ballot-open"),
                    Some("inquorate") => Some("inquorate"),
                    Some("rejected") => Some("not-adopted"),
                    _ => None,
                };
                (code, &ballot.question)
            }
            None => {
                let found =
                    self.state.consensus.iter().rev().find(|it| it.step == step && !it.void);
                let Some(found) = found else { return Codes::from(["no-basis"]) };
                let code = match found.decision {
                    "inquorate" => Some("inquorate"),
                    "rejected" => Some("not-adopted"),
                    _ => None,
                };
                (code, &found.text)
            }
        };
        let other = (*agreed != self.with["text"]).then_some("other-words");
        spent.into_iter().chain(code.or(other.filter(|_| spent.is_none()))).collect()
    }

    fn failed(&self) -> Codes {
        let mut codes = self.at_step("resolve", true);
        // What was adopted or agreed on is resolved, and not given up.
        let step = self.target();
        let adopted = |it: &&Ballot| it.step == step && !it.void && it.decision == Some("adopted");
        let mut agreed = self.state.consensus.iter().rev().filter(|it| it.step == step && !it.void);
        if self.state.ballots.values().find(adopted).is_some()
            || agreed.next().is_some_and(|it| it.decision == "adopted")
        {
            codes.insert("adopted");
        }
        // What was put to the vote is counted first.
        let open = |it: &Ballot| it.step == step && !it.void && it.decision.is_none();
        if self.state.ballots.values().any(open) {
            codes.insert("ballot-open");
        }
        if codes.contains("adopted") && self.with["how"] == "rejected" {
            return codes;
        }
        if self.with["how"] == "abandoned" {
            codes.extend(self.unreasoned(&["reason"]));
            if self.word("ballot").is_some_and(|key| !self.state.ballots.contains_key(key)) {
                codes.insert("unknown-target");
            }
            return codes;
        }
        let ballot = self.word("ballot").and_then(|key| self.state.ballots.get(key));
        let ballot = ballot.filter(|it| it.step == self.target() && !it.void);
        codes.extend(match ballot.map(|it| it.decision) {
            None => Some("no-basis"),
            Some(None) => Some("ballot-open"),
            Some(Some("adopted")) => Some("adopted"),
            Some(Some("inquorate")) => Some("inquorate"),
            _ => None,
        });
        codes
    }

    /// Invariant 22.
    fn referred(&self) -> Codes {
        let mut codes = self.reply_is_new();
        if self.state.accepted.is_none() {
            codes.insert("out-of-phase");
        }
        let to = self.word("to").unwrap();
        if self.charter.way_up(self.spot()).is_none_or(|(place, _)| place != to) {
            codes.insert("not-the-way-up");
        }
        // Each that is named is an entry, and one that failed and was not undone.
        let exhausted = list(self.with, "exhausted").iter().map(|it| it.as_u64().unwrap());
        let exhausted: Vec<u64> = exhausted.collect();
        if exhausted.iter().any(|it| *it == 0 || *it > self.state.entries.len() as u64) {
            codes.insert("unknown-target");
        } else if exhausted.iter().any(|it| !self.state.failed.iter().any(|one| one.0 == *it)) {
            codes.insert("not-exhausted");
        }
        if !has(self.with, "exception") && exhausted.is_empty() {
            codes.insert("not-exhausted");
        }
        codes
    }

    /// What stands against an obligation as it is drafted.
    pub(crate) fn drafted(
        &self,
        draft: &Value,
        made: &mut BTreeSet<String>,
        beside: &[Value],
    ) -> Codes {
        let mut codes = Codes::new();
        let key = text(draft, "key").unwrap();
        if self.state.obligations.contains_key(key) || !made.insert(key.to_owned()) {
            codes.insert("already-there");
        }
        for (name, of) in [("matter", "matters"), ("place", "places"), ("liable", "parties")] {
            if text(draft, name).is_some_and(|key| !self.charter.lists(of, key)) {
                codes.insert("not-in-charter");
            }
        }
        if let Some(after) = text(draft, "after") {
            match self.state.obligations.get(after) {
                Some(one) if one.is_final() && one.is != "fulfilled" => {
                    codes.insert("wrong-state");
                }
                None if !comes_to_begin(after, beside) => {
                    codes.insert("unknown-target");
                }
                _ => {}
            }
        }
        let by = draft.get("within").and_then(|it| it.get("by"));
        codes.extend(self.past(by));
        codes.extend(self.past(draft.get("sunset")));
        let mut spot = self.spot();
        spot.matter = text(draft, "matter").or(self.state.matter.as_deref());
        spot.place = text(draft, "place").or(self.state.place.as_deref());
        let liable = serde_json::json!({ "party": draft["liable"] });
        if !codes.contains("not-in-charter") && !self.has_duty(&liable, spot) {
            codes.insert("no-duty");
        }
        let mut performers = list(draft, "performers").to_vec();
        performers.push(liable);
        if !self.someone_verifies(list(draft, "verifiers"), &performers, spot) {
            codes.insert("no-verifier");
        }
        codes
    }

    /// Whether a party has to carry out, leading or supporting.
    pub(crate) fn has_duty(&self, party: &Value, spot: crate::charter::Spot<'_>) -> bool {
        let leads = self.charter.leads("implement", spot);
        let supports = self.charter.supports("implement", spot);
        leads.iter().chain(&supports).any(|holder| self.charter.includes(holder, party))
    }

    /// Whether one of the verifiers never performed, and may supervise.
    pub(crate) fn someone_verifies(
        &self,
        verifiers: &[Value],
        performed: &[Value],
        spot: crate::charter::Spot<'_>,
    ) -> bool {
        // A slip can be lost: on who bears a receipt alone nothing rests.
        let mut known = verifiers.iter().filter(|who| !has(who, "bearer"));
        known.any(|who| !self.performed(who, performed) && !self.keeps_from(who, "supervise", spot))
    }

    /// Whether somebody, or one of those who verify together, is among those who performed: as one
    /// of several, too, and by any seat of the same party.
    pub(crate) fn performed(&self, who: &Value, performed: &[Value]) -> bool {
        let body = |one: &Value| {
            let seat = text(one, "seat").and_then(|seat| self.charter.entry("seats", seat));
            seat.and_then(|seat| text(seat, "body")).or(text(one, "party")).map(str::to_owned)
        };
        let same = |one: &Value, own: &Value| {
            one != "anyone"
                && (self.charter.includes(one, own)
                    || body(one).is_some() && body(one) == body(own))
        };
        let mut all = performed.iter().flat_map(together);
        all.any(|one| together(who).into_iter().any(|own| same(one, own)))
    }
}

/// Whether one of several can begin: following what each waits for comes to an end.
fn comes_to_begin(first: &str, beside: &[Value]) -> bool {
    let find = |key: &str| beside.iter().find(|one| text(one, "key") == Some(key));
    let Some(mut one) = find(first) else { return false };
    for _ in beside {
        match text(one, "after").and_then(find) {
            Some(next) => one = next,
            None => return true,
        }
    }
    false
}
