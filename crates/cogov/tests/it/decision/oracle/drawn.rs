//! Rules and ballots drawn at random.

use cogov::Rule;
use cogov::decision::{Approval, Base, Measure, Quorum, Threshold, Turnout};
use proptest::prelude::*;

use super::{Ballot, Count, LARGEST};
use crate::decision::verdicts::rule;

fn threshold() -> impl Strategy<Value = Threshold> {
    let small = (0_u64..=6, 1_u64..=6);
    let large = (LARGEST - 4..=LARGEST, LARGEST - 4..=LARGEST);
    prop_oneof![3 => small, 1 => large].prop_flat_map(|(a, b)| {
        let (least, most) = (a.min(b), a.max(b));
        any::<bool>().prop_filter_map("no threshold", move |inclusive| {
            let made = if inclusive {
                Threshold::at_least(least, most)
            } else {
                Threshold::more_than(least, most)
            };
            made.ok()
        })
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![
        3 => Just(Measure::Heads),
        2 => Just(Measure::Weight),
        1 => Just(Measure::Households),
        1 => Just(Measure::Delegates),
    ]
}

fn quorum() -> impl Strategy<Value = Quorum> {
    let base = prop_oneof![
        2 => Just(Base::Entitled),
        1 => Just(Base::ShouldAttend),
        1 => Just(Base::Present),
    ];
    let count = prop_oneof![Just(Turnout::Present), Just(Turnout::Participating)];
    let share = (measure(), count, base, threshold())
        .prop_filter_map("a share of itself", |(measure, count, base, threshold)| {
            Quorum::share(measure, count, base, threshold).ok()
        });
    share.prop_recursive(3, 12, 3, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..=3)).prop_map(|(all, clauses)| {
            if all { Quorum::all(clauses) } else { Quorum::any(clauses) }.expect("within bounds")
        })
    })
}

fn approval() -> impl Strategy<Value = Approval> {
    let share = (measure(), prop::sample::select(Base::ALL), threshold())
        .prop_map(|(measure, base, threshold)| Approval::share(measure, base, threshold));
    let leaf = prop_oneof![
        6 => share,
        1 => Just(Approval::Consensus),
        1 => Just(Approval::UnanimityOfInterested),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..=3)).prop_map(|(all, clauses)| {
            if all { Approval::all(clauses) } else { Approval::any(clauses) }
                .expect("within bounds")
        })
    })
}

pub(super) fn rules() -> impl Strategy<Value = Rule> {
    let made = (approval(), prop::option::of(quorum())).prop_map(|(approval, quorum)| {
        let rule = rule(approval);
        match quorum {
            Some(quorum) => rule.with_quorum(quorum),
            None => rule,
        }
    });
    let builtin = prop::sample::select(Rule::builtins().collect::<Vec<_>>())
        .prop_map(|key| Rule::builtin(key).expect("a built-in rule"));
    prop_oneof![4 => made, 1 => builtin]
}

/// Numbers that fit together; most of them take part, so that verdicts of all kinds come up.
fn count() -> impl Strategy<Value = Count> {
    let entitled = prop_oneof![4 => 0_u64..=12, 1 => LARGEST - 3..=LARGEST];
    let cuts = (any::<[prop::sample::Index; 3]>(), any::<[bool; 2]>(), 0_u64..=4, 0_u64..=4);
    (entitled, cuts, 0_u64..=3).prop_map(|(entitled, (cuts, known, missing, away), silent)| {
        let mut left = entitled;
        let mut less = |some: u64| {
            left = left.saturating_sub(some);
            left
        };
        let should_attend = known[0].then(|| less(missing));
        let present = known[1].then(|| less(away));
        let voters = less(silent);
        let mut cuts = cuts.map(|cut| {
            let choices = usize::try_from(voters).expect("64 bits").saturating_add(1);
            cut.index(choices) as u64
        });
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        Count {
            entitled,
            should_attend,
            present,
            yes: voters - c,
            no: c - b,
            abstain: b - a,
            invalid: a,
        }
    })
}

pub(super) fn ballots() -> impl Strategy<Value = Ballot> {
    let others = prop::array::uniform3(prop::option::weighted(0.8, count()));
    let interested = prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>()));
    let objections =
        prop_oneof![2 => Just(Some(0)), 1 => Just(None), 1 => (0..=LARGEST).prop_map(Some)];
    (count(), others, interested, objections).prop_map(|(heads, others, interested, objections)| {
        let [weight, households, delegates] = others;
        // Each delegate is one of the heads.
        let (heads, delegates) = match delegates {
            Some(delegates) if delegates.is_among(&heads) => (heads, Some(delegates)),
            Some(delegates) if heads.is_among(&delegates) => (delegates, Some(heads)),
            Some(_) => (heads, Some(heads)),
            None => (heads, None),
        };
        let interested = interested.map(|(all, yes)| {
            let all = all.index(usize::try_from(heads.entitled).unwrap().saturating_add(1)) as u64;
            let most = all.min(heads.yes);
            // All of them in half of the cases.
            let yes = yes.index(usize::try_from(most).unwrap().saturating_add(1)) as u64;
            (all, if yes >= most / 2 { most } else { yes })
        });
        Ballot { counts: [Some(heads), weight, households, delegates], interested, objections }
    })
}
