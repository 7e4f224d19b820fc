//! Entries of every kind of act, for whatever is tested with any of them.
//!
//! [`any_entry`] and [`any_act`] are strategies; [`act_of`] is one for a kind. They say nothing
//! that holds together: no case would take most of them.

use cogov::Function;
use cogov::act::*;
use cogov::values::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::parts::*;

/// Any act of a kind.
pub(crate) fn act_of(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::Submit
        | ActKind::Support
        | ActKind::Accept
        | ActKind::Decline
        | ActKind::Merge
        | ActKind::Settle
        | ActKind::Withdraw
        | ActKind::CallBack => on_appeal(kind),
        ActKind::Assess
        | ActKind::Route
        | ActKind::Dispatch
        | ActKind::ContestDispatch
        | ActKind::Enrol
        | ActKind::Plan
        | ActKind::Notify => before(kind),
        ActKind::Convene
        | ActKind::Arrive
        | ActKind::Depart
        | ActKind::Excuse
        | ActKind::Speak
        | ActKind::DeclareInterest
        | ActKind::Adjourn => in_session(kind),
        ActKind::OpenBallot
        | ActKind::Vote
        | ActKind::CloseBallot
        | ActKind::RecordConsensus
        | ActKind::Resolve
        | ActKind::Fail
        | ActKind::ReferUp
        | ActKind::SetAside
        | ActKind::Advise
        | ActKind::Disclose
        | ActKind::Object
        | ActKind::Opine
        | ActKind::Answer => on_decision(kind),
        ActKind::TakeOn
        | ActKind::Contest
        | ActKind::Delegate
        | ActKind::Transfer
        | ActKind::Vary
        | ActKind::Report
        | ActKind::Complete
        | ActKind::StartStandingDuty
        | ActKind::Verify
        | ActKind::Remind
        | ActKind::Extend
        | ActKind::Suspend
        | ActKind::Resume
        | ActKind::Discharge
        | ActKind::FindDefault => on_obligation(kind),
        ActKind::Evaluate
        | ActKind::Award
        | ActKind::Close
        | ActKind::Reopen
        | ActKind::Override
        | ActKind::Absorb
        | ActKind::Migrate
        | ActKind::Correct => at_the_end(kind),
    }
}

/// An act that is about something and brings something along.
fn both<A, B>(
    target: impl Strategy<Value = A> + 'static,
    with: impl Strategy<Value = B> + 'static,
    make: impl Fn(A, B) -> Act + 'static,
) -> BoxedStrategy<Act>
where
    A: std::fmt::Debug + 'static,
    B: std::fmt::Debug + 'static,
{
    (target, with).prop_map(move |(target, with)| make(target, with)).boxed()
}

fn on_appeal(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::Submit => {
            let submit = (channel(), matter(), words())
                .prop_map(|(channel, matter, text)| Submit::new(channel, matter, text));
            let submit = may(submit, place(), Submit::with_place);
            let submit = may(submit, participant(), Submit::with_submitter);
            let submit = may(submit, choose(Origin::ALL), Submit::with_origin);
            let submit = may(submit, digest(), Submit::with_receipt);
            both(appeal(), some(submit, attachment(), Submit::with_attachments), Act::submit)
        }
        ActKind::Support => appeal().prop_map(Act::support).boxed(),
        ActKind::Accept => {
            let accept = may(Just(Accept::new()), matter(), Accept::with_matter);
            let accept = may(accept, place(), Accept::with_place);
            both(appeal(), may(accept, step(), Accept::with_step), Act::accept)
        }
        ActKind::Decline => {
            let decline = may(Just(Decline::new()), text(), Decline::with_reason);
            both(appeal(), may(decline, text(), Decline::with_redress), Act::decline)
        }
        ActKind::Merge => both(appeal(), appeal().prop_map(Merge::new), Act::merge),
        ActKind::Settle => both(appeal(), text().prop_map(Settle::new), Act::settle),
        ActKind::Withdraw => {
            let withdraw = may(Just(Withdraw::new()), words(), Withdraw::with_reason);
            both(appeal(), withdraw, Act::withdraw)
        }
        _ => {
            let said =
                may(any::<bool>().prop_map(CallBack::new), any::<bool>(), CallBack::with_resolved);
            let said = may(said, any::<bool>(), CallBack::with_satisfied);
            both(appeal(), may(said, words(), CallBack::with_note), Act::call_back)
        }
    }
}

