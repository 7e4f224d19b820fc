//! What an entry that is taken makes of a case.

use serde_json::Value;

use crate::charter::Charter;
use crate::clock::{Moment, date};
use crate::judge::Act;
use crate::marking::{Outcome, Run, completion};
use crate::passing::routes;
use crate::reading::{has, list, text};
use crate::state::{Actor, Appeal, Group, Reply, State};

impl State {
    pub(crate) fn apply(&mut self, act: &Act<'_>) {
        if let Some(appeal) = act.borne() {
            let shown = text(act.entry, "shows").map(str::to_owned);
            self.appeals.get_mut(appeal).unwrap().receipt = shown;
        }
        if let Some(function) = act.function() {
            self.performed.push((act.actor(), function));
            for person in act.persons() {
                let hand = Some(person.to_owned());
                let person = Actor { by: "anyone".into(), hand, bears: None };
                self.performed.push((person, function));
            }
        }
        if let Some(reply) = act.word("reply")
            && act.kind != "answer"
        {
            let to = act.addressees();
            self.replies.insert(reply.to_owned(), Reply { to, answered: false });
        }
        match act.kind {
            "submit" | "accept" | "decline" | "merge" | "settle" | "withdraw" => {
                self.apply_to_appeal(act);
            }
            "assess" => self.topic = Some(act.with["topic"].clone()),
            "route" => self.route(act),
            "dispatch" => {
                let to = act.word("to").unwrap().to_owned();
                self.dispatched.insert(act.target().to_owned(), (act.by.clone(), to));
                self.execute(act, act.target(), Outcome::Plain);
            }
            "enrol" => self.enrol(act.with),
            "plan" => {
                self.affected = list(act.with, "affected").to_vec();
                let keys = |name: &str| {
                    list(act.with, name)
                        .iter()
                        .filter_map(|it| text(it, "key"))
                        .map(str::to_owned)
                        .collect()
                };
                self.criteria = keys("criteria");
                self.points = keys("points");
                self.execute(act, act.target(), Outcome::Plain);
            }
            "notify" => {
                let told = list(act.with, "whom").iter().cloned();
                self.notified.extend(told.map(|who| (who, act.on)));
                if act.step().is_some_and(|step| completion(step) == "notify") {
                    self.execute(act, act.target(), Outcome::Plain);
                }
            }
            "convene" | "arrive" | "depart" | "declare-interest" | "adjourn" => {
                self.apply_in_session(act);
            }
            "open-ballot" | "vote" | "close-ballot" | "record-consensus" => {
                self.apply_to_ballot(act)
            }
            "resolve" => {
                let drafts = list(act.with, "obligations");
                for draft in drafts {
                    let key = text(draft, "key").unwrap().to_owned();
                    self.obligations.insert(key, act.made(draft));
                }
                self.resolved.push(act.target().to_owned());
                self.spend(act.target());
                let outcome =
                    if drafts.is_empty() { Outcome::AdoptedOnly } else { Outcome::Obliged };
                self.execute(act, act.target(), outcome);
            }
            "fail" => {
                self.spend(act.target());
                self.failed.push((self.entries.len() as u64 + 1, act.target().to_owned()));
                self.execute(act, act.target(), Outcome::Failed);
            }
            "refer-up" => self.referred = true,
            "set-aside" | "reopen" => self.again(act),
            "advise" => {
                self.advised = true;
                self.execute(act, act.target(), Outcome::Plain);
            }
            "disclose" => {
                let until = act.with.get("to").filter(|_| act.with["publicity"] == "notice");
                let disclosed = (act.by.clone(), until.map(date));
                self.disclosed.insert(act.target().to_owned(), disclosed);
                self.execute(act, act.target(), Outcome::Plain);
            }
            "answer" => self.replies.get_mut(act.target()).unwrap().answered = true,
            "evaluate" => {
                let result = act.word("result").unwrap();
                self.evaluation = Some((act.target().to_owned(), result.to_owned()));
                let outcome = match result {
                    "fulfilled" | "not_needed" => Outcome::Fulfilled,
                    _ => Outcome::NotFulfilled,
                };
                self.execute(act, act.target(), outcome);
            }
            "close" => self.ending = Some(self.how_it_ended()),
            "override" => {
                let function = act.word("function").unwrap().to_owned();
                self.lifted.push((act.with["who"].clone(), function));
            }
            "absorb" => {
                let possible = Outcome::of(text(act.step().unwrap(), "function").unwrap());
                let run = self.run.as_ref().unwrap();
                let came = act.word("by").and_then(|by| run.came_to(by));
                let came = came.filter(|it| possible.contains(it));
                self.execute(act, act.target(), came.unwrap_or(*possible.last().unwrap()));
            }
            "support" => {
                let who = act.actor().named();
                self.appeals.get_mut(act.target()).unwrap().supporters.push(who);
            }
            "award" | "call-back" | "excuse" | "speak" | "object" | "opine"
            | "contest-dispatch" | "migrate" | "correct" => {}
            _ => self.apply_to_obligation(act),
        }
        self.trigger(act.charter, act.on);
        self.set(act.charter, act.on);
        self.settle(act.charter, act.on);
    }

    /// What was decided on is no basis for another decision.
    fn spend(&mut self, step: &str) {
        self.ballots.values_mut().filter(|it| it.step == step).for_each(|it| it.void = true);
        self.consensus.iter_mut().filter(|it| it.step == step).for_each(|it| it.void = true);
    }

    fn execute(&mut self, act: &Act<'_>, step: &str, outcome: Outcome) {
        if let Some(run) = &mut self.run {
            run.execute(step, outcome, act.on);
            self.judge_later(step);
        }
    }

