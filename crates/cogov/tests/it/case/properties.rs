//! Random acts that mostly name what there is: whatever comes, the promises hold.

use std::collections::{BTreeMap, BTreeSet};

use cogov::act::{Act, ActKind, Entry, Participant};
use cogov::case::{AppealEnding, Ballot, Case, Happening, ObligationState, RefusalCode, State};
use cogov::decision::Measure;
use cogov::position::Holder;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{COURT, MEETING, QUESTION, charter, draft, evidence, owners, party, person};

/// Numbers from which everything is chosen; when they run out, the first of everything is.
struct Dice(std::vec::IntoIter<u16>);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % bound
    }

    fn of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }
}

const OBLIGATIONS: &[&str] = &["signs", "plants", "a", "b", "nothing"];
const BALLOTS: &[&str] = &["gate", "b", "c"];
const STEPS: &[&str] = &[
    "intake",
    "topic",
    "plan",
    "notice",
    "hand-out",
    "advice",
    "visit",
    "talk",
    "meeting",
    "vote",
    "post-decision",
    "carry-out",
    "check",
    "post-result",
    "evaluation",
    "nowhere",
];
const SESSIONS: &[&str] = &[MEETING, "0192f000-0000-7000-8000-00000000a002"];
const APPEALS: &[&str] = &[
    "0192f000-0000-7000-8000-000000000001",
    "0192f000-0000-7000-8000-000000000002",
    "0192f000-0000-7000-8000-000000000003",
];
const REPLIES: &[&str] = &["r-1", "r-2"];
const PARTIES: &[&str] =
    &["committee", "assembly", "company", "gardeners", "supervisors", "government"];
const PERSONS: &[&str] = &[
    "owner-1",
    "owner-2",
    "owner-3",
    "owner-4",
    "both",
    "worker-1",
    "inspector-1",
    "chair-1",
    "x",
];

fn holder(dice: &mut Dice) -> Value {
    match dice.below(12) {
        0..=5 => party(dice.of(PARTIES)),
        6..=8 => owners(),
        9 => json!({ "seat": dice.of(&["chair", "inspector"]) }),
        10 => json!({ "jointly": [party("committee"), party("supervisors")] }),
        _ => json!("anyone"),
    }
}

fn participant(dice: &mut Dice) -> Value {
    if dice.one_in(2) { person(dice.of(PERSONS)) } else { holder(dice) }
}

fn duty(dice: &mut Dice) -> Value {
    let changes = json!({
        "liable": dice.of(&["company", "gardeners", "assembly"]),
        "claimant": participant(dice),
        "verifiers": [participant(dice), party("supervisors")],
        "within": dice.of(&[json!({ "days": 3 }), json!({ "working_days": 2 }), json!({ "by": "2026-07-20" })]),
    });
    let mut one = draft(dice.of(OBLIGATIONS), changes);
    if dice.one_in(3) {
        one["after"] = json!(dice.of(OBLIGATIONS));
    }
    if dice.one_in(3) {
        one["sunset"] = json!(dice.of(&["2026-06-25", "2026-08-01"]));
    }
    if dice.one_in(4) {
        one["performers"] = json!([participant(dice)]);
    }
    if dice.one_in(5) {
        one["surviving"] = json!(true);
    }
    one
}

fn target(dice: &mut Dice, kind: ActKind, last: u64) -> Value {
    let Some(kind) = kind.target() else { return Value::Null };
    match kind.as_str() {
        "appeal" => json!({ "appeal": dice.of(APPEALS) }),
        "step" => json!({ "step": dice.of(STEPS) }),
        "session" => json!({ "session": dice.of(SESSIONS) }),
        "ballot" => json!({ "ballot": dice.of(BALLOTS) }),
        "obligation" => json!({ "obligation": dice.of(OBLIGATIONS) }),
        "reply" => json!({ "reply": dice.of(REPLIES) }),
        "entry" => json!({ "entry": dice.below(usize::try_from(last).unwrap() + 2) }),
        other => panic!("a kind of target without a strategy: {other}"),
    }
}

