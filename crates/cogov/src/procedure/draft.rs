//! A step on its way to being compiled: its relations, read from keys to numbers.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::json::Reader;
use crate::problem::{Arg, ProblemCode};
use crate::procedure::edge::{ConditionEdge, EffectEdge, ResponseEdge};
use crate::procedure::relation::Effect;
use crate::procedure::step::Step;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::values::key::{Key, StepKey};
use crate::values::stated::Stated;

/// A step on its way to being compiled; the reader stands at it.
pub(super) struct Draft<'d, 'p> {
    pub(super) step: &'p Step,
    pub(super) index: StepIndex,
    pub(super) given: &'d [(usize, &'p Step)],
    pub(super) numbers: &'d BTreeMap<&'p StepKey, StepIndex>,
    /// The implementing and supervising steps of the procedure.
    pub(super) carrying_out: StepSet,
    pub(super) sound: Cell<bool>,
}

impl Draft<'_, '_> {
    pub(super) fn report(&self, code: ProblemCode, args: Vec<Arg>, reader: &mut Reader) {
        self.sound.set(false);
        reader.report(code, args);
    }

    /// The number of a step; a key that names none is reported.
    pub(super) fn resolve(&self, key: &StepKey, reader: &mut Reader) -> Option<StepIndex> {
        let found = self.numbers.get(key).copied();
        if found.is_none() {
            let mut args = vec![Arg::plain("list", StepKey::LISTED_IN), Arg::plain("found", key)];
            args.extend(reader.nearest(key.as_str(), self.numbers.keys().map(|key| key.as_str())));
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

    pub(super) fn once<T: Ord>(
        &self,
        seen: &mut BTreeSet<T>,
        value: T,
        key: &StepKey,
        reader: &mut Reader,
    ) {
        if !seen.insert(value) {
            self.report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", key)], reader);
        }
    }

    pub(super) fn conditions(&self, reader: &mut Reader) -> Vec<ConditionEdge> {
        let mut seen = BTreeSet::new();
        self.entries("after", self.step.after(), reader, |after, reader| {
            let step = self.another(after.step(), reader)?;
            self.once(&mut seen, step, after.step(), reader);
            Some(ConditionEdge { step, delay: after.delay() })
        })
        .into_iter()
        .map(|(_, edge)| edge)
        .collect()
    }

    pub(super) fn milestones(&self, reader: &mut Reader) -> StepSet {
        let mut seen = BTreeSet::new();
        self.entries("not_while", self.step.not_while(), reader, |key, reader| {
            let step = self.another(key, reader)?;
            self.once(&mut seen, step, key, reader);
            Some(step)
        })
        .into_iter()
        .map(|(_, step)| step)
        .collect()
    }

    pub(super) fn responses(&self, reader: &mut Reader) -> Vec<ResponseEdge> {
        let mut seen = BTreeSet::new();
        self.entries("then", self.step.then(), reader, |response, reader| {
            self.check_outcome(response.outcome(), reader);
            let step = self.resolve(response.step(), reader)?;
            self.once(&mut seen, (step, response.outcome()), response.step(), reader);
            self.check_response(step, response.outcome(), reader);
            let within = match response.within() {
                Stated::Unstated => {
                    self.given.get(step.get()).map_or(Stated::Unstated, |(_, s)| s.within().clone())
                }
                stated => stated.clone(),
            };
            Some(ResponseEdge { step, outcome: response.outcome(), within })
        })
        .into_iter()
        .map(|(_, edge)| edge)
        .collect()
    }

    /// Exclusions or inclusions, each with its place in the list.
    pub(super) fn edges(
        &self,
        field: &'static str,
        effects: &[Effect],
        reader: &mut Reader,
    ) -> Vec<(usize, EffectEdge)> {
        let mut seen = BTreeSet::new();
        self.entries(field, effects, reader, |effect, reader| {
            self.check_outcome(effect.outcome(), reader);
            let step = self.resolve(effect.step(), reader)?;
            self.once(&mut seen, (step, effect.outcome()), effect.step(), reader);
            Some(EffectEdge { step, outcome: effect.outcome() })
        })
    }

    pub(super) fn entries<T, E>(
        &self,
        field: &'static str,
        entries: &[T],
        reader: &mut Reader,
        mut read: impl FnMut(&T, &mut Reader) -> Option<E>,
    ) -> Vec<(usize, E)> {
        reader.within_known(field, |reader| {
            let mut found = Vec::new();
            for (place, entry) in entries.iter().enumerate() {
                if reader.is_full() {
                    break;
                }
                let edge = reader.within_index(place, |reader| read(entry, reader));
                found.extend(edge.map(|edge| (place, edge)));
            }
            found
        })
    }
}
