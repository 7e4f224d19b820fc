//! Trees kept as flat lists with parents.

/// For each entry of a flat list, all entries at or above it.
///
/// Entries can hang on more than one parent (places have an administrative and a property tree),
/// so what lies above an entry is a set. It is kept as a sorted list, which stays small because
/// trees are bounded in depth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tree {
    /// For each entry: itself and everything above it, sorted.
    above: Vec<Vec<u32>>,
    /// For each entry: itself and everything below it, sorted.
    below: Vec<Vec<u32>>,
    /// Entries whose parents are not below them, before those that are.
    depth: Vec<u32>,
}

/// A chain of parents that leads back to where it began.
pub(crate) struct Cycle(pub(crate) Vec<usize>);

impl Tree {
    /// Builds the closure of the parents given for each entry.
    ///
    /// # Errors
    ///
    /// The entries of a cycle, in the order in which they name one another.
    pub(crate) fn new(parents: &[Vec<usize>]) -> Result<Self, Cycle> {
        let order = parents_first(parents)?;
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
        let mut depth = vec![0_u32; parents.len()];
        for &entry in &order {
            let mut all = vec![u32::try_from(entry).unwrap_or(u32::MAX)];
            let mut deepest = 0;
            for &parent in parents.get(entry).map_or(&[][..], Vec::as_slice) {
                all.extend_from_slice(above.get(parent).map_or(&[][..], Vec::as_slice));
                deepest = deepest.max(depth.get(parent).map_or(0, |depth| depth.saturating_add(1)));
            }
            all.sort_unstable();
            all.dedup();
            if let (Some(slot), Some(depth)) = (above.get_mut(entry), depth.get_mut(entry)) {
                *slot = all;
                *depth = deepest;
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
        Ok(Self { above, below, depth })
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

    /// How many levels lie above the entry.
    pub(crate) fn depth(&self, entry: usize) -> u32 {
        self.depth.get(entry).copied().unwrap_or(0)
    }

    /// Whether `upper` is `lower` or lies above it.
    pub(crate) fn covers(&self, upper: usize, lower: usize) -> bool {
        u32::try_from(upper).is_ok_and(|upper| self.above(lower).binary_search(&upper).is_ok())
    }
}

/// An order in which every parent comes before its children.
fn parents_first(parents: &[Vec<usize>]) -> Result<Vec<usize>, Cycle> {
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
                    return Err(Cycle(stack.iter().skip(begin).map(|&(entry, _)| entry).collect()));
                }
                Some(Mark::Done) | None => {}
            }
        }
    }
    Ok(order)
}

fn set<T: Copy>(list: &mut [T], index: usize, value: T) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}
