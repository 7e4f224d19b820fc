//! Check of the rules by which steps decide.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::clear::Clear;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::coverage::Coverage;
use crate::audit::finding::Cause;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, list, steps};
use crate::charter::{Names, Scope, cross};
use crate::position::Function;
use crate::problem::Path;
use crate::procedure::{Procedure, RuleChoice, Step};
use crate::values::key::MatterKey;
use crate::values::lang::Lang;
use crate::values::stated::Stated;

/// A step that decides without a rule.
struct Unruled {
    subjects: Vec<Subject>,
    words: (String, String),
    causes: Vec<Cause>,
}

/// Deciding steps without a rule: they name none, none for some matters, or none that is in force on
/// the day.
pub(super) fn no_rule(survey: &mut Survey<'_>) {
    let mut found: BTreeMap<Basis, Vec<Unruled>> = BTreeMap::new();
    for (index, procedure) in survey.procedures() {
        for (at, step) in steps(procedure) {
            let (basis, source) = match &step.rules {
                _ if step.function != Function::Decide => continue,
                Stated::Given(choices) => {
                    let path = Path::entry("procedures", index).field("steps").index(at);
                    let expired = out_of_force(survey, procedure, step, choices, &path);
                    found.entry(Basis::Stated).or_default().extend(expired);
                    let unnamed = unnamed(survey, procedure, step, choices, &path);
                    found.entry(Basis::Silent).or_default().extend(unnamed);
                    continue;
                }
                Stated::Absent(absence) => (Basis::Stated, absence.source()),
                Stated::Unstated => (Basis::Silent, None),
            };
            let path = Path::entry("procedures", index).field("steps").index(at).field("rules");
            found.entry(basis).or_default().push(Unruled {
                subjects: vec![Subject::Step(procedure.key.clone(), step.key.clone())],
                words: (step.name.get(Lang::En).to_owned(), step.name.get(Lang::Zh).to_owned()),
                causes: vec![Cause::new(path, source.or_else(|| step.source()))],
            });
        }
    }
    for (basis, found) in found {
        let args = vec![list("steps", found.iter().map(|unruled| unruled.words.clone()))];
        let mut subjects: Vec<Subject> = Vec::new();
        let mut named: BTreeSet<&Subject> = BTreeSet::new();
        for subject in found.iter().flat_map(|unruled| &unruled.subjects) {
            if named.insert(subject) {
                subjects.push(subject.clone());
            }
        }
        let causes: Vec<Cause> = found.into_iter().flat_map(|unruled| unruled.causes).collect();
        if !causes.is_empty() {
            survey.add(FindingCode::NoRule, basis, subjects, causes, args);
        }
    }
}

