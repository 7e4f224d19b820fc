//! The space of all topics that scales can tell apart, as a set of bits.
//!
//! A topic is a point of the product of the scales. Six scales of eight levels make 262,144 of
//! them, which is 4,096 words of 64 bits: small enough to go through them all, so that the proof
//! is exact and its cost does not depend on how the rows of a table cut each other up.

use std::collections::BTreeSet;

/// A set of levels of one scale: bit 0 is the lowest level.
pub(super) type LevelMask = u8;

/// What a row takes: for each scale, in order, the levels taken.
pub(super) type RowBox = Vec<LevelMask>;

/// The sizes of the scales, in order; the last ones vary fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Space {
    /// The scales that choose a word, with the number of words between neighbouring levels.
    outer: Vec<(usize, usize)>,
    /// How many of the last scales choose a bit within a word: at most two.
    inner: usize,
    words: usize,
    /// The bits of a word that stand for a topic.
    word: u64,
}

/// Two scales of eight levels fill a word of 64 bits.
const INNER_SCALES: usize = 2;
const LEVELS: u32 = 8;
/// How many words the search for the rows that hide others may look at: some milliseconds' worth.
const BUDGET: usize = 8_000_000;

impl Space {
    /// The space of scales of so many levels each, at most 8.
    pub(super) fn new(sizes: &[usize]) -> Self {
        let inner = sizes.len().min(INNER_SCALES);
        let (outer_sizes, inner_sizes) = sizes.split_at(sizes.len().saturating_sub(inner));
        let mut words = 1_usize;
        let mut outer = Vec::with_capacity(outer_sizes.len());
        for size in outer_sizes.iter().rev() {
            outer.push((*size, words));
            words = words.saturating_mul(*size);
        }
        outer.reverse();
        let full: Vec<LevelMask> = inner_sizes.iter().map(|size| lowest(*size)).collect();
        Self { outer, inner, words, word: product(&full) }
    }

    /// All topics.
    pub(super) fn all(&self) -> Topics {
        Topics(vec![self.word; self.words])
    }

    /// Calls a function with the place of each word in which a row has topics, and with those,
    /// the least topics first.
    fn visit(&self, row: &[LevelMask], mut visit: impl FnMut(usize, u64)) {
        let (outer, inner) = row.split_at(row.len().saturating_sub(self.inner));
        let bits = product(inner) & self.word;
        let mut places = vec![0_usize];
        for ((size, stride), mask) in self.outer.iter().zip(outer) {
            places = places
                .into_iter()
                .flat_map(|place| {
                    (0..*size)
                        .filter(|level| mask >> level & 1 == 1)
                        .map(move |level| place.saturating_add(level.saturating_mul(*stride)))
                })
                .collect();
        }
        for place in places {
            visit(place, bits);
        }
    }

    /// The topics of a row.
    pub(super) fn topics_of(&self, row: &[LevelMask]) -> Topics {
        let mut topics = Topics(vec![0; self.words]);
        self.visit(row, |place, bits| {
            if let Some(word) = topics.0.get_mut(place) {
                *word = bits;
            }
        });
        topics
    }

    /// Takes the topics of a row out of a set; says whether there were any.
    pub(super) fn take(&self, topics: &mut Topics, row: &[LevelMask]) -> bool {
        let mut taken = 0;
        self.visit(row, |place, bits| {
            if let Some(word) = topics.0.get_mut(place) {
                taken |= *word & bits;
                *word &= !bits;
            }
        });
        taken != 0
    }

    /// The least topic of a set, as one level for each scale; the first scale counts most.
    pub(super) fn least(&self, topics: &Topics) -> Option<Vec<usize>> {
        let (place, word) = topics.0.iter().enumerate().find(|(_, word)| **word != 0)?;
        let mut levels: Vec<usize> = self
            .outer
            .iter()
            .map(|(size, stride)| {
                place.checked_div(*stride).and_then(|rest| rest.checked_rem(*size)).unwrap_or(0)
            })
            .collect();
        let bit = word.trailing_zeros();
        match self.inner {
            0 => {}
            1 => levels.push((bit % LEVELS) as usize),
            _ => levels.extend([(bit / LEVELS) as usize, (bit % LEVELS) as usize]),
        }
        Some(levels)
    }

    /// How many words a row has topics in: what it costs to go through it.
    fn cost(&self, row: &[LevelMask]) -> usize {
        self.outer
            .iter()
            .zip(row)
            .map(|(_, mask)| mask.count_ones() as usize)
            .fold(1, usize::saturating_mul)
    }
}

/// The mask of so many of the lowest levels.
pub(super) const fn lowest(levels: usize) -> LevelMask {
    match LevelMask::MAX.checked_shr(LEVELS.saturating_sub(levels as u32)) {
        Some(mask) => mask,
        None => 0,
    }
}

/// The bits of a word for the last scales: the last one counts bits, the one before bytes.
fn product(masks: &[LevelMask]) -> u64 {
    match masks {
        [] => 1,
        [only] => u64::from(*only),
        [bytes, bits, ..] => (0..LEVELS)
            .filter(|level| bytes >> level & 1 == 1)
            .fold(0, |word, level| word | u64::from(*bits) << (level * LEVELS)),
    }
}

