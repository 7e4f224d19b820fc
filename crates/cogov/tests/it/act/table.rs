//! The act table: what holds of each of its rows.

use std::collections::BTreeSet;

use cogov::Lang;
use cogov::act::{ActKind, Requirement, Role, Stage, TargetKind};

#[test]
fn every_row_says_all_of_it_in_both_languages() {
    for &kind in ActKind::ALL {
        assert!(!kind.requires().is_empty(), "{kind}");
        let (en, zh) = (kind.effect(Lang::En), kind.effect(Lang::Zh));
        assert!(en.is_ascii() && !en.ends_with('.'), "{kind}: {en}");
        assert!(!zh.is_ascii() && !zh.ends_with('。'), "{kind}: {zh}");
        let word = kind.as_str();
        assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{word}");
        for requirement in kind.requires() {
            assert!(!requirement.describe(Lang::En).is_empty());
            assert!(!requirement.describe(Lang::Zh).is_ascii());
        }
    }
    for lang in Lang::ALL {
        let labels: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.label(lang)).collect();
        assert_eq!(labels.len(), ActKind::ALL.len(), "labels tell acts apart");
    }
}

#[test]
fn acts_stand_by_stage_in_its_order() {
    let stages: Vec<Stage> = ActKind::ALL.iter().map(|kind| kind.stage()).collect();
    assert!(stages.is_sorted());
    let met: BTreeSet<Stage> = stages.into_iter().collect();
    assert!(met.iter().eq(Stage::ALL), "each stage has an act");
}

#[test]
fn a_role_is_one_in_something_that_the_act_is_about() {
    for &kind in ActKind::ALL {
        for requirement in kind.requires() {
            let Requirement::Role(role) = requirement else { continue };
            let wanted: &[TargetKind] = match role {
                Role::Submitter => &[TargetKind::Appeal],
                Role::Invitee | Role::Attendee => &[TargetKind::Session],
                Role::Presiding => &[TargetKind::Session, TargetKind::Step, TargetKind::Ballot],
                Role::Elector => &[TargetKind::Ballot],
                Role::Addressee => &[TargetKind::Reply, TargetKind::Step],
                Role::Liable | Role::Performer | Role::Claimant | Role::Verifier => {
                    &[TargetKind::Obligation]
                }
                _ => panic!("a role that this test does not know: {role}"),
            };
            assert!(kind.target().is_some_and(|target| wanted.contains(&target)), "{kind} {role}");
        }
    }
}
