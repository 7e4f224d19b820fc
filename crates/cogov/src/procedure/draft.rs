//! A step on its way to being compiled: its relations, read from keys to numbers.

use std::cell::Cell;

use crate::json::Reader;
use crate::problem::{Arg, ProblemCode};
use crate::procedure::edge::{ConditionEdge, EffectEdge, ResponseEdge};
use crate::procedure::relation::{Effect, Outcome};
use crate::procedure::step::Step;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::values::key::{Key, StepKey};
use crate::values::stated::Stated;

/// A step on its way to being compiled; the reader stands at it.
pub(super) struct Draft<'d, 'p> {
    pub(super) step: &'p Step,
    pub(super) index: StepIndex,
    pub(super) given: &'d [(usize, &'p Step)],
    /// The implementing and supervising steps of the procedure.
    pub(super) carrying_out: StepSet,
    pub(super) sound: Cell<bool>,
}

/// The number of the step with a key, the first of several. There are so few steps that to compare
/// them one by one takes less than to sort them.
pub(super) fn number_of(given: &[(usize, &Step)], key: &StepKey) -> Option<StepIndex> {
    given.iter().position(|(_, step)| step.key() == key).and_then(StepIndex::new)
}

impl Draft<'_, '_> {
    pub(super) fn report(&self, code: ProblemCode, args: Vec<Arg>, reader: &mut Reader) {
        self.sound.set(false);
        reader.report(code, args);
    }

    /// The number of a step; a key that names none is reported.
    pub(super) fn resolve(&self, key: &StepKey, reader: &mut Reader) -> Option<StepIndex> {
        let found = number_of(self.given, key);
        if found.is_none() {
            let mut args = vec![Arg::plain("list", StepKey::LISTED_IN), Arg::plain("found", key)];
            let mut known: Vec<&str> = self.given.iter().map(|(_, s)| s.key().as_str()).collect();
            known.sort_unstable();
            args.extend(reader.nearest(key.as_str(), known));
            self.report(ProblemCode::UnknownKey, args, reader);
        }
        found
    }

    /// The number of a step that must not be this one.
    pub(super) fn another(&self, key: &StepKey, reader: &mut Reader) -> Option<StepIndex> {
        let found = self.resolve(key, reader)?;
        if found == self.index {
            self.report(ProblemCode::SelfReference, vec![Arg::plain("found", key)], reader);
            return None;
        }
        Some(found)
    }

    pub(super) fn once(&self, new: bool, key: &StepKey, reader: &mut Reader) {
        if !new {
            self.report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", key)], reader);
        }
    }

    pub(super) fn conditions(&self, reader: &mut Reader) -> Vec<ConditionEdge> {
        let mut seen = Seen::default();
        self.entries("after", self.step.after(), reader, |_, after, reader| {
            let step = self.another(after.step(), reader)?;
            self.once(seen.insert(step, None), after.step(), reader);
            Some(ConditionEdge { step, delay: after.delay() })
        })
    }

    pub(super) fn milestones(&self, reader: &mut Reader) -> StepSet {
        let mut seen = Seen::default();
        self.entries("not_while", self.step.not_while(), reader, |_, key, reader| {
            let step = self.another(key, reader)?;
            self.once(seen.insert(step, None), key, reader);
            Some(step)
        })
        .into_iter()
        .collect()
    }

    pub(super) fn responses(&self, reader: &mut Reader) -> Vec<ResponseEdge> {
        let mut seen = Seen::default();
        self.entries("then", self.step.then(), reader, |_, response, reader| {
            self.check_outcome(response.outcome(), reader);
            let step = self.resolve(response.step(), reader)?;
            self.once(seen.insert(step, response.outcome()), response.step(), reader);
            self.check_response(step, response.outcome(), reader);
            let within = match response.within() {
                Stated::Unstated => {
                    self.given.get(step.get()).map_or(Stated::Unstated, |(_, s)| s.within().clone())
                }
                stated => stated.clone(),
            };
            Some(ResponseEdge { step, outcome: response.outcome(), within })
        })
    }

    /// Exclusions or inclusions, each with its place in the list.
    pub(super) fn edges(
        &self,
        field: &'static str,
        effects: &[Effect],
        reader: &mut Reader,
    ) -> Vec<(usize, EffectEdge)> {
        let mut seen = Seen::default();
        self.entries(field, effects, reader, |place, effect, reader| {
            self.check_outcome(effect.outcome(), reader);
            let step = self.resolve(effect.step(), reader)?;
            self.once(seen.insert(step, effect.outcome()), effect.step(), reader);
            Some((place, EffectEdge { step, outcome: effect.outcome() }))
        })
    }

    fn entries<T, E>(
        &self,
        field: &'static str,
        entries: &[T],
        reader: &mut Reader,
        mut read: impl FnMut(usize, &T, &mut Reader) -> Option<E>,
    ) -> Vec<E> {
        reader.within_known(field, |reader| {
            let mut found = Vec::with_capacity(entries.len());
            for (place, entry) in entries.iter().enumerate() {
                if reader.is_full() {
                    break;
                }
                found.extend(reader.within_index(place, |reader| read(place, entry, reader)));
            }
            found
        })
    }
}

/// The steps that a relation reached before: without an outcome, and under each.
#[derive(Default)]
struct Seen {
    always: StepSet,
    under: [StepSet; Outcome::ALL.len()],
}

impl Seen {
    /// Adds a step; says whether it was not there.
    fn insert(&mut self, step: StepIndex, outcome: Option<Outcome>) -> bool {
        let slot = match outcome {
            None => Some(&mut self.always),
            Some(outcome) => {
                let place = Outcome::ALL.iter().position(|&known| known == outcome);
                place.and_then(|place| self.under.get_mut(place))
            }
        };
        slot.is_some_and(|slot| {
            let new = !slot.contains(step);
            *slot = slot.with(step);
            new
        })
    }
}