/// What comes with an act; a new kind of act has to be given something here.
fn payload(dice: &mut Dice, kind: ActKind) -> Value {
    match kind {
        ActKind::Submit => json!({ "channel": dice.of(&["desk", "box", "online", "fax"]),
            "matter": dice.of(&["parking", "neighbours", "noise"]), "place": "compound",
            "submitter": participant(dice), "text": "?" }),
        ActKind::Merge => json!({ "joins": dice.of(APPEALS) }),
        ActKind::Settle => json!({ "answer": "Done" }),
        ActKind::Decline => json!({ "reason": "No", "redress": "Ask" }),
        ActKind::CallBack => json!({ "reached": true }),
        ActKind::Assess => json!({ "topic": { "severity": dice.of(&["low", "high"]),
            "reach": "compound", "direct_settlement": dice.of(&["no", "yes"]) } }),
        ActKind::Route => json!({ "reason": "Because",
            "to": dice.of(&[json!({ "to": "settle" }), json!({ "to": "consult", "procedure": "court" }),
                json!({ "to": "consult", "procedure": "small" })]) }),
        ActKind::Dispatch => json!({ "to": dice.of(PARTIES), "task": "Look" }),
        ActKind::ContestDispatch | ActKind::Contest => {
            json!({ "reply": dice.of(REPLIES), "reason": "Not ours" })
        }
        ActKind::Enrol => {
            json!({ "members": [{ "party": dice.of(PARTIES), "person": dice.of(PERSONS) }],
            "seats": [{ "seat": "chair", "person": dice.of(PERSONS) }] })
        }
        ActKind::Plan => {
            json!({ "affected": [holder(dice)], "criteria": [{ "key": "c", "text": "?" }] })
        }
        ActKind::Notify => json!({ "of": "It", "whom": [participant(dice)] }),
        ActKind::Convene => json!({ "session": dice.of(SESSIONS), "should_attend": [
            { "who": participant(dice), "role": "voting" }, { "who": party("committee"), "role": "chair" },
            { "who": owners(), "role": dice.of(&["voting", "observing"]) }] }),
        ActKind::Arrive | ActKind::Depart => {
            if dice.one_in(3) {
                json!({ "instead_of": participant(dice) })
            } else {
                json!({})
            }
        }
        ActKind::Excuse => json!({ "who": participant(dice) }),
        ActKind::Speak => json!({ "text": "?" }),
        ActKind::DeclareInterest => json!({ "interest": "?" }),
        ActKind::OpenBallot => {
            let mut with = json!({ "ballot": dice.of(BALLOTS), "question": QUESTION,
                "secret": dice.one_in(4) });
            if dice.one_in(2) {
                with["session"] = json!(dice.of(SESSIONS));
            } else {
                with["electors"] = json!([{ "who": participant(dice), "weight": 3 }, { "who": participant(dice) },
                    { "who": person("owner-1"), "household": "h" }]);
            }
            with
        }
        ActKind::Vote => json!({ "choice": dice.of(&["yes", "yes", "no", "abstain", "invalid"]) }),
        ActKind::CloseBallot => {
            if dice.one_in(3) {
                json!({ "counts": { "heads": { "yes": dice.below(4) } } })
            } else {
                json!({})
            }
        }
        ActKind::RecordConsensus => json!({ "text": QUESTION, "session": dice.of(SESSIONS) }),
        ActKind::Resolve => {
            let mut with = json!({ "text": QUESTION, "obligations": [duty(dice), duty(dice)] });
            if dice.one_in(2) {
                with["ballot"] = json!(dice.of(BALLOTS));
            }
            with
        }
        ActKind::Fail => {
            json!({ "how": dice.of(&["rejected", "abandoned"]), "reason": "?", "ballot": dice.of(BALLOTS) })
        }
        ActKind::ReferUp => json!({ "reply": dice.of(REPLIES), "to": "district", "exception": "?",
            "case": "0192f000-0000-7000-8000-00000000c001" }),
        ActKind::SetAside | ActKind::Reopen | ActKind::Suspend | ActKind::Resume => {
            json!({ "reason": "?" })
        }
        ActKind::Advise => {
            json!({ "reply": dice.of(REPLIES), "to": dice.of(PARTIES), "text": "?" })
        }
        ActKind::Disclose => json!({ "publicity": "notice", "what": "?", "where": "?" }),
        ActKind::Object | ActKind::Opine => {
            json!({ "reply": dice.of(REPLIES), "text": "?", "to": holder(dice) })
        }
        ActKind::Answer => json!({ "response": "decline", "text": "?" }),
        ActKind::Delegate => json!({ "to": participant(dice) }),
        ActKind::Transfer => json!({ "to": dice.of(&["company", "gardeners"]), "reason": "?" }),
        ActKind::Vary => {
            json!({ "reason": "?", "within": dice.of(&[json!({ "days": 9 }), json!({ "by": "2026-08-09" })]) })
        }
        ActKind::Report => json!({ "text": "?" }),
        ActKind::Complete => {
            if dice.one_in(5) {
                json!({})
            } else {
                json!({ "evidence": evidence() })
            }
        }
        ActKind::StartStandingDuty => duty(dice),
        ActKind::Verify => json!({ "result": dice.of(&["solved", "solved", "partly", "not"]) }),
        ActKind::Extend => {
            json!({ "reason": "?", "to": dice.of(&[json!({ "days": 9 }), json!({ "by": "2026-07-30" })]) })
        }
        ActKind::Discharge => json!({ "ground": "waived", "reason": "?" }),
        ActKind::FindDefault => {
            let mut with = json!({ "reason": "?" });
            if dice.one_in(2) {
                with["consequence"] = duty(dice);
            }
            with
        }
        ActKind::Evaluate => json!({ "result": dice.of(&["fulfilled", "partly"]),
            "criteria": [{ "criterion": dice.of(&["free-gate", "c"]), "met": true }] }),
        ActKind::Award => json!({ "to": participant(dice), "reason": "?" }),
        ActKind::Override => {
            json!({ "who": holder(dice), "function": dice.of(&["implement", "supervise", "evaluate"]), "reason": "?" })
        }
        ActKind::Absorb => json!({ "by": dice.of(STEPS) }),
        ActKind::Migrate => json!({ "version": 1, "digest": "0".repeat(64) }),
        ActKind::Correct => json!({ "text": "?" }),
        ActKind::Support | ActKind::TakeOn => Value::Null,
        _ => json!({}),
    }
}

