//! Entries of every kind of act, for whatever is tested with any of them.
//!
//! [`any_entry`] and [`any_act`] are strategies; [`act_of`] is one for a kind. They say nothing
//! that holds together: no case would take most of them.

use cogov::act::*;
use cogov::triage::{self, Dimension};
use cogov::values::*;
use cogov::{Date, Fraction, Function, Holder, Instant, Term, Topic};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A value, or one of its parts left out.
fn may<T, V>(
    base: impl Strategy<Value = T> + 'static,
    part: impl Strategy<Value = V> + 'static,
    set: impl Fn(T, V) -> T + 'static,
) -> BoxedStrategy<T>
where
    T: std::fmt::Debug + 'static,
    V: std::fmt::Debug + 'static,
{
    (base, prop::option::weighted(0.5, part))
        .prop_map(move |(base, part)| match part {
            Some(part) => set(base, part),
            None => base,
        })
        .boxed()
}

/// The same for a list, which can be empty.
fn some<T, V>(
    base: impl Strategy<Value = T> + 'static,
    part: impl Strategy<Value = V> + 'static,
    add: impl Fn(T, Vec<V>) -> T + 'static,
) -> BoxedStrategy<T>
where
    T: std::fmt::Debug + 'static,
    V: std::fmt::Debug + 'static,
{
    (base, vec(part, 0..3)).prop_map(move |(base, parts)| add(base, parts)).boxed()
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z][a-z0-9-]{0,8}",
        1 => "[a-z][a-z0-9-]{63}",
    ]
}

macro_rules! keys {
    ($($name:ident: $key:ty;)+) => {$(
        fn $name() -> BoxedStrategy<$key> {
            word().prop_map(|word| word.parse().unwrap()).boxed()
        }
    )+};
}

keys! {
    party: PartyKey; seat: SeatKey; group: GroupKey; sector: SectorKey; person: PersonKey;
    place: PlaceKey; matter: MatterKey; channel: ChannelKey; step: StepKey; point: PointKey;
    criterion: CriterionKey; ballot: BallotKey; obligation: ObligationKey; reply: ReplyKey;
    rule: RuleKey; household: HouseholdKey; level: LevelKey; procedure: ProcedureKey;
}

fn id() -> impl Strategy<Value = String> {
    any::<[u8; 16]>().prop_filter_map("the one that is all zero", |bytes| {
        CaseId::from_bytes(bytes).map(|id| id.to_string())
    })
}

fn appeal() -> BoxedStrategy<AppealId> {
    id().prop_map(|id| id.parse().unwrap()).boxed()
}

fn session() -> BoxedStrategy<SessionId> {
    id().prop_map(|id| id.parse().unwrap()).boxed()
}

/// Words with what JSON escapes, other scripts, and characters beyond the basic plane.
fn wording() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ,.]{0,12}[a-z]",
        2 => r#"[\\"/\n\t{}\[\]:,]{0,6}x"#,
        2 => "[停车位电梯垃圾分类，。]{1,10}",
        1 => "[\u{e9}\u{fffd}\u{10000}-\u{10010}\u{1f600}-\u{1f64f}]{1,4}",
    ]
}

pub(crate) fn text() -> BoxedStrategy<Text> {
    let one = wording().prop_map(|text| Text::new(&text).unwrap());
    let both = (wording(), wording()).prop_map(|(en, zh)| Text::bilingual(&en, &zh).unwrap());
    let more = (text_tag(), wording(), wording()).prop_map(|(tag, other, zh)| {
        Text::new(&other).unwrap().in_lang("zh", &zh).unwrap().in_lang(&tag, &other).unwrap()
    });
    prop_oneof![3 => one, 2 => both, 1 => more].boxed()
}

fn text_tag() -> impl Strategy<Value = String> {
    select(vec!["en", "zh", "zh-Hant", "ug", "de-CH-1996"]).prop_map(str::to_owned)
}

fn salt() -> impl Strategy<Value = Salt> {
    any::<[u8; 32]>().prop_map(Salt::from)
}

