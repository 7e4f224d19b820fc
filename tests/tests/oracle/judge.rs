//! Given what a case has come to and an entry: what stands against it.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;
use time::Date;

use crate::charter::{Charter, Spot};
use crate::clock::{Moment, moment};
use crate::reading::{list, text};
use crate::state::{Actor, Obligation, State};

pub(crate) type Codes = BTreeSet<&'static str>;

/// Why an entry is refused.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verdict {
    /// For each of these; with none, it is taken.
    pub(crate) codes: Codes,
    /// Whether there can be more codes: what follows from something that is not there, or not yet,
    /// is defined nowhere.
    pub(crate) and_more: bool,
    /// Codes that can be told besides, or instead of one another: which, is defined nowhere.
    pub(crate) open: &'static [&'static str],
}

impl Verdict {
    /// Whether the engine judges so, too.
    pub(crate) fn admits(&self, found: &Codes) -> bool {
        let certain = |codes: &Codes| -> Codes {
            codes.iter().filter(|code| !self.open.contains(*code)).copied().collect()
        };
        let (own, other) = (certain(&self.codes), certain(found));
        self.codes.is_empty() == found.is_empty()
            && if self.and_more { own.is_subset(&other) } else { own == other }
    }
}

/// A case as the oracle sees it.
#[derive(Debug, Clone)]
pub(crate) struct Oracle {
    pub(crate) charter: Rc<Charter>,
    pub(crate) state: State,
}

/// An entry in a case, with what is read from it over and over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) state: &'a State,
    pub(crate) entry: &'a Value,
    pub(crate) kind: &'a str,
    pub(crate) by: &'a Value,
    pub(crate) with: &'a Value,
    pub(crate) on: Moment,
    pub(crate) day: Date,
}

impl Oracle {
    pub(crate) fn open(charter: Value, digest: String) -> Self {
        Self { charter: Rc::new(Charter::new(charter, digest)), state: State::default() }
    }

    /// The case goes on under another version of its charter.
    pub(crate) fn goes_on_under(&mut self, charter: Value, digest: String) {
        self.charter = Rc::new(Charter::new(charter, digest));
    }

    /// Why an entry has to be refused; nothing, where it has to be taken.
    pub(crate) fn judge(&self, entry: &Value) -> Verdict {
        let mut state = self.state.clone();
        state.pass_time(&self.charter, moment(&entry["at"]));
        Act::new(&self.charter, &state, entry).codes()
    }

    /// Takes an entry, whatever stands against it.
    pub(crate) fn take(&mut self, entry: &Value) {
        let at = moment(&entry["at"]);
        self.state.pass_time(&self.charter, at);
        let before = self.state.clone();
        self.state.apply(&Act::new(&self.charter, &before, entry));
        self.state.entries.push(text(entry, "act").unwrap().to_owned());
        self.state.last = Some(at);
    }
}

impl<'a> Act<'a> {
    pub(crate) fn new(charter: &'a Charter, state: &'a State, entry: &'a Value) -> Self {
        let on = moment(entry.get("on").unwrap_or(&entry["at"]));
        let kind = text(entry, "act").unwrap();
        let day = charter.day(on);
        Self { charter, state, entry, kind, by: &entry["by"], with: &entry["with"], on, day }
    }

