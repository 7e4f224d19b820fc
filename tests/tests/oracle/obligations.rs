//! What is owed: who answers for it, and along which states it moves.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use time::Date;

use crate::clock::{Clock, Moment, date, moment};
use crate::judge::{Act, Codes};
use crate::reading::{has, list, text};
use crate::state::Obligation;

impl Act<'_> {
    pub(crate) fn of_obligations(&self) -> Codes {
        if self.kind == "start-standing-duty" {
            return self.drafted(self.with, &mut BTreeSet::new(), &[]);
        }
        let one = self.obligation().unwrap();
        let mut codes = Codes::new();
        let admitted: &[&str] = match self.kind {
            "complete" | "suspend" | "find-default" | "remind" => &["active"],
            "take-on" | "contest" => &["pending", "active"],
            "resume" => &["suspended"],
            "verify" => &["submitted"],
            "discharge" => &["pending", "active", "suspended"],
            "delegate" | "transfer" | "vary" | "extend" => &["pending", "active", "suspended"],
            _ => &["active", "suspended"],
        };
        if !admitted.contains(&one.is) {
            codes.insert("wrong-state");
        }
        codes.extend(match self.kind {
            "transfer" | "vary" | "extend" | "suspend" | "discharge" | "find-default" => {
                self.unreasoned(&["reason"])
            }
            _ => Codes::new(),
        });
        codes.extend(match self.kind {
            "contest" => {
                let mut codes = self.reply_is_new();
                codes.extend(self.party_known("instead"));
                codes
            }
            "delegate" => self.left_without(&self.with["to"]),
            "transfer" => self.transferred(one),
            "complete" => self.completed(one),
            "report" => self.leaves_a_verifier(one),
            "verify" => self.verified(one),
            "extend" => {
                let clock = &self.charter.clock;
                let (old, to) = (one.last_known(clock), &self.with["to"]);
                let later = match to.get("by").map(date) {
                    // It is later than today, too.
                    Some(by) => {
                        by > self.day.max(one.began(clock)) && old.is_none_or(|old| by > old)
                    }
                    None => clock.last_day(old.unwrap_or(self.day), to) > old.unwrap_or(Date::MIN),
                };
                (!later).then_some("not-later").into_iter().collect()
            }
            "vary" => {
                let by = self.with.get("within").and_then(|it| it.get("by"));
                let over =
                    by.is_some_and(|by| date(by) < self.day.max(one.began(&self.charter.clock)));
                over.then_some("not-later").into_iter().collect()
            }
            "find-default" => self.defaulted(one),
            _ => Codes::new(),
        });
        codes
    }

    /// As whom somebody performs: as the holder, as the person, and by a receipt.
    pub(crate) fn own(&self) -> Vec<Value> {
        let holder = (self.by != "anyone").then(|| self.by.clone());
        let persons = self.persons().into_iter().map(|person| json!({ "person": person }));
        let bearer = self.borne().map(|appeal| json!({ "bearer": appeal }));
        holder.into_iter().chain(persons).chain(bearer).collect()
    }

    fn transferred(&self, one: &Obligation) -> Codes {
        let to = self.word("to").unwrap();
        if !self.charter.lists("parties", to) {
            return Codes::from(["not-in-charter"]);
        }
        let party = json!({ "party": to });
        let mut codes = self.left_without(&party);
        if !self.has_duty(&party, self.spot_of(one)) {
            codes.insert("no-duty");
        }
        codes
    }

    /// Whether nobody could verify if somebody performed, too.
    fn left_without(&self, performer: &Value) -> Codes {
        let one = self.obligation().unwrap();
        let mut performed = one.performed.clone();
        performed.push(performer.clone());
        let left = self.someone_verifies(&one.verifiers, &performed, self.spot_of(one));
        (!left).then_some("no-verifier").into_iter().collect()
    }

    fn completed(&self, one: &Obligation) -> Codes {
        let mut codes = Codes::new();
        if list(self.with, "evidence").is_empty() {
            codes.insert("no-evidence");
        }
        codes.extend(self.leaves_a_verifier(one));
        codes
    }

    /// Whether somebody could verify if whoever acts performs, or would if they were to.
    fn leaves_a_verifier(&self, one: &Obligation) -> Codes {
        let mut codes = Codes::new();
        let mut performed = one.performed.clone();
        performed.extend(self.own());
        if !self.someone_verifies(&one.verifiers, &performed, self.spot_of(one)) {
            codes.insert("no-verifier");
        }
        codes
    }

    /// Whoever performed is told so, whether they are to verify or not.
    fn verified(&self, one: &Obligation) -> Codes {
        // Whether they are named to verify it or not.
        let own = self.own().iter().any(|who| self.performed(who, &one.performed));
        own.then_some("self-verification").into_iter().collect()
    }

    fn defaulted(&self, one: &Obligation) -> Codes {
        let mut codes = Codes::new();
        if one.is == "active" && one.due.is_none_or(|due| self.on < due) {
            codes.insert("not-overdue");
        }
        if let Some(draft) = self.with.get("consequence") {
            codes.extend(self.drafted(draft, &mut BTreeSet::new(), &[]));
            // It would wait for what just failed.
            if text(draft, "after") == Some(self.target()) {
                codes.insert("wrong-state");
            }
        }
        codes
    }

    /// A day that was over before today.
    pub(crate) fn past(&self, day: Option<&Value>) -> Option<&'static str> {
        day.map(date).filter(|day| *day < self.day).map(|_| "not-later")
    }

    /// A new obligation.
    pub(crate) fn made(&self, draft: &Value) -> Obligation {
        let liable = text(draft, "liable").unwrap();
        let named = list(draft, "performers").to_vec();
        // Whoever is liable counts as one who did it, whoever does it.
        let mut performed = named.clone();
        performed.push(json!({ "party": liable }));
        let performers = if named.is_empty() { performed.clone() } else { named };
        Obligation {
            is: "pending",
            liable: liable.to_owned(),
            matter: text(draft, "matter").map(str::to_owned),
            place: text(draft, "place").map(str::to_owned),
            claimant: draft["claimant"].clone(),
            performed,
            performers,
            verifiers: list(draft, "verifiers").to_vec(),
            within: draft.get("within").cloned(),
            after: text(draft, "after").map(str::to_owned),
            sunset: draft.get("sunset").cloned(),
            surviving: has(draft, "surviving") && draft["surviving"] == true,
            made: moment(self.entry.get("on").unwrap_or(&self.entry["at"])),
            decided: (self.kind == "resolve").then(|| self.target().to_owned()),
            by: self.by.clone(),
            active: None,
            due: None,
            last: None,
            suspended: None,
            named: None,
            resumed: None,
            submitted: None,
            more: Vec::new(),
            ended: None,
            stood: Vec::new(),
            set_aside: false,
            submissions: 0,
            consequence_of: (self.kind == "find-default").then(|| self.target().to_owned()),
        }
    }
}

