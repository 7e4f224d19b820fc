//! What entries are made of: keys, words, times, holders, and what comes with acts.

use cogov::act::*;
use cogov::triage::{self, Dimension};
use cogov::values::*;
use cogov::{Date, Fraction, Holder, Instant, Term, Topic};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A value, or one of its parts left out.
pub(super) fn may<T, V>(
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
pub(super) fn some<T, V>(
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

pub(super) fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z][a-z0-9-]{0,8}",
        1 => "[a-z][a-z0-9-]{63}",
    ]
}

macro_rules! keys {
    ($($name:ident: $key:ty;)+) => {$(
        pub(super) fn $name() -> BoxedStrategy<$key> {
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

pub(super) fn id() -> impl Strategy<Value = String> {
    any::<[u8; 16]>().prop_filter_map("the one that is all zero", |bytes| {
        CaseId::from_bytes(bytes).map(|id| id.to_string())
    })
}

pub(super) fn appeal() -> BoxedStrategy<AppealId> {
    id().prop_map(|id| id.parse().unwrap()).boxed()
}

pub(super) fn session() -> BoxedStrategy<SessionId> {
    id().prop_map(|id| id.parse().unwrap()).boxed()
}

/// Words with what JSON escapes, other scripts, and characters beyond the basic plane.
pub(super) fn wording() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ,.]{0,12}[a-z]",
        2 => r#"[\\"/\n\t{}\[\]:,]{0,6}x"#,
        2 => "[停车位电梯垃圾分类，。]{1,10}",
        1 => "[\u{e9}\u{fffd}\u{10000}-\u{10010}\u{1f600}-\u{1f64f}]{1,4}",
    ]
}

pub(super) fn text() -> BoxedStrategy<Text> {
    let one = wording().prop_map(|text| Text::new(&text).unwrap());
    let both = (wording(), wording()).prop_map(|(en, zh)| Text::bilingual(&en, &zh).unwrap());
    let more = (text_tag(), wording(), wording()).prop_map(|(tag, other, zh)| {
        Text::new(&other).unwrap().in_lang("zh", &zh).unwrap().in_lang(&tag, &other).unwrap()
    });
    prop_oneof![3 => one, 2 => both, 1 => more].boxed()
}

pub(super) fn text_tag() -> impl Strategy<Value = String> {
    select(vec!["en", "zh", "zh-Hant", "ug", "de-CH-1996", "cdo", "en-sealed"])
        .prop_map(str::to_owned)
}

pub(super) fn salt() -> impl Strategy<Value = Salt> {
    any::<[u8; 32]>().prop_map(Salt::from)
}

pub(super) fn opening() -> BoxedStrategy<Opening> {
    (salt(), text()).prop_map(|(salt, words)| Opening::new(salt, words)).boxed()
}

pub(super) fn words() -> BoxedStrategy<Words> {
    prop_oneof![
        2 => text().prop_map(Words::from),
        1 => opening().prop_map(|opening| opening.seal()),
    ]
    .boxed()
}

pub(super) fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::from)
}

/// Integers, the largest there can be among them.
pub(super) fn natural() -> BoxedStrategy<u64> {
    const LARGEST: u64 = (1 << 53) - 1;
    prop_oneof![3 => 0..1_000_u64, 1 => 0..=LARGEST, 1 => Just(LARGEST), 1 => Just(0)].boxed()
}

