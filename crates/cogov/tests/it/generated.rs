//! Charters that are valid by construction: they load, round-trip and keep their digest; broken in
//! one place, they are refused with the right code, path, line and column.

mod breaks;
mod sound;

use cogov::problem::Segment;
use cogov::{Charter, CharterBuilder, Problem, Stated};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::charter::{found, line_and_column, place_in_pretty, refusal};
use breaks::{BREAKS, Break, Stage};
use sound::{fixed, sound};

/// Writes JSON with the members of objects in another order, and white space all over.
fn scrambled(value: &Value, seed: u64) -> String {
    let mut state = seed | 1;
    let mut next = move |bound: usize| {
        // xorshift64: reproducible, and good enough to shuffle with.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap() % bound
    };
    fn write(value: &Value, next: &mut impl FnMut(usize) -> usize, out: &mut String) {
        let space = |next: &mut dyn FnMut(usize) -> usize| ["", " ", "\n", "\t", "\r\n  "][next(5)];
        out.push_str(space(next));
        match value {
            Value::Array(entries) => {
                out.push('[');
                for (index, entry) in entries.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    write(entry, next, out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                for end in (1..members.len()).rev() {
                    members.swap(end, next(end + 1));
                }
                out.push('{');
                for (index, (name, member)) in members.into_iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    out.push_str(space(next));
                    out.push_str(&json!(name).to_string());
                    out.push_str(space(next));
                    out.push(':');
                    write(member, next, out);
                }
                out.push('}');
            }
            other => out.push_str(&other.to_string()),
        }
        out.push_str(space(next));
    }
    let mut out = String::new();
    write(value, &mut next, &mut out);
    out
}

