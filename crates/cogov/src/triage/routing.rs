//! Where a topic goes, and why.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::json::Reader;
use crate::problem::{Arg, Invalid, ProblemCode};
use crate::triage::condition::Levels;
use crate::triage::dimension::Dimension;
use crate::triage::route::Destination;
use crate::triage::table::TriageTable;
use crate::triage::topic::Topic;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;

/// How a level of a topic stands to what a row takes of that dimension.
///
/// ```
/// use cogov::Topic;
/// use cogov::triage::{Dimension, Triage, TriageTable};
///
/// let triage: Triage = serde_json::from_str(
///     r#"{
///         "scales": [{"dimension": "severity", "levels": ["low", "high"]}],
///         "rows": [
///             {"when": {"severity": ["high"]}, "route": {"to": "refer_up"}},
///             {"route": {"to": "settle"}}
///         ]
///     }"#,
/// )?;
/// let topic: Topic = serde_json::from_str(r#"{"severity": "low"}"#)?;
/// let routing = TriageTable::new(&triage)?.route(&topic)?;
/// let failed = routing.passed()[0].failed();
/// assert_eq!((failed.dimension(), failed.level().as_str()), (Dimension::Severity, "low"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Comparison {
    dimension: Dimension,
    level: LevelKey,
    taken: Levels,
}

impl Comparison {
    /// The dimension.
    #[must_use]
    pub const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The topic's level.
    #[must_use]
    pub const fn level(&self) -> &LevelKey {
        &self.level
    }

    /// The levels that the row takes.
    #[must_use]
    pub const fn taken(&self) -> &Levels {
        &self.taken
    }

    fn describe(&self, holds: bool, lang: Lang) -> String {
        let (dimension, level) = (self.dimension.label(lang), &self.level);
        let taken = describe_levels(&self.taken, lang);
        match (lang, holds) {
            (Lang::En, true) => format!("{dimension} is {level} ({taken})"),
            (Lang::En, false) => format!("{dimension} is {level}, not {taken}"),
            (Lang::Zh, true) => format!("{dimension}为 {level}（{taken}）"),
            (Lang::Zh, false) => format!("{dimension}为 {level}，不是{taken}"),
        }
    }
}

/// A row that does not take a topic, with the first of its conditions that is not met.
///
/// ```
/// use cogov::Topic;
/// use cogov::triage::{Triage, TriageTable};
///
/// let triage: Triage = serde_json::from_str(
///     r#"{
///         "scales": [{"dimension": "severity", "levels": ["low", "high"]}],
///         "rows": [
///             {"when": {"severity": ["high"]}, "route": {"to": "refer_up"}},
///             {"route": {"to": "settle"}}
///         ]
///     }"#,
/// )?;
/// let topic: Topic = serde_json::from_str(r#"{"severity": "low"}"#)?;
/// let routing = TriageTable::new(&triage)?.route(&topic)?;
/// let passed = &routing.passed()[0];
/// assert_eq!((passed.row(), routing.row()), (0, Some(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct PassedRow {
    row: usize,
    failed: Comparison,
}

impl PassedRow {
    /// The row's place in the table, from 0.
    #[must_use]
    pub const fn row(&self) -> usize {
        self.row
    }

