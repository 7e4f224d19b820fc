//! Triage: tables that are total and have no hidden rows, routing with reasons, and the agenda.

mod agenda;
mod oracle;

use cogov::triage::{
    AgendaCriterion, AgendaPolicy, AgendaTopic, Condition, Destination, Dimension, Levels,
    Otherwise, Scale, Triage, TriageRow, TriageTable, agenda,
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

fn row(route: Destination, conditions: impl IntoIterator<Item = (Dimension, Levels)>) -> TriageRow {
    TriageRow::new(route).with_when(when(conditions))
}

fn consult() -> Destination {
    Destination::Consult { procedure: ProcedureKey::new("joint-meeting").unwrap() }
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
        row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(
            Destination::Settle,
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
    let rows = [row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))])];
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
        row(Destination::ReferUp, [(Dimension::Severity, at_least("middle"))]),
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
        row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(Destination::Settle, [(Dimension::Severity, any_of(&["middle"]))]),
        row(consult(), [(Dimension::Severity, any_of(&["middle", "high"]))]),
        TriageRow::new(Destination::Decline),
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
        row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(Destination::Settle, [(Dimension::Severity, any_of(&["middle"]))]),
        row(consult(), [(Dimension::Severity, any_of(&["middle", "high"]))]),
        TriageRow::new(Destination::Decline),
    ]);
    assert_eq!(single(&triage, "row").2, "rows[1], rows[2]");
}

#[test]
fn every_row_after_one_without_conditions_is_hidden_by_it_alone() {
    let triage = two_scales().with_rows([
        row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))]),
        TriageRow::new(Destination::Settle),
        TriageRow::new(Destination::Decline),
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
    assert_eq!(misspelt.message(Lang::En), "nothing in `scales[0].levels` has the key \"hihg\"");
    assert_eq!(
        problems_of(&triage)[1].message(Lang::En),
        "the key \"severity\" is already used at scales[0]"
    );
    let without_scale = &problems_of(&triage)[5];
    assert_eq!(without_scale.message(Lang::En), "there is no scale of commonality");
    assert_eq!(without_scale.message(Lang::Zh), "没有普遍性的尺度");
    assert_eq!(
        without_scale.help(Lang::En),
        "add {\"dimension\": \"commonality\", \"levels\": […]} to `scales`, or use one that there is: urgency, severity, expertise, reach"
    );
    let short = &problems_of(&triage)[2];
    assert_eq!(short.message(Lang::En), "there are 1 levels of a scale, fewer than 2");
}

#[test]
fn a_table_needs_rows_and_not_too_many_of_them() {
    let none = two_scales().with_otherwise(Otherwise::Unstated);
    assert_eq!(single(&none, "").0, ProblemCode::EmptyList);
    assert_eq!(single(&none, "").1, "rows");

    let many = two_scales().with_rows(vec![TriageRow::new(Destination::Settle); 1001]);
    let expected = (ProblemCode::BoundExceeded, "rows".to_owned(), "1000".to_owned());
    assert_eq!(single(&many, "bound"), expected);
}

#[test]
fn a_table_without_scales_has_one_topic_and_one_row() {
    let one = Triage::new().with_rows([TriageRow::new(Destination::Decline)]);
    let routing = TriageTable::new(&one).unwrap().route(&Topic::new()).unwrap();
    assert_eq!(routing.route(), Some(&Destination::Decline));
    assert_eq!(routing.reason(Lang::Zh), "第 1 行适用于所有议题：不予受理");

    let two = one.with_rows([TriageRow::new(Destination::Settle)]);
    assert_eq!(single(&two, "row").2, "rows[0]");
}

#[test]
fn a_routing_says_which_conditions_are_met_and_why_each_earlier_row_is_passed() {
    let sector = SectorKey::new("education").unwrap();
    let advised = Destination::ConsultWithAdvisers {
        procedure: ProcedureKey::new("joint-meeting").unwrap(),
        advisers: sector.into(),
    };
    let triage = two_scales().with_rows([
        row(Destination::ReferUp, [(Dimension::Severity, at_least("high"))]),
        row(
            Destination::Settle,
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
    assert_eq!(error.to_string(), "expertise: the topic is not assessed by expertise");

    let complete = partly.with(Dimension::Expertise, level("lay"));
    assert!(table.route(&complete).is_ok());

    let beyond = complete.clone().with(Dimension::Reach, level("city"));
    let error = table.route(&beyond).unwrap_err();
    assert_eq!(error.to_string(), "reach: the topic is assessed by reach, which has no scale");
    let help = "leave it out; there are scales of: severity, expertise";
    assert_eq!(error.first().help(Lang::En), help);

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
    assert!(TriageTable::new(&largest(rows.chain([TriageRow::new(Destination::Settle)]))).is_ok());
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
            Destination::Settle,
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
