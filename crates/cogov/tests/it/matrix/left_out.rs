//! A matrix that would be huge: what is left out, and that it is said.

use cogov::Lang;
use cogov::charter::{Involvement, LeadFlaw};
use serde_json::json;

use crate::charter::{load, today};

#[test]
fn a_matrix_of_many_holders_and_matters_is_bounded_and_says_what_it_left_out() {
    let (holders, matters) = (6_000, 1_000);
    let parties: Vec<_> = (0..holders)
        .map(|n| json!({"key": format!("p{n}"), "name": "P", "kind": "company"}))
        .collect();
    let all: Vec<_> = (0..matters).map(|n| json!({"key": format!("m{n}"), "name": "M"})).collect();
    // Everybody helps everywhere, and somebody leads on each matter.
    let mut positions: Vec<_> = (0..holders)
        .map(|n| {
            json!({"holder": {"party": format!("p{n}")}, "kinds": ["support"],
                   "functions": ["plan"]})
        })
        .collect();
    positions.extend((0..matters).map(|n| {
        json!({"holder": {"party": format!("p{n}")}, "kinds": ["lead"], "functions": ["plan"],
               "matters": [format!("m{n}")]})
    }));
    let charter = load(&json!({"format": "cogov/1", "key": "big", "version": 1, "title": "Big",
        "parties": parties, "matters": all, "positions": positions}));
    let matrix = charter.matrix(today());
    let marks: usize = matrix.rows().iter().map(|row| row.cells().count()).sum();
    assert!(marks <= 2_000_000 + holders, "{marks}");
    assert_eq!(matrix.rows().len() + matrix.rows_left_out(), 1 + matters);
    assert!(matrix.rows_left_out() > 0);
    let said = format!("{} more rows are left out", matrix.rows_left_out());
    assert!(matrix.to_text(Lang::En).trim_end().ends_with(&said));
}

fn entries(prefix: &str, count: usize) -> Vec<serde_json::Value> {
    (0..count)
        .map(|n| json!({"key": format!("{prefix}{n}"), "name": "N", "kind": "company"}))
        .collect()
}

fn keys(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}{n}")).collect()
}

fn without_kinds(mut entries: Vec<serde_json::Value>) -> Vec<serde_json::Value> {
    entries.iter_mut().for_each(|entry| {
        entry.as_object_mut().unwrap().remove("kind");
    });
    entries
}

#[test]
fn a_holder_with_very_many_positions_has_the_marks_of_one_with_one_of_each() {
    let side = 100;
    let matrix = |times: usize| {
        let everywhere = json!({"holder": {"party": "p0"}, "kinds": ["support", "leadership"],
            "functions": ["decide"]});
        let supervises = json!({"holder": {"party": "p1"}, "kinds": ["lead"],
            "functions": ["supervise"]});
        let mut positions: Vec<_> = (0..times).flat_map(|_| [&everywhere, &supervises]).collect();
        let narrow = json!({"holder": {"party": "p0"}, "kinds": ["power"], "functions": ["decide"],
            "matters": keys("m", side), "places": keys("w", side)});
        positions.push(&narrow);
        let mut places = entries("w", side);
        places.iter_mut().for_each(|place| place["kind"] = json!("grid"));
        let charter =
            load(&json!({"format": "cogov/1", "key": "big", "version": 1, "title": "Big",
            "parties": entries("p", 2), "matters": without_kinds(entries("m", side)),
            "places": places, "positions": positions}));
        charter.matrix(today())
    };
    let (one, many) = (matrix(1), matrix(10_000));
    assert_eq!(many.rows_left_out(), 0);
    assert_eq!(many.rows().len(), 2 + side * side);
    assert_eq!(many.rows(), one.rows());
    use Involvement::{Helps, Leadership, Performs, Supervises};
    assert_eq!(many.rows()[side].cell(0), [Performs, Helps, Leadership]);
    assert_eq!(many.rows()[side].cell(1), [Supervises]);
}