/// By whom an act could be done, so that many are not refused.
fn usual(dice: &mut Dice, kind: ActKind) -> Option<Value> {
    let by = match kind.stage().as_str() {
        "reception" | "screening" | "preparation" | "disclosure" => party("committee"),
        "decision" if kind == ActKind::Vote => owners(),
        "decision" => party("assembly"),
        "implementation" if kind == ActKind::StartStandingDuty => party("committee"),
        "implementation" => party(dice.of(&["company", "gardeners"])),
        "supervision" | "evaluation" => party("supervisors"),
        _ => return None,
    };
    (!dice.one_in(3)).then_some(by)
}

/// An obligation that goes on, and somebody with a role in it.
fn somebody_in(dice: &mut Dice, state: &State) -> Option<(Value, Value)> {
    let open: Vec<_> = state.obligations().filter(|one| !one.state().is_final()).collect();
    if open.is_empty() || dice.one_in(4) {
        return None;
    }
    let known = dice.of(&open);
    let mut roles = vec![party(known.liable().as_str()), party("supervisors"), party("assembly")];
    roles.push(serde_json::to_value(known.claimant()).unwrap());
    let others = known.performers().iter().chain(known.verifiers());
    roles.extend(others.map(|who| serde_json::to_value(who).unwrap()));
    Some((json!({ "obligation": known.key().as_str() }), dice.of(&roles)))
}

