//! Random acts that mostly name what there is: whatever comes, the promises hold.

use std::collections::BTreeMap;

use cogov::act::Belonging;
use cogov::record::verify;
use cogov::register::{
    RecordedRegister, Register, RegisterAct, RegisterCode, RegisterEntry, RegisterRecord,
};
use cogov::{Date, Seat};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{day, hall, id};

/// Numbers from which everything is chosen; when they run out, the first of everything is.
struct Dice(std::vec::IntoIter<u16>);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % bound
    }

    fn of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }
}

const PERSONS: &[&str] = &["p-1", "p-2", "p-3", "p-4"];
const SEATS: &[&str] = &["member", "member", "member", "chair", "watcher", "envoy", "adviser"];
const DAYS: &[&str] = &["2026-02-01", "2027-01-31", "2028-01-10", "2028-02-29", "2030-02-28"];

fn belonging(dice: &mut Dice) -> Value {
    let all = [
        json!({"group": "owners"}),
        json!({"group": "young"}),
        json!({"party": "committee"}),
        json!({"party": "watch"}),
        json!({"sector": "crafts"}),
    ];
    dice.of(&all)
}

fn by(dice: &mut Dice, usual: &Value) -> Value {
    if dice.one_in(8) {
        let others = [
            json!({"party": "street"}),
            json!({"party": "watch"}),
            json!({"group": "owners"}),
            json!({"seat": "member"}),
            json!("anyone"),
        ];
        return dice.of(&others);
    }
    usual.clone()
}

