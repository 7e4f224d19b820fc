//! A made-up charter of a city: trees of places and matters, and positions spread over them.

use std::fmt::Write as _;

use cogov::{Charter, Function, MatterKey, PlaceKey};

use crate::numbers::Numbers;

/// How large a made-up charter is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Parties, each of them at a place.
    pub parties: usize,
    /// Matters, in a tree of five levels or so.
    pub matters: usize,
    /// Places, in a tree of six levels: city, district, subdistrict, community, compound, building.
    pub places: usize,
    /// Positions, each of one or two kinds and functions, on one matter at one place.
    pub positions: usize,
}

impl Size {
    /// A city with so many positions: 10,000 parties, 1,000 matters, 1,000 places.
    #[must_use]
    pub const fn city(positions: usize) -> Self {
        Self { parties: 10_000, matters: 1_000, places: 1_000, positions }
    }
}

/// Each entry of a list has four below it.
const CHILDREN: usize = 4;

const PLACE_KINDS: [&str; 6] =
    ["city", "district", "subdistrict", "community", "compound", "building"];

const PARTY_KINDS: [&str; 6] = [
    "residents_committee",
    "owners_committee",
    "property_company",
    "association",
    "party_branch",
    "party_committee",
];

const FUNCTIONS: [&str; 11] = [
    "receive",
    "screen",
    "plan",
    "convene",
    "deliberate",
    "decide",
    "disclose",
    "dispatch",
    "implement",
    "supervise",
    "evaluate",
];

const CLAIMS: [&str; 8] =
    ["be_notified", "be_heard", "vote", "inspect", "object", "get_answer", "verify", "be_briefed"];

/// How often the kinds occur: of twenty, seven are a power with its duty, and so on.
const KINDS: [&str; 20] = [
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power","lead""#,
    r#""power""#,
    r#""power""#,
    r#""power""#,
    r#""lead""#,
    r#""lead""#,
    r#""lead""#,
    r#""support""#,
    r#""support""#,
    r#""claim""#,
    r#""claim""#,
    r#""claim""#,
    r#""bar""#,
    r#""leadership""#,
];

fn parent(entry: usize) -> Option<usize> {
    entry.checked_sub(1).map(|before| before / CHILDREN)
}

/// An entry of some level of a list, or of the whole list if it has none of that level.
fn at_level(wanted: usize, length: usize, numbers: &mut Numbers) -> usize {
    let first =
        (0..wanted).fold(0_usize, |first, _| first.saturating_mul(CHILDREN).saturating_add(1));
    let end = first.saturating_mul(CHILDREN).saturating_add(1).min(length);
    match end.checked_sub(first) {
        Some(many) if many > 0 => first.saturating_add(numbers.below(many)),
        _ => numbers.below(length),
    }
}

fn level(entry: usize) -> usize {
    std::iter::successors(parent(entry), |&above| parent(above)).count()
}

