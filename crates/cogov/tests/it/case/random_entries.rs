//! Random entries that mostly name what there is, so that many of them are taken.

use cogov::act::{ActKind, Entry, Receipt};
use cogov::case::{ObligationState, State};
use serde_json::{Value, json};

use super::world::{MEETING, QUESTION, draft, evidence, owners, party, person};

/// Numbers from which everything is chosen; when they run out, the first of everything is.
pub(super) struct Dice {
    numbers: std::vec::IntoIter<u16>,
    /// The appeals of which somebody bears a receipt.
    slips: Vec<String>,
}

impl Dice {
    pub(super) fn new(numbers: Vec<u16>) -> Self {
        Self { numbers: numbers.into_iter(), slips: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.len() == 0
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or(0)) % bound
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

/// What whoever bears a receipt does at most.
const BY_BEARERS: &[ActKind] = &[
    ActKind::Support,
    ActKind::Withdraw,
    ActKind::Arrive,
    ActKind::Depart,
    ActKind::Speak,
    ActKind::DeclareInterest,
    ActKind::Object,
    ActKind::Remind,
    ActKind::Verify,
    ActKind::Vote,
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
    match dice.below(16) {
        0..=6 => holder(dice),
        7..=12 => person(dice.of(PERSONS)),
        _ if dice.slips.is_empty() => person(dice.of(PERSONS)),
        _ => json!({ "bearer": dice.of(&dice.slips.clone()) }),
    }
}

/// The receipt that is handed out for an appeal.
fn receipt(appeal: &str) -> Receipt {
    let last = appeal.bytes().last().unwrap();
    Receipt::new([last; 32], 24).unwrap()
}

/// A submission: now and then nobody says who appeals, and a receipt is handed out.
fn submission(dice: &mut Dice, appeal: &Value) -> Value {
    let mut with = json!({ "channel": dice.of(&["desk", "box", "online", "fax"]),
        "matter": dice.of(&["parking", "neighbours", "noise"]), "place": "compound", "text": "?" });
    if dice.one_in(2) {
        with["channel"] = json!("box");
        with["receipt"] = json!(receipt(appeal["appeal"].as_str().unwrap()).commitment());
    } else {
        with["submitter"] = participant(dice);
    }
    with
}

/// What is shown next by whoever bears the receipt of one of the appeals; now and then what is
/// known already.
fn showing(dice: &mut Dice, state: &State, appeal: Option<&str>) -> Option<Value> {
    let mut committed = state.appeals().filter_map(|one| Some((one.id(), one.receipt()?)));
    let (id, committed) = match appeal {
        Some(appeal) => committed.find(|(id, _)| id.to_string() == appeal)?,
        None => {
            let all: Vec<_> = committed.collect();
            if all.is_empty() {
                return None;
            }
            dice.of(&all)
        }
    };
    let next = receipt(&id.to_string()).next(committed).filter(|_| !dice.one_in(8));
    Some(json!(next.unwrap_or(committed)))
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
fn payload(dice: &mut Dice, kind: ActKind, about: &Value) -> Value {
    match kind {
        ActKind::Submit => submission(dice, about),
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
        ActKind::Convene => {
            let who = participant(dice);
            // Whoever bears a receipt never votes.
            let role = if who.get("bearer").is_some() { "speaking_only" } else { "voting" };
            json!({ "session": dice.of(SESSIONS), "should_attend": [
                { "who": who, "role": role }, { "who": party("committee"), "role": "chair" },
                { "who": owners(), "role": dice.of(&["voting", "observing"]) }] })
        }
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

/// An obligation that goes on, somebody with a role in it, and what they do.
fn somebody_in(dice: &mut Dice, state: &State) -> Option<(Value, Value, ActKind)> {
    let open: Vec<_> = state.obligations().filter(|one| !one.state().is_final()).collect();
    if open.is_empty() || dice.one_in(4) {
        return None;
    }
    let known = dice.of(&open);
    let mut roles = vec![party(known.liable().as_str()), party("supervisors"), party("assembly")];
    roles.push(serde_json::to_value(known.claimant()).unwrap());
    let others = known.performers().iter().chain(known.verifiers());
    roles.extend(others.map(|who| serde_json::to_value(who).unwrap()));
    let about = json!({ "obligation": known.key().as_str() });
    if matches!(known.state(), ObligationState::Submitted { .. }) && dice.one_in(3) {
        let verifier = serde_json::to_value(dice.of(known.verifiers())).unwrap();
        return Some((about, verifier, ActKind::Verify));
    }
    let on_duties = ActKind::ALL.iter().copied();
    let on_duties =
        on_duties.filter(|kind| kind.target().is_some_and(|of| of.as_str() == "obligation"));
    Some((about, dice.of(&roles), dice.of(&on_duties.collect::<Vec<_>>())))
}

/// An entry that mostly names what there is; time goes on, for the most part.
pub(super) fn random(dice: &mut Dice, state: &State, minutes: &mut i64) -> Entry {
    let slips = state.appeals().filter(|appeal| appeal.receipt().is_some());
    dice.slips = slips.map(|appeal| appeal.id().to_string()).collect();
    let somebody = somebody_in(dice, state);
    let bears = somebody.is_none() && dice.one_in(5);
    let borne = if bears { showing(dice, state, None) } else { None };
    let kind = match &somebody {
        None if borne.is_some() => dice.of(BY_BEARERS),
        Some((.., kind)) => *kind,
        None if dice.slips.is_empty() && dice.one_in(12) => ActKind::Submit,
        None => dice.of(ActKind::ALL),
    };
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
    if let Some((_, who, _)) = &somebody {
        if let Some(bearer) = who.get("bearer") {
            entry["by"] = json!("anyone");
            entry.as_object_mut().unwrap().remove("hand");
            if let Some(shown) = showing(dice, state, bearer.as_str()) {
                entry["shows"] = shown;
            }
        } else if let Some(hand) = who.get("person") {
            entry["by"] = json!("anyone");
            entry["hand"] = hand.clone();
        } else {
            entry["by"] = who.clone();
        }
    } else if let Some(shown) = borne {
        if !dice.one_in(8) {
            entry["by"] = json!(dice.of(&[json!("anyone"), owners()]));
            entry.as_object_mut().unwrap().remove("hand");
        }
        entry["shows"] = shown;
    }
    if dice.one_in(20) {
        entry["on"] = json!(moment(*minutes - 700));
    }
    entry["signed"] = json!([party("committee"), party("supervisors")]);
    let about = match somebody {
        Some((about, ..)) => about,
        None => target(dice, kind, state.entries()),
    };
    let with = payload(dice, kind, &about);
    for (name, value) in [("target", about), ("with", with)] {
        if !value.is_null() {
            entry[name] = value;
        }
    }
    Entry::from_json(&entry.to_string()).unwrap_or_else(|error| panic!("{error}: {entry}"))
}

/// Minutes after the first of June, at eight.
pub(super) fn moment(minutes: i64) -> String {
    let day =
        cogov::Date::new(2026, 6, 1).unwrap().plus_days((minutes + 480).div_euclid(1_440)).unwrap();
    let minute = (minutes + 480).rem_euclid(1_440);
    format!("{day}T{:02}:{:02}:00+08:00", minute / 60, minute % 60)
}