    /// The first condition that is not met, in the order of the dimensions.
    #[must_use]
    pub const fn failed(&self) -> &Comparison {
        &self.failed
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
struct Taken {
    row: usize,
    route: Destination,
    met: Vec<Comparison>,
}

/// Where a topic goes by a triage table, and why.
///
/// ```
/// use cogov::triage::{Destination, Triage, TriageRow, TriageTable};
/// use cogov::{Lang, Topic};
///
/// let table = TriageTable::new(&Triage::new().with_rows([TriageRow::new(Destination::Settle)])).unwrap();
/// let routing = table.route(&Topic::new())?;
/// assert_eq!(routing.reason(Lang::En), "row 1 takes every topic: settle directly");
/// assert!(!routing.needs_reason() && routing.met().is_empty() && routing.passed().is_empty());
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Routing {
    taken: Option<Taken>,
    passed: Vec<PassedRow>,
}

impl Routing {
    /// The row that takes the topic, counted from 0; none, if the charter leaves it open.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.taken.as_ref().map(|taken| taken.row)
    }

    /// Where it goes; none, if the charter leaves it open.
    #[must_use]
    pub fn route(&self) -> Option<&Destination> {
        self.taken.as_ref().map(|taken| &taken.route)
    }

    /// Whether whoever routes it has to give a reason, since the charter leaves it open.
    #[must_use]
    pub const fn needs_reason(&self) -> bool {
        self.taken.is_none()
    }

    /// The conditions of that row, all of which are met; none, if it takes every topic.
    #[must_use]
    pub fn met(&self) -> &[Comparison] {
        self.taken.as_ref().map_or(&[], |taken| &taken.met)
    }

    /// The earlier rows, none of which takes it: all rows, if the charter leaves it open.
    #[must_use]
    pub fn passed(&self) -> &[PassedRow] {
        &self.passed
    }

    /// All of that in words. Rows are counted from 1 there, as people do.
    ///
    /// ```
    /// use cogov::triage::{Condition, Dimension, Levels, Otherwise, Destination, Scale, Triage};
    /// use cogov::triage::{TriageRow, TriageTable};
    /// use cogov::values::LevelKey;
    /// use cogov::{Lang, Topic};
    ///
    /// let (low, high) = (LevelKey::new("low")?, LevelKey::new("high")?);
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(high.clone()));
    /// let triage = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Severity, [low.clone(), high])])
    ///     .with_rows([TriageRow::new(Destination::ReferUp).with_when(grave)])
    ///     .with_otherwise(Otherwise::Unstated);
    /// let routing = TriageTable::new(&triage)?.route(&Topic::new().with(Dimension::Severity, low))?;
    /// assert!(routing.needs_reason());
    /// assert!(routing.reason(Lang::En).starts_with("no row takes it"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let mut parts = Vec::with_capacity(self.passed.len().saturating_add(1));
        match &self.taken {
            Some(taken) => parts.push(describe_taken(taken, lang)),
            None => parts.push(
                lang.pick(
                    "no row takes it, and the charter leaves open where it goes: a route needs a reason",
                    "没有一行适用，章程对此未作规定：确定去向须说明理由",
                )
                .to_owned(),
            ),
        }
        for passed in &self.passed {
            let (row, why) = (passed.row.saturating_add(1), passed.failed.describe(false, lang));
            parts.push(match lang {
                Lang::En => format!("row {row} does not take it: {why}"),
                Lang::Zh => format!("第 {row} 行不适用：{why}"),
            });
        }
        parts.join(lang.pick("; ", "；"))
    }
}

fn describe_taken(taken: &Taken, lang: Lang) -> String {
    let row = taken.row.saturating_add(1);
    let route = describe_route(&taken.route, lang);
    let met: Vec<String> = taken.met.iter().map(|met| met.describe(true, lang)).collect();
    let met = met.join(lang.pick(", ", "、"));
    match (lang, met.is_empty()) {
        (Lang::En, true) => format!("row {row} takes every topic: {route}"),
        (Lang::En, false) => format!("row {row} takes it, since {met}: {route}"),
        (Lang::Zh, true) => format!("第 {row} 行适用于所有议题：{route}"),
        (Lang::Zh, false) => format!("第 {row} 行适用，因{met}：{route}"),
    }
}

fn describe_route(route: &Destination, lang: Lang) -> String {
    let words = route.kind().label(lang);
    match (route.procedure(), lang) {
        (Some(procedure), Lang::En) => format!("{words}, by the procedure \"{procedure}\""),
        (Some(procedure), Lang::Zh) => format!("{words}，程序“{procedure}”"),
        (None, _) => words.to_owned(),
    }
}

fn describe_levels(levels: &Levels, lang: Lang) -> String {
    match levels {
        Levels::AnyOf(levels) => {
            let names: Vec<&str> = levels.iter().map(LevelKey::as_str).collect();
            names.join(lang.pick(" or ", " 或 "))
        }
        Levels::AtLeast(level) => match lang {
            Lang::En => format!("at least {level}"),
            Lang::Zh => format!("{level} 及以上"),
        },
        Levels::AtMost(level) => match lang {
            Lang::En => format!("at most {level}"),
            Lang::Zh => format!("{level} 及以下"),
        },
    }
}

