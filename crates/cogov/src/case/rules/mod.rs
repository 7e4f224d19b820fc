//! The rules: for each kind of act what stands against it, and what it changes.
//!
//! What depends only on who acts, on what the act is about and on the moment is judged by
//! `context`; what depends on what comes with it, by `payload`. Both give all breaches, in a fixed
//! order. `apply` judges nothing.

mod balloting;
mod basis;
mod carrying;
mod concluding;
mod convening;
mod deciding;
mod disclosing;
mod extending;
mod imposing;
mod left_out;
mod meeting;
mod preparation;
mod reception;
mod referring;
mod screening;

use crate::act::{Act, ActKind, Entry, Stage};
use crate::case::authority::{self, performed};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::Refusal;
use crate::case::refusal_code::RefusalCode;
use crate::case::settle::{pass_time, settle};
use crate::case::state::State;
use crate::charter::Charter;
use crate::position::Function;
use crate::problem::Arg;
use crate::values::lang::Lang;

/// The farthest number to which an entry can leap: as many again can be written after it.
const FARTHEST: u64 = 1 << 52;

/// Whether an act can still be done in a case that has ended.
fn outlives(kind: ActKind) -> bool {
    match kind {
        ActKind::Reopen
        | ActKind::Correct
        | ActKind::CallBack
        | ActKind::Answer
        | ActKind::Award
        | ActKind::Opine
        | ActKind::Object => true,
        // What survives the case goes on.
        kind => match kind.stage() {
            Stage::Implementation => kind != ActKind::StartStandingDuty,
            Stage::Supervision => true,
            Stage::Reception
            | Stage::Screening
            | Stage::Preparation
            | Stage::Deliberation
            | Stage::Decision
            | Stage::Disclosure
            | Stage::Evaluation
            | Stage::Exception => false,
        },
    }
}

/// What stands against an act whatever comes with it.
pub(crate) fn check_context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    if let Some(ended) = &context.state.ended
        && !outlives(context.kind)
        && !reception::is_answered_late(context)
    {
        let label = |lang| ended.ending.label(lang);
        let args = vec![Arg::bilingual("ending", label(Lang::En), label(Lang::Zh))];
        let refusal = Refusal::new(RefusalCode::CaseClosed, args);
        out.push(refusal.citing(Context::cite_entry(ended.entry)));
    }
    match context.kind.stage() {
        Stage::Reception => reception::context(context, out),
        Stage::Screening => screening::context(context, out),
        Stage::Preparation => preparation::context(context, out),
        Stage::Deliberation => meeting::context(context, out),
        Stage::Decision => deciding::context(context, out),
        Stage::Disclosure => disclosing::context(context, out),
        Stage::Implementation | Stage::Supervision => carrying::context(context, out),
        Stage::Evaluation | Stage::Exception => concluding::context(context, out),
    }
    authority::check(context, out);
}

/// What stands against what comes with an act.
pub(crate) fn check_payload(context: &Context<'_>, act: &Act) -> Vec<Refusal> {
    let mut out = Vec::new();
    match context.kind.stage() {
        Stage::Reception => reception::payload(context, act, &mut out),
        Stage::Screening => screening::payload(context, act, &mut out),
        Stage::Preparation => preparation::payload(context, act, &mut out),
        Stage::Deliberation => meeting::payload(context, act, &mut out),
        Stage::Decision => deciding::payload(context, act, &mut out),
        Stage::Disclosure => disclosing::payload(context, act, &mut out),
        Stage::Implementation | Stage::Supervision => carrying::payload(context, act, &mut out),
        Stage::Evaluation | Stage::Exception => concluding::payload(context, act, &mut out),
    }
    out
}

/// What stands against the entry itself: its number and its times.
pub(crate) fn check_envelope(state: &State, entry: &Entry) -> Vec<Refusal> {
    let mut out = Vec::new();
    let expected = state.last_seq.saturating_add(1);
    if entry.seq() != expected {
        let args = vec![Arg::plain("found", entry.seq()), Arg::plain("expected", expected)];
        out.push(Refusal::new(RefusalCode::OutOfSequence, args));
    }
    if let Some(last) = state.last_at
        && entry.at() < last
    {
        let args = vec![Arg::plain("found", entry.at()), Arg::plain("last", last)];
        out.push(Refusal::new(RefusalCode::RecordedEarlier, args));
    }
    if let Some(on) = entry.on()
        && on > entry.at()
    {
        let args = vec![Arg::plain("on", on), Arg::plain("at", entry.at())];
        out.push(Refusal::new(RefusalCode::HappenedLater, args));
    }
    out
}

/// The entry changes the state, whatever stands against it.
pub(crate) fn apply(charter: &Charter, state: &mut State, entry: &Entry) {
    pass_time(charter, state, entry.at());
    let performed = performed(&Context::of(charter, state, entry), entry.act());
    apply_now(charter, state, entry, performed);
}

/// The same for a state in which time has passed up to the entry, and the function that it performs
/// in that state.
pub(crate) fn apply_now(
    charter: &Charter,
    state: &mut State,
    entry: &Entry,
    performed: Option<Function>,
) {
    state.begun = state.begun.or(Some(entry.happened()));
    let mut change = Change::new(charter, state, entry);
    if let Some((appeal, shown)) = change.borne.appeal().zip(entry.shown()) {
        change.state.spend(appeal, shown);
    }
    let act = entry.act();
    match act.kind().stage() {
        Stage::Reception => reception::apply(&mut change, act),
        Stage::Screening => screening::apply(&mut change, act),
        Stage::Preparation => preparation::apply(&mut change, act),
        Stage::Deliberation => meeting::apply(&mut change, act),
        Stage::Decision => deciding::apply(&mut change, act),
        Stage::Disclosure => disclosing::apply(&mut change, act),
        Stage::Implementation | Stage::Supervision => carrying::apply(&mut change, act),
        Stage::Evaluation | Stage::Exception => concluding::apply(&mut change, act),
    }
    if matches!(act.kind().stage(), Stage::Implementation) {
        carrying::note_signers(&mut change, entry);
    }
    if let Some(function) = performed {
        change.note_performed(function, entry.signed());
    }
    settle(&mut change);
    // A number out of sequence is followed only as far as there is room for those that come.
    state.last_seq = if entry.seq() <= FARTHEST {
        entry.seq().max(state.last_seq)
    } else {
        state.last_seq.saturating_add(1)
    };
    state.last_at = Some(state.last_at.map_or(entry.at(), |last| last.max(entry.at())));
}
