//! Charters that are large, or made to be slow, are audited as small ones are.
//!
//! Nothing here is timed: a check that went through all pairs would make these tests run for
//! minutes. Each result is compared with what a small charter of the same shape gives.

mod cut_short;

use std::fmt::Write as _;

use cogov::audit::Basis;
use cogov::{Audit, Charter, Date, Finding, FindingCode, Function, Lang};

fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// A charter with flat trees, two parties and the positions of `position`.
fn audit(matters: usize, places: usize, positions: &[String]) -> Audit {
    let mut text = String::from(r#"{"format":"cogov/1","key":"scale","version":1,"title":"S""#);
    let mut list = |name: &str, entries: Vec<String>| {
        let _ = write!(text, r#","{name}":[{}]"#, entries.join(","));
    };
    let entry = |index: usize, letter: char, rest: &str| {
        let parent = if index == 0 { String::new() } else { format!(r#","parent":"{letter}0""#) };
        format!(r#"{{"key":"{letter}{index}","name":"{letter}{index}"{rest}{parent}}}"#)
    };
    list("matters", (0..matters).map(|index| entry(index, 'm', "")).collect());
    let kind = |index| if index == 0 { r#","kind":"city""# } else { r#","kind":"building""# };
    list("places", (0..places).map(|index| entry(index, 'p', kind(index))).collect());
    let party = |key: &str| format!(r#"{{"key":"{key}","name":"{key}","kind":"association"}}"#);
    list("parties", vec![party("a"), party("b")]);
    list("positions", positions.to_vec());
    text.push('}');
    Charter::from_json(&text).unwrap().audit(today())
}

fn position(holder: &str, kinds: &str, functions: &str, scope: &str) -> String {
    format!(
        r#"{{"holder":{{"party":"{holder}"}},"kinds":[{kinds}],"functions":[{functions}]{scope}}}"#
    )
}

fn at(matter: usize, place: usize) -> String {
    format!(r#","matters":["m{matter}"],"places":["p{place}"]"#)
}

fn of(audit: &Audit, code: FindingCode) -> Vec<&Finding> {
    audit.findings().iter().filter(|finding| finding.code() == code).collect()
}

#[test]
fn one_holder_with_thirty_thousand_positions_is_audited_as_one_with_three() {
    let positions = |size: usize| -> Vec<String> {
        (0..size)
            .flat_map(|index| {
                let scope = at(index % 100, index / 100);
                [
                    position("a", r#""lead""#, r#""implement""#, &scope),
                    position("a", r#""power""#, r#""supervise""#, &scope),
                    position("a", r#""support""#, r#""decide""#, &scope),
                ]
            })
            .collect()
    };
    let (small, large) = (audit(100, 100, &positions(1)), audit(100, 100, &positions(10_000)));
    let codes = |audit: &Audit| -> Vec<FindingCode> {
        audit.findings().iter().map(Finding::code).collect()
    };
    let expected = [FindingCode::PowerlessDuty, FindingCode::UninformedParty];
    for code in expected {
        assert_eq!(of(&small, code).len(), 1, "{code:?}");
        assert_eq!(of(&large, code).len(), 1, "{code:?}");
        assert_eq!(of(&small, code)[0].causes().len(), 1);
        assert_eq!(of(&large, code)[0].causes().len(), 10_000);
    }
    // The first position that carries out, and the first that checks the same.
    let paths = |audit: &Audit| -> Vec<String> {
        let causes = of(audit, FindingCode::SelfCheck)[0].causes();
        causes.iter().map(|cause| cause.path().to_string()).collect()
    };
    assert_eq!(paths(&small), ["positions[0]", "positions[1]"]);
    assert_eq!(paths(&large), paths(&small));
    assert!(codes(&large).iter().all(|code| codes(&small).contains(code)));
}

#[test]
fn a_bar_on_each_of_ten_thousand_scopes_settles_self_checks_but_for_the_one_without() {
    let positions = |without: usize| -> Vec<String> {
        (0..10_000)
            .flat_map(|index| {
                let scope = at(index % 99 + 1, index / 99 + 1);
                let mut positions = vec![
                    position("a", r#""power""#, r#""implement""#, &scope),
                    position("a", r#""power""#, r#""supervise""#, &scope),
                ];
                if index != without {
                    positions.push(position("a", r#""bar""#, r#""supervise""#, &scope));
                }
                positions
            })
            .collect()
    };
    let all = audit(100, 200, &positions(usize::MAX));
    assert!(of(&all, FindingCode::SelfCheck).is_empty());
    let but_one = audit(100, 200, &positions(7_654));
    let paths: Vec<String> = of(&but_one, FindingCode::SelfCheck)[0]
        .causes()
        .iter()
        .map(|cause| cause.path().to_string())
        .collect();
    assert_eq!(paths, ["positions[22962]", "positions[22963]"]);
}

#[test]
fn each_of_five_thousand_statements_of_absence_is_the_cause_of_its_own_finding() {
    let positions = |size: usize| -> Vec<String> {
        (1..=size)
            .flat_map(|index| {
                let scope = at(index % 99 + 1, index);
                [
                    position("a", r#""lead""#, r#""decide""#, &scope),
                    format!(
                        r#"{{"none":true,"kinds":["power","lead"],"functions":["supervise"]{scope}}}"#
                    ),
                ]
            })
            .collect()
    };
    let (small, large) = (audit(100, 5_001, &positions(3)), audit(100, 5_001, &positions(5_000)));
    for (audit, size) in [(&small, 3), (&large, 5_000)] {
        let unchecked = of(audit, FindingCode::UncheckedPower);
        assert_eq!(unchecked.len(), 1);
        assert_eq!(unchecked[0].basis(), Basis::Stated);
        // Each lead, and the statement at the same scope.
        assert_eq!(unchecked[0].causes().len(), 2 * size);
        let gaps = of(audit, FindingCode::Gap);
        let stated: Vec<_> = gaps.iter().filter(|gap| gap.basis() == Basis::Stated).collect();
        assert_eq!(stated.len(), size);
        assert_eq!(stated[0].causes()[0].path().to_string(), "positions[1]");
    }
}

#[test]
fn the_gaps_of_a_few_positions_in_a_huge_grid_are_those_of_a_small_one() {
    let positions: Vec<String> = (1..=20)
        .map(|index| position("a", r#""power","lead""#, r#""implement""#, &at(index, 2 * index)))
        .collect();
    for (matters, places) in [(30, 50), (3_000, 4_000)] {
        let audit = audit(matters, places, &positions);
        let gaps = of(&audit, FindingCode::Gap);
        assert_eq!(gaps.len(), 1);
        // Of every matter and place something is uncovered: whole matters, whole places, where a
        // matter crosses the place of another one, and the two at the top by themselves.
        assert_eq!(gaps[0].subjects().len(), 1 + matters + places);
        let crossings = 20 * 19;
        let listed = (matters - 1 - 20) + (places - 1 - 20) + crossings + 2;
        let words = gaps[0].explanation(Lang::En);
        assert!(words.ends_with(&format!("and {} more", listed - 8)), "{words}");
    }
}

#[test]
fn what_is_accepted_very_often_is_matched_as_what_is_accepted_once() {
    let charter = |times: usize| {
        let parties: Vec<String> = (0..2_000)
            .map(|index| format!(r#"{{"key":"y{index}","name":"Y","kind":"association"}}"#))
            .collect();
        let positions: Vec<String> = (0..2_000)
            .map(|index| position(&format!("y{index}"), r#""power""#, r#""dispatch""#, ""))
            .collect();
        let accepted = |reason: &str, about: &str| {
            format!(r#"{{"code":"unbounded-power","reason":"{reason}","about":[{about}]}}"#)
        };
        let mut known = vec![accepted("all", ""); times];
        known.extend((0..times).map(|_| accepted("first", r#""y7","dispatch""#)));
        known.extend((0..times).map(|_| accepted("last", r#""dispatch","y7""#)));
        known.extend((0..times).map(|_| accepted("stale", r#""y7","y8""#)));
        let text = format!(
            r#"{{"format":"cogov/1","key":"scale","version":1,"title":"S",
                "parties":[{}],"positions":[{}],"acknowledged":[{}]}}"#,
            parties.join(","),
            positions.join(","),
            known.join(",")
        );
        Charter::from_json(&text).unwrap().audit(today())
    };
    for times in [1, 5_000] {
        let audit = charter(times);
        let reasons: Vec<String> = of(&audit, FindingCode::UnboundedPower)
            .iter()
            .map(|finding| finding.acknowledged().unwrap().to_string())
            .collect();
        assert_eq!(reasons.len(), 2_000);
        assert_eq!(reasons.iter().filter(|reason| *reason == "last").count(), 1);
        assert_eq!(reasons.iter().filter(|reason| *reason == "all").count(), 1_999);
        let stale = audit.stale_acknowledgements();
        assert_eq!(stale.len(), times);
        assert!(stale.iter().all(|known| known.reason().to_string() == "stale"));
    }
}

#[test]
fn bars_within_each_of_four_thousand_places_settle_self_checks_but_for_the_one_without() {
    let found = |size: usize, without: usize| -> Vec<String> {
        let mut text = String::from(
            r#"{"format":"cogov/1","key":"scale","version":1,"title":"S",
                "parties":[{"key":"a","name":"a","kind":"association"}],"places":["#,
        );
        let places = (0..size).flat_map(|index| {
            [
                format!(r#"{{"key":"c{index}","name":"C","kind":"compound"}}"#),
                format!(r#"{{"key":"b{index}","name":"B","kind":"building","parent":"c{index}"}}"#),
            ]
        });
        text.push_str(&places.collect::<Vec<_>>().join(","));
        // Who carries out in a compound checks in its building, but for a bar there.
        let positions = (0..size).flat_map(|index| {
            let within = |place: char| format!(r#","places":["{place}{index}"]"#);
            let position = |kind, function, place| position("a", kind, function, &within(place));
            let mut positions = vec![
                position(r#""power""#, r#""implement""#, 'c'),
                position(r#""power""#, r#""supervise""#, 'b'),
            ];
            if index != without {
                positions.push(position(r#""bar""#, r#""supervise""#, 'b'));
            }
            positions
        });
        let _ = write!(text, r#"],"positions":[{}]}}"#, positions.collect::<Vec<_>>().join(","));
        let audit = Charter::from_json(&text).unwrap().audit(today());
        let found = of(&audit, FindingCode::SelfCheck);
        let causes = found.iter().flat_map(|finding| finding.causes());
        causes.map(|cause| cause.path().to_string()).collect()
    };
    assert_eq!(found(3, 3), [""; 0]);
    assert_eq!(found(3, 1), ["positions[3]", "positions[4]"]);
    assert_eq!(found(4_000, 4_000), [""; 0]);
    assert_eq!(found(4_000, 2_000), ["positions[6000]", "positions[6001]"]);
}

#[test]
fn who_may_is_the_same_whether_a_charter_is_small_or_large() {
    let charter = |others: usize| {
        let mut text = String::from(
            r#"{"format":"cogov/1","key":"scale","version":1,"title":"S",
            "matters":[{"key":"m0","name":"M"},{"key":"m1","name":"M","parent":"m0"}],
            "parties":[{"key":"a","name":"A","kind":"association"},
                       {"key":"b","name":"B","kind":"association"}],
            "positions":["#,
        );
        for _ in 0..others {
            text.push_str(&position("b", r#""power""#, r#""decide""#, ""));
            text.push(',');
        }
        text.push_str(&position("a", r#""power""#, r#""decide""#, r#","matters":["m1"]"#));
        text.push_str("]}");
        Charter::from_json(&text).unwrap()
    };
    for others in [1, 20_000] {
        let charter = charter(others);
        let about = |matter: &str| charter.on(today()).about(&matter.parse().unwrap()).unwrap();
        assert_eq!(about("m0").who_may(Function::Decide).len(), others);
        let narrow = about("m1").who_may(Function::Decide);
        assert_eq!(narrow.len(), 1);
        assert_eq!(narrow[0].index(), others);
    }
}

#[test]
fn leads_displaced_by_a_crowd_cite_the_crowd_once() {
    let positions = |size: usize| -> Vec<String> {
        let mut positions = vec![position("a", r#""power""#, r#""plan""#, "")];
        positions.extend((0..size).map(|_| position("a", r#""lead""#, r#""plan""#, &at(1, 1))));
        positions.extend((0..size).map(|_| position("b", r#""power""#, r#""plan""#, &at(1, 1))));
        positions
    };
    for size in [2, 4_000] {
        let audit = audit(3, 3, &positions(size));
        let powerless = of(&audit, FindingCode::PowerlessDuty);
        assert_eq!(powerless.len(), 1);
        assert_eq!(powerless[0].basis(), Basis::Stated);
        assert_eq!(powerless[0].causes().len(), 1 + 2 * size);
    }
}

#[test]
fn matters_that_a_rule_out_of_force_is_named_for_are_found_among_ten_thousand_as_among_two() {
    let found = |size: usize| {
        let list = |keys: &[String]| {
            let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
            format!("[{}]", keys.join(","))
        };
        let keys = |letter: char| -> Vec<String> {
            (0..size / 2).map(|index| format!("{letter}{index}")).collect()
        };
        // The procedure takes wide matters and narrow ones, the rule is named the other way.
        let matter = |key: &String| format!(r#"{{"key":"{key}","name":"M"}}"#);
        let below = |key: &String| {
            format!(r#"{{"key":"{key}","name":"M","parent":"{}"}}"#, key.replace('b', "a"))
        };
        let (wide, narrow) = (keys('a'), keys('b'));
        let matters: Vec<String> =
            wide.iter().map(matter).chain(narrow.iter().map(below)).collect();
        let half = wide.len() / 2;
        let mixed = |a: &[String], b: &[String]| list(&[a, b].concat());
        let (takes, names) =
            (mixed(&wide[..half], &narrow[half..]), mixed(&narrow[..half], &wide[half..]));
        let text = format!(
            r#"{{"format":"cogov/1","key":"scale","version":1,"title":"S","matters":[{}],
                "rules":[{{"key":"r","name":"R","approval":"consensus","valid":{{"until":"2020-01-01"}}}}],
                "procedures":[{{"key":"p","name":"P","matters":{takes},"steps":[
                    {{"key":"d","name":"D","function":"decide","rules":[{{"rule":"r","matters":{names}}}]}}]}}]}}"#,
            matters.join(",")
        );
        let audit = Charter::from_json(&text).unwrap().audit(today());
        let mut found = of(&audit, FindingCode::NoRule);
        // What it names no rule for is another finding.
        found.retain(|finding| finding.basis() == Basis::Stated);
        assert_eq!(found.len(), 1);
        let words: Vec<String> =
            found[0].subjects().iter().map(cogov::audit::Subject::word).collect();
        words
    };
    assert_eq!(found(4), ["p/d", "b0", "b1"]);
    let many = found(10_000);
    assert_eq!(many.len(), 5_001);
    assert!(many[1..].iter().all(|word| word.starts_with('b')));
}

#[test]
fn a_statement_of_absence_at_a_place_that_crosses_is_found_among_many_as_alone() {
    let found = |others: usize, on: &str| -> Vec<String> {
        let (mut places, mut positions) = (
            vec![
                r#"{"key":"grid","name":"G","kind":"grid"}"#.to_owned(),
                r#"{"key":"court","name":"C","kind":"compound"}"#.to_owned(),
                r#"{"key":"house","name":"H","kind":"building","parent":"grid","property_parent":"court"}"#
                    .to_owned(),
            ],
            vec![format!(
                r#"{{"holder":{{"party":"a"}},"kinds":["claim"],"claims":["be_heard"],"places":["grid"]{on}}}"#
            )],
        );
        let nobody = |place: &str| {
            format!(
                r#"{{"none":true,"kinds":["lead"],"functions":["deliberate"],"places":["{place}"]}}"#
            )
        };
        positions.push(nobody("court"));
        for index in 0..others {
            places.push(format!(r#"{{"key":"x{index}","name":"X","kind":"building"}}"#));
            positions.push(nobody(&format!("x{index}")));
        }
        let matters = ["m0", "m1", "m2", "m3", "m4", "m5"]
            .map(|key| format!(r#"{{"key":"{key}","name":"M"}}"#));
        let text = format!(
            r#"{{"format":"cogov/1","key":"scale","version":1,"title":"S",
                "parties":[{{"key":"a","name":"a","kind":"association"}}],
                "matters":[{}],"places":[{}],"positions":[{}]}}"#,
            matters.join(","),
            places.join(","),
            positions.join(",")
        );
        let audit = Charter::from_json(&text).unwrap().audit(today());
        let found = of(&audit, FindingCode::HollowClaim).into_iter();
        let stated: Vec<&Finding> = found.filter(|f| f.basis() == Basis::Stated).collect();
        assert_eq!(stated.len(), 1);
        assert!(stated[0].subjects().iter().any(|subject| subject.word() == "house"));
        stated[0].causes().iter().map(|cause| cause.path().to_string()).collect()
    };
    for on in ["", r#","matters":["m1"]"#] {
        for others in [0, 100] {
            assert_eq!(found(others, on), ["positions[0]", "positions[1]"], "{others} {on}");
        }
    }
}

#[test]
fn of_very_many_shares_those_are_barred_that_reach_the_least_one_that_is() {
    let share = |of: &str, parts: usize| format!(r#"{{"at_least":[1,{parts}],"of":"{of}"}}"#);
    let charter = |size: usize| {
        let held = |holder: String, kind: &str| {
            format!(r#"{{"holder":{holder},"kinds":["{kind}"],"functions":["decide"]}}"#)
        };
        let powers = (2..size + 2).map(|parts| held(share("g", parts), "power"));
        let others = (2..size + 2).map(|parts| held(share("h", parts), "bar"));
        // Of this group a third, a half and all are barred; whoever has but a part of that is not.
        let bars = [3, 2, 1].map(|parts| held(share("g", parts), "bar"));
        let positions: Vec<String> = powers.chain(others).chain(bars).collect();
        let text = format!(
            r#"{{"format":"cogov/1","key":"scale","version":1,"title":"S",
            "groups":[{{"key":"g","name":"G"}},{{"key":"h","name":"H"}}],"positions":[{}]}}"#,
            positions.join(",")
        );
        Charter::from_json(&text).unwrap()
    };
    for size in [10, 20_000] {
        let charter = charter(size);
        let may = charter.on(today()).who_may(Function::Decide);
        assert_eq!(may.len(), size - 2);
        let holder = serde_json::to_string(may[0].holder()).unwrap();
        assert_eq!(holder, share("g", 4));
    }
}

#[test]
fn a_charter_with_more_positions_than_other_lists_may_have_is_written_and_told_from_others() {
    let one = position("a", r#""power""#, r#""receive""#, "");
    let positions = vec![one; 100_001].join(",");
    let text = |title: &str| {
        format!(
            r#"{{"format":"cogov/1","key":"large","version":1,"title":"{title}","parties":[{{"key":"a","name":"a","kind":"association"}}],"positions":[{positions}]}}"#
        )
    };
    let [charter, other] = ["One", "Other"].map(|title| Charter::from_json(&text(title)).unwrap());
    let written = charter.to_json();
    assert!(written.len() > 100_000, "{}", written.len());
    assert_eq!(Charter::from_json(&written).unwrap(), charter);
    assert_ne!(charter.digest(), other.digest());
}
