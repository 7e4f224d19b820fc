//! Sets of steps: what they tell of themselves, and what is done with several.

use cogov::procedure::{StepIndex, StepSet};

fn step(number: usize) -> StepIndex {
    StepIndex::new(number).unwrap()
}

#[test]
fn a_set_that_is_gone_through_tells_how_many_steps_are_left() {
    let all: Vec<StepIndex> = [0, 3, 17, 40, 63].map(step).to_vec();
    let mut left: StepSet = all.iter().copied().collect();
    let mut steps = left.iter();
    for (number, expected) in all.iter().enumerate() {
        assert_eq!((steps.len(), left.len()), (all.len() - number, all.len() - number));
        assert_eq!(steps.next(), Some(*expected));
        left = left.without(*expected);
    }
    assert_eq!((steps.len(), steps.next()), (0, None));
}

#[test]
fn a_set_grows_by_steps_and_keeps_what_it_shares_with_another_one() {
    let mut set = StepSet::only(step(2));
    set.extend([step(5), step(2), step(9)]);
    assert_eq!(set, StepSet::from_bits(0b10_0010_0100));
    set &= StepSet::from_bits(0b10_0010_0001);
    assert_eq!(set, StepSet::from_bits(0b10_0010_0000));
    assert_eq!(format!("{set:?}"), "{5, 9}");
}