/// A set of topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topics(Vec<u64>);

impl Topics {
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
}

/// What a first-match table does with the space of topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// The least topic that no row takes, if there is one.
    pub(super) untaken: Option<Vec<usize>>,
    /// The rows that no topic reaches, each with the earlier rows that hide it.
    pub(super) hidden: Vec<(usize, BTreeSet<usize>)>,
}

/// For each scale, in order, whether where a topic goes turns on it: whether there are two topics
/// that differ in nothing else and go to different places. Each row has the number of the place to
/// which it leads; what no row takes goes to none of them.
pub(super) fn turning(space: &Space, rows: &[(RowBox, usize)]) -> Vec<bool> {
    const BITS: usize = u64::BITS as usize;
    let mut left = space.all();
    let mut leads_to: Vec<Option<usize>> = vec![None; space.words.saturating_mul(BITS)];
    for (row, to) in rows {
        space.visit(row, |place, bits| {
            let Some(word) = left.0.get_mut(place) else { return };
            let mut taken = *word & bits;
            *word &= !bits;
            while taken != 0 {
                let at = place.saturating_mul(BITS).saturating_add(taken.trailing_zeros() as usize);
                if let Some(leads) = leads_to.get_mut(at) {
                    *leads = Some(*to);
                }
                taken &= taken.wrapping_sub(1);
            }
        });
    }
    let outer = space.outer.iter().map(|(size, stride)| (*size, stride.saturating_mul(BITS)));
    let levels = LEVELS as usize;
    let inner = [(levels, levels), (levels, 1)].into_iter().skip(INNER_SCALES - space.inner);
    let is_topic = |at: usize| space.word >> (at % BITS) & 1 == 1;
    let turns_on = |(size, step): (usize, usize)| {
        let topics = leads_to.iter().enumerate().filter(|(at, _)| is_topic(*at));
        // Each topic is compared with the one a level lower.
        topics.filter_map(|(at, to)| Some((at, to, at.checked_sub(step)?))).any(
            |(at, to, lower)| {
                let is_lowest = at.checked_div(step).and_then(|it| it.checked_rem(size)) == Some(0);
                !is_lowest && leads_to.get(lower) != Some(to)
            },
        )
    };
    outer.chain(inner).map(turns_on).collect()
}

/// Goes through the rows in order, taking their topics out of those that are left.
pub(super) fn prove(space: &Space, rows: &[RowBox]) -> Proof {
    let mut left = space.all();
    let mut hidden = Vec::new();
    let mut budget = BUDGET;
    for (index, row) in rows.iter().enumerate() {
        if !space.take(&mut left, row) {
            let earlier = rows.get(..index).unwrap_or_default();
            hidden.push((index, hiding(space, earlier, row, &mut budget)));
        }
    }
    Proof { untaken: space.least(&left), hidden }
}

/// Earlier rows that together take every topic of a row, and of which none can be spared.
///
/// Where one of them does it alone, that one, the first such. The work for all hidden rows has a
/// budget; when it is used up, some may be named that could be spared, or only the first row that
/// takes one of the topics.
fn hiding(space: &Space, earlier: &[RowBox], row: &RowBox, budget: &mut usize) -> BTreeSet<usize> {
    let within =
        |outer: &RowBox| row.iter().zip(outer).all(|(of_row, of_outer)| of_row & !of_outer == 0);
    let meets =
        |other: &RowBox| row.iter().zip(other).all(|(of_row, of_other)| of_row & of_other != 0);
    if let Some(alone) = earlier.iter().position(within) {
        return BTreeSet::from([alone]);
    }
    let meeting: Vec<(usize, RowBox)> = earlier
        .iter()
        .enumerate()
        .filter(|(_, other)| meets(other))
        .map(|(index, other)| (index, row.iter().zip(other).map(|(a, b)| a & b).collect()))
        .collect();
    let whole = space.topics_of(row);
    let mut spend = |cost: usize| {
        *budget = budget.saturating_sub(cost);
        *budget > 0
    };
    // In order, only those that take something that the ones before them left.
    let mut left = whole.clone();
    let mut needed = Vec::new();
    for (index, part) in &meeting {
        if !spend(space.cost(part)) {
            return meeting.iter().map(|(index, _)| *index).take(1).collect();
        }
        if space.take(&mut left, part) {
            needed.push((*index, part));
            if !spend(space.words) {
                return meeting.iter().map(|(index, _)| *index).take(1).collect();
            }
            if left.is_empty() {
                break;
            }
        }
    }
    // From the last, each is spared that the others make up for.
    for candidate in (0..needed.len()).rev() {
        let cost: usize = needed.iter().map(|(_, part)| space.cost(part)).sum();
        if !spend(cost.saturating_add(space.words)) {
            break;
        }
        let mut left = whole.clone();
        for (_, (_, part)) in needed.iter().enumerate().filter(|(place, _)| *place != candidate) {
            space.take(&mut left, part);
        }
        if left.is_empty() {
            needed.remove(candidate);
        }
    }
    needed.into_iter().map(|(index, _)| index).collect()
}
