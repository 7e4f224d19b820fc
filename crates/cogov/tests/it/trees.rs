//! Small trees of matters and places for oracles: how they are written, and which lie in which, by
//! following parents.

use serde_json::{Value, json};

const KINDS: [&str; 5] = ["city", "district", "community", "grid", "building"];

/// A matter and a place; nothing is all of them.
pub(crate) type Cell = (Option<usize>, Option<usize>);

/// Matters as a charter lists them: `m0`, `m1`, …, each with its parent. Their names show where they
/// stand in a text: `[m0]`.
pub(crate) fn matters(parents: &[Option<usize>]) -> Vec<Value> {
    let matter = |(index, parent): (usize, &Option<usize>)| {
        let mut matter = json!({"key": format!("m{index}"), "name": format!("[m{index}]")});
        if let Some(parent) = parent {
            matter["parent"] = json!(format!("m{parent}"));
        }
        matter
    };
    parents.iter().enumerate().map(matter).collect()
}

/// Places as a charter lists them: `p0`, `p1`, …, each with its parents of both trees; named `[p0]`.
pub(crate) fn places(parents: &[[Option<usize>; 2]]) -> Vec<Value> {
    let place = |(index, parents): (usize, &[Option<usize>; 2])| {
        let (key, name) = (format!("p{index}"), format!("[p{index}]"));
        let mut place = json!({"key": key, "name": name, "kind": KINDS[index]});
        for (name, parent) in ["parent", "property_parent"].iter().zip(parents) {
            if let Some(parent) = parent {
                place[name] = json!(format!("p{parent}"));
            }
        }
        place
    };
    parents.iter().enumerate().map(place).collect()
}

/// Each of some matters with each of some places; none stands for all of them.
pub(crate) fn cross(matters: &[usize], places: &[usize]) -> Vec<Cell> {
    let all = |list: &[usize]| -> Vec<Option<usize>> {
        if list.is_empty() { vec![None] } else { list.iter().copied().map(Some).collect() }
    };
    let (matters, places) = (all(matters), all(places));
    matters.iter().flat_map(|&m| places.iter().map(move |&p| (m, p))).collect()
}

/// Whether a cell is another one or lies in it, by the parents of matters and of places.
pub(crate) fn within(
    (matters, places): (&[Option<usize>], &[[Option<usize>; 2]]),
    inner: Cell,
    outer: Cell,
) -> bool {
    matter_in(matters, inner.0, outer.0) && place_in(places, inner.1, outer.1)
}

pub(crate) fn matter_in(
    parents: &[Option<usize>],
    inner: Option<usize>,
    outer: Option<usize>,
) -> bool {
    outer.is_none()
        || inner.is_some_and(|i| inner == outer || matter_in(parents, parents[i], outer))
}

pub(crate) fn place_in(
    parents: &[[Option<usize>; 2]],
    inner: Option<usize>,
    outer: Option<usize>,
) -> bool {
    outer.is_none()
        || inner.is_some_and(|i| {
            inner == outer
                || parents[i].iter().flatten().any(|&up| place_in(parents, Some(up), outer))
        })
}
