//! Every vector gives what it says, and the vectors cover every code.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Display;

use cogov::case::{Coded, Ending, Phase, Refusal, RefusalCode};
use cogov::register::RegisterCode;
use cogov::{FindingCode, ProblemCode};
use cogov_tests::{CaseVector, RegisterVector, Vector, case_vectors, register_vectors, vectors};
use serde::Serialize;

/// Codes that no charter can cause: a charter has days and no moments, and neither identifiers nor
/// digests.
const NOT_IN_A_CHARTER: &[ProblemCode] =
    &[ProblemCode::InvalidInstant, ProblemCode::InvalidId, ProblemCode::InvalidDigest];

fn all() -> Vec<Vector> {
    let vectors = vectors().unwrap();
    assert!(vectors.len() > 100, "only {} vectors were found", vectors.len());
    vectors
}

/// Fails with everything that came out otherwise than the vectors say.
fn assert_right<'v, T: Serialize + PartialEq + 'v, E: Display>(
    vectors: impl Iterator<Item = (&'v String, &'v String, &'v T, Result<T, E>)>,
) {
    let mut wrong = Vec::new();
    for (file, name, expected, found) in vectors {
        match found {
            Ok(found) if found == *expected => {}
            Ok(found) => wrong.push(format!(
                "{file} ({name})\n  expected {}\n  found    {}",
                serde_json::to_string(expected).unwrap(),
                serde_json::to_string(&found).unwrap()
            )),
            Err(reason) => wrong.push(format!("{file} ({name})\n  {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} vectors are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_vector_gives_what_it_says() {
    let vectors = all();
    assert_right(
        vectors.iter().map(|vector| (&vector.file, &vector.name, &vector.expect, vector.run())),
    );
}

#[test]
fn every_problem_code_has_a_vector() {
    let vectors = all();
    let seen: BTreeSet<&str> = vectors
        .iter()
        .flat_map(|vector| vector.expect.problems.iter().map(|problem| problem.code.as_str()))
        .collect();
    let codes = |keep: fn(&ProblemCode) -> bool| -> BTreeSet<&str> {
        ProblemCode::ALL.iter().copied().filter(keep).map(ProblemCode::as_str).collect()
    };
    assert_eq!(seen, codes(|code| !NOT_IN_A_CHARTER.contains(code)));
}

#[test]
fn every_finding_code_has_a_vector_for_each_thing_it_can_rest_on() {
    let vectors = all();
    let seen: BTreeSet<(&str, &str)> = vectors
        .iter()
        .flat_map(|vector| vector.expect.findings.iter().flatten())
        .map(|finding| (finding.code.as_str(), finding.basis.as_str()))
        .collect();
    let can_be: BTreeSet<(&str, &str)> = FindingCode::ALL
        .iter()
        .flat_map(|code| code.bases().iter().map(|basis| (code.as_str(), basis.as_str())))
        .collect();
    assert_eq!(seen, can_be);
}

#[test]
fn every_finding_has_words_and_a_remedy_in_both_languages() {
    let on = cogov::Date::new(2026, 6, 1).unwrap();
    for vector in all() {
        let Ok(charter) = cogov::Charter::from_json(vector.text()) else {
            continue;
        };
        for finding in charter.audit(on).findings() {
            assert!(finding.code().bases().contains(&finding.basis()), "{}", vector.file);
            assert!(!finding.causes().is_empty(), "{}: {}", vector.file, finding.code());
            for lang in [cogov::Lang::En, cogov::Lang::Zh] {
                for words in [finding.explanation(lang), finding.remedy(lang)] {
                    assert_no_gap(&words, &vector.file);
                }
            }
        }
    }
}

/// Words in which every detail is filled in.
fn assert_no_gap(words: &str, file: &str) {
    let gap = words.contains("  ") || words.ends_with([':', ':']);
    assert!(!gap && !words.is_empty() && words.trim() == words, "{file}: {words:?}");
}

#[test]
fn every_problem_has_words_and_help_in_both_languages() {
    for vector in all() {
        let Err(error) = cogov::Charter::from_json(vector.text()) else {
            continue;
        };
        for problem in error.problems() {
            // A detail that is empty, or that the words ask for and nobody gave.
            for (detail, value) in problem.details() {
                assert!(detail == "found" || !value.is_empty(), "{}: {detail}", vector.file);
            }
            for lang in [cogov::Lang::En, cogov::Lang::Zh] {
                for words in [problem.message(lang), problem.help(lang)] {
                    assert_no_gap(&words, &vector.file);
                }
            }
        }
    }
}

/// Codes that no entry can cause: whether a head is stale is a matter of the record.
const NOT_IN_A_CASE: &[RefusalCode] = &[RefusalCode::StaleHead];

fn cases() -> Vec<CaseVector> {
    case_vectors().unwrap()
}

#[test]
fn every_case_goes_as_its_vector_says() {
    let vectors = cases();
    assert_right(
        vectors.iter().map(|vector| {
            (&vector.file, &vector.name, &vector.expect, vector.run(&mut Vec::new()))
        }),
    );
}

#[test]
fn every_refusal_code_has_a_vector_and_one_of_its_name() {
    let vectors = cases();
    let seen: BTreeSet<&str> = vectors.iter().flat_map(CaseVector::codes).collect();
    let can_be = || RefusalCode::ALL.iter().filter(|code| !NOT_IN_A_CASE.contains(code));
    assert_eq!(seen, can_be().map(|code| code.as_str()).collect());
    for code in can_be() {
        let file = format!("case/{code}.json");
        let named = vectors.iter().find(|vector| vector.file == file);
        let vector = named.unwrap_or_else(|| panic!("there is no {file}"));
        assert!(vector.codes().any(|one| one == code.as_str()), "{file} is about something else");
    }
}

#[test]
fn every_ending_and_every_phase_has_a_vector() {
    let vectors = cases();
    let of = |pick: fn(&CaseVector) -> Option<&String>| -> BTreeSet<&str> {
        vectors.iter().filter_map(pick).map(String::as_str).filter(|word| *word != "none").collect()
    };
    let endings: BTreeSet<&str> = Ending::ALL.iter().map(|ending| ending.as_str()).collect();
    assert_eq!(of(|vector| vector.expect.ending.as_ref()), endings);
    let phases: BTreeSet<&str> = Phase::ALL.iter().map(|phase| phase.as_str()).collect();
    assert_eq!(of(|vector| vector.expect.phase.as_ref()), phases);
}

/// Words and a help in both languages, with every detail filled in.
fn assert_spoken<C: Coded>(refusals: &[Refusal<C>], file: &str) {
    for refusal in refusals {
        for (detail, value) in refusal.details() {
            assert!(!value.is_empty(), "{file}: {detail}");
        }
        for lang in [cogov::Lang::En, cogov::Lang::Zh] {
            for words in [refusal.message(lang), refusal.help(lang)] {
                assert_no_gap(&words, file);
                assert!(!words.contains(['{', '}']), "{file}: {words:?}");
            }
        }
    }
}

#[test]
fn every_refusal_has_words_and_help_in_both_languages() {
    for vector in cases() {
        let mut seen = Vec::new();
        vector.run(&mut seen).unwrap();
        assert_spoken(&seen, &vector.file);
    }
    for vector in registers() {
        let mut seen = Vec::new();
        vector.run(&mut seen).unwrap();
        assert_spoken(&seen, &vector.file);
    }
}

/// Codes that no entry of a register can cause: they are a matter of the record.
const NOT_IN_A_REGISTER: &[RegisterCode] = &[RegisterCode::StaleHead];

fn registers() -> Vec<RegisterVector> {
    register_vectors().unwrap()
}

#[test]
fn every_register_goes_as_its_vector_says() {
    let vectors = registers();
    assert_right(
        vectors.iter().map(|vector| {
            (&vector.file, &vector.name, &vector.expect, vector.run(&mut Vec::new()))
        }),
    );
}

#[test]
fn every_refusal_of_a_register_has_a_vector_of_its_name() {
    let vectors = registers();
    let seen: BTreeSet<&str> = vectors.iter().flat_map(RegisterVector::codes).collect();
    let can_be = || RegisterCode::ALL.iter().filter(|code| !NOT_IN_A_REGISTER.contains(code));
    assert_eq!(seen, can_be().map(|code| code.as_str()).collect());
    for code in can_be() {
        let file = format!("register/{code}.json");
        let named = vectors.iter().find(|vector| vector.file == file);
        let vector = named.unwrap_or_else(|| panic!("there is no {file}"));
        assert!(vector.codes().any(|one| one == code.as_str()), "{file} is about something else");
    }
}

#[test]
fn no_two_vectors_say_the_same() {
    let (charters, cases) = (all(), cases());
    let mut names: Vec<&str> = charters.iter().map(|vector| vector.name.as_str()).collect();
    names.extend(cases.iter().map(|vector| vector.name.as_str()));
    let registers = registers();
    names.extend(registers.iter().map(|vector| vector.name.as_str()));
    let different: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(different.len(), names.len(), "each vector has a name of its own");
}

#[test]
fn a_charter_cut_at_any_byte_is_refused_without_a_panic() {
    for vector in all().iter().filter(|vector| vector.expect.problems.is_empty()) {
        let text = vector.text().trim_end();
        for end in 0..text.len() {
            let Some(cut) = text.get(..end) else { continue };
            let error = cogov::Charter::from_json(cut).unwrap_err();
            let [problem] = error.problems() else { panic!("{}: {error}", vector.file) };
            assert_eq!(problem.code(), ProblemCode::Syntax, "{} at {end}", vector.file);
            let place = problem.location().unwrap();
            let last = cut.split('\n').count();
            let width = cut.split('\n').next_back().unwrap_or("").chars().count();
            assert!(place.line() >= 1 && place.column() >= 1, "{} at {end}: {place}", vector.file);
            assert!(
                (place.line(), place.column()) <= (last, width + 1),
                "{} at {end}: {place}",
                vector.file
            );
        }
    }
}