impl Obligation {
    /// On which day its clock began, or it was laid down.
    fn began(&self, clock: &Clock) -> Date {
        clock.day(self.active.unwrap_or(self.made))
    }

    /// The last day, as far as it is known: before it begins, only what was named.
    pub(crate) fn last_known(&self, clock: &Clock) -> Option<Date> {
        if let Some(due) = self.due {
            return Some(clock.day(due - 1));
        }
        let mut last = self.within.as_ref().and_then(|it| it.get("by")).map(date);
        for more in &self.more {
            last = match more.get("by").map(date) {
                Some(by) => Some(last.map_or(by, |last| last.max(by))),
                None => last.map(|last| clock.last_day(last, more)),
            };
        }
        last
    }

    /// The clock begins; then the extensions, one after the other, each from the day before.
    pub(crate) fn starts(&mut self, clock: &Clock, begins: Moment) {
        self.is = "active";
        self.active = Some(begins);
        let Some(within) = self.within.clone() else { return };
        self.fall_due(clock, clock.day(begins), &within);
        for more in std::mem::take(&mut self.more) {
            let old = clock.day(self.due.unwrap() - 1);
            let new = more.get("by").map_or_else(|| clock.last_day(old, &more), date);
            if new > old {
                self.within = Some(json!({ "by": new.to_string() }));
                (self.last, self.due) = (Some(new), Some(clock.ends(new)));
            }
        }
    }

    /// The clock stood still from one day to another, and goes on.
    pub(crate) fn goes_on_later(&mut self, clock: &Clock, stood: (Date, Date)) {
        let unit = |name| self.within.as_ref().is_some_and(|it| has(it, name));
        let (working, by_days) = (unit("working_days"), unit("days"));
        self.last = self.last.map(|it| clock.later(it, stood, working));
        let rolled = self.last.map(|it| if by_days { clock.rolled(it) } else { it });
        self.due = rolled.map(|day| clock.ends(day));
    }

    /// By when it has to be done: by a day, or within a term from a day.
    pub(crate) fn fall_due(&mut self, clock: &Clock, from: Date, within: &Value) {
        let (last, rolled) = match within.get("by") {
            Some(by) => (date(by), date(by)),
            None => (clock.unrolled(from, within), clock.last_day(from, within)),
        };
        (self.last, self.due) = (Some(last), Some(clock.ends(rolled)));
    }
}
