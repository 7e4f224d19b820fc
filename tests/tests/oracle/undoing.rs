//! What comes of setting aside and reopening, and how a case ends.

use crate::judge::Act;
use crate::state::{Obligation, State};

impl State {
    /// A step has to be done again: all is as if neither it nor what comes after had been done.
    pub(crate) fn again(&mut self, act: &Act<'_>) {
        if act.kind == "reopen" {
            self.ending = None;
            // Without an appeal there is nothing to go on with.
            if let Some(appeal) = self.ended_with.take().and_then(|it| self.appeals.get_mut(&it)) {
                appeal.is = "open";
            }
        }
        let Some(run) = &mut self.run else { return };
        let undone = run.again(act.target());
        for ballot in self.ballots.values_mut().filter(|it| undone.contains(&it.step)) {
            ballot.void = true;
        }
        for found in self.consensus.iter_mut().filter(|it| undone.contains(&it.step)) {
            found.void = true;
        }
        self.resolved.retain(|step| !undone.contains(step));
        self.failed.retain(|(_, step)| !undone.contains(step));
        let obliged =
            |one: &&mut Obligation| one.decided.as_ref().is_some_and(|step| undone.contains(step));
        for one in self.obligations.values_mut().filter(obliged) {
            match one.is {
                "pending" | "active" | "suspended" => one.is = "discharged",
                // What was submitted is verified, and not lost.
                "submitted" => one.set_aside = true,
                _ => {}
            }
        }
        if self.evaluation.as_ref().is_some_and(|(step, _)| undone.contains(step)) {
            self.evaluation = None;
        }
        self.dragged.extend(undone);
        self.judge_later(act.target());
    }

    pub(crate) fn how_it_ended(&self) -> &'static str {
        let fulfilled = |it: &str| ["fulfilled", "partly"].contains(&it);
        if let Some((_, result)) = &self.evaluation
            && !(fulfilled(result) && self.nothing_resolved())
        {
            return match result.as_str() {
                "fulfilled" => "fulfilled",
                "partly" => "partly_fulfilled",
                "not" => "not_fulfilled",
                _ => "not_needed",
            };
        }
        if self.resolved.is_empty() {
            // Advice is no end of what was to be decided.
            let undecided = self.run.as_ref().is_some_and(|run| run.left_undecided());
            return match (self.referred, self.advised && !undecided) {
                (true, _) => "referred_up",
                (false, true) => "advised",
                (false, false) => "unresolved",
            };
        }
        // Nobody is measured by what they were let off.
        let bound: Vec<&Obligation> =
            self.obligations.values().filter(|it| it.is != "discharged").collect();
        let fulfilled =
            |one: &&&Obligation| one.is == "fulfilled" || one.surviving && !one.is_final();
        let fulfilled = bound.iter().filter(fulfilled).count();
        if bound.is_empty() && !self.obligations.is_empty() {
            "not_needed"
        } else if fulfilled == bound.len() {
            "fulfilled"
        } else if fulfilled == 0 {
            "not_fulfilled"
        } else {
            "partly_fulfilled"
        }
    }
}
