//! Points are exact.

use cogov::conduct::Points;
use proptest::prelude::*;

use super::points;

#[test]
fn points_show_decimals_only_where_they_are_exact() {
    let shown = |a, b| Points::new(a, b).unwrap().to_string();
    assert_eq!(shown(0, 7), "0");
    assert_eq!(shown(15, 2), "7.5");
    assert_eq!(shown(-1, 8), "-0.125");
    assert_eq!(shown(1, 3), "1/3");
    assert_eq!(shown(-10, 3), "-3 1/3");
    assert_eq!(shown(10, 4), "2.5");
    assert_eq!(shown(1, 40), "0.025");
    let largest = (1_i64 << 53) - 1;
    assert_eq!(shown(largest, 2), "4503599627370495.5");
    assert_eq!(shown(1, 1 << 52), format!("{:.52}", 0.5_f64.powi(52)));
    assert!(Points::new(largest + 1, 1).is_err());
    assert!(Points::new(1, 1 << 53).is_err());
}

#[test]
fn points_are_written_as_numbers_up_to_two_to_the_53rd_and_as_words_beyond() {
    let largest = Points::new((1 << 53) - 1, 1).unwrap();
    assert_eq!(serde_json::to_string(&largest).unwrap(), "9007199254740991");
    let beyond = largest.checked_add(Points::from(1)).unwrap();
    assert_eq!(serde_json::to_string(&beyond).unwrap(), "\"9007199254740992\"");
    assert_eq!(serde_json::to_string(&points("-15/2")).unwrap(), "[-15,2]");
}

proptest! {
    #[test]
    fn points_compare_and_add_like_fractions_over_one_denominator(
        a in -1_000_i64..1_000, b in 1_u64..60, c in -1_000_i64..1_000, d in 1_u64..60,
    ) {
        let (left, right) = (Points::new(a, b).unwrap(), Points::new(c, d).unwrap());
        let (wide_left, wide_right) = (a * d as i64, c * b as i64);
        prop_assert_eq!(left.cmp(&right), wide_left.cmp(&wide_right));
        let sum = Points::new(wide_left + wide_right, b * d).unwrap();
        prop_assert_eq!(left.checked_add(right).unwrap(), sum);
    }

    #[test]
    fn points_near_two_to_the_53rd_never_panic(
        a in -((1_i64 << 53) - 1)..(1 << 53), b in ((1_u64 << 53) - 999)..(1 << 53),
        c in -((1_i64 << 53) - 1)..(1 << 53), d in ((1_u64 << 53) - 999)..(1 << 53),
    ) {
        let (left, right) = (Points::new(a, b).unwrap(), Points::new(c, d).unwrap());
        let exact = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        prop_assert_eq!(left.cmp(&right), exact);
        let _ = left.checked_add(right).map(|sum| (sum.to_string(), sum.cmp(&left)));
    }
}