fn random(dice: &mut Dice, state: &State, minutes: &mut i64) -> Entry {
    let somebody = somebody_in(dice, state);
    let on_duties: Vec<ActKind> = ActKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.target().is_some_and(|target| target.as_str() == "obligation"))
        .collect();
    let all = ActKind::ALL;
    let kind = dice.of(if somebody.is_some() { &on_duties } else { all });
    let longest = if somebody.is_some() { 12 } else { 4 };
    *minutes += [0, 0, 1, 60, 1_440, longest * 1_440][dice.below(6)];
    // Now and then it was recorded before the last one.
    let late = if dice.one_in(30) { 5_000 } else { 0 };
    let at = moment(*minutes - late);
    let seq = if dice.one_in(30) { 3 } else { state.entries() + 1 };
    let by = match usual(dice, kind) {
        Some(by) => by,
        None => holder(dice),
    };
    let mut entry = json!({ "seq": seq, "at": at, "by": by, "act": kind.as_str() });
    if dice.one_in(3) || kind == ActKind::Vote || kind == ActKind::Arrive {
        entry["hand"] = json!(dice.of(PERSONS));
    }
    if let Some((_, who)) = &somebody {
        match who.get("person") {
            Some(hand) => {
                entry["by"] = json!("anyone");
                entry["hand"] = hand.clone();
            }
            None => entry["by"] = who.clone(),
        }
    }
    if dice.one_in(20) {
        entry["on"] = json!(moment(*minutes - 700));
    }
    entry["signed"] = json!([party("committee"), party("supervisors")]);
    let about = match somebody {
        Some((about, _)) => about,
        None => target(dice, kind, state.entries()),
    };
    for (name, value) in [("target", about), ("with", payload(dice, kind))] {
        if !value.is_null() {
            entry[name] = value;
        }
    }
    Entry::from_json(&entry.to_string()).unwrap_or_else(|error| panic!("{error}: {entry}"))
}

/// Minutes after the first of June, at eight.
fn moment(minutes: i64) -> String {
    let day =
        cogov::Date::new(2026, 6, 1).unwrap().plus_days((minutes + 480).div_euclid(1_440)).unwrap();
    let minute = (minutes + 480).rem_euclid(1_440);
    format!("{day}T{:02}:{:02}:00+08:00", minute / 60, minute % 60)
}

fn keyed(state: &State) -> BTreeMap<String, (ObligationState, Option<String>)> {
    let one = |known: &cogov::case::Obligation| {
        (known.key().to_string(), (known.state(), known.due().map(|due| due.to_string())))
    };
    state.obligations().map(one).collect()
}

/// What must hold of any two states, one after the other.
fn nothing_is_lost(before: &State, after: &State) {
    let (old, new) = (keyed(before), keyed(after));
    for (key, (state, _)) in &old {
        let (now, _) = &new[key];
        assert!(!state.is_final() || state == now, "{key} was final: {state:?}, then {now:?}");
    }
    for ballot in before.ballots() {
        let now = after.ballots().find(|other| other.key() == ballot.key()).unwrap();
        // Who is there counts when a session closes its ballot; who is entitled is fixed before.
        let is_closing = ballot.verdict().is_none() && now.verdict().is_some();
        if is_closing {
            let entitled = |of: &Ballot| {
                [Measure::Heads, Measure::Weight, Measure::Households].map(|measure| {
                    of.electorate().strength(measure).map(|all| all.entitled_count())
                })
            };
            assert_eq!(entitled(now), entitled(ballot));
        } else {
            assert_eq!(now.electorate(), ballot.electorate());
        }
        assert_eq!(now.voters().len(), ballot.voters().len());
        for (voter, other) in ballot.voters().iter().zip(now.voters()) {
            assert_eq!(voter.who(), other.who());
            assert!(
                voter.choice().is_none() || voter.choice() == other.choice(),
                "a vote was changed"
            );
        }
        assert!(
            ballot.verdict().is_none() || ballot.verdict() == now.verdict(),
            "a verdict changed"
        );
    }
    for appeal in before.appeals() {
        let now = after.appeals().find(|other| other.id() == appeal.id()).unwrap();
        assert_eq!((now.text(), now.submitter()), (appeal.text(), appeal.submitter()));
        assert!(now.supporters().starts_with(appeal.supporters()));
        // Where the case ended with it, it goes on when the case is reopened.
        let reopened = after.ended().is_none()
            && before.ended().is_some_and(|ended| Some(ended.entry()) == appeal.ended());
        // What was merged goes on by itself when what it was merged into is withdrawn.
        let into = after.appeals().find(|other| Some(other.id()) == appeal.merged_into());
        let withdrawn = into.and_then(|into| into.ending()) == Some(AppealEnding::Withdrawn);
        let parted = withdrawn && now.ending().is_none() && now.accepted() == appeal.accepted();
        assert!(
            appeal.ending().is_none() || now.ending() == appeal.ending() || reopened || parted,
            "an appeal that had ended goes on"
        );
    }
    assert!(after.ended_before().starts_with(before.ended_before()));
    assert!(after.resolutions().len() >= before.resolutions().len());
    for (was, is) in before.resolutions().iter().zip(after.resolutions()) {
        assert_eq!(
            (was.text(), was.basis(), was.reservations()),
            (is.text(), is.basis(), is.reservations())
        );
    }
    assert!(after.disclosures().starts_with(before.disclosures()));
}

