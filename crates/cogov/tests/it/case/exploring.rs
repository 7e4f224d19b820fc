//! Every state of small courts, by the production code: no dead end, an ending within reach from
//! each, what is offered performed and what is withheld refused, and the invariants of the model.
//!
//! Each court tries an alphabet of acts in each of its states, sensible and not, until nothing new is
//! met. Two states are the same if their quotients are: see `case::explore`.

mod carrying;
mod courts;
mod courts_of_duties;
mod deciding;
mod ending;
mod invariants;
mod visiting;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cogov::case::RefusalCode;
use visiting::Found;

static INTAKE: LazyLock<Found> = LazyLock::new(|| courts::INTAKE.visit());
static SLIPS: LazyLock<Found> = LazyLock::new(|| courts::SLIPS.visit());
static SCREENING: LazyLock<Found> = LazyLock::new(|| courts::SCREENING.visit());
static VOTING: LazyLock<Found> = LazyLock::new(|| courts::VOTING.visit());
static AGREEING: LazyLock<Found> = LazyLock::new(|| courts::AGREEING.visit());
static STANDING: LazyLock<Found> = LazyLock::new(|| courts::STANDING.visit());
static CARRYING: LazyLock<Found> = LazyLock::new(|| courts_of_duties::CARRYING.visit());
static BENDING: LazyLock<Found> = LazyLock::new(|| courts_of_duties::BENDING.visit());
static HANDING: LazyLock<Found> = LazyLock::new(|| courts_of_duties::HANDING.visit());
static SETTING_ASIDE: LazyLock<Found> = LazyLock::new(|| courts_of_duties::SETTING_ASIDE.visit());
static REOPENING: LazyLock<Found> = LazyLock::new(|| courts_of_duties::REOPENING.visit());

#[test]
fn two_appeals_are_received_in_every_way() {
    INTAKE.lives(4_956, 17_333);
}

#[test]
fn who_bears_a_receipt_shows_it_in_every_way_and_nobody_again() {
    SLIPS.lives(1_155, 2_095);
}

#[test]
fn a_topic_goes_every_way_through_four_levels() {
    SCREENING.lives(1_503, 4_488);
}

#[test]
fn a_session_votes_in_every_way() {
    VOTING.lives(1_728, 8_889);
}

#[test]
fn an_agreement_is_found_in_every_way() {
    AGREEING.lives(1_863, 6_501);
}

#[test]
fn bars_and_steps_that_stand_in_bind_in_every_way() {
    STANDING.lives(3_048, 12_604);
}

#[test]
fn two_obligations_at_once_are_carried_out_in_every_way() {
    CARRYING.lives(2_700, 10_055);
}

#[test]
fn two_obligations_bend_in_every_way() {
    BENDING.lives(424, 1_186);
}

#[test]
fn two_obligations_change_hands_in_every_way() {
    HANDING.lives(494, 1_284);
}

#[test]
fn what_was_decided_is_set_aside_in_every_way() {
    SETTING_ASIDE.lives(730, 1_598);
}

#[test]
fn what_was_closed_is_opened_again_in_every_way() {
    REOPENING.lives(875, 1_982);
}

#[test]
fn a_court_that_cannot_give_up_is_found_to_be_stuck_and_by_the_shortest_way() {
    let found = courts_of_duties::STUCK.visit().explored;
    assert!(found.flaw().is_none() && found.is_complete());
    // A ballot for which nobody voted is counted, and nothing comes of it.
    for way in [found.dead_end(), found.endless()] {
        let kinds: Vec<&str> =
            way.unwrap().iter().map(|entry| entry.act().kind().as_str()).collect();
        assert_eq!(kinds, ["submit", "accept", "open-ballot", "close-ballot"]);
    }
}

/// No state of a case has anything to do with these: they are of the record.
const NOT_OF_THE_CASE: [RefusalCode; 1] = [
    // Whether somebody read the record up to its end is judged by the record.
    RefusalCode::StaleHead,
];

#[test]
fn every_code_is_met_in_some_court() {
    let courts = [
        &INTAKE,
        &SLIPS,
        &SCREENING,
        &VOTING,
        &AGREEING,
        &STANDING,
        &CARRYING,
        &BENDING,
        &HANDING,
        &SETTING_ASIDE,
        &REOPENING,
    ];
    let met: BTreeSet<RefusalCode> = courts.iter().flat_map(|court| court.codes.clone()).collect();
    let all = RefusalCode::ALL.iter().filter(|code| !NOT_OF_THE_CASE.contains(code));
    let missing: Vec<&RefusalCode> = all.filter(|code| !met.contains(code)).collect();
    assert!(missing.is_empty(), "never met: {missing:?}");
    assert!(NOT_OF_THE_CASE.iter().all(|code| !met.contains(code)));
}