pub(crate) fn opening() -> BoxedStrategy<Opening> {
    (salt(), text()).prop_map(|(salt, words)| Opening::new(salt, words)).boxed()
}

fn words() -> BoxedStrategy<Words> {
    prop_oneof![
        2 => text().prop_map(Words::from),
        1 => opening().prop_map(|opening| opening.seal()),
    ]
    .boxed()
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::from)
}

/// Integers, the largest there can be among them.
fn natural() -> BoxedStrategy<u64> {
    const LARGEST: u64 = (1 << 53) - 1;
    prop_oneof![3 => 0..1_000_u64, 1 => 0..=LARGEST, 1 => Just(LARGEST), 1 => Just(0)].boxed()
}

pub(crate) fn instant() -> BoxedStrategy<Instant> {
    // Moments of this century, with offsets by the quarter of an hour, and fractions of a second.
    let fraction = select(vec!["", ".5", ".000000001", ".123456789"]);
    (0..24_u32, 0..60_u32, 0..60_u32, day(), fraction, -18 * 4 + 1..18 * 4_i32)
        .prop_map(|(hour, minute, second, day, fraction, quarters)| {
            let offset = match quarters {
                0 => "Z".to_owned(),
                _ => {
                    let (sign, size) =
                        (if quarters < 0 { '-' } else { '+' }, quarters.unsigned_abs());
                    format!("{sign}{:02}:{:02}", size / 4, size % 4 * 15)
                }
            };
            format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}").parse().unwrap()
        })
        .boxed()
}

fn day() -> BoxedStrategy<Date> {
    let leap = Date::new(2024, 2, 29).unwrap();
    prop_oneof![
        4 => (0..36_000_i64).prop_map(|n| Date::new(2000, 1, 1).unwrap().plus_days(n).unwrap()),
        1 => Just(leap),
    ]
    .boxed()
}

fn term() -> BoxedStrategy<Term> {
    prop_oneof![
        (1..400_u32).prop_map(|days| Term::days(days).unwrap()),
        (1..400_u32).prop_map(|days| Term::working_days(days).unwrap()),
    ]
    .boxed()
}

fn deadline() -> BoxedStrategy<Deadline> {
    prop_oneof![term().prop_map(Deadline::from), day().prop_map(Deadline::from)].boxed()
}

pub(crate) fn holder() -> BoxedStrategy<Holder> {
    let one = prop_oneof![
        4 => party().prop_map(Holder::from),
        2 => seat().prop_map(Holder::from),
        1 => group().prop_map(Holder::from),
        1 => sector().prop_map(Holder::from),
        1 => Just(Holder::Anyone),
        1 => Just(Holder::Affected),
    ];
    let several = prop::collection::btree_set(party(), 2..4)
        .prop_map(|parties| Holder::jointly(parties.into_iter().map(Holder::from)).unwrap());
    let share = (1..=9_u64, group())
        .prop_map(|(n, group)| Holder::share(Fraction::new(n, 10).unwrap(), group).unwrap());
    prop_oneof![6 => one, 1 => several, 1 => share].boxed()
}

fn participant() -> BoxedStrategy<Participant> {
    prop_oneof![holder().prop_map(Participant::from), person().prop_map(Participant::from)].boxed()
}

fn attachment() -> BoxedStrategy<Attachment> {
    let named = (text(), digest()).prop_map(|(name, digest)| Attachment::new(name, digest));
    let typed = may(named, text(), Attachment::with_media_type);
    may(may(typed, natural(), Attachment::with_size), text(), Attachment::with_uri)
}

fn choose<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> + 'static {
    select(all)
}

fn destination() -> BoxedStrategy<triage::Route> {
    use triage::Route;
    prop_oneof![
        Just(Route::Settle),
        Just(Route::ReferUp),
        Just(Route::Decline),
        procedure().prop_map(|procedure| Route::Consult { procedure }),
        (procedure(), holder())
            .prop_map(|(procedure, advisers)| Route::ConsultWithAdvisers { procedure, advisers }),
    ]
    .boxed()
}

