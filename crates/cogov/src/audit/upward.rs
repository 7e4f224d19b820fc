//! Places from which a matter cannot be referred up.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::audit::cells::ASKING;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::survey::{Missing, Survey, texts};
use crate::audit::wider::wider;
use crate::charter::{Names, Scope, Setting};
use crate::position::{Function, Right};
use crate::problem::{Arg, Path};
use crate::values::text::Text;

/// Places from which a matter cannot be referred up: there is one of which nobody at any place
/// above may receive it.
pub(super) fn no_way_up(survey: &mut Survey<'_>) {
    survey.begin();
    let document = survey.charter.document();
    if document.places.is_empty() {
        let cause = Cause::new(Path::default().field("places"), None);
        let args = vec![Arg::bilingual("scope", "any place", "各地")];
        survey.add(FindingCode::NoWayUp, Basis::Silent, Vec::new(), vec![cause], args);
        return;
    }
    let tree = &survey.names().place_tree;
    let mut upward = Upward::new(survey);
    let leaves = (1..tree.len()).filter(|&entry| tree.below(entry).len() == 1);
    let stuck: Vec<usize> =
        leaves.filter(|&leaf| !upward.stuck_with(survey, leaf).is_empty()).collect();
    let mut by_basis: BTreeMap<Basis, (Vec<usize>, Vec<Cause>)> = BTreeMap::new();
    for leaf in stuck {
        // Only if it is said of each place above: of one left open, it does not follow.
        match upward.said(survey, leaf) {
            Some(said) => {
                let entry = by_basis.entry(Basis::Stated).or_default();
                entry.0.push(leaf);
                entry.1.extend(said.iter().map(|&index| survey.position_cause(index)));
            }
            None => {
                let entry = by_basis.entry(Basis::Silent).or_default();
                entry.0.push(leaf);
                if entry.1.is_empty() {
                    let index = leaf.saturating_sub(1);
                    let source = document.places.get(index).and_then(|place| place.source());
                    entry.1.push(Cause::new(Path::entry("places", index), source));
                }
            }
        }
    }
    for (basis, (places, mut causes)) in by_basis {
        causes.sort_by(|a, b| a.path().cmp(b.path()));
        causes.dedup_by(|a, b| a.path() == b.path());
        let scopes: Vec<Scope> = places
            .iter()
            .filter_map(|&entry| Some(Scope { matter: 0, place: u32::try_from(entry).ok()? }))
            .collect();
        let subjects = survey.scope_subjects(&scopes);
        let names: Vec<&Text> = places
            .iter()
            .filter_map(|entry| document.places.get(entry.checked_sub(1)?))
            .map(|place| place.name())
            .collect();
        let args = vec![texts("scope", names.into_iter())];
        survey.add(FindingCode::NoWayUp, basis, subjects, causes, args);
    }
    if survey.is_enough() {
        survey.leave_out(FindingCode::NoWayUp);
    }
}

/// Who takes what at which places.
struct Upward<'c> {
    names: &'c Names,
    /// For each place, but the whole, the matters on which somebody may receive at that very place.
    given: BTreeMap<u32, Vec<u32>>,
    /// For each place the matters on which somebody is barred from it there.
    barred: BTreeMap<u32, Vec<u32>>,
    /// For each place whether all matters are taken there, once somebody asked.
    takes_all: FxHashMap<u32, bool>,
    /// For the places above another one that take something, the matters that none of them takes.
    stuck: FxHashMap<Vec<u32>, Rc<Vec<u32>>>,
    /// For each scope the first statement that nobody there may receive.
    said: FxHashMap<Scope, usize>,
    /// For each place the matters of which that is said there.
    said_on: FxHashMap<u32, Vec<u32>>,
}

impl<'c> Upward<'c> {
    fn new(survey: &Survey<'c>) -> Self {
        let scopes = survey.charter.scopes();
        let by_place = |right: Right| {
            let mut by_place: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for Scope { matter, place } in scopes.of(right) {
                by_place.entry(place).or_default().push(matter);
            }
            by_place
        };
        let mut given = by_place(Right::Power(Function::Receive));
        // What holds everywhere is no level above another.
        given.remove(&0);
        let barred = by_place(Right::Bar(Function::Receive));
        let mut said = FxHashMap::default();
        let mut said_on: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let missing = survey.missing(Right::Power(Function::Receive));
        for statement in missing.iter().filter(|statement| Missing::of_nobody(statement)) {
            for scope in statement.scopes() {
                if let Entry::Vacant(entry) = said.entry(*scope) {
                    entry.insert(statement.index);
                    said_on.entry(scope.place).or_default().push(scope.matter);
                }
            }
        }
        let (takes_all, stuck) = (FxHashMap::default(), FxHashMap::default());
        let names = survey.names();
        Self { names, given, barred, takes_all, stuck, said, said_on }
    }