/// The matters on which a step names rules, none of which is in force on the day.
fn out_of_force(
    survey: &Survey<'_>,
    procedure: &Procedure,
    step: &Step,
    choices: &[RuleChoice],
    step_path: &Path,
) -> Option<Unruled> {
    let (document, names) = (survey.charter.document(), survey.names());
    let matters = |keys: &[MatterKey]| cross(document, names, keys, &[]);
    let is_in_force = |choice: &RuleChoice| {
        survey.charter.rule(choice.rule()).is_ok_and(|rule| rule.in_force_on(survey.on))
    };
    if choices.iter().all(is_in_force) {
        return None;
    }
    let mut ruled = Coverage::new(names);
    for choice in choices.iter().filter(|choice| is_in_force(choice)) {
        matters(choice.matters()).into_iter().for_each(|scope| ruled.add(scope));
    }
    // What the procedure does not take need not be decided in it.
    let taken = matters(procedure.matters().given().map_or(&[][..], Vec::as_slice));
    let taken: BTreeSet<u32> = taken.into_iter().map(|scope| scope.matter).collect();
    let mut unruled: Vec<Clear> = Vec::new();
    let mut causes = Vec::new();
    for (number, choice) in choices.iter().enumerate() {
        if is_in_force(choice) {
            continue;
        }
        let within = matters_in_both(names, &matters(choice.matters()), &taken);
        let clear = ruled.clear_scopes(&within);
        if clear.is_empty() {
            continue;
        }
        unruled.extend(clear);
        let rule = survey.charter.rules().iter().position(|rule| rule.key() == choice.rule());
        let source = rule.and_then(|rule| survey.charter.rules().get(rule)?.source());
        let path = step_path.clone().field("rules").index(number);
        causes.push(Cause::new(path, step.source().or(source)));
        if let Some(rule) = rule {
            let path = Path::entry("rules", rule).field("valid");
            causes.push(Cause::new(path, source.or_else(|| step.source())));
        }
    }
    if unruled.is_empty() {
        return None;
    }
    let unruled = Clear::largest(names, unruled);
    let mut subjects = vec![Subject::Step(procedure.key.clone(), step.key.clone())];
    subjects.extend(survey.scope_subjects(&Clear::scopes(&unruled)));
    let (en, zh) = Clear::list_words(survey, &unruled);
    let words = (
        format!(
            "{} (for {en}, the rules that it names are not in force on that day)",
            step.name.get(Lang::En)
        ),
        format!("{}（就{zh}所列规则当日均不在施行期内）", step.name.get(Lang::Zh)),
    );
    Some(Unruled { subjects, words, causes })
}

/// The matters that a procedure takes and for which a step names no rule, though it does for others.
fn unnamed(
    survey: &Survey<'_>,
    procedure: &Procedure,
    step: &Step,
    choices: &[RuleChoice],
    step_path: &Path,
) -> Option<Unruled> {
    let (document, names) = (survey.charter.document(), survey.names());
    let matters = |keys: &[MatterKey]| cross(document, names, keys, &[]);
    let mut ruled = Coverage::new(names);
    for choice in choices {
        matters(choice.matters()).into_iter().for_each(|scope| ruled.add(scope));
    }
    let taken = matters(procedure.matters().given().map_or(&[][..], Vec::as_slice));
    let mut unruled = ruled.clear_scopes(&taken);
    // Everything by itself, without the matters in it, is no matter.
    unruled.retain(|clear| clear.scope.matter != 0 || !clear.matter_alone);
    if unruled.is_empty() {
        return None;
    }
    let unruled = Clear::largest(names, unruled);
    let mut subjects = vec![Subject::Step(procedure.key.clone(), step.key.clone())];
    subjects.extend(survey.scope_subjects(&Clear::scopes(&unruled)));
    let (en, zh) = Clear::list_words(survey, &unruled);
    let words = (
        format!("{} (for {en}, it names no rule)", step.name.get(Lang::En)),
        format!("{}（就{zh}未列规则）", step.name.get(Lang::Zh)),
    );
    let causes = vec![Cause::new(step_path.clone().field("rules"), step.source())];
    Some(Unruled { subjects, words, causes })
}

/// The matters of some scopes that lie in matters of a list, and those of the list that lie in
/// one of theirs.
fn matters_in_both(names: &Names, named: &[Scope], taken: &BTreeSet<u32>) -> Vec<Scope> {
    let tree = &names.matter_tree;
    let mut both: BTreeSet<u32> = BTreeSet::new();
    for matter in named.iter().map(|scope| scope.matter) {
        if tree.above(matter as usize).iter().any(|upper| taken.contains(upper)) {
            both.insert(matter);
            continue;
        }
        let below = tree.below(matter as usize);
        if below.len() <= taken.len() {
            both.extend(below.iter().copied().filter(|lower| taken.contains(lower)));
        } else {
            let is_below = |taken: &u32| tree.covers(matter as usize, *taken as usize);
            both.extend(taken.iter().copied().filter(is_below));
        }
    }
    both.into_iter().map(|matter| Scope { matter, place: 0 }).collect()
}
