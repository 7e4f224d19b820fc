//! The rules of screening, dispatching and enrolling.

use crate::act::{Act, Belonging, Contest, Enrol, Route, Target};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::{Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::reply::ReplyKind;
use crate::case::traces::{Dispatched, Routed};
use crate::problem::{Arg, Invalid, Problem, ProblemCode};
use crate::procedure::Completion;
use crate::values::lang::Lang;

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    use crate::act::ActKind;
    match context.kind {
        ActKind::Assess | ActKind::Route => {
            if context.state.matter.is_none() {
                out.push(context.out_of_phase());
            } else if context.kind == ActKind::Route
                && context.charter.triage_table().is_some()
                && context.state.topic.is_none()
            {
                out.push(context.never_assessed());
            }
        }
        ActKind::Dispatch => context.check_step(out),
        ActKind::ContestDispatch => {
            context.check_ever_done(out);
            let mut ignored = Vec::new();
            if let Some(step) = context.step(&mut ignored) {
                context.check_fits(step, out);
            }
        }
        _ => {}
    }
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Assess { with } => {
            if let Some(table) = context.charter.triage_table()
                && let Err(invalid) = table.route(with.topic())
            {
                out.push(not_assessed(&invalid));
            }
        }
        Act::Route { with } => route(context, with, out),
        Act::Dispatch { with, .. } => {
            if let Err(missing) = context.charter.party(with.to()) {
                out.push(context.not_in_charter("parties", with.to(), &missing));
            }
        }
        Act::ContestDispatch { with, .. } => context.check_contest(with, out),
        Act::Enrol { with } => enrol(context, with, out),
        _ => {}
    }
}

/// That a topic is assessed, but not as the table needs it: everything that is wrong with it, with
/// what to write instead.
fn not_assessed(invalid: &Invalid) -> Refusal {
    // What a level is wrong for, its own words do not say.
    let told = |problem: &Problem, lang| match problem.code() {
        ProblemCode::UnknownValue => problem.to_line(lang),
        _ => problem.message(lang),
    };
    let listed = |lang: Lang, words: &dyn Fn(&Problem) -> String| {
        let all: Vec<String> = invalid.problems().iter().map(words).collect();
        all.join(lang.pick("; ", "；"))
    };
    let reason = |lang| listed(lang, &|problem| told(problem, lang));
    let help = |lang: Lang| {
        let colon = lang.pick(": ", "：");
        listed(lang, &|problem| format!("`{}`{colon}{}", problem.path(), problem.help(lang)))
    };
    let args = vec![
        Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh)),
        Arg::help(help(Lang::En), help(Lang::Zh)),
    ];
    Refusal::new(RefusalCode::NotAssessed, args)
}

fn route(context: &Context<'_>, with: &Route, out: &mut Vec<Refusal>) {
    let charter = context.charter;
    if let Some(topic) = &context.state.topic
        && let Ok(Some(routing)) = charter.route(topic)
        && routing.route() != Some(with.to())
        && with.reason().is_none()
    {
        let reason = |lang| routing.reason(lang);
        let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
        out.push(Refusal::new(RefusalCode::DepartsFromTable, args));
    }
    let Some(procedure) = with.to().procedure() else {
        // What was decided goes on as decided; before, the step in which it is routed is done.
        if context.state.standing().next().is_some() {
            out.push(context.out_of_phase());
        } else if context.state.run.is_some()
            && context.completed_by(Completion::Route, with.step(), out).is_none()
            && with.step().is_none()
        {
            context.check_awaiting(Completion::Route, out);
        }
        return;
    };
    if let Err(missing) = charter.procedure(procedure) {
        out.push(context.not_in_charter("procedures", procedure, &missing));
        return;
    }
    let takes = context.state.matter.as_ref().is_none_or(|matter| {
        charter
            .procedures_taking(matter)
            .is_ok_and(|mut taking| taking.any(|taken| taken.key() == procedure))
    });
    if !takes {
        let args = vec![Arg::plain("procedure", procedure)];
        out.push(Refusal::new(RefusalCode::NotTaken, args));
    }
    // Another procedure can begin only where nothing of the first one was done but to take in.
    if let Some(run) = &context.state.run
        && run.procedure != *procedure
        && context.compiled().is_some_and(|compiled| run.has_begun(compiled))
    {
        out.push(context.out_of_phase());
        return;
    }
    // The step that this completes is one of the procedure that begins now.
    let mut state = context.state.clone();
    let mut change = Change::of(charter, &mut state, context);
    change.begin(procedure);
    let routed = context.in_state(&state);
    let completed = routed.completed_by(Completion::Route, with.step(), out);
    // The first one begins the procedure. Later ones do what they are there for, if it is not done.
    let again = context.state.run.as_ref().is_some_and(|run| run.procedure == *procedure);
    if again && completed.is_none() && with.step().is_none() {
        routed.check_awaiting(Completion::Route, out);
    }
}

