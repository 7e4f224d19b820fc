//! The built-in charters: the audit has to reach the findings of the studies they come from.

use std::collections::BTreeSet;

use cogov::audit::{Basis, Severity, Subject};
use cogov::problem::{Path, Segment};
use cogov::procedure::StepPurpose;
use cogov::{Charter, Finding, FindingCode};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::charter::{follow, load, today, words};
use FindingCode::{
    ImposedSeat, MissingStep, NoConduct, NoCriteria, NoIncentive, NoSchedule, NoTerm, NoTraining,
    Overlap, PaperCheck, PowerlessDuty, UnboundedPower, UndrawnLine, UninformedParty,
    UnorganisedBody, UnowedResult, Unrepresented, UnservedMatter,
};

/// What the studies report, by charter: the codes, and the purposes of the steps that are missing.
const EXPECTED: &[(&str, &[FindingCode], &[StepPurpose])] = &[
    (
        "cuizhuyuan-found",
        &[
            UndrawnLine,
            NoConduct,
            NoTraining,
            NoSchedule,
            UninformedParty,
            Overlap,
            NoTerm,
            MissingStep,
            NoCriteria,
        ],
        &[StepPurpose::Evaluation],
    ),
    (
        "cuizhuyuan-recommended",
        &[Overlap, NoTerm, MissingStep, NoCriteria],
        &[StepPurpose::Evaluation],
    ),
    ("county-cppcc-found", &[UndrawnLine, NoIncentive, NoTraining, UnorganisedBody], &[]),
    // The first reading had `no-training` and `unorganised-body` repaired. No sentence of §3
    // names training, and under "3.3. Adjust and optimize the mechanism of the CPPCC sector" what
    // is to be adjusted is who belongs to it: "rationally adjust the composition of the sector
    // according to the changes in the current new situation". No convener, no rhythm.
    ("county-cppcc-recommended", &[UndrawnLine, NoIncentive, NoTraining, UnorganisedBody], &[]),
    (
        "whole-process-found",
        &[Unrepresented, UnservedMatter, MissingStep, UnowedResult],
        &[StepPurpose::Hearing, StepPurpose::Supervision],
    ),
    ("whole-process-recommended", &[], &[]),
    (
        "party-building-found",
        &[UnboundedPower, PowerlessDuty, Overlap, MissingStep, PaperCheck, ImposedSeat],
        &[StepPurpose::DecisionDisclosure, StepPurpose::ResultDisclosure],
    ),
    // The first reading had `paper-check` and `imposed-seat` repaired. §4 sets nothing against
    // "the project funds are only 'material review' and 'document supervision'" (§3.2): its one
    // word on checking is a platform for "business and evaluation" (§4.3). Nor against cadres
    // "appointed by higher-level governments" (§3.1): §4.2 takes the cadres as they are, who
    // "should take the initiative to find out the problems". The overlap it does repair: "improve
    // and perfect … the party and government joint conference system" (§4.1).
    (
        "party-building-recommended",
        &[UnboundedPower, PowerlessDuty, MissingStep, PaperCheck, ImposedSeat],
        &[StepPurpose::DecisionDisclosure, StepPurpose::ResultDisclosure],
    ),
    ("entrusted-research-found", &[], &[]),
];

fn builtin(name: &str) -> Charter {
    Charter::builtin(name).unwrap_or_else(|| panic!("{name} does not load"))
}

fn value(name: &str) -> Value {
    serde_json::from_str(Charter::builtin_text(name).unwrap()).unwrap()
}

fn names_ending(end: &str) -> Vec<&'static str> {
    Charter::builtins().filter(|name| name.ends_with(end)).collect()
}

#[test]
fn what_the_audit_states_is_what_the_studies_report_and_nothing_else() {
    for (name, codes, purposes) in EXPECTED {
        let audit = builtin(name).audit(today());
        let expected: BTreeSet<FindingCode> = codes.iter().copied().collect();
        assert_eq!(audit.codes(Basis::Stated), expected, "{name}");

        let missing = audit.findings().iter().filter(|f| f.basis() == Basis::Stated);
        let missing: BTreeSet<StepPurpose> = missing
            .filter(|f| f.code() == MissingStep)
            .flat_map(Finding::subjects)
            .filter_map(|subject| match subject {
                Subject::Purpose(purpose) => Some(*purpose),
                _ => None,
            })
            .collect();
        assert_eq!(missing, purposes.iter().copied().collect(), "{name}");
    }
}

