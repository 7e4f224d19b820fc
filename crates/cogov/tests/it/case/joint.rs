//! One session for several cases: attendance counts once, and what they tell differently is told.

use cogov::act::{
    Act, Adjourn, Arrive, Attendance, Close, Convene, Entry, Excuse, Invitee, Participant,
};
use cogov::case::{Case, Differing, JointSession, RefusalCode, perform_in_each};
use cogov::values::{PersonKey, SessionId};
use cogov::{Charter, GroupKey, Instant, Lang, PartyKey, Text};

use super::world::{CHARTER, COURT, MEETING, NOTIFIED};

fn meeting() -> SessionId {
    MEETING.parse().expect("an identifier")
}

fn at(minute: u32) -> Instant {
    format!("2026-06-08T14:{minute:02}:00+08:00").parse().expect("a moment")
}

fn committee() -> PartyKey {
    PartyKey::new("committee").expect("a key")
}

fn owner(number: u8) -> PersonKey {
    PersonKey::new(&format!("owner-{number}")).expect("a key")
}

/// A case of the court of which notice was given, and the meeting convened for these owners.
fn case(number: u8, owners: &[u8], role: Attendance) -> Case {
    let id = format!("0192f000-0000-7000-8000-00000000c00{number}").parse().unwrap();
    let mut case = Case::open(Charter::from_json(CHARTER).unwrap(), id);
    for line in COURT.lines().take(NOTIFIED) {
        case.perform(&Entry::from_json(line).unwrap()).unwrap();
    }
    let mut called = vec![Invitee::new(committee(), Attendance::Chair)];
    called
        .extend(owners.iter().map(|number| Invitee::new(Participant::from(owner(*number)), role)));
    let convene = Convene::new(meeting()).with_starts(at(0)).with_should_attend(called);
    let act = Act::convene("meeting".parse().unwrap(), convene);
    let at = "2026-06-02T11:00:00+08:00".parse().unwrap();
    case.perform(&case.entry(at, committee(), act)).unwrap();
    case
}

fn arrives(number: u8, minute: u32) -> impl Fn(&Case) -> Entry {
    move |case| {
        case.entry(
            at(minute),
            GroupKey::new("owners").unwrap(),
            Act::arrive(meeting(), Arrive::new()),
        )
        .with_hand(owner(number))
    }
}

#[test]
fn who_attends_for_two_cases_is_counted_once() {
    let (mut gate, mut plants) =
        (case(1, &[1, 2], Attendance::Voting), case(2, &[2, 3], Attendance::Voting));
    let chair = |case: &Case| case.entry(at(0), committee(), Act::arrive(meeting(), Arrive::new()));
    perform_in_each(&mut [&mut gate, &mut plants], chair).unwrap();
    perform_in_each(&mut [&mut gate, &mut plants], arrives(2, 1)).unwrap();
    let joint = JointSession::of(meeting(), [&gate, &plants]).unwrap();
    assert_eq!(joint.attendees().len(), 4, "the committee and three owners");
    assert_eq!(joint.attendees().iter().filter(|who| who.attended()).count(), 2);
    assert!(joint.disagreements().is_empty(), "{:?}", joint.disagreements());
    insta::assert_snapshot!(joint.sign_in_list(Lang::En).to_text());
}

#[test]
fn an_act_that_one_case_refuses_is_performed_in_none() {
    let (mut gate, mut plants) =
        (case(1, &[1, 2], Attendance::Voting), case(2, &[2, 3], Attendance::Voting));
    let refused = perform_in_each(&mut [&mut gate, &mut plants], arrives(1, 1)).unwrap_err();
    assert_eq!(refused.case(), plants.state().id(), "owner 1 was not called for the second case");
    assert_eq!(refused.refused().first().unwrap().code(), RefusalCode::NotInRole);
    for case in [&gate, &plants] {
        let next = case.entry(at(5), committee(), Act::close(Close::new())).seq();
        assert_eq!(next, NOTIFIED as u64 + 2, "nothing was performed");
        assert!(
            case.state()
                .sessions()
                .all(|session| session.attendees().iter().all(|a| !a.attended()))
        );
    }
    perform_in_each(&mut [], arrives(1, 1)).unwrap();
}

#[test]
fn what_two_cases_tell_differently_is_told_by_name() {
    let (mut gate, mut plants) =
        (case(1, &[1, 2], Attendance::Voting), case(2, &[2], Attendance::SpeakingOnly));
    let perform = |case: &mut Case, entry: Entry| case.perform(&entry).unwrap();
    let entry = arrives(2, 1)(&gate);
    perform(&mut gate, entry);
    let excuse = Excuse::new(Participant::from(owner(2)));
    let entry = plants.entry(at(1), committee(), Act::excuse(meeting(), excuse));
    perform(&mut plants, entry);
    for case in [&mut gate, &mut plants] {
        let entry = case.entry(at(2), committee(), Act::arrive(meeting(), Arrive::new()));
        perform(case, entry);
    }
    let minutes = Adjourn::new().with_minutes(Text::new("Nothing came of it").unwrap());
    let entry = gate.entry(at(9), committee(), Act::adjourn(meeting(), minutes));
    perform(&mut gate, entry);

    let joint = JointSession::of(meeting(), [&gate, &plants]).unwrap();
    let on: Vec<&Differing> = joint.disagreements().iter().map(|one| one.on()).collect();
    let who = Participant::from(owner(2));
    assert_eq!(
        on,
        [
            &Differing::Adjourned,
            &Differing::Role(who.clone()),
            &Differing::Attended(who.clone()),
            &Differing::Excused(who),
        ]
    );
    let ids = [gate.state().id(), plants.state().id()];
    assert!(joint.disagreements().iter().all(|one| one.cases() == ids));
}

#[test]
fn a_session_that_no_case_knows_is_none() {
    let gate = case(1, &[1], Attendance::Voting);
    let other = "0192f000-0000-7000-8000-00000000a0ff".parse().unwrap();
    assert!(JointSession::of(other, [&gate]).is_none());
    assert!(JointSession::of(meeting(), []).is_none());
    assert_eq!(JointSession::of(meeting(), [&gate]).unwrap().cases().len(), 1);
}

#[test]
fn what_one_case_tells_of_somebody_the_others_do_not_take_back() {
    let (mut gate, plants) =
        (case(1, &[1, 2], Attendance::Voting), case(2, &[1, 2], Attendance::Voting));
    gate.perform(&arrives(2, 1)(&gate)).unwrap();
    let excuse = Act::excuse(meeting(), Excuse::new(Participant::from(owner(1))));
    gate.perform(&gate.entry(at(2), committee(), excuse)).unwrap();
    for both in [[&gate, &plants], [&plants, &gate]] {
        let joint = JointSession::of(meeting(), both).unwrap();
        let of = |number| {
            let who = Participant::from(owner(number));
            joint.attendees().iter().find(|one| *one.who() == who).unwrap()
        };
        assert!(of(2).attended() && of(2).present() && !of(2).excused());
        assert!(of(1).excused() && !of(1).attended() && !of(1).present());
    }
}
