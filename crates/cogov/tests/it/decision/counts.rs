//! Electorates and tallies: no count exceeds what it is part of.

use cogov::decision::{CountError, Decision, Measure, Quantity, Strength, Votes};
use cogov::{Electorate, Lang, Rule};

const LARGEST: u64 = (1 << 53) - 1;

fn fault<T>(made: Result<T, CountError>) -> (&'static str, Measure, Quantity) {
    match made {
        Ok(_) => panic!("should be refused"),
        Err(error) => (error.code(), error.measure(), error.quantity()),
    }
}

#[test]
fn those_present_are_among_those_who_should_attend_and_these_among_those_entitled() {
    let exceeds = |quantity| ("part-exceeds-whole", Measure::Heads, quantity);
    let heads = || Electorate::heads(10);
    assert_eq!(fault(heads().should_attend(11).fix()), exceeds(Quantity::ShouldAttend));
    assert_eq!(fault(heads().present(11).fix()), exceeds(Quantity::Present));
    assert_eq!(fault(heads().should_attend(8).present(9).fix()), exceeds(Quantity::Present));
    assert_eq!(fault(heads().interested(11).fix()), exceeds(Quantity::Interested));
    assert!(heads().should_attend(10).present(10).interested(10).fix().is_ok());
    assert!(Electorate::heads(0).should_attend(0).present(0).interested(0).fix().is_ok());
    let area = heads().weight(Strength::of(5).present(6)).fix();
    let told = area.as_ref().unwrap_err().message(Lang::En);
    assert_eq!(told, "6 units of weight present are more than the 5 entitled");
    assert_eq!(fault(area), ("part-exceeds-whole", Measure::Weight, Quantity::Present));
}

#[test]
fn each_delegate_is_one_of_the_heads_and_a_household_is_none() {
    let exceeds = |quantity| ("part-exceeds-whole", Measure::Delegates, quantity);
    let two_came = || Electorate::heads(60).should_attend(50).present(2);
    let delegates = |strength: Strength| two_came().delegates(strength).fix();
    let found = delegates(Strength::of(40).present(30)).unwrap_err();
    assert_eq!(found.message(Lang::En), "30 delegates present are more than the 2 heads present");
    assert_eq!(found.message(Lang::Zh), "到会的小组代表人数 30 超过到会的人数 2");
    assert_eq!(fault(delegates(Strength::of(61))), exceeds(Quantity::Entitled));
    let more = Strength::of(60).should_attend(51);
    assert_eq!(fault(delegates(more)), exceeds(Quantity::ShouldAttend));
    assert_eq!(fault(delegates(Strength::of(3).present(3))), exceeds(Quantity::Present));
    assert!(delegates(Strength::of(60).should_attend(50).present(2)).is_ok());
    // What was not counted is compared with nothing.
    assert!(Electorate::heads(60).delegates(Strength::of(60).present(60)).fix().is_ok());
    // Two representatives can speak for thirty households, and weigh as much as they weigh.
    assert!(two_came().households(Strength::of(300).present(30)).fix().is_ok());
    assert!(two_came().weight(Strength::of(90_000).present(3_000)).fix().is_ok());
}

#[test]
fn numbers_end_at_the_largest_that_every_language_reads() {
    assert!(Electorate::heads(LARGEST).weight(LARGEST).fix().is_ok());
    assert_eq!(fault(Electorate::heads(LARGEST + 1).fix()).0, "bound-exceeded");
    assert_eq!(fault(Electorate::heads(1).delegates(u64::MAX).fix()).0, "bound-exceeded");
    let all = Electorate::heads(LARGEST).fix().unwrap();
    assert!(all.tally().yes(LARGEST).close().is_ok());
    assert_eq!(fault(all.tally().yes(u64::MAX).no(u64::MAX).close()).0, "bound-exceeded");
    // Each number is small enough, their sum is not.
    assert_eq!(fault(all.tally().yes(LARGEST).no(1).close()).2, Quantity::Participating);
    assert_eq!(fault(all.tally().objections(u64::MAX).close()).2, Quantity::Objections);
}

#[test]
fn those_who_take_part_are_among_those_present_else_among_those_entitled() {
    let session = Electorate::heads(10).should_attend(9).present(8).fix().unwrap();
    assert!(session.tally().yes(2).no(2).abstain(2).invalid(2).close().is_ok());
    for more in [
        session.tally().yes(3).no(2).abstain(2).invalid(2),
        session.tally().yes(2).no(3).abstain(2).invalid(2),
        session.tally().yes(2).no(2).abstain(3).invalid(2),
        session.tally().yes(2).no(2).abstain(2).invalid(3),
    ] {
        assert_eq!(
            more.close().unwrap_err().message(Lang::En),
            "9 heads taking part are more than the 8 present"
        );
    }
    let in_writing = Electorate::heads(10).fix().unwrap();
    assert!(in_writing.tally().yes(10).close().is_ok(), "nobody is present, all may vote");
    assert!(in_writing.tally().yes(10).no(1).close().is_err());
    let expected = Electorate::heads(10).should_attend(9).fix().unwrap();
    assert!(expected.tally().yes(9).close().is_ok());
    assert!(expected.tally().yes(10).close().is_err());
}

#[test]
fn what_the_electorate_does_not_have_is_not_counted() {
    let heads = Electorate::heads(10).fix().unwrap();
    for (tally, measure) in [
        (heads.tally().weight(Votes::new()), Measure::Weight),
        (heads.tally().households(Votes::new()), Measure::Households),
        (heads.tally().delegates(Votes::new()), Measure::Delegates),
    ] {
        let found = fault(tally.close());
        assert_eq!(found, ("not-in-electorate", measure, Quantity::Participating));
    }
    let found = fault(heads.tally().yes(1).interested_yes(1).close());
    assert_eq!(found, ("not-in-electorate", Measure::Heads, Quantity::InterestedYes));
}

#[test]
fn consent_of_those_with_an_interest_is_a_yes_of_theirs() {
    let electorate = Electorate::heads(10).interested(4).fix().unwrap();
    assert!(electorate.tally().yes(4).interested_yes(4).close().is_ok());
    assert!(electorate.tally().yes(5).interested_yes(5).close().is_err(), "only 4 have one");
    assert!(electorate.tally().yes(3).interested_yes(4).close().is_err(), "only 3 say yes");
}

#[test]
fn a_tally_of_another_electorate_decides_nothing_and_says_why() {
    let rule = Rule::builtin("two-committees-majority").unwrap();
    let (large, small) = (
        Electorate::heads(20).present(20).fix().unwrap(),
        Electorate::heads(9).present(9).fix().unwrap(),
    );
    let tally = large.tally().yes(10).close().unwrap();
    let verdict = rule.decide(&small, &tally);
    assert_eq!(verdict.decision(), &Decision::Inquorate);
    assert_eq!(verdict.contradiction().map(|error| error.code()), Some("part-exceeds-whole"));
    assert_eq!(
        verdict.reason(Lang::En),
        "inquorate: 10 heads taking part are more than the 9 present"
    );
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["contradiction"]["code"], "part-exceeds-whole");
    assert_eq!(json["decision"], "inquorate");
}
