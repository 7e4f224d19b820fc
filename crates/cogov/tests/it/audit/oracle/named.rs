//! What findings name, in words: together all that is open, and nothing that is not, as the largest
//! parts of it.

use cogov::audit::Basis;
use cogov::{Finding, Lang};
use proptest::sample::select;

use super::drawn::some_world;
use super::*;

/// A part that a finding names: a matter at a place, and whether only the one itself, or the other.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    cell: Cell,
    matter_alone: bool,
    place_alone: bool,
}

impl World {
    fn is_in(&self, (matter, place): Cell, part: Part) -> bool {
        let on_matter = match part.matter_alone {
            true => matter == part.cell.0,
            false => trees::matter_in(&self.matters, matter, part.cell.0),
        };
        on_matter
            && match part.place_alone {
                true => place == part.cell.1,
                false => trees::place_in(&self.places, place, part.cell.1),
            }
    }
}

/// The number in brackets with which a text begins, and what follows.
fn bracketed(text: &str, letter: char) -> Option<(usize, &str)> {
    let (number, rest) = text.strip_prefix('[')?.strip_prefix(letter)?.split_once(']')?;
    Some((number.parse().ok()?, rest))
}

/// All parts that a text in Chinese names, by the brackets of matters and places.
fn parts(text: &str) -> Vec<Part> {
    const EVERY_MATTER: &str = "各类事项";
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (cell, after) = if let Some((place, after)) = bracketed(rest, 'p') {
            match after.strip_prefix(EVERY_MATTER) {
                Some(after) => ((None, Some(place)), after),
                None => {
                    let matter = after.strip_prefix("的").and_then(|after| bracketed(after, 'm'));
                    let (matter, after) = matter.unwrap_or_else(|| panic!("{text}"));
                    ((Some(matter), Some(place)), after)
                }
            }
        } else if let Some((matter, after)) = bracketed(rest, 'm') {
            ((Some(matter), None), after)
        } else if let Some(after) = rest.strip_prefix(EVERY_MATTER) {
            ((None, None), after)
        } else {
            rest = rest.strip_prefix(first).unwrap_or_default();
            continue;
        };
        let matter_alone = after.starts_with("本身");
        let place_alone = after.trim_start_matches("本身").starts_with("（仅该地本身）");
        parts.push(Part { cell, matter_alone, place_alone });
        rest = after;
    }
    parts
}

/// What findings name of something that is open in some cells: each part is open in some cell and
/// nowhere covered, each open cell is in one, and no part is in another one. A finding that names no
/// part is about all of the entries that it rests on.
fn agree(
    world: &World,
    findings: &[&Finding],
    is_open: impl Fn(Cell) -> bool,
) -> Result<(), String> {
    let cells = world.cells();
    let mut named: Vec<Cell> = Vec::new();
    let mut is_all = true;
    for finding in findings {
        let text = finding.explanation(Lang::Zh);
        is_all &= !text.contains("另外");
        let parts = parts(&text);
        for part in &parts {
            let inside: Vec<Cell> =
                cells.iter().copied().filter(|cell| world.is_in(*cell, *part)).collect();
            if inside.is_empty() || !inside.iter().all(|cell| is_open(*cell)) {
                return Err(format!("{part:?} is not open: {text}"));
            }
            let is_larger = |other: &Part| {
                trees::within((&world.matters, &world.places), part.cell, other.cell)
                    && inside.iter().all(|cell| world.is_in(*cell, *other))
                    && cells.iter().any(|cell| world.is_in(*cell, *other) && !inside.contains(cell))
            };
            if parts.iter().any(is_larger) {
                return Err(format!("{part:?} lies in another one: {text}"));
            }
            named.extend(inside);
        }
        if parts.is_empty() {
            let causes = finding.causes().iter().map(|cause| cause.path().to_string());
            let entries = causes.filter_map(|path| {
                let index = path.strip_prefix("positions[")?.strip_suffix(']')?;
                world.entries.get(index.parse::<usize>().ok()?)
            });
            let entries: Vec<&Entry> = entries.collect();
            named.extend(cells.iter().filter(|cell| {
                is_open(**cell) && entries.iter().any(|entry| world.covers(entry, **cell))
            }));
        }
    }
    match cells.iter().find(|cell| is_open(**cell) && !named.contains(cell)) {
        Some(cell) if is_all => Err(format!(
            "{cell:?} is not named: {:?}",
            findings.iter().map(|finding| finding.explanation(Lang::Zh)).collect::<Vec<_>>()
        )),
        _ => Ok(()),
    }
}

/// The findings of a code about a function or a claim, and a holder, if there is one.
fn about<'a>(
    audit: &'a Audit,
    code: FindingCode,
    of: Option<&Subject>,
    who: Option<usize>,
) -> Vec<&'a Finding> {
    let findings = audit.findings().iter().filter(|finding| finding.code() == code);
    findings
        .filter(|finding| of.is_none_or(|of| finding.subjects().contains(of)))
        .filter(|finding| who.is_none_or(|who| about_holder(finding.subjects(), who)))
        .collect()
}

/// That nobody, or somebody does not, have some rights.
#[derive(Debug, Clone)]
struct Mark {
    whom: Option<usize>,
    entry: Entry,
}

/// A world with marks of absence that no entry of it contradicts.
#[derive(Debug, Clone)]
struct Marked {
    world: World,
    marks: Vec<Mark>,
}

