//! Ranking the topics of an agenda by a policy.

use std::cmp::Ordering;

use crate::json::Reader;
use crate::problem::{Arg, Problem, ProblemCode, nearest};
use crate::triage::agenda::{After, Agenda, AgendaEntry, AgendaTopic, Worth};
use crate::triage::definition::{AgendaCriterion, AgendaPolicy, Dimension};
use crate::triage::table::TriageTable;
use crate::values::key::LevelKey;
use crate::values::text::Text;

/// Why topics cannot be ranked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AgendaError {
    /// The policy is not sound, or does not fit the scales.
    #[error("the agenda policy cannot be used: {}", .problems.first().map(ToString::to_string).unwrap_or_default())]
    Policy {
        /// What is wrong with it.
        problems: Vec<Problem>,
    },
    /// A topic lacks what the policy ranks by.
    #[error("topic {}, \"{title}\", is not assessed by {criterion}", .topic.saturating_add(1))]
    Unassessed {
        /// The topic's place among those given, from 0.
        topic: usize,
        /// Its title.
        title: Text,
        /// What it is not assessed by.
        criterion: AgendaCriterion,
    },
    /// A topic has a level that is not one of the scale.
    #[error("topic {}, \"{title}\": the scale of {criterion} has no level \"{level}\"", .topic.saturating_add(1))]
    UnknownLevel {
        /// The topic's place among those given, from 0.
        topic: usize,
        /// Its title.
        title: Text,
        /// What it is assessed by.
        criterion: AgendaCriterion,
        /// The level that the scale does not have.
        level: LevelKey,
        /// The level that is most like it, if one is like it at all.
        nearest: Option<LevelKey>,
    },
}

impl AgendaError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Policy { problems } => problems.first().map(Problem::help).unwrap_or_default(),
            Self::Unassessed { criterion, .. } => {
                format!("give the topic's {criterion}, or leave it out of the policy")
            }
            Self::UnknownLevel { nearest: Some(nearest), .. } => {
                format!("did you mean \"{nearest}\"?")
            }
            Self::UnknownLevel { criterion, nearest: None, .. } => {
                format!("use a level of the scale of {criterion}")
            }
        }
    }
}

/// Ranks topics by an agenda policy: by its first criterion, the higher level or number first;
/// among equals by the next; among equals by all of them in the order in which they are given.
///
/// Levels are those of the triage table's scales; it is not needed for attention alone.
///
/// # Errors
///
/// When the policy is not sound or ranks by a dimension without a scale, or when a topic lacks
/// what the policy ranks by, or has a level that the scale does not have.
///
/// ```
/// use cogov::{agenda, AgendaCriterion, AgendaPolicy, AgendaTopic, Lang, Text};
///
/// let policy = AgendaPolicy::new([AgendaCriterion::Attention]).with_at_most(1_u64);
/// let topics = [
///     AgendaTopic::new(Text::new("Lamps")?).with_attention(7_u64),
///     AgendaTopic::new(Text::new("Lifts")?).with_attention(30_u64),
/// ];
/// let ranked = agenda(&topics, &policy, None)?;
/// assert_eq!(ranked.entries()[0].topic(), 1);
/// assert_eq!(
///     ranked.entries()[1].reason(Lang::En),
///     "attention 7; after rank 1, whose attention is 30; not taken, since the agenda takes at most 1",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn agenda(
    topics: &[AgendaTopic],
    policy: &AgendaPolicy,
    table: Option<&TriageTable>,
) -> Result<Agenda, AgendaError> {
    let problems = policy.problems(table);
    if !problems.is_empty() {
        return Err(AgendaError::Policy { problems });
    }
    let mut ranked = Vec::with_capacity(topics.len());
    for (index, topic) in topics.iter().enumerate() {
        let worths = policy
            .order
            .iter()
            .map(|criterion| Ok((*criterion, worth(index, topic, *criterion, table)?)))
            .collect::<Result<Vec<(AgendaCriterion, Worth)>, AgendaError>>()?;
        ranked.push((index, topic, worths));
    }
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

fn worth(
    topic: usize,
    given: &AgendaTopic,
    criterion: AgendaCriterion,
    table: Option<&TriageTable>,
) -> Result<Worth, AgendaError> {
    let unassessed = || AgendaError::Unassessed { topic, title: given.title.clone(), criterion };
    let level = match criterion {
        AgendaCriterion::Attention => {
            return given.attention.map(Worth::Number).ok_or_else(unassessed);
        }
        AgendaCriterion::Commonality => &given.commonality,
        AgendaCriterion::Urgency => &given.urgency,
    };
    let level = level.as_ref().ok_or_else(unassessed)?;
    let scale =
        dimension_of(criterion).and_then(|dimension| table?.levels(dimension)).unwrap_or_default();
    match scale.iter().position(|known| known == level) {
        Some(place) => Ok(Worth::Level { level: level.clone(), place }),
        None => {
            let known = nearest(level.as_str(), scale.iter().map(LevelKey::as_str));
            Err(AgendaError::UnknownLevel {
                topic,
                title: given.title.clone(),
                criterion,
                level: level.clone(),
                nearest: scale.iter().find(|key| Some(key.as_str()) == known).cloned(),
            })
        }
    }
}

impl AgendaPolicy {
    /// What is wrong with the policy, for topics assessed by a triage table's scales: no
    /// criterion, one named twice, one without a scale, or an agenda that takes nothing.
    ///
    /// ```
    /// use cogov::{AgendaCriterion, AgendaPolicy, ProblemCode};
    ///
    /// let policy = AgendaPolicy::new([AgendaCriterion::Urgency]);
    /// let problems = policy.problems(None);
    /// assert_eq!(problems[0].code(), ProblemCode::UnknownKey);
    /// assert_eq!(problems[0].path().to_string(), "order[0]");
    /// ```
    #[must_use]
    pub fn problems(&self, table: Option<&TriageTable>) -> Vec<Problem> {
        let scales: Vec<Dimension> =
            table.into_iter().flat_map(TriageTable::scales).map(|(scale, _)| scale).collect();
        let mut reader = Reader::default();
        self.validate(&scales, &mut reader);
        reader.into_problems()
    }

    /// Reports what is wrong with the policy, at the path of the reader.
    pub(crate) fn validate(&self, scales: &[Dimension], reader: &mut Reader) {
        reader.within_known("order", |reader| {
            if self.order.is_empty() {
                reader.report(ProblemCode::EmptyList, Vec::new());
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
                        reader.report(
                            ProblemCode::UnknownKey,
                            vec![Arg::plain("list", "triage.scales"), Arg::plain("found", found)],
                        );
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
