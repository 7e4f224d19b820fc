//! A matter that is referred up: two cases at different places, the answer, and the path.

use cogov::act::{Accept, Act, Answer, AnswerKind, Close, Decline, ReferUp, Submit};
use cogov::case::{Above, AppealEnding, Case, DueThing, Ending, ReferralPath, RefusalCode};
use cogov::values::{AppealId, CaseId, ChannelKey, ReplyKey};
use cogov::{Holder, Instant, Lang, MatterKey, PartyKey, PlaceKey, Text};

use super::world::{CHARTER, QUARREL};

const BELOW: &str = "0192f000-0000-7000-8000-00000000c000";
const ABOVE: &str = "0192f000-0000-7000-8000-00000000c001";
const OTHER: &str = "0192f000-0000-7000-8000-00000000bbbb";
const APPEAL: &str = "0192f000-0000-7000-8000-00000000e001";

fn id(text: &str) -> CaseId {
    text.parse().expect("an identifier")
}

fn at(minute: u32) -> Instant {
    format!("2026-06-02T09:{minute:02}:00+08:00").parse().expect("a moment")
}

fn party(key: &str) -> PartyKey {
    PartyKey::new(key).expect("a key")
}

fn text(text: &str) -> Text {
    Text::new(text).expect("a text")
}

/// A case of the court that was routed, and can be referred up.
fn below() -> Case {
    let charter = cogov::Charter::from_json(CHARTER).unwrap();
    let mut case = Case::open(charter, id(BELOW));
    for line in QUARREL.lines().take(4) {
        case.perform(&cogov::act::Entry::from_json(line).unwrap()).unwrap();
    }
    case
}

/// Refers the case up to the district, as what cannot be dealt with in the court.
fn refer(case: &mut Case, above: CaseId, minute: u32) {
    let refer = ReferUp::new(
        ReplyKey::new(&format!("up-{minute}")).unwrap(),
        PlaceKey::new("district").unwrap(),
        above,
    )
    .with_exception(text("The police has to come"));
    let entry = case.entry(at(minute), party("committee"), Act::refer_up(refer));
    case.perform(&entry).unwrap();
}

/// A case of the district, with an appeal that comes from another case, if it says so.
fn above(from: Option<CaseId>) -> Case {
    let mut case = Case::open(cogov::Charter::from_json(CHARTER).unwrap(), id(ABOVE));
    let mut submit = Submit::new(
        ChannelKey::new("desk").unwrap(),
        MatterKey::new("parking").unwrap(),
        text("Cars at the gate"),
    )
    .with_place(PlaceKey::new("district").unwrap())
    .with_submitter(Holder::from(party("committee")));
    if let Some(from) = from {
        submit = submit.with_referred_from(from);
    }
    let entry = case.entry(at(10), party("government"), Act::submit(appeal(), submit));
    case.perform(&entry).unwrap();
    case
}

fn appeal() -> AppealId {
    APPEAL.parse().expect("an identifier")
}

#[test]
fn the_answer_to_what_was_referred_up_comes_back_to_the_case_below() {
    let mut court = below();
    refer(&mut court, id(ABOVE), 1);
    let mut district = above(Some(id(BELOW)));
    let accept = district.entry(at(11), party("government"), Act::accept(appeal(), Accept::new()));
    district.perform(&accept).unwrap();

    // Who was not asked cannot answer, and the case below waits for those who were.
    let answer = Act::answer(
        ReplyKey::new("up-1").unwrap(),
        Answer::new(AnswerKind::Adopt).with_text(text("Patrols from Monday on")),
    );
    let refused =
        court.perform(&court.entry(at(20), party("company"), answer.clone())).unwrap_err();
    assert_eq!(refused.first().unwrap().code(), RefusalCode::NotInRole);
    let close = court.entry(at(21), party("supervisors"), Act::close(Close::new()));
    assert_eq!(court.perform(&close).unwrap_err().first().unwrap().code(), RefusalCode::Unanswered);

    court.perform(&court.entry(at(22), party("government"), answer)).unwrap();
    court.perform(&court.entry(at(23), party("supervisors"), Act::close(Close::new()))).unwrap();
    assert_eq!(court.state().ended().unwrap().ending(), Ending::ReferredUp);

    // The path is the same, from whichever of its cases it is asked for, in whatever order.
    for (of, cases) in [(BELOW, [&court, &district]), (ABOVE, [&district, &court])] {
        let path = ReferralPath::of(id(of), cases);
        let [leg] = path.legs() else { panic!("one step up") };
        assert_eq!(leg.above(), Above::Accepted { appeal: appeal(), on: at(11) });
        assert_eq!((leg.response(), leg.answered()), (Some(AnswerKind::Adopt), Some(at(22))));
    }
    let path = ReferralPath::of(id(BELOW), [&court, &district]);
    let shown = [Lang::En, Lang::Zh].map(|lang| path.to_sheet(lang).to_markdown());
    insta::assert_snapshot!(shown.join("\n"));
    let story = [Lang::En, Lang::Zh]
        .map(|lang| court.explain(lang).to_text() + &district.explain(lang).to_text());
    insta::assert_snapshot!(story.join("\n"));
}

