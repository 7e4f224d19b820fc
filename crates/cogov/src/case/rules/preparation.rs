//! The rules of planning and notifying.

use std::collections::BTreeSet;

use crate::act::{Act, Participant};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::sparing::add;
use crate::case::state::Notified;
use crate::case::steps::adds_to_plan;
use crate::case::traces::Planned;
use crate::position::Holder;
use crate::problem::Arg;
use crate::procedure::Completion;

impl Context<'_> {
    /// Whether the charter lists whoever is named.
    pub(crate) fn check_listed(&self, holder: &Holder, out: &mut Vec<Refusal>) {
        if let Err(problem) = self.charter.check_holder(holder) {
            let detail =
                |wanted: &str| problem.details().find(|(name, _)| *name == wanted).map(|one| one.1);
            let list = detail("list").unwrap_or("parties");
            let found = detail("found").unwrap_or_default();
            out.push(self.not_in_charter(list, &found, &problem));
        }
    }

    pub(crate) fn check_participant(&self, who: &Participant, out: &mut Vec<Refusal>) {
        match who {
            Participant::Holder(holder) => self.check_listed(holder, out),
            Participant::Bearer(appeal) => self.check_bearer(*appeal, out),
            Participant::Person(_) => {}
        }
    }

    /// Whether nobody is listed twice.
    pub(super) fn check_distinct<'p>(
        &self,
        listed: impl Iterator<Item = &'p Participant>,
        out: &mut Vec<Refusal>,
    ) {
        let mut seen = BTreeSet::new();
        for who in listed {
            if !seen.insert(who) {
                let args = vec![self.participant_arg("who", who)];
                out.push(Refusal::new(RefusalCode::ListedTwice, args));
            }
        }
    }
}

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let Some(step) = context.step(out) else { return };
    let known = context.compiled().and_then(|compiled| compiled.step(step));
    // A notification of what is planned already completes nothing, and comes at any time.
    if !known.is_some_and(|step| adds_to_plan(context.kind, step)) {
        context.check_fits(step, out);
        context.check_open(step, context.on, out);
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Plan { with, .. } => {
            for affected in with.affected() {
                context.check_listed(affected, out);
            }
            if with.affected().is_empty() && context.hears_those_affected() {
                let (en, zh) =
                    ("those affected, whom a step hears", "利害关系人（有步骤须听取其意见）");
                out.push(context.unreasoned(en, zh));
            }
            let mut seen = BTreeSet::new();
            for criterion in with.criteria() {
                if !seen.insert(criterion.key()) {
                    out.push(context.already("a criterion", "标准", criterion.key()));
                }
            }
            let mut seen = BTreeSet::new();
            for point in with.points() {
                if !seen.insert(point.key()) {
                    out.push(context.already("a point", "争议点", point.key()));
                }
            }
        }
        Act::Notify { with, .. } => {
            for who in with.whom() {
                context.check_participant(who, out);
            }
            if with.whom().is_empty() {
                out.push(Refusal::new(
                    RefusalCode::NotNotified,
                    vec![Arg::bilingual("whom", "nobody is named", "未写明通知对象")],
                ));
            }
        }
        _ => {}
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    match act {
        Act::Plan { step, with } => {
            change.state.plan =
                Some(Planned { entry: change.seq, on: change.on, plan: (**with).clone() });
            change.complete_step(step, Completion::Plan);
        }
        Act::Notify { step, with } => {
            let notified = Notified { whom: with.whom().to_vec(), on: change.on };
            add(&mut change.state.notified, notified);
            change.complete_step(step, Completion::Notify);
        }
        _ => {}
    }
}