impl Marked {
    fn value(mark: &Mark) -> Value {
        let mut value = mark.entry.value();
        let fields = value.as_object_mut().unwrap();
        fields.remove("holder");
        fields.insert("none".to_owned(), json!(true));
        if let Some(whom) = mark.whom {
            fields.insert("holder".to_owned(), holder(whom));
        }
        value
    }

    /// The charter, and the marks that stand in it.
    fn charter(&self) -> (Charter, Vec<&Mark>) {
        let document = self.world.document();
        let mut marks: Vec<&Mark> = self.marks.iter().collect();
        loop {
            let mut document = document.clone();
            let positions = document["positions"].as_array_mut().unwrap();
            positions.extend(marks.iter().map(|mark| Self::value(mark)));
            let error = match Charter::from_json(&document.to_string()) {
                Ok(charter) => return (charter, marks),
                Err(error) => error,
            };
            let at = |index: usize| format!("positions[{}]", self.world.entries.len() + index);
            let before = marks.len();
            let is_refused = |index: usize| {
                error.problems().iter().any(|problem| problem.path().to_string() == at(index))
            };
            let mut index = 0..;
            marks.retain(|_| !is_refused(index.next().unwrap()));
            assert!(marks.len() < before, "{error}");
        }
    }
}

fn marked() -> impl Strategy<Value = Marked> {
    let who = prop::option::of(0..HOLDERS);
    (some_world(), prop::collection::vec((any::<prop::sample::Index>(), who, any::<bool>()), 0..4))
        .prop_map(|(world, marks)| {
            let marks = marks.into_iter().map(|(of, whom, is_lead)| {
                let mut entry = of.get(&world.entries).clone();
                if entry.kind == "bar" || (is_lead && entry.kind != "claim") {
                    entry.kind = "lead";
                }
                entry.together_with = None;
                Mark { whom, entry }
            });
            Marked { marks: marks.collect(), world: world.clone() }
        })
}

proptest! {
    #![proptest_config(crate::inputs::inputs(256))]

    #[test]
    fn a_gap_names_all_that_nobody_leads(marked in marked()) {
        let (charter, marks) = marked.charter();
        let (audit, world) = (charter.audit(today()), &marked.world);
        for function in FUNCTIONS {
            let is_led = |cell| !leading(&charter, function, cell).is_empty();
            let is_said = |cell: Cell| marks.iter().any(|mark| {
                mark.whom.is_none() && mark.entry.is(&["lead"], function) && world.covers(&mark.entry, cell)
            });
            let gaps = about(&audit, Gap, Some(&Subject::Function(function)), None);
            let (stated, silent): (Vec<_>, Vec<_>) =
                gaps.into_iter().partition(|finding| finding.basis() == Basis::Stated);
            let agreed = agree(world, &stated, |cell| !is_led(cell) && is_said(cell));
            prop_assert_eq!(agreed, Ok(()), "stated, {:?}", function);
            if world.entries.iter().any(|e| e.is(&["power", "support"], function)) {
                let agreed = agree(world, &silent, |cell| !is_led(cell) && !is_said(cell));
                prop_assert_eq!(agreed, Ok(()), "silent, {:?}", function);
            }
        }
    }

    #[test]
    fn a_hollow_claim_names_all_where_nobody_leads_what_honours_it(marked in marked()) {
        let (charter, _) = marked.charter();
        let (audit, world) = (charter.audit(today()), &marked.world);
        for claim in CLAIMS {
            for who in 0..HOLDERS {
                let is_open = |cell: Cell| {
                    world.any(cell, |e| e.holder == who && e.is_claim(claim))
                        && leading(&charter, claim.honoured_by(), cell).is_empty()
                };
                let findings = about(&audit, HollowClaim, Some(&Subject::Claim(claim)), Some(who));
                prop_assert_eq!(agree(world, &findings, is_open), Ok(()), "{:?} of {}", claim, holder(who));
            }
        }
    }

    #[test]
    fn an_uninformed_party_is_named_with_all_where_it_has_no_claim(marked in marked()) {
        let (charter, _) = marked.charter();
        let (audit, world) = (charter.audit(today()), &marked.world);
        for who in 0..ANYONE {
            let is_open = |cell: Cell| {
                let decides = |e: &Entry| e.is(&["power", "lead", "support"], Function::Decide);
                world.any(cell, |e| e.holder == who && decides(e))
                    && !world.any(cell, |e| includes(e.holder, who) && e.is_claim(Claim::BeBriefed))
            };
            let findings = about(&audit, UninformedParty, None, Some(who));
            prop_assert_eq!(agree(world, &findings, is_open), Ok(()), "{}", holder(who));
        }
    }

    #[test]
    fn a_powerless_duty_is_named_with_all_where_it_has_no_power(
        marked in marked(),
        function in select(FUNCTIONS.to_vec()),
    ) {
        // What a bar takes away is another matter.
        let mut marked = marked;
        marked.world.entries.retain(|e| e.kind != "bar");
        let (charter, _) = marked.charter();
        let world = &marked.world;
        let audit = charter.audit(today());
        for who in 0..HOLDERS {
            let is_open = |cell: Cell| {
                leading(&charter, function, cell).contains(&who)
                    && !world.empowered(function, cell).iter().any(|&other| includes(other, who))
            };
            let findings = about(&audit, PowerlessDuty, Some(&Subject::Function(function)), Some(who));
            prop_assert_eq!(agree(world, &findings, is_open), Ok(()), "{:?} of {}", function, holder(who));
        }
    }
}