#[test]
fn the_path_tells_what_one_case_says_and_the_other_does_not() {
    let mut court = below();
    refer(&mut court, id(ABOVE), 1);
    let above_of = |cases: &[&Case]| {
        let path = ReferralPath::of(id(BELOW), cases.iter().copied());
        path.legs().iter().map(|leg| leg.above()).collect::<Vec<_>>()
    };
    assert_eq!(above_of(&[&court]), [Above::NotGiven]);
    assert_eq!(above_of(&[&court, &above(None)]), [Above::NotReceived]);
    let mut district = above(Some(id(BELOW)));
    assert_eq!(above_of(&[&court, &district]), [Above::Received { appeal: appeal(), on: at(10) }]);
    let decline = Decline::new().with_reason(text("Not ours")).with_redress(text("The court"));
    let entry = district.entry(at(12), party("government"), Act::decline(appeal(), decline));
    district.perform(&entry).unwrap();
    let ended = Above::Ended { appeal: appeal(), ending: AppealEnding::Declined, on: at(12) };
    assert_eq!(above_of(&[&court, &district]), [ended]);
    assert!(above_of(&[&district]).is_empty(), "the case below is not given");
    assert!(above_of(&[]).is_empty());
}

#[test]
fn a_path_in_a_circle_and_one_that_is_sent_twice_come_to_an_end() {
    let mut court = below();
    refer(&mut court, id(BELOW), 1);
    refer(&mut court, id(ABOVE), 2);
    refer(&mut court, id(ABOVE), 3);
    let district = above(Some(id(BELOW)));
    let path = ReferralPath::of(id(ABOVE), [&court, &district]);
    let to: Vec<CaseId> = path.legs().iter().map(|leg| leg.to()).collect();
    assert_eq!(to, [id(BELOW), id(ABOVE), id(ABOVE)]);
}

#[test]
fn a_path_begins_below_though_the_case_above_does_not_say_where_it_comes_from() {
    let mut court = below();
    refer(&mut court, id(ABOVE), 1);
    let (district, other) = (above(None), Case::open(court.charter().clone(), id(OTHER)));
    let path = ReferralPath::of(id(ABOVE), [&district, &court, &other]);
    let legs: Vec<_> = path.legs().iter().map(|leg| leg.above()).collect();
    assert_eq!(legs, [Above::NotReceived]);
}

#[test]
fn an_appeal_that_went_up_waits_for_the_answer_from_there_and_for_nobody_here() {
    let answers = |case: &Case| {
        let due = case.due(at(30));
        due.iter().filter(|due| matches!(due.thing(), DueThing::AppealAnswer(_))).count()
    };
    let charter = cogov::Charter::from_json(CHARTER).unwrap();
    let mut court = Case::open(charter, id(BELOW));
    for line in QUARREL.lines().take(2) {
        court.perform(&cogov::act::Entry::from_json(line).unwrap()).unwrap();
    }
    assert_eq!(answers(&court), 1);
    refer(&mut court, id(ABOVE), 1);
    assert_eq!(answers(&court), 0);
}