fn contest() -> BoxedStrategy<Contest> {
    let contest = (reply(), text()).prop_map(|(reply, text)| Contest::new(reply, text));
    may(contest, party(), Contest::with_instead)
}

fn before(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::Assess => topic().prop_map(|topic| Act::assess(Assess::new(topic))).boxed(),
        ActKind::Route => {
            let route = may(destination().prop_map(Route::new), text(), Route::with_reason);
            may(route, step(), Route::with_step).prop_map(Act::route).boxed()
        }
        ActKind::Dispatch => {
            let dispatch = (party(), text()).prop_map(|(to, task)| Dispatch::new(to, task));
            both(step(), may(dispatch, term(), Dispatch::with_within), Act::dispatch)
        }
        ActKind::ContestDispatch => both(step(), contest(), Act::contest_dispatch),
        ActKind::Enrol => enrolled().prop_map(Act::enrol).boxed(),
        ActKind::Plan => both(step(), plan(), Act::plan),
        _ => {
            let told = may(text().prop_map(Notify::new), session(), Notify::with_session);
            let told = may(told, instant(), Notify::with_starts);
            both(step(), some(told, participant(), Notify::with_whom), Act::notify)
        }
    }
}

fn in_session(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::Convene => {
            let convene = may(session().prop_map(Convene::new), instant(), Convene::with_starts);
            let convene = may(convene, text(), Convene::with_venue);
            let invitee = (participant(), choose(Attendance::ALL))
                .prop_map(|(who, role)| Invitee::new(who, role));
            both(step(), some(convene, invitee, Convene::with_should_attend), Act::convene)
        }
        ActKind::Arrive => {
            let arrive = may(Just(Arrive::new()), participant(), Arrive::with_instead_of);
            both(session(), arrive, Act::arrive)
        }
        ActKind::Depart => {
            let depart = may(Just(Depart::new()), participant(), Depart::with_instead_of);
            both(session(), depart, Act::depart)
        }
        ActKind::Excuse => {
            let excuse = may(participant().prop_map(Excuse::new), words(), Excuse::with_reason);
            both(session(), excuse, Act::excuse)
        }
        ActKind::Speak => {
            let speak = may(words().prop_map(Speak::new), point(), Speak::with_point);
            both(session(), may(speak, participant(), Speak::with_instead_of), Act::speak)
        }
        ActKind::DeclareInterest => {
            words().prop_map(|i| Act::declare_interest(DeclareInterest::new(i))).boxed()
        }
        _ => {
            let adjourn = may(Just(Adjourn::new()), words(), Adjourn::with_minutes);
            both(session(), some(adjourn, attachment(), Adjourn::with_attachments), Act::adjourn)
        }
    }
}

fn again() -> BoxedStrategy<Again> {
    may(Just(Again::new()), text(), Again::with_reason)
}