    /// The key, identifier or number that the entry is about.
    pub(crate) fn target(&self) -> &'a str {
        let target = self.entry["target"].as_object().and_then(|it| it.values().next());
        target.and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn hand(&self) -> Option<&'a str> {
        text(self.entry, "hand")
    }

    pub(crate) fn actor(&self) -> Actor {
        let bears = self.borne().map(str::to_owned);
        Actor { by: self.by.clone(), hand: self.hand().map(str::to_owned), bears }
    }

    pub(crate) fn word(&self, name: &str) -> Option<&'a str> {
        text(self.with, name)
    }

    /// Where powers are asked for: at the spot, or, as long as none is fixed, at that of the first
    /// appeal.
    pub(crate) fn spots(&self) -> Vec<Spot<'a>> {
        if self.state.accepted.is_some()
            || text(&self.entry["target"], "appeal").is_some()
            || self.kind == "start-standing-duty"
        {
            return vec![self.spot()];
        }
        let first = self.first_appeal();
        let spot = |one: &'a crate::state::Appeal| Spot {
            matter: Some(&one.matter),
            place: one.place.as_deref(),
            day: self.day,
        };
        vec![first.map_or(Spot { matter: None, place: None, day: self.day }, spot)]
    }

    fn first_appeal(&self) -> Option<&'a crate::state::Appeal> {
        self.state.appeals.values().min_by_key(|one| one.entry)
    }

    /// Where it is judged: where it says itself that it is, or else the case's matter and place, or
    /// those of what it is about.
    pub(crate) fn spot(&self) -> Spot<'a> {
        let own = self.spot_about();
        let said = |of: &str, name: &str| self.word(name).filter(|key| self.charter.lists(of, key));
        match (self.kind, self.state.appeals.get(self.target())) {
            ("start-standing-duty", _) => Spot {
                matter: said("matters", "matter").or(own.matter),
                place: said("places", "place").or(own.place),
                ..own
            },
            ("accept", Some(appeal)) => {
                let place = appeal.place.as_deref().or(self.state.place.as_deref());
                Spot {
                    matter: said("matters", "matter").or(Some(&appeal.matter)),
                    place: said("places", "place").or(place),
                    ..own
                }
            }
            _ => own,
        }
    }

    fn spot_about(&self) -> Spot<'a> {
        let state = self.state;
        if let Some(one) = self.obligation() {
            return self.spot_of(one);
        }
        let first = || self.first_appeal().filter(|_| state.accepted.is_none());
        let appeal = state.appeals.get(self.target()).or_else(first);
        let (matter, place) = match appeal {
            Some(appeal) => {
                // An appeal that names no place is judged at that of the case, or of the first one.
                let of_first = || self.first_appeal().filter(|_| state.accepted.is_none());
                let place = appeal.place.as_ref().or(state.place.as_ref());
                (Some(&appeal.matter), place.or_else(|| of_first()?.place.as_ref()))
            }
            None => (state.matter.as_ref(), state.place.as_ref()),
        };
        Spot { matter: matter.map(String::as_str), place: place.map(String::as_str), day: self.day }
    }

    pub(crate) fn spot_of(&self, one: &'a Obligation) -> Spot<'a> {
        let matter = one.matter.as_deref().or(self.state.matter.as_deref());
        let place = one.place.as_deref().or(self.state.place.as_deref());
        Spot { matter, place, day: self.day }
    }

    pub(crate) fn obligation(&self) -> Option<&'a Obligation> {
        let key = text(&self.entry["target"], "obligation")?;
        self.state.obligations.get(key)
    }

    fn codes(&self) -> Verdict {
        let mut codes = self.order();
        codes.extend(self.signed());
        codes.extend(self.shown_in_vain());
        if let Some(unknown) = self.unknown() {
            codes.insert(unknown);
            return Verdict { codes, and_more: true, open: &[] };
        }
        if self.state.ending.is_some() && !self.goes_on_after_the_end() {
            codes.insert("case-closed");
        }
        codes.extend(self.entitled());
        codes.extend(self.names());
        codes.extend(self.particular());
        let and_more = codes.contains("out-of-phase") || codes.contains("no-basis");
        let open: &[&str] = if self.with.get("instead_of").is_some() {
            if self.kind == "speak" && codes.contains("not-in-role") {
                // Whether whoever names somebody for whom they are not there has a voice of their own.
                &["not-in-role", "not-present", "no-voice"]
            } else {
                // Who is in which role, and who is present, where somebody acts for somebody else.
                &["not-in-role", "not-present", "voted-already", "interested"]
            }
        } else if codes.contains("already-there") && self.kind == "submit" {
            // Whether the channel is asked of an appeal that is there already.
            &["channel-closed"]
        } else if self.kind == "vote" {
            // Whether somebody who is represented, or not there, is an elector.
            &["not-in-role", "not-present"]
        } else if self.kind == "route" && codes.len() > 1 {
            // To which step a route belongs that cannot be taken.
            &["not-the-performer", "out-of-phase"]
        } else if self.kind == "resolve" && self.word("ballot").is_none() {
            // What a rule that counts says of a consensus.
            &["inquorate", "not-adopted", "no-basis"]
        } else {
            &[]
        };
        Verdict { codes, and_more, open }
    }

    /// Invariant 3.
    fn order(&self) -> Codes {
        let mut codes = Codes::new();
        let at = moment(&self.entry["at"]);
        if self.entry["seq"].as_u64() != Some(self.state.entries.len() as u64 + 1) {
            codes.insert("out-of-sequence");
        }
        if self.state.last.is_some_and(|last| at < last) {
            codes.insert("recorded-earlier");
        }
        if self.on > at {
            codes.insert("happened-later");
        }
        codes
    }

    fn goes_on_after_the_end(&self) -> bool {
        let appeal = self.state.appeals.get(self.target());
        // Who got no answer while the case lasted gets one later.
        let waits = appeal.is_some_and(|one| one.is == "open" && !one.accepted);
        waits && ["decline", "settle", "withdraw", "merge"].contains(&self.kind)
            || self.obligation().is_some()
            || ["call-back", "correct", "reopen", "answer", "opine", "award", "object"]
                .contains(&self.kind)
    }

    /// Whether what it is about is there.
    pub(crate) fn is_there(&self) -> bool {
        self.unknown().is_none()
    }

    /// Whether what it is about is not there (yet).
    fn unknown(&self) -> Option<&'static str> {
        let state = self.state;
        let target = self.entry["target"].as_object()?;
        let (kind, value) = target.iter().next()?;
        let key = value.as_str().unwrap_or_default();
        let there = match kind.as_str() {
            "appeal" => self.kind == "submit" || state.appeals.contains_key(key),
            "session" => state.sessions.contains_key(key),
            "ballot" => state.ballots.contains_key(key),
            "obligation" => state.obligations.contains_key(key),
            "reply" => state.replies.contains_key(key),
            "entry" => {
                (1..=state.entries.len() as u64).contains(&value.as_u64().unwrap_or_default())
            }
            _ => match &state.run {
                // Reopened is a case to which nothing happened, too, by a step that there could be.
                None if self.kind == "reopen" && state.ending.is_some() => {
                    let procedures = list(&self.charter.json, "procedures").iter();
                    let mut steps = procedures.flat_map(|it| list(it, "steps"));
                    steps.any(|step| text(step, "key") == Some(key))
                }
                None => return Some("out-of-phase"),
                Some(run) => run.step(key).is_some(),
            },
        };
        (!there).then_some("unknown-target")
    }

    fn particular(&self) -> Codes {
        match self.kind {
            "submit" | "support" | "accept" | "decline" | "merge" | "settle" | "withdraw"
            | "call-back" => self.of_appeals(),
            "assess" | "route" | "dispatch" | "contest-dispatch" | "enrol" | "plan" | "notify" => {
                self.of_preparation()
            }
            "convene" | "arrive" | "depart" | "excuse" | "speak" | "declare-interest"
            | "adjourn" => self.of_sessions(),
            "open-ballot" | "vote" | "close-ballot" | "record-consensus" => self.of_ballots(),
            "resolve" | "fail" | "refer-up" | "set-aside" | "advise" | "reopen" => {
                self.of_decisions()
            }
            "disclose" | "object" | "opine" | "answer" => self.of_disclosure(),
            "evaluate" | "award" | "close" | "override" | "absorb" | "migrate" | "correct" => {
                self.of_conclusion()
            }
            _ => self.of_obligations(),
        }
    }

    /// The codes, if something needs a reason and has none.
    pub(crate) fn unreasoned(&self, names: &[&str]) -> Codes {
        let missing = names.iter().any(|name| self.with.get(name).is_none());
        missing.then_some("unreasoned").into_iter().collect()
    }
}
