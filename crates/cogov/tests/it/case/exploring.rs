//! Every state of a small court, by the production code: no dead end, an ending within reach from
//! each, what is offered performed and what is withheld refused, and the invariants in each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use cogov::act::{
    Act, ActKind, Deadline, Elector, Entry, Evaluate, Evaluation, Fail, Failure, ObligationDraft,
    OpenBallot, Participant, Resolve, Verification, Verify, Vote,
};
use cogov::act::{Choice, Target};
use cogov::case::{Basis, Case, Explored, Happening, ObligationState, Offer, RefusalCode, explore};
use cogov::values::{BallotKey, ObligationKey, PersonKey};
use cogov::{Charter, Holder, Instant, PartyKey, Term, Text};
use serde_json::Value;

use super::parking::ENTRIES;

const SMALL: &str = include_str!("../../fixtures/charters/small.json");

fn holder(key: &str) -> Holder {
    Holder::from(PartyKey::new(key).unwrap())
}

fn person(key: &str) -> PersonKey {
    PersonKey::new(key).unwrap()
}

/// Who acts: the three parties, and two residents who vote.
fn actors() -> Vec<(Holder, Option<PersonKey>)> {
    vec![
        (holder("office"), None),
        (holder("company"), None),
        (holder("watch"), None),
        (Holder::Anyone, Some(person("ann"))),
        (Holder::Anyone, Some(person("bob"))),
    ]
}

/// The court before anything happened.
fn opened() -> Case {
    let charter = Charter::from_json(SMALL).unwrap();
    Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap())
}

fn draft(key: &str, verifier: &str) -> ObligationDraft {
    ObligationDraft::new(
        ObligationKey::new(key).unwrap(),
        Text::new(key).unwrap(),
        PartyKey::new("company").unwrap(),
        Participant::from(PartyKey::new("office").unwrap()),
    )
    .with_within(Deadline::Within(Term::days(2).unwrap()))
    .with_verifiers([Participant::from(PartyKey::new(verifier).unwrap())])
}

/// The acts that are tried instead of a witness, where one act can come out in several ways.
fn variants(case: &Case, act: &Act, bounds: Bounds) -> Vec<Act> {
    match act {
        Act::OpenBallot { step, .. } => {
            let electors = ["ann", "bob"].map(|key| Elector::new(person(key)));
            let key = BallotKey::new(&format!("b{}", case.state().ballots().len())).unwrap();
            let open = OpenBallot::new(key, Text::new("So be it").unwrap()).with_electors(electors);
            vec![Act::open_ballot(step.clone(), open)]
        }
        Act::Vote { ballot, .. } => [Choice::Yes, Choice::No]
            .into_iter()
            .take(bounds.ballots)
            .map(|choice| Act::vote(ballot.clone(), Vote::new(choice)))
            .collect(),
        Act::Resolve { step, with } => {
            let drafts = [draft("rack", "watch"), draft("lamp", "office")];
            let obliging: Resolve =
                with.as_ref().clone().with_obligations(drafts.into_iter().take(bounds.obligations));
            vec![Act::resolve(step.clone(), obliging)]
        }
        Act::Fail { step, .. } => {
            let mut acts = vec![act.clone()];
            acts.extend(case.state().ballots().map(|ballot| {
                let fail = Fail::new(Failure::Rejected).with_ballot(ballot.key().clone());
                Act::fail(step.clone(), fail)
            }));
            acts
        }
        Act::Verify { obligation, .. } => [Verification::Solved, Verification::Partly]
            .map(|result| Act::verify(obligation.clone(), Verify::new(result)))
            .to_vec(),
        Act::Evaluate { step, .. } => [Evaluation::Fulfilled, Evaluation::Not]
            .map(|result| Act::evaluate(step.clone(), Evaluate::new(result)))
            .to_vec(),
        _ => vec![act.clone()],
    }
}

/// How far the court is explored.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// How many obligations a resolution lays down.
    obligations: usize,
    /// How many ballots are held, one after the other. Where there is but one, both vote for it.
    ballots: usize,
    /// Whether a step is set aside, or the case reopened: once.
    again: bool,
}

