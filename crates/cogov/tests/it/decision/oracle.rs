//! Any rule on any numbers, against an oracle that knows only the JSON form of the rule and
//! compares shares by Euclid's algorithm, without a single multiplication.

mod drawn;

use std::cmp::Ordering;

use cogov::decision::{ClauseReport, Strength, Votes};
use cogov::{Electorate, Rule, Tally, Verdict};
use proptest::prelude::*;
use serde_json::Value;

use self::drawn::{ballots, rules};

const LARGEST: u64 = (1 << 53) - 1;

/// The numbers of a ballot in one measure.
#[derive(Debug, Clone, Copy)]
struct Count {
    entitled: u64,
    should_attend: Option<u64>,
    present: Option<u64>,
    yes: u64,
    no: u64,
    abstain: u64,
    invalid: u64,
}

/// All numbers of a ballot; heads are first and always counted.
#[derive(Debug, Clone)]
struct Ballot {
    counts: [Option<Count>; 4],
    interested: Option<(u64, u64)>,
    objections: Option<u64>,
}

impl Ballot {
    fn made(&self) -> (Electorate, Tally) {
        let strength = |count: &Count| {
            let mut strength = Strength::of(count.entitled);
            if let Some(heads) = count.should_attend {
                strength = strength.should_attend(heads);
            }
            if let Some(heads) = count.present {
                strength = strength.present(heads);
            }
            strength
        };
        let votes =
            |c: &Count| Votes::new().yes(c.yes).no(c.no).abstain(c.abstain).invalid(c.invalid);
        let [heads, weight, households, delegates] = &self.counts;
        let heads = heads.as_ref().expect("heads are always counted");
        let mut electorate = Electorate::heads(heads.entitled);
        if let Some(count) = heads.should_attend {
            electorate = electorate.should_attend(count);
        }
        if let Some(count) = heads.present {
            electorate = electorate.present(count);
        }
        if let Some(count) = weight {
            electorate = electorate.weight(strength(count));
        }
        if let Some(count) = households {
            electorate = electorate.households(strength(count));
        }
        if let Some(count) = delegates {
            electorate = electorate.delegates(strength(count));
        }
        if let Some((interested, _)) = self.interested {
            electorate = electorate.interested(interested);
        }
        let electorate = electorate.fix().expect("an electorate");
        let mut tally = electorate
            .tally()
            .yes(heads.yes)
            .no(heads.no)
            .abstain(heads.abstain)
            .invalid(heads.invalid);
        if let Some(count) = weight {
            tally = tally.weight(votes(count));
        }
        if let Some(count) = households {
            tally = tally.households(votes(count));
        }
        if let Some(count) = delegates {
            tally = tally.delegates(votes(count));
        }
        if let Some((_, yes)) = self.interested {
            tally = tally.interested_yes(yes);
        }
        if let Some(objections) = self.objections {
            tally = tally.objections(objections);
        }
        let tally = tally.close().expect("a tally");
        (electorate, tally)
    }

    fn number(&self, measure: &str, name: &str) -> Option<u64> {
        let place =
            ["heads", "weight", "households", "delegates"].iter().position(|m| *m == measure);
        let count = self.counts[place.expect("a measure")].as_ref()?;
        match name {
            "entitled" => Some(count.entitled),
            "should_attend" => count.should_attend,
            "present" => count.present,
            "participating" => Some(count.yes + count.no + count.abstain + count.invalid),
            "cast" => Some(count.yes + count.no),
            "valid" => Some(count.yes + count.no + count.abstain),
            "yes" => Some(count.yes),
            other => panic!("unknown number {other}"),
        }
    }

    /// Whether a clause, as JSON, is met.
    fn meets(&self, clause: &Value) -> bool {
        if let Some(all) = clause.get("all") {
            return all.as_array().expect("a list").iter().all(|clause| self.meets(clause));
        }
        if let Some(any) = clause.get("any") {
            return any.as_array().expect("a list").iter().any(|clause| self.meets(clause));
        }
        match clause.as_str() {
            Some("consensus") => {
                let came = self.number("heads", "present").unwrap_or(0)
                    + self.number("heads", "participating").unwrap_or(0);
                return self.objections == Some(0) && came > 0;
            }
            Some("unanimity_of_interested") => {
                return self.interested.is_some_and(|(all, yes)| all > 0 && all == yes);
            }
            _ => {}
        }
        let word = |name: &str| clause[name].as_str().expect("a word");
        let counted = clause.get("count").map_or("yes", |count| count.as_str().expect("a word"));
        let (Some(part), Some(whole)) =
            (self.number(word("measure"), counted), self.number(word("measure"), word("base")))
        else {
            return false;
        };
        let fraction = |name: &str| {
            let numbers = clause.get(name)?.as_array()?;
            Some((numbers[0].as_u64()?, numbers[1].as_u64()?))
        };
        whole > 0
            && match (fraction("at_least"), fraction("more_than")) {
                (Some(share), None) => compare((part, whole), share).is_ge(),
                (None, Some(share)) => compare((part, whole), share).is_gt(),
                other => panic!("not a threshold: {other:?}"),
            }
    }

    fn verdict(&self, rule: &Rule) -> &'static str {
        let rule = serde_json::to_value(rule).expect("JSON");
        match (rule.get("quorum"), &rule["approval"]) {
            (Some(quorum), _) if quorum.get("none").is_none() && !self.meets(quorum) => "inquorate",
            (_, approval) if self.meets(approval) => "adopted",
            _ => "rejected",
        }
    }
}

