//! Triage: tables that are total and have no hidden rows, routing with reasons, and the agenda.

use cogov::triage::{
    AgendaCriterion, AgendaPolicy, AgendaTopic, Condition, Dimension, Levels, Otherwise, Route,
    Scale, Triage, TriageRow, TriageTable, agenda,
};
use cogov::values::LevelKey;
use cogov::{Lang, Problem, ProblemCode, ProcedureKey, SectorKey, Text, Topic};
use proptest::prelude::*;

const LEVELS: [&str; 8] = ["l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7"];

fn level(name: &str) -> LevelKey {
    LevelKey::new(name).unwrap()
}

fn scale(dimension: Dimension, levels: &[&str]) -> Scale {
    Scale::new(dimension, levels.iter().map(|name| level(name)).collect::<Vec<_>>())
}

fn any_of(levels: &[&str]) -> Levels {
    Levels::AnyOf(levels.iter().map(|name| level(name)).collect())
}

fn at_least(name: &str) -> Levels {
    Levels::AtLeast(level(name))
}

fn at_most(name: &str) -> Levels {
    Levels::AtMost(level(name))
}

fn when(conditions: impl IntoIterator<Item = (Dimension, Levels)>) -> Condition {
    conditions
        .into_iter()
        .fold(Condition::default(), |all, (dimension, levels)| all.and(dimension, levels))
}

fn row(route: Route, conditions: impl IntoIterator<Item = (Dimension, Levels)>) -> TriageRow {
    TriageRow::new(route).with_when(when(conditions))
}

fn consult() -> Route {
    Route::Consult { procedure: ProcedureKey::new("joint-meeting").unwrap() }
}

/// Severity from low to high, and expertise in two levels.
fn two_scales() -> Triage {
    Triage::new().with_scales([
        scale(Dimension::Expertise, &["lay", "expert"]),
        scale(Dimension::Severity, &["low", "middle", "high"]),
    ])
}

fn problems_of(triage: &Triage) -> Vec<Problem> {
    TriageTable::new(triage).unwrap_err().into_iter().collect()
}

/// The single problem of a table: its code, its path and a detail.
fn single(triage: &Triage, detail: &str) -> (ProblemCode, String, String) {
    let problems = problems_of(triage);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let found = problems[0].details().find(|(name, _)| *name == detail);
    let found = found.map_or(String::new(), |(_, value)| value.to_owned());
    (problems[0].code(), problems[0].path().to_string(), found)
}

