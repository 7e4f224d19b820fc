//! Trees kept as flat lists with parents.

use std::collections::BTreeMap;

use crate::values::bounds;

/// For each entry of a flat list, all entries at or above it.
///
/// Entries can hang on more than one parent (places have an administrative and a property tree),
/// so what lies above an entry is a set. It is kept as a sorted list, which stays small because
/// trees are bounded in depth and in what lies above one entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tree {
    /// For each entry: itself and everything above it, sorted.
    above: Vec<Vec<u32>>,
    /// For each entry: itself and everything below it, sorted.
    below: Vec<Vec<u32>>,
    /// For each entry: those directly below it, in the order of the list.
    children: Vec<Vec<u32>>,
    /// For each entry: those directly above it.
    parents: Vec<Vec<u32>>,
    /// For each entry: how many levels lie above it.
    depth: Vec<u32>,
    /// For each entry under which another hangs that hangs on a second parent, too: those beside
    /// it, neither above nor below, that have something below them in common with it; sorted.
    crossing: BTreeMap<u32, Vec<u32>>,
}

/// Why a list is not a tree.
pub(crate) enum NotATree {
    /// A chain of parents leads back to where it began: the entries, as they name one another.
    Cycle(Vec<usize>),
    /// An entry lies more levels deep than is allowed.
    TooDeep { entry: usize, depth: u32 },
    /// An entry has more above it than is allowed.
    TooMuchAbove { entry: usize, above: usize },
}

impl Tree {
    /// Builds the closure of the parents given for each entry.
    ///
    /// # Errors
    ///
    /// When the parents go in a circle, an entry lies too deep, or too many lie above it on two
    /// parents.
    pub(crate) fn new(parents: &[Vec<usize>]) -> Result<Self, NotATree> {
        let order = parents_first(parents)?;
        let depth = depths(parents, &order)?;
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
        for &entry in &order {
            let mut all = vec![u32::try_from(entry).unwrap_or(u32::MAX)];
            for &parent in parents.get(entry).map_or(&[][..], Vec::as_slice) {
                all.extend_from_slice(above.get(parent).map_or(&[][..], Vec::as_slice));
            }
            all.sort_unstable();
            all.dedup();
            // Itself and the whole are not counted.
            let others = all.iter().filter(|&&upper| upper != 0).count().saturating_sub(1);
            // On one parent each, it is bounded by the depth, which counts the whole, too.
            let is_chain = depth.get(entry).is_some_and(|&depth| others < depth as usize);
            if !is_chain && !bounds::PLACES_ABOVE.admits(others) {
                return Err(NotATree::TooMuchAbove { entry, above: others });
            }
            if let Some(slot) = above.get_mut(entry) {
                *slot = all;
            }
        }
        let mut below: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
        for (entry, all) in above.iter().enumerate() {
            for &ancestor in all {
                if let Some(list) = below.get_mut(ancestor as usize) {
                    list.push(u32::try_from(entry).unwrap_or(u32::MAX));
                }
            }
        }
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
        let mut direct_parents = Vec::with_capacity(parents.len());
        for (entry, own) in parents.iter().enumerate() {
            // Everything hangs on the whole (entry 0): directly, if on nothing else.
            let direct = own.iter().copied().filter(|&parent| parent != 0 || own.len() == 1);
            let direct: Vec<u32> = direct.filter_map(|parent| u32::try_from(parent).ok()).collect();
            for &parent in &direct {
                if let Some(list) = children.get_mut(parent as usize) {
                    list.push(u32::try_from(entry).unwrap_or(u32::MAX));
                }
            }
            direct_parents.push(direct);
        }
        let crossing = crossing(parents, &above);
        Ok(Self { above, below, children, parents: direct_parents, depth, crossing })
    }

    /// How many entries there are.
    pub(crate) const fn len(&self) -> usize {
        self.above.len()
    }

    /// The entry itself and all above it, in the order of the list.
    pub(crate) fn above(&self, entry: usize) -> &[u32] {
        self.above.get(entry).map_or(&[], Vec::as_slice)
    }

    /// The entry itself and all below it, in the order of the list.
    pub(crate) fn below(&self, entry: usize) -> &[u32] {
        self.below.get(entry).map_or(&[], Vec::as_slice)
    }

    /// The entries directly below one, in the order of the list; one that hangs on an entry twice
    /// stands twice.
    pub(crate) fn children(&self, entry: usize) -> &[u32] {
        self.children.get(entry).map_or(&[], Vec::as_slice)
    }

    /// The entries directly above one.
    pub(crate) fn parents(&self, entry: usize) -> &[u32] {
        self.parents.get(entry).map_or(&[], Vec::as_slice)
    }

