//! What happens by itself: triggers, sunsets, and the steps that obligations complete.

use crate::charter::Charter;
use crate::clock::{Moment, date};
use crate::marking::{Outcome, Run};
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
        let Some(run) = &mut self.run else { return };
        if self.obligations.is_empty() {
            return;
        }
        // Each obligation of the case counts, wherever it is from.
        let of = |states: &[&str]| {
            let mut all = self.obligations.values();
            all.all(|one| one.surviving || one.is_final() || states.contains(&one.is))
        };
        // Nothing is wanting where somebody was let off, or where it goes on after the case.
        let fulfilled = self.obligations.values().all(|one| {
            one.is == "fulfilled" || one.is == "discharged" || one.surviving && !one.is_final()
        });
        let verified = if fulfilled { Outcome::Fulfilled } else { Outcome::NotFulfilled };
        for (completes, ready, outcome) in
            [("submitted", of(&["submitted"]), Outcome::Plain), ("verified", of(&[]), verified)]
        {
            let next = |run: &Run| {
                let mut all = run.awaiting(completes).into_iter();
                all.find(|key| run.against(charter, key, at).is_empty())
            };
            while let Some(key) = next(run).filter(|_| ready) {
                run.execute(&key, outcome, at);
            }
        }
    }

    /// Whether a step that carries out is in play.
    fn works(&self) -> bool {
        let Some(run) = &self.run else { return false };
        run.with_function("implement").iter().any(|key| run.included.contains(key))
    }
}

/// Whether a charter routes topics.
pub(crate) fn routes(charter: &Charter) -> bool {
    has(&charter.json["triage"], "rows")
}
