//! The rules of disclosures, objections, opinions and answers.

use crate::act::{Act, ActKind, Opinion, Publicity, Response, Target};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::traces::Disclosure;
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::procedure::Completion;

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    match context.kind {
        ActKind::Disclose => context.check_step(out),
        ActKind::Object => {
            context.check_ever_done(out);
            let mut ignored = Vec::new();
            if let Some(step) = context.step(&mut ignored) {
                context.check_fits(step, out);
            }
            context.check_notice_runs(out);
        }
        ActKind::Answer => {
            let Some(Target::Reply(key)) = &context.target else { return };
            match context.state.replies.get(key) {
                None => out.push(context.unknown("question", "应答复事项", key)),
                Some(reply) if reply.answered.is_some() => {
                    out.push(Context::resting_on(RefusalCode::Answered, reply.entry));
                }
                Some(_) => {}
            }
        }
        _ => {}
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Object { with, .. } | Act::Opine { with } => {
            context.check_reply_key(with.reply(), out);
            if let Some(to) = with.to() {
                context.check_listed(to, out);
            }
        }
        Act::Answer { with, .. } => {
            let follows = matches!(with.response(), Response::Adopt);
            if !follows && with.text().is_none() {
                out.push(context.unreasoned("the reasons", "理由"));
            }
        }
        _ => {}
    }
}

impl Context<'_> {
    /// Whether objections are still open: to a notice that says until when, until then.
    fn check_notice_runs(&self, out: &mut Vec<Refusal>) {
        let Some(step) = self.step_key() else { return };
        let last = self.state.disclosures.iter().rfind(|known| known.step == *step);
        let Some(last) = last else { return };
        let until = last.disclosed.to().filter(|_| last.disclosed.publicity() == Publicity::Notice);
        if let Some(until) = until
            && self.day > until
        {
            let args = vec![Arg::plain("until", until)];
            let refusal = Refusal::new(RefusalCode::NoticeOver, args);
            out.push(refusal.citing(Self::cite_entry(last.entry)));
        }
    }
}

impl Change<'_> {
    /// Who leads a function here.
    fn leads(&self, kind: ActKind, function: Function) -> Vec<Holder> {
        let context = self.context(kind);
        let leads = context.setting().who_must(function);
        leads.iter().map(|held| held.holder().clone()).collect()
    }

    fn opinion(&mut self, with: &Opinion, kind: ReplyKind, usual: Vec<Holder>) {
        let addressees = with.to().map_or(usual, |to| vec![to.clone()]);
        self.ask(with.reply(), kind, addressees, None, Some(with.text()));
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    match act {
        Act::Disclose { step, with } => {
            change.state.disclosures.push(Disclosure {
                entry: change.seq,
                on: change.on,
                step: step.clone(),
                disclosed: (**with).clone(),
            });
            change.complete_step(step, Completion::Disclose);
        }
        Act::Object { step, with } => {
            let done = change.compiled().and_then(|compiled| {
                let run = change.state.run.as_ref()?;
                Some(run.executions(compiled.find(step.as_str())?).last()?.by.clone())
            });
            let usual = match done {
                Some(by) => vec![by],
                None => change.leads(ActKind::Object, Function::Disclose),
            };
            change.opinion(with, ReplyKind::Objection, usual);
        }
        Act::Opine { with } => {
            let usual = change.leads(ActKind::Opine, Function::Implement);
            change.opinion(with, ReplyKind::Opinion, usual);
        }
        Act::Answer { reply, with } => {
            let (on, seq) = (change.on, change.seq);
            let reply = change.state.replies.get_mut(reply);
            if let Some(reply) = reply.filter(|reply| reply.answered.is_none()) {
                reply.response = Some(with.response());
                reply.answer = with.text().cloned();
                reply.answered = Some(on);
                reply.answered_by = Some(seq);
            }
        }
        _ => {}
    }
}