fn enrol(context: &Context<'_>, with: &Enrol, out: &mut Vec<Refusal>) {
    let charter = context.charter;
    for holding in with.seats() {
        if let Err(missing) = charter.seat(holding.seat()) {
            out.push(context.not_in_charter("seats", holding.seat(), &missing));
        }
    }
    for membership in with.members() {
        if let Err(missing) = charter.party(membership.party()) {
            out.push(context.not_in_charter("parties", membership.party(), &missing));
        }
    }
    for roll in with.groups() {
        if let Err(missing) = charter.group(roll.group()) {
            out.push(context.not_in_charter("groups", roll.group(), &missing));
        }
    }
    for emptied in with.emptied() {
        let (list, key, missing) = match emptied {
            Belonging::Party(key) => ("parties", key.as_str(), charter.party(key).err()),
            Belonging::Group(key) => ("groups", key.as_str(), charter.group(key).err()),
            Belonging::Sector(key) => ("sectors", key.as_str(), charter.sector(key).err()),
        };
        out.extend(missing.map(|missing| context.not_in_charter(list, &key, &missing)));
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    match act {
        Act::Assess { with } => change.state.topic = Some(with.topic().clone()),
        Act::Route { with } => {
            let row = change
                .state
                .topic
                .as_ref()
                .and_then(|topic| change.charter.route(topic).ok().flatten())
                .filter(|routing| routing.route() == Some(with.to()))
                .and_then(|routing| routing.row());
            change.state.routed = Some(Routed {
                entry: change.seq,
                on: change.on,
                to: with.to().clone(),
                row,
                reason: with.reason().cloned(),
            });
            if let Some(procedure) = with.to().procedure() {
                change.begin(procedure);
            }
            change.complete(Completion::Route, with.step());
        }
        Act::Dispatch { step, with } => {
            change.state.dispatches.push(Dispatched {
                entry: change.seq,
                on: change.on,
                step: step.clone(),
                by: change.by.clone(),
                dispatch: (**with).clone(),
            });
            change.complete_step(step, Completion::Dispatch);
        }
        Act::ContestDispatch { step, with } => {
            let addressees = change.state.dispatches.iter().filter(|d| d.step == *step);
            let addressees = addressees.map(|dispatched| dispatched.by.clone()).collect();
            let why = Some(with.reason());
            change.ask(with.reply(), ReplyKind::Dispatch, addressees, None, why);
        }
        Act::Enrol { with } => change.state.roster.enrol(with),
        _ => {}
    }
}

impl Context<'_> {
    /// That a topic is not assessed at all, with what it has to be assessed by.
    fn never_assessed(&self) -> Refusal {
        let charter = self.charter.clone();
        Refusal::telling(RefusalCode::NotAssessed, move || {
            let scales = |lang: Lang| {
                let table = charter.triage_table();
                let scales = table.into_iter().flat_map(|table| table.scales());
                let scales = scales.map(|(dimension, levels)| {
                    let levels: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
                    let levels = levels.join(lang.pick(", ", "、"));
                    match lang {
                        Lang::En => format!("`{dimension}` ({levels})"),
                        Lang::Zh => format!("`{dimension}`（{levels}）"),
                    }
                });
                let scales: Vec<String> = scales.collect();
                scales.join(lang.pick(", ", "、"))
            };
            let mut args = vec![Arg::bilingual("reason", "it is not assessed at all", "尚未评定")];
            // A table without scales takes every topic, once it is assessed by nothing.
            let (en, zh) = (scales(Lang::En), scales(Lang::Zh));
            if !en.is_empty() {
                args.push(Arg::help(
                    format!("assess it first, by each of: {en}"),
                    format!("请先逐项评定：{zh}"),
                ));
            }
            Reasons::of(args)
        })
    }

    /// Whether what somebody says is not theirs can be answered, and whom they name is known.
    pub(super) fn check_contest(&self, with: &Contest, out: &mut Vec<Refusal>) {
        self.check_reply_key(with.reply(), out);
        if let Some(instead) = with.instead()
            && let Err(missing) = self.charter.party(instead)
        {
            out.push(self.not_in_charter("parties", instead, &missing));
        }
    }

    /// Whether a key under which something is to be answered is free.
    pub(super) fn check_reply_key(
        &self,
        key: &crate::values::key::ReplyKey,
        out: &mut Vec<Refusal>,
    ) {
        if self.state.replies.contains_key(key) {
            out.push(self.already("something to be answered", "应答复事项", key));
        }
    }

    /// The step that the act names, if the procedure has it.
    pub(super) fn step_key(&self) -> Option<&crate::values::key::StepKey> {
        match &self.target {
            Some(Target::Step(key)) => Some(key),
            _ => None,
        }
    }
}
