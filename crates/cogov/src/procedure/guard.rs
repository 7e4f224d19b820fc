//! Guards: which steps a topic bars, and which sets of barred steps there can be.

use std::collections::BTreeMap;

use crate::json::Reader;
use crate::problem::{Arg, ProblemCode};
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::triage::{Condition, Dimension, Levels, Scale, no_scale};
use crate::values::bounds;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;

/// One way in which topics can fall on the guards of a procedure: the steps barred, and a topic
/// that bars them.
///
/// ```
/// use cogov::triage::{Condition, Dimension, Levels, Scale};
/// use cogov::values::LevelKey;
/// use cogov::{CompiledProcedure, Function, Lang, Procedure, ProcedureKey, Step, StepKey, Text};
///
/// let high = LevelKey::new("high")?;
/// let scale = Scale::new(Dimension::Severity, [LevelKey::new("low")?, high.clone()]);
/// let hear = Step::new(StepKey::new("hear")?, Text::new("Hear")?, Function::Deliberate)
///     .with_when(Condition::default().and(Dimension::Severity, Levels::AtLeast(high)));
/// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
///     .with_steps([hear]);
/// let compiled = CompiledProcedure::new(&procedure, &[scale])?;
///
/// let [low, high] = compiled.valuations() else { panic!("two") };
/// assert_eq!(low.describe(Lang::En), "severity low");
/// assert_eq!(low.barred(), compiled.all());
/// assert!(high.barred().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct GuardValuation {
    barred: StepSet,
    #[serde(serialize_with = "levels_by_dimension")]
    topic: Vec<(Dimension, LevelKey)>,
}

/// As a topic is written in JSON: `{"severity": "high"}`.
fn levels_by_dimension<S: serde::Serializer>(
    topic: &[(Dimension, LevelKey)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(topic.iter().map(|(dimension, level)| (dimension, level)))
}

impl GuardValuation {
    /// The steps whose guard is false: out of play for good.
    #[must_use]
    pub const fn barred(&self) -> StepSet {
        self.barred
    }

    /// The lowest topic for which it is so: its levels in the dimensions that guards name.
    #[must_use]
    pub fn topic(&self) -> &[(Dimension, LevelKey)] {
        &self.topic
    }

    /// The topic in words, such as `severity high, urgency low`; empty, if there are no guards.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let levels: Vec<String> = self
            .topic
            .iter()
            .map(|(dimension, level)| format!("{} {level}", dimension.label(lang)))
            .collect();
        levels.join(lang.pick(", ", "、"))
    }
}

/// A dimension that guards name: for each level, the steps that its guards let through.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct GuardedDimension {
    dimension: Dimension,
    levels: Vec<(LevelKey, StepSet)>,
}

/// The guards of a procedure, by dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Guards {
    all: StepSet,
    dimensions: Vec<GuardedDimension>,
}

impl Guards {
    pub(crate) const fn new(all: StepSet) -> Self {
        Self { all, dimensions: Vec::new() }
    }

    /// Adds the guard of a step; reports what the scales do not have.
    pub(crate) fn add(
        &mut self,
        step: StepIndex,
        condition: &Condition,
        scales: &[Scale],
        reader: &mut Reader,
    ) -> bool {
        let mut sound = true;
        for (dimension, levels) in condition.dimensions() {
            let added = reader.within_known(dimension.as_str(), |reader| {
                self.narrow(step, dimension, levels, scales, reader)
            });
            sound &= added.is_some();
        }
        sound
    }

    fn narrow(
        &mut self,
        step: StepIndex,
        dimension: Dimension,
        levels: &Levels,
        scales: &[Scale],
        reader: &mut Reader,
    ) -> Option<()> {
        let place = scales.iter().position(|scale| scale.dimension() == dimension);
        let Some((place, scale)) = place.and_then(|place| Some((place, scales.get(place)?))) else {
            no_scale(reader, dimension, scales.iter().map(Scale::dimension));
            return None;
        };
        let known = scale.levels();
        if !reader.within_length(bounds::SCALE_LEVELS, known.len()) {
            return None;
        }
        let taken = taken(levels, place, known, reader)?;
        if taken.is_empty() {
            reader.report(ProblemCode::EmptyList, Vec::new());
            return None;
        }
        let index = match self.dimensions.iter().position(|d| d.dimension == dimension) {
            Some(index) => index,
            None => {
                let levels = known.iter().map(|level| (level.clone(), self.all)).collect();
                self.dimensions.push(GuardedDimension { dimension, levels });
                self.dimensions.len().saturating_sub(1)
            }
        };
        let guarded = self.dimensions.get_mut(index)?;
        for (place, (_, through)) in guarded.levels.iter_mut().enumerate() {
            if !taken.contains(&place) {
                *through -= StepSet::only(step);
            }
        }
        Some(())
    }

