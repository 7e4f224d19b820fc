//! What an entry that is taken makes of a case.

use serde_json::Value;

use crate::ballots::by_consensus;
use crate::judge::Act;
use crate::marking::{Outcome, Run, completion};
use crate::passing::routes;
use crate::reading::{flag, has, list, text};
use crate::state::{Appeal, Ballot, Consensus, Group, Presence, Reply, Session, State};
use crate::who::{Need, needs};

impl State {
    pub(crate) fn apply(&mut self, act: &Act<'_>) {
        if ["take-on", "report", "complete"].contains(&act.kind) {
            self.performed.push((act.by.clone(), "implement"));
        }
        if let [Need::Power(function)] = needs(act.kind) {
            self.performed.push((act.by.clone(), function));
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
                    self.obligations.insert(key, act.made(draft, true));
                }
                self.resolved = true;
                self.spend(act.target());
                let outcome =
                    if drafts.is_empty() { Outcome::AdoptedOnly } else { Outcome::Obliged };
                self.execute(act, act.target(), outcome);
            }
            "fail" => {
                self.failed = true;
                self.spend(act.target());
                self.execute(act, act.target(), Outcome::Failed);
            }
            "refer-up" => (self.referred, self.routed) = (true, true),
            "set-aside" | "reopen" => self.again(act),
            "advise" => {
                self.advised = true;
                self.execute(act, act.target(), Outcome::Plain);
            }
            "disclose" => {
                self.disclosed.insert(act.target().to_owned(), act.by.clone());
                self.execute(act, act.target(), Outcome::Plain);
            }
            "answer" => self.replies.get_mut(act.target()).unwrap().answered = true,
            "evaluate" => {
                self.evaluation = act.word("result").map(str::to_owned);
                let outcome = match act.word("result") {
                    Some("fulfilled") => Outcome::Fulfilled,
                    Some("not_needed") => Outcome::Plain,
                    _ => Outcome::NotFulfilled,
                };
                self.execute(act, act.target(), outcome);
            }
            "close" => self.ending = Some(self.how_it_ended()),
            "override" => {
                let function = act.word("function").unwrap().to_owned();
                self.lifted.push((act.with["who"].clone(), function));
            }
            "absorb" => self.execute(act, act.target(), Outcome::Plain),
            "award" | "call-back" | "support" | "excuse" | "speak" | "object" | "opine"
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
                };
                self.appeals.insert(key, appeal);
                return;
            }
            "accept" => {
                let (matter, place) = act.fixes();
                let appeal = self.appeals.get_mut(&key).unwrap();
                appeal.is = "accepted";
                (appeal.matter, appeal.place) = (matter.clone(), place.clone());
                if self.accepted.is_none() {
                    self.accepted = Some(act.on);
                    (self.matter, self.place) = (Some(matter), place);
                    if !routes(act.charter) {
                        self.begin_first(act);
                    }
                }
                let ready = Act::new(act.charter, self, act.entry).ready_to_receive();
                if let Some(step) = act.word("step") {
                    self.execute(act, step, Outcome::Plain);
                } else if let [step] = ready.as_slice() {
                    self.execute(act, step, Outcome::Plain);
                }
                return;
            }
            "merge" if has(act.with, "case") => {
                self.appeals.get_mut(&key).unwrap().is = "merged away"
            }
            "merge" => self.appeals.get_mut(&key).unwrap().is = "merged",
            "decline" => self.appeals.get_mut(&key).unwrap().is = "declined",
            "settle" => self.appeals.get_mut(&key).unwrap().is = "settled",
            _ => self.appeals.get_mut(&key).unwrap().is = "withdrawn",
        }
        self.end_with_the_last_appeal();
    }

    fn end_with_the_last_appeal(&mut self) {
        let is = |state: &str| self.appeals.values().any(|one| one.is == state);
        let decided = self.entries.iter().any(|act| act == "resolve");
        if is("open") || is("accepted") || decided {
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

    fn route(&mut self, act: &Act<'_>) {
        let Some(procedure) = text(&act.with["to"], "procedure") else { return };
        if let Some(run) = &mut self.run {
            run.guard(act.charter, self.topic.as_ref());
            let owed = run.owed.clone();
            for step in run.with_function("screen") {
                run.execute(&step, Outcome::Plain, act.on);
            }
            // Only what is not done yet is touched.
            let done = run.done.clone();
            run.owed.retain(|it| owed.contains(it) || !done.contains_key(it));
            return;
        } else {
            self.run = Some(Run::begin(act.charter, procedure, self.topic.as_ref()));
            let accepted = self.accepted.unwrap_or(act.on);
            let run = self.run.as_mut().unwrap();
            if let [step] = run.with_function("receive").as_slice() {
                run.execute(step, Outcome::Plain, accepted);
            }
        }
        let screen = self.run.as_ref().unwrap().with_function("screen");
        if let Some(step) = screen.first() {
            self.execute(act, step, Outcome::Plain);
        }
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
            group.size = roll["size"].as_u64().or(group.size);
            let persons = list(roll, "persons").iter().filter_map(Value::as_str);
            group.persons = persons.map(str::to_owned).collect();
        }
    }

    fn apply_in_session(&mut self, act: &Act<'_>) {
        let id = act.word("session").unwrap_or_else(|| act.target()).to_owned();
        match act.kind {
            "convene" => {
                let invited = list(act.with, "should_attend").iter();
                let invited = invited
                    .map(|one| (one["who"].clone(), text(one, "role").unwrap().to_owned()))
                    .collect();
                let session = Session {
                    steps: vec![act.target().to_owned()],
                    invited,
                    present: Vec::new(),
                    attended: false,
                    over: false,
                };
                let known = self
                    .sessions
                    .entry(id)
                    .or_insert_with(|| Session { steps: Vec::new(), ..session.clone() });
                known.steps.push(act.target().to_owned());
                for one in session.invited {
                    if !known.invited.iter().any(|(who, _)| *who == one.0) {
                        known.invited.push(one);
                    }
                }
            }
            "arrive" => {
                let Some((whom, _)) = act.invitation().cloned() else { return };
                let proxy = has(act.with, "instead_of") && !act.is(&whom);
                let presence = Presence { whom, proxy, actor: act.actor() };
                let session = self.sessions.get_mut(&id).unwrap();
                session.attended = true;
                session.present.push(presence);
            }
            "depart" => {
                let Some(gone) = act.presence().cloned() else { return };
                let present = &mut self.sessions.get_mut(&id).unwrap().present;
                present.retain(|one| *one != gone);
            }
            "adjourn" => {
                let session = self.sessions.get_mut(&id).unwrap();
                session.over = true;
                session.present.clear();
                for step in session.steps.clone() {
                    let run = self.run.as_mut().unwrap();
                    if completion(run.step(&step).unwrap()) == "adjourn" {
                        run.execute(&step, Outcome::Plain, act.on);
                    }
                }
            }
            _ => self.interests.push(act.actor()),
        }
    }

    fn apply_to_ballot(&mut self, act: &Act<'_>) {
        match act.kind {
            "open-ballot" => {
                let session = act.word("session").map(str::to_owned);
                let electors = act.electors();
                let here = session.as_ref().map(|it| self.sessions[it].electors_here(&electors));
                let ballot = Ballot {
                    step: act.target().to_owned(),
                    rule: act.rule().cloned().unwrap_or_default(),
                    question: act.with["question"].clone(),
                    secret: flag(act.with, "secret"),
                    session,
                    should_attend: here.map(|_| electors.len() as u64),
                    present: here,
                    electors,
                    votes: std::collections::BTreeMap::new(),
                    decision: None,
                    void: false,
                };
                self.ballots.insert(act.word("ballot").unwrap().to_owned(), ballot);
            }
            "vote" => {
                let Some(elector) = act.elector() else { return };
                let ballot = self.ballots.get_mut(act.target()).unwrap();
                ballot.votes.insert(elector, act.word("choice").unwrap().to_owned());
            }
            "close-ballot" => {
                let mut ballot = self.ballots[act.target()].clone();
                ballot.decision = Some(ballot.decide(self, act.with.get("counts")));
                self.ballots.insert(act.target().to_owned(), ballot);
            }
            _ => {
                let sustained = list(act.with, "objections").iter().any(|it| flag(it, "sustained"));
                let (step, text) = (act.target().to_owned(), act.with["text"].clone());
                let session = act.word("session").and_then(|id| self.sessions.get(id));
                let decision = match (act.rule(), session) {
                    (Some(rule), Some(session)) => by_consensus(rule, session, sustained),
                    _ if sustained => "rejected",
                    _ => "adopted",
                };
                let found = Consensus { step, text, decision, void: false };
                self.consensus.push(found);
            }
        }
    }

    fn again(&mut self, act: &Act<'_>) {
        let step = act.target();
        let Some(run) = &mut self.run else { return };
        let before: Vec<String> = run.done.keys().cloned().collect();
        run.again(step);
        let undone: Vec<&String> = before.iter().filter(|it| !run.done.contains_key(*it)).collect();
        let decisions = run.with_function("decide");
        let undecided = decisions.iter().any(|it| undone.contains(&it));
        for ballot in self.ballots.values_mut().filter(|it| undone.contains(&&it.step)) {
            ballot.void = true;
        }
        for found in self.consensus.iter_mut().filter(|it| undone.contains(&&it.step)) {
            found.void = true;
        }
        if undecided {
            self.resolved = false;
            let open = ["pending", "active", "suspended"];
            for one in self.obligations.values_mut() {
                if open.contains(&one.is)
                    && one.decided.as_ref().is_some_and(|it| undone.contains(&it))
                {
                    one.is = "discharged";
                }
            }
        }
        if act.kind == "reopen" {
            self.ending = None;
        }
        self.evaluation = None;
    }

    fn how_it_ended(&self) -> &'static str {
        let all: Vec<_> = self.obligations.values().collect();
        match self.evaluation.as_deref() {
            Some("fulfilled") => "fulfilled",
            Some("partly") => "partly_fulfilled",
            Some("not") => "not_fulfilled",
            Some(_) => "not_needed",
            None if self.resolved
                && all.iter().all(|one| one.is == "fulfilled" || !one.is_final()) =>
            {
                "fulfilled"
            }
            None if self.resolved && all.iter().all(|one| one.is == "discharged") => "not_needed",
            None if self.resolved && all.iter().any(|one| one.is == "fulfilled") => {
                "partly_fulfilled"
            }
            None if self.resolved => "not_fulfilled",
            None if self.referred => "referred_up",
            None if self.advised => "advised",
            None => "unresolved",
        }
    }

    fn apply_to_obligation(&mut self, act: &Act<'_>) {
        let clock = &act.charter.clock;
        if act.kind == "start-standing-duty" {
            let key = act.word("key").unwrap().to_owned();
            self.obligations.insert(key, act.made(act.with, true));
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
                    if one.active.is_some() {
                        one.fall_due(clock, clock.day(one.active.unwrap_or(act.on)), within);
                    }
                }
            }
            "complete" => {
                one.is = "submitted";
                one.submitted = Some(act.on);
            }
            "verify" => {
                one.is = if act.with["result"] == "solved" { "fulfilled" } else { "active" }
            }
            "extend" if one.is == "pending" => one.within = Some(act.with["to"].clone()),
            "extend" => {
                let old = clock.day(one.due.map_or(act.on, |due| due - 1));
                one.fall_due(clock, old, &act.with["to"]);
            }
            "suspend" => {
                one.is = "suspended";
                one.suspended = Some(act.on);
            }
            "resume" => {
                let from = clock.day(one.suspended.unwrap_or(act.on));
                let working = one.within.as_ref().is_some_and(|it| has(it, "working_days"));
                let by_days = one.within.as_ref().is_some_and(|it| has(it, "days"));
                one.last = one.last.map(|it| clock.later(it, (from, clock.day(act.on)), working));
                let rolled = one.last.map(|it| if by_days { clock.rolled(it) } else { it });
                one.due = rolled.map(|day| clock.ends(day));
                one.is = "active";
            }
            "discharge" => one.is = "discharged",
            "find-default" => one.is = "defaulted",
            _ => {}
        }
        if let Some(draft) = act.with.get("consequence") {
            let key = text(draft, "key").unwrap().to_owned();
            let mut made = act.made(draft, false);
            made.waits = false;
            self.obligations.insert(key, made);
        }
    }
}
