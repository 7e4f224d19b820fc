//! Steps that stand in for one another in a circle: in the end nobody would act.

use crate::json::Reader;
use crate::problem::ProblemCode;
use crate::procedure::compiled::CompiledStep;
use crate::procedure::misuse::misuse;
use crate::procedure::step_set::{StepIndex, StepSet};

/// Reports each circle once, at its first step; says whether there is none.
pub(crate) fn check_absorption(steps: &[CompiledStep], reader: &mut Reader) -> bool {
    let mut sound = true;
    let mut checked = StepSet::EMPTY;
    let mut way = Vec::new();
    for first in (0..steps.len()).filter_map(StepIndex::new) {
        // Each step has at most one that stands in for it, so that there is one way to follow.
        way.clear();
        let mut at = Some(first);
        while let Some(step) = at.filter(|&step| !checked.contains(step)) {
            checked = checked.with(step);
            way.push(step);
            at = steps.get(step.get()).and_then(CompiledStep::absorbed_by);
        }
        let Some(begin) = way.iter().position(|&step| Some(step) == at) else { continue };
        sound = false;
        let mut circle: Vec<StepIndex> = way.drain(begin..).collect();
        let lowest = circle.iter().enumerate().min_by_key(|&(_, step)| *step);
        let place = lowest.map_or(0, |(place, _)| place);
        circle.rotate_left(place);
        report(steps, &circle, reader);
    }
    sound
}

fn report(steps: &[CompiledStep], circle: &[StepIndex], reader: &mut Reader) {
    let keys: Vec<&str> = circle
        .iter()
        .chain(circle.first())
        .filter_map(|step| Some(steps.get(step.get())?.key().as_str()))
        .collect();
    let keys = keys.join(" → ");
    let reason = (
        format!("the steps stand in for one another in a circle: {keys}"),
        format!("步骤相互代替，形成循环：{keys}"),
    );
    let instead = (
        "let a step outside of the circle stand in, or ".to_owned(),
        "改由循环以外的步骤代替，或".to_owned(),
    );
    let Some(first) = circle.first().and_then(|step| steps.get(step.get())) else { return };
    reader.within_index(first.index(), |reader| {
        reader.within_known("absorbed_by", |reader| {
            reader.within_known("step", |reader| {
                reader.report(ProblemCode::MisusedStep, misuse(reason, instead));
            });
        });
    });
}
