//! The naive oracle: what is found in a small charter is what its queries answer, cell by cell.

mod drawn;
mod named;

use cogov::FindingCode::{
    Gap, HollowClaim, NoWayUp, Overlap, PowerlessDuty, SelfCheck, UninformedParty,
};
use cogov::audit::Subject;
use cogov::charter::Setting;
use cogov::{Audit, Charter, Claim, FindingCode, Function, Holder, MatterKey, PlaceKey};
use proptest::prelude::*;
use serde_json::{Value, json};

use self::drawn::{checking, some_world};
use crate::charter::{document, load, today};
use crate::trees::{self, Cell};

const FUNCTIONS: [Function; 4] =
    [Function::Receive, Function::Decide, Function::Implement, Function::Supervise];
const CLAIMS: [Claim; 3] = [Claim::Vote, Claim::Verify, Claim::BeBriefed];
/// From high to low, so that every earlier place can be a parent.
const HOLDERS: usize = 6;
const ANYONE: usize = 5;

fn holder(index: usize) -> Value {
    match index {
        0 => json!({"party": "committee"}),
        1 => json!({"party": "company"}),
        2 => json!({"seat": "chair"}),
        3 => json!({"group": "owners"}),
        4 => json!({"group": "young"}),
        _ => json!("anyone"),
    }
}

fn number(of: &Holder) -> usize {
    let value = serde_json::to_value(of).unwrap();
    (0..HOLDERS).find(|&index| holder(index) == value).expect("one of these")
}

/// Whether whoever acts as the second acts as the first, too. The young are some of the owners.
fn includes(wide: usize, narrow: usize) -> bool {
    wide == narrow || wide == ANYONE || (wide, narrow) == (3, 4)
}

#[derive(Debug, Clone)]
struct Entry {
    holder: usize,
    kind: &'static str,
    function: Function,
    claim: Claim,
    together_with: Option<Function>,
    matters: Vec<usize>,
    places: Vec<usize>,
}

impl Entry {
    fn value(&self) -> Value {
        let keys = |list: &[usize], letter: char| -> Vec<String> {
            list.iter().map(|index| format!("{letter}{index}")).collect()
        };
        let mut value = json!({"holder": holder(self.holder), "kinds": [self.kind]});
        match self.kind {
            "claim" => value["claims"] = json!([self.claim.as_str()]),
            _ => value["functions"] = json!([self.function.as_str()]),
        }
        if let (Some(function), "bar") = (self.together_with, self.kind) {
            value["together_with"] = json!(function.as_str());
        }
        if !self.places.is_empty() {
            value["places"] = json!(keys(&self.places, 'p'));
        }
        if !self.matters.is_empty() {
            value["matters"] = json!(keys(&self.matters, 'm'));
        }
        value
    }

    fn is(&self, kinds: &[&str], function: Function) -> bool {
        kinds.contains(&self.kind) && self.function == function
    }

    fn is_claim(&self, claim: Claim) -> bool {
        self.kind == "claim" && self.claim == claim
    }

    /// A bar for good, not only together with something else.
    fn bars(&self, function: Function) -> bool {
        self.is(&["bar"], function) && self.together_with.is_none()
    }

    /// A bar on carrying out, on checking, or on both together.
    fn bars_from_checking(&self) -> bool {
        self.bars_from(Function::Implement) || self.bars_from(Function::Supervise)
    }

    /// A bar on one of carrying out and checking, or on both together.
    fn bars_from(&self, function: Function) -> bool {
        let (implement, supervise) = (Function::Implement, Function::Supervise);
        match self.together_with {
            None => self.bars(function),
            Some(other) => {
                self.kind == "bar"
                    && [(supervise, implement), (implement, supervise)]
                        .contains(&(self.function, other))
            }
        }
    }
}

#[derive(Debug, Clone)]
struct World {
    /// The parents of each, all of them earlier.
    matters: Vec<Option<usize>>,
    places: Vec<[Option<usize>; 2]>,
    entries: Vec<Entry>,
}

impl World {
    fn charter(&self) -> Charter {
        load(&self.document())
    }

    fn document(&self) -> Value {
        document(json!({
            "matters": trees::matters(&self.matters),
            "places": trees::places(&self.places),
            "groups": [{"key": "owners", "name": "Owners"},
                       {"key": "young", "name": "Young owners", "parent": "owners"}],
            "seats": [{"key": "chair", "name": "Chair", "body": "committee"}],
            "positions": self.entries.iter().map(Entry::value).collect::<Vec<_>>()
        }))
    }

    fn within(&self, inner: Cell, outer: Cell) -> bool {
        trees::within((&self.matters, &self.places), inner, outer)
    }

    /// Where anything can happen: on some matter and at some place, where there are any.
    fn cells(&self) -> Vec<Cell> {
        let all = |many: usize| -> Vec<Option<usize>> {
            if many == 0 { vec![None] } else { (0..many).map(Some).collect() }
        };
        let (matters, places) = (all(self.matters.len()), all(self.places.len()));
        matters.iter().flat_map(|&m| places.iter().map(move |&p| (m, p))).collect()
    }