    /// The steps that a topic bars; a dimension that it lacks lets no guard on it through.
    pub(crate) fn barred<'l>(
        &self,
        topic: impl IntoIterator<Item = (Dimension, &'l LevelKey)>,
    ) -> StepSet {
        let topic: BTreeMap<Dimension, &LevelKey> = topic.into_iter().collect();
        self.dimensions.iter().fold(StepSet::EMPTY, |barred, guarded| {
            let through = topic
                .get(&guarded.dimension)
                .and_then(|level| guarded.levels.iter().find(|(known, _)| known == *level))
                .map(|(_, through)| *through);
            // A step without a guard on this dimension passes at each of its levels.
            let unnamed =
                guarded.levels.iter().fold(self.all, |passed, (_, through)| passed & *through);
            barred | (self.all - through.unwrap_or(unnamed))
        })
    }

    /// Every set of barred steps that some topic gives rise to, each with its lowest topic.
    ///
    /// Dimension by dimension, what was equal so far is kept once, so that the work grows with
    /// what guards tell apart, not with all combinations of levels. More than the bound, even on
    /// the way, is reported.
    pub(crate) fn valuations(&self, reader: &mut Reader) -> Option<Vec<GuardValuation>> {
        let mut dimensions: Vec<&GuardedDimension> = self.dimensions.iter().collect();
        dimensions.sort_by_key(|guarded| guarded.dimension);
        let mut seen = vec![GuardValuation { barred: StepSet::EMPTY, topic: Vec::new() }];
        for guarded in dimensions {
            let mut next: BTreeMap<StepSet, (usize, usize)> = BTreeMap::new();
            let mut order = Vec::new();
            for (before, valuation) in seen.iter().enumerate() {
                for (level, (_, through)) in guarded.levels.iter().enumerate() {
                    let barred = valuation.barred | (self.all - *through);
                    next.entry(barred).or_insert_with(|| {
                        order.push(barred);
                        (before, level)
                    });
                }
            }
            if !reader.within_length(bounds::GUARD_VALUATIONS, order.len()) {
                return None;
            }
            seen = order
                .into_iter()
                .filter_map(|barred| {
                    let (before, level) = next.get(&barred)?;
                    let mut topic = seen.get(*before)?.topic.clone();
                    topic.push((guarded.dimension, guarded.levels.get(*level)?.0.clone()));
                    Some(GuardValuation { barred, topic })
                })
                .collect();
        }
        Some(seen)
    }
}

/// The places of the levels that a guard takes, in their scale.
fn taken(
    levels: &Levels,
    scale: usize,
    known: &[LevelKey],
    reader: &mut Reader,
) -> Option<Vec<usize>> {
    let place = |level: &LevelKey, reader: &mut Reader| {
        let found = known.iter().position(|other| other == level);
        if found.is_none() {
            let list = format_args!("`scales[{scale}].levels`");
            let mut args = vec![Arg::plain("list", list), Arg::plain("found", level)];
            args.extend(reader.nearest(level.as_str(), known.iter().map(LevelKey::as_str)));
            reader.report(ProblemCode::UnknownKey, args);
        }
        found
    };
    match levels {
        Levels::AnyOf(levels) => {
            let places: Vec<Option<usize>> = levels
                .iter()
                .enumerate()
                .map(|(index, level)| reader.within_index(index, |reader| place(level, reader)))
                .collect();
            places.into_iter().collect()
        }
        Levels::AtLeast(level) => {
            let lowest = reader.within_known("at_least", |reader| place(level, reader))?;
            Some((lowest..known.len()).collect())
        }
        Levels::AtMost(level) => {
            let highest = reader.within_known("at_most", |reader| place(level, reader))?;
            Some((0..=highest).collect())
        }
    }
}
