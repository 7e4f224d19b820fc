//! The steps of a procedure: which are done, owed and in play, and what follows from each.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use crate::charter::Charter;
use crate::clock::Moment;
use crate::reading::{has, list, text, words};

/// A procedure on its way.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) procedure: String,
    steps: Rc<Vec<Value>>,
    /// When each step that is done was last done.
    pub(crate) done: BTreeMap<String, Moment>,
    pub(crate) owed: BTreeSet<String>,
    /// Steps that were ever done.
    pub(crate) ever: BTreeSet<String>,
    /// What was done, in order; what was undone since is left out.
    log: Vec<(String, Outcome, Moment)>,
    pub(crate) included: BTreeSet<String>,
    /// Steps that the topic keeps out of play.
    guarded: BTreeSet<String>,
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Plain,
    Obliged,
    AdoptedOnly,
    Failed,
    Fulfilled,
    NotFulfilled,
}

impl Outcome {
    /// What can come of a step of a function.
    pub(crate) const fn of(function: &str) -> &'static [Self] {
        match function.as_bytes() {
            b"decide" => &[Self::Obliged, Self::AdoptedOnly, Self::Failed],
            b"supervise" | b"evaluate" => &[Self::Fulfilled, Self::NotFulfilled],
            _ => &[Self::Plain],
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Obliged | Self::AdoptedOnly => "adopted",
            Self::Failed => "failed",
            Self::Fulfilled => "fulfilled",
            Self::NotFulfilled => "not_fulfilled",
        }
    }
}

/// Relations: the step that each names, with the whole entry.
fn relations<'s>(step: &'s Value, name: &str) -> Vec<(&'s str, &'s Value)> {
    let named = list(step, name).iter();
    named.map(|one| (one.as_str().or_else(|| text(one, "step")).unwrap(), one)).collect()
}