fn topic() -> BoxedStrategy<Topic> {
    vec((choose(Dimension::ALL), level()), 0..4)
        .prop_map(|levels| levels.into_iter().fold(Topic::new(), |topic, (d, l)| topic.with(d, l)))
        .boxed()
}

fn counted() -> BoxedStrategy<Counted> {
    let counted = may(Just(Counted::new()), natural(), Counted::with_yes);
    let counted = may(counted, natural(), Counted::with_no);
    let counted = may(counted, natural(), Counted::with_abstain);
    may(counted, natural(), Counted::with_invalid)
}

fn elector() -> BoxedStrategy<Elector> {
    let elector = may(participant().prop_map(Elector::new), natural(), Elector::with_weight);
    let elector = may(elector, household(), Elector::with_household);
    may(elector, any::<bool>(), Elector::with_interested)
}

fn obligation_draft() -> BoxedStrategy<ObligationDraft> {
    let draft =
        (obligation(), text(), party(), participant()).prop_map(|(key, task, liable, claimant)| {
            ObligationDraft::new(key, task, liable, claimant)
        });
    let draft = may(draft, deadline(), ObligationDraft::with_within);
    let draft = may(draft, matter(), ObligationDraft::with_matter);
    let draft = may(draft, place(), ObligationDraft::with_place);
    let draft = may(draft, obligation(), ObligationDraft::with_after);
    let draft = may(draft, day(), ObligationDraft::with_sunset);
    let draft = may(draft, any::<bool>(), ObligationDraft::with_surviving);
    let draft = some(draft, participant(), ObligationDraft::with_performers);
    some(draft, participant(), ObligationDraft::with_verifiers)
}

fn opinion() -> BoxedStrategy<Opinion> {
    let opinion = (reply(), text()).prop_map(|(reply, text)| Opinion::new(reply, text));
    may(opinion, holder(), Opinion::with_to)
}

fn enrolled() -> BoxedStrategy<Enrol> {
    let holding = (seat(), person()).prop_map(|(seat, person)| SeatHolding::new(seat, person));
    let holding = may(holding, day(), SeatHolding::with_from);
    let holding = may(holding, day(), SeatHolding::with_until);
    let member = (party(), person()).prop_map(|(party, person)| Membership::new(party, person));
    let roll = may(group().prop_map(GroupRoll::new), natural(), GroupRoll::with_size);
    let roll = some(roll, person(), GroupRoll::with_persons);
    let enrol = some(Just(Enrol::new()), holding, Enrol::with_seats);
    some(some(enrol, member, Enrol::with_members), roll, Enrol::with_groups)
}

fn resolution() -> BoxedStrategy<Resolve> {
    let clause = some(text().prop_map(Clause::new), natural(), Clause::with_cites);
    let resolve = may(text().prop_map(Resolve::new), ballot(), Resolve::with_ballot);
    let resolve = some(resolve, clause, Resolve::with_common_ground);
    let reservation = (participant(), text()).prop_map(|(who, text)| Reservation::new(who, text));
    let reservation = may(reservation, point(), Reservation::with_point);
    let resolve = some(resolve, reservation, Resolve::with_reservations);
    some(resolve, obligation_draft(), Resolve::with_obligations)
}

fn plan() -> BoxedStrategy<Plan> {
    let at_issue = (point(), text()).prop_map(|(key, text)| PointAtIssue::new(key, text));
    let wanted = (criterion(), text()).prop_map(|(key, text)| Criterion::new(key, text));
    let plan = may(Just(Plan::new()), choose(cogov::procedure::Form::ALL), Plan::with_form);
    let plan = some(plan, at_issue, Plan::with_points);
    let plan = some(plan, text(), Plan::with_options);
    some(some(plan, holder(), Plan::with_affected), wanted, Plan::with_criteria)
}

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
            let answer = choose(Response::ALL).prop_map(Answer::new);
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
            let result = choose(Verification::ALL).prop_map(Verify::new);
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