/// What must hold after an act that was performed.
fn lawful(before: &State, after: &State, entry: &Entry) {
    assert_eq!(after.entries(), before.entries() + 1);
    nothing_is_lost(before, after);
    let (old, new) = (keyed(before), keyed(after));
    for (key, (state, due)) in &new {
        let (was, was_due) = old.get(key).cloned().unwrap_or((ObligationState::Pending, None));
        let kind = entry.act().kind();
        let may_change = was == ObligationState::Pending
            || matches!(kind, ActKind::Extend | ActKind::Vary | ActKind::Resume);
        assert!(
            *due == was_due || may_change,
            "{key} is due {due:?} and not {was_due:?} after {kind:?}"
        );
        if matches!(state, ObligationState::Fulfilled { .. }) {
            let known = after.obligations().find(|one| one.key().as_str() == key).unwrap();
            assert!(!known.evidence().is_empty(), "{key} was fulfilled without evidence");
            assert!(known.events().iter().any(|event| event.what() == Happening::Verified));
        }
    }
    let ended = after.ended().is_some();
    let reopened = after.ended_before().len() > before.ended_before().len();
    assert!(before.ended().is_none() || ended != reopened, "an end is kept, or reopened");
    for ballot in after.ballots() {
        let who: BTreeSet<&Participant> = ballot.voters().iter().map(|voter| voter.who()).collect();
        assert_eq!(who.len(), ballot.voters().len(), "somebody has two votes");
    }
    let sources: BTreeSet<u64> = after.resolutions().iter().map(|one| one.entry()).collect();
    for known in after.obligations() {
        let in_resolutions = after
            .resolutions()
            .iter()
            .filter(|one| one.obligations().contains(known.key()))
            .count();
        assert_eq!(
            in_resolutions,
            usize::from(sources.contains(&known.source())),
            "{}",
            known.key()
        );
    }
    assert!(after.resolutions().iter().all(|one| *one.basis() != cogov::case::Basis::Unproven));
}

/// Who ever performed an obligation, told from the entries alone.
#[derive(Default)]
struct Performed(BTreeMap<String, BTreeSet<Participant>>);

impl Performed {
    fn note(&mut self, entry: &Entry) {
        let by = Participant::Holder(entry.by().clone());
        let hand = entry.hand().cloned().map(Participant::Person);
        let mut lay = |draft: &cogov::act::ObligationDraft| {
            let of = self.0.entry(draft.key().to_string()).or_default();
            of.extend(draft.performers().iter().cloned());
            if draft.performers().is_empty() {
                of.insert(draft.liable().clone().into());
            }
        };
        match entry.act() {
            Act::Resolve { with, .. } => with.obligations().iter().for_each(lay),
            Act::StartStandingDuty { with } => lay(with),
            Act::FindDefault { with, .. } => with.consequence().into_iter().for_each(lay),
            Act::Delegate { obligation, with } => {
                self.0.entry(obligation.to_string()).or_default().insert(with.to().clone());
            }
            Act::Report { obligation, .. } | Act::Complete { obligation, .. } => {
                let of = self.0.entry(obligation.to_string()).or_default();
                of.insert(by);
                of.extend(hand);
            }
            Act::Verify { obligation, .. } => {
                let of = &self.0[&obligation.to_string()];
                assert!(
                    !of.contains(&by),
                    "{} verifies what they performed",
                    entry.to_json().unwrap()
                );
                assert!(
                    hand.is_none_or(|hand| !of.contains(&hand)),
                    "{}",
                    entry.to_json().unwrap()
                );
            }
            _ => {}
        }
    }
}