pub(super) fn instant() -> BoxedStrategy<Instant> {
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

pub(super) fn day() -> BoxedStrategy<Date> {
    let leap = Date::new(2024, 2, 29).unwrap();
    prop_oneof![
        4 => (0..36_000_i64).prop_map(|n| Date::new(2000, 1, 1).unwrap().plus_days(n).unwrap()),
        1 => Just(leap),
    ]
    .boxed()
}

pub(super) fn term() -> BoxedStrategy<Term> {
    prop_oneof![
        (1..400_u32).prop_map(|days| Term::days(days).unwrap()),
        (1..400_u32).prop_map(|days| Term::working_days(days).unwrap()),
    ]
    .boxed()
}

pub(super) fn deadline() -> BoxedStrategy<Deadline> {
    prop_oneof![term().prop_map(Deadline::from), day().prop_map(Deadline::from)].boxed()
}

pub(super) fn holder() -> BoxedStrategy<Holder> {
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

pub(super) fn participant() -> BoxedStrategy<Participant> {
    prop_oneof![
        2 => holder().prop_map(Participant::from),
        2 => person().prop_map(Participant::from),
        1 => appeal().prop_map(Participant::Bearer),
    ]
    .boxed()
}

pub(super) fn attachment() -> BoxedStrategy<Attachment> {
    let named = (text(), digest()).prop_map(|(name, digest)| Attachment::new(name, digest));
    let typed = may(named, text(), Attachment::with_media_type);
    may(may(typed, natural(), Attachment::with_size), text(), Attachment::with_uri)
}

pub(super) fn choose<T: Copy + std::fmt::Debug>(
    all: &'static [T],
) -> impl Strategy<Value = T> + 'static {
    select(all)
}

pub(super) fn destination() -> BoxedStrategy<triage::Destination> {
    use triage::Destination;
    prop_oneof![
        Just(Destination::Settle),
        Just(Destination::ReferUp),
        Just(Destination::Decline),
        procedure().prop_map(|procedure| Destination::Consult { procedure }),
        (procedure(), holder()).prop_map(|(procedure, advisers)| {
            Destination::ConsultWithAdvisers { procedure, advisers }
        }),
    ]
    .boxed()
}

pub(super) fn topic() -> BoxedStrategy<Topic> {
    vec((choose(Dimension::ALL), level()), 0..4)
        .prop_map(|levels| levels.into_iter().fold(Topic::new(), |topic, (d, l)| topic.with(d, l)))
        .boxed()
}

pub(super) fn counted() -> BoxedStrategy<Counted> {
    let counted = may(Just(Counted::new()), natural(), Counted::with_yes);
    let counted = may(counted, natural(), Counted::with_no);
    let counted = may(counted, natural(), Counted::with_abstain);
    may(counted, natural(), Counted::with_invalid)
}

pub(super) fn elector() -> BoxedStrategy<Elector> {
    let elector = may(participant().prop_map(Elector::new), natural(), Elector::with_weight);
    let elector = may(elector, household(), Elector::with_household);
    may(elector, any::<bool>(), Elector::with_interested)
}

pub(super) fn obligation_draft() -> BoxedStrategy<ObligationDraft> {
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

pub(super) fn opinion() -> BoxedStrategy<Opinion> {
    let opinion = (reply(), text()).prop_map(|(reply, text)| Opinion::new(reply, text));
    may(opinion, holder(), Opinion::with_to)
}

pub(super) fn enrolled() -> BoxedStrategy<Enrol> {
    let holding = (seat(), person()).prop_map(|(seat, person)| SeatHolding::new(seat, person));
    let holding = may(holding, day(), SeatHolding::with_from);
    let holding = may(holding, day(), SeatHolding::with_until);
    let member = (party(), person()).prop_map(|(party, person)| Membership::new(party, person));
    let roll = may(group().prop_map(GroupRoll::new), natural(), GroupRoll::with_size);
    let roll = some(roll, person(), GroupRoll::with_persons);
    let enrol = some(Just(Enrol::new()), holding, Enrol::with_seats);
    some(some(enrol, member, Enrol::with_members), roll, Enrol::with_groups)
}

pub(super) fn resolution() -> BoxedStrategy<Resolve> {
    let clause = some(text().prop_map(Clause::new), natural(), Clause::with_cites);
    let resolve = may(text().prop_map(Resolve::new), ballot(), Resolve::with_ballot);
    let resolve = some(resolve, clause, Resolve::with_common_ground);
    let reservation = (participant(), text()).prop_map(|(who, text)| Reservation::new(who, text));
    let reservation = may(reservation, point(), Reservation::with_point);
    let resolve = some(resolve, reservation, Resolve::with_reservations);
    some(resolve, obligation_draft(), Resolve::with_obligations)
}

pub(super) fn plan() -> BoxedStrategy<Plan> {
    let at_issue = (point(), text()).prop_map(|(key, text)| PointAtIssue::new(key, text));
    let wanted = (criterion(), text()).prop_map(|(key, text)| Criterion::new(key, text));
    let plan = may(Just(Plan::new()), choose(cogov::procedure::Form::ALL), Plan::with_form);
    let plan = some(plan, at_issue, Plan::with_points);
    let plan = some(plan, text(), Plan::with_options);
    some(some(plan, holder(), Plan::with_affected), wanted, Plan::with_criteria)
}
