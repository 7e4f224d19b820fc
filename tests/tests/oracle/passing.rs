//! What happens by itself: triggers, sunsets, and the steps that obligations complete.

use crate::charter::Charter;
use crate::clock::{Moment, date};
use crate::marking::{Outcome, completion};
use crate::reading::has;
use crate::state::{Obligation, State};

impl State {
    /// What takes effect before an entry that is recorded at this moment.
    pub(crate) fn pass_time(&mut self, charter: &Charter, at: Moment) {
        self.trigger(charter, at);
        self.set(charter, at);
        self.settle(charter, at);
    }

    /// Sunsets; what waits for something that ends otherwise than fulfilled ends with it.
    pub(crate) fn set(&mut self, charter: &Charter, at: Moment) {
        let ends = |one: &Obligation, state: &Self| {
            let past = one.sunset.as_ref().is_some_and(|day| charter.clock.ends(date(day)) <= at);
            let before = one.after.as_ref().and_then(|after| state.obligations.get(after));
            let lost = before.is_some_and(|it| it.is_final() && it.is != "fulfilled");
            past && ["pending", "active", "suspended"].contains(&one.is)
                || lost && one.is == "pending"
        };
        while let Some((key, _)) = self.obligations.iter().find(|(_, one)| ends(one, self)) {
            let key = key.clone();
            self.obligations.get_mut(&key).unwrap().is = "expired";
        }
    }

    /// Obligations begin, or can no longer begin.
    pub(crate) fn trigger(&mut self, charter: &Charter, at: Moment) {
        let may_start = self.work_may_start(charter, at);
        let works = self.works();
        loop {
            let mut changed = false;
            let keys: Vec<String> = self.obligations.keys().cloned().collect();
            for key in keys {
                let one = &self.obligations[&key];
                if one.is != "pending" {
                    continue;
                }
                let before = one.after.as_ref().and_then(|after| self.obligations.get(after));
                let free = before.is_none_or(|it| it.is == "fulfilled");
                let ready = if works { may_start } else { Some(at) };
                let fulfilled =
                    before.and_then(|it| it.ended.max(it.submitted)).unwrap_or(one.made);
                let begins = ready.map(|ready| ready.max(one.made).max(fulfilled));
                let one = self.obligations.get_mut(&key).unwrap();
                if let (true, Some(begins)) = (free, begins) {
                    one.starts(&charter.clock, begins);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Since when an implementing step may start, if it may.
    fn work_may_start(&self, charter: &Charter, at: Moment) -> Option<Moment> {
        let run = self.run.as_ref()?;
        let ready = run.with_function("implement").into_iter().filter(|key| {
            let mut against = run.against(charter, key, at);
            against.remove("step-done");
            // What was carried out once could begin.
            against.is_empty() || run.included.contains(key) && run.done.contains_key(key)
        });
        let since = ready.map(|key| run.ready(charter, &key).unwrap_or(at)).min();
        // What was recorded late may have happened before it could begin.
        since.filter(|since| *since <= at)
    }

    /// Steps that are done when obligations are.
    pub(crate) fn settle(&mut self, charter: &Charter, at: Moment) {
        for (completes, enough) in [("submitted", "submitted"), ("verified", "fulfilled")] {
            // Each obligation of the case counts, wherever it is from.
            let mut all = self.obligations.values();
            let all_there = all.all(|one| one.surviving || one.is_final() || one.is == enough);
            while let Some((key, outcome)) = self.next_done(charter, completes, at) {
                if !all_there {
                    break;
                }
                self.run.as_mut().unwrap().execute(&key, outcome, at);
                self.judge_later(&key);
            }
        }
    }

    /// A step that obligations complete which there is reason to judge, and what came of it.
    fn next_done(
        &self,
        charter: &Charter,
        completes: &str,
        at: Moment,
    ) -> Option<(String, Outcome)> {
        let run = self.run.as_ref()?;
        run.awaiting(completes).into_iter().find_map(|key| {
            if !run.against(charter, &key, at).is_empty() {
                return None;
            }
            let mut round = self.further(&key, completes);
            if round.is_empty() && self.dragged.contains(&key) {
                round = self.obligations.keys().cloned().collect();
            }
            if round.is_empty() {
                return None;
            }
            let good = round.iter().all(|one| self.is_good(one));
            let outcome = match (completes, good) {
                ("submitted", _) => Outcome::Plain,
                (_, true) => Outcome::Fulfilled,
                (_, false) => Outcome::NotFulfilled,
            };
            Some((key, outcome))
        })
    }

    /// Nothing is wanting where somebody was let off, or where it goes on after the case; nor where
    /// something else was laid on whoever did not do it, which is looked at by itself.
    fn is_good(&self, key: &str) -> bool {
        let one = &self.obligations[key];
        match one.is {
            "fulfilled" | "discharged" => true,
            "defaulted" => {
                let mut all = self.obligations.values();
                all.any(|other| other.consequence_of.as_deref() == Some(key))
            }
            _ => one.surviving && !one.is_final(),
        }
    }

    /// The obligations that came further than they were when a step was judged last.
    fn further(&self, step: &str, completes: &str) -> Vec<String> {
        let before = self.judged.get(step);
        let known = |key: &String| before.and_then(|before| before.get(key)).copied();
        let all = self.obligations.iter();
        all.filter(|(key, one)| known(key).is_none_or(|before| before < one.stage(completes)))
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// From now on a step is judged by what comes further than it is.
    pub(crate) fn judge_later(&mut self, step: &str) {
        let Some(known) = self.run.as_ref().and_then(|run| run.step(step)) else { return };
        let completes = completion(known);
        let all = self.obligations.iter();
        let now = all.map(|(key, one)| (key.clone(), one.stage(completes))).collect();
        self.judged.insert(step.to_owned(), now);
        self.dragged.remove(step);
    }

    /// Whether a step that carries out is in play.
    fn works(&self) -> bool {
        let Some(run) = &self.run else { return false };
        run.with_function("implement").iter().any(|key| run.included.contains(key))
    }
}

impl Obligation {
    /// How far it is: how often it was submitted, or ended without; or whether it ended.
    fn stage(&self, completes: &str) -> usize {
        let ended = usize::from(self.is_final());
        match (completes, self.is) {
            ("submitted", "fulfilled") => self.submissions,
            ("submitted", _) => self.submissions + ended,
            _ => ended,
        }
    }
}

/// Whether a charter routes topics.
pub(crate) fn routes(charter: &Charter) -> bool {
    has(&charter.json["triage"], "rows")
}
