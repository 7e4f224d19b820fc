//! The run of a procedure: its marking, when each step was done, and by when it is owed.

use crate::case::sparing::{Empty, Seldom, add};
use std::collections::BTreeMap;

use crate::case::view::view;
use crate::charter::Charter;
use crate::position::Holder;
use crate::procedure::{
    CompiledProcedure, Completion, Conclusion, Effects, Marking, StepIndex, StepSet,
};
use crate::time::{CalendarTable, Instant, Term};
use crate::values::key::{ObligationKey, ProcedureKey, StepKey};

view! {
    /// That a step was done: by which entry, when, by whom and how it was concluded.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::Execution;
    /// use cogov::procedure::Conclusion;
    ///
    /// let case = fire_lane(38);
    /// let run = case.state().run().unwrap();
    /// let decision = case.charter().compiled(run.procedure())?.find("decision").unwrap();
    /// let done: &Execution = &run.executions(decision)[0];
    /// assert_eq!((done.entry(), done.conclusion()), (38, Conclusion::AdoptedObliging));
    /// assert_eq!(done.by(), &cogov::Holder::Party("owners-assembly".parse()?));
    /// assert_eq!(done.absorbed_by(), None, "it was done itself");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Execution {
        has {
            /// The entry that completed it.
            entry: u64 as copy,
            /// When that happened.
            on: Instant as copy,
            /// Who did it.
            by: Holder,
            /// How it was concluded.
            conclusion: Conclusion as copy,
        }
        seldom {
            /// The step that stood in for it.
            absorbed_by: StepKey,
        }
    }
}

view! {
    /// That a step is owed, and by when.
    pub struct Owed {
        has {
            /// Since when.
            since: Instant as copy,
        }
        may {
            /// When the term is over; nothing, if there is none.
            due: Instant as copy,
        }
    }
}

/// What happened to one step.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct StepRun {
    pub(crate) executions: Vec<Execution>,
    // In blocks of their own: few steps are owed at a time, and few are done in rounds.
    pub(crate) owed: Option<Box<Owed>>,
    pub(crate) rounds: Seldom<Rounds>,
}

/// What is known of the rounds in which a step is done, where there can be several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Rounds {
    undone: Option<Undone>,
    /// Of a step that is done by obligations: how far each of them had come when it was done last, or
    /// was named to be done again. What has come no further since was judged.
    pub(crate) stock: BTreeMap<ObligationKey, u64>,
    /// Whether it is done again only because of another step: what was judged before is enough.
    pub(crate) follows: bool,
}

impl Empty for Rounds {
    const EMPTY: &'static Self = &Self { undone: None, stock: BTreeMap::new(), follows: false };
}

/// That what was done in a step was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Undone {
    /// The last entry by which it was.
    entry: u64,
    /// How many executions were undone: these are the first ones.
    void: usize,
}

impl StepRun {
    /// What was done and not undone since, in order.
    fn standing(&self) -> impl Iterator<Item = &Execution> {
        self.executions.iter().skip(self.rounds.undone.map_or(0, |undone| undone.void))
    }
}

/// A procedure as it runs in a case.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::case::Run;
///
/// let case = fire_lane(38);
/// let run: &Run = case.state().run().unwrap();
/// let four_party = case.charter().compiled(run.procedure())?;
/// let disclosure = four_party.find("decision-disclosure").unwrap();
/// assert!(run.executions(disclosure).is_empty() && run.marking().owed().contains(disclosure));
/// assert_eq!(run.owed(disclosure).unwrap().since().to_string(), "2026-06-29T10:00:00+08:00");
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    pub(crate) procedure: ProcedureKey,
    /// Where the procedure stands in the list of the charter.
    pub(crate) entry: usize,
    pub(crate) marking: Marking,
    /// The steps that guards bar, frozen when the topic was routed.
    pub(crate) barred: StepSet,
    pub(crate) steps: Vec<StepRun>,
    /// For each step that waits for a while after another one: until when, since that was done last.
    pub(crate) delays: Vec<(StepIndex, StepIndex, Instant)>,
}

/// A step that is done: which, how, by what and when.
pub(crate) struct Done {
    pub(crate) step: StepIndex,
    pub(crate) conclusion: Conclusion,
    pub(crate) entry: u64,
    pub(crate) on: Instant,
    pub(crate) by: Holder,
    pub(crate) absorbed_by: Option<StepKey>,
}

impl Run {
    pub(crate) fn new(
        (procedure, entry): (ProcedureKey, usize),
        compiled: &CompiledProcedure,
        barred: StepSet,
        since: Instant,
        calendar: &CalendarTable,
    ) -> Self {
        let marking = compiled.initial(barred);
        let steps = vec![StepRun::default(); compiled.steps().len()];
        let mut run = Self { procedure, entry, marking, barred, steps, delays: Vec::new() };
        for step in marking.owed().iter() {
            run.owe(compiled, calendar, step, since, None);
        }
        run
    }

