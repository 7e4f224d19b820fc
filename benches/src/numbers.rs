//! Numbers that look random and are the same on every machine and in every run.

/// A linear congruential generator modulo 2^64, with Knuth's MMIX constants.
#[derive(Debug)]
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The low bits of such a generator repeat early; the high half does not.
        let number = u128::from(self.0 >> 32).saturating_mul(end as u128) >> 32;
        usize::try_from(number).unwrap_or(0)
    }

    /// One of several.
    pub(crate) fn of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.get(self.below(choices.len())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_are_the_same_in_every_run_and_reach_every_choice() {
        let mut numbers = Numbers::new(1);
        let drawn: Vec<usize> = (0..5).map(|_| numbers.below(1_000)).collect();
        let mut again = Numbers::new(1);
        assert_eq!(drawn, (0..5).map(|_| again.below(1_000)).collect::<Vec<_>>());
        let mut seen = [false; 7];
        (0..200).for_each(|_| seen[numbers.below(7)] = true);
        assert_eq!(seen, [true; 7]);
    }
}
