//! A small compound with a record to begin from, for tests that go on from some point of it.

use cogov::Charter;
use cogov::act::Entry;
use cogov::case::{Attendee, Ballot, Case, Obligation, Sitting};
use serde_json::{Value, json};

pub(super) const CHARTER: &str = include_str!("../../../../../tests/vectors/charters/court.json");
pub(super) const COURT: &str = include_str!("../../../../../tests/vectors/records/court.jsonl");
pub(super) const QUARREL: &str = include_str!("../../../../../tests/vectors/records/quarrel.jsonl");

/// Points of the record of the gate, by the number of the last entry.
pub(super) const SUBMITTED: usize = 2;
pub(super) const ACCEPTED: usize = 3;
pub(super) const ASSESSED: usize = 4;
pub(super) const ROUTED: usize = 5;
pub(super) const PLANNED: usize = 7;
pub(super) const NOTIFIED: usize = 8;
pub(super) const CONVENED: usize = 9;
pub(super) const ALL_ARRIVED: usize = 14;
pub(super) const ADJOURNED: usize = 16;
pub(super) const OPENED: usize = 17;
pub(super) const COUNTED: usize = 21;
pub(super) const RESOLVED: usize = 22;
pub(super) const PUBLISHED: usize = 23;
pub(super) const COMPLETED: usize = 25;
pub(super) const RESULT: usize = 29;
pub(super) const CLOSED: usize = 31;

pub(super) const MEETING: &str = "0192f000-0000-7000-8000-00000000a001";
pub(super) const QUESTION: &str = "No parking at the gate, and plants beside it";

/// A case, and the moment at which its next entry is recorded.
#[derive(Clone)]
pub(super) struct World {
    pub(super) case: Case,
    pub(super) now: String,
    pub(super) taken: Vec<Entry>,
}

pub(super) fn party(key: &str) -> Value {
    json!({ "party": key })
}

pub(super) fn person(key: &str) -> Value {
    json!({ "person": key })
}

pub(super) fn owners() -> Value {
    json!({ "group": "owners" })
}

pub(super) fn evidence() -> Value {
    json!([{ "name": "Photograph", "sha256": "00".repeat(32) }])
}

/// What has to be done, by the company unless it is said otherwise.
pub(super) fn draft(key: &str, changes: Value) -> Value {
    let mut draft = json!({
        "key": key, "task": "Something", "liable": "company", "claimant": owners(),
        "within": { "days": 10 }, "verifiers": [party("supervisors")],
    });
    merge(&mut draft, changes);
    draft
}

fn merge(into: &mut Value, changes: Value) {
    let (Some(into), Value::Object(changes)) = (into.as_object_mut(), changes) else { return };
    into.extend(changes);
}

/// The charter, with some of its values replaced.
pub(super) fn charter(changes: &[(&str, Value)]) -> Charter {
    let mut charter: Value = serde_json::from_str(CHARTER).unwrap();
    for (pointer, value) in changes {
        *charter.pointer_mut(pointer).unwrap() = value.clone();
    }
    Charter::from_json(&charter.to_string()).unwrap()
}

impl World {
    pub(super) fn new(charter: Charter) -> Self {
        let id = "0192f000-0000-7000-8000-000000000000".parse().unwrap();
        let now = "2026-06-01T08:00".to_owned();
        Self { case: Case::open(charter, id), now, taken: Vec::new() }
    }

    fn from(record: &str, until: usize, charter: Charter) -> Self {
        let mut world = Self::new(charter);
        for line in record.lines().take(until) {
            let entry = Entry::from_json(line).unwrap();
            if let Err(refused) = world.case.perform(&entry) {
                panic!("entry {}: {refused}", entry.seq());
            }
            // The minute is enough: entries of one minute come in order.
            world.now = entry.at().to_string().chars().take(16).collect();
            world.taken.push(entry);
        }
        assert_eq!(world.case.state().entries(), until as u64);
        world
    }

    /// The record of the gate, up to an entry.
    pub(super) fn court(until: usize) -> Self {
        Self::from(COURT, until, charter(&[]))
    }

    /// The record of the gate, under a charter that is changed.
    pub(super) fn court_with(until: usize, changes: &[(&str, Value)]) -> Self {
        Self::from(COURT, until, charter(changes))
    }

    /// A dispute of neighbours, up to an entry.
    pub(super) fn quarrel(until: usize) -> Self {
        Self::from(QUARREL, until, charter(&[]))
    }

    /// The gate, with these obligations resolved and the decision disclosed on 10 June.
    pub(super) fn obliged(drafts: Value) -> Self {
        Self::obliged_with(drafts, &[])
    }