#[test]
fn a_table_without_a_row_for_some_topic_is_refused_with_the_least_such_topic() {
    let triage = two_scales().with_rows([
        row(Route::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(
            Route::Settle,
            [(Dimension::Expertise, any_of(&["lay"])), (Dimension::Severity, at_most("low"))],
        ),
    ]);
    let (code, path, topic) = single(&triage, "topic");
    assert_eq!(code, ProblemCode::TriageNotTotal);
    assert_eq!(path, "");
    // Dimensions stand in their own order, severity before expertise, and the first counts most:
    // low and expert comes before middle and lay.
    assert_eq!(topic, "severity low, expertise expert");
    let problem = &problems_of(&triage)[0];
    assert_eq!(problem.message(Lang::Zh), "没有一行能分流如下议题：严重性 low、专业性 expert");
}

#[test]
fn otherwise_unstated_makes_a_table_total_that_leaves_topics_open() {
    let rows = [row(Route::ReferUp, [(Dimension::Severity, at_least("high"))])];
    let open = two_scales().with_rows(rows);
    assert_eq!(problems_of(&open)[0].code(), ProblemCode::TriageNotTotal);
    let table = TriageTable::new(&open.with_otherwise(Otherwise::Unstated)).unwrap();

    let topic = Topic::new()
        .with(Dimension::Severity, level("middle"))
        .with(Dimension::Expertise, level("lay"));
    let routing = table.route(&topic).unwrap();
    assert_eq!((routing.row(), routing.route()), (None, None));
    assert!(routing.needs_reason());
    assert_eq!(routing.passed().len(), 1);
    assert_eq!(
        routing.reason(Lang::En),
        "no row takes it, and the charter leaves open where it goes: a route needs a reason; \
         row 1 does not take it: severity is middle, not at least high"
    );
    assert_eq!(
        routing.reason(Lang::Zh),
        "没有一行适用，章程对此未作规定：确定去向须说明理由；第 1 行不适用：严重性为 middle，不是high 及以上"
    );
}

#[test]
fn otherwise_unstated_does_not_excuse_a_hidden_row() {
    let triage = two_scales().with_otherwise(Otherwise::Unstated).with_rows([
        row(Route::ReferUp, [(Dimension::Severity, at_least("middle"))]),
        row(consult(), [(Dimension::Severity, any_of(&["high"]))]),
    ]);
    let expected = (ProblemCode::TriageRowHidden, "rows[1]".to_owned(), "rows[0]".to_owned());
    assert_eq!(single(&triage, "row"), expected);
}

#[test]
fn a_row_that_only_several_earlier_ones_hide_together_names_exactly_those() {
    let triage = two_scales().with_rows([
        row(
            consult(),
            [(Dimension::Expertise, any_of(&["expert"])), (Dimension::Severity, any_of(&["low"]))],
        ),
        row(Route::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(Route::Settle, [(Dimension::Severity, any_of(&["middle"]))]),
        row(consult(), [(Dimension::Severity, any_of(&["middle", "high"]))]),
        TriageRow::new(Route::Decline),
    ]);
    let expected =
        (ProblemCode::TriageRowHidden, "rows[3]".to_owned(), "rows[1], rows[2]".to_owned());
    assert_eq!(single(&triage, "row"), expected);
}

#[test]
fn rows_that_hide_only_what_a_later_one_hides_too_are_not_named() {
    // rows[0] takes part of rows[3] first, but rows[1] and rows[2] hide all of it without rows[0].
    let triage = two_scales().with_rows([
        row(
            consult(),
            [(Dimension::Severity, any_of(&["high"])), (Dimension::Expertise, any_of(&["lay"]))],
        ),
        row(Route::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(Route::Settle, [(Dimension::Severity, any_of(&["middle"]))]),
        row(consult(), [(Dimension::Severity, any_of(&["middle", "high"]))]),
        TriageRow::new(Route::Decline),
    ]);
    assert_eq!(single(&triage, "row").2, "rows[1], rows[2]");
}

#[test]
fn every_row_after_one_without_conditions_is_hidden_by_it_alone() {
    let triage = two_scales().with_rows([
        row(Route::ReferUp, [(Dimension::Severity, at_least("high"))]),
        TriageRow::new(Route::Settle),
        TriageRow::new(Route::Decline),
        row(consult(), [(Dimension::Expertise, any_of(&["lay"]))]),
    ]);
    let problems = problems_of(&triage);
    let paths: Vec<String> = problems.iter().map(|problem| problem.path().to_string()).collect();
    assert_eq!(paths, ["rows[2]", "rows[3]"]);
    for problem in &problems {
        assert_eq!(problem.details().collect::<Vec<_>>(), [("row", "rows[1]")]);
    }
}

#[test]
fn mistakes_in_scales_and_conditions_are_all_reported_where_they_are() {
    let too_long: Vec<LevelKey> = (0..9).map(|n| level(&format!("level-{n}"))).collect();
    let triage = Triage::new()
        .with_scales([
            scale(Dimension::Severity, &["low", "high", "low"]),
            scale(Dimension::Severity, &["low", "high"]),
            scale(Dimension::Urgency, &["now"]),
            Scale::new(Dimension::Reach, too_long),
            scale(Dimension::Expertise, &["lay", "expert"]),
        ])
        .with_rows([
            row(consult(), [(Dimension::Severity, at_least("hihg"))]),
            row(consult(), [(Dimension::Commonality, at_least("many"))]),
            row(consult(), [(Dimension::Expertise, any_of(&["lay", "expret", "lay"]))]),
            row(consult(), [(Dimension::Expertise, Levels::AnyOf(Vec::new()))]),
        ]);
    let found: Vec<(&str, String)> = problems_of(&triage)
        .iter()
        .map(|problem| (problem.code().as_str(), problem.path().to_string()))
        .collect();
    let expected = [
        ("duplicate-entry", "scales[0].levels[2]"),
        ("duplicate-key", "scales[1].dimension"),
        ("too-few-entries", "scales[2].levels"),
        ("bound-exceeded", "scales[3].levels"),
        ("unknown-key", "rows[0].when.severity.at_least"),
        ("unknown-key", "rows[1].when.commonality"),
        ("duplicate-entry", "rows[2].when.expertise[2]"),
        ("unknown-key", "rows[2].when.expertise[1]"),
        ("empty-list", "rows[3].when.expertise"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
    let misspelt = &problems_of(&triage)[4];
    assert_eq!(misspelt.help(Lang::En), "did you mean \"high\"?");
    assert_eq!(misspelt.message(Lang::En), "nothing in scales[0].levels has the key \"hihg\"");
    assert_eq!(
        problems_of(&triage)[1].message(Lang::En),
        "the key \"severity\" is already used at scales[0]"
    );
    let short = &problems_of(&triage)[2];
    assert_eq!(short.message(Lang::En), "there are 1 levels of a scale, fewer than 2");
}

#[test]
fn a_table_needs_rows_and_not_too_many_of_them() {
    let none = two_scales().with_otherwise(Otherwise::Unstated);
    assert_eq!(single(&none, "").0, ProblemCode::EmptyList);
    assert_eq!(single(&none, "").1, "rows");

    let many = two_scales().with_rows(vec![TriageRow::new(Route::Settle); 1001]);
    let expected = (ProblemCode::BoundExceeded, "rows".to_owned(), "1000".to_owned());
    assert_eq!(single(&many, "bound"), expected);
}

#[test]
fn a_table_without_scales_has_one_topic_and_one_row() {
    let one = Triage::new().with_rows([TriageRow::new(Route::Decline)]);
    let routing = TriageTable::new(&one).unwrap().route(&Topic::new()).unwrap();
    assert_eq!(routing.route(), Some(&Route::Decline));
    assert_eq!(routing.reason(Lang::Zh), "第 1 行适用于所有议题：不予受理");

    let two = one.with_rows([TriageRow::new(Route::Settle)]);
    assert_eq!(single(&two, "row").2, "rows[0]");
}

#[test]
fn a_routing_says_which_conditions_are_met_and_why_each_earlier_row_is_passed() {
    let sector = SectorKey::new("education").unwrap();
    let advised = Route::ConsultWithAdvisers {
        procedure: ProcedureKey::new("joint-meeting").unwrap(),
        advisers: sector.into(),
    };
    let triage = two_scales().with_rows([
        row(Route::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(
            Route::Settle,
            [(Dimension::Severity, at_most("low")), (Dimension::Expertise, any_of(&["lay"]))],
        ),
        row(
            advised.clone(),
            [
                (Dimension::Expertise, any_of(&["expert"])),
                (Dimension::Severity, any_of(&["low", "middle"])),
            ],
        ),
        TriageRow::new(consult()),
    ]);
    let table = TriageTable::new(&triage).unwrap();
    let topic = Topic::new()
        .with(Dimension::Expertise, level("expert"))
        .with(Dimension::Severity, level("low"));
    let routing = table.route(&topic).unwrap();
    assert_eq!(routing.row(), Some(2));
    assert_eq!(routing.route(), Some(&advised));
    let met: Vec<Dimension> = routing.met().iter().map(|met| met.dimension()).collect();
    assert_eq!(met, [Dimension::Severity, Dimension::Expertise]);
    // Row 2 fails by expertise, although severity, the dimension before, is met.
    let passed: Vec<(usize, Dimension)> =
        routing.passed().iter().map(|passed| (passed.row(), passed.failed().dimension())).collect();
    assert_eq!(passed, [(0, Dimension::Severity), (1, Dimension::Expertise)]);
    assert_eq!(
        routing.reason(Lang::En),
        "row 3 takes it, since severity is low (low or middle), expertise is expert (expert): \
         consult with advisers, by the procedure \"joint-meeting\"; \
         row 1 does not take it: severity is low, not at least high; \
         row 2 does not take it: expertise is expert, not lay"
    );
    assert_eq!(
        routing.reason(Lang::Zh),
        "第 3 行适用，因严重性为 low（low 或 middle）、专业性为 expert（expert）：邀请委员协商，\
         程序“joint-meeting”；第 1 行不适用：严重性为 low，不是high 及以上；\
         第 2 行不适用：专业性为 expert，不是lay"
    );
}

#[test]
fn only_a_topic_assessed_by_exactly_the_scales_of_the_table_is_routed() {
    let table = TriageTable::new(&two_scales().with_rows([TriageRow::new(consult())])).unwrap();
    let partly = Topic::new().with(Dimension::Severity, level("low"));
    let error = table.route(&partly).unwrap_err();
    assert_eq!(error.to_string(), "expertise: the field is missing");

    let complete = partly.with(Dimension::Expertise, level("lay"));
    assert!(table.route(&complete).is_ok());

    let beyond = complete.clone().with(Dimension::Reach, level("city"));
    let error = table.route(&beyond).unwrap_err();
    assert_eq!(error.to_string(), "reach: \"reach\" is not a field here");
    assert_eq!(error.first().help(Lang::En), "fields here are: severity, expertise");

    let misspelt = complete.clone().with(Dimension::Severity, level("hgih"));
    let error = table.route(&misspelt).unwrap_err();
    assert_eq!(error.first().help(Lang::En), "did you mean \"high\"?");
    let strange = complete.with(Dimension::Severity, level("catastrophic-beyond-measure"));
    let error = table.route(&strange).unwrap_err();
    assert_eq!(error.first().help(Lang::En), "use one of: low, middle, high");
    assert_eq!(error.first().path().to_string(), "severity");

    let nothing = table.route(&Topic::new()).unwrap_err();
    assert_eq!(nothing.problems().len(), 2, "every dimension at fault is named");
}

/// The worst case of the bounds: six scales of eight levels and a thousand rows.
fn largest(rows: impl IntoIterator<Item = TriageRow>) -> Triage {
    let scales: Vec<Scale> =
        Dimension::ALL.iter().map(|dimension| scale(*dimension, &LEVELS)).collect();
    Triage::new().with_scales(scales).with_rows(rows)
}

#[test]
fn the_largest_table_with_one_topic_missing_is_refused_with_that_topic() {
    // Each row but the last lacks one level of one dimension; only the topic of the highest
    // levels by all dimensions lacks it in each.
    let rows = Dimension::ALL.iter().map(|dimension| row(consult(), [(*dimension, at_most("l6"))]));
    let (code, _, topic) = single(&largest(rows.clone()), "topic");
    assert_eq!(code, ProblemCode::TriageNotTotal);
    assert_eq!(
        topic,
        "commonality l7, urgency l7, severity l7, expertise l7, reach l7, direct settlement l7"
    );
    assert!(TriageTable::new(&largest(rows.chain([TriageRow::new(Route::Settle)]))).is_ok());
}

#[test]
fn a_table_of_a_thousand_rows_of_which_most_are_hidden_reports_each() {
    // The first two rows together hide all others, none of which either hides alone.
    let halves =
        [at_most("l3"), at_least("l4")].map(|half| row(consult(), [(Dimension::Urgency, half)]));
    let rest = (0..998).map(|n| {
        let conditions =
            Dimension::ALL.iter().filter(|dimension| **dimension != Dimension::Urgency);
        let digit = |place: usize| LEVELS[n / 8_usize.pow(place as u32) % 8];
        row(
            Route::Settle,
            conditions.enumerate().map(|(place, dimension)| (*dimension, at_most(digit(place)))),
        )
    });
    let problems = problems_of(&largest(halves.into_iter().chain(rest)));
    assert_eq!(problems.len(), 998);
    assert_eq!(problems[0].details().collect::<Vec<_>>(), [("row", "rows[0], rows[1]")]);
    // Further on the search may stop early, but always names a row that hides part of it.
    for problem in &problems {
        assert_eq!(problem.code(), ProblemCode::TriageRowHidden);
        assert!(
            problem.details().any(|(name, value)| name == "row" && value.starts_with("rows[0]"))
        );
    }
}

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
    #![proptest_config(ProptestConfig::with_cases(512))]

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

    #[test]
    fn an_agenda_is_ranked_like_a_stable_sort_by_keys(
        topics in prop::collection::vec((0_usize..3, 0_usize..3, 0_u64..4), 0..20),
        order in Just(AgendaCriterion::ALL.to_vec()).prop_shuffle(),
        kept in 1_usize..=3,
        at_most in prop::option::of(1_u64..25),
    ) {
        let order = order[..kept].to_vec();
        let table = agenda_table();
        let given: Vec<AgendaTopic> = topics.iter().map(|(c, u, a)| {
            AgendaTopic::new(Text::new("题").unwrap())
                .with_commonality(level(LEVELS[*c]))
                .with_urgency(level(LEVELS[*u]))
                .with_attention(*a)
        }).collect();
        let mut policy = AgendaPolicy::new(order.clone());
        if let Some(at_most) = at_most {
            policy = policy.with_at_most(at_most);
        }
        let ranked = agenda(&given, &policy, Some(&table)).unwrap();

        // Keys made so that a plain sort of (keys, place) has the same order.
        let mut expected: Vec<(Vec<i64>, usize)> = topics.iter().enumerate().map(|(place, (c, u, a))| {
            let key = |criterion: &AgendaCriterion| match criterion {
                AgendaCriterion::Commonality => -(*c as i64),
                AgendaCriterion::Urgency => -(*u as i64),
                AgendaCriterion::Attention => -(*a as i64),
            };
            (order.iter().map(key).collect(), place)
        }).collect();
        expected.sort();
        prop_assert_eq!(ranked.entries().len(), expected.len());
        for (place, (entry, (keys, topic))) in ranked.entries().iter().zip(&expected).enumerate() {
            prop_assert_eq!(entry.topic(), *topic);
            prop_assert_eq!(entry.rank(), place + 1);
            prop_assert_eq!(entry.is_taken(), at_most.is_none_or(|most| (place as u64) < most));
            let tied = place > 0 && expected[place - 1].0 == *keys;
            prop_assert_eq!(entry.is_tied(), tied);
        }
        prop_assert_eq!(ranked.taken().count() + ranked.left().count(), topics.len());
    }
}

/// A table with the two scales that an agenda goes by.
fn agenda_table() -> TriageTable {
    let triage = Triage::new()
        .with_scales([
            scale(Dimension::Commonality, &LEVELS[..3]),
            scale(Dimension::Urgency, &LEVELS[..3]),
        ])
        .with_rows([TriageRow::new(consult())]);
    TriageTable::new(&triage).unwrap()
}

fn titled(title: &str) -> AgendaTopic {
    AgendaTopic::new(Text::new(title).unwrap())
}

#[test]
fn an_agenda_says_why_each_topic_has_its_rank_and_what_it_does_not_take() {
    let table = agenda_table();
    let policy = AgendaPolicy::new([AgendaCriterion::Urgency, AgendaCriterion::Attention])
        .with_at_most(2_u64);
    let topics = [
        titled("电梯").with_urgency(level("l1")).with_attention(9_u64),
        titled("停车").with_urgency(level("l2")).with_attention(0_u64),
        titled("路灯").with_urgency(level("l1")).with_attention(9_u64),
        titled("绿化").with_urgency(level("l1")).with_attention(10_u64),
    ];
    let ranked = agenda(&topics, &policy, Some(&table)).unwrap();
    let reasons: Vec<String> =
        ranked.entries().iter().map(|entry| entry.reason(Lang::En)).collect();
    assert_eq!(
        reasons,
        [
            "urgency l2, attention 0; no topic comes before it",
            "urgency l1, attention 10; after rank 1, whose urgency is l2",
            "urgency l1, attention 9; after rank 2, whose attention is 10; \
             not taken, since the agenda takes at most 2",
            "urgency l1, attention 9; equal to rank 3 by every criterion, and given after it; \
             not taken, since the agenda takes at most 2",
        ]
    );
    let last = &ranked.entries()[3];
    assert_eq!(last.title().to_string(), "路灯");
    assert_eq!(
        last.reason(Lang::Zh),
        "紧迫性 l1、关注度 9；各项与第 3 位相同，提出在后；未列入，因议程至多列 2 项"
    );
    assert_eq!(ranked.left().map(|entry| entry.topic()).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn a_topic_that_lacks_what_the_policy_ranks_by_is_named() {
    let table = agenda_table();
    let policy = AgendaPolicy::new([AgendaCriterion::Commonality]);
    let topics =
        [titled("lamps").with_commonality(level("l0")), titled("lifts").with_attention(3_u64)];
    let error = agenda(&topics, &policy, Some(&table)).unwrap_err();
    assert_eq!(error.to_string(), "topics[1].commonality: the field is missing");

    let unknown = [titled("lamps").with_commonality(level("l9"))];
    let error = agenda(&unknown, &policy, Some(&table)).unwrap_err();
    assert_eq!(error.to_string(), "topics[0].commonality: \"l9\" is not one of the values here");
    assert_eq!(error.first().help(Lang::En), "did you mean \"l0\"?");
}

#[test]
fn an_agenda_policy_has_distinct_criteria_with_scales_and_takes_at_least_one_topic() {
    let codes = |policy: &AgendaPolicy, table: Option<&TriageTable>| -> Vec<(&str, String)> {
        let error = policy.check(table).unwrap_err();
        error.problems().iter().map(|p| (p.code().as_str(), p.path().to_string())).collect()
    };
    let empty = AgendaPolicy::new([]);
    assert_eq!(codes(&empty, None), [("empty-list", "order".to_owned())]);

    let urgency = AgendaCriterion::Urgency;
    let wrong =
        AgendaPolicy::new([urgency, AgendaCriterion::Attention, urgency]).with_at_most(0_u64);
    let repeated =
        [("duplicate-entry", "order[2]".to_owned()), ("zero-number", "at_most".to_owned())];
    assert_eq!(codes(&wrong, Some(&agenda_table())), repeated);
    let without_scale = [("unknown-key", "order[0]".to_owned())];
    assert_eq!(codes(&wrong, None), [&without_scale[..], &repeated].concat());

    let error = agenda(&[], &wrong, None).unwrap_err();
    assert_eq!(error.problems().len(), 3);
    assert_eq!(error.first().path().to_string(), "policy.order[0]");
    assert_eq!(
        agenda(&[], &AgendaPolicy::new([AgendaCriterion::Attention]), None).unwrap().entries(),
        []
    );
}