/// Whether an act is within the bounds of the exploration: one appeal, which is declined or settled
/// only before the meeting; one session (two where something is decided anew), to which everybody
/// comes for themselves; and nothing that only adds to the record. What depends on how the case came
/// to where it is depends on nothing but what the quotient of the state knows.
fn within(case: &Case, offer: &Offer, bounds: Bounds) -> bool {
    let (state, again) = (case.state(), bounds.again);
    match offer.kind() {
        ActKind::Submit => {
            state.appeals().len() == 0 && offer.witness().hand() == Some(&person("ann"))
        }
        ActKind::Decline | ActKind::Settle => state.sessions().len() == 0,
        ActKind::Arrive => match offer.witness().act() {
            Act::Arrive { with, .. } => with.instead_of().is_none(),
            _ => false,
        },
        ActKind::Convene => {
            offer.target().is_some_and(|target| target.to_string() == "meet")
                && state.sessions().all(|sitting| sitting.adjourned().is_some())
                && state.sessions().len() < if again { 2 } else { 1 }
        }
        ActKind::OpenBallot => {
            let most = if again { bounds.ballots.saturating_mul(2) } else { bounds.ballots };
            state.ballots().len() < most && state.ballots().all(|one| one.verdict().is_some())
        }
        ActKind::SetAside => {
            again && state.resolutions().iter().all(|one| one.set_aside().is_none())
        }
        ActKind::Reopen => again && state.ended_before().is_empty() && state.sessions().len() < 2,
        ActKind::Depart
        | ActKind::Excuse
        | ActKind::Speak
        | ActKind::Support
        | ActKind::CallBack
        | ActKind::Correct
        | ActKind::Award
        | ActKind::Enrol
        | ActKind::DeclareInterest
        | ActKind::Opine
        | ActKind::Object
        | ActKind::Contest
        | ActKind::Override
        | ActKind::Migrate
        | ActKind::Remind
        | ActKind::Report
        | ActKind::Vary
        | ActKind::Transfer
        | ActKind::Delegate
        | ActKind::StartStandingDuty
        | ActKind::RecordConsensus
        | ActKind::Assess
        | ActKind::Route => false,
        // Once is enough to see what it changes: the term is then a day, and no term any more.
        ActKind::Extend | ActKind::Suspend => state.obligations().all(|known| {
            known.state().is_final() || matches!(known.within(), Some(Deadline::Within(_)))
        }),
        _ => true,
    }
}

/// Whether time alone can change what can be done: obligations run, or steps wait for what became of
/// them.
fn waits_for_time(case: &Case) -> bool {
    case.state().obligations().len() > 0
}

fn moves(case: &Case, bounds: Bounds) -> Vec<Entry> {
    let first: Instant = "2026-06-01T09:00:00+08:00".parse().unwrap();
    let now = case.state().last_at().unwrap_or(first);
    // Now, and two days on: long enough for a delay or a term to be over.
    let offset = now.offset();
    let later = Instant::start_of(now.date_at(offset).unwrap().plus_days(2).unwrap(), offset);
    let mut tried = Vec::new();
    let waits = waits_for_time(case);
    for moment in [Some(now), later.filter(|_| waits)].into_iter().flatten() {
        for (by, hand) in actors() {
            let options = case.options(&by, hand.as_ref(), moment);
            for offer in options.offered() {
                let waits = matches!(
                    offer.kind(),
                    ActKind::FindDefault
                        | ActKind::Complete
                        | ActKind::TakeOn
                        | ActKind::Evaluate
                        | ActKind::Close
                );
                if !within(case, offer, bounds) || (moment != now && !waits) {
                    continue;
                }
                for act in variants(case, offer.witness().act(), bounds) {
                    let entry = case.entry(moment, by.clone(), act);
                    tried.push(match &hand {
                        Some(hand) => entry.with_hand(hand.clone()),
                        None => entry,
                    });
                }
            }
        }
    }
    tried
}

/// A kind of act, and what it is about.
type Asked = (ActKind, Option<Target>);

/// Acts with whatever came with them in another case: read once, since most states ask for the same.
#[derive(Default)]
struct Samples {
    with: BTreeMap<String, Value>,
    read: RefCell<BTreeMap<Asked, Option<Act>>>,
}

impl Samples {
    fn collect() -> Self {
        let mut with = BTreeMap::new();
        for line in ENTRIES.lines() {
            let entry: Value = serde_json::from_str(line).unwrap();
            let act = entry["act"].as_str().unwrap().to_owned();
            with.entry(act).or_insert_with(|| entry["with"].clone());
        }
        Self { with, read: RefCell::default() }
    }

    /// An act of a kind about something, if there was one of this kind.
    fn act(&self, kind: ActKind, target: Option<&Target>) -> Option<Act> {
        let key = (kind, target.cloned());
        if let Some(known) = self.read.borrow().get(&key) {
            return known.clone();
        }
        let mut entry = serde_json::json!({
            "seq": 1, "at": "2026-06-01T09:00:00+08:00", "by": "anyone", "act": kind,
        });
        if let Some(target) = target {
            let value: Value = match target {
                Target::Entry(seq) => (*seq).into(),
                other => other.to_string().into(),
            };
            entry["target"] = serde_json::json!({ target.kind().as_str(): value });
        }
        if let Some(with) = self.with.get(kind.as_str()).filter(|with| !with.is_null()) {
            entry["with"] = with.clone();
        }
        let act = Entry::from_json(&entry.to_string()).ok().map(|entry| entry.act().clone());
        self.read.borrow_mut().insert(key, act.clone());
        act
    }
}