    /// Those beside an entry that have something below them in common with it.
    pub(crate) fn crossing(&self, entry: usize) -> &[u32] {
        let entry = u32::try_from(entry).ok();
        entry.and_then(|entry| self.crossing.get(&entry)).map_or(&[], Vec::as_slice)
    }

    /// What two entries have in common, without what lies below that: the lower one, if one lies
    /// above the other.
    pub(crate) fn common(&self, a: usize, b: usize) -> Vec<u32> {
        if let Some(lower) = self.lower(a, b) {
            return vec![lower];
        }
        let fewer = if self.below(a).len() <= self.below(b).len() { a } else { b };
        let is_common =
            |entry: u32| self.covers(a, entry as usize) && self.covers(b, entry as usize);
        let common = self.below(fewer).iter().copied().filter(|&entry| is_common(entry));
        let is_top = |&entry: &u32| {
            let mut above = self.above(entry as usize).iter();
            !above.any(|&upper| upper != entry && is_common(upper))
        };
        common.filter(is_top).collect()
    }

    /// The lower one of two entries, if one lies above the other or they are the same.
    pub(crate) fn lower(&self, a: usize, b: usize) -> Option<u32> {
        let lower = if self.covers(a, b) { Some(b) } else { self.covers(b, a).then_some(a) };
        lower.and_then(|lower| u32::try_from(lower).ok())
    }

    /// How many levels lie above the entry.
    pub(crate) fn depth(&self, entry: usize) -> u32 {
        self.depth.get(entry).copied().unwrap_or(0)
    }

    /// Whether `upper` is `lower` or lies above it.
    pub(crate) fn covers(&self, upper: usize, lower: usize) -> bool {
        u32::try_from(upper).is_ok_and(|upper| self.above(lower).binary_search(&upper).is_ok())
    }
}

/// For each entry those beside it that have something below them in common with it.
fn crossing(parents: &[Vec<usize>], above: &[Vec<u32>]) -> BTreeMap<u32, Vec<u32>> {
    let covers = |upper: u32, lower: u32| {
        above.get(lower as usize).is_some_and(|above| above.binary_search(&upper).is_ok())
    };
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (own, above) in parents.iter().zip(above) {
        // What hangs on one parent (and the whole) has no more above it than that has.
        if own.iter().filter(|&&parent| parent != 0).count() < 2 {
            continue;
        }
        for &a in above {
            let beside = above.iter().filter(|&&b| !covers(a, b) && !covers(b, a));
            pairs.extend(beside.map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut crossing: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (a, b) in pairs {
        crossing.entry(a).or_default().push(b);
    }
    crossing
}

/// An order in which every parent comes before its children.
fn parents_first(parents: &[Vec<usize>]) -> Result<Vec<usize>, NotATree> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    for start in 0..parents.len() {
        // A stack of its own: chains of parents can be as long as the list.
        let mut stack: Vec<(usize, usize)> = Vec::new();
        if marks.get(start) == Some(&Mark::New) {
            stack.push((start, 0));
            set(&mut marks, start, Mark::Open);
        }
        while let Some((entry, next)) = stack.last_mut() {
            let parent = parents.get(*entry).and_then(|parents| parents.get(*next)).copied();
            *next = next.saturating_add(1);
            let Some(parent) = parent else {
                set(&mut marks, *entry, Mark::Done);
                order.push(*entry);
                stack.pop();
                continue;
            };
            match marks.get(parent) {
                Some(Mark::New) => {
                    set(&mut marks, parent, Mark::Open);
                    stack.push((parent, 0));
                }
                Some(Mark::Open) => {
                    let begin = stack.iter().position(|&(entry, _)| entry == parent).unwrap_or(0);
                    let cycle = stack.iter().skip(begin).map(|&(entry, _)| entry).collect();
                    return Err(NotATree::Cycle(cycle));
                }
                Some(Mark::Done) | None => {}
            }
        }
    }
    Ok(order)
}

/// How many levels lie above each entry. Known before anything is collected, so that a long
/// chain of parents costs no more than its length.
fn depths(parents: &[Vec<usize>], order: &[usize]) -> Result<Vec<u32>, NotATree> {
    let mut depths = vec![0_u32; parents.len()];
    for &entry in order {
        let parents = parents.get(entry).map_or(&[][..], Vec::as_slice);
        let deepest = parents.iter().filter_map(|&parent| depths.get(parent)).max();
        let depth = deepest.map_or(0, |deepest| deepest.saturating_add(1));
        if u64::from(depth) > bounds::TREE_DEPTH.largest() {
            return Err(NotATree::TooDeep { entry, depth });
        }
        set(&mut depths, entry, depth);
    }
    Ok(depths)
}

fn set<T: Copy>(list: &mut [T], index: usize, value: T) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}
