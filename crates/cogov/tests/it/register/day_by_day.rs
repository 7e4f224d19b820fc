//! An independent look at the seats of a register, day by day.

use std::collections::BTreeMap;

use cogov::register::{Register, RegisterAct, RegisterCode, RegisterEntry};
use cogov::{Date, Seat};

/// The days that can matter: all on which anything begins or is over, and the ones around them.
fn days(register: &Register) -> Vec<Date> {
    let mut days: Vec<Date> = register
        .state()
        .holdings()
        .flat_map(|one| [Some(one.from()), one.until()])
        .flatten()
        .chain(
            register
                .state()
                .affiliations()
                .flat_map(|one| [Some(one.from()), one.until()])
                .flatten(),
        )
        .flat_map(|day| [day.plus_days(-1), Some(day)])
        .flatten()
        .collect();
    days.sort();
    days.dedup();
    days
}

/// The seats as each day shows them, counted one by one.
pub(super) fn assert_seats_hold(register: &Register) {
    assert_seats_hold_from(register, Date::MIN);
}

/// The same from a day on: what was before was under another charter.
pub(super) fn assert_seats_hold_from(register: &Register, first: Date) {
    let charter = register.charter();
    for day in days(register).into_iter().filter(|day| *day >= first) {
        let mut there: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for one in register.state().holdings() {
            let holds = one.from() <= day && one.until().is_none_or(|until| day < until);
            assert_eq!(holds, one.is_in_force(day));
            if holds {
                there.entry(one.seat().as_str()).or_default().push(one.person().as_str());
            }
        }
        for (seat, persons) in &there {
            let known = charter.seat(&seat.parse().unwrap()).unwrap();
            if let Some(number) = known.number().given() {
                assert!(persons.len() as u64 <= *number, "{seat} on {day}: {persons:?}");
            }
            let mut once = persons.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), persons.len(), "{seat} on {day}: {persons:?}");
            for other in known.incompatible() {
                let others = there.get(other.as_str()).cloned().unwrap_or_default();
                assert!(!others.iter().any(|one| persons.contains(one)), "{seat} {other} {day}");
                if known.near_relatives_barred() == Some(true) {
                    assert_no_relatives(register, persons, &others, day);
                }
            }
        }
    }
    for one in register.state().holdings().filter(|one| one.from() >= first) {
        let seat = charter.seat(one.seat()).unwrap();
        if let (Some(term), Some(until)) = (seat.term().given(), one.until()) {
            let most = one.from().days_until(until);
            assert!(most <= i64::from(term.years().get()) * 366, "{one:?}");
        }
        assert!(seat.term().given().is_none() || one.until().is_some(), "{one:?}");
    }
}

/// That no near relatives sit on both sides, but for those who were declared when they sat there.
fn assert_no_relatives(register: &Register, persons: &[&str], others: &[&str], day: Date) {
    for known in register.state().relatives() {
        let (one, two) = (known.person().as_str(), known.other().as_str());
        let both = persons.contains(&one) && others.contains(&two)
            || persons.contains(&two) && others.contains(&one);
        let since = |person: &str| {
            let held = register.state().holdings();
            let held = held.filter(|one| one.person().as_str() == person && one.is_in_force(day));
            held.map(cogov::register::Holding::entry).max().unwrap_or(0)
        };
        let is_later = since(one).max(since(two)) < known.entry();
        let is_over = known.until().is_some_and(|until| until <= day);
        assert!(!both || is_later || is_over, "{one} and {two} on {day}");
    }
}

/// Whether one more would be too many on any day, looked at day by day.
fn is_full(
    register: &Register,
    seat: &Seat,
    from: Date,
    until: Option<Date>,
    person: &str,
) -> bool {
    let Some(number) = seat.number().given() else { return false };
    let end = until.unwrap_or(from.plus_days(4_000).unwrap());
    let mut day = from;
    while day < end {
        let there = register
            .members_of(&cogov::Holder::Seat(seat.key().clone()), day)
            .iter()
            .filter(|one| one.person().as_str() != person)
            .count() as u64;
        if there + 1 > *number {
            return true;
        }
        day = day.plus_days(1).unwrap();
    }
    false
}

/// What an independent look at each day says of an appointment that names one person.
pub(super) fn assert_place_is_judged_by_days(
    register: &Register,
    entry: &RegisterEntry,
    codes: &[RegisterCode],
) {
    let RegisterAct::Elect { seat, with } = entry.act() else { return };
    let [person] = with.persons() else { return };
    let Ok(known) = register.charter().seat(seat) else { return };
    let day = entry.happened().date_at(entry.happened().offset()).unwrap();
    let from = with.from().unwrap_or(day);
    let years = known.term().given().map(|term| i32::try_from(term.years().get()).unwrap());
    let end = years.map(|years| {
        let (year, month) = (from.year() + years, from.month());
        Date::new(year, month, from.day()).unwrap_or_else(|_| Date::new(year, 3, 1).unwrap())
    });
    let until = with.until().or(end);
    // Who holds it already is told as that.
    if codes.contains(&RegisterCode::AlreadyThere) || until.is_some_and(|until| until <= from) {
        return;
    }
    let full = is_full(register, known, from, until, person.as_str());
    assert_eq!(codes.contains(&RegisterCode::NoPlace), full, "{}", entry.to_json().unwrap());
}
