//! Random acts that mostly name what there is: whatever comes, the promises hold.

use cogov::act::Belonging;
use cogov::record::verify;
use cogov::register::{RecordedRegister, RegisterAct, RegisterCode, RegisterRecord};
use proptest::prelude::*;

use super::day_by_day::{assert_place_is_judged_by_days, assert_seats_hold};
use super::random_acts::{Dice, random};
use super::world::{hall, id};

proptest! {
    #![proptest_config(crate::inputs::inputs(128))]

    #[test]
    fn whatever_is_done_the_promises_hold(numbers in prop::collection::vec(any::<u16>(), 60..900)) {
        let mut dice = Dice::new(numbers);
        let mut recorded = RecordedRegister::open(hall(), id());
        let mut lines = format!("{}\n", recorded.header().to_json());
        let mut now = 0_i64;
        if !dice.one_in(4) {
            let first = super::world::entry(
                recorded.register(), "2026-01-10", super::world::elect(&["p-1", "p-2"]));
            lines += &recorded.perform(&first).unwrap();
            lines += "\n";
        }
        while !dice.is_used_up() {
            let register = recorded.register().clone();
            let entry = random(&mut dice, &register, &mut now);
            let previewed = register.preview(&entry);
            let mut observed = register.clone();
            let noted = observed.observe(&entry);
            let codes: Vec<RegisterCode> = noted.iter().map(|one| one.code()).collect();
            assert_place_is_judged_by_days(&register, &entry, &codes);
            match recorded.perform(&entry) {
                Ok(line) => {
                    lines += &line;
                    lines += "\n";
                    prop_assert!(noted.is_empty());
                    prop_assert_eq!(&previewed.unwrap(), recorded.register().state());
                    prop_assert_eq!(observed.state(), recorded.register().state());
                    assert_seats_hold(recorded.register());
                }
                Err(refused) => {
                    prop_assert_eq!(refused.refusals(), &noted[..]);
                    let previewed = previewed.unwrap_err();
                    prop_assert_eq!(previewed.refusals(), &noted[..]);
                    prop_assert_eq!(register.state(), recorded.register().state());
                }
            }
        }
        let register = recorded.register();
        // What was accepted is all there: the record is the register.
        prop_assert!(verify(&lines, Some(recorded.head())).is_intact());
        let record = RegisterRecord::from_jsonl(&lines).unwrap().into_record();
        let again = RecordedRegister::replay(&[hall()], &record).unwrap();
        prop_assert_eq!(again.register().state(), register.state());
        for entry in record.entries() {
            match entry.act() {
                RegisterAct::Elect { seat, with } => {
                    let of = register.state().holdings_of(seat).iter();
                    let of = of.filter(|one| one.entry() == entry.seq()).count();
                    prop_assert_eq!(of, with.persons().len());
                }
                RegisterAct::Join { person, with } => {
                    let of = |one: &&cogov::register::Affiliation| {
                        one.entry() == entry.seq() && one.person() == person && one.of() == with.of()
                    };
                    prop_assert_eq!(register.state().affiliations().filter(of).count(), 1);
                }
                // Who left is no member on that day, nor later, unless they came again.
                RegisterAct::Leave { person, with } => {
                    let left = entry.happened().date_at(entry.happened().offset()).unwrap();
                    for one in register.state().affiliations().filter(|one| one.person() == person) {
                        let named = with.of().is_none_or(|of: &Belonging| of == one.of());
                        let came_again = one.entry() > entry.seq();
                        prop_assert!(!named || came_again || one.until().is_some_and(|until| {
                            until <= left.max(one.from())
                        }), "{:?} after {}", one, entry.to_json().unwrap());
                    }
                }
                _ => {}
            }
        }
        // Of the rungs that stand, each was imposed above those that stood.
        let ladder: Vec<_> = register.state().sanctions().filter(|one| one.sanction().as_str() != "not_renominate").collect();
        for (place, one) in ladder.iter().enumerate() {
            for before in &ladder[..place] {
                let lapsed = before.until().is_some_and(|until| until <= one.day());
                let lifted = before.reviewed().is_some_and(|seq| seq < one.entry())
                    && before.outcome() == Some(cogov::register::ReviewOutcome::Lifted);
                let same = before.person() == one.person() && before.seat() == one.seat();
                let later = before.day() > one.day();
                prop_assert!(!same || lapsed || lifted || later || before.rung() < one.rung());
            }
        }
    }
}
