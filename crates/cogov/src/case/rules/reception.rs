//! The rules of appeals: who may submit by which channel, and what becomes of an appeal.

use crate::act::{Accept, Act, ActKind, Decline, Merge, Participant, Submit, Target};
use crate::case::appeal::{Appeal, AppealEnding};
use crate::case::change::Change;
use crate::case::context::Context;
use crate::case::refusal::{Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::sparing::{Seldom, add};
use crate::case::state::State;
use crate::intake::Channel;
use crate::position::{Function, Right};
use crate::problem::{Arg, Problem};
use crate::procedure::Completion;
use crate::values::id::{AppealId, CaseId};
use crate::values::lang::Lang;

impl Context<'_> {
    fn appeal(&self, id: AppealId, out: &mut Vec<Refusal>) -> Option<&Appeal> {
        let found = self.state.appeals.get(&id);
        if found.is_none() {
            out.push(self.unknown("appeal", "诉求", &id));
        }
        found.map(Box::as_ref)
    }
}

/// The other case in which an appeal goes on.
fn elsewhere(state: &State, with: &Merge) -> Option<CaseId> {
    with.case().filter(|case| *case != state.id)
}

fn ended(ending: AppealEnding, entry: u64) -> Refusal {
    Refusal::telling(RefusalCode::AppealEnded, move || {
        let ending = Arg::bilingual("ending", ending.label(Lang::En), ending.label(Lang::Zh));
        Reasons::of(vec![ending]).citing(Context::cite_entry(entry))
    })
}

pub(super) fn context(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let Some(Target::Appeal(id)) = context.target else { return };
    if context.kind == ActKind::Submit {
        if context.state.appeals.contains_key(&id) {
            out.push(context.already("an appeal", "诉求", &id));
        }
        let mut first = None;
        for channel in context.channels() {
            // One that takes it is enough.
            let Some(closed) = context.closed(channel, None) else { return };
            first = first.or(Some(closed));
        }
        out.extend(first);
        return;
    }
    let Some(appeal) = context.appeal(id, out) else { return };
    if context.kind == ActKind::Accept
        && appeal.ending.is_none()
        && let Some(accepted) = appeal.accepted
        && !awaits_acceptance(context)
    {
        out.push(accepted_already(id, accepted));
        return;
    }
    if context.kind == ActKind::Accept && context.state.run.is_some() {
        let mut step = Vec::new();
        context.completed_by(Completion::Accept, None, &mut step);
        // Of several steps the act can name one.
        step.retain(|refusal| refusal.code() != RefusalCode::SeveralSteps);
        out.append(&mut step);
    }
    if let Some(ending) = appeal.ending
        && context.kind != ActKind::CallBack
    {
        out.push(ended(ending, appeal.entry));
    } else if context.kind == ActKind::Support {
        supported(context, appeal, out);
    } else if matches!(context.kind, ActKind::Settle | ActKind::Decline) {
        check_skips_nothing(context, out);
    }
}

/// Whether whoever acts does not support an appeal yet.
fn supported(context: &Context<'_>, appeal: &Appeal, out: &mut Vec<Refusal>) {
    let who = context.actor();
    if appeal.roll.find(&appeal.supporters, |who| who, &who).is_some() {
        out.push(context.about_who(RefusalCode::SupportedAlready, &who));
    }
}

/// Whether an appeal that was neither accepted nor declined when the case ended comes to its end now:
/// whoever appealed is owed an answer all the same.
pub(super) fn is_answered_late(context: &Context<'_>) -> bool {
    let ends = matches!(
        context.kind,
        ActKind::Decline | ActKind::Settle | ActKind::Withdraw | ActKind::Merge
    );
    let Some(Target::Appeal(id)) = context.target.as_ref().filter(|_| ends) else { return false };
    let appeal = context.state.appeals.get(id);
    appeal.is_some_and(|appeal| appeal.accepted.is_none() && appeal.ending.is_none())
}

/// That an appeal was accepted before.
fn accepted_already(id: AppealId, entry: u64) -> Refusal {
    Refusal::telling(RefusalCode::WrongState, move || {
        let state = Arg::bilingual("state", "accepted already", "已受理");
        let args = vec![Arg::plain("obligation", id), state];
        Reasons::of(args).citing(Context::cite_entry(entry))
    })
}

/// Whether a step that an acceptance completes can be done now: then what was accepted before is
/// accepted for it.
fn awaits_acceptance(context: &Context<'_>) -> bool {
    let running = context.compiled().zip(context.state.run.as_ref());
    running.is_some_and(|(compiled, run)| {
        compiled.enabled(run.marking).iter().any(|step| {
            compiled.step(step).is_some_and(|known| known.completes() == Completion::Accept)
        })
    })
}