    /// The key of its procedure.
    #[must_use]
    pub const fn procedure(&self) -> &ProcedureKey {
        &self.procedure
    }

    /// The procedure in the charter under which it runs.
    pub(crate) fn compiled<'c>(&self, charter: &'c Charter) -> Option<&'c CompiledProcedure> {
        charter.compiled_at(self.entry)
    }

    /// What is done, owed and in play.
    #[must_use]
    pub const fn marking(&self) -> Marking {
        self.marking
    }

    /// How often and when a step was done, in order.
    #[must_use]
    pub fn executions(&self, step: StepIndex) -> &[Execution] {
        self.steps.get(step.get()).map_or(&[], |run| run.executions.as_slice())
    }

    /// By when a step is owed, if it is.
    #[must_use]
    pub fn owed(&self, step: StepIndex) -> Option<&Owed> {
        self.steps.get(step.get()).and_then(|run| run.owed.as_deref())
    }

    /// These steps were undone because of another one.
    pub(crate) fn follow(&mut self, undone: StepSet) {
        for step in undone.iter() {
            if let Some(run) = self.steps.get_mut(step.get()) {
                run.rounds.follows = true;
            }
        }
    }

    /// What was decided on before the procedure began counts for none of its steps, though one of
    /// another procedure had the same name.
    pub(crate) fn leave_behind(&mut self, entry: u64) {
        for run in &mut self.steps {
            run.rounds.undone = Some(Undone { entry, void: run.executions.len() });
        }
    }

    /// Whether more was done, and not undone, than to take in and to route.
    pub(crate) fn has_begun(&self, compiled: &CompiledProcedure) -> bool {
        compiled.numbered().any(|(step, known)| {
            !matches!(known.completes(), Completion::Accept | Completion::Route)
                && self.last(step).is_some()
        })
    }

    /// The guards are judged anew: only what is not done yet comes into play or leaves it.
    pub(crate) fn bar(&mut self, compiled: &CompiledProcedure, barred: StepSet) {
        let (done, owed, included) =
            (self.marking.done(), self.marking.owed(), self.marking.included());
        let leaving = (barred - self.barred) - done;
        let coming = ((self.barred - barred) - done) - compiled.excluded_at_first();
        self.marking = Marking::new(done, owed, (included - leaving) | coming);
        self.barred = (barred - done) | (self.barred & done);
    }

    /// How a step was done last, if that was not undone since.
    pub(crate) fn last(&self, step: StepIndex) -> Option<&Execution> {
        self.steps.get(step.get())?.standing().last()
    }

    /// When a step was done last, if that was not undone since.
    pub(crate) fn last_done(&self, step: StepIndex) -> Option<Instant> {
        self.last(step).map(|execution| execution.on)
    }

    /// The last entry by which what was done in a step was undone; 0, if none did.
    pub(crate) fn undone(&self, step: StepIndex) -> u64 {
        let run = self.steps.get(step.get());
        run.and_then(|run| run.rounds.undone).map_or(0, |undone| undone.entry)
    }

    /// Until when a step has to wait for the delays of its conditions; nothing, if none is given.
    pub(crate) fn earliest(&self, step: StepIndex) -> Option<Instant> {
        // What is out of play does not bind, and nothing waits for what is not done.
        let binding = self.marking.included() & self.marking.done();
        let all = self.delays.iter();
        let of_step = all.filter(|(waits, after, _)| *waits == step && binding.contains(*after));
        of_step.map(|(_, _, until)| *until).max()
    }

    /// What waits for a while after a step waits from now on for as long after it.
    fn delay(&mut self, compiled: &CompiledProcedure, calendar: &CalendarTable, after: StepIndex) {
        let Some(since) = self.last_done(after) else { return };
        self.delays.retain(|(_, known, _)| *known != after);
        for (waits, known) in compiled.numbered() {
            let edges = known.conditions().iter().filter(|edge| edge.step() == after);
            let until = edges.filter_map(|edge| calendar.due(since, edge.delay()?).ok());
            self.delays.extend(until.max().map(|until| (waits, after, until)));
        }
    }

    /// All delays are counted anew, by another procedure or calendar.
    pub(crate) fn delay_anew(&mut self, compiled: &CompiledProcedure, calendar: &CalendarTable) {
        self.delays.clear();
        for (after, _) in compiled.numbered() {
            self.delay(compiled, calendar, after);
        }
    }

    /// That a step is owed since a moment: within the term of a response, or its own.
    fn owe(
        &mut self,
        compiled: &CompiledProcedure,
        calendar: &CalendarTable,
        step: StepIndex,
        since: Instant,
        within: Option<Term>,
    ) {
        let own = compiled.step(step).and_then(|step| step.within().given().copied());
        let due = within.or(own).and_then(|term| calendar.due(since, term).ok());
        if let Some(run) = self.steps.get_mut(step.get()) {
            run.owed = Some(Box::new(Owed { since, due }));
        }
    }

    /// A step is done, with all its effects, whether it could be or not: that is judged before.
    pub(crate) fn execute(
        &mut self,
        compiled: &CompiledProcedure,
        calendar: &CalendarTable,
        done: Done,
    ) {
        let Done { step, conclusion, entry, on, by, absorbed_by } = done;
        let Some(known) = compiled.step(step) else { return };
        let effects = known.effects(conclusion);
        let includes = effects.includes - self.barred;
        self.marking = self.marking.after(step, Effects { includes, ..effects });
        if let Some(run) = self.steps.get_mut(step.get()) {
            run.owed = None;
            let absorbed_by = absorbed_by.map(Box::new);
            add(&mut run.executions, Execution { entry, on, by, conclusion, absorbed_by });
        }
        self.delay(compiled, calendar, step);
        for response in known.responses() {
            if conclusion.takes(response.outcome()) {
                let within = response.within().given().copied();
                self.owe(compiled, calendar, response.step(), on, within);
            }
        }
        // What is owed by a decision without a response of its own.
        for owed in effects.owes.iter() {
            if self.owed(owed).is_none() {
                self.owe(compiled, calendar, owed, on, None);
            }
        }
    }

    /// All steps that a step waits for, by conditions.
    fn upstream(compiled: &CompiledProcedure, step: StepIndex) -> StepSet {
        let mut found = StepSet::EMPTY;
        let mut open = vec![step];
        while let Some(next) = open.pop() {
            let before = compiled.step(next).map_or(StepSet::EMPTY, |known| known.after());
            for one in (before - found).iter() {
                found = found.with(one);
                open.push(one);
            }
        }
        found
    }

    /// All steps that come after a step, by conditions and responses; never those that it waits
    /// for itself, though a failed decision leads back to them.
    pub(crate) fn downstream(compiled: &CompiledProcedure, step: StepIndex) -> StepSet {
        let before = Self::upstream(compiled, step);
        let mut found = StepSet::EMPTY;
        let mut open = vec![step];
        while let Some(next) = open.pop() {
            for (index, known) in compiled.numbered() {
                let waits = known.after().contains(next);
                let responds = compiled
                    .step(next)
                    .is_some_and(|next| next.responses().iter().any(|edge| edge.step() == index));
                if (waits || responds) && !found.contains(index) && !before.contains(index) {
                    found = found.with(index);
                    open.push(index);
                }
            }
        }
        found
    }

    /// A step has to be done again: all is as if neither it nor what comes after it had been done,
    /// and it is owed.
    pub(crate) fn again(
        &mut self,
        compiled: &CompiledProcedure,
        calendar: &CalendarTable,
        step: StepIndex,
        (entry, on): (u64, Instant),
    ) {
        for undone in Self::downstream(compiled, step).with(step).iter() {
            if let Some(run) = self.steps.get_mut(undone.get()) {
                run.rounds.undone = Some(Undone { entry, void: run.executions.len() });
            }
        }
        let (marking, terms) = self.as_if(compiled);
        let (done, owed, included) = (marking.done(), marking.owed(), marking.included());
        self.marking = Marking::new(done.without(step), owed.with(step), included.with(step));
        for (other, _) in compiled.numbered() {
            let is_owed = self.marking.owed().contains(other);
            let was_owed = self.owed(other).is_some() && other != step;
            if is_owed && !was_owed {
                let within = terms.iter().rev().find(|(owed, _)| *owed == other);
                self.owe(compiled, calendar, other, on, within.and_then(|(_, within)| *within));
            } else if !is_owed && let Some(run) = self.steps.get_mut(other.get()) {
                run.owed = None;
            }
        }
    }

    /// What was done and not undone since, in order: the entry, the step, and how.
    pub(crate) fn standing(
        &self,
        compiled: &CompiledProcedure,
    ) -> Vec<(u64, StepIndex, Conclusion)> {
        let mut kept = Vec::new();
        for (step, _) in compiled.numbered() {
            let standing = self.steps.get(step.get()).into_iter().flat_map(StepRun::standing);
            kept.extend(standing.map(|done| (done.entry, step, done.conclusion)));
        }
        kept.sort_by_key(|(entry, ..)| *entry);
        kept
    }

    /// The marking to which all that was done and not undone leads, and within which terms it owes
    /// what.
    fn as_if(&self, compiled: &CompiledProcedure) -> (Marking, Vec<(StepIndex, Option<Term>)>) {
        let (mut marking, mut terms) = (compiled.initial(self.barred), Vec::new());
        for (_, step, conclusion) in self.standing(compiled) {
            let Some(known) = compiled.step(step) else { continue };
            let effects = known.effects(conclusion);
            let includes = effects.includes - self.barred;
            marking = marking.after(step, Effects { includes, ..effects });
            let responses = known.responses().iter();
            let owing = responses.filter(|response| conclusion.takes(response.outcome()));
            terms.extend(owing.map(|edge| (edge.step(), edge.within().given().copied())));
        }
        (marking, terms)
    }
}
