//! The proof and the routing against a look at every topic.

use super::*;

/// A small table as numbers: for each dimension used, how many levels it has; for each row, for
/// some of the dimensions, the levels taken and how that is written.
#[derive(Debug, Clone)]
struct Small {
    sizes: Vec<usize>,
    rows: Vec<Vec<Option<(u8, usize)>>>,
}

fn small() -> impl Strategy<Value = Small> {
    prop::collection::vec(2_usize..=4, 0..=4).prop_flat_map(|sizes| {
        let conditions: Vec<_> = sizes
            .iter()
            .map(|size| prop::option::weighted(0.6, (0_u8..3, 1_usize..1 << size)))
            .collect();
        prop::collection::vec(conditions, 1..=7)
            .prop_map(move |rows| Small { sizes: sizes.clone(), rows })
    })
}

impl Small {
    /// Whether a row takes a level: worked out from how it is written, not by masks of the crate.
    fn takes(&self, row: usize, topic: &[usize]) -> bool {
        self.rows[row].iter().zip(topic).zip(&self.sizes).all(|((condition, level), size)| {
            match condition {
                None => true,
                Some((0, set)) => set >> level & 1 == 1,
                Some((1, n)) => *level >= n % size,
                Some((_, n)) => *level <= n % size,
            }
        })
    }

    /// Every topic, the least first, the first dimension counting most.
    fn topics(&self) -> Vec<Vec<usize>> {
        self.sizes.iter().fold(vec![Vec::new()], |topics, size| {
            topics
                .iter()
                .flat_map(|topic| {
                    (0..*size).map(move |level| [topic.as_slice(), &[level]].concat())
                })
                .collect()
        })
    }

    fn first(&self, topic: &[usize]) -> Option<usize> {
        (0..self.rows.len()).find(|row| self.takes(*row, topic))
    }

    /// The dimensions used are not the first ones, and are listed backwards.
    fn dimension(&self, place: usize) -> Dimension {
        Dimension::ALL[Dimension::ALL.len() - self.sizes.len() + place]
    }

    fn triage(&self) -> Triage {
        let scales = self.sizes.iter().enumerate().rev();
        let scales: Vec<Scale> =
            scales.map(|(place, size)| scale(self.dimension(place), &LEVELS[..*size])).collect();
        let rows = self.rows.iter().map(|conditions| {
            let named = conditions.iter().zip(&self.sizes).enumerate();
            row(
                consult(),
                named.filter_map(|(place, (condition, size))| {
                    let (kind, n) = (*condition)?;
                    let levels = match kind {
                        0 => {
                            let set: Vec<&str> =
                                (0..*size).filter(|l| n >> l & 1 == 1).map(|l| LEVELS[l]).collect();
                            any_of(&set)
                        }
                        1 => at_least(LEVELS[n % size]),
                        _ => at_most(LEVELS[n % size]),
                    };
                    Some((self.dimension(place), levels))
                }),
            )
        });
        Triage::new().with_scales(scales).with_rows(rows)
    }

    fn topic(&self, levels: &[usize]) -> Topic {
        levels.iter().enumerate().fold(Topic::new(), |topic, (place, l)| {
            topic.with(self.dimension(place), level(LEVELS[*l]))
        })
    }

    fn words(&self, levels: &[usize]) -> String {
        let parts: Vec<String> = levels
            .iter()
            .enumerate()
            .map(|(place, l)| format!("{} {}", self.dimension(place).label(Lang::En), LEVELS[*l]))
            .collect();
        parts.join(", ")
    }
}

/// The rows that a problem names, read back from its words.
fn named_rows(problem: &Problem) -> Vec<usize> {
    let (_, names) = problem.details().find(|(name, _)| *name == "row").unwrap();
    let number = |name: &str| name.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
    names.split(", ").map(number).collect()
}

proptest! {
    #![proptest_config(crate::inputs::inputs(512))]

    #[test]
    fn the_proof_agrees_with_a_look_at_every_topic(small in small()) {
        let topics = small.topics();
        let open = topics.iter().find(|topic| small.first(topic).is_none());
        let reached: Vec<bool> = (0..small.rows.len())
            .map(|row| topics.iter().any(|topic| small.first(topic) == Some(row)))
            .collect();
        let problems: Vec<Problem> =
            TriageTable::new(&small.triage()).err().into_iter().flatten().collect();

        let untaken = problems.iter().find(|problem| problem.code() == ProblemCode::TriageNotTotal);
        let counterexample = untaken.and_then(|problem| problem.details().next()).map(|(_, topic)| topic.to_owned());
        prop_assert_eq!(counterexample, open.map(|topic| small.words(topic)));

        let hidden: Vec<String> = problems
            .iter()
            .filter(|problem| problem.code() == ProblemCode::TriageRowHidden)
            .map(|problem| problem.path().to_string())
            .collect();
        let expected: Vec<String> = reached
            .iter()
            .enumerate()
            .filter(|(_, reached)| !**reached)
            .map(|(row, _)| format!("rows[{row}]"))
            .collect();
        prop_assert_eq!(&hidden, &expected);
        prop_assert_eq!(problems.len(), hidden.len() + usize::from(open.is_some()));
    }

    #[test]
    fn the_rows_named_hide_a_row_together_and_none_of_them_can_be_spared(small in small()) {
        for problem in TriageTable::new(&small.triage()).err().into_iter().flatten() {
            if problem.code() != ProblemCode::TriageRowHidden {
                continue;
            }
            let path = problem.path().to_string();
            let hidden: usize = path.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
            let named = named_rows(&problem);
            let topics: Vec<Vec<usize>> =
                small.topics().into_iter().filter(|topic| small.takes(hidden, topic)).collect();
            let hide = |rows: &[usize]| {
                topics.iter().all(|topic| rows.iter().any(|row| small.takes(*row, topic)))
            };
            prop_assert!(named.iter().all(|row| *row < hidden));
            prop_assert!(hide(&named));
            for spared in &named {
                let others: Vec<usize> = named.iter().copied().filter(|row| row != spared).collect();
                prop_assert!(!hide(&others), "rows[{}] can be spared", spared);
            }
        }
    }

    #[test]
    fn routing_takes_the_first_row_that_matches_and_explains_each_before_it(small in small()) {
        // Hidden rows are left out, so that every table can be routed by.
        let topics = small.topics();
        let reached = |row: &usize| topics.iter().any(|topic| small.first(topic) == Some(*row));
        let rows = (0..small.rows.len()).filter(reached).map(|row| small.rows[row].clone());
        let small = Small { rows: rows.collect(), sizes: small.sizes.clone() };
        let table = TriageTable::new(&small.triage().with_otherwise(Otherwise::Unstated)).unwrap();
        for topic in &topics {
            let routing = table.route(&small.topic(topic)).unwrap();
            let first = small.first(topic);
            prop_assert_eq!(routing.row(), first);
            prop_assert_eq!(routing.needs_reason(), first.is_none());
            prop_assert_eq!(routing.passed().len(), first.unwrap_or(small.rows.len()));
            for passed in routing.passed() {
                let alone = |place: usize| {
                    let mut rows = vec![vec![None; small.sizes.len()]];
                    rows[0][place] = small.rows[passed.row()][place];
                    Small { rows, sizes: small.sizes.clone() }.takes(0, topic)
                };
                let failing = (0..small.sizes.len()).find(|place| !alone(*place)).unwrap();
                prop_assert_eq!(passed.failed().dimension(), small.dimension(failing));
            }
        }
    }
}