    /// The scopes of an entry: each matter with each place.
    fn scopes(entry: &Entry) -> Vec<Cell> {
        trees::cross(&entry.matters, &entry.places)
    }

    fn covers(&self, entry: &Entry, cell: Cell) -> bool {
        Self::scopes(entry).into_iter().any(|scope| self.within(cell, scope))
    }

    /// Whether entries of some holder cover a cell.
    fn any(&self, cell: Cell, is: impl Fn(&Entry) -> bool) -> bool {
        self.entries.iter().any(|entry| is(entry) && self.covers(entry, cell))
    }

    /// Who has the power at a cell, barred or not: those of no wider scope than somebody else.
    fn empowered(&self, function: Function, cell: Cell) -> Vec<usize> {
        let powers = self.entries.iter().filter(|entry| entry.is(&["power"], function));
        let reaching: Vec<(usize, Cell)> = powers
            .flat_map(|entry| Self::scopes(entry).into_iter().map(|scope| (entry.holder, scope)))
            .filter(|(_, scope)| self.within(cell, *scope))
            .collect();
        let is_beaten = |scope: Cell| {
            reaching.iter().any(|&(_, other)| other != scope && self.within(other, scope))
        };
        let narrowest = reaching.iter().filter(|(_, scope)| !is_beaten(*scope));
        narrowest.map(|(holder, _)| *holder).collect()
    }
}

fn setting(charter: &Charter, (matter, place): Cell) -> Setting<'_> {
    let mut setting = charter.on(today());
    if let Some(matter) = matter {
        setting = setting.about(&MatterKey::new(&format!("m{matter}")).unwrap()).unwrap();
    }
    if let Some(place) = place {
        setting = setting.at(&PlaceKey::new(&format!("p{place}")).unwrap()).unwrap();
    }
    setting
}

/// Who leads at a cell, each once.
fn leading(charter: &Charter, function: Function, cell: Cell) -> Vec<usize> {
    let held = setting(charter, cell).who_must(function);
    let mut who: Vec<usize> = held.iter().map(|held| number(held.holder())).collect();
    who.sort_unstable();
    who.dedup();
    who
}

/// The subjects of the findings of a code.
fn found(audit: &Audit, code: FindingCode) -> Vec<&[Subject]> {
    let findings = audit.findings().iter().filter(|finding| finding.code() == code);
    findings.map(cogov::Finding::subjects).collect()
}

fn about_holder(subjects: &[Subject], index: usize) -> bool {
    subjects.iter().any(|s| matches!(s, Subject::Holder(holder) if number(holder) == index))
}