/// Whether the case would end with an appeal that is refused or settled, while steps are owed: what
/// was routed to a procedure goes through it, or is taken back by whoever appealed.
fn check_skips_nothing(context: &Context<'_>, out: &mut Vec<Refusal>) {
    let state = context.state;
    let Some((compiled, run)) = context.compiled().zip(state.run.as_ref()) else { return };
    let ends = state.ended.is_none() && state.open_appeals <= 1;
    if !ends || state.standing().next().is_some() {
        return;
    }
    // Where nothing has begun yet, it may have been routed out of the procedure again.
    let routed = state.routed.as_ref().map(|routed| &routed.to);
    if routed.is_some_and(|to| to.procedure().is_none()) && !run.has_begun(compiled) {
        return;
    }
    let owed = run.marking.open();
    if owed.is_empty() {
        return;
    }
    out.push(context.steps_owed(owed));
}

pub(super) fn payload(context: &Context<'_>, act: &Act, out: &mut Vec<Refusal>) {
    match act {
        Act::Submit { with, .. } => submit(context, with, out),
        Act::Accept { appeal, with } => accept(context, *appeal, with, out),
        Act::Decline { with, .. } => decline(context, with, out),
        Act::Merge { appeal, with } => {
            // What goes on in another case is known there.
            if elsewhere(context.state, with).is_some() {
                return;
            }
            let into = context.appeal(with.joins(), out);
            let goes_on = into.is_some_and(|into| into.ending.is_none());
            if into.is_some() && (!goes_on || *appeal == with.joins()) {
                let args = vec![Arg::plain("into", with.joins())];
                out.push(Refusal::new(RefusalCode::MergeAstray, args));
            }
        }
        _ => {}
    }
}

fn submit(context: &Context<'_>, with: &Submit, out: &mut Vec<Refusal>) {
    let charter = context.charter;
    if let Err(missing) = charter.matter(with.matter()) {
        out.push(context.not_in_charter("matters", with.matter(), &missing));
    }
    if let Some(place) = with.place()
        && let Err(missing) = charter.place(place)
    {
        out.push(context.not_in_charter("places", place, &missing));
    }
    // Who appeals need not be known to anybody, unless it is by a receipt that they are.
    if let Some(Participant::Bearer(appeal)) = with.submitter() {
        context.check_bearer(*appeal, out);
    }
    if let Some(receipt) = with.receipt() {
        context.check_commitment(receipt, out);
    }
    let Some(channel) = context.channels().find(|channel| channel.key() == with.channel()) else {
        // A charter that lists no channel closes none.
        if context.channels().next().is_some() {
            let (list, key) = ("intake.channels", with.channel());
            let known = context.channels().map(|channel| channel.key().as_str());
            let missing = Problem::unknown_key(list, key.as_str(), known);
            out.push(context.not_in_charter(list, key, &missing));
        }
        return;
    };
    out.extend(context.closed(channel, Some(with)));
}

impl<'a> Context<'a> {
    /// The channels of the intake.
    pub(crate) fn channels(&self) -> impl Iterator<Item = &'a Channel> + use<'a> {
        let intake = self.charter.intake().given();
        let channels = intake.map_or(&[][..], |intake| intake.channels());
        channels.iter().filter_map(|listed| listed.given())
    }

    /// Why a channel does not take an appeal, or any at all by whoever acts.
    pub(crate) fn closed(&self, channel: &Channel, appeal: Option<&Submit>) -> Option<Refusal> {
        let refuse = |en: &str, zh: &str| {
            let args = vec![Arg::plain("channel", channel.key()), Arg::bilingual("reason", en, zh)];
            Some(Refusal::new(RefusalCode::ChannelClosed, args))
        };
        if appeal.is_some_and(|appeal| appeal.submitter().is_none())
            && channel.anonymous() != Some(true)
        {
            return refuse(
                "it takes none without a name, and no submitter is given",
                "该渠道不接收匿名诉求，而此诉求未写明提出者",
            );
        }
        let open_to = channel.open_to()?;
        let received = channel.received_by().is_some_and(|by| self.acts_as(by));
        let receives = || {
            let setting = match appeal {
                Some(appeal) => self.setting_of(Some(appeal.matter()), appeal.place()),
                None => self.setting(),
            };
            let powers = setting.given(Right::Power(Function::Receive));
            powers.iter().any(|power| self.acts_as(power.holder()))
        };
        // Whoever appeals by somebody else's hand is who has to be admitted.
        let submits = appeal.is_none_or(|appeal| match appeal.submitter() {
            Some(Participant::Holder(holder)) => self.charter.includes(open_to, holder),
            Some(Participant::Person(_) | Participant::Bearer(_)) | None => false,
        });
        if self.acts_as(open_to) || received || submits || receives() {
            return None;
        }
        refuse("it is for others", "该渠道不对其开放")
    }
}

