//! The agenda: which topics come first, and why.

use std::cmp::Ordering;

use serde::Serialize;

use crate::triage::agenda_policy::AgendaCriterion;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A topic that could come on the agenda.
    ///
    /// ```
    /// use cogov::triage::AgendaTopic;
    /// use cogov::values::LevelKey;
    /// use cogov::Text;
    ///
    /// let parking = AgendaTopic::new(Text::bilingual("Parking", "停车")?)
    ///     .with_commonality(LevelKey::new("most-households")?)
    ///     .with_urgency(LevelKey::new("now")?)
    ///     .with_attention(42_u64);
    /// assert_eq!(parking.attention(), Some(42));
    /// assert_eq!(parking.commonality().map(LevelKey::as_str), Some("most-households"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AgendaTopic("a topic of an agenda", "议题") {
        required {
            /// Its title.
            title: Text,
        }
        option {
            /// How many share it: a level of the charter's scale.
            commonality, with_commonality: LevelKey,
            /// How soon it has to be dealt with: a level of the charter's scale.
            urgency, with_urgency: LevelKey,
            /// How many people raised or support it.
            attention, with_attention: u64 as copy,
        }
    }
}

/// What a topic is worth by a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub(super) enum Worth {
    Level { level: LevelKey, place: usize },
    Number(u64),
}

impl Worth {
    /// Higher levels, and larger numbers, come first.
    pub(super) fn precedes(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Level { place: a, .. }, Self::Level { place: b, .. }) => b.cmp(a),
            (Self::Number(a), Self::Number(b)) => b.cmp(a),
            // One criterion has worths of one kind.
            (Self::Level { .. }, Self::Number(_)) | (Self::Number(_), Self::Level { .. }) => {
                Ordering::Equal
            }
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Level { level, .. } => level.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// What put a topic after the one that is ranked before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) enum After {
    /// A criterion, by the worth of the one before.
    #[serde(rename = "by")]
    By { criterion: AgendaCriterion, before: Worth },
    /// Nothing but the order in which they were given.
    #[serde(rename = "given_later")]
    GivenLater,
}

/// A topic with its rank, and why it has that.
///
/// ```
/// use cogov::Text;
/// use cogov::triage::{AgendaCriterion, AgendaPolicy, AgendaTopic, agenda};
///
/// let policy = AgendaPolicy::new([AgendaCriterion::Attention]);
/// let topics = [
///     AgendaTopic::new(Text::new("Lamps")?).with_attention(3_u64),
///     AgendaTopic::new(Text::new("Parking")?).with_attention(42_u64),
/// ];
/// let ranked = agenda(&policy, &topics, None)?;
/// let first = &ranked.entries()[0];
/// assert_eq!((first.topic(), first.rank(), first.is_taken()), (1, 1, true));
/// assert_eq!((first.title().to_string().as_str(), first.is_tied()), ("Parking", false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct AgendaEntry {
    pub(super) topic: usize,
    pub(super) title: Text,
    pub(super) rank: usize,
    pub(super) taken: bool,
    pub(super) worths: Vec<(AgendaCriterion, Worth)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<After>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<u64>,
}

impl AgendaEntry {
    /// The topic's place among those given, from 0.
    #[must_use]
    pub const fn topic(&self) -> usize {
        self.topic
    }

    /// The topic's title.
    #[must_use]
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// Its rank, from 1. No two topics share one.
    #[must_use]
    pub const fn rank(&self) -> usize {
        self.rank
    }

    /// Whether it is on the agenda; otherwise it is beyond what the agenda takes.
    #[must_use]
    pub const fn is_taken(&self) -> bool {
        self.taken
    }

    /// Whether it equals the topic ranked before it by every criterion, so that only the order in
    /// which they were given decides.
    #[must_use]
    pub const fn is_tied(&self) -> bool {
        matches!(self.after, Some(After::GivenLater))
    }

    /// Why it has this rank, in words.
    ///
    /// ```
    /// use cogov::triage::{AgendaCriterion, AgendaPolicy, AgendaTopic, agenda};
    /// use cogov::{Lang, Text};
    ///
    /// let policy = AgendaPolicy::new([AgendaCriterion::Attention]);
    /// let topics = [
    ///     AgendaTopic::new(Text::new("Lamps")?).with_attention(3_u64),
    ///     AgendaTopic::new(Text::new("Parking")?).with_attention(42_u64),
    /// ];
    /// let ranked = agenda(&policy, &topics, None)?;
    /// let [first, second] = ranked.entries() else { panic!() };
    /// assert_eq!(first.reason(Lang::En), "attention 42; no topic comes before it");
    /// assert_eq!(second.reason(Lang::En), "attention 3; after rank 1, whose attention is 42");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let worths: Vec<String> = self
            .worths
            .iter()
            .map(|(criterion, worth)| format!("{} {}", criterion.label(lang), worth.describe()))
            .collect();
        let mut reason = worths.join(lang.pick(", ", "、"));
        let before = self.rank.saturating_sub(1);
        match (&self.after, lang) {
            (None, Lang::En) => reason.push_str("; no topic comes before it"),
            (None, Lang::Zh) => reason.push_str("；没有排在其前的议题"),
            (Some(After::By { criterion, before: worth }), Lang::En) => {
                let (criterion, worth) = (criterion.label(lang), worth.describe());
                reason.push_str(&format!("; after rank {before}, whose {criterion} is {worth}"));
            }
            (Some(After::By { criterion, before: worth }), Lang::Zh) => {
                let (criterion, worth) = (criterion.label(lang), worth.describe());
                reason.push_str(&format!("；排在第 {before} 位之后，其{criterion}为 {worth}"));
            }
            (Some(After::GivenLater), Lang::En) => reason.push_str(&format!(
                "; equal to rank {before} by every criterion, and given after it"
            )),
            (Some(After::GivenLater), Lang::Zh) => {
                reason.push_str(&format!("；各项与第 {before} 位相同，提出在后"));
            }
        }
        if let (false, Some(at_most)) = (self.taken, self.at_most) {
            reason.push_str(&match lang {
                Lang::En => format!("; not taken, since the agenda takes at most {at_most}"),
                Lang::Zh => format!("；未列入，因议程至多列 {at_most} 项"),
            });
        }
        reason
    }
}

/// Topics ranked by a policy: those that the agenda takes, and the rest.
///
/// ```
/// use cogov::Text;
/// use cogov::triage::{AgendaCriterion, AgendaPolicy, AgendaTopic, agenda};
///
/// let policy = AgendaPolicy::new([AgendaCriterion::Attention]).with_at_most(1_u64);
/// let topics = [
///     AgendaTopic::new(Text::new("Lamps")?).with_attention(3_u64),
///     AgendaTopic::new(Text::new("Parking")?).with_attention(42_u64),
/// ];
/// let ranked = agenda(&policy, &topics, None)?;
/// let left: Vec<usize> = ranked.left().map(|entry| entry.topic()).collect();
/// assert_eq!((ranked.taken().count(), left), (1, vec![0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Agenda {
    pub(super) entries: Vec<AgendaEntry>,
}

impl Agenda {
    /// All topics, the first in rank first.
    #[must_use]
    pub fn entries(&self) -> &[AgendaEntry] {
        &self.entries
    }

    /// The topics that the agenda takes, the first in rank first.
    pub fn taken(&self) -> impl Iterator<Item = &AgendaEntry> {
        self.entries.iter().filter(|entry| entry.taken)
    }

    /// The topics that it does not take, the first in rank first.
    pub fn left(&self) -> impl Iterator<Item = &AgendaEntry> {
        self.entries.iter().filter(|entry| !entry.taken)
    }
}