/// What has to hold in each state.
fn check(
    case: &Case,
    samples: &Samples,
    met: &RefCell<BTreeSet<RefusalCode>>,
) -> Result<(), String> {
    let state = case.state();
    for resolution in state.resolutions() {
        if *resolution.basis() == Basis::Unproven {
            return Err("13: a resolution rests on nothing".to_owned());
        }
        for key in resolution.obligations() {
            if state.obligation(key).is_none() {
                return Err("15: something was resolved without an obligation".to_owned());
            }
        }
    }
    for known in state.obligations() {
        let verified = known.events().iter().rfind(|event| event.what() == Happening::Verified);
        let submitted = known.events().iter().any(|event| event.what() == Happening::Submitted);
        match known.state() {
            ObligationState::Fulfilled { .. } => {
                let Some(verified) = verified else { return Err("19: not verified".to_owned()) };
                if verified.result() != Some(Verification::Solved) || !submitted {
                    return Err("19: fulfilled without a verification".to_owned());
                }
                let by = verified.who().cloned();
                let liable = Participant::from(known.liable().clone());
                if by.is_none_or(|by| by == liable || known.performers().contains(&by)) {
                    return Err("16: whoever performed it verified it".to_owned());
                }
            }
            ObligationState::Pending if known.due().is_some() => {
                return Err("18: due before it began".to_owned());
            }
            _ => {}
        }
    }
    if state.ended().is_some()
        && let Some(run) = state.run()
    {
        let open = run.marking().open();
        let is_declined = state.appeals().all(|appeal| appeal.ending().is_some());
        if !is_declined && !open.is_empty() {
            return Err("20: ended with a step still owed".to_owned());
        }
        if state.obligations().any(|known| !known.state().is_final() && !known.surviving()) {
            return Err("20: ended with an obligation open".to_owned());
        }
    }
    let now = state.last_at().unwrap_or("2026-06-01T09:00:00+08:00".parse().unwrap());
    for (by, hand) in actors() {
        let options = case.options(&by, hand.as_ref(), now);
        for offer in options.offered() {
            if let Err(refused) = case.preview(offer.witness()) {
                return Err(format!("26: {} was offered: {refused}", offer.kind()));
            }
        }
        for withheld in options.withheld() {
            met.borrow_mut().extend(withheld.refusals().iter().map(|refusal| refusal.code()));
            let Some(act) = samples.act(withheld.kind(), withheld.target()) else { continue };
            let entry = case.entry(now, by.clone(), act);
            let entry = match &hand {
                Some(hand) => entry.with_hand(hand.clone()),
                None => entry,
            };
            let codes = |refusals: &[cogov::case::Refusal]| -> Vec<RefusalCode> {
                refusals.iter().map(|refusal| refusal.code()).collect()
            };
            let told = codes(withheld.refusals());
            match case.preview(&entry) {
                Ok(_) => {
                    return Err(format!("26: {} was withheld: {told:?}", withheld.kind()));
                }
                Err(refused) => {
                    let found = codes(refused.refusals());
                    if !told.iter().all(|code| found.contains(code)) {
                        let kind = withheld.kind();
                        return Err(format!("26: {kind}: {told:?} is not {found:?}"));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Explores the court within some bounds; what was found, and which codes withheld something.
fn explored(bounds: Bounds, most: usize) -> (Explored, BTreeSet<RefusalCode>) {
    let (samples, met) = (Samples::collect(), RefCell::default());
    let found =
        explore(opened(), |case| moves(case, bounds), |case| check(case, &samples, &met), most, 5);
    (found, met.into_inner())
}

fn story(trace: Option<&[Entry]>) -> String {
    trace.unwrap_or_default().iter().map(|entry| entry.to_json() + "\n").collect()
}

/// Asserts that a court lives within some bounds, as far as it is explored; says how many states and
/// acts were met, and what withheld anything.
fn lives(bounds: Bounds, most: usize) -> String {
    let (found, met) = explored(bounds, most);
    if let Some((what, trace)) = found.flaw() {
        panic!("{what}\n{}", story(Some(trace)));
    }
    assert!(found.dead_end().is_none(), "dead end:\n{}", story(found.dead_end()));
    assert!(found.endless().is_none(), "endless:\n{}", story(found.endless()));
    let codes: Vec<&str> = met.iter().map(|code| code.as_str()).collect();
    let whole = if found.is_complete() { "all" } else { "the first" };
    let (states, acts) = (found.states(), found.edges());
    let told = format!("{whole} {states} states, {acts} acts\n{}", codes.join("\n"));
    println!("{bounds:?}: {told}");
    told
}

const NARROW: Bounds = Bounds { obligations: 0, ballots: 1, again: false };

#[test]
fn a_court_that_votes_twice_has_no_dead_end_and_can_always_come_to_an_ending() {
    let told = lives(Bounds { ballots: 2, ..NARROW }, 20_000);
    assert!(told.starts_with("all"), "{told}");
    insta::assert_snapshot!(told);
}

// The others are too many for every run of the tests: those nearest to the beginning are looked at.

#[test]
fn a_court_that_obliges_somebody_has_no_dead_end_near_its_beginning() {
    insta::assert_snapshot!(lives(Bounds { obligations: 1, ..NARROW }, 400));
}

#[test]
fn a_court_that_decides_anew_has_no_dead_end_near_its_beginning() {
    insta::assert_snapshot!(lives(Bounds { again: true, ..NARROW }, 400));
}