fn on_decision(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::OpenBallot => {
            let open = (ballot(), text()).prop_map(|(key, text)| OpenBallot::new(key, text));
            let open = may(open, session(), OpenBallot::with_session);
            let open = may(open, rule(), OpenBallot::with_rule);
            let open = may(open, any::<bool>(), OpenBallot::with_secret);
            both(step(), some(open, elector(), OpenBallot::with_electors), Act::open_ballot)
        }
        ActKind::Vote => {
            let vote = choose(Choice::ALL).prop_map(Vote::new);
            both(ballot(), may(vote, participant(), Vote::with_instead_of), Act::vote)
        }
        ActKind::CloseBallot => {
            let counts = may(counted().prop_map(Published::new), counted(), Published::with_weight);
            let counts = may(counts, counted(), Published::with_households);
            let counts = may(counts, natural(), Published::with_interested_yes);
            let close = may(Just(CloseBallot::new()), counts, CloseBallot::with_counts);
            both(ballot(), close, Act::close_ballot)
        }
        ActKind::RecordConsensus => {
            let agreed = (text(), session()).prop_map(|(text, s)| RecordConsensus::new(text, s));
            let objection = (participant(), words(), any::<bool>())
                .prop_map(|(who, text, sustained)| Objection::new(who, text, sustained));
            let agreed = some(agreed, objection, RecordConsensus::with_objections);
            both(step(), agreed, Act::record_consensus)
        }
        ActKind::Resolve => both(step(), resolution(), Act::resolve),
        ActKind::Fail => {
            let fail = may(choose(Failure::ALL).prop_map(Fail::new), ballot(), Fail::with_ballot);
            both(step(), may(fail, text(), Fail::with_reason), Act::fail)
        }
        ActKind::ReferUp => {
            let referred = (reply(), place(), id())
                .prop_map(|(reply, to, id)| ReferUp::new(reply, to, id.parse::<CaseId>().unwrap()));
            let referred = may(referred, text(), ReferUp::with_exception);
            some(referred, natural(), ReferUp::with_exhausted).prop_map(Act::refer_up).boxed()
        }
        ActKind::SetAside => both(step(), again(), Act::set_aside),
        ActKind::Advise => {
            let advice =
                (reply(), party(), text()).prop_map(|(reply, to, t)| Advise::new(reply, to, t));
            both(step(), may(advice, term(), Advise::with_within), Act::advise)
        }
        ActKind::Disclose => {
            let disclosed = (choose(Publicity::ALL), text(), text())
                .prop_map(|(publicity, what, at)| Disclose::new(publicity, what, at));
            let disclosed = may(disclosed, day(), Disclose::with_from);
            both(step(), may(disclosed, day(), Disclose::with_to), Act::disclose)
        }
        ActKind::Object => both(step(), opinion(), Act::object),
        ActKind::Opine => opinion().prop_map(Act::opine).boxed(),
        _ => {
            let answer = choose(AnswerKind::ALL).prop_map(Answer::new);
            both(reply(), may(answer, text(), Answer::with_text), Act::answer)
        }
    }
}

fn pause() -> BoxedStrategy<Pause> {
    may(Just(Pause::new()), text(), Pause::with_reason)
}

fn on_obligation(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::TakeOn => obligation().prop_map(Act::take_on).boxed(),
        ActKind::Contest => both(obligation(), contest(), Act::contest),
        ActKind::Delegate => {
            both(obligation(), participant().prop_map(Delegate::new), Act::delegate)
        }
        ActKind::Transfer => {
            let transfer = may(party().prop_map(Transfer::new), text(), Transfer::with_reason);
            both(obligation(), transfer, Act::transfer)
        }
        ActKind::Vary => {
            let vary = may(Just(Vary::new()), text(), Vary::with_task);
            let vary = may(vary, deadline(), Vary::with_within);
            both(obligation(), may(vary, text(), Vary::with_reason), Act::vary)
        }
        ActKind::Report => {
            let report = some(text().prop_map(Report::new), attachment(), Report::with_evidence);
            both(obligation(), report, Act::report)
        }
        ActKind::Complete => {
            let done = may(Just(Complete::new()), text(), Complete::with_text);
            both(obligation(), some(done, attachment(), Complete::with_evidence), Act::complete)
        }
        ActKind::StartStandingDuty => obligation_draft().prop_map(Act::start_standing_duty).boxed(),
        ActKind::Verify => {
            let result = choose(VerificationResult::ALL).prop_map(Verify::new);
            let result = may(result, text(), Verify::with_text);
            both(obligation(), some(result, attachment(), Verify::with_evidence), Act::verify)
        }
        ActKind::Remind => {
            both(obligation(), may(Just(Remind::new()), text(), Remind::with_text), Act::remind)
        }
        ActKind::Extend => {
            let extend = may(deadline().prop_map(Extend::new), text(), Extend::with_reason);
            both(obligation(), extend, Act::extend)
        }
        ActKind::Suspend => both(obligation(), pause(), Act::suspend),
        ActKind::Resume => both(obligation(), pause(), Act::resume),
        ActKind::Discharge => {
            let ground = choose(Ground::ALL).prop_map(Discharge::new);
            both(obligation(), may(ground, text(), Discharge::with_reason), Act::discharge)
        }
        _ => {
            let found = may(Just(FindDefault::new()), text(), FindDefault::with_reason);
            let found = may(found, obligation_draft(), FindDefault::with_consequence);
            both(obligation(), found, Act::find_default)
        }
    }
}