#[test]
fn the_table_of_the_studies_names_every_charter_that_describes_or_recommends() {
    let told: Vec<&str> = EXPECTED.iter().map(|(name, _, _)| *name).collect();
    for name in Charter::builtins().filter(|name| !name.ends_with("-completed")) {
        assert!(told.contains(&name), "{name} is not in the table");
    }
    assert_eq!(names_ending("-completed").len(), 5);
}

#[test]
fn a_completed_charter_has_no_error_and_no_warning() {
    for name in names_ending("-completed") {
        let audit = builtin(name).audit(today());
        assert_eq!(audit.count(Severity::Error), 0, "{name}\n{audit}");
        assert_eq!(audit.count(Severity::Warning), 0, "{name}\n{audit}");
        // Not by acknowledging them away either.
        assert!(builtin(name).acknowledged().is_empty(), "{name}");
    }
}

#[test]
fn what_the_found_charters_leave_unstated() {
    let mut lines = String::new();
    for name in names_ending("-found") {
        lines += &format!("{name}\n");
        let audit = builtin(name).audit(today());
        for finding in audit.findings().iter().filter(|f| f.basis() == Basis::Silent) {
            lines += &format!("  {}: {}\n", finding.code().as_str(), words(finding).join(", "));
        }
    }
    assert_snapshot!(lines);
}

#[test]
fn every_finding_has_a_cause_that_is_in_the_charter() {
    for name in Charter::builtins() {
        let value = value(name);
        for finding in builtin(name).audit(today()).findings() {
            let code = finding.code().as_str();
            assert!(!finding.causes().is_empty(), "{name}: {code}");
            for cause in finding.causes() {
                let path = cause.path().segments();
                let (_, around) = path.split_last().expect("no finding is about nothing");
                let there = match finding.basis() {
                    Basis::Stated => follow(&value, path),
                    // What is left out is not there, but what it is left out of is.
                    Basis::Silent => follow(&value, path).or_else(|| follow(&value, around)),
                };
                assert!(there.is_some(), "{name}: {code} rests on {}", cause.path());
            }
        }
    }
}

#[test]
fn what_is_stated_cites_the_sentence_that_says_so() {
    for name in Charter::builtins() {
        for finding in builtin(name).audit(today()).findings() {
            if finding.basis() == Basis::Stated {
                let cites = finding.causes().iter().all(|cause| cause.source().is_some());
                assert!(cites, "{name}: {} without a source", finding.code().as_str());
            }
        }
    }
}

