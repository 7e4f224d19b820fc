//! What a verdict is, beyond the built-in rules: bases, consensus, combination, JSON.

use cogov::decision::{
    Approval, Base, ClauseResult, Decision, Measure, Quorum, Strength, Threshold, Turnout, Votes,
};
use cogov::{Electorate, Rule, RuleKey, Stated, Tally, Text};

pub(super) fn rule(approval: Approval) -> Rule {
    Rule::new(RuleKey::new("rule").unwrap(), Text::new("Rule").unwrap(), approval)
}

#[test]
fn each_base_is_the_whole_it_names() {
    // 100 entitled, 90 should attend, 80 present, 70 ballots: 31 yes, 20 no, 10 abstain, 9 invalid.
    let electorate = Electorate::heads(100).should_attend(90).present(80).fix().unwrap();
    let tally = electorate.tally().yes(31).no(20).abstain(10).invalid(9).close().unwrap();
    for (base, whole) in [
        (Base::Entitled, 100),
        (Base::ShouldAttend, 90),
        (Base::Present, 80),
        (Base::Participating, 70),
        (Base::Cast, 51),
        (Base::Valid, 61),
    ] {
        let on = Threshold::at_least(31, whole).unwrap();
        let above = Threshold::more_than(31, whole).unwrap();
        let verdict = |threshold| {
            rule(Approval::share(Measure::Heads, base, threshold)).decide(&electorate, &tally)
        };
        let share = *verdict(on).approval().share().unwrap();
        assert_eq!((share.part(), share.whole()), (Some(31), Some(whole)), "{base}");
        assert_eq!(share.needed(), Some(31), "{base}");
        assert!(verdict(on).adopted().is_some(), "{base}");
        assert_eq!(verdict(above).decision(), &Decision::Rejected, "{base}");
    }
}

#[test]
fn a_share_of_nobody_is_never_reached() {
    let nobody = Electorate::heads(0).should_attend(0).present(0).fix().unwrap();
    let tally = nobody.tally().close().unwrap();
    for base in Base::ALL {
        for threshold in [Threshold::at_least(1, 100).unwrap(), Threshold::more_than(0, 1).unwrap()]
        {
            let rule = rule(Approval::share(Measure::Heads, *base, threshold));
            assert_eq!(rule.decide(&nobody, &tally).decision(), &Decision::Rejected, "{base}");
        }
    }
    let all = Threshold::at_least(1, 1).unwrap();
    let quorum = Quorum::share(Measure::Heads, Turnout::Present, Base::Entitled, all).unwrap();
    let rule = rule(Approval::Consensus).with_quorum(quorum);
    assert_eq!(rule.decide(&nobody, &tally).decision(), &Decision::Inquorate);
}

#[test]
fn consensus_is_that_somebody_took_part_and_nobody_sustains_an_objection() {
    let rule = rule(Approval::Consensus);
    let adopted =
        |electorate: &Electorate, tally: &Tally| rule.decide(electorate, tally).adopted().is_some();
    let session = Electorate::heads(30).present(12).fix().unwrap();
    assert!(adopted(&session, &session.tally().objections(0).close().unwrap()));
    assert!(!adopted(&session, &session.tally().objections(1).close().unwrap()));
    let silent = session.tally().close().unwrap();
    assert!(!adopted(&session, &silent), "nobody asked");
    assert_eq!(rule.decide(&session, &silent).approval().result(), ClauseResult::NotCounted);
    let in_writing = Electorate::heads(30).fix().unwrap();
    assert!(adopted(&in_writing, &in_writing.tally().abstain(1).objections(0).close().unwrap()));
    assert!(!adopted(&in_writing, &in_writing.tally().objections(0).close().unwrap()), "nobody");
    let empty = Electorate::heads(30).present(0).fix().unwrap();
    assert!(!adopted(&empty, &empty.tally().objections(0).close().unwrap()), "nobody came");
}

#[test]
fn without_a_quorum_nothing_is_decided_however_many_say_yes() {
    let half = Threshold::MORE_THAN_HALF;
    let quorum =
        Quorum::share(Measure::Heads, Turnout::Participating, Base::Present, half).unwrap();
    let rule = rule(Approval::share(Measure::Heads, Base::Cast, half)).with_quorum(quorum);
    let electorate = Electorate::heads(50).present(20).fix().unwrap();
    let decide =
        |yes, no| rule.decide(&electorate, &electorate.tally().yes(yes).no(no).close().unwrap());
    assert_eq!(decide(10, 0).decision(), &Decision::Inquorate);
    assert!(decide(10, 0).approval().is_met(), "it is still shown");
    assert_eq!(decide(0, 10).decision(), &Decision::Inquorate, "rejection decides as well");
    assert_eq!(decide(1, 10).decision(), &Decision::Rejected);
    assert!(decide(11, 0).adopted().is_some());
}

#[test]
fn a_quorum_stated_to_be_absent_asks_for_nobody() {
    let half = Approval::share(Measure::Heads, Base::Cast, Threshold::MORE_THAN_HALF);
    let electorate = Electorate::heads(1_000).fix().unwrap();
    let tally = electorate.tally().yes(1).close().unwrap();
    for rule in [rule(half.clone()), rule(half).with_quorum(Stated::absent())] {
        let verdict = rule.decide(&electorate, &tally);
        assert!(verdict.adopted().is_some());
        assert_eq!(verdict.quorum(), None);
    }
}

