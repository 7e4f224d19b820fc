//! Reading and writing rules; the reader is internal, so that these tests are too.

use proptest::prelude::*;

use super::{Approval, Quorum, Threshold};
use crate::decision::definition::{Base, Measure, Rule, Turnout};
use crate::json::{Decode, RawTree, Reader};
use crate::values::key::RuleKey;
use crate::values::text::Text;

/// The value, or codes and paths of what is wrong.
fn read<T: Decode>(json: &str) -> Result<T, Vec<String>> {
    let tree = RawTree::parse(json).unwrap();
    let mut reader = Reader::default();
    let value = T::decode(&tree.root(), &mut reader);
    let problems = reader.into_problems().problems;
    if problems.is_empty() {
        Ok(value.unwrap())
    } else {
        assert!(value.is_none(), "a value in spite of problems");
        Err(problems.iter().map(|p| format!("{} {}", p.code().as_str(), p.path())).collect())
    }
}

fn threshold() -> impl Strategy<Value = Threshold> {
    (2_u64..=9, any::<bool>()).prop_flat_map(|(whole, inclusive)| {
        (u64::from(inclusive)..whole).prop_map(move |part| {
            let made = if inclusive { Threshold::at_least } else { Threshold::more_than };
            made(part, whole).unwrap()
        })
    })
}

fn quorum() -> impl Strategy<Value = Quorum> {
    let (measure, count, base) = (
        prop::sample::select(Measure::ALL),
        prop::sample::select(Turnout::ALL),
        prop::sample::select(&[Base::Entitled, Base::ShouldAttend]),
    );
    let share = (measure, count, base, threshold()).prop_map(|(measure, count, base, limit)| {
        Quorum::share(measure, count, base, limit).unwrap()
    });
    share.prop_recursive(7, 40, 4, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..4))
            .prop_filter_map("too many", |(all, clauses)| {
                if all { Quorum::all(clauses) } else { Quorum::any(clauses) }.ok()
            })
    })
}

fn approval() -> impl Strategy<Value = Approval> {
    let share = (prop::sample::select(Measure::ALL), prop::sample::select(Base::ALL), threshold())
        .prop_map(|(measure, base, limit)| Approval::share(measure, base, limit));
    let leaf =
        prop_oneof![share, Just(Approval::Consensus), Just(Approval::UnanimityOfInterested),];
    leaf.prop_recursive(7, 40, 4, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..4))
            .prop_filter_map("too many", |(all, clauses)| {
                if all { Approval::all(clauses) } else { Approval::any(clauses) }.ok()
            })
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_the_same_rule(quorum in quorum(), approval in approval()) {
        let rule = Rule::new(RuleKey::new("r").unwrap(), Text::new("R").unwrap(), approval)
            .with_quorum(quorum);
        let json = serde_json::to_string(&rule).unwrap();
        prop_assert_eq!(read::<Rule>(&json), Ok(rule));
    }
}

#[test]
fn a_threshold_that_means_nothing_is_refused_where_it_stands() {
    let read = |limit: &str| {
        read::<Approval>(&format!(r#"{{"measure": "heads", "base": "cast"{limit}}}"#))
    };
    let refused = |problem: &str| Err(vec![problem.to_owned()]);
    assert_eq!(read(r#", "at_least": [0, 2]"#), refused("idle-threshold at_least"));
    assert_eq!(read(r#", "at_least": [3, 2]"#), refused("impossible-threshold at_least"));
    assert_eq!(read(r#", "more_than": [2, 2]"#), refused("impossible-threshold more_than"));
    assert_eq!(read(""), refused("missing-field at_least"));
    let both = r#", "more_than": [1, 2], "at_least": [1, 2]"#;
    assert_eq!(read(both), refused("misplaced-field more_than"));
    assert!(read(r#", "more_than": [0, 1]"#).is_ok());
}

#[test]
fn a_quorum_of_those_who_take_part_anyhow_is_refused_at_its_base() {
    for (count, base) in
        [("present", "present"), ("present", "cast"), ("participating", "participating")]
    {
        let json = format!(
            r#"{{"measure": "heads", "count": "{count}", "base": "{base}", "at_least": [1, 2]}}"#
        );
        assert_eq!(read::<Quorum>(&json), Err(vec!["misplaced-field base".to_owned()]));
    }
}

#[test]
fn clauses_beyond_the_bounds_are_reported_once_at_their_list() {
    let leaf = r#""consensus""#;
    let list =
        |count: usize, clause: &str| format!(r#"{{"any": [{}]}}"#, vec![clause; count].join(", "));
    assert!(read::<Approval>(&list(63, leaf)).is_ok());
    assert_eq!(read::<Approval>(&list(64, leaf)), Err(vec!["bound-exceeded any".to_owned()]));
    assert_eq!(read::<Approval>(&list(65, leaf)), Err(vec!["bound-exceeded any".to_owned()]));
    let nested = list(3, &list(31, leaf));
    assert_eq!(read::<Approval>(&nested), Err(vec!["bound-exceeded any".to_owned()]));
    assert_eq!(read::<Approval>(&list(0, leaf)), Err(vec!["empty-list any".to_owned()]));
    let mut deep = leaf.to_owned();
    for _ in 0..7 {
        deep = list(1, &deep);
    }
    assert!(read::<Approval>(&deep).is_ok());
    let deeper = list(1, &list(1, &deep));
    assert_eq!(read::<Approval>(&deeper), Err(vec!["bound-exceeded any[0].any".to_owned()]));
}