    /// The places above another one, but for the whole.
    fn above(&self, leaf: usize) -> impl Iterator<Item = u32> + use<'c> {
        let above = self.names.place_tree.above(leaf).iter().copied();
        above.filter(move |&place| place != 0 && place as usize != leaf)
    }

    /// The matters that nobody at any place above may take: of those that are alike only one, and
    /// the whole for those of which nothing is said apart.
    fn stuck_with(&mut self, survey: &Survey<'_>, leaf: usize) -> Rc<Vec<u32>> {
        let takers: Vec<u32> =
            self.above(leaf).filter(|place| self.given.contains_key(place)).collect();
        if let Some(known) = self.stuck.get(&takers) {
            return Rc::clone(known);
        }
        let stuck = if takers.iter().any(|place| self.takes_all(survey, *place)) {
            Vec::new()
        } else {
            self.untaken(survey, &takers)
        };
        let stuck = Rc::new(stuck);
        self.stuck.insert(takers, Rc::clone(&stuck));
        stuck
    }

    fn takes_all(&mut self, survey: &Survey<'_>, place: u32) -> bool {
        if let Some(&known) = self.takes_all.get(&place) {
            return known;
        }
        let takes_all = self.untaken(survey, &[place]).is_empty();
        self.takes_all.insert(place, takes_all);
        takes_all
    }

    /// The matters that nobody at any of some places may take.
    fn untaken(&self, survey: &Survey<'_>, places: &[u32]) -> Vec<u32> {
        // Who takes a matter there takes those below it, unless something is said of them.
        let mut apart: BTreeSet<u32> = BTreeSet::new();
        for &place in places {
            apart.extend(self.given.get(&place).into_iter().flatten());
            let above = self.names.place_tree.above(place as usize).iter();
            apart.extend(above.filter_map(|place| self.barred.get(place)).flatten());
        }
        apart.remove(&0);
        // Nothing happens on all matters at once, where there are several.
        let parts = self.names.matter_tree.children(0);
        if parts.is_empty() || parts.iter().any(|part| !apart.contains(part)) {
            apart.insert(0);
        }
        let mut untaken = Vec::new();
        for matter in apart {
            if survey.is_enough() {
                break;
            }
            survey.look_at(places.len().saturating_mul(ASKING));
            if !takes(survey, matter, places.iter().copied()) {
                untaken.push(matter);
            }
        }
        untaken
    }

    /// The statements that nobody at any place above may receive some matter, if they speak of
    /// each.
    fn said(&mut self, survey: &Survey<'_>, leaf: usize) -> Option<Vec<usize>> {
        if self.said.is_empty() {
            return None;
        }
        let stuck = self.stuck_with(survey, leaf);
        let said_of = |matter: u32| -> Option<Vec<usize>> {
            let first = |place| {
                survey.look_at(1);
                wider(self.names, Scope { matter, place }).filter_map(|at| self.said.get(&at)).min()
            };
            let said: Option<Vec<usize>> = self.above(leaf).map(|at| first(at).copied()).collect();
            said.filter(|said| !said.is_empty())
        };
        let mut stuck = stuck.iter().take_while(|_| !survey.is_enough());
        if let Some(said) = stuck.find_map(|&matter| said_of(matter)) {
            return Some(said);
        }
        // What is said of some matters only, each of them taken as little as all the others: if it
        // is said of each place above, then of the first of them.
        let first = self.above(leaf).next()?;
        let takers: Vec<u32> =
            self.above(leaf).filter(|place| self.given.contains_key(place)).collect();
        let above = self.names.place_tree.above(first as usize).iter();
        let spoken: BTreeSet<u32> =
            above.filter_map(|place| self.said_on.get(place)).flatten().copied().collect();
        let spoken = spoken.into_iter().filter(|matter| *matter != 0);
        let mut spoken = spoken.take_while(|_| !survey.is_enough());
        spoken.find_map(|matter| {
            survey.look_at(ASKING);
            let said = said_of(matter)?;
            (!takes(survey, matter, takers.iter().copied())).then_some(said)
        })
    }
}

/// Whether somebody at one of some places may take a matter.
fn takes(survey: &Survey<'_>, matter: u32, mut places: impl Iterator<Item = u32>) -> bool {
    let right = Right::Power(Function::Receive);
    places.any(|place| {
        let there = Scope { matter, place };
        let scopes = survey.charter.scopes();
        scopes.each_above(survey.names(), right, there, |_, held| survey.look_at(held.len()));
        !Setting::at_scope(survey.charter, there, survey.on).takes_here().is_empty()
    })
}