fn codes(refusals: &[cogov::case::Refusal]) -> Vec<RefusalCode> {
    refusals.iter().map(|refusal| refusal.code()).collect()
}

/// What came of a run.
struct Came {
    states: BTreeSet<&'static str>,
    taken: Vec<Entry>,
    refused: BTreeSet<RefusalCode>,
}

/// Runs a record with random acts in between, performed in one case and observed in another.
fn run(numbers: Vec<u16>) -> Came {
    let mut dice = Dice(numbers.into_iter());
    let id = "0192f000-0000-7000-8000-000000000000".parse().unwrap();
    let mut case = Case::open(charter(&[]), id);
    let mut seen = case.clone();
    let (mut taken, mut refused, mut states) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let (mut minutes, mut performed) = (0, Performed::default());
    let mut record = COURT.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let haste = dice.below(4);
    while dice.0.len() > 0 {
        // Where something is to be done, the record waits for the most part.
        let bound = if case.state().resolutions().is_empty() { 8 } else { 60 };
        let next = if dice.below(bound) < 3 + haste { record.next() } else { None };
        let entry = match next {
            Some(mut next) => {
                next["seq"] = json!(case.state().entries() + 1);
                let at: cogov::Instant = serde_json::from_value(next["at"].clone()).unwrap();
                let last = moment(minutes).parse().unwrap();
                if at < last {
                    next["at"] = json!(moment(minutes));
                } else {
                    let day = cogov::Date::new(2026, 6, 1)
                        .unwrap()
                        .days_until(at.date_at(at.offset()).unwrap());
                    minutes = minutes.max(day * 1_440 + 900);
                }
                Entry::from_json(&next.to_string()).unwrap()
            }
            None => random(&mut dice, case.state(), &mut minutes),
        };
        let before = case.state().clone();
        let mut observing = case.clone();
        let noted = observing.observe(&entry);
        match case.perform(&entry) {
            Ok(()) => {
                assert!(noted.is_empty(), "performed, and observed with {:?}", codes(&noted));
                assert!(observing.state() == case.state());
                lawful(&before, case.state(), &entry);
                performed.note(&entry);
                states.extend(
                    case.state().obligations().map(|one| one.state().label(cogov::Lang::En)),
                );
                taken.push(entry.clone());
            }
            Err(error) => {
                assert!(
                    *case.state() == before,
                    "refused, and yet it changed: {}",
                    entry.to_json().unwrap()
                );
                assert_eq!(codes(error.refusals()), codes(&noted));
                let last = observing.state().entries();
                assert!(last >= before.entries() && last >= entry.seq(), "a number was lost");
                nothing_is_lost(&before, observing.state());
                refused.extend(codes(error.refusals()));
            }
        }
        let before = seen.state().clone();
        seen.observe(&entry);
        assert_eq!(seen.state().entries(), before.entries().max(entry.seq()));
        nothing_is_lost(&before, seen.state());
    }
    let mut again = Case::open(case.charter().clone(), id);
    for entry in &taken {
        let entry = Entry::from_json(&entry.to_json().unwrap()).unwrap();
        assert!(again.perform(&entry).is_ok());
    }
    assert!(again.state() == case.state(), "replayed, it is another state");
    assert!(taken.iter().all(|entry| !matches!(entry.by(), Holder::Affected)));
    Came { states, taken, refused }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(100))]

    #[test]
    fn whatever_is_done_all_of_it_or_nothing_happens_and_finals_stay(
        numbers in prop::collection::vec(any::<u16>(), 50..900),
    ) {
        run(numbers);
    }
}

#[test]
fn random_acts_are_taken_often_enough_to_test_something() {
    let (mut kinds, mut states, mut refusals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for seed in 1..=80_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let numbers = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u16::try_from(state % 65_536).unwrap()
        });
        let came = run(numbers.take(900).collect());
        kinds.extend(came.taken.iter().map(|entry| entry.act().kind().as_str()));
        states.extend(came.states);
        refusals.extend(came.refused);
    }
    assert!(kinds.len() >= 42, "{kinds:?}");
    assert!(states.len() >= 8, "{states:?}");
    assert!(refusals.len() >= 48, "{refusals:?}");
}
