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

use courts::{AGREEING, INTAKE, SCREENING, STANDING, VOTING};
use courts_of_duties::{AGAIN, BENDING, CARRYING, HANDING};

#[test]
fn two_appeals_are_received_in_every_way() {
    INTAKE.visit().lives(0, 0);
}

#[test]
fn a_topic_goes_every_way_through_four_levels() {
    SCREENING.visit().lives(0, 0);
}

#[test]
fn a_session_votes_in_every_way() {
    VOTING.visit().lives(0, 0);
}

#[test]
fn an_agreement_is_found_in_every_way() {
    AGREEING.visit().lives(0, 0);
}

#[test]
fn bars_and_steps_that_stand_in_bind_in_every_way() {
    STANDING.visit().lives(0, 0);
}

#[test]
fn two_obligations_at_once_are_carried_out_in_every_way() {
    CARRYING.visit().lives(0, 0);
}

#[test]
fn two_obligations_bend_in_every_way() {
    BENDING.visit().lives(0, 0);
}

#[test]
fn two_obligations_change_hands_in_every_way() {
    HANDING.visit().lives(0, 0);
}

#[test]
fn what_was_decided_is_decided_anew_in_every_way() {
    AGAIN.visit().lives(0, 0);
}
