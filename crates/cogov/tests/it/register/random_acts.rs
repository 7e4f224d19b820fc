//! Random acts that mostly name what there is.

use cogov::register::{Register, RegisterEntry};
use serde_json::{Value, json};

use super::world::day;

/// Numbers from which everything is chosen; when they run out, the first of everything is.
pub(super) struct Dice(std::vec::IntoIter<u16>);

impl Dice {
    pub(super) fn new(numbers: Vec<u16>) -> Self {
        Self(numbers.into_iter())
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.0.len() == 0
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % bound
    }

    pub(super) fn of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub(super) fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }
}

pub(super) const PERSONS: &[&str] = &["p-1", "p-2", "p-3", "p-4"];
const SEATS: &[&str] =
    &["member", "member", "member", "chair", "watcher", "envoy", "adviser", "delegate"];
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

fn with_persons(with: &serde_json::Map<String, Value>) -> bool {
    with.contains_key("persons")
}

pub(super) fn random(dice: &mut Dice, register: &Register, now: &mut i64) -> RegisterEntry {
    *now += i64::try_from(dice.below(40)).unwrap() * i64::from(!dice.one_in(6));
    let on = day("2026-01-10").plus_days(*now).unwrap();
    let (person, other) = (dice.of(PERSONS), dice.of(PERSONS));
    let (street, owners, watch) =
        (json!({"party": "street"}), json!({"group": "owners"}), json!({"party": "watch"}));
    let mut with = serde_json::Map::new();
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
    let (usual, act, target) = match dice.below(19) {
        0..=3 => {
            let seat = dice.of(SEATS);
            let by = match seat {
                "member" | "delegate" => owners.clone(),
                "envoy" => json!({"at_least": [1, 10], "of": "owners"}),
                "chair" => json!({"party": "committee"}),
                "watcher" => street.clone(),
                _ => street.clone(),
            };
            if matches!(seat, "member" | "envoy" | "delegate") != dice.one_in(12) {
                let several = if dice.one_in(3) { vec![person, other] } else { vec![person] };
                with.insert("persons".to_owned(), json!(several));
            } else {
                with.insert("person".to_owned(), json!(person));
            }
            if dice.one_in(3) {
                with.insert("from".to_owned(), json!(dice.of(DAYS)));
            }
            if dice.one_in(4) {
                with.insert("until".to_owned(), json!(dice.of(DAYS)));
            }
            if seat == "delegate" && with_persons(&with) && !dice.one_in(6) {
                let votes = 20 + dice.below(30);
                let candidates: Vec<Value> = with["persons"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|person| json!({"person": person, "votes": votes}))
                    .collect();
                with.insert("candidates".to_owned(), json!(candidates));
                let returned = 30 + dice.below(30);
                with.insert("poll".to_owned(), json!({"electors": 60, "returned": returned}));
            }
            let act = if with_persons(&with) { "elect" } else { "appoint" };
            (by, act, json!({ "seat": seat }))
        }
        4 => {
            let seat = dice.of(SEATS);
            with.insert("person".to_owned(), json!(person));
            let causes = ["resigned", "moved", "other", "died"];
            let known = if dice.one_in(6) { 4 } else { 3 };
            with.insert("cause".to_owned(), json!(causes[dice.below(known)]));
            (street.clone(), "vacate", json!({ "seat": seat }))
        }
        5 => {
            with.insert("person".to_owned(), json!(person));
            with.insert("reason".to_owned(), json!("Never there"));
            (owners.clone(), "recall", json!({ "seat": dice.of(SEATS) }))
        }
        6 | 7 => {
            with.insert("of".to_owned(), belonging(dice));
            (street.clone(), "join", json!({ "person": person }))
        }
        8 => {
            with.insert("cause".to_owned(), json!("moved"));
            if !dice.one_in(4) {
                with.insert("of".to_owned(), belonging(dice));
            }
            (street.clone(), "leave", json!({ "person": person }))
        }
        9 | 10 => {
            with.insert("policy".to_owned(), json!("members"));
            let missed = on.plus_days(-i64::try_from(dice.below(9)).unwrap()).unwrap();
            let mark = dice.of(&["unexcused", "unexcused", "unexcused", "attended", "leave"]);
            let mut credit = json!({"person": someone(dice),
                "what": {"kind": "session", "on": missed.to_string(), "mark": mark}});
            if dice.one_in(2) {
                let session = format!("0192f000-0000-7000-8000-0000000000{:02}", dice.below(5));
                credit["session"] = json!(session);
            }
            with.insert("credits".to_owned(), json!([credit]));
            (street.clone(), "count", Value::Null)
        }
        11 => {
            with.insert("seat".to_owned(), json!("member"));
            with.insert("sanction".to_owned(), json!(dice.of(&["talk", "revoke"])));
            with.insert("reason".to_owned(), json!("Absent"));
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
            with.insert("seat".to_owned(), json!("member"));
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
            with.insert("sanction".to_owned(), json!(sanction));
            with.insert("reason".to_owned(), json!("Absent"));
            let by = if sanction == "revoke" { watch.clone() } else { street.clone() };
            (by, "sanction", json!({ "person": whom }))
        }
        14 => {
            with.insert("reason".to_owned(), json!("I had leave"));
            let known = register.state().sanctions().map(|one| one.entry()).collect();
            let about = entry(dice, known);
            let imposed = register.state().sanctions().find(|one| one.entry() == about);
            if let Some(imposed) = imposed.filter(|_| !dice.one_in(4)) {
                hand = imposed.person().to_string();
            }
            (json!("anyone"), "ask-review", json!({ "entry": about }))
        }
        15 | 16 => {
            with.insert("other".to_owned(), json!(other));
            with.insert("kinship".to_owned(), json!("sibling"));
            (street.clone(), "declare-relative", json!({ "person": person }))
        }
        17 => {
            with.insert("other".to_owned(), json!(other));
            (street.clone(), "retract-relative", json!({ "person": person }))
        }
        _ => {
            with.insert("outcome".to_owned(), json!(dice.of(&["lifted", "upheld"])));
            with.insert("reason".to_owned(), json!("As it is"));
            let known = register.state().sanctions();
            let asked = known.filter(|one| one.asked().is_some() && one.reviewed().is_none());
            let asked = asked.map(|one| one.entry()).collect();
            (street.clone(), "review", json!({"entry": entry(dice, asked)}))
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
    if dice.one_in(3) || matches!(act, "ask-review" | "vacate" | "sanction" | "review") {
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