/// The JSON text of a made-up charter: the same for the same size, on every machine.
#[must_use]
pub fn charter(size: Size) -> String {
    let mut numbers = Numbers::new(20_260_601);
    let mut text = String::from(
        r#"{"format":"cogov/1","key":"city","version":1,"title":{"en":"A city","zh":"某市"}"#,
    );
    list(&mut text, "places", size.places, |text, entry| {
        let kind = PLACE_KINDS.get(level(entry)).copied().unwrap_or("building");
        let _ = write!(text, r#"{{"key":"place-{entry}","name":"Place {entry}","kind":"{kind}""#);
        if let Some(parent) = parent(entry) {
            let _ = write!(text, r#","parent":"place-{parent}""#);
        }
        text.push('}');
    });
    list(&mut text, "matters", size.matters, |text, entry| {
        let _ = write!(
            text,
            r#"{{"key":"matter-{entry}","name":{{"en":"Matter {entry}","zh":"事项{entry}"}}"#
        );
        if let Some(parent) = parent(entry) {
            let _ = write!(text, r#","parent":"matter-{parent}""#);
        }
        text.push('}');
    });
    list(&mut text, "parties", size.parties, |text, entry| {
        let (kind, place) = (numbers.of(&PARTY_KINDS), numbers.below(size.places));
        let _ = write!(
            text,
            r#"{{"key":"party-{entry}","name":"Party {entry}","kind":"{kind}","place":"place-{place}"}}"#
        );
    });
    list(&mut text, "positions", size.positions, |text, entry| {
        position(text, entry, size, &mut numbers);
    });
    text.push('}');
    text
}

fn position(text: &mut String, entry: usize, size: Size, numbers: &mut Numbers) {
    let kinds = numbers.of(&KINDS);
    let _ = match numbers.below(50) {
        0 => write!(text, r#"{{"holder":"anyone","kinds":[{kinds}]"#),
        _ => {
            let party = numbers.below(size.parties);
            write!(text, r#"{{"holder":{{"party":"party-{party}"}},"kinds":[{kinds}]"#)
        }
    };
    let _ = match kinds {
        r#""claim""# => write!(text, r#","claims":["{}"]"#, numbers.of(&CLAIMS)),
        _ => {
            let first = numbers.below(FUNCTIONS.len());
            let function =
                |number: usize| FUNCTIONS.iter().cycle().nth(number).copied().unwrap_or_default();
            match numbers.below(2) {
                0 => write!(text, r#","functions":["{}"]"#, function(first)),
                _ => write!(
                    text,
                    r#","functions":["{}","{}"]"#,
                    function(first),
                    function(first.saturating_add(1))
                ),
            }
        }
    };
    // Whoever is responsible for little, is so at a small place: a matter goes with a place of
    // the same level, and but one in fifty goes across.
    let matter = numbers.below(size.matters);
    let place = match numbers.below(50) {
        0 => numbers.below(size.places),
        _ => at_level(level(matter), size.places, numbers),
    };
    if level(matter) > 0 {
        let _ = write!(text, r#","matters":["matter-{matter}"],"places":["place-{place}"]"#);
    }
    if kinds.contains("lead\"") && numbers.below(2) == 0 {
        let _ = write!(text, r#","within":{{"days":{}}}"#, numbers.below(30).saturating_add(1));
    }
    if numbers.below(2) == 0 {
        let _ = write!(text, r#","source":"statute, article {}""#, entry % 100);
    }
    text.push('}');
}

fn list(text: &mut String, name: &str, length: usize, mut entry: impl FnMut(&mut String, usize)) {
    let _ = write!(text, r#","{name}":["#);
    for index in 0..length {
        if index > 0 {
            text.push(',');
        }
        entry(text, index);
    }
    text.push(']');
}

/// Matters, places and functions to ask a charter about, the same in every run.
#[must_use]
pub fn settings(charter: &Charter, count: usize) -> Vec<(MatterKey, PlaceKey, Function)> {
    let mut numbers = Numbers::new(7);
    let (matters, places) = (charter.matters(), charter.places());
    let drawn = (0..count).map(|_| {
        let matter = matters.get(numbers.below(matters.len()))?.key().clone();
        let place = places.get(numbers.below(places.len()))?.key().clone();
        let function = Function::ALL.get(numbers.below(Function::ALL.len())).copied()?;
        Some((matter, place, function))
    });
    drawn.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_charter_loads_and_has_the_size_that_was_asked_for() {
        let size = Size { parties: 50, matters: 30, places: 400, positions: 500 };
        let text = charter(size);
        assert_eq!(text, charter(size));
        let charter = Charter::from_json(&text).unwrap();
        assert_eq!(charter.parties().len(), 50);
        assert_eq!(charter.matters().len(), 30);
        assert_eq!(charter.places().len(), 400);
        assert_eq!(charter.positions().len(), 500);
        assert_eq!(settings(&charter, 20).len(), 20);
    }
}