/// a/b against c/d: whole parts first, then the remainders turned upside down.
fn compare((a, b): (u64, u64), (c, d): (u64, u64)) -> Ordering {
    (a / b).cmp(&(c / d)).then_with(|| match (a % b, c % d) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        (left, right) => compare((d, right), (b, left)),
    })
}

impl Count {
    /// Whether all who are counted here can be among those who are counted there.
    fn is_among(&self, whole: &Self) -> bool {
        let pairs = [(self.should_attend, whole.should_attend), (self.present, whole.present)];
        let fit = |(part, whole): (Option<u64>, Option<u64>)| {
            part.zip(whole).is_none_or(|(part, whole)| part <= whole)
        };
        self.entitled <= whole.entitled && pairs.into_iter().all(fit)
    }

    /// Whether somebody can come who did not.
    fn admits_one_more(&self) -> bool {
        let whole = self.present.or(self.should_attend).unwrap_or(self.entitled);
        self.yes + self.no + self.abstain + self.invalid < whole
    }
}

/// That whatever was met is still met: each clause, the quorum, the approval, the adoption.
fn nothing_is_lost(rule: &Rule, before: &Ballot, after: &Ballot) -> Result<(), TestCaseError> {
    let verdict = |ballot: &Ballot| {
        let (electorate, tally) = ballot.made();
        rule.decide(&electorate, &tally)
    };
    let (before, after) = (verdict(before), verdict(after));
    let clauses = |verdict: &Verdict| -> Vec<bool> {
        let trees = verdict.quorum().into_iter().chain([verdict.approval()]);
        trees
            .flat_map(|tree| std::iter::once(tree).chain(tree.leaves()))
            .map(ClauseReport::is_met)
            .collect()
    };
    for (before, after) in clauses(&before).into_iter().zip(clauses(&after)) {
        prop_assert!(after || !before);
    }
    if before.adopted().is_some() {
        prop_assert!(after.adopted().is_some());
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::inputs::inputs(2_000))]

    #[test]
    fn every_verdict_is_the_one_of_the_oracle(rule in rules(), ballot in ballots()) {
        let (electorate, tally) = ballot.made();
        let verdict = rule.decide(&electorate, &tally);
        prop_assert_eq!(verdict.decision().as_str(), ballot.verdict(&rule));
        // Nothing that is shown panics, and nothing is empty.
        for lang in cogov::Lang::ALL {
            prop_assert!(verdict.reason(lang).chars().count() > 4);
        }
        let json = serde_json::to_value(&verdict).unwrap();
        prop_assert_eq!(json["decision"].as_str(), Some(verdict.decision().as_str()));
    }

    #[test]
    fn what_is_needed_is_the_least_that_would_have_been_enough(rule in rules(), ballot in ballots()) {
        let (electorate, tally) = ballot.made();
        let verdict = rule.decide(&electorate, &tally);
        let trees = verdict.quorum().into_iter().chain([verdict.approval()]);
        for share in trees.flat_map(ClauseReport::leaves).filter_map(ClauseReport::share) {
            let Some(whole) = share.whole() else { continue };
            let share_of = |part| {
                let fraction = share.threshold().share();
                compare((part, whole), (fraction.numerator(), fraction.denominator()))
            };
            let enough = |part| match share.threshold().is_inclusive() {
                true => share_of(part).is_ge(),
                false => share_of(part).is_gt(),
            };
            match share.needed() {
                None => prop_assert_eq!(whole, 0),
                Some(needed) => {
                    prop_assert!((1..=whole).contains(&needed));
                    prop_assert!(enough(needed));
                    prop_assert!(!enough(needed - 1));
                }
            }
        }
    }

    #[test]
    fn whoever_changes_to_yes_loses_nothing_that_was_met(
        rule in rules(), ballot in ballots(), place in 0_usize..4, from in 0_usize..3,
    ) {
        let mut more = ballot.clone();
        if let Some(count) = &mut more.counts[place] {
            let from = match from {
                0 => &mut count.no,
                1 => &mut count.abstain,
                _ => &mut count.invalid,
            };
            if *from > 0 {
                *from -= 1;
                count.yes += 1;
            }
        }
        nothing_is_lost(&rule, &ballot, &more)?;
    }

    #[test]
    fn whoever_comes_and_says_yes_loses_nothing_that_was_met(
        rule in rules(), ballot in ballots(), place in 0_usize..4,
    ) {
        let mut more = ballot.clone();
        if let Some(count) = &mut more.counts[place] {
            if count.admits_one_more() {
                count.yes += 1;
            } else if let Some(present) = &mut count.present
                && *present < count.should_attend.unwrap_or(count.entitled)
            {
                // All in the room have voted: somebody from outside comes in.
                *present += 1;
                count.yes += 1;
            }
        }
        // Where all the heads that can be present are, no further delegate is.
        if let [Some(heads), _, _, Some(delegates)] = &more.counts
            && !delegates.is_among(heads)
        {
            more = ballot.clone();
        }
        nothing_is_lost(&rule, &ballot, &more)?;
    }
}

#[test]
fn the_oracle_knows_what_it_compares() {
    assert_eq!(compare((2, 4), (1, 2)), Ordering::Equal);
    assert_eq!(compare((67, 100), (2, 3)), Ordering::Greater);
    assert_eq!(compare((66, 100), (2, 3)), Ordering::Less);
    assert_eq!(compare((0, 5), (0, 1)), Ordering::Equal);
    assert_eq!(compare((3, 3), (1, 1)), Ordering::Equal);
}
