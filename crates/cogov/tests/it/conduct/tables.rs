//! Tables of points at their edges, who is named in a policy, and how a trigger is told.

use cogov::conduct::{AtLeast, Mark, Rung, Sanction, Within, assess};
use cogov::{ConductPolicy, Lang};
use serde_json::{Value, json};

use super::{bare, kind, one, year_2024};
use crate::charter::{document, found};

/// The problems of a policy whose table has these bands, under a cap of 100.
fn banded(bands: &[u64], pass: u64) -> Vec<(&'static str, String)> {
    let band = |(number, from): (usize, &u64)| json!({"key": format!("b{number}"), "name": "Band", "from": from});
    let policy = json!({
        "key": "test", "name": "Test", "contributions": [{"key": "plenary", "name": "Plenary"}],
        "points": {"cap": 100, "pass": pass,
            "items": [{"kind": "plenary", "mark": "attended", "points": 1}],
            "bands": bands.iter().enumerate().map(band).collect::<Vec<_>>()}
    });
    match ConductPolicy::from_json(&policy.to_string()) {
        Ok(_) => Vec::new(),
        Err(error) => found(error.problems()),
    }
}

fn misordered(places: &[usize]) -> Vec<(&'static str, String)> {
    let at = |place: &usize| ("misordered-table", format!("points.bands[{place}].from"));
    places.iter().map(at).collect()
}

#[test]
fn bands_rise_or_fall_as_the_first_two_do() {
    assert_eq!(banded(&[90, 60, 30], 60), []);
    assert_eq!(banded(&[30, 60, 90], 60), []);
    assert_eq!(banded(&[30, 60, 50], 60), misordered(&[2]));
    assert_eq!(banded(&[90, 60, 70], 60), misordered(&[2]));
    assert_eq!(banded(&[30, 60, 60], 60), misordered(&[2]));
    // Where the first two are equal, the others fall.
    assert_eq!(banded(&[60, 60, 30], 60), misordered(&[1]));
    assert_eq!(banded(&[60, 60, 90], 60), misordered(&[1, 2]));
}

#[test]
fn a_band_and_the_points_to_pass_can_begin_at_the_cap() {
    assert_eq!(banded(&[100, 60], 100), []);
    assert_eq!(
        banded(&[101, 60], 101),
        [
            ("impossible-threshold", "points.bands[0].from".to_owned()),
            ("impossible-threshold", "points.pass".to_owned())
        ]
    );
}

#[test]
fn whoever_a_policy_of_a_charter_names_is_there() {
    let charter = |who: &str| {
        let by = json!({"party": who});
        document(json!({"conduct": [{
            "key": "test", "name": "Test", "contributions": [{"key": "plenary", "name": "Plenary"}],
            "leave": [{"granted_by": by}],
            "ladder": [{"sanction": "remind", "by": by,
                "heard": {"within": {"days": 3}, "by": by},
                "triggers": [{"at_least": 1, "within": "year", "kinds": ["plenary"]}]}]
        }]}))
    };
    let problems = |charter: Value| match cogov::Charter::from_json(&charter.to_string()) {
        Ok(_) => Vec::new(),
        Err(error) => found(error.problems()),
    };
    assert_eq!(problems(charter("committee")), []);
    let paths = ["ladder[0].by", "ladder[0].heard.by", "leave[0].granted_by"];
    let expected = paths.map(|path| ("unknown-key", format!("conduct[0].{path}.party")));
    assert_eq!(problems(charter("nobody")), expected);
}

#[test]
fn a_trigger_is_told_with_its_kinds_and_marks() {
    let trigger = AtLeast::new(1_u64, Within::Window)
        .with_kinds([kind("plenary"), kind("proposal")])
        .with_marks([Mark::Unexcused, Mark::Leave]);
    let rung = Rung::new(Sanction::Remind).with_triggers([trigger]);
    let policy = bare(&["plenary", "proposal"]).with_ladder(vec![rung]);
    let standing = assess(&policy, &[one("plenary", "2024-03-01", Mark::Unexcused)], year_2024());
    for (lang, or, [open, close]) in
        [(Lang::En, " or ", [" (", ")"]), (Lang::Zh, "或", ["（", "）"])]
    {
        let marks = [Mark::Unexcused, Mark::Leave].map(|mark| mark.label(lang)).join(or);
        let what = format!("plenary{or}proposal{open}{marks}{close}");
        let told = standing.describe(lang);
        assert!(told.contains(&what), "{what} in {told}");
    }
}