proptest! {
    #![proptest_config(crate::inputs::inputs(512))]

    #[test]
    fn a_gap_is_where_nobody_must_and_a_hollow_claim_where_nobody_must_honour_it(world in some_world()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        let is_led = |function, cell| !leading(&charter, function, cell).is_empty();
        for function in FUNCTIONS {
            let gaps = found(&audit, Gap);
            let is_found = gaps.iter().any(|of| of.contains(&Subject::Function(function)));
            let is_claimed = world.entries.iter().any(|e| e.is(&["power", "support"], function));
            let is_open = world.cells().into_iter().any(|cell| !is_led(function, cell));
            prop_assert_eq!(is_found, is_claimed && is_open, "{:?}", function);
        }
        for claim in CLAIMS {
            for index in 0..HOLDERS {
                let is_hollow = world.cells().into_iter().any(|cell| {
                    world.any(cell, |e| e.holder == index && e.is_claim(claim))
                        && !is_led(claim.honoured_by(), cell)
                });
                let hollow = found(&audit, HollowClaim);
                let is_found = hollow
                    .iter()
                    .any(|of| of.contains(&Subject::Claim(claim)) && about_holder(of, index));
                prop_assert_eq!(is_found, is_hollow, "{:?} of {}", claim, holder(index));
            }
        }
    }

    #[test]
    fn an_overlap_is_where_several_must(world in some_world()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        for function in FUNCTIONS {
            let overlaps = found(&audit, Overlap);
            let of = overlaps.iter().filter(|of| of.contains(&Subject::Function(function)));
            let named: Vec<Vec<usize>> =
                of.map(|of| (0..HOLDERS).filter(|&index| about_holder(of, index)).collect()).collect();
            let at: Vec<Vec<usize>> =
                world.cells().into_iter().map(|cell| leading(&charter, function, cell)).collect();
            // Any two who lead somewhere are named together.
            for several in &at {
                for (a, b) in several.iter().flat_map(|a| several.iter().map(move |b| (a, b))) {
                    let is_named = named.iter().any(|named| named.contains(a) && named.contains(b));
                    prop_assert!(a == b || is_named, "{:?}: {:?} not in {:?}", function, several, named);
                }
            }
            // Of those named, two at least lead somewhere.
            for named in &named {
                let both = |at: &Vec<usize>| at.iter().filter(|one| named.contains(one)).count() > 1;
                prop_assert!(at.iter().any(both), "{:?}: {:?} nowhere in {:?}", function, named, at);
            }
        }
    }

    #[test]
    fn who_carries_out_and_checks_somewhere_without_a_bar_checks_itself(world in checking()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        // The chair is a seat of the committee, and checks for it what it carried out.
        const COMMITTEE: usize = 0;
        const CHAIR: usize = 2;
        let performs = |e: &Entry| e.is(&["power", "lead", "support"], Function::Implement);
        let checks = |e: &Entry| e.is(&["power", "lead"], Function::Supervise);
        let for_its_body = world.cells().into_iter().any(|cell| {
            world.any(cell, |e| e.holder == COMMITTEE && performs(e))
                && world.any(cell, |e| e.holder == CHAIR && checks(e))
                && !world.any(cell, |e| includes(e.holder, COMMITTEE) && e.bars_from(Function::Implement))
                && !world.any(cell, |e| includes(e.holder, CHAIR) && e.bars_from(Function::Supervise))
        });
        for index in 0..3 {
            let own = |e: &Entry| e.holder == index;
            let expected = world.cells().into_iter().any(|cell| {
                world.any(cell, |e| own(e) && performs(e))
                    && world.any(cell, |e| own(e) && checks(e))
                    && !world.any(cell, |e| includes(e.holder, index) && e.bars_from_checking())
            }) || (for_its_body && index != 1);
            let is_found = found(&audit, SelfCheck).iter().any(|of| about_holder(of, index));
            prop_assert_eq!(is_found, expected, "{}", holder(index));
        }
    }

    #[test]
    fn who_decides_somewhere_without_a_claim_to_be_briefed_is_uninformed(world in some_world()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        for index in 0..ANYONE {
            let expected = world.cells().into_iter().any(|cell| {
                let decides = |e: &Entry| e.is(&["power", "lead", "support"], Function::Decide);
                world.any(cell, |e| e.holder == index && decides(e))
                    && !world.any(cell, |e| includes(e.holder, index) && e.is_claim(Claim::BeBriefed))
            });
            let is_found = found(&audit, UninformedParty).iter().any(|of| about_holder(of, index));
            prop_assert_eq!(is_found, expected, "{}", holder(index));
        }
    }

    #[test]
    fn who_must_and_has_no_power_or_is_barred_from_all_of_it_has_a_powerless_duty(world in some_world()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        for function in FUNCTIONS {
            for index in 0..HOLDERS {
                let must = |cell: &Cell| leading(&charter, function, *cell).contains(&index);
                let lacks = |cell: &Cell| {
                    let may = world.empowered(function, *cell);
                    !may.iter().any(|&other| includes(other, index))
                };
                let is_barred = |cell: Cell| {
                    world.any(cell, |e| includes(e.holder, index) && e.bars(function))
                };
                let leads = world.entries.iter().filter(|e| e.holder == index && e.is(&["lead"], function));
                let all_barred = leads.flat_map(World::scopes).any(|scope| {
                    world.cells().into_iter().filter(|cell| world.within(*cell, scope)).all(is_barred)
                });
                let expected = all_barred || world.cells().iter().any(|cell| must(cell) && lacks(cell));
                let powerless = found(&audit, PowerlessDuty);
                let is_found = powerless
                    .iter()
                    .any(|of| of.contains(&Subject::Function(function)) && about_holder(of, index));
                prop_assert_eq!(is_found, expected, "{:?} of {}", function, holder(index));
                // Where nobody has been barred from a part only, it is what the queries answer.
                let has_bar = world.entries.iter().any(|e| e.bars(function));
                if !has_bar {
                    let may_not = |cell: &Cell| {
                        let may = setting(&charter, *cell).who_may(function);
                        !may.iter().any(|held| includes(number(held.holder()), index))
                    };
                    let asked = world.cells().iter().any(|cell| must(cell) && may_not(cell));
                    prop_assert_eq!(is_found, asked, "{:?} of {}", function, holder(index));
                }
            }
        }
    }

    #[test]
    fn no_way_up_is_where_some_matter_has_none(world in some_world()) {
        let charter = world.charter();
        let audit = charter.audit(today());
        for place in 0..world.places.len() {
            let is_leaf = !world.places.iter().flatten().any(|parent| *parent == Some(place));
            let stuck = |cell: &Cell| cell.1 == Some(place) && setting(&charter, *cell).way_up().is_none();
            let expected = is_leaf && world.cells().iter().any(stuck);
            let key = PlaceKey::new(&format!("p{place}")).unwrap();
            let found = found(&audit, NoWayUp);
            let is_found = found.iter().any(|of| of.contains(&Subject::Place(key.clone())));
            prop_assert_eq!(is_found, expected, "p{}", place);
        }
    }
}
