//! Ranking the topics of an agenda by a policy.

use std::cmp::Ordering;

use crate::json::Reader;
use crate::problem::{Arg, Invalid, ProblemCode};
use crate::triage::agenda::{After, Agenda, AgendaEntry, AgendaTopic, Worth};
use crate::triage::agenda_policy::{AgendaCriterion, AgendaPolicy};
use crate::triage::dimension::Dimension;
use crate::triage::table::TriageTable;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;

/// Ranks topics by an agenda policy: by its first criterion, the higher level or number first;
/// among equals by the next; among equals by all of them in the order in which they are given.
///
/// Levels are those of the triage table's scales; it is not needed for attention alone.
///
/// # Errors
///
/// When the policy is not sound or ranks by a dimension without a scale (at `policy.order[…]`), or
/// when a topic lacks what the policy ranks by, or has a level that the scale does not have (at
/// `topics[…].urgency` and the like).
///
/// ```
/// use cogov::triage::{AgendaCriterion, AgendaPolicy, AgendaTopic, agenda};
/// use cogov::{Lang, Text};
///
/// let policy = AgendaPolicy::new([AgendaCriterion::Attention]).with_at_most(1_u64);
/// let topics = [
///     AgendaTopic::new(Text::new("Lamps")?).with_attention(7_u64),
///     AgendaTopic::new(Text::new("Lifts")?).with_attention(30_u64),
/// ];
/// let ranked = agenda(&policy, &topics, None)?;
/// assert_eq!(ranked.entries()[0].topic(), 1);
/// assert_eq!(
///     ranked.entries()[1].reason(Lang::En),
///     "attention 7; after rank 1, whose attention is 30; not taken, since the agenda takes at most 1",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn agenda(
    policy: &AgendaPolicy,
    topics: &[AgendaTopic],
    table: Option<&TriageTable>,
) -> Result<Agenda, Invalid> {
    let mut reader = Reader::default();
    reader.within_known("policy", |reader| policy.validate_for(table, reader));
    if !reader.is_sound() {
        return Invalid::unless_sound(None, reader.into_problems());
    }
    let mut ranked = Vec::with_capacity(topics.len());
    for (index, topic) in topics.iter().enumerate() {
        let worths = policy.order.iter().filter_map(|&criterion| {
            let place = |reader: &mut Reader| worth(topic, criterion, table, reader);
            let worth = reader
                .at_entry("topics", index, |reader| reader.within_known(criterion.as_str(), place));
            Some((criterion, worth?))
        });
        let worths: Vec<(AgendaCriterion, Worth)> = worths.collect();
        ranked.push((index, topic, worths));
    }
    Invalid::unless_sound(Some(()), reader.into_problems())?;
    // Stable: equals stay in the order in which they were given.
    ranked.sort_by(|(_, _, a), (_, _, b)| {
        a.iter()
            .zip(b)
            .map(|((_, a), (_, b))| a.precedes(b))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    let mut entries: Vec<AgendaEntry> = Vec::with_capacity(ranked.len());
    for (place, (topic, AgendaTopic { title, .. }, worths)) in ranked.into_iter().enumerate() {
        let after = entries.last().map(|before| {
            let decides = before.worths.iter().zip(&worths).find(|((_, a), (_, b))| a != b);
            decides.map_or(After::GivenLater, |((criterion, worth), _)| After::By {
                criterion: *criterion,
                before: worth.clone(),
            })
        });
        entries.push(AgendaEntry {
            topic,
            title: title.clone(),
            rank: place.saturating_add(1),
            taken: policy.at_most.is_none_or(|at_most| (place as u64) < at_most),
            worths,
            after,
            at_most: policy.at_most,
        });
    }
    Ok(Agenda { entries })
}

/// The dimension whose scale a criterion goes by; attention is a number.
const fn dimension_of(criterion: AgendaCriterion) -> Option<Dimension> {
    match criterion {
        AgendaCriterion::Commonality => Some(Dimension::Commonality),
        AgendaCriterion::Urgency => Some(Dimension::Urgency),
        AgendaCriterion::Attention => None,
    }
}

/// What a topic has by a criterion; that it lacks it is reported.
fn worth(
    topic: &AgendaTopic,
    criterion: AgendaCriterion,
    table: Option<&TriageTable>,
    reader: &mut Reader,
) -> Option<Worth> {
    let level = match criterion {
        AgendaCriterion::Attention => {
            if topic.attention.is_none() {
                not_assessed(
                    criterion,
                    "say how many people raised or support it",
                    "请写明有多少人提出或支持",
                    reader,
                );
            }
            return topic.attention.map(Worth::Number);
        }
        AgendaCriterion::Commonality => &topic.commonality,
        AgendaCriterion::Urgency => &topic.urgency,
    };
    let scale = dimension_of(criterion).and_then(|dimension| table?.levels(dimension))?;
    let Some(level) = level else {
        let levels: Vec<&str> = scale.iter().map(LevelKey::as_str).collect();
        let en = format!("assess it by one of: {}", levels.join(", "));
        let zh = format!("请评定为其中之一：{}", levels.join("、"));
        not_assessed(criterion, en, zh, reader);
        return None;
    };
    let place = reader.place_on_scale(level, scale)?;
    Some(Worth::Level { level: level.clone(), place })
}

/// That a criterion has no scale to go by, with the criteria that remain.
fn no_scale(criterion: AgendaCriterion, scales: &[Dimension]) -> Vec<Arg> {
    let fitting = AgendaCriterion::ALL.iter().filter(|criterion| {
        dimension_of(**criterion).is_none_or(|dimension| scales.contains(&dimension))
    });
    let fitting: Vec<&str> = fitting.map(|criterion| criterion.as_str()).collect();
    let (by, by_zh) = (criterion.label(Lang::En), criterion.label(Lang::Zh));
    vec![
        Arg::message(
            format!("the policy ranks by {by}, and the triage table has no scale of it"),
            format!("规则按{by_zh}排序，而分流表没有该尺度"),
        ),
        Arg::help(
            format!("add a scale of {by}, or rank by: {}", fitting.join(", ")),
            format!("请补上{by_zh}的尺度，或改按：{}", fitting.join("、")),
        ),
        Arg::plain("list", "triage.scales"),
        Arg::plain("found", criterion.as_str()),
    ]
}

/// Reports that a topic lacks what the policy ranks by, with what to do about it.
fn not_assessed(
    criterion: AgendaCriterion,
    en: impl Into<String>,
    zh: impl Into<String>,
    reader: &mut Reader,
) {
    let (by, by_zh) = (criterion.label(Lang::En), criterion.label(Lang::Zh));
    let message = Arg::message(
        format!("the topic says nothing about its {by}, by which the policy ranks"),
        format!("议题未写明{by_zh}，而规则按此排序"),
    );
    reader.report(ProblemCode::MissingField, vec![message, Arg::help(en, zh)]);
}

impl AgendaPolicy {
    /// Checks the policy, for topics assessed by a triage table's scales.
    ///
    /// # Errors
    ///
    /// No criterion, one named twice, one without a scale, or an agenda that takes nothing.
    ///
    /// ```
    /// use cogov::triage::{AgendaCriterion, AgendaPolicy};
    /// use cogov::ProblemCode;
    ///
    /// let policy = AgendaPolicy::new([AgendaCriterion::Urgency]);
    /// let error = policy.check(None).unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::UnknownKey);
    /// assert_eq!(error.first().path().to_string(), "order[0]");
    /// ```
    pub fn check(&self, table: Option<&TriageTable>) -> Result<(), Invalid> {
        let mut reader = Reader::default();
        self.validate_for(table, &mut reader);
        Invalid::unless_sound(Some(()), reader.into_problems())
    }

    fn validate_for(&self, table: Option<&TriageTable>, reader: &mut Reader) {
        let scales: Vec<Dimension> =
            table.into_iter().flat_map(TriageTable::scales).map(|(scale, _)| scale).collect();
        self.validate(&scales, reader);
    }

    /// Reports what is wrong with the policy, at the path of the reader.
    pub(crate) fn validate(&self, scales: &[Dimension], reader: &mut Reader) {
        reader.within_known("order", |reader| {
            if self.order.is_empty() {
                reader.report(ProblemCode::EmptyList, vec![Arg::at_least_one()]);
            }
            for (index, criterion) in self.order.iter().enumerate() {
                let found = criterion.as_str();
                reader.within_index(index, |reader| {
                    if self.order.iter().take(index).any(|earlier| earlier == criterion) {
                        reader
                            .report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", found)]);
                    } else if let Some(dimension) = dimension_of(*criterion)
                        && !scales.contains(&dimension)
                    {
                        reader.report(ProblemCode::UnknownKey, no_scale(*criterion, scales));
                    }
                });
            }
        });
        if self.at_most == Some(0) {
            reader.within_known("at_most", |reader| {
                reader.report(ProblemCode::ZeroNumber, Vec::new());
            });
        }
    }
}