impl Run {
    pub(crate) fn begin(charter: &Charter, procedure: &str, topic: Option<&Value>) -> Self {
        let found = charter.procedure(procedure).unwrap();
        let steps: Vec<Value> =
            list(found, "steps").iter().filter(|step| !has(step, "none")).cloned().collect();
        let keys = |keep: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
            let kept = steps.iter().filter(|step| keep(step));
            kept.map(|step| text(step, "key").unwrap().to_owned()).collect()
        };
        let guarded = keys(&|step| !meets(charter, step.get("when"), topic));
        let included = keys(&|step| text(step, "start") != Some("excluded"));
        let included: BTreeSet<String> = included.difference(&guarded).cloned().collect();
        let owed = keys(&|step| text(step, "start") == Some("owed"));
        let procedure = procedure.to_owned();
        Self {
            procedure,
            done: BTreeMap::new(),
            ever: BTreeSet::new(),
            log: Vec::new(),
            owed,
            included,
            guarded,
            steps: Rc::new(steps),
        }
    }

    /// The topic is looked at again, for the steps that are not done.
    pub(crate) fn guard(&mut self, charter: &Charter, topic: Option<&Value>) {
        for step in Rc::clone(&self.steps).iter() {
            let key = text(step, "key").unwrap().to_owned();
            if self.done.contains_key(&key) || !has(step, "when") {
                continue;
            }
            if meets(charter, step.get("when"), topic) {
                if self.guarded.remove(&key) && text(step, "start") != Some("excluded") {
                    self.included.insert(key);
                }
            } else {
                self.guarded.insert(key.clone());
                self.included.remove(&key);
            }
        }
    }

    pub(crate) fn step(&self, key: &str) -> Option<&Value> {
        self.steps.iter().find(|step| text(step, "key") == Some(key))
    }

    /// The steps that the topic leaves in the procedure.
    pub(crate) fn not_guarded(&self) -> impl Iterator<Item = &Value> {
        let is_left = |step: &&Value| !self.guarded.contains(text(step, "key").unwrap());
        self.steps.iter().filter(is_left)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| text(step, "key"))
    }

    /// The steps of a function.
    pub(crate) fn with_function(&self, function: &str) -> Vec<String> {
        let of = self.steps.iter().filter(|step| text(step, "function") == Some(function));
        of.filter_map(|step| text(step, "key")).map(str::to_owned).collect()
    }

    /// What stands against a step at a moment.
    pub(crate) fn against(
        &self,
        charter: &Charter,
        key: &str,
        at: Moment,
    ) -> BTreeSet<&'static str> {
        let mut codes = BTreeSet::new();
        let step = self.step(key).unwrap();
        if !self.included.contains(key) {
            codes.insert("step-excluded");
        }
        if self.done.contains_key(key) && !self.owed.contains(key) {
            codes.insert("step-done");
        }
        for (before, relation) in relations(step, "after") {
            if !self.included.contains(before) {
                continue;
            }
            match self.done.get(before) {
                None => _ = codes.insert("condition-open"),
                Some(done) => {
                    let until = relation.get("delay").map(|delay| charter.clock.over(*done, delay));
                    if until.is_some_and(|until| at < until) {
                        codes.insert("delay-running");
                    }
                }
            }
        }
        for (other, _) in relations(step, "not_while") {
            if self.included.contains(other) && self.owed.contains(other) {
                codes.insert("milestone-open");
            }
        }
        codes
    }

    /// When the last thing happened for which a step waited.
    pub(crate) fn ready(&self, charter: &Charter, key: &str) -> Option<Moment> {
        let step = self.step(key).unwrap();
        let after = relations(step, "after").into_iter().filter_map(|(before, relation)| {
            let done = self.done.get(before).filter(|_| self.included.contains(before))?;
            let delay = relation.get("delay");
            Some(delay.map_or(*done, |delay| charter.clock.over(*done, delay)))
        });
        let milestones = relations(step, "not_while").into_iter();
        let passed = milestones.filter_map(|(other, _)| self.done.get(other).copied());
        after.chain(passed).max()
    }

    /// A step is done, with all that follows.
    pub(crate) fn execute(&mut self, key: &str, outcome: Outcome, at: Moment) {
        let step = self.step(key).unwrap().clone();
        self.done.insert(key.to_owned(), at);
        self.ever.insert(key.to_owned());
        self.log.push((key.to_owned(), outcome, at));
        self.owed.remove(key);
        let work: BTreeSet<String> =
            ["implement", "supervise"].iter().flat_map(|it| self.with_function(it)).collect();
        let decides = outcome != Outcome::Plain
            && matches!(outcome, Outcome::Obliged | Outcome::AdoptedOnly | Outcome::Failed);
        let fits = |relation: &Value| {
            text(relation, "if").is_none_or(|outcomes| outcomes == outcome.word())
        };
        let spared = |other: &str| {
            matches!(outcome, Outcome::AdoptedOnly | Outcome::Failed) && work.contains(other)
        };
        let named = |name| -> Vec<String> {
            let all = relations(&step, name).into_iter();
            let fitting = all.filter(|(other, relation)| fits(relation) && !spared(other));
            fitting.map(|(other, _)| other.to_owned()).collect()
        };
        for other in named("excludes") {
            self.included.remove(&other);
        }
        for other in named("includes") {
            self.include(&other);
        }
        for other in named("then") {
            self.owed.insert(other);
        }
        if !decides {
            return;
        }
        for other in work {
            if outcome == Outcome::Obliged {
                self.include(&other);
                self.owed.insert(other);
            } else if !self.owed.contains(&other) && !self.done.contains_key(&other) {
                self.included.remove(&other);
            }
        }
    }

    fn include(&mut self, key: &str) {
        if !self.guarded.contains(key) {
            self.included.insert(key.to_owned());
        }
        self.done.remove(key);
    }

    /// A step that was done becomes owed again, and all is as if neither it nor what comes after it
    /// had been done. Says which these are.
    pub(crate) fn again(&mut self, key: &str) -> BTreeSet<String> {
        let rests_on = self.closure(key, |one, other| {
            relations(one, "after").iter().any(|(before, _)| *before == text(other, "key").unwrap())
        });
        let follows = self.closure(key, |one, other| {
            let (one_key, other_key) = (text(one, "key").unwrap(), text(other, "key").unwrap());
            relations(other, "after").iter().any(|(before, _)| *before == one_key)
                || relations(one, "then").iter().any(|(next, _)| *next == other_key)
        });
        let undone: BTreeSet<String> =
            follows.into_iter().filter(|it| it == key || !rests_on.contains(it)).collect();
        let kept: Vec<(String, Outcome, Moment)> =
            self.log.iter().filter(|(step, ..)| !undone.contains(step)).cloned().collect();
        let first = |keep: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
            let kept = self.steps.iter().filter(|step| keep(step));
            kept.map(|step| text(step, "key").unwrap().to_owned()).collect()
        };
        self.included = first(&|step| text(step, "start") != Some("excluded"));
        self.included = self.included.difference(&self.guarded).cloned().collect();
        self.owed = first(&|step| text(step, "start") == Some("owed"));
        self.done.clear();
        self.log.clear();
        for (step, outcome, at) in kept {
            self.execute(&step, outcome, at);
        }
        self.included.insert(key.to_owned());
        self.owed.insert(key.to_owned());
        undone
    }

    fn closure(&self, key: &str, leads: impl Fn(&Value, &Value) -> bool) -> BTreeSet<String> {
        let mut found = BTreeSet::from([key.to_owned()]);
        loop {
            let more: Vec<String> = self
                .steps
                .iter()
                .filter(|other| found.iter().any(|one| leads(self.step(one).unwrap(), other)))
                .map(|other| text(other, "key").unwrap().to_owned())
                .filter(|other| !found.contains(other))
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    /// Whether something was decided on in vain.
    pub(crate) fn left_undecided(&self) -> bool {
        let decides = self.with_function("decide");
        decides.iter().any(|key| self.came_to(key) == Some(Outcome::Failed))
    }

    /// How a step was done last, if that was not undone since.
    pub(crate) fn came_to(&self, key: &str) -> Option<Outcome> {
        self.log.iter().rev().find(|(step, ..)| step == key).map(|(_, outcome, _)| *outcome)
    }

    /// The steps in play that an act of a kind completes and that are still to be done.
    pub(crate) fn awaiting(&self, completes: &str) -> Vec<String> {
        let to_be_done = |key: &&str| {
            completion(self.step(key).unwrap()) == completes
                && self.included.contains(*key)
                && (!self.done.contains_key(*key) || self.owed.contains(*key))
        };
        self.keys().filter(to_be_done).map(str::to_owned).collect()
    }

    /// Those of them for which only a delay could still run.
    pub(crate) fn enabled(&self, charter: &Charter, completes: &str, at: Moment) -> Vec<String> {
        let only_delayed = |key: &String| {
            self.against(charter, key, at).iter().all(|code| *code == "delay-running")
        };
        self.awaiting(completes).into_iter().filter(only_delayed).collect()
    }

    /// Whether more was done than to take in and to route.
    pub(crate) fn has_begun(&self) -> bool {
        let further =
            |key: &String| !["accept", "route"].contains(&completion(self.step(key).unwrap()));
        self.log.iter().map(|(step, ..)| step).any(further)
    }

    /// The owed steps in play.
    pub(crate) fn open(&self) -> Vec<String> {
        self.keys().filter(|key| self.is_open(key)).map(str::to_owned).collect()
    }

    pub(crate) fn is_open(&self, key: &str) -> bool {
        self.owed.contains(key) && self.included.contains(key)
    }
}

/// The act that completes a step.
pub(crate) fn completion(step: &Value) -> &str {
    text(step, "completes").unwrap_or(match text(step, "function").unwrap() {
        "receive" => "accept",
        "screen" => "route",
        "plan" => "plan",
        "convene" | "deliberate" => "adjourn",
        "decide" => "resolve",
        "implement" => "submitted",
        "supervise" => "verified",
        function => function,
    })
}

/// The rank of a level on its scale.
fn rank(charter: &Charter, dimension: &str, level: &str) -> Option<usize> {
    let scales = list(&charter.json["triage"], "scales");
    let scale = scales.iter().find(|scale| text(scale, "dimension") == Some(dimension))?;
    words(scale, "levels").iter().position(|one| *one == level)
}

/// Whether a topic meets a condition of triage.
pub(crate) fn meets(charter: &Charter, when: Option<&Value>, topic: Option<&Value>) -> bool {
    let Some(when) = when.and_then(Value::as_object) else { return true };
    when.iter().all(|(dimension, levels)| {
        let Some(level) = topic.and_then(|topic| text(topic, dimension)) else { return false };
        let of = |name| rank(charter, dimension, text(levels, name).unwrap());
        let own = rank(charter, dimension, level);
        match levels {
            Value::Array(levels) => levels.iter().any(|one| one == level),
            _ if has(levels, "at_least") => own >= of("at_least"),
            _ => own <= of("at_most"),
        }
    })
}