/// The same charter, piece by piece.
fn rebuilt(charter: &Charter) -> Charter {
    fn all<T: Clone>(
        builder: CharterBuilder,
        entries: &[T],
        add: impl Fn(CharterBuilder, T) -> CharterBuilder,
    ) -> CharterBuilder {
        entries.iter().cloned().fold(builder, add)
    }
    let mut builder = Charter::builder(charter.key().clone(), charter.title().clone())
        .version(charter.version())
        .intake(charter.intake().clone())
        .triage(charter.triage().clone())
        .agenda(charter.agenda_policy().clone())
        .training(charter.training().clone())
        .incentives(charter.incentives().clone());
    if let Some(description) = charter.description() {
        builder = builder.description(description.clone());
    }
    if let Some(source) = charter.source() {
        builder = builder.source(source.clone());
    }
    if let Some(calendar) = charter.calendar() {
        builder = builder.calendar(calendar.clone());
    }
    // Lists in another order than those of the document: that must make no difference.
    builder = all(builder, charter.acknowledged(), CharterBuilder::acknowledge);
    builder = all(builder, charter.conduct(), CharterBuilder::conduct);
    builder = all(builder, charter.procedures(), CharterBuilder::procedure);
    builder = all(builder, charter.rules(), CharterBuilder::rule);
    builder = all(builder, charter.positions(), CharterBuilder::position);
    builder = all(builder, charter.liaison(), CharterBuilder::liaison);
    builder = all(builder, charter.seats(), CharterBuilder::seat);
    builder = all(builder, charter.sectors(), CharterBuilder::sector);
    builder = all(builder, charter.groups(), CharterBuilder::group);
    builder = all(builder, charter.parties(), CharterBuilder::party);
    builder = all(builder, charter.matters(), CharterBuilder::matter);
    builder = all(builder, charter.places(), CharterBuilder::place);
    builder.build().unwrap()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

/// What a problem says where it is, against where the value stands in the text.
fn check_place(text: &str, value: &Value, problem: &Problem) -> (bool, String) {
    let expected = place_in_pretty(text, value, problem.path().segments());
    let said = line_and_column(problem.location());
    (said == expected, format!("{problem}\nsaid {said:?}, expected {expected:?}"))
}

proptest! {
    #![proptest_config(crate::inputs::inputs(48))]

    #[test]
    fn what_is_sound_by_construction_loads_and_comes_back_the_same(value in sound()) {
        let charter = Charter::from_json(&pretty(&value)).unwrap();
        let again = Charter::from_json(&charter.to_json()).unwrap();
        prop_assert_eq!(&again, &charter);
        prop_assert_eq!(again.digest(), charter.digest());
        prop_assert_eq!(again.to_json(), charter.to_json());
        // Nothing that was written is lost, and nothing is made up.
        let written: Value = serde_json::from_str(&charter.to_json()).unwrap();
        prop_assert_eq!(without_empty_lists(&written), without_empty_lists(&value));
    }

    #[test]
    fn the_digest_knows_no_order_of_members_and_no_white_space(value in sound(), seed: u64) {
        let charter = Charter::from_json(&value.to_string()).unwrap();
        let other = Charter::from_json(&scrambled(&value, seed)).unwrap();
        prop_assert_eq!(other.digest(), charter.digest());
        prop_assert_eq!(other, charter);
    }

    #[test]
    fn what_is_built_equals_what_is_loaded(value in sound()) {
        let charter = Charter::from_json(&value.to_string()).unwrap();
        let built = rebuilt(&charter);
        prop_assert_eq!(built.digest(), charter.digest());
        prop_assert_eq!(&built, &charter);
        prop_assert_eq!(&charter.to_builder().build().unwrap(), &charter);
    }

    #[test]
    fn serde_reads_what_it_writes_by_every_way_in(value in sound()) {
        let charter: Charter = serde_json::from_value(value).unwrap();
        let text = serde_json::to_string(&charter).unwrap();
        let by_text: Charter = serde_json::from_str(&text).unwrap();
        let by_reader: Charter = serde_json::from_reader(text.as_bytes()).unwrap();
        let by_value: Charter =
            serde_json::from_value(serde_json::to_value(&charter).unwrap()).unwrap();
        let parsed: Charter = text.parse().unwrap();
        for other in [by_text, by_reader, by_value, parsed] {
            prop_assert_eq!(other.digest(), charter.digest());
        }
    }

    #[test]
    fn a_sound_charter_can_be_audited_shown_and_compared(value in sound(), other in sound()) {
        let charter = Charter::from_json(&value.to_string()).unwrap();
        let other = Charter::from_json(&other.to_string()).unwrap();
        crate::charter::show_everything(&charter, &other);
    }

}

proptest! {
    #![proptest_config(crate::inputs::inputs(256))]

    #[test]
    fn broken_in_one_place_it_is_refused_for_that_and_nothing_else(
        value in sound(),
        which in 0..BREAKS.len(),
        pick: prop::sample::Index,
    ) {
        let Break { name, code, apply, help, .. } = &BREAKS[which];
        let mut broken = value;
        let path = apply(&mut broken, &pick);
        let text = pretty(&broken);
        let error = refusal(&text);
        prop_assert_eq!(found(error.problems()), vec![(*code, path)], "{}", name);
        let problem = &error.problems()[0];
        let (right, message) = check_place(&text, &broken, problem);
        prop_assert!(right, "{}: {}", name, message);
        if let Some(help) = help {
            prop_assert_eq!(problem.help(cogov::Lang::En), *help);
        }
        // The same by way of serde, which has no text to point into.
        let by_serde = serde_json::from_value::<Charter>(broken).unwrap_err().to_string();
        prop_assert!(by_serde.contains(&problem.path().to_string()), "{}", by_serde);
    }
}

fn without_empty_lists(value: &Value) -> Value {
    match value {
        Value::Array(entries) => entries.iter().map(without_empty_lists).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| **member != json!([]))
            .map(|(name, member)| (name.clone(), without_empty_lists(member)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

#[test]
fn each_way_to_break_a_charter_is_refused_as_it_should_be() {
    let picked = some_index();
    for Break { name, code, apply, help, .. } in BREAKS {
        let mut broken = fixed();
        let path = apply(&mut broken, &picked);
        let text = pretty(&broken);
        let error = refusal(&text);
        assert_eq!(found(error.problems()), [(*code, path)], "{name}\n{error}");
        let (right, message) = check_place(&text, &broken, &error.problems()[0]);
        assert!(right, "{name}: {message}");
        if let Some(help) = help {
            assert_eq!(error.problems()[0].help(cogov::Lang::En), *help, "{name}");
        }
    }
}

fn some_index() -> prop::sample::Index {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    any::<prop::sample::Index>().new_tree(&mut runner).unwrap().current()
}

#[test]
fn of_two_breaks_in_different_parts_both_are_reported() {
    let top = |path: &str| path.split(['[', '.']).next().unwrap().to_owned();
    let (sound, picked) = (fixed(), some_index());
    let mut pairs = 0;
    for (place, first) in BREAKS.iter().enumerate() {
        for second in &BREAKS[place + 1..] {
            // What cannot be read at all is not looked at any further.
            if first.stage != second.stage {
                continue;
            }
            let two = (second.apply)(&mut sound.clone(), &picked);
            let mut broken = sound.clone();
            let one = (first.apply)(&mut broken, &picked);
            if top(&one) == top(&two) {
                continue;
            }
            (second.apply)(&mut broken, &picked);
            pairs += 1;
            let error = refusal(&pretty(&broken));
            let mut expected = vec![(first.code, one), (second.code, two)];
            let mut said = found(error.problems());
            expected.sort();
            said.sort();
            assert_eq!(said, expected, "{} and {}", first.name, second.name);
        }
    }
    assert!(pairs > 100, "only {pairs} pairs");
    assert!(BREAKS.iter().any(|one| one.stage == Stage::Read));
}

#[test]
fn problems_of_one_kind_in_every_entry_are_all_reported() {
    let mut broken = fixed();
    let positions = broken["positions"].as_array_mut().unwrap();
    let count = positions.len();
    for position in positions {
        position["matters"] = json!(["nowhere"]);
    }
    let error = refusal(&pretty(&broken));
    let expected: Vec<_> =
        (0..count).map(|at| ("unknown-key", format!("positions[{at}].matters[0]"))).collect();
    assert_eq!(found(error.problems()), expected);
}

#[test]
fn the_three_states_of_a_part_stay_apart() {
    let with = |training: Option<Value>| {
        let mut value = fixed();
        let fields = value.as_object_mut().unwrap();
        fields.remove("training");
        fields.extend(training.map(|training| ("training".to_owned(), training)));
        Charter::from_json(&value.to_string()).unwrap()
    };
    let unstated = with(None);
    let absent = with(Some(json!({"none": true, "source": "§3"})));
    let given = with(Some(json!([{"name": "Course"}])));
    assert!(unstated.training().is_unstated());
    assert!(matches!(absent.training(), Stated::Absent(a) if a.source().is_some()));
    assert!(given.training().is_given());
    for charter in [&unstated, &absent, &given] {
        assert_eq!(Charter::from_json(&charter.to_json()).as_ref(), Ok(charter));
    }
    assert_ne!(unstated.digest(), given.digest());
    assert_ne!(unstated.digest(), absent.digest());
}

#[test]
fn a_path_is_made_of_fields_and_places_in_lists() {
    let error = refusal(&pretty(&{
        let mut broken = fixed();
        broken["positions"][0]["holder"] = json!({"party": "nobody"});
        broken
    }));
    let expected: [Segment; 4] = ["positions".into(), 0.into(), "holder".into(), "party".into()];
    assert_eq!(error.problems()[0].path().segments(), expected);
}

#[test]
fn columns_are_counted_in_characters() {
    let before = r#"{"format":"cogov/1","key":"x","title":"停车 👍🏽 é","version":"#;
    let error = refusal(&format!("\n{before}0}}"));
    assert_eq!(found(error.problems()), [("zero-number", "version".to_owned())]);
    let place = line_and_column(error.problems()[0].location());
    assert_eq!(place, (2, before.chars().count() + 1));
}