#[test]
fn what_was_not_counted_is_unmet_and_shown_as_such() {
    let heads = Approval::share(Measure::Heads, Base::Cast, Threshold::MORE_THAN_HALF);
    let area = Approval::share(Measure::Weight, Base::Cast, Threshold::MORE_THAN_HALF);
    let electorate = Electorate::heads(9).weight(90).fix().unwrap();
    let yes = electorate.tally().yes(9).close().unwrap();
    let no = electorate.tally().no(9).close().unwrap();
    let result = |approval: Approval, tally| {
        let verdict = rule(approval).decide(&electorate, tally);
        assert_eq!(verdict.adopted().is_some(), verdict.approval().is_met());
        verdict.approval().result()
    };
    let all = Approval::all([heads.clone(), area.clone()]).unwrap();
    let any = Approval::any([heads, area.clone()]).unwrap();
    assert_eq!(result(area, &yes), ClauseResult::NotCounted);
    assert_eq!(result(all.clone(), &yes), ClauseResult::NotCounted);
    assert_eq!(result(all, &no), ClauseResult::Unmet, "whatever the area says");
    assert_eq!(result(any.clone(), &yes), ClauseResult::Met, "whatever the area says");
    assert_eq!(result(any, &no), ClauseResult::NotCounted);
}

#[test]
fn what_was_adopted_carries_its_rule_and_numbers() {
    let rule = Rule::builtin("two-committees-majority").unwrap();
    let electorate = Electorate::heads(9).present(7).fix().unwrap();
    let tally = electorate.tally().yes(4).no(3).close().unwrap();
    let adopted = rule.decide(&electorate, &tally).into_adopted().unwrap();
    assert_eq!(adopted.rule(), rule.key());
    assert_eq!(adopted.electorate(), &electorate);
    assert_eq!(adopted.tally(), &tally);
    let rejected = rule.decide(&electorate, &electorate.tally().yes(3).no(4).close().unwrap());
    assert_eq!(rejected.into_adopted(), None);
}

#[test]
fn a_verdict_is_written_with_every_number() {
    let rule = Rule::builtin("villagers-meeting-2018").unwrap();
    let electorate = Electorate::heads(800)
        .present(230)
        .households(Strength::of(300).present(210))
        .fix()
        .unwrap();
    let tally = electorate.tally().yes(116).no(90).abstain(24).close().unwrap();
    let verdict = serde_json::to_value(rule.decide(&electorate, &tally)).unwrap();
    let expected = serde_json::json!({
        "rule": "villagers-meeting-2018",
        "decision": "adopted",
        "quorum": {
            "any": [
                {
                    "measure": "heads", "counted": "present", "base": "entitled",
                    "more_than": [1, 2], "part": 230, "whole": 800, "needed": 401,
                    "result": "unmet"
                },
                {
                    "measure": "households", "counted": "present", "base": "entitled",
                    "at_least": [2, 3], "part": 210, "whole": 300, "needed": 200,
                    "result": "met"
                }
            ],
            "result": "met"
        },
        "approval": {
            "measure": "heads", "counted": "yes", "base": "present", "more_than": [1, 2],
            "part": 116, "whole": 230, "needed": 116, "result": "met"
        },
        "reason": {
            "en": "adopted: 210 of 300 households were present, at least 2/3 needed (200); \
                   116 of 230 heads present said yes, more than 1/2 needed (116)",
            "zh": "通过：有表决权的 300 户中有 210 户到会，须至少 2/3（200 户）；\
                   到会的 230 人中有 116 人赞成，须超过 1/2（116 人）"
        }
    });
    assert_eq!(verdict, expected);
}

#[test]
fn the_largest_numbers_are_compared_exactly() {
    const LARGEST: u64 = (1 << 53) - 1;
    let electorate = Electorate::heads(1).weight(LARGEST).fix().unwrap();
    let threshold = Threshold::more_than(LARGEST - 2, LARGEST - 1).unwrap();
    let rule = rule(Approval::share(Measure::Weight, Base::Entitled, threshold));
    let adopted = |yes| {
        let tally = electorate.tally().weight(Votes::new().yes(yes)).close().unwrap();
        rule.decide(&electorate, &tally).adopted().is_some()
    };
    // (L - 1) / L is above (L - 2) / (L - 1); a double sees no difference.
    assert!(adopted(LARGEST - 1));
    assert!(!adopted(LARGEST - 2));
}

#[test]
fn of_several_ways_each_unmet_none_is_left_uncounted() {
    let of = |measure| Approval::share(measure, Base::Cast, Threshold::MORE_THAN_HALF);
    let any = rule(Approval::any([of(Measure::Heads), of(Measure::Weight)]).unwrap());
    let electorate = Electorate::heads(9).weight(90).fix().unwrap();
    let no = electorate.tally().no(9).weight(Votes::new().no(90)).close().unwrap();
    assert_eq!(any.decide(&electorate, &no).approval().result(), ClauseResult::Unmet);
    let uncounted = rule(Approval::any([of(Measure::Weight), of(Measure::Weight)]).unwrap());
    let yes = electorate.tally().yes(9).close().unwrap();
    assert_eq!(uncounted.decide(&electorate, &yes).approval().result(), ClauseResult::NotCounted);
}

#[test]
fn a_list_of_one_is_not_set_apart_and_one_of_two_is() {
    let of = |measure| Approval::share(measure, Base::Cast, Threshold::MORE_THAN_HALF);
    let electorate = Electorate::heads(9).fix().unwrap();
    let yes = electorate.tally().yes(9).close().unwrap();
    let told = |inner: Approval| {
        let all = rule(Approval::all([inner, of(Measure::Heads)]).unwrap());
        all.decide(&electorate, &yes).approval().describe(cogov::Lang::En)
    };
    let one = told(Approval::any([of(Measure::Heads)]).unwrap());
    let two = told(Approval::any([of(Measure::Heads), of(Measure::Heads)]).unwrap());
    assert!(!one.starts_with('(') && !one.contains("; ("), "{one}");
    assert!(two.contains('('), "{two}");
}