#[test]
fn rows_for_which_too_much_would_be_looked_through_are_left_out_and_counted() {
    // The same holders help on each matter of a long chain, below which there are many.
    let (deep, below, holders) = (60, 600, 400);
    let mut matters = without_kinds(entries("c", deep));
    for (n, matter) in matters.iter_mut().enumerate().skip(1) {
        matter["parent"] = json!(format!("c{}", n - 1));
    }
    matters.extend(without_kinds(entries("m", below)));
    for matter in &mut matters[deep..] {
        matter["parent"] = json!(format!("c{}", deep - 1));
    }
    let mut positions: Vec<_> = keys("p", holders)
        .into_iter()
        .map(|key| {
            json!({"holder": {"party": key}, "kinds": ["support"], "functions": ["plan"],
                   "matters": keys("c", deep)})
        })
        .collect();
    positions.push(json!({"holder": {"party": "p0"}, "kinds": ["power"], "functions": ["plan"],
        "matters": keys("m", below)}));
    let matrix = load(&json!({"format": "cogov/1", "key": "big", "version": 1, "title": "Big",
        "parties": entries("p", holders), "matters": matters, "positions": positions}))
    .matrix(today());
    assert!(matrix.rows_left_out() > 0);
    assert_eq!(matrix.rows().len() + matrix.rows_left_out(), deep + below);
}

#[test]
fn rows_of_a_huge_grid_on_which_it_is_stated_that_nobody_leads_are_left_out_and_counted() {
    let matrix = |side: usize| {
        let mut places = entries("w", side);
        places.iter_mut().for_each(|place| place["kind"] = json!("grid"));
        let (on, at) = (keys("m", side), keys("w", side));
        load(&json!({"format": "cogov/1", "key": "big", "version": 1, "title": "Big",
            "parties": entries("p", 1), "matters": without_kinds(entries("m", side)),
            "places": places, "positions": [
                {"holder": {"party": "p0"}, "kinds": ["power"], "functions": ["plan"],
                 "matters": on, "places": at},
                {"none": true, "kinds": ["lead"], "functions": ["plan"],
                 "matters": on, "places": at}]}))
        .matrix(today())
    };
    let small = matrix(10);
    assert_eq!((small.rows().len(), small.rows_left_out()), (100, 0));
    let large = matrix(250);
    assert!(large.rows_left_out() > 0);
    assert_eq!(large.rows().len() + large.rows_left_out(), 250 * 250);
    for matrix in [&small, &large] {
        assert!(matrix.rows().iter().all(|row| row.flaw() == Some(LeadFlaw::Gap)));
    }
}

#[test]
fn leads_that_are_not_looked_at_for_whether_they_cross_count_as_left_out() {
    let matrix = |side: usize| {
        let lead = |prefix: &str, place: &str| {
            json!({"holder": {"party": "p0"}, "kinds": ["lead"], "functions": ["plan"],
                   "matters": keys(prefix, side), "places": [place]})
        };
        let matters = [entries("a", side), entries("b", side)].concat();
        load(&json!({"format": "cogov/1", "key": "big", "version": 1, "title": "Big",
            "parties": entries("p", 1), "matters": without_kinds(matters),
            "places": [{"key": "court", "name": "Court", "kind": "compound"},
                       {"key": "block", "name": "Block", "kind": "building", "parent": "court"}],
            "positions": [lead("a", "court"), lead("b", "block")]}))
        .matrix(today())
    };
    let small = matrix(100);
    assert_eq!((small.rows().len(), small.rows_left_out()), (200, 0));
    let large = matrix(1_500);
    assert_eq!(large.rows().len(), 3_000);
    // A million of the pairs are looked at.
    let left_out = large.rows_left_out();
    assert!((1_000_000..=1_250_000).contains(&left_out), "{left_out}");
    let said = format!("up to {left_out} more rows are left out");
    assert!(large.to_text(Lang::En).trim_end().ends_with(&said));
}
