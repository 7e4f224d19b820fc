//! Every built-in rule with numbers on, just below and just above each of its thresholds.

use cogov::decision::{Decision, ElectorateBuilder, Strength, TallyBuilder, Votes};
use cogov::{Date, Electorate, Lang, Rule};

/// The word of the verdict that a built-in rule gives on these numbers.
fn verdict(
    rule: &str,
    electorate: ElectorateBuilder,
    tally: impl FnOnce(TallyBuilder<'_>) -> TallyBuilder<'_>,
) -> &'static str {
    let rule = Rule::builtin(rule).expect("a built-in rule");
    let electorate = electorate.fix().expect("an electorate");
    let tally = tally(electorate.tally()).close().expect("a tally");
    match rule.decide(&electorate, &tally).decision() {
        Decision::Adopted(_) => "adopted",
        Decision::Rejected => "rejected",
        Decision::Inquorate => "inquorate",
    }
}

const AREA: u64 = 900_000;

fn owners(rule: &str, heads: (u64, u64), area: (u64, u64)) -> &'static str {
    let votes = Votes::new().yes(area.0).no(area.1);
    verdict(rule, Electorate::heads(99).weight(AREA), |tally| {
        tally.yes(heads.0).no(heads.1).weight(votes)
    })
}

#[test]
fn owners_take_part_with_two_thirds_of_heads_and_two_thirds_of_area() {
    for rule in ["civil-code-278-general", "civil-code-278-major"] {
        assert_eq!(owners(rule, (66, 0), (600_000, 0)), "adopted", "on both");
        assert_eq!(owners(rule, (65, 0), (900_000, 0)), "inquorate", "a head below");
        assert_eq!(owners(rule, (99, 0), (599_999, 0)), "inquorate", "0.01 m² below");
        assert_eq!(owners(rule, (67, 0), (600_001, 0)), "adopted", "above both");
    }
}

#[test]
fn owners_general_matters_need_more_than_half_of_heads_and_area_that_take_part() {
    let rule = "civil-code-278-general";
    assert_eq!(owners(rule, (33, 33), (300_001, 300_000)), "rejected", "half of the heads");
    assert_eq!(owners(rule, (34, 32), (300_000, 300_000)), "rejected", "half of the area");
    assert_eq!(owners(rule, (34, 32), (300_001, 299_999)), "adopted", "just above both");
    assert_eq!(owners(rule, (33, 34), (600_000, 1)), "rejected", "just below in heads");
    assert_eq!(owners(rule, (66, 1), (299_999, 300_002)), "rejected", "just below in area");
}

#[test]
fn owners_major_matters_need_three_quarters_of_heads_and_area_that_take_part() {
    let rule = "civil-code-278-major";
    assert_eq!(owners(rule, (51, 17), (450_000, 150_000)), "adopted", "on both");
    assert_eq!(owners(rule, (50, 18), (600_000, 0)), "rejected", "a head below");
    assert_eq!(owners(rule, (68, 0), (449_999, 150_001)), "rejected", "0.01 m² below");
    assert_eq!(owners(rule, (52, 16), (450_001, 149_999)), "adopted", "above both");
}

#[test]
fn owners_area_alone_or_heads_alone_decide_nothing() {
    let no_area = |rule| verdict(rule, Electorate::heads(99).weight(AREA), |tally| tally.yes(99));
    assert_eq!(no_area("civil-code-278-general"), "inquorate");
    let no_area = |rule| verdict(rule, Electorate::heads(99), |tally| tally.yes(99));
    assert_eq!(no_area("civil-code-278-major"), "inquorate");
}

#[test]
fn a_dwelling_becomes_a_business_when_all_with_an_interest_consent() {
    let of_six = |yes| {
        verdict("civil-code-279-interested", Electorate::heads(20).interested(6), |tally| {
            tally.yes(yes).interested_yes(yes)
        })
    };
    assert_eq!(of_six(5), "rejected");
    assert_eq!(of_six(6), "adopted");
    let nobody =
        verdict("civil-code-279-interested", Electorate::heads(20).interested(0), |tally| {
            tally.yes(20).interested_yes(0)
        });
    assert_eq!(nobody, "rejected", "of nobody there is no unanimity");
    let uncounted =
        verdict("civil-code-279-interested", Electorate::heads(6), |tally| tally.yes(6));
    assert_eq!(uncounted, "rejected");
}