fn at_the_end(kind: ActKind) -> BoxedStrategy<Act> {
    match kind {
        ActKind::Evaluate => {
            let finding =
                (criterion(), any::<bool>()).prop_map(|(key, met)| CriterionFinding::new(key, met));
            let finding = may(finding, text(), CriterionFinding::with_text);
            let evaluated = choose(Evaluation::ALL).prop_map(Evaluate::new);
            let evaluated = may(evaluated, text(), Evaluate::with_text);
            both(step(), some(evaluated, finding, Evaluate::with_criteria), Act::evaluate)
        }
        ActKind::Award => {
            let award = (participant(), text()).prop_map(|(to, reason)| Award::new(to, reason));
            let award = may(award, natural(), Award::with_points);
            may(award, text(), Award::with_honour).prop_map(Act::award).boxed()
        }
        ActKind::Close => {
            may(Just(Close::new()), text(), Close::with_text).prop_map(Act::close).boxed()
        }
        ActKind::Reopen => both(step(), again(), Act::reopen),
        ActKind::Override => {
            let lifted = (holder(), choose(Function::ALL))
                .prop_map(|(who, function)| Override::new(who, function));
            may(lifted, text(), Override::with_reason).prop_map(Act::r#override).boxed()
        }
        ActKind::Absorb => both(step(), step().prop_map(Absorb::new), Act::absorb),
        ActKind::Migrate => {
            let to = (natural(), digest()).prop_map(|(version, d)| Migrate::new(version, d));
            may(to, text(), Migrate::with_reason).prop_map(Act::migrate).boxed()
        }
        _ => both(natural(), text().prop_map(Correct::new), Act::correct),
    }
}

/// Any act.
pub(crate) fn any_act() -> BoxedStrategy<Act> {
    select(ActKind::ALL).prop_flat_map(act_of).boxed()
}

/// Any entry with an act.
pub(crate) fn entry_with(act: BoxedStrategy<Act>) -> BoxedStrategy<Entry> {
    let entry = (natural(), instant(), holder(), act)
        .prop_map(|(seq, at, by, act)| Entry::new(seq, at, by, act));
    let entry = may(entry, instant(), Entry::with_on);
    let entry = may(entry, person(), Entry::with_hand);
    let entry = may(entry, digest(), Entry::with_shown);
    some(entry, participant(), Entry::with_signed)
}

/// Any entry.
pub(crate) fn any_entry() -> BoxedStrategy<Entry> {
    entry_with(any_act())
}

/// Any entries that could stand in a record: numbered from 1.
pub(crate) fn numbered(
    size: impl Into<proptest::collection::SizeRange>,
) -> BoxedStrategy<Vec<Entry>> {
    vec((instant(), holder(), any_act()), size)
        .prop_map(|acts| {
            (1..).zip(acts).map(|(seq, (at, by, act))| Entry::new(seq, at, by, act)).collect()
        })
        .boxed()
}
