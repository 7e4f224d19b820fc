//! Thresholds and clauses that cannot be made wrong by hand.

use std::iter;

use cogov::decision::{Approval, Base, Measure, Quorum, Threshold, Turnout};
use cogov::values::bounds;
use cogov::{Electorate, ProblemCode, Rule, RuleKey, Text};

const LARGEST: u64 = (1 << 53) - 1;

#[test]
fn a_threshold_is_neither_idle_nor_impossible() {
    for (made, code) in [
        (Threshold::at_least(0, 1), ProblemCode::IdleThreshold),
        (Threshold::at_least(3, 2), ProblemCode::ImpossibleThreshold),
        (Threshold::more_than(1, 1), ProblemCode::ImpossibleThreshold),
        (Threshold::more_than(2, 1), ProblemCode::ImpossibleThreshold),
        (Threshold::at_least(1, 0), ProblemCode::InvalidFraction),
        (Threshold::more_than(1, LARGEST + 1), ProblemCode::InvalidFraction),
    ] {
        assert_eq!(made.expect_err("no threshold").code(), code);
    }
    assert!(Threshold::at_least(1, 1).is_ok(), "all of them");
    assert!(Threshold::more_than(0, 1).is_ok(), "somebody");
    assert!(Threshold::at_least(1, LARGEST).is_ok());
    assert!(Threshold::more_than(LARGEST - 1, LARGEST).is_ok());
}

#[test]
fn the_least_that_meets_a_threshold_meets_it_and_one_less_does_not() {
    let thresholds = [
        Threshold::at_least(1, 1).unwrap(),
        Threshold::more_than(0, 1).unwrap(),
        Threshold::AT_LEAST_HALF,
        Threshold::MORE_THAN_HALF,
        Threshold::AT_LEAST_TWO_THIRDS,
        Threshold::AT_LEAST_THREE_QUARTERS,
        Threshold::at_least(1, LARGEST).unwrap(),
        Threshold::more_than(LARGEST - 1, LARGEST).unwrap(),
    ];
    for threshold in thresholds {
        assert_eq!(threshold.least_of(0), None);
        assert!(!threshold.is_met_by(0, 0), "of nobody there is no share");
        for whole in (1..100).chain([LARGEST - 2, LARGEST - 1, LARGEST]) {
            let least = threshold.least_of(whole).expect("a number");
            assert!(least <= whole, "{threshold} of {whole}");
            assert!(threshold.is_met_by(least, whole), "{threshold} of {whole}");
            assert!(!threshold.is_met_by(least - 1, whole), "{threshold} of {whole}");
        }
    }
}

fn somebody() -> Approval {
    Approval::share(Measure::Heads, Base::Cast, Threshold::MORE_THAN_HALF)
}

fn turnout() -> Quorum {
    let half = Threshold::MORE_THAN_HALF;
    Quorum::share(Measure::Heads, Turnout::Participating, Base::Entitled, half).unwrap()
}

#[test]
fn clauses_nested_by_hand_stop_at_the_bound_instead_of_overflowing() {
    let (mut approval, mut quorum) = (somebody(), turnout());
    let mut levels = 1;
    let error = loop {
        match Approval::all([approval.clone()]) {
            Ok(deeper) => approval = deeper,
            Err(error) => break error,
        }
        quorum = Quorum::any([quorum]).expect("as deep as the approval");
        levels += 1;
    };
    assert_eq!(levels, bounds::RULE_LEVELS.largest());
    assert_eq!(error.code(), ProblemCode::BoundExceeded);
    assert_eq!(error.to_string(), "the number of levels of nested clauses is 9, more than 8");
    assert!(Quorum::all([quorum.clone()]).is_err());
    let rule = Rule::new(RuleKey::new("deep").unwrap(), Text::new("Deep").unwrap(), approval)
        .with_quorum(quorum);
    let three = Electorate::heads(3).fix().unwrap();
    assert!(rule.decide(&three, &three.tally().yes(2).close().unwrap()).adopted().is_some());
}

#[test]
fn clauses_are_counted_through_their_nesting() {
    let most = usize::try_from(bounds::RULE_CLAUSES.largest()).unwrap();
    assert!(Approval::all(iter::repeat_n(somebody(), most - 1)).is_ok());
    let error = Approval::all(iter::repeat_n(somebody(), most)).unwrap_err();
    assert_eq!(error.code(), ProblemCode::BoundExceeded);
    let halves = |count| Quorum::any(iter::repeat_n(turnout(), count)).unwrap();
    // 1 + (1 + 31) + (1 + 30) = 64
    assert!(Quorum::all([halves(31), halves(30)]).is_ok());
    assert!(Quorum::all([halves(31), halves(31)]).is_err());
    assert_eq!(Quorum::all([]).unwrap_err().code(), ProblemCode::EmptyList);
    assert_eq!(Approval::any([]).unwrap_err().code(), ProblemCode::EmptyList);
}

#[test]
fn a_quorum_is_a_share_of_what_is_known_before_anybody_takes_part() {
    for count in Turnout::ALL {
        for base in Base::ALL {
            let made =
                Quorum::share(Measure::Heads, *count, *base, Threshold::AT_LEAST_HALF).is_ok();
            let holds = match base {
                Base::Entitled | Base::ShouldAttend => true,
                Base::Present => *count == Turnout::Participating,
                Base::Participating | Base::Cast | Base::Valid => false,
                other => panic!("{other} is new"),
            };
            assert_eq!(made, holds, "{count} of {base}");
        }
    }
}

#[test]
fn clauses_are_gone_through_in_their_order() {
    let of = |part| {
        let least = Threshold::at_least(part, 5).unwrap();
        Quorum::share(Measure::Heads, Turnout::Present, Base::Entitled, least).unwrap()
    };
    let quorum = Quorum::all([of(3), of(4)]).unwrap();
    let Quorum::All(clauses) = &quorum else { panic!("{quorum:?}") };
    let each: Vec<&Quorum> = clauses.into_iter().collect();
    assert_eq!(each, clauses.iter().collect::<Vec<_>>());
    assert_eq!(each.len(), 2);
}
