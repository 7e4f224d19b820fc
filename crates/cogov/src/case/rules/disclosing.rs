//! The rules of disclosures, objections, opinions and answers.

use crate::act::{Act, ActKind, AnswerKind, Opinion, Publicity, Target};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::traces::Disclosure;
use crate::charter::{Held, Setting};
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::procedure::{CompiledStep, Completion, Disclosed};
use crate::values::key::ReplyKey;

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    match context.kind {
        ActKind::Disclose => {
            context.check_step(out);
            context.check_has_result(out);
        }
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
                None => {
                    let known = context.state.replies.keys().map(ReplyKey::as_str);
                    let kind = ("question", "应答复事项");
                    out.push(context.unknown_key(kind, key.as_str(), known, out.len()));
                }
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
            let nobody = match with.to() {
                Some(Holder::Affected) => context.nobody_is_affected(),
                Some(_) => false,
                None => context.usual_addressees(act).is_empty(),
            };
            if nobody {
                out.push(context.unreasoned("who has to answer", "答复者"));
            }
        }
        Act::Disclose { with, .. } => {
            let first = with.from().max(Some(context.day));
            if let Some((to, first)) = with.to().zip(first)
                && to < first
                && let Some(before) = first.plus_days(-1)
            {
                let args = vec![Arg::plain("due", before)];
                out.push(Refusal::new(RefusalCode::NotLater, args));
            }
        }
        Act::Answer { with, .. } => {
            let follows = matches!(with.response(), AnswerKind::Adopt);
            if !follows && with.text().is_none() {
                out.push(context.unreasoned("the reasons", "理由"));
            }
        }
        _ => {}
    }
}

impl Context<'_> {
    /// Whether there can be a result to disclose. Where nothing was decided, that is disclosed as the
    /// decision: only where no step in play does that, or where the procedure owes the result all the
    /// same, is it said in the step of the result.
    fn check_has_result(&self, out: &mut Vec<Refusal>) {
        let mut ignored = Vec::new();
        let Some(step) = self.step(&mut ignored) else { return };
        let Some(run) = &self.state.run else { return };
        let disclosing = |what: Disclosed| {
            let all = self.compiled().into_iter().flat_map(|compiled| compiled.numbered());
            all.filter(move |(_, known)| self.discloses(known) == Some(what)).map(|(step, _)| step)
        };
        if disclosing(Disclosed::Result).any(|known| known == step)
            && !run.marking.open().contains(step)
            && disclosing(Disclosed::Decision).any(|known| run.marking.included().contains(known))
            && self.state.nothing_resolved(self.charter)
        {
            out.push(self.nothing_resolved());
        }
    }

    /// What a step discloses, where the procedure says so.
    fn discloses(&self, step: &CompiledStep) -> Option<Disclosed> {
        let run = self.state.run.as_ref()?;
        let procedure = self.charter.procedure(&run.procedure).ok()?;
        procedure.steps().get(step.index())?.given()?.discloses()
    }

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

/// A question to a charter about a function.
type Asked<'c> = fn(Setting<'c>, Function) -> Vec<Held<'c>>;

impl<'a> Context<'a> {
    /// Who has to answer what is said about a function here: whoever leads it; where nobody does,
    /// whoever supports it, then whoever may perform it, then whoever leads the reception of
    /// appeals, then whoever may receive them.
    fn answering(&self, function: Function) -> Vec<Holder> {
        let setting = self.setting();
        let mut found = setting.who_must(function);
        let others: [(Asked<'a>, Function); 4] = [
            (Setting::who_helps, function),
            (Setting::who_may, function),
            (Setting::who_must, Function::Receive),
            (Setting::who_may, Function::Receive),
        ];
        for (held, function) in others {
            if found.is_empty() {
                found = held(setting, function);
            }
        }
        found.iter().map(|held| held.holder().clone()).collect()
    }

    /// Who has to answer an objection or an opinion that names nobody.
    pub(crate) fn usual_addressees(&self, act: &Act) -> Vec<Holder> {
        let Act::Object { step, .. } = act else { return self.answering(Function::Implement) };
        let disclosed = self.compiled().and_then(|compiled| {
            let run = self.state.run.as_ref()?;
            Some(run.executions(compiled.find(step.as_str())?).last()?.by.clone())
        });
        disclosed.map_or_else(|| self.answering(Function::Disclose), |by| vec![by])
    }

    /// Whether the plan names nobody whom the matter affects.
    fn nobody_is_affected(&self) -> bool {
        self.state.plan.as_ref().is_none_or(|planned| planned.plan.affected().is_empty())
    }
}

impl Change<'_> {
    fn opinion(&mut self, act: &Act, with: &Opinion, kind: ReplyKind) {
        let addressees = match with.to() {
            Some(to) => vec![to.clone()],
            None => self.context(act.kind()).usual_addressees(act),
        };
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
        Act::Object { with, .. } => change.opinion(act, with, ReplyKind::Objection),
        Act::Opine { with } => change.opinion(act, with, ReplyKind::Opinion),
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