    pub(super) fn obliged_with(drafts: Value, changes: &[(&str, Value)]) -> Self {
        let mut world = Self::court_with(COUNTED, changes);
        world.at("2026-06-10T09:00");
        world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
            "with": { "ballot": "gate", "text": QUESTION, "obligations": drafts } }));
        world.publish();
        world
    }

    pub(super) fn publish(&mut self) {
        self.ok(json!({ "by": party("committee"), "act": "disclose",
            "target": { "step": "post-decision" },
            "with": { "publicity": "publication", "what": "It", "where": "Here" } }));
    }

    /// The next entries are recorded at this minute.
    pub(super) fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    pub(super) fn entry(&self, entry: Value) -> Entry {
        let mut entry = entry;
        let given = entry.as_object_mut().unwrap();
        given.entry("seq").or_insert(json!(self.case.state().entries() + 1));
        given.entry("at").or_insert(json!(format!("{}:00+08:00", self.now)));
        Entry::from_json(&entry.to_string()).unwrap_or_else(|error| panic!("{error}\n{entry}"))
    }

    /// Performs what has to be taken.
    #[track_caller]
    pub(super) fn ok(&mut self, entry: Value) -> &mut Self {
        let entry = self.entry(entry);
        if let Err(refused) = self.case.perform(&entry) {
            panic!("{}: {refused}", entry.to_json().unwrap());
        }
        self.taken.push(entry);
        self
    }

    /// Performs what has to be refused, and tells the codes.
    #[track_caller]
    pub(super) fn refused(&mut self, entry: Value) -> Vec<&'static str> {
        let entry = self.entry(entry);
        let before = self.case.state().clone();
        let refused = self.case.perform(&entry).expect_err("it was not refused");
        assert_eq!(*self.case.state(), before, "refused, and yet something changed");
        refused.refusals().iter().map(|refusal| refusal.code().as_str()).collect()
    }

    /// What stands against an entry, whether anything does or not.
    pub(super) fn codes(&self, entry: Value) -> Vec<&'static str> {
        match self.case.preview(&self.entry(entry)) {
            Ok(_) => Vec::new(),
            Err(told) => told.refusals().iter().map(|one| one.code().as_str()).collect(),
        }
    }

    /// Does something to an obligation, with nothing or something along.
    #[track_caller]
    pub(super) fn duty(&mut self, by: Value, act: &str, key: &str, with: Value) -> &mut Self {
        let entry = on_duty(by, act, key, with);
        self.ok(entry)
    }

    /// What stands against doing something to an obligation.
    #[track_caller]
    pub(super) fn duty_refused(
        &mut self,
        by: Value,
        act: &str,
        key: &str,
        with: Value,
    ) -> Vec<&'static str> {
        self.refused(on_duty(by, act, key, with))
    }

    #[track_caller]
    pub(super) fn obligation(&self, key: &str) -> &Obligation {
        self.case.state().obligations().find(|one| one.key().as_str() == key).unwrap()
    }

    /// The state of an obligation, in a word.
    #[track_caller]
    pub(super) fn state(&self, key: &str) -> &'static str {
        self.obligation(key).state().label(cogov::Lang::En)
    }

    /// When the time of an obligation is over.
    #[track_caller]
    pub(super) fn due(&self, key: &str) -> String {
        self.obligation(key).due().map_or_else(|| "never".to_owned(), |due| due.to_string())
    }

    #[track_caller]
    pub(super) fn ballot(&self, key: &str) -> &Ballot {
        self.case.state().ballots().find(|ballot| ballot.key().as_str() == key).unwrap()
    }

    #[track_caller]
    pub(super) fn sitting(&self) -> &Sitting {
        self.case.state().sessions().last().unwrap()
    }

    /// An attendee, as JSON names them.
    #[track_caller]
    pub(super) fn attendee(&self, who: &Value) -> &Attendee {
        let named = |attendee: &&Attendee| serde_json::to_value(attendee.who()).unwrap() == *who;
        self.sitting().attendees().iter().find(named).unwrap()
    }

    /// The steps that are done.
    pub(super) fn done(&self) -> Vec<String> {
        self.steps(|marking| marking.done())
    }

    /// The steps in play that are owed.
    pub(super) fn owed(&self) -> Vec<String> {
        self.steps(|marking| marking.open())
    }

    fn steps(&self, of: fn(cogov::procedure::Marking) -> cogov::procedure::StepSet) -> Vec<String> {
        let run = self.case.state().run().unwrap();
        let compiled = self.case.charter().compiled(run.procedure()).unwrap();
        let steps = of(run.marking());
        steps.iter().map(|step| compiled.step(step).unwrap().key().to_string()).collect()
    }

    /// All that was taken, observed again, has no breach and comes to an equal state.
    pub(super) fn replays(&self) {
        let mut again = Case::open(self.case.charter().clone(), self.case.state().id());
        for entry in &self.taken {
            let breaches = again.observe(entry);
            assert!(breaches.is_empty(), "entry {}: {breaches:?}", entry.seq());
        }
        assert!(again.state() == self.case.state(), "replayed, it is another state");
    }
}

fn on_duty(by: Value, act: &str, key: &str, with: Value) -> Value {
    let mut entry = json!({ "by": by, "act": act, "target": { "obligation": key } });
    // A person acts by the party that `by` names beside them.
    if let Some(hand) = by.get("hand") {
        merge(&mut entry, json!({ "hand": hand, "by": { "party": by["party"] } }));
    }
    if !with.is_null() {
        merge(&mut entry, json!({ "with": with }));
    }
    entry
}