/// All present say yes, so that only the quorum tells.
fn quorum(rule: &str, electorate: ElectorateBuilder) -> &'static str {
    let present = electorate.fix().expect("an electorate");
    let heads = present.strength(cogov::decision::Measure::Heads).and_then(Strength::present_count);
    verdict(rule, electorate, |tally| tally.yes(heads.unwrap_or(0)))
}

/// Of a hundred present so many say yes.
fn of_a_hundred(rule: &str, yes: u64) -> &'static str {
    verdict(rule, Electorate::heads(100).should_attend(100).present(100), |tally| {
        tally.yes(yes).no(100 - yes)
    })
}

#[test]
fn the_villagers_meeting_needs_half_the_adults_or_two_thirds_of_the_households() {
    let rule = "villagers-meeting-2018";
    let village = |present, households: Option<u64>| {
        let electorate = Electorate::heads(800).present(present);
        quorum(
            rule,
            match households {
                Some(count) => electorate.households(Strength::of(300).present(count)),
                None => electorate,
            },
        )
    };
    assert_eq!(village(401, None), "adopted");
    assert_eq!(village(400, None), "inquorate", "half is not more than half");
    assert_eq!(village(399, Some(199)), "inquorate");
    assert_eq!(village(210, Some(200)), "adopted", "households alone");
    assert_eq!(village(210, Some(199)), "inquorate");
    assert_eq!(village(401, Some(10)), "adopted", "adults alone");
}

#[test]
fn meetings_decide_by_more_than_half_of_those_present() {
    for rule in [
        "villagers-meeting-2018",
        "villagers-representatives-2018",
        "villagers-group-2018",
        "residents-meeting-2018",
        "two-committees-majority",
    ] {
        assert_eq!(of_a_hundred(rule, 50), "rejected", "{rule}");
        assert_eq!(of_a_hundred(rule, 49), "rejected", "{rule}");
        assert_eq!(of_a_hundred(rule, 51), "adopted", "{rule}");
        // Those present count in the base although they return no ballot.
        let silent = verdict(rule, Electorate::heads(100).present(100), |tally| tally.yes(50));
        assert_eq!(silent, "rejected", "{rule}");
    }
}

#[test]
fn the_villagers_representatives_meeting_needs_two_thirds_of_its_members() {
    let meeting =
        |present| quorum("villagers-representatives-2018", Electorate::heads(60).present(present));
    assert_eq!(meeting(39), "inquorate");
    assert_eq!(meeting(40), "adopted");
    assert_eq!(meeting(41), "adopted");
}

#[test]
fn the_villagers_group_needs_two_thirds_of_adults_or_of_households() {
    let meeting = |present, households| {
        let households = Strength::of(30).present(households);
        quorum(
            "villagers-group-2018",
            Electorate::heads(90).present(present).households(households),
        )
    };
    assert_eq!(meeting(60, 0), "adopted");
    assert_eq!(meeting(59, 19), "inquorate");
    assert_eq!(meeting(20, 20), "adopted");
    assert_eq!(meeting(61, 19), "adopted");
}

#[test]
fn a_recall_needs_half_the_voters_to_vote_and_half_of_those_who_vote() {
    let recall = |yes, no, abstain, invalid| {
        verdict("villagers-recall-2018", Electorate::heads(1_000), |tally| {
            tally.yes(yes).no(no).abstain(abstain).invalid(invalid)
        })
    };
    assert_eq!(recall(500, 0, 0, 0), "inquorate", "half of the voters is not more than half");
    assert_eq!(recall(499, 0, 0, 0), "inquorate");
    assert_eq!(recall(501, 0, 0, 0), "adopted");
    assert_eq!(recall(300, 300, 0, 0), "rejected");
    assert_eq!(recall(299, 301, 0, 0), "rejected");
    assert_eq!(recall(301, 299, 0, 0), "adopted");
    assert_eq!(recall(301, 200, 100, 1), "rejected", "whoever votes counts, whatever they say");
    assert_eq!(recall(302, 200, 100, 1), "adopted");
}