fn accept(context: &Context<'_>, appeal: AppealId, with: &Accept, out: &mut Vec<Refusal>) {
    let matter = with.matter().filter(|matter| {
        let missing = context.charter.matter(matter).err();
        let refused = missing.as_ref();
        out.extend(refused.map(|missing| context.not_in_charter("matters", matter, missing)));
        missing.is_none()
    });
    let place = with.place().filter(|place| {
        let missing = context.charter.place(place).err();
        let refused = missing.as_ref();
        out.extend(refused.map(|missing| context.not_in_charter("places", place, missing)));
        missing.is_none()
    });
    // Nobody fixes a matter or a place on which they could not accept it.
    if let Some(appeal) = context.state.appeals.get(&appeal) {
        let place = place.or(appeal.place.as_ref()).or(context.state.place.as_ref());
        context.check_fixed(matter.or(Some(&appeal.matter)), place, out);
    }
    if context.state.run.is_some() {
        context.completed_by(Completion::Accept, with.step(), out);
    }
}

fn decline(context: &Context<'_>, with: &Decline, out: &mut Vec<Refusal>) {
    match (with.reason(), with.redress()) {
        (Some(_), Some(_)) => {}
        (None, None) => {
            out.push(context.unreasoned("a reason and a redress", "理由和救济途径"));
        }
        (None, Some(_)) => out.push(context.unreasoned("a reason", "理由")),
        (Some(_), None) => {
            out.push(context.unreasoned("where one can turn to instead", "救济途径"));
        }
    }
}

pub(super) fn apply(change: &mut Change<'_>, act: &Act) {
    let (seq, on) = (change.seq, change.on);
    match act {
        Act::Submit { appeal, with } => {
            let appeal = Appeal {
                id: *appeal,
                entry: seq,
                on,
                channel: with.channel().clone(),
                recorded_by: change.by.clone(),
                matter: with.matter().clone(),
                text: with.text().clone(),
                origin: with.origin().unwrap_or(crate::act::Origin::Masses),
                place: with.place().cloned(),
                submitter: with.submitter().cloned(),
                receipt: with.receipt(),
                referred_from: with.referred_from(),
                accepted: None,
                accepted_on: None,
                accepted_by: None,
                ending: None,
                ended: None,
                ended_on: None,
                merged_into: None,
                merged_case: None,
                call_back: None,
                supporters: Vec::new(),
                roll: Seldom::new(),
            };
            change.state.take_appeal(appeal);
        }
        Act::Support { appeal } => {
            let who = change.actor();
            if let Some(appeal) = change.state.appeals.get_mut(appeal)
                && appeal.roll.find(&appeal.supporters, |who| who, &who).is_none()
            {
                add(&mut appeal.supporters, who);
                appeal.roll.add(&appeal.supporters, |who| who);
            }
        }
        Act::Accept { appeal, with } => {
            let Some(appeal) = change.state.appeals.get_mut(appeal) else { return };
            if appeal.accepted.is_none() {
                appeal.accepted = Some(seq);
                appeal.accepted_on = Some(on);
                appeal.accepted_by = Some(change.by.clone());
            }
            let matter = with.matter().unwrap_or(&appeal.matter).clone();
            let place = with.place().or(appeal.place.as_ref()).cloned();
            if change.state.matter.is_none() {
                change.state.matter = Some(matter);
                change.state.place = place;
                change.state.find_scope(change.charter);
            }
            change.begin_without_triage();
            change.complete(Completion::Accept, with.step());
        }
        Act::Decline { appeal, .. } => end(change, *appeal, AppealEnding::Declined),
        Act::Settle { appeal, .. } => end(change, *appeal, AppealEnding::Settled),
        Act::Withdraw { appeal, .. } => {
            let known = change.state.appeals.get(appeal);
            if known.is_some_and(|known| known.ending.is_none()) {
                change.state.part_from(*appeal);
            }
            end(change, *appeal, AppealEnding::Withdrawn);
        }
        Act::Merge { appeal, with } => {
            let case = elsewhere(change.state, with);
            let is_known = change.state.appeals.contains_key(&with.joins());
            if case.is_some() || (is_known && *appeal != with.joins()) {
                let known = change.state.appeals.get_mut(appeal);
                if let Some(known) = known.filter(|known| known.ending.is_none()) {
                    known.merged_into = Some(Box::new(with.joins()));
                    known.merged_case = case.map(Box::new);
                }
                end(change, *appeal, AppealEnding::Merged);
            }
        }
        Act::CallBack { appeal, with } => {
            if let Some(appeal) = change.state.appeals.get_mut(appeal) {
                appeal.call_back = Some(with.clone());
            }
        }
        _ => {}
    }
}

fn end(change: &mut Change<'_>, id: AppealId, ending: AppealEnding) {
    let (seq, on) = (change.seq, change.on);
    let appeal = change.state.appeals.get_mut(&id);
    let Some(appeal) = appeal.filter(|appeal| appeal.ending.is_none()) else { return };
    appeal.ending = Some(ending);
    appeal.ended = Some(seq);
    appeal.ended_on = Some(on);
    change.state.open_appeals = change.state.open_appeals.saturating_sub(1);
    if let Some(ending) = change.state.ending_of_appeals() {
        change.end(ending);
    }
}
