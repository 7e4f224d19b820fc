//! The invariants of the end of a case, of what goes up, and of what stays: 20 to 24.

use cogov::act::{Act, Evaluation};
use cogov::case::ReplyKind;

use super::invariants::{Held, Step, hold, today};

pub(super) fn of_act(step: Step<'_>) -> Held {
    step.closes_rightly()?;
    step.keeps_outcomes()?;
    step.goes_up_rightly()?;
    step.loses_nothing()
}

impl Step<'_> {
    /// 20: a case is closed when no step is owed, obligations are at their end or survive, what was
    /// asked is answered, and what was resolved was judged by each criterion of the plan; 19: it was
    /// fulfilled only if it met each of them, and not at all where a decision failed and none stands.
    fn closes_rightly(&self) -> Held {
        match self.entry.act() {
            Act::Close { .. } => {}
            Act::Evaluate { with, .. } => {
                let plan = self.state().plan();
                let criteria = plan.map_or(&[][..], |planned| planned.plan().criteria());
                let judged = criteria.iter().all(|one| {
                    with.criteria().iter().any(|finding| finding.criterion() == one.key())
                });
                hold(judged, "20: a criterion was not judged")?;
                let in_vain = self.state().failures().next().is_some()
                    && self.state().standing().next().is_none();
                let claims = matches!(with.result(), Evaluation::Fulfilled | Evaluation::Partly);
                hold(!(in_vain && claims), "19: called fulfilled, and nothing was decided")?;
                let met = with.criteria().iter().all(|finding| finding.met());
                let fulfilled = with.result() == Evaluation::Fulfilled;
                return hold(met || !fulfilled, "19: called fulfilled, and a criterion is not met");
            }
            _ => return Ok(()),
        }
        let state = self.state();
        let owed = state.run().is_some_and(|run| !run.marking().open().is_empty());
        hold(!owed, "20: closed with a step still owed")?;
        let open = state.obligations().any(|one| !one.state().is_final() && !one.surviving());
        hold(!open, "20: closed with an obligation open")?;
        let asked = state.replies().any(|reply| reply.answered().is_none());
        hold(!asked, "20: closed with something unanswered")?;
        hold(self.then().ended().is_some(), "20: closed, and not ended")
    }

    /// 21: reopening needs a reason, and keeps the old outcome.
    fn keeps_outcomes(&self) -> Held {
        let (before, then) = (self.state(), self.then());
        let mut outcomes = before.ended_before().to_vec();
        if let Act::Reopen { with, .. } = self.entry.act() {
            hold(with.reason().is_some(), "21: reopened without a reason")?;
            outcomes.extend(before.ended().cloned());
            hold(then.ended().is_none(), "21: reopened, and ended")?;
        } else {
            let stays = before.ended().is_none() || before.ended() == then.ended();
            hold(stays, "21: an ended case goes on")?;
        }
        hold(then.ended_before() == outcomes, "21: an outcome is gone")
    }

    /// 22: a matter goes up to the next above that takes it, with a decision that failed here or a
    /// declared exception, and somebody there owes the answer.
    fn goes_up_rightly(&self) -> Held {
        let Act::ReferUp { with } = self.entry.act() else { return Ok(()) };
        let failed = |seq: &u64| {
            let mut fails = self.way.iter().filter(|one| matches!(one.act(), Act::Fail { .. }));
            fails.any(|entry| entry.seq() == *seq)
        };
        hold(with.exhausted().iter().all(failed), "22: cited what is no decision that failed")?;
        let tried = !with.exhausted().is_empty() || with.exception().is_some();
        hold(tried, "22: not everything was tried here")?;
        let state = self.state();
        let setting = self.before.charter().on(today(self.before, self.entry));
        let setting = state.matter().map_or(setting, |matter| setting.about(matter).unwrap());
        let setting = state.place().map_or(setting, |place| setting.at(place).unwrap());
        let above = setting.way_up().map(|(place, _)| place);
        hold(above == Some(with.to()), "22: not the next place above")?;
        let mut asked = self.then().replies().filter(|reply| reply.key() == with.reply());
        let owed = asked.any(|reply| {
            reply.kind() == ReplyKind::Referral
                && !reply.addressees().is_empty()
                && reply.answered().is_none()
        });
        hold(owed, "22: nobody owes an answer")
    }

    /// 24: what was done, said, made public or answered stays.
    fn loses_nothing(&self) -> Held {
        let (before, then) = (self.state(), self.then());
        let kept = then.disclosures().starts_with(before.disclosures())
            && then.consensus().starts_with(before.consensus())
            && then.dispatches().starts_with(before.dispatches())
            && then.referrals().starts_with(before.referrals())
            && then.awards().starts_with(before.awards())
            && then.evaluations().len() >= before.evaluations().len()
            && then.statements().len() >= before.statements().len()
            && then.sessions().len() >= before.sessions().len();
        hold(kept, "24: something is gone")?;
        for reply in before.replies() {
            let kept = then.replies().any(|one| {
                one.key() == reply.key()
                    && one.addressees() == reply.addressees()
                    && (reply.answered().is_none() || one.response() == reply.response())
            });
            hold(kept, "24: an answer has changed")?;
        }
        Ok(())
    }
}