impl TriageTable {
    /// Where a topic goes, and why: which row takes it, and why each earlier one does not.
    ///
    /// # Errors
    ///
    /// At the path of each dimension at fault: `missing-field`, when the topic is not assessed by
    /// one that the table has a scale for; `unknown-field`, when it is assessed by one that the
    /// table has no scale for; `unknown-value`, when its level is not of the scale.
    ///
    /// ```
    /// use cogov::triage::{Dimension, Destination, Scale, Triage, TriageRow, TriageTable};
    /// use cogov::values::LevelKey;
    /// use cogov::{ProblemCode, Topic};
    ///
    /// let levels = [LevelKey::new("later")?, LevelKey::new("now")?];
    /// let triage = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Urgency, levels)])
    ///     .with_rows([TriageRow::new(Destination::Settle)]);
    /// let error = TriageTable::new(&triage).unwrap().route(&Topic::new()).unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::MissingField);
    /// assert_eq!(error.first().path().to_string(), "urgency");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn route(&self, topic: &Topic) -> Result<Routing, Invalid> {
        let mut reader = Reader::default();
        let places: BTreeMap<Dimension, usize> = Dimension::ALL
            .iter()
            .filter_map(|&dimension| {
                Some((dimension, self.place_of(topic, dimension, &mut reader)?))
            })
            .collect();
        Invalid::unless_sound(Some(()), reader.into_problems())?;
        let compare = |dimension: Dimension, taken: &Levels| {
            let level = topic.level(dimension)?.clone();
            Some(Comparison { dimension, level, taken: taken.clone() })
        };
        let mut passed = Vec::new();
        for (index, checked) in self.checked_rows().iter().enumerate() {
            let takes = |dimension: Dimension| {
                let mask = checked.masks.get(&dimension).copied().unwrap_or(u8::MAX);
                places.get(&dimension).is_some_and(|place| mask & (1 << place) != 0)
            };
            let conditions = || checked.row.when().into_iter().flat_map(|when| when.dimensions());
            let failed = conditions()
                .find(|(dimension, _)| !takes(*dimension))
                .and_then(|(dimension, levels)| compare(dimension, levels));
            match failed {
                Some(failed) => passed.push(PassedRow { row: index, failed }),
                None => {
                    let met = conditions()
                        .filter_map(|(dimension, levels)| compare(dimension, levels))
                        .collect();
                    let taken = Taken { row: index, route: checked.row.route().clone(), met };
                    return Ok(Routing { taken: Some(taken), passed });
                }
            }
        }
        Ok(Routing { taken: None, passed })
    }

    /// The place of a topic's level on a scale, if the table has that scale.
    fn place_of(&self, topic: &Topic, dimension: Dimension, reader: &mut Reader) -> Option<usize> {
        let (by, by_zh) = (dimension.label(Lang::En), dimension.label(Lang::Zh));
        reader.within_known(dimension.as_str(), |reader| {
            match (self.levels(dimension), topic.level(dimension)) {
                (None, None) => None,
                (None, Some(_)) => {
                    let scales: Vec<&str> =
                        self.scales().map(|(known, _)| known.as_str()).collect();
                    reader.report(
                        ProblemCode::UnknownField,
                        vec![
                            Arg::message(
                                format!("the topic is assessed by {by}, which has no scale"),
                                format!("议题按{by_zh}评定，而分流表没有该尺度"),
                            ),
                            Arg::help(
                                match scales.as_slice() {
                                    [] => "leave it out: the table has no scales".to_owned(),
                                    scales => format!(
                                        "leave it out; there are scales of: {}",
                                        scales.join(", ")
                                    ),
                                },
                                match scales.as_slice() {
                                    [] => "请省去：分流表没有尺度".to_owned(),
                                    scales => format!("请省去；已有的尺度：{}", scales.join("、")),
                                },
                            ),
                            Arg::plain("found", dimension.as_str()),
                            Arg::list("known", scales.iter().copied()),
                        ],
                    );
                    None
                }
                (Some(scale), None) => {
                    let levels: Vec<&str> = scale.iter().map(LevelKey::as_str).collect();
                    reader.report(
                        ProblemCode::MissingField,
                        vec![
                            Arg::message(
                                format!("the topic is not assessed by {by}"),
                                format!("议题未按{by_zh}评定"),
                            ),
                            Arg::help(
                                format!("assess it by one of: {}", levels.join(", ")),
                                format!("请评定为其中之一：{}", levels.join("、")),
                            ),
                        ],
                    );
                    None
                }
                (Some(scale), Some(level)) => reader.place_on_scale(level, scale),
            }
        })
    }
}

impl Reader {
    /// The place of a level on a scale; a level that the scale does not have is reported.
    pub(super) fn place_on_scale(&mut self, level: &LevelKey, scale: &[LevelKey]) -> Option<usize> {
        let place = scale.iter().position(|known| known == level);
        if place.is_none() {
            self.unknown_value(level.as_str(), scale.iter().map(LevelKey::as_str));
        }
        place
    }
}