#[test]
fn the_residents_meeting_meets_in_any_of_three_ways() {
    let rule = "residents-meeting-2018";
    let residents = |present| quorum(rule, Electorate::heads(1_000).present(present));
    assert_eq!(residents(500), "inquorate");
    assert_eq!(residents(499), "inquorate");
    assert_eq!(residents(501), "adopted");
    let households = |present| {
        let strength = Strength::of(400).present(present);
        quorum(rule, Electorate::heads(1_000).present(present).households(strength))
    };
    assert_eq!(households(200), "inquorate");
    assert_eq!(households(201), "adopted");
    let delegates = |present| {
        let strength = Strength::of(50).present(present);
        quorum(rule, Electorate::heads(1_000).present(present).delegates(strength))
    };
    assert_eq!(delegates(25), "inquorate");
    assert_eq!(delegates(26), "adopted");
}

#[test]
fn the_party_members_meeting_decides_by_half_of_those_who_should_attend() {
    let meeting = |rule, present, yes| {
        let electorate = Electorate::heads(60).should_attend(56).present(present);
        verdict(rule, electorate, |tally| tally.yes(yes).no(present - yes))
    };
    let (half, more) =
        ("party-members-four-discussions", "party-members-four-discussions-more-than-half");
    for rule in [half, more] {
        assert_eq!(meeting(rule, 39, 39), "inquorate", "{rule}: two thirds of all members are 40");
        assert_eq!(meeting(rule, 40, 40), "adopted", "{rule}");
        assert_eq!(meeting(rule, 41, 41), "adopted", "{rule}");
        assert_eq!(meeting(rule, 40, 27), "rejected", "{rule}: more than half of those present");
        assert_eq!(meeting(rule, 40, 29), "adopted", "{rule}");
    }
    assert_eq!(meeting(half, 40, 28), "adopted", "以上 includes the number");
    assert_eq!(meeting(more, 40, 28), "rejected", "超过 does not");
    let uncounted = verdict(half, Electorate::heads(60).present(60), |tally| tally.yes(60));
    assert_eq!(uncounted, "rejected", "who should attend has to be counted");
}

#[test]
fn every_built_in_rule_has_a_citation_in_both_languages_and_its_key() {
    assert_eq!(Rule::builtins().len(), 11);
    for name in Rule::builtins() {
        let rule = Rule::builtin(name).unwrap_or_else(|| panic!("{name} cannot be read"));
        assert_eq!(rule.key().as_str(), name);
        let source = rule.source().unwrap_or_else(|| panic!("{name} has no source"));
        assert_ne!(source.get(Lang::En), source.get(Lang::Zh), "{name}");
        assert_ne!(rule.name().get(Lang::En), rule.name().get(Lang::Zh), "{name}");
    }
    assert!(Rule::builtin("").is_none());
    assert!(Rule::builtin("civil-code-278").is_none());
}

#[test]
fn built_in_rules_are_in_force_from_the_first_day_to_the_day_before_the_change() {
    let day = |y, m, d| Date::new(y, m, d).expect("a day");
    for name in Rule::builtins() {
        let rule = Rule::builtin(name).expect("a rule");
        let days = [
            day(2018, 12, 28),
            day(2018, 12, 29),
            day(2020, 12, 31),
            day(2021, 1, 1),
            day(2025, 12, 31),
            day(2026, 1, 1),
        ];
        let in_force = days.map(|day| rule.in_force_on(day));
        let expected = if name.starts_with("civil-code") {
            [false, false, false, true, true, true]
        } else if name.ends_with("-2018") {
            [false, true, true, true, true, false]
        } else {
            [true; 6]
        };
        assert_eq!(in_force, expected, "{name}");
    }
}

#[test]
fn a_built_in_rule_is_written_as_its_file_has_it() {
    for name in Rule::builtins() {
        let file = format!("{}/rules/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).expect("a file");
        let written: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let rule = Rule::builtin(name).expect("a rule");
        assert_eq!(serde_json::to_value(&rule).expect("JSON"), written, "{name}");
    }
    let files = std::fs::read_dir(format!("{}/rules", env!("CARGO_MANIFEST_DIR"))).expect("files");
    assert_eq!(files.count(), Rule::builtins().len(), "no file is left out");
}
