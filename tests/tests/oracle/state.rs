//! What a case has come to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use time::Date;

use crate::clock::Moment;
use crate::marking::Run;
use crate::who::participant;

#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// The acts of the entries that were taken.
    pub(crate) entries: Vec<String>,
    pub(crate) last: Option<Moment>,
    pub(crate) matter: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) appeals: BTreeMap<String, Appeal>,
    pub(crate) accepted: Option<Moment>,
    pub(crate) topic: Option<Value>,
    /// Where the topic went last.
    pub(crate) routed: Option<Value>,
    pub(crate) run: Option<Run>,
    pub(crate) seats: Vec<Value>,
    pub(crate) members: Vec<Value>,
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) affected: Vec<Value>,
    pub(crate) criteria: BTreeSet<String>,
    pub(crate) points: BTreeSet<String>,
    /// Who was notified, and when.
    pub(crate) notified: Vec<(Value, Moment)>,
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Who declared an interest: as whom, and by which hand.
    pub(crate) interests: Vec<Actor>,
    pub(crate) ballots: BTreeMap<String, Ballot>,
    pub(crate) consensus: Vec<Consensus>,
    pub(crate) obligations: BTreeMap<String, Obligation>,
    pub(crate) replies: BTreeMap<String, Reply>,
    /// Who performed which function, for bars beside one.
    pub(crate) performed: Vec<(Actor, &'static str)>,
    /// Bars that were lifted: whose, and on what.
    pub(crate) lifted: Vec<(Value, String)>,
    /// Who disclosed in a step, and until when objections are open.
    pub(crate) disclosed: BTreeMap<String, (Value, Option<Date>)>,
    pub(crate) dispatched: BTreeMap<String, (Value, String)>,
    /// The steps in which something was resolved that stands.
    pub(crate) resolved: Vec<String>,
    /// The decisions that failed and stand: the number of the entry, and the step.
    pub(crate) failed: Vec<(u64, String)>,
    /// For each step that obligations complete: how far each of them was when it was judged last.
    pub(crate) judged: BTreeMap<String, BTreeMap<String, usize>>,
    /// Such steps that have to be done again only since another one has to.
    pub(crate) dragged: BTreeSet<String>,
    pub(crate) advised: bool,
    pub(crate) referred: bool,
    /// In which step it was evaluated last, and what came out; nothing, if that was undone.
    pub(crate) evaluation: Option<(String, String)>,
    pub(crate) ending: Option<&'static str>,
    /// The appeal with whose end the case ended.
    pub(crate) ended_with: Option<String>,
}

/// As whom somebody acts, and which person it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) by: Value,
    pub(crate) hand: Option<String>,
    /// The appeal of whose receipt they are the bearer.
    pub(crate) bears: Option<String>,
}

impl Actor {
    /// Who they are, where a list names them.
    pub(crate) fn named(&self) -> Value {
        participant(&self.by, self.hand.as_deref(), self.bears.as_deref())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Appeal {
    pub(crate) matter: String,
    pub(crate) place: Option<String>,
    pub(crate) submitter: Option<Value>,
    /// The number of the entry by which it came in.
    pub(crate) entry: usize,
    /// `open`, or how it ended.
    pub(crate) is: &'static str,
    pub(crate) accepted: bool,
    pub(crate) supporters: Vec<Value>,
    /// The appeal of the case that it joined.
    pub(crate) joined: Option<String>,
    /// What it commits to now.
    pub(crate) receipt: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) size: Option<u64>,
    pub(crate) persons: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) steps: Vec<String>,
    pub(crate) invited: Vec<(Value, String)>,
    pub(crate) present: Vec<Presence>,
    /// Whether anybody ever came.
    pub(crate) attended: bool,
    pub(crate) over: bool,
    /// When it is to begin.
    pub(crate) starts: Option<Moment>,
    /// Who was there when it ended.
    pub(crate) to_the_end: Vec<Presence>,
}

/// Somebody who is there: whom they stand for, and who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Presence {
    pub(crate) whom: Value,
    pub(crate) proxy: bool,
    pub(crate) actor: Actor,
}

#[derive(Debug, Clone)]
pub(crate) struct Ballot {
    pub(crate) step: String,
    pub(crate) rule: Value,
    pub(crate) question: Value,
    pub(crate) secret: bool,
    pub(crate) session: Option<String>,
    pub(crate) electors: Vec<Value>,
    /// What each elector said, by the place in the list.
    pub(crate) votes: BTreeMap<usize, String>,
    pub(crate) should_attend: Option<u64>,
    pub(crate) present: Option<u64>,
    pub(crate) decision: Option<&'static str>,
    /// Whether the step was set aside since.
    pub(crate) void: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Consensus {
    pub(crate) step: String,
    pub(crate) text: Value,
    pub(crate) decision: &'static str,
    pub(crate) void: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Obligation {
    pub(crate) is: &'static str,
    pub(crate) liable: String,
    pub(crate) matter: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) claimant: Value,
    pub(crate) performers: Vec<Value>,
    /// All who ever performed it, as holders or persons.
    pub(crate) performed: Vec<Value>,
    pub(crate) verifiers: Vec<Value>,
    pub(crate) within: Option<Value>,
    pub(crate) after: Option<String>,
    pub(crate) sunset: Option<Value>,
    pub(crate) surviving: bool,
    pub(crate) made: Moment,
    /// The step in which it was resolved.
    pub(crate) decided: Option<String>,
    /// Who made it.
    pub(crate) by: Value,
    pub(crate) active: Option<Moment>,
    pub(crate) due: Option<Moment>,
    /// The last day, before it is rolled.
    pub(crate) last: Option<Date>,
    pub(crate) suspended: Option<Moment>,
    /// When a day was named while the clock stood still: what it stood before is in that day.
    pub(crate) named: Option<Moment>,
    /// When it went on last.
    pub(crate) resumed: Option<Moment>,
    pub(crate) submitted: Option<Moment>,
    /// The extensions that wait until it begins.
    pub(crate) more: Vec<Value>,
    /// From which day to which day the clock stood still, each time.
    pub(crate) stood: Vec<(Date, Date)>,
    /// Whether its decision was set aside while it was to be verified.
    pub(crate) set_aside: bool,
    /// When it was fulfilled.
    pub(crate) ended: Option<Moment>,
    /// How often it was said to be done.
    pub(crate) submissions: usize,
    /// For whose default it stands in.
    pub(crate) consequence_of: Option<String>,
}

impl Obligation {
    pub(crate) fn is_final(&self) -> bool {
        ["fulfilled", "discharged", "defaulted", "expired"].contains(&self.is)
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// Any of them may answer.
    pub(crate) to: Vec<Value>,
    pub(crate) answered: bool,
}

impl State {
    /// Whether a decision failed, or is owed, and none stands.
    pub(crate) fn nothing_resolved(&self) -> bool {
        let Some(run) = &self.run else { return false };
        let deciding = run.with_function("decide");
        self.resolved.is_empty()
            && (run.left_undecided() || deciding.iter().any(|key| run.is_open(key)))
    }

    pub(crate) fn phase(&self) -> &'static str {
        if self.ending.is_some() {
            "closed"
        } else if self.run.is_none() {
            "intake"
        } else if self.resolved.is_empty() {
            "consultation"
        } else {
            "implementation"
        }
    }
}
