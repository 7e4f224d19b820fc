//! Compares the procedures of two charters, step by step.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::charter::difference::change::Section;
use crate::charter::difference::comparison::{Comparison, both};
use crate::charter::difference::renaming::same_procedure;
use crate::charter::loaded::Charter;
use crate::charter::lookup::Keyed;
use crate::procedure::{AbsentStep, Procedure, Step};
use crate::values::key::ProcedureKey;
use crate::values::lang::Lang;
use crate::values::stated::Listed;
use crate::values::text::Text;

impl Comparison<'_> {
    /// Procedures: those of one key are compared step by step.
    pub(super) fn procedures(&mut self) {
        let given = |charter: &Charter| -> Vec<Procedure> {
            let listed = charter.procedures().iter();
            listed.filter_map(|listed| listed.given()).cloned().collect()
        };
        let (before, after) = (given(self.before), given(self.after));
        // Looked up once: there can be many of them.
        let mut answers: BTreeMap<&ProcedureKey, &Procedure> = BTreeMap::new();
        let mut answered: BTreeMap<&ProcedureKey, &Procedure> = BTreeMap::new();
        for old in &before {
            if let Some(same) = same_procedure(&self.renamings, old, &after) {
                answers.insert(old.key(), same);
                answered.insert(same.key(), old);
            }
        }
        let old = Ranked::all(&before, |old| answers.contains_key(old.key()));
        let new = Ranked::all(&after, |new| answered.contains_key(new.key()));
        self.keyed(Section::Procedures, &old, &new, |ranked| both(ranked.procedure.name()));
        let absent = |charter: &Charter| -> Vec<_> {
            charter.procedures().iter().filter_map(|listed| listed.absent()).cloned().collect()
        };
        let (old, new) = (absent(self.before), absent(self.after));
        self.unkeyed(Section::Procedures, &old, &new, |_, _| {
            ["matters that no procedure takes".to_owned(), "无程序受理的事项".to_owned()]
        });
        for procedure in &after {
            let same = answered.get(procedure.key());
            self.steps(procedure.name(), same.map_or(&[], |old| old.steps()), procedure.steps());
        }
        for procedure in &before {
            if !answers.contains_key(procedure.key()) {
                self.steps(procedure.name(), procedure.steps(), &[]);
            }
        }
    }

    fn steps(
        &mut self,
        procedure: &Text,
        before: &[Listed<Step, AbsentStep>],
        after: &[Listed<Step, AbsentStep>],
    ) {
        self.renamings.turn_to_steps(before, after);
        self.listed(
            Section::Steps,
            before,
            after,
            |step| {
                [Lang::En, Lang::Zh]
                    .map(|lang| format!("{}: {}", procedure.get(lang), step.name().get(lang)))
            },
            |_, absent| {
                [Lang::En, Lang::Zh]
                    .map(|lang| format!("{}: {}", procedure.get(lang), absent.step().label(lang)))
            },
        );
    }
}

/// A procedure without its steps, and where it stands among those that both charters have: without
/// triage the first one applies, so that the order says something.
#[derive(PartialEq, Serialize)]
struct Ranked {
    #[serde(flatten)]
    procedure: Procedure,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<usize>,
}

impl Ranked {
    fn all(procedures: &[Procedure], is_kept: impl Fn(&Procedure) -> bool) -> Vec<Self> {
        let mut ranks = 1..;
        let ranked = procedures.iter().cloned().map(|procedure| {
            let order = is_kept(&procedure).then(|| ranks.next()).flatten();
            Self { procedure: Procedure { steps: Vec::new(), ..procedure }, order }
        });
        ranked.collect()
    }
}

impl Keyed for Ranked {
    fn key_text(&self) -> Option<&str> {
        self.procedure.key_text()
    }
}