fn random(dice: &mut Dice, register: &Register, now: &mut i64) -> RegisterEntry {
    *now += i64::try_from(dice.below(40)).unwrap() * i64::from(!dice.one_in(6));
    let on = day("2026-01-10").plus_days(*now).unwrap();
    let (person, other) = (dice.of(PERSONS), dice.of(PERSONS));
    let (street, owners, watch) =
        (json!({"party": "street"}), json!({"group": "owners"}), json!({"party": "watch"}));
    let mut with = serde_json::Map::new();
    let mut put = |name: &str, value: Value| {
        with.insert(name.to_owned(), value);
    };
    let entries = usize::try_from(register.state().entries()).unwrap();
    // What is about conduct is mostly about somebody who sits there.
    let sitting: Vec<String> = register
        .members_of(&cogov::Holder::Seat("member".parse().unwrap()), on)
        .iter()
        .map(|one| one.person().to_string())
        .collect();
    let someone = |dice: &mut Dice| match sitting.as_slice() {
        [] => person.to_owned(),
        _ if dice.one_in(5) => person.to_owned(),
        sitting => dice.of(sitting),
    };
    let mut hand = person.to_owned();
    // Mostly an entry of the kind that is wanted.
    let entry = |dice: &mut Dice, known: Vec<u64>| match known.as_slice() {
        [] => dice.below(entries + 2) as u64,
        known => dice.of(known),
    };
    let (usual, act, target) = match dice.below(16) {
        0..=3 => {
            let seat = dice.of(SEATS);
            let by = match seat {
                "member" => owners.clone(),
                "envoy" => json!({"at_least": [1, 10], "of": "owners"}),
                "chair" => json!({"party": "committee"}),
                "watcher" => street.clone(),
                _ => street.clone(),
            };
            if matches!(seat, "member" | "envoy") != dice.one_in(12) {
                let several = if dice.one_in(3) { vec![person, other] } else { vec![person] };
                put("persons", json!(several));
            } else {
                put("person", json!(person));
            }
            if dice.one_in(3) {
                put("from", json!(dice.of(DAYS)));
            }
            if dice.one_in(4) {
                put("until", json!(dice.of(DAYS)));
            }
            let act = if with.contains_key("persons") { "elect" } else { "appoint" };
            (by, act, json!({ "seat": seat }))
        }
        4 => {
            let seat = dice.of(SEATS);
            put("person", json!(person));
            let causes = ["resigned", "moved", "other", "died"];
            let known = if dice.one_in(6) { 4 } else { 3 };
            put("cause", json!(causes[dice.below(known)]));
            (street.clone(), "vacate", json!({ "seat": seat }))
        }
        5 => {
            put("person", json!(person));
            put("reason", json!("Never there"));
            (owners.clone(), "recall", json!({ "seat": dice.of(SEATS) }))
        }
        6 | 7 => {
            put("of", belonging(dice));
            (street.clone(), "join", json!({ "person": person }))
        }
        8 => {
            put("cause", json!("moved"));
            if !dice.one_in(4) {
                put("of", belonging(dice));
            }
            (street.clone(), "leave", json!({ "person": person }))
        }
        9 | 10 => {
            put("policy", json!("members"));
            let missed = on.plus_days(-i64::try_from(dice.below(9)).unwrap()).unwrap();
            let mark = dice.of(&["unexcused", "unexcused", "unexcused", "attended", "leave"]);
            let mut credit = json!({"person": someone(dice),
                "what": {"kind": "session", "on": missed.to_string(), "mark": mark}});
            if dice.one_in(2) {
                let session = format!("0192f000-0000-7000-8000-0000000000{:02}", dice.below(5));
                credit["session"] = json!(session);
            }
            put("credits", json!([credit]));
            (street.clone(), "count", Value::Null)
        }
        11 => {
            put("seat", json!("member"));
            put("sanction", json!(dice.of(&["talk", "revoke"])));
            put("reason", json!("Absent"));
            let by = if with["sanction"] == "revoke" { watch.clone() } else { street.clone() };
            (by, "announce", json!({ "person": someone(dice) }))
        }
        12 => {
            let open: Vec<_> =
                register.state().announced().filter(|one| one.heard().is_none()).collect();
            let by = match open.first() {
                Some(one) if one.sanction().as_str() == "revoke" => watch.clone(),
                _ => street.clone(),
            };
            let first = open.iter().take(1).map(|one| one.entry()).collect();
            (by, "hear", json!({"entry": entry(dice, first)}))
        }
        13 => {
            put("seat", json!("member"));
            // Mostly what was announced, and sometimes what was not.
            let open = register.state().announced().find(|one| one.imposed().is_none());
            let (whom, sanction) = match open {
                Some(one) if !dice.one_in(3) => {
                    (one.person().to_string(), one.sanction().to_string())
                }
                _ => {
                    let which = ["remind", "talk", "revoke", "not_renominate"];
                    (someone(dice), dice.of(&which).to_owned())
                }
            };
            put("sanction", json!(sanction));
            put("reason", json!("Absent"));
            let by = if sanction == "revoke" { watch.clone() } else { street.clone() };
            (by, "sanction", json!({ "person": whom }))
        }
        14 => {
            put("reason", json!("I had leave"));
            let known = register.state().sanctions().map(|one| one.entry()).collect();
            let about = entry(dice, known);
            let imposed = register.state().sanctions().find(|one| one.entry() == about);
            if let Some(imposed) = imposed.filter(|_| !dice.one_in(4)) {
                hand = imposed.person().to_string();
            }
            (json!("anyone"), "ask-review", json!({ "entry": about }))
        }
        _ => {
            put("outcome", json!(dice.of(&["lifted", "upheld"])));
            put("reason", json!("As it is"));
            let known = register.state().sanctions().map(|one| one.entry()).collect();
            (street.clone(), "review", json!({"entry": entry(dice, known)}))
        }
    };
    let mut members = json!({
        "seq": register.state().entries() + 1, "at": format!("{on}T10:00:00+08:00"),
        "by": by(dice, &usual), "act": act,
    });
    if act != "hear" {
        members["with"] = Value::Object(with);
    }
    if !target.is_null() {
        members["target"] = target;
    }
    if dice.one_in(3) || matches!(act, "ask-review" | "vacate") {
        members["hand"] = json!(hand);
    }
    if members["by"].get("at_least").is_some() {
        members["signed"] =
            (1..=4).map(|number| json!({"person": format!("p-{number}")})).collect();
    }
    if dice.one_in(10) {
        let before = on.plus_days(-3).unwrap();
        members["on"] = json!(format!("{before}T10:00:00+08:00"));
    }
    RegisterEntry::from_json(&members.to_string()).unwrap()
}

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
fn assert_seats_hold(register: &Register) {
    let charter = register.charter();
    for day in days(register) {
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
            }
        }
    }
    for one in register.state().holdings() {
        let seat = charter.seat(one.seat()).unwrap();
        if let (Some(term), Some(until)) = (seat.term().given(), one.until()) {
            let most = one.from().days_until(until);
            assert!(most <= i64::from(term.years().get()) * 366, "{one:?}");
        }
        assert!(seat.term().given().is_none() || one.until().is_some(), "{one:?}");
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
fn assert_place_is_judged_by_days(
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
    assert_eq!(codes.contains(&RegisterCode::NoPlace), full, "{}", entry.to_json());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_promises_hold(numbers in prop::collection::vec(any::<u16>(), 60..900)) {
        let mut dice = Dice(numbers.into_iter());
        let mut recorded = RecordedRegister::open(hall(), id());
        let mut lines = format!("{}\n", recorded.header().to_json());
        let mut now = 0_i64;
        if !dice.one_in(4) {
            let first = super::world::entry(
                recorded.register(), "2026-01-10", super::world::elect(&["p-1", "p-2"]));
            lines += &recorded.perform(&first).unwrap();
            lines += "\n";
        }
        while dice.0.len() > 0 {
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
                        }), "{:?} after {}", one, entry.to_json());
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
