//! Several who act only together.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::party::holder::Holder;
use crate::problem::{Problem, ProblemCode};

/// Those who act only together: two or more, none of them itself several, none twice.
///
/// In the order of holders (parties, seats, groups, sectors, then the rest; those of one kind by
/// key), however they were listed: the same several are the same holder.
///
/// ```
/// use cogov::{Holder, PartyKey};
///
/// let [a, b] = [Holder::from(PartyKey::new("a")?), Holder::from(PartyKey::new("b")?)];
/// let both = Holder::jointly([b.clone(), a.clone()])?;
/// assert_eq!(both, Holder::jointly([a.clone(), b])?);
/// let Holder::Jointly(several) = both else { unreachable!() };
/// assert_eq!((several.as_slice().len(), several.iter().next()), (2, Some(&a)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Joint {
    sorted: Box<[Holder]>,
    /// Where each stood as it was listed, which says nothing about who they are.
    listed: Box<[usize]>,
}

impl Joint {
    /// Those who act together, in the order of holders.
    #[must_use]
    pub const fn as_slice(&self) -> &[Holder] {
        &self.sorted
    }

    /// Those who act together, one after the other in the order of holders.
    pub fn iter(&self) -> std::slice::Iter<'_, Holder> {
        self.sorted.iter()
    }

    /// Each of them, and where it stood as it was listed.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (usize, &Holder)> {
        self.listed.iter().copied().zip(&self.sorted)
    }

    /// The first that stands a second time, and where.
    pub(super) fn twice(&self) -> Option<(usize, &Holder)> {
        let pairs = self.sorted.windows(2).zip(self.listed.iter().skip(1));
        pairs
            .filter_map(|(pair, &at)| match pair {
                [first, second] if first == second => Some((at, second)),
                _ => None,
            })
            .min_by_key(|(at, _)| *at)
    }

    /// Those listed, sorted; one that stands twice is still to be looked for.
    pub(super) fn sort(holders: Vec<Holder>) -> Result<Self, Problem> {
        if holders.len() < 2 || holders.iter().any(|one| matches!(one, Holder::Jointly(_))) {
            return Err(Problem::alone(ProblemCode::NotSeveral, Vec::new()));
        }
        let mut listed: Vec<(Holder, usize)> = holders.into_iter().zip(0..).collect();
        listed.sort();
        let (sorted, listed): (Vec<Holder>, Vec<usize>) = listed.into_iter().unzip();
        Ok(Self { sorted: sorted.into(), listed: listed.into() })
    }
}

impl<'j> IntoIterator for &'j Joint {
    type Item = &'j Holder;
    type IntoIter = std::slice::Iter<'j, Holder>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Joint {
    fn eq(&self, other: &Self) -> bool {
        self.sorted == other.sorted
    }
}

impl Eq for Joint {}

impl PartialOrd for Joint {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Joint {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sorted.cmp(&other.sorted)
    }
}

impl Hash for Joint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sorted.hash(state);
    }
}
