//! What statements of absence speak of, looked up by matter and by place.

use std::collections::BTreeMap;

use crate::audit::holders::Holders;
use crate::audit::survey::Missing;
use crate::charter::{Names, Scope};
use crate::place::Tree;

/// A scope that a statement speaks of: the number of the statement, and the place of the scope in
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SpokenOf {
    number: u32,
    place_in_it: u32,
    scope: Scope,
}

/// Scopes that statements speak of, in the order of their matters and in that of their places.
/// Statements can be as many as the scopes that are asked for.
#[derive(Default)]
pub(super) struct Spoken {
    by_matter: Vec<SpokenOf>,
    by_place: Vec<SpokenOf>,
}

/// The scopes of one statement that meet another one.
pub(super) struct Speaking {
    /// Which of the statements it is.
    pub(super) number: usize,
    pub(super) scopes: Vec<Scope>,
}

/// Statements of absence, by whom they speak of.
pub(super) struct Statements<'c> {
    all: Vec<Missing<'c>>,
    of: BTreeMap<Option<u32>, Spoken>,
}

/// The statements that speak of nobody, or of one of some holders.
pub(super) struct Said<'s> {
    all: &'s [Missing<'s>],
    spoken: Vec<&'s Spoken>,
}

impl<'c> Statements<'c> {
    pub(super) fn new(holders: &Holders<'c>, all: Vec<Missing<'c>>) -> Self {
        let mut numbers: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for (number, statement) in all.iter().enumerate() {
            numbers.entry(holders.of_position(statement.index)).or_default().push(number);
        }
        let spoken = |numbers: Vec<usize>| {
            Spoken::new(numbers.into_iter().filter_map(|number| Some((number, all.get(number)?))))
        };
        let of = numbers.into_iter().map(|(whom, numbers)| (whom, spoken(numbers))).collect();
        Self { all, of }
    }

    /// Those that speak of nobody, or of one of some holders.
    pub(super) fn of(&self, holders: &[u32]) -> Said<'_> {
        if self.all.is_empty() {
            return Said { all: &self.all, spoken: Vec::new() };
        }
        let mut whom: Vec<Option<u32>> = holders.iter().copied().map(Some).chain([None]).collect();
        whom.sort_unstable();
        whom.dedup();
        let spoken = whom.iter().filter_map(|whom| self.of.get(whom)).collect();
        Said { all: &self.all, spoken }
    }
}

impl<'s> Said<'s> {
    /// Those statements among all, by their number.
    pub(super) const fn all(&self) -> &'s [Missing<'s>] {
        self.all
    }

    /// The statements that meet a scope, in the order of the charter.
    pub(super) fn meeting(&self, names: &Names, scope: Scope) -> Vec<Speaking> {
        let mut meeting = Vec::new();
        self.spoken.iter().for_each(|spoken| spoken.add_meeting(names, scope, &mut meeting));
        speaking(meeting)
    }
}

impl Spoken {
    /// What numbered statements speak of.
    pub(super) fn new<'m, 'c: 'm>(
        statements: impl Iterator<Item = (usize, &'m Missing<'c>)>,
    ) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut by_matter: Vec<SpokenOf> = statements
            .flat_map(|(statement, missing)| {
                missing.scopes().iter().enumerate().map(move |(place, &scope)| SpokenOf {
                    number: number(statement),
                    place_in_it: number(place),
                    scope,
                })
            })
            .collect();
        let mut by_place = by_matter.clone();
        by_matter.sort_unstable_by_key(|spoken| (spoken.scope.matter, spoken.scope.place, *spoken));
        by_place.sort_unstable_by_key(|spoken| (spoken.scope.place, spoken.scope.matter, *spoken));
        Self { by_matter, by_place }
    }

    /// The statements that meet a scope, in the order of their numbers.
    pub(super) fn meeting(&self, names: &Names, scope: Scope) -> Vec<Speaking> {
        let mut meeting = Vec::new();
        self.add_meeting(names, scope, &mut meeting);
        speaking(meeting)
    }

    fn add_meeting(&self, names: &Names, scope: Scope, meeting: &mut Vec<SpokenOf>) {
        let matters = Near::new(&names.matter_tree, scope.matter);
        let places = Near::new(&names.place_tree, scope.place);
        let meets = |spoken: &SpokenOf| names.meet(spoken.scope, scope);
        let (matter, place) =
            (|spoken: &SpokenOf| spoken.scope.matter, |spoken: &SpokenOf| spoken.scope.place);
        if matters.len().min(places.len()) >= self.by_matter.len() {
            meeting.extend(self.by_matter.iter().filter(|spoken| meets(spoken)));
        } else if matters.len() <= places.len() {
            look_up(&self.by_matter, (matter, &matters), (place, &places), meets, meeting);
        } else {
            look_up(&self.by_place, (place, &places), (matter, &matters), meets, meeting);
        }
    }
}

/// Entries of a tree that have something in common with one.
struct Near<'t>([&'t [u32]; 3], u32);

impl<'t> Near<'t> {
    fn new(tree: &'t Tree, entry: u32) -> Self {
        let at = entry as usize;
        Self([tree.above(at), tree.below(at), tree.crossing(at)], entry)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|entries| entries.len()).sum()
    }

    /// Each once: it stands itself among those above and those below.
    fn iter(&self) -> impl Iterator<Item = u32> {
        let [above, below, crossing] = self.0;
        let below = below.iter().filter(|below| **below != self.1);
        above.iter().chain(below).chain(crossing).copied()
    }
}

/// Adds those of a list in the order of two keys of which both are near: of the first key one
/// after the other, of the second whatever is less.
fn look_up(
    list: &[SpokenOf],
    (first, near_first): (impl Fn(&SpokenOf) -> u32, &Near<'_>),
    (second, near_second): (impl Fn(&SpokenOf) -> u32, &Near<'_>),
    meets: impl Fn(&SpokenOf) -> bool,
    meeting: &mut Vec<SpokenOf>,
) {
    for entry in near_first.iter() {
        let on = run(list, entry, &first);
        if on.len() <= near_second.len() {
            meeting.extend(on.iter().filter(|spoken| meets(spoken)));
        } else {
            near_second.iter().for_each(|entry| meeting.extend(run(on, entry, &second)));
        }
    }
}

/// Those of a list in the order of a key that have one value of it.
fn run(list: &[SpokenOf], value: u32, key: impl Fn(&SpokenOf) -> u32) -> &[SpokenOf] {
    let rest = list.get(list.partition_point(|spoken| key(spoken) < value)..).unwrap_or_default();
    rest.get(..rest.partition_point(|spoken| key(spoken) == value)).unwrap_or_default()
}

/// Puts together what belongs to one statement.
fn speaking(mut meeting: Vec<SpokenOf>) -> Vec<Speaking> {
    meeting.sort_unstable();
    let of_one = meeting.chunk_by(|a, b| a.number == b.number);
    of_one
        .filter_map(|of_one| {
            let number = of_one.first()?.number as usize;
            Some(Speaking { number, scopes: of_one.iter().map(|spoken| spoken.scope).collect() })
        })
        .collect()
}