    fn apply_to_appeal(&mut self, act: &Act<'_>) {
        let key = act.target().to_owned();
        match act.kind {
            "submit" => {
                let appeal = Appeal {
                    matter: act.word("matter").unwrap().to_owned(),
                    place: act.word("place").map(str::to_owned),
                    submitter: act.with.get("submitter").cloned(),
                    entry: self.entries.len(),
                    is: "open",
                    accepted: false,
                    supporters: Vec::new(),
                    joined: None,
                    receipt: act.word("receipt").map(str::to_owned),
                };
                self.appeals.insert(key, appeal);
                return;
            }
            "accept" => {
                let (matter, place) = act.fixes();
                let appeal = self.appeals.get_mut(&key).unwrap();
                appeal.accepted = true;
                (appeal.matter, appeal.place) = (matter.clone(), place.clone());
                if self.accepted.is_none() {
                    self.accepted = Some(act.on);
                    (self.matter, self.place) = (Some(matter), place);
                    if !routes(act.charter) {
                        self.begin_first(act);
                    }
                }
                self.complete(act);
                return;
            }
            "merge" if has(act.with, "case") => {
                self.appeals.get_mut(&key).unwrap().is = "merged away"
            }
            "merge" => {
                let appeal = self.appeals.get_mut(&key).unwrap();
                appeal.is = "merged";
                appeal.joined = act.word("joins").map(str::to_owned);
            }
            "decline" => self.appeals.get_mut(&key).unwrap().is = "declined",
            "settle" => self.appeals.get_mut(&key).unwrap().is = "settled",
            _ => {
                // Those that joined it are not taken back with it.
                let joined =
                    |one: &&mut Appeal| one.is == "merged" && one.joined.as_ref() == Some(&key);
                self.appeals.values_mut().filter(joined).for_each(|one| one.is = "open");
                self.appeals.get_mut(&key).unwrap().is = "withdrawn";
            }
        }
        if self.ending.is_none() {
            self.end_with_the_last_appeal();
            self.ended_with = self.ending.map(|_| act.target().to_owned());
        }
    }

    fn end_with_the_last_appeal(&mut self) {
        let is = |state: &str| self.appeals.values().any(|one| one.is == state);
        if is("open") || !self.resolved.is_empty() {
            return;
        }
        self.ending = ["settled", "merged away", "declined", "withdrawn"]
            .into_iter()
            .find(|it| is(it))
            .map(|it| if it == "merged away" { "merged" } else { it });
    }

    fn begin_first(&mut self, act: &Act<'_>) {
        let procedures = list(&act.charter.json, "procedures");
        let matter = self.matter.as_deref().unwrap();
        let first = procedures.iter().find(|it| !has(it, "none") && act.charter.takes(it, matter));
        if let Some(key) = first.and_then(|it| text(it, "key")) {
            self.run = Some(Run::begin(act.charter, key, None));
        }
    }

    /// The step that an acceptance or a route completes is done, if there is one.
    fn complete(&mut self, act: &Act<'_>) {
        let Some(run) = &self.run else { return };
        let named = act.word("step").map(str::to_owned);
        let key = named.or_else(|| match run.enabled(act.charter, act.kind, act.on).as_slice() {
            [key] => Some(key.clone()),
            _ => None,
        });
        if let Some(key) = key {
            self.execute(act, &key, Outcome::Plain);
        }
    }

    fn route(&mut self, act: &Act<'_>) {
        self.routed = Some(act.with["to"].clone());
        if let Some(procedure) = text(&act.with["to"], "procedure") {
            self.begin(act.charter, procedure, act.on);
        }
        self.complete(act);
    }

    /// A procedure begins, or its guards are judged anew.
    pub(crate) fn begin(&mut self, charter: &Charter, procedure: &str, on: Moment) {
        let topic = self.topic.clone();
        if let Some(run) = self.run.as_mut().filter(|run| run.procedure == procedure) {
            run.guard(charter, topic.as_ref());
            return;
        }
        let mut run = Run::begin(charter, procedure, topic.as_ref());
        // What was accepted before counts for the procedure.
        let accepted = self.accepted.unwrap_or(on);
        // Each of the steps that take it in at most once.
        for _ in 0..run.keys().count() {
            let enabled = run.enabled(charter, "accept", on);
            let [key] = enabled.as_slice() else { break };
            if run.came_to(key).is_some() {
                break;
            }
            run.execute(key, Outcome::Plain, accepted);
        }
        if self.run.is_some() {
            // What was voted on before is of another procedure.
            self.ballots.values_mut().for_each(|it| it.void = true);
            self.consensus.iter_mut().for_each(|it| it.void = true);
        }
        self.run = Some(run);
    }

    fn enrol(&mut self, with: &Value) {
        let again = |one: &Value| list(with, "seats").iter().any(|it| it["seat"] == one["seat"]);
        self.seats.retain(|one| !again(one));
        self.seats.extend(list(with, "seats").iter().cloned());
        let again =
            |one: &Value| list(with, "members").iter().any(|it| it["party"] == one["party"]);
        self.members.retain(|one| !again(one));
        self.members.extend(list(with, "members").iter().cloned());
        for roll in list(with, "groups") {
            let group: &mut Group =
                self.groups.entry(text(roll, "group").unwrap().to_owned()).or_default();
            let persons = list(roll, "persons").iter().filter_map(Value::as_str);
            group.persons = persons.map(str::to_owned).collect();
            let known = group.persons.len() as u64;
            group.size = roll["size"].as_u64().or((known > 0).then_some(known));
        }
    }
}