/// The paths of all statements of absence in a value.
fn marks(value: &Value, path: &mut Vec<Segment>, found: &mut Vec<Vec<Segment>>) {
    match value {
        Value::Object(members) => {
            if members.get("none") == Some(&json!(true)) {
                found.push(path.clone());
            }
            for (name, member) in members {
                path.push(Segment::from(name.as_str()));
                marks(member, path, found);
                path.pop();
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                path.push(Segment::from(index));
                marks(entry, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn follow_mut<'v>(value: &'v mut Value, path: &[Segment]) -> &'v mut Value {
    path.iter().fold(value, |value, segment| match segment {
        Segment::Field(name) => value.get_mut(name.as_ref()).unwrap(),
        Segment::Index(index) => value.get_mut(*index).unwrap(),
    })
}

fn without(value: &Value, mark: &[Segment]) -> Value {
    let mut value = value.clone();
    let (last, around) = mark.split_last().unwrap();
    match (last, follow_mut(&mut value, around)) {
        (Segment::Field(name), Value::Object(members)) => {
            members.remove(name.as_ref());
        }
        (Segment::Index(index), Value::Array(entries)) => {
            entries.remove(*index);
        }
        other => panic!("{other:?}"),
    }
    value
}

/// The path that something had before the entry at `mark` was taken out of its list.
fn as_before(path: &Path, mark: &[Segment]) -> Vec<Segment> {
    let mut path = path.segments().to_vec();
    let (last, around) = mark.split_last().unwrap();
    if let (Segment::Index(removed), true) = (last, path.starts_with(around))
        && let Some(Segment::Index(index)) = path.get_mut(around.len())
        && *index >= *removed
    {
        *index += 1;
    }
    path
}

/// Code, subjects and the paths of the causes.
type Rests = (FindingCode, Vec<String>, Vec<Vec<Segment>>);

fn stated(charter: &Charter, path: impl Fn(&Path) -> Vec<Segment>) -> Vec<Rests> {
    let audit = charter.audit(today());
    let stated = audit.findings().iter().filter(|f| f.basis() == Basis::Stated);
    stated
        .map(|f| (f.code(), words(f), f.causes().iter().map(|c| path(c.path())).collect()))
        .collect()
}

#[test]
fn without_a_mark_exactly_the_findings_that_cite_it_are_gone() {
    let mut cited = 0;
    for name in names_ending("-found") {
        let value = value(name);
        let mut all = Vec::new();
        marks(&value, &mut Vec::new(), &mut all);
        let before = stated(&load(&value), |path| path.segments().to_vec());
        for mark in &all {
            let after = stated(&load(&without(&value, mark)), |path| as_before(path, mark));
            let context = format!("{name} without {mark:?}");
            for finding in &before {
                let (code, subjects, causes) = finding;
                if !causes.contains(mark) {
                    assert!(after.contains(finding), "{context}: {code:?} should stay");
                    continue;
                }
                cited += 1;
                assert!(!after.contains(finding), "{context}: {code:?} should go");
                // A finding about several things keeps those that other marks speak of.
                for (_, left, still) in after.iter().filter(|(other, _, _)| other == code) {
                    let was = before.iter().any(|other| other.0 == *code && other.2 == *still);
                    let fewer = still.len() < causes.len()
                        && still.iter().all(|cause| causes.contains(cause))
                        && left.iter().all(|subject| subjects.contains(subject));
                    assert!(was || fewer, "{context}: {code:?} now rests on {still:?}");
                }
            }
            let codes = |list: &[Rests]| list.iter().map(|f| f.0).collect::<BTreeSet<_>>();
            assert!(codes(&after).is_subset(&codes(&before)), "{context}: new findings");
            assert!(after.iter().all(|(_, _, causes)| !causes.contains(mark) || is_entry(mark)));
        }
    }
    assert!(cited >= 20, "only {cited} findings cite a mark");
}

/// Whether a mark is an entry of a list, so that another entry takes its place.
fn is_entry(mark: &[Segment]) -> bool {
    matches!(mark.last(), Some(Segment::Index(_)))
}

/// The four-party platform, in which only some still lead the carrying out.
fn led_by(leads: &[&str]) -> Charter {
    let mut value = value("cuizhuyuan-found");
    let positions = value["positions"].as_array_mut().unwrap();
    let mut seen = 0;
    for position in positions {
        let implements = position["functions"] == json!(["implement"]);
        if implements && position["none"].is_null() {
            seen += 1;
            if !leads.contains(&position["holder"]["party"].as_str().unwrap()) {
                position["kinds"] = json!(["power", "support"]);
            }
        }
    }
    assert_eq!(seen, 3);
    load(&value)
}

#[test]
fn one_lead_and_two_helpers_do_not_overlap() {
    for lead in ["residents-committee", "owners-committee", "property-company"] {
        assert!(!led_by(&[lead]).audit(today()).codes(Basis::Stated).contains(&Overlap), "{lead}");
    }
}

#[test]
fn two_leads_and_one_helper_still_overlap() {
    let audit = led_by(&["residents-committee", "property-company"]).audit(today());
    let overlap = audit.findings().iter().find(|f| f.code() == Overlap).unwrap();
    assert_eq!(words(overlap), ["implement", "property-company", "residents-committee"]);
}
